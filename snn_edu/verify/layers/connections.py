"""Connections: what the spikes of one layer do in the next, whoever wrote the weights down.

A dense layer is a matrix, here of (inputs, neurons); torch has (neurons, inputs). A convolution is
a kernel of (channels, channels before, height, width), as torch has it. Which a list of arrays
means is read off the shapes, layer after layer, and asked for where two readings fit.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import Floats, affordable, choice, integer, numbers, shown
from snn_edu.verify.layers.weight_files import weights_in

LAYOUTS = ("inputs_first", "neurons_first")
IN_WORDS = {"inputs_first": "(inputs, neurons)", "neurons_first": "(neurons, inputs)"}
OF_CELLS = ("beta", "threshold")  # entries of snnTorch's state_dict that are numbers of a cell
LARGEST = 1e12  # of a weight: a simulation in single precision has room above
CHUNK = 2**20  # numbers that a convolution lays out at once
Weights: TypeAlias = Sequence[ArrayLike] | Mapping[str, ArrayLike] | str | os.PathLike[str]
Reals: TypeAlias = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Connection:
    """From spikes to what they add to each neuron: x W + b, x the spikes (0 or 1) of one step."""

    name: str
    weight: Floats  # (inputs, neurons), or a kernel (channels, channels before, height, width)
    bias: Floats  # (neurons,), or (channels,)
    takes: tuple[int, ...]  # (inputs,), or (channels, height, width)
    stride: int = 1
    padding: int = 0  # rows and columns of nothing around
    pool: int = 1  # behind the neurons: one spikes if one of pool x pool does

    @property
    def convolves(self) -> bool:
        """It is a convolution."""
        return self.weight.ndim == 4

    @property
    def shape(self) -> tuple[int, ...]:
        """Of its neurons: (neurons,), or (channels, height, width)."""
        if not self.convolves:
            return (self.weight.shape[1],)
        sizes = zip(self.takes[1:], self.weight.shape[2:], strict=True)
        out = ((n + 2 * self.padding - k) // self.stride + 1 for n, k in sizes)
        return (self.weight.shape[0], *out)

    @property
    def neurons(self) -> int:
        """How many there are."""
        return math.prod(self.shape)

    @property
    def gives(self) -> tuple[int, ...]:
        """The shape of what the next layer gets, behind the pooling."""
        return (self.shape[0], *(n // self.pool for n in self.shape[1:]))

    @property
    def products(self) -> int:
        """Multiplications in a step."""
        return math.prod(self.weight.shape) * (math.prod(self.shape[1:]) if self.convolves else 1)

    @property
    def told(self) -> str:
        """Its name and sizes in words."""
        sizes = (" x ".join(map(str, shape)) for shape in (self.takes, self.shape))
        return f"{self.name} ({' to '.join(sizes)})"

    def each_bias(self) -> Floats:
        """The bias of each neuron, (neurons,)."""
        return np.repeat(self.bias, self.neurons // self.bias.size)

    def in_units_of(self, thresholds: Floats) -> Connection:
        """The same neurons with one threshold, the mean: u fires at theta as m u / theta at m."""
        if not np.ptp(thresholds):
            return self
        each = thresholds.reshape(self.bias.size, -1)  # of one neuron, or of a channel
        shares = thresholds.mean() / np.maximum(each[:, 0], 1e-300)
        if np.ptp(each, axis=1).any() or not each.all():
            raise ValueError(
                f"threshold: {self.name} has others at each place, or some of 0. Expected is one, "
                "or one for each neuron or channel, above 0."
            )
        scaled = self.weight.T * shares if self.convolves else self.weight * shares
        weight = scaled.T if self.convolves else scaled
        return replace(self, weight=weight, bias=self.bias * shares)

    def summed(self, x: Reals, power: int = 1) -> Reals:
        """The sum x W for each neuron, without the bias; with ``power=2`` the weights are squared.

        `x` is (rows, inputs), the answer (rows, neurons), in the precision of `x`.
        """
        weight = (self.weight**power).astype(x.dtype)
        if not self.convolves:
            return x @ weight
        channels, _, height, width = weight.shape
        flat = weight.reshape(channels, -1)
        places = math.prod(self.shape[1:])
        edge = (self.padding, self.padding)
        image = np.pad(x.reshape(len(x), *self.takes), ((0, 0), (0, 0), edge, edge))
        out = np.empty((len(x), channels, places), x.dtype)
        rows = max(1, CHUNK // (places * flat.shape[1]))
        for begin in range(0, len(x), rows):  # each patch laid out as a column
            some = np.lib.stride_tricks.sliding_window_view(
                image[begin : begin + rows], (height, width), axis=(2, 3)
            )[:, :, :: self.stride, :: self.stride]
            columns = some.transpose(0, 1, 4, 5, 2, 3).reshape(-1, flat.shape[1], places)
            np.matmul(flat, columns, out=out[begin : begin + rows])
        return out.reshape(len(x), -1)

    def pooled(self, spikes: NDArray[Any], of: Callable[..., Any] = np.max) -> NDArray[Any]:
        """(rows, neurons) to (rows, what the next layer gets): the largest of each square."""
        if self.pool == 1:
            return spikes
        channels, high, wide = self.gives
        square = spikes.reshape(-1, *self.shape)[..., : high * self.pool, : wide * self.pool]
        squares = square.reshape(-1, channels, high, self.pool, wide, self.pool)
        pooled: NDArray[Any] = of(squares, axis=(3, 5)).reshape(len(spikes), -1)
        return pooled


Remark: TypeAlias = tuple[str, dict[str, object]]  # a key of TO_KNOW, and its parts


class Read(NamedTuple):
    """Connections, and what is to be said on how they were read."""

    connections: tuple[Connection, ...]
    remarks: tuple[Remark, ...]
    of_cells: dict[str, list[Floats]]  # "beta", "threshold": what entries of these names say


class _Part(NamedTuple):
    """One layer's arrays as they were given."""

    name: str
    weight: Floats
    bias: Floats | None


class _Kernels(NamedTuple):
    """What is said of the convolutions, a value for each layer."""

    stride: list[int]
    padding: list[int]
    pool: list[int]


def as_connections(
    weights: Weights,
    biases: Sequence[ArrayLike | None] | None,
    takes: tuple[int, ...] | None,
    layout: str | None,
    size: tuple[int, int] | None,
    stride: ArrayLike,
    padding: ArrayLike,
    pool: ArrayLike,
) -> Read:
    """The layers that somebody's weights are.

    Parameters
    ----------
    takes
        The shape of the input, if it is known: that of the rates.
    size
        Height and width of the input, for a first layer that is a convolution.
    stride, padding, pool
        One, or one for each layer.
    """
    layouts = LAYOUTS if layout is None else (choice("layout", layout, LAYOUTS),)
    remarks: list[Remark] = []
    of_cells: dict[str, list[Floats]] = {}
    if isinstance(weights, str | os.PathLike):
        in_order = str(weights).endswith(".safetensors")  # of its names, which its writers sort
        arrays = weights_in(weights)
        parts, usual = _named_parts(arrays, remarks, of_cells)
        parts = sorted(parts, key=_by_name) if in_order else parts
    elif isinstance(weights, Mapping):
        parts, usual = _named_parts(_flat(weights), remarks, of_cells)
    else:
        parts, usual = _listed_parts(weights)
    if biases is not None:
        parts = _with_biases(parts, biases)
    every = (("stride", stride), ("padding", padding), ("pool", pool))
    kernels = _Kernels(*(_whole(name, given, len(parts)) for name, given in every))
    orders = [parts] if isinstance(weights, list | tuple) else _orders(parts)
    order, readings = _readings(orders, layouts, usual, takes, size, kernels)
    dense = [part for part in parts if part.weight.ndim == 2]
    if usual is None and len(readings) == 2 and dense:
        raise ValueError(
            "weights: their shapes fit both as (inputs, neurons) and as (neurons, inputs). "
            "Say layout='inputs_first', or layout='neurons_first' as torch has them."
        )
    chosen = usual if usual in readings else next(iter(readings))
    read, other = IN_WORDS[chosen], LAYOUTS[chosen == LAYOUTS[0]]
    if dense and len(readings) == 2:
        words: dict[str, object] = {"read": read, "other": IN_WORDS[other], "say": other}
        remarks.append(("either layout", words))
    elif dense and layout is None and chosen != "inputs_first":
        remarks.append(("torch's layout", {"read": read}))
    if order != [part.name for part in parts]:
        remarks.append(("layer order", {"order": ", ".join(order)}))
    return Read(readings[chosen], tuple(remarks), of_cells)


def _readings(
    orders: Iterable[list[_Part]],
    layouts: Sequence[str],
    usual: str | None,
    takes: tuple[int, ...] | None,
    size: tuple[int, int] | None,
    kernels: _Kernels,
) -> tuple[list[str], dict[str, tuple[Connection, ...]]]:
    """The first order in which the layers follow each other, by its names, and the layers.

    They are read in each layout that fits. An order that is neither given nor that of the names is
    taken if it is the only one.
    """
    why, found = "", []
    for number, order in enumerate(orders):
        readings = {}
        for layout in layouts:
            try:
                readings[layout] = _chain(order, layout, takes, size, kernels)
            except _MisfitError as error:
                if not why or (layout == usual and not number):
                    why = str(error)
        if readings:
            found.append(([part.name for part in order], readings))
            if number < 2:
                break
    if not found:
        raise ValueError(f"weights: {why}")
    found = [each for each in found if usual in each[1]] or found
    if len(found) > 1:
        raise ValueError(
            "weights: their shapes fit in more than one order. Give a dict or a list in the order "
            "in which the layers follow each other."
        )
    return found[0]


class _MisfitError(Exception):
    """The shapes do not follow each other when read so."""


def _chain(
    parts: Sequence[_Part],
    layout: str,
    takes: tuple[int, ...] | None,
    size: tuple[int, int] | None,
    kernels: _Kernels,
) -> tuple[Connection, ...]:
    """The layers, read in this layout; a _MisfitError if one does not take what comes."""
    chain: list[Connection] = []
    before = "rates"
    for k, (name, weight, bias) in enumerate(parts):
        if weight.ndim == 4:
            takes = _image(name, weight, takes, size if k == 0 else None)
        else:
            weight = weight if layout == "inputs_first" else weight.T
            inputs = math.prod(takes) if takes else weight.shape[0]
            if weight.shape[0] != inputs:
                shape = " x ".join(map(str, takes or ()))
                raise _MisfitError(
                    f"{name} takes {weight.shape[0]} inputs, read as {IN_WORDS[layout]}, and "
                    f"{before} has {f'{shape} = ' * (len(takes or ()) > 1)}{inputs}."
                    + _hint(takes, k)
                )
            takes = (inputs,)
        neurons = weight.shape[0 if weight.ndim == 4 else 1]
        bias = np.zeros(neurons) if bias is None else bias
        if bias.shape != (neurons,):
            raise _MisfitError(
                f"{name} has {neurons} neurons, read as {IN_WORDS[layout]}, and its bias has "
                f"shape {bias.shape}."
            )
        more = [each[k] for each in kernels] if weight.ndim == 4 else []
        label = f"layer {k + 1}" + f", {name}" * (not name.startswith("layer "))
        layer = Connection(label, weight, bias, takes, *more)
        if min(layer.gives) < 1:
            raise _MisfitError(f"{name} has no neuron left: its input is {takes}.")
        affordable("weights", layer.neurons, "neurons", 800.0 * layer.neurons)
        chain.append(layer)
        takes, before = layer.gives, name
    return tuple(chain)


def _hint(takes: tuple[int, ...] | None, k: int) -> str:
    """What may explain that a layer takes another number of inputs."""
    if not takes or len(takes) == 1:
        return ""
    if k == 0:
        return " The rates of one sample are expected, or their mean."
    return " Is there a pooling (pool=2), a stride or a padding?"


def _image(
    name: str, kernel: Floats, takes: tuple[int, ...] | None, size: tuple[int, int] | None
) -> tuple[int, ...]:
    """The (channels, height, width) that a kernel takes."""
    channels = kernel.shape[1]
    if size is not None:
        image = (channels, *size)
        if takes is not None and math.prod(takes) != math.prod(image):
            raise _MisfitError(
                f"{name} takes {channels} channels of {size[0]} x {size[1]}, and rates has "
                f"{math.prod(takes)} values."
            )
        return image
    if takes is not None and len(takes) == 2:
        takes = (1, *takes)
    if takes is None or len(takes) != 3:
        raise _MisfitError(
            f"{name} is a kernel: say the height and width of its input, as size=(28, 28)."
        )
    if takes[0] != channels:
        raise _MisfitError(
            f"{name} has shape {kernel.shape}: a kernel is (channels, channels before, height, "
            f"width), and it gets {takes[0]} channels."
        )
    return takes


def _by_name(part: _Part) -> list[tuple[str, int]]:
    """What puts conv2 before conv10, and that before fc1."""
    pieces = re.findall(r"(\D*)(\d*)", part.name)
    return [(text, int(digits or -1)) for text, digits in pieces]


def _orders(parts: list[_Part]) -> Iterator[list[_Part]]:
    """As they stand; by their names; and all others, if they are few."""
    yield parts
    yield sorted(parts, key=_by_name)
    if len(parts) <= 6:
        yield from map(list, itertools.permutations(parts))


def _flat(nested: Mapping[str, Any], stem: str = "") -> dict[str, Any]:
    """A mapping of mappings, as flax has them, in one: "Dense_0.kernel"."""
    flat: dict[str, Any] = {}
    for name, each in nested.items():
        inner = isinstance(each, Mapping)
        flat |= _flat(each, f"{stem}{name}.") if inner else {f"{stem}{name}": each}
    return flat


def _listed_parts(weights: object) -> tuple[list[_Part], str]:
    """The layers of a list, and their usual layout."""
    if hasattr(weights, "state_dict"):
        raise TypeError("weights: expected arrays, got a module. Say model.state_dict().")
    if hasattr(weights, "weights"):  # `training.Layers`, and others that keep theirs so
        raise TypeError(
            f"weights: expected arrays, got {type(weights).__name__}. Say layers.weights, and give "
            "decay, threshold and reset as they are there (a readout's threshold is math.inf)."
        )
    if hasattr(weights, "detach") or isinstance(weights, np.ndarray):
        raise TypeError("weights: expected a list with an array for each layer, as [weights].")
    if not isinstance(weights, list | tuple):
        raise TypeError(
            f"weights = {shown(weights)}: expected a list of arrays (inputs, neurons), a dict of "
            "them, or the path of an .npz or .safetensors file."
        )
    if not weights:
        raise ValueError("weights: expected an array for each layer, and there is none.")
    parts = []
    for k, each in enumerate(weights):
        bias = None
        if isinstance(each, list | tuple) and len(each) == 2 and np.ndim(plain_array(each[0])) > 1:
            each, bias = each[0], numbers(f"weights[{k}][1]", plain_array(each[1]))  # a pair W, b
        parts.append(_Part(f"layer {k + 1}", _weight(f"weights[{k}]", each), bias))
    tensors = any(hasattr(each, "detach") for each in weights)
    return parts, "neurons_first" if tensors else "inputs_first"


def _named_parts(
    arrays: Mapping[str, Any], remarks: list[Remark], of_cells: dict[str, list[Floats]]
) -> tuple[list[_Part], str | None]:
    """The layers of named arrays, what has two axes or more, and their usual layout if known."""
    tensors = any(hasattr(each, "detach") for each in arrays.values())
    arrays = {str(name): plain_array(each) for name, each in arrays.items()}
    for name, each in arrays.items():
        if (last := name.rpartition(".")[2]) in OF_CELLS and np.size(each):
            of_cells.setdefault(last, []).append(np.asarray(each, float).ravel())
    recurrent = [name for name in arrays if re.search(r"recurrent|_hh|lateral", name.lower())]
    heavy = [n for n, a in arrays.items() if np.ndim(a) >= 2 and n not in recurrent]
    if not heavy:
        raise ValueError(f"weights: of {shown(list(arrays))} none has two axes, as weights have.")
    used, parts = set(heavy), []
    for name in heavy:
        bias = next((n for n in _bias_names(name) if n in arrays and np.ndim(arrays[n]) == 1), None)
        if bias is not None:
            used.add(bias)
        parts.append(_Part(name, _weight(f"weights[{name!r}]", arrays[name]),
                           None if bias is None else numbers(bias, arrays[bias])))  # fmt: skip
    for stem in (n.removesuffix("running_mean") for n in arrays if n.endswith("running_mean")):
        of = {end: n for n in arrays if n.startswith(stem) and (end := n[len(stem) :])}
        before = [n for n in list(arrays)[: list(arrays).index(of["running_mean"])] if n in heavy]
        digits = re.findall(r"\d+", stem)
        alike = [n for n in heavy if digits and re.findall(r"\d+", n) == digits]
        at = heavy.index((alike or before or heavy)[-1])
        parts[at] = _normalised(parts[at], stem, {end: arrays[n] for end, n in of.items()})
        used |= set(of.values())
        remarks.append(("batch norm", {"norm": stem.rstrip("."), "layer": heavy[at]}))
    if recurrent:
        remarks.append(("recurrent", {"names": ", ".join(recurrent)}))
    used |= set(recurrent) | {n for n in arrays if n.endswith(OF_CELLS)}
    left = [name for name in arrays if name not in used]
    if left:
        remarks.append(("left out", {"names": ", ".join(left[:8])}))
    as_torch = tensors or all(name.endswith(("weight", "weight_ih")) for name in heavy)
    return parts, "neurons_first" if as_torch else None


def _normalised(part: _Part, stem: str, of: Mapping[str, Any]) -> _Part:
    """A layer and the batch normalisation behind it in one: as it is in evaluation."""
    ones = np.ones_like(of["running_mean"], float)
    spread = np.sqrt(np.asarray(of.get("running_var", ones), float) + 1e-5)
    scale = np.asarray(of.get("weight", ones), float) / spread
    axis = 0 if part.weight.ndim == 4 or part.weight.shape[0] == scale.size else 1
    if part.weight.shape[axis] != scale.size:
        raise ValueError(
            f"weights: which layer {stem.rstrip('.')} normalises is not seen. Fold it into the "
            "weights before it."
        )
    bias = np.zeros(scale.size) if part.bias is None else part.bias
    shape = [-1 if one == axis else 1 for one in range(part.weight.ndim)]
    bias = (bias - np.asarray(of["running_mean"], float)) * scale
    return part._replace(
        weight=part.weight * scale.reshape(shape), bias=bias + of.get("bias", 0.0 * ones)
    )


def _bias_names(name: str) -> list[str]:
    """What the bias of a weight of this name is called: fc1.bias, b1, bias1, layer_b."""
    swaps = (("weights", "biases"), ("weight", "bias"), ("kernel", "bias"), ("W", "b"),
             ("w", "b"), ("W", "B"))  # fmt: skip
    names = [b.join(name.rsplit(w, 1)) for w, b in swaps if w in name]
    return [each for each in names if each != name] + [f"{name}.bias", f"{name}_bias"]


def _with_biases(parts: list[_Part], biases: Sequence[ArrayLike | None]) -> list[_Part]:
    if not isinstance(biases, list | tuple):
        raise TypeError("biases: expected a list with an array for each layer, None where is none.")
    if len(biases) != len(parts):
        raise ValueError(f"biases: expected one for each of {len(parts)} layers, "
                         f"got {len(biases)}. None where a layer has none.")  # fmt: skip
    given = [
        None if b is None else numbers(f"biases[{k}]", plain_array(b)) for k, b in enumerate(biases)
    ]
    return [part._replace(bias=each) for part, each in zip(parts, given, strict=True)]


def plain_array(array: Any) -> Any:
    """A tensor as an array, whatever it keeps and wherever it lies; anything else as it is."""
    with contextlib.suppress(Exception):  # theirs, of any kind
        for name in ("detach", "cpu"):
            array = getattr(array, name, lambda array=array: array)()
        if "bfloat16" in str(getattr(array, "dtype", "")):
            array = array.float()
        if not isinstance(array, np.ndarray) and hasattr(array, "numpy"):
            array = array.numpy()
    return array


def _weight(name: str, given: Any) -> Floats:
    weight = numbers(name, plain_array(given), "", -LARGEST, LARGEST)
    if weight.ndim not in (2, 4) or not weight.size:
        what = {1: " (a bias? Say biases=[...])", 3: " (a 1-D convolution? Make it height 1)"}
        raise ValueError(
            f"{name} has shape {weight.shape}{what.get(weight.ndim, '')}: expected (inputs, "
            "neurons), or a kernel (channels, channels before, height, width)."
        )
    return weight


def _whole(name: str, given: ArrayLike, layers: int) -> list[int]:
    """One whole number for each layer."""
    each = list(given) if isinstance(given, Sequence | np.ndarray) else [given] * layers
    if len(each) != layers:
        raise ValueError(
            f"{name} has {len(each)} values: expected one, or one for each of {layers} layers."
        )
    return [integer(name, one, 0 if name == "padding" else 1) for one in each]
