"""Traces: what a synapse remembers of a spike train, and which spikes came before which.

A trace jumps by 1 at each spike and decays: x(t) = sum over earlier spikes of exp(-(t - t_spike) /
tau). Read at the right moments it replaces the sum over all pairs of spikes, which is why every
plasticity rule of this package is written with it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats

Counts = NDArray[np.intp]
Indices = tuple[Counts, Counts]

# exp(age / tau) stays far from overflow, and its relative error below 1e-14, up to this many tau.
STRETCH = 100.0
MOST_PAIRS = 10_000_000  # a list longer than this is a mistake, not a picture


def moments(times: Floats) -> Floats:
    """When spikes count as being: their times to a billionth of a ms.

    What differs by less is a tie: on a grid of 0.1 ms, 5 dt + dt is 0.6 and 6 dt is
    0.6000000000000001. Only the order of spikes is read from these; how far apart they are is not.
    """
    with np.errstate(over="ignore"):  # 1e300 is as it was
        return np.round(times, 9)


def earlier(pre: Floats, post: Floats, same_step: str) -> tuple[Counts, Counts]:
    """How many pre spikes come before each post spike, and post spikes before each pre spike.

    A tie (of `moments`) counts as before for neither (``"none"``), for the post only (``"ltp"``:
    the pre came first) or for the pre only (``"ltd"``). Shapes (post spikes,) and (pre spikes,).
    """
    pre, post = moments(pre), moments(post)
    pre_before, ties = _spikes_before(pre, post, tie_is_before=same_step == "ltp")
    if ties and same_step == "none":
        return pre_before, _spikes_before(post, pre, tie_is_before=False)[0]
    return pre_before, not_after(pre_before, pre.size)


def _spikes_before(spikes: Floats, times: Floats, *, tie_is_before: bool) -> tuple[Counts, bool]:
    """For each time, how many of `spikes` come before it, and whether any is at the same time."""
    before = np.searchsorted(spikes, times, side="right" if tie_is_before else "left")
    ties = spikes.size > 0 and (spikes[np.minimum(before, spikes.size - 1)] == times).any()
    return before, bool(ties)


def not_after(pre_before: Counts, pre_spikes: int) -> Counts:
    """For each pre spike, the number of post spikes that it does not precede.

    That is the count of the posts with pre_before <= i: the other side of the same order, without
    searching again. It is also the index of the first post after pre spike i.
    """
    counts = np.bincount(pre_before, minlength=pre_spikes + 1)
    return np.cumsum(counts, out=counts)[:pre_spikes]  # in place: fresh memory costs more


def each_with_last(before: Counts, only_first: bool) -> Indices:
    """(index of the last earlier spike of the other train, index of the spike) for each spike.

    `only_first` leaves out a spike whose partner an earlier spike of its train already had.
    """
    fresh = before > 0
    if only_first:
        fresh[1:] &= before[1:] > before[:-1]
    late = np.flatnonzero(fresh)
    last = before[late]
    last -= 1
    return last, late


def each_with_all(before: Counts) -> Indices:
    """(index of an earlier spike of the other train, index of the spike), for all such pairs."""
    total = int(before.sum())
    if total > MOST_PAIRS:
        raise ValueError(
            f"pairs: there are {total:,}, allowed is {MOST_PAIRS:,}. STDP.change needs no list."
        )
    late = np.repeat(np.arange(before.size), before)
    return np.arange(total) - np.repeat(np.cumsum(before) - before, before), late


def trace(
    spikes: Floats, times: Floats, before: Counts, tau: float, *, adds: bool = True
) -> Floats:
    """The trace at each of `times`: sum over the spikes before it of exp(-(t - t_spike) / tau).

    All in ms, sorted; `before` says how many of `spikes` come before each of `times` (`earlier`).
    Unless it `adds`, a spike sets the trace to 1, and only the last one is left.
    """
    after = _just_after(spikes, tau) if adds else np.ones(spikes.size)
    marked = before > 0  # with no spike yet the trace is 0, whatever the clock says
    last = before[marked] - 1
    x = np.zeros(times.size)
    x[marked] = after[last] * np.exp(-(times[marked] - spikes[last]) / tau)
    return x


def _just_after(spikes: Floats, tau: float) -> Floats:
    """The trace just after each spike: x_k = 1 + x_(k-1) exp(-(t_k - t_(k-1)) / tau).

    Multiplied by exp(t / tau) the recursion is a cumulative sum. So that this factor does not
    overflow, the sum starts anew every STRETCH tau with what is left of the one before.
    """
    x = np.zeros(spikes.size)
    begin, left = 0, 0.0
    while begin < spikes.size:
        end = int(np.searchsorted(spikes, spikes[begin] + STRETCH * tau, side="right"))
        age = (spikes[begin:end] - spikes[begin]) / tau
        x[begin:end] = (left + np.cumsum(np.exp(age))) * np.exp(-age)
        if end < spikes.size:
            left = x[end - 1] * np.exp(-(spikes[end] - spikes[end - 1]) / tau)
        begin = end
    return x
