"""Grades: a row for every student, whatever they hand in, and a reason."""

import csv
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from published_lessons import write_lesson

from snn_edu.command import cli
from snn_edu.command.class_grade import Limits, Row, grade, write_csv

CODE = [
    "import numpy as np\nfrom snn_edu.exercises import check",
    'my_tau = 14.0\ncheck("leaky_bucket.read_tau", my_tau)',
    "pass",
    "def exact_step(v, v_inf, dt, tau_m):\n"
    "    return v_inf + (v - v_inf) * np.exp(-dt / tau_m)\n\n\n"
    'check("leaky_bucket.exact_step", exact_step)',
]
KILL = "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)"

FORGED = r"""import sys
with open(sys.argv[2], "a") as results:
    results.write('{"asked": ["x.y"]}\n{"cell": 1, "error": "\\ud800\\u001b[31m"}\n')"""

# What stands in the place of the third cell, how many of the two checks pass, and the reason.
HOSTILE = {
    "exit": ("import os\nos._exit(0)", 1, "code cell 3: ended its own process"),
    "crash": ("import ctypes\nctypes.string_at(0)", 1, "its process was stopped (SIGSEGV)"),
    "kills_parent": (KILL, 1, "its process was stopped (SIGKILL)"),
    "kills_group": ("import os\nos.killpg(0, 9)", 1, "its process was stopped (SIGKILL)"),
    "memory": ("x = b'x' * 10**10", 2, "code cell 3: MemoryError"),
    "disk": ("with open('big', 'wb') as f:\n    f.write(b'x' * 10**8)", 2, "File too large"),
    "no_judge": ("import snn_edu.exercises as e\ndel e.table", 1, "code cell 4"),
    "deep": ("import os\nfor _ in range(3000): os.mkdir('d'), os.chdir('d')", 2, ""),
    "forges": (FORGED, 2, "code cell 1: ??[31m"),
    "pipe": ("import os, sys\nos.remove(sys.argv[2])\nos.mkfifo(sys.argv[2])", 0, "had not ended"),
    "endless": ("while True: print('x' * 10_000)", 1, "code cell 3: had not ended after"),
}


def hand_in(path, third="pass", code=CODE):
    path.parent.mkdir(parents=True, exist_ok=True)
    write_lesson(path, code=[*code[:2], third, *code[3:]])


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="limits of another kind")
def test_every_submission_has_a_row_and_a_reason_and_the_run_goes_on(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "submissions"
    for student, (third, *_) in HOSTILE.items():
        hand_in(folder / f"{student}.ipynb", third)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert cli.main(["class", "grade", "submissions", "--seconds", "12"]) == 0
    with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as table:
        rows = {row["student"]: row for row in csv.DictReader(table)}
    for student, (_, passed, reason) in HOSTILE.items():
        assert (student, rows[student]["passed"]) == (student, str(passed))
        assert reason in rows[student]["reason"]
        assert bool(reason) == bool(rows[student]["reason"])
        if student != "pipe":  # asked, and not handed in
            assert rows[student]["leaky_bucket.two_psps"] == "0"
    assert "x.y" not in rows["forges"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert f"{len(HOSTILE)} students" in capsys.readouterr().out


def test_a_student_may_hand_in_a_folder_a_pipe_or_nothing(tmp_path):
    hand_in(tmp_path / "ada" / "deep" / "other name.ipynb")
    hand_in(tmp_path / "ada" / ".ipynb_checkpoints" / "old.ipynb", "1 / 0")
    (tmp_path / "bob").mkdir()
    (tmp_path / "eve.ipynb").write_text("", encoding="utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fay.ipynb")
    rows = {row.student: row for row in grade(tmp_path, 1, Limits())}
    assert sum(rows["ada"].checks.values()) == 2
    assert rows["ada"].reasons == []
    assert rows["bob"].reasons == ["no notebook"]
    assert rows["eve"].reasons == ["eve.ipynb: an empty file"]
    if "fay" in rows:
        assert rows["fay"].reasons == ["fay.ipynb: no file that a notebook fits in"]


def test_what_cannot_be_read_has_a_reason_and_the_next_one_follows(tmp_path, monkeypatch):
    for name in ("ada/1.ipynb", "ada/2.ipynb", "bob/deep.ipynb", "eve/locked.ipynb", "fay.ipynb"):
        hand_in(tmp_path / name)
    copy, find, look = shutil.copyfile, Path.rglob, Path.iterdir

    def copy_but_one(file, to):
        if file.name == "1.ipynb":
            raise PermissionError(errno.EACCES, "Permission denied")
        return copy(file, to)

    def find_but_in_bob(folder, pattern):  # folders in folders in folders
        if folder.name == "bob":
            raise RecursionError
        return find(folder, pattern)

    def look_but_in_eve(folder):
        if folder.name == "eve":
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(folder)

    monkeypatch.setattr(shutil, "copyfile", copy_but_one)
    monkeypatch.setattr(Path, "rglob", find_but_in_bob)
    monkeypatch.setattr(Path, "iterdir", look_but_in_eve)
    rows = {row.student: row for row in grade(tmp_path, 1, Limits())}
    assert rows["ada"].reasons == ["1.ipynb: Permission denied"]
    assert sum(rows["ada"].checks.values()) == sum(rows["fay"].checks.values()) == 2
    assert rows["bob"].reasons == rows["eve"].reasons == ["a folder that cannot be read"]


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_folder_without_submissions_is_refused(tmp_path, capsys, folder):
    (tmp_path / "empty").mkdir()
    assert cli.main(["class", "grade", str(tmp_path / folder)]) == 1
    assert capsys.readouterr().err.startswith("snn-edu: ")


def test_a_table_is_never_written_over_and_no_work_is_done_for_it(tmp_path, capsys):
    (tmp_path / "grades.csv").write_text("a teacher's notes", encoding="utf-8")
    given = ["class", "grade", str(tmp_path), "--csv", str(tmp_path / "grades.csv")]
    assert cli.main(given) == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "grades.csv").read_text(encoding="utf-8") == "a teacher's notes"


def test_a_table_that_cannot_be_written_is_refused_before_the_work(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("snn_edu.command.class_grade.grade", lambda *_: pytest.fail("it worked"))
    table = tmp_path / "nowhere" / "grades.csv"
    assert cli.main(["class", "grade", str(tmp_path), "--csv", str(table)]) == 1
    assert "Cannot write" in capsys.readouterr().err


def test_a_run_that_is_stopped_keeps_what_was_graded(tmp_path, monkeypatch):
    def rows(*_):
        yield Row("ada", {"a.b": 1})
        raise KeyboardInterrupt

    monkeypatch.setattr("snn_edu.command.class_grade.grade", rows)
    assert cli.main(["class", "grade", "x", "--csv", str(tmp_path / "grades.csv")]) == 130
    assert "ada,1,1," in (tmp_path / "grades.csv").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_run_as_ctrl_c_does(number, tmp_path):
    folder, temporary = tmp_path / "submissions", tmp_path / "temporary"
    temporary.mkdir()
    hand_in(folder / "ada.ipynb")
    hand_in(folder / "bob.ipynb", f"open({str(tmp_path / 'begun')!r}, 'w')\nwhile True: pass")
    command = [sys.executable, "-u", "-m", "snn_edu", "class", "grade", "submissions"]
    grader = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # the tests may run under nohup
    )
    try:
        assert grader.stdout.readline().startswith(b"ada: 2 of ")
        deadline = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        grader.send_signal(number)
        assert grader.wait(30) == 130
    finally:
        grader.kill()
        grader.communicate()
    with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as table:
        assert [(row["student"], row["passed"]) for row in csv.DictReader(table)] == [("ada", "2")]
    assert not [*temporary.iterdir()]


def test_a_table_has_a_column_a_check_and_no_formulas(tmp_path):
    rows = [Row("=1+1", {"a.b": 1}), Row("ada", {"a.c": 0}, ["-1: not so"]), Row("bob")]
    write_csv(rows, tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as table:
        assert list(csv.reader(table)) == [
            ["student", "a.b", "a.c", "passed", "reason"],
            ["'=1+1", "1", "", "1", ""],
            ["ada", "", "0", "0", "'-1: not so"],
            ["bob", "", "", "0", ""],
        ]


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "9" * 5000])
@pytest.mark.parametrize("option", ["--seed", "--seconds", "--memory"])
def test_a_limit_is_a_whole_number_above_0(capsys, option, number):
    with pytest.raises(SystemExit):
        cli.main(["class", "grade", "x", f"{option}={number}"])
    assert len(capsys.readouterr().err) < 1000
