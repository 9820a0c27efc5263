"""A page's own kernel: its widgets speak as anywidget's, and cells run as a notebook's do."""

import json
import os
import sys
import zipfile
from pathlib import Path

import kernel
import pytest
from installing import run

import snn_edu

HERE = {**os.environ, "PYTHONPATH": str(Path(snn_edu.__file__).parents[1])}


def printed(folder, *arguments):
    """What Python prints there at last, with these arguments: JSON."""
    text = run(sys.executable, *arguments, env=HERE, cwd=folder, timeout=120)
    return json.loads(text.splitlines()[-1])


@pytest.mark.slow
def test_both_kinds_of_widgets_say_the_same_message_by_message(tmp_path):
    script = Path(__file__).with_name("page_conversation.py")
    ours = printed(tmp_path, script, "standin")
    assert ours == printed(tmp_path, script, "anywidget")
    assert {"open", "state", "custom", "close"} == {kind for kind, _, _ in ours}
    assert len(ours) > 60


# --- cells ----------------------------------------------------------------------------------------

KNOWN = {"time": 1.0, "id": "leaky_bucket.choose_dt", "status": "passed", "said": ""}
CELLS = {
    "printing": "import numpy as np\nprint('a')\n1 + 1",
    "silent": "2;",
    "failing": "def f(x):\n    return 1 / x\nf(0)",
    "unfinished": "f(",
    "leaving": "raise SystemExit",
    "drawing": "from snn_edu.plots import figure\nfigure('one')",
    "plotting": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "door": "from snn_edu.exercises import Prediction, check, predict",
    "stub": "def rate(x):\n    return ...\n\ncheck('leaky_bucket.read_tau', None)",
    "wrong": "check('leaky_bucket.read_tau', 99.0)",
    "right": "check('leaky_bucket.read_tau', 14.0)",
    "made": "made = []\ndef picture():\n    made.append(1)",
    "asking": "ask = Prediction(name='p', question='?', choices=('a', 'b'), answer='a', why='')\n"
    "predict(ask, then=picture())",
    "looking": "made",
    **{"a": "a = 1", "b": "b = a", "uses b": "def g():\n    return b", "c": "c = 2"},
}
AGAIN = {"a": "a = 2", "b": "b = a + 1", "c": "c = b"}
SCRIPT = """
import json, sys
sys.path.insert(0, {site!r})
import host

told = []
hear = host.begin(lambda text, found: told.append(json.loads(text)))
hear(json.dumps({{"kind": "known", "diary": [{known!r}]}}))
for cell, code in {cells!r}:
    hear(json.dumps({{"kind": "run", "cell": cell, "code": code}}))
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a page is told when it has these cells run: of each cell, what was said last."""
    cells = [*CELLS.items(), *AGAIN.items()]
    script = SCRIPT.format(site=str(kernel.SITE), cells=cells, known=KNOWN)
    cell, told = "", {}
    for message in printed(tmp_path_factory.mktemp("page"), "-c", script):
        cell = message.get("cell", cell)
        told.setdefault(cell, {}).update(message)
    return told


def test_a_cell_shows_what_it_prints_its_last_value_and_its_error(told):
    assert told["printing"]["outputs"] == [{"text": "a\n"}, {"text": "2"}]
    assert told["silent"]["outputs"] == []
    assert told["failing"]["outputs"] == [
        {"error": "line 3: f(0)\nline 2: return 1 / x\nZeroDivisionError: division by zero\n"}
    ]
    assert "your code" in told["unfinished"]["outputs"][0]["error"]
    assert "SyntaxError" in told["unfinished"]["outputs"][0]["error"]
    assert "SystemExit" in told["leaving"]["outputs"][0]["error"]
    assert 'alt="one"' in told["drawing"]["outputs"][0]["html"]
    (figure,) = told["plotting"]["outputs"]
    assert figure["html"].startswith('<img alt="The figure')


def test_a_check_explains_and_is_noted(told):
    assert "Not done yet" in told["stub"]["outputs"][0]["html"]
    assert "Not right" in told["wrong"]["outputs"][0]["html"]
    assert "2 of " in told["right"]["outputs"][0]["html"]
    for cell in ("", "door", "stub"):  # what it knew when it began is no news
        assert told[cell]["noted"] == []
    for cell, status in (("wrong", "wrong"), ("right", "passed")):
        (entry,) = told[cell]["noted"]
        assert (entry["id"], entry["status"]) == ("leaky_bucket.read_tau", status)


def test_a_picture_behind_a_question_is_made_when_it_is_needed(told):
    assert told["asking"]["outputs"][0].keys() == {"widget"}
    assert told["looking"]["outputs"] == [{"text": "[]"}]


def test_cells_below_that_use_what_a_cell_binds_are_named(told):
    after = {cell: told[cell]["after"] for cell in ("a", "b", "uses b", "c")}
    assert after == {"a": ["b"], "b": ["uses b"], "uses b": [], "c": []}


# --- the kernel's files ---------------------------------------------------------------------------


def test_a_wheel_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no wheel of numpy, matplotlib"):
        kernel.chosen(tmp_path)


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("numpy/__init__.py", True),
        ("numpy/tests/test_a.py", False),
        ("numpy/_core/_multiarray_umath.cpython-312-wasm32-emscripten.so", True),
        ("numpy/_core/_umath_tests.cpython-312-wasm32-emscripten.so", False),
        ("numpy/__init__.pyi", False),
        ("matplotlib/backends/backend_agg.py", True),
        ("matplotlib/backends/backend_pdf.py", False),
        ("matplotlib/mpl-data/matplotlibrc", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSerif.ttf", False),
        ("mpl_toolkits/mplot3d/__init__.py", True),
    ],
)
def test_what_no_lesson_needs_is_left_out(name, stays, tmp_path):
    wheel = tmp_path / "x-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(name, "")
    kernel.unpack(wheel, tmp_path / "out")
    assert (tmp_path / "out" / name).exists() is stays


def test_packages_are_fetched_from_pyodides_home_and_checked(tmp_path):
    home, pyodide = tmp_path / "home", tmp_path / "pyodide"
    home.mkdir()
    pyodide.mkdir()
    listed = {}
    for name in kernel.PACKAGES:
        (home / f"{name}.whl").write_bytes(name.encode())
        digest = kernel.hashlib.sha256(name.encode()).hexdigest()
        listed[name] = {"file_name": f"{name}.whl", "sha256": digest}
    (pyodide / "package.json").write_text(json.dumps({"version": "1"}))
    lock = pyodide / "pyodide-lock.json"
    lock.write_text(json.dumps({"packages": listed}))
    kernel.fetch(tmp_path / "wheels", pyodide, home.as_uri() + "/")
    assert {file.stem for file in (tmp_path / "wheels").iterdir()} == set(kernel.PACKAGES)
    listed["six"]["sha256"] = "0"
    lock.write_text(json.dumps({"packages": listed}))
    with pytest.raises(ValueError, match=r"six.whl is not the file"):
        kernel.fetch(tmp_path / "wheels", pyodide, home.as_uri() + "/")
