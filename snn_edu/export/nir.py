"""NIR: layers of neurons as a graph of the Neuromorphic Intermediate Representation."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from snn_edu.network import Network
from snn_edu.neurons import LIF
from snn_edu.projections import Population, Projection
from snn_edu.sources import SpikeSource
from snn_edu.synapses import DeltaSynapse
from snn_edu.validation import number


def to_nir(network: Network, dt: float) -> Any:
    """`network` as an ``nir.NIRGraph``, whose Euler steps of `dt` ms are the exact ones here.

    NIR writes a LIF as tau dv/dt = (v_leak - v) + R I, in seconds, and says nothing of a step. Its
    readers step it by Euler: v += (dt / tau) (v_leak - v + R I). With

    tau' = dt / (1 - e^{-dt / tau_m}),  R = 1,  W' = W tau' / dt

    that very step is v <- v e^{-dt / tau_m} + W: the exact decay, and a jump of W. v is counted
    from v_rest. Read it with a step of `dt`; with another step it is another network.

    NIR has no delays between layers: a layer acts within the step. So layer n of a reader fires by
    n delays earlier than here, and a label at the beginning of the step makes it one more dt.

    Parameters
    ----------
    network
        A `SpikeSource` and layers of `LIF`, each connected to the next by `DeltaSynapse`.
    dt
        The step in ms that the reader will use.

    Raises
    ------
    ImportError
        The package `nir` is not installed.
    TypeError
        `network` is no `Network`.
    ValueError
        NIR cannot say it: a refractory period, a reset that is not to v_rest, delays that differ
        within a projection, a current or conductance synapse, plasticity, recurrence, or anything
        else than one layer after another.

    Notes
    -----
    A reader compares with >, we with >=, and most readers count in single precision: v at the
    threshold to the last digit may differ. Source: Pedersen et al. 2024, Nat Commun 15:8122 (NIR);
    nir 1.0, nir/ir/neuron.py.
    """
    if not isinstance(network, Network):
        raise TypeError(f"network = {network!r}: expected a Network with its populations.")
    dt = number("dt", dt, "ms", 0.001, 100.0)
    layers = _layers(network)
    try:
        import nir
    except ImportError:
        raise ImportError("to_nir needs the package nir: pip install 'snn-edu[nir]'.") from None
    source, *rest = [layers[0][0].pre, *(population for _, population in layers)]
    nodes: dict[str, Any] = {"input": nir.Input({"input": np.array([source.size])})}
    for projection, population in layers:
        lif = population.model
        tau = dt / -math.expm1(-dt / lif.tau_m)  # ms
        weights = np.zeros((population.size, projection.pre.size))
        np.add.at(weights, (projection.post_ids, projection.pre_ids), projection.weights)
        every = np.ones(population.size)
        nodes[f"to_{population.name}"] = nir.Affine(weights * tau / dt, 0.0 * every)
        nodes[population.name] = nir.LIF(
            tau=tau / 1000.0 * every,  # s
            r=every,
            v_leak=0.0 * every,
            v_threshold=(lif.v_threshold - lif.v_rest) * every,
            v_reset=0.0 * every,
        )
    nodes["output"] = nir.Output({"output": np.array([rest[-1].size])})
    names = list(nodes)
    return nir.NIRGraph(nodes=nodes, edges=list(pairwise(names)))


def _layers(network: Network) -> list[tuple[Projection, Population]]:
    """The projections and the layers that they lead to, from the source on; or a refusal."""
    projections = list(network.projections.values())
    sources = [p for p in network.populations.values() if isinstance(p.model, SpikeSource)]
    if len(sources) != 1 or not projections:
        raise ValueError(
            f"network has {len(sources)} SpikeSources and {len(projections)} projections: NIR "
            "reads one input, and layers after it."
        )
    here = sources[0]
    layers: list[tuple[Projection, Population]] = []
    while onward := [one for one in projections if one.pre is here]:
        (one, *more) = onward
        for back in onward:
            if back.post is here or any(back.post is past for _, past in layers):
                raise ValueError(
                    f"{here.name!r} sends back to {back.post.name!r}: recurrence without a delay "
                    "is a loop within a step, and each reader unties it in its own way."
                )
        if more:
            raise ValueError(
                f"{here.name!r} sends more than once: written are layers in a row, one to the next."
            )
        _check(one)
        layers.append((one, one.post))
        here = one.post
    left = set(network.populations) - {p.name for _, p in layers} - {sources[0].name}
    if left:
        raise ValueError(f"{', '.join(sorted(left))}: not in the row of layers from the source on.")
    return layers


def _check(one: Projection) -> None:
    """Refuse what NIR has no word for."""
    lif, name = one.post.model, one.post.name
    if not isinstance(lif, LIF):
        raise ValueError(f"{name!r} is {type(lif).__name__}: written are layers of LIF.")
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
