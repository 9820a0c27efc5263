"""The course in a browser tab, without a network: the site is built, and each lesson runs in it.

Two folders are needed that are not part of the project, and named by the environment:
SNN_EDU_PYODIDE, the unpacked npm package `pyodide`, and SNN_EDU_BROWSER_WHEELS, its packages.
"""

import functools
import http.server
import json
import os
import threading
from pathlib import Path

import lite
import pytest
from browser.harness import Notebook, browser
from browser.learner import IN_A_BROWSER, NOTEBOOKS, answer_every_question

PYODIDE, WHEELS = (os.environ.get(f"SNN_EDU_{name}") for name in ("PYODIDE", "BROWSER_WHEELS"))

pytestmark = [
    pytest.mark.site,
    *IN_A_BROWSER,
    pytest.mark.skipif(
        not (PYODIDE and WHEELS),
        reason="SNN_EDU_PYODIDE and SNN_EDU_BROWSER_WHEELS name no browser's kernel",
    ),
]

PATIENCE = 1200  # s, for a lesson on a busy machine: a browser computes several times slower

READY = """path => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.context?.path === path && panel.context.isReady
        && panel.sessionContext.session?.kernel?.status === 'idle';
}"""
# Another lesson in the place of the one that is open; of the kernel only what is imported stays.
REPLACE = """async ([path, code]) => {
    const app = window.jupyterapp, panel = app.shell.currentWidget;
    const {content} = await app.serviceManager.contents.get(path, {content: true});
    const {kernel} = panel.sessionContext.session;
    const reply = await kernel.requestExecute({code, silent: true}).done;
    panel.content.model.fromJSON(content);
    return reply.content.status;
}"""
FORGET = """
from matplotlib import pyplot
from ipywidgets import Widget

pyplot.close("all")
Widget.close_all()
get_ipython().reset()
"""


class Files(http.server.SimpleHTTPRequestHandler):
    """The site's files, as any web server gives them."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012, as the class above has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        **{".wasm": "application/wasm", ".mjs": "text/javascript", ".js": "text/javascript"},
    }

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of the site, served."""
    folder = tmp_path_factory.mktemp("site")
    lite.build(folder, Path(PYODIDE), Path(WHEELS))
    settings = folder / "jupyter-lite.json"
    said = json.loads(settings.read_text(encoding="utf-8"))
    said["jupyter-config-data"] |= {
        "exposeAppInBrowser": True,
        "settingsOverrides": {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}},
    }
    settings.write_text(json.dumps(said), encoding="utf-8")
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Files, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def window(site):
    """A window that remembers which addresses it asked for outside of the site."""
    with browser(width=1366, height=768) as tab:
        tab.asked_outside = []

        def note(request):
            if not request.url.startswith((site, "data:", "blob:")):
                tab.asked_outside.append(request.url)

        tab.context.on("request", note)
        yield tab


def open_in_the_tab(window, site, name):
    """Open a lesson. The first one starts the kernel: that takes as long as a lesson."""
    if window.url.startswith(site):
        assert window.evaluate(REPLACE, [name, FORGET]) == "ok"
    else:
        window.goto(f"{site}lab/index.html?path={name}")
        window.wait_for_function(READY, arg=name, timeout=PATIENCE * 1000, polling=200)
    return Notebook(window)


def words(window, image, are_right, wait=60):
    """Wait until an image's words are right, as a piece of JavaScript says of them."""
    window.wait_for_function(f"image => ({are_right})(image.alt)", arg=image, timeout=wait * 1000)


def move_a_slider(window):
    """Move the first slider of a picture to its other end: the words follow."""
    live = next(
        live
        for live in window.locator(".snn-live:visible").all()
        if live.locator("input[type=range]:visible").count()
        and not live.locator(".snn-run:visible").count()
    )
    slider, image = live.locator("input[type=range]").first, live.locator("img").element_handle()
    before = image.get_attribute("alt")
    at_the_end = slider.evaluate("node => node.value === node.max")
    slider.press("Home" if at_the_end else "End")
    words(window, image, f"words => words !== {json.dumps(before)}")


def let_it_learn(window):
    """Press Learn; wait until the bold line has said "not found", then that it is found."""
    learn = window.locator(".snn-run").filter(has_text="Learn")
    live = window.locator(".snn-live:visible").filter(has=learn)
    image, button = live.locator("img").element_handle(), learn.element_handle()
    button.click()  # now it says Pause
    words(window, image, "words => words.includes('not found')")
    words(window, image, "words => /(?<!not )found/.test(words)", wait=PATIENCE)
    button.click()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_runs_to_its_last_cell_in_a_tab_and_asks_nobody_else(path, site, window):
    lesson = open_in_the_tab(window, site, path.name)
    lesson.run_all(wait=PATIENCE)
    assert lesson.errors() == []
    counts = lesson.counts()
    assert counts == list(range(counts[0], counts[0] + len(counts)))  # all, and in order
    answer_every_question(window)  # some pictures wait for an answer
    move_a_slider(window)
    if path.stem == "10_needle_in_noise":
        let_it_learn(window)
    assert lesson.errors() == []
    assert window.locator(".snn-problem:visible").count() == 0
    assert window.asked_outside == []
