"""The names that others rely on, with their arguments: a change here breaks somebody's notebook."""

import doctest
import importlib
import inspect
import pydoc
from dataclasses import is_dataclass
from pathlib import Path

import pytest

import snn_edu

CODES = ("rate", "latency", "rank_order", "phase", "population", "delta")
SYNAPSES = ("Delta", "Exponential", "Alpha", "DoubleExponential")
PROMISED = {
    **{f"encode_{code}": "values" for code in CODES},
    **{f"decode_{code}": "spikes t" for code in CODES},
    "LIF": "tau_m R_m v_rest v_reset v_threshold t_ref",
    "LIF.rate": "current",
    "LIF.time_to_spike": "current v0",
    "simulate": "model current dt method crossing reset start",
    "Spikes": "times ids size duration",
    **{f"Spikes.{name}": "" for name in ("rate", "isi", "cv", "cv2", "lv")},
    "Spikes.fano": "window",
    "Spikes.binned": "dt",
    "victor_purpura": "a b cost",
    "van_rossum": "a b tau",
    "cross_correlogram": "a b bin window",
    "ExponentialSynapse": "tau_syn",
    "AlphaSynapse": "tau_syn",
    "DoubleExponentialSynapse": "tau_rise tau_decay",
    **{f"{kind}Synapse.psp": "t lif w" for kind in SYNAPSES},
    "ShortTermPlasticity": "U tau_rec tau_facil",
    "ShortTermPlasticity.efficacies": "times",
    "STDP": "A_plus A_minus tau_plus tau_minus pairing same_step w_min w_max mu",
    "STDP.window": "delta_t",
    "STDP.change": "pre post",
    "STDP.traces": "pre post",
    "TripletSTDP": "A2_plus A2_minus A3_plus A3_minus tau_plus tau_minus tau_x tau_y pairing",
    "TripletSTDP.change": "pre post",
    "AdEx": "tau_m R_m v_rest v_threshold delta_T v_reset v_peak a b tau_w",
    "HodgkinHuxley": "temperature",
    "Izhikevich": "a b c d",
    "siegert": "mu sigma tau_m t_ref v_threshold v_reset",
    "patterns.make_input": "duration rng",
    "patterns.Detector.learn": "spikes",
    "patterns.score": "output onsets",
    "patterns.Score": "hit_rate false_alarms latency",
    "simulation.Recording": "t v spikes",
    "simulation.Recording.save": "path",
    "load": "path",
    "Network.run": "duration inputs dt rng start record looks progress",
    "NetworkRecording.save": "path",
    "NetworkRecording": "t spikes v weights course course_t",
    "export.to_nest": "network",
    "export.to_brian2": "network",
    "export.to_nir": "network dt",
    "export.from_nir": "graph dt",
    "export.NIRNetwork.run": "duration spikes record",
    "export.Script.save": "folder",
    "training.if_counts": "z steps reset start",
    "training.convert": "weights biases activations percentile",
    "training.IFLayers": "weights biases reset",
    "training.IFLayers.run": "x steps",
    "training.Energy": "mac ac weight potential",
    "training.Energy.ann": "macs",
    "training.Energy.snn": "synaptic_operations",
    "training.Energy.break_even": "",
}


def arguments(path):
    target = snn_edu
    for name in path.split("."):
        target = getattr(target, name)
    return inspect.signature(target).parameters.keys()


def test_a_promised_name_takes_its_promised_arguments():
    lacking = {path: set(names.split()) - arguments(path) for path, names in PROMISED.items()}
    assert {path: names for path, names in lacking.items() if names} == {}


def test_every_public_name_is_there_and_documented():
    assert len(set(snn_edu.__all__)) == len(snn_edu.__all__)
    for name in snn_edu.__all__:
        public = getattr(snn_edu, name)
        assert inspect.getdoc(public) or not callable(public), f"{name} has no docstring"


ROOMS = [
    path.parent.name
    for path in Path(snn_edu.__file__).parent.glob("*/__init__.py")
    if "__all__" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("room", [*ROOMS, "exercises", "spikes.stimuli", "training.digits"])
def test_tab_shows_what_is_public_and_nothing_else(room):
    module = importlib.import_module(f"snn_edu.{room}")
    assert dir(module) == sorted(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "verify"])
def test_what_is_public_is_never_changed_by_accident(room):
    module = importlib.import_module(f"snn_edu.{room}")
    public = [getattr(module, name) for name in module.__all__]
    records = [one for one in public if inspect.isclass(one) and is_dataclass(one)]
    assert [one for one in records if not one.__dataclass_params__.frozen] == []


def test_tab_after_the_package_shows_what_is_public_and_its_version():
    assert [name for name in dir(snn_edu) if name != "__version__"] == snn_edu.__all__
    assert len(ROOMS) >= 13


def test_help_begins_with_an_example_that_runs():
    first = pydoc.getdoc(snn_edu).split("\n\n")[1]
    assert first.lstrip().startswith(">>> ")
    assert doctest.testmod(snn_edu).attempted >= 5


def with_examples():
    files = Path(snn_edu.__file__).parent.rglob("*.py")
    return [path for path in files if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", with_examples(), ids=lambda path: path.stem)
def test_the_examples_in_docstrings_give_what_they_say(path):
    parts = path.relative_to(Path(snn_edu.__file__).parents[1]).with_suffix("").parts
    parts = parts[: -1 if parts[-1] == "__init__" else None]
    assert not doctest.testmod(importlib.import_module(".".join(parts))).failed
