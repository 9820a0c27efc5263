"""Energy: counted spike by spike, and priced by hand."""

from itertools import pairwise

import numpy as np
import pytest
from reference import case

from snn_edu.training import (
    Bill,
    Energy,
    IFLayers,
    Operations,
    ann_operations,
    latency_input,
    poisson_input,
    snn_operations,
)

SIZES = (6, 8, 5, 3)


def rng(seed=0):
    return np.random.default_rng(seed)


def network(seed=0):
    draw = rng(seed)
    W = [draw.normal(0.1, 0.3, shape) for shape in pairwise(SIZES)]
    return IFLayers(W, [np.zeros(W_l.shape[1]) for W_l in W])


BREAK_EVEN = case("conversion", "energy-break-even")
PRICES = {name: Energy(**prices) for name, prices in BREAK_EVEN["params"]["pJ"].items()}


@pytest.mark.parametrize("name", PRICES)
def test_at_break_even_both_bills_are_the_same_and_on_either_side_the_right_one_is_smaller(name):
    prices, macs, ratio = PRICES[name], 7400, BREAK_EVEN["expected"]["break_even"][name]
    assert prices.break_even() == pytest.approx(ratio, rel=1e-12)
    ann = prices.ann(macs).total
    assert prices.snn(ratio * macs).total == pytest.approx(ann)
    assert prices.snn(0.9 * ratio * macs).total < ann < prices.snn(1.1 * ratio * macs).total


def test_a_bill_has_each_term_on_its_own_line():
    prices = Energy(mac=2.0, ac=3.0, weight=5.0, potential=7.0)
    bill = prices.snn(synaptic_operations=11, neuron_updates=13, macs=17)
    assert bill == Bill(
        macs=17 * 2.0,
        mac_weights=17 * 5.0,
        additions=11 * 3.0,
        weights=11 * 5.0,
        potentials=11 * 7.0,
        updates=13 * 3.0,
        update_potentials=13 * 7.0,
    )
    assert bill.total == 34 + 85 + 33 + 55 + 77 + 39 + 91
    assert prices.ann(17) == Bill(macs=34.0, mac_weights=85.0)


@pytest.mark.parametrize("code", ["current", "poisson", "latency"])
def test_operations_are_counted_as_by_following_every_spike(code):
    """One addition for each synapse a spike goes through, walked step by step."""
    layers, steps, pictures = network(), 15, 4
    x = rng(1).random((pictures, SIZES[0]))
    given = {"current": x, "poisson": poisson_input(x, steps, rng(2))}.get(
        code, latency_input(x, steps)
    )
    additions, before = 0, None
    for run in layers.unroll(given, steps):
        sent = [] if code == "current" else [given.spiked[run.steps - 1].astype(int)]
        sent += [
            now - (0 if before is None else before.counts[layer])
            for layer, now in enumerate(run.counts)
        ]
        reached = list(layers.weights[1 if code == "current" else 0 :])
        for spikes, W in zip(sent, reached, strict=False):
            for picture, neuron in np.argwhere(spikes):
                assert spikes[picture, neuron] == 1
                additions += len(W[neuron])
        before = run
    found = snn_operations(layers, before)
    assert found.synaptic_operations == pytest.approx(additions / pictures)
    assert found.macs == (6 * 8 if code == "current" else 0)
    assert found.neuron_updates == 15 * (8 + 5 + 3)


def test_the_hidden_spikes_of_the_reference_make_its_synaptic_operations():
    given = case("conversion", "if-network-subtract")
    p = given["params"]
    layers = IFLayers([p["W1"], p["W2"]], [p["b1"], p["b2"]])
    found = snn_operations(layers, layers.run(p["x"], p["steps"]))
    expected = given["expected"]["synaptic_operations_hidden_to_output"]
    assert found == Operations(6 * 8, expected, 20 * 11)
    assert ann_operations(layers) == Operations(macs=6 * 8 + 8 * 3)


def test_free_spikes_and_the_run_of_other_layers_are_refused():
    with pytest.raises(ValueError, match="a free spike never breaks even"):
        Energy(4.6, 0.0).break_even()
    other = IFLayers([np.ones((2, 2))], [np.ones(2)])
    with pytest.raises(ValueError, match="its layers have other sizes"):
        snn_operations(other, network().run([1] * 6, 3))
