"""The picture under the sliders as a learner meets it: keyboard, words, errors, sizes, themes.

What follows upon a key or a click is waited for, however long a busy machine takes; time itself is
only let pass where nothing must happen meanwhile.
"""

import itertools
import json
import re
import shutil

import pytest
from browser.harness import browser, lab, open_notebook, write_notebook
from browser.learner import FINISHED, IN_A_BROWSER, NOTEBOOKS, fits, in_a_pane, tones, violations
from playwright.sync_api import expect

pytestmark = IN_A_BROWSER

CELL = """
import itertools, os, time
import numpy as np
from snn_edu.live import animate, choice, explore, pad, slider, toggle

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
    for k in itertools.count():  # a test on a busy machine presses keys when it can
        yield view(2 * (k % 100) / 100, controls["tau_m"], "none", False)
        if controls["tau_m"] == 50.0:
            return

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
PAD = """
def drawn(path, times):
    x, y = np.array(path).T
    return {"line": (x, y), "text": f"{len(x)} points, {np.ptp(x):.1f} by {np.ptp(y):.1f}, "
            f"from {x[0]:.1f} {y[0]:.1f} to {x[-1]:.1f} {y[-1]:.1f}, x{times}"}

def draw_path(figure):
    ax = figure.subplots()
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    return {"line": ax.plot([], [], color="k")[0]}

explore(drawn, draw_path, path=pad("your path"), times=slider("times", 1, 3, start=1))
"""
QUESTION = """
from snn_edu.exercises import Prediction, predict

choices = ("up", "it swings around the right value, further off with every step that it takes")
predict(Prediction(name="long", question="What will it do?", choices=choices, answer="b", why=""))
"""

ALONE = """
from snn_edu.live import explore, slider

def draw_moment(figure):
    return {"dot": figure.subplots().plot([], [], "ko")[0]}

explore(lambda own: {"dot": ([own], [0]), "text": f"alone at {own:g} s"}, draw_moment,
        own=slider("own", 0, 30, start=0, unit="s", clock=1.0, alone=True))
"""
GREYS = """
def draw_greys(figure):
    ax = figure.subplots()
    ax.set_axis_off()
    return {"grey": ax.imshow([[0]], cmap="gray", vmin=0, vmax=1, extent=(0, 2, 0, 1))}

explore(lambda grey: {"grey": np.array([[grey, 1 - grey]]),
                      "text": f"greys of {grey:g} and {1 - grey:g}"},
        draw_greys, grey=slider("grey", 0, 1, start=0, step=1), size=(4.0, 2.0), light=True)
"""

FIGURE = """
import matplotlib.pyplot as plt

plt.figure(figsize=(2, 1))
plt.plot([0, 1])
plt.show()
"""

# Its clicks are 20 ms apart, from the first on.
RATTLE = """
def rattle(controls):
    for k in itertools.count():
        heard = (np.array([10.0, 30.0, 50.0, 70.0, 90.0]), 100.0)
        yield {**view(2 * (k % 100) / 100, 20, "none", False), "clicks": heard}

animate(rattle, draw, fps=10)
"""
LISTENING = """() => {
  globalThis.clicked = [];
  const begin = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function start(when) {
    clicked.push([when, this.context.currentTime]);
    begin.call(this, when);
  };
}
"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    write_notebook(folder / "live.ipynb", CELL, FILM, QUESTION, STAGE, PAD, GREYS, RATTLE, FIGURE)
    write_notebook(folder / "alone.ipynb", ALONE)
    write_notebook(folder / "own.ipynb", OWN, AXON, WINDOW)
    for name in ("late", "saved"):
        write_notebook(folder / f"{name}.ipynb", CELL)
    with lab(folder) as server, browser() as tab:
        notebook = open_notebook(tab, server, "live.ipynb")
        notebook.server = server
        notebook.run_all()
        expect(tab.locator(".snn-live img[alt]")).to_have_count(6)
        yield notebook
        assert notebook.errors() == []


@pytest.fixture
def live(notebook):
    """The first widget, at its start and at rest."""
    return at_start(notebook, 0, "1.20 nA, 20 ms, to_value, False")


def at_start(notebook, number, text):
    """A widget of the notebook, reset: it says `text`, and rests."""
    live = notebook.tab.locator(".snn-live").nth(number)
    live.get_by_role("button", name="Reset").click()
    shows(live, text)
    rests(live)
    live.scroll_into_view_if_needed()
    return live


def shows(live, text):
    """Wait until picture and caption say `text`."""
    expect(live.locator("img")).to_have_attribute("alt", text)
    expect(live.locator("figcaption")).to_have_text(text)


def rests(live):
    """Wait until the crisp picture is there: words and canvas are up to 300 ms before it."""
    live.locator(".snn-picture canvas").wait_for(state="hidden")


def of_current(live):
    """The slider and the box of the current."""
    return [live.get_by_role(role, name="current (nA)") for role in ("slider", "spinbutton")]


def test_arrows_and_typed_numbers_move_handle_box_and_words_and_the_picture_keeps_its_size(live):
    image, (handle, box) = live.locator("img"), of_current(live)
    size = [image.bounding_box()[side] for side in ("width", "height")]
    handle.press("ArrowRight")
    shows(live, "1.25 nA, 20 ms, to_value, False")
    rests(live)
    assert [image.bounding_box()[side] for side in ("width", "height")] == size
    expect(box).to_have_value("1.25")
    expect(handle).to_have_attribute("aria-valuetext", "1.25 nA")
    box.fill("2.02")
    box.press("Enter")
    shows(live, "2.02 nA, 20 ms, to_value, False")
    expect(handle).to_have_value("40")
    box.press("ArrowUp")
    shows(live, "2.05 nA, 20 ms, to_value, False")
    expect(box).to_have_value("2.05")
    box.fill("0.05")
    for _ in range(2):
        box.press("ArrowDown")
    shows(live, "0.00 nA, 20 ms, to_value, False")
    expect(box).to_have_value("0")


@pytest.mark.parametrize(
    ("typed", "problem", "then"),
    [
        ("5", r"^current \(nA\): a number from 0 to 3", "0.90"),
        ("3", r"^No picture for current = 3 nA, .*ZeroDivisionError: current is too much", "2.70"),
    ],
)
def test_what_is_wrong_is_read_under_the_picture_and_the_next_move_recovers(
    notebook, live, typed, problem, then
):
    handle, box = of_current(live)
    box.fill(typed)
    box.press("Enter")
    expect(live.locator(".snn-problem")).to_have_text(re.compile(problem))
    expect(live.locator(".snn-stale")).to_be_visible(visible=typed == "3")
    expect(live.locator("[aria-invalid=true]")).to_have_count(int(typed == "5"))
    shows(live, "1.20 nA, 20 ms, to_value, False")
    expect(notebook.tab.locator(".jp-Notebook")).not_to_contain_text("Traceback")
    assert violations(notebook.tab, ".snn-live") == ""
    handle.press("PageDown")
    shows(live, f"{then} nA, 20 ms, to_value, False")
    expect(live.locator(".snn-problem")).to_be_hidden()
    expect(live.locator(".snn-stale")).to_be_hidden()
    expect(box).to_have_value(f"{float(then):g}")


def test_choice_and_switch_work_by_keyboard(live):
    live.get_by_role("radio", name="to_value").press("ArrowDown")
    live.get_by_role("checkbox", name="noise").press("Space")
    shows(live, "1.20 nA, 20 ms, subtract, True")
    live.get_by_role("button", name="Reset").press("Enter")
    shows(live, "1.20 nA, 20 ms, to_value, False")
    expect(live.get_by_role("radio", name="to_value")).to_be_checked()
    expect(live.get_by_role("checkbox", name="noise")).not_to_be_checked()


# How far the step on the canvas and the image lie apart, at the canvas's size: 0 to 1 on average.
APART = """async live => {
    const [canvas, image] = [live.querySelector('canvas'), live.querySelector('img')];
    await image.decode();
    const [step, rested] = [canvas, image].map(one => {
        const same = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
        same.imageSmoothingQuality = 'high';
        same.drawImage(one, 0, 0, canvas.width, canvas.height);
        return same.getImageData(0, 0, canvas.width, canvas.height).data;
    });
    return step.reduce((sum, value, k) => sum + Math.abs(value - rested[k]), 0) / 255 / step.length;
}"""


def test_there_and_quickly_back_comes_to_rest_on_the_crisp_picture_of_the_last_step(live):
    handle, _ = of_current(live)
    handle.press("PageUp")
    shows(live, "1.50 nA, 20 ms, to_value, False")
    handle.press("PageDown")  # before it rests: the kernel has sent this crisp picture already
    shows(live, "1.20 nA, 20 ms, to_value, False")
    rests(live)
    assert live.evaluate(APART) < 0.015  # smoothed edges and hinted letters


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


@pytest.mark.parametrize("current", ["1.25", "2.50"])  # at once, and by a slow kernel: once more
def test_the_status_line_speaks_when_the_picture_rests(live, current):
    _, box = of_current(live)
    box.fill(current)
    box.press("Enter")
    spoken = live.get_by_role("status").and_(live.locator(".snn-spoken"))
    expect(spoken).to_have_text(f"{current} nA, 20 ms, to_value, False")


def test_a_long_choice_wraps_beside_its_button(notebook):
    notebook.tab.set_viewport_size({"width": 700, "height": 900})
    notebook.tab.wait_for_function(
        """() => {
            const [short, long] = document.querySelectorAll('.snn-question label:has(input)');
            const [page, button, both] = [long.closest('.jp-OutputArea'), long.children[0], long]
                .map(one => one.getBoundingClientRect());
            return long.offsetHeight === 2 * short.offsetHeight
                && both.right <= page.right && button.left - both.left < 5;
        }"""
    )
    notebook.tab.set_viewport_size({"width": 1200, "height": 900})


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_nothing_in_either_theme(notebook, live, theme):
    in_theme(notebook, theme)
    dark = "invert(0.88) hue-rotate(180deg)"
    filters = dark if theme.endswith("Dark") else "none"
    expect(live.locator(".snn-picture")).to_have_css("filter", filters)
    expect(notebook.tab.locator(".jp-RenderedImage img")).to_have_css("filter", filters)
    notebook.tab.evaluate(FINISHED)
    assert violations(notebook.tab, ".snn-live") == ""


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_white_is_lighter_than_black_in_either_theme(notebook, theme):
    in_theme(notebook, theme)
    greys = at_start(notebook, 4, "greys of 0 and 1")
    black, white = tones(greys.locator(".snn-picture"))
    assert white - black > 200


def in_theme(notebook, theme):
    """Change JupyterLab's theme."""
    notebook.tab.evaluate(
        "theme => { window.jupyterapp.commands.execute('apputils:change-theme', {theme}) }", theme
    )
    notebook.tab.locator(f'body[data-jp-theme-name="{theme}"]').wait_for(state="attached")


# --- presets, clocks, handles, what is folded ----------------------------------------------------


@pytest.fixture
def stage(notebook):
    """The widget with all of these, at its start."""
    return at_start(notebook, 2, "5.00 mV at 10 ms, seed 1")


def test_a_preset_moves_several_controls_at_once_and_the_others_to_their_start(stage):
    more, seed = stage.locator("summary"), stage.get_by_role("slider", name="seed")
    expect(seed).to_be_hidden()  # what is rare is folded
    more.press("Enter")
    seed.press("End")
    shows(stage, "5.00 mV at 10 ms, seed 9")
    stage.get_by_role("button", name="high and late").press("Enter")
    shows(stage, "9.00 mV at 80 ms, seed 1")
    expect(stage.get_by_role("spinbutton", name="level (mV)")).to_have_value("9")
    expect(stage.get_by_role("slider", name="at (ms)")).to_have_attribute("aria-valuetext", "80 ms")
    more.press("Enter")
    expect(seed).to_be_hidden()


# Presses Play, and Pause once the box has come to 10; what it has then, and the time that it took.
PLAYED = """async play => {
    const box = play.parentElement.querySelector('input[type=number]');
    const begin = performance.now();
    play.click();
    while (box.valueAsNumber < 10) await new Promise(requestAnimationFrame);
    play.click();
    return [box.valueAsNumber, performance.now() - begin];
}"""


def test_a_clock_plays_to_its_end_pauses_and_begins_again(notebook, stage):
    play = stage.get_by_role("button", name="Play: moment (ms)")
    box = stage.get_by_role("spinbutton", name="moment (ms)")
    stopped, took = play.evaluate(PLAYED)
    assert 10 <= stopped <= 50 * took / 4000  # of 50, in four seconds
    assert took >= 800
    notebook.tab.wait_for_timeout(300)
    expect(box).to_have_value(f"{stopped:g}")
    stage.get_by_role("slider", name="moment (ms)").press("End")
    first = "play => (play.click(), play.parentElement.querySelector('input[type=number]').value)"
    assert play.evaluate(first) == "0"  # from the beginning
    expect(box).to_have_value("50")
    expect(play).to_be_visible()  # it ends by itself


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_clock_plays_alone_once_unless_less_motion_is_asked_for(notebook, motion):
    tab = notebook.tab.context.browser.new_page()
    tab.emulate_media(reduced_motion=motion)
    try:
        open_notebook(tab, notebook.server, "alone.ipynb").run_all()
        box = tab.get_by_role("spinbutton", name="own (s), number")
        play = tab.get_by_role("button", name="Play: own (s)")
        if motion == "no-preference":
            expect(box).to_have_value("30")
            expect(play).to_be_visible()
            tab.get_by_role("button", name="Reset").click()
        expect(play).to_be_visible()
        tab.wait_for_timeout(1500)  # longer than it plays
        expect(box).to_have_value("0")
    finally:
        tab.close()


def test_pictures_below_the_fold_are_there_when_they_are_scrolled_to(notebook):
    """From version 4.6 on JupyterLab has the browser skip the cells that nobody sees."""
    shutil.copy(NOTEBOOKS[1], notebook.server.folder)
    tab = notebook.tab.context.browser.new_page()
    open_notebook(tab, notebook.server, NOTEBOOKS[1].name).run_all()
    images = tab.locator(".snn-live img[src^=blob]")
    expect(images.first).to_have_attribute("alt", re.compile("."))
    tab.wait_for_timeout(1000)
    heights = []
    for image in images.all():
        image.evaluate("image => image.closest('.snn-live').scrollIntoView()")
        tab.wait_for_timeout(100)
        heights.append(image.evaluate("image => image.offsetHeight"))
    tab.close()
    assert len(heights) > 2
    assert min(heights) > 100, heights


# Whether the picture is of the values that its boxes show.
FOLLOWED = """stage => {
    const [level, at] = [...stage.querySelectorAll('input[type=number]')].map(b => b.valueAsNumber);
    return stage.querySelector('img').alt.startsWith(`${level.toFixed(2)} mV at ${at} ms`);
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
    tab.wait_for_function(FOLLOWED, arg=stage.element_handle())
    after = grip.bounding_box()
    return after["x"] - box["x"], box["y"] - after["y"]


@pytest.mark.parametrize(
    ("label", "pull", "moved", "values"),
    [
        ("level (mV)", (25, -60), (0, pytest.approx(-60, abs=3)), (0.0, 4.9)),
        ("level (mV)", (25, 40), (0, pytest.approx(40, abs=3)), (5.1, 10.0)),
        ("at (ms)", (60, 20), (pytest.approx(60, abs=4), 0), (20.1, 99.0)),  # on a log axis
    ],
)
def test_a_handle_goes_along_its_axis_with_its_slider(notebook, stage, label, pull, moved, values):
    assert drag(notebook.tab, stage, label, *pull) == moved
    low, high = values
    assert low <= float(stage.get_by_role("spinbutton", name=label).input_value()) <= high


def test_a_drag_beyond_the_axes_stays_at_the_sliders_end(notebook, stage):
    drag(notebook.tab, stage, "at (ms)", 500, 0)
    assert stage.get_by_role("spinbutton", name="at (ms)").input_value() == "100"


def test_a_finger_drags_a_handle_or_draws_and_scrolls_elsewhere(notebook):
    ways = notebook.tab.evaluate(
        """() => [...document.querySelectorAll('.snn-grip, .snn-pad-paper, .snn-picture, img')]
            .map(part => [part.className, getComputedStyle(part).touchAction])"""
    )
    assert all((way == "none") == ("grip" in name or "paper" in name) for name, way in ways)


# --- whether it fits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "part", "height"),
    [(3, ".snn-live:has(img[alt])", 505), (2, ".snn-question", 130)],  # the second is taller
)
def test_after_shift_enter_it_begins_in_view_though_the_next_cell_is_chosen(
    notebook, place, part, height
):
    tab = notebook.tab
    in_a_pane(tab, 1036, height)
    cell = tab.locator(".jp-CodeCell").nth(place)
    cell.locator(".cm-content").click()
    notebook.command("notebook:clear-cell-output")
    expect(cell.locator(part)).to_have_count(0)
    cell.evaluate("cell => cell.scrollIntoView({ block: 'end' })")
    tab.keyboard.press("Shift+Enter")
    shown = cell.locator(part)
    shown.wait_for()
    tab.wait_for_function(
        """shown => {
            const pane = shown.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
            const { top, bottom } = shown.getBoundingClientRect();
            return shown.offsetHeight > pane.height ? Math.abs(top - pane.top) < 2
                : top >= pane.top - 1 && bottom <= pane.bottom + 1;
        }""",
        arg=shown.element_handle(),
        timeout=10_000,
    )
    tab.set_viewport_size({"width": 1200, "height": 900})


KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"

# --- animations -----------------------------------------------------------------------------------


@pytest.fixture
def film(notebook):
    """The animation, at its start."""
    film = at_start(notebook, 1, "0.00 nA, 20 ms, none, False")
    film.get_by_role("button", name="Learn").wait_for()
    return film


def runs(film):
    """Wait until frames follow one another."""
    film.get_by_role("button", name="Pause").wait_for()
    expect(film.locator("img")).not_to_have_attribute("alt", said(film))


def stands_still(tab, film):
    """No frame comes."""
    before = said(film)
    tab.wait_for_timeout(300)
    assert said(film) == before


def said(film):
    """What it says now."""
    return film.locator("img").get_attribute("alt")


def test_an_animation_runs_reads_its_slider_pauses_and_ends(notebook, film):
    film.locator(".snn-run").evaluate("run => { for (const _ of [1, 2, 3]) run.click(); }")
    runs(film)  # after an odd number of presses, however quick
    film.get_by_role("slider", name="tau_m (ms)").press("End")
    film.locator('img[alt*="100 ms"]').wait_for()
    film.get_by_role("button", name="Pause").press("Space")
    go_on = film.get_by_role("button", name="Go on")
    go_on.wait_for()
    stands_still(notebook.tab, film)
    go_on.press("Enter")
    runs(film)
    film.get_by_role("spinbutton", name="tau_m (ms)").fill("50")  # with which it ends
    film.get_by_role("spinbutton", name="tau_m (ms)").press("Enter")
    film.get_by_role("button", name="Learn").wait_for()
    assert violations(notebook.tab, ".snn-live") == ""


def test_interrupt_kernel_pauses_it(notebook, film):
    film.get_by_role("button", name="Learn").click()
    runs(film)
    notebook.command("kernelmenu:interrupt")
    film.get_by_role("button", name="Go on").wait_for()
    assert notebook.errors() == []


# --- a busy kernel, a dead kernel, a page opened again ----------------------------------------


@pytest.mark.parametrize("late", [False, True])
def test_while_another_cell_runs_the_animation_says_that_it_waits(notebook, film, late, tmp_path):
    tab, begun, end = notebook.tab, tmp_path / "begun", tmp_path / "end"
    cell = f"open({str(begun)!r}, 'w').close()\n"
    cell += f"while not os.path.exists({str(end)!r}): time.sleep(0.02)"
    tab.evaluate(f"code => {{ {KERNEL}.requestExecute({{code}}); }}", cell)
    while not begun.exists():  # that a kernel is idle may be said by its other thread
        tab.wait_for_timeout(20)
    if late:  # a step is answered after the press, and is not taken for its answer
        film.get_by_role("slider", name="tau_m (ms)").press("Home")  # that takes 0.6 s
    film.get_by_role("button", name="Learn").click()
    problem = film.locator(".snn-problem")
    expect(problem).to_have_text("Waiting for another cell to end.")
    end.touch()
    expect(problem).to_be_hidden(timeout=20_000)
    film.get_by_role("button", name="Pause").wait_for()


# The page's code is not there when it is first asked for.
LOST = """
let asked = 0;
globalThis.snnEduScripts = new Proxy({}, {
    get: (kept, name) => (asked++ ? kept[name] : Promise.reject(new Error("busy"))),
});
"""


def test_a_picture_that_has_not_come_says_so_and_comes_when_it_is_asked_for(notebook):
    tab = notebook.tab.context.browser.new_page()
    tab.add_init_script(LOST)
    open_notebook(tab, notebook.server, "late.ipynb").run_all()
    note = tab.get_by_text("This picture has not come: the page was too busy.")
    note.wait_for()
    tab.get_by_role("button", name="Ask for it again").click()
    tab.locator(".snn-live img[alt]").wait_for()
    assert note.count() == 0
    tab.close()


# --- the pad --------------------------------------------------------------------------------------

START = "121 points, 1.8 by 0.9, from 0.0 0.0 to 0.0 0.0, x1"


@pytest.fixture
def drawing(notebook):
    """The widget with a pad, at its start."""
    drawing = at_start(notebook, 3, START)
    paper(drawing).scroll_into_view_if_needed()
    return drawing


def paper(drawing):
    return drawing.get_by_role("application", name="your path: drawing pad")


def ink(drawing):
    """How many pixels of the pad are inked."""
    return paper(drawing).evaluate(
        """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
            .data.filter((value, k) => k % 4 === 3 && value > 128).length"""
    )


def test_the_pad_does_not_lie_over_picture_and_words(drawing):
    for part in ("img", "figcaption", "input[type=range]"):
        drawing.locator(part).click(trial=True)  # what is in its middle is itself


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            [(0.25 + 0.05 * k, 0.5) for k in range(11)],
            "11 points, 1.0 by 0.0, from -0.5 0.0 to 0.5",
        ),
        ([(0.5, 0.5), (0.5, -0.15)], "2 points, 0.0 by 1.0, from 0.0"),  # over its edge
    ],
)
def test_a_path_drawn_with_the_mouse_arrives_when_the_button_is_let_go(
    notebook, drawing, line, said
):
    box, mouse = paper(drawing).bounding_box(), notebook.tab.mouse
    for k, (x, y) in enumerate(line):
        mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        if not k:
            mouse.down()
    expect(drawing.locator("img")).to_have_attribute("alt", START)  # not before
    mouse.up()
    drawing.locator(f'img[alt^="{said}"]').wait_for()
    assert ink(drawing) > 0


def test_a_mere_click_is_said_to_be_too_short_and_changes_nothing(drawing):
    paper(drawing).click()
    problem = drawing.locator(".snn-problem")
    expect(problem).to_contain_text("draw a longer line")
    shows(drawing, START)
    drawing.get_by_role("button", name="star").click()
    expect(problem).to_be_hidden()


def test_arrow_keys_draw_from_the_middle_and_delete_starts_anew(drawing):
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        paper(drawing).press(key)
    shows(drawing, "4 points, 0.2 by 0.1, from 0.0 0.0 to 0.2 0.1, x1")
    paper(drawing).press("ArrowUp")  # after a pause: what was drawn has been sent, and goes on
    shows(drawing, "5 points, 0.2 by 0.2, from 0.0 0.0 to 0.2 0.2, x1")
    drawing.get_by_role("slider", name="times").press("ArrowRight")  # which keeps the drawing
    shows(drawing, "5 points, 0.2 by 0.2, from 0.0 0.0 to 0.2 0.2, x2")
    paper(drawing).press("Delete")
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown"):
        paper(drawing).press(key)
    shows(drawing, "4 points, 0.1 by 0.2, from 0.0 0.0 to -0.1 -0.2, x2")


def test_ready_made_paths_are_buttons_in_a_named_group_and_reset_brings_the_first(drawing):
    ready = drawing.get_by_role("group", name="your path, ready-made").get_by_role("button")
    expect(ready).to_have_text(["figure eight", "spiral", "star", "letter S"])
    ready.nth(1).press("Enter")
    shows(drawing, "121 points, 1.6 by 1.4, from 0.0 0.0 to 0.9 0.0, x1")
    drawn = ink(drawing)
    drawing.get_by_role("button", name="Reset").click()
    shows(drawing, START)
    assert ink(drawing) != drawn  # the pad follows, too


def test_spikes_click_once_sound_is_pressed_and_never_on_a_page_that_is_not_seen(notebook):
    tab, live = notebook.tab, notebook.tab.locator(".snn-live").nth(5)
    tab.evaluate(LISTENING)
    sound, run = live.get_by_role("button", name="Sound"), live.locator(".snn-run")
    assert tab.get_by_role("button", name="Sound").count() == 1  # not where nothing can be heard

    def clicks_while(words, moves=False):
        before = said(live)
        run.click()
        tab.wait_for_function(words)
        if not moves:
            expect(live.locator("img")).not_to_have_attribute("alt", before)
            tab.wait_for_timeout(400)  # in which four pictures would have clicked
        run.click()
        expect(run).to_have_text("Go on")
        return tab.evaluate("clicked.splice(0)")

    expect(sound).to_have_attribute("aria-pressed", "false")
    assert clicks_while("true") == []
    sound.press("Enter")
    expect(sound).to_have_attribute("aria-pressed", "true")
    clicks = clicks_while("clicked.length >= 15", moves=True)
    whens = [when for when, _ in clicks]
    for k in range(0, len(whens) - 4, 5):  # of a picture five, 20 ms apart, from 10 ms on
        steps = [1000 * (b - a) for a, b in itertools.pairwise(whens[k : k + 5])]
        assert steps == pytest.approx([20] * 4, abs=1e-6)
    # the context's clock may go on while the clicks of a picture are made
    assert 0.060 < whens[0] - clicks[0][1] < 0.080 + 0.010 + 1e-6
    assert all(later - one > 0.1 - 1e-9 for one, later in zip(whens, whens[5:], strict=False))

    hide = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    tab.evaluate(hide, True)
    assert clicks_while("true") == []
    tab.evaluate(hide, False)
    assert clicks_while("clicked.length > 0", moves=True)
    tab.evaluate("delete document.hidden")
    sound.press("Enter")
    assert clicks_while("true") == []


@pytest.mark.last
def test_after_a_reload_of_the_page_the_widget_still_lives(notebook):
    tab = notebook.tab
    # It is saved unasked every 10 s (JupyterLab's own 120 s lose what was answered in between).
    saved = "() => !jupyterapp.shell.currentWidget.context.model.dirty"
    tab.wait_for_function(saved, timeout=40_000)
    tab.reload()
    live = tab.locator(".snn-live").first
    live.locator("img[alt]").wait_for(timeout=60_000)
    before = said(live)
    of_current(live)[0].press("ArrowRight")
    expect(live.locator("img")).not_to_have_attribute("alt", before)


@pytest.mark.last
def test_when_the_kernel_is_gone_picture_and_animation_say_so(notebook):
    """The last of these tests with this kernel."""
    tab = notebook.tab
    live, film = tab.locator(".snn-live").nth(0), tab.locator(".snn-live").nth(1)
    tab.evaluate(f"() => {KERNEL}.restart()")
    tab.wait_for_function(f"{KERNEL}.status === 'idle'")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        of_current(live)[0].press(key)
    away = "The kernel is away. Run all cells above"
    expect(live.locator(".snn-problem")).to_contain_text(away)
    film.locator(".snn-run").click()
    expect(film.locator(".snn-problem")).to_contain_text(away)
    assert violations(notebook.tab, ".snn-live") == ""


@pytest.mark.last
def test_saved_and_opened_again_it_is_a_picture_that_says_how_to_go_on(notebook):
    server, chrome = notebook.server, notebook.tab.context.browser
    tab = chrome.new_page()
    saved = open_notebook(tab, server, "saved.ipynb")
    saved.run_all()
    tab.locator(".snn-live img").first.wait_for()
    saved.command("docmanager:save")
    tab.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    tab.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")  # none knows a widget
    tab.close()
    assert "widgets" not in json.loads((server.folder / "saved.ipynb").read_text())["metadata"]

    tab = chrome.new_page()
    tab.goto(f"{server.url}/lab/tree/saved.ipynb?token={server.token}")
    kept = tab.locator('.jp-OutputArea img[alt="1.20 nA, 20 ms, to_value, False"]')
    assert kept.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(tab.get_by_text("Run this cell (Shift+Enter): sliders appear here.")).to_be_visible()
    assert tab.get_by_text("Error displaying widget").count() == 0
    assert violations(tab, ".jp-OutputArea") == ""
    tab.close()


OWN = """
import numpy as np
from snn_edu import LIF, STDP, HodgkinHuxley, explore, simulate, trajectory

def neuron(current=1.4, tau_m=20.0, t_ref=2.0, R_m=10.0):
    lif = LIF(tau_m=tau_m, t_ref=t_ref, R_m=R_m)
    return simulate(lif, np.full(3000, current), dt=0.1)

explore(neuron, current=(0, 4), tau_m=(5, 50), t_ref=(0, 10), R_m=(5, 20))
"""
AXON = """
def axon(current=10.0):
    return trajectory(HodgkinHuxley(), np.full(3000, current), 0.01)

explore(axon, current=(0, 20))
"""
WINDOW = """
def window(A_plus=0.01, tau_plus=20.0, tau_minus=20.0, pairing="all"):
    return STDP(A_plus=A_plus, tau_plus=tau_plus, tau_minus=tau_minus, pairing=pairing)

explore(window, A_plus=(0, 0.02), tau_plus=(5, 50), tau_minus=(5, 50), pairing=["all", "nearest"])
"""


def test_a_function_of_ones_own_stands_whole_on_a_laptops_screen(notebook):
    """Sentence, picture and controls, without a size that its author has chosen."""
    tab = notebook.tab.context.browser.new_page(viewport={"width": 1366, "height": 768})
    own = open_notebook(tab, notebook.server, "own.ipynb")
    own.run_all()
    expect(tab.locator(".snn-live img[alt]")).to_have_count(3, timeout=60_000)
    fits(tab, (1036, 505))  # the pane, with a browser's bars
    assert own.errors() == []
    tab.close()
