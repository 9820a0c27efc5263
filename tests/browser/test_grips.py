"""Grips hide nothing, and where two lie on each other both can be had."""

import io
import re

import numpy as np
import pytest
from browser.direct import show
from browser.harness import browser
from browser.learner import IN_A_BROWSER
from PIL import Image
from playwright.sync_api import expect

from snn_edu.live import explore, slider

pytestmark = IN_A_BROWSER


def view(a, b, c, level):
    return {
        "spikes": ([a, b, c], [1, 1, 1]),
        "threshold": ([0, 100], [level, level]),
        "text": f"{a:g}, {b:g}, {c:g} ms and {level:g}",
    }


def draw(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 100), ylim=(0, 4), xlabel="time (ms)")
    return {
        "spikes": ax.plot([], [], "|", color="#d55e00", ms=16, mew=2)[0],
        "threshold": ax.plot([], [], "k--")[0],
    }


def picture(a, b, c):
    """Three spikes and a threshold that can be dragged."""
    times = {
        name: slider(name, 0, 100, start=at, step=1, unit="ms")
        for name, at in (("a", a), ("b", b), ("c", c))
    }
    return explore(
        view,
        draw,
        handles={"spikes": {"x": ("a", "b", "c")}, "threshold": {"y": "level"}},
        level=slider("level", 0, 4, start=2.0, step=0.1),
        **times,
    )


@pytest.fixture(scope="module")
def chromium():
    with browser(width=760, height=700, reduced_motion="reduce") as tab:
        yield tab.context


@pytest.fixture
def tab(chromium):
    tab = chromium.new_page()
    yield tab
    tab.close()


def pixels(tab):
    """The picture as it is seen."""
    png = tab.locator(".snn-picture").screenshot()
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), int)


@pytest.mark.parametrize("at", [(20, 50, 80), (48, 50, 53)])
def test_what_lies_under_a_grip_is_seen_through_it(tab, at):
    show(tab, picture(*at))
    expect(tab.locator(".snn-grip > *")).to_have_count(4)
    seen = pixels(tab)
    tab.add_style_tag(content=".snn-grip { display: none !important; }")
    bare = pixels(tab)
    assert (seen - bare).max() <= 1  # nothing is lighter than without
    assert (bare - seen).max() > 50


@pytest.mark.parametrize("at", [(20, 50, 80), (48, 50, 53), (50, 50, 50)])
def test_of_grips_that_lie_on_each_other_each_moves_its_own_slider(tab, at):
    show(tab, picture(*at))
    far_apart = at[0] == 20
    for name, before in zip("abc", at, strict=True):
        grip = tab.locator(f'.snn-grip[title="drag: {name} (ms)"] > *')
        expect(grip).to_have_class("snn-ring" if far_apart else "snn-tab")
        box = grip.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x + 60, y, steps=3)
        others = [f"{now:g}" if one != name else r"\d+" for one, now in zip("abc", at, strict=True)]
        expect(tab.locator("figcaption")).to_have_text(re.compile(f"{', '.join(others)} ms and 2"))
        expect(tab.get_by_role("spinbutton", name=f"{name} (ms)")).not_to_have_value(f"{before}")
        tab.mouse.move(x, y, steps=3)  # and back
        tab.mouse.up()
        expect(tab.locator("figcaption")).to_have_text(f"{at[0]}, {at[1]}, {at[2]} ms and 2")


def test_no_two_grips_lie_on_each_other(tab):
    for at in ((50, 50, 50), (48, 50, 53), (0, 4, 9)):
        page = tab.context.new_page()
        show(page, picture(*at))
        boxes = [one.bounding_box() for one in page.locator(".snn-grip > *").all()]
        middles = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes]
        apart = [
            max(abs(one[0] - other[0]) / 10, abs(one[1] - other[1]) / 8)
            for k, one in enumerate(middles)
            for other in middles[:k]
        ]
        assert min(apart) >= 1, (at, middles)
        page.close()
