"""Projections: the synapses from one population to another, as `Network.connect` is told them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.described import in_words
from snn_edu.network.connectivity import Indices, Sparse
from snn_edu.network.sources import SpikeSource
from snn_edu.neurons import LIF, Model, as_model
from snn_edu.plasticity import Rule, as_rule
from snn_edu.synapses import Synapse, as_synapse, check_weights, refuse_siemens, unit_of_weight
from snn_edu.validation import Floats, ask, fields_whole, number, one_or_each, shown


@dataclass(frozen=True)
class Population:
    """Neurons of one model, known by a name."""

    name: str
    model: Model | SpikeSource
    size: int  # neurons

    def __post_init__(self) -> None:
        fields_whole(self, 1, 2**31, "size")
        if not isinstance(self.model, SpikeSource):
            as_model(self.model, also=" or a SpikeSource()")
        if isinstance(self.model, LIF) and self.model.size not in (None, self.size):
            raise ValueError(
                f"size = {self.size}: this LIF has parameters of {self.model.size} neurons. "
                f"Say add(model, {self.model.size}, {self.name!r})."
            )


@dataclass(frozen=True, eq=False)
class Projection:
    """Synapse s leads from ``pre_ids[s]`` of `pre` to ``post_ids[s]`` of `post`."""

    pre: Population
    post: Population
    synapse: Synapse
    plasticity: Rule | None
    pre_ids: Indices  # shape (synapses,), as the two that follow
    post_ids: Indices
    weights: Floats  # mV, nA or uS, as the synapse has it
    delays: Floats  # ms, one for each synapse
    shape: tuple[int, ...]  # in which the weights were given, and are given back

    @cached_property
    def numbers(self) -> dict[str, str]:
        """What its arrays hold, in words: another network has other ones."""
        return {
            "the senders": in_words(self.pre_ids),
            "the targets": in_words(self.post_ids),
            "the weights": in_words(self.weights),
            "the delays": in_words(self.delays),
        }


def _ask_amplitude(rule: Rule) -> None:
    """Ask about a rule of which one pair takes a weight from bound to bound, several times."""
    largest, span = getattr(rule, "A_plus", 0.0), rule.w_max - rule.w_min
    if isinstance(largest, float) and largest > 3.0 * span:
        ask(
            f"plasticity: A_plus = {largest:g}, and weights of {rule.w_min:g} to {rule.w_max:g}: "
            "one pair takes a weight from end to end. Is it tau_plus?"
        )


def project(
    pre: Population,
    post: Population,
    weights: ArrayLike | Sparse,
    delay: ArrayLike,
    synapse: Synapse,
    plasticity: Rule | None,
) -> Projection:
    """Check what `Network.connect` was told, and list the synapses one by one."""
    if isinstance(post.model, SpikeSource):
        raise ValueError(f"post = {post.name!r}: a SpikeSource only sends; nothing can reach it.")
    as_synapse(synapse)
    if plasticity is not None:
        as_rule("plasticity", plasticity, many=True)
    if isinstance(weights, Sparse):
        shape: tuple[int, ...] = (len(weights),)
        pre_ids, post_ids, strengths = weights.pre, weights.post, weights.weights
        for side, ids, population in (("pre", pre_ids, pre), ("post", post_ids, post)):
            if ids.size and ids.max() >= population.size:
                raise ValueError(
                    f"{side} index {ids.max()}: {population.name!r} has {population.size} neurons, "
                    f"0 to {population.size - 1}. Are pre and post swapped?"
                )
        drawn_for = vars(weights).get("_sizes", (pre.size, post.size))
        # (Within one population a block is common: those that excite, to all.)
        if drawn_for != (pre.size, post.size) and pre is not post:
            ask(
                f"weights were drawn for {drawn_for[0]} and {drawn_for[1]} neurons; {pre.name!r} "
                f"has {pre.size}, {post.name!r} {post.size}. Are some to be without a synapse?"
            )
    else:
        if hasattr(weights, "tocoo"):
            raise TypeError(
                f"weights = {shown(weights)}: of a sparse matrix say w = weights.tocoo(), and "
                "Sparse(w.row, w.col, w.data)."
            )
        shape = (pre.size, post.size)
        slip = "Is it transposed? A list is Sparse(pre, post, weights)."
        unit = unit_of_weight(synapse)
        strengths = one_or_each("weights", weights, shape, "pair (pre, post)", unit, slip=slip)
        strengths = np.broadcast_to(strengths, shape).ravel()
        pre_ids, post_ids = (ids.ravel() for ids in np.indices(shape))
    delays = one_or_each("delay", delay, shape, "weight", "ms", 0.0)
    refuse_weights(strengths, synapse, post.model)
    if plasticity is not None and strengths.size:
        wrong = (strengths < plasticity.w_min) | (strengths > plasticity.w_max)
        if wrong.any():
            number("weights", float(strengths[wrong][0]), "", plasticity.w_min, plasticity.w_max)
        _ask_amplitude(plasticity)
    delays = np.broadcast_to(delays, shape).ravel()
    synapses = pre_ids, post_ids, strengths, delays
    return Projection(pre, post, synapse, plasticity, *synapses, shape)


def refuse_weights(weights: Floats, synapse: Synapse, model: object) -> None:
    """Refuse weights that are of another unit than the synapse's, as the synapse can tell."""
    if isinstance(model, LIF):
        check_weights(synapse, weights, model)
    elif weights.size and synapse.v_reversal is not None:
        number("weights", float(weights.min()), "uS", low=0.0)
        refuse_siemens("weights", float(weights.max()), float(np.max(getattr(model, "R_m", 0.0))))
