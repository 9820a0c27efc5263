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
from playwright.sync_api import expect

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
window.painted = []; // whether the page has drawn a picture itself, each time that it is new
document.querySelector(".snn-picture").addEventListener("drawn", () => {
    painted.push(!document.querySelector("canvas").hidden);
});
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
        caption = tab.locator("figcaption")
        expect(tab.locator('img[alt="A line at 5.5."]')).to_be_visible()
        expect(caption).to_have_text("A line at 5.5.")
        assert tab.evaluate("painted.at(-1) || painted.at(-2)")  # it may be at rest already
        painted = np.array(canvas.evaluate(
            "one => [...one.getContext('2d').getImageData(one.width / 2, 0, 1, one.height).data]"
        )).reshape(-1, 4)  # from above, one column of pixels through the middle  # fmt: skip
        ax = plot.figure.axes[0]
        at = 1.0 - ax.transAxes.transform((0.5, 0.55))[1] / plot.figure.bbox.height
        row = round(at * len(painted))
        assert painted[row - 1 : row + 2, :3].max() < 100  # black where the line is
        assert painted[round(0.9 * row), :3].min() > 200  # and not above it
        expect(canvas).to_be_hidden()  # it rests: the kernel's crisp picture
        decoded = "image => image.decode().then(() => image.naturalWidth)"
        assert tab.locator("img").evaluate(decoded) == 1400
        expect(tab.get_by_role("spinbutton", name="level (mV)")).to_have_value("5.5")
        level.press("End")
        tab.get_by_text("ZeroDivisionError: too high").wait_for()
        expect(caption).to_have_text("A line at 5.5.")
        assert errors == []
