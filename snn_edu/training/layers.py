"""Layers of leaky integrate-and-fire neurons, and their gradient: backpropagation through time.

Forward, each layer is a recursion in time. Backward, the same recursion runs from the last step to
the first, with one derivative replaced: the step's, which is 0 almost everywhere, by a surrogate.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.pictured import Pictured
from snn_edu.training.surrogate import SLOPES, SURROGATES, Real, Surrogate, area, real, smooth_step
from snn_edu.validation import (
    as_array,
    by_name,
    choice,
    fields_within,
    instance,
    integers,
    refuse_bytes,
)

RESETS = ("detached", "attached")


@dataclass(frozen=True, eq=False, repr=False)
class Run(Pictured):
    """What the layers did: lists with one entry for each hidden layer, the first one first."""

    v: list[Real]  # (steps, batch, neurons) potential before the reset; spikes where v >= 1
    spikes: list[Real]  # (steps, batch, neurons) of True and False; of numbers if smooth
    counts: Real  # (batch, neurons) of the last hidden layer: sum_t c[t] s[t]
    readout: Real  # (batch, classes) mean of o over time: the largest is the answer

    def __repr__(self) -> str:
        steps, samples, _ = self.v[0].shape
        sizes = " and ".join(str(v.shape[2]) for v in self.v)
        return (
            f"<Run: {steps} steps of {samples} samples; hidden layers of {sizes} neurons; "
            f"{self.readout.shape[1]} classes>"
        )


@by_name
@dataclass(frozen=True, eq=False, repr=False)
class Layers(Pictured):
    """Layer on layer of LIF neurons, and a readout that integrates and never fires.

    v[t] = a (v[t-1] - s[t-1]) + z[t] W      z: the spikes of the layer below, or the input
    s[t] = 1 where v[t] >= 1, else 0         a spike takes 1 from v, and what is left decays
    o[t] = b o[t-1] + s[t] W_out
    loss = mean over the batch of the cross-entropy of mean_t o[t]

    Spikes reach the next layer within the step. The gradient, from the last step to the first,
    with h the surrogate of the step's derivative at v - 1, and ds = dloss / ds:

    dv[t] = a dv[t+1] + (ds[t] - a dv[t+1]) h[t]    reset attached
    dv[t] = a dv[t+1] + ds[t] h[t]                  reset detached: the reset is no path for error
    dW    = sum_t z[t]^T dv[t]

    Since the readout is linear, mean_t o[t] = sum_t c[t] s[t] W_out, where c[t] = (1 + b + b^2 +
    ... ) / T with one term for each step that is left: a weighted count of spikes.
    Source: Neftci, Mostafa & Zenke 2019, IEEE Signal Process Mag 36(6):51. Other libraries differ:
    in snnTorch the subtracted reset does not decay, and a spike needs v > 1.

    Parameters
    ----------
    weights
        (inputs, neurons), (neurons, neurons), ..., (neurons, classes); the last is W_out.
        All of one kind: float32 runs twice as fast, float64 is for checking gradients.
    smooth
        Spikes are what the soft step of this surrogate gives (`smooth_step`), forward too. It is
        another model, which no neuron follows; its gradient can be checked by finite differences.
    """

    weights: Sequence[Real]
    decay: float = 0.9  # a, of the potential in a step: exp(-dt / tau_m)
    decay_out: float = 0.95  # b, of the readout
    surrogate: Surrogate = "fast_sigmoid"
    slope: float = 5.0  # b of the surrogate
    reset: Literal["detached", "attached"] = "detached"
    smooth: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", _checked_weights(self.weights))
        fields_within(self, "", 0.0, 1.0, "decay", "decay_out")
        choice("surrogate", self.surrogate, SURROGATES)
        fields_within(self, "", 1e-6, math.inf, "slope")
        choice("reset", self.reset, RESETS)
        instance("smooth", self.smooth, bool, "Say True or False.")

    def __repr__(self) -> str:
        sizes = [len(W) for W in self.weights] + [self.weights[-1].shape[1]]
        told = f"decay {self.decay:g}, {self.surrogate} of slope {self.slope:g}"
        return f"<Layers: {' to '.join(map(str, sizes))} neurons; {told}, reset {self.reset}>"

    def run(self, x: ArrayLike) -> Run:
        """Forward: input x of (steps, batch, inputs), spikes or currents.

        Time comes first: x[t] is what all samples get at step t. Where the samples come first, as
        in a DataLoader's batches, say ``x.transpose(1, 0, 2)``; the shapes alone do not tell.
        Constant currents are best given as np.broadcast_to(currents, (steps, batch, inputs)), of
        the weights' kind of float: they are then weighted once, not at each step.
        """
        return self._run(self._checked_input(x))

    def _run(self, z: Real) -> Run:
        potentials, spikes = [], []
        for W in self.weights[:-1]:
            v, z = self._forward(z, W)
            potentials.append(v)
            spikes.append(z)
        counts = np.zeros_like(potentials[-1][0])
        for c, s in zip(self._worth(len(z)), z, strict=True):
            counts += c * s
        return Run(potentials, spikes, counts, counts @ self.weights[-1])

    def loss_and_gradients(self, x: ArrayLike, labels: ArrayLike) -> tuple[float, list[Real]]:
        """(loss, [dloss/dW for each of the weights]). Labels: (batch,) of whole numbers from 0."""
        x = self._checked_input(x)
        given = as_array("labels", labels)
        if given.shape == x.shape[:1] != x.shape[1:2]:
            raise ValueError(
                f"labels has shape {given.shape}, x {x.shape}: expected x as (steps, batch, "
                "inputs), time first. Do the samples come first? Say x.transpose(1, 0, 2)."
            )
        classes = self.weights[-1].shape[1]
        if given.shape == (x.shape[1], classes):
            raise ValueError(
                f"labels has shape {given.shape}: expected whole numbers from 0, ({x.shape[1]},). "
                "Are they one-hot? Say labels.argmax(axis=1)."
            )
        labels = integers("labels", labels, 0, classes - 1, x.shape[1])
        run, W = self._run(x), self.weights
        loss, error = cross_entropy(run.readout, labels)
        gradients = [run.counts.T @ error]  # of W_out
        # dloss/ds[t] of a layer, of what changes from step to step, and what does not.
        ds: tuple[np.ufunc, Real, Real] = np.multiply, self._worth(len(x)), error @ W[-1].T
        inputs = [x, *run.spikes]
        for layer in reversed(range(len(W) - 1)):
            dv, z = self._backward(*ds, run.v[layer]), inputs[layer]
            if _constant(z):
                gradients.append(z[0].T @ dv.sum(axis=0))
            else:
                gradients.append(z.reshape(-1, z.shape[2]).T @ dv.reshape(-1, dv.shape[2]))
            ds = np.matmul, dv, W[layer].T  # of the layer below, once dv of this one is known
        return loss, gradients[::-1]

    def _forward(self, z: Real, W: Real) -> tuple[Real, Real]:
        """Potentials (before the reset) and spikes of a layer, (steps, batch, neurons) each."""
        steps, batch, _ = z.shape
        v = np.empty((steps, batch, W.shape[1]), W.dtype)
        s = np.empty(v.shape, v.dtype if self.smooth else np.bool_)
        left = np.zeros_like(v[0])  # of the step before, after reset and decay
        if _constant(z):
            v[:] = z[0] @ W
        else:
            np.matmul(z, W, out=v)
        for t in range(steps):
            v[t] += left
            s[t] = (
                smooth_step(self.surrogate, v[t] - 1.0, self.slope) if self.smooth else v[t] >= 1.0
            )
            np.subtract(v[t], s[t].astype(v.dtype), out=left)
            left *= self.decay
        return v, s

    def _backward(self, product: np.ufunc, changing: Real, fixed: Real, v: Real) -> Real:
        """dloss/dv of a layer, over its potentials; ds[t] is product(changing[t], fixed)."""
        h, a = SLOPES[self.surrogate], self.decay
        scale = 1.0 / area(self.surrogate, self.slope) if self.smooth else 1.0
        later = np.zeros_like(v[0])  # a dv[t+1]
        for t in reversed(range(len(v))):
            v[t] -= 1.0
            through = h(v[t], self.slope)
            ds = product(changing[t], fixed)
            through *= ds - later if self.reset == "attached" else ds
            through *= scale
            np.add(later, through, out=v[t])
            np.multiply(v[t], a, out=later)
        return v

    def _worth(self, steps: int) -> Real:
        """c[t], what a spike at step t adds to the mean readout, per weight: (steps,)."""
        left = np.arange(steps, 0, -1)
        terms = np.cumsum(self.decay_out ** np.arange(steps))[left - 1]
        return (terms / steps).astype(self.weights[0].dtype)

    def _checked_input(self, x: ArrayLike) -> Real:
        given, W = as_array("x", x), self.weights[0]
        if given.dtype.kind not in "biuf":
            raise TypeError(f"x: expected spikes or currents in numbers, got {given.dtype}.")
        if given.ndim != 3 or given.shape[2] != len(W) or 0 in given.shape:
            raise ValueError(
                f"x: of shape {given.shape}; allowed is (steps, batch, {len(W)}), time first."
            )
        refuse_bytes("x", given)
        if len(given) > 1 < given.shape[1] and _alike(given.swapaxes(0, 1)) and not _alike(given):
            warnings.warn(
                f"x has shape {given.shape}: in each of {len(given)} steps all {given.shape[1]} "
                "samples are the same. Do the samples come first? Say x.transpose(1, 0, 2).",
                stacklevel=3,
            )
        array = given.astype(W.dtype, copy=False)
        if not np.isfinite(array).all():
            raise ValueError("x: a value is not finite.")
        return array


def _alike(x: NDArray[Any]) -> bool:
    """Whether all along the first axis are the same; a look at two of them mostly tells."""
    return bool((x[0] == x[1]).all() and (x[0] == x[1:]).all())


def _constant(z: Real) -> bool:
    return z.strides[0] == 0  # np.broadcast_to made it: one array, seen at each step


def cross_entropy(readout: ArrayLike, labels: ArrayLike) -> tuple[float, Real]:
    """Mean of -log softmax(readout) at the labels, and its derivative, (batch, classes)."""
    readout = real("readout", readout)
    if readout.ndim != 2 or not readout.size:
        raise ValueError(f"readout has shape {readout.shape}: expected (batch, classes).")
    labels = integers("labels", labels, 0, readout.shape[1] - 1, len(readout))
    shifted = readout - readout.max(axis=1, keepdims=True)
    p = np.exp(shifted)
    row, total = np.arange(len(labels)), p.sum(axis=1, keepdims=True)
    losses = np.log(total[:, 0]) - shifted[row, labels]
    p /= total
    p[row, labels] -= 1.0
    return float(losses.mean()), p / len(labels)


def _checked_weights(weights: Any) -> tuple[Real, ...]:
    if isinstance(weights, np.ndarray) or not isinstance(weights, Sequence) or len(weights) < 2:
        slip = " Say list(weights.values())." if isinstance(weights, Mapping) else ""
        slip = " Say list(weights)." if isinstance(weights, Iterator | ValuesView) else slip
        raise TypeError(
            f"weights: expected a list of two or more matrices, the readout's last.{slip}"
        )
    arrays = [as_array(f"weights[{k}]", W) for k, W in enumerate(weights)]
    kind = np.float32 if all(W.dtype == np.float32 for W in arrays) else np.float64
    for k, W in enumerate(arrays):
        if W.dtype.kind not in "iuf" or W.ndim != 2 or not np.isfinite(W).all():
            raise TypeError(f"weights[{k}]: expected a matrix of finite numbers.")
        if k and len(W) != arrays[k - 1].shape[1]:
            raise ValueError(
                f"weights[{k}]: has {len(W)} rows for the {arrays[k - 1].shape[1]} neurons of the "
                "layer below; (neurons below, neurons) is asked. Transposed?"
            )
    return tuple(W.astype(kind) for W in arrays)
