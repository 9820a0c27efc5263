"""How pytest runs the notebooks of this folder."""

import os
from pathlib import Path
from queue import Empty

import pytest
from nbval import plugin
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile

KERNELS: list[RunningKernel] = []  # of this process; the last one serves
EMPTIED = "from ipywidgets import Widget\nWidget.close_all()\n%reset -f"


def pytest_configure(config: pytest.Config) -> None:
    """Leave the kernels unmeasured, and pictures uncompared; one thread of linear algebra each.

    nbval's coverage hangs under ipykernel 7. A line counts as covered when a test with an oracle
    runs it, so nothing is lost; pytest-cov has read this option already.

    Pictures are HTML, for the words that belong to them. The words are compared; the bytes hang on
    the versions of what draws and packs them.

    One thread, as `snn-edu start` gives them: its command line says why.

    One kernel for all notebooks of a process, emptied in between: to begin one takes 1.5 s of CPU.
    A notebook finds no name and no widget of another's; modules stay loaded. With a kernel of its
    own each lesson runs when it is built, and in the browser tests.
    """
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    os.environ["SNN_EDU_PROGRESS"] = "0"  # a line of a long run on a busy machine is no output
    plugin.RunningKernel, IPyNbFile.teardown = serving, emptied
    config.option.cov_source = None
    if config.option.nbval_sanitize_with is None:
        config.option.nbval_sanitize_with = str(Path(__file__).with_name("nbval.cfg"))


def pytest_unconfigure() -> None:
    """End the kernels."""
    for kernel in KERNELS:
        if kernel.is_alive():
            kernel.stop()


def serving(*given: object, **named: object) -> RunningKernel:
    """The kernel for the next notebook: the one that there is, or a new one."""
    if not KERNELS or not KERNELS[-1].is_alive():
        KERNELS.append(RunningKernel(*given, **named))
    return KERNELS[-1]


def emptied(notebook: IPyNbFile) -> None:
    """Have the kernel forget a notebook; end one that does not answer."""
    if notebook.kernel is not None and notebook.kernel.is_alive():
        asked = notebook.kernel.execute_cell_input(EMPTIED)
        try:
            notebook.kernel.await_reply(asked, timeout=60)
            notebook.kernel.await_idle(asked, timeout=60)
        except Empty:
            notebook.kernel.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort cells among the places they were shuffled to by pytest-randomly; leave all else alone.

    The cells of one notebook build on one another.
    """
    places = [k for k, item in enumerate(items) if isinstance(item, IPyNbCell)]
    cells = [item for item in items if isinstance(item, IPyNbCell)]
    cells.sort(key=lambda cell: (cell.path, cell.cell_num))
    for k, cell in zip(places, cells, strict=True):
        items[k] = cell
