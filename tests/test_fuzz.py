"""Every public callable under bad values: an answer as documented, or a refusal by name.

Each argument in turn takes every bad value while the others are right. What cannot be meant (NaN,
text for a number, a class for an object, a seed for a generator...) must be refused; what may be
meant (0, a negative or a huge number) may also be taken. A refusal is a ValueError or a TypeError,
names the argument, and quotes no page of text. A new public name needs no entry here, unless its
arguments have names that no other has.
"""

import importlib
import inspect
import re
import types
import warnings
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure

import snn_edu
from snn_edu import LIF, STDP, Spikes, live, training
from snn_edu.coding import latency_code
from snn_edu.lessons.down_the_slope.temporal_patterns import TemporalPatterns
from snn_edu.lessons.many_synapses import song_2000
from snn_edu.lessons.pattern_detected import article
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder
from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.lessons.temporal_coding import race
from snn_edu.neurons import Model
from snn_edu.patterns import Confusion, Detector, Learned, Score, make_stream
from snn_edu.synapses import ExponentialSynapse

pytestmark = pytest.mark.slow

FACES = (  # what is public, from the ground up
    "snn_edu.spikes", "snn_edu.neurons", "snn_edu.synapses", "snn_edu.plasticity",
    "snn_edu.coding", "snn_edu.simulation", "snn_edu.network", "snn_edu.patterns", "snn_edu",
    "snn_edu.training", "snn_edu.export", "snn_edu.plots", "snn_edu.live",
    "snn_edu.exercises",
)  # fmt: skip
FILES = (  # and in rooms without a face
    "snn_edu.simulation.sweep", "snn_edu.lessons.reading_and_hearing.movement",
    "snn_edu.lessons.balanced_network.balanced", "snn_edu.lessons.many_synapses.song_2000",
    "snn_edu.lessons.pattern_detected.article", "snn_edu.lessons.pattern_detected.article_runs",
    "snn_edu.lessons.pattern_detected.scoreboard",
    "snn_edu.lessons.down_the_slope.gradient_check",
    "snn_edu.lessons.down_the_slope.temporal_patterns", "snn_edu.lessons.temporal_coding.race",
    "snn_edu.lessons.measuring_trains.drawn", "snn_edu.lessons.stdp_curves.bug_museum",
)  # fmt: skip
RESULTS = {  # records that only the library fills
    "Bill", "Confusion", "EditPath", "Errors", "FixedPoint", "GradientCheck",
    "HouseFigure", "IFRun", "Learned", "LinearDecoder", "LivePlot", "NetworkRecording", "Recording",
    "Run", "Runs", "Score", "State", "Task", "Training", "Trajectory", "Trial", "Trials", "Verdict",
    "Rule", "CurrentSynapse", "Trace",  # what others fit or are made of
    "Exercise", "Prediction", "Quiz", "Solution", "Wrong", "Exhibit",  # lessons declare
    "Feedback",  # what the door says
}  # fmt: skip
WITHIN = {  # what the files of one room say to each other: the callers have looked
    "PatternInput.hidden", "HodgkinHuxley.staggered", "Exercise.results",
    "CurrentSynapse.kernel", "CurrentSynapse.psp", "CurrentSynapse.psp_peak",
    "CurrentSynapse.psp_peak_time", "CurrentSynapse.weight",
    *(each.rule.__name__ for each in bug_museum.EXHIBITS),  # faulty by design
    "LivePlot.html", "LivePlot.move_to",
    "LivePlot.fail", "LivePlot.show", "LivePlot.set",  # animations call them; `set` takes any name
    "workers",  # guards as the block is entered: tests/simulation/test_sweep.py
    "work",  # what a worker does with a task that `sweep` made
}  # fmt: skip
BETWEEN_ROOMS = {  # what rooms say to each other: likewise
    "Animation", "CompetitionState", "Drive", "HouseFigure", "Model", "Outside", "Panel",
    "Population", "Products", "products", "Projection", "Synapse", "Toggle", "all_whole_steps",
    "as_model", "as_spikes", "as_synapse", "begun", "bisected", "by_sender", "chain",
    "chain_at_rates", "check_weights", "declare", "in_range", "outside", "peak_time",
    "picture_html", "refuse_picoamperes", "reset_after", "sorted_rates", "spike_times",
    "stable_order", "steady_under", "step_of", "whole_steps", "twice", "workers",
}  # fmt: skip
OWN = {"verify"}  # takes whatever somebody wrote: tests/verify
FREE = {"answer", "value", "xp", "folder"}  # anything at all; a namespace of functions; files


TAKEN = {  # bad elsewhere, and here what the docstring says
    ("AdEx.slope", "state", "ragged"), ("Izhikevich.slope", "state", "ragged"),  # rows: v, and w
    ("Network.run", "record", "a list of texts"),  # names of populations
    ("symptom", "got", "NaN"),  # "no number"
    *((one, "rule", "a function")  # any may be tried
      for one in ("pair_sum_test", "failures", "examined")),
}  # fmt: skip


def trains():
    return Spikes([1.0, 4.0, 9.0], [0, 1, 1], 2, 20.0)


@cache
def some_axes():
    return Figure().subplots()


def good_rule(pre, post, stdp):
    return 0.0


#: Right values by the argument's name. What is not here keeps its default.
GOOD = {
    "rng": lambda: np.random.default_rng(1), "spikes": trains, "train": lambda: [1.0, 5.0],
    "a": lambda: [1.0, 5.0], "b": lambda: [2.0, 6.0], "pre": lambda: [1.0, 5.0],
    "post": lambda: [2.0, 6.0], "times": lambda: [1.0, 5.0], "duration": lambda: 20.0,
    "dt": lambda: 0.1, "lif": LIF, "values": lambda: [0.2, 0.8], "t": lambda: 10.0,
    "current": lambda: 2.0, "v": lambda: -60.0, "w": lambda: 0.5, "g": lambda: 1.0,
    "bin": lambda: 1.0, "window": lambda: 5.0, "cost": lambda: 0.1, "tau": lambda: 10.0,
    "mu": lambda: 10.0, "sigma": lambda: 5.0, "tau_m": lambda: 20.0, "rate": lambda: 10.0,
    "shape": lambda: 2.0, "amplitude": lambda: 1.0, "frequency": lambda: 10.0, "value": lambda: 1.0,
    "mean": lambda: 1.0, "sd": lambda: 0.5, "neuron": lambda: 0, "onsets": lambda: [0.0, 10.0],
    "output": lambda: Spikes([3.0], duration=20.0), "repeats": lambda: 2, "size": lambda: 2,
    "probability": lambda: 0.5, "indegree": lambda: 1, "weights": lambda: 0.5,
    "pre_size": lambda: 2, "post_size": lambda: 2, "model": LIF,
    "synapse": lambda: ExponentialSynapse(5.0), "name": lambda: "cells", "delta_t": lambda: 5.0,
    "pre_rate": lambda: 5.0, "post_rate": lambda: 5.0, "rewards": lambda: [8.0],
    "time": lambda: 5.0, "code": latency_code, "trials": lambda: 1, "error": lambda: 0.1,
    "frame": lambda: 10.0, "examples": lambda: [[0.1, 0.9]], "seeds": lambda: [1, 2],
    "faults": article.Faults, "printed": lambda: [True, False], "shown": lambda: [True, True],
    "ax": some_axes, "matrix": lambda: Confusion(1, 2, 3, 4), "part": lambda: 1, "whole": lambda: 2,
    "share": lambda: 0.5, "count": lambda: 10,
    "rule": lambda: good_rule, "stdp": lambda: bug_museum.MUSEUM_STDP, "text": lambda: "A picture",
    "span": lambda: 0.5,
    "inputs": lambda: song_2000.Inputs(2), "number": lambda: 1, "dw": lambda: 0.1,
    "expected": lambda: 0.1, "line": lambda: race.Line(), "steps": lambda: 4, "weight": lambda: 0.5,
    "options": lambda: ("a", "b"),
}  # fmt: skip
#: Right values of one callable alone.
OF_ONE = {
    "Code": {"name": lambda: "mine", "encode": lambda: latency_code().encode,
             "decode": lambda: latency_code().decode},
    "measure_errors": {"times": lambda: [5.0, 20.0]},
    "decode_population": {"neurons": lambda: 4, "spikes": lambda: Spikes([1.0], [0], 8, 20.0)},
    "Spikes.in_order": {"times": lambda: np.array([1.0, 2.0]), "ids": lambda: np.array([0, 1])},
    "Detector.learn": {"weights": lambda: None},
    "follow": {"pieces": lambda: [(Detector(), trains())], "weights": lambda: None},
    "since_onset": {"times": lambda: np.array([1.0]), "onsets": lambda: np.array([0.0])},
    "Learned.latencies": {"window": lambda: 5.0},
    "make_input": {"duration": lambda: 100.0, "size": lambda: 4, "frequency": lambda: 0.25},
    "simulate": {"current": lambda: [2.0] * 4}, "trajectory": {"current": lambda: [2.0] * 4},
    "Sparse": {"pre": lambda: [0, 1], "post": lambda: [1, 0]},
    "SpikeInput": {"weights": lambda: [0.5, 0.5]},
    "Network.connect": {"pre": lambda: "a", "post": lambda: "b"},
    "Network.run": {"inputs": lambda: None},
    "Competition.advance": {"state": lambda: song_2000.Competition().start([0.5, 0.5])},
    "Competition.start": {"w": lambda: [0.5, 0.5]},
    "Brunel": {"size_E": lambda: 8, "C_E": lambda: 4, "g": lambda: 5.0},
    "CUBA": {"size": lambda: 10}, "stdp": {"pre": lambda: 1.0, "post": lambda: 2.0},
    "RewardSTDP.course": {"until": lambda: 30.0},
    "PatternInput.make": {"duration": lambda: 300.0},
    "hide": {"stream": lambda: make_stream(np.random.default_rng(1), size=4),
             "shows": lambda: False, "duration": lambda: 100.0,
             "frequency": lambda: 0.25},
    "PatternInput.onsets": {"slots": lambda: 3, "shows": lambda: False},
    "weight_after": {"rule": STDP},
    "symptom": {"got": lambda: 0.1},
    "inventory": {"when": lambda: "before"},
}  # fmt: skip


# --- The room training: conversion, energy, STDP on digits. -------------------------------------

_W, _b = [np.ones((2, 3)) / 3, np.ones((3, 2))], [np.zeros(3), np.zeros(2)]


def some_digits():
    return training.digits.load()[:20]


def if_layers():
    return training.IFLayers(_W, _b)


def if_run():
    return if_layers().run([[0.2, 0.8]], 4)


GOOD |= {
    "z": lambda: 0.3, "biases": lambda: _b, "x": lambda: [[0.2, 0.8]], "macs": lambda: 10.0,
    "activations": lambda: [np.ones((4, 3)), np.ones((4, 2))], "layers": if_layers, "run": if_run,
    "synaptic_operations": lambda: 5.0, "labels": lambda: np.array([3, 4]), "digits": some_digits,
    "spiked": lambda: np.ones((4, 1, 2), dtype=bool),
}  # fmt: skip
OF_ONE |= {
    **{name: {"weights": lambda: _W} for name in ("convert", "IFLayers")},
    "Digits": {"pictures": lambda: np.ones((2, 64))},
}
TAKEN |= {("convert", "activations", "ragged")}  # one array a layer, each of its own length


# --- The rooms training (by gradient), export, live, and the door. ---------------------


def some_layers():
    return training.Layers([np.ones((2, 3)) / 3, np.ones((3, 2))])


def some_templates():
    return TemporalPatterns(4, 2, 10).templates(np.random.default_rng(0))


def a_network():
    network = snn_edu.Network().add(snn_edu.SpikeSource(), 2, "in").add(LIF(t_ref=0.0), 1, "out")
    return network.connect("in", "out", 5.0, 1.0)


def labelled_axes():
    ax = Figure().subplots()
    ax.plot([0, 1], [0, 1], label="a line")
    return ax


def a_point(point, rng):
    return point


def a_view(gain=1.0):
    return {"line": ([0.0, 1.0], [0.0, gain]), "text": "a line"}


def a_drawing(figure):
    return {"line": figure.subplots().plot([0, 1], [0, 1])[0]}


def some_frames(values):
    yield a_view()


def a_plot():
    return live.explore(a_view, a_drawing, gain=live.slider("gain", 0, 2, start=1))


GOOD |= {
    "gradients": lambda: [np.ones_like(w) for w in _W], "label": lambda: True, "s": lambda: 2.0,
    "u": lambda: 0.5, "slope": lambda: 1.0, "through": lambda: "step",
    "readout": lambda: np.zeros((2, 2)), "templates": some_templates,
    "preferred": lambda: [0.0, 90.0], "kappa": lambda: 1.0, "directions": lambda: [0.0, 90.0],
    "counts": lambda: [[1.0, 2.0], [2.0, 0.0]], "targets": lambda: [[1.0, 0.0], [0.0, 1.0]],
    "neurons": lambda: 4, "decoded": lambda: [1.0, 80.0], "true": lambda: [2.0, 90.0],
    "network": a_network, "limits": lambda: [1.0, 2.0], "function": lambda: a_point,
    "points": lambda: [1, 2], "seed": lambda: 1, "view": lambda: a_view, "draw": lambda: a_drawing,
    "low": lambda: 0.0, "high": lambda: 1.0, "id": lambda: "leaky_bucket.exact_step",
    "frames": lambda: some_frames, "lesson": lambda: "leaky_bucket",
}  # fmt: skip
OF_ONE |= {
    "Adam.start": {"weights": lambda: _W}, "SGD.start": {"weights": lambda: _W},
    "SGD.step": {"weights": lambda: _W, "state": lambda: training.SGD().start(_W)},
    "Layers": {"weights": lambda: _W},
    "Adam.step": {"weights": lambda: _W, "state": lambda: training.Adam().start(_W)},
    "Layers.run": {"x": lambda: np.ones((4, 2, 2))},
    "Layers.loss_and_gradients": {"x": lambda: np.ones((4, 2, 2)), "labels": lambda: [0, 1]},
    "gradient_check": {"layers": some_layers, "x": lambda: np.ones((4, 2, 2)),
                       "labels": lambda: [0, 1]},
    "cross_entropy": {"labels": lambda: np.array([0, 1])},
    "surrogate": {"name": lambda: "sigmoid"}, "smooth_step": {"name": lambda: "sigmoid"},
    "TemporalPatterns": {"afferents": lambda: 4, "classes": lambda: 2, "steps": lambda: 10},
    "TemporalPatterns.trials": {"count": lambda: 2},
    **{f"Tempotron.{name}": {"times": lambda: [1.0, 5.0], "weights": lambda: [0.5, 0.5]}
       for name in ("change", "peak", "potential")},
    "Tempotron.train": {"times": lambda: [[1.0, 5.0], [5.0, 1.0]], "label": lambda: [True, False],
                        "epochs": lambda: 2},
    "to_nest": {"inputs": dict}, "to_brian2": {"inputs": dict},
    "choice": {"label": lambda: "which", "start": lambda: "a"},
    "pad": {"label": lambda: "your path"},
    "slider": {"label": lambda: "gain", "start": lambda: 0.5},
    "Sound": {"samples": lambda: [0.0, 0.5], "rate": lambda: 8000, "text": lambda: "a tone"},
    "explore": {"size": lambda: (7.0, 3.2)}, "animate": {"size": lambda: (7.0, 3.2)},
    "legend_above": {"ax": labelled_axes},
    "toggle": {"label": lambda: "noise"},
    "predict": {"id": lambda: "leaky_bucket.double_R", "then": lambda: None},
}  # fmt: skip
TAKEN |= {
    ("sweep", "points", "ragged"), ("sweep", "points", "a list of texts"),  # whatever JSON says
    *((one, name, kind) for kind in ("a class", "a function")  # whose errors are the author's
      for one, name in (("sweep", "function"), ("sweep", "map"), ("sweep", "progress"),
                        ("explore", "view"), ("explore", "draw"), ("animate", "draw"),
                        ("animate", "frames"))),
    ("Tempotron.train", "label", "true"),  # of all patterns
    ("rms_error", "decoded", "NaN"), ("rms_error", "decoded", "an array with NaN"),  # no answer
}  # fmt: skip


def learned():
    return Learned(20.0, np.full((1, 2), 0.5), Spikes([3.0], duration=20.0))


NEVER = {  # what no argument means, whatever it is for
    "NaN": lambda: np.nan, "text": lambda: "ecact", "a number as text": lambda: "1",
    "a page of text": lambda: "a" * 100_000, "an object": object, "a class": lambda: LIF,
    "a dict": lambda: {"x": 1}, "complex": lambda: 1j, "bytes": lambda: b"1",
    "ragged": lambda: [[1.0], [1.0, 2.0]], "masked": lambda: np.ma.array([1.0, 2.0], mask=[0, 1]),
    "an array with NaN": lambda: np.array([1.0, np.nan]), "a list of texts": lambda: ["a", "b"],
    "a function": lambda: np.sin, "true": lambda: True,
}  # fmt: skip
MAYBE = {
    "inf": lambda: np.inf, "-inf": lambda: -np.inf, "-1": lambda: -1.0, "0": lambda: 0,
    "2.5": lambda: 2.5, "1e15": lambda: 1e15, "1e300": lambda: 1e300, "-1e300": lambda: -1e300,
    "10**15": lambda: 10**15, "10**400": lambda: 10**400, "-10**400": lambda: -(10**400),
    "None": lambda: None, "a seed": lambda: 42, "an empty list": list, "a list": lambda: [1.0, 2.0],
    "a matrix": lambda: np.ones((2, 3)), "spikes": trains,
    "a generator": lambda: np.random.default_rng(0),
}  # fmt: skip


def of_class(owner, path):
    """The constructor and the methods of a public class."""
    if owner.__name__ not in RESULTS:
        yield path, owner, None
    for name in dir(owner):
        kind = inspect.getattr_static(owner, name)
        if name.startswith("_") or not isinstance(
            kind, types.FunctionType | classmethod | staticmethod
        ):
            continue
        if name in ("at_pre", "at_post"):  # of a learning rule: within a network
            continue
        yield f"{path}.{name}", getattr(owner, name), owner


def public():
    """(path, callable, class of a method) of all that is public, each once."""
    seen = set()
    modules = [importlib.import_module(name) for name in (*FACES, *FILES)]
    for module in modules:
        names = getattr(module, "__all__", None) or [
            name
            for name, one in vars(module).items()
            if not name.startswith("_") and getattr(one, "__module__", "") == module.__name__
        ]
        for name in names:
            one = getattr(module, name)
            if inspect.ismodule(one):
                modules += [one] if one.__name__.split(".")[1] not in OWN else []
            elif (
                callable(one)
                and id(one) not in seen
                and not isinstance(one, type | types.FunctionType)
            ):
                continue  # a ready-made object, such as AMPA
            elif callable(one) and id(one) not in seen:
                seen.add(id(one))
                yield from of_class(one, name) if isinstance(one, type) else [(name, one, None)]


PUBLIC = {
    path: (one, owner)
    for path, one, owner in public()
    if path not in WITHIN and path.split(".")[0] not in BETWEEN_ROOMS
}


def parameters(one):
    return [
        each
        for each in inspect.signature(one).parameters.values()
        if each.name != "self" and each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
    ]


def positional_only(one):
    return [each.name for each in parameters(one) if each.kind is each.POSITIONAL_ONLY]


def good(path, one, owner):
    """Right arguments of a callable."""
    special = OF_ONE.get(path, {})
    constructing = isinstance(one, type)
    arguments = {}
    for each in parameters(one):
        needed = each.default is each.empty
        if each.name in special:
            arguments[each.name] = special[each.name]()
        elif each.name == "state" and owner is not None and issubclass(owner, Model):
            arguments["state"] = owner().start()
        elif each.name in GOOD and (needed or not constructing):
            arguments[each.name] = GOOD[each.name]()
        elif needed:
            raise AssertionError(f"{path}({each.name}): say in GOOD what is right for it")
    return arguments


INSTANCES = {
    "IFRun": if_run, "IFLayers": if_layers,
    "Spikes": trains, "Learned": learned,
    "Network": lambda: snn_edu.Network().add(LIF(), 2, "a").add(LIF(), 2, "b"),
    "Errors": lambda: race.Errors(np.array([1.0]), np.array([0.1]), np.array([2.0])),
    "Layers": some_layers, "LivePlot": a_plot, "LinearDecoder": lambda: LinearDecoder(
        np.ones((2, 2)), np.ones(2)
    ),
    "Score": lambda: Score(1.0, 0.0, 5.0),
    "Runs": lambda: simulate_many([1], steps=3),
}  # fmt: skip


def bound(path, one, owner):
    """A method of a right object."""
    if owner is None or inspect.ismethod(one):  # a class method is bound already
        return one
    make = INSTANCES.get(owner.__name__)
    made = make() if make else owner(**good(owner.__name__, owner, None))
    return getattr(made, one.__name__)


def same_kind(right, bad):
    """Whether a value that is never meant elsewhere may be meant here."""
    if isinstance(right, str | bool):
        return isinstance(bad, type(right))
    if isinstance(right, tuple) and isinstance(bad, list):
        return {type(one) for one in right} == {type(one) for one in bad}
    return callable(right) and callable(bad) and not isinstance(right, type)


def called(path, name, make, never):
    """What becomes of the call with this one bad argument: "", or a complaint."""
    one, owner = PUBLIC[path]
    arguments = good(path, one, owner)
    default = inspect.signature(one).parameters[name].default
    right, bad = arguments.get(name, default), make()
    if name in FREE or (bad is None and default is None):
        return ""
    arguments[name] = bad
    call = bound(path, one, owner)
    by_place = [arguments.pop(n) for n in positional_only(one)]
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = call(*by_place, **arguments)
            if isinstance(result, Iterator):
                next(result, None)
    except (ValueError, TypeError) as refusal:
        said = str(refusal)
        if not re.search(rf"(?<![a-zA-Z]){name}(?![a-zA-Z])", said):
            return f"{type(refusal).__name__} does not name {name}: {said[:150]}"
        return f"a refusal of {len(said)} characters" if len(said) > 600 else ""  # 21 lessons
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:150]}"
    return f"taken in silence: {str(result)[:60]}" if never and not same_kind(right, bad) else ""


def complaints(path):
    """All that is wrong with one callable, argument by argument."""
    for each in parameters(PUBLIC[path][0]):
        for never, kinds in ((True, NEVER), (False, MAYBE)):
            for kind, make in kinds.items():
                if (path, each.name, kind) in TAKEN:
                    continue
                complaint = called(path, each.name, make, never)
                if complaint:
                    yield f"{path}({each.name} = {kind}): {complaint}"


@pytest.mark.parametrize("path", PUBLIC)
def test_right_arguments_are_taken(path):
    one, owner = PUBLIC[path]
    arguments = good(path, one, owner)
    by_place = [arguments.pop(name) for name in positional_only(one)]
    result = bound(path, one, owner)(*by_place, **arguments)
    if isinstance(result, Iterator):
        next(result)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_bad_argument_is_answered_or_refused_by_its_name(path):
    found = list(complaints(path))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", [p for p, (one, _) in PUBLIC.items() if is_dataclass(one)])
def test_a_record_keeps_plain_numbers(path):
    """NumPy's float16, kept, rounds all that it meets, and an int16 wraps."""
    made = PUBLIC[path][0](**good(path, *PUBLIC[path]))
    for name, value in vars(made).items():
        if type(value) in (int, float) and np.isfinite(value):
            other = replace(made, **{name: (np.int16 if type(value) is int else np.float16)(value)})
            assert type(getattr(other, name)) is type(value), name


def test_every_callable_with_arguments_is_called_thirty_times():
    assert len(NEVER) + len(MAYBE) >= 30
    assert len(PUBLIC) > 100
