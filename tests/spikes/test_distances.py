"""Victor-Purpura and van Rossum, against elephant and their limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import cases

from snn_edu.spikes import Spikes, van_rossum, victor_purpura

PAIRS = cases("metrics", "dist-")
TIMES = st.lists(st.floats(0, 1000).map(lambda t: round(t, 2)), max_size=25)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_both_distances_are_those_of_elephant(pair):
    a, b = Spikes(pair["params"]["a_ms"]), pair["params"]["b_ms"]
    for cost, expected in pair["expected"]["victor_purpura"].items():
        assert victor_purpura(a, b, float(cost)) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    for tau, expected in pair["expected"]["van_rossum"].items():
        distance = van_rossum(a, b, float(tau))
        assert distance == pytest.approx(expected["one_over_tau_norm"], rel=1e-9, abs=1e-12)
        if expected["elephant"]:  # a self-distance of 6e-8 there is rounding: ours is 0
            assert distance * np.sqrt(2) == pytest.approx(expected["elephant"], rel=1e-9, abs=1e-7)


@given(TIMES, TIMES, TIMES)
@settings(max_examples=40)
def test_both_distances_are_metrics(a, b, c):
    two = (lambda x, y: victor_purpura(x, y, 0.02)), (lambda x, y: van_rossum(x, y, 15.0))
    for distance in two:
        assert distance(a, b) == pytest.approx(distance(b, a))
        assert distance(a, c) <= distance(a, b) + distance(b, c) + 1e-9
        assert distance(a, a[::-1]) == 0.0


def test_long_time_scales_count_spikes_and_short_ones_coincidences():
    rng = np.random.default_rng(3)
    a, b = (np.sort(rng.uniform(0, 2000, size)) for size in (120, 97))
    assert van_rossum(a, b, 1e9) == pytest.approx((120 - 97) / np.sqrt(2), rel=1e-4)
    b = np.concatenate([b, a[:11]])
    assert van_rossum(a, b, 1e-6) == pytest.approx(np.sqrt(((120 - 11) + 97) / 2), rel=1e-12)
    assert victor_purpura(a, b, 1e9) == (120 - 11) + 97


@pytest.mark.parametrize(
    ("distance", "arguments", "message"),
    [
        (victor_purpura, (Spikes([1.0], [1], size=2), [], 1.0), r"a has 2 neurons.*a\.of\(0\)"),
        (van_rossum, ([1.0], [[1.0, 2.0]], 1.0), "b has shape"),
    ],
)
def test_trains_and_yardsticks_must_make_sense(distance, arguments, message):
    with pytest.raises(ValueError, match=message):
        distance(*arguments)


def test_trains_of_two_evenings_are_asked_about():
    early, late = Spikes([10.0], duration=100.0), Spikes([110.0], duration=100.0, start=100.0)
    for distance in (lambda a, b: victor_purpura(a, b, 0.1), lambda a, b: van_rossum(a, b, 10.0)):
        with pytest.warns(
            UserWarning, match="a: listened to from 0 ms on, b from 100 ms on, never"
        ):
            distance(early, late)
        distance(early, late.shift(-100.0))
