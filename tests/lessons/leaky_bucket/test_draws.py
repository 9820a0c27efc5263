"""What lesson 01 tells of noisy readings, on noise that it doesn't show."""

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

page = solved("01_leaky_bucket")
TAUS = np.arange(1.0, 61.0)  # ms
FRESH = range(301, 325)


def off(noise):
    """How far v is off the wave, for each time constant, on one draw of the noise."""
    wave = np.sin(2 * np.pi * np.arange(400) / 200.0)

    def of(seed):
        read = wave + noise * np.random.default_rng(seed).standard_normal(400)
        v, out, left = np.zeros(TAUS.size), [], np.exp(-1.0 / TAUS)
        for goal in read:
            v = goal + (v - goal) * left
            out.append(v)
        return np.sqrt(np.mean((np.array(out)[100:] - wave[100:, None]) ** 2, axis=0))

    return of


def best(noise):
    return lambda seed: TAUS[np.argmin(off(noise)(seed))]


T = np.arange(0.0, 100.0, 0.5)  # ms


def climb(seed, until=100.0):
    """A climb from 0 to 1 with a time constant of 20 ms, and its noise."""
    noise = 0.05 * np.random.default_rng(seed).standard_normal(T.size)
    return (1 - np.exp(-T / 20.0) + noise)[until > T]


def first_above(seed):
    return T[climb(seed) >= 1 - np.exp(-1.0)][0]


def off_when_fitted(until, start=True):
    """How far off (ms) is the time constant whose curve is nearest, its height (and `start`) free.

    The root of the mean square of 50 traces of so many ms.
    """
    t, taus = T[until > T], np.arange(8.0, 60.0, 0.1)
    curves = [
        np.stack([np.ones(t.size), np.exp(-t / tau)], axis=1)
        if start
        else 1 - np.exp(-t[:, None] / tau)
        for tau in taus
    ]

    def of(draw):
        traces = np.stack([climb(100 * draw + k, until) for k in range(50)], axis=1)
        left = [np.linalg.lstsq(curve, traces)[1] for curve in curves]
        return np.sqrt(np.mean((taus[np.argmin(left, axis=0)] - 20.0) ** 2))

    return of


TOLD = [
    Told(
        "is read too short in nine draws of ten",
        lambda seed: first_above(seed) < 20.0,
        share=(0.8, 0.96),
        draws=FRESH,
    ),
    Told(
        "by some 2 ms on average",
        lambda draw: 20.0 - np.mean([first_above(100 * draw + k) for k in range(50)]),
        figure=(1.5, 2.9),
    ),
    Told(
        "with 100 ms of trace your fits scatter by some 0.7 ms",
        off_when_fitted(100.0),
        figure=(0.5, 0.9),
    ),
    Told(
        "Where the start is known it's 0.5", off_when_fitted(100.0, start=False), figure=(0.4, 0.6)
    ),
    Told("0.5 and 1.3", off_when_fitted(40.0, start=False), figure=(1.05, 1.55)),
    Told("with 40 ms by 2", off_when_fitted(40.0), figure=(1.5, 2.5)),
    Told(
        "With noise of 1 the best lies between 6 and 11 ms",
        best(1.0),
        figure=(6.0, 11.0),
        draws=FRESH,
    ),
    Told(
        "There v is off by some 0.3",
        lambda seed: off(1.0)(seed).min(),
        figure=(0.2, 0.4),
        draws=FRESH,
    ),
    Told("With half the noise it's about 5 ms", best(0.5), figure=(4.0, 6.0), draws=FRESH),
    Told("with twice as much mostly 12 to 18", best(2.0), figure=(12.0, 18.0), draws=FRESH),
]
test_on_other_draws = on_other_draws(page, TOLD)
