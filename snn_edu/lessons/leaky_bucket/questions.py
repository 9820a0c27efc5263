"""What lesson 01 asks: predictions, exercises and a quiz on the leaky bucket."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.leaky_bucket.mystery import mystery_tau, mystery_trace
from snn_edu.questions import Judging, named, read, simpler


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


def exact(v: float, v_inf: float, dt: float, tau_m: float) -> float:
    """The potential (mV) one step of dt ms later."""
    return v_inf + (v - v_inf) * math.exp(-dt / tau_m)


def height(w: float, gap: float, tau_m: float) -> float:
    """How far above rest (mV) v is right after each spike of an endless train."""
    return -w / math.expm1(-gap / tau_m)


def mean_height(w: float, gap: float, tau_m: float) -> float:
    """The mean of v above rest (mV) under an endless train."""
    return w * tau_m / gap


def _mean_by_areas(w: float, gap: float, tau_m: float) -> float:
    """The truth another way: between two spikes v decays from h; its mean over the gap."""
    q = math.exp(-gap / tau_m)
    return w / (1 - q) * tau_m * (1 - q) / gap


PREDICTIONS, EXERCISES, QUIZ = read(
    "questions.md",
    globals(),
    third_line=Judging(
        oracle=lambda u, tau_m: -(u * (1.0 / tau_m)),
        tries=((10.0, 20.0), (-7.3, 12.5), (2.5, 0.7), (-31.0, 7.7)),
        examined=simpler(
            lambda u, tau_m: -u / tau_m,
            *(
                (
                    (u, tau_m),
                    f"With {u:g} mV to go and tau_m = {tau_m:g} ms, tau_m du/dt is {-u:g} mV. So "
                    "du/dt is {expected:g} mV per ms, and yours is {got:.4g}.",
                )
                for u, tau_m in ((1.0, 1.0), (4.0, 1.0), (4.0, 2.0))
            ),
        ),
    ),
    read_tau=Judging(
        given=_mystery(14.0),
        own=lambda rng: _mystery(mystery_tau(rng)),
    ),
    exact_step=Judging(
        oracle=lambda v, v_inf, dt, tau_m: (
            v * math.exp(-dt / tau_m) - v_inf * math.expm1(-dt / tau_m)
        ),
        tries=(
            (0.0, 1.0, 1.0, 20.0),
            (-70.0, -55.0, 0.5, 10.0),
            (-50.0, -65.0, 5.0, 20.0),
            (-40.3, 30.7, 41.0, 12.3),
        ),
    ),
    choose_dt=Judging(
        oracle=lambda tau_m, climb, allowed: allowed / (climb / (math.e * 2.0 * tau_m)),
        tries=((20.0, 10.0, 0.1), (12.3, 31.0, 0.05), (7.7, 5.5, 0.31)),
        examined=simpler(
            lambda tau_m, climb, allowed: 2 * math.e * tau_m * allowed / climb,
            *(
                (
                    (tau_m, climb, climb * dt / (2 * math.e * tau_m)),
                    f"With tau_m = {tau_m:g} ms and a climb of {climb:g} mV a dt of {dt:g} ms "
                    f"makes an error of {climb * dt / (2 * math.e * tau_m):.3g} mV. So if that is "
                    f"allowed, dt is {dt:g} ms, and yours is {{got:.4g}}.",
                )
                for tau_m, climb, dt in ((1.0, 1.0, 1.0), (10.0, 1.0, 1.0), (10.0, 4.0, 2.0))
            ),
        ),
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
        oracle=_mean_by_areas,
        tries=((5.0, 10.0, 20.0), (-1.7, 3.3, 14.1), (2.2, 40.0, 8.5)),
        examined=simpler(
            mean_height,
            *(
                (
                    (w, gap, tau_m),
                    f"Take w = {w:g} mV, a gap of {gap:g} ms and tau_m = {tau_m:g} ms. An area of "
                    f"{w * tau_m:g} mV ms comes every {gap:g} ms, which makes {{expected:g}} mV on "
                    "average, and yours is {got:.6g}.",
                )
                for w, gap, tau_m in (
                    (1.0, 1.0, 1.0),
                    (1.0, 2.0, 1.0),
                    (1.0, 2.0, 8.0),
                    (3.0, 2.0, 8.0),
                )
            ),
        ),
    ),
)
STEP = named(EXERCISES, "exact_step")
LIMIT = named(EXERCISES, "train_limit")
MEAN = named(EXERCISES, "train_mean")
