"""How well an output found a hidden pattern: hits, false alarms and latency."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.patterns.detector import since_onset
from snn_edu.spikes import Spikes, as_spikes
from snn_edu.validation import Floats, ask, ask_if_seconds, integer, number, numbers


class Score(NamedTuple):
    """What a detector is worth. Never one of these numbers without the others.

    It has no picture: a share, a rate and a time have no axis in common. What it judges has one,
    the `Learned` detector, and so has its ``output``.
    """

    hit_rate: float  # share of the showings with an output spike in them; NaN: none was shown
    false_alarms: float  # Hz, output spikes outside of any showing
    latency: float  # ms from onset to the first output spike, mean over hits; NaN: no hit

    def finds(self) -> bool:
        """Hit rate above 98 % and no false alarm."""
        return self.hit_rate > 0.98 and self.false_alarms == 0

    def succeeds(self) -> bool:
        """The paper's bar: it finds the pattern, with a mean latency below 10 ms."""
        return self.finds() and self.latency < 10.0


def score(
    output: Spikes,
    onsets: ArrayLike,
    length: float = 50.0,
    since: float = 0.0,
    until: float | None = None,
) -> Score:
    """Hits, false alarms and latency of one neuron's spikes against what was shown when.

    A showing is a hit if the neuron fires in [onset, onset + length); every output spike outside
    of all showings is a false alarm.

    `output` is of one neuron (``learned.output.of(k)`` of several), with its duration; `onsets` are
    in ms, in order, as `make_input` gives them (of a repeated input, `repeated`); `length`, of a
    showing, in ms. What is judged begins at `since` and ends at `until`, in ms, or with the output;
    the paper judges the last 150 s.
    """
    if as_spikes("output", output).size != 1:
        raise ValueError(f"output has {output.size} neurons: score them one by one, output.of(0).")
    if not output.duration:
        raise ValueError("output has no duration: false alarms are counted per second.")
    number("length", length, "ms", 0.001)
    ask_if_seconds("length", length, 1.0)
    to_the_end = until is None
    until = output.duration if until is None else number("until", until, "ms", 0, output.duration)
    since = number("since", since, "ms", 0.0)
    if since < length and 1000.0 * since < until:
        ask_if_seconds("since", since, length)
    if since >= until:
        raise ValueError(f"since = {since:g} ms: nothing is left before until = {until:g} ms.")
    starts = np.atleast_1d(numbers("onsets", onsets, "ms", 0.0))
    if starts.ndim != 1 or (np.diff(starts) < 0).any():
        raise ValueError("onsets: expected one row, in order of time.")
    apart = np.diff(starts).min(initial=np.inf)
    if apart < length * (1.0 - 1e-9):
        raise ValueError(
            f"onsets: two are {apart:g} ms apart, and a showing lasts length = {length:g} ms. "
            "Are the onsets in s? Say onsets * 1000. Is a showing shorter? Say length."
        )
    if to_the_end and (starts >= until).any():
        ask(
            f"onsets: up to {starts.max():g} ms, and the output ends at {until:g} ms: what is "
            "shown later is left out. Are both of the same run, and in ms?"
        )
    starts = starts[(starts >= since) & (starts + length <= until)]
    times = output.times[(output.times >= since) & (output.times <= until)]
    first = np.searchsorted(times, starts)
    after = np.append(times, np.inf)[first] - starts  # ms to the next output spike
    hits = after < length
    false = np.isnan(since_onset(times, starts, length)).sum()
    return Score(
        hit_rate=float(hits.mean()) if starts.size else math.nan,
        false_alarms=float(false / (until - since) * 1000),
        latency=float(after[hits].mean()) if hits.any() else math.nan,
    )


def repeated(onsets: ArrayLike, duration: float, repeats: int) -> Floats:
    """The onsets of an input that is heard `repeats` times, its `duration` in ms."""
    onsets, duration = numbers("onsets", onsets, "ms", 0.0), number("duration", duration, "ms", 0.0)
    if (onsets > duration).any():
        raise ValueError(f"onsets: {onsets.max():g} ms is after the duration, {duration:g} ms.")
    repeats = integer("repeats", repeats, 1, 10_000)
    whole = duration * np.arange(repeats)
    return (onsets + whole[:, np.newaxis]).ravel()
