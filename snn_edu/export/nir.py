"""NIR: layers of neurons as a graph of the Neuromorphic Intermediate Representation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from snn_edu.network import Network, Projection, SpikeSource
from snn_edu.neurons import LIF, one_neuron
from snn_edu.synapses import DeltaSynapse
from snn_edu.training import Layers
from snn_edu.validation import Floats, instance, number


@dataclass(frozen=True, eq=False)
class Layer:
    """Synapses and neurons of one layer in NIR's words: tau dv/dt = (v_leak - v) + R (W z + bias).

    z: the spikes that arrive. v > v_threshold fires, and v goes to v_reset. The bias is 0.
    """

    name: str
    W: Floats  # shape (neurons, neurons before)
    tau: float  # s
    R: float
    v_leak: float  # mV, as the two that follow
    v_threshold: float
    v_reset: float


def layers(network: Network, dt: float) -> list[Layer]:
    """`network` in NIR's words, so that Euler steps of `dt` ms are the exact steps here.

    A reader steps by Euler, v += (dt / tau) (v_leak - v + R W z). With

    tau = dt / (1 - e^{-dt / tau_m}),  R = 1,  W = w tau / dt

    that is v <- v e^{-dt / tau_m} + w z: the exact decay, and jumps of w mV. v counts from v_rest.
    """
    given: object = network
    slip = "Say Network().add(...)."
    if isinstance(given, Layers):
        slip = "Its spikes take 1 from v, and a NIR graph's neurons are set to one value."
    instance("network", given, Network, slip)
    dt = number("dt", dt, "ms", 0.001, 100.0)
    found = []
    for projection in _in_a_row(network):
        lif = one_neuron("post", projection.post.model)
        tau = dt / -math.expm1(-dt / lif.tau_m)  # ms
        w = np.zeros((projection.post.size, projection.pre.size))
        np.add.at(w, (projection.post_ids, projection.pre_ids), projection.weights)
        threshold = math.nextafter(lif.v_threshold - lif.v_rest, -math.inf)  # v > it is v >= ours
        found.append(
            Layer(projection.post.name, w * tau / dt, tau / 1000, 1.0, 0.0, threshold, 0.0)
        )
    return found


class Graph(Protocol):
    """What a NIR graph has: nodes by name, and which leads to which."""

    nodes: dict[str, Any]
    edges: list[tuple[str, str]]


def to_nir(network: Network, dt: float) -> Graph:
    """`network` as an ``nir.NIRGraph``, whose Euler steps of `dt` ms are the exact ones here.

    NIR writes equations in seconds, and no step. Read the graph with a step of `dt`: with another
    one it is another network (`layers` has the formula).

    Between layers NIR has no delays: a layer acts within the step. So layer n of a reader fires n
    delays earlier than here.

    `network` is a `SpikeSource` and layers of `LIF`, each connected to the next by `DeltaSynapse`;
    `dt` is the step in ms that the reader will use. A ValueError where NIR cannot say it: another
    model than `LIF` (a subclass is one), neurons of a layer that differ, a refractory period, a
    reset that is not to v_rest, delays that differ within a projection, a current or conductance
    synapse, plasticity, recurrence, or anything else than one layer after another; an ImportError
    where the package `nir` is missing.

    A reader compares with >, we with >=, so the threshold in the graph is the next smaller number;
    but most readers count in single precision, and where v meets the threshold to the last digit,
    they may differ. `from_nir` reads the graph back, spike for spike.
    Source: Pedersen et al. 2024, Nat Commun 15:8122; nir 1.0, nir/ir/neuron.py.

    Examples
    --------
    >>> import nir  # doctest: +SKIP
    >>> nir.write("network.nir", to_nir(network, dt=0.1))  # doctest: +SKIP
    """
    row = layers(network, dt)
    try:
        import nir
    except ImportError:
        raise ImportError("to_nir needs the package nir: pip install 'snn-edu[nir]'.") from None
    nodes: dict[str, Any] = {"input": nir.Input({"input": np.array([row[0].W.shape[1]])})}
    for layer in row:
        every = np.ones(len(layer.W))
        nodes[f"to_{layer.name}"] = nir.Affine(layer.W, 0.0 * every)
        nodes[layer.name] = nir.LIF(
            tau=layer.tau * every,
            r=layer.R * every,
            v_leak=layer.v_leak * every,
            v_threshold=layer.v_threshold * every,
            v_reset=layer.v_reset * every,
        )
    nodes["output"] = nir.Output({"output": np.array([len(row[-1].W)])})
    return nir.NIRGraph(nodes=nodes, edges=list(pairwise(nodes)))


def _in_a_row(network: Network) -> list[Projection]:
    """The projections from the source on, each from where the last one led; or a refusal."""
    projections = list(network.projections.values())
    sources = [p for p in network.populations.values() if isinstance(p.model, SpikeSource)]
    if len(sources) != 1 or not projections:
        raise ValueError(
            f"network has {len(sources)} SpikeSources and {len(projections)} projections: NIR "
            "reads one input, and layers after it."
        )
    here = sources[0]
    row: list[Projection] = []
    while onward := [one for one in projections if one.pre is here]:
        (one, *more) = onward
        for back in onward:
            if back.post is here or any(back.post is past.post for past in row):
                raise ValueError(
                    f"{here.name!r} sends back to {back.post.name!r}: recurrence without a delay "
                    "is a loop within a step, and each reader unties it in its own way."
                )
        if more:
            raise ValueError(
                f"{here.name!r} sends more than once: written are layers in a row, one to the next."
            )
        _check(one)
        row.append(one)
        here = one.post
    left = set(network.populations) - {one.post.name for one in row} - {sources[0].name}
    if left:
        raise ValueError(f"{', '.join(sorted(left))}: not in the row of layers from the source on.")
    return row


def _check(one: Projection) -> None:
    """Refuse what NIR has no word for."""
    lif, name = one.post.model, one.post.name
    if type(lif) is not LIF:  # a subclass runs by a step of its own
        raise ValueError(f"{name!r} is {type(lif).__name__}: written are layers of LIF itself.")
    one_neuron(f"the model of {name!r}", lif)  # readers, ours too, read one value a layer
    if lif.t_ref > 0.0:
        raise ValueError(
            f"t_ref = {lif.t_ref:g} ms of {name!r}: NIR's LIF has no refractory period. "
            "Use LIF(t_ref=0.0)."
        )
    if lif.v_reset != lif.v_rest:
        raise ValueError(
            f"v_reset = {lif.v_reset:g} mV, v_rest = {lif.v_rest:g} mV of {name!r}: NIR has a "
            "v_reset, but norse and snnTorch read none and reset to 0. Make the two equal."
        )
    where = f"from {one.pre.name!r} to {name!r}"
    if not isinstance(one.synapse, DeltaSynapse):
        raise ValueError(
            f"{type(one.synapse).__name__} {where}: written are jumps, DeltaSynapse(). NIR's "
            "CubaLIF has a current, but its readers scale it each in their own way."
        )
    if one.plasticity is not None:
        raise ValueError(f"the synapses {where} learn: NIR has no word for that.")
    if one.delays.size and one.delays.min() != one.delays.max():
        raise ValueError(
            f"delays {where} are {one.delays.min():g} to {one.delays.max():g} ms: between two "
            "layers NIR has none, so all must be equal, to be left out alike."
        )
    if not name.isidentifier() or name in ("input", "output"):
        raise ValueError(
            f"name = {name!r}: readers make it the name of an attribute. Letters, digits and _ "
            "only, and neither 'input' nor 'output'."
        )
