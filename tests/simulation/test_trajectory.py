"""A trajectory is the run that `simulate` makes, with every variable kept."""

import numpy as np
import pytest
from ranges import refused

from snn_edu import LIF, AdEx, HodgkinHuxley, Izhikevich, simulate, trajectory


@pytest.mark.parametrize(
    ("model", "current", "dt"),
    [
        (LIF(), 2.0, 0.1),
        (AdEx(), 0.5, 0.1),
        (Izhikevich(), 10.0, 0.1),
        (HodgkinHuxley(), 10.0, 0.02),
    ],
    ids=lambda value: type(value).__name__,
)
def test_it_is_the_same_run(model, current, dt):
    currents, start = np.full(2000, current), (-60.0, *model.start()[1:])
    run, recording = (of(model, currents, dt, start=start) for of in (trajectory, simulate))
    assert run.states.shape == (2001, len(start))
    assert run.states[0, 0] == -60.0
    np.testing.assert_array_equal(run.t, recording.t)
    np.testing.assert_allclose(run.states[:, 0], recording.v, atol=1e-9)
    np.testing.assert_allclose(run.spikes.times, recording.spikes.times, atol=1e-9)
    assert len(run.spikes) > 0


test_what_simulate_refuses_is_refused_here_too = refused(
    ((AdEx(), np.zeros((5, 2)), 0.1), r"shape \(5, 2\)"),
    ((LIF(), [1500.0] * 10, 0.1), r"current averages 1500 nA: .* written in pA"),
    ((AdEx(), [0.5] * 10, 0.1, (np.array([-60.0]), 0.0)), r"start\[0\] has shape \(1,\)"),
    ((LIF(), [2.0] * 10, 0.1, (-70.0, -5.0)), r"start\[1\].* ms: allowed is 0 ms or more"),
    of=lambda arguments: trajectory(*arguments),
)
