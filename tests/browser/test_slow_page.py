"""Pictures on a page that is too slow: none is blank or deaf, and one that fails says so."""

import pytest
from browser.harness import browser, lab, open_notebook, write_notebook
from browser.learner import HASTY, IN_A_BROWSER
from playwright.sync_api import expect

pytestmark = IN_A_BROWSER

CELL = """
from snn_edu.exercises import Prediction, predict
from snn_edu.live import explore, slider

def view(level):
    return {"line": ([0, 1], [0, level]), "text": f"up to {level:g}"}

def draw(figure):
    ax = figure.subplots()
    ax.set(ylim=(0, 10))
    return {"line": ax.plot([], [])[0]}
"""
PICTURE = 'explore(view, draw, level=slider("level", 0, 10, start=5, step=1))'
QUESTION = f"""
predict(Prediction(name="p", question="?", choices=("up", "down"), answer="a", why="So."),
        then={PICTURE})
"""
# The page's code is not there when it is first asked for.
LOST = """
let asked = 0;
globalThis.snnEduScripts = new Proxy({}, {
    get: (kept, name) => (asked++ ? kept[name] : Promise.reject(new Error("busy"))),
});
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """JupyterLab with a notebook of two pictures, one of them under a question."""
    folder = tmp_path_factory.mktemp("slow")
    write_notebook(folder / "two.ipynb", CELL, PICTURE, QUESTION)
    with lab(folder) as running:
        yield running


def run_two(tab, server, script):
    tab.add_init_script(script)
    notebook = open_notebook(tab, server, "two.ipynb")
    notebook.run_all()
    return notebook


def test_a_page_that_has_given_up_on_a_widget_shows_it_and_listens_again(server):
    with browser() as tab:
        notebook = run_two(tab, server, HASTY)
        live = tab.locator(".snn-live").first
        live.locator('img[alt="up to 5"]').wait_for()
        assert live.locator("img").evaluate("image => image.decode().then(() => true)")
        live.get_by_role("slider").press("End")
        live.locator('img[alt="up to 10"]').wait_for()
        live.get_by_role("slider").press("Home")
        live.locator('img[alt="up to 0"]').wait_for()
        expect(live.locator(".snn-problem")).to_be_hidden()
        question = tab.locator(".snn-question")
        question.locator("input").first.check()
        question.get_by_role("button", name="Commit").click()
        question.get_by_text("Committed").wait_for()
        tab.locator(".snn-live").nth(1).locator('img[alt="up to 5"]').wait_for()
        assert notebook.errors() == []


def test_a_picture_that_has_not_come_says_so_and_comes_when_it_is_asked_for(server):
    with browser() as tab:
        run_two(tab, server, LOST)
        note = tab.get_by_text("This picture has not come: the page was too busy.")
        note.wait_for()
        tab.get_by_role("button", name="Ask for it again").click()
        tab.locator('.snn-live img[alt="up to 5"]').first.wait_for()
        assert note.count() == 0
