"""Yarn from 2 on, as the package that is named: a plugin of ours asks for the URLs with what Yarn gives to plugins, in one
process for many."""

import json
import os
import shutil
import sys
from pathlib import Path

from driving import run_changing_program

NODE = Path(__file__).resolve().parent.parent / "node"
PACKAGE = NODE / "node_modules" / sys.argv[1]
SETTINGS = f"""plugins: [{json.dumps(str(NODE / "yarn_plugin.js"))}]
enableStrictSsl: false
enableTelemetry: false
httpRetry: 0
httpTimeout: 5000
unsafeHttpWhitelist: ["*"]
"""

project = Path(os.environ["HOME"])
(project / "package.json").write_text("{}\n")
(project / ".yarnrc.yml").write_text(SETTINGS)
version = str(json.loads((PACKAGE / "package.json").read_text())["version"])
run_changing_program(version, [shutil.which("node") or "node", str(PACKAGE / "bin" / "yarn.js"), "serve-urls"])
