"""Counts what both programs do for inputs of the sizes n, 4n and 16n, and demands that it grows linearly.

    bounds.py --proxyenv FILE --companion FILE [--only WORD] [--show]

Counted are instructions, under valgrind, and the peak of memory, without it. Seconds are not: they depend on the machine
and on what else runs there. --only runs the cases with the word in their name, --show prints the figures of all.

Needs valgrind and time (scripts/install-packages test). Exit 0 where all is linear, 1 where something is not.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cases import COMPANION, LAUNCHER, Case, Input
from growth import INSTRUCTIONS, MEMORY, STEPS, fault_of

TREES = Path(__file__).resolve().parent.parent / "dify" / "trees"
# The shell script valgrind would drop entries of names that are there twice. Its log has `I refs: 89,219`; the report of time is a number
# of KiB.
VALGRIND = ("/usr/bin/valgrind.bin", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--log-file={report}")
TIME = ("/usr/bin/time", "--quiet", "--format=%M", "--output={report}")
COUNTED = re.compile(r"I +refs: +([0-9,]+)")


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


def run(program: Path, companion: Path, case: Case, given: Input, prefix: Sequence[str]) -> str:
    """Makes one call in a folder of its own, and returns the report that the prefix writes."""
    with tempfile.TemporaryDirectory(prefix="proxyenv-bounds-") as scratch:
        folder, report, said = (Path(scratch) / name for name in ("docker", "report", "said"))
        if case.companion:
            shutil.copytree(TREES / case.tree, folder)
        else:
            folder.mkdir()
        if given.setup:
            subprocess.run([companion, *given.setup], cwd=folder, env={}, check=True, capture_output=True)
        for name, text in given.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        (Path(scratch) / "input").write_text(given.standard_input, encoding="utf-8")
        words = ["/usr/bin/env", "-C", os.fspath(folder), *(word.format(report=report) for word in prefix), os.fspath(program), *given.words]
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.fspath(Path(scratch) / "input"), os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.fspath(said), os.O_WRONLY | os.O_CREAT, 0o600),
        ]
        child = os.posix_spawn(words[0], [word.encode() for word in words], Entries(given.environment), file_actions=actions)  # type: ignore[arg-type]
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status not in case.statuses:
            raise Failure(f"exit status {status}: {said.read_text(errors='replace')[-300:]}")
        return report.read_text(errors="replace")


def count_instructions(program: Path, companion: Path, case: Case, given: Input) -> float:
    counted = COUNTED.search(run(program, companion, case, given, VALGRIND))
    if not counted:
        raise Failure("valgrind gave no count")
    return float(counted[1].replace(",", ""))


def measure(program: Path, companion: Path, case: Case) -> tuple[list[float], list[float], str]:
    """Instructions and memory of the three sizes, and what is wrong with them, or an empty text."""
    instructions: list[float] = []
    memory: list[float] = []
    try:
        for step in STEPS:
            given = case.make(case.n * step)
            instructions.append(count_instructions(program, companion, case, given))
            memory.append(float(run(program, companion, case, given, TIME).split()[-1]))
    except Failure as failure:
        return instructions, memory, f"{case.n * STEPS[len(instructions) - 1]} items: {failure}"
    return instructions, memory, fault_of(INSTRUCTIONS, case.n, instructions) or fault_of(MEMORY, case.n, memory)


def main() -> int:
    parser = argparse.ArgumentParser(description="Counts how the cost of each command grows with its input.")
    parser.add_argument("--proxyenv", type=Path, required=True)
    parser.add_argument("--companion", type=Path, required=True)
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    proxyenv, companion = arguments.proxyenv.resolve(), arguments.companion.resolve()
    cases = [case for case in (*LAUNCHER, *COMPANION) if arguments.only in case.name]
    if not cases:
        parser.error("no case has that word in its name")
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda case: measure(companion if case.companion else proxyenv, companion, case), cases)
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
