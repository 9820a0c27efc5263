"""The repaired detector: perfect on clean bits, as good as can be on noisy ones."""

import math

import numpy as np
import pytest

from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.lessons.repair_the_article.repaired_article import (
    RepairedDetector,
    channels,
)
from snn_edu.plasticity.stdp import STDP

ALL_32 = (np.arange(32)[:, np.newaxis] >> np.arange(4, -1, -1)) % 2 == 1
ONES = np.array(PATTERN, bool)
DETECTOR = RepairedDetector()


@pytest.fixture(scope="module")
def weights():
    return DETECTOR.learn(np.random.default_rng(0), runs=1000)


def test_every_one_of_1000_seeds_ends_with_precision_and_recall_of_one(weights):
    for bits in ALL_32:
        assert (DETECTOR.fires(weights, bits) == (bits == ONES).all()).all(), bits
    matrix = DETECTOR.test(weights, np.random.default_rng(1))
    assert (matrix.precision, matrix.recall) == (1.0, 1.0)
    assert matrix.true_positives > 50_000
    np.testing.assert_array_equal(weights > 0.5, np.tile(channels(PATTERN), (1000, 1)))


def test_before_learning_or_without_stdp_it_fires_for_everything():
    fresh = DETECTOR.learn(np.random.default_rng(2), runs=200, presentations=0)
    assert all(DETECTOR.fires(fresh, bits).all() for bits in ALL_32)
    matrix = DETECTOR.test(fresh, np.random.default_rng(3), share=1 / 32)
    assert matrix.precision == pytest.approx(1 / 32, abs=0.003)
    assert matrix.recall == 1.0
    still = RepairedDetector(stdp=STDP(0.0, 0.0, pairing="reduced"))
    w = still.learn(np.random.default_rng(0), runs=100)
    matrix = still.test(w, np.random.default_rng(1))
    assert matrix.precision == pytest.approx(0.5, abs=0.02)  # fires for all: the share shown


def test_one_output_spike_changes_weights_by_the_window_of_its_pairs():
    w = DETECTOR.learn(np.random.default_rng(5), runs=1, presentations=0)
    after = DETECTOR.learn(np.random.default_rng(5), runs=1, presentations=1)
    rise, fall = after > w, after < w
    assert rise.sum() == fall.sum() == 5
    late = 0.02 * math.exp(-9 / 20)
    np.testing.assert_allclose((w - after)[fall], late, rtol=1e-9)
    early = np.minimum(0.02 * math.exp(-1 / 20), 1 - w[rise])
    np.testing.assert_allclose((after - w)[rise], early, rtol=1e-9)


@pytest.mark.parametrize("flip", [0.01, 0.05, 0.1, 0.2, 0.4])
def test_bit_noise_degrades_it_by_the_closed_form(weights, flip):
    """A perfect matcher's, at a share of one half: the 31 others give 1 - (1 - flip)^5 together."""
    matrix = DETECTOR.test(weights, np.random.default_rng(7), flip=flip)
    recall = (1 - flip) ** 5
    precision = recall / (recall + (1 - recall) / 31)
    shown = matrix.true_positives + matrix.false_negatives
    printed = matrix.true_positives + matrix.false_positives
    assert matrix.recall == pytest.approx(recall, abs=4 * math.sqrt(0.25 / shown))
    assert matrix.precision == pytest.approx(precision, abs=4 * math.sqrt(0.25 / printed))
