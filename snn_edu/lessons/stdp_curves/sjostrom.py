"""Sixty pairings at every rate: Sjostrom's protocol, what was measured with it, and a misfit.

The data tell pair rules, which see the same pairs at 0.1 Hz and at 50 Hz, from the triplet rule.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from snn_edu.validation import Floats, integer, number


class Measured(NamedTuple):
    """One point of a pairing experiment."""

    rate: float  # Hz, pairings per second
    delta_t: float  # ms, t_post - t_pre
    dw: float  # relative change of weight, mean
    sem: float  # its standard error


#: Sjostrom, Turrigiano & Nelson 2001, Neuron 32:1149 (rat visual cortex, pairings in
#: bursts of five), as tabulated by Pfister & Gerstner 2006, who compute 60 pairings in a row.
SJOSTROM_2001 = (
    Measured(0.1, 10.0, -0.04, 0.05),
    Measured(10.0, 10.0, 0.14, 0.10),
    Measured(20.0, 10.0, 0.29, 0.14),
    Measured(40.0, 10.0, 0.53, 0.11),
    Measured(50.0, 10.0, 0.56, 0.26),
    Measured(0.1, -10.0, -0.29, 0.08),
    Measured(10.0, -10.0, -0.41, 0.11),
    Measured(20.0, -10.0, -0.34, 0.10),
    Measured(40.0, -10.0, 0.56, 0.32),
    Measured(50.0, -10.0, 0.75, 0.19),
)


def pairings(
    rate: float, delta_t: float, repeats: int = 60, first: float = 100.0
) -> tuple[Floats, Floats]:
    """The pairing protocol: `repeats` pre-post pairs, `rate` of them a second.

    Parameters
    ----------
    rate
        In Hz.
    delta_t
        t_post - t_pre in ms.
    first
        Time of the first pre spike, in ms.

    Returns
    -------
    pre, post : arrays, shape (repeats,), in ms
    """
    rate = number("rate", rate, "Hz", 1e-3, 1000.0)
    delta_t = number("delta_t", delta_t, "ms", -1000.0, 1000.0)
    repeats = integer("repeats", repeats, low=1)
    pre = np.asarray(number("first", first, "ms") + np.arange(repeats) * (1000.0 / rate))
    return pre, pre + delta_t


def misfit(dw: Floats, measured: tuple[Measured, ...] = SJOSTROM_2001) -> float:
    """Mean squared error in units of each point's standard error: E of Pfister & Gerstner 2006.

    Parameters
    ----------
    dw
        What a rule gives for each of `measured`, in their order.
    """
    data, sem = np.array([(m.dw, m.sem) for m in measured]).T
    return float(np.mean(((np.asarray(dw) - data) / sem) ** 2))
