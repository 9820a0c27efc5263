"""Pictures that are declared beside their view, so that a page needs one line for each.

    rim = declare(explore, rim_frame, draw_rim, current=slider("current", 0, 4, start=2, unit="nA"))

In a lesson's `views` this stands once, below the view and the drawing. On the page:

    views.rim()                        the picture
    views.rim(current=1.4)             the same, beginning at 1.4 nA
    views.rim(current=slider(...))     with another slider; so too size, tries, handles, button
    views.rim(knobs=["current"])       with this control only: the others are held where they start
    views.rim(my_neuron)               a view whose first argument is the learner's own function
    views.rim.code()                   the cell that makes it, folded
"""

from __future__ import annotations

import inspect
import sys
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar, cast

from snn_edu.live.animation import Animation, animate
from snn_edu.live.cell import cell
from snn_edu.live.controls import Control, Setting, checked
from snn_edu.live.live import LivePlot
from snn_edu.live.picture import Draw
from snn_edu.live.sliders import explore
from snn_edu.plots import folded_html
from snn_edu.validation import choice, instance

Shown = TypeVar("Shown", bound=LivePlot | Animation)
OTHERS = ("size", "tries", "handles", "ghost", "light", "fps", "still", "button")


@dataclass(frozen=True, repr=False)
class Written:
    """Code to look at, folded on the page; ``print(_.code)`` shows it elsewhere."""

    title: str
    code: str

    def __repr__(self) -> str:
        return f"{self.title}, folded here, is text: print(_.code) shows it."

    def _repr_html_(self) -> str:
        return folded_html(self.title, self.code)


@dataclass(frozen=True)
class Declared(Generic[Shown]):
    """A picture that is made by a call, as this module's head says; `declare` makes it."""

    make: Callable[..., Shown]  # `explore` or `animate`
    view: Callable[..., object]  # may take values before its controls: they are given at the call
    draw: Draw
    settings: Mapping[str, object]  # the controls and what else `make` takes, by name
    module: str  # that declares it

    def __call__(
        self, *given: object, knobs: Sequence[str] | None = None, **changes: object
    ) -> Shown:
        """Make the picture, with `given` before the controls' values and `changes` by name."""
        settings = dict(self.settings)
        for name, new in changes.items():
            known = choice("name", name, sorted({*settings, *OTHERS}))
            old = settings.get(known)
            if isinstance(old, Control) and not isinstance(new, Control):
                start = checked({known: old}, {known: new})[known]
                settings[known] = replace(cast("Any", old), start=start)
            else:
                settings[known] = new
        controls = {name: one for name, one in settings.items() if isinstance(one, Control)}
        held: dict[str, Setting] = {}
        if knobs is not None:
            kept = [
                choice("knobs", knob, list(controls)) for knob in instance("knobs", knobs, list)
            ]
            held = {name: one.start for name, one in controls.items() if name not in kept}
            settings = {name: one for name, one in settings.items() if name not in held}
        moving = self.make == animate
        view = _frames(self.view, given, held) if moving else partial(self.view, *given, **held)
        return self.make(view, self.draw, **settings)

    def code(self) -> Written:
        """Show the cell that makes the picture, folded: copy it, run it, change it."""
        module = sys.modules[self.module]
        names = [name for name, one in vars(module).items() if one is self]
        if not names:
            raise ValueError(f"This picture stands under no name in {self.module}.")
        values = list(inspect.signature(self.view).parameters.values())
        own = [one for one in values if one.name not in self.settings and one.default is one.empty]
        given = len(values) - 1 if self.make == animate else len(own)
        return Written("How this picture is made", cell(module, names[0], given))


def _frames(
    frames: Callable[..., object], given: tuple[object, ...], held: dict[str, Setting]
) -> Callable[[dict[str, Setting]], object]:
    """Frames that read held values beside those of their controls."""
    return lambda values: frames(*given, ChainMap(held, values))


def declare(
    make: Callable[..., Shown], view: Callable[..., object], draw: Draw, /, **settings: object
) -> Declared[Shown]:
    """Declare a picture of `explore` or `animate`, which take the rest, to be made by a call.

    A view may take values before its controls: they are given at the call.
    """
    if make not in (explore, animate):
        raise TypeError("make: expected explore or animate.")
    return Declared(make, view, draw, settings, sys._getframe(1).f_globals["__name__"])
