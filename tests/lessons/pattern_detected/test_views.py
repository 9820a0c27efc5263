"""Lesson 00's picture: where its marks are, and that its words are counted."""

import re

import numpy as np
import pytest

from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.pattern_detected.views import HEIGHTS, ROWS, marks, told


def test_a_stroke_is_in_the_row_of_its_neuron_at_its_step():
    fired = np.zeros((100, 9), bool)
    fired[[3, 7, 99], [0, 5, 8]] = True
    steps, heights = marks(fired)
    assert steps.tolist() == [3.0, 7.0, 99.0]
    rows = [ROWS[HEIGHTS.index(height)] for height in heights]
    assert rows == ["input 0", "hidden 0", "output"]


@pytest.mark.parametrize("seed", [1, 3, 150])
def test_what_is_told_is_counted(seed):
    runs = simulate_many(range(1, seed + 1))
    printed, shown = runs.printed, runs.shown
    said = [int(n) for n in re.findall(r"\d+", told(runs).replace("once", "1 times"))]
    last = [shown[-1].sum(), printed[-1].sum(), (printed[-1] & shown[-1]).sum()]
    percent = round(100 * (printed & shown).sum() / printed.sum())
    every = [(printed & shown).sum(), printed.sum(), percent, (shown & ~printed).sum()]
    assert said == [seed, 10101, *last, *every]
