"""What the tests share: the level of each, workers that begin with the longest files, a wheel."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from asleep import MORNING
from hypothesis import settings
from installing import build_wheel, copy_project
from kernels import KERNELS

from snn_edu import diary

HERE = Path(__file__).parent
NOT_THE_LIBRARY = {
    *("lessons", "browser", "benchmarks", "command"),
    *("test_style.py", "test_notebooks.py", "test_packaging.py", "test_release.py"),
    *("test_edition.py", "test_guide.py", "test_ledger.py", "test_page_kernel.py"),
}
LONGEST = ("test_pages.py", "test_encoder.py", "test_stdp.py", "test_style.py")
LONG = ("test_fuzz.py", "test_score.py", "test_conversion.py", "test_class_grade.py")
# For workers, and the Jupyter kernels and servers that tests start; here a plugin has loaded NumPy.
os.environ |= KERNELS
os.environ["SNN_EDU_PROGRESS"] = "0"  # a busy machine makes runs long; a line would be output

# A busy machine is no failure. On one's own some examples will do; continuous integration has more.
examples = 100 if "CI" in os.environ else 40
settings.register_profile("untimed", deadline=None, max_examples=examples)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def nothing_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a kernel that has just begun."""
    monkeypatch.setattr(diary, "_committed", [])


@pytest.fixture(autouse=True)
def no_figure_left() -> Iterator[None]:
    """What is drawn is told to pyplot where that is imported, and would stay for the others."""
    yield
    if plt := sys.modules.get("matplotlib.pyplot"):
        plt.close("all")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the library's tests; give pytest-xdist's workers the longest files first.

    Other tests do not count for coverage, but for those of the command: what covers a line of a
    room should be a quick test of that room, and before Python 3.12 the tracing doubles their time.
    Without workers the order stays random.
    """
    for item in items:
        room = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        apart = any(item.get_closest_marker(name) for name in ("slow", "index", "peers"))
        library = room and room not in NOT_THE_LIBRARY
        if library or room == "lessons" or item.path.suffix == ".ipynb":
            item.add_marker("computes")
        if library and not apart:
            item.add_marker("library")
        elif room != "command" or apart:
            item.add_marker("no_cover")
    last = [item for item in items if item.get_closest_marker("last")]
    last.sort(key=lambda item: (item.path, item.reportinfo()[1] or 0))  # as they are written
    items[:] = [item for item in items if item not in last] + last
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place(item.path))


def place(path: Path) -> int:
    """The longest files come first: a worker that began one of them last would end alone."""
    if path.parent.name == "browser":
        return int(not path.name.startswith("test_run"))  # all pages, by the browser's own Python
    if path.name in LONGEST:
        return 1
    whole_pages = path.suffix == ".ipynb" or path.is_relative_to(HERE / "lessons")
    return 2 if whole_pages or path.name in LONG else 3


@pytest.fixture
def night() -> Iterator[None]:
    """While it lasts whoever is `asleep` sleeps on, and there is no tracer of coverage.

    Python 3.11 with one stands still when an exception is thrown into a sleeping thread, until
    that wakes: what is given up after 2 s would be waited for.
    """
    tracer = sys.gettrace()
    sys.settrace(None)
    MORNING.clear()
    yield
    MORNING.set()
    sys.settrace(tracer)


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project, as a clone would be."""
    return copy_project(tmp_path_factory.mktemp("clone") / "snn_edu")


@pytest.fixture(scope="session")
def wheel(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the copy."""
    return build_wheel(tmp_path_factory.mktemp("wheel"), clone)
