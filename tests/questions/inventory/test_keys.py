"""Each key is computed, from a formula or from what neurons and trains do, or is that of a lesson.

A key in words alone says what the lesson of its item says: the page tests of the lesson hold that.
"""

import re
from dataclasses import replace
from math import comb, exp, hypot

import numpy as np
import pytest

from snn_edu import LIF, STDP, HodgkinHuxley, siegert, simulate
from snn_edu.lessons.balanced_network.balanced import CUBA
from snn_edu.questions.inventory import NUMBERS, RIGHT, WHEN, read_part
from snn_edu.training import if_counts


def keys(part, place):
    """The right choices of an item, before and after."""
    asked = (read_part(part).items[place].asked(when).choices for when in WHEN)
    return [next(choice for choice in each if each[choice] == RIGHT) for each in asked]


@pytest.fixture
def rng():
    return np.random.default_rng(1)


# --- formulas, and words --------------------------------------------------------------------------


def per_cent(part, whole):
    return f"{100 * part / whole:.2g} %"


def climbed(limit, spans):
    """How far a voltage has gone after so many tau_m."""
    return f"{limit * (1 - exp(-spans)):.1f} mV"


def fires(tau_m, t_ref, rheobases):
    lif = LIF(tau_m=tau_m, t_ref=t_ref, v_rest=-65, v_reset=-65)
    return f"{lif.rate(rheobases * lif.rheobase):.0f} Hz"


def time_needed(span, error, wanted):
    """Counting takes the square of the precision."""
    return f"about {span * (error / wanted) ** 2:,.0f} ms"


def spikes(rate, span):
    """How many, evenly spaced and the first at once, in a span of ms."""
    return len(np.arange(0, span, 1000 / rate))


def by_chance(rate, other, span, near):
    return f"about {rate * other * span * 2 * near:,.0f}"


def arrived(left, delay, post):
    """A synapse sees arrivals."""
    return f"shrinks, as {left + delay - post} ms lie between the spikes"


def further_apart(tau, change):
    """A change by a pair that is tau apart, and what it is by one three times as far apart."""
    rule = STDP(tau_plus=tau)
    return f"{change * rule.window(3 * tau) / rule.window(tau):.4f}"


def precision(hits, false, share):
    return f"{100 * hits * share / (hits * share + false * (1 - share)):.0f} %"


def blame(worth, sign):
    """Of two spikes, the one that was worth more changes as many times more."""
    more, less = "AB" if worth[0] > worth[1] else "BA"
    times = {3: "three", 4: "four"}[round(max(worth) / min(worth))]
    return f"{more}'s {'grows' if sign > 0 else 'falls'} by {times} times as much as {less}'s"


def counted(inputs, steps):
    """The counts of neurons that fire once a step at most."""
    first, second, third = if_counts(np.array(inputs) + 1e-9, steps, reset="subtract")
    return f"{first:.0f}, {second:.0f} and {third:.0f}"


def energy(mac, add, fetch, spikes):
    """Fetching counts on both sides."""
    return f"{spikes * (add + fetch) / (mac + fetch):.2f} times as much"


def direction(rest, counts):
    """The votes above rest of four neurons, a quarter of a turn apart, added up."""
    vector = np.sum((np.array(counts) - rest) * np.exp(1j * np.radians([0, 90, 180, 270])))
    return f"{np.degrees(np.angle(vector)) % 360:.0f}°"


KEYS = {  # by part, and place in it: what the two begin with
    (1, 0): (per_cent(36, 36 + 324), per_cent(20, 20 + 60)),
    (1, 1): ("not much yet", "not much yet"),
    (1, 2): (climbed(200 * 0.06, 30 / 30), climbed(80 * 0.25, 12 / 12)),
    (1, 3): (f"{6 * 3 / 4:.1f} mV", f"{10 / 2 * 4:.0f} mV"),  # w r tau_m
    (1, 4): (fires(10, 4, 4), fires(20, 5, 4)),
    (1, 5): (f"about {(85 - 40) / 0.30:.0f} MΩ", f"about {(62 - 50) / 2.0:.0f} MΩ"),
    (1, 6): ("the first rises from 0", "the first falls to 0"),
    (1, 7): (f"{14 / (1 + 1):.0f} mV", f"{18 / (1 + 0.5):.0f} mV"),
    (2, 0): (time_needed(540, 0.05, 0.15), time_needed(250, 0.24, 0.06)),
    (2, 1): ("that of the latency code", "in a rank order code alone"),
    (2, 2): (f"{spikes(80, 12) + 1} levels", f"{spikes(100, 28) + 1} of them"),
    (2, 3): (f"{0.08 * 40 / 160:.2f}", f"{0.03 * 90 / 30:.2f}"),
    (2, 4): ("12 ms", "15 ms"),
    (2, 5): ("they are related within a trial", "they are related beyond the song"),
    (2, 6): (f"{12**2 / 36:g}, so its counts scatter more", f"{0.8**2 / 4:g}, so its counts are"),
    (2, 7): (by_chance(30, 80, 80, 0.010), by_chance(8, 25, 200, 0.010)),
    (3, 0): (arrived(40, 8, 45), arrived(100, 12, 104)),
    (3, 1): (further_apart(8, 0.006), further_apart(5, 0.020)),
    (3, 2): (f"{0.003 * 2 * 2:.3f}", f"{0.004 * 3 * 3:.3f}"),
    (3, 3): (precision(0.6, 0.08, 1 / 200), precision(0.5, 0.04, 1 / 80)),
    (3, 4): ("for 1011, 1101 and 1111", "if green or white opens as well"),
    (3, 5): ("earlier", "sooner"),
    (3, 6): ("are as they were", "are as before"),
    (3, 7): ("less than 81 %", "less than 74 %"),
    (4, 0): (blame((0.9, 0.3), 1), blame((0.25, 1.0), -1)),
    (4, 1): ("the tempotron", "the tempotron"),
    (4, 2): ("nearly all of them stay, because the slope is 0", "it stays where it is, because"),
    (4, 3): ("test it on spikes at random times, with the same counts", "test it with the counts"),
    (4, 4): (f"{0.4 * (480 / 30) ** 0.5:g}", f"{0.6 * (90 / 810) ** 0.5:g}"),  # squares add up
    (4, 5): (counted((3.2, 1.5, 0.4), 10), counted((2.5, 1.2, 0.7), 20)),
    (4, 6): (f"{0.12 * 25 / 30:.1g} times as much", f"{0.09 * 50 / 3:.2g} times as much"),
    (4, 7): (energy(3, 0.5, 10, 0.8), energy(4, 1, 6, 1.6)),
    (5, 0): ("takes a stronger push", "takes a weaker push"),
    (5, 1): ("no spike, it climbs back", "no spike, it climbs back"),
    (5, 2): (f"{hypot(6, 6):.2g} mV", f"{hypot(9, 12):.2g} mV"),
    (5, 3): ("no", "no"),
    (5, 4): (direction(10, [14, 8, 2, 15]), direction(20, [29, 30, 10, 22])),
    (5, 5): ("less than 0.71", "less than 0.64"),
    (5, 6): ("sensor fires, motor sends 11, a reward", "whisker fires, no twitch, punished"),
    (5, 7): ("both may be right", "both may be right"),
}


@pytest.mark.parametrize(("part", "place"), [(part, k) for part in NUMBERS for k in range(8)])
def test_a_key_is_what_its_formula_gives(part, place):
    for key, told in zip(keys(part, place), KEYS[part, place], strict=True):
        assert re.match(rf"{re.escape(told)}(?![\w.])", key)


# --- what neurons, trains and chance do -----------------------------------------------------------


@pytest.mark.parametrize(("right", "of", "chance"), [(9, 25, 0.25), (13, 20, 0.5)])
def test_guessing_often_does_as_well_but_not_in_a_large_sample(right, of, chance):
    def as_well(right, of):
        ways = ((k, comb(of, k)) for k in range(right, of + 1))
        return sum(each * chance**k * (1 - chance) ** (of - k) for k, each in ways)

    assert 0.1 < as_well(right, of) < 0.2
    assert as_well(round(1_000 * right / of), 1_000) < 1e-10


def test_the_rates_that_are_told_are_those_of_the_neurons_that_are_asked_about():
    assert (fires(10, 4, 2), fires(20, 5, 2)) == ("91 Hz", "53 Hz")


def test_noise_matters_where_the_mean_does_not_suffice():
    lif = LIF(v_rest=-65, v_reset=-65, v_threshold=-45, tau_m=20, t_ref=2)
    way = lif.v_threshold - lif.v_rest

    def rate(part, sigma):
        mu = lif.v_rest + part * way
        return siegert(mu, sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)[0]

    assert rate(0.9, way / 5) > 5 > 0 == lif.rate(0.9 * lif.rheobase)
    assert rate(3.0, way / 5) == pytest.approx(lif.rate(3 * lif.rheobase), rel=0.05)


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


def unlike(a, b, within):
    """How many spikes of the two have none of the other within so many ms."""
    apart = np.abs(a[:, None] - b)
    return sum((apart.min(axis) > within).sum() for axis in (0, 1))


@pytest.mark.parametrize(
    ("scales", "later", "jitter"), [((12, 0.05, 250), 25, 4), ((15, 0.05, 300), 30, 5)]
)
def test_the_scale_that_tells_apart(rng, scales, later, jitter):
    best, *others = (
        told_apart(lambda a, b, s=scale: unlike(a, b, s), later, jitter, rng) for scale in scales
    )
    assert best > 0.95 > 0.9 > max(others)


def pushed(axon, current):
    """The highest potential above rest after a push of 1 ms."""
    steps = np.zeros(2_500)
    steps[200:300] = current
    return simulate(axon, steps, dt=0.01).v.max() + 65


def weakest(axon):
    low, high = 0.0, 50.0
    while high - low > 0.1:
        middle = (low + high) / 2
        low, high = (low, middle) if pushed(axon, middle) > 60 else (middle, high)
    return high


@pytest.mark.parametrize(("blocked", "stronger"), [("g_Na", True), ("g_K", False)])
def test_a_drug_moves_the_push_more_than_the_spike(blocked, stronger):
    axon = HodgkinHuxley()
    drugged = replace(axon, **{blocked: 0.7 * getattr(axon, blocked)})
    before, after = weakest(axon), weakest(drugged)
    assert (after > 1.2 * before) if stronger else (after < 0.8 * before)
    assert pushed(drugged, 2 * after) == pytest.approx(pushed(axon, 2 * before), rel=0.1)


def test_without_dice_a_network_is_irregular_and_one_moved_spike_moves_all(rng):
    study = CUBA(w_I=-13.95, wiring="indegree")  # a steady drive; no dice once it is wired
    network = study.network(rng)
    start = rng.uniform(study.lif.v_reset, study.lif.v_threshold, study.size)

    def run(duration, start):
        return network.run(duration, dt=0.1, start={"cells": start}).spikes["cells"]

    one, again = run(2_000, start), run(300, start)
    early = one.times < 300.05
    assert np.array_equal(one.times[early], again.times)
    trains = (one.times[one.ids == k] for k in range(study.size))
    intervals = [np.diff(train) for train in trains if len(train) > 12]
    assert f"{np.mean([each.std() / each.mean() for each in intervals]):.1f}" == "0.8"
    lower = start.copy()
    lower[one.ids[0]] -= 0.05  # mV: the first spike of all comes a step later
    other = run(300, lower)
    late = [
        {each for each in zip(run.times, run.ids, strict=True) if each[0] > 200}
        for run in (again, other)
    ]
    assert len(late[0] & late[1]) < 0.05 * len(late[0])
    assert other.rate() == pytest.approx(again.rate(), rel=0.1)
