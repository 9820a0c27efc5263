"""The picture under the sliders.

    explore(view, draw, current=slider("current", 0, 3, start=1.2, step=0.05, unit="nA"))

`view(current)` is a pure function from the sliders' values to arrays; `draw(figure)` makes the
axes once and returns the artists that move. Neither knows anything about widgets.
"""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from snn_edu.live.controls import Control, checked, choice, slider, toggle
from snn_edu.live.picture import CRISP, MOVING, Draw, Picture

__all__ = ["LivePlot", "choice", "explore", "slider", "toggle"]

View = Callable[..., Mapping[str, Any]]

SIZE = (7.0, 3.2)  # inches

log = logging.getLogger(__name__)


class Panel(anywidget.AnyWidget):
    """What the page shows: the picture, its text, a problem if there is one, and the controls."""

    _esm = Path(__file__).with_name("live.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("live.css").read_text(encoding="utf-8")

    controls: Any = traitlets.List().tag(sync=True)  # in order; a saved notebook sorts its dicts
    start = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True, echo_update=False)
    picture = traitlets.Bytes().tag(sync=True)
    width = traitlets.Int().tag(sync=True)  # CSS pixels; the crisp picture has more of its own
    height = traitlets.Int().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)  # label of the start button of an animation
    running = traitlets.Bool(False).tag(sync=True, echo_update=False)


class Values(Mapping[str, Any]):
    """The controls' values by name: always the present ones, and only to be read."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel

    def __getitem__(self, name: str) -> Any:
        return self._panel.values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._panel.values)

    def __len__(self) -> int:
        return len(self._panel.values)

    def __repr__(self) -> str:
        return repr(dict(self))


class LivePlot:
    """A picture that follows its controls; made by `explore`.

    In a notebook it is the last line of a cell; anywhere else, `set`, `text` and `png` do the same
    without a page. A picture is drawn once per step, from the latest values; callbacks may come
    from any thread. When the view raises, the last good picture stays, marked as such, with the
    error in one sentence (and the traceback in the log); the next good step recovers.

    Attributes
    ----------
    values
        The controls' present values by name.
    figure
        The matplotlib figure, for those who want to look.
    """

    def __init__(
        self,
        view: View,
        draw: Draw,
        controls: Mapping[str, Control],
        size: tuple[float, float] = SIZE,
        button: str = "",
    ) -> None:
        self._view = view
        self._controls = dict(controls)
        self._lock = threading.RLock()
        self._picture = Picture(draw, size)
        self.figure = self._picture.figure
        start = {name: control.start for name, control in self._controls.items()}
        self.panel = Panel(
            controls=[
                {"name": name, **control.declaration()} for name, control in self._controls.items()
            ],
            start=start,
            values=start,
            width=round(size[0] * MOVING),
            height=round(size[1] * MOVING),
            button=button,
        )
        self.values = Values(self.panel)
        self._drawn = start
        self._dpi = MOVING  # of the next step
        self._show(view(**start), CRISP)  # an error here is the author's: it must be seen
        self.panel.on_msg(self._rested)
        if not button:  # an animation reads the values itself, frame by frame
            self.panel.observe(self._moved, "values")

    @property
    def text(self) -> str:
        """What the picture shows, in words."""
        return str(self.panel.text)

    @property
    def problem(self) -> str:
        """Why the picture is not of the present values; empty if it is."""
        return str(self.panel.problem)

    def png(self) -> bytes:
        """Return the present picture at full resolution."""
        with self._lock:
            return self._picture.png(CRISP)

    def set(self, **values: Any) -> None:
        """Move controls, all in one step: ``plot.set(current=2.0)``.

        Raises
        ------
        ValueError, TypeError
            Unknown name, or a value its control refuses; nothing has moved then.
        """
        accepted = checked(self._controls, values)
        with self._lock:
            self._dpi = CRISP
            self.panel.values = {**self.panel.values, **accepted}  # calls _moved
            self._dpi = MOVING

    def reset(self) -> None:
        """Move every control back to where it started."""
        self.set(**self.panel.start)

    def show(self, frame: Mapping[str, Any], dpi: int = MOVING) -> None:
        """Draw what a view returned, and send it to the page.

        Raises
        ------
        ValueError
            No text alternative, or values and artists that do not match.
        """
        with self._lock:
            self._show(frame, dpi)

    def rest(self) -> None:
        """Send the present picture to the page once more, crisp (unless it is out of date)."""
        with self._lock:
            if not self.problem:
                self.panel.picture = self._picture.png(CRISP)

    def fail(self, error: Exception) -> None:
        """Tell page and log that `error` kept the picture from following."""
        where = ", ".join(
            control.phrase(self.values[name]) for name, control in self._controls.items()
        )
        log.error("No picture for %s", where or "this frame", exc_info=error)
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        self.panel.problem = f"No picture for {where}. {cause}" if where else cause

    def _show(self, frame: Any, dpi: int) -> None:
        if not isinstance(frame, Mapping) or not isinstance(frame.get("text"), str):
            raise ValueError('A view returns a dict with "text": the picture in one sentence.')
        self._picture.move({name: value for name, value in frame.items() if name != "text"})
        png = self._picture.png(dpi)
        with self.panel.hold_sync():  # one message
            self.panel.picture = png
            self.panel.text = " ".join(frame["text"].split())
            self.panel.problem = ""

    def _moved(self, change: Any) -> None:
        with self._lock:
            values = dict(self.panel.values)  # the latest: older ones may have waited here
            if values == self._drawn:
                return
            self._drawn = values
            try:
                self._show(self._view(**checked(self._controls, values)), self._dpi)
            except Exception as error:
                self.fail(error)

    def _rested(self, panel: Any, content: Any, buffers: Any) -> None:
        if content == "rest" and not panel.running:
            self.rest()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        panel: Any = self.panel._repr_mimebundle_()
        with self._lock:
            png = base64.b64encode(self._picture.png(CRISP, colours=128)).decode()
        shape = {"width": self.panel.width, "height": self.panel.height, "alt": self.text}
        return {**panel[0], "text/plain": self.text, "image/png": png}, {"image/png": shape}


def explore(
    view: View,
    draw: Draw,
    /,
    *,
    size: tuple[float, float] = SIZE,
    **controls: Control,
) -> LivePlot:
    """Put a picture under sliders.

    Parameters
    ----------
    view
        Pure function of the controls' values, by name. Returns what moves, by name, and under
        ``"text"`` the picture in one sentence: caption and text alternative.
    draw
        Called once with the figure; returns the artists that move, by the same names.
    size
        Width and height of the figure in inches; one inch is 100 pixels on the page.
    controls
        Made by `slider`, `choice` and `toggle`.

    Raises
    ------
    Exception
        Whatever the view raises at the start values; ValueError for names that do not match.
    """
    return LivePlot(view, draw, controls, size)
