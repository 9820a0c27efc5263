"""The confusion matrix as a picture: it stands wherever a lesson says "detected".

draw:  {"score": draw_scoreboard(ax), ...}
view:  {"score": scores(matrix), ...}
"""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from snn_edu.patterns import Confusion
from snn_edu.validation import instance, integer, number, shown

CELLS = (  # in the order of Confusion: place (right, down), colour, name
    ((0, 0), "#d5efe4", "true"),
    ((1, 0), "#fbe0cd", "false"),
    ((0, 1), "#ececec", "missed"),
    ((1, 1), "#ffffff", "rightly\nsilent"),
)


def draw_scoreboard(
    ax: Axes,
    columns: tuple[str, str] = ("10101 shown", "anything else"),
    rows: tuple[str, str] = ("printed", "silent"),
    title: str = "",
) -> list[Text]:
    """Draw the four cells and return the six texts that `scores` fills.

    Parameters
    ----------
    columns
        What was there: the pattern, something else.
    rows
        What was said: detected, nothing.
    """
    given: dict[str, Any] = {"columns": columns, "rows": rows}
    for name, pair in given.items():
        if not (isinstance(pair, tuple | list) and [type(one) for one in pair] == [str, str]):
            raise TypeError(f"{name} = {shown(pair)}: expected two words.")
    instance("ax", ax, Axes, "Say figure.subplots().")
    instance("title", title, str)
    ax.set(xlim=(0, 2), ylim=(3, 0), xticks=[0.5, 1.5], yticks=[0.5, 1.5])
    ax.set_xticklabels(columns)
    ax.set_yticklabels(rows)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    if title:
        ax.set_title(title, loc="center", pad=10)
    counts = []
    for (x, y), colour, name in CELLS:
        ax.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor="0.5", lw=1))
        ax.text(
            x + 0.5, y + 0.96, name,
            ha="center", va="bottom", color="0.25", fontsize=9, linespacing=1.0,
        )  # fmt: skip
        counts.append(ax.text(x + 0.5, y + 0.32, "", ha="center", va="center", fontsize=15))
    ratios = [ax.text(-0.5, y, "", va="center", fontsize=9) for y in (2.33, 2.75)]
    return [*counts, *ratios]


def scores(matrix: Confusion) -> list[str]:
    """Return the texts of a scoreboard: four counts, and precision and recall as fractions."""
    true, false, missed, _ = instance(
        "matrix", matrix, Confusion, "Say confusion_matrix(printed, shown)."
    )
    return [
        *(f"{count:,}" for count in matrix),
        f"precision  {fraction(true, true + false)}",
        f"recall  {fraction(true, true + missed)}",
    ]


def fraction(part: int, whole: int) -> str:
    """Return ``"3 of 12 = 25 %"``, or that there was nothing to divide by."""
    whole = integer("whole", whole, 0, 10**12)
    part = integer("part", part, 0, 10**12)
    if not whole:
        return "0 of 0: undefined"
    return f"{part:,} of {whole:,} = {100 * part / whole:.0f} %"


def standard_error(share: float, count: int) -> float:
    """How far a measured share lies off by chance: sqrt(p (1 - p) / n), the standard error.

    NaN when nothing was counted.
    """
    share, count = number("share", share, "", 0.0, 1.0), integer("count", count, 0, 10**12)
    return math.sqrt(share * (1.0 - share) / count) if count else math.nan
