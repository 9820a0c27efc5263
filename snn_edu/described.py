"""Described: a model, a synapse or a network in words, by which a later session tells it again."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


def described(thing: object) -> str:
    """What somebody has made, with all its parameters, and without an address in memory."""
    frozen = is_dataclass(thing) and getattr(thing, "__dataclass_params__").frozen  # noqa: B009
    if frozen and type(thing).__eq__ is not object.__eq__:
        try:
            return _described_once(thing)  # equal ones have the same words
        except TypeError:  # it holds what has no hash
            pass
    return _described(thing)


def _described(thing: object) -> str:
    if isinstance(thing, np.ndarray):
        return in_words(thing)
    if callable(thing) and hasattr(thing, "__qualname__"):
        return f"{thing.__module__}.{thing.__qualname__}"
    if is_dataclass(thing):
        values = {each.name: getattr(thing, each.name) for each in fields(thing)}
    elif type(thing).__repr__ is not object.__repr__:
        return repr(thing)
    else:
        values = dict(getattr(thing, "__dict__", {}))
    told = ", ".join(f"{name}={described(value)}" for name, value in values.items())
    return f"{type(thing).__qualname__}({told})"


_described_once = lru_cache(maxsize=256)(_described)


def in_words(array: NDArray[np.generic]) -> str:
    """An array as a sentence can tell it from another."""
    mean = float(array.mean()) if array.size else 0.0
    crc = zlib.crc32(np.ascontiguousarray(array).data)
    return f"{array.size:,} numbers, on average {mean:g} (checksum {crc:08x})"


def refuse_another(kind: str, plan: Mapping[str, str], earlier: Mapping[str, str]) -> None:
    """Pass, once a run goes on with what the earlier one had; else name what differs first.

    Both plans are of one `kind` of thing, ``"network"``, part by part in words.
    """
    for part in dict.fromkeys([*earlier, *plan]):
        was, now = earlier.get(part, "not there"), plan.get(part, "not there")
        if was != now:
            raise ValueError(
                f"start: a run goes on with the same {kind} only, and {part} differs: it was "
                f"{was}, and is {now}."
            )
