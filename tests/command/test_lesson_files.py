"""What a lesson says of itself, and where the lessons are."""

import pytest
from published_lessons import edit, make_pipe, write_lesson

from snn_edu.command import lesson_files
from snn_edu.command.lesson_files import LessonError, read_lesson, read_notebook


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
        None,  # a pipe
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path, content):
    path = tmp_path / "01_x.ipynb"
    make_pipe(path) if content is None else path.write_bytes(content)
    with pytest.raises(LessonError, match=r"^01_x.ipynb is not a notebook\.$"):
        read_notebook(path)


def test_lessons_are_inside_the_wheel_or_beside_the_package_or_missed(tmp_path, monkeypatch):
    package = tmp_path / "snn_edu"
    monkeypatch.setattr(lesson_files, "__file__", str(package / "command" / "lesson_files.py"))
    with pytest.raises(LessonError, match="install snn-edu again"):
        lesson_files.lessons_folder()
    for folder in (tmp_path / "notebooks", package / "_notebooks"):
        write_lesson(folder / "01_leaky_bucket.ipynb")
        assert lesson_files.lessons_folder() == folder
