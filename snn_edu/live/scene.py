"""A figure as strokes, fills and letters that the page draws itself, ten times as fast as a PNG.

Matplotlib draws on a renderer: a few functions that are given paths, markers and text in pixels.
`Recorder` is a renderer that writes them down instead. `Scene` keeps what each artist wrote; a step
sends only what differs from the start, as numbers (float32), and scene.js draws all of it in order
on a canvas. Letters are sent as outlines, so no font is needed on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase as Style
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.image import AxesImage
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform
from matplotlib.typing import ColorType
from numpy.typing import ArrayLike, NDArray

from snn_edu.live.panel import Message
from snn_edu.live.picture import MOVING, Limits, drawing_order, limits
from snn_edu.validation import Floats

KEPT = 30  # axes as they were drawn for so many limits
TOO_MUCH = 64_000  # bytes in one step: up to there a PNG costs the kernel more CPU

Codes = NDArray[np.uint8]
Bar = tuple[list[tuple[float, float]], list[int]]  # of a fraction: its corners and codes
Letter = tuple[str, float, float, float]  # its outline's name, place, and size
Outline = tuple[Floats, Codes]
# A letter for what it is, its style, how many points, and so on; the points that it uses up, as
# float32 (x, y in pixels from the top left); and path codes, or an image's pixels.
Operation = tuple[list[object], bytes, bytes]
Drawing = list[Operation]  # by one artist


def _operation(what: list[object], points: ArrayLike, codes: ArrayLike = ()) -> Operation:
    return what, np.asarray(points, "<f4").tobytes(), np.asarray(codes, "u1").tobytes()


class Letters:
    """Outlines of the letters that were used, numbered in the order of their first use.

    Attributes
    ----------
    message
        All of them, for the page: a new dict when one more is used.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.message: Message = {"sizes": [], "points": b"", "codes": b""}

    def number(self, name: str, outline: Outline) -> int:
        """Number of a letter; its outline, one pixel large, is kept the first time."""
        if name not in self._numbers:
            self._numbers[name] = len(self._numbers)
            vertices = np.asarray(outline[0], float).reshape(-1, 2) / text_to_path.FONT_SCALE
            _, points, codes = _operation([], vertices, outline[1])
            self.message = {
                "sizes": [*self.message["sizes"], len(vertices)],
                "points": self.message["points"] + points,
                "codes": self.message["codes"] + codes,
            }
        return self._numbers[name]


@lru_cache(maxsize=1000)
def _letters_of(
    text: str, font: FontProperties, is_math: bool
) -> tuple[list[Letter], dict[str, Outline], list[Bar]]:
    """Where each letter of a line stands, at 100 pixels; outlines by name; and fraction bars."""
    if is_math:
        return text_to_path.get_glyphs_mathtext(font, text)
    face = get_font(findfont(font))
    face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    return text_to_path.get_glyphs_with_font(face, text)


class Recorder(RendererBase):
    """A matplotlib renderer that writes down what it is asked to draw; Agg measures the text.

    What only a PNG can show (a resampled image, a hatch, a clipping path, shaded triangles) is a
    NotImplementedError, here as in matplotlib's own base class.
    """

    def __init__(self, agg: RendererAgg, letters: Letters) -> None:
        super().__init__()
        self._agg = agg
        self._letters = letters
        self.width, self.height = agg.width, agg.height
        self._flip = Affine2D().scale(1, -1).translate(0, self.height)  # the page counts from above
        self._drawing: Drawing = []

    def record(self, artist: Artist) -> Drawing:
        """Return what `artist` draws."""
        self._drawing = []
        if isinstance(artist, AxesImage):
            self._image(artist)
        else:
            artist.draw(self)
        return self._drawing

    def draw_path(
        self, gc: Style, path: Path, transform: Transform, rgbFace: ColorType | None = None
    ) -> None:
        """Write down a path, cleaned and snapped to pixels as Agg does it."""
        open_path = rgbFace is None and not gc.get_hatch()
        cleaned = path.cleaned(
            transform + self._flip,
            remove_nans=True,
            clip=(-1, -1, self.width + 1, self.height + 1) if open_path else None,
            snap=gc.get_snap(),
            stroke_width=self.points_to_pixels(gc.get_linewidth()),
            simplify=path.should_simplify and open_path,
            curves=True,
        )
        vertices, codes = _points(cleaned)
        if len(vertices):
            self._note(["p", self._style(gc, rgbFace), len(vertices)], vertices, codes)

    def draw_markers(
        self,
        gc: Style,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: ColorType | None = None,
    ) -> None:
        """Write down a marker once, and all the pixels that it stands on."""
        places = (trans + self._flip).transform(np.asarray(path.vertices))
        places = np.floor(places[np.isfinite(places).all(axis=1)] + 0.5)
        marker = marker_path.cleaned(
            marker_trans + Affine2D().scale(1, -1),
            snap=gc.get_snap(),
            stroke_width=self.points_to_pixels(gc.get_linewidth()),
            curves=True,
        )
        vertices, codes = _points(marker)
        if len(places):
            operation = ["m", self._style(gc, rgbFace), len(vertices), len(places)]
            self._note(operation, np.concatenate([vertices, places]), codes)

    def draw_text(
        self,
        gc: Style,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,
        mtext: Text | None = None,
    ) -> None:
        """Write down a line of text as letters, each with its place."""
        letters, outlines, bars = _letters_of(s, prop, bool(ismath))
        size = self.points_to_pixels(prop.get_size_in_points())
        turned = Affine2D().scale(size / text_to_path.FONT_SCALE).rotate_deg(angle)
        place = turned.translate(round(x), round(y)) + self._flip
        style = self._style(gc, gc.get_rgb(), stroked=False)
        for scale in sorted({letter[3] for letter in letters}):  # of exponents: smaller
            row = [letter for letter in letters if letter[3] == scale]
            numbers = [self._letters.number(name, outlines[name]) for name, *_ in row]
            points = place.transform([(at, up) for _, at, up, _ in row])
            self._note(["t", style, round(size * scale, 3), angle, numbers], points)
        for vertices, codes in bars:
            points = place.transform(vertices)
            self._note(["p", style, len(points)], points, codes)

    def _image(self, image: AxesImage) -> None:
        """Write down an image whose pixels are squares on the page: its colours, and its corners.

        Row 0 is the upper one, whichever way the axes run.
        """
        if not image.get_visible():
            return
        ax: Any = image.axes
        left, right, bottom, top = image.get_extent()
        values: Any = image.get_array()
        colours = image.to_rgba(values, bytes=True)
        if image.origin == "lower":
            colours = colours[::-1]
        corners = (ax.transData + self._flip).transform([(left, top), (right, bottom)])
        (x0, y0), (x1, y1) = corners
        if x0 > x1:
            colours = colours[:, ::-1]
        if y0 > y1:
            colours = colours[::-1]
        size = np.abs(corners[1] - corners[0])
        rows, columns = colours.shape[:2]
        plain = image.get_interpolation() in ("nearest", "none", "auto", "antialiased")
        linear = ax.get_xscale() == ax.get_yscale() == "linear"
        if not (plain and linear and size[0] >= 3 * columns and size[1] >= 3 * rows):
            raise NotImplementedError("an image that is resampled")
        gc = self.new_gc()
        gc.set_clip_rectangle(image.get_clip_box() if image.get_clip_on() else None)
        operation = ["i", self._style(gc, None), rows, columns, min(x0, x1), min(y0, y1), *size]
        self._note(operation, (), colours)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the figure's size in pixels."""
        return self.width, self.height

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        """Measure text as Agg does."""
        return self._agg.get_text_width_height_descent(s, prop, ismath)

    def points_to_pixels(self, points: ArrayLike) -> Any:
        """Points are 1/72 inch."""
        return self._agg.points_to_pixels(points)

    def flipy(self) -> bool:
        """Say that y counts from below, as in data."""
        return False

    def _note(self, what: list[object], points: ArrayLike, codes: ArrayLike = ()) -> None:
        self._drawing.append(_operation(what, points, codes))

    def _style(self, gc: Style, face: ColorType | None, stroked: bool = True) -> tuple[object, ...]:
        """Stroke, width, dashes, their offset, caps, joins, fill, and what it is clipped to."""
        if gc.get_hatch() or gc.get_clip_path()[0] is not None or gc.get_sketch_params():
            raise NotImplementedError("a hatch, a clipping path, a sketch")
        width = self.points_to_pixels(gc.get_linewidth()) if stroked else 0
        offset, dashes = gc.get_dashes()
        box, clip = gc.get_clip_rectangle(), None
        if box is not None:
            x0, y0, x1, y1 = np.floor(np.asarray(box.extents) + 0.5)
            clip = (x0, self.height - y1, x1 - x0, y1 - y0)
        if face is not None and (len(face) == 3 or gc.get_forced_alpha()):
            face = to_rgba(face, gc.get_alpha())
        return (
            to_hex(gc.get_rgb(), keep_alpha=True) if width else "",
            width,
            [self.points_to_pixels(dash) for dash in cast("Sequence[float]", dashes or ())],
            self.points_to_pixels(offset or 0),
            {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle()),
            gc.get_joinstyle(),
            to_hex(face, keep_alpha=True) if face is not None else "",
            clip,
        )


class Scene:
    """What each artist of a figure drew, and what a step must send of it: of those that move.

    The figure is laid out and drawn once before: its titles have their places then.
    """

    def __init__(self, figure: Figure, moving: Sequence[Artist]) -> None:
        self._figure = figure
        figure.dpi = MOVING
        self.letters = Letters()
        self._recorder = Recorder(figure.canvas.get_renderer(), self.letters)  # type: ignore[attr-defined]
        self._order = list(drawing_order(figure))
        moves = [artist in moving for artist in self._order]
        self._moving = [k for k, its in enumerate(moves) if its]
        self._fixed = {
            ax: [k for k, one in enumerate(self._order) if one.axes is ax and not moves[k]]
            for ax in figure.axes
        }
        self._kept = lru_cache(KEPT)(self._drawn_for)
        self._start_limits = {ax: limits(ax) for ax in figure.axes}
        self.start = _message(dict(enumerate(map(self._recorder.record, self._order))))

    def step(self) -> Message | None:
        """What differs from the start; None if a PNG is smaller."""
        if self._figure.dpi != MOVING:  # a crisp PNG was drawn
            self._figure.dpi = MOVING
        changed = {k: self._recorder.record(self._order[k]) for k in self._moving}
        for ax, start in self._start_limits.items():
            if (now := limits(ax)) != start:
                changed |= self._kept(ax, now)
        message = _message(changed)
        return message if len(message["points"]) + len(message["codes"]) <= TOO_MUCH else None

    def _drawn_for(self, ax: Axes, now: Limits) -> dict[int, Drawing]:
        """The axes themselves with the present limits: ticks, labels, and all that stands still."""
        return {k: self._recorder.record(self._order[k]) for k in self._fixed[ax]}


def _points(path: Path) -> Outline:
    """Vertices and codes of a cleaned path, without its STOP."""
    return np.asarray(path.vertices)[:-1], np.asarray(path.codes)[:-1]


def _message(drawings: dict[int, Drawing]) -> Message:
    """Drawings by number, for the page; a style that is used twice is sent once."""
    styles: dict[str, tuple[int, object]] = {}
    units = []
    for k, drawing in drawings.items():
        operations = []
        for (kind, style, *rest), _, _ in drawing:
            number, _ = styles.setdefault(repr(style), (len(styles), style))
            operations.append([kind, number, *rest])
        units.append([k, operations])
    drawn = [operation for drawing in drawings.values() for operation in drawing]
    return {
        "styles": [style for _, style in styles.values()],
        "units": units,
        "points": b"".join(points for _, points, _ in drawn),
        "codes": b"".join(codes for _, _, codes in drawn),
    }
