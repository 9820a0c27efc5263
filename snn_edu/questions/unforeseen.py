"""What is true of a wrong answer that nobody foresaw: found by trying, for any exercise.

Each sentence is a fact about all tries: what turns each right result into the one that came, with
which change of an argument it would be right, which argument does nothing. One number shows
nothing, so what is said holds for numbers that differ.
"""

from __future__ import annotations

import copy
import inspect
import itertools
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from snn_edu.questions.answers import (
    PATIENCE,
    AnswerError,
    Difference,
    Inputs,
    difference,
    listed,
    plain,
    run,
    size,
)
from snn_edu.questions.asked import Exercise
from snn_edu.questions.mutants import mutants
from snn_edu.timeout import EndlessError, limited
from snn_edu.validation import Floats

Results = Sequence[Any]  # one for each try
LONGEST = 3.0  # s of computing that a search may take
EACH_TIME = "each time we tried it"  # two tries may agree by chance: counts, 4 for 3 and 8 for 6

# What may have been done to the right results.
DONE: dict[str, Callable[[Floats], Floats]] = {
    "The size is right, the sign is not.": np.negative,
    "The sizes are right, and each minus is lost: `abs`, or a square?": np.abs,
    "What should be negative is 0 here.": lambda right: np.maximum(right, 0.0),
    "What should be positive is 0 here.": lambda right: np.minimum(right, 0.0),
    "Nothing is above 1 here.": lambda right: np.minimum(right, 1.0),
    "It is 1 minus the right result.": lambda right: 1.0 - right,
    "It is the square of the right result.": np.square,
    "It is the square root of the right result.": np.sqrt,
    "It is the logarithm of the right result.": np.log,
    "It is the exponential of the right result.": np.exp,
    "It is the right result rounded down: `//`, `int` or `floor`?": np.floor,
    "It is the right result with its digits cut off: `int`?": np.trunc,
    "It is the right result rounded up.": np.ceil,
    "The right values come in the reverse order.": lambda right: right[::-1],
    "The right values come sorted.": lambda right: np.sort(right, axis=0),
    "The right values come summed up, each with all before it.": lambda right: right.cumsum(axis=0),
    "Rows and columns are exchanged.": np.transpose,
}
# Factors that have a name.
FACTORS = {
    1000.0: "That is 1000 times too much: is a unit in thousandths (ms for s, nA for µA)?",
    0.001: "That is 1000 times too little: is a unit in thousands (s for ms, µA for nA)?",
    100.0: "That is 100 times too much: is it in per cent?",
    0.01: "That is 100 times too little: was it taken for per cent?",
    180.0 / np.pi: "That is in degrees, where radians are asked.",
    np.pi / 180.0: "That is in radians, where degrees are asked.",
    1.0 / np.log(2.0): "That is divided by log(2): a logarithm to the base 2?",
    np.log(2.0): "That is multiplied by log(2): a power of 2 for one of e, or a half-life?",
    1.0 / np.log(10.0): "That is divided by log(10): a logarithm to the base 10?",
}
# What may have been done to an argument on its way.
ALTERED: dict[str, Callable[[Any], Any]] = {
    "had the other sign": lambda x: -x,
    "had no minus": abs,
    "were 0: is it forgotten": lambda x: 0.0 * x,
    "were 1: is it forgotten": lambda x: 0.0 * x + 1.0,
    "were 1 divided by it": lambda x: 1.0 / x,
    "were 1000 times as much: is a unit another": lambda x: 1000.0 * x,
    "were a thousandth of it: is a unit another": lambda x: x / 1000.0,
    "were twice as much": lambda x: 2.0 * x,
    "were half as much": lambda x: x / 2.0,
    "were squared": lambda x: x**2,
    "were its square root": lambda x: x**0.5,
    "were 1 more": lambda x: x + 1,
    "were 1 less": lambda x: x - 1,
    "were 1 minus it": lambda x: 1 - x,
}
ALTERED_ARRAY: dict[str, Callable[[Any], Any]] = {
    "had the other sign": lambda x: -x,
    "had no minus": np.abs,
    "had no first value": lambda x: x[1:],
    "had no last value": lambda x: x[:-1],
    "came in the reverse order": lambda x: x[::-1],
    "came sorted": lambda x: np.sort(x, axis=0),
    "were 0: is it forgotten": lambda x: 0.0 * x,
    "had rows and columns exchanged": np.transpose,
    "were 1000 times as much: is a unit another": lambda x: 1000.0 * x,
    "were a thousandth of it: is a unit another": lambda x: x / 1000.0,
}


@dataclass(frozen=True)
class Trial:
    """An answer that is not right, and all that is known of it.

    Attributes
    ----------
    exercise, answer
        What was asked, and a function, or a value where there are no `tries`.
    results
        What it gave in each try.
    call, first
        The try where that first differs from what is right, and how.
    """

    exercise: Exercise
    answer: object
    results: Results
    call: int
    first: Difference

    def wrong(self, result: object, call: int) -> bool:
        """Whether this is not what is right in a try."""
        asked = self.exercise
        return bool(difference(result, asked.truths[call], asked.tolerance, asked.scale))

    def gives(self, function: Callable[..., Any]) -> int:
        """How many of the results are wrong, if `function` gives all of them."""
        asked, others = self.exercise, 0
        for k in sorted(range(len(asked.tries)), key=lambda k: k != self.call):
            with suppress(Exception), np.errstate(all="ignore"):  # it may refuse these arguments
                theirs = function(*copy.deepcopy(asked.tries[k]))
                mine = self.results[k]
                if difference(mine, listed(theirs), asked.tolerance, asked.scale) is None:
                    others += self.wrong(theirs, k)
                    continue
            return 0
        return others


def slip(trial: Trial) -> str:
    """Say what is true of all results of a trial, in a sentence; "" where nothing is found."""
    if trial.first.problem:
        return _form(trial)
    if isinstance(trial.first.expected, str | bool):
        return ""
    if not trial.exercise.tries:
        return _value(trial.first.got, trial.first.expected, trial.exercise.tolerance or 0.0)
    with np.errstate(all="ignore"):
        said = _exchanged(trial) or _numbers(trial)

    first, *others = trial.results
    alike = bool(others) and not any(difference(each, listed(first)) for each in others)

    def searched() -> str:
        if alike:  # what an argument would have to be for that says nothing
            return _as_if(trial) or _deaf(trial) or _altered(trial)
        return _altered(trial) or _as_if(trial) or _deaf(trial)

    if not said:
        with suppress(AnswerError, EndlessError), warnings.catch_warnings():  # it takes too long
            warnings.simplefilter("ignore")  # it would quote a line of the solution
            said = limited(searched, LONGEST, PATIENCE)
    return said


def _form(trial: Trial) -> str:
    """What is said of a result of another kind, or of another length."""
    here, right = trial.first.got, trial.exercise.truths[trial.call]
    if isinstance(here, Iterator):
        return "It gives its values one by one, and once only: `list(...)` makes a list of it."
    if here is None and trial.exercise.tries and not trial.first.where:
        return "None is what a function gives that ends without `return`."
    if np.iscomplexobj(here):
        return "Complex numbers come from a root, or a broken power, of a negative number."
    if isinstance(here, set | frozenset):
        return "A set has no order, and nothing twice."
    if callable(here):
        return "Brackets after its name call a function."
    if isinstance(here, str) and re.fullmatch(r"\s*[-+\d.,e]*\d\s*", here):
        return "A number has no quotes, and its digits begin after a point."
    if isinstance(here, tuple) and len(here) == 2 and _is_number(plain(right)):
        if trial.exercise.tries:
            return "A comma after `return` makes a pair of it."
        return "A comma makes two values: digits begin after a point, as in 0.5."
    if "NaN" in trial.first.problem:
        return "NumPy gives it for 0/0, the mean of nothing, and a root or log of what is negative."
    return _missing(trial.results[trial.call], right)


def _missing(got: Any, right: Any) -> str:
    """What is said of some of the right values, or of one too many."""
    with suppress(TypeError, ValueError, IndexError):
        many = np.atleast_1d(np.asarray(plain(right), float))
        few = np.asarray(plain(got), float)
        if np.ndim(plain(right)) == 0:  # a truth value, say, is no part of a number
            return ""
        parts = {
            "It has the right values without the first.": many[1:],
            "It has the right values without the last.": many[:-1],
            "That is the first of them: the others are lost. By a `return` too early?": many[0],
            "That is the last of them: the others are lost.": many[-1],
            "That is their sum.": many.sum(),
            "That is their mean.": many.mean(),
        }
        for said, part in parts.items():
            if part.shape == few.shape and part.size and np.allclose(few, part, 1e-9, 0.0):
                return said
        for end, rest in (("first", few[1:]), ("last", few[:-1])):
            if rest.shape == many.shape and np.allclose(rest, many, 1e-9, 0.0):
                return f"The {end} is one too many; the others are right."
    return ""


def _value(got: Any, right: Any, tolerance: float) -> str:
    """What is said of a lone value: it may be off by as much as is allowed."""
    if not right or not got:
        return ""
    named = {factor: FACTORS[factor] for factor in (1000.0, 0.001, 100.0, 0.01)}
    named[-1.0] = "The size is right, the sign is not."
    for factor, said in named.items():
        if abs(got / factor - right) <= max(tolerance, 1e-6 * abs(right)):
            return said
    near = abs(1.0 / got - right) <= max(tolerance, 1e-6 * abs(right))
    return "It is 1 divided by the right value." if near else ""


def _exchanged(trial: Trial) -> str:
    """Whether several results came in another order."""
    truths = trial.exercise.truths
    with suppress(TypeError, LookupError):  # a result may be no sequence, or a shorter one
        if all(isinstance(each, tuple) and len(each) == len(truths[0]) for each in truths):
            for order in itertools.permutations(range(len(truths[0]))):
                turned = ([listed(each[k]) for k in order] for each in trial.results)
                if not any(trial.wrong(each, call) for call, each in enumerate(turned)):
                    return "The results are right, and come in another order."
    return ""


def _numbers(trial: Trial) -> str:
    """What is said of the numbers: all, or the part that first differs, of a tuple."""
    results, truths = trial.results, trial.exercise.truths
    at = re.match(r"\[(\d+)\]", trial.first.where)
    with suppress(TypeError, ValueError, IndexError, KeyError):
        if at and all(isinstance(truth, tuple) for truth in truths):
            results, truths = ([each[int(at[1])] for each in side] for side in (results, truths))
        got, right = (
            [np.asarray(plain(each), float) for each in side] for side in (results, truths)
        )
        if all(a.shape == b.shape for a, b in zip(got, right, strict=True)):
            return _done(got, right, trial.exercise.tolerance or 0.0) or _related(got, right, trial)
    return ""


def _same(one: Floats, other: Floats, near: float) -> bool:
    return one.shape == other.shape and np.allclose(one, other, 1e-9, near)


def _done(got: list[Floats], right: list[Floats], tolerance: float) -> str:
    """What turns each right result into the one that came, whatever the arguments are."""
    here, truth = (np.concatenate([each.ravel() for each in side]) for side in (got, right))
    finite = np.isfinite(truth)
    scale = size(truth)
    if not finite.any() or np.ptp(truth[finite]) == 0.0 or not np.isfinite(here[finite]).all():
        return ""

    def holds(turned: Callable[[Floats], Floats], near: float = 1e-12 * scale) -> bool:
        with suppress(ValueError, IndexError):  # a number has no order
            return all(_same(a, turned(b), near) for a, b in zip(got, right, strict=True))
        return False

    if not here.any():
        return f"It was 0 {EACH_TIME}."
    alike = np.ptp(here[finite]) == 0.0  # then what is rounded up to 1 is so by chance
    for said, turned in DONE.items():
        if not (alike and "rounded" in said) and holds(turned, max(tolerance, 1e-12 * scale)):
            return said
    for digits in range(0 if alike else 7):

        def rounded(each: Floats, digits: int = digits) -> Floats:
            return np.asarray(np.round(each, digits), float)

        if holds(rounded):
            many = f"{digits} digit{'s' * (digits != 1)}"
            return f"It is the right result rounded to {many}: hand in all of them."
    if all(each.ndim and len(each) > 2 for each in right):
        if all(_same(a[1:], b[:-1], 1e-12 * scale) for a, b in zip(got, right, strict=True)):
            return "Each value comes one place too late."
        if all(_same(a[:-1], b[1:], 1e-12 * scale) for a, b in zip(got, right, strict=True)):
            return "Each value comes one place too early."
    if not np.array_equal(here[~finite], truth[~finite], equal_nan=True):
        return ""
    here, truth = here[finite], truth[finite]
    there = truth != 0.0
    if not here[~there].any() and np.ptp(np.abs(truth[there])) > 0.0:
        ratio = here[there] / truth[there]
        factor = float(ratio[0])
        if np.allclose(ratio, factor, rtol=1e-9, atol=0.0):
            known = [said for each, said in FACTORS.items() if np.isclose(each, factor, 1e-9, 0.0)]
            return known[0] if known else f"It is {factor:.6g} times the right result, {EACH_TIME}."
    more = here - truth
    if np.allclose(more, more[0], rtol=0.0, atol=1e-9 * scale):
        sign = "plus" if more[0] > 0 else "minus"
        return f"It is the right result {sign} {abs(more[0]):.6g}, {EACH_TIME}."
    product = here * truth
    if product.all() and np.allclose(product, product[0], rtol=1e-9, atol=0.0):
        return (
            "It is 1 divided by the right result."
            if np.isclose(product[0], 1.0, 1e-9)
            else f"It is {product[0]:.6g} divided by the right result: is it turned over?"
        )
    return ""


def _related(got: list[Floats], right: list[Floats], trial: Trial) -> str:
    """By which argument the right result is multiplied, divided, raised or lowered."""
    near = 1e-12 * size(right)
    for said, column in _quantities(trial):
        distinct = {float(each) for each, truth in zip(column, right, strict=True) if truth.any()}
        if len(distinct) < 2:
            continue
        ways: dict[str, Callable[[Floats, float], Floats]] = {
            f"It is the right result times {said}.": lambda r, a: r * a,
            f"It is the right result divided by {said}.": lambda r, a: r / a,
            f"It is the right result plus {said}.": lambda r, a: r + a,
            f"It is the right result minus {said}.": lambda r, a: r - a,
            f"It is {said} minus the right result.": lambda r, a: a - r,
            f"It is {said}, and nothing else.": lambda r, a: 0.0 * r + a,
        }
        for sentence, way in ways.items():
            turned = [way(r, a) for r, a in zip(right, column, strict=True)]
            if all(_same(a, b, near) for a, b in zip(got, turned, strict=True)):
                return sentence
    for place, name in enumerate(trial.exercise.names):
        with suppress(TypeError, ValueError):
            given = [np.asarray(plain(inputs[place]), float) for inputs in trial.exercise.tries]
            if all(_same(a, b, near) for a, b in zip(got, given, strict=True)):
                return f"It is `{name}`, and nothing else."
    return ""


def _quantities(trial: Trial) -> Iterator[tuple[str, list[float]]]:
    """Numbers that go with each try: arguments, how many values there are, and their ratios."""
    numbers = {}
    for place, name in enumerate(trial.exercise.names):
        column = [inputs[place] for inputs in trial.exercise.tries]
        if all(_is_number(each) for each in column):
            numbers[f"`{name}`"] = [float(each) for each in column]
        elif all(isinstance(each, list | tuple | np.ndarray) and len(each) for each in column):
            counts = [float(len(each)) for each in column]
            yield f"the number of values in `{name}`", counts
            if min(counts) > 1:
                yield (
                    f"(n - 1) / n, with n values in `{name}`: one is taken for the other",
                    [(n - 1) / n for n in counts],
                )
    yield from numbers.items()
    for name, column in numbers.items():
        yield f"(1 - {name})", [1.0 - each for each in column]
    for (one, a), (other, b) in itertools.permutations(numbers.items(), 2):
        yield f"{one} / {other}", [x / y if y else np.nan for x, y in zip(a, b, strict=True)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.floating | np.integer) and not isinstance(value, bool)


Change = Callable[[Inputs], Inputs]  # of the arguments of a call


class Place(NamedTuple):
    """An argument, or a number in a record of parameters, by its name: `lif.t_ref`."""

    name: str
    number: int  # of the argument
    field: str = ""

    def read(self, inputs: Inputs) -> Any:
        """What stands there."""
        whole = inputs[self.number]
        return getattr(whole, self.field) if self.field else whole

    def put(self, inputs: Inputs, new: Any) -> Inputs:
        """These inputs with another value there."""
        if self.field:
            new = replace(inputs[self.number], **{self.field: new})
        return (*inputs[: self.number], new, *inputs[self.number + 1 :])


def _places(inputs: Inputs, names: Sequence[str]) -> Iterator[Place]:
    for number, (name, value) in enumerate(zip(names, inputs, strict=True)):
        if is_dataclass(value):
            for each in fields(value):
                if _is_number(getattr(value, each.name)):
                    yield Place(f"{name}.{each.name}", number, each.name)
        else:
            yield Place(name, number)


def _changes(inputs: Inputs, names: Sequence[str]) -> Iterator[tuple[str, Change]]:
    """What may have been done to the arguments, and what is then true."""
    for a, b in itertools.combinations(range(len(names)), 2):
        if type(inputs[a]) is type(inputs[b]) or (_is_number(inputs[a]) and _is_number(inputs[b])):
            order = [{a: b, b: a}.get(k, k) for k in range(len(names))]
            yield (
                f"It would be right if `{names[a]}` and `{names[b]}` were exchanged.",
                lambda given, order=order: tuple(given[k] for k in order),  # type: ignore[misc]
            )
    for place in _places(inputs, names):
        value = place.read(inputs)
        several = ALTERED_ARRAY if isinstance(value, np.ndarray) else {}
        for words, altered in (ALTERED if _is_number(value) else several).items():
            if "unit" in words and isinstance(value, np.ndarray) and value.dtype.kind == "i":
                continue  # counts have none
            end = "?" if ":" in words else "."
            yield (
                f"It would be right if `{place.name}` {words}{end}",
                lambda given, at=place, do=altered: at.put(given, do(at.read(given))),  # type: ignore[misc]
            )


def _altered(trial: Trial) -> str:
    """With which change of the arguments all these results would be right."""
    for said, change in _changes(trial.exercise.tries[trial.call], trial.exercise.names):

        def changed(*given: Any, change: Change = change) -> Any:
            return trial.exercise.solution(*change(given))

        if trial.gives(changed) > 1:
            return said
    return ""


def _as_if(trial: Trial) -> str:
    """With which one slip the solution gives these results."""
    if not trial.exercise.shown:
        return ""
    text = ""
    with suppress(OSError, TypeError):  # it was typed in elsewhere, or is an object
        text = inspect.getsource(trial.answer)  # type: ignore[arg-type]
    for what, _, function in mutants(trial.exercise.shown, trial.exercise.solution):
        if _stands(what, text) and trial.gives(function):
            return f"One slip gives this: {what}."
    return ""


def _stands(what: str, text: str) -> bool:
    """Whether that is in a text which a slip says to be there: "a `//` where a `/` belongs"."""
    named = re.match(r"an? `([^`]+)` (where|is too much)", what)
    return not (named and text) or named[1] in text


def _deaf(trial: Trial) -> str:
    """Which argument does nothing, where it should; or that the same call has two results."""
    ends = {trial.call, 0, len(trial.exercise.tries) - 1}
    calls = _moved(trial, ends)
    (again,) = run(trial.answer, [trial.exercise.tries[trial.call]], trial.exercise.names)
    if difference(again, listed(trial.results[trial.call])):
        return "The same call gives another result the second time: chance, or a variable outside?"
    deaf = _unmoved(trial, calls)
    if deaf:  # at the ends of a window, say, an argument does nothing that does much within
        more = _moved(trial, set(range(len(trial.exercise.tries))) - ends)
        heard = {name: each for name, each in more.items() if name in deaf}
        deaf = [name for name in deaf if name not in heard or name in _unmoved(trial, heard)]
    if len(deaf) == len(calls) > 1:
        return "The same came out each time: numbers of an example, or names from outside?"
    return (
        f"Its `{deaf[0]}` seems to do nothing: the same comes out with other values of it. "
        "A number typed in, or a name from outside?"
        if deaf
        else ""
    )


Calls = dict[str, list[tuple[int, Inputs]]]  # by an argument's name: a try, and it moved there


def _moved(trial: Trial, bases: set[int]) -> Calls:
    """These tries with one argument as in another try, where that should matter."""
    moved: Calls = {}
    for base in bases:
        for place in _places(trial.exercise.tries[base], trial.exercise.names):
            found: list[tuple[int, Inputs]] = []
            for other in trial.exercise.tries:
                if len(found) == 3:  # one result alone may be the same by chance
                    break
                with suppress(Exception), np.errstate(all="ignore"):  # they may not fit together
                    inputs = place.put(trial.exercise.tries[base], place.read(other))
                    theirs = trial.exercise.solution(*copy.deepcopy(inputs))
                    if trial.wrong(theirs, base):
                        found.append((base, inputs))
            if found:
                moved.setdefault(place.name, []).extend(found)
    return moved


def _unmoved(trial: Trial, calls: Calls) -> list[str]:
    """The arguments with which the answer gives what it gave before they were moved."""
    every = [inputs for each in calls.values() for _, inputs in each]
    given = iter(run(trial.answer, every, trial.exercise.names)) if every else iter(())
    names = []
    for name, each in calls.items():
        same = [not difference(next(given), listed(trial.results[base])) for base, _ in each]
        names += [name] * all(same)
    return names
