"""Each page in Chinese has the outline of its page in English; started by scripts/lint.

A page NAME.zh-CN.md is written by hand beside NAME.md. What needs no translation must be the same in both, in the same
order: the levels of headings, the console blocks (commands and their output), the kinds of other blocks, and the tables.
Of a table these are compared: how many rows it has, which of their cells are empty, the first cell of a row where it is
code and nothing else, and severities and actions.

Of a page in English, what stands behind the line `<!-- English alone from here on -->` needs no translation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$\n?", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
TABLE = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)
CELL_END = re.compile(r" *(?<!\\)\| *")
ENGLISH_ALONE = "<!-- English alone from here on -->"
CODE = re.compile(r"`([^`]+)`")
# `a`, `b`; between code there may be the comma of either language.
CODE_ALONE = re.compile(r"`[ -_a-~]+`(?:(?:, |、)`[ -_a-~]+`)*")
# Cells that are part of an interface, and so are the same in every language.
UNTRANSLATED = {"note", "warning", "error", "keep", "set", "unset"}


def console_blocks(page: str) -> list[str]:
    return [f"{kind}\n{body}" for kind, body in BLOCK.findall(page) if kind.startswith("console")]


def other_blocks(page: str) -> list[str]:
    """Their kinds alone: what they hold has comments, and words for what a reader puts in."""
    return [kind for kind, _ in BLOCK.findall(page) if not kind.startswith("console")]


def headings(page: str) -> list[str]:
    return [level for level, _ in HEADING.findall(BLOCK.sub("", page))]


def row_without_language(row: str) -> str:
    """What of the row is the same in every language, and `...` for other text."""
    first, *others = CELL_END.split(row)[1:-1]
    names = ", ".join(CODE.findall(first)) if CODE_ALONE.fullmatch(first) else "..."
    return " | ".join([names, *(cell if cell in UNTRANSLATED or not cell else "..." for cell in others)])


def table_rows(page: str) -> list[str]:
    """Of all tables; before the rows of each stands its number."""
    result = []
    tables = TABLE.findall(BLOCK.sub("", page))
    for number, table in enumerate(tables, start=1):
        result += [f"table {number}", *map(row_without_language, table.splitlines())]
    return result


PARTS: dict[str, Callable[[str], list[str]]] = {
    "heading": headings,
    "console block": console_blocks,
    "block": other_blocks,
    "row of a table": table_rows,
}


def first_difference(expected: str, found: str) -> str:
    for line, other_line in zip_longest(expected.splitlines(), found.splitlines(), fillvalue="(nothing)"):
        if line != other_line:
            return f"`{other_line}` instead of `{line}`"
    return "another end of its last line"


def differences(english: str, chinese: str) -> list[str]:
    result = []
    for what, parts_of in PARTS.items():
        expected, found = parts_of(english.partition(ENGLISH_ALONE)[0]), parts_of(chinese)
        for number, (one, other) in enumerate(zip(expected, found), start=1):
            if one != other:
                result.append(f"{what} number {number} has {first_difference(one, other)}")
                break
        else:
            if len(expected) != len(found):
                result.append(f"has a {what} {len(found)} times instead of {len(expected)} times")
    return result


def main() -> int:
    result = []
    pages = sorted([*REPOSITORY.glob("*.zh-CN.md"), *REPOSITORY.glob("docs/*.zh-CN.md")])
    for page in pages:
        english = page.with_name(page.name.replace(".zh-CN", ""))
        if not english.exists():
            result.append(f"{page.relative_to(REPOSITORY)} has no page in English")
            continue
        texts = [file.read_text(encoding="utf-8") for file in (english, page)]
        result += [f"{page.relative_to(REPOSITORY)}: {what}" for what in differences(*texts)]
    if not pages:
        result.append("there are no pages in Chinese to compare")
    for line in result:
        print(f"lint: {line}", file=sys.stderr)
    return 1 if result else 0


if __name__ == "__main__":
    sys.exit(main())
