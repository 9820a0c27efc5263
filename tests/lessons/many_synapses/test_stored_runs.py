"""The stored runs of Song, Miller & Abbott 2000: redone (the page says what they show)."""

import numpy as np
import pytest

from snn_edu.lessons.many_synapses import stored_runs as song_result
from snn_edu.lessons.many_synapses.stored_runs import settle, stored


def test_the_command_writes_what_it_reads(tmp_path, monkeypatch):
    kept = stored()[0]
    brief = settle(kept.input_rate, np.random.default_rng(2000), settle=4000.0)
    assert brief.early_rate == pytest.approx(kept.early_rate, rel=0.02)  # the same first 3 s
    assert brief.early_cv == pytest.approx(kept.early_cv, abs=0.02)
    monkeypatch.setattr(song_result, "STORED", tmp_path / "song.json")
    monkeypatch.setattr(song_result, "RATES", (10.0,))
    monkeypatch.setattr(song_result, "settle", lambda rate, rng: brief)
    song_result.main()
    (read,) = stored()
    assert read._replace(histogram=None) == brief._replace(histogram=None)
    assert read.histogram.tolist() == brief.histogram.tolist()


@pytest.mark.slow
def test_a_stored_run_is_what_the_model_gives_today():
    kept = stored()[2]
    again = settle(kept.input_rate, np.random.default_rng(7))  # other random numbers
    assert again.early_rate == pytest.approx(kept.early_rate, rel=0.1)
    assert again.late_rate == pytest.approx(kept.late_rate, rel=0.15)
    assert again.mean_w == pytest.approx(kept.mean_w, abs=0.03)
    assert np.abs(again.histogram - kept.histogram).max() < 0.05
