"""W8 in a plain loop of torch: step by step through both layers, as its tutorials go.

`prepare` serves snnTorch too. It asks for `neurons() -> (hidden, readout)`: `hidden(drive, v) ->
(spikes, v)`, whose potentials decay by `TRAINED["decay"]` and lose 1 at a spike, and whose
surrogate is the fast sigmoid; and `readout(drive, o) -> o`, which decays by `TRAINED["decay_out"]`
and never fires.
"""

import time

import torch
import works

torch.set_num_threads(1)


class Spike(torch.autograd.Function):
    """The step, with the surrogate of W8 in place of its derivative."""

    @staticmethod
    def forward(ctx, u):
        ctx.save_for_backward(u)
        return (u >= 0).to(u.dtype)

    @staticmethod
    def backward(ctx, ds):
        (u,) = ctx.saved_tensors
        return ds / (1.0 + works.TRAINED["slope"] * u.abs()) ** 2


def plain_neurons():
    def hidden(drive, v):
        v = works.TRAINED["decay"] * v + drive
        spikes = Spike.apply(v - 1.0)
        return spikes, v - spikes.detach()

    def readout(drive, o):
        return works.TRAINED["decay_out"] * o + drive

    return hidden, readout


def prepare(row, neurons=plain_neurons):
    assert row == "W8"
    x, labels, weights = works.batch()
    x, labels = torch.tensor(x), torch.tensor(labels)
    weights = [torch.tensor(W, requires_grad=True) for W in weights]

    def go():
        begin = time.process_time()
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
        found = loss.item(), [W.grad.norm().item() for W in weights]
        return time.process_time() - begin, found

    return go
