"""A vehicle that learns to steer: step by step, over many trials, and what it refuses."""

import numpy as np
import pytest

from snn_edu.lessons.steering_and_seeing.vehicle import CROSSED, EQUAL, WALL, Vehicle


def learned(vehicle, seed):
    *_, last = vehicle.learn(EQUAL, np.random.default_rng(seed))
    return last.weights, vehicle.success(last.weights, np.random.default_rng(100 + seed), 50)


def test_reward_and_the_right_eligibility_cross_the_wires_in_ten_of_ten_seeds():
    runs = [learned(Vehicle(), seed) for seed in range(10)]
    assert all(w[0, 1] > w[0, 0] and w[1, 0] > w[1, 1] for w, _ in runs)
    found = [success for _, success in runs]
    assert np.mean(found) > 0.65
    assert min(found) > 0.3  # chance is 0.03


def test_darkness_as_the_reward_uncrosses_the_wires():
    for seed in range(4):
        w, success = learned(Vehicle(reward=-1), seed)
        assert success == 0.0
        assert w[0, 0] > w[0, 1]
        assert w[1, 1] > w[1, 0]


def test_the_change_of_a_weight_climbs_the_mean_reward():
    # One step from one place, many times: the mean of r e is the slope of the mean of r, by w.
    # With tau_eligibility at its least, e is that of this step: 6 pre (n - expected) is the slope
    # of ln P(n) where 1 - expected / 6 = 1/2, and 6 (1 - expected / 6) of it elsewhere.
    rng = np.random.default_rng(0)
    pre, w = 1.2, np.linspace(0.2, 0.9, 8)
    expected = 6 / (1 + np.exp(-6 * (pre * w - 0.45)))
    n = rng.poisson(expected, (200_000, 8))
    r = np.sqrt(n)  # any reward that depends on the spikes
    climbed = (r * (n - expected)).mean(axis=0) * pre * 6 * (1 - expected / 6)
    h = 0.02
    up, down = (6 / (1 + np.exp(-6 * (pre * (w + d) - 0.45))) for d in (h, -h))
    k = np.arange(60)
    weights = [
        np.exp(-lam[:, None] + k * np.log(lam[:, None]) - np.cumsum(np.log(np.maximum(k, 1))))
        for lam in (up, down)
    ]
    slope = ((weights[0] - weights[1]) @ np.sqrt(k)) / (2 * h)
    assert climbed == pytest.approx(slope, rel=0.05)


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


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: Vehicle(eta=-1.0), ValueError, "eta = -1"),
        (lambda: Vehicle(reward=0), ValueError, r"allowed is 1 \(light\) or -1"),
        (lambda: Vehicle(compare=1), TypeError, "compare = 1"),
        (lambda: Vehicle(start=0.1), ValueError, "start = 0.1"),
        (lambda: Vehicle(tau_eligibility=0.1), ValueError, r"Did you mean 100 \(ms\)"),
        (lambda: Vehicle().drive([0.5] * 4, None), ValueError, r"expected \(2, 2\)"),
        (lambda: Vehicle().drive([[2, 0], [0, 1]], None), ValueError, r"weights\[0, 0\] = 2"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(call, error, words):
    with pytest.raises(error, match=words):
        call()
