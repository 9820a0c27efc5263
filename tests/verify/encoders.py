"""Encoders as people and tools write them: right, wrong, and of their own kinds.

Each takes the generator it draws from, and gives a function from values to (steps, values).
"""

import numpy as np

UNIT = np.linspace(0, 1, 11)
SOME = np.array([0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0])
HERTZ = np.array([5.0, 10, 20, 50, 63.75, 100, 200, 400, 800, 1000])
PIXELS = np.array([0.0, 10, 50, 100, 180, 255])
BITS = np.array([0.1, 0.25, 0.3, 0.55, 0.7, 0.9, 0.99])


class Tensor:
    """What keeps its gradient: no array until it is detached."""

    def __init__(self, values, attached=True):
        self.values, self.attached = np.asarray(values), attached

    def __array__(self, dtype=None, copy=None):
        if self.attached:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")
        return self.values if dtype is None else self.values.astype(dtype)

    def detach(self):
        return Tensor(self.values, attached=False)


def drawn(p, steps=200):
    """One comparison a step and value: a spike with the probability p(x)."""
    return lambda rng: lambda x: rng.random((steps, len(x))) < p(np.asarray(x))


def each_step(rng):
    return lambda x: [rng.random(len(x)) <= x for _ in range(150)]


def one_value(rng):
    def train(x):
        if not isinstance(x, float):
            raise TypeError("one value at a time")
        return [int(rng.random() < x) for _ in range(80)]

    return train


def gaps(interval, steps=200, dt=1.0):
    """Intervals drawn one after the other, in ms, from a mean of 1000 / x."""

    def made(rng):
        def encode(x):
            spikes = np.zeros((steps, len(x)))
            for k, rate in enumerate(x):
                t = -5 * rng.random() * 1000 / rate if rate > 0 else np.inf
                while (t := t + interval(rng, 1000 / max(rate, 1e-9))) < steps * dt:
                    if t >= 0:
                        spikes[int(t / dt), k] = 1
            return spikes

        return encode

    return made


exponential = gaps(lambda rng, mean: rng.exponential(mean))
gamma = gaps(lambda rng, mean: rng.gamma(4, mean / 4))


def refractory(steps=200, dead=3):
    def made(rng):
        def encode(x):
            last, spikes = np.full(len(x), -99), np.zeros((steps, len(x)))
            for t in range(steps):
                spikes[t] = (rng.random(len(x)) < x) & (t - last > dead)
                last[spikes[t] > 0] = t
            return spikes

        return encode

    return made


def framed_by(empty, steps=100):
    """Nothing for some steps, then a probability (snnTorch's first_spike_time)."""
    return lambda rng: (
        lambda x: (rng.random((steps, len(x))) < x) & (np.arange(steps)[:, np.newaxis] >= empty)
    )


def moved(rng, steps=300):
    """Regular trains at a random phase, each spike moved by a normal number."""

    def encode(x):
        spikes = np.zeros((steps, len(x)))
        for k, each in enumerate(x):
            times = np.arange(rng.random() / each, steps, 1 / each)
            times += rng.normal(0, 0.15 / each, times.size)
            spikes[times[(times >= 0) & (times < steps)].astype(int), k] = 1
        return spikes

    return encode


def exact_count(rng, steps=100):
    def encode(x):
        spikes = np.zeros((steps, len(x)))
        for k, each in enumerate(x):
            spikes[rng.permutation(steps)[: round(each * steps)], k] = 1
        return spikes

    return encode


def seeded(rng):
    return lambda x: np.random.default_rng(0).random((100, len(x))) < x


def current(gain=4.0, noise=0.0, steps=200):
    """A constant current into a leaky neuron, reset to 0 (Norse's constant_current_lif_encode)."""

    def made(rng):
        def encode(x):
            v, spikes = np.zeros(len(x)), []
            for _ in range(steps):
                v = 0.9 * v + 0.1 * gain * np.asarray(x) + noise * rng.normal(size=len(x))
                spikes.append(v >= 1)
                v = np.where(v >= 1, 0.0, v)
            return np.array(spikes)

        return encode

    return made


def accumulated(rng, steps=100):
    """A spike whenever the sum of the value passes a whole number."""
    return lambda x: np.diff(np.floor(np.outer(np.arange(steps + 1), x) + 1e-9), axis=0)


def random_phase(rng, steps=200):
    def encode(x):
        return np.diff(np.floor(np.outer(np.arange(steps + 1), x) + rng.random(len(x))), axis=0)

    return encode


def at_steps(step, steps):
    """One spike a value, in the step that `step` gives; none where that is below 0."""

    def made(rng):
        def encode(x):
            at = np.array(step(np.asarray(x, float), rng))
            return np.arange(steps)[:, np.newaxis] == np.clip(np.round(at), -1, steps - 1)

        return encode

    return made


def charging(x, rng, tau=1.0, threshold=0.01):
    """When a charging membrane crosses its threshold (snnTorch's latency)."""
    x = np.maximum(x, threshold + 1e-7)
    return tau * np.log(x / (x - threshold))


def stretched(x, rng):
    return (x.max() - x) / (x.max() - x.min()) * 59


linear = at_steps(lambda x, rng: 49 * (1 - x), 50)
logarithmic = at_steps(lambda x, rng: 49 - np.log(np.expm1(49) * x + 1), 50)
noisy = at_steps(lambda x, rng: 5 + 50 * (1 - x) + rng.normal(0, 2, x.size), 65)
above_a_tenth = at_steps(lambda x, rng: np.where(x > 0.1, np.ceil(39 * (1 - x)), -1), 40)


def ranks(rng):
    def encode(x):
        spikes = np.zeros((len(x) + 3, len(x)))
        spikes[np.arange(len(x)), np.argsort(-np.asarray(x), kind="stable")] = 1
        return spikes

    return encode


def inverse(rng, steps=100):
    """A spike at a time in proportion to 1 / x (BindsNET's rank_order)."""

    def encode(x):
        x = np.array(x, float) / np.max(x)
        times = np.where(x > 0, 1 / np.maximum(x, 1e-9), 0)
        times = np.ceil(times * steps / times.max())
        at = np.where((times > 0) & (times < steps), times - 1, -1)
        return np.arange(steps)[:, np.newaxis] == at

    return encode


def phases(later=False, steps=100, period=20):
    def made(rng):
        def encode(x):
            phase = np.round((np.asarray(x) if later else 1 - np.asarray(x)) * (period - 1))
            return np.arange(steps)[:, np.newaxis] % period == phase

        return encode

    return made


def bits(again=1, digits=8):
    """Binary digits, the half first (Kim et al. 2018, Neurocomputing 311:373)."""

    def made(rng):
        def encode(x):
            left, rows = np.array(x, float), []
            for k in range(digits):
                rows.append(left >= 0.5 ** (k + 1))
                left = left - 0.5 ** (k + 1) * rows[-1]
            return np.tile(rows, (again, 1))

        return encode

    return made


def bursts(rng, steps=50):
    def encode(x):
        spikes = np.zeros((steps, len(x)))
        for k, each in enumerate(x):
            spikes[np.arange(int(np.ceil(5 * each))) * max(1, round(8 - 6 * each)), k] = 1
        return spikes

    return encode


def on_delta(size=0.1, two=True, from_last_sample=False, begin=None):
    def made(rng):
        def encode(x):
            known, rows = x[0] if begin is None else begin, []
            for each in x:
                up, down = each - known >= size, known - each >= size
                known = each if from_last_sample else known + size * (up * 1.0 - down * 1.0)
                rows.append([up, down] if two else [up or down])
            return np.array(rows, float)

        return encode

    return made


def differences(rng, size=0.1):
    """1 and -1 in one row (snnTorch's delta with off_spike=True)."""

    def encode(x):
        change = np.diff(x, prepend=0.0)
        return 1.0 * (change >= size) - 1.0 * (change <= -size)

    return encode


def population(rng):
    def encode(x):
        tuned = np.exp(-((np.asarray(x)[:, np.newaxis] - np.linspace(0, 1, 5)) ** 2) / 0.05)
        return rng.random((100, tuned.size)) < 0.5 * tuned.ravel()

    return encode


CHANCE, LATENCY, REGULAR = "rate by chance", "latency", "regular rate"
RIGHT = {
    # name: encoder, values, what is measured
    "a probability": (drawn(lambda x: x), SOME,
                      {"code": CHANCE, "law": "proportional", "random": True, "steps": 200}),
    "twenty steps": (drawn(lambda x: x, 20), UNIT, {"code": CHANCE, "law": "proportional"}),
    "five steps": (drawn(lambda x: x, 5), UNIT, {"code": CHANCE}),
    "Hz by ms": (drawn(lambda x: 0.001 * x, 500), HERTZ, {"law": "proportional"}),
    "pixels / 4 Hz": (drawn(lambda x: x / 4000, 250), PIXELS, {"code": CHANCE}),
    "a tenth of each": (drawn(lambda x: 0.1 * x), UNIT, {"law": "proportional"}),
    "the other comparison": (lambda rng: lambda x: rng.random((99, len(x))) > 1 - x, UNIT,
                             {"law": "proportional"}),
    "rows in a list": (each_step, SOME, {"code": CHANCE}),
    "a value at a time": (one_value, UNIT, {"code": CHANCE, "steps": 80}),
    "a tensor": (lambda rng: lambda x: Tensor(rng.random((150, len(x))) < x), UNIT,
                 {"code": CHANCE}),
    "an axis for the batch": (lambda rng: lambda x: rng.random((90, 1, len(x))) < x, UNIT,
                              {"code": CHANCE}),
    "lists of booleans": (lambda rng: lambda x: [[bool(rng.random() < a) for a in x]
                                                 for _ in range(60)], UNIT, {"code": CHANCE}),
    "over the largest": (drawn(lambda x: x / x.max()), np.array([1.0, 3, 5, 7, 11, 20]),
                         {"law": "proportional"}),
    "least to most": (drawn(lambda x: (x - x.min()) / np.ptp(x)), np.array([3.0, 5, 7, 11, 20]),
                      {"law": "a line"}),
    "a root": (drawn(np.sqrt), UNIT, {"law": "power"}),
    "a sigmoid": (drawn(lambda x: 1 / (1 + np.exp(-x))), np.linspace(-4, 4, 9),
                  {"law": "sigmoid"}),
    "a noisy threshold": (lambda rng: lambda x: x + rng.normal(0, 0.2, (150, len(x))) > 0.5, UNIT,
                          {"law": "noisy threshold"}),
    "Naka and Rushton's": (drawn(lambda x: 0.8 * x**2 / (x**2 + 0.09)), UNIT,
                           {"law": "Naka-Rushton"}),
    "an exponential": (drawn(lambda x: np.exp(-4 * (1 - x))), UNIT, {"law": "exponential"}),
    "cut off at a half": (drawn(lambda x: np.minimum(x, 0.5)), UNIT,
                          {"law": "proportional, cut off"}),
    "above a floor": (drawn(lambda x: np.maximum(x - 0.2, 0)), UNIT, {"law": "a line"}),
    "after ten silent steps": (framed_by(10), UNIT, {"law": "proportional", "first_step": 1.0}),
    "moved by chance": (moved, np.linspace(0.02, 0.2, 6), {"code": CHANCE}),
    "counts cut at 1": (lambda rng: lambda x: rng.poisson(x, (200, len(x))) > 0, UNIT,
                        {"law": "at least one"}),
    "exponential gaps": (exponential, HERTZ, {"code": CHANCE, "law": "at least one"}),
    "gamma gaps": (gamma, np.array([20.0, 50, 100, 150]), {"cv": 0.5, "law": "proportional"}),
    "refractory": (refractory(), np.linspace(0, 0.3, 7), {"law": "dead time"}),
    "an exact count": (exact_count, UNIT, {"code": CHANCE, "law": "proportional"}),
    "the same draws": (seeded, UNIT, {"code": CHANCE}),
    "a seed for each value": (
        lambda rng: lambda x: np.stack(
            [np.random.default_rng(int(1e6 * a)).random(2000) < a for a in x], 1),
        UNIT, {"random": False}),
    "regular at a random phase": (random_phase, np.linspace(0.02, 0.4, 8), {"code": REGULAR}),
    "a noisy neuron": (current(3.0, 0.05, 300), np.linspace(0, 1, 9), {"code": CHANCE}),
    "a neuron": (current(), SOME, {"code": REGULAR, "random": False, "silent_to": 0.2}),
    "a neuron for long": (current(8.0, steps=500), UNIT, {"code": REGULAR}),
    "sums": (accumulated, UNIT, {"code": REGULAR, "law": "proportional", "per_value": 1.0}),
    "linear latency": (linear, UNIT, {"code": LATENCY, "ties": 0.0}),
    "logarithmic latency": (logarithmic, UNIT, {"code": LATENCY}),
    "charging latency": (at_steps(charging, 100), SOME, {"code": LATENCY, "ties": 0.875}),
    "stretched latency": (at_steps(stretched, 60), SOME, {"code": LATENCY}),
    "noisy latency": (noisy, UNIT, {"code": LATENCY, "random": True}),
    "latency above a threshold": (above_a_tenth, UNIT, {"code": LATENCY, "silent_to": 0.1}),
    "ranks": (ranks, SOME, {"code": "rank order"}),
    "inverse latency": (inverse, SOME, {"code": LATENCY, "silent_to": 0.02}),
    "phases": (phases(), UNIT, {"code": "phase"}),
    "later phases": (phases(later=True), UNIT, {"code": "phase"}),
    "bits": (bits(), BITS, {"code": "weighted phase"}),
    "bits again": (bits(4), BITS, {"code": "weighted phase"}),
    "bits, the smallest first": (lambda rng: lambda x: bits()(rng)(x)[::-1], BITS,
                                 {"code": "weighted phase"}),
    "bursts": (bursts, UNIT, {"code": "burst"}),
    "on delta": (on_delta(), UNIT, {"code": "delta"}),
    "on delta, one row": (on_delta(two=False), UNIT, {"code": "delta"}),
    "from the last sample": (on_delta(from_last_sample=True, begin=0.0), UNIT, {"code": "delta"}),
    "signed differences": (differences, UNIT, {"code": "delta"}),
    "a population": (population, UNIT, {"code": "population"}),
}  # fmt: skip


def poisson_intervals(rng, steps=200, dt=1.0):
    """BindsNET's poisson: intervals from a Poisson distribution, made 1 at least, added up."""

    def encode(x):
        x = np.asarray(x, float)
        mean = np.divide(1000 / dt, x, out=np.zeros(x.size), where=x > 0)
        intervals = rng.poisson(mean, (steps + 1, x.size))
        intervals += (intervals == 0) & (x > 0)
        times = np.cumsum(intervals, axis=0)
        times[times > steps] = 0
        spikes = np.zeros((steps + 1, x.size))
        spikes[times, np.arange(x.size)] = 1
        return spikes[1:]

    return encode


def ends_early(rng, steps=200):
    """BindsNET's poisson of 2018: intervals of 0 are kept, so that above 1 kHz it soon stops."""

    def encode(x):
        mean = np.divide(1000, x, out=np.zeros(len(x)), where=np.asarray(x) > 0)
        times = np.cumsum(rng.poisson(mean, (steps + 1, len(x))), axis=0)
        times[times > steps] = 0
        spikes = np.zeros((steps + 1, len(x)))
        spikes[times, np.arange(len(x))] = 1
        return spikes[1:]

    return encode


def power_of_a_normal(rng, steps=200):
    """BindsNET's poisson with approx=True: |z|^((0.11 x + 5) / 50) < 0.6."""

    def encode(x):
        z = np.abs(rng.normal(size=(steps, len(x))))
        return z ** ((np.asarray(x) * 0.11 + 5) / 50) < 0.6

    return encode


def framed(row, first=True):
    """A hundred steps of which the first or last is something else."""

    def made(rng):
        def encode(x):
            inner, edge = rng.random((99, len(x))) < x, np.full((1, len(x)), row)
            return np.vstack([edge, inner] if first else [inner, edge])

        return encode

    return made


def never_reset(rng):
    v = {}

    def encode(x):
        rows = []
        for _ in range(100):
            v[len(x)] = v.get(len(x), 0.0) + 0.37 * np.asarray(x)
            rows.append(v[len(x)] >= 1)
            v[len(x)] = v[len(x)] - rows[-1]
        return np.array(rows)

    return encode


WRONG = {
    # name: encoder, values, faults
    "BindsNET's poisson": (poisson_intervals, HERTZ,
                           ["intervals not by chance", "silent start", "count off"]),
    "BindsNET of 2018": (ends_early, np.arange(0.0, 10_000, 1000),
                         ["intervals not by chance", "crowded start", "out of order"]),
    "BindsNET's approx": (power_of_a_normal, HERTZ, ["count off"]),
    "its approx, pixels": (power_of_a_normal, np.array([0.0, 16, 32, 64, 96, 128]), ["count off"]),
    "the phase of its place": (lambda rng: lambda x: np.arange(80)[:, None] % 8
                               == np.arange(len(x)) % 8, SOME, ["value ignored"]),
    "its spikes another's": (lambda rng: lambda x: rng.random((200, len(x))) < x[::-1], UNIT,
                             ["place matters"]),
    "one draw a step": (lambda rng: lambda x: rng.random((200, 1)) < x, SOME, ["shared chance"]),
    "one draw a neuron": (lambda rng: lambda x: np.tile(rng.random(len(x)) < x, (100, 1)), UNIT,
                          ["one draw for all steps"]),
    "Hz for a probability": (drawn(lambda x: x), np.array([0.5, 5, 20, 50]),
                             ["full in every step"]),
    "values to 2": (drawn(lambda x: x), 2 * SOME, ["full in every step"]),
    "Hz added up": (lambda rng: lambda x: np.ones((50, len(x))), np.array([1.0, 5, 10]),
                    ["full in every step"]),
    "turned round": (lambda rng: lambda x: rng.random((100, len(x))) > x, UNIT,
                     ["larger gives fewer"]),
    "counts": (lambda rng: lambda x: rng.poisson(2 * x, (100, len(x))), UNIT, ["not 0 and 1"]),
    "probabilities": (lambda rng: lambda x: np.tile(x, (100, 1)), UNIT, ["not 0 and 1"]),
    "a normal draw": (lambda rng: lambda x: rng.normal(size=(100, len(x))) < x, UNIT,
                      ["normal for uniform"]),
    "its size": (lambda rng: lambda x: abs(rng.normal(size=(100, len(x)))) < x, UNIT,
                 ["normal for uniform"]),
    "sorted first": (drawn(np.sort), UNIT, ["place matters"]),
    "argsort taken for ranks": (
        lambda rng: lambda x: np.arange(len(x))[:, None] == np.argsort(-x), UNIT,
        ["place matters"]),
    "ranks the other way": (
        lambda rng: lambda x: np.arange(len(x))[::-1, None] == np.argsort(x), UNIT,
        ["place matters"]),
    "axes": (lambda rng: lambda x: (rng.random((100, len(x))) < x).T, UNIT, ["axes swapped"]),
    "a reshape": (lambda rng: lambda x: (rng.random((len(x), 100)) < x[:, None]).reshape(100, -1),
                  UNIT, ["reshaped, not transposed"]),
    "sums, a reshape": (lambda rng: lambda x: accumulated(rng)(x).T.reshape(100, -1), UNIT,
                        ["reshaped, not transposed"]),
    "one seed for each neuron": (
        lambda rng: lambda x: np.stack([np.random.default_rng(0).random(100) < a for a in x], 1),
        UNIT, ["shared chance"]),
    "one step": (lambda rng: lambda x: rng.random(len(x)) < x, UNIT, ["no steps"]),
    "T x": (at_steps(lambda x, rng: 39 * x, 40), UNIT, ["larger comes later"]),
    "t >= T": (lambda rng: lambda x: np.arange(40)[:, np.newaxis] >= np.round(39 * (1 - x)), UNIT,
               ["does not stop"]),
    "by place": (lambda rng: lambda x: rng.random((99, len(x))) < np.arange(len(x)) / len(x),
                 UNIT, ["value ignored"]),
    "a constant": (drawn(lambda x: 0.3 + 0 * x), UNIT, ["value ignored"]),
    "whole numbers": (drawn(lambda x: x // 1000), np.array([10.0, 50, 100]), ["no spikes at all"]),
    "an empty first step": (framed(0), UNIT, ["silent start"]),
    "an empty last step": (framed(0, first=False), UNIT, ["silent end"]),
    "a spike to begin": (framed(1), UNIT, ["crowded start"]),
    "eight bits": (drawn(lambda x: x.astype(int) % 256 / 255), np.arange(20.0, 500, 60),
                   ["out of order"]),
    "eight bits, latency": (at_steps(lambda x, rng: 50 - x.astype(int) % 256 / 6, 60),
                            np.arange(20.0, 500, 60), ["out of order"]),
    "never reset": (never_reset, UNIT, ["remembers the last call"]),
    "spikes at rest": (lambda rng: lambda x: np.c_[np.abs(x) > 0.1, np.arange(len(x)) % 7 == 0],
                       UNIT, ["axes swapped", "place matters"]),
}  # fmt: skip
