"""Lesson 17 on noise that its page does not show."""

from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu import HodgkinHuxley, simulate

page = solved("17_beyond_lif")


@cache
def intervals(draw, current=6.3, noise=0.5, fades=2.0, dt=0.05, duration=4000.0):
    """The axon's, under a current with noise (µA/cm²) that fades in so many ms."""
    n, kept = round(duration / dt), np.exp(-dt / fades)
    kicks = noise * np.sqrt(1.0 - kept**2) * np.random.default_rng(draw).standard_normal(n)
    course = np.empty(n)
    now = 0.0
    for k, kick in enumerate(kicks):
        now = kept * now + kick
        course[k] = now
    return simulate(HodgkinHuxley(), current + course, dt).spikes.isi()


TOLD = [
    Told("it makes 5 to 14 Hz of that", lambda s: len(intervals(s)) / 4.0, figure=(4.5, 14.5)),
    Told(
        "half of them last 15 to 21 ms",
        lambda s: np.mean((intervals(s) >= 15.0) & (intervals(s) <= 21.0)) >= 0.5,
        share=(0.75, 1.0),
        draws=TWICE,
    ),
    Told("with pauses between", lambda s: intervals(s).max() > 200.0, share=(1.0, 1.0)),
]
test_on_other_draws = on_other_draws(page, TOLD)
