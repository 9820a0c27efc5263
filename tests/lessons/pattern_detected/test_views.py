"""Lesson 00's picture: where its marks are, and that its words are counted."""

import math
import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from snn_edu.lessons.pattern_detected import article_runs, scoreboard, views
from snn_edu.patterns import Confusion


def test_a_stroke_is_in_the_row_of_its_neuron_at_its_step():
    fired = np.zeros((100, 9), bool)
    fired[[3, 7, 99], [0, 5, 8]] = True
    steps, heights = views.marks(fired)
    assert steps.tolist() == [3.0, 7.0, 99.0]
    rows = [views.ROWS[views.HEIGHTS.index(height)] for height in heights]
    assert rows == ["input 0", "hidden 0", "output"]


@pytest.mark.parametrize("seed", [1, 3, 150])
def test_what_is_told_is_counted(seed):
    runs = article_runs.simulate_many(range(1, seed + 1))
    printed, shown = runs.printed, runs.shown
    said = [int(n) for n in re.findall(r"\d+", views.told(runs).replace("once", "1 times"))]
    last = [shown[-1].sum(), printed[-1].sum(), (printed[-1] & shown[-1]).sum()]
    percent = round(100 * (printed & shown).sum() / printed.sum())
    every = [(printed & shown).sum(), printed.sum(), percent, (shown & ~printed).sum()]
    assert said == [seed, 10101, *last, *every]


def test_a_scoreboard_shows_every_count_and_both_ratios_or_that_there_is_none():
    ax = Figure().subplots()
    texts = scoreboard.draw_scoreboard(ax)
    counts, ratios = np.split(np.array(scoreboard.scores(Confusion(3, 9, 5, 1983))), [4])
    assert counts.tolist() == ["3", "9", "5", "1,983"]
    assert ratios.tolist() == ["precision  3 of 12 = 25 %", "recall  3 of 8 = 38 %"]
    cells = [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert [tuple(map(int, text.get_position())) for text in texts[:4]] == cells
    names = {text.get_text(): tuple(map(int, text.get_position())) for text in ax.texts}
    assert [names[name] for name in ("true", "false", "missed")] == cells[:3]
    assert "0 of 0: undefined" in scoreboard.scores(Confusion(0, 0, 4, 96))[4]
    assert scoreboard.fraction(0, 4) == "0 of 4 = 0 %"
    shares = np.random.default_rng(1).binomial(1400, 0.25, 20_000) / 1400
    assert scoreboard.standard_error(0.25, 1400) == pytest.approx(shares.std(), rel=0.02)
    assert math.isnan(scoreboard.standard_error(0.25, 0))
