"""How the answers of lesson 01 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.leaky_bucket.mystery import mystery_tau, mystery_trace
from snn_edu.questions import Judging, named, read


def _tau_by_area(tau_m: float) -> float:
    """The truth another way: the area between v and its goal is tau_m times the whole climb."""
    t, v = mystery_trace(tau_m)
    after = t >= 10.0 - 1e-9
    goal = -65.0 + 8.0 * 1.5
    area = float(np.trapezoid(goal - v[after], t[after]) / (goal - v[0]))
    return area + tau_m * math.exp(-90 / tau_m)


def _mystery(tau: float) -> dict[str, Any]:
    """The mystery membrane with this time constant (ms)."""
    return {
        "tau": tau,
        "solution": tau,
        "oracle": lambda: _tau_by_area(tau),
        "examined": lambda said: (
            f"By then {100 * (1 - math.exp(-said / tau)):.0f} % of the climb is done, and "
            "after one time constant it's 63 %."
            if said > 0.0
            else "A time constant is a time, counted from when the current began."
        ),
    }


def _mean_by_areas(w: float, gap: float, tau_m: float) -> float:
    """The truth another way: between two spikes v decays from h; its mean over the gap."""
    q = math.exp(-gap / tau_m)
    return w / (1 - q) * tau_m * (1 - q) / gap


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    third_line=Judging(
        oracle=lambda u, tau_m: -(u * (1.0 / tau_m)),
        tries=((10.0, 20.0), (-7.3, 12.5), (2.5, 0.7), (-31.0, 7.7)),
    ),
    read_tau=Judging(given=_mystery(14.0), own=lambda rng: _mystery(mystery_tau(rng))),
    exact_step=Judging(
        oracle=lambda v, v_inf, dt, tau_m: (
            v * math.exp(-dt / tau_m) - v_inf * math.expm1(-dt / tau_m)
        ),
        tries=(
            (0.0, 1.0, 1.0, 20.0),
            (-70.0, -55.0, 0.5, 10.0),
            (-50.0, -65.0, 5.0, 20.0),
            (-40.3, 30.7, 41.07, 12.3),
        ),
    ),
    choose_dt=Judging(
        oracle=lambda tau_m, climb, allowed: allowed / (climb / (math.e * 2.0 * tau_m)),
        tries=((20.0, 10.0, 0.1), (12.3, 31.0, 0.05), (7.7, 5.5, 0.31)),
    ),
    two_psps=Judging(
        oracle=lambda w, gap, tau_m: w * (1.0 + math.exp(-gap / tau_m)),
        tries=((5.0, 10.0, 20.0), (2.0, 30.0, 10.0), (-1.5, 4.0, 8.0), (3.1, 0.4, 1.7)),
    ),
    train_limit=Judging(
        oracle=lambda w, gap, tau_m: -w / math.expm1(-gap / tau_m),
        tries=((5.0, 10.0, 20.0), (-1.7, 3.3, 14.1), (2.2, 40.0, 8.5)),
    ),
    train_mean=Judging(
        oracle=_mean_by_areas, tries=((5.0, 10.0, 20.0), (-1.7, 3.3, 14.1), (2.2, 40.0, 8.5))
    ),
)
STEP, LIMIT = named(EXERCISES, "exact_step"), named(EXERCISES, "train_limit")
MEAN = named(EXERCISES, "train_mean")
