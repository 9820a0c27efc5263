"""Tables: spikes as named columns, a row a spike, in memory or in a text file.

The unit of the times is said by their column's name (``time_ms``, ``t (s)``) or by the caller; it
is never assumed.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Literal, NamedTuple, TextIO, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.spikes.labels import Label, is_number, numbered
from snn_edu.units import carries_unit
from snn_edu.validation import Floats, choice, no_file, numbers, shown

Unit: TypeAlias = Literal["s", "ms", "us", "µs"]  # of times
Name: TypeAlias = str | int  # of a column; its place in a file whose columns have no names

IN_MS = {"s": 1000.0, "ms": 1.0, "us": 0.001, "µs": 0.001}  # what a unit of time is worth in ms
SENDERS = (  # what a column is called that tells the neuron; NEST has "sender", Kilosort "cluster"
    "neuron", "neurons", "neuron_id", "id", "ids", "cell", "cell_id", "unit", "unit_id",
    "electrode", "channel", "label", "sender", "senders", "cluster", "clusters", "cluster_id",
    "spike_cluster", "spike_clusters",
)  # fmt: skip
TIMES = ("time", "times", "t", "spike_time", "spike_times", "timestamp", "timestamps")
MARK = "# snn_edu: "  # what `write` says of spikes that no row could: `read` looks for it


class Given(NamedTuple):
    """What spikes are made of, as `Spikes` takes it."""

    times: Floats  # ms
    ids: NDArray[np.int64]
    size: int
    duration: float | None  # ms
    start: float  # ms
    labels: Sequence[Label] | None


def columns_of(table: Any) -> dict[Name, Any]:
    """The columns of a DataFrame, a dict of arrays, or a structured array, by their names."""
    names = getattr(getattr(table, "dtype", None), "names", None) or getattr(table, "columns", None)
    if names is None and isinstance(table, Mapping):
        names = table.keys()
    if names is None or callable(names):
        raise TypeError(
            f"table = {shown(table)}: expected named columns. "
            'Say {"time_ms": times, "neuron": ids}, or a DataFrame.'
        )
    columns = {name: table[name] for name in names}
    index = getattr(table, "index", None)  # a DataFrame's, where its name says that it is the time
    name = getattr(index, "name", None)
    if _is_time(name) and not any(map(_is_time, columns)):
        columns[name] = np.asarray(index)
    return columns


def spikes_of(
    columns: Mapping[Name, Any],
    times: Name | None,
    ids: Name | None,
    unit: Unit | None,
    duration: float | None,
    start: float | None,
    labels: Sequence[Label] | None,
) -> Given:
    """Spikes from columns; which is which, and in what unit, their names say or the arguments."""
    start = 0.0 if start is None else start
    if not columns:
        raise ValueError("table: has no columns.")
    place = _place_of_times(columns, times)
    moments: Any = columns[place]
    if carries_unit(moments):
        moments = numbers("times", moments, "ms")
    elif _is_span(moments):  # NumPy's and pandas' timedelta know their unit
        moments = numbers("times", np.asarray(moments) / np.timedelta64(1, "ns"), "ns") / 1e6
    else:
        told = _unit_of(place, unit)
        moments = numbers("times", _floats(place, moments), told) * IN_MS[told]
    others = [name for name in columns if name != place]
    if ids is None:
        known = [name for name in others if str(name).lower() in SENDERS]
        if len(known) != 1 and others:
            raise ValueError(
                f"ids: which of the columns {_list(others)} tells the neuron? "
                f'Say ids={others[0]!r}; if none does, ids="".'
            )
        ids = known[0] if known else None
    else:
        asked: object = ids
        if isinstance(asked, tuple | list):
            raise TypeError(
                f"ids = {shown(ids)}: expected one column. Of an event camera make one, "
                'table["pixel"] = table["x"] + width * table["y"], and say ids="pixel".'
            )
        ids = None if isinstance(ids, str) and not ids else _one_of("ids", ids, others)
    if ids is None:
        return Given(moments, np.zeros(len(moments), np.int64), 1, duration, start, labels)
    who, labels = numbered(columns[ids], labels)
    return Given(moments, who, len(labels), duration, start, labels)


def read(
    path: str | PathLike[str] | Iterable[str],
    times: Name | None,
    ids: Name | None,
    unit: Unit | None,
    duration: float | None,
    start: float | None,
    labels: Sequence[Label] | None,
) -> Given:
    """Spikes from a text file, or from its lines. The arguments are those of `Spikes.from_csv`."""
    if isinstance(path, str) and "\n" in path:
        raise ValueError(
            f"path = {shown(path)}: expected the path of a file. Is it the text itself? "
            "Say text.splitlines()."
        )
    if isinstance(path, str | PathLike):
        try:
            with Path(fspath(path)).open(encoding="utf-8-sig", newline="") as file:
                lines = file.readlines()
        except FileNotFoundError:
            raise FileNotFoundError(no_file(fspath(path))) from None
        except UnicodeDecodeError:
            raise ValueError(f"path = {shown(fspath(path))}: is no text in UTF-8.") from None
    else:
        try:
            lines = [str(line) for line in path]
        except TypeError:
            raise TypeError(f"path = {shown(path)}: expected the path of a file.") from None
    said: dict[str, Any] = {}
    for line in lines:
        if line.startswith(MARK):
            said = json.loads(line.removeprefix(MARK))
    rows = [line for line in lines if line.strip() and not line.startswith("#")]
    columns = _columns(rows, as_written=bool(said))
    duration = said.get("duration_ms") if duration is None else duration
    start = said.get("start_ms") if start is None else start
    labels = said.get("labels") if labels is None else labels
    try:
        return spikes_of(columns, times, ids, unit, duration, start, labels)
    except ValueError as error:
        if times is None and all(re.fullmatch(r"\d+,\d+\s*", row) for row in rows):
            raise ValueError(f"{error} Or is it a decimal comma? A point is read.") from None
        raise


def write(path: str | PathLike[str] | TextIO, columns: Mapping[str, Any], said: Any) -> None:
    """The columns as CSV, under one comment with what no row says."""
    if isinstance(path, str | PathLike):
        if Path(fspath(path)).suffix == ".npz":
            raise ValueError(f"path = {str(path)!r}: is no name of a text. Say save(path) for it.")
        with Path(fspath(path)).open("w", encoding="utf-8", newline="") as file:
            write(file, columns, said)
        return
    if not hasattr(path, "write"):
        raise TypeError(f"path = {shown(path)}: expected the path of a file.")
    path.write(f"{MARK}{json.dumps(said)}\n")
    rows = csv.writer(path, lineterminator="\n")
    rows.writerow(columns)
    rows.writerows(zip(*(np.asarray(one).tolist() for one in columns.values()), strict=True))


def _columns(lines: list[str], as_written: bool) -> dict[Name, Any]:
    """The columns of a text with one row a line, by name; by place where there are no names.

    `as_written`: by us, so that a blank in a label is part of it.
    """
    if not lines:
        raise ValueError("path: the file has no row.")
    mark = next((mark for mark in "\t;," if mark in lines[0]), None)
    rows = list(csv.reader(lines, delimiter=mark)) if mark else [line.split() for line in lines]
    if not as_written:
        rows = [[field.strip() for field in row] for row in rows]
    names: list[Name] = list(rows[0])
    if all(is_number(field.replace(",", ".")) for field in rows[0]):  # 1,5 is no name either
        names = list(range(len(rows[0])))
    else:
        rows = rows[1:]
    for k, row in enumerate(rows):
        if len(row) != len(names):
            raise ValueError(
                f"path: row {k} of the file has {len(row)} fields, {shown(row)}: expected "
                f"{len(names)}, one for each of {_list(names)}."
            )
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def _place_of_times(columns: Mapping[Name, Any], times: Name | None) -> Name:
    """The column of times: the one that is said, has a unit, is called so, or is alone."""
    if times is not None:
        return _one_of("times", times, list(columns))
    in_time = [
        name
        for name, values in columns.items()
        if _said_unit(name) or carries_unit(values) or _is_span(values)
    ]
    called = [name for name in columns if str(name).lower() in TIMES]
    found = in_time or called or [name for name in columns if str(name).lower() not in SENDERS]
    found = found or list(columns)
    if len(found) > 1:
        raise ValueError(
            f"times: which of the columns {_list(found)} has the times? Say times={found[0]!r}."
        )
    return found[0]


def _unit_of(name: Name, unit: Unit | None) -> str:
    """The unit of a column of times: as its name and the caller say."""
    said = _said_unit(name)
    if unit is not None:
        try:
            choice("unit", unit, tuple(IN_MS))
        except ValueError as error:
            slip = ' Samples? Say times / 30_000, of as many a second, and unit="s".'
            raise ValueError(f"{error}{slip * ('sample' in str(unit).lower())}") from None
    elif said is None:
        raise ValueError(f'unit: the column {name!r} does not say it. Say unit="ms", or "s".')
    if said is not None and unit is not None and IN_MS[unit] != IN_MS[said]:
        raise ValueError(f"unit = {unit!r}: the column {name!r} says {said!r}.")
    return str(said if unit is None else unit)


def _said_unit(name: Name) -> str | None:
    """The unit that the name of a column ends with: ``time_ms``, ``t (s)``, ``spike [us]``."""
    found = re.search(r"[_\s/(\[](s|ms|us|µs)[)\]]?$", str(name))
    return found[1] if found else None


def _is_time(name: object) -> bool:
    """Whether a column is called like one of times."""
    return isinstance(name, str) and (_said_unit(name) is not None or name.lower() in TIMES)


def _is_span(values: Any) -> bool:
    """Whether these are spans of time, as NumPy and pandas have them."""
    return getattr(getattr(values, "dtype", None), "kind", "") == "m"


def _one_of(argument: str, name: Any, names: Sequence[Name]) -> Name:
    if not isinstance(name, str | int) or isinstance(name, bool) or name not in names:
        there = _list(names) or "none but that of the times"
        raise ValueError(f"{argument} = {shown(name)}: the columns of the table are {there}.")
    return name


def _floats(name: Name, values: Any) -> ArrayLike:
    """What a file has in a column, as numbers."""
    if isinstance(values, list) and values and isinstance(values[0], str):
        for k, text in enumerate(values):
            if not is_number(text):
                hint = " Is it a decimal comma? A point is read." if "," in text else ""
                raise ValueError(f"times: row {k} of the column {name!r} is {text!r}.{hint}")
        return [float(text) for text in values]
    return np.asarray(values) if hasattr(values, "__array__") else values


def _list(names: Iterable[Any]) -> str:
    return shown(list(names)).strip("[]")
