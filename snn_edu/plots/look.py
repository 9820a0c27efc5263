"""The look: the course's colours and figures, words on axes, pictures as HTML.

`figure` gives a figure in that look. Nothing here draws with pyplot: a figure is an object, shown
because a cell ends with it. Only what a reader's own ``run.plot()`` makes is told to pyplot, if
they use it (`own_figure`).
"""

from __future__ import annotations

import base64
import io
import re
import sys
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba_array
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from snn_edu.validation import Floats, instance, integer, number, numbers

# One meaning per colour, in every lesson. All pass 3:1 on white, and none is alone in saying it.
VOLTAGE = "#000000"  # black: the potential, and whatever else is observed
THEORY = "#0072B2"  # blue: the closed form, and the current that is put in
SPIKE = "#D55E00"  # vermilion: spikes, and the threshold they come from
OTHER = "#009E73"  # green: the other method or neuron, to compare with
WEIGHT = "#CC79A7"  # purple: weights
LAW = (VOLTAGE, THEORY, SPIKE, OTHER, WEIGHT)
BLENDS = (1.0, 0.75, 0.5, 0.25, 0.0)  # how much of a colour there is at a line's edge, on white
NEAR = 6.0  # of 255: so far from a colour of ours is the same to the eye

#: How a line draws spikes: ``ax.plot(times, rows, **STROKE, ms=12)``.
STROKE: dict[str, Any] = {"ls": "none", "marker": "|", "mew": 2}
#: You are here: where the controls stand on a curve, in every lesson, ``ax.plot(x, y, **HERE)``.
HERE: dict[str, Any] = {
    **{"ls": "none", "marker": "D", "color": VOLTAGE},
    **{"ms": 9, "mfc": "none", "mew": 2.2, "clip_on": False},  # whole at the ends, too
}


def house_style() -> AbstractContextManager[None]:
    """The course's look, for as long as a ``with`` block lasts: nothing global stays changed."""
    style: AbstractContextManager[None] = mpl.rc_context(_look())
    return style


@cache
def _look() -> mpl.RcParams:
    """The style file, which takes a millisecond to read."""
    path = str(files("snn_edu.plots") / "snn_edu.mplstyle")
    return mpl.rc_params_from_file(path, use_default_template=False)


def small_png(
    pixels: Image.Image, colours: int = 56, compress_level: int = 9, **settings: Any
) -> bytes:
    """A picture to be stored, by a palette of ours and so many colours: a third of the bytes.

    Level 6 has a tenth more of them for half the time and less: for who waits for the picture.

    A palette that is only the picture's own makes brown of a few vermilion spikes. So ours come
    first: the law's colours, and their blends with white, of which the edges of lines are made.
    What is near none of them shares the others.
    """
    seen = np.asarray(pixels.convert("RGB"))
    packed = seen.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    each, index = np.unique(packed.ravel(), return_inverse=True)
    found = np.stack([each >> 16, each >> 8 & 255, each & 255], axis=1).astype(float)
    law = 255.0 * to_rgba_array(LAW)[:, :3]
    palette = np.concatenate([255.0 - share * (255.0 - law) for share in BLENDS]).round()
    palette = palette[np.unique(_nearest(found, palette))]  # those that the picture has, or nearly
    apart = np.linalg.norm(found - palette[_nearest(found, palette)], axis=1) > NEAR
    if apart.any():
        rest = Image.fromarray(seen.reshape(-1, 3)[apart[index]][None])
        own = np.array(rest.quantize(colours).getpalette()[: 3 * colours], float)  # type: ignore[index]
        palette = np.unique(np.concatenate([palette, own.reshape(-1, 3)]), axis=0)
    stored = Image.fromarray(_nearest(found, palette).astype(np.uint8)[index].reshape(packed.shape))
    stored.putpalette(palette.astype(np.uint8).ravel().tolist())
    file = io.BytesIO()
    stored.save(file, "png", compress_level=compress_level, **settings)
    return file.getvalue()


def _nearest(colours: Floats, palette: Floats) -> NDArray[np.intp]:
    """Which colour of a palette each is next to."""
    distances = (palette**2).sum(axis=1) - 2.0 * colours @ palette.T  # squared, but for colours^2
    return np.asarray(distances.argmin(axis=1))


class HouseFigure(Figure):
    """A figure in the course's look that shows itself as a PNG when a cell ends with it.

    Parameters
    ----------
    text
        What a reader who cannot see the picture should know, in one sentence.
    """

    def __init__(self, text: str, **settings: Any) -> None:
        with house_style():
            super().__init__(**settings)
        FigureCanvasAgg(self)
        self.text_alternative = text

    def add_subplot(self, *args: Any, **settings: Any) -> Axes:
        """As matplotlib's, in the course's look; the axes show the figure."""
        if not args or not isinstance(args[0], Axes):
            settings.setdefault("axes_class", None if "projection" in settings else HouseAxes)
        with house_style():
            ax: Axes = super().add_subplot(*args, **settings)
        return ax

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        text = f"<Picture: {self.text_alternative}>"
        if include is not None and "text/html" not in include:
            return {"text/plain": text}, {}
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot and ("inline" in (backend := mpl.get_backend().lower()) or backend == "agg"):
            pyplot.close(self)  # shown here, and not once more when the cell ends
        canvas = FigureCanvasAgg(self)
        canvas.draw()
        size = canvas.get_width_height()
        pixels = Image.frombuffer("RGBA", size, canvas.get_renderer().buffer_rgba())
        return {
            "text/html": picture_html(
                small_png(pixels, compress_level=6), self.text_alternative, size[0]
            ),
            "text/plain": text,
        }, {}


class HouseAxes(Axes):
    """Axes of such a figure, which show it too: what ``ax = run.plot()`` gives is a picture."""

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        shown: Any = self.figure
        bundle: tuple[dict[str, Any], dict[str, Any]] = shown._repr_mimebundle_(include, exclude)
        return bundle


def figure(text: str, width: float = 7.0, height: float = 3.2) -> HouseFigure:
    """A picture `width` x `height` inches large, described by `text` for those who cannot see it.

    ``axes = figure("...").subplots()`` goes on as in matplotlib.
    """
    instance("text", text, str, "Describe the picture in one sentence.")
    size = (
        number("width", width, "inches", 0.5, 50.0),
        number("height", height, "inches", 0.5, 50.0),
    )
    return HouseFigure(text, figsize=size)


def own_figure(text: str, height: float = 3.2) -> HouseFigure:
    """A new figure of the reader's own, which ``plt.savefig`` and ``plt.show`` have too.

    If pyplot is imported, that is, and only in the main thread: on a second one, where widgets
    speak, pyplot would show it in the midst of another cell.
    """
    size = (7.0, height)
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or threading.current_thread() is not threading.main_thread():
        return HouseFigure(text, figsize=size)
    most, mpl.rcParams["figure.max_open_warning"] = mpl.rcParams["figure.max_open_warning"], 0
    try:
        figure: HouseFigure = pyplot.figure(FigureClass=HouseFigure, text=text, figsize=size)
    finally:
        mpl.rcParams["figure.max_open_warning"] = most
    return figure


# --- Axes and their words. ------------------------------------------------------------------------


def legend_above(ax: Axes, ncols: int = 1, **settings: Any) -> None:
    """A legend in `ncols` columns above the axes at its right end, where it covers no data."""
    instance("ax", ax, Axes, "Say figure.subplots().")
    integer("ncols", ncols, 1, 100)
    ax.legend(**{"loc": "lower right", "bbox_to_anchor": (1.0, 1.0), "ncols": ncols, **settings})


def limit_above(value: float, limits: Sequence[float]) -> float:
    """The first of the rising `limits` above `value`, or the last.

    An axis whose end moves rarely, in coarse steps, is not redrawn at each step of a slider.
    """
    ends = numbers("limits", limits)
    if ends.ndim != 1 or not ends.size:
        raise ValueError(f"limits has shape {ends.shape}: expected one row, not empty.")
    return next((limit for limit in limits if value < limit), limits[-1])


def apart(heights: Sequence[float], least: float) -> list[float]:
    """Heights of names, moved as little as can be so that no two are closer than `least`.

    Names that would touch stand around their mean, in their order.
    """
    given = numbers("heights", heights)
    if given.ndim != 1:
        raise ValueError(f"heights has shape {given.shape}: expected one row.")
    least = number("least", least, "", 0.0)
    order = np.argsort(given, kind="stable")
    groups: list[list[float]] = []  # of heights less what those below take; no mean above the next
    for k, height in enumerate(given[order].tolist()):
        groups.append([height - k * least])
        while len(groups) > 1 and np.mean(groups[-2]) > np.mean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    moved = np.repeat([np.mean(one) for one in groups], [len(one) for one in groups])
    placed = np.empty(given.size)
    placed[order] = moved + least * np.arange(given.size)
    where: list[float] = placed.tolist()
    return where


def plain(value: float, digits: int = 3) -> str:
    """A number of so many digits, from millionths to millions without a power of ten: 4,150."""
    text = f"{number('value', value):.{integer('digits', digits, 1, 7)}g}"
    if "e-" in text and abs(value) >= 1e-7:
        return np.format_float_positional(float(text))
    large = "e+" in text or abs(float(text)) >= 1000.0
    return f"{float(text):,.0f}" if large and abs(value) < 1e7 else text


def minus(text: str) -> str:
    """The text with a true minus before its numbers: v = −5, where Python writes v = -5."""
    return re.sub(r"(?<![\w-])-(?=\d)", "−", instance("text", text, str))


# --- As HTML: a picture keeps its words beside it, code waits folded. -----------------------------


def picture_html(png: bytes, text: str, width: int, *, below: str = "", light: bool = False) -> str:
    """Return an ``<img>`` with `text` as its alternative, `width` pixels wide where there is room.

    `below` is a line of plain text under it; of `light` see `live.explore`.
    """
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    line = f"<p><em>{escape(below)}</em></p>" if below else ""
    kind = ' class="snn-light"' if light else ""
    return f'<img alt="{escape(text)}" width="{width}" src="{source}"{kind}>{line}'


def folded_html(title: str, code: str) -> str:
    """Return `code` folded under its `title`."""
    shown = f"<pre><code>{escape(code)}</code></pre>"
    return f"<details><summary>{escape(title)}</summary>{shown}</details>"
