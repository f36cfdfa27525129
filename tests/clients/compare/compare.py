"""Compares real clients with their models, in a private network (started by scripts/compare-clients).

Promises: refuses to run where a packet could leave the machine; each disagreement is shrunk and printed with the
environment, the target, the model's answer and what the client did. Exit 0 when there is none, 1 when there is one,
2 when the comparison could not be made.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import clients
import generator
import judge
import real_life
from cases import Case, cases_of
from clients import Client, Driver, DriverError, Trial
from model import Model, ModelError, Route
from recorder import Recorder
from shrink import shrink


@dataclass(frozen=True)
class Disagreement:
    environment: dict[str, str]
    url: str
    route: Route
    trial: Trial
    seen: judge.Seen
    difference: str


@dataclass
class Tally:
    decisions: int = 0
    disagreements: int = 0
    by_version: int = 0  # cases in which the newest model differs from the one for the version that was run
    not_repeated: int = 0  # disagreements that were not there in a second run


class Comparison:
    """One client in one version, compared."""

    def __init__(self, client: Client, driver: Driver, model: Model, limit: int) -> None:
        self._client = client
        self._driver = driver
        self._model = model
        self._limit = limit
        self._printed: set[str] = set()
        self.tally = Tally()

    # --- At random

    def random(self, seed: int, decisions: int) -> None:
        number = 0
        while self.tally.decisions < decisions:
            client = self._client
            situation = generator.situation(seed, number, client.schemes, client.more_names, client.urls)
            reads = client.reads(situation.environment)
            urls = [url for url in situation.urls if reads and client.takes(url)][: decisions - self.tally.decisions]
            for found in self._disagreements(situation.environment, urls) if urls else ():
                self.tally.disagreements += 1
                self._report(found, number)
            self.tally.decisions += len(urls)
            number += 1

    def _disagreements(self, environment: dict[str, str], urls: Sequence[str]) -> Iterator[Disagreement]:
        routes = self._model.routes(self._client.model, self._driver.version, environment, urls)
        trials = self._driver.run(environment, urls)
        for route, trial in zip(routes, trials, strict=True):
            what = judge.seen(trial)
            difference = judge.disagreement(route, environment, what)
            if difference and not self._explained_by_address(environment, trial.url, what):
                yield Disagreement(environment, trial.url, route, trial, what, difference)

    def _explained_by_address(self, environment: dict[str, str], url: str, what: judge.Seen) -> bool:
        """A model looks up no names. A client that does is compared with the model's answer for the address."""
        other = judge.with_address(url) if self._client.looks_names_up and what.route == judge.DIRECT else None
        if other is None:
            return False
        (route,) = self._model.routes(self._client.model, self._driver.version, environment, [other])
        return route.kind == judge.DIRECT

    def _again(self, environment: dict[str, str], url: str) -> Disagreement | None:
        return next(self._disagreements(environment, [url]), None)

    def _report(self, found: Disagreement, number: int) -> None:
        """Shrinks and prints the disagreement, unless the same or enough others were printed before."""
        if len(self._printed) >= self._limit or self.tally.disagreements > 10 * self._limit:
            return
        if not self._again(found.environment, found.url):
            self.tally.not_repeated += 1
            print(f"\n{self._client.name}, environment {number}: seen once, but not in a second run:")
            print(described(found))
            return

        def still(environment: dict[str, str], url: str) -> bool:
            other = self._again(environment, url)
            return other is not None and kind_of(other) == kind_of(found)

        smallest = self._again(*shrink(found.environment, found.url, still)) or found
        if signature(smallest) not in self._printed:
            self._printed.add(signature(smallest))
            print(f"\n{self._client.name} {self._driver.version}, environment {number}: {smallest.difference}")
            print(described(smallest), flush=True)

    # --- Fixed rows

    def cases(self) -> None:
        """Rows that follow each other with the same environment are run together."""
        rows = [case for case in cases_of(self._client.model) if self._is_for_this_client(case)]
        for _, group in itertools.groupby(rows, key=lambda case: list(case.environment.items())):
            cases = list(group)
            trials = self._driver.run(cases[0].environment, [case.url for case in cases])
            self._judge(cases, trials)

    def _judge(self, cases: Sequence[Case], trials: Sequence[Trial]) -> None:
        for case, trial in zip(cases, trials, strict=True):
            self.tally.decisions += 1
            what = judge.seen(trial)
            route = Route(
                case.route if case.route in (judge.DIRECT, judge.ERROR) else "proxy",
                case.route,
                case.variable,
                case.why,
                case.version or "newest",
            )
            difference = judge.disagreement(route, case.environment, what)
            if difference and not self._explained_by_version(case, what):
                self.tally.disagreements += 1
                found = Disagreement(case.environment, case.url, route, trial, what, difference)
                print(f"\n{self._client.name} {self._driver.version}, case in line {case.line}: {difference}")
                print(described(found), flush=True)

    def _is_for_this_client(self, case: Case) -> bool:
        scheme = judge.as_url(case.url).partition(":")[0].lower()
        if scheme not in self._client.schemes or (case.route == judge.DIRECT and not self._client.takes(case.url)):
            return False
        if not self._client.reads(case.environment):
            return False
        return case.version is None or same_version(case.version, self._driver.version)

    def _explained_by_version(self, case: Case, what: judge.Seen) -> bool:
        """The row is about the newest version. An older client may follow the model's answer for its version."""
        if case.version is not None:
            return False
        (route,) = self._model.routes(self._client.model, self._driver.version, case.environment, [case.url])
        explained = judge.disagreement(route, case.environment, what) is None
        self.tally.by_version += explained
        return explained


def same_version(one: str, other: str) -> bool:
    def numbers(text: str) -> list[int]:
        result = [int(number) for number in re.findall(r"\d+", text.partition("-")[0])]
        while result and result[-1] == 0:
            result.pop()
        return result

    return numbers(one) == numbers(other)


def kind_of(found: Disagreement) -> str:
    """The property that must stay the same while a disagreement is made smaller."""
    return re.sub(r"by \S+, but by \S+", "variable", found.difference)


def signature(found: Disagreement) -> str:
    """The same for disagreements that differ only in the proxy that was meant."""
    text = f"{sorted(found.environment.items())} {found.url} {found.route} {found.seen.route}"
    return re.sub(r"(10\.99\.0\.|proxy-|fd99::|none-)\d", r"\1N", text, flags=re.IGNORECASE)


def quoted(value: str) -> str:
    """As bash reads it."""
    if re.fullmatch(r"[A-Za-z0-9_.,:/@%+=*-]*", value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    for char, text in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        escaped = escaped.replace(char, text)
    return f"$'{escaped}'" if escaped != value else f"'{value}'"


def described(found: Disagreement) -> str:
    did = "; ".join(str(attempt) for attempt in found.trial.attempts) or "no connection"
    said = found.trial.message.replace("\n", " ")[:300]
    environment = " ".join(f"{name}={quoted(value)}" for name, value in found.environment.items())
    lines = [
        f"  environment: {environment or '(empty)'}",
        f"  target:      {found.url}",
        f"  model:       {found.route}",
        f"  client:      {found.seen.route} [{did}] {'answered' if found.trial.answered else 'failed'}: {said}",
    ]
    return "\n".join(lines)


def summary(client: Client, version: str, tally: Tally, seconds: float) -> str:
    speed = tally.decisions / seconds if seconds else 0
    parts = [
        f"{tally.decisions} decisions",
        f"{tally.disagreements} disagreements",
        f"{speed:.0f} decisions/s",
    ]
    if tally.by_version:
        parts.append(f"{tally.by_version} cases as the model for this version says, not the newest")
    if tally.not_repeated:
        parts.append(f"{tally.not_repeated} not seen again")
    return f"{client.name} {version}: {', '.join(parts)}"


def refuse_a_real_network() -> None:
    interfaces = [name for _, name in socket.if_nameindex()]
    if interfaces != ["lo"]:
        sys.exit("compare-clients: this network namespace has more than loopback; start it by scripts/compare-clients")


def compare_one(client: Client, arguments: argparse.Namespace, recorder: Recorder, scratch: Path) -> Tally:
    with Driver(client, recorder, scratch) as driver:
        comparison = Comparison(client, driver, Model(arguments.routes), arguments.limit)
        started = time.monotonic()
        brief = client.brief and client.name not in arguments.client.split(",")
        if arguments.random:
            divisor = (10 if client.slow else 1) * (10 if brief else 1)
            comparison.random(arguments.seed, max(1, arguments.random // divisor))
        if arguments.cases and not brief:
            comparison.cases()
        print(summary(client, driver.version, comparison.tally, time.monotonic() - started), flush=True)
        return comparison.tally


def parse_arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="compare-clients", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--routes", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--client", metavar="NAME,...", default="", help="default: all")
    parser.add_argument("--cases", action="store_true", help="the rows of tests/clients/cases (default)")
    parser.add_argument("--random", metavar="N", type=int, default=0, help="N random decisions a client, N/10 a slow one")
    parser.add_argument("--seed", metavar="S", type=int, default=1)
    parser.add_argument("--limit", metavar="N", type=int, default=25, help="print N disagreements a client at most")
    parser.add_argument("--real-life", action="store_true", help="environments as people have them")
    parser.add_argument("--proxyenv", required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    arguments.cases = arguments.cases or not (arguments.random or arguments.real_life)
    return arguments


def run(arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    chosen = clients.chosen([name for name in arguments.client.split(",") if name])
    recorder = Recorder()
    scratch = Path(environment["TMPDIR"])
    if arguments.real_life:
        try:
            reached = real_life.print_table(chosen if arguments.client else None, recorder, scratch, arguments.proxyenv)
        except (DriverError, ModelError) as error:
            print(f"compare-clients: {error}", file=sys.stderr)
            return 2
        return 0 if reached else 1
    tallies, troubles = [], 0
    for client in chosen:
        try:
            tallies.append(compare_one(client, arguments, recorder, scratch))
        except (DriverError, ModelError) as error:
            troubles += 1
            print(f"compare-clients: {error}", file=sys.stderr, flush=True)
    recorder.close()
    if troubles:
        return 2
    return 1 if any(tally.disagreements for tally in tallies) else 0


if __name__ == "__main__":
    parsed = parse_arguments(sys.argv[1:])
    refuse_a_real_network()
    sys.exit(run(parsed, os.environ))
