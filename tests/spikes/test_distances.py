"""Victor-Purpura and van Rossum, against other tools, plain loops and their limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import cases

from snn_edu.spikes import Spikes, van_rossum, victor_purpura

PAIRS = cases("metrics", "dist-")
TIMES = st.lists(st.floats(0, 1000).map(lambda t: round(t, 2)), max_size=25)


def plain_victor_purpura(a, b, cost):
    table = np.zeros((len(a) + 1, len(b) + 1))
    table[:, 0], table[0, :] = range(len(a) + 1), range(len(b) + 1)
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + cost * abs(a[i - 1] - b[j - 1]),
            )
    return table[-1, -1]


def double_sum_van_rossum(a, b, tau):
    """D^2 = (1/2) sum over all pairs of s_i s_j exp(-|t_i - t_j| / tau), s = +1 in a, -1 in b."""
    times = np.concatenate([a, b])
    signs = np.concatenate([np.ones(len(a)), -np.ones(len(b))])
    kernel = np.exp(-np.abs(np.subtract.outer(times, times)) / tau)
    return np.sqrt(max(signs @ kernel @ signs, 0.0) / 2)


@pytest.fixture
def trains():
    rng = np.random.default_rng(3)
    return [np.sort(rng.uniform(0, 2000, size)) for size in (120, 97)]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_both_distances_are_those_of_elephant(pair):
    a, b = pair["params"]["a_ms"], pair["params"]["b_ms"]
    for cost, expected in pair["expected"]["victor_purpura"].items():
        assert victor_purpura(a, b, float(cost)) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    for tau, expected in pair["expected"]["van_rossum"].items():
        distance = van_rossum(a, b, float(tau))
        assert distance == pytest.approx(expected["one_over_tau_norm"], rel=1e-9, abs=1e-12)
        if expected["elephant"]:  # a self-distance of 6e-8 there is rounding: ours is 0
            assert distance * np.sqrt(2) == pytest.approx(expected["elephant"], rel=1e-9, abs=1e-7)


@pytest.mark.parametrize("cost", [0.0, 0.003, 0.05, 1.0])
def test_victor_purpura_by_rows_is_the_plain_double_loop(trains, cost):
    assert victor_purpura(*trains, cost) == pytest.approx(
        plain_victor_purpura(*trains, cost), rel=1e-11
    )


def test_dear_moves_leave_the_spikes_without_exact_partner(trains):
    a, b = trains
    b = np.concatenate([b, a[:11]])
    assert victor_purpura(a, b, 1e9) == (120 - 11) + 97


@given(TIMES, TIMES, TIMES)
@settings(max_examples=40)
def test_both_distances_are_metrics(a, b, c):
    two = (lambda x, y: victor_purpura(x, y, 0.02)), (lambda x, y: van_rossum(x, y, 15.0))
    for distance in two:
        assert distance(a, b) == pytest.approx(distance(b, a))
        assert distance(a, c) <= distance(a, b) + distance(b, c) + 1e-9
        assert distance(a, a[::-1]) == 0.0


@pytest.mark.parametrize("tau", [0.5, 12.0, 400.0])
def test_van_rossum_in_one_pass_is_the_double_sum_over_pairs(trains, tau):
    assert van_rossum(*trains, tau) == pytest.approx(double_sum_van_rossum(*trains, tau), rel=1e-10)


def test_van_rossum_counts_spikes_at_a_long_tau_and_coincidences_at_a_short_one(trains):
    a, b = trains
    assert van_rossum(a, b, 1e9) == pytest.approx((120 - 97) / np.sqrt(2), rel=1e-4)
    b = np.concatenate([b, a[:11]])
    assert van_rossum(a, b, 1e-6) == pytest.approx(np.sqrt(((120 - 11) + 97) / 2), rel=1e-12)


def test_trains_may_be_spikes_or_unsorted_times(trains):
    a, b = trains
    spikes = Spikes(a, duration=2000.0), Spikes(b, duration=2000.0)
    for distance in (victor_purpura, van_rossum):
        assert distance(*spikes, 5.0) == distance(a[::-1], b.tolist(), 5.0)
        assert distance([], [], 5.0) == 0.0


@pytest.mark.parametrize(
    ("distance", "arguments", "message"),
    [
        (victor_purpura, (Spikes([1.0], [1], size=2), [], 1.0), r"a has 2 neurons.*a\.of\(0\)"),
        (van_rossum, ([1.0], [[1.0, 2.0]], 1.0), "b has shape"),
        (victor_purpura, ([], [], -1.0), r"cost = -1 per ms: allowed is 0 per ms or more"),
        (van_rossum, ([], [], 0.0), "tau = 0 ms"),
    ],
)
def test_trains_and_yardsticks_must_make_sense(distance, arguments, message):
    with pytest.raises(ValueError, match=message):
        distance(*arguments)
