"""Checks that every file of this repository that a comment, a page or a script names exists; started by scripts/lint.

Checked are paths that begin with docs/, tests/, scripts/ or .ci/ or lead to what docker/ has (Dify has a folder of
that name, too), files under src/, names that end in .md, the targets of links in pages, with the heading behind a `#`,
and the numbers of sections behind docs/clients.md. A path may be a folder, and may hold `*` or a word in capitals for
any text. No text may name files beside a checkout, except for the one place that says where real Dify releases are
looked for.
"""

from __future__ import annotations

import fnmatch
import functools
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

REPOSITORY = Path(__file__).resolve().parent.parent.parent
# Files with other people's text, with bytes, or with the patterns of this file. They name files outside this
# repository.
NOT_READ = re.compile(
    r"THIRD_PARTY_NOTICES$|scripts/lib/citations\.py$|tests/(fuzz/seeds|dify/(golden|trees/[^/]+/|logs))|.*/package-lock\.json$|docs/logs/.*\.log$|LICENSE$"
)
TREE_PATH = re.compile(r"(?<![\w./$}-])((?:(?:docs|tests|scripts|\.ci)/|docker/(?:Dockerfile|dify|kubernetes))[\w.*/-]*[\w*/]|docker/Dockerfile)")
SOURCE_PATH = re.compile(r"(?<![\w./$}-])(src/[\w*/]+\.(?:hpp\.in|cpp|hpp|sh))\b")
PAGE = re.compile(r"(?<![\w/$}-])((?:[\w.-]+/)*[\w.*-]+\.md)\b")
# The file and the heading, of which one may be missing. A link with a colon leads elsewhere (https://...).
LINK = re.compile(r"\]\((?=[^)])([^)#:\s]*)(?:#([^)\s]*))?\)")
TITLE = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*")
FENCE = re.compile(r" {0,3}(```|~~~)")
SECTIONS = re.compile(r"docs/clients\.md[ ,]+(?=\d)((?:\d+(?:\.\d+)?(?:, )?)+)")
HEADING = re.compile(r"^#+ (\d+(?:\.\d+)?)\b", re.MULTILINE)
OUTSIDE = re.compile(r"\.\./shared|(?<![\w/])reference/")
ONE_PLACE_OUTSIDE = "scripts/lib/dify-releases.bash"
# Pages of other projects, as models and docs/clients.md cite them: they are not searched here.
FOREIGN_PAGES = {"default_http_proxy_mapper.md"}
# Made by a build, or by npm.
MADE = re.compile(r"(^|/)node_modules(/|$)|^tests/(unit|laws|e2e|clients|dify|fuzz)/(proxyenv_|compose_view|fuzz_|helpers)")


def outside_fences(text: str) -> list[str]:
    """The lines of a page, with an empty line for each line of a fenced block, where nothing is a heading or a link."""
    lines = []
    fence = ""
    for line in text.splitlines():
        mark = FENCE.match(line)
        inside = bool(fence)
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        lines.append("" if inside or fence else line)
    return lines


def anchors_of(text: str) -> set[str]:
    """What may stand behind `#` in a link to this page, as GitHub makes it of the headings.

    Of a heading's text, in lower case, letters, digits, `_`, `-` and blanks stay, and blanks become `-`. A second heading
    with the same text gets `-1` at its end, a third one `-2`.
    """
    anchors: set[str] = set()
    times: dict[str, int] = {}
    for line in outside_fences(text):
        title = TITLE.fullmatch(line)
        if title:
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title[1]).lower()
            anchor = re.sub(r"[^\w -]", "", words).replace(" ", "-")
            seen = times.get(anchor, 0)
            times[anchor] = seen + 1
            anchors.add(f"{anchor}-{seen}" if seen else anchor)
    return anchors


@functools.cache
def anchors_in(page: Path) -> set[str]:
    return anchors_of(page.read_text(encoding="utf-8")) if page.suffix == ".md" else set()


def broken_links(page: Path, text: str) -> list[tuple[int, str]]:
    """The number of the line, and what is wrong with the link."""
    result = []
    for number, line in enumerate(outside_fences(text), start=1):
        for cited, anchor in LINK.findall(line):
            target = page.parent / cited if cited else page
            if not target.exists():
                result.append((number, f"the link to {cited} leads nowhere"))
            elif anchor and anchor not in anchors_in(target.resolve()):
                result.append((number, f"{cited or 'this page'} has no heading for #{anchor}"))
    return result


class Files:
    def __init__(self, paths: list[str]) -> None:
        self.paths = set(paths)
        self.folders = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
        self.sections = set(HEADING.findall((REPOSITORY / "docs/clients.md").read_text(encoding="utf-8")))
        self.names = {PurePosixPath(path).name for path in paths}

    def has(self, cited: str) -> bool:
        cited = re.sub(r"(?<![a-z0-9])[A-Z][A-Z_]+(?![a-z0-9])", "*", cited.rstrip("/")) if cited not in self.paths else cited
        if cited in self.paths or cited in self.folders or MADE.search(cited):
            return True
        return "*" in cited and any(fnmatch.fnmatchcase(path, cited) for path in self.paths | self.folders)


def complaints(files: Files, path: str, text: str) -> list[str]:
    result = []
    folder = PurePosixPath(path).parent
    for number, line in enumerate(text.splitlines(), start=1):
        for cited in [*TREE_PATH.findall(line), *SOURCE_PATH.findall(line)]:
            if not files.has(cited) and not files.has(f"{folder}/{cited}"):
                result.append(f"{path}:{number}: {cited} is not in the repository")
        for cited in PAGE.findall(line):
            name = PurePosixPath(cited).name
            if not (files.has(cited) or name in FOREIGN_PAGES or files.has(f"{folder}/{cited}") or "*" in cited):
                if "/" not in cited and cited in files.names and path.endswith((".cpp", ".hpp", ".py")):
                    continue
                if not (REPOSITORY / folder / cited).exists():
                    result.append(f"{path}:{number}: {cited} is not in the repository")
        for numbers in SECTIONS.findall(line):
            for section in re.findall(r"[\d.]*\d", numbers):
                if section not in files.sections:
                    result.append(f"{path}:{number}: docs/clients.md has no section {section}")
        if OUTSIDE.search(line) and path != ONE_PLACE_OUTSIDE:
            result.append(f"{path}:{number}: names what lies beside a checkout")
    if path.endswith(".md"):
        result += [f"{path}:{number}: {what}" for number, what in broken_links(REPOSITORY / path, text)]
    return result


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=REPOSITORY, stdout=subprocess.PIPE, check=True
    )
    paths = [path for path in listed.stdout.decode().split("\0") if path and (REPOSITORY / path).exists()]
    files = Files(paths)
    result = []
    read = 0
    for path in sorted(paths):
        if NOT_READ.match(path):
            continue
        try:
            text = (REPOSITORY / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        read += 1
        result += complaints(files, path, text)
    for line in result:
        print(f"lint: {line}", file=sys.stderr)
    return 1 if result else 0


if __name__ == "__main__":
    sys.exit(main())
