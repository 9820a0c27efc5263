"""One submission: what it is tried with, and what is told of it."""

import copy
import itertools
import os
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from published_lessons import LESSONS, STEP, TAU

from snn_edu import exercises
from snn_edu.command import submission
from snn_edu.command.handing_in.handed_in import BEST
from snn_edu.command.submission import Grader, freshened
from snn_edu.questions import answers
from snn_edu.questions.exercise import is_right, judge

ROOMS = [path.stem[3:] for path in LESSONS.values()]
RIGHT = f"import numpy as np\n{STEP}"
DEFINED, CALL = RIGHT.rsplit("\n", 1)
EXERCISE = exercises.find("leaky_bucket.exact_step", "EXERCISES")
ASKED = {"leaky_bucket.exact_step": "exact_step", "leaky_bucket.read_tau": "my_tau"}


@cache
def with_fresh(lesson, seed):
    """The exercises of a lesson that have tries, and the same with fresh ones."""
    asked = [each for each in exercises.table(lesson, "EXERCISES") if each.tries]
    return [(each, freshened(each, np.random.default_rng(seed))) for each in asked]


@pytest.mark.slow
def test_an_answer_that_knows_only_the_numbers_of_the_lesson_is_found_out_nearly_everywhere():
    """It gives the results of the lesson's own tries, one by one; where a try bears no other
    numbers (images, counts) that cannot be told from an answer.
    """
    found_out = []
    for exercise, fresh in itertools.chain.from_iterable(with_fresh(each, 1) for each in ROOMS):
        results = [exercise.solution(*inputs) for inputs in copy.deepcopy(exercise.tries)]
        known = itertools.cycle(results)
        found_out.append(not is_right(fresh, lambda *_, known=known: next(known)))
    assert sum(found_out) >= 0.8 * len(found_out)


def fano_by_bins(times, window, duration):
    counts, _ = np.histogram(times, bins=int(duration / window), range=(0, duration))
    return np.var(counts) / np.mean(counts)


def update_on_an_even_grid(times, t, v, should_fire, K):
    error = int(should_fire) - int(v.max() >= 1)
    return error * K(t[0] + v.argmax() * (t[1] - t[0]) - times)


def update_bounded_on_one_side(w, early, fired, up, down):
    return np.where(early, np.minimum(1.0, w + up), np.maximum(0.0, w - down)) if fired else w


def network_in_place(x, W1, b1, W2, b2, steps):
    v1, v2 = np.zeros_like(b1), np.zeros_like(b2)
    counts = np.zeros(len(b2), dtype=int)
    for _ in range(steps):
        v1 += x @ W1 + b1
        hidden = np.where(v1 >= 1, 1.0, 0.0)
        v1 -= hidden
        v2 += hidden @ W2 + b2
        output = v2 >= 1
        v2 -= output
        counts += output
    return counts


# Other right ways to write what is asked, where the arguments have to fit each other.
STYLES = {
    "measuring_trains.fano": [fano_by_bins],
    "tempotron.update": [update_on_an_even_grid],
    "repair_the_article.update": [update_bounded_on_one_side],
    "from_ann_to_snn.network": [network_in_place],
}


def right_answers(lesson, exercise):
    """The solution, lists for its arrays, the oracle (which gets there another way), styles."""

    def listed(*given):
        result = exercise.solution(*given)
        return result.tolist() if isinstance(result, np.ndarray) and result.ndim else result

    oracle = [lambda *given: exercise.oracle(*given)] * (exercise.judge is None)
    return [exercise.solution, listed, *oracle, *STYLES.get(f"{lesson}.{exercise.name}", [])]


@pytest.mark.slow
@pytest.mark.parametrize("lesson", ROOMS)
def test_right_answers_of_every_style_pass_whatever_the_seed(lesson):
    """SEEDS=20 tries more of them."""
    for seed in range(1, 1 + int(os.environ.get("SEEDS", "1"))):
        for exercise, fresh in with_fresh(lesson, seed):
            for answer in right_answers(lesson, exercise):
                assert judge(fresh, answer), (exercise.name, seed)


def one(window, duration, longer, grid, ordered, equal, matrix, order, pair, count, word, rng):
    return 1.0


@pytest.mark.parametrize("seed", range(1, 6))
def test_fresh_numbers_are_near_and_belong_together_as_the_old_ones(seed):
    lists = ([2.0, 4.0, 6.0, 8.0], [1.0, 2.0, 5.0], [3.0, 1.0, 3.0], [[1.0, 2.0], [2.0, 3.0]])
    others = [3, 1, 2], (3.0, 1.0), 7, "word", np.random.default_rng(0)
    given = (2.0, 20.0, 20.5, *map(np.array, lists), *others)
    exercise = replace(EXERCISE, tries=(given,), solution=one, oracle=one, wrong=())
    (fresh,) = freshened(exercise, np.random.default_rng(seed)).tries
    (again,) = freshened(exercise, np.random.default_rng(seed)).tries
    (other,) = freshened(exercise, np.random.default_rng(seed + 9)).tries
    window, duration, longer, grid, ordered, equal, matrix, order, pair, count, word, rng = fresh
    assert fresh[:3] == again[:3] != other[:3]
    assert duration / window == 10.0
    assert longer > duration
    np.testing.assert_allclose(np.diff(grid, 2), 0.0, atol=1e-12)
    assert list(ordered) == sorted(ordered)
    assert len(set(equal)) == 2
    assert (matrix.shape, len(set(matrix.flat))) == ((2, 2), 3)
    for old, new in [*zip(given, fresh, strict=True)][:7]:
        new, old = np.sort(new, axis=None), np.sort(old, axis=None)
        np.testing.assert_allclose(new, old, rtol=2.1 * submission.FRESH)
        assert not np.array_equal(new, old)
    assert (sorted(order), type(pair), word) == ([1, 2, 3], tuple, "word")
    assert 7 <= count <= 9
    assert rng is not given[-1]


IMPORT = "from snn_edu.exercises import check"
BORROWED = """from snn_edu.exercises import table
exact_step = table('leaky_bucket', 'EXERCISES')[2].solution"""
TYPED_IN = f"""def exact_step(v, v_inf, dt, tau_m):
    return { {each: float(EXERCISE.solution(*each)) for each in EXERCISE.tries} }.get(
        (v, v_inf, dt, tau_m), 0.0)"""
BOTH = ("passed", "passed")
NAMED = STEP.replace("exact_step(v", "mine(v").replace(", exact_step", ", mine")
CELLS = {  # what a submission has; the best that is told of exact_step and read_tau; its errors
    "judged, with or without a check": ((IMPORT, DEFINED, CALL, "my_tau = 3."), "passed", "wrong"),
    "a function of the library": ((BORROWED, IMPORT, CALL), "wrong", "missing"),
    "results of the lesson's numbers": ((TYPED_IN, IMPORT, CALL), "wrong", "missing"),
    "an error does not stop the next cell": (
        ("1 / 0", "raise SystemExit(3)", "def f(:", IMPORT, "my_tau = 14.0"), "missing", "passed",
        "ZeroDivisionError", "SystemExit", "SyntaxError",
    ),
    "a cell may have what only notebooks have": (
        ("%matplotlib inline\n!ls\ndisplay(3)", "import asyncio\nawait asyncio.sleep(0)"),
        "missing", "missing",
    ),
    "what is built in is there again": (
        ("import builtins\nbuiltins.isinstance = builtins.BaseException = None\n1 / 0", IMPORT, TAU,
         RIGHT), *BOTH, "it changes what is built in (isinstance, BaseException), which was undone",
        "ZeroDivisionError",
    ),
    "NumPy is there again": (
        ("import numpy as np\nnp.random.default_rng = np.exp = None", IMPORT, TAU, RIGHT), *BOTH,
        "it changes what is built in (numpy.exp, numpy.random.default_rng), which was undone",
    ),
    "a check of no exercise is an error": (
        (IMPORT, 'check("leaky_bucket.nothing", 3)', "check(3, 3)"), "missing", "missing",
        "ValueError", "ValueError",
    ),
    # what honest people do, with two answers that are right, loses no point
    "timed": (
        (IMPORT, f"%%time\n{TAU}", "%time np.exp(0)", f"%%capture\n{RIGHT}"), *BOTH, "NameError",
    ),
    "line": ((IMPORT, "%time half = 7.0", "my_tau = %time 2 * half", RIGHT), *BOTH),
    "helper later": ((IMPORT, TAU, STEP.replace("np.exp", "exp"), "from math import exp"), *BOTH),
    "value later": ((IMPORT, TAU.replace("14.0", "n"), RIGHT, "n = 14.0"), *BOTH, "NameError"),
    "upside down": (
        ("tau = 2 * half", "half = seven", TAU.replace("14.0", "tau"), RIGHT, "seven = 7", IMPORT),
        *BOTH, *["NameError"] * 4,
    ),
    "upside down, and one name is used twice": (
        ("v = one", TAU.replace("14.0", "v[0]"), "v = [seven, 14.0][1:]", RIGHT, "seven = 7",
         IMPORT, "one = 1"),
        *BOTH, *["NameError"] * 4,
    ),
    "then wrong": ((IMPORT, TAU, RIGHT, TAU.replace("14.0", "3.0")), *BOTH),
    "stub under its name": (
        (IMPORT, TAU, "exact_step = ...", NAMED.replace("np.exp", "exp"), "from math import exp"),
        *BOTH,
    ),
    "no check": (("my_tau = 14.0", DEFINED), *BOTH),
    "renamed": ((IMPORT, "import numpy as np", TAU, NAMED), *BOTH),
    "colab": (
        ("from google.colab import drive", IMPORT, TAU, RIGHT, "!ls", "%%html\n<b>"), *BOTH,
        "ModuleNotFoundError", "NotImplementedError",
    ),
}  # fmt: skip


def told_of(monkeypatch, *cells):
    """All that is told of cells that are run."""
    tell = []
    grader = Grader(ASKED, tell.append, seed=1)
    monkeypatch.setattr(exercises, "check", grader.check)
    monkeypatch.setitem(submission.sys.modules, "__main__", None)
    grader.run(enumerate(cells, 1))
    return tell


def found(monkeypatch, *cells):
    """The best that is told of each of the two checks, and the errors."""
    tell = told_of(monkeypatch, *cells)
    checks = [[each["status"] for each in tell if each.get("check") == name] for name in ASKED]
    best = [max(statuses, key=BEST.index) for statuses in checks]
    return [*best, *(each["error"].partition(":")[0] for each in tell if "error" in each)]


@pytest.mark.parametrize("run", ["from my_step import exact_step", "%run -i my_step.py"])
def test_a_notebook_that_writes_modules_loses_nothing(monkeypatch, tmp_path, run):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(submission.sys.modules, "my_step", raising=False)
    written = f"%%writefile my_step.py\n{DEFINED}"
    assert found(monkeypatch, IMPORT, TAU, written, run, CALL) == [*BOTH]


def test_a_line_that_is_still_open_is_told_as_on_the_page(monkeypatch):
    """For that the text of a cell is kept, as a kernel keeps it."""
    stub = "def exact_step(v, v_inf, dt, tau_m):\n    ...  # the decay\n    return v_inf"
    tell = told_of(monkeypatch, IMPORT, stub, CALL)
    (said,) = {each["status"] for each in tell if each.get("check") == "leaky_bucket.exact_step"}
    assert said == "not done yet"


def test_a_name_that_a_cell_further_down_gives_is_told_as_a_matter_of_order(monkeypatch):
    below, never = "n + 1", "nobody_gives_it"
    tell = told_of(monkeypatch, below, never, "n = 14.0")
    first, second = (each["error"] for each in tell if "error" in each)
    assert first.endswith(
        "'n' is not defined; a cell further down gives it, and cells run from the top"
    )
    assert second.endswith("'nobody_gives_it' is not defined")


@pytest.mark.parametrize("case", CELLS)
def test_what_is_told_of_a_submission(monkeypatch, case):
    cells, *told = CELLS[case]
    assert found(monkeypatch, *cells) == told


def test_what_is_quick_enough_on_the_page_is_quick_enough_here(monkeypatch):
    monkeypatch.setattr(answers, "SECONDS", 1.0)
    slow = DEFINED.replace(":\n", f":\n    end = process_time() + {0.6 / len(EXERCISE.tries)}\n", 1)
    slow = slow.replace("    return", "    while process_time() < end: pass\n    return")
    assert found(monkeypatch, "from time import process_time", IMPORT, slow, CALL)[0] == "passed"
