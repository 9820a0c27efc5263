"""Lesson 07: somebody's synapse, called at every step of a clock, to be wrapped as a rule."""

from __future__ import annotations

import math

from snn_edu.plasticity import STDP


class TheirSynapse:
    """A synapse as somebody wrote it: `step` once in every `dt` ms, with a fault to be found."""

    dt = 0.5  # ms
    start = 0.9  # the weight it begins with

    def __init__(self, stdp: STDP) -> None:
        self.stdp = stdp
        self.w = self.start
        self.x_pre = self.x_post = 0.0

    def step(self, pre: bool, post: bool) -> None:
        """One step, in which `pre` and `post` say who spikes."""
        self.x_pre = self.x_pre * math.exp(-self.dt / self.stdp.tau_plus) + pre
        self.x_post = self.x_post * math.exp(-self.dt / self.stdp.tau_minus) + post
        self._learn(pre, post, self.x_pre, self.x_post)

    def _learn(self, pre: bool, post: bool, x_pre: float, x_post: float) -> None:
        if post:
            self.w = min(self.w + self.stdp.A_plus * x_pre, self.stdp.w_max)
        if pre:
            self.w = max(self.w - self.stdp.A_minus * x_post, self.stdp.w_min)


class FinerSynapse(TheirSynapse):
    """Another one: a finer clock, another first weight, and no fault."""

    dt = 0.125
    start = 0.3

    def step(self, pre: bool, post: bool) -> None:
        """One step; both traces are read before they jump."""
        self.x_pre *= math.exp(-self.dt / self.stdp.tau_plus)
        self.x_post *= math.exp(-self.dt / self.stdp.tau_minus)
        self._learn(pre, post, self.x_pre, self.x_post)
        self.x_pre += pre
        self.x_post += post


class DecimalSynapse(FinerSynapse):
    """The same by a clock that is no binary fraction: 0.5 // 0.1 is 4."""

    dt = 0.1
