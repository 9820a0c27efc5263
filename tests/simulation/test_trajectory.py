"""A trajectory is the run that `simulate` makes, with every variable kept."""

import numpy as np
import pytest

from snn_edu import LIF, AdEx, HodgkinHuxley, Izhikevich, simulate, trajectory


@pytest.mark.parametrize(
    ("model", "current", "dt", "variables"),
    [
        (LIF(), 2.0, 0.1, 2),
        (AdEx(), 0.5, 0.1, 2),
        (Izhikevich(), 10.0, 0.1, 2),
        (HodgkinHuxley(), 10.0, 0.02, 4),
    ],
    ids=lambda value: type(value).__name__,
)
def test_it_is_the_same_run(model, current, dt, variables):
    currents = np.full(2000, current)
    run, recording = trajectory(model, currents, dt), simulate(model, currents, dt)
    assert run.states.shape == (2001, variables)
    np.testing.assert_array_equal(run.t, recording.t)
    np.testing.assert_allclose(run.states[:, 0], recording.v, atol=1e-9)
    np.testing.assert_allclose(run.spikes.times, recording.spikes.times, atol=1e-9)
    assert len(run.spikes) > 0
    assert tuple(run.states[0]) == model.start()


def test_it_begins_where_it_is_told_to():
    assert tuple(trajectory(AdEx(), [0.0], 0.1, start=(-60.0, 0.1)).states[0]) == (-60.0, 0.1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((AdEx(), np.zeros((5, 2)), 0.1), r"shape \(5, 2\)"),
        ((LIF(), [1500.0] * 10, 0.1), r"current averages 1500 nA: .* written in pA"),
        ((LIF(), [2.0] * 10, 0.1, (-70.0, -5.0)), r"start\[1\].* ms: allowed is 0 ms or more"),
    ],
)
def test_what_simulate_refuses_is_refused_here_too(arguments, message):
    with pytest.raises(ValueError, match=message):
        trajectory(*arguments)
