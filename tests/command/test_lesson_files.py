"""What a lesson says of itself, where the lessons are, and which checks they have."""

import json

import pytest
from published_lessons import LESSONS, edit, make_pipe, write_lesson

from snn_edu import exercises
from snn_edu.command import lesson_files
from snn_edu.command.lesson_files import (
    LessonError,
    asked_of,
    checks_in,
    code_in,
    names_in,
    read_lesson,
    read_notebook,
)


def test_a_lesson_is_read_from_its_first_cell(shipped):
    lesson = read_lesson(shipped / "01_leaky_bucket.ipynb")
    assert (lesson.number, lesson.title, lesson.minutes) == ("01", "The leaky bucket", 50)
    assert lesson.objectives == (
        "By the end you can derive one thing, which takes two lines to say.",
        "You can read `tau_m` from a trace.",
    )


@pytest.mark.parametrize("part", ["# 01", "**50 minutes**", "By the end you can"])
def test_a_lesson_without_title_minutes_or_objectives_is_refused(shipped, part):
    edit(shipped / "01_leaky_bucket.ipynb", old=part, new="something else")
    with pytest.raises(LessonError, match="does not open with"):
        read_lesson(shipped / "01_leaky_bucket.ipynb")


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{}", b"[]", b"[" * 100_000, b'{"cells": [3]}', b'{"cells": [{"source": ""}]}'),
        rb'{"cells": [{"source": "\ud800", "cell_type": "raw"}]}',  # which is no text
        b'"worksheets"',
        b'{"worksheets": 7}',
        b'{"cells": 7, "worksheets": [{"cells": [7]}]}',
        None,  # a pipe
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path, content):
    path = tmp_path / "01_x.ipynb"
    make_pipe(path) if content is None else path.write_bytes(content)
    with pytest.raises(LessonError, match=r"^01_x.ipynb is not a notebook\.$"):
        read_notebook(path)


def test_a_notebook_of_format_3_and_one_saved_in_an_old_encoding_are_read(tmp_path):
    path, said = tmp_path / "01_x.ipynb", "v = 'é'"
    heads = {"cell_type": "heading", "level": 2, "source": ["Mine"]}
    sheets = [{"cells": [heads]}, {"cells": [{"cell_type": "code", "input": [said]}]}]
    old = {"nbformat": 3, "metadata": {}, "worksheets": sheets}
    new = {"nbformat": 4, "cells": [{"cell_type": "code", "source": said}]}
    for notebook, encoding in ((old, "utf-8"), (old, "cp1252"), (new, "cp1252"), (new, "utf-16")):
        path.write_bytes(json.dumps(notebook, ensure_ascii=False).encode(encoding))
        assert code_in(path) == [said]
        assert read_notebook(path)["nbformat"] == 4


def test_lessons_are_inside_the_wheel_or_beside_the_package_or_missed(tmp_path, monkeypatch):
    package = tmp_path / "snn_edu"
    monkeypatch.setattr(lesson_files, "__file__", str(package / "command" / "lesson_files.py"))
    with pytest.raises(LessonError, match="install snn-edu again"):
        lesson_files.lessons_folder()
    for folder in (tmp_path / "notebooks", package / "_notebooks"):
        write_lesson(folder / "01_leaky_bucket.ipynb")
        assert lesson_files.lessons_folder() == folder


def test_a_check_is_found_with_its_answer_and_its_line_and_nothing_else_is():
    (found,) = checks_in('my_a, my_b = 1, 2\n\ncheck("x.y", (my_a, my_b))\n')
    assert (found.id, found.answer, found.line) == ("x.y", "(my_a, my_b)", 3)
    others = ["x = check('a.b', 1)", "check(a, 1)", "check('a.b')", "%time", "\0", "-" * 100_000]
    others.append(f"check('a.b', 0x{'f' * 9999})")
    assert [source[:20] for source in others if checks_in(source)] == []


@pytest.mark.parametrize("path", LESSONS.values(), ids=LESSONS)
def test_every_exercise_of_a_lesson_is_asked_in_its_notebook(path):
    room = path.stem[3:]
    own = {f"{room}.{each.name}" for each in exercises.table(room, "EXERCISES")}
    assert own <= set(asked_of(code_in(path)))  # 12 asks one of the balanced network besides


def test_a_name_may_have_an_apostrophe():
    cells = ['x = 1\nown_numbers("Sinéad O\'Brien")  # "me"', "own_numbers('Bo')", "own_numbers(n)"]
    assert names_in(cells) == ["Sinéad O'Brien", "Bo"]


def test_a_lesson_is_known_by_its_checks():
    asked = asked_of(['check("leaky_bucket.read_tau", 3)'])
    assert "leaky_bucket.exact_step" in asked
    wrapped = 'feedback = check("leaky_bucket.read_tau", 3)  # not stdp_curves.one_pair'
    assert asked_of([wrapped, "leaky_bucket.exact_step"]) == asked
    with pytest.raises(LessonError, match="No check of the course"):
        asked_of(["x = 1"])
