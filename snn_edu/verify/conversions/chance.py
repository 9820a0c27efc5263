"""Chance in a conversion: a coded input makes noise, and a dropout that was left on loses spikes.

A neuron that has N spikes in T steps of a constant input, each dropped with probability q, tells a
binomial number of them: mean N (1 - q), variance N (1 - q) q. So variance / mean is q for all, slow
or fast, and no two neurons err together. Spikes of the input that come by chance go to all neurons,
and move a fast one no more than a slow one.
"""

from __future__ import annotations

import numpy as np

from snn_edu.validation import Floats
from snn_edu.verify.conversions.asked import Compared, Layers
from snn_edu.verify.sentences import SENTENCES

NEAR = 0.3  # of q: what variance / mean of slow, middle and fast neurons may differ from it
TOGETHER = 0.02  # mean squared correlation of two neurons: more, and they share their chance
FEWEST = 200  # points that tell


def dropped(exam: Compared, answers: list[Layers], steps: float, away: list[float]) -> bool:
    """Whether spikes are dropped by chance; it is noted.

    `answers` are to the same samples, `away` is by how much they differ in each layer.
    """
    layer = next(k for k, each in enumerate(away) if each > 0.0)
    if layer:
        how = f"it gives other rates each time, and layer {layer} before it does not"
        exam.values["layer"] = layer + 1
        exam.fault("spikes dropped", said=_said(layer + 1, how))
        return True
    share = lost(np.stack([layers[0] for layers in answers]), steps)
    if share:
        how = f"it gives other counts each time, as if {100 * share:.2g} % of its spikes were lost"
        exam.values["layer"] = 1
        exam.fault("spikes dropped", said=_said(1, how))
    return bool(share)


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


def _said(layer: int, how: str) -> str:
    return SENTENCES["spikes dropped"].format(layer=layer, how=how)
