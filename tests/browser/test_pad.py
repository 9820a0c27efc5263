"""The drawing pad as a learner meets it: mouse, finger, keys, ready-made paths, words."""

import pytest
from browser.harness import browser, lab, open_notebook, write_notebook
from browser.learner import IN_A_BROWSER, violations
from playwright.sync_api import expect

pytestmark = IN_A_BROWSER

CELL = """
import numpy as np
from snn_edu.live import explore, pad, slider

def view(path, times):
    x, y = np.array(path).T
    return {"line": (x, y), "text": f"{len(x)} points, {np.ptp(x):.1f} by {np.ptp(y):.1f}, "
            f"from {x[0]:.1f} {y[0]:.1f} to {x[-1]:.1f} {y[-1]:.1f}, x{times}"}

def draw(figure):
    ax = figure.subplots()
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    return {"line": ax.plot([], [], color="k")[0]}

explore(view, draw, path=pad("your path"), times=slider("times", 1, 3, start=1))
"""
START = "121 points, 1.8 by 0.9, from 0.0 0.0 to 0.0 0.0, x1"


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pad")
    write_notebook(folder / "pad.ipynb", CELL)
    with lab(folder) as server, browser(1366, 768, has_touch=True) as tab:
        notebook = open_notebook(tab, server, "pad.ipynb")
        notebook.run_all()
        tab.locator(".snn-live img").wait_for()
        yield notebook
        assert notebook.errors() == []


@pytest.fixture
def live(notebook):
    """The widget, at its start."""
    live = notebook.tab.locator(".snn-live")
    live.get_by_role("button", name="Reset").click()
    shows(live, START)
    return live


def shows(live, text):
    """Wait until the picture says `text`."""
    expect(live.locator("img")).to_have_attribute("alt", text, timeout=15_000)


def paper(live):
    return live.get_by_role("application", name="your path: drawing pad")


def ink(live):
    """How many pixels of the pad are inked."""
    return paper(live).evaluate(
        """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
            .data.filter((value, k) => k % 4 === 3 && value > 128).length"""
    )


def test_the_pad_lies_beside_picture_and_words_not_over_them(live):
    pad = paper(live).bounding_box()
    assert pad["width"] > 200
    for part in ("img", "figcaption", "input[type=range]"):
        box = live.locator(part).bounding_box()
        apart = (
            pad["x"] >= box["x"] + box["width"] - 1
            or box["x"] >= pad["x"] + pad["width"] - 1
            or pad["y"] >= box["y"] + box["height"] - 1
            or box["y"] >= pad["y"] + pad["height"] - 1
        )
        assert apart, part


def test_a_path_drawn_with_the_mouse_arrives_when_the_button_is_let_go(notebook, live):
    box = paper(live).bounding_box()
    mouse = notebook.tab.mouse
    mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)  # -0.5, 0
    mouse.down()
    for k in range(1, 11):
        mouse.move(box["x"] + box["width"] * (0.25 + 0.05 * k), box["y"] + box["height"] / 2)
    assert live.locator("img").get_attribute("alt") == START  # not before
    mouse.up()
    shows(live, "11 points, 1.0 by 0.0, from -0.5 0.0 to 0.5 0.0, x1")
    assert ink(live) > 0


def test_a_line_that_leaves_the_pad_ends_at_its_edge(notebook, live):
    box = paper(live).bounding_box()
    mouse = notebook.tab.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2, box["y"] - 30)
    mouse.up()
    shows(live, "2 points, 0.0 by 1.0, from 0.0 0.0 to 0.0 1.0, x1")


def test_a_mere_click_is_said_to_be_too_short_and_changes_nothing(live):
    paper(live).click()
    problem = live.locator(".snn-problem")
    problem.wait_for()
    assert "draw a longer line" in problem.inner_text()
    assert live.locator("img").get_attribute("alt") == START
    live.get_by_role("button", name="star").click()
    problem.wait_for(state="hidden")


def test_arrow_keys_draw_from_the_middle_and_delete_starts_anew(live):
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        paper(live).press(key)
    shows(live, "4 points, 0.2 by 0.1, from 0.0 0.0 to 0.2 0.1, x1")
    paper(live).press("Delete")
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown"):
        paper(live).press(key)
    shows(live, "4 points, 0.1 by 0.2, from 0.0 0.0 to -0.1 -0.2, x1")


def test_a_finger_draws_and_does_not_scroll(notebook, live):
    pad = paper(live)
    assert pad.evaluate("canvas => getComputedStyle(canvas).touchAction") == "none"
    pad.evaluate(
        """canvas => {
            const box = canvas.getBoundingClientRect();
            canvas.setPointerCapture = () => {}; // a made-up pointer cannot be captured
            const touch = (type, x) => canvas.dispatchEvent(new PointerEvent(type, {
                pointerType: 'touch', pointerId: 7, button: 0, bubbles: true,
                clientX: box.left + x * box.width, clientY: box.top + box.height / 2,
            }));
            touch('pointerdown', 0.5); touch('pointermove', 0.75); touch('pointerup', 0.75);
            delete canvas.setPointerCapture; // the canvas's own again
        }"""
    )
    shows(live, "2 points, 0.5 by 0.0, from 0.0 0.0 to 0.5 0.0, x1")


def test_ready_made_paths_are_buttons_in_a_named_group_and_reset_brings_the_first(live):
    group = live.get_by_role("group", name="your path, ready-made")
    assert group.get_by_role("button").all_inner_texts() == [
        "figure eight", "spiral", "star", "letter S",
    ]  # fmt: skip
    group.get_by_role("button", name="spiral").press("Enter")
    shows(live, "121 points, 1.6 by 1.4, from 0.0 0.0 to 0.9 0.0, x1")
    drawn = ink(live)
    live.get_by_role("button", name="Reset").click()
    shows(live, START)
    assert ink(live) != drawn  # the pad follows, too


def test_another_control_keeps_the_drawing(live):
    paper(live).press("ArrowRight")
    shows(live, "2 points, 0.1 by 0.0, from 0.0 0.0 to 0.1 0.0, x1")
    live.get_by_role("slider", name="times").press("ArrowRight")
    shows(live, "2 points, 0.1 by 0.0, from 0.0 0.0 to 0.1 0.0, x2")


def test_no_rule_of_accessibility_is_broken(notebook, live):
    assert violations(notebook.tab, ".snn-live") == ""
