"""How what was counted is drawn: operations, what they cost, detections; and the digits."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from snn_edu.patterns import Confusion
from snn_edu.plots.look import VOLTAGE, minus
from snn_edu.plots.sketch import Artists, Sketch, round_limits, sketch
from snn_edu.training import Bill, Digits, Operations

ROWS, COLUMNS = 2, 10  # of digits that are shown
PRICED = {  # the lines of a bill, as its fields are called in print
    "macs": "MACs",
    "mac_weights": "weights of MACs",
    "additions": "additions",
    "weights": "weights of additions",
    "potentials": "potentials",
    "updates": "updates",
    "update_potentials": "potentials of updates",
}


@sketch.register
def _(bill: Bill) -> Sketch:
    """The receipt: a row for each of its lines."""
    lines = {said: getattr(bill, name) for name, said in PRICED.items()}
    paid = ", ".join(f"{name} {_whole(pJ)}" for name, pJ in lines.items() if pJ)
    said = f"One picture costs {_whole(bill.total)} pJ{': ' * bool(paid)}{paid}."
    return _rows(lines, "energy of one picture (pJ)", said)


@sketch.register
def _(counted: Operations) -> Sketch:
    """How many of each kind."""
    names = {field.name: field.name.replace("_", " ") for field in fields(counted)}
    lines = {said.replace("macs", "MACs"): getattr(counted, name) for name, said in names.items()}
    told = ", ".join(f"{_whole(count)} {name}" for name, count in lines.items())
    return _rows(lines, "operations for one picture", f"One picture takes {told}.")


def _whole(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000.0 or value == int(value) else f"{value:.3g}"


def _rows(lines: dict[str, float], quantity: str, said: str) -> Sketch:
    """A row for each, the first on top: as long as the number that stands at its end."""
    places, lengths = np.arange(len(lines))[::-1], np.array(list(lines.values()))

    def panel(ax: Axes) -> Artists:
        ax.set(xlabel=quantity, yticks=places, yticklabels=list(lines))
        ax.grid(visible=False, axis="y")
        rows = ax.plot([], [], color=VOLTAGE, lw=3, marker="o", ms=7, markevery=(1, 3))[0]
        numbers = {
            f"number of {name}": ax.text(0.0, y, "", va="center", fontsize="small", clip_on=True)
            for name, y in zip(lines, places, strict=True)
        }
        return {"axes": ax, "rows": rows, **numbers}

    gaps = np.full(lengths.shape, np.nan)
    values: dict[str, Any] = {
        "axes": {
            "xlim": round_limits(1.15 * np.append(lengths, 0.0)),
            "ylim": (-0.6, len(lines) - 0.4),
        },
        "rows": (
            np.stack([np.zeros(lengths.shape), lengths, gaps], axis=1).ravel(),
            np.repeat(places, 3).astype(float),
        ),
    }
    for name, x in lines.items():
        values[f"number of {name}"] = {"x": x, "text": f"   {_whole(x)}"}
    return Sketch(said, values, (panel,), ("rows", *lines))


@sketch.register
def _(matrix: Confusion) -> Sketch:
    """The four counts; the ink of a cell is its share of what was shown, or was not."""
    counts = np.array([matrix[:2], matrix[2:]], float)  # printed, not printed; (shown, not shown)
    shares = counts / np.maximum(counts.sum(axis=0), 1.0)
    names = [field.replace("_", " ") for field in matrix._fields]
    places = [(0, 0), (1, 0), (0, 1), (1, 1)]  # (right, down)

    def panel(ax: Axes) -> Artists:
        ax.set(xlabel="was it there?", ylabel="was it printed?")
        cells = ax.imshow(np.zeros((2, 2)), cmap="Greys", vmin=0.0, vmax=3.0, aspect="auto")
        ax.set_xticks([0, 1], ["shown", "not shown"])
        ax.set_yticks([0, 1], ["printed", "not printed"])
        ax.grid(visible=False)
        texts = {
            name: ax.text(x, y, "", ha="center", va="center", clip_on=True)
            for name, (x, y) in zip(names, places, strict=True)
        }
        return {"axes": ax, "cells": cells, **texts}

    values: dict[str, Any] = {
        "axes": {"xlim": (-0.5, 1.5), "ylim": (1.5, -0.5)},
        "cells": shares,
        **{name: f"{n:,}\n{name}" for n, name in zip(matrix, names, strict=True)},
    }
    shown, printed = matrix[0] + matrix[2], matrix[0] + matrix[1]
    said = (
        f"Of {shown:,} shown {matrix[0]:,} were printed{_share('recall', matrix.recall)}; of "
        f"{printed:,} printed {matrix[0]:,} had been shown"
        f"{_share('precision', matrix.precision)}; {matrix[3]:,} were rightly not printed."
    )
    return Sketch(said, values, (panel,), ("confusion",))


def _share(name: str, share: float) -> str:
    return "" if math.isnan(share) else f" ({name} {100.0 * share:.3g} %)"


@sketch.register
def _(digits: Digits) -> Sketch:
    """The first pictures, side by side."""
    pixels = digits.pictures.shape[1]
    side = math.isqrt(pixels)
    shape = (side, side) if side * side == pixels else (1, pixels)
    tiles = np.zeros((ROWS * COLUMNS, shape[0] + 1, shape[1] + 1))  # with a gap
    some = digits.pictures[: len(tiles)]
    tiles[: len(some), :-1, :-1] = some.reshape(len(some), *shape)
    grid = tiles.reshape(ROWS, COLUMNS, *tiles.shape[1:]).swapaxes(1, 2)
    image = grid.reshape(ROWS * tiles.shape[1], COLUMNS * tiles.shape[2])

    def panel(ax: Axes) -> Artists:
        ax.set_axis_off()
        return {"pictures": ax.imshow(image, cmap="Greys")}

    most = max(float(digits.pictures.max(initial=0.0)), 1e-9)
    told = ", ".join(map(str, digits.labels[: len(tiles)].tolist()))
    said = f"The first {len(some)} of {len(digits)} pictures{': ' * bool(told)}{told}."
    values = {"pictures": {"data": image, "clim": (0.0, most)}}
    return Sketch(minus(said), values, (panel,), ("digits", image.shape))
