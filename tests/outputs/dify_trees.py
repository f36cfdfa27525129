"""`dify init` and `dify verify` in copies of Dify's trees: a few commands and edits in a row, and all files after
each.

Both builds work in one folder of the same path, one after the other. Only random values and those that depend on the
build are replaced:
 - salts and, where a password or the program itself is in the files, the short hashes of the labels become numbers in
   the order in which they appear, so that equal ones stay equal and different ones different;
 - a hash in setup.json becomes a name where it is the hash of a file that was there. Of a dry run there are no files:
   then it becomes a number, too, where a password or the program is in the files, else it stays;
 - the copied program becomes a name where it is the build's own, else it stays as its hash."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import dify_logs
from environments import encoded, one_in
from runner import BUILDS, escaped, quoted

SECRET_URL = "http://alice:p%40ss%24w%22o%23rd@proxy.example.com:3128"
PLAIN_URL = "http://192.168.0.1:7890"
LABEL = re.compile(rb"sha256:[0-9a-f]{16}\b")
SALT = re.compile(rb'(?<="salt": ")[0-9a-f]{32}(?=")')
FULL_HASH = re.compile(rb'(?<=: ")[0-9a-f]{64}(?=")')
ENV_LINES = (
    "FILES_URL=http://files.example.com:8080", "INTERNAL_FILES_URL=http://api:5001", "HTTP_PROXY_SERVER_HOST = 127.0.0.1",
    "HTTP_PROXY_SERVER_PORT: '7890' # Clash", 'export DOMAINS_BY_PROXY=".googleapis.com generativelanguage.googleapis.com"',
    "S3_ENDPOINT=https://minio:9000", "S3_ENDPOINT=https://minio.corp:9000", "QDRANT_URL=https://abc.cloud.example:6333",
    "HTTPS_PROXY=http://192.168.0.1:7890", "SSRF_HTTP_PORT=3129", "COMPOSE_FILE=docker-compose.yaml",
    "COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml:z.yaml", "COMPOSE_FILE=docker-compose.yaml;docker-compose.yaml",
    "COMPOSE_FILE=docker-compose.override.yaml:docker-compose.yaml", "COMPOSE_FILE=nowhere.yaml", "COMPOSE_PATH_SEPARATOR=;",
    "HTTP_PROXY_SERVER_HOST=http://alice:s3cret$x7s3cret@192.168.0.1:7890", "HTTP_PROXY_SERVER_HOST='http://alice:s3cret@192.168.0.1'",
    "HTTP_PROXY_SERVER_PORT=7890", "HTTP_PROXY_SERVER_PORT=x", "DOMAINS_BY_PROXY=.openai.com,.anthropic.com", "SSRF_HTTP_PORT=s3cr",
    "HTTP_PROXY_SERVER_HOST=s3cret@@@", "A B=1", "A='s3cr", "HTTP_PROXY=http://api:1", "NO_PROXY=.corp", "B=${A:-x}${A", "B=${A?no}",
    "COMPOSE_ENV_FILES=a.env", "http_proxy=x", "SSRF_PROXY_HTTP_URL=http://other:3128", "CONSOLE_API_URL=http://api.corp",
)  # fmt: skip
DOMAINS = (".googleapis.com,.google.com,google.dev,.openai.com", ".openai.com", "all", "api.openai.com", "*.openai.com", "weaviate",
           "10.0.0.1", "b\u00fccher.example", "", "ALL", ".x.test .y.test")  # fmt: skip
EXEMPTS = (".corp", "*.corp,10.1.2.3", ".corp.example,git.example", "*", "10.0.0.0/8", "[fd00::1]", "fd00::1", "api")
RELEASES = ("1.16.0", "1.15.0", "1.0.0", "9.0.0", "x")
BAD_UPSTREAMS = ("http://192.168.0.1", "https://h.test:1", "socks5://h.test:1", "http://ssrf_proxy:3128", "http://u:s3cret@h:1", "localhost:7890",
                 "http://[fd00::1]:1/", "http://h.test:70000", "http://h.test:1/path", "host.docker.internal:7890")  # fmt: skip
INPUTS = (SECRET_URL, "http://u:a@10.0.0.9:1", "http://10.0.0.9:1", "", "http://alice:" + "s" * 122 + "@10.0.0.9:1",
          "http://alice:" + "s" * 123 + "@10.0.0.9:1", "http://*:a@10.0.0.9:1", "http://u@10.0.0.9:1", "http://u:a\x07@h.test:1",
          "http://u:p@ss@h.test:1")  # fmt: skip
SHELLS = ({}, {}, {}, {}, {"COMPOSE_ENV_FILES": "other.env"}, {"DOMAINS_BY_PROXY": ".shell.com"}, {"DOMAINS_BY_PROXY": ""},
          {"HTTP_PROXY_SERVER_HOST": "10.2.2.2", "HTTP_PROXY_SERVER_PORT": "2222"})  # fmt: skip
WRITTEN = ("docker-compose.override.yaml", "docker-compose.proxyenv.yaml", "proxyenv/upstream.conf", "proxyenv/squid-entrypoint.sh",
           "proxyenv/setup.json", "proxyenv/upstream.env", "proxyenv/bin/proxyenv", "proxyenv/.gitignore")  # fmt: skip

Edit = Callable[[Path], None]


@dataclass(frozen=True)
class Command:
    words: Sequence[str]
    input: bytes = b""
    shell: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """Something that somebody does to the tree, with a name for people."""

    name: str
    edit: Edit


@dataclass(frozen=True)
class Scenario:
    tree: Path
    env_lines: Sequence[str]
    steps: Sequence[Command | Change]

    def text(self) -> str:
        lines = [f"tree {self.tree.name}", *(f"  .env: {quoted(encoded(line))}" for line in self.env_lines)]
        for step in self.steps:
            if isinstance(step, Change):
                lines.append(f"  {step.name}")
            else:
                words = " ".join(quoted(encoded(word)) for word in step.words)
                lines.append(f"  proxyenv dify {words}  input: {quoted(step.input)} {step.shell or ''}")
        return "\n".join(lines)

    def is_masked(self) -> bool:
        """Whether a label may cover a password or the program. It is then random, or depends on the build."""
        texts = list(self.env_lines)
        for step in self.steps:
            texts += [step.name] if isinstance(step, Change) else [*step.words, step.input.decode("utf-8", "replace")]
        return any("@" in text or text in ("--wrap", "TREE/upstream-url") for text in texts)


# --- Scenarios at random ----------------------------------------------------------------------------------------------


def upstream_words(rng: random.Random) -> tuple[list[str], bytes]:
    form = rng.randrange(10)
    if form < 4:
        return ["--upstream", PLAIN_URL], b""
    if form < 7:
        return ["--upstream", "-"], encoded((SECRET_URL if one_in(rng, 2) else rng.choice(INPUTS)) + "\n")
    if form == 7:
        return ["--upstream-file", rng.choice(("/dev/null", "/nonexistent", "TREE/upstream-url"))], b""
    if form == 8:
        return ["--upstream", rng.choice(BAD_UPSTREAMS)], b""
    return [], b""


def init(rng: random.Random) -> Command:
    words, text = upstream_words(rng)
    if one_in(rng, 4):
        words += ["--mode", rng.choice(("direct", "direct", "selective", "both"))]
    if "direct" not in words or one_in(rng, 10):
        words += ["--domains", DOMAINS[0] if one_in(rng, 2) else rng.choice(DOMAINS)]
    for flag in ("--http", "--agent", "--wrap", "--dry-run"):
        if one_in(rng, 5):
            words.append(flag)
    if one_in(rng, 4):
        words += ["--exempt", rng.choice(EXEMPTS)]
    if one_in(rng, 5) and "--wrap" in words or one_in(rng, 40):
        words += ["--release", rng.choice(RELEASES)]
    return Command(["init", "--dir", "TREE", *words], text, rng.choice(SHELLS))


def verify(rng: random.Random) -> Command:
    words = ["verify", "--dir", "TREE"]
    words += ["--access-log", "-"] if one_in(rng, 2) else []
    words += ["--domains", rng.choice(DOMAINS)] if one_in(rng, 6) else []
    words += ["--json"] if one_in(rng, 2) else []
    return Command(words, dify_logs.log(rng), rng.choice(SHELLS))


def append_to(name: str) -> Edit:
    def edit(tree: Path) -> None:
        if (tree / name).is_file():
            with (tree / name).open("ab") as stream:
                stream.write(b"# mine\n")

    return edit


def write_to(name: str, text: str) -> Edit:
    def edit(tree: Path) -> None:
        parents = [parent for parent in (tree / name).parents if parent != tree and tree in parent.parents]
        if not (tree / name).is_dir() and not any(parent.is_file() for parent in parents):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text)

    return edit


def remove(name: str) -> Edit:
    def edit(tree: Path) -> None:
        if (tree / name).is_dir():
            shutil.rmtree(tree / name)
        else:
            (tree / name).unlink(missing_ok=True)

    return edit


def change_mode(name: str, mode: int) -> Edit:
    def edit(tree: Path) -> None:
        if (tree / name).exists():
            (tree / name).chmod(mode)

    return edit


def change(rng: random.Random) -> Change:
    name = rng.choice(WRITTEN)
    line = rng.choice(ENV_LINES)
    return rng.choice(
        (
            Change(f"appends to {name}", append_to(name)),
            Change(f"removes {name}", remove(name)),
            Change("removes proxyenv/", remove("proxyenv")),
            Change(f"writes a foreign {name}", write_to(name, "services: {}\n")),
            Change("writes compose.override.yml", write_to("compose.override.yml", "services: {}\n")),
            Change("writes z.yaml", write_to("z.yaml", "services: {}\n")),
            Change(f".env becomes {line}", write_to(".env", line + "\n")),
            Change("patches the template", append_to("ssrf_proxy/squid.conf.template")),
            Change("adds a peer", write_to("ssrf_proxy/squid-common.conf.template", "cache_peer 10.9.9.9 parent 7890 0\n")),
            Change("leaves a file", write_to("proxyenv/notes", "mine\n")),
            Change("leaves a half-written file", write_to("proxyenv/.proxyenv.a1B2c3", "x")),
            Change("changes a mode", change_mode(name, 0o640)),
            Change("opens the folder", change_mode("proxyenv", 0o755)),
            Change("breaks the Compose file", append_to("docker-compose.yaml")),
        )
    )


def scenario(seed: str, number: int, trees: Sequence[Path]) -> Scenario:
    rng = random.Random(f"{seed}:tree:{number}")
    lines = [rng.choice(ENV_LINES) for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3)))]
    first = init(rng)
    steps: list[Command | Change] = [first]
    for _ in range(rng.randint(1, 4)):
        uninstall = Command(["init", "--dir", "TREE", "--uninstall", *(["--dry-run"] if one_in(rng, 4) else [])])
        steps.append(rng.choice((first, init(rng), verify(rng), verify(rng), change(rng), change(rng), uninstall)))
        if isinstance(steps[-1], Change):
            steps.append(rng.choice((first, verify(rng), uninstall)))
    return Scenario(trees[number % len(trees)], lines, steps)


# --- Fixed scenarios --------------------------------------------------------------------------------------------------

OPTION_SETS: tuple[tuple[Sequence[str], str], ...] = (
    (("--upstream", PLAIN_URL, "--domains", DOMAINS[0]), ""),
    (("--upstream", PLAIN_URL, "--domains", DOMAINS[0], "--http"), ""),
    (("--upstream", PLAIN_URL, "--domains", DOMAINS[0], "--wrap"), ""),
    (("--upstream", PLAIN_URL, "--domains", DOMAINS[0], "--wrap", "--release", "1.16.0"), ""),
    (("--upstream", PLAIN_URL, "--domains", DOMAINS[0], "--exempt", "*.corp,10.1.2.3"), ""),
    (("--upstream", PLAIN_URL, "--domains", DOMAINS[0], "--agent"), ""),
    (("--upstream", PLAIN_URL, "--domains", "all", "--agent", "--exempt", ".corp"), ""),
    (("--upstream", PLAIN_URL, "--domains", "all", "--http"), ""),
    (("--upstream", PLAIN_URL, "--mode", "direct"), ""),
    (("--upstream", "localhost:7890", "--mode", "direct", "--http", "--wrap"), ""),
    (("--upstream", "-", "--domains", DOMAINS[0]), SECRET_URL),
    (("--upstream", "-", "--mode", "direct", "--http"), SECRET_URL),
    ((), ""),
)


def fixed(trees: Sequence[Path]) -> Iterator[Scenario]:
    """Every tree with every set of options: dry, for real, a second time, verified, removed."""
    for tree in trees:
        for lines in ((), ENV_LINES[2:5], ENV_LINES[:2]):
            for options, url in OPTION_SETS:
                words, text = ["init", "--dir", "TREE", *options], encoded(url + "\n")
                again = Command(words, text)
                dry = Command([*words, "--dry-run"], text)
                look = [Command(["verify", "--dir", "TREE", *more]) for more in ((), ("--json",))]
                yield Scenario(tree, lines, [dry, again, again, *look, Command(["init", "--dir", "TREE", "--uninstall"])])


# --- Playing them -----------------------------------------------------------------------------------------------------


class Hashes:
    """Names for random values: numbers in the order of appearance, and the files that have a hash."""

    def __init__(self) -> None:
        self.names: dict[bytes, bytes] = {}

    def add_file(self, name: str, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest().encode()
        self.names.setdefault(digest, f"<hash {len(self.names)}, of {name}>".encode())

    def number(self, match: re.Match[bytes]) -> bytes:
        return self.names.setdefault(match.group(), f"<random {len(self.names)}>".encode())

    def known(self, match: re.Match[bytes]) -> bytes:
        return self.names.get(match.group(), match.group())


class Player:
    """Plays scenarios with each build, in a separate folder."""

    def __init__(self, builds: Path, folder: Path, entrypoint: Path) -> None:
        self.builds = builds
        self.programs = {build: (builds / build / "proxyenv").read_bytes() for build in BUILDS}
        self.folder = folder
        self.tree = folder / "tree"
        self.entrypoint = entrypoint

    def play(self, scenario: Scenario, build: str) -> list[str]:
        """The build's output and files, as lines."""
        self._make_tree(scenario)
        hashes = Hashes()
        before = self._snapshot(build, hashes)
        lines: list[str] = []
        for number, step in enumerate(scenario.steps, 1):
            if isinstance(step, Change):
                step.edit(self.tree)
            else:
                lines += [f"step {number}: {line}" for line in self._run(step, build, scenario, hashes)]
            after = self._snapshot(build, hashes)
            lines += changes(before, after, lambda data: self._masked(data, build, scenario, hashes))
            before = after
        return lines

    def _make_tree(self, scenario: Scenario) -> None:
        shutil.rmtree(self.tree, ignore_errors=True)
        shutil.copytree(scenario.tree, self.tree, symlinks=True)
        for path in (self.tree, *self.tree.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        script = self.tree / "ssrf_proxy" / "docker-entrypoint.sh"
        if not script.exists():  # data of Dify's own trees may come without it
            shutil.copy(self.entrypoint, script)
        (self.tree / "upstream-url").write_text(SECRET_URL + "\n")
        if scenario.env_lines:
            (self.tree / ".env").write_bytes(encoded("".join(line + "\n" for line in scenario.env_lines)))

    def _run(self, step: Command, build: str, scenario: Scenario, hashes: Hashes) -> list[str]:
        words = [encoded(word.replace("TREE", str(self.tree), 1)) for word in step.words]
        result = subprocess.run(
            [str(self.builds / build / "proxyenv"), "dify", *words],
            input=step.input,
            capture_output=True,
            env={"PATH": "/usr/bin:/bin", **step.shell},
            cwd=self.folder,
            timeout=300,
            check=False,
        )
        # The files first: their names must be known before a hash in the output gets a number.
        self._snapshot(build, hashes)
        lines = [f"status {result.returncode}"]
        for name, data in (("out", result.stdout), ("err", result.stderr)):
            lines += [f"{name}: {line}" for line in escaped(self._masked(data, build, scenario, hashes)).split("\n")]
        return lines

    def _masked(self, data: bytes, build: str, scenario: Scenario, hashes: Hashes) -> bytes:
        data = data.replace(bytes(self.builds / build) + b"/", b"BUILD/")
        data = SALT.sub(hashes.number, data)
        if not scenario.is_masked():
            return FULL_HASH.sub(hashes.known, data)
        return LABEL.sub(hashes.number, FULL_HASH.sub(hashes.number, data))

    def _snapshot(self, build: str, hashes: Hashes) -> dict[str, tuple[str, bytes]]:
        """Path to mode and content; the copied program as a word, for it is another one in each build."""
        result = {}
        for path in sorted(self.tree.rglob("*")):
            name = str(path.relative_to(self.tree))
            mode = oct(path.lstat().st_mode)
            data = os.readlink(path).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b""
            if path.is_file():
                hashes.add_file(name, data)
            result[name] = (mode, b"<the program itself>" if data == self.programs[build] else data)
        return result


def changes(
    before: dict[str, tuple[str, bytes]], after: dict[str, tuple[str, bytes]], masked: Callable[[bytes], bytes]
) -> list[str]:
    lines = [f"gone: {name}" for name in sorted(before.keys() - after.keys())]
    for name, (mode, data) in after.items():
        if before.get(name) != (mode, data):
            lines += [f"file {name} {mode}", *(f"{name}: {line}" for line in escaped(masked(data)).split("\n"))]
    return lines


def find_trees(repository: Path, releases: Path | None) -> list[Path]:
    folders = [repository / "tests" / "dify" / "trees", *([releases] if releases else [])]
    return [path.parent for folder in folders for path in sorted(folder.glob("*/docker-compose.yaml"))]
