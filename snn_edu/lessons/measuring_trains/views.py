"""Lesson 06, measuring spike trains: its views."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from snn_edu.plots.axes import STROKE, legend_above, limit_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, HouseFigure, figure
from snn_edu.spikes.correlograms import cross_correlogram
from snn_edu.spikes.distances import filtered, van_rossum, victor_purpura, victor_purpura_path
from snn_edu.spikes.stimuli import gamma, poisson
from snn_edu.spikes.train import Spikes
from snn_edu.validation import Floats

Frame = Mapping[str, Any]


# --- Widget 1: intervals. Its view is written out in the notebook. --------------------------------


def density(isi: ArrayLike, rate: float, k: float, dead_time: float) -> Floats:
    """Probability density (1/ms) of an interval: `dead_time`, then a gap of gamma shape `k`.

    p(gap) = (k / m) (k gap / m)^(k - 1) exp(-k gap / m) / Gamma(k),  m = 1000 / rate - dead_time.
    """
    m = 1000.0 / rate - dead_time  # ms, the mean gap
    gap = k * (np.asarray(isi, float) - dead_time) / m
    inside = np.where(gap > 0.0, gap, 1.0)
    p = k / m * np.exp((k - 1.0) * np.log(inside) - inside - math.lgamma(k))
    return np.where(gap > 0.0, p, 0.0)


def interval_limits(rate: float, share: Floats) -> dict[str, tuple[float, float]]:
    """Limits of the histogram's axes that move in coarse steps."""
    return {
        "xlim": (0.0, longest(rate)),
        "ylim": (0.0, limit_above(1.1 * share.max(), (1.0, 2.5, 5.0, 12.0, 25.0, 50.0, 120.0))),
    }


def longest(rate: float) -> float:
    """Where the histogram of intervals ends (ms): some four mean intervals."""
    return limit_above(3000.0 / rate, (60.0, 120.0, 240.0, 480.0, 800.0))


def draw_intervals(figure: Figure) -> Frame:
    """Ten seconds of the train, one a row; how common each interval is, and the closed form."""
    left, right = figure.subplots(1, 2)
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


# --- Widget 2: counts. ----------------------------------------------------------------------------

COUNTED = 600_000.0  # ms
COUNTED_RATE = 40.0  # Hz
WINDOWS = np.geomspace(1.0, 1000.0, 10)  # ms


def counts(k: float, dead_time: float, window: float, seed: int) -> Frame:
    """Ten minutes of a train at 40 Hz, cut into windows (ms): counts, and their Fano factor."""
    rng = np.random.default_rng(seed)
    train = gamma(COUNTED_RATE, k, COUNTED, rng, dead_time=dead_time)
    count = train.binned(window)[: int(COUNTED / window), 0]
    fano, mean = train.fano(window), float(count.mean())
    cv = (1.0 - COUNTED_RATE * dead_time / 1000.0) / math.sqrt(k)
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
        "measured": (WINDOWS, [train.fano(one) for one in WINDOWS.tolist()]),
        "here": ([window], [fano]),
        "limit": ([1.0, 1000.0], [cv**2, cv**2]),
        "text": f"Shape k = {k:g}, dead time {dead_time:g} ms: CV {train.cv():.2f}. In windows of "
        f"{window:g} ms, {mean:.2f} spikes on average, Fano factor {fano:.2f}; the closed form of "
        f"CV squared is {cv**2:.2f}.",
    }


def draw_counts(figure: Figure) -> Frame:
    """Ten windows with their counts; all counts; the Fano factor over the window."""
    grid = figure.add_gridspec(2, 2, width_ratios=[5, 4], height_ratios=[1, 2])
    above, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    ax = figure.add_subplot(grid[:, 1])
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
    ax.text(1250, 1.08, "pure chance", color=OTHER, ha="right", va="bottom", fontsize=9)
    middle: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 10}
    artists = {
        "below": below,
        "spikes": above.plot([], [], color=SPIKE, **{**STROKE, "mew": 1.4}, ms=13)[0],
        "numbers": [above.text(one + 0.5, 1.15, "", **middle) for one in range(10)],
        "count": below.stairs([0.0], [0, 1], color=VOLTAGE, fill=True, alpha=0.4, label="counted"),
        "by_chance": below.plot([], [], "o:", color=OTHER, ms=3.5, lw=1.2, label="pure chance")[0],
        "measured": ax.plot([], [], "o", color=VOLTAGE, ms=5, label="measured")[0],
        "here": ax.plot([], [], "D", color=SPIKE, ms=10, mfc="none", mew=2, label="here")[0],
        "limit": ax.plot([], [], color=THEORY, ls="--", label="CV squared")[0],
    }
    below.legend(loc="upper right")
    legend_above(ax, 3, columnspacing=1.0)
    return artists


# --- Widgets 3 and 4: distances. ------------------------------------------------------------------


def heard_twice(jitter: float, seed: int) -> tuple[Floats, Floats]:
    """Two answers (ms) to the same stimulus: b is a with two spikes lost and one more.

    Every third spike comes at exactly the same time, the others `jitter` ms (s.d.) off.
    """
    rng = np.random.default_rng(seed)
    a = gamma(40.0, 3.0, 250.0, rng).times
    off = jitter * rng.standard_normal(a.size)
    off[::3] = 0.0
    kept = np.delete(a + off, [1, a.size - 2])
    b = np.sort(np.clip(np.append(kept, rng.uniform(0.0, 250.0)), 0.0, 250.0))
    return a, b


def editing(cost: float, jitter: float, seed: int) -> Frame:
    """The cheapest edits from a to b at this `cost` (1/ms), and the distance at any cost."""
    a, b = heard_twice(jitter, seed)
    path = victor_purpura_path(a, b, cost)
    moves = np.hstack([path.moved, np.full((len(path.moved), 1), np.nan)])  # nan lifts the pen
    costs = np.linspace(0.0, 1.0, 41)
    far = a.size + b.size - 2 * np.intersect1d(a, b).size
    moved = float(np.abs(path.moved[:, 1] - path.moved[:, 0]).sum())
    return {
        "a": (a, np.ones(a.size)),
        "b": (b, np.zeros(b.size)),
        "moved": (moves.ravel(), np.tile([0.82, 0.18, np.nan], len(moves))),
        "deleted": (path.deleted, np.full(path.deleted.size, 1.4)),
        "inserted": (path.inserted, np.full(path.inserted.size, -0.4)),
        "curve": (costs, [victor_purpura(a, b, one) for one in costs.tolist()]),
        "here": ([cost], [path.distance]),
        "low": ([0.0], [abs(a.size - b.size)]),
        "high": ([0.0, 1.0], [far, far]),
        "text": f"At {cost:.2f} per ms: {path.deleted.size} deleted, {path.inserted.size} "
        f"inserted, {len(path.moved)} kept or moved, by {moved:.1f} ms in all; distance "
        f"{path.distance:.2f}. If moves were free: {abs(a.size - b.size)}; without moves: {far}.",
    }


def draw_editing(figure: Figure) -> Frame:
    """Both trains with the edits between them; the distance over the cost."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(0, 250), ylim=(-0.7, 1.7), yticks=[0, 1], yticklabels=["b", "a"])
    left.set_xlabel("time (ms)")
    left.grid(visible=False)
    right.set(xlim=(-0.03, 1.03), ylim=(0, 21), xlabel="cost of moving (1/ms)", ylabel="distance")
    right.set_yticks([0, 5, 10, 15, 20])
    artists = {
        "a": left.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "b": left.plot([], [], color=SPIKE, **STROKE, ms=22)[0],
        "moved": left.plot([], [], color=OTHER, lw=1.8, label="kept or moved")[0],
        "deleted": left.plot([], [], "x", color=VOLTAGE, ms=8, mew=2, label="deleted")[0],
        "inserted": left.plot([], [], "+", color=VOLTAGE, ms=10, mew=2, label="inserted")[0],
        "curve": right.plot([], [], color=VOLTAGE)[0],
        "here": right.plot([], [], "D", color=SPIKE, ms=10, mfc="none", mew=2)[0],
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


def draw_filtering(figure: Figure) -> Frame:
    """The filtered trains, the square of their difference, and the distance over tau."""
    grid = figure.add_gridspec(2, 2, width_ratios=[3, 2], height_ratios=[3, 2])
    above, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    ax = figure.add_subplot(grid[:, 1])
    above.set(xlim=(0, 400), ylabel="f and g")
    above.tick_params(labelbottom=False)
    below.set(xlim=(0, 400), xlabel="time (ms)", ylabel="(f - g)²")
    ax.set(xscale="log", xlim=(0.22, 4000), ylim=(0, 3.4), xlabel="τ (ms)", ylabel="distance")
    ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    artists = {
        "above": above,
        "below": below,
        "f": above.plot([], [], color=VOLTAGE, lw=1.6, label="f, of train a")[0],
        "g": above.plot([], [], color=OTHER, lw=1.6, ls="--", label="g, of train b")[0],
        "square": below.stairs([0.0], [0, 1], color="0.35", ec="0.35", lw=0.8, fill=True),
        "curve": ax.plot([], [], color=VOLTAGE)[0],
        "here": ax.plot([], [], "D", color=SPIKE, ms=10, mfc="none", mew=2)[0],
        "short": ax.plot([], [], color=THEORY, ls="--", label="short tails")[0],
        "long": ax.plot([], [], color=THEORY, ls=":", lw=2.5, label="long tails")[0],
    }
    legend_above(above, 2, bbox_to_anchor=(1.0, 0.98))
    legend_above(ax, 2)
    return artists


# --- The decision: which two answers belong to one stimulus? --------------------------------------


@cache
def three_pairs() -> Mapping[str, tuple[Floats, Floats]]:
    """Three pairs of answers (ms), of half a second each; the two of B belong to one stimulus.

    A: two stimuli, as many spikes. B: two spikes lost, the others 3 ms (s.d.) off. C: two stimuli,
    and both times the rate rises at 250 ms.
    """
    rng = np.random.default_rng(2)
    answer = _apart(14, rng)
    again = np.delete(answer, [3, 9]) + 3.0 * rng.standard_normal(12)
    others = _apart(13, rng), _apart(13, rng)
    rising = tuple(
        np.concatenate([rng.uniform(20, 250, 3), rng.uniform(250, 480, 11)]) for _ in range(2)
    )
    a, b, c, d, e, f = (np.sort(one).round(1) for one in (*others, answer, again, *rising))
    return {"A": (a, b), "B": (c, d), "C": (e, f)}


def _apart(n: int, rng: np.random.Generator) -> Floats:
    """By chance, `n` times of 20 to 480 ms, more than 8 ms apart."""
    while True:
        times = np.sort(rng.uniform(20.0, 480.0, n))
        if np.diff(times).min() > 8.0:
            return times


def draw_pairs() -> HouseFigure:
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


# --- Widget 5: the correlogram. -------------------------------------------------------------------

LISTENED = 200_000.0  # ms
RATE = 20.0  # Hz, of either train
SWING = 5.0  # Hz, how often the rates swing when they do
BIN, REACH = 1.0, 50.0  # ms


def two_trains(
    share: float, delay: float, jitter: float, swing: bool, rng: np.random.Generator
) -> tuple[Spikes, Spikes, Floats]:
    """Two trains of 20 Hz, a `share` of whose spikes comes from one source.

    The source's spikes reach a at once, and b `delay` ms later, give or take `jitter` ms (s.d.).
    With `swing` the rate of all other spikes goes up and down five times a second, in both.
    Also returns each shared spike's two times: shape (shared, 2).
    """
    source = poisson(RATE, LISTENED, rng).times
    source = source[rng.random(source.size) < share]
    arrival = source + delay + jitter * rng.standard_normal(source.size)
    both = np.column_stack([source, arrival])
    both = both[(arrival >= 0.0) & (arrival <= LISTENED)]
    trains = []
    for shared in both.T:
        own = poisson(2.0 * RATE, LISTENED, rng).times
        wave = np.sin(2.0 * math.pi * SWING * own / 1000.0) if swing else 0.0
        kept = own[rng.random(own.size) < 0.5 * (1.0 - share) * (1.0 + wave)]
        trains.append(Spikes(np.concatenate([kept, shared]), duration=LISTENED))
    return trains[0], trains[1], both


def expected_correlogram(
    lags: Floats, share: float, delay: float, jitter: float, swing: bool
) -> Floats:
    """How fast b fires (Hz) at these `lags` (ms) from a spike of a, in bins of 1 ms."""
    wave = 0.5 * np.cos(2.0 * math.pi * SWING * lags / 1000.0) if swing else np.zeros(lags.size)
    edges = np.append(lags - BIN / 2.0, lags[-1] + BIN / 2.0) - delay
    width = max(jitter, 1e-9) * math.sqrt(2.0)
    below = np.array([0.5 * (1.0 + math.erf(edge / width)) for edge in edges.tolist()])
    peak = share * np.diff(below) / BIN * 1000.0
    return np.asarray(RATE * (1.0 + (1.0 - share) ** 2 * wave) + peak)


def correlating(share: float, delay: float, jitter: float, swing: bool, seed: int) -> Frame:
    """A second of two trains, and the correlogram of 200 s of them."""
    a, b, both = two_trains(share / 100.0, delay, jitter, swing, np.random.default_rng(seed))
    found = cross_correlogram(a, b, BIN, REACH)
    rate, lags = found.rate(), found.centres
    expected = expected_correlogram(lags, share / 100.0, delay, jitter, swing)
    peak = int(np.argmax(rate))
    top = limit_above(
        1.1 * max(rate.max(), expected.max()), (40.0, 70.0, 120.0, 250.0, 500.0, 1150.0)
    )
    early_a, early_b = (train.times[train.times < 1000.0] for train in (a, b))
    early = both[both[:, 0] < 1000.0]
    early = np.column_stack([early, np.full(len(early), np.nan)])  # nan lifts the pen
    excess = float(np.sum(rate - RATE) * BIN / 1000.0)
    return {
        "right": {"ylim": (0.0, top)},
        "a": (early_a, np.ones(early_a.size)),
        "b": (early_b, np.zeros(early_b.size)),
        "shared": (early.ravel(), np.tile([0.8, 0.2, np.nan], len(early))),
        "counted": (rate, np.append(lags - BIN / 2.0, REACH + BIN / 2.0)),
        "expected": (lags, expected),
        "text": f"{len(a)} spikes of a, {len(b)} of b: highest at a lag of {lags[peak]:g} ms, "
        f"{rate[peak]:.0f} Hz where chance is {RATE:g} Hz. Spikes of b above chance around one of "
        f"a: {excess:z.2f}.",
    }


def draw_correlating(figure: Figure) -> Frame:
    """The two trains, shared spikes joined; the correlogram with what is expected."""
    left, right = figure.subplots(1, 2, width_ratios=[4, 5])
    left.set(xlim=(0, 1000), ylim=(-0.6, 1.6), yticks=[0, 1], yticklabels=["b", "a"])
    left.set_xlabel("time (ms)")
    left.grid(visible=False)
    right.set(xlim=(-REACH, REACH), xlabel="lag: t_b - t_a (ms)", ylabel="rate of b (Hz)")
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
