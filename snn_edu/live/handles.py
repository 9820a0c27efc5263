"""Points of a picture that a learner can grab, each tied to the slider that it moves.

    explore(view, draw, handles={"threshold": {"y": "v_threshold"}}, v_threshold=slider(...))

The page lays an invisible patch over the point, 16 pixels larger than it on every side, turns the
pointer's place into data through the limits of its axes, and moves the slider there. A ring says
that there is something to grab, through which the mark is seen; of a line it stands at the end.
Where rings would lie on each other, small tabs point at their marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from snn_edu.live.controls import Control, Slider
from snn_edu.live.panel import Message
from snn_edu.live.picture import MOVING

NO_MARKER = (None, "", " ", "none", "None")  # as matplotlib spells it

Handles = Mapping[str, Mapping[str, str | Sequence[str]]]


@dataclass(frozen=True)
class Handle:
    """What can be grabbed, and the sliders that it moves."""

    mark: Line2D | Rectangle
    point: int | None  # of a line; None: the mark as a whole
    x: str | None  # the slider that a pull sideways moves
    y: str | None  # that a pull up and down moves

    @property
    def spec(self) -> Message:
        """What the page must know of it once: its sliders, how far its marker reaches, its kind."""
        size, bar = 0.0, isinstance(self.mark, Rectangle)
        if isinstance(self.mark, Line2D) and self.mark.get_marker() not in NO_MARKER:
            size = round(self.mark.get_markersize() / 2 * MOVING / 72, 1)  # px, of points
        return {"x": self.x, "y": self.y, "size": size, "bar": bar}


def read_handles(
    handles: Handles, controls: Mapping[str, Control], artists: Mapping[str, object]
) -> list[Handle]:
    """Return the handles one by one; a row of sliders makes one handle for each.

    Marks are lines and bars; the scales of their axes linear or logarithmic.
    """
    found = []
    for artist, moves in handles.items():
        if not moves or not set(moves) <= {"x", "y"}:
            raise ValueError(f'handles: {artist!r} needs "x" or "y" or both, got {dict(moves)}.')
        if artist not in artists:
            raise ValueError(f"handles: draw made no artist {artist!r}.")
        its: Any = artists[artist]
        bars = its if isinstance(its, Sequence) else None
        for mark in bars or [its]:
            if not isinstance(mark, Line2D | Rectangle):
                raise TypeError(f"handles: {artist!r} is {type(mark).__name__}: no line, no bar.")
            ax: Any = mark.axes
            if not {ax.get_xscale(), ax.get_yscale()} <= {"linear", "log"}:
                raise ValueError(f"handles: the axes of {artist!r} are neither linear nor log.")
        rows = {axis: [one] if isinstance(one, str) else [*one] for axis, one in moves.items()}
        for name in (name for row in rows.values() for name in row):
            if not isinstance(controls.get(name), Slider):
                raise ValueError(f"handles: {artist!r} would move {name!r}, which is no slider.")
        if len({len(row) for row in rows.values()}) > 1:
            raise ValueError(f"handles: {artist!r} has rows of different length.")
        whole = bars or all(isinstance(one, str) for one in moves.values())
        for k, names in enumerate(zip(*rows.values(), strict=True)):
            moved = dict(zip(rows, names, strict=True))
            mark = bars[k] if bars else its
            found.append(Handle(mark, None if whole else k, moved.get("x"), moved.get("y")))
    return found


def place(handle: Handle) -> Message | None:
    """Where a handle is, in pixels of the page from the top left; None if it is nowhere.

    ``box`` is left, top, right, bottom of what can be grabbed; ``axes`` the same of its axes, and
    ``x``, ``y`` their limits and scale.
    """
    mark: Any = handle.mark
    ax = mark.axes
    if isinstance(mark, Line2D):
        data = np.asarray(mark.get_xydata(), float)
        points = mark.get_transform().transform(
            data if handle.point is None else data[[handle.point]]
        )
    else:  # a bar: its top edge
        (x, y), width, height = mark.get_xy(), mark.get_width(), mark.get_height()
        points = ax.transData.transform([(x, y + height), (x + width, y + height)])
    points = points[np.isfinite(points).all(axis=1)]
    if not points.size or not mark.get_visible():
        return None
    return {
        "box": _on_page(ax, [*points.min(axis=0), *points.max(axis=0)]),
        "axes": _on_page(ax, ax.bbox.extents),
        "x": [*map(float, ax.get_xlim()), ax.get_xscale()],
        "y": [*map(float, ax.get_ylim()), ax.get_yscale()],
    }


def _on_page(ax: Axes, extents: ArrayLike) -> list[float]:
    """Left, top, right, bottom in pixels of the page, of left, bottom, right, top in dots."""
    figure: Any = ax.get_figure()
    left, bottom, right, top = np.asarray(extents) * MOVING / figure.dpi
    height = figure.get_figheight() * MOVING
    return [round(float(value), 2) for value in (left, height - top, right, height - bottom)]
