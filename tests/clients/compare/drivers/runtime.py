"""fetch of another JavaScript runtime: runtime.py bun|deno."""

import os
import subprocess
import sys
from pathlib import Path

from driving import first_version, run_program

NODE = Path(__file__).resolve().parent.parent / "node"
PROGRAMS = {"bun": "@oven/bun-linux-x64-baseline/bin/bun", "deno": "@deno/linux-x64-glibc/deno"}
OPTIONS = {"bun": ["run", "--no-install"], "deno": ["run", "--no-prompt", "--allow-all", "--no-remote", "--no-npm"]}
# What would ask for something outside.
QUIET = {"DO_NOT_TRACK": "1", "DENO_NO_UPDATE_CHECK": "1", "DENO_DIR": os.environ["TMPDIR"] + "/deno"}

runtime = sys.argv[1]
program = NODE / "node_modules" / PROGRAMS[runtime]
if not program.is_file():
    sys.exit("the packages are missing: npm ci --prefix tests/clients/compare/node --ignore-scripts")
subprocess.run([program, "--version"], stdout=subprocess.DEVNULL, check=True)
command = [str(program), *OPTIONS[runtime], str(NODE / "fetch.mjs")]
run_program(first_version(str(program), "--version"), command, QUIET)
