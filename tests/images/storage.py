"""buildah and podman, over one storage of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
# No systemd, no cgroup of our own, no limits that a container in a container may not raise.
CONTAINERS_CONF = """\
[containers]
default_ulimits = []
pids_limit = 0
[engine]
cgroup_manager = "cgroupfs"
events_logger = "none"
runtime = "runc"
"""


class Failure(Exception):
    pass


def debian_12_sources() -> list[str]:
    """The files of this system's apt that have packages of Debian 12, as mmdebstrap takes them."""
    return [
        str(path)
        for path in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
        if path.is_file()
        and path.suffix in (".list", ".sources")
        and re.search(r"^(deb .*|Suites:.*)\sbookworm(\s|$)", path.read_text(), re.MULTILINE)
    ]


def ok(condition: bool, promise: str, *evidence: object) -> None:
    if not condition:
        raise Failure("\n  ".join([f"NOT: {promise}", *(str(item) for item in evidence)]))
    print(f"ok: {promise}", flush=True)


def storage_driver(folder: Path) -> str:
    """overlay if kernel and file system support it; otherwise vfs, which always works and copies an image for each
    run."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        for part in ("lower", "upper", "work", "merged"):
            (Path(name) / part).mkdir()
        options = f"lowerdir={name}/lower,upperdir={name}/upper,workdir={name}/work"
        mounted = subprocess.run(["mount", "-t", "overlay", "-o", options, "overlay", f"{name}/merged"],
                                 stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # fmt: skip
        if mounted.returncode != 0:
            return "vfs"
        subprocess.run(["umount", f"{name}/merged"], check=True)
    return "overlay"


def cgroup_name(folder: Path) -> str:
    return f"proxyenv-images-{folder.name}"


class Storage:
    """buildah and podman over one storage of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "containers.conf").write_text(CONTAINERS_CONF)
        (folder / "tmp").mkdir(exist_ok=True)
        (folder / "tmp").chmod(0o1777)
        own = {"CONTAINERS_CONF": str(folder / "containers.conf"), "TMPDIR": str(folder / "tmp")}
        self.fetching = os.environ | own  # apt's proxies are among it
        self.environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | own
        self.driver = storage_driver(folder)
        self.options = ["--storage-driver", self.driver, "--root", str(folder / "root"), "--runroot", "/run/storage"]

    def tool(
        self, *words: str, check: bool = True, given: str = "", fetches: bool = False
    ) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [words[0], *self.options, *words[1:]],
            env=self.fetching if fetches else self.environment,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if check and result.returncode != 0:
            raise Failure(f"{' '.join(words)}: status {result.returncode}\n{result.stdout}\n{result.stderr}")
        return result

    def has(self, image: str) -> bool:
        return self.tool("buildah", "inspect", "--type", "image", image, check=False).returncode == 0

    def build(self, dockerfile: Path, target: str, tag: str, *options: str) -> None:
        if self.has(tag):
            return
        started = time.monotonic()
        self.tool("buildah", "bud", "--quiet", "--isolation", "chroot", "--pull-never", *options,
                  *(["--target", target] if target else []), "--file", str(dockerfile), "--tag", tag,
                  str(REPOSITORY if dockerfile.parent == REPOSITORY / "docker" else dockerfile.parent), fetches=True)  # fmt: skip
        print(f"built {tag} in {time.monotonic() - started:.0f} s", flush=True)

    def run_options(self) -> list[str]:
        return ["--network", "none", "--http-proxy=false", "--pull", "never", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024",
                "--cgroup-parent", f"/{cgroup_name(self.folder)}"]  # fmt: skip

    def run(self, image: str, *words: str, options: tuple[str, ...] = (), given: str = "") -> subprocess.CompletedProcess[str]:
        """`given`: the content of standard input."""
        return self.tool("podman", "run", "--rm", "--interactive", *self.run_options(), *options, image, *words,
                         check=False, given=given)  # fmt: skip

    def config(self, image: str) -> dict:
        return json.loads(self.tool("podman", "image", "inspect", image).stdout)[0]["Config"]

    def files(self, image: str) -> set[str]:
        """Every path of the image."""
        container = self.tool("buildah", "from", "--pull-never", image).stdout.strip()
        root = Path(self.tool("buildah", "mount", container).stdout.strip())
        found = {str(path.relative_to(root)) for path in root.rglob("*")}
        self.tool("buildah", "rm", container)
        return found
