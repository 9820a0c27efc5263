"""Labels: what neurons are called elsewhere, where ours are numbered from 0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from snn_edu.validation import as_array, shown

Label: TypeAlias = int | str

WHOLE = r"-?\d+(\.0)?"  # how a whole number is spelt, after a gap as 3.0
MISSING = ("", "nan", "none", "<na>", "na", "nat", "null")  # what stands where nothing is


def checked_labels(labels: Any) -> tuple[Label, ...]:
    """Return `labels`, once they are whole numbers or texts, each there once."""
    if isinstance(labels, str | bytes | Mapping) or not isinstance(labels, Iterable):
        raise TypeError(f"labels = {shown(labels)}: expected a list, one for each neuron.")
    names = [int(one) if isinstance(one, np.integer) else one for one in labels]
    for one in names:
        if not isinstance(one, int | str) or isinstance(one, bool):
            raise TypeError(f"labels: {shown(one)} among them: expected whole numbers or texts.")
    if len(set(map(str, names))) < len(names) or not names:  # 1 and "1" are one word in a file
        raise ValueError(f"labels = {shown(names)}: expected each once, one for each neuron.")
    return tuple(names)


def numbered(senders: Any, labels: Sequence[Label] | None) -> tuple[NDArray[np.int64], list[Label]]:
    """The number from 0 of the neuron of each spike, and the labels in that order.

    Left out, the labels are those of the senders, in order.
    """
    named = as_array("ids", np.asarray(senders)).tolist()
    who = whole_or_text(named)
    if labels is not None:  # a label is known by how it is spelt: "1" from 1, "01" from "1"
        known = list(checked_labels(labels))
        number = {str(label): k for k, label in enumerate(known)}
        spelt = [str(a) if str(a) in number else str(b) for a, b in zip(named, who, strict=True)]
        for k, one in enumerate(spelt):
            if one not in number:
                raise ValueError(
                    f"ids[{k}] = {shown(who[k])}: is none of the labels {shown(known)}."
                )
        return np.array([number[one] for one in spelt], np.int64), known
    whole = [isinstance(one, int) and not isinstance(one, bool) for one in who]
    if not (all(whole) or all(isinstance(one, str) and not is_number(one) for one in who)):
        spells = [re.fullmatch(WHOLE, str(one)) is not None for one in who]
        k = spells.index(False) if any(spells) else 0  # the one that is not like the others
        missing = str(who[k]).strip().lower() in MISSING
        slip = " It is missing: was the file cut short? Leave its row out." if missing else ""
        raise TypeError(f"ids[{k}] = {shown(who[k])}: expected whole numbers, or texts.{slip}")
    known = sorted(set(who)) or [0]
    place = {label: k for k, label in enumerate(known)}
    return np.array([place[one] for one in who], np.int64), known


def whole_or_text(names: list[Any]) -> list[Any]:
    """Names as whole numbers, if that is what all of them spell: 3, "3" or, as after a gap, 3.0."""
    spelt = all(re.fullmatch(WHOLE, str(one)) for one in names)
    return [int(float(one)) for one in names] if spelt else names


def is_number(text: str) -> bool:
    """Whether a text is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True
