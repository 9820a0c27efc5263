"""The work with norse's `lif_refrac_feed_forward_step`.

Its step is Euler's; the time constants here are those with which Euler's step decays as the exact.
"""

import math
from functools import partial

import torch
import torch_works
import works
from norse.torch.functional.leaky_integrator_box import (
    LIBoxParameters,
    LIBoxState,
    li_box_feed_forward_step,
)
from norse.torch.functional.lif import LIFFeedForwardState, LIFParameters
from norse.torch.functional.lif_box import (
    LIFBoxFeedForwardState,
    LIFBoxParameters,
    lif_box_feed_forward_step,
)
from norse.torch.functional.lif_refrac import (
    LIFRefracFeedForwardState,
    LIFRefracParameters,
    lif_refrac_feed_forward_step,
)
from norse.torch.functional.reset import reset_subtract


def loop(lif, drive, decay):
    membrane = LIFParameters(
        tau_syn_inv=torch.tensor((1.0 - decay) / works.STEP),
        tau_mem_inv=torch.tensor(-math.expm1(-works.STEP / lif.tau_m) / works.STEP),
        v_leak=torch.tensor(lif.v_rest),
        v_th=torch.tensor(lif.v_threshold),
        v_reset=torch.tensor(lif.v_reset),
    )
    waits = torch.tensor(lif.t_ref / works.STEP)
    parameters = LIFRefracParameters(membrane, waits)
    zero = torch.zeros(drive.shape[1:])
    state = LIFRefracFeedForwardState(LIFFeedForwardState(zero + lif.v_rest, zero), zero)
    spikes, trace = [], []
    for arrives in drive:
        spiked, state = lif_refrac_feed_forward_step(arrives, state, parameters, works.STEP)
        spikes.append(spiked)
        trace.append(state.lif.v)
    return torch.stack(spikes), torch.stack(trace)


def neurons():
    """Its surrogate has slope 1 whatever `alpha` says, and its resets let gradients through."""
    leak_out = 1.0 - works.TRAINED["decay_out"]
    leak = 1.0 - works.TRAINED["decay"]  # of a step of Euler's, which scales the input by it too
    membrane = LIFBoxParameters(
        tau_mem_inv=torch.tensor(leak),
        alpha=torch.tensor(works.TRAINED["slope"]),
        reset_method=reset_subtract,
    )

    def hidden(drive, v):
        state = LIFBoxFeedForwardState(v)
        spikes, (v,) = lif_box_feed_forward_step(drive / leak, state, membrane, 1.0)
        return spikes, v

    integrator = LIBoxParameters(tau_mem_inv=torch.tensor(leak_out))

    def readout(drive, o):
        o, _ = li_box_feed_forward_step(drive / leak_out, LIBoxState(o), integrator, 1.0)
        return o

    return hidden, readout


prepare = partial(torch_works.prepare, loop=loop, neurons=neurons)
