"""The house has floors: an import points down, or along its own floor, and never in a circle."""

import ast
import importlib
import inspect
import json
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import snn_edu

PACKAGE = Path(__file__).parent.parent / "snn_edu"
NOTEBOOKS = PACKAGE.parent / "notebooks"

# The rooms from the ground up, one row a folder (or a file at the top): a room imports what stands
# above it in this list, and itself. Rooms of one row do not see each other.
ROOMS = (
    ("validation",),
    ("spikes",),
    ("neurons",),
    ("synapses", "plasticity", "coding"),
    ("simulation", "network", "patterns"),
    ("training", "verify"),
    ("export",),
    ("",),  # snn_edu/__init__.py, the face of all that is below it
    ("plots",),
    ("live",),
    ("questions",),
    ("lessons",),
    ("exercises",),  # the door finds the lessons' questions
    ("command",),  # it copies and grades what the door asks
    ("__main__",),
)
FLOORS = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
FACE = FLOORS[""]
SCIENCE = {room for room, floor in FLOORS.items() if floor < FACE}  # NumPy and the standard library
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path):
    """snn_edu/neurons/lif.py is in "neurons"; the package's own __init__.py is ""."""
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


MODELS = ("neurons", "synapses", "plasticity", "simulation", "network", "patterns")
TYPED = [path for path in MODULES if room(path) in MODELS]


def text_of(path):
    """A file's text; the types of the package's own face stand beside it."""
    types = PACKAGE / "__init__.pyi" if path == PACKAGE / "__init__.py" else None
    beside = (
        re.sub(r"^from \.(\w*)", r"from snn_edu.\1", types.read_text(), flags=re.M) if types else ""
    )
    return path.read_text(encoding="utf-8") + beside.replace("snn_edu. import", "snn_edu import")


@cache
def through_the_face(name):
    """The file behind "snn_edu.room.name", where the face of the room has it from one."""
    face = PACKAGE / name.split(".")[1] / "__init__.py" if name.count(".") == 2 else None
    if face is None or not face.is_file():
        return set()
    tree = ast.parse(face.read_text(encoding="utf-8"))
    return {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == name.split(".")[2]
    }


@cache
def imports(path):
    """What a file imports, and the files that it gets this from."""
    names = set(imported(ast.parse(text_of(path))))
    return names.union(*map(through_the_face, names))


def rooms_seen(path):
    """The rooms that a module imports, its own left out; "" where it asks the package itself."""
    names = {
        name.partition("snn_edu.")[2].split(".")[0] for name in imports(path) if "snn_edu" in name
    }
    public = {name if name in FLOORS else "" for name in names}
    return public - {room(path)}


def test_the_rooms_are_the_folders_and_the_folders_are_the_rooms():
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert folders | files | {""} == set(FLOORS)
    assert len(folders) <= 17


def test_the_map_for_contributors_and_the_packages_own_name_every_room():
    contributing = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", contributing.partition("### The rooms")[2], re.MULTILINE)
    mapped = [tuple(re.findall(r"`(\w+)", row)) for row in rows]
    assert mapped == [row for row in ROOMS if row not in (("",), ("__main__",))]
    assert {room for room in SCIENCE if room not in snn_edu.__doc__} == {"validation"}


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES} - {PACKAGE}))
def test_a_room_has_at_most_thirteen_files(folder):
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 13


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path):
    floor = FLOORS[room(path)]
    above = {seen for seen in rooms_seen(path) if FLOORS[seen] >= floor}
    assert not above, f"{path.relative_to(PACKAGE)} sees {above}"


def test_no_files_import_each_other_in_a_circle():
    names = {
        ".".join(("snn_edu", *path.relative_to(PACKAGE).with_suffix("").parts)): path
        for path in MODULES
        if path.name != "__init__.py"
    }
    graph = {
        name: {seen for seen in imports(path) if seen in names} for name, path in names.items()
    }
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError


def hidden_types(tree):
    """Names that stand for Any: what they stand in for is not imported, and not seen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.Assign) and ast.unparse(node).endswith("= Any"):
            yield ast.unparse(node)


@pytest.mark.parametrize("code", ["Detector: TypeAlias = Any", "A = Any"])
def test_the_search_for_hidden_types_finds_them(code):
    assert list(hidden_types(ast.parse(code)))


def test_no_circle_hides_behind_a_type():
    """A file imports what it uses, be it for the type checker alone: the tests above see that."""
    for path in MODULES:
        assert not list(hidden_types(ast.parse(text_of(path)))), path


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_no_public_signature_of_the_models_says_any(path):
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            given = [a.annotation for a in (*node.args.args, *node.args.kwonlyargs) if a.annotation]
            said = [
                ast.unparse(each) for each in (*given, *([node.returns] if node.returns else []))
            ]
            assert not [one for one in said if re.search(r"\bAny\b", one)], node.name


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room(path) != "lessons" and room(path) != "exercises"],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_only_the_door_and_the_lessons_name_a_lesson_not_even_in_a_text(path):
    assert "snn_edu.lessons" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room(path) in SCIENCE or room(path) == ""],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_the_science_needs_numpy_and_nothing_else(path):
    packages = {name.split(".")[0] for name in imports(path)}
    if path == PACKAGE / "export" / "nir.py":
        packages.remove("nir")  # an extra: imported by to_nir only when a graph is asked for
    if path == PACKAGE / "verify" / "report.py":
        packages.remove("matplotlib")  # imported only when a page shows a report's picture
    assert packages <= {"numpy", "snn_edu", *sys.stdlib_module_names}


def promised():
    """The files that hold what the package, or the face of a room, promises to everyone."""
    rooms = {path.parent.name for path in MODULES if path.name == "__init__.py"} & SCIENCE
    faces = [snn_edu, *(importlib.import_module(f"snn_edu.{each}") for each in rooms)]
    public = [getattr(face, name) for face in faces for name in face.__all__]
    return {
        one.__name__ if inspect.ismodule(one) else getattr(one, "__module__", None)
        for one in public
    }


def test_rooms_are_entered_by_their_face():
    """What a face has is imported from the face."""
    deep = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in MODULES
        if room(path) in SCIENCE or room(path) == "plots"
        for name in set(imported(ast.parse(path.read_text(encoding="utf-8"))))
        if name.count(".") == 3 and name.split(".")[1] != room(path)
        if through_the_face(".".join((*name.split(".")[:2], name.split(".")[3])))
    }
    assert not deep


def test_nothing_outside_the_lessons_is_used_by_one_lesson_only():
    faces = {path for path in MODULES if path.name == "__init__.py"}
    apart = ("", "lessons", "exercises", "__main__", "command", "questions", "live")
    kept, sources = promised(), sorted((NOTEBOOKS / "source").glob("*.py"))
    texts = {source: source.read_text(encoding="utf-8") for source in sources}
    for path in set(MODULES) - faces:
        name = ".".join(("snn_edu", *path.relative_to(PACKAGE).with_suffix("").parts))
        if room(path) in apart or name in kept:
            continue
        users = {user for user in set(MODULES) - faces if name in imports(user)}
        lessons = {user.parent.name for user in users if room(user) == "lessons"}
        lessons |= {source.stem[3:] for source, text in texts.items() if name in text}
        if lessons and all(room(user) == "lessons" for user in users):
            assert len(lessons) > 1, f"{name} is used by {lessons} only: it belongs there"


def loaded_by(code):
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(printed.stdout.split())


@pytest.mark.parametrize(
    ("code", "rooms"),
    [
        ("import snn_edu", ""),
        ("from snn_edu import LIF", "validation neurons"),
        ("from snn_edu import simulate", "validation neurons spikes synapses simulation"),
    ],
)
def test_a_room_is_loaded_when_it_is_first_asked_for(code, rooms):
    loaded = loaded_by(code)
    assert {name.split(".")[1] for name in loaded if "snn_edu." in name} == set(rooms.split())
    assert not {"asyncio", "multiprocessing", "json"} & loaded


@pytest.mark.parametrize("module", ["snn_edu", "snn_edu.command.cli"])
def test_the_package_and_its_command_load_no_picture_no_widget_and_no_server(module):
    loaded = loaded_by(f"import {module}")
    assert module in loaded
    assert not {"matplotlib", "ipywidgets", "IPython", "jupyter_server", "scipy"} & loaded


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
    magic = re.compile(r"^\s*[%!].*\n?", re.MULTILINE)
    assert len(magic.findall(code[0])) == 1, "it installs; %pip is the one way in every kernel"
    for source in code[1:]:
        assert not magic.search(source), "plain Python runs anywhere"
        assert not forbidden(ast.parse(source))
