"""What a case of real squids counts, and how it ends."""

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

    def report(self, what: str = "checks") -> int:
        """Prints all that failed. The exit status of the case."""
        print(f"dify-squid: {self.checks} {what}, {len(self.failures)} not as promised")
        for failure in self.failures:
            print(f"  {failure}")
        return 1 if self.failures else 0
