"""The runs for one environment: every subcommand, with random options, as text and as JSON."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import environments
from environments import encoded, generator, one_in
from runner import Request

SCHEMES = ("http", "https", "grpc", "grpcs", "ws", "wss", "ftp")
FAMILIES = ("http", "https", "all", "ftp", "grpc", "no", "no_grpc")
EXEMPTIONS = ("exempt.test", "*.wild.test", "localhost", "127.0.0.1", "@loopback", "@private", "@dify", "@kubernetes",
              "10.0.0.0/8", ".corp", "[::1]", "h:80")  # fmt: skip
# The last values of each row are refused.
PROXIES = ("http://option.test:9", "http://u:s3cret@option.test:9", "option.test:9", "http://localhost:9", "http://[fd00::9]:9/",
           "http://option.test", "socks5://option.test:9", "http://option.test:99999")  # fmt: skip
LOOPBACK_PROXIES = ("host.docker.internal", "10.0.0.9", "[fd00::9]", "fd00::9", "gw.test", "127.0.0.1", "gw.test:3128")
BAD_WORDS = ("uper", "filll", "onn", "nogrpc", "@lopback", "jawa", "*", "", " ", "2")
FLAG_VALUES = ("1", "1", "1", "0", "yes", "no", "true", "false", "on", "off", "TRUE", "maybe", "")
OWN_PERCENT = 12

CLIENTS: dict[str, tuple[str, ...]] = {
    "apt": ("2.2.4", "2.6.1", "3"),
    "botocore": ("1.29", "1.40"),
    "busybox-wget": ("1.35",),
    "axios": ("0.21", "1.6", "1.8", "1.15"),
    "curl": ("7.68.0", "7.76", "7.77", "7.85", "7.86", "7.87", "7.88.1", "8.8", "8.9.0", "8.17", "8.18", "8.21", "9"),
    "dotnet": ("6", "8.0.1", "9"),
    "gaxios": ("6", "7"),
    "git": ("2.30", "2.37", "2.39.5", "2.51"),
    "go": ("1.14", "1.15", "1.19.8", "1.24.8", "1.25.2", "1.26", "1.26.1", "1.27"),
    "google-genai": ("1.19", "1.20", "1.56"),
    "google-genai-async": ("1.20", "1.21"),
    "google-generativeai": ("0.8",),
    "grpc": ("1.5", "1.6", "1.13", "1.14", "1.23", "1.24", "1.34", "1.35", "1.46", "1.51.1", "1.55", "1.60", "1.73"),
    "grpc-go": ("1.33", "1.69", "1.70", "1.80"),
    "grpc-java": ("1.50",),
    "grpc-js": ("1.9", "1.10.10", "1.12", "1.13", "1.14"),
    "java": ("8", "11", "17", "21"),
    "node": ("18", "22.20", "22.21", "22.22.1", "23", "24.4", "24.5", "24.14.1", "24.16", "25.9", "26.1"),
    "node-fetch": ("20", "24.5", "26"),
    "node-undici": ("6", "7.20", "7.21", "7.23", "7.24"),
    "npm": ("6.14", "8.0.1", "8.0.2", "8.10.1", "8.11", "10", "11"),
    "python-aiohttp": ("3.8", "3.12"),
    "python-httpx": ("0.23", "0.24", "0.28"),
    "python-httpx2": ("1",),
    "python-requests": ("2.25", "2.32"),
    "python-urllib": ("3.7", "3.9", "3.12", "3.14"),
    "ruby": ("2.7", "3.1", "3.4"),
    "ruby-open-uri": ("2.7", "3.1", "3.4"),
    "rust-reqwest": ("0.11", "0.12", "0.13"),
    "wget": ("1.20", "1.21", "1.25"),
}
BAD_CLIENTS = ("curll", "curl@", "curl@x", "", "CURL", "go@v1.20", "grpc@1", "node@99999999999", "@1", "curl@8.9.0-DEV")
BAD_TARGETS = ("ex.test", "gopher://ex.test/", "https://", "https://ex.test:0/", "https://ex.test:99999/", "https://ex .test/", "https://[::1/",
               "https://u:s3cret@ex.test/", "HTTPS://EX.TEST", "http://ex.test:80/a?b#c", "https://-ex.test", "", "-",
               "grpc:///ex.test:443", "https://ex.test\r/", "https://\u00e4x.test/")  # fmt: skip


def some(rng: random.Random, choices: Sequence[str], most: int) -> str:
    """One or a few, joined by commas."""
    return ",".join(rng.choice(choices) for _ in range(rng.randint(1, most)))


def valued(rng: random.Random) -> dict[str, str]:
    """A value for each option that takes one, mostly a good one."""
    values = {
        "proxy": rng.choice(PROXIES[:5] if not one_in(rng, 8) else PROXIES),
        "exempt": some(rng, EXEMPTIONS, 3),
        "only": some(rng, FAMILIES, 3),
        "prefer": rng.choice(("lower", "upper")),
        "empty": rng.choice(("fill", "keep", "keep")),
        "repair": rng.choice(("on", "off", "off")),
        "loopback-proxy": rng.choice(LOOPBACK_PROXIES[:5] if not one_in(rng, 8) else LOOPBACK_PROXIES),
        "also": some(rng, ("java", "node"), 2),
    }
    if one_in(rng, 40):
        values[rng.choice(list(values))] = rng.choice(BAD_WORDS)
    return values


def policy_words(rng: random.Random) -> list[str]:
    """The common options of run, show and explain."""
    words: list[str] = []
    if rng.random() < 0.45:
        return words
    for name, value in valued(rng).items():
        if rng.random() < 0.25:
            words += [f"--{name}={value}"] if one_in(rng, 2) else [f"--{name}", value]
    if one_in(rng, 4):
        words.append("--portable")
    return words


def run_words(rng: random.Random) -> list[str]:
    flags = ("--strict", "-v", "-q", "--verbose", "--quiet", "-v")
    return [flag for flag in flags if one_in(rng, 7)]


def own_variables(rng: random.Random) -> list[str]:
    """PROXYENV_ variables, for a part of the environments."""
    if rng.random() < 0.6:
        return []
    entries = []
    for name, value in valued(rng).items():
        if rng.randrange(100) < OWN_PERCENT:
            entries.append(f"PROXYENV_{name.upper().replace('-', '_')}={value}")
    for name in ("PORTABLE", "STRICT", "QUIET", "VERBOSE", "OFF"):
        if rng.randrange(100) < OWN_PERCENT / 2:
            entries.append(f"PROXYENV_{name}={rng.choice(FLAG_VALUES)}")
    return entries


def clients(rng: random.Random) -> str:
    names = []
    for _ in range(rng.randint(1, 6)):
        name = rng.choice(list(CLIENTS))
        names.append(f"{name}@{rng.choice(CLIENTS[name])}" if one_in(rng, 2) else name)
    if one_in(rng, 40):
        names.append(rng.choice(BAD_CLIENTS))
    return ",".join(names)


def explain_words(rng: random.Random) -> list[str]:
    words = [generator.target(rng, SCHEMES) for _ in range(rng.choice((1, 1, 2, 3)))]
    if one_in(rng, 40):
        words.insert(rng.randrange(len(words) + 1), rng.choice(BAD_TARGETS))
    if one_in(rng, 2):
        words += ["--client", clients(rng)]
    if one_in(rng, 6):
        words.append("--disagree")
    return words


class Situation:
    """An environment and the way in which show, check and explain get it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.environment = environments.environment(rng, own_variables(rng))
        self.source = rng.choices(("own", "file", "pid"), (65, 20, 15))[0]

    def request(self, kind: str, words: Sequence[str]) -> Request:
        given = [encoded(word) for word in words]
        # If the words read standard input themselves, the file cannot come from it.
        if self.source == "own" or "-" in words:
            return Request(kind, given, self.environment)
        if self.source == "pid":
            return Request(kind, [*given, b"--pid", b"@PID@"], self.environment)
        end = b"\r\n" if one_in(self.rng, 6) else b"\n"
        return Request(kind, [*given, b"--env-file", b"-"], [b"http_proxy=http://not-this.test:1"], end.join(self.environment))


def diffed(rng: random.Random, situation: Situation, policy: Sequence[str]) -> Iterator[Request]:
    """The own environment beside another one, which comes from standard input, and beside itself."""
    other = environments.environment(rng, own_variables(rng))
    urls = [generator.target(rng, SCHEMES) for _ in range(rng.choice((0, 0, 1, 2)))]
    words = [*urls, *policy, *(["--client", clients(rng)] if one_in(rng, 2) else []), *(["--normalized"] if one_in(rng, 4) else [])]
    sides = rng.choice(([".", "-"], ["-", "self"], [".", "."]))
    for kind, form in (("diff", []), ("diff-json", ["--json"])):
        given = [encoded(word) for word in ("diff", *sides, *words, *form)]
        yield Request(kind, given, situation.environment, b"\n".join(other))


def requests(seed: str, number: int, printer: str) -> Iterator[Request]:
    """Everything that is run for the environment of this number. `printer` prints its words and environment."""
    rng = random.Random(f"{seed}:{number}")
    situation = Situation(rng)
    policy = policy_words(rng)
    explained = explain_words(rng)
    severity = ["--severity", rng.choice(("note", "warning", "error"))] if one_in(rng, 2) else []
    yield situation.request("show", ["show", *policy])
    yield situation.request("show-json", ["show", *policy, "--json"])
    yield situation.request("check", ["check", *severity])
    yield situation.request("check-json", ["check", *severity, "--json"])
    yield situation.request("explain", ["explain", *explained, *policy])
    yield situation.request("explain-json", ["explain", *explained, *policy, "--json"])
    arguments = rng.choice(([], ["a b", "", "--proxy"], ["\udcff", "--"]))
    command = [*run_words(rng), *policy, "--", printer, *arguments]
    yield Request("run", [encoded(word) for word in command], situation.environment)
    yield situation.request("check-form", ["check", "--output", rng.choice(("sarif", "github", "junit"))])
    yield from diffed(rng, situation, policy)
