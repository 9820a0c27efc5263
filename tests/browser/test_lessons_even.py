"""Every second lesson in a real JupyterLab and Chromium, for one of two workers: from the first."""

import pytest
from browser.learner import IN_A_BROWSER, NOTEBOOKS, work_through
from lesson_pages import in_this_run

pytestmark = IN_A_BROWSER


@pytest.mark.parametrize("notebook", in_this_run(NOTEBOOKS[::2]), ids=lambda path: path.stem)
def test_a_lesson_works_as_a_learner_meets_it(notebook, server, window):
    work_through(notebook, server, window)
