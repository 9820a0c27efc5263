"""Latency, rank order and phase codes against what their definitions promise."""

from itertools import permutations, product

import numpy as np
import pytest

from snn_edu.coding import (
    decode_latency,
    decode_phase,
    decode_rank_order,
    encode_latency,
    encode_phase,
    encode_rank_order,
    jitter,
    rank_table,
)
from snn_edu.spikes import Spikes

VALUES = np.append(np.random.default_rng(7).random(40), [0.0, 1.0])


def test_strong_values_fire_first_and_zero_never():
    spikes = encode_latency([0.2, 1.0, 0.0, 0.7], duration=100.0, window=50.0)
    assert spikes.ids.tolist() == [1, 3, 0]
    np.testing.assert_allclose(spikes.times, [0.0, 15.0, 40.0])
    assert spikes.size == 4


@pytest.mark.parametrize("t", [0.0, 12.0, 44.0, 50.0, 70.0])
def test_a_silent_neuron_is_read_as_the_middle_of_what_it_can_still_be(t):
    """Once the window has passed all latencies read back exactly."""
    spikes = encode_latency(VALUES, 100.0, window=50.0)
    left = max(1.0 - t / 50.0, 0.0)
    expected = np.where(left <= VALUES, VALUES, left / 2)
    np.testing.assert_allclose(decode_latency(spikes, t, 50.0), expected, atol=1e-12)


def test_only_the_first_spike_of_a_neuron_is_its_latency():
    assert decode_latency(Spikes([10.0, 30.0]), 50.0, 50.0) == pytest.approx(0.8)


def test_five_neurons_make_120_orders_but_32_sets():
    values = np.array([0.9, 0.7, 0.5, 0.3, 0.1])
    orders = {tuple(encode_rank_order(order).ids) for order in permutations(values)}
    sets = {tuple(sorted(encode_rank_order(on).ids)) for on in product([0.0, 1.0], repeat=5)}
    assert (len(orders), len(sets)) == (120, 32)


def test_rank_order_does_not_see_contrast_or_brightness():
    x = VALUES[VALUES > 0.0]
    assert encode_rank_order(x) == encode_rank_order(x**3) == encode_rank_order(0.5 + 0.3 * x)


def test_ranks_are_one_spacing_apart_and_ties_fire_together():
    spikes = encode_rank_order([0.4, 0.9, 0.4, 0.0, 0.1], spacing=2.0)
    assert spikes.times.tolist() == [0.0, 2.0, 2.0, 4.0]
    assert spikes.ids.tolist() == [1, 0, 2, 4]


def test_ranks_read_as_the_average_order_statistics_of_evenly_spread_values():
    spikes = encode_rank_order([0.2, 0.9, 0.5])
    drawn = np.sort(np.random.default_rng(5).random((100_000, 3)))[:, ::-1].mean(axis=0)
    np.testing.assert_allclose(decode_rank_order(spikes, 100.0), [1 / 4, 3 / 4, 2 / 4])
    np.testing.assert_allclose(drawn, [3 / 4, 2 / 4, 1 / 4], atol=0.004)


def test_ties_and_the_silent_share_the_mean_of_their_ranks():
    spikes = encode_rank_order([0.4, 0.9, 0.4, 0.0, 0.0])
    table = [1.0, 0.8, 0.6, 0.3, 0.1]
    np.testing.assert_allclose(decode_rank_order(spikes, 100.0, table), [0.7, 1.0, 0.7, 0.2, 0.2])
    np.testing.assert_allclose(decode_rank_order(spikes, 0.5, table), [0.45, 1, 0.45, 0.45, 0.45])


def test_a_rank_table_is_the_mean_over_sorted_examples():
    np.testing.assert_allclose(rank_table([[0.0, 1.0, 0.5], [0.2, 0.4, 0.0]]), [0.7, 0.35, 0.0])
    with pytest.raises(ValueError, match=r"examples has shape \(2,\)"):
        rank_table([0.1, 0.2])
    with pytest.raises(ValueError, match=r"table has shape \(2,\): expected one value a rank"):
        decode_rank_order(Spikes([], size=3), 1.0, [1.0, 0.0])


def test_every_neuron_fires_once_a_cycle_at_its_phase():
    spikes = encode_phase([1.0, 0.0, 0.5], duration=200.0, frequency=20.0, span=0.5)
    np.testing.assert_allclose(spikes.of(0).times, [12.5, 62.5, 112.5, 162.5])
    np.testing.assert_allclose(spikes.of(1).times, [37.5, 87.5, 137.5, 187.5])
    np.testing.assert_allclose(spikes.of(2).times, [25.0, 75.0, 125.0, 175.0])


def test_in_the_first_cycle_a_silent_neuron_is_below_what_fires_now():
    """After it all phases read back exactly."""
    spikes = encode_phase(VALUES, 100.0, frequency=40.0, span=0.8)
    for t in (0.0, 2.5, 9.0, 20.0, 24.0, 25.0, 61.0, 100.0):
        still = max(0.5 + (0.5 - t / 25.0) / 0.8, 0.0)
        expected = np.where(still <= VALUES, VALUES, min(still, 1.0) / 2)
        np.testing.assert_allclose(decode_phase(spikes, t, 40.0, 0.8), expected, atol=1e-9)


def test_cycles_divide_the_error_of_jitter_by_their_root():
    values = np.full(4000, 0.5)
    spikes = jitter(encode_phase(values, 1600.0, 40.0), 1.0, np.random.default_rng(6))
    for cycles in (4, 16, 64):
        error = np.std(decode_phase(spikes, 25.0 * cycles, 40.0) - 0.5)
        assert error == pytest.approx((1.0 / 25.0) / 0.75 / np.sqrt(cycles), rel=0.06)


def test_a_zero_that_comes_too_late_is_read_as_a_one():
    zero_at = encode_phase([0.0], 25.0, 40.0).times  # 7/8 of 25 ms, 3.125 ms before the next cycle
    assert decode_phase(Spikes(zero_at + 3.0), 100.0, 40.0) == 0.0
    assert decode_phase(Spikes(zero_at + 3.25), 100.0, 40.0) == 1.0


def test_spikes_after_the_stimulus_are_not_heard():
    assert encode_latency([0.1, 0.9], duration=20.0, window=50.0).ids.tolist() == [1]
    assert encode_rank_order([0.9, 0.5, 0.1], duration=1.0, spacing=1.0).ids.tolist() == [0, 1]
    assert encode_phase([0.0], duration=21.875, frequency=40.0).times.tolist() == [21.875]


def test_a_silent_neuron_is_lost_after_exactly_one_cycle():
    silent = Spikes([], size=1, duration=100.0)
    assert decode_phase(silent, 25.0) == 0.5  # 40 Hz
