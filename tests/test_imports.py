"""The house has floors: an import points down, or along its own floor, and never in a circle."""

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import snn_edu

pytestmark = pytest.mark.no_cover  # here files are read; no line of a room is run

PACKAGE = Path(__file__).parent.parent / "snn_edu"
NOTEBOOKS = PACKAGE.parent / "notebooks"

# The rooms from the ground up, one row a floor, as CONTRIBUTING has them: a room imports what is
# above it there, and itself. Rooms of one row do not see each other.
TABLE = (PACKAGE.parent / "CONTRIBUTING.md").read_text("utf-8").partition("### The rooms")[2]
ROOMS = [tuple(re.findall(r"`(\w+)", row)) for row in re.findall(r"^\| (`.+?) \|", TABLE, re.M)]
SCIENCE = set().union(*ROOMS[: ROOMS.index(("export",)) + 1])
ROOMS.insert(ROOMS.index(("live", "diary")) + 1, ("",))  # snn_edu/__init__.py, the face of these
ROOMS.append(("__main__",))
BACK_DOORS = {f"snn_edu.{name}" for name in (  # a lesson's look behind a face; a room in a room
    "command.cli", "export.nir", "questions.inventory", "spikes.distances",
    "training.surrogate")}  # fmt: skip
FLOORS = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
MODELS = {"neurons", "synapses", "plasticity", "simulation", "network", "patterns"}


def room(path):
    """snn_edu/neurons/lif.py is in "neurons"; the package's own __init__.py is ""."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


MODULES = sorted(PACKAGE.rglob("*.py"))
INSIDE = {  # all but the faces, by their dotted names
    ".".join(("snn_edu", *path.relative_to(PACKAGE).with_suffix("").parts)): path
    for path in MODULES
    if path.name != "__init__.py"
}


@cache
def tree_of(path):
    """A file as a syntax tree; the types of the package's own face stand beside it."""
    text = path.read_text(encoding="utf-8")
    if path == PACKAGE / "__init__.py":
        types = path.with_suffix(".pyi").read_text(encoding="utf-8")
        text += types.replace("from . import", "from snn_edu import").replace(
            "from .", "from snn_edu."
        )
    return ast.parse(text)


def imported(tree):
    """Every module that a syntax tree imports, dotted; `from a import b` gives a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: name the module in full"
            if node.module != "snn_edu":  # from snn_edu import a room: not what its face has
                yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def through_the_face(name):
    """The file behind "snn_edu.room.name", where the face of the room has it from one."""
    face = PACKAGE / name.split(".")[1] / "__init__.py" if name.count(".") == 2 else None
    if face is None or not face.is_file():
        return set()
    return {
        node.module
        for node in ast.walk(tree_of(face))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == name.split(".")[2]
    }


@cache
def imports(path):
    """What a file imports, and the files that it gets this from."""
    names = set(imported(tree_of(path)))
    return names.union(*map(through_the_face, names))


def found(search, paths=MODULES):
    """What a search finds in each file in which it finds something."""
    by_file = {path.relative_to(PACKAGE.parent).as_posix(): search(path) for path in paths}
    return {name: things for name, things in by_file.items() if things}


def test_the_rooms_are_the_folders_and_the_folders_are_the_rooms():
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert sorted(folders | files | {""}) == sorted(room for row in ROOMS for room in row)
    assert {room for room in SCIENCE if room not in snn_edu.__doc__} == {*ROOMS[0], *ROOMS[1]}
    assert len(folders) <= 17


def test_a_room_has_at_most_thirteen_files():
    files = Counter(path.parent for path in INSIDE.values() if path.parent != PACKAGE)
    assert {folder for folder, count in files.items() if count > 13} == set()


def test_imports_point_down():
    def above(path):
        ours = [name for name in imports(path) if "snn_edu" in name]
        names = {name.partition("snn_edu.")[2].split(".")[0] for name in ours}
        seen = {name if name in FLOORS else "" for name in names} - {room(path)}
        return {name for name in seen if FLOORS[name] >= FLOORS[room(path)]}

    # the one arrow up: a result asks for its picture, when somebody wants to see it
    assert found(above) == {"snn_edu/pictured.py": {"plots"}}


def test_the_arrow_up_is_followed_only_when_a_picture_is_asked_for():
    tree = tree_of(PACKAGE / "pictured.py")
    at_import = {name for name in imported(tree) if name.startswith("snn_edu")}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            at_import -= set(imported(node))
    assert at_import == set()
    looked_up = {path for path in MODULES if "import_module" in path.read_text(encoding="utf-8")}
    assert looked_up == {PACKAGE / "__init__.py", PACKAGE / "exercises.py"}


def test_a_room_is_entered_by_its_face():
    """By its `__init__`; but what that lacks may come through a back door."""

    def deep(path):
        names = [name.split(".") for name in imported(tree_of(path)) if name.count(".") == 3]
        return {
            ".".join((package, there, file, name))
            for package, there, file, name in names
            if package == "snn_edu" and there not in (room(path), "lessons")
            if f"snn_edu.{there}.{file}" not in BACK_DOORS
            or through_the_face(f"snn_edu.{there}.{name}")
        }

    assert found(deep) == {}


def test_no_files_import_each_other_in_a_circle():
    graph = {name: imports(path) & INSIDE.keys() for name, path in INSIDE.items()}
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError


def test_no_circle_hides_behind_a_type():
    """A file imports what it uses, be it for the type checker alone: no name stands for Any."""
    alias = re.compile(r"^ *\w+(?:: *TypeAlias)? *= *Any\b", re.M)
    assert found(lambda path: alias.findall(path.read_text(encoding="utf-8"))) == {}


def test_no_public_signature_of_the_models_says_any():
    def says_any(path):
        return [
            node.name
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            for part in (*node.args.args, *node.args.kwonlyargs, node)
            if (said := node.returns if part is node else part.annotation)
            if re.search(r"\bAny\b", ast.unparse(said))
        ]

    assert found(says_any, [path for path in MODULES if room(path) in MODELS]) == {}


def test_only_the_door_and_the_lessons_name_a_lesson_not_even_in_a_text():
    others = [path for path in MODULES if room(path) not in ("lessons", "exercises")]
    assert found(lambda path: "snn_edu.lessons" in path.read_text(encoding="utf-8"), others) == {}


def test_the_science_needs_numpy_and_nothing_else():
    known = {"numpy", "snn_edu", *sys.stdlib_module_names}
    science = [path for path in MODULES if room(path) in SCIENCE | {""}]
    assert found(lambda path: {name.split(".")[0] for name in imports(path)} - known, science) == {
        "snn_edu/export/nir.py": {"nir"},  # an extra: when a graph is asked for
        "snn_edu/export/nir_reading.py": {"nir"},  # or a file of one is read
        "snn_edu/pictured.py": {"matplotlib"},  # its axes, for the type checker alone
        "snn_edu/spikes/neighbours.py": {"neo", "pynapple"},  # when their objects are asked for
        "snn_edu/verify/layers/liveness.py": {"matplotlib"},  # its axes, likewise
        "snn_edu/verify/report.py": {"matplotlib"},  # when a page shows a report's picture
    }


def test_nothing_outside_the_lessons_is_used_by_one_lesson_only():
    apart = ("lessons", "exercises", "__main__", "command", "questions", "live")
    sources = {path.stem[3:]: path.read_text("utf-8") for path in NOTEBOOKS.glob("source/[0-9]*")}
    faces = [path for path in MODULES if path.name == "__init__.py"]
    science = [path for path in faces if room(path) in SCIENCE | {""}]
    for name in INSIDE.keys() - set().union(*map(imports, science)):  # which promise to everyone
        users = {user for user in INSIDE.values() if name in imports(user)}
        lessons = {user.parent.name for user in users if room(user) == "lessons"}
        lessons |= {lesson for lesson, text in sources.items() if name in text}
        if room(INSIDE[name]) not in apart and all(room(user) == "lessons" for user in users):
            assert len(lessons) != 1, f"{name} is used by {lessons} only: it belongs there"


def test_what_a_lesson_has_stored_is_made_by_the_module_of_its_name():
    stored = set(PACKAGE.glob("lessons/*/results/*"))
    made = {path.parents[1] / f"stored_{path.stem}.py" for path in stored}
    assert set(PACKAGE.glob("lessons/*/stored_*.py")) == made
    for path in made:
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        assert f"python -m {module}\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "rooms"),
    [
        ("import snn_edu", ""),
        ("from snn_edu import LIF", "units validation bisection neurons"),
        (
            "from snn_edu import simulate",
            "units validation pictured described kept progress bisection "
            "neurons spikes synapses simulation",
        ),
        ("import snn_edu.command.cli", "command diary"),
    ],
)
def test_a_room_is_loaded_when_it_is_first_asked_for_and_no_picture_widget_or_server(code, rooms):
    command = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    loaded = set(subprocess.check_output(command, text=True).split())
    assert {name.split(".")[1] for name in loaded if "snn_edu." in name} == set(rooms.split())
    assert not {"matplotlib", "ipywidgets", "IPython", "jupyter_server", "scipy"} & loaded
    assert not {"asyncio", "multiprocessing"} & loaded
    assert "json" not in loaded or "command" in rooms
