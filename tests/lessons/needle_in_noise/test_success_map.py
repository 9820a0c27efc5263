"""The stored maps against runs made anew, and against the published dependence."""

import numpy as np
import pytest

from snn_edu.lessons.needle_in_noise.success_map import detector, load, run, sweep
from snn_edu.patterns import make_input, score


def test_success_falls_with_jitter_and_rises_with_the_share_of_afferents():
    """As the paper's figure 6: at 6 ms of jitter, or 0.3 of the afferents, nothing is found."""
    one = load("jitter", "share")
    found = one.share_found()
    row = found[one.y.index(0.5)]
    assert (np.diff(row) <= 0).all()
    assert row[one.x.index(1)] >= 0.9
    assert row[-1] == 0
    column = found[:, one.x.index(1)]
    assert (np.diff(column) >= 0).all()
    assert column[one.y.index(0.3)] == 0


def test_a_sweep_is_its_single_runs():
    small = sweep("jitter", [0, 3], "ratio", [0.85, 1.5], 1, 200, 6000.0, processes=1)
    for (y, x), found in np.ndenumerate(small.found):
        jitter, ratio = small.x[x], small.y[y]
        _, onsets = make_input(6000.0, np.random.default_rng(0), 200, jitter=jitter)
        output = run({"jitter": jitter, "ratio": ratio}, 0, 200, 6000.0).output
        assert found == score(output, onsets, since=4000.0).finds()


def test_knobs_turn_what_they_name():
    assert detector({"w0": 0.3, "jitter": 2.0}).w0 == 0.3
    assert detector({"ratio": 0.5}).stdp.A_minus == 0.5 * detector({}).stdp.A_plus
    assert detector({}, size=500).v_threshold == 125.0
    with pytest.raises(ValueError, match="Did you mean 'jitter'"):
        run({"jiter": 1.0}, 0)
    with pytest.raises(ValueError, match="map"):
        load("jitter", "w0")
