"""Runs clang-tidy on the source files; started by scripts/tidy.

A file of 100 lines includes headers of 50,000, and the checks walk through them all. So files of one folder that are
compiled with the same options are checked as one: written behind each other into a file in build/tidy/groups. They are not
included from there, since some checks look only at the main file (unused using-declarations, unused constants, the
analyzer).

Only a file by itself has findings. If there is one in a group, both halves of the group are checked, and so on. So what is
printed does not depend on the groups, and neighbours do no harm. Few groups must be halved: files that use one name for
different things, in their unnamed namespaces, are kept apart. Where they cannot be, since each model of a client has its
`compile`, they get namespaces of their own in the group. A file with a using-declaration is always by itself, since
clang-tidy takes it for used where any file of the group uses the same name.

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
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
BUILD = REPOSITORY / "build" / "tidy"
GROUPS = BUILD / "groups"
GROUP_SIZE = 10
NODES = 30_000
NODES_DEEP = 225_000  # clang 14, AnalyzerOptions.def, max-nodes
# Stands before each file of a group. After such a directive, readability-duplicate-include begins anew.
SEPARATOR = "#undef NEXT_FILE"

NAMED_NAMESPACE = re.compile(r"^namespace (proxyenv[\w:]*) \{$", re.MULTILINE)
UNNAMED_NAMESPACE = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
DECLARED_NAME = re.compile(r"^(?!namespace|[}/# ]).*?(\w+)(?: ?[({;=\[]| :|$)", re.MULTILINE)
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


def own_names(text: str) -> set[str]:
    """The names that a file declares for itself alone."""
    return set(DECLARED_NAME.findall("".join(UNNAMED_NAMESPACE.findall(text))))


def make_groups(files: list[str], options: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Files of one folder and the same options, in groups in which few use the same name. The longest come first."""
    groups = []
    alike = defaultdict(list)
    for file in files:
        text = (REPOSITORY / file).read_text()
        if USING.search(text):
            groups.append([file])
        else:
            alike[os.path.dirname(file), options[file]].append((file, own_names(text)))
    for members in alike.values():
        parts: list[tuple[list[str], set[str]]] = [([], set()) for _ in range(0, len(members), GROUP_SIZE)]
        for file, names in members:
            group, taken = min(parts, key=lambda part: (len(names & part[1]), len(part[0])))
            group.append(file)
            taken.update(names)
        groups += [group for group, _ in parts]
    return sorted(groups, key=len, reverse=True)


def write_group(files: list[str]) -> Path:
    path = GROUPS / files[0].replace("/", "-")
    texts = [(REPOSITORY / file).read_text() for file in files]
    uses = Counter(name for text in texts for name in own_names(text))
    parts = []
    for number, (file, text) in enumerate(zip(files, texts)):
        if any(uses[name] > 1 for name in own_names(text)):
            text = NAMED_NAMESPACE.sub(rf"namespace \1::file_{number} {{", text)
        parts.append(f"{SEPARATOR} // {file}\n{text}")
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(parts))
    return path


def findings(files: list[str], options: tuple[str, ...], nodes: int) -> str:
    """What clang-tidy says of those of the files that it finds something in."""
    path = write_group(files) if len(files) > 1 else Path(files[0])
    analyzer = ["-analyzer-config", f"max-nodes={nodes}", "-analyzer-inlining-mode=all"]
    command = ["clang-tidy-14", "--quiet", *(f"--extra-arg={word}" for option in analyzer for word in ("-Xclang", option))]
    done = subprocess.run(
        [*command, path, "--", *options],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return ""
    if len(files) == 1:
        return done.stdout or f"tidy: clang-tidy ended with {done.returncode} for {files[0]}\n"
    half = len(files) // 2
    return findings(files[:half], options, nodes) + findings(files[half:], options, nodes)


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
    is_clean = True
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for said in pool.map(lambda group: findings(group, options[group[0]], nodes), groups):
            print(said, end="", flush=True)
            is_clean = is_clean and not said
    if not is_clean:
        print("tidy: failed", file=sys.stderr)
        return 1
    print(f"tidy: ok ({len(files)} files)")
    return 0


sys.exit(main(sys.argv[1:]))
