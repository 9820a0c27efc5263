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


def climb(seed):
    """A climb from 0 to 1 with a time constant of 20 ms, and its noise."""
    return 1 - np.exp(-T / 20.0) + 0.05 * np.random.default_rng(seed).standard_normal(T.size)


def first_above(seed):
    return T[climb(seed) >= 1 - np.exp(-1.0)][0]


def fitted(seed):
    """The time constant whose curve, with the best start and height, is nearest to the trace."""
    taus = np.arange(10.0, 40.0, 0.1)
    curves = [np.stack([np.ones(T.size), np.exp(-T / tau)], axis=1) for tau in taus]
    return taus[np.argmin([np.linalg.lstsq(curve, climb(seed))[1][0] for curve in curves])]


TOLD = [
    Told(
        "is read too short in seven draws of eight",
        lambda seed: first_above(seed) < 20.0,
        share=(0.8, 0.96),
        draws=FRESH,
    ),
    Told(
        "by some 2 ms on average",
        lambda draw: 20.0 - np.mean([first_above(100 * draw + k) for k in range(50)]),
        figure=(1.5, 2.9),
    ),
    Told("and you are off by 1 ms or so", fitted, figure=(18.5, 21.5), draws=FRESH),
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
    Told("with twice as much about 14", best(2.0), figure=(10.0, 19.0), draws=FRESH),
]
test_on_other_draws = on_other_draws(page, TOLD)
