"""Decoders of a movement, and the drawing that one of them reads."""

import math

import numpy as np
import pytest
from reference import case, cases

from snn_edu.lessons.reading_and_hearing import drawing
from snn_edu.lessons.reading_and_hearing.movement import (
    CosineNeurons,
    LinearDecoder,
    fisher_bound,
    maximum_likelihood,
    population_vector,
    r_squared,
    rms_error,
)


def test_decoders_and_their_bound_are_those_of_the_reference():
    for given in cases("applications", "cosine-fisher"):
        p, bound = given["params"], given["expected"]["cramer_rao_deg"]
        rest = (p["baseline_Hz"], p["modulation_Hz"], 1000 * p["window_s"])
        assert fisher_bound(p["neurons"], *rest) == pytest.approx(bound, rel=1e-9)
    assert fisher_bound(10, 20.0, 20.0, 100.0) == pytest.approx(math.degrees(1 / math.sqrt(20)))
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
    f = np.maximum(neurons.rates(np.linspace(-180, 180, 36_001)), 1e-9)
    likelihood = counts @ np.log(f).T - 0.3 * f.sum(axis=1)
    found = maximum_likelihood(counts, neurons.preferred, 12.0, 12.0, 300.0)
    f = np.maximum(neurons.rates(found), 1e-9)
    reached = (counts * np.log(f)).sum(axis=1) - 0.3 * f.sum(axis=1)
    assert (reached >= likelihood.max(axis=1) - 1e-9).all()


def test_a_silent_population_has_no_direction_and_errors_go_the_short_way_round():
    silent, theta = np.zeros((1, 4), int), [0, 90, 180, 270]
    assert np.isnan(population_vector(silent, theta)).all()
    assert np.isnan(maximum_likelihood(silent, theta)).all()
    assert math.isnan(population_vector([2, 2, 2, 2], theta))  # all votes cancel
    assert math.isnan(r_squared([1.0, 2.0], [3.0, 3.0]))
    blind = np.random.default_rng(0).uniform(-180, 180, 200_000)
    assert rms_error([np.nan], [30.0]) == pytest.approx(rms_error(blind, 0 * blind), rel=0.01)
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


T = np.linspace(0.0, 2 * np.pi, 401)
EIGHT = np.column_stack([np.sin(T), np.sin(T) * np.cos(T)])  # on its side


def test_a_path_is_walked_at_one_pace_and_keeps_its_shape():
    corner = drawing.even_pace([[0, 0], [0.1, 0], [1, 0], [1, 1]], steps=200)
    assert np.hypot(*np.diff(corner, axis=0).T) == pytest.approx(np.full(200, 0.01))
    assert corner[[100, 200]] == pytest.approx(np.array([[1.0, 0.0], [1.0, 1.0]]))


def test_velocities_have_rms_one_and_rates_are_never_negative():
    path = drawing.wandering(20_000, np.random.default_rng(0))
    v, counts = drawing.velocity_counts(path, [0.0, 180.0], np.random.default_rng(1))
    assert (v**2).sum(axis=1).mean() == pytest.approx(1.0)
    rate = 15 + 15 * v[:, 0]  # Hz, of the neuron that prefers 0 degrees
    fast = rate > 30
    mean = 0.020 * rate[fast].mean()  # spikes in a step of 20 ms
    assert counts[fast, 0].mean() == pytest.approx(mean, abs=4 * np.sqrt(mean / fast.sum()))
    assert counts[fast, 1].sum() == 0  # max(15 - 15 v, 0) for the one that prefers 180
    assert fast.sum() > 500


def test_more_neurons_leave_the_spikes_of_the_others_as_they_were():
    practice = drawing.practise(30, np.random.default_rng(0), steps=200)
    hand = drawing.even_pace(EIGHT + 0.5)
    _, counts = drawing.velocity_counts(hand, practice.preferred, np.random.default_rng(7))
    few = LinearDecoder.fit(practice.counts[:, :12], practice.velocity)
    v, _ = drawing.velocity_counts(hand, [0.0], np.random.default_rng(0))
    by_hand = few.decode(counts[:, :12])
    made = drawing.decode_path(hand, 12, practice, np.random.default_rng(7))
    assert made.r2 == pytest.approx(r_squared(by_hand, v))
    step = np.hypot(*(hand[1] - hand[0]))  # v is 1 at this pace
    assert made.cursor[1:] == pytest.approx(hand[0] + step * np.cumsum(by_hand, axis=0), abs=1e-3)
    assert made.error == pytest.approx(np.hypot(*(made.cursor - hand).T).mean())
