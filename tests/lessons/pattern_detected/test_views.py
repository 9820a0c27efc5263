"""What lesson 00 says in its prose."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from snn_edu.lessons.pattern_detected.views import HEIGHTS, ROWS, marks, told
from snn_edu.studies.article import PATTERN
from snn_edu.studies.article_runs import simulate_many

SOURCE = Path(__file__).parents[3] / "notebooks" / "source" / "00_pattern_detected.py"


@pytest.mark.parametrize("hidden", [True, False])
def test_an_input_fires_only_when_its_bit_is_1_so_what_is_printed_has_the_three_ones(hidden):
    """Therefore bits 1 and 3 are two fresh coins, and the precision is exactly one in four."""
    runs = simulate_many(range(300), hidden=hidden)
    assert not (runs.fired[:, :, :5] & ~runs.bits).any()
    printed = runs.bits[runs.printed]
    assert len(printed) > 300
    assert printed[:, np.array(PATTERN, bool)].all()
    for others in ((0, 0), (0, 1), (1, 0), (1, 1)):
        share = (printed[:, [1, 3]] == np.array(others, bool)).all(axis=1).mean()
        assert share == pytest.approx(0.25, abs=3 * np.sqrt(0.25 * 0.75 / len(printed)))


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


def test_an_input_whose_weights_are_weakened_hears_less():
    with_network, without = (simulate_many(range(300), hidden=h) for h in (True, False))
    assert with_network.input_weights.mean() < 0.5 * with_network.first_weights.mean()
    np.testing.assert_array_equal(without.input_weights, without.first_weights)
    assert with_network.fired[:, :, :5].mean() < 0.85 * without.fired[:, :, :5].mean()


def test_the_first_thousand_runs_the_second_and_both_together():
    runs = simulate_many(range(2000))
    shares = []
    for part in (slice(0, 1000), slice(1000, 2000), slice(0, 2000)):
        printed, shown = runs.printed[part], runs.shown[part]
        shares.append(round(100 * shown[printed].mean(), 1))
    assert shares == [26.7, 23.8, 25.2]
    assert runs.printed.sum() == 2777
    prose = SOURCE.read_text(encoding="utf-8")
    for number in ("26.7 %", "23.8 %", "25.2 %", "2,777"):
        assert re.search(number, prose), number


def test_without_learning_the_counts_are_those_without_the_layer():
    counts = [
        simulate_many(range(1000), **part).confusion()
        for part in ({"hidden": False}, {"plastic": False}, {"hidden": False, "plastic": False})
    ]
    assert counts[0] == counts[1] == counts[2]
    assert (counts[0].true_positives, counts[0].false_positives) == (731, 2132)


def test_learning_takes_the_mean_weight_from_050_to_016():
    runs = simulate_many(range(1000))
    assert runs.first_weights.mean() == pytest.approx(0.50, abs=0.005)
    assert runs.input_weights.mean() == pytest.approx(0.16, abs=0.005)


def test_1_7_standard_errors_are_one_time_in_ten():
    """2 points of 1.2: by the normal distribution, both ends."""
    assert math.erfc(2.0 / 1.2 / math.sqrt(2.0)) == pytest.approx(0.1, abs=0.01)
