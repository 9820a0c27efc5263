"""A recorded potential gives its spikes: where it comes up through a threshold."""

import numpy as np
import pytest

from snn_edu import HodgkinHuxley, simulate
from snn_edu.spikes import Spikes

DT = 0.05  # ms


@pytest.mark.parametrize("threshold", [-64.99, -20.0, 0.0, 19.99])
def test_on_a_straight_line_the_crossing_is_exact(threshold):
    v = np.linspace(-65.0, 20.0, 35)
    spikes = Spikes.from_voltage(v, dt=0.2, threshold=threshold)
    assert spikes.times == pytest.approx([34 * 0.2 * (threshold + 65.0) / 85.0], rel=1e-12)
    assert spikes.duration == pytest.approx(34 * 0.2)


@pytest.mark.parametrize(("dt", "error"), [(0.4, 4e-3), (0.2, 1e-3), (0.1, 2.5e-4)])
def test_on_a_sine_it_is_off_by_the_square_of_the_step(dt, error):
    t = np.arange(0.0, 200.0, dt)
    v = -20.0 + 40.0 * np.sin(2.0 * np.pi * (t - 3.3) / 20.0)  # up through 0 mV at a twelfth
    expected = 3.3 + 20.0 / 12.0 + 20.0 * np.arange(10)
    found = Spikes.from_voltage(v, dt, threshold=0.0).times
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < error


def test_two_recorded_cells_are_the_two_recorded_alone():
    rng = np.random.default_rng(3)
    v = -40.0 + np.cumsum(rng.normal(0.0, 3.0, (2000, 2)), axis=0)
    together = Spikes.from_voltage(v, DT, -40.0, start=-30.0, labels=["A", "B"])
    for cell, name in enumerate("AB"):
        alone = Spikes.from_voltage(v[:, cell], DT, -40.0, start=-30.0)
        assert np.array_equal(together.named(name).times, alone.times)
    assert (together.start, together.duration) == (-30.0, pytest.approx(99.95))


@pytest.mark.parametrize("dead_time", [0.0, 1.0, 5.0])
def test_no_two_spikes_are_closer_than_the_dead_time_and_none_is_lost_without(dead_time):
    rng = np.random.default_rng(1)
    v = -20.0 + rng.normal(0.0, 5.0, 5000)
    times = Spikes.from_voltage(v, DT, -20.0, dead_time).times
    ups = np.flatnonzero((v[:-1] < -20.0) & (v[1:] >= -20.0))
    expected, last = 0, -np.inf
    for k in ups:
        moment = DT * (k + (-20.0 - v[k]) / (v[k + 1] - v[k]))
        if moment - last >= dead_time:
            expected, last = expected + 1, moment
    assert len(times) == expected
    assert dead_time == 0.0 or np.diff(times).min() >= dead_time


def test_the_spikes_of_a_squid_are_found_again_in_its_potential():
    # Hodgkin and Huxley's axon calls a spike what crosses 0 mV, and finds it within the step.
    run = simulate(HodgkinHuxley(), np.full(10_000, 10.0), 0.01)
    found = Spikes.from_voltage(run.v, 0.01, threshold=0.0)
    assert len(found) == len(run.spikes) == 7
    assert found.times == pytest.approx(run.spikes.times, abs=1e-12)
    assert found.duration == pytest.approx(100.0)


def test_a_potential_is_told_from_times():
    v = -70.0 + 5.0 * np.sin(np.arange(500))
    with pytest.raises(ValueError, match=r"Is it a potential, in mV\? Say Spikes.from_voltage"):
        Spikes(v)
    with pytest.raises(ValueError, match=r"before start = 0 ms. If listening .*say start=-3\.$"):
        Spikes([-3.0, 5.0])


@pytest.mark.parametrize(
    ("v", "arguments", "words"),
    [
        ([-0.07, 0.02, -0.07], {"threshold": 0.0}, "Is it in volts. Say 1000"),
        ([-70.0, 20.0], {"threshold": -0.02}, "threshold = -0.02 mV: next to nothing"),
        ([-70.0], {"threshold": 0.0}, r"v has shape \(1,\)"),
        (np.zeros((2, 2, 2)), {"threshold": 0.0}, "time first"),
        ([-70.0, np.nan], {"threshold": 0.0}, r"v\[1\] = nan mV"),
        ([-70.0, 20.0], {"threshold": 0.0, "dead_time": -1.0}, "dead_time = -1 ms"),
        ([-70.0, 20.0], {"threshold": 0.0, "dt": 0.0}, "dt = 0 ms"),
    ],
)
def test_what_is_no_potential_is_refused(v, arguments, words):
    with pytest.raises(ValueError, match=words):
        Spikes.from_voltage(v, **{"dt": 0.1, **arguments})


def test_sweeps_that_come_first_are_asked_about():
    v = np.full((3, 2000), -70.0)
    with pytest.warns(
        UserWarning, match=r"3 samples of 2000 cells. Is it \(sweeps, samples\)"
    ) as told:
        Spikes.from_voltage(v, 0.05, 0.0)
    assert told[0].filename == __file__  # the line that asked
    assert Spikes.from_voltage(v.T, 0.05, 0.0).size == 3
