"""Lesson 07, STDP curves: its views; those of pairs and traces are in `which_pairs`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from snn_edu.lessons.stdp_curves.sjostrom import SJOSTROM_2001, misfit, pairings
from snn_edu.plasticity.stdp import SAME_STEP, STDP
from snn_edu.plasticity.triplet import TripletSTDP
from snn_edu.plots.axes import legend_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT, HouseFigure, figure
from snn_edu.studies import article, bug_museum
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

#: Exponential fit to Bi & Poo 1998 as quoted from their review of 2001: change after 60 pairings.
BI_AND_POO = STDP(A_plus=0.777, A_minus=0.273, tau_plus=16.8, tau_minus=33.7)

GAPS = np.linspace(-100.0, 100.0, 401)  # ms, from left to right along a window


# --- Widget 1: two spikes on Bi and Poo's window. Its view is written out in the notebook. --------


def _two_rows(ax: Any, duration: float) -> None:
    """An axes with a row for the pre and one for the post spikes."""
    margin = 0.01 * duration  # a spike at either end is drawn whole
    ax.set(xlim=(-margin, duration + margin), ylim=(-0.6, 1.6), xlabel="time (ms)")
    ax.set_yticks([1, 0], ["pre", "post"])
    ax.grid(visible=False)


def spike_marks(ax: Any, size: float = 18.0) -> Any:
    """A row of spikes, each a stroke."""
    return ax.plot([], [], ls="none", marker="|", ms=size, mew=2.5, color=SPIKE)[0]


def _cross(ax: Any) -> None:
    """The two zero lines of a window."""
    ax.axhline(0, color="0.6", lw=1)
    ax.axvline(0, color="0.6", lw=1)


def draw_bi_and_poo(figure: Figure) -> Frame:
    """The two spikes on the left; the fitted window with a dot on it on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    _two_rows(left, 100)
    right.set(xlim=(-100, 100), ylim=(-40, 90), xlabel="Δt = t_post - t_pre (ms)")
    right.set(ylabel="change of the synapse (%)")
    _cross(right)
    for side in (GAPS[GAPS < 0], GAPS[GAPS > 0]):
        right.plot(side, 100 * BI_AND_POO.window(side), color=THEORY, lw=2)
    right.text(98, 73, "pre first: LTP", ha="right", color="0.25")
    right.text(-98, -36, "post first: LTD", ha="left", color="0.25")
    return {
        "gap": left.plot([], [], color=VOLTAGE, lw=1, ls=":")[0],
        "spikes": spike_marks(left, 26),
        "dot": right.plot([], [], "D", color=WEIGHT, ms=10, mec=VOLTAGE)[0],
    }


# --- Widget 2: every knob of the window, and somebody else's code beside it. ----------------------


OTHER_CODES = ("t_pre - t_post in a mirrored formula", "t_pre - t_post in our formula")


def two_codes(
    t_pre: float,
    t_post: float,
    A_plus: float,
    A_minus: float,
    tau_plus: float,
    tau_minus: float,
    theirs: str,
) -> Frame:
    """One pair in our convention, and in a code that measures from the other spike."""
    rule = STDP(A_plus, A_minus, tau_plus, tau_minus, w_min=-1.0)
    gap = np.where(GAPS == 0, np.nan, GAPS)  # lifts the pen at the jump
    ours = np.where(GAPS == 0, np.nan, rule.window(GAPS))
    delta_t = t_post - t_pre
    dw = float(rule.window(delta_t))
    mirrored = theirs == OTHER_CODES[0]
    their_dw = dw if mirrored else float(rule.window(-delta_t))
    agreed = "as ours" if their_dw == dw else "the opposite"
    return {
        "gap": ([t_pre, t_post], [1, 0]),
        "spikes": ([t_pre, t_post], [1, 0]),
        "ours": (gap, ours),
        "our_dot": ([delta_t], [dw]),
        "theirs": (gap, ours[::-1] if mirrored else ours),
        "their_dot": ([-delta_t], [their_dw]),
        "verdict": f"this pair: {agreed}",
        "text": f"A₊ {A_plus:g}, A₋ {A_minus:g}, τ₊ {tau_plus:g} ms, τ₋ {tau_minus:g} ms. "
        f"This pair: ours takes {delta_t:g} ms and changes w by {dw:+.4f}; "
        f"theirs takes {-delta_t:g} ms, and changes it by {their_dw:+.4f}.",
    }


def draw_two_codes(figure: Figure) -> Frame:
    """Two spikes above; below, our window on the left and the other code's on the right."""
    grid = figure.add_gridspec(2, 2, height_ratios=[1, 2.6])
    above = figure.add_subplot(grid[0, :])
    left, right = figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[1, 1])
    _two_rows(above, 100)
    artists = {
        "gap": above.plot([], [], color=VOLTAGE, lw=1, ls=":")[0],
        "spikes": spike_marks(above, 13),
    }
    for ax, mine, dot, label in (
        (left, "ours", "our_dot", "ours: t_post - t_pre (ms)"),
        (right, "theirs", "their_dot", "theirs: t_pre - t_post (ms)"),
    ):
        ax.set(xlim=(-100, 100), ylim=(-0.0215, 0.0215), xlabel=label)
        _cross(ax)
        colour, style = (THEORY, "-") if mine == "ours" else (OTHER, "--")
        artists[mine] = ax.plot([], [], color=colour, ls=style, lw=2)[0]
        artists[dot] = ax.plot([], [], "D", color=WEIGHT, ms=9, mec=VOLTAGE)[0]
    left.set(ylabel="Δw of one pair")
    artists["verdict"] = right.text(1.0, 1.03, "", transform=right.transAxes, ha="right")
    return artists


# --- Widget 5: the frequency protocol. ------------------------------------------------------------

RATES = np.array([0.1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50])  # Hz


def frequency(rate: float, A_plus: float, A_minus: float, A3_plus: float) -> Frame:
    """60 pairings 10 ms apart at every rate, by a pair rule and by the triplet rule."""
    pair = STDP(A_plus, A_minus, BI_AND_POO.tau_plus, BI_AND_POO.tau_minus).pair_sum
    triplet = TripletSTDP(A3_plus=A3_plus).change
    frame: dict[str, Any] = {}
    for side, delta_t in (("left", 10.0), ("right", -10.0)):
        pre, post = pairings(rate, delta_t, first=20.0)
        early = [train[train < 200.0] for train in (pre, post)]
        frame[f"{side}_spikes"] = (
            np.concatenate(early),
            np.repeat([1.0, 0.0], [early[0].size, early[1].size]),
        )
        for name, rule in (("pair", pair), ("triplet", triplet)):
            frame[f"{side}_{name}"] = (RATES, [rule(*pairings(each, delta_t)) for each in RATES])
            frame[f"{side}_{name}_dot"] = ([rate], [rule(*pairings(rate, delta_t))])
    errors = [
        misfit(np.array([rule(*pairings(each.rate, each.delta_t)) for each in SJOSTROM_2001]))
        for rule in (pair, triplet)
    ]
    said = {
        side: f"pair rule {frame[f'{side}_pair_dot'][1][0]:+.2f}, triplet rule "
        f"{frame[f'{side}_triplet_dot'][1][0]:+.2f}"
        for side in ("left", "right")
    }
    frame["text"] = (
        f"{rate:g} Hz, pre first: {said['left']}; post first: {said['right']}. "
        f"Misfit E over all ten points: pair {errors[0]:.2f}, triplet {errors[1]:.2f}."
    )
    return frame


def draw_frequency(figure: Figure) -> Frame:
    """The first 200 ms of each protocol above; the change over the rate, with the data, below."""
    grid = figure.subplots(2, 2, height_ratios=[1, 3.2], sharey="row")
    artists: dict[str, Any] = {}
    for column, (side, delta_t) in enumerate((("left", 10.0), ("right", -10.0))):
        above, below = grid[:, column]
        _two_rows(above, 200)
        order = "pre 10 ms before post" if delta_t > 0 else "pre 10 ms after post"
        above.set_title(order, loc="left")
        artists[f"{side}_spikes"] = spike_marks(above, 9)
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
            artists[f"{side}_{name}_dot"] = below.plot(
                [], [], "D", color=colour, ms=9, mec=VOLTAGE
            )[0]
    grid[1, 0].set(ylabel="change of w, relative")
    grid[1, 0].legend(loc="upper left")
    return artists


# --- Widget 6: the tie. ---------------------------------------------------------------------------

STEPS = np.geomspace(0.1, 10.0, 31)  # ms
TIE_PAIRS = 40
STYLES = {"none": "-", "ltp": "--", "ltd": ":"}


def causal_trains(latency: float, seed: int) -> tuple[Floats, Floats]:
    """40 pre spikes, each followed by a post spike 0.5 to 1.5 `latency` (ms) later."""
    rng = np.random.default_rng(seed)
    pre = np.cumsum(20.0 + rng.exponential(40.0, TIE_PAIRS))
    return pre, pre + latency * rng.uniform(0.5, 1.5, TIE_PAIRS)


def on_grid(times: Floats, dt: float) -> Floats:
    """Each spike labelled with the beginning of its time step of `dt` ms."""
    return np.floor(times / dt) * dt


def ties(dt: float, latency: float, seed: int, same_step: str) -> Frame:
    """What a clocked simulator with steps of `dt` makes of 40 causal pairs, by tie policy."""
    pre, post = causal_trains(latency, seed)
    rules = {policy: STDP(same_step=policy) for policy in SAME_STEP}
    coarse, coarse_post = on_grid(pre, dt), on_grid(post, dt)
    tied = coarse == coarse_post
    exact = rules["none"].pair_sum(pre, post)
    here = rules[same_step].pair_sum(coarse, coarse_post)
    shown = coarse[tied & (coarse <= 400.0)]
    return {
        **{
            policy: {
                "data": (
                    STEPS,
                    [rule.pair_sum(on_grid(pre, each), on_grid(post, each)) for each in STEPS],
                ),
                "linewidth": 3.0 if policy == same_step else 1.2,
            }
            for policy, rule in rules.items()
        },
        "exact": ([0.1, 10.0], [exact, exact]),
        "here": ([dt], [here]),
        "spikes": (np.concatenate([coarse, coarse_post]), np.repeat([1.0, 0.0], TIE_PAIRS)),
        "tied": (np.repeat(shown, 3), np.tile([1.0, 0.0, np.nan], shown.size)),
        "text": f"Steps of {dt:g} ms, post about {latency:g} ms after pre: {int(tied.sum())} of "
        f"{TIE_PAIRS} causal pairs are ties. Ties as {same_step}: Δw = {here:+.3f}; exact "
        f"times: {exact:+.3f}.",
    }


def draw_ties(figure: Figure) -> Frame:
    """Spikes as the grid sees them on the left; on the right dw over the time step, by policy."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.1])
    _two_rows(left, 400)
    right.set(xscale="log", xlim=(0.085, 11.8), ylim=(-0.48, 0.48))
    right.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
    right.set(xlabel="time step dt (ms)", ylabel="Δw of 40 causal pairs")
    right.axhline(0, color="0.6", lw=1)
    artists = {
        "tied": left.plot([], [], color=VOLTAGE, lw=6, alpha=0.25, label="tie")[0],
        "spikes": spike_marks(left, 26),
        "exact": right.plot([], [], color=THEORY, lw=4, alpha=0.4, label="exact")[0],
    }
    for policy, style in STYLES.items():
        artists[policy] = right.plot([], [], color=WEIGHT, ls=style, lw=2, label=policy)[0]
    artists["here"] = right.plot([], [], "o", color=VOLTAGE, ms=12, mfc="none", mew=2)[0]
    legend_above(left)
    right.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=4, columnspacing=0.9)
    return artists


# --- The tutorial's function, and specimens without a label. --------------------------------------


def article_changes(last_pre: int = 10, last_post: int = 15, steps: int = 100) -> Floats:
    """What the tutorial's `stdp` adds after each step: one pre spike and one post spike in all."""
    faults = article.Faults()

    def last(spike: int, now: int) -> int:
        return spike if spike <= now else -1

    return np.array(
        [article.stdp(last(last_pre, t), last(last_post, t), faults) for t in range(steps)]
    )


def article_loop(last_post: int) -> Frame:
    """What 100 steps of the tutorial's loop make of one pair with pre at step 10."""
    steps = np.arange(100)
    changes = article_changes(last_post=last_post)
    once = np.where(steps >= last_post, STDP().window(last_post - 10.0), 0.0)
    return {
        "loop": (steps, np.cumsum(changes)),
        "once": (steps, once),
        "pre": ([10.0], [-0.08]),
        "post": ([float(last_post)], [-0.08]),
        "text": f"pre at step 10, post at step {last_post}: after 100 steps the loop has added "
        f"{changes.sum():.4f}; the pair is worth {STDP().window(last_post - 10.0):.4f}.",
    }


def draw_article_loop(canvas: Figure) -> Frame:
    """The summed change of the tutorial's loop over the steps, beside one change for one pair."""
    ax = canvas.subplots()
    ax.set(xlim=(-1, 100), ylim=(-0.14, 0.85), xlabel="step", ylabel="change of w so far")
    ax.axhline(0, color="0.6", lw=1)
    artists = {
        "loop": ax.plot([], [], color=SPIKE, lw=2.5, label="the tutorial's loop")[0],
        "once": ax.plot([], [], color=THEORY, lw=2.5, ls="--", label="one pair, one change")[0],
        "pre": ax.plot([], [], "|", color=VOLTAGE, ms=12, mew=2.5, label="pre")[0],
        "post": ax.plot([], [], "D", color=VOLTAGE, ms=7, mfc="none", label="post")[0],
    }
    legend_above(ax, 4)
    return artists


LABELS = {"A": "re-counted pairs", "B": "tie as LTD", "C": "own trace", "D": "zero sentinel"}
RULES = {exhibit.name: exhibit.rule for exhibit in bug_museum.EXHIBITS}

#: Four rules of the bug museum whose label has come off.
SPECIMENS = {letter: RULES[name] for letter, name in LABELS.items()}


# --- The bug museum: each faulty curve over ours. -------------------------------------------------

WALL = np.linspace(-60.0, 60.0, 49)  # ms, the distances at which a picture of the museum is drawn
#: What shows a fault: where the earlier spike of the first pair is (ms), and how many pairs follow.
SHOWN_BY = {"zero sentinel": (0.0, 1), "sentinel as a time": (0.0, 1), "no bounds": (100.0, 30)}


@lru_cache(maxsize=64)
def museum_curve(name: str) -> tuple[Floats, Floats]:
    """The change that exhibit `name` makes of pairs `WALL` ms apart, and the change it should."""
    first, count = SHOWN_BY.get(name, (100.0, 1))
    stdp = bug_museum.MUSEUM_STDP
    starts = first + 300.0 * np.arange(count)
    trains = [(starts + max(0.0, -gap), starts + max(0.0, gap)) for gap in WALL]
    theirs = np.array([RULES[name](pre, post, stdp) for pre, post in trains])
    return theirs, np.array([bug_museum.correct(pre, post, stdp) for pre, post in trains])


def museum() -> HouseFigure:
    """Eleven small pictures: the faulty rule in orange over ours in blue."""
    picture = figure(
        "Eleven small STDP curves, each with a faulty rule over the right one. " + _apart(),
        width=9.4,
        height=5.2,
    )
    grid = picture.subplots(3, 4, sharex=True)
    for ax, name in zip(grid.flat, RULES, strict=False):
        theirs, ours = museum_curve(name)
        high = 1.15 * float(np.abs([theirs, ours]).max())
        _cross(ax)
        ax.set(ylim=(-high, high), xlim=(-62, 62), xticks=[-50, 0, 50])
        ax.yaxis.set_major_locator(MaxNLocator(3))
        first, count = SHOWN_BY.get(name, (100.0, 1))
        how = f", {count} pairs" if count > 1 else ", spike at 0 ms" if first == 0 else ""
        ax.set_title(name + how, loc="left", fontsize=9)
        for values, colour, style, width in ((ours, THEORY, "-", 3.5), (theirs, SPIKE, "-", 1.6)):
            for side in (WALL < 0, WALL > 0):  # the pen is lifted at the jump; the tie is a dot
                ax.plot(WALL[side], values[side], color=colour, ls=style, lw=width)
            at_tie = values[WALL == 0]
            ax.plot([0], at_tie, "o", color=colour, ms=2 * width + 1, mfc="none", mew=1.5)
    words = grid.flat[-1]
    words.axis("off")
    words.tick_params(labelbottom=False)
    for y, colour, said in (
        (0.75, THEORY, "blue: as it should be"),
        (0.5, SPIKE, "orange: with the fault"),
    ):
        words.text(0, y, said, color=colour, transform=words.transAxes)
    words.text(0, 0.25, "ring: a tie", transform=words.transAxes)
    for ax in grid[2, :3]:
        ax.set(xlabel="Δt (ms)")
    grid[1, 3].tick_params(labelbottom=True)
    grid[1, 0].set(ylabel="change of w")
    return picture


def _apart() -> str:
    """At which of three distances each faulty rule differs from the right one, in words."""
    said = []
    for name in RULES:
        theirs, ours = museum_curve(name)
        where = [
            word
            for word, side in (("LTD", WALL < 0), ("ties", WALL == 0), ("LTP", WALL > 0))
            if not np.allclose(theirs[side], ours[side], rtol=0, atol=1e-9)
        ]
        said.append(f"{name} differs in {' and '.join(where)}")
    return "; ".join(said) + "."


#: What is wrong and right with the tutorial's function.
VERDICT: dict[str, Any] = {
    "sign": "right",
    "tie": "ltd",
    "spike at zero": "ignored",
    "times counted": 85,
}
