"""Rows for growth.py: what is linear passes, and what grows faster does not."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable

from growth import INSTRUCTIONS, MEMORY, STEPS, Kind, fault_of

# What is counted, n, the cost of so many items, and whether it must be found too much.
ROWS: tuple[tuple[str, Kind, int, Callable[[int], float], str], ...] = (
    ("linear, with a start of 200,000", INSTRUCTIONS, 200, lambda n: 200_000 + 900 * n, ""),
    ("sorting: n log n", INSTRUCTIONS, 200, lambda n: 200_000 + 90 * n * math.log2(n), ""),
    ("a buffer that doubles", INSTRUCTIONS, 300, lambda n: 200_000 + 50 * n + 20 * 2 ** math.ceil(math.log2(n)), ""),
    ("a list that is searched for each entry, 1 instruction a comparison", INSTRUCTIONS, 200, lambda n: 200_000 + 900 * n + n * n, "growth"),
    ("nothing but the square", INSTRUCTIONS, 200, lambda n: 200_000 + n * n, "growth"),
    ("n to the power of 1.5", INSTRUCTIONS, 200, lambda n: 200_000 + 900 * n**1.5, "growth"),
    ("linear up to 4n, then more", INSTRUCTIONS, 200, lambda n: 900 * n + (4_000_000 if n > 800 else 0), "growth"),
    ("memory that is some pages less", MEMORY, 20, lambda n: 3_000 - 128 * (n > 80), ""),
    ("an input that nobody reads", INSTRUCTIONS, 200, lambda n: 200_000, "not read"),
    ("an input that is refused at its beginning", INSTRUCTIONS, 200, lambda n: 200_000 + n, "not read"),
    ("memory in pages", MEMORY, 200, lambda n: 1_600 + 4 * math.ceil(n / 10), ""),
    ("memory that does not grow", MEMORY, 200, lambda n: 1_600, ""),
    ("memory of which 4n has a batch of pages less than it had in other runs", MEMORY, 100, {100: 2_204.0, 400: 2_204.0, 1_600: 3_404.0}.__getitem__, ""),
    ("memory that grows by more than such a batch explains", MEMORY, 100, {100: 2_204.0, 400: 2_204.0, 1_600: 3_904.0}.__getitem__, "growth"),
    ("memory in the square", MEMORY, 200, lambda n: 1_600 + n * n / 1024, "growth"),
)


def main() -> int:
    wrong = 0
    for name, kind, n, cost, expected in ROWS:
        fault = fault_of(kind, n, [cost(n * step) for step in STEPS])
        if expected not in fault or bool(expected) != bool(fault):
            print(f"growth_test: {name}: expected {expected or 'no fault'!r}, got {fault!r}", file=sys.stderr)
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
