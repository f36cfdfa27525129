"""Judges how a cost grows with the size of the input: bounds.py measures, growth_test.py tries this with rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# The sizes of one case are n, 4n and 16n.
STEPS = (1, 4, 16)
# Between 4n and 16n a linear cost grows by four times what it grows by between n and 4n; n log n by 4.75 times where n
# is 256, n to the power of 1.5 by 8, and the square of n by 16.
MOST = 5.0


@dataclass(frozen=True)
class Kind:
    """What is counted."""

    name: str
    unit: str
    slack: float  # a growth below this is none: pages of memory, buffers that double
    error: float  # by so much a measurement may be too low or too high
    least_each: float  # a case whose cost grows by less for each item does not read its input


INSTRUCTIONS = Kind("instructions", "", 20_000, 0, 10)
# The kernel counts the pages of a process in batches: one call had 2,332 KiB in some runs and 2,204 in others. Whether a
# small input is read, instructions tell.
MEMORY = Kind("peak memory", " KiB", 1000, 128, -math.inf)


def fault_of(kind: Kind, n: int, costs: Sequence[float]) -> str:
    """Why the costs of n, 4n and 16n items are not linear in them, constant costs aside; empty where they are."""
    first, second = costs[1] - costs[0], costs[2] - costs[1]
    items = n * (STEPS[2] - STEPS[1])
    if second < kind.least_each * items:
        return f"{kind.name}: {items} more items cost {second:.0f}{kind.unit}: the input is not read"
    if second > MOST * (max(first, 0) + kind.error) + kind.slack:
        shown = ", ".join(f"{cost:.0f}" for cost in costs)
        times = f"{second / first:.1f} times" if first > 0 else "without"
        return f"{kind.name}: {shown}{kind.unit} for n, 4n and 16n (n = {n}): the second growth is {times} the first, and at most {MOST:.0f} is linear"
    return ""
