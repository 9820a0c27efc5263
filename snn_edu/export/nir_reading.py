"""Reading NIR: a graph as a `Network` whose steps are those of its readers, and what differs.

NIR writes equations and no step. Its readers take Euler's: in a step of dt a layer hears the spikes
that the layer before has sent within the same step, and for a LIF

v <- v + (dt / tau) (v_leak - v + R (W z + bias)),   v > v_threshold: a spike, v <- v_reset.

1 - dt / tau is e^{-dt / tau_m} for tau_m = -dt / ln(1 - dt / tau), so a `LIF` of tau_m and jumps of
(dt / tau) R W do the same, and only the delay of a step is ours: each layer fires a step later.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.export.nir_maps import Map, identity, map_of
from snn_edu.network import Given, Network, NetworkRecording, Sparse, SpikeSource
from snn_edu.neurons import FLOATS, LIF, Model, Namespace, State, Step, Stepped
from snn_edu.spikes import Spikes, whole_steps
from snn_edu.synapses import DeltaSynapse, ExponentialSynapse, Synapse, passed_on
from snn_edu.validation import Floats, Quantity, choice, instance, number, shown

THROUGH = ("Input", "Output", "Identity")  # nodes that pass on what they get


@dataclass(frozen=True)
class IF:
    """Integrate and fire without a leak: dv/dt = I; above v_threshold it fires, v is v_reset.

    I is a current over a capacitance of 1 nF. Compared is what the step before has left, spikes
    that arrived at its end among it. So it fires a step later than a `LIF` would.
    """

    v_threshold: float  # mV
    v_reset: float  # mV

    def start(self) -> State:
        """Nothing yet: v is 0."""
        return (0.0,)

    def stepper(self, dt: float, xp: Namespace = FLOATS) -> Step:
        """``step((v,), current) -> ((v,), spiked, ago)``."""

        def step(state: State, current: Quantity) -> Stepped:
            (v,) = state
            spiked = v > self.v_threshold
            return (xp.where(spiked, self.v_reset, v) + dt * current,), spiked, 0.0

        return step


@dataclass(frozen=True)
class LI:
    """A leaky integrator, which never fires: tau_m dv/dt = -(v - v_rest) + I, for 1 MOhm."""

    tau_m: float  # ms
    v_rest: float  # mV

    def start(self) -> State:
        """At rest."""
        return (self.v_rest,)

    def stepper(self, dt: float, xp: Namespace = FLOATS) -> Step:
        """``step((v,), current) -> ((v,), spiked, ago)``; exact for a constant current."""
        decay = math.exp(-dt / self.tau_m)

        def step(state: State, current: Quantity) -> Stepped:
            (v,) = state
            v_inf = self.v_rest + current
            v = v_inf + decay * (v - v_inf)
            return (v,), v > math.inf, 0.0

        return step


@dataclass(frozen=True, eq=False)
class Layer:
    """A layer of neurons as it runs here."""

    model: Model
    lands: Mapping[Synapse, float]  # what a W of 1 is worth through each kind of synapse
    per_bias: float  # nA that a bias of 1 comes to
    kept: float = 0.0  # of the way to that current, what is still to go after a step
    waits: int = 0  # steps from the arrival of a spike until it can be answered
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class NIRNetwork:
    """A NIR graph that runs here: the network, its biases, and what differs from other readers.

    `str` gives the differences, a line each.
    """

    network: Network
    dt: float  # ms, the step of the reader
    late: Mapping[str, int]  # steps that the spikes of each population come later than in a reader
    differences: tuple[str, ...]
    biases: Mapping[str, tuple[Floats, float, int]]  # nA, share still to go after a step, begins

    def __repr__(self) -> str:
        neurons = ", ".join(f"{name}: {one.size}" for name, one in self.network.populations.items())
        return (
            f"<NIRNetwork: {neurons} neurons; dt {self.dt:g} ms; {len(self.differences)} "
            "differences, which print shows>"
        )

    def run(
        self,
        duration: float,
        spikes: Spikes | Mapping[str, Spikes],
        record: Iterable[str] | Mapping[str, ArrayLike] = (),
    ) -> NetworkRecording:
        """Run it for `duration` ms: `Network.run` with the graph's step and its biases.

        `spikes` are those of its Input, or of each Input by its name; a spike within step k of a
        reader stands at its end, (k + 1) dt for k from 0. `record` is that of `Network.run`.
        """
        steps = whole_steps("duration", duration, self.dt)
        sources = [
            name
            for name, population in self.network.populations.items()
            if isinstance(population.model, SpikeSource)
        ]
        if isinstance(spikes, Spikes):
            if len(sources) > 1:
                raise ValueError(
                    f"spikes: for which of {', '.join(sources)}? Say {{name: spikes}}."
                )
            spikes = {sources[0]: spikes}
        given = instance(
            "spikes", spikes, Mapping, "Say Spikes(...); of several inputs {name: Spikes(...)}."
        )
        inputs: dict[str, Given] = {
            choice("spikes", name, sources): each for name, each in given.items()
        }
        for name, (current, kept, begins) in self.biases.items():
            k = np.maximum(np.arange(1, steps + 1) - begins, 0)[:, None]  # steps under way
            inputs[name] = current * (np.where(k > 0, 1.0, 0.0) - np.where(k > 0, kept**k, 0.0))
        return self.network.run(duration, inputs, self.dt, record=record)

    def __str__(self) -> str:
        return "\n".join(self.differences)


def from_nir(graph: Any, dt: float = 0.1) -> NIRNetwork:
    """A NIR graph, or the path of a file of one, as a network that runs here.

    Read are LIF, CubaLIF, IF, LI, CubaLI and I, of one value a layer, and between them Linear,
    Affine, Scale, Flatten, Delay, Conv1d, Conv2d, SumPool2d and AvgPool2d; graphs within graphs;
    loops. `dt` is the step in ms that the graph was written for: NIR does not say it, snnTorch
    means 0.1 ms and norse 1 ms. 1 of the graph is 1 mV here, or 1 V where the threshold is low.

    The result runs by ``run(duration, spikes)``, and its ``differences`` say where its numbers and
    those of other readers part. A ValueError where a node cannot be read; an ImportError where
    `graph` is a path and the package `nir` is missing.

    Source: Pedersen et al. 2024, Nat Commun 15:8122; nir 1.0; of other readers, norse 1.1
    (norse/torch/utils/import_nir.py) and snnTorch 1.0 (snntorch/import_nir.py).

    Examples
    --------
    >>> network = from_nir("network.nir", dt=0.1)  # doctest: +SKIP
    >>> print(network)  # what differs  # doctest: +SKIP
    >>> recording = network.run(200.0, spikes)  # doctest: +SKIP
    """
    dt = number("dt", dt, "ms", 0.001, 100.0)
    if isinstance(graph, str | Path):
        graph = _of_file(graph)
    if not hasattr(graph, "nodes"):
        raise TypeError(f"graph = {shown(graph)}: expected an nir.NIRGraph, or the path of a file.")
    nodes, edges = _flat(graph)
    after: dict[str, list[str]] = {name: [] for name in nodes}
    for pre, post in edges:
        after[pre].append(post)
    layers = {n: layer for n, node in nodes.items() if (layer := _layer(n, node, dt))}
    inputs = [name for name in graph.nodes if type(graph.nodes[name]).__name__ == "Input"]
    if not layers or not inputs:
        raise ValueError(
            f"graph has {len(inputs)} Input nodes and {len(layers)} layers of neurons: at least "
            "one of each is needed."
        )
    maps = _maps(inputs, nodes, after)
    if lost := sorted(set(layers) - set(maps)):
        raise ValueError(f"{', '.join(lost)}: not reached from an Input.")
    for pre, post in edges:
        ends = type(nodes[post]).__name__ == "Output"
        if ends and pre not in layers and type(nodes[pre]).__name__ not in (*THROUGH, "Flatten"):
            raise ValueError(f"{post!r} is reached by no neurons, but by {pre!r}: read are spikes.")
    network = Network()
    for name in (*inputs, *layers):
        size = math.prod(maps[name].shape)
        network.add(layers[name].model if name in layers else SpikeSource(), size, name)

    ways = [
        (pre, *end)
        for pre in (*inputs, *layers)
        for end in _ends(pre, maps[pre], after, maps, layers)
    ]
    pairs = list(dict.fromkeys((pre, post) for pre, post, _ in ways))
    back = _loops(inputs, pairs)
    arrives, late = _lateness(inputs, layers, [pair for pair in pairs if pair not in back])
    differences = _of_all(dt, late) + _of_layers(layers)
    for pre, post, way in ways:
        steps = way.delay / dt * 1000.0
        if np.any(np.abs(steps - np.rint(steps)) > 1e-6):
            differences.append(f"Delays from {pre!r} to {post!r} are rounded to whole steps.")
        steps = np.rint(steps) + arrives[post] - late[pre] + ((pre, post) in back)
        if steps.size and steps.min() < 1:
            differences.append(
                f"The loop from {pre!r} back to {post!r}: its spikes arrive up to "
                f"{1 - steps.min():g} steps later here than in a reader, counted from their layer."
            )
        wiring = way.pre, way.post
        for synapse, worth in layers[post].lands.items():
            name = f"{pre} -> {post}, {len(network.projections)}"
            weights = Sparse(*wiring, _digits(worth * way.w))
            network.connect(pre, post, weights, dt * np.maximum(steps, 1.0), synapse, name=name)
    biases = {}
    for name, layer in layers.items():
        bias = _bias(name, nodes, after, maps, layers)
        if bias.any():
            biases[name] = layer.per_bias * bias[None, :], layer.kept, arrives[name]
    return NIRNetwork(network, dt, late, tuple(differences), biases)


# --- the nodes ------------------------------------------------------------------------------------


def _of_file(path: str | Path) -> Any:
    """The graph that a file holds."""
    try:
        import nir
    except ImportError:
        raise ImportError(
            "from_nir needs the package nir for a file: pip install 'snn-edu[nir]'."
        ) from None
    try:
        return nir.read(path)
    except OSError:
        raise ValueError(f"graph = {shown(path)}: no NIR file can be read there.") from None


def _flat(graph: Any) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Nodes and edges of a graph, those of graphs within it among them, as "outer.inner"."""
    nodes: dict[str, Any] = {}
    edges: list[tuple[str, str]] = []
    doors: dict[str, tuple[str, str]] = {}  # of a graph within: where spikes go in, and come out
    for name, node in graph.nodes.items():
        if not hasattr(node, "nodes"):
            nodes[name] = node
            continue
        inner, between = _flat(node)
        nodes |= {f"{name}.{each}": one for each, one in inner.items()}
        edges += [(f"{name}.{pre}", f"{name}.{post}") for pre, post in between]
        ends = [
            [f"{name}.{each}" for each, one in node.nodes.items() if type(one).__name__ == kind]
            for kind in ("Input", "Output")
        ]
        if [len(each) for each in ends] != [1, 1]:
            raise ValueError(f"the graph {name!r} within has {len(ends[0])} inputs and "
                             f"{len(ends[1])} outputs: read are those of one each.")  # fmt: skip
        doors[name] = ends[0][0], ends[1][0]
    for pre, post in dict.fromkeys(graph.edges):
        edges.append((doors.get(pre, (pre, pre))[1], doors.get(post, (post, post))[0]))
    return nodes, edges


def _layer(name: str, node: Any, dt: float) -> Layer | None:
    """The neurons of a node; None if it has none."""
    kind = type(node).__name__
    if kind not in ("LIF", "CubaLIF", "IF", "LI", "CubaLI"):
        return None
    value = {
        field: _one(name, field, each)
        for field, each in vars(node).items()
        if field in ("tau", "tau_mem", "tau_syn", "r", "v_leak", "v_threshold", "v_reset", "w_in")
    }
    v_leak, R = value.get("v_leak", 0.0), value["r"]
    v_threshold, v_reset = value.get("v_threshold", math.inf), value.get("v_reset", 0.0)
    differs = []
    if v_reset != 0.0:
        differs.append("a reset that is not to 0, which norse and snnTorch take it for.")
    if kind == "IF":
        differs.append(
            "no time constant: a spike makes v jump by R W at any dt, as in norse and sinabs, "
            "where an Euler step would add dt R W. snnTorch gives it a leak."
        )
        model: Model = IF(v_threshold, v_reset)
        return Layer(model, {DeltaSynapse(): R}, R / dt, waits=1, differs=tuple(differs))
    volt = 1.0  # mV that 1 of the graph is
    if v_threshold - v_reset < 0.2:  # a LIF would take it for volts, and so do we
        volt = 1000.0
        differs.append("a threshold near its reset, so 1 of the graph is 1 V here, not 1 mV.")
    if v_leak != 0.0:
        differs.append("a v_leak: snnTorch refuses it, norse lets a CubaLIF's current leak to it.")
    g, tau_m = _leak(name, value["tau_mem" if kind.startswith("Cuba") else "tau"], dt)
    differs.append(f"Euler's leak, 1 - dt / tau a step: here that is tau_m = {tau_m:g} ms.")
    if kind.endswith("LIF"):
        above = math.nextafter(volt * v_threshold, math.inf)  # v >= above is v > v_threshold
        model = LIF(tau_m, 1.0, volt * v_leak, volt * v_reset, above, 0.0)
    else:
        model = LI(tau_m, v_leak)
    R *= volt
    if not kind.startswith("Cuba"):
        if value["r"] != 1.0:
            differs.append("an R that is not 1: norse takes it for 1.")
        return Layer(model, {DeltaSynapse(): g * R}, R, differs=tuple(differs))

    # I <- a I + x, x = (1 - a) w_in W z; then v <- (1 - g) v + g (v_leak + R I), with the new I:
    # x counts at once, as a jump of g R x, and what is left of I in the step to come.
    h, tau_syn = _leak(name, value["tau_syn"], dt)
    a, x = 1.0 - h, h * value["w_in"]
    slow = ExponentialSynapse(tau_syn)
    if kind == "CubaLIF":  # mV in a step that begins with 1 nA
        push = float(passed_on((tau_syn, tau_m), dt)[-1, 0]) / tau_m
    else:  # a model hears the mean current of the step
        push = g * h * tau_syn / dt
    lands: dict[Synapse, float] = {DeltaSynapse(): g * R * x, slow: g * R * a * x / push}
    return Layer(model, lands, R * value["w_in"], a, differs=tuple(differs))


def _one(name: str, field: str, values: ArrayLike) -> float:
    """The value of a parameter, once it is that of all neurons of the layer."""
    array = np.asarray(values, float)
    if array.size == 0 or array.min() != array.max():
        raise ValueError(
            f"{field} of {name!r} is {array.min():g} to {array.max():g}: read are layers whose "
            "neurons are all alike."
        )
    return array.flat[0].item()


def _leak(name: str, tau: float, dt: float) -> tuple[float, float]:
    """What leaks in an Euler step of `dt` ms, dt / tau; and the tau (ms) of the exact step."""
    g = dt / (1000.0 * tau)
    if not 0.0 < g < 1.0:
        raise ValueError(
            f"tau = {tau:g} s of {name!r}: an Euler step of dt = {dt:g} ms leaves nothing of v. "
            "Is dt the step that the graph was written for?"
        )
    return g, float(_digits(-dt / math.log1p(-g)))


def _digits(values: ArrayLike) -> Floats:
    """Twelve digits, which no reader in single precision has: 15 comes back as 15."""
    array = np.asarray(values, float)
    place = 10.0 ** (11.0 - np.floor(np.log10(np.abs(np.where(array == 0.0, 1.0, array)))))
    return np.round(array * place) / place


# --- from layer to layer --------------------------------------------------------------------------


def _maps(inputs: list[str], nodes: dict[str, Any], after: dict[str, list[str]]) -> dict[str, Map]:
    """The map of each node that an Input reaches, for the shape that reaches it.

    Neurons, and nodes that pass on what they get, are the identity.
    """
    maps: dict[str, Map] = {}
    queue = []
    for name in inputs:
        shape = tuple(np.asarray(nodes[name].input_type["input"]).astype(int).ravel().tolist())
        queue.append((name, shape))
    while queue:
        name, shape = queue.pop(0)
        if name in maps:
            if math.prod(shape) != len(maps[name].bias) and not maps[name].pre.size:
                raise ValueError(f"{name!r} is reached by {shape} and {maps[name].shape} values.")
            continue
        node, kind = nodes[name], type(nodes[name]).__name__
        made = map_of(name, node, shape)
        if made is None and (kind in THROUGH or hasattr(node, "r")):
            made = identity(shape)
            size = np.size(getattr(node, "r", 1.0))
            if size not in (1, math.prod(shape)):
                raise ValueError(f"{name!r} has {size} neurons, and {math.prod(shape)} inputs.")
        if made is None:
            raise ValueError(f"{name!r} is {kind}, which is not read here.")
        maps[name] = made
        queue += [(each, made.shape) for each in after[name]]
    return maps


def _ends(
    name: str,
    way: Map,
    after: dict[str, list[str]],
    maps: dict[str, Map],
    layers: Mapping[str, Layer],
    past: tuple[str, ...] = (),
) -> Iterator[tuple[str, Map]]:
    """Each layer that the spikes of a node reach without passing another, and the map there."""
    for each in after[name]:
        if each in layers:
            yield each, way
        elif each in past:
            raise ValueError(f"{each!r} is in a loop without neurons.")
        else:
            yield from _ends(each, way.then(maps[each]), after, maps, layers, (*past, each))


def _bias(
    name: str,
    nodes: dict[str, Any],
    after: dict[str, list[str]],
    maps: dict[str, Map],
    layers: Mapping[str, Layer],
) -> Floats:
    """What the biases on the ways to a layer add up to, for each of its neurons."""
    total = np.zeros(len(maps[name].bias))
    for each, one in maps.items():
        if one.bias.any():
            for end, way in _ends(each, identity(one.shape), after, maps, layers):
                if end == name:
                    total += way.of(one.bias)
    return total


def _loops(inputs: list[str], pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs of layers that lead back: to where the way from an Input has come through."""
    back = set()
    done: set[str] = set()

    def go(name: str, way: tuple[str, ...]) -> None:
        for pre, post in pairs:
            if pre == name:
                if post in way:
                    back.add((pre, post))
                elif post not in done:
                    go(post, (*way, post))
        done.add(name)

    for name in inputs:
        go(name, (name,))
    return back


def _lateness(
    inputs: list[str], layers: Mapping[str, Layer], onward: list[tuple[str, str]]
) -> tuple[dict[str, int], dict[str, int]]:
    """By how many steps spikes reach each layer later than in a reader, and leave it later."""
    arrives: dict[str, int] = dict.fromkeys(layers, 1)
    late = dict.fromkeys(inputs, 0) | {name: 1 + layer.waits for name, layer in layers.items()}
    for _ in layers:  # the longest way has at most so many pairs
        for pre, post in onward:
            arrives[post] = max(arrives[post], late[pre] + 1)
            late[post] = arrives[post] + layers[post].waits
    return arrives, late


def _of_all(dt: float, late: Mapping[str, int]) -> list[str]:
    """What differs whatever the neurons are."""
    told = ", ".join(f"{name!r} {steps}" for name, steps in late.items() if steps)
    return [
        f"Steps of dt = {dt:g} ms, which the graph does not say: with others it is another "
        "network. snnTorch takes 0.1 ms for every graph, norse 1 ms unless it is told.",
        "1 of the graph is 1 mV here.",
        "A layer answers within the step there and a step later here, for a spike needs a step to "
        f"arrive. Steps that spikes are later: {told}.",
        "A neuron fires above its threshold, as there; but they count in single precision, so "
        "where v meets it to the last digit they may differ.",
    ]


def _of_layers(layers: Mapping[str, Layer]) -> list[str]:
    """What differs in some layers, which are named."""
    having: dict[str, list[str]] = {}
    for name, layer in layers.items():
        for told in layer.differs:
            having.setdefault(told, []).append(repr(name))
    return [f"{', '.join(names)}: {told}" for told, names in having.items()]
