"""A network of ReLUs and the spiking network made of it, in plain NumPy, with one slip each."""

import itertools

import numpy as np

SIZES = (20, 40, 30, 20, 5)


def network(seed=0, sizes=SIZES):
    """Weights, biases, samples to ask and samples to scale with."""
    rng = np.random.default_rng(seed)
    pairs = [*itertools.pairwise(sizes)]
    W = [rng.normal(0, 1.3 / np.sqrt(n), (n, m)) for n, m in pairs]
    b = [rng.normal(0, 0.3, m) for m in sizes[1:]]
    return W, b, rng.random((60, sizes[0])), rng.random((200, sizes[0]))


def activations(W, b, x, f=lambda z: np.maximum(z, 0.0)):
    """The layers' activations, (samples, neurons) each."""
    layers = []
    for w, c in zip(W, b, strict=True):
        x = f(x @ w + c)
        layers.append(x)
    return layers


def scaled(W, b, x, percentile=99.9, weights="right", biases="right", f=None):
    """Weights and biases of the spiking network."""
    before, out = 1.0, ([], [])
    layers = activations(W, b, x, f) if f else activations(W, b, x)
    for w, c, a in zip(W, b, layers, strict=True):
        scale = np.percentile(np.maximum(a, 0), percentile) / (3 if weights == "a third" else 1)
        factor = {"layer before forgotten": 1 / scale, "as they are": 1.0, "multiplied": scale,
                  "a tenth": 0.1 * before / scale}.get(weights, before / scale)  # fmt: skip
        share = {"as it is": 1.0, "left out": 0.0}.get(biases, 1 / scale)
        share = 1.0 if weights == "as they are" else 0.1 / scale if weights == "a tenth" else share
        out[0].append(w * factor)
        out[1].append(c * share)
        before = scale
    return out


def spiking(
    W, b, x, steps=100, reset="subtract", start=0.0, by_chance=None, thresholds=None, deaf=0,
    delayed=False, above=False, bias_once=False, potentials=False, leak=1.0, floor=-np.inf,
    several=False,
):  # fmt: skip
    """The rates of each layer, (samples, neurons) each; the last ones potentials if asked for."""
    v = [np.full((len(x), w.shape[1]), start) for w in W]
    s, counts, wait = ([np.zeros_like(each) for each in v] for _ in range(3))
    for t in range(steps):
        old = [each.copy() for each in s]
        z = x if by_chance is None else 1.0 * (by_chance.random(x.shape) < x)
        for k, w in enumerate(W):
            drive = z @ w + b[k] * (t == 0 or not bias_once)
            if deaf:
                drive = drive * (wait[k] <= 0)
                wait[k] -= 1
            v[k] = np.maximum(leak * v[k] + drive, floor)
            top = 1.0 if thresholds is None else thresholds[k]
            if not (potentials and k == len(W) - 1):
                s[k] = 1.0 * (v[k] > top + 1e-9 if above else v[k] >= top - 1e-9)
                s[k] = np.maximum(v[k] // top, 0.0) if several else s[k]
                after = {"subtract": v[k] - top * s[k], "zero": v[k] * (1 - s[k]), "none": v[k]}
                v[k] = after[reset]
                wait[k] = np.where(s[k] > 0, deaf, wait[k])
                counts[k] += s[k]
            z = old[k] if delayed else s[k]
    rates = [each / steps for each in counts]
    return [*rates[:-1], v[-1] / steps] if potentials else rates
