"""Reads each form of `show --output` back with the real reader of that form.

usage: pasted.py --proxyenv PATH --compose PATH [--random N] [--seed S]

Promises: for each odd value, what the reader gets is what a command started by PATH gets, byte for byte. What a form
leaves out is told on standard error, and nothing else is missing. The readers are sh, bash, dash and zsh, Docker Compose,
systemd, and the client of Docker, where they are there (the output says which are not); Kubernetes' YAML is read by PyYAML
and expanded as its source has it, and PowerShell's quotes as its documentation has them. Nothing is connected to but a
server on loopback. Exit 0 if all holds, 1 with the differences if not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import yaml

SECONDS = 300
SHELLS = ("sh", "bash", "dash", "zsh")
SYSTEMD = Path("/lib/systemd/systemd")
NOBODY = "65534"

VALUES = (
    "a,.b", "*", "", "it's", "''", "'", '"', '"a"', "\\", "a\\", "a\\nb", "\\\\", "\\'", '\\"', "$HOME", "${HOME}", "$(HOME)",
    "$$", "$", "$$(HOME)", "$(", "%", "%h", "%%", "100%", "`id`", "a b", " a", "a ", "#", "# a", "a # b", "a#b", "a;b", "a&b|c<d>e",
    "!a", "~", "~/a", "{a,b}", "[::1]", "? a", "- a", "a: b", "&a", "*a", "|", ">", "yes", "null", "0x10", "1e3", "=", "a=b", "export",
    "caf\u00e9", "\u4ee3\u7406", "\U0001f600", "\u2018a\u2019", "\u201ca\u201d", "\u00a0", "\ufffe", "\ufdd0", "a\nb", "\n", "a\\\nb", "'\n\"",
    "-n", "--", "$'a'", "@", "http://u:p$1%40'\"\\@proxy.test:3128",
)  # fmt: skip
# What random values are made of: whatever means something to one of the readers.
PIECES = ("a", "b.test", ",", " ", "'", '"', "\\", "$", "${", "$(", "}", ")", "%", "%%", "#", ";", "`", "\n", "=", ":", "\u4ee3", "\u2019", "!", "~", "*")  # fmt: skip

Variables = dict[str, str]


class Proxyenv:
    def __init__(self, path: str) -> None:
        self.path = path

    def environment(self, value: str) -> Variables:
        """Two lists and a proxy, so that some variables are copied and some only kept."""
        return {"no_proxy": value, "NO_PROXY": value, "FTP_PROXY": value}

    def _run(self, words: list[str], value: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [self.path, *words], env=self.environment(value), capture_output=True, timeout=SECONDS, check=True
        )

    def expected(self, value: str) -> Variables:
        """What a command gets."""
        done = self._run(["run", "-q", "--repair", "off", "--", shutil.which("env") or "env", "-0"], value)
        return dict(entry.split("=", 1) for entry in done.stdout.decode().split("\0") if entry)

    def pasted(self, value: str, form: str) -> tuple[str, set[str]]:
        """The text, and the names of the variables that it leaves out."""
        words = ["show", "--repair", "off", "--output", form, "--with-credentials"]
        done = self._run(words, value)
        left_out = re.findall(r"^proxyenv: (\w+) is left out", done.stderr.decode(), re.MULTILINE)
        return done.stdout.decode(), set(left_out)


# --- Readers: the texts, by a number each, become variables -----------------------------------------------------------

Texts = list[str]
Reader = Callable[[Texts], list[Variables]]


def by_shell(shell: str) -> Reader:
    def read(texts: Texts) -> list[Variables]:
        path, printer = shutil.which(shell), shutil.which("env")
        assert path and printer
        results = []
        for text in texts:
            words = [path, "-c", 'eval "$1"; exec "$2" -0', shell, text, printer]
            done = subprocess.run(words, env={}, capture_output=True, timeout=SECONDS, check=True)
            pairs = [entry.split("=", 1) for entry in done.stdout.decode().split("\0") if entry]
            results.append({name: value for name, value in pairs if name.lower().endswith("_proxy")})
        return results

    return read


def by_lines(texts: Texts) -> list[Variables]:
    return [dict(line.split("=", 1) for line in text.split("\n")[:-1]) for text in texts]


def by_compose(compose: str) -> Reader:
    def read(texts: Texts) -> list[Variables]:
        document = "services:\n"
        for number, text in enumerate(texts):
            block = "".join(f"    {line}\n" for line in text.split("\n")[:-1])
            document += f"  s{number}:\n    image: x\n{block}"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "compose.yaml"
            path.write_text(document)
            words = [compose, "-f", str(path), "-p", "pasted", "config", "--format", "json"]
            done = subprocess.run(words, env={"HOME": folder}, capture_output=True, timeout=SECONDS, check=True)
        services = json.loads(done.stdout)["services"]
        # `config` prints a file that could be read again, with each `$` doubled.
        return [
            {name: (value or "").replace("$$", "$") for name, value in (services[f"s{n}"].get("environment") or {}).items()}
            for n in range(len(texts))
        ]

    return read


def expanded(text: str) -> str:
    """Expand() of Kubernetes' third_party/forked/golang/expansion, for a container without other variables."""
    result, at = "", 0
    while at < len(text):
        if text[at] != "$" or at + 1 == len(text):
            result += text[at]
            at += 1
            continue
        follower = text[at + 1]
        if follower == "$":
            result += "$"
        elif follower == "(" and ")" in text[at + 2 :]:
            end = text.index(")", at + 2)
            result += text[at : end + 1]  # a name that is not defined stays as it is
            at = end + 1
            continue
        else:
            result += "$" + follower
        at += 2
    return result


def by_kubernetes(texts: Texts) -> list[Variables]:
    results = []
    for text in texts:
        items = (yaml.safe_load(text) or {}).get("env") or []
        results.append({item["name"]: expanded(item["value"]) for item in items})
        # Defined names would be replaced: that none is left unescaped is part of the promise.
        assert all("$(" not in item["value"].replace("$$", "") for item in items)
    return results


def by_systemd(texts: Texts) -> list[Variables]:
    """The manager loads the units, prints what it understood, and ends (--test)."""
    with tempfile.TemporaryDirectory() as folder:
        units, runtime = Path(folder) / "units", Path(folder) / "run"
        os.chmod(folder, 0o755)
        units.mkdir()
        runtime.mkdir(mode=0o777)
        runtime.chmod(0o777)
        wants = " ".join(f"pasted{n}.service" for n in range(len(texts)))
        (units / "pasted.service").write_text(f"[Unit]\nWants={wants}\n[Service]\nExecStart=/bin/true\n")
        for number, text in enumerate(texts):
            (units / f"pasted{number}.service").write_text("[Service]\nExecStart=/bin/true\n")
            drop_in = units / f"pasted{number}.service.d"
            drop_in.mkdir()
            (drop_in / "proxy.conf").write_text(text)
        words = [str(SYSTEMD), "--test", "--user", "--unit=pasted.service"]
        if os.geteuid() == 0:  # as root it would look for the system's own manager
            words = ["setpriv", "--reuid", NOBODY, "--clear-groups", *words]
        environment = {"HOME": folder, "XDG_RUNTIME_DIR": str(runtime), "SYSTEMD_UNIT_PATH": f"{units}:", "PATH": os.defpath}
        done = subprocess.run(words, env=environment, capture_output=True, timeout=SECONDS, check=True)
    return [of_unit(done.stdout.decode(), number) for number in range(len(texts))]


def of_unit(dump: str, number: int) -> Variables:
    start = dump.index(f"-> Unit pasted{number}.service:")
    end = dump.find("-> Unit ", start + 1)
    values: Variables = {}
    # A value of several lines is printed as it is: it ends where the next property begins.
    for found in re.finditer(r"^\t\tEnvironment: (\w+)=(.*?)\n(?=\t\t[A-Z]|\t->|\Z)", dump[start:end], re.MULTILINE | re.DOTALL):
        values[found[1]] = found[2]
    return values


def by_powershell(texts: Texts) -> list[Variables]:
    """about_Quoting_Rules; the four quotes are those of CharTraits.IsSingleQuote in PowerShell's parser."""
    quotes = "'\u2018\u2019\u201a\u201b"
    results = []
    for text in texts:
        values: Variables = {}
        for found in re.finditer(rf"\$env:(\w+) = '((?:[^{quotes}]|([{quotes}])[{quotes}])*)'\n", text):
            values[found[1]] = re.sub(rf"[{quotes}]([{quotes}])", r"\1", found[2])
        results.append(values)
    return results


class Daemon(BaseHTTPRequestHandler):
    """As much of Docker's daemon as `docker create` needs: it keeps the Env that the client sends."""

    protocol_version = "HTTP/1.1"
    received: list[list[str]] = []

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Api-Version", "1.43")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.answer(200)

    def do_GET(self) -> None:
        self.answer(200, b"OK" if self.path.endswith("_ping") else b"{}")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Daemon.received.append(body.get("Env") or [])
        self.answer(201, b'{"Id":"0","Warnings":[]}')

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def by_docker(docker: str) -> Reader:
    def read(texts: Texts) -> list[Variables]:
        server = HTTPServer(("127.0.0.1", 0), Daemon)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        Daemon.received = []
        with tempfile.TemporaryDirectory() as folder:
            for text in texts:
                path = Path(folder) / "variables"
                path.write_text(text)
                environment = {"HOME": folder, "DOCKER_HOST": f"tcp://127.0.0.1:{server.server_port}"}
                words = [docker, "create", "--env-file", str(path), "image"]
                subprocess.run(words, env=environment, capture_output=True, timeout=SECONDS, check=True)
        server.shutdown()
        return [dict(entry.split("=", 1) for entry in entries) for entries in Daemon.received]

    return read


# --- The test ---------------------------------------------------------------------------------------------------------


def readers(compose: str) -> list[tuple[str, str, Reader]]:
    """(form, its reader's name, the reader). What is not there is said."""
    found: list[tuple[str, str, Reader]] = []
    for shell in SHELLS:
        if shutil.which(shell):
            found.append(("shell", shell, by_shell(shell)))
        else:
            print(f"pasted: left out: {shell} is not here")
    found += [("env", "lines", by_lines), ("compose", "Docker Compose", by_compose(compose))]
    found += [("kubernetes", "PyYAML", by_kubernetes), ("powershell", "its rules", by_powershell)]
    docker = shutil.which("docker")
    if docker:
        found.append(("docker", "docker", by_docker(docker)))
    else:
        print("pasted: left out: no client of Docker is here")
    if SYSTEMD.exists():
        found.append(("systemd", "systemd", by_systemd))
    else:
        print("pasted: left out: systemd is not here")
    return found


def differences(expected: Mapping[str, str], read: Mapping[str, str], left_out: set[str]) -> list[str]:
    wrong = []
    for name in sorted({*expected, *read}):
        wanted = None if name in left_out else expected.get(name)
        if read.get(name) != wanted:
            wrong.append(f"{name}: {read.get(name)!r} instead of {wanted!r}")
    return wrong


def at_random(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices(PIECES, k=rng.randint(1, 8))) for _ in range(count)]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    parser.add_argument("--compose", required=True)
    parser.add_argument("--random", type=int, default=40, help="values at random beside those of the table")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    values = [*VALUES, *at_random(arguments.random, arguments.seed)]
    proxyenv = Proxyenv(arguments.proxyenv)
    expected = [proxyenv.expected(value) for value in values]
    failures = 0
    for form, name, read in readers(arguments.compose):
        pasted = [proxyenv.pasted(value, form) for value in values]
        results = read([text for text, _ in pasted])
        complete = 0
        for value, wanted, got, (_, left_out) in zip(values, expected, results, pasted, strict=True):
            wrong = differences(wanted, got, left_out)
            complete += not left_out
            for difference in wrong:
                print(f"pasted: {form}, read by {name}, {value!r}: {difference}")
            failures += bool(wrong)
        # A form that leaves everything out would differ from nothing.
        if complete < len(values) / 2:
            print(f"pasted: {form} leaves something out of {len(values) - complete} of {len(values)} values")
            failures += 1
        print(f"pasted: {form}, read by {name}: {complete} of {len(values)} values complete")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
