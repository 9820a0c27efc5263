"""A learner's own copy: it is never written over, whoever saves or stops in between."""

import errno
import json
import multiprocessing
import os
import re
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest
from published_lessons import edit, make_pipe, write_lesson
from races import save, stop_at_every_step

from snn_edu.command import cli, own_copy
from snn_edu.command.lesson_files import LessonError, lessons_folder
from snn_edu.command.own_copy import PAGES, copy_lessons
from snn_edu.diary import OURS

FIRST, SECOND = "01_leaky_bucket.ipynb", "02_threshold.ipynb"
NAMES = {FIRST, SECOND, *PAGES}


@pytest.fixture
def mine(shipped, mine):
    copy_lessons(shipped, mine)
    return mine


def hows(copied):
    return {file.original.name: file.how for file in copied}


def visible(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}


def refusing(number):
    return Mock(side_effect=OSError(number, os.strerror(number)))


def hidden(folder):
    return {path.name for path in folder.iterdir() if path.name[0] == "."} - {OURS}


def an_hour_later(folder):
    for path in folder.iterdir():
        os.utime(path, (path.stat().st_mtime - 3600,) * 2)


def test_a_copy_has_lessons_and_their_pages_and_a_second_start_changes_nothing(shipped, mine):
    before = visible(mine)
    assert before == {name: (shipped / name).read_bytes() for name in NAMES}
    assert set(hows(copy_lessons(shipped, mine)).values()) == {"same"}
    assert visible(mine) == before


def test_a_changed_lesson_stays_and_newer_ones_land_beside_it(shipped, mine):
    edit(mine / FIRST)
    work = (mine / FIRST).read_bytes()

    def versions():
        copy_lessons(shipped, mine)
        texts = {path.name: path.read_text(encoding="utf-8") for path in mine.glob("01*")}
        return {name: re.search(r"x = \d", text)[0] for name, text in sorted(texts.items())}

    new, new2 = "01_leaky_bucket.new.ipynb", "01_leaky_bucket.new2.ipynb"
    assert versions() == {FIRST: "x = 2"}, "there is nothing newer yet"
    edit(shipped / FIRST, new="x = 3")
    for _ in range(2):  # once, and no more of them at the next start
        assert versions() == {FIRST: "x = 2", new: "x = 3"}
    edit(shipped / FIRST, old="x = 3", new="x = 4")  # the unread .new follows
    assert versions() == {FIRST: "x = 2", new: "x = 4"}
    edit(mine / new, old="x = 4", new="x = 5")  # worked on as well
    edit(shipped / FIRST, old="x = 4", new="x = 6")
    assert versions() == {FIRST: "x = 2", new: "x = 5", new2: "x = 6"}
    assert (mine / FIRST).read_bytes() == work


def test_files_of_the_learner_with_our_names_are_left_alone(shipped, tmp_path):
    mine = tmp_path / "before"
    mine.mkdir()
    (mine / FIRST).write_text("[" * 100_000, encoding="utf-8")
    (mine / SECOND).mkdir()
    make_pipe(mine / "glossary.md")
    copied = [file.path.name for file in copy_lessons(shipped, mine)]
    assert copied == [
        *("01_leaky_bucket.new.ipynb", "02_threshold.new.ipynb", "glossary.new.md"),
        *(name for name in PAGES if name != "glossary.md"),
    ]
    assert (mine / SECOND).is_dir()
    assert not (mine / "glossary.md").is_file()


def test_no_link_of_a_lesson_is_dead_in_a_copy(tmp_path):
    copy_lessons(lessons_folder(), tmp_path)
    for lesson in tmp_path.glob("*.ipynb"):
        for link in re.findall(r"\]\(([\w./-]+)[)#]", lesson.read_text("utf-8")):
            assert (tmp_path / link).is_file(), f"{lesson.name}: {link}"


def test_a_teacher_may_start_in_the_clone_itself(shipped):
    before = sorted(shipped.iterdir())
    assert copy_lessons(shipped, shipped) == []
    assert sorted(shipped.iterdir()) == before


def run(notebook, code):
    """As JupyterLab leaves a notebook that was run and read."""
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    folded = {"collapsed": True, "scrolled": True, "jupyter": {"outputs_hidden": True}}
    code |= {"execution_count": 7, "metadata": folded, "id": "other"}
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "hello"}]
    notebook["cells"].append({**code, "source": "", "outputs": []})  # below the last cell run
    notebook["metadata"] = {"language_info": {"version": "3.99"}}


WORK = {  # what a person may do to a notebook without touching the text of a cell
    "a tag": lambda whole, cell: cell["metadata"].update(tags=["skip"]),
    "nbgrader": lambda whole, cell: cell["metadata"].update(nbgrader={"points": 2}),
    "a cell that is locked": lambda whole, cell: cell["metadata"].update(editable=False),
    "a setting beside the folds": lambda whole, cell: cell["metadata"].update(jupyter={"my": 1}),
    "a picture alone in a cell": lambda whole, cell: whole["cells"].append(
        {"cell_type": "markdown", "metadata": {}, "source": "", "attachments": {"a.png": {}}}
    ),
    "another order": lambda whole, cell: whole["cells"].reverse(),
    "another kind of cell": lambda whole, cell: cell.update(cell_type="raw"),
    "a cell removed": lambda whole, cell: whole["cells"].pop(),
    "a title": lambda whole, cell: whole["metadata"].update(title="Mine"),
}


@pytest.mark.parametrize("kind", ["nothing", "run", *WORK])
def test_a_newer_lesson_replaces_only_what_nobody_worked_on(shipped, mine, kind):
    path = mine / FIRST
    notebook = json.loads(path.read_text(encoding="utf-8"))
    {"nothing": lambda *_: None, "run": run, **WORK}[kind](notebook, notebook["cells"][1])
    path.write_bytes(json.dumps(notebook, indent=3).replace("\n", "\r\n").encode())
    work = path.read_bytes()
    edit(shipped / FIRST, new="x = 3")
    copied = hows(copy_lessons(shipped, mine))
    assert copied.pop(FIRST) == ("beside" if kind in WORK else "updated")
    assert set(copied.values()) == {"same"}
    newest = (shipped / FIRST).read_bytes()
    assert path.read_bytes() == (work if kind in WORK else newest)


@pytest.mark.parametrize("note", [None, "{ broken", "[]", '{"a": 3}', "3", "[" * 100_000])
def test_without_a_note_of_what_was_copied_nothing_is_replaced(shipped, mine, note):
    (mine / OURS).unlink() if note is None else (mine / OURS).write_text(note, encoding="utf-8")
    (mine / SECOND).unlink()
    edit(shipped / FIRST, new="x = 3")
    copied = hows(copy_lessons(shipped, mine))
    assert copied[FIRST] == "beside"
    assert copied[SECOND] == "new", "a lesson that was deleted comes back"


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_the_permissions_are_those_the_learner_wants_for_new_files(shipped, tmp_path):
    before = os.umask(0o027)
    try:
        copy_lessons(shipped, tmp_path / "new")
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()} == {0o640}


def test_a_read_only_folder_that_is_up_to_date_is_good_enough(shipped, mine, monkeypatch):
    (mine / OURS).unlink()
    (mine / ".snn-edu-leftleft").touch()  # nor can this be removed
    an_hour_later(mine)
    refuse = refusing(errno.EROFS)
    for name in ("rename", "replace", "link", "unlink"):  # permissions do not stop root
        monkeypatch.setattr(os, name, refuse)
    monkeypatch.setattr(own_copy, "create", refuse)
    assert set(hows(copy_lessons(shipped, mine)).values()) == {"same"}
    edit(shipped / FIRST, new="x = 3")
    with pytest.raises(LessonError, match=r"Cannot write .* Read-only file system\."):
        copy_lessons(shipped, mine)


# --- a full disk, saves in between, and starts that stop in between ------------------------------


@pytest.mark.parametrize("step", ["the newer file", "its name"])
def test_a_full_disk_leaves_the_old_file(shipped, mine, monkeypatch, step):
    before = visible(mine)
    edit(shipped / FIRST, new="x = 3")
    create, link = own_copy.create, os.link

    def full(file, *rest):
        if step == "the newer file" or not file.name.startswith(own_copy.UNFINISHED):
            raise OSError(errno.ENOSPC, "No space left on device")
        create(file, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(own_copy, "create", full)
        patched.setattr(os, "link", lambda a, b: full(b) if ".yours" not in a.name else link(a, b))
        with pytest.raises(LessonError, match="No space left on device"):
            copy_lessons(shipped, mine)
    assert visible(mine) == before
    assert not hidden(mine)
    assert hows(copy_lessons(shipped, mine))[FIRST] == "updated"


@pytest.fixture(scope="module")
def others():
    """Other processes, as many as there is work for at once."""
    with ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as pool:
        yield pool


def test_no_save_is_lost_while_lessons_are_replaced(tmp_path, others):
    """Saves from another process race with upgrades; RACES=100 makes a thousand of them."""
    versions = [tmp_path / "v1", tmp_path / "v2"]
    for folder in versions:
        for k in range(10):
            write_lesson(folder / f"{k:02d}_lesson.ipynb", code=[folder.name])
        for name in PAGES:
            (folder / name).touch()
    others.submit(save, tmp_path, [], 0).result()  # so that the process is there
    hows = Counter()
    for upgrade in range(int(os.environ.get("RACES", "20"))):
        mine = tmp_path / f"mine{upgrade}"
        copy_lessons(versions[0], mine)
        marks = [f"my_work_{upgrade}_{k}" for k in range(10)]
        saved = others.submit(save, mine, marks, upgrade)
        hows.update(file.how for file in copy_lessons(versions[1], mine))
        saved.result()
        assert not set(marks) - {content.decode() for content in visible(mine).values()}
        assert not hidden(mine)
    print(hows)
    assert {"updated", "beside"} <= set(hows), "else nothing was racing"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of another kind")
def test_a_start_that_is_killed_at_any_step_is_made_good_by_the_next(shipped, mine, others):
    edit(mine / FIRST)
    work = (mine / FIRST).read_bytes()
    for name in (FIRST, SECOND):
        edit(shipped / name, new="x = 3")
    edit(shipped / "glossary.md", old="glossary", new="words")
    killed = others.submit(stop_at_every_step, shipped, mine).result()
    assert len(killed) > 20
    assert any(hidden(copy) for copy in killed)
    for copy in killed:
        an_hour_later(copy)
        copy_lessons(shipped, copy)
        files = {name: text for name, text in visible(copy).items() if ".yours-" not in name}
        assert files.pop(FIRST) == work
        files[FIRST] = files.pop("01_leaky_bucket.new.ipynb")
        assert files == {name: (shipped / name).read_bytes() for name in visible(mine)}
        assert not hidden(copy)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of another kind")
def test_a_save_at_any_step_of_a_start_that_is_killed_at_any_later_one_is_kept(
    shipped, mine, others
):
    edit(shipped / SECOND, new="x = 3")
    steps = len(others.submit(stop_at_every_step, shipped, mine).result())
    for copy in others.submit(stop_at_every_step, shipped, mine, range(1, steps + 1)).result():
        an_hour_later(copy)
        copy_lessons(shipped, copy)
        assert b"my save" in visible(copy).values()
        assert not hidden(copy)
    assert steps > 10


@pytest.mark.parametrize("links", [True, False])
def test_saves_on_both_sides_of_the_move_are_kept_and_told(
    shipped, mine, monkeypatch, capsys, links
):
    """Between the first look and the move, and between the move and the newer file."""
    edit(shipped / SECOND, new="x = 3")
    own, move, link = mine / SECOND, Path.rename, os.link

    def rename(path, to):
        own.write_text("my save", encoding="utf-8")
        move(path, to)
        own.write_text("my next save", encoding="utf-8")

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(os, "link", link if links else refusing(errno.EPERM))  # as FAT does
    assert cli.main(["start", str(mine), "--no-lab"]) == 0
    texts = {path.name: path.read_text(encoding="utf-8") for path in mine.glob("02*")}
    assert texts.pop(own.name) == "my next save"
    assert texts.pop("02_threshold.new.ipynb") == (shipped / own.name).read_text("utf-8")
    ((name, text),) = texts.items()
    assert text == "my save"
    assert f"{name}: what you saved while the lesson was replaced" in capsys.readouterr().out


def test_a_file_that_another_program_holds_gets_the_newer_one_beside_it(shipped, mine, monkeypatch):
    before = (mine / SECOND).read_bytes()
    edit(shipped / SECOND, new="x = 3")
    monkeypatch.setattr(Path, "rename", refusing(errno.EACCES))  # as Windows does, while it is open
    assert hows(copy_lessons(shipped, mine))[SECOND] == "beside"
    assert (mine / SECOND).read_bytes() == before


def test_starts_at_once_agree(shipped, mine, others):
    list(others.map(time.sleep, [0.1] * 4))  # so that all four are there
    for version in range(1, 21):  # two starts meet in a quarter of them
        for name in (FIRST, SECOND):
            edit(shipped / name, f"x = {version}", f"x = {version + 1}")
        list(others.map(copy_lessons, [shipped] * 4, [mine] * 4))
        copy_lessons(shipped, mine)
        assert visible(mine) == {name: (shipped / name).read_bytes() for name in NAMES}
        assert not hidden(mine)
