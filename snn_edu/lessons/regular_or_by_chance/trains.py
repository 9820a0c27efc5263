"""Trains of a neuron under a mean and a noise: simulated, and as Siegert's formula has them."""

from __future__ import annotations

import functools

import numpy as np

from snn_edu.neurons import LIF, siegert
from snn_edu.questions import generator, letters
from snn_edu.simulation import Recording, simulate
from snn_edu.spikes import white_noise
from snn_edu.validation import Floats

NEURON = LIF()  # of the course: rheobase 1.5 nA
DT = 0.1  # ms
DRIVES = {"A": (0.4, 10.0), "B": (2.2, 1.0), "C": (2.0, 16.0), "D": (1.4, 1.5)}  # nA, mV
DRIVERS = {"A": "noise", "B": "mean", "C": "mean", "D": "noise"}
SECONDS = 20


def shaken(mean: float, sigma: float, ms: float, seed: int, lif: LIF = NEURON) -> Recording:
    """`ms` of `lif` under a mean (nA) and noise `sigma` (mV); the draws are those of `seed`."""
    rng = np.random.default_rng(seed)
    return simulate(lif, white_noise(mean, lif.noise_sd(sigma, DT), ms, DT, rng), DT)


def rate_and_cv(mean: float, sigma: float) -> tuple[float, float]:
    """Rate (Hz) and CV of the course's neuron by Siegert's formula."""
    lif = NEURON
    return siegert(lif.v_inf(mean), sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)


@functools.cache
def trains() -> dict[str, Floats]:
    """Spike times (ms) in 20 s of four neurons."""
    return {
        name: shaken(mean, sigma, 1000.0 * SECONDS, 0).spikes.times
        for name, (mean, sigma) in DRIVES.items()
    }


def recordings() -> dict[str, Floats]:
    """Spike times (ms) of four neurons like the course's, each recorded for 20 s."""
    own = letters(DRIVES, generator("regular_or_by_chance"))
    return {name: trains()[ours].copy() for name, ours in own.items()}
