"""The fixed rows of tests/clients/cases/CLIENT.tsv (tests/clients/README.md has the columns)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "cases"
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\", "s": " "}


@dataclass(frozen=True)
class Case:
    line: int
    version: str | None  # None: the newest
    url: str
    route: str
    variable: str | None
    why: str
    environment: dict[str, str]


def _decoded(text: str) -> str:
    return re.sub(r"\\([tnr\\s])", lambda found: ESCAPES[found[1]], text)


def cases_of(client: str) -> list[Case]:
    file = CASES / f"{client}.tsv"
    if not file.exists():
        return []
    result = []
    for number, text in enumerate(file.read_text().split("\n"), 1):
        if not text or text.startswith("#"):
            continue
        columns = text.split("\t")
        if len(columns) < 5:
            raise SystemExit(f"{file.name}:{number}: a case has at least five columns")
        version, url, route, variable, why, *environment = columns
        pairs = [_decoded(entry).partition("=") for entry in environment]
        result.append(
            Case(
                number,
                None if version == "-" else version,
                _decoded(url),
                route,
                None if variable == "-" else variable,
                why,
                {name: value for name, _, value in pairs},
            )
        )
    return result
