"""What the lessons tell of chance, held on draws that no page shows: `python tests/draws.py`.

    TOLD = [
        Told("in two thirds of the runs", lambda seed: finds(seed), share=(0.5, 0.85)),
        Told("about 80 % are right", right, figure=(0.72, 0.88)),
    ]
    test_on_other_draws = on_other_draws(page, TOLD)

stands in ``tests/lessons/<lesson>/test_draws.py``. The command computes all rows, keeps what came
on each draw in ``tests/draws.jsonl``, and writes of it ``notebooks/draws.md``, where a reader finds
each of these sentences and what came of it. `python tests/draws.py 08` computes the rows of lesson
08 anew, and `new` only those that are lacking.

That a page has the words, and that they hold on what came, is a quick test. That it comes again is
a slow one, of a sample: each run of the tests begins with other rows at another draw, draws for
half a second a row, and skips what is left of a lesson after 4 s. All draws of all rows take 700 s
of CPU, and hardly a change moves one draw and leaves the others. After one that may, `python
tests/draws.py 08` draws all of them, and `git diff` tells what came otherwise.

A bound that was set on eight draws fits these eight. `python tests/draws.py away` (or `away 08`)
draws all rows two thousand seeds further on and prints those that do not hold there, for somebody
to look at: of 1,190 it found some forty, most by a hair, and a few that told too much.
"""

import importlib.util
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from kernels import KERNELS
from lesson_pages import Page

CLONE = Path(__file__).parents[1]
PAGE = CLONE / "notebooks" / "draws.md"
RECORD = CLONE / "tests" / "draws.jsonl"  # a line for each row: its lesson, its words, what came
FRESH = tuple(range(101, 109))  # eight draws that no page shows
TWICE = FRESH + tuple(range(1101, 1109))  # and eight on which a row's bounds were not set
MOST = (0.75, 1.0)

HEAD = """# Held on other draws

A number that chance has a part in is worth as much as the next draw leaves of it. So what the
lessons tell of random spikes, of trained networks and of divisions of their data is computed again,
on eight draws or more that no page shows: other seeds, other divisions, other noise. Below, a row
for each such sentence: its words; of how many draws it holds, or between which figures they lie;
and what it takes for the words to be true. This page is written by `python tests/draws.py`, and
tests fail when a row does not hold, or some of its draws no longer give what they gave.

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
        """What comes on each draw, to six figures."""
        return np.array([float(f"{self.of(draw):.6g}") for draw in self.draws])

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


@cache
def record() -> dict[tuple[str, str], np.ndarray]:
    """What came on each draw of each row, by its lesson and its words."""
    kept = map(json.loads, RECORD.read_text("utf-8").splitlines())
    return {(lesson, words): np.array(found, float) for lesson, words, found in kept}


def on_other_draws(page, told):
    """A test for each of them, in the long half: what comes on some of its draws."""
    left = 4.0  # s of CPU, for all rows of a lesson

    @pytest.mark.slow
    @pytest.mark.parametrize("one", told, ids=str)
    def test(one):
        nonlocal left
        known = record()[page.source.stem[:2], one.words]
        if left < 0:
            pytest.skip("other runs draw the rows that this one had no time for")
        begin = random.randrange(len(one.draws))  # the same for all rows: some share what they draw
        began = time.process_time()
        for k in range(len(one.draws)):
            if k and time.process_time() - began > 0.5:
                break
            at = (begin + k) % len(one.draws)
            came = float(one.of(one.draws[at]))
            assert np.isclose(came, known[at], rtol=1e-3, atol=1e-9, equal_nan=True), (
                f"draw {one.draws[at]} gives {came:.6g}, once {known[at]:.6g}: is it still true? "
                "Run python tests/draws.py (or did this run without a worker? Add -n 1)"
            )
        left -= time.process_time() - began

    return test


def files() -> list[Path]:
    """The files of rows, in the order of the lessons."""
    order = [source.stem[3:] for source in sorted(CLONE.glob("notebooks/source/[0-9]*.py"))]
    there = CLONE.glob("tests/lessons/*/test_draws.py")
    return sorted(there, key=lambda path: order.index(path.parent.name))


def rows(path: Path) -> tuple[Page, list[Told]]:
    """A lesson's page and what it tells, of a file of rows."""
    spec = importlib.util.spec_from_file_location(f"draws_of_{path.parent.name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.page, module.TOLD


def lines() -> list[str]:
    """The rows of the page."""
    told = [(page.source.stem[:2], one) for page, ones in map(rows, files()) for one in ones]
    return [one.line(lesson, record()[lesson, one.words]) for lesson, one in told]


def away(chosen: list[str]) -> None:
    """Print the rows that do not hold on draws that nobody has seen."""
    for path in files():
        page, told = rows(path)
        lesson = page.source.stem[:2]
        for one in told if lesson in chosen or not chosen else ():
            try:
                found = one._replace(draws=[draw + 2000 for draw in one.draws]).found()
            except KeyError:  # of runs that are stored: there are no others
                continue
            if not one.holds(found):
                print(lesson, one.words, np.sort(found).round(3), "for", one.figure or one.share)


def main(chosen: list[str]) -> None:
    """Write record and page: all rows, or anew those of the chosen lessons and what is lacking."""
    known = record() if chosen and RECORD.exists() else {}
    kept = []
    for path in files():
        page, told = rows(path)
        lesson = page.source.stem[:2]
        for one in told:
            found = None if lesson in chosen else known.get((lesson, one.words))
            if found is None or len(found) != len(one.draws):
                found = one.found()
                print(lesson, one.words, np.sort(found).round(3), flush=True)
            if not one.holds(found):
                print("DOES NOT HOLD", lesson, one.words)
            kept.append(json.dumps([lesson, one.words, found.tolist()], ensure_ascii=False))
    RECORD.write_text("\n".join(kept) + "\n", encoding="utf-8", newline="\n")
    record.cache_clear()
    PAGE.write_text(HEAD + "\n".join(lines()) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if os.environ | KERNELS != os.environ:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | KERNELS)
    away(sys.argv[2:]) if sys.argv[1:2] == ["away"] else main(sys.argv[1:])
