"""The `snn-edu` command, as a learner meets it."""

import contextlib
import errno
import importlib.metadata
import importlib.util
import json
import os
import runpy
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np
import pytest

from snn_edu.command import cli, lesson_files
from snn_edu.command.lesson_files import LessonError, copy_lessons, digest, read_lesson

OPENING = """# {number} · {title}

**{minutes} minutes** · needs: a pulse

You will be able to:

- derive one thing, which takes
  two lines to say
- read `tau_m` from a trace

What follows is not an objective.
- nor is this
"""


def write_lesson(path, title="The leaky bucket", minutes=50, code=("x = 1",), outputs=()):
    opening = OPENING.format(number=path.name[:2], title=title, minutes=minutes)
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": opening}]
    for k, source in enumerate(code):
        cells.append(
            {
                "cell_type": "code",
                "id": f"c{k}",
                "metadata": {},
                "source": source,
                "outputs": list(outputs),
                "execution_count": 1,
            }
        )
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Two lessons of our own instead of the course, so that a newer version can be published."""
    folder = tmp_path / "shipped"
    (folder / "source").mkdir(parents=True)
    write_lesson(folder / "01_leaky_bucket.ipynb")
    write_lesson(folder / "02_threshold.ipynb", title="Threshold", minutes=60)
    for name in ("glossary.md", "LICENSE", "build.py", "conftest.py", "source/01_leaky_bucket.py"):
        (folder / name).write_text(f"{name}\n", encoding="utf-8")
    monkeypatch.setattr(cli, "lessons_folder", lambda: folder)
    return folder


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "mine"


def edit(path, old="x = 1", new="x = 2  # my answer"):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def hows(copied):
    return {file.original.name: file.how for file in copied}


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
    memory = mine / lesson_files.MEMORY
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
    before = {path.name: path.read_bytes() for path in mine.iterdir()}
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(LessonError, match="No space left on device"):
        copy_lessons(shipped, mine)
    assert {path.name: path.read_bytes() for path in mine.iterdir()} == before


# --- what a lesson says of itself ---------------------------------------------------------------


def test_a_lesson_is_read_from_its_first_cell(shipped):
    lesson = read_lesson(shipped / "01_leaky_bucket.ipynb")
    assert (lesson.number, lesson.title, lesson.minutes) == ("01", "The leaky bucket", 50)
    assert lesson.objectives == (
        "derive one thing, which takes two lines to say",
        "read `tau_m` from a trace",
    )


@pytest.mark.parametrize("part", ["# 01", "**50 minutes**", "You will be able to"])
def test_a_lesson_without_title_minutes_or_objectives_is_refused(shipped, part):
    edit(shipped / "01_leaky_bucket.ipynb", old=part, new="something else")
    with pytest.raises(LessonError, match="does not open with"):
        read_lesson(shipped / "01_leaky_bucket.ipynb")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"cells": []}', '{"cells": [3]}'])
def test_a_file_that_is_no_notebook_is_refused(tmp_path, content):
    (tmp_path / "01_x.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(LessonError, match="not a notebook"):
        read_lesson(tmp_path / "01_x.ipynb")


def test_an_installation_without_lessons_says_so(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "snn_edu"
    package.mkdir(parents=True)
    monkeypatch.setattr(lesson_files, "__file__", str(package / "command" / "lesson_files.py"))
    with pytest.raises(LessonError, match="install snn-edu again"):
        lesson_files.lessons_folder()


def test_lessons_inside_the_wheel_come_before_those_beside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "snn_edu"
    monkeypatch.setattr(lesson_files, "__file__", str(package / "command" / "lesson_files.py"))
    for folder in (tmp_path / "notebooks", package / "_notebooks"):
        folder.mkdir(parents=True)
        write_lesson(folder / "01_leaky_bucket.ipynb")
        assert lesson_files.lessons_folder() == folder


# --- the command --------------------------------------------------------------------------------


def refused(capsys, *arguments):
    """Run the command, expect it to fail, and return the one line that it says."""
    assert cli.main(arguments) == 1
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert line.startswith("snn-edu: ")
    return line


def test_list_names_each_lesson_with_minutes_and_objectives(shipped, capsys):
    assert cli.main(["list"]) == 0
    said = capsys.readouterr().out
    assert "01  The leaky bucket (50 minutes)" in said
    assert "    - derive one thing, which takes two lines to say" in said
    assert "2 lessons, 110 minutes" in said


@pytest.mark.parametrize("columns", ["20", "60", "300"])
def test_list_fits_the_terminal(shipped, capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    cli.main(["list"])
    objectives = [line for line in capsys.readouterr().out.splitlines() if line[:4] == "    "]
    assert max(map(len, objectives)) <= min(max(int(columns), 40), 100)


def test_a_reader_who_has_seen_enough_is_no_error():
    command = [sys.executable, "-m", "snn_edu", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        listing.stdout.close()  # as `head` does
        said = listing.stderr.read()
    assert (listing.returncode, said) == (1, b"")


def test_start_without_lab_copies_and_says_where(shipped, mine, capsys):
    assert cli.main(["start", str(mine), "--no-lab"]) == 0
    assert str(mine) in capsys.readouterr().out
    assert (mine / "01_leaky_bucket.ipynb").exists()


def test_start_says_what_it_kept_what_it_replaced_and_what_is_beside(shipped, mine, capsys):
    cli.main(["start", str(mine), "--no-lab"])
    edit(mine / "01_leaky_bucket.ipynb")
    edit(shipped / "02_threshold.ipynb", new="x = 3")
    capsys.readouterr()
    cli.main(["start", str(mine), "--no-lab"])
    said = capsys.readouterr().out
    assert "01_leaky_bucket.ipynb: kept as you left it" in said
    assert "02_threshold.ipynb: replaced by a newer one" in said
    edit(shipped / "01_leaky_bucket.ipynb", new="x = 3")
    cli.main(["start", str(mine), "--no-lab"])
    said = capsys.readouterr().out
    assert "01_leaky_bucket.ipynb: kept; the newer one is 01_leaky_bucket.new.ipynb" in said


def test_an_unknown_lesson_is_refused_before_anything_is_copied(shipped, mine, capsys):
    said = refused(capsys, "start", str(mine), "--lesson", "07")
    assert "no lesson 07" in said
    assert "01, 02" in said
    assert not mine.exists()


def test_a_folder_that_cannot_be_made_is_refused(shipped, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = refused(capsys, "start", str(tmp_path / "file"), "--no-lab")
    assert "a file is in the way" in said
    assert "Cannot write" in refused(capsys, "start", str(tmp_path / "file" / "in"), "--no-lab")


def test_a_folder_without_permission_is_refused(shipped, mine, capsys, monkeypatch):
    def denied(**_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(lesson_files.tempfile, "mkstemp", denied)  # chmod does not stop root
    assert "Permission denied" in refused(capsys, "start", str(mine), "--no-lab")


def test_a_busy_port_is_refused_before_anything_is_copied(shipped, mine, capsys):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        said = refused(capsys, "start", str(mine), "--port", str(port))
    assert f"Port {port} is busy" in said
    assert not mine.exists()


def test_a_port_that_needs_rights_is_refused(shipped, mine, capsys, monkeypatch):
    def denied(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(cli.socket.socket, "bind", denied)
    assert "Port 80 is not for ordinary users" in refused(capsys, "start", "--port", "80")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_number_that_is_no_port_is_refused(port, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["start", f"--port={port}"])
    assert stop.value.code == 2
    assert "is not a port" in capsys.readouterr().err


def test_a_missing_jupyterlab_is_refused_and_the_remedy_named(shipped, mine, capsys, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "jupyterlab" else find(name)
    )
    assert "-m pip install jupyterlab" in refused(capsys, "start", str(mine))


def test_without_a_command_the_help_is_shown(capsys):
    assert cli.main([]) == 2
    assert "snn-edu start" in capsys.readouterr().out


@pytest.fixture
def launched(monkeypatch):
    """Stand in for JupyterLab: the options it was run with; `launched.stop` is how it ends."""
    from jupyterlab.labapp import LabApp

    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/etc/own")  # and put it back afterwards

    class Options(list):
        stop = None

    options = Options()

    def launch_instance(given):
        options.extend(given)
        if options.stop is not None:
            raise options.stop

    monkeypatch.setattr(LabApp, "launch_instance", launch_instance)
    return options


def test_start_opens_the_first_lesson_or_the_one_asked_for(shipped, mine, launched):
    assert cli.main(["start", str(mine)]) == 0
    assert "--LabApp.default_url=/lab/tree/01_leaky_bucket.ipynb" in launched
    assert f"--ServerApp.root_dir={mine}" in launched
    assert "--no-browser" not in launched
    assert os.environ["JUPYTER_CONFIG_PATH"].startswith(f"/etc/own{os.pathsep}")
    launched.clear()
    cli.main(["start", str(mine), "--lesson", "2", "--no-browser", "--port", "12345"])
    assert "--LabApp.default_url=/lab/tree/02_threshold.ipynb" in launched
    assert {"--no-browser", "--ServerApp.port=12345"} <= set(launched)


@pytest.mark.parametrize(
    ("stop", "code"),
    [(SystemExit(3), 3), (SystemExit(None), 0), (SystemExit("no"), 1), (KeyboardInterrupt(), 130)],
)
def test_the_exit_code_is_that_of_jupyterlab(shipped, mine, launched, stop, code):
    launched.stop = stop
    assert cli.main(["start", str(mine)]) == code


# --- doctor -------------------------------------------------------------------------------------


def test_doctor_finds_this_installation_well(shipped, capsys):
    assert cli.main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"numpy {np.__version__}" in said
    assert said.count("  ok  ") == 4
    assert "All is well." in said


def test_doctor_names_a_missing_package_and_how_to_get_it(shipped, capsys, monkeypatch):
    version = importlib.metadata.version

    def without(name):
        if name == "ipywidgets":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", without)
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert f"ipywidgets is missing; get it with: {sys.executable} -m pip install ipywidgets" in said
    assert "FAILS" not in said  # every trial went well, and still:
    assert said.endswith("\nRepair the lines above, top first.\n")


@pytest.mark.parametrize("part", ["rate", "v_after"])
def test_doctor_notices_a_neuron_that_leaves_its_closed_form(shipped, capsys, monkeypatch, part):
    from snn_edu.neurons.lif import LIF

    right = getattr(LIF, part)
    monkeypatch.setattr(LIF, part, lambda self, *given: right(self, *given) * (1 + 1e-6))
    assert cli.main(["doctor"]) == 1
    assert "FAILS  a neuron" in capsys.readouterr().out


def test_doctor_notices_a_kernel_of_another_python(shipped, tmp_path, capsys, monkeypatch):
    kernel = tmp_path / "kernels" / "python3"
    kernel.mkdir(parents=True)
    spec = {"argv": ["/opt/other/bin/python", "-m", "ipykernel"], "display_name": "other"}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "python3 runs /opt/other/bin/python, not this Python" in said
    assert "ipykernel install --sys-prefix" in said


def test_doctor_notices_that_there_is_no_kernel(shipped, capsys, monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def none(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", none)
    assert cli.main(["doctor"]) == 1
    assert "pip install ipykernel" in capsys.readouterr().out


def test_doctor_goes_on_after_a_failure(capsys, monkeypatch):
    def none():
        raise LessonError("no lessons")

    monkeypatch.setattr(cli, "lessons_folder", none)
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "FAILS  lessons" in said
    assert said.count("  ok  ") == 3


# --- for real -----------------------------------------------------------------------------------


@pytest.fixture
def clean_jupyter(tmp_path):
    """An environment in which Jupyter finds no one's configuration."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    return {**os.environ, **{name: str(tmp_path / name.lower()) for name in names}}


def test_python_m_snn_edu_is_the_command(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["snn_edu", "--version"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("snn_edu", run_name="__main__")
    assert stop.value.code == 0
    assert capsys.readouterr().out.strip() == f"snn-edu {importlib.metadata.version('snn-edu')}"


def test_start_serves_the_lesson_with_our_extension_and_without_news(mine, clean_jupyter):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "snn_edu", "start", mine, "--no-browser", "--port", str(port)],
        env={**clean_jupyter, "JUPYTER_TOKEN": "open"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        page, deadline = "", time.monotonic() + 60
        address = f"http://127.0.0.1:{port}/lab/tree/00_pattern_detected.ipynb?token=open"
        while not page and time.monotonic() < deadline and server.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(address) as reply:
                page = reply.read().decode()
            time.sleep(0.1)
        plugin = "@jupyterlab/apputils-extension:notification"
        address = f"http://127.0.0.1:{port}/lab/api/settings/{plugin}?token=open"
        with urllib.request.urlopen(address) as reply:
            settings = json.load(reply)["schema"]["properties"]
    finally:
        server.terminate()
        log = server.communicate(timeout=30)[0]
    assert '"news": {"disabled": true}' in page, log
    assert settings["fetchNews"]["default"] == "false", "else a dialog asks about news"
    assert '"can_install": false' in page
    assert "snn_edu.command.nodelay | extension was successfully loaded" in log
    assert f"http://localhost:{port}/lab/tree/00_pattern_detected.ipynb?token=" in log
    assert "Traceback" not in log
