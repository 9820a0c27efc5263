"""Going on: two runs, one from the other's end, are to the last bit what one long run is."""

import copy
import pickle
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_edu import AMPA, LIF, NMDA, AdEx, HodgkinHuxley, Izhikevich, Spikes, stimuli
from snn_edu.network import Network, PoissonInput, Sparse, SpikeSource
from snn_edu.plasticity import PAIRINGS, SAME_STEP, STDP, TripletSTDP
from snn_edu.synapses import (
    AlphaSynapse,
    Conductance,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
)

RNG = np.random.default_rng(5)
SPIKES = stimuli.poisson(60.0, 80.0, RNG, size=6)
DELAYS = RNG.choice([0.2, 1.0, 4.8], (6, 4))


class Adapting:
    """A student's own model: a threshold that each spike raises, in a state of three."""

    def start(self):
        return (-65.0, 0.0, -50.0)

    def stepper(self, dt, xp):
        lif, left = LIF(v_threshold=30.0), np.exp(-dt / 30.0)
        once = lif.stepper(dt, xp)

        def step(state, current):
            v, wait, threshold = state
            (v, wait), _, _ = once((v, wait), current)
            threshold = -50.0 + (threshold + 50.0) * left
            spiked = v >= threshold
            return (
                (xp.where(spiked, -65.0, v), wait, xp.where(spiked, threshold + 3.0, threshold)),
                spiked,
                0.0,
            )

        return step


def both(network, until=80.0, at=36.6, dt=0.2, looks=None, sent=lambda run: run, **run):
    """One run as a whole, and the same in two parts: three recordings."""
    names = [n for n, one in network.populations.items() if not isinstance(one.model, SpikeSource)]

    def go(duration, start=None, **more):
        inputs = {name: made(start) for name, made in run.items()}
        looked = looks and dict.fromkeys(network.projections, looks)
        return network.run(duration, inputs, dt, record=names, start=start, looks=looked, **more)

    whole = go(until, rng=np.random.default_rng(7))
    rng = np.random.default_rng(7)
    first = go(at, rng=rng)
    second = go(until - at, start=sent(first), rng=rng)
    return whole, first, second


def assert_one_run(whole, first, second):
    at = len(first.t) - 1
    np.testing.assert_array_equal(whole.t, [*first.t, *second.t[1:]])
    for name, spikes in whole.spikes.items():
        parts = first.spikes[name], second.spikes[name]
        np.testing.assert_array_equal(spikes.times, np.concatenate([p.times for p in parts]))
        np.testing.assert_array_equal(spikes.ids, np.concatenate([p.ids for p in parts]))
        assert parts[1].start == first.t[-1]
        assert parts[1].duration == pytest.approx(whole.t[-1] - first.t[-1])
    for name, v in whole.v.items():
        np.testing.assert_array_equal(v[: at + 1], first.v[name])
        np.testing.assert_array_equal(v[at:], second.v[name])
    assert whole.weights == second.weights
    for name, course in whole.course.items():
        looks, more = first.course[name], second.course[name]
        again = np.isin(second.course_t[name], first.course_t[name]).sum()  # the moment of the cut
        np.testing.assert_array_equal(course, [*looks, *more[again:]])
        t = [*first.course_t[name], *second.course_t[name][again:]]
        np.testing.assert_array_equal(whole.course_t[name], t)
    assert whole.end == second.end


def network_of(model, synapse=None, weight=2.0, rule=None, delays=DELAYS):
    network = Network().add(SpikeSource(), 6, "in").add(model, 4, "out")
    synapse = synapse or DeltaSynapse()
    network.connect("in", "out", weight, delays, synapse, rule)
    return network.connect("out", "out", 0.2 * weight, 3.0, synapse, rule)


MODELS = [
    (LIF(), [[1.2, 1.6, 1.9, 2.5]]),
    (LIF(t_ref=0.0), 1.7),
    (LIF(t_ref=9.3), 3.0),
    (type("Same", (LIF,), {})(), 1.9),
    (Adapting(), 2.2),
    (AdEx(), 1.2),
    (Izhikevich(), 9.0),
    (HodgkinHuxley(), 12.0),
]


@pytest.mark.parametrize(("model", "current"), MODELS, ids=lambda one: type(one).__name__)
def test_every_model_goes_on_exactly(model, current):
    dt = 0.02 if isinstance(model, HodgkinHuxley) else 0.2
    runs = both(network_of(model), dt=dt, **{"in": lambda _: SPIKES, "out": lambda _: current})
    assert all(len(run.spikes["out"]) > 3 for run in runs)
    assert_one_run(*runs)


SYNAPSES = [
    (ExponentialSynapse(5.0), 0.5),
    (AlphaSynapse(20.0), 0.2),
    (DoubleExponentialSynapse(0.5, 30.0), 0.2),
    (AMPA, 0.03),
    (NMDA, 0.02),
    (Conductance(ExponentialSynapse(30.0), -80.0), 0.0003),
]


@pytest.mark.parametrize("model", [LIF(), AdEx(R_m=20.0)], ids=["LIF", "AdEx"])
@pytest.mark.parametrize(
    ("synapse", "weight"), SYNAPSES, ids=["exp", "alpha", "double", "AMPA", "NMDA", "inhibition"]
)
def test_every_synapse_goes_on_exactly(model, synapse, weight):
    network = network_of(model, synapse, weight)
    network.connect("in", "out", 1e-3, 1.0, AlphaSynapse(3.0), name="another kind")
    runs = both(network, **{"in": lambda _: SPIKES, "out": lambda _: 2.4})
    assert all(len(run.spikes["out"]) > 3 for run in runs)
    assert_one_run(*runs)


RULES = [
    *(STDP(0.1, 0.12, 15.0, 25.0, *how, 0.0, 20.0, 0.6) for how in product(PAIRINGS, SAME_STEP)),
    TripletSTDP(A2_plus=0.1, A3_minus=0.2, tau_x=80.0, w_min=0.0, w_max=14.0),
    TripletSTDP(A2_plus=0.1, A3_minus=0.2, tau_x=80.0, w_max=14.0, pairing="nearest"),
]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_goes_on_exactly(rule):
    network = network_of(LIF(), rule=rule)
    runs = both(network, looks=7.0, **{"in": lambda _: SPIKES, "out": lambda _: 1.9})
    assert np.abs(runs[1].weights["in -> out"] - 2.0).max() > 0.05
    assert np.abs(runs[2].weights["in -> out"] - runs[1].weights["in -> out"]).max() > 0.05
    assert_one_run(*runs)


@given(st.integers(1, 399), st.integers(1, 200), st.sampled_from(RULES), st.integers(0, 2**31 - 1))
def test_it_does_not_matter_where_a_run_is_cut(cut, delay, rule, seed):
    """Before the first spike has arrived, or while refractory, or in the last step."""
    rng = np.random.default_rng(seed)
    pre, post = rng.integers(0, 6, 30), rng.integers(0, 4, 30)
    network = Network().add(SpikeSource(), 6, "in").add(LIF(t_ref=3.1), 4, "out")
    network.connect("in", "out", Sparse(pre, post, 4.0), 0.2 * delay, plasticity=rule)
    network.connect("out", "out", 0.3, 0.2 * rng.integers(1, 30, (4, 4)), ExponentialSynapse(9.0))
    given = {"in": lambda _: SPIKES, "out": lambda _: (1.5, PoissonInput(300.0, 1.0))}
    assert_one_run(*both(network, at=0.2 * cut, looks=11.0, **given))


@pytest.mark.parametrize("bits", [np.random.PCG64, np.random.MT19937], ids=lambda one: one.__name__)
def test_random_input_goes_on_with_the_same_dice(bits):
    """Blocks of dice end within both runs: 300 neurons have blocks of 333 steps."""
    network = Network().add(LIF(), 300, "a").add(AdEx(), 70, "b")
    drive = {
        "a": (PoissonInput(900.0, 1.0), PoissonInput(700.0, 0.1, ExponentialSynapse(5.0))),
        "b": (PoissonInput(450.0, 1.2), PoissonInput(450.0, 1.2), 0.5),  # two alike: two dice
    }

    def go(duration, rng, start=None):
        return network.run(duration, drive, 0.1, rng, start, record=["a", "b"])

    whole = go(100.0, np.random.Generator(bits(3)))
    rng = np.random.Generator(bits(3))
    first = go(41.7, rng)
    third = go(0.3, rng, second := go(58.0, rng, first))
    for name, v in whole.v.items():
        assert len(first.spikes[name]) > 20
        parts = first.v[name], second.v[name][1:], third.v[name][1:]
        np.testing.assert_array_equal(v, np.concatenate(parts))
    other = go(58.0, np.random.default_rng(4), first)  # first what is left of the old dice
    same = np.flatnonzero((other.v["a"] != second.v["a"]).any(axis=1))[0]
    assert 200 < same < 333


@pytest.mark.parametrize("sent", [copy.deepcopy, lambda run: pickle.loads(pickle.dumps(run))])
def test_a_copy_goes_on_as_the_original_does(sent):
    network = network_of(LIF(), rule=RULES[0])
    given = {"in": lambda _: SPIKES, "out": lambda _: (1.5, PoissonInput(300.0, 1.0))}
    assert_one_run(*both(network, sent=sent, **given))


def test_going_on_twice_from_one_recording_gives_the_same_and_leaves_it_as_it_was():
    network = network_of(LIF(), AlphaSynapse(20.0), 0.3, replace(RULES[0], w_max=1.0))
    first = network.run(40.0, {"in": SPIKES, "out": 1.8}, dt=0.2)
    before = copy.deepcopy(first.end)
    one, two = (network.run(40.0, {"in": SPIKES, "out": 1.8}, 0.2, start=first) for _ in range(2))
    assert one.end == two.end != first.end == before


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda make, syn: make(LIF(tau_m=10.0), syn, 0.3, STDP()), "population 'out' differs"),
        (lambda make, syn: make(AdEx(), syn, 0.3, STDP()), "and is 4 AdEx(tau_m="),
        (lambda make, syn: make(LIF(), syn, 0.4, STDP()), "the weights of 'in -> out' differs"),
        (lambda make, syn: make(LIF(), syn, 0.3), "no plasticity"),
        (lambda make, syn: make(LIF(), syn, 0.3, STDP(mu=0.5)), "mu=0.5"),
        (lambda make, syn: make(LIF(), AlphaSynapse(5.0), 0.3, STDP()), "AlphaSynapse"),
        (lambda make, syn: make(LIF(), syn, 0.3, STDP(), 1.0), "the delays of 'in -> out'"),
        (
            lambda make, syn: make(LIF(), syn, 0.3, STDP()).add(LIF(), 1, "more"),
            "population 'more' differs: it was not there, and is 1 LIF(",
        ),
    ],
)
def test_another_network_is_told_what_differs(wrong, message):
    synapse = ExponentialSynapse(5.0)
    first = network_of(LIF(), synapse, 0.3, STDP()).run(20.0, {"in": SPIKES}, 0.2)
    with pytest.raises(ValueError, match="start: a run goes on with the same network") as refusal:
        wrong(network_of, synapse).run(20.0, {"in": SPIKES}, 0.2, start=first)
    assert message in str(refusal.value)


@pytest.mark.parametrize("rule", [None, STDP(w_max=30.0)])
def test_a_network_goes_on_with_other_weights_which_spikes_on_their_way_meet_already(rule):
    """v = sum w exp(-(t - arrival) / tau_m): 3 mV until 10 ms, 5 mV from then on."""
    lif = LIF(v_threshold=1000.0)
    weak, strong = (
        Network()
        .add(SpikeSource(), 1, "in")
        .add(lif, 2, "out")
        .connect("in", "out", np.full((1, 2), w), 2.0, plasticity=rule)
        for w in (3.0, 5.0)
    )
    sent = {"in": Spikes([5.0, 9.0, 14.0], [0, 0, 0], 1, 20.0)}  # the second arrives at 11 ms
    first = weak.run(10.0, sent)
    second = strong.run(10.0, sent, start=first.with_weights_of(strong), record=["out"])
    arrives, w = np.array([7.0, 11.0, 16.0]), np.array([3.0, 5.0, 5.0])
    since = second.t[:, None] - arrives
    bumps = np.where(since > -1e-9, w * np.exp(-since / lif.tau_m), 0.0).sum(axis=1)
    expected = np.column_stack([lif.v_rest + bumps] * 2)
    np.testing.assert_allclose(second.v["out"], expected, atol=1e-9)
    assert (first.weights["in -> out"] == 3.0).all()  # the earlier recording stays what it was


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (network_of(LIF(tau_m=10.0)), "population 'out' differs"),
        (network_of(LIF(), delays=1.0), "the delays of 'in -> out' differs"),
        (network_of(LIF(), rule=RULES[0]), "no plasticity"),
    ],
)
def test_only_weights_may_be_others_when_a_network_goes_on(other, message):
    first = network_of(LIF()).run(20.0, {"in": SPIKES}, 0.2)
    with pytest.raises(ValueError, match="start: a run goes on with the same network") as refusal:
        first.with_weights_of(other)
    assert message in str(refusal.value)


def test_what_does_not_fit_an_earlier_run_is_refused():
    background = PoissonInput(100.0, 0.1, AlphaSynapse(9.0))
    rng = np.random.default_rng(1)
    network = network_of(LIF())
    first = network.run(20.0, {"in": SPIKES, "out": background}, 0.2, rng)
    with pytest.raises(ValueError, match=r"dt = 0.1 ms: the earlier run had steps of 0.2 ms"):
        network.run(20.0, {"out": background}, 0.1, rng, start=first)
    with pytest.raises(ValueError, match=r"'out' received through AlphaSynapse.*0 Hz"):
        network.run(20.0, None, 0.2, start=first)
    alone = network.run(20.0, {"in": SPIKES}, 0.2)
    with pytest.raises(ValueError, match=r"'out' received through no synapse and now .* AlphaS"):
        network.run(20.0, {"out": background}, 0.2, rng, start=alone)
    assert network.run(20.0, {"out": replace(background, rate=0.0)}, 0.2, rng, start=first)
    for over, end in (([3.0, 7.0], None), ([3.0, 7.0], 20.0)):
        given = Spikes(over, size=6, duration=end)
        said = rf"inputs\['in'\] ends at {end or 7.0:g} ms, .* add 20 ms to its times"
        with pytest.raises(ValueError, match=said):
            network.run(20.0, {"in": given, "out": background}, 0.2, rng, start=first)
    for begun in (Spikes([3.0, 21.0], size=6), Spikes([3.0], size=6, duration=21.0)):
        assert network.run(20.0, {"in": begun, "out": background}, 0.2, rng, start=first)
    with pytest.raises(ValueError, match="start: that run was stopped within a step"):
        network.run(20.0, start=replace(first, end=None))
    with pytest.raises(TypeError, match="start = "):
        network.run(20.0, start=first.end)
