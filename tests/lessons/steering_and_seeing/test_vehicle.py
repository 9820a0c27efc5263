"""A vehicle that learns to steer: step by step, over many trials, and what it refuses."""

import numpy as np
import pytest

from snn_edu.lessons.steering_and_seeing.vehicle import CROSSED, WALL, Vehicle


def driven(vehicle, w, rng):
    """The docstring's equations over arrays: path, weights and the usual reward."""
    side, heading = rng.uniform(-np.pi, np.pi, 2)
    place, usual, e = vehicle.start * np.array([np.cos(side), np.sin(side)]), 0.0, np.zeros((2, 2))
    path, w = [place], np.array(w)
    while len(path) <= vehicle.steps and np.hypot(*path[-1]) >= 0.25:
        light = np.arctan2(*-place[::-1]) - heading
        bright = 1 / (1 + np.hypot(*place))
        sense = np.maximum(0.0, np.cos(light + np.array([-1, 1]) * np.pi / 4)) * bright
        pre = rng.poisson(12 * sense) / 6
        expected = 6 / (1 + np.exp(-6 * (pre @ w - 0.45)))
        n = rng.poisson(expected)
        heading -= 0.1 * (n[0] - n[1])
        towards = np.array([np.cos(heading), np.sin(heading)])
        place = np.clip(place + (0.02 + 0.002 * n.sum()) * towards, -WALL, WALL)
        path.append(place)
        r = vehicle.reward * (1 / (1 + np.hypot(*place)) - bright)
        surprise = n - vehicle.compare * expected
        e = e * np.exp(-25 / vehicle.tau_eligibility) + np.outer(pre, surprise)
        w = np.clip(w + vehicle.eta * (r - usual) * e, 0.0, 1.0)
        usual += 0.05 * (r - usual)
    return np.array(path), w, usual


@pytest.mark.parametrize(
    "rule", [{}, {"compare": False}, {"reward": -1, "eta": 3.0}, {"eta": 0.0, "start": 0.5}]
)
def test_a_drive_is_its_equations_step_by_step(rule):
    vehicle, ends = Vehicle(**rule), []
    for seed in range(5):
        w = CROSSED if "start" in rule else np.random.default_rng(50 + seed).random((2, 2))
        trial = vehicle.drive(w, np.random.default_rng(seed))
        path, weights, usual = driven(vehicle, w, np.random.default_rng(seed))
        assert trial.path == pytest.approx(path, abs=1e-9)
        assert trial.weights == pytest.approx(weights, abs=1e-9)
        assert trial.usual == pytest.approx(usual, abs=1e-9)
        assert trial.reached == (np.hypot(*path[-1]) < 0.25)
        ends.append(trial.reached)
    assert any(ends) == ("start" in rule)  # both endings are met
