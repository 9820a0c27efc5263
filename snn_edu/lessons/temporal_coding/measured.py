"""What lesson 05 measures its codes on."""

from __future__ import annotations

import numpy as np

from snn_edu.coding import Code
from snn_edu.lessons.temporal_coding.race import GOOD_LINE, Errors, Line, measure_errors
from snn_edu.questions import generator
from snn_edu.validation import Floats

DURATION = 100.0  # ms, of every stimulus
NAMES = ("rate", "latency", "rank order", "phase", "delta")


def own_zeros(own: np.random.Generator | None) -> int:
    """How many of the values are 0: ten, or one of eight counts at which the race ends alike."""
    return 10 if own is None else int(own.choice([6, 7, 11, 12, 13, 14, 15, 16]))


def sixty_four_values(zeros: int = 10) -> Floats:
    """Values uniform in [0, 1), but for some zeros."""
    rng = np.random.default_rng(4)
    values = rng.random(64)
    values[rng.choice(64, zeros, replace=False)] = 0.0
    return values


def measured(code: Code, line: Line = GOOD_LINE, zeros: int | None = None) -> Errors:
    """`code` on the sixty-four values, looked at every ms; eight trials, always the same.

    By default as many of them are 0 as for who works here.
    """
    zeros = own_zeros(generator("temporal_coding")) if zeros is None else zeros
    times = np.arange(1.0, DURATION + 1.0)
    rng = np.random.default_rng(1)
    return measure_errors(code, sixty_four_values(zeros), times, rng, line, trials=8)
