"""How pytest runs the notebooks of this folder."""

import os
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell


def pytest_configure(config: pytest.Config) -> None:
    """Leave the kernels unmeasured, and pictures uncompared; one thread of linear algebra each.

    nbval's coverage hangs under ipykernel 7. A line counts as covered when a test with an oracle
    runs it, so nothing is lost; pytest-cov has read this option already.

    Pictures are HTML, for the words that belong to them. The words are compared; the bytes hang on
    the versions of what draws and packs them.

    One thread, as `snn-edu start` gives them: its command line says why.
    """
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    config.option.cov_source = None
    if config.option.nbval_sanitize_with is None:
        config.option.nbval_sanitize_with = str(Path(__file__).with_name("nbval.cfg"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort cells among the places they were shuffled to by pytest-randomly; leave all else alone.

    The cells of one notebook build on one another.
    """
    places = [k for k, item in enumerate(items) if isinstance(item, IPyNbCell)]
    cells = [item for item in items if isinstance(item, IPyNbCell)]
    cells.sort(key=lambda cell: (cell.path, cell.cell_num))
    for k, cell in zip(places, cells, strict=True):
        items[k] = cell
