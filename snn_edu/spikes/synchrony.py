"""How synchronous two spike trains are, with no time scale to choose: the intervals set it.

Each function takes two trains, a `Spikes` of one neuron or an array of spike times in ms, that were
listened to for `duration` from one `start`, or 0, on. Both distances are 0 for equal trains and
below 1.
"""

from __future__ import annotations

import numpy as np

from snn_edu.spikes.train import Spikes, Train, spike_times
from snn_edu.validation import Floats, ask_if_seconds, number


def isi_distance(a: Train, b: Train, duration: float | None = None) -> float:
    """Mean over time of |x_a - x_b| / max(x_a, x_b), x the interval that t falls into.

    Compares local rates, with no time scale to choose: 0 for equal intervals, towards 1 where one
    train is much faster. Before the first and after the last spike the interval is the one to the
    border, or the neighbouring interval where that is longer; an empty train is one interval, 0 to
    `duration`, which is in ms, the same for both, and no spike is after it; left out, it is what a
    train itself knows.

    Source: Kreuz, Haas, Morelli, Abarbanel & Politi 2007, J Neurosci Methods 165:151 (this form:
    Kreuz et al. 2013); edges as in Mulansky & Kreuz 2016, SoftwareX 5:183 (PySpike).
    """
    a, b, end = _listened(a, b, duration)
    events, (x_a, x_b) = _intervals(a, b, end)
    return float(np.sum(np.diff(events) * np.abs(x_a - x_b) / np.maximum(x_a, x_b)) / end)


def spike_distance(a: Train, b: Train, duration: float | None = None) -> float:
    """Mean over time of S(t): how far spikes are from the other train's, by the local interval.

    S_a(t) is the distance from a spike of a to its nearest in b, interpolated between the spikes
    before and after t; with x_a, x_b the intervals that t falls into (as in `isi_distance`),

    S(t) = (S_a x_b + S_b x_a) / (2 m^2),  m = (x_a + x_b) / 2

    Arguments and errors as `isi_distance`; an empty train counts as spikes at 0 and `duration`.

    Exact: S is a straight line between two events.
    Source: Kreuz, Chicharro, Houghton, Andrzejak & Mormann 2013, J Neurophysiol 109:1457; edges as
    in PySpike, with an auxiliary spike at each border.
    """
    a, b, end = _listened(a, b, duration)
    events, (x_a, x_b) = _intervals(a, b, end)
    a, b = _with_border_spikes(a, end), _with_border_spikes(b, end)
    begin, finish = events[:-1], events[1:]

    def profile(t: Floats) -> Floats:
        S_a, S_b = np.interp(t, a, _to_nearest(a, b)), np.interp(t, b, _to_nearest(b, a))
        return np.asarray((S_a * x_b + S_b * x_a) / (2.0 * ((x_a + x_b) / 2.0) ** 2))

    return float(np.sum((finish - begin) * (profile(begin) + profile(finish)) / 2.0) / end)


def _to_nearest(a: Floats, b: Floats) -> Floats:
    """How far each spike of a is from b; the border spikes take their neighbours' distance."""
    after = np.minimum(np.searchsorted(b, a), b.size - 1)
    distance = np.minimum(np.abs(a - b[np.maximum(after - 1, 0)]), np.abs(a - b[after]))
    distance[[0, -1]] = distance[[1, -2]]
    return distance


def _with_border_spikes(train: Floats, end: float) -> Floats:
    """The train between two auxiliary spikes: at the borders, or one interval away if further."""
    if not train.size:
        train = np.array([0.0, end])
    first, last = (train[1] - train[0], train[-1] - train[-2]) if train.size > 1 else (0.0, 0.0)
    before, after = min(0.0, train[0] - first), max(end, train[-1] + last)
    return np.concatenate([[before], train, [after]])


def _intervals(a: Floats, b: Floats, end: float) -> tuple[Floats, list[Floats]]:
    """Every spike time and border, and between them the interval that each train is in."""
    events = np.unique(np.concatenate([[0.0], a, b, [end]]))
    middles = (events[:-1] + events[1:]) / 2.0
    x = []
    for train in (_with_border_spikes(a, end), _with_border_spikes(b, end)):
        x.append(np.diff(train)[np.searchsorted(train, middles) - 1])
    return events, x


def _listened(a: Train, b: Train, duration: float | None) -> tuple[Floats, Floats, float]:
    """Both trains as arrays that count from when listening began, and how long it lasted, in ms."""
    spikes = {name: train for name, train in (("a", a), ("b", b)) if isinstance(train, Spikes)}
    starts = {train.start for train in spikes.values()} or {0.0}
    if len(starts) > 1:
        said = ", ".join(f"{name} starts at {train.start:g} ms" for name, train in spikes.items())
        raise ValueError(f"{said}: expected one start for both trains.")
    start = starts.pop()
    if duration is not None:
        duration = number("duration", duration, "ms", low=1e-9)
        if duration >= 1e-3:  # below, a limit is meant
            ask_if_seconds("duration", duration, 1.0)
    given = {duration, *(train.duration for train in spikes.values())} - {None}
    if len(given) != 1:
        said = " and ".join(f"{end:g} ms" for end in sorted(filter(None, given))) or "not known"
        raise ValueError(f"duration is {said}: expected one for both trains, in ms.")
    end = number("duration", given.pop(), "ms", low=1e-9)
    times_a, times_b = spike_times("a", a) - start, spike_times("b", b) - start
    slack = 1e-9 if start else 0.0  # rounding
    for name, times in (("a", times_a), ("b", times_b)):
        if times.size and not (times[0] >= -slack and times[-1] <= end + slack):
            odd = times[0] if times[0] < 0.0 else times[-1]
            raise ValueError(
                f"{name} has a spike at {start + odd:g} ms: allowed is {start:g} to "
                f"{start + end:g} ms, for a duration of {end:g} ms."
            )
    return times_a.clip(0.0, end), times_b.clip(0.0, end), end
