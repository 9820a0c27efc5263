"""What lesson 05 measures its codes on."""

from __future__ import annotations

import numpy as np

from snn_edu.coding import GOOD_LINE, Code, Errors, Line, measure_errors
from snn_edu.validation import Floats

DURATION = 100.0  # ms, of every stimulus
NAMES = ("rate", "latency", "rank order", "phase", "delta")


def sixty_four_values() -> Floats:
    """54 values uniform in [0, 1), and ten zeros."""
    rng = np.random.default_rng(4)
    values = rng.random(64)
    values[rng.choice(64, 10, replace=False)] = 0.0
    return values


def measured(code: Code, line: Line = GOOD_LINE) -> Errors:
    """`code` on the sixty-four values, looked at every ms; eight trials, always the same."""
    times = np.arange(1.0, DURATION + 1.0)
    rng = np.random.default_rng(1)
    return measure_errors(code, sixty_four_values(), times, rng, line, trials=8)
