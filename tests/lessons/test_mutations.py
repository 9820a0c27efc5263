"""Generated wrong answers: every exercise refuses its own solution with one thing changed.

A function has one slip in its text, as the library makes them; or an argument is typed in; or its
result is rounded, clipped, made positive or a little larger. Of a value one of its numbers, words
or truth values is changed.
"""

import copy
import inspect
import math
import pkgutil
import re

import numpy as np
import pytest

from snn_edu import lessons
from snn_edu.exercises import table
from snn_edu.questions.exercise import is_right
from snn_edu.questions.mutants import mutants

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

EXERCISES = [
    pytest.param(f"{lesson.name}.{each.name}", each, id=f"{lesson.name}.{each.name}")
    for lesson in pkgutil.iter_modules(lessons.__path__)
    for each in table(lesson.name, "EXERCISES")
]
CHANGED = {
    "rounded to 2 digits": lambda x: np.round(x, 2),
    "rounded to 4 digits": lambda x: np.round(x, 4),
    "clipped at 0": lambda x: np.maximum(x, 0.0),
    "clipped at 1": lambda x: np.minimum(x, 1.0),
    "absolute": np.abs,
    "negative": lambda x: -x,
    "a thousandth larger": lambda x: x * 1.001,
    "a thousand times": lambda x: x * 1000,
    "one more": lambda x: x + 1,
    "one less": lambda x: x - 1,
    "one millionth more": lambda x: x + 1e-6,
}
TWO_DECIMALS = (
    *("a thousandth larger", "one millionth more"),
    *("rounded to 2 digits", "rounded to 4 digits"),
)
ROUNDED = "line {}`: a `{}` where a `round` belongs"
TURNED = "line {}`: two lines are in the other order"
#: Changes that are no mistake, by the reason why. (A clip at 0 where no truth is negative changes
#: nothing, and is not tried. Nor is an `abs` within: few differences are ever negative.)
EQUAL = {
    "a factor of 1": {
        "balanced_network.mean_input": (
            "line 2, `80 * 1.0`: a division where a product belongs",
            "line 2, `80 * 1.0`: a factor is missing",
        )
    },
    "within the tolerance, which is told": {
        "beyond_lif.rest": ("one millionth more", "rounded to 2 digits", "rounded to 4 digits"),
        "leaky_bucket.choose_dt": ("one millionth more", "rounded to 4 digits"),
        "many_synapses.drift": ("one millionth more",),
        "needle_in_noise.border": ("one millionth more",),
        "measuring_trains.shared": TWO_DECIMALS,
        "measuring_trains.fano": TWO_DECIMALS,
    },
    "the grid still begins left of rest and ends right of it": {
        "beyond_lif.rest": (
            "line 2, `-30.0`: a minus is missing",
            *(f"line 2, `30.0`: {end} where 30 belongs" for end in (0, 1, 29, 31)),
            *(f"line 2, `100.0`: {start} where 100 belongs" for start in (99, 101)),
        )
    },
    "numbers are never so exactly equal": {
        "beyond_lif.rest": ("line 4, `blue < green`: a `<=` where a `<` belongs",),
        "temporal_coding.rate_encode": (
            "line 2, `u < x * r * dt / 1000`: a `<=` where a `<` belongs",
        ),
    },
    "all of these do what is asked, and the learner is to choose": {
        "many_synapses.my_mu": ("0.5 times", "0.8 times", "1.25 times"),
        "measuring_trains.which_pair": tuple(
            f"[1]: {factor} times" for factor in ("0.5", "0.8", "1.25", "2")
        ),
        "measuring_trains.which_tau": (
            *(f"[0]: {what}" for what in ("0.5 times", "0.8 times", "1.25 times", "2 times")),
            *(f"[1]: {factor} times" for factor in ("0.5", "0.8", "1.25", "2", "10", "1000")),
            *(f"[{k}]: one {what}" for k in (0, 1) for what in ("more", "less")),
        ),
        "what_a_spike_does.direction": (
            *(f"[0]: {what}" for what in ("0.8 times", "1.25 times", "one less", "one more")),
            "[1]: one more",
        ),
    },
    "minus nothing": {
        "measuring_trains.which_pair": ("[2]: -1 times",),
        "repair_the_article.repair": ("[0]: [1]: -1 times", "[0]: [3]: -1 times"),
        "what_a_spike_does.direction": ("[1]: -1 times",),
    },
    "neither line looks at what the other has made, or only at a bound": {
        "down_the_slope.by_difference": (TURNED.format("1, `def by_difference(loss, w, i, eps):"),),
        "many_synapses.step": (
            TURNED.format("1, `def plastic_step(w, x_pre, x_post, pre, post, dt, stdp):"),
        ),
        "measuring_trains.shared": (TURNED.format("1, `def shared(a, b):"),),
        "neuron_that_fires.neuron": (TURNED.format("9, `if v >= lif.v_threshold:"),),
    },
    "it has as many rows, or columns, or values as the other": {
        "down_the_slope.backward": (
            "line 2, `v`: `ds` where `v` belongs",
            "line 3, `v`: `ds` where `v` belongs",
        ),
        "from_ann_to_snn.network": ("line 2, `b1`: `W2` where `b1` belongs",),
        "reading_and_hearing.honest": ("line 2, `counts`: `velocity` where `counts` belongs",),
        "tempotron.potential": ("line 3, `times`: `w` where `times` belongs",),
        "what_it_costs.count": (
            "line 2, `W1`: `hidden` where `W1` belongs",
            "line 2, `W2`: `output` where `W2` belongs",
        ),
    },
    "the same either way round, by symmetry": {
        "down_the_slope.backward": ("line 4, `v[t] - 1`: a difference is the wrong way round",),
        "measuring_trains.by_pairs": ("line 2, `x - y`: a difference is the wrong way round",),
        "measuring_trains.edit_limits": (
            "line 3, `len(a) - len(b)`: a difference is the wrong way round",
        ),
        "steering_and_seeing.detector": (
            "line 3, `late - one`: a difference is the wrong way round",
        ),
        "three_simulators.few_bits": (
            "line 2, `2 ** bits - 1`: a difference is the wrong way round",
        ),
        "reading_and_hearing.bound": (
            "line 4, `np.degrees(1 / np.sqrt(J))`: a bracket closes too early",
        ),
    },
    "no spike before the first, and none after the last": {
        "measuring_trains.shared": ("line 3, `1`: 2 where 1 belongs",),
        "stdp_curves.synapse": tuple(f"line 2, `0.0`: {x} where 0 belongs" for x in (-1, 1)),
        "stdp_curves.wrapped": (
            *(f"line 4, `0.0`: {last} where 0 belongs" for last in (-1, 1)),
            "line 5, `1`: 2 where 1 belongs",
        ),
        "neuron_that_fires.neuron": ("line 2, `0`: -1 where 0 belongs",),
    },
    "a list does as well, or a value twice": {
        "neuron_that_fires.neuron": (
            "line 13, `np.array(trace)`: `array` is missing",
            "line 13, `np.array(spikes)`: `array` is missing",
        ),
        "sharing_the_work.honest": ("line 3, `set(train_winners)`: `set` is missing",),
    },
    "whole numbers all the same": {
        "measuring_trains.fano": (
            "line 3, `times // window`: a true division where a whole one belongs",
            *(ROUNDED.format("2, `round(duration / window)", like) for like in ("floor", "ceil")),
        ),
        "stdp_curves.wrapped": tuple(
            ROUNDED.format("5, `round(last / synapse.dt)", like) for like in ("floor", "ceil")
        ),
    },
    "equal time constants": {
        "what_a_spike_does.peak_time": ("line 3, `tau_m`: `tau_syn` where `tau_m` belongs",)
    },
    "any chance will do, and what is judged is other trials than the page's": {
        "down_the_slope.counts_only": ("rng typed in", "x typed in")
    },
    "no synapse leaves an output": {"what_it_costs.count": ("output typed in",)},
}


def written(exercise):
    """The solution by its text, as `mutants` runs it."""
    names = {**exercise.solution.__globals__, "np": np, "math": math}
    text = inspect.cleandoc(exercise.shown)
    exec(text, names)
    return names[re.findall(r"^def (\w+)", text, re.MULTILINE)[-1]]


def answers(exercise):
    """Every wrong answer: what was changed, and what is handed in."""
    right, first = exercise.solution, exercise.tries[0]
    for what, where, function in mutants(exercise.shown, right):
        if "`abs`" not in what:
            yield f"{where}: {what}", function
    for k, name in enumerate(inspect.signature(right).parameters):
        yield f"{name} typed in", typed_in(right, k, first[k])
    truths = [right(*copy.deepcopy(inputs)) for inputs in exercise.tries]
    for what, change in CHANGED.items():
        if not all(unchanged(truth, change) for truth in truths):
            yield what, changed(right, change)


def typed_in(function, k, value):
    """The function with an argument that is always the same: a copy, as a generator moves on."""
    return lambda *given: function(*given[:k], copy.deepcopy(value), *given[k + 1 :])


def changed(function, change):
    """The function with its result changed, part by part where there are several."""

    def other(*inputs):
        result = function(*inputs)
        if isinstance(result, tuple | list):
            return type(result)(change(part) for part in result)
        return change(result)

    return other


def unchanged(truth, change):
    """Whether a change of a result leaves it as it is, part by part where there are several."""
    parts = truth if isinstance(truth, tuple | list) else [truth]
    return all(np.array_equal(change(part), part, equal_nan=True) for part in parts)


def values(value):
    """Every value that differs from `value` in one number, word or truth value."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from ((f"{key}: {what}", value | {key: new}) for what, new in values(part))
    elif isinstance(value, list | tuple):
        for k, part in enumerate(value):
            for what, new in values(part):
                yield f"[{k}]: {what}", type(value)([*value[:k], new, *value[k + 1 :]])
    elif isinstance(value, bool):
        yield f"{not value}", not value
    elif isinstance(value, str):
        yield "another word", "nothing of the kind"
        yield "with a letter more", value + "s"
    else:
        for factor in (-1, 0, 0.5, 0.8, 1.25, 2, 10, 0.1, 1000, 0.001):
            yield f"{factor:g} times", value * factor
        yield "one more", value + 1
        yield "one less", value - 1


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_a_solution_with_one_thing_changed_is_refused(name, exercise):
    if exercise.tries:
        assert is_right(exercise, written(exercise)), "its names are not where the solution is"
        wrong = list(answers(exercise))
    else:
        right = repr(exercise.solution)
        wrong = [each for each in values(exercise.solution) if repr(each[1]) != right]
    assert len(wrong) >= 10 or not exercise.tries
    passed = {what for what, answer in wrong if is_right(exercise, answer)}
    equal = {what for cases in EQUAL.values() for what in cases.get(name, ())}
    assert passed <= equal, f"accepted: {sorted(passed - equal)}"
    assert equal <= passed, f"no longer accepted: {sorted(equal - passed)}"
