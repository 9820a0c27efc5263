"""The unrolled run is the step of `HodgkinHuxley`, to the last bit."""

import numpy as np
import pytest

from snn_edu import HodgkinHuxley, simulate
from snn_edu.neurons.lif import FLOATS
from snn_edu.simulation.axon_run import run_axon
from snn_edu.simulation.simulate import _run_one
from snn_edu.spikes.stimuli import white_noise


@pytest.mark.parametrize("dt", [0.01, 0.05, 0.1])
@pytest.mark.parametrize(
    "axon",
    [
        HodgkinHuxley(),
        HodgkinHuxley(temperature=16.3),
        HodgkinHuxley(C_m=1.3, g_Na=110.0, g_K=30.0, g_L=0.2, E_Na=55.0, E_K=-72.0, E_L=-50.0),
    ],
    ids=["squid", "warm", "another"],
)
def test_it_is_the_step_to_the_last_bit(axon, dt):
    current = white_noise(10.0, 8.0, 200.0, dt, np.random.default_rng(3))
    v, times, _ = _run_one(axon.stepper(dt, FLOATS), axon.start(), current, dt)
    recording = simulate(axon, current, dt)
    np.testing.assert_array_equal(recording.v, v)
    np.testing.assert_array_equal(recording.spikes.times, times)
    assert times.size > 3


def test_it_begins_where_it_is_told_to():
    start = (-50.0, 0.1, 0.4, 0.4)
    axon, current = HodgkinHuxley(), np.full(500, 5.0)
    v, *_ = _run_one(axon.stepper(0.02, FLOATS), start, current, 0.02)
    np.testing.assert_array_equal(run_axon(axon, current, 0.02, start)[0], v)
    np.testing.assert_array_equal(simulate(axon, current, 0.02, start=start).v, v)


def test_it_refuses_what_the_step_refuses():
    axon = HodgkinHuxley()
    with pytest.raises(ValueError, match=r"dt = 0\.2 ms"):
        run_axon(axon, np.full(10, 5.0), 0.2, axon.start())
    with pytest.raises(ValueError, match=r"uA/cm2.*did you write nA or pA"):
        run_axon(axon, np.full(100, 1e5), 0.05, axon.start())
