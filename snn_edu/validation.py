"""Arguments under guard: a refusal names the value, its unit, what is allowed, the likely slip."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]


def number(
    name: str, value: Any, unit: str = "", low: float = -math.inf, high: float = math.inf
) -> float:
    """Return `value` as a float, once it is a finite number with low <= value <= high.

    Parameters
    ----------
    name, unit
        What the caller's reader knows the number as: ``"tau_m"``, ``"ms"``.
    low, high
        Both ends are allowed.

    Raises
    ------
    TypeError
        `value` is not a real number.
    ValueError
        `value` is NaN, infinite, or outside [low, high]. When a thousand times more or less
        would fit, the message asks whether that was meant: the usual slip is a unit.
    """
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise TypeError(f"{name} = {value!r}: expected a number{_in(unit)}.")
    given = float(value)
    if math.isfinite(given) and low <= given <= high:
        return given
    message = f"{name} = {_with(given, unit)}: allowed is {_range(low, high, unit)}."
    for scaled in (given * 1000, given / 1000):
        if math.isfinite(scaled) and scaled != given and low <= scaled <= high:
            message += f" Did you mean {scaled:g}{_in_brackets(unit)}?"
            break
    raise ValueError(message)


def integer(name: str, value: Any, low: int = 0) -> int:
    """Return `value` as an int, once it is a whole number >= low.

    Raises
    ------
    TypeError
        `value` is not a whole number (2.0 counts as not whole: write 2).
    ValueError
        `value` is below `low`.
    """
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name} = {value!r}: expected a whole number.")
    if value < low:
        raise ValueError(f"{name} = {value}: allowed is {low} or more.")
    return int(value)


def numbers(
    name: str,
    values: ArrayLike,
    unit: str = "",
    low: float = -math.inf,
    high: float = math.inf,
    copy: bool = True,
) -> NDArray[np.float64]:
    """Return `values` as a float64 array, once all are finite and in [low, high].

    It is a new one, unless `copy` is False: then one of float64 is returned as it is, to be read.

    Raises
    ------
    TypeError
        `values` does not turn into an array of real numbers (ragged rows, text, complex).
    ValueError
        One of them is not finite or out of range; the message says which, and where.
    """
    try:
        raw = np.asarray(values)
    except ValueError:
        raise TypeError(f"{name}: expected numbers{_in(unit)} in rows of one length.") from None
    if raw.size and raw.dtype.kind not in "iuf":
        raise TypeError(f"{name}: expected numbers{_in(unit)}, got {raw.dtype}.")
    array = raw.astype(np.float64, copy=copy)
    right = np.isfinite(array)
    if low > -math.inf:
        right &= array >= low
    if high < math.inf:
        right &= array <= high
    if not right.all():
        wrong = ~right
        where = tuple(int(i) for i in np.argwhere(wrong)[0])
        place = ", ".join(map(str, where))
        number(f"{name}[{place}]" if where else name, float(array[where]), unit, low, high)
    return array


def choice(name: str, value: Any, allowed: Sequence[str]) -> str:
    """Return `value`, once it is one of the `allowed` words.

    Raises
    ------
    ValueError
        It is not; the message lists the words and guesses the nearest.
    """
    if isinstance(value, str) and value in allowed:
        return value
    from difflib import get_close_matches  # only a mistake pays for this import

    near = get_close_matches(str(value), allowed, n=1)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    words = ", ".join(map(repr, allowed))
    raise ValueError(f"{name} = {value!r}: allowed is one of {words}.{guess}")


def _with(value: float, unit: str) -> str:
    return f"{value:g} {unit}" if unit else f"{value:g}"


def _in(unit: str) -> str:
    return f" in {unit}" if unit else ""


def _in_brackets(unit: str) -> str:
    return f" ({unit})" if unit else ""


def _range(low: float, high: float, unit: str) -> str:
    if math.isinf(low) and math.isinf(high):
        return "any finite number"
    if math.isinf(high):
        return f"{_with(low, unit)} or more"
    if math.isinf(low):
        return f"{_with(high, unit)} or less"
    return f"{low:g} to {_with(high, unit)}"
