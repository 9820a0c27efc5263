"""The window: what a pair of spikes that is alone is worth, and the exponentials in it.

Two spikes far from all others make one pair, whichever pairs a rule counts. So the window can be
measured before anything else is known, and all later experiments are predicted from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from snn_edu.validation import Floats
from snn_edu.verify.asking import Subject

WHEN = 200.0  # ms; far from 0, where a wrong "no spike yet" would still be felt
DELTAS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 50.0, 80.0)  # ms, on both sides
NOTHING = 1e-9  # of the largest value: what is below counts as 0 in a fit
ROUNDING = 2e-4  # of the largest value: single precision adds up to less


def pair(delta_t: float, begin: float = WHEN) -> tuple[float, float]:
    """(t_pre, t_post) of a pair `delta_t` apart whose earlier spike comes at `begin`."""
    return begin + max(-delta_t, 0.0), begin + max(delta_t, 0.0)


def alone(subject: Subject, delta_t: float, begin: float = WHEN) -> float:
    """What the pair adds to what its two spikes do each without the other."""
    t_pre, t_post = pair(delta_t, begin)
    return subject([t_pre], [t_post]) - subject([t_pre], []) - subject([], [t_post])


class Side(NamedTuple):
    """One half of a window, LTP or LTD: W = A exp(-distance / tau), with the sign in A."""

    A: float  # weight, at distance 0; its sign is what the pair does
    tau: float  # ms; below 0: it grows with the distance; inf: no decay; 0: none that was seen
    misfit: float  # largest distance from the formula, as a share of the largest value
    alternates: bool  # its values change their sign

    @property
    def silent(self) -> bool:
        """Nothing was measured on this side."""
        return self.A == 0.0


def fitted(distance: Floats, dw: Floats, nothing: float) -> Side:
    """The exponential through the values: a line through their logarithms, the large count more."""
    heard = np.abs(dw) > nothing
    if not heard.any():
        return Side(0.0, np.nan, 0.0, False)
    x, y = distance[heard], dw[heard]
    sign = float(np.sign(y[np.argmax(np.abs(y))]))
    alternates = bool((sign * y < 0).any())
    if x.size < 2 or alternates:
        return Side(float(y[0]), 0.0, 1.0, alternates)
    slope, log_A = np.polyfit(x, np.log(np.abs(y)), 1, w=np.abs(y) / np.abs(y).max())
    flat = abs(slope) * np.ptp(x) < 1e-4
    A = sign * float(np.exp(min(log_A, 700.0)))
    formula = A * np.exp(slope * distance)
    return Side(
        A,
        float("inf") if flat else float(-1.0 / slope),
        float(np.abs(formula - dw).max() / np.abs(dw).max()),
        False,
    )


class Window(NamedTuple):
    """What pairs that are alone are worth."""

    delta_t: Floats  # ms
    dw: Floats  # weight
    tie: float  # weight, at the two spikes' meeting
    right: Side  # pre first: should be LTP
    left: Side  # post first: should be LTD
    shift: float  # ms, the delta_t at which the two halves meet; 0 unless there is a delay
    scale: float  # the largest size of all values

    def formula(self, delta_t: Floats) -> Floats:
        """The closed form; the middle is left out."""
        distance = np.abs(delta_t - self.shift)
        halves = [
            side.A * np.exp(-distance / side.tau) if side.A and side.tau else 0.0 * distance
            for side in (self.right, self.left)
        ]
        return np.nan_to_num(np.where(delta_t > self.shift, *halves))


def measured(subject: Subject, deltas: Iterable[float] = DELTAS) -> Window:
    """The window of `subject`: pairs alone on both sides of the point where its halves meet."""
    far = np.array([*deltas])
    shift = meeting(subject)
    delta_t = shift + np.concatenate([-far[::-1], far])
    dw = np.array([alone(subject, d) for d in delta_t.tolist()])
    tie = alone(subject, shift)
    together = [subject([a], [b]) for a, b in map(pair, delta_t.tolist())]
    scale = float(max(*map(abs, together), abs(tie)))
    nothing = max(NOTHING * scale, subject.spread)
    half = far.size
    right = fitted(far, dw[half:], nothing)
    left = fitted(far[::-1], dw[:half], nothing)
    return Window(delta_t, dw, tie, right, left, shift, scale)


def meeting(subject: Subject, furthest: int = 12) -> float:
    """The delta_t (ms) at which LTP and LTD meet: 0, or what delays make of it.

    A delay of the axon brings the pre spike later, one of the dendrite the post spike: only their
    difference moves the window. Where a hair (or, on a grid, 1 ms) on either side of 0 has two
    signs the halves meet there; else the one change of sign is searched for, by halving.
    """
    hair = 0.05
    on_grid = alone(subject, 5.0) != alone(subject, 6.0) and all(
        alone(subject, d + hair) in (0.0, alone(subject, d)) for d in (5.0, -5.0)
    )
    near = 1.0 if on_grid else hair
    if alone(subject, near) * alone(subject, -near) < 0.0:
        return 0.0
    steps: list[float] = [float(d) for d in range(-furthest, furthest + 1)]
    values = [alone(subject, d) for d in steps]
    signs = np.sign(values)
    turns = np.flatnonzero(np.diff(signs))
    if turns.size == 2 and turns[1] == turns[0] + 1:
        return steps[int(turns[1])]  # a tie that is worth nothing, between two halves
    if turns.size > 1:
        return 0.0
    if turns.size == 1:
        low, high = steps[int(turns[0])], steps[int(turns[0]) + 1]
        if on_grid:
            return 0.0 if low * high == 0.0 else high
        for _ in range(12):
            middle = (low + high) / 2
            is_low = np.sign(alone(subject, middle)) == signs[turns[0]]
            low, high = (middle, high) if is_low else (low, middle)
    else:  # both halves have one sign: the window is highest where they meet
        peak = int(np.argmax(np.abs(values)))
        if on_grid or steps[peak] in (steps[0], steps[-1]):
            return 0.0
        low, high = steps[peak] - 1.0, steps[peak] + 1.0
        for _ in range(20):
            third = (high - low) / 3
            left, right = abs(alone(subject, low + third)), abs(alone(subject, high - third))
            low, high = (low + third, high) if left < right else (low, high - third)
    nearest = round(20 * (low + high) / 2) / 20  # delays are written in twentieths of a ms
    return nearest if abs(nearest - (low + high) / 2) < 5e-3 else (low + high) / 2


def quantum(window: Window) -> float | None:
    """The step in which the weight moves, if all values are whole numbers of one; else None."""
    sizes = np.unique(np.abs(window.dw[window.dw != 0.0]))
    gaps = np.diff(np.concatenate([[0.0], sizes]))
    gaps = gaps[gaps > 1e-6 * window.scale]
    if sizes.size < 3 or not gaps.size:
        return None
    steps = sizes / gaps.min()
    whole = np.abs(steps - np.round(steps)) <= 1e-3 + 1e-6 * steps
    return float(gaps.min()) if whole.all() and gaps.min() > 1e-3 * window.scale else None


def spacing(window: Window) -> float:
    """The unit of the trials in ms: a quarter of the shorter time constant, 1 to 10 whole ms."""
    taus = [abs(side.tau) for side in (window.right, window.left) if np.isfinite(side.tau)]
    return float(min(max(round(min(taus, default=20.0) / 4), 1), 10))
