"""Compares two builds of proxyenv: the same inputs must give the same bytes, except for a list of exceptions. See
scripts/compare-builds."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import command_lines
import dify_logs
import dify_refusals
import dify_trees
import invocations
from differences import Allowance, Tally, diff_lines, read_exceptions
from runner import BUILDS, Outcome, Request, Runner, SetupError, compile_helper, status_text

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES_OF_A_KIND = 3
CHUNK = 100
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@dataclass(frozen=True)
class Plan:
    """The settings of all workers."""

    seed: str
    scratch: Path
    memory: Path  # a folder in which fsync() costs nothing; programs may not be executable there
    exceptions: Sequence[Allowance]
    trees: Sequence[Path]


@dataclass(frozen=True)
class Chunk:
    """Inputs of one sort, by number."""

    sort: str
    numbers: range


class Worker:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = Path(tempfile.mkdtemp(dir=plan.scratch))
        (self.folder / "empty").mkdir()
        (self.folder / "files").mkdir()
        self.runner = Runner(plan.scratch / "run_both", plan.scratch, self.folder / "empty")
        self.runner_alone = Runner(plan.scratch / "run_both", plan.scratch / "alone", self.folder / "empty")
        entrypoint = REPOSITORY / "tests/dify/trees/1.15.0/ssrf_proxy/docker-entrypoint.sh"
        self.player = dify_trees.Player(plan.scratch, Path(tempfile.mkdtemp(dir=plan.memory)), entrypoint)

    def work(self, chunk: Chunk) -> Tally:
        tally = Tally()
        if chunk.sort == "tree":
            for scenario in self._scenarios(chunk):
                self._play(scenario, tally)
        else:
            runner = self.runner_alone if chunk.sort == "alone" else self.runner
            for request in self._requests(chunk):
                judge_run(runner, request, tally, self.plan.exceptions)
        return tally

    def _requests(self, chunk: Chunk) -> Iterator[Request]:
        seed = self.plan.seed
        if chunk.sort == "fixed":
            yield from command_lines.fixed()
            yield from command_lines.failures(self.folder / "files")
            yield from command_lines.too_large(str(self.plan.scratch / "print_received"))
            yield from dify_logs.fixed(REPOSITORY)
        if chunk.sort == "alone":
            yield from command_lines.without_companion()
        for number in chunk.numbers:
            if chunk.sort == "environment":
                yield from invocations.requests(seed, number, str(self.plan.scratch / "print_received"))
            elif chunk.sort == "command":
                yield command_lines.at_random(seed, number)
            elif chunk.sort == "log":
                yield from dify_logs.at_random(seed, number)

    def _scenarios(self, chunk: Chunk) -> Iterator[dify_trees.Scenario]:
        """The fixed ones have negative numbers."""
        fixed = fixed_scenarios(self.plan.trees) if chunk.numbers.start < 0 else []
        for number in chunk.numbers:
            yield fixed[-number - 1] if number < 0 else dify_trees.scenario(self.plan.seed, number, self.plan.trees)

    def _play(self, scenario: dify_trees.Scenario, tally: Tally) -> None:
        old, new = (self.player.play(scenario, build) for build in BUILDS)
        for line in old:
            if line.startswith("step ") and ": status " in line:
                tally.count("dify-tree", "exit " + line.rpartition(" ")[2])
        if old != new:
            tally.judge("dify-tree", scenario.text(), diff_lines(old, new), self.plan.exceptions, EXAMPLES_OF_A_KIND)


def fixed_scenarios(trees: Sequence[Path]) -> list[dify_trees.Scenario]:
    return [*dify_trees.fixed(trees), *dify_refusals.scenarios(trees)] if trees else []


def judge_run(runner: Runner, request: Request, tally: Tally, exceptions: Sequence[Allowance]) -> None:
    old, new = runner.run(request)
    tally.count(request.kind, status_text(old.status))
    if old != new:
        diff = outcome_diff(request.kind, old, new)
        tally.judge(request.kind, request.text(), diff, exceptions, EXAMPLES_OF_A_KIND)


def outcome_diff(kind: str, old: Outcome, new: Outcome) -> list[str]:
    """With JSON spread over lines, unless only the layout of the JSON differs."""
    return diff_lines(old.lines(kind), new.lines(kind)) or diff_lines(old.raw_lines(), new.raw_lines())


worker: Worker | None = None  # one for each process


def start_worker(plan: Plan) -> None:
    global worker
    worker = Worker(plan)


def work(chunk: Chunk) -> Tally:
    if worker is None:
        raise SetupError("the worker was not started")
    return worker.work(chunk)


def chunks(count: int, trees: Sequence[Path]) -> list[Chunk]:
    """The slow ones first, so that the workers end together."""
    sizes = {"tree": (-len(fixed_scenarios(trees)), count // 20), "environment": (0, count), "log": (0, count // 5), "command": (0, count // 4)}
    if not trees:
        del sizes["tree"]
    result = [Chunk("fixed", range(0)), Chunk("alone", range(0))]
    for sort, (start, stop) in sizes.items():
        step = 20 if sort == "tree" else CHUNK
        if start < 0:
            result += split(sort, start, 0, step)
        result += split(sort, 0, stop, step)
    return result


def split(sort: str, start: int, stop: int, step: int) -> list[Chunk]:
    return [Chunk(sort, range(first, min(first + step, stop))) for first in range(start, stop, step)]


def compare(plan: Plan, todo: Sequence[Chunk], workers: int) -> Tally:
    total = Tally()
    with multiprocessing.get_context("fork").Pool(workers, start_worker, (plan,)) as pool:
        for done, tally in enumerate(pool.imap_unordered(work, todo), 1):
            total.add(tally, EXAMPLES_OF_A_KIND)
            if sys.stderr.isatty():
                print(f"\r{done}/{len(todo)}", end="", file=sys.stderr)
    return total


def scratch_folder(parent: str | None) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="compare-builds.", dir=parent)


def copy_build(source: Path, destination: Path, names: Sequence[str] = ("proxyenv", "proxyenv-tools")) -> None:
    destination.mkdir(parents=True)
    for name in names:
        if not (source / name).is_file():
            raise SetupError(f"{source / name} is not there")
        shutil.copy(source / name, destination / name)


def report(total: Tally, exceptions: Iterable[Allowance], show_statuses: bool) -> int:
    """Prints the result, and returns the exit status."""
    for kind, examples in sorted(total.examples.items()):
        for example in examples:
            print(f"--- {kind}\n{example}\n")
    for kind, runs in sorted(total.runs.items()):
        print(f"{kind:18}{runs:8} runs, {total.different[kind]} different, {total.allowed[kind]} by an exception")
        if show_statuses:
            found = {key: number for key, number in total.statuses.items() if key.startswith(kind + ": ")}
            print(" " * 18 + ", ".join(f"{key.partition(': ')[2]}: {number}" for key, number in sorted(found.items())))
    unneeded = [row for row in exceptions if row.text not in total.needed]
    for row in unneeded:
        print(f"compare-builds: nothing needs this exception: {row.text}", file=sys.stderr)
    different = sum(total.different.values())
    print(f"compare-builds: {sum(total.runs.values())} runs of each build, {different} different")
    return 1 if different or unneeded else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="compare-builds", description=__doc__)
    parser.add_argument("old", type=Path, help="a folder with proxyenv and proxyenv-tools")
    parser.add_argument("new", type=Path)
    parser.add_argument("--count", type=int, default=20_000, help="how many environments (default: %(default)s)")
    parser.add_argument("--seed", default="1", help="another one makes other inputs (default: %(default)s)")
    parser.add_argument("--allow", type=Path, help="a file with the differences that are meant")
    parser.add_argument("--dify-releases", type=Path, help="a folder with trees of real Dify releases")
    parser.add_argument("--without-trees", action="store_true", help="no Dify trees, for a quick look")
    parser.add_argument("--statuses", action="store_true", help="also print how often each exit status came")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    started = time.monotonic()
    exceptions = read_exceptions(arguments.allow) if arguments.allow else []
    trees = [] if arguments.without_trees else dify_trees.find_trees(REPOSITORY, arguments.dify_releases)
    os.umask(0o022)
    with scratch_folder(None) as folder, scratch_folder(MEMORY) as memory:
        scratch = Path(folder)
        for name, source in zip(BUILDS, (arguments.old, arguments.new)):
            copy_build(source, scratch / name)
            copy_build(source, scratch / "alone" / name, ["proxyenv"])
        for helper in ("run_both", "print_received"):
            compile_helper(helper, scratch)
        plan = Plan(arguments.seed, scratch, Path(memory), exceptions, trees)
        total = compare(plan, chunks(arguments.count, trees), arguments.workers)
    status = report(total, exceptions, arguments.statuses)
    print(f"took {time.monotonic() - started:.0f} s")
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (SetupError, OSError) as error:
        print(f"compare-builds: {error}", file=sys.stderr)
        sys.exit(2)
