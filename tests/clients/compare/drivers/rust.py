"""Rust's reqwest: builds ../rust with Debian's cargo, rustc and librust-reqwest-dev, offline, in build/rust of the project:
a minute the first time."""

import os
import re
import subprocess
from pathlib import Path

from driving import run_program

SOURCE = Path(__file__).resolve().parent.parent / "rust"
BUILD = SOURCE.parents[3] / "build" / "rust"
REGISTRY = Path("/usr/share/cargo/registry")
CONFIGURATION = f"""[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "{REGISTRY}"
"""

home = Path(os.environ["TMPDIR"]) / "cargo"
home.mkdir()
(home / "config.toml").write_text(CONFIGURATION)
environment = {
    "PATH": "/usr/bin:/bin",
    "HOME": os.environ["HOME"],
    "CARGO_HOME": str(home),
    "CARGO_TARGET_DIR": str(BUILD),
    "RUSTC": "/usr/bin/rustc",
}
command = ["/usr/bin/cargo", "build", "--offline", "--quiet", "--manifest-path", str(SOURCE / "Cargo.toml")]
subprocess.run(command, env=environment, check=True)
(package,) = REGISTRY.glob("reqwest-*")
version = re.sub(r"^reqwest-", "", package.name)
run_program(version, [str(BUILD / "debug" / "reqwest-client")])
