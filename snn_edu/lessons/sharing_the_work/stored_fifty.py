"""Lesson 11: fifty neurons that learn digits without labels, whole and with a part missing.

    python -m snn_edu.lessons.sharing_the_work.stored_fifty

makes ``results/fifty.npz`` again (half a minute of CPU): the weights after each epoch, whole and
without each part, and the shares of test pictures that are classified correctly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from snn_edu.lessons.sharing_the_work.winner_take_all import (
    UNNAMED,
    Learned,
    WinnerTakeAll,
    name_neurons,
)
from snn_edu.training import Digits, digits
from snn_edu.validation import Floats

STORED = Path(__file__).parent / "results" / "fifty.npz"
ROWS, COLUMNS = 5, 10
FIFTY = WinnerTakeAll(neurons=ROWS * COLUMNS)
EPOCHS, SPLITS = 10, 12
SHOWN = 4  # the split of the page: of these twelve, one in the middle
WITHOUT: Mapping[str, WinnerTakeAll] = {  # in the order of the letters A to D
    "depression": replace(FIFTY, depression=False),
    "nothing": FIFTY,
    "inhibition": replace(FIFTY, inhibition=False),
    "homeostasis": replace(FIFTY, homeostasis=False),
}


@cache
def split(seed: int = SHOWN) -> tuple[Digits, Digits]:
    """Training and test pictures of a split."""
    train, test = digits.split(digits.load(), np.random.default_rng(seed))
    return train, test


def judged(model: WinnerTakeAll, learned: Learned, seed: int) -> tuple[float, int]:
    """(share of test pictures classified correctly, neurons that ever come first in training)."""
    train, test = split(seed)
    rng = np.random.default_rng(100 + seed)
    won = model.winners(learned, train.pictures, rng)
    names = name_neurons(won, train.labels, model.neurons)
    right = names[model.winners(learned, test.pictures, rng)] == test.labels
    return float(right.mean()), int(np.count_nonzero(names != UNNAMED))


def nearest_centroid(seed: int = SHOWN) -> float:
    """The same share by ten mean pictures, of which the nearest names a test picture."""
    train, test = split(seed)
    means = np.array([train.pictures[train.labels == digit].mean(axis=0) for digit in range(10)])
    nearest = ((test.pictures[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    return float(np.mean(nearest == test.labels))


def course(missing: str, seed: int = SHOWN) -> Iterator[Learned]:
    """What there is after each epoch without one part."""
    train, _ = split(seed)
    return WITHOUT[missing].learn(train.pictures, np.random.default_rng(seed), EPOCHS)


def untrained(seed: int = SHOWN) -> Learned:
    """What `WinnerTakeAll.learn` begins with: random weights, the first that it draws."""
    weights = np.random.default_rng(seed).uniform(0.2, 0.8, (64, FIFTY.neurons))
    theta = np.full(FIFTY.neurons, FIFTY.theta_start)
    return Learned(weights, theta, np.zeros(FIFTY.neurons, dtype=np.int64))


class Stored(NamedTuple):
    """Runs that a live picture cannot wait for."""

    weights: Floats  # (4, epochs, 64, 50): of split SHOWN, in the order of `WITHOUT`, to 1/255
    ends: Floats  # (4, 2): of these, share classified correctly and neurons that come first
    scores: Floats  # (splits, 1 + epochs): of the whole network, share classified correctly
    means: Floats  # (splits,): that of the nearest centroid


@cache
def stored() -> Stored:
    """The stored runs."""
    with np.load(STORED) as made:
        weights = made["weights"] / 255
        return Stored(weights, made["ends"], made["scores"], made["means"])


def main() -> None:
    """Make the stored runs again."""
    courses = {missing: [*course(missing)] for missing in WITHOUT}
    weights = [[learned.weights for learned in epochs] for epochs in courses.values()]
    ends = [judged(WITHOUT[missing], epochs[-1], SHOWN) for missing, epochs in courses.items()]
    scores = [
        [judged(FIFTY, learned, seed)[0] for learned in (untrained(seed), *course("nothing", seed))]
        for seed in range(SPLITS)
    ]
    np.savez_compressed(
        STORED,
        weights=np.round(255 * np.array(weights)).astype(np.uint8),
        ends=np.array(ends),
        scores=np.array(scores),
        means=np.array([nearest_centroid(seed) for seed in range(SPLITS)]),
    )


def mosaic(weights: Floats) -> Floats:
    """The weights of fifty neurons as pictures, 5 rows of 10, a white line between."""
    tiles = np.zeros((ROWS * 9 - 1, COLUMNS * 9 - 1))
    for neuron in range(ROWS * COLUMNS):
        row, column = divmod(neuron, COLUMNS)
        tiles[row * 9 : row * 9 + 8, column * 9 : column * 9 + 8] = weights[:, neuron].reshape(8, 8)
    return tiles


if __name__ == "__main__":
    main()
