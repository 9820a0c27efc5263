"""What is told of chance: a lesson that draws has its rows, and each row can fail."""

import re
from pathlib import Path

import draws
import numpy as np
import pytest
from lesson_pages import SOURCES

from snn_edu import lessons

ROWS = [(page, one) for page, told in map(draws.rows, draws.files()) for one in told]


def draws_something(source):
    """Whether a lesson's page or its room draws at random, trains, or has a slider for a seed."""
    room = Path(lessons.__path__[0]) / source.stem[3:]
    texts = [source, *room.glob("*.py")]
    words = r"default_rng|trained\(|learned\(|\bseed\b"
    return any(re.search(words, text.read_text("utf-8")) for text in texts)


def test_a_lesson_that_draws_anything_has_rows():
    drawing = {source.stem[:2] for source in SOURCES if draws_something(source)}
    assert drawing <= {page.source.stem[:2] for page, _ in ROWS}


def test_the_record_has_each_row_in_their_order_and_the_page_is_written_of_it():
    assert list(draws.record()) == [(page.source.stem[:2], one.words) for page, one in ROWS]
    assert draws.HEAD + "\n".join(draws.lines()) + "\n" == draws.PAGE.read_text("utf-8")


@pytest.mark.parametrize(("page", "one"), ROWS, ids=[str(one) for _, one in ROWS])
def test_a_row_is_told_holds_on_what_came_and_would_not_whatever_came(page, one):
    assert page.says(one.words)
    found = draws.record()[page.source.stem[:2], one.words]
    assert len(found) == len(one.draws)
    assert one.holds(found), f"{one.words!r}: {np.sort(found).round(3)}"
    assert len(one.draws) >= 8
    assert len(set(one.draws)) == len(one.draws)
    low, high = one.figure or one.share
    assert low > 0 or high < 1 or one.figure
    outside = high + abs(high) + 1.0 if one.figure else float(low <= 0)
    assert not one.holds(np.full(len(one.draws), outside))
