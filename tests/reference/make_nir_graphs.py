"""Write nir_graphs.json: NIR graphs that snnTorch wrote or norse read, and their spikes there.

Run: python tests/reference/make_nir_graphs.py, where snntorch, norse and torch are installed. The
modules of snnTorch are run as they are, and exported; the other graphs are run by norse.
"""

import importlib.metadata
import json
from itertools import pairwise
from pathlib import Path

import nir
import norse.torch
import numpy as np
import snntorch as snn
import torch
from snntorch.export_nir import export_to_nir

STEPS, INPUTS = 150, 12
ZERO = {"reset_mechanism": "zero", "reset_delay": False}  # what NIR can say


def weights(module, rng):
    """Give every layer of weights new ones, of a seed."""
    for one in module.modules():
        if isinstance(one, torch.nn.Linear | torch.nn.Conv2d):
            scale = 2.0 / np.sqrt(one.weight[0].numel())
            one.weight.data = torch.tensor(rng.normal(0.15, scale, one.weight.shape)).float()
            if one.bias is not None:
                one.bias.data = torch.tensor(rng.normal(0.05, 0.02, one.bias.shape)).float()
    return module


def linear(*, inputs=INPUTS, outputs=5, bias=True):
    return torch.nn.Linear(inputs, outputs, bias=bias)


def each(value, neurons):
    """One value a neuron: of a single number snnTorch's export cannot tell how many there are."""
    return torch.full((neurons,), value)


def leaky(neurons, beta, threshold=1.0):
    return snn.Leaky(
        beta=each(beta, neurons), threshold=each(threshold, neurons), init_hidden=True, **ZERO
    )


def synaptic(neurons, alpha, beta):
    of_each = {"alpha": each(alpha, neurons), "beta": each(beta, neurons)}
    return snn.Synaptic(**of_each, threshold=each(1.0, neurons), init_hidden=True, **ZERO)


def snntorch_modules():
    """Sequences whose neurons keep their own state (init_hidden)."""
    recurrent = {"linear_features": 5, "init_hidden": True, **ZERO}
    yield "leaky", [
        linear(outputs=6), leaky(6, 0.9), linear(inputs=6, outputs=3, bias=False),
        leaky(3, 0.8, 0.7),
    ]  # fmt: skip
    yield "synaptic", [linear(), synaptic(5, 0.8, 0.9), linear(inputs=5), synaptic(5, 0.7, 0.7)]
    yield "recurrent leaky", [
        linear(bias=False), snn.RLeaky(beta=0.9, **recurrent), linear(inputs=5), leaky(5, 0.9),
    ]  # fmt: skip


def run_snntorch(module, x):
    """Spikes a step of the last layer, from rest."""
    for one in module.modules():
        if hasattr(one, "reset_mem"):
            one.reset_mem()
    with torch.no_grad():
        return np.array([module(row).numpy() for row in x])


def norse_graphs(rng):
    """Graphs as nir writes them, which norse reads."""
    w = rng.normal(0.15, 0.5, (6, INPUTS))
    cuba = nir.CubaLIF(
        tau_syn=np.full(6, 0.004), tau_mem=np.full(6, 0.008), r=np.full(6, 3.0),
        v_leak=np.zeros(6), v_threshold=np.full(6, 0.9), v_reset=np.zeros(6), w_in=np.full(6, 5.0),
    )  # fmt: skip
    lif = nir.LIF(
        tau=np.full(4, 0.01), r=np.ones(4), v_leak=np.zeros(4), v_threshold=np.full(4, 1.1),
        v_reset=np.zeros(4),
    )  # fmt: skip
    nodes = {
        "input": nir.Input({"input": np.array([INPUTS])}), "w": nir.Affine(w, np.full(6, 0.05)),
        "cuba": cuba,
        "on": nir.Affine(rng.normal(3.0, 4.0, (4, 6)), np.zeros(4)), "lif": lif,
        "output": nir.Output({"output": np.array([4])}),
    }  # fmt: skip
    row = ["input", "w", "cuba", "on", "lif", "output"]
    yield "cuba", nir.NIRGraph(nodes, list(pairwise(row)))
    fires = nir.IF(np.ones(6), np.full(6, 1.3), np.zeros(6))
    yield "integrate and fire", nir.NIRGraph({**nodes, "cuba": fires}, list(pairwise(row)))


def run_norse(graph, x, dt):
    """Spikes a step of the last layer, from rest."""
    module, state, found = norse.torch.from_nir(graph, dt=dt / 1000.0), None, []
    with torch.no_grad():
        for row in x:
            z, state = module(row[None], state)
            found.append(z[0].numpy())
    return np.array(found)


def told(graph):
    """A graph as JSON: its nodes by kind, with arrays as lists; graphs within it alike."""
    nodes = {}
    for name, node in graph.nodes.items():
        if isinstance(node, nir.NIRGraph):
            nodes[name] = told(node)
            continue
        fields = {"kind": type(node).__name__}
        for field, value in vars(node).items():
            if field in ("metadata", "input_type", "output_type"):
                continue
            fields[field] = np.asarray(value, float).tolist()
        if isinstance(node, nir.Input):
            fields["shape"] = np.asarray(node.input_type["input"]).astype(int).ravel().tolist()
        nodes[name] = fields
    return {"nodes": nodes, "edges": sorted(list(edge) for edge in graph.edges)}


def case(name, graph, x, z, dt, package):
    step, who = np.nonzero(x)
    out_step, out = np.nonzero(z)
    return {
        "id": f"nir-graph-{name.replace(' ', '-')}",
        "params": {"graph": told(graph), "dt_ms": dt, "steps": len(x),
                   "input_steps": step.tolist(), "input_ids": who.tolist()},
        "expected": {"output_steps": out_step.tolist(), "output_ids": out.tolist()},
        "source": f"{package} {importlib.metadata.version(package)}, make_nir_graphs.py",
    }  # fmt: skip


if __name__ == "__main__":
    rng = np.random.default_rng(5)
    x = (rng.random((STEPS, INPUTS)) < 0.08).astype(np.float32)
    cases = []
    for name, layers in snntorch_modules():
        module = weights(torch.nn.Sequential(*layers), rng)
        graph = export_to_nir(module, torch.zeros(INPUTS))
        z = run_snntorch(module, torch.tensor(x))
        print(name, int(z.sum()), graph.edges)
        cases.append(case(name, graph, x, z, 0.1, "snntorch"))
    for name, graph in norse_graphs(rng):
        z = run_norse(graph, torch.tensor(x), 1.0)
        print(name, int(z.sum()))
        cases.append(case(name, graph, x, z, 1.0, "norse"))
    (Path(__file__).parent / "nir_graphs.json").write_text(
        json.dumps({"topic": "nir_graphs", "cases": cases}) + "\n"
    )
