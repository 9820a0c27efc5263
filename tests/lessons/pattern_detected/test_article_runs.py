"""The tutorial's network: two ways through one model, and what it measures over 2,000 seeds."""

import math
from dataclasses import fields
from itertools import chain

import numpy as np
import pytest

from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.studies.article import NEVER, PATTERN, Faults, random_bits, stdp

REPAIRS = [(), *[(field.name,) for field in fields(Faults)]]


# --- the article's network, as its own classes ----------------------------------------------------


class LIFNeuron:
    """Leaks a tenth per step, fires at 1, resets to 0. 0.9 per step is tau_m = 9.49 steps."""

    def __init__(self, faults):
        self.faults = faults
        self.v = 0.0
        self.free_at = 0  # the first step that is not refractory
        self.last_spike = -1 if faults.sentinel else NEVER

    def receive(self, current, t):
        """One step: v <- 0.9 v + current, and whether it fires."""
        if t < self.free_at:
            if not self.faults.loses_input:
                self.v = 0.9 * self.v + current
            return False
        self.v = 0.9 * self.v + current
        if self.v < 1.0:
            return False
        self.v = 0.0
        self.free_at = t + (2 if self.faults.refractory_short else 3)
        self.last_spike = t
        return True


class Synapse:
    """From one neuron to another; the article defines such a class and never uses it."""

    def __init__(self, pre, post, w):
        self.pre, self.post, self.w = pre, post, w

    def learn(self, t):
        """Add what `stdp` says about the last spikes of both ends."""
        faults = self.pre.faults
        fresh = t in (self.pre.last_spike, self.post.last_spike)
        if faults.recounts_pairs or fresh:
            self.w += stdp(self.pre.last_spike, self.post.last_spike, faults)
            if not faults.unbounded:
                self.w = min(max(self.w, 0.0), 1.0)


class Network:
    """5 - 3 - 1 neurons, weights uniform in [0, 1)."""

    def __init__(self, rng, faults=None):
        self.faults = Faults() if faults is None else faults
        self.layers = [[LIFNeuron(self.faults) for _ in range(size)] for size in (5, 3, 1)]
        self.synapses = [
            [[Synapse(a, b, rng.random()) for b in after] for a in before]
            for before, after in zip(self.layers, self.layers[1:], strict=False)
        ]
        self.delayed = [[0.0] * 3, [0.0]]  # what arrives in the next step, without `one_step`

    def weights(self):
        """The weights: (5, 3) and (3, 1)."""
        return [np.array([[one.w for one in row] for row in rows]) for rows in self.synapses]

    def step(self, bits, t):
        """One step: whether "Pattern detected" is printed, and who fired in each layer."""
        drive, spiked = [float(bit) for bit in bits], []
        for k, layer in enumerate(self.layers):
            rows = self.synapses[k] if k < 2 else [[] for _ in layer]
            fired = []
            for neuron, arriving, row in zip(layer, drive, rows, strict=True):
                scale = sum(one.w for one in row) if self.faults.own_weights and row else 1.0
                fired.append(neuron.receive(arriving * scale, t))
            spiked.append(fired)
            if k < 2:
                sent = [
                    sum(row[j].w for row, fires in zip(rows, fired, strict=True) if fires)
                    for j in range(len(self.layers[k + 1]))
                ]
                drive = sent if self.faults.one_step else self.delayed[k]
                self.delayed[k] = sent
        for rows in self.synapses:
            for row in rows:
                for one in row:
                    one.learn(t)
        return self.detects(spiked), spiked

    def detects(self, spiked):
        """Inputs 0, 2 and 4 have spiked now; the article asks no more, repairs ask more."""
        ones = all(fires for fires, bit in zip(spiked[0], PATTERN, strict=True) if bit)
        others = any(fires for fires, bit in zip(spiked[0], PATTERN, strict=True) if not bit)
        if not self.faults.ignores_output and not spiked[2][0]:
            return False
        return ones and (self.faults.ignores_zeros or not others)


# --- and over many seeds -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def runs():
    return simulate_many(range(2000))


@pytest.mark.parametrize("repaired", [*REPAIRS, ("drops_time_zero", "sentinel"), "all"])
def test_the_classes_and_the_arrays_are_one_model(repaired):
    faults = Faults.none() if repaired == "all" else Faults().without(*repaired)
    many = simulate_many(range(3), faults)
    for seed in range(3):
        rng = np.random.default_rng(seed)
        network = Network(rng, faults)
        bits = random_bits(rng, faults)
        printed, spiked = zip(*(network.step(now, t) for t, now in enumerate(bits)), strict=True)
        np.testing.assert_array_equal(printed, many.printed[seed])
        np.testing.assert_array_equal(bits, many.bits[seed])
        np.testing.assert_array_equal([[*chain(*layers)] for layers in spiked], many.fired[seed])
        w1, w2 = network.weights()
        np.testing.assert_allclose(w1, many.input_weights[seed], atol=1e-12)
        np.testing.assert_allclose(w2, many.output_weights[seed], atol=1e-12)


def test_every_switch_changes_something():
    """A fault that could be repaired without any trace would be no fault."""
    base = simulate_many(range(200))
    for field in fields(Faults):
        name = field.name
        # The sentinel is hidden by another fault: what is skipped cannot mislead.
        with_it = simulate_many(range(200), Faults().without("drops_time_zero"))
        before = with_it if name == "sentinel" else base
        names = ("sentinel", "drops_time_zero") if name == "sentinel" else (name,)
        after = simulate_many(range(200), Faults().without(*names))
        same = np.array_equal(before.printed, after.printed) and np.array_equal(
            before.input_weights, after.input_weights
        )
        assert not same, name


def test_three_of_four_printed_detections_are_false(runs):
    """Over 2,000 other seeds: precision 24.9 %, recall 11.5 %, 1.46 per run, 28 % silent."""
    matrix = runs.confusion()
    assert sum(matrix) == 2000 * 100
    printed = matrix.true_positives + matrix.false_positives
    standard_error = math.sqrt(0.25 * 0.75 / printed)
    assert matrix.precision == pytest.approx(0.249, abs=3 * standard_error)
    assert matrix.recall == pytest.approx(0.115, abs=0.01)
    assert printed / 2000 == pytest.approx(1.46, abs=0.15)
    assert (runs.printed.sum(axis=1) == 0).mean() == pytest.approx(0.28, abs=0.03)


def test_without_the_hidden_layer_precision_stays_and_recall_doubles(runs):
    silenced = simulate_many(range(2000), hidden=False)
    assert silenced.confusion().precision == pytest.approx(0.249, abs=0.02)
    assert silenced.confusion().recall == pytest.approx(0.233, abs=0.015)
    assert silenced.confusion().recall == pytest.approx(2 * runs.confusion().recall, rel=0.1)


def test_without_stdp_the_detections_are_those_without_a_hidden_layer():
    without_stdp = simulate_many(range(300), plastic=False)
    silenced = simulate_many(range(300), hidden=False)
    np.testing.assert_array_equal(without_stdp.printed, silenced.printed)


def test_most_updates_weaken_and_most_repeat_a_pair(runs):
    weakened = runs.depressions / (runs.depressions + runs.potentiations)
    assert weakened == pytest.approx(0.88, abs=0.01)
    assert runs.repeats() == pytest.approx(0.76, abs=0.01)
    assert runs.ties / runs.causal == pytest.approx(0.49, abs=0.01)
    assert runs.skips_of_zero.mean() == pytest.approx(0.92, abs=0.02)


def test_weights_fall_below_zero_and_prefer_no_bit(runs):
    w = runs.input_weights
    assert runs.first_weights.mean() == pytest.approx(0.5, abs=0.005)
    assert w.mean() == pytest.approx(0.158, abs=0.01)
    assert (w < 0).mean() == pytest.approx(0.30, abs=0.01)
    negative = (w < 0).any(axis=(1, 2)) | (runs.output_weights < 0).any(axis=(1, 2))
    assert negative.mean() == pytest.approx(0.996, abs=0.005)
    ones = np.array(PATTERN, bool)
    preference = w[:, ones].mean() - w[:, ~ones].mean()
    assert abs(preference) < 0.01  # nothing was learned about the pattern
