"""What lesson 12 asks: predictions, exercises and a quiz on the tempotron."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.training import Tempotron
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="which_synapses",
        question="The pattern should make the neuron fire, and its potential only gets up to 0.8 "
        "of the threshold. You may make one synapse a little stronger. Which one helps most?",
        choices=(
            "any of them, because they all add to one potential",
            "the strongest, because it has most of a say already",
            "one that fires some milliseconds before the highest point",
            "the last one to fire, because nothing comes after it",
        ),
        answer="c",
        why="What a synapse adds at the highest point is its weight times what is left of its PSP "
        "there. That's most for a spike 7 ms before, and nothing for a later one.",
        wrong=(
            Wrong(
                "a",
                "They do, but not at the same time. A spike after the highest point can't "
                "lift it any more.",
            ),
            Wrong("b", "What a bit more weight adds doesn't depend on how much there was."),
            Wrong("d", "When it fires the potential has passed its highest point."),
        ),
        asks={},
    ),
    Prediction(
        name="near_miss",
        question="A pattern should not make the neuron fire, and its potential gets up to 0.97 of "
        "the threshold. What does the tempotron's rule do to the weights?",
        choices=(
            "it lowers all of them a little, because it was so close",
            "it lowers those before the peak, because it was so close",
            "it leaves them alone, because the answer was right",
            "it raises them, because the neuron was silent",
        ),
        answer="c",
        why="The rule learns from errors, and a silence that was asked for is none.",
        wrong=(
            Wrong(
                "a",
                "A rule that wants to be on the safe side might do that. This one acts "
                "after an error only.",
            ),
            Wrong(
                "b",
                "That's what would happen had it reached the threshold. At 0.97 the answer "
                "is right.",
            ),
            Wrong("d", "It was silent, and it should have been."),
        ),
        asks={"pattern": "a false alarm"},
    ),
    Prediction(
        name="how_many",
        question="A neuron has fifty synapses. In each of many random patterns every synapse is "
        "used once, and for half of the patterns the neuron should fire. How many patterns can it "
        "learn without an error?",
        choices=("about 10", "about 25", "about 50", "100 or more"),
        answer="d",
        why="A hundred are learned here in every set, which is two patterns a synapse. Some sets "
        "need a second or a third start.",
        wrong=(
            Wrong("a", "That's one pattern for five weights, and each weight is a free number."),
            Wrong("b", "That's one pattern for two weights, and each weight is a free number."),
            Wrong(
                "c",
                "One pattern a weight is what a system of linear equations can meet. But "
                "here nothing has to be met exactly. It's enough to end on the right side.",
            ),
        ),
        asks={"alpha": 2.0},
    ),
    Prediction(
        name="by_stdp",
        question="The same neuron, the same patterns, but STDP and no teacher. Whichever inputs "
        "fire before its spikes get stronger. For which patterns does it fire in the end?",
        choices=(
            "for those it should fire for",
            "for all of the patterns",
            "for none of the patterns",
            "for a half, drawn at random",
        ),
        answer="b",
        why="Nothing tells it which half is meant, and every output spike makes the next one "
        "likelier.",
        wrong=(
            Wrong("a", "It can't know which these are, because nobody said so."),
            Wrong(
                "c",
                "The weights before an output spike grow, so where it fires once it fires "
                "all the more.",
            ),
            Wrong(
                "d",
                "It doesn't know which half is meant. But nothing stops it from firing for "
                "the other half, too.",
            ),
        ),
        asks={},
    ),
)

# --- Exercise 3: the update. ----------------------------------------------------------------------

Kernel = Callable[[Any], Floats]


def _trial(
    neuron: Tempotron, seed: int, should_fire: bool, peak: float
) -> tuple[Floats, Floats, Floats, bool, Kernel]:
    """Arguments of a call: 9 spikes, the potential on a grid of 0.5 or 1 ms with this peak."""
    rng = np.random.default_rng(seed)
    times = np.sort(rng.uniform(2.0, 80.0, 9)).round(1)
    t = np.arange(0.0, 110.0, 1.0 if seed == 4 else 0.5)
    v = neuron.potential(t, times, rng.normal(0.3, 0.3, 9))
    return times, t, v * (peak / v.max()), should_fire, neuron.kernel


def _after_inhibition(trial: Any) -> Any:
    """The same trial with a potential that begins far below rest."""
    times, t, v, should_fire, K = trial
    return times, t, v - 2.0 * (t < 2.0), should_fire, K


def update(times: Floats, t: Floats, v: Floats, should_fire: bool, K: Kernel) -> Floats:
    """What the rule adds; a name of the page, as `one_round` has it there."""
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


def _largest_only(worth: Floats) -> Floats:
    return np.where(worth == worth.max(), worth, 0.0)


def _crossing(v: Floats) -> int:
    return int(np.argmax(v >= 1)) if v.max() >= 1 else int(v.argmax())


def _sign(v: Floats, should_fire: bool) -> int:
    return int(should_fire) - int(v.max() >= 1)


# --- Exercise 1: the potential. -------------------------------------------------------------------


def potential(t: Floats, times: Floats, w: Floats, K: Kernel) -> Floats:
    """The potential at each time; a name of the page, as `one_round` has it there."""
    v = np.zeros(len(t))
    for i in range(len(times)):
        v += w[i] * K(t - times[i])
    return v


def _moment_by_moment(t: Floats, times: Floats, w: Floats, K: Kernel) -> list[float]:
    """The oracle: for each moment a sum over the inputs that have fired."""
    inputs = list(zip(times.tolist(), w.tolist(), strict=True))
    return [
        sum(weight * float(K(now - time)) for time, weight in inputs if time < now)
        for now in t.tolist()
    ]


def _pattern(neuron: Tempotron, seed: int, count: int) -> tuple[Floats, Floats, Floats, Kernel]:
    rng = np.random.default_rng(seed)
    times = rng.uniform(0.0, 50.0, count).round(1)
    t = np.arange(5.0 * seed, 70.0, 3.0 + 0.5 * seed)
    return t, times, rng.normal(0.3, 0.3, count).round(2), neuron.kernel


def _alone(times: Any, w: Any) -> tuple[Floats, Floats, Floats, Kernel]:
    """A pattern of a spike or two, for the simplest cases."""
    return np.arange(0.0, 70.0, 3.5), np.ravel(times), np.ravel(w), Tempotron().kernel


def _one_input(
    times: Any, peak: float, should_fire: bool
) -> tuple[Floats, Floats, Floats, bool, Kernel]:
    """A spike or two, and a potential that is highest at 7 ms."""
    t = np.arange(0.0, 30.0)
    return np.ravel(times), t, peak * np.exp(-abs(t - 7) / 5), should_fire, Tempotron().kernel


# --- Exercise 4: a round through all patterns. ----------------------------------------------------


def _one_round(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    errors = 0
    for times, should_fire in zip(patterns, labels, strict=True):
        v = potential(t, times, w, K)
        errors += int((v.max() >= 1) != should_fire)
        w = w + rate * update(times, t, v, should_fire, K)
    return w, errors


def _round_by_numbers(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[list[float], int]:
    """The oracle: lists, and the other routes to potential and update."""
    now, errors = w.tolist(), 0
    for times, fire in zip(patterns, labels.tolist(), strict=True):
        v = np.array(_moment_by_moment(t, times, np.array(now), K))
        change = _update_one_by_one(times, t, v, fire, K)
        errors += (max(v.tolist()) >= 1) != fire
        now = [weight + rate * each for weight, each in zip(now, change, strict=True)]
    return now, errors


def _all_at_once(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    changes = [
        update(times, t, potential(t, times, w, K), fire, K)
        for times, fire in zip(patterns, labels, strict=True)
    ]
    return w + rate * np.sum(changes, axis=0), _one_round(patterns, labels, w, 0.0, t, K)[1]


def _rounded(count: Any = None, update: Any = update, times_each: int = 1) -> Any:
    """A wrong round: errors by ``count(v, fire)``, another rule, each pattern more than once."""

    def one_round(
        patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
    ) -> tuple[Floats, int]:
        errors = 0
        for times, fire in zip(patterns, labels, strict=True):
            v = potential(t, times, w, K)
            errors += int(count(v, fire) if count else (v.max() >= 1) != fire)
            for _ in range(times_each):
                w = w + rate * update(times, t, potential(t, times, w, K), fire, K)
        return w, errors

    return one_round


def _stopped(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    errors = 0
    for k in range(len(labels)):
        w, errors = _one_round(patterns[k : k + 1], labels[k : k + 1], w, rate, t, K)
        if errors:
            break
    return w, errors


def _counted_after(
    patterns: Floats, labels: Any, w: Floats, rate: float, t: Floats, K: Kernel
) -> tuple[Floats, int]:
    errors = 0
    for k in range(len(labels)):
        one = patterns[k : k + 1], labels[k : k + 1]
        w, _ = _one_round(*one, w, rate, t, K)
        errors += _one_round(*one, w, 0.0, t, K)[1]
    return w, errors


def _to_learn(
    seed: int, count: int, rate: float, neuron: Tempotron
) -> tuple[Floats, Any, Floats, float, Floats, Kernel]:
    rng = np.random.default_rng(seed)
    patterns = rng.uniform(0.0, 80.0, (count, 8)).round(1)
    labels = rng.permutation(count) < count // 2
    return (
        patterns,
        labels,
        rng.normal(0.4, 0.3, 8).round(2),
        rate,
        np.arange(0, 120.0, 0.5 if seed == 2 else 1.0),
        neuron.kernel,
    )


def _few(patterns: Any, labels: Any, w: Any) -> tuple[Floats, Any, Floats, float, Floats, Kernel]:
    """A pattern or two with two inputs."""
    t, kernel = np.arange(0.0, 40.0), Tempotron().kernel
    return np.array(patterns), np.array(labels), np.array(w), 0.1, t, kernel


def _block(s: Any) -> Floats:
    """A kernel with which the potential can be exactly at the threshold."""
    return np.asarray((np.asarray(s) > 0) & (np.asarray(s) <= 8), float)


def _rate(peak: float) -> dict[str, Any]:
    """What is to be asked and said where the highest potential is `peak`."""
    K = (1.00, 0.74, 0.29, 0.08, 0.0)
    total, squares, gap = sum(K), sum(k * k for k in K), round(1 - peak, 2)
    return {
        "ask": f"Which learning rate lifts the highest potential from {peak:g} to 1 in one update?",
        "shown": f"my_rate = {gap:g} / (1.00**2 + 0.74**2 + 0.29**2 + 0.08**2)",
        "solution": gap / squares,
        "oracle": lambda: (1 - peak) / float(np.dot(K, K)),
        "wrong": (
            Wrong(
                gap / total,
                "You divided by the sum of K. But K comes in twice: it says how far a "
                "weight moves, and then what that weight is worth at the highest point.",
            ),
            Wrong(
                gap,
                "That's the gap. One update moves several weights at once, and each of them "
                "closes a part of it.",
            ),
            Wrong(
                gap / 5,
                "You shared the gap among five weights. They don't move equally far, and "
                "one of them not at all.",
            ),
            Wrong(gap / 4, "You shared the gap among four weights. They don't move equally far."),
            Wrong(
                1 / squares,
                f"That would lift the potential by 1. It should be lifted from {peak:g} to 1.",
            ),
            Wrong(
                peak / squares,
                f"You lift the potential by {peak:g}. What is missing is 1 − {peak:g}.",
            ),
            Wrong(
                gap * squares,
                "You multiplied where a division is needed: rate times the sum of K² is the rise.",
            ),
            Wrong(
                1 / peak,
                "That's the factor by which the potential should grow. A learning rate isn't a "
                "factor: the weights grow by it times K.",
            ),
            Wrong(
                gap / squares**0.5,
                "You took a root, as for the length of a vector. The rise is the rate times the "
                "sum of K², without a root.",
            ),
            Wrong(
                5 * gap / total,
                "You divided by the mean of K. It's a sum over the inputs, and K comes in twice.",
            ),
            Wrong(
                gap / (1.00 + 0.74),
                "You counted the two largest alone, and each of them once. K comes in twice.",
            ),
            Wrong(
                gap / (1.00 + 0.74**2),
                "You left out the small ones. They add a little too.",
            ),
            Wrong(
                gap / 0.74,
                "You let input B alone do it. One update moves all of the weights.",
            ),
            Wrong(gap / 0.74**2, "You let input B alone do it. One update moves all weights."),
            Wrong(
                0.02,
                "That's the rate of the next pictures. How far would it lift this pattern?",
            ),
            Wrong(
                1.0,
                "At a rate of 1 input A alone would lift the highest point by 1. How much is "
                "missing?",
            ),
            Wrong(
                0.1,
                "At a rate of 0.1 input A alone adds 0.1, and each other one less. How much do "
                "they make together, and how much is missing?",
            ),
            Wrong(gap / total**2, "You squared the sum. It's the sum of the squares."),
        ),
    }


EXERCISES = (
    Exercise(
        name="potential",
        ask="Write `potential(t, times, w, K)`: v at each of the times `t`, where input i fires "
        "at `times[i]` and has the weight `w[i]`. `K` is the kernel, and takes an array.",
        shown="""
            def potential(t, times, w, K):
                v = np.zeros(len(t))
                for i in range(len(times)):
                    v += w[i] * K(t - times[i])
                return v
        """,
        solution=potential,
        oracle=_moment_by_moment,
        tries=(
            _pattern(Tempotron(), 1, 4),
            _pattern(Tempotron(10.0, 2.0), 2, 7),
            _pattern(Tempotron(20.0, 5.0), 3, 1),
        ),
        wrong=(
            Wrong(
                lambda t, times, w, K: sum(w[i] * K(times[i] - t) for i in range(len(times))),
                "Your PSPs come before their spikes. K wants the time *since* the spike, "
                "t - times[i].",
            ),
            Wrong(
                lambda t, times, w, K: sum(K(t - times[i]) for i in range(len(times))),
                "Every input counts the same in yours. The weight w[i] is missing.",
            ),
            Wrong(
                lambda t, times, w, K: w[-1] * K(t - times[-1]),
                "Only the last input is left in yours. Add each one to what the others gave, "
                "with `v += ...`.",
            ),
            Wrong(
                lambda t, times, w, K: w.sum() * sum(K(t - times[i]) for i in range(len(times))),
                "You multiply the sum of the weights by the sum of the PSPs. Each PSP has a weight "
                "of its own.",
            ),
            Wrong(
                lambda t, times, w, K: (
                    sum(w[i] * K(t - times[i]) for i in range(len(times))) / len(times)
                ),
                "That's the mean over the inputs. Their PSPs add up.",
            ),
            Wrong(
                lambda t, times, w, K: sum(K(w[i] * (t - times[i])) for i in range(len(times))),
                "The weight stands inside K in yours, where it stretches the time. It multiplies "
                "what K gives.",
            ),
            Wrong(
                lambda t, times, w, K: np.array(
                    [max(w[i] * K(now - times[i]) for i in range(len(times))) for now in t]
                ),
                "You took the largest PSP at each moment. They add up.",
            ),
            Wrong(
                lambda t, times, w, K: w[0] * K(t - times[0]),
                "Only the first input is there in yours. Is the `return` inside the loop?",
            ),
            Wrong(
                lambda t, times, w, K: sum(w[i] * K(abs(t - times[i])) for i in range(len(times))),
                "Your PSPs run both ways from their spikes. K is 0 before a spike, if t - times[i] "
                "may be negative.",
            ),
            Wrong(
                lambda t, times, w, K: w.sum() * K(t),
                "Every PSP begins at 0 in yours. K wants the time since the spike, t - times[i].",
            ),
            Wrong(
                lambda t, times, w, K: np.full(len(t), (w * K(times)).sum()),
                "Yours is the same at all times, because K doesn't get `t`. It wants the time "
                "since the spike.",
            ),
            Wrong(
                lambda t, times, w, K: sum(w[i] + K(t - times[i]) for i in range(len(times))),
                "You add the weight to the PSP. It says how large the PSP is, so multiply.",
            ),
            Wrong(
                lambda t, times, w, K: sum(w[i] ** 2 * K(t - times[i]) for i in range(len(times))),
                "The weight comes in twice in yours.",
            ),
            Wrong(
                lambda t, times, w, K: sum(w[0] * K(t - time) for time in times),
                "All inputs have the weight of the first one in yours, w[0].",
            ),
            Wrong(
                lambda t, times, w, K: w.sum() * K(t - times[0]),
                "All inputs fire with the first one in yours, at times[0].",
            ),
            Wrong(
                lambda t, times, w, K: sum(w[i] * (t >= times[i]) for i in range(len(times))),
                "Your PSPs never decay. Where is `K`?",
            ),
            Wrong(
                lambda t, times, w, K: np.minimum(potential(t, times, w, K), 1.0),
                "You stop at the threshold. Nothing asks for that, and we want to know how high "
                "the potential gets.",
            ),
            Wrong(
                lambda t, times, w, K: potential(t, times, w, K).max(),
                "That's the highest potential alone. We want it at each of the times t.",
            ),
            Wrong(
                lambda t, times, w, K: np.array([w[i] * K(t - times[i]) for i in range(len(w))]),
                "Those are the PSPs one by one, a row for each input. Add them up.",
            ),
            Wrong(
                lambda t, times, w, K: np.maximum(potential(t, times, w, K), 0.0),
                "You stop at 0. A weight may be negative, and so may the potential.",
            ),
        ),
        examined=simpler(
            potential,
            (
                _alone(0.0, 1.0),
                "Take a single input, at 0 ms and with a weight of 1. Then v is K(t) itself.",
            ),
            (
                _alone(0.0, 0.5),
                "Take a single input, at 0 ms and with a weight of 0.5. Then v is half of K(t).",
            ),
            (
                _alone(10.0, 1.0),
                "Take a single input, at 10 ms and with a weight of 1. Then v is "
                "K(t), 10 ms later.",
            ),
            (_alone(10.5, 1.0), "Take a single input, at 10.5 ms. A time needn't be whole."),
            (
                _alone([0.0, 10.0], [1.0, 1.0]),
                "Take two inputs, at 0 and 10 ms, both with a weight of 1. Then v is the sum of "
                "two PSPs, one of them 10 ms later.",
            ),
            (
                _alone([0.0, 10.0], [1.0, 0.5]),
                "Take two inputs, at 0 and 10 ms, with weights of 1 and 0.5. The second PSP is "
                "half as high as the first.",
            ),
        ),
        hints=(
            "The time since input i fired is t - times[i], an array as long as t.",
            "Start from np.zeros(len(t)), and for every input add w[i] times K of that.",
        ),
        why="K is 0 before its spike, so you needn't ask which inputs have fired already.",
    ),
    Exercise(
        name="rate",
        **_rate(0.7),
        own=lambda rng: _rate(float(rng.choice([7, 8, 9, 11, 12, 13, 15, 16, 17])) / 20),
        examined=lambda answer: (
            "Take input B. Its weight grows by the rate times 0.74, and each bit of weight lifts "
            "the highest point by 0.74 of itself. What do all five inputs do together?"
        ),
        tolerance=0.004,
        because="K is given with two digits, and so may the rate be",
        hints=(
            "At a rate of λ the weight of each input grows by λ K. What does that add to the "
            "highest potential?",
            "Each input adds λ K times K. All together that's λ times the sum of K², and it should "
            "be the gap to 1.",
        ),
        why="K comes in twice, so those which matter most do nearly all of the work.",
    ),
    Exercise(
        name="update",
        ask="Write `update(times, t, v, should_fire, K)`: what the rule adds to each weight, for a "
        "learning rate of 1. `times` are the inputs' spikes, `v` is the potential at the times "
        "`t`, and the threshold is 1.",
        shown="""
            def update(times, t, v, should_fire, K):
                if (v.max() >= 1) == should_fire:
                    return np.zeros(len(times))  # it was right
                t_max = t[v.argmax()]
                return (1 if should_fire else -1) * K(t_max - times)
        """,
        solution=update,
        oracle=_update_one_by_one,
        tries=(
            _trial(Tempotron(), 1, True, 0.8),
            _trial(Tempotron(), 2, False, 1.6),
            _trial(Tempotron(), 3, True, 1.4),
            _trial(Tempotron(10.0, 2.0), 4, True, 0.5),
            _trial(Tempotron(10.0, 2.0), 5, False, 1.0),
            _trial(Tempotron(20.0, 5.0), 6, False, 0.9),
            _after_inhibition(_trial(Tempotron(), 7, True, 0.6)),
        ),
        wrong=(
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(t[-1] - times),
                "You reward the inputs for the end of the trial, t[-1]. What could have made the "
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
                lambda times, t, v, f, K: -update(times, t, v, f, K),
                "Your sign is turned round. A missed pattern needs more, and a false alarm less.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(times - t[v.argmax()]),
                "`times - t_max` is the wrong way round, so it rewards spikes that came after the "
                "highest point. K wants the time *since* the spike, t_max - times.",
            ),
            Wrong(
                lambda times, t, v, f, K: (1 if f else -1) * K(t[v.argmax()] - times),
                "You change weights for a pattern that was right, too. The rule learns from errors "
                "only, so return zeros there.",
            ),
            Wrong(
                lambda times, t, v, f, K: abs(_sign(v, f)) * K(t[v.argmax()] - times),
                "A false alarm must lose what a miss gains. With `should_fire` False and v above 1 "
                "the change is negative.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * np.ones(len(times)),
                "Every input gets the same. But one whose spike came after the highest point did "
                "nothing for it. `K` says how much of each PSP was there.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * (times < t[v.argmax()]),
                "All inputs before the highest point get the same. But a spike 60 ms before it has "
                "faded, and one 1 ms before has hardly risen. `K` says how much is there.",
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
                "At exactly 1 the neuron fires, because reaching the threshold is enough (`>=`).",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * abs(1 - v.max()) * K(t[v.argmax()] - times),
                "You make the step as large as the error, 1 - v.max(). That would be a rule too, "
                "but the tempotron's step is the same for a near miss and a far one.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(v.max() - times),
                "Yours never changes a weight. Is each error noticed? And if you wrote K(v.max() - "
                "times): `v.max()` is a height, and K wants its time, `t[v.argmax()]`.",
            ),
            Wrong(
                lambda times, t, v, f, K: update(times, t, v, f, K) if _sign(v, f) else 0,
                "After a right answer yours returns a single 0. Return one for each weight, "
                "`np.zeros(len(times))`.",
            ),
            Wrong(
                lambda times, t, v, f, K: update(times, t, v, f, K) if _sign(v, f) else 0 * t,
                "After a right answer yours returns a zero for each time in t. Return one for each "
                "weight, `np.zeros(len(times))`.",
            ),
            Wrong(
                lambda times, t, v, f, K: min(_sign(v, f), 0) * K(t[v.argmax()] - times),
                "Yours learns from false alarms alone. A miss is an error too.",
            ),
            Wrong(
                lambda times, t, v, f, K: max(_sign(v, f), 0) * K(t[v.argmax()] - times),
                "Yours learns from misses alone. A false alarm is an error too.",
            ),
            Wrong(
                lambda times, t, v, f, K: (
                    0 * times if _sign(v, f) else (1 if f else -1) * K(t[v.argmax()] - times)
                ),
                "Yours learns when the answer was right, and not when it was wrong. It's the other "
                "way round.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(t[abs(v).argmax()] - times),
                "You look for the largest size of v, so a deep trough counts as its highest point.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * K(abs(t[v.argmax()] - times)),
                "You reward spikes that come after the highest point as well. K is 0 there, if "
                "t_max - times may be negative.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * _largest_only(K(t[v.argmax()] - times)),
                "You change the best weight alone. The rule moves each one by what it's worth.",
            ),
            Wrong(
                lambda times, t, v, f, K: (
                    _sign(v, f)
                    * K(t[v.argmax()] - times)
                    / max(1e-9, K(t[v.argmax()] - times).sum())
                ),
                "You share one step out among the inputs. The rule moves each weight by its K.",
            ),
            Wrong(
                lambda times, t, v, f, K: (int(f) - int(v[-1] >= 1)) * K(t[v.argmax()] - times),
                "In yours the neuron never fires. It does if v reaches 1 at *any* time, even if v "
                "is low in the end.",
            ),
            Wrong(
                lambda times, t, v, f, K: (int(f) - int(v.sum() >= 1)) * K(t[v.argmax()] - times),
                "You ask whether the *sum* of v reaches 1. The neuron fires if its highest value "
                "does.",
            ),
            Wrong(
                lambda times, t, v, f, K: (1 if v.max() >= 1 else -1) * K(t[v.argmax()] - times),
                "You reward every spike of the neuron and punish its silence. What should it have "
                "done?",
            ),
            Wrong(
                lambda times, t, v, f, K: -abs(_sign(v, f)) * K(t[v.argmax()] - times),
                "You lower the weights after every error. A missed pattern needs more.",
            ),
            Wrong(
                lambda times, t, v, f, K: _sign(v, f) * v.max() * K(t[v.argmax()] - times),
                "You multiply by the height of the potential. The step is the same for a near miss "
                "and a far one.",
            ),
            Wrong(
                lambda times, t, v, f, K: update(times, t, v, f, K).sum(),
                "You add up the changes. Return one for each weight.",
            ),
        ),
        examined=simpler(
            update,
            (
                _one_input(0.0, 0.5, True),
                "Take one input at 0 ms, and a highest point at 7 ms that should have reached the "
                "threshold. Its weight grows by K(7 ms).",
            ),
            (
                _one_input(0.0, 1.5, False),
                "Take one input at 0 ms, and a highest point at 7 ms that should not have reached "
                "the threshold. Its weight falls by K(7 ms).",
            ),
            (
                _one_input(3.0, 0.5, True),
                "Take one input at 3 ms, and a highest point at 7 ms that should have reached the "
                "threshold. Its weight grows by K(4 ms).",
            ),
            (
                _one_input(20.0, 0.5, True),
                "Take one input at 20 ms, and a highest point at 7 ms. Its weight stays, as it "
                "came too late.",
            ),
            (
                _one_input(0.0, 1.5, True),
                "Take a neuron that fires and should. No weight changes.",
            ),
            (
                _one_input(0.0, 0.95, False),
                "Take a neuron that gets up to 0.95, and should be silent. It is, so no weight "
                "changes.",
            ),
            (
                _one_input([0.0, 3.0], 0.5, True),
                "Take inputs at 0 and 3 ms, and a highest point at 7 ms that was missed. The "
                "weights grow by K(7 ms) and K(4 ms).",
            ),
        ),
        hints=(
            "First: is it an error at all? It fires if v.max() >= 1.",
            "The time of the highest point is `t[v.argmax()]`; t_max - times is how long ago each "
            "input fired.",
            "`K(t_max - times)` is what each PSP is worth at that time; K is 0 for spikes that "
            "came later. The sign is + for a miss, − for a false alarm.",
        ),
        why="That's the whole rule. Each number says how much of that input's PSP was there "
        "when it counted.",
    ),
    Exercise(
        name="one_round",
        ask="Write `one_round(patterns, labels, w, rate, t, K)`: go once through all patterns, "
        "with an update after each. Return the weights, and how many patterns were wrong when "
        "they came.",
        shown="""
            def one_round(patterns, labels, w, rate, t, K):
                errors = 0
                for times, should_fire in zip(patterns, labels):
                    v = potential(t, times, w, K)
                    errors += (v.max() >= 1) != should_fire
                    w = w + rate * update(times, t, v, should_fire, K)
                return w, errors
        """,
        solution=_one_round,
        oracle=_round_by_numbers,
        tries=(
            _to_learn(1, 6, 0.1, Tempotron()),
            _to_learn(2, 9, 0.3, Tempotron(10.0, 2.0)),
            _to_learn(5, 12, 0.2, Tempotron()),
            _to_learn(10, 6, 0.1, Tempotron()),  # a miss comes first
            (  # exactly at the threshold, where it fires
                np.array([[3.0, 5.0], [20.0, 24.0]]),
                np.array([True, True]),
                np.array([0.5, 0.5]),
                0.25,
                np.arange(0.0, 40.0),
                _block,
            ),
        ),
        wrong=(
            Wrong(
                _all_at_once,
                "You use the old weights for every pattern. After each update the next pattern "
                "should meet the new ones.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: (
                    w,
                    _one_round(patterns, labels, w, 0.0, t, K)[1],
                ),
                "Your weights come back as they were. Keep what `w + rate * ...` gives.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: (
                    _one_round(patterns, labels, w, rate, t, K)[0],
                    len(labels) - _one_round(patterns, labels, w, rate, t, K)[1],
                ),
                "The weights are right. But you count the patterns that were right, and we want "
                "those that were wrong.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: _one_round(
                    patterns[:1], labels[:1], w, rate, t, K
                ),
                "Yours stops after the first pattern. Is the `return` inside the loop?",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: (
                    _one_round(patterns, labels, w, rate, t, K)[0],
                    0,
                ),
                "The weights are right, and your errors stay at 0. Count one whenever "
                "(v.max() >= 1) is not what should have been.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: _one_round(
                    patterns, ~labels, w, rate, t, K
                ),
                "Your neuron learns the opposite. Hand `should_fire` to `update` as it is.",
            ),
            Wrong(
                lambda *given: _one_round(*given)[::-1],
                "Yours returns them the other way round. The weights come first, then the errors.",
            ),
            Wrong(
                lambda *given: _one_round(*given)[0],
                "Yours returns the weights alone. We want the errors too: `return w, errors`.",
            ),
            Wrong(
                lambda *given: _one_round(*given)[1],
                "Yours returns the errors alone. We want the weights too: `return w, errors`.",
            ),
            Wrong(
                _stopped,
                "Yours stops at its first error. Go on with the other patterns.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: _one_round(
                    np.vstack([patterns] * 2), np.tile(labels, 2), w, rate, t, K
                ),
                "You go through the patterns twice. We want one round.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: _one_round(
                    patterns, labels, w, -rate, t, K
                ),
                "You take the update off. It has its sign already, so add it.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: (
                    _one_round(patterns, labels, w, rate, t, K)[0],
                    _one_round(
                        patterns[-1:],
                        labels[-1:],
                        _one_round(patterns[:-1], labels[:-1], w, rate, t, K)[0],
                        rate,
                        t,
                        K,
                    )[1],
                ),
                "The weights are right. But only the last pattern is counted, so write "
                "`errors += ...`.",
            ),
            Wrong(
                _counted_after,
                "The weights are right. But you count a pattern after its update, and some are "
                "right by then. Count it as it came.",
            ),
            Wrong(
                _rounded(count=lambda v, fire: fire and v.max() < 1),
                "You count the misses alone. A false alarm is an error too.",
            ),
            Wrong(
                _rounded(count=lambda v, fire: v.max() >= 1 and not fire),
                "You count the false alarms alone. A miss is an error too.",
            ),
            Wrong(
                _rounded(count=lambda v, fire: v.max() >= 1),
                "You count the patterns for which the neuron fired. Should it have?",
            ),
            Wrong(
                _rounded(count=lambda v, fire: (v.max() > 1) != fire),
                "At exactly 1 the neuron fires, because reaching the threshold is enough (`>=`).",
            ),
            Wrong(
                _rounded(
                    update=lambda times, t, v, fire, K: (
                        (1 if fire else -1) * K(t[v.argmax()] - times)
                    )
                ),
                "You change the weights after right answers too. Your `update` gives zeros there.",
            ),
            Wrong(
                _rounded(
                    update=lambda times, t, v, fire, K: (
                        abs(_sign(v, fire)) * K(t[v.argmax()] - times)
                    )
                ),
                "A false alarm raises the weights in yours. Your `update` has the sign already.",
            ),
            Wrong(
                _rounded(update=lambda times, t, v, fire, K: update(times, t, v, True, K)),
                "Your neuron is told that it should fire for every pattern. Hand `should_fire` to "
                "`update`.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: _one_round(
                    patterns[::-1], labels[::-1], w, rate, t, K
                ),
                "You go through the patterns from the last to the first.",
            ),
            Wrong(
                _rounded(times_each=100),
                "You go on with a pattern until it's right. In a round each pattern gets one "
                "update, and then it's the next one's turn.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: (
                    _one_round(patterns, labels, w, rate, t, K)[0],
                    _one_round(
                        patterns, labels, _one_round(patterns, labels, w, rate, t, K)[0], 0.0, t, K
                    )[1],
                ),
                "The weights are right. But you count the errors at the end of the round, with its "
                "last weights. Count each pattern as it came.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: (
                    _one_round(patterns, labels, w, rate, t, K)[0],
                    _one_round(patterns, labels, w, 0.0, t, K)[1],
                ),
                "The weights are right. But you count the errors with the weights of the "
                "beginning. Count each pattern as it came.",
            ),
            Wrong(
                lambda patterns, labels, w, rate, t, K: (
                    _one_round(patterns, labels, w, rate, t, K)[0],
                    _one_round(patterns, labels, w, rate, t, K)[1] / len(labels),
                ),
                "The weights are right. But that's the *share* of errors. We want their number.",
            ),
        ),
        examined=simpler(
            _one_round,
            (
                _few([[3.0, 10.0]], [True], [0.4, 0.3]),
                "Take one pattern that is missed. One error is counted, and one update made.",
            ),
            (
                _few([[3.0, 6.0]], [False], [1.5, 0.0]),
                "Take one false alarm. One error is counted, and both weights fall, the second of "
                "them from 0 to below.",
            ),
            (
                _few([[3.0, 10.0]], [False], [0.4, 0.3]),
                "Take one pattern that is right as it comes. Nothing is counted or changed.",
            ),
            (
                _few([[3.0, 10.0], [8.0, 20.0]], [True, True], [0.4, 0.3]),
                "Take two patterns that are missed. The second has a potential of its own, from "
                "the weights which the first left.",
            ),
        ),
        hints=(
            "You have both parts. `potential` gives v, and `update` what to add to w.",
            "Count an error before the update: (v.max() >= 1) != should_fire.",
        ),
        why="Call this until it counts no error, and the neuron has learned.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_order",
        question="A tempotron missed a pattern. Input A fired 3 ms after the highest point, B 40 "
        "ms before it, C 7 ms before and D 2 ms before. Which weights grow, the most first?",
        choices=("C, D, B", "C, B, D", "A, D, C, B", "D, C, B"),
        answer="a",
        why="K is highest 7 ms after a spike, has risen to 0.61 after 2 ms and faded to 0.15 after "
        "40. A fired too late.",
    ),
    Prediction(
        name="quiz_false_alarm",
        question="A pattern should leave the neuron silent, and its potential gets up to 1.3. An "
        "input with a weight of 0.4 had K = 0.5 at the highest point. With a learning rate of 0.1 "
        "its weight becomes ...",
        choices=("0.335", "0.35", "0.385", "0.45"),
        answer="b",
        why="It's a false alarm, so the weight falls by 0.1 × 0.5. (0.385 makes the step as large "
        "as the error, 0.3, and the rule doesn't.)",
    ),
    Prediction(
        name="quiz_slower",
        question="You double both time constants of the neuron, to 30 and 7.5 ms. After a miss, "
        "which input's weight grows most?",
        choices=(
            "one that fired about 3.5 ms before the highest point",
            "one that fired about 7 ms before the highest point",
            "one that fired about 14 ms before the highest point",
            "one that fired about 30 ms before the highest point",
        ),
        answer="c",
        why="With both time constants doubled the PSP has the same shape, drawn out twice as long. "
        "So its peak comes after 13.9 ms, where it came after 6.9.",
    ),
    Prediction(
        name="quiz_capacity",
        question="You want one neuron to tell apart 600 random patterns, one spike of each input "
        "in each. About how many synapses should it have?",
        choices=("100", "150", "300", "600"),
        answer="c",
        why="Two patterns a synapse are learned reliably, so 300 will do. With 150 it would be "
        "four a synapse, and errors remain.",
    ),
    Prediction(
        name="quiz_which_rule",
        question="A microphone hears a street, day and night, and nobody writes down what there is "
        "to hear. You'd like a neuron that fires for whatever comes back. Which rule?",
        choices=(
            "the tempotron's, because it learns more patterns",
            "STDP, because nobody can say which answer was wrong",
            "STDP, because it is right more often than the tempotron",
            "the tempotron's, because it finds the moment by itself",
        ),
        answer="b",
        why="The tempotron learns from errors, and an error needs somebody who knows better. STDP "
        "finds what repeats.",
    ),
)
