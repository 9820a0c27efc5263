"""Asking: put questions to somebody's function and take its answers, without harm whatever it does.

Nothing is known of the function. It may raise, hang, want whole numbers, spoil the arrays it is
given, give something else each time. Whoever asks here gets an answer that can be computed with, or
a `Refusal` that says in a sentence why there is none.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from snn_edu.timeout import Answer, EndlessError, limited
from snn_edu.units import carries_unit
from snn_edu.validation import Floats, shown
from snn_edu.verify.sentences import SENTENCES, TO_KNOW

Form: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]  # in which one may be asked
Parts: TypeAlias = dict[str, Floats]  # by where they stand in the answer: "", "[0]", "['counts']"
MOST_HELD = 4_000_000  # numbers in lists: to make an array of more stops all else for seconds
MOST_VALUES = 20_000  # of one array; of a larger one every so-manieth is looked at
REPEATS = 40  # calls whose mean answers for a function that is random
WAYS = "detach", "cpu", "toarray"  # out of a tensor that keeps its gradient, a sparse matrix
ROUNDING = 2e-4  # of the largest value: single precision adds up to less


class Refusal(Exception):  # noqa: N818 - it is an answer, and no mistake of ours
    """There is no answer, or none worth having: the name of a fault, and a sentence about it.

    Another name is that of no fault, but the end of an examination all the same.
    """

    def __init__(self, name: str, said: str = "", **parts: object) -> None:
        super().__init__(said or (TO_KNOW | SENTENCES)[name].format(**parts))
        self.name = name


def function(name: str, given: object, takes: str) -> None:
    """Raise TypeError if `given` cannot be called as a function of `takes`."""
    if not callable(given) or isinstance(given, type):
        raise TypeError(f"{name} = {shown(given)}: expected a function of {takes}.")


def answered(ask: Callable[[], Answer], seconds: float) -> Answer:
    """What they `ask` for, within `seconds`, infinite ones too; what hangs is left alone.

    Raises
    ------
    Refusal
        It has not ended, or it raised something.
    """

    def refused() -> Answer:
        try:
            return ask()
        except Refusal:
            raise
        except NotImplementedError:
            raise Refusal("not written yet") from None
        except BaseException as error:  # whatever somebody's function raises
            raise Refusal("raises", kind=type(error).__name__, text=shown(str(error))) from None

    try:
        return limited(refused, waiting=seconds)
    except EndlessError:
        raise Refusal("does not end", seconds=seconds) from None


def patience(seconds: float) -> float:
    """How long one call of those that may take `seconds` together may take, before it hangs."""
    return max(2.0, seconds / 5)


def held(answer: Any) -> int:
    """How many numbers lists within lists hold, if all are as long as the first."""
    count = 1
    while isinstance(answer, list | tuple) and answer and count <= MOST_HELD:
        count, answer = count * len(answer), answer[0]
    return count


def plain(value: Any) -> NDArray[Any]:
    """The array behind a list, an array or a tensor, each of which may keep its gradient."""
    if isinstance(value, list | tuple) and any(hasattr(each, "detach") for each in value):
        return np.asarray([plain(each) for each in value])
    for moved in ("detach", "cpu", "numpy"):
        if callable(way := getattr(value, moved, None)):
            value = way()
    return np.asarray(value)


def quiet(f: Callable[..., Answer]) -> Callable[..., Answer]:
    """A function whose overflow is seen in its answer, and needs no warning."""

    def asked(*given: Any) -> Answer:
        with np.errstate(all="ignore"):
            return f(*given)

    return asked


class Each(list[Any]):
    """The answers of a function that was asked for one number at a time."""


#: Arrays as they are, lists, a number at a time, and rows.
FORMS: tuple[Form, ...] = (
    lambda f: f,
    lambda f: lambda *given: f(*(each.tolist() for each in given)),
    lambda f: lambda *given: Each(map(f, *(each.tolist() for each in given))),
    lambda f: lambda *given: f(*(each[np.newaxis] for each in given)),
)


def in_a_form(
    f: Callable[..., Any], forms: Iterable[Form], ask: Callable[[Callable[..., Any]], Answer]
) -> Answer:
    """What they `ask` of a function, in the first form in which it does not raise.

    Raises
    ------
    Refusal
        It gives no answer in any: the first one's.
    """
    first: Refusal | None = None
    for form in forms:
        try:
            return ask(quiet(form(f)))
        except Refusal as refusal:
            first = first or refusal
            if refusal.name != "raises":
                break
    assert first is not None
    raise first


def one_number(value: Any) -> float:
    """The float that an answer means: a number, or an array or tensor of a single one.

    Raises
    ------
    Refusal
        It means none.
    """
    if carries_unit(value):
        raise Refusal("no number", value=shown(value))
    with contextlib.suppress(AttributeError, TypeError, ValueError, RuntimeError):
        value = value.item()
    try:
        array = plain(value)
        if array.dtype.kind in "bScU":
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError, RuntimeError):
        raise Refusal("no number", value=shown(value)) from None
    if array.size == 0:
        return 0.0  # the changes of no pairs
    if array.size > 1:
        raise Refusal("no number", value=f"an array of shape {array.shape}")
    answer = float(array.reshape(()))
    if not math.isfinite(answer):
        raise Refusal("no number", value=answer)
    return answer


def again(answers: list[float], ask: Callable[[], float], what: str) -> None:
    """Ask on: answers that settle, come in turn or move one way show a state that was left.

    Raises
    ------
    Refusal
        They do; `what` tells the call. Otherwise it is random.
    """
    answers += [ask() for _ in range(REPEATS)]
    steps = np.diff(answers)
    settled = np.ptp(answers[4:]) <= ROUNDING * max(map(abs, answers))
    if settled or in_turn(answers) or (steps >= 0).all() or (steps <= 0).all():
        raise Refusal("remembers the last call", what=what, one=answers[0], two=answers[1])


def in_turn(answers: list[float]) -> bool:
    """Whether they come again and again in the same order, after a dozen at most."""
    return any(answers[turn:] == answers[:-turn] for turn in range(2, 13))


def parts(answer: Any) -> Parts:
    """The arrays in an answer: copies, by where they stand.

    An answer is a number, an array, a tensor, or a list, tuple, dict or dataclass of answers. Rows
    of different lengths become two arrays, their lengths and their values. A text counts as a
    number of its own.

    Raises
    ------
    Refusal
        Something in it is none of these.
    """
    try:
        return _parts(answer, "")
    except RecursionError:
        raise Refusal("no arrays", value="lists within lists without end") from None


def _parts(answer: Any, place: str) -> Parts:
    if answer is None:
        return {}
    if isinstance(answer, str | bytes):
        text = answer.encode() if isinstance(answer, str) else answer
        return {place: np.array(float(zlib.crc32(text)))}
    if isinstance(answer, Mapping):
        return _joined((f"{place}[{key!r}]", each) for key, each in answer.items())
    if dataclasses.is_dataclass(answer) and not hasattr(answer, "__array__"):
        fields = dataclasses.fields(answer)
        return _joined((f"{place}.{f.name}", getattr(answer, f.name)) for f in fields)
    if isinstance(answer, list | tuple):
        return _of_rows(answer, place)
    return {place: _array(answer)}


def _joined(places: Iterable[tuple[str, Any]]) -> Parts:
    return {where: x for place, each in places for where, x in _parts(each, place).items()}


def _of_rows(answer: list[Any] | tuple[Any, ...], place: str) -> Parts:
    """The arrays of a list: one if all rows are alike."""
    if all(isinstance(each, int | float | np.number) for each in answer):
        return {place: np.array(answer, float)}
    rows = [_parts(each, f"{place}[{k}]") for k, each in enumerate(answer)]
    arrays = [x for row in rows for x in row.values()]
    if len(arrays) == len(answer) > 8 or all(isinstance(each, list) for each in answer):
        if len({x.shape for x in arrays}) == 1:
            return {place: np.stack(arrays)}
        lengths = np.array([x.size for x in arrays], float)
        values = np.concatenate([x.ravel() for x in arrays]) if arrays else lengths
        return {f"{place} (lengths)": lengths, f"{place} (values)": values}
    return {where: x for row in rows for where, x in row.items()}


def _array(answer: Any) -> Floats:
    for way in () if type(answer) is np.ndarray else WAYS:
        with contextlib.suppress(AttributeError, TypeError, RuntimeError):
            answer = getattr(answer, way)()
    if carries_unit(answer):
        answer = getattr(answer, "magnitude", answer)
    try:
        array = np.asarray(answer)
    except Exception:  # whatever somebody's __array__ raises
        raise Refusal("no arrays", value=shown(answer)) from None
    if array.dtype.kind not in "biufc":
        if array.dtype == object and array.size and array.ndim:
            return np.concatenate([x.ravel() for x in parts(array.tolist()).values()])
        raise Refusal("no arrays", value=shown(answer))
    if array.dtype.kind == "c":
        array = np.stack([array.real, array.imag])
    if array.size > MOST_VALUES:
        array = array.ravel()[:: array.size // MOST_VALUES + 1]
    return np.array(array, float)


def differ(one: Parts, two: Parts) -> bool:
    """Whether any number in one is another in the other."""
    return [*one] != [*two] or not all(np.array_equal(one[k], two[k], True) for k in one)


def unlike(one: Any, two: Any) -> bool:
    """Whether two things in which arrays can be found have others in them."""
    with contextlib.suppress(Refusal):
        return differ(parts(one), parts(two))
    return False  # nobody can tell
