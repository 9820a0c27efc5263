"""What lesson 06 draws of two distances, against the distances themselves and plain sums."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snn_edu.lessons.measuring_trains.drawn import filtered, victor_purpura_path
from snn_edu.spikes import van_rossum, victor_purpura

TIMES = st.lists(st.floats(0, 1000).map(lambda t: round(t, 2)), max_size=25)


@pytest.fixture
def trains():
    rng = np.random.default_rng(3)
    return [np.sort(rng.uniform(0, 2000, size)) for size in (120, 97)]


@given(TIMES, TIMES, st.sampled_from([0.0, 0.01, 0.5]))
@settings(max_examples=60)
def test_the_edit_path_uses_every_spike_once_and_costs_the_distance(a, b, cost):
    path = victor_purpura_path(a, b, cost)
    assert sorted([*path.moved[:, 0], *path.deleted]) == sorted(a)
    assert sorted([*path.moved[:, 1], *path.inserted]) == sorted(b)
    assert (np.diff(path.moved, axis=0) >= 0).all()  # moves never cross
    assert path.distance == pytest.approx(victor_purpura(a, b, cost))


@pytest.mark.parametrize(("apart", "moves"), [(19.9, 1), (20.0, 1), (20.1, 0)])
def test_two_spikes_are_moved_up_to_two_over_cost_apart(apart, moves):
    path = victor_purpura_path([100.0], [100.0 + apart], 0.1)
    assert len(path.moved) == moves
    assert path.distance == pytest.approx(min(2.0, 0.1 * apart))


def test_van_rossum_is_the_integral_of_the_filtered_trains(trains):
    tau, dt = 12.0, 0.01
    t = np.arange(0.0, 2000 + 25 * tau, dt) + dt / 2
    difference = filtered(trains[0], tau, t) - filtered(trains[1], tau, t)
    integral = np.sqrt(np.sum(difference**2) * dt / tau)
    assert van_rossum(*trains, tau) == pytest.approx(integral, rel=1e-3)


def test_a_filtered_train_is_the_sum_of_its_tails(trains):
    t = np.array([[0.0, 3.3], [trains[0][7], 1999.0]])
    since = t[..., None] - trains[0]
    tails = np.where(since >= 0, np.exp(-np.maximum(since, 0) / 30.0), 0).sum(axis=-1)
    np.testing.assert_allclose(filtered(trains[0], 30.0, t), tails, rtol=1e-12)
    assert not filtered([], 30.0, t).any()


def test_trains_without_a_spike_and_without_a_yardstick():
    assert victor_purpura_path([], [], 1.0).moved.shape == (0, 2)
    assert filtered([1.0], 1e-9, [1.0, 2.0]).tolist() == [1.0, 0.0]
    with pytest.raises(ValueError, match="tau = 0 ms"):
        filtered([], 0.0, [1.0])


def test_a_table_that_memory_cannot_hold_is_refused_by_its_bytes():
    crowded = np.linspace(0.0, 1000.0, 100_000)
    with pytest.raises(ValueError, match=r"a = 100000 spikes: that would take 1.6e\+11 bytes"):
        victor_purpura_path(crowded, crowded, 1.0)
