"""Lesson 10, a needle in the noise: its pictures; those of *Go deeper* are in `deeper`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from snn_edu.lessons.needle_in_noise.deeper import balance, songs
from snn_edu.lessons.needle_in_noise.live_run import (
    KNOBS,
    LEARNED,
    SECONDS,
    SHARE,
    STANDARD,
    first_spikes,
    follow_run,
    history,
    potential,
    verdict,
)
from snn_edu.lessons.needle_in_noise.questions import EXERCISES
from snn_edu.lessons.needle_in_noise.sounds import listen
from snn_edu.live import Frame, choice, declare, slider, toggle
from snn_edu.patterns import Learned, make_input, since_onset
from snn_edu.plots import HERE, OTHER, SPIKE, STROKE, THEORY, VOLTAGE, WEIGHT, limit_above
from snn_edu.questions import named, theirs
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

__all__ = [
    "balance",
    "before_and_after",
    "hidden",
    "hovering",
    "kill",
    "learn",
    "listen",
    "one_spike",
    "songs",
]


OUTSIDE = "0.55"  # grey: what lies outside all showings


HOVER = named(EXERCISES, "hover")


# --- What is hidden? ------------------------------------------------------------------------------

FEW, LISTENED = 40, 4000.0  # afferents and ms of this picture's input
BEGIN, END = 400.0, 900.0  # ms, what is drawn of it
NEAR = 3.0  # ms between two spikes of one afferent that count as partners


@lru_cache(maxsize=1)
def few() -> tuple[Spikes, Floats]:
    """Four seconds of 40 afferents, and when the pattern of the first 20 begins (ms)."""
    return make_input(LISTENED, np.random.default_rng(3), FEW, rates="poisson")


def hidden_frame(first: float, second: float, reveal: bool) -> Frame:
    """Half a second of 40 afferents under two windows of 50 ms, and these laid over each other."""
    spikes, onsets = few()
    row = np.arange(FEW) if reveal else np.random.default_rng(4).permutation(FEW)
    seen = (spikes.times >= BEGIN) & (spikes.times < END)
    t, ids = spikes.times[seen] - BEGIN, spikes.ids[seen]
    shown = ~np.isnan(since_onset(t, onsets - BEGIN, 50.0))
    pattern = shown & (ids < FEW // 2) & reveal
    edges = np.arange(0.0, END - BEGIN + 1.0, 10.0)
    rate = np.histogram(t, edges)[0] / FEW * 100.0  # Hz, of one afferent
    counted = ids < (FEW // 2 if reveal else FEW)
    one, other = (
        (t[here] - begin, ids[here])
        for begin in (first, second)
        for here in [counted & (t >= begin) & (t < begin + 50.0)]
    )
    near = (one[1][:, None] == other[1]) & (np.abs(one[0][:, None] - other[0]) < NEAR)
    here = onsets[(onsets >= BEGIN) & (onsets < END)] - BEGIN
    whose = "of the pattern's 20 afferents" if reveal else "of all 40 afferents"
    showings = f" Showings at {', '.join(f'{x:g}' for x in here)} ms." if reveal else ""
    return {
        "noise": (t[~pattern], row[ids[~pattern]]),
        "needle": (t[pattern], row[ids[pattern]]),
        "rate": (np.repeat(edges, 2)[1:-1], np.repeat(rate, 2)),
        "first": _window(first),
        "second": _window(second),
        "dots": (one[0], row[one[1]]),
        "squares": (other[0], row[other[1]]),
        "text": f"Windows at {first:g} and {second:g} ms: {near.any(axis=1).sum()} of "
        f"{one[0].size} spikes {whose} in the first have a partner in the second, on the same "
        f"afferent within {NEAR:g} ms.{showings}",
    }


def _window(begin: float) -> tuple[list[float], list[float]]:
    return [begin, begin, begin + 50, begin + 50, begin], [-2, FEW + 4, FEW + 4, -2, -2]


@declare(
    hidden_frame,
    first=slider("first window", 0, 450, start=150, step=10, unit="ms"),
    second=slider("second window", 0, 450, start=250, step=10, unit="ms"),
    reveal=toggle("reveal"),
    handles={"first": {"x": "first"}, "second": {"x": "second"}},
    tries={"windows on two showings": {"first": 50, "second": 400, "reveal": True}},
    size=(8.0, 3.0),
)
def hidden(figure: Figure) -> Frame:
    """The raster and the rate below it; on the right the two windows laid over each other."""
    grid = figure.add_gridspec(2, 2, width_ratios=[3, 1], height_ratios=[4, 1])
    raster, over = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[:, 1])
    below = figure.add_subplot(grid[1, 0], sharex=raster)
    raster.set(xlim=(0, END - BEGIN), ylim=(-3, FEW + 5.5), ylabel="afferent")  # grips above all
    raster.tick_params(labelbottom=False)
    below.set(ylim=(0, 110), xlabel="time (ms)", ylabel="Hz")
    over.set(xlim=(-2, 52), ylim=(-3, FEW + 5.5), xlabel="ms into\nthe window", yticks=[])
    for ax in (raster, over):
        ax.grid(visible=False)
    return {
        "noise": raster.plot([], [], ".", color=VOLTAGE, ms=2.4)[0],
        "needle": raster.plot([], [], "D", color=OTHER, ms=2.8)[0],
        "first": raster.plot([], [], color=VOLTAGE, lw=2)[0],
        "second": raster.plot([], [], color=THEORY, lw=2, ls="--")[0],
        "dots": over.plot([], [], ".", color=VOLTAGE, ms=4)[0],
        "squares": over.plot([], [], "s", color=THEORY, ms=6, mfc="none", mew=0.9)[0],
        "rate": below.plot([], [], color=VOLTAGE, lw=1.5)[0],
    }


# --- Learn. ---------------------------------------------------------------------------------------

BACK = 10_000.0  # ms that the verdict looks back
EARLY = 1000.0  # ms, up to which there is none


def wall(weights: Floats, first: Floats) -> Frame:
    """Weights against the first spike in the pattern; those without one stand behind 50 ms.

    Of every third afferent: two thousand dots would cover each other.
    """
    number = np.arange(weights.size)
    member = number < SHARE * weights.size
    strip = 52.0 + 7.5 * number / weights.size
    x = np.where(member & np.isfinite(first), first, strip)
    seen = number % 3 == 0
    return {
        name: (x[which & seen], weights[which & seen])
        for name, which in (("members", member), ("others", ~member))
    }


def draw_wall(ax: Axes) -> Frame:
    """Purple dots for the pattern's half, grey crosses for the other half."""
    ax.axvspan(51, 60, color="0.93")
    ax.set(xlim=(0, 60), ylim=(-0.03, 1.03), ylabel="weight")
    ax.set_xticks([0, 10, 20, 30, 40, 55.5], ["0", "10", "20", "30", "40", "no spike"])
    ax.set_xlabel("first spike in the pattern (ms)")
    return {
        "members": ax.plot([], [], ".", color=WEIGHT, ms=3)[0],
        "others": ax.plot([], [], "x", color="0.45", ms=2.5, mew=0.6)[0],
    }


FPS = 20  # pictures a second
LASTS = 1000.0 / FPS  # ms that each is seen, and heard
SPEEDS = {"real time": 1, "5 times as fast": 5}


def learn_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """A minute of input, as it is heard; from the beginning when a knob is turned."""
    yield from _runs(controls, lambda: SPEEDS[controls["speed"]])


def _runs(controls: Mapping[str, Any], faster: Callable[[], int]) -> Iterator[Frame]:
    """Run after run, each frame `faster()` times as long in it as on the page."""
    ended = False
    while not ended:
        knobs, onsets, ended = _knobs(controls), list[float](), True
        begin, before = 0.0, 0  # ms, and output spikes until then
        for learned in follow_run(knobs, onsets, lambda: LASTS * faster()):
            new = learned.output.times[before:] - begin
            heard = np.minimum(new * LASTS / (learned.t - begin), LASTS), LASTS
            yield {**learning(learned, onsets, knobs["seed"], new.size), "clicks": heard}
            begin, before = learned.t, before + new.size
            if _knobs(controls) != knobs:
                ended = False
                break


def _knobs(controls: Mapping[str, Any]) -> dict[str, Any]:
    """What a run depends on, as it is now."""
    return {name: controls[name] for name in KNOBS}


def learning(learned: Learned, onsets: list[float], seed: int, new: int = 0) -> Frame:
    """What is known so far: every output spike, every weight, the rates and the verdict.

    The last `new` spikes are ringed.
    """
    starts, end = np.array(onsets), learned.t
    latency = learned.latencies(starts)
    outside = np.isnan(latency)
    at, since = learned.output.times / 1000, np.where(outside, 56.0, latency)
    edges = np.arange(0.0, end + 1.0, 1000.0)
    middle = (edges[:-1] + 500.0) / 1000.0  # s
    every, alarms = (
        np.histogram(times, edges)[0]
        for times in (learned.output.times, learned.output.times[outside])
    )
    told, found = verdict(learned.output, starts, max(0.0, end - BACK), end)
    if end < EARLY:
        told, found = "Too early to judge.", "listening"
    return {
        "axes": {"xlim": (0, limit_above(end / 1000, (20, SECONDS)))},
        "inside": (at[~outside], since[~outside]),
        "outside": (at[outside], since[outside]),
        "new": (at[at.size - new :], since[at.size - new :]),
        **wall(learned.weights[0], first_spikes(seed)),
        "rate": (middle, every),
        "alarms": (middle, alarms),
        "verdict": found,
        "text": f"After {end / 1000:.1f} s and {latency.size:,} output spikes. {told}",
    }


def draw_rates(ax: Axes) -> Frame:
    """All output spikes per second, and those outside the showings."""
    ax.set(xlim=(0, SECONDS), ylim=(0, 125), xlabel="time (s)", ylabel="output (Hz)")
    at: dict[str, Any] = {"transform": ax.transAxes, "ha": "right", "fontsize": 9}
    ax.text(0.98, 0.86, "all", color=SPIKE, **at)
    ax.text(0.98, 0.72, "outside", color="0.45", **at)
    return {
        "rate": ax.plot([], [], ".-", color=SPIKE, ms=4)[0],
        "alarms": ax.plot([], [], ".-", color=OUTSIDE, ms=3)[0],
    }


TURNED = {
    "jitter": slider("jitter", 0, 6, start=KNOBS["jitter"], step=0.5, unit="ms"),
    "frequency": slider("share of time", 0, 50, start=KNOBS["frequency"], step=5, unit="%"),
    "ratio": slider("A₋ / A₊", 0.7, 1.0, start=KNOBS["ratio"], step=0.01),
    "times": choice("times in a showing", ("repeated", "drawn anew"), KNOBS["times"]),
    "seed": slider("noise seed", 0, 7, start=KNOBS["seed"], step=1),
}


@declare(
    learn_frames,
    speed=choice("speed", tuple(SPEEDS), "real time"),
    **TURNED,
    fps=FPS,
    still=39,
    button="Learn",
    size=(7.5, 3.5),
)
def learn(figure: Figure) -> Frame:
    """Output spikes against time above; the wall of weights and the rates below."""
    grid = figure.add_gridspec(2, 2, height_ratios=[3, 2], width_ratios=[3, 2])
    top, weights = figure.add_subplot(grid[0, :]), figure.add_subplot(grid[1, 0])
    rates = figure.add_subplot(grid[1, 1])
    top.axhspan(51.5, 60, color="0.93")
    top.set(ylim=(0, 60), xlabel="time (s): each dot is an output spike")
    top.xaxis.set_major_locator(MaxNLocator(6))
    top.set_yticks([0, 10, 20, 30, 40, 50, 56], ["0", "10", "20", "30", "40", "50", "outside"])
    top.set(ylabel="ms since onset")
    return {
        "axes": top,
        "inside": top.plot([], [], ".", color=SPIKE, ms=4)[0],
        "outside": top.plot([], [], "|", color=OUTSIDE, ms=8, mew=0.8)[0],
        "new": top.plot([], [], "o", color=SPIKE, ms=11, mfc="none", mew=2, clip_on=False)[0],
        **draw_wall(weights),
        **draw_rates(rates),
        "verdict": top.set_title("", loc="right", fontweight="bold"),
    }


FATE = ("members", "others", "rate", "alarms", "verdict", "text")


def kill_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """The same run, to be watched for what becomes of it."""
    for frame in _runs(controls, lambda: 5):
        yield {name: frame[name] for name in FATE}


@declare(kill_frames, **TURNED, fps=FPS, still=7, button="Learn", size=(7.5, 2.5))
def kill(figure: Figure) -> Frame:
    """The output rate on the left, the wall of weights on the right."""
    left, right = figure.subplots(1, 2)
    return {
        **draw_rates(left),
        **draw_wall(right),
        "verdict": left.set_title("", loc="right", fontweight="bold"),
    }


# --- One output spike. ----------------------------------------------------------------------------

ROWS, SPAN = 12, 100.0  # afferents and ms
LEFT = 100.0  # ms of the input that come before


@lru_cache(maxsize=1)
def untrained() -> tuple[Floats, Floats, Floats]:
    """(t, p, output spikes) of the untrained neuron over 100 ms."""
    run = history()
    t, p, output = potential(run.heard, run.weights[0])
    return t - LEFT, p, output - LEFT


def pairs(at: float) -> tuple[Floats, Floats, float]:
    """Of each afferent drawn, its spike that gains and its spike that loses with one output spike.

    That is the output spike nearest to `at`, and no other output spike may lie in between. NaN
    where there is none. In ms on the picture's axis.
    """
    _, _, output = untrained()
    k = int(np.abs(output - at).argmin())
    chosen = float(output[k])
    before, after = np.append(-np.inf, output)[k], np.append(output, np.inf)[k + 1]
    heard = history().heard
    gain, loss = np.full(ROWS, np.nan), np.full(ROWS, np.nan)
    for row in range(ROWS):
        t = heard.times[heard.ids == row] - LEFT
        earlier, later = t[(t > before) & (t < chosen)], t[(t > chosen) & (t < after)]
        gain[row] = earlier[-1] if earlier.size else np.nan
        loss[row] = later[0] if later.size else np.nan
    return gain, loss, chosen


def one_spike_frame(at: float) -> Frame:
    """Twelve afferents around one output spike, and what it does to their weights."""
    gain, loss, chosen = pairs(at)
    stdp = STANDARD.stdp
    up = stdp.A_plus * np.exp(-(chosen - gain) / stdp.tau_plus)
    down = stdp.A_minus * np.exp(-(loss - chosen) / stdp.tau_minus)
    rows = np.arange(ROWS)
    nearest = int(np.nanargmax(gain))
    gap = np.full(ROWS, np.nan)
    return {
        "chosen": ([chosen, chosen], [-450, 1050]),
        "here": ([chosen, chosen], [-0.6, ROWS - 0.3]),
        "up": (
            np.column_stack([gain, gain, gap]).ravel(),
            np.column_stack([rows, rows + 28 * up, gap]).ravel(),
        ),
        "down": (
            np.column_stack([loss, loss, gap]).ravel(),
            np.column_stack([rows, rows - 28 * down, gap]).ravel(),
        ),
        "text": f"Output spike at {chosen:.1f} ms. Of 12 afferents {np.isfinite(gain).sum()} gain "
        f"{np.nansum(up):.3f} in all and {np.isfinite(loss).sum()} lose {np.nansum(down):.3f}. "
        f"The nearest spike before it, {chosen - gain[nearest]:.1f} ms, gains {up[nearest]:.4f}.",
    }


@declare(
    one_spike_frame,
    at=slider("output spike near", 10, 90, start=40, step=1, unit="ms"),
    handles={"chosen": {"x": "at"}, "here": {"x": "at"}},
    size=(8.0, 3.6),
)
def one_spike(figure: Figure) -> Frame:
    """The potential of the untrained neuron; below it, its input from twelve afferents."""
    above, below = figure.subplots(2, 1, height_ratios=[2, 3], sharex=True)
    t, p, _ = untrained()
    seen = (t >= 0) & (t <= SPAN)
    above.plot(t[seen], p[seen], color=VOLTAGE, lw=1.2)
    above.axhline(STANDARD.v_threshold, color=SPIKE, ls="--", lw=1.2)
    above.set(xlim=(0, SPAN), ylim=(-450, 1050), yticks=(0, 500, 1000), ylabel="p")
    above.grid(visible=False)
    heard = history().heard
    shown = (heard.ids < ROWS) & (heard.times >= LEFT) & (heard.times < LEFT + SPAN)
    below.plot(heard.times[shown] - LEFT, heard.ids[shown], **STROKE, color="0.55", ms=9)
    at: dict[str, Any] = {"transform": above.transAxes, "va": "bottom", "fontsize": 10}
    above.text(0.76, 1.0, "gains", color=OTHER, **at)
    above.text(0.9, 1.0, "loses", color=WEIGHT, **at)
    below.set(ylim=(-0.9, ROWS + 0.2), yticks=[0, 5, 10], ylabel="afferent", xlabel="time (ms)")
    return {
        "chosen": above.plot([], [], color=SPIKE, lw=2.5, alpha=0.5)[0],
        "here": below.plot([], [], color=SPIKE, lw=2.5, alpha=0.5)[0],
        "up": below.plot([], [], color=OTHER, lw=4, solid_capstyle="butt")[0],
        "down": below.plot([], [], color=WEIGHT, lw=4, solid_capstyle="butt")[0],
    }


# --- Before and after. ----------------------------------------------------------------------------

LEAD, SHOWN = 200.0, 300.0  # ms before what is shown, and of it


def before_frame(learned: float) -> Frame:
    """The same 300 ms of input, met by the weights as they were after `learned` seconds."""
    run = history()
    weights = run.weights[round(2 * learned)]
    t, p, output = potential(run.heard, weights)
    late, seen = t >= LEAD, output >= LEAD
    hit = ~np.isnan(since_onset(output[seen], run.showings, 50.0))
    return {
        "now": (t[late] - LEAD, p[late]),
        **wall(weights, first_spikes(KNOBS["seed"])),
        "title": f"after {learned:g} s of learning",
        "text": f"After {learned:g} s of learning: {seen.sum()} output spikes in these 300 ms, "
        f"{hit.sum()} of them in the {run.showings.size} showings and {(~hit).sum()} outside.",
    }


@declare(
    before_frame,
    learned=slider("learned for", 0, LEARNED, start=LEARNED, step=0.5, unit="s", clock=True),
    size=(7.4, 2.6),
)
def before_and_after(figure: Figure) -> Frame:
    """Two stretches of p(t) on the left, the weights against the first spike on the right."""
    grid = figure.add_gridspec(2, 2, width_ratios=[3, 2])
    run = history()
    axes = [figure.add_subplot(grid[row, 0]) for row in (0, 1)]
    for ax in axes:
        for onset in run.showings - LEAD:
            ax.axvspan(max(onset, 0.0), onset + 50.0, color="0.88")
        ax.axhline(STANDARD.v_threshold, color=SPIKE, ls="--", lw=1.2)
        ax.set(xlim=(0, SHOWN), ylim=(-400, 1050), yticks=(0, 500, 1000), ylabel="potential p")
        ax.grid(visible=False)
    t, p, _ = potential(run.heard, run.weights[0])
    axes[0].plot(t[t >= LEAD] - LEAD, p[t >= LEAD], color=VOLTAGE, lw=1)
    axes[0].set_title("before (grey: the pattern is shown)", fontsize=10)
    axes[0].set_xticklabels([])
    axes[1].set_xlabel("time (ms)")
    return {
        "now": axes[1].plot([], [], color=VOLTAGE, lw=1)[0],
        "title": axes[1].set_title("", fontsize=10),
        **draw_wall(figure.add_subplot(grid[:, 1])),
    }


# --- How high noise lifts it. ---------------------------------------------------------------------


@lru_cache(maxsize=8)
def _hovers(my_hover: Callable[..., Any]) -> Floats:
    return np.array([float(my_hover(weights, 64.0)) for weights in history().weights])


def hovering_frame(my_hover: Callable[..., Any], at: float) -> Frame:
    """How high noise alone would lift p, over the run, and the spikes outside the showings."""
    function, whose = theirs(HOVER, my_hover, our="the right")
    line = _hovers(function)
    run = history()
    alarms = run.output[np.isnan(since_onset(run.output, run.onsets, 50.0))]
    edges = np.arange(0.0, 1000.0 * LEARNED + 1.0, 500.0)
    counts = 2 * np.histogram(alarms, edges)[0]
    k = round(2 * at)
    now = counts[min(k, counts.size - 1)]
    return {
        "hover": (np.arange(line.size) / 2, line),
        "here": ([at], [line[k]]),
        "alarms": (edges[:-1] / 1000 + 0.25, counts),
        "now": ([at, at], [0, 100]),
        "text": f"After {at:g} s, by {whose} function, noise alone would "
        f"lift p to {line[k]:.0f} of 500. In the half second from then on: {now} spikes a second "
        "outside the showings.",
    }


@declare(
    hovering_frame,
    at=slider("learned for", 0, LEARNED, start=5, step=0.5, unit="s"),
    handles={"here": {"x": "at"}},
    size=(7.0, 3.0),
)
def hovering(figure: Figure) -> Frame:
    """The line and the threshold above, the spikes outside the showings below."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    above.set(xlim=(0, LEARNED), ylim=(0, 1050), ylabel="p by noise alone")
    above.axhline(STANDARD.v_threshold, color=SPIKE, ls="--", lw=1.5)
    above.text(LEARNED, 515, "threshold", color=SPIKE, ha="right", va="bottom")
    below.set(ylim=(0, 100), xlabel="learned for (s)", ylabel="outside\n(Hz)")
    return {
        "hover": above.plot([], [], color=THEORY, lw=2)[0],
        "here": above.plot([], [], **HERE)[0],
        "alarms": below.plot([], [], ".-", color=OUTSIDE)[0],
        "now": below.plot([], [], color=VOLTAGE, lw=1)[0],
    }
