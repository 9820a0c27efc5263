"""Lessons 00 to 06 in a real JupyterLab and Chromium: two modules, for two workers."""

import pytest
from browser.learner import IN_A_BROWSER, NOTEBOOKS, work_through

pytestmark = IN_A_BROWSER


@pytest.mark.parametrize("notebook", NOTEBOOKS[:6], ids=lambda path: path.stem)
def test_a_lesson_works_as_a_learner_meets_it(notebook, server, window):
    work_through(notebook, server, window)
