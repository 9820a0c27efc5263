"""A picture on a page of its own: the kernel's panel and the page's script, nothing between them.

What the page asks for goes straight to the panel, and what the panel says straight back.
"""

import base64
import json
from pathlib import Path

from snn_edu.live.panel import source, style

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


def message(state):
    """A panel's state as text: bytes as base64."""
    return json.dumps(state, default=lambda raw: {"bytes": base64.b64encode(raw).decode()})


def show(tab, plot):
    """Put a picture on the page, and let the two talk."""
    known = {}

    def tell(moved):
        """What the panel has that the page does not know yet, once it was told what moved."""
        plot.panel.set_state(json.loads(moved))
        state = plot.panel.get_state()
        news = {name: state[name] for name in state if known.get(name) != state[name]}
        known.update(news)
        return message(news)

    tab.set_content("<body></body>")
    tab.expose_function("tell", tell)
    tab.add_style_tag(content=style())
    tab.add_script_tag(path=SHARED)
    tab.add_script_tag(type="module", content=source() + PAGE)
    tab.locator("figcaption").wait_for()
