"""Runs clang-tidy on the source files; started by scripts/tidy.

A file of 100 lines includes headers of 50,000, and the checks walk through them all: two to three seconds of processor
time, however short the file is. So files that are compiled with the same options are checked as one: written behind each
other into a file in build/tidy/groups. They are not included from there, since some checks look only at the main file
(unused constants, the analyzer).

Only a file by itself has findings. If there is one in a group, both halves of the group are checked, and so on. So what is
printed does not depend on the groups, and neighbours do no harm. Few groups must be halved: files that use one name for
different things, in their unnamed namespaces, are kept apart. Where they cannot be, since each model of a client has its
`compile`, they get namespaces of their own in the group.

One check depends on the neighbours: a using-declaration counts as used where any file of the group uses the same name. So
each file that has one is asked for unused ones by itself, and for nothing else, which takes a third of the time.

The analyzer normally leaves out a function that it has followed calls of, and in a group there are more callers. So it is
told to look at each function by itself, too (-analyzer-inlining-mode=all).
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
BUILD = REPOSITORY / "build" / "tidy"
GROUPS = BUILD / "groups"
GROUP_SIZE = 25
# The analyzer takes four fifths of the time. In three groups it came to the ends of 358 of 385 functions with 30,000 nodes, and
# of 354 with 10,000, in half of the time (debug.ExprInspection says what is reached); in one, clang's default reached one
# more than 30,000, and took four times as long.
NODES = 10_000
NODES_DEEP = 225_000  # clang 14, AnalyzerOptions.def, max-nodes
# Stands before each file of a group. After such a directive, readability-duplicate-include begins anew.
SEPARATOR = "#undef NEXT_FILE"

NAMED_NAMESPACE = re.compile(r"^namespace (proxyenv[\w:]*) \{$", re.MULTILINE)
UNNAMED_NAMESPACE = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
DECLARED_NAME = re.compile(r"^(?!namespace|[}/# ]).*?(\w+)(?: ?[({;=\[]| :|$)", re.MULTILINE)
MEMBER = re.compile(r"^\w[^=;{]*?\b[A-Z]\w*::~?\w+(\(|$)", re.MULTILINE)
LOCAL_CONSTANT = re.compile(r"^ +(?:static )?constexpr [\w:<>, ]+? (k\w+)\b", re.MULTILINE)
USING = re.compile(r"^ *using [\w: ]+;", re.MULTILINE)


def source_files(words: list[str]) -> list[str]:
    """Those whose paths hold one of the words, or all if there are no words."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "src/*.cpp"]
    listed = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.splitlines()
    files = [file for file in listed if not words or any(word in file for word in words)]
    if not files:
        print(f"tidy: no file's path holds {' or '.join(words)}", file=sys.stderr)
        sys.exit(2)
    return files


def compiler_options() -> dict[str, tuple[str, ...]]:
    """With which options CMake compiles each file."""
    options = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])[1:]
        del words[words.index("-o") :]  # and what is behind it: -c and the file
        options[str(Path(entry["file"]).relative_to(REPOSITORY))] = tuple(words)
    return options


@dataclass(frozen=True)
class Source:
    """What decides about a file's neighbours."""

    names: frozenset[str]  # that it declares for itself alone
    local_constants: frozenset[str]  # in its functions; they would shadow a constant of a neighbour
    may_move: bool  # into a namespace of its own
    is_alone: bool  # it has main(), or a using-directive, which would hold for its neighbours


@cache
def read(file: str) -> Source:
    text = (REPOSITORY / file).read_text()
    for_itself = "".join(UNNAMED_NAMESPACE.findall(text))
    for_all = UNNAMED_NAMESPACE.sub("", text)
    # A member is defined where its class is, and a call of a function of the file's own would find the declaration in the header, too.
    calls_itself = any(len(re.findall(rf"\b{name}\b", text)) > 1 for name in DECLARED_NAME.findall(for_all))
    return Source(
        frozenset(DECLARED_NAME.findall(for_itself)),
        frozenset(LOCAL_CONSTANT.findall(text)),
        not calls_itself and not MEMBER.search(for_all),
        not NAMED_NAMESPACE.search(text) or "using namespace " in text,
    )


@dataclass
class Group:
    files: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    local_constants: set[str] = field(default_factory=set)

    def clashes(self, source: Source) -> tuple[int, int, int]:
        """What speaks against one more file: shadowed constants, names that are taken, and the size."""
        shadows = len(source.names & self.local_constants) + len(source.local_constants & self.names)
        return shadows, len(source.names & self.names), len(self.files)


def make_groups(files: list[str], options: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Files of the same options, in groups in which few use the same name. The longest come first."""
    groups = [[file] for file in files if read(file).is_alone]
    alike = defaultdict(list)
    for file in files:
        if not read(file).is_alone:
            alike[options[file]].append(file)
    for members in alike.values():
        parts = [Group() for _ in range(0, len(members), GROUP_SIZE)]
        # Those that cannot move take their names first.
        for file in sorted(members, key=lambda file: read(file).may_move):
            source = read(file)
            part = min(parts, key=lambda part: part.clashes(source))
            if part.clashes(source)[0] or (part.clashes(source)[1] and not source.may_move):
                part = Group()
                parts.append(part)
            part.files.append(file)
            part.names |= source.names
            part.local_constants |= source.local_constants
        groups += [part.files for part in parts]
    return sorted(groups, key=len, reverse=True)


def write_group(files: list[str]) -> Path:
    path = GROUPS / files[0].replace("/", "-")
    taken: set[str] = set()
    parts = []
    for number, file in enumerate(files):
        text = (REPOSITORY / file).read_text()
        names = read(file).names
        if names & taken and read(file).may_move:
            text = NAMED_NAMESPACE.sub(rf"namespace \1::file_{number} {{", text)
        taken.update(names)
        parts.append(f"{SEPARATOR} // {file}\n{text}")
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(parts))
    return path


def run_clang_tidy(path: Path, options: tuple[str, ...], *words: str) -> str:
    """What clang-tidy says of a file; empty where it finds nothing."""
    done = subprocess.run(
        ["clang-tidy-14", "--quiet", *words, path, "--", *options],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return ""
    return done.stdout or f"tidy: clang-tidy ended with {done.returncode} for {path}\n"


def findings(files: list[str], options: tuple[str, ...], nodes: int) -> str:
    """What clang-tidy says of those of the files that it finds something in."""
    path = write_group(files) if len(files) > 1 else Path(files[0])
    analyzer = ["-analyzer-config", f"max-nodes={nodes}", "-analyzer-inlining-mode=all"]
    said = run_clang_tidy(path, options, *(f"--extra-arg={word}" for option in analyzer for word in ("-Xclang", option)))
    if not said or len(files) == 1:
        return said
    half = len(files) // 2
    return findings(files[:half], options, nodes) + findings(files[half:], options, nodes)


def unused_using_declarations(file: str, options: tuple[str, ...]) -> str:
    return run_clang_tidy(Path(file), options, "--checks=-*,misc-unused-using-decls")


def main(arguments: list[str]) -> int:
    is_deep = arguments[:1] == ["--deep"]
    nodes = NODES_DEEP if is_deep else NODES
    files = source_files(arguments[1:] if is_deep else arguments)
    options = compiler_options()
    unknown = [file for file in files if file not in options]
    if unknown:
        print(f"tidy: CMakeLists.txt does not name {', '.join(unknown)}", file=sys.stderr)
        return 1
    groups = make_groups(files, options)
    in_groups = [file for group in groups if len(group) > 1 for file in group]
    with_using = [file for file in in_groups if USING.search((REPOSITORY / file).read_text())]
    is_clean = True
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        of_groups = pool.map(lambda group: findings(group, options[group[0]], nodes), groups)
        of_single_files = pool.map(lambda file: unused_using_declarations(file, options[file]), with_using)
        for said in chain(of_groups, of_single_files):
            print(said, end="", flush=True)
            is_clean = is_clean and not said
    if not is_clean:
        print("tidy: failed", file=sys.stderr)
        return 1
    print(f"tidy: ok ({len(files)} files)")
    return 0


sys.exit(main(sys.argv[1:]))
