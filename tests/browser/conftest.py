"""What the tests of lessons share: one server and one window a module."""

import shutil

import pytest

pytest.register_assert_rewrite("browser.learner")

from browser.harness import browser, lab  # noqa: E402
from browser.learner import NOTEBOOKS  # noqa: E402


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """JupyterLab on a copy of the lessons."""
    folder = tmp_path_factory.mktemp("lessons")
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, folder)
    with lab(folder) as running:
        yield running


@pytest.fixture(scope="module")
def window():
    """A window of Chromium."""
    with browser(width=1200, height=900) as tab:
        yield tab
