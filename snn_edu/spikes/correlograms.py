"""The correlogram: lags between all pairs of spikes of two trains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snn_edu.pictured import Pictured
from snn_edu.spikes.train import Train, spike_times
from snn_edu.validation import Floats, ask_if_seconds, number


@dataclass(frozen=True, eq=False, repr=False)
class Histogram(Pictured):
    """Counts of lags in bins of equal width; in a notebook it is its own picture."""

    centres: Floats  # ms, the middle of each bin
    counts: NDArray[np.int64]  # lags in each bin
    bin: float  # ms
    references: int  # lags are counted from so many spikes

    def __repr__(self) -> str:
        n = self.references
        return (
            f"<Histogram: {self.counts.sum()} lags up to {self.centres[-1]:g} ms, in bins of "
            f"{self.bin:g} ms, from {n} spike{'s' * (n != 1)}>"
        )

    def rate(self) -> Floats:
        """Counts per reference spike and second, in Hz: count / (references x bin).

        How fast b fires at this lag from a spike of a; unrelated trains hover around the rate of
        b. NaN without references.
        """
        if not self.references:
            return np.full(self.counts.shape, np.nan)
        return np.asarray(self.counts / (self.references * self.bin) * 1000.0)


def cross_correlogram(a: Train, b: Train, bin: float, window: float) -> Histogram:  # noqa: A002
    """Histogram of the lags t_b - t_a of all pairs: a peak at a lag > 0 says that b follows a.

    With the moments of a stimulus for a, it is the peristimulus time histogram (PSTH) of b.
    Unrelated trains listened to for T ms give n_a n_b bin (T - |lag|) / T^2 counts a bin.
    Source: Perkel, Gerstein & Moore 1967, Biophys J 7:419.

    Parameters
    ----------
    a, b
        Spike trains (`Spikes` of one neuron or times in ms). `references` are the spikes of a.
    bin
        Width of a bin, in ms. Bins are centred on 0, +-bin, +-2 bin... A lag midway between two
        centres (to a billionth of a bin) counts in the one further from 0, so swapping a and b
        mirrors the counts exactly.
    window
        The largest centre, in ms, a multiple of `bin`: there are 2 window / bin + 1 bins.
    """
    a, b = spike_times("a", a), spike_times("b", b)
    bin = number("bin", bin, "ms", low=1e-6)  # noqa: A001
    window = number("window", window, "ms", 0.0, 1e9)
    last = round(window / bin)
    if last < 1 or abs(window / bin - last) > 1e-6:
        raise ValueError(f"window = {window:g} ms: expected a multiple of bin = {bin:g} ms.")
    if a.size and b.size and 1000.0 * window <= max(np.ptp(a), np.ptp(b)):
        ask_if_seconds("window", window, 1.0)
    reach = (last + 0.5) * bin
    first = np.searchsorted(b, a - reach * (1 + 1e-9), side="left")
    beyond = np.searchsorted(b, a + reach * (1 + 1e-9), side="right")
    partners = beyond - first  # how many spikes of b each spike of a sees
    which_b = np.arange(partners.sum()) + np.repeat(
        first - np.cumsum(partners) + partners, partners
    )
    lags = (b[which_b] - np.repeat(a, partners)) / bin
    nearest = (np.sign(lags) * np.floor(np.abs(lags) + 0.5 + 1e-9)).astype(int)
    nearest = nearest[np.abs(nearest) <= last]
    counts = np.bincount(nearest + last, minlength=2 * last + 1)
    return Histogram(bin * np.arange(-last, last + 1.0), counts, bin, a.size)
