"""Afferents before any pattern: whose spikes a pattern is hidden in.

Spikes come as sorted event arrays with ids of two bytes, in pieces of a quarter of a second, since
a few minutes of two thousand afferents are twenty million spikes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats

PIECE = 250.0  # ms made at once: bounds the memory, changes nothing else


class Events(NamedTuple):
    """Spikes in order of time."""

    t: Floats  # ms
    ids: NDArray[np.int16]  # afferent

    def of(self, afferents: NDArray[np.bool_]) -> Events:
        """The spikes that these afferents sent."""
        theirs = afferents[self.ids]
        return Events(self.t[theirs], self.ids[theirs])


def fluctuating(
    duration: float, size: int, silence: float, rng: np.random.Generator
) -> Iterator[Events]:
    """Spikes of afferents whose rates wander, a quarter of a second at a time: the paper's.

    In steps of 1 ms, for each afferent: spike with probability rate x 1 ms, or when the last is
    `silence` ms ago; then rate += change x 1 ms, change += 360 Hz/s x U(-1, 1), with the rate kept
    in [0, 90] Hz and its change in [-1800, 1800] Hz/s (0 to 90 Hz takes 50 ms at least). A spike
    falls anywhere in its step.
    """
    most, swing = 0.09, 0.0018  # spikes per ms, and their change per ms
    rates = np.empty((int(PIECE) + 1, size), np.float32)  # before each step, and after the last
    rates[-1] = rng.uniform(0, most, size)
    change = rng.uniform(-swing, swing, size).astype(np.float32)
    # Bounds as whole rows: NumPy is much faster with them than with numbers.
    bounds = np.array([[0], [most], [-swing], [swing]], np.float32).repeat(size, axis=1)
    slowest, fastest, falling, rising = bounds
    last = rng.uniform(-silence, 0, size)  # ms, a spike before we listened
    chance, kick = np.empty((2, int(PIECE), size), np.float32)  # used again and again
    start = 0
    while start < duration:
        steps = min(int(PIECE), math.ceil(duration - start))
        rng.random(dtype=np.float32, out=chance)
        rng.random(dtype=np.float32, out=kick)
        kick -= np.float32(0.5)
        kick *= np.float32(0.4 * swing)  # 360 Hz/s either way
        rates[0] = rates[-1]
        for now, then, push in zip(rates[:-1], rates[1:], kick, strict=True):
            np.add(now, change, out=then)
            np.minimum(np.maximum(then, slowest, out=then), fastest, out=then)
            change += push
            np.minimum(np.maximum(change, falling, out=change), rising, out=change)
        hits = np.flatnonzero(chance[:steps] < rates[:steps])
        step, ids = np.divmod(hits, size)
        own = in_order(start + step + rng.random(hits.size), ids.astype(np.int16))
        filled = _filled(own, last, float(start + steps), silence, rng)
        last[own.ids] = own.t  # of several values for one index the last one stays
        np.maximum.at(last, filled.ids, filled.t)
        events = merged(own, filled)
        inside = np.searchsorted(events.t, duration, side="right")
        yield Events(events.t[:inside], events.ids[:inside])
        start += steps


def _filled(
    own: Events, last: Floats, end: float, silence: float, rng: np.random.Generator
) -> Events:
    """The spikes that end a silence. `last` is each afferent's spike before."""
    every = np.arange(last.size, dtype=np.int16)
    who = np.concatenate([every, own.ids, every])
    when = np.concatenate([last, own.t, np.full(last.size, end)])
    # Each afferent's row: its last spike before, its spikes now, the end of this piece.
    row = np.argsort(who, kind="stable")
    who, when = who[row], when[row]
    begin, stop = when[:-1], when[1:]
    long = stop - begin > silence  # never from the end of one row to the beginning of the next
    begin, stop, who = begin[long], stop[long], who[1:][long]
    found_t, found_ids = [np.empty(0)], [np.empty(0, np.int16)]
    while who.size:
        step = np.floor(begin + silence)  # the step in which the silence is over
        late = step < np.floor(stop)  # a spike of its own in that step comes instead
        begin, stop, who = step[late] + rng.random(int(late.sum())), stop[late], who[late]
        found_t.append(begin)
        found_ids.append(who)
    return in_order(np.concatenate(found_t), np.concatenate(found_ids))


def poisson_pieces(
    rate: float, duration: float, size: int, rng: np.random.Generator
) -> Iterator[Events]:
    """Constant rates: every afferent's spikes are a Poisson process at `rate` Hz."""
    for start in np.arange(0, duration, PIECE):
        one = poisson(rate, min(PIECE, duration - start), size, rng)
        yield Events(start + one.t, one.ids)


def poisson(rate: float, duration: float, size: int, rng: np.random.Generator) -> Events:
    """All afferents' Poisson spikes as one process: their count, then exponential gaps.

    Given their count, the moments of a Poisson process are uniform; gaps of n + 1 exponentials,
    scaled to the duration, are uniform moments already in order.
    """
    count = int(rng.poisson(rate * size * duration / 1000))
    moments = np.cumsum(rng.standard_exponential(count + 1))
    moments *= duration / moments[-1]
    return Events(moments[:-1], rng.integers(size, size=count, dtype=np.int16))


def merged(a: Events, b: Events) -> Events:
    """Two rows of spikes, each in order, as one."""
    t, ids = np.concatenate([a.t, b.t]), np.concatenate([a.ids, b.ids])
    order = np.argsort(t, kind="stable")  # finds the rows, and merges them
    return Events(t.take(order), ids.take(order))


def joined(rows: Iterable[Events]) -> Events:
    """Rows of spikes one after another as one."""
    times, ids = zip(*rows, strict=True)
    return Events(np.concatenate(times), np.concatenate(ids))


def in_order(t: Floats, ids: NDArray[np.int16]) -> Events:
    """The spikes sorted by time.

    First by a clock of 2**16 ticks, which NumPy sorts three times faster (by radix). What then
    still is out of order shares a tick, and is soon put right.
    """
    if not t.size:
        return Events(t, ids)
    first = float(t.min())
    ticks = (t - first) * (65_535 / max(float(t.max()) - first, 1e-9))
    order = np.argsort(ticks.astype(np.uint16), kind="stable")
    order = order.take(np.argsort(t.take(order), kind="stable"))
    return Events(t.take(order), ids.take(order))
