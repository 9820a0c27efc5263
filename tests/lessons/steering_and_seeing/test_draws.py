"""What lesson 20 tells of chance, on draws that it doesn't show."""

from dataclasses import replace
from functools import cache
from itertools import islice
from unittest.mock import patch

import numpy as np
import pytest
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.steering_and_seeing import motion, vehicle, views
from snn_edu.lessons.steering_and_seeing.vehicle import EQUAL, UNCROSSED, Vehicle
from snn_edu.live import pad

page = solved("20_steering_and_seeing")
SPIRAL = dict(pad("path").presets)["spiral"]


@cache
def cues(seed, delay=1000.0, memory=1000.0):
    """Which shares of A and B are answered after a hundred trials."""
    settings = {"wanted": "A", "delay": delay, "memory": memory, "seed": seed}
    return next(islice(views.trained_on_cues(settings), 50, None))[1][-1]


@cache
def driven(seed, compare, eta=0.4):
    """Sixty trials: the weights after each, and how many found the light."""
    trials = list(Vehicle(compare=compare, eta=eta).learn(EQUAL, np.random.default_rng(seed)))
    return np.array([trial.weights for trial in trials]), sum(trial.reached for trial in trials)


def judged(seed, compare):
    robot, (weights, _) = Vehicle(compare=compare), driven(seed, compare)
    return robot.success(weights[-1], np.random.default_rng(seed), 30)


def seen(seed, noise, threshold):
    """Bars in all eight directions: how many are seen rightly, and how many events they make."""
    rng, right, sent = np.random.default_rng(seed), 0, 0
    for direction in motion.DIRECTIONS:
        film = motion.moving_bar(direction, noise, rng)
        events = motion.events(film, threshold=threshold)
        right += motion.see_motion(events).direction == direction
        sent += len(events.t)
    return right, sent


def on_the_road(delay=0, left=1.0, turn=0.1, wires=vehicle.CROSSED, inhibits=False, filtered=0.0):
    """The share of 60 trials that find the light, wired crosswise, on a road that is not ideal.

    What the sensors send comes `delay` steps late, a spike turns by `turn`, and of the left motor's
    only the share `left` counts. Sensors that inhibit take from a drive of 0.9, and the motors'
    spikes may go through a filter, whose time constant `filtered` is in ms.
    """
    keeps = np.exp(-25.0 / filtered) if filtered else 0.0

    def of(seed):
        rng, found = np.random.default_rng(seed), 0
        for _ in range(60):
            side, heading = rng.uniform(-np.pi, np.pi, 2)
            place, sent, pushed = 2.0 * np.exp(1j * side), [(0.0, 0.0)] * delay, np.zeros(2)
            for _ in range(150):
                seen = vehicle._sense(place.real, place.imag, heading, abs(place))
                sent.append(rng.poisson(12 * np.array(seen)) / 6)
                pre = sent.pop(0)
                drive = np.dot(pre, wires)
                drive = 0.9 - drive if inhibits else drive
                n = rng.poisson(6 / (1 + np.exp(-6 * (drive - 0.45))))
                pushed = keeps * pushed + (1.0 - keeps) * n
                spikes = left * pushed[0], pushed[1]
                heading -= turn * (spikes[0] - spikes[1])
                place += (0.02 + 0.002 * sum(spikes)) * np.exp(1j * heading)
                place = complex(*np.clip([place.real, place.imag], -3.0, 3.0))
                if abs(place) < 0.25:
                    found += 1
                    break
        return found / 60

    return of


def with_surprises(times):
    """The share of thirty trials after sixty, if the motors stray `times` as far from λ."""

    def of(seed):
        rng, w, usual, found = np.random.default_rng(seed), np.array(EQUAL), 0.0, 0
        for trial in range(90):
            side, heading = rng.uniform(-np.pi, np.pi, 2)
            place, e = 2.0 * np.exp(1j * side), np.zeros((2, 2))
            for _ in range(150):
                near = abs(place)
                seen = vehicle._sense(place.real, place.imag, heading, near)
                pre = rng.poisson(12 * np.array(seen)) / 6
                expected = 6 / (1 + np.exp(-6 * (pre @ w - 0.45)))
                n = expected + times * (rng.poisson(expected) - expected)
                heading -= 0.1 * (n[0] - n[1])
                place += (0.02 + 0.002 * max(n.sum(), 0.0)) * np.exp(1j * heading)
                place = complex(*np.clip([place.real, place.imag], -3.0, 3.0))
                if trial < 60:
                    r = 1 / (1 + abs(place)) - 1 / (1 + near)
                    e = e * np.exp(-0.25) + np.outer(pre, n - expected)
                    w = np.clip(w + 0.4 * (r - usual) * e, 0.0, 1.0)
                    usual += 0.05 * (r - usual)
                if abs(place) < 0.25:
                    found += trial >= 60
                    break
        return found / 30

    return of


def by_a_table(seed):
    """Q-learning, a table of four states and three turns: the share of trials 11 to 60."""
    rng, table, found = np.random.default_rng(seed), np.zeros((4, 3)), []

    def state():
        seen = vehicle._sense(place.real, place.imag, heading, abs(place))
        left, right = rng.poisson(12 * np.array(seen))
        return 0 if left == right == 0 else 1 + int(left > right) + 2 * int(left < right)

    for _ in range(60):
        side, heading = rng.uniform(-np.pi, np.pi, 2)
        place, now = 2.0 * np.exp(1j * side), 0
        now, near = state(), 2.0
        for _ in range(150):
            best = np.flatnonzero(table[now] == table[now].max())
            turn = int(rng.integers(3) if rng.random() < 0.1 else rng.choice(best))
            heading += 0.4 * (turn - 1)
            place += 0.035 * np.exp(1j * heading)
            place = complex(*np.clip([place.real, place.imag], -3.0, 3.0))
            brighter = 1 / (1 + abs(place)) - 1 / (1 + near)
            before, now, near = now, state(), abs(place)
            goal = brighter + 0.9 * table[now].max()
            table[before, turn] += 0.1 * (goal - table[before, turn])
            if near < 0.25:
                break
        found.append(near < 0.25)
    return np.mean(found[10:])


def without_spikes(seed):
    """The share of a hundred trials that find the light if the difference of the sensors turns it.

    Then of those that begin where neither sensor sees the light.
    """
    rng, found = np.random.default_rng(seed), []
    for _ in range(100):
        side, heading = rng.uniform(-np.pi, np.pi, 2)
        place, least = 2.0 * np.exp(1j * side), 2.0
        blind = vehicle._sense(place.real, place.imag, heading, 2.0) == (0.0, 0.0)
        for _ in range(150):
            left, right = vehicle._sense(place.real, place.imag, heading, abs(place))
            heading += left - right
            place += 0.035 * np.exp(1j * heading)
            place = complex(*np.clip([place.real, place.imag], -3.0, 3.0))
            least = min(least, abs(place))
            if least < 0.25:
                break
        found.append((least < 0.25, blind))
    return np.array(found)


@cache
def at_rate(seed, eta):
    """The mean over eight vehicles of the share of 30 trials, judged without learning."""
    robot = Vehicle(eta=eta)
    lasts = [list(robot.learn(EQUAL, np.random.default_rng(8 * seed + k)))[-1] for k in range(8)]
    return np.mean([robot.success(t.weights, np.random.default_rng(seed), 30) for t in lasts])


def of_twenty(seed):
    """The share of twenty vehicles that find the light by `pre n` in one trial of 15 at most."""
    return np.mean([judged(100 * seed + k, False) <= 2 / 30 for k in range(20)])


def strays(noise):
    """By how many degrees the arrows of the spiral are off, in the middle of them."""

    def of(seed):
        still = motion.moving_dot(np.array(SPIRAL))
        normal = np.random.default_rng(seed).standard_normal(still.shape)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(views, "_film", lambda path: (still, normal))
            views._seen.cache_clear()
            views._motion.cache_clear()
            words = views.motion_seen(SPIRAL, noise, 50)["text"].split()
        views._seen.cache_clear()
        views._motion.cache_clear()
        return float(words[words.index("arrows") + 1])

    return of


def together(seed):
    """How the changes of a sensor's two wires correlate, trial by trial."""
    changes = np.diff(driven(seed, False)[0], axis=0)
    return np.corrcoef(changes[:, :, 0].ravel(), changes[:, :, 1].ravel())[0, 1]


def film(noise, seed):
    still = motion.moving_dot(np.array(SPIRAL))
    return motion.events(still + noise * np.random.default_rng(seed).standard_normal(still.shape))


def times_as_many(noise):
    return lambda seed: (film(noise, seed).sign > 0).sum() / (film(0.0, seed).sign > 0).sum()


@cache
def on_a_recording(seed):
    """How often eyes 2 and 8 steps late would turn to the lighter side, in what a good driver saw.

    Of the steps of thirty trials, wired crosswise, in which they would turn at all.
    """
    rng, right = np.random.default_rng(seed), {2: [], 8: []}
    for _ in range(30):
        side, heading = rng.uniform(-np.pi, np.pi, 2)
        place, turns = 2.0 * np.exp(1j * side), []
        for _ in range(150):
            seen = vehicle._sense(place.real, place.imag, heading, abs(place))
            pre = rng.poisson(12 * np.array(seen)) / 6
            expected = 6 / (1 + np.exp(-6 * (np.dot(pre, vehicle.CROSSED) - 0.45)))
            turns.append(expected[1] - expected[0])
            for late, of in right.items():
                if len(turns) > late and turns[-1 - late] and seen[0] != seen[1]:
                    of.append((turns[-1 - late] > 0) == (seen[0] > seen[1]))
            n = rng.poisson(expected)
            heading -= 0.1 * (n[0] - n[1])
            place += (0.02 + 0.002 * sum(n)) * np.exp(1j * heading)
            place = complex(*np.clip([place.real, place.imag], -3.0, 3.0))
            if abs(place) < 0.25:
                break
    return np.mean(right[2]), np.mean(right[8])


class Stays(float):
    """A baseline that stays what it is: what the vehicle adds to it is lost."""

    def __add__(self, other):
        return self


def sixty(seed, weights, robot, coin=False, usual=0.0):
    """The weights after sixty trials; with a coin, each trial rewards light or darkness."""
    rng = np.random.default_rng(seed)
    for _ in range(60):
        asked = replace(robot, reward=int(rng.choice([-1, 1]))) if coin else robot
        trial = asked.drive(weights, rng, usual)
        weights, usual = trial.weights, trial.usual
    return weights


APART = np.array(vehicle.CROSSED) - UNCROSSED


def turned(seed):
    """After how many trials a vehicle of the wrong wires finds the light in most of a hundred."""
    trials = Vehicle().learn(UNCROSSED, np.random.default_rng(seed), 1200)
    shares = np.mean(np.reshape([trial.reached for trial in trials], (12, 100)), axis=1)
    return 100 * (1 + np.argmax(shares > 0.5))


def sent(seed, weights):
    """How many spikes the sensors send in a trial with these weights, on average over a hundred."""
    seen, sense = [], vehicle._sense
    with patch.object(vehicle, "_sense", lambda *where: seen.append(sense(*where)) or seen[-1]):
        Vehicle().success(weights, np.random.default_rng(seed), 100)
    return 12 * np.sum(seen) / 100


def in_the_dark(seed):
    """How far from the light a vehicle ends, on average, that was rewarded for darkness."""
    rng = np.random.default_rng(seed)
    robot = Vehicle(reward=-1)
    weights = sixty(seed, EQUAL, robot)
    still = replace(robot, eta=0.0)
    return np.mean([np.hypot(*still.drive(weights, rng).path[-1]) for _ in range(60)])


@cache
def asked(seed, what, tau=100.0):
    """The share of thirty trials that find the light, after what the readers asked."""
    robot = Vehicle(tau_eligibility=tau)
    weights = sixty(seed, EQUAL, robot, what == "coin")
    if what in ("darkness", "light again"):
        weights = sixty(seed + 1000, weights, Vehicle(reward=-1))
    if what == "light again":
        weights = sixty(seed + 2000, weights, robot)
    return robot.success(weights, np.random.default_rng(seed + 3000), 30)


def broken(seed, how):
    """Whether it finds the light in any of 30 trials, sixty trials after something broke."""
    weights = sixty(seed, EQUAL, Vehicle())
    with pytest.MonkeyPatch.context() as patch:
        if how == "swapped":
            weights = weights[:, ::-1]
        else:
            sense = vehicle._sense
            patch.setattr(vehicle, "_sense", lambda *at: (0.0, sense(*at)[1]))
        weights = sixty(seed + 1000, weights, Vehicle())
        return Vehicle().success(weights, np.random.default_rng(seed + 3000), 30) > 0


def taken_away(constant):
    """The mean over three vehicles of the share of 30 trials, with a baseline that stays."""

    def of(seed):
        robot, found = Vehicle(), []
        for one in range(3 * seed, 3 * seed + 3):
            weights = sixty(one, EQUAL, robot, usual=Stays(constant))
            found.append(robot.success(weights, np.random.default_rng(one + 3000), 30))
        return np.mean(found)

    return of


def eight(what, tau, many=8):
    return lambda seed: np.mean([asked(many * seed + k, what, tau) for k in range(many)])


def unlike(seed):
    """The standard deviation of the shares of 24 vehicles, of thirty trials each."""
    return np.std([asked(24 * seed + k, "light", 100.0) for k in range(24)], ddof=1)


def slowly(seed):
    """The share of 100 trials after 5,000 at a rate of 0.004, with 0.05 taken away."""
    robot, rng, weights = Vehicle(eta=0.004), np.random.default_rng(seed), EQUAL
    for _ in range(5000):
        weights = robot.drive(weights, rng, Stays(0.05)).weights
    return robot.success(weights, np.random.default_rng(seed + 3000))


def with_one_mark(many, eta, trials, of):
    """The share that find the light in the trials `of`: `many` vehicles, paid by one sum."""

    def found(seed):
        rng, w = np.random.default_rng(seed), np.full((many, 2, 2), 0.5)
        usual, shares = 0.0, []
        for _ in range(trials):
            side, heading = rng.uniform(-np.pi, np.pi, (2, many))
            place, e, on = 2.0 * np.exp(1j * side), np.zeros_like(w), np.ones(many, bool)
            for _ in range(150):
                near = abs(place)
                light = np.angle(-place) - heading + np.array([[-1], [1]]) * np.pi / 4
                sense = np.maximum(0.0, np.cos(light)) / (1 + near)
                pre = rng.poisson(12 * sense).T / 6 * on[:, None]
                expected = 6 / (1 + np.exp(-6 * ((pre[:, None] @ w)[:, 0] - 0.45)))
                n = rng.poisson(expected)
                heading = heading - 0.1 * (n[:, 0] - n[:, 1])
                place = place + on * (0.02 + 0.002 * n.sum(1)) * np.exp(1j * heading)
                place = np.clip(place.real, -3, 3) + 1j * np.clip(place.imag, -3, 3)
                r = (1 / (1 + abs(place)) - 1 / (1 + near)).sum()
                e = e * np.exp(-0.25) + pre[:, :, None] * (n - expected)[:, None]
                e *= on[:, None, None]  # whoever has arrived is out, until all begin anew
                w = np.clip(w + eta * (r - usual) * e, 0.0, 1.0)
                usual += 0.05 * (r - usual)
                on &= abs(place) >= 0.25
                if not on.any():
                    break
            shares.append(1 - on.mean())
        return np.mean(shares[of])

    return found


def tens(first):
    """Over 24 vehicles, the share of ten successive trials that find the light as they learn."""

    def of(seed):
        found = []
        for k in range(24):
            drives = Vehicle().learn(EQUAL, np.random.default_rng(24 * seed + k), first + 10)
            found += [trial.reached for trial in drives][first:]
        return np.mean(found)

    return of


def announced(seen, within=4.0):
    """The spikes that one of the eight neighbouring pixels has preceded."""
    last = np.full((motion.SIDE + 2, motion.SIDE + 2), -np.inf)
    kept = []
    for t, x, y in zip(seen.t.tolist(), seen.x.tolist(), seen.y.tolist(), strict=True):
        near = last[y : y + 3, x : x + 3].copy()
        near[1, 1] = -np.inf
        kept.append(t - near.max() <= within)
        last[y + 1, x + 1] = t
    return motion.Events(*(each[np.array(kept)] for each in seen))


@cache
def bars(seed, noise, only_announced):
    """The share of sixteen bars, two in each direction, whose direction is told."""
    rng, right = np.random.default_rng(seed), []
    for direction in np.repeat(motion.DIRECTIONS, 2).tolist():
        seen = motion.events(motion.moving_bar(direction, noise, rng))
        seen = announced(seen) if only_announced else seen
        right.append(motion.see_motion(seen).direction == direction)
    return np.mean(right)


def eight_bars(seed, change=None, spread=0.0, noise=0.0, summed=False):
    """How many of the eight bars' directions are told by pixels whose thresholds are unlike."""
    rng, right = np.random.default_rng(seed), 0
    unlike = np.clip(1.0 + spread * rng.standard_normal((motion.SIDE, motion.SIDE)), 0.1, None)
    for direction in motion.DIRECTIONS.tolist():
        film = motion.moving_bar(direction, noise, rng)
        seen = motion.events(film / unlike)
        seen = change(seen, rng) if change else seen
        told = motion.see_motion(seen)
        right += off_by(told, direction) < 22.5 if summed else told.direction == direction
    return right


def hot(seen, rng):
    """Six pixels more that send ON every 2 ms."""
    pixel, at = rng.choice(motion.SIDE**2, 6, replace=False), np.arange(2.0, 720.0, 2.0)
    more = np.repeat(at, 6), np.tile(pixel % motion.SIDE, at.size)
    more = (*more, np.tile(pixel // motion.SIDE, at.size), np.ones(6 * at.size, int))
    both = [np.concatenate(pair) for pair in zip(seen, more, strict=True)]
    order = np.argsort(both[0], kind="stable")
    return motion.Events(*(each[order] for each in both))


def queued(each_ms):
    """All events over one line; those of a moment wait in an order that chance makes."""

    def change(seen, rng):
        order, out, sent = np.lexsort((rng.random(seen.t.size), seen.t)), 0.0, []
        for t in seen.t[order].tolist():
            out = max(t, out) + 1.0 / each_ms
            sent.append(out)
        return motion.Events(np.array(sent), *(each[order] for each in seen[1:]))

    return change


def smooth_greys(seed, over):
    """A film of 720 ms: random greys pass at the bar's speed, smoothed over so many pixels."""
    rng, side = np.random.default_rng(seed), 64
    weights = np.exp(-0.5 * ((np.arange(side) - side // 2) / over) ** 2)
    greys = rng.standard_normal((side, side))
    for axis in (0, 1):
        turned = np.fft.fft(np.fft.ifftshift(weights))
        shape = (side, 1) if axis == 0 else (1, side)
        greys = np.fft.ifft(np.fft.fft(greys, axis=axis) * turned.reshape(shape), axis=axis).real
    greys *= 0.35 / greys.std()
    at = np.arange(0.0, 720.0, motion.FRAME) * motion.SPEED
    shown = []
    for pixels, part in zip(*np.divmod(at, 1.0), strict=True):
        first, second = (np.roll(greys, -int(pixels) - k, 1)[:24, :24] for k in (0, 1))
        shown.append((1.0 - part) * first + part * second)
    return np.array(shown)


BAR = len(motion.events(motion.moving_bar(0.0)).t)


def as_the_bar(over):
    """How many times as many events such greys make."""
    return lambda seed: len(motion.events(smooth_greys(seed, over)).t) / BAR


def twice_the_speed(seed):
    """How many times as many events a second if every second picture is left out."""
    film = smooth_greys(seed, 2.0)
    return 2.0 * len(motion.events(film[::2]).t) / len(motion.events(film).t)


def only_noise(seed):
    dark = np.zeros(motion.moving_bar(0.0).shape)
    film = dark + 0.1 * np.random.default_rng(seed).standard_normal(dark.shape)
    return len(motion.events(film).t) / BAR


ALL, SIXTEEN = (1.0, 1.0), range(101, 117)


@cache
def learned(seed):
    """Eight vehicles: what they end with, and the shares that find the light, ten trials by ten."""
    runs = [list(Vehicle().learn(EQUAL, np.random.default_rng(8 * seed + k))) for k in range(8)]
    found = np.array([[trial.reached for trial in run] for run in runs])
    return [run[-1].weights for run in runs], found.reshape(8, 6, 10).mean((0, 2))


def from_away(seed, start):
    robot = Vehicle(start=start)
    weights, rng = learned(seed)[0], np.random.default_rng(seed)
    return np.mean([robot.success(each, rng, 30) for each in weights])


def off_by(told, direction):
    """By how many degrees the vector sum of all counts is off."""
    return abs((told.vector_sum - direction + 180) % 360 - 180)


@cache
def in_noise(seed):
    """Bars at a noise of 0.1: which are right by the largest count, and the sum's largest error."""
    rng, right, off = np.random.default_rng(seed), [], []
    for direction in motion.DIRECTIONS.tolist():
        seen = motion.see_motion(motion.events(motion.moving_bar(direction, 0.1, rng)))
        right.append(seen.direction == direction)
        off.append(off_by(seen, direction))
    return right, max(off)


def by_a_plane(seed, noise):
    """In how many of eight directions a plane through all ON events rises as the bar went."""
    rng, right = np.random.default_rng(seed), 0
    for direction in motion.DIRECTIONS.tolist():
        seen = motion.events(motion.moving_bar(direction, noise, rng))
        on = seen.sign > 0
        where = np.column_stack([seen.x[on], seen.y[on], np.ones(on.sum())])
        (x, y, _), *_ = np.linalg.lstsq(where, seen.t[on])
        right += 45.0 * (round(np.degrees(np.arctan2(y, x)) / 45.0) % 8) == direction
    return right


TOLD = [
    Told("it nearly always answers A", lambda seed: cues(seed)[0] > 0.9, share=ALL),
    Told("and B in about one case out of three", lambda seed: cues(seed)[1], figure=(0.15, 0.6)),
    Told(
        "delay of 3 s it still answers B in most cases",
        lambda seed: cues(seed, 3000.0)[1] > 0.5,
        share=ALL,
    ),
    Told(
        "5 s it learns about as well as at first",
        lambda seed: cues(seed, 3000.0, 5000.0)[1],
        figure=(0.1, 0.6),
    ),
    Told(
        "next to nothing, so it stays near chance",
        lambda seed: judged(seed, False) < 0.3,
        draws=SIXTEEN,
        share=(0.8, 1.0),
    ),
    Told(
        "With *minus expected* the crossed wires get thick, and it finds the light in most",
        lambda seed: judged(seed, True) > 0.5,
        share=(0.85, 1.0),
    ),
    Told("learning takes 600 to 1,000 trials", turned, figure=(600, 1000)),
    Told("a trial has some 17 sensor spikes", lambda s: sent(s, UNCROSSED), figure=(12, 23)),
    Told("sensor spikes, not 160", lambda s: sent(s, EQUAL), figure=(130, 190)),
    Told("it ends some 3.6 from the light", in_the_dark, figure=(3.4, 3.8)),
    Told(
        "the crossed wires mostly end a little thicker",
        lambda seed: np.sum(sixty(seed, EQUAL, Vehicle(compare=False)) * APART) > 0,
        share=(0.6, 1.0),
        draws=range(101, 117),
    ),
    Told(
        "in sixty trials it never finds the light",
        lambda seed: (
            not any(
                trial.reached for trial in Vehicle().learn(UNCROSSED, np.random.default_rng(seed))
            )
        ),
        share=ALL,
    ),
    Told("The two wires go up and down together", together, figure=(0.8, 1.0)),
    Told(
        "in the first ten trials half find the light",
        lambda seed: learned(seed)[1][0],
        figure=(0.35, 0.65),
    ),
    Told(
        "in the second ten three in four",
        lambda seed: learned(seed)[1][1],
        figure=(0.62, 0.88),
    ),
    Told(
        "From 1 or 2.8 away ours finds the light as often",
        lambda seed: 0.5 * (from_away(seed, 1.0) + from_away(seed, 2.8)) / from_away(seed, 2.0),
        figure=(0.85, 1.18),
    ),
    Told(
        "all straight directions are right, all slanted ones wrong",
        lambda seed: in_noise(seed)[0] == [True, False] * 4,
        share=ALL,
    ),
    Told("is off by some 15° at", lambda seed: in_noise(seed)[1], figure=(0.0, 18.0)),
    Told(
        "is right in all eight directions even at a noise of 0.08",
        lambda seed: by_a_plane(seed, 0.08) == 8,
        share=ALL,
    ),
    Told(
        "each lucky or unlucky step rewrites the weights",
        lambda seed: driven(seed, True, 5.0)[1] < 0.75 * driven(seed, True)[1],
        share=(0.85, 1.0),
    ),
    Told(
        "there are already more than three times as many spikes",
        times_as_many(0.05),
        figure=(3.2, 4.4),
    ),
    Told(
        "Half of such vehicles find the light in one trial of fifteen or less",
        of_twenty,
        figure=(0.3, 0.75),
    ),
    Told("Up to a noise of about 0.05 the arrows hold", strays(0.05), figure=(0, 12)),
    Told("The arrows are off by tens of degrees", strays(0.1), figure=(20, 150)),
    Told("it grows about 80 times", times_as_many(0.1), figure=(75.0, 90.0)),
    Told(
        "85 then never found the light in",
        lambda seed: asked(seed, "coin") == 0,
        draws=SIXTEEN,
        share=(0.8, 1.0),
    ),
    Told(
        "more trials none of them found the light",
        lambda seed: asked(seed, "darkness") == 0,
        draws=SIXTEEN,
        share=(0.9, 1.0),
    ),
    Told(
        "three in five of them found it again in most trials",
        lambda seed: asked(seed, "light again") > 0.5,
        draws=SIXTEEN,
        share=(0.45, 0.9),
    ),
    Told(
        "one found it again in sixty trials",
        lambda seed: not broken(seed, "swapped"),
        share=(0.85, 0.99),
        draws=TWICE,
    ),
    Told("whose left eye went blind", lambda seed: not broken(seed, "blind"), share=ALL),
    Told("Over 200 vehicles the second is 76 %", eight("light", 100.0, 24), figure=(0.71, 0.81)),
    Told("has a standard deviation of 10 points", unlike, figure=(0.06, 0.14)),
    Told("= 100 ms it finds the light in 76 %", eight("light", 100.0, 24), figure=(0.71, 0.81)),
    Told("at a second little over a quarter", eight("light", 1000.0, 32), figure=(0.12, 0.4)),
    Told("At 400 ms it's some 60 %", eight("light", 400.0, 24), figure=(0.46, 0.71)),
    Told(
        "find the light in about half",
        with_one_mark(4, 0.4, 60, slice(-10, None)),
        figure=(0.35, 0.68),
        draws=TWICE,
    ),
    Told(
        "and sixteen (32 motors) in one of five",
        with_one_mark(16, 0.4, 60, slice(-10, None)),
        figure=(0.12, 0.26),
    ),
    Told("Ours, without a table, finds it in three of four", tens(10), figure=(0.7, 0.84)),
    Told("the vehicle finds the light in most of its trials", lambda seed: slowly(seed) > 0.5),
    Told(
        "even a noise of 0.08 leaves all eight right",
        lambda seed: seen(seed, 0.08, 0.4)[0] == 8,
        share=ALL,
    ),
    Told(
        "still right, even at a noise of 0.05",
        lambda seed: eight_bars(seed, spread=0.2, noise=0.05) == 8,
        share=ALL,
    ),
    Told(
        "with six of 576 the eight were right", lambda seed: eight_bars(seed, hot) == 8, share=ALL
    ),
    Told("If the line carries 7", lambda seed: eight_bars(seed, queued(7.0)) == 8, share=ALL),
    Told("if it carries 5, the", lambda seed: eight_bars(seed, queued(5.0)) == 0),
    Told(
        "but the vector sum still is",
        lambda seed: eight_bars(seed, queued(5.0), summed=True) == 8,
        share=ALL,
    ),
    Told("right some four times in five", lambda s: bars(s, 0.08, True), figure=(0.68, 1.0)),
    Told("and before in two of three", lambda s: bars(s, 0.08, False), figure=(0.45, 0.85)),
    Told(
        "At 0.1 it's too late",
        lambda seed: bars(seed, 0.1, True) - bars(seed, 0.1, False),
        figure=(-0.2, 0.2),
    ),
    Told("the light in three trials out of four", on_the_road(delay=2), figure=(0.65, 0.9)),
    Told("At 100 ms it's one in five", on_the_road(delay=4), figure=(0.1, 0.3)),
    Told("at 200 none", lambda seed: on_the_road(delay=8)(seed) == 0),
    Told("100 ms leave seven in ten", on_the_road(delay=4, turn=0.05), figure=(0.58, 0.82)),
    Told(
        "with a quarter 200 ms leave nearly two in three",
        on_the_road(delay=8, turn=0.025),
        figure=(0.55, 0.8),
    ),
    Told(
        "Near 1 is safe, 2 is too much",
        lambda seed: (
            on_the_road(delay=6, turn=0.1 / 3)(seed)
            > 0.55
            > 0.45
            > on_the_road(delay=12, turn=0.1 / 3)(seed)
        ),
    ),
    Told(
        "With half the spikes from the left motor it finds the light as often",
        lambda seed: on_the_road(left=0.5)(seed) - on_the_road()(seed),
        figure=(-0.2, 0.2),
    ),
    Told(
        "wired crosswise by hand 80 %",
        lambda seed: Vehicle().success(vehicle.CROSSED, np.random.default_rng(seed), 400),
        figure=(0.75, 0.85),
    ),
    Told(
        "With four equal wires it's 3 %",
        lambda seed: Vehicle().success(EQUAL, np.random.default_rng(seed)),
        figure=(0.0, 0.05),
    ),
    Told(
        "finds the light in some 73 %",
        lambda seed: without_spikes(seed)[:, 0].mean(),
        figure=(0.64, 0.82),
    ),
    Told(
        "It misses where it begins with the light behind it",
        lambda seed: np.mean(without_spikes(seed)[:, 0] != without_spikes(seed)[:, 1]),
        figure=(0.93, 1.0),
    ),
    Told(
        "alike turn to the lighter side",
        lambda seed: np.subtract(*on_a_recording(seed)),
        figure=(-0.06, 0.06),
    ),
    Told(
        "in about half of the steps",
        lambda seed: np.mean(on_a_recording(seed)),
        figure=(0.45, 0.58),
    ),
    Told("make twice the bar's events at its speed", as_the_bar(2.0), figure=(1.5, 2.5)),
    Told("over 1 pixel nearly four times", as_the_bar(1.0), figure=(3.2, 4.3)),
    Told("speed makes twice as many", twice_the_speed, figure=(1.9, 2.3)),
    Told("Noise of 0.1 alone makes more than seven times", only_noise, figure=(7.0, 7.9)),
    Told("with nothing, in some 60 %", taken_away(0.0), figure=(0.4, 0.8)),
    Told("than any step brings, in hardly any", lambda s: taken_away(0.05)(s) < 0.2),
    Told(
        "From 0.1 to 0.4 it made no difference",
        lambda seed: at_rate(seed, 0.4) - at_rate(seed, 0.1),
        figure=(-0.1, 0.1),
    ),
    Told(
        "At 0.01 sixty trials were too few, and it was a quarter",
        lambda seed: at_rate(seed, 0.01),
        figure=(0.12, 0.33),
    ),
    Told("at 5 one in five", lambda seed: at_rate(seed, 5.0), figure=(0.03, 0.35)),
    Told("surprises a third as large it learned as well", with_surprises(1 / 3), figure=(0.6, 0.9)),
    Told("large ones it hardly ever found the light", with_surprises(3.0), figure=(0.0, 0.2)),
    Told(
        "even with 200 ms it finds the light in three trials out of four",
        on_the_road(filtered=200.0),
        figure=(0.65, 0.85),
    ),
    Told(
        "ours in some nineteen of twenty trials",
        on_the_road(wires=UNCROSSED, inhibits=True),
        figure=(0.9, 1.0),
    ),
    Told("and crossed ones never", lambda s: on_the_road(inhibits=True)(s) == 0, share=ALL),
    Told("found the light in nearly every trial after ten", lambda s: by_a_table(s) > 0.9),
]
test_on_other_draws = on_other_draws(page, TOLD)
