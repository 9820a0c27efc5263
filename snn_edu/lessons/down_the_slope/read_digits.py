"""Handwritten digits, learned by a spiking network down the slope of its loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from snn_edu.training import Adam, Layers, digits
from snn_edu.training.surrogate import Real
from snn_edu.validation import Floats

PICTURES = digits.load()
GRID = 2.0**-16  # weights are whole multiples of it; the first steps of Adam are 262 of it


def train_digits(controls: Mapping[str, Any]) -> Iterator[Layers]:
    """The layers before each epoch, and after the last.

    Each pixel's grey is a constant current into the first layer, for `steps` steps.

    In which order a processor adds, and so the last digits of a sum, differ from one kind to the
    next: by that a potential near the threshold spikes on one and not on the other, and from then
    on they train two networks. Weights on a grid, far coarser than such a difference, end it: every
    machine tells the same numbers.
    """
    rng = np.random.default_rng(controls["seed"])
    known, _ = digits.split(PICTURES, rng)
    hidden, epochs = controls["hidden"], controls["epochs"]
    weights = [rng.normal(0.0, 1.5 / 8, (64, hidden)), rng.normal(0.0, hidden**-0.5, (hidden, 10))]
    weights = _on_grid(weights)
    adam = Adam(4e-3)
    state = adam.start(weights)
    for epoch in range(epochs + 1):
        layers = Layers(weights, 0.9, 0.9, "fast_sigmoid", controls["slope"])
        yield layers
        if epoch == epochs:
            return
        rate = 4e-3 * min(1.0, 2.0 * (1.0 - epoch / epochs))  # constant, then down to 0
        for batch in np.array_split(rng.permutation(len(known)), len(known) // 64):
            layers = replace(layers, weights=weights)
            x = _constant(known.pictures[batch], controls["steps"])
            _, gradients = layers.loss_and_gradients(x, known.labels[batch])
            weights, state = replace(adam, rate=rate).step(weights, gradients, state)
            weights = _on_grid(weights)


def read_as(layers: Layers, pictures: Floats, steps: int) -> Any:
    """Return which digits the network says."""
    return layers.run(_constant(pictures, steps)).readout.argmax(axis=1)


def _constant(pictures: Floats, steps: int) -> Floats:
    return np.broadcast_to(pictures, (steps, *pictures.shape))


def _on_grid(weights: list[Real]) -> list[Real]:
    return [np.rint(W / GRID) * GRID for W in weights]
