"""How the answers of lesson 16 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.bisection import bisected
from snn_edu.questions import Judging, read
from snn_edu.validation import Floats

Ints = NDArray[np.int64]


def _walked(inputs: Ints, hidden: Ints, output: Ints, W1: Floats, W2: Floats) -> float:
    """The oracle: spike by spike through every synapse there is."""
    additions = 0
    for spikes, W in ((inputs, W1), (hidden, W2)):
        for picture in spikes.tolist():
            for neuron, count in enumerate(picture):
                additions += sum(count for _ in W[neuron])
    return additions / len(inputs)


def _count_tries() -> tuple[tuple[Any, ...], ...]:
    rng = np.random.default_rng(12)
    tries = []
    for pictures, n, h, m in ((5, 4, 7, 3), (3, 6, 2, 5)):
        counts = [rng.integers(0, 6, (pictures, size)) for size in (n, h, m)]
        tries.append((*counts, rng.normal(size=(n, h)), rng.normal(size=(h, m))))
    return tuple(tries)


def _fires(*layers: Any) -> tuple[Any, ...]:
    """Spikes of two inputs, three hidden neurons and two outputs, and weights of 0.5."""
    return *map(np.atleast_2d, layers), np.full((2, 3), 0.5), np.full((3, 2), 0.5)


def _crossing(mac: float, ac: float, weight: float, potential: float) -> float:
    """The oracle: the number of spikes at which the bills of 1000 synapses cross, by halving."""
    ann = 1000 * (mac + weight)

    def cheaper(spikes: float) -> bool:
        return sum(1000 * spikes * price for price in (ac, weight, potential)) < ann

    return bisected(cheaper, 0.0, 1e6)[0]


def _line_by_line(S: float, updates: float, ac: float, weight: float, potential: float) -> float:
    """The oracle: every line of the receipt by itself."""
    spikes = [S * price for price in (ac, weight, potential)]
    steps = [updates * price for price in (potential / 2, ac, potential)]
    return sum(spikes + steps) * 1e-3


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    count=Judging(oracle=_walked, tries=_count_tries()),
    bill=Judging(
        oracle=_line_by_line,
        tries=(
            (4334.8617, 880.0, 0.9, 10.0, 10.0),
            (620.0, 5500.0, 0.03, 1.25, 5.0),
            (0.0, 11000.0, 0.5, 4.0, 3.5),
        ),
    ),
    break_even=Judging(
        oracle=_crossing,
        tries=((4.6, 0.9, 5.0, 10.0), (4.6, 0.9, 0.0, 0.0), (0.23, 0.03, 1.25, 5.0)),
    ),
    table=Judging(
        oracle=lambda: 37.5,
        examined=lambda ratio: (
            "That's near. Take the numbers as they stand, and round at the end."
            if 30 < ratio < 45
            else "Work out the two energies first, each as operations times a price. Then divide."
        ),
    ),
)
