"""Event pixels and delay detectors: a reference case, a slow camera, eight directions."""

import math

import numpy as np
import pytest
from reference import case

from snn_edu.lessons.steering_and_seeing.motion import (
    DIRECTIONS,
    FRAME,
    SPEED,
    Events,
    events,
    moving_bar,
    moving_dot,
    see_motion,
    share_right,
)


def test_a_pixel_sends_what_the_reference_case_says():
    given = case("applications", "event-pixel-g")
    film = np.array(given["params"]["log_intensity"])[:, None, None]
    seen = events(film, dt=1.0, threshold=given["params"]["contrast_threshold"])
    sent = [[int(t), int(sign)] for t, sign in zip(seen.t, seen.sign, strict=True)]
    assert sent == given["expected"]["events_frame_sign"]


def test_the_camera_agrees_with_a_pixel_by_pixel_loop():
    film = np.cumsum(np.random.default_rng(2).normal(0, 0.15, (60, 5, 4)), axis=0)
    slow = []
    for y in range(5):
        for x in range(4):
            level = film[0, y, x]
            for k in range(1, 60):
                while film[k, y, x] - level >= 0.2:
                    level += 0.2
                    slow.append((k * FRAME, x, y, 1))
                while film[k, y, x] - level <= -0.2:
                    level -= 0.2
                    slow.append((k * FRAME, x, y, -1))
    seen = events(film)
    assert sorted(slow) == sorted(zip(*(column.tolist() for column in seen), strict=True))
    assert (np.diff(seen.t) >= 0).all()


def test_a_still_scene_is_silent():
    assert len(events(np.ones((50, 24, 24))).t) == 0
    assert math.isnan(see_motion(events(np.ones((50, 24, 24)))).direction)


@pytest.mark.parametrize("direction", DIRECTIONS.tolist())
def test_a_bar_makes_the_detectors_of_its_direction_fire_most(direction):
    seen = see_motion(events(moving_bar(direction)))
    assert seen.direction == direction
    k = int(direction / 45)
    right, beside = seen.counts[k], seen.counts[[(k + 1) % 8, (k - 1) % 8]]
    assert right > 1.3 * beside.max()
    assert seen.counts[(k + 4) % 8] == 0  # nothing at all for the way back
    assert len(seen.t) == seen.counts.sum()


def test_noise_of_a_twentieth_is_borne_and_of_a_tenth_is_not():
    # Two films per direction. An event needs a change of 0.2.
    assert share_right(0.05, np.random.default_rng(0), 2) == 1.0
    assert 0.25 <= share_right(0.1, np.random.default_rng(0), 2) <= 0.75
    assert share_right(0.3, np.random.default_rng(0), 1) <= 0.25


def test_detectors_built_for_another_speed_do_worse():
    def best(speed):
        counts = see_motion(events(moving_bar(0.0)), speed=speed).counts
        return counts[0] - counts[1:].max()

    assert best(SPEED) > 500 > best(3 * SPEED)


def one_pair(gap, speed=SPEED):
    """Outputs of the kind 'to the right' for an event at x = 3, and at x = 4 after `gap` ms."""
    two = Events(np.array([0.0, gap]), np.array([3, 4]), np.array([5, 5]), np.array([1, 1]))
    return see_motion(two, speed=speed).counts[0]


def test_a_pair_fires_within_tau_ln_of_1_over_04_of_its_delay():
    delay, window = 1 / SPEED, 5.0 * math.log(1 / 0.4)
    assert one_pair(delay) == 1
    for side in (-1, 1):
        assert one_pair(delay + side * (window - 0.01)) == 1
        assert one_pair(delay + side * (window + 0.01)) == 0


def test_a_diagonal_pair_waits_for_the_longer_way():
    two = Events(
        np.array([0.0, math.sqrt(2) / SPEED]), np.array([3, 4]), np.array([5, 6]), np.array([1, 1])
    )
    assert see_motion(two).counts.tolist() == [0, 1, 0, 0, 0, 0, 0, 0]


def test_the_detectors_agree_with_one_leaky_neuron_after_the_other():
    seen = events(moving_bar(45.0, 0.06, np.random.default_rng(0)))
    on = seen.sign > 0
    sent = list(zip(seen.t[on].tolist(), seen.x[on].tolist(), seen.y[on].tolist(), strict=True))
    counts = []
    for dx, dy in ((1, 0), (1, 1), (0, 1)):
        delay = math.hypot(dx, dy) / SPEED
        arrive = [(t, x, y) for t, x, y in sent]
        arrive += [
            (t + delay, x + dx, y + dy) for t, x, y in sent if 0 <= x + dx < 24 and 0 <= y + dy < 24
        ]
        v, last, count = {}, {}, 0
        for t, x, y in sorted(arrive):
            level = v.get((x, y), 0.0) * math.exp(-(t - last.get((x, y), t)) / 5.0) + 1.0
            count += level >= 1.4
            v[x, y], last[x, y] = (0.0 if level >= 1.4 else level), t
        counts.append(count)
    assert see_motion(seen).counts[:3].tolist() == counts


def test_darkening_events_are_not_listened_to():
    seen = events(moving_bar(0.0))
    dark = Events(*(column[seen.sign < 0] for column in seen))
    assert len(dark.t) > 1000
    assert see_motion(dark).counts.sum() == 0


def test_a_dot_drawn_to_the_right_is_seen_going_right_and_nothing_falls_off_the_edge():
    seen = see_motion(events(moving_dot([[-1, 0], [1, 0]])))
    assert seen.direction == 0.0
    assert seen.x.min() >= 0
    assert seen.x.max() <= 23
    assert see_motion(events(moving_dot([[0, 1], [0, -1]]))).direction == 270.0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: events(np.zeros((5, 5))), r"expected \(frames, height, width\)"),
        (lambda: events(np.zeros((5, 5, 5)), threshold=0.0), "threshold = 0"),
        (lambda: moving_bar(0.0, 0.1), "noise needs rng"),
        (lambda: moving_bar(0.0, 0.1, 7), "noise needs rng"),
        (lambda: moving_bar(0.0, speed=0.0), "speed = 0 pixels/ms"),
        (lambda: moving_dot([0.0, 1.0]), "path has shape"),
        (lambda: see_motion(events(np.zeros((2, 3, 3))), tau=0.0), "tau = 0 ms"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
