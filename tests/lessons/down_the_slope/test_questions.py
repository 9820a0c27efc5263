"""Lesson 13's exercises: answers that might slip through, and right ones in other words."""

import numpy as np
import pytest

from snn_edu.exercises import check


@pytest.mark.parametrize(
    "control",
    [
        lambda x, rng: np.roll(x, 7, axis=0),
        lambda x, rng: rng.permuted(x, axis=1),
        lambda x, rng: rng.permuted(x, axis=2),
        lambda x, rng: np.zeros_like(x),
        lambda x, rng: (rng.random(x.shape) < x.mean()).astype(float),
        lambda x, rng: x.astype(bool),
    ],
)
def test_what_is_no_control_is_refused(control):
    assert check("down_the_slope.counts_only", control).status == "wrong"


def test_a_control_written_as_a_loop_passes_unless_two_spikes_land_in_one_step():
    def by_loop(x, rng, apart=True):
        y = np.zeros_like(x)
        for k, i in np.ndindex(x.shape[1:]):
            y[rng.choice(len(x), int(x[:, k, i].sum()), replace=not apart), k, i] = 1
        return y

    assert check("down_the_slope.counts_only", by_loop)
    lost = check("down_the_slope.counts_only", lambda x, rng: by_loop(x, rng, apart=False))
    assert lost.status == "wrong"
    assert "land in one step are one" in lost.message


@pytest.mark.parametrize(
    "answer",
    [
        lambda u, b: 1 / (1 + 5.0 * np.abs(u)) ** 2,  # a constant typed in
        lambda u, b: np.where(np.abs(u) < 0.5, 1 / (1 + b * np.abs(u)) ** 2, 0),
    ],
)
def test_a_slope_that_is_right_here_and_there_is_refused(answer):
    assert check("down_the_slope.h", answer).status == "wrong"


def test_a_loop_in_other_words_passes_and_constants_typed_in_are_refused():
    def from_the_end(ds, v, a, b):
        dv = list(ds * (1 + b * abs(v - 1)) ** -2.0)
        for k in range(len(v) - 2, -1, -1):
            dv[k] = dv[k] + a * dv[k + 1]
        return dv

    assert check("down_the_slope.backward", from_the_end)
    for a in (0.9, 0.5):
        typed_in = lambda ds, v, _, b, a=a: from_the_end(ds, v, a, b)  # noqa: E731
        assert check("down_the_slope.backward", typed_in).status == "wrong"
