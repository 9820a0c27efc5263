"""The examiner of leftovers names what stays from one sample to the next, and clears chance."""

import copy
import itertools
import math
import time

import numpy as np
import pytest
from asleep import asleep

from snn_edu import verify
from snn_edu.training import IFLayers
from snn_edu.verify.leftovers.row import Row, by_chance

X = np.random.default_rng(5).random((6, 20))  # samples of 20 values


class Net:
    """Two layers of leaky neurons for T steps, reset before each sample unless told otherwise."""

    def __init__(self, resets=True, leak=0.9, by="subtract", learns=0.0, by_chance=False, T=25):
        rng = np.random.default_rng(0)
        self.weights = [rng.normal(0.06, 0.3, (20, 30)), rng.normal(0.06, 0.3, (30, 4))]
        self.resets, self.leak, self.by, self.learns, self.T = resets, leak, by, learns, T
        self.rng = np.random.default_rng(8) if by_chance else None
        self.v = [np.zeros(30), np.zeros(4)]

    def __call__(self, x):
        if self.resets:
            self.v = [np.zeros(30), np.zeros(4)]
        counts, trains = np.zeros(4), []
        for _ in range(self.T):
            s = 0.3 * x if self.rng is None else 1.0 * (self.rng.random(20) < x)
            for k, W in enumerate(self.weights):
                self.v[k] = self.leak * self.v[k] + s @ W
                before, s = s, self.v[k] >= 1.0
                self.v[k] = self.v[k] - s if self.by == "subtract" else np.where(s, 0.0, self.v[k])
            self.weights[1] += self.learns * np.outer(before, s - 0.3 * ~s)
            counts += s
            trains.append(s)
        return {"counts": counts, "potentials": self.v[1], "spikes": np.array(trains)}


def of(name, **how):
    net = Net(**how)
    return lambda x: net(x)[name]


def dropout():
    rng, W = np.random.default_rng(3), np.random.default_rng(0).normal(size=(20, 5))
    return lambda x: np.maximum(0.0, 2 * x * (rng.random(20) < 0.5) @ W)


def drawn(draw):
    rng = np.random.default_rng(4)
    return lambda: lambda x: draw(x, rng)


class Tensor:
    """As torch's: it keeps its gradient until it is detached."""

    def __init__(self, x, detached=False):
        self.x, self.detached = x, detached

    def detach(self):
        return Tensor(self.x, True)

    def __array__(self, dtype=None, copy=None):
        if not self.detached:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")
        return np.array(self.x, dtype)


def decision(net):
    return lambda x: int(net(x)["counts"].argmax())


def spike_times(net):
    return lambda x: [np.flatnonzero(train).tolist() for train in net(x)["spikes"].T]


SURE = {
    "a net": Net,
    "its counts": lambda: of("counts"),
    "its decision": lambda: decision(Net()),
    "spike times": lambda: spike_times(Net()),
    "a run of lesson 15": lambda: lambda x: IFLayers([X.T], [np.zeros(6)]).run(x, 20),
    "a sum": lambda: lambda x: float(x.sum()),
    "a tensor": lambda: lambda x: Tensor(x),
    "tensors": lambda: lambda x: [Tensor(x), (Tensor(x[:3]), None)],
    "latencies, some never": lambda: lambda x: np.where(x > 0.5, 1 / x, np.inf),
    "a label": lambda: lambda x: ["cat", "dog", "owl"][int(x[:3].argmax())],
    "silent": lambda: lambda x: np.zeros(4),
    "complex": lambda: lambda x: np.fft.fft(x),
}
RANDOM = {
    "Poisson input": lambda: Net(by_chance=True),
    "its spike times": lambda: spike_times(Net(by_chance=True)),
    "its decision": lambda: decision(Net(by_chance=True)),
    "dropout": dropout,
    "heavy tails": drawn(lambda x, rng: x[:3] + rng.standard_cauchy(3)),
    "a rare slip": drawn(lambda x, rng: int(x.argmax()) * (rng.random() < 0.97)),
    "as long as it likes": drawn(lambda x, rng: rng.random(rng.integers(9))),
}


@pytest.mark.parametrize("name", SURE)
def test_a_model_that_begins_afresh_is_not_accused(name):
    report = verify.independent(SURE[name](), X)
    report.raise_for(left="nothing", stochastic=False)
    assert [each for each in report.remarks if "same answer to every" not in each] == []


@pytest.mark.parametrize("name", RANDOM)
def test_a_model_that_draws_by_chance_is_told_from_one_that_remembers(name):
    report = verify.independent(RANDOM[name](), X)
    report.raise_for(left="nothing", stochastic=True)
    assert "It is random" in report.remarks[0]


def adding(kind, draw=lambda y, rng: y):
    def model(x, kept=[], rng=np.random.default_rng(6)):  # noqa: B006, B008 - kept between calls
        kept.append(draw(x[:5] + X[:5, :5] @ x[:5], rng))
        return {
            "sum": np.sum(kept, axis=0),
            "mean": np.mean(kept, axis=0),
            "share": np.sum(kept, axis=0) / np.sum(kept),
            "list": list(kept),
            "joined": np.concatenate(kept),
            "ever": np.max(kept, axis=0),
            "beside": {"now": kept[-1], "all": np.sum(kept, axis=0)},
        }[kind]

    kept = []
    return lambda x: model(x, kept)


def poisson(y, rng):
    return rng.poisson(4 * y)


def counting(worth):
    calls = itertools.count()
    return lambda x: worth(np.abs(X[:4] @ x), next(calls))


def learning(change):
    W = np.random.default_rng(0).normal(size=(20, 5))

    def model(x):
        y = x @ W
        W[:] += change(x, y, W)
        return y

    return model


def to_its_bound():
    w = np.full(20, 0.02)

    def model(x):
        count = min(39.0, np.floor(40 * w @ x))
        w[:] = np.minimum(w + 0.02, 1.0)
        return count

    return model


def batch_norm(share):
    mean = np.zeros(20)

    def model(x):
        mean[:] += share * (x - mean)
        return np.maximum(0.0, X[:4] @ (x - mean))

    return model


def first_answer():
    kept = []
    return lambda x: kept.append(X @ x) or kept[0]


def adapting():
    W, threshold = np.random.default_rng(0).normal(0, 0.6, (20, 30)), np.ones(30)

    def model(x):
        v, counts = np.zeros(30), np.zeros(30)
        for _ in range(40):
            v = 0.9 * v + x @ W
            fires = v > threshold
            v[fires] = 0.0
            threshold[:] += 0.02 * fires
            counts += fires
        return counts

    return model


def used_up():
    spikes = iter([1.0] * 5)
    return lambda x: np.array([x[0] * sum(spikes), 0.0])


def begun_once():
    net, calls = Net(resets=False), itertools.count()

    def model(x):
        net.v = [np.full(30, 0.5 * min(k, 1)) for k in [next(calls)]] + [np.zeros(4)]
        return net(x)["potentials"]

    return model


def one_layer_forgotten():
    net = Net(resets=False)
    return lambda x: net.v.__setitem__(0, np.zeros(30)) or net(x)["counts"]


def current_forgotten():
    """v is reset and a synaptic current is not: after 20 steps 1 % of it is left."""
    W, i = np.random.default_rng(1).normal(0, 0.25, (20, 5)), np.zeros(5)

    def model(x):
        v, counts = np.zeros(5), np.zeros(5)
        for _ in range(20):
            i[:] = 0.8 * i + x @ W
            v = 0.9 * v + i
            counts += v > 1
            v -= v > 1
        return counts

    return model


def leaky_readout():
    v = np.zeros(4)
    return lambda x: v.__imul__(0.7).__iadd__(x[:4]).copy()


LEFT = {
    **{
        f"{part}, leak {leak:g}, {by}": ("state not reset", lambda p=part, b=by, a=leak: of(
            p, resets=False, leak=a, by=b))
        for part, leak, by in itertools.product(
            ("counts", "potentials"), (0.9, 1.0), ("subtract", "zero"))
    },
    "counts of Poisson input": ("state not reset", lambda: of(
        "counts", resets=False, leak=0.99, by_chance=True, T=10)),
    "one layer of two": ("state not reset", one_layer_forgotten),
    "a leaky readout": ("state not reset", leaky_readout),
    "a current that has all but faded": ("state not reset", current_forgotten),
    "delta rule": ("learns while asked", lambda: learning(
        lambda x, y, W: -0.01 * np.outer(x, y - 0.5))),
    "Hebb, without a bound": ("learns while asked", lambda: learning(
        lambda x, y, w: 0.01 * np.outer(x, y))),
    "Oja": ("learns while asked", lambda: learning(
        lambda x, y, W: 0.01 * (np.outer(x, y) - W * y**2))),
    "spikes that wire": ("learns while asked", lambda: of("counts", learns=1e-3)),
    "the same by chance": ("learns while asked", lambda: of("counts", learns=1e-3, by_chance=True)),
    "running mean of its input": ("learns while asked", lambda: batch_norm(0.003)),
    "thresholds that rise": ("learns while asked", adapting),
    "weights that learn to their bound": ("learns while asked", to_its_bound),
    "fades": ("counter", lambda: counting(lambda y, k: y * 0.99**k)),
    "a clock beside": ("counter", lambda: counting(lambda y, k: (y, 25.0 * k))),
    "a clock in the count": ("counter", lambda: counting(lambda y, k: np.floor(9 * y) + k)),
    "every other call": ("counter", lambda: counting(lambda y, k: y * (1 + k % 2))),
    "every seventh call": ("counter", lambda: counting(lambda y, k: y + (k % 7 == 6))),
    **{f"{kind}, adding": ("output accumulated", lambda k=kind: adding(k)) for kind in (
        "sum", "mean", "share", "list", "joined", "ever", "beside")},
    **{f"{kind}, adding by chance": ("output accumulated", lambda k=kind: adding(k, poisson))
       for kind in ("sum", "mean", "joined")},
    "kept": ("first sample only", first_answer),
    "used up": ("first sample only", used_up),
    "begun once": ("first sample only", begun_once),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_is_named(name):
    fault, model = LEFT[name]
    report = verify.independent(model(), X)
    assert report.faults == (fault,)
    assert report.left == fault


def test_the_smallest_pair_shows_it_with_the_numbers_of_the_model_itself():
    (finding,) = verify.independent(leaky_readout(), X).findings
    second, first = leaky_readout(), leaky_readout()
    second(X[0])
    at = int(np.argmax(second(X[0]) - first(X[0])))
    assert finding.trial == f"samples[0] twice, answer[{at}],"
    assert finding.got == pytest.approx(1.7 * X[0, at])
    assert finding.expected == pytest.approx(X[0, at])


def test_a_mean_shows_what_chance_hides():
    v, rng = np.zeros(1), np.random.default_rng(2)
    noisy = lambda x: float(v.__imul__(0.5).__iadd__(x[0] + rng.normal(0, 1.0))[0])  # noqa: E731
    (finding,) = verify.independent(noisy, [[0.0], [2.0]]).findings
    assert finding.name == "state not reset"
    assert "mean of" in finding.trial
    # after samples[1] it is 2 * 0.5 = 1 higher than after samples[0], and half as much before that
    assert abs(abs(finding.got - finding.expected) - 1.0) < 0.75  # three standard errors


@pytest.mark.slow
@pytest.mark.parametrize("seed", [21, 22])
def test_chance_is_taken_for_a_memory_as_rarely_as_is_said(seed):
    rng, alarms = np.random.default_rng(seed), 0
    draws = [
        lambda: rng.poisson(2, (180, 4)), lambda: rng.normal(size=(180, 6)),
        lambda: rng.random((180, 1)) < 0.05, lambda: rng.standard_cauchy((180, 2)),
    ]  # fmt: skip
    for k in range(400):
        word = np.resize(rng.permutation(np.resize(3, 9)), 90)
        order = np.concatenate([rng.permutation(np.resize([0, 1, 2], 90)), word % 3])
        alarms += not by_chance([Row("", order, 1.0 * draws[k % 4]())], 9)
    assert alarms <= 3  # of 0.4 to be expected at most


# --- batches, other arguments, hostile models ----------------------------------------------------


B = np.random.default_rng(0).random((4, 8, 20))


def carried(batch):
    v, out = np.zeros(6), []
    for x in batch:
        v = 0.5 * v + X @ x
        out.append(v)
    return np.array(out)


@pytest.mark.parametrize(
    ("model", "faults"),
    [
        (lambda b: b @ X.T, ()),
        (lambda b: {"y": b @ X.T, "loss": float(b.sum())}, ()),
        (carried, ("batch order",)),
        (lambda b: (b / b.max()) @ X.T, ("batch order",)),
        (lambda b: (b - b.mean(axis=0)) @ X.T, ("batch order",)),
    ],
)
def test_rows_of_a_batch_should_not_know_each_other(model, faults):
    assert verify.independent(model, B, batch=True).faults == faults
    unasked = verify.independent(model, B)
    assert unasked.faults == ()
    assert any("say batch=True" in each for each in unasked.unknown)


def handed_out(x, kept=np.zeros(3)):  # noqa: B008 - one for all calls
    kept[:] = x[:3]
    return kept


def centred(x):
    x -= x.mean()
    return x.sum()


class Kept:
    """A tensor on a card, as torch has it."""

    def __array__(self, *_, **__):
        raise TypeError("it is on a card")

    def __repr__(self):
        return "<Kept>"


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("model", "name", "told"),
    [
        pytest.param(lambda x: asleep(), "does not end", "endless loop", marks=pytest.mark.slow),
        (lambda x: 1 / 0, "raises", "ZeroDivisionError"),
        (lambda x: None, "returns nothing", "`return` missing"),
        (lambda x: ..., "not written yet", "not written yet"),
        (lambda x, y: x, "raises", "positional argument"),
        (lambda x: x * np.nan, "no arrays", "nothing but NaN"),
        (lambda x: [], "no arrays", "which is empty"),
        (lambda x: object(), "no arrays", "expected was a number"),
        (lambda x: Kept(), "no arrays", "It gives <Kept>; expected was a number"),
        (lambda x: (each for each in x), "no arrays", "generator"),
        pytest.param(
            lambda x: time.sleep(0.5) or x, "too slow", "say seconds=", marks=pytest.mark.slow
        ),
        (centred, "changes its input", "Work on a copy"),
    ],
)
def test_a_hostile_model_gets_a_sentence_and_is_not_waited_for(model, name, told):
    report = verify.independent(model, X, seconds=5.0)
    assert report.faults == (name,)
    assert told in report.sentence


def test_an_array_that_is_handed_out_again_and_again_is_good_to_know():
    assert "Give a copy" in verify.independent(handed_out, X).remarks[0]


def test_one_answer_for_two_samples_is_good_to_know():
    kept = {}
    report = verify.independent(lambda x: kept.setdefault(round(x[0]), X @ x), X)
    report.raise_for(left="nothing")
    assert "have the same answer to the last digit" in str(report)
    assert "same answer" not in str(verify.independent(lambda x: X @ x, X))


def test_samples_are_not_spoilt_and_may_be_of_any_kind():
    before = copy.deepcopy(X)
    verify.independent(centred, X)
    assert np.array_equal(X, before)
    for samples in ([{"x": X[0]}, {"x": X[1]}], [(1, 2.0), (3, 4.0)], ["a", "b"], [1, 2]):
        assert verify.independent(lambda x: len(str(x)), samples).faults == ()


@pytest.mark.parametrize(
    ("samples", "kind", "told"),
    [
        (3, TypeError, "samples = 3"),
        ("abc", TypeError, "expected a list of samples"),
        ({1: 2}, TypeError, "expected a list of samples"),
        ([X[0]], ValueError, "allowed is 2 or more"),
        ([(k for k in X), X], TypeError, r"samples\[0\].*cannot be copied"),
    ],
)
def test_other_samples_are_refused(samples, kind, told):
    with pytest.raises(kind, match=told):
        verify.independent(lambda x: math.nan, samples)


def test_a_batch_has_rows():
    with pytest.raises(TypeError, match="expected a batch"):
        verify.independent(lambda x: x, [1.0, 2.0], batch=True)
