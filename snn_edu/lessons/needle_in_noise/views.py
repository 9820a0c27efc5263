"""Lesson 10, a needle in the noise: its views; the second half's are in `needle_limits`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_edu.lessons.needle_in_noise.stored_runs import PIECE
from snn_edu.patterns import (
    Detector,
    Learned,
    Score,
    hide,
    make_input,
    make_stream,
    score,
)
from snn_edu.plots.axes import legend_above, limit_above
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.spikes.train import Spikes
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

STANDARD = Detector()


def scoreboard(judged: Score, showings: int, seconds: float) -> str:
    """Hits, misses and false alarms in words, and the verdict: never one without the others."""
    hits = round(judged.hit_rate * showings) if showings else 0
    late = "" if math.isnan(judged.latency) else f", {judged.latency:.1f} ms after the onset"
    verdict = "found" if judged.finds() else "not found"
    return (
        f"last {seconds:g} s: {hits} of {showings} showings hit{late}; {showings - hits} missed; "
        f"{judged.false_alarms:.1f} false alarms/s: {verdict}"
    )


# --- Widget 1: the raster. ------------------------------------------------------------------------

FEW, LISTENED = 100, 4000.0  # afferents and ms of the raster's input


@lru_cache(maxsize=16)
def raster_input(jitter: float) -> tuple[Spikes, Floats]:
    """Four seconds of 100 afferents, and when the pattern of the first 50 begins (ms)."""
    rng = np.random.default_rng(3)
    return make_input(LISTENED, rng, FEW, jitter=jitter, rates="poisson")


def raster(start: float, jitter: float, ordered: bool, reveal: bool) -> Frame:
    """Half a second of 100 afferents, half of which repeat a pattern of 50 ms."""
    spikes, onsets = raster_input(jitter)
    row = np.arange(FEW) if ordered else np.random.default_rng(4).permutation(FEW)
    begin, end = start * 1000, start * 1000 + 500.0
    seen = (spikes.times >= begin) & (spikes.times < end)
    t, ids = spikes.times[seen], spikes.ids[seen]
    last = onsets[np.maximum(np.searchsorted(onsets, t, side="right") - 1, 0)]
    shown = (t >= last) & (t < last + 50.0)
    needle = shown & (ids < FEW // 2) & reveal
    edges = np.arange(begin, end + 1.0, 10.0)
    rate = np.histogram(t, edges)[0] / FEW * 100.0  # Hz, of one afferent
    here = onsets[(onsets > begin - 50.0) & (onsets < end)]
    bars = np.column_stack([here, here + 50.0, np.full(here.size, np.nan)]).ravel()
    time = np.minimum(here + 50.0, end) - np.maximum(here, begin)
    inside = shown.sum() / FEW / time.sum() * 1000 if here.size else 0.0
    outside = (~shown).sum() / FEW / (500.0 - time.sum()) * 1000
    told = (
        f"shown {here.size} times; {inside:.0f} Hz an afferent while it is, {outside:.0f} Hz else"
        if reveal
        else "somewhere in it a pattern of 50 ms returns"
    )
    return {
        "axes": {"xlim": (begin, end)},
        "noise": (t[~needle], row[ids[~needle]]),
        "needle": (t[needle], row[ids[needle]]),
        "bars": (bars if reveal else [], np.full(bars.size, FEW + 5.0) if reveal else []),
        "rate": (np.repeat(edges, 2)[1:-1], np.repeat(rate, 2)),
        "text": f"{t.size} spikes of {FEW} afferents{', those of the pattern first,' * ordered} "
        f"from {start:.1f} s on, jitter {jitter:g} ms: {told}.",
    }


def draw_raster(figure: Figure) -> Frame:
    """A dot for each spike; below, the rate of all afferents together."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    above.set(ylim=(-2, FEW + 9), ylabel="afferent")
    above.grid(visible=False)
    below.set(ylim=(0, 110), xlabel="time (ms)", ylabel="rate (Hz)")
    artists = {
        "axes": above,
        "noise": above.plot([], [], ".", color=VOLTAGE, ms=2.2)[0],
        "needle": above.plot([], [], "D", color=SPIKE, ms=2.8, label="spike of the pattern")[0],
        "bars": above.plot([], [], color=SPIKE, lw=4, label="pattern shown")[0],
        "rate": below.plot([], [], color=VOLTAGE, lw=1.5)[0],
    }
    legend_above(above, 2)
    return artists


# --- Widget 2: learning, live. Its frames are written out in the notebook. ------------------------

SECONDS, WINDOW_LIVE = 90, 20_000.0  # of input in all; ms that the scoreboard looks back
OUTSIDE = 56.0  # where false alarms are drawn, above the 50 ms of a showing
SLOW, SLOW_PIECE = (9000.0, 13_000.0), 100.0  # ms: where most happens, and a frame of it


def turned(controls: Mapping[str, Any]) -> Detector:
    """The detector as the knobs say now."""
    return replace(
        STANDARD,
        pairing=controls["pairing"],
        psp=controls["psp"],
        A_minus=controls["ratio"] * STANDARD.A_plus,
    )


def input_pieces(
    controls: Mapping[str, Any], onsets: list[float]
) -> Iterator[tuple[Detector, Spikes]]:
    """Half a second of input after the other, as the knobs say now, and who hears it.

    Where the pattern was shown is noted in `onsets` (ms): for the judge, never for the detector.
    """
    rng = np.random.default_rng(controls["seed"])
    stream, shows = make_stream(rng), False
    for start in np.arange(0.0, SECONDS * 1000.0, PIECE):
        knobs = {name: controls[name] for name in ("share", "frequency", "jitter")}
        piece = hide(stream, PIECE, rng, **knobs, shows=shows)
        shows = piece.shows
        onsets.extend(start + piece.onsets[0])
        parts = SLOW[0] <= start < SLOW[1]
        for spikes in slices(piece.spikes, SLOW_PIECE) if parts else (piece.spikes,):
            yield turned(controls), spikes


def slices(spikes: Spikes, length: float) -> Iterator[Spikes]:
    """The same spikes in stretches of `length` ms, the times of each from its own beginning."""
    assert spikes.duration is not None
    edges = np.arange(0.0, spikes.duration + length / 2, length)
    cuts = np.searchsorted(spikes.times, edges)
    cuts[-1] = len(spikes)
    for begin, first, last in zip(edges, cuts, cuts[1:], strict=False):
        stay = slice(first, last)
        yield Spikes(spikes.times[stay] - begin, spikes.ids[stay], spikes.size, length)


@lru_cache(maxsize=8)
def first_spikes(seed: int) -> Floats:
    """Of each afferent its first spike in the pattern of this stream, ms; inf: it has none."""
    t, ids = make_stream(np.random.default_rng(seed)).patterns[0]
    first = np.full(2000, np.inf)
    np.minimum.at(first, ids, t)
    return first


def wall(weights: Floats, first: Floats, share: float) -> Frame:
    """Weights over the first spike in the pattern; who has none stands in the strip behind 50 ms.

    The afferents of the pattern are the first `share` of them.
    """
    number = np.arange(weights.size)
    member = number < round(share * weights.size)
    strip = 52.0 + 7.5 * number / weights.size
    x = np.where(member & np.isfinite(first), first, strip)
    return {"members": (x[member], weights[member]), "others": (x[~member], weights[~member])}


def draw_wall(ax: Axes) -> Frame:
    """Purple dots for the pattern's afferents, grey crosses for the others."""
    ax.axvspan(51, 60, color="0.93")
    ax.set(xlim=(0, 60), ylim=(-0.03, 1.03), xticks=(0, 10, 20, 30, 40, 50), ylabel="weight")
    ax.set_xlabel("first spike in the pattern (ms)")
    artists = {
        "members": ax.plot([], [], ".", color=WEIGHT, ms=3, label="in the pattern")[0],
        "others": ax.plot([], [], "x", color="0.45", ms=2.5, mew=0.6, label="not in it")[0],
    }
    legend_above(ax, 2, markerscale=2)
    return artists


def learning_picture(learned: Learned, onsets: list[float], controls: Mapping[str, Any]) -> Frame:
    """What is known so far: every discharge's latency, every weight, and the false alarms."""
    starts, end = np.array(onsets), learned.t
    latency = learned.latencies(starts)
    number = np.arange(1, latency.size + 1)
    false = np.isnan(latency)
    since = max(0.0, end - WINDOW_LIVE)
    judged = score(learned.output, starts, since=since, until=end)
    showings = int(np.count_nonzero((starts >= since) & (starts + 50.0 <= end)))
    edges = np.arange(0.0, end + 1.0, 1000.0)
    middle = (edges[:-1] + 500.0) / 1000.0  # s
    alarms = np.histogram(learned.output.times[false], edges)[0]
    most = limit_above(latency.size, (1000, 2000, 5000, 12_000))
    told = scoreboard(judged, showings, (end - since) / 1000)
    return {
        "axes": {"xlim": (0, most)},
        "inside": (number[~false], latency[~false]),
        "outside": (number[false], np.full(false.sum(), OUTSIDE)),
        **wall(learned.weights[0], first_spikes(controls["seed"]), controls["share"]),
        "alarms": (middle, alarms),
        "board": told[0].upper() + told[1:],
        "text": f"After {end / 1000:.1f} s and {latency.size} discharges; {told}.",
    }


def draw_learning(figure: Figure) -> Frame:
    """Latency over discharges above; the wall of weights and the false alarms below."""
    grid = figure.add_gridspec(2, 2, height_ratios=[2, 1], width_ratios=[3, 2])
    top, weights = figure.add_subplot(grid[0, :]), figure.add_subplot(grid[1, 0])
    alarms = figure.add_subplot(grid[1, 1])
    top.axhspan(51.5, 60, color="0.93")
    top.set(ylim=(0, 60), yticks=(0, 10, 20, 30, 40, 50), xlabel="discharge number")
    top.set(ylabel="ms since onset")
    alarms.set(xlim=(0, SECONDS), ylim=(0, 100), xlabel="time (s)", ylabel="false\nalarms/s")
    artists = {
        "axes": top,
        "inside": top.plot([], [], ".", color=VOLTAGE, ms=4, label="while the pattern is shown")[0],
        "outside": top.plot(
            [], [], "|", color=SPIKE, ms=8, mew=0.8, label="outside of it: a false alarm"
        )[0],
        **draw_wall(weights),
        "alarms": alarms.plot([], [], ".-", color=SPIKE, ms=3)[0],
        "board": figure.suptitle("Not begun", fontsize=9, fontweight="bold"),
    }
    legend_above(top, 2, bbox_to_anchor=(1.0, 0.98), markerscale=1.5)
    return artists


# --- Widget 3: the balance on noise. --------------------------------------------------------------


def expected_pairs(rate: float, gap: Floats, pairing: str = "reduced") -> tuple[Floats, Floats]:
    """(LTP, LTD) per output spike on Poisson input, in A_plus and A_minus: closed forms.

    Between two output spikes `gap` ms apart an afferent at `rate` Hz has its last spike before the
    second, and its first after the first, at a moment with density r exp(-r s).
    """
    r = rate / 1000.0
    to_plus, to_minus = r + 1 / STANDARD.tau_plus, r + 1 / STANDARD.tau_minus
    if pairing == "nearest":  # the last input counts however old, and every later one weakens
        ltd = r * STANDARD.tau_minus * -np.expm1(-gap / STANDARD.tau_minus)
        return np.full(gap.shape, r / to_plus), ltd
    return r / to_plus * -np.expm1(-to_plus * gap), r / to_minus * -np.expm1(-to_minus * gap)


START_RATE = 63.0  # Hz, of the output at w0, before anything is learned


def balance(ratio: float, rate: float, pairing: str) -> Frame:
    """What one output spike does to a weight on noise, over the output's own rate."""
    output = np.linspace(2.0, 200.0, 199)  # Hz
    ltp, ltd = expected_pairs(rate, 1000.0 / output, pairing)
    drift = ltp - ratio * ltd
    now = float(np.interp(START_RATE, output, drift))
    fate = "weights grow: runaway" if now > 0 else "weights shrink: silence"
    return {
        "pairs": {"ylim": (0.0, 1.0) if pairing == "reduced" else (0.0, 4.6)},
        "axes": {"ylim": (-0.25, 0.15) if pairing == "reduced" else (-1.2, 0.4)},
        "ltp": (output, ltp),
        "ltd": (output, ratio * ltd),
        "drift": (output, drift),
        "here": ([START_RATE], [now]),
        "text": f"Input {rate:g} Hz, A₋ / A₊ = {ratio:g}, {pairing}: at {START_RATE:g} Hz "
        f"of output a discharge adds {now:+.3f} A₊ to the mean weight; {fate}.",
    }


def draw_balance(figure: Figure) -> Frame:
    """LTP and LTD on the left, their difference on the right."""
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 200), xlabel="output rate (Hz)")
    left.set_ylabel("per discharge (A₊)", fontsize=10)
    right.set(xlim=(0, 200), xlabel="output rate (Hz)")
    right.set_ylabel("mean change (A₊)", fontsize=10)
    right.axhline(0, color="0.6", lw=1)
    right.annotate(
        "grows, fires more", (0.02, 0.97), xycoords="axes fraction", va="top", fontsize=9
    )
    right.annotate(
        "shrinks, fires less", (0.98, 0.03), xycoords="axes fraction", ha="right", fontsize=9
    )
    artists = {
        "pairs": left,
        "axes": right,
        "ltp": left.plot([], [], color=THEORY, label="LTP")[0],
        "ltd": left.plot([], [], color=OTHER, ls="--", label="LTD")[0],
        "drift": right.plot([], [], color=WEIGHT)[0],
        "here": right.plot(
            [], [], "D", color=SPIKE, ms=8, label=f"at the start, {START_RATE:g} Hz"
        )[0],
    }
    left.legend(loc="upper right")
    legend_above(right)
    return artists
