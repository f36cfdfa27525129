"""Checks with Docker Compose the files that `proxyenv dify init` wrote, and how it reads Compose's own files.

usage: compose_case.py --compose PATH --proxyenv PATH --view PATH        (started by scripts/dify-compose)

Promises: every service of each tree is compared before and after init, as Compose itself merges it. Only the promised
parts change, and exactly as promised. Exit 0 if all was as promised, 1 with the differences, 2 if it could not be
checked.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checks import Checks
from texts import ENV_FILES, MERGES

HERE = Path(__file__).resolve().parent
TREES = HERE.parent / "trees"
RELEASES = Path(os.environ["DIFY_RELEASES"])

UPSTREAM = "http://192.168.0.1:7890"
SECRET_UPSTREAM = "http://alice:p%40ss%24w%22o%23rd@192.168.0.1:7890"
API = ["/opt/proxyenv/proxyenv", "--", "/bin/bash", "/entrypoint.sh"]
SCRIPT = ["/opt/proxyenv/proxyenv", "--", "/bin/bash", "-c", "/app/entrypoint.sh"]
MAIN = ["/opt/proxyenv/proxyenv", "--", "/bin/bash", "-c", "/app/commandline migrate && exec /app/main"]

Service = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One tree, one init, and the expected result."""

    tree: Path
    api_like: list[str]
    daemon: bool
    words: list[str] = field(default_factory=list)
    first: str = ""  # .env until init
    env: str = ""
    squids: list[str] = field(default_factory=lambda: ["ssrf_proxy"])
    port: str = "3128"
    upstream: str = UPSTREAM
    direct: bool = False
    docker_host: bool = False
    http: bool = False
    exempt: list[str] = field(default_factory=list)
    files_hosts: list[str] = field(default_factory=list)
    daemon_command: list[str] | None = None  # with --wrap
    override: str = "docker-compose.override.yaml"
    squid: str = "ssrf_proxy"  # the name of the one that guards api
    daemon_name: str = "plugin_daemon"
    files: list[str] = field(default_factory=list)  # with -f, and no .env; else those that Compose loads by itself


def rows() -> list[Row]:
    old = ["api", "worker"]
    beat = ["api", "worker", "worker_beat"]
    new = ["api", "api_websocket", "worker", "worker_beat"]
    listed = ["--domains", ".googleapis.com,google.dev"]
    result = [
        Row(TREES / "0.15.3", old, daemon=False, words=listed),
        Row(TREES / "1.13.0", beat, daemon=True, words=listed),
        Row(TREES / "1.13.0", beat, daemon=True, words=[*listed, "--wrap"], daemon_command=SCRIPT),
        Row(TREES / "daemon-0.5.8", beat, daemon=True, words=[*listed, "--wrap"], daemon_command=MAIN),
        Row(TREES / "1.14.0", beat, daemon=True, words=[*listed, "--wrap", "--http"], http=True, daemon_command=MAIN),
        Row(
            TREES / "1.14.0",
            beat,
            daemon=True,
            words=listed,
            env="FILES_URL=https://files.example.com/x\nINTERNAL_FILES_URL=http://files-inside:5001\n",
            files_hosts=["files.example.com", "files-inside"],
        ),
        Row(
            TREES / "1.15.0",
            new,
            daemon=True,
            words=listed,
            env="SSRF_HTTP_PORT=3129\nHTTP_PROXY=http://h:1\n",
            port="3129",
        ),
        Row(TREES / "1.15.0", new, daemon=True, words=[*listed, "--exempt", "minio,*.corp"], exempt=["minio", ".corp"]),
        Row(TREES / "1.15.0", new, daemon=True, words=listed, upstream="http://127.0.0.1:7890", docker_host=True),
        Row(TREES / "1.15.0", new, daemon=True, words=listed, upstream=SECRET_UPSTREAM),
        Row(TREES / "1.15.0", new, daemon=True, words=["--mode", "direct"], squids=[], direct=True),
        Row(
            TREES / "1.15.0",
            new,
            daemon=True,
            words=["--mode", "direct", "--http"],
            squids=[],
            direct=True,
            http=True,
            upstream=SECRET_UPSTREAM,
        ),
        Row(TREES / "two-squids", new, daemon=True, words=listed),
        Row(
            TREES / "two-squids",
            new,
            daemon=True,
            words=[*listed, "--agent"],
            squids=["ssrf_proxy", "agent_ssrf_proxy"],
        ),
        Row(
            TREES / "foreign-override",
            [*beat, "my_worker"],
            daemon=True,
            words=listed,
            override="docker-compose.proxyenv.yaml",
            env="COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yml:docker-compose.proxyenv.yaml\n",
        ),
        Row(
            TREES / "renamed",
            ["dify-backend", "dify-celery"],
            daemon=True,
            words=listed,
            squids=["dify-squid"],
            squid="dify-squid",
            daemon_name="dify-plugins",
        ),
        Row(TREES / "static-squid", old, daemon=True, words=["--mode", "direct"], squids=[], direct=True),
        Row(TREES / "podman", beat, daemon=True, words=listed),
        Row(TREES / "include", old, daemon=True, words=listed),
        Row(TREES / "extends", [*old, "heavy-queue"], daemon=True, words=listed),
        Row(
            TREES / "several-files",
            [*old, "worker_of_nights"],
            daemon=True,
            words=listed,
            override="docker-compose.proxyenv.yaml",
            first="COMPOSE_FILE=dify.yaml:production.yaml\n",
            env="COMPOSE_FILE=dify.yaml:production.yaml:docker-compose.proxyenv.yaml\n",
        ),
        Row(
            TREES / "middleware",
            [],
            daemon=True,
            words=listed,
            override="docker-compose.proxyenv.yaml",
            files=["docker-compose.middleware.yaml"],
        ),
        Row(RELEASES / "1.0.0", old, daemon=True, words=listed),
        Row(RELEASES / "1.0.0", old, daemon=True, words=[*listed, "--wrap"], daemon_command=SCRIPT),
        Row(RELEASES / "1.16.0", new, daemon=True, words=listed),
        Row(RELEASES / "1.16.0", new, daemon=True, words=[*listed, "--wrap", "--http"], http=True, daemon_command=MAIN),
        Row(RELEASES / "1.17.1", new, daemon=True, words=listed),
        Row(RELEASES / "1.17.1", new, daemon=True, words=[*listed, "--wrap"], daemon_command=MAIN),
    ]
    return [row for row in result if row.tree.is_dir()]


class Judge(Checks):
    def __init__(self, compose: str, proxyenv: str, view: str) -> None:
        super().__init__()
        self.compose = compose
        self.proxyenv = proxyenv
        self.view = view

    def config(self, tree: Path, *files: str) -> dict[str, Service]:
        """Compose's own view of all services, including those with profiles."""
        chosen = [word for file in files for word in ("-f", file)]
        result = subprocess.run(
            [self.compose, *chosen, "--profile", "*", "config", "--format", "json"],
            cwd=tree,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tree)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=False,
        )
        if result.returncode != 0:
            raise RuntimeError(f"{tree}: compose config: {result.stderr.decode()}")
        services: dict[str, Service] = json.loads(result.stdout)["services"]
        return services

    def init(self, tree: Path, row: Row) -> str:
        result = subprocess.run(
            [self.proxyenv, "dify", "init", "--dir", str(tree), "--upstream", "-", *row.words],
            input=row.upstream.encode(),
            env={"PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        text = result.stdout.decode()
        if result.returncode != 0:
            raise RuntimeError(f"{tree}: init: {text}")
        return text

    # --- Each tree ---

    def judge(self, row: Row) -> None:
        name = f"{row.tree.name} {' '.join(row.words)}"
        with tempfile.TemporaryDirectory(prefix="compose-") as folder:
            tree = Path(folder) / "docker"
            shutil.copytree(row.tree, tree)
            for path in [tree, *tree.rglob("*")]:
                path.chmod(path.stat().st_mode | 0o200)
            # The file is written even if the shared tree has none, because env_file lists name it.
            base = "\n".join(line for line in row.env.splitlines() if not line.startswith("COMPOSE_FILE")) + "\n"
            if not row.files:
                (tree / ".env").write_text(row.first or base)
            before = self.config(tree, *row.files)
            self.init(tree, row)
            if not row.files:
                (tree / ".env").write_text(row.env or "\n")
            self.check(f"{name}: the override's name", (tree / row.override).exists(), True)
            after = self.config(tree, *row.files, *([row.override] if row.files else []))
            self.check(f"{name}: services", sorted(after), sorted(before))
            for service in before:
                expected = self.expected(row, tree, service, before[service], sorted(before), list(before))
                self.compare(f"{name}: {service}", after[service], expected)

    def compare(self, what: str, happened: Service, expected: Service) -> None:
        for key in sorted({*happened, *expected}):
            left, right = happened.get(key), expected.get(key)
            if key == "environment":
                left, right = normal_environment(left), normal_environment(right)
            elif key == "volumes":
                left, right = normal_volumes(left), normal_volumes(right)
            elif key == "labels":
                left = {k: v for k, v in (left or {}).items() if k != "io.proxyenv.config"}
                right = right or {}
            self.check(f"{what}: {key}", left, right)

    def expected(
        self, row: Row, tree: Path, name: str, before: Service, services: list[str], order: list[str]
    ) -> Service:
        service = json.loads(json.dumps(before))
        if name in row.squids:
            service.setdefault("volumes", [])
            entrypoint = next(v for v in service["volumes"] if v["target"] == "/docker-entrypoint-mount.sh")["source"]
            service["volumes"] = [v for v in service["volumes"] if v["target"] != "/docker-entrypoint-mount.sh"]
            service["volumes"] += [
                mount(tree / "proxyenv/squid-entrypoint.sh", "/docker-entrypoint-mount.sh"),
                mount(Path(entrypoint), "/etc/squid/proxyenv/dify-entrypoint.sh"),
                mount(tree / "proxyenv/upstream.conf", "/etc/squid/proxyenv/upstream.conf"),
            ]
            if row.docker_host:
                service["extra_hosts"] = ["host.docker.internal=host-gateway"]
        is_daemon = row.daemon and name == row.daemon_name
        if name not in row.api_like and not is_daemon:
            return service
        environment = normal_environment(service.get("environment"))
        environment |= self.promised(row, is_daemon, services)
        service["environment"] = environment
        if row.daemon_command is not None:
            service.setdefault("volumes", []).append(mount(tree / "proxyenv/bin", "/opt/proxyenv"))
            if is_daemon:
                service["command"] = row.daemon_command
            else:
                service["entrypoint"] = API
        return service

    def promised(self, row: Row, is_daemon: bool, services: list[str]) -> dict[str, str]:
        squid = f"http://{row.squid}:{row.port}"
        proxy = row.upstream if row.direct else squid
        names = ["localhost", "127.0.0.1", "host.docker.internal", *services]
        inside = SortedList([*names, *row.exempt, *(row.files_hosts if is_daemon else [])])
        http = proxy if row.http and is_daemon else ""
        exempt = inside if is_daemon else SortedList(row.exempt)
        result = {
            "HTTPS_PROXY": proxy,
            "https_proxy": proxy,
            "HTTP_PROXY": http,
            "http_proxy": http,
            "ALL_PROXY": "",
            "all_proxy": "",
            "NO_PROXY": exempt,
            "no_proxy": exempt,
        }
        if not is_daemon:
            result["no_grpc_proxy"] = inside
            result["SSRF_PROXY_ALL_URL"] = squid
        return result

    # --- .env files ---

    def judge_env(self, text: str) -> None:
        with tempfile.TemporaryDirectory(prefix="env-") as folder:
            path = Path(folder)
            (path / ".env").write_bytes(text.encode())
            ours = subprocess.run([self.view, "env", str(path / ".env")], stdout=subprocess.PIPE, check=False)
            (path / "compose.yaml").write_text("services:\n  s:\n    image: i\n    env_file: .env\n")
            try:
                # Compose prints a Compose file again, with each $ doubled.
                values = normal_environment(self.config(path)["s"].get("environment"))
                theirs: object = {name: (value or "").replace("$$", "$") for name, value in values.items()}
            except RuntimeError:
                theirs = "an error"
            mine: object = json.loads(ours.stdout) if ours.returncode == 0 else "an error"
            self.check(f".env {text!r}", mine, theirs)

    # --- Files over one another ---

    def judge_merge(self, base: str, over: str) -> None:
        with tempfile.TemporaryDirectory(prefix="merge-") as folder:
            path = Path(folder)
            files = []
            for number, service in enumerate((base, over)):
                file = path / f"{number}.yaml"
                file.write_text(f"services: {{s: {{image: i, {service}}}}}\n")
                files.append(str(file))
            (path / "a.env").write_text("A=1\n")
            (path / "b.env").write_text("B=1\n")
            ours = json.loads(subprocess.run([self.view, "merge", *files], stdout=subprocess.PIPE, check=True).stdout)
            mine = ours["services"]["s"]
            theirs = self.config(path, *files)["s"]
            # Compose must read the merged document like the two files.
            alone = path / "alone.yaml"
            alone.write_text(json.dumps({"services": {"s": mine}}))
            self.compare(f"merge {base} | {over}", self.config(path, str(alone))["s"], theirs)


class SortedList(str):
    """A comma-separated list whose order does not matter."""

    def __new__(cls, entries: list[str]) -> SortedList:
        return super().__new__(cls, ",".join(sorted(set(entries))))


LISTS = ("NO_PROXY", "no_proxy", "no_grpc_proxy")


def normal_environment(environment: dict[str, str | None] | None) -> dict[str, str | None]:
    return {
        name: SortedList(value.split(",")) if name in LISTS and value else value
        for name, value in (environment or {}).items()
    }


def normal_volumes(volumes: list[Service] | None) -> list[tuple[str, str, bool, bool]]:
    """Source, target, read-only, and whether Docker makes a folder for a missing source."""
    return sorted(
        (
            volume["source"],
            volume["target"],
            bool(volume.get("read_only")),
            bool(volume.get("bind", {}).get("create_host_path")),
        )
        for volume in volumes or []
    )


def mount(source: Path, target: str) -> Service:
    return {"type": "bind", "source": str(source), "target": target, "read_only": True, "bind": {}}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--compose", required=True)
    parser.add_argument("--proxyenv", required=True)
    parser.add_argument("--view", required=True)
    arguments = parser.parse_args()
    for path in (arguments.proxyenv, arguments.view):
        if not os.access(path, os.X_OK):
            print(f"dify-compose: {path} is not there", file=sys.stderr)
            return 2
    judge = Judge(arguments.compose, arguments.proxyenv, arguments.view)
    try:
        for text in ENV_FILES:
            judge.judge_env(text)
        for base, over in MERGES:
            judge.judge_merge(base, over)
        for row in rows():
            judge.judge(row)
    except RuntimeError as error:
        print(f"dify-compose: {error}", file=sys.stderr)
        return 2
    return judge.report("dify-compose")


if __name__ == "__main__":
    sys.exit(main())
