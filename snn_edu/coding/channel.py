"""A bad channel: what may happen to spikes between an encoder and a decoder."""

from __future__ import annotations

import numpy as np

from snn_edu.spikes import Spikes, as_spikes
from snn_edu.validation import ask_if_seconds, generator, number


def jitter(spikes: Spikes, sd: float, rng: np.random.Generator) -> Spikes:
    """Every spike moved by its own Gaussian step of s.d. `sd` ms, at most a tenth of the duration.

    No spike leaves the listening: a time before 0 or after the duration is mirrored back at that
    border, where it is still near. Neurons, counts and duration stay.
    """
    rng = generator("rng", rng)
    as_spikes("spikes", spikes)
    longest = np.inf if spikes.duration is None else spikes.duration / 10.0
    sd = number("sd", sd, "ms", low=0.0, high=longest)
    ask_if_seconds("sd", sd, 0.01)
    moved = np.abs(spikes.times + sd * rng.standard_normal(len(spikes)))
    if spikes.duration is not None:
        moved = np.where(moved > spikes.duration, 2 * spikes.duration - moved, moved)
    return Spikes(moved, spikes.ids, spikes.size, spikes.duration)


def lose(spikes: Spikes, probability: float, rng: np.random.Generator) -> Spikes:
    """Each spike is lost with this `probability` (0 to 1), independently of the others.

    A Poisson train stays one, at (1 - probability) x its rate.
    """
    probability = number("probability", probability, "", 0.0, 1.0)
    rng = generator("rng", rng)
    kept = rng.random(len(as_spikes("spikes", spikes))) >= probability
    return Spikes(spikes.times[kept], spikes.ids[kept], spikes.size, spikes.duration)
