"""The examples of docs/ci.md and docs/ci.zh-CN.md work: each command in them is run, in a repository with the files that they
name, and the hook for pre-commit is installed and commits with it.

    /usr/bin/python3 -B tests/reports/ci_examples.py FOLDER-OF-PROXYENV
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PAGES = (REPOSITORY / "docs" / "ci.md", REPOSITORY / "docs" / "ci.zh-CN.md")
HOOKS = REPOSITORY / ".pre-commit-hooks.yaml"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BAD = "https_proxy=proxy.test:3128\nno_proxy=localhost\n"
GOOD = "https_proxy=http://proxy.test:3128\nno_proxy=localhost\n"
PROGRAMS = ""


def blocks(page: Path, kind: str) -> list[str]:
    return [body for found, body in BLOCK.findall(page.read_text()) if found == kind]


def commands_in(node: Any) -> Iterator[str]:
    """The commands of a workflow or of a CI file: what stands behind `run` and `script`."""
    if isinstance(node, list):
        for each in node:
            yield from commands_in(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("run", "script"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from commands_in(value)


def commands_of(page: Path) -> list[str]:
    commands = [body.strip() for body in blocks(page, "sh") if "proxyenv check" in body]
    for body in blocks(page, "yaml"):
        commands += commands_in(yaml.safe_load(body))
    for body in blocks(page, "groovy"):
        commands += re.findall(r"sh '([^']+)'", body)
    return commands


class Examples(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        self.environment = {"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "HOME": scratch.name, "PRE_COMMIT_HOME": f"{scratch.name}/cache"}

    def run_in(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, cwd=folder, env=self.environment, capture_output=True, text=True, timeout=300)

    def repository(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir()
        for words in (("init", "--quiet"), ("config", "user.name", "A"), ("config", "user.email", "a@example.test")):
            self.assertEqual(self.run_in(folder, "git", *words).returncode, 0)
        return folder

    def commit(self, folder: Path) -> subprocess.CompletedProcess[str]:
        self.assertEqual(self.run_in(folder, "git", "add", "--all").returncode, 0)
        return self.run_in(folder, "git", "commit", "--message", "files")

    def test_each_command_fails_on_bad_files_and_passes_on_good_ones(self) -> None:
        for number, page in enumerate(PAGES):
            commands = commands_of(page)
            self.assertEqual(len(commands), 5, commands)
            folder = self.repository(f"files{number}")
            (folder / "deploy").mkdir()
            (folder / "compose.yaml").write_text("services:\n  api:\n    environment:\n      no_proxy: localhost\n")
            for text, statuses in ((BAD, (1, 123)), (GOOD, (0,))):
                (folder / "deploy" / "app.env").write_text(text)
                self.assertEqual(self.commit(folder).returncode, 0)
                for command in commands:
                    result = self.run_in(folder, "bash", "-c", command)
                    self.assertIn(result.returncode, statuses, (command, result.stdout, result.stderr))
            self.assertEqual(json.loads((folder / "proxyenv.sarif").read_text())["version"], "2.1.0")
            self.assertEqual(ElementTree.parse(folder / "proxyenv.xml").getroot().tag, "testsuites")

    def test_rules_of_the_page_are_read(self) -> None:
        for page in PAGES:
            rules = [body for body in blocks(page, "sh") if ".proxyenv-check" in body]
            self.assertEqual(len(rules), 1)
            (self.root / ".proxyenv-check").write_text(rules[0])
            result = self.run_in(self.root, "proxyenv", "check")
            self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_the_hook_stops_a_commit(self) -> None:
        hooks = self.repository("hooks")
        (hooks / HOOKS.name).write_text(HOOKS.read_text())
        self.assertEqual(self.commit(hooks).returncode, 0)
        revision = self.run_in(hooks, "git", "rev-parse", "HEAD").stdout.strip()
        folder = self.repository("files")
        config = [body for body in blocks(PAGES[0], "yaml") if "repos:" in body]
        self.assertEqual(len(config), 1)
        text = config[0].replace("https://git.example/proxyenv", str(hooks)).replace("rev: main", f"rev: {revision}")
        (folder / ".pre-commit-config.yaml").write_text(text)
        (folder / "README.md").write_text(BAD)  # no name of a file with variables
        installed = self.run_in(folder, "pre-commit", "install")
        self.assertEqual(installed.returncode, 0, installed.stderr)
        for text, is_committed in ((BAD, False), (GOOD, True)):
            (folder / ".env").write_text(text)
            result = self.commit(folder)
            self.assertEqual(result.returncode == 0, is_committed, result.stderr)
            self.assertIn("proxyenv check....", result.stderr)
            self.assertEqual(".env:1: error: missing_scheme: " in result.stderr, not is_committed, result.stderr)

    def test_the_hook_looks_at_files_by_their_names(self) -> None:
        (hook,) = yaml.safe_load(HOOKS.read_text())
        for name in (".env", "a.env", "deploy/.env.local", "prod.env.example", "compose.yaml", "x/docker-compose.override.yml", "compose.prod.yaml",
                     "Dockerfile", "x/Dockerfile.dev", "Containerfile", "web.dockerfile", ".gitlab-ci.yml", ".github/workflows/ci.yml"):  # fmt: skip
            self.assertRegex(name, hook["files"])
        for name in ("env", "environment.py", "envoy.yaml", "a.envelope", "decompose.txt", "Dockerfiles/list.txt", "ci.yml", "compose.go", ".github/dependabot.yml"):
            self.assertNotRegex(name, hook["files"])


if __name__ == "__main__":
    PROGRAMS = os.path.abspath(sys.argv.pop(1))
    unittest.main()
