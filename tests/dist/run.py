"""Installs and runs what scripts/dist has made, as a new user would; started by scripts/test-dist, in namespaces for mounts and
processes of its own, which end with it.

usage: run.py --scratch FOLDER FOLDER [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(REPOSITORY / "tests" / "images"))

from containers_guide import examples  # noqa: E402
from storage import Failure, Storage, debian_12_sources, ok  # noqa: E402

# What a new user has: shells, man, a proxy and a gRPC client. No compiler, and no library that a program is linked with.
PACKAGES = "man-db,bash-completion,zsh,fish,squid,python3-grpcio,openssl,iproute2,util-linux,ca-certificates"
ELF_MACHINES = {"amd64": 62, "arm64": 183, "arm": 40, "s390x": 22}  # elf.h
ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
PROXY = "http://proxy.test:3128"
USER = ("setpriv", "--reuid", "1001", "--regid", "1001", "--clear-groups", "env", "-i", "PATH=/usr/bin:/bin", "HOME=/home/somebody", "LC_ALL=C.UTF-8")


class Root:
    """A Debian in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "bin/sh").exists():
            self.make()
        # What unshares mounts inside needs a root that is a mount.
        subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
        for name in ("proc", "dev"):
            subprocess.run(["mount", "--rbind", f"/{name}", str(folder / name)], check=True)

    def make(self) -> None:
        subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}", "--dpkgopt=force-unsafe-io", "bookworm",
                        str(self.folder), *debian_12_sources()], stdin=subprocess.DEVNULL, check=True)  # fmt: skip

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = ["chroot", str(self.folder), "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8", "TERM=xterm", *words]
        return subprocess.run(command, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)

    def copy(self, path: Path, name: str) -> None:
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        if path.is_dir():
            shutil.copytree(path, target, ignore=shutil.ignore_patterns("node_modules"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def line_of_readme(name: str, folder: Path) -> str:
    """What README's block of the installation shows for `name`, with this release's version and this machine's architecture."""
    (tarball,) = folder.glob(f"proxyenv-*-linux-{ARCHITECTURE}.tar.gz")
    version = tarball.name.removeprefix("proxyenv-").partition("-")[0]
    (line,) = re.findall(rf"^(.+?) +# {name}$", (REPOSITORY / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return line.replace("VERSION", version).replace("amd64", ARCHITECTURE)


def test_lintian(folder: Path) -> None:
    for package in sorted(folder.glob("*.deb")):
        command = ["lintian", "--allow-root", "--fail-on", "error,warning", "--tag-display-limit", "0", str(package)]
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        ok(result.returncode == 0, f"lintian has nothing against {package.name} but what is overridden", result.stdout)


def test_real_case(root: Root, program: str) -> None:
    """As root: who stands in a chroot may make no user namespace."""
    for name in ("scripts/real-case", "scripts/lib", "tests/real"):
        root.copy(REPOSITORY / name, f"source/{name}")
    result = root.run("env", f"PROXYENV={program}", "/source/scripts/real-case", "python")
    ok(result.returncode == 0 and "answered under proxyenv" in result.stdout, f"README's real case with {program}", result.stdout)


def test_packages(root: Root, folder: Path) -> None:
    for word in ("cc", "c++", "g++", "cmake"):
        ok(root.run("sh", "-c", f"command -v {word}").returncode != 0, f"the fresh Debian has no {word}")
    for name in ("proxyenv", "proxyenv-tools"):
        (package,) = folder.glob(f"{name}_*_{ARCHITECTURE}.deb")
        root.copy(package, f"tmp/{name}.deb")
    result = root.run("dpkg", "-i", "/tmp/proxyenv.deb", "/tmp/proxyenv-tools.deb")
    ok(result.returncode == 0, "dpkg -i of the two packages", result.stdout)
    result = root.run("dpkg", "--verify", "proxyenv", "proxyenv-tools")
    ok(result.returncode == 0 and not result.stdout, "the files are those of the packages", result.stdout)
    for name in ("proxyenv", "proxyenv-tools"):
        result = root.run("man", "--warnings", name)
        ok(result.returncode == 0 and f"{name} - " in result.stdout, f"man {name}", result.stdout[:1000])
        ok(f"{name} (1)" in root.run("sh", "-c", f"mandb -q; whatis {name}").stdout, f"whatis {name}")
    root.copy(REPOSITORY / "tests/docgen/completions.py", "tmp/completions.py")
    result = root.run("python3", "-B", "/tmp/completions.py", "installed")
    ok(result.returncode == 0, "bash, zsh and fish complete it without any set-up", result.stdout)
    result = root.run(*USER, "proxyenv", "dify", "--help")
    ok(result.returncode == 0 and "--upstream" in result.stdout, "an ordinary user's proxyenv finds its companion", result.stdout)
    test_real_case(root, "/usr/bin/proxyenv")
    result = root.run("sh", "-c", "dpkg -r proxyenv-tools proxyenv && ! ls /usr/bin/proxyenv* /usr/share/doc/proxyenv* /usr/share/man/man1/proxyenv* 2>&1")
    ok(result.returncode == 0 or "No such file" in result.stdout, "dpkg -r leaves nothing", result.stdout)
    (package,) = folder.glob(f"proxyenv_*_{ARCHITECTURE}.deb")
    root.copy(package, f"root/{package.name}")
    line = line_of_readme("Debian, Ubuntu", folder).removeprefix("sudo ")
    result = root.run("sh", "-ec", f"cd; {line}; cd /; proxyenv --version; apt-get purge -qq -y proxyenv")
    ok(result.returncode == 0 and "proxyenv " in result.stdout, f"README's {line}", result.stdout)


def test_tarball(root: Root, folder: Path) -> None:
    (tarball,) = folder.glob(f"proxyenv-*-linux-{ARCHITECTURE}.tar.gz")
    home = root.folder / "home/somebody"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.copy(tarball, home)
    os.chown(home, 1001, 1001)
    line = line_of_readme("any Linux", folder)
    result = root.run(*USER, "sh", "-ec", f"cd; {line}")
    ok(result.returncode == 0, f"an ordinary user unpacks the tarball with README's {line}", result.stdout)
    result = root.run(*USER, "sh", "-ec", "cd; mkdir -m 700 private; cd private; tar -xzf ../proxyenv-*.tar.gz; stat -c %a .; ls -A")
    ok(result.stdout == f"700\n{tarball.name.removesuffix('.tar.gz')}\n", "unpacked in a private folder it makes one folder, and the outer stays private", result.stdout)
    program = "/home/somebody/.local/bin/proxyenv"
    given = ("env", f"HTTPS_PROXY={PROXY}")
    result = root.run(*USER, *given, program, "--", "sh", "-c", "echo $https_proxy")
    ok(result.stdout == f"{PROXY}\n", "run", result.stdout)
    result = root.run(*USER, *given, program, "show")
    ok(result.returncode == 0 and re.search(rf"^https_proxy +\(not set\) +{PROXY} ", result.stdout, re.MULTILINE) is not None, "show", result.stdout)
    result = root.run(*USER, *given, program, "check")
    ok("missing_spelling" in result.stdout, "check", result.stdout)
    result = root.run(*USER, *given, program, "explain", "https://example.com/", "--client", "wget,curl")
    ok(result.returncode == 0 and "wget" in result.stdout, "explain", result.stdout)
    result = root.run(*USER, program, "check", "-", given="services:\n  a:\n    environment:\n      HTTPS_PROXY: proxy:3128\n")
    ok(result.returncode == 1 and "missing_scheme" in result.stdout, "a Compose file, by the companion beside it", result.stdout)
    test_real_case(root, program)
    result = root.run(*USER, "sh", "-c", "PATH=$HOME/.local/bin:$PATH man proxyenv")
    ok(result.returncode == 0 and "EXIT STATUS" in result.stdout, "man finds its manual page from PATH", result.stdout[:500])
    root.copy(REPOSITORY / "tests/docgen/completions.py", "tmp/completions.py")
    result = root.run("python3", "-B", "/tmp/completions.py", "local", "/home/somebody/.local", given=examples(REPOSITORY / "docs/install.md")["zsh"])
    ok(result.returncode == 0, "bash and fish complete it by themselves, zsh with the line of install.md", result.stdout)
    ok((home / ".local/share/doc/proxyenv/THIRD_PARTY_NOTICES").is_file(), "the terms are beside it")


def machines_in(archive: Path) -> dict[str, int]:
    """The architectures of the images in an archive, each with the machine that its /proxyenv is for."""
    result = {}
    with tarfile.open(archive) as files:

        def blob(entry: dict) -> bytes:
            content = files.extractfile("blobs/" + entry["digest"].replace(":", "/"))
            assert content is not None
            return content.read()

        index = files.extractfile("index.json")
        assert index is not None
        (list_of_images,) = json.load(index)["manifests"]
        for image in json.loads(blob(list_of_images))["manifests"]:
            for layer in json.loads(blob(image))["layers"]:
                with tarfile.open(fileobj=io.BytesIO(blob(layer))) as content:
                    program = content.extractfile("proxyenv") if "proxyenv" in content.getnames() else None
                    if program is not None:
                        head = program.read(20)
                        result[image["platform"]["architecture"]] = int.from_bytes(head[18:20], "big" if head[5] == 2 else "little")
    return result


def test_images(storage: Storage, folder: Path) -> None:
    revision = next(folder.glob("*.provenance.json"))
    commit = json.loads(revision.read_text())["predicate"]["buildDefinition"]["externalParameters"]["commit"]
    for name in ("proxyenv", "proxyenv-tools"):
        (archive,) = folder.glob(f"{name}-[0-9]*.oci.tar")
        loaded = storage.tool("podman", "load", "--quiet", "--input", str(archive)).stdout
        image = loaded.strip().rpartition(": ")[2]
        version = archive.name.removeprefix(f"{name}-").removesuffix(".oci.tar")
        ok(image == f"localhost/{name}:{version}", f"{name}: it is loaded under its own name", image)
        labels = storage.config(image)["Labels"]
        ok(labels["org.opencontainers.image.revision"] == commit, f"{name}: podman load; it is of the release's commit", labels)
        options = ("--user", "4711:4711", "--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges", "--env", f"HTTPS_PROXY={PROXY}")
        result = storage.run(image, "show", options=options)
        ok(result.returncode == 0 and PROXY in result.stdout, f"{name}: as another user, read-only, without capabilities", result)
        result = storage.run(image, "--version")
        ok(f"commit {commit}\n" in result.stdout, f"{name}: --version says the commit", result)
        wanted = {path.name.removesuffix(".tar.gz").rpartition("-linux-")[2] for path in folder.glob("proxyenv-*-linux-*.tar.gz")}
        found = machines_in(archive)
        ok(found == {architecture: ELF_MACHINES[architecture] for architecture in wanted},
           f"{name}: an image for each architecture, with a program for it", found)  # fmt: skip
        copy = storage.folder / "copies" / name
        copy.parent.mkdir(exist_ok=True)
        # A folder stands in for the registry of install.md's line.
        result = subprocess.run(["skopeo", "copy", "--quiet", "--all", f"oci-archive:{archive}", f"dir:{copy}"], stderr=subprocess.PIPE, text=True, check=False)
        manifests = json.loads((copy / "manifest.json").read_text())["manifests"] if result.returncode == 0 else []
        ok({entry["platform"]["architecture"] for entry in manifests} == wanted, f"{name}: skopeo copies all of them", result.stderr)
    work = storage.folder / "work"
    work.mkdir()
    (work / ".env").write_text("HTTPS_PROXY=proxy.corp:3128\n")
    options = ("--volume", f"{work}:/work", "--workdir", "/work")
    result = storage.run(image, "check", ".env", options=options)
    ok(result.returncode == 1 and ".env:1: error: missing_scheme" in result.stdout, "a folder of Windows or macOS is mounted, and check finds the fault in .env", result)
    result = storage.run(image, "show", "--env-file", ".env", options=options)
    ok(result.returncode == 0 and "proxy.corp:3128" in result.stdout, "show --env-file of a file there", result)


def main() -> int:
    parser = argparse.ArgumentParser(prog="test-dist")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--scratch", type=Path, required=True)
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("test-dist: needs root, for chroot and mounts", file=sys.stderr)
        return 2
    folder = options.folder.resolve()
    options.scratch.chmod(0o755)
    try:
        test_lintian(folder)
        root = Root(options.keep.resolve() if options.keep else options.scratch / "debian")
        test_packages(root, folder)
        test_tarball(root, folder)
        for path in ("/run", "/dev/shm", "/var/lib/containers"):
            Path(path).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "-t", "tmpfs", "tmpfs", path], check=True)
        (options.scratch / "storage").mkdir()
        test_images(Storage(options.scratch / "storage"), folder)
    except Failure as failure:
        print(f"test-dist: {failure}", file=sys.stderr)
        return 1
    print("test-dist: ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
