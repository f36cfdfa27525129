"""Looks for secrets in the outputs of the real programs: scripts/hunt-leaks says how."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from secrets_at_random import Secret, substrings, twins

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TREE = REPOSITORY / "tests" / "dify" / "trees" / "1.15.0"
PROXIES = ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "ftp_proxy", "grpc_proxy")
LISTS = ("no_proxy", "NO_PROXY", "no_grpc_proxy")
CLIENTS = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "NODE_USE_ENV_PROXY", "NODE_OPTIONS")
OPTIONS = ("--proxy", "--exempt", "--only", "--prefer", "--empty", "--repair", "--loopback-proxy", "--also", "--proxi", "--exemt")
OWN = ("PROXYENV_PROXY", "PROXYENV_EXEMPT", "PROXYENV_ONLY", "PROXYENV_ALSO", "PROXYENV_LOOPBACK_PROXY", "PROXYENV_STRICT")
HARMLESS = ("HTTPS_PROXY=http://other.test:3128", "http_proxy=http://other.test:3128", "no_proxy=.corp.test,10.0.0.0/8", "NO_PROXY=",
            "https_proxy=", "REQUEST_METHOD=GET", "JAVA_TOOL_OPTIONS=-Xmx1g", "NO_PROXY=*.a.test, b.test")  # fmt: skip
SETTINGS = ((), (), ("--also", "java,node"), ("--also", "java"), ("--portable",), ("--repair", "off"), ("--prefer", "upper"),
            ("--portable", "--also", "java"), ("--exempt", "c.test"), ("--loopback-proxy", "gateway.test"))  # fmt: skip
PASTED = ("shell", "env", "docker", "compose", "kubernetes", "systemd", "powershell")
URLS = ("https://a.test/", "http://b.test:8080/", "grpcs://c.test", "ftp://d.test")
BLOCK = "/proc/self/fd/9"  # a file with entries as /proc/PID/environ has them
DIFY_VARIABLES = ("DOMAINS_BY_PROXY", "HTTP_PROXY_SERVER_HOST", "COMPOSE_FILE")
RANDOM = re.compile(rb"\b[0-9a-f]{16,}\b")
DIFY_OPTIONS = ("--domains", "--exempt", "--upstream", "--mode", "--release", "--dir")


@dataclass(frozen=True)
class Run:
    """One call of a program, in a folder with one more file. `{}` stands for the value with the secret in it."""

    words: tuple[str, ...]
    environment: tuple[str, ...]
    file: tuple[str, str] = ("", "")  # name and text
    block: tuple[str, ...] = ()  # the entries of the file BLOCK

    def filled(self, value: str) -> tuple[list[bytes], dict[bytes, bytes], bytes]:
        words, entries, block = (
            [text.replace("{}", value).encode("utf-8", "surrogateescape") for text in texts]
            for texts in (self.words, self.environment, self.block)
        )
        return words, dict(entry.split(b"=", 1) for entry in entries), b"".join(entry + b"\0" for entry in block)  # type: ignore[misc]

    @contextlib.contextmanager
    def with_file(self, value: str) -> Iterator[None]:
        """The file is there meanwhile. In its text the value stands between double quotes of YAML."""
        name, text = (part.encode("utf-8", "surrogateescape") for part in (self.file[0].replace("{}", value), self.file[1]))
        quoted = value.replace("\\", "\\\\").replace('"', '\\"').encode("utf-8", "surrogateescape")
        is_possible = bool(name) and b"/" not in name and len(name) < 255 and not os.path.exists(name)
        if is_possible:
            Path(os.fsdecode(name)).write_bytes(text.replace(b"{}", quoted))
        try:
            yield
        finally:
            if is_possible:
                os.unlink(name)


def launcher_runs(rng: random.Random) -> Iterator[Run]:
    place = rng.random()
    environment = rng.sample(HARMLESS, rng.randrange(4))
    if place < 0.4:
        environment += [f"{name}={{}}" for name in rng.sample(LISTS, rng.choice((1, 1, 2)))]
        environment.append("https_proxy=http://other.test:3128")
    elif place < 0.85:
        environment += [f"{name}={{}}" for name in rng.sample(PROXIES, rng.choice((1, 1, 2, 3)))]
    else:
        name = rng.choice(CLIENTS)
        environment += [f"{name}=-Xmx1g -Dx={{}}" if rng.random() < 0.5 else f"{name}={{}}", "https_proxy=http://other.test:3128"]
    rng.shuffle(environment)
    settings = rng.choice(SETTINGS)
    for words in (("show",), ("show", "--json"), ("explain", *URLS), ("explain", "--json", *URLS)):
        yield Run((*words, *settings), tuple(environment))
    yield Run(("show", "--output", rng.choice(PASTED), *settings), tuple(environment))
    yield Run(("show", "--color", "always", *settings), tuple(environment))
    for words in (("check",), *(("check", "--output", form) for form in ("json", "sarif", "github", "junit"))):
        yield Run(words, tuple(environment))
    yield Run(("-v", *settings, "--", "/nonexistent/command"), tuple(environment))
    yield from diff_runs(rng, tuple(environment), settings)


def diff_runs(rng: random.Random, environment: tuple[str, ...], settings: tuple[str, ...]) -> Iterator[Run]:
    """The value in one of the two environments, or in both, there with a piece more."""
    names = rng.sample(PROXIES + LISTS, 2)
    block = tuple(f"{name}={value}" for name, value in zip(names, rng.choice((("{}", "{}"), ("{}/x", "{}"), ("{},a", "http://p:1"), ("a", "b")))))
    for words in (("diff", ".", BLOCK, *URLS), ("diff", BLOCK, ".", "--json"), ("diff", BLOCK, ".", *settings, "--normalized")):
        yield Run(words, environment, block=block)


def word_runs(rng: random.Random) -> Iterator[Run]:
    """The value as a word of the command line, or of a variable of our own."""
    option, own = rng.choice(OPTIONS), rng.choice(OWN)
    proxied = ("HTTPS_PROXY=http://other.test:3128",)
    yield Run(("explain", rng.choice(("{}", "dns:///{}", "dns:{}", "passthrough://{}"))), proxied)
    yield Run(("explain", "--json", "{}", "https://a.test/"), proxied)
    yield Run(rng.choice((("diff", "{}", "."), ("diff", ".", "pid:{}"), ("diff", ".", BLOCK, "{}"), ("diff", ".", BLOCK + "#{}"))), proxied, block=("A=1",))
    yield Run(("show", option, "{}"), proxied)
    yield Run(("-v", f"{option}={{}}", "--", "/nonexistent/command"), proxied)
    yield Run(("show",), (*proxied, f"{own}={{}}"))
    yield Run(rng.choice((("{}",), ("--", "{}"), ("-{}",), ("--{}",), ("show", "--env-file", "{}"), ("--install", "{}"))), ())


def dify_runs(rng: random.Random) -> Iterator[Run]:
    upstream = ("--upstream", "http://10.9.8.7:3128")
    option = rng.choice(DIFY_OPTIONS)
    yield Run(("dify", "init", "--dry-run", *(() if option == "--upstream" else upstream), option, "{}"), ())
    yield Run(("dify", "init", "--dry-run", *upstream, "--domains", ".a.test", "--exempt", "{}"), ())
    yield Run(("dify", "init", "--dry-run", *upstream), ("DOMAINS_BY_PROXY={}",))
    yield Run(("dify", "init", "--dry-run", "--domains", ".a.test"), (f"{rng.choice(DIFY_VARIABLES)}={{}}",))
    yield Run(("dify", "verify", "--domains", "{}", "--access-log", "/dev/null"), ())
    yield Run(("dify", "verify", "--json", "--access-log", "/dev/null"), (f"{rng.choice(DIFY_VARIABLES)}={{}}",))


SERVICE = 'services: {api: {%s}}\n'
VOLUME = 'services: {ssrf_proxy: {volumes: [{source: "{}", target: "%s"}]}}\n'
COMPOSE_TEXTS = (
    'services: {"{}": {image: x}}\n',
    "services: {}\n",
    "services: []\n",
    SERVICE % '"{}": 1',
    SERVICE % 'image: "{}"',
    SERVICE % 'image: "dify-api:{}"',
    SERVICE % 'env_file: "{}"',
    SERVICE % 'command: "{}"',
    SERVICE % 'environment: {"{}": "https://10.0.0.1/"}',
    SERVICE % 'environment: {X: "https://10.0.0.1/{}"}',
    SERVICE % 'environment: {X: "{}"}',
    VOLUME % "/docker-entrypoint-mount.sh",
    VOLUME % "/etc/squid/squid.conf.template",
)


def tree_runs(rng: random.Random) -> Iterator[Run]:
    """The value in a file of a Dify tree, or as its name."""
    extra = ("--wrap",) if rng.random() < 0.2 else ("--mode", "direct") if rng.random() < 0.3 else ("--domains", ".a.test")
    init = ("dify", "init", "--dry-run", "--upstream", "http://10.9.8.7:3128", *extra)
    verify = ("dify", "verify", "--domains", ".a.test", "--access-log", "log")
    yield Run(init, ("COMPOSE_FILE=docker-compose.yaml:x.yaml",), ("x.yaml", rng.choice(COMPOSE_TEXTS)))
    yield Run(init, ("COMPOSE_FILE=docker-compose.yaml:{}",), ("{}", rng.choice(COMPOSE_TEXTS)))
    yield Run(init, ("COMPOSE_FILE={}:docker-compose.yaml",), ("{}", rng.choice(COMPOSE_TEXTS)))
    yield Run(init, (), (".env", rng.choice(("X={}\n", 'DOMAINS_BY_PROXY="{}"\n', "{}\n"))))
    yield Run(init, ("COMPOSE_FILE=docker-compose.yaml:x.yaml", "X={}"), ("x.yaml", VOLUME.replace("{}", "$X") % "/etc/squid/x.template"))
    yield Run(verify, (), ("log", rng.choice(("2026/11/25 02:51:28| FATAL: {}\n", "2026/11/25 02:51:28| Detected DEAD Parent: {}\n", "{}\n"))))
    access = "1.000 1 c TCP_TUNNEL/200 9 CONNECT {}:443 - FIRSTUP_PARENT/10.0.0.1 -\n"
    yield Run(verify, (), ("log", rng.choice((access, access.replace("CONNECT {}:443", "GET http://{}/"), access.replace("10.0.0.1", "{}")))))


class Hunter:
    """Runs one of the programs, and holds the file that its output goes to."""

    def __init__(self, program: Path) -> None:
        self.program = str(program)
        self.output = os.memfd_create("output")
        self.block = os.memfd_create("block")
        self.nothing = os.open("/dev/null", os.O_RDONLY)

    def output_of(self, run: Run, value: str) -> bytes:
        words, environment, block = run.filled(value)
        os.ftruncate(self.block, 0)
        os.pwrite(self.block, block, 0)
        os.ftruncate(self.output, 0)
        os.lseek(self.output, 0, os.SEEK_SET)
        with run.with_file(value):
            self.wait_for(run, words, environment, value)
        output = os.pread(self.output, os.fstat(self.output).st_size, 0)
        return RANDOM.sub(b"(a salt, or a hash with one)", output)

    def wait_for(self, run: Run, words: list[bytes], environment: dict[bytes, bytes], value: str) -> None:
        actions = [(os.POSIX_SPAWN_DUP2, here, there) for here, there in ((self.nothing, 0), (self.output, 1), (self.output, 2), (self.block, 9))]
        process = os.posix_spawn(self.program, [b"proxyenv", *words], environment, file_actions=actions)
        status = os.waitpid(process, 0)[1]
        if os.WIFSIGNALED(status):
            raise RuntimeError(f"signal {os.WTERMSIG(status)} ended {run} with {value!r}")


def undone(output: bytes) -> bytes:
    """The output as it is, decoded, and with the escapes of the display undone."""
    plain = re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), output)
    text, forms = output, [output, plain]
    for _ in range(3):
        text = unquote_to_bytes(text)
        forms.append(text)
    return b"\n".join(forms)


def own_words() -> bytes:
    """What the programs may say by themselves: the strings of their source, tables of clients and findings among them."""
    folders = (REPOSITORY / "src", REPOSITORY / "tests" / "dify" / "trees" / "1.15.0")
    return b"\n".join(file.read_bytes() for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())


OWN_WORDS = own_words()


def leaked(secret: Secret, output: bytes, twin_output: bytes) -> list[bytes]:
    """The longest first. Two or three characters may be a part of a message that the other twin did not get."""
    here, there = undone(output), undone(twin_output)
    pieces = (piece for piece in substrings(secret) if piece in here and piece not in there)
    return sorted((piece for piece in pieces if len(piece) > 3 or piece not in OWN_WORDS), key=len, reverse=True)


def differing_lines(output: bytes, twin_output: bytes) -> Iterator[str]:
    lines = (text.decode(errors="backslashreplace").split("\n") for text in (output, twin_output))
    for here, there in itertools.zip_longest(*lines, fillvalue=""):
        if here != there:
            yield from (f"  -{here[:400]}", f"  +{there[:400]}")


@dataclass
class Result:
    runs: int = 0
    differences: int = 0
    leaks: int = 0


def one_case(rng: random.Random, hunter: Hunter, result: Result, report: Callable[[str], None], differences: bool) -> None:
    secret, twin = twins(rng)
    if "\0" in secret.value:
        return
    kind = rng.random()
    runs = launcher_runs(rng) if kind < 0.7 else word_runs(rng) if kind < 0.85 else dify_runs(rng) if kind < 0.93 else tree_runs(rng)
    for run in runs:
        result.runs += 1
        output, twin_output = hunter.output_of(run, secret.value), hunter.output_of(run, twin.value)
        if output == twin_output:
            continue
        pieces = leaked(secret, output, twin_output) + leaked(twin, twin_output, output)
        result.leaks += bool(pieces)
        result.differences += not pieces
        if pieces or differences:
            report(
                f"{'leak of ' + repr(pieces[0]) if pieces else 'difference'}: {run}\n  value: {secret.value!r}\n   twin: {twin.value!r}\n"
                + "\n".join(differing_lines(output, twin_output))
            )


def hunt(arguments: tuple[str, int, int, int, bool]) -> Result:
    """The part of one worker: the environments of its numbers."""
    program, seed, first, count, differences = arguments
    folder = Path(os.environ["HUNT_FOLDER"]) / f"tree-{first}"  # one for each worker, which writes into it
    shutil.copytree(TREE, folder)
    os.chdir(folder)
    hunter, result, shown = Hunter(Path(program)), Result(), 0

    def report(text: str) -> None:
        nonlocal shown
        shown += 1
        if shown <= 5:
            sys.stderr.write(text + "\n")

    for number in range(first, first + count):
        one_case(random.Random(f"{seed} {number}"), hunter, result, lambda text: report(f"environment {number}: {text}"), differences)
    return result


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/hunt-leaks")
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / "build" / "release")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--show-differences", action="store_true")
    given = parser.parse_args(words)
    programs = [given.folder / name for name in ("proxyenv", "proxyenv-tools")]
    if not all(program.is_file() for program in programs):
        sys.stderr.write(f"hunt-leaks: {given.folder} does not hold proxyenv and proxyenv-tools\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for program in programs:
            shutil.copy(program, folder)
        os.environ["HUNT_FOLDER"] = folder
        share = -(-given.count // given.workers)
        parts = [
            (f"{folder}/proxyenv", given.seed, first, min(share, given.count - first), given.show_differences)
            for first in range(0, given.count, share)
        ]
        with multiprocessing.Pool(given.workers) as pool:
            results = pool.map(hunt, parts)
    leaks = sum(result.leaks for result in results)
    print(
        f"hunt-leaks: seed {given.seed}, {given.count} environments, {2 * sum(result.runs for result in results)} runs: {leaks} leaks, "
        f"{sum(result.differences for result in results)} outputs that differ without a piece of a secret"
    )
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
