"""What a phone shows of a picture: its panels below each other, with letters that can be read.

A picture is cut where nothing is drawn from top to bottom. Where a piece stays so wide that its
letters would be too small, the picture is laid out anew, narrower, and recorded a second time.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from snn_edu.live.animation import Animation
from snn_edu.live.live import LivePlot
from snn_edu.live.picture import MOVING

ACROSS = 334  # pixels that a picture has for itself on a phone of 390
LETTERS = 9.0  # pixels, at least
SMALLEST = 9.0  # points, of a picture's letters
ROOM = round(ACROSS * SMALLEST * MOVING / 72 / LETTERS)  # pixels of a piece's own, at most
APART = 3  # pixels without ink between two panels
INK = 245  # of 255: whatever is darker
Picture = LivePlot | Animation


def gaps(picture: Picture) -> list[tuple[int, int]]:
    """Runs of columns without ink, from and to, in pixels of the picture's own."""
    image = Image.open(io.BytesIO(picture.panel.picture)).convert("RGB")
    size = picture.panel.width, picture.panel.height
    pixels = np.asarray(image.resize(size, Image.Resampling.BOX))
    inked = (pixels < INK).any(axis=(0, 2))
    edges = np.flatnonzero(np.diff(inked, prepend=True, append=True)).tolist()
    return [run for run in zip(edges[::2], edges[1::2], strict=True) if run[1] - run[0] >= APART]


def cuts(picture: Picture) -> list[int]:
    """Where a picture is cut, with both its edges.

    That is at the widest gap that leaves a legible piece, or else at the next gap.
    """
    width, runs = picture.panel.width, gaps(picture)
    found = [0]
    while width - found[-1] > ROOM:
        ahead = [run for run in runs if sum(run) / 2 - found[-1] > 0.2 * ROOM and run[1] < width]
        legible = [run for run in ahead if sum(run) / 2 - found[-1] <= ROOM]
        if not ahead:
            break
        run = max(legible, key=lambda run: run[1] - run[0]) if legible else ahead[0]
        found.append(round(sum(run) / 2))
    return [*found, width]


def narrower(picture: Picture) -> Picture | None:
    """The same picture, so narrow that its widest piece is legible; None if it is so already."""
    widest = np.diff(cuts(picture)).max()
    if widest <= ROOM:
        return None
    width = picture.panel.width * 0.97 * ROOM / widest
    return picture.resized(width / MOVING, picture.panel.height / MOVING)
