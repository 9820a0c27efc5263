"""Lesson 07, which pairs count: the pairing bench, and two traces that sum the same pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from snn_edu.lessons.stdp_curves.views import spike_marks
from snn_edu.plasticity.stdp import PAIRINGS, STDP
from snn_edu.plots.axes import legend_above
from snn_edu.plots.plots import OTHER, SPIKE, VOLTAGE, WEIGHT
from snn_edu.validation import Floats

Frame = Mapping[str, Any]


# --- Widget 3: the pairing bench. -----------------------------------------------------------------

BENCH = 250.0  # ms


def bench_train(rate: float, seed: int) -> Floats:
    """Poisson spikes within 250 ms: the same gaps at any `rate` (Hz), only wider or narrower."""
    gaps = np.random.default_rng(seed).exponential(size=80)
    times = np.cumsum(gaps) * 1000.0 / rate
    return times[times < BENCH]


def pairing_bench(pre_rate: float, post_rate: float, seed: int, pairing: str) -> Frame:
    """Every pair that a scheme counts, one line each, and the total of all four schemes."""
    pre, post = bench_train(pre_rate, 2 * seed), bench_train(post_rate, 2 * seed + 1)
    rule = STDP(pairing=pairing)
    pairs = rule.pairs(pre, post)
    ltp = pairs.dw > 0
    ends = np.stack([pre[pairs.pre], post[pairs.post]], axis=1)
    worth = np.abs(pairs.dw) / np.where(ltp, rule.A_plus, rule.A_minus)
    rows = {
        True: np.stack([ends, np.broadcast_to([0.0, 1.0], ends.shape)], axis=2),
        False: np.stack([ends, np.broadcast_to([0.0, -1.0], ends.shape)], axis=2),
    }
    total = {each: STDP(pairing=each).pair_sum(pre, post) for each in PAIRINGS}
    most = max(map(abs, total.values()))
    reach = next((reach for reach in (0.006, 0.015, 0.04, 0.1, 0.25) if most < 0.9 * reach), 0.6)
    places = np.arange(len(PAIRINGS))
    compare = "" if pairing == "all" else f" (all: {total['all']:+.4f})"
    return {
        "right": {"xlim": (-reach, reach)},
        "ltp": {"segments": rows[True][ltp], "linewidths": 0.4 + 2.6 * worth[ltp]},
        "ltd": {"segments": rows[False][~ltp], "linewidths": 0.4 + 2.6 * worth[~ltp]},
        "pre": (pre, np.zeros(pre.size)),
        "post": (np.tile(post, 2), np.repeat([1.0, -1.0], post.size)),
        "totals": (list(total.values()), places),
        "chosen": ([total[pairing]], [PAIRINGS.index(pairing)]),
        "text": f"{pre.size} pre and {post.size} post spikes, {pairing}: {int(ltp.sum())} pairs "
        f"strengthen, {int((~ltp).sum())} weaken, total Δw = {total[pairing]:+.4f}{compare}.",
    }


def draw_pairing_bench(figure: Figure) -> Frame:
    """LTP pairs go up to the post train, LTD pairs go down to it; totals of all schemes beside."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 1])
    left.set(xlim=(-2, BENCH + 2), ylim=(-1.5, 1.5), xlabel="time (ms)")
    left.set_yticks([1, 0, -1], ["post", "pre", "post"])
    left.grid(visible=False)
    left.text(0, 1.16, "up: pre first, LTP", color="0.25", va="bottom")
    left.text(0, -1.16, "down: post first, LTD", color="0.25", va="top")
    solid = LineCollection([], colors=WEIGHT)
    broken = LineCollection([], colors=VOLTAGE, linestyles=[(0, (4, 2))], alpha=0.7)
    left.add_collection(solid, autolim=False)
    left.add_collection(broken, autolim=False)
    right.set(xlabel="total Δw", ylim=(3.5, -0.5))
    right.set_yticks(range(4), PAIRINGS)
    right.xaxis.set_major_locator(MaxNLocator(3))
    right.axvline(0, color="0.6", lw=1)
    return {
        "right": right,
        "ltp": solid,
        "ltd": broken,
        "pre": spike_marks(left),
        "post": spike_marks(left),
        "totals": right.plot([], [], "D", color=WEIGHT, ms=6)[0],
        "chosen": right.plot([], [], "o", color=VOLTAGE, ms=14, mfc="none", mew=2)[0],
    }


# --- Widget 4: the two traces. --------------------------------------------------------------------


def two_traces(seed: int, tau_plus: float, tau_minus: float, pairing: str) -> Frame:
    """Both traces through 250 ms, and what the spikes of the other train read from them."""
    pre, post = bench_train(40.0, 2 * seed), bench_train(30.0, 2 * seed + 1)
    rule = STDP(tau_plus=tau_plus, tau_minus=tau_minus, pairing=pairing)
    # A spike at the very end reads both traces there; between two spikes a trace only decays.
    rows = list(rule.events(pre, np.append(post, BENCH)))
    when, is_post, x_pre, x_post = (np.array(column) for column in zip(*rows, strict=True))
    t = np.union1d(np.linspace(0.0, BENCH, 501), when)
    following = np.searchsorted(when, t)
    ahead = when[following] - t
    at_post, at_pre = np.flatnonzero(is_post)[:-1], np.flatnonzero(~is_post)
    ltp = rule.A_plus * x_pre[at_post].sum()
    ltd = rule.A_minus * x_post[at_pre].sum()
    high = max(x_pre.max(), x_post.max()) > 3.0
    return {
        "axes": {"ylim": (-2.0, 9.0) if high else (-1.0, 4.3)},
        "x_pre": (t, x_pre[following] * np.exp(ahead / tau_plus)),
        "x_post": (t, x_post[following] * np.exp(ahead / tau_minus)),
        "read_pre": (when[at_post], x_pre[at_post]),
        "read_post": (when[at_pre], x_post[at_pre]),
        "pre_above": (pre, np.full(pre.size, -1.1 if high else -0.55)),
        "post_below": (post, np.full(post.size, -1.1 if high else -0.55)),
        "text": f"{pairing}: {at_post.size} readings of x_pre add {ltp:.4f}, {at_pre.size} of "
        f"x_post subtract {ltd:.4f}: Δw = {ltp - ltd:+.4f}; the sum over pairs is "
        f"{rule.pair_sum(pre, post):+.4f}.",
    }


def draw_two_traces(figure: Figure) -> Frame:
    """x_pre above with what post spikes read of it; x_post below with what pre spikes read."""
    above, below = figure.subplots(2, 1, sharex=True, sharey=True)
    below.set(xlabel="time (ms)")
    artists: dict[str, Any] = {"axes": above}
    for ax, trace, reading, spikes, name in (
        (above, "x_pre", "read_pre", "pre_above", "pre"),
        (below, "x_post", "read_post", "post_below", "post"),
    ):
        other = "post" if name == "pre" else "pre"
        ax.set(xlim=(-2, BENCH + 2), yticks=[0, 2, 4, 6, 8], ylabel=trace)
        artists[trace] = ax.plot([], [], color=OTHER, lw=1.8, label=f"trace {trace}")[0]
        artists[reading] = ax.plot(
            [], [], "o", color=VOLTAGE, ms=6, label=f"what a {other} spike reads"
        )[0]
        artists[spikes] = ax.plot([], [], "|", color=SPIKE, ms=10, mew=2.5, label=f"{name} spikes")[
            0
        ]
        legend_above(ax, 3)
    return artists
