"""What lesson 15 asks: predictions, exercises and a quiz on what a spiking network costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions import Judging, read, simpler
from snn_edu.validation import Floats

Ints = NDArray[np.int64]


# --- Exercise 1: count. ---------------------------------------------------------------------------


def synaptic_operations(inputs: Ints, hidden: Ints, output: Ints, W1: Floats, W2: Floats) -> float:
    """Additions of a weight for a picture, on average."""
    through = inputs.sum(axis=1) * W1.shape[1] + hidden.sum(axis=1) * W2.shape[1]
    return float(through.mean())


def _walked(inputs: Ints, hidden: Ints, output: Ints, W1: Floats, W2: Floats) -> float:
    """Spike by spike through every synapse there is."""
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


def _spikes_only(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) + h.sum(1)).mean())


def _all_spikes(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) + h.sum(1) + o.sum(1)).mean())


def _fan_in(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((h.sum(1) * len(W1) + o.sum(1) * len(W2)).mean())


def _own_rows(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) * len(W1) + h.sum(1) * len(W2)).mean())


def _input_free(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((h.sum(1) * W2.shape[1]).mean())


def _whole_matrices(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) * W1.size + h.sum(1) * W2.size).mean())


def _this_network(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) * 100 + h.sum(1) * 10).mean())


def _outputs_too(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return synaptic_operations(i, h, o, W1, W2) + float(o.sum(1).mean())


def _mean_for_sum(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.mean(1) * W1.shape[1] + h.mean(1) * W2.shape[1]).mean())


def _all_pictures(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return synaptic_operations(i, h, o, W1, W2) * len(i)


def _single_spikes() -> Iterator[tuple[tuple[Any, ...], str]]:
    """Two inputs, three hidden neurons and two outputs, with next to no spikes."""
    none = np.zeros((1, 2), int), np.zeros((1, 3), int), np.zeros((1, 2), int)
    weights = np.full((2, 3), 0.5), np.full((3, 2), 0.5)
    for layer, said in enumerate(
        (
            "A single spike of one input passes 3 synapses here, one to each of the 3 hidden "
            "neurons, so that's 3 additions. Yours counts {got:g}.",
            "A single spike of one hidden neuron passes 2 synapses here, one to each of the 2 "
            "outputs, so that's 2 additions. Yours counts {got:g}.",
            "A single spike of an output passes nothing, and yours counts {got:g}.",
        )
    ):
        spikes = [each.copy() for each in none]
        spikes[layer][0, 0] = 1
        yield (*spikes, *weights), said
    first = [np.repeat(each, 2, axis=0) for each in none]
    first[0][0], first[1][0] = 1, 1
    yield (
        (*first, *weights),
        "Two inputs with 3 synapses each, and three hidden neurons with 2 synapses each, fire once "
        "in the first of two pictures, and nothing fires in the second. On average that's 6 "
        "additions, and yours counts {got:g}.",
    )


# --- Exercise 3: break even. ----------------------------------------------------------------------


def break_even(mac: float, ac: float, weight: float, potential: float) -> float:
    """Spikes per synapse at which both cost the same."""
    return (mac + weight) / (ac + weight + potential)


def _bisected(mac: float, ac: float, weight: float, potential: float) -> float:
    """The number of spikes at which the bills of 1000 synapses cross, by halving."""
    ann, low, high = 1000 * (mac + weight), 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        snn = sum(1000 * middle * price for price in (ac, weight, potential))
        low, high = (middle, high) if snn < ann else (low, middle)
    return low


# --- Exercise 2: a bill. --------------------------------------------------------------------------


def _bill(S: float, updates: float, ac: float, weight: float, potential: float) -> float:
    return (S * (ac + weight + potential) + updates * (ac + 1.5 * potential)) / 1000


def _line_by_line(S: float, updates: float, ac: float, weight: float, potential: float) -> float:
    """The oracle: every line of the receipt by itself."""
    spikes = [S * price for price in (ac, weight, potential)]
    steps = [updates * price for price in (potential / 2, ac, potential)]
    return sum(spikes + steps) * 1e-3


PREDICTIONS, EXERCISES, QUIZ = read(
    "questions.md",
    globals(),
    count=Judging(
        oracle=_walked,
        tries=_count_tries(),
        examined=simpler(synaptic_operations, *_single_spikes()),
    ),
    bill=Judging(
        oracle=_line_by_line,
        tries=(
            (4334.8617, 880.0, 0.9, 10.0, 10.0),
            (620.0, 5500.0, 0.03, 1.25, 5.0),
            (0.0, 11000.0, 0.5, 4.0, 3.5),
        ),
        examined=simpler(
            _bill,
            *(
                (
                    (1000.0 * (what == "operations"), 1000.0 * (what == "updates"), *prices),
                    f"Let {priced} cost 1 pJ and all else nothing. Then 1,000 {what} cost "
                    "{expected:g} nJ, and yours cost {got:g}.",
                )
                for what in ("operations", "updates")
                for priced, prices in (
                    ("an addition", (1.0, 0.0, 0.0)),
                    ("a weight", (0.0, 1.0, 0.0)),
                    ("a potential", (0.0, 0.0, 1.0)),
                )
            ),
        ),
    ),
    break_even=Judging(
        oracle=_bisected,
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
