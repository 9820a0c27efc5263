"""The readable edition in a real Chromium: it moves, it is quiet, and everybody can read it."""

import re
from pathlib import Path
from urllib.parse import unquote

import edition
import nbformat
import pytest
from browser.course import write_course
from browser.harness import browser, served
from browser.learner import FINISHED, IN_A_BROWSER, SETTLED, copied, tones, violations
from matplotlib import rcParams
from playwright.sync_api import expect

from snn_edu import plots
from snn_edu.command.assessment.gain import answered
from snn_edu.command.handing_in.handed_in import HandedIn
from snn_edu.questions.inventory import answers_in

pytestmark = IN_A_BROWSER
PAGES = [
    *("index", "00_first", "01_second", "glossary", "ledger", "search", "genindex"),
    *("tests", "test_1_before"),
    *("api/index", "api/snn_edu", "api/snn_edu.neurons"),
]
# A theme has its own colours, and nothing else.
RULES = {"light": None, "dark": ["color-contrast", "link-in-text-block"]}
PAINTED = "canvas => canvas.hidden ? '' : canvas.toDataURL()"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The edition of a course of two lessons."""
    course, folder = (tmp_path_factory.mktemp(name) for name in ("course", "site"))
    write_course(course)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edition, "NOTEBOOKS", course)
        patch.setattr(edition, "SHOWPIECE", "01_second")
        edition.build_edition(folder)
    return folder


@pytest.fixture(scope="module")
def address(folder):
    """Where the edition is served, with nothing but files."""
    with served(folder) as address:
        yield address


@pytest.fixture
def tab(address):
    """A window; at the end no request has failed or gone elsewhere, and the console is empty."""
    with browser(width=1366, height=768) as tab:
        said, asked = [], []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        ended = "net::ERR_ABORTED"  # by the tab itself, which went to another page
        tab.on("requestfailed", lambda it: it.failure == ended or said.append(it.url))
        tab.on("response", lambda response: response.status < 400 or said.append(response.url))
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


def moved_to(part, caption):
    part.locator("figcaption", has_text=caption).wait_for()


def test_a_slider_moves_the_picture_and_combining_says_what_went_back(tab, address):
    opened(tab, address, "00_first")
    part = picture(tab, "level")
    part.get_by_role("slider", name="level").focus()
    tab.keyboard.press("End")
    moved_to(part, "level 10 mV at 10 ms")
    canvas = part.locator("canvas").first
    before = canvas.evaluate(PAINTED)
    assert part.locator(".snn-note").is_hidden()
    part.get_by_role("slider", name="at").focus()
    tab.keyboard.press("Home")  # End is where the preset is: there every level is recorded
    moved_to(part, "level 5 mV at 1 ms")
    assert canvas.evaluate(PAINTED) != before
    expect(part.locator(".snn-note")).to_contain_text("level (mV) went back")
    assert part.get_by_role("spinbutton", name="level").input_value() == "5"


@pytest.mark.parametrize("served", [True, False])  # or opened from a folder
def test_a_preset_a_number_and_reset(tab, address, folder, served):
    opened(tab, address if served else folder.as_uri(), "00_first")
    part = picture(tab, "level")
    part.get_by_role("button", name="high").click()
    moved_to(part, "level 9 mV at 100")
    part.get_by_role("button", name="Reset").click()
    moved_to(part, "level 5 mV at 10")
    box = part.get_by_role("spinbutton", name="level")
    box.fill("5.513")  # between two recorded positions: it says so, and shows the nearer
    box.press("Enter")
    moved_to(part, "level 5.5 mV")
    assert box.input_value() == "5.5"


def test_the_address_carries_a_pictures_state(tab, address):
    opened(tab, address, "00_first")
    part = picture(tab, "level")
    part.get_by_role("slider", name="at").press("End")
    moved_to(part, "at 100 ms")
    link = copied(tab, part.get_by_role("button", name="Copy link"))
    assert link == f"{address}/00_first.html#at=100"
    tab.wait_for_load_state("networkidle")
    tab.goto("about:blank")
    tab.goto(f"{address}/00_first.html#level=7&wide=false&unknown=3")  # nobody has such a control
    tab.goto("about:blank")
    tab.goto(link)
    moved_to(picture(tab, "level"), "level 5 mV at 100 ms")


def test_what_is_recorded_is_loaded_when_it_is_touched(tab, address):
    opened(tab, address, "01_second")

    def loaded():
        return {url.partition("/frames/")[2] for url in tab.asked if url.endswith(".js")} - {""}

    last = tab.locator(".snn-part:visible").filter(has=tab.locator(".snn-live")).last
    last.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    assert loaded() == set()
    with tab.expect_response("**/frames/01_second/c6.js"):
        last.hover()
    tab.wait_for_load_state("networkidle")
    assert loaded() == {"01_second/c6.js"}


def test_an_animation_begins_at_its_beginning_runs_pauses_and_is_reset(tab, address):
    opened(tab, address, "01_second")
    cell = tab.locator(".snn-recorded").filter(has=tab.locator(".snn-run")).first
    assert cell.locator(".snn-run").is_hidden()  # until an answer is committed
    cell.locator("input[type=radio]").first.check()
    cell.get_by_role("button", name="Commit").click()
    run = cell.locator(".snn-run")
    run.scroll_into_view_if_needed()
    caption = cell.locator("figcaption")
    moved_to(cell, "level 0 mV")
    for _ in ("Learn", "Go on"):
        before = caption.inner_text()
        run.click()
        expect(caption).not_to_have_text(before)
        run.click()
        expect(run).to_have_text("Go on")
    cell.get_by_role("button", name="Reset").click()
    expect(run).to_have_text("Learn")
    moved_to(cell, "level 0 mV")


def test_a_prediction_is_committed_and_then_explained(tab, address):
    opened(tab, address, "00_first")
    question = tab.locator(".snn-question", has_text="What rises?").first
    commit = question.get_by_role("button", name="Commit")
    commit.click()
    expect(question).to_contain_text("Not done yet")  # loaded when touched
    question.get_by_label("the time").check()
    commit.click()
    expect(question).to_contain_text("You said")
    assert "Not right" not in question.inner_text()
    question.get_by_role("button", name="Was I right?").click()
    expect(question).to_contain_text("Not right")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("6,9 mV", "Right"), ("10", "No leak."), ("99", "You said 99 mV; it is"),
     ("much", "Not done yet")],
)  # fmt: skip
def test_a_number_is_judged_as_the_kernel_would(tab, address, typed, said):
    opened(tab, address, "00_first")
    question = tab.locator(".snn-question").filter(has=tab.locator("input[type=text]")).first
    question.locator("input").fill(typed)
    question.get_by_role("button", name="Commit").click()
    reveal = question.get_by_role("button", name="Was I right?")
    if said != "Not done yet":
        reveal.click()
    expect(question).to_contain_text(said)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(address, theme):
    with browser(width=1366, height=768, color_scheme=theme) as tab:
        for page in PAGES:
            tab.goto(f"{address}/{page}.html")
            tab.evaluate(FINISHED)
            assert violations(tab, rules=RULES[theme]) == "", page


def test_focus_is_seen_in_the_search_and_no_page_glides_where_less_motion_is_asked_for(address):
    glides = "() => getComputedStyle(document.documentElement).scrollBehavior"
    with browser(reduced_motion="reduce") as tab:
        tab.goto(f"{address}/00_first.html")
        search = tab.locator(".sidebar-search")
        search.focus()
        assert search.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        assert tab.evaluate(glides) == "auto"
        tab.emulate_media(reduced_motion="no-preference")
        assert tab.evaluate(glides) == "smooth"


def test_whoever_has_larger_letters_has_them_at_a_picture_too(tab, address):
    opened(tab, address, "00_first")
    of_live = "() => getComputedStyle(document.querySelector('.snn-live')).fontSize"
    assert tab.evaluate(of_live) == "14px"
    tab.add_style_tag(content=":root { font-size: 32px }")
    assert tab.evaluate(of_live) == "28px"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_white_is_lighter_than_black_in_either_theme(address, theme):
    with browser(width=1366, height=768, color_scheme=theme, java_script_enabled=False) as tab:
        tab.goto(f"{address}/01_second.html")
        still = tab.get_by_alt_text("greys of 0 and 1")
        black, white = tones(still)
        assert white - black > 200, "a still"
    with browser(width=1366, height=768, color_scheme=theme) as tab:
        opened(tab, address, "01_second")
        part = picture(tab, "grey")
        black, white = tones(part.get_by_alt_text("greys of 0 and 1"))
        assert white - black > 200, "at rest"
        part.get_by_role("slider", name="grey").press("End")
        moved_to(part, "greys of 1 and 0")
        white, black = tones(part.locator("canvas:visible"))
        assert white - black > 200, "moved"


def test_a_phone_shows_each_page_without_scrolling_sideways(address):
    with browser(width=390, height=844) as tab:
        for page in PAGES:
            tab.goto(f"{address}/{page}.html")
            tab.evaluate(SETTLED)
            assert tab.evaluate("document.documentElement.scrollWidth") <= 390, page


def test_letters_on_a_phone_are_at_least_nine_pixels_high(address):
    with browser(width=390, height=844) as tab:
        opened(tab, address, "00_first")
        tab.evaluate(SETTLED)
        part = picture(tab, "level")
        pieces = part.locator(".snn-stack canvas")
        expect(pieces).to_have_count(2)  # its panels, one below the other
        boxes = [piece.bounding_box() for piece in pieces.all()]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
        own = int(part.locator("img").first.get_attribute("height"))
        drawn = min(box["height"] for box in boxes)
        before = pieces.first.evaluate("canvas => canvas.toDataURL()")
        part.get_by_role("slider", name="level").press("End")
        moved_to(part, "level 10 mV")
        drawn_anew = "([canvas, before]) => canvas.toDataURL() !== before"
        tab.wait_for_function(drawn_anew, arg=[pieces.first.element_handle(), before])
        crisp = pieces.evaluate_all("all => all.map(one => one.width / one.offsetWidth)")
        assert min(crisp) >= 0.99, "a piece of what moves has a pixel for each of the screen's"
        with plots.house_style():
            smallest = rcParams["xtick.labelsize"] * 100 / 72  # px, of points at 100 dots per inch
        assert drawn / own * smallest >= 9.0, (own, drawn)
        opened(tab, address, "01_second")
        tab.evaluate(SETTLED)
        small = picture(tab, "time").locator(".snn-scrolled").first
        image = small.locator("img").bounding_box()
        assert image["width"] <= small.bounding_box()["width"], "a picture of 4.6 inches is whole"


def test_what_has_no_panels_is_narrower_on_a_phone_and_moves_as_on_a_wide_page(address):
    seen = {}
    for width in (390, 1366):
        with browser(width=width, height=844) as tab:
            asked = []
            tab.on("request", lambda request, asked=asked: asked.append(request.url))
            opened(tab, address, "01_second")
            tab.evaluate(SETTLED)
            part = picture(tab, "height")
            expect(part.locator(".snn-stack")).to_be_hidden()
            tab.wait_for_function(
                "one => one.naturalWidth", arg=part.locator("img").element_handle()
            )
            part.get_by_role("slider", name="height").press("End")
            moved_to(part, "up to 10 m")
            tab.wait_for_function(
                "canvas => !canvas.hidden", arg=part.locator("canvas").first.element_handle()
            )
            own = int(part.locator("img").get_attribute("width"))
            box = part.locator("img").bounding_box()
            with plots.house_style():
                smallest = rcParams["xtick.labelsize"] * 100 / 72 * box["width"] / own
            frames = [url for url in asked if "frames/" in url and url.endswith(".js")]
            seen[width] = (own, smallest, ["_phone" in url for url in frames])
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    (narrow, letters, on_a_phone), (wide, _, elsewhere) = seen.values()
    assert (wide, elsewhere, on_a_phone) == (800, [False], [True])
    assert letters >= 9.0, narrow


KEPT = """async (files) => {
    const kept = (await (await caches.open("snn-edu-pages")).keys()).map(({ url }) => url);
    return files.every((file) => kept.some((url) => url.includes(file)));
}"""


def test_a_page_that_was_opened_opens_again_without_a_network(folder):
    with browser(width=1366, height=768) as tab:
        with served(folder) as address:
            opened(tab, address, "00_first")
            part = picture(tab, "level")
            part.hover()
            files = ["00_first.html", "panel.js", "edition.css", "frames/00_first"]
            tab.wait_for_function(KEPT, arg=files)
        tab.reload()
        tab.wait_for_selector("html[data-snn-ready]", state="attached")
        part = picture(tab, "level")
        part.get_by_role("slider", name="level").press("End")
        moved_to(part, "level 10 mV at 10 ms")
        with pytest.raises(Exception, match="net::ERR"):
            tab.goto(f"{address}/01_second.html")  # which was never opened


def test_a_test_is_answered_on_its_page_and_handed_in_as_a_file(tab, address, tmp_path):
    tab.goto(f"{address}/tests.html")
    tab.get_by_role("link", name="before", exact=True).first.click()
    questions = tab.locator(".snn-question")
    for k in (0, 2):
        questions.nth(k).locator("input[type=radio]").nth(1).check()
        questions.nth(k).get_by_role("button").first.click()
        questions.nth(k).get_by_text("You said (b)").wait_for()
    tab.wait_for_load_state("networkidle")
    tab.reload()  # the answers stay
    questions.nth(2).get_by_text("You said (b)").wait_for()
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name="Download my answers").click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    taken = answered(HandedIn("Ada", [file]))
    assert taken.keys() == {"inventory.1.before.1", "inventory.1.before.3"}
    cells = nbformat.read(file, as_version=4).cells
    names = {}
    exec(cells[2].source.rpartition("\n")[0], names)  # and what it says is what it holds
    assert dict(answers_in(str(names["answers"]))) == taken


def test_no_link_between_pages_is_dead_and_every_name_has_one(folder):
    pages = {page: page.read_text(encoding="utf-8") for page in folder.rglob("*.html")}
    anchors = {page: set(re.findall(r'id="([^"]*)"', text)) for page, text in pages.items()}
    seen = 0
    for page, text in pages.items():
        for there in re.findall(r'<a class="reference internal"[^>]*href="([^"]*)"', text):
            file, _, anchor = unquote(there).partition("#")
            target = (page.parent / file).resolve() if file else page
            assert target in pages, f"{page.name}: {there}"
            assert not anchor or anchor in anchors[target], f"{page.name}: {there}"
            seen += 1
        names = re.findall(r'(.{20})<code class="xref py py-obj', text, re.DOTALL)
        assert not [name for name in names if not name.endswith('">')], page.name
    assert seen > 1000


def test_the_search_finds_lessons_first_and_not_what_teachers_read(tab, address):
    tab.goto(f"{address}/search.html?q=refractory")
    tab.get_by_text("Search finished").wait_for()
    links = tab.locator("#search-results li > a").all()
    pages = [link.get_attribute("href") for link in links]
    lessons = [page.startswith(("00_first", "01_second")) for page in pages]
    assert lessons == sorted(lessons, reverse=True)  # the glossary is all about it, and comes after
    assert set(lessons) == {True, False}
    assert not any("guide/" in page for page in pages)
    assert all(page.endswith(":~:text=refractory") for page in pages)  # which the browser marks


def test_the_first_page_begins_somewhere_and_has_each_lesson(tab, address):
    tab.goto(f"{address}/index.html")
    assert tab.get_by_role("link", name="Begin here").get_attribute("href") == "00_first.html"
    assert tab.locator(".snn-card a").count() == 2
    assert tab.get_by_text("Cite this").is_visible()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_first_page_plays_by_itself_once_unless_less_motion_is_asked_for(tab, address, motion):
    tab.emulate_media(reduced_motion=motion)
    opened(tab, address, "index")
    box = tab.get_by_role("spinbutton", name="time (ms), number")
    if motion == "reduce":
        tab.wait_for_timeout(1000)
        expect(box).to_have_value("0")
    else:
        expect(box).to_have_value("10", timeout=15_000)
        tab.get_by_role("button", name="Reset").click()
        tab.wait_for_timeout(1000)
        expect(box).to_have_value("0")
