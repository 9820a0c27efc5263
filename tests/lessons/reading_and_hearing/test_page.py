"""What lesson 18 says: every number on its page, computed."""

import io
import re
import wave

import numpy as np
import pytest
from lesson_pages import solved
from reference import case

from snn_edu.lessons.reading_and_hearing import recording, views
from snn_edu.live import pad

page = solved("18_reading_and_hearing")
EIGHT = pad("path").start


def test_the_worked_sum_and_the_quiz():
    found = page.names["vector"](np.array([4.0, 3.0]), np.array([0.0, 90.0]), 2.0)
    assert page.says(f"their sum points to {float(found):.0f}°")
    asked = page.names["vector"](np.array([8.0, 5.0, 2.0]), np.array([0.0, 120.0, 240.0]), 5.0)
    assert page.answer("quiz_vector").endswith(f"{float(asked):.0f}°")


def test_a_crowd_turns_the_votes_of_every_spike_and_hardly_the_others():
    def errors(crowding, neurons=100):
        runs = [views.errors_of_decoders(neurons, 100.0, crowding, seed) for seed in range(8)]
        return np.array([[bar["height"] for bar in run["bars"]] for run in runs])

    even, crowd, more = errors(0.0), errors(1.5), errors(1.5, 200)
    assert page.says("from 8 degrees to more than 70", "off by some 10 degrees")
    assert even[:, 0] == pytest.approx(8, abs=0.7)
    assert crowd[:, 0].min() > 70
    assert crowd[0, 1] == pytest.approx(10, abs=0.6)  # as the picture begins
    assert (crowd[:, 2:] - even[:, 2:]).mean(axis=0).max() < 1.0
    assert more[:, 0].mean() > 0.95 * crowd[:, 0].mean()  # "only shout the same wrong direction"
    assert more[:, 3].mean() == pytest.approx(crowd[:, 3].mean() / np.sqrt(2), rel=0.05)
    known = case("applications", "decoders-compared")["expected"]["clustered"]
    known.pop("linear")  # which was fitted to ten times as many movements there
    for ours, theirs in zip(crowd[:, [0, 1, 3]].mean(axis=0), known.values(), strict=True):
        assert ours == pytest.approx(theirs, rel=0.1)


def test_the_table_of_drawings_and_what_a_picture_draws():
    for neurons in (5, 20, 100, 400):
        said = page.caption("drawing_decoded", neurons=neurons)
        percent, width = re.search(r"(\d+) % of .* is ([\d.]+) times", said).groups()
        assert page.says(f"| {neurons} | {width} | 0.{percent} |")
    times, directions = views.spikes_of(EIGHT, 400, 0)
    assert set(directions) == set(views.practice(0).preferred[:40])
    assert 0 <= times.min() < times.max() < 8
    whole = np.zeros((400, 40))
    neuron = [views.practice(0).preferred[:40].tolist().index(one) for one in directions]
    np.add.at(whole, (np.rint(times / 0.02).astype(int), neuron), 1.0)
    assert np.array_equal(whole > 0, views._counts_of(EIGHT, 0) > 0)  # each in its step of 20 ms


def test_the_ear():
    sound, spikes = recording.grasshopper()
    anywhere, short = (
        [recording.count_correlation(sound, spikes, window, later) for later in range(16)]
        for window in (50, 3)
    )
    assert anywhere[0] == pytest.approx(0.07, abs=0.005)
    assert max(anywhere) < 0.1
    assert max(short) == short[6]
    assert abs(short[0]) < 0.06
    assert page.says("It has to look about 6 ms later", f"reaches {short[6]:.2f}")
    assert page.says(f"the {spikes.isi().mean():.0f} ms between two spikes")


def test_two_milliseconds_halve_it():
    sound, spikes = recording.grasshopper()
    kept = [
        recording.reconstruct(sound, views.moved_by(spikes, sd, np.random.default_rng(seed))).r
        for sd in (1.0, 2.0, 10.0)
        for seed in range(8)
    ]
    assert np.reshape(kept, (3, 8)).mean(axis=1) == pytest.approx((0.41, 0.26, 0.05), abs=0.02)
    assert "r = 0.52" in page.picture("sound_read", 1).text


def test_the_sound_is_two_seconds_with_a_click_at_each_spike():
    heard = views.listen()
    with wave.open(io.BytesIO(heard.wav())) as file:
        assert file.getnframes() / file.getframerate() == 2.0
    _, spikes = recording.grasshopper()
    clicks = sum(spikes.times < 2000.0)
    assert f"{clicks} clicks" in heard.text
    assert "<audio controls" in heard._repr_html_()
