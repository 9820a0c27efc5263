"""Lesson 10: the neuron that listens, half a second of input after the other.

`input_pieces` makes what it hears as the knobs say now, `follow_run` lets it learn, `history` keeps
the run that most pictures of the lesson are about, and `potential` is its formula, step by step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from snn_edu.patterns import Detector, Learned, follow, hide, make_stream, score
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

STANDARD = Detector()
KNOBS: Mapping[str, Any] = {
    "jitter": 1.0, "frequency": 25, "ratio": 0.85, "times": "repeated", "seed": 2
}  # fmt: skip
SECONDS = 60  # of input
PIECE = 500.0  # ms of input that are made at a time
SHARE = 0.5  # of the afferents take part in the pattern


def whole() -> float:
    """The length of a piece that is not cut: half a second."""
    return PIECE


def input_pieces(
    controls: Mapping[str, Any], onsets: list[float], length: Callable[[], float] = whole
) -> Iterator[tuple[Detector, Spikes]]:
    """Half a second of input after the other, as the knobs say now, and who hears it.

    It is cut into parts of `length()` ms, of which half a second has a whole number.
    Where the pattern was shown is noted in `onsets` (ms): for the judge, never for the detector.
    """
    rng = np.random.default_rng(controls["seed"])
    anew = np.random.default_rng([controls["seed"], 1])
    stream, shows = make_stream(rng), False
    for start in np.arange(0.0, SECONDS * 1000.0, PIECE):
        frequency, jitter = controls["frequency"] / 100, controls["jitter"]
        piece = hide(stream, PIECE, rng, SHARE, frequency, jitter, shows=shows)
        shows, here = piece.shows, piece.onsets[0]
        onsets.extend(start + here)
        spikes = piece.spikes
        if controls["times"] != "repeated" and here.size:
            spikes = ANEW[controls["times"]](spikes, here, anew)
        stdp = replace(STANDARD.stdp, A_minus=controls["ratio"] * STANDARD.stdp.A_plus)
        hears = replace(STANDARD, stdp=stdp)
        for part in slices(spikes, length()):
            yield hears, part


def with_times_redrawn(spikes: Spikes, onsets: Floats, rng: np.random.Generator) -> Spikes:
    """The same counts in every showing, of every afferent, but each time its spikes come anew.

    Every spike within a showing of 50 ms moves to a random moment of that showing.
    """
    last = onsets[np.maximum(np.searchsorted(onsets, spikes.times, side="right") - 1, 0)]
    shown = (spikes.times >= last) & (spikes.times < last + 50.0)
    times = np.where(shown, last + 50.0 * rng.random(spikes.times.size), spikes.times)
    return Spikes(times, spikes.ids, spikes.size, spikes.duration)


def with_trains_dealt_out(spikes: Spikes, onsets: Floats, rng: np.random.Generator) -> Spikes:
    """The same times in every showing, but the pattern's afferents exchange their trains.

    In each showing the trains of the first half of the afferents are dealt out to them anew.
    """
    ids, half = spikes.ids.copy(), round(SHARE * spikes.size)
    for onset in onsets:
        shown = (spikes.times >= onset) & (spikes.times < onset + 50.0) & (spikes.ids < half)
        ids[shown] = rng.permutation(half)[ids[shown]]
    return Spikes(spikes.times, ids, spikes.size, spikes.duration)


ANEW: Mapping[str, Callable[[Spikes, Floats, np.random.Generator], Spikes]] = {
    "drawn anew": with_times_redrawn,
    "dealt out": with_trains_dealt_out,
}


def slices(spikes: Spikes, length: float) -> Iterator[Spikes]:
    """The same spikes in stretches of `length` ms, the times of each from its own beginning."""
    assert spikes.duration is not None
    edges = np.arange(0.0, spikes.duration + length / 2, length)
    cuts = np.searchsorted(spikes.times, edges)
    cuts[-1] = len(spikes)
    for begin, first, last in zip(edges, cuts, cuts[1:], strict=False):
        stay = slice(first, last)
        yield Spikes(spikes.times[stay] - begin, spikes.ids[stay], spikes.size, length)


def follow_run(
    controls: Mapping[str, Any], onsets: list[float], length: Callable[[], float] = whole
) -> Iterator[Learned]:
    """What the neuron knows after each part of the input."""
    return follow(input_pieces(controls, onsets, length), np.full((1, 2000), STANDARD.w0))


@lru_cache(maxsize=8)
def first_spikes(seed: int) -> Floats:
    """Of each afferent its first spike in the pattern of this stream, ms; inf: it has none."""
    t, ids = make_stream(np.random.default_rng(seed)).patterns[0]
    first = np.full(2000, np.inf)
    np.minimum.at(first, ids, t)
    return first


def verdict(output: Spikes, onsets: Floats, since: float, until: float) -> tuple[str, str]:
    """Hits, misses and false alarms of a stretch in words, and whether that is found."""
    judged = score(output, onsets, since=since, until=until)
    showings = int(np.count_nonzero((onsets >= since) & (onsets + 50.0 <= until)))
    hits = round(judged.hit_rate * showings) if showings else 0
    late = "" if math.isnan(judged.latency) else f", {judged.latency:.1f} ms after the onset"
    found = "found" if judged.finds() else "not found"
    return (
        f"Last {(until - since) / 1000:g} s: {hits} of {showings} showings hit{late}, "
        f"{judged.false_alarms:.1f} spikes per second outside them. So: {found}.",
        found,
    )


# --- The run of the lesson. -----------------------------------------------------------------------

LEARNED = 40  # s


class History(NamedTuple):
    """Forty seconds with the knobs where they start."""

    weights: Floats  # (81, 2000): at the start and after every half second
    output: Floats  # ms
    onsets: Floats  # ms
    heard: Spikes  # half a second of input behind it, the same for every state of the weights
    showings: Floats  # ms, onsets within that


@lru_cache(maxsize=1)
def history() -> History:
    """What the neuron of `views.learn` knows after every half second."""
    onsets: list[float] = []
    kept: list[Spikes] = []

    def heard() -> Iterator[tuple[Detector, Spikes]]:
        for detector, spikes in input_pieces(KNOBS, onsets):
            kept[:] = [spikes]
            yield detector, spikes

    weights = [np.full(2000, STANDARD.w0)]
    output = np.array([])
    for learned in follow(heard(), np.full((1, 2000), STANDARD.w0)):
        if learned.t > LEARNED * 1000.0:
            break
        weights.append(learned.weights[0])
        output = learned.output.times
    starts, end = np.array(onsets), LEARNED * 1000.0
    return History(
        np.array(weights), output, starts[starts < end], kept[0], starts[starts >= end] - end
    )


# --- The formula, step by step. -------------------------------------------------------------------


def potential(
    spikes: Spikes, weights: Floats, detector: Detector = STANDARD, dt: float = 0.1
) -> tuple[Floats, Floats, Floats]:
    """(t, p, output spikes) of one neuron whose weights stand still, in steps of `dt` ms.

    p(t) = eta(t - t_out) + sum_j w_j eps(t - t_j), as in `Detector`. Both are a slow exponential
    minus a fast one, p = M - S, and both sums lose the same share in every step. Input of a step
    arrives at its end. A discharge sets M and S to those of eta, and with that flushes every PSP.
    """
    assert spikes.duration is not None
    steps = round(spikes.duration / dt)
    K, _ = detector.gains()
    end = np.ceil(spikes.times / dt - 1e-9).astype(int)
    arrives = K * np.bincount(end, weights[spikes.ids], steps + 1)
    t: Floats = np.asarray(dt * np.arange(steps + 1), dtype=float)
    p, T = np.empty(steps + 1), detector.v_threshold
    stay_m, stay_s = math.exp(-dt / detector.tau_m), math.exp(-dt / detector.tau_syn)
    M, S, t_out = 0.0, 0.0, -math.inf
    output: list[float] = []
    for k in range(steps + 1):
        M, S = M * stay_m + arrives[k], S * stay_s + arrives[k]
        p[k] = M - S
        if p[k] >= T and t[k] - t_out > detector.t_ref:
            t_out = float(t[k])
            output.append(t_out)
            M, S = (detector.K1 - detector.K2) * T, -detector.K2 * T
            p[k] = M - S  # K1 T
    return t, p, np.array(output, dtype=float)
