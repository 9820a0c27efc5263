"""The picture under the sliders as a learner meets it: keyboard, words, errors, sizes, themes."""

import json
import os
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.harness import browser, chromium, lab, open_notebook, write_notebook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes at exit
    pytest.mark.skipif(
        chromium() is None and not os.environ.get("CI"),
        reason="no Chromium or Chrome on this machine",
    ),
]

CELL = """
import numpy as np
from snn_edu.live.animation import animate
from snn_edu.live import choice, explore, slider, toggle

def view(current, tau_m, reset, noise):
    if current > 2.9:
        raise ZeroDivisionError("current is too much")
    t = np.linspace(0, 200, 2000)
    v = -70 + 10 * current * (1 - np.exp(-t / tau_m)) + (2 if noise else 0)
    return {"v": (t, v), "text": f"{current:.2f} nA, {tau_m:g} ms, {reset}, {noise}"}

def draw(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 200), ylim=(-75, -45), xlabel="time (ms)", ylabel="v (mV)")
    return {"v": ax.plot([], [], color="k")[0]}

explore(view, draw, current=slider("current", 0, 3, start=1.2, step=0.05, unit="nA"),
        tau_m=slider("membrane time constant tau_m", 1, 100, start=20, log=True, unit="ms"),
        reset=choice("reset", ["to_value", "subtract", "none"], "to_value"),
        noise=toggle("noise"))
"""
FILM = """
def frames(controls):
    for k in range(40):
        yield view(2 * k / 40, controls["tau_m"], "none", False)

animate(frames, draw, fps=25, tau_m=slider("tau_m", 1, 100, start=20.0, unit="ms"))
"""

QUESTION = """
from snn_edu.exercises import Prediction, predict

choices = ("up", "it swings around the right value, further off with every step that it takes")
predict(Prediction(name="long", question="What will it do?", choices=choices, answer="b", why=""))
"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    write_notebook(folder / "live.ipynb", CELL, FILM, QUESTION)
    with lab(folder) as server, browser() as tab:
        notebook = open_notebook(tab, server, "live.ipynb")
        notebook.run_all()
        tab.locator(".snn-live img").nth(1).wait_for()
        yield notebook
        assert notebook.errors() == []


@pytest.fixture
def live(notebook):
    """The first widget, at its start."""
    live = notebook.tab.locator(".snn-live").first
    live.get_by_role("button", name="Reset").click()
    shows(live, "1.20 nA, 20 ms, to_value, False")
    return live


def shows(live, text):
    """Wait until picture and caption say `text`."""
    live.locator(f'img[alt="{text}"]').wait_for(timeout=10_000)
    assert live.locator("figcaption").inner_text() == text


def source(live):
    """The picture's own bytes, as a string."""
    return live.locator("img").evaluate(
        """async image => {
            const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
            return String.fromCharCode(...bytes.slice(0, 50000));
        }"""
    )


def violations(notebook):
    found = Axe().run(notebook.tab, context={"include": [[".snn-live"]]})
    return found.generate_report() if found.violations_count else ""


def test_arrow_keys_move_picture_words_and_box_together(live):
    before = source(live)
    handle = live.get_by_role("slider", name="current (nA)")
    handle.press("ArrowRight")
    shows(live, "1.25 nA, 20 ms, to_value, False")
    assert source(live) != before
    assert live.get_by_role("spinbutton", name="current (nA)").input_value() == "1.25"
    assert handle.get_attribute("aria-valuetext") == "1.25 nA"
    for key in ("ArrowLeft", "ArrowLeft"):
        handle.press(key)
    shows(live, "1.15 nA, 20 ms, to_value, False")
    handle.press("Home")
    shows(live, "0.00 nA, 20 ms, to_value, False")


def test_a_typed_number_moves_the_handle(live):
    box = live.get_by_role("spinbutton", name="current (nA)")
    box.fill("2.02")
    box.press("Enter")
    shows(live, "2.02 nA, 20 ms, to_value, False")
    assert live.get_by_role("slider", name="current (nA)").input_value() == "40"


def test_a_typed_number_out_of_range_is_said_and_changes_nothing(notebook, live):
    box = live.get_by_role("spinbutton", name="current (nA)")
    box.fill("5")
    box.press("Enter")
    problem = live.locator(".snn-problem")
    problem.wait_for()
    assert "current (nA): a number from 0 to 3" in problem.inner_text()
    assert box.get_attribute("aria-invalid") == "true"
    shows(live, "1.20 nA, 20 ms, to_value, False")
    assert violations(notebook) == ""
    live.get_by_role("slider", name="current (nA)").press("ArrowRight")
    shows(live, "1.25 nA, 20 ms, to_value, False")
    assert not problem.is_visible()
    assert box.input_value() == "1.25"


def test_choice_and_switch_work_by_keyboard(live):
    live.get_by_role("radio", name="to_value").press("ArrowDown")
    shows(live, "1.20 nA, 20 ms, subtract, False")
    live.get_by_role("checkbox", name="noise").press("Space")
    shows(live, "1.20 nA, 20 ms, subtract, True")
    live.get_by_role("button", name="Reset").press("Enter")
    shows(live, "1.20 nA, 20 ms, to_value, False")
    assert live.get_by_role("radio", name="to_value").is_checked()
    assert not live.get_by_role("checkbox", name="noise").is_checked()


def test_the_picture_is_crisp_once_it_rests_and_keeps_its_size(live):
    image = live.locator("img")
    size = image.bounding_box()
    for _ in range(3):
        live.get_by_role("slider", name="current (nA)").press("ArrowRight")
    shows(live, "1.35 nA, 20 ms, to_value, False")
    image.evaluate(
        "image => new Promise(done => { image.onload = () => image.naturalWidth === 1400 && done();"
        "if (image.naturalWidth === 1400) done(); })"
    )
    after = image.bounding_box()
    assert (after["width"], after["height"]) == (size["width"], size["height"])


def test_the_picture_never_flickers(live):
    blank, frames = live.locator("img").evaluate(
        """async image => {
            const range = image.closest('.snn-live').querySelector('input[type=range]');
            let blank = 0, frames = 0;
            for (let k = 0; k < 120; k++) {
                range.value = 10 + k % 40;
                range.dispatchEvent(new Event('input', {bubbles: true}));
                await new Promise(requestAnimationFrame);
                frames += 1;
                const {width, height} = image.getBoundingClientRect();
                blank += image.naturalWidth === 0 || Math.round(width / height * 100) !== 219;
            }
            return [blank, frames];
        }"""
    )
    assert (blank, frames) == (0, 120)


def test_an_error_is_read_under_the_dimmed_picture_and_the_next_move_recovers(notebook, live):
    live.get_by_role("slider", name="current (nA)").press("End")
    problem = live.locator(".snn-problem")
    problem.wait_for()
    assert "No picture for current = 3 nA, " in problem.inner_text()
    assert "ZeroDivisionError: current is too much" in problem.inner_text()
    assert "Traceback" not in notebook.tab.locator(".jp-Notebook").inner_text()
    assert live.locator(".snn-stale").is_visible()
    assert violations(notebook) == ""
    live.get_by_role("slider", name="current (nA)").press("PageDown")
    shows(live, "2.70 nA, 20 ms, to_value, False")
    assert not problem.is_visible()
    assert not live.locator(".snn-stale").is_visible()


def test_the_status_line_speaks_once_the_picture_rests(live):
    live.get_by_role("slider", name="current (nA)").press("ArrowRight")
    spoken = live.locator(".snn-spoken")
    assert spoken.get_attribute("role") == "status"
    spoken.filter(has_text="1.25 nA, 20 ms, to_value, False").wait_for(state="attached")


@pytest.mark.parametrize("width", [700, 900, 1200])
def test_nothing_is_cut_off_at_any_width(notebook, live, width):
    tab = notebook.tab
    tab.set_viewport_size({"width": width, "height": 900})
    tab.wait_for_timeout(500)
    outside = live.evaluate(
        """live => [...live.querySelectorAll('*')].filter(part => part.offsetParent
            && !part.classList.contains('snn-spoken')
            && (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
                && getComputedStyle(part).display !== 'inline' && part.tagName !== 'INPUT'
                || part.getBoundingClientRect().right > live.getBoundingClientRect().right + 1))
            .map(part => part.outerHTML.slice(0, 80))"""
    )
    visible = live.evaluate(
        "live => live.getBoundingClientRect().right"
        " <= live.closest('.jp-OutputArea').getBoundingClientRect().right + 1"
    )
    tab.set_viewport_size({"width": 1200, "height": 900})
    assert outside == []
    assert visible


@pytest.mark.parametrize(("width", "lines"), [(700, 2), (1200, 1)])
def test_a_long_choice_wraps_beside_its_button(notebook, width, lines):
    notebook.tab.set_viewport_size({"width": width, "height": 900})
    notebook.tab.wait_for_timeout(500)
    short, long = notebook.tab.locator(".snn-question label:has(input)").all()
    button, text = long.locator("input").bounding_box(), long.bounding_box()
    page = notebook.tab.locator(".jp-OutputArea:has(.snn-question)").bounding_box()
    height = short.bounding_box()["height"]
    notebook.tab.set_viewport_size({"width": 1200, "height": 900})
    assert text["x"] + text["width"] <= page["x"] + page["width"]
    assert text["height"] == lines * height
    assert button["x"] - text["x"] < 5


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_nothing_in_either_theme(notebook, live, theme):
    notebook.tab.evaluate(
        "theme => { window.jupyterapp.commands.execute('apputils:change-theme', {theme}) }", theme
    )
    notebook.tab.locator(f'body[data-jp-theme-name="{theme}"]').wait_for(state="attached")
    notebook.tab.wait_for_timeout(500)
    assert violations(notebook) == ""


def test_an_animation_runs_reads_its_slider_pauses_and_ends(notebook):
    film = notebook.tab.locator(".snn-live").nth(1)
    run = film.get_by_role("button", name="Run", exact=True)
    run.press("Enter")
    film.locator('button[aria-pressed="true"]').wait_for()
    shown = film.locator("img").get_attribute("alt")
    notebook.tab.wait_for_timeout(300)
    assert film.locator("img").get_attribute("alt") != shown
    film.get_by_role("slider", name="tau_m (ms)").press("End")
    film.locator('img[alt*="100 ms"]').wait_for()
    run.press("Space")
    film.locator('button[aria-pressed="false"]').wait_for()
    notebook.tab.wait_for_timeout(200)
    paused = film.locator("img").get_attribute("alt")
    notebook.tab.wait_for_timeout(300)
    assert film.locator("img").get_attribute("alt") == paused
    run.press("Enter")
    film.locator('img[alt^="1.95 nA"]').wait_for()
    film.locator('button[aria-pressed="false"]').wait_for()
    assert violations(notebook) == ""


def test_after_a_reload_of_the_page_the_widget_still_lives(notebook):
    tab = notebook.tab
    notebook.command("docmanager:save")
    tab.wait_for_timeout(1000)
    tab.reload()
    live = tab.locator(".snn-live").first
    live.locator("img[alt]").wait_for(timeout=60_000)
    before = live.locator("img").get_attribute("alt")
    live.get_by_role("slider", name="current (nA)").press("ArrowRight")
    live.locator(f'img[alt]:not([alt="{before}"])').wait_for(timeout=10_000)


def stop_kernels(server):
    """End every session, so that what opens next meets a kernel that knows no widget."""
    address, secret = f"{server.url}/api/sessions", f"?token={server.token}"
    with urllib.request.urlopen(address + secret) as sessions:
        for session in json.load(sessions):
            end = urllib.request.Request(f"{address}/{session['id']}{secret}", method="DELETE")
            urllib.request.urlopen(end).close()


def test_a_saved_notebook_shows_its_last_picture_without_a_kernel(notebook, tmp_path):
    write_notebook(tmp_path / "saved.ipynb", CELL)
    chrome = notebook.tab.context.browser
    with lab(tmp_path) as server:
        tab = chrome.new_page()
        saved = open_notebook(tab, server, "saved.ipynb")
        saved.run_all()
        tab.locator(".snn-live input[type=range]").first.focus()
        tab.keyboard.press("Home")
        tab.locator(".snn-live figcaption").get_by_text("0.00 nA").wait_for()
        tab.wait_for_timeout(1000)
        saved.command("docmanager:save")
        tab.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
        tab.close()
        stop_kernels(server)

        tab = chrome.new_page()
        tab.goto(f"{server.url}/lab/tree/saved.ipynb?token={server.token}")
        live = tab.locator(".snn-live")
        live.locator("img").wait_for()
        assert live.locator("img").evaluate("image => image.naturalWidth") > 0
        assert "0.00 nA" in live.locator("figcaption").inner_text()
        labels = live.locator(".snn-slider label").all_inner_texts()
        assert labels == ["current (nA)", "membrane time constant tau_m (ms)"]
        assert tab.get_by_text("Error displaying widget").count() == 0
        tab.close()
