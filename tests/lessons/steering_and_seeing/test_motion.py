"""Event pixels and delay detectors: a reference case, a slow camera, slow detectors."""

import math

import numpy as np
import pytest
from reference import case

from snn_edu.lessons.steering_and_seeing import motion


def test_the_camera_agrees_with_the_reference_and_with_a_pixel_by_pixel_loop():
    given = case("applications", "event-pixel-g")
    film = np.array(given["params"]["log_intensity"])[:, None, None]
    seen = motion.events(film, dt=1.0, threshold=given["params"]["contrast_threshold"])
    assert np.transpose([seen.t, seen.sign]).tolist() == given["expected"]["events_frame_sign"]
    film = np.cumsum(np.random.default_rng(2).normal(0, 0.15, (60, 5, 4)), axis=0)
    slow = []
    for y, x in np.ndindex(5, 4):
        level = film[0, y, x]
        for k in range(1, 60):
            for sign in (1, -1):
                while sign * (film[k, y, x] - level) >= 0.2:
                    level += sign * 0.2
                    slow.append((k * motion.FRAME, x, y, sign))
    seen = motion.events(film)
    assert sorted(slow) == sorted(zip(*(column.tolist() for column in seen), strict=True))
    assert (np.diff(seen.t) >= 0).all()


@pytest.mark.parametrize("direction", motion.DIRECTIONS.tolist())
def test_a_bar_makes_the_detectors_of_its_direction_fire_most(direction):
    seen = motion.see_motion(motion.events(motion.moving_bar(direction)))
    assert seen.direction == direction
    turned = np.roll(seen.counts, -int(direction / 45))
    assert turned[0] > 1.3 * max(turned[1], turned[7])
    assert turned[4] == 0  # nothing at all for the way back


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


@pytest.mark.parametrize("speed", [motion.SPEED, 3 * motion.SPEED])
def test_the_detectors_agree_with_one_leaky_neuron_after_the_other(speed):
    seen = motion.events(motion.moving_bar(45.0, 0.06, np.random.default_rng(0)))
    counts = [slowly(seen, *way, speed) for way in motion.NEIGHBOURS]
    assert motion.see_motion(seen, speed=speed).counts.tolist() == counts


def test_a_dot_drawn_to_the_right_is_seen_going_right_and_a_still_scene_is_silent():
    seen = motion.see_motion(motion.events(motion.moving_dot([[-1, 0], [1, 0]])))
    assert seen.direction == 0.0
    assert 0 <= seen.x.min() < seen.x.max() <= 23
    assert motion.see_motion(motion.events(motion.moving_dot([[0, 1], [0, -1]]))).direction == 270.0
    assert len(motion.events(np.ones((50, 24, 24))).t) == 0
    assert math.isnan(motion.see_motion(motion.events(np.ones((50, 24, 24)))).direction)
