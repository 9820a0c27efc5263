"""What lesson 19 says: every number on its page, computed."""

import math
from itertools import islice

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.steering_and_seeing import views
from snn_edu.lessons.steering_and_seeing.motion import events, moving_bar, moving_dot
from snn_edu.lessons.steering_and_seeing.vehicle import CROSSED, EQUAL, Vehicle
from snn_edu.live import pad

page = solved("19_steering_and_seeing")
PATHS = dict(pad("path").presets)
SETTINGS = {
    "wires": "learned from equal", "reward": "brighter", "compare": True, "eta": 0.4, "seed": 0,
}  # fmt: skip


def cues(trials, **changed):
    settings = {"wanted": "A", "delay": 1000.0, "memory": 1000.0, **changed}
    w, shares = next(islice(views.trained_on_cues(settings), trials // 2, None))
    return w, dict(zip("AB", shares[-1], strict=True))


def test_a_hundred_trials_sort_the_cues_and_a_late_reward_needs_a_long_memory():
    assert min(cues(4)[1].values()) > 0.7  # "answers both cues"
    w, answered = cues(100)
    assert answered == {"A": 1.0, "B": 0.2}  # "A always and B in one case out of five"
    frame = list(islice(page.picture("learning_two_cues").frames(
        {"wanted": "A", "delay": 1000, "memory": 1000}), 51))[-1]  # fmt: skip
    assert frame["w_a"][1] == pytest.approx(w[: views.CUE])
    assert [*frame["w_a"][0], *frame["w_b"][0]] == list(range(2 * views.CUE))
    runs = w, cues(100, delay=3000.0)[0], cues(100, delay=3000.0, memory=5000.0)[0]
    lead, late, long = (run[: views.CUE].mean() - run[views.CUE :].mean() for run in runs)
    assert late < 0.5 * lead
    assert long == pytest.approx(lead, rel=0.2)


def test_ten_vehicles_by_each_rule_and_a_note_after_a_second():
    by_hand = 100 * Vehicle().success(CROSSED, np.random.default_rng(0))
    assert page.says(f"it finds the light in {by_hand:.0f} %")
    chance = Vehicle().success(EQUAL, np.random.default_rng(0), 400)
    assert chance == pytest.approx(views.CHANCE, abs=0.01)
    apart = []
    for compare in (False, True):
        *_, last = Vehicle(compare=compare).learn(EQUAL, np.random.default_rng(0))
        apart.append(np.abs(np.diff(last.weights, axis=1)).mean())
    assert apart[0] < 0.1 < 0.5 < apart[1]
    assert last.weights.argmax(axis=1).tolist() == [1, 0]  # crossed
    pay = page.names["paid"](np.array([0.0]), np.array([0.1]), 1000.0, 1.0, 1000.0)
    assert page.says(f"has faded to {pay:.3f} after a second")
    late = page.names["paid"](np.array([0.0]), np.array([0.2]), 1000.0, -1.0, 500.0)
    assert late == pytest.approx(-0.027, abs=0.0005)


def last_trial(**changed):
    *_, last = views.vehicle_learning({**SETTINGS, **changed})
    return last


def test_the_pictures_vehicle_learns_flees_and_forgets():
    def share(**changed):
        return np.mean([last_trial(seed=seed, **changed)["share"][1][-1] for seed in range(5)])

    right = share()
    assert right > 0.6
    found = []  # by the first rule: now and then, with ups and downs
    for seed in range(5):
        frames = views.vehicle_learning({**SETTINGS, "compare": False, "seed": seed})
        found += ["light found" in frame["text"] for frame in frames]
    assert views.CHANCE < np.mean(found) < 0.1
    assert share(reward="darker") < 0.05
    assert share(wires="uncrossed") == 0.0
    assert share(eta=5.0) < 0.7 * right
    assert [wire["lw"] for wire in last_trial(wires="crossed")["wires"]] == [0.5, 7.5, 7.5, 0.5]


def test_the_pages_detector_tells_a_bar_to_the_right_from_one_to_the_left():
    """At 50 pixels a second the left neighbour is 20 ms earlier, on its way to the right."""
    for direction, fires in ((0.0, True), (180.0, False)):
        seen = events(moving_bar(direction, 0.0, None))
        on = (seen.sign > 0) & (seen.y == 12)
        own, neighbour = (seen.t[on & (seen.x == x)] for x in (12, 11))
        assert len(own)
        assert (page.names["detector"](own, neighbour, 20.0, 4.6) > 0) == fires


@pytest.mark.parametrize("path", PATHS)
def test_arrows_are_right_to_a_few_degrees_until_noise_makes_more_spikes_than_the_dot(path):
    off = []  # by how many degrees, the median, as the picture says
    for noise in (0.0, 0.05, 0.1):
        words = views.motion_seen(PATHS[path], noise, 0.05)["text"].split()
        off.append(float(words[words.index("arrows") + 1]))
    assert max(off[:2]) <= 8 < 12 < off[2]


def test_how_much_noise_hides_a_bar():
    film = moving_dot(np.array(PATHS["spiral"]))
    noise = np.random.default_rng(0).standard_normal(film.shape)
    clean, noisy = events(film), events(film + 0.1 * noise)
    assert (noisy.sign > 0).sum() / (clean.sign > 0).sum() == pytest.approx(80, rel=0.1)
    assert len(noisy.t) / (576 * len(film)) == pytest.approx(1 / 8, rel=0.05)
    assert math.log(2) / 0.2 > 3  # "more than three changes by a fifth", as the quiz says
