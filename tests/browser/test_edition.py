"""The readable edition in a real Chromium: it moves, it is quiet, and everybody can read it."""

import functools
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import edition
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.harness import browser, chromium
from browser.learner import VIOLATIONS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes at exit
    pytest.mark.skipif(
        chromium() is None and not os.environ.get("CI"),
        reason="no Chromium or Chrome on this machine",
    ),
]
RECORDED = ("01_leaky_bucket", "10_needle_in_noise")  # the second has animations
PAGES = [
    *("index", *RECORDED, "glossary", "ledger", "search", "genindex"),
    *("api/index", "api/snn_edu", "api/snn_edu.neurons"),
]
# A theme has its own colours, and nothing else.
RULES = {
    "light": VIOLATIONS,
    "dark": {**VIOLATIONS, "runOnly": ["color-contrast", "link-in-text-block"]},
}
PAINTED = "canvas => canvas.hidden ? '' : canvas.toDataURL()"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The edition, two lessons of which move."""
    folder = tmp_path_factory.mktemp("site")
    edition.build_edition(folder, [edition.NOTEBOOKS / f"{name}.ipynb" for name in RECORDED])
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """A server that keeps no log."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(folder):
    """Where the edition is served, with nothing but files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(address):
    """A window; at the end no request has failed or gone elsewhere, and the console is empty."""
    with browser(width=1366, height=768) as tab:
        said, asked = [], []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("requestfailed", lambda request: said.append(request.url))
        tab.on("response", lambda response: response.ok or said.append(response.url))
        tab.on("request", lambda request: asked.append(request.url))
        tab.asked = asked
        yield tab
        assert said == []
        ours = (address, Path("/").as_uri(), "data:", "blob:")
        assert [url for url in asked if not url.startswith(ours)] == []


def opened(tab, address, page):
    tab.goto(f"{address}/{page}.html")
    tab.wait_for_selector("html[data-snn-ready]", state="attached")


def picture(tab, text):
    """The recorded picture that has a control or a button with this text, and its frames."""
    part = (
        tab.locator(".snn-part", has_text=text)
        .locator("visible=true")
        .filter(has=tab.locator(".snn-live"))
        .first
    )
    part.scroll_into_view_if_needed()
    return part


def unveiled(tab, text):
    """The same, of one that waits behind a question: answered first."""
    question = tab.locator(".snn-question", has_text="You double the resistance").first
    question.locator("input[type=radio]").first.check()
    question.get_by_role("button", name="Commit").click()
    return picture(tab, text)


def moved_to(part, caption):
    part.locator("figcaption", has_text=caption).wait_for(timeout=20_000)


def test_a_slider_moves_the_picture_and_combining_says_what_went_back(tab, address):
    opened(tab, address, "01_leaky_bucket")
    part = unveiled(tab, "capacitance")
    resistance = part.get_by_role("slider", name="resistance R_m")
    resistance.focus()
    tab.keyboard.press("End")
    moved_to(part, "R_m = 20 MΩ, current 1 nA")
    canvas = part.locator("canvas").first
    before = canvas.evaluate(PAINTED)
    assert part.locator(".snn-note").is_hidden()
    part.get_by_role("slider", name="current").focus()
    tab.keyboard.press("End")
    moved_to(part, "R_m = 10 MΩ, current 1.5 nA")
    assert canvas.evaluate(PAINTED) != before
    assert "resistance R_m (MΩ) went back" in part.locator(".snn-note").inner_text()
    assert part.get_by_role("spinbutton", name="resistance R_m").input_value() == "10"


def test_a_preset_a_number_and_reset(tab, address):
    opened(tab, address, "01_leaky_bucket")
    part = unveiled(tab, "capacitance")
    part.get_by_role("button", name="a narrow bucket").click()
    moved_to(part, "τ_m is 5 ms")
    part.get_by_role("button", name="Reset").click()
    moved_to(part, "τ_m is 20 ms")
    box = part.get_by_role("spinbutton", name="current")
    box.fill("1.213")  # between two recorded positions: it says so, and shows the nearer
    box.press("Enter")
    moved_to(part, "current 1.2 nA")
    assert box.input_value() == "1.2"


def test_a_page_loads_its_own_frames_and_only_when_they_come_near(tab, address, folder):
    opened(tab, address, "10_needle_in_noise")

    def loaded():
        return {url.partition("/frames/")[2] for url in tab.asked if "/frames/" in url}

    its_own = {f"10_needle_in_noise/{file.name}" for file in folder.glob("frames/09*/*.js")}
    before = loaded()
    assert before < its_own
    last = tab.locator(".snn-part:visible").filter(has=tab.locator(".snn-live")).last
    with tab.expect_request("**/frames/**", timeout=20_000):
        last.scroll_into_view_if_needed()
    assert before < loaded() < its_own


def test_an_animation_runs_pauses_goes_on_and_is_reset(tab, address):
    opened(tab, address, "10_needle_in_noise")
    cell = tab.locator(".snn-recorded").filter(has=tab.locator(".snn-run")).first
    assert cell.locator(".snn-run").is_hidden()  # until an answer is committed
    cell.locator("input[type=radio]").first.check()
    cell.get_by_role("button", name="Commit").click()
    run = cell.locator(".snn-run")
    run.scroll_into_view_if_needed()
    caption = cell.locator("figcaption")
    still = caption.inner_text()
    run.click()
    tab.wait_for_function("([c, s]) => c.innerText !== s", arg=[caption.element_handle(), still])
    run.click()
    assert run.inner_text() == "Go on"
    first = caption.inner_text()
    run.click()
    tab.wait_for_function("([c, s]) => c.innerText !== s", arg=[caption.element_handle(), first])
    cell.get_by_role("button", name="Reset").click()
    assert run.inner_text() not in ("Go on", "Pause")
    assert "Recorded with" in cell.locator(".snn-note").inner_text()


def test_a_prediction_is_committed_and_then_explained(tab, address):
    opened(tab, address, "01_leaky_bucket")
    question = tab.locator(".snn-question", has_text="You double the resistance").first
    commit = question.get_by_role("button", name="Commit")
    commit.click()
    assert "Not done yet" in question.inner_text()
    question.get_by_label("(b)").check()
    commit.click()
    assert "You said (b)" in question.inner_text()
    assert "Not right" not in question.inner_text()
    question.get_by_role("button", name="Was I right?").click()
    assert "Not right" in question.inner_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("6,9 mV", "Right"), ("10", "That bucket has no leak."), ("99", "You said 99 mV; it is"),
     ("much", "Not done yet")],
)  # fmt: skip
def test_a_number_is_judged_as_the_kernel_would(tab, address, typed, said):
    opened(tab, address, "01_leaky_bucket")
    question = tab.locator(".snn-question").filter(has=tab.locator("input[type=text]")).first
    question.locator("input").fill(typed)
    question.get_by_role("button", name="Commit").click()
    reveal = question.get_by_role("button", name="Was I right?")
    if said != "Not done yet":
        reveal.click()
    assert said in question.inner_text()


def test_it_moves_when_opened_from_a_folder_without_a_server(tab, folder):
    opened(tab, folder.as_uri(), "01_leaky_bucket")
    part = unveiled(tab, "capacitance")
    part.get_by_role("button", name="a narrow bucket").click()
    moved_to(part, "τ_m is 5 ms")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(address, theme):
    with browser(width=1366, height=768, color_scheme=theme) as tab:
        for page in PAGES:
            tab.goto(f"{address}/{page}.html")
            tab.wait_for_timeout(500)
            found = Axe().run(tab, options=RULES[theme])
            assert found.violations_count == 0, f"{page}: {found.generate_report()}"


def test_a_phone_shows_each_page_without_scrolling_sideways(address):
    with browser(width=390, height=844) as tab:
        for page in PAGES:
            tab.goto(f"{address}/{page}.html")
            tab.wait_for_timeout(300)
            assert tab.evaluate("document.documentElement.scrollWidth") <= 390, page


def test_the_search_finds_a_word(tab, address):
    tab.goto(f"{address}/search.html?q=refractory")
    tab.locator("#search-results li a").first.wait_for(timeout=20_000)


def test_the_folder_is_small_and_complete(folder):
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    assert size < 60e6
    for lesson in edition.NOTEBOOKS.glob("[0-9]*.ipynb"):
        page = (folder / f"{lesson.stem}.html").read_text(encoding="utf-8")
        assert page.count("<h1>") == 1
        assert "<math" in page or lesson.stem.startswith(("00", "09"))
        for img in page.split("<img ")[1:]:
            assert 'alt="' in img.partition(">")[0]
