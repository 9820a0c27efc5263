"""Chains of leaks: one kick, passed on from leaky stage to leaky stage, in closed form.

Synapses and the membrane they drive are such a chain; so are cascades of filters of any kind.
"""

from __future__ import annotations

import math

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.neurons import Namespace
from snn_edu.validation import Floats, Value


def chain(t: Value, taus: tuple[float, ...], xp: Namespace = np) -> Value:
    """Answer of the last of one, two or three leaky stages, `t` ms after a unit kick to the first.

    dx_1/dt = -x_1 / tau_1, dx_2/dt = x_1 - x_2 / tau_2, dx_3/dt = x_2 - x_3 / tau_3, from
    x = (1, 0, 0). All times are in ms, t >= 0, a float with ``xp=FLOATS``; the answer is in ms to
    the power of the number of stages less one. The time constants may be equal, in any order.

    With a the slowest rate 1 / tau, b and c the others: e^{-at}; (e^{-at} - e^{-bt}) / (b - a); and
    so on, the divided differences of the exponential. Written so that time constants that are
    equal, or nearly, lose no digits: relative error below 1e-14 (tested with 50-digit numbers).
    """
    return chain_at_rates(t, sorted_rates(taus), xp)


def sorted_rates(taus: tuple[float, ...]) -> tuple[float, ...]:
    """The rates 1 / tau in per ms, slowest first, as `chain_at_rates` takes them."""
    return tuple(sorted(1.0 / tau for tau in taus))


def chain_at_rates(t: Value, rates: tuple[float, ...], xp: Namespace) -> Value:
    """`chain`, for a loop that has prepared its rates once with `sorted_rates`."""
    a = rates[0]
    if len(rates) == 1:
        return xp.exp(-a * t)
    b = rates[1]
    if len(rates) == 2:
        return t * xp.exp(-a * t) * _mean_decay((b - a) * t, xp)
    c = rates[2]
    return t * t * xp.exp(-a * t) * _second_difference((b - a) * t, (c - a) * t, (c - b) * t, xp)


def passed_on(taus: tuple[float, ...], span: float) -> Floats:
    """What stage i has after `span` ms of a unit in stage j: entry (i, j), zero for j > i."""
    share = np.zeros((len(taus), len(taus)))
    for i in range(len(taus)):
        for j in range(i + 1):
            share[i, j] = chain(span, taus[j : i + 1])
    return share


def _mean_decay(z: Value, xp: Namespace) -> Value:
    """(1 - e^{-z}) / z, the mean of e^{-s} over 0 < s < z; 1 at z = 0."""
    z = z + 1e-300  # changes no z but 0, where it makes 0 / 0 the limit, 1
    return -xp.expm1(-z) / z


def _second_difference(p: Value, q: Value, q_less_p: Value, xp: Namespace) -> Value:
    """Second divided difference of the exponential at 0, -p and -q, for 0 <= p <= q.

    (m(p) - e^{-p} m(q - p)) / q with m = `_mean_decay`. Below q = 0.1, where that would cancel, the
    power series sum_k (-1)^k h_k / (k + 2)! with h_k = q^k + p h_{k-1}, h_0 = 1.
    """
    near_p, near_q = xp.minimum(p, 0.1), xp.minimum(q, 0.1)
    term, power, factorial = 1.0, 1.0, 2.0
    series = 0.5
    for k in range(1, 11):
        power = -power * near_q
        term = power - near_p * term
        factorial *= k + 2
        series = series + term / factorial
    direct = _mean_decay(p, xp) - xp.exp(-p) * _mean_decay(q_less_p, xp)
    return xp.where(q < 0.1, series, direct / xp.maximum(q, 0.1))


def peak_time(taus: tuple[float, ...]) -> float:
    """When the answer of a `chain` is largest, in ms after the kick.

    One stage: 0. Two: tau_1 tau_2 / (tau_1 - tau_2) ln(tau_1 / tau_2), and tau for equal ones.
    Three: no closed form; the one zero of dx_3/dt = x_2 - x_3 / tau_3, to 1e-14.
    """
    if len(taus) == 1:
        return 0.0
    if len(taus) == 2:
        fast, slow = sorted(taus)
        z = (slow - fast) / fast
        return slow * (math.log1p(z) / z if z else 1.0)
    *two, tau_3 = taus

    def rises(t: float) -> bool:
        return float(chain(t, tuple(two))) > float(chain(t, taus)) / tau_3

    low, high = peak_time(tuple(two)), sum(taus)  # x_3 still rises when x_2 is at its peak
    while rises(high):
        high *= 2.0
    return bisected(rises, low, high)[0]
