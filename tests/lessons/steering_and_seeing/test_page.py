"""What lesson 20 says, computed; its vehicle and its camera, against slow ones."""

import math
import re
from functools import partial
from itertools import islice

import numpy as np
import pytest
from lesson_pages import solved
from reference import case

from snn_edu.lessons.steering_and_seeing import motion, views
from snn_edu.lessons.steering_and_seeing.vehicle import CROSSED, EQUAL, WALL, Vehicle
from snn_edu.live import pad

page = solved("20_steering_and_seeing")
PATHS = dict(pad("path").presets)
SETTINGS = {
    "wires": "learned from equal", "reward": "brighter", "compare": True, "eta": 0.4, "seed": 0,
}  # fmt: skip


def cues(trials, **changed):
    settings = {"wanted": "A", "delay": 1000.0, "memory": 1000.0, "seed": 4, **changed}
    w, shares = next(islice(views.trained_on_cues(settings), trials // 2, None))
    return w, dict(zip("AB", shares[-1], strict=True))


@pytest.mark.slow
def test_the_pictures_cues_are_sorted_after_a_hundred_trials():
    assert min(cues(4)[1].values()) > 0.7  # "answers both cues"
    w, answered = cues(100)
    assert answered["A"] > 0.9
    assert answered["B"] < 0.5
    frame = list(islice(page.picture("learning_two_cues").frames(
        {"wanted": "A", "delay": 1000, "memory": 1000, "seed": 4}), 51))[-1]  # fmt: skip
    assert frame["w_a"][1] == pytest.approx(w[: views.CUE])
    assert [*frame["w_a"][0], *frame["w_b"][0]] == list(range(2 * views.CUE))


def test_a_fence_two_pixels_apart_is_heard_the_wrong_way_and_one_of_three_is_not():
    for gap, meets in ((2.0, 9), (3.0, 0)):
        own = np.arange(0.0, 400.0, 20 * gap)
        assert page.names["detector"](own, own + 20.0, 20, 2) == meets
    assert page.says("With posts 2 pixels apart all but the first meet")
    flicker = np.arange(0.0, 400.0, 20.0)  # both pixels see the lamp
    assert page.names["detector"](flicker, flicker, 20, 2) == len(flicker) - 1
    assert page.says("a lamp that flickers every 20 ms will do")


def test_a_light_at_30_degrees_makes_four_spikes_and_one():
    near = 1.0 + 2.0
    sent = [12 * math.cos(math.radians(30 + eye)) / near for eye in (-45, 45)]
    spikes = []
    for mean in sent:
        chance = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(60)]
        expected = [6 / (1 + math.exp(-6 * (k / 6 - 0.45))) for k in range(60)]
        spikes.append(round(np.dot(chance, expected)))
    assert spikes == [4, 1]
    assert page.says("some four spikes on the left and one on the right", "by 0.1 radians, 6°")
    for distance in (1.0, 1.5, 2.0):  # "10° off, it turns by some 6°", a part of 0.6
        at = math.radians(10)
        seen = [math.cos(at + eye) / (1 + distance) for eye in (-math.pi / 4, math.pi / 4)]
        spikes = []
        for mean in (12 * one for one in seen):
            chance = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(60)]
            expected = [6 / (1 + math.exp(-6 * (k / 6 - 0.45))) for k in range(60)]
            spikes.append(np.dot(chance, expected))
        assert 0.1 * (spikes[0] - spikes[1]) / at == pytest.approx(0.6, abs=0.05)
    assert page.says("If ours is 10° off, it turns by some 6°", "two steps late make 1.2, four 2.4")
    assert 1 - math.exp(-25 / 200) == pytest.approx(1 / 8, abs=0.01)
    assert page.says("An eighth of a change comes")


def test_of_a_bar_twice_as_fast_one_kind_leads_by_half_and_at_four_times_all_say_the_same():
    twice, four_times = (
        motion.see_motion(motion.events(motion.moving_bar(0.0, speed=speed))).counts
        for speed in (0.1, 0.2)
    )
    assert twice[0] / twice[1:].max() == pytest.approx(1.5, abs=0.05)
    assert twice[1:].min() > 0.95 * twice[1:].max()
    assert four_times.min() > 0.95 * four_times.max()
    assert page.says("At twice the speed → leads by half")
    assert motion.see_motion(motion.events(motion.moving_bar(0.0))).counts.min() == 0


def test_who_throws_the_polarity_away_sees_a_bar_that_goes_right_go_left_too():
    """No detector hears OFF; with both signs in one neuron a third as many spikes say "left"."""
    seen = motion.events(motion.moving_bar(0.0))
    lefts, rights = [], []
    for sign in (seen.sign, -seen.sign, np.ones_like(seen.sign)):  # ON alone, OFF alone, both
        counts = motion.see_motion(seen._replace(sign=sign)).counts
        rights.append(counts[0])
        lefts.append(counts[4])
    assert lefts[:2] == [0, 0]
    assert 3 * lefts[2] == rights[2]
    assert page.says("If one neuron hears both, a third as many spikes of a bar that goes right")


def test_a_baseline_changes_nothing_on_average_for_a_surprise_has_the_mean_zero():
    n = np.arange(60)
    chance = np.array([math.exp(-3.0) * 3.0**k / math.factorial(k) for k in n])
    assert chance @ (n - 3.0) == pytest.approx(0.0, abs=1e-12)
    assert chance @ n == pytest.approx(3.0)


@pytest.mark.slow
def test_ten_vehicles_by_each_rule_and_a_note_after_a_second():
    assert Vehicle().success(CROSSED, np.random.default_rng(0)) == pytest.approx(0.8, abs=0.05)
    assert page.says("wired crosswise by hand 80 %")
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_pages_detector_tells_a_bar_to_the_right_from_one_to_the_left():
    """At 50 pixels a second the left neighbour is 20 ms earlier, on its way to the right."""
    assert page.says("20 ms later the pixel")
    for direction, fires in ((0.0, True), (180.0, False)):
        seen = motion.events(motion.moving_bar(direction, 0.0, None))
        on = (seen.sign > 0) & (seen.y == 12)
        own, neighbour = (seen.t[on & (seen.x == x)] for x in (12, 11))
        assert len(own)
        assert (page.names["detector"](own, neighbour, 20.0, 4.6) > 0) == fires


@pytest.mark.parametrize("path", PATHS)
def test_arrows_are_right_to_a_few_degrees_until_noise_makes_more_spikes_than_the_dot(path):
    off = []  # by how many degrees, the median, as the picture says
    for noise in (0.0, 0.05, 0.1):
        words = views.motion_seen(PATHS[path], noise, 50)["text"].split()
        off.append(float(words[words.index("arrows") + 1]))
    assert max(off[:2]) <= 8 < 12 < off[2]


def test_how_much_noise_hides_a_bar():
    film = motion.moving_dot(np.array(PATHS["spiral"]))
    noise = np.random.default_rng(0).standard_normal(film.shape)
    clean, noisy = motion.events(film), motion.events(film + 0.1 * noise)
    assert (noisy.sign > 0).sum() / (clean.sign > 0).sum() == pytest.approx(80, rel=0.1)
    assert len(noisy.t) / (576 * len(film)) == pytest.approx(1 / 8, rel=0.05)
    said = re.findall(r"noise ([\d.]+): the direction of a bar is right in (\d+) %", page.printed)
    right = {float(noise): int(percent) for noise, percent in said}
    assert right[0.0] == right[0.05] == 100 > 75 > right[0.1]
    assert page.says("Up to a noise of about 0.05 the arrows hold")


def driven(vehicle, w, rng):
    """The docstring's equations over arrays: path, weights and the usual reward."""
    side, heading = rng.uniform(-np.pi, np.pi, 2)
    place, usual, e = vehicle.start * np.array([np.cos(side), np.sin(side)]), 0.0, np.zeros((2, 2))
    path, w = [place], np.array(w)
    while len(path) <= vehicle.steps and np.hypot(*path[-1]) >= 0.25:
        light = np.arctan2(*-place[::-1]) - heading
        bright = 1 / (1 + np.hypot(*place))
        sense = np.maximum(0.0, np.cos(light + np.array([-1, 1]) * np.pi / 4)) * bright
        pre = rng.poisson(12 * sense) / 6
        expected = 6 / (1 + np.exp(-6 * (pre @ w - 0.45)))
        n = rng.poisson(expected)
        heading -= 0.1 * (n[0] - n[1])
        towards = np.array([np.cos(heading), np.sin(heading)])
        place = np.clip(place + (0.02 + 0.002 * n.sum()) * towards, -WALL, WALL)
        path.append(place)
        r = vehicle.reward * (1 / (1 + np.hypot(*place)) - bright)
        surprise = n - vehicle.compare * expected
        e = e * np.exp(-25 / vehicle.tau_eligibility) + np.outer(pre, surprise)
        w = np.clip(w + vehicle.eta * (r - usual) * e, 0.0, 1.0)
        usual += 0.05 * (r - usual)
    return np.array(path), w, usual


@pytest.mark.parametrize(
    "rule", [{}, {"compare": False}, {"reward": -1, "eta": 3.0}, {"eta": 0.0, "start": 0.5}]
)
def test_a_drive_is_its_equations_step_by_step(rule):
    vehicle, ends = Vehicle(**rule), []
    for seed in range(5):
        w = CROSSED if "start" in rule else np.random.default_rng(50 + seed).random((2, 2))
        trial = vehicle.drive(w, np.random.default_rng(seed))
        path, weights, usual = driven(vehicle, w, np.random.default_rng(seed))
        assert trial.path == pytest.approx(path, abs=1e-9)
        assert trial.weights == pytest.approx(weights, abs=1e-9)
        assert trial.usual == pytest.approx(usual, abs=1e-9)
        assert trial.reached == (np.hypot(*path[-1]) < 0.25)
        ends.append(trial.reached)
    assert any(ends) == ("start" in rule)  # both endings are met


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


def test_a_camera_must_move_to_see_a_square_and_then_sees_only_edges():
    square = np.zeros((24, 24))
    square[8:16, 8:16] = 0.7
    assert not len(motion.events(np.stack([square] * 50)).t)
    for axis in (1, 0):  # to the side, and up: two edges, each eight pixels long
        seen = motion.events(np.stack([square, np.roll(square, 1, axis)]))
        across, along = (seen.x, seen.y) if axis else (seen.y, seen.x)
        assert set(across.tolist()) == {8, 16}
        assert set(along.tolist()) == set(range(8, 16))


def test_how_many_vehicles_tell_76_from_70_percent():
    spread, apart = 10.0, 6.0  # points; the spread has a row in the draws
    assert math.sqrt(0.76 * 0.24 / 30) == pytest.approx(0.08, abs=0.003)
    assert spread / math.sqrt(200) == pytest.approx(0.7, abs=0.01)
    assert math.ceil(2 * (2.8 * spread / apart) ** 2) == 44
    one, other = np.random.default_rng(0).normal(0.0, spread, (2, 4000, 44))
    error = np.sqrt((one.var(axis=1, ddof=1) + other.var(axis=1, ddof=1)) / 44)
    tells = abs(one.mean(axis=1) + apart - other.mean(axis=1)) > 2.0 * error
    assert tells.mean() == pytest.approx(0.8, abs=0.03)
    assert page.says("= 44 vehicles of each kind")


def right_by_sum(told, way):
    """Whether the vector sum of all counts is nearest to the way the bar went."""
    return abs((told.vector_sum - way + 180) % 360 - 180) < 22.5


def right(change):
    """The share of eight bars told after a change of their events: by largest count, by sum."""
    found = []
    for way in motion.DIRECTIONS.tolist():
        told = motion.see_motion(change(motion.events(motion.moving_bar(way))))
        found.append((told.direction == way, right_by_sum(told, way)))
    return np.mean(found, 0)


@pytest.mark.slow
def test_of_a_film_with_few_pictures_of_bins_and_of_a_pixel_that_is_deaf_for_a_while():
    shares = {}
    for every in (10, 17):  # of the pictures, which come each 2 ms
        plain, faded, summed = [], [], []
        for first in range(every):
            for way in motion.DIRECTIONS.tolist():
                film = motion.moving_bar(way)[first::every]
                seen = motion.events(film, dt=2.0 * every)
                plain.append(motion.see_motion(seen).direction == way)
                k, part = np.divmod(np.arange((len(film) - 1) * every), every)
                part = part[:, None, None] / every
                mixed = film[k] * (1 - part) + film[k + 1] * part
                told = motion.see_motion(motion.events(mixed))
                faded.append(told.direction == way)
                summed.append(right_by_sum(told, way))
        shares[every] = np.mean(plain), np.mean(faded), np.mean(summed)
    assert shares[10][1:] == (1.0, 1.0)
    assert shares[17] == pytest.approx((1 / 8, 0.6, 1.0), abs=0.03)
    assert page.says(
        "with 30 a second one direction in eight", "six in ten are right by the largest"
    )

    def binned(seen, first, width):
        return seen._replace(t=np.floor((seen.t + first) / width) * width)

    for width, *share in ((10, 1.0, 1.0), (20, 0.5, 1.0), (40, 0.125, 0.0)):
        firsts = range(0, width, width // 10)
        bins = [right(partial(binned, first=first, width=width)) for first in firsts]
        assert np.mean(bins, 0) == pytest.approx(share, abs=0.02)
    left = []

    def deaf(seen):
        last, kept = {}, []
        for at in zip(seen.t.tolist(), seen.x.tolist(), seen.y.tolist(), strict=True):
            kept.append(at[0] - last.get(at[1:], -np.inf) > 10.0)
            if kept[-1]:
                last[at[1:]] = at[0]
        left.append(np.mean(kept))
        return motion.Events(*(each[np.array(kept)] for each in seen))

    assert right(deaf)[0] == 1.0
    assert left == pytest.approx([2 / 3] * 8, abs=0.01)
    bar = motion.events(motion.moving_bar(0.0))
    assert len(bar.t) / 720 == pytest.approx(4.8, abs=0.05)
    waited = []  # at most, with a line that sends one each 0.2 ms
    for way in motion.DIRECTIONS.tolist():
        times, out = motion.events(motion.moving_bar(way)).t, 0.0
        for t in times.tolist():
            out = max(t, out) + 0.2
            waited.append(out - t)
    assert page.says("events wait, up to 180 ms")
    assert max(waited) == pytest.approx(180, abs=5)
    assert page.says("4.8 events in a millisecond")


@pytest.mark.slow
def test_which_speeds_a_detector_hears_and_how_much_a_camera_sends_as_readers_are_told():
    heard = page.names["detector"]

    def hears(delay, within):
        speeds = np.arange(10.0, 320.0, 0.5)  # pixels a second
        return {s for s in speeds if heard(np.array([1000 / s]), np.array([0.0]), delay, within)}

    assert page.says("hears 46 to 55 pixels a second", "leave no gap from 19 to 300")
    assert (min(hears(20, 2)), max(hears(20, 2))) == (45.5, 55.5)
    covered = set().union(*(hears(delay, delay / 3) for delay in (5, 10, 20, 40)))
    assert covered == set(np.arange(19.0, 300.5, 0.5))
    assert page.says("sends nothing of a bar that is 15 % brighter")
    assert not len(motion.events(motion.moving_bar(0.0) * np.log(1.15) / 0.7).t)
    assert page.says("At 0.4 our bar", "a third of the events", "three spikes")
    assert len(motion.events(np.log([[[1.0]], [[2.0]], [[2.0]]])).t) == 3
    film = motion.moving_bar(0.0)
    sent = len(motion.events(film).t)
    assert 3 * len(motion.events(film, threshold=0.4).t) == sent
    assert (sent, film.size // sent, len(film) * motion.FRAME) == (3456, 60, 720)
    assert film[0].size * 24 * 0.72 / sent == pytest.approx(3, abs=0.2)


def test_a_lamp_on_the_mains_makes_every_pixel_fire_in_each_swing():
    t = np.arange(0.0, 400.0, 0.25)

    def lamp(swing, phase=0.0):  # events of a pixel in a swing
        light = 1 + swing * np.sin(2 * np.pi * 0.1 * t + phase)
        return len(motion.events(np.log(light)[:, None, None], dt=0.25).t) / 40

    assert page.says(
        "by a fifth up and down, *every* pixel fires about twice", "by less than a tenth, none"
    )
    assert lamp(0.2) == pytest.approx(2, abs=0.1)
    assert [lamp(0.099, phase) for phase in np.linspace(0.0, 2 * np.pi, 9)] == [0] * 9
    bar = len(motion.events(motion.moving_bar(0.0)).t) / 720  # in a millisecond
    assert page.says("24 times as many events as the bar")
    assert lamp(0.2) * motion.SIDE**2 / 10 / bar == pytest.approx(24, abs=0.5)
