"""Chromium without a window: chromium.py runs the headless shell, which Playwright and Puppeteer run, too, or the program
that COMPARE_CHROMIUM names. It reads the environment when it starts, so each environment has a process of its own:
`chromium.py page` has one page, and fetches there the URL of each line. They speak the DevTools protocol over a pipe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from driving import first_version, run_program

PROGRAM = os.environ.get("COMPARE_CHROMIUM", "chromium-headless-shell")
READS, WRITES = 3, 4  # its ends of --remote-debugging-pipe

# The pages' addresses are private ones, which a page may not reach without a permission. In a single process it starts in
# half the time. The other switches keep it from asking its maker's servers for anything.
OPTIONS = [
    "--headless", "--no-sandbox", "--no-zygote", "--single-process", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe",
    "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-breakpad",
    "--disable-client-side-phishing-detection", "--disable-component-extensions-with-background-pages",
    "--disable-component-update", "--disable-crash-reporter", "--disable-default-apps", "--disable-domain-reliability",
    "--disable-extensions", "--disable-sync", "--metrics-recording-only", "--no-pings", "--password-store=basic",
    "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,OptimizationHints,MediaRouter,"
    "NetworkTimeServiceQuerying,CertificateTransparencyComponentUpdater,DialMediaRouteProvider,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable",
]  # fmt: skip

FETCH = "fetch({url}, {{mode: 'no-cors', cache: 'no-store'}}).then(() => true, () => false)"
SOCKET = """new Promise((done) => {{
  const socket = new WebSocket({url});
  socket.onopen = () => done(true);
  socket.onerror = () => done(false);
}})"""


class Page:
    """A browser with one page."""

    def __init__(self, profile: str) -> None:
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()

        def as_it_expects() -> None:
            copies = os.dup(reads), os.dup(writes)
            os.dup2(copies[0], READS)
            os.dup2(copies[1], WRITES)

        self.browser = subprocess.Popen(
            [PROGRAM, *OPTIONS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(READS, WRITES),
            preexec_fn=as_it_expects,
        )
        os.close(reads)
        os.close(writes)
        self._buffer = b""
        self._number = 0
        self._failure = ""  # what the last request that failed met
        self._session: str | None = None
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Network.enable")

    def fetch(self, url: str) -> str:
        """The line that tells the outcome."""
        self._failure = ""
        program = SOCKET if url.startswith("ws") else FETCH
        answer = self._ask(
            "Runtime.evaluate", expression=program.format(url=json.dumps(url)), awaitPromise=True, returnByValue=True
        )
        if answer["result"].get("value") is True:
            return "answered"
        return f"failed {self._failure or answer}"

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return dict(answer["result"])
            self._listen(answer.get("method", ""), answer.get("params", {}))

    def _listen(self, event: str, said: dict[str, Any]) -> None:
        if event == "Network.loadingFailed":
            self._failure = said["errorText"]
        if event == "Network.webSocketFrameError":
            self._failure = said["errorMessage"]

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            data = os.read(self._from, 1 << 16)
            if not data:
                raise SystemExit("the browser has ended")
            self._buffer += data
        text, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(text))


def serve() -> None:
    profile = Path(os.environ["TMPDIR"]) / "chromium-profile"  # one at a time: each is some megabytes
    shutil.rmtree(profile, ignore_errors=True)
    page = Page(str(profile))
    for line in sys.stdin:
        print(page.fetch(line.strip()), flush=True)
    page.browser.kill()
    page.browser.wait()


if sys.argv[1:] == ["page"]:
    serve()
else:
    more = {name: os.environ[name] for name in ("TMPDIR", "COMPARE_CHROMIUM") if name in os.environ}
    run_program(first_version(PROGRAM, "--version"), [sys.executable, "-B", __file__, "page"], more)
