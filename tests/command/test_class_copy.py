"""Copies for a class: what students get, and that nbgrader and otter grade what they are given."""

import json
import os
import re
from pathlib import Path

import nbformat
import pytest
from installing import free_environment, new_environment, run
from published_lessons import EXACT, IMPORTS, LESSONS, PSPS, STEP, SUMMED, read_table, write_lesson

from snn_edu.command import class_copy, cli
from snn_edu.command.class_copy import EDITIONS, edition_of
from snn_edu.command.lesson_files import read_notebook as read
from snn_edu.diary import OURS

STUB, STUB_2 = STEP.replace(EXACT, "...  # your line here"), PSPS.replace(SUMMED, "...  # in mV")
SOLUTIONS = [f'solution("leaky_bucket.{name}")' for name in ("exact_step", "two_psps")]
CODE = (f"{IMPORTS}, solution", STUB, SOLUTIONS[0], STUB_2, SOLUTIONS[1], "print(1)")
ANSWERS = {  # by student: what they return in each, and the points for it
    "half": (EXACT, "2.0 * w", 1),
    "none": ("...", "...", 0),
    "warns": (f"{EXACT} if np.float64(1.0) / np.float64(0.0) else 0", SUMMED, 2),
}
SCORES = {student: points for student, (*_, points) in ANSWERS.items()}


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "01_leaky_bucket.ipynb"
    shown = {"output_type": "stream", "name": "stdout", "text": "the answer"}
    write_lesson(path, code=CODE, outputs=[shown])
    return path


def code_of(notebook):
    return [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_own_numbers_ask_for_a_name_and_again_where_the_text_has_other_numbers(tmp_path):
    assert cli.main(["class", "copy", "01,02", str(tmp_path), "--own"]) == 0
    copies = [read(path) for path in sorted(tmp_path.glob("*.ipynb"))]
    nbformat.validate(copies[1])
    first, second = map(code_of, copies)
    for cells in (first, second):
        (name,) = (place for place, source in enumerate(cells) if "own_numbers(" in source)
        assert "from snn_edu.exercises import" in cells[name - 1]
    asked = 'check("neuron_that_fires.rheobase")  # with your numbers'
    assert 'check("neuron_that_fires.rheobase", my_rheobase)' in second[second.index(asked) + 1]
    assert not [source for source in first if "with your numbers" in source]  # a trace, no text


def answered(notebook, to, step, psps):
    """Hand in a student edition with these answers."""
    lesson = read(notebook)
    for cell in lesson["cells"]:
        source = cell["source"].replace("...  # your line here", step)
        cell["source"] = source.replace("...  # in mV", psps)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(json.dumps(lesson), encoding="utf-8")


def test_students_get_no_solutions_and_no_outputs(lesson, tmp_path, capsys):
    assert cli.main(["class", "copy", str(lesson), str(tmp_path / "class")]) == 0
    written = tmp_path / "class" / lesson.name
    assert capsys.readouterr().out == f"{written}\n"
    assert (written.parent / OURS).is_file(), "a diary is kept here"
    copy = read(written)
    assert code_of(copy) == [IMPORTS, STUB, STUB_2, "print(1)"]  # `solution` is of no use here
    assert "the answer" not in str(copy)
    assert copy["cells"][0] == read(lesson)["cells"][0]


@pytest.mark.parametrize("path", LESSONS.values(), ids=LESSONS)
def test_every_lesson_has_every_edition_and_each_is_a_valid_notebook(path):
    lesson = read(path)
    ids = re.findall(r"^check\((\S+),", "\n".join(code_of(lesson)), re.M)
    assert ids
    for edition in EDITIONS:
        copy = edition_of(lesson, edition)
        nbformat.validate(copy)
        after = "\n".join(code_of(copy))
        assert not re.search(r"^solution\(", after, re.M)
        assert all(f"check({each}," in after for each in ids)
        assert ("### BEGIN SOLUTION" in after) == (edition == "nbgrader")
        assert ("BEGIN SOLUTION NO PROMPT" in after) == (edition == "otter")


def test_lessons_are_named_by_number_all_of_them_or_by_a_folder(shipped, monkeypatch):
    monkeypatch.setattr(class_copy, "lessons_folder", lambda: shipped)
    for lessons, names in [("2,01", [2, 1]), ("all", [1, 2]), (str(shipped), [1, 2])]:
        assert [int(path.name[:2]) for path in class_copy.chosen(lessons)] == names


def test_a_copy_is_written_whole_or_not_at_all(lesson, tmp_path, capsys, monkeypatch):
    write = Path.open

    def full(path, mode="r", **how):
        out = write(path, mode, **how)
        if mode == "xb":
            out.close()
            return write(Path("/dev/full"), "wb")
        return out

    monkeypatch.setattr(Path, "open", full)
    assert cli.main(["class", "copy", str(lesson), str(tmp_path / "class")]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert not list((tmp_path / "class").iterdir())


def test_nbgrader_gets_a_course_folder(lesson, tmp_path):
    course = tmp_path / "course"
    assert cli.main(["class", "copy", str(lesson), str(course), "--nbgrader"]) == 0
    files = {str(path.relative_to(course)) for path in course.rglob("*.*")}
    assert files == {"nbgrader_config.py", f"source/{lesson.stem}/{lesson.name}"}


def installed(folder, package, command, wheel):
    """A command of nbgrader or otter-grader, in an environment of its own with this course."""
    programs = new_environment(folder, package, "jupyter-server", "ipykernel", wheel).parent
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"  # its Python is the kernel's
    environment = free_environment(folder.parent) | {"PATH": path}
    return lambda where, *arguments: run(programs / command, *arguments, cwd=where, env=environment)


@pytest.mark.index
@pytest.mark.slow
def test_nbgrader_makes_the_student_edition_and_gives_the_right_scores(wheel, lesson, tmp_path):
    tool = installed(tmp_path / "tool", "nbgrader", "nbgrader", wheel)
    course, name = tmp_path / "course", lesson.stem
    cli.main(["class", "copy", str(lesson), str(course), "--nbgrader"])
    tool(course, "generate_assignment", name, "--create")
    release = course / "release" / name / lesson.name
    assert "np.exp" not in release.read_text(encoding="utf-8")
    for student, (step, psps, _) in ANSWERS.items():
        answered(release, course / "submitted" / student / name / lesson.name, step, psps)
    said = tool(course, "autograde", name, "--create")
    assert "cannot be converted to a float" not in said
    tool(course, "export")
    scores = {row["student_id"]: float(row["score"]) for row in read_table(course / "grades.csv")}
    assert scores == SCORES


@pytest.mark.index
@pytest.mark.slow
def test_otter_makes_the_student_edition_and_gives_the_right_scores(wheel, lesson, tmp_path):
    tool = installed(tmp_path / "tool", "otter-grader", "otter", wheel)
    course = tmp_path / "course"
    cli.main(["class", "copy", str(lesson), str(course), "--otter"])
    tool(course, "assign", lesson.name, "dist")
    release = course / "dist" / "student" / lesson.name
    # no laptop of a student has otter
    assert not re.search(r"np\.exp|import otter", release.read_text(encoding="utf-8"))
    (grader,) = (course / "dist" / "autograder").glob("*.zip")
    scores, said = {}, {}
    for student, (step, psps, _) in ANSWERS.items():
        work = course / student
        answered(release, work / lesson.name, step, psps)
        tool(work, "run", "-a", grader, "-o", ".", lesson.name)
        results = json.loads((work / "results.json").read_text(encoding="utf-8"))
        scores[student] = sum(test.get("score") or 0 for test in results["tests"])
        said[student] = " ".join(test.get("output", "") for test in results["tests"])
    assert scores == SCORES
    assert "without any decay between the two" in " ".join(said["half"].split())
