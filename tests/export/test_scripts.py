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
    assert TO[peer](network, **run).splitlines() == stored["script"]
    assert spikes_here(name) == stored["expected"]


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@each_case
def test_the_stored_script_gives_the_stored_spikes_today(peer, name):
    pytest.importorskip(peer, exc_type=ImportError)
    stored = case(f"exported_{peer}", name)
    found = spikes_of_script("\n".join(stored["script"]) + "\n", CASES[name][4])
    assert found == stored["expected"]


def balanced(peer):
    """Fingerprints of the balanced network's script, and of its spikes in the peer."""
    return json.loads((FOLDER / f"exported_{peer}.json").read_text(encoding="utf-8"))["balanced"]


def test_a_second_of_4000_balanced_neurons_is_the_same_to_the_last_spike():
    """321,585 synapses, 23,779 spikes; one of them elsewhere would soon move all the others."""
    network, run = balanced_network_and_run()
    spikes = network.run(**run).spikes["cells"]
    here = rows(spikes.times, spikes.ids, run["dt"])
    for peer, to in TO.items():
        stored = balanced(peer)
        assert digest(to(network, **run)) == stored["script"]
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


# --- the text -------------------------------------------------------------------------------------


@each_peer
def test_a_script_is_python_whatever_the_names_are(to):
    network = Network().add(LIF(), 2, "my 'cells'\n").add(SpikeSource(), 1, 'a "b" {c}')
    network.connect('a "b" {c}', "my 'cells'\n", 1.0, 0.5)
    tree = ast.parse(to(network))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {"my 'cells'\n", 'a "b" {c}'} <= strings


@each_peer
def test_input_spikes_stand_at_the_end_of_their_step_and_end_with_the_run(to):
    inputs = {"source": Spikes([0.05, 3.0, 3.01, 100.0, 100.01], [0, 1, 0, 1, 1], 2)}
    assert "spike_times = [[0.1, 3.1], [3.0, 100.0]]" in to(layers(), 100.0, inputs)


@each_peer
def test_the_same_arguments_as_run_and_none_is_needed(to):
    assert "1000.0" in to(layers())
    assert to(layers()) == to(layers(), 1000.0, None, 0.1, None)
    assert to(layers(), inputs={"cells": (1.0, [[0.5]])}) == to(layers(), inputs={"cells": 1.5})


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
        (layers(delay=0.25), {}, "delay of 'source -> cells' = 0.25 ms"),
        (layers(delay=0.0), {}, "delay of 'source -> cells' = 0 ms"),
        (layers(DoubleExponentialSynapse(), 0.1), {}, "DoubleExponentialSynapse"),
        (layers(AMPA, 0.01), {}, "Conductance"),
        (layers(), {"inputs": {"cells": 1500.0}}, "averages 1500 nA: .* written in pA"),
        (layers(), {"inputs": {"source": [1.0, 2.0]}}, "sends spikes"),
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
        (to_brian2, layers(), TWICE, "two spikes in one step", "[5.1, 5.1]"),
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
    assert there in {to_nest: to_brian2, to_brian2: to_nest}[to](network, **run)


def test_what_is_nearly_refused_is_said():
    to_nest(layers(delay=0.05), dt=0.025)
    for synapse, near in ((ExponentialSynapse, 1e-6), (AlphaSynapse, 1e-2)):
        to_brian2(layers(synapse(10.0 * (1.0 + 1.1 * near)), 0.5, tau_m=10.0))
    script = to_nest(slow(ExponentialSynapse(10.0), -0.5, FAST))  # one for each sign
    assert '"tau_syn_ex": 5.0' in script
    assert '"tau_syn_in": 10.0' in script
