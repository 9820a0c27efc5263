"""Pair STDP: which pairs of spikes count, what each is worth, and what a tie means.

A synapse sees two trains. A pair with the presynaptic spike first strengthens it, a pair with the
postsynaptic spike first weakens it, both the less the further apart they are. The same rule is
written three times here, as a window, as a sum over pairs and as two traces: a test holds them
equal to 1e-12.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.pictured import Pictured
from snn_edu.plasticity import rule
from snn_edu.plasticity.rule import SAME_STEP, Course, SameStep, Trace
from snn_edu.plasticity.traces import (
    Counts,
    Indices,
    each_with_all,
    each_with_last,
    earlier,
    moments,
    not_after,
    trace,
)
from snn_edu.spikes import Train, spike_times
from snn_edu.validation import (
    Floats,
    Quantity,
    ask_if_per_ms,
    ask_if_seconds,
    by_name,
    choice,
    field_below,
    fields_within,
    float_or_array,
    number,
    numbers,
)

Pairing: TypeAlias = Literal["all", "nearest", "reduced", "pre_centred"]
PAIRINGS: tuple[Pairing, ...] = get_args(Pairing)


class Pairs(NamedTuple):
    """Which spikes pair: the pairs that strengthen first, then the pairs that weaken."""

    pre: Counts  # index into the presynaptic train, one per pair
    post: Counts  # index into the postsynaptic train, one per pair
    delta_t: Floats  # ms, t_post - t_pre
    dw: Floats  # what the pair adds to the weight


@by_name
@dataclass(frozen=True)
class STDP(Pictured):
    """Spike-timing-dependent plasticity by pairs of spikes.

    W(delta_t) = +A_plus exp(-delta_t / tau_plus)     for delta_t > 0 (pre first: LTP)
    W(delta_t) = -A_minus exp(delta_t / tau_minus)    for delta_t < 0 (post first: LTD)

    with delta_t = t_post - t_pre. A pair changes the weight once, at its later spike:

    LTP: w += ((w_max - w) / (w_max - w_min))^mu |W|
    LTD: w -= ((w - w_min) / (w_max - w_min))^mu |W|

    and w never leaves [w_min, w_max]. mu = 0 is additive (hard bounds), mu = 1 multiplicative.

    Sources: Song, Miller & Abbott 2000, Nat Neurosci 3:919, eq. 1 (window); Morrison, Diesmann &
    Gerstner 2008, Biol Cybern 98:459, fig. 7 (pairings: A nearest, B pre_centred, C reduced);
    Guetig, Aharonov, Rotter & Sompolinsky 2003, J Neurosci 23:3697, eq. 2 (mu).

    Parameters
    ----------
    pairing
        Which pairs count (names in brackets: NEST's synapses).
        ``"all"``: every pre with every post (stdp_synapse).
        ``"nearest"``: each post with the last pre before it, each pre with the last post before
        it (stdp_nn_symm_synapse).
        ``"pre_centred"``: each pre with the last post before it and the first post after it
        (stdp_nn_pre_centered_synapse).
        ``"reduced"``: only neighbours, with no spike of either train between them
        (stdp_nn_restr_synapse).
    same_step
        What a tie, delta_t = 0, means. ``"none"``: nothing, and neither spike hides an earlier
        partner of the other. ``"ltp"``: the pre came first, +A_plus. ``"ltd"``: the post came
        first, -A_minus. A choice: the experiments do not define W(0). ``"none"`` is NEST's.
    """

    A_plus: float = 0.01  # weight, strongest LTP of one pair
    A_minus: float = 0.0105  # weight, strongest LTD of one pair; > 0: the rule subtracts it
    tau_plus: float = 20.0  # ms, larger = LTP reaches further back
    tau_minus: float = 20.0  # ms, larger = LTD reaches further back
    pairing: Pairing = "all"
    same_step: SameStep = "none"
    w_min: float = 0.0  # weight, below w_max
    w_max: float = 1.0  # weight
    mu: float = 0.0  # 0 additive ... 1 multiplicative

    def __post_init__(self) -> None:
        fields_within(self, "", -math.inf, math.inf, "A_plus", "A_minus", "w_min", "w_max")
        for name in ("A_plus", "A_minus"):
            value = getattr(self, name)
            if value < 0:
                raise ValueError(
                    f"{name} = {value:g}: allowed is 0 or more. The sign is part of the rule "
                    f"(LTP adds, LTD subtracts). Did you mean {-value:g}?"
                )
        fields_within(self, "ms", 0.1, 10_000.0, "tau_plus", "tau_minus")
        choice("pairing", self.pairing, PAIRINGS)
        choice("same_step", self.same_step, SAME_STEP)
        fields_within(self, "", 0.0, 1.0, "mu")
        field_below(self, "w_min", "w_max")

    def window(self, delta_t: ArrayLike) -> Floats:
        """W(delta_t): what one pair adds to an additive weight. In ms; any shape, same shape out.

        A single number gives a float. At delta_t = 0 it is what `same_step` says, and so it
        is within a billionth of a ms of it (`traces.moments`).
        """
        if isinstance(delta_t, np.ndarray) and delta_t.dtype.kind == "u":
            warnings.warn(
                f"delta_t: {delta_t.dtype} has no minus, so that -10 ms are "
                f"{np.iinfo(delta_t.dtype).max - 9}. Say times.astype(float), and then subtract.",
                stacklevel=2,
            )
        delta_t = numbers("delta_t", delta_t, "ms")
        if delta_t.size >= 10:  # a curve
            ask_if_seconds("delta_t, up to", float(np.abs(delta_t).max()), self.tau_plus / 100.0)
        side = np.sign(moments(delta_t))
        tie = {"none": 0.0, "ltp": self.A_plus, "ltd": -self.A_minus}[self.same_step]
        size = np.exp(-np.abs(delta_t) / np.where(side > 0, self.tau_plus, self.tau_minus))
        signed = np.where(side > 0, self.A_plus, -self.A_minus) * size
        return float_or_array(np.where(side == 0, tie, signed))

    def pairs(self, pre: Train, post: Train) -> Pairs:
        """The pairs that count, as indices into the two trains (ms) in order of time.

        More than ten million are refused.
        """
        pre, post = spike_times("pre", pre), spike_times("post", post)
        (pre_ltp, post_ltp), (pre_ltd, post_ltd) = self._counted(pre, post)
        i, j = np.concatenate([pre_ltp, pre_ltd]), np.concatenate([post_ltp, post_ltd])
        delta_t = post[j] - pre[i]
        ltp, ltd = np.split(np.abs(delta_t), [pre_ltp.size])
        dw = (
            self.A_plus * np.exp(-ltp / self.tau_plus),
            -self.A_minus * np.exp(-ltd / self.tau_minus),
        )
        return Pairs(i, j, delta_t, np.concatenate(dw))

    def change(self, pre: Train, post: Train) -> float:
        """The change of weight: W summed over the pairs that count. One float.

        It is the change of an additive weight that meets no bound; with bounds in reach, or
        mu > 0, ask `course`. All-to-all sums 100,000 x 100,000 pairs in milliseconds, exactly,
        because the sum over one spike's partners is a trace. Refused is mu > 0: a pair is then
        worth what the weight allows.
        """
        self._require_additive("change")
        pre, post = spike_times("pre", pre), spike_times("post", post)
        if self.pairing == "all":
            pre_before, post_before = earlier(pre, post, self.same_step)
            ltp = float(trace(pre, post, pre_before, self.tau_plus).sum())
            ltd = float(trace(post, pre, post_before, self.tau_minus).sum())
        else:
            (pre_ltp, post_ltp), (pre_ltd, post_ltd) = self._counted(pre, post)
            ltp = float(np.exp((pre[pre_ltp] - post[post_ltp]) / self.tau_plus).sum())
            ltd = float(np.exp((post[post_ltd] - pre[pre_ltd]) / self.tau_minus).sum())
        return self.A_plus * ltp - self.A_minus * ltd

    def traces(self, pre: Train, post: Train) -> float:
        """The change of weight, spike by spike, as a simulator does it. One float.

        Each train leaves a trace (x_pre, x_post) that decays with tau_plus and tau_minus. A
        postsynaptic spike reads x_pre and adds A_plus x_pre; a presynaptic spike reads x_post and
        subtracts A_minus x_post. Equal to `change`, and refuses what it refuses.
        """
        self._require_additive("traces")
        return math.fsum(
            self.A_plus * x_pre if is_post else -self.A_minus * x_post
            for _, is_post, x_pre, x_post in self.events(pre, post)
        )

    def course(self, pre: Train, post: Train, w: float) -> Course:
        """Traces and weight through time, from weight `w`, with bounds and mu.

        Times are those at the synapse: of `pre` when each spike arrives. In a `Network` that is the
        time in its recording plus the delay.
        """
        return rule.course(self, pre, post, w)

    def events(self, pre: Train, post: Train) -> Iterator[tuple[float, bool, float, float]]:
        """Each spike in order: (time, is it a post spike, x_pre, x_post just before it)."""
        for t, is_post, (x_pre, x_post) in rule.events(self, pre, post):
            yield t, is_post, x_pre, x_post

    @property
    def keeps(self) -> tuple[Trace, Trace]:
        """x_pre and x_post; what the pairing leaves of them to later spikes (see `rule.Rule`)."""
        with_all = self.pairing == "all"
        lonely = self.pairing in ("reduced", "pre_centred")  # x_pre serves one post spike only
        return (
            Trace("pre", self.tau_plus, with_all or self.pairing == "pre_centred", lonely),
            Trace("post", self.tau_minus, with_all, self.pairing == "reduced"),
        )

    def at_post(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        """LTP: the weight after a postsynaptic spike that reads the traces `x`."""
        room = ((self.w_max - w) / (self.w_max - self.w_min)) ** self.mu if self.mu else 1.0
        after: Any = np.minimum(w + self.A_plus * room * x[0], self.w_max)
        return after

    def at_pre(self, w: Quantity, x: tuple[Quantity, ...]) -> Quantity:
        """LTD: the weight after a presynaptic spike that reads the traces `x`."""
        room = ((w - self.w_min) / (self.w_max - self.w_min)) ** self.mu if self.mu else 1.0
        after: Any = np.maximum(w - self.A_minus * room * x[1], self.w_min)
        return after

    def drift(self, pre_rate: float, post_rate: float) -> float:
        """Expected change of an additive weight per second, for independent Poisson trains in Hz.

        all: r_pre r_post (A_plus tau_plus - A_minus tau_minus), rates in spikes per ms. In the
        other pairings a partner must also be the nearest: tau becomes 1 / (1/tau + r), with r the
        rate of the spikes that could come between. Sources: Kempter, Gerstner & van Hemmen 1999,
        Phys Rev E 59:4498; Izhikevich & Desai 2003, Neural Comput 15:1511.
        """
        r_pre = number("pre_rate", pre_rate, "Hz", 0.0, 10_000.0) / 1000  # spikes per ms
        ask_if_per_ms("pre_rate", pre_rate)
        r_post = number("post_rate", post_rate, "Hz", 0.0, 10_000.0) / 1000
        between_ltp, between_ltd = {
            "all": (0.0, 0.0),
            "nearest": (r_pre, r_post),
            "pre_centred": (r_post, r_post),
            "reduced": (r_pre + r_post, r_pre + r_post),
        }[self.pairing]
        reach_plus = 1 / (1 / self.tau_plus + between_ltp)
        reach_minus = 1 / (1 / self.tau_minus + between_ltd)
        return 1000 * r_pre * r_post * (self.A_plus * reach_plus - self.A_minus * reach_minus)

    def _require_additive(self, form: str) -> None:
        if self.mu:
            raise ValueError(
                f"mu = {self.mu:g}: {form} needs mu = 0, for with mu > 0 a pair's worth depends "
                "on the weight. Use course(pre, post, w)."
            )

    def _counted(self, pre: Floats, post: Floats) -> tuple[Indices, Indices]:
        """(pre, post) indices of the pairs that strengthen, then of those that weaken."""
        pre_before, post_before = earlier(pre, post, self.same_step)
        if self.pairing == "all":
            pre_ltp, post_ltp = each_with_all(pre_before)
            post_ltd, pre_ltd = each_with_all(post_before)
            return (pre_ltp, post_ltp), (pre_ltd, post_ltd)
        only_first = self.pairing == "reduced"
        post_ltd, pre_ltd = each_with_last(post_before, only_first)
        if self.pairing == "pre_centred":
            first_after = not_after(pre_before, pre.size)
            pre_ltp = np.flatnonzero(first_after < post.size)
            return (pre_ltp, first_after[pre_ltp]), (pre_ltd, post_ltd)
        pre_ltp, post_ltp = each_with_last(pre_before, only_first)
        return (pre_ltp, post_ltp), (pre_ltd, post_ltd)
