"""Layers of LIF: torch's autograd as reference, and differences through three kinds of spike."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from ranges import refused
from reference import cases

from snn_edu.lessons.down_the_slope.gradient_check import gradient_check
from snn_edu.training import SURROGATES, Layers, cross_entropy


def of_case(case):
    """(layers, x, labels) of a reference case."""
    p = case["params"]
    x = np.zeros(p["shape_T_B_n"])
    x[tuple(np.array(p["x_spikes_t_b_i"]).T)] = 1.0
    weights = [np.array(W) for W in p["weights"]]
    reset = p["reset"].removeprefix("subtract, ")
    layers = Layers(weights, p["a"], p["b"], p["surrogate"], p["slope"], reset, p["smooth"])
    return layers, x, np.array(p["labels"])


CASES = [*cases("training", "sg-"), *cases("training", "smooth-")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_loss_and_gradients_are_those_of_torch(case):
    layers, x, labels = of_case(case)
    loss, gradients = layers.loss_and_gradients(x, labels)
    expected = case["expected"]
    assert loss == pytest.approx(expected["loss"], abs=1e-10)
    for found, right in zip(gradients, expected["gradients"], strict=True):
        assert found == pytest.approx(np.array(right), abs=1e-10)
    run = layers.run(x)
    assert run.readout == pytest.approx(np.array(expected["mean_readout"]), abs=1e-10)
    assert sum(s.sum() for s in run.spikes) == pytest.approx(expected["spikes_total"], abs=1e-9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_floats_of_32_bits_stay_so_and_give_nearly_the_same(case):
    layers, x, labels = of_case(case)
    narrow = replace(layers, weights=[W.astype(np.float32) for W in layers.weights])
    _, gradients = narrow.loss_and_gradients(x, labels)
    largest = max(np.abs(g).max() for g in case["expected"]["gradients"] for g in map(np.array, g))
    for found, right in zip(gradients, case["expected"]["gradients"], strict=True):
        assert found.dtype == np.float32
        assert np.abs(found - np.array(right)).max() < 1e-4 * largest
    assert {a.dtype for a in (*narrow.run(x).v, narrow.run(x).readout)} == {np.dtype(np.float32)}


def small(hidden, seed=0, **parameters):
    """Layers of 10 inputs, these hidden neurons and 3 classes; 30 steps of 8 trials."""
    rng = np.random.default_rng(seed)
    x, labels = (rng.random((30, 8, 10)) < 0.2).astype(float), rng.integers(0, 3, 8)
    sizes = [10, *hidden, 3]
    weights = [rng.normal(0.05, 0.4, pair) for pair in itertools.pairwise(sizes)]
    return Layers(weights, **parameters), x, labels


@pytest.mark.parametrize("reset", ["detached", "attached"])
@pytest.mark.parametrize(
    ("name", "hidden", "eps"),
    [*((name, [12], 1e-6) for name in SURROGATES), ("fast_sigmoid", [9, 8], 1e-5)],
)
def test_the_surrogate_gradient_is_the_gradient_of_the_tangent_model(name, hidden, eps, reset):
    layers, x, labels = small(hidden, surrogate=name, reset=reset)
    assert gradient_check(layers, x, labels, "tangent", eps).error < 1e-9


def test_through_the_hard_step_the_hidden_gradient_is_exactly_0_until_a_spike_jumps():
    still, jumped = (gradient_check(*small([12]), "step", eps) for eps in (1e-6, 0.1))
    assert not still.by_differences[0].any()
    assert (jumped.by_differences[0] != 0).mean() > 0.5
    # The readout has no step above it: there the slope is one, by any route.
    assert still.by_differences[1] == pytest.approx(still.backpropagated[1], abs=1e-8)


def test_a_wrong_gradient_does_not_pass():
    layers, x, labels = small([12], reset="attached")
    right = gradient_check(layers, x, labels, "tangent")
    detached = replace(layers, reset="detached").loss_and_gradients(x, labels)[1]
    assert right._replace(backpropagated=detached).error > 1e-3
    halved = [g / 2 for g in right.backpropagated]
    assert right._replace(backpropagated=halved).error > 0.5


def test_a_potential_at_the_threshold_is_a_spike():
    layers = Layers([np.array([[1.0]]), np.array([[1.0, 0.0]])])
    assert layers.run(np.ones((1, 1, 1))).spikes[0].all()


@pytest.mark.parametrize("hidden", [[12], [12, 7]])
def test_a_constant_input_may_be_one_array_seen_at_each_step(hidden):
    layers, _, labels = small(hidden)
    currents = np.random.default_rng(5).random((len(labels), len(layers.weights[0])))
    seen = np.broadcast_to(currents, (9, *currents.shape))
    loss, gradients = layers.loss_and_gradients(seen, labels)
    same_loss, same = layers.loss_and_gradients(seen.copy(), labels)
    assert loss == pytest.approx(same_loss, rel=1e-12)
    for gradient, other in zip(gradients, same, strict=True):
        assert np.abs(other).max() > 0
        np.testing.assert_allclose(gradient, other, rtol=1e-10, atol=1e-15)


def test_a_gradient_changes_neither_input_nor_weights():
    layers, x, labels = small([7])
    before = x.copy(), [W.copy() for W in layers.weights]
    layers.loss_and_gradients(x, labels)
    assert (x == before[0]).all()
    assert all((a == b).all() for a, b in zip(layers.weights, before[1], strict=True))


def test_cross_entropy_of_equal_readouts_is_the_log_of_their_number():
    loss, slope = cross_entropy(np.full((2, 4), 1e3), np.array([0, 3]))
    assert loss == pytest.approx(np.log(4))
    assert slope == pytest.approx((np.full((2, 4), 0.25) - np.eye(4)[[0, 3]]) / 2)


GOOD = [np.zeros((4, 3)), np.zeros((3, 2))]
X = np.zeros((5, 2, 4))


test_what_cannot_be_meant_is_refused = refused(
    (lambda: Layers([np.zeros((4, 3))]), TypeError, "two or more"),
    (lambda: Layers(np.zeros((2, 3, 3))), TypeError, "two or more"),
    (
        lambda: Layers([np.zeros((4, 3)), np.zeros((2, 3))]),
        r"weights\[1\]: has 2 rows for the 3 neurons",
    ),
    (lambda: Layers([np.zeros(4), np.zeros((3, 2))]), TypeError, r"weights\[0\]"),
    (lambda: Layers([np.full((4, 3), np.nan), GOOD[1]]), TypeError, "finite"),
    (lambda: Layers(GOOD).run(X[0]), r"\(2, 4\); allowed is \(steps, batch, 4\)"),
    (lambda: Layers(GOOD).run(X[:, :, :3]), "time first"),
    (lambda: Layers(GOOD).run(X[:0]), "time first"),
    (lambda: Layers(GOOD).run(X + np.inf), "finite"),
    (lambda: Layers(GOOD).run(X.astype(str)), TypeError, "spikes or currents"),
    (lambda: Layers(GOOD).loss_and_gradients(X, [0]), "expected one row of 2"),
    (lambda: Layers(GOOD).loss_and_gradients(X, [0, 2]), "0 to 1"),
    (
        lambda: gradient_check(Layers([W.astype(np.float32) for W in GOOD]), X, [0, 1], "step"),
        "float64",
    ),
)


def test_weights_are_the_layers_own():
    given = [np.ones((4, 3), np.float32), np.ones((3, 2), np.float32)]
    layers = Layers(given)
    given[0][:] = np.nan
    assert np.isfinite(layers.weights[0]).all()
    mixed = Layers([np.ones((4, 3)), given[1]])
    assert [W.dtype for W in mixed.weights] == [np.float64] * 2  # digits are kept, not dropped
    with pytest.raises(ValueError, match=r"weights\[1\] is masked"):
        Layers([np.ones((4, 3)), np.ma.masked_equal(np.eye(3), 0.0)])


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_readout_that_is_no_number_has_no_loss(kind):
    with pytest.raises(ValueError, match=r"readout\[0, 1\] = nan"):
        cross_entropy(np.array([[1.0, np.nan]], kind), [0])
    assert cross_entropy(np.zeros((1, 2), kind), [0])[1].dtype == kind


def test_a_batch_whose_samples_come_first_is_asked_about_where_the_labels_tell():
    layers = Layers([np.ones((6, 5)), np.ones((5, 3))])
    with pytest.raises(ValueError, match=r"x \(4, 20, 6\).*Say x\.transpose\(1, 0, 2\)"):
        layers.loss_and_gradients(np.ones((4, 20, 6)), [0, 1, 2, 0])
    with pytest.raises(ValueError, match="expected one row of 4"):
        layers.loss_and_gradients(np.ones((20, 4, 6)), [0, 1])
