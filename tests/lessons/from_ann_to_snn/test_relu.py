"""The plain network: its gradient by finite differences, and the digits it is trained for."""

import numpy as np
import pytest

from snn_edu.lessons.from_ann_to_snn import relu
from snn_edu.lessons.from_ann_to_snn.relu import ReLULayers, train_relu
from snn_edu.training import Adam, cross_entropy, digits


def rng(seed=0):
    return np.random.default_rng(seed)


def test_activations_come_after_the_relu_and_the_decision_before_it():
    net = ReLULayers(
        [np.array([[1.0, -1.0]]), np.array([[1.0, -3.0], [0.0, 1.0]])],
        [np.zeros(2), np.array([-5.0, -5.0])],
    )
    hidden, output = net.activations(np.array([[2.0]]))
    assert hidden.tolist() == [[2.0, 0.0]]
    assert output.tolist() == [[0.0, 0.0]]  # -3 and -11, both cut off
    assert net.decide(np.array([[2.0]])) == [0]
    one = ReLULayers([np.array([[1.0, 2.0]])], [np.array([0.0, -9.0])])
    assert one.decide(np.array([[2.0], [10.0]])).tolist() == [0, 1]


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


def test_the_rate_stays_for_half_of_the_epochs_and_then_falls_to_nothing(monkeypatch):
    rates = []

    class Noted(Adam):
        def step(self, *given):
            rates.append(self.rate)
            return super().step(*given)

    monkeypatch.setattr(relu, "Adam", Noted)
    x = rng(1).random((6, 2))
    train_relu(x, np.arange(6) % 2, rng(), hidden=2, epochs=8, batch=6, rate=0.4)
    assert rates == pytest.approx([0.4, 0.4, 0.4, 0.4, 0.4, 0.3, 0.2, 0.1])


def test_digits_are_learned():
    train, test = digits.split(digits.load(), rng())
    net = train_relu(train.pictures, train.labels, rng())
    assert [W.shape for W in net.weights] == [(64, 100), (100, 10)]
    assert np.mean(net.decide(train.pictures) == train.labels) > 0.999
    assert np.mean(net.decide(test.pictures) == test.labels) > 0.965
    again = train_relu(train.pictures, train.labels, rng())
    assert all(np.array_equal(a, b) for a, b in zip(net.weights, again.weights, strict=True))
