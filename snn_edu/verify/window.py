"""The window: what a pair of spikes that is alone is worth, and the exponentials in it.

Two spikes far from all others make one pair, whichever pairs a rule counts. So the window can be
measured before anything else is known, and all later experiments are predicted from it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.validation import Floats
from snn_edu.verify.asking import ROUNDING
from snn_edu.verify.harness import WHEN, Harness, pair

DELTAS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 50.0, 80.0)  # ms, on both sides
FINEST = 3e-5  # of the largest value: a step of less is not told from none
FINE_STEPS = 16  # by which rounding may put an answer off, where it moves in steps as fine as these
NOTHING = 1e-9  # of the largest value: what is below counts as 0 in a fit


class Side(NamedTuple):
    """One half of a window, LTP or LTD: W = A exp(-distance / tau), with the sign in A."""

    A: float  # weight, at distance 0; its sign is what the pair does
    tau: float  # ms; below 0: it grows with the distance; inf: no decay; 0: none that was seen;
    # nan: no exponential at all
    misfit: float  # largest distance from the formula, as a share of the largest value
    turns: int = 0  # how often its values change their sign
    cut: float = math.inf  # ms from which on there is nothing, where the formula has some

    @property
    def silent(self) -> bool:
        """Nothing was measured on this side."""
        return self.A == 0.0


def fitted(distance: Floats, dw: Floats, nothing: Floats) -> Side:
    """The exponential through the values: a line through their logarithms, the large count more."""
    heard = np.abs(dw) > nothing
    if not heard.any():
        return Side(0.0, math.nan, 0.0)
    x, y = distance[heard], dw[heard]
    sign, turns = float(np.sign(y[0])), int(np.count_nonzero(np.diff(np.sign(y))))
    if x.size < 2 or turns:
        return Side(float(y[0]), math.nan if turns else 0.0, 1.0, turns)
    slope, log_A = np.polyfit(x, np.log(np.abs(y)), 1, w=np.abs(y) / np.abs(y).max())
    tau = math.inf if abs(slope) * np.ptp(x) < 1e-4 else float(-1.0 / slope)
    hump = tau < 0 and abs(y[-1]) < 0.99 * np.abs(y).max()  # it grows, and then it falls
    A = sign * float(np.exp(min(log_A, 700.0)))
    formula, largest = np.abs(A * np.exp(slope * distance)), np.abs(dw).max()
    missing = ~heard & (distance > x[-1]) & (formula > 1e-3 * largest + 10 * nothing)
    misfit = float((np.abs(formula - np.abs(dw))[heard]).max() / largest)
    cut = float(distance[missing].min(initial=math.inf))
    return Side(A, math.nan if hump else tau, misfit, cut=cut)


class Window(NamedTuple):
    """What pairs that are alone are worth."""

    delta_t: Floats  # ms
    dw: Floats  # weight
    tie: float  # weight, at the two spikes' meeting
    right: Side  # pre first: should be LTP
    left: Side  # post first: should be LTD
    shift: float  # ms, the delta_t at which the two halves meet; 0 unless there is a delay
    scale: float  # the largest size of all values

    @property
    def u(self) -> float:
        """The unit of the trials in ms: a quarter of the shorter time constant, 1 to 10 whole."""
        taus = [abs(side.tau) for side in (self.right, self.left) if np.isfinite(side.tau)]
        return float(min(max(round(min(taus, default=20.0) / 4), 1), 10))

    @property
    def closing(self) -> float:
        """Ms after which a pair is worth nothing: 12 time constants, 200 to 6000."""
        slowest = max((s.tau for s in (self.right, self.left) if 0 < s.tau < math.inf), default=0.0)
        return float(min(max(200.0, round(12 * slowest)), 6000.0))

    @property
    def silent(self) -> bool:
        """No pair changes the weight."""
        return self.right.silent and self.left.silent

    def formula(self, delta_t: Floats) -> Floats:
        """The closed form; the middle is left out."""
        distance, sides = np.abs(delta_t - self.shift), (self.right, self.left)
        halves = [s.A * np.exp(-distance / s.tau) if s.A and s.tau else 0 * distance for s in sides]
        return np.nan_to_num(np.where(delta_t > self.shift, *halves))


def measured(exam: Harness) -> Window:
    """The window: pairs alone on both sides of the point where its halves meet."""
    far, half = np.array(DELTAS), len(DELTAS)
    shift = meeting(exam)
    delta_t = shift + np.concatenate([-far[::-1], far])
    dw = np.array([exam.alone(d) for d in delta_t.tolist()])
    tie = exam.alone(shift)
    pairs = [((a,), (b,)) for a, b in map(pair, delta_t.tolist())]
    scale = float(max(*(abs(exam(*each)) for each in pairs), abs(tie)))
    lone = max(abs(exam.lone(*each)) for each in pairs)  # which rounding leaves a share of
    least = max(NOTHING * scale, ROUNDING * lone)
    nothing = np.array([max(least, exam.spreads.get(each, 0.0)) for each in pairs])
    right = fitted(far, dw[half:], nothing[half:])
    left = fitted(far, dw[:half][::-1], nothing[:half][::-1])
    return Window(delta_t, dw, tie, right, left, shift, scale)


def meeting(exam: Harness, furthest: int = 12) -> float:
    """The delta_t (ms) at which LTP and LTD meet: 0, or what delays make of it.

    A delay of the axon brings the pre spike later, one of the dendrite the post spike: only their
    difference moves the window. Where a hair (or, on a grid, 1 ms) on either side of 0 has two
    signs the halves meet there; else the one change of sign is searched for, by halving.
    """
    alone, hair = exam.alone, 0.04  # no half of a step in use, which is rounded up here, down there
    on_grid = exam.repeats > 1 or (
        (alone(5.0), alone(-5.0)) != (alone(6.0), alone(-6.0))
        and all(any(alone(d + h) in (0.0, alone(d)) for h in (hair, -hair)) for d in (5.0, -5.0))
    )
    near = 1.0 if on_grid else hair
    if alone(near) * alone(-near) < 0.0:
        return 0.0
    steps: list[float] = [float(d) for d in range(-furthest, furthest + 1)]
    values = [alone(d) for d in steps]
    signs = np.sign(values)
    turns = np.flatnonzero(np.diff(signs)).tolist()
    if len(turns) == 2 and turns[1] == turns[0] + 1:
        return steps[turns[1]]  # a tie that is worth nothing, between two halves
    if len(turns) > 1:
        return 0.0
    if turns:
        low, high = steps[turns[0]], steps[turns[0] + 1]
        if on_grid:
            return 0.0 if low * high == 0.0 else high
        low, high = bisected(lambda d: np.sign(alone(d)) == signs[turns[0]], low, high, 1e-4)
    else:  # both halves have one sign: the window is highest where they meet
        peak = int(np.argmax(np.abs(values)))
        if steps[peak] in (steps[0], steps[-1]):
            return meeting(exam, 40) if furthest < 40 else 0.0
        if on_grid:
            return 0.0
        low, high = steps[peak] - 1.0, steps[peak] + 1.0
        for _ in range(20):
            third = (high - low) / 3
            left, right = abs(alone(low + third)), abs(alone(high - third))
            low, high = (low + third, high) if left < right else (low, high - third)
    middle = (low + high) / 2
    written = (round(middle, digits) for digits in (1, 2, 3))  # delays have few digits
    return next((each for each in written if abs(each - middle) <= high - low), middle)


def aside(exam: Harness) -> float:
    """Ms that lead from the edge of a step, where a hair decides how it is rounded, into it."""
    return 0.0 if "whole" in exam.form else 0.0137


def two_answers(worth: list[float]) -> bool:
    """Whether there are two answers, and no more."""
    low, high = min(worth), max(worth)
    return all(min(w - low, high - w) < 1e-6 * max(map(abs, worth)) for w in worth) and low < high


def odd_grid(exam: Harness, window: Window, delta_t: float) -> bool:
    """Whether 1 ms is no whole number of its steps: moved by it, a pair is now and then a step off.

    So it has two answers, less than 1 ms apart, and is known to that. (Where a grid of whole steps
    cuts, and does not round, it is off at the edges of a step alone.)
    """
    taus = [side.tau for side in (window.right, window.left) if 0 < side.tau < math.inf]
    worth = [exam.alone(delta_t, WHEN + aside(exam) + k) for k in range(40)] if taus else []
    if exam.stochastic or not (worth and two_answers(worth) and min(map(abs, worth))):
        return False
    tau = (window.right if delta_t > window.shift else window.left).tau
    step = tau * abs(math.log(max(worth) / min(worth)))
    if not step < 1.1:
        return False
    if not exam.odd:
        share = -math.expm1(-step / min(taus))
        exam.know("odd grid", step=step, percent=100 * share)
        exam.odd, exam.rounding = True, max(exam.rounding, 3 * share)
    return True


def quantum(*curves: Floats, least: float = 1e-3) -> float:
    """The step in which values move, if all are whole numbers of one; else 0.

    One of less than the share `least` of the largest value is taken for none.
    """
    halves = [half[half != 0.0] for half in curves]
    sizes = np.unique(np.abs(np.concatenate(halves)))
    again = any(1 < np.unique(half).size < half.size - 1 for half in halves)  # two levels will do
    if sizes.size < (2 if again else 3):
        return 0.0
    largest = float(sizes[-1])
    step = 0.0
    for size in sizes.tolist():  # their greatest common divisor, by Euclid
        while size > 1e-6 * largest:
            step, size = size, step % size
            size = 0.0 if step - size < 1e-6 * largest else size  # rounded down by a hair
    return float(step) if step > least * largest else 0.0


def rounding(values: Floats) -> float:
    """What rounding may do to a value, as a share: more in half precision, of 8 or 11 bits.

    More also where whole numbers are kept, whose traces are rounded in each step.
    """
    digits = np.frexp(values)[0]
    short = (bits for bits in (8, 11) if not (digits * 2**bits % 1.0).any())
    fine = 0.0 if quantum(values) else quantum(values, least=FINEST)
    share = FINE_STEPS * fine / float(np.abs(values).max(initial=1e-300))
    return next((2.0 ** (2 - bits) for bits in short), max(ROUNDING, share))
