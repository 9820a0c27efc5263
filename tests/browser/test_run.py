"""Pages that run: every second lesson in its own page, by its own Python, with nobody else asked.

`running` says what is needed. The lessons between are in `test_run_even`, for another worker.
"""

import gzip
import json

import pytest
from browser.learner import NOTEBOOKS, copied, follows, says, violations
from browser.running import (
    ASKING,
    IN_A_PAGE,
    LESSON,
    LIVE,
    PATIENCE,
    opened,
    run_to_its_last_cell,
    to_the_end,
)
from lesson_pages import in_this_run

from snn_edu import exercises
from snn_edu.command.lesson_files import asked_in, votes_in

pytestmark = IN_A_PAGE


def exercise(reader, id):  # noqa: A002
    """The cell of an exercise."""
    for cell in reader.locator(".cell:has(textarea)").all():
        if id in cell.locator("textarea").input_value():
            return cell
    raise AssertionError(f"no field has {id}")


def sent(response):
    """How many bytes a server sends that zips what can be zipped, as GitHub's does."""
    body = response.body()
    return min(len(body), len(gzip.compress(body)))


@pytest.mark.site
@pytest.mark.parametrize("page", ["index", *(path.stem for path in NOTEBOOKS)])
def test_a_first_touch_of_any_page_is_small(site, reader, page):
    tab = reader.context.browser.new_page(viewport={"width": 1366, "height": 768})
    fetched = []
    tab.on("response", lambda response: fetched.append(response))
    tab.goto(f"{site}{page}.html")
    tab.wait_for_load_state("networkidle")  # until the reader does something
    sizes = {response.url: sent(response) for response in fetched}  # again: from a cache
    assert sum(sizes.values()) < 150_000  # bytes
    assert not any("/kernel/" in response.url for response in fetched)
    tab.close()


def test_the_button_says_what_it_fetches(site, reader):
    reader.goto(f"{site}search.html")
    reader.evaluate("localStorage.clear()")  # that Python was wanted is remembered
    reader.goto(f"{site}{LESSON.stem}.html")
    assert "MB the first time" in reader.locator(".snn-status").inner_text()
    assert f"of {len(asked_in(LESSON))} done" in reader.locator(".snn-progress").inner_text()
    reader.get_by_role("button", name="Run this page").press("Enter")  # which then is gone
    assert reader.evaluate("document.activeElement.matches('.snn-status')")


def test_a_wrong_answer_is_named_a_right_one_counts_and_both_stay(site, reader, tmp_path):
    reader.goto(f"{site}{LESSON.stem}.html")
    reader.evaluate("localStorage.setItem('snn-edu', '{}')")
    reader.reload()
    cell = exercise(reader, ASKING)  # there is a field before there is Python
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
    reader.locator(".snn-progress", has_text="1 of").wait_for()
    vote = {"time": 1, "id": "leaky_bucket.double_R", "status": "wrong", "said": "(a) this"}
    reader.evaluate("vote => snn.note([vote])", vote)  # as the kernel tells it
    with reader.expect_download() as downloading:
        reader.get_by_role("button", name="Download my answers").click()
    file = tmp_path / "mine.ipynb"
    downloading.value.save_as(file)
    sources = ["".join(one["source"]) for one in json.loads(file.read_text())["cells"]]
    assert right in sources
    assert asked_in(file).keys() == asked_in(LESSON).keys()
    assert votes_in(file) == {vote["id"]: [vote["said"]]}
    opened(reader, site, LESSON.stem)  # once more: the answer is there, and checked
    cell = exercise(reader, ASKING)
    assert cell.locator("textarea").input_value() != stub
    cell.get_by_role("button", name="Start over").click()
    assert cell.locator("textarea").input_value() == stub
    reader.goto(f"{site}index.html")
    assert ", 1 of" in " ".join(reader.locator(".snn-done").all_inner_texts())


# The first recording with a clock plays, again and again, until `rests` is called.
PLAYS = """() => {
    window.recording = document.querySelector('.snn-part:has(.snn-play)');
    const play = recording.querySelector('.snn-play');
    const again = new MutationObserver(() => play.dataset.running === 'true' || play.click());
    again.observe(play, { attributes: true });
    window.rests = () => {
        again.disconnect();
        play.click();
        return recording.querySelector('input[type=number]').valueAsNumber;
    };
    play.focus();
    play.click();
}"""


def test_what_a_reader_has_in_hand_is_not_taken_away_when_its_cell_comes_live(site, reader):
    reader.goto(f"{site}search.html")
    reader.evaluate("localStorage.clear()")
    reader.goto(f"{site}{LESSON.stem}.html")
    reader.get_by_role("button", name="Run this page").click()
    reader.evaluate(PLAYS)
    typed = reader.locator(".snn-question input[type=text]").first
    typed.fill("3")
    reader.evaluate("recording.querySelector('.snn-play').focus()")
    to_the_end(reader)
    assert reader.evaluate("recording.isConnected")
    time = reader.evaluate("rests()")
    reader.wait_for_function("() => !recording.isConnected", timeout=20_000, polling=50)
    live = reader.locator(".snn-live").filter(has=reader.locator(".snn-play")).first
    reader.wait_for_function("() => document.activeElement.matches('.snn-play')", polling=50)
    assert live.locator("input[type=number]").first.input_value() == f"{time:g}"
    assert typed.input_value() == "3"


def test_a_phone_has_the_recordings_and_says_where_the_page_runs(site, reader):
    phone = reader.context.browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"{site}{LESSON.stem}.html")
    phone.get_by_text("On a computer this page runs").wait_for()
    assert phone.get_by_role("button", name="Run", exact=False).count() == 0
    phone.close()


def test_stop_ends_an_endless_loop_and_the_page_goes_on(site, reader):
    opened(reader, site, LESSON.stem)
    to_the_end(reader)
    cell = exercise(reader, ASKING)
    cell.locator("textarea").fill("while True:\n    pass")
    cell.get_by_role("button", name="Run").click()
    stop = reader.get_by_role("button", name="Stop")
    stop.click(timeout=20_000)
    cell.get_by_text("Stopped: it had not come to an end.").wait_for()
    reader.wait_for_function(LIVE, arg=["Live", "Everything"], timeout=PATIENCE * 1000, polling=100)
    cell.get_by_role("button", name="Start over").click()
    cell.get_by_text("Not done yet").wait_for(timeout=PATIENCE * 1000)


def test_the_focus_stays_with_code_that_is_opened_and_in_a_picture_made_anew(site, reader):
    opened(reader, site, LESSON.stem)
    edit = reader.locator(".cell:has(.snn-live input[type=range]) > .cell_input > .snn-edit").first
    cell = edit.evaluate_handle("edit => edit.closest('.cell')")
    edit.press("Enter")
    assert reader.evaluate("document.activeElement.matches('textarea')")
    reader.wait_for_function("cell => !cell.querySelector('.snn-part')", arg=cell)  # it is live
    reader.evaluate(
        """cell => {
            cell.querySelector('.snn-run-cell').click();
            window.held = cell.querySelector('input[type=range]');
            held.focus();
        }""",
        cell,
    )
    reader.wait_for_function("() => !held.isConnected", polling=50)
    focused = "cell => cell.querySelector('input[type=range]')?.matches(':focus')"
    reader.wait_for_function(focused, arg=cell, timeout=20_000, polling=50)
    hint = exercise(reader, ASKING).locator(".cell_output summary").first
    hint.evaluate(
        """hint => {
            window.held = hint;
            hint.closest('.cell').querySelector('.snn-run-cell').click();
            hint.focus();
        }"""
    )
    reader.wait_for_function("() => !held.isConnected", polling=50)
    assert hint.evaluate("hint => hint.matches(':focus')")  # the same one, of the new output


def test_a_link_carries_the_state_of_a_picture(site, reader):
    opened(reader, site, LESSON.stem)
    live = reader.locator(".snn-live").filter(has=reader.locator("input[type=range]")).first
    slider = live.locator("input[type=range]").first.element_handle()
    words = follows(reader, live, slider, "End", live.locator("img").get_attribute("alt"))
    address = copied(reader, live.get_by_role("button", name="Copy link"))
    assert "#" in address
    opened(reader, site, LESSON.stem, address[address.index("#") :])
    again = reader.locator(".snn-live").filter(has=reader.locator("input[type=range]")).first
    slider = again.locator("input[type=range]").first
    assert slider.evaluate("one => one.value === one.max")
    says(reader, again, words)


def test_what_is_pasted_is_examined_as_what_its_tab_says(site, reader):
    reader.goto(f"{site}is_it_right.html")
    for tab, told in (("STDP", "STDP"), ("Neuron", "decay per step"), ("Will it fire?", "silent")):
        reader.get_by_role("tab", name=tab, exact=True).click()
        reader.get_by_role("button", name="Examine").locator("visible=true").click()
        output = reader.locator(".cell:visible .cell_output")
        output.wait_for(timeout=PATIENCE * 1000)
        assert told in output.inner_text()
    assert reader.locator(".snn-error").count() == 0


def test_a_link_carries_what_is_pasted(site, reader):
    reader.goto(f"{site}is_it_right.html#what=encoder&code=def+f(values)%3A%0A++++return+values")
    reader.reload()
    assert reader.get_by_role("tab", selected=True).inner_text() == "Encoder"
    assert reader.locator("textarea:visible").input_value() == "def f(values):\n    return values"


def test_axe_finds_nothing_on_a_page_that_runs(site, reader):
    opened(reader, site, LESSON.stem)
    for theme in ("dark", "light"):
        reader.emulate_media(color_scheme=theme)
        reader.wait_for_timeout(500)
        assert violations(reader) == "", theme


@pytest.mark.site
@pytest.mark.parametrize(
    "path", in_this_run(NOTEBOOKS[1::2], rest=True), ids=lambda path: path.stem
)
def test_a_lesson_runs_to_its_last_cell_in_its_page(path, site, reader):
    run_to_its_last_cell(path, site, reader)
