"""Lesson 07, STDP curves: the pictures of its main path, and those that go deeper."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.ticker import MaxNLocator

from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.lessons.stdp_curves.bug_museum import LABELS, RULES
from snn_edu.lessons.stdp_curves.questions import SYNAPSE, Moments, Synapse
from snn_edu.lessons.stdp_curves.sjostrom import SJOSTROM_2001, misfit, pairings
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP, Pairing, TripletSTDP
from snn_edu.plots import (
    HERE,
    OTHER,
    SPIKE,
    STROKE,
    THEORY,
    VOLTAGE,
    WEIGHT,
    apart,
    legend_above,
    limit_above,
    minus,
)
from snn_edu.questions import generator, letters, theirs
from snn_edu.validation import Floats

#: Exponential fit to Bi & Poo 1998 as quoted from their review of 2001: change after 60 pairings.
BI_AND_POO = STDP(A_plus=0.777, A_minus=0.273, tau_plus=16.8, tau_minus=33.7)

GAPS = np.linspace(-100.0, 100.0, 401)  # ms, from left to right along a window


def _two_rows(ax: Any, duration: float) -> None:
    """An axes with a row for the pre and one for the post spikes."""
    margin = 0.01 * duration  # a spike at either end is drawn whole
    ax.set(xlim=(-margin, duration + margin), ylim=(-0.6, 1.6), xlabel="time (ms)")
    ax.set_yticks([1, 0], ["pre", "post"])
    ax.grid(visible=False)


def _spikes(ax: Any, size: float = 18.0) -> Any:
    """A row of spikes, each a stroke."""
    return ax.plot([], [], **{**STROKE, "mew": 2.5}, ms=size, color=SPIKE)[0]


def _cross(ax: Any) -> None:
    """The two zero lines of a window."""
    ax.axhline(0, color="0.6", lw=1)
    ax.axvline(0, color="0.6", lw=1)


# --- Sixty pairs. ---------------------------------------------------------------------------------


def sixty_pairs_frame(t_pre: float, t_post: float) -> Frame:
    """What sixty pairings do to a synapse, by the exponential fit."""
    delta_t = t_post - t_pre
    change = 100 * float(BI_AND_POO.window(delta_t))
    said = f"the synapse changes by {change:+.0f} %" if delta_t else "nobody has measured that"
    return {
        "gap": ([t_pre, t_post], [1, 0]),
        "spikes": ([t_pre, t_post], [1, 0]),
        "dot": ([delta_t], [change]),
        "tie": "" if delta_t else "?",
        "text": minus(
            f"Pre at {t_pre:g} ms and post at {t_post:g} ms, {delta_t:g} ms from pre to post, "
            f"sixty times: {said}."
        ),
    }


@declare(
    sixty_pairs_frame,
    t_pre=slider("pre spike", 0, 100, start=40, step=1, unit="ms"),
    t_post=slider("post spike", 0, 100, start=50, step=1, unit="ms"),
    handles={"spikes": {"x": ("t_pre", "t_post")}, "dot": {"x": "t_post"}},
    size=(8.4, 3.0),
)
def sixty_pairs(figure: Figure) -> Frame:
    """The two spikes on the left; the fitted window with a dot on it on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    _two_rows(left, 100)
    right.set(xlim=(-100, 100), ylim=(-40, 90), xlabel="$t_{post} - t_{pre}$ (ms)")
    right.set(ylabel="change of the synapse (%)")
    _cross(right)
    for side in (GAPS[GAPS < 0], GAPS[GAPS > 0]):
        right.plot(side, 100 * BI_AND_POO.window(side), color=THEORY, lw=2)
    right.text(98, 80, "pre first", ha="right", color="0.25")
    right.text(-98, 80, "post first", ha="left", color="0.25")
    return {
        "gap": left.plot([], [], color=VOLTAGE, lw=1, ls=":")[0],
        "spikes": _spikes(left, 26),
        "dot": right.plot([], [], **HERE)[0],
        "tie": right.text(5, 5, "", fontsize=14, weight="bold"),
    }


# --- Which pairs: four schemes on the same six spikes. --------------------------------------------

SIX = {"pre_1": 10, "pre_2": 45, "pre_3": 50, "post_1": 15, "post_2": 25, "post_3": 30}
LONE = {"pre_1": 10, "pre_2": 140, "pre_3": 270, "post_1": 15, "post_2": 145, "post_3": 275}
PRE, POST = ("pre_1", "pre_2", "pre_3"), ("post_1", "post_2", "post_3")
BAR = 0.86  # where in a panel the bar of its total stands


def four_schemes_frame(**times: float) -> Frame:
    """Every pair that each scheme counts, one line each, and its total as a bar."""
    given = np.array([times[name] for name in PRE]), np.array([times[name] for name in POST])
    pre, post = (np.unique(each).astype(float) for each in given)  # in order of time
    last = float(max(pre[-1], post[-1]))
    frame: dict[str, Any] = {"axes": {"xlim": (-3.0, limit_above(last, (80.0, 155.0, 440.0)))}}
    rules = {pairing: STDP(pairing=pairing) for pairing in PAIRINGS}
    totals = {pairing: rule.change(pre, post) for pairing, rule in rules.items()}
    longest = max(map(abs, totals.values())) or 1.0  # of the bars: it reaches a post spike
    said = []
    for pairing, total in totals.items():
        pairs = rules[pairing].pairs(pre, post)
        count = int((pairs.dw != 0).sum())  # a tie is worth nothing
        for kind, side, chosen in (("ltp", 1.0, pairs.dw > 0), ("ltd", -1.0, pairs.dw < 0)):
            ends = np.stack([pre[pairs.pre[chosen]], post[pairs.post[chosen]]], axis=1)
            rows = np.broadcast_to([0.0, side], ends.shape)
            frame[f"{kind}_{pairing}"] = {
                "segments": np.stack([ends, rows], axis=2),
                "linewidths": 0.6 + 300 * np.abs(pairs.dw[chosen]),
            }
        frame[f"pre_{pairing}"] = (given[0], np.zeros(3))
        frame[f"post_{pairing}"] = (np.tile(given[1], 2), np.repeat([1.0, -1.0], 3))
        frame[f"count_{pairing}"] = f"{pairing}: {count} pair{'s' * (count != 1)}"
        frame[f"bar_{pairing}"] = ([BAR, BAR], [0.0, total / longest])
        frame[f"total_{pairing}"] = {
            "text": minus(f"{total:+.4f}"),
            "y": total / longest + (0.05 if total >= 0 else -0.05),
            "va": "bottom" if total >= 0 else "top",
        }
        said.append(f"{pairing} {count} ({total:+.4f})")
    frame["text"] = minus(
        f"Pre at {_times(pre)} ms, post at {_times(post)} ms. Pairs, and the total change: "
        f"{', '.join(said)}."
    )
    return frame


def _times(times: Floats) -> str:
    return ", ".join(f"{t:g}" for t in times)


@declare(
    four_schemes_frame,
    **{
        name: slider(f"{name[:-2]} {name[-1]}", 0, 300, start=start, step=1, unit="ms")
        for name, start in SIX.items()
    },
    handles={"pre_all": {"x": PRE}, "post_all": {"x": POST}},
    tries={"far apart": LONE},
    size=(10.0, 2.9),
)
def four_schemes(figure: Figure) -> Frame:
    """Four panels: pairs that strengthen go up to post, those that weaken down; bars: totals."""
    panels = figure.subplots(1, 4, sharex=True, sharey=True)
    panels[0].set(ylim=(-1.45, 1.45))
    panels[0].set_yticks([1, 0, -1], ["LTP\npost", "pre", "post\nLTD"])
    panels[0].tick_params(axis="y", pad=10)  # of a grip at 0 ms
    artists: dict[str, Any] = {"axes": panels[0]}
    for ax, pairing in zip(panels, PAIRINGS, strict=True):
        ax.grid(visible=False)
        ax.xaxis.set_major_locator(MaxNLocator(3))
        beside = ax.get_yaxis_transform()  # x in widths of the panel
        ax.plot([BAR - 0.07, BAR + 0.07], [0, 0], color="0.6", lw=1, transform=beside)
        artists[f"bar_{pairing}"] = ax.plot(
            [], [], color=WEIGHT, lw=11, solid_capstyle="butt", transform=beside
        )[0]
        artists[f"total_{pairing}"] = ax.text(
            BAR, 0, "", transform=beside, ha="center", va="bottom", fontsize=9, weight="bold"
        )
        artists[f"count_{pairing}"] = ax.text(0, 1.03, "", transform=ax.transAxes)
        for kind, style in (("ltp", "-"), ("ltd", (0, (4, 2)))):
            lines = LineCollection([], colors=WEIGHT, linestyles=[style])
            ax.add_collection(lines, autolim=False)
            artists[f"{kind}_{pairing}"] = lines
        artists[f"pre_{pairing}"] = _spikes(ax, 16)
        artists[f"post_{pairing}"] = _spikes(ax, 16)
        ax.set_xlabel("time (ms)")
    return artists


# --- What a synapse must remember. ----------------------------------------------------------------

MARKS = ("pre_1", "pre_2", "pre_3")


def stacked_marks_frame(t_post: float, tau_plus: float, **times: float) -> Frame:
    """The marks that pre spikes leave, their sum, and what a post spike reads of it."""
    pre = np.array([times[name] for name in MARKS], dtype=float)
    t = np.union1d(np.linspace(0.0, 100.0, 401), [*pre, *(pre + 1e-6), t_post])
    marks = [np.where(t > one, np.exp(-np.maximum(t - one, 0.0) / tau_plus), 0.0) for one in pre]
    worth = [float(np.exp(-(t_post - one) / tau_plus)) if one < t_post else 0.0 for one in pre]
    below = np.cumsum([0.0, *worth[:-1]])
    read = float(sum(worth))
    parts = " + ".join(f"{each:.2f}" for each in worth if each) or "nothing"
    return {
        **{f"mark_{name}": (t, mark) for name, mark in zip(MARKS, marks, strict=True)},
        "sum": (t, np.sum(marks, axis=0)),
        "pre": (pre, np.full(3, -0.35)),
        "post": ([t_post], [-0.35]),
        "line": ([t_post, t_post], [-0.2, read]),
        "reading": ([t_post], [read]),
        "trace": [{"height": read}],
        "pairs": [{"y": y, "height": height} for y, height in zip(below, worth, strict=True)],
        "text": f"Pre spikes at {_times(np.sort(pre))} ms, τ₊ = {tau_plus:g} ms. The post spike at "
        f"{t_post:g} ms reads x_pre = {read:.2f}. Pair by pair: {parts}, which makes {read:.2f}.",
    }


@declare(
    stacked_marks_frame,
    t_post=slider("post spike", 0, 100, start=50, step=1, unit="ms"),
    pre_1=slider("first pre spike", 0, 100, start=10, step=1, unit="ms"),
    pre_2=slider("second pre spike", 0, 100, start=30, step=1, unit="ms"),
    pre_3=slider("third pre spike", 0, 100, start=70, step=1, unit="ms"),
    tau_plus=slider("τ₊", 5, 60, start=20, step=1, unit="ms"),
    handles={"pre": {"x": MARKS}, "post": {"x": ("t_post",)}, "reading": {"x": ("t_post",)}},
    size=(8.6, 3.2),
)
def stacked_marks(figure: Figure) -> Frame:
    """The marks and their sum over time; beside them what is read, and the pairs added up."""
    left, right = figure.subplots(1, 2, width_ratios=[4, 1], sharey=True)
    left.set(xlim=(-1, 101), ylim=(-0.6, 3.1), xlabel="time (ms)", yticks=[0, 1, 2, 3])
    left.set_ylabel("marks, and their sum")
    artists: dict[str, Any] = {
        f"mark_{name}": left.plot([], [], color="0.55", lw=1.2, ls="--")[0] for name in MARKS
    }
    artists["sum"] = left.plot([], [], color=VOLTAGE, lw=2.4)[0]
    artists["pre"] = _spikes(left, 14)
    artists["post"] = left.plot([], [], **{**STROKE, "mew": 2.5}, ms=14, color=OTHER)[0]
    artists["line"] = left.plot([], [], color=WEIGHT, lw=1.5, ls=":")[0]
    artists["reading"] = left.plot([], [], "o", color=WEIGHT, ms=9, mec=VOLTAGE)[0]
    left.text(99, 2.95, "dashed: the mark of each pre spike", ha="right", va="top", color="0.35")
    left.text(99, 2.6, "solid: their sum", ha="right", va="top")
    left.text(99, 2.25, "green: the post spike, which reads it", ha="right", va="top", color=OTHER)
    right.set_xticks([0, 1], ["read", "pair by\npair"])
    right.set(xlim=(-0.6, 1.6))
    artists["trace"] = [*right.bar([0], [0.0], 0.7, color=VOLTAGE)]
    shades = ("#8c4a6e", WEIGHT, "#e6bcd2")
    artists["pairs"] = [*right.bar([1, 1, 1], [0.0] * 3, 0.7, color=shades)]
    return artists


# --- The window, drawn by the learner's synapse. --------------------------------------------------

_COUNTED = tuple(np.random.default_rng(6).uniform(0.0, 10_000.0, (2, 500)))  # ms


def drawn_by_frame(
    my_synapse: Synapse,
    t_pre: float,
    count: int,
    A_plus: float,
    A_minus: float,
    tau_plus: float,
    tau_minus: float,
) -> Frame:
    """What a synapse makes of `count` pre spikes and one post spike, over the post spike's time."""
    ours = "The library's synapse (until yours passes)"
    made, who = theirs(SYNAPSE, my_synapse, "Your synapse", ours)
    numbers = A_plus, A_minus, tau_plus, tau_minus
    pre: Floats = t_pre + 10.0 * np.arange(count, dtype=np.float64)
    grid = np.linspace(0.0, 100.0, 101)
    drawn = np.array([made(iter(Moments(pre, np.array([t]))), *numbers) for t in grid])
    tied = np.isin(grid, pre)
    fine = np.union1d(np.linspace(0.0, 100.0, 501), pre)
    rule = STDP(*numbers)
    exact = rule.window(fine[:, None] - pre).sum(axis=1)
    exact[np.isin(fine, pre)] = np.nan  # lifts the pen at the jump
    long = made(iter(Moments(*_COUNTED)), *numbers)
    pairs = rule.change(*map(np.sort, _COUNTED))
    return {
        "axes": {"ylim": (-1.0, 1.0) if not drawn.any() else _room(drawn)},
        "exact": (fine, exact),
        "drawn": (grid, np.where(tied, np.nan, drawn)),
        "ties": (grid[tied], drawn[tied]),
        "pre": {"data": (pre, np.full(count, _room(drawn)[0] * 0.88))},
        "text": minus(
            f"{who}, pre at {_times(pre)} ms: from {drawn.max():+.4f} down to {drawn.min():+.4f}. "
            f"Of 500 and 500 spikes its two numbers make {long:+.4f}, and the 250,000 pairs "
            f"one by one {pairs:+.4f}."
        ),
    }


def _room(values: Floats) -> tuple[float, float]:
    reach = limit_above(float(np.abs(values).max()), (0.0118, 0.024, 0.045, 0.09))
    return -reach, reach


@declare(
    drawn_by_frame,
    t_pre=slider("pre spike", 10, 70, start=50, step=1, unit="ms"),
    count=slider("pre spikes, 10 ms apart", 1, 4, start=1, step=1),
    A_plus=slider("A₊", 0.002, 0.02, start=0.01, step=0.0005),
    A_minus=slider("A₋", 0.002, 0.02, start=0.0105, step=0.0005),
    tau_plus=slider("τ₊", 5, 60, start=20, step=1, unit="ms"),
    tau_minus=slider("τ₋", 5, 60, start=20, step=1, unit="ms"),
    handles={"pre": {"x": "t_pre"}},
    size=(8.4, 3.2),
)
def drawn_by(figure: Figure) -> Frame:
    """The change of the weight against the time of the post spike."""
    ax = figure.subplots()
    ax.set(xlim=(-1, 101), xlabel="time of the post spike (ms)", ylabel="change of w")
    ax.axhline(0, color="0.6", lw=1)
    ax.text(0.0, 1.02, "blue: the window", transform=ax.transAxes, color=THEORY)
    ax.text(1.0, 1.02, "dots: the synapse", transform=ax.transAxes, ha="right")
    return {
        "axes": ax,
        "exact": ax.plot([], [], color=THEORY, lw=6, alpha=0.6)[0],
        "drawn": ax.plot([], [], "o", color=VOLTAGE, ms=3.2)[0],
        "ties": ax.plot([], [], "o", color=VOLTAGE, ms=8, mfc="none", mew=1.8)[0],
        "pre": _spikes(ax, 16),
    }


# --- The tie. -------------------------------------------------------------------------------------

STEPS = np.geomspace(0.1, 10.0, 31)  # ms
TIE_PAIRS = 40
CALLED = {"none": "nothing", "ltp": "LTP", "ltd": "LTD"}


def causal_trains(latency: float, seed: int) -> tuple[Floats, Floats]:
    """40 pre spikes, each followed by a post spike 0.5 to 1.5 `latency` (ms) later."""
    rng = np.random.default_rng(seed)
    pre = np.cumsum(20.0 + rng.exponential(40.0, TIE_PAIRS))
    return pre, pre + latency * rng.uniform(0.5, 1.5, TIE_PAIRS)


def on_grid(times: Floats, dt: float) -> Floats:
    """Each spike labelled with the beginning of its time step of `dt` ms."""
    return np.floor(times / dt) * dt


def ties_frame(dt: float, latency: float, seed: int) -> Frame:
    """What a clocked simulator with steps of `dt` makes of 40 causal pairs, by tie policy."""
    pre, post = causal_trains(latency, seed)
    rules = {policy: STDP(same_step=policy) for policy in SAME_STEP}
    coarse, coarse_post = on_grid(pre, dt), on_grid(post, dt)
    tied = coarse == coarse_post
    exact = rules["none"].change(pre, post)
    here = {policy: rule.change(coarse, coarse_post) for policy, rule in rules.items()}
    shown = coarse[tied & (coarse <= 400.0)]
    said = ", ".join(f"as {CALLED[policy]} {dw:+.2f}" for policy, dw in here.items())
    frame: dict[str, Any] = {
        policy: (STEPS, [rule.change(on_grid(pre, each), on_grid(post, each)) for each in STEPS])
        for policy, rule in rules.items()
    }
    ends = [frame[policy][1][-1] for policy in ("ltd", "none", "ltp")]
    for policy, height in zip(("ltd", "none", "ltp"), apart(ends, 0.1), strict=True):
        frame[f"name_{policy}"] = {"position": (12.0, height)}
    return frame | {
        "exact": ([0.1, 10.0], [exact, exact]),
        "line": ([dt, dt], [-0.6, 0.6]),
        "rings": ([dt] * 3, [*here.values()]),
        "spikes": (np.concatenate([coarse, coarse_post]), np.repeat([1.0, 0.0], TIE_PAIRS)),
        "tied": (np.repeat(shown, 3), np.tile([1.0, 0.0, np.nan], shown.size)),
        "text": minus(
            f"Steps of {dt:g} ms, post about {latency:g} ms after pre: {int(tied.sum())} of "
            f"{TIE_PAIRS} pairs are ties. Taken {said}. From exact times: {exact:+.2f}."
        ),
    }


@declare(
    ties_frame,
    dt=slider("time step dt", 0.1, 10, start=5, unit="ms", log=True),
    latency=slider("post follows pre by about", 0.5, 8, start=1, step=0.5, unit="ms"),
    seed=slider("trains no.", 1, 12, start=12, step=1, rare=True),
    handles={"line": {"x": "dt"}},
    size=(9.2, 3.2),
)
def ties(figure: Figure) -> Frame:
    """Spikes as the grid sees them on the left; on the right dw over the time step, by policy."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.3])
    _two_rows(left, 400)
    left.set_title("what the program sees (grey: a tie)", loc="left", fontsize=10)
    right.set(xscale="log", xlim=(0.085, 34.0), ylim=(-0.52, 0.52))
    right.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
    right.set(xlabel="time step dt (ms)", ylabel="total change of w")
    right.set_title("what it makes of it, by what a tie counts as", loc="left", fontsize=10)
    right.plot([0.085, 10.0], [0, 0], color="0.6", lw=1)  # ends before the names
    right.text(0.1, 0.42, "exact times", color=THEORY)
    artists = {
        "tied": left.plot([], [], color=VOLTAGE, lw=6, alpha=0.25)[0],
        "spikes": _spikes(left, 26),
        "exact": right.plot([], [], color=THEORY, lw=5, alpha=0.4)[0],
        "line": right.plot([], [], color=VOLTAGE, lw=1, ls=":")[0],
    }
    for policy, style in (("none", "-"), ("ltp", "--"), ("ltd", "-.")):
        artists[policy] = right.plot([], [], color=WEIGHT, ls=style, lw=2)[0]
        artists[f"name_{policy}"] = right.text(12.0, 0, CALLED[policy], va="center")
    artists["rings"] = right.plot([], [], "o", color=VOLTAGE, ms=9, mfc="none", mew=2)[0]
    return artists


# --- Go deeper: the frequency protocol. -----------------------------------------------------------

RATES = np.array([0.1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50])  # Hz


@lru_cache(maxsize=4)
def _at_all_rates(rule: STDP | TripletSTDP) -> tuple[dict[float, list[float]], float]:
    """The change of 60 pairings 10 ms apart, either way, at all `RATES`; the misfit to the data."""
    change = rule.change
    curves = {to: [change(*pairings(each, to)) for each in RATES] for to in (10.0, -10.0)}
    measured = np.array([change(*pairings(each.rate, each.delta_t)) for each in SJOSTROM_2001])
    return curves, misfit(measured)


def frequency_frame(rate: float, A_plus: float, A_minus: float, A3_plus: float) -> Frame:
    """60 pairings 10 ms apart at every rate, by a pair rule and by the triplet rule."""
    pair = STDP(A_plus, A_minus, BI_AND_POO.tau_plus, BI_AND_POO.tau_minus)
    rules: dict[str, STDP | TripletSTDP] = {"pair": pair, "triplet": TripletSTDP(A3_plus=A3_plus)}
    frame: dict[str, Any] = {}
    for side, delta_t in (("left", 10.0), ("right", -10.0)):
        pre, post = pairings(rate, delta_t, first=20.0)
        early = [train[train < 200.0] for train in (pre, post)]
        frame[f"{side}_spikes"] = (
            np.concatenate(early),
            np.repeat([1.0, 0.0], [early[0].size, early[1].size]),
        )
        for name, rule in rules.items():
            frame[f"{side}_{name}"] = (RATES, _at_all_rates(rule)[0][delta_t])
            frame[f"{side}_{name}_dot"] = ([rate], [rule.change(*pairings(rate, delta_t))])
    errors = [_at_all_rates(rule)[1] for rule in rules.values()]
    said = {
        side: f"pair rule {frame[f'{side}_pair_dot'][1][0]:+.2f}, triplet rule "
        f"{frame[f'{side}_triplet_dot'][1][0]:+.2f}"
        for side in ("left", "right")
    }
    frame["text"] = minus(
        f"{rate:g} pairings a second. Pre first: {said['left']}. Post first: {said['right']}. "
        f"Misfit E over all ten points: pair rule {errors[0]:.2f}, triplet rule {errors[1]:.2f}."
    )
    return frame


@declare(
    frequency_frame,
    rate=slider("pairings per second", 0.1, 50, start=10, unit="Hz", log=True),
    A_plus=slider("pair rule, A₊", 0.0, 0.012, start=0.0046, step=0.0002),
    A_minus=slider("pair rule, A₋", 0.0, 0.007, start=0.003, step=0.0002),
    A3_plus=slider("triplet rule, A₃⁺", 0.0, 0.009, start=0.0065, step=0.0005),
    handles={"left_pair_dot": {"x": "rate"}, "right_pair_dot": {"x": "rate"}},
    tries={"50 Hz": {"rate": 50}, "0.1 Hz": {"rate": 0.1}, "no third spike": {"A3_plus": 0}},
    size=(8.2, 3.8),
)
def frequency(figure: Figure) -> Frame:
    """The first 200 ms of each protocol above; the change over the rate, with the data, below."""
    grid = figure.subplots(2, 2, height_ratios=[1, 3.2], sharey="row")
    artists: dict[str, Any] = {}
    for column, (side, delta_t) in enumerate((("left", 10.0), ("right", -10.0))):
        above, below = grid[:, column]
        _two_rows(above, 200)
        order = "pre 10 ms before post" if delta_t > 0 else "pre 10 ms after post"
        above.set_title(order, loc="left")
        artists[f"{side}_spikes"] = _spikes(above, 9)
        below.set(xlim=(-2, 53), ylim=(-0.75, 1.4), xlabel="pairings per second (Hz)")
        below.axhline(0, color="0.6", lw=1)
        points = [each for each in SJOSTROM_2001 if each.delta_t == delta_t]
        below.errorbar(
            [each.rate for each in points],
            [each.dw for each in points],
            [each.sem for each in points],
            fmt="s", color=VOLTAGE, ms=5, capsize=3, label="measured",
        )  # fmt: skip
        for name, colour, style in (("triplet", THEORY, "-"), ("pair", OTHER, "--")):
            artists[f"{side}_{name}"] = below.plot(
                [], [], color=colour, ls=style, lw=2, label=f"{name} rule"
            )[0]
            artists[f"{side}_{name}_dot"] = below.plot([], [], **HERE)[0]
    grid[1, 0].set(ylabel="change of w, relative")
    grid[1, 0].legend(loc="upper left")
    return artists


# --- Go deeper: all four schemes by traces. -------------------------------------------------------

BENCH = 250.0  # ms


def bench_train(rate: float, seed: int) -> Floats:
    """Poisson spikes of `rate` (Hz) within 250 ms."""
    gaps = np.random.default_rng(seed).exponential(size=80)
    times = np.cumsum(gaps) * 1000.0 / rate
    return times[times < BENCH]


def two_traces_frame(seed: int, tau_plus: float, tau_minus: float, pairing: Pairing) -> Frame:
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
        "text": minus(
            f"{pairing}: {at_post.size} readings of x_pre add {ltp:.4f}, {at_pre.size} of x_post "
            f"subtract {ltd:.4f}. That makes {ltp - ltd:+.4f}, and so does the sum over pairs, "
            f"{rule.change(pre, post):+.4f}."
        ),
    }


@declare(
    two_traces_frame,
    pairing=choice("pairing", PAIRINGS, "nearest"),
    tau_plus=slider("τ₊", 2, 60, start=20, step=1, unit="ms"),
    tau_minus=slider("τ₋", 2, 60, start=20, step=1, unit="ms"),
    seed=slider("trains no.", 1, 20, start=1, step=1, rare=True),
    size=(8.0, 3.7),
)
def two_traces(figure: Figure) -> Frame:
    """x_pre above with what post spikes read of it; x_post below with what pre spikes read."""
    above, below = figure.subplots(2, 1, sharex=True, sharey=True)
    below.set(xlabel="time (ms)")
    artists: dict[str, Any] = {"axes": above}
    for ax, trace, reading, spikes, name in (
        (above, "x_pre", "read_pre", "pre_above", "pre"),
        (below, "x_post", "read_post", "post_below", "post"),
    ):
        other, x = "post" if name == "pre" else "pre", f"$x_{{{name}}}$"
        ax.set(xlim=(-2, BENCH + 2), yticks=[0, 2, 4, 6, 8], ylabel=x)
        artists[trace] = ax.plot([], [], color=VOLTAGE, lw=1.8)[0]
        artists[reading] = ax.plot(
            [], [], "o", color=WEIGHT, mec=VOLTAGE, ms=6, label=f"what a {other} spike reads"
        )[0]
        artists[spikes] = ax.plot([], [], **STROKE, color=SPIKE, ms=10, label=f"{name} spikes")[0]
        legend_above(ax, 2)
    return artists


# --- Go deeper: the bug museum, and four of its rules without a label. ----------------------------


def specimens() -> dict[str, bug_museum.Change]:
    """Four rules of the bug museum whose label has come off, by letter for who works here."""
    own = letters(LABELS, generator("stdp_curves"))
    return {letter: RULES[LABELS[ours]] for letter, ours in own.items()}


WALL = np.linspace(-60.0, 60.0, 49)  # ms, the distances at which a picture of the museum is drawn
#: What shows a fault: where the earlier spike of the first pair is (ms), and how many pairs follow.
SHOWN_BY = {"zero sentinel": (0.0, 1), "sentinel as a time": (0.0, 1), "no bounds": (100.0, 30)}


@lru_cache(maxsize=64)
def museum_curve(name: str) -> tuple[Floats, Floats]:
    """The change that exhibit `name` makes of pairs `WALL` ms apart, and the change it should."""
    first, count = SHOWN_BY.get(name, (100.0, 1))
    stdp = bug_museum.MUSEUM_STDP
    starts = first + 300.0 * np.arange(float(count))
    trains = [(starts + max(0.0, -gap), starts + max(0.0, gap)) for gap in WALL]
    theirs = np.array([RULES[name](pre, post, stdp) for pre, post in trains])
    return theirs, np.array([bug_museum.correct(pre, post, stdp) for pre, post in trains])


def museum_frame(exhibit: str) -> Frame:
    """The window that a faulty rule makes, over the right one."""
    theirs, ours = museum_curve(exhibit)
    at_tie, sides = WALL == 0, {"LTD": WALL < 0, "LTP": WALL > 0}
    differs = ~np.isclose(theirs, ours, rtol=0, atol=1e-9)
    where = [name for name, side in {"ties": at_tie, **sides}.items() if differs[side].any()]
    first, count = SHOWN_BY.get(exhibit, (100.0, 1))
    how = f", {count} pairs" * (count > 1) + ", spike at 0 ms" * (first == 0)
    reach = limit_above(float(np.abs([theirs, ours]).max()), (0.0115, 0.12, 0.2, 0.3))
    pairs = zip(WALL.tolist(), theirs, ours, strict=True)
    rounded = [(gap, round(got, 4) + 0.0, round(right, 4) + 0.0) for gap, got, right in pairs]
    said = {gap: f"{got:+.4f} (right: {right:+.4f})" for gap, got, right in rounded}
    there = np.append(WALL, WALL[::-1]), np.append(theirs, ours[::-1])
    frame: dict[str, Any] = {
        "axes": {"ylim": (-reach, reach)},
        "name": exhibit + how,
        "gap": [
            {"xy": np.column_stack(there)[np.append(side, side[::-1])]} for side in sides.values()
        ],
        "text": minus(
            f"{exhibit}{how}: with pre 10 ms before post w changes by {said[10.0]}, with a tie by "
            f"{said[0.0]}, with pre 10 ms after post by {said[-10.0]}. It differs in "
            f"{' and '.join(where)}."
        ),
    }
    for name, values in (("ours", ours), ("theirs", theirs)):
        frame[name] = (WALL, np.where(at_tie, np.nan, values))  # the pen is lifted at the jump
        frame[f"{name}_tie"] = ([0.0], values[at_tie])
    return frame


@declare(museum_frame, exhibit=choice("exhibit", tuple(RULES), "wrong sign"), size=(7.4, 3.0))
def museum(figure: Figure) -> Frame:
    """One exhibit, large: what the fault changes is shaded, and a tie is a ring."""
    ax = figure.subplots()
    ax.set(xlim=(-62, 62), xlabel="Δt (ms)", ylabel="change of w")
    _cross(ax)
    for x, where, colour, said in (
        (0.0, "left", THEORY, "as it should be"),
        (0.5, "center", "#8c4a6e", "with the fault"),
        (1.0, "right", "0.35", "ring: a tie"),
    ):
        ax.text(x, 1.03, said, color=colour, transform=ax.transAxes, ha=where)
    artists: dict[str, Any] = {
        "axes": ax,
        "name": ax.set_title("", loc="left", pad=22),
        "gap": [ax.add_patch(Polygon([(0, 0)], fc=WEIGHT, alpha=0.25, lw=0)) for _ in range(2)],
    }
    for name, colour, width in (("ours", THEORY, 4.0), ("theirs", WEIGHT, 2.2)):
        artists[name] = ax.plot([], [], color=colour, lw=width)[0]
        artists[f"{name}_tie"] = ax.plot(
            [], [], "o", color=colour, ms=2 * width + 3, mfc="none", mew=2
        )[0]
    return artists
