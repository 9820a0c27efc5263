"""A real recording: what one nerve fibre of a grasshopper's ear says about a sound, and when.

The sound is a tone whose loudness wanders. Its amplitude is read back from the spikes twice: by
when they come, with a filter fitted by least squares, and by how many there are.

The recording is a packed copy; `grasshopper/README.md` says whose it is, under which licence, and
what was rounded. Run with the folder of nitime's files, this file makes it again.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.spikes import Spikes
from snn_edu.validation import Floats, integer, number, numbers

FOLDER = Path(__file__).with_name("grasshopper")
BLOCK = 1000  # ms, a second: even ones are fitted on, odd ones are tested on


class SoundRecording(NamedTuple):
    """A sound, and the spikes that one receptor neuron answered it with."""

    amplitude: Floats  # (milliseconds,), mean of each; 1 = the loudest moment
    spikes: Spikes  # one neuron, to 0.1 ms


class Reconstruction(NamedTuple):
    """A sound as the spikes tell it."""

    estimate: Floats  # (milliseconds,), in units of the amplitude; the mean is left out
    filter: Floats  # (lags + 1,): what a spike k ms later says about the amplitude now
    r: float  # correlation with the amplitude in the odd seconds, which nothing was fitted to


@lru_cache(maxsize=1)
def grasshopper() -> SoundRecording:
    """Ten seconds of an auditory receptor of the grasshopper *Locusta migratoria*.

    A tone of 2.5 kHz; its amplitude is Gaussian noise (s.d. 6 dB) below 200 Hz. Intracellular, one
    trial, 929 spikes.

    Notes
    -----
    Source: Rokem et al. 2006, J Neurophysiol 95:2541, as nitime 0.12.1 ships it (BSD-3).
    """
    with np.load(FOLDER / "recording.npz") as stored:
        amplitude = stored["amplitude_thousandths"] / 1000
        times = np.cumsum(stored["intervals_tenths_of_ms"]) / 10
    amplitude.setflags(write=False)
    return SoundRecording(amplitude, Spikes(times, duration=float(amplitude.size)))


def reconstruct(
    amplitude: ArrayLike, spikes: Spikes, lags: int = 20, ridge: float = 0.1
) -> Reconstruction:
    """Fit the best linear filter from spikes to sound on even seconds; judge it on odd ones.

    a(t) = c + sum_{k = 0..lags} w_k s(t + k),   W = (D'D + ridge I)^-1 D'a

    s(t) counts spikes in the millisecond t, D has a row for each t and a column for each k: the
    sound comes first, so the filter looks at what was fired *afterwards*.

    Parameters
    ----------
    amplitude : array_like, shape (milliseconds,)
    lags
        How many ms later a spike may still tell.

    Raises
    ------
    ValueError
        The sound is shorter than two seconds, or the spikes were not listened to for as long.
    """
    a, s = _together(amplitude, spikes)
    lags = integer("lags", lags, low=0)
    ridge = number("ridge", ridge, "", 1e-9, 1e9)
    later = np.append(s, np.zeros(lags))
    D = np.lib.stride_tricks.sliding_window_view(later, lags + 1)  # D[t, k] = s[t + k]
    D = np.column_stack([D, np.ones(a.size)])
    even = np.arange(a.size) // BLOCK % 2 == 0
    away = a - a.mean()
    price = ridge * np.eye(lags + 2)
    W = np.linalg.solve(D[even].T @ D[even] + price, D[even].T @ away[even])
    estimate = D @ W
    return Reconstruction(estimate, W[:-1], _correlation(estimate[~even], away[~even]))


def count_correlation(
    amplitude: ArrayLike, spikes: Spikes, window: float = 50.0, later: float = 0.0, odd: bool = True
) -> float:
    """Correlation of the amplitude with how many spikes come in a window of `window` ms.

    The window's middle lies `later` ms after the middle of each millisecond. In the odd seconds, as
    in `reconstruct`; a count has nothing to be fitted, but whoever looks for the best window should
    look in the even ones.

    Raises
    ------
    ValueError
        As in `reconstruct`, or the window is not of 1 to 1000 ms, or lies over a second away.
    """
    a, _ = _together(amplitude, spikes)
    n = counts_in(spikes, np.arange(a.size) + 0.5, window, later)
    part = np.arange(a.size) // BLOCK % 2 == int(odd)
    return _correlation(n[part], a[part])


def counts_in(spikes: Spikes, t: ArrayLike, window: float, later: float = 0.0) -> Floats:
    """How many spikes lie in [t + later - window / 2, t + later + window / 2), for each t (ms)."""
    window = number("window", window, "ms", 1, BLOCK)
    middle = numbers("t", t) + number("later", later, "ms", -BLOCK, BLOCK)
    edges = np.column_stack([middle - window / 2.0, middle + window / 2.0])
    return np.diff(np.searchsorted(spikes.times, edges))[:, 0].astype(np.float64)


def pack(folder: Path) -> None:
    """Write `grasshopper/recording.npz` from the two text files in `folder`, nitime's `data`."""
    sound = np.loadtxt(folder / "grasshopper_stimulus1.txt")[:, 1]  # 20 a millisecond
    microseconds = np.loadtxt(folder / "grasshopper_spike_times1.txt")
    tenths = np.rint(microseconds / 100).astype(np.int64)
    np.savez_compressed(
        FOLDER / "recording.npz",
        amplitude_thousandths=np.rint(1000 * sound.reshape(-1, 20).mean(axis=1)).astype(np.uint16),
        intervals_tenths_of_ms=np.diff(tenths, prepend=0).astype(np.uint16),
    )


def _together(amplitude: ArrayLike, spikes: Spikes) -> tuple[Floats, Floats]:
    a = numbers("amplitude", amplitude)
    if a.ndim != 1 or a.size < 2 * BLOCK:
        raise ValueError(f"amplitude has shape {a.shape}: expected one row of 2000 ms or more.")
    if not isinstance(spikes, Spikes):
        raise TypeError(f"spikes = {type(spikes).__name__}: expected Spikes(times, duration=...).")
    if spikes.duration != a.size:
        raise ValueError(
            f"spikes were listened to for {spikes.duration} ms, the sound lasts {a.size} ms."
        )
    at = np.minimum(spikes.times.astype(int), a.size - 1)
    return a, np.bincount(at, minlength=a.size).astype(np.float64)


def _correlation(x: Floats, y: Floats) -> float:
    """Pearson's r; 0 where one of the two never changes."""
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / scale if scale else 0.0


if __name__ == "__main__":
    import sys

    pack(Path(sys.argv[1]))
