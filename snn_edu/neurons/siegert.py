"""Mean field: how often a LIF neuron fires that sees its input as a mean and a noise.

A network is in mean field when each neuron sees only the averages of all others.
"""

from __future__ import annotations

import math
import warnings
from functools import cache

import numpy as np

from snn_edu.neurons.lif import LIF, one_neuron
from snn_edu.validation import Floats, none_or, number


def siegert(
    mu: float,
    sigma: float,
    tau_m: float,
    t_ref: float = 0.0,
    v_threshold: float = 20.0,
    v_reset: float = 10.0,
) -> tuple[float, float]:
    """Rate (Hz) and CV of a LIF neuron driven by white noise: Siegert's formula.

    For tau_m dv = (mu - v) dt + sigma sqrt(tau_m) dW, with x_r = (v_reset - mu) / sigma and
    x_t = (v_threshold - mu) / sigma:

    1 / rate = t_ref + tau_m sqrt(pi) int_{x_r}^{x_t} e^{x^2} (1 + erf x) dx

    CV^2 = 2 pi (rate tau_m)^2 int_{x_r}^{x_t} e^{x^2} int_{-inf}^{x} e^{z^2} (1 + erf z)^2 dz dx

    tau_m and t_ref are in ms, all else in mV; mu is v_rest + R_m I. The defaults of v_threshold and
    v_reset count from rest: with a v_rest of -65 mV say where they are. sigma > 0: without a
    threshold v has the s.d. sigma / sqrt(2). Where spikes are rarer than floats can say (x_t > 26)
    it is (0.0, 1.0), the limit.

    Gauss-Legendre quadrature, relative error below 1e-9. A simulation on a grid of dt misses
    crossings between its points: it behaves as if v_threshold were 0.5826 sigma sqrt(dt / tau_m)
    higher.
    Source: Siegert 1951, Phys Rev 81:617; Brunel 2000, J Comput Neurosci 8:183, eq. 21 and app. A.
    """
    rate, x, weight = _rate(mu, sigma, tau_m, t_ref, v_threshold, v_reset)
    mu, sigma, tau_m, v_threshold = map(float, (mu, sigma, tau_m, v_threshold))
    # From rest, so low a mean comes with the wide noise of strong inhibition.
    if v_threshold == 20.0 and v_reset == 10.0 and -100.0 < mu <= -45.0 and sigma < 15.0:
        warnings.warn(
            f"mu = {mu:g} mV, with a threshold of 20 mV. If mu counts from 0 mV, and v_rest is "
            "-65 mV say, the threshold and the reset do too: say v_threshold=-50, v_reset=-65.",
            stacklevel=2,
        )
    if (v_threshold - mu) / sigma > 18.0:
        # below 1e-130 Hz the train is Poisson to all digits, and e^{2 x^2} overflows
        return 1000.0 * rate, 1.0

    # e^{x^2} e^{z^2} (1 + erf z)^2 = e^{x^2 - z^2} (e^{z^2} (1 + erf z))^2, and with s = x - z the
    # first factor is e^{2 x s - s^2}: no overflow, and negligible (e^-45) from s = `reach` on.
    reach = x + np.sqrt(x**2 + 45.0)
    inner = np.empty_like(x)
    for k, (here, end) in enumerate(zip(x.tolist(), reach.tolist(), strict=True)):
        s, ds = _quadrature(0.0, end)
        inner[k] = ds @ (np.exp(2.0 * here * s - s**2) * _scaled_erfc(s - here) ** 2)
    cv = rate * tau_m * math.sqrt(2.0 * math.pi * float(weight @ inner))
    return 1000.0 * rate, cv


def siegert_rate(mu: float, sigma: float, lif: LIF) -> float:
    """The rate of `siegert` alone, in Hz: its CV takes a hundred times as long, or more."""
    one_neuron("lif", lif)
    return 1000.0 * _rate(mu, sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)[0]


def _rate(
    mu: float, sigma: float, tau_m: float, t_ref: float, v_threshold: float, v_reset: float
) -> tuple[float, Floats, Floats]:
    """(rate per ms, nodes x, their weights); without nodes where the rate is 0 to all digits."""
    mu = number("mu", mu, "mV", -1e6, 1e6)
    sigma = number("sigma", sigma, "mV", 1e-3, 1e6)
    tau_m = number("tau_m", tau_m, "ms", 0.1, 10_000.0)
    t_ref = none_or("t_ref", t_ref, "ms", 0.01)
    v_threshold = number("v_threshold", v_threshold, "mV", -1000.0, 1000.0)
    v_reset = number("v_reset", v_reset, "mV", -1000.0, 1000.0)
    if v_reset >= v_threshold:
        raise ValueError(
            f"v_reset = {v_reset:g} mV: must be below v_threshold = {v_threshold:g} mV."
        )
    if sigma < (v_threshold - v_reset) / 1000.0:
        raise ValueError(
            f"sigma = {sigma:g} mV: allowed is {(v_threshold - v_reset) / 1000.0:g} mV or more, a "
            "thousandth of the way from v_reset to v_threshold. With less noise it is LIF.rate."
        )
    low, high = (v_reset - mu) / sigma, (v_threshold - mu) / sigma
    if high > 26.0:
        return 0.0, np.empty(0), np.empty(0)
    x, weight = _quadrature(low, high)
    interval = tau_m * math.sqrt(math.pi) * float(weight @ _scaled_erfc(-x))  # without t_ref
    return 1.0 / (t_ref + interval), x, weight


def _scaled_erfc(x: Floats) -> Floats:
    """e^{x^2} erfc(x), for x > -26; beyond 25 by its asymptotic series."""
    near = np.minimum(x, 25.0)
    value = np.exp(near**2) * np.array([math.erfc(one) for one in near.tolist()])
    far = np.maximum(x, 25.0) ** -2.0
    series = 1.0 - far / 2.0 + 3.0 * far**2 / 4.0 - 15.0 * far**3 / 8.0 + 105.0 * far**4 / 16.0
    return np.where(x > 25.0, series * np.sqrt(far / math.pi), value)


def _quadrature(low: float, high: float) -> tuple[Floats, Floats]:
    """Nodes and weights of Gauss-Legendre quadrature, 20 to a panel, panels at most 1 wide."""
    nodes, weights = _legendre()
    edges = np.linspace(low, high, max(1, math.ceil(high - low)) + 1)
    half, middle = np.diff(edges)[:, None] / 2.0, (edges[1:] + edges[:-1])[:, None] / 2.0
    return (middle + half * nodes).ravel(), (half * weights).ravel()


@cache
def _legendre() -> tuple[Floats, Floats]:
    """The 20 nodes and weights on -1 to 1: an eigenvalue problem, ten times as long as its use."""
    nodes, weights = np.polynomial.legendre.leggauss(20)
    return nodes, weights
