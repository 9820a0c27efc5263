"""What lesson 12 asks: predictions, exercises and a quiz on teaching a spike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.training import Tempotron
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="which_synapses",
        question="A pattern should make the neuron fire, and its potential only gets up to 0.8 of "
        "the threshold. You may strengthen synapses a little. Which ones help most?",
        choices=(
            "all of them, by the same amount",
            "those that are the strongest already",
            "those whose spike came some milliseconds before the highest point",
            "those whose spike came last in the pattern",
        ),
        answer="c",
        why="A synapse adds its weight times the PSP that is left at the highest point. That is "
        "most for a spike 7 ms before it, little for one 50 ms before, nothing for a later one.",
        wrong=(
            Wrong("a", "Spikes after the highest point, or long before, cannot lift it."),
            Wrong("b", "What a bit more weight adds does not depend on how much there is."),
            Wrong("d", "Those come when the chance is gone."),
        ),
    ),
    Prediction(
        name="how_many",
        question="Fifty synapses, and random patterns in which each of them fires once. For half "
        "of the patterns the neuron should fire. How many patterns can it learn without an error?",
        choices=("about 10", "about 25", "about 50", "100 or more"),
        answer="d",
        why="Two patterns a synapse are learned here in every set we tried, and more in some. The "
        "neuron may choose *when* in the pattern to fire, and that is what makes room.",
        wrong=(
            Wrong("c", "One pattern a synapse is what solving linear equations would give."),
            Wrong("b", "Fewer than there are weights to set? Each weight is a free number."),
        ),
        asks={"alpha": 2.0},
    ),
    Prediction(
        name="no_slope",
        question="You move the weight of a spiking neuron by eps = 0.001 up and down, look at how "
        "much the loss changes, and divide. Nearly everywhere this quotient is...",
        choices=(
            "small, and points downhill",
            "exactly 0",
            "very large",
            "small, but its sign is random",
        ),
        answer="b",
        why="The loss hangs on spikes, and no spike has moved. Only where one appears or "
        "disappears does the loss change, and there it jumps.",
        wrong=(
            Wrong("a", "That is how a smooth function behaves. Spikes come whole or not at all."),
            Wrong("c", "Right at a jump it is. How much of the axis is that?"),
        ),
        asks={"eps": 0.001},
    ),
    Prediction(
        name="closer_to_the_step",
        question="A fast sigmoid of slope 100 is much narrower than one of slope 5, and so much "
        "closer to the true step. Six layers: how much gradient arrives at the first one now?",
        choices=(
            "about as much as at the sixth",
            "about half of it",
            "about a hundredth of it",
            "about a hundred-thousandth of it, or less",
        ),
        answer="d",
        why="Each layer multiplies by the slopes, and nearly all potentials lie where a narrow "
        "surrogate is nearly 0. Closer to the truth, and useless: the true slope *is* 0.",
        wrong=(Wrong("a", "That is slope 5. What do 5 factors do, if each is a tenth?"),),
        asks={"slope": 100.0},
    ),
    Prediction(
        name="counts",
        question="Three classes; in each of them every input fires exactly once, at its own time. "
        "Now the times are taken away and the counts are left. How many trials will the same "
        "network get right, after the same training?",
        choices=(
            "nearly all: the counts differ a little",
            "about two of three",
            "about one of three",
            "none",
        ),
        answer="c",
        why="Every count is 1, in every class. One of three is what a guess gives.",
        wrong=(Wrong("a", "They do not differ at all: one spike for each input, in every trial."),),
    ),
    Prediction(
        name="silent_start",
        question="All first weights start around -0.2: no hidden neuron ever fires. With which "
        "surrogate can the network still learn?",
        choices=(
            "with the boxcar, which is 0 except near the threshold",
            "with the fast sigmoid, which never is quite 0",
            "with both: the loss is as large as ever",
            "with neither: without spikes there is nothing to learn from",
        ),
        answer="b",
        why="The gradient of a silent neuron is the error times the surrogate at its potential. A "
        "boxcar makes that exactly 0. The fast sigmoid's tail leaves a thousandth, and Adam, "
        "which divides by the gradient's own size, makes a full step of it.",
        wrong=(
            Wrong("c", "The error is there. What multiplies it on its way to the weights?"),
            Wrong("d", "A potential can be far below the threshold, and still have a slope."),
        ),
        asks={"mean": -0.2},
    ),
    Prediction(
        name="one_step",
        question="Digits: each pixel is a constant current, the network has ten steps. Give it a "
        "single step instead, which is no time at all. What share of new digits is it right on?",
        answer=0.97,
        tolerance=0.03,
        because="five random splits differ by 0.01",
        why="0.97, against 0.98 with ten steps. The picture says in the first step all it has to "
        "say; these digits are no task of time.",
        wrong=(Wrong(0.1, "That would be guessing: 10 classes."),),
        asks={"steps": 1},
    ),
    Prediction(
        name="by_stdp",
        question="The same neuron, the same patterns, but STDP instead of a label: whichever "
        "inputs fire before its spikes are strengthened. For which patterns does it fire at last?",
        choices=(
            "for those it should fire for",
            "for all of them",
            "for none of them",
            "for a random half",
        ),
        answer="b",
        why="Nothing tells it which half is meant. Every output spike makes the next one likelier.",
        wrong=(Wrong("a", "How would it know? Nobody said which these are."),),
    ),
)

# --- Exercise 1: the tempotron's update. ----------------------------------------------------------

Kernel = Callable[[Any], Floats]


def _trial(
    neuron: Tempotron, seed: int, should_fire: bool, peak: float
) -> tuple[Floats, Floats, Floats, bool, Kernel]:
    """Arguments of a call: 9 spikes, the potential on a grid of 0.5 ms with this peak."""
    rng = np.random.default_rng(seed)
    times, t = np.sort(rng.uniform(2.0, 80.0, 9)).round(1), np.arange(0.0, 110.0, 0.5)
    v = neuron.potential(t, times, rng.normal(0.3, 0.3, 9))
    return times, t, v * (peak / v.max()), should_fire, neuron.kernel


def _update(times: Floats, t: Floats, v: Floats, should_fire: bool, K: Kernel) -> Floats:
    if (v.max() >= 1) == should_fire:
        return np.zeros(len(times))
    t_max = t[v.argmax()]
    return (1 if should_fire else -1) * K(t_max - times)


def _update_one_by_one(times: Floats, t: Floats, v: Floats, fire: bool, K: Kernel) -> list[float]:
    """The oracle: a loop over the grid, then one over the inputs."""
    top, t_max = -1.0, 0.0
    for now, height in zip(t.tolist(), v.tolist(), strict=True):
        if height > top:
            top, t_max = height, now
    error = int(fire) - int(top >= 1.0)
    return [error * float(K(t_max - time)) for time in times.tolist()]


def _crossing(v: Floats) -> int:
    return int(np.argmax(v >= 1)) if v.max() >= 1 else int(v.argmax())


def _sign(v: Floats, should_fire: bool) -> int:
    return int(should_fire) - int(v.max() >= 1)


# --- Exercise 2: the slope of a soft step. --------------------------------------------------------


def _slope_by_difference(u: Any, b: float) -> Any:
    """The oracle: the soft step a little to the right, less a little to the left."""
    if np.ndim(u):
        return [_slope_by_difference(one, b) for one in u.tolist()]

    def s(z: float) -> float:
        return z / (1 + b * abs(z))

    return (s(u + 1e-8) - s(u - 1e-8)) / 2e-8


# --- Exercise 3: a quotient of differences. -------------------------------------------------------


class Cubic:
    """A loss whose central difference is known: sum_j c_j w_j^3 + (sum_j w_j)^2."""

    def __init__(self, *c: float) -> None:
        self.c = np.array(c)

    def __call__(self, w: Floats) -> float:
        """The loss at w."""
        return float(self.c @ w**3 + w.sum() ** 2)

    def __repr__(self) -> str:
        return "a loss"


def _by_difference(loss: Callable[[Floats], float], w: Floats, i: int, eps: float) -> float:
    up, down = w.copy(), w.copy()
    up[i] += eps
    down[i] -= eps
    return (loss(up) - loss(down)) / (2 * eps)


def _moved(w: Floats, i: int, by: float) -> Floats:
    moved = w.copy()
    moved[i] += by
    return moved


# --- Exercise 4: back through time. ---------------------------------------------------------------


def _h(u: Any, b: float) -> Any:
    return 1 / (1 + b * np.abs(u)) ** 2


def _backward(ds: Floats, v: Floats, a: float, b: float) -> Floats:
    dv, later = np.zeros(len(v)), 0.0
    for t in reversed(range(len(v))):
        dv[t] = a * later + ds[t] * _h(v[t] - 1, b)
        later = dv[t]
    return dv


def _all_paths(ds: Floats, v: Floats, a: float, b: float) -> list[float]:
    """The oracle, as a sum over paths: a change at t is a^(k - t) of it at k, and spikes there."""
    T = len(v)
    return [
        sum(a ** (k - t) * ds[k] / (1 + b * abs(v[k] - 1)) ** 2 for k in range(t, T))
        for t in range(T)
    ]


def _recursion(step: Callable[[float, Floats, Floats, int], float], forwards: bool = False) -> Any:
    """A wrong `backward`: dv[t] = step(dv[t + 1], ds, h, t)."""

    def backward(ds: Floats, v: Floats, a: float, b: float) -> Floats:
        h, dv, later = _h(v - 1, b), np.zeros(len(v)), 0.0
        for t in range(len(v)) if forwards else reversed(range(len(v))):
            dv[t] = later = step(later * a, ds, h, t)
        return dv

    return backward


def _in_time(seed: int, T: int, a: float, b: float) -> tuple[Floats, Floats, float, float]:
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, 1.0, T).round(2), rng.uniform(0.2, 1.6, T).round(2), a, b


# --- Exercise 5: the control. ---------------------------------------------------------------------


IN_CLASS = np.array([[4, 4, 9, 13, 1, 7, 2, 11], [25, 18, 21, 27, 16, 23, 22, 19]])  # steps


def _two_classes() -> tuple[Floats, NDArray[np.bool_]]:
    """80 trials, (30, 80, 8), and which are of class 1: each input at its own step of the class.

    Inputs 0 and 1 fire together in class 0 alone. Input 7 fires again three steps later.
    """
    rng = np.random.default_rng(11)
    labels = rng.permutation(80) % 2
    x = np.zeros((30, 80, 8))
    trial, afferent = np.nonzero(rng.random((80, 8)) < 0.9)
    x[IN_CLASS[labels[trial], afferent], trial, afferent] = 1.0
    x[3:, :, 7] += x[:-3, :, 7]
    return x, labels == 1


def _counts_only(x: Floats, rng: np.random.Generator) -> Floats:
    return rng.permuted(x, axis=0)


def judge_control(answer: Any) -> str | None:
    """What of the times is left, or which count is not; None if it is a control."""
    x, of_class_1 = _two_classes()
    y = np.asarray(answer(x.copy(), np.random.default_rng(5)))
    if y.shape != x.shape:
        return (
            f"Your result has shape {y.shape}; the trials had {x.shape}: (steps, trials, inputs)."
        )
    if not np.isin(y, (0, 1)).all():
        return "Your result holds other values than 0 and 1: a spike is there, or it is not."
    if (y.sum(axis=0) != x.sum(axis=0)).any():
        return (
            "Some input's count in some trial has changed. A control takes away one thing only: "
            "every input must keep its number of spikes in every trial, be it 0, 1 or 2 "
            "(two that land in one step are one)."
        )
    if (y == x).all():
        return "Nothing has moved: every spike is where it was."
    if (y == x).all(axis=(0, 2)).any() or (y == x).all(axis=(0, 1)).any():
        return "Some have moved, but in some trial, or of some input, every spike is where it was."
    when, kept = y.argmax(axis=0), x.sum(axis=0) > 0
    for k in range(x.shape[2]):
        one, other = (when[kept[:, k] & (of_class_1 == c), k] for c in (False, True))
        spread = np.sqrt(one.var() / one.size + other.var() / other.size)
        if abs(one.mean() - other.mean()) > 5 * spread:
            return _told_by_time(one, other, k, np.abs(when - x.argmax(axis=0))[kept])
    together = when[:, 0] == when[:, 1]
    both = kept[:, 0] & kept[:, 1]
    if together[both & ~of_class_1].mean() > together[both & of_class_1].mean() + 0.5:
        return (
            "Inputs 0 and 1 fired together in one class, and in your trials they still do. Who "
            "fires with whom is timing, too: move each input by itself."
        )
    return None


def _told_by_time(
    one: NDArray[np.int64], other: NDArray[np.int64], k: int, moved: NDArray[np.int64]
) -> str:
    """What to say if the first spike of input k comes at other steps in one class than in two."""
    if min(np.bincount(steps).max() / steps.size for steps in (one, other)) > 0.5:
        return (
            f"In your trials input {k} still has its own time in each class, old or new: trials of "
            "a class are moved in the same way, and the network learns new times as easily."
        )
    if np.quantile(moved, 0.9) < 6:
        return "Your spikes moved by a few steps only. That is jitter; much of the time is left."
    return (
        f"The time of input {k} still tells the two classes apart: step {one.mean():.0f} on "
        f"average in one, {other.mean():.0f} in the other."
    )


EXERCISES = (
    Exercise(
        name="update",
        ask="Write `update(times, t, v, should_fire, K)`: what the rule adds to each weight, for a "
        "rate of 1. `times` are the inputs' spikes, `v` the potential at the times `t`, the "
        "threshold is 1, and `K` is the kernel, a function of an array.",
        shown="""
            def update(times, t, v, should_fire, K):
                if (v.max() >= 1) == should_fire:
                    return np.zeros(len(times))  # it was right
                t_max = t[v.argmax()]
                return (1 if should_fire else -1) * K(t_max - times)
        """,
        solution=_update,
        oracle=_update_one_by_one,
        tries=(
            _trial(Tempotron(), 1, True, 0.8),
            _trial(Tempotron(), 2, False, 1.6),
            _trial(Tempotron(), 3, True, 1.4),
            _trial(Tempotron(10.0, 2.0), 4, True, 0.5),
            _trial(Tempotron(10.0, 2.0), 5, False, 1.0),
            _trial(Tempotron(20.0, 5.0), 6, False, 0.9),
        ),
        wrong=(
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(t[-1] - times),
                "You pay the inputs for the end of the trial, t[-1]. What could have made the "
                "difference is the highest point, `t[v.argmax()]`.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(t[_crossing(v)] - times),
                "For a false alarm you took the time when v crossed 1. The rule takes the time of "
                "the highest point: that one has to come down below the threshold.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(t[np.argmax(v >= 1)] - times),
                "You look for the time when v crosses 1. In a pattern that was missed it never "
                "does. The rule takes the time of the highest point, `t[v.argmax()]`, in both.",
            ),
            Wrong(
                lambda times, t, v, f, K: -_update(times, t, v, f, K),
                "The sign is turned round: a missed pattern needs more, a false alarm less.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(times - t[v.argmax()]),
                "`times - t_max` is the wrong way round: it pays the spikes that came after the "
                "highest point. K wants the time *since* the spike, t_max - times.",
            ),
            Wrong(
                lambda times, t, v, f, K: (1 if f else -1) * K(t[v.argmax()] - times),
                "You change weights for a pattern that was right, too. The rule learns from errors "
                "only: there, return zeros.",
            ),
            Wrong(
                lambda times, t, v, f, K: abs(_sign(v, f)) * K(t[v.argmax()] - times),
                "A false alarm must lose what a miss gains: with `should_fire` False and v above "
                "1 the change is negative.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * np.ones(len(times)),
                "Every input gets the same. But one whose spike came after the highest point did "
                "nothing for it: how much was left of each PSP says `K`.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * (times < t[v.argmax()]),
                "All inputs before the highest point get the same. A spike 60 ms before it has "
                "faded, and one 1 ms before has hardly risen: `K` says how much is there.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(v.argmax() - times),
                "`v.argmax()` is a place in the array, not a time. The time is `t[v.argmax()]`.",
            ),
            Wrong(
                lambda times, t, v, f, K: (
                    np.zeros(len(times))
                    if (v.max() > 1) == f
                    else (1 if f else -1) * K(t[v.argmax()] - times)
                ),
                "At exactly 1 the neuron fires: reaching the threshold is enough (`>=`).",
            ),
        ),
        hints=(
            "First: is it an error at all? It fires if v.max() >= 1.",
            "The time of the highest point is `t[v.argmax()]`; t_max - times is how long ago each "
            "input fired.",
            "`K(t_max - times)` is what each PSP is worth at that time; K is 0 for spikes that "
            "came later. The sign is + for a miss, - for a false alarm.",
        ),
        why="One array of numbers, and each says how much of that input's PSP was there when it "
        "counted.",
    ),
    Exercise(
        name="slope",
        ask="A fast sigmoid is s(u) = u / (1 + b |u|). Differentiate it by hand, and write its "
        "slope as `h(u, b)`, for an array or a number u.",
        shown="""
            def h(u, b):
                return 1 / (1 + b * np.abs(u)) ** 2
        """,
        solution=_h,
        oracle=_slope_by_difference,
        tolerance=1e-6,
        because="it is held against a quotient of differences",
        tries=(
            (np.array([-0.5, 0.0, 0.1, 0.7]), 5.0),
            (np.array([0.3, -0.2]), 0.5),
            (np.array([-2.0, 1.0, 0.02]), 20.0),
            (-0.3, 7.0),
        ),
        wrong=(
            Wrong(
                lambda u, b: 1 / (1 + b * np.abs(u)),
                "The square is missing: the quotient rule divides by (1 + b |u|) squared.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + b * u) ** 2,
                "The bars are missing: for u below 0 yours grows without bound. The surrogate is "
                "the same on both sides of the threshold.",
            ),
            Wrong(
                lambda u, b: u / (1 + b * np.abs(u)),
                "That is the soft step itself. Asked is its slope, which is highest at u = 0.",
            ),
            Wrong(
                lambda u, b: 0.0 * u,
                "That is the slope of the *hard* step, 0 wherever you look. Asked is that of the "
                "soft one.",
            ),
            Wrong(
                lambda u, b: b / (1 + b * np.abs(u)) ** 2,
                "A factor b too much: at u = 0 the slope of u / (1 + b |u|) is 1, whatever b.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + np.abs(u)) ** 2,
                "b is missing. It says how narrow the surrogate is.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + (b * u) ** 2),
                "Close, but that is an arctan's slope. Here the whole of 1 + b |u| is squared.",
            ),
            Wrong(
                lambda u, b: b * np.exp(-b * np.abs(u)) / (1 + np.exp(-b * np.abs(u))) ** 2,
                "That is the slope of the logistic sigmoid. Here s(u) = u / (1 + b |u|).",
            ),
        ),
        hints=(
            "Take u > 0 first, where |u| = u: the slope of u / (1 + b u).",
            "(1 + b u - u b) / (1 + b u)^2. What is left above?",
        ),
        why="1 at the threshold, and less and less on both sides, but never 0.",
    ),
    Exercise(
        name="by_difference",
        ask="Write `by_difference(loss, w, i, eps)`: move weight i of the array w by eps up, then "
        "by eps down, and return the difference of the losses over the distance between the two.",
        shown="""
            def by_difference(loss, w, i, eps):
                up, down = w.copy(), w.copy()
                up[i] += eps
                down[i] -= eps
                return (loss(up) - loss(down)) / (2 * eps)
        """,
        solution=_by_difference,
        oracle=lambda loss, w, i, eps: (
            float(loss.c[i]) * (3 * float(w[i]) ** 2 + eps**2) + 2 * float(np.sum(w))
        ),
        tries=(
            (Cubic(1.0, -2.0, 0.5), np.array([0.4, -0.3, 1.1]), 1, 1e-3),
            (Cubic(3.0, 1.0), np.array([0.2, 0.9]), 0, 0.05),
            (Cubic(0.5, 2.0, -1.0, 4.0), np.array([0.1, 0.2, 0.3, 0.5]), 3, 0.01),
            (Cubic(-2.0, 1.0), np.array([0.7, -0.4]), 0, 0.02),
        ),
        tolerance=1e-8,
        because="two nearly equal losses are subtracted, and some digits go",
        wrong=(
            Wrong(
                lambda loss, w, i, eps: (loss(_moved(w, i, eps)) - loss(w)) / eps,
                "That is one-sided: from w to w + eps. Its error shrinks with eps, that of the two "
                "sides with eps squared: {got:.6f} against {expected:.6f}.",
            ),
            Wrong(
                lambda loss, w, i, eps: (loss(w) - loss(_moved(w, i, -eps))) / eps,
                "That is one-sided: from w - eps to w. Move it both ways.",
            ),
            Wrong(
                lambda loss, w, i, eps: (loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps))) / eps,
                "Twice too much: from w - eps to w + eps it is 2 eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps)),
                "That is the change of the loss. Divide by the distance, 2 eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: (loss(w + eps) - loss(w - eps)) / (2 * eps),
                "You moved all weights at once: `w + eps` adds to each. Only w[i] should move.",
            ),
            Wrong(
                lambda loss, w, i, eps: 0.0,
                "0: are `up` and `down` the same array? `up = w` is only another name for w; "
                "`w.copy()` is a new array.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    -(loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps))) / (2 * eps)
                ),
                "The size is right, the sign is not: up minus down.",
            ),
        ),
        hints=(
            "`up = w.copy()` is an array of its own; then `up[i] += eps`.",
            "(loss(up) - loss(down)) / (2 * eps)",
        ),
        why="Four lines that check any gradient, of anything. Keep them.",
    ),
    Exercise(
        name="backward",
        ask="Write `backward(ds, v, a, b)`: the loop back through time of one neuron, reset "
        "detached. `ds[t]` is what a spike at step t would add to the loss, `v[t]` the potential "
        "before the reset, a its decay in a step, b the slope of h. Return the array dv.",
        shown="""
            def backward(ds, v, a, b):
                dv, later = np.zeros(len(v)), 0.0
                for t in reversed(range(len(v))):
                    dv[t] = a * later + ds[t] * h(v[t] - 1, b)
                    later = dv[t]
                return dv
        """,
        solution=_backward,
        oracle=_all_paths,
        tries=(_in_time(1, 6, 0.9, 5.0), _in_time(2, 9, 0.5, 2.0), _in_time(3, 4, 0.95, 20.0)),
        wrong=(
            Wrong(
                lambda ds, v, a, b: ds * _h(v - 1, b),
                "Each step on its own: yours has no memory. What v[t] does at t + 1, through the "
                "decay, is missing: a * dv[t + 1].",
            ),
            Wrong(
                lambda ds, v, a, b: _all_paths(ds, v, 1.0, b),
                "a is missing: of a change at t only the share a is left a step later.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: (later + ds[t]) * h[t]),
                "h stands on the whole sum. The leak from t to t + 1 does not pass through the "
                "step, spike or no spike: only ds[t] is multiplied by h.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later + ds[t] * h[t], forwards=True),
                "You run forwards. What happens at t has its effect *later*, so dv[t] needs "
                "dv[t + 1]: begin at the last step.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v - (v >= 1), a, b),
                "You took v after the reset. The spike was decided before it.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v + 1, a, b),
                "h wants the distance to the threshold, v - 1, not v.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later + ds[t]),
                "h is missing: a potential far from the threshold changes no spike.",
            ),
            Wrong(
                _recursion(
                    lambda later, ds, h, t: later + (ds[t + 1] * h[t + 1] if t + 1 < len(ds) else 0)
                ),
                "One step late: ds and h of t + 1 stand in dv[t]. A spike comes within its step.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later * (1 - h[t]) + ds[t] * h[t]),
                "That is the attached reset, (ds - a dv) h: the error flows through the reset too. "
                "Asked is the detached one.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v, a, b)[::-1],
                "Yours is right, and back to front: put each dv at its own place, dv[t].",
            ),
        ),
        hints=(
            "Begin at the last step: there is nothing later, dv = ds h(v - 1).",
            "One step before, a change of v does two things: it moves the spike now, and a of it "
            "is still there at the next step.",
            "dv[t] = a * dv[t + 1] + ds[t] * h(v[t] - 1, b), for t from the last to the first.",
        ),
        why="The same leak that carries the past forward carries the error back.",
    ),
    Exercise(
        name="counts_only",
        ask="Write the control, `counts_only(x, rng)`: x is (steps, trials, inputs) of 0 and 1. "
        "Return trials in which each input has as many spikes as before, at times that say nothing "
        "any more.",
        shown="""
            def counts_only(x, rng):
                return rng.permuted(x, axis=0)
        """,
        solution=_counts_only,
        tries=((_two_classes()[0], np.random.default_rng(5)),),
        judge=judge_control,
        wrong=(
            Wrong(lambda x, rng: x, "Nothing has moved"),
            Wrong(lambda x, rng: x[rng.permutation(len(x))], "still has its own time"),
            Wrong(lambda x, rng: x[:, rng.permutation(x.shape[1])], "count in some trial"),
            Wrong(lambda x, rng: x.sum(axis=0), "has shape"),
            Wrong(
                lambda x, rng: x.mean(axis=0, keepdims=True) + 0 * x, "other values than 0 and 1"
            ),
            Wrong(
                lambda x, rng: np.stack(
                    [x[rng.permutation(len(x)), k] for k in range(x.shape[1])], axis=1
                ),
                "they still do",
            ),
            Wrong(
                lambda x, rng: np.stack(
                    [
                        np.stack(
                            [np.roll(x[:, k, i], rng.integers(-2, 3)) for i in range(x.shape[2])],
                            axis=1,
                        )
                        for k in range(x.shape[1])
                    ],
                    axis=1,
                ),
                "That is jitter",
            ),
        ),
        hints=(
            "For one input in one trial, x[:, trial, input] is a column of 0 and 1: shuffle it.",
            "`rng.permutation(x)` shuffles all columns in the same way. `rng.permuted(x, axis=0)` "
            "shuffles each by itself.",
        ),
        why="Every count as before, every time gone. Whatever a network still gets right now, it "
        "gets from the counts.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_after_the_peak",
        question="A tempotron missed a pattern whose potential peaked at 200 ms. Input 7 fired at "
        "210 ms. How does its weight change?",
        choices=("it grows", "it shrinks", "not at all", "it grows by a tenth of the others'"),
        answer="c",
        why="K of a negative time is 0: a spike after the highest point had no part in it.",
    ),
    Prediction(
        name="quiz_derivative",
        question="What is the derivative of a neuron's spike with respect to its potential?",
        choices=(
            "1 at a spike, else 0",
            "0, except at the threshold, where there is none",
            "the surrogate",
            "1 / τ_m",
        ),
        answer="b",
        why="A step is flat on both sides. The surrogate is what we put there instead.",
    ),
    Prediction(
        name="quiz_forward",
        question="Training with a surrogate: which step does the *forward* pass use?",
        choices=(
            "the soft one, in training and after it",
            "the soft one in training, the hard one after it",
            "the hard one: spikes stay spikes",
            "first the soft one, which hardens as training goes on",
        ),
        answer="c",
        why="Spikes are real in every forward run. Only the backward pass pretends.",
        wrong=(Wrong("b", "That would be the smooth model. It learns spikes that are halves."),),
    ),
    Prediction(
        name="quiz_reset",
        question="What does it mean that the reset is detached?",
        choices=(
            "the neuron is not reset in training",
            "backward, the reset is taken for a constant: no error passes through it",
            "the reset comes one step late",
            "the gradient is exact",
        ),
        answer="b",
        why="Forward nothing differs. Backward the path from a spike through its own reset is left "
        "out, which is simpler, and says too much for a neuron that fires often.",
    ),
    Prediction(
        name="quiz_control",
        question="Your network gets 98 % on spike patterns. What would show that it reads times?",
        choices=(
            "the same training on the same counts, with the times redrawn, is at chance",
            "it also gets 98 % on the patterns it was trained on",
            "with twice the training it gets 99 %",
            "with shuffled labels it is at chance",
        ),
        answer="a",
        why="Take away what you believe it uses, and only that. Shuffled labels show that it does "
        "not cheat; they do not show what it reads.",
        wrong=(Wrong("d", "Labels say nothing about what in the input was used."),),
    ),
)
