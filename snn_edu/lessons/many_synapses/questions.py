"""How the answers of lesson 08 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.lessons.many_synapses.stored_held import BIN, held
from snn_edu.plasticity import STDP
from snn_edu.questions import Judging, named, read
from snn_edu.validation import Floats


def _by_weighed_bars(
    t: Floats, rate: Floats, average: float, weight: float, tau: float, width: float
) -> float:
    """The truth another way, bar by bar: what they add, less what chance would."""
    window = STDP(A_plus=1.0, A_minus=1.0, tau_plus=tau).window(t)
    added = math.fsum(a * b for a, b in zip(rate, window, strict=True)) * width
    by_chance = math.fsum(window) * average * width
    return (added - by_chance) / (average * tau) / weight


def _settled() -> tuple[Floats, Floats, float, float, float, float]:
    """The arguments for the strong synapses of the picture, 20 ms from their spikes on."""
    run = held()
    after = (run.t > 0) & (run.t < 20.0)
    return run.t[after], run.around[-1][after], run.rate, float(run.weight[-1]), 20.0, BIN


def _bars(seed: int, width: float, average: float) -> tuple[Floats, Floats]:
    t: Floats = width * (np.arange(10, dtype=np.float64) + 0.5)
    jitter: Floats = np.random.default_rng(seed).normal(0.0, 0.1, 10)
    return t, average * (1 + 0.3 * np.exp(-t / 6.0)) + jitter


def _halved(ratio: float, c: float) -> float:
    """The truth another way: where 1 + c w - ratio changes its sign, found by halving."""
    return bisected(lambda w: 1 + c * w < ratio, 0.0, 1e3)[0]


def _step_by_pairs(
    w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
) -> tuple[float, float, float]:
    """The truth another way: each trace as equally old spikes, each pair by the window.

    Source of the traces: Morrison, Diesmann & Gerstner 2008, Biol Cybern 98:459, section 4.1.1.
    """

    def past(x: float, tau: float) -> tuple[int, float]:  # so many spikes, so long ago (ms)
        count = max(1, math.ceil(x))
        return count, tau * math.log(count / x) + dt

    (pres, pre_age), (posts, post_age) = past(x_pre, stdp.tau_plus), past(x_post, stdp.tau_minus)
    if pre:
        w = max(stdp.w_min, w + posts * float(stdp.window(-post_age)))
    if post:
        w = min(stdp.w_max, w + pres * float(stdp.window(pre_age)))
    left_pre = pres * math.exp(-pre_age / stdp.tau_plus)
    left_post = posts * math.exp(-post_age / stdp.tau_minus)
    return w, left_pre + pre, left_post + post


_RULES = (
    STDP(A_plus=0.05, A_minus=0.07, tau_plus=17.0, tau_minus=34.0),
    STDP(A_plus=0.2, A_minus=0.15, tau_plus=12.5, tau_minus=21.0),
    STDP(A_plus=0.031, A_minus=0.023, tau_plus=40.0, tau_minus=9.5),
)
_STEPS = (  # w, x_pre, x_post, pre, post, dt, stdp
    (0.5, 0.8, 0.6, True, False, 3.7, _RULES[0]),
    (0.5, 0.8, 0.6, False, True, 0.9, _RULES[1]),
    (0.42, 1.7, 2.3, True, True, 5.3, _RULES[2]),
    (0.37, 1.2, 0.4, False, False, 12.1, _RULES[0]),
    (0.03, 0.5, 1.6, True, False, 2.3, _RULES[1]),
    (0.97, 2.1, 0.7, False, True, 4.4, _RULES[1]),
    (0.61, 0.9, 1.4, True, True, 7.9, _RULES[0]),
)


PLAIN = STDP(A_plus=0.1, A_minus=0.2, tau_plus=10.0, tau_minus=20.0)


def _ratio_by_areas(tau_plus: float, tau_minus: float) -> float:
    """The ratio of the two areas under STDP's window, added up in small strips."""
    stdp = STDP(A_plus=1.0, A_minus=1.0, tau_plus=tau_plus, tau_minus=tau_minus)
    s = np.arange(0.005, 1000.0, 0.01)
    return float(stdp.window(s).sum() / -stdp.window(-s).sum())


def _ratio(plus: float, minus: float) -> dict[str, Any]:
    """The border at these time constants (ms)."""
    return {
        "plus": plus,
        "minus": minus,
        "oracle": lambda: _ratio_by_areas(plus, minus),
        "examined": lambda said: (
            f"With A₊ = 1 and A₋ = {said:g} the areas are {plus:g} and {said * minus:.4g} ms, and "
            "at the border they are equal."
        ),
    }


@lru_cache(maxsize=64)
def group_after(mu: float, seconds: float = 100.0) -> tuple[float, float]:
    """By how much the group leads the others, and which share of those is below 0.1."""
    rng, stdp = np.random.default_rng(2), STDP(A_plus=0.01, A_minus=0.0105, mu=mu)
    neuron, inputs = Competition(stdp, dt=0.2), Inputs(1000, 15.0, group=100, correlation=0.1)
    state = neuron.start(np.full(1000, 0.5))
    for _ in range(round(seconds / 2)):  # two seconds a frame, as in the picture
        state, _ = neuron.advance(state, 2000.0, inputs, rng)
    w = state.w
    return float(w[:100].mean() - w[100:].mean()), float(np.mean(w[100:] < 0.1))


LEAD, LOW = 0.4, 0.05


def _judge_mu(answer: Any) -> str | None:
    """What is not as asked about a mu: the picture's own run is made with it."""
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return "We need one number, your μ."
    if not 0 <= answer <= 1:
        return (
            f"{answer:g} is none. μ runs from 0, where a weight doesn't feel its bounds, to 1, "
            "where its steps are proportional to the room."
        )
    lead, low = group_after(float(answer))
    said = f"With {answer:g} the group leads by {lead:.2f}, and {100 * low:.0f} % of the others "
    said += "lie below 0.1. "
    if answer == 0:
        return said + "A rule with μ = 0 also sorts the others into winners and losers."
    if low >= LOW:
        return said + (
            "The pull to the middle is still so weak that luck scatters the others right down to "
            "0. Make it a little stronger."
        )
    if lead <= LEAD and answer > 0.5:
        return said + "The pull to the middle is stronger than anything that timing can say."
    if lead <= LEAD:
        return said + (
            "The others stand in one heap, as asked. But the pull to the middle now holds the "
            "group as well. Go back a little."
        )
    return None


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    drift=Judging(
        oracle=lambda r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus: STDP(
            A_plus, A_minus, tau_plus, tau_minus
        ).drift(r_pre, r_post),
        tries=(
            (15.0, 20.0, 0.01, 0.0105, 20.0, 20.0),
            (10.0, 5.0, 0.005, 0.004, 17.0, 34.0),
            (40.0, 8.0, 0.02, 0.006, 10.0, 30.0),
            (83.0, 91.0, 0.05, 0.013, 41.0, 15.5),
        ),
    ),
    own_effect=Judging(
        oracle=_by_weighed_bars,
        tries=(
            _settled(),
            (*_bars(2, 1.0, 31.4), 31.4, 0.5, 17.0, 1.0),
            (*_bars(3, 2.5, 4.1), 4.1, 0.71, 33.7, 2.5),
        ),
    ),
    ridge=Judging(oracle=_halved, tries=((1.05, 0.1), (1.08, 0.2), (1.3, 0.21), (1.017, 0.13))),
    my_mu=Judging(judge=_judge_mu),
    step=Judging(oracle=_step_by_pairs, tries=_STEPS),
    ratio=Judging(
        given=_ratio(16.8, 33.7),
        own=lambda rng: _ratio(*(np.round(rng.uniform((10.0, 22.0), (17.0, 40.0)), 1).tolist())),
    ),
)
DRIFT, RIDGE = named(EXERCISES, "drift"), named(EXERCISES, "ridge")
plastic_step = named(EXERCISES, "step").solution
