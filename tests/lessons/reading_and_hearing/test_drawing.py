"""Lesson 18's drawing: its pace, its rates, and what more neurons change."""

import numpy as np
import pytest

from snn_edu.lessons.reading_and_hearing import drawing, movement

T = np.linspace(0.0, 2 * np.pi, 401)
EIGHT = np.column_stack([np.sin(T), np.sin(T) * np.cos(T)])  # on its side


def test_a_path_is_walked_at_one_pace_and_keeps_its_shape():
    corner = drawing.even_pace([[0, 0], [0.1, 0], [1, 0], [1, 1]], steps=200)
    assert np.hypot(*np.diff(corner, axis=0).T) == pytest.approx(np.full(200, 0.01))
    assert corner[[100, 200]] == pytest.approx(np.array([[1.0, 0.0], [1.0, 1.0]]))


def test_velocities_have_rms_one_and_rates_are_never_negative():
    path = drawing.wandering(20_000, np.random.default_rng(0))
    v, counts = drawing.velocity_counts(path, [0.0, 180.0], np.random.default_rng(1))
    assert (v**2).sum(axis=1).mean() == pytest.approx(1.0)
    rate = 15 + 15 * v[:, 0]  # Hz, of the neuron that prefers 0 degrees
    fast = rate > 30
    mean = 0.020 * rate[fast].mean()  # spikes in a step of 20 ms
    assert counts[fast, 0].mean() == pytest.approx(mean, abs=4 * np.sqrt(mean / fast.sum()))
    assert counts[fast, 1].sum() == 0  # max(15 - 15 v, 0) for the one that prefers 180
    assert fast.sum() > 500


def test_more_neurons_leave_the_spikes_of_the_others_as_they_were():
    practice = drawing.practise(30, np.random.default_rng(0), steps=200)
    hand = drawing.even_pace(EIGHT + 0.5)
    _, counts = drawing.velocity_counts(hand, practice.preferred, np.random.default_rng(7))
    few = movement.LinearDecoder.fit(practice.counts[:, :12], practice.velocity)
    v, _ = drawing.velocity_counts(hand, [0.0], np.random.default_rng(0))
    by_hand = few.decode(counts[:, :12])
    made = drawing.decode_path(hand, 12, practice, np.random.default_rng(7))
    assert made.r2 == pytest.approx(movement.r_squared(by_hand, v))
    step = np.hypot(*(hand[1] - hand[0]))  # v is 1 at this pace
    assert made.cursor[1:] == pytest.approx(hand[0] + step * np.cumsum(by_hand, axis=0), abs=1e-3)
    assert made.error == pytest.approx(np.hypot(*(made.cursor - hand).T).mean())
