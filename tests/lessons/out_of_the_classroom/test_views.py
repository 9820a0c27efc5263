"""What lesson 18 says of movement, sound, vehicle and camera, where no cell asserts it."""

from itertools import islice

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.coding.movement import decode_path, even_pace, fisher_bound, vector_error
from snn_edu.lessons.out_of_the_classroom import views
from snn_edu.lessons.out_of_the_classroom.motion import events, moving_dot
from snn_edu.lessons.out_of_the_classroom.recording import (
    count_correlation,
    grasshopper,
    reconstruct,
)
from snn_edu.live import pad

SCRIBBLE = solved("18_out_of_the_classroom").names["scribble"]
EIGHT = pad("path").start
PATHS = dict(pad("path").presets)


def drawn(view, *values):
    """R^2 in per cent and distance from the hand, as the picture's words say them."""
    words = view(*values)["text"].split()
    return float(words[2]), float(words[words.index("cursor") + 1])


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_with_two_neurons_the_cursor_stays_and_with_400_it_is_the_hand(path):
    two = [drawn(SCRIBBLE, path, 2, seed) for seed in range(4)]
    many = [drawn(SCRIBBLE, path, 400, seed) for seed in range(4)]
    assert max(r2 for r2, _ in two) <= 25
    assert min(r2 for r2, _ in many) >= 93
    assert min(away for _, away in two) > 3 * max(away for _, away in many)


def test_five_neurons_draw_the_eight_at_a_third_of_its_size():
    hand = even_pace(EIGHT)
    widths = [
        np.ptp(decode_path(hand, 5, views.practice(seed), np.random.default_rng(seed)).cursor[:, 0])
        for seed in range(8)
    ]
    assert np.mean(widths) / np.ptp(np.array(EIGHT)[:, 0]) == pytest.approx(1 / 3, abs=0.05)


def test_the_cloud_has_the_spikes_of_the_neurons_that_are_read_forty_at_most():
    known = views.practice(0).preferred
    for neurons in (20, 40, 400):
        times, directions = views.spikes_of(EIGHT, neurons, 0)
        assert set(directions) == set(known[: min(neurons, 40)])
        assert 0 <= times.min() < times.max() < 8
    v = np.diff(even_pace(EIGHT), axis=0)
    way = np.arctan2(v[:, 1], v[:, 0])[:, None] - np.radians(known[:40])
    fires = 1 - np.exp(-0.020 * 15 * (1 + np.cos(way)))  # of a step with one spike or more
    assert times.size == pytest.approx(fires.sum(), abs=4 * np.sqrt(fires.sum()))


def test_twice_the_neurons_divide_an_error_of_10_degrees_to_7():
    assert 10 * fisher_bound(100) / fisher_bound(50) == pytest.approx(7.07, abs=0.01)
    assert vector_error(100, 15.0, 15.0) / fisher_bound(100, 15.0, 15.0) == pytest.approx(2**0.5)
    assert 1 < vector_error(100) / fisher_bound(100) < 2**0.5


def errors(*values):
    """The heights of the four bars: vector, baseline off, fitted, maximum likelihood."""
    return [bar["height"] for bar in views.decoder_race(*values)["bars"]]


def test_a_crowd_breaks_the_plain_vector_alone():
    even = np.mean([errors(100, 100.0, 0.0, seed) for seed in range(8)], axis=0)
    crowd = np.mean([errors(100, 100.0, 1.5, seed) for seed in range(8)], axis=0)
    assert even.max() < 9
    assert 75 < crowd[0] < 90
    assert 8 < crowd[1] < 14
    assert crowd[2:].max() < 10


def test_where_hardly_a_spike_is_fired_nobody_is_near_the_bound():
    # 4 neurons, 20 ms: 1.6 spikes on average
    assert min(errors(4, 20.0, 0.0, 0)) > 50


def test_the_bars_stay_inside_their_axes():
    for neurons, window, crowding in ((4, 20.0, 3.0), (4, 20.0, 0.0), (200, 500.0, 3.0)):
        assert all(max(errors(neurons, window, crowding, seed)) < 118 for seed in range(4))


def test_timing_has_its_cliffs_where_the_lesson_says():
    sound, spikes = grasshopper()
    by_lag = [reconstruct(sound, spikes, lags).r for lags in (2, 4, 10, 20, 50)]
    assert by_lag[:2] == pytest.approx([0.06, 0.07], abs=0.01)
    assert by_lag[2] == pytest.approx(0.50, abs=0.01)
    assert by_lag[4] - by_lag[3] < 0.01
    assert count_correlation(sound, spikes, 20) == pytest.approx(0.23, abs=0.01)


def test_2_ms_of_jitter_halve_the_correlation():
    sound, spikes = grasshopper()
    kept = [
        reconstruct(sound, views.jittered(spikes, sd, np.random.default_rng(seed))).r
        for sd in (1.0, 2.0, 10.0)
        for seed in range(8)
    ]
    one, two, ten = np.array(kept).reshape(3, 8).mean(axis=1)
    assert (one, two, ten) == pytest.approx((0.41, 0.26, 0.05), abs=0.02)
    assert two / 0.516 == pytest.approx(0.5, abs=0.05)


def test_the_picture_of_the_sound_shows_a_second_that_nothing_was_fitted_to():
    told = views.sound_read("times", 0.0, 20)
    sound, spikes = grasshopper()
    assert told["told"][1] == pytest.approx(reconstruct(sound, spikes).estimate[1000:1160])
    ticks = told["spikes"][0]
    assert len(ticks) == ((spikes.times >= 1000) & (spikes.times < 1160)).sum()
    assert "r = 0.52" in told["text"]
    assert "r = 0.08" in views.sound_read("number", 0.0, 50)["text"]


SETTINGS = {
    "wires": "learned from equal", "reward": "brighter", "compare": True, "eta": 0.4, "seed": 0,
}  # fmt: skip


def last_trial(**changed):
    *_, last = views.vehicle_learning({**SETTINGS, **changed})
    return last


def share_at_the_end(**changed):
    return np.mean([last_trial(seed=seed, **changed)["share"][1][-1] for seed in range(5)])


@pytest.mark.no_cover  # long
def test_the_vehicle_learns_in_sixty_trials_and_not_by_the_naive_rule():
    assert share_at_the_end() > 0.65
    assert share_at_the_end(compare=False) < 0.2
    assert share_at_the_end(reward="darker") < 0.05
    assert share_at_the_end(wires="crossed") > 0.65
    assert share_at_the_end(wires="uncrossed") == 0.0


def test_a_rate_of_5_forgets_as_fast_as_it_learns():
    assert share_at_the_end(eta=5.0) < 0.6 * share_at_the_end()


def test_the_vehicle_shows_one_trial_a_frame_and_stays_in_the_picture():
    for changed in ({}, {"wires": "uncrossed"}, {"eta": 5.0}):
        frames = list(islice(views.vehicle_learning({**SETTINGS, **changed}), 20))
        assert len(frames[-1]["share"][1]) == 20
        begins = np.hypot(*np.array([frame["begin"] for frame in frames])[:, :, 0].T)
        assert begins == pytest.approx(np.full(20, 2.0))
    assert [wire["lw"] for wire in last_trial(wires="crossed")["wires"]] == [0.5, 7.5, 7.5, 0.5]


def off(path, noise):
    """By how many degrees the arrows are off (median), as the picture's words say."""
    words = views.camera(PATHS[path], noise, 0.05)["text"].split()
    return float(words[words.index("arrows") + 1])


@pytest.mark.parametrize("path", PATHS)
def test_arrows_are_right_to_some_degrees_until_noise_makes_more_spikes_than_the_dot(path):
    assert off(path, 0.0) <= 8
    assert off(path, 0.05) <= 8
    assert off(path, 0.1) > 12


def test_noise_of_a_tenth_makes_some_eighty_times_more_spikes_than_the_dot():
    path = np.array(PATHS["spiral"])  # what the lesson's picture begins with
    film = moving_dot(path)
    noise = np.random.default_rng(0).standard_normal(film.shape)
    clean, noisy = events(film), events(film + 0.1 * noise)
    assert (noisy.sign > 0).sum() / (clean.sign > 0).sum() == pytest.approx(80, rel=0.1)
    frames = len(film)
    assert len(noisy.t) / (576 * frames) == pytest.approx(1 / 8, rel=0.05)
    assert len(noisy.t) / (576 * frames * 0.002) == pytest.approx(60, rel=0.1)  # Hz of a pixel
