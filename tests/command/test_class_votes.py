"""Votes: the predictions as the learner's screen has them, and the key at the end."""

import html
import json

import pytest
from browser.harness import browser, chromium
from IPython.core.formatters import DisplayFormatter
from ipywidgets.widgets.widget import _instances
from published_lessons import LESSONS, write_lesson

from snn_edu import exercises
from snn_edu.command.class_copy import copy_for_class
from snn_edu.command.class_mistakes import class_page
from snn_edu.command.class_votes import asked_in_order, right, sheet_page, votes_page
from snn_edu.command.handing_in.handed_in import HandedIn, take_votes
from snn_edu.command.lesson_files import (
    asked_in,
    deeper_ids,
    find_question,
    read_lesson,
    read_notebook,
    votes_in,
)
from snn_edu.diary import Entry
from snn_edu.exercises import check, predict, quiz
from snn_edu.questions import marked
from snn_edu.questions.prediction import VIEW


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_everything_is_asked_for_votes_and_on_a_sheet_and_answered_in_the_key_alone(lesson):
    asked = list(asked_in_order(lesson))
    assert asked
    pages, key = votes_page([lesson]).split('<section class="key">')
    assert pages.count("<section>") == len(asked)
    for each in asked:
        assert all(choice[:4] in pages for choice in each.lettered.values())
        assert f"<td>{marked(right(each))}</td>" in key
    quiz = exercises.table(lesson.stem.partition("_")[2], "QUIZ")
    assert key.count("<tr>") == 1 + len(asked) + len(quiz)
    assert "second vote" not in key
    sheet = sheet_page([lesson])
    assert read_lesson(lesson).title.split("'")[0] in html.unescape(sheet)
    assert sheet.count("&#9744;") == 2 * sum(len(each.lettered) for each in asked)
    assert sheet.count("First: ______") == sum(not each.choices for each in asked)
    assert sheet.count("<li>") == len(asked_in(lesson))
    assert sheet.count("<div class=line></div>") >= 8  # for the key points
    assert not [each.why for each in asked if each.why in sheet]
    deeper = sum(each in deeper_ids() for each in asked_in(lesson))
    source = "\n".join(cell["source"] for cell in read_notebook(lesson)["cells"])
    below = source.partition("\n## Go deeper")[2]
    deeper += sum(f'"{each.name}"' in below for each in asked)
    assert sheet.count("Go deeper.") == deeper


def test_the_picture_on_a_sheet_stands_before_the_first_question():
    """What stands below a question may be its answer."""
    with_one = [number for number, path in LESSONS.items() if "<img" in sheet_page([path])]
    assert with_one == ["01", "02", "03", "05", "06", "09", "10", "13", "15", "16"]


def test_axes_of_a_sheet_are_labelled_as_the_picture_of_the_prediction():
    """Those of 02: what the rate does above the rheobase, and v under a ramp."""
    expected, _, board = sheet_page([LESSONS["02"]]).rpartition("Key points")
    assert "Prediction 3: current (nA), rate (Hz), Prediction 4: time (ms), v (mV)" in expected
    assert "3. A neuron sits" not in board
    assert (expected.count("what (unit):"), board.count("what (unit):")) == (0, 4)
    unlabelled, _, _ = sheet_page([LESSONS["00"]]).rpartition("Key points")
    assert unlabelled.count("what (unit):") == 4


# --- votes travel with a notebook -----------------------------------------------------------------

DOUBLE_R = "leaky_bucket.double_R"
AB = [*find_question(DOUBLE_R, "PREDICTIONS").lettered.values()][:2]
COMMITTED = {"snn_edu": {"committed": [[DOUBLE_R, AB[0]], [DOUBLE_R, AB[1]]]}}


def handed_in_alone(folder, code=("x = 1",), outputs=(), metadata=None):
    file = folder / "01.ipynb"
    write_lesson(file, code=code, outputs=outputs)
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["metadata"] |= metadata or {}
    file.write_text(json.dumps(notebook), encoding="utf-8")
    return file


def test_what_is_shown_after_a_vote_takes_it_along_also_to_jupyter(tmp_path):
    """First (a), then (b), by the buttons; what a notebook keeps of the next check has both."""
    asked = predict(DOUBLE_R)
    shell = DisplayFormatter()
    assert shell.format(check("leaky_bucket.read_tau", 13.0))[1] == {}, "nothing is voted yet"
    panel = _instances[asked._repr_mimebundle_()[0][VIEW]["model_id"]]
    for letter in "ab":
        panel._handle_custom_msg({"ask": 0, "answer": letter}, [])
    data, metadata = shell.format(check("leaky_bucket.read_tau", 13.0))
    assert data.keys() == {"text/plain", "text/html"}
    output = {"output_type": "execute_result", "data": data, "metadata": metadata}
    assert votes_in(handed_in_alone(tmp_path, outputs=[output])) == {DOUBLE_R: AB}
    assert quiz("leaky_bucket")._repr_mimebundle_()[1]["snn_edu"] == metadata["snn_edu"]


def test_a_later_output_has_more_and_code_counts_where_nothing_was_committed(tmp_path):
    later = {"metadata": COMMITTED}
    earlier = {"metadata": {"snn_edu": {"committed": [[DOUBLE_R, AB[0]]]}}}
    for outputs in ([earlier, later], [later, earlier]):
        assert votes_in(handed_in_alone(tmp_path, outputs=outputs)) == {DOUBLE_R: AB}
    assert votes_in(handed_in_alone(tmp_path, metadata=COMMITTED)) == {DOUBLE_R: AB}
    code = [
        f'predict("{DOUBLE_R}", "b")',
        'predict("leaky_bucket.second_psp", 6.8, then=x)',
        'predict("leaky_bucket.nobody_asks", "b")',
        f'predict("{DOUBLE_R}", then=x)',
    ]
    found = {DOUBLE_R: [AB[1]], "leaky_bucket.second_psp": ["6.8 mV"]}
    assert votes_in(handed_in_alone(tmp_path, code=code)) == found
    both = votes_in(handed_in_alone(tmp_path, code=code, metadata=COMMITTED))
    assert both == found | {DOUBLE_R: AB}


@pytest.mark.parametrize(
    "odd", [None, 3, [], {"committed": 3}, {"committed": [[1]]}, {"committed": [7]}]
)
def test_metadata_of_another_kind_has_no_vote_and_stops_nothing(tmp_path, odd):
    file = handed_in_alone(tmp_path, outputs=[{"metadata": odd}, {"metadata": {"snn_edu": odd}}, 3])
    assert votes_in(file) == {}


def test_the_diary_counts_where_there_is_one_and_the_class_page_has_the_others(tmp_path):
    file = handed_in_alone(tmp_path, metadata=COMMITTED)
    alone, with_diary = HandedIn("ada", [file]), HandedIn("bo", [file])
    with_diary.diary = [Entry(1.0, DOUBLE_R, "wrong", AB[1])]
    for work in (alone, with_diary):
        take_votes(work)
    assert [each.said for each in alone.diary] == AB
    assert [each.said for each in with_diary.diary] == AB[1:]
    shown = class_page([alone], ["leaky_bucket.read_tau"])
    assert "<td>1 → 0</td>" in shown
    assert "<td>0 → 1</td>" in shown


def test_a_class_gets_no_notebook_with_its_teacher_s_votes(tmp_path):
    file = handed_in_alone(tmp_path, metadata=COMMITTED)
    copy_for_class([file], tmp_path / "class", "students")
    assert votes_in(tmp_path / "class" / file.name) == {}


@pytest.mark.slow
def test_each_sheet_is_two_printed_pages(tmp_path):
    if chromium() is None:
        pytest.skip("no Chromium here")
    with browser() as tab:
        for lesson in LESSONS.values():
            file = tmp_path / "sheet.html"
            file.write_text(sheet_page([lesson]), encoding="utf-8")
            tab.goto(file.as_uri())
            printed = tab.pdf(prefer_css_page_size=True)
            assert printed.count(b"/Type /Page\n") == 2, lesson.stem


# How far the last line of each question's page lies below the screen that its title begins.
BELOW = """() => [...document.querySelectorAll('section:not(.key)')].map(page => {
    const end = Math.max(...[...page.children].map(one => one.getBoundingClientRect().bottom));
    return end - page.getBoundingClientRect().top - innerHeight;
})"""


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans"])
def test_the_last_choice_of_each_vote_is_on_the_screen(tmp_path, size, font):
    """Letters that grew with the screen once cut it off on 36 to 61 pages of 105."""
    if chromium() is None:
        pytest.skip("no Chromium here")
    file = tmp_path / "votes.html"
    file.write_text(votes_page([*LESSONS.values()]), encoding="utf-8")
    with browser(*size) as tab:
        tab.goto(file.as_uri())
        tab.add_style_tag(content=f"* {{ font-family: '{font}' !important; }}")
        below = tab.evaluate(BELOW)
    assert len(below) > 100
    assert [pixels for pixels in below if pixels > 0] == []
