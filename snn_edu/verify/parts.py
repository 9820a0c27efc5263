"""Parts: an answer of arrays in any wrapping, as rows of numbers that can be compared."""

from __future__ import annotations

import contextlib
import dataclasses
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np

from snn_edu.units import carries_unit
from snn_edu.validation import Floats, shown
from snn_edu.verify.asking import Refusal

Parts: TypeAlias = dict[str, Floats]  # by where they stand in the answer: "", "[0]", "['counts']"
MOST_VALUES = 20_000  # of one array; of a larger one every so-manieth is looked at


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
    for way in ("detach", "cpu", "toarray"):  # a tensor that keeps its gradient, a sparse matrix
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
