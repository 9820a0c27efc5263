"""What lesson 02 tells of kicks that come by chance, on draws of them."""

import math

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu import LIF

page = solved("02_neuron_that_fires")


def rate_under_kicks(seed):
    """The rate (Hz) of twenty neurons that a thousand kicks of 0.7 mV a second reach by chance."""
    lif, dt, steps = LIF(), 0.1, 20_000
    left, rng = math.exp(-dt / lif.tau_m), np.random.default_rng(seed)
    above, pause, count = np.zeros(20), np.zeros(20), 0  # mV above rest, ms, spikes
    for _ in range(steps):
        climbed = above * left + 0.7 * rng.poisson(dt, 20)
        above, pause = np.where(pause > 0, 0.0, climbed), pause - dt
        fires = above >= lif.v_threshold - lif.v_rest
        above[fires], pause[fires] = 0.0, lif.t_ref - dt / 2
        count += fires.sum()
    return count / 20 / (steps * dt / 1000)


TOLD = [Told("ours fires at 15 Hz", rate_under_kicks, figure=(14.0, 16.0))]

test_on_other_draws = on_other_draws(page, TOLD)
