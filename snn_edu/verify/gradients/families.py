"""The families of surrogate gradients, each in half-widths: 1 at the threshold, 1/2 at x = 1.

Two numbers of a gradient, its peak and its half-width, then say which member of a family it could
be; whether it is one, all other values say.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from snn_edu.validation import Floats

MOST = 0.01  # of the peak: what is farther away is another family
NEAR = np.linspace(-8.0, 8.0, 322)  # half-widths; none is 0 or 1
HEIGHT, WIDER = 0.15, 6.0  # of the negative lobes of a multi-Gaussian


class Family(NamedTuple):
    """Gradients of one form, h(u; b): narrower with a larger slope b."""

    formula: str  # h(u), u in the unit of the potential
    shape: Callable[[Floats], Floats]  # of |u| in half-widths
    slope: float  # b, where the half-width is 1
    peak: Callable[[float], float]  # h(0; b)


class Fit(NamedTuple):
    """The member of a family that a gradient is, or is nearest to."""

    name: str
    slope: float  # b
    scale: float  # the factor before h(u; b)
    misfit: float  # the largest distance, as a share of the peak
    width: float  # half-width

    def __call__(self, distance: Floats) -> Floats:
        """The gradient at such a distance from the threshold."""
        family = FAMILIES[self.name]
        height = self.scale * family.peak(self.slope)
        return height * family.shape(np.abs(distance) / self.width)


def _lobes(x: Floats) -> Floats:
    """(1 + h) N(x; 0, 1) - h N(x; 1, s) - h N(x; -1, s), as a share of its value at 0."""

    def normal(middle: float, sd: float) -> Floats:
        return np.asarray(np.exp(-(((x - middle) / sd) ** 2) / 2) / sd)

    every = (1 + HEIGHT) * normal(0, 1) - HEIGHT * (normal(1, WIDER) + normal(-1, WIDER))
    return np.asarray(every / (1 + HEIGHT - 2 * HEIGHT * math.exp(-0.5 / WIDER**2) / WIDER))


_LOBES_HALF = 1.1424535346470528  # standard deviations at which a multi-Gaussian is half as high
_ARC = math.acosh(math.sqrt(2.0))


def _one(b: float) -> float:
    return 1.0


def _power(p: float) -> Callable[[Floats], Floats]:
    return lambda x: np.asarray((1 + (2 ** (1 / p) - 1) * x) ** -p)


FAMILIES: dict[str, Family] = {
    "fast sigmoid": Family("1 / (1 + b |u|)^2", _power(2), math.sqrt(2) - 1, _one),
    "sigmoid": Family(
        "b e^(-b u) / (1 + e^(-b u))^2",
        lambda x: np.asarray(1 / np.cosh(np.minimum(_ARC * x, 300.0)) ** 2),
        2 * _ARC,
        lambda b: b / 4,
    ),
    "arctan": Family(
        "b/2 / (1 + (pi b u / 2)^2)", lambda x: 1 / (1 + x**2), 2 / math.pi, lambda b: b / 2
    ),
    "boxcar": Family("b for |u| < 1 / (2 b)", lambda x: (x < 1).astype(float), 0.5, lambda b: b),
    "triangle": Family("max(0, 1 - b |u|)", lambda x: np.maximum(1 - x / 2, 0.0), 0.5, _one),
    "Gaussian": Family(
        "b / sqrt(pi) e^(-(b u)^2)",
        lambda x: np.exp2(-(x**2)),
        math.sqrt(math.log(2)),
        lambda b: b / math.sqrt(math.pi),
    ),
    "exponential": Family("e^(-b |u|)", lambda x: np.exp2(-x), math.log(2), _one),
    "multi-Gaussian": Family(
        "a Gaussian of s.d. 1 / b between two negative ones, six times as wide",
        lambda x: _lobes(_LOBES_HALF * x),
        _LOBES_HALF,
        lambda b: (
            b / math.sqrt(2 * math.pi) * (1 + HEIGHT - 2 * HEIGHT / WIDER * math.exp(-1 / 72))
        ),
    ),
    "inverse distance": Family("1 / (1 + b |u|)", _power(1), 1.0, _one),
    "cut inverse distance": Family(
        "min(1, 1 / (b |u|))", lambda x: np.minimum(1.0, 0.5 / np.maximum(x, 0.1)), 2.0, _one
    ),
    "parabola": Family(
        "max(0, 1 - (b u)^2)", lambda x: np.maximum(1 - x**2 / 2, 0.0), math.sqrt(0.5), _one
    ),
    "circle": Family(
        "1 / (1 + (b u)^2)^1.5",
        lambda x: np.asarray((1 + (2 ** (2 / 3) - 1) * x**2) ** -1.5),
        math.sqrt(2 ** (2 / 3) - 1),
        _one,
    ),
    "cosine": Family(
        "(1 + cos(pi b u)) / 2 for |u| < 1 / b",
        lambda x: (1 + np.cos(np.pi * np.minimum(x / 2, 1.0))) / 2,
        0.5,
        _one,
    ),
}


def nearest(measured: Floats, peak: float, width: float) -> Fit:
    """The family that is nearest to a gradient at `NEAR` half-widths from the threshold."""

    def fitted(name: str) -> Fit:
        family = FAMILIES[name]
        b = family.slope / width
        clear = np.abs(np.abs(NEAR) - 1) > 0.01  # of the edge of a box
        misfit = np.abs(measured / peak - family.shape(np.abs(NEAR)))[clear].max()
        return Fit(name, b, peak / family.peak(b), float(misfit), width)

    return min(map(fitted, FAMILIES), key=lambda fit: fit.misfit)
