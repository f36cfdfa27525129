"""Runs every command in the `console` blocks and generated parts of the documentation, and writes its output into
them.

usage: refresh_docs.py [--check]        (started by scripts/refresh-docs)

In a block, a line that begins with `$ ` is a command (bash, in a scratch folder); the lines after it are its output,
including standard error. The commands of a block that names folders (console docs/logs) run one after the other in one
folder, which begins as a copy of those folders.

The text between the lines `<!-- generated: COMMAND -->` and `<!-- /generated -->` is the standard output of COMMAND
(bash, in the repository). It must succeed, and its output must end with a newline.

--check changes no file. It exits 1 if the output would differ in more than numbers (ports, times, sizes), or in more
than blanks in a block that begins with `console exact`, or at all in a generated part.

No output depends on where the checkout is or on who runs this: commands see only the variables PATH and HOME. Both
name places in a scratch folder below /tmp, which has links to the programs and to the repository.
"""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"^```console( exact)?((?: [\w./-]+)*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"^<!-- generated: ([^\n]+) -->\n(.*?)^<!-- /generated -->$", re.MULTILINE | re.DOTALL)
MARKERS = re.compile(r"^<!-- /?generated\b.*$", re.MULTILINE)
# Ports, seconds, byte counts, and the token that the test server puts into its answer. The words of a client that
# cannot connect depend on timing. tests/real tests that it fails.
VARYING = re.compile(r"\b[0-9a-f]{8}\b|\d+(\.\d+)?|failed after .*?(?=squid:)", re.DOTALL)
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PRODUCT = ("proxyenv", "proxyenv-tools")
# Programs that may be installed elsewhere than the system's, found by the caller's PATH.
FROM_ELSEWHERE = ("node", "npm")


class CommandFailed(Exception):
    """A command of a generated part failed, so it has no output."""


class Place:
    """The folder in which the commands run. Its name is neutral: TMPDIR, which may hold any name, is not used."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.programs = root / "bin"
        self.repository = root / "repository"
        self.home = root / "home"
        self.programs.mkdir()
        self.home.mkdir()
        self.repository.symlink_to(REPOSITORY)
        for name in PRODUCT:
            (self.programs / name).symlink_to(self.repository / "build" / "release" / name)
        for name in FROM_ELSEWHERE:
            program = shutil.which(name)
            if program and not shutil.which(name, path=SYSTEM_PATH):
                (self.programs / name).symlink_to(Path(program).resolve())

    def environment(self) -> dict[str, str]:
        return {"PATH": f"{self.programs}:{SYSTEM_PATH}", "HOME": str(self.home)}

    @contextmanager
    def folder(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.root, prefix="work.") as name:
            yield Path(name)

    def output_in_a_block(self, command: str, folder: Path) -> str:
        result = subprocess.run(
            ["bash", "-c", command.replace("scripts/", f"{self.repository}/scripts/")],
            cwd=folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return result.stdout.decode("utf-8", "backslashreplace")

    def refreshed_block(self, sources: list[str], text: str) -> str:
        commands = [line for line in text.splitlines() if line.startswith("$ ")]
        block = ""
        with self.folder() as shared:
            for source in sources:
                shutil.copytree(REPOSITORY / source, shared, dirs_exist_ok=True)
            for line in commands:
                with self.folder() as own:
                    block += f"{line}\n{self.output_in_a_block(line[2:], shared if sources else own)}"
        return block

    def generated(self, command: str) -> str:
        result = subprocess.run(
            ["bash", "-c", command],
            cwd=self.repository,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=False,
        )
        text = result.stdout.decode("utf-8", "backslashreplace")
        if result.returncode != 0:
            raise CommandFailed(f"`{command}` exited with {result.returncode}")
        if not text.endswith("\n"):
            raise CommandFailed(f"what `{command}` wrote does not end with a newline")
        return text


class Refresher:
    """Goes through the pages; equal commands run once."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._blocks: dict[str, str] = {}
        self._generated: dict[str, str] = {}
        self.stale: list[tuple[str, str, str]] = []  # what is stale, as shown, as produced

    def refreshed(self, text: str) -> str:
        def replace_generated(match: re.Match[str]) -> str:
            command, shown = match.groups()
            if command not in self._generated:
                self._generated[command] = self._place.generated(command)
            produced = self._generated[command]
            if shown != produced:
                self.stale.append(("the generated part", shown, produced))
            return f"<!-- generated: {command} -->\n{produced}<!-- /generated -->"

        def replace_block(match: re.Match[str]) -> str:
            exact, sources, shown = match.groups()
            key = "\n".join([sources, *(line for line in shown.splitlines() if line.startswith("$ "))])
            if key not in self._blocks:
                self._blocks[key] = self._place.refreshed_block(sources.split(), shown)
            produced = self._blocks[key]
            if compared(shown, bool(exact)) != compared(produced, bool(exact)):
                self.stale.append(("the output shown", shown, produced))
            return f"```console{exact or ''}{sources}\n{produced}```"

        if len(MARKERS.findall(text)) != 2 * len(GENERATED.findall(text)):
            raise CommandFailed("a generated part has no end, or an end has no generated part")
        return BLOCK.sub(replace_block, GENERATED.sub(replace_generated, text))

    def counts(self) -> str:
        return f"{len(self._blocks)} blocks, {len(self._generated)} generated parts"


def compared(text: str, exact: bool) -> str:
    return re.sub(r"\s+", " ", text if exact else VARYING.sub("0", text))


def refresh(refresher: Refresher, page: Path, check: bool) -> bool:
    """Whether the page is up to date now."""
    name = page.relative_to(REPOSITORY)
    text = page.read_text(encoding="utf-8")
    refresher.stale.clear()
    try:
        new_text = refresher.refreshed(text)
    except CommandFailed as failure:
        print(f"refresh-docs: {name}: {failure}", file=sys.stderr)
        return False
    if not check:
        if new_text != text:
            page.write_text(new_text, encoding="utf-8")
            print(f"{name}: refreshed")
        return True
    for what, shown, produced in refresher.stale:
        print(f"refresh-docs: {name}: {what} is not what its command writes", file=sys.stderr)
        sys.stderr.writelines(
            difflib.unified_diff(shown.splitlines(keepends=True), produced.splitlines(keepends=True), "shown", "produced")
        )
    return not refresher.stale


def main() -> int:
    if sys.argv[1:] not in ([], ["--check"]):
        print("usage: scripts/refresh-docs [--check]", file=sys.stderr)
        return 2
    check = sys.argv[1:] == ["--check"]
    pages = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="docs.") as root:
        refresher = Refresher(Place(Path(root)))
        good = [refresh(refresher, page, check) for page in pages]
    if not all(good):
        return 1
    if check:
        print(f"refresh-docs: ok ({refresher.counts()})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
