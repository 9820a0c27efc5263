"""Where the words of the map stand, so that no line runs through one and no mark lies on one.

A view does not know how large its picture is; each place is tried on a desk's map and on a phone's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from snn_edu.validation import Floats

MAPS = ((375.0, 233.0), (685.0, 233.0))  # pixels of the axes, on a phone and at a desk
WORDS = {  # how wide each is, and how wide the blanks before and after it, in pixels
    "latency": (55.0, 10.0, 10.0),
    "Poisson": (57.0, 10.0, 10.0),
    "equal cost": (67.0, 0.0, 0.0),
    "break-even": (74.0, 12.0, 8.0),
    "your network": (100.0, 25.0, 25.0),
    "SNN cheaper": (84.0, 0.0, 0.0),
    "ANN cheaper": (85.0, 0.0, 0.0),
}
HIGH = 14.0
BLANKS = dict.fromkeys(WORDS, "{}") | {
    "latency": "  {}  ",
    "Poisson": "  {}  ",
    "break-even": "   {}  ",
    "your network": "     {}     ",
}
OPEN = 2.0  # pixels around a word
Spot = tuple[float, float, str, str]  # spikes, steps, and which side and foot of the word is there


@dataclass
class Sheet:
    """What the map of these limits has on it already; a word is put where there is none of it."""

    x: tuple[float, float]
    y: tuple[float, float]
    points: list[list[Floats]] = field(default_factory=lambda: [[] for _ in MAPS])
    boxes: list[list[Floats]] = field(default_factory=lambda: [[] for _ in MAPS])

    def _pixels(self, spikes: Any, steps: Any, size: tuple[float, float]) -> Floats:
        ends = ((spikes, self.x, size[0]), (steps, self.y, size[1]))
        return np.stack(
            [np.log(np.asarray(at) / low) / np.log(high / low) * of for at, (low, high), of in ends]
        )

    def line(self, spikes: Floats, steps: Floats, half: float = 0.0) -> None:
        """A line, or marks on one, that reach `half` pixels to each side: no place for a word."""
        for points, size in zip(self.points, MAPS, strict=True):
            if not np.size(spikes):
                continue
            at = self._pixels(spikes, steps, size)
            along = np.arange(8 * at.shape[1] - 7) / 8
            dense = np.stack([np.interp(along, np.arange(at.shape[1]), one) for one in at])
            points.append(np.vstack([dense, np.full(dense.shape[1], half)]))

    def mark(self, spikes: float, steps: float, half: float) -> None:
        """A mark by itself; it weighs as much as a line."""
        self.line(np.full(3, spikes), np.full(3, steps), half)

    def put(self, word: str, spots: Iterable[Spot], exact: bool = False) -> dict[str, Any]:
        """The first of the places that is free, or the freest; where `exact`, free or nowhere."""
        spots = list(spots)
        struck = [sum(self._struck(word, spot, k) for k in range(len(MAPS))) for spot in spots]
        best = int(np.argmin(struck)) if spots else 0
        if not spots or (exact and struck[best]):
            return {"text": ""}
        spikes, steps, side, foot = spots[best]
        for k in range(len(MAPS)):
            self.boxes[k].append(self._box(word, spots[best], k))
        return {
            "position": (spikes, steps),
            "ha": side,
            "va": foot,
            "text": BLANKS[word].format(word),
        }

    def _box(self, word: str, spot: Spot, k: int) -> Floats:
        """Its left, foot, right and top, in pixels of a map."""
        (wide, before, after), (x, y) = WORDS[word], self._pixels(*spot[:2], MAPS[k])
        left = x + {"left": before, "center": -wide / 2, "right": -after - wide}[spot[2]]
        low = y - HIGH * {"bottom": 0.0, "center": 0.5, "top": 1.0}[spot[3]]
        return np.array([left, low, left + wide, low + HIGH])

    def _struck(self, word: str, spot: Spot, k: int) -> int:
        """How much lies on it: points of lines, words, and a great deal where it is cut off."""
        left, low, right, top = self._box(word, spot, k)
        x, y, half = np.hstack([*self.points[k], np.zeros((3, 0))])
        across = (x > left - half - OPEN) & (x < right + half + OPEN)
        up = (y > low - half - OPEN) & (y < top + half + OPEN)
        others = sum(
            left < b[2] + OPEN and b[0] < right + OPEN and low < b[3] and b[1] < top
            for b in self.boxes[k]
        )
        over = top > MAPS[k][1] and word != "equal cost"  # whose line may end there
        beyond = left < 0 or right > MAPS[k][0] or low < 0 or over
        return int((across & up).sum()) + 50 * int(others) + 500 * int(beyond)
