"""Distances between two spike trains that need a time scale: Victor-Purpura and van Rossum.

Each function takes two trains: a `Spikes` of one neuron, or an array of spike times in ms.
The measures that choose their own time scale are in `synchrony`.
"""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Iterator

import numpy as np

from snn_edu.spikes.train import Spikes, Train, spike_times
from snn_edu.validation import Floats, ask, ask_if_seconds, number


def victor_purpura(a: Train, b: Train, cost: float) -> float:
    """Cost of the cheapest way to edit train `a` into train `b`.

    Deleting a spike costs 1, inserting one costs 1, moving one by d ms costs ``cost`` x |d|.
    With G[i, j] the distance of the first i spikes of a from the first j spikes of b,

    G[i, j] = min(G[i-1, j] + 1,  G[i, j-1] + 1,  G[i-1, j-1] + cost |a_i - b_j|)

    Both limits are exact. At cost 0 moving is free: the difference of the spike counts. At a large
    cost only coincident spikes are kept: all spikes of both trains that have no exact partner.
    Empty trains are fine: the distance is then the other's spike count.
    Source: Victor & Purpura 1996, J Neurophysiol 76:1310, the family D^spike[q].

    `cost` is in 1/ms, >= 0: spikes further apart than 2 / cost are cheaper deleted and inserted.
    """
    cost = number("cost", cost, "per ms", low=0.0)
    _ask_spans(a, b)
    rows = edit_table(spike_times("a", a), spike_times("b", b), cost)
    (last,) = deque(rows, maxlen=1)
    return float(last[-1])


def edit_table(a: Floats, b: Floats, cost: float) -> Iterator[Floats]:
    """G row by row. Along a row, G[j] = min over k <= j of best[k] + (j - k) insertions."""
    j = np.arange(b.size + 1.0)
    row = j  # from no spike at all: insert them
    yield row
    for time in a:
        best = row + 1.0  # delete this spike of a, or move it
        best[1:] = np.minimum(best[1:], row[:-1] + cost * np.abs(time - b))
        row = np.minimum.accumulate(best - j) + j
        yield row


def van_rossum(a: Train, b: Train, tau: float) -> float:
    """Distance of the two trains after each spike is replaced by an exponential tail.

    f(t) = sum over spikes of exp(-(t - t_i) / tau) for t >= t_i,  and g likewise for b;
    D^2 = (1 / tau) x the integral of (f - g)^2 dt from 0 to infinity.

    **The norm.** This is the paper's, 1 / tau: a lone spike is at distance 1 / sqrt(2) = 0.707
    from an empty train. Other tools (elephant) take 2 / tau, so that a lone spike is at distance 1:
    their number is sqrt(2) times ours, for every pair of trains.
    Exact and linear in the number of spikes: f - g is an exponential between two spikes.
    Source: van Rossum 2001, Neural Comput 13:751, eq. 2.

    An empty train is f = 0. A short `tau` (ms): coincidences count; D^2 tends to half the number of
    spikes without exact partner. A long one: only counts matter, D tends to |spikes of a - spikes
    of b| / sqrt(2).
    """
    _ask_spans(a, b)
    a, b, tau = spike_times("a", a), spike_times("b", b), number("tau", tau, "ms", low=1e-9)
    if tau >= 1e-3:  # below, the limit is meant
        ask_if_seconds("tau", tau, 0.1)
    times = np.concatenate([a, b])
    order = np.argsort(times, kind="stable")
    times, jumps = times[order], np.repeat([1.0, -1.0], [a.size, b.size])[order]
    level = after_jumps(times, jumps, tau)  # f - g just after each spike
    spans = np.append(np.diff(times), np.inf)[: times.size]  # ms to the next spike
    # (1 / tau) x integral of (level exp(-t / tau))^2 over a span = level^2 (1 - exp(-2 span/tau))/2
    return float(np.sqrt(np.sum(level**2 * -np.expm1(-2.0 * spans / tau)) / 2.0))


def _ask_spans(a: Train, b: Train) -> None:
    """Ask about two trains that nobody has heard at the same time."""
    if not (isinstance(a, Spikes) and isinstance(b, Spikes)):
        return
    if a.duration is None or b.duration is None:
        return
    if a.start == b.start and a.duration != b.duration:
        end = a.start + min(a.duration, b.duration)
        ask(
            f"a: listened to for {a.duration:g} ms, b for {b.duration:g} ms, and what only one can "
            f"have counts as lost. Say .between({a.start:g}, {end:g}) of the longer one."
        )
    first, second = (a, b) if a.start < b.start else (b, a)
    if first.start + float(first.duration or 0.0) <= second.start:
        warnings.warn(
            f"a: listened to from {a.start:g} ms on, b from {b.start:g} ms on, never together. Say "
            "a.shift(-a.start), and the same of b, to compare each from its own beginning.",
            stacklevel=3,
        )


def after_jumps(times: Floats, jumps: Floats, tau: float) -> Floats:
    """A trace that jumps at each time and decays with `tau` between: its value after each jump."""
    decay = np.exp(-np.diff(times, prepend=times[:1]) / tau)
    level = 0.0
    levels = []
    for factor, jump in zip(decay.tolist(), jumps.tolist(), strict=True):
        level = level * factor + jump
        levels.append(level)
    return np.array(levels)
