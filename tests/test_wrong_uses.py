"""What a newcomer writes by mistake is answered by a sentence that names the argument, and how.

Each use stands beside the beginning of its answer. None may pass in silence; Python's own words
are left to five, where the call itself has another form than the function.
"""

import copy
import pickle
import re

import numpy as np
import pytest
from own_rule import Own

import snn_edu
from snn_edu import LIF, Network, Spikes, SpikeSource, coding, simulation
from snn_edu.plasticity import Trace, weight_after


class Kelvin(np.ndarray):
    """Numbers with a unit that is none of ours."""

    units = "kelvin"

    def __new__(cls, values):
        return np.array(values, float).view(cls)


def own(**parts):
    return type("Own", (Own,), parts)()


def lacking(part):
    return type("Own", (), {name: each for name, each in vars(Own).items() if name != part})()


class Alone:
    """A neuron whose step gives v where a state is asked for, a tuple that begins with it."""

    def start(self):
        return (-65.0,)

    def stepper(self, dt, xp):
        return lambda state, current: (state[0] + dt * current, state[0] > 0.0)


class Branching:
    """A neuron that asks with `if`, which works for one and not for many."""

    def start(self):
        return (-65.0,)

    def stepper(self, dt, xp):
        def step(state, current):
            (v,) = state
            v += dt * (-65.0 - v + 10.0 * current) / 20.0
            if v > -50.0:
                return (-65.0,), True
            return (v,), False

        return step


def net():
    return Network().add(SpikeSource(), 2, "in").add(LIF(), 3, "out")


NAMES = {name: getattr(snn_edu, name) for name in snn_edu.__all__}
NAMES |= {"np": np, "Kelvin": Kelvin, "own": own, "lacking": lacking, "net": net}
NAMES |= {"snn_edu": snn_edu, "coding": coding, "simulation": simulation}
NAMES |= {
    "weight_after": weight_after,
    "Trace": Trace,
    "Alone": Alone,
    "Branching": Branching,
    "TWO": Spikes([1.0, 2.0], [0, 1], 2, 10.0),
    "RUN": snn_edu.simulate(LIF(), np.full(200, 1.5), 0.1),
    "CLOCK": snn_edu.stimuli.regular(10.0, 1000.0),
    "SECONDS": 0.05 * np.arange(20),
    "copy": copy,
    "pickle": pickle,
}

ANSWERED = [
    ('LIF(tau_m="20")',
     "tau_m = '20': expected a number in ms."),
    ('LIF(tau_m=0.02)', 'tau_m = 0.02 ms: allowed is 0.1 to 10000 ms. Did you mean'),
    ('LIF(tau_m=-20.0)', 'tau_m = -20 ms: allowed is 0.1 to 10000 ms.'),
    ('LIF(tau_m=None)', 'tau_m = None: expected a number in ms.'),
    ('LIF(v_threshold=50.0, v_rest=-65.0, R_m=1e7)',
     'R_m = 1e+07 MOhm: allowed is 0.001 to 100000 MOhm. Did'),
    ('LIF(v_reset=-40.0)', 'v_reset = -40 mV: must be below v_threshold = -50 mV, or'),
    ('LIF(t_ref=-1.0)', 't_ref = -1 ms: allowed is 0 to 1000 ms.'),
    ('LIF().rate("2")',
     'current: expected numbers in nA, got <U1.'),
    ('LIF().rate(np.nan)', 'current = nan nA: allowed is any finite number.'),
    ('LIF(tau_m=Kelvin(20.0))', 'tau_m = Kelvin(20.): expected a number in ms, or what can be'),
    ('LIF().noise_sd(-1.0, 0.1)', 'sigma = -1 mV: allowed is 0 mV or more.'),
    ('simulate(LIF, np.full(100, 2.0), 0.1)',
     'model = the class LIF: expected an instance of Model. Did'),
    ('simulate(LIF(), 2.0, 0.1)', 'current has shape (): expected (steps,) or (steps,'),
    ('simulate(LIF(), np.full(100, 2000.0), 0.1)',
     'current averages 2000 nA: through 10 MOhm that is 20 V;'),
    ('simulate(LIF(), np.full(100, 2.0), 0.0)', 'dt = 0 ms: allowed is 0.001 to 100 ms.'),
    ('simulate(LIF(), [], 0.1)', 'current has shape (0,): expected (steps,) or (steps,'),
    ('simulate(LIF(), np.full(100, np.nan), 0.1)',
     'current[0] = nan nA: allowed is any finite number.'),
    ('simulate(LIF(), Spikes([1.0], duration=10.0), 0.1)',
     'current: expected numbers in nA, got <Spikes: 1 from 1'),
    ('simulate(LIF(), np.full(100, 2.0), 0.1, method="ecact")',
     "method = 'ecact': allowed is one of 'exact', 'euler'. Did"),
    ('simulate(LIF(), np.full(100, 2.0), 0.1, method="rk4")',
     "method = 'rk4': allowed is one of 'exact', 'euler'."),
    ('simulate(LIF(), np.full(100, 2.0), 0.1, reset="subtrac")',
     "reset = 'subtrac': allowed is one of 'to_value',"),
    ('simulate(LIF(), np.full(100, 2.0), 0.1, start=-65.0)',
     'start = -65.0: expected a tuple like start(), (-65.0,'),
    ('simulate(LIF(), np.full(100, 2.0), 0.1, start=(-65.0,))',
     'start = (-65.0,): expected a tuple like start(), (-65.0,'),
    ('simulate(LIF(), Kelvin(np.full(100, 2.0)), 0.1)',
     'current = Kelvin([2., 2., 2., 2., 2., '),
    ('simulate(LIF(), np.ones((100, 2, 2)), 0.1)',
     'current has shape (100, 2, 2): expected (steps,) or'),
    ('simulate(LIF(), {"current": np.ones(100)}, 0.1)',
     "current = {'current': array([1., 1., 1., 1., 1., 1... 1.,"),
    ('simulate(Izhikevich(), SpikeInput(Spikes([1.0], duration=10.0), DeltaSynapse(), 1.0), 0.1)',
     'model = Izhikevich(a=0.02, b=0.2, c=-65.0, d=8.0): only a'),
    ('simulate(lambda v, current: v, np.ones(10), 0.1)',
     'a step function needs the state to begin in. Say start=,'),
    ('simulate(None, np.ones(10), 0.1)', 'model = None: expected an instance of Model. Say LIF(),'),
    ('simulate(HodgkinHuxley(), np.full(100, 2.0), 0.5)',
     'dt = 0.5 ms: allowed is 0.001 to 0.1 ms.'),
    ('trajectory(LIF(), 2.0, 0.1)', 'current has shape (): one neuron needs (steps,).'),
    ('Spikes([12, 50], duration="1000")',
     "duration = '1000': expected a number in ms."),
    ('Spikes([12, 50], [0, 1])', 'ids[1] = 1: allowed is 0 to 0. One for each spike, and'),
    ('Spikes([12, 50], [0.0, 1.0], 2)', 'ids: expected whole numbers, got float64.'),
    ('Spikes([12, 50], [3, 7], 2)', 'ids[0] = 3: allowed is 0 to 1. One for each spike, and'),
    ('Spikes([12, 50], [0], 2)', 'ids has shape (1,): expected one row of 2. One for each'),
    ('Spikes([1200.0], duration=1.0)', 'times: the last spike is at 1200 ms, after the duration'),
    ('Spikes([-5.0, 3.0])', 'times: the first spike is at -5 ms, before start = 0 ms.'),
    ('Spikes([[1.0], [2.0]])', 'times has shape (2, 1): expected one row of times in ms.'),
    ('Spikes([[1.0, 3.0], [2.0]])', 'times: expected numbers in ms in rows of one length. A'),
    ('Spikes(np.array([0, 1, 0, 0, 1]))',
     'times: 5 spikes of one neuron, all at 0 or 1 ms. Is it a'),
    ('Spikes(np.zeros((100, 5)))', 'times has shape (100, 5): expected one row of times in'),
    ('Spikes(np.array([True, False, True]))',
     'times: expected numbers in ms, got bool. Is it a raster?'),
    ('Spikes({3: [1.0], 7: [2.0]})', 'times = {3: [1.0], 7: [2.0]}: expected numbers in ms in'),
    ('Spikes("12 50")',
     'times: expected numbers in ms, got <U5.'),
    ('Spikes(None)', 'times: expected numbers in ms, got None.'),
    ('Spikes(Kelvin([12.0, 50.0]))', 'times = Kelvin([12., 50.]): expected a number in ms'),
    ('Spikes([Kelvin(12.0), Kelvin(50.0)])',
     'times[0] = Kelvin(12.): expected a number in ms, or what can'),
    ('Spikes(Spikes([1.0]))', 'times: expected numbers in ms, got <Spikes: 1 from 1'),
    ('Spikes([1.0]).rate()', 'duration = None: rate needs to know how long was'),
    ('Spikes([1.0]).binned(1.0)', 'duration = None: binned needs to know how long was'),
    ('Spikes([1.0]).of(1)', 'neuron = 1: allowed is 0 to 0.'),
    ('Spikes([1.0], duration=5.0).fano(10.0)',
     "window = 10 ms: longer than the train's duration, 5 ms."),
    ('Spikes([1.0], duration=5.0).between(3.0, 8.0)',
     'b = 8 ms: allowed is 0 to 5 ms. Did you mean 0.008 (ms)?'),
    ('Spikes([1.0], duration=5.0).between(4.0, 2.0)', 'a = 4 ms: must be below b = 2 ms. Swapped?'),
    ('Spikes([1.0], labels=["a"]).named("b")',
     "label = 'b': the labels are ('a',)."),
    ('Spikes([1.0]).to_neo()', 'duration = None: to_neo needs to know how long was'),
    ('Spikes.from_csv(["t,neuron", "1,2"], times="t")',
     'unit: the column \'t\' does not say it. Say unit="ms", or'),
    ('Spikes.from_csv(["time_ms,amplitude", "1,0.5"])',
     "ids: which of the columns 'amplitude' tells the neuron?"),
    ('Spikes.from_csv(["time_ms;neuron", "1,5;2"])',
     "times: row 0 of the column 'time_ms' is '1,5'. Is it a"),
    ('Spikes.from_csv(["time_s", "1"], unit="ms")',
     "unit = 'ms': the column 'time_s' says 's'."),
    ('Spikes.from_csv(["time_ms", "1"], ids="electrode")',
     "ids = 'electrode': the columns of the table are none but"),
    ('Spikes.from_table([1.0, 2.0])', 'table = [1.0, 2.0]: expected named columns. Say'),
    ('Spikes.from_raster(np.full((3, 2), 0.5), 1.0)',
     'raster: expected whole numbers of spikes, 0 or 1 say.'),
    ('Spikes.from_raster(np.ones((3, 2, 2)), 1.0)',
     'raster has shape (3, 2, 2): expected (steps,) or (steps,'),
    ('Spikes.from_neo([1.0, 2.0])', 'trains: 1.0 among them: expected a neo SpikeTrain.'),
    ('Spikes.from_pynapple([1.0, 2.0])', 'group = [1.0, 2.0]: expected a pynapple Ts or TsGroup.'),
    ('Spikes.from_trains([1.0, 2.0])', 'trains[0] = 1.0: expected a list of times in ms. One'),
    ('victor_purpura(TWO, [1.0], 0.1)', 'a has 2 neurons: expected one train. Say a.of(0).'),
    ('victor_purpura([1.0], [2.0], -0.1)', 'cost = -0.1 per ms: allowed is 0 per ms or more.'),
    ('victor_purpura([1.0], [2.0], Kelvin(0.1))',
     'cost = Kelvin(0.1): expected a number in per ms, or what can'),
    ('victor_purpura(Kelvin([1.0, 2.0]), [2.0], 0.1)',
     'a = Kelvin([1., 2.]): expected a number in ms, or what can be'),
    ('victor_purpura([0, 1, 0, 0, 1, 0], [2.0], 0.1)',
     'a: 6 spikes of one neuron, all at 0 or 1 ms. Is it a'),
    ('van_rossum([1.0], [2.0], 0.0)', 'tau = 0 ms: allowed is 1e-09 ms or more.'),
    ('isi_distance([1.0], [2.0])', 'duration is not known: expected one for both trains, in'),
    ('isi_distance(Spikes([1.0], duration=5.0), Spikes([1.0], duration=6.0))',
     'duration is 5 ms and 6 ms: expected one for both trains,'),
    ('isi_distance(Spikes([1.0], duration=5.0, start=-1.0), Spikes([1.0], duration=5.0))',
     'a starts at -1 ms, b starts at 0 ms: expected one start'),
    ('cross_correlogram([1.0], [2.0], 1.0, 2.5)',
     'window = 2.5 ms: expected a multiple of bin = 1 ms.'),
    ('poisson(np.full(100, 20.0), 1000.0, RNG, size=1)',
     'rate has shape (100,): expected one number, or one for'),
    ('poisson(20.0, 1000.0, 7)', 'rng = 7: expected an instance of Generator. Say'),
    ('poisson(-20.0, 1000.0, RNG)', 'rate = -20 Hz: allowed is 0 to 10000 Hz.'),
    ('poisson(200.0, 1000.0, RNG, dead_time=5.0)',
     'dead_time = 5 ms: a rate of 200 Hz leaves only 5 ms'),
    ('white_noise(1.0, -0.5, 100.0, 0.1, RNG)', 'sd = -0.5 nA: allowed is 0 nA or more.'),
    ('stimuli.step(1.0, 100.0, 200.0)', 'dt = 200 ms: longer than the duration of 100 ms.'),
    ('STDP(A_minus=-0.01)', 'A_minus = -0.01: allowed is 0 or more. The sign is part'),
    ('STDP(pairing="al")',
     "pairing = 'al': allowed is one of 'all', 'nearest',"),
    ('STDP(same_step="nothing")',
     "same_step = 'nothing': allowed is one of 'none', 'ltp',"),
    ('STDP(w_min=1.0, w_max=0.0)', 'w_min = 1: must be below w_max = 0. Swapped?'),
    ('STDP(tau_plus=0.0)', 'tau_plus = 0 ms: allowed is 0.1 to 10000 ms.'),
    ('STDP().window(Kelvin([10.0]))', 'delta_t = Kelvin([10.]): expected a number in ms'),
    ('STDP().window("10")',
     'delta_t: expected numbers in ms, got <U2.'),
    ('STDP().change([True, False], [1.0])', 'pre: expected numbers in ms, got bool.'),
    ('STDP().change(TWO, [1.0])', 'pre has 2 neurons: expected one train. Say pre.of(0).'),
    ('STDP().course([1.0], [2.0], 1.5)', 'w = 1.5: allowed is 0 to 1.'),
    ('STDP(mu=0.5).change([1.0], [2.0])',
     "mu = 0.5: change needs mu = 0, for with mu > 0 a pair's"),
    ('TripletSTDP(tau_y=None)', 'tau_y = None: A3_plus > 0 needs a time constant in ms.'),
    ('TripletSTDP(pairing="reduced")',
     "pairing = 'reduced': allowed is one of 'all', 'nearest'."),
    ('weight_after(STDP, [1.0], [2.0], 0.5)',
     'rule = the class STDP: expected an instance of Rule. Did'),
    ('weight_after(own(same_step="nothing"), [1.0], [2.0], 0.5)',
     "rule: Own.same_step = 'nothing': allowed is one of"),
    ('weight_after(own(at_pre=lambda self, w, x: None), [1.0], [2.0], 0.5)',
     'rule: Own.at_pre(w, x) gives None: expected the new'),
    ('net().connect("in", "out", 1.0, plasticity=own(same_step="LTD"))',
     "plasticity: Own.same_step = 'LTD': allowed is one of"),
    ('net().connect("in", "out", 0.5, plasticity=own(at_post=lambda _, w, x: min(1.0, w + x[0])))',
     'plasticity: Own.at_post(w, x) raises ValueError'),
    ('net().connect("in", "out", 0.5, plasticity=own(at_pre=lambda _, w, x: w if x[0] > 1 else 0))',
     'plasticity: Own.at_pre(w, x) raises ValueError'),
    ('net().connect("in", "out", 0.5, plasticity=own(at_pre=lambda self, w, x: None))',
     'plasticity: Own.at_pre(w, x) gives None: expected the new'),
    ('net().connect("in", "out", 0.5, plasticity=lacking("w_max"))',
     'plasticity: Own lacks w_max. A rule has keeps, same_step,'),
    ('net().connect("in", "out", 0.5, plasticity=own(keeps=("pre", 20.0)))',
     "plasticity: Own.keeps[0] = 'pre': expected an instance of"),
    ('net().connect("in", "out", 0.5, plasticity=RewardSTDP())',
     'plasticity = RewardSTDP(stdp=STDP(A_plus=...ity=1000.0,'),
    ('net().connect("in", "out", 1.5, plasticity=STDP())',
     'weights = 1.5: allowed is 0 to 1.'),
    ('net().connect("in", "oot", 1.0)',
     "post = 'oot': allowed is one of 'in', 'out'. Did you mean"),
    ('net().connect("out", "in", 1.0)',
     "post = 'in': a SpikeSource only sends; nothing can reach"),
    ('net().connect("in", "out", np.ones((3, 2)))',
     'weights has shape (3, 2): expected one number, or one for'),
    ('net().connect("in", "out", Kelvin(1.0))',
     'weights = Kelvin(1.): expected a number in mV, or what can be'),
    ('net().connect("in", "out", 1.0, synapse=ExponentialSynapse)',
     'synapse = the class ExponentialSynapse: expected an'),
    ('net().connect("in", "out", 1.0, synapse="exponential")',
     "synapse = 'exponential': expected an instance of Synapse."),
    ('net().connect("in", "out", 1.0, delay=-1.0)',
     'delay = -1 ms: allowed is 0 ms or more.'),
    ('net().connect("in", "out", 1.0, delay=0.0).run(10.0)',
     "delay, from 'in' to 'out', = 0 ms: expected a whole"),
    ('net().connect("in", "out", Sparse([0, 5], [0, 0], 1.0))',
     "pre index 5: 'in' has 2 neurons, 0 to 1. Are pre and post"),
    ('net().connect("in", "out", 5000.0)',
     'weights: w = 5000 mV: allowed is -1000 to 1000 mV. Did'),
    ('net().add(LIF, 10, "cells")',
     'model = the class LIF: expected an instance of Model. Did'),
    ('net().add(LIF(), "cells", 10)',
     'name = 10: expected an instance of str. Say add(LIF(),'),
    ('net().add(LIF(), 2.5, "cells")',
     'size = 2.5: expected a whole number.'),
    ('net().add(LIF(), 2, "out")',
     "name = 'out': there is a population of that name already."),
    ('net().run(10.0, {"cells": 1.0})',
     "inputs = 'cells': allowed is one of 'in', 'out'."),
    ('net().run(10.0, {"in": [1.0, 2.0]})',
     "inputs['in'] = [1.0, 2.0]: a SpikeSource sends spikes;"),
    ('net().run(10.0, {"in": Spikes([1.0])})',
     "inputs['in']: spikes of 1 neurons, for a population of 2."),
    ('net().run(10.0, {"in": Spikes([-1.0], size=2, start=-5.0)})',
     "inputs['in']: the first spike is at -1 ms, before the"),
    ('net().run(10.0, {"out": Spikes([1.0], size=3)})',
     "inputs['out']: spikes come through synapses. Give them to"),
    ('net().run(10.0, {"out": np.ones(3)})',
     "inputs['out'] has shape (3,): expected one number in nA,"),
    ('net().run(0.3, {"out": np.ones(3)})',
     "inputs['out'] has shape (3,): there are 3 neurons and as"),
    ('net().run(10.0, {"out": PoissonInput(100.0, 1.0)})',
     'rng = None: expected an instance of Generator. Say'),
    ('net().run(10.0, {"out": Kelvin(np.ones(100))})',
     "inputs['out'] = Kelvin([1., 1., 1., 1., 1., "),
    ('net().run(10.0, {"out": 2000.0})',
     "inputs['out'] averages 2000 nA: through 10 MOhm that is"),
    ('net().run(10.0, record="out")',
     "record = 'out': expected an instance of Mapping. Say"),
    ('net().run(10.0, record=["oot"])',
     "record = 'oot': allowed is one of 'in', 'out'. Did you"),
    ('net().run(10.0, record=["in"])',
     "record: 'in' is a SpikeSource and has no potential."),
    ('net().run(10.0, record={"out": [5]})',
     "record['out'] = [5]: expected indices, 0 to 2."),
    ('net().run(10.0, start={"out": "rest"})',
     "start['out']: expected numbers in mV, got <U4."),
    ('net().run(10.0, dt=0.3)', 'duration = 10 ms: expected a whole number of steps of dt'),
    ('net().run("10")',
     "duration = '10': expected a number in ms."),
    ('net().run(10.0).v["out"]',
     '\'out\': there is none. Say run(..., record=["name"]).'),
    ('net().run(10.0).spikes["A"]',
     "'A': there is 'in', 'out'."),
    ('net().run(10.0).weights["in -> out"]',
     "'in -> out': there is none."),
    ('Sparse([0, 1], [0], 1.0)', 'pre has shape (2,), post (1,): one of each a synapse.'),
    ('Sparse.random(10, 10, 2.0, 1.0, RNG)',
     'probability = 2: allowed is 0 to 1.'),
    ('Sparse.random(10, 10, 0.5, 1.0, 7)', 'rng = 7: expected an instance of Generator. Say'),
    ('ExponentialSynapse(-5.0)', 'tau_syn = -5 ms: allowed is 0.01 to 10000 ms.'),
    ('SpikeInput([1.0, 2.0], DeltaSynapse(), 1.0)',
     'spikes = [1.0, 2.0]: expected an instance of Spikes. Say'),
    ('SpikeInput(Spikes([1.0], duration=5.0), DeltaSynapse, 1.0)',
     'synapse = the class DeltaSynapse: expected an instance of'),
    ('SpikeInput(TWO, DeltaSynapse(), [1.0, 2.0, 3.0])',
     'weights has shape (3,): expected one number, or one for'),
    ('ShortTermPlasticity(U=1.5)', 'U = 1.5: allowed is 1e-06 to 1.'),
    ('encode_rate(np.ones((8, 8)), RNG)', 'values has shape (8, 8): expected one row. Say'),
    ('encode_rate([0.0, 128.0, 255.0], RNG)',
     'values: up to 255; allowed is 0 to 1. Is it a picture of 0 to'),
    ('encode_rate([0.5, 1.5], RNG)', 'values[1] = 1.5: allowed is 0 to 1.'),
    ('decode_rate(Spikes([1.0], duration=50.0), 60.0)', 't = 60 ms: allowed is 0 to 50 ms.'),
    ('encode_rate([0.5], 7)', 'rng = 7: expected an instance of Generator. Say'),
    ('decode_rate([1.0, 2.0], 10.0)', 'spikes = [1.0, 2.0]: expected an instance of Spikes. Say'),
    ('decode_rate(Spikes([1.0], start=-5.0), 10.0)',
     'spikes starts at -5 ms: expected spikes listened to from'),
    ('patterns.Detector().learn([1.0])', 'spikes = [1.0]: expected an instance of Spikes. Say'),
    ('LIF(tau=20.0)', "LIF has no parameter 'tau'. Did you mean tau_m?"),
    ('LIF(threshold=-50.0)', "LIF has no parameter 'threshold'. Did you mean v_threshold?"),
    ('LIF(v_th=-50.0)', "LIF has no parameter 'v_th'. Did you mean v_threshold?"),
    ('training.Adam(lr=0.1)', "Adam has no parameter 'lr'. There are rate,"),
    ('training.Layers([np.ones((2, 2))], beta=0.9)', "Layers has no parameter 'beta'. There are"),
    ('net().run(10.0).spikes.out', "'out' is a name here, no attribute. Say ['out']."),
    ('net().run(10.0).spikes.times', "'times': these are several, by name. Say ['in'].times"),
    ('net().run(10.0, looks=["in -> out"])', "looks = ['in -> out']: expected an instance of"),
    ('net().run(10.0, {"out": 2e-9})', "inputs['out'] is 2e-09 nA at most: through 10 MOhm"),
    ('simulate(LIF(), np.full(100, 2e-9), 0.1)',
     'current is 2e-09 nA at most: through 10 MOhm that is 2e-08'),
    ('LIF(g_L=0.1)', "LIF has no parameter 'g_L'. There are tau_m, R_m, v_rest,"),
    ('ExponentialSynapse(tau=5.0)', "has no parameter 'tau'. Did you mean tau_syn?"),
    ('STDP(tau_pre=20.0)', "STDP has no parameter 'tau_pre'. Did you mean tau_plus?"),
    ('LIF(t_ref=0.002)', 't_ref = 0.002 ms: allowed is 0 for none, or 0.01 to 1000 ms. Did'),
    ('LIF(v_threshold=-0.05)', 'v_threshold = -0.05 mV: next to nothing. Did you mean -50 (mV)'),
    ('LIF(v_rest=[-65.0, -0.07])', 'neuron 1: v_rest = -0.07 mV: next to nothing. Did you mean'),
    ('AdEx(v_reset=-0.058)', 'v_reset = -0.058 mV: next to nothing. Did you mean -58 (mV)'),
    ('HodgkinHuxley(E_Na=0.05)', 'E_Na = 0.05 mV: next to nothing. Did you mean 50 (mV), written'),
    ('Conductance(AlphaSynapse(), v_reversal=-0.07)', 'v_reversal = -0.07 mV: next to nothing.'),
    ('poisson(20.0, 1000.0, RNG, dead_time=0.002)', 'dead_time = 0.002 ms: allowed is 0 for none'),
    ('SpikeInput(TWO, AMPA, 0.01, delays=[0.0, 0.0015])', 'delays = 0.0015 ms: allowed is 0 for'),
    ('ShortTermPlasticity(tau_rec=0.8)', 'tau_rec = 0.8 ms: allowed is 0 for none, or 2 to 1e+06'),
    ('net().connect("in", "out", 5.0, synapse=AMPA)', 'weights: w = 5 uS: a conductance 50 times'),
    ('Network().add(AdEx(), 2, "a").connect("a", "a", 2.0, synapse=GABA_A)',
     "weights = 2 uS: a conductance 166.66 times the neuron's leak. Did you mean 0.002 (uS)"),
    ('simulate(LIF(), SpikeInput(TWO, AMPA, 5.0), 0.1)', 'weights: w = 5 uS: a conductance 50'),
    ('simulate(Branching(), np.ones((9, 2)), 0.1)', 'arrays: say xp.where for if, xp.exp and'),
    ('Network().add(Alone(), 3, "own").run(1.0)', 'the step of Alone gives the state array([-65.'),
    ('simulate(Alone(), np.ones((9, 3)), 0.1)', 'the step of Alone gives the state array([-65.'),
    ('Network().add(Branching(), 2, "own").run(1.0)', 'the step of Branching raises ValueError:'),
    ('simulate(lambda state, current: state, [1.0], 0.1, start=(0.0,))',
     'the step gives (0.0,): expected (state, spiked), and perhaps how long ago in ms.'),
    ('simulate(lambda state, current: (state[0], False), [1.0], 0.1, start=(0.0,))',
     'the step gives the state 0.0: expected a tuple like the one that it was given, (0.0,).'),
    ('patterns.confusion_matrix([0.2, 0.9], [False, True])', 'printed: 0.2 is neither True nor'),
    ('patterns.score(Spikes([12.0], duration=300.0), [0.01, 0.2])', 'Are the onsets in s? Say'),
    ('training.convert([np.eye(2)], [np.zeros(2)], [np.ones((5, 2))], 0.999)',
     'percentile = 0.999 %: nearly all activations would be cut off. Did you mean 99.9 (%)?'),
    ('training.convert([np.eye(2)], [np.zeros(2)], [np.ones((5, 3))])',
     'activations[0] has shape (5, 3): expected (samples, 2), those of'),
    ('Network().connect("in", "out", 1.0)', "pre = 'in': there is none yet. Say add(...) first."),
    ('net().run(10.0, record=True)', "expected an instance of Iterable. Say record=['out']."),
    ('verify.alive(training.Layers([np.eye(2), np.eye(2)]), 0.1)',
     'weights: expected arrays, got Layers. Say layers.weights, and give decay, threshold and'),
    ('export.to_nir(training.Layers([np.eye(2), np.eye(2)]), 0.1)',
     "Its spikes take 1 from v, and a NIR graph's neurons are set to one value."),
    ('net().run(10.0, start={"out": -0.06})', "start['out'] = -0.06 mV: next to nothing. Did you"),
    ('Spikes.from_raster([0, 1], dt=0.001)', 'dt = 0.001 ms: allowed is 0.01 ms or more. Did you'),
    ('Spikes.from_trains({3: [1.0], 7: [2.0]})', 'Say trains.values(), labels=list(trains).'),
    ('patterns.score([1.0], [2.0])', 'output = [1.0]: expected an instance of Spikes. Say'),
    ('simulate(LIF(), TWO, 0.1)', 'Spikes come through a synapse: SpikeInput(spikes, Alpha'),
    ('Spikes(np.array([12, 50], "m8[ms]"))', "Say times / np.timedelta64(1, 'ms')."),
    ('Spikes(np.array([[12.0, 0], [50.0, 1]]))', 'Are they times and ids? Say Spikes(times[:, 0],'),
    ('Spikes(np.array([[12.0], [50.0]]))', 'Is it a column? Say times.ravel().'),
    ('Spikes([12, 50], [1, 2], 2)', 'Are they counted from 1? Say ids - 1.'),
    ('Spikes([5.0], start=-10.0, duration=12.0)',
     'the last spike is at 5 ms, after the end, 12 ms from start = -10 ms on.'),
    ('Spikes.from_raster(np.zeros((3, 40), int), 1.0, labels=["a", "b", "c"])',
     'with labels for 3 neurons: expected (steps, neurons), time first. Say raster.T.'),
    ('Spikes.from_table({"time": [30000], "cluster": [3]}, unit="samples")',
     'Samples? Say times / 30_000, of as many a second, and unit="s".'),
    ('Spikes.from_csv(snn_edu.__file__.replace("__init__.py", "lessons/reading_and_hearing/'
     'grasshopper/recording.npz"))', 'is no text in UTF-8.'),
    ('Spikes([1.0], labels=["a"]).merge(Spikes([2.0], labels=["a"]))',
     'Trials of the same neurons? Say Spikes.from_trains([one.times for one in trials], d'),
    ('net().run(10.0, {"in": np.zeros((100, 2))})', 'of a raster (steps, neurons): Spikes.from_r'),
    ('net().connect("in", "out", 1.0, delay=0.0015).run(10.0)', 'Did you mean 1.5 (ms)?'),
    ('net().connect("in", "out", 50.0, synapse=ExponentialSynapse())',
     'by 0.125 V; allowed is up to 0.1 V. Did you mean 0.05 (nA), written in pA?'),
    ('siegert(25.0, 3.0, 20.0, 0.002)', 't_ref = 0.002 ms: allowed is 0 for none, or 0.01'),
    ('training.Energy(mac=4.6e-12)', 'mac = 4.6e-12 pJ: allowed is 0 for none, or 1e-06'),
    ('training.Adam(rate=4.0)', 'rate = 4: allowed is 0 to 1.'),
    ('training.Layers([np.eye(2), np.eye(2)]).run(np.full((3, 1, 2), 255, "u1"))',
     'x: bytes up to 255. Is it a picture of 0 to 255? Say x / 255;'),
    ('training.Layers([np.eye(2), np.eye(2)]).loss_and_gradients(np.ones((3, 4, 2)), np.eye(4, 2))',
     'Are they one-hot? Say labels.argmax(axis=1).'),
    ('training.IFLayers([np.ones((3, 2))], [np.ones(3)])', "Those of PyTorch's layers are w"),
    ('training.poisson_input([255.0], 3, RNG)', 'x: up to 255; allowed is 0 to 1. Is it a picture'),
    ('encode_delta(np.zeros((4, 8, 8)))', 'Images are movie.reshape(len(movie), -1).'),
    ('verify.conversion([1.0], [1.0], [[2.0]])', 'ann = [1.0]: expected arrays (samples, ...),'),
    ('snn_edu.Layers', 'Say: from snn_edu.training import Layers.'),
    ('ShortTermPlasticity(U=50.0)', 'U = 50: allowed is 1e-06 to 1.'),
    ('LIF(v_threshold=50.0)',
     'Did you mean -50 (mV)? A neuron that never fires has 1000.'),
    ('LIF(v_rest=-70.0, v_threshold=[-50.0, 40.0])', 'neuron 1: v_threshold = 40 mV: 110 mV abov'),
    ('LIF(R_m=1e7)', 'Did you mean 10 (MOhm)?'),
    ('HodgkinHuxley(temperature=279.45)', 'Did you mean 6.3 (degrees Celsius)?'),
    ('simulate(Izhikevich(), np.ones(5), 1.0)', 'The script of 2003 takes such steps: method="scr'),
    ('Spikes.from_trains(np.eye(6, dtype=int))',
     'Is it a raster? Say Spikes.from_raster(np.transpose(trains), dt=1.0).'),
    ('Spikes.from_csv(["1,5", "2,5"])', 'Say times=0. Or is it a decimal comma? A point is read.'),
    ('Spikes.from_csv(["3;1,5", "4;2,5"], times=1, ids=0, unit="ms")',
     "row 0 of the column 1 is '1,5'. Is it a decimal comma?"),
    ('stimuli.step(1.0, 100.0, 0.1, start=500.0)', 'start = 500 ms: after stop = 100 ms.'),
    ('Recording(np.arange(3.0), np.zeros(2), Spikes([]))',
     'v has shape (2,), t (3,): expected a v for each t, time first.'),
    ('training.Layers({"a": np.ones((2, 3)), "b": np.ones((3, 2))})',
     "the readout's last. Say list(weights.values())."),
    ('training.Layers(iter([np.ones((2, 3)), np.ones((3, 2))]))', 'Say list(weights).'),
    ('training.Tempotron().train(np.ones((2, 3)), [1, -1], RNG)', 'got int64. Say label > 0.'),
    ('patterns.confusion_matrix([1, -1], [1, 1])',
     'printed: -1 is neither True nor False. Is it the label of the other class? Say printed > 0.'),
    ('patterns.confusion_matrix([7, 3], [7, 7])',
     'printed: 7 is neither True nor False. Are they classes? The matrix is of one at a time: '),
    ('export.to_nest(net(), 10.0).save(snn_edu.__file__)', 'is a file. Two are saved, into a fold'),
    ('Network().run(10.0)', 'it has no neurons yet. Say add('),
    ('net().populations["inn"]', "'inn': there is 'in', 'out'."),
    ('net().connect("in", "out", type("csr", (), {"tocoo": None})())',
     'of a sparse matrix say w = weights.tocoo(), and Sparse(w.row, w.col, w.data).'),
    ('explore(lambda a=1.0: simulate(LIF(), a * np.ones(9), 0.1).plot(), a=(0.0, 1.0))',
     'the result is drawn already: return what it draws, run and not run.plot().'),
    ('training.IFLayers([np.eye(2)], [np.zeros(2)], threshold=2.0)',
     "IFLayers has no parameter 'threshold'. There are weights, biases, reset, start."),
    ('training.Energy(macs=4.6)', "Energy has no parameter 'macs'. Did you mean mac?"),
    ('export.to_nest(Network())', 'network: it has no neurons yet.'),
    ('explore(lambda *a: a, a=(0, 1))', "has no argument called 'a'. Write def f(a=1.0): ..."),
    ('weight_after(own(keeps=(Trace("pre", 20.0, 0.01),)), [1.0], [2.0], 0.5)',
     'rule: Own.keeps[0].adds = 0.01: expected True or False. A trace counts spikes; what one'),
    ('net().connect("in", "out", 0.5, plasticity=own(keeps=(Trace("pre", 20.0, True, "yes"),)))',
     "plasticity: Own.keeps[0].used_up = 'yes': expected True or False."),
    ('setattr(LIF(), "tau_m", 30.0)',
     'A LIF stays as it was made; make another: dataclasses.replace(lif, tau_m=30.0).'),
    ('setattr(LIF(), "tau", 30.0)', "A LIF stays as it was made; nor has it 'tau'."),
    ('setattr(TWO, "times", np.ones(2))', 'make another: dataclasses.replace(spikes, times='),
    ('setattr(RUN, "v", 1000.0 * RUN.v)', 'A Recording stays as it was made; make another'),
    ('setattr(net().run(9.0), "t", 0.0)', 'A NetworkRecording stays as it was made; make another'),
    ('np.asarray(TWO)', 'Spikes are times and neurons, no array: say spikes.times, spikes.ids, or'),
    ('np.mean(TWO)', 'Spikes are times and neurons, no array'),
    ('np.diff([TWO])', 'Spikes are times and neurons, no array'),
    ('Spikes([1.0, 2.0], neurons=[0, 1])', "Spikes has no parameter 'neurons'. There are times,"),
    ('RUN.times', "'Recording' object has no attribute 'times'. Say .spikes.times."),
    ('RUN.rate()', "'Recording' object has no attribute 'rate'. Say .spikes.rate."),
    ('net().run(9.0).cv()', "has no attribute 'cv'. Say .spikes['in'].cv."),
    ('trajectory(AdEx(), np.full(9, 0.5), 0.1).w', "no attribute 'w'. Say .states[:, 1]."),
    ('trajectory(AdEx(), np.full(9, 0.5), 0.1).isi()', "no attribute 'isi'. Say .spikes.isi."),
    ('net().spikes', 'It is only a plan: say run = network.run(1000.0), and run.spikes.'),
    ('net().out', "'Network' object has no attribute 'out'. Say .populations['out']."),
    ('net().run(9.0, start=net().run(9.0).v)', 'To go on from the end of a run say start=run.'),
    ('training.digits.load()[0]', 'digits[0]: expected several, as in digits[:100]. One pict'),
    ('tuple(training.digits.load())', 'digits[0]: expected several, as in digits[:100]. One pict'),
    ('patterns.Detector(tau_m=20.0)', "Detector has no parameter 'tau_m'. There are neurons, v_th"),
    ('Izhikevich(0.02, 0.2, 8.0, -65.0)', 'c = 8 mV, d = -65 mV/ms: c is where a spike leaves v,'),
    ('Spikes.from_csv("time_ms,neuron\\n1,2")', 'Is it the text itself? Say text.splitlines().'),
    ('Spikes.from_csv("nothing.csv")', "path = 'nothing.csv': there is no such file. Looked for "),
    ('snn_edu.load("nothing.npz")', "path = 'nothing.npz': there is no such file. Looked for fro"),
    ('LIF().tau', "'LIF' object has no attribute 'tau'. Did you mean tau_m?"),
    ('ShortTermPlasticity().steadystate(5.0)', "'steadystate'. Did you mean steady_state?"),
    ('STDP().Aplus', "'STDP' object has no attribute 'Aplus'. Did you mean A_plus?"),
    ('type("Mine", (LIF,), {"mine": property(lambda self: self.tau)})().mine',
     "'Mine' object has no attribute 'tau'. Did you mean tau_m?"),
    ('Network().add(SpikeSource, 2, "in")', 'model = the class SpikeSource: expected an instance of'
     ' Model. Did you mean SpikeSource()?'),
    ('12.0 in TWO', '12.0 in spikes: they hold trains. A time? Say 12.0 in spikes.times.'),
    ('TWO.to_csv(5)', 'path = 5: expected the path of a file.'),
    ('export.to_nest(net(), 10.0).save(5)', 'folder = 5: expected the path of a folder.'),
    ('Spikes.from_voltage(RUN.v, 0.1, -20.0, dead_time=0.002)',
     'dead_time = 0.002 ms: allowed is 0 for none, or 0.01 to 1000 ms. Did you mean 2 (ms)?'),
    ('verify.by_steps((-65.0,), LIF().stepper(0.1))',
     'step = (-65.0,): expected a function of (state, current, dt). Say by_steps(step, start).'),
    ('verify.stdp(lambda pre, post: None).tau', "A report on STDP has no 'tau'. It measures"),
]  # fmt: skip
# What may be meant and hardly is: taken, after a question.
ASKED = [
    ('Spikes(SECONDS)', 'times: 20 spikes of one neuron in 0.95 ms. Are the times in seconds?'),
    ('Spikes([0.012, 0.05, 0.135], duration=1000.0)', 'times: 3 spikes of one neuron in 0.123 ms.'),
    ('decode_latency(encode_latency([0.1, 0.5]), 50.0, window=20.0)',
     'window = 20 ms: the first spike of a neuron comes at 45 ms. Were the values encoded with'),
    ('net().connect("in", "out", 1.0).run(50.0, looks={"in -> out": 99.0})',
     "looks['in -> out'] = 99 ms: the run lasts 50 ms, so only its beginning is seen."),
    ('simulate(HodgkinHuxley(), np.full(9, 0.01), 0.01)', 'current is 0.01 uA/cm2 at most, next'),
    ('Spikes(SECONDS, duration=1.0)', 'many neurons as one are Spikes(times, size=1).'),
    ('Spikes.from_table({"t": 0.01 * np.arange(300)}, unit="ms")',
     'table: 300 spikes of 1 neurons in 2.99 ms, 1e+05 Hz each. Are the times in seconds?'),
    ('poisson(20.0, 1.0, RNG, size=100)', 'duration = 1 ms is short. Is it in seconds? Say 1000'),
    ('encode_rate([0.1, 0.5], RNG, 0.1)', 'duration = 0.1 ms is short. Is it in seconds?'),
    ('encode_latency([0.1, 0.5], window=0.05)', 'window = 0.05 ms is short. Is it in seconds?'),
    ('stimuli.regular(20.0, 2.0)', 'duration = 2 ms is short. Is it in seconds? Say 2000 (ms).'),
    ('CLOCK.fano(0.1)', 'window = 0.1 ms is short.'),
    ('van_rossum(CLOCK, CLOCK, 0.02)', 'tau = 0.02 ms is short. Is it in seconds? Say 20 (ms).'),
    ('cross_correlogram(CLOCK, CLOCK, 0.001, 0.05)', 'window = 0.05 ms is short.'),
    ('STDP().window(np.linspace(-0.1, 0.1, 21))', 'delta_t, up to = 0.1 ms is short. Is it in s'),
    ('STDP().drift(0.02, 0.05)', 'pre_rate = 0.02 Hz is one spike in 50 s. Is it in spikes per'),
    ('weight_after(own(keeps=(Trace("pre", 0.02),)), [1.0], [2.0], 0.5)', 'keeps[0].tau = 0.02 ms'),
    ('HodgkinHuxley(g_Na=0.12)', 'g_Na = 0.12 mS/cm2: next to nothing. Is it in S/cm2? Say 120.'),
    ('simulate(LIF(), RUN.v, 0.1)', 'current is -65 to -55.5182 nA: through 10 MOhm v sin'),
    ('net().run(9.0, {"out": -65.0})', "inputs['out'] is -65 to -65 nA: through 10 MOhm v sinks"),
    ('LIF().rate(-50.0)', 'current is -50 to -50 nA: through 10 MOhm v sinks by 500 mV at least.'),
    ('simulate(Izhikevich(), np.full(9, 400.0), 0.1)', 'current is 400 mV/ms at most; a usual one'),
    ('net().run(9.0, {"in": TWO.shift(9.0)})', "inputs['in'] begins at 9 ms, and this run ends"),
    ('net().run(10_000.0, {"in": TWO}, dt=1.0)', 'and the run lasts 10000 ms. Are its times in s'),
    ('net().connect("in", "out", 1.0, delay=1500.0).run(9.0)', "delay of 'in -> out': 1500 ms at"),
    ('net().connect("in", "out", 1.0, plasticity=STDP(20.0, 20.0))', 'Is it tau_plus?'),
    ('net().connect("in", "out", Sparse.random(2, 2, 0.5, 1.0, RNG))',
     "weights were drawn for 2 and 2 neurons; 'in' has 2, 'out' 3. Are some to be"),
    ('patterns.make_input(100.0, RNG, jitter=0.001)', 'jitter = 0.001 ms is short. Is it in secon'),
    ('patterns.score(CLOCK, [100.0], since=0.5)', 'since = 0.5 ms is short. Is it in seconds?'),
    ('patterns.score(CLOCK, [100.0], length=0.05)', 'length = 0.05 ms is short. Is it in seconds'),
    ('patterns.score(CLOCK, [100.0, 2e6])', 'and the output ends at 1000 ms: what is shown later'),
    ('patterns.PatternInput(rate=20.0)', 'rate = 20 Hz counts only where the rates are constant.'),
    ('patterns.PatternInput(rates="poisson", rate=0.05)', 'rate = 0.05 Hz is one spike in 20 s.'),
    ('patterns.Detector(3).learn(CLOCK)', 'weights: left out, so all 3 neurons begin alike, and '),
    ('HodgkinHuxley(E_Na=115.0, E_K=-12.0, E_L=10.6)', 'here they count from 0 and not from rest,'),
    ('HodgkinHuxley(E_K=77.0)', 'E_Na = 50, E_K = 77, E_L = -54.387 mV: here they count from 0'),
    ('HodgkinHuxley().gates_tau([-0.07, -0.04])', 'v is -0.07 to -0.04 mV, hardly a span at all.'),
    ('HodgkinHuxley().gates_steady([-0.07, 0.0])', 'Is it in volts? Say 1000 * v.'),
    ('Izhikevich().nullclines(np.array([-0.07, 0.03]))', 'v is -0.07 to 0.03 mV, hardly a span'),
    ('AdEx().nullclines(np.array([-0.07, -0.04]))', 'v is -0.07 to -0.04 mV, hardly a span at al'),
    ('AdEx().nullclines(-60.0, 300.0)', 'current: it drives v by up to 24.999 V. Is it in pA?'),
    ('snn_edu.NMDA.block([-0.07, -0.04])', 'v is -0.07 to -0.04 mV, hardly a span at all.'),
    ('Conductance(AlphaSynapse(), 75.0)', 'v_reversal = 75 mV: is a minus sign missing?'),
    ('simulate(LIF(), np.arange(1001) / 10.0, 0.1)', 'current goes up evenly from 0 to 100 nA, as'),
    ('net().run(100.0, {"out": np.arange(1000) / 10.0})', "inputs['out'] goes up evenly from 0 to"),
    ('simulate(lambda s, i: (s, s[0]), np.ones(10), 0.1, start=(-65.0,))',
     'spikes: one in each of 10 steps. Is what the step gives second a truth'),
    ('Spikes([1.0, 2.0], labels=["a", "b"])', 'ids: left out, so all 2 spikes are of one of the'),
    ('Spikes.from_raster([12, 50, 135], 1.0)', 'raster goes up all the way, from 12 to 135, as ti'),
    ('Spikes.from_voltage([-60.0, 20.0], 1e-4, 0.0)', 'dt = 0.0001 ms is short. Is it in seconds'),
    ('CLOCK.between(0.2, 0.5)', 'b = 0.5 ms is short. Is it in seconds? Say 500 (ms).'),
    ('victor_purpura(CLOCK, Spikes([1.0], duration=500.0), 0.1)',
     'a: listened to for 1000 ms, b for 500 ms, and what only one can have counts as lost.'),
    ('van_rossum(Spikes([1.0], duration=500.0), CLOCK, 5.0)', 'Say .between(0, 500) of the longe'),
    ('isi_distance([0.1, 0.2], [0.1, 0.3], 0.5)', 'duration = 0.5 ms is short. Is it in seconds?'),
    ('stimuli.regular(0.02, 1000.0)', 'rate = 0.02 Hz is one spike in 50 s.'),
    ('coding.jitter(CLOCK, 0.005, RNG)', 'sd = 0.005 ms is short. Is it in seconds? Say 5 (ms)'),
    ('decode_rate(CLOCK, 0.1)', 't = 0.1 ms is short. Is it in seconds? Say 100 (ms).'),
    ('decode_rank_order(Spikes([1.0, 2.0], [0, 1], 2), 9.0, [0.1, 0.9])',
     'table goes from 0.1 up to 0.9: the value of each rank, strongest first, goes down.'),
    ('SpikeInput(CLOCK, AlphaSynapse(), 0.5, 2000.0)', 'delays: 2000 ms at least, and the spikes '),
    ('ShortTermPlasticity().steady_state(0.02)', 'rate = 0.02 Hz is one spike in 50 s.'),
    ('TripletSTDP().drift(0.02, 0.05)', 'pre_rate = 0.02 Hz is one spike in 50 s.'),
    ('SynapticScaling(target_rate=0.01)', 'target_rate = 0.01 Hz is one spike in 100 s.'),
    ('PoissonInput(0.02, 1.0)', 'rate = 0.02 Hz is one spike in 50 s.'),
    ('RewardSTDP().change([12.0], [15.0], 1.0)', 'rewards: the last comes at 1 ms, before any sp'),
    ('weight_after(own(at_post=lambda self, w, x: 0.1 * x[0]), [1.0], [2.0], 0.5)',
     'rule: Own.at_post(w, x) gives 0 for w = 0.25 and 0 for w = 0.75, where no trace is left.'),
    ('net().connect("in", "out", 0.5, plasticity=own(at_pre=lambda self, w, x: -0.01))',
     'plasticity: Own.at_pre(w, x) gives -0.01 for w = 0.25 and -0.01 for w = 0.75'),
    ('net().connect("in", "out", 0.5, plasticity=own(at_pre=lambda self, w, x: -0.01 * w))',
     'It is to give the new weight. Is it the change? Say w + it.'),
    ('training.Layers([np.eye(2), np.eye(2)]).run(np.full((3, 1, 2), 200))',
     'x: whole numbers up to 200. Is it a picture of 0 to 255? Say x / 255.'),
    ('training.digits.Digits(np.full((2, 4), 255.0), [0, 1])', 'pictures: whole numbers up to 255'),
    ('training.Adam(0.9, 0.999)', 'rate = 0.9: each weight moves by about so much in each step.'),
    ('simulation.sweep(lambda point, rng: None, [1, 2], seed=1)', 'function gave None at the firs'),
]  # fmt: skip
# Near each question and refusal, what is right and only looks odd.
RIGHT = [
    "Spikes(SECONDS, size=1)",
    "Spikes(SECONDS, np.arange(20), 20).pooled()",
    "Spikes([0.1, 0.2, 0.35], duration=1.0)",
    "Spikes([10.0, 13.0, 15.0], duration=1000.0)",
    "Spikes([0.0, 0.0, 0.0], duration=1000.0)",
    "decode_latency(Spikes([60.0], duration=100.0), 100.0)",
    "simulate(Izhikevich(), np.zeros(9), 0.1)",
    'net().connect("in", "out", 1.0).run(50.0, looks={"in -> out": 50.0})',
    'net().connect("in", "out", 1.0).run(0.2, looks={"in -> out": 50.0})',
    "poisson(20.0, 10.0, RNG)",
    "poisson(500.0, 1.0, RNG)",
    "poisson(0.0, 1.0, RNG)",
    "encode_rate([0.0, 0.0], RNG, 2.0)",
    "encode_latency([0.1, 0.5], window=1.0)",
    "stimuli.regular(2.0, 100.0)",
    "stimuli.regular(1000.0, 2.0)",
    "CLOCK.fano(1.5)",
    "Spikes([2.0], duration=10.0).fano(0.05)",
    "van_rossum(CLOCK, CLOCK, 1e-6)",
    "van_rossum(CLOCK, CLOCK, 0.5)",
    "victor_purpura(CLOCK, CLOCK, 1e6)",
    "victor_purpura(CLOCK, CLOCK, 10.0)",
    "cross_correlogram([10.0], [10.1, 9.9], 0.2, 0.4)",
    "cross_correlogram(CLOCK, CLOCK, 0.5, 2.0)",
    "STDP().window([1e-6, -1e-6])",
    "STDP().window(np.linspace(-1.0, 1.0, 21))",
    "STDP().drift(0.0, 5.0)",
    'weight_after(own(keeps=(Trace("pre", 1e-6, np.bool_(True)),)), [1.0], [2.0], 0.5)',
    "HodgkinHuxley(g_Na=0.0)",
    "HodgkinHuxley(g_Na=1.2, g_K=0.36)",
    "simulate(LIF(), np.full(99, -5.0), 0.1)",
    "simulate(LIF(R_m=0.1), np.full(99, -65.0), 0.1)",  # pA, through GOhm
    "simulate(LIF(), np.linspace(-50.0, 50.0, 99), 0.1)",
    "LIF().rate(np.linspace(-50.0, 5.0, 9))",
    "simulate(Izhikevich(), np.full(9, 100.0), 0.1)",
    "Izhikevich(c=-55.0, d=-2.0)",
    'net().run(9.0, {"in": TWO})',
    'net().run(9.0, {"in": TWO.shift(5.0)})',
    'net().run(100.0, {"in": TWO})',
    'net().connect("in", "out", 1.0, delay=20.0).run(9.0)',
    'net().connect("in", "out", 1.0, delay=100.0).run(200.0, dt=1.0)',
    'net().connect("in", "out", 5.0, plasticity=STDP(5.0, 5.0, w_max=10.0))',
    "STDP(A_plus=77.0, A_minus=33.0).window(10.0)",  # per cent, as measured
    'net().connect("in", "out", Sparse([0], [1], 1.0))',
    'net().connect("in", "out", Sparse.random(2, 3, 0.5, 1.0, RNG))',
    "net().run(9.0, start={})",
    "patterns.score(CLOCK, [100.0, 2000.0], until=900.0)",
    "patterns.score(CLOCK, [100.0], length=2.0)",
    'patterns.PatternInput(rates="poisson", rate=20.0)',
    "patterns.PatternInput(rate=54.0)",
    "patterns.Detector(3).learn(CLOCK, weights=RNG.random((3, 1)))",
    "HodgkinHuxley(E_K=-30.0, E_Na=60.0)",  # much potassium outside
    "HodgkinHuxley().gates_tau([0.05])",  # one neuron, on its way through 0
    "HodgkinHuxley().gates_tau([0.05, 0.05])",
    "AdEx().nullclines(np.array([-70.0, -0.04]), 1.0)",
    "Conductance(AlphaSynapse(), 50.0)",  # sodium
    "Conductance(AlphaSynapse(), 120.0)",  # calcium
    "simulate(LIF(), np.linspace(0.0, 5.0, 100), 0.1)",  # a ramp
    "simulate(HodgkinHuxley(), np.linspace(0.0, 100.0, 100), 0.05)",
    "simulate(LIF(), np.full(20, 60.0), 0.1)",
    "Spikes([1.0, 2.0], size=5)",
    'Spikes([1.0], labels=["a"])',
    "Spikes([1.0, 2.0], [0, 0], 2)",
    "Spikes.from_raster([0, 1, 2, 5], 1.0)",
    "Spikes.from_voltage([-60.0, 20.0], 0.001, 0.0, dead_time=0.0)",
    "CLOCK.between(0.0, 5.0)",
    "CLOCK.shift(-500.0).between(-10.0, 0.5)",
    "Spikes([0.1], duration=1.0).between(0.0, 0.5)",
    "victor_purpura(CLOCK, [1.0, 2.0], 0.1)",
    "isi_distance([1e-4], [2e-4], 5e-4)",
    "stimuli.regular(0.02, 100_000.0)",
    "coding.jitter(CLOCK, 0.01, RNG)",
    "decode_rate(CLOCK, 0.0)",
    "decode_rate(CLOCK, 1.0)",
    "decode_rate(Spikes([0.1], duration=1.0), 0.2)",
    "decode_rank_order(Spikes([1.0, 2.0], [0, 1], 2), 9.0, [0.5, 0.5])",
    "SpikeInput(CLOCK, AlphaSynapse(), 0.5, 30.0)",
    "ShortTermPlasticity().steady_state(1e-6)",  # a limit
    "PoissonInput(0.0, 1.0)",
    "TripletSTDP().drift(0.0, 5.0)",
    "RewardSTDP().change([12.0], [15.0], [1.0, 500.0])",
    "RewardSTDP().change([10.0], [15.0], [9.0])",
    "weight_after(own(at_pre=lambda self, w, x: 0.5 * w), [1.0], [2.0], 0.5)",
    "weight_after(own(at_pre=lambda self, w, x: w + 0.5 * (0.3 - w)), [1.0], [2.0], 0.5)",
    "weight_after(own(at_post=lambda self, w, x: np.minimum(w + 9.0, 1.0)), [1.0], [2.0], 0.5)",
    "training.Layers([np.eye(2), np.eye(2)]).run(np.full((3, 1, 2), 7))",  # counts
    "training.Adam(0.1)",
    "simulation.sweep(lambda point, rng: point or None, [1, 0], seed=1)",
    "TWO in [TWO], TWO in TWO, 12.0 in TWO.times",
    "patterns.score(CLOCK, [100.0], since=0.0)",
    "patterns.score(CLOCK, [200.0], since=60.0)",
    "patterns.make_input(100.0, RNG, jitter=0.0)",
    "training.digits.load()[np.array([3])]",
    "np.array([TWO.times, TWO.ids])",
    "[TWO] == [TWO]",
    'type("Mine", (LIF,), {})().rate(2.0)',
    "hasattr(RUN, 'rate') is False",
    "copy.deepcopy(pickle.loads(pickle.dumps((RUN, TWO, LIF(), net(), net().run(9.0)))))",
]
IN_PYTHONS_WORDS = [
    "simulate(LIF(), np.full(100, 2.0))",
    "Spikes([1.0])[0]",
    "poisson(20.0, 1000.0)",
    "gamma(20.0, 1000.0, RNG)",
    "training.digits()",
]


def asked(use):
    return eval(use, {**NAMES, "RNG": np.random.default_rng(1)})  # a line of the tables above


REFUSALS = (ValueError, TypeError, KeyError, AttributeError, FileNotFoundError)


@pytest.mark.parametrize(("use", "question"), ASKED)
def test_a_likely_slip_is_asked_about_and_taken(use, question):
    with pytest.warns(UserWarning, match=re.escape(question)) as asked_about:
        asked(use)
    assert {w.filename for w in asked_about} <= {"<string>", __file__}  # whose line it was
    assert all(str(w.message).endswith((".", "?")) for w in asked_about)


@pytest.mark.parametrize("use", RIGHT)
def test_what_only_looks_odd_passes_without_a_question(use):
    asked(use)  # a warning would be an error here


@pytest.mark.parametrize(("use", "answer"), ANSWERED)
def test_a_wrong_use_is_answered_in_a_sentence(use, answer):
    with pytest.raises(REFUSALS) as refusal:
        asked(use)
    said = str(refusal.value.args[0])
    assert answer in said
    assert said.endswith((".", "?"))
    assert len(said) < 320


def test_arrays_that_are_turned_round_for_sure_are_asked_about_and_taken():
    with pytest.warns(UserWarning, match=r"6 steps of 2000 neurons\. .* Say raster\.T\."):
        assert Spikes.from_raster(np.eye(6, 2000, dtype=int), 1.0).size == 2000
    in_seconds = [np.arange(0.0, 100.0, 0.1), np.arange(0.05, 100.0, 0.2)]
    with pytest.warns(UserWarning, match=r"in 100 ms, 7\.5e\+03 Hz each\. .* in seconds\?"):
        Spikes.from_trains(in_seconds, duration=100.0)
    Spikes.from_trains([1000.0 * train for train in in_seconds], duration=100_000.0)
    layers = snn_edu.training.Layers([np.ones((2, 3)), np.ones((3, 2))])
    pictures = np.array([[0.1, 0.9], [0.4, 0.2], [0.7, 0.3]])
    for x in np.broadcast_to(pictures[:, None], (3, 5, 2)), np.repeat(pictures[:, None], 5, axis=1):
        with pytest.warns(UserWarning, match=r"all 5 samples are the same.*x\.transpose\(1"):
            layers.run(x)
    for x in np.broadcast_to(pictures, (5, 3, 2)), np.zeros((3, 5, 2)), pictures[:, None]:
        layers.run(x)  # a warning would be an error here


def test_weights_that_are_nothing_are_asked_about_and_taken():
    siemens, amperes = r"0\.002 \(uS\), written in S", r"0\.05 \(nA\), written in A"
    current = snn_edu.ExponentialSynapse()
    for synapse, w, meant in (snn_edu.AMPA, 2e-9, siemens), (current, 5e-11, amperes):
        with pytest.warns(UserWarning, match=rf"{w:g} .* at most: nothing\. .* {meant}\?"):
            net().connect("in", "out", w, synapse=synapse)
        net().connect("in", "out", [[w, w, w], [w, w, 0.1]], synapse=synapse)  # some have faded


def test_pixels_that_have_become_floats_are_asked_about_and_taken():
    layers = snn_edu.training.IFLayers([np.full((2, 1), 0.001)], [np.zeros(1)])
    with pytest.warns(UserWarning, match=r"x: whole numbers up to 200\. .* x / 255\."):
        bright = layers.run(np.array([200.0, 30.0]), 10)
    assert bright.counts[0] == [2]  # 10 steps of 0.23
    for honest in [200.5, 30.0], [200.0, -30.0], [16.0, 3.0], [1000.0, 2.0]:
        layers.run(np.array(honest), 10)  # a warning would be an error here


def test_a_step_that_gives_no_number_is_told_with_the_moment():
    def step(state, current):
        (v,) = state
        return (v + current if v < 2.0 else np.nan,), False

    with pytest.warns(UserWarning, match=r"v is no number \(nan\) from 1\.5 ms on"):
        run = snn_edu.simulate(step, np.ones(5), 0.5, start=(0.0,))
    assert run.v[:3].tolist() == [0.0, 1.0, 2.0]

    class Lost:
        start = staticmethod(lambda: (0.0,))
        stepper = staticmethod(lambda dt, xp: lambda state, current: ((xp.nan * state[0],), False))

    with pytest.warns(UserWarning, match=r"'out': v of a neuron is no number \(nan\)"):
        Network().add(Lost(), 2, "out").run(1.0)


def test_patterns_in_seconds_are_asked_about_and_taken():
    rng = np.random.default_rng(3)
    times, label = rng.uniform(0.0, 500.0, (6, 10)), [True, False] * 3  # ms
    tempotron = snn_edu.training.Tempotron()
    with pytest.warns(UserWarning, match=r"all within 0\.\d+ ms, where a PSP takes 6\.93 ms"):
        tempotron.train(times / 1000.0, label, rng, epochs=5, starts=1)
    # A warning would be an error here; spikes all at once are at once in any unit.
    for right in (times, np.full((6, 10), 40.0)):
        tempotron.train(right, label, rng, epochs=5, starts=1)


def test_what_somebody_may_want_passes():
    assert len(snn_edu.simulate(LIF(v_threshold=1000.0), np.full(99, 3.0), 0.1).spikes) == 0
    assert snn_edu.simulate(LIF(), np.full(9000, 60.0), 0.1).spikes.rate() > 350.0  # Hz
    assert Spikes.from_csv(["12,3", "14,7"], times=0, ids=1, unit="ms").labels == (3, 7)


def test_an_encoder_that_gives_spikes_is_told_how_they_are_a_raster():
    rng = np.random.default_rng(1)
    report = snn_edu.verify.encoder(lambda x: snn_edu.encode_rate(x, rng), [0.1, 0.5, 0.9])
    assert "(say .binned(1.0) of it)" in report.sentence


@pytest.mark.parametrize("use", IN_PYTHONS_WORDS)
def test_the_form_of_a_call_is_pythons_own(use):
    with pytest.raises(TypeError, match=r"argument|subscriptable|callable"):
        asked(use)
