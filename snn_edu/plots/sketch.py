"""Sketches: what a result looks like, said once, for a picture, for axes and under sliders.

`sketch` looks up how the type of a result is drawn; `of_runs` and `of_learning` say it for those of
the library, and here stands how numbers are drawn. A sketch keeps apart what is made once (axes,
lines without data) from the values that they take, so that a slider moves the same artists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import singledispatch
from itertools import cycle
from numbers import Real
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from snn_edu.plots.look import (
    OTHER,
    SPIKE,
    THEORY,
    VOLTAGE,
    WEIGHT,
    HouseFigure,
    house_style,
    legend_above,
    minus,
    own_figure,
    plain,
)
from snn_edu.validation import Floats, as_array, instance

Artists: TypeAlias = dict[str, Any]  # by name; an axes may be one of them
Panel: TypeAlias = Callable[[Axes], Artists]

COLUMNS = 1000  # of pixels, more or less: what is finer cannot be seen
MOST_LINES = 9  # columns of an array that are lines; more are an image
COLOURS = (VOLTAGE, THEORY, OTHER, SPIKE, WEIGHT)
Dash: TypeAlias = Literal["-", "--", ":", "-."]
DASHES: tuple[Dash, ...] = get_args(Dash)  # since colour is never alone in saying which


class Sketch(NamedTuple):
    """A result as it is drawn."""

    said: str  # the picture in one sentence
    values: dict[str, Any]  # of the artists, by name, as `give` takes them
    panels: tuple[Panel, ...]  # each makes the artists of one axes
    kind: tuple[object, ...]  # sketches of one kind share their artists
    layout: dict[str, Any] = {}  # noqa: RUF012, of several panels, as ``figure.subplots`` takes it
    height: float = 3.2  # inches

    def draw(self, figure: Figure) -> Artists:
        """Make axes and artists, which have no values yet."""
        axes = np.ravel(figure.subplots(**self.layout))
        made: Artists = {}
        for panel, ax in zip(self.panels, axes, strict=True):
            made |= panel(ax)
            if self.layout.get("sharex"):
                ax.label_outer()
        return made


def give(artist: Any, value: Any) -> None:
    """Give an artist its value, or each of a sequence of artists its own.

    A tuple is a line's data, a string a text, an array an image's pixels, a dict any properties by
    name (``artist.set(**value)``), a list one value for each of a sequence.
    """
    if isinstance(artist, list | tuple):
        for one, its_value in zip(artist, value, strict=True):
            give(one, its_value)
    elif isinstance(value, tuple):
        artist.set_data(*value)
    elif isinstance(value, str):
        artist.set_text(value)
    elif isinstance(value, Mapping):
        if isinstance(artist, Axes) and not set(value) <= {"xlim", "ylim"}:
            raise ValueError("an axes moves its xlim and ylim, nothing else.")
        artist.set(**value)
    elif isinstance(value, np.ndarray):
        artist.set_data(value)
    else:
        raise TypeError(f"expected a tuple, text, dict or array, got {type(value).__name__}.")


def plot(result: object, ax: Axes | None = None) -> Axes:
    """Draw a result into `ax`, or into a new figure; returns the axes.

    Of a result with several panels, `ax` gets the first. Beside what is in it already, lines that
    would look the same get another colour and dash, and the limits hold both.
    """
    drawn = sketch(result)
    if ax is None:
        first: Axes = _drawn(drawn, own_figure(drawn.said, drawn.height)).axes[0]
        return first
    slip = "Say figure, ax = plt.subplots(); of several, give one: ax[0]."
    earlier = list(instance("ax", ax, Axes, slip).lines)
    limits = np.sort([ax.get_xlim(), ax.get_ylim()])
    for name, artist in drawn.panels[0](ax).items():
        give(artist, drawn.values[name])
    for line in ax.lines[len(earlier) :]:
        if to_hex(line.get_color()) == VOLTAGE:
            line.set_color(_ink(ax))
    if earlier:
        _tell_apart(ax, earlier)
        both = np.stack([limits, np.sort([ax.get_xlim(), ax.get_ylim()])])
        (left, low), (right, high) = both[..., 0].min(0), both[..., 1].max(0)
        ax.set(xlim=(left, right), ylim=(low, high))
    _legend_as(ax, ax.lines[len(earlier) :])
    return ax


def _ink(ax: Axes) -> str:
    """Black; on a dark ground the colour of the axes' own words."""
    grounds = [to_rgba(each.get_facecolor()) for each in (ax, ax.figure, ax.figure.figure)]
    ground = next((colour for colour in grounds if colour[3]), (1.0, 1.0, 1.0, 1.0))
    return to_hex(ax.xaxis.label.get_color()) if sum(ground[:3]) < 1.5 else VOLTAGE


def _legend_as(ax: Axes, lines: Sequence[Line2D]) -> None:
    """A legend shows each line as it is now; one that is wider than its axes moves into them."""
    named = [line for line in lines if not str(line.get_label()).startswith("_")]
    if not named or (legend := ax.get_legend()) is None:
        return
    for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True):
        line = next((one for one in named if one.get_label() == text.get_text()), None)
        if line is not None and isinstance(handle, Line2D):
            handle.set(color=line.get_color(), linestyle=line.get_linestyle())
    if legend.get_window_extent().width > ax.get_window_extent().width:
        ax.legend(loc="best", fontsize="small")


def _tell_apart(ax: Axes, earlier: Sequence[Line2D]) -> None:
    """Lines that look like `earlier` ones get the next colour, and the next dash."""
    looks = {(to_hex(line.get_color()), line.get_linestyle()) for line in earlier}
    used = {colour for colour, _ in looks}
    colour = next((one for one in (_ink(ax), *COLOURS[1:]) if to_hex(one) not in used), WEIGHT)
    dash = next((one for one in DASHES if one not in {ls for _, ls in looks}), DASHES[-1])
    for line in ax.lines[len(earlier) :]:
        if (to_hex(line.get_color()), line.get_linestyle()) in looks:
            line.set_color(colour)
            if line.get_linestyle() != "None":
                line.set_linestyle(dash)


def picture(result: object) -> HouseFigure:
    """A result's picture: a figure of its own, which shows itself."""
    drawn = sketch(result)
    return _drawn(drawn, HouseFigure(drawn.said, figsize=(7.0, drawn.height)))


def _drawn(drawn: Sketch, figure: HouseFigure) -> HouseFigure:
    with house_style():
        for name, artist in drawn.draw(figure).items():
            give(artist, drawn.values[name])
    return figure


@singledispatch
def sketch(result: Any) -> Sketch:
    """How a result is drawn: an array, a pair (x, y), or several such by name, as lines."""
    if isinstance(result, Mapping):
        if not result:
            raise ValueError("expected one line or more, got an empty dict.")
        return together(next(iter(result.values())), {str(n): one for n, one in result.items()})
    if _has_index(result) and hasattr(result, "columns"):  # a DataFrame
        named = {str(name): result[name] for name in result.columns}
        if len(named) <= MOST_LINES:
            return lines_of({name: _line(f"{name!r}", column) for name, column in named.items()})
    if isinstance(result, tuple):
        return lines_of({"": _line("the result", result)})
    array = _numbers("the result", result)
    if array.ndim == 2 and array.shape[1] > MOST_LINES:
        return _image(array)
    if array.ndim == 2:
        x = np.arange(float(len(array)))
        return lines_of({f"column {k}": (x, column) for k, column in enumerate(array.T)})
    return lines_of({"": _line("the result", result)})


@singledispatch
def together(first: Any, results: Mapping[str, Any]) -> Sketch:
    """How several results by name are drawn in one picture, as the `first` is: lines, or numbers.

    `of_runs` and `of_learning` say it for those of the library.
    """
    if all(isinstance(one, Real) for one in results.values()):
        return _dots({name: float(one) for name, one in results.items()})
    return lines_of({name: _line(f"{name!r}", given) for name, given in results.items()})


def as_first(first: object, results: Mapping[str, Any]) -> None:
    """Pass, once all results are of the kind of the `first`."""
    for name, one in results.items():
        instance(repr(name), one, type(first), "Of one kind all, as the first of the dict is.")


def _has_index(given: object) -> bool:
    """Whether these are numbers of pandas, whose index is the x."""
    return hasattr(given, "to_numpy") and hasattr(given, "index") and not callable(given.index)


def _along(given: Any) -> Any:
    """What numbers say of where they are: pandas' index, xarray's coordinate."""
    if _has_index(given):
        return given.index
    dims = getattr(given, "dims", ())
    return given.coords[dims[0]] if dims and dims[0] in given.coords else np.arange(len(given))


def _dots(numbers: dict[str, float]) -> Sketch:
    """Numbers by name: a dot for each."""
    y = np.array(list(numbers.values()))

    def panel(ax: Axes) -> Artists:
        ax.axhline(0.0, color="0.6", lw=1)
        ax.set_xticks(np.arange(len(numbers)), list(numbers))
        ax.grid(visible=False, axis="x")
        return {"axes": ax, "numbers": ax.plot([], [], "o", ms=9, color=COLOURS[0])[0]}

    limits = round_limits(np.append(y, 0.0))
    values: dict[str, Any] = {
        "axes": {"xlim": (-0.5, y.size - 0.5), "ylim": limits},
        "numbers": (np.arange(float(y.size)), y),
    }
    said = "; ".join(f"{name}: {plain(one)}" for name, one in numbers.items())
    return Sketch(minus(f"{said}."), values, (panel,), ("numbers", *numbers))


def _numbers(name: str, given: Any) -> Floats:
    """An array of numbers, NaN where a line has a gap."""
    slip = "return the result of a run, an array, a pair (x, y), or a dict of such by name"
    if given is None:
        raise TypeError(f"{name} is None: {slip}. Is a `return` missing?")
    if isinstance(given, Axes | Figure):
        raise TypeError(f"{name} is drawn already: return what it draws, run and not run.plot().")
    array = as_array(name, given)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} is {type(given).__name__}, no numbers: {slip}.")
    if array.ndim not in (1, 2) or not array.size:
        raise ValueError(f"{name} has shape {array.shape}: {slip}.")
    finite: Floats = np.where(np.isfinite(array), array, np.nan) + 0.0  # which makes 0 of -0
    return finite


def _line(name: str, given: Any) -> tuple[Floats, Floats]:
    """The x and y of one line."""
    if isinstance(given, tuple):
        if len(given) != 2:
            raise ValueError(f"{name} has {len(given)} parts: a line is a pair (x, y).")
        x, y = _numbers(f"x of {name}", given[0]), _numbers(f"y of {name}", given[1])
    else:
        y = _numbers(name, given)
        x = np.arange(float(len(y)))
        index = np.asarray(_along(given)) if y.ndim == 1 else x
        x = index.astype(float) if index.dtype.kind in "iuf" else x
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError(
            f"{name} has x of shape {x.shape} and y of shape {y.shape}: expected a y for each x."
        )
    return x, y


def panel_of_lines(
    axes: str,
    names: Iterable[str],
    labels: tuple[str, str],
    colours: Sequence[str] = COLOURS,
    called: str = "",
    legend: bool = True,
    **look: Any,
) -> Panel:
    """An axes, by this name, with a line for each of `names`, told apart by colour and by dash.

    `labels` are of x and y. A line's artist is its name with what it is `called` before it; where
    there is one line alone, or no `legend`, none says which is which.
    """
    listed = list(names)

    def panel(ax: Axes) -> Artists:
        ax.set(xlabel=labels[0], ylabel=labels[1])
        made: Artists = {axes: ax}
        for name, colour, dash in zip(listed, cycle(colours), cycle(DASHES), strict=False):
            line = ax.plot([], [], color=colour, ls=dash, label=name, **look)[0]
            made[f"{called}{name}"] = line
        if legend and len(listed) > 1:
            legend_above(ax, min(len(listed), 4))
        return made

    return panel


def lines_of(
    lines: Mapping[str, tuple[Floats, Floats]], xlabel: str = "", ylabel: str = ""
) -> Sketch:
    """Lines by name, each of its x and y."""
    panel = panel_of_lines("axes", lines, (xlabel, ylabel), called="line ")
    x, y = (np.concatenate([line[axis] for line in lines.values()]) for axis in (0, 1))
    values: dict[str, Any] = {f"line {name}": envelope(*line) for name, line in lines.items()}
    values["axes"] = {"xlim": span(x), "ylim": round_limits(y)}
    said = "; ".join(_course(name, *line) for name, line in lines.items())
    return Sketch(minus(f"{said}."), values, (panel,), ("lines", *lines))


def _course(name: str, x: Floats, y: Floats) -> str:
    """A line in words."""
    x, y = x[np.isfinite(y)], y[np.isfinite(y)]
    begin = f"{name}: " if name else "A line: "
    if not y.size:
        return f"{begin}no numbers"
    if y.min() == y.max():
        return f"{begin}{plain(y[0])} throughout"
    first, last, most, where = map(plain, (y[0], y[-1], y.max(), x[y.argmax()]))
    return f"{begin}from {first} to {last}, highest {most} at {where}"


def _image(array: Floats) -> Sketch:
    pixels = reduced(array)
    rows, columns = array.shape

    def panel(ax: Axes) -> Artists:
        image = ax.imshow(np.zeros((2, 2)), cmap="Greys", aspect="auto", origin="lower")
        ax.set(xlabel="row", ylabel="column")
        ax.grid(visible=False)
        return {"axes": ax, "image": image}

    ends = (-0.5, rows - 0.5), (-0.5, columns - 0.5)
    low, high = float(np.nanmin(array)), float(np.nanmax(array))
    image = {"data": pixels.T, "extent": (*ends[0], *ends[1]), "clim": (low, high)}
    values = {"axes": {"xlim": ends[0], "ylim": ends[1]}, "image": image}
    said = f"{rows} x {columns} numbers, from {plain(low)} (paper) to {plain(high)} (ink)."
    return Sketch(minus(said), values, (panel,), ("image",))


def reduced(array: Floats, most: tuple[int, int] = (200, 100)) -> Floats:
    """An image of at most so many rows and columns, each the mean of those that it stands for."""
    for axis, enough in enumerate(most):
        size = array.shape[axis]
        if size > enough:
            begins = np.unique(np.linspace(0, size, enough, endpoint=False).astype(int))
            lengths = np.diff(np.append(begins, size))
            shape = (-1, 1) if axis == 0 else (1, -1)
            array = np.add.reduceat(array, begins, axis) / lengths.reshape(shape)
    return array


def envelope(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """A long line by the lowest and the highest point of each column of pixels.

    They look the same, for what lies between the two is black anyway. A line that goes back in x,
    as in a phase plane, has no such columns: every so many points stand for it.
    """
    each = y.size // COLUMNS
    if each < 4:
        return x, y
    if (np.diff(x) < 0).any():
        return x[:: each // 4], y[:: each // 4]
    whole = y.size // each * each
    columns = y[:whole].reshape(-1, each)
    begins = np.arange(0, whole, each)
    ends = [0, *range(whole, y.size), y.size - 1]
    kept = np.unique(np.concatenate([begins + columns.argmin(1), begins + columns.argmax(1), ends]))
    return x[kept], y[kept]


def span(x: Floats) -> tuple[float, float]:
    """From the first to the last x, which differ."""
    low, high = float(np.nanmin(x)), float(np.nanmax(x))
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def with_room(low: float, high: float) -> tuple[float, float]:
    """A fiftieth wider at each end, so that a mark that stands there is whole."""
    room = (high - low) / 50.0
    return low - room, high + room


def round_limits(y: Floats) -> tuple[float, float]:
    """Limits around all that is finite, which move in coarse steps.

    An axis that does not change at each step of a slider need not be drawn again. One that begins
    at 0 stays there.
    """
    y = y[np.isfinite(y)]
    low, high = (float(y.min()), float(y.max())) if y.size else (0.0, 1.0)
    reach = (high - low) or abs(high) / 5.0 or 1.0
    power = 10.0 ** np.floor(np.log10(reach))
    step = power * (0.5 if reach < 2.5 * power else 1.0 if reach < 5.0 * power else 2.0)
    begin = np.floor((low - 0.03 * reach) / step) * step
    end = np.ceil((high + 0.03 * reach) / step) * step
    return (max(float(begin), 0.0) if low >= 0 else float(begin)), float(end)
