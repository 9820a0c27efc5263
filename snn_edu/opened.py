"""Opened: a result that was kept in a file, as it was."""

from __future__ import annotations

import os
from typing import Any
from zipfile import BadZipFile

import numpy as np

from snn_edu.kept import npz, read_header
from snn_edu.network import ByName, Drawn, NetworkRecording, NetworkState
from snn_edu.patterns import Learned
from snn_edu.simulation import End, Recording, Trajectory
from snn_edu.spikes import Spikes
from snn_edu.validation import no_file

KINDS = {
    kind.__name__: kind
    for kind in (Spikes, Recording, Trajectory, NetworkRecording, Learned, End, NetworkState, Drawn)
}


def load(path: str | os.PathLike[str]) -> Any:
    """The result that ``result.save(path)`` has kept: equal to it, and a run goes on from it.

    Which kind it is, the file knows and no type checker, so it is `Any`: ``start=load(path)``.

    A file that nobody wrote so, or that a newer version wrote, is refused in a sentence. Nothing
    in it is run: there is no pickle inside.

    Examples
    --------
    >>> import snn_edu
    >>> snn_edu.Spikes([1.0, 2.5], duration=10).save("mine.npz")  # doctest: +SKIP
    >>> snn_edu.load("mine.npz")  # doctest: +SKIP
    <Spikes: 2 from 1 neuron in 10 ms>
    """
    path = npz(path)
    if not path.exists():
        raise FileNotFoundError(no_file(path))
    header = read_header(path)
    if header["kind"] not in KINDS:
        raise ValueError(f"path = {str(path)!r}: the file holds a {header['kind']}, unknown here.")
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as arrays:
            result = _together(header["result"], arrays)
    except (ValueError, KeyError, TypeError, EOFError, BadZipFile):
        raise ValueError(f"path = {str(path)!r}: the file is damaged.") from None
    return result


def _together(apart: Any, arrays: Any) -> Any:
    """What `kept` took apart."""
    if isinstance(apart, dict):
        if "array" in apart:
            return arrays[apart["array"]]
        if "list" in apart:
            return tuple(_together(each, arrays) for each in apart["list"])
        of = apart.get("fields") or apart["names"]
        values = {name: _together(each, arrays) for name, each in of.items()}
        return KINDS[apart["kind"]](**values) if "kind" in apart else ByName(values)
    return apart
