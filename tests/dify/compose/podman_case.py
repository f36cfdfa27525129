"""Lets podman-compose read what `proxyenv dify init --podman` wrote.

usage: podman_case.py --podman-compose PATH --proxyenv PATH        (started by scripts/dify-podman)

No container is started: a program that writes down its words stands for podman. Compared are the words with which
podman-compose would start each container, before and after init. Exit 0 if all was as promised, 1 with the
differences, 2 if it could not be checked.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import Checks

TREES = Path(__file__).resolve().parent.parent / "trees"
SQUID = {
    "/docker-entrypoint-mount.sh": "proxyenv/squid-entrypoint.sh",
    "/etc/squid/proxyenv/dify-entrypoint.sh": "ssrf_proxy/docker-entrypoint.sh",
    "/etc/squid/proxyenv/upstream.conf": "proxyenv/upstream.conf",
}
# `podman run` and `podman create` start a container; other words are answered with nothing.
FAKE = """#!/bin/sh
[ "$1" != --version ] || { echo 'podman version 4.3.1'; exit; }
case $1 in run | create) for word; do printf '%s\\0' "$word"; done >>"$STARTED"; printf '\\n\\0' >>"$STARTED" ;; esac
"""
Container = dict[str, list[str]]  # the values of each option


class Case(Checks):
    def __init__(self, podman_compose: str, proxyenv: str) -> None:
        super().__init__()
        self.podman_compose = podman_compose
        self.proxyenv = proxyenv

    def init(self, tree: Path, *words: str) -> str:
        result = subprocess.run(
            [self.proxyenv, "dify", "init", "--dir", str(tree), "--domains", ".googleapis.com", *words],
            env={"PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            raise RuntimeError(f"{tree}: init: {result.stderr}")
        return result.stdout + result.stderr

    def containers(self, tree: Path, **shell: str) -> dict[str, Container]:
        """What podman-compose starts: each service's options of podman."""
        fake, started = tree.parent / "podman", tree.parent / "started"
        fake.write_text(FAKE)
        fake.chmod(0o755)
        started.write_bytes(b"")
        result = subprocess.run(
            [self.podman_compose, "--podman-path", str(fake), "up", "-d"],
            cwd=tree,
            env={"PATH": "/usr/bin:/bin", "STARTED": str(started), "HOME": str(tree.parent), **shell},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            raise RuntimeError(f"{tree}: podman-compose: {result.stderr[-500:]}")
        found: dict[str, Container] = {}
        for words in started.read_text().split("\n\0"):
            options = options_of([word for word in words.split("\0") if word])
            for label in options.get("--label", []):
                if label.startswith("com.docker.compose.service="):
                    found[label.split("=", 1)[1]] = options
        return found

    def judge(self, name: str, words: list[str], host: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder) / "docker"
            shutil.copytree(TREES / name, tree)
            before = self.containers(tree)
            self.init(tree, "--podman", *words)
            after = self.containers(tree)
            what = f"{name} {' '.join(words)}"
            self.check(f"{what}: services", sorted(after), sorted(before))
            for service in sorted(after):
                self.check(f"{what}: {service}: two mounts at one place", doubled(after[service]), [])
                self.check(f"{what}: {service}: hosts", after[service].get("--add-host"), None)
            squid = mounts_of(after["ssrf_proxy"])
            for target, source in SQUID.items():
                self.check(f"{what}: {target}", squid.get(target), (str(tree / source), "Z"))
            kept = {target: mount for target, mount in mounts_of(before["ssrf_proxy"]).items() if target not in SQUID}
            self.check(f"{what}: other mounts", {t: m for t, m in squid.items() if t not in SQUID}, kept)
            peers = [line for line in (tree / "proxyenv/upstream.conf").read_text().split("\n") if "cache_peer " in line]
            self.check(f"{what}: the upstream", peers[0].split()[1], host)
            for service in ("api", "worker", "worker_beat"):
                values = variables_of(after[service])
                self.check(f"{what}: {service}: proxy", values["https_proxy"], "http://ssrf_proxy:3128")
                self.check(f"{what}: {service}: guard", values["SSRF_PROXY_ALL_URL"], "http://ssrf_proxy:3128")
                self.check(f"{what}: {service}: http", values["http_proxy"], "")
                self.check(f"{what}: {service}: mode", values["MODE"], variables_of(before[service])["MODE"])
            for service in ("web", "sandbox", "redis", "weaviate"):
                self.check(f"{what}: {service}", without_labels(after[service]), without_labels(before[service]))

    def judge_plain_override(self) -> None:
        """What --podman is for: the override for Docker Compose has two mounts at one place here."""
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder) / "docker"
            shutil.copytree(TREES / "podman", tree)
            said = self.init(tree, "--upstream", "http://192.168.0.1:7890")
            self.check("the note", "give --podman" in said, True)
            self.check("two mounts", doubled(self.containers(tree)["ssrf_proxy"]), ["/docker-entrypoint-mount.sh"])

    def judge_other_override(self) -> None:
        """Somebody's own override, which Docker Compose would take instead of ours."""
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder) / "docker"
            shutil.copytree(TREES / "podman", tree)
            (tree / "docker-compose.override.yml").write_text("services: {api: {environment: {A: b}}}\n")
            self.init(tree, "--podman", "--upstream", "http://192.168.0.1:7890")
            values = variables_of(self.containers(tree)["api"])
            self.check("theirs and ours", (values.get("A"), values.get("https_proxy")), ("b", "http://ssrf_proxy:3128"))

    def judge_compose_file(self) -> None:
        """COMPOSE_FILE in .env, which releases up to 1.6.0 do not look for."""
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder) / "docker"
            shutil.copytree(TREES / "podman", tree)
            (tree / ".env").write_text("COMPOSE_FILE=docker-compose.yaml\n")
            said = self.init(tree, "--podman", "--upstream", "http://192.168.0.1:7890")
            value = "docker-compose.yaml:docker-compose.proxyenv.yaml"
            self.check("the line", f"First set in the shell:  export COMPOSE_FILE={value}" in said, True)
            self.check("without it", "https_proxy" in variables_of(self.containers(tree)["api"]), False)
            values = variables_of(self.containers(tree, COMPOSE_FILE=value)["api"])
            self.check("with it", values.get("https_proxy"), "http://ssrf_proxy:3128")


def options_of(words: list[str]) -> Container:
    """`-v A`, `--name=B` and `--net C` by the name of the option."""
    options: Container = {}
    for position, word in enumerate(words):
        if not word.startswith("-"):
            continue
        name, has_value, value = word.partition("=")
        options.setdefault(name, []).append(value if has_value else "".join(words[position + 1 : position + 2]))
    return options


def mounts_of(container: Container) -> dict[str, tuple[str, str]]:
    pieces = [mount.split(":") for mount in container.get("-v", [])]
    return {target: (source, ":".join(options)) for source, target, *options in pieces}


def doubled(container: Container) -> list[str]:
    targets = [mount.split(":")[1] for mount in container.get("-v", [])]
    return sorted({target for target in targets if targets.count(target) > 1})


def variables_of(container: Container) -> dict[str, str]:
    return dict(variable.split("=", 1) for variable in container.get("-e", []) if "=" in variable)


def without_labels(container: Container) -> Container:
    return {name: values for name, values in container.items() if name != "--label"}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--podman-compose", required=True)
    parser.add_argument("--proxyenv", required=True)
    arguments = parser.parse_args()
    if not os.access(arguments.proxyenv, os.X_OK):
        print(f"podman_case: {arguments.proxyenv} is not there", file=sys.stderr)
        return 2
    case = Case(arguments.podman_compose, arguments.proxyenv)
    case.judge("podman", ["--upstream", "http://192.168.0.1:7890"], "192.168.0.1")
    case.judge("podman", ["--upstream", "http://127.0.0.1:7890"], "host.containers.internal")
    case.judge_plain_override()
    case.judge_other_override()
    case.judge_compose_file()
    return case.report("dify-podman")


if __name__ == "__main__":
    sys.exit(main())
