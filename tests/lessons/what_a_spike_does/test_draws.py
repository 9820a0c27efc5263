"""What lesson 04 tells of senders that fire by chance, on draws that it doesn't show."""

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu import LIF, ExponentialSynapse, SpikeInput, Spikes, simulate

page = solved("04_what_a_spike_does")
DURATION = 100_000.0  # ms


def of_the_cell(seed):
    """Its rate in Hz while both senders fire by chance at 10 Hz.

    Both have the same weight and synapse, so it hears them as one train; a delay moves all spikes
    of a sender, and chance looks the same after it.
    """
    rng = np.random.default_rng(seed)
    sent = rng.uniform(1.0, DURATION, rng.poisson(2 * 10.0 * DURATION / 1000.0))
    heard = SpikeInput(Spikes(np.sort(sent), duration=DURATION), ExponentialSynapse(2.5), 6.0)
    run = simulate(LIF(tau_m=10.0), heard, dt=0.1)
    return run.spikes.times.size / DURATION * 1000.0


TOLD = [Told("fires about three times a second", of_the_cell, figure=(2.5, 3.5))]
test_on_other_draws = on_other_draws(page, TOLD)
