"""A NIR graph: the numbers of its formula, the spikes of norse, and what NIR cannot say."""

import math
import sys
from itertools import pairwise

import nir
import numpy as np
import pytest
from export_cases import NORSE, two_layers
from reference import cases

from snn_edu import (
    LIF,
    STDP,
    AdEx,
    DeltaSynapse,
    ExponentialSynapse,
    Network,
    Sparse,
    Spikes,
    SpikeSource,
)
from snn_edu.export import to_nir

FREE = LIF(t_ref=0.0)


def expected(case):
    out = case["expected"]
    return list(zip(out["output_steps"], out["output_ids"], strict=True))


@pytest.mark.parametrize("case", NORSE, ids=lambda case: case["id"])
def test_norse_fires_as_we_do_two_delays_and_a_label_earlier(case):
    """The stored spikes are those of norse 1.1.0, read from a file with the numbers of `to_nir`."""
    network, dt, x = two_layers(case)
    step, who = np.nonzero(x)
    times = dt * np.repeat(step + 1, x[step, who].astype(int))
    inputs = {"source": Spikes(times, np.repeat(who, x[step, who].astype(int)), x.shape[1])}
    fired = network.run((len(x) + 3) * dt, inputs, dt).spikes["outer"]
    steps = np.rint(fired.times / dt).astype(int) - 3
    inside = steps < len(x)
    found = sorted(zip(steps[inside].tolist(), fired.ids[inside].tolist(), strict=True))
    assert found == expected(case)


@pytest.mark.parametrize("case", NORSE, ids=lambda case: case["id"])
def test_an_euler_step_of_the_graph_is_the_exact_step(case):
    """A loop over NIR's equation, by Euler, gives norse's spikes."""
    network, dt, x = two_layers(case)
    nodes = to_nir(network, dt).nodes
    v = {name: np.zeros_like(nodes[name].tau) for name in ("hidden", "outer")}
    found = []
    for k, z in enumerate(x):
        for name in v:
            lif, affine = nodes[name], nodes[f"to_{name}"]
            current = affine.weight @ z + affine.bias
            v[name] += dt / 1000.0 / lif.tau * (lif.v_leak - v[name] + lif.r * current)
            z = v[name] > lif.v_threshold
            v[name][z] = lif.v_reset[z]
        found += [(k, i) for i in np.flatnonzero(z).tolist()]
    assert found == expected(case)


@pytest.mark.parametrize("case", cases("nir", "nir-parameters"), ids=lambda case: case["id"])
def test_time_constant_and_weight_follow_the_formula(case):
    p = case["params"]
    lif = LIF(p["tau_m_ms"], t_ref=0.0)
    network = Network().add(SpikeSource(), 1, "source").add(lif, 1, "cells")
    network.connect("source", "cells", p["jump_mV"])
    nodes = to_nir(network, p["dt_ms"]).nodes
    tau, weight = case["expected"]["nir_tau_s"], case["expected"]["nir_weight"]
    assert nodes["cells"].tau == pytest.approx(tau, rel=1e-12)
    assert nodes["to_cells"].weight == pytest.approx(weight, rel=1e-12)
    assert nodes["cells"].v_threshold == pytest.approx(15.0)
    assert nodes["cells"].v_leak == nodes["cells"].v_reset == 0.0
    assert nodes["cells"].r == 1.0


def test_weights_are_post_by_pre_and_doubled_synapses_add_up():
    network = Network().add(SpikeSource(), 3, "source").add(FREE, 2, "cells")
    network.connect("source", "cells", Sparse([2, 2, 0], [1, 1, 0], [1.0, 2.0, 5.0]))
    weight = to_nir(network, 0.1).nodes["to_cells"].weight
    unit = 1.0 / -math.expm1(-0.1 / 20.0)
    assert weight == pytest.approx(unit * np.array([[5.0, 0.0, 0.0], [0.0, 0.0, 3.0]]))


def test_the_graph_is_a_row_from_input_to_output():
    graph = to_nir(two_layers(NORSE[0])[0], 1.0)
    row = ["input", "to_hidden", "hidden", "to_outer", "outer", "output"]
    assert list(graph.nodes) == row
    assert sorted(graph.edges) == sorted(pairwise(row))


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", NORSE, ids=lambda case: case["id"])
def test_norse_reads_the_file_and_fires_so_today(case, tmp_path):
    torch = pytest.importorskip("torch", exc_type=ImportError)
    norse = pytest.importorskip("norse.torch", exc_type=ImportError)
    network, dt, x = two_layers(case)
    nir.write(tmp_path / "network.nir", to_nir(network, dt))
    module = norse.from_nir(nir.read(tmp_path / "network.nir"), dt=dt / 1000.0)
    state, found = None, []
    for k, row in enumerate(x):
        z, state = module(torch.as_tensor(row[None], dtype=torch.float32), state)
        found += [(k, i) for i in np.flatnonzero(z[0].detach().numpy()).tolist()]
    assert found == expected(case)


# --- refusals -------------------------------------------------------------------------------------


def row(lif=FREE, weights=1.0, delay=1.0, synapse=DeltaSynapse(), name="cells", **more):  # noqa: B008
    network = Network().add(SpikeSource(), 2, "source").add(lif, 2, name)
    return network.connect("source", name, weights, delay, synapse, **more)


UNEQUAL = np.array([[1.0, 2.0], [1.0, 1.0]])


@pytest.mark.parametrize(
    ("network", "told"),
    [
        (row(LIF(t_ref=2.0)), "no refractory period"),
        (row(LIF(t_ref=0.0, v_reset=-70.0)), "v_reset = -70 mV, v_rest = -65 mV"),
        (row(LIF(t_ref=0.0, tau_m=[10.0, 20.0])), "the model of 'cells': these are 2 neurons that"),
        (row(LIF(t_ref=[0.0, 2.0])), "the model of 'cells': these are 2 neurons that differ"),
        (row(AdEx()), "'cells' is AdEx"),
        (row(type("Mine", (LIF,), {})(t_ref=0.0, v_reset=-65.0)), "'cells' is Mine: .* LIF itself"),
        (row(delay=UNEQUAL), "delays from 'source' to 'cells' are 1 to 2 ms"),
        (row(synapse=ExponentialSynapse()), "ExponentialSynapse"),
        (row(plasticity=STDP(w_max=2.0)), "learn"),
        (row(name="output"), "name = 'output'"),
        (row(name="my cells"), "name = 'my cells'"),
        (row().connect("cells", "cells", 1.0), "'cells' sends back to 'cells'"),
        (
            row().add(FREE, 1, "outer").connect("cells", "outer", 1.0).connect("outer", "cells", 1),
            "'outer' sends back to 'cells'",
        ),
        (row().connect("source", "cells", 1.0, name="again"), "sends more than once"),
        (row().add(FREE, 1, "alone"), "alone: not in the row"),
        (row().add(SpikeSource(), 1, "second"), "2 SpikeSources"),
        (Network().add(FREE, 1, "cells"), "0 SpikeSources"),
        (Network().add(SpikeSource(), 1, "source"), "0 projections"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_what_nir_cannot_say_is_refused_in_a_sentence(network, told):
    with pytest.raises(ValueError, match=told):
        to_nir(network, 0.1)


def test_without_the_package_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "nir", None)
    with pytest.raises(ImportError, match=r"pip install 'snn-edu\[nir\]'"):
        to_nir(row(), 0.1)
