"""Optimisers against closed forms on a parabola, and Adam against its algorithm, written slowly."""

import math

import numpy as np
import pytest

from snn_edu.training import SGD, Adam


def test_sgd_on_a_parabola_shrinks_by_one_factor_a_step():
    sgd, w = SGD(rate=0.1), [np.array([4.0])]
    state = sgd.start(w)
    for _ in range(7):
        w, state = sgd.step(w, [2 * w[0]], state)  # of w^2
    assert w[0][0] == pytest.approx(4.0 * 0.8**7, rel=1e-14)


def test_momentum_adds_up_to_a_longer_step():
    sgd, w = SGD(rate=0.1, momentum=0.9), [np.zeros(1)]
    state = sgd.start(w)
    for _ in range(200):
        before = w[0].copy()
        w, state = sgd.step(w, [np.ones(1)], state)
    assert (before - w[0])[0] == pytest.approx(0.1 / (1 - 0.9), rel=1e-8)


def test_adam_is_its_algorithm_entry_by_entry():
    rng, adam = np.random.default_rng(1), Adam(0.02, 0.8, 0.95, 1e-6)
    w = [rng.normal(size=(2, 3)), rng.normal(size=4)]
    state = adam.start(w)
    slow = [{"w": v, "m": 0.0, "q": 0.0} for v in np.concatenate([a.ravel() for a in w])]
    for n in range(1, 6):
        g = [rng.normal(size=a.shape) for a in w]
        w, state = adam.step(w, g, state)
        for one, slope in zip(slow, np.concatenate([a.ravel() for a in g]), strict=True):
            one["m"] = 0.8 * one["m"] + 0.2 * slope
            one["q"] = 0.95 * one["q"] + 0.05 * slope**2
            m, q = one["m"] / (1 - 0.8**n), one["q"] / (1 - 0.95**n)
            one["w"] -= 0.02 * m / (math.sqrt(q) + 1e-6)
    found = np.concatenate([a.ravel() for a in w])
    assert found == pytest.approx(np.array([one["w"] for one in slow]), abs=1e-14)


@pytest.mark.parametrize("optimiser", [SGD(0.1, 0.9), Adam()])
def test_a_step_makes_new_arrays_of_the_same_kind(optimiser):
    w = [np.ones((2, 2), np.float32)]
    moved, state = optimiser.step(w, [np.ones((2, 2), np.float32)], optimiser.start(w))
    moved, _ = optimiser.step(moved, [np.ones((2, 2), np.float32)], state)
    assert moved[0].dtype == np.float32
    assert (w[0] == 1).all()
    with pytest.raises(ValueError, match="arrays of the same shapes"):
        optimiser.step(w, [np.ones(3)], state)
    for whole in ([np.ones((2, 2), int)], np.ones((1, 2, 2)), [[1.0]]):
        with pytest.raises(TypeError, match=r"gradients.*a list of arrays of floats"):
            optimiser.step(w, whole, state)
