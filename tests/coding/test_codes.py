"""What all six codes have in common: one protocol."""

import numpy as np
import pytest

from snn_edu.coding import (
    delta_code,
    latency_code,
    phase_code,
    population_code,
    rank_order_code,
    rate_code,
    six_codes,
)


def rng():
    return np.random.default_rng(12)


@pytest.fixture(params=six_codes(), ids=lambda code: code.name)
def code(request):
    return request.param


def test_a_number_is_a_row_of_one_and_a_generator_gives_the_same_spikes_again(code):
    assert code.encode(0.6, 100.0, rng()) == code.encode([0.6], 100.0, rng())


def test_a_decoder_does_not_look_ahead(code):
    spikes = code.encode(rng().random(20), 100.0, rng())
    heard = spikes.times <= 23.0
    cut = type(spikes)(spikes.times[heard], spikes.ids[heard], spikes.size, 100.0)
    np.testing.assert_array_equal(code.decode(spikes, 23.0), code.decode(cut, 23.0))


@pytest.mark.parametrize("value", [0.0, 1.0, 0.37])
def test_constants_come_back_from_all_but_rank_order(code, value):
    estimate = code.decode(code.encode(np.full(50, value), 4000.0, rng()), 4000.0)
    expected = 0.5 if code.name == "rank order" else value
    np.testing.assert_allclose(estimate.mean(), expected, atol=0.03)


def test_only_phase_and_population_spend_spikes_on_zeros(code):
    spikes = code.encode(np.zeros(5), 200.0, rng())
    assert (len(spikes) > 0) == (code.name in ("phase", "population"))


def test_equal_values_are_treated_alike_by_the_codes_without_chance(code):
    spikes = code.encode([0.6, 0.2, 0.6], 100.0, rng())
    estimate = code.decode(spikes, 100.0)
    if code.name not in ("rate", "population"):
        assert estimate[0] == estimate[2]


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (rate_code, {"max_rate": -1.0}),
        (latency_code, {"window": 0.0}),
        (rank_order_code, {"spacing": -1.0}),
        (rank_order_code, {"table": []}),
        (phase_code, {"frequency": 0.0}),
        (phase_code, {"span": 2.0}),
        (population_code, {"neurons": 3}),
        (delta_code, {"delta": 0.0}),
    ],
)
def test_a_code_that_cannot_send_or_read_is_refused_as_it_is_made(make, wrong):
    (name,) = wrong
    with pytest.raises(ValueError, match=name):
        make(**wrong)
