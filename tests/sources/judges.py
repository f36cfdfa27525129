# SPDX-License-Identifier: Apache-2.0
"""The programs whose files our readers read, asked what they read in a text. Each judge takes the bytes of a text and
gives a dictionary of variables, or None where it refuses the text."""

import ctypes
import json
import os
import re
import socket
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Optional

Variables = Optional[dict[bytes, bytes]]

SECONDS = 300  # against hanging alone
# A variable that is set where the judges run. No text of ours takes a value from it.
CLEAN = {"HOME": "/nonexistent", "PATH": "/nonexistent"}


def as_dictionary(entries: list[bytes]) -> dict[bytes, bytes]:
    """Of a name that stands twice the last one counts."""
    return dict(entry.split(b"=", 1) for entry in entries if b"=" in entry)  # type: ignore[misc]


class Docker:
    """docker's client, asked to create a container by a daemon that records the request."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.folder = tempfile.mkdtemp()
        self.address = f"{self.folder}/daemon"
        self.created: list[dict] = []
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.address)
        self.socket.listen(20)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        while request := stream.readline():
            length = 0
            while (header := stream.readline()) not in (b"\r\n", b""):
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
            body = stream.read(length)
            if request.startswith(b"HEAD"):
                connection.sendall(b"HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\n")
            elif b"/_ping" in request:
                connection.sendall(b"HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK")
            else:
                if b"/containers/create" in request:
                    self.created.append(json.loads(body))
                message = b'{"message":"recorded"}'
                connection.sendall(
                    b"HTTP/1.1 500 Recorded\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    % (len(message), message)
                )

    def read(self, text: bytes) -> Variables:
        file = Path(self.folder, "variables")
        file.write_bytes(text)
        self.created.clear()
        command = [self.client, "-H", f"unix://{self.address}", "create", "--env-file", str(file), "image"]
        subprocess.run(command, env=CLEAN, capture_output=True, timeout=SECONDS, check=False)
        if not self.created:
            return None
        return as_dictionary([entry.encode() for entry in self.created[0].get("Env") or []])


class Compose:
    """`docker compose config --environment`: the variables of .env beside our own."""

    def __init__(self, program: str) -> None:
        self.program = program

    def read(self, text: bytes) -> Variables:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "compose.yaml").write_text("services:\n  s:\n    image: i\n    env_file: variables\n")
            Path(folder, "variables").write_bytes(text)
            command = [self.program, "--project-name", "p", "-f", f"{folder}/compose.yaml", "config", "--format", "json"]
            done = subprocess.run(command, env=CLEAN, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0:
            return None
        environment = json.loads(done.stdout)["services"]["s"].get("environment") or {}
        # `config` writes `$` as `$$`, so that its output can be read again.
        return {name.encode(): (value or "").replace("$$", "$").encode() for name, value in environment.items()}


class Systemd:
    """systemd's generator for environment.d, which has the parser of EnvironmentFile=. It also resolves `$`, and leaves
    out what has an empty value: texts for it have neither."""

    program = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator"

    def read(self, text: bytes) -> Variables:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "environment.d").mkdir()
            Path(folder, "environment.d", "variables.conf").write_bytes(text)
            done = subprocess.run([self.program], env={"XDG_CONFIG_HOME": folder, **CLEAN}, capture_output=True, timeout=SECONDS, check=False)
            if done.returncode != 0:
                return None
            # Its output is for a shell.
            variables = Shell("dash", exports=True).read(done.stdout) or {}
        return {name: value for name, value in variables.items() if name != b"QT_ACCESSIBILITY"}


class Pam:
    """pam_env, in a session of a service that has nothing else."""

    class Conversation(ctypes.Structure):
        _fields_ = [("function", ctypes.c_void_p), ("data", ctypes.c_void_p)]

    def __init__(self) -> None:
        self.pam = ctypes.CDLL("libpam.so.0")
        self.pam.pam_getenvlist.restype = ctypes.POINTER(ctypes.c_char_p)
        self.folder = tempfile.mkdtemp()
        self.file = f"{self.folder}/variables"
        Path(self.folder, "service").write_text(f"session required pam_env.so conffile=/dev/null envfile={self.file}\n")

    def read(self, text: bytes) -> Variables:
        Path(self.file).write_bytes(text)
        handle = ctypes.c_void_p()
        conversation = self.Conversation()
        started = self.pam.pam_start_confdir(
            b"service", b"root", ctypes.byref(conversation), self.folder.encode(), ctypes.byref(handle)
        )
        if started != 0:
            raise RuntimeError("pam_start_confdir failed")
        self.pam.pam_open_session(handle, 0)
        names = self.pam.pam_getenvlist(handle)
        entries = []
        while names[len(entries)]:
            entries.append(bytes(names[len(entries)]))
        self.pam.pam_end(handle, 0)
        return as_dictionary(entries)


class EnvironmentD(Systemd):
    """The same generator, asked for the format that it is made for. Names that the text does not set have no value in its environment."""


class Unit:
    """systemd's parser of unit files, which complains about what it ignores: `systemd-analyze verify` needs no manager. It gives the
    lines, not the variables."""

    program = "/usr/bin/systemd-analyze"

    def lines(self, text: bytes) -> set[int]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "variables.service")
            file.write_bytes(text)
            done = subprocess.run([self.program, "verify", "--man=no", str(file)], env=CLEAN, capture_output=True, timeout=SECONDS, check=False)
        return {int(number) for number in re.findall(rb"variables\.service:(\d+): ", done.stderr)}


class Json:
    """Python's parser of JSON: an array of NAME=VALUE, or a map."""

    def read(self, text: bytes) -> Variables:
        try:
            value = json.loads(text)
        except ValueError:
            return None
        entries = value if isinstance(value, list) else [f"{name}={text}" for name, text in value.items()]
        return as_dictionary([entry.encode() for entry in entries])


class OtherShell:
    """fish or tcsh: what its environment has behind the text, beside what it has without one."""

    def __init__(self, program: str, options: list[str]) -> None:
        self.program = program
        self.options = options
        self.own = set(self.run(b"") or {})

    def run(self, text: bytes) -> Variables:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "variables").write_bytes(text)
            command = [f"/usr/bin/{self.program}", *self.options, "-c", "source ./variables; exec /usr/bin/env -0"]
            # fish makes folders in its home.
            environment = {**CLEAN, "HOME": folder}
            done = subprocess.run(command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0 or done.stderr:
            return None
        return as_dictionary(done.stdout.split(b"\0"))

    def read(self, text: bytes) -> Variables:
        variables = self.run(text)
        return None if variables is None else {name: value for name, value in variables.items() if name not in self.own}


class Shell:
    """A shell that reads the text, with all variables exported where the text does not begin by exporting one. It finds no commands to
    run."""

    def __init__(self, program: str, exports: bool = False) -> None:
        self.program = program
        self.exports = exports
        self.options = ["-f"] if program == "zsh" else []

    def read(self, text: bytes) -> Variables:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "variables").write_bytes(text)
            mode = "set +a" if text.startswith(b"export ") and not self.exports else "set -a"
            command = [f"/usr/bin/{self.program}", *self.options, "-c", f"{mode}; . ./variables; set +a; exec /usr/bin/env -0"]
            done = subprocess.run(command, env=CLEAN, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0 or done.stderr:
            return None
        variables = as_dictionary(done.stdout.split(b"\0"))
        for name in (b"HOME", b"PATH", b"PWD", b"OLDPWD", b"SHLVL", b"LOGNAME", b"_"):
            variables.pop(name, None)
        return variables


def available(docker: str, compose: str) -> dict[str, tuple[str, object]]:
    """The judges by name, each with the format that it judges."""
    judges: dict[str, tuple[str, object]] = {}
    judges["bash"] = ("shell", Shell("bash"))
    judges["dash"] = ("shell", Shell("dash"))
    judges["zsh"] = ("shell", Shell("zsh"))
    judges["fish"] = ("shell", OtherShell("fish", ["--no-config"]))
    judges["tcsh"] = ("shell", OtherShell("tcsh", ["-f"]))
    judges["docker"] = ("docker", Docker(docker))
    judges["compose"] = ("compose", Compose(compose))
    if os.path.exists(Systemd.program):
        judges["systemd"] = ("systemd", Systemd())
        judges["environment.d"] = ("environment-d", EnvironmentD())
    judges["json"] = ("json", Json())
    judges["pam"] = ("pam", Pam())
    return judges
