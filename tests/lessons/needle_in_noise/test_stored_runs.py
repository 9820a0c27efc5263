"""The stored runs of the needle lesson can be made again (test_page.py says what they show)."""

import math

import numpy as np
import pytest

from snn_edu import STDP, Spikes
from snn_edu.lessons.needle_in_noise import live_run, success_map
from snn_edu.lessons.needle_in_noise import stored_runs as needle_result
from snn_edu.patterns import Detector, make_input, make_stream, score


def test_redrawing_times_keeps_every_count_of_every_showing():
    spikes, onsets = make_input(3000.0, np.random.default_rng(0), 50, rates="poisson")
    again = live_run.with_times_redrawn(spikes, onsets, np.random.default_rng(1))
    bins = np.arange(0.0, 3001.0, 50.0), np.arange(51)
    before, after = (np.histogram2d(one.times, one.ids, bins)[0] for one in (spikes, again))
    np.testing.assert_array_equal(before, after)
    shown = np.isin(spikes.times // 50 * 50, onsets)
    np.testing.assert_array_equal(np.isin(spikes.times, again.times), ~shown)


def test_trains_dealt_out_keep_every_time_and_no_afferents_own():
    spikes, onsets = make_input(3000.0, np.random.default_rng(0), 50, rates="poisson")
    again = live_run.with_trains_dealt_out(spikes, onsets, np.random.default_rng(1))
    np.testing.assert_array_equal(spikes.times, again.times)
    moved = spikes.ids != again.ids
    shown = np.isin(spikes.times // 50 * 50, onsets) & (spikes.ids < 25)
    assert not moved[~shown].any()
    assert moved[shown].mean() > 0.9


def test_a_run_is_judged_over_its_last_third():
    onsets = np.arange(0.0, 3000.0, 100.0)
    output = Spikes(np.concatenate([[60.0], onsets[20:] + 5.0]), duration=3000.0)
    row = needle_result.judge(output, onsets)
    assert row[:3] == (1.0, 0.0, pytest.approx(5.0))
    assert row.first_second == 1
    assert row.late_rate == pytest.approx(10.0)
    assert row.found_time == pytest.approx(0.060)
    assert row.found_discharges == 1


def test_the_time_of_selectivity_is_the_last_false_alarm_before_lasting_success():
    onsets = np.arange(0.0, 10_000.0, 200.0)
    good = onsets + 7.0
    output = Spikes(np.sort([*good, 130.0, 1990.0]), duration=10_000.0)
    assert needle_result.found(output, onsets) == (
        1990.0,
        12,
    )  # 10 hits up to 1990 ms, two false alarms
    late = Spikes(np.sort([*good, 9700.0]), duration=10_000.0)
    assert needle_result.found(late, onsets)[0] == math.inf  # one showing left: no evidence
    falls_silent = Spikes([130.0, *good[1:20]], duration=10_000.0)
    assert needle_result.found(falls_silent, onsets)[0] == math.inf
    assert needle_result.found(Spikes([], duration=20_000.0), onsets)[0] == math.inf
    for missed, time in (([], 0.0), ([-4], 0.0), ([-4, -2], math.inf), ([0, 1, 2], 0.0)):
        heard = Spikes(np.delete(good, missed), duration=10_000.0)  # no false alarm: from the start
        assert needle_result.found(heard, onsets)[0] == time, (
            missed
        )  # and nine of the last ten will do


def test_the_command_writes_what_it_reads(tmp_path, monkeypatch):
    one = needle_result.stored()
    for name, value in {
        "STORED": tmp_path / "needle.json",
        "make_input": lambda *_: (Spikes([], duration=1e3), [0.0]),
        "judge": lambda *_: one["full"],
        "redrawn": lambda seed: one["redrawn"][seed],
        "patient": lambda seed: one["patient"][seed],
        "run": lambda name, seed: one["changes"]["dt 1 ms"][0],
        "turned": lambda name, seed: one["fates"][name][seed],
        "hear": lambda seed: one["songs"][3 * seed : 3 * seed + 3],
    }.items():
        monkeypatch.setattr(needle_result, name, value)
    needle_result.main()
    read = needle_result.stored()
    assert read["full"] == one["full"]
    assert read["songs"] == one["songs"]
    assert read["seeds"][7].found_time == np.inf
    np.testing.assert_array_equal(read["fates"]["nothing"], one["fates"]["nothing"])


@pytest.mark.slow
def test_stored_runs_are_what_running_them_again_gives():
    kept = needle_result.stored()
    for again, row in (
        (needle_result.run("w0 0.375", 1), kept["changes"]["w0 0.375"][1]),
        (needle_result.turned("share of time 10 %", 3), kept["fates"]["share of time 10 %"][3]),
    ):
        np.testing.assert_allclose(again, row, rtol=1e-4)
    (song,) = [one for one in needle_result.hear(0) if one.ratio == 0.9]
    np.testing.assert_allclose(song.hit_rate, kept["songs"][1].hit_rate, atol=0.02)


def test_the_potential_discharges_where_the_detector_does():
    """The same formula by another algorithm: step by step here, whole blocks at once there."""
    spikes, _ = make_input(1000.0, np.random.default_rng(4), rates="poisson")
    weights = np.random.default_rng(5).random(2000)
    frozen = Detector(stdp=STDP(0.0, 0.0, pairing="reduced"), dt=0.1)
    expected = frozen.learn(spikes, weights=weights).output.times
    _, _, output = live_run.potential(spikes, weights, dt=0.1)
    assert output.size > 50
    np.testing.assert_allclose(output, expected, atol=1e-6)


def test_a_discharge_leaves_the_after_potential_and_no_psp():
    spikes = Spikes(np.full(600, 10.0), np.arange(600), 600, 60.0)
    t, p, (t_out,) = live_run.potential(spikes, np.ones(600))
    s = t[t > t_out] - t_out
    eta = 500 * (2 * np.exp(-s / 10) - 4 * (np.exp(-s / 10) - np.exp(-s / 2.5)))
    np.testing.assert_allclose(p[t > t_out], eta, atol=1e-6)
    assert p[np.isclose(t, t_out)] == 1000.0


def test_where_time_runs_slower_the_neuron_hears_the_same_spikes():
    def output(slow):
        states = live_run.follow_run(live_run.KNOBS, [], slow)
        return next(learned for learned in states if learned.t == 12_000.0).output.times

    np.testing.assert_allclose(output(True), output(False), rtol=0, atol=1e-9)
    at_12_s = live_run.history().output[live_run.history().output < 12_000]
    np.testing.assert_allclose(output(False), at_12_s, rtol=0, atol=1e-9)


def test_first_spikes_are_those_of_the_hidden_pattern_and_an_unknown_way_is_refused():
    t, ids = make_stream(np.random.default_rng(2)).patterns[0]
    assert live_run.first_spikes(2)[int(ids[0])] == t[ids == ids[0]].min()
    assert np.isinf(live_run.first_spikes(2)).sum() == 2000 - np.unique(ids).size
    with pytest.raises(KeyError, match="backwards"):
        list(live_run.input_pieces({**live_run.KNOBS, "times": "backwards"}, []))


def test_success_falls_with_jitter_and_rises_with_the_share_of_afferents():
    """As the paper's figure 6: at 6 ms of jitter, or 0.3 of the afferents, nothing is found."""
    one = success_map.load("jitter", "share")
    found = one.share_found()
    row = found[one.y.index(0.5)]
    assert (np.diff(row) <= 0).all()
    assert row[one.x.index(1)] >= 0.9
    assert row[-1] == 0
    column = found[:, one.x.index(1)]
    assert (np.diff(column) >= 0).all()
    assert column[one.y.index(0.3)] == 0


def test_a_sweep_is_its_single_runs():
    small = success_map.sweep("jitter", [0, 3], "ratio", [0.85, 1.5], 1, 200, 6000.0, processes=1)
    for (y, x), found in np.ndenumerate(small.found):
        jitter, ratio = small.x[x], small.y[y]
        _, onsets = make_input(6000.0, np.random.default_rng(0), 200, jitter=jitter)
        output = success_map.run({"jitter": jitter, "ratio": ratio}, 0, 200, 6000.0).output
        assert found == score(output, onsets, since=4000.0).finds()


def test_knobs_turn_what_they_name():
    assert success_map.detector({"w0": 0.3, "jitter": 2.0}).w0 == 0.3
    assert (
        success_map.detector({"ratio": 0.5}).stdp.A_minus
        == 0.5 * success_map.detector({}).stdp.A_plus
    )
    assert success_map.detector({}, size=500).v_threshold == 125.0
