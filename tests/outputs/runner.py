"""Runs both builds for a request with the helper run_both, and holds the results."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HERE = Path(__file__).resolve().parent
COMMIT = re.compile(rb'(\ncommit |"commit":")(?:[0-9a-f]{40}(?:\+changed)?|unknown)')
UNPRINTABLE = re.compile(r"[^\n -~\u00a1-\u00ff]")
BUILDS = ("old", "new")  # folders of one length, so that no table is laid out differently for a path


class SetupError(Exception):
    """The comparison could not be made; the text says why."""


@dataclass(frozen=True)
class Request:
    """One run. The kind says under which name it is counted and which exceptions apply."""

    kind: str
    words: Sequence[bytes]
    environment: Sequence[bytes] = ()
    input: bytes = b""

    def text(self) -> str:
        """For people: the command that repeats the run, with each word escaped."""
        lines = ["proxyenv " + " ".join(quoted(word) for word in self.words)]
        lines += [f"  environment: {quoted(entry)}" for entry in self.environment]
        if self.input:
            lines.append(f"  input: {quoted(self.input)}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Outcome:
    status: int  # as wait() gave it
    output: bytes
    error: bytes

    def lines(self, kind: str) -> list[str]:
        """For people and for exceptions. JSON has one value for each line."""
        output = pretty_json(self.output) if kind.endswith("json") else self.output
        return [
            f"status: {status_text(self.status)}",
            *(f"out: {line}" for line in escaped(output).split("\n")),
            *(f"err: {line}" for line in escaped(self.error).split("\n")),
        ]

    def raw_lines(self) -> list[str]:
        return self.lines("")


def status_text(status: int) -> str:
    return f"exit {os.WEXITSTATUS(status)}" if os.WIFEXITED(status) else f"signal {os.WTERMSIG(status)}"


def escaped(data: bytes) -> str:
    """Text in which no two different inputs look alike."""
    text = data.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return UNPRINTABLE.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def quoted(data: bytes) -> str:
    return "'" + escaped(data).replace("\n", "\\n").replace("'", "\\'") + "'"


def pretty_json(data: bytes) -> bytes:
    try:
        return json.dumps(json.loads(data), indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except ValueError:
        return data


def compile_helper(name: str, folder: Path) -> Path:
    """The program of tests/outputs/NAME.cpp, compiled into the folder."""
    program = folder / name
    command = ["c++", "-std=c++20", "-O1", "-static", "-o", str(program), str(HERE / f"{name}.cpp")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise SetupError(f"cannot compile {name}.cpp: {result.stderr}")
    return program


class Runner:
    """The helper as a process, which answers one request at a time."""

    def __init__(self, helper: Path, builds: Path, folder: Path) -> None:
        programs = [str(builds / build / "proxyenv") for build in BUILDS]
        self.process = subprocess.Popen(
            [str(helper), *programs], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}
        )

    def run(self, request: Request) -> tuple[Outcome, Outcome]:
        words = [b"proxyenv", *request.words]
        strings = b"".join(text + b"\0" for text in (*words, *request.environment))
        numbers = struct.pack(
            "=4I", len(words), len(request.environment), len(strings), len(request.input)
        )
        to_helper, from_helper = self._pipes()
        to_helper.write(numbers + strings + request.input)
        to_helper.flush()
        return read_outcome(from_helper), read_outcome(from_helper)

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        if self.process.stdin is None or self.process.stdout is None:
            raise SetupError("run_both has no pipes")
        return self.process.stdin, self.process.stdout  # type: ignore[return-value]


def read_outcome(stream: BinaryIO) -> Outcome:
    status, output_size, error_size = struct.unpack("=i2I", read_exactly(stream, 12))
    # Two builds are of two commits, which --version says.
    return Outcome(status, COMMIT.sub(rb"\1COMMIT", read_exactly(stream, output_size)), read_exactly(stream, error_size))


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise SetupError("run_both ended early")
    return data
