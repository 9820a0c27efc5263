"""A drawing as a control: a path drawn by mouse, finger or arrow keys, or one of four ready-made.

    explore(view, draw, path=pad("your path"), neurons=slider("neurons", 2, 400, start=20))

The view gets the path as points (x, y) in the square from -1 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from snn_edu import validation

Path = tuple[tuple[float, float], ...]

MOST = 400  # points of a path
SHORTEST = 0.05  # half widths: less is a slip of the pen


@dataclass(frozen=True)
class Pad:
    """A path in a square; made by `pad`."""

    label: str
    start: Path
    presets: tuple[tuple[str, Path], ...]  # by name, a button each

    def ends(self) -> tuple[Path, ...]:
        """Every preset: a test should visit them all."""
        return tuple(path for _, path in self.presets)

    def check(self, value: ArrayLike) -> Path:
        """Return `value` as a path: 2 to 400 points (x, y) from -1 to 1, 0.05 long at least."""
        points = validation.numbers(self.label, value, "half widths", -1.0, 1.0)
        if points.ndim != 2 or points.shape[1] != 2 or not 2 <= len(points) <= MOST:
            raise ValueError(
                f"{self.label} has shape {points.shape}: expected (points, 2), 2 to {MOST} points."
            )
        length = float(np.hypot(*np.diff(points, axis=0).T).sum())
        if length < SHORTEST:
            raise ValueError(f"{self.label} is only {length:.2g} half widths long: draw more.")
        return _rounded(*points.T.tolist())

    def phrase(self, value: Path) -> str:
        """Name and value, as a sentence needs them: ``your path = 120 points``."""
        return f"{self.label} = {len(value)} points"

    def declaration(self) -> dict[str, object]:
        """What the page needs to build this control."""
        presets = [{"label": name, "points": path} for name, path in self.presets]
        return {"kind": "pad", "label": self.label, "presets": presets, "most": MOST}


def pad(label: str, start: str = "figure eight") -> Pad:
    """Declare a square to draw in; `start` names the ready-made path that it begins with."""
    validation.instance("label", label, str)
    presets = tuple((name, _traced(curve)) for name, curve in READY_MADE.items())
    return Pad(label, dict(presets)[validation.choice("start", start, tuple(READY_MADE))], presets)


def _eight(t: float) -> tuple[float, float]:
    return 0.9 * math.sin(2 * math.pi * t), 0.9 * math.sin(4 * math.pi * t) / 2


def _spiral(t: float) -> tuple[float, float]:
    angle = 4 * math.pi * t
    return 0.9 * t * math.cos(angle), 0.9 * t * math.sin(angle)


def _star(t: float) -> tuple[float, float]:
    """Five strokes from tip to the tip after the next."""
    stroke, along = divmod(5 * t, 1.0)
    tips = [math.pi / 2 + 4 * math.pi / 5 * (stroke + k) for k in (0, 1)]
    (x0, y0), (x1, y1) = [(0.9 * math.cos(tip), 0.9 * math.sin(tip)) for tip in tips]
    return x0 + along * (x1 - x0), y0 + along * (y1 - y0)


def _letter(t: float) -> tuple[float, float]:
    """An S: three quarters of a circle this way, three quarters the other."""
    angle = 1.5 * math.pi * (2 * t if t < 0.5 else 2 - 2 * t)
    side = 1 if t < 0.5 else -1
    return 0.42 * side * math.cos(angle), 0.42 * side * (1 + math.sin(angle))


READY_MADE: dict[str, Callable[[float], tuple[float, float]]] = {
    "figure eight": _eight,
    "spiral": _spiral,
    "star": _star,
    "letter S": _letter,
}


def _traced(curve: Callable[[float], tuple[float, float]]) -> Path:
    x, y = zip(*(curve(k / 120) for k in range(121)), strict=True)
    return _rounded(x, y)


def _rounded(x: Iterable[float], y: Iterable[float]) -> Path:
    # + 0.0: no -0.0, which the page would send back as 0
    return tuple((round(a, 3) + 0.0, round(b, 3) + 0.0) for a, b in zip(x, y, strict=True))
