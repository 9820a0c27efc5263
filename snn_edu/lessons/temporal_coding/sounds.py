"""Lesson 05, what can be heard: each click of a code as a note, twenty times slower."""

from __future__ import annotations

import numpy as np

from snn_edu.plots import Sound
from snn_edu.spikes import Spikes

RATE = 8000  # samples a second
SLOWER = 20.0
DURATION = 100.0  # ms, of what is sent
NOTES = 440.0 * 2 ** (np.array([24, 21, 19, 16, 14, 12, 9, 7]) / 12)  # Hz, of the rows from the top
T = np.arange(0.0, 0.1, 1 / RATE)  # s
WAVES = np.sin(2 * np.pi * NOTES[:, None] * T) * np.exp(-T / 0.025)  # a string that is plucked


def hear(spikes: Spikes) -> Sound:
    """100 ms of clicks, twenty times slower: a note for each row of the picture, high at its top.

    Parameters
    ----------
    spikes
        What a code sends of a picture: neurons in the order of its pixels.
    """
    heard = spikes.times < DURATION
    times, row = spikes.times[heard], 8 * spikes.ids[heard] // spikes.size
    together = np.bincount(times.astype(int), minlength=round(DURATION))  # clicks in each ms
    sound = np.zeros(round(DURATION * SLOWER * RATE / 1000) + T.size)
    for t, wave in zip(times, WAVES[row], strict=True):
        start = round(t * SLOWER * RATE / 1000)
        sound[start : start + T.size] += wave / np.sqrt(together[int(t)])
    tenths = together.reshape(10, -1).sum(axis=1)
    said = f"{', '.join(map(str, tenths[:-1].tolist()))} and {tenths[-1]}"
    return Sound(sound, RATE, f"2 s, slowed down twenty times. Clicks in each tenth of it: {said}.")
