"""Handles: where they are on the page, and what is refused."""

import numpy as np
import pytest
from ranges import refused

from snn_edu.live import choice, explore, slider
from snn_edu.live.picture import CRISP

CONTROLS = {
    "level": slider("level", 0, 10, start=5.0, unit="mV"),
    "at": slider("at", 1, 100, start=10.0, log=True, unit="ms"),
    "reset": choice("reset", ["a", "b"], "a"),
}


def view(level, at, reset):
    top = 10.0 if level <= 8 else 20.0
    return {
        "left": {"ylim": (0, top)},
        "line": ([0, 1], [level, level]),
        "dot": ([at], [level]),
        "spikes": ([0.2, 0.8], [1, 1]),
        "bars": [{"height": level}, {"height": 1}],
        "text": f"{level:g} mV at {at:g} ms, {reset}",
    }


def draw(figure):
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 1))
    right.set(xlim=(1, 100), ylim=(0, 10), xscale="log")
    return {
        "left": left,
        "line": left.plot([], [])[0],
        "spikes": left.plot([], [], "|")[0],
        "bars": left.bar([0.25, 0.75], [0, 0], width=0.1),
        "dot": right.plot([], [], "o")[0],
    }


def plot_with(handles):
    return explore(view, draw, handles=handles, **CONTROLS)


def data_of(place, pixel):
    """Data under a pixel of the page, written out again: x logarithmic or linear, y linear."""
    left, top, right, bottom = place["axes"]
    (x0, x1, scale), (y0, y1, _) = place["x"], place["y"]
    share = (pixel[0] - left) / (right - left)
    x = x0 * (x1 / x0) ** share if scale == "log" else x0 + share * (x1 - x0)
    return x, y0 + (bottom - pixel[1]) / (bottom - top) * (y1 - y0)


@pytest.mark.parametrize(("level", "at"), [(5.0, 10.0), (0.0, 1.0), (9.5, 79.4)])
def test_a_handle_is_where_its_mark_is_and_its_axes_invert_it(level, at):
    plot = plot_with({"dot": {"x": "at", "y": "level"}, "line": {"y": "level"}})
    plot.set(level=level, at=at)
    dot, line = plot.panel.places
    left, top, right, bottom = dot["box"]
    assert (left, top) == (right, bottom)  # a point
    assert data_of(dot, (left, top)) == pytest.approx((at, level), rel=1e-3, abs=0.02)
    left, top, right, bottom = line["box"]
    assert top == bottom
    assert right - left == pytest.approx(line["axes"][2] - line["axes"][0], abs=0.02)
    assert data_of(line, (left, top))[1] == pytest.approx(level, abs=0.04)
    assert line["y"][1] == (20.0 if level == 9.5 else 10.0)  # the limits come with the frame


def test_a_handle_stays_where_it_is_when_the_picture_is_crisp():
    plot = plot_with({"dot": {"x": "at"}})
    coarse = plot.panel.places
    plot.show(view(level=5.0, at=10.0, reset="a"), CRISP)
    assert plot.panel.places == coarse


def test_a_row_of_sliders_gives_one_to_each_point_or_bar():
    plot = plot_with({"spikes": {"x": ("at", "level")}, "bars": {"y": ("level", "at")}})
    first, second, left, right = plot.panel.places
    assert data_of(first, first["box"][:2]) == pytest.approx((0.2, 1.0), abs=0.02)
    assert data_of(second, second["box"][:2]) == pytest.approx((0.8, 1.0), abs=0.02)
    assert data_of(left, left["box"][:2]) == pytest.approx((0.2, 5.0), abs=0.04)
    assert data_of(left, left["box"][2:]) == pytest.approx((0.3, 5.0), abs=0.04)
    assert data_of(right, right["box"][:2]) == pytest.approx((0.7, 1.0), abs=0.04)
    assert [handle["x"] or handle["y"] for handle in plot.panel.handles] == [
        *("at", "level", "level", "at")
    ]


def test_a_mark_that_is_not_there_has_no_handle():
    def hidden(**values):
        return {**view(**values), "dot": ([np.nan], [np.nan]), "line": ([], [])}

    handles = {"dot": {"x": "at"}, "line": {"y": "level"}}
    plot = explore(hidden, draw, handles=handles, **CONTROLS)
    assert plot.panel.places == [None, None]


test_handles_that_cannot_be_are_named = refused(
    ({"dott": {"x": "at"}}, "draw made no artist 'dott'"),
    ({"dot": {"x": "att"}}, "would move 'att', which is no slider"),
    ({"dot": {"x": "reset"}}, "would move 'reset', which is no slider"),
    ({"dot": {"z": "at"}}, '"x" or "y" or both'),
    ({"dot": {}}, '"x" or "y" or both'),
    ({"spikes": {"x": ("at", "level"), "y": ("at",)}}, "rows of different length"),
    ({"left": {"x": "at"}}, "'left' is Axes: no line, no bar"),
    error=(ValueError, TypeError),
    of=plot_with,
)


def test_handles_are_only_on_axes_that_the_page_can_invert():
    def draw_symlog(figure):
        artists = draw(figure)
        artists["left"].set(xscale="symlog")
        return artists

    with pytest.raises(ValueError, match="neither linear nor log"):
        explore(view, draw_symlog, handles={"line": {"y": "level"}}, **CONTROLS)


def test_the_page_knows_how_far_a_marker_reaches():
    plot = plot_with({"dot": {"x": "at"}, "line": {"y": "level"}, "bars": {"y": ("level", "at")}})
    dot, line, bar, _ = plot.panel.handles
    points = 6.0  # across, of matplotlib's own marker
    assert dot["size"] == pytest.approx(points / 2 * 100 / 72, abs=0.05)  # at 100 dots per inch
    assert (line["size"], line["bar"], bar["bar"]) == (0.0, False, True)
