"""A widget answers in a real Chromium, without a server. Of all browser tests only one is quick."""

import numpy as np
import pytest
from browser.direct import SHARED, show
from browser.harness import browser
from browser.learner import NEEDS_CHROMIUM
from playwright.sync_api import expect

from snn_edu.live import explore, slider
from snn_edu.live.panel import source, style

pytestmark = NEEDS_CHROMIUM


def view(level):
    if level > 9.0:
        raise ZeroDivisionError("too high")
    return {"line": ([0.0, 1.0], [level, level]), "text": f"A line at {level:g}."}


def draw(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 10), xlabel="x", ylabel="y")
    return {"line": ax.plot([], [], color="k", lw=3)[0]}


def test_a_slider_moves_words_and_picture_and_an_error_is_told():
    plot = explore(view, draw, level=slider("level", 0, 10, start=5.0, step=0.5, unit="mV"))
    with browser() as tab:
        errors = []
        tab.on("pageerror", lambda error: errors.append(error))
        show(tab, plot)
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


ANSWERED = """
const choices = [["a", "up"], ["b", "down"]];
const asked = [{ question: "Where?", choices, label: "", button: "Commit" }];
const model = new snn.Model({ asked, chosen: [""], said: [""], wait: false, width: 0 });
renderPanel({ model, el: document.body });
model.put({ chosen: ["b"], said: ["You said (b)."] });
"""


@pytest.mark.slow
def test_an_answer_that_was_given_before_is_marked():
    with browser() as tab:
        tab.add_script_tag(path=SHARED)
        tab.add_script_tag(type="module", content=source() + ANSWERED)
        expect(tab.get_by_text("You said (b).")).to_be_visible()
        expect(tab.get_by_role("radio", name="down")).to_be_checked()


# Does it while the clock plays; what the clock says then, and its box, at once and much later.
MEANWHILE = """async does => {
    const play = document.querySelector('.snn-play');
    const box = play.parentElement.querySelector('input[type=number]');
    const wait = (ms) => new Promise(done => setTimeout(done, ms));
    play.click();
    while (box.valueAsNumber < 3) await wait(10);
    if (does === 'typed') {
        Object.assign(box, {value: '1.5'}).dispatchEvent(new Event('input'));
        box.dispatchEvent(new Event('change'));
    } else {
        [...document.querySelectorAll('button')].find(one => one.textContent === does).click();
    }
    await wait(700);
    return [play.textContent, box.valueAsNumber];
}"""


@pytest.mark.slow
def test_a_clock_that_plays_is_stopped_by_reset_by_a_preset_and_by_a_typed_number():
    clock = slider("level", 0, 9, start=1.0, step=0.5, clock=3.0)
    with browser() as tab:
        show(tab, explore(view, draw, level=clock, tries={"half": {"level": 2.5}}))
        stopped = {does: tab.evaluate(MEANWHILE, does) for does in ("Reset", "half", "typed")}
    at = {"Reset": 1.0, "half": 2.5, "typed": 1.5}
    assert stopped == {does: ["▶ Play", value] for does, value in at.items()}


@pytest.mark.slow
def test_an_index_stands_low_in_words_and_not_in_code():
    texts = [
        "R_m is 10 MΩ, v_∞ &lt; τ_m",
        '<code>t_ref</code> <img alt="v_r"> to_value, x_pre[0], a.b_c',
    ]
    with browser() as tab:
        code = source().replace("export function", "function")
        tab.add_script_tag(content=code + "window.both = (one) => [indexed(one), written(one)];")
        (words, plain), (code, _) = [tab.evaluate("one => both(one)", text) for text in texts]
    assert words == "R<sub>m</sub> is 10 MΩ, v<sub>∞</sub> &lt; τ<sub>m</sub>"
    assert plain == words.replace("&", "&amp;")
    assert code == texts[1]


# A question in the middle of a page, or of JupyterLab's pane; an answer brings its picture.
BELOW = """(pane) => {
    const gap = '<div style="height: 900px"></div>';
    document.body.innerHTML =
        `<div class="${pane}" style="overflow: auto">${gap}<p></p>${gap}</div>`;
    if (pane) document.querySelector(`.${pane}`).style.height = '560px';
    const choices = [["a", "up"], ["b", "down"], ["c", "neither of them"]];
    const asked = [{ question: "Where?", choices, label: "", button: "Commit" }];
    const nothing = { controls: [], tries: [], handles: [], places: [], request: {}, step: {},
        pieces: [], values: {}, start: {}, picture: "", text: "", problem: "", seen: false };
    const model = new snn.Model({ ...nothing, asked, chosen: [""], said: [""], wait: true,
        width: 600, height: 420 });
    model.save_changes = () => {};
    model.send = () => model.put({ said: ["You said (a)."], chosen: ["a"] });
    renderPanel({ model, el: document.querySelector("p") });
    document.querySelector(".snn-question").scrollIntoView({ block: "center" });
}"""
# Where the question's buttons begin and its picture ends, in what is seen, and how high that is.
AT = """() => {
    const pane = document.querySelector(".jp-WindowedPanel-outer")?.getBoundingClientRect();
    const { top, height } = pane ?? { top: 0, height: innerHeight };
    const [buttons, picture] = [".snn-question .snn-buttons", ".snn-picture"]
        .map((one) => document.querySelector(one).getBoundingClientRect());
    return [buttons.top - top, picture.bottom - top, height];
}"""


@pytest.mark.slow
@pytest.mark.parametrize("pane", ["", "jp-WindowedPanel-outer"])
@pytest.mark.parametrize("height", [700, 460])
def test_a_committed_answer_brings_its_picture_and_stays_on_screen_with_it(pane, height):
    with browser(width=800, height=height, reduced_motion="reduce") as tab:
        tab.add_style_tag(content=style())
        tab.add_script_tag(path=SHARED)
        tab.add_script_tag(type="module", content=source() + f"({BELOW})({pane!r})")
        tab.get_by_role("radio", name="up").check()
        tab.get_by_role("button", name="Commit").click()
        tab.locator(".snn-picture").wait_for()
        tab.wait_for_timeout(200)
        buttons, picture, seen = tab.evaluate(AT)
    assert buttons >= 0
    assert picture <= seen or buttons < 20, "as far as it can"


@pytest.mark.slow
def test_a_long_number_stands_whole_in_its_box():
    """0.000001 reached 10 px beyond the box of lesson 13's step, 0.00000112 further."""
    plot = explore(view, draw, level=slider("level", 1e-6, 9.0, start=1.0, log=True))
    with browser() as tab:
        show(tab, plot)
        level, box = tab.get_by_role("slider", name="level"), tab.get_by_role("spinbutton")
        level.press("Home")
        for _ in range(5):
            assert box.evaluate("one => one.scrollWidth <= one.clientWidth"), box.input_value()
            level.press("ArrowRight")
        assert len(box.input_value()) > 8
