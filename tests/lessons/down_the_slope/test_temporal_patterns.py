"""The task of time: every count is one, and each spike is where its template has it."""

import numpy as np
import pytest

from snn_edu.lessons.down_the_slope.temporal_patterns import TemporalPatterns

TASK = TemporalPatterns()


@pytest.mark.parametrize("jitter", [0.0, 2.0, 50.0])
def test_every_afferent_fires_exactly_once_in_every_trial(jitter):
    rng = np.random.default_rng(0)
    x, labels = TASK.trials(TASK.templates(rng), 300, rng, jitter)
    assert (x.sum(axis=0) == 1).all()
    assert x.shape == (100, 300, 40)
    assert x.dtype == np.float32
    assert set(labels.tolist()) == {0, 1, 2}


def test_spikes_are_where_the_template_says_less_a_share_that_is_lost():
    rng = np.random.default_rng(3)
    templates = TASK.templates(rng)
    x, labels = TASK.trials(templates, 20, rng, jitter=0.0)
    assert (x.argmax(axis=0) == templates[labels].astype(int)).all()
    rng = np.random.default_rng(5)
    x, _ = TASK.trials(TASK.templates(rng), 500, rng, loss=0.3)
    assert x.sum() / (500 * 40) == pytest.approx(0.7, abs=0.01)


def test_jitter_has_its_standard_deviation_and_is_reflected_at_the_ends():
    rng = np.random.default_rng(4)
    middle = np.full((3, 40), 50.5)
    x, _ = TASK.trials(middle, 500, rng, jitter=5.0)
    moved = x.argmax(axis=0) - 50
    assert np.std(moved) == pytest.approx(5.0, rel=0.03)
    x, _ = TASK.trials(np.zeros((3, 40)), 500, rng, jitter=5.0)
    assert x.argmax(axis=0).mean() == pytest.approx(5.0 * np.sqrt(2 / np.pi) - 0.5, rel=0.05)
