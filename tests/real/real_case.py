"""The real case: a real squid, a real gRPC server, and real gRPC clients with only upper-case variables.

usage: real_case.py --proxyenv PATH [python] [grpc-js] [google]        (started by scripts/real-case)

Promises: each client runs twice in the same environment. Alone it must fail, and squid must see no request; as `PATH
-- client` it must print the model's answer and squid must have tunnelled exactly that connection. Exit 0 if all of
this happened, 1 with the expectation and the logs if not, 2 if the case could not be set up. It refuses to run if a
packet could leave the machine, and leaves no process and no file behind.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import NoReturn

from servers import (
    HOST,
    PROXY_URL,
    SQUID,
    START_SECONDS,
    SetupError,
    SquidLog,
    guarded,
    make_certificates,
    read_log,
    start_model,
    start_squid,
)

HERE = Path(__file__).resolve().parent
CALL_FAILED = 3  # the clients' exit status for a call that ended with a gRPC error

BARE_SECONDS = 5  # the deadline of a call that must fail; the C core needs 3 to see that no name server is there
PROXIED_SECONDS = 120  # the deadline of a call that must succeed
LOG_SECONDS = 60  # for squid to log a tunnel that was closed
QUIET_SECONDS = 0.3  # for squid to log something that must not be there


# --- The clients ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Client:
    """One client program: how to start it, and the library that it represents."""

    interpreter: str
    program: Path
    library: str

    def title(self) -> str:
        if self.program.suffix == ".py":
            return f"{self.library} {metadata.version(self.library)} (Python)"
        manifest = HERE / "node" / "node_modules" / self.library / "package.json"
        return f"{self.library} {json.loads(manifest.read_text())['version']} (Node.js)"

    def command(self, port: int, ca_file: Path, seconds: int) -> list[str]:
        return [self.interpreter, str(self.program), f"{HOST}:{port}", str(ca_file), str(seconds)]


CLIENTS = {
    "python": Client(sys.executable, HERE / "grpc_client.py", "grpcio"),
    "grpc-js": Client("node", HERE / "node" / "grpc_js_client.js", "@grpc/grpc-js"),
    "google": Client("node", HERE / "node" / "google_client.js", "@google-ai/generativelanguage"),
}


@dataclass(frozen=True)
class Attempt:
    """The result of one run of a client, and squid's log lines of that time."""

    command: list[str]
    status: int | None  # None: it did not end in time
    output: str
    errors: str
    seconds: float
    squid_lines: list[str]

    def shown_command(self) -> str:
        return shlex.join(Path(word).name if word.startswith("/") else word for word in self.command)

    def outcome(self) -> list[str]:
        """Three lines at most; the libraries' error texts are long."""
        verb = {0: "answered", CALL_FAILED: "failed", None: "did not end"}.get(self.status, f"exit {self.status}")
        text = f"{verb} after {self.seconds:.1f} s: {self.output or '(no output)'}"
        return textwrap.wrap(text, width=112, max_lines=3, placeholder=" ...", subsequent_indent="  ")


def client_environment(home: Path) -> dict[str, str]:
    """All variables of a client, in upper case, as most people write them."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "HTTP_PROXY": PROXY_URL,
        "HTTPS_PROXY": PROXY_URL,
        "NO_PROXY": "localhost",
    }


# --- The case ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """The shared state of all attempts."""

    home: Path
    ca_file: Path
    port: int
    answer: str
    squid_log: SquidLog

    def attempt(self, client: Client, seconds: int, launcher: Sequence[str] = ()) -> Attempt:
        """Runs the client, with the launcher if there is one, and collects squid's log lines."""
        command = [*launcher, *client.command(self.port, self.ca_file, seconds)]
        environment = client_environment(self.home)
        started = time.monotonic()
        status, output, errors = run(command, environment, self.home, seconds + START_SECONDS)
        taken = time.monotonic() - started
        wait = LOG_SECONDS if status == 0 else QUIET_SECONDS
        return Attempt(command, status, output, errors, taken, self.squid_log.take(wait, enough=1))

    def complaints_bare(self, attempt: Attempt) -> list[str]:
        """Alone, the client must have failed to reach the model, without asking squid."""
        complaints = []
        unreachable = attempt.output.startswith(("UNAVAILABLE:", "DEADLINE_EXCEEDED:"))
        if attempt.status != CALL_FAILED or not unreachable:
            complaints.append(f"exit {CALL_FAILED} with UNAVAILABLE or DEADLINE_EXCEEDED")
        if attempt.squid_lines:
            complaints.append("no line in squid's log")
        return complaints

    def complaints_proxied(self, attempt: Attempt) -> list[str]:
        """Behind proxyenv, the client must have printed the answer, and squid tunnelled it."""
        complaints = []
        if attempt.status != 0 or attempt.output != self.answer:
            complaints.append(f"exit 0 with the answer: {self.answer}")
        tunnels = [line for line in attempt.squid_lines if is_tunnel(line, f"{HOST}:{self.port}")]
        if len(tunnels) != 1 or len(attempt.squid_lines) != 1:
            complaints.append(f"exactly one line in squid's log: status 200, CONNECT {HOST}:{self.port}")
        return complaints


def run(
    command: Sequence[str], environment: Mapping[str, str], directory: Path, seconds: float
) -> tuple[int | None, str, str]:
    """Exit status (None: it did not end in time), standard output, standard error. Its children end with it."""
    process = subprocess.Popen(
        guarded(command),
        env=environment,
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=seconds)
        return process.returncode, output.strip(), errors.strip()
    except subprocess.TimeoutExpired:
        return None, "", ""
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def is_tunnel(line: str, target: str) -> bool:
    """Whether squid says that it connected a client to this target."""
    fields = line.split()
    return len(fields) >= 7 and fields[3].endswith("/200") and fields[5:7] == ["CONNECT", target]


def show(attempt: Attempt) -> None:
    print(f"  $ {attempt.shown_command()}")
    for line in attempt.outcome():
        print(f"    {line}")
    for line in attempt.squid_lines or ["(nothing)"]:
        print(f"    squid: {line}")


def report_mismatch(attempt: Attempt, complaints: Sequence[str], directory: Path) -> None:
    """Prints the expectation of the last shown attempt, and all its logs."""
    for complaint in complaints:
        print(f"  EXPECTED {complaint}")
    print(f"  exit status: {attempt.status}, whole output: {attempt.output or '(none)'}")
    logs = {"standard error": attempt.errors}
    for log in (directory / "model.log", directory / "squid" / "access.log", directory / "squid" / "cache.log"):
        logs[log.name] = read_log(log).strip()
    for name, text in logs.items():
        print(f"  --- {name}:\n{text or '(empty)'}")


def run_case(stack: ExitStack, proxyenv: str, clients: Sequence[Client]) -> bool:
    """Sets everything up and runs each client twice; False at the first difference from the promise."""
    directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="proxyenv-real-case-")))
    directory.chmod(0o711)  # squid, as another user, passes through to its own directory
    home = directory / "home"
    home.mkdir()
    make_certificates(directory)
    answer = f"Yes, behind a proxy. ({secrets.token_hex(4)})"
    port = start_model(stack, directory, answer)
    case = Case(home, directory / "ca.pem", port, answer, start_squid(stack, directory / "squid", port))

    print("A gRPC server that answers for the model, a squid that can reach it, and clients that are given only")
    print(f"  HTTP_PROXY={PROXY_URL} HTTPS_PROXY={PROXY_URL} NO_PROXY=localhost")
    for client in clients:
        print(f"\n{client.title()}")
        bare = case.attempt(client, BARE_SECONDS)
        show(bare)
        if complaints := case.complaints_bare(bare):
            report_mismatch(bare, complaints, directory)
            return False
        proxied = case.attempt(client, PROXIED_SECONDS, [proxyenv, "--"])
        show(proxied)
        if complaints := case.complaints_proxied(proxied):
            report_mismatch(proxied, complaints, directory)
            return False
    return True


def require_isolation() -> None:
    """Stops if there is a route to another machine. Connecting a datagram socket sends nothing."""
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((elsewhere, 9))
        except OSError:
            continue
        raise SetupError("there is a network here; scripts/real-case runs this where there is none")


def require_programs(proxyenv: str, clients: Sequence[Client]) -> None:
    needed = [proxyenv, str(SQUID), "openssl", "setpriv", *(client.interpreter for client in clients)]
    for program in needed:
        if shutil.which(program) is None:
            raise SetupError(f"{program} is missing, or is no program")
    if any(client.interpreter == "node" for client in clients) and not (HERE / "node" / "node_modules").is_dir():
        raise SetupError("the Node.js clients are not installed: run `npm ci --ignore-scripts` in tests/real/node")


def leave(signal_number: int, _frame: object) -> NoReturn:
    """Unwinds, so that the servers are stopped and the files removed."""
    sys.exit(128 + signal_number)


def main() -> int:
    parser = argparse.ArgumentParser(description="Real gRPC clients, with and without proxyenv.")
    parser.add_argument("--proxyenv", required=True, help="the launcher to test")
    parser.add_argument("clients", nargs="*", metavar="CLIENT", help=f"{', '.join(CLIENTS)} (default: all)")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.clients if name not in CLIENTS]:
        parser.error(f"no client is called {unknown[0]}; there are {', '.join(CLIENTS)}")
    clients = [CLIENTS[name] for name in arguments.clients or CLIENTS]

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        require_isolation()
        require_programs(arguments.proxyenv, clients)
        with ExitStack() as stack:
            succeeded = run_case(stack, arguments.proxyenv, clients)
    except SetupError as error:
        print(f"real-case: {error}", file=sys.stderr)
        return 2
    print("\nreal case: " + ("each client failed alone and was answered under proxyenv." if succeeded else "FAILED"))
    return 0 if succeeded else 1


if __name__ == "__main__":
    sys.exit(main())
