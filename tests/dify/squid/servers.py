"""What the tests with a real squid start and ask: the origins, the upstream, and squid as the container would start it.

No packet may leave the machine: refuse_outside() says so before anything starts.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import network

HERE = Path(__file__).resolve().parent
TREES = HERE.parent / "trees"
RELEASES = Path(os.environ["DIFY_RELEASES"])
ETC = Path("/etc/squid")
LOG = Path("/var/log/squid/access.log")

SQUID_PORT = 3128
REVERSE_PORT = 8194
SANDBOX_PORT = 8195  # not the same as in Dify: squid and sandbox share one network namespace here
PARENT_PORT = 7890
START_SECONDS = 120  # for a program to start, on a slow and busy machine
LOG_SECONDS = 60


class SetupError(Exception):
    """The case could not be set up, so it has no result."""


def refuse_outside() -> None:
    """Loopback must be the only way out."""
    names = sorted(name for _, name in socket.if_nameindex())
    if names != ["lo"]:
        raise SetupError(f"this is no sealed namespace: it has {', '.join(names)}")


# --- What is there besides squid --------------------------------------------------------------------------------------


class Origin:
    """A server that reports its client's address. It speaks plain text on every port, because squid does not inspect
    tunnels."""

    def __init__(self, address: str, port: int, name: str) -> None:
        self.name = name
        self.askers: list[str] = []
        self.listener = socket.create_server((address, port), backlog=64)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, (asker, _) = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection, asker), daemon=True).start()

    def _answer(self, connection: socket.socket, asker: str) -> None:
        with connection:
            data = b""
            while True:
                try:
                    piece = connection.recv(65536)
                except OSError:
                    return
                if not piece:
                    return
                data += piece
                if b"\r\n\r\n" not in data:
                    continue
                if data.startswith(b"GET / "):  # and not squid's own request for a digest of its peer's cache
                    self.askers.append(asker)  # not connections: squid keeps some, and opens some to probe
                data = b""
                body = f"origin {self.name}\n".encode()
                head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nCache-Control: no-store\r\n\r\n"
                connection.sendall(head.encode() + body)


PARENT_CONFIG = """\
http_port {address}:{port}
{auth}
acl CONNECT method CONNECT
{access}
http_access deny all
tcp_outgoing_address {outgoing}
pid_filename none
access_log stdio:{folder}/access.log
cache_log {folder}/cache.log
cache_store_log none
cache deny all
netdb_filename none
shutdown_lifetime 0 seconds
visible_hostname parent
coredump_dir {folder}
"""


@contextmanager
def parent(password: str = "", address: str = network.PARENT) -> Iterator[Path]:
    """The upstream: a second squid, with Basic authentication if it has a password."""
    with tempfile.TemporaryDirectory(prefix="parent-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        auth, access = "", "http_access allow all"
        if password:
            hashed = subprocess.run(
                ["openssl", "passwd", "-5", "-stdin"], input=password.encode(), stdout=subprocess.PIPE, check=True
            ).stdout.decode()
            (folder / "users").write_text(f"alice:{hashed}")
            (folder / "users").chmod(0o644)
            helper = "/usr/lib/squid/basic_ncsa_auth"
            auth = f"auth_param basic program {helper} {folder}/users\nauth_param basic children 1 startup=1 idle=1"
            access = "acl known proxy_auth REQUIRED\nhttp_access allow known"
        config = folder / "squid.conf"
        bracketed = f"[{address}]" if ":" in address else address
        config.write_text(
            PARENT_CONFIG.format(
                address=bracketed,
                port=PARENT_PORT,
                auth=auth,
                access=access,
                outgoing=network.PARENT_OUT,
                folder=folder,
            )
        )
        process = subprocess.Popen(
            ["/usr/sbin/squid", "-N", "-f", str(config)],
            stdin=subprocess.DEVNULL,
            stdout=(folder / "out").open("wb"),
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for_port(address, PARENT_PORT, process, folder / "out")
            yield folder
        finally:
            process.kill()
            process.wait()


def wait_for_port(address: str, port: int, process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection((address, port), timeout=10).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise SetupError(f"nothing listens on {address}:{port}:\n{output.read_text(errors='replace')}")


# --- Dify's squid -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Template:
    """A generation of Dify's squid: the place of its files, and the name of its service."""

    name: str
    tree: Path  # with docker-compose.yaml
    entrypoint_of: Path  # a tree whose entrypoint does what that release's does
    guards_private: bool  # 1.15 and later
    has_sandbox_peer: bool  # up to 1.14
    service: str = "ssrf_proxy"


def templates() -> list[Template]:
    own = [
        Template("0.15.3", TREES / "0.15.3", TREES / "0.15.3", False, True),
        Template("1.13.0", TREES / "1.13.0", TREES / "1.13.0", False, True),
        Template("1.15.0", TREES / "1.15.0", TREES / "1.15.0", True, False),
        Template("two-squids", TREES / "two-squids", TREES / "two-squids", True, False),
        Template("renamed", TREES / "renamed", TREES / "renamed", True, False, "dify-squid"),
        Template("agent", TREES / "two-squids", TREES / "two-squids", True, False, "agent_ssrf_proxy"),
    ]
    released = [
        Template("dify-1.0.0", RELEASES / "1.0.0", TREES / "0.15.3", False, True),
        Template("dify-1.16.0", RELEASES / "1.16.0", TREES / "1.15.0", True, False),
        Template("dify-1.17.1", RELEASES / "1.17.1", TREES / "two-squids", True, False),
    ]
    return own + [template for template in released if template.tree.is_dir()]


def copy_tree(template: Template, folder: Path) -> Path:
    """A tree to write into. The test data of Dify's two trees has no entrypoint."""
    tree = folder / "tree"
    shutil.copytree(template.tree, tree)
    for path in [tree, *tree.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    for script in (template.entrypoint_of / "ssrf_proxy").glob("*.sh"):
        if not (tree / "ssrf_proxy" / script.name).exists():
            shutil.copy(script, tree / "ssrf_proxy" / script.name)
    return tree


def mounts(override: Path, service: str) -> dict[str, str]:
    """Target to source of one service, as the generated override names them."""
    text = override.read_text()
    block = re.search(rf"^  {service}:\n((?:    .*\n)*)", text, re.MULTILINE)
    if block is None:
        return {}
    pairs = re.findall(r'source: "(.*)"\n +target: "(.*)"', block.group(1))
    return {target: source for source, target in pairs}


def base_mounts(compose: Path, service: str) -> dict[str, str]:
    block = re.search(rf"^  {service}:\n((?:    .*\n|\n)*)", compose.read_text(), re.MULTILINE)
    if block is None:
        raise SetupError(f"{compose} has no service {service}")
    return {target: source for source, target in re.findall(r"- (\./ssrf_proxy/[^:]+):(/[^:\n]+)", block.group(1))}


@contextmanager
def dify_squid(
    template: Template, tree: Path, edit: Callable[[str], str] | None = None, **variables: str
) -> Iterator[Path]:
    """Starts squid as the container would: with the mounts, then the command of Compose's `entrypoint:`."""
    for folder in (ETC, LOG.parent):
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    Path("/run/squid.pid").unlink(missing_ok=True)
    targets = base_mounts(tree / "docker-compose.yaml", template.service)
    override = tree / "docker-compose.override.yaml"
    if override.exists():
        targets |= mounts(override, template.service)
    script = Path(tempfile.mkdtemp(prefix="root-")) / "docker-entrypoint.sh"
    (ETC / "conf.d").mkdir(mode=0o777)
    (ETC / "conf.d" / "debian.conf").write_text("http_access allow localnet\n")
    (ETC / "dify_agent_file_targets.conf").write_text("")
    for target, source in targets.items():
        destination = script if target == "/docker-entrypoint-mount.sh" else Path(target)
        destination.parent.mkdir(mode=0o777, parents=True, exist_ok=True)
        text = (tree / source).read_text()
        destination.write_text(edit(text) if edit and target.endswith("squid.conf.template") else text)
        destination.chmod((tree / source).stat().st_mode & 0o777)
    script.write_text(script.read_text().replace("\r", ""))
    script.chmod(0o755)
    output = script.parent / "out"
    environment = {
        "PATH": os.environ["PATH"],
        "HTTP_PORT": str(SQUID_PORT),
        "COREDUMP_DIR": "/var/spool/squid",
        "REVERSE_PROXY_PORT": str(REVERSE_PORT),
        "SANDBOX_HOST": "sandbox",
        "SANDBOX_PORT": str(SANDBOX_PORT),
        **variables,
    }
    process = subprocess.Popen(
        [str(script)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output.open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        wait_for_port(network.SQUID, SQUID_PORT, process, output)
        yield output
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        wait_until_free(network.SQUID, SQUID_PORT)


def wait_until_free(address: str, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection((address, port), timeout=10).close()
        except OSError:
            return
        time.sleep(0.05)
    raise SetupError(f"{address}:{port} is still taken")


def squid_complaints(output: Path) -> list[str]:
    """Squid's messages about its configuration, without those that Dify's own templates cause."""
    cache_log = LOG.parent / "cache.log"
    text = output.read_text(errors="replace") + (cache_log.read_text(errors="replace") if cache_log.exists() else "")
    own = [line for line in text.splitlines() if re.search(r"(WARNING|ERROR|FATAL)", line) and "proxyenv" in line]
    # So squid 6 says that a parent does not answer. The case takes the parent away.
    own = [line for line in own if not line.endswith("ERROR: Connection to proxyenv_upstream failed")]
    return own


# --- Requests ---------------------------------------------------------------------------------------------------------


ASKED: list[str] = []  # the hosts, in order


def ask(first_line: str, host: str, port: int = SQUID_PORT) -> socket.socket:
    ASKED.append(host.split(":")[0])
    connection = socket.create_connection((network.SQUID, port), timeout=40, source_address=(network.CLIENT, 0))
    connection.sendall(f"{first_line} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: case\r\n\r\n".encode())
    return connection


def status_of(connection: socket.socket) -> tuple[int, str]:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            break
        data += piece
    match = re.match(rb"HTTP/1\.[01] (\d+)", data)
    return (int(match.group(1)) if match else 0), data.decode(errors="replace")


def tunnel(host: str) -> tuple[int, str]:
    """CONNECT to port 443; with a tunnel, a request through it. The status of squid, and the origin's answer."""
    with ask(f"CONNECT {host}:443", f"{host}:443") as connection:
        status, text = status_of(connection)
        if status != 200:
            return status, text
        connection.sendall(b"GET / HTTP/1.1\r\nHost: origin\r\n\r\n")
        return status, status_of(connection)[1]


def get(host: str, port: int = SQUID_PORT) -> tuple[int, str]:
    target = f"GET http://{host}/" if port == SQUID_PORT else "GET /"
    with ask(target, host, port) as connection:
        return status_of(connection)
