"""Count against value: which law the spikes a step follow, over the values given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats

FAR = 5.0  # standard errors: by chance one in 1.7 million is as far off
SHARE = 0.02  # of the measured, or of a quarter of the largest: what is nearer is the law
MIDDLES = np.linspace(-8.0, 8.0, 3201)  # of strips under the density of a normal number
ENDS, BELOW = MIDDLES + 0.0025, np.cumsum(np.exp(-(MIDDLES**2) / 2))
BELOW /= BELOW[-1]  # how often it lies below the end of each


class Law(NamedTuple):
    """A law, and what it says for each value."""

    name: str
    formula: str
    expected: Floats  # spikes a step
    gain: float = float("nan")  # spikes a step and unit of value, where they are in proportion


def laws(v: Floats, p: Floats, sd: Floats, simple: bool = False) -> Iterator[Law]:
    """The laws known here, each at its best: the simplest first, or those alone.

    `v` are values, `p` spikes a step, each ± `sd`.
    """
    top = max(float(np.abs(v).max()), 1e-300)
    x, below = v / top, p < 0.999 * p.max()
    below |= p < 0.5  # what is cut off tells nothing of the law
    below = below if below.sum() > 1 else np.ones_like(below)

    def scaled(shape: Floats, some: NDArray[np.bool_] = below) -> Floats:
        """The c, for each row of shapes, with which c times the shape is nearest."""
        weight = (shape / sd**2)[..., some]
        most = np.maximum((weight * shape[..., some]).sum(-1, keepdims=True), 1e-300)
        return np.asarray((weight * p[some]).sum(-1, keepdims=True) / most)

    def best(shapes: Callable[[Floats], Floats], grid: Floats) -> Floats:
        """The shape on the grid that is nearest, then on a finer one about it."""
        for _ in range(2):
            told = shapes(grid[:, np.newaxis])
            told = scaled(told) * told
            k = int(np.argmin((((told - p) / sd) ** 2).sum(1)))
            grid = np.geomspace(grid[max(k - 1, 0)], grid[min(k + 1, len(grid) - 1)], 31)
        return np.asarray(told[k])

    positive = np.maximum(x, 0)
    c = float(scaled(positive)[0])
    yield Law("proportional", "p = c x", np.clip(c * x, 0, 1), c / top)
    top_p, under = float(p.max()), p < 0.9 * p.max()
    cap = float(p[p >= 0.95 * top_p].mean())  # of a plateau the mean, not what is high by chance
    cut = float(scaled(positive, under)[0])
    yield Law("proportional, cut off", "p = min(c x, p_max)", np.clip(cut * x, 0, cap), cut / top)
    sure = np.linspace(0.5, 3.0, 501)[:, np.newaxis]
    misses = ((((1 - np.exp(-sure * c * positive)) - p) / sd) ** 2).sum(1)
    rate = float(sure[int(misses.argmin()), 0]) * c
    yield Law("at least one", "p = 1 - exp(-c x)", 1 - np.exp(-rate * positive), rate / top)
    for some, most in ((below, top_p), (below & (p > 0), top_p), (under & (p > 0), cap)):
        if some.sum() > 1:  # cut at 0, or above, too
            line = np.polyfit(x[some], p[some], 1, w=1 / sd[some])
            yield Law("a line", "p = a + c x", np.clip(np.polyval(line, x), 0, most))
    if simple:
        return
    grid = np.geomspace(0.02, 50.0, 60)
    for name, formula, shapes in (
        ("dead time", "p = c x / (1 + k x)", lambda k: positive / (1 + k * positive)),
        ("power", "p = c x^k", lambda k: np.where(x > 0, np.maximum(x, 1e-12) ** k, 0.0)),
        ("saturating", "p = c (1 - exp(-k x))", lambda k: 1 - np.exp(-k * positive)),
        ("logarithm", "p = c log(1 + k x)", lambda k: np.log1p(k * positive)),
        ("exponential", "p = c exp(k x)", lambda k: np.exp(np.minimum(k * (x - 1), 0.0))),
        ("tanh", "p = c tanh(k x)", lambda k: np.tanh(k * positive)),
    ):
        yield Law(name, formula, np.clip(best(shapes, grid), 0, 1))
    places = np.linspace(x.min(), x.max(), 21)
    for name, formula, placed, at in (
        ("sigmoid", "p = c / (1 + exp(-k (x - m)))", _sigmoid, places),
        ("noisy threshold", "p = P(x + noise > m)", _normal, places),
        ("Naka-Rushton", "p = c x^k / (x^k + s^k)", _naka_rushton, np.geomspace(0.05, 5, 31)),
    ):
        for _ in range(2):  # on a coarse grid of places, and on a finer one about the best
            told = [best(partial(placed, x, m), grid) for m in at.tolist()]
            k = int(np.argmin([(((each - p) / sd) ** 2).sum() for each in told]))
            at = np.linspace(at[max(k - 1, 0)], at[min(k + 1, len(at) - 1)], 17)
        yield Law(name, formula, told[k])


def _sigmoid(x: Floats, m: float, k: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-k * (x - m))))


def _naka_rushton(x: Floats, s: float, k: Floats) -> Floats:
    x = np.maximum(x, 0)
    return np.asarray(x**k / (x**k + s**k))


def _normal(x: Floats, m: float, k: Floats) -> Floats:
    """P(a normal number < k (x - m)), by the sum of its density: to 1e-6."""
    return np.asarray(np.interp(k * (x - m), ENDS, BELOW))


def fits(law: Law, p: Floats, sd: Floats) -> bool:
    """Whether no value is farther off than chance and rounding explain."""
    room = np.maximum(FAR * sd, SHARE * np.maximum(p, 0.25 * p.max()))
    return bool((np.abs(p - law.expected) <= room).all())
