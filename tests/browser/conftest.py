"""What the tests of lessons share: one server or site and one window a module."""

import os
import shutil
from pathlib import Path

import edition
import pytest

pytest.register_assert_rewrite("browser.learner", "browser.running")

from browser.harness import browser, lab, served  # noqa: E402
from browser.learner import NOTEBOOKS  # noqa: E402
from browser.running import LESSON, PYODIDE, SITE, WHEELS  # noqa: E402


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


def built_once(scratch):
    """The folder of the site, which all workers of this run share."""
    import fcntl  # not on Windows

    shared = scratch.parent if "PYTEST_XDIST_WORKER" in os.environ else scratch
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site").exists():
            half = shared / "half_a_site"
            edition.build_edition(half, [LESSON], pyodide=Path(PYODIDE), wheels=Path(WHEELS))
            half.rename(shared / "site")
    return shared / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of the site, served as `python -m http.server` does; one lesson is recorded.

    Two workers have tests of it: the first builds it, and the other one waits.
    """
    folder = Path(SITE) if SITE else built_once(tmp_path_factory.getbasetemp())
    with served(folder) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def reader(site):
    """A window that remembers what it asked for outside of the site, and what went wrong."""
    with browser(width=1366, height=768) as tab:
        tab.set_default_timeout(120_000)  # here Python computes several times slower
        tab.asked_outside, tab.said = [], []

        def note(request):
            if not request.url.startswith((site, "data:", "blob:")):
                tab.asked_outside.append(request.url)

        tab.context.on("request", note)
        tab.on("console", lambda message: tab.said.append(message.text))
        tab.on("pageerror", lambda error: tab.said.append(str(error)))
        yield tab
        assert tab.asked_outside == []
