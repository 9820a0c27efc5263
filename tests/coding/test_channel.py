"""What a bad channel does to spikes: each in its own share, and nothing else."""

import numpy as np
import pytest

from snn_edu.coding import jitter, lose
from snn_edu.spikes import Spikes, poisson

SPIKES = poisson(40.0, 50_000.0, np.random.default_rng(1), size=4)


def test_spikes_jittered_over_a_border_are_mirrored_there():
    border = Spikes(np.repeat([0.0, 100.0], 5000), np.repeat([0, 1], 5000), 3, duration=100.0)
    moved = jitter(border, 2.0, np.random.default_rng(4))
    half_normal_mean = 2.0 * np.sqrt(2 / np.pi)
    assert moved.of(0).times.mean() == pytest.approx(half_normal_mean, rel=0.05)
    assert moved.of(1).times.mean() == pytest.approx(100.0 - half_normal_mean, rel=0.001)
    assert (len(moved), moved.size, moved.duration) == (10_000, 3, 100.0)


def test_without_a_duration_there_is_no_upper_border():
    moved = jitter(Spikes(np.full(1000, 40.0)), 5.0, np.random.default_rng(8))
    assert moved.duration is None
    assert moved.times.max() > 50.0


def test_no_jitter_and_no_loss_change_nothing_and_loss_takes_its_share():
    rng, sent = np.random.default_rng(5), len(SPIKES)
    assert jitter(SPIKES, 0.0, rng) == SPIKES
    assert lose(SPIKES, 0.0, rng) == SPIKES
    assert len(lose(SPIKES, 0.3, rng)) == pytest.approx(0.7 * sent, abs=4 * np.sqrt(0.21 * sent))
    assert len(lose(SPIKES, 1.0, rng)) == 0


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (lambda rng: jitter(Spikes([5.0], duration=100.0), 20.0, rng), "allowed is 0 to 10 ms"),
        (lambda rng: jitter(Spikes([5.0]), -0.5, rng), "sd = -0.5 ms: allowed is 0 ms or more"),
        (lambda rng: lose(SPIKES, 1.5, rng), "probability = 1.5: allowed is 0 to 1"),
        (lambda rng: lose(SPIKES, -0.5, rng), "probability = -0.5: allowed is 0 to 1"),
    ],
)
def test_a_channel_that_cannot_be_is_refused(bad, told):
    """Jitter of more than a tenth of the duration would be mirrored from border to border."""
    with pytest.raises(ValueError, match=told):
        bad(np.random.default_rng(0))


@pytest.mark.parametrize("channel", [jitter, lose])
def test_a_channel_takes_spikes_and_a_generator(channel):
    with pytest.raises(TypeError, match="spikes = 3"):
        channel(3, 0.1, np.random.default_rng(0))
    with pytest.raises(TypeError, match="rng = 7"):
        channel(SPIKES, 0.1, 7)
