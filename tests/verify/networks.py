"""Networks to be examined: drawn ones, and a simulation that is slow and written on its own."""

import itertools

import numpy as np


def slow_rates(
    weights, rates, decay, threshold, rng, steps=2000, biases=None, reset="zero", gain=1
):
    """Spikes a step of each neuron of each layer, one step and one layer after the other."""
    layers = len(weights)
    decay, threshold = np.broadcast_to(decay, layers), np.broadcast_to(threshold, layers)
    biases = biases or [np.zeros(w.shape[1]) for w in weights]
    u, counts = [np.zeros(w.shape[1]) for w in weights], [np.zeros(w.shape[1]) for w in weights]
    for _ in range(steps):
        s = (rng.random(weights[0].shape[0]) < rates).astype(float)
        for k, w in enumerate(weights):
            u[k] = decay[k] * u[k] + gain * (s @ w + biases[k])
            s = (u[k] >= threshold[k]).astype(float)
            if reset == "zero":
                u[k] = u[k] * (1 - s)
            elif reset == "subtract":
                u[k] = u[k] - threshold[k] * s
            counts[k] += s
    return [count / steps for count in counts]


def state(rates, last=False):
    """What a layer that fires so is, in words: written down here a second time."""
    silent, saturated = np.mean(rates < 1e-3), np.mean(rates >= 0.5)
    if last and rates.max() >= 0.1:
        return "saturated" if saturated > 0.5 else "healthy"
    if rates.mean() < 1e-3 or (silent >= 0.95 and rates.mean() < 5e-3):
        return "silent"
    return "saturated" if saturated > 0.5 else "healthy"


def drawn(rng):
    """A network of one to five layers, of any size, scale, decay and reset."""
    sizes = rng.integers(5, 300, rng.integers(2, 7))
    p = rng.uniform(0, 0.4) * rng.random(sizes[0]) ** rng.integers(0, 4)
    decay, threshold = rng.choice([0.0, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99]), rng.choice([0.5, 1, 15])
    kind = rng.choice(5, p=[0.15, 0.2, 0.35, 0.15, 0.15])
    weights, biases = [], []
    for n, m in itertools.pairwise(sizes):
        w = (
            rng.uniform(-1, 1, (n, m))
            if kind == 0
            else rng.normal(size=(n, m))
            if kind == 1
            else rng.random((n, m)) / n**0.5
            if kind == 2
            else rng.normal(size=(n, m)) * (rng.random((n, m)) < 0.2) * 2
            if kind == 3
            else rng.normal(0.3 / n**0.5, 1, (n, m))
        )
        scale = threshold * 10 ** rng.uniform(-0.7, 1.2)
        weights.append(w * scale / n**0.5)
        biases.append(rng.uniform(-1, 1, m) * scale / n**0.5 * rng.integers(2))
    reset = rng.choice(["zero", "subtract", "none"], p=[0.5, 0.4, 0.1])
    return weights, p, float(decay), float(threshold), biases, str(reset)
