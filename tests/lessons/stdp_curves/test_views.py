"""Pictures of lesson 07 beside the rule, and what its judges promise."""

import itertools

import numpy as np
import pytest
from matplotlib.figure import Figure
from reference import case

from snn_edu.lessons.stdp_curves import views
from snn_edu.lessons.stdp_curves.bug_museum import EXHIBITS, MUSEUM_STDP
from snn_edu.lessons.stdp_curves.sjostrom import SJOSTROM_2001, misfit
from snn_edu.lessons.stdp_curves.synapse_questions import Moments, kept, synapse
from snn_edu.plasticity import PAIRINGS, STDP


def test_the_axes_reach_to_the_last_spike_of_either_train():
    for name, late in itertools.product(views.SIX, (90, 290)):
        low, high = views.four_schemes_frame(**{**views.SIX, name: late})["axes"]["xlim"]
        assert low < min(views.SIX.values())
        assert late < high < 400


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_every_counted_pair_is_drawn_once_and_as_wide_as_it_is_worth(pairing):
    times = {"pre_1": 60, "pre_2": 20, "pre_3": 90, "post_1": 70, "post_2": 20, "post_3": 35}
    frame = views.four_schemes_frame(**times)  # with a tie at 20
    rule = STDP(pairing=pairing)
    drawn = 0.0
    for kind, side in (("ltp", 1.0), ("ltd", -1.0)):
        lines = frame[f"{kind}_{pairing}"]
        for line, width in zip(lines["segments"], lines["linewidths"], strict=True):
            (a, b), rows = line[:, 0], line[:, 1]
            assert rows.tolist() == [0.0, side]
            assert side * (b - a) > 0
            assert width == pytest.approx(0.6 + 300 * abs(rule.window(b - a)))
            drawn += rule.window(b - a)
    assert drawn == pytest.approx(rule.pair_sum([20, 60, 90], [20, 35, 70]), abs=1e-12)


def test_what_is_read_is_the_sum_of_the_marks_and_of_the_pairs():
    frame = views.stacked_marks_frame(55.0, 12.0, pre_1=20.0, pre_2=5.0, pre_3=80.0)
    t, x = frame["sum"]
    marks = np.exp(-np.array([35.0, 50.0]) / 12.0)
    assert frame["reading"][1] == pytest.approx([marks.sum()])
    assert np.interp(55.0, t, x) == pytest.approx(marks.sum())
    assert sum(part["height"] for part in frame["pairs"]) == pytest.approx(marks.sum())
    assert frame["trace"][0]["height"] == pytest.approx(marks.sum())


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_readings_of_both_traces_stand_on_them_and_sum_to_the_change(pairing):
    frame = views.two_traces_frame(3, 15.0, 25.0, pairing)
    pre, post = views.bench_train(40.0, 6), views.bench_train(30.0, 7)
    rule = STDP(tau_plus=15.0, tau_minus=25.0, pairing=pairing)
    assert frame["read_pre"][0].tolist() == post.tolist()
    assert frame["read_post"][0].tolist() == pre.tolist()
    for trace, reading in (("x_pre", "read_pre"), ("x_post", "read_post")):
        when, read = frame[reading]
        assert np.interp(when, *frame[trace]) == pytest.approx(read)
    dw = 0.01 * frame["read_pre"][1].sum() - 0.0105 * frame["read_post"][1].sum()
    assert dw == pytest.approx(rule.pair_sum(pre, post))


def test_pair_and_triplet_curves_go_through_the_reference_numbers_and_stay_on_their_axes():
    for name, rule in (("stdp-pair-frequency", "pair"), ("stdp-triplet-vc_min_all", "triplet")):
        for row in case("stdp", name)["expected"]["rows"]:
            frame = views.frequency_frame(row["rho_Hz"], 0.0046, 0.003, 0.0065)
            side = "left" if row["dt_ms"] > 0 else "right"
            assert frame[f"{side}_{rule}_dot"][1][0] == pytest.approx(row["dw"], abs=1e-9)
    expected, columns = case("stdp", name)["expected"], ("rho_Hz", "dt_ms", "data", "sem")
    rows = expected["rows"]
    assert [*SJOSTROM_2001] == [tuple(row[each] for each in columns) for row in rows]
    assert misfit([row["dw"] for row in rows]) == pytest.approx(expected["E_recomputed"])
    artists = views.draw_frequency(Figure())
    for knobs in itertools.product((0.0, 0.012), (0.0, 0.007), (0.0, 0.009)):
        frame = views.frequency_frame(50.0, *knobs)
        for name in ("left_pair", "left_triplet", "right_pair", "right_triplet"):
            low, high = artists[name].axes.get_ylim()
            assert low < min(frame[name][1]) <= max(frame[name][1]) < high


def test_rings_of_ties_lie_on_their_lines():
    at = float(views.STEPS[-4])
    frame = views.ties_frame(at, 1.0, 1)
    assert list(frame["rings"][1]) == [frame[policy][1][-4] for policy in ("none", "ltp", "ltd")]
    times, rows = frame["spikes"]
    pre, post = (views.on_grid(each, at) for each in views.causal_trains(1.0, 1))
    assert times[rows == 1.0].tolist() == pre.tolist()  # the row called pre
    assert set(frame["tied"][0]) == set(pre[(pre == post) & (pre <= 400.0)])


@pytest.mark.parametrize(("last_pre", "last_post"), [(10, 11), (1, 15), (10, 90)])
def test_the_loop_adds_one_pair_at_every_step_from_its_post_spike_on(last_pre, last_post):
    frame = views.in_a_loop_frame(last_pre, last_post)
    steps, so_far = frame["loop"]
    worth = 0.01 * np.exp(-(last_post - last_pre) / 20)
    assert so_far == pytest.approx(worth * np.maximum(0, steps - last_post + 1))
    assert frame["once"][1][-1] == pytest.approx(worth)
    low, high = views.draw_in_a_loop(Figure())["loop"].axes.get_ylim()
    assert low < so_far[0] <= so_far[-1] < high


def test_each_picture_of_the_museum_shows_a_fault_over_the_right_window():
    right = MUSEUM_STDP.window(views.WALL)
    for exhibit in EXHIBITS:
        theirs, ours = views.museum_curve(exhibit.name)
        assert np.abs(theirs - ours).max() > 0.15 * np.abs(ours).max(), exhibit.name
        if exhibit.name != "no bounds":
            assert ours == pytest.approx(right, abs=1e-12)
    assert views.museum_curve("no bounds")[1].max() == pytest.approx(0.1)  # from 0.9 to the bound
    assert "tie as LTD differs in ties;" in views.museum().text_alternative


def test_moments_are_told_once_in_order_and_a_synapse_that_keeps_them_is_found_out():
    moments = Moments(np.array([30.0, 10.0]), np.array([30.0]))
    assert [*moments] == [(10.0, True, False), (30.0, True, True)]
    assert [*moments] == []
    assert kept(synapse) < 5
    assert kept(lambda spikes, *numbers: float(len([*spikes]))) == 400
