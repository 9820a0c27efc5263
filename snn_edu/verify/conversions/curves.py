"""Curves of rate against activation: the right one, and what each slip makes of it.

A neuron of activation a, in a layer divided by its scale lambda, has the drive u = a / lambda and
should fire r = min(u, 1) spikes a step. In T steps of constant drive

    reset to zero     r = 1 / ceil(1 / u): what lay above the threshold is lost
    no reset          r = 1 - (ceil(1 / u) - 1) / T: once there, it fires in every step
    refractory by k   r = 1 / (k + 1/u), never above 1 / (k + 1)
    leak d            v_k = d v_(k-1) + u: below 1 - d never a spike, above too few
    floor at 0        never below u, and the more above the smaller u is
    another bias      r = u + beta, with a beta for each neuron

lambda is not known: each curve is laid through the points with the one that fits best.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from snn_edu.validation import Floats

Curve = Callable[[Floats], Floats]
GRID = np.geomspace(0.01, 10.0, 91)  # slopes, in units of a first guess
FINER, FINEST = np.geomspace(0.9, 1.1, 21), np.geomspace(0.99, 1.01, 21)
LOSSES = np.geomspace(0.003, 0.6, 10)  # 1 - d of a leak, then nearer to the best
MANY = 20_000  # points that are enough


class Fit(NamedTuple):
    """A curve laid through the points of a layer."""

    slope: float  # 1 / lambda
    error: float  # root mean square, spikes a step
    rate: Floats  # that it says of each point


def right(u: Floats) -> Floats:
    """The right one: r = min(u, 1)."""
    return np.clip(u, 0.0, 1.0)


def to_zero(u: Floats) -> Floats:
    """Reset to zero under a constant drive."""
    return np.where(u > 0, 1 / np.ceil(1 / np.maximum(u, 1e-9) - 1e-9), 0.0)


def to_zero_on_spikes(u: Floats) -> Floats:
    """Reset to zero under spikes: each loses about half a jump."""
    return np.clip(u / (1 + 0.5 * np.maximum(u, 0.0)), 0.0, 1.0)


def counted(steps: float) -> Curve:
    """The right one in so few steps: whole counts of them."""
    return lambda u: right(np.floor(u * steps + 1e-9) / steps if np.isfinite(steps) else u)


def unreset(steps: float) -> Curve:
    """No reset, in so many steps."""
    return lambda u: np.where(u * steps >= 1, 1 - (np.ceil(1 / np.maximum(u, 1e-9)) - 1) / steps, 0)


def refractory(wait: int) -> Curve:
    """Deaf for so many steps after a spike."""
    return lambda u: np.where(u > 0, 1 / (wait + np.ceil(1 / np.maximum(u, 1e-9) - 1e-9)), 0.0)


def deaf(wait: int) -> Curve:
    """Deaf for so many steps after a spike, and what is left above the threshold is kept."""
    return lambda u: np.clip(u, 0.0, None) / (1 + wait * np.clip(u, 0.0, None))


def paused(wait: int) -> Curve:
    """Silent for so many steps after a spike, and what comes in is kept."""
    return lambda u: np.clip(u, 0.0, 1 / (wait + 1))


@lru_cache(maxsize=256)
def leaky(decay: float, to_zero: bool, steps: int) -> Curve:
    """A leak: decay is what v keeps in a step. Counted at 1,001 drives up to 2."""
    drives = np.linspace(0.0, 2.0, 1001)
    v, counts = np.zeros_like(drives), np.zeros_like(drives)
    for _ in range(steps):
        v = decay * v + drives
        fires = v >= 1
        v = np.where(fires, 0.0 if to_zero else v - 1, v)
        counts += fires
    return lambda u: np.asarray(np.interp(u, drives, counts / steps))


def one_sided(a: Floats, r: Floats) -> float:
    """The share of what rates are off (squared) that is too much: 1 if none is too low.

    Held against r = s a, with the s of large activations: what holds a neuron back is felt less
    there. So it is where a potential cannot fall below 0.
    """
    large = (a > np.quantile(a[a > 0], 0.8)) & (r < 0.97)
    if not large.any():
        return 0.5
    off = r - right(float(np.median(r[large] / a[large])) * a)
    off = np.where(np.abs(off) > 0.01, off, 0.0)
    return float((off[off > 0] ** 2).sum() / max((off**2).sum(), 1e-300))


def near_0(a: Floats, r: Floats, fit: Fit) -> bool:
    """Whether weak activations (up to 0.4 of full drive) have rates that are more off than others.

    So it is where a potential cannot fall below 0; with other weights strong ones are more off.
    And no few alone: where spikes that should cancel come apart, one rate may be, of hundreds.
    """
    away, drive = np.square(r - fit.rate), a * fit.slope
    weak, strong = (drive > 0) & (drive <= 0.4), (drive > 0.4) & (drive < 0.95)
    if np.sort(away[weak])[-5:].sum() > 0.6 * away[weak].sum():
        return False
    return not strong.any() or bool(weak.any() and away[strong].mean() < away[weak].mean())


def laid(curve: Curve, a: Floats, r: Floats) -> Fit:
    """A curve of u = slope * a through the points, at the slope that fits best."""
    far = np.flatnonzero((a > 0) & (r > 0) & (r < 0.9))
    guess = float(np.median(r[far] / a[far])) if far.size else 1 / float(a.max(initial=1e-12))
    best, order = (np.inf, guess), np.argsort(a)
    rising, theirs = a[order], r[order]  # in which a table is looked up three times as fast
    for grid in (GRID, FINER, FINEST):
        errors = [(float(np.mean((curve(s * rising) - theirs) ** 2)), s) for s in best[1] * grid]
        best = min(best, min(errors))
    return Fit(best[1], best[0] ** 0.5, curve(best[1] * a))


def leaking(a: Floats, r: Floats, steps: int) -> Fit:
    """The leak that fits best, with a reset by subtraction or to zero."""
    fits = {}
    for to_zero in (False, True):
        best, around = (np.inf, 0.0), LOSSES
        for nearer in (1.5, 1.12, 1.03):
            for loss in around.tolist():
                fit = laid(leaky(1.0 - loss, to_zero, steps), a, r)
                best = min(best, (fit.error, loss))
                fits[fit.error] = fit
            around = np.clip(best[1] * np.geomspace(1 / nearer, nearer, 5), 0.0, 1.0)
    return fits[min(fits)]


def shifted(a: Floats, r: Floats, slope: float) -> Fit:
    """Another bias: r = u + beta, a beta for each neuron; a and r are (samples, neurons)."""
    inside = (a > 0) & (r > 0.01) & (r < 0.99)
    best: tuple[float, float, Floats] = (np.inf, slope, r)
    for grid in (GRID, FINER):
        for s in best[1] * grid:
            away = np.where(inside, r - s * a, np.nan)
            counts = inside.sum(axis=0)
            beta = np.where(counts, np.nansum(away, axis=0) / np.maximum(counts, 1), 0.0)
            rate = np.clip(s * a + beta, 0.0, 1.0)
            error = float(np.mean((rate - r)[inside] ** 2)) if inside.any() else np.inf
            best = min(best, (error, s, rate), key=lambda each: each[0])
    return Fit(best[1], best[0] ** 0.5, best[2])


def own_slopes(a: Floats, r: Floats) -> tuple[Fit, Floats]:
    """R = s u with an s for each neuron: channels that are scaled one by one; and each s."""
    inside = (a > 0) & (r < 0.99)
    above, below = np.where(inside, a * r, 0).sum(axis=0), np.where(inside, a * a, 0).sum(axis=0)
    slopes = np.where(below > 0, above / np.maximum(below, 1e-300), 0.0)
    rate = np.clip(slopes * a, 0.0, 1.0)
    error = float(np.sqrt(np.mean((rate - r)[inside] ** 2))) if inside.any() else np.inf
    middle = float(np.median(slopes[slopes > 0])) if (slopes > 0).any() else 1.0
    return Fit(middle, error, rate), slopes / middle


def grain(rates: Floats) -> float:
    """The fewest steps in which such rates are whole counts; inf if none up to 4,096."""
    values = np.unique(rates.ravel())[:2000]
    for steps in range(1, 4097):
        if np.abs(values * steps - np.round(values * steps)).max(initial=0.0) < 1e-6 * steps:
            return float(steps)
    return float("inf")


def alike(one: Floats, two: Floats) -> float:
    """The correlation of two arrays, 0 where one of them is constant."""
    a, b = one.ravel() - one.mean(), two.ravel() - two.mean()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 1e-12 else 0.0
