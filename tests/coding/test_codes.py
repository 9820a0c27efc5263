"""What all six codes have in common: one protocol."""

import numpy as np
import pytest

from snn_edu.coding import codes, six_codes

CODES = six_codes()


def rng():
    return np.random.default_rng(12)


@pytest.fixture(params=CODES, ids=lambda code: code.name)
def code(request):
    return request.param


def test_the_six_are_the_codes_of_the_table():
    names = [code.name for code in CODES]
    lines = codes.__doc__.splitlines()
    borders = [k for k, line in enumerate(lines) if line.startswith("=====")]
    assert [line[:12].strip() for line in lines[borders[1] + 1 : borders[2]]] == names


@pytest.mark.parametrize("t", [0.0, 0.1, 7.3, 50.0, 100.0])
def test_a_decoder_gives_every_value_in_range_at_any_moment(code, t):
    values = rng().random(20)
    estimate = code.decode(code.encode(values, 100.0, rng()), t)
    assert estimate.shape == (20,)
    assert (estimate >= 0.0).all()
    assert (estimate <= 1.0).all()


def test_a_decoder_does_not_look_ahead(code):
    spikes = code.encode(rng().random(20), 100.0, rng())
    heard = spikes.times <= 23.0
    cut = type(spikes)(spikes.times[heard], spikes.ids[heard], spikes.size, 100.0)
    np.testing.assert_array_equal(code.decode(spikes, 23.0), code.decode(cut, 23.0))


def test_spread_values_come_back_better_than_by_guessing(code):
    values = np.linspace(0.05, 0.95, 60)
    estimate = code.decode(code.encode(values, 400.0, rng()), 400.0)
    guessing = values.std()  # 0.26: always saying the mean
    assert np.sqrt(np.mean((estimate - values) ** 2)) < guessing / 2


@pytest.mark.parametrize("value", [0.0, 1.0, 0.37])
def test_constants_come_back_from_all_but_rank_order(code, value):
    estimate = code.decode(code.encode(np.full(50, value), 4000.0, rng()), 4000.0)
    expected = 0.5 if code.name == "rank order" else value
    np.testing.assert_allclose(estimate.mean(), expected, atol=0.03)


def test_only_phase_and_population_spend_spikes_on_zeros(code):
    spikes = code.encode(np.zeros(5), 200.0, rng())
    assert (len(spikes) > 0) == (code.name in ("phase", "population"))


def test_a_single_number_is_a_stimulus_too(code):
    assert code.decode(code.encode(0.6, 100.0, rng()), 100.0).shape == (1,)


def test_equal_values_are_treated_alike_by_the_codes_without_chance(code):
    spikes = code.encode([0.6, 0.2, 0.6], 100.0, rng())
    estimate = code.decode(spikes, 100.0)
    if code.name not in ("rate", "population"):
        assert estimate[0] == estimate[2]


def test_the_same_generator_gives_the_same_spikes(code):
    values = rng().random(10)
    assert code.encode(values, 100.0, rng()) == code.encode(values, 100.0, rng())
