"""Generated wrong answers: every exercise refuses its own solution with one thing changed.

A solution that is a function is changed in one place: an operator, a comparison, a constant, a
sign, one argument for another or for the number it had in the first try; or its result is rounded,
clipped, made positive or a little larger. A solution that is a value has one of its numbers, words
or truth values changed.
"""

import ast
import copy
import math
import pkgutil

import numpy as np
import pytest
from lesson_pages import imported

from snn_edu import lessons
from snn_edu.exercises import solution, table
from snn_edu.questions.exercise import is_right

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

LESSONS = [module.name for module in pkgutil.iter_modules(lessons.__path__)]
EXERCISES = [
    pytest.param(f"{lesson}.{each.name}", each, id=f"{lesson}.{each.name}")
    for lesson in LESSONS
    for each in table(lesson, "EXERCISES")
]
SWAPPED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.And: ast.Or, ast.Or: ast.And, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
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
#: Changes that are no mistake: by exercise, the change and why it is right all the same. (A clip at
#: 0 where no truth is negative changes nothing, and is not tried.)
EQUAL: dict[str, dict[str, str]] = {
    "balanced_network.mean_input": {"line 2: Mult to Div": "the weight is 1.0"},
    "beyond_lif.rest": dict.fromkeys(
        ("one millionth more", "rounded to 2 digits", "rounded to 4 digits"),
        "within the tolerance, which is told",
    )
    | dict.fromkeys(
        (f"line 2: {what}" for what in ("0.001 to 0.001001", "100.0 to 100.1")),
        "another grid, as fine",
    )
    | dict.fromkeys(
        (f"line 2: 100.0 to {start}" for start in (99, 101)), "it still begins left of rest"
    )
    | dict.fromkeys(
        ("line 2: a minus less", *(f"line 2: 30.0 to {end}" for end in (29, "30.03", 31))),
        "it still ends right of rest",
    )
    | {"line 4: Lt to LtE": "no grid point lies where they meet"},
    "leaky_bucket.choose_dt": dict.fromkeys(
        ("one millionth more", "rounded to 4 digits"), "within the tolerance, which is told"
    ),
    "many_synapses.my_mu": dict.fromkeys(
        (f"{factor} times" for factor in ("0.5", "0.8", "1.25")),
        "all from 0.04 to 0.105 do both, and the learner is to choose",
    ),
    "many_synapses.drift": dict.fromkeys(
        ("one millionth more",), "within the tolerance, which is told"
    ),
    "measuring_trains.which_pair": dict.fromkeys(
        (f"[1]: {factor} times" for factor in ("0.5", "0.8", "1.25", "2")),
        "from 0.03 to 0.2 per ms every cost shows it, and the learner is to choose",
    )
    | {"[2]: -1 times": "minus nothing"},
    "measuring_trains.shared": dict.fromkeys(
        ("a thousandth larger", "one millionth more", "rounded to 2 digits", "rounded to 4 digits"),
        "within the tolerance, which is told",
    )
    | {"line 3: 1 to 2": "the pairs end where the trials of a end"},
    "measuring_trains.fano": dict.fromkeys(
        ("a thousandth larger", "one millionth more", "rounded to 2 digits", "rounded to 4 digits"),
        "within the tolerance, which is told",
    ),
    "measuring_trains.which_tau": dict.fromkeys(
        [f"[0]: {what}" for what in ("0.5 times", "0.8 times", "1.25 times", "2 times")]
        + [f"[1]: {factor} times" for factor in ("0.5", "0.8", "1.25", "2", "10", "1000")]
        + [f"[{k}]: one {what}" for k in (0, 1) for what in ("more", "less")],
        "10 to 100 ms find it and 300 ms or more miss it, and the learner is to choose",
    ),
    "needle_in_noise.border": {"one millionth more": "within the tolerance, which is told"},
    "repair_the_article.repair": {f"[0]: [{k}]: -1 times": "minus nothing" for k in (1, 3)},
    "tempotron.potential": {"line 3: times to w": "each input has one of both"},
    "stdp_curves.synapse": {
        f"line 2: 0.0 to {value}": "a trace has decayed since minus infinity" for value in (1, -1)
    },
    "stdp_curves.wrapped": {"line 5: 1 to 2": "after the last spike nothing changes the weight"}
    | {f"line 4: 0.0 to {value}": "no spike, no change, however long it runs" for value in (1, -1)},
    "reading_and_hearing.honest": {"line 2: counts to velocity": "both have a row for each step"},
    "temporal_coding.rate_encode": {
        "line 2: Lt to LtE": "a number drawn by chance is never the chance itself"
    },
    "neuron_that_fires.neuron": {
        "line 2: 0 to -1": "no pause is no pause",
        "line 5: 1 to 1.001": "the pause ends in the same step",
    },
    "down_the_slope.backward": dict.fromkeys(
        ("line 2: v to ds", "line 3: v to ds"), "they are of one shape"
    ),
    "from_ann_to_snn.network": {
        "line 2: b1 to W2": "both have as many rows as there are hidden neurons"
    },
    "what_it_costs.count": {
        "line 2: W1 to hidden": "both have a column for each hidden neuron",
        "line 2: W2 to output": "both have a column for each output",
    },
    "what_a_spike_does.peak_time": {"line 3: tau_m to tau_syn": "they are equal there"},
    "what_a_spike_does.direction": {
        f"[0]: {what}": "near enough: it fires for right and is silent for left"
        for what in ("0.8 times", "1.25 times", "one less", "one more")
    }
    | {"[1]: -1 times": "minus nothing", "[1]: one more": "the difference is still near 8 ms"},
}


def source_mutants(code, exercise):
    """Every (what, source) that differs from `code` in one place."""
    tree = ast.parse(code)
    arguments = [argument.arg for argument in functions(tree)[-1].args.args]
    first = dict(zip(arguments, exercise.tries[0], strict=False))
    for k, node in enumerate(ast.walk(tree)):
        for what, change in node_changes(node, arguments, first):
            mutant = copy.deepcopy(tree)
            place = list(ast.walk(mutant))[k]
            change(place)
            yield f"line {node.lineno}: {what}", ast.unparse(ast.fix_missing_locations(mutant))


def functions(tree):
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def node_changes(node, arguments, first):
    """The ways to change one node of a syntax tree."""
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in SWAPPED:
        other = SWAPPED[type(node.op)]
        yield f"{type(node.op).__name__} to {other.__name__}", lambda n: setattr(n, "op", other())
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        new = SWAPPED[type(node.ops[0])]
        yield (
            f"{type(node.ops[0]).__name__} to {new.__name__}",
            lambda n: setattr(n, "ops", [new()]),
        )
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for value in (node.value + 1, node.value * 1.001, node.value - 1):
            if value != node.value:
                yield (
                    f"{node.value} to {value:g}",
                    lambda n, value=value: setattr(n, "value", value),
                )
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "a minus less", lambda n: setattr(n, "op", ast.UAdd())
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in arguments:
        for other in arguments:
            if other != node.id:
                yield f"{node.id} to {other}", lambda n, other=other: setattr(n, "id", other)
        value = first.get(node.id)
        if isinstance(value, int | float) and not isinstance(value, bool):
            typed = f"float({value!r})"
            yield f"{node.id} typed in", lambda n: setattr(n, "id", typed)


def swapped(operator, put):
    other = SWAPPED[type(operator)]
    yield f"{type(operator).__name__} to {other.__name__}", lambda n: put(n, other())


def changed(function, change):
    """The function with its result changed, part by part where there are several."""

    def other(*inputs):
        result = function(*inputs)
        if isinstance(result, tuple | list):
            return type(result)(change(part) for part in result)
        return change(result)

    return other


def answers(code, exercise, room):
    """Every wrong answer: what was changed, and what is handed in."""
    names = {"np": np, "math": math} | imported(room)
    exec(code, names)
    name = functions(ast.parse(code))[-1].name
    right = names[name]
    for what, source in source_mutants(code, exercise):
        mutated = {"np": np, "math": math} | imported(room)
        try:
            exec(source, mutated)
        except Exception:
            continue
        yield what, mutated[name]
    truths = [right(*copy.deepcopy(inputs)) for inputs in exercise.tries]
    for what, change in CHANGED.items():
        if not all(unchanged(truth, change) for truth in truths):
            yield what, changed(right, change)


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
        wrong = list(answers(solution(name).code, exercise, name.partition(".")[0]))
    else:
        wrong = [each for each in values(exercise.solution) if not same(each[1], exercise.solution)]
    assert len(wrong) >= 10 or not exercise.tries
    passed = {what for what, answer in wrong if is_right(exercise, answer)}
    equal = EQUAL.get(name, {})
    assert passed <= set(equal), f"accepted: {sorted(passed - set(equal))}"
    assert set(equal) <= passed, "no longer accepted: take them out of EQUAL"


def same(one, other):
    return repr(one) == repr(other)
