"""Counts what both programs do for inputs of the sizes n, 4n and 16n, and demands that it grows linearly.

    bounds.py --proxyenv FILE --companion FILE --counter FILE [--only WORD] [--show]

Counted are instructions, in QEMU's user emulation (count_instructions.cpp is the counter), and the peak of memory, without
it. Seconds are not: they depend on the machine and on what else runs there. --only runs the cases with the word in their
name, --show prints the figures of all.

QEMU passes only one variable of a name on (linux-user/main.c and util/envlist.c of 7.2). So valgrind, which takes three
times as long, counts in the cases that give one name twice.

Needs qemu-user, valgrind and time (scripts/install-packages test). Exit 0 where all is linear, 1 where something is not.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cases import COMPANION, LAUNCHER, Case, Input
from growth import INSTRUCTIONS, MEMORY, STEPS, fault_of

TREES = Path(__file__).resolve().parent.parent / "dify" / "trees"
# What stands in front of a call, and how its report names the number.
QEMU = (f"/usr/bin/qemu-{platform.machine()}", "-plugin", "{counter}", "-d", "plugin", "-D", "{report}")
OF_QEMU = re.compile(r"^([0-9]+) instructions$", re.MULTILINE)
# Not the shell script valgrind: it would drop entries of names that are there twice.
VALGRIND = ("/usr/bin/valgrind.bin", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--log-file={report}")
OF_VALGRIND = re.compile(r"I +refs: +([0-9,]+)")
TIME = ("/usr/bin/time", "--quiet", "--format=%M", "--output={report}")
OF_TIME = re.compile(r"^([0-9]+)$", re.MULTILINE)  # KiB


class Failure(Exception):
    """A call that did not end as its case says."""


class Entries:
    """An environment for posix_spawn, which asks for names and values. A name may be there twice, as in no dictionary."""

    def __init__(self, entries: Sequence[str]) -> None:
        self.pairs = [entry.encode().split(b"=", 1) for entry in entries]

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, name: bytes) -> bytes:
        return dict(self.pairs)[name]

    def keys(self) -> list[bytes]:
        return [name for name, _ in self.pairs]

    def values(self) -> list[bytes]:
        return [value for _, value in self.pairs]


@dataclass(frozen=True)
class Programs:
    launcher: Path
    companion: Path
    counter: Path

    def of(self, case: Case) -> Path:
        return self.companion if case.companion else self.launcher


def counted(programs: Programs, case: Case, given: Input, prefix: Sequence[str], number: re.Pattern[str]) -> float:
    """Makes one call in a folder of its own, and returns the number of the report that the prefix writes."""
    with tempfile.TemporaryDirectory(prefix="proxyenv-bounds-") as scratch:
        folder, report, said = (Path(scratch) / name for name in ("docker", "report", "said"))
        if case.companion:
            shutil.copytree(TREES / case.tree, folder)
        else:
            folder.mkdir()
        if given.setup:
            subprocess.run([programs.companion, *given.setup], cwd=folder, env={}, check=True, capture_output=True)
        for name, text in given.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        (Path(scratch) / "input").write_text(given.standard_input, encoding="utf-8")
        # A comma would end the name of the plugin's file.
        places = {"report": report, "counter": os.fspath(programs.counter).replace(",", ",,")}
        before = ("/usr/bin/env", "-C", os.fspath(folder), *(word.format(**places) for word in prefix))
        words = [*before, os.fspath(programs.of(case)), *given.words]
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.fspath(Path(scratch) / "input"), os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.fspath(said), os.O_WRONLY | os.O_CREAT, 0o600),
        ]
        child = os.posix_spawn(words[0], [word.encode() for word in words], Entries(given.environment), file_actions=actions)  # type: ignore[arg-type]
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status not in case.statuses:
            raise Failure(f"exit status {status}: {said.read_text(errors='replace')[-300:]}")
        found = number.search(report.read_text(errors="replace"))
        if not found:
            raise Failure(f"{prefix[0]} gave no number")
        return float(found[1].replace(",", ""))


def gives_a_name_twice(given: Input) -> bool:
    names = [entry.partition("=")[0] for entry in given.environment]
    return len(set(names)) < len(names)


def measure(programs: Programs, case: Case) -> tuple[list[float], list[float], str]:
    """Instructions and memory of the three sizes, and what is wrong with them, or an empty text."""
    instructions: list[float] = []
    memory: list[float] = []
    try:
        for step in STEPS:
            given = case.make(case.n * step)
            counter = (VALGRIND, OF_VALGRIND) if gives_a_name_twice(given) else (QEMU, OF_QEMU)
            instructions.append(counted(programs, case, given, *counter))
            memory.append(counted(programs, case, given, TIME, OF_TIME))
    except Failure as failure:
        return instructions, memory, f"{case.n * STEPS[len(instructions) - 1]} items: {failure}"
    return instructions, memory, fault_of(INSTRUCTIONS, case.n, instructions) or fault_of(MEMORY, case.n, memory)


def main() -> int:
    parser = argparse.ArgumentParser(description="Counts how the cost of each command grows with its input.")
    parser.add_argument("--proxyenv", type=Path, required=True)
    parser.add_argument("--companion", type=Path, required=True)
    parser.add_argument("--counter", type=Path, required=True)
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    programs = Programs(arguments.proxyenv.resolve(), arguments.companion.resolve(), arguments.counter.resolve())
    cases = [case for case in (*LAUNCHER, *COMPANION) if arguments.only in case.name]
    if not cases:
        parser.error("no case has that word in its name")
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda case: measure(programs, case), cases)
        for case, (instructions, memory, fault) in zip(cases, results):
            wrong += 1 if fault else 0
            if fault:
                print(f"{case.name}: {fault}", flush=True)
            if arguments.show:
                figures = "  ".join(f"{count:12,.0f}" for count in instructions)
                print(f"{case.name:60}{case.n:6}{figures}  {'/'.join(f'{size:.0f}' for size in memory)} KiB", flush=True)
    print(f"bounds: {len(cases)} cases, {wrong} of them not linear")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
