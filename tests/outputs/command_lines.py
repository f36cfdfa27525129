"""Command lines: help, near misses, refused values, and commands that cannot be executed."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Iterator
from pathlib import Path

from environments import encoded, one_in
from runner import Request

CONFLICT = (b"http_proxy=http://a.test:1", b"HTTP_PROXY=http://b.test:1")
ENVIRONMENTS: tuple[tuple[bytes, ...], ...] = ((), CONFLICT, (b"PATH=/nonexistent",), (b"HTTPS_PROXY=http://u:s3cret@p.test:1",))
# Words for random command lines. --install is not among them: it writes a file.
OPTIONS = ("--proxy", "--exempt", "--only", "--prefer", "--empty", "--repair", "--portable", "--loopback-proxy", "--also", "--leave-out",
           "--strict", "-q", "--quiet", "-v", "--verbose", "--pid", "--env-file", "--json", "--output", "--with-credentials", "--color", "--severity", "--client",
           "--disagree", "--version", "-h", "--help")  # fmt: skip
DIFY_OPTIONS = ("--dir", "--upstream", "--upstream-file", "--domains", "--mode", "--http", "--exempt", "--agent", "--wrap",
                "--release", "--dry-run", "--uninstall", "--access-log", "--json", "--help")  # fmt: skip
SUBCOMMANDS = ("", "", "", "run", "show", "check", "explain", "diff", "dify", "shwo", "SHOW", "runn", "help", "version")
VALUES = ("http://p.test:1", "a.test,@loopback", "https,no", "upper", "lower", "fill", "keep", "on", "off", "gw.test", "java",
          "shell", "systemd", "always", "warning", "error", "curl", "curl@8.9", "1", "0", "x", "", "-", "--", "https://ex.test/", "nonexistent", "/dev/null")  # fmt: skip
DIFY_VALUES = ("/nonexistent", "http://u.test:1", "-", ".x.test", "all", "selective", "direct", "1.15.0", "s3cret", "", "--",
               "10.0.0.1", "/dev/null")  # fmt: skip
HELPS = ([], ["--help"], ["-h"], ["--version"], ["run"], ["run", "--help"], ["run", "-h"], ["run", "--version"], ["show", "--help"],
         ["check", "--help"], ["explain", "--help"], ["show", "--version"], ["check", "--version"], ["explain", "--version"],
         ["dify"], ["dify", "--help"], ["dify", "-h"], ["dify", "init", "--help"], ["dify", "verify", "--help"], ["dify", "--version"],
         ["probe", "x.test"], ["audit", "--", "true"], ["--"], ["-"],
         ["-q"], ["run", "--"], ["--help", "x"], ["-qh"], ["-hq"], ["-vq"], ["--version", "--json"], ["help"], ["help", "run"], ["help", "show"], ["help", "check"],
         ["help", "explain"], ["help", "diff"], ["diff", "--help"], ["help", "help"], ["help", "dify"], ["help", "shwo"], ["help", "show", "check"], ["-V"])  # fmt: skip
BAD_PIDS = ("0", "-1", "x", "", "4194305", "99999999999999999999", "1x", " 1", "+1", "01")


# Each is refused, or nearly.
REFUSED = (
    ["--only", ","], ["--also", ","], ["--also", "jawa"], ["--only", "https,nogrpc"], ["--exempt", "*"], ["--exempt", "a b"], ["--exempt", "@privat"],
    ["--exempt", "@nothing-like-it"], ["--exempt", "a@b"], ["--exempt", ""], ["--proxy", "socks5://p.test:1"], ["--proxy", "http://p.test"],
    ["--proxy", "http://p.test:99999"], ["--proxy", " "], ["--prefer", "uper"], ["--prefer", "something"], ["--empty", "kep"], ["--repair", "offf"],
    ["--loopback-proxy", "127.0.0.1"], ["--loopback-proxy", "gw.test:1"], ["--loopback-proxy", "http://gw.test"], ["--prefer", "upper", "--prefer", "lower"],
    ["--proxy", "http://a.test:1", "--proxy", "http://b.test:1"], ["--strict=1"], ["-q=1"], ["--verb"], ["--exempt", "--"], ["--exempt", "-v"],
)  # fmt: skip
REFUSED_OF_OTHERS = (
    ["check", "--severity", "warn"], ["check", "--severity", ""], ["check", "true"], ["show", "true"], ["show", "--", "true"], ["check", "--prefer", "upper"],
    ["diff"], ["diff", "."], ["diff", "-", "-"], ["diff", ".", "pid:0"], ["diff", ".", "1"], ["diff", ".", "nonexistent"], ["diff", ".", "pid:1x"],
    ["diff", ".", ".", "x y"], ["diff", ".", ".", "--client", "crul"], ["diff", ".", ".", "--pid", "1"], ["diff", ".", "u:s3cret@x#y"],
    ["explain"], ["explain", "x"], ["explain", "https://a/", "--client", ","], ["explain", "https://a/", "--client", "curl@"], ["explain", "https://a/", "--client", "crul"],
    ["show", "--pid", "1", "--env-file", "x"], ["explain", "-", "--env-file", "-"], ["--json", "true"], ["show", "--strict"], ["dify", "--dir", "x", "init"],
    ["dify", "inti"], ["dify", "init", "--dir=x", "--dir=y"], ["dify", "init", "--htpp"], ["dify", "verify", "--wrap"], ["--install", "x", "true"],
)  # fmt: skip


def refused() -> Iterator[Request]:
    """Refused words, also as a variable, and before a command that does not exist."""
    for words in REFUSED:
        for subcommand in ([], ["run"], ["show"], ["explain", "https://a.test/"]):
            behind = [] if subcommand[1:] or subcommand == ["show"] else ["--", "/nonexistent/x"]
            yield command_line([*subcommand, *words, *behind], CONFLICT)
        if len(words) == 2 and words[0].startswith("--"):
            variable = "PROXYENV_" + words[0][2:].upper().replace("-", "_")
            for subcommand in ("show", "check", "run"):
                behind = ["--", "/nonexistent/x"] if subcommand == "run" else []
                yield command_line([subcommand, *behind], (encoded(f"{variable}={words[1]}"), *CONFLICT))
    for words in REFUSED_OF_OTHERS:
        yield command_line(words)


def too_large(printer: str) -> Iterator[Request]:
    """Environments about as large as the kernel accepts: a quarter of the stack's limit, most often 2 MiB."""
    entry = b"x" * 100_000
    for count in (15, 18, 19, 20):
        entries = (b"HTTPS_PROXY=http://p.test:1", b"NO_PROXY=a," + b"b" * 90_000, *(b"A%d=" % i + entry for i in range(count)))
        for word in (printer, "/nonexistent/x"):
            yield Request("exec", [b"--", encoded(word)], entries)


def without_companion() -> Iterator[Request]:
    """For a proxyenv without proxyenv-tools beside it."""
    for words in (["dify"], ["dify", "--help"], ["dify", "init"], ["help", "dify"], ["--help"]):
        for environment in ((), (b"PATH=",), (b"PATH=/nonexistent:/dev/null",)):
            yield command_line(words, environment)


def fixed() -> Iterator[Request]:
    for words in HELPS:
        for environment in ENVIRONMENTS[:2]:
            yield command_line(words, environment)
    for pid in BAD_PIDS:
        yield command_line(["show", "--pid", pid])
    for name in ("/nonexistent", "/", "", "/dev/null"):
        for subcommand in ("show", "check"):
            yield command_line([subcommand, "--env-file", name])
    for size in (100_000, 1_000_000, 20_000_000):
        yield Request("command-line", [b"show", b"--env-file", b"-"], (), b"A=" + b"x" * size)
    yield Request("command-line", [b"show", b"--env-file", b"-"], (), b"A=1\0B=2\n\xff\xfeH\0")
    yield Request("command-line", [b"explain", b"-"], CONFLICT, b"https://a.test/\n\nhttp://b.test\r\n")
    for destination in ("installed", "no/such/folder", "/proc/x", "", "."):
        yield command_line(["--install", destination])
        yield command_line(["--install=" + destination, "-q"])
    yield from refused()
    yield command_line(["--install"])
    yield command_line(["--instal", "/nonexistent/x"])


def command_line(words: list[str], environment: tuple[bytes, ...] = ()) -> Request:
    return Request("command-line", [encoded(word) for word in words], environment)


def mistyped(rng: random.Random, word: str) -> str:
    """A near miss of the word: a letter dropped, doubled, changed or in upper case, or two swapped."""
    if len(word) < 2:
        return word
    at = rng.randrange(1, len(word))
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at - 1 :],
            word[:at] + "x" + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word.upper(),
            word[:at],
            word + "=",
            word + "=x",
        )
    )


def random_words(rng: random.Random) -> list[str]:
    subcommand = rng.choice(SUBCOMMANDS)
    words = [subcommand] if subcommand else []
    is_dify = subcommand == "dify"
    if is_dify:
        words.append(rng.choice(("init", "verify", "init", "verify", "inti", "x")))
    for _ in range(rng.randint(1, 4)):
        option = rng.choice(DIFY_OPTIONS if is_dify else OPTIONS)
        option = mistyped(rng, option) if one_in(rng, 3) else option
        value = rng.choice(DIFY_VALUES if is_dify else VALUES)
        form = rng.randrange(3)
        words += [option] if form == 0 else [option, value] if form == 1 else [f"{option}={value}"]
    if one_in(rng, 5):
        words.insert(rng.randrange(len(words) + 1), mistyped(rng, rng.choice(VALUES)))
    return words


def at_random(seed: str, number: int) -> Request:
    """Random words. They never run an existing program, because PATH has no valid folder, and no word is the path of a
    program."""
    rng = random.Random(f"{seed}:command:{number}")
    environment = (b"PATH=/nonexistent", *rng.choice(ENVIRONMENTS))
    return Request("command-line", [encoded(word) for word in random_words(rng)], environment, rng.choice((b"", b"http_proxy=x\n")))


# --- Commands that cannot run -----------------------------------------------------------------------------------------

MACHINES = (62, 183)  # x86-64 and AArch64: one of them is not the machine of this test


def elf_program(machine: int, loader: bytes) -> bytes:
    """A complete program for `machine` that names `loader`."""
    count = 2 if loader else 1
    header = b"\x7fELF\x02\x01\x01" + bytes(9)
    header += struct.pack("<HHIQQQIHHHHHH", 2, machine, 1, 0x400000 + 64, 64, 0, 0, 64, 56, count, 64, 0, 0)
    size = 64 + 2 * 56 + len(loader) + 1
    load = struct.pack("<IIQQQQQQ", 1, 5, 0, 0x400000, 0, size, size, 0x1000)
    interpreter = struct.pack("<IIQQQQQQ", 3, 4, 64 + 2 * 56, 0, 0, len(loader) + 1, 0, 0)
    return header + load + interpreter + loader + b"\0"


def make_files(folder: Path) -> list[str]:
    """Writes files that cannot be executed, or only by a shell, and returns their names."""
    plain = folder / "plain"
    contents = {
        "script": b'echo "$0|$#|$https_proxy"; exit 7\n',
        "silent": b"",
        "no-interpreter": b"#!/nonexistent/python3 -u\n",
        "bare-interpreter": b"#! nonexistent-interpreter\n",
        "crlf": b"#!/bin/sh\r\necho hello\r\n",
        "crlf-argument": b"#!/nonexistent/env python3\r\n",
        "plain-interpreter": b"#!" + bytes(plain) + b"\n",
        "folder-interpreter": b"#!" + bytes(folder / "folder") + b"\n",
        "nested": b"#!" + bytes(folder / "no-interpreter") + b"\n",
        "empty-interpreter": b"#!\n",
        "unknown-machine": elf_program(0x7777, b""),
        "four-bytes": b"\x7fELF",
        "binary": b"\0\x01\x02\x03garbage\0",
        "big-endian": b"\x7fELF\x02\x02\x01" + bytes(60),
        "32-bits": b"\x7fELF\x01\x01\x01" + bytes(60),
    }
    for machine in MACHINES:
        contents[f"machine-{machine}"] = elf_program(machine, b"/nonexistent/ld-musl.so.1")
        contents[f"cut-{machine}"] = elf_program(machine, b"")[:40]
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o755)
    plain.write_bytes(b"text")
    (folder / "folder").mkdir()
    os.symlink("loop", folder / "loop")
    return [*contents, "plain", "folder", "loop", "missing", "echo hello", "\x1b]0;x\x07", "", ".", "n" * 300]


def failures(folder: Path) -> Iterator[Request]:
    """Each of the files by its path and through PATH, with findings in front, and -q and -v."""
    for name in make_files(folder):
        for word in (name, str(folder / name)):
            for path in (f"PATH={folder}", f"PATH={folder / 'plain'}:/nonexistent:{folder}", "PATH=", ""):
                for options in ((), ("-q",), ("run", "-v")):
                    words = [encoded(text) for text in (*options, "--", word, "a b")]
                    yield Request("exec", words, (*CONFLICT, *([encoded(path)] if path else ())))
