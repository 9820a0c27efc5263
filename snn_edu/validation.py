"""Arguments under guard: a refusal names the value, its unit, what is allowed, the likely slip.

In every room what is of another kind is a TypeError; what is out of range, not finite, or of a
shape that does not fit is a ValueError. A docstring's `Raises` has only what that does not say.
"""

from __future__ import annotations

import difflib
import functools
import math
import reprlib
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import FrozenInstanceError, fields
from decimal import Decimal
from numbers import Real
from pathlib import Path
from types import CodeType
from typing import Any, TypeAlias, TypeGuard, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.units import carries_unit, in_unit

Floats: TypeAlias = NDArray[np.float64]
Quantity: TypeAlias = float | Floats  # one number, or an array of them
#: The same, where what comes in goes out.
Value = TypeVar("Value", float, Floats, NDArray[np.floating[Any]])
Kind = TypeVar("Kind")
Word = TypeVar("Word", bound=str)
Array = TypeVar("Array", bound=NDArray[Any])

PACKAGE = str(Path(__file__).parent)
MOST_BYTES = 2**31  # of one array or run: what a small cloud machine holds


def number(
    name: str, value: object, unit: str = "", low: float = -math.inf, high: float = math.inf
) -> float:
    """Return `value` as a float, once it is a finite number with low <= value <= high.

    Parameters
    ----------
    name, unit
        What the caller's reader knows the number as: ``"tau_m"``, ``"ms"``. One that carries a unit
        of its own is brought to this one; where that can't be, it is refused.
    low, high
        Both ends are allowed. Where a thousand times more or less would fit what has a unit, the
        refusal asks whether that was meant: the usual slip is a unit (see `_slips`).
    """
    if not _is_real(value) and carries_unit(value):
        value = np.asarray(_plain(name, value, unit))
        value = value.item() if value.shape == () else value
    value = alone(value)
    if not _is_real(value):
        raise TypeError(f"{name} = {shown(value)}: expected a number{_in(unit)}.")
    try:
        given = float(value)
    except OverflowError:  # a whole number beyond 1e308
        given = math.inf if value > 0 else -math.inf
    if math.isfinite(given) and low <= given <= high:
        return given
    message = f"{name} = {_with(given, unit)}: allowed is {_range(low, high, unit)}."
    for scaled in _slips(given, unit):
        if math.isfinite(scaled) and scaled != given and low <= scaled <= high:
            message += f" Did you mean {scaled:g} ({unit})?"
            break
    raise ValueError(message)


def none_or(name: str, value: object, unit: str, low: float, high: float = math.inf) -> float:
    """Return `value` as a `number`, once it is 0, for none, or low to high.

    What is between the two is a slip: a pause of 0.002 ms is one of 2 ms, written in seconds.
    """
    given = number(name, value, unit, 0.0, high)
    if 0.0 < given < low:
        likely = given * 1000.0
        slip = f" Did you mean {likely:g} ({unit})?" if low <= likely <= high else ""
        raise ValueError(
            f"{name} = {_with(given, unit)}: allowed is 0 for none, or "
            f"{_range(low, high, unit)}.{slip}"
        )
    return given


def refuse_volts(name: str, *values: float) -> None:
    """Refuse potentials that were written in volts: of -0.07 mV nobody speaks, of -70 mV all do."""
    for value in values:
        if 0.02 <= abs(value) <= 0.12:
            raise ValueError(
                f"{name} = {value:g} mV: next to nothing. "
                f"Did you mean {1000 * value:g} (mV), written in volts?"
            )


def _is_ours(code: CodeType) -> bool:
    made = code.co_filename == "<string>" and code.co_name == "__init__"  # by a dataclass
    return made or code.co_filename.startswith(PACKAGE)


def ask(question: str) -> None:
    """Warn of what may be a slip, at the line outside this package that has led here."""
    depth, frame = 2, sys._getframe(1)
    while frame.f_back is not None and _is_ours(frame.f_code):
        depth, frame = depth + 1, frame.f_back
    warnings.warn(question, stacklevel=depth)


def ask_seconds(record: object, below: float, *names: str) -> None:
    """Ask whether times of a record that are positive, but below so many ms, were seconds."""
    for name in names:
        ask_if_seconds(name, getattr(record, name), below)


def ask_if_seconds(name: str, value: float | None, below: float) -> None:
    """Ask whether a time that is positive, but below so many ms, was in seconds."""
    if value is not None and 0.0 < value < below:
        ask(f"{name} = {value:g} ms is short. Is it in seconds? Say {1000 * value:g} (ms).")


def ask_if_per_ms(name: str, rate: float) -> None:
    """Ask whether a rate of next to no spikes, in Hz, was in spikes per ms."""
    if 0.0 < rate < 0.1:
        ask(
            f"{name} = {rate:g} Hz is one spike in {1.0 / rate:.3g} s. Is it in spikes per ms? "
            f"Say 1000 * {name}."
        )


def ask_if_volts(name: str, v: Floats) -> None:
    """Ask whether potentials in mV, of which none is far from 0, were in volts.

    One alone may lie there, and so may neurons that are all alike, on their way through 0.
    """
    if v.size > 1 and float(np.abs(v).max()) <= 0.12 and float(np.ptp(v)) >= 0.01:
        ask(
            f"{name} is {v.min():g} to {v.max():g} mV, hardly a span at all. Is it in volts? "
            f"Say 1000 * {name}."
        )


def refuse_bytes(name: str, values: ArrayLike) -> None:
    """Refuse the bytes of an image, 0 to 255, where brightness is expected to be 0 to 1.

    What was made floats of and still looks so, by its first picture, is only warned of.
    """
    if not isinstance(values, np.ndarray) or not values.size:
        return
    if values.dtype == np.uint8 and values.max() > 100:
        raise ValueError(
            f"{name}: bytes up to {values.max()}. Is it a picture of 0 to 255? Say {name} / 255; "
            f"if these numbers are meant, {name}.astype(float)."
        )
    first = values[0] if values.ndim > 1 else values
    if values.dtype.kind in "if" and 100 < first.max() <= 255 and (first == abs(first) // 1).all():
        warnings.warn(
            f"{name}: whole numbers up to {first.max():g}. Is it a picture of 0 to 255? "
            f"Say {name} / 255.",
            stacklevel=5,
        )


def integer(name: str, value: Any, low: int = 0, high: int | None = None) -> int:
    """Return `value` as an int, once it is a whole number with low <= value (<= high)."""
    value = alone(value)
    if not _is_real(value) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name} = {shown(value)}: expected a whole number.")
    if value < low or (high is not None and value > high):
        allowed = f"{low} or more" if high is None else f"{low} to {high}"
        raise ValueError(f"{name} = {shown(value)}: allowed is {allowed}.")
    return int(value)


def numbers(
    name: str,
    values: ArrayLike,
    unit: str = "",
    low: float = -math.inf,
    high: float = math.inf,
    copy: bool = True,
) -> Floats:
    """Return `values` as a float64 array, once all are finite and in [low, high].

    It is a new one, unless `copy` is False: then one of float64 is returned as it is, to be read.
    What carries a unit is brought to this one.
    """
    raw = as_array(name, values, f"numbers{_in(unit)} in rows", unit)
    if raw.dtype == object and all(_is_real(alone(one)) for one in raw.flat):  # beyond 2**64
        raw = np.array([number(name, value, unit) for value in raw.flat]).reshape(raw.shape)
    if raw.dtype == object or (raw.size and raw.dtype.kind not in "iuf"):
        got = shown(values) if raw.dtype == object else raw.dtype
        raise TypeError(f"{name}: expected numbers{_in(unit)}, got {got}.")
    if not _kinds(values).isdisjoint({bool, np.bool_}):  # NumPy makes 1 and 0 of them
        raise TypeError(f"{name}: expected numbers{_in(unit)}, got a True or False among them.")
    array = raw.astype(np.float64, copy=copy)
    wrong = ~np.isfinite(array)
    if low > -math.inf:
        wrong |= array < low
    if high < math.inf:
        wrong |= array > high
    if wrong.any():
        where = tuple(int(i) for i in np.argwhere(wrong)[0])
        place = ", ".join(map(str, where))
        number(f"{name}[{place}]" if where else name, float(array[where]), unit, low, high)
    return array


def one_or_each(
    name: str,
    values: ArrayLike,
    shape: tuple[int, ...],
    each: str,
    unit: str = "",
    low: float = -math.inf,
    high: float = math.inf,
    slip: str = "",
) -> Floats:
    """Return `values` as `numbers` does, once they are one, or of this `shape`: one for `each`."""
    array = numbers(name, values, unit, low, high)
    if array.shape not in ((), shape):
        raise ValueError(
            f"{name} has shape {array.shape}: expected one number, or one for each {each}, "
            f"{shape}. {slip}".rstrip()
        )
    return array


def one_row(name: str, values: ArrayLike, low: float = -math.inf, copy: bool = True) -> Floats:
    """Return `values` as one row of `numbers`, in ms: of several moments, or of a single one."""
    row = np.atleast_1d(numbers(name, values, "ms", low, copy=copy))
    if row.ndim != 1:
        raise ValueError(f"{name} has shape {row.shape}: expected one row of times in ms.")
    return row


def integers(
    name: str, values: ArrayLike, low: int = 0, high: int | None = None, count: int | None = None
) -> NDArray[np.int64]:
    """Return `values` as one row of `count` whole numbers, once all are low to high."""
    array = as_array(name, values)
    array = array if array.size else array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name}: expected whole numbers, got {array.dtype}.")
    if array.ndim != 1 or count not in (None, array.size):
        wanted = "one row" if count is None else f"one row of {count}"
        raise ValueError(f"{name} has shape {array.shape}: expected {wanted}.")
    wrong = (array < low) | (array > (np.inf if high is None else high))
    if wrong.any():
        integer(f"{name}[{wrong.argmax()}]", int(array[wrong][0]), low, high)
    return array.astype(np.int64)


def frozen(array: Array) -> Array:
    """The array itself, which nobody can write to any more."""
    array.flags.writeable = False
    return array


def as_array(name: str, values: ArrayLike, what: str = "rows", unit: str = "") -> NDArray[Any]:
    """Return `values` as an array of whatever they are, once its rows are of one length.

    What NumPy would take off in silence is refused: a mask; a unit that is not brought to `unit`;
    a mapping's values, of which only the keys would be left.
    """
    try:
        kinds = _kinds(values)
    except RecursionError:
        raise TypeError(f"{name}: expected {what}, got lists within lists without end.") from None
    may_mask = any(issubclass(kind, np.ma.MaskedArray) for kind in kinds)
    if may_mask and np.ma.is_masked(np.ma.array(values)):
        raise ValueError(
            f"{name} is masked: its mask would be lost. Say {name}.compressed(), or "
            f"{name}.filled(0.0) where each has its place."
        )
    if isinstance(values, Mapping):
        raise TypeError(
            f"{name} = {shown(values)}: expected {what}, got a mapping, of which only the keys "
            "would be left. Say which of its values."
        )
    if carries_unit(values) or any(map(carries_unit, kinds)):
        values = _plain(name, values, unit)
    try:
        return np.asarray(values)
    except ValueError:
        raise TypeError(f"{name}: expected {what} of one length.") from None
    except TypeError:  # what is no array, and says so itself
        whole = np.empty((), object)
        whole[()] = values
        return whole


def fields_within(record: object, unit: str, low: float, high: float, *names: str) -> None:
    """Make each of these fields of a record a float, once it is a `number`, low to high.

    A NumPy scalar of fewer bits, left as it is, would draw all that it meets down to its own.
    """
    for name in names:
        value = number(name, getattr(record, name), unit, low, high)
        object.__setattr__(record, name, value)  # a frozen record's __post_init__ may set a field


def fields_whole(record: object, low: int, high: int | None, *names: str) -> None:
    """Make each of these fields of a record an int, once it is an `integer`, low to high."""
    for name in names:
        object.__setattr__(record, name, integer(name, getattr(record, name), low, high))


def field_below(
    record: object, name: str, bound: str, unit: str = "", why: str = ". Swapped?"
) -> None:
    """Pass, once one field of a record is below another; `why` ends the refusal."""
    value, limit = getattr(record, name), getattr(record, bound)
    if not value < limit:
        message = f"{name} = {_with(value, unit)}: must be below {bound} = {_with(limit, unit)}"
        raise ValueError(message + why)


def choice(name: str, value: object, allowed: Sequence[Word]) -> Word:
    """Return `value`, once it is one of the `allowed` words."""
    for word in allowed:
        if isinstance(value, str) and word == value:
            return word
    from difflib import get_close_matches  # only a mistake pays for this import

    spelt = {word.lower(): word for word in allowed}
    near = get_close_matches(shown(value).strip("'").lower(), spelt, n=1)
    guess = f" Did you mean {spelt[near[0]]!r}?" if near else ""
    words = ", ".join(map(repr, allowed))
    raise ValueError(f"{name} = {shown(value)}: allowed is one of {words}.{guess}")


def by_name(cls: type[Kind]) -> type[Kind]:
    """A class that answers a parameter, or a name, which it has not with the one likely meant.

    Whoever sets one of an object that is made is told how another is made.
    """
    plain: Callable[..., None] = cls.__init__
    set_plainly: Callable[..., None] = cls.__setattr__

    @functools.wraps(plain)
    def __init__(self: Kind, *args: object, **named: object) -> None:  # noqa: N807
        known = [each.name for each in fields(self) if each.init] if named else []  # type: ignore[arg-type]
        for name in named.keys() - known:
            near = _nearest(name, known)
            slip = f"Did you mean {near}?" if near else f"There are {', '.join(known)}."
            raise TypeError(f"{cls.__name__} has no parameter {name!r}. {slip}")
        plain(self, *args, **named)

    def __setattr__(self: Kind, name: str, value: object) -> None:  # noqa: N807
        try:
            set_plainly(self, name, value)
        except FrozenInstanceError:
            kind, text = type(self).__name__, shown(value)
            text = text if len(text) < 30 else "..."
            known = [each.name for each in fields(self) if each.init]  # type: ignore[arg-type]
            another = f"make another: dataclasses.replace({kind.lower()}, {name}={text})"
            there = another if name in known else f"nor has it {name!r}"
            raise FrozenInstanceError(f"A {kind} stays as it was made; {there}.") from None

    def __getattr__(self: Kind, name: str) -> Any:  # noqa: N807
        if hasattr(type(self), name):  # a property of somebody's own, and its error
            return object.__getattribute__(self, name)
        near = "" if name.startswith("_") else _nearest(name, [*filter(_public, dir(self))])
        slip = f". Did you mean {near}?" if near else ""
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{slip}")

    if not hasattr(cls, "__getattr__"):
        setattr(cls, "__getattr__", __getattr__)  # noqa: B010
    setattr(cls, "__init__", __init__)  # noqa: B010 - a type has no other way
    if set_plainly is not object.__setattr__:
        setattr(cls, "__setattr__", __setattr__)  # noqa: B010
    return cls


def _public(name: str) -> bool:
    return not name.startswith("_")


def _nearest(name: str, known: Sequence[str]) -> str:
    """The one of these names that is likely meant by another; "" where none is near."""
    near = [each for each in known if each.startswith(name)]  # v_th: v_threshold
    near = near or difflib.get_close_matches(name, known, 1, 0.6)
    return near[0] if near else ""


def instance(name: str, value: object, kind: type[Kind], slip: str = "") -> Kind:
    """Return `value`, once it is an object of this `kind` (a class, or a runtime protocol).

    Parameters
    ----------
    slip
        What is likely meant, as a sentence: ``"Say Spikes(times, duration=1000)."``. Left out, the
        class in the place of an object is asked about: ``Did you mean LIF()?``.
    """
    if isinstance(value, type):
        if not slip and (isinstance(value, kind) or kind in value.__mro__):
            slip = f"Did you mean {value.__name__}()?"
    elif isinstance(value, kind):
        return value
    message = f"{name} = {shown(value)}: expected an instance of {kind.__name__}. {slip}"
    raise TypeError(message.rstrip())


def generator(name: str, rng: object) -> np.random.Generator:
    """Return `rng`, once it is a generator of random numbers, not a seed, None or a module."""
    seed = rng if isinstance(rng, int) and 0 <= rng < 10**9 else 42
    return instance(name, rng, np.random.Generator, f"Say np.random.default_rng({int(seed)}).")


def float_or_array(values: ArrayLike) -> Any:
    """A plain float of a single number, an array of an array: what a formula gives back."""
    array = np.asarray(values)
    return array if array.ndim else array.item()


def affordable(name: str, value: float, unit: str, bytes_needed: float) -> None:
    """Pass, once what an argument asks for fits into `MOST_BYTES`."""
    if not bytes_needed <= MOST_BYTES:
        raise ValueError(
            f"{name} = {_with(min(value, 1e300), unit)}: that would take "
            f"{min(bytes_needed, 1e300):.3g} bytes; allowed is {MOST_BYTES:.3g}."
        )


def no_file(path: object) -> str:
    """What is said where there is no file of a name, and where it was looked for."""
    return f"path = {str(path)!r}: there is no such file. Looked for from {str(Path.cwd())!r}."


def alone(value: Any) -> Any:
    """The number in an array, or a tensor, that has no axes; a decimal as a float."""
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        return value if isinstance(value, np.generic | np.ma.MaskedArray) else value.item()
    return float(value) if isinstance(value, Decimal) else value


def shown(value: Any) -> str:
    """`value` as a message quotes it, in 80 characters at most."""
    short = reprlib.Repr()
    short.maxstring = short.maxother = 60
    if isinstance(value, type):
        return f"the class {value.__name__}"
    try:
        text = " ".join(short.repr(value).split())
    except ValueError:  # a whole number of thousands of digits
        text = f"a whole number of {value.bit_length():,} bits"
    return text if len(text) <= 80 else f"{text[:77]}..."


def _is_real(value: object) -> TypeGuard[float]:
    """Whether it is a number: neither a truth nor a span of time, though NumPy calls that whole."""
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_ | np.timedelta64)


def _plain(name: str, value: Any, unit: str) -> Any:
    """What carries a unit as plain numbers in ours; a list of such, element by element."""
    if isinstance(value, list | tuple) and not carries_unit(value):
        return [_plain(f"{name}[{i}]", each, unit) for i, each in enumerate(value)]
    if not carries_unit(value):
        raise TypeError(
            f"{name} = {shown(value)}: without a unit, while others beside it carry one."
        )
    try:
        return in_unit(value, unit)
    except Exception as error:  # theirs, of any kind
        expected = f"a number{_in(unit)}, or what can be brought to it" if unit else "plain numbers"
        raise TypeError(
            f"{name} = {shown(value)}: expected {expected}; its unit would be lost."
        ) from error


def _kinds(values: object) -> set[type]:
    """The classes of what is in a list, or in a list of lists; of anything else its own."""
    if not isinstance(values, list | tuple):
        return {type(values)}
    kinds = set(map(type, values))
    return kinds if kinds.isdisjoint({list, tuple}) else set().union(*map(_kinds, values))


def _slips(given: float, unit: str) -> tuple[float, ...]:
    """What a number that is out of range may have been meant for, in our unit; the likeliest first.

    A temperature is in kelvin, a resistance in ohm; of all else it is the prefix.
    """
    if unit == "degrees Celsius":
        return (given - 273.15,)
    ohm = (given / 1e6,) if unit == "MOhm" else ()
    return (*ohm, given * 1000, given / 1000) if unit else ()


def _with(value: float, unit: str) -> str:
    return f"{value:g} {unit}" if unit else f"{value:g}"


def _in(unit: str) -> str:
    return f" in {unit}" if unit else ""


def _range(low: float, high: float, unit: str) -> str:
    if math.isinf(low) and math.isinf(high):
        return "any finite number"
    if math.isinf(high):
        return f"{_with(low, unit)} or more"
    if math.isinf(low):
        return f"{_with(high, unit)} or less"
    return f"{low:g} to {_with(high, unit)}"
