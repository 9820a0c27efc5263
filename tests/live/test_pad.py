"""The drawing as a control: ready-made paths, refusals, and a picture that follows a path."""

import numpy as np
import pytest
from ranges import refused

from snn_edu.live import explore, pad, slider
from snn_edu.live.pad import MOST, READY_MADE


def test_it_begins_with_the_path_that_was_named():
    assert pad("p").start == dict(pad("p").presets)["figure eight"]
    assert pad("p", start="star").start == dict(pad("p").presets)["star"]
    with pytest.raises(ValueError, match=r"start = 'circle'.*'spiral'"):
        pad("p", start="circle")


def test_the_ready_made_paths_are_the_curves_of_their_names():
    control = pad("p")
    assert [control.check(path) for path in control.ends()] == list(control.ends())
    eight, spiral, star, letter = map(np.array, control.ends())
    x, y = eight.T
    assert y**2 == pytest.approx(x**2 * (1 - x**2 / 0.81), abs=3e-3)  # Gerono's eight
    assert np.hypot(*spiral.T) == pytest.approx(0.9 * np.arange(121) / 120, abs=1e-3)
    assert spiral[30] == pytest.approx([-0.225, 0.0], abs=1e-3)  # half a turn
    tips = np.radians([90, 234, 18, 162, 306])
    assert star[::24][:5] == pytest.approx(
        0.9 * np.column_stack([np.cos(tips), np.sin(tips)]), abs=1e-3
    )
    assert letter[[0, 30]] == pytest.approx(np.array([[0.42, 0.42], [-0.297, 0.717]]), abs=1e-3)
    assert letter[60] == pytest.approx([0, 0], abs=1e-3)  # halfway, where the bows meet
    assert letter == pytest.approx(-letter[::-1], abs=2e-3)  # half a turn is the same letter


def test_a_path_from_the_page_comes_as_lists_and_goes_as_tuples():
    path = pad("p").check([[-0.0001, -0.0], [0.54321, 0.12345]])
    assert repr(path) == "((0.0, 0.0), (0.543, 0.123))"  # never -0.0
    assert hash(path)


test_what_is_no_path_is_refused_in_words = refused(
    ([[0, 0], [0, 1.05]], r"your path\[1, 1\] = 1.05"),
    ([[0, 0], [-1.05, 0]], r"your path\[1, 0\] = -1.05"),
    ([[0, 0]], "2 to 400 points"),
    ([[0, 0]] * (MOST + 1), "2 to 400 points"),
    ([0, 1, 1], "2 to 400 points"),
    ([[0, 0], [0.01, 0]], "only 0.01 half widths long: draw more"),
    of=pad("your path").check,
)


def width(path, times):
    x, _ = np.array(path).T
    return {"line": (np.array(path) * times).T, "text": f"{times * np.ptp(x):.2f} wide"}


def draw(figure):
    return {"line": figure.subplots().plot([], [])[0]}


def test_a_picture_follows_the_path_and_goes_back():
    plot = explore(width, draw, path=pad("path"), times=slider("times", 1, 3, start=1))
    assert plot.text == "1.80 wide"
    plot.set(path=[[0, 0], [0.5, 0.5]])
    assert plot.text == "0.50 wide"
    plot.panel.values = {**plot.panel.values, "path": [[-1, 0], [1, 0]]}  # as the page does
    assert plot.text == "2.00 wide"
    plot.panel.values = {**plot.panel.values, "path": [[0, 0]]}
    assert "2 to 400 points" in plot.problem
    assert "path = 1 points" in plot.problem
    plot.reset()
    assert plot.text == "1.80 wide"
    assert plot.problem == ""


def test_the_page_is_told_what_it_needs():
    said = pad("your path").declaration()
    assert (said["kind"], said["label"], said["most"]) == ("pad", "your path", MOST)
    assert [preset["label"] for preset in said["presets"]] == list(READY_MADE)
