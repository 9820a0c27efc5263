"""How the answers of lesson 18 are judged. What it asks stands in `questions.md`."""

from __future__ import annotations

import math

import numpy as np

from snn_edu.questions import Judging, read


def sum_over_senders(rate: float, outside: float, g: float) -> float:
    """The mean input (mV) of a neuron of `SMALL`, sender by sender: jump times rate times tau_m."""
    jumps = np.repeat([1.0, -g, 1.0], [80, 20, 80])  # mV
    rates = np.repeat([rate, rate, outside], [80, 20, 80])  # Hz
    return float(jumps @ rates) * 0.02


def noise_over_senders(rate: float, outside: float, g: float) -> float:
    """The noise (mV) of a neuron of `SMALL`, sender by sender: the same with squared jumps."""
    jumps = np.repeat([1.0, -g, 1.0], [80, 20, 80])  # mV
    rates = np.repeat([rate, rate, outside], [80, 20, 80])  # Hz
    return math.sqrt(float(jumps**2 @ rates) * 0.02)


_TRIES = (
    (66.0, 25.0, 5.0),
    (300.0, 25.0, 3.0),
    (30.0, 50.0, 6.0),
    (90.0, 25.0, 4.0),
    (37.317, 4.1703, 7.77),
    (100.9, 5.3, 8.1),
)


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    mean_input=Judging(oracle=sum_over_senders, tries=_TRIES),
    noise_input=Judging(oracle=noise_over_senders, tries=_TRIES),
    cancels=Judging(
        oracle=lambda gamma: float(np.roots([-gamma, 1.0])[0]),
        tries=((0.25,), (0.5,), (0.11,), (1.0,), (2.3,)),
    ),
)
