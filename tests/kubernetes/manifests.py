"""The manifests of docker/kubernetes, judged by what can be had without a cluster.

    /usr/bin/python3 -B tests/kubernetes/manifests.py FOLDER-OF-PROXYENV KUBECTL

TypeScript's compiler compares each object with the types of Kubernetes 1.36 and of Kyverno: a field that there is not is an
error. Pods have to meet the profile `restricted`. kubectl renders the kustomize example, an evaluator of CEL runs the
expressions of the MutatingAdmissionPolicy, and JMESPath those of Kyverno; each has to give the same pod. `proxyenv check`
reads all of them. Needs scripts/install-packages test, scripts/fetch-kubectl and `npm ci --ignore-scripts` in tests/kubernetes.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import jmespath
import yaml

HERE = Path(__file__).resolve().parent
MANIFESTS = HERE.parent.parent / "docker/kubernetes"
PROGRAM = ["/opt/proxyenv/proxyenv", "--"]
# Made by npm's package of each; the name behind `I` is the kind.
MODULES = {
    "apps/v1": "kubernetes-models/apps/v1",
    "v1": "kubernetes-models/v1",
    "admissionregistration.k8s.io/v1": "kubernetes-models/admissionregistration.k8s.io/v1",
    "kyverno.io/v1": "@kubernetes-models/kyverno/kyverno.io/v1",
}
# Kustomize's own; kubectl reads these.
NOT_IN_A_CLUSTER = ("kustomize.config.k8s.io/",)
PATCH = "plugin-daemon.yaml"  # no object of its own: the Deployment is a chart's
PROXYENV = KUBECTL = ""


def objects_of(path: Path) -> list[dict[str, Any]]:
    return [it for it in yaml.safe_load_all(path.read_text(encoding="utf-8")) if it]


def all_manifests() -> list[Path]:
    return sorted(MANIFESTS.rglob("*.yaml"))


def daemon() -> dict[str, Any]:
    """A Deployment of Dify's plugin daemon, as a chart makes it."""
    labels = {"component": "plugin-daemon"}
    container = {
        "name": "plugin-daemon",
        "image": "langgenius/dify-plugin-daemon:0.6.10-local",
        "env": [{"name": "SERVER_PORT", "value": "5002"}],
        "volumeMounts": [{"name": "app-data", "mountPath": "/app/storage"}],
    }
    pod = {"containers": [container], "volumes": [{"name": "app-data", "emptyDir": {}}]}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "dify-plugin-daemon"},
        "spec": {
            "replicas": 3,
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": pod},
        },
    }


def patched_daemon() -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(daemon(), file)
        file.flush()
        result = subprocess.run(
            [KUBECTL, "patch", "--local", "-f", file.name, "--patch-file", str(MANIFESTS / PATCH), "-o", "json"],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return json.loads(result.stdout)


def of_a_cluster() -> list[dict[str, Any]]:
    found = [it for path in all_manifests() if path.name != PATCH for it in objects_of(path)] + [patched_daemon()]
    return [it for it in found if not it["apiVersion"].startswith(NOT_IN_A_CLUSTER)]


def what_typescript_says(objects: list[dict[str, Any]]) -> str:
    """Empty if each object has the fields that its type has, of the right types."""
    lines = []
    for number, it in enumerate(objects):
        lines.append(f'import type {{ I{it["kind"]} as T{number} }} from "{MODULES[it["apiVersion"]]}/{it["kind"]}";')
        lines.append(f"export const object{number}: T{number} = {json.dumps(it)};")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "node_modules").symlink_to(HERE / "node_modules")
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "objects.ts").write_text("\n".join(lines))
        result = subprocess.run(
            ["node", str(HERE / "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck",
             "--module", "nodenext", "--target", "es2022", "objects.ts"],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
    return result.stdout


def pod_of(controller: dict[str, Any]) -> dict[str, Any]:
    return controller["spec"]["template"]["spec"]


def breaks_restricted(pod: dict[str, Any]) -> list[str]:
    """What the Pod Security Standard `restricted` forbids in it. Image volumes are allowed from Kubernetes 1.33 on."""
    found = []
    allowed = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"}
    for volume in pod.get("volumes", []):
        if not allowed & set(volume):
            found.append(f"volume {volume['name']}")
    common = pod.get("securityContext", {})
    for container in [*pod.get("initContainers", []), *pod["containers"]]:
        own = container.get("securityContext", {})
        both = {**common, **own}
        for what, good in [
            ("allowPrivilegeEscalation", own.get("allowPrivilegeEscalation") is False),
            ("capabilities", own.get("capabilities", {}).get("drop") == ["ALL"] and not own["capabilities"].get("add")),
            ("runAsNonRoot", both.get("runAsNonRoot") is True),
            ("runAsUser", both.get("runAsUser", 1) != 0),
            ("seccompProfile", both.get("seccompProfile", {}).get("type") in ("RuntimeDefault", "Localhost")),
            ("privileged", not own.get("privileged")),
        ]:
            if not good:
                found.append(f"{container['name']}: {what}")
    return found


def rendered_example() -> dict[str, Any]:
    result = subprocess.run([KUBECTL, "kustomize", str(MANIFESTS / "example")], stdout=subprocess.PIPE, text=True, check=True)
    return yaml.safe_load(result.stdout)


def example_pod() -> dict[str, Any]:
    """As the Deployment's controller makes it, so far as the policies look at it."""
    (deployment,) = objects_of(MANIFESTS / "example/deployment.yaml")
    template = deployment["spec"]["template"]
    return {"apiVersion": "v1", "kind": "Pod", "metadata": template["metadata"], "spec": copy.deepcopy(template["spec"])}


def evaluated(expression: str, pod: dict[str, Any]) -> Any:
    result = subprocess.run(
        ["node", str(HERE / "evaluate.mjs")], input=json.dumps({"expression": expression, "object": pod}),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if result.returncode != 0:
        raise AssertionError(result.stderr)
    return json.loads(result.stdout)


def apply_patch(pod: dict[str, Any], patch: list[dict[str, Any]]) -> None:
    """JSON patches of the kind `replace` alone."""
    for operation in patch:
        assert operation["op"] == "replace", operation
        *way, last = operation["path"].strip("/").split("/")
        place: Any = pod
        for part in way:
            place = place[int(part)] if isinstance(place, list) else place[part]
        assert last in place, operation
        place[last] = operation["value"]


def merge(pod: Any, configuration: Any) -> None:
    """As Kubernetes merges volumes and containers, by their names, and mounts, by their paths. Other lists are replaced."""
    for key, value in configuration.items():
        if isinstance(value, dict):
            merge(pod.setdefault(key, {}), value)
        elif isinstance(value, list) and all(isinstance(item, dict) for item in value):
            by = "mountPath" if key == "volumeMounts" else "name"
            for item in value:
                same = [it for it in pod.setdefault(key, []) if it.get(by) == item[by]]
                if same:
                    merge(same[0], item)
                else:
                    pod[key].append(copy.deepcopy(item))
        else:
            pod[key] = value


def by_names(spec: dict[str, Any]) -> dict[str, Any]:
    """In an order that does not depend on who merged it, and without what only the component sets."""
    spec = copy.deepcopy(spec)
    spec.pop("enableServiceLinks", None)
    spec["volumes"].sort(key=lambda it: it["name"])
    for container in spec["containers"]:
        container["volumeMounts"].sort(key=lambda it: it["name"])
    return spec


def with_kyverno(value: Any, element: dict[str, Any]) -> Any:
    """With the variables of the element replaced; one that is the whole text gives its value, and not only text."""
    if isinstance(value, dict):
        return {key: with_kyverno(it, element) for key, it in value.items()}
    if isinstance(value, list):
        return [with_kyverno(it, element) for it in value]
    whole = re.fullmatch(r"\{\{(.*)\}\}", value) if isinstance(value, str) else None
    return jmespath.search(whole[1].strip(), {"element": element}) if whole else value


class Manifests(unittest.TestCase):
    maxDiff = None

    def test_types(self) -> None:
        objects = of_a_cluster()
        self.assertGreaterEqual(len(objects), 6)
        self.assertEqual(what_typescript_says([*objects, rendered_example()]), "")

    def test_a_wrong_field_is_seen(self) -> None:
        (deployment,) = objects_of(MANIFESTS / "image-volume.yaml")
        pod_of(deployment)["volumes"][0]["image"]["refrence"] = "typo"
        self.assertIn("refrence", what_typescript_says([deployment]))

    def test_restricted(self) -> None:
        for name in ("image-volume.yaml", "init-container.yaml", "example/deployment.yaml"):
            with self.subTest(name):
                (deployment,) = objects_of(MANIFESTS / name)
                self.assertEqual(breaks_restricted(pod_of(deployment)), [])
        self.assertEqual(breaks_restricted(pod_of(rendered_example())), [])

    def test_what_is_not_restricted_is_seen(self) -> None:
        (deployment,) = objects_of(MANIFESTS / "init-container.yaml")
        pod = pod_of(deployment)
        pod["volumes"][0] = {"name": "proxyenv", "hostPath": {"path": "/"}}
        del pod["securityContext"]["runAsNonRoot"]
        del pod["initContainers"][0]["securityContext"]["capabilities"]
        self.assertEqual(
            breaks_restricted(pod), ["volume proxyenv", "proxyenv: capabilities", "proxyenv: runAsNonRoot", "app: runAsNonRoot"]
        )

    def test_component(self) -> None:
        (container,) = pod_of(rendered_example())["containers"]
        self.assertEqual(container["command"], [*PROGRAM, "/app/server"])
        self.assertEqual(container["args"], ["serve"])
        (plain,) = objects_of(MANIFESTS / "image-volume.yaml")
        (same,) = pod_of(plain)["containers"]
        self.assertEqual((container["command"], container["args"]), (same["command"], same["args"]))

    def test_component_leaves_others_alone(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            shutil.copytree(MANIFESTS, name, dirs_exist_ok=True)
            path = Path(name) / "example/deployment.yaml"
            path.write_text(path.read_text().replace("labels: {proxyenv: command}", "labels: {}", 1))
            result = subprocess.run([KUBECTL, "kustomize", f"{name}/example"], stdout=subprocess.PIPE, text=True, check=True)
            self.assertNotIn("/opt/proxyenv", result.stdout)

    def test_mutating_admission_policy(self) -> None:
        policy, binding = objects_of(MANIFESTS / "mutating-admission-policy.yaml")
        self.assertEqual(binding["spec"]["policyName"], policy["metadata"]["name"])
        (condition,) = policy["spec"]["matchConditions"]
        patch, configuration = policy["spec"]["mutations"]
        pod = example_pod()
        pod["spec"]["containers"].append({"name": "of-the-image", "image": "registry.example/other", "volumeMounts": []})
        self.assertIs(evaluated(condition["expression"], pod), True)
        apply_patch(pod, evaluated(patch["jsonPatch"]["expression"], pod))
        merge(pod, evaluated(configuration["applyConfiguration"]["expression"], pod))
        self.assertIs(evaluated(condition["expression"], pod), False)
        of_the_image = pod["spec"]["containers"].pop()
        self.assertEqual(of_the_image, {"name": "of-the-image", "image": "registry.example/other", "volumeMounts": []})
        self.assertEqual(by_names(pod["spec"]), by_names(pod_of(rendered_example())))

    def test_kyverno(self) -> None:
        (policy,) = objects_of(MANIFESTS / "kyverno-policy.yaml")
        (rule,) = policy["spec"]["rules"]
        (each,) = rule["mutate"]["foreach"]
        (precondition,) = each["preconditions"]["all"]
        pod = example_pod()
        (container,) = pod["spec"]["containers"]
        self.assertNotIn(with_kyverno(precondition["key"], container), precondition["value"])
        merge(pod, with_kyverno(each["patchStrategicMerge"], container))
        self.assertEqual(by_names(pod["spec"]), by_names(pod_of(rendered_example())))
        self.assertIn(with_kyverno(precondition["key"], pod["spec"]["containers"][0]), precondition["value"])
        self.assertIn(with_kyverno(precondition["key"], {"name": "of-the-image"}), precondition["value"])

    def test_check_reads_them(self) -> None:
        for path in all_manifests():
            with self.subTest(path.name):
                result = subprocess.run(
                    [f"{PROXYENV}/proxyenv", "check", "--severity", "error", str(path)],
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                )  # fmt: skip
                self.assertEqual(result.returncode, 0, result.stdout)
                self.assertIn("read as Kubernetes objects", result.stdout)

    def test_pages_show_them(self) -> None:
        """Each manifest is on the pages, in both languages."""
        for page in ("docs/kubernetes.md", "docs/kubernetes.zh-CN.md"):
            text = (HERE.parent.parent / page).read_text(encoding="utf-8")
            for path in MANIFESTS.glob("*.yaml"):
                self.assertIn(f"(../docker/kubernetes/{path.name})", text, page)


class Patch(unittest.TestCase):
    """docker/kubernetes/plugin-daemon.yaml, on a Deployment that is there."""

    def test_what_belongs_to_the_deployment_stays(self) -> None:
        before, after = daemon(), patched_daemon()
        for part in ("replicas", "selector"):
            self.assertEqual(after["spec"][part], before["spec"][part])
        self.assertEqual(after["metadata"]["name"], before["metadata"]["name"])
        self.assertEqual(after["spec"]["template"]["metadata"], before["spec"]["template"]["metadata"])
        (old,), (new,) = pod_of(before)["containers"], pod_of(after)["containers"]
        self.assertEqual(new["image"], old["image"])
        for part in ("env", "volumeMounts"):
            self.assertTrue(all(item in new[part] for item in old[part]), new)
        self.assertTrue(all(volume in pod_of(after)["volumes"] for volume in pod_of(before)["volumes"]))
        self.assertEqual(new["args"][:2], PROGRAM)


if __name__ == "__main__":
    PROXYENV, KUBECTL = sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
