"""The maps of a NIR graph: what stands between one layer of neurons and the next, as synapses.

Linear, Affine, Scale, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten and Delay are all linear in the
spikes that reach them: y = W z + bias, some with a delay. A map is the list of its W.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.validation import Floats, affordable

Shape = tuple[int, ...]
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Map:
    """y[post] += w z[pre], `delay` after z; and y += bias. Arrays are flat, row by row."""

    pre: Indices  # shape (synapses,), as the three that follow
    post: Indices
    w: Floats
    delay: Floats  # s
    bias: Floats  # shape (outputs,)
    shape: Shape  # of y, before it was made flat

    def of(self, z: Floats) -> Floats:
        """W z, without the bias."""
        y = np.zeros(len(self.bias))
        np.add.at(y, self.post, self.w * z[self.pre])
        return y

    def then(self, after: Map) -> Map:
        """What `after` makes of what this map gives; the bias is that of `after`."""
        order = np.argsort(after.pre, kind="stable")
        begins = np.searchsorted(after.pre[order], np.arange(len(self.bias) + 1))
        many = np.diff(begins)[self.post]  # synapses of `after` that each synapse here meets
        here = np.repeat(np.arange(len(self.post)), many)
        within = np.arange(len(here)) - np.repeat(np.cumsum(many) - many, many)
        there = order[begins[self.post[here]] + within]
        w, delay = self.w[here] * after.w[there], self.delay[here] + after.delay[there]
        return Map(self.pre[here], after.post[there], w, delay, after.bias, after.shape)


def identity(shape: Shape) -> Map:
    """What goes in comes out."""
    return _map(*2 * (np.arange(math.prod(shape)),), 1.0, shape)


def map_of(name: str, node: Any, shape: Shape) -> Map | None:
    """The map of a node, for an input of `shape`; None if the node is none.

    Raises
    ------
    ValueError
        The node cannot take that shape.
    """
    kind = type(node).__name__
    size = math.prod(shape)
    if kind in ("Linear", "Affine"):
        weight = np.asarray(node.weight, float)
        if weight.ndim != 2 or weight.shape[1] != size:
            raise ValueError(
                f"{name!r} has weights of shape {weight.shape}, and {size} inputs: read are "
                "matrices (outputs, inputs)."
            )
        post, pre = np.nonzero(weight)
        bias = _each(name, "bias", node.bias, len(weight)) if kind == "Affine" else 0.0
        return _map(pre, post, weight[post, pre], (len(weight),), bias)
    if kind in ("Scale", "Delay"):
        field = "scale" if kind == "Scale" else "delay"
        values = _each(name, field, getattr(node, field), size)
        same = np.arange(size)
        if kind == "Scale":
            return _map(same, same, values, shape)
        return _map(same, same, 1.0, shape, delay=values)
    if kind == "Flatten":  # row by row, as all arrays here are flat already
        first, last = (int(dim) % len(shape) for dim in (node.start_dim, node.end_dim))
        flat = (*shape[:first], math.prod(shape[first : last + 1]), *shape[last + 1 :])
        return identity(flat)
    if kind in ("Conv1d", "Conv2d"):
        return _convolution(name, np.asarray(node.weight, float), node, shape)
    if kind in ("SumPool2d", "AvgPool2d"):
        window = _pair(node.kernel_size)
        each = 1.0 if kind == "SumPool2d" else 1.0 / math.prod(window)
        channels = shape[0] if len(shape) == 3 else 1
        return _convolution(name, np.full((channels, 1, *window), each), node, shape, channels)
    return None


def _map(
    pre: Indices,
    post: Indices,
    w: Floats | float,
    shape: Shape,
    bias: Floats | float = 0.0,
    delay: Floats | float = 0.0,
) -> Map:
    each, size = np.ones(len(pre)), math.prod(shape)
    return Map(pre, post, w * each, delay * each, bias * np.ones(size), shape)


def _each(name: str, field: str, values: ArrayLike, size: int) -> Floats:
    """One value for each of `size` inputs."""
    array = np.asarray(values, float).ravel()
    if array.size not in (1, size):
        raise ValueError(f"{field} of {name!r} has {array.size} values, for {size} inputs.")
    return np.broadcast_to(array, size)


def _pair(value: ArrayLike) -> tuple[int, int]:
    """Of the two directions; one number stands for both."""
    first, second = np.broadcast_to(np.asarray(value, int).ravel(), 2).tolist()
    return first, second


def _convolution(
    name: str, weight: Floats, node: Any, shape: Shape, groups: int | None = None
) -> Map:
    """y[o, i, j] = sum of weight[o, c, p, q] z[c, stride i + dilation p - padding, (j, q alike)].

    That is a correlation, as in PyTorch; of the channels each group sees its own.
    """
    flat = weight.ndim == 3  # Conv1d: a picture that is one pixel high
    if flat:
        weight = weight[:, :, None]
    if len(shape) != (2 if flat else 3):
        raise ValueError(
            f"{name!r} slides over an input of shape {shape}: expected (channels, "
            f"{'length' if flat else 'height, width'}). Does the Input say its shape?"
        )
    high = shape[0], *((1, shape[1]) if flat else shape[1:])
    kernel = weight.shape[2:]

    def two(field: str, rest: int) -> tuple[int, int]:
        value = getattr(node, field, rest)
        return (rest, int(np.ravel(value)[0])) if flat else _pair(value)

    stride, dilation = two("stride", 1), two("dilation", 1)
    reach = [d * (k - 1) for d, k in zip(dilation, kernel, strict=True)]
    padding: Any = getattr(node, "padding", 0)
    if isinstance(padding, str | bytes):
        same = padding in ("same", b"same")
        before, around = ([each // 2 for each in reach], reach) if same else ([0, 0], [0, 0])
    else:
        before = list(two("padding", 0))
        around = [2 * each for each in before]
    groups = int(node.groups) if groups is None else groups
    if weight.shape[1] * groups != high[0]:
        raise ValueError(
            f"{name!r} has weights for {weight.shape[1] * groups} channels, and {high[0]} come."
        )
    out = [
        (high[1 + i] + around[i] - reach[i] - 1) // stride[i] + 1 for i in (0, 1)
    ]  # height, width
    if min(out) < 1:
        raise ValueError(f"{name!r} is larger than its input of shape {shape}.")
    o, c, p, q = (each[:, None, None] for each in np.nonzero(weight))
    affordable(name, o.size * math.prod(out), "synapses", 64.0 * o.size * math.prod(out))
    row = stride[0] * np.arange(out[0])[None, :, None] + dilation[0] * p - before[0]
    column = stride[1] * np.arange(out[1])[None, None, :] + dilation[1] * q - before[1]
    channel = c + weight.shape[1] * (o // (len(weight) // groups))
    pre = (channel * high[1] + row) * high[2] + column
    post = (o * out[0] + np.arange(out[0])[None, :, None]) * out[1] + np.arange(out[1])
    seen = (row >= 0) & (row < high[1]) & (column >= 0) & (column < high[2])
    w = np.broadcast_to(weight[o, c, p, q], seen.shape)
    bias = np.asarray(getattr(node, "bias", 0.0), float).ravel()
    spread = np.repeat(np.broadcast_to(bias, len(weight)), math.prod(out))
    shape = (len(weight), *(out[1:] if flat else out))
    return _map(pre[seen], post[seen], w[seen], shape, spread)
