"""Tests with a real JVM the options that `--also java` makes from the variables.

usage: java_options.py --proxyenv PATH

Promises: each environment is given to a JVM twice, alone and under `PATH --also java --`. The second JVM must have the
system properties of the first and, beside them, exactly those that the row expects, for every content of a value.
ProxySelector must return the route that the row expects. No connections are made. Exit 0 if all rows hold, 1 with the
differences if not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECONDS = 300  # for a JVM to start, on a slow and busy machine
# Properties that differ between two runs of the same JVM.
VARYING = ("java.io.tmpdir", "sun.java.command", "user.timezone", "sun.java.launcher.pid")


@dataclass(frozen=True)
class Row:
    why: str
    environment: Mapping[str, str]
    properties: Mapping[str, str] = field(default_factory=dict)  # beside those of the JVM alone
    routes: Mapping[str, str] = field(default_factory=dict)  # URL -> "direct", or HOST:PORT


def _both(host: str, port: int) -> dict[str, str]:
    return {
        "http.proxyHost": host,
        "http.proxyPort": str(port),
        "https.proxyHost": host,
        "https.proxyPort": str(port),
    }


PROXIES = {"HTTP_PROXY": "http://proxy.test:3128", "HTTPS_PROXY": "http://proxy.test:3128"}
TOLD = _both("proxy.test", 3128)
THROUGH = "proxy.test:3128"
# A list in every dialect, and the meaning of each entry for a JVM.
LIST = "ex.test,.sub.test,*.wild.test,10.0.0.0/8,172.16.0.0/12,192.168.7.9,fd00::7,port.test:80,fd11::/16,8.0.0.0/9"
PATTERNS = "|".join(
    [
        "ex.test|*.ex.test|*.sub.test|*.wild.test|10.*",
        *(f"172.{n}.*" for n in range(16, 32)),
        "192.168.7.9|[fd00::7]",
    ]
)

ROWS = [
    Row("nothing set", {}, {}, {"http://x.test/": "direct", "https://x.test/": "direct"}),
    Row(
        "http and https, and the JVM's own exemption of loopback",
        PROXIES,
        TOLD,
        {
            "http://x.test/": THROUGH,
            "https://x.test/": THROUGH,
            "http://localhost/": "direct",
            "http://127.9.9.9/": "direct",
            "http://[::1]/": "direct",
        },
    ),
    Row(
        "http alone: https stays direct, as the variables say",
        {"http_proxy": "http://proxy.test:3128"},
        {"http.proxyHost": "proxy.test", "http.proxyPort": "3128"},
        {"http://x.test/": THROUGH, "https://x.test/": "direct"},
    ),
    Row(
        "IPv6",
        {"HTTPS_PROXY": "http://[fd00::1]:3128"},
        {"https.proxyHost": "fd00::1", "https.proxyPort": "3128"},
        {"https://x.test/": "fd00::1:3128"},
    ),
    Row(
        "a list",
        {**PROXIES, "NO_PROXY": LIST},
        {**TOLD, "http.nonProxyHosts": PATTERNS},
        {
            "https://ex.test/": "direct",
            "https://EX.test/": "direct",
            "https://a.ex.test/": "direct",
            "https://notex.test/": THROUGH,
            "https://a.sub.test/": "direct",
            "https://sub.test/": THROUGH,
            "https://a.wild.test/": "direct",
            "https://notwild.test/": THROUGH,
            "https://10.1.2.3/": "direct",
            "https://110.1.2.3/": THROUGH,
            "https://172.16.0.1/": "direct",
            "https://172.31.255.255/": "direct",
            "https://172.15.0.1/": THROUGH,
            "https://172.32.0.1/": THROUGH,
            "https://192.168.7.9/": "direct",
            "https://192.168.7.90/": THROUGH,
            "https://[fd00::7]/": "direct",
            "https://[fd00::8]/": THROUGH,
            "https://port.test:80/": THROUGH,
            "https://8.1.1.1/": THROUGH,
            "https://localhost/": "direct",
        },
    ),
    Row(
        "everything is exempt",
        {**PROXIES, "NO_PROXY": "*"},
        {},
        {"https://x.test/": "direct"},
    ),
    Row(
        "credentials stay out",
        {"HTTPS_PROXY": "http://user:s3cret@proxy.test:3128"},
        {"https.proxyHost": "proxy.test", "https.proxyPort": "3128"},
        {"https://x.test/": THROUGH},
    ),
    Row(
        "what was there stays, in front",
        {**PROXIES, "JAVA_TOOL_OPTIONS": "-Dkept='a  b' \"-Dalso=kept\""},
        TOLD,
        {"https://x.test/": THROUGH},
    ),
    Row(
        "a proxy of somebody's own stays",
        {**PROXIES, "JAVA_TOOL_OPTIONS": "-Dhttps.proxyHost=other.test -Dhttps.proxyPort=1"},
        {},
        {"https://x.test/": "other.test:1", "http://x.test/": "direct"},
    ),
    Row(
        "and one of _JAVA_OPTIONS",
        {**PROXIES, "_JAVA_OPTIONS": "-Dhttps.proxyHost=other.test -Dhttps.proxyPort=1"},
        {},
        {"https://x.test/": "other.test:1", "http://x.test/": "direct"},
    ),
]
# Values that look like options, in every place of a value.
HOSTILE = [
    "http://proxy.test -Dinjected=1:3128",
    "http://proxy.test:3128 -Dinjected=1",
    "http://proxy.test:3128\t-Dinjected=1",
    "http://proxy.test:3128\n-Dinjected=1",
    "http://proxy.test:3128' -Dinjected=1 '",
    'http://proxy.test:3128" -Dinjected=1 "',
    "http://proxy.test:3128'",
    "http://proxy'.test:3128",
    "http://user:pass -Dinjected=1@proxy.test",
    "proxy.test:3128 -Dinjected=1",
    "http://-Dinjected=1:3128",
    "http://[fd00::1 -Dinjected=1]:3128",
    "http://proxy.test:3128/ -Dinjected=1",
    "http://us er:p' -Dinjected=1 'w@proxy.test:3128",
]
HOSTILE_LISTS = [
    "a.test -Dinjected=1",
    "a.test,b.test' -Dinjected=1 '",
    "a.test,'-Dinjected=1'",
    "a.test|b.test\t-Dinjected=1",
    "a.test\n-Dinjected=1",
    'a.test" "-Dinjected=1',
    "-Dinjected=1",
    "a.test,$(touch injected),`touch injected`",
]
# Credentials are encoded.
HARMLESS = [
    "http://user:p' -Dinjected 'w@proxy.test:3128",
    "http://user:pass word@proxy.test:3128",
]


def _java(prefix: Sequence[str], classes: str, row_environment: Mapping[str, str], urls: Sequence[str]) -> list[str]:
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **row_environment}
    command = [*prefix, "java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classes, "ShowProxies", *urls]
    result = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, text=True
    )
    if "s3cret" in result.stdout + result.stderr:
        raise AssertionError("the password was printed")
    if result.returncode != 0:
        raise AssertionError(f"exit status {result.returncode}: {result.stderr.strip()}")
    return result.stdout.splitlines()


def _properties(lines: Sequence[str]) -> dict[str, str]:
    pairs = (line.removeprefix("property ").split("=", 1) for line in lines if line.startswith("property "))
    return {name: value for name, value in pairs if name not in VARYING}


def _routes(lines: Sequence[str]) -> dict[str, str]:
    routes = {}
    for line in lines:
        if line.startswith("route "):
            _, url, answer = line.split(" ", 2)
            # "HTTP @ proxy.test/<unresolved>:3128"
            routes[url] = answer if answer == "direct" else answer.split(" @ ", 1)[1].replace("/<unresolved>", "")
    return routes


def _judge(proxyenv: str, classes: str, row: Row) -> list[str]:
    urls = list(row.routes)
    alone = _java([], classes, row.environment, urls)
    # proxyenv inside proxyenv: existing options are not appended again.
    prefix = [proxyenv, "-q", "--also", "java", "--"]
    told = _java([*prefix, *prefix], classes, row.environment, urls)
    complaints = []
    expected = {**_properties(alone), **row.properties}
    if _properties(told) != expected:
        differing = sorted(set(_properties(told).items()) ^ set(expected.items()))
        complaints.append(f"properties differ from what was expected: {differing}")
    for url, route in row.routes.items():
        if _routes(told)[url] != route:
            complaints.append(f"{url}: {_routes(told)[url]} instead of {route}")
    return complaints


def _rows() -> list[Row]:
    rows = list(ROWS)
    https = "https://x.test/"
    for value in HOSTILE:
        rows.append(Row(f"hostile proxy {value!r}", {"HTTPS_PROXY": value}, {}, {https: "direct"}))
    for value in HARMLESS:
        told = {"https.proxyHost": "proxy.test", "https.proxyPort": "3128"}
        rows.append(Row(f"odd proxy {value!r}", {"HTTPS_PROXY": value}, told, {https: THROUGH}))
    return rows


def _hostile_list(proxyenv: str, classes: str, value: str) -> list[str]:
    """Unit tests check whether such a list is accepted. Here no other option may reach the JVM."""
    environment = {**PROXIES, "NO_PROXY": value}
    alone = _properties(_java([], classes, environment, []))
    told = _properties(_java([proxyenv, "-q", "--also", "java", "--"], classes, environment, []))
    added = {name: value for name, value in told.items() if alone.get(name) != value}
    complaints = []
    if not set(added) <= {*TOLD, "http.nonProxyHosts"} or "injected" in "".join(added.values()):
        complaints.append(f"added {added}")
    return complaints


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    proxyenv = str(Path(parser.parse_args().proxyenv).resolve())
    if shutil.which("javac") is None:
        print("java_options: javac is missing (scripts/install-packages compare)", file=sys.stderr)
        return 1
    failures = 0
    with tempfile.TemporaryDirectory() as classes:
        subprocess.run(["javac", "-d", classes, HERE / "java" / "ShowProxies.java"], check=True)
        os.chdir(classes)
        rows = _rows()
        for why, complaints in [
            *((row.why, _judge(proxyenv, classes, row)) for row in rows),
            *((f"hostile list {value!r}", _hostile_list(proxyenv, classes, value)) for value in HOSTILE_LISTS),
        ]:
            for complaint in complaints:
                failures += 1
                print(f"java_options: {why}: {complaint}")
        if sorted(os.listdir(classes)) != ["ShowProxies.class"]:
            failures += 1
            print(f"java_options: files appeared: {os.listdir(classes)}")
    print(f"java_options: {len(rows) + len(HOSTILE_LISTS)} rows, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
