"""Script: a text that another simulator runs, and beside it the arrays that the text reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.network import Projection
from snn_edu.validation import Floats, shown

Rows: TypeAlias = NDArray[np.void]  # one a neuron, a spike or a synapse, with named columns

#: Synapses in one array of the file: a simulator reads it array by array, and keeps what it needs.
BLOCK = 100_000


@dataclass(frozen=True, eq=False)
class Script:
    """A script for another simulator: a text to read, and the arrays of its neurons and synapses.

    `save` writes both, and ``python network_nest.py`` runs them where the simulator is installed.
    `str` gives the text.
    """

    name: str  # of the files: network_nest for network_nest.py and network_nest.npz
    text: str
    arrays: Mapping[str, Rows]

    def save(self, folder: str | Path = ".") -> Path:
        """Write ``name.py`` and ``name.npz`` into `folder`; returns the path of the script.

        A folder that is not there yet is made; files of these names are replaced.
        """
        if not isinstance(folder, str | PathLike):
            raise TypeError(f"folder = {shown(folder)}: expected the path of a folder.")
        path = Path(folder) / f"{self.name}.py"
        if path.parent.is_file():
            raise ValueError(f"folder = {str(folder)!r}: is a file. Two are saved, into a folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, encoding="utf-8")
        arrays: dict[str, Any] = dict(self.arrays)
        np.savez(path.with_suffix(".npz"), **arrays)
        return path

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        size = sum(each.nbytes for each in self.arrays.values())
        return f"<{self.name}.py, {len(self.text.splitlines())} lines; .npz of {size:,} bytes>"


def rows(**columns: ArrayLike) -> Rows:
    """Columns of equal length, side by side: whole numbers in 4 bytes, others in 8."""
    each = {name: np.asarray(column) for name, column in columns.items()}
    kinds = [(name, "<i4" if one.dtype.kind == "i" else "<f8") for name, one in each.items()]
    made = np.empty(len(next(iter(each.values()))), kinds)
    for name, one in each.items():
        made[name] = one
    return made


def alike(values: ArrayLike) -> float | None:
    """The value of all, which may stand in the text; None where they differ."""
    array = np.asarray(values, float)
    return array.item(0) if array.size and np.all(array == array.flat[0]) else None


def of_all(**columns: Floats) -> str:
    """What the synapses of a projection share, as further arguments in the text of a call."""
    shared = {column: alike(values) for column, values in columns.items()}
    return "".join(f", {column}={value!r}" for column, value in shared.items() if value is not None)


def synapses(name: str, one: Projection, weights: Floats, delays: Floats) -> dict[str, Rows]:
    """The synapses of a projection, `BLOCK` by `BLOCK`; weights and delays where they differ."""
    columns: dict[str, NDArray[Any]] = {"pre": one.pre_ids, "post": one.post_ids}
    for column, values in (("weight", weights), ("delay", delays)):
        if alike(values) is None:
            columns[column] = values
    return {
        f"synapses of {name}, {k}": rows(
            **{column: values[k * BLOCK : (k + 1) * BLOCK] for column, values in columns.items()}
        )
        for k in range(-(-len(weights) // BLOCK))
    }
