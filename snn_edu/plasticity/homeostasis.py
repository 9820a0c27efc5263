"""Homeostasis: rules that hold a neuron's rate, so that STDP cannot silence or inflame it.

Synaptic scaling multiplies all weights alike and slowly; inhibitory STDP grows inhibition where
the neuron fires too much.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.plasticity.traces import Train, earlier, trace, train
from snn_edu.validation import Floats, number, numbers


@dataclass(frozen=True)
class SynapticScaling:
    """All weights of a neuron drift together towards a target rate.

    tau dw/dt = w (1 - rate / target_rate)

    Every weight is multiplied by the same factor, so that what STDP wrote into their ratios stays.
    The step of `scaled` is exact while the rate is constant. It knows no bound: hold the weights
    within theirs afterwards.

    Raises
    ------
    ValueError
        A number is out of range.

    Notes
    -----
    Sources: Turrigiano et al. 1998, Nature 391:892 (experiment); van Rossum, Bi & Turrigiano 2000,
    J Neurosci 20:8812, eq. 8 (the proportional part of their rule).
    """

    target_rate: float = 10.0  # Hz
    tau: float = 10_000.0  # ms, larger = slower; hours in the animal

    def __post_init__(self) -> None:
        number("target_rate", self.target_rate, "Hz", 1e-3, 1000.0)
        number("tau", self.tau, "ms", 1.0, 1e9)

    def scaled(self, w: ArrayLike, rate: float, span: float) -> Floats:
        """The weights after `span` ms at `rate` Hz: w exp((1 - rate / target_rate) span / tau)."""
        rate = number("rate", rate, "Hz", 0.0, 10_000.0)
        span = number("span", span, "ms", 0.0)
        growth = (1 - rate / self.target_rate) * span / self.tau
        return np.asarray(numbers("w", w) * math.exp(growth))


@dataclass(frozen=True)
class InhibitorySTDP:
    """STDP of an inhibitory synapse that balances the neuron's input.

    W(delta_t) = eta exp(-|delta_t| / tau) for each pair, and -eta alpha for each pre spike,
    with alpha = 2 target_rate tau: near coincidence strengthens, whichever came first, and
    inhibition grows until the postsynaptic neuron fires at target_rate.

    A tie is worth eta: the window is continuous at 0, so there is nothing to choose.

    Raises
    ------
    ValueError
        A number is out of range.

    Notes
    -----
    Source: Vogels, Sprekeler, Zenke, Clopath & Gerstner 2011, Science 334:1569, eq. 1-2 of the
    supplement.
    """

    eta: float = 0.005  # weight, strongest change of one pair
    tau: float = 20.0  # ms
    target_rate: float = 5.0  # Hz, of the postsynaptic neuron

    def __post_init__(self) -> None:
        number("eta", self.eta, "", low=0.0)
        number("tau", self.tau, "ms", 0.1, 10_000.0)
        number("target_rate", self.target_rate, "Hz", 0.0, 1000.0)

    @property
    def alpha(self) -> float:
        """What each pre spike costs, in units of eta: 2 target_rate tau."""
        return 2 * self.target_rate / 1000 * self.tau

    def window(self, delta_t: ArrayLike) -> Floats:
        """What one pair adds, without the cost of its pre spike. In ms; same shape out."""
        gap = np.abs(numbers("delta_t", delta_t, "ms"))
        return np.asarray(self.eta * np.exp(-gap / self.tau))[()]

    def change(self, pre: Train, post: Train) -> float:
        """The change of weight that two trains cause, without bounds. One float.

        Parameters
        ----------
        pre, post
            Spike times in ms, sorted, or `Spikes` of one neuron; pre is the inhibitory neuron.

        Raises
        ------
        ValueError
            The trains are not sorted.
        """
        pre, post = train("pre", pre), train("post", post)
        pre_before, post_before = earlier(pre, post, "ltp")  # so that a tie counts once
        x_pre = trace(pre, post, pre_before, self.tau)
        x_post = trace(post, pre, post_before, self.tau)
        return float(self.eta * (x_pre.sum() + (x_post - self.alpha).sum()))

    def drift(self, pre_rate: float, post_rate: float) -> float:
        """Expected change per second for independent Poisson trains, rates in Hz.

        2 eta tau r_pre (r_post - target_rate): zero at the target, whatever the pre rate.
        """
        r_pre = number("pre_rate", pre_rate, "Hz", 0.0, 10_000.0)
        r_post = number("post_rate", post_rate, "Hz", 0.0, 10_000.0)
        return 2 * self.eta * self.tau / 1000 * r_pre * (r_post - self.target_rate)
