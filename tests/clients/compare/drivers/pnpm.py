"""pnpm from 12 on, which is a program in Rust: `pnpm ping` with the URL as its registry, without configuration files."""

import os
import sys
from pathlib import Path

from driving import first_version, run_command

PROGRAM = Path(__file__).resolve().parent.parent / "node" / "node_modules" / "@pnpm" / "exe.linux-x64" / "pnpm"
SETTINGS = {"HOME": os.environ["HOME"], "pnpm_config_strict_ssl": "false", "pnpm_config_fetch_timeout": "5000"}

if not PROGRAM.is_file():
    sys.exit("the packages are missing: npm ci --prefix tests/clients/compare/node --ignore-scripts")
run_command(first_version(str(PROGRAM), "--version"), lambda url: [str(PROGRAM), "ping", f"--registry={url}"], SETTINGS)
