"""Energy: counted spike by spike, priced by hand, and the table's own numbers."""

from itertools import pairwise

import numpy as np
import pytest
from reference import case

from snn_edu.training import (
    CHIPS,
    PRICES,
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


def test_break_even_is_that_of_the_reference():
    given = case("conversion", "energy-break-even")
    for name, prices in given["params"]["pJ"].items():
        expected = given["expected"]["break_even"][name]
        assert Energy(**prices).break_even() == pytest.approx(expected, rel=1e-12)


def test_the_named_prices_are_those_of_the_reference_and_lie_around_the_published_range():
    given = case("conversion", "energy-break-even")
    asked = {tuple(prices.values()) for prices in given["params"]["pJ"].values()}
    ours = {(e.mac, e.ac, e.weight, e.potential) for e in PRICES.values()}
    assert ours == asked
    low, high = given["expected"]["published_range"]
    inside = {name for name, prices in PRICES.items() if low <= prices.break_even() <= high}
    assert inside == {"weights and potentials", "8-bit integers", "weights from 1 MB"}
    assert all(prices.source for prices in PRICES.values())


def test_at_break_even_both_bills_are_the_same_and_on_either_side_the_right_one_is_smaller():
    for prices in PRICES.values():
        macs = 7400
        spikes_per_synapse = prices.break_even()
        ann = prices.ann(macs).total
        assert prices.snn(spikes_per_synapse * macs).total == pytest.approx(ann)
        assert prices.snn(0.9 * spikes_per_synapse * macs).total < ann
        assert prices.snn(1.1 * spikes_per_synapse * macs).total > ann


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


def test_a_published_table_counts_the_spike_rate_twice():
    """Front Neurosci 2023 17:1091097, table 3, from its own footnotes b and c."""
    given = case("conversion", "energy-double-counted")
    p, expected = given["params"], given["expected"]
    prices = Energy(p["E_mac_pJ"], p["E_ac_pJ"])
    ann = prices.ann(p["OP_ANN"]).total
    assert ann == pytest.approx(845.94e-7 * 1e12, rel=1e-4)  # printed, 1e-7 J
    once = ann / prices.snn(p["spike_rate"] * p["OP_ANN"]).total
    twice = ann / prices.snn(p["spike_rate"] ** 2 * p["OP_ANN"]).total
    assert once == pytest.approx(expected["ratio_with_rate_once"], rel=1e-9)
    assert twice == pytest.approx(expected["ratio_published"], rel=1e-3)
    assert twice / once == pytest.approx(1 / p["spike_rate"])


def test_the_chips_are_those_of_the_review():
    """Tang et al. 2023, Front Neurosci 17:1187252, table 3."""
    assert CHIPS["Tianjic"] == min(CHIPS.values()) == 1.54
    assert CHIPS["SpiNNaker"] == max(CHIPS.values()) == 45.0
    assert list(CHIPS.values()) == sorted(CHIPS.values())


def test_free_spikes_and_the_run_of_other_layers_are_refused():
    with pytest.raises(ValueError, match="a free spike never breaks even"):
        Energy(4.6, 0.0).break_even()
    other = IFLayers([np.ones((2, 2))], [np.ones(2)])
    with pytest.raises(ValueError, match="its layers have other sizes"):
        snn_operations(other, network().run([1] * 6, 3))
