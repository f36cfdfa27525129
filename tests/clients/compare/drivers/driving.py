"""Shared code of all drivers.

A driver prints its client's version in a first line ({"version": "7.88.1"}), then reads one JSON object for each line,
{"id": 1, "env": {"NAME": "VALUE"}, "urls": ["..."]}. For each URL in order it runs the client in a process with
exactly that environment (and PATH, HOME and other variables that it needs to start), and writes {"id": 1, "url":
"...", "outcome": "answered|failed", "message": "..."}. Before the next URL it waits for an empty line, so that all
connections until then belong to the previous URL. So there is never more than one line to be read.
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

URL_SECONDS = 8  # what one attempt may take; the servers answer at once
START_SECONDS = 120  # a program's start on a busy machine

BASE_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": os.environ.get("HOME", "/nonexistent")}


@dataclass(frozen=True)
class Outcome:
    answered: bool
    message: str = ""


Attempt = Callable[[str], Outcome]


# --- The protocol -----------------------------------------------------------------------------------------------------


def _read_line() -> str:
    """A line from standard input; "" at its end. Nothing is read ahead: a forked child reads its own lines."""
    line = b""
    while not line.endswith(b"\n"):
        data = os.read(0, 1 << 20)
        if not data:
            return ""
        line += data
    return line.decode()


def _write(message: Mapping[str, Any]) -> None:
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[os.write(1, data) :]


def _requests(version: str) -> Iterator[dict[str, Any]]:
    _write({"version": version})
    while line := _read_line():
        yield json.loads(line)


def _urls(request: Mapping[str, Any]) -> Iterator[str]:
    for number, url in enumerate(request["urls"]):
        if number > 0 and not _read_line():
            os._exit(0)
        yield url


def _answer(request: Mapping[str, Any], url: str, outcome: Outcome) -> None:
    said = "answered" if outcome.answered else "failed"
    _write({"id": request["id"], "url": url, "outcome": said, "message": outcome.message[:500]})


def environment_of(request: Mapping[str, Any]) -> dict[str, str]:
    return {**BASE_ENVIRONMENT, **request["env"]}


# --- A client that is a command: one process a URL --------------------------------------------------------------------


def run_command(version: str, arguments: Callable[[str], Sequence[str]], more: Mapping[str, str] | None = None) -> None:
    """arguments(url) is the command; exit status 0 is an answer. `more` has further variables that it needs."""
    for request in _requests(version):
        environment = {**environment_of(request), **(more or {})}
        for url in _urls(request):
            _answer(request, url, _command_outcome(arguments(url), environment))


def _command_outcome(arguments: Sequence[str], environment: Mapping[str, str]) -> Outcome:
    process = subprocess.Popen(
        arguments,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, errors = process.communicate(timeout=URL_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Outcome(False, "timeout")
    return Outcome(process.returncode == 0, errors.decode(errors="replace").strip())


# --- A Python library: one forked process an environment, or a URL ----------------------------------------------------


def _become(request: Mapping[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(environment_of(request))


def _out_of_time(*_: object) -> NoReturn:
    raise TimeoutError("timeout")


def _try(attempt: Attempt, url: str) -> Outcome:
    signal.signal(signal.SIGALRM, _out_of_time)
    signal.alarm(URL_SECONDS)
    try:
        return attempt(url)
    except Exception as error:  # whatever the library raises is its outcome
        return Outcome(False, f"{type(error).__name__}: {error}")
    finally:
        signal.alarm(0)


def run_library(version: str, attempt: Attempt) -> None:
    """attempt(url) runs in a forked process for each environment; an exception is a failure."""
    for request in _requests(version):
        child = os.fork()
        if child == 0:
            _become(request)
            for url in _urls(request):
                _answer(request, url, _try(attempt, url))
            os._exit(0)
        os.waitpid(child, 0)


def run_library_killed(version: str, attempt: Attempt) -> None:
    """As run_library(), for a library that continues in the background: one process for each URL, killed before the
    answer."""
    for request in _requests(version):
        for url in _urls(request):
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                _become(request)
                outcome = _try(attempt, url)
                os.write(writing, json.dumps([outcome.answered, outcome.message[:500]]).encode())
                signal.pause()
            os.close(writing)
            readable, _, _ = select.select([reading], [], [], URL_SECONDS + 2)
            data = os.read(reading, 65536) if readable else b""
            os.close(reading)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            _answer(request, url, Outcome(*json.loads(data)) if data else Outcome(False, "timeout"))


# --- A program that reads a URL a line: one process an environment, or for many ---------------------------------------

ENVIRONMENTS_PER_PROCESS = 50


def run_program(version: str, arguments: Sequence[str], more: Mapping[str, str] | None = None) -> None:
    """The program answers each URL line with a line "answered MESSAGE" or "failed MESSAGE"."""
    for request in _requests(version):
        program = _Program(arguments, {**environment_of(request), **(more or {})})
        try:
            for url in _urls(request):
                _answer(request, url, program.attempt(url))
        finally:
            program.kill()


def run_changing_program(version: str, arguments: Sequence[str], at_start: Sequence[str] = ()) -> None:
    """As run_program(), for a client that reads the environment at each request: the program is told of another one by
    a line with a JSON object, so that its start does not take most of the time. An environment with a variable of
    `at_start`, which the interpreter reads when it starts, has a process of its own."""
    program, environments = None, 0
    for request in _requests(version):
        own_process = any(name in request["env"] for name in at_start)
        if program and (own_process or environments == ENVIRONMENTS_PER_PROCESS or not program.runs()):
            program.kill()
            program = None
        if not program:
            program, environments = _Program(arguments, environment_of(request)), 0
        environments = ENVIRONMENTS_PER_PROCESS if own_process else environments + 1
        program.write(json.dumps(environment_of(request)))
        for url in _urls(request):
            _answer(request, url, program.attempt(url))
    if program:
        program.kill()


class _Program:
    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._buffer = b""
        self._seconds = START_SECONDS  # the first answer
        self._process = subprocess.Popen(
            arguments,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            bufsize=0,
            start_new_session=True,
        )

    def runs(self) -> bool:
        return self._process.poll() is None

    def write(self, line: str) -> bool:
        assert self._process.stdin
        try:
            self._process.stdin.write(line.encode() + b"\n")
        except (BrokenPipeError, ValueError):  # ValueError: kill() has closed it
            return False
        return True

    def attempt(self, url: str) -> Outcome:
        if not self.write(url):
            return Outcome(False, "the program has ended")
        line = self._line(time.monotonic() + self._seconds)
        self._seconds = URL_SECONDS
        if line is None:
            self.kill()
            return Outcome(False, "the program has ended, or took too long")
        said, _, message = line.partition(" ")
        return Outcome(said == "answered", message.strip())

    def _line(self, deadline: float) -> str | None:
        assert self._process.stdout
        while b"\n" not in self._buffer:
            seconds = deadline - time.monotonic()
            readable, _, _ = select.select([self._process.stdout], [], [], max(0.0, seconds))
            data = os.read(self._process.stdout.fileno(), 65536) if readable else b""
            if not data:
                return None
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.decode(errors="replace")

    def kill(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()


# --- Versions ---------------------------------------------------------------------------------------------------------


def first_version(*command: str) -> str:
    """The first text like 1.2 or 1.2.3 in what the command prints."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", result.stdout + result.stderr)
    if not found:
        raise SystemExit(f"{command[0]} does not tell its version")
    return found[0]
