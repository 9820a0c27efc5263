"""A NIR graph read back: the spikes of who wrote it, of a paper, and of plain Euler loops."""

import itertools
import sys

import nir
import numpy as np
import pytest
from export_cases import NORSE, two_layers
from reference import cases

from snn_edu import LIF, Network, Spikes, SpikeSource
from snn_edu.export import from_nir, to_nir
from snn_edu.export.nir_maps import map_of


def given(x, dt):
    """Rows of whole numbers, one a step, as spikes at the ends of their steps."""
    step, who = np.nonzero(x)
    many = x[step, who].astype(int)
    return Spikes(dt * np.repeat(step + 1, many), np.repeat(who, many), x.shape[1])


def fired(read, x, layer, record=()):
    """The spikes of a layer as [(step, neuron), ...], in the steps of a reader."""
    late = read.late[layer]
    spikes = read.run((len(x) + late) * read.dt, given(x, read.dt), record).spikes[layer]
    steps = np.rint(spikes.times / read.dt).astype(int) - 1 - late
    return sorted(zip(steps.tolist(), spikes.ids.tolist(), strict=True))


def row(*nodes, edges=(), inputs):
    """A graph of nodes in a row, named n1, n2, ..., and further edges."""
    shape = np.atleast_1d(inputs)
    named = {"in": nir.Input({"input": shape})}
    named |= {f"n{k + 1}": node for k, node in enumerate(nodes)}
    named["out"] = nir.Output({"output": None})
    return nir.NIRGraph(named, [*itertools.pairwise(named), *edges], type_check=False)


def lif(n, tau=0.01, r=1.0, v_leak=0.0, v_threshold=1.0, v_reset=0.0):
    return nir.LIF(*(np.full(n, each) for each in (tau, r, v_leak, v_threshold, v_reset)))


def cuba(n, v_threshold=1.0, v_leak=0.0):
    each = (0.004, 0.008, 3.0, v_leak, v_threshold, 0.0, 5.0)
    return nir.CubaLIF(*(np.full(n, one) for one in each))


def poisson(steps, inputs, seed, probability=0.1):
    return (np.random.default_rng(seed).random((steps, inputs)) < probability).astype(float)


# --- the round trip -------------------------------------------------------------------------------


@pytest.mark.parametrize("case", NORSE, ids=lambda case: case["id"])
@pytest.mark.parametrize("way", ["graph", "file"])
def test_there_and_back_every_spike_is_where_it_was(case, way, tmp_path):
    network, dt, x = two_layers(case)
    graph = to_nir(network, dt)
    if way == "file":
        nir.write(tmp_path / "network.nir", graph)
        graph = str(tmp_path / "network.nir")
    here = network.run(len(x) * dt, {"source": given(x, dt)}, dt).spikes
    there = from_nir(graph, dt).run(len(x) * dt, given(x, dt)).spikes
    for name in ("hidden", "outer"):
        assert len(here[name]) > 10
        assert np.array_equal(here[name].times, there[name].times)
        assert np.array_equal(here[name].ids, there[name].ids)


@pytest.mark.parametrize("dt", [0.1, 0.3, 1.0])
def test_jumps_that_meet_the_threshold_exactly_fire_after_the_round_trip_too(dt):
    """Three of 5 mV are 15 mV, at once: >= here, and > a number that is one smaller there."""
    network = Network().add(SpikeSource(), 3, "source").add(LIF(10.0, t_ref=0.0), 1, "cells")
    network.connect("source", "cells", 5.0, dt)
    x = np.zeros((40, 3))
    x[[4, 20, 30]] = 1.0
    assert fired(from_nir(to_nir(network, dt), dt), x, "cells") == [(4, 0), (20, 0), (30, 0)]


def test_the_neurons_come_back_as_they_were():
    network = Network().add(SpikeSource(), 2, "source").add(LIF(20.0, t_ref=0.0), 3, "cells")
    network.connect("source", "cells", 1.7, 0.1)
    read = from_nir(to_nir(network, 0.1), 0.1).network
    model = read.populations["cells"].model
    assert (model.tau_m, model.v_rest, model.v_reset) == (20.0, 0.0, 0.0)
    assert model.v_threshold == pytest.approx(15.0, abs=1e-14)
    (projection,) = read.projections.values()
    assert set(projection.weights) == {1.7}
    assert set(projection.delays) == {0.1}


# --- graphs of others -----------------------------------------------------------------------------


def graph_of(told):
    """A graph as `make_nir_graphs.py` stored it."""
    nodes = {}
    for name, fields in told["nodes"].items():
        each = {field: np.array(value) for field, value in fields.items() if field != "kind"}
        if fields["kind"] == "Input":
            nodes[name] = nir.Input({"input": each["shape"]})
        elif fields["kind"] == "Output":
            nodes[name] = nir.Output({"output": None})
        else:
            nodes[name] = getattr(nir, fields["kind"])(**each)
    return nir.NIRGraph(nodes, [tuple(edge) for edge in told["edges"]], type_check=False)


@pytest.mark.parametrize("case", cases("nir_graphs"), ids=lambda case: case["id"])
def test_a_graph_of_snntorch_or_for_norse_fires_as_it_does_there(case):
    """Leaky, Synaptic and RLeaky with biases, as modules of snnTorch; CubaLIF and IF in norse."""
    p, out = case["params"], case["expected"]
    read = from_nir(graph_of(p["graph"]), p["dt_ms"])
    source, *_, last = read.network.populations.values()
    x = np.zeros((p["steps"], source.size))
    x[p["input_steps"], p["input_ids"]] = 1.0
    assert fired(read, x, last.name) == [*zip(out["output_steps"], out["output_ids"], strict=True)]
    assert len(out["output_steps"]) >= 40


def test_the_published_neuron_fires_when_norse_and_snntorch_say_it_does():
    """lif_norse.nir of Pedersen et al. 2024: in lif_norse.csv and lif_snntorch.csv beside it are
    spikes in steps 460, 510, 710 and 760, of 0.1 ms (github.com/neuromorphs/NIR, paper/01_lif).
    """
    sent = [6, 22, 27, 31, 32, 35, 37, 40, 41, *range(43, 54), *range(67, 79), 84, 85]
    x = np.zeros((1000, 1))
    x[10 * np.array(sent)] = 1.0
    graph = row(nir.Affine(np.ones((1, 1)), np.zeros(1)), lif(1, 0.0025, 1.0, 0.0, 0.1), inputs=1)
    read = from_nir(graph, 0.1)
    assert [step for step, _ in fired(read, x, "n2")] == [460, 510, 710, 760]
    assert "1 of the graph is 1 V here" in str(read)


# --- plain loops over NIR's equations -------------------------------------------------------------


def test_a_loop_of_cubalif_is_eulers_with_last_steps_spikes():
    rng = np.random.default_rng(3)
    w, b = rng.normal(0.15, 0.5, (6, 8)), rng.normal(0.05, 0.02, 6)
    back = rng.normal(-0.2, 0.4, (6, 6))
    graph = row(nir.Affine(w, b), cuba(6, 0.5), inputs=8)
    graph.nodes["back"] = nir.Linear(back)
    graph.edges += [("n2", "back"), ("back", "n2")]
    x, dt = poisson(200, 8, 4), 0.001
    i, v, z, found = np.zeros(6), np.zeros(6), np.zeros(6), []
    for k, spikes in enumerate(x):
        i = i + dt / 0.004 * (5.0 * (w @ spikes + b + back @ z) - i)
        v = v + dt / 0.008 * (3.0 * i - v)
        z = (v > 0.5).astype(float)
        v[v > 0.5] = 0.0
        found += [(k, n) for n in np.flatnonzero(z).tolist()]
    assert len(found) > 100
    assert fired(from_nir(graph, 1.0), x, "n2") == found


@pytest.mark.parametrize("cubali", [False, True])
def test_a_leaky_integrator_has_eulers_potential(cubali):
    x, dt = poisson(80, 3, 5, 0.3), 0.5e-3
    w, b = np.array([[0.4, -0.2, 0.3], [0.1, 0.6, -0.5]]), np.array([0.3, -0.1])
    if cubali:
        node = nir.CubaLI(*(np.full(2, each) for each in (0.003, 0.007, 2.0, 0.3)), 4.0)
    else:
        node = nir.LI(*(np.full(2, each) for each in (0.007, 2.0, 0.3)))
    read = from_nir(row(nir.Affine(w, b), node, inputs=3), 0.5)
    recording = read.run(81 * 0.5, given(x, 0.5), record=["n2"])
    i, v = np.zeros(2), np.full(2, 0.3)
    for k, spikes in enumerate(x):
        i = i + dt / 0.003 * (4.0 * (w @ spikes + b) - i) if cubali else w @ spikes + b
        v = v + dt / 0.007 * (0.3 - v + 2.0 * i)
        assert recording.v["n2"][k + 2] == pytest.approx(v, abs=1e-9)
    assert not len(recording.spikes["n2"])


def test_a_delay_node_delays_by_its_seconds_and_a_shortcut_stays_in_step():
    """The way through two layers and the way past them meet in the step in which a reader adds."""
    one = nir.Linear(np.eye(2))
    nodes = {
        "in": nir.Input({"input": np.array([2])}), "first": lif(2, v_threshold=0.05),
        "w": one, "wait": nir.Delay(np.array([0.003, 0.005])), "second": lif(2, v_threshold=0.15),
        "out": nir.Output({"output": None}),
    }  # fmt: skip
    edges = [("in", "first"), ("first", "w"), ("w", "second"), ("in", "wait"), ("wait", "second"),
             ("second", "out")]  # fmt: skip
    read = from_nir(nir.NIRGraph(nodes, edges, type_check=False), 1.0)
    x = np.zeros((30, 2))
    x[[2, 5, 7, 12, 20]] = 1.0
    v, found = np.zeros(2), []
    for k in range(30):
        both = x[k] + [x[max(k - 3, 0), 0], x[max(k - 5, 0), 1]]  # through "first", and by "wait"
        v = v + 0.1 * (both - v)
        found += [(k, n) for n in np.flatnonzero(v > 0.15).tolist()]
        v[v > 0.15] = 0.0
    assert fired(read, x, "first") == [(k, n) for k in (2, 5, 7, 12, 20) for n in (0, 1)]
    assert fired(read, x, "second") == found
    assert 5 < len(found) < 12


def test_a_graph_within_a_graph_runs_as_if_it_were_flat():
    w = np.random.default_rng(6).normal(2.0, 5.0, (4, 4))
    inner = row(lif(4), inputs=4)
    inner.nodes["back"] = nir.Linear(-w)
    inner.edges += [("n1", "back"), ("back", "n1")]
    flat = row(nir.Linear(w), lif(4), nir.Linear(w), lif(4), inputs=4)
    flat.nodes["back"] = nir.Linear(-w)
    flat.edges += [("n2", "back"), ("back", "n2")]
    x = poisson(100, 4, 7, 0.3)
    nested = from_nir(row(nir.Linear(w), inner, nir.Linear(w), lif(4), inputs=4), 1.0)
    expected = fired(from_nir(flat, 1.0), x, "n4")
    assert len(expected) > 20
    assert fired(nested, x, "n4") == expected
    assert "n2.n1" in nested.late


def test_where_a_bias_meets_two_ways_it_counts_once():
    """Two layers add up in one Affine; its bias alone, 0.09 a step of a tenth, never fires."""
    nodes = {
        "in": nir.Input({"input": np.array([1])}), "a": lif(1), "b": lif(1),
        "w": nir.Affine(np.ones((1, 1)), np.full(1, 0.9)), "cells": lif(1),
        "out": nir.Output({"output": None}),
    }  # fmt: skip
    edges = [("in", "a"), ("in", "b"), ("a", "w"), ("b", "w"), ("w", "cells"), ("cells", "out")]
    read = from_nir(nir.NIRGraph(nodes, edges, type_check=False), 1.0)
    v = read.run(100.0, given(np.zeros((100, 1)), 1.0), record=["cells"]).v["cells"]
    assert v[-1] == pytest.approx(0.9 * (1.0 - 0.9**98), abs=1e-9)  # it begins with the 3rd step


# --- maps -----------------------------------------------------------------------------------------


def dense(made, size):
    w = np.zeros((len(made.bias), size))
    np.add.at(w, (made.post, made.pre), made.w)
    return w


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize(
    ("padding", "stride"), [(0, 1), ((1, 2), 1), ("same", 1), ((1, 2), (2, 1)), ("valid", (2, 1))]
)
def test_a_convolution_is_the_sum_over_its_window(groups, padding, stride):
    rng = np.random.default_rng(8)
    weight, bias = rng.normal(size=(4, 4 // groups, 3, 3)), rng.normal(size=4)
    node = nir.Conv2d((7, 6), weight, stride, padding, (1, 2), groups, bias)
    made = map_of("conv", node, (4, 7, 6))
    rows, columns = {"same": (1, 2), "valid": (0, 0), 0: (0, 0)}.get(padding, padding)
    step = (stride, stride) if stride == 1 else stride
    z = rng.normal(size=(4, 7, 6))
    wide = np.pad(z, ((0, 0), (rows, rows), (columns, columns)))
    high, broad = (7 + 2 * rows - 3) // step[0] + 1, (6 + 2 * columns - 5) // step[1] + 1
    y = np.zeros((4, high, broad))
    for o, i, j in np.ndindex(y.shape):
        seen = wide[:, step[0] * i : step[0] * i + 3, step[1] * j : step[1] * j + 5 : 2]
        first = (o // (4 // groups)) * (4 // groups)
        y[o, i, j] = np.sum(weight[o] * seen[first : first + 4 // groups]) + bias[o]
    assert made.shape == y.shape
    assert made.of(z.ravel()) + made.bias == pytest.approx(y.ravel())


def test_a_convolution_in_one_direction():
    weight, z = np.array([[[1.0, 2.0, -1.0]]]), np.array([3.0, 0.0, 1.0, 4.0, 2.0])
    made = map_of("conv", nir.Conv1d(5, weight, 2, 1, 1, 1, np.zeros(1)), (1, 5))
    assert made.shape == (1, 3)
    assert made.of(z).tolist() == [6.0, -2.0, 8.0]


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ((1, 2), r"'conv' is larger than its input of shape \(1, 2\)"),
        ((2, 5), "'conv' has weights for 1 channels, and 2 come"),
    ],
)
def test_a_convolution_that_does_not_fit_its_input_is_refused(shape, told):
    with pytest.raises(ValueError, match=told):
        map_of("conv", nir.Conv1d(None, np.ones((1, 1, 3)), 1, 0, 1, 1, np.zeros(1)), shape)


def test_pooling_sums_or_averages_each_channel_for_itself():
    z = np.arange(2 * 4 * 4, dtype=float)
    for kind, share in ((nir.SumPool2d, 1.0), (nir.AvgPool2d, 0.25)):
        two = np.array([2, 2])
        made = map_of("pool", kind(two, two, np.array([0, 0])), (2, 4, 4))
        blocks = z.reshape(2, 2, 2, 2, 2).sum(axis=(2, 4))
        assert made.of(z) == pytest.approx(share * blocks.ravel())


def test_one_map_after_another_is_the_product_of_their_matrices():
    rng = np.random.default_rng(9)
    first, second = rng.normal(size=(5, 4)), rng.normal(size=(3, 5)) * (rng.random((3, 5)) < 0.6)
    scale = np.array([2.0, 0.0, 1.0, -1.0, 0.5])
    made = map_of("a", nir.Linear(first), (4,)).then(map_of("s", nir.Scale(scale), (5,)))
    made = made.then(map_of("b", nir.Affine(second, np.ones(3)), (5,)))
    assert dense(made, 4) == pytest.approx(second @ np.diag(scale) @ first)
    assert made.bias.tolist() == [1.0] * 3


# --- what differs, and what is refused ------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (lif(2, r=10.0), "'n2': an R that is not 1: norse takes it for 1."),
        (lif(2, v_reset=-0.5), "'n2': a reset that is not to 0"),
        (lif(2, v_leak=0.2), "'n2': a v_leak: snnTorch refuses it"),
        (nir.IF(np.ones(2), np.ones(2), np.zeros(2)), "'n2': no time constant"),
        (lif(2), "here that is tau_m = 9.94992 ms"),
    ],
)
def test_what_differs_is_said(node, told):
    read = from_nir(row(nir.Linear(np.ones((2, 3))), node, inputs=3), 0.1)
    assert told in str(read)
    assert "Steps of dt = 0.1 ms, which the graph does not say" in read.differences[0]


def test_a_delay_between_steps_and_a_loop_that_comes_late_are_said():
    graph = row(lif(2), nir.Delay(np.full(2, 0.00125)), lif(2), inputs=2)
    assert "Delays from 'n1' to 'n3' are rounded" in str(from_nir(graph, 1.0))
    assert "rounded" not in str(from_nir(graph, 0.25))
    loop = row(lif(2), nir.Linear(np.ones((2, 2))), lif(2), inputs=2)
    loop.edges.append(("n3", "n1"))
    assert "from 'n3' back to 'n1': its spikes arrive up to 1 steps later" in str(from_nir(loop))


UNEVEN = nir.LIF(np.array([0.01, 0.02]), *(np.full(2, each) for each in (1.0, 0.0, 1.0, 0.0)))


@pytest.mark.parametrize(
    ("graph", "told"),
    [
        (row(UNEVEN, inputs=2), r"tau of 'n1' is 0.01 to 0.02: read are layers"),
        (row(lif(2, tau=5e-5), inputs=2), "tau = 5e-05 s of 'n1': an Euler step of dt = 0.1 ms"),
        (row(nir.Threshold(np.ones(2)), lif(2), inputs=2), "'n1' is Threshold"),
        (row(nir.Linear(np.ones((2, 3))), lif(2), inputs=2), "'n1' has weights of shape"),
        (row(lif(3), inputs=2), "'n1' has 3 neurons, and 2 inputs"),
        (row(nir.Linear(np.ones((2, 2))), inputs=2), "0 layers of neurons"),
        (row(lif(2), nir.Linear(np.ones((2, 2))), inputs=2), "'out' is reached by no neurons"),
        (
            row(nir.Conv2d(None, np.ones((1, 1, 3, 3)), 1, 0, 1, 1, np.zeros(1)), lif(2), inputs=9),
            "slides over an input of shape",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "graph",
)
def test_what_cannot_be_read_is_refused_in_a_sentence(graph, told):
    with pytest.raises(ValueError, match=told):
        from_nir(graph)


def test_a_file_needs_the_package_and_no_graph_is_a_type_error(monkeypatch, tmp_path):
    with pytest.raises(TypeError, match="graph = 3"):
        from_nir(3)
    monkeypatch.setitem(sys.modules, "nir", None)
    with pytest.raises(ImportError, match=r"pip install 'snn-edu\[nir\]'"):
        from_nir(tmp_path / "network.nir")


def test_spikes_of_two_inputs_are_given_by_name():
    nodes = {
        "left": nir.Input({"input": np.array([1])}), "right": nir.Input({"input": np.array([1])}),
        "cells": lif(1, v_threshold=0.15), "out": nir.Output({"output": None}),
    }  # fmt: skip
    edges = [("left", "cells"), ("right", "cells"), ("cells", "out")]
    read = from_nir(nir.NIRGraph(nodes, edges, type_check=False), 1.0)
    with pytest.raises(ValueError, match="for which of left, right"):
        read.run(10.0, Spikes([1.0]))
    both = read.run(10.0, {"left": Spikes([2.0, 5.0]), "right": Spikes([5.0, 8.0])})
    assert both.spikes["cells"].times.tolist() == [6.0]
