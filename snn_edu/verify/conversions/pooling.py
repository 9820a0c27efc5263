"""Pooling by the largest: what the SNN takes of each group, against what the ANN does."""

from __future__ import annotations

from typing import Any

import numpy as np

from snn_edu.verify.conversions.asked import Compared, Layer, Layers

LARGE = 5 * 10**7  # numbers in which groups are looked for
MOVED = 0.05  # of the largest rate of a group: what its choice may cost


def pools(layer: Layer, a: Layers) -> Any:
    """Of which neurons before (rows) each neuron of the ANN is the largest; None if it is not."""
    k = layer.number - 1
    if k == 0 or a[k].size * a[k - 1].shape[1] > LARGE:
        return None
    below, top = np.maximum(a[k - 1], 0.0)[:, :, None], layer.a[:, None, :]
    groups = (below <= top).all(axis=0) & ((below == top) & (top > 0)).any(axis=0)
    groups[:, groups.sum(axis=0) < 2] = False
    live = groups.any(axis=0)
    largest = (below * groups).max(axis=1)[:, live]
    return groups if live.any() and np.array_equal(largest, layer.a[:, live]) else None


def pooled(exam: Compared, layer: Layer, groups: Any, r: Layers) -> bool:
    """Whether the SNN takes something else than the largest rate of each group."""
    live, before = groups.any(axis=0), layer.number - 1
    here, most = layer.r[:, live], (r[before - 1][:, :, None] * groups).max(axis=1)[:, live]
    room, away = layer.allowed, float((here - most).mean())
    if (here < most + room).mean() > 0.99 and -away > max(room / 2, MOVED * most.mean()):
        how = "is less: the mean of each? Take the one that has fired most"
    elif (here > most - room).mean() > 0.99 and away > max(room / 2, MOVED * most.mean()):
        how = "fires where any of them does, step by step, which is more: let only the one pass "
        how += "that has fired most"
    else:
        exam.open("off, and why", layer=layer.number, error=exam.several * layer.fit.error)
        return False
    exam.blame(layer, "other pooling", before=before, how=how)
    return True
