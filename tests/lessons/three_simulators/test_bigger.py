"""Memory and cost of networks by size, and few bits: what lesson 20 shows of them."""

import json
import sys

import numpy as np
import pytest
from installing import run
from reference import FOLDER

from snn_edu.lessons.balanced_network.balanced import CUBA
from snn_edu.lessons.three_simulators import bigger

GB = {one.name: one.bytes_each for one in bigger.HELD}  # of 1e9 synapses


def test_a_synapse_of_ours_takes_32_bytes_and_96_at_the_peak_of_a_run():
    network = CUBA(size=4000).network(np.random.default_rng(1))
    assert bigger.bytes_a_synapse(network, runs=False) == GB["snn_edu, as a plan"]
    peak = bigger.bytes_a_synapse(network, runs=True)
    assert peak == pytest.approx(GB["snn_edu, as it runs"], rel=0.03)


def test_a_billion_synapses_are_the_published_amounts():
    shown = bigger.memory_of_synapses(9.0)
    text = shown["text"]
    assert "1,000,000,000 synapses: 89 GB here as they run, 48 GB in NEST, 112 GB with STDP" in text
    assert "2 of 7 rows fit" in text
    assert GB["NEST, K computer 2013"] == round(1e15 / 10.4e12)
    assert shown["told5"] == "112 GB: 7 laptops"
    assert shown["told1"] == "4 GB"
    for k, one in enumerate(bigger.HELD):
        assert 16.0 * _filled(shown, k) == pytest.approx(one.bytes_each)
    for power, told in ((4.0, "890 kB"), (6.0, "89 MB"), (10.0, "890 GB")):
        assert f"synapses: {told} here" in bigger.memory_of_synapses(power)["text"]


def _filled(shown, row):
    """Laptops that a row of the picture has filled."""
    x, y = (np.concatenate([shown[name][k] for name in ("first", "others")]) for k in (0, 1))
    return np.nansum(np.diff(x.reshape(-1, 3)[y[::3] == row], axis=1)) / bigger.SCREEN


def test_a_row_that_is_full_goes_on_beyond_the_picture():
    for power, rows in ((9.0, []), (10.0, [2, 3, 4, 5, 6])):
        _, y = bigger.memory_of_synapses(power)["beyond"]
        assert np.flatnonzero(np.isfinite(y)).tolist() == rows
    shown = bigger.memory_of_synapses(10.0)
    assert shown["told5"] == "1.1 TB: 70 laptops"
    assert _filled(shown, 5) == pytest.approx(bigger.ABREAST)
    few = bigger.cost_by_size(4000, "80 senders each")
    assert "4,000 neurons, 80 senders each: 320," in few["text"]
    assert few["memory_told"] == "twice the neurons: × 2.0"
    dense = bigger.cost_by_size(10_000, "2 % of all pairs")
    assert "1,999,785 synapses, 3.3 Hz" in dense["text"]
    assert dense["text"].endswith("173 MB; with twice the neurons 1.04 s and 685 MB.")
    assert dense["memory_told"] == "twice the neurons: × 4.0"
    assert bigger.on_a_chip(8, "exact", 0.5)[0].false_alarms > 10.0


@pytest.mark.peers
@pytest.mark.parametrize(
    ("model", "name"), [("static_synapse", "static"), ("stdp_synapse", "STDP")]
)
def test_nest_takes_what_the_table_says(model, name):
    """Measured in a process of its own: the growth of its memory at three million synapses."""
    pytest.importorskip("nest", exc_type=ImportError)
    command = sys.executable, FOLDER / "measure_nest_memory.py", model
    found = float(run(*command).strip().splitlines()[-1].split()[-4])
    assert found == pytest.approx(GB[f"NEST 3.10, {name}"], rel=0.1)


def test_the_stored_sizes_are_those_of_the_networks():
    """Synapses and rate hang on the seed alone; the times are those of one machine."""
    rows = json.loads(bigger.STORED.read_text(encoding="utf-8"))["rows"]
    points = [{"wiring": wiring, "size": n} for wiring in bigger.WIRINGS for n in bigger.SIZES]
    assert [{name: row[name] for name in ("wiring", "size")} for row in rows] == points
    seeds = np.random.SeedSequence(13).spawn(len(rows))
    for k in (0, 1, 20):
        again = bigger.measured(points[k], np.random.default_rng(seeds[k]))
        assert again["synapses"] == rows[k]["synapses"]
        assert again["rate"] == rows[k]["rate"]
        assert again["bytes"] == pytest.approx(rows[k]["bytes"], rel=0.03)
