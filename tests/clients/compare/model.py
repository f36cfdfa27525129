"""Asks the models through a program that keeps running (../routes.cpp)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """The answer of a model for one client and one target."""

    kind: str  # proxy, direct, error
    proxy: str | None
    variable: str | None
    rule: str
    version: str  # that the model answered for

    def __str__(self) -> str:
        return f"{self.proxy if self.kind == 'proxy' else self.kind} ({self.variable or 'no variable'}: {self.rule})"


class ModelError(Exception):
    """The program did not answer, or not in the expected form."""


class Model:
    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._buffer = b""

    def routes(
        self, client: str, version: str | None, environment: Mapping[str, str], urls: Sequence[str]
    ) -> list[Route]:
        """One route for each URL, in the environment as given."""
        entries = [f"{name}={value}" for name, value in environment.items()]
        self._write([client, version or "", str(len(entries)), *entries, str(len(urls)), *urls])
        answered = self._field()
        routes = []
        for _ in urls:
            kind, proxy, variable, rule = self._field(), self._field(), self._field(), self._field()
            routes.append(Route(kind, proxy or None, variable or None, rule, answered))
        return routes

    def _write(self, fields: Iterable[str]) -> None:
        assert self._process.stdin
        data = b"".join(field.encode() + b"\0" for field in fields)
        while data:
            data = data[self._process.stdin.write(data) or 0 :]

    def _field(self) -> str:
        assert self._process.stdout
        while b"\0" not in self._buffer:
            data = os.read(self._process.stdout.fileno(), 1 << 16)
            if not data:
                raise ModelError("the models' program has ended")
            self._buffer += data
        field, _, self._buffer = self._buffer.partition(b"\0")
        text = field.decode(errors="replace")
        if text.startswith("? "):
            raise ModelError(text[2:])
        return text
