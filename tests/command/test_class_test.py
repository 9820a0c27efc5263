"""The test before and after: two notebooks without a key, and what the class has gained."""

import json

import nbformat
import pytest
from nbclient import NotebookClient
from published_lessons import LESSONS, answers, graded, letters, read_table, write_lesson

from snn_edu.command import cli
from snn_edu.command.assessment.gain import answered
from snn_edu.command.handing_in.handed_in import HandedIn
from snn_edu.command.lesson_files import code_in
from snn_edu.diary import OURS, note
from snn_edu.questions.inventory import NUMBERS, RIGHT, WHEN, form, read_part


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
    assert code_in(LESSONS["01"])[0].startswith(f"{code_in(file)[0]}\n\nimport")
    assert (tmp_path / OURS).is_file(), "a diary is kept here"


def test_crossed_halves_get_each_other_s_questions_under_the_same_names(tmp_path, capsys):
    assert cli.main(["class", "test", "2", str(tmp_path), "--swap"]) == 0
    written = capsys.readouterr().out.split()
    assert len(written) == 4
    asked = {}
    for half in ("half_1", "half_2"):
        assert (tmp_path / half / OURS).is_file(), "a diary is kept here"
        for when in WHEN:
            file = tmp_path / half / f"part_2_{when}.ipynb"
            assert str(file) in written
            names = {}
            exec(code_in(file)[1], names)
            form = names["answers"]
            asked[half, when] = [each.question for each in form.questions]
            assert all(f".{when}." in each.name for each in form.questions)
    assert asked["half_1", "before"] == asked["half_2", "after"] != asked["half_1", "after"]
    assert asked["half_1", "after"] == asked["half_2", "before"]


@pytest.mark.slow
def test_two_students_take_both_forms_and_the_class_has_gained(tmp_path, monkeypatch):
    """Ada in her notebooks alone, which are run; Bob by the buttons, so that a diary has it."""
    folder = tmp_path / "submissions"
    for student in ("ada", "bob"):
        assert cli.main(["class", "test", "1", str(folder / student)]) == 0
    for when, right in (("before", 2), ("after", 8)):
        file = folder / "ada" / f"part_1_{when}.ipynb"
        form = nbformat.read(file, as_version=4)
        call = f'"{when}", "{letters(1, when, right)}")'
        form.cells[2].source = form.cells[2].source.replace(f'"{when}")', call)
        NotebookClient(form, timeout=120, kernel_name="python3").execute(cwd=tmp_path)
        nbformat.write(form, file)
    monkeypatch.chdir(folder / "bob")
    for id_, said in (answers(1, "before", 4) | answers(1, "after", 6)).items():
        note(id_, "committed", said)
    table = graded(tmp_path, {})
    rows = read_table(tmp_path / "grades_gain.csv")
    (whole,) = [row for row in rows if row["what"] == "all of it"]
    assert [whole[name] for name in ("of", "before", "after", "gain")] == ["16", "6", "14", "0.80"]
    assert (whole["students"], whole["gain from"]) == ("2", "")
    items = read_table(tmp_path / "grades_items.csv")
    told = [(row["form"], row["taken"], row["students"]) for row in items]
    assert told == [("A", "before", "2")] * 8 + [("B", "after", "2")] * 8
    assert [row["difficulty"] for row in items[:8]] == ["1.00"] * 2 + ["0.50"] * 2 + ["0.00"] * 4
    objectives = [row for row in rows if row["kind"] == "objective"][:8]
    found = [(row["before"], row["after"], row["gain"]) for row in objectives]
    gains = ["", "", *["1.00"] * 4, "0.50", "0.50"]
    assert found == [*zip("22110000", "22222211", gains, strict=True)]
    first = next(idea for idea in read_part(1).items[4].before.choices.values() if idea != RIGHT)
    held = {row["what"].split(":")[0]: row for row in rows if row["kind"] == "misconception"}
    assert (held[first]["before"], held[first]["after"]) == ("2", "0")
    counted = [(row["of"], row["reason"]) for row in table.values()]
    assert counted == [("0", ""), ("0", "")], "it counts for no grade"


PRINTED = [{"text": "inventory.3.after.1: (a) of another version\n"}]


@pytest.mark.parametrize("outputs", [PRINTED, [], None, [3], [{"text": 7}]])
def test_a_form_without_answers_is_a_reason_and_no_lesson(tmp_path, outputs):
    folder = tmp_path / "submissions"
    assert cli.main(["class", "test", "3", str(folder / "ada")]) == 0
    for file in folder.glob("ada/*.ipynb"):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        notebook["cells"][-1]["outputs"] = outputs
        file.write_text(json.dumps(notebook), encoding="utf-8")
    reason = graded(tmp_path, {})["ada"]["reason"]
    assert ("part_3_after.ipynb: no answers, run" in reason) is (outputs != PRINTED)
    assert not (tmp_path / "grades_gain.csv").exists()


@pytest.mark.parametrize("swap", [False, True])
def test_letters_that_were_typed_count_before_a_cell_has_run(tmp_path, swap):
    """As the notebook says where there are no buttons; the swapped form's too."""
    call = f'answers = inventory(2, "before"{", swap=True" * swap}, letters="b-a")'
    file = tmp_path / "test.ipynb"
    write_lesson(file, code=[f"# {call}", call])
    work = HandedIn("ada", [file])
    typed = form(2, "before", "b-a", swap)
    assert answered(work) == {
        typed.questions[k].name: typed.questions[k].lettered[letter]
        for k, letter in ((0, "b"), (2, "a"))
    }
    assert (work.notebooks, work.reasons) == ([], [])
    write_lesson(file, code=[call.replace(', letters="b-a"', ""), "print(answers)"])
    work = HandedIn("ada", [file])
    assert answered(work) == {}
    assert work.reasons == ["test.ipynb: no answers, run its last cell"]
