"""The tutorial's network over thousands of seeds at once: arrays of (seeds, neurons).

A test holds it equal to the article's own classes. What it measures
is the lesson: three of four printed detections are false, and the network has no part in them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.lessons.pattern_detected.article import NEVER, PATTERN, STEPS, Faults, random_bits
from snn_edu.patterns import Confusion, confusion_matrix
from snn_edu.validation import Floats, affordable, instance, integer, shown

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Runs:
    """What happened in every run. Immutable."""

    printed: Bools  # (seeds, steps) "Pattern detected"
    shown: Bools  # (seeds, steps) the bits were the pattern
    bits: Bools  # (seeds, steps, 5) the input
    fired: Bools  # (seeds, steps, 9) who fired: five inputs, three hidden, one output
    first_weights: Floats  # (seeds, 5, 3) input weights before the first step
    input_weights: Floats  # (seeds, 5, 3) after the last
    output_weights: Floats  # (seeds, 3, 1)
    potentiations: int  # updates that raised a weight, over all runs
    depressions: int  # updates that lowered one
    pairs: int  # pairs, each counted once
    causal: int  # those of them that a postsynaptic spike completes: delta_t >= 0
    ties: int  # those of them with delta_t = 0
    skips_of_zero: Bools  # (seeds,) an update was skipped with a spike at t = 0 in it

    def confusion(self) -> Confusion:
        """All steps of all runs."""
        return confusion_matrix(self.printed, self.shown)

    def repeats(self) -> float:
        """Share of the updates that counted a pair again; NaN without any update."""
        updates = self.potentiations + self.depressions
        return 1 - self.pairs / updates if updates else math.nan


def simulate_many(
    seeds: Iterable[int],
    faults: Faults | None = None,
    steps: int = STEPS,
    hidden: bool = True,
    plastic: bool = True,
) -> Runs:
    """Run the network once for each seed: ``default_rng(seed)`` draws weights, then bits.

    Parameters
    ----------
    hidden
        False silences the hidden layer, so that the output never fires either.
    plastic
        False turns STDP off.
    """
    faults = Faults() if faults is None else instance("faults", faults, Faults)
    steps = integer("steps", steps, 1, 10_000)
    for name, one in (("hidden", hidden), ("plastic", plastic)):
        instance(name, one, bool)
    w1, w2, bits = _drawn(seeds, faults, steps)
    first, runs = w1.copy(), bits.shape[0]
    weights, sizes = [w1, w2], (5, 3, 1)
    v = [np.zeros((runs, size)) for size in sizes]
    free_at = [np.zeros((runs, size)) for size in sizes]
    last = [np.full((runs, size), -1.0 if faults.sentinel else NEVER) for size in sizes]
    delayed = [np.zeros((runs, size)) for size in sizes[1:]]
    printed, counts = np.zeros(bits.shape[:2], bool), np.zeros(5, int)
    fired = np.zeros((*bits.shape[:2], sum(sizes)), bool)
    skipped = np.zeros(runs, bool)
    for t in range(steps):
        drive, spiked = bits[:, t].astype(float), []
        for k in range(3):
            current = drive
            if faults.own_weights and k < 2:
                current = drive * weights[k].sum(axis=2)
            fires = _fire(v[k], free_at[k], current, t, faults)
            if k == 1 and not hidden:
                fires[:] = False
            last[k][fires] = t
            spiked.append(fires)
            if k < 2:
                sent = np.einsum("ri,rij->rj", fires, weights[k])
                drive = sent if faults.one_step else delayed[k]
                delayed[k] = sent
        fired[:, t] = np.concatenate(spiked, axis=1)
        printed[:, t] = _detects(spiked, faults)
        for k in range(2):
            dw, pair, zero = _stdp(last[k][:, :, np.newaxis], last[k + 1][:, np.newaxis], t, faults)
            counts += [(dw > 0).sum(), (dw < 0).sum(), *pair]
            skipped |= zero.any(axis=(1, 2))
            if plastic:
                weights[k] += dw
                if not faults.unbounded:
                    np.clip(weights[k], 0.0, 1.0, out=weights[k])
    shown = (bits == np.array(PATTERN, bool)).all(axis=2)
    up, down, pairs, causal, ties = (int(count) for count in counts)
    changes = up, down, pairs, causal, ties
    return Runs(printed, shown, bits, fired, first, weights[0], weights[1], *changes, skipped)


def _drawn(seeds: Any, faults: Faults, steps: int) -> tuple[Floats, Floats, Bools]:
    drawn: list[tuple[Floats, Floats, Bools]] = []
    no_row = isinstance(seeds, str | bytes | Mapping) or getattr(seeds, "ndim", 1) == 0
    if not isinstance(seeds, Iterable) or no_row:
        raise TypeError(f"seeds = {shown(seeds)}: expected a row of whole numbers, as range(100).")
    for seed in seeds:
        affordable("seeds", len(drawn) + 1, "", (len(drawn) + 1) * steps * 100)
        drawn.append(_of_seed(integer("seeds", seed), faults, steps))
    if not drawn:
        raise ValueError("seeds: expected one at least.")
    w1, w2, bits = zip(*drawn, strict=True)
    return np.array(w1), np.array(w2), np.array(bits)


@lru_cache(maxsize=1024)
def _of_seed(seed: int, faults: Faults, steps: int) -> tuple[Floats, Floats, Bools]:
    rng = np.random.default_rng(seed)
    return rng.random((5, 3)), rng.random((3, 1)), random_bits(rng, faults, steps)


def _fire(v: Floats, free_at: Floats, current: Floats, t: int, faults: Faults) -> Bools:
    """Who fires in this step; v and the end of refractoriness are changed in place."""
    free = t >= free_at
    hears = free if faults.loses_input else np.ones_like(free)
    v[hears] = 0.9 * v[hears] + current[hears]
    fires: Bools = np.logical_and(free, v >= 1.0)
    v[fires] = 0.0
    free_at[fires] = t + (2 if faults.refractory_short else 3)
    return fires


def _detects(spiked: list[Bools], faults: Faults) -> Bools:
    ones = np.array(PATTERN, bool)
    conditions = [spiked[0][:, ones].all(axis=1)]
    if not faults.ignores_zeros:
        conditions.append(~spiked[0][:, ~ones].any(axis=1))
    if not faults.ignores_output:
        conditions.append(spiked[2][:, 0])
    printed: Bools = np.logical_and.reduce(conditions)
    return printed


def _stdp(
    pre: Floats, post: Floats, t: int, faults: Faults, rate: float = 0.01, tau: float = 20.0
) -> tuple[Floats, tuple[int, int, int], Bools]:
    """(change of each weight, new (pairs, causal pairs, ties), skipped for a spike at 0)."""
    fresh = (pre == t) | (post == t)
    least = 0.0 if faults.drops_time_zero else NEVER
    counts = (pre > least) & (post > least)
    zero = np.zeros_like(fresh)
    if faults.drops_time_zero:
        zero = (pre == 0) | (post == 0)
    with np.errstate(invalid="ignore"):  # never - never
        delta_t = np.broadcast_to(post - pre, fresh.shape)
    ltp = delta_t > 0 if faults.tie_is_ltd else delta_t >= 0
    due = counts if faults.recounts_pairs else counts & fresh
    dw = np.zeros(fresh.shape)
    size = rate * np.exp(-np.abs(delta_t[due]) / tau)
    dw[due] = np.where(ltp[due], size, -size)
    new = counts & fresh
    causal, tie = new & (post == t), new & (delta_t == 0)
    return dw, (int(new.sum()), int(causal.sum()), int(tie.sum())), zero
