"""A function of your own under sliders: what it returns says how it is drawn.

    def my_neuron(current=1.4, tau_m=20.0):
        return simulate(LIF(tau_m=tau_m), np.full(3000, current), dt=0.1)

    explore(my_neuron, current=(0, 4), tau_m=(5, 50))

Here an argument's short form becomes a control, and a result a frame; all else is `LivePlot`.
"""

from __future__ import annotations

import inspect
import linecache
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

from snn_edu import validation
from snn_edu.live.controls import Control, Settings, choice, slider, starts, toggle
from snn_edu.live.live import SIZE, LivePlot, Tries
from snn_edu.live.picture import MOVING, Frame, Picture
from snn_edu.plots import Sketch, sketch

#: A control, or in short: (low, high), (low, high, step), [options], {label: option}, True, 1.5
Given: TypeAlias = (
    Control | tuple[float, ...] | Sequence[object] | Mapping[str, object] | bool | float | str
)

SEED = 1  # of the random numbers that a function asks for
SLIP = (
    "Say (low, high), (low, high, step), [one, another], True or False, a number, or "
    "slider(...), choice(...), toggle(...)."
)


class OwnPlot(LivePlot):
    """A picture of what a learner's function returns; made by `explore`."""

    def __init__(
        self,
        function: Callable[..., object],
        given: Mapping[str, Given],
        size: tuple[float, float] | None,
        tries: Tries | None,
        labels: tuple[str, str] | None,
    ) -> None:
        words = isinstance(labels, tuple | list) and [type(one) for one in labels] == [str, str]
        if labels is not None and not words:
            raise TypeError(f"labels = {validation.shown(labels)}: expected texts, (of x, of y).")
        self._experiment, controls = experiment(function, given)
        self._labels = labels
        self._now = self._drawn_as = self._experiment.result(starts(controls))
        self._waiting = [self._now]  # for the first look, so that it runs once
        size = (SIZE[0], max(SIZE[1], self._now.height)) if size is None else size
        super().__init__(self._frame_of, self._draw, controls, size, tries)
        self._given = function, given, tries, labels

    def resized(self, width: float, height: float, numbered: Sequence[int] = ()) -> OwnPlot:
        """As `LivePlot.resized`, with room for long numbers, and for results of another kind.

        Each of its axes has its own numbers, so none is `numbered`.
        """
        function, given, tries, labels = self._given
        return OwnPlot(function, given, (width, height), tries, labels)

    def show(self, frame: Frame, dpi: int = MOVING) -> None:
        """As `LivePlot.show`, in a new drawing where the result is of another kind."""
        with self.lock:
            if self._now.kind != self._drawn_as.kind:
                anew = Picture(self._draw, tuple(self.figure.get_size_inches()))
                self._picture, self.figure = anew, anew.figure
                self._scene, self._drawn_as = None, self._now
                self._lay_out(frame, {}, is_animated=False)
            super().show(frame, dpi)

    def _frame_of(self, **values: Any) -> Frame:
        """The view: the function's result at these values."""
        self._now = self._waiting.pop() if self._waiting else self._experiment.result(values)
        return {**self._now.values, "text": self._now.said}

    def _draw(self, figure: Figure) -> Frame:
        artists = self._now.draw(figure)
        if self._labels:
            figure.axes[0].set(xlabel=self._labels[0], ylabel=self._labels[1])
        return artists

    def _lay_out(self, first: Frame, start: Settings, is_animated: bool) -> None:
        """Place the axes with room for long numbers: to run the function for it may take long."""
        artists = self._picture.artists
        named = [one.axes for one in artists.values() if isinstance(one, Text)]  # rows of a raster
        numbered = [name for name in self._picture.limited if artists[name] not in named]
        wide = {name: {"ylim": (-0.012, 0.012)} for name in numbered}
        frames = [first, {**first, **wide}]
        self._picture.lay_out(*map(_without_words, frames))


@dataclass(frozen=True)
class Experiment:
    """A function, and what it is called with beside the values of its controls."""

    function: Callable[..., object]
    held: Mapping[str, object]  # arguments that do not move
    options: Mapping[str, Mapping[str, object]]  # of choices: what a label stands for
    asks_rng: bool  # has an argument `rng`, which nobody has given

    def result(self, values: Settings) -> Sketch:
        """What the function returns at these values of the controls, as it is drawn.

        Its random numbers are the same at each call, so that a slider changes one thing only. What
        it raises is given a note: which line of theirs it was.
        """
        arguments = {name: self.options.get(name, {}).get(x, x) for name, x in values.items()}
        arguments = {**self.held, **arguments}
        if self.asks_rng:
            own_seed = "seed" in inspect.signature(self.function).parameters
            seed: Any = arguments.get("seed", SEED) if own_seed else arguments.pop("seed", SEED)
            arguments["rng"] = np.random.default_rng(int(seed))
        try:
            returned = validation.alone(self.function(**arguments))
        except Exception as error:
            if note := where(error, self.function):
                error.add_note(note)
            raise
        if isinstance(returned, int | float | np.number):  # one number, or truth, named
            returned = {_name(self.function).strip("<>"): returned}
        try:
            return sketch(returned)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{_name(self.function)} at these values: {error}") from None


def experiment(
    function: Callable[..., object], given: Mapping[str, Given]
) -> tuple[Experiment, dict[str, Control]]:
    """A learner's function and its controls, from short forms.

    What is not given stays at the function's default. With nothing given all numbers and truths
    among the defaults get a control.
    """
    asked: object = function
    if not callable(asked) or isinstance(asked, type):
        raise TypeError(f"function = {validation.shown(function)}: expected a function.")
    try:
        parameters = inspect.signature(function).parameters
    except ValueError:  # some that are written in C
        raise TypeError(
            f"{_name(function)} does not tell its arguments. Write def f(x): return ... of it."
        ) from None
    free = any(one.kind is one.VAR_KEYWORD for one in parameters.values())
    named = {
        name: one.default
        for name, one in parameters.items()
        if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)
    }
    asks_rng = "rng" in named and "rng" not in given
    known = [*(name for name in named if name != "rng"), *(["seed"] if asks_rng else [])]
    for name in given:
        if not (known or free):
            raise ValueError(
                f"{_name(function)} has no argument called {name!r}. Write def f({name}=1.0): ..."
            )
        if not free and (name != "rng" or asks_rng):
            validation.choice(f"argument of {_name(function)}", name, known)
    lacking = [
        name
        for name, default in named.items()
        if default is inspect.Parameter.empty and name not in given and name != "rng"
    ]
    if lacking:
        raise TypeError(
            f"{_name(function)} needs {', '.join(lacking)}. Say explore({_name(function)}, "
            f"{lacking[0]}=(low, high)), or give it a default."
        )
    if not given:
        given = {n: one for n, one in named.items() if isinstance(one, bool | int | float)}
    held = {name: one for name, one in given.items() if isinstance(one, str)}
    options = {
        name: _options(name, one) for name, one in given.items() if isinstance(one, list | Mapping)
    }
    controls = {
        name: control(name, options.get(name, one), named.get(name, inspect.Parameter.empty))
        for name, one in given.items()
        if name not in held
    }
    return Experiment(function, held, options, asks_rng), controls


def takes(function: Callable[..., object]) -> set[str]:
    """The names of a function's arguments, as far as they can be known."""
    try:
        return set(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return set()


def control(name: str, given: Given, default: object) -> Control:
    """A control from its short form, which begins at the function's default, or in the middle."""
    if isinstance(given, Control):
        return given
    if isinstance(given, bool):
        return toggle(name, default if isinstance(default, bool) else given)
    if isinstance(given, Mapping):
        chosen = [
            label for label, option in given.items() if option is default or option == default
        ]
        return choice(name, list(given), [*chosen, *given][0])
    if isinstance(given, int | float):
        ends = sorted((0, 3 * given)) if given else (0, 1)
        return slider(name, *ends, start=given)
    if not isinstance(given, tuple) or len(given) not in (2, 3):
        raise TypeError(f"{name} = {validation.shown(given)}: {SLIP}")
    low, high, *rest = (_plain(name, one) for one in given)
    step = rest[0] if rest else None
    whole = all(isinstance(one, int) for one in (low, high, *rest))
    if not isinstance(default, int | float | np.number) or isinstance(default, bool):
        middle = (low + high) / 2
        if whole or step is not None:  # the position next to it
            apart = 1 if step is None else step
            middle = low + (middle - low) // apart * apart
        return slider(name, low, high, start=int(middle) if whole else middle, step=step)
    start = _plain(name, default)
    if not min(low, high) <= start <= max(low, high):
        raise ValueError(
            f"{name} = {validation.shown(given)}: the function's own default, {start:g}, lies "
            "outside."
        )
    return slider(name, low, high, start=start, step=step)


def _plain(name: str, number: object) -> float:
    """A Python number: an int stays one."""
    if isinstance(number, int | np.integer) and not isinstance(number, bool):
        return int(number)
    return validation.number(name, number, "", -1e15, 1e15)


def _options(name: str, given: Sequence[object] | Mapping[str, object]) -> Mapping[str, object]:
    """Options by their labels."""
    if isinstance(given, Mapping):
        return {
            validation.instance(f"{name}: a label", key, str): one for key, one in given.items()
        }
    labels = {getattr(one, "__name__", str(one)): one for one in given}
    if len(labels) < max(2, len(given)):
        raise ValueError(f"{name} = {validation.shown(given)}: expected two options or more.")
    return labels


def where(error: Exception, function: Callable[..., object]) -> str:
    """The learner's line that an error came from: the last one of the file, or of the page."""
    of_theirs = getattr(inspect.unwrap(function), "__globals__", None)
    lines = [
        (line, linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip())
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals is of_theirs
    ]
    return f"(line {lines[-1][0]}: {lines[-1][1]})" if lines else ""


def _name(function: Callable[..., object]) -> str:
    return getattr(function, "__name__", "your function")


def _without_words(frame: Frame) -> Frame:
    return {name: value for name, value in frame.items() if name != "text"}
