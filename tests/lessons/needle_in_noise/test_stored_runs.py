"""The stored runs of the needle lesson can be made again (test_page.py says what they show)."""

import math

import numpy as np
import pytest

from snn_edu.lessons.needle_in_noise import stored_runs as needle_result
from snn_edu.lessons.needle_in_noise.live_run import with_times_redrawn, with_trains_dealt_out
from snn_edu.lessons.needle_in_noise.stored_runs import found, hear, judge, run, stored, turned
from snn_edu.patterns import make_input
from snn_edu.spikes.train import Spikes


def test_redrawing_times_keeps_every_count_of_every_showing():
    spikes, onsets = make_input(3000.0, np.random.default_rng(0), 50, rates="poisson")
    again = with_times_redrawn(spikes, onsets, np.random.default_rng(1))
    bins = np.arange(0.0, 3001.0, 50.0), np.arange(51)
    before, after = (np.histogram2d(one.times, one.ids, bins)[0] for one in (spikes, again))
    np.testing.assert_array_equal(before, after)
    shown = np.isin(spikes.times // 50 * 50, onsets)
    np.testing.assert_array_equal(np.isin(spikes.times, again.times), ~shown)


def test_trains_dealt_out_keep_every_time_and_no_afferents_own():
    spikes, onsets = make_input(3000.0, np.random.default_rng(0), 50, rates="poisson")
    again = with_trains_dealt_out(spikes, onsets, np.random.default_rng(1))
    np.testing.assert_array_equal(spikes.times, again.times)
    moved = spikes.ids != again.ids
    shown = np.isin(spikes.times // 50 * 50, onsets) & (spikes.ids < 25)
    assert not moved[~shown].any()
    assert moved[shown].mean() > 0.9


def test_a_run_is_judged_over_its_last_third():
    onsets = np.arange(0.0, 3000.0, 100.0)
    output = Spikes(np.concatenate([[60.0], onsets[20:] + 5.0]), duration=3000.0)
    row = judge(output, onsets)
    assert row[:3] == (1.0, 0.0, pytest.approx(5.0))
    assert row.first_second == 1
    assert row.late_rate == pytest.approx(10.0)
    assert row.found_time == pytest.approx(0.060)
    assert row.found_discharges == 1


def test_the_time_of_selectivity_is_the_last_false_alarm_before_lasting_success():
    onsets = np.arange(0.0, 10_000.0, 200.0)
    good = onsets + 7.0
    output = Spikes(np.sort([*good, 130.0, 1990.0]), duration=10_000.0)
    assert found(output, onsets) == (1990.0, 12)  # 10 hits up to 1990 ms, two false alarms
    late = Spikes(np.sort([*good, 9700.0]), duration=10_000.0)
    assert found(late, onsets)[0] == math.inf  # one showing left: no evidence
    falls_silent = Spikes([130.0, *good[1:20]], duration=10_000.0)
    assert found(falls_silent, onsets)[0] == math.inf
    assert found(Spikes([], duration=20_000.0), onsets)[0] == math.inf
    for missed, time in (([], 0.0), ([-4], 0.0), ([-4, -2], math.inf), ([0, 1, 2], 0.0)):
        heard = Spikes(np.delete(good, missed), duration=10_000.0)  # no false alarm: from the start
        assert found(heard, onsets)[0] == time, missed  # and nine of the last ten will do


def test_the_command_writes_what_it_reads(tmp_path, monkeypatch):
    one = stored()
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
    read = stored()
    assert read["full"] == one["full"]
    assert read["songs"] == one["songs"]
    assert read["seeds"][7].found_time == np.inf
    np.testing.assert_array_equal(read["fates"]["nothing"], one["fates"]["nothing"])


@pytest.mark.slow
def test_stored_runs_are_what_running_them_again_gives():
    kept = stored()
    for again, row in (
        (run("w0 0.375", 1), kept["changes"]["w0 0.375"][1]),
        (turned("share of time 10 %", 3), kept["fates"]["share of time 10 %"][3]),
    ):
        np.testing.assert_allclose(again, row, rtol=1e-4)
    (song,) = [one for one in hear(0) if one.ratio == 0.9]
    np.testing.assert_allclose(song.hit_rate, kept["songs"][1].hit_rate, atol=0.02)
