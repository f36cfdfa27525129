"""Runs real clients in usual environments, and counts how many use the proxy before and after proxyenv."""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import clients
import judge
from clients import Client, Driver
from recorder import Recorder

# One version of each client that reads proxy variables: Java reads none.
CLIENTS = (
    "apt", "axios", "curl", "git", "go", "grpc", "grpc-go", "grpc-js", "node", "node-undici-8", "npm", "python-aiohttp",
    "python-httpx", "python-requests", "python-urllib", "ruby", "ruby-open-uri", "rust-reqwest", "wget",
)  # fmt: skip

PROXY = "http://10.99.0.1:3128"
OTHER = "http://10.99.0.2:3128"
LIST = "localhost,127.0.0.1"


def spellings(names: Sequence[str], proxy: str, exempt: str = LIST) -> dict[str, str]:
    return {name: exempt if name.lower().startswith("no") else proxy for name in names}


LOWER = ("http_proxy", "https_proxy", "no_proxy")
UPPER = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")

ROWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("upper case only", spellings(UPPER, PROXY)),
    ("lower case only", spellings(LOWER, PROXY)),
    ("both", spellings(LOWER + UPPER, PROXY)),
    ("a pair split by docker -e", {**spellings(LOWER + UPPER, PROXY), "HTTP_PROXY": OTHER, "HTTPS_PROXY": OTHER}),
    ("no scheme", spellings(UPPER, "proxy-1.test:3128")),
    ("kept quotes (--env-file)", spellings(UPPER, f'"{PROXY}"', f'"{LIST}"')),
    ("carriage return", spellings(UPPER, f"{PROXY}\r", f"{LIST}\r")),
    ("empty twins (Compose)", {**spellings(LOWER, "", ""), **spellings(UPPER, PROXY)}),
    ("a comma at the end", spellings(LOWER + UPPER, PROXY, f"{LIST},")),
    ("a blank last entry", spellings(LOWER + UPPER, PROXY, f"{LIST}, ")),
)

# Node.js reads no variables without it.
ALWAYS = {"NODE_USE_ENV_PROXY": "1"}

TARGETS = {"web": ("https://ex.test/", "http://ex.test/"), "grpc": ("grpcs://ex.test:443", "grpc://ex.test:80")}
SCHEMES = ("https", "http")


def uses_a_proxy(seen: judge.Seen) -> bool:
    # TLS to a plain proxy reaches it, and no more.
    return seen.kind == "proxy" and seen.route.startswith("http://")


@dataclass
class Cell:
    """One environment and one scheme of targets."""

    users: list[str] = field(default_factory=list)  # the clients that use a proxy
    others: list[str] = field(default_factory=list)
    proxies: set[str] = field(default_factory=set)

    def add(self, client: str, seen: judge.Seen) -> None:
        if uses_a_proxy(seen):
            self.users.append(client)
            self.proxies.add(seen.route)
        else:
            self.others.append(client)


@dataclass
class Row:
    name: str
    before: dict[str, str]
    after: dict[str, str]
    said: str  # proxyenv's messages
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)  # by when and scheme

    @property
    def findings(self) -> list[str]:
        return sorted(set(re.findall(r"^proxyenv: \w+: (\w+):", self.said, re.MULTILINE)))

    def cell(self, when: str, scheme: str) -> Cell:
        return self.cells.setdefault((when, scheme), Cell())


def normalized(proxyenv: str, environment: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The environment of a command that `proxyenv --` starts in this environment, and proxyenv's messages."""
    result = subprocess.run(
        [proxyenv, "--", "/usr/bin/env", "-0"], env=environment, capture_output=True, text=True, check=True
    )
    entries = [entry.partition("=") for entry in result.stdout.split("\0") if entry]
    return {name: value for name, _, value in entries}, result.stderr


def rows_of(proxyenv: str) -> list[Row]:
    rows = []
    for name, variables in ROWS:
        before = {**variables, **ALWAYS}
        rows.append(Row(name, before, *normalized(proxyenv, before)))
    return rows


def run_client(client: Client, rows: Sequence[Row], recorder: Recorder, scratch: Path) -> None:
    """Clients give up after five seconds, which a busy machine may need for as much as a start. So what has failed without a
    proxy is tried a second time, and that counts."""
    urls = TARGETS["grpc" if "grpc" in client.schemes else "web"]
    with Driver(client, recorder, scratch) as driver:
        for row in rows:
            for when, environment in (("before", row.before), ("after", row.after)):
                trials = driver.run(environment, urls)
                for scheme, trial in zip(SCHEMES, trials, strict=True):
                    seen = judge.seen(trial)
                    if not trial.answered and not uses_a_proxy(seen):
                        (again,) = driver.run(environment, [trial.url])
                        seen = judge.seen(again)
                    row.cell(when, scheme).add(client.model, seen)


def change(row: Row, scheme: str) -> str:
    return f"{len(row.cell('before', scheme).users):2} -> {len(row.cell('after', scheme).users):2}"


def left_out(row: Row, when: str) -> str:
    """The clients that do not use a proxy, in words."""
    if not any(row.cell(when, scheme).users for scheme in SCHEMES):
        return "all of them"
    cells = {scheme: sorted(row.cell(when, scheme).others) for scheme in SCHEMES}
    common = [name for name in cells["https"] if name in cells["http"]]
    words = [", ".join(common)] if common else []
    for scheme in SCHEMES:
        only = [name for name in cells[scheme] if name not in common]
        if only:
            words.append(f"for {scheme} {', '.join(only)}")
    return "; ".join(words)


def lines_of(row: Row) -> list[str]:
    lines = [f"{row.name:27}{change(row, 'https'):12}{change(row, 'http'):12}".rstrip()]
    for when in ("before", "after"):
        if names := left_out(row, when):
            words = f"without it {when}: {names}"
            lines += textwrap.wrap(
                words, 96, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
            )
        proxies = {proxy for scheme in SCHEMES for proxy in row.cell(when, scheme).proxies}
        if len(proxies) > 1:
            lines.append(f"    {len(proxies)} proxies are used {when}")
    if row.findings:
        lines.append(f"    proxyenv says: {', '.join(row.findings)}")
    return lines


def reaches_the_aim(row: Row) -> bool:
    """All clients use a proxy, and if it is not the same one, proxyenv prints a message."""
    everybody = not any(row.cell("after", scheme).others for scheme in SCHEMES)
    one_proxy = len({proxy for scheme in SCHEMES for proxy in row.cell("after", scheme).proxies}) == 1
    return everybody and (one_proxy or "case_conflict" in row.findings)


def print_table(chosen: Sequence[Client] | None, recorder: Recorder, scratch: Path, proxyenv: str) -> bool:
    """Whether all rows reach the aim."""
    run = list(chosen or (client for client in clients.ALL_CLIENTS if client.name in CLIENTS))
    rows = rows_of(proxyenv)
    for client in run:
        run_client(client, rows, recorder, scratch)
    print(f"{len(run)} real clients: how many use the proxy, before -> after proxyenv\n")
    print(f"{'':27}{'https':12}http")
    for row in rows:
        print("\n".join(lines_of(row)))
    missed = [row.name for row in rows if not reaches_the_aim(row)]
    print(f"\nMissed: {', '.join(missed)}" if missed else "\nAfter it, every client uses the proxy in every row.")
    return not missed
