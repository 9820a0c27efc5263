"""Triplet STDP: a second, slower trace of each train, and with it the effect of frequency.

Pair rules see the same pairs at 0.1 Hz and at 50 Hz; a synapse does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np

from snn_edu.pictured import Pictured
from snn_edu.plasticity import rule
from snn_edu.plasticity.rule import Course, Trace
from snn_edu.plasticity.traces import earlier, moments, trace
from snn_edu.spikes import Train, spike_times
from snn_edu.validation import (
    Quantity,
    ask_if_per_ms,
    ask_seconds,
    by_name,
    choice,
    field_below,
    fields_within,
    number,
)


@by_name
@dataclass(frozen=True)
class TripletSTDP(Pictured):
    """STDP by triplets of spikes: two traces of each train, fast and slow.

    at a post spike: w += r1 (A2_plus + A3_plus o2)
    at a pre spike:  w -= o1 (A2_minus + A3_minus r2)

    with presynaptic traces r1 (tau_plus), r2 (tau_x) and postsynaptic traces o1 (tau_minus),
    o2 (tau_y). Each is read just before the spike's own jump: r2 and o2 remember the spikes
    before this one of the same train. Weights are relative: dw = 0.5 is +50 %. With A3_plus =
    A3_minus = 0 it is the pair rule.

    Source: Pfister & Gerstner 2006, J Neurosci 26:9673, eq. 2-4. The defaults are their minimal
    all-to-all fit to visual cortex.

    Parameters
    ----------
    tau_x, tau_y
        None says that the slow trace is not used; then its A3 must be 0.
    pairing
        ``"all"``: a spike adds 1 to its traces. ``"nearest"``: it sets them to 1. A pre and a
        post spike of the same moment do not see each other.
    w_min, w_max
        Bounds that a weight in a network keeps to; the rule itself has none.
    """

    A2_plus: float = 0.0  # relative weight, LTP of a pre-post pair
    A2_minus: float = 0.0071  # relative weight, LTD of a post-pre pair
    A3_plus: float = 0.0065  # relative weight, extra LTP of a post-pre-post triplet
    A3_minus: float = 0.0  # relative weight, extra LTD of a pre-post-pre triplet
    tau_plus: float = 16.8  # ms, r1
    tau_minus: float = 33.7  # ms, o1
    tau_x: float | None = None  # ms, r2
    tau_y: float | None = 114.0  # ms, o2
    pairing: Literal["all", "nearest"] = "all"
    w_min: float = -math.inf  # relative weight
    w_max: float = math.inf  # relative weight

    same_step = "none"

    def __post_init__(self) -> None:
        fields_within(self, "", 0.0, math.inf, "A2_plus", "A2_minus", "A3_plus", "A3_minus")
        fields_within(self, "ms", 0.1, 10_000.0, "tau_plus", "tau_minus")
        choice("pairing", self.pairing, ("all", "nearest"))
        for tau, A3 in (("tau_x", "A3_minus"), ("tau_y", "A3_plus")):
            if getattr(self, tau) is not None:
                fields_within(self, "ms", 0.1, 100_000.0, tau)
                ask_seconds(self, 1.0, tau)
            elif getattr(self, A3) > 0:
                raise ValueError(f"{tau} = None: {A3} > 0 needs a time constant in ms.")
        for name in ("w_min", "w_max"):
            value = getattr(self, name)
            if not isinstance(value, float) or not math.isinf(value):
                fields_within(self, "", -math.inf, math.inf, name)
        field_below(self, "w_min", "w_max")

    @property
    def keeps(self) -> tuple[Trace, ...]:
        """r1, r2, o1, o2; a slow trace without time constant is read with a factor of 0."""
        adds = self.pairing == "all"
        return (
            Trace("pre", self.tau_plus, adds),
            Trace("pre", self.tau_x or self.tau_plus, adds),
            Trace("post", self.tau_minus, adds),
            Trace("post", self.tau_y or self.tau_minus, adds),
        )

    def at_pre(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        """LTD: the weight after a presynaptic spike that reads the traces `x`."""
        _, r2, o1, _ = x
        after: Any = np.maximum(w - o1 * (self.A2_minus + self.A3_minus * r2), self.w_min)
        return after

    def at_post(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        """LTP: the weight after a postsynaptic spike that reads the traces `x`."""
        r1, _, _, o2 = x
        after: Any = np.minimum(w + r1 * (self.A2_plus + self.A3_plus * o2), self.w_max)
        return after

    def change(self, pre: Train, post: Train) -> float:
        """The change of relative weight that two trains (ms) cause. One float."""
        pre, post = spike_times("pre", pre), spike_times("post", post)
        read = partial(trace, adds=self.pairing == "all")
        pre_before, post_before = earlier(pre, post, "none")
        r1 = read(pre, post, pre_before, self.tau_plus)
        o1 = read(post, pre, post_before, self.tau_minus)
        own_before = [np.searchsorted(moments(train), moments(train)) for train in (pre, post)]
        r2 = read(pre, pre, own_before[0], self.tau_x) if self.tau_x else 0.0
        o2 = read(post, post, own_before[1], self.tau_y) if self.tau_y else 0.0
        ltp = r1 * (self.A2_plus + self.A3_plus * o2)
        ltd = o1 * (self.A2_minus + self.A3_minus * r2)
        return float(ltp.sum() - ltd.sum())

    def course(self, pre: Train, post: Train, w: float) -> Course:
        """Weight through time, from the relative weight `w`, and r1 and o1 as x_pre and x_post.

        Times are those at the synapse, as in `STDP.course`.
        """
        return rule.course(self, pre, post, w)

    def drift(self, pre_rate: float, post_rate: float) -> float:
        """Expected change per second, for independent Poisson trains of these rates in Hz.

        <dw/dt> = r_pre r_post (A2_plus reach(tau_plus) + A3_plus reach(tau_plus) <o2> - ...), with
        reach(tau) = tau and <o2> = r_post tau_y for ``"all"``; for ``"nearest"`` tau becomes
        1 / (1/tau + r) of the trace's own rate r. Source: Pfister & Gerstner 2006, eq. 7-9.
        """
        r_pre = number("pre_rate", pre_rate, "Hz", 0.0, 10_000.0) / 1000  # spikes per ms
        ask_if_per_ms("pre_rate", pre_rate)
        r_post = number("post_rate", post_rate, "Hz", 0.0, 10_000.0) / 1000

        def mean_trace(rate: float, tau: float | None) -> float:
            if tau is None:
                return 0.0
            return rate * tau if self.pairing == "all" else rate / (rate + 1 / tau)

        r1, r2 = mean_trace(r_pre, self.tau_plus), mean_trace(r_pre, self.tau_x)
        o1, o2 = mean_trace(r_post, self.tau_minus), mean_trace(r_post, self.tau_y)
        ltp = r_post * r1 * (self.A2_plus + self.A3_plus * o2)
        ltd = r_pre * o1 * (self.A2_minus + self.A3_minus * r2)
        return 1000 * (ltp - ltd)
