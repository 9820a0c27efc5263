"""Correlograms, against counting pair by pair."""

import numpy as np
import pytest

from snn_edu.spikes import cross_correlogram


def test_correlogram_counts_every_pair_in_the_window():
    rng = np.random.default_rng(11)
    a, b = (np.sort(rng.uniform(0, 3000, size)) for size in (150, 210))
    histogram = cross_correlogram(a, b, bin=2.0, window=50.0)
    lags = np.subtract.outer(b, a).ravel()
    for centre, count in zip(histogram.centres, histogram.counts, strict=True):
        assert count == np.sum((lags > centre - 1.0) & (lags <= centre + 1.0))
    np.testing.assert_array_equal(histogram.centres, np.arange(-50.0, 51.0, 2.0))
    np.testing.assert_allclose(histogram.rate(), histogram.counts / (150 * 0.002))


def test_a_lag_on_a_border_counts_in_the_bin_further_from_zero_and_a_swap_mirrors_the_counts():
    a, b = [10.0], [10.1, 9.9, 10.3, 10.5]  # 0.5 is beyond 0.4
    there, back = (cross_correlogram(*pair, bin=0.2, window=0.4) for pair in ((a, b), (b, a)))
    assert there.counts.tolist() == back.counts[::-1].tolist() == [0, 1, 0, 1, 1]


def test_silence_has_counts_of_zero_and_no_rate_and_impossible_windows_are_refused():
    histogram = cross_correlogram([], [1.0, 2.0], 1.0, 5.0)
    assert not histogram.counts.any()
    assert np.isnan(histogram.rate()).all()
    assert not cross_correlogram([1.0], [], 1.0, 5.0).rate().any()
    with pytest.raises(ValueError, match=r"window = 10 ms: expected a multiple of bin = 3 ms"):
        cross_correlogram([], [], 3.0, 10.0)
