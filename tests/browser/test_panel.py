"""A widget answers in a real Chromium: the quickest of the browser tests, the one that is not slow.

The panel of a kernel and the page's script, without the JupyterLab between them: what the page
asks for goes straight to the panel, and what the panel says straight back.
"""

import base64
import json
from pathlib import Path

import numpy as np
from browser.harness import browser
from browser.learner import NEEDS_CHROMIUM

from snn_edu.live import explore, slider
from snn_edu.live.panel import source

pytestmark = NEEDS_CHROMIUM

SHARED = Path(__file__).parents[2] / "notebooks" / "site" / "page" / "shared.js"
PAGE = """
const heard = (text) => JSON.parse(text, (_, value) => value?.bytes === undefined ? value
    : new DataView(Uint8Array.from(atob(value.bytes), (one) => one.charCodeAt(0)).buffer));
class Direct extends snn.Model {
    moved = {};
    set(name, value) { super.set(name, value); this.moved[name] = value; }
    async save_changes() {
        const moved = this.moved;
        this.moved = {};
        this.put(heard(await tell(JSON.stringify(moved))));
    }
}
renderPanel({ model: new Direct(heard(await tell("{}"))), el: document.body });
"""


def view(level):
    if level > 9.0:
        raise ZeroDivisionError("too high")
    return {"line": ([0.0, 1.0], [level, level]), "text": f"A line at {level:g}."}


def draw(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 10), xlabel="x", ylabel="y")
    return {"line": ax.plot([], [], color="k", lw=3)[0]}


def message(state):
    """A panel's state as text: bytes as base64."""
    return json.dumps(state, default=lambda raw: {"bytes": base64.b64encode(raw).decode()})


def test_a_slider_moves_words_and_picture_and_an_error_is_told():
    plot = explore(view, draw, level=slider("level", 0, 10, start=5.0, step=0.5, unit="mV"))
    known = {}

    def tell(moved):
        """What the panel has that the page does not know yet, once it was told what moved."""
        plot.panel.set_state(json.loads(moved))
        state = plot.panel.get_state()
        news = {name: state[name] for name in state if known.get(name) != state[name]}
        known.update(news)
        return message(news)

    with browser() as tab:
        errors = []
        tab.on("pageerror", lambda error: errors.append(error))
        tab.set_content("<body></body>")
        tab.expose_function("tell", tell)
        tab.add_script_tag(path=SHARED)
        tab.add_script_tag(type="module", content=source() + PAGE)
        level, canvas = tab.get_by_role("slider", name="level (mV)"), tab.locator("canvas")
        level.press("ArrowRight")
        tab.locator('img[alt="A line at 5.5."]').wait_for()
        assert tab.locator("figcaption").inner_text() == "A line at 5.5."
        assert canvas.is_visible()  # the page has drawn it
        painted = np.array(canvas.evaluate(
            "one => [...one.getContext('2d').getImageData(one.width / 2, 0, 1, one.height).data]"
        )).reshape(-1, 4)  # from above, one column of pixels through the middle  # fmt: skip
        ax = plot.figure.axes[0]
        at = 1.0 - ax.transAxes.transform((0.5, 0.55))[1] / plot.figure.bbox.height
        row = round(at * len(painted))
        assert painted[row - 1 : row + 2, :3].max() < 100  # black where the line is
        assert painted[round(0.9 * row), :3].min() > 200  # and not above it
        canvas.wait_for(state="hidden")  # it rests: the kernel's crisp picture
        assert tab.locator("img").evaluate("image => image.naturalWidth") == 1400
        assert tab.get_by_role("spinbutton", name="level (mV)").input_value() == "5.5"
        level.press("End")
        tab.get_by_text("ZeroDivisionError: too high").wait_for()
        assert tab.locator("figcaption").inner_text() == "A line at 5.5."
        assert errors == []
