"""Distances to look at: the edits of Victor and Purpura, the filtered trains of van Rossum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.spikes import Train, spike_times
from snn_edu.spikes.distances import after_jumps, edit_table
from snn_edu.validation import Floats, affordable, number, numbers


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
    a, b, cost = spike_times("a", a), spike_times("b", b), number("cost", cost, "per ms", low=0.0)
    affordable("a", a.size, "spikes", 16.0 * (a.size + 1) * (b.size + 1))
    table = np.array(list(edit_table(a, b, cost)))
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
    return np.asarray(after_jumps(times, np.ones(times.size), tau)[last] * np.exp(-since / tau))
