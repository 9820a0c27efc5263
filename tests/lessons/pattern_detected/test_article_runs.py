"""The tutorial's network: two ways through one model. (The ledger has what 2,000 seeds do.)"""

from dataclasses import fields
from itertools import chain

import numpy as np
import pytest

from snn_edu.lessons.pattern_detected import article
from snn_edu.lessons.pattern_detected.article import Faults
from snn_edu.lessons.pattern_detected.article_runs import simulate_many

REPAIRS = [(), *[(field.name,) for field in fields(Faults)]]


def slowly(rng, faults, steps=100):
    """The article's loops: (bits, printed, who fired, both layers' weights).

    A neuron leaks a tenth per step, fires at 1 and resets to 0. 5 - 3 - 1 neurons, their weights
    uniform in [0, 1). What a layer sends arrives in the same step, or in the next one.
    """
    w = [
        [[rng.random() for _ in range(post)] for _ in range(pre)] for pre, post in ((5, 3), (3, 1))
    ]
    sizes, sent = (5, 3, 1), [[0.0] * 3, [0.0]]
    synapses = [(k, i, j) for k in (0, 1) for i, j in np.ndindex(sizes[k], sizes[k + 1])]
    v, free_at = ([[0] * size for size in sizes] for _ in range(2))
    last = [[-1 if faults.sentinel else article.NEVER] * size for size in sizes]
    bits, printed, fired = article.random_bits(rng, faults), [], []
    for t, shown in enumerate(bits):
        drive, now = [float(bit) for bit in shown], []
        for k, size in enumerate(sizes):
            for j in range(size):
                own = sum(w[k][j]) if faults.own_weights and k < 2 else 1.0
                deaf = t < free_at[k][j]
                if not deaf or not faults.loses_input:
                    v[k][j] = 0.9 * v[k][j] + drive[j] * own
                if not deaf and v[k][j] >= 1.0:
                    v[k][j], last[k][j] = 0.0, t
                    free_at[k][j] = t + (2 if faults.refractory_short else 3)
            now.append([one == t for one in last[k]])
            if k < 2:
                pairs = [*zip(w[k], now[k], strict=True)]
                out = [sum(row[j] for row, fires in pairs if fires) for j in range(sizes[k + 1])]
                drive = out if faults.one_step else sent[k]
                sent[k] = out
        for k, i, j in synapses:
            pre, post = last[k][i], last[k + 1][j]
            if faults.recounts_pairs or t in (pre, post):
                w[k][i][j] += article.stdp(pre, post, faults)
                if not faults.unbounded:
                    w[k][i][j] = min(max(w[k][i][j], 0.0), 1.0)
        ones = all(fires for fires, bit in zip(now[0], article.PATTERN, strict=True) if bit)
        others = any(fires for fires, bit in zip(now[0], article.PATTERN, strict=True) if not bit)
        answered = faults.ignores_output or now[2][0]
        printed.append(ones and answered and (faults.ignores_zeros or not others))
        fired.append([*chain(*now)])
    return bits, printed, fired, w


@pytest.mark.parametrize("repaired", [*REPAIRS, ("drops_time_zero", "sentinel"), "all"])
def test_the_loops_and_the_arrays_are_one_model(repaired):
    faults = Faults.none() if repaired == "all" else Faults().without(*repaired)
    many = simulate_many(range(3), faults)
    for seed in range(3):
        bits, printed, fired, (w1, w2) = slowly(np.random.default_rng(seed), faults)
        np.testing.assert_array_equal(bits, many.bits[seed])
        np.testing.assert_array_equal(printed, many.printed[seed])
        np.testing.assert_array_equal(fired, many.fired[seed])
        np.testing.assert_allclose(w1, many.input_weights[seed], atol=1e-12)
        np.testing.assert_allclose(w2, many.output_weights[seed], atol=1e-12)


def test_the_ceiling_is_half_for_each_zero_of_the_pattern():
    """Whatever fires for 10101 fires for 10111, 11101 and 11111. (Lesson 09 searches networks.)"""
    assert [article.ceiling(p) for p in ([1] * 5, [1, 1, 1, 1, 0], [0] * 5)] == [1.0, 0.5, 1 / 32]
    assert article.ceiling() == 0.25
