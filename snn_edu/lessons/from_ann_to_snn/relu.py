"""The network that lesson 15 converts: plain ReLUs, trained as everybody does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from snn_edu.training import Adam, cross_entropy
from snn_edu.validation import Floats


@dataclass(frozen=True, eq=False)
class ReLULayers:
    """a_l = max(0, a_(l-1) W_l + b_l), layer after layer; the last, before its ReLU, decides."""

    weights: Sequence[Floats]  # (inputs, outputs) of each layer
    biases: Sequence[Floats]  # (outputs,)

    def activations(self, x: Floats) -> list[Floats]:
        """What each layer gives for each picture, after its ReLU, the output layer's included.

        That is what `convert` scales by. `x` is (pictures, inputs); so is each array of the list.
        """
        a, layers = x, []
        for W, b in zip(self.weights, self.biases, strict=True):
            a = np.maximum(a @ W + b, 0.0)
            layers.append(a)
        return layers

    def decide(self, x: Floats) -> NDArray[np.int64]:
        """The class of each picture: the largest output, (pictures,)."""
        before = [x, *self.activations(x)][-2]
        return np.asarray((before @ self.weights[-1] + self.biases[-1]).argmax(axis=-1))


def train_relu(
    x: Floats,
    labels: NDArray[np.int64],
    rng: np.random.Generator,
    hidden: int = 100,
    epochs: int = 30,
    batch: int = 32,
    rate: float = 4e-3,
) -> ReLULayers:
    """One hidden layer, trained on cross-entropy with Adam; weights begin as He et al. 2015 say.

    The rate stays for half of the epochs and falls in a straight line to 0 in the other half.
    """
    sizes = (x.shape[1], hidden, int(labels.max()) + 1)
    parameters: list[Floats] = [
        rng.normal(0.0, np.sqrt(2 / n), (n, m)) for n, m in pairwise(sizes)
    ] + [np.zeros(hidden), np.zeros(sizes[2])]
    state = Adam(rate).start(parameters)
    for epoch in range(epochs):
        adam = Adam(rate * min(1.0, 2 * (1 - epoch / epochs)))
        order = rng.permutation(len(x))
        for first in range(0, len(x), batch):
            shown = order[first : first + batch]
            gradients = _gradients(parameters, x[shown], labels[shown])
            parameters, state = adam.step(parameters, gradients, state)
    return ReLULayers(parameters[:2], parameters[2:])


def _gradients(parameters: Sequence[Floats], x: Floats, labels: NDArray[np.int64]) -> list[Floats]:
    """The loss by W_1, W_2, b_1, b_2: its error goes back through W_2 where the ReLU was open."""
    W1, W2, b1, b2 = parameters
    a = np.maximum(x @ W1 + b1, 0.0)
    _, error = cross_entropy(a @ W2 + b2, labels)
    error_hidden = (error @ W2.T) * (a > 0)
    return [x.T @ error_hidden, a.T @ error, error_hidden.sum(0), error.sum(0)]
