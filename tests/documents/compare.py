"""Compares how we read documents with the programs that they are for.

usage: compare.py compose --view PATH --compose PATH      (started by scripts/compare-documents)
       compare.py dockerfiles --view PATH

Exit 0 if both read everything alike, 1 with the differences, 2 if it could not be checked.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import compose_files
import dockerfiles

Variables = dict[str, str]


class Differs(Exception):
    pass


def our_environments(view: str, kind: str, file: Path, shell: Variables) -> dict[str, Any] | None:
    """By name; None where we refuse the document."""
    done = subprocess.run([view, kind, str(file)], env=shell, capture_output=True, text=True, check=False)
    if done.returncode == 1:
        return None
    if done.returncode != 0:
        raise Differs(f"the view ended with {done.returncode}: {done.stderr}")
    return {each["name"]: each for each in json.loads(done.stdout)}


def write_files(folder: Path, files: Variables) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def plain(variables: Any) -> Variables:
    """A variable that is null is not set; `$$` is what Compose prints for a dollar."""
    items = (variables or {}).items()
    return {name.replace("$$", "$"): str(value).replace("$$", "$") for name, value in items if value is not None}


def hooks(name: str, service: dict[str, Any]) -> list[tuple[str, Variables]]:
    """Commands in the container with variables of their own beside its; one of each kind in a row."""
    commands = [(key, hook) for key in ("post_start", "pre_stop") for hook in service.get(key) or []]
    watch = (service.get("develop") or {}).get("watch") or []
    commands += [("watch", item["exec"]) for item in watch if "exec" in item]
    inherited = service.get("environment") or {}
    return [
        (f"service {name}, {key}", {**inherited, **hook["environment"]})
        for key, hook in commands
        if hook.get("environment")
    ]


def compare_compose(row: compose_files.Row, compose: str, view: str, folder: Path) -> None:
    write_files(folder, {"compose.yaml": row.compose, **row.files})
    shell = {"PATH": os.environ["PATH"], "HOME": str(folder), **row.shell}
    done = subprocess.run(
        [compose, "-f", "compose.yaml", "config", "--format", "json"],
        cwd=folder, env=shell, capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = our_environments(view, "compose-file", folder / "compose.yaml", shell)
    if done.returncode != 0:
        if ours is not None and not any(each["remarks"] for each in ours.values()):
            raise Differs(f"Compose refuses it: {done.stderr.strip()}; we do not: {ours}")
        return
    if ours is None:
        raise Differs("Compose reads it, we do not")
    for name, service in json.loads(done.stdout)["services"].items():
        for key, theirs in (
            (f"service {name}", service.get("environment")),
            (f"service {name}, build", (service.get("build") or {}).get("args")),
            *hooks(name, service),
        ):
            found = ours.get(key, {"variables": {}})["variables"]
            if found != plain(theirs):
                raise Differs(f"{key}: Compose reads {plain(theirs)}, we read {found}")


class Buildah:
    def __init__(self, folder: Path) -> None:
        self.options = ["--storage-driver", "vfs", "--root", str(folder / "root"), "--runroot", str(folder / "run")]
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder)}

    def run(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = ["buildah", *self.options, *words]
        return subprocess.run(command, cwd=cwd, env=self.environment, capture_output=True, text=True, check=False)

    def environment_of(self, folder: Path) -> Variables | None:
        """Of the image that the last stage makes; None where buildah refuses the file."""
        done = self.run("bud", "--isolation", "chroot", "--http-proxy=false", "-q", "-t", "x", ".", cwd=folder)
        if done.returncode != 0:
            return None
        inspected = self.run("inspect", "--type", "image", "x")
        entries = json.loads(inspected.stdout)["OCIv1"]["config"].get("Env") or []
        return dict(entry.split("=", 1) for entry in entries)


def compare_dockerfile(row: dockerfiles.Row, buildah: Buildah, view: str, folder: Path) -> None:
    write_files(folder, {"Dockerfile": row.text})
    theirs = buildah.environment_of(folder)
    ours = our_environments(view, "dockerfile", folder / "Dockerfile", {})
    if (theirs is None) != (ours is None):
        raise Differs(f"buildah {'refuses' if theirs is None else 'reads'} it, we do not")
    if theirs is None or ours is None:
        return
    # buildah gives an image from nothing a PATH, and one that is empty no environment.
    theirs = {name: value for name, value in theirs.items() if name != "PATH"}
    found = ours.get(f"stage {row.stage}", {"variables": {}})["variables"]
    if found != theirs:
        raise Differs(f"buildah reads {theirs}, we read {found}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["compose", "dockerfiles"])
    parser.add_argument("--view", required=True)
    parser.add_argument("--compose")
    arguments = parser.parse_args()
    differences = 0
    rows = compose_files.ROWS if arguments.kind == "compose" else dockerfiles.ROWS
    with tempfile.TemporaryDirectory(prefix="proxyenv-documents-") as name:
        buildah = Buildah(Path(name))
        for number, row in enumerate(rows):
            folder = Path(name) / f"row-{number}"
            folder.mkdir()
            try:
                if isinstance(row, compose_files.Row):
                    compare_compose(row, arguments.compose, arguments.view, folder)
                else:
                    compare_dockerfile(row, buildah, arguments.view, folder)
            except Differs as difference:
                differences += 1
                print(f"{row.what}: {difference}", file=sys.stderr)
            shutil.rmtree(folder)
        if arguments.kind == "dockerfiles":
            buildah.run("rmi", "--all", "--force")
    if differences:
        print(f"compare-documents: {differences} of {len(rows)} {arguments.kind} differ", file=sys.stderr)
        return 1
    print(f"compare-documents: ok ({len(rows)} {arguments.kind})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
