"""What the pictures of lesson 06 are made of: trains, distances at once, closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snn_edu.lessons.measuring_trains import views
from snn_edu.lessons.measuring_trains.drawn import filtered, victor_purpura_path
from snn_edu.lessons.measuring_trains.trains import (
    LISTENED,
    answers,
    distances,
    heard_twice,
    right_share,
    two_trains,
)
from snn_edu.spikes import cross_correlogram, victor_purpura


@pytest.mark.parametrize("rate", [5.0, 80.0])
@pytest.mark.parametrize("k", [1.0, 2.5, 16.0])
@pytest.mark.parametrize("dead_time", [0.0, 10.0])
def test_the_closed_form_of_the_intervals_has_the_rate_and_the_cv_it_says(rate, k, dead_time):
    edges = dead_time + 60.0 * 1000.0 / rate * np.linspace(0.0, 1.0, 400_001) ** 3
    t, width = (edges[1:] + edges[:-1]) / 2.0, np.diff(edges)
    p = views.density(t, rate, k, dead_time) * width
    mean = np.sum(p * t)
    assert p.sum() == pytest.approx(1.0, abs=1e-6)
    assert mean == pytest.approx(1000.0 / rate, rel=1e-6)
    cv = np.sqrt(np.sum(p * (t - mean) ** 2)) / mean
    assert cv == pytest.approx((1.0 - rate * dead_time / 1000.0) / np.sqrt(k), rel=1e-6)
    assert views.longest(rate) >= 3000.0 / rate


@pytest.mark.parametrize("k", [0.25, 16.0])
@pytest.mark.parametrize("window", [1.0, 30.0, 1000.0])
def test_the_counts_shown_are_those_of_the_strokes_above_them(k, window):
    frame = views.counting(None, window, k, 0.0, 3)
    shown = frame["spikes"][0]
    assert [str(np.sum(np.floor(shown) == one)) for one in range(10)] == frame["numbers"]
    share, (number, by_chance) = frame["count"][0], frame["by_chance"]
    assert share.sum() == pytest.approx(100.0)
    mean = np.sum(np.arange(share.size) * share) / 100.0
    for moment in (number, (number - mean) ** 2):  # mean and variance of a Poisson count are one
        assert np.sum(moment * by_chance) / 100.0 == pytest.approx(mean, rel=0.01)


@pytest.mark.parametrize("seed", range(1, 21))  # what the slider reaches
def test_the_chip_loses_two_spikes_adds_one_and_keeps_a_third_in_place(seed):
    a, b = heard_twice(5.0, seed)
    assert a.size - b.size == 1
    assert (np.diff(b) >= 0.0).all()
    exact = a[[i for i in range(0, a.size, 3) if i not in (1, a.size - 2)]]
    assert np.array_equal(np.intersect1d(a, b), exact)
    assert a.size + b.size - 2 * exact.size < 21  # within the axes
    for cost in (0.0, 0.1, 1.0):
        frame = views.editing(cost, 5.0, seed)
        x = np.reshape(frame["moved"][0], (-1, 3))
        assert np.array_equal(np.sort(np.append(frame["deleted"][0], x[:, 0])), a)
        assert np.array_equal(np.sort(np.append(frame["inserted"][0], x[:, 1])), b)


def test_distances_of_all_pairs_at_once_are_those_of_each_and_tell_answers_apart():
    trains, costs = answers(4.0, 1), np.array([0.0, 0.02, 0.2, 3.0])
    far = distances(trains, costs)
    for k, i, j in ((0, 0, 7), (1, 3, 20), (2, 11, 12), (2, 5, 5), (3, 23, 2)):
        assert far[k, i, j] == pytest.approx(victor_purpura(trains[i], trains[j], costs[k]))
    far = np.ones((2, 24, 24))
    far[0] -= np.kron(np.eye(4), np.ones((6, 6)))
    assert right_share(far) == pytest.approx([1.0, 0.25])


@pytest.mark.parametrize(("share", "delay", "jitter"), [(0.0, 0.0, 0.0), (0.4, -20.0, 10.0)])
def test_the_blue_line_of_the_correlogram_is_what_many_trains_average_to(share, delay, jitter):
    rates = []
    for seed in range(30):
        a, b, _ = two_trains(share, delay, jitter, False, np.random.default_rng(seed))
        found = cross_correlogram(a, b, 1.0, 50.0)
        rates.append(found.counts / (20.0 * LISTENED / 1000.0) * 1000.0)
    expected = views.expected_correlogram(found.centres, share, delay, jitter)
    error = np.std(rates, axis=0) / np.sqrt(30)
    assert np.abs((np.mean(rates, axis=0) - expected) / error).max() < 4.5  # of 101 bins


def test_the_spikes_stay_where_they_are_while_the_delay_moves():
    here, later = (views.correlating(20.0, delay, 2.0, 1) for delay in (0.0, 5.0))
    assert np.array_equal(here["a"][0], later["a"][0])
    both = np.isfinite(here["shared"][0])
    moved = (later["shared"][0] - here["shared"][0])[both].reshape(-1, 2)
    assert moved == pytest.approx(np.tile([0.0, 5.0], (len(moved), 1)))


def test_the_three_pairs_are_drawn_without_a_hint():
    drawn = [line.get_xdata() for line in views.pairs().axes[0].lines]
    told = [times for pair in views.three_pairs().values() for times in pair]
    assert all(np.array_equal(x, y) for x, y in zip(drawn, told, strict=True))


TIMES = st.lists(st.floats(0, 1000).map(lambda t: round(t, 2)), max_size=25)


@given(TIMES, TIMES, st.sampled_from([0.0, 0.01, 0.5]))
@settings(max_examples=60)
def test_the_edit_path_uses_every_spike_once_and_costs_the_distance(a, b, cost):
    path = victor_purpura_path(a, b, cost)
    assert path.moved.shape[1:] == (2,)
    assert len(victor_purpura_path([0.0], [20.0], 0.1).moved) == 1  # either way it costs 2
    assert sorted([*path.moved[:, 0], *path.deleted]) == sorted(a)
    assert sorted([*path.moved[:, 1], *path.inserted]) == sorted(b)
    assert (np.diff(path.moved, axis=0) >= 0).all()  # moves never cross
    assert path.distance == pytest.approx(victor_purpura(a, b, cost))


def test_a_filtered_train_is_the_sum_of_its_tails():
    train = np.sort(np.random.default_rng(3).uniform(0, 2000, 120))
    t = np.array([[0.0, 3.3], [train[7], 1999.0]])
    since = t[..., None] - train
    tails = np.where(since >= 0, np.exp(-np.maximum(since, 0) / 30.0), 0).sum(axis=-1)
    np.testing.assert_allclose(filtered(train, 30.0, t), tails, rtol=1e-12)
    assert not filtered([], 30.0, t).any()
    assert filtered([1.0], 1e-9, [1.0, 2.0]).tolist() == [1.0, 0.0]
