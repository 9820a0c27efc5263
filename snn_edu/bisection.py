"""Bisection: where something changes, by halving an interval, when no formula says it."""

from __future__ import annotations

from collections.abc import Callable


def bisected(
    is_before: Callable[[float], bool], low: float, high: float, within: float = 0.0
) -> tuple[float, float]:
    """The last that `is_before`, and the first that is not, at most `within` apart.

    It is from `low` on, and no more at `high`. Left out, they are two neighbouring floats.
    """
    while high - low > within and (middle := (low + high) / 2.0) not in (low, high):
        low, high = (middle, high) if is_before(middle) else (low, middle)
    return low, high
