"""Networks: spike for spike those of NEST and Brian2, and one neuron is that of `simulate`."""

import copy
import importlib.util
import pickle
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from network_cases import drawn, plan, spikes_here
from ranges import refused
from reference import FOLDER, cases

from snn_edu import AMPA, NMDA, Conductance, DeltaSynapse, SpikeInput, Spikes, simulate, stimuli
from snn_edu.network import Network, PoissonInput, Sparse, SpikeSource
from snn_edu.neurons import LIF, AdEx, HodgkinHuxley, Izhikevich
from snn_edu.plasticity import STDP
from snn_edu.synapses import AlphaSynapse, DoubleExponentialSynapse, ExponentialSynapse

PEERS = [
    pytest.param(peer, case, id=f"{peer}-{case['id']}")
    for peer in ("nest", "brian")
    for case in cases(f"{peer}_networks")
]
for_each_case = pytest.mark.parametrize(("peer", "case"), PEERS)


@pytest.mark.no_cover  # long
@for_each_case
def test_random_networks_spike_in_the_same_steps_as_in_nest_and_brian(peer, case):
    here, drawn_now = spikes_here(**case["params"]), drawn(plan(**case["params"]))
    assert drawn_now == pytest.approx(case["expected"]["drawn"], abs=1e-5), "rng differs"
    assert len(here["output"]) > 30
    assert here == {layer: case["expected"][layer] for layer in here}


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@for_each_case
def test_the_stored_spikes_are_what_the_peer_gives_today(peer, case):
    pytest.importorskip({"nest": "nest", "brian": "brian2"}[peer], exc_type=ImportError)
    path = Path(FOLDER) / f"make_{peer}_networks.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert getattr(script, f"spikes_in_{peer}")(case["params"]) == case["expected"]


SYNAPSES = [
    (DeltaSynapse(), 4.0),
    (ExponentialSynapse(5.0), 0.9),
    (AlphaSynapse(2.0), 0.9),
    (DoubleExponentialSynapse(0.5, 20.0), 0.4),
    (AMPA, 0.02),
    (NMDA, 0.05),
    (Conductance(ExponentialSynapse(5.0), 0.0), 0.02),
]


def one_neuron(lif, spikes, synapses, duration, dt, current=0.0):
    network = Network().add(SpikeSource(), spikes.size, "input").add(lif, 1, "cell")
    for synapse, weight in synapses:
        network.connect("input", "cell", weight, 1.5, synapse, name=repr(synapse))
    return network.run(duration, {"input": spikes, "cell": current}, dt, record=["cell"])


@pytest.mark.parametrize("dt", [0.1, 0.5])
@pytest.mark.parametrize(("synapse", "weight"), SYNAPSES, ids=repr)
def test_one_neuron_is_that_of_simulate_on_a_grid(synapse, weight, dt):
    rng = np.random.default_rng(3)
    spikes = stimuli.poisson(400.0, 500.0, rng)
    current = 0.8 + 0.3 * rng.random(round(500.0 / dt))
    lif = LIF(t_ref=2.0)
    arrivals = np.ceil(spikes.times / dt - 1e-9) * dt + 1.5
    on_grid = Spikes(arrivals[arrivals < 500.0], duration=500.0)
    synapses = [(synapse, weight), (AlphaSynapse(4.0), 0.05)]
    drive = sum((SpikeInput(on_grid, *each) for each in synapses), current)
    alone = simulate(lif, drive, dt, crossing="grid")
    network = one_neuron(lif, spikes, synapses, 500.0, dt, current)
    assert len(alone.spikes) > 10
    np.testing.assert_allclose(network.spikes["cell"].times, alone.spikes.times, atol=1e-9)
    np.testing.assert_allclose(network.v["cell"][:, 0], alone.v, atol=1e-8)


class Wrapped:
    """A LIF that does not say so: a model by protocol only."""

    def __init__(self, lif):
        self.lif = lif

    def start(self):
        return self.lif.start()

    def stepper(self, dt, xp):
        return self.lif.stepper(dt, xp, crossing="grid")


@pytest.mark.parametrize(
    ("synapse", "weight"),
    [(ExponentialSynapse(5.0), 0.3), (AMPA, 0.005), (DeltaSynapse(), 2.0)],
    ids=repr,
)
def test_any_model_receives_the_synapses_that_a_lif_receives(synapse, weight):
    """Means of a step and v at its beginning instead of closed forms: the error falls with dt."""
    spikes = stimuli.regular(50.0, 200.0)
    exact = one_neuron(LIF(), spikes, [(synapse, weight)], 200.0, 0.1).v["cell"]
    error = {}
    for dt in (0.1, 0.05):
        other = one_neuron(Wrapped(LIF()), spikes, [(synapse, weight)], 200.0, dt).v["cell"]
        error[dt] = np.abs(other[:: round(0.1 / dt)] - exact).max()
    assert np.ptp(exact) > 0.5
    assert error[0.1] < 0.02
    assert error[0.05] < 0.6 * error[0.1] + 1e-12  # a jump has none


@pytest.mark.parametrize(
    ("t_ref", "held", "dt"),
    [
        *((0.0, 0, 0.1), (0.04, 1, 0.1), (1.24, 13, 0.1), (1.3, 13, 0.1), (2.0, 20, 0.1)),
        *((1.12, 112, 0.01), (2.1, 7, 0.3)),  # whose quotients round up
    ],
)
def test_refractoriness_is_rounded_up_to_whole_steps(t_ref, held, dt):
    """NEST 3.10, iaf_psc_delta at 0.1 ms, a current that fires it in every free step."""
    network = Network().add(LIF(t_ref=t_ref, v_threshold=-64.9), 1, "cell")
    isi = network.run(60 * dt + 9.0, {"cell": 90.0}, dt).spikes["cell"].isi()
    np.testing.assert_allclose(isi, dt * (held + 1), atol=1e-9)
    assert isi.size > 1


def test_the_threshold_itself_fires():
    for weight, times in ((15.0, [6.5]), (np.nextafter(15.0, 0.0), [])):
        run = one_neuron(LIF(), Spikes([5.0]), [(DeltaSynapse(), weight)], 10.0, 0.1)
        np.testing.assert_allclose(run.spikes["cell"].times, times)


def test_sparse_dense_and_several_projections_are_one_network():
    rng = np.random.default_rng(5)
    dense = np.where(rng.random((30, 20)) < 0.3, rng.normal(3.0, 2.0, (30, 20)), 0.0)
    pre, post = np.nonzero(dense)
    shuffled = rng.permutation(pre.size)
    spikes = stimuli.poisson(30.0, 500.0, rng, size=30)
    delays = 0.1 * rng.integers(1, 30, dense.shape)
    sparse = Sparse(pre[shuffled], post[shuffled], dense[pre, post][shuffled])

    def run(*projections):
        network = Network().add(SpikeSource(), 30, "input").add(LIF(), 20, "cells")
        for k, (weights, delay) in enumerate(projections):
            network.connect("input", "cells", weights, delay, name=str(k))
        return network.run(500.0, {"input": spikes})

    whole = run((dense, delays))
    listed = run((sparse, delays[sparse.pre, sparse.post]))
    halves = run((dense * (dense > 0), delays), (dense * (dense < 0), delays))
    assert len(whole.spikes["cells"]) > 100
    assert whole.spikes["cells"] == listed.spikes["cells"] == halves.spikes["cells"]
    np.testing.assert_array_equal(whole.weights["0"], dense)
    np.testing.assert_array_equal(listed.weights["0"], sparse.weights)


def test_a_run_leaves_its_network_as_it_was_and_its_result_cannot_be_changed():
    network = Network().add(LIF(), 50, "cells")
    drive = {"cells": (1.2, PoissonInput(300.0, 1.0))}
    seeds = [np.random.default_rng(2) for _ in range(2)]
    runs = [network.run(200.0, drive, rng=rng, record=["cells"]) for rng in seeds]
    assert runs[0].spikes["cells"] == runs[1].spikes["cells"]
    assert len(runs[0].spikes["cells"]) > 50
    with pytest.raises(TypeError):
        runs[0].spikes["cells"] = None
    for kept in (runs[0].v["cells"], runs[0].t):
        with pytest.raises(ValueError, match="read-only"):
            kept[0] = 0.0


@pytest.mark.parametrize(
    "sent", [copy.deepcopy, lambda run: pickle.loads(pickle.dumps(run))], ids=["copied", "pickled"]
)
def test_a_run_can_be_copied_and_sent_whole(sent):
    run = small().run(20.0, {"cells": 1.6}, record=["cells"], looks={"input -> cells": 10.0})
    again = sent(run)
    for name, value in vars(run).items():
        assert np.all(vars(again)[name] == value), name
    with pytest.raises(ValueError, match="read-only"):
        again.t[0] = 1.0


def test_recording_some_neurons_is_recording_all_and_looking_at_some():
    network = Network().add(LIF(), 6, "cells")
    drive = {"cells": np.linspace(1.0, 3.0, 6)[None, :]}
    start = {"cells": np.linspace(-70.0, -51.0, 6)}
    every = network.run(100.0, drive, start=start, record=["cells"])
    some = network.run(100.0, drive, start=start, record={"cells": [4, 1]})
    np.testing.assert_array_equal(every.v["cells"][:, [4, 1]], some.v["cells"])
    np.testing.assert_allclose(every.v["cells"][0], start["cells"])
    assert every.t.shape == (1001,)
    assert every.spikes["cells"].duration == 100.0
    assert "cells" not in network.run(1.0).v


def test_currents_of_every_shape_mean_the_same():
    network = Network().add(LIF(), 2, "cells")
    shapes = [1.7, np.full(1000, 1.7), [[1.7, 1.7]], np.full((1000, 2), 1.7), (0.7, 1.0)]
    runs = [network.run(100.0, {"cells": shape}).spikes["cells"] for shape in shapes]
    assert len(runs[0]) > 2
    assert all(run == runs[0] for run in runs)


def test_a_background_is_on_average_a_current_of_rate_times_area():
    lif, rate, w = LIF(v_threshold=900.0), 10_000.0, 0.01
    for kind in (DeltaSynapse(), ExponentialSynapse(5.0), AlphaSynapse(2.0)):
        of_one = lif.R_m * kind.area if kind.stages else lif.tau_m  # the area of a PSP
        drive = {"cells": PoissonInput(rate, w, kind)}
        cells = Network().add(lif, 20, "cells")
        run = cells.run(400.0, drive, 0.1, np.random.default_rng(8), record=["cells"])
        above = run.v["cells"][2000:].mean() - lif.v_rest
        assert above == pytest.approx(rate / 1000.0 * w * of_one, rel=0.02)


@pytest.mark.parametrize("rate", [5.0, 20_000.0])
def test_background_counts_are_independent_and_poisson(rate):
    source, rng = PoissonInput(rate, 1.0), np.random.default_rng(4)
    counts = np.array(list(source.arriving(300, 3000, 0.1, rng)))
    expected = rate * 0.1 / 1000.0
    assert counts.shape == (3000, 300)
    assert counts.mean() == pytest.approx(expected, abs=4 * np.sqrt(expected / counts.size))
    assert counts.var() == pytest.approx(expected, rel=0.1)
    neighbours = np.corrcoef(counts[:-1].ravel(), counts[1:].ravel())[0, 1]
    assert abs(neighbours) < 4 / np.sqrt(counts.size)


def small():
    network = Network().add(SpikeSource(), 2, "input").add(LIF(), 3, "cells")
    return network.connect("input", "cells", 1.0)


class OnFloats(STDP):
    """A rule that changes one weight, and no array of them."""

    def at_post(self, w, x):
        return min(1.0, w + x[0])


def recurrent(network, *arguments, **more):
    return network.connect("cells", "cells", *arguments, **more)


test_a_refusal_says_what_to_do = refused(
    (lambda n: n.add(LIF, 3, "more"), TypeError, "Did you mean LIF()?"),
    (lambda n: n.add(LIF(), 3, "cells"), "of that name already"),
    (lambda n: n.add(LIF(), 3, 7), TypeError, "name = 7"),
    (lambda n: n.add(LIF(), 0, "more"), "size = 0"),
    (lambda n: PoissonInput(-1.0, 1.0), "rate = -1 Hz"),
    (lambda n: PoissonInput(10_000_001.0, 1.0), r"rate = 1e\+07 Hz: allowed is 0 to 1e\+07 Hz"),
    (lambda n: PoissonInput(10.0, 1.0, AlphaSynapse), TypeError, "AlphaSynapse()"),
    (lambda n: n.connect("input", "cell", 1.0), "Did you mean 'cells'"),
    (lambda n: n.connect("input", "cells", 1.0), "of that name already"),
    (lambda n: n.connect("cells", "input", 1.0), "only sends"),
    (lambda n: recurrent(n, np.ones((2, 3))), "transposed"),
    (lambda n: recurrent(n, Sparse([3, 0], [0, 0], 1)), "pre index 3"),
    (lambda n: recurrent(n, Sparse([0, 0], [3, 0], 1)), "3 neurons, 0 to 2."),
    (lambda n: recurrent(n, 1.0, [1.0, 2.0]), "delay has shape"),
    (lambda n: recurrent(n, 1.0, synapse=AlphaSynapse), TypeError, "AlphaSynapse()"),
    (lambda n: recurrent(n, 500.0, synapse=AlphaSynapse()), "written in pA"),
    (lambda n: recurrent(n, -0.1, synapse=AMPA), "uS"),
    (lambda n: n.add(AdEx(), 3, "x").connect("x", "x", -0.1, 1.0, AMPA), "uS"),
    (lambda n: recurrent(n, 1.0, plasticity=STDP), TypeError, "an instance of Rule"),
    (lambda n: recurrent(n, 0.5, plasticity=OnFloats()), TypeError, "say np.minimum for min"),
    (lambda n: recurrent(n, 2.0, plasticity=STDP()), "weights = 2: allowed is 0"),
    (lambda n: n.run(10.05), "whole number of steps"),
    (lambda n: n.run(0.0), "whole number of steps"),
    (lambda n: n.run(10.0, dt=0.7), "whole number of steps"),
    (lambda n: n.run(10.0, dt=2.0), "'cells', = 1 ms"),
    (lambda n: n.run(10.0, {"cell": 1.0}), "Did you mean 'cells'"),
    (lambda n: n.run(10.0, {"cells": Spikes([1.0])}), TypeError, "through synapses"),
    (lambda n: n.run(10.0, {"input": 1.0}), TypeError, "a SpikeSource sends spikes"),
    (lambda n: n.run(10.0, {"input": Spikes([1.0])}), "size=2"),
    (lambda n: n.run(10.0, {"cells": np.ones(7)}), "shape"),
    (lambda n: n.run(10.0, {"cells": PoissonInput(10.0, 1.0)}), TypeError, "default_rng"),
    (lambda n: n.run(10.0, {"cells": PoissonInput(9.0, -0.1, AMPA)}), "uS"),
    (lambda n: n.run(10.0, record=["input"]), "no potential"),
    (lambda n: n.run(10.0, start={"input": -65.0}), "no potential"),
    (lambda n: n.run(10.0, record={"cells": [3]}), "0 to 2"),
    (lambda n: n.run(10.0, record={"cells": [0, 4]}), "0 to 2"),
    (lambda n: n.run(10.0, record=3), TypeError, "record = 3"),
    (lambda n: n.run(10.0, record="cells"), TypeError, "Say ['cells']."),
    (lambda n: n.run(10.0).v["cells"], KeyError, "there is none. Say run(..., record="),
    (lambda n: n.run(10.0).course["input -> cells"], KeyError, "looks="),
    (lambda n: n.run(10.0, looks={"cells": 1.0}), "allowed is one of 'input -> cells'"),
    (lambda n: n.run(10.0, looks={"input -> cells": 0.25}), "cells'] = 0.25 ms"),
    (lambda n: n.run(10.0, looks=["input -> cells"]), TypeError, "an instance of Mapping"),
    (lambda n: n.run(1.0, start={"cells": np.zeros((1, 3))}), "start['cells'] has"),
    (lambda n: n.run(1.0, {"cells": (0.5, np.full(10, 1500.0))}), "averages 15"),
    (lambda n: n.run(1e9), "duration = 1e+09 ms: that would take 2e+12 bytes"),
    (
        lambda n: n.add(LIF(), 10**5, "more").run(1000.0, record=["more"]),
        "record = 1e+09 values: that would take 8e+09 bytes",
    ),
    of=lambda wrong: wrong(small()),
)


@pytest.mark.parametrize(
    ("model", "current", "dt"),
    [
        (Wrapped(LIF()), 2.0, 0.1),
        (AdEx(), 1.0, 0.1),
        (Izhikevich(), 10.0, 0.1),
        (HodgkinHuxley(), 10.0, 0.02),
    ],
    ids=lambda value: type(value).__name__,
)
def test_any_model_under_currents_is_that_of_simulate(model, current, dt):
    currents = current * np.random.default_rng(1).uniform(0.5, 1.8, (round(100.0 / dt), 2))
    run = Network().add(model, 2, "cells").run(100.0, {"cells": currents}, dt, record=["cells"])
    alone = simulate(model, currents, dt)
    np.testing.assert_allclose(run.v["cells"], alone.v, atol=1e-9)
    for neuron in range(2):
        steps = np.rint(run.spikes["cells"].of(neuron).times / dt)
        expected = np.ceil(alone.spikes.of(neuron).times / dt - 1e-6)
        np.testing.assert_array_equal(steps, expected)
        assert len(expected) > 2


def test_whatever_lists_names_says_what_is_recorded():
    network = Network().add(LIF(), 1, "a").add(AdEx(), 1, "b")
    for names in (["a", "b"], (name for name in "ab"), {"a": 1, "b": 2}.keys(), frozenset("ab")):
        assert set(network.run(1.0, record=names).v) == {"a", "b"}


def test_a_start_off_rest_is_that_of_simulate_where_gates_stand_half_a_step_back():
    model, v = HodgkinHuxley(), [-64.0, -50.0]
    cells = Network().add(model, 2, "cells")
    run = cells.run(20.0, None, 0.05, start={"cells": v}, record=["cells"])
    alone = simulate(model, np.zeros((400, 2)), 0.05, start=(v, *model.start()[1:]))
    np.testing.assert_allclose(run.v["cells"], alone.v, atol=1e-9)


def test_a_subclass_of_lif_runs_by_its_own_step():
    """Everywhere: in a network as in `simulate`, where a jump is met as the step begins."""

    class Slow(LIF):
        def stepper(self, dt, xp, **options):
            return replace(LIF(), tau_m=40.0).stepper(dt, xp, **options)

    current = np.full(3000, 2.0)
    network = Network().add(Slow(), 1, "slow").add(type("Same", (LIF,), {})(), 1, "same")
    run = network.run(300.0, {"slow": current, "same": current}, dt=0.1, record=["slow"])
    alone = simulate(Slow(), current, 0.1)
    np.testing.assert_allclose(run.v["slow"][:, 0], alone.v, atol=1e-9)
    assert 1 < len(run.spikes["slow"]) == len(alone.spikes) < len(run.spikes["same"])


def test_a_network_says_who_is_there_and_who_is_connected_in_a_line_and_in_a_table():
    network = Network()
    assert repr(network) == "<Network: empty>"
    assert network._repr_html_() == "&lt;Network: empty&gt;"
    network.add(SpikeSource(), 2, "in").add(LIF(), 3, "<E>")
    assert repr(network) == "<Network: in: 2 SpikeSource, <E>: 3 LIF>"
    network.connect("in", "<E>", 0.5, plasticity=STDP()).connect("<E>", "<E>", 0.1, name="own")
    assert repr(network).endswith("; synapses in -> <E>: 6, own: 9>")
    rows = ("in", "2 SpikeSource"), ("&lt;E&gt;", "3 LIF")
    rows += ("in -&gt; &lt;E&gt;", "6 DeltaSynapse, STDP"), ("own", "9 DeltaSynapse")
    table = "".join(f"<tr><th>{name}</th><td>{what}</td></tr>" for name, what in rows)
    assert network._repr_html_() == f"<table>{table}</table>"


@pytest.mark.parametrize(
    ("delay", "lasts", "late"), [(50, 9, 1), (49, 9, 0), (60, 60, 1), (60, 61, 0)]
)
def test_a_delay_of_50_ms_or_more_is_asked_about_if_the_run_ends_before(delay, lasts, late):
    network = small()
    network.connect("cells", "cells", 1.0, float(delay))
    with warnings.catch_warnings(record=True) as asked:
        warnings.simplefilter("always")
        network.run(float(lasts))
    said = f"delay of 'cells -> cells': {delay} ms at least, and the run lasts {lasts} ms, so"
    assert [str(each.message).startswith(said) for each in asked] == [True] * late


def test_a_population_whose_v_is_no_number_is_named():
    class Lost:
        start = staticmethod(lambda: (0.0,))
        stepper = staticmethod(lambda dt, xp: lambda state, current: ((xp.nan * state[0],), False))

    with pytest.warns(UserWarning, match=r"'more': v of a neuron is no number \(nan\)") as told:
        small().add(Lost(), 2, "more").run(1.0)
    assert (len(told), told[0].filename) == (1, __file__)


def test_a_recording_says_in_a_line_how_many_spikes_each_population_had():
    run = small().run(10.0, {"input": Spikes([1.0, 2.0, 3.0], [0, 1, 1], size=2)}, record=["cells"])
    assert "input 3, cells 0" in repr(run)
    assert "\n" not in repr(run)
