"""Runs the pods of docker/kubernetes with podman, as a kubelet would: their volumes, init containers, users and restrictions.

It also does what docs/kubernetes.md says of `kubectl exec` and `kubectl debug`.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import yaml

from containers_guide import SERVER, Guide, has_both, is_first, wait_until
from storage import REPOSITORY, Storage, ok

MANIFESTS = REPOSITORY / "docker/kubernetes"
PROXY = "http://proxy.corp.example:3128"


class Pod:
    """The pod that a Deployment makes."""

    def __init__(self, storage: Storage, path: Path) -> None:
        self.storage = storage
        deployment = yaml.safe_load(path.read_text())
        self.spec = deployment["spec"]["template"]["spec"]
        self.folders = {}
        for volume in self.spec["volumes"]:
            if "emptyDir" in volume:
                folder = storage.folder / "guide" / f"{path.stem}-{volume['name']}"
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(0o777)
                self.folders[volume["name"]] = folder

    def options(self, container: dict) -> tuple[str, ...]:
        own = container["securityContext"]
        options = ["--user", str(self.spec["securityContext"]["runAsUser"])]
        if own["readOnlyRootFilesystem"]:
            options += ["--read-only"]
        if not own["allowPrivilegeEscalation"]:
            options += ["--security-opt", "no-new-privileges"]
        for name in own["capabilities"]["drop"]:
            options += ["--cap-drop", name.lower()]
        for mount in container["volumeMounts"]:
            mode = ":ro" if mount.get("readOnly") else ""
            image = next((it["image"] for it in self.spec["volumes"] if it["name"] == mount["name"] and "image" in it), None)
            if image:
                options += ["--mount", f"type=image,source={image['reference']},destination={mount['mountPath']}"]
            else:
                options += ["--volume", f"{self.folders[mount['name']]}:{mount['mountPath']}{mode}"]
        for variable in container.get("env", []):
            options += ["--env", f"{variable['name']}={variable['value']}"]
        if "command" in container:
            options += ["--entrypoint", json.dumps(container["command"])]
        return tuple(options)

    def run(self, container: dict) -> subprocess.CompletedProcess[str]:
        return self.storage.run(container["image"], *container.get("args", []), options=self.options(container))


def test_pods(storage: Storage) -> None:
    for name in ("image-volume.yaml", "init-container.yaml"):
        pod = Pod(storage, MANIFESTS / name)
        for container in pod.spec.get("initContainers", []):
            result = pod.run(container)
            ok(result.returncode == 0, f"kubernetes: {name}: the init container ends well", result)
        (container,) = pod.spec["containers"]
        result = pod.run(container)
        ok(result.returncode == 0 and f"server env https_proxy={PROXY}\n" in result.stdout and is_first(result)
           and "server arguments serve\n" in result.stdout and "server env no_proxy=.svc,.cluster.local," in result.stdout,
           f"kubernetes: {name}: restricted as it says, the command has both spellings", result)  # fmt: skip


def test_images_command(storage: Storage) -> None:
    """The rows of "Where the command stands only in the image"."""
    guide = Guide(storage)
    program = ["/opt/proxyenv/proxyenv", "--"]
    mount = ("--mount", "type=image,source=localhost/proxyenv,destination=/opt/proxyenv", "--env", "HTTPS_PROXY=http://proxy.corp:3128")
    files = {"/app/server": SERVER % ""}
    for what, lines, command, arguments in [
        ("ENTRYPOINT alone", 'ENTRYPOINT ["/app/server"]', ["/app/server"], []),
        ("ENTRYPOINT and CMD", 'ENTRYPOINT ["/app/server"]\nCMD ["serve"]', ["/app/server"], ["serve"]),
        ("CMD alone", 'CMD ["/app/server", "serve"]', None, [*program, "/app/server", "serve"]),
        ("an ENTRYPOINT that starts its arguments", 'ENTRYPOINT ["tini", "--"]\nCMD ["/app/server", "serve"]', None,
         [*program, "/app/server", "serve"]),
    ]:  # fmt: skip
        guide.build("of-the-image", f"FROM localhost/managers\n{lines}\n", files)
        entrypoint = ("--entrypoint", json.dumps([*program, *command])) if command else ()
        result = storage.run("localhost/of-the-image", *arguments, options=(*mount, *entrypoint))
        ok(has_both(result) and ("server arguments serve\n" in result.stdout) == ("CMD" in lines),
           f"kubernetes: {what}: the server runs under proxyenv, with its arguments", result)  # fmt: skip


def test_debug(storage: Storage) -> None:
    """A debug container has the target's processes, and the pod's user."""
    pod = Pod(storage, MANIFESTS / "image-volume.yaml")
    (container,) = pod.spec["containers"]
    container["command"] = [*container["command"][:2], "sleep"]
    name = "guide-target"
    storage.tool("podman", "run", "--detach", "--name", name, *storage.run_options(), *pod.options(container), container["image"], "60")
    wait_until(lambda: storage.tool("podman", "exec", name, "cat", "/proc/1/cmdline").stdout.startswith("sleep"))
    for what, words in [("check --pid 1", ("check", "--pid", "1")), ("diff pid:1 .", ("diff", "pid:1", "."))]:
        result = storage.tool("podman", "exec", name, "/opt/proxyenv/proxyenv", *words, check=False)
        ok(result.returncode == (words[0] == "diff"), f"kubernetes: exec: {what}", result)
    for user, status in (("65532", 0), ("1001", 125)):
        options = ("--pid", f"container:{name}", "--user", user, "--cap-drop", "all", "--entrypoint", "[]")
        result = storage.run("localhost/proxyenv", "/proxyenv", "check", "--pid", "1", options=options)
        ok(result.returncode == status, f"kubernetes: debug as user {user}: exit status {status}", result)
    storage.tool("podman", "rm", "--force", "--time", "1", name)


def test_kubernetes_guide(storage: Storage) -> None:
    """After test_containers_guide(), whose images it uses."""
    Guide(storage).build("app", "FROM docker.io/library/debian:12-slim\n", {"/app/server": SERVER % ""})
    storage.tool("buildah", "tag", "localhost/app", "registry.example/app:1.0")
    storage.tool("buildah", "tag", "localhost/proxyenv", "registry.example/proxyenv:0.2.0")
    test_pods(storage)
    test_images_command(storage)
    test_debug(storage)
