"""A learner's answer on trial: run it without harm, find where it first differs from the truth."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions.feedback import arguments, kind, told
from snn_edu.timeout import EndlessError, limited
from snn_edu.validation import Floats

SECONDS = 8.0  # of computing, all calls of a function together: more than that is not going to end
Inputs = tuple[Any, ...]  # the arguments of one call

ROUNDING = 1e-9  # the share by which it may move a result
PATIENCE = 60.0  # s by the clock, for a function that waits; or computes, on a busy machine


class AnswerError(Exception):
    """What was handed in is not right; the message says why. `kind` is it without its numbers."""

    def __init__(self, message: str = "", kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind


class UnwrittenError(AnswerError):
    """What was handed in is still the stub."""


@dataclass(frozen=True)
class Difference:
    """The first place where a result is not the expected one.

    Attributes
    ----------
    where
        ``"[2]"`` in an array or sequence, ``"['v']"`` in a mapping, ``""`` for a lone value.
    got, expected
        The two values there, or the two shapes or lengths where those already differ.
    problem
        A sentence, when the kind, the shape or a NaN is what is wrong; else empty.
    """

    where: str
    got: Any
    expected: Any
    problem: str = ""


def difference(
    got: object, expected: Any, tolerance: float | None = None, scale: float = 0.0, where: str = ""
) -> Difference | None:
    """Return the first difference between two results, None when there is none.

    Parameters
    ----------
    got
        The result on trial: nothing is assumed of it.
    expected
        A number, word, truth value or array, or a list, tuple or dict of those. An array takes
        an array or lists of its shape; a list or a tuple takes any sequence of its length.
    tolerance
        Largest |got - expected| that counts as equal. None allows for rounding only: 1e-9 of
        `expected` (1e-6 for a result in float32), or 1e-12 of `scale` (the largest size around)
        where `expected` is near 0.
    scale, where
        Handed down while the comparison walks into sequences and dicts.

    Notes
    -----
    A truth value is not a number and a number is not an array; 0 and 1 are truth values where
    those are asked for. NaN equals NaN only where `expected` itself is NaN; infinity equals only
    itself.
    """
    if isinstance(expected, dict):
        if not isinstance(got, Mapping) or set(got) != set(expected):
            return _unlike(got, f"a dict with the keys {', '.join(map(repr, expected))}", where)
        parts = ((f"{where}[{key!r}]", got[key], expected[key]) for key in expected)
    elif isinstance(expected, list | tuple):
        lone = isinstance(got, np.ndarray) and got.ndim == 0
        if lone or not isinstance(got, list | tuple | np.ndarray):
            return _unlike(got, f"a list or tuple of {len(expected)} values", where)
        if isinstance(got, np.ndarray):
            got = np.asarray(got)  # a row of a matrix is a matrix again
        if len(got) != len(expected):
            problem = f"{len(expected)} values are expected{_at(where)}, here are {len(got)}"
            return Difference(where, len(got), len(expected), problem)
        parts = ((f"{where}[{i}]", got[i], expected[i]) for i in range(len(expected)))
    elif isinstance(expected, np.ndarray) and expected.ndim:
        return _array_difference(got, expected, tolerance, scale, where)
    elif isinstance(expected, str):
        if not isinstance(got, str):
            return _unlike(got, "a word in quotes", where)
        same = got.strip().casefold() == expected.casefold()
        return None if same else Difference(where, got, expected)
    else:
        return _number_difference(got, expected, tolerance, scale, where)
    found = (difference(one, other, tolerance, scale, place) for place, one, other in parts)
    return next((first for first in found if first), None)


def _number_difference(
    got: object, expected: Any, tolerance: float | None, scale: float, where: str
) -> Difference | None:
    rounding = _rounding(got)
    got = plain(got)
    if isinstance(expected, bool | np.bool_):
        if not isinstance(got, Real) or got not in (0, 1):
            return _unlike(got, "True or False", where)
        return None if got == expected else Difference(where, bool(got), bool(expected))
    if isinstance(got, bool) or not isinstance(got, Real):
        return _unlike(got, "a number", where)
    here, truth = np.asarray(float(got)), np.asarray(float(expected))
    if _equal(here, truth, tolerance, scale, rounding):
        return None
    problem = f"a NaN (not a number) came out{_at(where)}" if np.isnan(here) else ""
    return Difference(where, float(got), float(expected), problem)


def _array_difference(
    got: object, expected: NDArray[Any], tolerance: float | None, scale: float, where: str
) -> Difference | None:
    given = got
    if isinstance(got, list | tuple):
        with suppress(ValueError):  # rows of several lengths are no array
            got = np.array(plain(got))
    if not isinstance(got, np.ndarray):
        return _unlike(given, f"an array of shape {expected.shape}", where)
    got = np.asarray(got)  # a masked array or a matrix compares by rules of its own
    if got.shape != expected.shape:
        problem = f"the shape{_at(where)} is {got.shape}, expected is {expected.shape}"
        if got.ndim == 2 and got.T.shape == expected.shape:
            problem += ": rows and columns are exchanged"
        return Difference(where, got.shape, expected.shape, problem)
    got = plain(got) if got.ndim else got
    truths = expected.dtype.kind == "b" and got.dtype.kind in "iuf" and np.isin(got, (0, 1)).all()
    if not truths and got.dtype.kind not in ("b" if expected.dtype.kind == "b" else "iuf"):
        wanted = "True and False" if expected.dtype.kind == "b" else "numbers"
        return _unlike(given, f"an array of {wanted}", where)
    wrong = ~_equal(got.astype(float), expected.astype(float), tolerance, scale, _rounding(got))
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    where = f"{where}[{', '.join(map(str, index))}]"
    here = got[index].item()
    problem = f"a NaN (not a number) came out{_at(where)}" if here != here else ""
    return Difference(where, here, expected[index].item(), problem)


def _equal(
    got: Floats, expected: Floats, tolerance: float | None, scale: float, rounding: float
) -> NDArray[np.bool_]:
    rounded = np.maximum(rounding * np.abs(expected), 1e-12 * scale)
    if tolerance is not None:  # float32 has not always the digits for it
        rounded = np.maximum(rounded * (rounding > ROUNDING), tolerance)
    with np.errstate(invalid="ignore"):  # inf - inf
        close = np.isfinite(expected) & (np.abs(got - expected) <= rounded)
    same: NDArray[np.bool_] = close | (got == expected) | (np.isnan(got) & np.isnan(expected))
    return same


def _rounding(got: object) -> float:
    """The share by which rounding may move a result; float32 has seven digits."""
    return 1e-6 if getattr(got, "dtype", None) == np.float32 else ROUNDING


def plain(value: Any) -> Any:
    """Write a learner's value in Python's own types, where it means one of those.

    NumPy's scalars and 0-d arrays, fractions and decimals become a number or a truth value, and
    arrays of such objects arrays of numbers; so do the parts of lists, tuples and mappings.
    """
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        value = value.item()
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return (list if isinstance(value, list) else tuple)(map(plain, value))
    if isinstance(value, np.ndarray) and value.dtype == object:
        parts = [plain(part) for part in value.flat]
        kinds = {bool if isinstance(part, bool) else Real for part in parts}
        numbers = len(kinds) == 1 and all(isinstance(part, Real) for part in parts)
        return np.array(parts).reshape(value.shape) if numbers else value
    fraction = isinstance(value, Real) and not isinstance(value, bool | int | float)
    return float(value) if fraction or isinstance(value, Decimal) else value


def blank(value: object) -> bool:
    """Say whether nothing has been filled in: None, ``...``, or a sequence or dict of such."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return len(value) > 0 and all(map(blank, value))
    return value is None or value is ...


def dots(value: object, where: str = "") -> str | None:
    """Where a ``...`` is left in it, such as ``"['v']"``; None if nowhere."""
    known = dict(enumerate(value)) if isinstance(value, list | tuple) else value
    parts = known.items() if isinstance(known, dict) else ()
    found = (dots(part, f"{where}[{key!r}]") for key, part in parts)
    return where if value is ... else next((each for each in found if each is not None), None)


def open_line(function: object) -> str:
    """The first line of a function that is still a ``...``, with its comment; or ``""``."""
    with suppress(Exception):  # no source, or not one that stands alone
        source = textwrap.dedent(inspect.getsource(function))  # type: ignore[arg-type]
        nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr)]
        dotted = [node for node in nodes if ast.unparse(node) == "..."]
        return source.splitlines()[min(node.lineno for node in dotted) - 1].strip()
    return ""


def listed(value: object) -> Any:
    """The same with lists for its arrays: a list takes an answer written as a list or an array."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, list | tuple):
        return type(value)(map(listed, value))
    return {key: listed(part) for key, part in value.items()} if isinstance(value, dict) else value


def size(expected: object) -> float:
    """Largest finite |number| anywhere in `expected`: the scale that rounding is measured by."""
    if isinstance(expected, dict):
        expected = list(expected.values())
    if isinstance(expected, str):
        return 0.0
    try:
        numbers = np.abs(np.asarray(expected, dtype=float))
    except (TypeError, ValueError):  # its parts are of several kinds, or of several lengths
        return max(map(size, expected))  # type: ignore[call-overload]
    return float(np.max(numbers, where=np.isfinite(numbers), initial=0.0))


def run(function: object, tries: Sequence[Inputs], names: Sequence[str]) -> list[object]:
    """Return what `function` gives for each of `tries`, each called with copies of its own.

    Parameters
    ----------
    function
        The learner's: nothing is assumed of it.
    tries
        One tuple of positional arguments per call.
    names
        What the arguments are called in the messages.

    Raises
    ------
    UnwrittenError
        It returns nothing, says ``NotImplementedError``, or stops while a ``...`` stands in it.
    AnswerError
        It is no function, takes other arguments, stops with an exception, does not end, or
        changes an array or a list it was given.
    """
    if not callable(function):
        raise AnswerError(
            f"A function is expected, and this is {kind(function)}: hand in the function itself, "
            "its name without brackets."
        )
    _check_arity(function, names)
    results: list[object] = []

    def call() -> None:
        for result in _called(function, tries, names):
            results.append(result)  # one by one: how many there are says where it hangs

    try:
        limited(call, SECONDS, PATIENCE)
    except EndlessError:
        raise AnswerError(
            f"Your function had not ended after {SECONDS:g} seconds: a loop without an end? It "
            f"was called with {arguments(names, tries[len(results)])}."
        ) from None
    if blank(results):
        if _open(results):
            raise UnwrittenError("Your function gives nothing back yet but the stub's `...`.")
        said = "Your function returns nothing yet. If it is written, `return` is missing."
        raise UnwrittenError(said, said)
    return results


def _open(results: object) -> bool:
    """Whether a ``...`` of the stub has come back, alone or among others."""
    return results is ... or (isinstance(results, list | tuple) and any(map(_open, results)))


def _called(
    function: Callable[..., object], tries: Sequence[Inputs], names: Sequence[str]
) -> Iterator[object]:
    for inputs in tries:
        given = copy.deepcopy(inputs)
        try:
            yield function(*given)
        except NotImplementedError:
            raise UnwrittenError("Your function is still the stub.") from None
        except BaseException as error:  # whatever the learner's function raises
            stopped = f"Your function stopped{_line(error, function)}"
            if ... in getattr(getattr(function, "__code__", None), "co_consts", ()):
                why = "" if isinstance(error, TypeError) else f" ({told(error)})"  # of the dots
                raise UnwrittenError(f"{stopped}, and there is still a `...` in it{why}.") from None
            called = f"{stopped}, called with {arguments(names, inputs)}"
            raise AnswerError(f"{called}: {told(error)}.") from None
        for name, before, after in zip(names, inputs, given, strict=True):
            if isinstance(before, np.ndarray | list) and difference(after, before):
                raise AnswerError(
                    f"Your function changes the {name} it was given (with "
                    f"{arguments(names, inputs)}). Work on a copy: whoever called it still needs "
                    "the original."
                )


def _check_arity(function: Callable[..., object], names: Sequence[str]) -> None:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some compiled functions do not say
        return
    try:
        signature.bind(*names)
    except TypeError:
        count = "1 argument" if len(names) == 1 else f"{len(names)} arguments"
        raise AnswerError(
            f"Your function takes {signature}; it is called with {count}, in this order: "
            f"({', '.join(names)})."
        ) from None


def _line(error: BaseException, function: Callable[..., object]) -> str:
    code = getattr(inspect.unwrap(function), "__code__", None)
    frames = traceback.walk_tb(error.__traceback__)
    lines = [number for frame, number in frames if frame.f_code is code]
    return f" in its line {lines[-1] - code.co_firstlineno + 1}" if code and lines else ""


def _unlike(got: object, wanted: str, where: str) -> Difference:
    return Difference(where, got, wanted, f"{wanted} is expected{_at(where)}, this is {kind(got)}")


def _at(where: str) -> str:
    return f" at {where}" if where else ""
