"""Correlograms, against counting pair by pair and Poisson theory."""

import numpy as np
import pytest

from snn_edu.spikes import cross_correlogram, poisson


@pytest.fixture
def trains():
    rng = np.random.default_rng(11)
    return [np.sort(rng.uniform(0, 3000, size)) for size in (150, 210)]


def test_correlogram_counts_every_pair_in_the_window(trains):
    a, b = trains
    histogram = cross_correlogram(a, b, bin=2.0, window=50.0)
    lags = np.subtract.outer(b, a).ravel()
    for centre, count in zip(histogram.centres, histogram.counts, strict=True):
        assert count == np.sum((lags > centre - 1.0) & (lags <= centre + 1.0))
    np.testing.assert_array_equal(histogram.centres, np.arange(-50.0, 51.0, 2.0))


def test_a_peak_at_a_positive_lag_says_that_the_second_train_follows(trains):
    a, _ = trains
    histogram = cross_correlogram(a, a + 7.0, bin=1.0, window=20.0)
    assert histogram.centres[np.argmax(histogram.counts)] == 7.0
    assert histogram.counts.max() >= a.size


def test_swapping_the_trains_mirrors_the_counts_even_for_times_on_a_grid(trains):
    a, b = (np.round(train, 1) for train in trains)
    there, back = (cross_correlogram(*pair, bin=1.0, window=30.0) for pair in ((a, b), (b, a)))
    np.testing.assert_array_equal(there.counts, back.counts[::-1])


def test_a_lag_on_a_border_counts_in_the_bin_further_from_zero():
    histogram = cross_correlogram([10.0], [10.1, 9.9, 10.3, 10.5], bin=0.2, window=0.4)
    np.testing.assert_array_equal(histogram.counts, [0, 1, 0, 1, 1])  # 0.5 is beyond 0.4


def test_unrelated_poisson_trains_hover_around_the_rate_of_the_second():
    rng = np.random.default_rng(5)
    a, b = poisson(20.0, 400_000.0, rng), poisson(35.0, 400_000.0, rng)
    rate = cross_correlogram(a, b, bin=5.0, window=100.0).rate()
    error = 35.0 / np.sqrt(len(a) * 35.0 * 0.005)  # one s.d. of a bin: 0.94 Hz
    assert rate.mean() == pytest.approx(35.0, abs=4 * error / np.sqrt(rate.size))
    assert np.abs(rate - 35.0).max() < 4.5 * error


def test_silence_has_counts_of_zero_and_no_rate_and_impossible_windows_are_refused():
    histogram = cross_correlogram([], [1.0, 2.0], 1.0, 5.0)
    assert not histogram.counts.any()
    assert np.isnan(histogram.rate()).all()
    assert not cross_correlogram([1.0], [], 1.0, 5.0).rate().any()
    with pytest.raises(ValueError, match=r"window = 10 ms: expected a multiple of bin = 3 ms"):
        cross_correlogram([], [], 3.0, 10.0)
