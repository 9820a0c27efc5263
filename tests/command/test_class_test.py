"""The test before and after: two notebooks without a key, and what the class has gained."""

import csv
import json

import nbformat
import pytest
from nbclient import NotebookClient

from snn_edu.command import cli
from snn_edu.command.class_mistakes import write_gain
from snn_edu.command.lesson_files import lessons_folder, read_notebook
from snn_edu.diary import DIARY, OURS
from snn_edu.exercises import inventory
from snn_edu.questions.inventory import NUMBERS, RIGHT, WHEN, read_part, told


def letters(number, when, right):
    """Answers of which the first `right` are right, and the others the first wrong choice."""
    form, given = inventory(number, when), ""
    for k, each in enumerate(form.questions):
        wrong = next(letter for letter in each.lettered if letter != each.answer)
        given += each.answer if k < right else wrong
    return given


def answers(number, when, right):
    return dict(told(str(inventory(number, when, letters(number, when, right)))))


def gain_of(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_notebooks_begin_as_lessons_do_and_hold_no_key(tmp_path, capsys):
    for number in NUMBERS:
        assert cli.main(["class", "test", str(number), str(tmp_path)]) == 0
        for when in WHEN:
            file = tmp_path / f"part_{number}_{when}.ipynb"
            assert str(file) in capsys.readouterr().out or when == "after"
            nbformat.validate(nbformat.read(file, as_version=4))
            text = file.read_text(encoding="utf-8")
            for item in read_part(number).items:
                asked = item.asked(when)
                assert asked.question not in text
                assert not [each for each in asked.choices if len(each) > 15 and each in text]
    cells = read_notebook(file)["cells"]
    (lesson,) = lessons_folder().glob("01_*.ipynb")
    install = next(each for each in read_notebook(lesson)["cells"] if each["cell_type"] == "code")
    assert install["source"].startswith(f"{cells[1]['source']}\n\nimport")
    assert (tmp_path / OURS).is_file(), "a diary is kept here"
    assert cli.main(["class", "test", "1", str(tmp_path)]) == 1


@pytest.mark.slow
def test_two_students_take_both_forms_and_the_class_has_gained(tmp_path):
    """Ada in her notebooks alone, which are run; Bob by the buttons, so that a diary has it."""
    folder = tmp_path / "submissions"
    for student, right in (("ada", {"before": 2, "after": 8}), ("bob", {"before": 4, "after": 6})):
        assert cli.main(["class", "test", "1", str(folder / student)]) == 0
        for when in WHEN:
            if student == "bob":
                with (folder / student / DIARY).open("a", encoding="utf-8") as diary:
                    for k, (id_, said) in enumerate(answers(1, when, right[when]).items()):
                        entry = {"time": float(k), "id": id_, "status": "committed", "said": said}
                        diary.write(json.dumps(entry) + "\n")
                continue
            file = folder / student / f"part_1_{when}.ipynb"
            form = nbformat.read(file, as_version=4)
            given = letters(1, when, right[when])
            form.cells[2].source = form.cells[2].source.replace(
                f'"{when}")', f'"{when}", "{given}")'
            )
            NotebookClient(form, timeout=120, kernel_name="python3").execute(cwd=tmp_path)
            nbformat.write(form, file)
    table = tmp_path / "grades.csv"
    assert cli.main(["class", "grade", str(folder), "--csv", str(table)]) == 0
    rows = gain_of(tmp_path / "grades_gain.csv")
    (whole,) = [row for row in rows if row["what"] == "all of it"]
    assert (whole["of"], whole["before"], whole["after"]) == ("16", "6", "14")
    assert whole["gain"] == f"{(14 - 6) / (16 - 6):.2f}"
    objectives = [row for row in rows if row["kind"] == "objective"][:8]
    assert [row["before"] for row in objectives] == list("22110000")
    assert [row["after"] for row in objectives] == list("22222211")
    assert [row["gain"] for row in objectives] == ["", "", *["1.00"] * 4, "0.50", "0.50"]
    first = next(idea for idea in read_part(1).items[4].before.choices.values() if idea != RIGHT)
    held = {row["what"].split(":")[0]: row for row in rows if row["kind"] == "misconception"}
    assert (held[first]["before"], held[first]["after"]) == ("2", "0")
    with table.open(encoding="utf-8-sig", newline="") as lines:
        graded = [(row["of"], row["reason"]) for row in csv.DictReader(lines)]
    assert graded == [("0", ""), ("0", "")], "it counts for no grade"


def test_those_count_who_took_both_and_before_that_those_who_took_one(tmp_path):
    first = answers(2, "before", 3)
    both = answers(2, "before", 5) | answers(2, "after", 5)
    assert write_gain([first, {}], tmp_path / "one.csv")
    kept = gain_of(tmp_path / "one.csv")
    assert {(row["of"], row["after"], row["gain"]) for row in kept} == {
        ("1", "", ""),
        ("8", "", ""),
    }
    assert kept[8]["before"] == "3"
    assert write_gain([first, both, {}], tmp_path / "two.csv")
    (whole,) = [row for row in gain_of(tmp_path / "two.csv") if row["what"] == "all of it"]
    assert (whole["of"], whole["before"], whole["gain"]) == ("8", "5", "0.00")
    assert not write_gain([{}, {"inventory.1.before.1": "(a) of another version"}], tmp_path / "no")


@pytest.mark.parametrize("outputs", [[], None, [3], [{"text": 7}]])
def test_a_form_without_answers_is_a_reason_and_no_lesson(tmp_path, outputs):
    folder = tmp_path / "submissions"
    assert cli.main(["class", "test", "3", str(folder / "ada")]) == 0
    for file in folder.glob("ada/*.ipynb"):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        notebook["cells"][-1]["outputs"] = outputs
        file.write_text(json.dumps(notebook), encoding="utf-8")
    table = tmp_path / "grades.csv"
    assert cli.main(["class", "grade", str(folder), "--csv", str(table)]) == 0
    assert "part_3_after.ipynb" in table.read_text(encoding="utf-8-sig")
    assert not (tmp_path / "grades_gain.csv").exists()
