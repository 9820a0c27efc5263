"""Spike-train distances: the work, the targets, and the numbers they must give."""

import numpy as np
import pytest

from snn_edu.spikes import (
    cross_correlogram,
    isi_distance,
    spike_distance,
    van_rossum,
    victor_purpura,
    victor_purpura_path,
)


def trains(size, seed=1):
    """Two trains of uniform times at 100 Hz: `size` spikes in 10 `size` ms."""
    rng = np.random.default_rng(seed)
    return [np.sort(rng.uniform(0.0, 10.0 * size, size)) for _ in "ab"]


@pytest.mark.parametrize(
    "measure", [victor_purpura, lambda a, b, cost: victor_purpura_path(a, b, cost).distance]
)
def test_victor_purpura_of_1000_spikes_target_500_ms(benchmark, measure):
    a, b = trains(1000)
    value = benchmark(measure, a, b, 0.1)
    # The plain double loop gives the same to the last digits.
    row = list(range(len(b) + 1))
    for time in a.tolist():
        best = [row[0] + 1]
        for j, other in enumerate(b.tolist()):
            best.append(min(row[j + 1] + 1, best[j] + 1, row[j] + 0.1 * abs(time - other)))
        row = best
    assert value == pytest.approx(row[-1], rel=1e-10)


def test_van_rossum_of_10_000_spikes_target_50_ms(benchmark):
    a, b = trains(10_000)
    value = benchmark(van_rossum, a, b, 20.0)

    def pairs(x, y):  # the double sum over pairs, a block of rows at a time
        blocks = np.array_split(x, 100)
        return sum(np.exp(-np.abs(np.subtract.outer(rows, y)) / 20.0).sum() for rows in blocks)

    double_sum = np.sqrt((pairs(a, a) + pairs(b, b) - 2 * pairs(a, b)) / 2)
    assert value == pytest.approx(double_sum, rel=1e-8)


@pytest.mark.parametrize("measure", [isi_distance, spike_distance])
def test_synchrony_of_10_000_spikes(benchmark, measure):
    a, b = trains(10_000)
    value = benchmark(measure, a, b, 100_000.0)
    # No measure has a time scale of its own: a clock twice as fast changes nothing.
    assert measure(2 * a, 2 * b, 200_000.0) == pytest.approx(value, rel=1e-9)
    expected = {isi_distance: 0.5}  # see tests/spikes/test_synchrony.py
    assert value == pytest.approx(expected.get(measure, value), abs=0.02)


def test_correlogram_of_10_000_spikes(benchmark):
    a, b = trains(10_000)
    histogram = benchmark(cross_correlogram, a, b, 1.0, 100.0)
    assert histogram.rate().mean() == pytest.approx(100.0, rel=0.01)
