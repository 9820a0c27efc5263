"""Rate, population and delta codes against their closed forms."""

import numpy as np
import pytest

from snn_edu.coding import (
    decode_delta,
    decode_population,
    decode_rate,
    encode_delta,
    encode_population,
    encode_rate,
    population_rates,
)
from snn_edu.spikes import Spikes


def rng(seed=1):
    return np.random.default_rng(seed)


def test_the_rate_decoder_divides_the_count_by_what_a_one_would_have_sent():
    spikes = Spikes([10.0, 20.0, 30.0, 31.0], [0, 0, 1, 0], size=3, duration=100.0)
    np.testing.assert_allclose(decode_rate(spikes, 30.0, 100.0), [2 / 3, 1 / 3, 0.0])
    np.testing.assert_allclose(decode_rate(spikes, 100.0, 100.0), [0.3, 0.1, 0.0])


def test_by_default_a_one_is_sent_as_100_hz_for_100_ms():
    for sent, favourite in ((encode_rate, 1.0), (encode_population, 0.5)):
        spikes = sent([favourite] * 500, rng())
        assert spikes.duration == 100.0
        of_group = spikes.ids % (spikes.size // 500)
        likes = np.bincount(of_group).max()  # of eight neurons, the one whose favourite it is
        assert likes / 500 == pytest.approx(10.0, abs=4 * np.sqrt(10 / 500))


def test_the_error_of_the_rate_code_is_one_over_the_root_of_rate_and_time():
    values, times = np.full(2000, 0.5), np.array([100.0, 300.0, 1000.0, 3000.0, 10_000.0])
    spikes = encode_rate(values, rng(2), duration=10_000.0, max_rate=200.0)
    error = [np.sqrt(np.mean((decode_rate(spikes, t, 200.0) - 0.5) ** 2)) for t in times]
    np.testing.assert_allclose(error, np.sqrt(0.5 / (0.2 * times)), rtol=0.06)
    slope, _ = np.polyfit(np.log(0.2 * times), np.log(error), 1)
    assert slope == pytest.approx(-0.5, abs=0.02)


def test_before_any_time_has_passed_the_rate_decoder_says_one_half():
    np.testing.assert_array_equal(decode_rate(Spikes([], size=2), 0.0), [0.5, 0.5])


@pytest.mark.parametrize("neurons", [4, 5, 8])
def test_the_population_vector_of_the_mean_rates_is_exact(neurons):
    values = np.linspace(0.0, 1.0, 11)
    each = np.rint(population_rates(values, neurons, 2000.0)).astype(int)
    spikes = Spikes(np.zeros(each.sum()), np.repeat(np.arange(each.size), each.ravel()), each.size)
    np.testing.assert_allclose(decode_population(spikes, 0.0, neurons), values, atol=1e-3)


@pytest.mark.parametrize(("neurons", "value"), [(4, 0.5), (8, 0.5), (8, 0.37)])
def test_the_error_of_the_population_vector_has_its_closed_form(neurons, value):
    spikes = encode_population(np.full(1500, value), rng(3), 1000.0, neurons, max_rate=100.0)
    estimate = decode_population(spikes, 1000.0, neurons)
    closed = 2 / (np.pi * np.sqrt(neurons * 100.0))
    assert estimate.mean() == pytest.approx(value, abs=4 * closed / np.sqrt(1500))
    assert estimate.std() == pytest.approx(closed, rel=0.08)


def test_no_votes_and_votes_that_cancel_say_one_half():
    silent = Spikes([], size=8)
    opposed = Spikes([1.0, 1.0], [1, 5], size=8)
    assert decode_population(silent, 10.0) == decode_population(opposed, 10.0) == 0.5


def test_the_ends_of_the_range_do_not_wrap_into_each_other():
    """Neuron 7 points below 0, neuron 5 beyond 1: read as 0 and as 1."""
    spikes = Spikes([1.0, 1.0], [7, 8 + 5], size=16)
    np.testing.assert_array_equal(decode_population(spikes, 1.0), [0.0, 1.0])


def test_spikes_must_come_in_whole_groups():
    with pytest.raises(ValueError, match="from 9 neurons: expected groups of 8"):
        decode_population(Spikes([], size=9), 1.0)
    with pytest.raises(ValueError, match="groups of 2"):
        decode_delta(Spikes([], size=3), 1.0)
    with pytest.raises(ValueError, match=r"nothing to send in a duration of 0\.5 ms"):
        encode_delta([0.5], duration=0.5)


def test_a_still_stimulus_sends_one_spike_for_each_delta_and_then_none():
    values = np.array([0.0, 0.04, 0.05, 0.3, 0.99, 1.0])
    spikes = encode_delta(values, duration=200.0, delta=0.05)
    ups, downs = np.bincount(spikes.ids, minlength=12).reshape(-1, 2).T
    assert ups.tolist() == [0, 0, 1, 6, 19, 20]
    assert not downs.any()
    assert spikes.times.max() == 19.0  # twenty spikes at 1 ms
    error = values - decode_delta(spikes, 200.0, 0.05)
    assert (error > -1e-9).all()
    assert (error < 0.05).all()


def test_the_delta_decoder_climbs_one_delta_a_look():
    spikes = encode_delta([1.0], duration=10.0, delta=0.1, spacing=2.0)
    for t in (0.0, 1.9, 2.0, 7.0, 10.0):
        assert decode_delta(spikes, t, 0.1) == pytest.approx(0.1 * (t // 2 + 1))


def test_a_movie_is_followed_within_delta_once_caught_up():
    movie = rng(4).random((6, 5))
    spikes = encode_delta(movie, duration=600.0, delta=0.04)
    assert (spikes.ids % 2 == 1).any()  # some go down
    for k, frame in enumerate(movie):
        estimate = decode_delta(spikes, 100.0 * (k + 1) - 1.5, 0.04)
        assert np.abs(estimate - frame).max() < 0.04


def test_a_value_that_returns_sends_as_many_spikes_down_as_up():
    spikes = encode_delta([[0.8], [0.0]], duration=100.0, delta=0.1)
    assert np.bincount(spikes.ids).tolist() == [8, 8]
    assert decode_delta(spikes, 100.0, 0.1) == 0.0


def test_an_image_is_no_row_of_values():
    with pytest.raises(ValueError, match=r"values has shape \(8, 8\).*image\.ravel\(\)"):
        encode_rate(np.zeros((8, 8)), rng())
    with pytest.raises(ValueError, match=r"shape \(3, 8, 8\).*movie\.reshape\(len\(movie\), -1\)"):
        encode_delta(np.zeros((3, 8, 8)), 100.0)


@pytest.mark.parametrize(
    ("frames", "frame", "spacing"), [(4, 2.1, 0.7), (3, 2.1, 0.7), (5, 3.3, 0.3)]
)
def test_a_frame_is_seen_as_it_begins_whatever_rounding_says(frames, frame, spacing):
    movie = np.full((frames, 1), 0.5)
    movie[0] = 0.0
    (seen,) = encode_delta(movie, frames * frame, 0.5, spacing).times
    assert seen == pytest.approx(frame, abs=1e-9)
