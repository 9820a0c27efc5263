"""Generated wrong answers: every exercise refuses its own solution with one thing changed.

A function has one slip in its text, as the library makes them; or an argument is typed in; or its
result is rounded, clipped, made positive or a little larger. Of a value one of its numbers, words
or truth values is changed.
"""

import copy
import inspect
import math
import re

import numpy as np
import pytest
from lesson_pages import of_all_lessons

from snn_edu.questions.exercise import is_right
from snn_edu.questions.mutants import mutants

pytestmark = pytest.mark.slow

EXERCISES = of_all_lessons("EXERCISES")
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
#: How many changes are no mistake, by the reason why. (A clip at 0 where no truth is negative
#: changes nothing, and is not tried. Nor is an `abs` within: few differences are ever negative.)
EQUAL = {
    "a factor of 1": {"balanced_network.mean_input": 2},
    "within the tolerance, which is told": {
        **{"beyond_lif.rest": 3, "leaky_bucket.choose_dt": 2, "many_synapses.drift": 1},
        **{"needle_in_noise.border": 1, "measuring_trains.shared": 4, "measuring_trains.fano": 4},
        "regular_or_by_chance.current": 2,
    },
    "within a numerical error": {"leaky_bucket.train_mean": 1, "what_a_spike_does.peak_time": 2},
    "the grid still begins left of rest and ends right of it": {"beyond_lif.rest": 7},
    "numbers are never so exactly equal": {"beyond_lif.rest": 1, "temporal_coding.rate_encode": 1},
    "all of these do what is asked, and the learner is to choose": {
        **{"many_synapses.my_mu": 3, "measuring_trains.which_pair": 4},
        **{"measuring_trains.which_tau": 14, "what_a_spike_does.direction": 5},
    },
    "minus nothing": {
        **{"measuring_trains.which_pair": 1, "repair_the_article.repair": 2},
        **{"what_a_spike_does.direction": 1},
    },
    "neither line looks at what the other has made, or only at a bound": {
        **{"down_the_slope.by_difference": 1, "many_synapses.step": 1},
        **{"measuring_trains.shared": 1, "neuron_that_fires.neuron": 1},
    },
    "it has as many rows, or columns, or values as the other": {
        **{"down_the_slope.backward": 2, "from_ann_to_snn.network": 1, "what_it_costs.count": 2},
        **{"reading_and_hearing.honest": 1, "tempotron.potential": 1},
    },
    "the same either way round, by symmetry": {
        **{"down_the_slope.backward": 1, "measuring_trains.by_pairs": 1},
        **{"measuring_trains.edit_limits": 1, "steering_and_seeing.detector": 1},
        **{"three_simulators.few_bits": 1, "reading_and_hearing.bound": 1},
    },
    "no spike before the first, and none after the last": {
        **{"measuring_trains.shared": 1, "neuron_that_fires.neuron": 1},
        **{"stdp_curves.synapse": 2, "stdp_curves.wrapped": 3},
    },
    "a list does, or a value twice": {"neuron_that_fires.neuron": 2, "sharing_the_work.honest": 1},
    "whole numbers all the same": {"measuring_trains.fano": 3, "stdp_curves.wrapped": 2},
    "equal time constants": {"what_a_spike_does.peak_time": 1},
    "any chance will do, in other trials than the page's": {"down_the_slope.counts_only": 2},
    "no synapse leaves an output": {"what_it_costs.count": 1},
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
            yield what, lambda *given, change=change: by_part(change, right(*given))


def typed_in(function, k, value):
    """The function with an argument that is always the same: a copy, as a generator moves on."""
    return lambda *given: function(*given[:k], copy.deepcopy(value), *given[k + 1 :])


def by_part(change, result):
    """A result that is changed, part by part where there are several."""
    several = isinstance(result, tuple | list)
    return type(result)(map(change, result)) if several else change(result)


def unchanged(truth, change):
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
        yield "True in its place", True


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
    equal = sum(cases.get(name, 0) for cases in EQUAL.values())
    assert len(passed) == equal, f"{equal} are no mistake, and accepted are {sorted(passed)}"
