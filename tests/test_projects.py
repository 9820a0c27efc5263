"""The projects of the guide: what its page quotes is what comes out, and its snippets run."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from snn_edu import verify
from snn_edu.plasticity import STDP

GUIDE = Path(__file__).parent.parent / "notebooks" / "guide"
PAGE = (GUIDE / "projects.md").read_text(encoding="utf-8")
PARTS = dict(re.findall(r"^## ([^\n]+)\n\n(.+?)(?=\n## |\Z)", PAGE, re.M | re.S))


@pytest.fixture(scope="module")
def projects():
    sys.path.insert(0, str(GUIDE))
    try:
        import projects
    finally:
        sys.path.remove(str(GUIDE))
    return projects


def quoted(part):
    """The rows of the last table of a project, numbers as they stand."""
    (table,) = re.findall(r"^\|[^\n]*\n\|[-:| ]+\n((?:\|.+\n)+)", PARTS[part], re.M)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


def like(rows, told):
    """The rows, each number with as many decimals as it is quoted with."""
    return [
        [
            each if isinstance(each, str) else f"{each:.{len(cell.partition('.')[2])}f}"
            for each, cell in zip(row, cells, strict=True)
        ]
        for row, cells in zip(rows, told, strict=True)
    ]


@pytest.mark.parametrize("part", ["A code of your own", "A rule on a chip", "What the ear says"])
def test_what_the_page_quotes_is_what_comes_out_and_its_snippet_runs(projects, part):
    told, project = quoted(part), part.lower().replace(" ", "_")
    assert like(getattr(projects, project)(), told) == told
    (code,) = re.findall(r"```python\n(.+?)```", PARTS[part], re.S)
    exec(code, {"rng": np.random.default_rng(1), "code": projects.interval_code()})


def test_the_rows_of_the_needle_are_those_that_it_runs(projects):
    told = quoted("A shorter needle")
    assert [(float(length), int(seconds)) for length, seconds, *_ in told] == [*projects.RUNS]


@pytest.mark.slow
def test_the_rows_of_the_needle_that_hear_a_minute(projects):
    """The others, which hear more, are computed alike, and take as long as all of these."""
    told = [row for row in quoted("A shorter needle") if row[1] == "60"]
    runs = [run for run in projects.RUNS if run[1] == 60]
    assert like(projects.a_shorter_needle(runs), told) == told


def test_verify_finds_no_fault_in_any_rounding_at_eight_bits(projects):
    rule = STDP(A_plus=0.04, A_minus=0.04, tau_plus=20.0, tau_minus=20.0)
    for rounded in projects.ROUNDINGS.values():

        def change(pre, post, rounded=rounded):
            return float(sum(rounded(rule.pairs(pre, post).dw * 256)) / 256)

        assert not verify.stdp(change, expected=rule).faults
