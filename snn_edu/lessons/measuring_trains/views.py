"""Lesson 06, measuring spike trains: its pictures."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from snn_edu.lessons.measuring_trains.drawn import filtered, victor_purpura_path
from snn_edu.lessons.measuring_trains.questions import FANO
from snn_edu.lessons.measuring_trains.trains import (
    KINDS,
    RATE,
    REACH,
    TIMES,
    answers,
    distances,
    heard_twice,
    right_share,
    three_pairs,
    two_trains,
)
from snn_edu.live import Frame, declare, slider
from snn_edu.plots import (
    HERE,
    OTHER,
    SPIKE,
    STROKE,
    THEORY,
    VOLTAGE,
    HouseFigure,
    figure,
    legend_above,
    limit_above,
    minus,
)
from snn_edu.questions import theirs
from snn_edu.spikes import Spikes, cross_correlogram, gamma, van_rossum, victor_purpura
from snn_edu.timeout import EndlessError, limited
from snn_edu.validation import Floats


def _two_rows(ax: Any, names: tuple[str, str], until: float) -> None:
    """Axes for two trains, the first above the second."""
    ax.set(xlim=(0, until), ylim=(-0.6, 1.6), yticks=[0, 1], yticklabels=names[::-1])
    ax.set_xlabel("time (ms)")
    ax.grid(visible=False)


def _joined(pairs: Floats) -> tuple[Floats, Floats]:
    """Lines from the upper train to the lower one, for pairs of times (n, 2)."""
    lines = np.hstack([pairs, np.full((len(pairs), 1), np.nan)])  # nan lifts the pen
    return lines.ravel(), np.tile([0.78, 0.22, np.nan], len(pairs))


# --- The same network on a chip and in a simulator. -----------------------------------------------


def same_within(within: float, draw: int) -> Frame:
    """Which spikes of a chip and a simulator come `within` so many ms of each other."""
    a, b = heard_twice(5.0, draw)
    path = victor_purpura_path(a, b, 2.0 / within if within else 1e9)
    return {
        "a": (a, np.ones(a.size)),
        "b": (b, np.zeros(b.size)),
        "same": _joined(path.moved),
        "text": f"The simulator sends {a.size} spikes, the chip {b.size}. If a spike may be "
        f"{within:g} ms late or early, {len(path.moved)} of them are the same "
        f"(run {draw}).",
    }


@declare(
    same_within,
    within=slider("the same within", 0, 30, start=0, step=0.5, unit="ms"),
    draw=slider("another run", 1, 20, start=2, step=1),
    size=(8.0, 1.9),
)
def chip(page: Figure) -> Frame:
    """Two trains; spikes that are the same are joined."""
    ax = page.subplots()
    _two_rows(ax, ("simulator", "chip"), 250)
    return {
        "a": ax.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "b": ax.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "same": ax.plot([], [], color=OTHER, lw=2)[0],
    }


# --- Distances. -----------------------------------------------------------------------------------


def editing(cost: float, jitter: float, seed: int) -> Frame:
    """The cheapest edits from a to b at this `cost` (1/ms), and the distance at any cost."""
    a, b = heard_twice(jitter, seed)
    path = victor_purpura_path(a, b, cost)
    costs = np.linspace(0.0, 1.0, 41)
    far = a.size + b.size - 2 * np.intersect1d(a, b).size
    moved = float(np.abs(path.moved[:, 1] - path.moved[:, 0]).sum())
    return {
        "a": (a, np.ones(a.size)),
        "b": (b, np.zeros(b.size)),
        "moved": _joined(path.moved),
        "deleted": (path.deleted, np.full(path.deleted.size, 1.4)),
        "inserted": (path.inserted, np.full(path.inserted.size, -0.4)),
        "curve": (costs, [victor_purpura(a, b, one) for one in costs.tolist()]),
        "here": ([cost], [path.distance]),
        "low": ([0.0], [abs(a.size - b.size)]),
        "high": ([0.0, 1.0], [far, far]),
        "text": f"At {cost:.2f} per ms: {path.deleted.size} deleted, {path.inserted.size} "
        f"inserted, {len(path.moved)} kept or moved, by {moved:.1f} ms in all; distance "
        f"{path.distance:.2f}.",
    }


@declare(
    editing,
    cost=slider("cost of moving q", 0, 1, start=0.1, step=0.01, unit="1/ms"),
    jitter=slider("jitter of train b", 0, 20, start=5, step=0.5, unit="ms"),
    seed=slider("another draw", 1, 20, start=2, step=1, rare=True),
    handles={"here": {"x": "cost"}},
    size=(9.0, 3.2),
)
def edits(page: Figure) -> Frame:
    """Both trains with the edits between them; the distance over the cost."""
    left, right = page.subplots(1, 2, width_ratios=[3, 2])
    _two_rows(left, ("a", "b"), 250)
    left.set_ylim(-0.7, 1.7)
    right.set(xlim=(-0.03, 1.03), ylim=(0, 21), xlabel="cost of moving q (1/ms)", ylabel="distance")
    right.set_yticks([0, 5, 10, 15, 20])
    artists = {
        "a": left.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "b": left.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "moved": left.plot([], [], color=OTHER, lw=1.8, label="kept or moved")[0],
        "deleted": left.plot([], [], "x", color=VOLTAGE, ms=8, mew=2, label="deleted")[0],
        "inserted": left.plot([], [], "+", color=VOLTAGE, ms=10, mew=2, label="inserted")[0],
        "curve": right.plot([], [], color=VOLTAGE)[0],
        "here": right.plot([], [], **HERE)[0],
        "low": right.plot([], [], "o", color=THEORY, ms=9, label="free moves")[0],
        "high": right.plot([], [], color=THEORY, ls="--", label="without moves")[0],
    }
    legend_above(left, 3)
    legend_above(right, 2, columnspacing=1.0)
    return artists


TAUS = np.geomspace(0.3, 3000.0, 41)  # ms


def filtering(tau: float, jitter: float, seed: int) -> Frame:
    """Both trains with a tail of `tau` ms behind each spike, and the distance at any tau."""
    a, b = heard_twice(jitter, seed)
    both = np.concatenate([a, b])
    tails = (both[:, None] + tau * np.array([0.0, 0.2, 0.5, 1.0, 2.0, 4.0])).ravel()
    t = np.unique(np.concatenate([np.linspace(0.0, 400.0, 801), tails, both - 1e-6]))
    t = t[(t >= 0.0) & (t <= 400.0)]  # dense where f and g jump and fall
    f, g = filtered(a, tau, t), filtered(b, tau, t)
    square = (f - g) ** 2
    distance = van_rossum(a, b, tau)
    short = math.sqrt((a.size + b.size - 2 * np.intersect1d(a, b).size) / 2.0)
    long = abs(a.size - b.size) / math.sqrt(2.0)
    return {
        "above": {
            "ylim": (
                0.0,
                limit_above(1.1 * max(f.max(), g.max()), (1.25, 2.5, 4.0, 7.0, 10.0, 16.0)),
            )
        },
        "below": {"ylim": (0.0, limit_above(1.1 * square.max(), (1.5, 4.0, 8.0, 20.0)))},
        "f": (t, f),
        "g": (t, g),
        "square": (square[:-1], t),
        "curve": (TAUS, [van_rossum(a, b, one) for one in TAUS.tolist()]),
        "here": ([tau], [distance]),
        "short": ([0.3, 3000.0], [short, short]),
        "long": ([0.3, 3000.0], [long, long]),
        "text": f"{a.size} spikes against {b.size}, tails of {tau:g} ms, jitter {jitter:g} ms: "
        f"van Rossum distance {distance:.2f}. Between {short:.2f} for the shortest tails and "
        f"{long:.2f} for the longest.",
    }


@declare(
    filtering,
    tau=slider("tail τ", 0.3, 3000, start=15, unit="ms", log=True),
    jitter=slider("jitter of train b", 0, 20, start=5, step=0.5, unit="ms"),
    seed=slider("another draw", 1, 20, start=2, step=1, rare=True),
    handles={"here": {"x": "tau"}},
    size=(9.0, 3.6),
)
def tails(page: Figure) -> Frame:
    """The filtered trains, the square of their difference, and the distance over tau."""
    grid = page.add_gridspec(2, 2, width_ratios=[3, 2], height_ratios=[3, 2])
    above, below = page.add_subplot(grid[0, 0]), page.add_subplot(grid[1, 0])
    ax = page.add_subplot(grid[:, 1])
    above.set(xlim=(0, 400), ylabel="f and g")
    above.tick_params(labelbottom=False)
    below.set(xlim=(0, 400), xlabel="time (ms)", ylabel="(f − g)²")
    ax.set(xscale="log", xlim=(0.22, 4000), ylim=(0, 3.4), xlabel="τ (ms)", ylabel="distance")
    ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    artists = {
        "above": above,
        "below": below,
        "f": above.plot([], [], color=VOLTAGE, lw=1.6, label="f, of train a")[0],
        "g": above.plot([], [], color=OTHER, lw=1.6, ls="--", label="g, of train b")[0],
        "square": below.stairs([0.0], [0, 1], color="0.35", ec="0.35", lw=0.8, fill=True),
        "curve": ax.plot([], [], color=VOLTAGE)[0],
        "here": ax.plot([], [], **HERE)[0],
        "short": ax.plot([], [], color=THEORY, ls="--", label="short tails")[0],
        "long": ax.plot([], [], color=THEORY, ls=":", lw=2.5, label="long tails")[0],
    }
    legend_above(above, 2, bbox_to_anchor=(1.0, 0.98))
    legend_above(ax, 2)
    return artists


# --- The decision: which two answers belong to one stimulus? --------------------------------------


def pairs() -> HouseFigure:
    """The three pairs, one under the other."""
    house = figure("Three pairs of spike trains, A, B and C, not labelled by stimulus", 8.0, 2.6)
    ax = house.subplots()
    rows, names = [], []
    for k, (name, pair) in enumerate(three_pairs().items()):
        for j, times in enumerate(pair):
            row = 3 * k + j
            ax.plot(times, np.full(times.size, row), color=SPIKE, **{**STROKE, "ms": 11})
            rows.append(row)
            names.append(f"{name}{j + 1}")
    ax.set(xlim=(0, 500), ylim=(8, -1), xlabel="time (ms)")
    ax.set_yticks(rows, names)
    ax.grid(visible=False)
    return house


COSTS = np.append(0.0, np.geomspace(0.003, 3.0, 13))  # 1/ms


@functools.cache
def sorted_right(jitter: float, seed: int) -> Floats:
    """The mean of four experiments: right answers (%) at each of the costs."""
    draws = range(4 * seed - 3, 4 * seed + 1)
    shares = [right_share(distances(answers(jitter, draw), COSTS)) for draw in draws]
    return 100.0 * np.mean(shares, axis=0)


def telling_apart(cost: float, jitter: float, seed: int) -> Frame:
    """Answers to four stimuli, and how many of them a distance gives to the right one."""
    right = sorted_right(jitter, seed)
    here = float(np.interp(math.log(cost), np.log(COSTS[1:]), right[1:]))
    rows = answers(jitter, 4 * seed - 3)
    times, row = np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(one) for one in rows])
    return {
        "spikes": (times, row + row // TIMES),
        "right": (COSTS[1:], right[1:]),
        "here": ([cost], [here]),
        "text": f"Jitter {jitter:g} ms: at q = {cost:.2g} per ms {here:.0f} % of the answers go to "
        f"their own stimulus, where guessing gets {100 / KINDS:.0f} % (experiments {seed}).",
    }


@declare(
    telling_apart,
    cost=slider("cost of moving q", 0.003, 3, start=0.01, unit="1/ms", log=True),
    jitter=slider("jitter of the neuron", 1, 12, start=4, step=1, unit="ms"),
    seed=slider("other experiments", 1, 12, start=4, step=1),
    handles={"here": {"x": "cost"}},
    size=(9.0, 3.2),
)
def told_apart(page: Figure) -> Frame:
    """The answers, by stimulus; the share that is right over the cost."""
    left, right = page.subplots(1, 2)
    middle = [k * (TIMES + 1) + (TIMES - 1) / 2 for k in range(KINDS)]
    left.set(xlim=(0, 500), ylim=(KINDS * (TIMES + 1) - 1, -1), xlabel="time (ms)")
    left.set_yticks(middle, list("1234"))
    left.set_ylabel("stimulus")
    left.grid(visible=False)
    right.set(xscale="log", xlim=(0.0025, 3.6), ylim=(0, 105))
    right.set(xlabel="cost of moving q (1/ms)", ylabel="right (%)")
    ticks = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
    right.set_xticks(ticks, [f"{one:g}" for one in ticks])
    right.set_xticks([], minor=True)
    right.axhline(100 / KINDS, color=OTHER, ls=":", lw=2)
    right.text(3.4, 100 / KINDS - 3, "guessing", color=OTHER, ha="right", va="top", fontsize=10)
    return {
        "spikes": left.plot([], [], color=SPIKE, **{**STROKE, "ms": 5, "mew": 1.4})[0],
        "right": right.plot([], [], "o-", color=VOLTAGE, ms=4)[0],
        "here": right.plot([], [], **HERE)[0],
    }


# --- The correlogram. -----------------------------------------------------------------------------

BIN = 1.0  # ms


def expected_correlogram(lags: Floats, share: float, delay: float, jitter: float) -> Floats:
    """How fast b fires (Hz) at these `lags` (ms) from a spike of a, in bins of 1 ms."""
    edges = np.append(lags - BIN / 2.0, lags[-1] + BIN / 2.0) - delay
    width = max(jitter, 1e-9) * math.sqrt(2.0)
    below = np.array([0.5 * (1.0 + math.erf(edge / width)) for edge in edges.tolist()])
    return np.asarray(RATE + share * np.diff(below) / BIN * 1000.0)


def correlating(share: float, delay: float, jitter: float, seed: int) -> Frame:
    """A second of two trains, and the correlogram of 200 s of them."""
    a, b, both = two_trains(share / 100.0, delay, jitter, False, np.random.default_rng(seed))
    found = cross_correlogram(a, b, BIN, REACH)
    rate, lags = found.rate(), found.centres
    expected = expected_correlogram(lags, share / 100.0, delay, jitter)
    peak = int(np.argmax(rate))
    top = limit_above(
        1.1 * max(rate.max(), expected.max()), (40.0, 70.0, 120.0, 250.0, 500.0, 1150.0)
    )
    early_a, early_b = (train.times[train.times < 1000.0] for train in (a, b))
    excess = float(np.sum(rate - RATE) * BIN / 1000.0)
    return {
        "right": {"ylim": (0.0, top)},
        "a": (early_a, np.ones(early_a.size)),
        "b": (early_b, np.zeros(early_b.size)),
        "shared": _joined(both[both[:, 0] < 1000.0]),
        "counted": (rate, np.append(lags - BIN / 2.0, REACH + BIN / 2.0)),
        "expected": (lags, expected),
        "text": minus(
            f"{share:g} % from a common source, {delay:g} ms later in b: highest at a lag of "
            f"{lags[peak]:g} ms, {rate[peak]:.0f} Hz where chance is {RATE:g} Hz. Spikes of b "
            f"above chance around one of a: {excess:z.2f}."
        ),
    }


@declare(
    correlating,
    share=slider("spikes from a common source", 0, 100, start=5, step=5, unit="%"),
    delay=slider("delay of b", -20, 20, start=0, step=1, unit="ms"),
    jitter=slider("jitter of b", 0, 10, start=10, step=0.5, unit="ms"),
    seed=slider("another draw", 1, 20, start=2, step=1, rare=True),
    size=(9.0, 3.2),
)
def correlogram(page: Figure) -> Frame:
    """The two trains, shared spikes joined; the correlogram with what is expected."""
    left, right = page.subplots(1, 2, width_ratios=[4, 5])
    _two_rows(left, ("a", "b"), 1000)
    right.set(xlim=(-REACH, REACH), xlabel="lag: $t_b - t_a$ (ms)", ylabel="rate of b (Hz)")
    right.axvline(0.0, color="0.6", lw=1)
    lags = np.arange(-REACH - BIN / 2.0, REACH + BIN, BIN)
    counted: dict[str, Any] = {"color": VOLTAGE, "fill": True, "alpha": 0.4, "label": "counted"}
    artists = {
        "right": right,
        "a": left.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "b": left.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "shared": left.plot([], [], color=OTHER, lw=1.6, label="from the common source")[0],
        "counted": right.stairs(np.zeros(lags.size - 1), lags, **counted),
        "expected": right.plot([], [], color=THEORY, lw=1.8, label="expected")[0],
    }
    right.axhline(RATE, color=OTHER, ls=":", lw=2, label="chance")
    legend_above(left)
    legend_above(right, 3)
    return artists


# --- Its control: shift b, and count again. -------------------------------------------------------

FURTHEST = 400  # ms


@functools.lru_cache(maxsize=16)
def _lags(share: float, seed: int) -> tuple[Floats, int]:
    """Lags of both neurons whose rates swing, counted up to each ms; and the spikes of a."""
    a, b, _ = two_trains(share / 100.0, 0.0, 2.0, True, np.random.default_rng(seed))
    wide = cross_correlogram(a, b, BIN, REACH + FURTHEST)
    return np.append(0.0, np.cumsum(wide.counts)), len(a)


def _around(share: float, shift: int, seed: int) -> tuple[Floats, float]:
    """The rate of b (Hz) at each lag up to 50 ms, with b `shift` ms later; spikes in all of it."""
    counted, spikes = _lags(share, seed)
    reach = round(REACH)
    first = FURTHEST - shift  # what b is shifted by is taken off the lag
    counts = np.diff(counted[first : first + 2 * reach + 2])
    return counts / spikes / BIN * 1000.0, float(counts.sum() / spikes)


def shifting(shift: int, share: float, seed: int) -> Frame:
    """The correlogram of two neurons that swing, and the same with b shifted, to be taken off."""
    here, near_by = _around(share, 0, seed)
    there, by_chance = _around(share, shift, seed)
    shifts = np.arange(0, FURTHEST + 1, 10)
    left = [near_by - _around(share, one, seed)[1] for one in shifts.tolist()]
    edges = np.arange(-REACH - BIN / 2.0, REACH + BIN, BIN)
    top = limit_above(1.1 * float(here.max()), (45.0, 70.0, 110.0))
    return {
        "left": {"ylim": (0.0, top)},
        "counted": (here, edges),
        "shifted": (edges[:-1] + BIN / 2.0, there),
        "found": (shifts, left),
        "truth": ([0, FURTHEST], [share / 100.0, share / 100.0]),
        "here": ([shift], [near_by - by_chance]),
        "text": minus(
            f"b shifted by {shift} ms: around a spike of a come {near_by:.2f} of b, and "
            f"{by_chance:.2f} after the shift. The difference is {near_by - by_chance:z.2f}; truly "
            f"in common are {share / 100:.2f} (draw {seed})."
        ),
    }


@declare(
    shifting,
    shift=slider("shift of b", 0, FURTHEST, start=20, step=10, unit="ms"),
    share=slider("spikes from a common source", 0, 40, start=0, step=5, unit="%"),
    seed=slider("another draw", 1, 20, start=2, step=1, rare=True),
    handles={"here": {"x": "shift"}},
    size=(9.0, 3.2),
)
def shift(page: Figure) -> Frame:
    """The correlogram and its control; what the control leaves, over the shift."""
    left, right = page.subplots(1, 2)
    left.set(xlim=(-REACH, REACH), xlabel="lag: $t_b - t_a$ (ms)", ylabel="rate of b (Hz)")
    right.set(xlim=(-8, FURTHEST + 8), ylim=(-0.2, 1.6))
    right.set(xlabel="shift of b (ms)", ylabel="spikes found in common")
    lags = np.arange(-REACH - BIN / 2.0, REACH + BIN, BIN)
    counted: dict[str, Any] = {"color": VOLTAGE, "fill": True, "alpha": 0.4, "label": "as it is"}
    artists = {
        "left": left,
        "counted": left.stairs(np.zeros(lags.size - 1), lags, **counted),
        "shifted": left.plot([], [], color=OTHER, lw=1.8, label="b shifted")[0],
        "found": right.plot([], [], color=VOLTAGE, label="found")[0],
        "truth": right.plot([], [], color=THEORY, ls="--", label="truly in common")[0],
        "here": right.plot([], [], **HERE)[0],
    }
    legend_above(left, 2)
    legend_above(right, 2)
    return artists


# --- Counts. --------------------------------------------------------------------------------------

COUNTED = 600_000.0  # ms
QUICK = 1.0  # s of computing that a learner's function gets for one step of the picture
COUNTED_RATE = 40.0  # Hz
WINDOWS = np.geomspace(1.0, 1000.0, 10)  # ms


@functools.lru_cache(maxsize=4)
def _ten_minutes(k: float, dead_time: float, seed: int) -> tuple[Spikes, list[float]]:
    """A train at 40 Hz, and its Fano factor in each of `WINDOWS`."""
    train = gamma(COUNTED_RATE, k, COUNTED, np.random.default_rng(seed), dead_time=dead_time)
    return train, [train.fano(one) for one in WINDOWS.tolist()]


def measured_by(mine: Any, times: Floats, window: float, duration: float) -> tuple[float, str]:
    """The Fano factor by the learner's function, if it passes and is quick; and by whose it is."""
    function, whose = theirs(FANO, mine)
    try:
        fano = limited(lambda: function(times, window, duration), QUICK, 10 * QUICK)
        return float(fano), f"{whose} function"
    except EndlessError:
        fano = FANO.solution(times, window, duration)
        return float(fano), "our function, as yours takes too long here"


def counting(mine: Any, window: float, k: float, dead_time: float, seed: int) -> Frame:
    """Ten minutes of a train at 40 Hz, cut into windows (ms): counts, and their Fano factor."""
    train, measured = _ten_minutes(k, dead_time, seed)
    count = train.binned(window)[: int(COUNTED / window), 0]
    mean = float(count.mean())
    fano, by = measured_by(mine, train.times, window, window * count.size)
    cv = (1.0 - COUNTED_RATE * dead_time / 1000.0) / math.sqrt(k)
    pause = f", dead time {dead_time:g} ms" if dead_time else ""
    reach = int(limit_above(1.3 * max(float(count.max()), mean + 4.0), (8, 16, 32, 64, 130, 400)))
    number = np.arange(reach + 1)
    share = 100.0 * np.bincount(count, minlength=reach + 1)[: reach + 1] / count.size
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(number[1:]))])
    by_chance = 100.0 * np.exp(number * math.log(mean) - mean - log_factorial)
    top = limit_above(1.15 * max(share.max(), by_chance.max()), (12.0, 25.0, 50.0, 110.0))
    first = max(0, int(train.times[0] / window) - 4)  # of the ten windows shown
    shown = train.times / window - first
    shown = shown[(shown >= 0.0) & (shown < 10.0)]
    return {
        "below": {"xlim": (-0.6, reach), "ylim": (0.0, top)},
        "spikes": (shown, np.full(shown.size, 0.4)),
        "numbers": [f"{one}" for one in count[first : first + 10]],
        "count": (share, np.arange(reach + 2) - 0.5),
        "by_chance": (number, by_chance),
        "chance": {"position": (1250, 0.93), "va": "top"}  # what is measured lies just above
        if 0.9 < cv**2 < 3.0
        else {"position": (1250, 1.08), "va": "bottom"},
        "measured": (WINDOWS, measured),
        "here": ([window], [fano]),
        "limit": ([1.0, 1000.0], [cv**2, cv**2]),
        "text": f"k = {k:g}{pause}: CV {train.cv():.2f}, squared {cv**2:.2f}. In windows of "
        f"{window:,.4g} ms there are {mean:.3g} spikes on average, and the Fano factor is "
        f"{fano:.2f}, by {by}.",
    }


@declare(
    counting,
    window=slider("window", 1, 1000, start=100, unit="ms", log=True),
    k=slider("k", 0.25, 16, start=4, log=True),
    dead_time=slider("dead time", 0, 10, start=0, step=0.5, unit="ms"),
    seed=slider("another draw", 1, 20, start=1, step=1, rare=True),
    handles={"here": {"x": "window"}},
    size=(9.0, 3.6),
)
def counts(page: Figure) -> Frame:
    """Ten windows with their counts; all counts; the Fano factor over the window."""
    grid = page.add_gridspec(2, 2, width_ratios=[5, 4], height_ratios=[1, 2])
    above, below = page.add_subplot(grid[0, 0]), page.add_subplot(grid[1, 0])
    ax = page.add_subplot(grid[:, 1])
    above.set(xlim=(0, 10), ylim=(-0.1, 1.5), xticks=range(11), yticks=[], xticklabels=[])
    above.set_xlabel("ten windows, and the count in each", fontsize=10)
    above.spines["left"].set_visible(False)
    above.grid(axis="x", color="0.75")
    below.set(xlabel="spikes in a window", ylabel="windows (%)")
    ax.set(xscale="log", yscale="log", xlim=(0.8, 1250), ylim=(0.015, 8))
    ax.set(xlabel="window (ms)", ylabel="Fano factor")
    ax.set_yticks([0.03, 0.1, 0.3, 1, 3], ["0.03", "0.1", "0.3", "1", "3"])
    ax.set_yticks([], minor=True)
    ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    ax.axhline(1.0, color=OTHER, ls=":", lw=2)
    middle: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 10}
    artists = {
        "below": below,
        "spikes": above.plot([], [], color=SPIKE, **{**STROKE, "mew": 1.4}, ms=13)[0],
        "numbers": [above.text(one + 0.5, 1.15, "", **middle) for one in range(10)],
        "count": below.stairs([0.0], [0, 1], color=VOLTAGE, fill=True, alpha=0.4, label="counted"),
        "by_chance": below.plot([], [], "o:", color=OTHER, ms=3.5, lw=1.2, label="pure chance")[0],
        "chance": ax.text(1250, 1.0, "pure chance", color=OTHER, ha="right", fontsize=9),
        "measured": ax.plot([], [], "o", color=VOLTAGE, ms=5, label="measured")[0],
        "here": ax.plot([], [], **HERE, label="here")[0],
        "limit": ax.plot([], [], color=THEORY, ls="--", label="CV squared")[0],
    }
    below.legend(loc="upper right")
    legend_above(ax, 3, columnspacing=1.0)
    return artists


# --- Intervals. -----------------------------------------------------------------------------------


def density(isi: ArrayLike, rate: float, k: float, dead_time: float) -> Floats:
    """Probability density (1/ms) of an interval: `dead_time`, then a gap of gamma shape `k`.

    p(gap) = (k / m) (k gap / m)^(k - 1) exp(-k gap / m) / Gamma(k),  m = 1000 / rate - dead_time.
    """
    m = 1000.0 / rate - dead_time  # ms, the mean gap
    gap = k * (np.asarray(isi, float) - dead_time) / m
    inside = np.where(gap > 0.0, gap, 1.0)
    p = k / m * np.exp((k - 1.0) * np.log(inside) - inside - math.lgamma(k))
    return np.where(gap > 0.0, p, 0.0)


def intervals_frame(rate: float, k: float, dead_time: float) -> Frame:
    """Ten seconds of a train, and how common each of its intervals is."""
    train = gamma(rate, k, 200_000.0, np.random.default_rng(1), dead_time=dead_time)
    isi, edges = train.isi(), np.linspace(0.0, longest(rate), 61)
    share = 100.0 * np.histogram(isi, edges)[0] / isi.size / edges[1]  # % of intervals per ms
    t = np.linspace(0.0, edges[-1], 801)[1:]
    early = train.times[train.times < 10_000.0]
    return {
        "axes": interval_limits(rate, share),
        "spikes": (early % 1000.0, early // 1000.0),
        "isi": (share, edges),
        "closed_form": (t, 100.0 * density(t, rate, k, dead_time)),
        "mean": ([1000.0 / rate, 1000.0 / rate], [0.0, 200.0]),
        "text": f"{rate:g} Hz, k = {k:g}, dead time {dead_time:g} ms: {isi.size:,} intervals, mean "
        f"{isi.mean():.1f} ms, standard deviation {isi.std():.1f} ms, CV {train.cv():.2f}.",
    }


def interval_limits(rate: float, share: Floats) -> dict[str, tuple[float, float]]:
    """Limits of the histogram's axes that move in coarse steps."""
    return {
        "xlim": (0.0, longest(rate)),
        "ylim": (0.0, limit_above(1.1 * share.max(), (1.0, 2.5, 5.0, 12.0, 25.0, 50.0, 120.0))),
    }


def longest(rate: float) -> float:
    """Where the histogram of intervals ends (ms): some four mean intervals."""
    return limit_above(3000.0 / rate, (60.0, 120.0, 240.0, 480.0, 800.0))


@declare(
    intervals_frame,
    rate=slider("rate", 5, 80, start=20, step=5, unit="Hz"),
    k=slider("k", 0.25, 16, start=4, log=True),
    dead_time=slider("dead time", 0, 10, start=0, step=0.5, unit="ms"),
    size=(9.0, 3.2),
)
def intervals(page: Figure) -> Frame:
    """Ten seconds of the train, one a row; how common each interval is, and the closed form."""
    left, right = page.subplots(1, 2)
    left.set(xlim=(0, 1000), ylim=(9.6, -0.6), yticks=[0, 3, 6, 9])
    left.set(xlabel="time within the second (ms)", ylabel="second")
    left.grid(visible=False)
    right.set(xlabel="interval (ms)", ylabel="intervals per ms (%)")
    artists = {
        "axes": right,
        "spikes": left.plot([], [], color=SPIKE, **{**STROKE, "ms": 12, "mew": 1.4})[0],
        "isi": right.stairs(
            [0.0], [0.0, 1.0], color=VOLTAGE, fill=True, alpha=0.4, label="counted"
        ),
        "closed_form": right.plot([], [], color=THEORY, lw=2, label="closed form")[0],
        "mean": right.plot([], [], color=OTHER, ls="--", lw=1.8, label="mean")[0],
    }
    right.legend(loc="upper right")
    return artists
