"""Is a gradient right? Move one weight a little, and see what the loss does.

For spikes that question has three answers, since a loss made of steps has no useful slope:

- through the ``"step"``: as the neurons are. While no spike moves, nothing does: exactly 0.
- the ``"smooth"`` model: spikes are soft, in forward and backward. Its gradient is a gradient.
- the ``"tangent"`` model: what the surrogate gradient is the gradient *of*. Keep the run as it was,
  v0 and s0, and let each spike follow a straight line of the surrogate's slope,
  s = s0 + h(v0 - 1) (v - v0). At the run itself nothing differs, and there is no step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.training import Layers, Run, cross_entropy, smooth_step, surrogate
from snn_edu.training.surrogate import Real
from snn_edu.validation import choice, instance, number

THROUGH = ("step", "smooth", "tangent")


class GradientCheck(NamedTuple):
    """Two gradients of one loss, a list for each with one array for each of the weights."""

    backpropagated: list[Real]
    by_differences: list[Real]

    @property
    def error(self) -> float:
        """The largest difference, over the largest entry of the backpropagated gradient."""
        pairs = zip(self.backpropagated, self.by_differences, strict=True)
        largest = max(float(np.abs(g).max()) for g in self.backpropagated)
        return max(float(np.abs(g - d).max()) for g, d in pairs) / largest


def gradient_check(
    layers: Layers, x: ArrayLike, labels: ArrayLike, through: str, eps: float = 1e-6
) -> GradientCheck:
    """Central differences of the loss, (loss(w + eps) - loss(w - eps)) / (2 eps), weight by weight.

    Parameters
    ----------
    through
        ``"step"``, ``"smooth"`` or ``"tangent"``: which loss is differenced. The smooth model's
        gradient flows through its resets; the tangent model freezes them if they are detached.
    eps
        How far a weight is moved. Through the tangent, twice too far is hardly wrong; through the
        step, a spike moves at last, and the quotient is a jump over eps, not a slope.
    """
    instance("layers", layers, Layers)
    choice("through", through, THROUGH)
    eps = number("eps", eps, "", 1e-12)
    if layers.weights[0].dtype != np.float64:
        raise ValueError("layers: weights of float32 are too coarse for differences; use float64.")
    if through == "smooth":
        layers = replace(layers, smooth=True, reset="attached")
    _, backpropagated = layers.loss_and_gradients(x, labels)
    x, labels = np.asarray(x, np.float64), np.asarray(labels)
    spike, base = _spikes(layers, through, layers.run(x)), layers.run(x)
    frozen = base.spikes if layers.reset == "detached" and through == "tangent" else None

    def loss() -> float:
        return _loss(layers, weights, x, labels, spike, frozen)

    weights = [W.copy() for W in layers.weights]
    differences = [np.empty_like(W) for W in weights]
    for W, slope in zip(weights, differences, strict=True):
        for place in np.ndindex(W.shape):
            at = W[place]
            W[place] = at + eps
            above = loss()
            W[place] = at - eps
            slope[place] = (above - loss()) / (2 * eps)
            W[place] = at
    return GradientCheck(backpropagated, differences)


def _spikes(layers: Layers, through: str, base: Run) -> Callable[[int, int, Real], Real]:
    """(layer, step, v) -> s, in the model that is differenced."""
    name, b = layers.surrogate, layers.slope
    h = [surrogate(name, v - 1.0, b) for v in base.v]
    return {
        "step": lambda layer, t, v: (v >= 1.0).astype(v.dtype),
        "smooth": lambda layer, t, v: smooth_step(name, v - 1.0, b),
        "tangent": lambda layer, t, v: base.spikes[layer][t] + h[layer][t] * (v - base.v[layer][t]),
    }[through]


def _loss(
    layers: Layers,
    weights: list[Real],
    x: Real,
    labels: NDArray[np.int64],
    spike: Callable[[int, int, Real], Real],
    frozen: list[Real] | None,
) -> float:
    """The loss, written as the equations are, with no regard to speed: an oracle for `Layers`."""
    *hidden, W_out = weights
    v = [np.zeros((x.shape[1], W.shape[1])) for W in hidden]
    s = [np.zeros_like(each) for each in v]
    o = np.zeros((x.shape[1], W_out.shape[1]))
    total = np.zeros_like(o)
    for t, z in enumerate(x):
        for layer, W in enumerate(hidden):
            reset = s[layer] if frozen is None or t == 0 else frozen[layer][t - 1]
            v[layer] = layers.decay * (v[layer] - reset) + z @ W
            s[layer] = spike(layer, t, v[layer])
            z = s[layer]
        o = layers.decay_out * o + z @ W_out
        total += o
    return cross_entropy(total / len(x), labels)[0]
