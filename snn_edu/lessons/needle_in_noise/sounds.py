"""Lesson 10, what can be heard: the neuron's output spikes as clicks."""

from __future__ import annotations

import numpy as np

from snn_edu.lessons.needle_in_noise.live_run import history
from snn_edu.plots import Sound
from snn_edu.validation import Floats

RATE = 4000  # samples a second
HEARD = 2500.0  # ms


def clicks(times: Floats, begin: float, end: float) -> Floats:
    """A click of 2 ms for each spike between `begin` and `end` (ms)."""
    sound = np.zeros(round((end - begin) * RATE / 1000))
    click = np.sin(2 * np.pi * 1000.0 * (np.arange(RATE // 500) + 0.5) / RATE)
    for t in times[(times >= begin) & (times < end)]:
        start = int((t - begin) * RATE / 1000)
        sound[start : start + click.size] = click[: sound.size - start]
    return sound


def listen(after: float = 0.0) -> Sound:
    """Two and a half seconds of the neuron's output, from `after` seconds of learning on."""
    begin, end = 1000 * after, 1000 * after + HEARD
    times = history().output
    count = np.count_nonzero((times >= begin) & (times < end))
    said = f"{HEARD / 1000:g} s of the neuron, after {after:g} s of learning: {count} clicks."
    return Sound(clicks(times, begin, end), RATE, said)
