"""The confusion matrix on the page says what was counted."""

import math

import numpy as np
import pytest
from matplotlib.figure import Figure

from snn_edu.lessons.pattern_detected.scoreboard import (
    draw_scoreboard,
    fraction,
    scores,
    standard_error,
)
from snn_edu.patterns import Confusion


def test_a_scoreboard_shows_every_count_in_its_own_cell_and_both_ratios():
    ax = Figure().subplots()
    texts = draw_scoreboard(ax)
    counts, ratios = np.split(np.array(scores(Confusion(3, 9, 5, 1983))), [4])
    assert counts.tolist() == ["3", "9", "5", "1,983"]
    assert ratios.tolist() == ["precision  3 of 12 = 25 %", "recall  3 of 8 = 38 %"]
    cells = [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert [tuple(map(int, text.get_position())) for text in texts[:4]] == cells
    names = {text.get_text(): tuple(map(int, text.get_position())) for text in ax.texts}
    assert [names[name] for name in ("true", "false", "missed")] == cells[:3]


def test_a_precision_of_nothing_is_said_and_not_divided():
    assert "0 of 0: undefined" in scores(Confusion(0, 0, 4, 96))[4]
    assert fraction(0, 4) == "0 of 4 = 0 %"


def test_the_standard_error_is_the_spread_of_shares_over_many_repetitions():
    shares = np.random.default_rng(1).binomial(1400, 0.25, 20_000) / 1400
    assert standard_error(0.25, 1400) == pytest.approx(shares.std(), rel=0.02)
    assert math.isnan(standard_error(0.25, 0))
