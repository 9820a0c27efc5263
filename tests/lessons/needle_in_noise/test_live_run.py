"""The neuron of lesson 10: its input in pieces, and its formula by another way."""

import numpy as np
import pytest

from snn_edu.lessons.needle_in_noise import live_run
from snn_edu.lessons.needle_in_noise.live_run import (
    KNOBS,
    first_spikes,
    follow_run,
    history,
    potential,
)
from snn_edu.patterns import Detector, make_input, make_stream
from snn_edu.plasticity import STDP
from snn_edu.spikes.train import Spikes


def test_the_potential_discharges_where_the_detector_does():
    """The same formula by another algorithm: step by step here, whole blocks at once there."""
    spikes, _ = make_input(1000.0, np.random.default_rng(4), rates="poisson")
    weights = np.random.default_rng(5).random(2000)
    frozen = Detector(stdp=STDP(0.0, 0.0, pairing="reduced"), dt=0.1)
    expected = frozen.learn(spikes, weights=weights).output.times
    _, _, output = potential(spikes, weights, dt=0.1)
    assert output.size > 50
    np.testing.assert_allclose(output, expected, atol=1e-6)


def test_a_discharge_leaves_the_after_potential_and_no_psp():
    spikes = Spikes(np.full(600, 10.0), np.arange(600), 600, 60.0)
    t, p, (t_out,) = potential(spikes, np.ones(600))
    s = t[t > t_out] - t_out
    eta = 500 * (2 * np.exp(-s / 10) - 4 * (np.exp(-s / 10) - np.exp(-s / 2.5)))
    np.testing.assert_allclose(p[t > t_out], eta, atol=1e-6)
    assert p[np.isclose(t, t_out)] == 1000.0


def test_where_time_runs_slower_the_neuron_hears_the_same_spikes():
    def output(slow):
        states = follow_run(KNOBS, [], slow)
        return next(learned for learned in states if learned.t == 12_000.0).output.times

    np.testing.assert_allclose(output(True), output(False), rtol=0, atol=1e-9)
    at_12_s = history().output[history().output < 12_000]
    np.testing.assert_allclose(output(False), at_12_s, rtol=0, atol=1e-9)


def test_first_spikes_are_those_of_the_pattern_that_is_hidden():
    t, ids = make_stream(np.random.default_rng(2)).patterns[0]
    assert first_spikes(2)[int(ids[0])] == t[ids == ids[0]].min()
    assert np.isinf(first_spikes(2)).sum() == 2000 - np.unique(ids).size


def test_an_unknown_way_of_making_times_is_refused():
    with pytest.raises(KeyError, match="backwards"):
        list(live_run.input_pieces({**KNOBS, "times": "backwards"}, []))
