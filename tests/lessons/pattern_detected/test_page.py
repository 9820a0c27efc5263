"""What lesson 00 says: every number on its page, computed."""

import math
import re

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.lessons.pattern_detected.article_runs import simulate_many

THOUSAND = range(1000)


page = solved("00_pattern_detected")


def test_the_missed_grow_fastest_then_the_false_and_a_run_prints_once_or_twice():
    matrix = simulate_many(range(1, 151)).confusion()
    true, false, missed, silent = matrix
    assert silent > 30 * missed
    assert missed > false > true
    assert 1 <= (true + false) / 150 < 2
    assert matrix.precision == pytest.approx(0.25, abs=0.005)
    assert page.says("three out of four circles have no diamond")
    assert page.says("because it prints only once or twice")


def test_the_worked_examples():
    printed, shown = np.zeros(200, bool), np.zeros(200, bool)
    shown[:90] = True
    printed[[*range(9), 150]] = True
    precision, recall = page.names["my_scores"](printed, shown)
    assert page.says(f"10 prints, 9 of them true | precision | {100 * precision:.0f} %")
    assert page.says(f"90 patterns, 9 of them found | recall | {100 * recall:.0f} %")
    assert page.names["my_standard_error"](0.25, 100) == pytest.approx(0.043, abs=0.001)
    assert page.says("about 4 %")
    assert math.isclose(0.9**30, 0.05, abs_tol=0.01)
    assert page.says("may still be as large as $3/n$")
    precision = page.names["my_precision"]
    for steps in (2, 32, 1000):
        percent = 100 * precision(1 / steps, 0.9, 0.01)
        assert page.says(f"one step out of {steps:,} | {percent:.1f} %")
    assert page.says(f"there | 500 | {500 * 0.9:.0f} times, rightly")
    assert page.says(f"not there | 500 | {500 * 0.01:.0f} times, wrongly")


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


def test_without_the_layer_more_is_printed_and_one_in_four_is_true():
    plot = page.picture("evidence_so_far", 1)
    with_layer = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+ of ([\d,]+)", plot.text)]
    plot.set(hidden=False)
    without = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+ of ([\d,]+)", plot.text)]
    assert without[0] > 1.9 * with_layer[0]
    assert "25 %" in plot.text
    plot.reset()
    assert page.says("there are even more of them, and still one in four is true")


def test_both_thousands_lie_within_two_standard_errors_of_a_quarter():
    prints = re.findall(r"([\d,]+) prints, of which ([\d.]+) % are true", page.printed)
    assert len(prints) == 2
    for count, percent in prints:
        n = int(count.replace(",", ""))
        s = 100 * page.names["my_standard_error"](0.25, n)
        assert n == pytest.approx(1400, rel=0.05)
        assert s == pytest.approx(1.2, abs=0.05)
        assert abs(float(percent) - 25) < 2 * s
    assert page.says("a standard error of 1.2 %, and both shares lie within two of those")


def test_recall_doubles_without_layer_or_learning_which_weakens_the_weights():
    said = [float(n) for n in re.findall(r"recall ([\d.]+) %", page.printed)]
    assert said == [11.5, 23.0]
    recall, spikes = page.names["my_ablation"](THOUSAND)
    assert round(100 * recall, 1) == said[1]
    assert spikes > 1000
    counts = [
        simulate_many(THOUSAND, **part).confusion()
        for part in ({"hidden": False}, {"plastic": False}, {"hidden": False, "plastic": False})
    ]
    assert counts[0] == counts[1] == counts[2]
    runs = simulate_many(THOUSAND)
    before, after = runs.first_weights.mean(), runs.input_weights.mean()
    assert page.says(f"from {before:.2f} to {after:.2f} on average")
    with_network, without = (simulate_many(range(300), hidden=h) for h in (True, False))
    assert with_network.fired[:, :, :5].mean() < 0.85 * without.fired[:, :, :5].mean()
