"""A figure that is drawn once and then only moved: from arrays to a PNG in a few milliseconds.

Nineteen twentieths of drawing a figure are axes, ticks and text, which stay where they are while
a slider moves. So they are drawn once and kept as a background, one for each pair of limits that
was shown; each step restores it and draws the moving artists on top ("blitting").
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure
from matplotlib.layout_engine import LayoutEngine
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from snn_edu.plots import give, house_style, small_png

Frame = Mapping[str, Any]  # what a view returns, or artists by the same names
Draw = Callable[[Figure], Frame]
Limits = tuple[float, ...]  # of x and y

MOVING = 100  # dots per inch while something moves: a PNG costs in proportion to its pixels
CRISP = 200  # dots per inch once it rests, shown at the same size
KEPT = 12  # backgrounds, one for each pair of limits: some 1.4 MB each, a crisp one four times that


class Picture:
    """A kept figure and its moving artists by name.

    Parameters
    ----------
    draw
        Called once with the figure; makes axes, labels and limits and returns the moving artists
        by name. An artist may also be an Axes (its limits move) or a sequence of artists (bars).
    size
        Width and height in inches.
    ghosts
        Names of lines that leave a faint copy of themselves where `remember` finds them.

    Attributes
    ----------
    figure, artists
        The matplotlib figure, and what `draw` returned.
    moving
        The artists that move, ghosts among them, axes not.
    limited
        Names of the axes whose limits move.
    """

    def __init__(self, draw: Draw, size: tuple[float, float], ghosts: Sequence[str] = ()) -> None:
        with house_style():
            self.figure = Figure(figsize=size, layout="constrained", dpi=MOVING)
            self._canvas = FigureCanvasAgg(self.figure)
            self.artists = draw(self.figure)
        if not isinstance(self.artists, Mapping):
            raise TypeError('draw must return the moving artists by name: {"v": line, ...}.')
        self.moving: list[Artist] = []
        for name, artist in self.artists.items():
            for one in artist if isinstance(artist, list | tuple) else [artist]:
                if not isinstance(one, Artist):
                    raise TypeError(f"draw: {name!r} is {type(one).__name__}, not an artist.")
                if not isinstance(one, Axes):
                    one.set_animated(True)
                    # Words are given room; where a mark stands must not move the axes.
                    one.set_in_layout(isinstance(one, Text))
                    self.moving.append(one)
        self.limited = [name for name, one in self.artists.items() if isinstance(one, Axes)]
        self._ghosts = dict(map(self._with_ghost, ghosts))  # by the line that leaves it
        self.moving += self._ghosts.values()
        self._above = _from_first(self.moving, self.figure)
        self._moving_background = lru_cache(KEPT)(self._background)
        self._crisp_background = lru_cache(1)(self._background)
        self._layout = self.figure.get_layout_engine()
        self.figure.set_layout_engine("none")  # see lay_out

    def lay_out(self, *frames: Frame) -> None:
        """Place the axes, once and for all: with room for the labels of each of `frames`.

        Each pair of limits asks for places of its own; the axes get what lies inside all of them,
        so that nothing shifts while limits move. All else is as in the first frame, which it leaves
        behind; without any, the present one counts.
        """
        layout, self._layout = self._layout, None
        if layout is None:
            return
        self.figure.dpi = MOVING
        places: dict[Limits, list[Bbox]] = {}
        for frame in frames or [None]:
            if frame is not None:
                limited = {name: frame[name] for name in self.limited if name in frame}
                self.move({**frames[0], **limited})
            if self._limits() not in places:
                places[self._limits()] = self._places(layout)
        if frames:
            self.move(frames[0])
        for k, ax in enumerate(self.figure.axes):
            boxes = [boxes[k] for boxes in places.values()]
            low, high = np.max([box.min for box in boxes], 0), np.min([box.max for box in boxes], 0)
            ax.set_position(Bbox([low, high]))

    def move(self, values: Frame) -> None:
        """Give every artist its new value, as `plots.give` takes it."""
        for name in values:
            if name not in self.artists:
                raise ValueError(f"The view returns {name!r}, but draw made no artist of it.")
        for name in self.artists:
            if name not in values:
                raise ValueError(f"draw made an artist {name!r}, but the view does not return it.")
        for name, value in values.items():
            try:
                give(self.artists[name], value)
            except (TypeError, ValueError, AttributeError) as error:
                raise type(error)(f"{name!r}: {error}") from error

    def remember(self) -> None:
        """Leave each ghost where its line is now."""
        for line, ghost in self._ghosts.items():
            ghost.set_data(*line.get_data())

    def forget(self) -> None:
        """Take the ghosts away."""
        for ghost in self._ghosts.values():
            ghost.set_data([], [])

    def png(self, dpi: int = CRISP, colours: int | None = None) -> bytes:
        """Return the picture as PNG, `dpi` dots per inch.

        With `colours` (up to 256) it is kept for good: with a palette of so many it has a third
        of the bytes, and takes a hundred milliseconds.
        """
        self.lay_out()
        if self.figure.dpi != dpi:
            self.figure.dpi = dpi
        kept = self._moving_background if dpi == MOVING else self._crisp_background
        self._canvas.restore_region(kept(dpi, self._limits()))
        renderer = self._canvas.get_renderer()
        for artist in self._above:
            artist.draw(renderer)
        pixels = Image.frombuffer("RGBA", self._canvas.get_width_height(), renderer.buffer_rgba())
        if colours is not None:
            return small_png(pixels, colours, dpi=(dpi, dpi), optimize=True)
        file = io.BytesIO()
        pixels.convert("RGB").save(file, "png", compress_level=1, dpi=(dpi, dpi))
        return file.getvalue()

    def _with_ghost(self, name: str) -> tuple[Line2D, Line2D]:
        """A line, and the ghost that it leaves."""
        line = self.artists.get(name)
        if not isinstance(line, Line2D):
            raise TypeError(f"ghost: {name!r} is {type(line).__name__}, not a line of the picture.")
        ghost = Line2D([], [])
        ghost.update_from(line)
        ghost.set(alpha=0.3, zorder=line.zorder - 0.1, animated=True, label="_ghost")
        ghost.set_transform(line.get_transform())
        ghost.set_in_layout(False)
        assert line.axes is not None  # it is one of the drawing
        line.axes.add_line(ghost)
        return line, ghost

    def _background(self, dpi: float, limits: Limits) -> object:
        """All that stands still, at the present resolution and limits."""
        self._canvas.draw()  # leaves out animated artists
        return self._canvas.copy_from_bbox(self.figure.bbox)

    def _limits(self) -> Limits:
        return tuple(limit for ax in self.figure.axes for limit in limits(ax))

    def _places(self, layout: LayoutEngine) -> list[Bbox]:
        """Where the axes come to stand for the present limits, in fractions of the figure."""
        for ax in self.figure.axes:  # where a layout starts from shows in where it ends
            if (place := ax.get_subplotspec()) is not None:
                ax.set_position(place.get_position(self.figure))
                ax.set_in_layout(True)  # which set_position has ended
        layout.execute(self.figure)
        return [ax.get_position() for ax in self.figure.axes]


def limits(ax: Axes) -> Limits:
    """What an axes shows: x from and to, y from and to."""
    return (*ax.get_xlim(), *ax.get_ylim())


def drawing_order(figure: Figure | SubFigure) -> Iterator[Artist]:
    """All artists of a figure, from the lowest to the highest, as ``Figure.draw`` takes them."""
    yield figure.patch
    for child in sorted(figure.get_children(), key=Artist.get_zorder):
        if isinstance(child, Axes):
            yield from _axes_order(child)
        elif isinstance(child, SubFigure):
            yield from drawing_order(child)
        elif child is not figure.patch:
            yield child


def _axes_order(ax: Axes) -> Iterator[Artist]:
    """All artists of an axes, as ``Axes.draw`` takes them."""
    framed = ax.axison and ax.get_frame_on()
    aside: set[Artist] = {ax.patch}
    if framed:
        yield ax.patch
    else:
        aside |= {*ax.spines.values()}
    if not ax.axison:
        aside |= {ax.xaxis, ax.yaxis}
    inside = (one for one in ax.get_children() if one not in aside)
    yield from sorted(inside, key=Artist.get_zorder)


def _is_title(artist: Artist) -> bool:
    return isinstance(artist, Text) and artist not in artist.axes.texts  # type: ignore[union-attr]


def _from_first(moving: list[Artist], figure: Figure) -> list[Artist]:
    """What is drawn at each step: the moving artists, and those of their axes that lie over them.

    The latter are marked animated as well, so that no background has them; titles, which lie
    beside, are not.
    """
    steps: list[Artist] = []
    begun: set[object] = set()  # axes in which something that moves has been drawn
    for artist in drawing_order(figure):
        if artist in moving:
            begun.add(artist.axes)
            steps.append(artist)
        elif artist.axes in begun - {None} and not _is_title(artist):
            artist.set_animated(True)
            steps.append(artist)
    return steps
