"""Lesson 07 on trains that its page does not show."""

from functools import cache

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu import STDP, TripletSTDP
from snn_edu.lessons.stdp_curves.views import causal_trains, on_grid
from snn_edu.spikes import gamma

page = solved("07_stdp_curves")


@cache
def coarse(policy, draw):
    """What 40 causal pairs, 1 ms apart, make of a weight on a grid of 5 ms."""
    pre, post = causal_trains(1.0, draw)
    return STDP(same_step=policy).change(on_grid(pre, 5.0), on_grid(post, 5.0))


def tied(draw):
    return np.equal(*(on_grid(each, 5.0) for each in causal_trains(1.0, draw))).sum()


@cache
def of_a_source(draw, share=0.2):
    """What the learner's synapse makes of two neurons that a third drives, over the delay."""
    return page.names["third"](share, 10.0, draw)


def before(draw):
    """How many of the delays at which the source's spikes come in time let the weight grow."""
    delays, dw = of_a_source(draw)
    return np.mean(np.array(dw)[delays < 10.0] > 0)


def after(draw):
    delays, dw = of_a_source(draw)
    return np.mean(np.array(dw)[delays > 10.0] < 0)


MINUTES = 20


@cache
def trains(draw):
    """Two neurons that have nothing to do with each other, for 20 minutes."""
    rng = np.random.default_rng(draw)
    return [gamma(20.0, 1, MINUTES * 60_000.0, rng).times for _ in range(2)]


def ties(draw, dt):
    """How many a minute."""
    return np.intersect1d(*(each // dt for each in trains(draw))).size / MINUTES


def parted(draw):
    """After a minute of the page's cell: how far ties taken for LTD lead away from nothing."""
    ends = {tie: w[-1] for tie, (_, w) in page.names["unrelated"](1.0, 20.0, draw).items()}
    return ends["none"] - ends["ltd"]


UNBOUNDED = STDP(w_min=-9, w_max=9)


def a_minute_takes(pairing, draw, *rates):
    """From a weight, on average over forty, if pre and post fire at these rates in Hz."""
    rng, rule = np.random.default_rng(draw), STDP(pairing=pairing, w_min=-99, w_max=99)
    return -rule.change(*(gamma(rate, 1, 40 * 60_000, rng).times for rate in rates)) / 40


def shifts_above(draw):
    """How many of 29 shifts by some seconds make more of trains that share a tenth of theirs."""
    rng = np.random.default_rng(draw)
    source = rng.uniform(0, 60_000, 120)
    own = rng.uniform(0, 60_000, (2, 1080))
    pre, post = np.sort(np.append(source, own[0])), np.append(source + 10, own[1])
    found = [UNBOUNDED.change(pre, np.sort((post + 2000 * k) % 60_000)) for k in range(30)]
    return sum(each >= found[0] for each in found[1:])


def by_triplets(rate, draw):
    """What ten minutes make of a weight by the triplet rule, if post fires at so many Hz."""
    rng = np.random.default_rng(draw)
    return TripletSTDP().change(*(gamma(each, 1, 600_000, rng).times for each in (20.0, rate)))


def between(draw):
    """Where a weight whose pairs depend on it stays while two unrelated trains last 10 minutes."""
    rng = np.random.default_rng(draw)
    pre, post = (gamma(20.0, 1, 600_000, rng).times for _ in range(2))
    w = STDP(mu=1.0).course(pre, post, 0.5).w
    return w[len(w) // 6 :].mean()


@cache
def minutes(draw):
    """What the rule makes of a hundred minutes of two unrelated trains, each minute alone."""
    found = []
    for k in range(100):
        rng = np.random.default_rng([draw, k])
        found.append(UNBOUNDED.change(*(gamma(20.0, 1, 60_000, rng).times for _ in range(2))))
    return np.array(found)


LEVEL = STDP(A_plus=0.01, A_minus=0.01, w_min=-99, w_max=99)  # equal areas


def chance(rate, most, duration, rng):
    """Poisson spikes at a rate of t, in Hz, that is nowhere above the most."""
    t = gamma(most, 1, duration, rng).times
    return t[rng.random(t.size) * most < rate(t)]


@cache
def rises(draw):
    """By how much w moves in a rise of post from 10 to 50 Hz in 1 s, and in a fall, of 4,000.

    Pre fires at 20 Hz all the time, and a pair counts when its later spike comes.
    """
    rng = np.random.default_rng(draw)
    pre = gamma(20.0, 1, 8e6, rng).times
    post = chance(lambda t: 50 - 0.04 * np.abs(t % 2000 - 1000), 50.0, 8e6, rng)
    course = LEVEL.course(pre, post, 0.0)
    at = np.searchsorted(course.t, np.arange(0.0, 8e6 + 1, 1000.0))
    moved = np.diff(np.append(0.0, course.w)[at])
    return moved[::2].mean(), moved[1::2].mean()


@cache
def only_then(draw):
    """What a rise brings to a pre that fires only while it lasts."""
    rng = np.random.default_rng(draw)
    pre = chance(lambda t: 20.0 * (t % 2000 < 1000), 20.0, 8e6, rng)
    post = chance(lambda t: 50 - 0.04 * np.abs(t % 2000 - 1000), 50.0, 8e6, rng)
    return LEVEL.change(pre, post) / 4000


def one_rise(draw):
    """By how much single rises differ, each before and after which post holds its rate."""
    found = []
    for k in range(500):
        rng = np.random.default_rng([draw, k])
        post = chance(lambda t: np.clip(0.04 * (t - 200) + 10, 10, 50), 50.0, 1400.0, rng)
        found.append(LEVEL.change(200.0 + gamma(20.0, 1, 1000.0, rng).times, post))
    return np.std(found)


TOLD = [
    Told("it falls by 0.17 to 0.36", lambda draw: -coarse("ltd", draw), figure=(0.165, 0.355)),
    Told("In most other trains like these 26 to 36 do", tied, figure=(26, 36)),
    Told(
        "Counting ties as LTP does well here",
        lambda draw: coarse("ltp", draw) - STDP().change(*causal_trains(1.0, draw)),
        figure=(-0.02, 0.02),
    ),
    Told("the weight grows as if pre had helped", before, figure=(0.99, 1.0)),
    Told("Where it is longer, the weight shrinks", after, figure=(0.89, 1.0)),
    Told(
        "At a share of 0 only chance is left",
        lambda draw: np.abs(of_a_source(draw, 0.0)[1]).max(),
        figure=(0.0, 0.45),
    ),
    Told(
        "around a loss of 0.08",  # in a third of a minute
        lambda draw: -STDP().traces(*trains(draw)) / MINUTES / 3,
        figure=(0.04, 0.12),
    ),
    Told("That makes 24 ties a minute", lambda draw: ties(draw, 1.0), figure=(21, 26)),
    Told(
        "a minute of ties makes a quarter of the weight's range",
        lambda draw: np.mean([parted(10 * draw + k) for k in range(4)]),
        figure=(0.19, 0.3),
    ),
    Told(
        "which costs the weight just such a quarter a minute, on average",
        lambda draw: -STDP().traces(*trains(draw)) / MINUTES,
        figure=(0.14, 0.34),
    ),
    Told(
        "In steps of 0.1 ms only two or three ties a minute are left",
        lambda draw: ties(draw, 0.1),
        figure=(1.6, 3.4),
    ),
    Told("two unrelated trains hold one near 0.49", between, figure=(0.47, 0.5)),
    Told(
        "a weight strays by some 0.2 if it's 0.01",
        lambda draw: np.std(minutes(draw)),
        figure=(0.15, 0.25),
    ),
    Told("gave −0.24 on average", lambda draw: np.mean(minutes(draw)), figure=(-0.29, -0.19)),
    Told(
        "with a standard deviation of 0.22",
        lambda draw: np.std(minutes(draw)),
        figure=(0.19, 0.25),
    ),
    Told("rise from 10 to 50 Hz brings 0.0032", lambda d: rises(d)[0], figure=(0.0015, 0.0049)),
    Told("and its fall takes as much", lambda d: -rises(d)[1], figure=(0.0015, 0.0049)),
    Told("only during the rise gets twice that", only_then, figure=(0.0047, 0.0081)),
    Told("single ones of a second differ by 0.035", one_rise, figure=(0.032, 0.039)),
    Told(
        "while post fires below 19 Hz, and grows above",
        lambda draw: by_triplets(16.0, draw) < 0 < by_triplets(22.0, draw),
        share=(1.0, 1.0),
    ),
    Told(
        "at 50 Hz *all* takes 1.5",
        lambda d: a_minute_takes("all", d, 50.0, 50.0),
        figure=(1.1, 1.9),
    ),
    Told(
        "*reduced* 0.5, the others 0.75",
        lambda d: a_minute_takes("reduced", d, 50.0, 50.0),
        figure=(0.4, 0.6),
    ),
    Told("the others 0.75", lambda d: a_minute_takes("nearest", d, 50.0, 50.0), figure=(0.6, 0.9)),
    Told("*all* takes 0.48", lambda d: a_minute_takes("all", d, 20.0, 40.0), figure=(0.3, 0.65)),
    Told(
        "*pre_centred* 0.27",
        lambda d: a_minute_takes("pre_centred", d, 20.0, 40.0),
        figure=(0.22, 0.33),
    ),
    Told("*reduced* 0.22", lambda d: a_minute_takes("reduced", d, 20.0, 40.0), figure=(0.17, 0.27)),
    Told(
        "*nearest* adds 1.26",
        lambda d: -a_minute_takes("nearest", d, 20.0, 40.0),
        figure=(1.15, 1.37),
    ),
    Told(
        "lay above all of 29 shifts in eight or nine draws of ten",
        lambda draw: shifts_above(draw) == 0,
        share=(0.75, 0.95),
        draws=range(101, 141),
    ),
]
test_on_other_draws = on_other_draws(page, TOLD)
