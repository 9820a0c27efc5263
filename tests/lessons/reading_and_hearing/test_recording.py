"""The grasshopper: the packed copy, its numbers, and a filter found again by slow sums."""

import numpy as np
import pytest
from reference import case

from snn_edu.lessons.reading_and_hearing import recording
from snn_edu.spikes import Spikes


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
    # Other sound in the odd seconds: r falls to chance.
    a, spikes = recording.grasshopper()
    odd = np.arange(a.size) // 1000 % 2 == 1
    other = a.copy()
    other[odd] = np.random.default_rng(0).permutation(a[odd])
    assert abs(recording.reconstruct(other, spikes).r) < 0.06


def test_packing_again_gives_the_same_file(tmp_path, monkeypatch):
    # Made from text files that say what the copy says, it is the same copy to the byte.
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
