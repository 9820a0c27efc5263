"""The tempotron: reference cases, its rule step by step, and how much it can learn."""

import numpy as np
import pytest
from ranges import refused
from reference import cases

from snn_edu.training import Tempotron

NEURON = Tempotron()


@pytest.mark.parametrize("case", cases("training", "tempotron-kernel"), ids=lambda case: case["id"])
def test_the_kernel_peaks_at_one_when_the_closed_form_says(case):
    neuron = Tempotron(case["params"]["tau_ms"], case["params"]["tau_s_ms"])
    assert pytest.approx(case["expected"]["V0"], rel=1e-12) == neuron.V0
    peak = case["expected"]["t_peak_ms"]
    assert neuron.time_to_peak == pytest.approx(peak, rel=1e-12)
    assert neuron.kernel(peak) == pytest.approx(1.0, rel=1e-14)
    assert neuron.kernel([peak - 0.1, peak + 0.1]).max() < 1.0
    assert neuron.kernel([-5.0, 0.0]).tolist() == [0.0, 0.0]
    assert neuron.peak([7.0], [0.5]) == pytest.approx((0.5, 7.0 + peak), rel=1e-12)


@pytest.mark.parametrize("case", cases("training", "tempotron-peak"), ids=lambda case: case["id"])
def test_the_peak_and_the_change_are_those_of_the_reference(case):
    p, expected = case["params"], case["expected"]
    of = {"tau": p["tau_ms"], "tau_s": p["tau_s_ms"]}
    times, weights = np.array(p["spike_ms"]), p["weights"]
    neuron = Tempotron(**of, threshold=p["threshold"])
    v_max, t_max = neuron.peak(times, weights)
    assert v_max == pytest.approx(expected["V_max"], abs=1e-10)
    assert t_max == pytest.approx(expected["t_max_ms"], abs=1e-9)
    assert neuron.potential(t_max, times, weights) == pytest.approx(v_max, abs=1e-12)
    at_another_time_of_day = neuron.peak(times + 1e6, weights)
    assert at_another_time_of_day == pytest.approx((v_max, t_max + 1e6), abs=1e-6)
    assert (v_max >= p["threshold"]) == expected["fires"]
    deaf, fires = Tempotron(**of, threshold=v_max + 1), Tempotron(**of, threshold=v_max - 0.01)
    missed = np.array(expected["dw_per_lambda_if_missed"])
    assert deaf.change(times, weights, True) == pytest.approx(missed, abs=1e-10)
    assert fires.change(times, weights, False) == pytest.approx(-missed, abs=1e-10)
    assert not deaf.change(times, weights, False).any()
    assert not fires.change(times, weights, True).any()


def test_of_spikes_that_only_inhibit_the_highest_point_is_rest():
    v_max, t_max = NEURON.peak([30.0, 10.0, 20.0], [-1.0, -0.5, -2.0])
    assert (v_max, t_max) == (0.0, 10.0)
    assert not NEURON.change([30.0, 10.0, 20.0], [-1.0, -0.5, -2.0], True).any()


def test_many_patterns_are_one_after_the_other():
    rng = np.random.default_rng(2)
    times, weights = rng.uniform(0, 500, (30, 12)), rng.normal(0.3, 0.3, 12)
    labels = rng.random(30) < 0.5
    alone = [NEURON.peak(row, weights) for row in times]
    v_max, t_max = NEURON.peak(times, weights)
    assert np.column_stack([v_max, t_max]) == pytest.approx(np.array(alone), abs=1e-12)
    changes = [NEURON.change(row, weights, label) for row, label in zip(times, labels, strict=True)]
    assert NEURON.change(times, weights, labels) == pytest.approx(np.sum(changes, 0), abs=1e-12)
    assert np.any(changes)


def problem(seed, patterns, afferents=50):
    rng = np.random.default_rng(seed)
    times = rng.uniform(0, 500, (patterns, afferents))
    return times, rng.permutation(patterns) < patterns // 2, rng


@pytest.mark.parametrize("seed", range(6))
def test_two_patterns_a_synapse_are_learned(seed):
    """The case `tempotron-capacity`: alpha = 2 must be solved, at N = 50, whatever the seed."""
    times, labels, rng = problem(seed, 100)
    trained = NEURON.train(times, labels, rng)
    assert trained.solved
    assert ((NEURON.peak(times, trained.weights)[0] >= 1) == labels).all()
    assert trained.errors[-1] == 0
    assert (trained.errors[:-1] > 0).all()


def test_four_patterns_a_synapse_are_too_many():
    times, labels, rng = problem(0, 200)
    trained = NEURON.train(times, labels, rng, epochs=300, starts=2)
    assert not trained.solved
    assert trained.starts == 2
    assert trained.errors.size == 2 * 301
    wrong = (NEURON.peak(times, trained.weights)[0] >= 1) != labels
    assert wrong.sum() == trained.errors[-1]  # the weights are those of the last count


def test_training_is_the_rule_with_momentum_step_by_step():
    times, labels, _ = problem(4, 40, 20)
    trained = NEURON.train(times, labels, np.random.default_rng(9), 2e-3, 0.9, epochs=7, starts=1)
    w, step, errors = np.random.default_rng(9).normal(0.04, 0.04, 20), 0.0, []
    for epoch in range(8):
        errors.append(int(((NEURON.peak(times, w)[0] >= 1) != labels).sum()))
        if epoch < 7:
            step = 2e-3 * NEURON.change(times, w, labels) + 0.9 * step
            w = w + step
    assert trained.errors.tolist() == errors
    assert trained.weights == pytest.approx(w, abs=1e-12)


test_what_cannot_be_meant_is_refused = refused(
    (lambda: Tempotron(3.75, 15.0), "Swapped"),
    (
        lambda: NEURON.peak([1.0, 2.0], [1.0]),
        r"shape \(1,\); with times of shape \(2,\), \(2,\) is asked",
    ),
    (lambda: NEURON.peak([], []), "afferents"),
    (lambda: NEURON.peak([[[1.0]]], [1.0]), "patterns, afferents"),
    (lambda: NEURON.peak([0.0, 5.0, 1e5], [1.0] * 3), "100000 ms; allowed is 600 tau_s = 2250 ms"),
    (lambda: NEURON.potential(1.0, [[1.0]], [1.0]), r"one pattern, .* not of shape \(1, 1\)"),
    (
        lambda: NEURON.change([1.0], [1.0], 1),
        TypeError,
        "expected True .should fire. or False, got int64",
    ),
    (lambda: NEURON.change([1.0], [1.0], [True, False]), "1 patterns"),
    (lambda: NEURON.train([1.0], True, np.random.default_rng(1)), "patterns"),
)
