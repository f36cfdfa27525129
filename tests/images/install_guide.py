"""Runs what docs/install.md shows, with files that have the names and the layout of ./scripts/dist.

The true files of a release have tests of their own.
"""

from __future__ import annotations

import re
import subprocess

from containers_guide import examples, without_comments
from storage import REPOSITORY, Storage, ok

VERSION = "0.0.1"


def test_install_guide(storage: Storage) -> None:
    page = examples(REPOSITORY / "docs/install.md")
    ok({name: without_comments(text) for name, text in page.items()}
       == {name: without_comments(text) for name, text in examples(REPOSITORY / "docs/install.zh-CN.md").items()},
       "install.md: the same examples in both languages")  # fmt: skip
    test_output(storage, page.pop("output"))
    test_tarball(storage, page.pop("sums"), page.pop("tarball"))
    page.pop("zsh")  # needs the completions of a true release: tests/dist
    ok(not page, "install.md: every example was run", page)


def test_output(storage: Storage, command: str) -> None:
    words = command.split()
    ok(words[:4] == ["docker", "build", "-f", "docker/Dockerfile"] and words[-1] == ".", "install: one build", words)
    out = storage.folder / "guide" / "out"
    options = [word.replace("dest=out", f"dest={out}") for word in words[4:-1]]
    storage.tool("buildah", "bud", "--quiet", "--isolation", "chroot", "--pull-never", "--build-context=build=container-image://localhost/proxyenv-build",
                 "--file", str(REPOSITORY / "docker/Dockerfile"), *options, str(REPOSITORY))  # fmt: skip
    result = subprocess.run([str(out / "proxyenv"), "--version"], stdout=subprocess.PIPE, text=True, check=False)
    ok(result.stdout.startswith("proxyenv "), "install: --output gives the program alone", result)


def test_tarball(storage: Storage, sums: str, tarball: str) -> None:
    """As an ordinary user, in an image without a compiler."""
    folder = storage.folder / "guide" / "release"
    tree = folder / f"proxyenv-{VERSION}-linux-amd64"
    (tree / "bin").mkdir(parents=True, exist_ok=True)
    (tree / "bin/proxyenv").write_bytes((storage.folder / "guide/out/proxyenv").read_bytes())
    (tree / "bin/proxyenv").chmod(0o755)
    subprocess.run(["tar", "-czf", f"{tree.name}.tar.gz", tree.name], cwd=folder, check=True)
    listed = subprocess.run(["sha256sum", f"{tree.name}.tar.gz"], cwd=folder, stdout=subprocess.PIPE, text=True, check=True).stdout
    missing = f"{'0' * 64}  proxyenv_{VERSION}_amd64.deb\n"
    options = ("--user", "1001", "--env", "HOME=/tmp/home", "--volume", f"{folder}:/release:ro", "--workdir", "/release",
               "--entrypoint", '["/bin/sh", "-ec"]')  # fmt: skip
    for what, text, status in [("as it should be", listed + missing, 0), ("with another sum", re.sub("^.", lambda first: "1" if first[0] == "0" else "0", listed), 1)]:
        (folder / "SHA256SUMS").write_text(text)
        result = storage.run("docker.io/library/debian:12-slim", sums, options=options)
        ok((result.returncode == 0) == (status == 0), f"install: SHA256SUMS {what}: exit status {result.returncode}", result)
    result = storage.run("docker.io/library/debian:12-slim", tarball.replace("VERSION", VERSION), options=options)
    ok(result.returncode == 0 and "proxyenv " in result.stdout, "install: the tarball, for one user", result)
