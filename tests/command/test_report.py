"""A learner's progress on one page, from their diary and their notebooks; how pages are written."""

import re
from dataclasses import FrozenInstanceError

import pytest
from published_lessons import LESSONS, write_lesson

from snn_edu import diary, exercises
from snn_edu.command import cli
from snn_edu.command.lesson_files import lessons_folder
from snn_edu.command.report import report
from snn_edu.questions.asking import Asking
from snn_edu.questions.feedback import LOOKS

TAU, DOUBLE_R = "leaky_bucket.read_tau", "leaky_bucket.double_R"
SAID = "only the time it takes v, because the leak is what slows it down"
PAGES = {"report . --html": "progress", "class votes 01": "The key", "class sheet 01": "Your turn"}


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
    for tau in (None, 3.0, 13.0):
        assert exercises.check(TAU, tau).done == ""
    assert "✘ Not right 2" in told(folder)
    feedback = exercises.check(TAU, 14.0)
    assert feedback.done == f"1 of {len(exercises.table('leaky_bucket', 'EXERCISES'))} done"
    assert feedback.done in feedback._repr_html_()
    asked = exercises.find(DOUBLE_R, "PREDICTIONS")
    wrong = next(letter for letter, text in asked.lettered.items() if text.endswith(SAID))
    for answer in (wrong, asked.answer, None):
        exercises.predict(DOUBLE_R, answer)
    said = told(folder)
    assert said.startswith("My progress 1 of ")
    assert re.search(r", 1 of \d+ exercises done, 0 of 1 predictions right at the first try", said)
    assert re.search(
        r"Exercises exercise result tries done .*✔ Right 3 \d{4}-\d\d-\d\d \d\d:\d\d", said
    )
    assert f"✘ Not right ({wrong}) {SAID}" in said
    exercises.check(TAU, 3.0)
    assert "✔ Right 4" in told(folder), "passed once is passed"
    diary.note("stdp_curves.one_pair", "passed")  # of another lesson
    diary.note("leaky_bucket.exact_step", "wrong")  # and no pass of this one
    assert exercises.check(TAU, 14.0).done == feedback.done
    kept = [entry.said[:12] for entry in diary.entries(folder) if entry.id == TAU]
    assert kept[1:3] == ["That's close", ""]


def test_what_is_too_long_for_a_diary_is_cut_and_what_is_too_large_is_not_read(folder, monkeypatch):
    diary.note(TAU, "wrong", "é" * 600)
    (entry,) = diary.entries(folder)
    assert entry.said == "é" * 500
    with pytest.raises(FrozenInstanceError):
        entry.said = "another"
    diary.note(TAU, "passed")
    first, second = (folder / diary.DIARY).read_bytes().splitlines(keepends=True)
    for limit, read in ((len(first), 1), (len(first + second) - 2, 1), (len(first + second), 2)):
        monkeypatch.setattr(diary, "LARGEST", limit)
        assert len(list(diary.entries(folder))) == read


def test_an_answer_given_on_the_page_is_in_the_diary_too(folder):
    prediction = exercises.predict("leaky_bucket.second_psp")
    asking = Asking([prediction], wait=True)
    for answer in ("", "10"):
        asking._heard(None, {"ask": 0, "answer": answer}, None)
    (entry,) = diary.entries(folder)
    assert (entry.id, entry.status, entry.said) == ("leaky_bucket.second_psp", "wrong", "10 mV")


def test_without_a_copy_of_the_lessons_there_is_no_diary(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert exercises.check(TAU, 14.0).done == ""
    assert list(tmp_path.iterdir()) == []


def test_a_diary_that_cannot_be_written_is_no_trouble(folder):
    (folder / diary.DIARY).mkdir()
    assert exercises.check(TAU, 14.0)
    assert list(diary.entries(folder)) == []


def test_lines_of_a_diary_that_make_no_sense_are_left_out(folder):
    lines = ["{", "3", "[]", '{"time": "x"}', "[" * 100_000]
    lines += [f'{{"time": {at}, "id": "a", "status": "b", "said": ""}}' for at in ("1e300", "NaN")]
    (folder / diary.DIARY).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    exercises.check(TAU, 14.0)
    assert [entry.id for entry in diary.entries(folder)] == [TAU]


def test_what_a_notebook_shows_counts_where_there_is_no_diary(folder):
    shown = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
    shown["data"] = {"text/plain": f"{LOOKS['passed'][0]} Right: as asked."}
    code = ['check("leaky_bucket.read_tau", my_tau)']
    path = folder / LESSONS["01"].name
    write_lesson(path, code=code, outputs=[shown])
    assert "✔ Right 0" in told(folder)  # tries
    path.write_text("broken", encoding="utf-8")
    assert "✔" not in told(folder)


def test_what_was_said_cannot_become_part_of_the_page(folder):
    diary.note(DOUBLE_R, "x", "<script>1</script>")
    assert "&lt;script&gt;1&lt;/script&gt;" in told(folder)


@pytest.mark.parametrize("command", PAGES)
def test_a_page_is_written_over_its_own_and_over_nothing_else(folder, capsys, command):
    words = [*command.split(), "page.html"]
    assert [cli.main(words), cli.main(words)] == [0, 0]
    page = folder / "page.html"
    written = page.read_text(encoding="utf-8")
    assert written.startswith("<!doctype html>")
    assert PAGES[command] in written
    assert "http" not in written  # nothing is fetched
    for there, code in (("", 0), ("my own page", 1)):  # "" as a full disk leaves it
        page.write_text(there, encoding="utf-8")
        assert cli.main(words) == code
    assert page.read_text(encoding="utf-8") == "my own page"
    out, err = capsys.readouterr()
    assert out == "page.html\n" * 3
    assert "page.html is something else; name another" in err


def test_a_report_is_in_the_folder_that_it_is_of(folder):
    assert cli.main(["report", str(folder)]) == 0
    assert (folder / "progress.html").is_file()
