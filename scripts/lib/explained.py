"""Checks that every name that the programs print is explained on its page, and that every library has its notice;
started by scripts/lint.

The names are in tables of C++ as {Enum::name, "name", ...}. A table must have such a row for each member of its enum,
so that a row in another form is not missed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def text_of(*patterns: str) -> str:
    files = sorted({file for pattern in patterns for file in REPOSITORY.glob(pattern)})
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def names_of(enum: str) -> list[str]:
    source = re.sub(r"//.*", "", text_of("src/**/*.hpp", "src/**/*.cpp"))
    declared = re.search(rf"enum class {enum}\b[^{{;]*{{([^}}]*)}}", source)
    members = re.findall(r"\w+", declared[1]) if declared else []
    names = re.findall(rf"{{\s*{enum}::(\w+),\s*\"\1\"", source)
    if not members or sorted(members) != sorted(names):
        raise SystemExit(f"lint: the table of {enum} has other rows than the enum has members: {set(members) ^ set(names)}")
    return names


def exceptions() -> list[str]:
    """The exceptions of law 7: rows with the name and its subject."""
    source = text_of("tests/laws/no_harm_exceptions.*")
    rows = re.findall(r"{\s*\"(\w+)\",\s*(?:Harm|EntryForm)::", source)
    if not rows:
        raise SystemExit("lint: tests/laws/no_harm_exceptions.cpp has no table of exceptions")
    return rows


def missing(names: list[str], form: str, *pages: str) -> list[str]:
    text = text_of(*pages)
    where = " or ".join(pages)
    return [f"{where} does not explain {name}" for name in names if not re.search(form.format(name), text, re.MULTILINE)]


def libraries_without_notice() -> list[str]:
    """Checks the libraries that CMakeLists.txt looks for. scripts/refresh-notices --check makes sure that no others
    are linked in."""

    def plain(name: str) -> str:
        return re.sub(r"[^a-z0-9]", "", name.lower())

    build = text_of("CMakeLists.txt")
    names = re.findall(r"find_package\((\S+)", build) + re.findall(r"find_library\(\w+ (\S+)", build)
    names += re.findall(r"find_path\(\w+ ([a-z0-9]+)[/.]", build)
    titles = [plain(title) for title in re.findall(r"^=+\n(.*)\n=+$", text_of("THIRD_PARTY_NOTICES"), re.MULTILINE)]
    return [
        f"THIRD_PARTY_NOTICES has no section for {name}"
        for name in names
        if not any(plain(name) in title for title in titles)
    ]


def domain_groups() -> list[tuple[str, list[str]]]:
    """Each group of domains with its entries. Bedrock's are made from regions."""
    source = text_of("src/dify/names/domain_groups.cpp")
    rows = re.findall(r"{\"([a-z-]+)\",\s*(?:{([^}]*)}|bedrock_domains\(\)),", source)
    if not rows:
        raise SystemExit("lint: src/dify/names/domain_groups.cpp has no table of groups")
    return [(name, re.findall(r"\"([^\"]+)\"", domains)) for name, domains in rows]


def groups_not_explained(page: str) -> list[str]:
    lines = {line.split("|")[1].strip(): line for line in text_of(page).splitlines() if line.startswith("| `@")}
    known = {f"`@{group}`" for group, _ in domain_groups()}
    result = [f"{page} has a group that there is not: {name}" for name in lines if name not in known]
    for group, domains in domain_groups():
        line = lines.get(f"`@{group}`", "")
        shown = re.findall(r"`([^`]+)`", line.split("|")[2]) if line else []
        if not line or (domains and shown != domains):
            result.append(f"{page} does not explain @{group} with the domains that it has")
    return result


def main() -> int:
    mentioned, row = "`{}`", r"^\| `{}` \|"
    result = []
    for page in ("docs/findings.md", "docs/findings.zh-CN.md"):
        result += missing(names_of("FindingKind"), r"^### `{}`$", page)
        result += missing(names_of("Reason"), row, page)
    result += missing(exceptions(), row, "docs/no-harm.md")
    for page in ("docs/dify.md", "docs/dify.zh-CN.md"):
        result += missing(names_of("VerifyFindingKind"), mentioned, page)
        result += missing(names_of("Death"), mentioned, page)
        result += groups_not_explained(page)
    result += libraries_without_notice()
    for line in result:
        print(f"lint: {line}", file=sys.stderr)
    return 1 if result else 0


if __name__ == "__main__":
    sys.exit(main())
