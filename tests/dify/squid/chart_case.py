"""Tests what `proxyenv dify init --helm` writes for squid, in a real squid with the shape of a chart's squid.conf.

usage: chart_case.py --proxyenv PATH        (started by scripts/dify-squid --chart)

Promises: squid reads the text of the ConfigMap as the pod would mount it, beside the image's own conf.d/debian.conf.
Requests are real, and the origins and squid's log show their routes; `dify verify` reads that log as `kubectl logs`
prints it. Exit 0 if all was as promised, 1 with the differences, 2 if it could not be set up.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

import network
from checks import Checks
from servers import (
    ETC,
    HERE,
    LOG,
    LOG_SECONDS,
    Origin,
    PARENT_PORT,
    REVERSE_PORT,
    SANDBOX_PORT,
    SQUID_PORT,
    SetupError,
    get,
    parent,
    refuse_outside,
    tunnel,
    wait_for_port,
    wait_until_free,
)

DOMAINS = ".googleapis.com,google.dev"


@dataclass
class Case(Checks):
    proxyenv: str
    folder: Path
    origins: list[Origin]

    def init(self, name: str, *words: str, userinfo: str = "") -> tuple[dict, dict]:
        """The object and the values."""
        folder = self.folder / name
        folder.mkdir()
        result = subprocess.run(
            [self.proxyenv, "dify", "init", "--dir", str(folder), "--helm", "prod", "--upstream", "-", *words],
            input=f"http://{userinfo}{network.PARENT}:{PARENT_PORT}".encode(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        if result.returncode != 0:
            raise SetupError(f"dify init: {result.stdout.decode()}")
        files = [yaml.safe_load((folder / "proxyenv" / f"helm-{part}.yaml").read_text()) for part in ("squid", "values")]
        return files[0], files[1]

    def route(self, request: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        for origin in self.origins:
            origin.askers.clear()
        status, _ = request()
        asked = [
            f"{'parent' if asker == network.PARENT_OUT else 'direct'} {origin.name}"
            for origin in self.origins
            for asker in origin.askers
        ]
        return status, ", ".join(asked) or "nobody"


@contextmanager
def chart_squid(configs: dict[str, str]) -> Iterator[None]:
    """Squid as the pod starts it. `configs`: the files of conf.d."""
    for folder in (ETC, LOG.parent):
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (ETC / "conf.d").mkdir()
    (ETC / "conf.d" / "debian.conf").write_text("http_access allow localnet\n")
    for name, text in configs.items():
        (ETC / "conf.d" / name).write_text(text)
    (ETC / "squid.conf").write_text((HERE / "chart.conf").read_text())
    LOG.parent.chmod(0o777)
    output = Path(tempfile.mkdtemp(prefix="chart-")) / "out"
    process = subprocess.Popen(
        ["/usr/sbin/squid", "-N"], stdin=subprocess.DEVNULL, stdout=output.open("wb"), stderr=subprocess.STDOUT
    )
    try:
        wait_for_port(network.SQUID, SQUID_PORT, process, output)
        yield
    finally:
        process.kill()
        process.wait()
        wait_until_free(network.SQUID, SQUID_PORT)


def log_of(requests: int) -> bytes:
    deadline = time.monotonic() + LOG_SECONDS
    while time.monotonic() < deadline:
        log = LOG.read_bytes() if LOG.exists() else b""
        if sum(b"error:" not in line for line in log.splitlines()) >= requests:
            return log
        time.sleep(0.1)
    return LOG.read_bytes() if LOG.exists() else b""


def as_kubectl_prints(log: bytes) -> bytes:
    """`kubectl logs --prefix --timestamps`, of a chart whose container is called squid."""
    prefix = b"[pod/prod-dify-ssrf-proxy-7d9f-x2/squid] 2026-11-28T12:00:00.123456789Z "
    return b"".join(prefix + line for line in log.splitlines(keepends=True))


def listed_only(case: Case) -> None:
    up, direct = (200, "parent public"), (200, "direct public")
    rows: list[tuple[str, Callable[[], tuple[int, str]], tuple[int, str]]] = [
        ("listed", lambda: tunnel("generativelanguage.googleapis.com"), up),
        ("x alone", lambda: tunnel("google.dev"), up),
        ("listed, http", lambda: get("googleapis.com"), up),
        ("unlisted", lambda: tunnel("unlisted.example.org"), direct),
        ("unlisted, http: never the sandbox", lambda: get("unlisted.example.org"), direct),
        ("the sandbox's own port", lambda: get("sandbox", REVERSE_PORT), (200, "direct sandbox")),
        ("a listed name at that port", lambda: get("google.dev", REVERSE_PORT), (200, "direct sandbox")),
    ]
    found, values = case.init("plain", "--domains", DOMAINS)
    volume = values["ssrfProxy"]["extraVolumes"][0]
    mount = values["ssrfProxy"]["extraVolumeMounts"][0]
    case.check("the volume is the object", volume["configMap"]["name"], found["metadata"]["name"])
    case.check("the mount is a file of it", mount["subPath"] in found["data"], True)
    with parent(), chart_squid(found["data"]):
        for what, request, expected in rows[:-1]:
            case.check(what, case.route(request), expected)
        log = log_of(len(rows) - 1)
        case.check(rows[-1][0], case.route(rows[-1][1]), rows[-1][2])
    for what, text in (("kubectl logs", log), ("kubectl logs --prefix --timestamps", as_kubectl_prints(log))):
        words = ["--domains", DOMAINS, "--upstream", f"http://{network.PARENT}:{PARENT_PORT}", "-"]
        result = subprocess.run([case.proxyenv, "dify", "verify", *words], input=text, stdout=subprocess.PIPE, check=False)
        case.check(f"verify reads {what}: {result.stdout.decode()}", result.returncode, 0)


def other_modes(case: Case) -> None:
    found, _ = case.init("all", "--domains", "all", "--exempt", ".corp")
    with parent(), chart_squid(found["data"]):
        case.check("all", case.route(lambda: tunnel("unlisted.example.org")), (200, "parent public"))
        case.check("all, exempt", case.route(lambda: tunnel("intranet.corp")), (200, "direct private"))
        case.check("all, sandbox", case.route(lambda: get("sandbox", REVERSE_PORT)), (200, "direct sandbox"))
    found, values = case.init("secret", "--domains", DOMAINS, userinfo="alice:p%40ss@")
    case.check("a Secret", (found["kind"], "stringData" in found), ("Secret", True))
    case.check("no password in the values", "p%40ss" in yaml.safe_dump(values), False)
    secret = values["ssrfProxy"]["extraVolumes"][0]["secret"]["secretName"]
    case.check("the volume is the Secret", secret, found["metadata"]["name"])
    with parent("p@ss"), chart_squid(found["stringData"]):
        case.check("with a password", case.route(lambda: tunnel("google.dev")), (200, "parent public"))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    arguments = parser.parse_args()
    try:
        refuse_outside()
        origins = [
            Origin(address, port, name)
            for address, port, name in (
                (network.PUBLIC, 443, "public"), (network.PUBLIC, 80, "public"),
                (network.PRIVATE, 443, "private"), (network.SANDBOX, SANDBOX_PORT, "sandbox"),
            )
        ]  # fmt: skip
        with tempfile.TemporaryDirectory(prefix="charts-") as name:
            case = Case(arguments.proxyenv, Path(name), origins)
            listed_only(case)
            other_modes(case)
    except SetupError as error:
        print(f"dify-squid: {error}", file=sys.stderr)
        return 2
    return case.report("dify-squid")


if __name__ == "__main__":
    sys.exit(main())
