"""Three patterns in time, and a network that learns them by a learner's own loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from snn_edu.lessons.down_the_slope.temporal_patterns import TemporalPatterns
from snn_edu.training import SGD, SURROGATES, Adam, Layers, cross_entropy
from snn_edu.training.surrogate import Real
from snn_edu.validation import Floats, choice

#: ``backward(ds, v, a, b)``: arrays of (steps, trials, neurons), and the two constants.
Backward = Callable[[Any, Any, float, float], Any]
#: ``hidden_ds(dv, W)``: what the listeners hear, a row each, and the weights by which they hear it.
Listening = Callable[[Any, Any], Any]
#: ``counts_only(x, rng)``: trials whose times say nothing.
Control = Callable[[Any, np.random.Generator], Any]

TASK = TemporalPatterns()
HIDDEN, BATCH, STEPS, EVERY = 30, 64, 60, 2  # EVERY: training steps a frame
DECAY, SLOPE = 0.95, 5.0
TESTED = 1000  # trials that it has not seen


class Trained(NamedTuple):
    """A network on its way, and the three patterns that it learns."""

    layers: Layers
    templates: Floats


def start(mean: float, spread: float, rng: np.random.Generator) -> list[Real]:
    """Weights of 40-30-3 before training, the first layer's around `mean`."""
    weights = [
        rng.normal(mean, spread, (TASK.afferents, HIDDEN)),
        rng.normal(0.0, HIDDEN**-0.5, (HIDDEN, TASK.classes)),
    ]
    return [W.astype(np.float32) for W in weights]


def trials(
    templates: Floats,
    count: int,
    rng: np.random.Generator,
    jitter: float = 2.0,
    control: Control | None = None,
) -> tuple[Real, Any]:
    """`count` trials, seen through `control` if there is one; and which pattern each of them is."""
    x, labels = TASK.trials(templates, count, rng, jitter)
    return (x if control is None else np.asarray(control(x, rng), np.float32)), labels


def from_listeners(dv: Any, W: Any) -> Any:
    """The ds of neurons whose listeners hear them by the weights W: sum_k dv_k W_ik."""
    return dv @ W.T


def training(
    backward: Backward,
    rate: float = 0.1,
    jitter: float = 2.0,
    control: Control | None = None,
    seed: int = 0,
    steps: int = STEPS,
    hidden_ds: Listening = from_listeners,
) -> Iterator[Trained]:
    """The network before the first step of training and after every few."""
    rng = np.random.default_rng(seed)
    templates = TASK.templates(rng)
    W, W_out = start(0.1, 0.1, rng)
    for step in range(steps + 1):
        if step % EVERY == 0:
            yield Trained(Layers([W, W_out], DECAY, DECAY), templates)
        x, labels = trials(templates, BATCH, rng, jitter, control)
        layers = Layers([W, W_out], DECAY, DECAY)
        dW, dW_out = gradients(backward, layers, x, labels, hidden_ds)
        W, W_out = W - np.float32(rate) * dW, W_out - np.float32(rate) * dW_out


def gradients(
    backward: Backward, layers: Layers, x: Real, labels: Any, hidden_ds: Listening = from_listeners
) -> tuple[Real, Real]:
    """The slopes of all weights, by the learner's two functions: readout, hidden spikes, input.

    The readout's dv_t is the error of the trial times `worth` of the step. So `hidden_ds` is asked
    once, with a row for each trial.
    """
    run = layers.run(x)
    _, error = cross_entropy(run.readout, labels)
    heard = np.asarray(hidden_ds(error, layers.weights[-1]), np.float32)
    ds = worth(len(x))[:, None, None] * heard
    dv = np.asarray(backward(ds, run.v[0], DECAY, SLOPE), np.float32)
    dW = x.reshape(-1, x.shape[2]).T @ dv.reshape(-1, dv.shape[2])
    return np.asarray(dW), np.asarray(run.counts.T @ error)


def worth(steps: int) -> Real:
    """What a spike at each step adds to the mean of a readout that leaks, for a weight of 1."""
    left = np.cumsum(DECAY ** np.arange(steps))[::-1]
    return np.asarray(left / steps, np.float32)


def share_right(trained: Trained, jitter: float = 2.0, control: Control | None = None) -> float:
    """The share of fresh trials that the network gets right."""
    x, labels = trials(trained.templates, TESTED, np.random.default_rng(98), jitter, control)
    return float(np.mean(trained.layers.run(x).readout.argmax(axis=1) == labels))


def learned(backward: Backward, tested_on: Control | None = None, **settings: Any) -> float:
    """The share right after a whole training, tested as it was trained unless `tested_on` says."""
    (trained,) = deque(training(backward, **settings), maxlen=1)
    return share_right(trained, settings.get("jitter", 2.0), tested_on or settings.get("control"))


# --- Networks that begin silent, and optimisers. --------------------------------------------------

OPTIMISERS: Mapping[str, Adam | SGD] = {
    "Adam": Adam(5e-3), "plain steps": SGD(0.1), "plain, 20 times as large": SGD(2.0),
}  # fmt: skip


WAKING = 90  # training steps


def waking(kind: str, mean: float, optimiser: str, steps: int = WAKING) -> Iterator[Trained]:
    """A training by the library's gradient, from first weights around `mean`."""
    rng = np.random.default_rng(0)
    templates, weights = TASK.templates(rng), start(mean, 0.05, rng)
    chosen: Any = OPTIMISERS[optimiser]
    bump = choice("kind", kind.replace(" ", "_"), SURROGATES)
    state = chosen.start(weights)
    for step in range(steps + 1):
        layers = Layers(weights, DECAY, DECAY, bump, SLOPE)
        if step % EVERY == 0:
            yield Trained(layers, templates)
        x, labels = trials(templates, BATCH, rng)
        _, slopes = layers.loss_and_gradients(x, labels)
        weights, state = chosen.step(weights, slopes, state)
