"""Lesson 14 on weights and input spikes that its page does not show."""

from functools import cache

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.before_you_train.first_weights import (
    DECAY,
    OFTEN,
    RARE,
    RATE,
    counted,
    network,
)

page = solved("14_before_you_train")
TWO_SUMS, SILENT, DRAW = map(page.later, ("two_sums", "silent", "draw"))
ALL = (1.0, 1.0)


@cache
def rates(seed, factor=1.0, layers=8):
    return network(factor, layers, seed)[1]


def heard(seed, factor, layer):
    """Weights of a layer, and the rates that it hears."""
    weights, fired = network(factor, 4, seed)
    return weights[layer - 1], np.full(200, RATE) if layer == 1 else fired[layer - 2]


def away(seed, layer):
    """How many standard deviations the threshold is away for the neuron in the middle."""
    mean, sd = TWO_SUMS(*heard(seed, 1.0, layer), DECAY)
    return np.median((1 - mean) / sd)


def told_right(seed):
    """The share of neurons in layer 1 of which the rule says what was counted."""
    mean, sd = TWO_SUMS(*heard(seed, 1.0, 1), DECAY)
    return np.mean((mean + 3 * sd < 1) == (rates(seed, 1.0, 4)[0] < RARE))


def in_a_row(seed):
    """Deviations of layer 1 within a fifth of each other, and means that differ by more."""
    mean, sd = TWO_SUMS(*heard(seed, 1.0, 1), DECAY)
    return sd.max() < 1.2 * sd.min() and mean.std() > sd.max()


def hopes(seed):
    """Neurons of a hundred in layer 2, at a factor of 1.5, that it calls alive too many."""
    counted_silent = np.mean(rates(seed, 1.5, 4)[1] < RARE)
    return 100 * (counted_silent - SILENT(*heard(seed, 1.5, 2), DECAY))


@cache
def drawn_rates(seed):
    """How often the neurons of three layers fire that are drawn by the learner's function."""
    rng = np.random.default_rng(seed)
    sizes, hears = [200, 100, 100, 100], [0.1, 0.07, 0.07]
    weights = [
        rng.normal(0.0, DRAW(n, p, DECAY), (n, m))
        for n, m, p in zip(sizes, sizes[1:], hears, strict=False)
    ]
    return counted(weights, rng)


def drawn_for_it(seed):
    """Whether all three fire in 3 to 9 steps of a hundred."""
    means = [fired.mean() for fired in drawn_rates(seed)]
    return min(means) > 0.025 and max(means) < 0.095


def twelfth(seed):
    """How often the twelfth layer fires, each drawn for the rate of the one before as counted."""
    rng = np.random.default_rng(seed)
    weights, n, p = [], 200, RATE
    for _ in range(12):
        weights.append(rng.normal(0.0, DRAW(n, p, DECAY), (n, 100)))
        n, p = 100, counted(weights, np.random.default_rng(seed + 1000))[-1].mean()
    return p


def evenly(seed):
    """Of what the sums say, the share that v strays in layer 2: as it is, and with steps mixed."""
    weights, _ = network(1.5, 4, seed)
    rng, steps = np.random.default_rng(seed + 1000), 4000
    spikes, v = np.empty((steps, 100)), np.zeros(100)
    for t, x in enumerate(rng.random((steps, 200)) < RATE):
        v = DECAY * v + x @ weights[0]
        spikes[t] = v >= 1
        v -= spikes[t]
    _, sd = TWO_SUMS(weights[1], spikes.mean(axis=0), DECAY)
    strays = []
    for order in (np.arange(steps), rng.permutation(steps)):
        v, course = np.zeros(100), np.empty((steps, 100))
        for t, s in enumerate(spikes[order]):
            course[t] = v = DECAY * v + s @ weights[1]
        strays.append(np.mean(course[100:].std(axis=0) / sd))
    return 0.83 < strays[0] < 0.93 and abs(strays[1] - 1) < 0.03


@cache
def of_a_layer(change, seed, steps=1000, samples=1):
    """Spikes of each neuron in each sample of a layer of the learner's `draw`, once changed."""
    rng = np.random.default_rng(seed)
    W = change(rng.normal(0.0, DRAW(200, RATE, DECAY), (200, 100)), rng)
    v, spikes = np.zeros((2, samples, 100))
    for _ in range(steps):
        v = DECAY * v + (rng.random((samples, 200)) < RATE) @ W
        fired = v >= 1.0
        v, spikes = v - fired, spikes + fired
    return spikes


def as_drawn(W, rng):
    return W


def doubled(W, rng):
    return 2.0 * W


def at_random(W, rng):
    return W * (rng.random(W.shape) < 0.5)


def the_smaller(W, rng):
    return W * (np.abs(W) > np.median(np.abs(W)))


def kept(change, seed):
    return of_a_layer(change, seed).mean() / of_a_layer(as_drawn, seed).mean()


def without(change, seed):
    """The share of neurons and samples of twenty steps without a spike."""
    return np.mean(of_a_layer(change, seed, 20, 50) == 0)


def settled_over_shaken(seed):
    """The spread over neurons that a steady current leaves, over that by chance spikes (1)."""
    rng = np.random.default_rng(seed)
    W = rng.normal(0.0, DRAW(200, RATE, DECAY), (200, 100))
    x = (rng.random(200) < RATE) * 1.0
    return np.std(x @ W / (1 - DECAY))


TOLD = [
    Told(
        "In layer 1 about three neurons of five fire now and then",
        lambda seed: np.mean(rates(seed)[0] >= RARE),
        figure=(0.5, 0.72),
    ),
    Told(
        "it doesn't fire at all, because each layer hears less",
        lambda seed: rates(seed)[3].max() == 0 and rates(seed)[1].mean() < RARE,
        share=ALL,
    ),
    Told(
        "so it fires about once in a hundred steps",
        lambda seed: rates(seed)[0].mean(),
        figure=(0.007, 0.016),
    ),
    Told(
        "the threshold is some two and a half of that away",
        lambda seed: away(seed, 1),
        figure=(2.1, 3.0),
    ),
    Told("all are shaken alike, but each has a mean of its own", in_a_row, share=(7 / 8, 1.0)),
    Told("*seven or eight* of them away", lambda seed: away(seed, 2), figure=(6.4, 9.0)),
    Told(
        "about nine neurons of ten are on the right side of the line",
        told_right,
        figure=(0.86, 0.95),
    ),
    Told("it let mostly two to eighteen neurons of a hundred", hopes, figure=(2, 18)),
    Told(
        "layer 8 fired in less than one step out of two hundred",
        lambda seed: rates(seed, 2.5)[7].mean() < 0.005,
        share=(7 / 8, 1.0),
    ),
    Told(
        "with 3.5 it fired in more than one out of six",
        lambda seed: rates(seed, 3.5)[7].mean() > 1 / 6,
        share=(7 / 8, 1.0),
    ),
    Told(
        "a sixth to two fifths of the neurons are saturated",
        lambda seed: np.mean(rates(seed, 4.0)[7] > OFTEN),
        figure=(0.15, 0.42),
    ),
    Told(
        "With what is slightly too large deep layers fire in some three steps of ten",
        lambda seed: rates(seed, 3.5, 12)[11].mean(),
        figure=(0.22, 0.42),
    ),
    Told(
        "Some neurons are silent, which is no harm while others speak",
        lambda seed: all(0.02 < np.mean(fired < RARE) < 0.35 for fired in drawn_rates(seed)),
        share=(7 / 8, 1.0),
    ),
    Told("each layer fires in some 3 to 9 steps of a hundred", drawn_for_it, share=(7 / 8, 1.0)),
    Told("the twelfth then fires in 5 to 10 of a hundred", twelfth, figure=(0.045, 0.105)),
    Told("shake v less, by a tenth", evenly, share=(7 / 8, 1.0)),
    Told("take weights about a quarter as large", settled_over_shaken, figure=(3.3, 5.7)),
    Told(
        "fires in some six steps of a hundred",
        lambda seed: of_a_layer(as_drawn, seed).mean() / 1000,
        figure=(0.05, 0.075),
    ),
    Told(
        "in twenty steps about half of its neurons send no spike",
        lambda seed: without(as_drawn, seed),
        figure=(0.4, 0.6),
    ),
    Told(
        "twice the weights about a third still don't",
        lambda seed: without(doubled, seed),
        figure=(0.23, 0.39),
    ),
    Told("fires about 0.6 times as often", lambda seed: kept(at_random, seed), figure=(0.48, 0.72)),
    Told("the layer fires nearly as before", lambda s: kept(the_smaller, s), figure=(0.8, 1.02)),
]
test_on_other_draws = on_other_draws(page, TOLD)
