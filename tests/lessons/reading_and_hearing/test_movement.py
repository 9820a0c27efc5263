"""Decoders of a movement: closed forms, reference cases, and slow likelihoods on a fine grid."""

import math

import numpy as np
import pytest
from reference import case, cases

from snn_edu.lessons.reading_and_hearing.movement import (
    CosineNeurons,
    LinearDecoder,
    fisher_bound,
    maximum_likelihood,
    population_vector,
    r_squared,
    rms_error,
)


def vector_error(N, b=20.0, m=15.0, window=100.0):
    """Standard deviation of the population vector of even neurons, in degrees: small errors."""
    return math.degrees(math.sqrt(2 * b / (N * window / 1000)) / m)


def race(neurons, window, seed, movements=4000):
    """Rms errors in degrees: vector, vector without baseline, linear, maximum likelihood."""
    rng = np.random.default_rng(seed)
    directions, known = rng.uniform(-180, 180, (2, movements))
    counts = neurons.counts(directions, window, rng)
    targets = np.column_stack([np.cos(np.radians(known)), np.sin(np.radians(known))])
    linear = LinearDecoder.fit(neurons.counts(known, window, rng), targets)
    theta, b = neurons.preferred, neurons.baseline
    decoded = (
        population_vector(counts, theta),
        population_vector(counts, theta, b * window / 1000),
        linear.direction(counts),
        maximum_likelihood(counts, theta, b, neurons.modulation, window),
    )
    return [rms_error(one, directions) for one in decoded]


@pytest.mark.parametrize("given", cases("applications", "cosine-fisher"), ids=lambda c: c["id"])
def test_bound_and_vector_error_are_the_closed_forms(given):
    p, expected = given["params"], given["expected"]
    rest = (p["baseline_Hz"], p["modulation_Hz"], 1000 * p["window_s"])
    assert fisher_bound(p["neurons"], *rest) == pytest.approx(expected["cramer_rao_deg"], rel=1e-9)
    error = vector_error(p["neurons"], *rest)
    assert error == pytest.approx(expected["population_vector_deg"], rel=1e-9)


def test_the_bound_is_that_of_the_information_summed_over_neurons():
    # J = sum_i T f'^2 / f: a sum over 60 even neurons is the integral to many digits.
    neurons = CosineNeurons.even(60, 30.0, 12.0)
    h = 1e-5  # degrees
    slope = (neurons.rates([40 + h]) - neurons.rates([40 - h])) / np.radians(2 * h)
    J = 0.2 * (slope**2 / neurons.rates([40.0])).sum()
    assert fisher_bound(60, 30.0, 12.0, 200.0) == pytest.approx(math.degrees(J**-0.5), rel=1e-6)
    # and it stays finite where the modulation is the baseline
    assert fisher_bound(10, 20.0, 20.0, 100.0) == pytest.approx(math.degrees(1 / math.sqrt(20)))


def test_one_reach_is_decoded_as_in_the_reference_case():
    given = case("applications", "decode-one-reach-g")
    p, expected = given["params"], given["expected"]
    counts, theta, b = p["counts"], p["preferred_deg"], p["baseline_Hz"]
    assert population_vector(counts, theta) == pytest.approx(expected["vector_deg"], abs=1e-9)
    freed = population_vector(counts, theta, b * p["window_s"])
    assert freed == pytest.approx(expected["vector_baseline_deg"], abs=1e-9)
    best = maximum_likelihood(counts, theta, b, p["modulation_Hz"], 1000 * p["window_s"])
    assert best == pytest.approx(expected["maximum_likelihood_deg"], abs=1e-6)


def test_maximum_likelihood_finds_the_top_of_the_likelihood_on_a_fine_grid():
    rng = np.random.default_rng(5)
    neurons = CosineNeurons.clustered(7, 1.5, rng, 12.0, 12.0)
    counts = neurons.counts(rng.uniform(-180, 180, 40), 300.0, rng)
    counts = counts[counts.sum(axis=1) > 0]
    assert len(counts) > 30
    f = np.maximum(neurons.rates(np.linspace(-180, 180, 36_001)), 1e-9)
    likelihood = counts @ np.log(f).T - 0.3 * f.sum(axis=1)
    found = maximum_likelihood(counts, neurons.preferred, 12.0, 12.0, 300.0)
    f = np.maximum(neurons.rates(found), 1e-9)
    reached = (counts * np.log(f)).sum(axis=1) - 0.3 * f.sum(axis=1)
    assert (reached >= likelihood.max(axis=1) - 1e-9).all()


@pytest.mark.parametrize(("size", "window", "seed"), [(100, 100.0, 0), (100, 500.0, 2)])
def test_the_vector_and_maximum_likelihood_meet_their_closed_forms(size, window, seed):
    vector, freed, linear, best = race(CosineNeurons.even(size), window, seed)
    # 4000 directions: the rms of a normal error is known to 1 / sqrt(8000) = 1.1 %
    assert vector == pytest.approx(vector_error(size, window=window), rel=0.05)
    assert freed == pytest.approx(vector, rel=1e-6)  # even neurons: the baselines cancel
    assert best == pytest.approx(fisher_bound(size, window=window), rel=0.05)
    assert best < vector < 1.05 * linear


def test_crowded_preferences_break_the_vector_and_no_other_decoder():
    given = case("applications", "decoders-compared")["expected"]["clustered"]
    crowds = [CosineNeurons.clustered(100, 1.5, np.random.default_rng(seed)) for seed in (0, 1)]
    found = np.mean([race(crowd, 100.0, seed) for seed, crowd in enumerate(crowds)], axis=0)
    for name, tolerance, error in zip(given, (0.3, 0.3, 0.1, 0.1), found, strict=True):
        assert error == pytest.approx(given[name], rel=tolerance), name


def test_a_silent_population_has_no_direction_and_counts_as_a_blind_guess():
    silent, theta = np.zeros((1, 4), int), [0, 90, 180, 270]
    assert np.isnan(population_vector(silent, theta)).all()
    assert np.isnan(maximum_likelihood(silent, theta)).all()
    assert math.isnan(population_vector([2, 2, 2, 2], theta))  # all votes cancel
    assert math.isnan(r_squared([1.0, 2.0], [3.0, 3.0]))
    blind = np.random.default_rng(0).uniform(-180, 180, 200_000)
    assert rms_error([np.nan], [30.0]) == pytest.approx(rms_error(blind, 0 * blind), rel=0.01)


def test_errors_are_measured_the_short_way_round():
    assert rms_error([179.0, -179.0], [-179.0, 179.0]) == pytest.approx(2.0)
    assert rms_error([350.0], [10.0]) == pytest.approx(20.0)


def test_the_ridge_decoder_solves_its_normal_equations():
    # Against least squares on rows that carry the price: [X; sqrt(ridge) I] W = [Y; 0].
    rng = np.random.default_rng(3)
    X, Y = rng.poisson(4.0, (50, 6)).astype(float), rng.normal(size=(50, 2))
    fitted = LinearDecoder.fit(X, Y, ridge=2.5)
    rows = np.vstack([X - X.mean(axis=0), math.sqrt(2.5) * np.eye(6)])
    W = np.linalg.lstsq(rows, np.vstack([Y - Y.mean(axis=0), np.zeros((6, 2))]), rcond=None)[0]
    assert fitted.weights == pytest.approx(W, abs=1e-10)
    assert fitted.decode(X.mean(axis=0)[None]) == pytest.approx(Y.mean(axis=0)[None], abs=1e-10)


def test_counts_are_poisson_of_the_cosine_rate():
    neurons = CosineNeurons([0.0, 90.0], 20.0, 15.0)
    assert neurons.rates([0.0]) == pytest.approx(np.array([[35.0, 20.0]]))
    counts = neurons.counts(np.full(20_000, 0.0), 200.0, np.random.default_rng(0))
    assert counts.mean(axis=0) == pytest.approx([7.0, 4.0], rel=0.02)
    assert counts.var(axis=0) == pytest.approx([7.0, 4.0], rel=0.05)


MANY = np.zeros(100_000)
MEMORY = ".* that would take .* bytes"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: CosineNeurons([]), "preferred has shape"),
        (lambda: CosineNeurons([0.0], 10.0, 15.0), "modulation = 15 Hz"),
        (lambda: CosineNeurons([0.0]).counts([0.0], 0.0, None), "window = 0 ms"),
        (lambda: population_vector([1, -1], [0, 90]), r"counts\[1\] = -1 spikes"),
        (lambda: population_vector([1, 1, 1], [0, 90]), "as many preferred directions"),
        (lambda: maximum_likelihood([1, 1], [0, 90], 10.0, 11.0), "modulation = 11 Hz"),
        (lambda: fisher_bound(0), "neurons = 0"),
        (lambda: fisher_bound(10, 20.0, 25.0), "modulation = 25 Hz"),
        (lambda: LinearDecoder.fit([[1.0]], [[1.0]]), "at least two samples"),
        (lambda: CosineNeurons(MANY).rates(MANY), f"directions = {MEMORY}"),
        (lambda: maximum_likelihood(np.zeros((1, 10**6)), np.zeros(10**6)), f"counts = {MEMORY}"),
        (lambda: LinearDecoder.fit([MANY, MANY], np.zeros((2, 1))), f"counts = {MEMORY}"),
    ],
)
def test_what_cannot_be_meant_or_held_in_memory_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
