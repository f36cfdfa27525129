"""Compares the counts of `proxyenv dify verify`, from squid's real log, with the requests that the origins saw."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

WAYS = ("upstream", "direct", "failed", "denied", "other_peer", "cached", "unanswered")


def way_of(status: int, asked: str) -> str:
    """The way of a request, from its status and the client that reached the origin."""
    if asked.endswith(" sandbox"):
        return "other_peer"  # the sandbox is a peer of squid's, and not the upstream
    if asked != "nobody":
        return "upstream" if asked.startswith("parent ") else "direct"
    return "denied" if status == 403 else "failed"


@dataclass
class Seen:
    """The requests since a squid started: (host, way) and their number."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, host: str, status: int, asked: str) -> None:
        self.counts[host, way_of(status, asked)] += 1


@dataclass
class Answer:
    exit_status: int
    output: str
    report: dict

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        return Counter(
            {(host["host"], way): host[way] for host in self.report.get("hosts", []) for way in WAYS if host[way]}
        )

    @property
    def findings(self) -> dict[str, list[str]]:
        """Name to the hosts concerned."""
        found: dict[str, list[str]] = {}
        for finding in self.report.get("findings", []):
            found.setdefault(finding["name"], []).append(finding["subject"])
        return found


def verify(proxyenv: str, tree: Path, log: bytes) -> Answer:
    command = [proxyenv, "dify", "verify", "--dir", str(tree), "--access-log", "-", "--json"]
    result = subprocess.run(
        command, input=log, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    text = result.stdout.decode(errors="replace")
    try:
        report = json.loads(text)
    except ValueError:
        report = {}
    return Answer(result.returncode, text, report)


def verify_when_written(proxyenv: str, tree: Path, logs: list[Path], requests: int, seconds: float) -> Answer:
    """Waits for the log: squid logs a tunnel after it is closed, and its log helper writes later."""
    deadline = time.monotonic() + seconds
    while True:
        answer = verify(proxyenv, tree, b"".join(log.read_bytes() for log in logs if log.exists()))
        if answer.counts.total() >= requests or time.monotonic() > deadline:
            return answer
        time.sleep(0.2)


def as_compose_prints(log: bytes, tree: Path) -> bytes:
    """The same lines as `docker compose logs --timestamps` shows them on a terminal: with the name of the squid, which
    is the first service of the override."""
    lines = log.splitlines(keepends=True)
    override = (tree / "docker-compose.override.yaml").read_text()
    name = override.partition("services:\n  ")[2].partition(":")[0]
    prefix = f"\x1b[36m{name}-1  | \x1b[0m2026-07-27T12:00:00.123456789Z ".encode()
    return b"".join(prefix + line for line in lines)
