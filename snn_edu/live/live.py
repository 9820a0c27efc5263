"""The picture under the sliders.

    explore(view, draw, current=slider("current", 0, 3, start=1.2, step=0.05, unit="nA"))

`view(current)` is a pure function from the sliders' values to arrays; `draw(figure)` makes the
axes once and returns the artists that move. Neither knows anything about widgets.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence

from matplotlib.figure import Figure

from snn_edu.live.controls import Control, Settings, checked, starts
from snn_edu.live.handles import Handles, place, read_handles
from snn_edu.live.panel import Message, Panel, Values
from snn_edu.live.picture import CRISP, MOVING, Draw, Frame, Picture
from snn_edu.live.scene import Scene
from snn_edu.plots import picture_html
from snn_edu.validation import instance, integer, number, numbers, shown

View = Callable[..., Frame]
Tries = Mapping[str, Settings]

SIZE = (7.0, 3.2)  # inches
Bundle = tuple[Message, Message]  # what a notebook shows by MIME type, and its metadata
log = logging.getLogger(__name__)


class LivePlot:
    """A picture that follows its controls; made by `explore`.

    In a notebook it is the last line of a cell; anywhere else, `set`, `text` and `png` do the same
    without a page. A picture is drawn once per step, from the latest values; callbacks may come
    from any thread. When the view raises, the last good picture stays, marked as such, with the
    error in one sentence (and the traceback in the log); the next good step recovers.

    Attributes
    ----------
    tries
        All values that each preset gives, by its label.
    figure
        The matplotlib figure, for those who want to look.
    view, controls
        What it was made of.
    """

    def __init__(
        self,
        view: View,
        draw: Draw,
        controls: Mapping[str, Control],
        size: tuple[float, float] = SIZE,
        tries: Tries | None = None,
        handles: Handles | None = None,
        ghost: Sequence[str] = (),
        button: str = "",
        light: bool = False,
    ) -> None:
        functions: dict[str, object] = {"view": view, "draw": draw}
        for name, function in functions.items():
            if not callable(function) or isinstance(function, type):
                raise TypeError(f"{name} = {shown(function)}: expected a function.")
        if numbers("size", size, "inches", 0.5, 50.0).shape != (2,):
            raise ValueError(f"size = {shown(size)}: expected (width, height) in inches.")
        instance("button", button, str)
        instance("light", light, bool)
        tries, handles = ({} if given is None else given for given in (tries, handles))
        for name, given in (("tries", tries), ("handles", handles)):
            for each in instance(name, given, Mapping, "Say {...}.").values():
                instance(f"{name}: each", each, Mapping, "Say {...}.")
        if not isinstance(ghost, tuple | list) or not all(isinstance(one, str) for one in ghost):
            raise TypeError(f"ghost = {shown(ghost)}: expected names of lines.")
        start = starts(controls)
        self._anew: Callable[[Draw, tuple[float, float]], LivePlot] = lambda draw, size: LivePlot(
            view, draw, controls, size, tries, handles, ghost, button, light
        )
        self._draw = draw
        self.view = view
        self.controls = dict(controls)
        self.lock = threading.RLock()
        self._picture = Picture(draw, size, ghost)
        self.figure = self._picture.figure
        self._handles = read_handles(handles, self.controls, self._picture.artists)
        self.tries = {
            label: {**start, **checked(self.controls, values)} for label, values in tries.items()
        }
        self.pressed: Callable[[], object] = lambda: None  # at the start button of an animation
        self.was_reset: Callable[[], object] = self._forget  # by the page, which sends the values
        self._dpi = MOVING  # of the next step
        self._at_rest = True  # what is shown now has been looked at
        self._drawn = start
        self._request: Message = {}  # the last one
        first = view(**start)  # an error here is the author's: it must be seen
        self._lay_out(first, start, bool(button))
        self._frame: Frame = first  # that is shown
        shown_first = {"picture": self._picture.png(CRISP), **self._said(first)}
        shown_first |= {"clicks": _clicks(first)} if "clicks" in first else {}
        self._scene: Scene | None = None  # the picture as the page can draw it
        with contextlib.suppress(NotImplementedError):  # that takes a PNG
            self._scene = Scene(self.figure, self._picture.moving)
            shown_first |= {"scene": self._scene.start, "letters": self._scene.letters.message}
        self._beginning: Message = {
            "controls": [
                {"name": name, **control.declaration()} for name, control in self.controls.items()
            ],
            "start": start,
            "values": start,
            "width": round(size[0] * MOVING),
            "height": round(size[1] * MOVING),
            "button": button,
            "light": light,
            "tries": [{"label": label, "values": values} for label, values in self.tries.items()],
            "handles": [handle.spec for handle in self._handles],
            **shown_first,
        }
        self._panel: Panel | None = None  # on no page yet

    @property
    def panel(self) -> Panel:
        """What is on the page."""
        if self._panel is None:
            self.ask_first()
        assert self._panel is not None
        return self._panel

    def ask_first(self, **question: object) -> Panel:
        """Return the panel, in which a question now stands before the picture."""
        with self.lock:
            if self._panel is None:  # one message: else the picture could come without its question
                self._hear(Panel(**self._beginning, **question))
            for name, value in question.items():
                setattr(self.panel, name, value)
            return self.panel

    def move_to(self, panel: Panel) -> None:
        """Show the picture in a panel that is on the page already; before it is on any."""
        with self.lock:
            with panel.hold_sync():
                for name, value in self._beginning.items():
                    setattr(panel, name, value)
            self._hear(panel)

    def _hear(self, panel: Panel) -> None:
        """Do what the page asks for at a panel."""
        self._panel = panel
        panel.observe(self._asked, ["values", "request"])
        panel.pressed = lambda: self.pressed()

    @property
    def values(self) -> Values:
        """The controls' present values by name."""
        return Values(self.panel)

    @property
    def text(self) -> str:
        """What the picture shows, in words."""
        return str(self.panel.text)

    @property
    def problem(self) -> str:
        """Why the picture is not of the present values; empty if it is."""
        return str(self.panel.problem)

    def png(self, dpi: int = CRISP) -> bytes:
        """Return the present picture, at full resolution or another."""
        with self.lock:
            return self._picture.png(integer("dpi", dpi, 1, 1000))

    def pictured(self, frame: Frame) -> bytes:
        """Return what a view returned as a PNG; what is shown stays."""
        with self.lock:
            try:
                self._picture.move(_moving(frame))
                return self._picture.png(MOVING)
            finally:
                self._picture.move(_moving(self._frame))

    def resized(self, width: float, height: float, numbered: Sequence[int] = ()) -> LivePlot:
        """Return the same picture laid out in another size, in inches; it is on no page yet.

        The axes `numbered`, which share a neighbour's numbers and name, have their own.
        """

        def drawn(figure: Figure) -> Frame:
            artists = self._draw(figure)
            for k in numbered:
                ax = figure.axes[k]
                names = [one.get_ylabel() for one in ax.get_shared_y_axes().get_siblings(ax)]
                ax.tick_params(labelleft=True)
                ax.set_ylabel(ax.get_ylabel() or next(filter(None, names), ""))
            return artists

        return self._anew(drawn if numbered else self._draw, (width, height))

    def set(self, **values: object) -> None:
        """Move controls, all in one step, or none if one is refused: ``plot.set(current=2.0)``."""
        accepted = checked(self.controls, values)
        with self.lock:
            self._dpi, self._at_rest = CRISP, True
            self.panel.values = {**self.panel.values, **accepted}  # calls _asked
            self._dpi = MOVING

    def reset(self) -> None:
        """Move every control back to where it started, and forget what was shown before."""
        with self.lock:
            self.panel.values = dict(self.panel.start)  # calls _asked
            self._forget()

    def show(self, frame: Frame, dpi: int = MOVING) -> None:
        """Draw what a view returned, once it fits the drawing, and send it to the page.

        At `dpi` = `MOVING` as strokes that the page draws, where it can; else as a PNG.
        """
        with self.lock:
            self._picture.move(_moving(frame))
            self._frame = frame
            step = self._scene.step() if self._scene and dpi == MOVING else None
            with self.panel.hold_sync():  # one message
                if self._scene and step:
                    self.panel.letters = self._scene.letters.message
                else:
                    self.panel.picture = self._picture.png(dpi)
                # to see whether something has changed the page compares all but bytes: so a number
                self.panel.step = {**step, "number": self.panel.answers} if step else {}
                if "clicks" in frame:
                    self.panel.clicks = {**_clicks(frame), "number": self.panel.answers}
                for name, said in self._said(frame).items():
                    setattr(self.panel, name, said)
                self.panel.problem = ""
                self.panel.answer()

    def rest(self) -> None:
        """Send the present picture to the page once more, crisp (unless it is out of date)."""
        with self.lock, self.panel.hold_sync():
            self._at_rest = True
            if not self.problem:
                self.panel.picture = self._picture.png(CRISP)
                self.panel.step = {}
            self.panel.answer()

    def fail(self, error: Exception) -> None:
        """Tell page and log that `error` kept the picture from following."""
        where = ", ".join(
            control.phrase(self.values[name]) for name, control in self.controls.items()
        )
        log.error("No picture for %s", where or "this frame", exc_info=error)
        notes = getattr(error, "__notes__", [])
        cause = " ".join(" ".join([f"{type(error).__name__}: {error}", *notes]).split())
        with self.panel.hold_sync():
            self.panel.problem = f"No picture for {where}. {cause}" if where else cause
            self.panel.answer()

    def _said(self, frame: Frame) -> Message:
        """The picture in words, and where its handles are."""
        return {"text": _words(frame), "places": [place(handle) for handle in self._handles]}

    def _lay_out(self, first: Frame, start: Settings, is_animated: bool) -> None:
        """Place the axes, with room for the labels at both ends of every control."""
        frames = [first]
        if self._picture.limited and not is_animated:
            for name, control in self.controls.items():
                for end in control.ends():
                    with contextlib.suppress(Exception):  # is told once the learner goes there
                        frames.append(self.view(**{**start, name: end}))
        self._picture.lay_out(*map(_moving, frames))

    def _asked(self, change: object) -> None:
        """Show the latest values: older ones may have waited here; then see to the request."""
        with self.lock:
            values, request = dict(self.panel.values), self.panel.request
            new = {what for what in request if request[what] != self._request.get(what)}
            self._request = request
            if values != self._drawn:
                self._drawn = values
                self._follow(values)
            if "reset" in new:
                self.was_reset()
            elif "rest" in new and not self.panel.running:
                self.rest()

    def _follow(self, values: Settings) -> None:
        if self.panel.running or self.panel.begun:
            return  # an animation reads the values itself, frame by frame
        if self._at_rest:
            self._picture.remember()
            self._at_rest = False
        try:
            self.show(self.view(**checked(self.controls, values)), self._dpi)
        except Exception as error:
            self.fail(error)

    def _forget(self) -> None:
        """Take the ghosts away, and show the picture without them."""
        self._picture.forget()
        self.rest()

    def __repr__(self) -> str:
        return f"<Picture under {', '.join(self.controls)}: {self.text}>"

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, still: Frame | None = None, **_: object
    ) -> Bundle:
        """What a notebook shows and keeps: the widget, and without a kernel `html` of `still`."""
        data, *metadata = self.panel._repr_mimebundle_() or ({},)  # the second is for Colab
        if include is None or "text/html" in include:
            words = _words(self._frame if still is None else still)
            data = {**data, "text/plain": words, "text/html": self.html(still)}
        return data, dict(*metadata)

    def html(self, still: Frame | None = None) -> str:
        """The picture for a page without a kernel, with its words and how to go on.

        It is the present one, or that of another frame, which the panel does not get to see.
        """
        with self.lock:
            frame = self._frame if still is None else still
            self._picture.move(_moving(frame))
            # Lines and letters are few colours and their edges; an image has more.
            png = self._picture.png(CRISP, colours=24 if self._scene else 56)
            self._picture.move(_moving(self._frame))
        button, light = self.panel.button, self.panel.light
        what = f'the button "{button}" appears' if button else "sliders appear"
        below = f"Run this cell (Shift+Enter): {what} here."
        return picture_html(png, _words(frame), self.panel.width, below=below, light=light)


def _words(frame: Frame) -> str:
    """What a frame shows, in one line."""
    return " ".join(frame["text"].split())


def _moving(frame: object) -> Frame:
    """What a view returned for the artists; ValueError if the picture has no words."""
    if not isinstance(frame, Mapping) or not isinstance(frame.get("text"), str):
        raise ValueError('A view returns a dict with "text": the picture in one sentence.')
    return {name: value for name, value in frame.items() if name not in ("text", "clicks")}


def _clicks(frame: Frame) -> Message:
    """What a frame sounds like: when it clicks, and how long it is heard, in ms."""
    times, span = frame["clicks"]
    span = number("clicks: how long a frame is heard", span, "ms", 1.0, 10_000.0)
    return {"at": numbers("clicks: each", times, "ms", 0.0, span).tolist(), "span": span}
