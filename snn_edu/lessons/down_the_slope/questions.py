"""What lesson 13 asks: predictions, exercises and a quiz on going down the slope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions import Exercise, Prediction, Wrong, short, simpler
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="tiny_move",
        question="You measure the slope of our neuron's loss with eps = 0.001, at many places w. "
        "Nearly everywhere it is ...",
        choices=(
            "moderate, and it points downhill, because 10 spikes are best",
            "exactly zero, because no spike has come or gone",
            "very large, because you divide by a very small number",
            "small, with a sign at random, because spikes are noisy",
        ),
        answer="b",
        why="The loss changes only where a spike appears or vanishes, and there it jumps.",
        wrong=(
            Wrong(
                "a",
                "That's how it would be for a smooth loss. But this one depends on a number "
                "of spikes, and there are no half spikes.",
            ),
            Wrong(
                "c",
                "You do divide by 0.002. But what do you divide? If no spike has come or "
                "gone, it's 0.",
            ),
            Wrong("d", "Nothing here is noisy, because the input's spikes stay where they are."),
        ),
        asks={"eps": 0.001},
    ),
    Prediction(
        name="three_steps_back",
        question="Only the spike at step 5 matters to the loss, and dv₅ = −1. With a = 0.9, dv₂ "
        "is ...",
        choices=(
            "zero, because no spike at step 2 matters to the loss",
            "−0.73, because three steps leave 0.9 × 0.9 × 0.9",
            "closer to zero than −0.73, because each step has its bump",
            "−1, because it's the same neuron, with the same weights",
        ),
        answer="b",
        why="What fades on its way forward fades by the same factor on its way back.",
        wrong=(
            Wrong(
                "a",
                "Its spike doesn't matter, but v₂ does: what lifts v at step 2 is partly "
                "still there at step 5.",
            ),
            Wrong(
                "c",
                "Follow the arrows from v₂ to v₅. They run along the chain, and none of them "
                "passes through a spike. The bump comes in only once, at step 5.",
            ),
            Wrong(
                "d",
                "It's the same neuron, but three steps earlier. A part of a nudge at step 2 "
                "has leaked away by step 5.",
            ),
        ),
        asks={},
    ),
    Prediction(
        name="lost_leak",
        question="A classmate's loop has lost its leak. It passes on the whole of dv at the next "
        "step, and not the share a. She trains the network at the top with it. How many fresh "
        "trials does it get right?",
        choices=(
            "about a third, because a wrong gradient teaches nothing",
            "fewer than a third, because her steps now lead uphill",
            "about two thirds, because a part of the gradient is right",
            "nearly all of them, because her steps still lead downhill",
        ),
        answer="d",
        why="All of 1,000, in each of four trainings. Her gradient points some 40 degrees away "
        "from the right one, and nothing in the training says so.",
        wrong=(
            Wrong(
                "a",
                "A wrong gradient needn't be useless. It's enough that it points downhill, "
                "more or less.",
            ),
            Wrong(
                "b",
                "Had she got the *sign* wrong, yes. Without the leak the steps still lead "
                "downhill.",
            ),
            Wrong(
                "c",
                "A part is right, and here that's enough. Steps that lead downhill more or "
                "less can go all the way.",
            ),
        ),
        asks={},
    ),
    Prediction(
        name="counts",
        question="Each input fires exactly once in every trial. You move every spike to a random "
        "time, in the training and in the test. How many fresh trials does the network get right?",
        choices=(
            "nearly all, because it still gets forty spikes to learn from",
            "about two thirds, because times matter less than they seem to",
            "about a third, because what is left is alike in all patterns",
            "none at all, because the new times lead it to wrong answers",
        ),
        answer="c",
        why="Every count is 1 in every pattern, so the network can only guess.",
        wrong=(
            Wrong(
                "a",
                "Forty spikes, yes, but they're the same forty for A, B and C: one from each "
                "input.",
            ),
            Wrong("b", "If the times say nothing, something else would have to tell A from B."),
            Wrong(
                "d",
                "To be *always* wrong you'd have to know the answer. A network that knows "
                "nothing is right one time in three.",
            ),
        ),
        asks={},
    ),
    Prediction(
        name="two_bumps",
        question="Six layers, and b = 100. Compared with the gradient of layer 6, that of layer 1 "
        "is ...",
        choices=(
            "far smaller with both, because both bumps are so narrow",
            "far smaller with fixed height, but similar with fixed area",
            "far smaller with fixed height, but far larger with fixed area",
            "far larger with both, because every layer adds its share",
        ),
        answer="c",
        why="One shrinks to about a hundred-thousandth, and the other grows about 6,000 times.",
        wrong=(
            Wrong(
                "a",
                "Right for the fixed height. But the bump of fixed area is 25 high, and the "
                "few neurons which it catches pass on 25 times what they get.",
            ),
            Wrong(
                "b",
                "Right for the fixed height. With fixed area the *average* bump stays, but "
                "it's made of many zeros, and now and then a 25.",
            ),
            Wrong(
                "d",
                "With fixed height no factor is above 1, and at b = 100 nearly all are close to 0.",
            ),
        ),
        asks={"b": 100.0},
    ),
    Prediction(
        name="silent_start",
        question="All first weights start around −0.2, so no hidden neuron ever fires. The bump is "
        "a boxcar: 1 within a certain distance of the threshold, and 0 outside. What happens when "
        "we train?",
        choices=(
            "it learns more slowly, because the error is as large as ever",
            "it never learns anything, because every slope is exactly 0",
            "it learns as fast, because a bump needs no spikes at all",
            "it learns by chance, because some weights happen to grow",
        ),
        answer="b",
        why="Each slope is an error times a bump, and far below the threshold the boxcar is 0.",
        wrong=(
            Wrong(
                "a",
                "The error is as large as ever. But it's multiplied by a bump on its way to "
                "the weights.",
            ),
            Wrong(
                "c",
                "A bump needs no spikes, but it has to reach the potentials, and these lie "
                "far below the threshold.",
            ),
            Wrong("d", "A weight moves by its slope, and there is nothing random in that."),
        ),
        asks={"mean": -0.2},
    ),
    Prediction(
        name="one_step",
        question="Each pixel of a handwritten digit is a constant current, and the network has ten "
        "steps. Give it a single step instead, which is no time at all. What share of new digits "
        "does it get right?",
        answer=0.97,
        tolerance=0.03,
        because="five random splits differ by 0.01",
        why="0.97, against 0.98 with ten steps. The picture says all it has to say in the first "
        "step, so these digits are no task of time.",
        wrong=(Wrong(0.1, "That would be guessing, because there are ten digits."),),
        asks={"steps": 1},
    ),
)

# --- Exercise 1: the slope of a soft step. --------------------------------------------------------


def _slope_by_difference(u: Any, b: float) -> Any:
    """The oracle: the soft step a little to the right, less a little to the left."""
    if np.ndim(u):
        return [_slope_by_difference(one, b) for one in u.tolist()]

    def s(z: float) -> float:
        return z / (1 + b * abs(z))

    return (s(u + 1e-8) - s(u - 1e-8)) / 2e-8


# --- Exercise 4: a quotient of differences. -------------------------------------------------------


class Cubic:
    """A loss whose central difference is known: sum_j c_j w_j^3 + (sum_j w_j)^2."""

    def __init__(self, *c: float) -> None:
        self.c = np.array(c)

    def __call__(self, w: Floats) -> float:
        """The loss at w."""
        w = np.asarray(w)
        if w.shape != self.c.shape:
            raise ValueError(
                f"loss wants the whole array w, of {self.c.size} weights; this is {short(w)}"
            )
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


# --- Exercise 2: back through time. ---------------------------------------------------------------


def h(u: Any, b: float) -> Any:
    """The slope of the soft step; a name of the page, as `backward` has it there."""
    return 1 / (1 + b * np.abs(u)) ** 2


def _backward(ds: Floats, v: Floats, a: float, b: float) -> Floats:
    dv, later = np.zeros(v.shape), np.zeros(v.shape[1:])
    for t in reversed(range(len(v))):
        dv[t] = a * later + ds[t] * h(v[t] - 1, b)
        later = dv[t]
    return dv


def _all_paths(ds: Floats, v: Floats, a: float, b: float) -> list[Any]:
    """The oracle, as a sum over paths: a change at t is a^(k - t) of it at k, and spikes there."""
    T = len(v)
    return [
        sum(a ** (k - t) * ds[k] / (1 + b * abs(v[k] - 1)) ** 2 for k in range(t, T))
        for t in range(T)
    ]


def _recursion(step: Callable[[Any, Floats, Floats, int], Any], forwards: bool = False) -> Any:
    """A wrong `backward`: dv[t] = step(dv[t + 1], ds, bumps, t)."""

    def backward(ds: Floats, v: Floats, a: float, b: float) -> Floats:
        bumps, dv, later = h(v - 1, b), np.zeros(v.shape), np.zeros(v.shape[1:])
        for t in range(len(v)) if forwards else reversed(range(len(v))):
            dv[t] = later = step(later * a, ds, bumps, t)
        return dv

    return backward


def _zero_at_spikes(ds: Floats, v: Floats, a: float, b: float) -> Floats:
    dv, later = np.zeros(v.shape), np.zeros(v.shape[1:])
    for t in reversed(range(len(v))):
        dv[t] = later = np.where(v[t] >= 1, 0.0, a * later) + ds[t] * h(v[t] - 1, b)
    return dv


def _one_step_late(ds: Floats, v: Floats, a: float, b: float) -> Floats:
    moved = [np.concatenate([one[1:], 0 * one[:1]]) for one in (ds, v)]
    return _backward(moved[0], moved[1], a, b)


def _in_time(
    seed: int, shape: tuple[int, ...], a: float, b: float
) -> tuple[Floats, Floats, float, float]:
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, 1.0, shape).round(2), rng.uniform(0.2, 1.6, shape).round(2), a, b


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
            f"Your result has shape {y.shape}. The trials had {x.shape}, which is (steps, trials, "
            "inputs)."
        )
    if not np.isin(y, (0, 1)).all():
        return "Your result holds other values than 0 and 1. A spike is there, or it isn't."
    if (y.sum(axis=0) != x.sum(axis=0)).any():
        return (
            "Some input's count in some trial has changed. A control takes away one thing only, so "
            "every input must keep its number of spikes in every trial, be it 0, 1 or 2. (Two that "
            "land in one step are one.)"
        )
    if (y == x).all():
        return "Nothing has moved. Every spike is where it was."
    if (y == x).all(axis=(0, 2)).any() or (y == x).all(axis=(0, 1)).any():
        return "Some have moved, but in some trial, or of some input, every spike is where it was."
    when, kept = y.argmax(axis=0), x.sum(axis=0) > 0
    for k in range(x.shape[2]):
        one, other = (when[kept[:, k] & (of_class_1 == c), k] for c in (False, True))
        spread = np.sqrt(one.var() / one.size + other.var() / other.size)
        if abs(one.mean() - other.mean()) > 5 * spread:
            return _told_by_time(one, other, k, np.abs(when - x.argmax(axis=0))[kept])
    twice = x[:, :, 7].sum(axis=0) == 2
    last = len(y) - 1 - y[::-1, :, 7].argmax(axis=0)
    if (last - when[:, 7] == 3)[twice].mean() > 0.5:
        return (
            "Where input 7 fires twice, its two spikes are still 3 steps apart. You moved all "
            "spikes of an input by the same amount, and the time between them tells something too."
        )
    together = when[:, 0] == when[:, 1]
    both = kept[:, 0] & kept[:, 1]
    if together[both & ~of_class_1].mean() > together[both & of_class_1].mean() + 0.5:
        return (
            "Inputs 0 and 1 fired together in one class, and in your trials they still do. Which "
            "inputs fire together is timing too, so move each input by itself."
        )
    return None


def _told_by_time(
    one: NDArray[np.int64], other: NDArray[np.int64], k: int, moved: NDArray[np.int64]
) -> str:
    """What to say if the first spike of input k comes at other steps in one class than in two."""
    if min(np.bincount(steps).max() / steps.size for steps in (one, other)) > 0.5:
        return (
            f"In your trials input {k} still has its own time in each class, old or new. You moved "
            "the trials of a class in the same way, and a network learns new times as easily."
        )
    if np.quantile(moved, 0.9) < 6:
        return "Your spikes moved by a few steps only. That's jitter, and much of the time is left."
    return (
        f"The time of input {k} still tells the two classes apart: step {one.mean():.0f} on "
        f"average in one, {other.mean():.0f} in the other."
    )


# --- Exercise 3: what a hidden neuron hears from its listeners. -----------------------------------


def _hidden_ds(dv: Floats, W: Floats) -> Floats:
    return np.asarray(dv @ W.T)


def _one_listener_after_the_other(dv: Floats, W: Floats) -> list[list[float]]:
    """The oracle: a sum over listeners for each step and each neuron."""
    return [
        [sum(float(now[k]) * float(row[k]) for k in range(len(row))) for row in W] for now in dv
    ]


def _listening(seed: int, steps: int, neurons: int, listeners: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, 1, (steps, listeners)), rng.normal(0, 0.5, (neurons, listeners))


EXERCISES = (
    Exercise(
        name="h",
        ask="Write `h(u, b)`: the slope of the soft step u / (1 + b |u|), for a number or an "
        "array u.",
        shown="""
            def h(u, b):
                return 1 / (1 + b * np.abs(u)) ** 2
        """,
        solution=h,
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
                "The square is missing. The quotient rule divides by (1 + b |u|) *squared*.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + b * u) ** 2,
                "For u below 0 yours is {got:.3g}. The bump is the same on both sides of the "
                "threshold, so |u| needs its bars.",
            ),
            Wrong(
                lambda u, b: u / (1 + b * np.abs(u)),
                "That's the soft step itself. We want its slope, which is highest at u = 0.",
            ),
            Wrong(
                lambda u, b: 0.0 * u,
                "That's the slope of the *hard* step. We want that of the soft one.",
            ),
            Wrong(
                lambda u, b: b / (1 + b * np.abs(u)) ** 2,
                "There is a factor b too much. Close to the threshold u / (1 + b |u|) is as steep "
                "as u itself, so its slope there is 1, whatever b.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + (b * u) ** 2),
                "Close, but here the whole of 1 + b |u| is squared, and not only b u.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + b * np.abs(u) ** 2),
                "Python squares |u| alone. Put brackets round 1 + b |u|, and square these.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + b * np.abs(u - 1)) ** 2,
                "Your bump stands 1 too far to the right. u is v − 1 already.",
            ),
            Wrong(
                lambda u, b: (1 + b * np.abs(u) - b * u) / (1 + b * np.abs(u)) ** 2,
                "Right above 0. Below it the slope of |u| is −1, so above the line b |u| is taken "
                "off, not b u.",
            ),
            Wrong(
                lambda u, b: -b / (1 + b * np.abs(u)) ** 2,
                "That's the slope of 1 / (1 + b |u|). The u above the line has a slope too.",
            ),
            Wrong(
                lambda u, b: b * np.exp(-b * np.abs(u)) / (1 + np.exp(-b * np.abs(u))) ** 2,
                "That's the slope of the logistic sigmoid. Our soft step is u / (1 + b |u|).",
            ),
            Wrong(
                lambda u, b: (1 + 2 * b * np.abs(u)) / (1 + b * np.abs(u)) ** 2,
                "In the quotient rule the second product is *taken off*: (1 + b u) − u b, and most "
                "of it cancels.",
            ),
            Wrong(
                lambda u, b: np.sign(u) / (1 + b * np.abs(u)) ** 2,
                "The size is right, but a step that rises everywhere has a slope above 0 on both "
                "sides.",
            ),
            Wrong(
                lambda u, b: -1 / (1 + b * np.abs(u)) ** 2,
                "The size is right, but a step that rises has a slope above 0.",
            ),
            Wrong(
                lambda u, b: 1 / (1 + b) ** 2 + 0 * u,
                "Yours is the same for every u. Where does |u| come in?",
            ),
            Wrong(
                lambda u, b: 1 / (1 + b * np.abs(u)) ** 3,
                "You have a third power. The quotient rule divides by the *square* of what is "
                "below the line.",
            ),
            Wrong(
                lambda u, b: (1 + b * np.abs(u) - np.abs(u)) / (1 + b * np.abs(u)) ** 2,
                "The slope of 1 + b u is b, and not 1. Above the line it is multiplied by u.",
            ),
            Wrong(
                lambda u, b: (1 + b * np.abs(u) - b) / (1 + b * np.abs(u)) ** 2,
                "In the quotient rule the slope of what is below the line is multiplied by what "
                "is above it. A factor u is missing.",
            ),
            Wrong(
                lambda u, b: 1 / b + 0 * u,
                "You divided the slope above the line by the slope below it. That isn't how a "
                "quotient is differentiated.",
            ),
            Wrong(
                lambda u, b: np.maximum(0, 1 - b * np.abs(u)),
                "That's a triangle, another kind of bump. Ours is the slope of u / (1 + b |u|).",
            ),
            Wrong(
                lambda u, b: np.where(np.abs(u) < 1 / b, 1.0, 0.0),
                "That's a box, another kind of bump. Ours is the slope of u / (1 + b |u|).",
            ),
            Wrong(
                lambda u, b: u / (1 + b * np.abs(u)) ** 2,
                "There is a factor u too much. At the threshold, u = 0, the step is steepest.",
            ),
            Wrong(
                lambda u, b: np.where(np.asarray(u) > 0, 1 / (1 + b * np.abs(u)) ** 2, 0.0),
                "Yours is 0 up to the threshold. The step rises on both sides of it, and a neuron "
                "just below has to feel that.",
            ),
            Wrong(
                lambda u, b: np.where(np.asarray(u) > 0, 1, -1) / (1 + b * np.abs(u)) ** 2,
                "The size is right, but on either side a step that rises has a slope above 0.",
            ),
            Wrong(
                lambda u, b: 1 / 1 + b * np.abs(u) ** 2,
                "Python divides first and adds then. Put brackets round 1 + b |u|.",
            ),
            Wrong(
                lambda u, b: 1 / ((1 + b) * np.abs(u) + (np.asarray(u) == 0)) ** 2,
                "Only |u| belongs to b. The 1 stands alone.",
            ),
        ),
        examined=simpler(
            h,
            (
                (0.0, 5.0),
                "Look at u = 0. There b |u| hardly counts yet, so the soft step climbs "
                "by as much as u does, and its slope is 1.",
            ),
            (
                (1.0, 1.0),
                "Look at u = 1 with b = 1. From 0.99 to 1.01 the soft step climbs by "
                "0.005, which makes a slope of 0.25.",
            ),
            ((-1.0, 1.0), "Look at u = −1. The soft step is as steep there as at u = 1."),
            (
                (1.0, 3.0),
                "Look at u = 1 with b = 3. From 0.99 to 1.01 the soft step climbs by "
                "0.00125, which makes a slope of 0.0625.",
            ),
        ),
        hints=(
            "Take u > 0 first, where |u| = u. What is the slope of u / (1 + b u)?",
            "The quotient rule gives (1 + b u − u b) / (1 + b u)². What is left above the line?",
        ),
        why="It's 1 at the threshold, less and less on both sides, and never quite 0.",
    ),
    Exercise(
        name="backward",
        ask="Write `backward(ds, v, a, b)`: the loop back through time. `ds[t]` is what one more "
        "spike at step t does to the loss, `v[t]` the potential, a the share that is left after a "
        "step, b goes to your `h`. Return the array dv.",
        shown="""
            def backward(ds, v, a, b):
                dv, later = np.zeros(v.shape), 0.0
                for t in reversed(range(len(v))):
                    dv[t] = a * later + ds[t] * h(v[t] - 1, b)
                    later = dv[t]
                return dv
        """,
        solution=_backward,
        oracle=_all_paths,
        tries=(
            _in_time(1, (6,), 0.9, 5.0),
            _in_time(2, (9,), 0.5, 2.0),
            _in_time(3, (4, 2, 3), 0.95, 20.0),
        ),
        wrong=(
            Wrong(
                lambda ds, v, a, b: ds * h(v - 1, b),
                "In yours each step stands alone. What v[t] does later is missing, a * dv[t + 1]. "
                "(A `later` that stays 0 does this, and so does a dv[t + 1] that is read before it "
                "is written.)",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v, 1.0, b),
                "Yours passes the whole error on. Of a change at t only the share a is left a step "
                "later.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: (later + ds[t]) * h[t]),
                "You multiply both parts by the bump. But the arrow from box to box doesn't pass "
                "through a spike, so the part *later* gets no bump.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later + ds[t] * h[t], forwards=True),
                "Yours runs from the first step to the last. What happens at t has its effect "
                "*later*, so begin at the end.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v - (v >= 1), a, b),
                "You took v after the reset. The spike was decided before it.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v, a**2, b),
                "Yours multiplies by a twice on each step back. If `later` holds a times dv[t], "
                "add it as it is.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later + ds[t] * h[t] if t else 0 * later),
                "Your loop stops before step 0. `range` leaves its end out, so the end is −1.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(np.r_[ds[:-1], 0 * ds[-1:]], v, a, b),
                "Yours leaves out the last step. It has no later, but it has a now.",
            ),
            Wrong(
                lambda ds, v, a, b: a * _backward(ds, v, a, b),
                "Yours multiplies both parts by a. What happens now hasn't leaked yet, so a "
                "belongs to the part *later* alone.",
            ),
            Wrong(
                lambda ds, v, a, b: ds * h(v - 1, b) + a * np.r_[(ds * h(v - 1, b))[1:], 0 * v[:1]],
                "Yours looks one step ahead and no further. The next round needs the whole of "
                "dv[t], not only its now.",
            ),
            Wrong(
                lambda ds, v, a, b: ds * h(v - 1, b) + a * np.r_[ds[1:], 0 * v[:1]],
                "Your `later` is ds[t]. The next round needs dv[t], what v at this step is worth.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(np.ones_like(ds), v, a, b),
                "Your ds has gone. It says what a spike at this step is worth.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v + 1, a, b),
                "The bump wants the distance to the threshold, v[t] − 1.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later + ds[t]),
                "The bump is missing. A potential far from the threshold hardly changes a spike.",
            ),
            Wrong(
                lambda ds, v, a, b: _one_step_late(ds, v, a, b),
                "Yours is one step late: ds and bump of t + 1 stand in dv[t]. A spike comes within "
                "its own step.",
            ),
            Wrong(
                _zero_at_spikes,
                "Yours lets nothing of *later* through a step with a spike. The reset only takes 1 "
                "away, so a change of v is still there after it.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later * (1 - h[t]) + ds[t] * h[t]),
                "You let the error flow through the reset too. Here the reset is detached.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: later + ds[t] + h[t]),
                "You add ds and the bump. A spike is worth ds, and v changes it by the bump, so "
                "multiply.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(a * ds, v, 1.0, b),
                "You multiply *now* by the leak, and *later* not. It's the other way round.",
            ),
            Wrong(
                _recursion(lambda later, ds, h, t: h[t] * ds[t] * (1 + later)),
                "You multiply *later* and *now*. They are two ways to the loss, so they add up.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, np.roll(v, 1, axis=0), a, b),
                "The bump is that of the step before, v[t - 1]. The spike at t is decided by v[t].",
            ),
            Wrong(
                lambda ds, v, a, b: -np.diff(_backward(ds, v, 1 + a, b), axis=0, append=0),
                "Your `later` adds up over the rounds. dv of the next step holds all that comes "
                "after it, so put it in its place, with `=`.",
            ),
            Wrong(
                lambda ds, v, a, b: _backward(ds, v, 1 - a, b),
                "1 − a is the share that is *lost* in a step. What is still there is a.",
            ),
        ),
        examined=simpler(
            _backward,
            (
                (np.array([1.0]), np.array([1.0]), 0.5, 5.0),
                "With a single step at the threshold, and a ds of 1, dv is 1.",
            ),
            (
                (np.array([1.0]), np.array([0.8]), 0.5, 5.0),
                "With a single step at v = 0.8, a ds of 1 and b = 5, dv is the bump, 0.25.",
            ),
            (
                (np.array([0.0, 1.0]), np.array([0.8, 1.0]), 0.5, 5.0),
                "With two steps, of which only the second has a ds, the first gets the share a of "
                "the second's dv.",
            ),
            (
                (np.array([1.0, 0.0]), np.array([1.0, 0.8]), 0.5, 5.0),
                "With two steps, of which only the first has a ds, the first has a dv and the "
                "second none.",
            ),
        ),
        hints=(
            "Begin at the last step. There is nothing later, so dv is ds times the bump.",
            "One step before, a change of v does two things: it may change the spike now, and a of "
            "it is still there at the next step.",
            "Go through `reversed(range(len(v)))`. *Now* is ds[t] * h(v[t] - 1, b), and *later* is "
            "a times the dv of the step after.",
        ),
        why="The leak that carries the past forward carries the error back.",
    ),
    Exercise(
        name="listeners",
        ask="Write `hidden_ds(dv, W)`: `dv` has shape (steps, listeners), and `W[i, k]` is the "
        "weight by which listener k hears neuron i. Return ds of the neurons, of shape (steps, "
        "neurons).",
        shown="""
            def hidden_ds(dv, W):
                return dv @ W.T
        """,
        solution=_hidden_ds,
        oracle=_one_listener_after_the_other,
        tries=(_listening(1, 3, 2, 2), _listening(2, 5, 3, 3), _listening(4, 2, 4, 4)),
        wrong=(
            Wrong(
                lambda dv, W: dv @ W,
                "You sum over the wrong side of W. A row of W belongs to one neuron and holds its "
                "listeners, so it is W.T that stands behind the @.",
            ),
            Wrong(
                lambda dv, W: np.repeat(dv.sum(axis=1, keepdims=True), len(W), axis=1),
                "You add up the listeners' dv without their weights. A listener with a weight of "
                "0 should count for nothing.",
            ),
            Wrong(
                lambda dv, W: dv @ W.T / W.shape[1],
                "That's the mean over the listeners. Their dv add up.",
            ),
            Wrong(
                lambda dv, W: np.repeat((dv.sum(axis=0) @ W.T)[None], len(dv), axis=0),
                "You added up the steps as well. A spike at step t is heard at step t, so each "
                "step keeps its own row.",
            ),
            Wrong(
                lambda dv, W: dv @ np.abs(W).T,
                "The sign of a weight counts. An inhibitory listener turns the error round.",
            ),
            Wrong(
                lambda dv, W: np.broadcast_to(W.sum(axis=1), (len(dv), len(W))),
                "You add up the weights alone. Each goes with the dv of its listener.",
            ),
            Wrong(
                lambda dv, W: W @ dv.T,
                "The numbers are right, but they lie on their side, as (neurons, steps). Steps "
                "come first.",
            ),
            Wrong(
                lambda dv, W: (dv @ W.T).sum(axis=0),
                "You added up the steps as well. Each of them keeps its own row.",
            ),
            Wrong(
                lambda dv, W: (dv @ W.T).sum(axis=1),
                "You added up the neurons as well. Each of them has a ds of its own.",
            ),
            Wrong(
                lambda dv, W: dv.sum(axis=1, keepdims=True) * W.sum(axis=1),
                "You multiply the sum of the dv by the sum of the weights. Each dv has a weight of "
                "its own.",
            ),
            Wrong(
                lambda dv, W: np.outer(dv[:, 0], W[:, 0]),
                "Only the first listener is there in yours. Does a loop end too early?",
            ),
            Wrong(
                lambda dv, W: np.outer(dv[:, -1], W[:, -1]),
                "Only the last listener is left in yours. Add each one to what the others gave.",
            ),
            Wrong(
                lambda dv, W: (dv[:, None, :] * W).max(axis=2),
                "You take the largest part. The parts of all listeners add up.",
            ),
            Wrong(
                lambda dv, W: (dv[:, None, :] / W).sum(axis=2),
                "You divide by the weights. The larger a weight, the more a spike does.",
            ),
            Wrong(
                lambda dv, W: (dv[:, None, :] + W).sum(axis=2),
                "You add weight and dv. A spike lifts v by the weight, and each bit of v is worth "
                "dv, so multiply.",
            ),
            Wrong(
                lambda dv, W: dv @ (W / W.sum(axis=1, keepdims=True)).T,
                "You take a weighted mean. The listeners' parts add up as they are.",
            ),
            Wrong(
                lambda dv, W: np.vstack([(dv @ W.T)[1:], 0 * W[:, 0]]),
                "You take the dv of the next step. A spike is heard in its own step.",
            ),
            Wrong(
                lambda dv, W: dv[:, None, :] * W,
                "Those are the parts of all listeners one by one. Add them up.",
            ),
            Wrong(
                lambda dv, W: np.vstack([dv[:1] @ W.T, 0 * dv[1:] @ W.T]),
                "Only the first step is there in yours. Does a loop end too early?",
            ),
        ),
        examined=simpler(
            _hidden_ds,
            (
                (np.array([[0.3]]), np.array([[2.0]])),
                "With one step, one neuron and one listener, whose dv is 0.3 and whose weight 2, "
                "ds is 0.6.",
            ),
            (
                (np.array([[0.3]]), np.array([[-2.0]])),
                "With one step, one neuron and one listener, whose dv is 0.3 and whose weight −2, "
                "ds is −0.6.",
            ),
            (
                (np.array([[-0.3]]), np.array([[2.0]])),
                "With one step, one neuron and one listener, whose dv is −0.3 and whose weight 2, "
                "ds is −0.6.",
            ),
            (
                (np.array([[0.3, 0.1]]), np.array([[2.0, 5.0]])),
                "With two listeners, whose dv are 0.3 and 0.1 and whose weights 2 and 5, ds is "
                "0.6 + 0.5.",
            ),
            (
                (np.array([[0.3], [0.1]]), np.array([[2.0]])),
                "With one listener, whose dv is 0.3 in the first step and 0.1 in the second, and "
                "a weight of 2, ds is 0.6 and then 0.2.",
            ),
            (
                (np.array([[0.3]]), np.array([[2.0], [5.0]])),
                "With two neurons, which one listener hears by weights of 2 and 5, a dv of 0.3 "
                "makes a ds of 0.6 and of 1.5.",
            ),
        ),
        hints=(
            "For one step and one neuron i it is a sum over k of dv[t, k] times W[i, k].",
            "A matrix product does all the sums at once. Which way round must W stand?",
        ),
        why="So even a neuron which nobody tells anything gets an error of its own.",
    ),
    Exercise(
        name="by_difference",
        ask="Write `by_difference(loss, w, i, eps)`: the slope of `loss` in w[i], measured from "
        "w[i] − eps to w[i] + eps. The array w must not change.",
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
                "That goes one way only, from w to w + eps. Go both ways, and the error shrinks "
                "with eps squared: {got:.6f} against {expected:.6f}.",
            ),
            Wrong(
                lambda loss, w, i, eps: (loss(w) - loss(_moved(w, i, -eps))) / eps,
                "That goes one way only, from w − eps to w. Move it both ways.",
            ),
            Wrong(
                lambda loss, w, i, eps: (loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps))) / eps,
                "That's twice too much. From w − eps to w + eps it is 2 eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps))) / 2 * eps
                ),
                "Python reads this as (half of it) times eps. Put brackets round 2 * eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps)) / (2 * eps)
                ),
                "Python divides the second loss alone. Put brackets round the difference.",
            ),
            Wrong(
                lambda loss, w, i, eps: (loss(_moved(w, i, eps)) - loss(w)) / (2 * eps),
                "You moved w one way and divided by both. From w to w + eps it's only eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, i, eps - w[i])) - loss(_moved(w, i, -eps - w[i]))) / (2 * eps)
                ),
                "You set w[i] to eps and to −eps. Move it by eps from where it stands, with += "
                "and -=.",
            ),
            Wrong(
                lambda loss, w, i, eps: loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps)),
                "That's the change of the loss. Divide it by the distance, 2 eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: (loss(w + eps) - loss(w - eps)) / (2 * eps),
                "You moved all weights at once. Only w[i] should move.",
            ),
            Wrong(
                lambda loss, w, i, eps: 0.0,
                "Yours is 0. Are `up` and `down` the same array? `up = w` is only another name for "
                "w, and `w.copy()` is a new array.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, i, eps * w[i])) - loss(_moved(w, i, -eps * w[i]))) / (2 * eps)
                ),
                "You move w[i] by a share of itself. Move it by eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, i, eps / 2)) - loss(_moved(w, i, -eps / 2))) / (2 * eps)
                ),
                "You move by half of eps each way and divide by 2 eps. What is the distance?",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, i, eps / 2)) - loss(_moved(w, i, -eps / 2))) / eps
                ),
                "That's a slope too, but of steps half as wide. Go from w[i] − eps to w[i] + eps.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, 0, eps)) - loss(_moved(w, 0, -eps))) / (2 * eps)
                ),
                "You move the first weight. Move w[i], here with i = {i}.",
            ),
            Wrong(
                lambda loss, w, i, eps: [_by_difference(loss, w, k, eps) for k in range(len(w))],
                "Those are the slopes in all weights. We want the one in w[i].",
            ),
            Wrong(
                lambda loss, w, i, eps: _by_difference(loss, w, i, eps) / w[i],
                "You divide by w[i] too. The slope is per unit of weight.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, i, eps)) + loss(_moved(w, i, -eps))) / (2 * eps)
                ),
                "You add the two losses. A slope is made of their difference.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    abs(loss(_moved(w, i, eps)) - loss(_moved(w, i, -eps))) / (2 * eps)
                ),
                "A slope may be negative. Leave the difference its sign.",
            ),
            Wrong(
                lambda loss, w, i, eps: (
                    (loss(_moved(w, i - 1, eps)) - loss(_moved(w, i - 1, -eps))) / (2 * eps)
                ),
                "You move the weight before w[i]. Python counts from 0, and so does i.",
            ),
        ),
        examined=simpler(
            _by_difference,
            (
                (Cubic(0.0), np.array([1.0]), 0, 0.1),
                "Take the loss w² at w = 1, with an eps of 0.1. It's 1.21 above and 0.81 below, so "
                "the slope is 2. Yours is {got:.3g}.",
            ),
            (
                (Cubic(0.0, 0.0), np.array([1.0, 2.0]), 0, 0.1),
                "Take the loss (w[0] + w[1])² at 1 and 2, with i = 0 and an eps of 0.1. It's 9.61 "
                "above and 8.41 below, so the slope is 6. Yours is {got:.3g}.",
            ),
        ),
        hints=(
            "`up = w.copy()` is an array of its own. Then `up[i] += eps`.",
            "Divide the difference of the two losses by the distance, which is 2 * eps.",
        ),
        why="Four lines that check any gradient, of anything. Keep them.",
    ),
    Exercise(
        name="counts_only",
        ask="Write the control, `counts_only(x, rng)`: x holds 0s and 1s, with shape (steps, "
        "trials, inputs). Return trials in which each input has as many spikes as before, at times "
        "that say nothing.",
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
            Wrong(
                lambda x, rng: np.stack(
                    [
                        [np.roll(x[:, k, i], rng.integers(len(x))) for k in range(x.shape[1])]
                        for i in range(x.shape[2])
                    ]
                ).transpose(2, 1, 0),
                "still 3 steps apart",
            ),
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
                "That's jitter",
            ),
        ),
        hints=(
            "For one input in one trial, x[:, trial, input] is a column of 0s and 1s. Shuffle it.",
            "`rng.permutation(x)` shuffles all columns in the same way. `rng.permuted(x, axis=0)` "
            "shuffles each by itself.",
        ),
        why="Every count is as before, and every time is gone. What a network still gets right "
        "now, it gets from the counts.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_step",
        question="A neuron fires 7 times and should fire 4 times; its loss is (n − 4)². The "
        "surrogate slope is 30 per unit of weight, and the rate is 0.002. The weight ...",
        choices=("grows by 0.06", "shrinks by 0.06", "shrinks by 0.18", "stays, on its stair"),
        answer="b",
        why="We step against the slope, by 0.002 × 30. The loss itself, 9, is in the slope "
        "already. (The true slope is 0, but it isn't the one we use.)",
    ),
    Prediction(
        name="quiz_bump",
        question="You use the fast sigmoid with b = 20. A neuron stands at v = 0.85. How large is "
        "its bump?",
        choices=("0", "0.06", "0.25", "1"),
        answer="b",
        why="u is −0.15, so b |u| = 3, and 1 / (1 + 3)² = 1/16. (0.25 forgets the square.)",
    ),
    Prediction(
        name="quiz_listeners",
        question="A hidden neuron has two listeners. One hears it with a weight of 0.5 and has "
        "dv = −0.6 in this step, the other with a weight of −1 and dv = 0.2. One more spike of the "
        "hidden neuron in this step ...",
        choices=(
            "makes the loss smaller, by about 0.5",
            "makes the loss smaller, by about 0.1",
            "makes the loss larger, by about 0.4",
            "leaves the loss, as nobody told it so",
        ),
        answer="a",
        why="0.5 × (−0.6) + (−1) × 0.2 = −0.5. The first listener should fire more and the second "
        "less, and the spike pushes both the right way.",
    ),
    Prediction(
        name="quiz_friend",
        question="A friend checks her loop by moving weights of the real neuron by 0.000001, and "
        "measures 0 for all of them. Her loop says something else. What has she learned about it?",
        choices=(
            "it is wrong, because the measured slopes are 0",
            "nothing, because a right loop would differ as well",
            "it is right, because a true slope of 0 was expected",
            "it is wrong, because her eps is too small to be exact",
        ),
        answer="b",
        why="Right and wrong loops alike differ from 0. She should measure on the straightened "
        "neuron.",
    ),
    Prediction(
        name="quiz_birds",
        question="A network tells two birdsongs apart in 95 % of the trials, and chance is 50 %. "
        "Tested on spikes at random times, it falls to 54 %. Trained and tested on such spikes, it "
        "gets 91 %. What follows?",
        choices=(
            "this network goes by times, though counts would nearly do",
            "this network goes by counts, because they give it 91 %",
            "this network goes by times, because counts tell nothing",
            "this network goes by both, in about equal parts",
        ),
        answer="a",
        why="The test without new training shows what *this* network goes by, and it breaks down. "
        "The new training shows what could be learned from counts, which is nearly everything.",
    ),
)
