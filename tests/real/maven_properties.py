"""Tests the effect of `--also maven` on a real Maven from 3.9 on, whose transport is its own.

usage: maven_properties.py --proxyenv PATH --maven MVN

Promises: Maven fetches a parent from a repository, with a proxy on loopback in the variables that answers for it. Alone and
under `PATH --also java --`, the proxy is not asked; under `--also maven` it is, unless the repository is exempt. Exit 0 if
all rows hold, 1 with the differences if not. It runs itself in a network namespace, so no packet leaves the machine. Needs
root, or user namespaces for everybody, and a java.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECONDS = 300  # for a Maven to start and to give up, on a slow and busy machine
PARENT = b"""<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>parent</artifactId>
<version>1</version><packaging>pom</packaging></project>"""


class Repository(BaseHTTPRequestHandler):
    """A proxy that answers for the repository itself."""

    def do_GET(self) -> None:
        self.server.visits.append(self.path)  # type: ignore[attr-defined]
        answer = hashlib.sha1(PARENT).hexdigest().encode() if self.path.endswith(".sha1") else PARENT
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


# Why, the variables, the clients of --also, and whether Maven finds the parent, by the proxy.
ROWS = [
    ("alone", {"http_proxy": "http://PROXY"}, None, False),
    ("told as a JVM alone", {"http_proxy": "http://PROXY"}, "java", False),
    ("told", {"http_proxy": "http://PROXY"}, "maven", True),
    ("told, from upper case", {"HTTP_PROXY": "http://PROXY"}, "java,maven", True),
    ("the repository is exempt", {"http_proxy": "http://PROXY", "no_proxy": "repository.test"}, "maven", False),
    ("another host is exempt", {"http_proxy": "http://PROXY", "no_proxy": "other.test"}, "maven", True),
    ("a proxy of somebody's own", {"http_proxy": "http://PROXY", "JAVA_TOOL_OPTIONS": "-Dhttp.proxyHost=192.0.2.1"}, "maven", False),
]


def outcome(maven: str, prefix: list[str], environment: dict[str, str], server: ThreadingHTTPServer) -> bool:
    """Whether Maven finds the parent; the proxy has to have seen it then, and not otherwise."""
    server.visits = []  # type: ignore[attr-defined]
    at = f"127.0.0.1:{server.server_address[1]}"
    with tempfile.TemporaryDirectory() as home:
        settings = str(HERE / "maven/settings.xml")
        result = subprocess.run(
            [*prefix, maven, "--batch-mode", "--quiet", "--settings", settings, "--global-settings", settings,
             f"-Dmaven.repo.local={home}/repository", "--file", str(HERE / "maven/pom.xml"), "validate"],
            env={"PATH": os.environ["PATH"], "HOME": home} | {name: value.replace("PROXY", at) for name, value in environment.items()},
            stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, text=True,
        )  # fmt: skip
    asked = any("parent-1.pom" in path for path in server.visits)  # type: ignore[attr-defined]
    if asked != (result.returncode == 0):
        raise AssertionError(f"proxy asked: {asked}; {result}")
    return asked


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    parser.add_argument("--maven", required=True)
    parser.add_argument("--inside", action="store_true")
    options = parser.parse_args()
    if not options.inside:
        namespace = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--kill-child"]
        return subprocess.run([*namespace, sys.executable, "-B", __file__, *sys.argv[1:], "--inside"], check=False).returncode
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    proxyenv = str(Path(options.proxyenv).resolve())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Repository)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    failures = 0
    for why, environment, also, expected in ROWS:
        prefix = [proxyenv, "-q", "--also", also, "--"] if also else []
        found = outcome(options.maven, prefix, environment, server)
        if found != expected:
            failures += 1
            print(f"maven_properties: {why}: found by the proxy: {found}")
    print(f"maven_properties: {len(ROWS)} rows, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
