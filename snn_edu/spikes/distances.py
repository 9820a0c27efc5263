"""Distances between two spike trains that need a time scale: Victor-Purpura and van Rossum.

Each function takes two trains: a `Spikes` of one neuron, or an array of spike times in ms.
The measures that choose their own time scale are in `synchrony`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.spikes.train import Train, spike_times
from snn_edu.validation import Floats, affordable, number, numbers


def victor_purpura(a: Train, b: Train, cost: float) -> float:
    """Cost of the cheapest way to edit train `a` into train `b`.

    Deleting a spike costs 1, inserting one costs 1, moving one by d ms costs ``cost`` x |d|.
    With G[i, j] the distance of the first i spikes of a from the first j spikes of b,

    G[i, j] = min(G[i-1, j] + 1,  G[i, j-1] + 1,  G[i-1, j-1] + cost |a_i - b_j|)

    Parameters
    ----------
    a, b
        Spike trains, in ms.
    cost
        In 1/ms, >= 0. Two spikes further apart than 2 / cost are cheaper deleted and inserted.

    Notes
    -----
    Both limits are exact. At cost 0 moving is free: the difference of the spike counts. At a large
    cost only coincident spikes are kept: all spikes of both trains that have no exact partner.
    Empty trains are fine: the distance is then the other's spike count.
    Source: Victor & Purpura 1996, J Neurophysiol 76:1310, the family D^spike[q].
    """
    rows = _edit_table(spike_times("a", a), spike_times("b", b), _cost(cost))
    (last,) = deque(rows, maxlen=1)
    return float(last[-1])


@dataclass(frozen=True, eq=False)
class EditPath:
    """The cheapest edits that turn one train into another, ready to draw."""

    moved: Floats  # ms, shape (moves, 2): where in a, where in b
    deleted: Floats  # ms, spikes of a without partner
    inserted: Floats  # ms, spikes of b without partner
    cost: float  # 1/ms

    @property
    def distance(self) -> float:
        """What the edits cost together: the Victor-Purpura distance."""
        moves = np.abs(self.moved[:, 1] - self.moved[:, 0])
        return float(self.deleted.size + self.inserted.size + self.cost * moves.sum())


def victor_purpura_path(a: Train, b: Train, cost: float) -> EditPath:
    """A cheapest set of edits from `a` to `b`; arguments as in `victor_purpura`.

    Where moving costs the same as deleting and inserting, the spike is moved. Keeps the whole
    table: (spikes of a + 1) x (spikes of b + 1) numbers.
    """
    a, b, cost = spike_times("a", a), spike_times("b", b), _cost(cost)
    affordable("a", a.size, "spikes", 16.0 * (a.size + 1) * (b.size + 1))
    table = np.array(list(_edit_table(a, b, cost)))
    moved, deleted, inserted = [], [], []
    i, j = a.size, b.size
    while i > 0 or j > 0:  # walk back from the end by whichever edit led here
        move = table[i - 1, j - 1] + cost * abs(a[i - 1] - b[j - 1]) if i and j else np.inf
        delete = table[i - 1, j] + 1.0 if i else np.inf
        insert = table[i, j - 1] + 1.0 if j else np.inf
        if move <= min(delete, insert) + 1e-9:
            i, j = i - 1, j - 1
            moved.append((a[i], b[j]))
        elif delete <= insert:
            i -= 1
            deleted.append(a[i])
        else:
            j -= 1
            inserted.append(b[j])
    pairs = np.array(moved[::-1]).reshape(-1, 2)
    return EditPath(pairs, np.array(deleted[::-1]), np.array(inserted[::-1]), cost)


def _edit_table(a: Floats, b: Floats, cost: float) -> Iterator[Floats]:
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

    Parameters
    ----------
    a, b
        Spike trains, in ms. An empty train is f = 0.
    tau
        In ms. Short: coincidences count; D^2 tends to half the number of spikes without exact
        partner. Long: only counts matter, D tends to |spikes of a - spikes of b| / sqrt(2).

    Notes
    -----
    **The norm.** This is the paper's, 1 / tau: a lone spike is at distance 1 / sqrt(2) = 0.707
    from an empty train. Other tools (elephant) take 2 / tau, so that a lone spike is at distance 1:
    their number is sqrt(2) times ours, for every pair of trains.
    Exact and linear in the number of spikes: f - g is an exponential between two spikes.
    Source: van Rossum 2001, Neural Comput 13:751, eq. 2.
    """
    a, b, tau = spike_times("a", a), spike_times("b", b), number("tau", tau, "ms", low=1e-9)
    times = np.concatenate([a, b])
    order = np.argsort(times, kind="stable")
    times, jumps = times[order], np.repeat([1.0, -1.0], [a.size, b.size])[order]
    level = _levels(times, jumps, tau)  # f - g just after each spike
    spans = np.append(np.diff(times), np.inf)[: times.size]  # ms to the next spike
    # (1 / tau) x integral of (level exp(-t / tau))^2 over a span = level^2 (1 - exp(-2 span/tau))/2
    return float(np.sqrt(np.sum(level**2 * -np.expm1(-2.0 * spans / tau)) / 2.0))


def filtered(train: Train, tau: float, t: ArrayLike) -> Floats:
    """The train as `van_rossum` sees it: sum of exp(-(t - t_i) / tau) over spikes t_i <= t.

    Parameters
    ----------
    train
        One spike train, in ms.
    tau
        In ms.
    t
        When to look, in ms: any shape, which the result has too.
    """
    tau = number("tau", tau, "ms", low=1e-9)
    times, t = spike_times("train", train), numbers("t", t, "ms")
    if not times.size:
        return np.zeros(t.shape)
    last = np.searchsorted(times, t, side="right") - 1  # the last spike at or before t
    since = np.where(last >= 0, t - times[last], np.inf)
    return np.asarray(_levels(times, np.ones(times.size), tau)[last] * np.exp(-since / tau))


def _levels(times: Floats, jumps: Floats, tau: float) -> Floats:
    """A trace that jumps at each time and decays with `tau` between: its value after each jump."""
    decay = np.exp(-np.diff(times, prepend=times[:1]) / tau)
    level = 0.0
    levels = []
    for factor, jump in zip(decay.tolist(), jumps.tolist(), strict=True):
        level = level * factor + jump
        levels.append(level)
    return np.array(levels)


def _cost(cost: float) -> float:
    return number("cost", cost, "per ms", low=0.0)
