"""Grades: a row for every student, whatever they hand in, and a reason for each 0."""

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from browser.harness import browser, chromium
from published_lessons import (
    IMPORTS,
    LESSONS,
    PSPS,
    STEP,
    SUMMED,
    TAU,
    graded,
    read_table,
    write_lesson,
)

from snn_edu import exercises
from snn_edu.command import class_grade, cli
from snn_edu.command.class_grade import cell, open_table, written
from snn_edu.command.class_mistakes import class_page, mistakes, votes_on
from snn_edu.command.handing_in.handed_in import Answer, HandedIn, Submission
from snn_edu.command.lesson_files import asked_in, deeper_ids, find_question, predictions
from snn_edu.command.submission import Grader
from snn_edu.diary import DIARY, Entry
from snn_edu.exercises import predict
from snn_edu.questions import NAME, owned

NO_DECAY = PSPS.replace(SUMMED, "2.0 * w")
CODE = [IMPORTS, TAU, "pass", PSPS]
ASKED = asked_in(LESSONS["01"])
TAU_ID, ID = "leaky_bucket.read_tau", "leaky_bucket.two_psps"

# What stands in the place of the third cell, and the reason; the two checks are right.
KILL = "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(60)"
DEAF = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nsum(range(10**12))"
FLOOD = "import sys\nopen(sys.argv[1], 'a').write('x' * 2_000_000)"
HOSTILE = {
    "exit": ("import os\nos._exit(0)", "code cell 3: ended its own process"),
    "crash": ("import ctypes\nctypes.string_at(0)", "its process was stopped (SIGSEGV)"),
    "kills_parent": (KILL, "its process was stopped (SIGKILL)"),
    "memory": ("x = b'x' * 10**10", "code cell 3: MemoryError"),
    "floods": (FLOOD, "what it tells the grader was spoilt by its own code"),
    "removes": ("import os, sys\nos.remove(sys.argv[1])", "not done yet: read_tau"),
    "endless": ("while True: print('x' * 10_000)", "code cell 3: had not ended after"),
    "deaf": (DEAF, "code cell 3: its process was stopped (SIGKILL)"),
}


@pytest.fixture
def at_once(monkeypatch):
    """Submissions run in this process, where it is not their end that matters."""

    def once(runner, lesson, cells):
        os.environ[NAME] = ""
        told = []
        grader = Grader(lesson.asked, told.append, runner.given["seed"], runner.given["names"])
        monkeypatch.setattr(exercises, "check", grader.check)
        grader.run(cells.items())
        return [*told, {"end": True}]

    monkeypatch.setenv(NAME, "")
    monkeypatch.setitem(sys.modules, "__main__", None)
    monkeypatch.setattr(class_grade._Runner, "_once", once)


def test_what_a_stopped_run_has_kept_is_read_up_to_where_it_was_cut_off(tmp_path):
    kept = tmp_path / "marks_kept.jsonl"
    assert class_grade.read_kept(kept) == {}
    kept.write_text('{"of": "a", "x": 1}\n{"of": "b"}\n{"of": "a", "x": 2}\n{"of": "c", "x"')
    assert class_grade.read_kept(kept) == {"a": {"of": "a", "x": 2}, "b": {"of": "b"}}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="limits of another kind")
def test_whatever_kills_a_submission_has_a_reason_and_the_next_is_graded(tmp_path, monkeypatch):
    monkeypatch.setattr(class_grade, "BY_THE_CLOCK", 30)  # however busy this machine is
    work = {f"{name}.ipynb": [IMPORTS, TAU, third, PSPS] for name, (third, _) in HOSTILE.items()}
    rows = graded(tmp_path, work, "--seconds", "3", "--lesson", "01", "--jobs", "2")
    for student, (_, reason) in HOSTILE.items():
        assert reason in rows[student]["reason"], student
        passed = "1" if student == "removes" else "2"  # it takes back what it had
        right = sum(int(rows[student][id]) for id in (TAU_ID, ID))  # noqa: A001
        assert (student, right) == (student, int(passed))
    assert {path.name for path in (tmp_path / "submissions").iterdir()} == set(work)


def test_a_cell_that_ends_the_process_is_left_out_of_the_next_run_twice(tmp_path, monkeypatch):
    """As told in its file, line by line; lines that make no sense are left out."""
    runs = []

    def run(runner, work, results, given):
        runs.append([number for number, _ in json.loads(given)["cells"]])
        told = [{"cell": number} for number in runs[-1][:2]]
        whole = [{"cell": runs[-1][-1]}, {"end": True}]
        lines = map(json.dumps, told if len(runs) < 3 else whole)
        results.write_text("\n".join(["{", *lines, "3"]), encoding="utf-8")
        return "ended its own process"

    monkeypatch.setattr(class_grade._Runner, "_run", run)
    row = graded(tmp_path, {"ada.ipynb": CODE})["ada"]
    assert runs == [[1, 2, 3, 4], [1, 3, 4], [1, 4]]
    said = [f"01.ipynb, code cell {number}: ended its own process" for number in (2, 3)]
    assert [each.replace("ada", "01") for each in row["reason"].split(" | ")][:2] == said
    assert row["reason"].count("ended its own process") == 2


def test_errors_of_several_cells_are_named_once_each_up_to_three_and_the_others_counted():
    row = HandedIn("ada", answers={"a.b": Answer("wrong")})
    told = [{"cell": k, "error": f"E{min(k, 5)}"} for k in (1, 1, 2, 3, 4, 5)]
    lesson = Submission("01.ipynb", ["a.b"], {"a.b": "x"})
    class_grade._enter(row, lesson, [*told, {"end": True}])
    named = [f"01.ipynb, code cell {k}: E{k}" for k in (1, 2, 3)]
    assert row.reasons == [*named, "2 more errors"]


def test_what_waits_is_ended_by_the_clock_which_is_some_times_its_seconds(tmp_path, monkeypatch):
    monkeypatch.setattr(class_grade, "BY_THE_CLOCK", 0.25)
    row = graded(tmp_path, {"ada.ipynb": ["import time\ntime.sleep(60)", TAU]}, "--seconds", "2")[
        "ada"
    ]
    assert "had not ended after 0.5 s" in row["reason"]


def test_a_thread_or_a_process_that_goes_on_is_not_waited_for(tmp_path):
    goes_on = (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()",
        "import multiprocessing as mp\nmp.Process(target=time.sleep, args=(600,)).start()",
    )
    begin = time.monotonic()
    row = graded(tmp_path, {"ada.ipynb": [IMPORTS, *goes_on, TAU, PSPS]})["ada"]
    assert (row[TAU_ID], row[ID]) == ("1", "1")
    assert "ended" not in row["reason"]
    assert time.monotonic() - begin < 300  # where it waits: 600


def test_a_folder_may_be_graded_from_within_again_and_again(tmp_path, at_once, monkeypatch):
    """The tables and pages of earlier runs, which lie in it, are no students."""
    write_lesson(tmp_path / "ada.ipynb", code=[IMPORTS, TAU])
    monkeypatch.chdir(tmp_path)
    for name in ("grades.csv", "grades-2.csv"):
        assert cli.main(["class", "grade", "."]) == 0
        assert [row["student"] for row in read_table(tmp_path / name)] == ["ada"]


def test_the_best_of_a_student_s_notebooks_counts_and_the_row_says_so(tmp_path):
    work = {
        "nia/01.ipynb": [*CODE, TAU.replace("14.0", "3.0")],
        "nia/01.new.ipynb": [IMPORTS, 'check("leaky_bucket.read_tau", ...)', NO_DECAY],
        "nia/.ipynb_checkpoints/01.ipynb": ["1 / 0"],
    }
    row = graded(tmp_path, work)["nia"]
    said = "2 notebooks of one lesson, of which the best answer to each check counts"
    assert (row["passed"], row["deeper"], said in row["reason"]) == ("1", "1", True)


def test_every_nought_has_a_reason_in_the_words_of_the_check(tmp_path, at_once):
    printed = NO_DECAY.replace("return 2.0 * w", "print(2.0 * w)")
    failing = "exact_step = lambda *given: 1 / 0"
    untouched = "def exact_step(*given):\n    return ..."
    work = {
        "ada.ipynb": [IMPORTS, TAU.replace("14.0", "14, 1"), NO_DECAY, failing],
        "bob.ipynb": [IMPORTS, TAU, f"%%bash\n{PSPS}", "del my_tau, check"],
        "eve/1.ipynb": [IMPORTS, TAU, printed, untouched],
        "eve/1.new.ipynb": [IMPORTS, NO_DECAY.replace("2.0 * w", "..."), untouched],
    }
    rows = graded(tmp_path, work)
    for student, said in (
        ("ada", "choose_dt: an older lesson, or the check was deleted"),
        ("ada", "read_tau: A number is expected, this is a tuple of 2."),
        ("ada", "two_psps: That is the sum without any decay between the two: 10.00 mV."),
        ("ada", "exact_step: Your function stopped"),
        ("ada", "third_line: Nothing was handed in: NameError"),
        ("bob", "%%bash is not run here"),
        ("eve", "two_psps: Your function returns nothing yet. If it is"),
    ):
        assert said in rows[student]["reason"]
    assert rows["eve"]["reason"].endswith("not done yet: exact_step")
    deeper = sum(each in deeper_ids() for each in ASKED)
    assert (rows["bob"]["passed"], rows["bob"]["of"]) == ("1", str(len(ASKED) - deeper))
    assert rows["bob"]["of deeper"] == str(deeper) > "0"


def test_numbers_of_one_s_own_count_under_a_name_and_a_neighbour_s_are_named(tmp_path, at_once):
    id = "leaky_bucket.read_tau"  # noqa: A001
    exercise = find_question(id)
    tau = {name: owned(exercise, id, name).solution for name in ("Ada Lee", "Bo Ng", "Eve Oz")}
    assert min(abs(a - b) for a, b in itertools.combinations([*tau.values(), 14.0], 2)) > 1.0

    def named(name, answer):
        own = f'from snn_edu.exercises import own_numbers\nown_numbers("{name}")'
        return [IMPORTS, own, TAU.replace("14.0", str(answer)), PSPS]

    work = {
        "Ada Lee/a.ipynb": named("lee, ada", tau["Ada Lee"]),
        "Bo Ng/a.ipynb": named("Bo Ng", tau["Ada Lee"]),  # from a neighbour
        "Cy Poe/a.ipynb": named("Ada Lee", tau["Ada Lee"]),  # with all of it
        "Di Roe/a.ipynb": named("", 14.0),
        "Eve Oz/a.ipynb": named("Eve Oz", 14.0),  # out of the course
    }
    rows = graded(tmp_path, work, "--own", "--lesson", "01")
    assert [row[id] for row in rows.values()] == ["1", "0", "1", "0", "0"]
    assert "own_numbers" not in rows["Ada Lee"]["reason"]
    assert "read_tau: right for another name, 1 of 3: Ada Lee. " in rows["Bo Ng"]["reason"]
    assert rows["Cy Poe"]["reason"].startswith("with the numbers of Ada Lee")
    assert "No name stands in `own_numbers`" in rows["Di Roe"]["reason"]
    assert "1 of 3: the lesson without a name" in rows["Eve Oz"]["reason"]
    pages = "".join(page.read_text("utf-8") for page in tmp_path.glob("grades_feedback/* Bo*"))
    assert "ada" not in pages.lower()  # the neighbour is the teacher's affair


def test_honest_work_in_an_odd_form_loses_nothing(tmp_path, at_once):
    """A package that is not here, and what needs it; checks that were deleted, a late diary."""
    missing = "import pandas as pd, numpy as np\nfrom snn_edu.exercises import check"
    jitted = f"from numba import njit\n\n\n@njit\n{PSPS}"
    unchecked = [each.split("\n\n\ncheck")[0] for each in (STEP, PSPS)]
    colab = "from google.colab import drive\nimport seaborn as sns\n\ndrive.mount('/content')\n"
    hinted = f"@sns.cached\n{PSPS}".replace("(w, ", "(w: sns.Number, ")
    assert hinted.count("sns.") == 2
    work = {
        "di.ipynb": [colab + IMPORTS, f"sns.set_theme()\nwith sns.style():\n    1\n{TAU}", hinted],
        "ada.ipynb": [missing, TAU, jitted],
        "01_leaky_bucket_bo.ipynb": [IMPORTS, unchecked[1]],
        "cy.ipynb": [IMPORTS, *unchecked],
    }
    lates = tmp_path / "submissions" / "ada" / DIARY
    lates.parent.mkdir(parents=True)
    lates.write_text(json.dumps({"time": 7e16, "id": ID, "status": "passed", "said": ""}), "utf-8")
    write_lesson(lates.parent / "_final.ipynb", code=CODE)
    rows = graded(tmp_path, work, "--lesson", "01")
    right = {name: [rows[name][id] for id in (TAU_ID, ID)] for name in rows}  # noqa: A001
    assert right == {
        "ada": ["1", "1"], "01_leaky_bucket_bo": ["0", "1"], "cy": ["0", "1"], "di": ["1", "1"]
    }  # fmt: skip
    assert "No module named 'pandas', run without that import" in rows["ada"]["reason"]


CALLED = {  # how a check may be called, and still count
    "by_name": 'check(id="{id}", answer={answer})',
    "kept": '_ = check("{id}", {answer})',
    "asserted": 'assert check("{id}", {answer}), "mine"',
    "shown": 'display(check("{id}", {answer}))',
    "in_a_function": 'def mine():\n    return check("{id}", {answer})\n\n\nmine()',
    "guarded": 'if __name__ == "__main__":\n    check("{id}", {answer})',
    "tried": 'try:\n    print(check("{id}", {answer}))\nexcept ValueError:\n    pass',
    "of_a_module": 'import snn_edu.exercises as ex\n\nex.check("{id}", {answer})',
    "under_another_name": 'from snn_edu.exercises import check as c\n\nc("{id}", {answer})',
}
BEFORE = {  # what a notebook may have done before
    "names_of_python": "sum = 0\nlist = [1, 2]\nround = abs = int = None",
    "an_end": "raise SystemExit",
    "a_failing_test": "assert 1 == 2, 'mine'",
    "an_alias": "import numpy\n\nnp = numpy\ndel numpy",
    "await": "import asyncio\n\nawait asyncio.sleep(0)",
    "magics": "%load_ext autoreload\n%matplotlib notebook\nfiles = !ls\ncheck?",
    "quiet": "import io, sys\n\nsys.stdout = io.StringIO()\nsys.stderr = None",
}


def test_a_check_counts_however_it_is_called_and_whatever_came_before(tmp_path, at_once, capsys):
    answers = {TAU_ID: ("my_tau = 14.0", "my_tau"), ID: (PSPS.split("\n\n\ncheck")[0], "two_psps")}
    work = {}
    for name, called in CALLED.items():
        cells = [
            f"{text}\n\n\n{called.format(id=check, answer=answer)}"
            for check, (text, answer) in answers.items()
        ]
        work[f"{name}.ipynb"] = [IMPORTS, *cells]
    for name, first in BEFORE.items():
        work[f"{name}.ipynb"] = [IMPORTS, first, TAU, PSPS]
    streams = sys.stdout, sys.stderr
    try:
        rows = graded(tmp_path, work, "--lesson", "01")
    finally:
        sys.stdout, sys.stderr = streams
    lost = [name for name, row in rows.items() if (row[TAU_ID], row[ID]) != ("1", "1")]
    assert len(rows) == len(CALLED) + len(BEFORE)
    assert lost == []


def test_a_module_beside_the_notebook_can_be_imported_and_hides_none_of_ours(tmp_path):
    ours = "from helper import w\nimport numpy as np\nfrom snn_edu.exercises import check"
    folder = tmp_path / "submissions" / "ada"
    folder.mkdir(parents=True)
    (folder / "helper.py").write_text("w = 1", "utf-8")
    (folder / "numpy.py").write_text("1 / 0", "utf-8")
    (tmp_path / "class.csv").write_text("name\nAda\n", "utf-8")
    roster = "--roster", str(tmp_path / "class.csv")
    tau = TAU.replace("my_tau =", "my_tau = w *")
    row = graded(tmp_path, {"ada/1.ipynb": [ours, tau, PSPS]}, *roster)["Ada"]
    assert (row[TAU_ID], row[ID]) == ("1", "1")


def test_what_two_have_letter_by_letter_is_told_to_the_teacher_alone(tmp_path, at_once):
    own = STEP.replace(
        "return", "# the exact step, as in the lesson, and not one of Euler\n    return"
    )
    work = {
        "ada.ipynb": [IMPORTS, TAU, own, PSPS],
        "bo.ipynb": [IMPORTS, TAU, own, PSPS],
        "cy.ipynb": [IMPORTS, TAU, STEP, PSPS],
        "di.ipynb": [IMPORTS, TAU],
    }
    rows = graded(tmp_path, work, "--lesson", "01")
    told = {name: "the same text as" in row["reason"] for name, row in rows.items()}
    assert told == {"ada": True, "bo": True, "cy": False, "di": False}
    assert "the same text as bo in all 3 answers" in rows["ada"]["reason"]
    pages = "".join(page.read_text("utf-8") for page in tmp_path.glob("grades_feedback/*"))
    assert "the same text" not in pages


def test_where_many_have_the_same_text_three_are_named_and_the_others_counted():
    """What a whole class was given would else fill a table's cell, and more."""
    texts = [STEP, PSPS, TAU + "  # as we were told in the lecture, word by word, all of us"]
    work = [HandedIn(f"s{k}", lessons=[Submission("01.ipynb", texts, ASKED)]) for k in range(9)]
    class_grade._compare(work)
    assert work[8].alike == ["the same text as s0, s1, s2 and 5 more in all 3 answers"]
    class_grade._compare(three := work[:3])
    assert three[0].alike[-1] == "the same text as s1, s2 in all 3 answers"


@pytest.mark.slow
def test_whoever_has_done_nothing_has_made_no_mistake(tmp_path, at_once):
    for number in ("00", "10", "21"):
        path = tmp_path / "submissions" / "ada" / LESSONS[number].name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(LESSONS[number].read_bytes())
    graded(tmp_path, {})
    assert read_table(tmp_path / "grades_mistakes.csv") == []


def test_another_lesson_than_the_one_asked_for_does_not_count(tmp_path, at_once):
    other = [IMPORTS, 'check("stdp_curves.one_pair", 3)']
    work = {"ada/1.ipynb": CODE, "bob.ipynb": other, "cy.ipynb": ["x = 1"]}
    rows = graded(tmp_path, work, "--lesson", "1")
    assert (rows["ada"]["passed"], rows["ada"]["deeper"]) == ("1", "1")
    assert rows["ada"]["reason"].count("Nothing was handed in") == len(ASKED) - 2
    assert rows["bob"]["reason"] == "no notebook of this lesson"
    assert rows["cy"]["reason"] == "cy.ipynb: No check of the course is left in it."
    assert int(rows["cy"]["of"]) + int(rows["cy"]["of deeper"]) == len(ASKED)  # of all, not of 0
    assert [*rows["ada"]][1:-5] == [*ASKED]  # in the lesson's order
    assert "stdp_curves" not in " ".join(rows["ada"])


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_a_run_that_is_stopped_keeps_rows_and_pages_and_goes_on(tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    begun = f"open({str(tmp_path / 'begun')!r}, 'w')\nwhile 1: 1"
    for name, more in (("ada", []), ("bob", [begun])):
        write_lesson(tmp_path / "submissions" / f"{name}.ipynb", code=[*CODE, *more])
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "snn_edu", "class", "grade", "submissions"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL),
    ) as grader:
        assert grader.stdout.readline().startswith(b"ada: 1 of ")
        deadline = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        grader.send_signal(signal.SIGTERM)
        assert grader.wait(30) == 130
    (row,) = read_table(tmp_path / "grades.csv")
    assert (row["student"], row["passed"], row["deeper"]) == ("ada", "1", "1")
    assert len([*(tmp_path / "grades_feedback").iterdir()]) == 1
    write_lesson(tmp_path / "submissions" / "bob.ipynb", code=CODE)
    nothing = [{"ended": "it earns nothing"}]  # and ada's is not run twice
    monkeypatch.setattr(class_grade._Runner, "_once", lambda *_: nothing)
    given = ["class", "grade", str(tmp_path / "submissions"), "--csv", str(tmp_path / "grades.csv")]
    assert cli.main([*given, "--again"]) == 0
    ada, bob = read_table(tmp_path / "grades.csv")
    assert (ada["passed"], bob["passed"]) == ("1", "0")
    assert len([*(tmp_path / "grades_feedback").iterdir()]) == 2
    assert cli.main([*given, "--again"]) != 0  # nothing is left to go on with
    assert not [*temporary.iterdir()]


def test_a_table_takes_nothing_away_and_opens_in_a_spreadsheet_without_formulas(tmp_path):
    taken = tmp_path / "grades.csv", tmp_path / "grades-2_class.html"
    for path in taken:
        path.write_text("a teacher's notes", encoding="utf-8")
    file, out = open_table(taken[0])
    assert file.name == "grades-3.csv"
    rows = [
        HandedIn("Müller", answers={"a.b": Answer("passed")}),
        HandedIn("ada", reasons=["-1: not so"], answers={"a.c": Answer("wrong", "no; =1+1")}),
        HandedIn("bob", reasons=["nothing was handed in"], due={"a.b": None}),
    ]
    with out:
        assert list(written(rows, out, ["a.b", "a.c"], with_email=False)) == rows
    assert {path.read_text(encoding="utf-8") for path in taken} == {"a teacher's notes"}
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    table = read_table(file)
    assert [list(table[0]), *(list(row.values()) for row in table)] == [
        ["student", "a.b", "a.c", "passed", "of", "deeper", "of deeper", "reason"],
        ["Müller", "1", "", "1", "1", "0", "0", ""],
        ["ada", "", "0", "0", "1", "0", "0", "'-1: not so | c: no, =1+1"],
        ["bob", "", "", "0", "1", "0", "0", "nothing was handed in"],
    ]
    for start in "=+-@\uff1d\uff0b\uff0d\uff20":
        assert cell(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "9" * 5000])
@pytest.mark.parametrize("option", ["--seed", "--seconds", "--memory", "--jobs"])
def test_a_limit_is_a_whole_number_above_0(capsys, option, number):
    with pytest.raises(SystemExit):
        cli.main(["class", "grade", "x", f"{option}={number}"])
    assert len(capsys.readouterr().err) < 1000


# --- what the class thinks ----------------------------------------------------------------------

NO_LEAK = "That is the sum without any decay between the two: … mV. "
NO_LEAK += "In the gap the first one leaks away in part; … mV are right."
VOTES = [*predict("leaky_bucket.double_R").lettered.values()][:2]  # the first, and the last
TRIED = Entry(1.0, ID, "wrong", NO_LEAK)
MENDED = [TRIED, Entry(2.0, ID, "wrong", "A minus is missing.")]
VOTED = [Entry(3.0, "leaky_bucket.double_R", "wrong", said) for said in VOTES]
WRONG = {ID: Answer("wrong", mistake=NO_LEAK)}
ROWS = [
    HandedIn("ada", answers=WRONG),
    HandedIn("bob", answers=WRONG, diary=[TRIED]),  # the same try
    HandedIn("eve", answers={ID: Answer("passed")}, diary=[*MENDED, *VOTED]),
]


def test_a_mistake_counts_by_its_kind_whoever_mended_it():
    printed = Answer("not done yet", "Write it. It returns nothing.", "It returns nothing.")
    undone = HandedIn("li", answers={ID: Answer("not done yet", "Write it.")})
    made = mistakes([*ROWS, HandedIn("jo", answers={ID: printed}), undone], ID)
    assert made == {
        NO_LEAK: Counter(["ada", "bob", "eve"]),
        "A minus is missing.": Counter(["eve"]),
        "It returns nothing.": Counter(["jo"]),
    }


def test_the_page_for_the_projector_has_counts_votes_and_no_name():
    shown = class_page(ROWS, [ID])
    assert "1 right, 2 not, 0 not done" in shown
    assert f"<td>3</td><td>{NO_LEAK}</td>" in shown
    assert "<summary>0 → 0 of 1: " in shown
    assert shown.index("<td>1 → 0</td>") < shown.index("<td>0 → 1</td>")
    assert shown.count(" ✔") == 1  # the right answer
    assert not any(f">{row.student}" in shown for row in ROWS)


def test_the_page_begins_with_the_five_commonest_as_shares_of_those_who_tried():
    """Six mistakes, made by 6, 5, 4, 3, 2 and 1; one more was right, and one has done nothing."""
    rows = [HandedIn(f"s{k}", answers={ID: Answer()}) for k in range(8)]
    for n in range(1, 7):
        for row in rows[:n]:
            row.diary.append(Entry(1.0, ID, "wrong", f"mistake {'abcdef'[n - 1]}"))
    rows[6].answers[ID] = Answer("passed")
    first, second = class_page(rows, [ID, TAU_ID]).split("</section><section>")
    told = re.findall(r"<td>(\d of \d)</td><td>.+?two_psps.+? (mistake \w)<", first)
    assert told == [(f"{n} of 7", f"mistake {'abcdef'[n - 1]}") for n in (6, 5, 4, 3, 2)]
    assert "mistake a" in second
    assert "Nobody has made one" in class_page([], [ID])


def test_votes_for_a_number_stand_in_five_groups_of_which_one_is_right():
    """Right are 6.84 mV, and 0.35 mV to each side."""
    asked = find_question("leaky_bucket.second_psp", "PREDICTIONS")
    said = ["10 mV", "5 mV", "6.8 mV", "7.15 mV", "7.3 mV", "3 mV", "100 mV", "", "of another one"]
    assert votes_on(asked, said) == [
        ("below 3.42 mV", 1, False),
        ("3.42 mV to 6.49 mV", 1, False),
        ("right, 6.84 mV", 2, True),
        ("7.19 mV to 13.7 mV", 2, False),
        ("above 13.7 mV", 1, False),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (911, 512)])
def test_the_page_of_a_class_of_thirty_fits_two_screens(tmp_path, size):
    """With the longest mistakes that there are, and all votes; nothing is wider than the screen."""
    if chromium() is None:
        pytest.skip("no Chromium here")
    rows = [HandedIn(f"s{k}") for k in range(30)]
    with browser() as tab:
        tab.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        for lesson in LESSONS.values():
            checks = [*asked_in(lesson)]
            for row in rows:
                row.answers = dict.fromkeys(checks, Answer("wrong", mistake="x"))
                row.diary = []
            for check in checks:
                exercise = find_question(check)
                longest = sorted((w.message for w in exercise.wrong), key=len)[-5:]
                rows[0].diary += [Entry(1.0, check, "wrong", each) for each in longest]
            asked = predictions(lesson.stem.partition("_")[2])
            rows[1].diary = [Entry(1.0, each, "wrong", "1 mV") for each in asked]
            file = tmp_path / "class.html"
            file.write_text(class_page(rows, checks), encoding="utf-8")
            tab.goto(file.as_uri())
            whole, wide = tab.evaluate(
                "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
            )
            assert (whole <= 2 * size[1], wide <= size[0]) == (True, True), (lesson.stem, whole)


def test_all_of_it_is_written_beside_the_table_and_a_page_for_each_student(tmp_path, at_once):
    vote = Entry(1.0, "leaky_bucket.double_R", "passed", "(c) both")
    diary = "\n".join(json.dumps(vars(each)) for each in (vote, TRIED, TRIED))
    (tmp_path / "submissions" / "ada").mkdir(parents=True)
    (tmp_path / "submissions" / "ada" / DIARY).write_text(diary, encoding="utf-8")
    summed = NO_DECAY.replace("2.0 * w", "w + w")
    graded(tmp_path, {"ada/1.ipynb": [IMPORTS, NO_DECAY], "b:b/1.ipynb": [IMPORTS, summed]})
    (found,) = [r for r in read_table(tmp_path / "grades_mistakes.csv") if r["exercise"] == ID]
    assert [*found.values()] == [ID, cell(NO_LEAK), "2", "3", "ada, b:b"]
    assert " of 1: " in (tmp_path / "grades_class.html").read_text(encoding="utf-8")
    ada, bob = sorted((tmp_path / "grades_feedback").iterdir())
    assert (ada.name, bob.name) == ("01 ada.html", "02 b_b.html")
    text = ada.read_text(encoding="utf-8")
    assert f"0 of {len(ASKED) - 2}, and 0 of 2 that go deeper are right" in text
    assert "10.00 mV" in text
    assert "b:b" not in text
