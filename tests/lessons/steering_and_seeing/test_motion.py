"""Event pixels and delay detectors: a reference case, a slow camera, slow detectors."""

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
    assert np.transpose([seen.t, seen.sign]).tolist() == given["expected"]["events_frame_sign"]


def test_the_camera_agrees_with_a_pixel_by_pixel_loop():
    film = np.cumsum(np.random.default_rng(2).normal(0, 0.15, (60, 5, 4)), axis=0)
    slow = []
    for y, x in np.ndindex(5, 4):
        level = film[0, y, x]
        for k in range(1, 60):
            for sign in (1, -1):
                while sign * (film[k, y, x] - level) >= 0.2:
                    level += sign * 0.2
                    slow.append((k * FRAME, x, y, sign))
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
    turned = np.roll(seen.counts, -int(direction / 45))
    assert turned[0] > 1.3 * max(turned[1], turned[7])
    assert turned[4] == 0  # nothing at all for the way back
    assert len(seen.t) == seen.counts.sum()


def test_noise_of_a_twentieth_is_borne_and_of_a_tenth_is_not():
    # Two films per direction. An event needs a change of 0.2.
    assert share_right(0.05, np.random.default_rng(0), 2) == 1.0
    assert 0.25 <= share_right(0.1, np.random.default_rng(0), 2) <= 0.75


def slowly(seen, dx, dy, speed):
    """How often the leaky neurons of one direction fire: one event after the other."""
    on = seen.sign > 0  # nobody listens to darkening
    sent = list(zip(seen.t[on].tolist(), seen.x[on].tolist(), seen.y[on].tolist(), strict=True))
    inside = [one for one in sent if 0 <= one[1] + dx < 24 and 0 <= one[2] + dy < 24]
    late = [(t + math.hypot(dx, dy) / speed, x + dx, y + dy) for t, x, y in inside]
    v, last, count = {}, {}, 0
    for t, x, y in sorted([*sent, *late]):
        level = v.get((x, y), 0.0) * math.exp(-(t - last.get((x, y), t)) / 5.0) + 1.0
        count += level >= 1.4
        v[x, y], last[x, y] = (0.0 if level >= 1.4 else level), t
    return count


@pytest.mark.parametrize("speed", [SPEED, 3 * SPEED])
def test_the_detectors_agree_with_one_leaky_neuron_after_the_other(speed):
    ways = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]
    seen = events(moving_bar(45.0, 0.06, np.random.default_rng(0)))
    counts = [slowly(seen, *way, speed) for way in ways]
    assert see_motion(seen, speed=speed).counts.tolist() == counts


@pytest.mark.parametrize("side", [-1, 1])
def test_a_pair_fires_within_tau_ln_of_1_over_04_of_its_delay(side):
    for beyond, fires in ((-0.01, 1), (0.01, 0)):
        gap = 1 / SPEED + side * (5.0 * math.log(1 / 0.4) + beyond)
        pair = Events(np.array([0.0, gap]), np.array([3, 4]), np.array([5, 5]), np.array([1, 1]))
        assert see_motion(pair).counts[0] == fires


def test_a_dot_drawn_to_the_right_is_seen_going_right_and_nothing_falls_off_the_edge():
    seen = see_motion(events(moving_dot([[-1, 0], [1, 0]])))
    assert seen.direction == 0.0
    assert 0 <= seen.x.min() < seen.x.max() <= 23
    assert see_motion(events(moving_dot([[0, 1], [0, -1]]))).direction == 270.0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: events(np.zeros((5, 5))), r"expected \(frames, height, width\)"),
        (lambda: events(np.zeros((5, 5, 5)), threshold=0.0), "threshold = 0"),
        (lambda: moving_bar(0.0, 0.1), "noise needs rng"),
        (lambda: moving_bar(0.0, speed=0.0), "speed = 0 pixels/ms"),
        (lambda: moving_dot([0.0, 1.0]), "path has shape"),
        (lambda: see_motion(events(np.zeros((2, 3, 3))), tau=0.0), "tau = 0 ms"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
