"""Prints how many bytes of a program come from where, by the linker's map (started by scripts/size).

usage: size.py MAP PROGRAM [--objects N]

Own code is told by folder of src/, libraries by archive. Bytes are those of the input sections that the linker kept. What
it merged from several objects (equal strings, unwind tables) counts for the object that it names.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from pathlib import Path

# Sections of the program -> the column in which they are counted.
COLUMNS = {
    "code": (".text", ".init", ".fini", ".plt", ".start", "__libc_freeres_fn"),
    "constants": (".rodata", ".data.rel.ro", ".stapsdt.base", "__libc_IO_vtables", "__libc_atexit", "__libc_subfreeres"),
    "unwinding": (".eh_frame", ".gcc_except_table"),
    "data": (".data", ".zeros", ".tdata", ".got", ".init_array", ".fini_array", "__libc_freeres_ptrs", ".rela.plt"),
}
COLUMN_OF = {section: column for column, sections in COLUMNS.items() for section in sections}
INPUT = re.compile(r"^ (?P<section>\S+)\s+0x(?P<address>[0-9a-f]+)\s+0x(?P<size>[0-9a-f]+) (?P<file>\S.*)$")
OUTPUT = re.compile(r"^(?P<section>[._a-zA-Z]\S*)(\s+0x[0-9a-f]+\s+0x[0-9a-f]+.*)?$")


def origin_of(file: str) -> tuple[str, str]:
    """(what the table names, the object)."""
    archive = re.fullmatch(r".*?([^/]+)\.a\((.+)\)", file)
    if archive is None:
        own = re.search(r"\.dir/(src/[^/]+)/.*", file)
        return (own[1] if own else "start files of the compiler", os.path.basename(file))
    name, member = archive[1].removeprefix("lib"), archive[2]
    if name.startswith("proxyenv_"):
        return f"src/{name.removeprefix('proxyenv_')}", member
    return {"c": "C library", "stdc++": "C++ library", "gcc": "compiler's library", "gcc_eh": "compiler's library"}.get(
        name, f"lib{name}"
    ), member


def read_map(text: str) -> Counter[tuple[str, str, str]]:
    """Bytes by (origin, object, column)."""
    text = text[text.index("Linker script and memory map") :]
    # A long name stands on a line of its own.
    text = re.sub(r"\n( ?[._a-zA-Z]\S*)\n {10,}(?=0x)", r"\n\1 ", text)
    counted: Counter[tuple[str, str, str]] = Counter()
    column = None
    for line in text.splitlines():
        if found := INPUT.match(line):
            if column and int(found["address"], 16) and not found["section"].startswith("*"):
                counted[(*origin_of(found["file"]), column)] += int(found["size"], 16)
        elif found := OUTPUT.match(line):
            column = COLUMN_OF.get(found["section"])
    return counted


def table(counted: Counter[tuple[str, str, str]], file_size: int) -> list[str]:
    totals: Counter[str] = Counter()
    cells: Counter[tuple[str, str]] = Counter()
    for (origin, _, column), size in counted.items():
        totals[origin] += size
        cells[origin, column] += size
    rows = [[origin, size, *(cells[origin, column] for column in COLUMNS)] for origin, size in totals.most_common()]
    known = sum(totals.values())
    rows.append(["headers and padding, less merged strings", file_size - known, *[0] * len(COLUMNS)])
    rows.append(["the file", file_size, *(sum(cells[origin, column] for origin in totals) for column in COLUMNS)])
    lines = [f"| from | bytes | {' | '.join(COLUMNS)} |", f"|---{'|---:' * (len(COLUMNS) + 1)}|"]
    return lines + [f"| {' | '.join(str(cell) if isinstance(cell, str) else f'{cell:,}' for cell in row)} |" for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(prog="size")
    parser.add_argument("map", type=Path)
    parser.add_argument("program", type=Path)
    parser.add_argument("--objects", type=int, default=0)
    given = parser.parse_args()
    counted = read_map(given.map.read_text())
    print(*table(counted, given.program.stat().st_size), sep="\n")
    objects: Counter[tuple[str, str]] = Counter()
    for (origin, member, _), size in counted.items():
        objects[origin, member] += size
    if given.objects:
        print()
    for (origin, member), size in objects.most_common(given.objects):
        print(f"{size:>9,}  {origin}: {member}")


if __name__ == "__main__":
    main()
