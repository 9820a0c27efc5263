"""Votes: the predictions as the learner's screen has them, and the key at the end."""

import html

import pytest
from browser.harness import browser, chromium
from published_lessons import LESSONS

from snn_edu import exercises
from snn_edu.command.class_votes import asked_in_order, right, sheet_page, votes_page
from snn_edu.command.lesson_files import asked_in, read_lesson
from snn_edu.questions import marked


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


def test_the_picture_on_a_sheet_stands_before_the_first_question():
    """What stands below a question may be its answer."""
    with_one = [number for number, path in LESSONS.items() if "<img" in sheet_page([path])]
    assert with_one == ["01", "02", "03", "05", "06", "09", "10", "13", "15", "16"]


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
