"""A figure that is drawn once and then only moved: from arrays to a PNG in a few milliseconds.

Nineteen twentieths of drawing a figure are axes, ticks and text, which stay where they are while
a slider moves. So they are drawn once and kept as a background; each step restores it and
draws the moving artists on top ("blitting").
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.artist import Artist, getp
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from snn_edu.plots.plots import house_style

Draw = Callable[[Figure], Mapping[str, Any]]
Words = dict[Text, tuple[str, tuple[float, float]]]  # what each text says, and where

MOVING = 100  # dots per inch while something moves: a PNG costs in proportion to its pixels
CRISP = 200  # dots per inch once it rests, shown at the same size


class Picture:
    """A kept figure and its moving artists by name.

    Parameters
    ----------
    draw
        Called once with the figure; makes axes, labels and limits and returns the moving artists
        by name. An artist may also be an Axes (its limits move) or a sequence of artists (bars).
    size
        Width and height in inches.

    Raises
    ------
    TypeError
        `draw` returns something else than artists by name.
    """

    def __init__(self, draw: Draw, size: tuple[float, float]) -> None:
        with house_style():
            self.figure = Figure(figsize=size, layout="constrained", dpi=MOVING)
            self._canvas: Any = FigureCanvasAgg(self.figure)
            self._artists = draw(self.figure)
        if not isinstance(self._artists, Mapping):
            raise TypeError('draw must return the moving artists by name: {"v": line, ...}.')
        self._moving: list[Artist] = []
        for name, artist in self._artists.items():
            for one in artist if isinstance(artist, list | tuple) else [artist]:
                if not isinstance(one, Artist):
                    raise TypeError(f"draw: {name!r} is {type(one).__name__}, not an artist.")
                if not isinstance(one, Axes):
                    one.set_animated(True)
                    # Words are given room; where a mark stands must not move the axes.
                    one.set_in_layout(isinstance(one, Text))
                    self._moving.append(one)
        self._moving.sort(key=lambda artist: artist.zorder)
        self._backgrounds: dict[float, Any] = {}  # by dots per inch
        self._layout = self.figure.get_layout_engine()
        self.figure.set_layout_engine("none")  # see _lay_out
        self._first_words: Words = {}

    def move(self, values: Mapping[str, Any]) -> None:
        """Give every artist its new value.

        A tuple is a line's data, a string a text, an array an image's pixels, a dict any
        properties by name (``artist.set(**value)``), a list one value for each of a sequence.

        Raises
        ------
        ValueError
            A value without an artist, or an artist without a value; the message names it.
        """
        for name in values:
            if name not in self._artists:
                raise ValueError(f"The view returns {name!r}, but draw made no artist of it.")
        for name in self._artists:
            if name not in values:
                raise ValueError(f"draw made an artist {name!r}, but the view does not return it.")
        for name, value in values.items():
            try:
                self._set(self._artists[name], value)
            except (TypeError, ValueError, AttributeError) as error:
                raise type(error)(f"{name!r}: {error}") from error

    def png(self, dpi: int = CRISP, colours: int | None = None) -> bytes:
        """Return the picture as PNG, `dpi` dots per inch.

        With `colours` (up to 256) it is kept for good: with a palette of so many it has a third
        of the bytes, and takes a hundred milliseconds.
        """
        if not self._backgrounds:
            self._lay_out()
        if self.figure.dpi != dpi:
            self.figure.dpi = dpi
        if dpi not in self._backgrounds:
            self._canvas.draw()  # leaves out animated artists
            self._backgrounds[dpi] = self._canvas.copy_from_bbox(self.figure.bbox)
        renderer = self._canvas.get_renderer()
        self._canvas.restore_region(self._backgrounds[dpi])
        for artist in self._moving:
            artist.draw(renderer)
        pixels = Image.frombuffer("RGBA", self._canvas.get_width_height(), renderer.buffer_rgba())
        file = io.BytesIO()
        if colours is None:
            pixels.convert("RGB").save(file, "png", compress_level=1, dpi=(dpi, dpi))
        else:
            pixels.convert("RGB").quantize(colours).save(file, "png", optimize=True, dpi=(dpi, dpi))
        return file.getvalue()

    def _lay_out(self) -> None:
        """Place the axes, in a way that hangs on their limits alone, not on what was shown before.

        It is done once for all resolutions: rounding would move the axes a little between two
        layouts, and moving artists would miss the axes of a background drawn with the other.
        """
        if self._layout is None:
            return
        self.figure.dpi = MOVING
        for ax in self.figure.axes:  # where a layout starts from shows in where it ends
            if (place := ax.get_subplotspec()) is not None:
                ax.set_position(place.get_position(self.figure))
                ax.set_in_layout(True)  # which set_position has ended
        present = _words(self._moving)
        self._first_words = self._first_words or present  # later ones get the room of these
        _put(self._first_words)
        self._layout.execute(self.figure)
        _put(present)

    def _set(self, artist: Any, value: Any) -> None:
        if isinstance(artist, list | tuple):
            for one, its_value in zip(artist, value, strict=True):
                self._set(one, its_value)
        elif isinstance(artist, Axes):
            changed = {
                name: new
                for name, new in value.items()
                if not np.array_equal(getp(artist, name), new)
            }
            if changed:
                artist.set(**changed)
                self._backgrounds.clear()  # ticks and labels have moved
        elif isinstance(value, tuple):
            artist.set_data(*value)
        elif isinstance(value, str):
            artist.set_text(value)
        elif isinstance(value, Mapping):
            artist.set(**value)
        elif isinstance(value, np.ndarray):
            artist.set_data(value)
        else:
            raise TypeError(f"expected a tuple, text, dict or array, got {type(value).__name__}.")


def _words(artists: list[Artist]) -> Words:
    return {
        text: (text.get_text(), text.get_position()) for text in artists if isinstance(text, Text)
    }


def _put(words: Words) -> None:
    for text, (said, place) in words.items():
        text.set_text(said)
        if text.axes is not None:  # else it is a title of the figure's, which a layout places
            text.set_position(place)
