"""Axes and their words: what many lessons do to theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from snn_edu.validation import instance, integer, numbers

#: How a line draws spikes: ``ax.plot(times, rows, **STROKE, ms=12)``.
STROKE: dict[str, Any] = {"ls": "none", "marker": "|", "mew": 2}


def legend_above(ax: Axes, ncols: int = 1, **settings: Any) -> None:
    """A legend in `ncols` columns above the axes at its right end, where it covers no data."""
    instance("ax", ax, Axes, "Say figure.subplots().")
    integer("ncols", ncols, 1, 100)
    ax.legend(**{"loc": "lower right", "bbox_to_anchor": (1.0, 1.0), "ncols": ncols, **settings})


def limit_above(value: float, limits: Sequence[float]) -> float:
    """The first of the rising `limits` above `value`, or the last.

    An axis whose end moves rarely, in coarse steps, is not redrawn at each step of a slider.
    """
    ends = numbers("limits", limits)
    if ends.ndim != 1 or not ends.size:
        raise ValueError(f"limits has shape {ends.shape}: expected one row, not empty.")
    return next((limit for limit in limits if value < limit), limits[-1])


def minus(text: str) -> str:
    """The text with a true minus before its numbers: v = −5, where Python writes v = -5."""
    return re.sub(r"(?<![\w-])-(?=\d)", "−", instance("text", text, str))
