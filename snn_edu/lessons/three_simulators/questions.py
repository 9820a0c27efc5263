"""What lesson 21 asks of three correct simulators, of files, and of chips."""

from __future__ import annotations

import math
from bisect import bisect
from typing import Any

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.questions import Judging, read


def _theirs_in_words(v: float, arriving: float, dt: float) -> tuple[float, bool]:
    """The truth another way: what is left of v decides alone."""
    left = v / math.exp(dt / 5.0)
    return (0.0, True) if left >= 15.0 else (left + arriving, False)


def stepped(tau_m: float, jump: float, dt: float) -> tuple[float, float]:
    """The numbers by what an Euler step must do, found by halving: decay first, then the jump."""
    decay = math.exp(-dt / tau_m)
    tau, _ = bisected(lambda tau: 1.0 - dt / tau <= decay, dt / 2.0, tau_m + 2.0 * dt)  # ms
    return tau / 1000.0, jump / (dt / tau)


def _levels(w: Any, bits: int) -> Any:
    """The truth another way: each weight looked up between the borders of its neighbours."""
    levels = np.linspace(0.0, 1.0, 2**bits)
    borders = ((levels[1:] + levels[:-1]) / 2.0).tolist()
    return np.array([levels[bisect(borders, one)] for one in w.tolist()])


_W = np.random.default_rng(20).random(12).round(3)


def _put_into_the_step(answer: Any) -> str:
    """What an Euler step makes of these numbers."""
    for tau_m, jump, dt in ((10.0, 2.5, 0.1), (20.0, -1.2, 1.0)):
        tau, weight = answer(tau_m, jump, dt)
        kept, wanted = 1 - dt / (1000 * tau), math.exp(-dt / tau_m)
        at = f"with tau_m = {tau_m:g} and steps of {dt:g} ms"
        if not math.isclose(kept, wanted, rel_tol=1e-9):
            return f"Euler's step keeps {kept:.9g} of v {at}, and it should keep {wanted:.9g}."
        made = dt / (1000 * tau) * weight
        if not math.isclose(made, jump, rel_tol=1e-9):
            return f"Your tau is right, but a spike jumps by {made:.4g} mV, and not by {jump:g}."
    return ""


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    order=Judging(
        oracle=_theirs_in_words,
        tries=(
            (12.0, 6.0, 1.0),
            (19.0, 3.0, 1.0),
            (16.0, 2.0, 0.1),
            (14.0, 5.0, 2.0),
            (17.0, -4.0, 0.5),
            (3.0, 1.0, 1.0),
            (17.7, 5.0, 1.0),
            (18.33, 1.0, 1.0),
            (-20.0, -3.0, 1.0),
            (3.0, 20.0, 1.0),
            (15, 2, 0),  # exactly at the threshold, and a grader leaves whole numbers as they are
        ),
    ),
    nir_numbers=Judging(
        oracle=stepped,
        tries=((10.0, 2.5, 0.1), (20.0, -1.2, 1.0), (5.0, 4.0, 2.0)),
        examined=_put_into_the_step,
    ),
    few_bits=Judging(oracle=_levels, tries=((_W, 1), (_W, 2), (_W, 4), (_W[::-1].copy(), 3))),
)
