"""The stored runs of Song, Miller & Abbott 2000: the paper's findings, and redone."""

import numpy as np
import pytest

from snn_edu.lessons.many_synapses import stored_runs as song_result
from snn_edu.lessons.many_synapses.stored_runs import BINS, RATES, settle, stored


def test_stored_runs_show_what_the_paper_shows():
    runs = stored()
    assert tuple(run.input_rate for run in runs) == RATES
    for run in runs:
        assert run.histogram.size == BINS
        assert run.histogram.sum() == pytest.approx(1)
        middle = run.histogram[6:14]
        assert middle.max() < min(run.histogram[0], run.histogram[-1])  # bimodal
        assert run.late_cv > 3 * run.early_cv
    means = [run.mean_w for run in runs]
    assert means == sorted(means, reverse=True)  # more input, lower weights
    # input x 4: the output grew fourfold before learning and by less than half after it
    assert runs[-1].early_rate / runs[0].early_rate > 4
    assert runs[-1].late_rate / runs[0].late_rate < 1.5


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
