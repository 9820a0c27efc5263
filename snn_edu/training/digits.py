"""Handwritten digits: 1797 pictures of 8 x 8 pixels, in the package, and how to split them.

The test part of "Optical Recognition of Handwritten Digits" (E. Alpaydin and C. Kaynak, 1998, UCI
Machine Learning Repository), written by 13 people; CC BY 4.0, see DIGITS_LICENSE.md beside this
file. Each pixel counts the ink in a 4 x 4 block of a 32 x 32 scan, 0 to 16.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from snn_edu.pictured import Pictured
from snn_edu.validation import (
    by_name,
    generator,
    instance,
    integers,
    number,
    numbers,
    refuse_bytes,
    shown,
)

__all__ = ["CLASSES", "Digits", "load", "split"]
__dir__ = __all__.copy  # what Tab shows

FILE = Path(__file__).with_name("digits.npz")
INK = 16  # what a black pixel counts in the file
CLASSES = 10


@by_name
@dataclass(frozen=True, eq=False, repr=False)
class Digits(Pictured):
    """Pictures and what they show. `len` is the number of pictures."""

    pictures: NDArray[np.float64]  # (pictures, 64): rows of 8 from the top, 0 paper to 1 ink
    labels: NDArray[np.int64]  # (pictures,): the digit, 0 to 9

    def __post_init__(self) -> None:
        refuse_bytes("pictures", self.pictures)
        pictures = numbers("pictures", self.pictures)
        if pictures.ndim != 2:
            raise ValueError(f"pictures has shape {pictures.shape}: expected rows of pixels.")
        labels = integers("labels", self.labels, 0, CLASSES - 1, len(pictures))
        object.__setattr__(self, "pictures", pictures)
        object.__setattr__(self, "labels", labels)

    def __repr__(self) -> str:
        return f"<Digits: {len(self)} pictures of {self.pictures.shape[1]} pixels, with labels>"

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, which: slice | NDArray[np.intp]) -> Digits:
        """Some of the pictures: ``digits[:100]``, or ``digits[order]``."""
        if not isinstance(which, slice) and np.ndim(which) == 0:  # as in a, b = digits
            raise TypeError(
                f"digits[{shown(which)}]: expected several, as in digits[:100]. One picture is "
                "digits.pictures[0], its label digits.labels[0]; two parts: split(digits, rng)."
            )
        return Digits(self.pictures[which], self.labels[which])


def load() -> Digits:
    """All 1797 pictures, in the order of the archive."""
    with np.load(FILE) as stored:
        return Digits(stored["pictures"] / INK, stored["labels"].astype(np.int64))


def split(digits: Digits, rng: np.random.Generator, share: float = 0.7) -> tuple[Digits, Digits]:
    """Part the pictures at random into training and test pictures: (training, test).

    Stratified: each digit gives the same share (rounded to whole pictures) to the training part, so
    that neither part is short of sevens by chance. Both parts come in random order.
    """
    digits = instance("digits", digits, Digits, "Say digits.load().")
    rng = generator("rng", rng)
    share = number("share", share, "", 0.01, 0.99)
    order = rng.permutation(len(digits))
    training = np.zeros(len(digits), dtype=bool)  # by place in `order`
    for digit in range(CLASSES):
        places = np.flatnonzero(digits.labels[order] == digit)
        training[places[: round(share * len(places))]] = True
    return digits[order[training]], digits[order[~training]]
