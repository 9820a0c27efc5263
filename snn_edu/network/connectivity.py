"""Connections: who reaches whom, listed one synapse after another instead of in a matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snn_edu.spikes import stable_order
from snn_edu.validation import Floats, generator, integer, integers, number, one_or_each

Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False, repr=False)
class Sparse:
    """Synapse s leads from neuron ``pre[s]`` to neuron ``post[s]`` with ``weights[s]``.

    A matrix (pre, post) has a number for every pair; this has one for every synapse, and a pair may
    have several. `Network.connect` takes either for its weights. `pre` and `post` are whole numbers
    from 0; `weights` are given as one number, or one for each synapse.
    """

    pre: Indices  # index of the sending neuron, shape (synapses,)
    post: Indices  # index of the receiving neuron, shape (synapses,)
    weights: Floats  # mV, nA or uS, as the synapse has it, shape (synapses,)

    def __init__(self, pre: ArrayLike, post: ArrayLike, weights: ArrayLike) -> None:
        who, whom = integers("pre", pre), integers("post", post)
        if who.shape != whom.shape:
            raise ValueError(
                f"pre has shape {who.shape}, post {whom.shape}: one of each a synapse."
            )
        strengths = one_or_each("weights", weights, who.shape, "synapse")
        object.__setattr__(self, "pre", who)
        object.__setattr__(self, "post", whom)
        object.__setattr__(self, "weights", np.broadcast_to(strengths, who.shape).copy())

    def _drawn_for(self, pre_size: int, post_size: int) -> Sparse:
        """The same, which knows for how many neurons it was drawn."""
        object.__setattr__(self, "_sizes", (pre_size, post_size))
        return self

    def __repr__(self) -> str:
        n = len(self)
        return f"<Sparse: {n:,} synapse{'s' * (n != 1)}>"

    def __len__(self) -> int:
        return len(self.pre)

    @classmethod
    def random(
        cls,
        pre_size: int,
        post_size: int,
        probability: float,
        weights: ArrayLike,
        rng: np.random.Generator,
    ) -> Sparse:
        """Each of the pre_size x post_size pairs is connected with `probability`, independently.

        From one connected pair to the next is a geometric number of pairs, so the time it takes
        goes by the synapses, not by the pairs. How many there will be, nobody knows before: so
        `weights` is one number, and ``Sparse(drawn.pre, drawn.post, weights)`` gives each its own.
        """
        pairs = _pairs(pre_size, post_size)
        probability, rng = number("probability", probability, "", 0.0, 1.0), generator("rng", rng)
        if probability == 0.0:
            return cls([], [], weights)._drawn_for(pre_size, post_size)
        expected = pairs * probability
        pair = np.empty(0, np.int64)
        while not pair.size or pair[-1] < pairs:
            gaps = rng.geometric(probability, int(expected + 5.0 * np.sqrt(expected) + 10.0))
            gaps = np.minimum(gaps, pairs + 1)  # beyond the last: how far, a sum need not hold
            pair = np.concatenate((pair, (pair[-1] if pair.size else -1) + np.cumsum(gaps)))
        pair = pair[pair < pairs]
        drawn = cls(pair // post_size, pair % post_size, weights)
        return drawn._drawn_for(pre_size, post_size)

    @classmethod
    def fixed_indegree(
        cls,
        pre_size: int,
        post_size: int,
        indegree: int,
        weights: ArrayLike,
        rng: np.random.Generator,
    ) -> Sparse:
        """Each receiving neuron draws `indegree` senders at random, one of them perhaps twice.

        Of `weights` of their own, shape (post_size x indegree,), come those of neuron 0 first.
        """
        _pairs(pre_size, post_size)
        indegree, rng = integer("indegree", indegree, 0, 2**31), generator("rng", rng)
        post = np.repeat(np.arange(post_size), indegree)
        drawn = cls(rng.integers(0, pre_size, post.size), post, weights)
        return drawn._drawn_for(pre_size, post_size)


def by_sender(senders: Indices, size: int) -> tuple[Indices, Indices]:
    """Compressed rows: ``order[first[i]:first[i + 1]]`` are the synapses that neuron i sends to.

    Shapes: (synapses,) and (size + 1,).
    """
    order = stable_order(senders, size)
    first = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(senders, minlength=size), out=first[1:])
    return order, first


def _pairs(pre_size: int, post_size: int) -> int:
    """How many pairs of neurons there are, once each population can be counted."""
    largest = 2**29  # of each, so that the sums of `random` stay below 2**63
    pre_size = integer("pre_size", pre_size, low=1, high=largest)
    return pre_size * integer("post_size", post_size, low=1, high=largest)
