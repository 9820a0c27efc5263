"""The grid of a clock: how many steps of dt a span is, and in which step a moment falls."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import number, numbers


def whole_steps(name: str, span: float, dt: float) -> int:
    """How many whole steps of `dt` a `span` is, both in ms, to a millionth of one: 1 or more.

    0.3 is three of 0.1, whatever rounding says.
    """
    span = number(name, span, "ms", low=0.0)
    return int(all_whole_steps(name, np.array(span), dt))


def all_whole_steps(name: str, spans: Any, dt: float) -> NDArray[np.int64]:
    """The same for an array of spans."""
    spans = numbers(name, spans, "ms", copy=False)
    steps = np.minimum(np.rint(spans / dt), 2.0**62)
    wrong = (steps < 1) | (np.abs(steps - spans / dt) > 1e-6)
    if wrong.any():
        span = float(spans[wrong][0])
        likely = 1000.0 * span  # written in seconds
        slip = f" Did you mean {likely:g} (ms)?" if 0.0 < span < dt <= likely else ""
        raise ValueError(
            f"{name} = {span:g} ms: expected a whole number of steps of dt = {dt:g} ms, "
            f"1 or more.{slip}"
        )
    return np.asarray(steps.astype(np.int64))


def step_of(times: Any, dt: float) -> NDArray[np.int64]:
    """The step whose end is the first not before each of `times` (ms): 0 for 0, 1 up to `dt`."""
    return np.asarray(np.ceil(np.asarray(times) / dt - 1e-9).astype(np.int64))
