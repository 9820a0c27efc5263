"""The task of time: every count is one, and what a network of LIF neurons learns."""

import numpy as np
import pytest

from snn_edu.lessons.down_the_slope.temporal_patterns import TemporalPatterns
from snn_edu.training import Adam, Layers

TASK = TemporalPatterns()


def learned(task, seed, steps=150):
    """Accuracy on 500 fresh trials of a 40-30-3 network after `steps` batches of 64."""
    rng = np.random.default_rng(seed)
    weights = [rng.normal(0.05, 0.1, (task.afferents, 30)), rng.normal(0, 30**-0.5, (30, 3))]
    weights = [W.astype(np.float32) for W in weights]
    templates, adam = task.templates(rng), Adam(5e-3)
    state = adam.start(weights)
    for _ in range(steps):
        x, labels = task.trials(templates, 64, rng)
        _, gradients = Layers(weights, 0.95, 0.95).loss_and_gradients(x, labels)
        weights, state = adam.step(weights, gradients, state)
    x, labels = task.trials(templates, 500, rng)
    return np.mean(Layers(weights, 0.95, 0.95).run(x).readout.argmax(axis=1) == labels)


@pytest.mark.parametrize("jitter", [0.0, 2.0, 50.0])
def test_every_afferent_fires_exactly_once_in_every_trial(jitter):
    rng = np.random.default_rng(0)
    x, labels = TASK.trials(TASK.templates(rng), 300, rng, jitter)
    assert (x.sum(axis=0) == 1).all()
    assert x.shape == (100, 300, 40)
    assert x.dtype == np.float32
    assert set(labels.tolist()) == {0, 1, 2}


def test_without_jitter_spikes_are_where_the_template_says():
    rng = np.random.default_rng(3)
    templates = TASK.templates(rng)
    x, labels = TASK.trials(templates, 20, rng, jitter=0.0)
    assert (x.argmax(axis=0) == templates[labels].astype(int)).all()


def test_jitter_has_its_standard_deviation_and_is_reflected_at_the_ends():
    rng = np.random.default_rng(4)
    middle = np.full((3, 40), 50.5)
    x, _ = TASK.trials(middle, 500, rng, jitter=5.0)
    moved = x.argmax(axis=0) - 50
    assert np.std(moved) == pytest.approx(5.0, rel=0.03)
    x, _ = TASK.trials(np.zeros((3, 40)), 500, rng, jitter=5.0)
    assert x.argmax(axis=0).mean() == pytest.approx(5.0 * np.sqrt(2 / np.pi) - 0.5, rel=0.05)


def test_a_loss_takes_its_share():
    rng = np.random.default_rng(5)
    x, _ = TASK.trials(TASK.templates(rng), 500, rng, loss=0.3)
    assert x.sum() / (500 * 40) == pytest.approx(0.7, abs=0.01)


@pytest.mark.parametrize("seed", range(3))
def test_the_times_are_learned(seed):
    assert learned(TASK, seed) >= 0.99


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: TemporalPatterns(classes=1), ValueError, "classes"),
        (lambda: TemporalPatterns(afferents=4.0), TypeError, "afferents"),
        (lambda: TASK.templates(1), TypeError, "default_rng"),
        (
            lambda: TASK.trials(np.zeros((2, 40)), 5, np.random.default_rng(1)),
            ValueError,
            r"\(3, 40\)",
        ),
        (
            lambda: TASK.trials(np.zeros((3, 40)), 5, np.random.default_rng(1), loss=1.2),
            ValueError,
            "loss",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_templates_that_memory_cannot_hold_are_refused_by_their_bytes():
    with pytest.raises(ValueError, match=r"afferents = 1e\+06: that would take 8e\+12 bytes"):
        TemporalPatterns(10**6, 10**6).templates(np.random.default_rng(1))
