"""The picture under the sliders as a learner meets it: keyboard, words, errors, sizes, themes."""

import base64
import json
import urllib.request

import numpy as np
import pytest
from browser.harness import browser, lab, open_notebook, write_notebook
from browser.learner import IN_A_BROWSER, in_a_pane, violations

pytestmark = IN_A_BROWSER

CELL = """
import time
import numpy as np
from snn_edu.live.animation import animate
from snn_edu.live import choice, explore, slider, toggle

def view(current, tau_m, reset, noise):
    if current > 2.9:
        raise ZeroDivisionError("current is too much")
    if current == 2.5:
        time.sleep(0.6)  # longer than the page waits until it reads out
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
    if controls["tau_m"] == 1.0:
        time.sleep(0.6)
    for k in range(100):  # 4 s, for a test on a busy machine to press keys in
        yield view(2 * k / 100, controls["tau_m"], "none", False)

animate(frames, draw, fps=25, button="Learn",
        tau_m=slider("tau_m", 1, 100, start=20.0, unit="ms"))
"""
STAGE = """
def two(level, at, moment, seed, **noises):
    return {"line": ([0, 1], [level, level]), "dot": ([at], [1]),
            "text": f"{level:.2f} mV at {at:g} ms, seed {seed}"}

def draw_two(figure):
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 1), ylim=(0, 10), ylabel="level (mV)")
    right.set(xlim=(1, 100), ylim=(0, 2), xscale="log", xlabel="at (ms)")
    return {"line": left.plot([], [], "b")[0], "dot": right.plot([], [], "ko")[0]}

explore(two, draw_two, size=(9.0, 5.6),
        level=slider("level", 0, 10, start=5, step=0.1, unit="mV"),
        at=slider("at", 1, 100, start=10, log=True, unit="ms"),
        moment=slider("moment", 0, 50, start=0, unit="ms", clock=True),
        seed=slider("seed", 1, 9, start=1, rare=True),
        tries={"high and late": dict(level=9, at=80), "low": dict(level=1)},
        handles={"line": {"y": "level"}, "dot": {"x": "at"}}, ghost=["line"],
        **{f"n{k}": toggle(f"fault number {k}") for k in range(6)})
"""

QUESTION = """
from snn_edu.exercises import Prediction, predict

choices = ("up", "it swings around the right value, further off with every step that it takes")
predict(Prediction(name="long", question="What will it do?", choices=choices, answer="b", why=""))
"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    write_notebook(folder / "live.ipynb", CELL, FILM, QUESTION, STAGE)
    with lab(folder) as server, browser() as tab:
        notebook = open_notebook(tab, server, "live.ipynb")
        notebook.run_all()
        tab.locator(".snn-live img").nth(2).wait_for()
        yield notebook
        assert notebook.errors() == []


@pytest.fixture
def live(notebook):
    """The first widget, at its start and at rest."""
    live = notebook.tab.locator(".snn-live").first
    live.get_by_role("button", name="Reset").click()
    shows(live, "1.20 nA, 20 ms, to_value, False")
    rests(live)
    return live


def shows(live, text):
    """Wait until picture and caption say `text`."""
    live.locator(f'img[alt="{text}"]').wait_for(timeout=10_000)
    assert live.locator("figcaption").inner_text() == text


def rests(live):
    """Wait until the crisp picture is there: words and canvas are up to 300 ms before it."""
    live.locator("canvas").wait_for(state="hidden")


def source(live):
    """The picture's own bytes, as a string."""
    return live.locator("img").evaluate(
        """async image => {
            const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
            return String.fromCharCode(...bytes.slice(0, 50000));
        }"""
    )


def test_arrow_keys_move_picture_words_and_box_together(live):
    before = source(live)
    handle = live.get_by_role("slider", name="current (nA)")
    handle.press("ArrowRight")
    shows(live, "1.25 nA, 20 ms, to_value, False")
    rests(live)
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


def test_arrows_in_the_box_go_by_the_sliders_steps_and_stop_at_its_ends(live):
    box = live.get_by_role("spinbutton", name="current (nA)")
    box.press("ArrowUp")
    shows(live, "1.25 nA, 20 ms, to_value, False")
    assert box.input_value() == "1.25"
    box.fill("0.05")
    for _ in range(2):
        box.press("ArrowDown")
    assert box.input_value() == "0"
    shows(live, "0.00 nA, 20 ms, to_value, False")


def test_a_typed_number_out_of_range_is_said_and_changes_nothing(notebook, live):
    box = live.get_by_role("spinbutton", name="current (nA)")
    box.fill("5")
    box.press("Enter")
    problem = live.locator(".snn-problem")
    problem.wait_for()
    assert "current (nA): a number from 0 to 3" in problem.inner_text()
    assert box.get_attribute("aria-invalid") == "true"
    shows(live, "1.20 nA, 20 ms, to_value, False")
    assert violations(notebook.tab, ".snn-live") == ""
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
    rests(live)
    assert image.evaluate("image => image.naturalWidth") == 1400
    after = image.bounding_box()
    assert (after["width"], after["height"]) == (size["width"], size["height"])


# The canvas's pixels, and the image's at the same size, 0 to 255 each.
PIXELS = """async ([live, what]) => {
    const [canvas, image] = [live.querySelector('canvas'), live.querySelector('img')];
    const same = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    same.imageSmoothingQuality = 'high';
    same.drawImage(what === 'canvas' ? canvas : image, 0, 0, canvas.width, canvas.height);
    const {data} = same.getImageData(0, 0, canvas.width, canvas.height);
    let bytes = ''; // as text: a list of a million numbers takes a quarter of a minute
    for (let k = 0; k < data.length; k += 32768) {
        bytes += String.fromCharCode(...data.subarray(k, k + 32768));
    }
    return btoa(bytes);
}"""


def seen(notebook, live, what):
    handle = live.element_handle()
    pixels = base64.b64decode(notebook.tab.evaluate(PIXELS, [handle, what]))
    return np.frombuffer(pixels, np.uint8).astype(float)


def test_the_page_draws_each_step_and_what_comes_to_rest_is_the_same_picture(notebook, live):
    live.get_by_role("slider", name="current (nA)").press("ArrowLeft")
    shows(live, "1.15 nA, 20 ms, to_value, False")
    rests(live)
    steps = []
    for current in ("1.20", "1.25", "1.30"):
        live.get_by_role("slider", name="current (nA)").press("ArrowRight")
        shows(live, f"{current} nA, 20 ms, to_value, False")
        steps.append(seen(notebook, live, "canvas"))
    assert not np.array_equal(steps[0], steps[1])
    assert not np.array_equal(steps[1], steps[2])
    rests(live)
    rested = seen(notebook, live, "image")
    off = [np.abs(step - rested).mean() / 255 for step in steps]
    assert off[2] < 0.015  # smoothed edges and hinted letters
    assert off[2] < off[1] < off[0]


def test_there_and_quickly_back_comes_to_rest_on_the_crisp_picture(live):
    handle = live.get_by_role("slider", name="current (nA)")
    handle.press("ArrowRight")
    shows(live, "1.25 nA, 20 ms, to_value, False")
    handle.press("ArrowLeft")  # before it rests: the kernel has sent this crisp picture already
    shows(live, "1.20 nA, 20 ms, to_value, False")
    rests(live)


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
    assert violations(notebook.tab, ".snn-live") == ""
    live.get_by_role("slider", name="current (nA)").press("PageDown")
    shows(live, "2.70 nA, 20 ms, to_value, False")
    assert not problem.is_visible()
    assert not live.locator(".snn-stale").is_visible()


def test_the_status_line_speaks_once_the_picture_rests(live):
    live.get_by_role("slider", name="current (nA)").press("ArrowRight")
    spoken = live.locator(".snn-spoken")
    assert spoken.get_attribute("role") == "status"
    spoken.filter(has_text="1.25 nA, 20 ms, to_value, False").wait_for(state="attached")


def test_the_status_line_speaks_again_when_a_slow_kernels_words_come(live):
    box = live.get_by_role("spinbutton", name="current (nA)")
    box.fill("2.5")
    box.press("Enter")
    spoken = live.locator(".snn-spoken")
    spoken.filter(has_text="2.50 nA, 20 ms, to_value, False").wait_for(state="attached")


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
    assert violations(notebook.tab, ".snn-live") == ""
    filters = live.locator(".snn-picture").evaluate("one => getComputedStyle(one).filter")
    dark = "invert(0.88) hue-rotate(180deg)"
    assert filters == (dark if theme.endswith("Dark") else "none")


# --- presets, clocks, handles, what is folded ----------------------------------------------------


@pytest.fixture
def stage(notebook):
    """The widget with all of these, at its start."""
    stage = notebook.tab.locator(".snn-live").nth(2)
    stage.get_by_role("button", name="Reset").click()
    shows(stage, "5.00 mV at 10 ms, seed 1")
    stage.scroll_into_view_if_needed()
    return stage


def test_a_preset_moves_several_controls_at_once_and_the_others_to_their_start(stage):
    stage.get_by_text("More").click()
    stage.get_by_role("slider", name="seed").press("End")
    shows(stage, "5.00 mV at 10 ms, seed 9")
    stage.get_by_role("button", name="high and late").press("Enter")
    shows(stage, "9.00 mV at 80 ms, seed 1")
    assert stage.get_by_role("spinbutton", name="level (mV)").input_value() == "9"
    assert stage.get_by_role("slider", name="at (ms)").get_attribute("aria-valuetext") == "80 ms"
    stage.get_by_text("More").click()


def test_what_is_rare_is_folded_and_opens_by_keyboard(stage):
    seed = stage.get_by_role("slider", name="seed")
    assert not seed.is_visible()
    stage.locator("summary").press("Enter")
    seed.wait_for()
    stage.locator("summary").press("Enter")
    assert not seed.is_visible()


def test_a_clock_plays_to_its_end_pauses_and_begins_again(notebook, stage):
    play = stage.get_by_role("button", name="Play: moment (ms)")
    box = stage.get_by_role("spinbutton", name="moment (ms)")
    play.press("Enter")
    pause = stage.get_by_role("button", name="Pause: moment (ms)")
    pause.wait_for()
    notebook.tab.wait_for_timeout(1000)
    pause.click()
    stopped = float(box.input_value())
    assert 5 < stopped < 40  # of 50, in four seconds
    notebook.tab.wait_for_timeout(300)
    assert float(box.input_value()) == stopped
    stage.get_by_role("slider", name="moment (ms)").press("End")
    play.click()
    notebook.tab.wait_for_timeout(400)
    assert float(box.input_value()) < 40  # from the beginning
    play.wait_for(timeout=8000)  # it ends by itself
    assert box.input_value() == "50"


# Waits until the picture is of the values that its boxes show.
FOLLOWED = """async stage => {
    const [level, at] = [...stage.querySelectorAll('input[type=number]')].map(b => b.valueAsNumber);
    const start = `${level.toFixed(2)} mV at ${at} ms`;
    while (!stage.querySelector('img').alt.startsWith(start)) {
        await new Promise(requestAnimationFrame);
    }
}"""


def drag(tab, stage, label, across, up):
    """Drag a handle by so many pixels of the page, in steps; return what the slider says."""
    grip = stage.locator(f'.snn-grip[title="drag: {label}"]')
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x + 9, y - 9)  # not on the point itself, but near enough
    tab.mouse.down()
    for k in range(1, 11):
        tab.mouse.move(x + 9 + across * k / 10, y - 9 - up * k / 10)
    tab.mouse.up()
    stage.evaluate(FOLLOWED)
    after = grip.bounding_box()
    return after["x"] - box["x"], box["y"] - after["y"]


@pytest.mark.parametrize("up", [-60, 40])
def test_a_line_is_dragged_up_and_down_with_its_slider(notebook, stage, up):
    before = float(stage.get_by_role("spinbutton", name="level (mV)").input_value())
    across, moved = drag(notebook.tab, stage, "level (mV)", 25, up)
    assert across == 0
    assert moved == pytest.approx(up, abs=3)  # within one position of the slider
    after = float(stage.get_by_role("spinbutton", name="level (mV)").input_value())
    assert (after > before) == (up > 0)
    stage.locator(f'img[alt^="{after:.2f} mV"]').wait_for()


def test_a_point_is_dragged_along_a_logarithmic_axis(notebook, stage):
    across, up = drag(notebook.tab, stage, "at (ms)", 60, 20)
    assert across == pytest.approx(60, abs=4)
    assert up == 0
    assert float(stage.get_by_role("spinbutton", name="at (ms)").input_value()) > 20


def test_a_drag_beyond_the_axes_stays_at_the_sliders_end(notebook, stage):
    drag(notebook.tab, stage, "at (ms)", 500, 0)
    assert stage.get_by_role("spinbutton", name="at (ms)").input_value() == "100"


def test_a_finger_drags_a_handle_and_scrolls_elsewhere(stage):
    ways = stage.evaluate(
        """stage => [...stage.querySelectorAll('.snn-grip, .snn-picture, img')]
            .map(part => [part.className, getComputedStyle(part).touchAction])"""
    )
    assert all((way == "none") == ("snn-grip" in name) for name, way in ways)


# --- whether it fits ------------------------------------------------------------------------------


def test_after_shift_enter_the_picture_is_in_view_though_the_next_cell_is_chosen(notebook):
    tab = notebook.tab
    in_a_pane(tab, 1036, 505)
    cell = tab.locator(".jp-CodeCell").nth(3)
    cell.locator(".cm-content").click()
    before = cell.locator(".snn-live").get_attribute("class")
    assert before is not None
    tab.keyboard.press("Shift+Enter")
    tab.wait_for_timeout(2500)
    live = tab.locator(".snn-live").nth(2).bounding_box()
    pane = tab.locator(".jp-WindowedPanel-outer").bounding_box()
    tab.set_viewport_size({"width": 1200, "height": 900})
    assert live["y"] >= pane["y"] - 1
    assert live["y"] + live["height"] <= pane["y"] + pane["height"] + 1


# --- animations -----------------------------------------------------------------------------------


@pytest.fixture
def film(notebook):
    """The animation, at its start."""
    film = notebook.tab.locator(".snn-live").nth(1)
    film.get_by_role("button", name="Reset").click()
    film.get_by_role("button", name="Learn").wait_for()
    return film


def test_an_animation_runs_reads_its_slider_pauses_and_ends(notebook, film):
    film.get_by_role("button", name="Learn").press("Enter")
    pause = film.get_by_role("button", name="Pause")
    pause.wait_for()
    shown = film.locator("img").get_attribute("alt")
    notebook.tab.wait_for_timeout(300)
    assert film.locator("img").get_attribute("alt") != shown
    film.get_by_role("slider", name="tau_m (ms)").press("End")
    film.locator('img[alt*="100 ms"]').wait_for()
    pause.press("Space")
    film.get_by_role("button", name="Go on").wait_for()
    notebook.tab.wait_for_timeout(200)
    paused = film.locator("img").get_attribute("alt")
    notebook.tab.wait_for_timeout(300)
    assert film.locator("img").get_attribute("alt") == paused
    film.get_by_role("button", name="Go on").press("Enter")
    film.locator('img[alt^="1.98 nA"]').wait_for()
    film.get_by_role("button", name="Learn").wait_for()
    assert violations(notebook.tab, ".snn-live") == ""


@pytest.mark.parametrize(("presses", "label"), [(9, "Pause"), (4, "Go on")])
def test_an_odd_number_of_quick_presses_leaves_it_running(notebook, film, presses, label):
    film.locator(".snn-run").evaluate(
        "(run, presses) => { for (let k = 0; k < presses; k++) run.click(); }", presses
    )
    if label == "Pause":
        film.get_by_role("button", name="Pause").wait_for()
        shown = film.locator("img").get_attribute("alt")
        film.locator(f'img:not([alt="{shown}"])').wait_for()
    else:
        notebook.tab.wait_for_timeout(500)
        assert film.get_by_role("button", name="Pause").count() == 0


def test_interrupt_kernel_pauses_it(notebook, film):
    film.get_by_role("button", name="Learn").click()
    film.get_by_role("button", name="Pause").wait_for()
    notebook.tab.wait_for_timeout(200)
    notebook.command("kernelmenu:interrupt")
    film.get_by_role("button", name="Go on").wait_for(timeout=3000)
    assert notebook.errors() == []


# --- a busy kernel, a dead kernel, a page opened again ----------------------------------------


def problem_within(tab, live, seconds, words):
    live.locator(".snn-problem").filter(has_text=words).wait_for(timeout=1000 * seconds)


SLEEP = """jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute(
    {code: 'import time; time.sleep(6)'});"""


@pytest.mark.parametrize("late", [False, True])
def test_while_another_cell_runs_the_animation_says_that_it_waits(notebook, film, late):
    tab = notebook.tab
    tau = film.get_by_role("slider", name="tau_m (ms)").element_handle()
    tab.evaluate(f"async () => {{ {SLEEP} await new Promise(done => setTimeout(done, 500)); }}")
    if late:  # a step is answered after the press, and is not taken for its answer
        tau.focus()
        tab.keyboard.press("Home")  # that takes 0.6 s
    film.get_by_role("button", name="Learn").click()
    problem_within(tab, film, 3.5, "Waiting for another cell to end.")
    film.locator(".snn-problem").wait_for(state="hidden", timeout=10_000)
    film.get_by_role("button", name="Pause").wait_for()


@pytest.mark.last
def test_after_a_reload_of_the_page_the_widget_still_lives(notebook):
    tab = notebook.tab
    # It is saved unasked every 10 s (JupyterLab's own 120 s lose what was answered in between).
    saved = "() => !jupyterapp.shell.currentWidget.context.model.dirty"
    tab.wait_for_function(saved, timeout=40_000)
    tab.reload()
    live = tab.locator(".snn-live").first
    live.locator("img[alt]").wait_for(timeout=60_000)
    before = live.locator("img").get_attribute("alt")
    live.get_by_role("slider", name="current (nA)").press("ArrowRight")
    live.locator(f'img[alt]:not([alt="{before}"])').wait_for(timeout=10_000)


@pytest.mark.last
def test_when_the_kernel_is_gone_picture_and_animation_say_so(notebook):
    """The last of these tests with this kernel."""
    tab = notebook.tab
    live, film = tab.locator(".snn-live").nth(0), tab.locator(".snn-live").nth(1)
    tab.evaluate(
        "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()",
    )
    tab.wait_for_function(
        "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        live.get_by_role("slider", name="current (nA)").press(key)
    away = "The kernel is away. Run all cells above"
    problem_within(tab, live, 2.5, away)
    film.locator(".snn-run").click()
    problem_within(tab, film, 2.5, away)
    assert violations(notebook.tab, ".snn-live") == ""


def stop_kernels(server):
    """End every session, so that what opens next meets a kernel that knows no widget."""
    address, secret = f"{server.url}/api/sessions", f"?token={server.token}"
    with urllib.request.urlopen(address + secret) as sessions:
        for session in json.load(sessions):
            end = urllib.request.Request(f"{address}/{session['id']}{secret}", method="DELETE")
            urllib.request.urlopen(end).close()


@pytest.mark.last
def test_saved_and_opened_again_it_is_a_picture_that_says_how_to_go_on(notebook, tmp_path):
    lines = "from snn_edu.plots import figure", "x = figure('A static one')", "x.subplots()", "x"
    still = "\n".join(lines)
    write_notebook(tmp_path / "saved.ipynb", CELL, still)
    chrome = notebook.tab.context.browser
    with lab(tmp_path) as server:
        tab = chrome.new_page()
        saved = open_notebook(tab, server, "saved.ipynb")
        saved.run_all()
        tab.locator(".snn-live img").first.wait_for()
        saved.command("docmanager:save")
        tab.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
        tab.close()
        stop_kernels(server)
        assert "widgets" not in json.loads((tmp_path / "saved.ipynb").read_text())["metadata"]

        tab = chrome.new_page()
        tab.goto(f"{server.url}/lab/tree/saved.ipynb?token={server.token}")
        kept = tab.locator('.jp-OutputArea img[alt="1.20 nA, 20 ms, to_value, False"]')
        kept.wait_for()
        assert kept.evaluate("image => image.naturalWidth") > 0
        assert tab.get_by_text("Run this cell (Shift+Enter): sliders appear here.").is_visible()
        assert tab.get_by_text("Error displaying widget").count() == 0
        assert tab.locator(".jp-OutputArea img").count() == 2
        assert violations(tab, ".jp-OutputArea") == ""
        tab.close()
