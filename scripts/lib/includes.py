"""Finds source files that use a name of the standard library without including its header; started by scripts/lint.

The product is compiled with precompiled headers (CMakeLists.txt), which every file sees whether it includes them or not.
Without them, in a packager's build for instance, such a file would not compile. So each file, together with the headers
of the project that it includes, must name the header of each such name.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent.parent / "src"

# The names that the precompiled headers bring, by header. Of <algorithm>, those that are used.
NAMES = {
    "algorithm": "adjacent_find all_of any_of binary_search clamp copy copy_if count count_if equal equal_range fill find find_if find_if_not for_each generate"
    " includes is_sorted lexicographical_compare lower_bound max max_element merge min min_element minmax mismatch move_backward none_of nth_element"
    " partial_sort partition partition_point remove remove_if replace replace_if reverse rotate search set_difference set_intersection set_union sort"
    " stable_partition stable_sort transform unique upper_bound",
    "array": "array to_array",
    "cstdint": "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t uintptr_t intptr_t",
    "functional": "function hash less greater invoke ref cref",
    "map": "map multimap",
    "memory": "unique_ptr shared_ptr weak_ptr make_unique make_shared",
    "optional": "optional nullopt make_optional nullopt_t",
    "set": "set multiset",
    "span": "span",
    "string": "string to_string stoi stol stoul stoull getline",
    "string_view": "string_view",
    "utility": "move pair make_pair exchange forward swap as_const declval",
    "vector": "vector",
}
HEADER_OF = {name: header for header, names in NAMES.items() for name in names.split()}
# What else the standard promises: these headers bring those names as well (C++20, [string.syn], [map.syn] and others).
ALSO = {"string": {"string_view"}}
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.DOTALL)
INCLUDE = re.compile(r'^#include (?:<([^>]+)>|"([^"]+)")', re.MULTILINE)
STANDARD_NAME = re.compile(r"\bstd::(\w+)")
EXPECTED = re.compile(r"\btl::(?:expected|unexpected|make_unexpected)\b")


@cache
def headers_of(file: Path) -> frozenset[str]:
    """Of the libraries, included by the file or by a header of the project that it includes."""
    headers: set[str] = set()
    for library, own in INCLUDE.findall(file.read_text()):
        if library:
            headers.add(library)
        elif (SOURCES / own).exists():  # one that the build writes is not there
            headers |= headers_of(SOURCES / own)
    return frozenset(headers)


def missing_in(file: Path) -> dict[str, str]:
    """The headers that the file lacks, each with a name for which it needs it."""
    code = COMMENT_OR_TEXT.sub('""', file.read_text())
    headers = set(headers_of(file))
    for header in tuple(headers):
        headers |= ALSO.get(header, set())
    missing = {}
    for name in STANDARD_NAME.findall(code):
        header = HEADER_OF.get(name)
        if header and header not in headers:
            missing[header] = f"std::{name}"
    if EXPECTED.search(code) and "tl/expected.hpp" not in headers:
        missing["tl/expected.hpp"] = "tl::expected"
    return missing


def main() -> int:
    files = sorted(file for file in SOURCES.rglob("*") if file.suffix in (".cpp", ".hpp"))
    is_clean = True
    for file in files:
        for header, name in missing_in(file).items():
            is_clean = False
            print(f"{file.relative_to(SOURCES.parent)}: {name} needs #include <{header}>", file=sys.stderr)
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
