"""Crossings: the spikes of a recorded potential, where it comes up through a threshold."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import Floats, ask, ask_if_seconds, none_or, number, numbers, refuse_volts

VOLT = 0.5  # mV: a potential that stays below it was written in volts


def crossings(
    v: ArrayLike, dt: float, threshold: float, dead_time: float
) -> tuple[Floats, NDArray[np.int64], int, float]:
    """Moments (ms) and cells of all spikes, how many cells there are, and how long was listened.

    The arguments are those of `Spikes.from_voltage`.
    """
    dt = number("dt", dt, "ms", 1e-4, 100.0)
    threshold = number("threshold", threshold, "mV", -200.0, 200.0)
    ask_if_seconds("dt", dt, 1e-3)
    dead_time = none_or("dead_time", dead_time, "ms", 0.01, 1000.0)
    refuse_volts("threshold", threshold)
    v = numbers("v", v, "mV")
    if v.ndim not in (1, 2) or v.shape[0] < 2 or not v.size:
        raise ValueError(
            f"v has shape {v.shape}: expected (samples,) or (samples, cells), time first."
        )
    if v.any() and np.abs(v).max() < VOLT:
        raise ValueError(
            f"v: from {v.min():g} to {v.max():g} mV, next to nothing. Is it in volts? Say 1000 * v."
        )
    v = v.reshape(len(v), -1)
    if 10 * len(v) <= v.shape[1] and len(v) < 50:
        warnings.warn(
            f"v has shape {v.shape}: {v.shape[0]} samples of {v.shape[1]} cells. "
            "Is it (sweeps, samples)? Say v.T.",
            stacklevel=3,
        )
    k, cells = np.nonzero((v[:-1] < threshold) & (v[1:] >= threshold))
    if not k.size and dt <= 1.0:  # with coarser samples noise falls as far
        _ask_reset(v)
    before, after = v[k, cells], v[k + 1, cells]
    moments = dt * (k + (threshold - before) / (after - before))
    kept = np.ones(moments.size, bool)
    last = np.full(v.shape[1], -np.inf)  # ms, the last spike of each cell
    for i, (t, cell) in enumerate(zip(moments, cells, strict=True)):  # k grows, and so does t
        kept[i] = t - last[cell] >= dead_time
        last[cell] = t if kept[i] else last[cell]
    return moments[kept], cells[kept], v.shape[1], dt * (len(v) - 1)


def _ask_reset(v: Floats) -> None:
    """Ask about a potential that never crosses, but falls at once to nearly one value.

    No membrane does so: a model's reset does, and its spikes are not in v.
    """
    falls = np.diff(v, axis=0)
    k, cells = np.nonzero(falls < -0.25 * np.maximum(np.ptp(v, axis=0), 1.0))
    landed = v[k + 1, cells]
    if landed.size >= 3 and float(np.ptp(landed)) < 0.1 * -float(falls[k, cells].max()):
        ask(
            f"v never comes up through the threshold, but falls {landed.size} times at once to "
            f"some {landed[0]:.3g} mV. Is it a model's, which is reset? Its spikes are not in v: "
            "take run.spikes."
        )
