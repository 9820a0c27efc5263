"""The reproduction ledger: its page is what its rows compute today, and every row can fail."""

import re
from pathlib import Path

import ledger
import pytest

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
LINES = (NOTEBOOKS / "ledger.md").read_text("utf-8").removeprefix(ledger.HEAD).splitlines()


def named(row):
    return f"{row.lesson}-{row.what}"


def on_the_page(row):
    """The line of a row."""
    begins = f"| {row.lesson} | {row.paper} | {row.what} |"
    (line,) = [line for line in LINES if line.startswith(begins)]
    return line


def test_the_page_has_a_line_for_each_row_in_their_order():
    assert [on_the_page(row) for row in ledger.ROWS] == LINES
    lessons = [row.lesson for row in ledger.ROWS]
    assert lessons == sorted(lessons)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=named(row), marks=[pytest.mark.slow] if row.slow else [])
        for row in ledger.ROWS
    ],
)
def test_ours_is_what_the_page_says_and_agrees_with_theirs(row):
    value = row.ours()
    assert row.holds(value)
    if row.slow:
        printed = float(re.findall(r"[\d.]+", on_the_page(row).split(" | ")[4])[0])
        assert value == pytest.approx(printed, rel=0.02)  # the last digit is the machine's
    else:
        assert row.line(value) == on_the_page(row), "stale: run python notebooks/ledger.py"


@pytest.mark.parametrize("row", ledger.ROWS, ids=named)
def test_no_row_would_hold_at_any_value(row):
    assert not row.holds(row.theirs * 3.0 + 1000.0) or row.bound == ">"
    assert not row.holds(row.theirs - 1000.0) or row.bound == "<"
    assert bool(row.bound) != bool(row.allowed()) or row.theirs == 0.0


def test_every_paper_of_the_ledger_is_cited_in_its_lesson():
    for row in ledger.ROWS:
        if row.lesson == "09":  # the article itself
            continue
        (source,) = (NOTEBOOKS / "source").glob(f"{row.lesson}_*.py")
        first = re.split(r"[ ,]", row.paper)[0]
        assert first in source.read_text(encoding="utf-8"), f"{row.paper} in {source.name}"


def test_a_row_that_does_not_hold_writes_no_page(monkeypatch, tmp_path):
    wrong = ledger.Row("01", "nobody", "nothing", 1.0, lambda: 2.0, 0.5)
    monkeypatch.setattr(ledger, "ROWS", (wrong,))
    monkeypatch.setattr(ledger, "PAGE", tmp_path / "ledger.md")
    with pytest.raises(ValueError, match=r"theirs 1, ours 2\."):
        ledger.main()
    assert not (tmp_path / "ledger.md").exists()
