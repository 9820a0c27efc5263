"""Every second lesson in its own page, from the first, as `test_run` has the others."""

import pytest
from browser.learner import NOTEBOOKS
from browser.running import IN_A_PAGE, run_to_its_last_cell
from lesson_pages import in_this_run

pytestmark = IN_A_PAGE


@pytest.mark.site
@pytest.mark.parametrize("path", in_this_run(NOTEBOOKS[::2], rest=True), ids=lambda path: path.stem)
def test_a_lesson_runs_to_its_last_cell_in_its_page(path, site, reader):
    run_to_its_last_cell(path, site, reader)
