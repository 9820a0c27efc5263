"""Models: what `simulate` and `Network` ask of a neuron, and the floats or arrays it runs in.

One neuron is stepped in plain floats and a population in arrays, by one and the same text: a step
takes its `exp`, `where` and so on from a namespace `xp`, which is `FLOATS` or `numpy`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from numbers import Real
from types import ModuleType, SimpleNamespace
from typing import Any, Protocol, TypeAlias, cast, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from snn_edu.units import carries_unit
from snn_edu.validation import Floats, Quantity, ask, instance, numbers, shown


class PlainFloats(SimpleNamespace):
    """For plain floats what NumPy is for arrays: these names, and those of `math`."""

    def __repr__(self) -> str:
        return "FLOATS"


FLOATS = PlainFloats(
    **{name: each for name, each in vars(math).items() if not name.startswith("_")},
    maximum=max,
    minimum=min,
    where=lambda condition, yes, no: yes if condition else no,
    any=bool,
)

Namespace: TypeAlias = ModuleType | PlainFloats  # numpy, or FLOATS
State: TypeAlias = tuple[Quantity, ...]  # begins with v, in mV
Spiked: TypeAlias = bool | NDArray[np.bool_]
Stepped: TypeAlias = tuple[State, Spiked, Quantity]  # the new state, who spiked, how long ago (ms)
Step: TypeAlias = Callable[[State, Quantity], Stepped]
#: Somebody's own, of floats or of arrays; how long ago may be left out.
OwnStep: TypeAlias = Callable[[Any, Any], tuple[Any, ...]]


@runtime_checkable
class Model(Protocol):
    """A neuron that runs anywhere: whatever has these two methods.

    Of a model that also has an ``R_m`` (MOhm) the current is in nA, and one in pA is refused; of
    another in its ``current_unit``, if it says one. One whose variables stand at different moments
    also has ``staggered(state, dt)``, which makes of a state of one moment what its step begins
    with. One that has ``variables``, a name with its unit for each, has them in its pictures.
    """

    def start(self) -> State:
        """The state at rest, a tuple of floats that begins with v (mV)."""

    def stepper(self, dt: float, xp: Namespace = FLOATS) -> Step:
        """The step of `dt` ms: ``step(state, current) -> (state, spiked, ago)``.

        `ago` is how many ms before the step's end v met the threshold, 0.0 on a grid.
        """


def as_model(value: object, also: str = "") -> Model:
    """Return `value`, once it is a model."""
    slip = f"Say LIF(), or what has start() and stepper(){also}."
    if isinstance(value, type):
        slip = f"Did you mean {value.__name__}()?" if value.__name__ in also else ""
    return instance("model", value, Model, slip)


def stepper_of(
    model: Model, dt: float, xp: Namespace, options: Mapping[str, str] | None = None
) -> Step:
    """The step of a `model`, which may refuse the `options`."""
    options, stepper = options or {}, cast("Callable[..., Step]", model.stepper)
    try:
        return stepper(dt, xp, **options)
    except TypeError as error:
        asked = ", ".join(["dt", "xp", *(f"{name}={value!r}" for name, value in options.items())])
        raise TypeError(f"{type(model).__name__} refused stepper({asked}): {error}.") from error


@contextmanager
def blamed(model: Model | OwnStep, step: Step, state: State) -> Iterator[None]:
    """While it lasts an error in somebody's own step is told by what one call of it does.

    It is called again only then: a step may draw random numbers, and a run should draw no more of
    them than a loop of one's own.
    """
    try:
        yield
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        refuse_step(model, step, state, error)
        raise


def refuse_step(model: Model | OwnStep, step: Step, state: State, because: Exception) -> None:
    """Say what is wrong with a step, if it shows in one call without a current."""
    who = f"the step of {type(model).__name__}" if hasattr(model, "stepper") else "the step"
    several = any(map(np.ndim, state))
    hint = " Several neurons are stepped at once, in arrays: say xp.where for if, xp.exp and so on."
    began = tuple(np.array(part, float) for part in state) if several else state
    try:
        with np.errstate(all="ignore"):
            made: Any = step(began, 0.0 * began[0])
    except (TypeError, ValueError, IndexError, AttributeError) as error:  # the author's
        if isinstance(error, ValueError) and "truth value" not in str(error):
            raise
        said = f"{who} raises {type(error).__name__}: {str(error).rstrip('.')}.{hint * several}"
        raise TypeError(said) from because
    if not isinstance(made, tuple | list) or len(made) not in (2, 3):
        raise TypeError(
            f"{who} gives {shown(made)}: expected (state, spiked), and perhaps how long ago in ms."
        ) from because
    parts = list(made[0]) if np.iterable(made[0]) else []
    if len(parts) != len(state) or (several and v_alone(made[0])):
        raise TypeError(
            f"{who} gives the state {shown(made[0])}: expected a tuple like the one that it was "
            f"given, {shown(state)}."
        ) from because


def v_alone(state: object) -> bool:
    """Whether the state of several neurons is v alone, and no tuple that begins with it."""
    return isinstance(state, np.ndarray) and state.ndim == 1


def begun(state: object, like: State | None = None, name: str = "start") -> State:
    """Return `state`, to begin in, once it is a tuple of finite numbers, as many as in `like`."""
    rows = isinstance(state, list) or (isinstance(state, np.ndarray) and state.ndim)
    if isinstance(state, list | np.ndarray) and rows and not carries_unit(state):
        state = tuple(state)
    if not isinstance(state, tuple) or (like is not None and len(state) != len(like)):
        wanted = "a tuple (v, ...)" if like is None else f"a tuple like start(), {like}"
        raise TypeError(f"{name} = {shown(state)}: expected {wanted}, v in mV.")
    for i, part in enumerate(state):
        if like is not None or isinstance(part, Real | np.ndarray) or carries_unit(part):
            numbers(f"{name}[{i}]", part)
    return state


def unit_of_current(model: object) -> str:
    """What the current into a model is in; "" where nobody knows."""
    return getattr(model, "current_unit", "nA" if hasattr(model, "R_m") else "")


def refuse_amperes(name: str, model: object, current: Floats) -> None:
    """Refuse a current in pA, which read as nA would move the membrane by volts, and one in A.

    One of 0.1 pA to 100 nA, written in A, would move it by less than a millionth of a mV: silence.
    """
    R_m = float(np.max(getattr(model, "R_m", 0.0)))
    most = max(float(current.max()), -float(current.min())) if current.size else 0.0
    if 1e-13 <= most <= 1e-7 and 0.0 < most * R_m < 1e-6:
        raise ValueError(
            f"{name} is {most:g} nA at most: through {R_m:g} MOhm that is {most * R_m:g} mV, "
            f"nothing. Did you mean {most * 1e9:g} (nA), written in A?"
        )
    ask_potential(name, current, R_m)
    if unit_of_current(model) == "mV/ms" and most > 150.0:
        ask(f"{name} is {most:g} mV/ms at most; a usual one is 10. Is it in pA?")
    elif unit_of_current(model) in ("mV/ms", "uA/cm2") and 5e-4 < most < 0.05:
        ask(
            f"{name} is {most:g} {unit_of_current(model)} at most, next to nothing; a usual one is "
            "10. Is it in nA?"
        )
    if most * R_m >= 500.0 and _like_times(current):
        ask(f"{name} goes up evenly from 0 to {most:g} nA, as times do. Are they the times?")
    if most * R_m <= 1000.0:
        return  # nor is the mean, for which memory must be found
    mean = float(np.abs(current).mean())
    if mean * R_m > 1000.0:
        raise ValueError(
            f"{name} averages {mean:g} nA: through {R_m:g} MOhm that is "
            f"{mean * R_m / 1000.0:g} V; allowed is up to 1 V. "
            f"Did you mean {mean / 1000.0:g} (nA), written in pA?"
        )


def _like_times(current: Floats) -> bool:
    """Whether a current is 0, dt, 2 dt, ..."""
    row = current.reshape(len(current), -1)[:, 0] if current.ndim else current
    even = row[-1] / max(row.size - 1, 1) * np.arange(row.size) if row.size > 9 else row + 1.0
    return bool(np.allclose(row, even, atol=1e-9))


def ask_if_pA(name: str, drive: float) -> None:
    """Ask about a current that drives v by volts (`drive`: mV); by thousands, a limit is meant."""
    if 1e3 < abs(drive) < 1e6:
        volts = abs(drive) / 1000.0
        ask(f"{name}: it drives v by up to {volts:g} V. Is it in pA? Say {name} / 1000.")


def ask_potential(name: str, current: Floats, R_m: float) -> None:
    """Ask about a current (nA) that never leaves the range of a membrane's potential (mV)."""
    if current.size and -95.0 <= current.min() <= current.max() <= -35.0 and R_m >= 5.0:
        ask(
            f"{name} is {current.min():g} to {current.max():g} nA: through {R_m:g} MOhm v sinks by "
            f"{-R_m * current.max():g} mV at least. Is it a potential, in mV?"
        )


def twice(dt: float, other: str = "or less current (nA; did you write pA?)") -> ValueError:
    """What a step says where two spikes do not fit into it; `other` helps too."""
    return ValueError(
        f"dt = {dt:g} ms: the neuron spikes twice within one step. Take a smaller dt, {other}."
    )
