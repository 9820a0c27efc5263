"""The work in NEST, a function a row: (ms to run, found).

A spike's delay is one step, 0.1 ms, as in ours. W1's currents reach the neuron a step late. W3
takes NEST's own conductance LIF, solved by Runge-Kutta-Fehlberg. W5 is a patch of 1e-4 cm2, solved
likewise. W7 runs on the grid of 0.1 ms, which makes of -99.0 a sum of -98.2 (ours is exact): two
parrots spike when they are told to, and the synapse between them ends at the post parrot's port 1,
which hears nothing.
"""

import time

import nest
import numpy as np
import works

DELAY = {"delay": works.STEP}


def lif(model, neuron, size=1, **more):
    named = {
        "tau_m": neuron.tau_m,
        "C_m": 1000.0 * neuron.tau_m / neuron.R_m,
        "t_ref": neuron.t_ref,
    }
    named |= {"E_L": neuron.v_rest, "V_th": neuron.v_threshold, "V_reset": neuron.v_reset}
    return nest.Create(model, size, params={"V_m": neuron.v_rest} | named | more)


def spikes_of(cells):
    recorder = nest.Create("spike_recorder")
    nest.Connect(cells, recorder)
    return recorder


def potential_of(cell, step):
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": step})
    nest.Connect(meter, cell)
    return meter


def one_neuron():
    cell, current = lif("iaf_psc_delta", works.NEURON), works.noise()
    times = np.round(np.arange(1, current.size + 1) * works.STEP, 6)
    steps = {"amplitude_times": times, "amplitude_values": 1000.0 * current}  # pA
    nest.Connect(nest.Create("step_current_generator", params=steps), cell, "all_to_all", DELAY)
    recorder, meter = spikes_of(cell), potential_of(cell, works.STEP)
    return works.SECOND, lambda: (recorder.n_events, meter.n_events)


def f_i_curve():
    cells = lif("iaf_psc_delta", works.NEURON, works.AMPLITUDES.size)
    cells.I_e = (1000.0 * works.AMPLITUDES).tolist()
    recorder = spikes_of(cells)

    def rates():
        senders = recorder.get("events", "senders") - cells[0].global_id
        return np.bincount(senders, minlength=works.AMPLITUDES.size)

    return works.SECOND, rates


def many_neurons():
    background = works.BACKGROUND
    tau_syn = background.synapse.tau_syn
    cells = lif("iaf_psc_exp", works.CELLS, works.MANY, tau_syn_ex=tau_syn)
    source = nest.Create("poisson_generator", params={"rate": background.rate})
    nest.Connect(source, cells, "all_to_all", {"weight": 1000.0 * background.weight} | DELAY)
    recorder = spikes_of(cells)
    return works.SECOND, lambda: recorder.n_events / works.MANY


def plastic_synapses():
    """Conductances in units of a leak of 1 nS. NEST counts no pair of a tie, as ours."""
    model, inputs = works.COMPETITION, works.INPUTS
    membrane = {"g_L": 1.0, "C_m": model.tau_m, "E_L": model.v_rest, "V_m": model.v_rest}
    membrane |= {"V_th": model.v_threshold, "V_reset": model.v_reset, "t_ref": 0.0}
    membrane |= {"E_ex": model.E_ex, "tau_syn_ex": model.tau_syn, "tau_minus": model.stdp.tau_minus}
    cell = nest.Create("iaf_cond_exp", params=membrane)
    relays = nest.Create("parrot_neuron", inputs.size)
    source = nest.Create("poisson_generator", params={"rate": inputs.rate})
    nest.Connect(source, relays, "all_to_all", DELAY)
    weights = model.g_max * np.random.default_rng(1).random((1, inputs.size))
    stdp = {"lambda": model.stdp.A_plus, "alpha": model.stdp.A_minus / model.stdp.A_plus}
    stdp |= {"tau_plus": model.stdp.tau_plus, "mu_plus": 0.0, "mu_minus": 0.0, "Wmax": model.g_max}
    synapse = {"synapse_model": "stdp_synapse", "weight": weights} | stdp | DELAY
    nest.Connect(relays, cell, "all_to_all", synapse)
    recorder = spikes_of(cell)
    nest.Simulate(works.SETTLE)
    settled = recorder.n_events

    def found():
        synapses = nest.GetConnections(synapse_model="stdp_synapse")
        rate = 1000.0 * (recorder.n_events - settled) / works.SETTLED
        return rate, np.mean(synapses.get("weight")) / model.g_max

    return works.SETTLED, found


def axon():
    nest.resolution = works.AXON_STEP
    squid, nS = works.AXON, 100.0  # of 1 mS/cm2; as 100 pF of 1 uF/cm2, 100 pA of 1 uA/cm2
    patch = {"g_Na": nS * squid.g_Na, "g_K": nS * squid.g_K, "g_L": nS * squid.g_L}
    patch |= {"E_Na": squid.E_Na, "E_K": squid.E_K, "E_L": squid.E_L, "C_m": 100.0 * squid.C_m}
    cell = nest.Create("hh_psc_alpha", params=patch | {"I_e": 100.0 * works.AXON_CURRENT})
    recorder, meter = spikes_of(cell), potential_of(cell, works.AXON_STEP)
    return works.SECOND, lambda: (recorder.n_events, meter.n_events)


def balanced_network():
    cuba = works.BALANCED
    synapses = {"tau_syn_ex": 5.0, "tau_syn_in": 10.0}
    cells = lif("iaf_psc_exp", cuba.lif, cuba.size, **synapses)
    cells.V_m = works.start(np.random.default_rng(2)).tolist()
    wired = {"rule": "pairwise_bernoulli", "p": cuba.probability}
    excites = 4 * cuba.size // 5
    for senders, w in ((cells[:excites], cuba.w_E), (cells[excites:], cuba.w_I)):
        nest.Connect(senders, cells, wired, {"weight": 1000.0 * w / cuba.lif.R_m} | DELAY)
    recorder = spikes_of(cells)
    return works.SECOND, lambda: recorder.n_events / cuba.size


def long_trains():
    """The synapse counts a post spike when the next pre spike comes, and its delay after it."""
    rule, lag = works.PAIRS, 10.0  # ms; NEST looks up once in the shortest delay
    pre, post = parrots = nest.Create("parrot_neuron", 2, params={"tau_minus": rule.tau_minus})
    trains = [np.round(works.on_grid(times) * works.STEP, 6) for times in works.trains()]
    for parrot, times, late in zip(parrots, trains, (2.0 * lag, lag), strict=True):
        source = nest.Create("spike_generator", params={"spike_times": times})
        nest.Connect(source, parrot, "one_to_one", {"delay": late})
    w_max = 1e4  # no bound is met: w starts in the middle
    stdp = {"lambda": rule.A_plus / w_max, "alpha": rule.A_minus / rule.A_plus, "Wmax": w_max}
    stdp |= {"tau_plus": rule.tau_plus, "mu_plus": 0.0, "mu_minus": 0.0, "weight": w_max / 2.0}
    synapse = {"synapse_model": "stdp_synapse", "receptor_type": 1, "delay": lag}
    nest.Connect(pre, post, "one_to_one", synapse | stdp)

    def found():
        (synapse,) = nest.GetConnections(synapse_model="stdp_synapse")
        counted = trains[1][trains[1] <= trains[0][-1]]
        return synapse.weight - w_max / 2.0, rule.change(trains[0], counted)

    last = max(train[-1] for train in trains)
    return lag * np.ceil(last / lag + 3.0), found  # NEST runs whole delays


MODELS = {
    "W1": one_neuron,
    "W1fi": f_i_curve,
    "W2": many_neurons,
    "W3": plastic_synapses,
    "W5": axon,
    "W6": balanced_network,
    "W7": long_trains,
}


def prepare(row):
    """A round: everything is built anew, and `nest.Run` alone is timed."""

    def go():
        nest.ResetKernel()
        nest.set(resolution=works.STEP, local_num_threads=1)
        duration, found = MODELS[row]()
        nest.Prepare()
        begin = time.process_time()
        nest.Run(duration)
        seconds = time.process_time() - begin
        nest.Cleanup()
        return seconds, found()

    return go
