"""The article's rule, and the ceiling of a network without inhibition, on all 32 inputs."""

import math

import numpy as np
import pytest

from snn_edu.lessons.pattern_detected.article import Faults, ceiling, stdp

ALL_32 = (np.arange(32)[:, np.newaxis] >> np.arange(4, -1, -1)) % 2


def test_the_signs_the_tie_the_zero_and_the_sentinel_of_stdp():
    article = Faults()
    assert stdp(5, 4, article) == pytest.approx(-0.01 * math.exp(-1 / 20))
    assert stdp(5, 5, article) == -0.01
    assert stdp(5, 5, article.without("tie_is_ltd")) == 0.01
    assert stdp(0, 3, article) == 0.0
    assert stdp(0, 3, article.without("drops_time_zero")) > 0.0
    assert stdp(-1, 3, article) == 0.0
    assert stdp(-1, 3, article.without("drops_time_zero")) > 0.0  # a spike that never was
    assert stdp(-math.inf, 3, article.without("drops_time_zero", "sentinel")) == 0.0


def test_no_network_without_inhibition_is_more_precise_than_a_quarter():
    """All 32 inputs: whatever fires for 10101 fires for 10111, 11101 and 11111."""
    rng = np.random.default_rng(1)
    hidden = np.einsum("bi,nij->nbj", ALL_32, rng.random((5000, 5, 3))) >= 1  # thresholds of 1
    fires = np.einsum("nbj,nj->nb", hidden, rng.uniform(0, 2, (5000, 3))) >= 1
    detects = fires[:, 0b10101]
    assert detects.sum() > 1000
    for more in (0b10111, 0b11101, 0b11111):
        assert fires[detects, more].all()
    precision = detects[detects] / fires[detects].sum(axis=1)
    assert precision.max() <= ceiling() == 0.25
    assert not (fires[detects].sum(axis=1) == 1).any()


def test_the_ceiling_is_half_for_each_zero_of_the_pattern():
    assert [ceiling(p) for p in ([1] * 5, [1, 1, 1, 1, 0], [0] * 5)] == [1.0, 0.5, 1 / 32]
