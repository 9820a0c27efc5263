"""Every second lesson in a real JupyterLab and Chromium, for one of two workers: the others."""

import pytest
from browser.learner import IN_A_BROWSER, NOTEBOOKS, work_through

pytestmark = IN_A_BROWSER


@pytest.mark.parametrize("notebook", NOTEBOOKS[1::2], ids=lambda path: path.stem)
def test_a_lesson_works_as_a_learner_meets_it(notebook, server, window):
    work_through(notebook, server, window)
