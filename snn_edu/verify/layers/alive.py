"""Will this network fire? Which layers are silent, which saturated, and why, before it runs.

Layer by layer the two sums say where each potential will lie (see `firing`); a simulation by NumPy
then counts the spikes, where it takes no more than a second. A second pass mends: the first layer
that is out of bounds gets a factor on its weights, and the next is looked at behind the mended one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats, choice, generator, integer, number, numbers, shown
from snn_edu.verify.layers.connections import (
    Connection,
    Read,
    Weights,
    as_connections,
    plain_array,
)
from snn_edu.verify.layers.firing import RESETS, Cell
from snn_edu.verify.layers.liveness import Liveness
from snn_edu.verify.layers.mending import passed, planned
from snn_edu.verify.layers.naming import named
from snn_edu.verify.report import Report


def alive(
    weights: Weights,
    rates: ArrayLike,
    decay: ArrayLike | None = None,
    threshold: ArrayLike | None = None,
    *,
    biases: Sequence[ArrayLike | None] | None = None,
    reset: Literal["zero", "subtract", "none"] = "zero",
    gain: ArrayLike = 1.0,
    encoding: Literal["random", "constant"] = "random",
    steps: int = 1000,
    layout: Literal["inputs_first", "neurons_first"] | None = None,
    size: tuple[int, int] | None = None,
    stride: ArrayLike = 1,
    padding: ArrayLike = 0,
    pool: ArrayLike = 1,
    rng: np.random.Generator | None = None,
) -> Report:
    """Say whether each layer of a network of LIF neurons will fire, before it runs.

    In each step, layer by layer:  u = decay u + gain (x W + b),  a spike where u >= threshold, then
    the reset. A spike reaches the next layer in the same step.

    Parameters
    ----------
    weights
        A list with an array for each layer, of (inputs, neurons), or kernels (channels, channels
        before, height, width); tensors; a dict of them, as a ``state_dict()`` is; the path of an
        .npz or .safetensors file. torch's (neurons, inputs) is seen by the shapes, or said by
        `layout`. What is read of a dict: weights and biases, batch normalisation (as in
        evaluation), and snnTorch's beta and threshold where `decay` and `threshold` are left out.
    rates
        Spikes a step (0 to 1) of each input, or one number for all. For 100 Hz at steps of 1 ms
        that is 0.1.
    decay
        Of the potential in a step, 0 to 1: exp(-dt / tau_m). One, or one for each layer, or for
        each layer an array with one for each neuron. 0.9 if it is left out.
    threshold
        Above rest, as `decay` is given: BindsNET's thresh of -52 with rest -65 is 13. 1 if it is
        left out. A last one of math.inf: a readout that never fires, and is left out.
    biases
        One array for each layer, or None where a layer has none.
    reset
        "zero", "subtract" (the threshold is taken off in the same step; snnTorch does it in the
        next, undecayed, and fires a little less) or "none".
    gain
        On what comes in, one or one for each layer: 1 in snnTorch, 1 / tau in SpikingJelly (whose
        decay is 1 - 1 / tau).
    encoding
        "random": each input spikes by chance at each step. "constant": `rates` are values that come
        in as they are at every step, of any size.
    steps
        Of one sample; it starts from rest. Some samples are simulated, 8,000 steps in all
        where that is quick.
    layout
        "inputs_first" or "neurons_first".
    size
        Height and width of the input, if the first layer is a convolution and `rates` is no array
        (channels, height, width).
    stride, padding, pool
        Of the convolutions, one or one for each layer. `pool` is the side of the squares of which
        one spike is taken on, behind the neurons; 1: none.
    rng
        The chance of the simulated input; left out: the same at every call.

    Returns
    -------
    Report
        With `layers`, for each layer the shares `silent` (of neurons that fire less than once in
        1,000 steps), `saturated` (in every other step or more) and `healthy`, its mean `rate`,
        and the `factor` on its weights that cures it, once the layers before are cured: 1 if none
        is needed, None if none helps. `silent_layers`, `saturated_layers` are their numbers from 1
        on, `factors` those of all layers. Faults: "no input", "silent layer", "saturated layer",
        "bias fires alone", "dies out", "weights too large".

    Raises
    ------
    ValueError
        The shapes do not follow each other, or fit in two ways; rates are no spikes a step; a file
        is damaged, or a pickle, which is not opened.

    Source: the two sums and a rate from them: Brunel 2000, J Comput Neurosci 8:183, and Siegert's
    formula, see `neurons.siegert`. Weights drawn by them: Rossbroich, Gygax & Zenke 2022,
    Neuromorph Comput Eng 2:044016.

    Examples
    --------
    >>> import numpy as np
    >>> from snn_edu import verify
    >>> rng = np.random.default_rng(1)
    >>> weights = [rng.uniform(-1, 1, (n, m)) / n**0.5 for n, m in ((784, 256), (256, 64))]
    >>> report = verify.alive(weights, 0.1, decay=0.9)
    >>> report.faults, report.silent_layers
    (('silent layer',), (2,))
    >>> mended = [w * factor for w, factor in zip(weights, report.factors)]
    >>> verify.alive(mended, 0.1, decay=0.9).faults
    ()
    """
    choice("reset", reset, tuple(RESETS))
    choice("encoding", encoding, ("random", "constant"))
    steps = integer("steps", steps, 1, 100_000)
    p = _rates(rates, encoding)
    if size is not None:
        size = _size(size)
    read = as_connections(
        weights, biases, p.shape or None, layout, size, stride=stride, padding=padding, pool=pool
    )
    exam, layers = Liveness("Network"), len(read.connections)
    exam.axes = "layer", "neurons (%)"
    decays = _decays(_entries(exam, read, "decay", decay, "beta", 0.9), read.connections)
    given = _entries(exam, read, "threshold", threshold, "threshold", 1.0)
    thresholds = _thresholds(given, read.connections)
    each = zip(read.connections, thresholds, strict=False)
    connections = tuple(connection.in_units_of(own) for connection, own in each)
    for connection, own in zip(connections, thresholds, strict=True):
        if np.ptp(own):
            low, high, mean = own.min(), own.max(), own.mean()
            exam.know("thresholds", layer=connection.name, low=low, high=high, mean=mean)
    if len(thresholds) < layers:
        exam.know("readout", layer=read.connections[-1].name)
    cells = tuple(
        Cell(float(of.mean()), float(own.mean()), by, reset, of if np.ptp(of) else None)
        for of, own, by in zip(decays, thresholds, _gains(gain, layers), strict=False)
    )
    for name, parts in read.remarks:
        (exam.open if name == "recurrent" else exam.know)(name, **parts)
    inputs = np.broadcast_to(p.ravel() if p.ndim else p, math.prod(connections[0].takes))
    by_chance = encoding == "random"
    rng = np.random.default_rng(1) if rng is None else generator("rng", rng)
    plan = planned(connections, cells, inputs.astype(float), by_chance, steps, rng)
    exam.values["layers"] = found = tuple(passed(plan))
    exam.curve = np.array([[k, each.rate, each.rate] for k, each in enumerate(found, 1)])
    for state in ("silent", "saturated"):
        numbers_of = (k for k, layer in enumerate(exam.layers, 1) if layer.state == state)
        exam.values[f"{state}_layers"] = tuple(numbers_of)
    exam.values["factors"] = tuple(layer.factor for layer in exam.layers)
    named(exam, plan)
    return exam


def _entries(exam: Liveness, read: Read, name: str, given: Any, entry: str, usual: float) -> Any:
    """What is given for each layer, else what a state_dict's own entries say, else the usual."""
    found = read.of_cells.get(entry, [])
    ends = ([f"{of:.4g}" for of in (np.min(each), np.max(each))] for each in found)
    values = ", ".join(" to ".join(dict.fromkeys(both)) for both in ends)
    if given is None and len(found) == len(read.connections):
        exam.know("from the file", what=name.capitalize(), values=values)
        return found
    if found:
        used = shown(usual if given is None else given)
        exam.know("against the file", what=name, used=used, values=values)
    return usual if given is None else given


def _rates(given: ArrayLike, encoding: str) -> Floats:
    """The rates, once they are spikes a step; a refusal guesses what else they are."""
    rates = numbers("rates", plain_array(given), "spikes a step")
    if not rates.size:
        raise ValueError("rates: expected one number, or one for each input, and there is none.")
    low, high = float(rates.min()), float(rates.max())
    if encoding == "constant" or 0.0 <= low <= high <= 1.0:
        return rates
    if low < 0.0:
        slip = "Values with a sign come in as they are with encoding='constant'."
    elif 100.0 < high <= 255.0 and not (rates % 1.0).any():
        slip = "Pixels of 0 to 255? Say rates / 255. Hz, at steps of 1 ms? Say rates / 1000."
    elif high <= 100.0:
        slip = "Percent? Say rates / 100. Hz, at steps of 1 ms? Say rates / 1000."
    else:
        slip = "Hz, at steps of 1 ms? Say rates / 1000."
    worst = low if low < 0.0 else high
    raise ValueError(f"rates = {worst:g} spikes a step: allowed is 0 to 1. {slip}")


def _of_layers(name: str, given: ArrayLike, layers: int) -> list[float]:
    """One value for each layer."""
    each = numbers(name, plain_array(given))
    if each.shape not in ((), (1,), (layers,)):
        raise ValueError(
            f"{name} has shape {each.shape}: expected one number, or one for each of {layers} "
            "layers."
        )
    return [float(one) for one in np.broadcast_to(each, layers)]


def _by_neuron(name: str, given: Any, connections: Sequence[Connection]) -> list[Floats]:
    """Of each layer one value, or one for each of its neurons."""
    layers = len(connections)
    if not (isinstance(given, list | tuple) and any(np.ndim(plain_array(one)) for one in given)):
        return [np.array([one]) for one in _of_layers(name, given, layers)]
    if len(given) != layers:
        raise ValueError(f"{name}: expected one for each of {layers} layers, got {len(given)}.")
    return [
        _of_neurons(name, numbers(f"{name}[{k}]", plain_array(one)), connection)
        for k, (one, connection) in enumerate(zip(given, connections, strict=True))
    ]


def _of_neurons(name: str, values: Floats, connection: Connection) -> Floats:
    """One for all neurons of a layer, or one for each; given by channel in a convolution, too."""
    each, neurons = values.ravel(), connection.neurons
    if each.size in (1, neurons):
        return each
    if each.size == connection.shape[0]:
        return np.repeat(each, neurons // each.size)
    raise ValueError(
        f"{name}: {connection.name} has {neurons} neurons, and {each.size} values. Expected is "
        "one, or one for each neuron."
    )


def _decays(given: Any, connections: Sequence[Connection]) -> list[Floats]:
    """The decay of each layer: one, or one for each of its neurons."""
    decays = _by_neuron("decay", given, connections)
    for decay in np.concatenate(decays).tolist():
        if not 0.0 <= decay <= 1.0:
            tau = f" A time constant of {decay:g} steps? Say exp(-1 / {decay:g}) = " \
                  f"{math.exp(-1.0 / decay):.4g}." if decay > 1.0 else ""  # fmt: skip
            raise ValueError(f"decay = {decay:g}: allowed is 0 to 1, of u in a step.{tau}")
    return decays


def _thresholds(given: Any, connections: Sequence[Connection]) -> list[Floats]:
    """The thresholds of each layer, as decays, without those of a readout, which are infinite."""
    listed = isinstance(given, list | tuple)
    each = [*given] if listed else np.atleast_1d(plain_array(given)).tolist()
    if len(each) == len(connections) > 1 and np.all(plain_array(each[-1]) == math.inf):
        return _thresholds(each[:-1], connections[:-1])
    thresholds = _by_neuron("threshold", given, connections)
    for one in np.unique(np.concatenate(thresholds)).tolist():
        if one < 0.0:
            raise ValueError(
                f"threshold = {one:g}: allowed is 0 or more, above rest. A thresh of -52 with a "
                "rest of -65 is 13."
            )
        if one:
            number("threshold", one, "", 1e-9, 1e9)
    return thresholds


def _gains(given: ArrayLike, layers: int) -> list[float]:
    return [number("gain", one, "", 1e-9, 1e9) for one in _of_layers("gain", given, layers)]


def _size(given: Any) -> tuple[int, int]:
    """Height and width."""
    both = [given, given] if isinstance(given, int) else given
    if not isinstance(both, Sequence | np.ndarray) or len(both) != 2:
        raise ValueError(f"size = {shown(given)}: expected (height, width), as size=(28, 28).")
    height, width = (integer("size", one, 1, 100_000) for one in both)
    return height, width
