"""A vehicle that learns to steer: fixed wires, learned ones, and rules that fail."""

from dataclasses import replace

import numpy as np
import pytest

from snn_edu.lessons.steering_and_seeing.vehicle import CROSSED, EQUAL, UNCROSSED, WALL, Vehicle


def learned(vehicle, seed):
    *_, last = vehicle.learn(EQUAL, np.random.default_rng(seed))
    return last.weights, vehicle.success(last.weights, np.random.default_rng(100 + seed), 50)


def test_crossed_wires_find_the_light_uncrossed_flee_it_equal_ones_are_at_chance():
    vehicle = Vehicle()
    found = {
        name: vehicle.success(weights, np.random.default_rng(1), 200)
        for name, weights in (("crossed", CROSSED), ("uncrossed", UNCROSSED), ("equal", EQUAL))
    }
    assert found["crossed"] >= 0.7
    assert found["uncrossed"] == 0.0
    assert 0.0 < found["equal"] <= 0.06


def test_reward_and_the_right_eligibility_cross_the_wires_in_ten_of_ten_seeds():
    found = []
    for seed in range(10):
        weights, success = learned(Vehicle(), seed)
        found.append(success)
        assert weights[0, 1] > weights[0, 0]
        assert weights[1, 0] > weights[1, 1]
    assert np.mean(found) > 0.65
    assert min(found) > 0.3  # chance is 0.03


def test_without_minus_expected_it_stays_near_chance():
    successes = [learned(Vehicle(compare=False), seed)[1] for seed in range(6)]
    assert np.mean(successes) < 0.15
    assert max(successes) < 0.3


def test_darkness_as_the_reward_uncrosses_the_wires():
    for seed in range(4):
        weights, success = learned(Vehicle(reward=-1), seed)
        assert success == 0.0
        assert weights[0, 0] > weights[0, 1]
        assert weights[1, 1] > weights[1, 0]


def test_a_rate_too_high_forgets_as_fast_as_it_learns():
    good = [learned(Vehicle(), seed)[1] for seed in range(6)]
    hasty = [learned(Vehicle(eta=5.0), seed)[1] for seed in range(6)]
    assert np.mean(hasty) < 0.6 * np.mean(good)


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
        e = e * np.exp(-25 / vehicle.tau_eligibility) + np.outer(
            pre, n - vehicle.compare * expected
        )
        w = np.clip(w + vehicle.eta * (r - usual) * e, 0.0, 1.0)
        usual += 0.05 * (r - usual)
    return np.array(path), w, usual


@pytest.mark.parametrize("rule", [{}, {"compare": False}, {"reward": -1, "eta": 3.0}])
def test_a_drive_is_its_equations_step_by_step(rule):
    for seed in range(5):
        w = np.random.default_rng(50 + seed).random((2, 2))
        trial = Vehicle(**rule).drive(w, np.random.default_rng(seed))
        path, weights, usual = driven(Vehicle(**rule), w, np.random.default_rng(seed))
        assert np.allclose(trial.path, path, atol=1e-9)
        assert np.allclose(trial.weights, weights, atol=1e-9)
        assert abs(trial.usual - usual) < 1e-9


def test_a_drive_without_learning_keeps_its_weights_and_ends_at_the_light():
    still = replace(Vehicle(), eta=0.0)
    rng = np.random.default_rng(3)
    trials = [still.drive(CROSSED, rng) for _ in range(30)]
    for trial in trials:
        assert trial.weights.tolist() == [[0, 1], [1, 0]]
        distance = np.hypot(*trial.path.T)
        assert distance[0] == pytest.approx(2.0)
        assert trial.reached == (distance[-1] < 0.25)
        assert (distance[:-1] >= 0.25).all()
        free = np.abs(trial.path[1:]).max(axis=1) < WALL
        step = np.hypot(*np.diff(trial.path, axis=0).T)[free]
        assert (step >= 0.02 - 1e-12).all()
        assert np.allclose((step - 0.02) / 0.002, np.rint((step - 0.02) / 0.002))
    assert any(trial.reached for trial in trials)
    assert any(len(trial.path) == 151 for trial in trials if not trial.reached)


def test_the_same_seed_drives_the_same_way():
    one, other = (learned(Vehicle(), 4) for _ in range(2))
    assert one[0].tolist() == other[0].tolist()


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


def test_numbers_of_few_bits_make_the_same_vehicle():
    few = Vehicle(eta=np.float32(0.4), start=np.float16(2.0), steps=np.int8(50))
    assert (type(few.eta), type(few.start), type(few.steps)) == (float, float, int)
    assert few.start == 2.0
    assert few.steps == 50
