"""Pictures that are declared beside their view, so that a page needs one line for each.

    @declare(rim_frame, current=slider("current", 0, 4, start=2, unit="nA"))
    def rim(page):
        return {"v": page.subplots().plot([], [])[0]}

In a lesson's `views` this stands once, below the view: a picture of `explore`, or of `animate`
where the view yields its frames. Pictures that are drawn alike are ``declare(...)(draw_rims)``.
On the page:

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
from typing import Any, cast

from snn_edu.live.animation import Animation, animate
from snn_edu.live.cell import cell
from snn_edu.live.controls import Control, Setting, checked
from snn_edu.live.live import LivePlot
from snn_edu.live.picture import Draw
from snn_edu.live.sliders import explore
from snn_edu.plots import folded_html
from snn_edu.validation import choice, instance

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
class Declared:
    """A picture that is made by a call, as this module's head says; `declare` makes it."""

    view: Callable[..., object]  # may take values before its controls: they are given at the call
    draw: Draw
    settings: Mapping[str, object]  # the controls, and what else `make` takes, by name
    module: str  # that declares it

    @property
    def make(self) -> Callable[..., LivePlot | Animation]:
        """`animate` where the view yields its frames, and else `explore`."""
        return animate if inspect.isgeneratorfunction(self.view) else explore

    def __call__(
        self, *given: object, knobs: Sequence[str] | None = None, **changes: object
    ) -> LivePlot | Animation:
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
        code = cell(module, names[0], self.make.__name__, given)
        return Written("How this picture is made", code)


def _frames(
    frames: Callable[..., object], given: tuple[object, ...], held: dict[str, Setting]
) -> Callable[[dict[str, Setting]], object]:
    """Frames that read held values beside those of their controls."""
    return lambda values: frames(*given, ChainMap(held, values))


def declare(view: Callable[..., object], /, **settings: object) -> Callable[[Draw], Declared]:
    """Declare a picture of this view, above the function that draws it; it is made by a call.

    A view may take values before its controls: they are given at the call.
    """
    module = sys._getframe(1).f_globals["__name__"]
    return lambda draw: Declared(view, draw, settings, module)
