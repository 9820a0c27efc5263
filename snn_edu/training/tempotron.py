"""The tempotron: one neuron that learns, by moving its weights, to fire for some spike patterns.

It is told only whether it should have fired, never when. The rule finds the moment itself: where
the potential was highest, a little more or a little less would have made the difference.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.pictured import Pictured
from snn_edu.validation import (
    Floats,
    as_array,
    by_name,
    field_below,
    fields_within,
    float_or_array,
    generator,
    integer,
    number,
    numbers,
)

_LONGEST = 600.0  # tau_s; e^600 is near the largest double


@dataclass(frozen=True, eq=False, repr=False)
class Training(Pictured):
    """What a training gives."""

    weights: Floats  # (afferents,)
    errors: NDArray[np.int64]  # patterns that were wrong, epoch by epoch, in all starts in a row
    starts: int  # how often it began

    @property
    def solved(self) -> bool:
        """Whether these weights, the last ones tried, make no error."""
        return bool(self.errors[-1] == 0)

    def __repr__(self) -> str:
        n, wrong = self.errors.size, self.errors[-1]
        epochs = f"{n} epoch{'s' * (n != 1)} in {self.starts} start{'s' * (self.starts != 1)}"
        return f"<Training: {self.weights.size} weights; {epochs}; errors at the end {wrong}>"


@by_name
@dataclass(frozen=True)
class Tempotron:
    """A neuron whose potential is a weighted sum of postsynaptic potentials, and its learning rule.

    V(t) = sum_i w_i K(t - t_i)
    K(s) = V0 (exp(-s / tau) - exp(-s / tau_s))    for s > 0, else 0

    V0 makes the peak of K one. The neuron should fire, V >= threshold at some time, for patterns
    labelled True, and stay below for the others. At an error, and only then,

    dw_i = +-K(t_max - t_i)                        + for a miss, - for a false alarm

    where t_max is the time of the highest V, taken as if the neuron had never been reset. This is
    the slope of V(t_max) in w_i: t_max moves too, but at a maximum dV/dt = 0.

    Times are arrays of one spike for each afferent, (afferents,), or (patterns, afferents). An
    afferent that fires twice is two entries with one weight. `peak` is exact: between two spikes V
    is the difference of two exponentials, whose maximum is known in closed form.
    Source: Guetig & Sompolinsky 2006, Nat Neurosci 9:420.
    """

    tau: float = 15.0  # ms, membrane: larger = spikes further apart add up
    tau_s: float = 3.75  # ms, synapse: larger = a slower rise; below tau
    threshold: float = 1.0  # in peaks of K at weight 1

    def __post_init__(self) -> None:
        fields_within(self, "ms", 0.01, 10_000.0, "tau", "tau_s")
        fields_within(self, "", 1e-9, math.inf, "threshold")
        field_below(self, "tau_s", "tau", "ms")

    @property
    def time_to_peak(self) -> float:
        """When K is highest, in ms after its spike: tau tau_s / (tau - tau_s) ln(tau / tau_s)."""
        return self.tau * self.tau_s / (self.tau - self.tau_s) * math.log(self.tau / self.tau_s)

    @property
    def V0(self) -> float:
        """What makes the peak of K one."""
        s = self.time_to_peak
        return 1.0 / (math.exp(-s / self.tau) - math.exp(-s / self.tau_s))

    def kernel(self, s: ArrayLike) -> Floats:
        """K(s), the PSP at weight 1, `s` ms after its spike (0 before it). Any shape.

        Its sibling is `synapses/currents.DoubleExponentialSynapse`, there as a current.
        """
        s = np.maximum(numbers("s", s, "ms"), 0.0)  # K(0) = 0
        return float_or_array(self.V0 * (np.exp(-s / self.tau) - np.exp(-s / self.tau_s)))

    def potential(self, t: ArrayLike, times: ArrayLike, weights: ArrayLike) -> Floats:
        """V at the times `t` (ms), for one pattern: the shape of t."""
        times, weights = self._checked(times, weights)
        t = numbers("t", t, "ms")
        if times.ndim != 1:
            raise ValueError(f"times: one pattern, (afferents,), not of shape {times.shape}.")
        return float_or_array(self.kernel(t[..., None] - times) @ weights)

    def peak(self, times: ArrayLike, weights: ArrayLike) -> tuple[Any, Any]:
        """The highest potential and when it is reached: (v_max, t_max), exact.

        Floats for one pattern; for (patterns, afferents), two arrays of (patterns,). V is 0 before
        the first spike, so v_max >= 0. Of several maxima of one height the first counts. A pattern
        longer than 600 tau_s is refused.
        """
        # Any, since the type of an array does not say whether it is of one pattern or of many
        times, weights = self._checked(times, weights)
        v_max, t_max = _peak_finder(self, np.atleast_2d(times))(weights)
        return (v_max, t_max) if times.ndim == 2 else (float(v_max[0]), float(t_max[0]))

    def change(self, times: ArrayLike, weights: ArrayLike, label: ArrayLike) -> Floats:
        """What the rule adds to the weights for a rate of 1, (afferents,): the sum over patterns.

        `label` is True where the neuron should fire: one, or one for each pattern.
        """
        times, weights = self._checked(times, weights)
        rows = np.atleast_2d(times)
        labels = _labels(label, len(rows))
        return self._change(rows, *_peak_finder(self, rows)(weights), labels)

    def train(
        self,
        times: ArrayLike,
        label: ArrayLike,
        rng: np.random.Generator,
        rate: float = 2e-3,
        momentum: float = 0.9,
        epochs: int = 600,
        starts: int = 8,
    ) -> Training:
        """Change the weights, all patterns at once, until none is wrong.

        step = rate change + momentum step;  w = w + step

        from weights of 0.04 +- 0.04, drawn with `rng`. The errors have many local minima: where
        some are left after `epochs` changes, it begins again from other weights, `starts` times in
        all. With 2 patterns a synapse the first start solves two problems in three. `times` are
        (patterns, afferents) in ms, `label` (patterns,) of True and False.
        """
        rows = numbers("times", times, "ms")
        if rows.ndim != 2 or rows.size == 0:
            raise ValueError(f"times: of shape {rows.shape}; allowed is (patterns, afferents).")
        labels = _labels(label, len(rows))
        if rows.shape[1] > 2 and 0.0 < (span := float(np.ptp(rows))) < 0.2 * self.tau_s:
            warnings.warn(
                f"times: all within {span:.3g} ms, where a PSP takes {self.time_to_peak:.3g} ms to "
                "rise: they hardly differ. Are they in s? Say 1000 * times.",
                stacklevel=2,
            )
        rate, momentum = number("rate", rate, "", 0.0), number("momentum", momentum, "", 0.0, 0.999)
        generator("rng", rng)
        epochs, find = integer("epochs", epochs, 1, 1_000_000), _peak_finder(self, rows)
        errors: list[int] = []
        for start in range(1, integer("starts", starts, 1, 10_000) + 1):
            w = rng.normal(0.04, 0.04, size=(rows.shape[1],))
            step = np.zeros_like(w)
            for _ in range(epochs + 1):
                v_max, t_max = find(w)
                errors.append(int(np.count_nonzero((v_max >= self.threshold) != labels)))
                if errors[-1] == 0:
                    return Training(w, np.array(errors), start)
                step = rate * self._change(rows, v_max, t_max, labels) + momentum * step
                w = w + step
        return Training(w - step, np.array(errors), start)

    def _change(
        self, rows: Floats, v_max: Floats, t_max: Floats, labels: NDArray[np.bool_]
    ) -> Floats:
        wrong = (v_max >= self.threshold) != labels
        sign = np.where(labels[wrong], 1.0, -1.0)
        return sign @ self.kernel(t_max[wrong, None] - rows[wrong])

    def _checked(self, times: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
        times, weights = numbers("times", times, "ms"), numbers("weights", weights)
        if times.ndim not in (1, 2) or times.size == 0:
            raise ValueError(
                f"times: of shape {times.shape}; allowed is (afferents,) or (patterns, afferents)."
            )
        if weights.shape != times.shape[-1:]:
            raise ValueError(
                f"weights: of shape {weights.shape}; with times of shape {times.shape}, "
                f"({times.shape[-1]},) is asked: one for each afferent."
            )
        return times, weights


def _labels(label: ArrayLike, patterns: int) -> NDArray[np.bool_]:
    labels = as_array("label", label)
    if labels.dtype != np.bool_:
        raise TypeError(
            f"label: expected True (should fire) or False, got {labels.dtype}. Say label > 0."
        )
    if labels.shape not in ((), (patterns,)):
        raise ValueError(f"label: of shape {labels.shape}; there are {patterns} patterns.")
    return np.broadcast_to(labels, (patterns,))


def _peak_finder(neuron: Tempotron, rows: Floats) -> Callable[[Floats], tuple[Floats, Floats]]:
    """The function weights -> (v_max, t_max) for these patterns; what no weight changes is done.

    Between the k-th spike and the next, with t counted from the pattern's first spike,

    V = V0 (A exp(-t / tau) - B exp(-t / tau_s)),  A = sum w exp(t_i / tau),  B likewise with tau_s

    summed over the spikes so far. If A and B are above 0, dV/dt = 0 is a maximum, at
    tau tau_s / (tau - tau_s) ln(B tau / (A tau_s)). Otherwise, or if that is not between the two
    spikes, the highest point is at one of them.
    """
    tau, tau_s, V0 = neuron.tau, neuron.tau_s, neuron.V0
    first = rows.min(axis=1, keepdims=True)
    order = np.argsort(rows, axis=1)
    t = np.take_along_axis(rows, order, axis=1) - first
    if t[:, -1].max() > _LONGEST * tau_s:
        raise ValueError(
            f"times: a pattern lasts {t[:, -1].max():g} ms; allowed is {_LONGEST:g} tau_s = "
            f"{_LONGEST * tau_s:g} ms. Are the times in ms?"
        )
    end = np.concatenate([t[:, 1:], np.full((len(t), 1), np.inf)], axis=1)  # of each interval
    grown, grown_s = np.exp(t / tau), np.exp(t / tau_s)
    row = np.arange(len(t))

    def find(w: Floats) -> tuple[Floats, Floats]:
        A, B = np.cumsum(w[order] * grown, axis=1), np.cumsum(w[order] * grown_s, axis=1)
        both = (A > 0) & (B > 0)
        ratio = np.where(both, B, 1.0) / np.where(both, A, 1.0)
        top = tau * tau_s / (tau - tau_s) * np.log(ratio * tau / tau_s)
        at = np.where(both & (t < top) & (top < end), top, t)
        V = V0 * (A * np.exp(-at / tau) - B * np.exp(-at / tau_s))
        best = V.argmax(axis=1)
        return V[row, best], at[row, best] + first[:, 0]

    return find
