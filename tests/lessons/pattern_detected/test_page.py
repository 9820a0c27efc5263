"""What lesson 00 says and shows, computed; the tutorial's network, two ways through one model."""

import itertools
import math
import re
from dataclasses import fields
from itertools import chain
from statistics import NormalDist

import numpy as np
import pytest
from lesson_pages import solved
from matplotlib.figure import Figure

from snn_edu.lessons.pattern_detected import article, scoreboard, views
from snn_edu.lessons.pattern_detected.article import PATTERN, Faults
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.repair_the_article.repaired_article import RepairedDetector
from snn_edu.lessons.repair_the_article.thirty_two import INPUTS, IS_PATTERN
from snn_edu.patterns import Confusion

page = solved("00_pattern_detected")


def test_the_missed_grow_fastest_then_the_false_and_a_run_prints_once_or_twice():
    true, false, missed, silent = simulate_many(range(1, 151)).confusion()
    assert silent / 30 > missed > false > true
    assert 1 <= (true + false) / 150 < 2
    assert page.says("three out of four circles have no diamond")
    assert false / (true + false) == pytest.approx(3 / 4, abs=0.005)


def test_the_worked_examples():
    printed, shown = np.zeros(200, bool), np.zeros(200, bool)
    shown[:90] = True
    printed[[*range(9), 150]] = True
    precision, recall = page.names["my_scores"](printed, shown)
    assert page.says(f"10 prints, 9 of them true | precision | {100 * precision:.0f} %")
    assert page.says(f"90 patterns, 9 of them found | recall | {100 * recall:.0f} %")
    assert page.says(f"about {100 * scoreboard.standard_error(0.25, 100):.0f} %")
    assert page.says("may still be as large as $3/n$")
    assert page.says(f"One that never prints is right in {2**5 - 1} steps of {2**5}")
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


def test_both_thousands_lie_within_two_standard_errors_of_a_quarter():
    prints = re.findall(r"([\d,]+) prints, of which ([\d.]+) % are true", page.printed)
    assert len(prints) == 2
    for count, percent in prints:
        s = 100 * page.names["my_standard_error"](0.25, int(count.replace(",", "")))
        assert page.says(f"a standard error of {s:.1f} %, and both shares lie within two of those")
        assert abs(float(percent) - 25) < 2 * s


def test_without_layer_or_learning_which_weakens_the_weights_more_is_printed():
    """(By the ledger the recall doubles, and the precision stays.)"""
    parts = {}, {"hidden": False}, {"plastic": False}, {"hidden": False, "plastic": False}
    runs, *others = (simulate_many(range(1000), **part) for part in parts)
    assert len({other.confusion() for other in others}) == 1
    before, after = runs.first_weights.mean(), runs.input_weights.mean()
    assert page.says(f"from {before:.2f} to {after:.2f} on average")
    assert runs.fired[:, :, :5].mean() < 0.85 * others[0].fired[:, :, :5].mean()
    frames = [page.frame("evidence_so_far", 1, hidden=hidden) for hidden in (True, False)]
    with_layer, without = (int(frame["score"][1].replace(",", "")) for frame in frames)
    assert without > 1.9 * with_layer
    assert frames[0]["printed"][1] == pytest.approx(1)  # a row above the diamonds
    assert frames[0]["shown"][1] == pytest.approx(0)


def test_a_stroke_is_in_the_row_of_its_neuron_at_its_step():
    fired = np.zeros((100, 9), bool)
    fired[[3, 7, 99], [0, 5, 8]] = True
    steps, heights = views.marks(fired)
    assert steps.tolist() == [3.0, 7.0, 99.0]
    rows = [views.ROWS[views.HEIGHTS.index(height)] for height in heights]
    assert rows == ["input 0", "hidden 0", "output"]


@pytest.mark.parametrize("seed", [1, 3, 150])
def test_what_is_told_is_counted(seed):
    runs = simulate_many(range(1, seed + 1))
    printed, shown = runs.printed, runs.shown
    said = [int(n) for n in re.findall(r"\d+", views.told(runs).replace("once", "1 times"))]
    last = [shown[-1].sum(), printed[-1].sum(), (printed[-1] & shown[-1]).sum()]
    percent = round(100 * (printed & shown).sum() / printed.sum())
    every = [(printed & shown).sum(), printed.sum(), percent, (shown & ~printed).sum()]
    assert said == [seed, 10101, *last, *every]


def test_a_scoreboard_shows_every_count_and_both_ratios_or_that_there_is_none():
    ax = Figure().subplots()
    texts = scoreboard.draw_scoreboard(ax)
    assert scoreboard.scores(Confusion(3, 9, 5, 1983)) == [
        *("3", "9", "5", "1,983", "precision  3 of 12 = 25 %", "recall  3 of 8 = 38 %")
    ]
    cells = [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert [tuple(map(int, text.get_position())) for text in texts[:4]] == cells
    names = {text.get_text(): tuple(map(int, text.get_position())) for text in ax.texts}
    assert [names[name] for name in ("true", "false", "missed")] == cells[:3]
    assert "0 of 0: undefined" in scoreboard.scores(Confusion(0, 0, 4, 96))[4]
    assert scoreboard.fraction(0, 4) == "0 of 4 = 0 %"
    shares = np.random.default_rng(1).binomial(1400, 0.25, 20_000) / 1400
    assert scoreboard.standard_error(0.25, 1400) == pytest.approx(shares.std(), rel=0.02)
    assert math.isnan(scoreboard.standard_error(0.25, 0))


REPAIRS = [(), *[(field.name,) for field in fields(Faults)]]


def slowly(rng, faults, steps=100):
    """The article's loops: (bits, printed, who fired, both layers' weights).

    A neuron leaks a tenth per step, fires at 1 and resets to 0. 5 - 3 - 1 neurons, their weights
    uniform in [0, 1). What a layer sends arrives in the same step, or in the next one.
    """
    w = [
        [[rng.random() for _ in range(post)] for _ in range(pre)] for pre, post in ((5, 3), (3, 1))
    ]
    sizes, sent = (5, 3, 1), [[0.0] * 3, [0.0]]
    synapses = [(k, i, j) for k in (0, 1) for i, j in np.ndindex(sizes[k], sizes[k + 1])]
    v, free_at = ([[0] * size for size in sizes] for _ in range(2))
    last = [[-1 if faults.sentinel else article.NEVER] * size for size in sizes]
    bits, printed, fired = article.random_bits(rng, faults), [], []
    for t, shown in enumerate(bits):
        drive, now = [float(bit) for bit in shown], []
        for k, size in enumerate(sizes):
            for j in range(size):
                own = sum(w[k][j]) if faults.own_weights and k < 2 else 1.0
                deaf = t < free_at[k][j]
                if not deaf or not faults.loses_input:
                    v[k][j] = 0.9 * v[k][j] + drive[j] * own
                if not deaf and v[k][j] >= 1.0:
                    v[k][j], last[k][j] = 0.0, t
                    free_at[k][j] = t + (2 if faults.refractory_short else 3)
            now.append([one == t for one in last[k]])
            if k < 2:
                pairs = [*zip(w[k], now[k], strict=True)]
                out = [sum(row[j] for row, fires in pairs if fires) for j in range(sizes[k + 1])]
                drive = out if faults.one_step else sent[k]
                sent[k] = out
        for k, i, j in synapses:
            pre, post = last[k][i], last[k + 1][j]
            if faults.recounts_pairs or t in (pre, post):
                w[k][i][j] += article.stdp(pre, post, faults)
                if not faults.unbounded:
                    w[k][i][j] = min(max(w[k][i][j], 0.0), 1.0)
        ones = all(fires for fires, bit in zip(now[0], article.PATTERN, strict=True) if bit)
        others = any(fires for fires, bit in zip(now[0], article.PATTERN, strict=True) if not bit)
        answered = faults.ignores_output or now[2][0]
        printed.append(ones and answered and (faults.ignores_zeros or not others))
        fired.append([*chain(*now)])
    return bits, printed, fired, w


@pytest.mark.parametrize("repaired", [*REPAIRS, ("drops_time_zero", "sentinel"), "all"])
def test_the_loops_and_the_arrays_are_one_model(repaired):
    faults = Faults.none() if repaired == "all" else Faults().without(*repaired)
    many = simulate_many(range(3), faults)
    for seed in range(3):
        bits, printed, fired, (w1, w2) = slowly(np.random.default_rng(seed), faults)
        np.testing.assert_array_equal(bits, many.bits[seed])
        np.testing.assert_array_equal(printed, many.printed[seed])
        np.testing.assert_array_equal(fired, many.fired[seed])
        np.testing.assert_allclose(w1, many.input_weights[seed], atol=1e-12)
        np.testing.assert_allclose(w2, many.output_weights[seed], atol=1e-12)


def test_the_ceiling_is_half_for_each_zero_of_the_pattern():
    """Whatever fires for 10101 fires for 10111, 11101 and 11111. (Lesson 09 searches networks.)"""
    assert [article.ceiling(p) for p in ([1] * 5, [1, 1, 1, 1, 0], [0] * 5)] == [1.0, 0.5, 1 / 32]
    assert article.ceiling() == 0.25


def test_what_readers_asked_is_reckoned_right():
    assert page.says("a standard error of 1.8 %", "about 3.9. So 9 is 2.3 standard errors")
    assert math.sqrt(0.8 * 0.2 / 500) == pytest.approx(0.018, abs=5e-4)
    assert (12 - 3) / math.sqrt(12 + 3) == pytest.approx(2.3, abs=0.05)
    assert page.says("coins do as much in 3.5 % of all cases")
    as_far = [wins for wins in range(16) if abs(wins - (15 - wins)) >= 12 - 3]
    assert sum(math.comb(15, wins) for wins in as_far) / 2**15 == pytest.approx(0.035, abs=5e-4)
    assert math.sqrt(1000 / 100) == pytest.approx(3.2, abs=0.05)  # "about three times"


def test_what_readers_are_told_of_cases_needed_and_of_counting_to_three():
    assert page.says("or 1,350 cases on either side")
    error = page.names["my_standard_error"]
    assert 0.05 / math.hypot(error(0.25, 1350), error(0.25, 1350)) == pytest.approx(3)
    assert page.says("Then five experiments in six will measure more than two")
    assert (1 + math.erf(1 / math.sqrt(2))) / 2 == pytest.approx(5 / 6, abs=0.01)
    inputs = list(itertools.product((0, 1), repeat=5))
    printed = [bits for bits in inputs if sum(bits) == 3]
    precision = printed.count((1, 0, 1, 0, 1)) / len(printed)
    assert page.says("prints at ten inputs of 32, with a precision of 10 %: three times the base")
    assert (len(printed), precision) == (10, 0.1)
    assert round(precision * len(inputs)) == 3  # times the base rate


def test_a_detector_that_prints_at_95_of_100_patterns_and_at_90_of_100_stretches_of_noise():
    error, below = page.names["my_standard_error"], NormalDist().inv_cdf
    errors = [100 * error(share, 100) for share in (0.95, 0.9)]
    assert page.says(
        "$\\sqrt{{{:.1f}^2 + {:.1f}^2}}$, or {:.1f}".format(*errors, math.hypot(*errors))
    )
    assert page.says(
        f"its middle stands {below(0.95):.2f} widths above it",
        f"where 90 % do, {below(0.9):.2f}.",
        f"So the two bells are {below(0.95) - below(0.9):.2f} widths apart",
    )


def test_a_third_detector_that_is_right_nine_times_in_ten_at_one_in_1_000():
    assert page.says("One in 10,000, beside nine hits")
    precision = page.names["my_precision"]
    assert precision(0.001, 0.9, 1 / 10_000) >= 0.9 > precision(0.001, 0.9, 1.01 / 10_000)


def test_shuffled_weights_of_lesson_09_fire_for_their_pattern_in_one_order_of_252():
    assert page.says("it fires for its 10101 in one order of 252", "none of the 31 other inputs")
    orders = np.array([np.isin(range(10), k) for k in itertools.combinations(range(10), 5)])
    assert len(orders) == 252
    fires = RepairedDetector().fires(orders[:, np.newaxis].astype(float), INPUTS == 1)
    assert fires[:, IS_PATTERN].sum() == 1
    learned = fires[fires[:, IS_PATTERN].ravel()]
    assert learned.sum() == 1


def test_whoever_counts_spikes_finds_a_pattern_that_brings_twenty_more():
    def at_40(mean):
        logs = (k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(40))
        return 100 * (1 - sum(map(math.exp, logs)))

    assert page.says(
        f"prints at 40 finds {at_40(50):.0f} %, with false alarms in {at_40(30):.0f} %"
    )


def test_what_never_happened_in_n_cases_is_below_3_of_n_with_95_in_a_hundred():
    assert pytest.approx(0.95, abs=0.002) == 1 - (1 - 3 / 300) ** 300
    assert page.says("(at 95 % confidence)", "To say *below 1 %* takes 300 without a mistake")


def test_what_readers_are_told_of_ten_cases_of_windows_and_of_twenty_comparisons():
    p = np.linspace(0.0, 1.0, 100_001)[1:-1]
    near = p[np.abs(p - 0.8) <= 1.96 * np.sqrt(p * (1 - p) / 10)]
    assert page.says(f"anything from {100 * near[0]:.0f} to {100 * near[-1]:.0f} %")
    wrong = [100 * (0.8 + side * 1.96 * (0.8 * 0.2 / 10) ** 0.5) for side in (-1, 1)]
    assert page.says("you'd say {:.0f} to {:.0f} %".format(*wrong))
    assert page.says(f"So random prints are right in {100 * (1 - (31 / 32) ** 5):.0f} %, not in 3")
    assert page.says(f"the mark of 5 % in {100 * (1 - 0.95**20):.0f} % of such papers")
    prints = 0.25 * 0.75 / 0.002**2
    assert page.says("makes some 47,000 prints", "some 33,000 runs")
    assert [round(prints, -3), round(prints / 1.42, -3)] == [47_000, 33_000]
