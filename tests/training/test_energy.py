"""Energy: counted spike by spike, and priced by hand."""

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

RNG = np.random.default_rng(0)
LAYERS = IFLayers(
    [RNG.normal(0.1, 0.3, shape) for shape in ((6, 8), (8, 5), (5, 3))],
    [np.zeros(8), np.zeros(5), np.zeros(3)],
)
PICTURES = RNG.random((4, 6))
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


@pytest.mark.parametrize("spikes", [poisson_input(PICTURES, 15, RNG), latency_input(PICTURES, 15)])
def test_each_spike_is_an_addition_for_each_synapse_that_it_reaches(spikes):
    run = LAYERS.run(spikes, 15)
    hidden, second, _ = (counts.sum() for counts in run.counts)
    additions = 8 * spikes.spiked.sum() + 5 * hidden + 3 * second
    assert snn_operations(LAYERS, run) == Operations(0.0, additions / 4, 15 * (8 + 5 + 3))


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
        snn_operations(other, LAYERS.run([1] * 6, 3))
