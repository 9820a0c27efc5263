"""The work with snnTorch's `Leaky`, whose potential counts from the reset.

It has no refractory period: the potential is held at the reset here. The synaptic current is
filtered here too, for `Synaptic` has no rest other than its reset.
"""

import math
from functools import partial

import snntorch
import torch
import torch_works
import works


def loop(lif, drive, decay):
    leak, waits = math.exp(-works.STEP / lif.tau_m), round(lif.t_ref / works.STEP)
    to_threshold, to_rest = lif.v_threshold - lif.v_reset, lif.v_rest - lif.v_reset
    leaky = snntorch.Leaky(leak, to_threshold, reset_mechanism="zero", reset_delay=False)
    v = torch.full(drive.shape[1:], to_rest)
    current, wait = torch.zeros_like(v), torch.zeros_like(v)
    spikes, trace = [], []
    for arrives in drive:
        current = decay * current + arrives
        spiked, v = leaky((1.0 - leak) * (to_rest + current), v)
        held = wait > 0
        v = torch.where(held, 0.0, v)
        spiked = torch.where(held, 0.0, spiked)
        wait = torch.where(spiked > 0, waits, wait - 1)
        spikes.append(spiked)
        trace.append(v)
    return torch.stack(spikes), torch.stack(trace)


def neurons():
    """Its own reset takes 1 in the step after the spike, when v has decayed; ours takes it before.

    So it is another model: W8's loss and gradients are 4 to 6 % off.
    """
    slope = snntorch.surrogate.fast_sigmoid(slope=works.TRAINED["slope"])
    hidden = snntorch.Leaky(works.TRAINED["decay"], spike_grad=slope)
    integrator = snntorch.Leaky(works.TRAINED["decay_out"], reset_mechanism="none")
    return hidden, lambda drive, o: integrator(drive, o)[1]


prepare = partial(torch_works.prepare, loop=loop, neurons=neurons)
