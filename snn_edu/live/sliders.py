"""`explore`: a view with its drawing, or any function of yours, under sliders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from snn_edu.live.handles import Handles
from snn_edu.live.live import SIZE, LivePlot, Tries
from snn_edu.live.own import Given, OwnPlot, takes
from snn_edu.live.picture import Draw
from snn_edu.validation import shown


def explore(
    view: Callable[..., Any],
    draw: Draw | None = None,
    /,
    *,
    size: tuple[float, float] | None = None,
    tries: Tries | None = None,
    handles: Handles | None = None,
    ghost: Sequence[str] = (),
    light: bool = False,
    labels: tuple[str, str] | None = None,
    **controls: Given,
) -> LivePlot:
    """Put a function of yours, or a picture with its drawing, under sliders.

    Of a function alone, ``explore(my_neuron, current=(0, 4), kind=["E", "I"], noisy=True)``, what
    it returns is drawn: a result of the library, an array, a pair (x, y), a number, or several of
    one kind by name in a dict: lines, numbers, trains, runs. Each control begins at the function's
    own default, or else in the middle.

    Parameters
    ----------
    view
        The function, called with the controls' values by name. An argument ``rng`` is given the
        same random numbers at each step; ``seed=(1, 20)`` draws others. What it calls `size`,
        `tries`, `labels` or `light` is its own argument, and not what stands here.
        With `draw`, a pure function that returns what moves, by name, and under ``"text"`` the
        picture in one sentence: caption and text alternative.
    draw
        Called once with the figure; returns the artists that move, by the same names.
    size
        Width and height of the figure in inches; one inch is 100 pixels on the page, more or
        less: the page makes it as large as fits together with the controls.
    tries
        Presets, a button each: values of some controls by a label (the others go to their start),
        ``tries={"a drum": dict(g=2, delay=3)}``.
    handles
        What can be grabbed in the picture: for a moving line or bar, by name, the slider that a
        pull sideways (``"x"``) or up and down (``"y"``) moves, ``handles={"spike": {"x": "t"}}``.
        A tuple of sliders gives one to each point of a line or to each of a row of bars. The slider
        is in the unit of the axis (linear or logarithmic), or ahead of the point by a constant.
    ghost
        Names of lines that leave a faint copy where they were before the last move.
    light
        The picture shows brightness, from black to white, and not ink on paper: a page with a dark
        theme leaves it as it is.
    labels
        Of the axes x and y, where the function returns numbers: ``("current (nA)", "rate (Hz)")``.
    controls
        Made by `slider`, `choice`, `toggle` and `pad`; for a function without `draw` also in short,
        as in ipywidgets' `interact`: (low, high) or (low, high, step) is a slider, of whole numbers
        if all of these and the default are; a list is a choice, and so is {label: value}; True or
        False is a switch; a number a slider from 0 to three times as much; a text stays as it is.
        Given none, all numbers among the function's defaults get a slider. What the function raises
        where the controls start is raised here; later it is a sentence under the picture.

    Examples
    --------
    >>> import numpy as np
    >>> def parabola(a=1.0, b=0.0):
    ...     x = np.linspace(-2.0, 2.0, 101)
    ...     return x, a * x**2 + b
    >>> plot = explore(parabola, a=(-1, 2), b=(0, 3, 0.5), labels=("x", "y"))
    >>> plot.set(a=0.5, b=1)
    >>> plot.text
    'A line: from 3 to 3, highest 3 at −2.'
    """
    if draw is None:
        asked: dict[str, Any] = {"size": size, "tries": tries, "labels": labels}
        asked["light"] = light or None
        for name in takes(view) & {name for name, one in asked.items() if one is not None}:
            controls[name] = asked[name]  # an argument of theirs that has the name of one of ours
            asked[name] = None
        if handles or ghost or asked.pop("light"):
            raise TypeError("handles, ghost, light: a function without `draw` has none.")
        return OwnPlot(view, controls, **asked)
    if labels is not None:
        raise TypeError(f"labels = {shown(labels)}: `draw` names its axes itself.")
    made: Any = controls  # LivePlot looks at each
    given = SIZE if size is None else size
    return LivePlot(view, draw, made, given, tries, handles, ghost, light=light)
