"""Differences between two outcomes, and the list of intended ones."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from runner import SetupError

SHOWN_WIDTH = 400
SHOWN_LINES = 40


@dataclass(frozen=True)
class Allowance:
    """One row of the list: intended lines of a difference.

    `kind` is a shell pattern for the kind of a run; `line` is a regular expression for a whole line
    of the diff, with the sign (`+` or `-`) in front of it."""

    kind: str
    line: re.Pattern[str]
    reason: str
    text: str  # the row as written in the file

    def covers(self, kind: str, line: str) -> bool:
        return fnmatchcase(kind, self.kind) and self.line.fullmatch(line) is not None


def read_exceptions(path: Path) -> list[Allowance]:
    """Rows of KIND, LINE and REASON with tabs between; `#` begins a comment."""
    rows = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            continue
        fields = text.split("\t")
        if len(fields) != 3 or not all(part.strip() for part in fields):
            raise SetupError(f"{path}: line {number}: write KIND, LINE and REASON with one tab between")
        try:
            pattern = re.compile(fields[1])
        except re.error as error:
            raise SetupError(f"{path}: line {number}: {error}") from error
        rows.append(Allowance(fields[0], pattern, fields[2], text))
    return rows


def diff_lines(old: Sequence[str], new: Sequence[str]) -> list[str]:
    return [line for line in difflib.unified_diff(old, new, "old", "new", lineterm="")]


def changed_lines(diff: Sequence[str]) -> list[str]:
    """Without the two lines of the heading and without context."""
    return [line for line in diff[2:] if line.startswith(("+", "-"))]


def needed_exceptions(kind: str, diff: Sequence[str], rows: Sequence[Allowance]) -> set[str] | None:
    """The rows that excuse this difference, or none if a line of it is not listed."""
    needed = set()
    for line in changed_lines(diff):
        row = next((row for row in rows if row.covers(kind, line)), None)
        if row is None:
            return None
        needed.add(row.text)
    return needed


def shown(diff: Sequence[str]) -> str:
    lines = [line if len(line) <= SHOWN_WIDTH else line[:SHOWN_WIDTH] + " ..." for line in diff[:SHOWN_LINES]]
    if len(diff) > SHOWN_LINES:
        lines.append(f"... {len(diff) - SHOWN_LINES} more lines")
    return "\n".join(lines)


@dataclass
class Tally:
    """The runs and the differences, by kind. Tallies of several workers are added up."""

    runs: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)  # "KIND: exit 1", of the old build
    different: Counter[str] = field(default_factory=Counter)
    allowed: Counter[str] = field(default_factory=Counter)
    needed: set[str] = field(default_factory=set)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def count(self, kind: str, status: str) -> None:
        self.runs[kind] += 1
        self.statuses[f"{kind}: {status}"] += 1

    def judge(self, kind: str, what: str, diff: Sequence[str], rows: Sequence[Allowance], limit: int) -> None:
        """Records a difference as allowed, or to be shown, at most `limit` for each kind."""
        needed = needed_exceptions(kind, diff, rows)
        if needed is not None:
            self.allowed[kind] += 1
            self.needed |= needed
            return
        self.different[kind] += 1
        examples = self.examples.setdefault(kind, [])
        if len(examples) < limit:
            examples.append(f"{what}\n{shown(diff)}")

    def add(self, other: Tally, limit: int) -> None:
        self.runs += other.runs
        self.statuses += other.statuses
        self.different += other.different
        self.allowed += other.allowed
        self.needed |= other.needed
        for kind, examples in other.examples.items():
            merged = self.examples.setdefault(kind, []) + examples
            self.examples[kind] = merged[:limit]
