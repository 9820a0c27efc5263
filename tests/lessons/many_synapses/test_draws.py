"""What lesson 08 tells of chance, with other input spikes."""

from functools import cache

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

from snn_edu import STDP
from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.lessons.many_synapses.stored_held import held

page = solved("08_many_synapses")
NOISE = Inputs(1000, 15.0)


@cache
def back(ratio, draw):
    """After a minute at `ratio` and two at 1.05: the last minute's rate (Hz), and the weights."""
    rng, state = np.random.default_rng(draw), Competition().start(held().w)
    for at in (ratio, 1.05, 1.05):
        neuron = Competition(STDP(A_plus=0.01, A_minus=0.01 * at), dt=0.2)
        state, spikes = neuron.advance(state, 60_000.0, NOISE, rng)
    return len(spikes) / 60, state.w


def kept(ratio, draw):
    return np.corrcoef(held().w, back(ratio, draw)[1])[0, 1]


TOLD = [
    Told(
        "its *rate* is as before within two minutes",
        lambda draw: back(0.9, draw)[0] / held().rates[-25:].mean(),
        figure=(0.75, 1.35),
    ),
    Told(
        "other synapses win",
        lambda draw: kept(0.9, draw),
        figure=(-0.15, 0.15),
    ),
    Told(
        "after two minutes it fires at less than half its old rate",
        lambda draw: back(1.2, draw)[0] / held().rates[-25:].mean(),
        figure=(0.0, 0.5),
    ),
    Told("the winners stay the winners", lambda draw: kept(1.2, draw), figure=(0.85, 1.0)),
]
test_on_other_draws = on_other_draws(page, TOLD)
