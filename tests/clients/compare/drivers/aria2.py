"""aria2, one attempt a URL."""

import os

from driving import first_version, run_command

FILE = ["--dir", os.environ["HOME"], "--out", "download", "--allow-overwrite=true", "--auto-file-renaming=false"]
OPTIONS = ["--no-conf=true", "--max-tries=1", "--timeout=5", "--connect-timeout=5", "--check-certificate=false",
           "--async-dns=false", "--quiet=true", "--enable-dht=false", "--no-netrc=true"]  # fmt: skip


def arguments(url: str) -> list[str]:
    return ["aria2c", *OPTIONS, *FILE, f"{url}file" if url.startswith("ftp") else url]


run_command(first_version("aria2c", "--version"), arguments)
