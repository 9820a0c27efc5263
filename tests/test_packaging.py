"""What is installed: the wheel, the minimum versions, Binder, and the README's two commands."""

import itertools
import json
import os
import re
import shutil
import sys
import zipfile

import nbclient
import nbformat
import pytest
from installing import (
    PROJECT,
    PYPROJECT,
    execute,
    free_environment,
    metadata,
    new_environment,
    python_of,
    run,
)
from jupyter_client import KernelManager
from lesson_pages import in_this_run
from packaging.requirements import Requirement

import snn_edu
from snn_edu.command.own_copy import PAGES

LESSONS = sorted(path.name for path in (PROJECT / "notebooks").glob("[0-9]*.ipynb"))
NOTEBOOKS = sorted([*LESSONS, "after_the_course.ipynb"])


def test_the_wheel_holds_the_package_and_the_lessons_but_not_how_they_are_built(wheel):
    assert wheel.name == f"snn_edu-{snn_edu.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {name for name in names if name.startswith("snn_edu/_notebooks/")}
    assert {f"snn_edu/_notebooks/{name}" for name in (*NOTEBOOKS, "LICENSE", *PAGES)} < shipped
    guide = {path.name for path in (PROJECT / "notebooks/guide").iterdir() if path.is_file()}
    assert {name.rpartition("/")[2] for name in shipped if "/guide/" in name} == guide
    assert [name for name in shipped if name.endswith(".py")] == [
        "snn_edu/_notebooks/guide/projects.py"  # a teacher's, and no part of the build
    ]
    # no paper, no site, and nothing for other people's servers
    about = f"snn_edu-{snn_edu.__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"snn_edu", about}
    package = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "snn_edu").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package == {name for name in names - shipped if name.startswith("snn_edu/")}
    assert wheel.stat().st_size < 6_000_000  # 22 notebooks of at most 400 kB, their pictures packed


def test_the_wheel_names_both_licences_and_carries_their_texts(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if "/licenses/" in name]
        titles = {archive.read(name).decode().split("\n")[0] for name in names}
    assert titles == {"Attribution 4.0 International", "BSD 3-Clause License"}
    assert metadata(wheel)["License-Expression"] == "BSD-3-Clause AND CC-BY-4.0"


def test_the_unpacked_wheel_runs_without_the_clone(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    elsewhere = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    command = (sys.executable, "-m", "snn_edu")
    said = run(*command, "doctor", cwd=tmp_path, env=elsewhere)
    assert str(tmp_path / "site" / "snn_edu" / "_notebooks") in said
    run(*command, "start", "mine", "--no-lab", cwd=tmp_path, env=elsewhere)
    assert sorted(path.name for path in (tmp_path / "mine").glob("*.ipynb")) == NOTEBOOKS


def test_binder_pins_what_the_project_depends_on():
    project = PYPROJECT["project"]
    asked_for = project["dependencies"] + project["optional-dependencies"]["lab"]
    wanted = {r.name: r for r in map(Requirement, asked_for)}
    lines = (PROJECT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(re.fullmatch(r"([a-z0-9-]+)==([0-9.]+)", line).groups() for line in lines)
    assert pins.keys() == wanted.keys()
    assert all(version in wanted[name].specifier for name, version in pins.items())


def test_the_pythons_that_are_named_are_those_that_are_tested_and_binder_has_one():
    tests = (PROJECT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    tested = re.findall(r'"(3\.\d+)"', re.search(r"python: \[(.+)\]", tests)[1])
    named = re.findall(r"Python :: (3\.\d+)", " ".join(PYPROJECT["project"]["classifiers"]))
    assert named == tested
    binder = (PROJECT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    assert binder.removeprefix("python-") in named


def test_binder_starts_its_server_with_one_thread_of_linear_algebra():
    command = (sys.executable, "-c", "import os; print(os.environ['OPENBLAS_NUM_THREADS'])")
    assert run(PROJECT / "binder" / "start", *command, env={"PATH": os.environ["PATH"]}) == "1\n"


@pytest.mark.index
@pytest.mark.slow
def test_binder_builds_and_runs_the_first_lesson(clone, tmp_path):
    """Do what repo2docker does: Python, requirements, postBuild in the clone; then run a lesson."""
    name = (PROJECT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    python = python_of(name.removeprefix("python-"))
    if python is None and "CI" not in os.environ:
        pytest.skip("no Python of Binder's version here; binder/runtime.txt names it")
    assert python is not None
    prefix = tmp_path / "notebook"
    new_environment(prefix, "--requirement", PROJECT / "binder/requirements.txt", python=python)
    environment = free_environment(tmp_path)
    environment |= {"NB_PYTHON_PREFIX": str(prefix)}
    environment["PATH"] = f"{prefix / 'bin'}{os.pathsep}{environment['PATH']}"
    run("binder/postBuild", cwd=clone, env=environment)

    said = run(prefix / "bin" / "jupyter", "server", "extension", "list", env=environment)
    for name in ("nodelay", "reopened"):
        assert re.search(rf"snn_edu\.command\.{name} .*enabled", said)
        assert re.search(rf"snn_edu\.command\.{name} .*OK", said)
    assert list((tmp_path / ".cache" / "matplotlib").glob("fontlist*")), "the fonts were found"
    overrides = prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    for plugin, chosen in json.loads(overrides.read_text(encoding="utf-8")).items():
        package, _, name = plugin.partition(":")
        schema = prefix / "share" / "jupyter" / "lab" / "schemas" / package / f"{name}.json"
        known = json.loads(schema.read_text(encoding="utf-8"))["properties"]
        for key, value in chosen.items():
            allowed = [option["const"] for option in known[key].get("oneOf", [])]
            assert value in allowed or known[key]["type"] == "boolean"
    execute(prefix / "bin" / "python", clone / "notebooks" / LESSONS[0], environment)


@pytest.fixture(scope="module")
def colab(wheel, tmp_path_factory):
    """A folder with the lessons, and a kernel as Colab has it, without us.

    tests/reference/colab.txt has the versions; pip finds our wheel in a folder instead of PyPI.
    """
    home = tmp_path_factory.mktemp("colab")
    python = python_of("3.13") or python_of("3.12")
    if python is None and "CI" not in os.environ:
        pytest.skip("no Python 3.13, as Colab has, or 3.12 here")
    assert python is not None
    versions = PROJECT / "tests" / "reference" / "colab.txt"
    inside = new_environment(home / "venv", "--requirement", versions, python=python)
    environment = free_environment(home)
    environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent)}
    for lesson in LESSONS:
        shutil.copy(PROJECT / "notebooks" / lesson, home)
    colab = KernelManager()
    colab.kernel_spec.argv[0] = str(inside)
    colab.start_kernel(cwd=str(home), env=environment)
    yield home, colab
    colab.shutdown_kernel()


@pytest.mark.index
@pytest.mark.slow
@pytest.mark.parametrize("name", in_this_run(LESSONS))
def test_a_lesson_installs_itself_in_colab_and_runs_without_an_error(name, colab):
    """The first one installs; tests/test_notebooks.py holds that each would."""
    home, kernel = colab
    lesson = nbformat.read(home / name, as_version=4)
    lesson.cells.append(nbformat.v4.new_code_cell("%reset -f"))  # the next finds no name of ours
    client = nbclient.NotebookClient(lesson, km=kernel, timeout=300, allow_errors=True)
    client.execute()
    client.kc.stop_channels()
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    outputs = [(cell.source, output) for cell in code for output in cell.outputs]
    assert not [(source, o) for source, o in outputs if o.output_type == "error"]
    assert not [(source, o) for source, o in outputs if o.get("name") == "stderr"]
    shown = [output.data for _, output in outputs if "data" in output]
    asking = [data for data in shown if "Choose first, then open" in data.get("text/html", "")]
    assert asking
    assert all("application/vnd.jupyter.widget-view+json" in data for data in asking)


def test_continuous_integration_runs_the_command_that_the_readme_gives():
    """The README's line is the first three calls of .ci/run; then comes what they leave out.

    It runs here, or under a newer Python what that runs besides, and the rest here.
    """
    ci = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    calls = re.findall(r"^ *((?:python3 -m venv|\.venv/bin/python) .+?)(?: \|\|)?$", ci, re.M)
    assert " && ".join(calls[:3]) in (PROJECT / "README.md").read_text(encoding="utf-8")
    assert all(call.endswith('-m "$long"') for call in calls[3:])
    (newer,) = re.findall(r'both="(not .+)"$', ci, re.M)
    alone, beside_newer = re.findall(r'long="(.+?)"', ci)
    everyday = PYPROJECT["tool"]["pytest"]["ini_options"]["addopts"][-1]
    names = ("slow", "index", "peers", "computes")
    for marks in itertools.product([True, False], repeat=4):
        marked = dict(zip(names, marks, strict=True))
        assert eval(everyday, marked) != eval(alone, marked)
        assert eval(newer, marked) != eval(beside_newer, marked)
        assert eval(newer, marked) >= eval(everyday, marked)
