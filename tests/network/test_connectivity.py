"""Connections: random wirings have the statistics that their names promise."""

import numpy as np
import pytest
from ranges import refused

from snn_edu.network import Sparse


def test_random_pairs_are_bernoulli_and_no_pair_comes_twice():
    found = Sparse.random(300, 200, 0.1, 1.0, np.random.default_rng(1))
    pair = found.pre * 200 + found.post
    assert np.unique(pair).size == len(found)
    sd = np.sqrt(60_000 * 0.1 * 0.9)
    assert abs(len(found) - 6000) < 4 * sd
    out, into = np.bincount(found.pre, minlength=300), np.bincount(found.post, minlength=200)
    assert out.var() == pytest.approx(200 * 0.09, rel=4 * np.sqrt(2 / 300))
    assert into.var() == pytest.approx(300 * 0.09, rel=4 * np.sqrt(2 / 200))


def test_unusual_luck_leaves_no_pair_out():
    class Lucky(np.random.Generator):
        """Every pair is connected, however small the probability: more draws than expected."""

        def geometric(self, probability, size):
            return np.ones(size, np.int64)

    found = Sparse.random(20, 30, 0.1, 1.0, Lucky(np.random.PCG64(1)))
    assert (found.pre * 30 + found.post).tolist() == list(range(600))


def test_every_neuron_has_its_indegree_and_senders_are_drawn_alike():
    found = Sparse.fixed_indegree(50, 400, 30, -2.0, np.random.default_rng(1))
    assert (np.bincount(found.post) == 30).all()
    out = np.bincount(found.pre, minlength=50)
    expected = 400 * 30 / 50  # chi-square of 49 degrees of freedom: mean 49, s.d. 9.9
    assert 49 - 40 < ((out - expected) ** 2 / expected).sum() < 49 + 40
    assert (found.weights == -2.0).all()


@pytest.mark.parametrize(
    ("probability", "size", "pairs"),
    [(0.0, 7, 0), (1.0, 7, 49), *((p, size, 0) for p in (1e-18, 1e-300) for size in (1000, 2**29))],
)
def test_none_all_and_next_to_none_are_probabilities_too(probability, size, pairs):
    """Gaps of 1e18 pairs, added up, would pass 2**63 and come back from below."""
    found = Sparse.random(size, size, probability, 1.0, np.random.default_rng(1))
    assert len(found) == pairs
    assert len(set(zip(found.pre.tolist(), found.post.tolist(), strict=True))) == pairs


test_what_is_no_list_of_synapses_is_refused = refused(
    (lambda: Sparse([0.5], [0], 1.0), TypeError, "whole numbers"),
    (lambda: Sparse([-1], [0], 1.0), r"pre\[0\] = -1"),
    (lambda: Sparse([0, 1], [0], 1.0), "one of each a synapse"),
    (lambda: Sparse([0, 1], [0, 1], [1.0, 2.0, 3.0]), "weights has shape"),
    (lambda: Sparse([[0], [0, 1]], [0], 1.0), TypeError, "pre: expected rows of one length"),
    (lambda: Sparse([0, 1], np.ma.array([0, 1], mask=[0, 1]), 1.0), "is masked"),
    (lambda: Sparse.random(2, 2, 0.5, 1.0, 42), TypeError, r"default_rng\(42\)"),
    (lambda: Sparse.fixed_indegree(0, 2, 1, 1.0, None), "pre_size = 0"),
    (lambda: Sparse.fixed_indegree(2, 2, 1, 1.0, None), TypeError, "rng = None"),
    (
        lambda: Sparse.fixed_indegree(2, 2, -1, 1.0, np.random.default_rng(1)),
        "indegree = -1: allowed is 0 to 2147483648",
    ),
)
