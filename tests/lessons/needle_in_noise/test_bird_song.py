"""The song and the small ear: filters against their formula, the motif against its twin."""

import numpy as np
import pytest

from snn_edu.lessons.needle_in_noise import bird_song


def tone(frequency, duration=1000.0, size=1.0):
    t = np.arange(int(duration * bird_song.SAMPLING / 1000)) / bird_song.SAMPLING
    return size * np.sin(2 * np.pi * frequency * t)


def test_the_motif_is_the_same_at_every_showing_but_for_the_noise():
    quiet, onsets = bird_song.make_song(5000.0, np.random.default_rng(1), snr=100.0)
    slots, shown = quiet.reshape(-1, 800), np.rint(onsets / 50).astype(int)
    free = np.setdiff1d(np.arange(100), [*shown, *(shown + 1)])  # the motif rings into the next
    alike, unlike = (np.corrcoef(slots[k])[np.triu_indices(len(k), 1)] for k in (shown, free))
    assert np.median(alike) > 0.5
    assert abs(np.median(unlike)) < 0.1


def test_the_motif_is_no_louder_than_the_rest_over_many_songs():
    inside, outside = [], []
    for seed in range(30):
        sound, onsets = bird_song.make_song(3000.0, np.random.default_rng(seed))
        slots = (sound**2).reshape(-1, 800).mean(axis=1)
        shown = np.isin(np.arange(slots.size), np.rint(onsets / 50).astype(int))
        inside.append(slots[shown].mean())
        outside.append(slots[~shown].mean())
    assert np.mean(inside) == pytest.approx(np.mean(outside), rel=0.1)


def test_showings_fill_a_quarter_and_noise_is_as_loud_as_the_ratio_says():
    _, onsets = bird_song.make_song(60_000.0, np.random.default_rng(2), chirps=1)
    assert onsets.size * 50 / 60_000 == pytest.approx(0.25, abs=0.02)
    assert np.diff(onsets).min() >= 100.0
    a, _ = bird_song.make_song(2000.0, np.random.default_rng(3), snr=20.0)
    clean, _ = bird_song.make_song(2000.0, np.random.default_rng(3), snr=100.0)
    assert np.std(a - clean) == pytest.approx(0.1, rel=0.02)


@pytest.mark.parametrize("frequency", [1000.0, 1100.0, 1300.0, 800.0])
def test_a_band_passes_a_tone_as_the_gammatone_formula_says(frequency):
    """|H| = (1 + ((f - f_c) / b)^2)^-2 at the tone's frequency, f_c = 1000 Hz."""
    wave = tone(frequency)
    level = bird_song.envelope(np.fft.rfft(wave), wave.size, 1000.0)[400:-400].mean()
    b = 1.019 * (24.7 + 1000.0 / 9.265)
    assert level == pytest.approx((1 + ((frequency - 1000.0) / b) ** 2) ** -2, rel=0.02)


def test_centres_are_evenly_spaced_in_erb_numbers():
    f = bird_song.centres(30, 250.0, 6500.0)
    erb_number = 21.4 * np.log10(1 + 0.00437 * f)  # Glasberg & Moore 1990, eq. 4
    assert f[[0, -1]] == pytest.approx([250.0, 6500.0])
    np.testing.assert_allclose(np.diff(erb_number), np.diff(erb_number).mean(), rtol=0.01)


def test_fibres_fire_where_the_sound_swells_and_each_at_its_own_level():
    """A tone of 1 kHz whose loudness swings 4 times in 1 s: 4 spikes from each fibre near it."""
    t = np.arange(bird_song.SAMPLING) / bird_song.SAMPLING
    sound = tone(1000.0) * (1.01 - np.cos(2 * np.pi * 4 * t))
    spikes = bird_song.cochlea(sound, np.random.default_rng(4), 1, 8, 1000.0, 1000.0, noise=0.0)
    assert [train.size for train in spikes.trains()] == [4] * 8
    first = [train[0] for train in spikes.trains()]
    assert (np.diff(first) > 0).all()  # a higher level is reached later
    assert max(first) < 125.0 + 2 * 1.5  # before the peak, later by the hair cell's smoothing


def test_noise_spikes_come_at_their_rate_and_the_listener_scales_its_threshold():
    flat = np.random.default_rng(5).standard_normal(bird_song.SAMPLING)
    without = bird_song.cochlea(flat, np.random.default_rng(6), bands=8, noise=0.0)
    spikes = bird_song.cochlea(flat, np.random.default_rng(6), bands=8, noise=50.0)
    assert spikes.rate() - without.rate() == pytest.approx(50.0, rel=0.05)
    flat = np.random.default_rng(7).standard_normal(bird_song.SAMPLING)
    spikes = bird_song.cochlea(flat, np.random.default_rng(8), bands=8)
    detector = bird_song.listener(spikes, ratio=0.9)
    assert detector.v_threshold == pytest.approx(500 * len(spikes) / 128_000, rel=1e-9)
    assert detector.stdp.A_minus == pytest.approx(0.9 * detector.stdp.A_plus)
