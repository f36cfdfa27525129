"""What a case counts that asks real programs about Dify, and how it ends. The scripts put this folder on PYTHONPATH."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Checks:
    failures: list[str] = field(default_factory=list, init=False)
    checks: int = field(default=0, init=False)

    def check(self, what: str, happened: object, expected: object) -> None:
        self.checks += 1
        if happened != expected:
            self.failures.append(f"{what}: {happened!r} instead of {expected!r}")
            print(f"  NOT OK  {self.failures[-1]}", flush=True)

    def report(self, script: str, what: str = "checks") -> int:
        """Prints all that failed. The exit status of the case."""
        print(f"{script}: {self.checks} {what}, {len(self.failures)} not as promised")
        for failure in self.failures:
            print(f"  {failure}")
        return 1 if self.failures else 0
