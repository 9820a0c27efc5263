"""The house has floors: an import points down, or along its own floor, and never in a circle."""

import ast
import json
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "snn_edu"
NOTEBOOKS = PACKAGE.parent / "notebooks"

# A new module gets its floor here. `validation` is the ground that all stand on.
FLOORS = {
    "validation": -1,
    **dict.fromkeys(("spikes", "synchrony", "stimuli"), 0),
    **dict.fromkeys(("distances", "correlation", "noise"), 0),
    **dict.fromkeys(("neurons", "synapses", "plasticity", "triplet", "traces", "coding"), 1),
    **dict.fromkeys(("homeostasis", "reward"), 1),
    **dict.fromkeys(("counting_codes", "timing_codes", "race"), 1),
    **dict.fromkeys(("hodgkin_huxley", "adex", "izhikevich"), 1),
    **dict.fromkeys(("chains", "conductances", "short_term", "inputs"), 1),
    **dict.fromkeys(("connections", "sources", "mean_field"), 1),
    **dict.fromkeys(("populations", "projections", "lanes", "outside"), 2),
    **dict.fromkeys(
        ("segments", "events", "clocked", "simulate", "network", "trajectory", "axon_run"), 2
    ),
    **dict.fromkeys(("article", "article_runs", "repaired", "competition", "song_result"), 3),
    **dict.fromkeys(("patterns", "afferents", "hidden_pattern", "detector", "listener"), 3),
    **dict.fromkeys(("detector_parameters", "success_map", "needles", "needle_result"), 3),
    **dict.fromkeys(("bird_song", "bug_museum", "balanced", "training"), 3),
    **dict.fromkeys(("plots", "scoreboard", "lesson_files"), 4),
    **dict.fromkeys(("live", "controls", "picture", "animation", "nodelay", "cli"), 5),
    **dict.fromkeys(("exercises", "predictions", "feedback", "answers"), 5),
    "lessons": 6,
    "__main__": 7,
}
LIBRARY = 3  # the highest floor of `import snn_edu`: NumPy and the standard library only
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path):
    """snn_edu/spikes.py is "spikes"; all of snn_edu/lessons is "lessons"; the package is ""."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imported(tree):
    """Every module that a syntax tree imports, dotted; `from a import b` gives a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: name the module in full"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_below(path):
    """The rooms of this package that a module imports."""
    names = {name.split(".")[1] for name in imports(path) if name.startswith("snn_edu.")}
    return {name for name in names if list(PACKAGE.glob(f"{name}.py")) or (PACKAGE / name).is_dir()}


def imports(path):
    return set(imported(ast.parse(path.read_text(encoding="utf-8"))))


def test_every_module_has_its_floor_and_no_floor_an_empty_room():
    rooms, named = {room(path) for path in MODULES} - {""}, set(FLOORS)
    assert not rooms - named, f"give these a floor in {__file__}: {rooms - named}"
    assert not named - rooms, f"no module has these names: {named - rooms}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room(path) != "lessons"], ids=lambda path: path.stem
)
def test_a_module_below_the_lessons_fits_a_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports_point_down(path):
    ceiling = FLOORS.get(room(path), LIBRARY)  # the package itself is the library's top
    above = {name for name in rooms_below(path) if FLOORS.get(name, ceiling) > ceiling}
    assert not above, f"{path.name} on floor {ceiling} imports {above}"


def test_no_modules_import_each_other_in_a_circle():
    graph = {room(path): rooms_below(path) for path in MODULES if room(path) != "lessons"}
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room(path) and FLOORS.get(room(path), LIBRARY) <= LIBRARY],
    ids=lambda path: path.stem,
)
def test_the_library_needs_numpy_and_nothing_else(path):
    packages = {name.split(".")[0] for name in imports(path)}
    assert packages <= {"numpy", "snn_edu", *sys.stdlib_module_names}


@pytest.mark.parametrize("module", ["snn_edu", "snn_edu.cli"])
def test_the_package_and_its_command_load_no_picture_no_widget_and_no_server(module):
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert module in loaded
    assert not {"matplotlib", "ipywidgets", "IPython", "jupyter_server", "scipy"} & set(loaded)


# --- what breaks under a slider (a second thread, strict nbval), everywhere ----------------------

FORBIDDEN_MODULES = ("matplotlib.pyplot", "pylab", "matplotlib.pylab", "ipympl")
FORBIDDEN_WIDGETS = {"interact", "interactive", "interact_manual", "interactive_output", "Output"}


def forbidden(tree):
    """What a syntax tree uses of these: pyplot, `interact` and its kin, the Output widget."""
    names = set(imported(tree))
    found = {name for name in names if name.startswith(FORBIDDEN_MODULES)}
    found |= {f"ipywidgets.{widget}" for widget in FORBIDDEN_WIDGETS} & names
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "ipywidgets"
    }
    found |= {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value) in aliases
        and node.attr in FORBIDDEN_WIDGETS
    }
    return found


@pytest.mark.parametrize(
    "code",
    [
        "import matplotlib.pyplot as plt",
        "from matplotlib import pyplot",
        "from ipywidgets import interact",
        "import ipywidgets as widgets\nwidgets.Output()",
        "import pylab",
    ],
)
def test_the_search_for_forbidden_things_finds_them(code):
    assert forbidden(ast.parse(code))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_pyplot_no_interact_no_output_widget_in_the_package(path):
    assert not forbidden(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[0-9]*.ipynb")), ids=lambda path: path.stem)
def test_no_pyplot_no_interact_no_output_widget_in_the_lessons(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    for source in code:
        assert not source.lstrip().startswith(("%", "!")), "plain Python runs anywhere"
        assert not forbidden(ast.parse(source))
