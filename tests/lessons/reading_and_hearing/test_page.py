"""What lesson 19 says, computed; its grasshopper, its decoders and the drawing they read."""

import math
import re

import numpy as np
import pytest
from lesson_pages import solved
from reference import case, cases

from snn_edu.lessons.needle_in_noise.bird_song import cochlea
from snn_edu.lessons.reading_and_hearing import drawing, movement, recording, views
from snn_edu.live import pad
from snn_edu.spikes import Spikes

page = solved("19_reading_and_hearing")
EIGHT = pad("path").start


def test_the_worked_sum_and_the_quiz():
    preferred = np.array([0.0, 90.0, 180.0, 270.0])
    rates = movement.CosineNeurons(preferred).rates([30.0])[0]
    for direction, rate in zip(preferred, rates, strict=True):
        cosine = f"{(rate - 20) / 15:.2g}".replace("-", "−")
        assert page.says(f"| {direction:.0f}° | {cosine} | {round(rate, 1):g} Hz | ")
    assert float(page.names["vector"](rates, preferred, 20.0)) == pytest.approx(30.0)
    rounded = page.names["vector"](np.round(2 * rates) / 2, preferred, 20.0)  # as on the page
    assert float(rounded) == pytest.approx(30.0, abs=0.05)
    assert page.says("the sum is 26 to the right and 15 up, which is 30°")
    asked = page.names["vector"](np.array([8.0, 5.0, 2.0]), np.array([0.0, 120.0, 240.0]), 5.0)
    assert page.answer("quiz_vector").endswith(f"{float(asked):.0f}°")


def test_a_crowd_turns_the_votes_of_every_spike_and_hardly_the_others():
    def errors(crowding, neurons=100):
        runs = [views.errors_of_decoders(neurons, 100.0, crowding, seed) for seed in range(8)]
        return np.array([[end for (_, end), _ in run["errors"]] for run in runs])

    even, crowd, more = errors(0.0), errors(1.5), errors(1.5, 200)
    assert page.says("from 8 degrees to more than 70")
    assert even[:, 0] == pytest.approx(8, abs=0.7)
    assert crowd[0, 1] == pytest.approx(10, abs=0.6)  # as the picture begins
    assert (crowd[:, 2:] - even[:, 2:]).mean(axis=0).max() < 1.0
    assert more[:, 0].mean() > 0.95 * crowd[:, 0].mean()  # "only shout the same wrong direction"
    assert more[:, 3].mean() == pytest.approx(crowd[:, 3].mean() / np.sqrt(2), rel=0.05)
    known = case("applications", "decoders-compared")["expected"]["clustered"]
    known.pop("linear")  # which was fitted to ten times as many movements there
    for ours, theirs in zip(crowd[:, [0, 1, 3]].mean(axis=0), known.values(), strict=True):
        assert ours == pytest.approx(theirs, rel=0.1)


def test_a_drawing_grows_with_its_neurons_and_its_picture_draws_the_spikes():
    said = [page.caption("drawing_decoded", neurons=each) for each in (5, 20, 100, 400)]
    told = [re.search(r"(\d+) % of .* is ([\d.]+) times", each).groups() for each in said]
    r2, width = np.array(told, float).T
    assert (np.diff(r2) > 0).all()
    assert (np.diff(width) > 0).all()
    assert width[0] == pytest.approx(0.25, abs=0.03)  # "about a quarter as wide"
    assert width[-1] == pytest.approx(1.0, abs=0.1)
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
    assert max(anywhere) < 0.1
    assert max(short) == short[6]
    assert abs(short[0]) < 0.06
    assert page.says("It has to look about 6 ms later", f"reaches {short[6]:.2f}")
    assert page.says(f"the {spikes.isi().mean():.0f} ms between two spikes")


def heard(averaged_over, window, part, spikes=None):
    """How well a count hears the averaged sound, by the page's own function or of other spikes."""
    sound, ours = recording.grasshopper()
    n = recording.counts_in(spikes or ours, np.arange(sound.size) + 0.5, window, 6.0)
    slow = np.convolve(sound, np.ones(averaged_over) / averaged_over, "same")
    return np.corrcoef(n[part], slow[part])[0, 1]


def test_the_window_that_hears_best_is_as_long_as_the_average_that_is_asked_for():
    odd = np.arange(10_000) // 1000 % 2 == 1
    for asked, row in ((1, "the sound"), (20, "averaged over 20 ms"), (50, "averaged over 50 ms")):
        found = [heard(asked, window, odd) for window in (3, 20, 50)]
        assert page.says(f"| {row} | " + " | ".join(f"{r:.2f}" for r in found) + " |")
        choose, judge = page.names["heard"](averaged_over=asked).values()
        for windows, r in (choose, judge):
            best = windows[int(np.argmax(r))]
            assert best == asked or (asked == 1 and best in (3, 4))
        assert judge[1][2] == pytest.approx(found[0])

    def moved_by(seed):
        rng = np.random.default_rng(seed)
        return views.moved_by(recording.grasshopper().spikes, 2.0, rng)

    moved = [
        np.mean([heard(*row, odd, moved_by(seed)) for seed in range(8)])
        for row in ((1, 3), (50, 50))
    ]
    assert moved[0] < 0.45 / 2
    assert moved[1] == pytest.approx(0.26, abs=0.01)
    assert page.says("0.26 is left of 0.28")


def test_each_window_where_it_hears_most():
    sound, spikes = recording.grasshopper()
    delays = range(-60, 61)
    told = []
    for window in (3, 20, 50):
        chosen = [views.count_correlation(sound, spikes, window, k, odd=False) for k in delays]
        best = delays[int(np.argmax(chosen))]
        told.append((best, round(views.count_correlation(sound, spikes, window, best), 2)))
        if window == 50:
            assert max(chosen[60:76]) < 0.12  # 0 to 15 ms: "nearly nothing"
    assert told == [(6, 0.45), (-2, 0.29), (-17, 0.20)]
    assert page.says("by the even seconds, the table's windows of 20 and 50 ms reach 0.29 and 0.20")


def test_a_correlation_forgives_size_and_r_squared_does_not():
    sound, guess = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
    assert np.corrcoef(sound, guess)[0, 1] == pytest.approx(1.0)
    assert movement.r_squared(guess, sound) == pytest.approx(-6.0)
    sound, spikes = recording.grasshopper()
    read, odd = recording.reconstruct(sound, spikes), np.arange(sound.size) // 1000 % 2 == 1
    share = movement.r_squared(read.estimate[odd], (sound - sound.mean())[odd])
    assert page.says(f"Here r is {read.r:.2f}. Its square, {100 * share:.0f} %")
    assert share == pytest.approx(read.r**2, abs=0.005)


def test_the_vector_falls_with_the_root_of_neurons_and_of_time():
    error = page.names["error"]
    few, many, long = error(50), error(200), error(50, window=400.0)
    assert few / many == pytest.approx(2.0, rel=0.12)
    assert few / long == pytest.approx(2.0, rel=0.12)
    assert 76.0 / np.sqrt(50) == pytest.approx(few, rel=0.1)  # the grey line


def test_the_error_of_a_vector_is_that_of_its_formula_for_readers():
    b, m, T = 20.0, 15.0, 0.1
    assert page.says(f"that's ${np.degrees(np.sqrt(2 * b / (T * m**2))):.0f}/\\sqrt N$ degrees")
    for neurons in (30, 120):
        typical = np.degrees(np.sqrt(2 * b / (neurons * T * m**2)))
        assert page.says(f"{typical:.0f} for {neurons}")
        assert page.names["error"](neurons) == pytest.approx(typical, rel=0.1)
    assert page.says(f"$\\sqrt{{500}}$ × 0.25 = {np.sqrt(500) * 0.25:.1f}")


def test_what_hides_is_small_and_a_reader_that_waits_less_hears_less():
    assert page.says("by some 5° leaves", "no pair's correlation here is above some 0.01")
    angle = np.linspace(0, 2 * np.pi, 3601)
    turned = (0.1 * 15 * np.sin(angle) * np.radians(5)) ** 2  # the variance of a count by the turn
    largest = (turned / (turned + 0.1 * (20 + 15 * np.cos(angle)))).max()
    assert largest == pytest.approx(0.01, abs=0.0005)
    r = [recording.reconstruct(*recording.grasshopper(), lags=lags).r for lags in (10, 5)]
    assert page.says(f"With 10 ms $r$ is {r[0]:.2f}, with 5 ms {r[1]:.2f}")


def test_the_bands_of_an_ear_and_two_groups_that_compare_its_sides():
    def erb(f):
        return 24.7 + f / 9.265

    assert page.says(f"At 1,000 Hz that's {erb(1000):.0f} Hz, at 4,000 it's {erb(4000):.0f}")
    f = np.linspace(50, 15_000, 100_001)
    bands = ((1 / erb(f[1:]) + 1 / erb(f[:-1])) / 2).sum() * (f[1] - f[0])
    assert page.says(f"some {bands:.0f} bands")
    lead = 2 * np.pi * 500 * 1e-4
    left, right = (1 + np.cos(lead + side * np.pi / 4) for side in (-1, 1))
    assert page.says(f"one group fire {left / right:.1f} times as much")


def test_the_coherence_and_its_bits():
    def coherence(guess, sound):
        begins = [1000 * k + i for k in range(1, 10, 2) for i in range(0, 901, 50)]
        parts = (np.array([x[i : i + 100] for i in begins]) for x in (guess, sound))
        g, s = (np.fft.rfft((x - x.mean(1, keepdims=True)) * np.hanning(100)) for x in parts)
        return abs((g * s.conj()).sum(0)) ** 2 / ((abs(g) ** 2).sum(0) * (abs(s) ** 2).sum(0))

    sound, spikes = recording.grasshopper()
    assert page.says("here some 0.3 up to 180 Hz", "about 100 a second")
    found = coherence(recording.reconstruct(sound, spikes).estimate, sound)
    assert found[1:19].mean() == pytest.approx(0.3, abs=0.05)
    assert found[1:19].min() > 0.15 > found[21:23].max()
    loud = 20 * np.log10(sound)
    away = (loud - loud.mean()) / loud.std()
    assert abs((away**3).mean()) < 0.2  # Gaussian in decibels, as it was made
    found = coherence(recording.reconstruct(loud, spikes).estimate, loud)
    by_chance = coherence(recording.reconstruct(loud, spikes).estimate, np.roll(loud, 3000))
    bits = [10 * -np.log2(1 - each[:21]).sum() for each in (found, by_chance)]
    assert bits[0] - bits[1] == pytest.approx(100, abs=15)
    assert bits[0] - bits[1] > len(spikes) / 10


def test_two_readers_are_compared_second_by_second():
    sound, spikes = recording.grasshopper()
    t = np.arange(sound.size) + 0.5
    readers = recording.reconstruct(sound, spikes).estimate, recording.counts_in(spikes, t, 3, 6)
    best, counted = (
        np.array(
            [np.corrcoef(n[t // 1000 == k], sound[t // 1000 == k])[0, 1] for k in range(1, 10, 2)]
        )
        for n in readers
    )
    assert page.says(f"the count in 3 ms gets {counted.min():.2f} to {counted.max():.2f}")
    assert counted.std(ddof=1) / np.sqrt(5) == pytest.approx(0.02, abs=0.005)
    ahead = best - counted
    assert page.says(f"in each of the five, by {ahead.min():.2f} to {ahead.max():.2f}")


def test_the_caption_of_a_count_tells_where_one_chooses_and_where_one_is_judged():
    said = page.caption("sound_read", window=3, later=6)
    assert "on the even seconds, where you choose" in said
    assert "0.45 on the odd ones, which judge" in said
    assert "that nothing was fitted to" in page.caption("sound_read", read_by=views.WEIGHTS)


def test_two_milliseconds_halve_it():
    sound, spikes = recording.grasshopper()
    kept = [
        recording.reconstruct(sound, views.moved_by(spikes, sd, np.random.default_rng(seed))).r
        for sd in (1.0, 2.0, 10.0)
        for seed in range(8)
    ]
    assert np.reshape(kept, (3, 8)).mean(axis=1) == pytest.approx((0.41, 0.26, 0.05), abs=0.02)


def test_the_sound_is_two_seconds_with_a_click_at_each_spike():
    heard = views.listen()
    assert heard.samples.size / heard.rate == 2.0
    amplitude, spikes = recording.grasshopper()
    assert f"{sum(spikes.times < 2000.0)} clicks" in heard.text
    t = np.arange(16_000) / 8  # ms
    tone = np.interp(t, np.arange(amplitude.size), amplitude) * np.sin(2 * np.pi * 2.5 * t)
    scale = np.median(heard.samples[np.abs(tone) > 0.2] / tone[np.abs(tone) > 0.2])
    clicking = np.zeros(t.size, bool)
    for time in spikes.times[spikes.times < 2000.0]:
        clicking |= (np.floor(8 * time) <= 8 * t) & (8 * t < np.floor(8 * time) + 8)
    assert np.array_equal(np.abs(heard.samples - scale * tone) > 1e-9, clicking)


def test_the_copy_is_small_and_stands_beside_its_licence_and_source():
    packed = recording.FOLDER / "recording.npz"
    assert packed.stat().st_size < 40_000
    licence = (recording.FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "Copyright (c) 2006-2011, NIPY Developers" in licence
    source = (recording.FOLDER / "README.md").read_text(encoding="utf-8")
    for said in ("nitime 0.12.1", "Rokem", "10.1152/jn.00891.2005", "crcns.org"):
        assert said in source


def test_the_recording_is_the_one_of_the_reference_case():
    expected = case("applications", "grasshopper")["expected"]
    _, spikes = recording.grasshopper()
    assert len(spikes) == expected["spikes"]
    assert spikes.cv() == pytest.approx(expected["cv"], abs=5e-4)
    assert spikes.isi().min() == pytest.approx(expected["min_isi_ms"])
    assert spikes.times[:3] == pytest.approx([6.7, 9.9, 13.9])  # first lines of nitime's file


def test_the_ear_answers_five_to_ten_milliseconds_late_by_its_timing():
    sound = recording.grasshopper()
    r = [recording.reconstruct(*sound, lags=lags).r for lags in (1, 3, 5, 10, 20, 50)]
    assert r == pytest.approx([0.06, 0.07, 0.21, 0.50, 0.52, 0.51], abs=0.015)
    found = recording.reconstruct(*sound)
    assert found.filter.shape == (21,)
    assert 5 <= np.argmax(found.filter) <= 7
    given = case("applications", "grasshopper")
    expected, tol = given["expected"], given["tol"]["correlation_abs"]
    assert found.r == pytest.approx(expected["correlation_timing"], abs=tol)
    counted = recording.count_correlation(*sound)
    assert counted == pytest.approx(expected["correlation_count_50ms"], abs=tol)
    assert recording.count_correlation(sound[0], Spikes([], duration=10_000.0)) == 0.0


def test_the_filter_solves_its_normal_equations():
    # As of the ridge decoder: least squares on rows that carry the price, of the even seconds.
    rng = np.random.default_rng(0)
    a, even = rng.normal(size=3000), np.arange(3000) // 1000 % 2 == 0
    spikes = Spikes(np.sort(rng.uniform(0, 3000, 300)), duration=3000.0)
    s = np.histogram(spikes.times, np.arange(3003))[0]
    D = np.column_stack([s[:3000], s[1:3001], s[2:3002], np.ones(3000)])[even]
    rows = np.vstack([D, 0.5**0.5 * np.eye(4)])
    W = np.linalg.lstsq(rows, np.append((a - a.mean())[even], np.zeros(4)), rcond=None)[0]
    found = recording.reconstruct(a, spikes, lags=2, ridge=0.5)
    assert found.filter == pytest.approx(W[:3], abs=1e-10)


def test_nothing_is_fitted_to_the_seconds_that_are_judged():
    a, spikes = recording.grasshopper()
    odd = np.arange(a.size) // 1000 % 2 == 1
    other = a.copy()
    other[odd] = np.random.default_rng(0).permutation(a[odd])
    assert abs(recording.reconstruct(other, spikes).r) < 0.06


def test_packing_again_gives_the_same_file(tmp_path, monkeypatch):
    amplitude, spikes = recording.grasshopper()
    steps = np.arange(200_000)
    sound = np.column_stack([50 * steps, np.repeat(amplitude, 20)])
    np.savetxt(tmp_path / "grasshopper_stimulus1.txt", sound, fmt="%d %.6f")
    np.savetxt(tmp_path / "grasshopper_spike_times1.txt", 1000 * spikes.times, fmt="%d")
    before = (recording.FOLDER / "recording.npz").read_bytes()
    monkeypatch.setattr(recording, "FOLDER", tmp_path)
    recording.pack(tmp_path)
    after = (tmp_path / "recording.npz").read_bytes()
    assert hash(after) == hash(before)  # bytes are long to be compared by pytest


def test_decoders_and_their_bound_are_those_of_the_reference():
    for given in cases("applications", "cosine-fisher"):
        p, bound = given["params"], given["expected"]["cramer_rao_deg"]
        rest = (p["baseline_Hz"], p["modulation_Hz"], 1000 * p["window_s"])
        assert movement.fisher_bound(p["neurons"], *rest) == pytest.approx(bound, rel=1e-9)
    given = case("applications", "decode-one-reach-g")
    p, expected = given["params"], given["expected"]
    counts, theta, b = p["counts"], p["preferred_deg"], p["baseline_Hz"]
    voted = movement.population_vector(counts, theta)
    assert voted == pytest.approx(expected["vector_deg"], abs=1e-9)
    freed = movement.population_vector(counts, theta, b * p["window_s"])
    assert freed == pytest.approx(expected["vector_baseline_deg"], abs=1e-9)
    best = movement.maximum_likelihood(counts, theta, b, p["modulation_Hz"], 1000 * p["window_s"])
    assert best == pytest.approx(expected["maximum_likelihood_deg"], abs=1e-6)


def test_maximum_likelihood_finds_the_top_of_the_likelihood_on_a_fine_grid():
    rng = np.random.default_rng(5)
    neurons = movement.CosineNeurons.clustered(7, 1.5, rng, 12.0, 12.0)
    counts = neurons.counts(rng.uniform(-180, 180, 40), 300.0, rng)
    counts = counts[counts.sum(axis=1) > 0]
    f = np.maximum(neurons.rates(np.linspace(-180, 180, 36_001)), 1e-9)
    likelihood = counts @ np.log(f).T - 0.3 * f.sum(axis=1)
    found = movement.maximum_likelihood(counts, neurons.preferred, 12.0, 12.0, 300.0)
    f = np.maximum(neurons.rates(found), 1e-9)
    reached = (counts * np.log(f)).sum(axis=1) - 0.3 * f.sum(axis=1)
    assert (reached >= likelihood.max(axis=1) - 1e-9).all()


def test_a_silent_population_has_no_direction_and_errors_go_the_short_way_round():
    silent, theta = np.zeros((1, 4), int), [0, 90, 180, 270]
    assert np.isnan(movement.population_vector(silent, theta)).all()
    assert np.isnan(movement.maximum_likelihood(silent, theta)).all()
    assert math.isnan(movement.population_vector([2, 2, 2, 2], theta))  # all votes cancel
    assert math.isnan(movement.r_squared([1.0, 2.0], [3.0, 3.0]))
    blind = np.random.default_rng(0).uniform(-180, 180, 200_000)
    by_chance = movement.rms_error(blind, 0 * blind)
    assert movement.rms_error([np.nan], [30.0]) == pytest.approx(by_chance, rel=0.01)
    assert movement.rms_error([179.0, -179.0], [-179.0, 179.0]) == pytest.approx(2.0)


def test_the_ridge_decoder_solves_its_normal_equations():
    # Against least squares on rows that carry the price: [X; sqrt(ridge) I] W = [Y; 0].
    rng = np.random.default_rng(3)
    X, Y = rng.poisson(4.0, (50, 6)).astype(float), rng.normal(size=(50, 2))
    fitted = movement.LinearDecoder.fit(X, Y, ridge=2.5)
    rows = np.vstack([X - X.mean(axis=0), math.sqrt(2.5) * np.eye(6)])
    W = np.linalg.lstsq(rows, np.vstack([Y - Y.mean(axis=0), np.zeros((6, 2))]), rcond=None)[0]
    assert fitted.weights == pytest.approx(W, abs=1e-10)
    assert fitted.decode(X.mean(axis=0)[None]) == pytest.approx(Y.mean(axis=0)[None], abs=1e-10)


def test_a_path_is_walked_at_one_pace_and_keeps_its_shape():
    corner = drawing.even_pace([[0, 0], [0.1, 0], [1, 0], [1, 1]], steps=200)
    assert np.hypot(*np.diff(corner, axis=0).T) == pytest.approx(np.full(200, 0.01))
    assert corner[[100, 200]] == pytest.approx(np.array([[1.0, 0.0], [1.0, 1.0]]))


def test_velocities_have_rms_one_and_rates_are_never_negative():
    path = drawing.wandering(20_000, np.random.default_rng(0))
    v, counts = drawing.velocity_counts(path, [0.0, 180.0], np.random.default_rng(1))
    assert (v**2).sum(axis=1).mean() == pytest.approx(1.0)
    rate = 15 + 15 * v[:, 0]  # Hz, of the neuron that prefers 0 degrees
    fast = rate > 30
    mean = 0.020 * rate[fast].mean()  # spikes in a step of 20 ms
    assert counts[fast, 0].mean() == pytest.approx(mean, abs=4 * np.sqrt(mean / fast.sum()))
    assert counts[fast, 1].sum() == 0  # max(15 - 15 v, 0) for the one that prefers 180
    assert fast.sum() > 500


def test_more_neurons_leave_the_spikes_of_the_others_as_they_were():
    practice = drawing.practise(30, np.random.default_rng(0), steps=200)
    hand = drawing.even_pace(np.array(EIGHT) + 0.5)
    _, counts = drawing.velocity_counts(hand, practice.preferred, np.random.default_rng(7))
    few = movement.LinearDecoder.fit(practice.counts[:, :12], practice.velocity)
    v, _ = drawing.velocity_counts(hand, [0.0], np.random.default_rng(0))
    by_hand = few.decode(counts[:, :12])
    made = drawing.decode_path(hand, 12, practice, np.random.default_rng(7))
    assert made.r2 == pytest.approx(movement.r_squared(by_hand, v))
    step = np.hypot(*(hand[1] - hand[0]))  # v is 1 at this pace
    assert made.cursor[1:] == pytest.approx(hand[0] + step * np.cumsum(by_hand, axis=0), abs=1e-3)
    assert made.error == pytest.approx(np.hypot(*(made.cursor - hand).T).mean())


def test_a_whisper_and_a_shout_are_the_same_to_both_ears_of_the_page():
    tone = np.sin(2 * np.pi * np.arange(16_000) / 16)
    fires = [page.names["fibre"](k * tone, 1000, np.random.default_rng(1)) for k in (1.0, 0.01)]
    assert np.array_equal(*fires)
    wave = tone * np.linspace(0.0, 1.0, tone.size)
    heard = [cochlea(k * wave, np.random.default_rng(1), bands=12, fibres=2) for k in (1.0, 0.01)]
    for fibre in range(24):
        assert heard[0].of(fibre).times == pytest.approx(heard[1].of(fibre).times)
    assert page.says("a whisper gives the same spikes as a shout", "in a whisper and in a shout")
    assert 10 * np.log10(0.7**2 * np.pi) == pytest.approx(
        2.0, abs=0.2
    )  # noise; the tones have 1/pi
