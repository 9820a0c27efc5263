"""The work in a plain loop of torch: the membrane's decay is exact."""

import math
from functools import partial

import torch
import torch_works
import works


def loop(lif, drive, decay):
    leak, waits = math.exp(-works.STEP / lif.tau_m), round(lif.t_ref / works.STEP)
    v = torch.full(drive.shape[1:], lif.v_rest)
    current, wait = torch.zeros_like(v), torch.zeros_like(v)
    spikes, trace = [], []
    for arrives in drive:
        current = decay * current + arrives
        v_inf = lif.v_rest + current
        v = torch.where(wait > 0, v, v_inf + leak * (v - v_inf))
        spiked = v >= lif.v_threshold
        v = torch.where(spiked, lif.v_reset, v)
        wait = torch.where(spiked, waits, wait - 1)
        spikes.append(spiked)
        trace.append(v)
    return torch.stack(spikes), torch.stack(trace)


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


def neurons():
    def hidden(drive, v):
        v = works.TRAINED["decay"] * v + drive
        spikes = Spike.apply(v - 1.0)
        return spikes, v - spikes.detach()

    def readout(drive, o):
        return works.TRAINED["decay_out"] * o + drive

    return hidden, readout


prepare = partial(torch_works.prepare, loop=loop, neurons=neurons)
