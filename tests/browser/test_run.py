"""Pages that run: every lesson in its own page, by its own Python, with nobody else asked.

Two folders are needed that are not part of the project, and named by the environment:
SNN_EDU_PYODIDE, the unpacked npm package `pyodide`, and SNN_EDU_BROWSER_WHEELS, its packages.
SNN_EDU_SITE may name a site that is built from them already.
"""

import json
import os
from pathlib import Path

import edition
import pytest
from browser.harness import browser, served
from browser.learner import (
    IN_A_BROWSER,
    NOTEBOOKS,
    answer_every_question,
    copied,
    follows,
    says,
    violations,
)

from snn_edu import exercises
from snn_edu.command.lesson_files import asked_in, votes_in

PYODIDE, WHEELS, SITE = (
    os.environ.get(f"SNN_EDU_{name}") for name in ("PYODIDE", "BROWSER_WHEELS", "SITE")
)

pytestmark = [
    *IN_A_BROWSER,
    pytest.mark.skipif(
        not (PYODIDE and WHEELS),
        reason="SNN_EDU_PYODIDE and SNN_EDU_BROWSER_WHEELS name no browser's kernel",
    ),
]

PATIENCE = 1200  # s, for a lesson on a busy machine: a browser computes several times slower
ASKING = "leaky_bucket.read_tau"  # an exercise whose answer is a number
LESSON = next(path for path in NOTEBOOKS if ASKING in asked_in(path))
LIVE = """begins => begins.some(
    words => document.querySelector('.snn-status').textContent.startsWith(words))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of the site, served as `python -m http.server` does; one lesson is recorded."""
    folder = Path(SITE) if SITE else tmp_path_factory.mktemp("site")
    if not SITE:
        edition.build_edition(folder, [LESSON], pyodide=Path(PYODIDE), wheels=Path(WHEELS))
    with served(folder) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def window(site):
    """A window that remembers what it asked for outside of the site, and what went wrong."""
    with browser(width=1366, height=768) as tab:
        tab.set_default_timeout(120_000)  # here Python computes several times slower
        tab.asked_outside, tab.said = [], []

        def note(request):
            if not request.url.startswith((site, "data:", "blob:")):
                tab.asked_outside.append(request.url)

        tab.context.on("request", note)
        tab.on("console", lambda message: tab.said.append(message.text))
        tab.on("pageerror", lambda error: tab.said.append(str(error)))
        yield tab
        assert tab.asked_outside == []


def opened(window, site, name, hash=""):  # noqa: A002
    """Open a page, and have it run as far as its first screens."""
    window.goto("about:blank")
    window.goto(f"{site}{name}.html{hash}")
    start = window.get_by_role("button", name="Run this page")
    if start.is_visible():  # it is remembered from page to page
        start.click()
    window.wait_for_function(LIVE, arg=["Live", "Everything"], timeout=PATIENCE * 1000, polling=100)


def exercise(window, id):  # noqa: A002
    """The cell of an exercise."""
    for cell in window.locator(".cell:has(textarea)").all():
        if id in cell.locator("textarea").input_value():
            return cell
    raise AssertionError(f"no field has {id}")


def to_the_end(window):
    """Scroll down: all cells run."""
    window.evaluate("scrollTo(0, document.body.scrollHeight)")
    window.wait_for_function(LIVE, arg=["Everything"], timeout=PATIENCE * 1000, polling=200)


@pytest.mark.site
@pytest.mark.parametrize("page", ["index", *(path.stem for path in NOTEBOOKS)])
def test_a_first_touch_of_any_page_is_small(site, window, page):
    tab = window.context.browser.new_page(viewport={"width": 1366, "height": 768})
    fetched = []
    tab.on("response", lambda response: fetched.append(response))
    tab.goto(f"{site}{page}.html")
    tab.wait_for_load_state("networkidle")  # until the reader does something
    assert sum(len(response.body()) for response in fetched) < 300_000  # bytes, unzipped
    assert not any("/kernel/" in response.url for response in fetched)
    tab.close()


def test_the_button_says_what_it_fetches(site, window):
    window.goto(f"{site}search.html")
    window.evaluate("localStorage.clear()")  # that Python was wanted is remembered
    window.goto(f"{site}{LESSON.stem}.html")
    assert "MB the first time" in window.locator(".snn-status").inner_text()
    assert f"of {len(asked_in(LESSON))} done" in window.locator(".snn-progress").inner_text()
    window.get_by_role("button", name="Run this page").press("Enter")  # which then is gone
    assert window.evaluate("document.activeElement.matches('.snn-status')")


def test_a_wrong_answer_is_named_a_right_one_counts_and_both_stay(site, window, tmp_path):
    window.goto(f"{site}{LESSON.stem}.html")
    window.evaluate("localStorage.setItem('snn-edu', '{}')")
    window.reload()
    cell = exercise(window, ASKING)  # there is a field before there is Python
    text = cell.locator("textarea")
    stub = text.input_value()
    text.fill(stub.replace("None", "99.0", 1))
    text.press("Shift+Enter")
    cell.get_by_text("as soon as Python is here").wait_for()
    cell.get_by_text("Not right").wait_for(timeout=PATIENCE * 1000)
    (asked,) = (one for one in exercises.table("leaky_bucket", "EXERCISES")
                if one.name == ASKING.partition(".")[2])  # fmt: skip
    right = stub.replace("None", repr(float(asked.solution)), 1)
    text.fill(right)
    cell.get_by_role("button", name="Run").click()
    cell.get_by_text("Right", exact=False).first.wait_for(timeout=20_000)
    window.locator(".snn-progress", has_text="1 of").wait_for()
    vote = {"time": 1, "id": "leaky_bucket.double_R", "status": "wrong", "said": "(a) this"}
    window.evaluate("vote => snn.note([vote])", vote)  # as the kernel tells it
    with window.expect_download() as downloading:
        window.get_by_role("button", name="Download my answers").click()
    file = tmp_path / "mine.ipynb"
    downloading.value.save_as(file)
    sources = ["".join(one["source"]) for one in json.loads(file.read_text())["cells"]]
    assert right in sources
    assert asked_in(file).keys() == asked_in(LESSON).keys()
    assert votes_in(file) == {vote["id"]: [vote["said"]]}
    opened(window, site, LESSON.stem)  # once more: the answer is there, and checked
    cell = exercise(window, ASKING)
    assert cell.locator("textarea").input_value() != stub
    cell.get_by_role("button", name="Start over").click()
    assert cell.locator("textarea").input_value() == stub
    window.goto(f"{site}index.html")
    assert ", 1 of" in " ".join(window.locator(".snn-done").all_inner_texts())


def test_a_phone_has_the_recordings_and_says_where_the_page_runs(site, window):
    phone = window.context.browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"{site}{LESSON.stem}.html")
    phone.get_by_text("On a computer this page runs").wait_for()
    assert phone.get_by_role("button", name="Run", exact=False).count() == 0
    phone.close()


def test_stop_ends_an_endless_loop_and_the_page_goes_on(site, window):
    opened(window, site, LESSON.stem)
    to_the_end(window)
    cell = exercise(window, ASKING)
    cell.locator("textarea").fill("while True:\n    pass")
    cell.get_by_role("button", name="Run").click()
    stop = window.get_by_role("button", name="Stop")
    stop.click(timeout=20_000)
    cell.get_by_text("Stopped: it had not come to an end.").wait_for()
    window.wait_for_function(LIVE, arg=["Live", "Everything"], timeout=PATIENCE * 1000, polling=100)
    cell.get_by_role("button", name="Start over").click()
    cell.get_by_text("Not done yet").wait_for(timeout=PATIENCE * 1000)


def test_a_link_carries_the_state_of_a_picture(site, window):
    opened(window, site, LESSON.stem)
    live = window.locator(".snn-live").filter(has=window.locator("input[type=range]")).first
    slider = live.locator("input[type=range]").first.element_handle()
    words = follows(window, live, slider, "End", live.locator("img").get_attribute("alt"))
    address = copied(window, live.get_by_role("button", name="Copy link"))
    assert "#" in address
    opened(window, site, LESSON.stem, address[address.index("#") :])
    again = window.locator(".snn-live").filter(has=window.locator("input[type=range]")).first
    slider = again.locator("input[type=range]").first
    assert slider.evaluate("one => one.value === one.max")
    says(window, again, words)


def test_what_is_pasted_is_examined_as_what_its_tab_says(site, window):
    window.goto(f"{site}is_it_right.html")
    for tab, told in (("STDP", "STDP"), ("Neuron", "decay per step"), ("Will it fire?", "silent")):
        window.get_by_role("tab", name=tab, exact=True).click()
        window.get_by_role("button", name="Examine").locator("visible=true").click()
        output = window.locator(".cell:visible .cell_output")
        output.wait_for(timeout=PATIENCE * 1000)
        assert told in output.inner_text()
    assert window.locator(".snn-error").count() == 0


def test_a_link_carries_what_is_pasted(site, window):
    window.goto(f"{site}is_it_right.html#what=encoder&code=def+f(values)%3A%0A++++return+values")
    window.reload()
    assert window.get_by_role("tab", selected=True).inner_text() == "Encoder"
    assert window.locator("textarea:visible").input_value() == "def f(values):\n    return values"


def test_axe_finds_nothing_on_a_page_that_runs(site, window):
    opened(window, site, LESSON.stem)
    for theme in ("dark", "light"):
        window.emulate_media(color_scheme=theme)
        window.wait_for_timeout(500)
        assert violations(window) == "", theme


@pytest.mark.site
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_runs_to_its_last_cell_in_its_page(path, site, window):
    window.said.clear()
    opened(window, site, path.stem)
    to_the_end(window)
    assert window.locator(".snn-error").all_inner_texts() == []
    answer_every_question(window)  # some pictures wait for an answer
    window.wait_for_function(LIVE, arg=["Everything"], timeout=PATIENCE * 1000, polling=200)
    for live in window.locator(".snn-live").all():
        image = live.locator("img")
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        sliders = live.locator("input[type=range]:visible")
        if not sliders.count() or live.locator(".snn-run").count():
            continue
        slider = sliders.first
        key = "Home" if slider.evaluate("one => one.value === one.max") else "End"
        follows(window, live, slider, key, image.get_attribute("alt"))
    assert window.locator(".snn-problem:visible").count() == 0
    assert window.said == []
