"""What the tests of pages that run share: where the browser's Python is, and a lesson's run.

Two folders are needed that are not part of the project, and named by the environment:
SNN_EDU_PYODIDE, the unpacked npm package `pyodide`, and SNN_EDU_BROWSER_WHEELS, its packages.
SNN_EDU_SITE may name a site that is built from them already.
"""

import os
import random

import pytest
from browser.learner import IN_A_BROWSER, NOTEBOOKS, answer_every_question, follows

from snn_edu.command.lesson_files import asked_in

PYODIDE, WHEELS, SITE = (
    os.environ.get(f"SNN_EDU_{name}") for name in ("PYODIDE", "BROWSER_WHEELS", "SITE")
)

IN_A_PAGE = [
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


def opened(reader, site, name, hash=""):  # noqa: A002
    """Open a page, and have it run as far as its first screens."""
    reader.goto("about:blank")
    reader.goto(f"{site}{name}.html{hash}")
    start = reader.get_by_role("button", name="Run this page")
    if start.is_visible():  # it is remembered from page to page
        start.click()
    reader.wait_for_function(LIVE, arg=["Live", "Everything"], timeout=PATIENCE * 1000, polling=100)


def to_the_end(reader):
    """Scroll down: all cells run."""
    reader.evaluate("scrollTo(0, document.body.scrollHeight)")
    reader.wait_for_function(LIVE, arg=["Everything"], timeout=PATIENCE * 1000, polling=200)


def run_to_its_last_cell(path, site, reader):
    """A lesson in its own page: all cells, all questions, one slider of three pictures."""
    reader.said.clear()
    opened(reader, site, path.stem)
    to_the_end(reader)
    assert reader.locator(".snn-error").all_inner_texts() == []
    answer_every_question(reader)  # some pictures wait for an answer
    reader.wait_for_function(LIVE, arg=["Everything"], timeout=PATIENCE * 1000, polling=200)
    still = []
    for live in reader.locator(".snn-live").all():
        image = live.locator("img")
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        sliders = live.locator("input[type=range]:visible")
        if sliders.count() and not live.locator(".snn-run").count():
            still.append((live, image, sliders.first))
    for live, image, slider in random.sample(still, min(3, len(still))):  # others in each run
        key = "Home" if slider.evaluate("one => one.value === one.max") else "End"
        follows(reader, live, slider, key, image.get_attribute("alt"))
    assert reader.locator(".snn-problem:visible").count() == 0
    assert reader.said == []
