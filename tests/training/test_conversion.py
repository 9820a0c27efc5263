"""Conversion: counts in closed form, layers by the letter, scaling that changes no decision."""

import numpy as np
import pytest
from ranges import refused
from reference import case, cases

from snn_edu.lessons.from_ann_to_snn.networks import ann_accuracy, reached
from snn_edu.training import IFLayers, convert, if_counts, latency_input, poisson_input

RNG = np.random.default_rng(3)
# Whole 64ths and 16ths, which float64 adds without rounding.
W = [RNG.integers(-20, 30, shape) / 64 for shape in ((6, 7), (7, 5), (5, 4))]
B = [RNG.integers(-8, 12, size) / 64 for size in (7, 5, 4)]
X = RNG.integers(0, 17, (3, 6)) / 16


def slowly(x, weights, biases, reset="subtract", start=0.0):
    """The same layers by the letter, x of (steps, pictures, inputs): (counts, what is left)."""
    v = [np.full((x.shape[1], len(b)), start) for b in biases]
    counts = [np.zeros_like(v_l) for v_l in v]
    for sent in x:
        for v_l, count, W, b in zip(v, counts, weights, biases, strict=True):
            v_l += sent @ W + b
            sent = v_l >= 1
            count += sent
            v_l -= {"subtract": 1, "zero": v_l, "none": 0}[reset] * sent
    return counts, v


@pytest.mark.parametrize(
    "take",
    [
        lambda x: IFLayers(W, B).run(x, 5),
        lambda x: poisson_input(x, 5, RNG),
        lambda x: latency_input(x, 5),
    ],
    ids=["layers", "poisson", "latency"],
)
def test_a_picture_of_bytes_is_refused_with_what_to_say(take):
    with pytest.raises(ValueError, match=r"x: bytes up to 255\. .* Say x / 255"):
        take(np.array([0, 3, 255, 0, 80, 12], np.uint8))


@pytest.mark.parametrize("given", cases("conversion", "if-counts"), ids=lambda given: given["id"])
def test_counts_are_those_of_the_reference(given):
    z, steps = given["params"]["z"], given["params"]["steps"]
    expected = given["expected"]["counts"]
    assert if_counts(z, steps).tolist() == expected["subtract"]
    assert if_counts(z, steps, reset="zero").tolist() == expected["zero"]
    assert if_counts(z, steps, start=0.5).tolist() == expected["subtract_start_half"]


@pytest.mark.parametrize("steps", [1, 7, 64, 200])
def test_counts_follow_their_closed_forms_cut_off_at_one_spike_a_step(steps):
    z = np.arange(-64, 257) / 128  # exact in binary
    relu = np.clip(z, 0, 1)
    to_one = np.ceil(1 / np.clip(z, 1e-9, 1))
    assert np.array_equal(if_counts(z, steps), np.floor(steps * relu))
    assert np.array_equal(if_counts(z, steps, reset="zero"), steps // to_one)
    assert np.array_equal(if_counts(z, steps, reset="none"), np.maximum(steps - to_one + 1, 0))
    assert np.array_equal(if_counts(z, steps, start=0.5), np.floor(steps * relu + 0.5))


def test_decimal_inputs_count_as_on_paper_though_floats_add_up_to_less():
    assert np.cumsum([0.1] * 10)[-1] < 1  # `sum` adds more finely from Python 3.12 on
    z = np.arange(1, 101) / 100
    for steps in (10, 37, 100, 1000):
        on_paper = [steps * hundredth // 100 for hundredth in range(1, 101)]
        assert if_counts(z, steps).tolist() == on_paper
        assert IFLayers([np.eye(100)], [np.zeros(100)]).run(z, steps).counts[0].tolist() == on_paper


@pytest.mark.parametrize("given", cases("conversion", "normalise"), ids=lambda given: given["id"])
def test_balanced_weights_are_those_of_the_reference(given):
    p, expected = given["params"], given["expected"]
    weights, biases = convert(
        [[[p["w1"]]], [[p["w2"]]]],
        [[p["b1"]], [p["b2"]]],
        [p["hidden_activations"], p["output_activations"]],
        p["percentile"],
    )
    found = [float(array.item()) for array in (*weights, *biases)]
    assert found == pytest.approx([expected[name] for name in ("w1", "w2", "b1", "b2")], rel=1e-12)


@pytest.mark.parametrize("given", cases("conversion", "if-network"), ids=lambda given: given["id"])
def test_a_network_spikes_as_in_the_reference(given):
    p, expected = given["params"], given["expected"]
    layers = IFLayers([p["W1"], p["W2"]], [p["b1"], p["b2"]], p["reset"])
    run = layers.run(p["x"], p["steps"])
    assert run.counts[0].tolist() == expected["hidden_counts"]
    assert run.counts[1].tolist() == expected["output_counts"]
    assert run.left[1] == pytest.approx(expected["left_in_output"], abs=1e-9)


@pytest.mark.parametrize("reset", ["subtract", "zero", "none"])
@pytest.mark.parametrize("start", [0.0, 0.5])
def test_layers_equal_the_same_layers_by_the_letter(reset, start):
    run = IFLayers(W, B, reset, start).run(X, 25)
    expected = slowly(np.broadcast_to(X, (25, 3, 6)), W, B, reset, start)
    for found, by_the_letter in zip((run.counts, run.left), expected, strict=True):
        for layer, slow in zip(found, by_the_letter, strict=True):
            np.testing.assert_array_equal(layer, slow)


@pytest.mark.parametrize("charge", [1.0, 4.0, None])
def test_spikes_reach_the_first_layer_as_a_charge_or_as_a_lasting_current(charge):
    spikes = latency_input(X, 20, charge)
    run = IFLayers(W, B).run(spikes, 20)
    sent = spikes.spiked
    counts, _ = slowly(charge * sent if charge else np.logical_or.accumulate(sent), W, B)
    np.testing.assert_array_equal(run.counts[2], counts[2])
    assert run.input_spikes.sum() == sent.sum()
    alone = IFLayers(W, B).run(latency_input(X[1], 20, charge), 20)
    np.testing.assert_array_equal(alone.counts[2], counts[2][1])


def test_a_tie_goes_to_the_fuller_neuron_or_to_the_smaller_class():
    W = [np.eye(3)]
    run = IFLayers(W, [np.zeros(3)]).run([[0.375, 0.625, 0.75]], 5)
    assert run.counts[0].tolist() == [[1, 3, 3]]
    assert run.left[0].tolist() == [[0.875, 0.125, 0.75]]  # the fullest is not on top
    assert run.decide() == [2]
    assert run.decide("index") == [1]
    with pytest.raises(ValueError, match=r"ties = 'potentials'.*Did you mean 'potential'"):
        run.decide("potentials")


def test_poisson_spikes_come_with_their_probability_and_each_step_anew():
    x = np.array([[0.0, 0.3, 1.0]])
    spikes = poisson_input(np.repeat(x, 200, axis=0), 200, RNG).spiked
    assert spikes.shape == (200, 200, 3)
    assert not spikes[..., 0].any()
    assert spikes[..., 2].all()
    p, n = 0.3, 200 * 200
    assert spikes[..., 1].mean() == pytest.approx(p, abs=3 * np.sqrt(p * (1 - p) / n))
    agree = np.mean(spikes[1:, :, 1] == spikes[:-1, :, 1])  # p^2 + (1 - p)^2 if independent
    assert agree == pytest.approx(p**2 + (1 - p) ** 2, abs=0.01)


@pytest.mark.parametrize("steps", [10, 16, 50, 100])
def test_a_latency_spike_leaves_as_many_steps_as_its_value_says(steps):
    """Whatever rounding says: 100 x 0.29 is 28.999999999999996."""
    k = np.arange(steps + 1)
    for x in (k / steps, np.minimum((k + 0.7) / steps, 1.0)):
        spiked = latency_input([x], steps).spiked
        delivered = np.logical_or.accumulate(spiked).sum(0)
        assert delivered.tolist() == [k.tolist()] == [if_counts(x, steps).tolist()]
        assert spiked.sum(0).tolist() == [[0] + [1] * steps]  # less than a step: no spike


ONES, ZEROS = [[[1.0]], [[1.0]]], [[0.0], [0.0]]


test_a_wrong_argument_is_named = refused(
    (
        lambda: IFLayers(W, B).run([1.0, 2.0], 5),
        r"x: shape \(2,\); expected \(6,\) or \(pictures, 6\)",
    ),
    (
        lambda: IFLayers(W, B).run(np.ones((5, 2, 6)), 5),
        r"x: shape \(5, 2, 6\); expected .* as InputSpikes",
    ),
    (
        lambda: IFLayers(W, B).run(latency_input(np.ones((2, 6)), 5), 6),
        r"x: spikes of shape \(5, 2, 6\); expected \(6, pictures, 6\), .* as are run",
    ),
    (lambda: IFLayers([], []), "0 weights and 0 biases: expected one of each a layer"),
    (lambda: IFLayers(ONES, [[0.0]]), "2 weights and 1 biases"),
    (
        lambda: IFLayers([[[1.0]], [1.0]], ZEROS),
        r"layer 1: weights \(1,\) and biases \(1,\) do not fit",
    ),
    (
        lambda: IFLayers([[[1.0]], [[1.0], [1.0]]], ZEROS),
        "layer 1: 2 inputs after a layer of 1 outputs. Are the weights tra",
    ),
    (
        lambda: convert([[[1.0]], [1.0]], ZEROS, ONES),
        r"layer 1: weights \(1,\) and biases \(1,\) do not fit",
    ),
    (lambda: convert(ONES, ZEROS, [[1.0]]), "1 arrays for 2 layers"),
    (
        lambda: convert(ONES, ZEROS, [np.ones((3, 2)), [1.0]]),
        r"activations\[0\] has shape \(3, 2\): expected \(samples, 1\), those of the layer's out",
    ),
    (
        lambda: convert(ONES, ZEROS, [[-0.5, 1.0], [1.0]]),
        r"activations\[0\]: -0\.5 is below 0\. Take them after the ReLU",
    ),
    (
        lambda: convert(ONES, ZEROS, [[0.0, 1.0], [0.0]]),
        r"activations\[1\]: the 99\.9 % percentile is 0; .* only if the layer is dead",
    ),
)


@pytest.mark.parametrize(
    ("name", "code", "reset", "ties"),
    [
        ("current", "current", "subtract", "potential"),
        ("current_without_tie_break", "current", "subtract", "index"),
        ("reset_to_zero", "current", "zero", "potential"),
        ("poisson", "Poisson", "subtract", "potential"),
        ("ramp_latency", "latency", "subtract", "potential"),
    ],
)
@pytest.mark.slow
def test_digits_are_told_as_well_as_in_the_reference(name, code, reset, ties):
    """One split, where the case has the mean of five: each is held against its own ANN."""
    given = case("conversion", "digits-conversion")
    steps, expected = given["params"]["T"][:8], given["expected"]
    found = [reached(code, T, reset=reset).accuracy(ties) for T in steps]
    less = np.array(expected[name][3:8]) - expected["ann"]
    assert found[3:] == pytest.approx(ann_accuracy() + less, abs=0.015)
    assert found[0] < found[1] < found[2] < found[3]  # at T <= 2 only the order matters (the case)


def test_the_arrays_of_a_network_are_its_own():
    W, b = np.ones((2, 3)), np.zeros(3)
    made = IFLayers([W], [b])
    W[:] = b[:] = np.nan
    assert np.isfinite([*made.weights[0], *made.biases]).all()
