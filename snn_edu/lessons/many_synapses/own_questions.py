"""Lesson 08: what the learner writes and the pictures then use."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.lessons.many_synapses.held_runs import BIN, held
from snn_edu.plasticity import STDP
from snn_edu.questions import Exercise, Wrong, simpler
from snn_edu.validation import Floats

# --- The drift of an unrelated synapse. -----------------------------------------------------------


def drift(
    r_pre: float, r_post: float, A_plus: float, A_minus: float, tau_plus: float, tau_minus: float
) -> float:
    """Change of the weight per second between unrelated trains (Hz, ms)."""
    return r_pre * r_post / 1000 * (A_plus * tau_plus - A_minus * tau_minus)


DRIFT = Exercise(
    name="drift",
    ask="Write `drift(r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus)`: by how much a weight "
    "changes per second, on average, if the two trains are unrelated and all pairs count. An "
    "error of 0.00001 per second is allowed.",
    shown="""
        def drift(r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus):
            return r_pre * r_post / 1000 * (A_plus * tau_plus - A_minus * tau_minus)
    """,
    solution=drift,
    oracle=lambda r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus: STDP(
        A_plus, A_minus, tau_plus, tau_minus
    ).drift(r_pre, r_post),
    tries=(
        (15.0, 20.0, 0.01, 0.0105, 20.0, 20.0),
        (10.0, 5.0, 0.005, 0.004, 17.0, 34.0),
        (40.0, 8.0, 0.02, 0.006, 10.0, 30.0),
        (83.0, 91.0, 0.05, 0.013, 41.0, 15.5),
    ),
    unit="per second",
    tolerance=1e-5,
    because="so that an integral is right, too, if the window is taken at the middle of steps of "
    "0.01 ms",
    wrong=(
        Wrong(
            lambda *_: 0.0,
            "You say that unrelated trains change nothing. But they meet by chance, and every "
            "meeting counts. The two orders cancel only if the two areas are equal.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b * (p * s - m * t),
            "That's a thousand times too much. Your rates are per second, but the time constants "
            "are in ms. How many input spikes are there in one ms?",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b * (p * s - m * t) / 1e6,
            "That is the change per millisecond, because you put both rates in spikes per ms. We "
            "want the change per second.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (m * t - p * s),
            "Your signs are turned round. Looking back from an output spike you find input spikes "
            "that came before it, and pre before post strengthens.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (p - m),
            "You compare the heights of the two sides. But a chance meeting can fall anywhere "
            "under the curve, so its whole area counts, which is height times time constant.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a / 1000 * (p * s - m * t),
            "That's the change for one output spike. There are {r_post:g} of them every second.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (p * s + m * t),
            "You let both sides strengthen. What lies ahead of an output spike weakens, so it is "
            "subtracted.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * p * s,
            "That's what the weight gains. Pairs of the other order weaken it, so subtract their "
            "area as well.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (p - m) * s,
            "Both of your sides decay with tau_plus. The weakening side has tau_minus, here "
            "{tau_minus:g} ms.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (p - 1.05 * p) * s,
            "You typed the 5 % of the table. The loss is A_minus * tau_minus, which can be any "
            "other area.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: (a + b) / 1000 * (p * s - m * t),
            "You added the rates. A pair needs one spike from each side, so twice as many spikes "
            "on either side make twice as many pairs. The rates multiply.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: (a * p * s - b * m * t) / 1000,
            "Each of your sides has one rate. But a pair of either order needs a spike from both "
            "trains, so both rates stand before both areas.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (p / s - m / t),
            "You divide by the time constants. But the longer a side reaches, the more meetings "
            "fall under it.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: math.sqrt(a * b) / 1000 * (p * s - m * t),
            "You take a mean of the two rates. Twice as many spikes on one side make twice as many "
            "pairs, so the rates multiply.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: (a * b / 1000 * p * s) - m * t,
            "Your rates stand before the gain alone. The loss has the same number of pairs.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (p - m) * (s - t),
            "You multiply the difference of the heights by that of the time constants. Each side "
            "has an area of its own.",
        ),
        Wrong(
            lambda a, b, p, m, s, t: a * b / 1000 * (p - m) * (s + t) / 2,
            "You take one mean time constant for both sides. Each side has an area of its own.",
        ),
    ),
    examined=simpler(
        drift,
        (
            (1000.0, 1.0, 1.0, 0.0, 20.0, 20.0),
            "Take an input spike in every ms, one output spike a second, A_plus = 1 and no "
            "weakening. The gain is the whole area, 1 × 20 ms, each second.",
        ),
        (
            (500.0, 1.0, 1.0, 0.0, 20.0, 20.0),
            "Take an input spike in every other ms, and one output spike a second. The gain is "
            "half of what it is with one in every ms.",
        ),
        (
            (1000.0, 2.0, 1.0, 0.0, 20.0, 20.0),
            "With two output spikes a second the gain is twice what it is with one.",
        ),
        (
            (1000.0, 1.0, 0.0, 1.0, 20.0, 20.0),
            "Take A_plus = 0 and A_minus = 1. Then only the area of the weakening side counts, "
            "and it is taken away.",
        ),
        (
            (1000.0, 1.0, 1.0, 1.0, 20.0, 20.0),
            "With equal heights and equal time constants gain and loss cancel.",
        ),
        (
            (1000.0, 1.0, 1.0, 1.0, 10.0, 30.0),
            "With equal heights and time constants of 10 and 30 ms, the loss is three times the "
            "gain.",
        ),
    ),
    hints=(
        "Go down the table. What stands in each of its rows, in letters?",
        "In one ms there are r_pre / 1000 input spikes, so an output spike gains "
        "r_pre / 1000 * A_plus * tau_plus.",
        "The loss has A_minus * tau_minus in the same place. And there are r_post output spikes "
        "every second.",
    ),
    why="Both rates and the difference of the two areas. Nothing else about unrelated trains "
    "matters.",
)

# --- What a synapse earns. ------------------------------------------------------------------------


def own_effect(
    t: Floats, rate: Floats, average: float, weight: float, tau: float, width: float
) -> float:
    """What a synapse of weight 1 would earn, from the bars after its spikes."""
    extra = rate / average - 1
    return float(np.sum(extra * np.exp(-t / tau)) * width / tau / weight)


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
    return run.t[after], run.around["near 1"][after], run.rate, run.weight["near 1"], 20.0, BIN


def _bars(seed: int, width: float, average: float) -> tuple[Floats, Floats]:
    t: Floats = width * (np.arange(10, dtype=np.float64) + 0.5)
    jitter: Floats = np.random.default_rng(seed).normal(0.0, 0.1, 10)
    return t, average * (1 + 0.3 * np.exp(-t / 6.0)) + jitter


_HALF = 10.0 * math.log(2.0)  # ms, after which a pair is worth half of one at the jump
_SIMPLE_BARS: tuple[tuple[list[float], list[float], float, float, float, str], ...] = (
    ([0.0], [1.0], 1.0, 1.0, 10.0, "One bar, no higher than the average, earns nothing."),
    (
        [0.0],
        [2.0],
        1.0,
        1.0,
        10.0,
        "One bar at the jump, as wide as tau and twice as high as the average, adds 10 ms.",
    ),
    ([0.0], [2.0], 1.0, 1.0, 5.0, "A bar of 5 ms at the jump, twice the average, adds 5 ms."),
    (
        [0.0],
        [6.0],
        4.0,
        1.0,
        10.0,
        "One bar of 10 ms at the jump, half again as high as the average, adds 5 ms.",
    ),
    (
        [_HALF],
        [2.0],
        1.0,
        1.0,
        10.0,
        "One bar of 10 ms, twice the average, where a pair is worth half, adds 5 ms.",
    ),
    (
        [0.0, _HALF],
        [2.0, 3.0],
        1.0,
        1.0,
        10.0,
        "Two bars of 10 ms, twice and three times the average, where a pair is worth 1 and 1/2, "
        "add 10 ms each.",
    ),
    (
        [0.0],
        [2.0],
        1.0,
        0.5,
        10.0,
        "A bar that adds 10 ms to a synapse of weight 0.5 would add 20 to one of weight 1.",
    ),
)

OWN_EFFECT = Exercise(
    name="own_effect",
    ask="Write `own_effect(t, rate, average, weight, tau, width)`: what a synapse of weight 1 "
    "would earn, from the bars after the spikes of a synapse of this weight.",
    shown="""
        def own_effect(t, rate, average, weight, tau, width):
            extra = rate / average - 1
            earned = np.sum(extra * np.exp(-t / tau)) * width / tau
            return earned / weight
    """,
    solution=own_effect,
    oracle=_by_weighed_bars,
    tries=(
        _settled(),
        (*_bars(2, 1.0, 31.4), 31.4, 0.5, 17.0, 1.0),
        (*_bars(3, 2.5, 4.1), 4.1, 0.71, 33.7, 2.5),
    ),
    wrong=(
        Wrong(
            lambda t, rate, average, weight, tau, width: (
                own_effect(t, rate, average, weight, tau, width) * weight
            ),
            "That's what *this* synapse earns. One of weight 1 would earn more, by 1 / weight.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum(rate / average * np.exp(-t / tau)) * width / tau / weight
            ),
            "You counted all output spikes. Most of them come by chance, and chance is counted "
            "already. Take what stands above the average.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum(rate / average - 1) * width / tau / weight
            ),
            "Your bars all count alike. But a pair that is far apart is worth less, by "
            "exp(-t / tau).",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: own_effect(
                t, rate, average, weight, tau, 1.0
            ),
            "You forgot how wide a bar is. A bar twice as wide holds twice as many pairs.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: (
                own_effect(t, rate, average, weight, tau, width) * tau
            ),
            "That's in ms. Chance adds tau from all its bars together, so divide by tau.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.mean((rate / average - 1) * np.exp(-t / tau)) * width / tau / weight
            ),
            "You took the mean of the bars. Each bar earns something, so add them up.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: [
                *((rate / average - 1) * np.exp(-t / tau) * width / tau / weight)
            ],
            "That's what each bar earns by itself. Add them up.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                (rate[0] / average - 1) * np.exp(-t[0] / tau) * width / tau / weight
            ),
            "That's the first bar alone, as in the table. Add up all of them.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum(np.maximum(rate / average - 1, 0) * np.exp(-t / tau)) * width / tau / weight
            ),
            "You left out the bars below the average. Luck lowers bars as well as raising them, "
            "and only all of them together cancel it.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: (
                own_effect(t, rate, average, weight, tau, width) * average
            ),
            "Your extra is in Hz. Divide by the average, so that it's a share of what chance adds.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: (
                own_effect(t, rate, average, weight, tau, width) * weight**2
            ),
            "You multiplied by the weight. A synapse of weight 1 earns more than this one, not "
            "less.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum((rate / average - 1) * np.exp(-(t - width / 2) / tau)) * width / tau / weight
            ),
            "You take each bar at its left edge. `t` is its middle, and stands for it as it is.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum((1 - average / rate) * np.exp(-t / tau)) * width / tau / weight
            ),
            "You divide by the height of the bar. The extra is a share of the *average*.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum(abs(rate / average - 1) * np.exp(-t / tau)) * width / tau / weight
            ),
            "A bar below the average counts as extra in yours. It takes away, so leave its sign.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum((rate - average) / 1000 * np.exp(-t / tau)) * width / tau / weight
            ),
            "You count the extra spikes in a ms. Divide by the average, so that it's a share.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum((rate / average - 1) * np.exp(t / tau)) * width / tau / weight
            ),
            "A pair counts for more in yours the further it is apart. A minus is missing.",
        ),
        Wrong(
            lambda t, rate, average, weight, tau, width: float(
                np.sum((rate / average - 1) * np.exp(-t / tau))
                * width
                / np.sum(np.exp(-t / tau))
                / tau
                / weight
            ),
            "You take a weighted mean of the bars. Each bar earns something, so add them up.",
        ),
    ),
    examined=simpler(
        own_effect,
        *(
            (
                (np.array(t), np.array(rate), average, weight, 10.0, width),
                f"Take tau = 10 ms. {said} So c is {{expected:g}}, and yours is {{got:.4g}}.",
            )
            for t, rate, average, weight, width, said in _SIMPLE_BARS
        ),
    ),
    hints=(
        "`rate / average - 1` is what each bar has above the average, as a share of it.",
        "Weigh each bar with `np.exp(-t / tau)`, add up, and multiply by the width.",
        "Divide by tau, which is what chance adds in the same count, and by the weight.",
    ),
    why="You have measured what one synapse in a thousand can do. From the bars of the picture "
    "your function makes c = 0.10.",
)


def ridge(ratio: float, c: float) -> float:
    """The weight at which what a synapse earns makes up for what chance takes."""
    return (ratio - 1) / c


def _halved(ratio: float, c: float) -> float:
    """The truth another way: where 1 + c w - ratio changes its sign, found by halving."""
    low, high = 0.0, 1e3
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if 1 + c * middle < ratio else (low, middle)
    return (low + high) / 2


RIDGE = Exercise(
    name="ridge",
    ask="Write `ridge(ratio, c)`: the weight at which the drift is 0, for a ratio above 1 and an "
    "own effect c. Return it as it comes out, even beyond 1.",
    shown="""
        def ridge(ratio, c):
            return (ratio - 1) / c
    """,
    solution=ridge,
    oracle=_halved,
    tries=((1.05, 0.1), (1.08, 0.2), (1.3, 0.21), (1.017, 0.13)),
    wrong=(
        Wrong(
            lambda ratio, c: c / (ratio - 1),
            "That's upside down. The more a synapse earns, so the larger c is, the smaller the "
            "weight with which it can hold its own.",
        ),
        Wrong(
            lambda ratio, c: ratio / c,
            "You let the synapse pay for all that chance takes. But chance also gives it 1, so "
            "only the difference is left to pay.",
        ),
        Wrong(
            lambda ratio, c: ratio - 1 / c,
            "Python divides before it subtracts, so yours is ratio - (1 / c). Put ratio - 1 in "
            "brackets.",
        ),
        Wrong(
            lambda ratio, c: ratio / c - 1,
            "You subtracted the 1 after dividing. In 1 + c w = ratio take the 1 away first.",
        ),
        Wrong(
            lambda ratio, c: (1 - ratio) / c,
            "You get a negative weight. Solve 1 + c w = ratio for w, and look at the sign.",
        ),
        Wrong(
            lambda ratio, c: (ratio - 1) * c,
            "The difference is right. Now the synapse must earn it. So c times *what* makes "
            "ratio - 1?",
        ),
        Wrong(
            lambda ratio, c: ratio - 1,
            "That's what is missing, in units of what chance adds. Which weight earns so much?",
        ),
        Wrong(
            lambda ratio, c: 0.5,
            "That's right for this one neuron. Your function gets other ratios and other c.",
        ),
        Wrong(
            lambda ratio, c: min(1.0, (ratio - 1) / c),
            "You cut the result off at 1. If the ridge lies beyond 1, we want to know how far.",
        ),
        Wrong(
            lambda ratio, c: ratio - 1 - c,
            "You take c away. It stands *before* w, so what undoes it is a division.",
        ),
        Wrong(
            lambda ratio, c: 1 + c - ratio,
            "That's the drift of a weight of 1. At which weight is it 0?",
        ),
        Wrong(
            lambda ratio, c: 1 + c / 2 - ratio,
            "That's the drift of a weight of 0.5. At which weight is it 0?",
        ),
        Wrong(
            lambda ratio, c: 1 / (c * (ratio - 1)),
            "The difference belongs above the line. The more chance takes, the higher the ridge.",
        ),
        Wrong(
            lambda ratio, c: (ratio - 1) / (1 + c),
            "You divide by 1 + c. In 1 + c w = ratio only c stands beside w.",
        ),
        Wrong(
            lambda ratio, c: (1 - 1 / ratio) / c,
            "You turned the ratio over. It's what chance takes, and it stands by itself.",
        ),
    ),
    examined=simpler(
        ridge,
        (
            (2.0, 1.0),
            "Take a ratio of 2 and c = 1. A weight of 1 earns 1, and chance takes 2 and "
            "adds 1, so there the drift is 0.",
        ),
        (
            (1.5, 1.0),
            "Take a ratio of 1.5 and c = 1. A weight of 0.5 earns 0.5, and chance takes "
            "1.5 and adds 1, so there the drift is 0.",
        ),
        (
            (2.0, 0.5),
            "Take a ratio of 2 and c = 0.5. Only a weight of 2 would earn the 1 that is missing.",
        ),
        (
            (1.2, 0.25),
            "Take a ratio of 1.2 and c = 0.25. A weight of 0.8 earns the 0.2 that is missing.",
        ),
    ),
    hints=(
        "At the ridge the drift is 0, so 1 + c w = ratio.",
        "Take away 1 on both sides, and divide by c.",
    ),
    why="Below this weight a synapse shrinks, above it grows.",
)

# --- Go deeper: a step of a plastic synapse. ------------------------------------------------------


def plastic_step(
    w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
) -> tuple[float, float, float]:
    """Weight and traces `dt` ms later: the solution of the exercise.

    x_pre(t + dt) = x_pre(t) exp(-dt / tau_plus), x_post with tau_minus; then a pre spike takes
    A_minus x_post, a post spike adds A_plus x_pre, and each spike adds 1 to its own trace. Source:
    Morrison, Diesmann & Gerstner 2008, Biol Cybern 98:459, section 4.1.1 (all-to-all).
    """
    x_pre = x_pre * math.exp(-dt / stdp.tau_plus)
    x_post = x_post * math.exp(-dt / stdp.tau_minus)
    if pre:
        w = max(0.0, w - stdp.A_minus * x_post)
    if post:
        w = min(1.0, w + stdp.A_plus * x_pre)
    return w, x_pre + pre, x_post + post


def _step_by_pairs(
    w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
) -> tuple[float, float, float]:
    """The truth another way: each trace as equally old spikes, each pair by the window."""

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


def _slipped(
    decay: Any = lambda dt, tau: math.exp(-dt / tau),
    bounds: tuple[float, float] = (0.0, 1.0),
    late: bool = False,
    own: bool = False,
    swapped: bool = False,
    sign: float = 1.0,
    at_tie: tuple[bool, bool] = (True, True),
    least: float = 1.0,
    nearest: bool = False,
    one_tau: bool = False,
) -> Any:
    """A step with one slip: a wrong answer to expect."""

    def step(
        w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
    ) -> tuple[float, float, float]:
        faded_pre = x_pre * decay(dt, stdp.tau_plus)
        faded_post = x_post * decay(dt, stdp.tau_plus if one_tau else stdp.tau_minus)
        read_pre, read_post = (x_pre, x_post) if late else (faded_pre, faded_post)
        if own:
            read_pre, read_post = read_pre + pre, read_post + post
        if swapped:
            read_pre, read_post = read_post, read_pre
        weakens, strengthens = at_tie if pre and post else (pre, post)
        if weakens:
            w = max(bounds[0], w - sign * stdp.A_minus * read_post)
        if strengthens:
            w = min(bounds[1], w + sign * stdp.A_plus * read_pre)
        if nearest:
            return w, 1.0 if pre else faded_pre, 1.0 if post else faded_post
        return w, faded_pre + least * pre, faded_post + least * post

    return step


def _in_steps(order: str, crossed: bool = False, high: bool = False, soft: bool = False) -> Any:
    """A step whose parts come in another order, or with a slip in how a trace jumps or is read."""

    def step(
        w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
    ) -> tuple[float, float, float]:
        for part in order.split():
            if part == "decay":
                x_pre *= math.exp(-dt / stdp.tau_plus)
                x_post *= math.exp(-dt / stdp.tau_minus)
            if part in ("read", "pre") and pre:
                w = max(0.0, w - stdp.A_minus * x_post * (w if soft else 1))
            if part in ("read", "post") and post:
                w = min(1.0, w + stdp.A_plus * x_pre * (1 - w if soft else 1))
            if part in ("jump", "pre") and (post if crossed else pre):
                x_pre += stdp.A_plus if high else 1.0
            if part in ("jump", "post") and (pre if crossed else post):
                x_post += stdp.A_minus if high else 1.0
        return w, x_pre, x_post

    return step


def _taus_exchanged(stdp: STDP) -> STDP:
    return replace(stdp, tau_plus=stdp.tau_minus, tau_minus=stdp.tau_plus)


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


_PLAIN = STDP(A_plus=0.1, A_minus=0.2, tau_plus=10.0, tau_minus=20.0)
_ONE_STEP = simpler(
    plastic_step,
    *(
        ((w, 1.0, 1.0, pre, post, dt, _PLAIN), f"Let both traces be 1, with w = {w:g}. {said}")
        for w, pre, post, dt, said in (
            (
                0.5,
                False,
                False,
                20.0 * math.log(2.0),
                "If no spike comes for a while, w stays, and each trace decays with its own tau.",
            ),
            (0.5, True, False, 0.0, "A pre spike at once takes A_minus away, and x_pre becomes 2."),
            (0.5, False, True, 0.0, "An output spike at once adds A_plus, and x_post becomes 2."),
            (0.5, True, True, 0.0, "If both come at once, w changes by A_plus - A_minus."),
            (
                0.5,
                True,
                False,
                20.0 * math.log(2.0),
                "If a pre spike comes when half of x_post has decayed, it takes half of A_minus.",
            ),
            (
                0.5,
                False,
                True,
                10.0 * math.log(2.0),
                "If an output spike comes when half of x_pre has decayed, it adds half of A_plus.",
            ),
        )
    ),
)

STEP = Exercise(
    name="step",
    ask="Write `plastic_step(w, x_pre, x_post, pre, post, dt, stdp)`: the weight and the two "
    "traces dt ms later, if a pre spike or a post spike or both come at the end of the dt.",
    shown="""
        def plastic_step(w, x_pre, x_post, pre, post, dt, stdp):
            x_pre = x_pre * np.exp(-dt / stdp.tau_plus)
            x_post = x_post * np.exp(-dt / stdp.tau_minus)
            if pre:
                w = max(0, w - stdp.A_minus * x_post)
            if post:
                w = min(1, w + stdp.A_plus * x_pre)
            return w, x_pre + pre, x_post + post
    """,
    solution=plastic_step,
    oracle=_step_by_pairs,
    tries=_STEPS,
    wrong=(
        Wrong(
            _slipped(bounds=(-math.inf, math.inf)),
            "Your weight goes to {got:.4f}. It has to stay between 0 and 1.",
        ),
        Wrong(
            _slipped(decay=lambda dt, tau: 1.0),
            "Your traces don't decay. In dt ms they shrink by exp(-dt / tau), before anything "
            "reads them.",
        ),
        Wrong(
            _slipped(decay=lambda dt, tau: 1 - dt / tau),
            "That is Euler's step, 1 - dt / tau. The exact factor is exp(-dt / tau), whatever dt "
            "is.",
        ),
        Wrong(
            _slipped(one_tau=True),
            "Both your traces decay with tau_plus. That of the output spikes has tau_minus.",
        ),
        Wrong(
            _slipped(late=True),
            "Your weight reads the traces as they were dt ms ago. The spike comes at the end of "
            "the step, so let them decay first.",
        ),
        Wrong(
            _slipped(own=True),
            "In the step with both spikes they see each other, because your traces jump before "
            "they are read. A tie is worth nothing here, so read first, then add 1.",
        ),
        Wrong(
            _slipped(at_tie=(False, False)),
            "In the step with both spikes your weight stays. They are worth nothing to each "
            "other, but each still meets the *older* spikes of the other side.",
        ),
        Wrong(
            _slipped(at_tie=(True, False)),
            "In the step with both spikes yours only weakens. The output spike strengthens "
            "as well, so it takes two `if` and no `elif`.",
        ),
        Wrong(
            _slipped(at_tie=(False, True)),
            "In the step with both spikes yours only strengthens. The pre spike weakens as "
            "well, so it takes two `if` and no `elif`.",
        ),
        Wrong(
            _slipped(swapped=True),
            "You read the wrong trace. A pre spike looks back on *output* spikes, x_post, and "
            "an output spike on pre spikes, x_pre.",
        ),
        Wrong(
            _slipped(sign=-1.0),
            "Your signs are turned round. A pre spike comes *after* the output spikes that it "
            "meets, so it weakens.",
        ),
        Wrong(
            _slipped(nearest=True),
            "Your traces jump *to* 1, so only the last spike counts. All pairs count here, so "
            "add 1.",
        ),
        Wrong(
            _slipped(least=0.0),
            "Your traces decay and never grow. Each spike adds 1 to the trace of its train.",
        ),
        Wrong(
            _in_steps("read jump decay"),
            "Your traces decay last, so a spike of this very moment has faded already, and the "
            "weight reads old values. The spike comes at the *end* of the step.",
        ),
        Wrong(
            _in_steps("decay pre post"),
            "In the step with both spikes your pre trace jumps before the output spike reads it. "
            "Let both read first, and then let both traces jump.",
        ),
        Wrong(
            _in_steps("decay post pre"),
            "In the step with both spikes your post trace jumps before the pre spike reads it. "
            "Let both read first, and then let both traces jump.",
        ),
        Wrong(
            _in_steps("decay read jump", crossed=True),
            "A spike adds 1 to the wrong trace. x_pre is the trace that *pre* spikes leave.",
        ),
        Wrong(
            _in_steps("decay read jump", high=True),
            "Your traces jump by A_plus and A_minus, and these come in once more when they are "
            "read. A spike adds 1.",
        ),
        Wrong(
            _in_steps("decay read jump", soft=True),
            "You slow down near the bounds. Here a pair moves the weight by the same step wherever "
            "it stands, and the bounds cut off.",
        ),
        Wrong(
            lambda w, x_pre, x_post, pre, post, dt, stdp: plastic_step(
                w, x_pre, x_post, pre, post, dt, _taus_exchanged(stdp)
            ),
            "The time constants have changed places. x_pre decays with tau_plus.",
        ),
    ),
    examined=_ONE_STEP,
    hints=(
        "Three things come in this order. Both traces decay, the spikes read, the traces jump.",
        "A pre spike takes A_minus x_post away, an output spike adds A_plus x_pre. Keep w "
        "between 0 and 1 with max(0, ...) and min(1, ...).",
        "Return w, x_pre + pre, x_post + post, because True counts as 1.",
    ),
    why="A synapse needs to know nothing else, no label, no other synapse, no list of old spikes.",
)
