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


prepare = partial(torch_works.prepare, loop=loop)
