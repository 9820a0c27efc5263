"""Each key of Part II is computed: from a formula, or from trains that are drawn."""

from math import sqrt

import numpy as np
import pytest

from snn_edu.questions.inventory import read_part
from snn_edu.spikes import van_rossum, victor_purpura

ITEMS = read_part(2).items


def test_counting_takes_the_square_of_the_precision(keys):
    assert keys(ITEMS[0]) == [
        f"about {60 * (0.15 / 0.05) ** 2:,.0f} ms",
        f"about {250 * (0.24 / 0.06) ** 2:,.0f} ms",
    ]


def test_a_delay_for_all_moves_latencies_and_no_rank(keys):
    times = np.array([3.0, 40.0, 12.0])
    assert (np.argsort(times + 9) == np.argsort(times)).all()
    assert not np.allclose(1 - (times + 9) / 60, 1 - times / 60)
    assert [key[:7] for key in keys(ITEMS[1])] == ["the lat", "in a ra"]


def test_what_a_count_can_tell_in_a_short_time(keys):
    def spikes(rate, span):  # evenly spaced, the first at once
        return len(np.arange(0, span, 1000 / rate))

    assert keys(ITEMS[2]) == [f"{spikes(80, 12) + 1} levels", f"{spikes(100, 28) + 1} of them"]


def test_jitter_is_compared_with_the_window(keys):
    assert keys(ITEMS[3]) == [f"{0.08 * 40 / 160:.2f}", f"{0.03 * 90 / 30:.2f}"]
    assert list(ITEMS[3].after.choices)[2] == f"{0.03 * sqrt(3):.2f}"


def told_apart(distance, later, jitter, rng):
    """How often an answer is nearer to the others of its stimulus than to those of the other."""
    pattern = np.arange(50, 1050, 100.0)

    def answer(shift):
        times = pattern + shift + rng.normal(0, jitter, pattern.size)
        return np.sort(times[rng.random(pattern.size) > 0.1])

    answers = [[answer(shift) for _ in range(20)] for shift in (0, later)]
    right = 0
    for own, other in (answers, answers[::-1]):
        for k, each in enumerate(own):
            rest = own[:k] + own[k + 1 :]
            near, far = (np.mean([distance(each, x) for x in group]) for group in (rest, other))
            right += near < far
    return right / 40


@pytest.mark.parametrize(
    ("place", "distance", "scales", "later", "jitter"),
    [(0, victor_purpura, (0.06, 0.001, 20.0), 25, 4), (1, van_rossum, (15.0, 0.4, 3000.0), 30, 5)],
)
def test_the_scale_that_tells_apart(keys, rng, place, distance, scales, later, jitter):
    best, *others = (
        told_apart(lambda a, b, s=scale: distance(a, b, s), later, jitter, rng) for scale in scales
    )
    assert best > 0.95 > 0.9 > max(others)
    assert keys(ITEMS[4])[place].startswith(f"{scales[0]:g} ")


def test_what_varies_from_trial_to_trial_goes_when_trials_are_shuffled(keys, rng):
    mood = rng.uniform(0, 2, 20_000)
    a, b = rng.poisson(3 * mood), rng.poisson(3 * mood)
    assert np.cov(a, b)[0, 1] > 2
    assert abs(np.cov(a, np.roll(b, 1))[0, 1]) < 0.2
    assert all(
        key.startswith("they are related") and "can't say how" in key for key in keys(ITEMS[5])
    )


def test_the_fano_factor_is_variance_over_mean(keys):
    assert [key.split(",")[0] for key in keys(ITEMS[6])] == [f"{12**2 / 36:g}", f"{5**2 / 100:g}"]


def test_coincidences_by_chance(keys, rng):
    for key, (a, b, span, near) in zip(
        keys(ITEMS[7]), [(30, 50, 80, 0.005), (8, 25, 200, 0.010)], strict=True
    ):
        expected = a * b * span * 2 * near
        assert key == f"about {expected:,.0f}"
        first, second = (np.sort(rng.uniform(0, span, rng.poisson(r * span))) for r in (a, b))
        found = np.searchsorted(second, first + near) - np.searchsorted(second, first - near)
        assert found.sum() == pytest.approx(expected, rel=0.15)
