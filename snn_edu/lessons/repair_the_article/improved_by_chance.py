"""Networks that improve by chance: each round changes them a little, and keeps no step back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from snn_edu.lessons.repair_the_article.thirty_two import ordered
from snn_edu.validation import Floats

WIDTH = 3  # neurons in a hidden layer
STEP = 0.1  # standard deviation of what a round adds to each weight and threshold
#: Of each layer: weights (networks, from, to), thresholds (networks, 1, to).
Net = list[tuple[Floats, Floats]]


def improved_by_chance(
    pattern: Sequence[int], layers: int, lowest: float, seed: int, networks: int, rounds: int
) -> NDArray[np.int_]:
    """For how many of the 32 inputs each network fires, after each round: (rounds + 1, networks).

    All begin without a negative weight and fire for the pattern. A change stays if the network
    still fires for the pattern, and for no more inputs than before.

    Parameters
    ----------
    layers
        Hidden layers of `WIDTH` neurons.
    lowest
        How far a weight may fall: 0, or below it.
    """
    rng, bits = np.random.default_rng(seed), ordered(pattern).astype(float)  # the pattern first
    net = _drawn(rng, 4 * networks, layers)  # of which many fire for it
    first = np.flatnonzero(_fires(net, bits)[:, 0])[:networks]
    net = [(w[first], threshold[first]) for w, threshold in net]
    count = _fires(net, bits).sum(axis=1)
    counts = [count]
    for _ in range(rounds):
        changed = [
            (
                np.clip(w + rng.normal(0, STEP, w.shape), lowest, 1),
                np.maximum(threshold + rng.normal(0, STEP, threshold.shape), 0.01),
            )
            for w, threshold in net
        ]
        fires = _fires(changed, bits)
        stays = fires[:, 0] & (fires.sum(axis=1) <= count)
        net = [
            (np.where(stays[:, None, None], new, w), np.where(stays[:, None, None], above, level))
            for (new, above), (w, level) in zip(changed, net, strict=True)
        ]
        count = np.where(stays, fires.sum(axis=1), count)
        counts.append(count)
    return np.array(counts)


def _drawn(rng: np.random.Generator, networks: int, layers: int) -> Net:
    sizes = [5] + [WIDTH] * layers + [1]
    return [
        (rng.random((networks, before, after)), rng.uniform(0, before / 2, (networks, 1, after)))
        for before, after in pairwise(sizes)
    ]


def _fires(net: Net, bits: Floats) -> NDArray[np.bool_]:
    heard: Floats = np.broadcast_to(bits, (len(net[0][0]), *bits.shape))
    for w, threshold in net:
        heard = (heard @ w >= threshold).astype(float)
    return heard[..., 0] > 0
