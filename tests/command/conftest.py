"""What the command's tests share: a course to copy, and a folder to copy it to."""

import pytest
from published_lessons import write_lesson

from snn_edu.command import cli
from snn_edu.command.own_copy import PAGES


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Two lessons of our own instead of the course, so that a newer version can be published."""
    folder = tmp_path / "shipped"
    (folder / "source").mkdir(parents=True)
    write_lesson(folder / "01_leaky_bucket.ipynb")
    write_lesson(folder / "02_threshold.ipynb", title="Threshold", minutes=60)
    for name in (*PAGES, "LICENSE", "build.py", "conftest.py", "source/01_leaky_bucket.py"):
        (folder / name).write_text(f"{name}\n", encoding="utf-8")
    monkeypatch.setattr(cli, "lessons_folder", lambda: folder)
    return folder


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "mine"
