"""Votes: the predictions as the learner's screen has them, and the key at the end."""

import pytest

from snn_edu import exercises
from snn_edu.command import cli
from snn_edu.command.class_votes import asked_in_order, right, votes_page
from snn_edu.command.lesson_files import lessons_folder

LESSONS = sorted(lessons_folder().glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem[:2])
def test_every_prediction_has_its_page_and_every_answer_is_in_the_key_alone(lesson):
    asked = list(asked_in_order(lesson))
    assert asked
    pages, key = votes_page([lesson]).split('<section class="key">')
    assert pages.count("<section>") == len(asked)
    for each in asked:
        for choice in each.lettered.values():
            assert choice[:4] in pages
        assert right(each).split(" ")[0] in key
    quiz = exercises.table(lesson.stem.partition("_")[2], "QUIZ")
    assert key.count("<tr>") == 1 + len(asked) + len(quiz)
    assert "second vote" not in key


def test_the_letters_are_those_on_the_learner_s_screen():
    (lesson,) = [path for path in LESSONS if path.stem == "01_leaky_bucket"]
    (asked,) = [each for each in asked_in_order(lesson) if each.name.endswith("double_R")]
    assert right(asked).startswith(f"({asked.answer}) both")
    assert right(asked) in repr(exercises.predict("leaky_bucket.double_R"))


def test_the_command_writes_the_page_over_its_own_and_over_nothing_else(tmp_path, capsys):
    page = tmp_path / "votes.html"
    for _ in range(2):
        assert cli.main(["class", "votes", "01", str(page)]) == 0
    assert "<h2>The key</h2>" in page.read_text(encoding="utf-8")
    page.write_text("a teacher's own", encoding="utf-8")
    assert cli.main(["class", "votes", "01", str(page)]) == 1
    assert "is something else; name another." in capsys.readouterr().err
