"""Pictures of lesson 08 beside what they draw, and what its judges promise."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from snn_edu.lessons.many_synapses import held_runs, views
from snn_edu.lessons.many_synapses.own_questions import drift, plastic_step, ridge
from snn_edu.lessons.many_synapses.song_2000 import Competition
from snn_edu.plasticity import STDP


def test_histograms_count_every_synapse_and_silence_has_a_place():
    state = Competition().start(np.array([0.0, 0.04, 0.5, 0.97, 1.0]))
    frame = views.weights_frame(state, [0.0, 12.0])
    share, _ = frame["histogram"]
    assert share.sum() == pytest.approx(1)
    assert share[[0, 10, 19]] == pytest.approx([0.4, 0.2, 0.4])
    low, high = views.draw_weights(Figure())["rate"].axes.get_ylim()
    assert low == 0.0 < 12.0 < high
    assert frame["text"].startswith("After 4 s 40 % of the weights are below 0.1, 20 % from")
    for seconds in (2, 200, 400, 402, 998):
        begin, end = views.weights_frame(state, [5.0] * (seconds // 2))["right"]["xlim"]
        assert begin <= seconds <= end


def test_a_walk_of_the_step_is_the_course_of_the_rule():
    stdp = STDP(A_plus=0.002, A_minus=0.0021)
    rng = np.random.default_rng(1)
    pre = rng.uniform(0.0, views.WALK, rng.poisson(0.015 * views.WALK))
    post = rng.uniform(0.0, views.WALK, rng.poisson(0.020 * views.WALK))
    t, w = views.walk(plastic_step, stdp, np.random.default_rng(1))
    course = stdp.course(np.sort(pre), np.sort(post), 0.5)
    assert w[1:] == pytest.approx(course.w, abs=1e-12)
    assert 1000 * t[1:] == pytest.approx(course.t)


def test_unrelated_walks_end_where_the_drift_says_on_average():
    rng = np.random.default_rng(3)
    for ratio, tau in ((1.05, 20), (0.5, 20), (0.5, 40)):
        rule = STDP(A_plus=0.002, A_minus=0.002 * ratio, tau_minus=tau)
        ends = [views.walk(plastic_step, rule, rng)[1][-1] for _ in range(60)]
        slope = drift(15, 20, rule.A_plus, rule.A_minus, 20, tau)
        assert np.mean(ends) == pytest.approx(0.5 + 60 * slope, abs=0.02)


def test_the_ball_and_the_valley_rest_where_the_drift_changes_its_sign():
    frame = views.valley_frame(0.1, 1.05, 0.1)
    w, at = frame["drift"]
    for rest in frame["stable"][0]:
        assert np.interp(rest, w, at) == pytest.approx(0.0, abs=1e-3)
    assert views.ball_frame(ridge, 0.2, 1.0, 0.1)["end"][0] == [1.0]  # no ridge: all grow
    for w, end in ((0.49, 0.0), (0.51, 1.0)):  # just beside a ridge at 1/2, however slight
        assert views.ball_frame(ridge, w, 1.03, 0.06)["end"][0] == [end]
    assert views.ball_frame(ridge, 1.0, 1.2, 0.05)["end"][0] == [0.0]
    assert views.ball_frame(ridge, 1.0, 1.2, 0.05)["ridge"][0] == []  # out of the picture


def test_the_stored_run_is_what_is_written_and_reads_back(tmp_path, monkeypatch):
    kept = held_runs.held()
    monkeypatch.setattr(held_runs, "LEARNED", 2000.0)
    monkeypatch.setattr(held_runs, "WATCHED", 2000.0)
    _, rates = held_runs.settled()
    assert rates.tolist() == kept.rates[:1].tolist()  # the same first 2 s
    monkeypatch.setattr(held_runs, "settled", lambda: (kept.w, kept.rates))
    monkeypatch.setattr(held_runs, "HELD", held_runs.HELD[1:2])
    brief = held_runs.push
    monkeypatch.setattr(held_runs, "push", lambda w, seconds, rng: brief(w, 2, rng))
    monkeypatch.setattr(held_runs, "STORED", tmp_path / "held.json")
    held_runs.main()
    read = held_runs.held.__wrapped__()
    assert read.w.tolist() == kept.w.tolist()
    assert read.stops[0].held == "settled"
    assert read.stops[0].v.tolist() == kept.stops[1].v.tolist()


def test_bars_count_output_around_input():
    w = np.array([0.5, 0.95])
    log = [(500, np.array([99, 249]), np.array([1, 0])), (500, np.array([99]), np.array([1]))]
    output = np.array([21.0, 125.0])  # 1 ms after 20 ms, 5 ms after 120 ms; input 0 is not asked
    bars = held_runs.around_a_spike(w, log, output, 0.9, 1.0)
    edges = np.arange(-50, 50, 2)
    assert bars[edges == 0] == [1 / 2 / 0.002]
    assert bars[edges == 4] == [1 / 2 / 0.002]
    assert bars.sum() * 0.002 == pytest.approx(1.0)
