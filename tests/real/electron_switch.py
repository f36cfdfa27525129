"""Tests the effect of `--also electron` on the real @electron/get 5, which fetches Electron when it is installed.

usage: electron_switch.py --proxyenv PATH

Promises: fetch in a program that uses @electron/get asks for a server on loopback, with a proxy on loopback in the variables.
Alone, no request reaches the proxy; under `PATH --also electron --` each one reaches the expected server of its row. Exit 0
if all rows hold, 1 with the differences if not. No packet leaves the machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from node_switch import HERE, NODE, SECONDS, Row, start_server

ROWS = [
    Row("a proxy", {"HTTP_PROXY": "http://PROXY"}, "proxy"),
    Row("in lower case, to be repaired", {"http_proxy": "'PROXY' "}, "proxy"),
    Row("the target is exempt", {"HTTP_PROXY": "http://PROXY", "NO_PROXY": "127.0.0.1"}, "origin"),
    Row("everything is", {"HTTP_PROXY": "http://PROXY", "NO_PROXY": "*"}, "origin"),
    Row("switched off by somebody", {"HTTP_PROXY": "http://PROXY", "ELECTRON_GET_USE_PROXY": ""}, "origin"),
    # undici throws on this value. The program must run, with unchanged behaviour.
    Row("a proxy that is none", {"HTTP_PROXY": "http://PROXY", "HTTPS_PROXY": "http://10.0.0.256:1"}, "origin"),
]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    proxyenv = str(Path(parser.parse_args().proxyenv).resolve())
    proxy, origin = start_server(), start_server()
    url = f"http://127.0.0.1:{origin.server_address[1]}/"
    failures = 0
    for row in ROWS:
        where = []
        for prefix in ([], [proxyenv, "-q", "--also", "electron", "--"]):
            proxy.visits = origin.visits = 0  # type: ignore[attr-defined]
            at = f"127.0.0.1:{proxy.server_address[1]}"
            result = subprocess.run(
                [*prefix, str(NODE), str(HERE / "node/electron_get_client.mjs"), url],
                env={"PATH": os.environ["PATH"], **{name: value.replace("PROXY", at) for name, value in row.environment.items()}},
                stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, text=True,
            )  # fmt: skip
            visits = (proxy.visits > 0, origin.visits > 0)  # type: ignore[attr-defined]
            place = {(True, False): "proxy", (False, True): "origin"}.get(visits, str(visits))
            where.append(place if result.returncode == 0 else f"exit status {result.returncode}: {result.stderr.strip()}")
        if where != ["origin", row.expected]:
            failures += 1
            print(f"electron_switch: {row.why}: alone {where[0]}, told {where[1]}; expected origin, {row.expected}")
    print(f"electron_switch: {len(ROWS)} rows, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
