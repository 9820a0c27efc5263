"""What a phone shows of a picture: its panels below each other, with letters that can be read.

A picture is cut where nothing is drawn from top to bottom, and a piece ends where its panels do.
Where one stays so wide that its letters would be too small, the picture is laid out anew, narrower,
and recorded a second time.
"""

from __future__ import annotations

import contextlib
import io
import itertools
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray
from PIL import Image

from snn_edu.live.animation import Animation
from snn_edu.live.controls import checked
from snn_edu.live.live import LivePlot
from snn_edu.live.picture import MOVING

ACROSS = 334  # pixels that a picture has for itself on a phone of 390
LETTERS = 9.0  # pixels, at least
SMALLEST = 9.0  # points, of a picture's letters
ROOM = round(ACROSS * SMALLEST * MOVING / 72 / LETTERS)  # pixels of a piece's own, at most
APART = 3  # pixels without ink between two panels
EDGE = 4  # pixels without ink that a piece keeps above and below
INK = 245  # of 255: whatever is darker
Picture = LivePlot | Animation


def stations(picture: Picture) -> Iterator[bytes]:
    """The picture at its start, at each preset, at both ends of each control, and as stored."""
    plot, start = _plot(picture), picture.panel.start
    ends = [{name: end} for name, control in plot.controls.items() for end in control.ends()]
    for values in [start, *plot.tries.values(), *ends]:
        with contextlib.suppress(Exception):  # a view that fails is told in words
            frame = plot.view(**checked(plot.controls, {**start, **values}))
            yield plot.pictured(frame)
    if isinstance(picture, Animation):
        yield plot.pictured(picture.still)


@lru_cache(2)  # with what it is on a phone
def ink(picture: Picture) -> NDArray[np.bool_]:
    """Where anything is drawn at any of its stations, in pixels of the picture's own."""
    size = picture.panel.width, picture.panel.height
    shades = []
    for png in stations(picture):
        image = Image.open(io.BytesIO(png)).convert("RGB")
        shades.append(np.asarray(image.resize(size, Image.Resampling.BOX)).min(axis=2))
    inked: NDArray[np.bool_] = np.min(shades, axis=0) < INK
    return inked


def gaps(picture: Picture) -> list[tuple[int, int]]:
    """Runs of columns that nothing crosses, from and to, in pixels of the picture's own.

    There is no ink in them, and they are neither within an image (between the parts of a mosaic)
    nor between axes and the name of what goes up in them.
    """
    plot, inked = _plot(picture), ink(picture).any(axis=0)
    edges = np.flatnonzero(np.diff(inked, prepend=True, append=True)).tolist()
    scale = picture.panel.width / plot.figure.bbox.width
    images = [one.get_window_extent() for ax in plot.figure.axes for one in ax.images]
    spans = [(box.x0 * scale, box.x1 * scale) for box in images]
    named = [(ax.yaxis.get_tightbbox(), ax.bbox) for ax in plot.figure.axes if ax.axison]
    names = [(name.x0 * scale, ax.x0 * scale) for name, ax in named if name]
    return [
        (start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if end - start >= APART
        and not any(low < (start + end) / 2 < high for low, high in names)
        and not any(low <= start and end <= high for low, high in spans)
    ]


def cuts(picture: Picture) -> list[int]:
    """Where a picture is cut, with both its edges.

    As little as can be is too wide to be legible; then there are as few pieces as can be, and then
    the gaps are the widest.
    """
    width = picture.panel.width
    rooms = {round(sum(run) / 2): run[1] - run[0] for run in gaps(picture)} | {width: 0}
    best = {0: ((0, 0, 0), [0])}  # by where a piece ends
    for end, room in rooms.items():
        ways = [
            ((beyond + max(0, end - start - ROOM), pieces + 1, wide - room), [*found, end])
            for start, ((beyond, pieces, wide), found) in best.items()
            if end - start > 0.2 * ROOM or end - start == width
        ]
        if ways:
            best[end] = min(ways)
    return best[width][1]


def pieces(picture: Picture) -> list[list[int]]:
    """The pieces that it is cut into: left, top, right and bottom of each.

    A piece is as high as its axes and what is drawn; of one that is not cut nothing is taken off.
    """
    inked, edges = ink(picture).copy(), cuts(picture)
    height = len(inked)
    if len(edges) == 2:
        return [[0, 0, edges[1], height]]
    figure = _plot(picture).figure
    for ax in figure.axes:  # in which something may move
        (x0, y0), (x1, y1) = ax.bbox.get_points() * height / figure.bbox.height
        inked[round(height - y1) : round(height - y0), round((x0 + x1) / 2)] = True
    found = []
    for left, right in itertools.pairwise(edges):
        rows = np.flatnonzero(inked[:, left:right].any(axis=1)).tolist() or [0, height]
        found.append([left, max(0, rows[0] - EDGE), right, min(height, rows[-1] + 1 + EDGE)])
    return found


def unnumbered(picture: Picture) -> list[int]:
    """Which axes have their numbers at a neighbour that stands in another piece."""
    plot, edges = _plot(picture), cuts(picture)
    axes = plot.figure.axes
    width, _ = plot.figure.bbox.size

    def piece(ax: Axes) -> int:
        return int(np.searchsorted(edges, ax.bbox.x0 / width * edges[-1]))

    def numbered(ax: Axes) -> bool:
        return ax.axison and bool(ax.yaxis.get_tick_params()["labelleft"])

    def beside(ax: Axes) -> list[Axes]:
        same = ax.get_shared_y_axes().get_siblings(ax)
        return [one for one in same if one.bbox.y0 < ax.bbox.y1 and ax.bbox.y0 < one.bbox.y1]

    found = []
    for k, ax in sorted(enumerate(axes), key=lambda each: each[1].bbox.x0):
        shown = [one for one in beside(ax) if numbered(one) or axes.index(one) in found]
        if ax.axison and shown and piece(ax) not in map(piece, shown):
            found.append(k)
    return found


def narrower(picture: Picture) -> Picture | None:
    """The same picture for a phone: so narrow that its widest piece is legible, each with numbers.

    None if it is so already.
    """
    bare = unnumbered(picture)
    width, height = _inches(picture)
    whole = picture.resized(width, height, bare) if bare else picture
    widest = np.diff(cuts(whole)).max()
    if widest > ROOM:
        return picture.resized(width * 0.97 * ROOM / widest, height, bare)
    return whole if bare else None


def _inches(picture: Picture) -> tuple[float, float]:
    return picture.panel.width / MOVING, picture.panel.height / MOVING


def _plot(picture: Picture) -> LivePlot:
    """The picture itself; of one that moves, the one that it moves."""
    return picture.plot if isinstance(picture, Animation) else picture
