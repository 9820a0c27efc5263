"""Labels: what neurons are called elsewhere, where ours are numbered from 0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import as_array, shown

Label: TypeAlias = int | str


def checked_labels(labels: Any) -> tuple[Label, ...]:
    """Return `labels`, once they are whole numbers or texts, each there once."""
    if isinstance(labels, str | bytes | Mapping) or not isinstance(labels, Iterable):
        raise TypeError(f"labels = {shown(labels)}: expected a list, one for each neuron.")
    names = [int(one) if isinstance(one, np.integer) else one for one in labels]
    for one in names:
        if not isinstance(one, int | str) or isinstance(one, bool):
            raise TypeError(f"labels: {shown(one)} among them: expected whole numbers or texts.")
    if len(set(names)) < len(names) or not names:
        raise ValueError(f"labels = {shown(names)}: expected each once, one for each neuron.")
    return tuple(names)


def numbered(senders: Any, labels: Sequence[Label] | None) -> tuple[NDArray[np.int64], list[Label]]:
    """The number from 0 of the neuron of each spike, and the labels in that order.

    Left out, the labels are those of the senders, in order.
    """
    who = whole_or_text(as_array("ids", np.asarray(senders)).tolist())
    texts = all(isinstance(one, str) and not is_number(one) for one in who)
    for k, one in enumerate(who):
        if not texts and (not isinstance(one, int) or isinstance(one, bool)):
            raise TypeError(f"ids[{k}] = {shown(one)}: expected whole numbers, or texts.")
    known = sorted(set(who)) or [0] if labels is None else list(checked_labels(labels))
    number = {label: k for k, label in enumerate(known)}
    for k, one in enumerate(who):
        if one not in number:
            raise ValueError(f"ids[{k}] = {shown(one)}: is none of the labels {shown(known)}.")
    return np.array([number[one] for one in who], np.int64), known


def whole_or_text(names: list[Any]) -> list[Any]:
    """Names as whole numbers, if that is what all of them spell: 3, "3" or, as after a gap, 3.0."""
    spelt = all(re.fullmatch(r"-?\d+(\.0)?", str(one)) for one in names)
    return [int(float(one)) for one in names] if spelt else names


def is_number(text: str) -> bool:
    """Whether a text is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True
