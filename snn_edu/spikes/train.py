"""Spikes: when, and which neuron. Everything the course measures about a train starts here."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.pictured import Pictured
from snn_edu.units import carries_unit
from snn_edu.validation import (
    MOST_BYTES,
    Floats,
    affordable,
    as_array,
    frozen,
    instance,
    integer,
    integers,
    number,
    one_row,
)


@dataclass(frozen=True, eq=False)
class Spikes(Pictured):
    """Spike times in ms, in order, and the neuron that sent each.

    Parameters
    ----------
    times : array_like, shape (spikes,)
        Spike times in ms, >= start. Any order; kept sorted (ties keep the order given).
    ids : array_like of int, shape (spikes,), optional
        The neuron of each spike, 0 to size - 1. Left out: all are neuron 0.
    size : int
        How many neurons there are, silent ones included.
    duration : float, optional
        How long was listened, in ms. Rates and counts need it: silence after the last spike counts.
        No spike comes later.
    start : float
        When listening began, in ms: 0, but where a run goes on from an earlier one.

    Examples
    --------
    >>> train = Spikes([12, 50, 135, 258], duration=1000)
    >>> train.rate()
    4.0
    >>> train.isi()
    array([ 38.,  85., 123.])
    """

    times: Floats  # ms, sorted
    ids: NDArray[Any]  # which neuron sent each spike, whole numbers
    size: int  # neurons, silent ones included
    duration: float | None  # ms
    start: float  # ms

    def __init__(
        self,
        times: ArrayLike,
        ids: ArrayLike | None = None,
        size: int = 1,
        duration: float | None = None,
        start: float = 0.0,
    ) -> None:
        start = number("start", start, "ms")
        moments = one_row("times", times, low=-math.inf if start else 0.0)
        if moments.size and moments.min() < start:
            raise ValueError(
                f"times: the first spike is at {moments.min():g} ms, before start = {start:g} ms."
            )
        size = integer("size", size, 1, MOST_BYTES // 8)
        senders = np.zeros(moments.size, int) if ids is None else _senders(ids, moments.size, size)
        if duration is not None:
            duration = number("duration", duration, "ms", low=0.0)
            if moments.size and moments.max() > (start + duration) * (1 + 1e-12):
                raise ValueError(
                    f"times: the last spike is at {moments.max():g} ms, after the duration of "
                    f"{duration:g} ms{_from(start)}. Are the two in the same unit (ms)?"
                )
        order = np.argsort(moments, kind="stable")
        self._keep(moments[order], senders[order], size, duration, start)

    def _keep(
        self,
        times: Floats,
        ids: NDArray[Any],
        size: int,
        duration: float | None,
        start: float = 0.0,
    ) -> None:
        # The dataclass is frozen: here is the one place that may set a field.
        object.__setattr__(self, "times", frozen(times))
        object.__setattr__(self, "ids", frozen(ids))
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "duration", duration)
        object.__setattr__(self, "start", start)

    @classmethod
    def in_order(cls, times: Floats, ids: NDArray[Any], size: int, duration: float) -> Spikes:
        """Spikes from arrays that are in order already: checked, but neither sorted nor copied.

        For millions of spikes. The arrays become read-only; `ids` may be of any integer type.
        """
        size = integer("size", size, 1, MOST_BYTES // 8)
        duration = number("duration", duration, "ms", 0.0)
        instance("times", times, np.ndarray, "Say Spikes(...) for a list.")
        instance("ids", ids, np.ndarray, "Say Spikes(...) for a list.")
        if carries_unit(times):
            raise TypeError("times: expected plain numbers in ms. Say Spikes(...) for a unit.")
        if times.dtype != np.float64 or ids.dtype.kind not in "iu":
            raise TypeError(
                f"times and ids: expected float64 and integers, got {times.dtype} and {ids.dtype}."
            )
        if times.ndim != 1 or times.shape != ids.shape or not (times[1:] >= times[:-1]).all():
            raise ValueError("times: expected in order, one for each of ids. Use Spikes(...).")
        if times.size and not (times[0] >= 0.0 and times[-1] <= duration):
            raise ValueError(
                f"times: {times[0]:g} to {times[-1]:g} ms, not in 0 to duration = {duration:g}."
            )
        if ids.size and not (ids.min() >= 0 and ids.max() < size):
            raise ValueError(f"ids: {ids.min()} to {ids.max()}, allowed is 0 to {size - 1}.")
        spikes = object.__new__(cls)
        spikes._keep(times, ids, size, duration)
        return spikes

    def __len__(self) -> int:
        return self.times.size

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spikes):
            return NotImplemented
        return (
            (self.size, self.duration, self.start) == (other.size, other.duration, other.start)
            and np.array_equal(self.times, other.times)
            and np.array_equal(self.ids, other.ids)
        )

    __hash__ = None  # type: ignore[assignment]  # arrays inside: equal, but not hashable

    def __repr__(self) -> str:
        listened = "" if self.duration is None else f" in {self.duration:g} ms"
        neurons = "neuron" if self.size == 1 else "neurons"
        return f"<Spikes: {len(self)} from {self.size} {neurons}{listened}{_from(self.start)}>"

    def of(self, neuron: int) -> Spikes:
        """The train of one neuron."""
        neuron = integer("neuron", neuron, 0, self.size - 1)
        own = self.times[self.ids == neuron]
        return Spikes(own, duration=self.duration, start=self.start)

    def trains(self) -> list[Floats]:
        """Spike times in ms neuron by neuron: a list of `size` sorted arrays."""
        by_neuron = stable_order(self.ids, self.size)
        ends = np.cumsum(np.bincount(self.ids, minlength=self.size))[:-1]
        return np.split(self.times[by_neuron], ends)

    def rates(self) -> Floats:
        """Spikes per second of each neuron, in Hz: shape (neurons,)."""
        counts = np.bincount(self.ids, minlength=self.size)
        return np.asarray(counts / self._listened("rate") * 1000.0)

    def rate(self) -> float:
        """Spikes per second and neuron, in Hz: count / (neurons x duration)."""
        return float(len(self) / (self.size * self._listened("rate")) * 1000.0)

    def isi(self) -> Floats:
        """Interspike intervals in ms: within each neuron, neuron after neuron."""
        return np.concatenate([np.diff(train) for train in self.trains()])

    def cv(self) -> float:
        """Coefficient of variation, sd(ISI) / mean(ISI): 0 for a clock, 1 for a Poisson process.

        The s.d. divides by n (as elephant's `cv` does), so one ISI gives 0. Of several neurons,
        the mean over those with a value. NaN where no neuron has an ISI.
        """
        return self._mean_over_neurons(lambda isi: float(isi.std() / isi.mean()), at_least=1)

    def cv2(self) -> float:
        """Local variation of neighbours: mean of 2 |ISI_2 - ISI_1| / (ISI_2 + ISI_1).

        1 for a Poisson process, and unlike `cv` not fooled by a slowly drifting rate. Of several
        neurons, the mean over those with a value. NaN with fewer than two ISIs. Two ISIs of 0 ms,
        three spikes at one moment, have no ratio: they are left out.
        Source: Holt, Softky, Koch & Douglas 1996, J Neurophysiol 75:1806.
        """
        return self._local(lambda differ, both: 2 * np.abs(differ) / both)

    def lv(self) -> float:
        """Local variation: mean of 3 (ISI_2 - ISI_1)^2 / (ISI_2 + ISI_1)^2; 1 for Poisson.

        Of several neurons, the mean over those with a value. NaN with fewer than two ISIs; two ISIs
        of 0 ms are left out, as in `cv2`.
        Source: Shinomoto, Shima & Tanji 2003, Neural Comput 15:2823, eq. 2.2.
        """
        return self._local(lambda differ, both: 3 * differ**2 / both**2)

    def _local(self, ratio: Callable[[Floats, Floats], Floats]) -> float:
        """The mean `ratio` of neighbouring ISIs' difference and sum, where that is not 0."""

        def one(isi: Floats) -> float:
            both = isi[1:] + isi[:-1]
            return float(np.mean(ratio(np.diff(isi)[both > 0], both[both > 0])))

        return self._mean_over_neurons(one, at_least=2)

    def fano(self, window: float) -> float:
        """Fano factor: variance / mean of the spike counts in windows of `window` ms.

        1 for a Poisson process at any window. The variance divides by n (as elephant's
        `fanofactor` does); what does not fill a last window is left out, all neurons' windows
        are taken together. NaN for a silent train.
        """
        window = number("window", window, "ms", low=1e-3)
        whole = int(self._listened("fano") / window * (1 + 1e-12))
        if whole == 0:
            raise ValueError(
                f"window = {window:g} ms: longer than the train's duration, {self.duration:g} ms."
            )
        counts = self.binned(window)[:whole]
        return float(counts.var() / counts.mean()) if counts.any() else float("nan")

    def binned(self, dt: float) -> NDArray[np.int64]:
        """Spike counts in bins of `dt` ms: shape (bins, neurons), bin k is [k dt, (k + 1) dt).

        Counted from `start`. The last bin also holds a spike at the very end, so that none is
        lost. A time within a billionth of a bin's border counts as on it: 0.3 / 0.1 is
        2.9999999999999996.
        """
        dt = number("dt", dt, "ms", low=1e-3)
        bins = max(1, int(np.ceil(self._listened("binned") / dt * (1 - 1e-12))))
        affordable("dt", dt, "ms", 8 * bins * self.size)
        bin_of = np.minimum(np.floor((self.times - self.start) / dt + 1e-9).astype(int), bins - 1)
        counts = np.bincount(bin_of * self.size + self.ids, minlength=bins * self.size)
        return counts.reshape(bins, self.size)

    def _listened(self, measure: str) -> float:
        if not self.duration:
            raise ValueError(
                f"duration = {self.duration}: {measure} needs to know how long was listened, "
                "in ms. Say Spikes(times, duration=1000)."
            )
        return self.duration

    def _mean_over_neurons(self, measure: Callable[[Floats], float], at_least: int) -> float:
        trains = map(np.diff, self.trains())
        values = [measure(isi) for isi in trains if isi.size >= at_least and isi.any()]
        return float(np.mean(values)) if values else float("nan")


# What a measure of one train accepts.
Train: TypeAlias = Spikes | ArrayLike


def as_spikes(name: str, spikes: Any) -> Spikes:
    """Return `spikes`, once they are `Spikes`, counted from 0 ms; a list is told what to say."""
    instance(name, spikes, Spikes, "Say Spikes(times, ids, size, duration).")
    if spikes.start:
        raise ValueError(
            f"{name} starts at {spikes.start:g} ms: expected spikes listened to from 0 on. "
            f"Say Spikes({name}.times - {name}.start, {name}.ids, {name}.size, {name}.duration)."
        )
    return spikes


def spike_times(name: str, train: Train) -> Floats:
    """Sorted spike times in ms of one train, given as `Spikes` of one neuron or an array."""
    if isinstance(train, Spikes):
        if train.size != 1:
            raise ValueError(
                f"{name} has {train.size} neurons: expected one train. Say {name}.of(0)."
            )
        return train.times
    times = one_row(name, train, copy=False)
    return times if (times[1:] >= times[:-1]).all() else np.sort(times)


def stable_order(whole: NDArray[np.int64], below: int) -> NDArray[np.int64]:
    """What sorts whole numbers from 0 to `below` - 1, neurons or steps; equal ones stay in order.

    NumPy sorts whole numbers of 16 bits by radix, several times faster than longer ones.
    """
    return np.argsort(whole.astype(np.uint16) if below <= 2**16 else whole, kind="stable")


def _from(start: float) -> str:
    return f" from {start:g} ms on" if start else ""


def _senders(ids: ArrayLike, spikes: int, size: int) -> NDArray[np.int64]:
    try:
        return integers("ids", np.atleast_1d(as_array("ids", ids)), 0, size - 1, spikes)
    except ValueError as error:
        raise ValueError(
            f"{error} One for each spike, and size = {size} is the number of neurons, silent ones "
            "included?"
        ) from None
