"""Weights out of a file: an .npz, an .npy or a .safetensors, read by NumPy; no pickle is opened.

A pickle runs whatever its author put into it, as it is opened. A .pt or .pth file is one.

A .safetensors file: 8 bytes say how long its header is (little-endian); the header is JSON, a name
to {"dtype", "shape", "data_offsets": [begin, end]}; then comes the data, row after row.
Source: the format's own page, huggingface.co/docs/safetensors.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import MOST_BYTES

SAVED_AS = (
    "Save it as NumPy's, where torch is: "
    'np.savez("net.npz", **{k: v.cpu().numpy() for k, v in model.state_dict().items()})'
)
PICKLES = (".pt", ".pth", ".bin", ".ckpt", ".pkl", ".pickle", ".joblib")
DTYPES = {
    **{f"F{bits}": f"<f{bits // 8}" for bits in (16, 32, 64)},
    **{f"I{bits}": f"<i{bits // 8}" for bits in (8, 16, 32, 64)},
    **{f"U{bits}": f"<u{bits // 8}" for bits in (8, 16, 32, 64)},
    **{"BOOL": "?", "BF16": "<u2"},
}


def weights_in(path: str | os.PathLike[str]) -> dict[str, NDArray[Any]]:
    """The arrays of a file by name, in the file's order.

    Raises
    ------
    ValueError
        There is no such file, it is of another kind, a pickle, damaged or too large.
    """
    path = Path(path)
    said = f"weights = {str(path)!r}: "
    if path.suffix.lower() in PICKLES:
        raise ValueError(f"{said}a pickle, which runs code as it is opened. {SAVED_AS}.")
    if not path.is_file():
        raise ValueError(f"{said}there is no such file.")
    reads = {".npz": _from_npz, ".npy": _from_npy, ".safetensors": _from_safetensors}
    if path.suffix.lower() not in reads:
        raise ValueError(f"{said}expected an .npz, .npy or .safetensors file. {SAVED_AS}.")
    try:
        arrays = reads[path.suffix.lower()](path)
    except _RefusedError as refusal:
        raise ValueError(f"{said}{refusal}") from None
    except Exception:  # whatever a parser makes of a damaged file
        raise ValueError(f"{said}the file is damaged.") from None
    if not arrays:
        raise ValueError(f"{said}no array is in it.")
    return arrays


class _RefusedError(ValueError):
    """The file is whole, and is not read; its text says why."""


def _affordable(size: int) -> None:
    if size > MOST_BYTES:
        raise _RefusedError(f"it holds {size:.3g} bytes; allowed is {MOST_BYTES:.3g}.")


def _plain(raw: Any) -> NDArray[Any]:
    """An array of numbers that NumPy has read; where Python objects are meant, it refuses."""
    try:
        return np.lib.format.read_array(raw, allow_pickle=False)
    except ValueError as error:
        if "allow_pickle" in str(error):
            raise _RefusedError(
                f"Python objects are in it, a pickle, which runs code as it is opened. {SAVED_AS}."
            ) from None
        raise


def _from_npy(path: Path) -> dict[str, NDArray[Any]]:
    _affordable(path.stat().st_size)
    with path.open("rb") as raw:
        return {path.stem: _plain(raw)}


def _from_npz(path: Path) -> dict[str, NDArray[Any]]:
    arrays = {}
    with ZipFile(path) as archive:
        _affordable(sum(each.file_size for each in archive.infolist()))
        for name in archive.namelist():
            if not name.endswith(".npy"):
                raise _RefusedError(f"{name!r} is in it, and no array of NumPy. {SAVED_AS}.")
            with archive.open(name) as raw:
                arrays[name.removesuffix(".npy")] = _plain(raw)
    return arrays


def _from_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    _affordable(path.stat().st_size)
    data = path.read_bytes()
    begin = 8 + int.from_bytes(data[:8], "little")
    if len(data) < 8 or begin > len(data):
        raise EOFError
    arrays = {}
    for name, of in json.loads(data[8:begin]).items():
        if name == "__metadata__":
            continue
        if of["dtype"] not in DTYPES:
            raise _RefusedError(f"{name!r} is of dtype {of['dtype']}, which NumPy does not have.")
        dtype, shape = np.dtype(DTYPES[of["dtype"]]), tuple(map(int, of["shape"]))
        first, end = (begin + int(offset) for offset in of["data_offsets"])
        if min(shape, default=1) < 0 or not begin <= first <= end <= len(data):
            raise EOFError
        if end - first != math.prod(shape) * dtype.itemsize:
            raise EOFError
        array = np.ndarray(shape, dtype, data, first)
        if of["dtype"] == "BF16":  # the upper half of a float32
            array = (array.astype(np.uint32) << 16).view(np.float32)
        arrays[name] = array
    return arrays
