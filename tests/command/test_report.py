"""A learner's progress on one page, from their diary and their notebooks, and nothing else's."""

import re

import pytest
from published_lessons import write_lesson

from snn_edu import diary, exercises
from snn_edu.command import cli
from snn_edu.command.lesson_files import lessons_folder
from snn_edu.command.report import report
from snn_edu.questions.asking import Asking
from snn_edu.questions.feedback import LOOKS

SAID = "only the time it takes v, because the leak is what slows it down"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A learner's folder, in which a kernel runs."""
    (tmp_path / diary.OURS).write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(folder):
    """The text on the page."""
    page = report(folder, lessons_folder())
    text = re.sub(r"<[^>]+>", " ", page.partition("<main>")[2])
    return " ".join(text.replace("&nbsp;", " ").split())


def test_tries_and_predictions_are_counted_and_survive_the_kernel(folder):
    assert told(folder).startswith("My progress 0 of ")
    for tau in (None, 3.0, 4.0, 14.0):
        exercises.check("leaky_bucket.read_tau", tau)
    asked = exercises.declared("leaky_bucket.double_R", "PREDICTIONS")
    wrong = next(letter for letter, text in asked.lettered.items() if text.endswith(SAID))
    exercises.predict("leaky_bucket.double_R", wrong)
    exercises.predict("leaky_bucket.double_R", asked.answer)
    exercises.predict("leaky_bucket.double_R")
    said = told(folder)
    assert said.startswith("My progress 1 of ")
    assert "exercises done, 0 of 1 predictions right at the first try" in said
    assert "Exercises exercise result tries done" in said
    assert re.search(r"✔ Right 3 \d{4}-\d\d-\d\d \d\d:\d\d", said)
    assert f"✘ Not right ({wrong}) {SAID}" in said
    exercises.check("leaky_bucket.read_tau", 3.0)
    assert "✔ Right 4" in told(folder), "passed once is passed"


def test_a_check_that_passes_says_how_far_its_lesson_is(folder):
    assert exercises.check("leaky_bucket.read_tau", 13.0).done == ""
    assert "✘ Not right 1" in told(folder)
    asked = exercises.table("leaky_bucket", "EXERCISES")
    feedback = exercises.check("leaky_bucket.read_tau", 14.0)
    assert feedback.done == f"1 of {len(asked)} done"
    assert feedback.done in feedback._repr_html_()
    assert re.search(r", 1 of \d+ exercises done", told(folder))
    wrong, right = diary.entries(folder)
    assert (wrong.said[:12], right.said) == ("That's close", "")


def test_an_answer_given_on_the_page_is_in_the_diary_too(folder):
    prediction = exercises.predict("leaky_bucket.second_psp")
    asking = Asking([prediction], wait=True)
    for answer in ("", "10"):
        asking._heard(None, {"ask": 0, "answer": answer}, None)
    (entry,) = diary.entries(folder)
    assert (entry.id, entry.status, entry.said) == ("leaky_bucket.second_psp", "wrong", "10 mV")


def test_without_a_copy_of_the_lessons_there_is_no_diary(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert exercises.check("leaky_bucket.read_tau", 14.0).done == ""
    assert list(tmp_path.iterdir()) == []


def test_a_diary_that_cannot_be_written_is_no_trouble(folder):
    (folder / diary.DIARY).mkdir()
    assert exercises.check("leaky_bucket.read_tau", 14.0)
    assert list(diary.entries(folder)) == []


@pytest.mark.parametrize(
    "line",
    ["{", "3", "[]", '{"time": "x"}', '{"time": 1e300, "id": "a", "status": "b", "said": ""}',
     "[" * 100_000, '{"time": NaN, "id": "a", "status": "b", "said": ""}'],
)  # fmt: skip
def test_lines_of_a_diary_that_make_no_sense_are_left_out(folder, line):
    with (folder / diary.DIARY).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    exercises.check("leaky_bucket.read_tau", 14.0)
    assert len(list(diary.entries(folder))) == 1


def test_what_a_notebook_shows_counts_where_there_is_no_diary(folder):
    shown = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
    shown["data"] = {"text/plain": f"{LOOKS['passed'][0]} Right: as asked."}
    code = ['check("leaky_bucket.read_tau", my_tau)']
    (path,) = lessons_folder().glob("01_*.ipynb")
    write_lesson(folder / path.name, code=code, outputs=[shown])
    assert "✔ Right 0" in told(folder)  # tries
    (folder / path.name).write_text("broken", encoding="utf-8")
    assert "✔" not in told(folder)


def test_what_was_said_cannot_become_part_of_the_page(folder):
    diary.note("leaky_bucket.double_R", "x", "<script>1</script>")
    assert "&lt;script&gt;1&lt;/script&gt;" in told(folder)


def test_the_command_writes_the_page_over_its_own_and_nothing_else(folder, capsys):
    for _ in range(2):
        assert cli.main(["report", str(folder)]) == 0
    page = (folder / "progress.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "http" not in page  # nothing is fetched
    (folder / "progress.html").write_text("", encoding="utf-8")  # as a full disk leaves it
    assert cli.main(["report", str(folder)]) == 0
    (folder / "progress.html").write_text("my own page", encoding="utf-8")
    assert cli.main(["report", str(folder)]) == 1
    assert (folder / "progress.html").read_text(encoding="utf-8") == "my own page"
    assert cli.main(["report", str(folder / "nowhere")]) == 1
    assert "no folder" in capsys.readouterr().err
