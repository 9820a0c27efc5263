"""Scripts for NEST and Brian2: spike for spike what runs here, and refusals in a sentence."""

import ast
import itertools
import json

import numpy as np
import pytest
from export_cases import (
    CASES,
    balanced_network_and_run,
    digest,
    digest_of_arrays,
    network_and_run,
    rows,
    spikes_here,
    spikes_of_script,
)
from reference import FOLDER, case

from snn_edu import (
    AMPA,
    LIF,
    STDP,
    AdEx,
    AlphaSynapse,
    DeltaSynapse,
    DoubleExponentialSynapse,
    ExponentialSynapse,
    Network,
    PoissonInput,
    Sparse,
    Spikes,
    SpikeSource,
)
from snn_edu.export import to_brian2, to_nest

TO = {"nest": to_nest, "brian2": to_brian2}
each_case = pytest.mark.parametrize(("peer", "name"), [*itertools.product(TO, CASES)])
each_peer = pytest.mark.parametrize("to", TO.values(), ids=TO)


def layers(synapse=None, weight=8.0, delay=1.0, plasticity=None, **lif):
    """A source of two neurons, and one LIF that hears both."""
    network = Network().add(SpikeSource(), 2, "source").add(LIF(**lif), 1, "cells")
    return network.connect("source", "cells", weight, delay, synapse or DeltaSynapse(), plasticity)


MINE = type("Mine", (LIF,), {})()  # it may have a step of its own, which no script says


# --- the spikes -----------------------------------------------------------------------------------


@each_case
def test_the_spikes_here_are_those_of_the_script_in_its_simulator(peer, name):
    """The script that was run there is stored with its spikes: a script that changes is run anew,
    by tests/reference/make_exported_scripts.py.
    """
    stored = case(f"exported_{peer}", name)
    network, run = network_and_run(name)
    script = TO[peer](network, **run)
    assert script.text.splitlines() == stored["script"]
    assert digest_of_arrays(script) == stored["arrays"]
    assert spikes_here(name) == stored["expected"]


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@each_case
def test_the_stored_script_gives_the_stored_spikes_today(peer, name):
    pytest.importorskip(peer, exc_type=ImportError)
    network, run = network_and_run(name)
    found = spikes_of_script(TO[peer](network, **run), run["dt"])
    assert found == case(f"exported_{peer}", name)["expected"]


def balanced(peer):
    """The balanced network's script, and fingerprints of its arrays and of its spikes there."""
    return json.loads((FOLDER / f"exported_{peer}.json").read_text(encoding="utf-8"))["balanced"]


def test_a_second_of_4000_balanced_neurons_is_the_same_to_the_last_spike():
    """321,585 synapses, 23,779 spikes; one of them elsewhere would soon move all the others."""
    network, run = balanced_network_and_run()
    spikes = network.run(**run).spikes["cells"]
    here = rows(spikes.times, spikes.ids, run["dt"])
    for peer, to in TO.items():
        stored = balanced(peer)
        script = to(network, **run)
        assert script.text.splitlines() == stored["script"]
        assert digest_of_arrays(script) == stored["arrays"]
        assert len(here) == stored["spikes"] > 20_000
        assert digest(here) == stored["rows"]


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("peer", TO)
def test_the_balanced_network_gives_the_stored_spikes_today(peer):
    pytest.importorskip(peer, exc_type=ImportError)
    network, run = balanced_network_and_run()
    found = spikes_of_script(TO[peer](network, **run), run["dt"])["cells"]
    assert digest(found) == balanced(peer)["rows"]


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("peer", TO)
def test_a_silent_source_and_a_whole_number_of_ms_run_there(peer):
    pytest.importorskip(peer, exc_type=ImportError)
    script = TO[peer](layers(), 100, {"cells": 1.8}, 1)
    spikes = layers().run(100, {"cells": 1.8}, 1).spikes["cells"]
    assert len(spikes) > 1
    assert spikes_of_script(script, 1.0)["cells"] == rows(spikes.times, spikes.ids, 1.0)


# --- the arrays -----------------------------------------------------------------------------------


@each_peer
def test_a_synapse_takes_8_bytes_and_16_more_where_each_has_its_own_weight_and_delay(to):
    """And no line of text: 1.6 to 3.4 kB a synapse was what Python took to read lists of them."""
    texts = set()
    for n in (40, 20_000):
        for of_each in (False, True):
            own = 0.1 * (1 + np.arange(n) % 1000) if of_each else 0.5
            wiring = Sparse(np.zeros(n, int), np.zeros(n, int), own)
            network = Network().add(SpikeSource(), 1, "source").add(LIF(), 1, "cells")
            script = to(network.connect("source", "cells", wiring, own))
            held = sum(one.nbytes for name, one in script.arrays.items() if "synapses" in name)
            assert held == n * (24 if of_each else 8)
            texts.add(script.text.replace(f"{n:,} synapses", "synapses"))
    assert len(texts) == 2


@each_peer
def test_synapses_are_written_block_by_block_in_their_order(to, monkeypatch):
    monkeypatch.setattr("snn_edu.export.script.BLOCK", 7)
    network, run = network_and_run("delta")
    script = to(network, **run)
    for name, one in network.projections.items():
        blocks = [
            each for key, each in script.arrays.items() if key.startswith(f"synapses of {name}, ")
        ]
        assert {len(each) for each in blocks[:-1]} <= {7}
        joined = np.concatenate(blocks)
        for column, values in (
            ("pre", one.pre_ids),
            ("post", one.post_ids),
            ("weight", one.weights),
        ):
            assert np.array_equal(joined[column], values)
        assert np.allclose(joined["delay"], one.delays, rtol=0.0, atol=1e-9)
        assert f"blocks={len(blocks)}" in script.text


@each_peer
def test_script_and_arrays_are_saved_side_by_side_and_come_back(to, tmp_path):
    script = to(layers(), 100.0, {"source": Spikes([5.0, 9.0], [1, 0], 2)})
    path = script.save(tmp_path / "new" / "folder")
    assert (path.name, path.read_text()) == (f"{script.name}.py", script.text)
    with np.load(path.with_suffix(".npz")) as saved:
        assert set(saved) == set(script.arrays)
        assert all(np.array_equal(saved[name], each) for name, each in script.arrays.items())


def test_a_script_shows_its_size_and_not_its_text():
    assert repr(to_nest(layers())).startswith("<network_nest.py, ")
    assert repr(to_nest(layers())).endswith(" lines; .npz of 16 bytes>")


# --- the text -------------------------------------------------------------------------------------


@each_peer
def test_a_script_is_python_whatever_the_names_are(to):
    network = Network().add(LIF(), 2, "my 'cells'\n").add(SpikeSource(), 1, 'a "b" {c}')
    network.connect('a "b" {c}', "my 'cells'\n", 1.0, 0.5)
    tree = ast.parse(to(network).text)
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {"my 'cells'\n", 'a "b" {c}'} <= strings


@each_peer
def test_input_spikes_stand_at_the_end_of_their_step_and_end_with_the_run(to):
    inputs = {"source": Spikes([0.05, 3.0, 3.01, 100.0, 100.01], [0, 1, 0, 1, 1], 2)}
    given = to(layers(), 100.0, inputs).arrays["spikes of source"]
    assert given.tolist() == [(0, 0.1), (0, 3.1), (1, 3.0), (1, 100.0)]


@each_peer
def test_the_same_arguments_as_run_and_none_is_needed(to):
    def text(**run):
        return str(to(layers(), **run))

    assert "1000.0" in text()
    assert text() == text(duration=1000.0, inputs=None, dt=0.1, start=None)
    assert text(inputs={"cells": (1.0, [[0.5]])}) == text(inputs={"cells": 1.5})


# --- refusals -------------------------------------------------------------------------------------


@each_peer
@pytest.mark.parametrize(
    ("network", "run", "told"),
    [
        (Network().add(AdEx(), 1, "cells"), {}, "'cells' is AdEx"),
        (layers(weight=0.5, plasticity=STDP()), {}, "learns"),
        (layers(), {"inputs": {"cells": PoissonInput(100.0, 1.0)}}, "other dice"),
        (layers(), {"inputs": {"cells": np.zeros(10_000)}}, "constant current"),
        (Network().add(MINE, 1, "cells"), {}, "'cells' is Mine: a script is .* LIF itself"),
        (layers(), {"inputs": {"source": Spikes([0.0], size=2)}}, "spike at 0 ms"),
        (layers(), {"inputs": {"source": Spikes([1.0], size=3)}}, "3 neurons"),
        (layers(), {"inputs": {"sorce": Spikes([1.0], size=2)}}, "Did you mean 'source'"),
        (layers(), {"start": {"cells": [1.0, 2.0]}}, r"start\['cells'\] has shape \(2,\)"),
        (layers(), {"start": {"source": -60.0}}, "a SpikeSource has no potential"),
        (layers(), {"start": layers().run(1.0)}, "a script begins with potentials"),
        (layers(delay=0.25), {}, "delay of 'source -> cells' = 0.25 ms"),
        (layers(delay=0.0), {}, "delay of 'source -> cells' = 0 ms"),
        (layers(DoubleExponentialSynapse(), 0.1), {}, "DoubleExponentialSynapse"),
        (layers(AMPA, 0.01), {}, "Conductance"),
        (layers(), {"inputs": {"cells": 1500.0}}, "averages 1500 nA: .* written in pA"),
        (layers(), {"inputs": {"source": [1.0, 2.0]}}, "sends spikes"),
        (Network().add(LIF(), 1, "a\\b"), {}, r"name = .* names an array in a \.npz"),
        (layers().connect("cells", "cells", 1.0, name="\0"), {}, "zero character"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_what_a_script_cannot_say_is_refused_in_a_sentence(to, network, run, told):
    with pytest.raises((ValueError, TypeError), match=told):
        to(network, **run)


def slow(synapse, weight=0.5, first=None):
    """Two layers, and a second projection through another synapse."""
    return layers(first, 0.5).connect("source", "cells", weight, synapse=synapse, name="slow")


TWICE = {"duration": 100.0, "inputs": {"source": Spikes([5.01, 5.02], [1, 1], 2)}}
FAST, MICRO = ExponentialSynapse(5.0), r"dt = .* ms: NEST counts time in whole microseconds"


@pytest.mark.parametrize(
    ("to", "network", "run", "told", "there"),
    [
        *((to_nest, layers(delay=2 * dt), {"duration": 300 * dt, "dt": dt}, MICRO, "")
          for dt in (0.0625, 1.0 / 3.0)),
        (to_nest, slow(AlphaSynapse()), {}, "AlphaSynapse, DeltaSynapse", "e_I_0"),
        (to_nest, slow(ExponentialSynapse(10.0), first=FAST), {}, "tau_syn_ex", "I_1"),
        (to_brian2, layers(), TWICE, "two spikes in one step", "[(1, 5.1), (1, 5.1)]"),
        # There the script gave NaN and a silent network, or other spikes (Brian2 2.10.1).
        *((to_brian2, layers(synapse(10.0 * (1.0 + off * near)), 0.5, tau_m=10.0), {},
           r"tau_m = 10 ms, tau_syn = .* ms: Brian2 divides", "tau_syn_ex")
          for synapse, near in ((ExponentialSynapse, 1e-6), (AlphaSynapse, 1e-2))
          for off in (-0.9, 0.0, 0.9)),
    ],
)  # fmt: skip
def test_what_one_simulator_cannot_say_the_other_can(to, network, run, told, there):
    with pytest.raises(ValueError, match=told):
        to(network, **run)
    script = {to_nest: to_brian2, to_brian2: to_nest}[to](network, **run)
    told = script.text + str([each.tolist() for each in script.arrays.values()])
    assert there in told


def test_what_is_nearly_refused_is_said():
    to_nest(layers(delay=0.05), dt=0.025)
    for synapse, near in ((ExponentialSynapse, 1e-6), (AlphaSynapse, 1e-2)):
        to_brian2(layers(synapse(10.0 * (1.0 + 1.1 * near)), 0.5, tau_m=10.0))
    script = to_nest(slow(ExponentialSynapse(10.0), -0.5, FAST)).text  # one for each sign
    assert '"tau_syn_ex": 5.0' in script
    assert '"tau_syn_in": 10.0' in script
