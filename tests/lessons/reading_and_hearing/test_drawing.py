"""Lesson 18's drawing: its pace, its rates, and what more neurons change."""

import numpy as np
import pytest

from snn_edu.lessons.reading_and_hearing.drawing import (
    decode_path,
    even_pace,
    practise,
    velocity_counts,
    wandering,
)
from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder, r_squared

T = np.linspace(0.0, 2 * np.pi, 401)
EIGHT = np.column_stack([np.sin(T), np.sin(T) * np.cos(T)])  # on its side


def test_a_path_is_walked_at_one_pace_and_keeps_its_shape():
    corner = even_pace([[0, 0], [0.1, 0], [1, 0], [1, 1]], steps=200)
    assert np.hypot(*np.diff(corner, axis=0).T) == pytest.approx(np.full(200, 0.01))
    assert corner[[100, 200]] == pytest.approx(np.array([[1.0, 0.0], [1.0, 1.0]]))


def test_velocities_have_rms_one_and_rates_are_never_negative():
    path = wandering(20_000, np.random.default_rng(0))
    v, counts = velocity_counts(path, [0.0, 180.0], np.random.default_rng(1))
    assert (v**2).sum(axis=1).mean() == pytest.approx(1.0)
    rate = 15 + 15 * v[:, 0]  # Hz, of the neuron that prefers 0 degrees
    fast = rate > 30
    mean = 0.020 * rate[fast].mean()  # spikes in a step of 20 ms
    assert counts[fast, 0].mean() == pytest.approx(mean, abs=4 * np.sqrt(mean / fast.sum()))
    assert counts[fast, 1].sum() == 0  # max(15 - 15 v, 0) for the one that prefers 180
    assert fast.sum() > 500


def test_more_neurons_turn_a_scribble_into_the_drawing():
    # Two neurons: hardly anything. 400: the hand, in every one of six seeds.
    runs = {n: [] for n in (2, 20, 400)}
    for seed in range(6):
        practice = practise(400, np.random.default_rng(seed))
        for n, made in runs.items():
            rng = np.random.default_rng(100 + seed)
            made.append(decode_path(even_pace(EIGHT), n, practice, rng))
    r2 = {n: np.mean([one.r2 for one in made]) for n, made in runs.items()}
    assert r2[2] < 0.2 < 0.45 < r2[20] < 0.7 < 0.94 < r2[400]
    assert max(one.error for one in runs[400]) < 0.12
    assert min(one.error for one in runs[2]) > 0.25


def test_more_neurons_leave_the_spikes_of_the_others_as_they_were():
    practice = practise(30, np.random.default_rng(0), steps=200)
    hand = even_pace(EIGHT)
    _, counts = velocity_counts(hand, practice.preferred, np.random.default_rng(7))
    few = LinearDecoder.fit(practice.counts[:, :12], practice.velocity)
    v, _ = velocity_counts(hand, [0.0], np.random.default_rng(0))
    by_hand = r_squared(few.decode(counts[:, :12]), v)
    assert decode_path(hand, 12, practice, np.random.default_rng(7)).r2 == pytest.approx(by_hand)


def test_a_hand_that_does_not_move_has_no_velocity():
    still, rng = np.zeros((5, 2)), np.random.default_rng(1)
    with pytest.raises(ValueError, match="path: the hand has not moved"):
        decode_path(even_pace(still), 3, practise(3, rng, steps=20), rng)
