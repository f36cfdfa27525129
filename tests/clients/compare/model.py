"""Asks the models: `proxyenv explain`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Route:
    """What a model answers for one client and one target."""

    kind: str  # proxy, direct, error
    proxy: str | None
    variable: str | None
    rule: str
    version: str  # that the model answered for

    def __str__(self) -> str:
        return f"{self.proxy if self.kind == 'proxy' else self.kind} ({self.variable or 'no variable'}: {self.rule})"


class ModelError(Exception):
    """proxyenv failed, or its answer is not of the form that was agreed."""


class Model:
    def __init__(self, binary: str, scratch: Path) -> None:
        self._binary = binary
        self._file = scratch / "environment"

    def routes(
        self, client: str, version: str | None, environment: Mapping[str, str], urls: Sequence[str]
    ) -> list[Route]:
        """One route for each URL, in the environment as given."""
        block = b"".join(f"{name}={value}".encode() + b"\0" for name, value in environment.items())
        self._file.write_bytes(block)
        asked = f"{client}@{version}" if version else client
        command = [self._binary, "explain", *urls, "--client", asked, "--env-file", str(self._file), "--json"]
        result = subprocess.run(command, capture_output=True, env={"PATH": os.environ["PATH"]}, check=False)
        try:
            targets = json.loads(result.stdout)["targets"]
            answers = [target["clients"][0] for target in targets]
            routes = [_route(answer) for answer in answers]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            said = result.stderr.decode(errors="replace").strip() or repr(error)
            raise ModelError(f"explain --client {asked}: exit {result.returncode}: {said}") from None
        if len(routes) != len(urls):
            raise ModelError(f"explain --client {asked}: {len(routes)} answers for {len(urls)} URLs")
        return routes


def _route(answer: Mapping[str, object]) -> Route:
    before = answer["before"]
    assert isinstance(before, dict)
    return Route(
        before["route"], before.get("proxy"), before.get("variable"), before.get("rule") or "", str(answer["version"])
    )
