"""Kept: a result as a file, one .npz that NumPy opens without this package and without pickle.

Its arrays go by their names and units, ``np.load("run.npz")["v/cells (mV)"]``. One more, `header`,
is a JSON text: how the arrays and all that is no array are put together again (`opened`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import numpy as np
from numpy.typing import NDArray

FORMAT = 1  # of the file; a later one is refused


class Kept:
    """A result that can be kept in a file."""

    units: ClassVar[Mapping[str, str]] = {}  # of its arrays: {"t": "ms"}

    def __eq__(self, other: object) -> bool:
        return _same(self, other) if type(other) is type(self) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # arrays inside: equal, but not hashable

    if not TYPE_CHECKING:  # which knows what is there

        def __getattr__(self, name: str) -> NoReturn:
            """What a result has not, its spikes may have."""
            slip = "" if name.startswith("_") else self._elsewhere(name)
            kind = type(self).__name__
            raise AttributeError(f"{kind!r} object has no attribute {name!r}{slip}", name=name)

    def _elsewhere(self, name: str) -> str:
        """Where something is that was looked for here, as the end of a sentence."""
        spikes, one = vars(self).get("spikes"), ""
        if isinstance(spikes, Mapping) and spikes:
            one, spikes = next((f"[{name!r}]", each) for name, each in spikes.items())
        return f". Say .spikes{one}.{name}." if hasattr(spikes, name) else ""

    def save(self, path: str | os.PathLike[str]) -> None:
        """Keep it in a file, ``run.save("run.npz")``; ``snn_edu.load("run.npz")`` has it again.

        NumPy opens the file too, and has its arrays by their names and units. A file that holds
        the same kind of result is written over; any other is left alone, and a ValueError says so.
        """
        import json  # only who keeps something pays for it

        path = npz(path)
        kind = type(self).__name__
        if not path.parent.is_dir():
            raise FileNotFoundError(
                f"path = {str(path)!r}: there is no folder {str(path.parent)!r}. Make it first."
            )
        if path.exists() and (there := read_header(path)["kind"]) != kind:
            raise ValueError(
                f"path = {str(path)!r}: the file holds a {there}, and this is a {kind}. "
                "Take another name."
            )
        arrays: dict[str, NDArray[Any]] = {}
        result = _apart(self, "", "", arrays)
        header = json.dumps({"snn_edu": FORMAT, "kind": kind, "result": result})
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, header=np.array(header), **arrays)
        unfinished.replace(path)  # whole or not at all, whenever the power fails


def npz(path: str | os.PathLike[str]) -> Path:
    """The path of a .npz, once it is one."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path = {path!r:.60}: expected the path of a file.")
    named = Path(os.fsdecode(path))
    if named.suffix != ".npz":
        raise ValueError(
            f"path = {str(named)[:60]!r}: expected a name that ends in .npz. "
            f"Did you mean {named.stem[:60] + '.npz'!r}?"
        )
    return named


def read_header(path: Path) -> dict[str, Any]:
    """What a file says of itself, once it is one that `Kept.save` has written."""
    import json
    from zipfile import BadZipFile

    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            header: dict[str, Any] = json.loads(file["header"].item())
            written, _ = header["snn_edu"], (header["kind"], header["result"])
    except (ValueError, KeyError, TypeError, EOFError, BadZipFile):
        raise ValueError(
            f"path = {str(path)!r}: the file is none that a result's save(path) has written, or "
            "it is damaged."
        ) from None
    if written != FORMAT:
        raise ValueError(
            f"path = {str(path)!r}: written in format {written}; this snn_edu has format {FORMAT}. "
            "Install the newest snn_edu."
        )
    return header


def _same(one: Any, other: Any) -> bool:
    """Whether two are of a kind and equal in all their parts, arrays number by number."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f" == other.dtype.kind)
    if is_dataclass(one) and type(one) is type(other):
        return all(_same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(np.all(one == other))


def _apart(value: Any, at: str, unit: str, arrays: dict[str, NDArray[Any]]) -> Any:
    """What JSON says of a value; its arrays go to `arrays`, by the way that leads there."""
    if isinstance(value, np.ndarray):
        name = f"{at} ({unit})" if unit else at
        name = name.replace("\\", "_").replace("\0", "_")  # what the names in a .zip cannot have
        while name in arrays or name == "header":
            name += "'"
        arrays[name] = value
        return {"array": name}
    inner = f"{at}/" if at else ""
    if is_dataclass(value):
        units = getattr(value, "units", {})
        values = {each.name: getattr(value, each.name) for each in fields(value)}
        apart = {n: _apart(v, f"{inner}{n}", units.get(n, ""), arrays) for n, v in values.items()}
        return {"kind": type(value).__name__, "fields": apart}
    if isinstance(value, Mapping):
        return {"names": {n: _apart(v, f"{inner}{n}", unit, arrays) for n, v in value.items()}}
    if isinstance(value, list | tuple):
        return {"list": [_apart(v, f"{inner}{k}", unit, arrays) for k, v in enumerate(value)]}
    return value.item() if isinstance(value, np.generic) else value
