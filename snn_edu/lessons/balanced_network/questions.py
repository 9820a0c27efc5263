"""What lesson 17 asks: predictions, exercises and a quiz on a balanced network."""

from __future__ import annotations

import math

import numpy as np

from snn_edu.questions import Judging, read, simpler


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


def _mean(rate: float, outside: float, g: float) -> float:
    return 80 * 1.0 * 0.020 * (outside + rate * (1 - g / 4))


def _noise(rate: float, outside: float, g: float) -> float:
    return math.sqrt(80 * 1.0**2 * 0.020 * (outside + rate * (1 + g**2 / 4)))


_TRIES = (
    (66.0, 25.0, 5.0),
    (300.0, 25.0, 3.0),
    (30.0, 50.0, 6.0),
    (90.0, 25.0, 4.0),
    (37.317, 4.1703, 7.77),
    (100.9, 5.3, 8.1),
)


def _fewer(do: str, make: str) -> tuple[tuple[tuple[float, float, float], str], ...]:
    """Simpler cases for the mean and the noise, each with fewer senders."""
    yours = " {expected:.3g} mV, and yours {got:.3g} mV."
    return (
        (
            (0.0, 25.0, 5.0),
            f"Silence the network, so that its rate is 0. The 80 senders outside {do}{yours}",
        ),
        (
            (25.0, 0.0, 0.0),
            "Leave out the background and the inhibition, so that `outside` and g are 0. The 80 "
            f"senders that excite {do}{yours}",
        ),
        (
            (25.0, 0.0, 5.0),
            "Leave out the background alone. 80 jumps of 1 mV, and 20 of −5 mV, all at 25 Hz, "
            f"{make}{yours}",
        ),
    )


PREDICTIONS, EXERCISES, QUIZ = read(
    "questions.md",
    globals(),
    mean_input=Judging(
        oracle=sum_over_senders,
        tries=_TRIES,
        examined=simpler(_mean, *_fewer("hold v up by", "come to")),
    ),
    noise_input=Judging(
        oracle=noise_over_senders,
        tries=_TRIES,
        examined=simpler(_noise, *_fewer("shake v by", "shake it by")),
    ),
    cancels=Judging(
        oracle=lambda gamma: float(np.roots([-gamma, 1.0])[0]),
        tries=((0.25,), (0.5,), (0.11,), (1.0,), (2.3,)),
    ),
)
