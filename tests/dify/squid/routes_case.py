"""Tests where the clients in Dify's containers go with the environment that `proxyenv dify init` generates.

usage: routes_case.py --proxyenv PATH --compose PATH        (started by scripts/dify-squid --routes)

Promises: the environment of each service has exactly the variables that Docker Compose merges from the tree and the
override. The clients are real ones, squid is real and started by the generated script, the upstream is a second squid.
Rejected designs are also run, and must show their fault. Exit 0 if every route was as promised, 1 with the others, 2
if it could not be set up.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import network
import servers
from checks import Checks

HERE = Path(__file__).resolve().parent
SQUID_URL = f"http://ssrf_proxy:{servers.SQUID_PORT}"
NAMES = "api,sandbox,plugin_daemon,ssrf_proxy,weaviate"

CERTIFICATE = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = case
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = {names}
"""

# The possible values of a row of the table below.
DIRECT = "direct"
GUARDED = "refused by ssrf_proxy"
OUT = "ssrf_proxy, then direct"
UP = "ssrf_proxy, then upstream"

API = {
    "HTTP node to weaviate": ("http_node", "http://weaviate:8080/"),
    "HTTP node to a listed site": ("http_node", "https://api.openai.com/"),
    "API extension to weaviate": ("api_extension", "http://weaviate:8080/"),
    "sandbox": ("httpx", "http://sandbox:8194/"),
    "plugin daemon": ("httpx", "http://plugin_daemon:5002/"),
    "plugin daemon, requests": ("requests", "http://plugin_daemon:5002/"),
    "marketplace": ("httpx", "https://marketplace.dify.ai/"),
    "marketplace, requests": ("requests", "https://marketplace.dify.ai/"),
    "listed, httpx": ("httpx", "https://api.openai.com/"),
    "Weaviate's gRPC": ("grpc", f"weaviate:{network.WEAVIATE_GRPC_PORT}"),
    "Google's gRPC": ("grpc_tls", "aiplatform.googleapis.com:443"),
}
DAEMON = {
    "Dify's API": ("httpx", "http://api:5001/"),
    "files": ("requests", "http://files.example.com:9000/"),
    "files over https": ("httpx", "https://files.example.com/"),
    "in-house model": ("httpx", "http://models.corp:9000/"),
    "listed, httpx": ("httpx", "https://api.openai.com/"),
    "listed, requests": ("requests", "https://api.openai.com/"),
    "unlisted": ("httpx", "https://unlisted.example.org/"),
    "Google's gRPC": ("grpc_tls", "aiplatform.googleapis.com:443"),
}
PROMISED_API = {
    "HTTP node to weaviate": GUARDED,
    "HTTP node to a listed site": UP,
    "API extension to weaviate": GUARDED,
    "sandbox": DIRECT,
    "plugin daemon": DIRECT,
    "plugin daemon, requests": DIRECT,
    "marketplace": OUT,
    "marketplace, requests": OUT,
    "listed, httpx": UP,
    "Weaviate's gRPC": DIRECT,
    "Google's gRPC": UP,
}
PROMISED_DAEMON = {
    "Dify's API": DIRECT,
    "files": DIRECT,
    "files over https": DIRECT,
    "in-house model": DIRECT,
    "listed, httpx": UP,
    "listed, requests": UP,
    "unlisted": OUT,
    "Google's gRPC": UP,
}

# Vector stores and a collector of traces outside the tree, which api speaks gRPC to.
STORES_ENV = f"""\
VECTOR_STORE=milvus
MILVUS_URI=http://{network.PRIVATE}:{network.STORE_PORTS["milvus"]}
WEAVIATE_GRPC_ENDPOINT=grpc://vectors.corp:{network.WEAVIATE_GRPC_PORT}
QDRANT_URL=http://qdrant.corp:9000
QDRANT_GRPC_ENABLED=true
TIDB_ON_QDRANT_URL=http://tidb.corp:9000
TIDB_ON_QDRANT_GRPC_ENABLED=true
TIDB_ON_QDRANT_GRPC_PORT={network.STORE_PORTS["tidb.corp"]}
TENCENT_VECTOR_DB_URL=http://tencent.corp:{network.STORE_PORTS["tencent.corp"]}
ENABLE_OTEL=true
OTEL_EXPORTER_OTLP_PROTOCOL=grpc
OTLP_BASE_ENDPOINT=http://otel.corp:{network.STORE_PORTS["otel.corp"]}
"""
STORES = {
    "Milvus": ("grpc", f"{network.PRIVATE}:{network.STORE_PORTS['milvus']}"),
    "Weaviate": ("grpc", f"vectors.corp:{network.WEAVIATE_GRPC_PORT}"),
    "Qdrant": ("grpc", f"qdrant.corp:{network.STORE_PORTS['qdrant.corp']}"),
    "Qdrant over HTTP": ("httpx", "http://qdrant.corp:9000/"),
    "TiDB on Qdrant": ("grpc", f"tidb.corp:{network.STORE_PORTS['tidb.corp']}"),
    "Tencent": ("grpc", f"tencent.corp:{network.STORE_PORTS['tencent.corp']}"),
    "traces": ("grpc", f"otel.corp:{network.STORE_PORTS['otel.corp']}"),
    "HTTP node to Milvus's host": ("http_node", f"http://{network.PRIVATE}:9000/"),
    "HTTP node to Qdrant": ("http_node", "http://qdrant.corp:9000/"),
    "API extension to Qdrant": ("api_extension", "http://qdrant.corp:9000/"),
    "Google's gRPC": ("grpc_tls", "aiplatform.googleapis.com:443"),
}
# Before init gRPC goes direct, and after it, too. httpx stays behind the guard.
STORES_BEFORE = dict.fromkeys(STORES, DIRECT) | dict.fromkeys(
    ("HTTP node to Milvus's host", "HTTP node to Qdrant", "API extension to Qdrant"), GUARDED
)
STORES_AFTER = STORES_BEFORE | {"Google's gRPC": UP}
# What the exemptions are for: with the names of the tree's services alone, no store answers.
STORES_WITHOUT = {name: GUARDED for name, (kind, _) in STORES.items() if kind == "grpc"}

# Plausible designs for api and worker, and the fault of each.
BASE = {"SSRF_PROXY_HTTP_URL": SQUID_URL, "SSRF_PROXY_HTTPS_URL": SQUID_URL}
BOTH = {name: SQUID_URL for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")}
EXEMPT = {"NO_PROXY": NAMES, "no_proxy": NAMES}
REJECTED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "no variable at all": (BASE, {"HTTP node to weaviate": GUARDED, "marketplace": DIRECT, "Google's gRPC": DIRECT}),
    "grpc_proxy only": (
        BASE | {"grpc_proxy": SQUID_URL, "no_grpc_proxy": NAMES},
        {"HTTP node to weaviate": GUARDED, "Google's gRPC": UP, "marketplace": DIRECT},
    ),
    "both proxies and NO_PROXY": (
        BASE | BOTH | EXEMPT,
        {"HTTP node to weaviate": DIRECT, "API extension to weaviate": DIRECT, "sandbox": DIRECT, "marketplace": OUT},
    ),
    "the same with SSRF_PROXY_ALL_URL": (
        BASE | BOTH | EXEMPT | {"SSRF_PROXY_ALL_URL": SQUID_URL},
        {"HTTP node to weaviate": GUARDED, "API extension to weaviate": DIRECT},
    ),
    "both proxies without NO_PROXY": (
        BASE | BOTH,
        {"HTTP node to weaviate": GUARDED, "sandbox": GUARDED, "plugin daemon": GUARDED, "Weaviate's gRPC": GUARDED},
    ),
}


@dataclass
class Routes(Checks):
    arguments: argparse.Namespace
    authority: Path
    taken: int = 0
    markers: int = 0

    def log_lines(self) -> list[str]:
        """The lines that squid logged since the last call. A request that squid refuses at once marks the end: earlier
        requests are logged before it, even if the log is written late."""
        self.markers += 1
        host = f"marker-{self.markers}.example.org:9"  # no port for CONNECT, so no name is looked up
        with servers.ask(f"CONNECT {host}", host) as connection:
            servers.status_of(connection)
        deadline = time.monotonic() + servers.START_SECONDS
        while time.monotonic() < deadline:
            lines = servers.LOG.read_text().splitlines() if servers.LOG.exists() else []
            if any(host in line for line in lines):
                new = lines[self.taken :]
                self.taken = len(lines)
                return [line for line in new if "marker-" not in line and "error:transaction" not in line]
            time.sleep(0.02)
        raise servers.SetupError("squid logs nothing")

    def route(self, environment: dict[str, str], kind: str, target: str) -> str:
        self.log_lines()
        certificates = {
            name: str(self.authority)
            for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH")
        }
        result = subprocess.run(
            [sys.executable, "-B", str(HERE / "dify_client.py"), kind, target],
            env=environment | certificates | {"GRPC_DNS_RESOLVER": "native"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
        said = result.stdout.decode().strip() or result.stderr.decode().strip()
        time.sleep(0.1)  # for squid to see that a tunnel was closed
        lines = self.log_lines()
        if said.startswith("answered") and not lines:
            return DIRECT
        fields = lines[-1].split() if lines else []
        if not fields:
            return f"nowhere ({said})"
        if fields[3] == "TCP_DENIED/403":
            return GUARDED
        if not said.startswith("answered"):
            return f"ssrf_proxy, and then failed ({said})"
        seen_upstream = said.endswith(network.PARENT_OUT)
        is_up = fields[8] == f"FIRSTUP_PARENT/{network.PARENT}"
        if seen_upstream != is_up:
            return f"in doubt: squid says {fields[8]}, the server {said}"
        return UP if is_up else OUT

    def judge(
        self,
        title: str,
        environment: dict[str, str],
        clients: dict[str, tuple[str, str]],
        promised: dict[str, str],
    ) -> None:
        print(title, flush=True)
        for name, expected in promised.items():
            happened = self.route(environment, *clients[name])
            self.checks += 1
            print(f"  {name:28} {happened}", flush=True)
            if happened != expected:
                self.failures.append(f"{title}: {name}: {happened} instead of {expected}")

    def compare_workers(self, tree: Path, environment: dict[str, str]) -> None:
        """The other services of Dify's own code use the same routes as api, because their proxy variables are the
        same."""

        def proxies(values: dict[str, str]) -> dict[str, str]:
            return {name: value for name, value in values.items() if "proxy" in name.lower()}

        for service in ("api_websocket", "worker", "worker_beat"):
            self.checks += 1
            own = environment | self.environment(tree, service)
            if proxies(own) != proxies(environment):
                self.failures.append(f"{service} has other variables than api: {proxies(own)}")

    def environment(self, tree: Path, service: str) -> dict[str, str]:
        result = subprocess.run(
            [self.arguments.compose, "--profile", "*", "config", "--format", "json"],
            cwd=tree,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tree)},
            stdout=subprocess.PIPE,
            check=True,
        )
        merged = json.loads(result.stdout)["services"][service]["environment"]
        return {name: value.replace("$$", "$") for name, value in merged.items() if value is not None}


@contextmanager
def outside(folder: Path) -> Iterator[Path]:
    """The servers, with a certificate for all names; yields the authority that signed it."""
    names = ",".join(f"DNS:{name}" for name in network.HOSTS if "_" not in name)
    config = folder / "openssl.cnf"
    config.write_text(CERTIFICATE.format(names=names))
    common = ["openssl", "req", "-x509", "-config", str(config), "-days", "2", "-noenc"]
    common += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    authority = ["-subj", "/CN=authority", "-extensions", "authority", "-keyout", "ca.key", "-out", "ca.pem"]
    server = ["-extensions", "server", "-keyout", "server.key", "-out", "server.pem"]
    server += ["-CA", "ca.pem", "-CAkey", "ca.key"]
    for words in (authority, server):
        subprocess.run([*common, *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process = subprocess.Popen(
        [sys.executable, "-B", str(HERE / "outside.py"), str(folder / "server.pem"), str(folder / "server.key")],
        env={"PATH": os.environ["PATH"], "GRPC_DNS_RESOLVER": "native"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        if first != b"ready\n":
            raise servers.SetupError(f"the servers did not start: {(first + process.stdout.read()).decode()}")
        yield folder / "ca.pem"
    finally:
        process.kill()
        process.wait()


def init(arguments: argparse.Namespace, tree: Path, *words: str) -> None:
    url = f"http://{network.PARENT}:{servers.PARENT_PORT}"
    subprocess.run(
        [arguments.proxyenv, "dify", "init", "--dir", str(tree), "--upstream", url, *words],
        env={"PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def templates() -> list[servers.Template]:
    """The templates whose squid refuses private targets, so that the guard can be tested; Dify's own if it is
    present."""
    chosen = {template.name: template for template in servers.templates()}
    return [chosen[name] for name in ("dify-1.16.0", "1.15.0") if name in chosen][:1]


def judge_stores(routes: Routes, template: servers.Template, folder: Path, listed: list[str]) -> None:
    """gRPC to servers outside the tree: before init, after it, and with the exemptions taken out."""
    tree = servers.copy_tree(template, folder / "stores")
    (tree / ".env").write_text(STORES_ENV)
    guard = {"SSRF_PROXY_HTTP_URL": SQUID_URL, "SSRF_PROXY_HTTPS_URL": SQUID_URL}
    before = guard | routes.environment(tree, "api")
    init(routes.arguments, tree, *listed)
    after = guard | routes.environment(tree, "api")
    with servers.parent(), servers.dify_squid(template, tree):
        routes.judge(f"{template.name}, api with stores outside, before init", before, STORES, STORES_BEFORE)
        routes.judge(f"{template.name}, api with stores outside, after init", after, STORES, STORES_AFTER)
        routes.compare_workers(tree, after)
        without = after | {"no_grpc_proxy": NAMES}
        routes.judge("rejected: no_grpc_proxy with the tree's services alone", without, STORES, STORES_WITHOUT)


def run(routes: Routes, folder: Path) -> None:
    listed = ["--domains", ".googleapis.com,.openai.com"]
    for template in templates():
        judge_stores(routes, template, folder, listed)
        tree = servers.copy_tree(template, folder / "plain")
        (tree / ".env").write_text("FILES_URL=https://files.example.com\nHTTP_PROXY=http://10.99.0.66:1\n")
        init(routes.arguments, tree, *listed)
        http_tree = servers.copy_tree(template, folder / "http")
        (http_tree / ".env").write_text("FILES_URL=https://files.example.com\n")
        init(routes.arguments, http_tree, *listed, "--http")
        exempt_tree = servers.copy_tree(template, folder / "exempt")
        (exempt_tree / ".env").write_text("FILES_URL=\n")
        init(routes.arguments, exempt_tree, *listed, "--exempt", "weaviate")
        with servers.parent(), servers.dify_squid(template, tree):
            guard = {"SSRF_PROXY_HTTP_URL": SQUID_URL, "SSRF_PROXY_HTTPS_URL": SQUID_URL}
            environment = guard | routes.environment(tree, "api")
            routes.judge(f"{template.name}, api", environment, API, PROMISED_API)
            routes.compare_workers(tree, environment)
            daemon = routes.environment(tree, "plugin_daemon")
            routes.judge(f"{template.name}, plugin_daemon", daemon, DAEMON, PROMISED_DAEMON)
            with_http = PROMISED_DAEMON | {"in-house model": GUARDED}
            daemon = routes.environment(http_tree, "plugin_daemon")
            routes.judge(f"{template.name}, plugin_daemon with --http", daemon, DAEMON, with_http)
            # The effect of --exempt as documented: the HTTP node stays guarded, an API extension does not.
            opened = {"HTTP node to weaviate": GUARDED, "API extension to weaviate": DIRECT, "sandbox": DIRECT}
            environment = guard | routes.environment(exempt_tree, "api")
            routes.judge(f"{template.name}, api with --exempt weaviate", environment, API, opened)
            for title, (rejected, promised) in REJECTED.items():
                routes.judge(f"rejected: {title}", rejected, API, promised)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxyenv", required=True)
    parser.add_argument("--compose", required=True)
    arguments = parser.parse_args()
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("httpx", "requests", "grpcio"))
    print(f"clients: {versions}")
    try:
        servers.refuse_outside()
        with tempfile.TemporaryDirectory(prefix="routes-") as name:
            folder = Path(name)
            with outside(folder) as authority:
                routes = Routes(arguments, authority)
                run(routes, folder)
    except (servers.SetupError, subprocess.CalledProcessError) as error:
        print(f"dify-squid: {error}", file=sys.stderr)
        return 2
    return routes.report("dify-squid", "routes")


if __name__ == "__main__":
    sys.exit(main())
