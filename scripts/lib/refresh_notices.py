"""Writes THIRD_PARTY_NOTICES, the licenses of the code that is linked into the two programs; started by
scripts/refresh-notices.

The build tells what is linked in: the linker names the archives from which it takes objects, and the compiler the
headers that it has read. Debian's package database says to which packages they belong, and Debian's copyright files
under which terms they are.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
NOTICES = REPOSITORY / "THIRD_PARTY_NOTICES"
BUILD = REPOSITORY / "build" / "release"
PROGRAMS = ("proxyenv", "proxyenv-tools")
DOC = Path("/usr/share/doc")
LICENSES = Path("/usr/share/common-licenses")
RULE = "=" * 100
# Files of packages: installed, or unpacked for another architecture (scripts/lib/architectures.bash).
OF_SYSTEM = re.compile(r"/usr/|/.*/build/cross/\w+/root/")


@dataclass(frozen=True)
class Library:
    title: str
    packages: tuple[str, ...]  # of Debian: where its headers and archives come from
    terms: str  # in a line
    only_license: str = ""  # instead of Debian's whole file, which lists each of thousands of sources


LGPL_3 = "LGPL-3.0-or-later or GPL-2.0-or-later; taken under the LGPL, see `Static linking and the LGPL`"
LIBRARIES = (
    Library("GNU C Library (glibc)", ("libc6-dev",), "LGPL-2.1-or-later; see `Static linking and the LGPL`"),
    Library(
        "libstdc++ and libgcc (GCC 12)",
        ("libstdc++-12-dev", "libgcc-12-dev"),
        "GPL-3.0-or-later with the GCC Runtime Library Exception, which allows any terms for the programs",
    ),
    Library(
        "Boost 1.81",
        ("libboost1.81-dev",),
        "BSL-1.0, which asks for no notice in programs",
        only_license="BSL-1.0",
    ),
    Library("tl::expected", ("libexpected-dev",), "CC0-1.0"),
    Library("yaml-cpp", ("libyaml-cpp-dev",), "MIT"),
    Library("GNU Libidn2", ("libidn2-dev",), LGPL_3),
    Library("GNU libunistring", ("libunistring-dev",), LGPL_3),
)
# Numbers and layouts of the kernel's interface, read by the compiler; no code of it is linked in.
NOT_LINKED = {"linux-libc-dev"}
# In Debian's copyright files these are named by where they are in a Debian, which an image is not.
TEXTS = ("LGPL-2.1", "LGPL-3", "GPL-3", "GPL-2", "CC0-1.0")

HEAD = """\
Third-party notices of proxyenv

proxyenv itself is under the Apache License 2.0 (LICENSE). Its two programs, proxyenv and proxyenv-tools, are linked
statically: they hold parts of the libraries below, in the versions of Debian 12 unless somebody built them elsewhere.
Made by scripts/refresh-notices from what the linker takes in and from Debian's copyright files.

{table}

Static linking and the LGPL

glibc is under the GNU Lesser General Public License, version 2.1 or later; GNU Libidn2 and GNU libunistring are under
version 3 or later. Who passes the programs on must let those who receive them
put changed versions of these libraries in. So give them, with the programs or by a written offer:

- this file;
- proxyenv's source of that version, which holds all that a build needs: `scripts/build release` links the programs
  anew with the libraries that it finds, and these may be changed ones;
- the source of these libraries as they were linked in: in Debian `apt-get source glibc libidn2 libunistring`.

The terms that you add must allow changes for the customer's own use, and reverse engineering for debugging such changes.
The Apache License 2.0 does.
"""


class Trouble(Exception):
    """The linked code could not be determined."""


def lines_of(folder: Path, *command: str) -> list[str]:
    result = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode != 0:
        raise Trouble(f"{command[0]} exited with {result.returncode}:\n{result.stdout}")
    return result.stdout.splitlines()


def archives_of(program: str, build: Path = BUILD) -> set[Path]:
    """The archives from which the linker takes objects. The product's own link command prints them."""
    command = lines_of(build, "ninja", "-t", "commands", program)[-1]
    asked = command.replace(f" -o {program} ", " -o /dev/null -Wl,--trace ")
    if asked == command:
        raise Trouble(f"the link command of {program} has no `-o {program}`")
    inputs = {line.removeprefix("(").partition(")")[0] for line in lines_of(build, "sh", "-c", asked)}
    return {Path(name).resolve() for name in inputs if OF_SYSTEM.match(name)}


def file_of_system(name: str, build: Path) -> Path | None:
    """The file of a package that the compiler calls so; none if it is one of the source. A compiler behind ccache names files
    relative to the build."""
    path = Path(os.path.normpath(build / name))
    of_source = path.is_relative_to(REPOSITORY / "src") or path.is_relative_to(build)
    return path.resolve() if OF_SYSTEM.match(str(path)) and not of_source else None


def headers_of(program: str, build: Path = BUILD) -> set[Path]:
    """The headers that the compiler read for the objects of this program, in the folders of src/ that it is linked
    from."""
    command = lines_of(build, "ninja", "-t", "commands", program)[-1]
    layers = set(re.findall(r"\blib(proxyenv_\w+)\.a\b", command)) | {program}
    names: set[str] = set()
    wanted = False
    for line in lines_of(build, "ninja", "-t", "deps"):
        if line and not line.startswith(" "):
            target = re.match(r"CMakeFiles/([\w-]+)\.dir/", line)
            wanted = target is not None and target[1] in layers
        elif wanted:
            names.add(line.strip())
    return {path for name in names if (path := file_of_system(name, build)) is not None}


def packages_of(paths: set[Path]) -> set[str]:
    return {line.partition(":")[0] for line in lines_of(BUILD, "dpkg-query", "--search", *sorted(str(path) for path in paths))}


def programs_with() -> dict[Library, list[str]]:
    """The programs that each library is linked into."""
    known = {package for library in LIBRARIES for package in library.packages} | NOT_LINKED
    result: dict[Library, list[str]] = {library: [] for library in LIBRARIES}
    for program in PROGRAMS:
        linked = packages_of(archives_of(program) | headers_of(program))
        if unknown := linked - known:
            raise Trouble(f"{program} takes in {', '.join(sorted(unknown))}: name it in scripts/lib/refresh_notices.py")
        for library in LIBRARIES:
            if linked & set(library.packages):
                result[library].append(program)
    for library, programs in result.items():
        if not programs:
            raise Trouble(f"{library.title} is linked into nothing: take it out of scripts/lib/refresh_notices.py")
    return result


def terms_of(library: Library) -> str:
    text = (DOC / library.packages[0] / "copyright").read_text(encoding="utf-8")
    if not library.only_license:
        return text
    stanza = re.search(rf"^License:\s+{re.escape(library.only_license)}\n((?:[ \t].*\n)+)", text, re.MULTILINE)
    if stanza is None:
        raise Trouble(f"Debian's copyright of {library.packages[0]} has no text of {library.only_license}")
    return re.sub(r"^ \.$", "", re.sub(r"^ (?=.)", "", stanza[1], flags=re.MULTILINE), flags=re.MULTILINE)


def sections() -> Iterator[tuple[str, str]]:
    for library in LIBRARIES:
        yield library.title, terms_of(library)
    for name in TEXTS:
        yield f"Text of {name}", (LICENSES / name).read_text(encoding="utf-8")


def notices() -> str:
    table = "\n".join(
        f"- {library.title}, in {' and '.join(programs)}: {library.terms}." for library, programs in programs_with().items()
    )
    parts = [HEAD.format(table=table)]
    for title, text in sections():
        body = "\n".join(line.rstrip() for line in text.replace("\f", "").splitlines()).strip("\n")
        parts.append(f"{RULE}\n{title}\n{RULE}\n\n{body}\n")
    return "\n".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(usage="scripts/refresh-notices [--check]")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        text = notices()
    except Trouble as trouble:
        print(f"refresh-notices: {trouble}", file=sys.stderr)
        return 2
    if not arguments.check:
        NOTICES.write_text(text, encoding="utf-8")
        return 0
    kept = NOTICES.read_text(encoding="utf-8")
    if kept != text:
        sys.stderr.writelines(
            difflib.unified_diff(kept.splitlines(keepends=True), text.splitlines(keepends=True), "kept", "found")
        )
        print("refresh-notices: THIRD_PARTY_NOTICES is not what is linked in; run scripts/refresh-notices", file=sys.stderr)
        return 1
    print(f"refresh-notices: ok ({len(LIBRARIES)} libraries)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
