"""The work for the libraries of torch: one loop over steps, given what drives each neuron.

W8, where gradients are on, goes step by step through both layers, as their tutorials do. It
asks each for `neurons() -> (hidden, readout)`: `hidden(drive, v) -> (spikes, v)`, whose potentials
decay by `TRAINED["decay"]` and lose 1 at a spike, and whose surrogate is the fast sigmoid; and
`readout(drive, o) -> o`, which decays by `TRAINED["decay_out"]` and never fires.
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


def training_step(neurons):
    x, labels, weights = works.batch()
    x, labels = torch.tensor(x), torch.tensor(labels)
    weights = [torch.tensor(W, requires_grad=True) for W in weights]

    @torch.enable_grad()
    def run():
        for W in weights:
            W.grad = None
        (hidden, readout), v = neurons(), torch.zeros(len(labels), 100)
        o = total = torch.zeros(len(labels), 2)
        for arrives in x:
            spikes, v = hidden(arrives @ weights[0], v)
            o = readout(spikes @ weights[1], o)
            total = total + o
        loss = torch.nn.functional.cross_entropy(total / len(x), labels)
        loss.backward()
        return loss.item(), [W.grad.norm().item() for W in weights]

    return run


RUNS = {"W1": one_neuron, "W1fi": f_i_curve, "W2": many_neurons}


def prepare(row, loop, neurons):
    run = training_step(neurons) if row == "W8" else RUNS[row](loop)

    def go():
        begin = time.process_time()
        found = run()
        return time.process_time() - begin, found

    return go
