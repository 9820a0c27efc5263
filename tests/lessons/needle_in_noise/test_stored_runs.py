"""The stored runs of the needle lesson: what they show, and that they can be made again."""

import numpy as np
import pytest

from snn_edu.lessons.needle_in_noise import stored_runs as needle_result
from snn_edu.lessons.needle_in_noise.live_run import with_times_redrawn, with_trains_dealt_out
from snn_edu.lessons.needle_in_noise.stored_runs import (
    CHANGES,
    RATIOS,
    SONGS,
    hear,
    judge,
    run,
    stored,
    turned,
)
from snn_edu.patterns import make_input
from snn_edu.spikes.train import Spikes


def test_the_full_run_is_what_the_paper_reports():
    """Masquelier et al. 2008: hits above 98 %, no false alarm, latency about 4 ms, 63 to 5 Hz."""
    full = stored()["full"]
    assert full.finds()
    assert full.latency == pytest.approx(4.0, abs=1.0)
    assert 500 <= full.found_discharges <= 1400
    assert full.late_rate == pytest.approx(5.1, abs=0.4)


def test_every_seed_finds_it_and_some_take_their_time_with_the_start():
    seeds = stored()["seeds"]
    assert len(seeds) == 8
    assert all(one.finds() for one in seeds)
    assert sum(one.latency < 5 for one in seeds) == 6
    assert sum(one.latency > 15 for one in seeds) == 2


def test_after_four_times_as_long_every_seed_is_at_the_start():
    stay = stored()["patient"]
    assert len(stay) == 8
    assert all(one.finds() and one.latency < 10 for one in stay)
    assert sum(one.latency < 10 for one in stored()["seeds"]) == 6


def test_with_counts_kept_and_times_redrawn_no_seed_finds_it():
    rows = stored()["redrawn"]
    assert len(rows) == 8
    assert all(one.hit_rate < 0.05 and one.late_rate < 0.2 for one in rows)


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


def test_three_of_seven_changes_kill_and_a_grid_with_ties_as_ltp_hits_everything():
    changes = stored()["changes"]
    assert list(changes) == [name for name in CHANGES if name != "nothing"]
    found = {name: sum(one.finds() for one in rows) for name, rows in changes.items()}
    assert {name for name, count in found.items() if count == 0} == {
        "pairing nearest",
        "A_minus = A_plus",
        "dt 1 ms",
    }
    assert all(one.hit_rate == 1 and one.false_alarms > 80 for one in changes["dt 1 ms"])
    assert found["dt 1 ms, no ties"] == 3
    sooner = [one.found_time for one in changes["dt 1 ms, no ties"] if one.finds()]
    assert max(sooner) < 8 < min(one.found_time for one in stored()["seeds"])


def test_no_song_passes_the_bar_but_hits_are_above_chance_at_the_middle_ratio():
    songs = stored()["songs"]
    assert [(one.seed, one.ratio) for one in songs] == [
        (seed, ratio) for seed in range(SONGS) for ratio in RATIOS
    ]
    for one in songs:
        assert one.hit_rate[-1] <= 0.98 or one.false_alarms[-1] > 0
        if one.ratio == 0.9:
            assert one.hit_rate[-1] > 1.5 * (1 - np.exp(-one.rate[-1] * 0.05))
            assert one.false_alarms[-1] < one.false_alarms[0]
    # What the lesson says of the other two ratios.
    late = {ratio: [one for one in songs if one.ratio == ratio] for ratio in RATIOS}
    assert all(8 <= one.false_alarms[-1] <= 15 for one in late[0.85])
    assert sum(one.hit_rate[-1] < 0.3 for one in late[0.95]) == 2


def test_a_run_is_judged_over_its_last_third():
    onsets = np.arange(0.0, 3000.0, 100.0)
    output = Spikes(np.concatenate([[60.0], onsets[20:] + 5.0]), duration=3000.0)
    row = judge(output, onsets)
    assert row[:3] == (1.0, 0.0, pytest.approx(5.0))
    assert row.first_second == 1
    assert row.late_rate == pytest.approx(10.0)
    assert row.found_time == pytest.approx(0.060)
    assert row.found_discharges == 1


def test_the_command_writes_what_it_reads(tmp_path, monkeypatch):
    one = stored()
    monkeypatch.setattr(needle_result, "STORED", tmp_path / "needle.json")
    monkeypatch.setattr(needle_result, "make_input", lambda *_: (Spikes([], duration=1e3), [0.0]))
    monkeypatch.setattr(needle_result, "judge", lambda *_: one["full"])
    monkeypatch.setattr(needle_result, "redrawn", lambda seed: one["redrawn"][seed])
    monkeypatch.setattr(needle_result, "patient", lambda seed: one["patient"][seed])
    monkeypatch.setattr(needle_result, "run", lambda name, seed: one["changes"]["dt 1 ms"][0])
    monkeypatch.setattr(needle_result, "turned", lambda name, seed: one["fates"][name][seed])
    monkeypatch.setattr(needle_result, "hear", lambda seed: one["songs"][3 * seed : 3 * seed + 3])
    needle_result.main()
    read = stored()
    assert read["full"] == one["full"]
    assert read["songs"] == one["songs"]
    assert read["seeds"][7].found_time == np.inf
    np.testing.assert_array_equal(read["fates"]["nothing"], one["fates"]["nothing"])


@pytest.mark.slow
def test_stored_runs_are_what_running_them_again_gives():
    kept = stored()
    assert run("pairing nearest", 1)[1] == kept["changes"]["pairing nearest"][1].false_alarms
    again, stored_row = run("nothing", 5), kept["seeds"][5]
    np.testing.assert_allclose(again, stored_row, rtol=1e-4)
    row = turned("share of time 10 %", 3)
    np.testing.assert_allclose(row, kept["fates"]["share of time 10 %"][3], rtol=1e-4)
    (song,) = [one for one in hear(0) if one.ratio == 0.9]
    np.testing.assert_allclose(song.hit_rate, kept["songs"][1].hit_rate, atol=0.02)
