"""Lets a real squid die each kind of death, and asks `proxyenv dify verify` how it died.

usage: deaths_case.py --proxyenv PATH        (started by scripts/dify-squid --deaths)

Promises: each squid is real, runs in a namespace that has only loopback, and is ended here. Its output, and nothing
written by hand, is the log that `verify` reads. Also asked are the refusals that are not the configuration's fault:
a client outside private networks, hosts that were not reached, and a client that trusts no inspected certificate.
Exit 0 if all was as promised, 1 with the differences, 2 if it could not be set up.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import network
from checks import Checks
from servers import (
    LOG,
    LOG_SECONDS,
    SQUID_PORT,
    SetupError,
    ask,
    copy_tree,
    dify_squid,
    parent,
    refuse_outside,
    status_of,
    templates,
    tunnel,
)

BASE = """\
pid_filename none
cache_store_log none
netdb_filename none
pinger_enable off
visible_hostname x
shutdown_lifetime 0 seconds
http_access allow all
"""
SECONDS = 60  # for a squid to die, on a slow and busy machine


@dataclass(frozen=True)
class Death:
    """A configuration with which squid dies, beside BASE, and how it is started."""

    name: str
    death: str
    lines: tuple[str, ...] = ()
    start: tuple[str, ...] = ()  # what stands before squid on the command line
    without: str = ""  # lines of BASE that begin so are left out
    setup: str = ""
    log: str = "none"


LIMITED = ("bash", "-c")
DEATHS = (
    Death("a wrong line", "configuration", ("cache_peer h parent 0 0 login=u:s3cret",)),
    Death("a port that is missing", "configuration", ("http_port",)),
    Death("a list that squid refuses", "configuration", ("acl a dstdomain .google.com google.com",)),
    Death("a log that it may not write", "log_not_writable", log="stdio:{locked}/access.log"),
    Death("a log that its helper may not write", "log_not_writable", log="daemon:{locked}/access.log"),
    Death("standard output that it may not write", "log_not_writable", log="stdio:/dev/stdout"),
    Death("a log on a full disk", "log_not_writable", log="stdio:/dev/full", setup="request"),
    Death("a helper's log on a full disk", "log_not_writable", log="daemon:/dev/full", setup="request"),
    Death("no cache folder", "cache_folder", ("cache_dir ufs {locked}/cache 16 16 256",)),
    Death("no rock cache", "cache_folder", ("cache_dir rock {open}/none 16",)),
    Death("a port that is taken", "port_taken", setup="listener"),
    Death("an address of another machine", "port_taken", ("http_port 198.51.100.77:3128",)),
    Death("a PID file elsewhere", "pid_file", ("pid_filename {open}/none/squid.pid",), without="pid_filename"),
    Death("a PID file of one that runs", "pid_file", ("pid_filename {open}/alive.pid",), without="pid_filename"),
    Death("no such user", "user_missing", ("cache_effective_user nosuchuser",)),
    Death("an include that is missing", "file_missing", ("include {open}/none.conf",)),
    Death("a helper that is missing", "file_missing", ("auth_param basic program {open}/none",)),
    Death("a table that is missing", "file_missing", ("mime_table {open}/none",)),
    Death("too little memory", "out_of_memory", start=(*LIMITED, 'ulimit -v 40000; exec "$@"', "-")),
    Death("too few files", "open_files", start=(*LIMITED, 'ulimit -n 8; exec "$@"', "-")),
    Death("shared memory that is taken", "shared_memory", setup="segment"),
    Death("a segment violation", "crashed", setup="SEGV"),
    Death("a kill", "killed", setup="KILL"),
)


@dataclass
class Case(Checks):
    proxyenv: str
    folder: Path

    def verify(self, log: bytes, *words: str) -> tuple[dict, str]:
        command = [self.proxyenv, "dify", "verify", "--json", *(words or ("--domains", ".googleapis.com", "-"))]
        result = subprocess.run(command, input=log, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        text = result.stdout.decode(errors="replace")
        try:
            return json.loads(text), text
        except ValueError:
            return {}, text

    def die(self, row: Death) -> None:
        places = {"open": str(self.folder / "open"), "locked": str(self.folder / "locked")}
        lines = [line for line in BASE.splitlines() if not row.without or not line.startswith(row.without)]
        lines += [line.format(**places) for line in row.lines]
        lines += [f"access_log {row.log.format(**places)}", f"cache_log {places['open']}/cache.log"]
        if not any(line.startswith("http_port") for line in row.lines):
            lines.append(f"http_port 127.0.0.1:{SQUID_PORT}")
        cache_log = self.folder / "open" / "cache.log"
        cache_log.unlink(missing_ok=True)
        config = self.folder / "squid.conf"
        config.write_text("\n".join(lines) + "\n")
        # As Dify's entrypoint does it: a shell is PID 1, and squid its child.
        script = self.folder / "docker-entrypoint.sh"
        squid = " ".join(f"'{word}'" for word in row.start) + f" /usr/sbin/squid -f {config} -N"
        script.write_text(f"#!/bin/bash\n{squid} &\necho $! >{self.folder}/pid\nwait\nexit 1\n")
        output = self.run(script, row.setup)
        log = output + (cache_log.read_bytes() if cache_log.exists() else b"")
        report, text = self.verify(log)
        deaths = [stop["death"] for stop in report.get("stops", [])]
        self.check(f"{row.name}: {log.decode(errors='replace')[-400:]}", row.death in deaths, True)
        self.check(f"{row.name}: no other", {death for death in deaths if death != row.death} <= {"killed", "crashed"}, True)
        self.check(f"{row.name}: nothing secret is told", "s3cret" in text, False)

    def running_squid(self) -> int:
        """The number of the process, once its log says that it takes connections."""
        cache_log = self.folder / "open" / "cache.log"
        deadline = time.monotonic() + SECONDS
        while not (cache_log.exists() and b"Accepting HTTP" in cache_log.read_bytes()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return int((self.folder / "pid").read_text())

    def request_until_gone(self) -> None:
        """Requests that are no HTTP, which squid logs without asking anybody."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", SQUID_PORT), SECONDS) as client:
                    client.sendall(b"x\r\n\r\n")
                    client.recv(1)
            except OSError:
                return
            time.sleep(0.1)

    def run(self, script: Path, setup: str) -> bytes:
        """The output of the script, until it ends by itself."""
        keep: list[object] = []
        if setup == "listener":
            keep.append(socket.create_server(("127.0.0.1", SQUID_PORT)))
        segment = Path("/dev/shm/squid-cf__metadata.shm")
        if setup == "segment":
            segment.write_bytes(b"")
            segment.chmod(0o400)
        sleeper = subprocess.Popen(["sleep", "60"])
        (self.folder / "open" / "alive.pid").write_text(f"{sleeper.pid}\n")
        output = self.folder / "out"
        with output.open("wb") as out:
            process = subprocess.Popen(
                ["bash", str(script)], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
            try:
                if setup in ("SEGV", "KILL"):
                    os.kill(self.running_squid(), getattr(signal, f"SIG{setup}"))
                if setup == "request":
                    self.running_squid()
                    self.request_until_gone()
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                pass  # the check will say that it lives
            finally:
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                process.wait()
                sleeper.kill()
                sleeper.wait()
                for path in Path("/dev/shm").glob("squid-*"):
                    path.unlink()
                for thing in keep:
                    thing.close()  # type: ignore[attr-defined]
        return output.read_bytes()


# --- What squid does as it should, and what is not reached nevertheless -----------------------------------------------


def inspected_server(folder: Path, address: str) -> socket.socket:
    """A TLS server with a certificate that nobody trusts, as a proxy that inspects TLS has one."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(cert),
         "-days", "2", "-subj", "/CN=api.openai.com"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    listener = socket.create_server((address, 443))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as tls:
                    tls.recv(65536)
                    tls.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")
            except (ssl.SSLError, OSError):
                pass

    threading.Thread(target=serve, daemon=True).start()
    return listener


def tls_request(host: str, trusts: bool) -> str:
    """A request through squid, by a client that trusts the certificate or does not."""
    context = ssl.create_default_context()
    if trusts:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    with ask(f"CONNECT {host}:443", f"{host}:443") as connection:
        if status_of(connection)[0] != 200:
            return "no tunnel"
        try:
            with context.wrap_socket(connection, server_hostname=host) as tls:
                tls.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                return tls.recv(100).decode(errors="replace").split("\r\n")[0]
        except ssl.SSLCertVerificationError:
            return "certificate refused"


def log_when_written(lines: int, words: bytes = b"") -> bytes:
    """The log, once it has so many lines of requests, and these words. A request can have two lines."""
    deadline = time.monotonic() + LOG_SECONDS
    while time.monotonic() < deadline:
        log = LOG.read_bytes() if LOG.exists() else b""
        if sum(b"/" in line.split()[3:4][0] for line in log.splitlines() if len(line.split()) > 3) >= lines and words in log:
            return log
        time.sleep(0.1)
    return LOG.read_bytes() if LOG.exists() else b""


def refusals(case: Case) -> None:
    template = next(template for template in templates() if template.name == "1.15.0")
    tree = copy_tree(template, case.folder / "refusals")
    subprocess.run(
        [case.proxyenv, "dify", "init", "--dir", str(tree), "--upstream", f"http://{network.PARENT}:7890",
         "--domains", ".googleapis.com"], stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    soon = lambda text: text + "dns_timeout 3 seconds\n"  # noqa: E731
    with parent(), dify_squid(template, tree, soon):
        listener = inspected_server(case.folder, network.PUBLIC)
        case.check("trusted", [tls_request("api.openai.com", True) for _ in range(3)], ["HTTP/1.1 401 Unauthorized"] * 3)
        case.check("inspected", [tls_request("sub.google.dev", False) for _ in range(3)], ["certificate refused"] * 3)
        inspected = log_when_written(7)
        case.check("listed", tunnel("googleapis.com")[0], 200)
        listener.shutdown(socket.SHUT_RDWR)  # accept() holds it
        listener.close()
        case.check("nobody listens", tunnel("marketplace.dify.ai")[0], 503)
        case.check("no such name", tunnel("pypi.org")[0] >= 500, True)
        case.check("a store elsewhere", tunnel_to_port("192.168.1.20", 19530), 403)
        case.check("a client outside", foreign_request("googleapis.com"), 403)
        log = log_when_written(10, network.FOREIGN_CLIENT.encode())
    report, text = case.verify(log)
    found: dict[str, str] = {}
    for finding in report.get("findings", []):
        found[finding["name"]] = found.get(finding["name"], "") + finding["message"] + "\n"
    again, _ = case.verify(inspected, "--domains", "sub.google.dev", "-")
    refused = [row["subject"] for row in again.get("findings", []) if row["name"] == "certificate_refused"]
    case.check("the certificate", refused, ["sub.google.dev"])
    for name, word in (
        ("client_refused", network.FOREIGN_CLIENT),
        ("plugins_blocked", "marketplace.dify.ai, pypi.org"),
        ("unlisted_failed", "pypi.org (once): squid found no address"),
        ("unlisted_failed", "marketplace.dify.ai (once): squid went to the host directly"),
        ("unlisted_denied", "192.168.1.20 (once): CONNECT to a port other than 443"),
    ):
        case.check(f"{name}: {text}", word in found.get(name, ""), True)


def foreign_request(host: str) -> int:
    with socket.create_connection(
        (network.SQUID, SQUID_PORT), timeout=40, source_address=(network.FOREIGN_CLIENT, 0)
    ) as connection:
        connection.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        return status_of(connection)[0]


def tunnel_to_port(host: str, port: int) -> int:
    with ask(f"CONNECT {host}:{port}", f"{host}:{port}") as connection:
        return status_of(connection)[0]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    arguments = parser.parse_args()
    try:
        refuse_outside()
        with tempfile.TemporaryDirectory(prefix="deaths-") as name:
            folder = Path(name)
            folder.chmod(0o755)
            (folder / "open").mkdir()
            (folder / "open").chmod(0o777)
            (folder / "locked").mkdir(mode=0o755)
            case = Case(arguments.proxyenv, folder)
            for row in DEATHS:
                case.die(row)
            refusals(case)
    except SetupError as error:
        print(f"dify-squid: {error}", file=sys.stderr)
        return 2
    return case.report("dify-squid")


if __name__ == "__main__":
    sys.exit(main())
