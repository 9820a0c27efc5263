"""Mean field: Siegert's rate for whole arrays of inputs, from one table.

A network is in mean field when each neuron sees only the averages of all others. Which rates it can
keep up is then a curve, and a curve takes thousands of Siegert's integrals: too many for `siegert`,
which solves each to nine digits and gives the CV besides.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.neurons import LIF
from snn_edu.validation import numbers

Floats = NDArray[np.float64]

LOW, HIGH = -25.0, 8.0  # ends of the table
STEP = 0.002


def siegert_rates(mu: ArrayLike, sigma: ArrayLike, lif: LIF) -> Floats:
    """Rates (Hz) of a LIF neuron under white noise of mean `mu` and size `sigma`, in mV.

    1 / rate = t_ref + tau_m sqrt(pi) (F(x_t) - F(x_r)), F(x) = int e^{u^2} (1 + erf u) du,
    with x_r = (v_reset - mu) / sigma and x_t = (v_threshold - mu) / sigma, as in `siegert`: one
    function of one number, so a table of it does for all. Relative error below 1e-5 where the
    rate is above 1 Hz, and below 1e-3 everywhere; below 1e-24 Hz it is 0.

    Parameters
    ----------
    mu, sigma
        Of one shape, or a number and an array. mu is v_rest + R_m I.

    Returns
    -------
    In their shape.

    Raises
    ------
    ValueError
        A value is not finite, or sigma is below 0.001 mV.

    Notes
    -----
    Source: Siegert 1951, Phys Rev 81:617; Brunel 2000, J Comput Neurosci 8:183, eq. 21.
    """
    mean, noise = numbers("mu", mu, "mV"), numbers("sigma", sigma, "mV", low=1e-3)
    x_r, x_t = (lif.v_reset - mean) / noise, (lif.v_threshold - mean) / noise
    interval = lif.t_ref + lif.tau_m * math.sqrt(math.pi) * (_area(x_t) - _area(x_r))
    return np.divide(1000.0, interval, out=np.zeros_like(interval), where=x_t <= HIGH)


def _area(x: Floats) -> Floats:
    """F(x), counted from LOW; below it e^{u^2} (1 + erf u) = (1 - 1 / (2 u^2)) / (-u sqrt(pi))."""
    far = np.minimum(x, LOW)
    beyond = np.log(far / LOW) + (far**-2.0 - LOW**-2.0) / 4.0
    return np.asarray(np.interp(x, *_table()) - beyond / math.sqrt(math.pi))


@cache
def _table() -> tuple[Floats, Floats]:
    """F at steps of 0.002 from LOW to HIGH, by the trapezoidal rule."""
    x = np.linspace(LOW, HIGH, round((HIGH - LOW) / STEP) + 1)
    height = np.array([math.exp(u * u) * math.erfc(-u) for u in x.tolist()])
    steps = STEP * (height[1:] + height[:-1]) / 2.0
    return x, np.concatenate(([0.0], np.cumsum(steps)))
