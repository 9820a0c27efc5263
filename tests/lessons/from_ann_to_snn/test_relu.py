"""The plain network: its gradient by finite differences. (The page has what it learns.)"""

import numpy as np
import pytest

from snn_edu.lessons.from_ann_to_snn.relu import train_relu
from snn_edu.training import Adam, cross_entropy


def rng(seed=0):
    return np.random.default_rng(seed)


def test_the_first_step_of_a_training_goes_down_the_slope_of_the_loss():
    """Adam's first step is `rate` against the sign of each entry of the gradient."""
    x, labels = rng(1).random((12, 5)), np.arange(12) % 3
    options = {"hidden": 4, "epochs": 1, "batch": 12}
    still = train_relu(x, labels, rng(2), rate=0.0, **options)
    moved = train_relu(x, labels, rng(2), rate=1e-3, **options)

    def loss(parameters):
        W1, W2, b1, b2 = parameters
        return cross_entropy(np.maximum(x @ W1 + b1, 0) @ W2 + b2, labels)[0]

    before = [*still.weights, *still.biases]
    for number, (old, new) in enumerate(zip(before, [*moved.weights, *moved.biases], strict=True)):
        for place in np.ndindex(old.shape):
            slope = 0.0
            for sign in (1, -1):
                shifted = [array.copy() for array in before]
                shifted[number][place] += sign * 1e-6
                slope += sign * loss(shifted) / 2e-6
            step = new[place] - old[place]
            expected = -1e-3 * slope / (abs(slope) + Adam().epsilon)
            assert step == pytest.approx(expected, abs=1e-6 if abs(slope) > 1e-4 else 1e-3)
            assert abs(slope) < 1e-9 or step * slope <= 0
