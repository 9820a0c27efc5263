"""What the pictures of lesson 09 promise, beyond what its page says."""

from dataclasses import fields

import numpy as np
import pytest

from snn_edu.lessons.pattern_detected.article import PATTERN, Faults
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.repair_the_article import views
from snn_edu.lessons.repair_the_article.article_museum import SWITCHES
from snn_edu.lessons.repair_the_article.questions import judge_repair, one_update
from snn_edu.lessons.repair_the_article.thirty_two import INPUTS, IS_PATTERN, draw_inputs, places
from snn_edu.plots import figure

ONES = np.array(PATTERN, bool)


def heights(line):
    """What the bars of a line tell: place on the page to height."""
    x, y = np.asarray(line[0]), np.asarray(line[1])
    return dict(zip(x[1::3].tolist(), y[1::3].tolist(), strict=True))


def test_each_bar_stands_above_its_own_input_in_the_colour_of_its_answer():
    frame = views.inhibited_frame(1.0, 0.3, 0.4, 1.0)
    fires, silent = heights(frame["fires"]), heights(frame["silent"])
    for bits, place in zip(INPUTS, places(), strict=True):
        v = sum((1.0 if k in (0, 2, 4) else 0.3) - 0.4 for k in range(5) if bits[k])
        mine, other = (fires, silent) if v > 1.0 - 1e-9 else (silent, fires)
        assert mine[place] == pytest.approx(v)
        assert place not in other


def test_the_squares_below_are_dark_where_the_bit_is_1():
    ax = figure("", 9.0, 4.0).subplots()
    draw_inputs(ax)
    dark = {
        (x, row)
        for line in ax.lines
        if float(line.get_color()) < 0.5
        for x, row in zip(*line.get_data(), strict=True)
    }
    assert sum(len(line.get_xdata()) for line in ax.lines) == 32 * 5
    assert dark == {(places()[i], k) for i, k in np.argwhere(INPUTS == 1)}
    assert ax.get_xticklabels()[0].get_text() == "10101"
    assert IS_PATTERN.tolist() == [True] + [False] * 31


def test_the_judge_wants_all_32_answers_right_and_room_for_the_threshold():
    rng = np.random.default_rng(3)
    passed = 0
    for _ in range(3000):
        w = rng.uniform(0, 0.04, 5) + 0.96 * ONES
        g, threshold = rng.uniform(0.4, 0.6), rng.uniform(1.1, 1.4)
        v = [sum(w[k] - g for k in range(5) if bits[k]) for bits in INPUTS]
        right = v[0] >= threshold + 0.2 and max(v[1:]) <= threshold - 0.2
        assert (judge_repair((w, g, threshold)) is None) == right
        passed += right
    assert 20 < passed < 2000
    computed = ([1 + 1e-10, -1e-17, 1 - 1e-10, 0, 1], 0.5 - 1e-12, 1.25 + 1e-12)
    assert judge_repair(computed) is None
    assert "from 0 to 1" in judge_repair(([1.001, 0, 1, 0, 1], 0.5, 1.25))


def test_bars_of_learning_are_shares_of_the_fifty_neurons():
    frame = views.learning_frame(one_update, 20, 0.5, 1)
    fires, learned = views.RepairedDetector().fires, views._fifty(0.5, 1, True, True)[2]
    shares = 100 * np.mean([fires(learned, bits) for bits in INPUTS], axis=1)
    assert heights(frame["pattern"]) == {places()[0]: shares[0]}
    assert heights(frame["others"]) == dict(zip(places()[1:], shares[1:], strict=True))


def test_heaps_add_up_and_the_mark_lies_on_the_curve():
    frame = views.over_threshold_frame(None, 1.25, 0.3, 0.1)
    pattern = sum((heights(frame["hits"]) | heights(frame["missed"])).values())
    others = sum((heights(frame["false"]) | heights(frame["quiet"])).values())
    assert (pattern, others) == pytest.approx((100, -100))
    point = np.ravel(frame["here"])
    assert np.isclose(np.transpose(frame["curve"]), point).all(axis=1).sum() == 1
    even = views.over_threshold_frame(None, 1.25, 0.3, 0.5)["curve"]
    np.testing.assert_allclose(even[0], even[1])  # half of the bits wrong: the diagonal


def test_every_fault_has_a_switch_that_is_that_fault_alone():
    names = [field.name for field in fields(Faults)]
    assert list(SWITCHES) == names
    for switch in names:
        frame = views.museum_frame(**{name: name != switch for name in names})
        matrix = simulate_many(range(1, 101), Faults().without(switch)).confusion()
        assert frame["score"][:4] == [f"{count:,}" for count in matrix]
        assert frame["text"].startswith("11 of 12 faults, 100 runs.")


def test_the_heaps_of_any_repaired_neuron_begin_at_its_own_threshold():
    for g, threshold, shown in ((0.4, 1.6, 1.6), (0.6, 1.0, 1), (0.41, 1.567, 1.55), (0, 0, 1.25)):
        text = views.over_threshold(([*PATTERN], g, threshold) if g else None).text
        assert f"neuron, threshold {shown:g}, 5 % of the bits wrong: hit rate 77.4 %" in text
        assert "false alarm rate 0.73 %" in text  # as the page says, whatever the neuron
