"""What the lessons tell of chance, held on draws that no page shows: `python tests/draws.py`.

    TOLD = [
        Told("in two thirds of the runs", lambda seed: finds(seed), share=(0.5, 0.85)),
        Told("about 80 % are right", right, figure=(0.72, 0.88)),
    ]
    test_on_other_draws = on_other_draws(page, TOLD)

stands in ``tests/lessons/<lesson>/test_draws.py``. The command writes ``notebooks/draws.md``, where
a reader finds each of these sentences and what came of it; a slow test fails when that is stale.
`python tests/draws.py 08` computes the rows of lesson 08 anew, and `new` only what the page lacks.
"""

import importlib.util
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

CLONE = Path(__file__).parents[1]
PAGE = CLONE / "notebooks" / "draws.md"
FRESH = tuple(range(101, 109))  # eight draws that no page shows
MOST = (0.75, 1.0)

HEAD = """# Held on other draws

A number that chance has a part in is worth as much as the next draw leaves of it. So what the
lessons tell of random spikes, of trained networks and of divisions of their data is computed again,
on eight draws or more that no page shows: other seeds, other divisions, other noise. Below, a row
for each such sentence: its words; of how many draws it holds, or between which figures they lie;
and what it takes for the words to be true. This page is written by `python tests/draws.py`, and a
test fails when it is stale.

| lesson | what it says | on other draws | true if |
|---|---|---|---|
"""


class Told(NamedTuple):
    """A sentence of a page, and what has to be so on other draws for it to be true.

    Attributes
    ----------
    words
        Words of the page, its questions or its pictures: a change of the words alone is seen.
    of
        ``of(draw)``: whether it holds on this draw, or a number.
    share
        Of the draws, between which shares hold: by default three quarters or more, as *mostly*.
    figure
        In place of a share: the bounds that seven draws of eight lie within.
    draws
        Seeds or divisions. The page's own is never among them.
    """

    words: str
    of: Callable[[int], float]
    share: tuple[float, float] = MOST
    figure: tuple[float, float] | None = None
    draws: Sequence[int] = FRESH

    def __str__(self) -> str:
        return self.words[:60]

    def found(self) -> np.ndarray:
        """What comes on each draw."""
        return np.array([self.of(draw) for draw in self.draws], float)

    def holds(self, found: np.ndarray) -> bool:
        """Whether the words are true of what came."""
        low, high = self.figure or self.share
        if self.figure:
            return bool(np.mean((low <= found) & (found <= high)) >= 7 / 8)
        return bool(low <= found.mean() <= high)

    def line(self, lesson: str, found: np.ndarray) -> str:
        """The row of the page."""
        low, high = self.figure or self.share
        if self.figure:
            least, middle, most = np.quantile(found, (0.0, 0.5, 1.0))
            came = f"{least:.3g} to {most:.3g}, half of them below {middle:.3g}"
            bounds = f"seven of eight lie from {low:g} to {high:g}"
        else:
            came = f"{np.sum(found > 0)} of {len(found)}"
            bounds = f"{100 * low:.0f} to {100 * high:.0f} % of them"
            bounds = "all of them" if low == high == 1 else bounds
        words = re.sub(r"\s+", " ", self.words).replace("|", "\\|")
        return f"| {lesson} | {words} | {came} | {bounds} |"


def on_other_draws(page, told):
    """A test for each of them, in the long half: the words, what comes, and the row for readers."""

    @pytest.mark.slow
    @pytest.mark.parametrize("one", told, ids=str)
    def test(one):
        assert page.says(one.words)
        found = one.found()
        assert one.holds(found), f"{one.words!r}: {np.sort(found).round(3)}"
        line = one.line(page.source.stem[:2], found)
        assert line in PAGE.read_text("utf-8"), f"stale: run python tests/draws.py\n{line}"

    return test


def files() -> list[Path]:
    """The files of rows, in the order of the lessons."""
    order = [source.stem[3:] for source in sorted(CLONE.glob("notebooks/source/[0-9]*.py"))]
    there = CLONE.glob("tests/lessons/*/test_draws.py")
    return sorted(there, key=lambda path: order.index(path.parent.name))


def rows(path: Path) -> tuple[str, list[Told]]:
    """The number of a lesson and what it tells, of a file of rows."""
    spec = importlib.util.spec_from_file_location(f"draws_of_{path.parent.name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.page.source.stem[:2], module.TOLD


def begun(line: str) -> tuple[str, ...]:
    """A row's lesson and words."""
    return tuple(line.split(" | ")[:2])


def main(chosen: list[str]) -> None:
    """Write the page: all rows, or anew those of the chosen lessons and what the page lacks."""
    known = PAGE.read_text("utf-8").splitlines() if chosen and PAGE.exists() else []
    lines = []
    for path in files():
        lesson, told = rows(path)
        kept = {} if lesson in chosen else {begun(line): line for line in known}
        for one in told:
            line = kept.get(begun(one.line(lesson, np.ones(len(one.draws)))))
            if line is None:
                found = one.found()
                line = one.line(lesson, found)
                print("" if one.holds(found) else "DOES NOT HOLD", line, np.sort(found).round(3))
            lines.append(line)
    PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
