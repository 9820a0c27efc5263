"""The picture under the sliders: one picture per step, true to the values, with its words."""

import base64
import io
import logging
import re
import threading

import numpy as np
import pytest
from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances  # what a page can show, by model id
from PIL import Image
from ranges import refused

from snn_edu.live import LivePlot, animate, explore, slider
from snn_edu.live.panel import Panel, source
from snn_edu.live.picture import CRISP, MOVING, Picture


def line(level, tilt=0.0):
    """A pure view: a line at `level`, tilted; its words are two lines, and shown as one."""
    x = np.array([0.0, 1.0])
    return {"line": (x, level + tilt * x), "text": f"A line\n  at {level:g}."}


def draw_line(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 10), xlabel="x", ylabel="y")
    return {"line": ax.plot([], [], color="k", lw=3)[0]}


LEVEL = slider("level", 0, 10, start=5.0, step=0.5, unit="mV")
TILT = slider("tilt", -1, 1, start=0.0, step=0.1)


@pytest.fixture
def plot():
    return explore(line, draw_line, level=LEVEL, tilt=TILT)


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("L")).astype(int)


def from_scratch(**values):
    """The same picture by a full redraw: a new figure, nothing cached."""
    picture = Picture(draw_line, (7.0, 3.2))
    picture.move({"line": line(**values)["line"]})
    return picture.png(CRISP)


def page_moves(plot, **values):
    """As when a slider is moved on the page."""
    plot.panel.values = {**plot.panel.values, **values}


def page_rests(plot):
    """As when the page asks for the crisp picture."""
    plot.panel.request = {"rest": plot.panel.request.get("rest", 0.0) + 1.0}


def test_a_frame_is_pictured_and_what_is_shown_stays(plot):
    before = plot.png(MOVING)
    there = plot.pictured(line(level=8.0))
    assert plot.png(MOVING) == before != there
    with pytest.raises(ValueError, match="made no artist of it"):
        plot.pictured({"word": "none", "text": ""})
    assert plot.png(MOVING) == before
    plot.set(level=8.0)
    assert plot.png(MOVING) == there


def pictures_sent(plot):
    """What the page was given to show since: a step to draw, or a PNG."""
    sent = []
    plot.panel.observe(lambda change: sent.append(change["new"]), ["picture", "step"])
    return sent


def test_each_step_sends_exactly_one_picture(plot):
    sent = pictures_sent(plot)
    for level in (1.0, 2.0, 3.0):
        page_moves(plot, level=level)
    assert len(sent) == 3
    assert all("units" in step for step in sent)  # the page draws it
    sent.clear()
    plot.set(level=4.0, tilt=0.5)
    assert [type(one) for one in sent] == [bytes, dict]  # crisp: a PNG, and no step any more
    assert sent[1] == {}
    plot.reset()
    sent.clear()
    page_moves(plot, level=LEVEL.start)
    assert sent == []  # nothing moved
    page_moves(plot, level=1.0)
    page_rests(plot)
    assert [type(one) for one in sent] == [dict, bytes, dict]  # drawn, then crisp
    assert sent[1] == from_scratch(level=1.0)
    assert (plot.panel.width, plot.panel.height) == (700, 320)  # of 1400 by 640


def draw_shown(rows):
    def draw(figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 10), ylim=(0, 1))
        image = ax.imshow(np.zeros((rows, 2)), extent=(0, 10, 0, 1), vmin=0, aspect="auto")
        return {"image": image, "dots": ax.plot([], [], ".")[0]}

    return draw


@pytest.mark.parametrize(("rows", "dots"), [(2, 10), (500, 10), (2, 20_000)])
def test_many_pixels_or_points_come_as_a_png_coarse_while_it_moves(rows, dots):
    def view(level):
        row = np.linspace(0, level, dots), np.full(dots, 0.5)
        return {"image": np.full((rows, 2), level), "dots": row, "text": f"{level:g}"}

    plot = explore(view, draw_shown(rows), level=LEVEL)
    page_moves(plot, level=9.0)
    if (rows, dots) == (2, 10):
        assert plot.panel.step["units"]
    else:
        assert plot.panel.step == {}
        assert pixels(plot.panel.picture).shape == (320, 700)
    page_rests(plot)
    assert pixels(plot.panel.picture).shape == (640, 1400)


def test_the_latest_value_wins_while_older_ones_wait():
    entered, go_on = threading.Event(), threading.Event()
    drawn = []

    def slow(level):
        drawn.append(level)
        if level == 1.0:
            entered.set()
            assert go_on.wait(10)
        return line(level)

    plot = explore(slow, draw_line, level=LEVEL)
    drawn.clear()
    threads = [threading.Thread(target=page_moves, args=(plot,), kwargs={"level": 1.0})]
    threads[0].start()
    assert entered.wait(10)
    for level in (2.0, 3.0, 4.0):
        threads.append(threading.Thread(target=page_moves, args=(plot,), kwargs={"level": level}))
        threads[-1].start()
        while plot.values["level"] != level:
            pass
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert drawn == [1.0, 4.0]
    assert plot.text == "A line at 4."
    assert plot.png() == from_scratch(level=4.0)


def test_without_a_kernel_it_is_a_picture_that_says_how_to_go_on(plot):
    plot.set(level=7.5)
    data, _ = plot._repr_mimebundle_()
    assert data["text/plain"] == "A line at 7.5."
    begin, rest = data["text/html"].split("base64,")
    encoded, end = rest.split('">')
    assert begin == '<img alt="A line at 7.5." width="700" src="data:image/png;'
    assert end == "<p><em>Run this cell (Shift+Enter): sliders appear here.</em></p>"
    kept, drawn = base64.b64decode(encoded), from_scratch(level=7.5)
    assert np.abs(pixels(kept) - pixels(drawn)).max() <= 8  # of 255: a palette of 128 colours
    assert len(kept) < 0.6 * len(drawn)
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == plot.panel.model_id


def test_what_colab_asks_of_a_widget_goes_along(plot, monkeypatch):
    bundle = plot.panel._repr_mimebundle_()
    colab = {"application/vnd.jupyter.widget-view+json": {"colab": {"custom_widget_manager": {}}}}
    monkeypatch.setattr(type(plot.panel), "_repr_mimebundle_", lambda self: (bundle[0], colab))
    assert plot._repr_mimebundle_()[1] == colab


def test_set_moves_what_the_page_shows_or_nothing_if_one_value_is_refused(plot):
    plot.set(level=3)
    assert plot.panel.values == dict(plot.values) == {"level": 3.0, "tilt": 0.0}
    with pytest.raises(TypeError):
        plot.values["level"] = 4.0
    sent = pictures_sent(plot)
    with pytest.raises(ValueError, match=r"level = 11 mV: allowed is 0 to 10 mV"):
        plot.set(tilt=0.5, level=11)
    with pytest.raises(ValueError, match="No control 'lvl'; there is level, tilt"):
        plot.set(lvl=1)
    assert sent == []
    assert dict(plot.values) == {"level": 3.0, "tilt": 0.0}


def fragile(level):
    if level > 9:
        raise ZeroDivisionError("division\nby zero")
    return line(level)


def test_an_error_keeps_the_last_good_picture_and_the_next_move_recovers(caplog):
    with pytest.raises(ZeroDivisionError):  # at the start it is the author's
        explore(fragile, draw_line, level=slider("level", 0, 10, start=10.0))
    plot = explore(fragile, draw_line, level=LEVEL)
    page_moves(plot, level=8.0)
    good = plot.panel.picture
    with caplog.at_level(logging.ERROR, logger="snn_edu.live.live"):
        page_moves(plot, level=9.5)
    assert plot.problem == "No picture for level = 9.5 mV. ZeroDivisionError: division by zero"
    assert plot.panel.picture == good
    assert plot.text == "A line at 8."
    assert caplog.records[0].exc_info[0] is ZeroDivisionError
    page_rests(plot)
    assert plot.panel.picture == good
    page_moves(plot, level=2.0)
    assert plot.problem == ""
    assert plot.text == "A line at 2."


def test_what_the_page_asks_a_panel_for_is_sent_to_it(plot):
    asked = set(re.findall(r"model\.[gs]et\(\s*\"(\w+)\"", Panel._esm + source()))
    assert len(asked) > 25
    assert asked - plot.panel.get_state().keys() == {"pieces", "fresh"}  # a recorded picture's


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ({"text": "nothing"}, "draw made an artist 'line', but the view does not return it"),
        ({**line(1), "dots": ([], [])}, "returns 'dots', but draw made no artist of it"),
        ({"line": ([0], [0])}, "the picture in one sentence"),
        ({"line": ([0], [0]), "text": 3}, "the picture in one sentence"),
        (None, "the picture in one sentence"),
        ({"line": 3.0, "text": ""}, "'line': expected a tuple, text, dict or array, got float"),
    ],
)
def test_a_view_that_does_not_fit_its_drawing_is_named(frame, message):
    plot = LivePlot(line, draw_line, {"level": LEVEL})
    with pytest.raises((ValueError, TypeError), match=message):
        plot.show(frame)


def test_a_preset_names_some_controls_and_takes_the_others_to_their_start():
    plot = explore(
        line, draw_line, tries={"steep": {"tilt": 1}, "low": {"level": 1}}, level=LEVEL, tilt=TILT
    )
    assert plot.tries == {"steep": {"level": 5.0, "tilt": 1.0}, "low": {"level": 1.0, "tilt": 0.0}}
    assert [one["label"] for one in plot.panel.tries] == ["steep", "low"]
    assert all(plot.tries[one["label"]] == one["values"] for one in plot.panel.tries)


test_a_preset_that_a_control_refuses_or_a_ghost_of_no_line_is_named = refused(
    ({"tries": {"far": {"level": 99}}}, "allowed is 0 to 10 mV"),
    ({"tries": {"far": {"lvl": 1}}}, "No control 'lvl'"),
    ({"ghost": ["lines"]}, "ghost: 'lines' is NoneType, not a line"),
    ({"light": "dark"}, "light = 'dark': expected an instance of bool"),
    error=(ValueError, TypeError),
    of=lambda settings: explore(line, draw_line, level=LEVEL, **settings),
)


def darkness(plot, level):
    """How dark the picture is in the middle of its width, at `level`."""
    x, y = plot.figure.axes[0].transData.transform((0.5, level)) * CRISP / plot.figure.dpi
    return 255 - int(pixels(plot.png())[::-1][round(y), round(x)])


def test_a_ghost_stays_where_the_line_was_when_it_last_rested():
    plot = explore(line, draw_line, ghost=["line"], level=LEVEL)
    assert plot.png() == from_scratch(level=5.0)  # none yet
    for level in (6.5, 7.5, 8.5):  # one drag
        page_moves(plot, level=level)
    assert darkness(plot, 8.5) > 200
    assert 40 < darkness(plot, 5.25) < 120 or 40 < darkness(plot, 5.0) < 120
    assert darkness(plot, 7.5) < 40
    page_rests(plot)
    page_moves(plot, level=1.5)
    assert 40 < darkness(plot, 8.5) < 120
    assert darkness(plot, 5.0) < 40


@pytest.mark.parametrize("turned", [False, True], ids=["values first", "values last"])
@pytest.mark.parametrize("rests", [{}, {"rest": 2.0}])
def test_reset_right_after_moves_brings_the_very_first_picture(turned, rests):
    """The page sends what has changed since in one message, its parts in any order."""
    plot = explore(line, draw_line, ghost=["line"], level=LEVEL, tilt=TILT)
    first = plot.panel.picture
    page_moves(plot, level=8.0)
    page_moves(plot, level=1.0, tilt=0.5)
    sent = {"values": plot.panel.start, "request": {"reset": 1.0, **rests}}
    plot.panel.set_state(dict(reversed(sent.items()) if turned else sent))
    assert plot.panel.picture == first
    assert plot.panel.step == {}
    page_moves(plot, level=2.0)
    assert 40 < darkness(plot, 5.0) < 120  # where it was after Reset
    assert darkness(plot, 1.25) < 40


@pytest.mark.parametrize("turned", [False, True], ids=["values first", "values last"])
def test_what_rests_is_the_latest_step_not_the_one_before(turned):
    plot = explore(line, draw_line, level=LEVEL)
    page_moves(plot, level=8.0)
    sent = {"values": {"level": 2.0}, "request": {"rest": 1.0}}
    plot.panel.set_state(dict(reversed(sent.items()) if turned else sent))
    assert plot.panel.picture == from_scratch(level=2.0)
    assert plot.panel.step == {}


def test_every_step_is_answered_even_one_that_changes_or_draws_nothing(plot, caplog):
    for at, (level, more) in enumerate([(1.0, {}), (99.0, {}), (99.0, {"rest": 1.0}), (2.0, {})]):
        before = plot.panel.answers
        state = {"values": {**plot.values, "level": level}, "request": {"at": at, **more}}
        plot.panel.set_state(state)
        assert plot.panel.answers > before
        assert plot.panel.answered_at == at
    said = []
    plot.panel.send = said.append
    plot.panel._handle_custom_msg("there?", [])
    assert said == ["here"]


def test_a_panel_comes_into_the_world_with_all_that_its_picture_needs(monkeypatch):
    opened = []

    def open_comm(panel):
        opened.append(panel.get_state())
        panel_open(panel)

    panel_open = Panel.open
    monkeypatch.setattr(Panel, "open", open_comm)
    plot = explore(line, draw_line, level=LEVEL, handles={"line": {"y": "level"}})
    assert opened == []  # it is on no page yet
    panel = plot.panel
    (state,) = opened
    assert state == panel.get_state()
    needed = ("text", "picture", "scene", "letters", "places", "values", "width")
    assert all(state[name] for name in needed)


def test_the_pages_script_travels_once_for_all_panels(monkeypatch):
    plots = [explore(line, draw_line, level=LEVEL) for _ in range(3)]
    version, carrier = plots[0].panel.script.split()
    assert {plot.panel.script for plot in plots} == {f"{version} {carrier}"}
    assert "renderPanel" in _instances[carrier].source
    assert len(plots[0].panel._esm) < 2000
    assert "snn-live" not in str(plots[0].panel.get_state())
    Widget.close_all()  # and a new one where it is closed
    version_now, carrier_now = explore(line, draw_line, level=LEVEL).panel.script.split()
    assert version_now == version
    assert carrier_now != carrier
    assert carrier_now in _instances


def test_a_page_that_did_not_listen_gets_all_but_what_is_its_own(plot, monkeypatch):
    sent = []
    monkeypatch.setattr(plot.panel, "_send", lambda message, **_: sent.append(message))
    plot.panel._handle_custom_msg("again?", [])
    state, here = sent
    assert {"text", "scene", "places"} <= state["state"].keys()
    assert not {"values", "request", "seen"} & state["state"].keys()
    assert here["content"] == "here"


@pytest.mark.parametrize("given", [3, slider, type(LEVEL)])
def test_what_is_no_control_is_refused_by_its_name(given):
    with pytest.raises(TypeError, match=r"level = .*: expected a control. Say slider"):
        explore(lambda level: {"text": ""}, lambda figure: {}, level=given)
    with pytest.raises(TypeError, match=r"level = .*: expected a control. Say slider"):
        animate(lambda values: iter([]), lambda figure: {}, level=given)
