"""How pytest runs the notebooks of this folder."""

import pytest
from nbval.plugin import IPyNbCell


def pytest_configure(config: pytest.Config) -> None:
    """Leave the kernels unmeasured: nbval's coverage hangs under ipykernel 7.

    A line counts as covered when a test with an oracle runs it, so nothing is lost. pytest-cov
    has read this option already.
    """
    config.option.cov_source = None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort cells among the places they were shuffled to by pytest-randomly; leave all else alone.

    The cells of one notebook build on one another.
    """
    places = [k for k, item in enumerate(items) if isinstance(item, IPyNbCell)]
    cells = [item for item in items if isinstance(item, IPyNbCell)]
    cells.sort(key=lambda cell: (cell.path, cell.cell_num))
    for k, cell in zip(places, cells, strict=True):
        items[k] = cell
