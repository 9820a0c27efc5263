"""Run the cells of a notebook in their order: pytest-randomly shuffles whatever it finds."""

import pytest
from nbval.plugin import IPyNbCell


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the cells among the places that cells were shuffled to; leave all else alone."""
    places = [k for k, item in enumerate(items) if isinstance(item, IPyNbCell)]
    cells = [item for item in items if isinstance(item, IPyNbCell)]
    cells.sort(key=lambda cell: (cell.path, cell.cell_num))
    for k, cell in zip(places, cells, strict=True):
        items[k] = cell
