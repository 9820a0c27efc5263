"""A learner's own copy: it is never written over, whoever saves or stops in between."""

import errno
import json
import os
import stat
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from published_lessons import edit, write_lesson

from snn_edu.command import cli, own_copy
from snn_edu.command.lesson_files import LessonError
from snn_edu.command.own_copy import copy_lessons, digest


def hows(copied):
    return {file.original.name: file.how for file in copied}


def visible(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}


def hidden(folder):
    return {path.name for path in folder.iterdir() if path.name[0] == "."} - {own_copy.MEMORY}


# --- the learner's copy -------------------------------------------------------------------------


def test_a_copy_has_lessons_glossary_and_licence_but_not_how_they_are_built(shipped, mine):
    copy_lessons(shipped, mine)
    names = {path.name for path in mine.iterdir() if not path.name.startswith(".")}
    assert names == {"01_leaky_bucket.ipynb", "02_threshold.ipynb", "glossary.md", "LICENSE"}
    assert (mine / "glossary.md").read_bytes() == (shipped / "glossary.md").read_bytes()


def test_a_second_start_changes_nothing(shipped, mine):
    copy_lessons(shipped, mine)
    before = {path.name: path.read_bytes() for path in mine.iterdir()}
    assert set(hows(copy_lessons(shipped, mine)).values()) == {"same"}
    assert {path.name: path.read_bytes() for path in mine.iterdir()} == before


def test_an_unchanged_lesson_is_replaced_by_a_newer_one(shipped, mine):
    copy_lessons(shipped, mine)
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    copied = hows(copy_lessons(shipped, mine))
    assert copied.pop("01_leaky_bucket.ipynb") == "updated"
    assert set(copied.values()) == {"same"}
    assert "x = 3" in (mine / "01_leaky_bucket.ipynb").read_text(encoding="utf-8")


def test_a_changed_lesson_stays_and_the_newer_one_lands_beside_it(shipped, mine):
    copy_lessons(shipped, mine)
    edit(mine / "01_leaky_bucket.ipynb")
    work = (mine / "01_leaky_bucket.ipynb").read_bytes()

    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "kept"
    assert not list(mine.glob("*.new*")), "there is nothing newer yet"

    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    for _ in range(2):  # once, and no more of them at the next start
        first = copy_lessons(shipped, mine)[0]
        assert (first.how, first.path.name) == ("beside", "01_leaky_bucket.new.ipynb")
        assert (mine / "01_leaky_bucket.ipynb").read_bytes() == work
        assert digest(first.path) == digest(shipped / "01_leaky_bucket.ipynb")
        assert len(list(mine.glob("*.new*"))) == 1

    edit(shipped / "01_leaky_bucket.ipynb", old="x = 3", new="x = 4")  # the unread .new follows
    copy_lessons(shipped, mine)
    assert "x = 4" in (mine / "01_leaky_bucket.new.ipynb").read_text(encoding="utf-8")
    assert len(list(mine.glob("*.new*"))) == 1

    edit(mine / "01_leaky_bucket.new.ipynb", old="x = 4", new="x = 5")  # worked on as well
    edit(shipped / "01_leaky_bucket.ipynb", old="x = 4", new="x = 6")
    copy_lessons(shipped, mine)
    assert "x = 5" in (mine / "01_leaky_bucket.new.ipynb").read_text(encoding="utf-8")
    assert "x = 6" in (mine / "01_leaky_bucket.new2.ipynb").read_text(encoding="utf-8")
    assert (mine / "01_leaky_bucket.ipynb").read_bytes() == work


def test_a_newer_lesson_that_is_then_changed_is_kept_with_nothing_beside_it(shipped, mine):
    copy_lessons(shipped, mine)
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    copy_lessons(shipped, mine)
    edit(mine / "01_leaky_bucket.ipynb", old="x = 3", new="x = 4")
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "kept"
    assert not list(mine.glob("*.new*"))


def test_running_a_lesson_is_not_changing_it(shipped, mine):
    copy_lessons(shipped, mine)
    path = mine / "01_leaky_bucket.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)  # as JupyterLab writes it
    code = notebook["cells"][1]
    code |= {"execution_count": 7, "metadata": {"collapsed": True}, "id": "other"}
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "hello"}]
    notebook["cells"].append({**code, "source": "", "outputs": []})  # below the last cell run
    notebook["metadata"] = {"language_info": {"version": "3.99"}}
    path.write_text(json.dumps(notebook, indent=3), encoding="utf-8")
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "updated"


@pytest.mark.parametrize("note", [None, "{ broken", "[]"])
def test_without_a_note_of_what_was_copied_nothing_is_replaced(shipped, mine, note):
    copy_lessons(shipped, mine)
    memory = mine / own_copy.MEMORY
    memory.unlink() if note is None else memory.write_text(note, encoding="utf-8")
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "beside"


def test_files_of_the_learner_with_our_names_are_left_alone(shipped, mine):
    mine.mkdir()
    (mine / "LICENSE").write_text("the licence of my own project", encoding="utf-8")
    (mine / "01_leaky_bucket.ipynb").write_text("{ not a notebook", encoding="utf-8")
    (mine / "02_threshold.ipynb").mkdir()
    copied = {file.original.name: file.path.name for file in copy_lessons(shipped, mine)}
    assert (mine / "LICENSE").read_text(encoding="utf-8") == "the licence of my own project"
    assert (mine / "02_threshold.ipynb").is_dir()
    assert copied == {
        "LICENSE": "LICENSE.new",
        "01_leaky_bucket.ipynb": "01_leaky_bucket.new.ipynb",
        "02_threshold.ipynb": "02_threshold.new.ipynb",
        "glossary.md": "glossary.md",
    }


def test_a_lesson_that_was_deleted_comes_back(shipped, mine):
    copy_lessons(shipped, mine)
    (mine / "01_leaky_bucket.ipynb").unlink()
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "new"


def test_a_teacher_may_start_in_the_clone_itself(shipped):
    before = sorted(shipped.iterdir())
    assert copy_lessons(shipped, shipped) == []
    assert sorted(shipped.iterdir()) == before


def test_a_write_that_fails_half_way_leaves_the_old_file(shipped, mine, monkeypatch):
    copy_lessons(shipped, mine)
    before = visible(mine)
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    for place in ((Path, "write_bytes"), (Path, "rename")):  # of the newer file, of the old one
        with monkeypatch.context() as patched:
            patched.setattr(*place, full)
            with pytest.raises(LessonError, match="No space left on device"):
                copy_lessons(shipped, mine)
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "updated"
    assert visible(mine).keys() == before.keys()
    assert not hidden(mine)


WORK = {  # what a person may do to a notebook without touching the text of a cell
    "a tag": lambda cells: cells[1]["metadata"].update(tags=["skip"]),
    "a slide": lambda cells: cells[1]["metadata"].update(slideshow={"slide_type": "slide"}),
    "nbgrader": lambda cells: cells[1]["metadata"].update(nbgrader={"points": 2, "grade_id": "q"}),
    "a cell that is locked": lambda cells: cells[1]["metadata"].update(editable=False),
    "a setting beside the folds": lambda cells: cells[1]["metadata"].update(jupyter={"my": 1}),
    "a picture": lambda cells: cells[0].update(attachments={"a.png": {"image/png": "AAAA"}}),
    "a picture alone in a cell": lambda cells: cells.append(
        {"cell_type": "markdown", "metadata": {}, "source": "", "attachments": {"a.png": {}}}
    ),
    "an empty cell with a tag": lambda cells: cells.append(
        {"cell_type": "markdown", "metadata": {"tags": ["end"]}, "source": ""}
    ),
    "another order": lambda cells: cells.reverse(),
    "another kind of cell": lambda cells: cells[1].update(cell_type="raw"),
    "a cell removed": lambda cells: cells.pop(),
}


@pytest.mark.parametrize("kind", WORK)
def test_work_that_is_not_the_text_of_a_cell_is_kept_too(shipped, mine, kind):
    copy_lessons(shipped, mine)
    path = mine / "01_leaky_bucket.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    WORK[kind](notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    work = path.read_bytes()
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "beside"
    assert path.read_bytes() == work


def test_a_title_given_to_the_notebook_is_work(shipped, mine):
    copy_lessons(shipped, mine)
    edit(
        mine / "01_leaky_bucket.ipynb",
        '"metadata": {}, "nbformat"',
        '"metadata": {"title": "Mine"}, "nbformat"',
    )
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "beside"


def test_line_ends_of_another_system_are_not_work(shipped, mine):
    copy_lessons(shipped, mine)
    for name in ("glossary.md", "01_leaky_bucket.ipynb"):
        content = (mine / name).read_bytes().replace(b"\n", b"\r\n")
        (mine / name).write_bytes(content)
    edit(shipped / "glossary.md", old="glossary", new="a new word\nglossary")
    copied = hows(copy_lessons(shipped, mine))
    assert (copied["glossary.md"], copied["01_leaky_bucket.ipynb"]) == ("updated", "same")


@pytest.mark.parametrize("name", [own_copy.MEMORY, "01_leaky_bucket.ipynb", "glossary.md"])
def test_a_hundred_thousand_brackets_are_only_a_file_of_the_learner(shipped, mine, name):
    copy_lessons(shipped, mine)
    (mine / name).write_text("[" * 100_000, encoding="utf-8")
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    edit(shipped / "glossary.md", old="glossary", new="words")
    copied = hows(copy_lessons(shipped, mine))
    if name != own_copy.MEMORY:
        assert copied[name] == "beside"
        assert (mine / name).read_text(encoding="utf-8") == "[" * 100_000


MEMORIES = ['{"written": 3}', '{"version": "1"}', '{"version": "1", "written": {"a": 3}}', "[]"]


@pytest.mark.parametrize("memory", [*MEMORIES, '{"version": [], "written": {"LICENSE": [[], 1]}}'])
def test_a_note_of_another_shape_is_no_note(shipped, mine, memory):
    copy_lessons(shipped, mine)
    (mine / own_copy.MEMORY).write_text(memory, encoding="utf-8")
    edit(shipped / "LICENSE", old="LICENSE", new="another")
    assert hows(copy_lessons(shipped, mine))["LICENSE"] == "beside"


def test_a_note_that_a_terminal_would_obey_is_no_note(shipped, mine):
    copy_lessons(shipped, mine)
    memory = mine / own_copy.MEMORY
    assert own_copy.version_before(mine)
    memory.write_text('{"version": "9\\u001b[31m", "written": {}}', encoding="utf-8")
    assert own_copy.version_before(mine) == ""


@pytest.mark.parametrize("reading", [(Path, "read_bytes"), (own_copy.json, "loads")])
def test_a_lesson_larger_than_the_memory_is_only_a_file_of_the_learner(
    shipped, mine, monkeypatch, reading
):
    copy_lessons(shipped, mine)
    large = mine / "01_leaky_bucket.ipynb"
    edit(large, new="x = 'large'")
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    read = getattr(*reading)

    def read_if_small(given, *rest):
        if given == large or (isinstance(given, bytes) and b"large" in given):
            raise MemoryError
        return read(given, *rest)

    monkeypatch.setattr(*reading, read_if_small)
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "beside"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_with_the_name_of_a_lesson_is_not_read(shipped, mine):
    mine.mkdir()
    for name in ("01_leaky_bucket.ipynb", "glossary.md", own_copy.MEMORY):
        os.mkfifo(mine / name)
    copied = hows(copy_lessons(shipped, mine))  # reading one would never end
    assert (copied["01_leaky_bucket.ipynb"], copied["glossary.md"]) == ("beside", "beside")
    assert stat.S_ISFIFO((mine / "01_leaky_bucket.ipynb").stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
def test_the_permissions_are_those_the_learner_wants_for_new_files(shipped, mine, umask):
    before = os.umask(umask)
    try:
        copy_lessons(shipped, mine)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in mine.iterdir()}
    assert modes == {0o666 & ~umask}
    assert stat.S_IMODE(mine.stat().st_mode) == 0o777 & ~umask


def read_only(monkeypatch):
    """As on a disk that cannot be written to; permissions do not stop root."""

    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    for name in ("rename", "replace", "link", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, refuse)
    monkeypatch.setattr(own_copy.tempfile, "mkdtemp", refuse)


@pytest.mark.parametrize("note", ["present", "lost"])
def test_a_read_only_folder_that_is_up_to_date_is_good_enough(shipped, mine, monkeypatch, note):
    copy_lessons(shipped, mine)
    if note == "lost":
        (mine / own_copy.MEMORY).unlink()
    (mine / ".snn-edu-leftleft").mkdir()  # nor can this be removed
    with monkeypatch.context() as patched:
        read_only(patched)
        assert set(hows(copy_lessons(shipped, mine)).values()) == {"same"}
        edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
        with pytest.raises(LessonError, match=r"Cannot write .* Read-only file system\."):
            copy_lessons(shipped, mine)


# --- saves in between, and starts that stop in between ------------------------------------------


SAVER = """
import os, random, sys, time
chance = random.Random(1)
for line in sys.stdin:
    folder, *marks = line.split()
    time.sleep(chance.uniform(0.0, 0.002))
    for k in chance.sample(range(len(marks)), len(marks)):
        path = f"{folder}/{k:02d}_lesson.ipynb"
        if k % 2:  # as JupyterLab saves: the same file, emptied, then written
            with open(path, "w") as file:
                file.write(marks[k][:1])
                file.flush()
                file.write(marks[k][1:])
        else:  # as editors do: a file of its own, renamed
            with open(path + "~", "w") as file:
                file.write(marks[k])
            os.replace(path + "~", path)
        time.sleep(chance.uniform(0.0, 0.001))
    print("saved", flush=True)
"""


def test_no_save_is_lost_while_lessons_are_replaced(tmp_path):
    """A thousand saves from another process race with a hundred upgrades."""
    versions = [tmp_path / "v1", tmp_path / "v2"]
    for folder in versions:
        folder.mkdir()
        for k in range(10):
            write_lesson(folder / f"{k:02d}_lesson.ipynb", code=[folder.name])
    saver = subprocess.Popen(
        [sys.executable, "-c", SAVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    hows = Counter()
    with saver:
        for upgrade in range(100):
            mine = tmp_path / f"mine{upgrade}"
            copy_lessons(versions[0], mine)
            marks = [f"my_work_{upgrade}_{k}" for k in range(10)]
            saver.stdin.write(f"{mine} {' '.join(marks)}\n")
            saver.stdin.flush()
            hows.update(file.how for file in copy_lessons(versions[1], mine))
            assert saver.stdout.readline() == "saved\n"
            found = {content.decode() for content in visible(mine).values()}
            assert not set(marks) - found
            assert not hidden(mine)
        saver.stdin.close()
    assert {"updated", "beside"} <= set(hows), "else nothing was racing"


STOPPED = """
import itertools, os, shutil, sys
from pathlib import Path
from snn_edu.command.own_copy import copy_lessons

CHANGES = ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir")
shipped, mine, *saves = sys.argv[1:]

def start(target, save_at, stop_at):
    steps, saving = 0, False
    def next_step(event, arguments):
        nonlocal steps, saving
        if event in CHANGES and f"{target}/" in str(arguments[0]) and not saving:
            steps += 1
            if steps == save_at:
                saving = True
                Path(target, "02_threshold.ipynb").write_text("my save")
                saving = False
            if steps == stop_at:
                os._exit(9)
    write = Path.write_bytes
    def write_in_two_parts(path, content):
        write(path, content[:20])
        return write(path, content)
    Path.write_bytes = write_in_two_parts
    sys.addaudithook(next_step)
    copy_lessons(Path(shipped), Path(target))
    os._exit(0)

for save_at in map(int, saves):
    for stop_at in itertools.count(max(save_at, 1)):
        target = f"{mine}-{save_at}-{stop_at}"
        shutil.copytree(mine, target)
        child = os.fork()
        if not child:
            start(target, save_at, stop_at)
        if os.waitpid(child, 0)[1] == 0:
            break
        print(target)
"""


def stop_at_every_step(shipped, mine, saves=(0,)):
    """Kill a start before each thing that it does to `mine`, each time in a copy; return them.

    Before each step of `saves`, in copies of their own, the learner saves 02.
    """
    run = [sys.executable, "-c", STOPPED, str(shipped), str(mine), *map(str, saves)]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    return [Path(line) for line in said.splitlines()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of another kind")
@pytest.mark.parametrize("then", ["the same", "a newer"])
def test_a_start_that_is_killed_at_any_step_leaves_nothing_behind(shipped, mine, then):
    copy_lessons(shipped, mine)
    edit(mine / "01_leaky_bucket.ipynb")
    work = (mine / "01_leaky_bucket.ipynb").read_bytes()
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    edit(shipped / "02_threshold.ipynb", new="x = 3")
    edit(shipped / "glossary.md", old="glossary", new="words")
    killed = stop_at_every_step(shipped, mine)
    assert len(killed) > 20
    assert any(hidden(copy) for copy in killed)
    if then == "a newer":
        for name in ("01_leaky_bucket.ipynb", "02_threshold.ipynb"):
            edit(shipped / name, old="x = 3", new="x = 4")
    for copy in killed:
        copy_lessons(shipped, copy)
        files = visible(copy)
        assert files.pop("01_leaky_bucket.ipynb") == work
        files["01_leaky_bucket.ipynb"] = files.pop("01_leaky_bucket.new.ipynb")
        assert files == {name: (shipped / name).read_bytes() for name in visible(mine)}
        assert not hidden(copy)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of another kind")
def test_a_lesson_changed_after_a_start_was_killed_still_gets_the_newer_one(shipped, mine):
    copy_lessons(shipped, mine)
    edit(shipped / "02_threshold.ipynb", new="x = 3")
    for copy in stop_at_every_step(shipped, mine):
        own = copy / "02_threshold.ipynb"
        if own.exists() and "x = 1" in own.read_text(encoding="utf-8"):
            edit(own)
            copy_lessons(shipped, copy)
            assert digest(copy / "02_threshold.new.ipynb") == digest(shipped / own.name)
            assert "my answer" in own.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of another kind")
def test_a_save_at_any_step_of_a_start_that_is_killed_at_any_later_one_is_kept(shipped, mine):
    copy_lessons(shipped, mine)
    edit(shipped / "02_threshold.ipynb", new="x = 3")
    steps = len(stop_at_every_step(shipped, mine))
    for copy in stop_at_every_step(shipped, mine, range(1, steps + 1)):
        copy_lessons(shipped, copy)
        assert b"my save" in visible(copy).values()
        assert not hidden(copy)
    assert steps > 10


@pytest.fixture
def looks(monkeypatch, mine):
    """What happens right after `copy_lessons` has looked at the learner's 02 for the nth time.

    First where it is, then where it was moved to, and there again once the newer file is in place.
    """
    after, seen = {}, []

    def look(path):
        found = digest(path)
        if path.name == "02_threshold.ipynb" and mine in path.parents:
            seen.append(path)
            after.get(len(seen), lambda _: None)(path)
        return found

    monkeypatch.setattr(own_copy, "digest", look)
    return after


@pytest.fixture
def newer(shipped, mine):
    """A newer 02 is published; the path of the learner's, who has not touched it."""
    copy_lessons(shipped, mine)
    edit(shipped / "02_threshold.ipynb", new="x = 3")
    return mine / "02_threshold.ipynb"


def contents(folder):
    """The text of 02, and of what lies beside it."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("02*")}


def test_a_save_after_the_first_look_keeps_its_name(shipped, mine, newer, looks):
    looks[1] = lambda _: newer.write_text("my save", encoding="utf-8")
    copied = copy_lessons(shipped, mine)
    latest = (shipped / newer.name).read_text(encoding="utf-8")
    assert contents(mine) == {newer.name: "my save", "02_threshold.new.ipynb": latest}
    assert [file.how for file in copied if file.original == newer] == ["beside"]


def test_a_save_while_the_old_file_is_away_keeps_its_name(shipped, mine, newer, looks):
    looks[2] = lambda _: newer.write_text("my save", encoding="utf-8")
    copy_lessons(shipped, mine)
    assert contents(mine)[newer.name] == "my save"
    assert contents(mine).keys() == {newer.name, "02_threshold.new.ipynb"}


def test_two_saves_in_one_moment_are_both_kept_and_the_learner_is_told(
    shipped, mine, newer, looks, capsys
):
    looks[1] = lambda _: newer.write_text("my save", encoding="utf-8")
    looks[2] = lambda _: newer.write_text("my next save", encoding="utf-8")
    assert cli.main(["start", str(mine), "--no-lab"]) == 0
    assert contents(mine)[newer.name] == "my next save"
    assert contents(mine)["02_threshold.yours.ipynb"] == "my save"
    said = capsys.readouterr().out
    assert "02_threshold.yours.ipynb: what you saved while the lesson was replaced" in said


def test_a_program_that_still_writes_to_the_file_that_was_moved_loses_nothing(
    shipped, mine, newer, looks
):
    looks[2] = lambda away: away.write_text("my late save", encoding="utf-8")
    copy_lessons(shipped, mine)
    latest = (shipped / newer.name).read_text(encoding="utf-8")
    assert contents(mine) == {newer.name: latest, "02_threshold.yours.ipynb": "my late save"}


def test_work_that_a_killed_start_had_moved_away_comes_back(shipped, mine):
    copy_lessons(shipped, mine)
    for name, work in [("aaaaaaaa", "my work"), ("bbbbbbbb", "my other work")]:
        left = mine / f".snn-edu-{name}"
        left.mkdir()
        (left / "02_threshold.ipynb").write_text(work, encoding="utf-8")
        (left / ".newer").write_text("half a less", encoding="utf-8")
    (mine / ".snn-edu-cccccccc").write_text("what older versions left", encoding="utf-8")
    (mine / ".snn-edu-notes").write_text("somebody's own", encoding="utf-8")
    (mine / "02_threshold.ipynb").unlink()
    copy_lessons(shipped, mine)
    assert hidden(mine) == {".snn-edu-notes"}
    assert {"my work", "my other work"} <= set(contents(mine).values())
    assert contents(mine).keys() >= {"02_threshold.ipynb", "02_threshold.yours.ipynb"}


@pytest.mark.skipif(os.name == "nt", reason="files are moved in another way")
def test_work_that_a_killed_start_had_given_its_name_back_is_one_file(shipped, mine):
    copy_lessons(shipped, mine)
    left = mine / ".snn-edu-leftleft"
    left.mkdir()
    (mine / "02_threshold.ipynb").write_text("my work", encoding="utf-8")
    os.link(mine / "02_threshold.ipynb", left / "02_threshold.ipynb")
    copy_lessons(shipped, mine)
    assert not list(mine.glob("*.yours*")), "a second name for the same file"
    assert (mine / "02_threshold.ipynb").read_text(encoding="utf-8") == "my work"
    assert not hidden(mine)


def test_a_link_with_the_name_of_a_hidden_folder_is_not_followed(shipped, mine, tmp_path):
    copy_lessons(shipped, mine)
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.txt").write_text("three years", encoding="utf-8")
    (mine / ".snn-edu-linklink").symlink_to(home)
    copy_lessons(shipped, mine)
    assert [path.name for path in home.iterdir()] == ["thesis.txt"]
    assert not (mine / "thesis.txt").exists()
    assert not hidden(mine)


def test_a_disk_without_second_names_for_a_file_loses_nothing_either(
    shipped, mine, newer, looks, monkeypatch
):
    def refuse(*_, **__):
        raise PermissionError(errno.EPERM, "Operation not permitted")  # as FAT does

    monkeypatch.setattr(os, "link", refuse)
    looks[1] = lambda _: newer.write_text("my save", encoding="utf-8")
    looks[2] = lambda _: newer.write_text("my next save", encoding="utf-8")
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "updated"
    assert {"my save", "my next save"} <= set(contents(mine).values())


# --- two starts in one folder -------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="locks of another kind")
def test_a_start_waits_for_another_and_does_not_touch_what_that_has_hidden(
    shipped, mine, monkeypatch
):
    copy_lessons(shipped, mine)
    (mine / ".snn-edu-itsitsit").mkdir()
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    monkeypatch.setattr(own_copy, "PATIENCE", 0.1)
    with own_copy.alone(mine) as alone:
        assert alone
        with pytest.raises(LessonError, match="Another snn-edu start is writing"):
            copy_lessons(shipped, mine)
        assert hidden(mine) == {".snn-edu-itsitsit"}
    assert hows(copy_lessons(shipped, mine))["01_leaky_bucket.ipynb"] == "updated"
    assert not hidden(mine)


@pytest.mark.skipif(os.name == "nt", reason="locks of another kind")
def test_where_there_are_no_locks_only_what_is_old_is_cleared_up(shipped, mine, monkeypatch):
    import fcntl

    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    for name, age in [("newnewne", 0.0), ("oldoldol", 2 * own_copy.ABANDONED)]:
        (mine / f".snn-edu-{name}").mkdir(parents=True)
        os.utime(mine / f".snn-edu-{name}", (time.time() - age,) * 2)
    copy_lessons(shipped, mine)
    assert hidden(mine) == {".snn-edu-newnewne"}


def test_many_starts_at_once_agree(shipped, mine):
    copy_lessons(shipped, mine)
    for name in ("01_leaky_bucket.ipynb", "02_threshold.ipynb"):
        edit(shipped / name, new="x = 3")
    with ThreadPoolExecutor(8) as starts:
        all_copied = list(starts.map(lambda _: copy_lessons(shipped, mine), range(8)))
    counted = Counter(file.how for copied in all_copied for file in copied)
    assert counted == {"updated": 2, "same": 8 * 4 - 2}
    assert visible(mine).keys() == {file.original.name for file in all_copied[0]}
    assert not hidden(mine)
