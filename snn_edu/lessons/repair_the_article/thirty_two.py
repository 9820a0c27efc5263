"""The 32 inputs of five bits, in the order in which lesson 09 draws them, and their bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.validation import Floats

Bools = NDArray[np.bool_]
Bits = NDArray[np.int_]


def ordered(pattern: Sequence[int]) -> Bits:
    """All inputs of five bits, (32, 5): the pattern, those with its ones and more, the others."""
    bits = np.array(list(product((0, 1), repeat=5)))
    ones = np.array(pattern, bool)
    more = bits[:, ones].all(axis=1)
    extra = bits[:, ~ones].sum(axis=1)
    return bits[np.lexsort((-bits.sum(axis=1), np.where(more, extra > 0, 2)))]


INPUTS = ordered(PATTERN)  # (32, 5)
IS_PATTERN = (INPUTS == PATTERN).all(axis=1)  # (32,), True for the first
HAMMING = (INPUTS[:, None] != INPUTS).sum(axis=2)  # (32, 32): how many bits differ


def with_its_ones(pattern: Sequence[int]) -> int:
    """How many inputs have all ones of the pattern, with the pattern itself."""
    return int(2 ** sum(bit == 0 for bit in pattern))


def places(pattern: Sequence[int] = PATTERN) -> Floats:
    """Where each input stands on the page, with gaps after the pattern and those with its ones."""
    more = with_its_ones(pattern)
    number = np.arange(32.0)
    where: Floats = number + 2.0 * (number >= 1) + 2.0 * (number >= more)
    return where


def name(bits: ArrayLike) -> str:
    """Return the bits as they are written: ``"10101"``."""
    return "".join(str(int(bit)) for bit in np.asarray(bits))


def bars(where: Floats, heights: NDArray[Any], which: Bools) -> tuple[Floats, Floats]:
    """One line that draws a bar from 0 for each chosen place, and lifts the pen between them."""
    x, y = np.full((which.sum(), 3), np.nan), np.full((which.sum(), 3), np.nan)
    x[:, 0] = x[:, 1] = where[which]
    y[:, 0], y[:, 1] = 0.0, heights[which]
    return x.ravel(), y.ravel()


def thick(ax: Axes, colour: str, width: float = 6, alpha: float = 1.0) -> Line2D:
    """A line so thick that it is a bar."""
    return ax.plot([], [], color=colour, lw=width, alpha=alpha, solid_capstyle="butt")[0]


def draw_inputs(ax: Axes, pattern: Sequence[int] = PATTERN) -> None:
    """The 32 inputs as columns of squares, dark for 1, and the three groups by name."""
    where, bits, more = places(pattern), ordered(pattern), with_its_ones(pattern)
    for row in range(5):
        for value, colour in ((0, "0.9"), (1, "0.25")):
            x = where[bits[:, row] == value]
            ax.plot(x, np.full(x.size, row), "s", color=colour, ms=6.2)
    groups = [where[:1], where[1:more], where[more:]]
    others = "\nones and more" if more > 2 else f"\n{name(bits[1])}"
    names = [name(pattern), others, f"the {32 - more} others"]
    there = [k for k in range(3) if groups[k].size]
    ax.set(xlim=(-1.5, where[-1] + 1.5), ylim=(4.7, -0.7), yticks=range(5))
    ax.set_xticks([float(groups[k].mean()) for k in there], [names[k] for k in there])
    ax.set_ylabel("input")
    ax.tick_params(length=0)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
