"""What a learner can move: sliders, choices and switches, declared without any widget.

A control knows its values, checks one, and offers the ends of its range, so that a test can sweep a
view through everything a learner can reach.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from snn_edu import validation
from snn_edu.live.pad import Pad, Path


@dataclass(frozen=True)
class Slider:
    """A number between two ends; made by `slider`."""

    label: str
    start: float
    unit: str
    positions: tuple[float, ...]  # where the handle can rest, in rising order
    rare: bool = False  # folded under "More"
    clock: bool | float = False  # has a Play button; seconds that it takes
    alone: bool = False  # plays by itself once

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are allowed."""
        return isinstance(self.start, int)

    def ends(self) -> tuple[float, float]:
        """Lowest and highest value."""
        return self.positions[0], self.positions[-1]

    def check(self, value: object) -> float:
        """Return `value` as int or float.

        A number typed between two steps is allowed, one outside the ends is a ValueError.
        """
        checked = validation.number(self.label, value, self.unit, *self.ends())
        if not self.whole:
            return checked
        if not checked.is_integer():
            raise ValueError(f"{self.label} = {value:g}: allowed are whole numbers.")
        return int(checked)

    def phrase(self, value: float) -> str:
        """Name, value and unit, as a sentence needs them: ``current = 1.2 nA``."""
        return f"{self.label} = {value:g} {self.unit}".rstrip()

    def declaration(self) -> dict[str, object]:
        """What the page needs to build this control."""
        title = f"{self.label} ({self.unit})" if self.unit else self.label
        return {
            "kind": "slider",
            "label": title,
            "unit": self.unit,
            "whole": self.whole,
            "positions": self.positions,
            "rare": self.rare,
            "clock": self.clock,
            "alone": self.alone,
        }


@dataclass(frozen=True)
class Choice:
    """One of several words; made by `choice`."""

    label: str
    options: tuple[str, ...]
    start: str
    rare: bool = False

    def ends(self) -> tuple[str, ...]:
        """Every option: a test should visit them all."""
        return self.options

    def check(self, value: object) -> str:
        """Return `value`, once it is one of the options (else ValueError)."""
        return validation.choice(self.label, value, self.options)

    def phrase(self, value: str) -> str:
        """Name and value: ``reset = to_value``."""
        return f"{self.label} = {value}"

    def declaration(self) -> dict[str, object]:
        """What the page needs to build this control."""
        return {"kind": "choice", "label": self.label, "options": self.options, "rare": self.rare}


@dataclass(frozen=True)
class Toggle:
    """Yes or no; made by `toggle`."""

    label: str
    start: bool
    rare: bool = False

    def ends(self) -> tuple[bool, bool]:
        """Off, then on."""
        return False, True

    def check(self, value: object) -> bool:
        """Return `value`, once it is True or False (else TypeError)."""
        if not isinstance(value, bool | np.bool_):
            raise TypeError(f"{self.label} = {value!r}: expected True or False.")
        return bool(value)

    def phrase(self, value: bool) -> str:
        """Name and value: ``noise = on``."""
        return f"{self.label} = {'on' if value else 'off'}"

    def declaration(self) -> dict[str, object]:
        """What the page needs to build this control."""
        return {"kind": "toggle", "label": self.label, "rare": self.rare}


Control = Slider | Choice | Toggle | Pad
Setting = float | str | bool | Path  # what a control stands at
Settings = Mapping[str, Any]  # what a learner or an author gives a control, not checked yet


def slider(
    label: str,
    low: float,
    high: float,
    *,
    start: float,
    step: float | None = None,
    unit: str = "",
    log: bool = False,
    rare: bool = False,
    clock: bool | float = False,
    alone: bool = False,
) -> Slider:
    """Declare a slider from `low` to `high`, both reachable.

    Parameters
    ----------
    label, unit
        Shown as ``label (unit)``.
    start
        Where it stands first, and where Reset takes it.
    step
        Distance between two positions of the handle (by default a hundredth of the range, or 1
        for whole numbers); the range is whole steps, at most 2000. Numbers typed into the box may
        lie between two positions.
    log
        Equal ratios instead of equal distances: 101 positions, three digits each. No `step`.
    rare
        Seldom needed (a seed): folded away under "More".
    clock
        Time itself: a Play button beside it moves it to its end, in 4 to 10 s or in so many.
    alone
        The clock plays by itself once, when the picture is first looked at, unless something was
        moved before, or the reader has asked for less motion.

    Whole numbers only, if `low`, `high`, `start` and `step` are all of type int (and not `log`).
    """
    _checked(str, label=label, unit=unit)
    _checked(bool, log=log, rare=rare, alone=alone)
    if not isinstance(clock, bool):
        clock = validation.number("clock", clock, "s", 1.0, 60.0)
    if alone and not clock:
        raise ValueError(f"{label}: only a clock plays alone. Say clock=True.")
    low, high, start = _same("low", low), _same("high", high), _same("start", start)
    if step is not None:
        step = _same("step", step)
    if not low < high:
        raise ValueError(f"{label}: low = {low:g} must be below high = {high:g}.")
    given = (low, high, start, 1 if step is None else step)
    whole = not log and all(isinstance(value, int) for value in given)
    if log:
        if low <= 0:
            raise ValueError(f"{label}: a log slider needs low > 0, not {low:g}.")
        if step is not None:
            raise ValueError(f"{label}: a log slider has no step; it has 101 positions.")
        steps = 100
        inner = (low * (high / low) ** (k / steps) for k in range(1, steps))
        positions = [low, *(float(f"{value:.3g}") for value in inner), high]
    else:
        if step is None:
            step = 1 if whole else (high - low) / 100
        steps = round((high - low) / step) if step > 0 and math.isfinite(high - low) else 0
        if not math.isclose(steps * step, high - low, rel_tol=1e-9):
            raise ValueError(
                f"{label}: {low:g} to {high:g} is not a whole number of steps: step = {step:g}."
            )
        if steps > 2000:
            raise ValueError(f"{label}: {steps} steps; at most 2000 can be told apart.")
        positions = [round(low + k * step, 10) for k in range(steps + 1)]
    cast = round if whole else float
    ladder = tuple(sorted({cast(value) for value in positions}))
    start = Slider("start", cast(low), unit, ladder).check(start)
    return Slider(label, start, unit, ladder, rare, clock, alone)


def choice(
    label: str, options: tuple[str, ...] | list[str], start: str, *, rare: bool = False
) -> Choice:
    """Declare an exclusive choice among at least two different words; `rare` as for `slider`."""
    _checked(str, label=label)
    _checked(bool, rare=rare)
    given: object = options
    if not isinstance(given, tuple | list) or not all(isinstance(one, str) for one in given):
        raise TypeError(f"options = {validation.shown(options)}: expected two or more words.")
    words = tuple(options)
    if len(words) < 2 or len(set(words)) < len(words):
        raise ValueError(f"{label}: needs two or more different options, got {words}.")
    return Choice(label, words, validation.choice("start", start, words), rare)


def toggle(label: str, start: bool = False, *, rare: bool = False) -> Toggle:
    """Declare a switch that is off or on; `rare` as for `slider`."""
    _checked(str, label=label)
    _checked(bool, start=start, rare=rare)
    return Toggle(label, start, rare)


def starts(controls: Mapping[str, Control]) -> dict[str, Setting]:
    """What each starts with, once all of them are controls."""
    for name, control in controls.items():
        if not isinstance(control, Control):
            raise TypeError(
                f"{name} = {validation.shown(control)}: expected a control. Say slider(...), "
                "choice(...), toggle(...) or pad(...)."
            )
    return {name: control.start for name, control in controls.items()}


def checked(controls: Mapping[str, Control], values: Settings) -> dict[str, Setting]:
    """Return `values`, each accepted by its control."""
    for name in values:
        if name not in controls:
            raise ValueError(f"No control {name!r}; there is {', '.join(controls) or 'none'}.")
    return {name: controls[name].check(value) for name, value in values.items()}


def _checked(kind: type, **given: object) -> None:
    for name, value in given.items():
        validation.instance(name, value, kind, "Say True or False." if kind is bool else "")


def _same(name: str, value: float) -> float:
    """Return a plain int or float: NumPy's numbers do not travel to the page."""
    validation.number(name, value, "", -1e15, 1e15)
    return int(value) if isinstance(value, int | np.integer) else float(value)
