"""What a learner does in a lesson: run all, move all, press all, answer all, by keyboard."""

import io
import os
import random
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.harness import chromium, open_notebook
from PIL import Image
from playwright.sync_api import expect

NOTEBOOKS = sorted(Path(__file__).parents[2].glob("notebooks/[0-9]*.ipynb"))

expect.set_options(timeout=30_000)  # as all else that is waited for; a busy machine is no failure

NEEDS_CHROMIUM = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes at exit
    pytest.mark.skipif(
        chromium() is None and not os.environ.get("CI"),
        reason="no Chromium or Chrome on this machine",
    ),
]
IN_A_BROWSER = [pytest.mark.slow, *NEEDS_CHROMIUM]


def violations(tab, *include, rules=None):
    """What axe finds wrong with a page, or with what some selectors have; "" for nothing."""
    options = {"resultTypes": ["violations"]}  # axe takes twice as long to tell what is right, too
    options |= {"runOnly": rules} if rules else {}
    context = {"include": [[one] for one in include]} if include else None
    found = Axe().run(tab, context=context, options=options)
    return found.generate_report() if found.violations_count else ""


def tones(picture):
    """How light a picture is on screen in the middle of its left and its right half, of 255."""
    picture.scroll_into_view_if_needed()
    seen = Image.open(io.BytesIO(picture.screenshot())).convert("L")
    return [seen.getpixel((seen.width * k // 4, seen.height // 2)) for k in (1, 3)]


def copied(tab, button):
    """Press a button, and wait for what it copies."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.evaluate("navigator.clipboard.writeText('')")
    button.click()
    tab.wait_for_function("() => navigator.clipboard.readText()", polling=50)
    return tab.evaluate("navigator.clipboard.readText()")


# The words of a live picture and a fingerprint of its pixels, once it is crisp and not under the
# canvas, and both are (or are not) those of `other`: words come before their picture has loaded.
RESTING = """async ([live, same, other]) => {
    const image = live.querySelector('img');
    const crisp = image.naturalWidth === 2 * image.getAttribute('width');
    if (!crisp || !live.querySelector('canvas').hidden) return false;
    const bytes = await (await fetch(image.src)).arrayBuffer();
    const digest = await crypto.subtle.digest('SHA-1', bytes);
    const now = [image.alt, [...new Uint8Array(digest)].join('-')];
    return other.every((one, k) => (one === now[k]) === same) && now;
}"""


# How many outputs show nothing, or a picture that is not there or does not say what it shows.
BLANK = """() => [...document.querySelectorAll('.jp-OutputArea-output')].filter(output =>
    !output.textContent.trim() && !output.querySelector('img, audio')
    || [...output.querySelectorAll('.snn-live img')].some(one => !one.naturalWidth || !one.alt)
).length"""

# How tall a live picture is with its controls, its pane's height, how wide the picture itself is,
# and how wide it is drawn.
FITS = """live => {
    const pane = live.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
    const boxes = [...live.querySelectorAll('figcaption, img, .snn-slider, .snn-choice,'
        + '.snn-toggle, .snn-buttons, .snn-tries')]
        .filter(part => part.offsetParent && part.offsetHeight)
        .map(part => part.getBoundingClientRect());
    const top = Math.min(...boxes.map(box => box.top));
    const image = live.querySelector('img');
    return [Math.max(...boxes.map(box => box.bottom)) - top, pane.height,
        image.getBoundingClientRect().width, Number(image.getAttribute('width'))];
}"""


# Waits until all that fades or moves by CSS has come to its end; in a cell that JupyterLab has the
# browser skip nothing does.
FINISHED = """() => Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => effect.getComputedTiming().endTime < Infinity
        && effect.target.checkVisibility({ contentVisibilityAuto: true }))
    .map(one => one.finished))"""

# Waits, 10 s at most, until pane and pictures have kept their places and sizes for two frames.
SETTLED = """async () => {
    const places = () => [...document.querySelectorAll('.jp-WindowedPanel-outer, .snn-live img')]
        .map(node => JSON.stringify(node.getBoundingClientRect())).join();
    let before, now = places();
    for (let k = 0; k < 100 && now !== before; k++) {
        for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
        await new Promise(done => setTimeout(done, 70));
        [before, now] = [now, places()];
    }
}"""


def in_a_pane(tab, width, height):
    """Make the window so large that the notebook's pane has this size; its pictures follow."""
    for _ in range(20):  # the page may still be on its way from another size
        pane = tab.locator(".jp-WindowedPanel-outer").bounding_box()
        across, down = width - pane["width"], height - pane["height"]
        if abs(across) < 2 and abs(down) < 2:
            break
        window = tab.viewport_size
        size = {"width": round(window["width"] + across), "height": round(window["height"] + down)}
        tab.set_viewport_size(size)
        tab.evaluate(SETTLED)
    else:
        raise AssertionError(f"the pane has {pane}")
    tab.evaluate(SETTLED)


# Scrolls to a live picture, which JupyterLab has the browser skip until then, and waits, 4 s at
# most, until it has kept its size for a tenth of a second.
SEEN = """async live => {
    const size = () => [live, live.querySelector('img')].map(one => one.offsetHeight).join();
    live.scrollIntoView({ block: 'center' });
    let before, now;
    for (let k = 0; k < 40 && (k < 2 || now !== before); k++) {
        await new Promise(done => setTimeout(done, 100));
        [before, now] = [now, size()];
    }
}"""

# Parts of a live picture that reach out of it, or have more in them than they show.
CUT_OFF = """live => [...live.querySelectorAll('*')].filter(part => part.offsetParent
    && !part.matches('.snn-spoken, .snn-picture, .snn-grip, .snn-grip *, input') // it may reach out
    && getComputedStyle(part).display !== 'inline'
    && (part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1
        || part.getBoundingClientRect().right > live.getBoundingClientRect().right + 1
        || part.getBoundingClientRect().left < live.getBoundingClientRect().left - 1))
    .map(part => part.outerHTML.slice(0, 100))"""


def fits(tab, size, whole=True):
    """Every live picture that is not waiting for an answer fits, with its main controls.

    If not `whole`, from side to side is enough: at 200 % zoom a laptop's pane is 250 px high.
    """
    window = tab.viewport_size
    in_a_pane(tab, *size)
    pictures = tab.locator(".snn-live:visible").all()
    found = []
    for live in pictures:
        live.evaluate(SEEN)
        found.append((*live.evaluate(FITS), live.evaluate(CUT_OFF)))
    tab.set_viewport_size(window)
    for k, (height, pane, width, drawn, cut_off) in enumerate(found, 1):
        assert height <= pane or not whole, f"picture {k}: {height} px with controls, of {pane}"
        assert cut_off == [], f"picture {k}: {cut_off}"
        least = min(450, 0.7 * size[0], 0.6 * drawn)  # fit.js goes no further, it scrolls
        assert width >= least, f"picture {k} is {width} px wide, of {drawn}"


# Lessons whose cells are run on a page so many times slower than this one, which computes for
# nothing, 20 s a lesson. The others' page does at once what a slow page does.
THROTTLED = {"09": 6, "10": 4}
# anywidget gives up on each widget: it shows it, and passes it no message.
HASTY = """
globalThis.patient ??= AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => patient(Math.min(ms, 1));
"""


def run_all_slowly(lesson, times):
    """Run all cells, throttled or (if None) on a hasty page: no picture is blank at the end."""
    if times is None:
        lesson.tab.evaluate(HASTY)
    else:
        page = lesson.tab.context.new_cdp_session(lesson.tab)
        page.send("Emulation.setCPUThrottlingRate", {"rate": times})
    lesson.run_all(wait=600)
    lesson.tab.wait_for_function(f"() => ({BLANK})() === 0", timeout=120_000)
    assert lesson.tab.get_by_role("button", name="Ask for it again").count() == 0
    if times is None:
        lesson.tab.evaluate("AbortSignal.timeout = patient")
    else:
        page.detach()  # as fast as before
    assert lesson.errors() == []


def work_through(notebook, server, window):
    """All of a lesson, as a learner meets it; its cells are run on a slow page."""
    window.emulate_media(reduced_motion="reduce")  # no picture plays by itself meanwhile
    lesson = open_notebook(window, server, notebook.name)
    run_all_slowly(lesson, THROTTLED.get(notebook.stem[:2]))
    answer_every_question(window)  # some pictures wait for an answer
    pictures = window.locator(".snn-live")
    assert pictures.count() > 0
    for size in ((1036, 505), (1590, 820)):  # 1366 x 768 with a browser's bars; 1920 x 1080
        fits(window, size)
    fits(window, (518, 252), whole=False)  # the first at 200 % zoom
    still = []
    for live in pictures.all():
        if live.locator(".snn-buttons button").count() > 1:  # it follows its controls as it runs
            live.scroll_into_view_if_needed()
            start_and_stop(window, live)
        elif live.locator("input").count():
            still.append(live)
    # One closely, and two of the others in each run.
    for k, live in enumerate([*still[:1], *random.sample(still[1:], min(2, len(still[1:])))]):
        live.scroll_into_view_if_needed()
        move_controls(window, live, closely=k == 0)
    assert lesson.errors() == []
    expect(pictures.locator(".snn-problem:visible")).to_have_text([])  # one may wait for its kernel
    parts = ".snn-live", ".snn-question", ".jp-RenderedHTMLCommon [role=status]"
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    assert violations(window, *parts, rules=rules) == ""


def resting(tab, live, same, other=()):
    """The words and pixels of a picture that rests: the `same` as another's, or both others."""
    arg = [live.element_handle(), same, list(other)]
    return tab.wait_for_function(RESTING, arg=arg, polling=40).json_value()


def press(tab, control, key):
    control.focus()
    tab.keyboard.press(key)


def move_controls(tab, live, closely):
    """By keyboard: the words follow a slider (or a switch), and Reset brings all back.

    If `closely`, they follow each control, and the picture is looked at, too, when it rests: with
    all switches moved (or the last slider), and after Reset. tests/lessons/test_pages.py has each
    control's words and pictures, and needs no page.
    """
    reset = live.get_by_role("button", name="Reset", exact=True).element_handle()
    for fold in live.locator("summary").all():
        fold.click()
    if closely:
        reset.click()  # from here on every picture was asked for, the first one too
        tab.wait_for_timeout(500)
        first = resting(tab, live, True)
    words = live.locator("img").get_attribute("alt")
    switches = [(box, "Space") for box in live.locator("input[type=checkbox]").element_handles()]
    for choice in live.locator("fieldset").all():
        switches.append((choice.locator("input:checked").element_handle(), "ArrowDown"))
    sliders = live.locator("input[type=range]").element_handles()
    at_high_end = "node => node.valueAsNumber === Number(node.max)"
    sliders = [(each, "Home" if each.evaluate(at_high_end) else "End") for each in sliders]
    for control, key in [*switches, *sliders] if closely else (sliders or switches)[:1]:
        follows(tab, live, control, key, words)
        press(tab, reset, "Enter")
        says(tab, live, words)
    if closely:
        for control, key in switches or sliders[-1:]:
            press(tab, control, key)
        resting(tab, live, False, first)
    reset.click()
    if closely:
        resting(tab, live, True, first)
    live.locator(".snn-problem").wait_for(state="hidden")


def follows(tab, live, control, key, words):
    """Press a key in a control: its picture's words become others than these, and are returned."""
    press(tab, control, key)
    return says(tab, live, words, False)


def says(tab, live, words, same=True):
    """Wait until the picture's words are these, or others, and return them."""
    image = live.locator("img").element_handle()
    spoken = "([image, words, same]) => (image.alt === words) === same && image.alt"
    return tab.wait_for_function(spoken, arg=[image, words, same], polling=20).json_value()


def start_and_stop(tab, live):
    """An animation starts and stops at its button, and the picture moves in between."""
    button, words = live.locator(".snn-run"), live.locator("img").get_attribute("alt")
    button.click()
    says(tab, live, words, False)
    for slider in live.locator("input[type=range]").all():
        for key in ("Home", "End"):  # it reads them as it runs
            press(tab, slider, key)
            tab.wait_for_timeout(200)
    button.evaluate("run => { if (run.dataset.running === 'true') run.click(); }")
    expect(button).to_have_attribute("data-running", "false")


def answer_every_question(tab):
    """Choose, commit and ask: each question explains itself, wherever its answer is revealed."""
    for question in tab.locator(".snn-question").element_handles():  # locators look anew each time
        radios = question.query_selector_all("input[type=radio]")
        if radios:
            press(tab, radios[1], "Space")
        else:
            press(tab, question.query_selector("input[type=text]"), "1")
        send, *ask = question.query_selector_all("button")
        press(tab, send, "Enter")
        if ask:
            tells(tab, question, "Committed")
            press(tab, ask[0], "Enter")
        tells(tab, question, "ight")


def tells(tab, question, text):
    """Wait until a question tells something with this text in it."""
    tab.wait_for_function(
        "([asked, text]) => asked.querySelector('[role=status]')?.textContent.includes(text)",
        arg=[question, text],
        polling=20,  # ms; by default at each frame, which makes the page draw frames
    )
