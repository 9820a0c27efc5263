"""The examiner of surrogates: bumps as tools have them, public slips, and hostile functions."""

import itertools
import math
import sys
from functools import partial

import numpy as np
import pytest
from asleep import asleep

from snn_edu import training, verify
from snn_edu.verify.gradients.waking import learned


def at_least(u):
    return (u >= 0) * 1.0


def above(u):
    return (u > 0) * 1.0


def by(h, fires=at_least):
    """A spike function whose backward pass is upstream h(u)."""
    return lambda u, upstream: (fires(u), upstream * h(u))


def fast(u, b=25.0):
    return 1 / (1 + b * np.abs(u)) ** 2


def arctan(u, a=2.0):
    return a / 2 / (1 + (np.pi / 2 * a * u) ** 2)


def sigmoid(u, b=4.0):
    s = 1 / (1 + np.exp(-b * u))
    return b * s * (1 - s)


def normal(u, middle, sd):
    return np.exp(-((u - middle) ** 2) / (2 * sd**2)) / (sd * math.sqrt(2 * math.pi))


def lobes(u, sd=0.5):
    """Three Gaussians, as Yin, Corradi & Bohte 2021 (Nat Mach Intell 3:905) have them."""
    sides = normal(u, sd, 6 * sd) + normal(u, -sd, 6 * sd)
    return 0.5 * (1.15 * normal(u, 0, sd) - 0.15 * sides)


class Tensor:
    """What keeps its gradient: no array until it is detached."""

    def __init__(self, values, attached=True):
        self.values, self.attached = np.asarray(values, dtype=np.float32), attached

    def __array__(self, dtype=None, copy=None):
        if self.attached:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")
        return self.values if dtype is None else self.values.astype(dtype)

    def detach(self):
        return Tensor(self.values, attached=False)


def one_number(u, upstream):
    s = 1.0 / (1.0 + math.exp(-5.0 * u)) if u > -100 else 0.0
    return int(u >= 0), upstream * 5.0 * s * (1.0 - s)


def as_lists(u, upstream):
    return [float(each >= 0) for each in u], [
        b * fast(a, 3.0) for a, b in zip(u, upstream, strict=True)
    ]


def as_rows(u, upstream):
    if np.ndim(u) != 2:
        raise ValueError("expected (batch, neurons)")
    return at_least(u), upstream * fast(u, 7.0)


RIGHT = [
    # name, function, what is measured
    *((f"fast sigmoid {b}", by(partial(fast, b=b)), {"family": "fast sigmoid", "slope": b})
      for b in (1.0, 10.0, 25.0, 100.0)),
    ("arctan, above the threshold only", by(arctan, above), {"family": "arctan", "fires": ">"}),
    ("arctan 5.3", by(partial(arctan, a=5.3)), {"family": "arctan", "slope": 5.3}),
    ("arctan, an old factor", by(lambda u: 1 / math.pi / (1 + (math.pi * u) ** 2)),
     {"family": "arctan", "slope": 2.0, "scale": 1 / math.pi}),
    ("sigmoid", by(sigmoid), {"family": "sigmoid", "slope": 4.0, "comes_down": True}),
    ("sigmoid 25", by(partial(sigmoid, b=25.0)), {"slope": 25.0, "comes_down": False}),
    ("tanh", by(lambda u: 1 - np.tanh(2 * u) ** 2), {"family": "sigmoid", "slope": 4.0}),
    ("boxcar", by(lambda u: (np.abs(u) < 0.5) * 1.0),
     {"family": "boxcar", "slope": 1.0, "wakes": False, "dead_below": 0.5012}),
    ("a wide box", by(lambda u: (np.abs(u) <= 1) * 0.3), {"family": "boxcar", "slope": 0.5}),
    ("triangle", by(lambda u: 0.3 * np.maximum(0.0, 1 - np.abs(u))),
     {"family": "triangle", "slope": 1.0, "scale": 0.3, "comes_down": False}),
    ("piecewise quadratic",
     by(lambda u: np.where(np.abs(u) > 1 / 1.5, 0.0, 1.5 - 1.5**2 * np.abs(u))),
     {"family": "triangle", "slope": 1.5, "scale": 1.5}),
    ("erf", by(lambda u: 2 / math.sqrt(math.pi) * np.exp(-4 * u**2)),
     {"family": "Gaussian", "slope": 2.0, "scale": 1.0}),
    ("normal", by(lambda u: normal(u, 0, 0.5)), {"family": "Gaussian", "slope": math.sqrt(2)}),
    ("exponential", by(lambda u: 2.5 * np.exp(-5 * np.abs(u))),
     {"family": "exponential", "slope": 5.0, "scale": 2.5}),
    ("SLAYER", by(lambda u: 10 * np.exp(-np.abs(u) / 0.1)), {"family": "exponential"}),
    ("three Gaussians", by(lobes), {"family": "multi-Gaussian", "slope": 2.0, "scale": 0.5}),
    ("straight-through", by(np.ones_like), {"family": "straight-through", "scale": 1.0}),
    ("leaky", by(lambda u: np.where(u >= 0, 1.0, 0.1)), {"family": "leaky ReLU"}),
    ("ReLU", by(above, above), {"family": "leaky ReLU", "wakes": False}),
    ("pseudo-spike of 3", by(lambda u: (1 + np.abs(u)) ** -3.0), {"family": None}),
    ("sign log", by(lambda u: 2 / (1 + 2 * np.abs(u))), {"family": "inverse distance"}),
    ("numerical", by(lambda u: np.minimum(0.3, 1 / np.maximum(np.abs(u), 1e-9))),
     {"family": "cut inverse distance", "slope": 0.3}),
    ("circle", by(lambda u: 0.5 / (1 + (2 * u) ** 2) ** 1.5), {"family": "circle", "slope": 2.0}),
    ("parabola", by(lambda u: 0.75 * np.maximum(0.0, 1 - (2 * u) ** 2)),
     {"family": "parabola", "slope": 2.0, "scale": 0.75}),
    ("cosine", by(lambda u: np.where(np.abs(u) < 0.5, (1 + np.cos(2 * np.pi * u)) / 2, 0.0)),
     {"family": "cosine", "slope": 2.0, "scale": 1.0}),
    ("asymmetric", by(lambda u: np.where(u < 0, sigmoid(u), 1 / (1 + np.maximum(u, 0)))),
     {"family": None, "symmetric": False}),
    ("tail of a logarithm",
     by(lambda u: np.where(u <= 0, 0.01, np.where(u <= 1, 1.0, 1 / np.maximum(u, 1)))), {}),
    ("square wave", by(lambda u: sum(np.cos((2 * i - 1) * np.pi * u / 4) for i in (1, 2)) / 2), {}),
    ("box with tails", by(lambda u: np.where(np.abs(u) < 1, 0.5, 0.01)), {}),
    ("a number at a time", one_number, {"family": "sigmoid", "slope": 5.0}),
    ("lists", as_lists, {"family": "fast sigmoid", "slope": 3.0}),
    ("rows", as_rows, {"slope": 7.0}),
    ("tensors", lambda u, g: (Tensor(u >= 0), Tensor(g * fast(u))), {"slope": 25.0}),
    ("booleans, half precision", lambda u, g: (u >= 0, (g * arctan(u)).astype(np.float16)),
     {"family": "arctan"}),
    ("one array", lambda u, g: np.stack([at_least(u), g * fast(u)]), {"slope": 25.0}),
    ("a tuple of gradients", lambda u, g: (at_least(u), (g * fast(u), None)), {"slope": 25.0}),
    ("slope of a cut ReLU", by(lambda u: (u >= 0) * (u <= 1) * 1.0), {"wakes": False}),
    ("slope of a logarithm above",
     by(lambda u: np.where(u <= 0, 0.0, np.where(u <= 1, 1.0, 1 / np.maximum(u, 1)))), {}),
    ("one side flat", by(lambda u: (u >= -0.5) * 1.0), {"family": None, "wakes": False}),
    ("several spikes in a step", lambda u, g: ((u + 1 > 0) * np.floor(u + 1), g * arctan(u)),
     {"family": "arctan"}),
    ("clipped", lambda u, g: (at_least(u), np.clip(g * arctan(u), -0.1, 0.1)), {"slope": 2.0}),
]  # fmt: skip


@pytest.mark.parametrize(("f", "measured"), [row[1:] for row in RIGHT], ids=[r[0] for r in RIGHT])
def test_a_right_surrogate_is_measured_and_not_accused(f, measured):
    verify.surrogate(f).raise_for(**measured)


@pytest.mark.parametrize("name", training.SURROGATES)
@pytest.mark.parametrize("slope", [0.7, 3.1, 40.0])
def test_our_own_surrogates_are_known_by_name_and_slope(name, slope):
    f = by(lambda u: training.surrogate(name, u, slope))
    report = verify.surrogate(f)
    report.raise_for(family=name.replace("_", " "), slope=slope, scale=1.0)


def made_from_the_spike(h, u, upstream):
    return at_least(u), upstream * h(at_least(u))


def naive(u, b=25.0):
    return b * np.exp(-b * u) / (1 + np.exp(-b * u)) ** 2


WRONG = [
    # as tools had or have them
    ("snnTorch's sigmoid", by(naive), ["not finite"]),
    ("in single precision alone", by(lambda u: naive(u, 0.5)), ["not finite"]),
    ("snnTorch's triangular", by(lambda u: np.where(u >= 0, -1.0, 1.0)), ["negative gradient"]),
    ("snnTorch's escape", by(lambda u: 25 * np.exp(-np.abs(u - 1))), ["peak elsewhere"]),
    ("snnTorch's SFS", by(lambda u: fast(u) * (u > 1)), ["peak elsewhere"]),
    ("tutorial 5", partial(made_from_the_spike, lambda s: 1 / (1 + (math.pi * s) ** 2)),
     ["saves the spike"]),
    ("fast sigmoid of the spike", partial(made_from_the_spike, fast), ["saves the spike"]),
    ("rA9, potential times spike", by(lambda u: (u + 1) * (u >= 0)), ["peak elsewhere"]),
    # usual slips
    ("times the spike", by(lambda u: fast(u, 5.0) * (u >= 0)), ["one side only"]),
    ("times no spike", by(lambda u: arctan(u) * (u < 0)), ["one side only"]),
    ("after a reset to 0", by(lambda u: fast(np.where(u >= 0, -1.0, u), 5.0)),
     ["saves the reset potential"]),
    ("after a reset by 1", by(lambda u: fast(np.where(u >= 0, u - 1, u), 5.0)),
     ["saves the reset potential"]),
    ("upstream forgotten", lambda u, g: (at_least(u), fast(u)), ["ignores upstream"]),
    ("upstream added", lambda u, g: (at_least(u), fast(u) + g), ["upstream not multiplied"]),
    ("its size only", lambda u, g: (at_least(u), fast(u) * abs(g)), ["upstream not multiplied"]),
    ("its square", lambda u, g: (at_least(u), fast(u) * g * g), ["upstream not multiplied"]),
    ("its mean", lambda u, g: (at_least(u), fast(u) * g.mean()), ["neighbours matter"]),
    ("over the largest", lambda u, g: (at_least(u), g * fast(u) / fast(u).max()),
     ["neighbours matter"]),
    ("over the batch", lambda u, g: (at_least(u), g * fast(u) / len(u)), ["neighbours matter"]),
    ("the true derivative", by(lambda u: 0 * u), ["zero gradient"]),
    ("Dirac", by(lambda u: (u == 0) * 1.0), ["zero gradient"]),
    ("none", lambda u, g: (at_least(u), None), ["detached"]),
    ("soft forward", lambda u, g: (1 / (1 + np.exp(-u)), g * sigmoid(u)), ["spikes not 0 and 1"]),
    ("sign", lambda u, g: (np.where(u >= 0, 1.0, -1.0), g * fast(u)), ["spikes not 0 and 1"]),
    ("turned round", by(fast, lambda u: (u < 0) * 1.0), ["fires below threshold"]),
    ("the potential in front", by(fast, lambda u: (u >= 1) * 1.0), ["threshold elsewhere"]),
    ("the potential", by(lambda u: fast(u - 1), lambda u: (u >= 1) * 1.0),
     ["threshold elsewhere"]),
    ("silent", by(fast, lambda u: 0 * u), ["never fires forward"]),
    ("always", by(fast, np.ones_like), ["always fires"]),
    ("a box in front", by(fast, lambda u: (np.abs(u) < 0.5) * 1.0), ["fires in a window"]),
    ("a minus too many", by(lambda u: -fast(u)), ["wrong sign of the gradient"]),
    ("no absolute value", by(lambda u: 1 / (1 + 25 * u) ** 2), ["peak elsewhere"]),
    ("threshold twice", by(lambda u: fast(u - 1)), ["peak elsewhere"]),
    ("the soft step itself", by(lambda u: 1 / (1 + np.exp(-5 * u))), ["peak elsewhere"]),
    ("a triangle not cut", by(lambda u: 1 - np.abs(u)), ["negative gradient"]),
    ("a bump's slope", by(lambda u: -u * np.exp(-u * u)), ["negative gradient"]),
    ("a minus missing", by(lambda u: np.exp(np.abs(u))), ["grows away from threshold"]),
    ("a reciprocal missing", by(lambda u: (1 + np.abs(u)) ** 2), ["grows away from threshold"]),
    ("sign in it", by(lambda u: fast(u) * np.abs(np.sign(u))), ["gap at the threshold"]),
    ("a minus missing before a square", by(lambda u: np.exp(2 * u * u)),
     ["grows away from threshold"]),
    ("not a number anywhere", by(lambda u: u * np.nan), ["not finite"]),
    ("divided by u", by(lambda u: 1 / np.abs(u)), ["not finite"]),
    ("the other way round", lambda u, g: (g * fast(u), at_least(u)),
     ["spikes and gradient swapped"]),
]  # fmt: skip


@pytest.mark.parametrize(("f", "faults"), [r[1:] for r in WRONG], ids=[r[0] for r in WRONG])
def test_a_wrong_surrogate_is_named(f, faults):
    assert [*verify.surrogate(f).faults] == faults


def kept(u, upstream, past=[]):  # noqa: B006 - kept from call to call
    past.append(float(np.sum(u)))
    return at_least(u), upstream * fast(u) * len(past)


def without_graph(u, upstream):
    raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")


class Endless:
    def __iter__(self):
        return itertools.count()


class Hanging:
    def __array__(self, dtype=None, copy=None):
        asleep()


class Evil:
    def __iter__(self):
        raise KeyError("x")

    def __repr__(self):
        raise RuntimeError("y")


HOSTILE = [
    ("endless numbers", lambda u, g: Endless(), "no spikes and gradient"),
    ("an array that hangs", lambda u, g: (Hanging(), Hanging()), "does not end"),
    ("an object that raises", lambda u, g: Evil(), "raises"),
    ("near 1e308", lambda u, g: (at_least(u), 1e308 * g), "not finite"),
    ("leaves", lambda u, g: sys.exit(3), "raises"),
    ("raises", lambda u, g: 1 / 0, "raises"),
    ("far away", lambda u, g: 1 / 0 if np.abs(u).max() > 99 else (at_least(u), g * fast(u)),
     "raises"),
    ("no graph", without_graph, "detached"),
    ("nothing", lambda u, g: None, "returns nothing"),
    ("dots", lambda u, g: ..., "not written yet"),
    ("one array", lambda u, g: g * fast(u), "no spikes and gradient"),
    ("text", lambda u, g: ("spike", "slope"), "no spikes and gradient"),
    ("complex", lambda u, g: (at_least(u), g * fast(u) * 1j), "no spikes and gradient"),
    ("a dictionary", lambda u, g: {"spikes": u, "gradient": g}, "no spikes and gradient"),
    ("a sum", lambda u, g: (at_least(u), np.sum(g * fast(u))), "another shape"),
    ("a million", lambda u, g: (np.zeros(10**6), g), "another shape"),
    ("not a number", by(lambda u: u * np.nan), "not finite"),
    ("in place", lambda u, g: (at_least(u), np.multiply(g, fast(u), out=g)), "changes its input"),
    ("from the last call", kept, "remembers the last call"),
    ("endless", lambda u, g: asleep(), "does not end"),
]  # fmt: skip


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("f", "name"),
    [
        pytest.param(f, name, marks=[pytest.mark.slow] * (kind == "endless"), id=kind)
        for kind, f, name in HOSTILE
    ],
)
def test_a_hostile_function_gets_a_sentence_and_is_not_waited_for(f, name):
    report = verify.surrogate(f, seconds=5.0)
    assert name in report.faults
    assert name in str(report)
    assert report._repr_html_()


def noise(u, upstream, rng=np.random.default_rng(3)):  # noqa: B008 - one for all calls
    return at_least(u), upstream * np.where(u >= 0, 1.0, rng.uniform(-0.1, 0.1, np.shape(u)))


def by_chance(u, upstream, rng=np.random.default_rng(3)):  # noqa: B008 - one for all calls
    return rng.random(np.shape(u)) < 1 / (1 + np.exp(-8 * u)), upstream * sigmoid(u, 8.0)


def test_a_window_without_its_absolute_value_is_good_to_know():
    report = verify.surrogate(lambda u, upstream: (u > 0, upstream * (u < 0.5)))
    assert "every u below the threshold, however far, and ends on the other side" in str(report)
    assert "absolute value" not in str(verify.surrogate(
        lambda u, upstream: (u > 0, upstream * (np.abs(u) < 0.5))))  # fmt: skip


def test_what_is_infinite_at_the_threshold_alone_divides_by_u():
    report = verify.surrogate(lambda u, upstream: (u > 0, upstream / np.square(u)))
    assert "divide by u" in report.findings[0].sentence


def test_chance_is_told_and_is_no_fault():
    report = verify.surrogate(noise)
    assert (report.faults, bool(report.ended)) == ((), True)
    report = verify.surrogate(by_chance)
    report.raise_for(family="sigmoid", slope=8.0, fires=None)
    assert "by chance" in str(report)


def test_the_potential_itself_may_be_taken_where_it_is_said():
    f = by(lambda v: fast(v - 1), lambda v: (v >= 1) * 1.0)
    verify.surrogate(f, threshold=1.0).raise_for(family="fast sigmoid", slope=25.0, wakes=True)
    report = verify.surrogate(by(lambda v: fast(v - 2), lambda v: (v >= 1) * 1.0), threshold=1.0)
    assert report.faults == ("peak elsewhere",)


def piecewise(u, w=1.0, c=0.01):
    """A soft step whose slope is 1 / (2 w) in its middle, and c outside (SpikingJelly)."""
    return np.clip(u / (2 * w) + 0.5, 0, 1) + c * (np.maximum(u - w, 0) - np.maximum(-u - w, 0))


@pytest.mark.parametrize(
    ("h", "soft", "faults"),
    [
        (lambda u: np.where(np.abs(u) < 1, 1.0, 0.01), piecewise, ["not its soft slope"]),
        (lambda u: np.where(np.abs(u) < 1, 0.5, 0.01), piecewise, []),
        (fast, lambda u: u / (1 + 25 * np.abs(u)), []),
        (fast, lambda u: np.array([one / (1 + 25 * abs(one)) for one in u]), []),
        (fast, lambda u: u / (1 + 25 * abs(u)) if u > 0 else u / (1 - 25 * u), []),
        (fast, lambda u: 0.5 + 0.5 * u / (1 + 25 * np.abs(u)), ["not its soft slope"]),
        (sigmoid, lambda u: 1 / (1 + np.exp(-4 * u)), []),
        (sigmoid, lambda u: Tensor(1 / (1 + np.exp(-2 * u))), ["not its soft slope"]),
        (sigmoid, lambda u: None, []),
    ],
)
def test_the_gradient_is_held_against_its_own_soft_step(h, soft, faults):
    assert [*verify.surrogate(by(h), soft=soft).faults] == faults


def slowly_learned(h, w, updates=400):
    """The same neuron in plain numbers, its gradient by the chain rule through each step."""
    m = q = 0.0
    for k in range(1, updates + 1):
        v = s = dv = slope = count = 0.0
        terms = []
        for _ in range(20):
            v, dv = 0.9 * v + w - s, 0.9 * dv + 1.0
            s = 1.0 if v >= 1 else 0.0
            count += s
            terms.append(h(v - 1) * dv)
        if count == 10:
            return k - 1
        slope = 2 * (count - 10) / 400 * math.fsum(terms)
        m, q = 0.9 * m + 0.1 * slope, 0.999 * q + 0.001 * slope**2
        w -= 0.02 * (m / (1 - 0.9**k)) / (math.sqrt(q / (1 - 0.999**k)) + 1e-8)
    return None


@pytest.mark.parametrize("h", [fast, arctan, partial(sigmoid, b=25.0)])
@pytest.mark.parametrize("w", [0.02, 3.0])
def test_learning_is_that_of_the_chain_rule_step_by_step(h, w):
    assert learned(h, w) == slowly_learned(h, w)


def test_what_was_published_of_silence_and_saturation_is_found():
    """snnTorch's fast sigmoid learns from both; its SFS from none; a steep sigmoid not from above.

    The starts, and the outcomes, are those of a run with snnTorch 1.0.
    """
    for h, wakes, down in (
        (fast, True, True),
        (arctan, True, True),
        (partial(sigmoid, b=25.0), True, False),
        (lambda u: fast(u) * (u > 1), False, False),
        (above, False, True),
    ):
        report = verify.surrogate(by(h))
        assert (report.wakes, report.comes_down) == (wakes, down)


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"f": 3.0}, TypeError, "f = 3.0: expected a function of (u, upstream)"),
        ({"f": by(fast), "threshold": "high"}, TypeError, "threshold = 'high'"),
        ({"f": by(fast), "threshold": np.nan}, ValueError, "threshold = nan"),
        ({"f": by(fast), "soft": 1.0}, TypeError, "soft = 1.0: expected a function of (u)"),
        ({"f": by(fast), "seconds": 0.0}, ValueError, "seconds = 0 s"),
    ],
)
def test_what_the_examiner_itself_cannot_use_is_refused_by_name(given, error, told):
    with pytest.raises(error) as refusal:
        verify.surrogate(**given)
    assert told in str(refusal.value)


BUMPS = {
    "fast sigmoid": lambda u, b: 1 / (1 + b * np.abs(u)) ** 2,
    "sigmoid": lambda u, b: b / 4 / np.cosh(np.clip(b * u / 2, -300, 300)) ** 2,
    "arctan": lambda u, b: b / 2 / (1 + (np.pi * b * u / 2) ** 2),
    "boxcar": lambda u, b: b * (np.abs(u) < 0.5 / b),
    "triangle": lambda u, b: np.maximum(0.0, 1 - b * np.abs(u)),
    "Gaussian": lambda u, b: b / math.sqrt(math.pi) * np.exp(-((b * u) ** 2)),
    "exponential": lambda u, b: np.exp(-b * np.abs(u)),
}
SLIPS = {
    # what is made of h, u and the upstream, by a number d that is drawn
    "ignores upstream": lambda h, u, g, d: h(u),
    "upstream not multiplied": lambda h, u, g, d: h(u) * np.abs(g),
    "neighbours matter": lambda h, u, g, d: h(u) * g / (1 + np.sum(u != 0)),
    "wrong sign of the gradient": lambda h, u, g, d: -h(u) * g,
    "peak elsewhere": lambda h, u, g, d: h(u - d) * g,
    "saves the spike": lambda h, u, g, d: np.where(u >= 0, h(d), h(0.0)) * g,
    "saves the reset potential": lambda h, u, g, d: h(np.where(u >= 0, -1.0, u)) * g,
    "gap at the threshold": lambda h, u, g, d: h(u) * (u != 0) * g,
    "zero gradient": lambda h, u, g, d: 0.0 * g,
}


def drawn(rng):
    """A family, its slope and the factor before it."""
    name = str(rng.choice([*BUMPS]))
    return name, float(10 ** rng.uniform(-0.3, 1.7)), float(10 ** rng.uniform(-1, 1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 77])
def test_drawn_surrogates_are_measured(seed):
    rng = np.random.default_rng(seed)
    for _ in range(100):
        name, b, scale = drawn(rng)
        fires, comparison = [(at_least, ">="), (above, ">")][rng.integers(2)]
        kind = [np.float64, np.float32][rng.integers(2)]

        def f(u, g, name=name, b=b, scale=scale, fires=fires, kind=kind):
            return fires(u), kind(g) * scale * BUMPS[name](kind(u), b)

        verify.surrogate(f).raise_for(family=name, slope=b, scale=scale, fires=comparison)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 78])
def test_drawn_slips_are_named(seed):
    rng = np.random.default_rng(seed)
    for slip, made in SLIPS.items():
        for _ in range(12):
            name, b, scale = drawn(rng)
            while slip == "saves the reset potential" and not (
                1e-9 < BUMPS[name](1.0, b) < 0.95 * BUMPS[name](0.0, b)
            ):
                name, b, scale = drawn(rng)  # after a reset nothing is left, or all: not seen
            d = float(rng.uniform(0.3, 2.0)) / b * 2

            def f(u, g, name=name, b=b, scale=scale, d=d, made=made):
                return at_least(u), scale * made(partial(BUMPS[name], b=b), u, g, d)

            if slip == "saves the spike" and BUMPS[name](d, b) >= 0.98 * BUMPS[name](0.0, b):
                continue  # within the box
            assert verify.surrogate(f).faults == (slip,), (slip, name, b, d)
