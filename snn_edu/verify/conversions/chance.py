"""Chance in a conversion: a coded input makes noise, and a dropout that was left on loses spikes.

A neuron that has N spikes in T steps of a constant input, each dropped with probability q, tells a
binomial number of them: mean N (1 - q), variance N (1 - q) q. So variance / mean is q for all, slow
or fast, and no two neurons err together. Spikes of the input that come by chance go to all neurons,
and move a fast one no more than a slow one.
"""

from __future__ import annotations

import numpy as np

from snn_edu.validation import Floats
from snn_edu.verify.conversions.asked import STILL, Compared, Layers

NEAR = 0.3  # of q: what variance / mean of slow, middle and fast neurons may differ from it
TOGETHER = 0.02  # mean squared correlation of two neurons: more, and they share their chance
FEWEST = 200  # points that tell


def dropped(exam: Compared, answers: list[Layers], steps: float, away: list[float]) -> bool:
    """Whether spikes are dropped by chance; it is noted.

    `answers` are to the same samples, `away` is by how much they differ in each layer.
    """
    before = next(k for k, each in enumerate(away) if each > STILL)
    if before:
        how = f"it gives other rates each time, and layer {before} before it does not"
    elif share := lost(np.stack([layers[0] for layers in answers]), steps):
        how = f"it gives other counts each time, as if {100 * share:.2g} % of its spikes were lost"
    else:
        return False
    exam.values["layer"] = before + 1
    exam.fault("spikes dropped", layer=before + 1, how=how)
    return True


def lost(rates: Floats, steps: float) -> float:
    """The share q of spikes that is dropped, from rates (calls, samples, neurons); 0 if none is."""
    if not np.isfinite(steps) or len(rates) < 4:
        return 0.0
    mean, variance = steps * rates.mean(axis=0), steps**2 * rates.var(axis=0, ddof=1)
    counted = mean > 3.0
    if counted.sum() < FEWEST:
        return 0.0
    q = float(variance[counted].sum() / mean[counted].sum())
    order = np.argsort(mean[counted])
    for some in np.array_split(order, 3):
        one = variance[counted][some].sum() / mean[counted][some].sum()
        if abs(one - q) > NEAR * q:
            return 0.0
    apart = (rates - rates.mean(axis=0)).reshape(-1, rates.shape[2])
    apart = apart[:, (apart.std(axis=0) > 0)]
    together = np.atleast_2d(np.corrcoef(apart.T))[np.triu_indices(apart.shape[1], 1)]
    alone = 1 / (len(apart) * (1 - 1 / len(rates)))  # of two that share nothing
    return q if 0.0 < q < 0.5 and (together**2).mean() < alone + TOGETHER else 0.0
