"""What a bad channel does to spikes: each in its own share, and nothing else."""

import numpy as np
import pytest

from snn_edu.coding import jitter, lose
from snn_edu.spikes import Spikes, poisson


@pytest.fixture
def spikes():
    return poisson(40.0, 50_000.0, np.random.default_rng(1), size=4)


def test_jitter_moves_spikes_by_a_gaussian_of_the_given_sd():
    middle = Spikes(np.full(20_000, 500.0), duration=1000.0)
    steps = jitter(middle, 3.0, np.random.default_rng(2)).times - 500.0
    assert steps.mean() == pytest.approx(0.0, abs=4 * 3.0 / np.sqrt(20_000))
    assert steps.std() == pytest.approx(3.0, rel=0.02)


def test_jitter_keeps_counts_neurons_and_duration(spikes):
    moved = jitter(spikes, 10.0, np.random.default_rng(3))
    assert np.bincount(moved.ids).tolist() == np.bincount(spikes.ids).tolist()
    assert (moved.size, moved.duration) == (spikes.size, spikes.duration)
    assert moved.times.min() >= 0.0
    assert moved.times.max() <= spikes.duration


def test_spikes_jittered_over_a_border_are_mirrored_there():
    border = Spikes(np.repeat([0.0, 100.0], 5000), duration=100.0)
    moved = jitter(border, 2.0, np.random.default_rng(4)).times
    half_normal_mean = 2.0 * np.sqrt(2 / np.pi)
    assert moved[:5000].mean() == pytest.approx(half_normal_mean, rel=0.05)
    assert moved[5000:].mean() == pytest.approx(100.0 - half_normal_mean, rel=0.001)


def test_without_a_duration_there_is_no_upper_border():
    moved = jitter(Spikes(np.full(1000, 40.0)), 5.0, np.random.default_rng(8))
    assert moved.duration is None
    assert moved.times.max() > 50.0


def test_no_jitter_and_no_loss_change_nothing(spikes):
    rng = np.random.default_rng(5)
    assert jitter(spikes, 0.0, rng) == spikes
    assert lose(spikes, 0.0, rng) == spikes


def test_loss_takes_its_share_and_the_survivors_are_among_the_sent(spikes):
    kept = lose(spikes, 0.3, np.random.default_rng(6))
    assert len(kept) == pytest.approx(0.7 * len(spikes), abs=4 * np.sqrt(0.21 * len(spikes)))
    assert set(zip(kept.times, kept.ids, strict=True)) <= set(
        zip(spikes.times, spikes.ids, strict=True)
    )
    assert len(lose(spikes, 1.0, np.random.default_rng(7))) == 0


def test_jitter_beyond_a_tenth_of_the_duration_is_refused():
    with pytest.raises(ValueError, match=r"sd = 20 ms: allowed is 0 to 10 ms"):
        jitter(Spikes([5.0], duration=100.0), 20.0, np.random.default_rng(0))
