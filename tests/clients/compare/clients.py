"""The real clients that can be run, and their drivers as processes. Run as a program, it prints the names of the models."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from recorder import Attempt, Recorder

DRIVERS = Path(__file__).resolve().parent / "drivers"
PYTHON = "/usr/bin/python3"
# Some drivers build their programs first: Rust's takes a minute on a machine that is not busy, and 720 s and
# more on one that is slow and runs ten other things.
START_SECONDS = 3600
ANSWER_SECONDS = 60

Environment = Mapping[str, str]

WEB = ("http", "https")
WEB_AND_FTP = ("http", "https", "ftp")
WEB_AND_SOCKETS = ("http", "https", "ws", "wss")
SOCKETS = ("ws", "wss")
GRPC = ("grpc", "grpcs")

SHORT_ADDRESS = r"//127\.1\b(?!\.)"
NO_PORT = r"^[a-z]+://(\[[^]]*\]|[^:]*)$"
TLS_TO_IPV6 = r"^https://\[[^]]*\](/|$)"  # its helper, openssl, takes a piece of the address for the port
URLS_NO_PSR7 = r"\[(::ffff|FD98:0):"  # guzzlehttp/psr7 misreads them
ASKED_BY_HTTPS = r"^(http|ws)://foo[:/]"  # .foo is in the HSTS list that it is built with
MAPPED_ADDRESS = r"\[::ffff:"


@dataclass(frozen=True)
class Client:
    name: str  # of the driver: a client may be run in several versions
    model: str  # the client's name in `proxyenv explain`
    driver: str
    schemes: Sequence[str] = WEB
    arguments: Sequence[str] = ()
    more_names: Sequence[str] = ()  # what the generator adds to an environment for this client
    unreachable: str = ""  # a regular expression of hosts to which it cannot connect at all
    without: str = ""  # a regular expression of values for which it has not been built
    looks_names_up: bool = False  # compares the list with the address that the target's name has, too
    slow: bool = False  # has a tenth of the random decisions
    brief: bool = False  # another major of a client: a tenth of the random decisions and no rows, unless its own name is given
    urls: int = 8  # of one random environment; more for a client whose start takes most of the time

    def takes(self, url: str) -> bool:
        return not self.unreachable or not re.search(self.unreachable, url)

    def reads(self, environment: Environment) -> bool:
        return not self.without or not any(re.search(self.without, value) for value in environment.values())

    def command(self) -> list[str]:
        return [PYTHON, "-B", str(DRIVERS / self.driver), *self.arguments]


ALL_CLIENTS = (
    Client("chromium", "chromium", "chromium.py", WEB_AND_SOCKETS, unreachable=ASKED_BY_HTTPS, slow=True, urls=24),
    Client("curl", "curl", "curl.py", WEB_AND_FTP, slow=True),
    Client("wget", "wget", "wget.py", WEB_AND_FTP, slow=True),
    Client("aria2", "aria2", "aria2.py", WEB_AND_FTP, slow=True),
    Client("botocore", "botocore", "botocore_session.py"),
    Client("bun-fetch", "bun-fetch", "runtime.py", WEB, ("bun",), urls=16),
    Client("deno-fetch", "deno-fetch", "runtime.py", WEB, ("deno",), urls=16),
    Client("busybox-wget", "busybox-wget", "busybox_wget.py", WEB_AND_FTP, unreachable=TLS_TO_IPV6, slow=True),
    Client("git", "git", "git.py", slow=True),
    Client("python-urllib", "python-urllib", "python_urllib.py", WEB_AND_FTP),
    Client("python-requests", "python-requests", "python_requests.py"),
    Client("python-httpx", "python-httpx", "python_httpx.py"),
    Client("python-aiohttp", "python-aiohttp", "python_aiohttp.py", WEB_AND_SOCKETS),
    Client("python-websocket", "python-websocket", "python_websocket.py", SOCKETS),
    Client("python-websockets", "python-websockets", "python_websockets.py", SOCKETS),
    Client("yt-dlp", "yt-dlp", "yt_dlp_session.py", WEB_AND_FTP),
    Client("grpc", "grpc", "grpc_core.py", GRPC, unreachable=SHORT_ADDRESS, slow=True),
    Client("go", "go", "go.py", WEB, ("net_http",), unreachable=SHORT_ADDRESS),
    Client("grpc-go", "grpc-go", "go.py", GRPC, ("grpc",), unreachable=f"{SHORT_ADDRESS}|{NO_PORT}"),
    Client("node-undici-6", "node-undici", "node.py", WEB, ("undici", "undici-6")),
    Client("node-undici-7.21", "node-undici", "node.py", WEB, ("undici", "undici-7.21")),
    Client("node-undici-7", "node-undici", "node.py", WEB, ("undici", "undici-7")),
    Client("node-undici-8", "node-undici", "node.py", WEB, ("undici", "undici-8")),
    Client("node", "node", "node.py", WEB, ("core", "core"), ("NODE_USE_ENV_PROXY",), urls=16),
    Client("node-26", "node", "node.py", WEB, ("core", "core-26"), ("NODE_USE_ENV_PROXY",), brief=True, urls=16),
    Client("node-fetch-26", "node-fetch", "node.py", WEB, ("fetch", "core-26"), ("NODE_USE_ENV_PROXY",), brief=True, urls=16),
    Client("node-fetch", "node-fetch", "node.py", WEB, ("fetch", "core"), ("NODE_USE_ENV_PROXY",), urls=16),
    Client("axios", "axios", "node.py", WEB, ("axios", "axios"), ("NODE_USE_ENV_PROXY, seldom",)),
    Client("axios-1.7", "axios", "node.py", WEB, ("axios", "axios-1.7"), ("npm_config_",)),
    Client("axios-0.35", "axios", "node.py", WEB, ("axios", "axios-0.35"), ("npm_config_",), brief=True),
    Client("axios-0.30", "axios", "node.py", WEB, ("axios", "axios-0.30"), ("npm_config_",), brief=True),
    Client("axios-0.27", "axios", "node.py", WEB, ("axios", "axios-0.27"), brief=True),
    Client("axios-0.21", "axios", "node.py", WEB, ("axios", "axios-0.21"), brief=True),
    Client("gaxios-6", "gaxios", "node.py", WEB, ("gaxios", "gaxios-6")),
    Client("gaxios", "gaxios", "node.py", WEB, ("gaxios", "gaxios")),
    Client("gaxios-8", "gaxios", "node.py", WEB, ("gaxios", "gaxios-8")),
    Client("grpc-js", "grpc-js", "node.py", GRPC, ("grpc_js", "@grpc/grpc-js")),
    Client("grpc-js-1.12", "grpc-js", "node.py", GRPC, ("grpc_js", "grpc-js-1.12")),
    Client(
        "aws-sdk-js", "aws-sdk-js", "node.py", WEB, ("aws_sdk", "@smithy/node-http-handler"), ("NODE_USE_ENV_PROXY, seldom",)
    ),
    Client(
        "aws-sdk-js-3", "aws-sdk-js", "node.py", WEB, ("aws_sdk", "node-http-handler-3"), ("NODE_USE_ENV_PROXY, seldom",)
    ),
    Client("perl-http-tiny", "perl-http-tiny", "perl.py", WEB, ("http_tiny", "HTTP::Tiny")),
    Client("perl-lwp", "perl-lwp", "perl.py", WEB_AND_FTP, ("lwp", "LWP::UserAgent")),
    Client("php-composer", "php-composer", "composer.py"),
    Client("php-guzzle", "php-guzzle", "php.py", WEB, ("guzzle",), unreachable=URLS_NO_PSR7),
    Client("php-symfony", "php-symfony", "php.py", WEB, ("symfony",)),
    Client("ruby", "ruby", "ruby.py", WEB, ("net_http",), unreachable=MAPPED_ADDRESS, looks_names_up=True),
    Client(
        "ruby-open-uri",
        "ruby-open-uri",
        "ruby.py",
        WEB,
        ("open_uri",),
        unreachable=MAPPED_ADDRESS,
        looks_names_up=True,
    ),
    Client("rust-reqwest", "rust-reqwest", "rust.py", without=r"(?i)socks5", urls=16),
    Client("java", "java", "java.py", WEB, (), ("JAVA_TOOL_OPTIONS",), urls=40),
    Client("npm", "npm", "npm.py", WEB, (), ("npm_config_",), unreachable=r"\[", slow=True),  # looks "[fd98::1]" up as a name
    Client("npm-12", "npm", "npm.py", WEB, ("npm-12",), ("npm_config_",), unreachable=r"\[", slow=True, brief=True),
    Client("pnpm-10", "pnpm", "node.py", WEB, ("pnpm", "pnpm-10"), slow=True),
    Client("pnpm-11", "pnpm", "node.py", WEB, ("pnpm", "pnpm-11"), slow=True),
    Client("pnpm-12", "pnpm", "pnpm.py", slow=True),
    Client("vscode", "vscode", "node.py", WEB, ("vscode", "@vscode/proxy-agent")),
    Client("yarn-berry", "yarn-berry", "yarn_berry.py", WEB, ("@yarnpkg/cli-dist",), ("YARN_",)),
    Client("yarn-berry-3", "yarn-berry", "yarn_berry.py", WEB, ("yarn-3",), ("YARN_",)),
    Client("yarn-classic", "yarn-classic", "node.py", WEB, ("yarn_classic", "yarn"), ("YARN_, classic", "npm_config_"), urls=16),
    Client("apt", "apt", "apt.py", slow=True),
)


def chosen(names: Sequence[str]) -> list[Client]:
    """The clients of these names; a model's name means all versions of it. None: all that have a driver."""
    if not names:
        return [client for client in ALL_CLIENTS if (DRIVERS / client.driver).exists()]
    result = []
    for name in names:
        found = [client for client in ALL_CLIENTS if name in (client.name, client.model)]
        if not found:
            known = ", ".join(client.name for client in ALL_CLIENTS)
            raise SystemExit(f"compare-clients: no client '{name}'. There are: {known}")
        result += [client for client in found if client not in result]
    return result


@dataclass(frozen=True)
class Trial:
    """One URL in one environment: the client's message, and its recorded connections."""

    url: str
    answered: bool
    message: str
    attempts: list[Attempt]


class DriverError(Exception):
    """The driver did not start, or ended, so the client was not tested."""


class Driver:
    """A running driver. `version` is that of the real client."""

    def __init__(self, client: Client, recorder: Recorder, scratch: Path) -> None:
        self.client = client
        self._recorder = recorder
        self._log = scratch / f"{client.name}.log"
        self._home = scratch / f"{client.name}.home"
        self._home.mkdir(exist_ok=True)
        self._number = 0
        self._buffer = b""
        self._process = self._start()
        self.version = ""
        try:
            self.version = str(self._receive(START_SECONDS)["version"])
            self._recorder.settle()  # what it tried while it was made ready
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Driver:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def run(self, environment: Environment, urls: Sequence[str]) -> list[Trial]:
        self._number += 1
        self._send({"id": self._number, "env": dict(environment), "urls": list(urls)})
        trials = []
        for number, url in enumerate(urls):
            if number > 0:
                self._send_line(b"\n")
            trials.append(self._trial(url))
        return trials

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._home), "TMPDIR": os.environ["TMPDIR"]}
        if "COMPARE_PYTHONPATH" in os.environ:
            environment["PYTHONPATH"] = os.environ["COMPARE_PYTHONPATH"]
        for name in ("COMPARE_CHROMIUM", "COMPARE_NODE"):
            if name in os.environ:
                environment[name] = os.environ[name]
        with self._log.open("wb") as log:
            return subprocess.Popen(
                self.client.command(),
                cwd=self._home,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                bufsize=0,
                start_new_session=True,
            )

    def _trial(self, url: str) -> Trial:
        answer = self._receive(ANSWER_SECONDS)
        if answer["id"] != self._number or answer["url"] != url:
            raise DriverError(f"{self.client.name}: an answer to another question: {answer}")
        return Trial(url, answer["outcome"] == "answered", answer["message"], self._recorder.settle())

    def _send(self, message: Mapping[str, Any]) -> None:
        self._send_line(json.dumps(message).encode() + b"\n")

    def _send_line(self, line: bytes) -> None:
        try:
            _stream(self._process.stdin).write(line)
        except BrokenPipeError:
            raise DriverError(self._trouble("has ended")) from None

    def _receive(self, seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        output = _stream(self._process.stdout)
        while b"\n" not in self._buffer:
            if not self._recorder.wait_readable(output, deadline):
                raise DriverError(self._trouble(f"has not answered for {seconds:.0f} s"))
            data = os.read(output.fileno(), 1 << 20)
            if not data:
                raise DriverError(self._trouble("has ended"))
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def _trouble(self, what: str) -> str:
        last_words = self._log.read_text(errors="replace").strip().splitlines()[-5:]
        return "\n  ".join([f"{self.client.name}: the driver {what}", *last_words])


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe
    return pipe


if __name__ == "__main__":  # the models that are compared with a client, as a list of CMake
    print(";".join(dict.fromkeys(client.model for client in chosen([]))), end="")
