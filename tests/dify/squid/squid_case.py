"""Tests the files of `proxyenv dify init` with a real squid, for each generation of Dify's squid templates.

usage: squid_case.py --proxyenv PATH [--keep-logs FOLDER] [NAME...]        (started by scripts/dify-squid)

Promises: squid is started as Dify's Compose file starts it, by the generated script, which calls an entrypoint like
Dify's, with the mounts that the generated override names. Requests are real, and the origins and squid's log show
their routes. Exit 0 if all was as promised, 1 with the differences, 2 if it could not be set up. It refuses to run if
a packet could leave the machine.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import network
import verification
from checks import Checks
from servers import (
    ASKED,
    ETC,
    LOG,
    LOG_SECONDS,
    Origin,
    PARENT_PORT,
    REVERSE_PORT,
    SANDBOX_PORT,
    SetupError,
    Template,
    ask,
    copy_tree,
    dify_squid,
    get,
    parent,
    refuse_outside,
    squid_complaints,
    status_of,
    templates,
    tunnel,
)

PASSWORD = "p@ss:w#o\"r'd $%{é}"  # characters that are special in URLs, squid.conf, shells or Compose
DOMAINS = ".googleapis.com google.dev"


# --- The case ---------------------------------------------------------------------------------------------------------


@dataclass
class Case(Checks):
    proxyenv: str
    keep_logs: Path | None
    public: list[Origin]
    private: list[Origin]
    sandbox: Origin
    seen: verification.Seen = field(default_factory=verification.Seen)

    def init(self, tree: Path, *words: str, upstream: str = "") -> None:
        url = upstream or f"http://{network.PARENT}:{PARENT_PORT}"
        result = subprocess.run(
            [self.proxyenv, "dify", "init", "--dir", str(tree), "--upstream", "-", *words],
            input=url.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if result.returncode != 0:
            raise SetupError(f"dify init: {result.stdout.decode()}")
        if PASSWORD in result.stdout.decode(errors="replace"):
            self.failures.append("dify init showed the password")

    def route(self, request: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        """Which client reached which origin: (status, "parent public"), ("direct private"), ("nobody")."""
        origins = [*self.public, *self.private, self.sandbox]
        for origin in origins:
            origin.askers.clear()
        status, _ = request()
        asked = [
            f"{'parent' if asker == network.PARENT_OUT else 'direct'} {origin.name}"
            for origin in origins
            for asker in origin.askers
        ]
        summary = ", ".join(asked) or "nobody"
        self.seen.add(ASKED[-1], status, summary)
        return status, summary

    def save_log(self, name: str) -> None:
        if self.keep_logs is None:
            return
        deadline = time.monotonic() + LOG_SECONDS
        while not LOG.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.5)  # the log helper writes later
        shutil.copy(LOG, self.keep_logs / f"{name}.access.log")

    def verify(self, tree: Path, name: str, exit_status: int, findings: dict[str, set[str]], drift: set[str] = set()) -> None:
        """`dify verify` counts the requests that the origins saw, also with the log in other usual forms."""
        logs = [LOG, LOG.parent / "cache.log"]
        expected = self.seen.counts
        answer = verification.verify_when_written(self.proxyenv, tree, logs, expected.total(), LOG_SECONDS)
        log = b"".join(path.read_bytes() for path in logs if path.exists())
        for what, again in (
            ("plain", answer),
            ("as Compose prints it", verification.verify(self.proxyenv, tree, verification.as_compose_prints(log, tree))),
            ("as PowerShell saves it", verification.verify(
                self.proxyenv, tree, log.decode(errors="replace").replace("\n", "\r\n").encode("utf-16"))),
        ):  # fmt: skip
            self.check(f"{name}: verify counts, {what}", again.counts, expected)
            ignored = {"listed_not_seen", *drift}
            found = {kind: set(hosts) for kind, hosts in again.findings.items() if kind not in ignored}
            self.check(f"{name}: verify finds, {what}", found, findings)
            self.check(f"{name}: verify finds the upgrade, {what}", drift <= set(again.findings), True)
            self.check(f"{name}: verify's exit status, {what}", again.exit_status, exit_status)
            self.check(f"{name}: verify shows no password, {what}", PASSWORD in again.output, False)
        self.seen.counts.clear()

    def listed_domains_only(self, template: Template, tree: Path, name: str) -> None:
        """The promise of the selective mode, with the parent up and down."""
        self.seen.counts.clear()
        # The parent starts first: squid treats a parent that is missing at its start as dead for some time.
        with ExitStack() as squid_stays:
            with parent():
                output = squid_stays.enter_context(dify_squid(template, tree))
                self.routes_with_parent(template, name)
            self.routes_without_parent(template, name)
            self.save_log(name)
            findings = {
                "listed_failed": {"generativelanguage.googleapis.com", "googleapis.com"},
                "listed_denied": {"google.dev"},
            }
            if template.has_sandbox_peer:
                # A request to the sandbox's own port.
                del findings["listed_denied"]
                findings["listed_other_peer"] = {"google.dev"}
            if template.guards_private:
                findings["unlisted_denied"] = {"log"}
            drift = {"source_changed", "release_changed"} if "-to-" in name else set()
            self.verify(tree, name, 1, findings, drift)
            self.check(f"{name}: no warnings of squid's", squid_complaints(output), [])

    def routes_with_parent(self, template: Template, name: str) -> None:
        up = (200, "parent public")
        direct = (200, "direct public")
        rows: list[tuple[str, Callable[[], tuple[int, str]], tuple[int, str]]] = [
            ("subdomain of .x", lambda: tunnel("generativelanguage.googleapis.com"), up),
            (".x itself", lambda: tunnel("googleapis.com"), up),
            ("x alone", lambda: tunnel("google.dev"), up),
            ("subdomain of x alone", lambda: tunnel("sub.google.dev"), direct),
            ("unlisted", lambda: tunnel("unlisted.example.org"), direct),
            ("listed, http", lambda: get("generativelanguage.googleapis.com"), up),
            ("unlisted, http", lambda: get("unlisted.example.org"), direct),
        ]
        if template.guards_private:
            rows += [
                ("private name", lambda: tunnel("private.example.org"), (403, "nobody")),
                ("private address", lambda: tunnel(network.PRIVATE), (403, "nobody")),
                ("service, http", lambda: get("weaviate"), (403, "nobody")),
            ]
        if template.has_sandbox_peer:
            rows.append(("sandbox from its port", lambda: get("sandbox", REVERSE_PORT), (200, "direct sandbox")))
            rows.append(
                ("listed name at the sandbox's port", lambda: get("google.dev", REVERSE_PORT), (200, "direct sandbox"))
            )
        for what, request, expected in rows:
            self.check(f"{name}: {what}", self.route(request), expected)
        with ask("CONNECT google.dev:8443", "google.dev:8443") as connection:
            self.check(f"{name}: another port", status_of(connection)[0], 403)
            self.seen.add("google.dev", 403, "nobody")

    def routes_without_parent(self, template: Template, name: str) -> None:
        for attempt in (1, 2):
            status, asked = self.route(lambda: tunnel("generativelanguage.googleapis.com"))
            self.check(f"{name}: parent down, try {attempt}", (status in (500, 502, 503), asked), (True, "nobody"))
        status, asked = self.route(lambda: get("googleapis.com"))
        failed = "failed" if status in (500, 502, 503, 504) else str(status)
        self.check(f"{name}: parent down, http", (failed, asked), ("failed", "nobody"))
        self.check(
            f"{name}: parent down, unlisted", self.route(lambda: tunnel("unlisted.example.org")), (200, "direct public")
        )

    def everything_but_the_intranet(self, template: Template, tree: Path, name: str) -> None:
        self.seen.counts.clear()
        with parent(), dify_squid(template, tree):
            rows: list[tuple[str, Callable[[], tuple[int, str]], tuple[int, str]]] = [
                ("any name", lambda: tunnel("unlisted.example.org"), (200, "parent public")),
                ("any name, http", lambda: get("unlisted.example.org"), (200, "parent public")),
            ]
            if template.guards_private:
                rows.append(("service", lambda: get("weaviate"), (403, "nobody")))
                rows.append(("private address", lambda: tunnel(network.PRIVATE), (403, "nobody")))
            else:
                rows.append(("service", lambda: get("weaviate"), (200, "direct private")))
                rows.append(("private address", lambda: tunnel(network.PRIVATE), (200, "direct private")))
                rows.append(("exempt domain", lambda: tunnel("intranet.corp"), (200, "direct private")))
            if template.has_sandbox_peer:
                rows.append(("sandbox", lambda: get("sandbox", REVERSE_PORT), (200, "direct sandbox")))
            for what, request, expected in rows:
                self.check(f"{name}: {what}", self.route(request), expected)
            self.save_log(name)
            self.verify(tree, name, 0, {"unlisted_denied": {"log"}} if template.guards_private else {})

    def password(self, template: Template, tree: Path, name: str) -> None:
        self.seen.counts.clear()
        with parent(PASSWORD), dify_squid(template, tree) as output:
            self.check(
                f"{name}: listed", self.route(lambda: tunnel("googleapis.com")), (200, "parent public")
            )
            self.check(f"{name}: not in the container's output", PASSWORD in output.read_text(), False)
            self.verify(tree, name, 0, {})
        with parent("another one"), dify_squid(template, tree):
            self.check(f"{name}: another one", self.route(lambda: tunnel("googleapis.com")), (407, "nobody"))
            self.verify(tree, f"{name}, another one", 1, {"listed_failed": {"googleapis.com"}})
        mode = (tree / "proxyenv" / "upstream.conf").stat().st_mode & 0o777
        self.check(f"{name}: mode of upstream.conf", oct(mode), oct(0o600))
        self.check(f"{name}: mode of the folder", oct((tree / "proxyenv").stat().st_mode & 0o777), oct(0o700))

    def ipv6_parent(self, template: Template, tree: Path, name: str) -> None:
        with parent(address=network.PARENT_V6), dify_squid(template, tree):
            self.check(f"{name}: listed", self.route(lambda: tunnel("googleapis.com")), (200, "parent public"))

    def idle_tunnels(self, template: Template, tree: Path, bare: Path) -> None:
        """The template's read_timeout, scaled to two seconds, closes an idle tunnel, but not with the script."""

        def scaled(text: str) -> str:
            return re.sub(r"^read_timeout .*$", "read_timeout 2 seconds", text, flags=re.MULTILINE)

        for where, expected in ((bare, b""), (tree, b"still here")):
            with parent(), dify_squid(template, where, scaled):
                with ask("CONNECT unlisted.example.org:443", "unlisted.example.org:443") as connection:
                    status_of(connection)
                    connection.settimeout(6)
                    try:
                        happened = connection.recv(1)
                    except TimeoutError:
                        happened = b"still here"
            self.check(f"{template.name}: idle tunnel in {where.name}", happened, expected)


def run(case: Case, names: list[str]) -> None:
    chosen = [template for template in templates() if not names or template.name in names]
    if not chosen:
        raise SetupError(f"no such template; there are {', '.join(template.name for template in templates())}")
    for template in chosen:
        print(f"{template.name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="trees-") as name:
            folder = Path(name)
            agent = ["--agent"] if template.service == "agent_ssrf_proxy" else []
            bare = copy_tree(template, folder / "bare")
            tree = copy_tree(template, folder / "selective")
            case.init(tree, "--domains", DOMAINS, *agent)
            case.listed_domains_only(template, tree, template.name)
            if "read_timeout" in (template.tree / "ssrf_proxy" / "squid.conf.template").read_text():
                case.idle_tunnels(template, tree, bare)
            all_tree = copy_tree(template, folder / "all")
            case.init(all_tree, "--domains", "all", "--exempt", ".corp,intranet.corp", *agent)
            case.everything_but_the_intranet(template, all_tree, f"{template.name}-all")
            secret = copy_tree(template, folder / "secret")
            quoted = "".join(f"%{byte:02X}" for byte in PASSWORD.encode())
            case.init(
                secret, "--domains", DOMAINS, *agent, upstream=f"http://alice:{quoted}@{network.PARENT}:{PARENT_PORT}"
            )
            case.password(template, secret, f"{template.name}-password")
            six = copy_tree(template, folder / "six")
            case.init(six, "--domains", DOMAINS, *agent, upstream=f"http://[{network.PARENT_V6}]:{PARENT_PORT}")
            case.ipv6_parent(template, six, f"{template.name}-ipv6")


def edges(case: Case) -> None:
    """Layouts that the script must support, and those for which it must refuse to start squid."""
    known = {template.name: template for template in templates()}
    print("edges", flush=True)
    with tempfile.TemporaryDirectory(prefix="edges-") as name:
        for number, (generation, expected) in enumerate((("0.15.3", 200), ("1.15.0", 403))):
            template = known[generation]
            tree = copy_tree(template, Path(name) / f"crlf-{number}")
            for file in (tree / "ssrf_proxy").iterdir():
                file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
            case.init(tree, "--domains", DOMAINS)
            with parent(), dify_squid(template, tree):
                case.check(f"{generation}, CRLF: listed", case.route(lambda: tunnel("google.dev")), (200, "parent public"))
                case.check(f"{generation}, CRLF: private", case.route(lambda: tunnel("private.example.org"))[0], expected)

        template = known["1.15.0"]
        tree = copy_tree(template, Path(name) / "bridge")
        case.init(tree, "--domains", DOMAINS)
        with parent(), dify_squid(template, tree, SSRF_SANDBOX_PROXY_PORT=str(REVERSE_PORT)):
            case.check("bridge: sandbox", case.route(lambda: get("sandbox", REVERSE_PORT)), (200, "direct sandbox"))
            case.check("bridge: listed, http", case.route(lambda: get("google.dev")), (200, "parent public"))
            unlisted = case.route(lambda: get("unlisted.example.org"))
            case.check("bridge: unlisted, http", unlisted, (200, "direct public"))

        def effective(name: str = "read_timeout") -> list[str]:
            return [line for line in (ETC / "squid.conf").read_text().splitlines() if line.startswith(name)]

        def longer(text: str) -> str:
            return text.replace("read_timeout 2 minutes", "read_timeout 1 hour").replace("5 minutes", "1 day")

        with parent(), dify_squid(template, tree, longer):
            case.check("a longer read_timeout is kept", effective(), ["read_timeout 3600 seconds"])
            case.check("a longer lifetime, too", effective("client_lifetime"), ["client_lifetime 86400 seconds"])
        with parent(), dify_squid(template, tree):
            case.check("a shorter one is not", effective(), ["read_timeout 900 seconds"])
            case.check("nor a shorter lifetime", effective("client_lifetime"), ["client_lifetime 3600 seconds"])
        for written, kept in (("read_timeout 1 week", 604800), ("read_timeout\t20\tMinutes", 1200), (" read_timeout 2 Hours", 7200)):
            with parent(), dify_squid(template, tree, lambda text, new=written: text.replace("read_timeout 2 minutes", new)):
                case.check(f"kept as squid reads it: {written!r}", effective(), [f"read_timeout {kept} seconds"])
        with parent(), dify_squid(template, tree, lambda text: text.replace("client_lifetime", "# client_lifetime")):
            case.check("squid's own lifetime stays", effective("client_lifetime"), [])

        def with_own_file(text: str) -> str:
            (ETC / "conf.d" / "own.conf").write_text("read_timeout 1 hour\n")
            return text

        tree = copy_tree(known["1.13.0"], Path(name) / "conf.d")
        case.init(tree, "--domains", DOMAINS)
        with parent(), dify_squid(known["1.13.0"], tree, with_own_file):
            case.check("a longer one in conf.d is kept", effective(), ["read_timeout 3600 seconds"])
        template = known["two-squids"]
        tree = copy_tree(template, Path(name) / "common")
        case.init(tree, "--domains", DOMAINS)
        with parent(), dify_squid(template, tree, SSRF_PROXY_READ_TIMEOUT="1800"):
            case.check("a longer one in dify_common.conf, too", effective(), ["read_timeout 1800 seconds"])
            case.check("a lifetime there, too", effective("client_lifetime"), ["client_lifetime 3600 seconds"])

        # The longest login that init lets pass. One byte more would not fit into squid's buffer.
        longest = "p" * (128 - len("alice:"))
        tree = copy_tree(known["1.15.0"], Path(name) / "login")
        case.init(tree, "--domains", DOMAINS, upstream=f"http://alice:{longest}@{network.PARENT}:{PARENT_PORT}")
        with parent(longest), dify_squid(known["1.15.0"], tree):
            case.check("the longest login", case.route(lambda: tunnel("google.dev")), (200, "parent public"))

        for what, file, pattern, replacement, message in (
            ("entrypoint", "docker-entrypoint.sh", "/usr/sbin/squid -Nz", "/usr/sbin/squid --new", "Dify's entrypoint"),
            ("template", "squid.conf.template", "to_private_networks", "elsewhere", "this squid.conf has a layout"),
        ):
            template = known["1.15.0"]
            tree = copy_tree(template, Path(name) / f"unknown-{what}")
            path = tree / "ssrf_proxy" / file
            path.write_text(path.read_text().replace(pattern, replacement))
            case.init(tree, "--domains", DOMAINS)
            try:
                with dify_squid(template, tree):
                    happened = "squid started"
            except SetupError as error:
                happened = str(error)
            case.check(f"unknown {what}: {happened}", f"[proxyenv] {message}" in happened, True)


def upgrades(case: Case) -> None:
    """The files of one release with the templates and the entrypoint of the next and the previous release."""
    rows = [template for template in templates() if template.service == "ssrf_proxy"]
    rows.sort(key=lambda template: [t for t in ORDER].index(template.name))
    for before, after in [*zip(rows, rows[1:]), *zip(rows[1:], rows)]:
        print(f"{after.name} under the files of {before.name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="upgrade-") as name:
            tree = copy_tree(before, Path(name))
            case.init(tree, "--domains", DOMAINS)
            generated = {path: path.read_bytes() for path in [tree / "docker-compose.override.yaml"]}
            shutil.rmtree(tree / "ssrf_proxy")
            newer = copy_tree(after, Path(name) / "after")
            shutil.copytree(newer / "ssrf_proxy", tree / "ssrf_proxy")
            shutil.copy(newer / "docker-compose.yaml", tree / "docker-compose.yaml")
            for path, content in generated.items():
                if path.read_bytes() != content:
                    raise SetupError("the generated files changed under way")
            case.listed_domains_only(after, tree, f"{before.name}-to-{after.name}")


ORDER = ["0.15.3", "dify-1.0.0", "1.13.0", "1.15.0", "dify-1.16.0", "two-squids", "dify-1.17.1"]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    parser.add_argument("--keep-logs", type=Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    try:
        refuse_outside()
        if arguments.keep_logs:
            arguments.keep_logs.mkdir(parents=True, exist_ok=True)
        case = Case(
            arguments.proxyenv,
            arguments.keep_logs,
            [Origin(network.PUBLIC, 443, "public"), Origin(network.PUBLIC, 80, "public")],
            [Origin(network.PRIVATE, 443, "private"), Origin(network.PRIVATE, 80, "private")],
            Origin(network.SANDBOX, SANDBOX_PORT, "sandbox"),
        )
        if arguments.names != ["edges"]:
            run(case, arguments.names)
        if arguments.names in ([], ["edges"]):
            edges(case)
        if not arguments.names:
            upgrades(case)
    except SetupError as error:
        print(f"dify-squid: {error}", file=sys.stderr)
        return 2
    return case.report("dify-squid")


if __name__ == "__main__":
    sys.exit(main())
