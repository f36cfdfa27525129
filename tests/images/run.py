"""Builds the images of docker/ and runs them: entrypoint, user, read-only root, volumes, process ids, exit statuses.

usage: run.py [--keep FOLDER] [--objects FOLDER]        (started by scripts/test-images)

--keep: images are kept in FOLDER, and the next run uses them again instead of building them. This is for work on the
tests. Without it they are in a scratch folder that is removed.

--objects: a folder of ccache with objects that another build of this source has compiled; see use_objects().

It runs in a separate process and mount namespace, so that no process, mount or file remains after any end.

The real Dockerfiles are built with buildah, without a registry. The image in their FROM is a Debian 12 made by
mmdebstrap with this system's apt sources, and tests/images/ replaces Dify's images. Containers have no network and no
variables of the caller's environment; only steps that fetch packages have them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from containers_guide import test_containers_guide
from install_guide import test_install_guide
from kubernetes_guide import test_kubernetes_guide
from storage import REPOSITORY, Failure, Storage, cgroup_name, debian_12_sources, ok

BASE = "docker.io/library/debian:12-slim"
PROXY = "http://proxy.test:3128"
NAMESPACE = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
# The folder of state that a reboot ends. It has the storage's count of its mounts, so it must end with them.
VOLATILE = ["/run", "/dev/shm", "/var/lib/containers"]
NOTICES = "usr/share/doc/proxyenv"
REVISION = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(REPOSITORY), "rev-parse", "HEAD"],
                          stdout=subprocess.PIPE, text=True, check=True).stdout.strip()  # fmt: skip


def make_base(storage: Storage) -> None:
    """A minimal Debian whose apt works as this system's does, under the name of the real base image."""
    if storage.has(BASE):
        return
    started = time.monotonic()
    release = Path("/etc/os-release").read_text()
    if "VERSION_CODENAME=bookworm" not in release:
        raise Failure("needs Debian 12, whose apt sources it uses")
    settings = subprocess.run(["apt-config", "dump"], stdout=subprocess.PIPE, text=True, check=True).stdout
    (storage.folder / "apt.conf").write_text("".join(re.findall(r"^Acquire::.*\n", settings, re.MULTILINE)))
    archive = storage.folder / "base.tar"
    # tini: Dify's daemon image has it, and its stand-in is built on this one. ccache: see use_objects().
    subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "--include=tini,ccache", "--dpkgopt=force-unsafe-io",
                    f"--aptopt={storage.folder}/apt.conf", "bookworm", str(archive), *debian_12_sources()],
                   env=storage.fetching, stdin=subprocess.DEVNULL, check=True)  # fmt: skip
    container = storage.tool("buildah", "from", "scratch").stdout.strip()
    storage.tool("buildah", "add", "--quiet", container, str(archive), "/")
    storage.tool("buildah", "commit", "--quiet", "--rm", container, BASE)
    archive.unlink()
    print(f"made the base image in {time.monotonic() - started:.0f} s", flush=True)


def use_objects(storage: Storage, objects: Path | None) -> list[str]:
    """Options with which the Dockerfile's build stage takes objects of an earlier build instead of compiling them again.

    The stage still installs its own packages, configures and links, and asks ccache for each object. ccache gives one
    only if the compiler, the options, the source file and each header that it includes have the same bytes in the image
    as they had outside; then GCC would write the same object. Anything else is compiled in the image. The folder is
    read-only there. The variables, those of scripts/test, are of the base image of this one stage, which is not shipped, and nothing of
    this is in the Dockerfile: `docker build` compiles everything.
    """
    if objects is None:
        return []
    variables = {
        "CMAKE_CXX_COMPILER_LAUNCHER": "ccache", "CCACHE_DIR": "/objects", "CCACHE_READONLY": "1", "CCACHE_NOSTATS": "1",
        "CCACHE_TEMPDIR": "/tmp/ccache", "CCACHE_BASEDIR": "/src", "CCACHE_NOHASHDIR": "1", "CCACHE_DEPEND": "1",
        "CCACHE_COMPILERCHECK": "content", "CCACHE_SLOPPINESS": "pch_defines,time_macros", "LANG": "C.UTF-8",
    }  # fmt: skip
    container = storage.tool("buildah", "from", "--pull-never", BASE).stdout.strip()
    storage.tool("buildah", "config", *(f"--env={name}={value}" for name, value in variables.items()), container)
    storage.tool("buildah", "commit", "--quiet", "--rm", container, "localhost/base-with-objects")
    return [f"--volume={objects}:/objects:ro", "--build-arg=BASE=localhost/base-with-objects"]


def build_images(storage: Storage, objects: Path | None) -> None:
    dockerfile = REPOSITORY / "docker/Dockerfile"
    # Built once. The targets then use this image for their stage of that name, and only copy. The mirror is the usual one, put
    # where it was: like Debian's image, the base has no sources.list, but files in sources.list.d.
    storage.build(dockerfile, "build", "localhost/proxyenv-build", f"--build-arg=REVISION={REVISION}",
                  "--build-arg=APT_MIRROR=http://deb.debian.org", *use_objects(storage, objects))  # fmt: skip
    built = ("--build-context=build=container-image://localhost/proxyenv-build", f"--build-arg=REVISION={REVISION}")
    storage.build(dockerfile, "proxyenv", "localhost/proxyenv", *built)
    storage.build(dockerfile, "tools", "localhost/proxyenv-tools", *built)
    storage.build(REPOSITORY / "tests/images/dify-api/Dockerfile", "", "docker.io/langgenius/dify-api:1.16.0")
    storage.build(REPOSITORY / "tests/images/dify-plugin-daemon/Dockerfile", "",
                  "docker.io/langgenius/dify-plugin-daemon:0.6.3-local")  # fmt: skip
    storage.build(REPOSITORY / "docker/Dockerfile.dify", "api", "localhost/my-api")
    storage.build(REPOSITORY / "docker/Dockerfile.dify", "plugin-daemon", "localhost/my-daemon")


def test_secret(storage: Storage) -> None:
    """apt's proxy with a password reaches apt in the build stage, and stays in no layer. Of the stage, the steps up to the
    installation of packages are built, which only fetches their lists here."""
    head = (REPOSITORY / "docker/Dockerfile").read_text().partition("COPY CMakeLists.txt")[0]
    ok("scripts/install-packages build &&" in head, "the packages are installed before the sources are copied")
    dockerfile = storage.folder / "Dockerfile.secret"
    dockerfile.write_text(head.replace("scripts/install-packages build &&", "apt-get update -qq &&"))
    password, image = "Qs3cretx", "localhost/proxyenv-secret"
    secret = storage.folder / "secret"
    secret.write_text(f'// a proxy, http://alice:{password}@192.168.0.1:3128\nAPT::Update::Pre-Invoke {{"touch /var/tmp/apt-has-read-it";}};\n')
    storage.tool("buildah", "bud", "--quiet", "--isolation", "chroot", "--pull-never", f"--secret=id=apt,src={secret}",
                 "--file", str(dockerfile), "--tag", image, str(REPOSITORY), fetches=True)  # fmt: skip
    container = storage.tool("buildah", "from", "--pull-never", image).stdout.strip()
    root = Path(storage.tool("buildah", "mount", container).stdout.strip())
    ok((root / "var/tmp/apt-has-read-it").exists(), "apt reads the secret while the image is built")
    found = subprocess.run(["grep", "-rlF", "--devices=skip", password, str(root)], stdout=subprocess.PIPE, text=True, check=False)
    ok(found.returncode == 1, "no file of the stage holds the password", found.stdout)
    ok(password not in storage.tool("buildah", "inspect", "--type", "image", image).stdout, "nor does its history")
    storage.tool("buildah", "rm", container)


def test_contents(storage: Storage) -> None:
    version = re.search(r"^project\(proxyenv VERSION ([0-9.]+)", (REPOSITORY / "CMakeLists.txt").read_text(), re.MULTILINE)
    assert version is not None
    terms = {"usr", "usr/share", "usr/share/doc", NOTICES, f"{NOTICES}/LICENSE", f"{NOTICES}/THIRD_PARTY_NOTICES"}
    files = storage.files("proxyenv")
    ok(files == {"proxyenv", *terms}, "the image holds /proxyenv, the terms of what is in it, and nothing else", files)
    files = storage.files("proxyenv-tools")
    ok(files == {"proxyenv", "proxyenv-tools", "dify", *terms},
       "the image with the tools holds the two programs, the terms and an empty folder", files)  # fmt: skip
    for image in ("proxyenv", "proxyenv-tools"):
        config = storage.config(image)
        ok(config["Entrypoint"] == ["/proxyenv"] and not config.get("Cmd"), f"{image}: entrypoint /proxyenv, no command")
        labels = config["Labels"]
        ok(labels.get("org.opencontainers.image.version") == version[1]
           and labels.get("org.opencontainers.image.licenses") == "Apache-2.0"
           and labels.get("org.opencontainers.image.revision") == REVISION
           and labels.get("org.opencontainers.image.title") == image, f"{image}: labels, with version and revision", labels)  # fmt: skip
    ok(storage.config("proxyenv")["User"] == "65532:65532", "the user is nobody in particular, as a number")
    ok(not storage.config("proxyenv-tools").get("User"), "the image that writes into trees of others has no user of its own")
    result = storage.run("proxyenv", "--version")
    ok(result.stdout.startswith(f"proxyenv {version[1]}\n"), "the entrypoint runs", result)
    options = ("--user", "1001", "--read-only", "--cap-drop", "all", "--env", f"HTTPS_PROXY={PROXY}")
    result = storage.run("proxyenv", "--", "/proxyenv", "show", options=options)
    ok(result.returncode == 0 and re.search(rf"^https_proxy +{PROXY} +\(same\) +consistent$", result.stdout, re.MULTILINE),
       "as user 1001 on a read-only root, and a second one behind it finds both spellings", result)  # fmt: skip
    result = storage.run("proxyenv-tools", "--", "/proxyenv-tools", "--version")
    ok(result.stdout.startswith(f"proxyenv-tools {version[1]}\n"), "and becomes a command", result)
    result = storage.run("proxyenv-tools", "dify", "--help")
    ok(result.returncode == 0 and "init" in result.stdout, "it finds its companion beside it", result)


def test_reproducible(storage: Storage) -> None:
    """The programs of the image are those of the release build, which another folder, another moment and often another user
    made. Where objects were taken from that build (--objects), this says it of linking alone; scripts/verify-dist of all."""
    release = REPOSITORY / "build/release/proxyenv"
    version = subprocess.run([release, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout if release.exists() else ""
    if f"commit {REVISION}\n" not in version:
        print("left out: build/release, which the image's programs are compared with, is not of this commit", flush=True)
        return
    container = storage.tool("buildah", "from", "--pull-never", "localhost/proxyenv-tools").stdout.strip()
    root = Path(storage.tool("buildah", "mount", container).stdout.strip())
    for program in ("proxyenv", "proxyenv-tools"):
        ok((root / program).read_bytes() == release.with_name(program).read_bytes(), f"{program} is byte for byte that of build/release")
    storage.tool("buildah", "rm", container)


def test_exit_statuses(storage: Storage) -> None:
    for words, status in [
        (["--", "/missing"], 127),
        (["--", "/dev"], 126),
        (["--nonsense"], 125),
        (["check"], 0),
    ]:
        result = storage.run("proxyenv", *words)
        ok(result.returncode == status, f"{' '.join(words)}: exit status {status}", result)
    result = storage.run("proxyenv", "check", options=("--env", "HTTPS_PROXY=p:3128"))
    ok(result.returncode == 1, "check in an environment with a fault: exit status 1", result)
    result = storage.run("proxyenv", options=("--entrypoint", "/bin/sh"))
    ok(result.returncode == 127, "there is no shell", result)
    for status in (0, 7, 255):
        result = storage.run("my-api", options=("--env", "MODE=status", "--env", f"STATUS={status}"))
        ok(result.returncode == status, f"the command's own exit status {status}", result)


def test_api(storage: Storage, binary_volume: str) -> None:
    proxied = ("--env", f"HTTPS_PROXY={PROXY}", "--env", "PROXYENV_QUIET=1")
    plain = storage.run("docker.io/langgenius/dify-api:1.16.0", options=proxied)
    ok("https_proxy" not in plain.stdout, "Dify's api alone has the upper-case name alone", plain)
    wrapped = ("/opt/proxyenv/proxyenv", "--", "/bin/bash", "/entrypoint.sh")
    mounted = ("--volume", f"{binary_volume}:/opt/proxyenv:ro", "--entrypoint", json.dumps(wrapped))
    for what, image, options in [
        ("the example image", "my-api", ()),
        ("the example image on a read-only root", "my-api", ("--read-only",)),
        ("the example image without capabilities", "my-api",
         ("--cap-drop", "all", "--security-opt", "no-new-privileges")),
        ("Dify's image with the binary mounted", "docker.io/langgenius/dify-api:1.16.0", mounted),
        ("the same on a read-only root", "docker.io/langgenius/dify-api:1.16.0", (*mounted, "--read-only")),
    ]:  # fmt: skip
        result = storage.run(image, "a b", "c", options=(*proxied, *options))
        lines = result.stdout.splitlines()
        ok(result.returncode == 0 and not result.stderr
           and {f"https_proxy={PROXY}", f"HTTPS_PROXY={PROXY}", f"grpc_proxy={PROXY}", "arguments a b c"} <= set(lines)
           and not any(line.startswith("PROXYENV_") for line in lines),
           f"{what}: the own entrypoint runs behind it, with both spellings and its arguments", result)  # fmt: skip
        ok(lines[0].startswith("pid 1 parent 0 uid 1001 command /bin/bash -c"),
           f"{what}: as process 1, user 1001, and nothing stays in front of it", result)  # fmt: skip
    name = "proxyenv-test-stop"
    storage.tool("podman", "run", "--detach", "--name", name, *storage.run_options(), "--env", "MODE=stop", "my-api")
    deadline = time.monotonic() + 120
    while "ready" not in storage.tool("podman", "logs", name).stdout and time.monotonic() < deadline:
        time.sleep(0.1)
    storage.tool("podman", "stop", "--time", "20", name)
    state = json.loads(storage.tool("podman", "container", "inspect", name).stdout)[0]["State"]
    ok(state["ExitCode"] == 7, "TERM reaches the entrypoint, which ends as it likes", state)
    storage.tool("podman", "rm", name)


def test_plugin_daemon(storage: Storage, binary_volume: str) -> None:
    image = "docker.io/langgenius/dify-plugin-daemon:0.6.3-local"
    proxied = ("--env", f"HTTPS_PROXY={PROXY}", "--env", "PROXYENV_QUIET=1")
    volume = ("--volume", f"{binary_volume}:/opt/proxyenv:ro")
    command = ("/opt/proxyenv/proxyenv", "--", "/bin/bash", "-c", "/app/commandline migrate && exec /app/main")
    for what, result in [
        ("the example image", storage.run("my-daemon", options=proxied)),
        ("Dify's image with `command:` wrapped", storage.run(image, *command, options=(*proxied, *volume))),
    ]:
        ok(result.returncode == 0 and "commandline migrate\n" in result.stdout and f"https_proxy={PROXY}\n" in result.stdout,
           f"{what}: the daemon runs behind its migration, with both spellings", result)  # fmt: skip
        ok(re.search(r"^daemon pid ([2-9]|\d\d+) parent 1 first /usr/bin/tini -g -- ", result.stdout, re.MULTILINE)
           and "plugin lives" in result.stdout, f"{what}: tini is process 1 and the daemon's parent", result)  # fmt: skip
    # The near miss that the example warns of.
    result = storage.run(image, options=(*proxied, *volume, "--entrypoint", json.dumps(command)))
    ok("daemon pid 1 parent 0" in result.stdout and "plugin dies" in result.stdout,
       "an entrypoint without tini makes the daemon process 1, and plugins die", result)  # fmt: skip


def test_install(storage: Storage) -> str:
    """Returns a volume that holds the binary."""
    volume = "proxyenv-test-binary"
    storage.tool("podman", "volume", "create", volume)
    # As root: Docker gives a new volume to root. podman gives it to the user of the first container that mounts it.
    result = storage.run("proxyenv", "--install", "/to/proxyenv", options=("--volume", f"{volume}:/to", "--read-only", "--user", "0"))
    ok(result.returncode == 0, "--install from the scratch image into a volume", result)
    folder = Path(storage.tool("podman", "volume", "inspect", "--format", "{{.Mountpoint}}", volume).stdout.strip())
    ok([path.name for path in folder.iterdir()] == ["proxyenv"], "nothing else is left in the volume")
    ok((folder / "proxyenv").stat().st_mode & 0o777 == 0o755, "everybody may execute the copy")
    result = storage.run("docker.io/library/debian:12-slim", "/to/proxyenv", "--", "sh", "-c", "cmp /to/proxyenv /p",
                         options=("--volume", f"{volume}:/to:ro", "--user", "1001", "--volume",
                                  f"{binary_of_image(storage)}:/p:ro"))  # fmt: skip
    ok(result.returncode == 0, "the copy is the binary of the image, and runs as user 1001", result)
    result = storage.run("proxyenv", "--install", "/to/proxyenv", options=("--read-only",))
    ok(result.returncode == 125 and "/to" in result.stderr, "no volume: one line, exit status 125", result)
    return volume


def binary_of_image(storage: Storage) -> Path:
    copy = storage.folder / "proxyenv"
    container = storage.tool("buildah", "from", "--pull-never", "proxyenv").stdout.strip()
    shutil.copy(Path(storage.tool("buildah", "mount", container).stdout.strip()) / "proxyenv", copy)
    storage.tool("buildah", "rm", container)
    return copy


def test_kubernetes_example(storage: Storage) -> None:
    """Does the work of a kubelet with the patch: init containers in order, then the containers, with the pod's
    volumes."""
    text = (REPOSITORY / "docker/kubernetes/plugin-daemon.yaml").read_text()
    patch = yaml.safe_load(text)
    ok(set(patch["spec"]) == {"template"} and set(patch["spec"]["template"]) == {"spec"},
       "kubernetes: the patch has no selector, labels or replicas", patch)  # fmt: skip
    pod = patch["spec"]["template"]["spec"]
    ok(all("image" not in container for container in pod["containers"]),
       "kubernetes: the patch keeps the daemon's image", pod)  # fmt: skip
    daemon = "docker.io/langgenius/dify-plugin-daemon:0.6.3-local"  # of the Deployment that is patched
    volumes = {}
    for volume in pod["volumes"]:
        ok(volume["emptyDir"] == {}, f"kubernetes: {volume['name']} is an emptyDir")
        volumes[volume["name"]] = storage.tool("podman", "volume", "create").stdout.strip()
        # The kubelet lets everybody write into an emptyDir.
        Path(storage.tool("podman", "volume", "inspect", "--format", "{{.Mountpoint}}", volumes[volume["name"]]).stdout.strip()).chmod(0o777)

    def start(container: dict) -> subprocess.CompletedProcess[str]:
        options = []
        for mount in container["volumeMounts"]:
            mode = ":ro" if mount.get("readOnly") else ""
            options += ["--volume", f"{volumes[mount['name']]}:{mount['mountPath']}{mode}"]
        for variable in container.get("env", []):
            options += ["--env", f"{variable['name']}={variable['value']}"]
        if "command" in container:
            options += ["--entrypoint", json.dumps(container["command"])]
        return storage.run(container.get("image", daemon), *container["args"], options=tuple(options))

    for container in pod["initContainers"]:
        result = start(container)
        ok(result.returncode == 0, f"kubernetes: init container {container['name']} ends well", result)
    (container,) = pod["containers"]
    result = start(container)
    ok(result.returncode == 0 and "https_proxy=http://proxy.corp.example:3128\n" in result.stdout
       and "no_proxy=.svc,.cluster.local," in result.stdout and "plugin lives" in result.stdout,
       "kubernetes: the daemon runs under tini, with both spellings", result)  # fmt: skip


def test_dify_from_a_container(storage: Storage) -> None:
    """Tests the usual way on macOS and Windows: the folder is mounted at the image's working directory."""
    tree = storage.folder / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(REPOSITORY / "tests/dify/trees/1.15.0", tree)
    for path in [tree, *tree.rglob("*")]:
        os.chown(path, 1001, 1001)
    mounted = ("--volume", f"{tree}:/dify", "--read-only")
    domains = ("--domains", ".googleapis.com, api.openai.com")
    password = "Qs3cretx"
    result = storage.run("proxyenv-tools", "dify", "init", "--upstream", "-", *domains, options=mounted,
                         given=f"http://alice:{password}@192.168.0.1:7890")  # fmt: skip
    ok(result.returncode == 0 and password not in result.stdout + result.stderr,
       "dify init in the folder that is mounted, the password from standard input", result)  # fmt: skip
    owners = {path.stat().st_uid for path in tree.rglob("*")}
    ok(owners == {1001}, "what it wrote belongs to whom the folder belongs to", owners)
    ok(password in (tree / "proxyenv/upstream.conf").read_text(), "squid's include has the password")
    result = storage.run("proxyenv-tools", "dify", "verify", "--access-log", "-", options=(*mounted, "--user", "1001"),
                         given=(REPOSITORY / "docs/logs/ssrf_proxy.log").read_text())  # fmt: skip
    ok(result.returncode == 0 and "verified: 2 listed" in result.stdout, "dify verify, as user 1001", result)
    result = storage.run("proxyenv-tools", "dify", "verify", "--access-log", "-", options=mounted,
                         given=(REPOSITORY / "docs/logs/upstream-down.log").read_text())  # fmt: skip
    ok(result.returncode == 1 and "listed_failed" in result.stdout, "and with a log of a proxy that was down", result)
    result = storage.run("proxyenv-tools", "dify", "init", "--uninstall", options=mounted)
    ok(result.returncode == 0 and not (tree / "proxyenv").exists(), "dify init --uninstall", result)


def test_all(storage: Storage, objects: Path | None) -> None:
    make_base(storage)
    test_secret(storage)
    build_images(storage, objects)
    test_contents(storage)
    test_reproducible(storage)
    test_exit_statuses(storage)
    volume = test_install(storage)
    test_api(storage, volume)
    test_plugin_daemon(storage, volume)
    test_kubernetes_example(storage)
    test_dify_from_a_container(storage)
    test_containers_guide(storage)
    test_kubernetes_guide(storage)
    test_install_guide(storage)


def run_tests(folder: Path, objects: Path | None) -> int:
    """Inside the namespaces."""
    for path in VOLATILE:
        Path(path).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", path], check=True)
    storage = Storage(folder)
    started = time.monotonic()
    try:
        test_all(storage, objects)
    except Failure as failure:
        print(f"test-images: {failure}", file=sys.stderr)
        return 1
    finally:
        storage.tool("podman", "rm", "--all", "--force", "--time", "1", check=False)
        storage.tool("podman", "volume", "rm", "--all", "--force", check=False)
        storage.tool("buildah", "rm", "--all", check=False)
    print(f"images: ok ({time.monotonic() - started:.0f} s, {storage.driver})")
    return 0


def kill_namespace(unshare: subprocess.Popen[bytes]) -> None:
    """Its first process: unshare can collect that one only when no other is left."""
    for pid in Path(f"/proc/{unshare.pid}/task/{unshare.pid}/children").read_text().split():
        os.kill(int(pid), signal.SIGKILL)
    try:
        unshare.wait(timeout=120)
    except subprocess.TimeoutExpired:  # it had not started one yet
        unshare.kill()
        unshare.wait()


def remove_cgroups(folder: Path) -> None:
    for top in Path("/sys/fs/cgroup").glob(f"**/{cgroup_name(folder)}"):
        for path, _, _ in os.walk(top, topdown=False):
            os.rmdir(path)


def main() -> int:
    parser = argparse.ArgumentParser(prog="test-images", usage="scripts/test-images [--keep FOLDER] [--objects FOLDER]")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--objects", type=Path)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)  # this script's own second half
    options = parser.parse_args()
    if options.inside:
        return run_tests(options.inside, options.objects)
    if os.geteuid() != 0:
        print("test-images: needs root, for chroot and mounts", file=sys.stderr)
        return 1
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    folder = options.keep.resolve() if options.keep else Path(tempfile.mkdtemp(prefix="proxyenv-images."))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # apt's user reads there
    objects = ["--objects", str(options.objects.resolve())] if options.objects else []
    unshare = None
    try:
        # A new session, so that signals of the terminal come only to this process.
        unshare = subprocess.Popen([*NAMESPACE, sys.executable, "-B", __file__, "--inside", str(folder), *objects], start_new_session=True)
        return unshare.wait()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    finally:
        if unshare is not None and unshare.poll() is None:
            kill_namespace(unshare)
        remove_cgroups(folder)
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
