"""The confusion matrix: what a printed "detected" is worth, counted in four cells."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.pictured import Pictured
from snn_edu.validation import as_array, numbers


class FourCounts(NamedTuple):
    """What a `Confusion` counts, in its order."""

    true_positives: int  # shown and printed
    false_positives: int  # printed, not shown
    false_negatives: int  # shown, not printed
    true_negatives: int  # neither


class Confusion(FourCounts, Pictured):
    """The four ways a detection can go. "Detected" means nothing without all four."""

    __slots__ = ()

    @property
    def precision(self) -> float:
        """Share of what was printed that was shown; NaN when nothing was printed."""
        printed = self.true_positives + self.false_positives
        return self.true_positives / printed if printed else math.nan

    @property
    def recall(self) -> float:
        """Share of what was shown that was printed; NaN when nothing was shown."""
        shown = self.true_positives + self.false_negatives
        return self.true_positives / shown if shown else math.nan


def confusion_matrix(printed: ArrayLike, shown: ArrayLike) -> Confusion:
    """Confusion matrix of two arrays of one shape, True and False: was it printed, was it there.

    1 and 0 are True and False too; scores are not: say where they begin to count, ``scores > 0.5``.
    """
    said, true = _truths("printed", printed), _truths("shown", shown)
    if said.shape != true.shape:
        raise ValueError(f"printed has shape {said.shape}, shown {true.shape}: expected one shape.")
    return Confusion(
        int((said & true).sum()),
        int((said & ~true).sum()),
        int((~said & true).sum()),
        int((~said & ~true).sum()),
    )


def _truths(name: str, values: ArrayLike) -> NDArray[np.bool_]:
    array = as_array(name, values)
    if array.dtype == bool or all(isinstance(one, bool | np.bool_) for one in array.flat):
        return array.astype(bool)
    truths = numbers(name, values)
    if ((truths < 0.0) | (truths > 1.0)).any():
        other = truths[(truths < 0.0) | (truths > 1.0)][0]
        if np.isin(truths, (-1.0, 1.0)).all():
            meant = f"Is it the label of the other class? Say {name} > 0."
        else:
            meant = f"Are they classes? The matrix is of one at a time: {name} == {other:g}."
        raise ValueError(f"{name}: {other:g} is neither True nor False. {meant}")
    between = truths[(truths > 0.0) & (truths < 1.0)]
    if between.size:
        raise ValueError(
            f"{name}: {between[0]:g} is neither True nor False. Is it a score? Say {name} > 0.5."
        )
    return truths == 1.0
