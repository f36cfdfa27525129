"""apt's http and https methods: the programs that apt starts for each URI, driven as apt drives them."""

import os
import subprocess
from pathlib import Path

from driving import Outcome, first_version, run_library

METHODS = Path("/usr/lib/apt/methods")
CONFIGURATION = ("APT::Sandbox::User=root", "Acquire::EnableSrvRecords=false", "Acquire::Retries=0",
                 "Acquire::http::Timeout=5", "Acquire::https::Timeout=5", "Acquire::https::Verify-Peer=false",
                 "Acquire::https::Verify-Host=false")  # fmt: skip


def messages(url: str) -> str:
    items = "".join(f"Config-Item: {item}\n" for item in CONFIGURATION)
    file = os.path.join(os.environ["HOME"], "download")
    return f"601 Configuration\n{items}\n600 URI Acquire\nURI: {url}\nFilename: {file}\n\n"


def attempt(url: str) -> Outcome:
    method = METHODS / url.partition(":")[0]
    process = subprocess.Popen([method], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, errors="replace")
    assert process.stdin and process.stdout
    try:
        process.stdin.write(messages(url))
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith(("201 ", "400 ", "401 ")):
                details = [text.strip() for text in iter(process.stdout.readline, "\n") if text.startswith("Message")]
                return Outcome(line.startswith("201 "), " ".join(details))
        return Outcome(False, "the method has ended")
    finally:
        process.kill()
        process.wait()


run_library(first_version("apt-get", "--version"), attempt)
