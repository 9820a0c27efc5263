"""Reward-modulated STDP: the pair is remembered, the reward decides.

A pair of spikes does not change the weight. It leaves an eligibility that fades over a second, and
a reward that comes in that time turns it into a change: how a synapse can be paid for what it did
before the reward was known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.pictured import Pictured
from snn_edu.plasticity.stdp import STDP
from snn_edu.plasticity.traces import moments
from snn_edu.spikes import Train
from snn_edu.validation import (
    Floats,
    ask,
    ask_seconds,
    by_name,
    fields_within,
    instance,
    number,
    one_or_each,
    one_row,
)


@dataclass(frozen=True, eq=False, repr=False)
class RewardCourse(Pictured):
    """A rewarded synapse through time: one entry per spike or reward, values just after it."""

    t: Floats  # ms
    eligibility: Floats  # c, in units of the weight
    reward: Floats  # d, per ms; with tau_reward = 0 it is 0 after each pulse
    w: Floats  # weight
    rule: RewardSTDP  # by which c and d fade, and w grows, between two entries

    def __repr__(self) -> str:
        n = self.t.size
        ends = f"; w from {self.w[0]:.4g} to {self.w[-1]:.4g}" if n else ""
        return f"<RewardCourse: {n} event{'s' * (n != 1)}{ends}>"

    def at(self, times: ArrayLike) -> RewardCourse:
        """The same values at other `times` (ms), from the first entry on: exact between entries."""
        if not self.t.size:
            raise ValueError("times: there is no entry. Say course(..., until=1000).")
        t, rule = one_row("times", times, float(self.t[0])), self.rule
        k = np.searchsorted(self.t, t, side="right") - 1
        since = t - self.t[k]
        c, d = self.eligibility[k], self.reward[k]
        earned = [rule._earned(*each) for each in zip(c, d, since, strict=True)]
        w = np.clip(self.w[k] + earned, rule.stdp.w_min, rule.stdp.w_max)
        fading = np.exp(-since / rule.tau_reward) if rule.tau_reward else 1.0
        return RewardCourse(t, c * np.exp(-since / rule.tau_eligibility), d * fading, w, rule)


@by_name
@dataclass(frozen=True)
class RewardSTDP(Pictured):
    """STDP whose changes wait for a reward.

    dc/dt = -c / tau_eligibility + (what the pair rule would add, at each spike)
    dd/dt = -d / tau_reward + sum of rewards / tau_reward
    dw/dt = c d

    c is the eligibility, d the reward signal, which integrates to the reward's size. With
    tau_reward = 0 the reward is a pulse: w += size c. Between events c and d are exponentials, so
    the integral of c d is known in closed form: the steps are exact.

    Source: Izhikevich 2007, Cereb Cortex 17:2443, eq. 1-3 (there d is not divided by its time
    constant; here it is, so that tau_reward does not change what a reward is worth in all).
    """

    stdp: STDP = field(default_factory=STDP)  # additive (mu = 0); its bounds hold for w, not for c
    tau_eligibility: float = 1000.0  # ms, larger = the pair is remembered longer
    tau_reward: float = 200.0  # ms, larger = the reward lasts longer; 0: a pulse

    def __post_init__(self) -> None:
        instance("stdp", self.stdp, STDP)
        fields_within(self, "ms", 1.0, 1e6, "tau_eligibility")
        fields_within(self, "ms", 0.0, 1e6, "tau_reward")
        ask_seconds(self, 5.0, "tau_eligibility")
        ask_seconds(self, 1.0, "tau_reward")
        if self.stdp.mu:
            raise ValueError(f"mu = {self.stdp.mu:g}: an eligibility needs mu = 0.")

    def course(
        self,
        pre: Train,
        post: Train,
        rewards: ArrayLike,
        w: float,
        sizes: ArrayLike = 1.0,
        until: float | None = None,
    ) -> RewardCourse:
        """Eligibility, reward and weight through time, from weight `w`.

        Parameters
        ----------
        pre, post, rewards
            Times in ms, in any order; of `pre` and `post` also `Spikes` of one neuron.
        sizes
            Of the rewards; negative ones punish. One for all, or shape (rewards,).
        until
            Follow the decay up to this time in ms, after the last event. Left out: up to that, so
            that what a lasting reward still does afterwards is not in w.
        """
        stdp, paid = self.stdp, one_row("rewards", rewards)
        worth = np.broadcast_to(one_or_each("sizes", sizes, paid.shape, "reward"), paid.shape)
        # (time, rank, pair rule's change, reward): a reward at t also pays for a pair at t
        events = [
            (t, 0, stdp.A_plus * x_pre if is_post else -stdp.A_minus * x_post, 0.0)
            for t, is_post, x_pre, x_post in stdp.events(pre, post)
        ]
        events += [(t, 1, 0.0, size) for t, size in zip(paid.tolist(), worth.tolist(), strict=True)]
        first = min((event[0] for event in events if not event[1]), default=-math.inf)
        if paid.size and 0.0 <= paid.max() < min(5.1, 0.5 * first):
            ask(
                f"rewards: the last comes at {paid.max():g} ms, before any spike, the first of "
                f"which is at {first:g} ms. Are they moments in ms?"
            )
        when, rank = np.array([event[:2] for event in events]).reshape(-1, 2).T
        events = [events[k] for k in np.lexsort((rank, moments(when)))]
        if until is not None:
            until = number("until", until, "ms")
            if events and until < events[-1][0]:
                raise ValueError(
                    f"until = {until:g} ms: allowed is {events[-1][0]:g} ms or more, the last of "
                    "pre, post and rewards."
                )
            events.append((until, 2, 0.0, 0.0))
        w = number("w", w, "", stdp.w_min, stdp.w_max)
        now, c, d, rows = -math.inf, 0.0, 0.0, []
        for t, _, dw, size in events:
            w += self._earned(c, d, t - now)
            c = c * math.exp(-(t - now) / self.tau_eligibility) + dw
            if self.tau_reward:
                d = d * math.exp(-(t - now) / self.tau_reward) + size / self.tau_reward
            else:
                w += size * c
            w = min(max(w, stdp.w_min), stdp.w_max)
            now = t
            rows.append((t, c, d, w))
        when, eligibility, reward, weight = np.array(rows).reshape(-1, 4).T
        return RewardCourse(when, eligibility, reward, weight, self)

    def change(self, pre: Train, post: Train, rewards: ArrayLike, sizes: ArrayLike = 1.0) -> float:
        """The change of weight, once the last reward has faded, without bounds. One float."""
        free = replace(self, stdp=replace(self.stdp, w_min=-1e300, w_max=1e300))
        course = free.course(pre, post, rewards, w=0.0, sizes=sizes)
        if not course.t.size:
            return 0.0
        c, d = float(course.eligibility[-1]), float(course.reward[-1])
        return float(course.w[-1]) + self._earned(c, d, math.inf)

    def _earned(self, c: float, d: float, span: float) -> float:
        """The integral of c d over `span` ms, in which both fade: what the weight has gained."""
        if not self.tau_reward:
            return 0.0
        rate = 1 / self.tau_eligibility + 1 / self.tau_reward
        return c * d * -math.expm1(-span * rate) / rate
