"""Builds and runs the examples of docs/containers.md.

An example is the block behind a line `<!-- tested: NAME -->`. The page in Chinese has the same examples, apart from
comments. tests/images/containers/ stands in for other people's images.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import time
from pathlib import Path

from storage import REPOSITORY, Failure, Storage, ok

PROXY = "http://proxy.corp:3128"
EXAMPLE = re.compile(r"^<!-- tested: ([\w-]+) -->\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROXIED = ("--env", f"HTTPS_PROXY={PROXY}", "--env", "NO_PROXY=localhost")
# Says what process 1 is and what it has itself, for each kind of manager; then it ends the manager.
SERVER = """#!/bin/sh
echo "server pid $$ parent $PPID first $(tr '\\0' ' ' </proc/1/cmdline)"
echo "server arguments $*"
env | sed 's/^/server env /'
%s
"""


def examples(page: Path) -> dict[str, str]:
    return {name: body for name, _, body in EXAMPLE.findall(page.read_text(encoding="utf-8"))}


def without_comments(text: str) -> str:
    return re.sub(r"(^|\s)#(?!!).*$", "", text, flags=re.MULTILINE)


class Guide:
    """The examples, images that are built from them, and which of them were used."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.page = (REPOSITORY / "docs/containers.md").read_text(encoding="utf-8")
        self.examples = examples(REPOSITORY / "docs/containers.md")
        self.used: set[str] = set()

    def example(self, name: str) -> str:
        self.used.add(name)
        return self.examples[name]

    def build(self, tag: str, dockerfile: str, files: dict[str, str] | None = None, *options: str) -> None:
        """`files`: by their paths in the image, programs that may be executed."""
        folder = self.storage.folder / "guide" / tag
        folder.mkdir(parents=True, exist_ok=True)
        lines = []
        for number, (path, text) in enumerate((files or {}).items()):
            source = folder / f"file{number}"
            source.write_text(text)
            source.chmod(0o755)
            lines.append(f'COPY file{number} "{path}"')
        first, _, rest = dockerfile.partition("\n")
        (folder / "start.sh").write_text(SERVER % "")
        (folder / "start.sh").chmod(0o755)
        (folder / "Dockerfile").write_text("\n".join([first, *lines, rest]))
        self.storage.tool("buildah", "bud", "--quiet", "--isolation", "chroot", "--pull-never", "--format", "docker", *options,
                          "--tag", f"localhost/{tag}", str(folder))  # fmt: skip

    def run(self, tag: str, *words: str, options: tuple[str, ...] = PROXIED) -> subprocess.CompletedProcess[str]:
        """A manager that does not end is ended after a minute."""
        return self.storage.run(f"localhost/{tag}", *words, options=(*options, "--timeout", "60"))


def has_both(result: subprocess.CompletedProcess[str]) -> bool:
    return f"server env https_proxy={PROXY}\n" in result.stdout and f"server env HTTPS_PROXY={PROXY}\n" in result.stdout


def is_first(result: subprocess.CompletedProcess[str]) -> bool:
    return "server pid 1 parent 0 " in result.stdout


def test_languages(guide: Guide) -> None:
    chinese = examples(REPOSITORY / "docs/containers.zh-CN.md")
    ok({name: without_comments(text) for name, text in guide.examples.items()}
       == {name: without_comments(text) for name, text in chinese.items()}, "containers.md: the same examples in both languages")  # fmt: skip


def test_own_image(guide: Guide) -> None:
    guide.build("own", guide.example("own-image"))
    result = guide.run("own")
    ok(has_both(result) and is_first(result) and "server arguments serve\n" in result.stdout,
       "own-image: the script is process 1, with both spellings and the image's command", result)  # fmt: skip


def test_base_image(guide: Guide) -> None:
    recorded = f"RUN env > /built && grep -x https_proxy={PROXY} /built && grep -x HTTPS_PROXY={PROXY} /built\n"
    guide.build("corp-base", guide.example("base-image") + recorded, None, "--build-arg", f"HTTPS_PROXY={PROXY}")
    ok(True, "base-image: RUN has both spellings of the proxy of the build")
    for line, under in [
        ('CMD ["/app/server"]', True),
        ("CMD /app/server", True),
        ('ENTRYPOINT ["/proxyenv", "--", "/app/server"]', True),
        ('ENTRYPOINT ["/app/server"]', False),
    ]:
        rows = [row for row in guide.page.splitlines() if row.startswith(f"| `{line}` |")]
        ok(len(rows) == 1 and ("| yes |" in rows[0]) == under, f"base-image: the table says what {line} does", rows)
        guide.build("child", f"FROM localhost/corp-base\n{line}\n", {"/app/server": SERVER % ""})
        result = guide.run("child")
        ok(has_both(result) == under and "server pid" in result.stdout, f"base-image: and so it is for {line}", result)
    config = guide.storage.config("localhost/child")
    ok(config["Entrypoint"] == ["/app/server"] and not config.get("Cmd"), "base-image: inspect shows the lost entrypoint and command", config)


def test_compose(guide: Guide, compose: str) -> None:
    """Docker Compose reads the file; podman does what it says."""
    entrypoint = {"/entrypoint.sh": SERVER % ""}
    guide.build("example-app", 'FROM docker.io/library/debian:12-slim\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["image"]\n', entrypoint)
    for name in ("compose-mount", "compose-volume"):
        folder = guide.storage.folder / "guide" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "compose.yaml").write_text(guide.example(name))
        read = subprocess.run([compose, "-f", str(folder / "compose.yaml"), "config", "--format", "json"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
        ok(read.returncode == 0, f"{name}: Docker Compose reads it", read)
        services = json.loads(read.stdout)["services"]
        checked = subprocess.run([str(REPOSITORY / "build/release/proxyenv"), "check", "--severity", "error", str(folder / "compose.yaml")],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        ok(checked.returncode == 0, f"{name}: check finds no error in it", checked)
        if "proxyenv" in services:
            result = start_service(guide, services["proxyenv"], "localhost/proxyenv")
            ok(result.returncode == 0, f"{name}: the program is in the volume", result)
        else:
            copy_program(guide, folder / "proxyenv")
        result = start_service(guide, services["app"], "localhost/example-app")
        ok(has_both(result) and is_first(result) and "server arguments serve\n" in result.stdout,
           f"{name}: the image's own entrypoint is process 1, with both spellings and the command of the file", result)  # fmt: skip
    guide.storage.tool("podman", "volume", "rm", "guide-program")


def copy_program(guide: Guide, to: Path) -> None:
    container = guide.storage.tool("buildah", "from", "--pull-never", "proxyenv").stdout.strip()
    root = guide.storage.tool("buildah", "mount", container).stdout.strip()
    to.write_bytes((Path(root) / "proxyenv").read_bytes())
    to.chmod(0o755)
    guide.storage.tool("buildah", "rm", container)


def start_service(guide: Guide, service: dict, image: str) -> subprocess.CompletedProcess[str]:
    """As `config` of Docker Compose writes it out."""
    options = [] if service.get("environment") else list(PROXIED)
    for name, value in (service.get("environment") or {}).items():
        options += ["--env", f"{name}={value}"]
    for mount in service["volumes"]:
        source = mount["source"] if mount["type"] == "bind" else f"guide-{mount['source']}"
        options += ["--volume", f"{source}:{mount['target']}{':ro' if mount.get('read_only') else ''}"]
    if service.get("user"):
        options += ["--user", service["user"]]
    if service.get("entrypoint"):
        options += ["--entrypoint", json.dumps(service["entrypoint"])]
    return guide.storage.run(image, *service["command"], options=tuple(options))


def test_podman_image(guide: Guide) -> None:
    words = shlex.split(guide.example("podman-image").replace("\\\n", " "))
    ok(words[:2] == ["podman", "run"] and words[-2:] == ["example/app", "serve"], "podman-image: one command", words)
    result = guide.storage.run("localhost/example-app", "serve", options=(*PROXIED, *words[2:-2]))
    ok(has_both(result) and is_first(result) and "server arguments serve\n" in result.stdout,
       "podman-image: the program comes from the mounted image", result)  # fmt: skip


def test_managers(guide: Guide) -> None:
    base = "FROM localhost/managers\nCOPY --from=proxyenv /proxyenv /proxyenv\n"
    for name, first in [("tini", "tini -- "), ("dumb-init", "dumb-init -- ")]:
        guide.build(name, base + guide.example(name), {"/app/server": SERVER % "exit 7"})
        result = guide.run(name)
        ok(has_both(result) and re.search(rf"^server pid \d+ parent 1 first (/usr/bin/)?{first}", result.stdout, re.MULTILINE)
           and result.returncode == 7, f"{name}: it is process 1 and the parent of the server, whose status it gives", result)  # fmt: skip
    guide.build("supervisord", base + 'CMD ["supervisord", "-c", "/app/supervisord.conf"]\n',
                {"/app/server": SERVER % "kill -TERM $PPID", "/app/supervisord.conf": guide.example("supervisord")})  # fmt: skip
    result = guide.run("supervisord")
    ok(has_both(result) and "server env no_proxy=.corp\n" in result.stdout,
       "supervisord: the program has both spellings, and those of its own environment=", result)  # fmt: skip
    guide.build("s6", base + 'CMD ["s6-svscan", "/app/services"]\n',
                {"/app/server": SERVER % "exec s6-svscanctl -t /app/services",
                 "/app/services/server/run": guide.example("s6"),
                 "/app/services/.s6-svscan/finish": "#!/bin/sh\nexit 0\n"})  # fmt: skip
    result = guide.run("s6")
    ok(has_both(result), "s6: the service has both spellings", result)
    guide.build("gunicorn", base + "ENV PYTHONPATH=/app\n" + guide.example("gunicorn"), {"/app/app.py": WSGI})
    result = guide.run("gunicorn")
    ok(has_both(result), "gunicorn: its workers have both spellings", result)


# Read by a worker; it ends its parent, which is gunicorn's first process.
WSGI = """import os, signal
print("".join(f"server env {name}={value}\\n" for name, value in os.environ.items()), flush=True)
os.kill(os.getppid(), signal.SIGTERM)
def app(environ, start_response):
    return []
"""


def test_health_check_and_exec(guide: Guide) -> None:
    healthy = "#!/bin/sh\ntest \"$https_proxy\" = " + PROXY + "\n"
    guide.build("healthy", guide.example("own-image") + guide.example("healthcheck"), {"/app/healthy": healthy})
    name = "guide-healthy"
    guide.storage.tool("podman", "run", "--detach", "--name", name, *guide.storage.run_options(), *PROXIED, "--no-healthcheck=false",
                       "--health-interval", "disable", "--entrypoint", '["/proxyenv", "--", "sleep", "60"]', "localhost/healthy")  # fmt: skip
    wait_until(lambda: "sleep" in guide.storage.tool("podman", "exec", name, "cat", "/proc/1/cmdline", check=False).stdout)
    result = guide.storage.tool("podman", "healthcheck", "run", name, check=False)
    ok(result.returncode == 0, "healthcheck: the command behind proxyenv has both spellings", result)

    def inside(*words: str) -> subprocess.CompletedProcess[str]:
        return guide.storage.tool("podman", "exec", name, *words, check=False)

    result = inside("env")
    ok("https_proxy=" not in result.stdout and f"HTTPS_PROXY={PROXY}" in result.stdout, "exec has what is configured alone", result)
    result = inside("/proxyenv", "-q", "--", "env")
    ok(f"https_proxy={PROXY}" in result.stdout, "exec of proxyenv has both spellings", result)
    result = inside("/proxyenv", "check", "--pid", "1")
    ok(result.returncode == 0, "check --pid 1 reads the first process", result)
    result = inside("/proxyenv", "diff", "pid:1", ".")
    ok(result.returncode == 1 and "https_proxy" in result.stdout, "diff pid:1 . says in what exec differs", result)
    guide.storage.tool("podman", "rm", "--force", "--time", "1", name)


def wait_until(condition: object) -> None:
    deadline = time.monotonic() + 120
    while not condition():  # type: ignore[operator]
        if time.monotonic() > deadline:
            raise Failure("waited too long")
        time.sleep(0.1)


def test_alpine(guide: Guide) -> None:
    words = json.loads(guide.example("alpine").partition(" ")[2])
    base = "FROM localhost/busybox\nCOPY --from=proxyenv /proxyenv /proxyenv\n"
    both = ("--env", f"HTTP_PROXY={PROXY}", *PROXIED)
    for what, entrypoint, note in [("alone", ["/proxyenv", "--"], True), ("with the example", words, False)]:
        guide.build("busybox-app", f"{base}ENTRYPOINT {json.dumps(entrypoint)}\nCMD [\"/app/server\"]\n", {"/app/server": "#!/bin/sh\nenv\n"})
        result = guide.run("busybox-app", options=both)
        ok(result.returncode == 0 and f"https_proxy={PROXY}\n" in result.stdout and ("busybox_wget" in result.stderr) == note
           and (f"http_proxy={PROXY}\n" in result.stdout) == note,
           f"alpine, {what}: {'a note on wget' if note else 'no http_proxy, and no note'}", result)  # fmt: skip


def test_containers_guide(storage: Storage) -> None:
    folder = REPOSITORY / "tests/images/containers/Dockerfile"
    storage.build(folder, "managers", "localhost/managers")
    storage.build(folder, "busybox", "localhost/busybox")
    fetched = subprocess.run([str(REPOSITORY / "scripts/fetch-docker-compose")], env=storage.fetching, stdout=subprocess.PIPE,
                             text=True, check=True)  # fmt: skip
    guide = Guide(storage)
    test_languages(guide)
    test_own_image(guide)
    test_base_image(guide)
    test_compose(guide, fetched.stdout.strip())
    test_podman_image(guide)
    test_managers(guide)
    test_health_check_and_exec(guide)
    test_alpine(guide)
    ok(guide.used == set(guide.examples), "containers.md: every example was run", set(guide.examples) - guide.used)
