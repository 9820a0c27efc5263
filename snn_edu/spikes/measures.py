"""What is measured of spike trains: rates, intervals and their variation, counts in windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import Floats, affordable, ask_if_seconds, number


class Measures:
    """The measures of `train.Spikes`, which has what they read."""

    times: Floats  # ms, sorted
    ids: NDArray[Any]  # which neuron sent each spike
    size: int  # neurons
    duration: float | None  # ms
    start: float  # ms

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
        return float(self.times.size / (self.size * self._listened("rate")) * 1000.0)

    def isi(self) -> Floats:
        """Interspike intervals in ms: within each neuron, neuron after neuron."""
        return np.concatenate([np.diff(train) for train in self.trains()])

    def cv(self) -> float:
        """Coefficient of variation, sd(ISI) / mean(ISI): 0 for a clock, 1 for a Poisson process.

        The s.d. divides by n (as elephant's `cv` does), so one ISI gives 0. Of several neurons,
        the mean over those with a value. NaN where no neuron has an ISI.
        """
        return _mean(self.cvs())

    def cvs(self) -> Floats:
        """The `cv` of each neuron, shape (neurons,): NaN where it has no ISI."""
        return self._of_each(lambda isi: float(isi.std() / isi.mean()), at_least=1)

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

        return _mean(self._of_each(one, at_least=2))

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
        if counts.mean() < 0.02 and 1000.0 * window <= self._listened("fano"):
            ask_if_seconds("window", window, 1.0)  # any train has a factor of 1 there
        return float(counts.var() / counts.mean()) if counts.any() else float("nan")

    def binned(self, dt: float) -> NDArray[np.int64]:
        """Spike counts in bins of `dt` ms: shape (bins, neurons), bin k is [k dt, (k + 1) dt).

        Counted from `start`. Where `dt` does not divide the duration, the last bin goes beyond
        the end: it was listened to for less than `dt`. It also holds a spike at the very end, so
        that none is lost. A time within a billionth of a bin's border counts as on it: 0.3 / 0.1
        is 2.9999999999999996.
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

    def _of_each(self, measure: Callable[[Floats], float], at_least: int) -> Floats:
        """The `measure` of each neuron's intervals; NaN where there are fewer than `at_least`."""
        intervals = map(np.diff, self.trains())
        return np.array(
            [measure(isi) if isi.size >= at_least and isi.any() else np.nan for isi in intervals]
        )


def _mean(values: Floats) -> float:
    """The mean over the neurons that have a value."""
    known = values[~np.isnan(values)]
    return float(np.mean(known)) if known.size else float("nan")


def stable_order(whole: NDArray[np.int64], below: int) -> NDArray[np.int64]:
    """What sorts whole numbers from 0 to `below` - 1, neurons or steps; equal ones stay in order.

    NumPy sorts whole numbers of 16 bits by radix, several times faster than longer ones.
    """
    return np.argsort(whole.astype(np.uint16) if below <= 2**16 else whole, kind="stable")
