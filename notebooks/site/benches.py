"""What *Is it right?* begins with: a tab for each examiner, and an example that has a fault."""

from __future__ import annotations

from typing import NamedTuple


class Bench(NamedTuple):
    """A tab."""

    what: str  # as `verify.examine` knows it; "alive" runs as it is
    title: str
    says: str  # what to paste
    code: str


BENCHES = (
    Bench("stdp", "STDP", "Two spike trains, times in ms, to the change of a weight.", """\
def change(pre, post):
    dw = 0.0
    for t in pre:
        for s in post:
            if t > s:
                dw += 0.01 * np.exp(-(t - s) / 20)
            else:
                dw -= 0.012 * np.exp(-(s - t) / 20)
    return dw
"""),
    Bench("neuron", "Neuron", "A current, a value a step, and dt in ms, to spikes and v.", """\
def simulation(current, dt):
    v, spikes, course = 0.0, [], []
    for i in current:
        v = 0.95 * v + 0.05 * i
        spikes.append(v >= 1.0)
        if v >= 1.0:
            v = 0.0
        course.append(v)
    return spikes, course
"""),
    Bench("traces", "Trace", "Spike times and times to read at, in ms, to the trace there.", """\
def trace(spikes, times):
    return np.array([sum(np.exp(-(t - s) / 20) for s in spikes[:1] if s <= t) for t in times])
"""),
    Bench("surrogate", "Surrogate", "u (0 at the threshold) and what comes from above, to spikes "
          "and gradient.", """\
def spike(u, upstream):
    return 1.0 * (u >= 0), upstream / (1 + u ** 2) * np.sign(u)
"""),
    Bench("encoder", "Encoder", "Values to spikes, 0 and 1, of shape (steps, values).", """\
values = np.linspace(0.05, 0.95, 10)
rng = np.random.default_rng(0)

def encode(values):
    return np.tile(rng.random(len(values)) < values, (100, 1))
"""),
    Bench("independent", "Does it remember?", "A model, and two samples or more: is anything left "
          "from the last one?", """\
samples = np.random.default_rng(0).random((5, 3))
v = np.zeros(3)

def model(sample):
    counts = np.zeros(3)
    for step in range(20):
        v[:] = 0.9 * v + 0.3 * sample
        counts += v >= 1
        v[v >= 1] = 0
    return counts
"""),
    Bench("conversion", "Conversion", "The layers' activations, and the same layers' counts.", """\
rng = np.random.default_rng(0)
samples, W, steps = rng.random((40, 3)), rng.random((3, 6)) / 3, 100

def ann(x):
    return [x @ W]

def snn(x):
    v, counts = np.zeros(6), np.zeros(6)
    for step in range(steps):
        v = v + x @ W
        counts += v >= 1
        v[v >= 1] = 0
    return [counts]
"""),
    Bench("alive", "Will it fire?", "Weights, or a file of them (.npz, .safetensors): which layers "
          "are silent?", """\
import numpy as np
from snn_edu import verify

weights = [np.random.default_rng(0).uniform(-1, 1, (n, m)) / n**0.5
           for n, m in ((784, 256), (256, 64), (64, 10))]
verify.alive(weights, rates=0.1, decay=0.9)
"""),
)  # fmt: skip
