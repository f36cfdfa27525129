"""What the real case starts: a gRPC server with its certificates, and a squid that can reach it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOST = "generativelanguage.googleapis.com"
SQUID = Path("/usr/sbin/squid")
SQUID_USER = "proxy"  # what Debian's squid becomes when root starts it
START_SECONDS = 120  # for a program to start, on a slow and busy machine


def _port_from_the_kernel() -> int:
    """Squid cannot choose a port itself. One that the kernel chose stays free in our own namespace."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


SQUID_PORT = _port_from_the_kernel()
PROXY_URL = f"http://127.0.0.1:{SQUID_PORT}"


class SetupError(Exception):
    """The case could not be set up, so it has no result about proxyenv."""


OPENSSL_CONFIG = f"""\
[req]
distinguished_name = name
prompt = no
[name]
CN = {HOST}
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:{HOST}
"""

SQUID_CONFIG = """\
http_port 127.0.0.1:{squid_port}
visible_hostname localhost
hosts_file {directory}/hosts
dns_nameservers 127.0.0.1
acl the_model dstdomain {host}
acl its_port port {model_port}
http_access allow CONNECT the_model its_port
http_access deny all
access_log stdio:{directory}/access.log squid
cache_log {directory}/cache.log
cache_store_log none
coredump_dir {directory}
pid_filename {directory}/squid.pid
pinger_enable off
cache deny all
max_filedescriptors 1024
shutdown_lifetime 0 seconds
"""


def read_log(path: Path) -> str:
    """The text of a log, which is empty before its program has opened it."""
    return path.read_text() if path.exists() else ""


class SquidLog:
    """Squid's access log, read line by line: each line is handed out once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._taken = 0

    def take(self, seconds: float, enough: int) -> list[str]:
        """The lines since the last call; waits until there are enough of them or the time is over."""
        deadline = time.monotonic() + seconds
        while True:
            complete = read_log(self._path).split("\n")[:-1]  # what follows the last newline is still being written
            lines = complete[self._taken :]
            if len(lines) >= enough or time.monotonic() > deadline:
                self._taken = len(complete)
                return lines
            time.sleep(0.02)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def guarded(command: Sequence[str]) -> list[str]:
    """The command. The kernel ends it if this program is killed before it can do so itself."""
    return ["setpriv", "--pdeathsig", "KILL", "--", *command]


def start(stack: ExitStack, command: Sequence[str], log: Path, user: str | None = None) -> subprocess.Popen[bytes]:
    """Starts a server, which is stopped with the stack. What it prints goes to the log."""
    with log.open("a") as output:
        process = subprocess.Popen(
            guarded(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={"PATH": os.environ["PATH"]},
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
    stack.callback(stop, process)
    return process


def await_line(pattern: str, logs: Sequence[Path], process: subprocess.Popen[bytes]) -> re.Match[str]:
    """Waits until a server has written a whole line like this, which says that it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        text = "".join(read_log(log) for log in logs)
        if found := re.search(rf"^{pattern}\n", text, re.MULTILINE):
            return found
        if process.poll() is not None or time.monotonic() > deadline:
            raise SetupError(f"{logs[0].stem} did not start:\n{text}")
        time.sleep(0.02)


def make_certificates(directory: Path) -> None:
    """Writes ca.pem, and server.pem with server.key for HOST, signed by it."""
    config = directory / "openssl.cnf"
    config.write_text(OPENSSL_CONFIG)
    common = ["openssl", "req", "-x509", "-config", str(config), "-days", "2", "-noenc"]
    common += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    authority = ["-subj", "/CN=proxyenv real case", "-extensions", "authority", "-keyout", "ca.key", "-out", "ca.pem"]
    server = ["-extensions", "server", "-keyout", "server.key", "-out", "server.pem"]
    server += ["-CA", "ca.pem", "-CAkey", "ca.key"]
    for arguments in (authority, server):
        made = subprocess.run([*common, *arguments], cwd=directory, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise SetupError(f"openssl made no certificate: {made.stderr}")


def start_model(stack: ExitStack, directory: Path, answer: str) -> int:
    """Starts the gRPC server; returns its port."""
    log = directory / "model.log"
    program = [sys.executable, "-B", str(HERE / "grpc_server.py")]
    process = start(stack, [*program, str(directory / "server.pem"), str(directory / "server.key"), answer], log)
    return int(await_line(r"(\d+)", [log], process)[1])


def start_squid(stack: ExitStack, directory: Path, model_port: int) -> SquidLog:
    """Starts squid, which resolves HOST to this machine; returns its access log."""
    directory.mkdir()
    (directory / "hosts").write_text(f"127.0.0.1 localhost {HOST}\n")
    config = directory / "squid.conf"
    config.write_text(
        SQUID_CONFIG.format(squid_port=SQUID_PORT, directory=directory, host=HOST, model_port=model_port)
    )
    user = SQUID_USER if os.geteuid() == 0 else None
    if user is not None:
        shutil.chown(directory, user, user)
    output = directory / "squid.log"
    process = start(stack, [str(SQUID), "-N", "-f", str(config)], output, user)
    await_line(".*Accepting HTTP Socket connections.*", [output, directory / "cache.log"], process)
    return SquidLog(directory / "access.log")
