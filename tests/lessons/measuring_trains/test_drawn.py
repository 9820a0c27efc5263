"""What lesson 06 draws of two distances, against the distances themselves and plain sums."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snn_edu.lessons.measuring_trains.drawn import filtered, victor_purpura_path
from snn_edu.spikes import victor_purpura

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
    with pytest.raises(ValueError, match="tau = 0 ms"):
        filtered([], 0.0, [1.0])


def test_a_table_that_memory_cannot_hold_is_refused_by_its_bytes():
    crowded = np.linspace(0.0, 1000.0, 100_000)
    with pytest.raises(ValueError, match=r"a = 100000 spikes: that would take 1.6e\+11 bytes"):
        victor_purpura_path(crowded, crowded, 1.0)
