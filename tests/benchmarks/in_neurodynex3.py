"""W1 in neurodynex3, whose one function makes a Brian2 model and runs it, so that both are timed.

It has Brian2 write and load code at each call; only the compiled modules are kept from the first.
"""

import time

import brian2 as b2
import works
from neurodynex3.leaky_integrate_and_fire.LIF import simulate_LIF_neuron


def prepare(row):
    assert row == "W1"
    neuron = works.NEURON
    current = b2.TimedArray(works.noise()[:, None] * b2.nA, works.STEP * b2.ms)
    parameters = {
        "v_rest": neuron.v_rest * b2.mV,
        "v_reset": neuron.v_reset * b2.mV,
        "firing_threshold": neuron.v_threshold * b2.mV,
        "membrane_resistance": neuron.R_m * b2.Mohm,
        "membrane_time_scale": neuron.tau_m * b2.ms,
        "abs_refractory_period": neuron.t_ref * b2.ms,
    }
    b2.defaultclock.dt = works.STEP * b2.ms

    def go():
        begin = time.process_time()
        potential, spikes = simulate_LIF_neuron(current, works.SECOND * b2.ms, **parameters)
        return time.process_time() - begin, (spikes.num_spikes, potential.v.size)

    go()  # compiles
    return go
