"""The work for the libraries of torch: one loop over steps, given what drives each neuron.

A loop is `loop(lif, drive, decay) -> (spikes, v)`: `drive` is R_m times what arrives in each step,
in mV, (steps, neurons); of it `decay` is left a step later. Both results are (steps, neurons).
A spike and its reset are seen at the ends of steps; floats are of 32 bits, gradients are off.
"""

import math
import time

import torch
import works

torch.set_num_threads(1)
torch.set_grad_enabled(False)


def one_neuron(loop):
    drive = works.NEURON.R_m * torch.tensor(works.noise(), dtype=torch.float32)[:, None]

    def run():
        spikes, v = loop(works.NEURON, drive, 0.0)
        return int(spikes.sum()), v.numel()

    return run


def f_i_curve(loop):
    steps = round(works.SECOND / works.STEP)
    drive = works.NEURON.R_m * torch.tensor(works.AMPLITUDES, dtype=torch.float32).repeat(steps, 1)
    return lambda: loop(works.NEURON, drive, 0.0)[0].sum(0).tolist()


def many_neurons(loop):
    background, steps = works.BACKGROUND, round(works.SECOND / works.STEP)
    rates = torch.full((steps, works.MANY), background.rate * works.STEP / 1000.0)
    steps_of_decay = works.STEP / background.synapse.tau_syn
    decay = math.exp(-steps_of_decay)
    mean = (1.0 - decay) / steps_of_decay  # of a current that decays over a step
    jump = mean * works.CELLS.R_m * background.weight

    def run():
        spikes, _ = loop(works.CELLS, jump * torch.poisson(rates), decay)
        return float(spikes.sum()) / works.MANY

    return run


RUNS = {"W1": one_neuron, "W1fi": f_i_curve, "W2": many_neurons}


def prepare(row, loop):
    run = RUNS[row](loop)

    def go():
        begin = time.process_time()
        found = run()
        return time.process_time() - begin, found

    return go
