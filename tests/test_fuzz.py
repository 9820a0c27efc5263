"""Every public callable under bad values: an answer as documented, or a refusal by name.

Each argument in turn takes every bad value while the others are right. What cannot be meant (NaN,
text for a number, a class for an object, a seed for a generator...) must be refused; what may be
meant (0, a negative or a huge number) may also be taken. A refusal is a ValueError or a TypeError,
names the argument, and quotes no page of text. A new public name needs no entry here, unless its
arguments have names that no other has.
"""

import importlib
import inspect
import io
import re
import tempfile
import types
import warnings
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import is_dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pytest
from matplotlib.figure import Figure

import snn_edu
from snn_edu import LIF, STDP, Spikes, live, training
from snn_edu.coding import latency_code
from snn_edu.export import from_nir, to_nest, to_nir
from snn_edu.lessons.pattern_detected import article
from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder
from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.lessons.temporal_coding import race
from snn_edu.neurons import Model
from snn_edu.patterns import Detector, Learned, Score, make_stream
from snn_edu.questions import NAME
from snn_edu.synapses import ExponentialSynapse

pytestmark = pytest.mark.slow

FACES = (  # what is public, from the ground up
    "snn_edu.spikes", "snn_edu.neurons", "snn_edu.synapses", "snn_edu.plasticity",
    "snn_edu.coding", "snn_edu.simulation", "snn_edu.network", "snn_edu.patterns", "snn_edu",
    "snn_edu.training", "snn_edu.export", "snn_edu.plots", "snn_edu.live",
    "snn_edu.exercises",
)  # fmt: skip
FILES = (  # and what a page imports from a room without a face
    "snn_edu.simulation.sweep", "snn_edu.lessons.reading_and_hearing.movement",
    "snn_edu.lessons.balanced_network.balanced",
    "snn_edu.lessons.pattern_detected.article_runs",
    "snn_edu.lessons.down_the_slope.gradient_check", "snn_edu.lessons.temporal_coding.race",
    "snn_edu.lessons.measuring_trains.drawn", "snn_edu.lessons.stdp_curves.bug_museum",
)  # fmt: skip
RESULTS = {  # records that only the library fills
    "Bill", "Confusion", "Course", "EditPath", "Errors", "FixedPoint", "GradientCheck",
    "Histogram", "HouseFigure", "IFRun", "Learned", "LinearDecoder", "LivePlot", "NIRNetwork",
    "NetworkRecording", "Recording", "Release", "RewardCourse", "Run", "Runs", "Score", "Script",
    "Task", "Training",
    "Trajectory", "Trial", "Verdict",
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
    *("LivePlot.pictured", "LivePlot.resized"),  # the site asks, for a phone
    "LivePlot.fail", "LivePlot.show", "LivePlot.set",  # animations call them; `set` takes any name
    "workers",  # guards as the block is entered: tests/simulation/test_sweep.py
    "Spikes.from_neo", "Spikes.to_neo", "Spikes.from_pynapple",
    "Spikes.to_pynapple",  # with what is not installed: tests/spikes/test_neighbours.py
    "work",  # what a worker does with a task that `sweep` made
}  # fmt: skip
BETWEEN_ROOMS = {  # what rooms say to each other: likewise
    "ByName", "Drawn", "End", "NetworkState",  # what a recording is made of
    "Animation", "Channel", "Drive", "HouseFigure", "Model", "Outside", "Panel", "Population",
    "Products", "Projection", "Synapse", "Toggle", "all_whole_steps", "as_model", "as_rule",
    "as_spikes", "conducts", "products",
    "as_synapse", "begun", "blamed", "by_sender", "chain", "chain_at_rates", "check_weights",
    "declare", "give", "in_range", "outside", "passed_on", "peak_time", "picture", "picture_html",
    "one_neuron",
    "plot", "sketch", "Sketch", "small_png", "refuse_amperes", "refuse_siemens",
    "refuse_step", "reset_after", "sorted_rates", "spike_times", "stable_order", "steady_under",
    "step_of", "stepper_of", "whole_steps", "within", "twice",
    "unit_of_current", "unit_of_weight", "v_alone", "workers",
}  # fmt: skip
OWN = {"verify"}  # takes whatever somebody wrote: tests/verify
FREE = {
    "answer",
    "value",
    "xp",
    "folder",
    "path",
}  # anything at all; a namespace of functions; files

TAKEN = {  # bad elsewhere, and here what the docstring says
    ("AdEx.slope", "state", "ragged"), ("Izhikevich.slope", "state", "ragged"),  # rows: v, and w
    ("Network.run", "record", "a list of texts"),  # names of populations
    ("symptom", "got", "NaN"),  # "no number"
    ("convert", "activations", "ragged"),  # one array a layer, each of its own length
    ("sweep", "points", "ragged"), ("sweep", "points", "a list of texts"),  # whatever JSON says
    ("Tempotron.train", "label", "true"),  # of all patterns
    ("rms_error", "decoded", "NaN"), ("rms_error", "decoded", "an array with NaN"),  # no answer
    ("Spikes.from_trains", "trains", "ragged"),  # each of its own length
    *((one, "labels", "a list of texts") for one in (
        "Spikes", "Spikes.from_csv", "Spikes.from_raster", "Spikes.from_table",
        "Spikes.from_trains")),
    *((one, "rule", "a function")  # any may be tried
      for one in ("pair_sum_test", "failures", "examined")),
    *((one, name, kind) for kind in ("a class", "a function")  # whose errors are the author's
      for one, name in (("sweep", "function"), ("sweep", "map"), ("sweep", "progress"),
                        ("simulate", "progress"), ("Network.run", "progress"),
                        ("Detector.learn", "progress"),
                        ("explore", "view"), ("explore", "draw"), ("animate", "draw"),
                        ("animate", "frames"))),
}  # fmt: skip


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """`own_numbers` takes most texts and writes them to the environment: nothing is left of it."""
    monkeypatch.setenv(NAME, "")


def good_rule(pre, post, stdp):
    return 0.0


def a_point(point, rng):
    return point


def a_view(gain=1.0):
    return {"line": ([0.0, 1.0], [0.0, gain]), "text": "a line"}


def a_drawing(figure):
    return {"line": figure.subplots().plot([0, 1], [0, 1], label="a line")[0]}


def some_frames(values):
    yield a_view()


@cache
def a_plot():
    return live.explore(a_view, a_drawing, gain=live.slider("gain", 0, 2, start=1))


class InFurlongs(np.ndarray):
    """An array with a unit that is none of ours."""

    units = "furlong"


TRAINS = Spikes([1.0, 4.0, 9.0], [0, 1, 1], 2, 20.0)
KEPT = tempfile.TemporaryDirectory()
TRAINS.save(Path(KEPT.name) / "spikes.npz")
AXES = a_drawing(Figure())["line"].axes
W, BIASES = [np.ones((2, 3)) / 3, np.ones((3, 2))], [np.zeros(3), np.zeros(2)]
IF_LAYERS, LAYERS = training.IFLayers(W, BIASES), training.Layers(W)
CODE = latency_code()
NETWORK = snn_edu.Network().add(snn_edu.SpikeSource(), 2, "in").add(LIF(t_ref=0.0), 1, "out")
NETWORK.connect("in", "out", 5.0, 1.0)
GRAPH = to_nir(NETWORK, 0.1)
#: Right values by the argument's name. What is not here keeps its default.
GOOD = {
    "heights": [1.0, 2.0], "least": 1.0,
    "rng": np.random.default_rng(1), "spikes": TRAINS, "train": [1.0, 5.0], "a": [1.0, 5.0],
    "b": [2.0, 6.0], "pre": [1.0, 5.0], "post": [2.0, 6.0], "times": [1.0, 5.0], "duration": 20.0,
    "dt": 0.1, "lif": LIF(), "values": [0.2, 0.8], "t": 10.0, "current": 2.0, "v": -60.0, "w": 0.5,
    "g": 1.0, "bin": 1.0, "window": 5.0, "cost": 0.1, "tau": 10.0, "mu": 10.0, "sigma": 5.0,
    "tau_m": 20.0, "rate": 10.0, "shape": 2.0, "amplitude": 1.0, "frequency": 10.0, "value": 1.0,
    "mean": 1.0, "sd": 0.5, "neuron": 0, "onsets": [0.0, 10.0], "repeats": 2, "size": 2,
    "output": Spikes([3.0], duration=20.0), "probability": 0.5, "indegree": 1, "weights": 0.5,
    "pre_size": 2, "post_size": 2, "model": LIF(), "synapse": ExponentialSynapse(5.0),
    "name": "cells", "delta_t": 5.0, "pre_rate": 5.0, "post_rate": 5.0, "rewards": [8.0],
    "time": 5.0, "code": CODE, "trials": 1, "error": 0.1, "frame": 10.0, "examples": [[0.1, 0.9]],
    "seeds": [1, 2], "faults": article.Faults(), "printed": [True, False], "shown": [True, True],
    "ax": AXES, "part": 1, "share": 0.5, "by": 5.0,
    "rule": good_rule, "stdp": bug_museum.MUSEUM_STDP, "text": "A picture", "span": 0.5,
    "number": 1, "dw": 0.1, "expected": 0.1, "line": race.Line(),
    "steps": 4, "weight": 0.5, "options": ("a", "b"), "z": 0.3, "biases": BIASES,
    "x": [[0.2, 0.8]], "macs": 10.0, "activations": [np.ones((4, 3)), np.ones((4, 2))],
    "layers": IF_LAYERS, "run": IF_LAYERS.run([[0.2, 0.8]], 4), "synaptic_operations": 5.0,
    "labels": np.array([3, 4]), "digits": training.digits.load()[:20],
    "spiked": np.ones((4, 1, 2), dtype=bool), "gradients": [np.ones_like(w) for w in W],
    "label": True, "s": 2.0, "u": 0.5, "slope": 1.0, "through": "step", "readout": np.zeros((2, 2)),
    "preferred": [0.0, 90.0], "kappa": 1.0, "directions": [0.0, 90.0], "neurons": 4,
    "counts": [[1.0, 2.0], [2.0, 0.0]], "targets": [[1.0, 0.0], [0.0, 1.0]],
    "decoded": [1.0, 80.0], "true": [2.0, 90.0], "network": NETWORK, "limits": [1.0, 2.0],
    "graph": GRAPH,
    "function": a_point, "points": [1, 2], "seed": 1, "view": a_view, "draw": a_drawing, "low": 0.0,
    "high": 1.0, "id": "leaky_bucket.exact_step", "frames": some_frames, "lesson": "leaky_bucket",
}  # fmt: skip
#: Right values of one callable alone.
OF_ONE = {
    "plain": {"digits": 3},
    "Code": {"name": "mine", "encode": CODE.encode, "decode": CODE.decode},
    "measure_errors": {"times": [5.0, 20.0]},
    "decode_population": {"spikes": Spikes([1.0], [0], 8, 20.0)},
    "Spikes.between": {"a": 1.0, "b": 9.0}, "Spikes.named": {"label": 1},
    "Spikes.then": {"later": Spikes([21.0], [1], 2, 10.0, 20.0)}, "score": {"onsets": [0.0]},
    "Spikes.from_csv": {"path": ["time_ms,neuron", "1,0"], "times": "time_ms", "ids": "neuron",
                        "labels": None},
    "Spikes.from_table": {"table": {"time_ms": [1.0], "neuron": [0]}, "times": "time_ms",
                          "ids": "neuron", "labels": None},
    "Spikes.from_raster": {"raster": [0, 1, 1], "labels": None},
    "Spikes.from_voltage": {"v": [-70.0, 20.0, -70.0], "threshold": 0.0, "labels": None},
    "Spikes.from_trains": {"trains": [[1.0], [2.0]], "labels": None},
    "Spikes.to_csv": {"path": io.StringIO()},
    **{f"{kind}.save": {"path": Path(KEPT.name) / f"{kind}.npz"}
       for kind in ("Spikes", "Recording", "Trajectory", "NetworkRecording", "Learned")},
    "load": {"path": Path(KEPT.name) / "spikes.npz"},
    "Spikes.in_order": {"times": np.array([1.0, 2.0]), "ids": np.array([0, 1])},
    "Detector.learn": {"weights": None},
    "follow": {"pieces": [(Detector(), TRAINS)], "weights": None},
    "since_onset": {"times": np.array([1.0]), "onsets": np.array([0.0])},
    "make_input": {"duration": 100.0, "size": 4, "frequency": 0.25, "rates": "poisson"},
    "simulate": {"current": [2.0] * 4}, "trajectory": {"current": [2.0] * 4},
    "Sparse": {"pre": [0, 1], "post": [1, 0]}, "SpikeInput": {"weights": [0.5, 0.5]},
    "Network.connect": {"pre": "a", "post": "b"}, "Network.run": {"inputs": None},
    "Brunel": {"size_E": 8, "C_E": 4, "g": 5.0},
    "CUBA": {"size": 10}, "RewardSTDP.course": {"until": 30.0},
    "PatternInput.make": {"duration": 300.0},
    "hide": {"stream": make_stream(np.random.default_rng(1), size=4), "shows": False,
             "duration": 100.0, "frequency": 0.25},
    "PatternInput.onsets": {"slots": 3, "shows": False}, "weight_after": {"rule": STDP()},
    "symptom": {"got": 0.1}, "inventory": {"when": "before"},
    "convert": {"weights": W}, "IFLayers": {"weights": W}, "Layers": {"weights": W},
    "Digits": {"pictures": np.ones((2, 64))}, "Adam.start": {"weights": W},
    "SGD.start": {"weights": W}, "SGD.step": {"weights": W, "state": training.SGD().start(W)},
    "Adam.step": {"weights": W, "state": training.Adam().start(W)},
    "Layers.run": {"x": np.ones((4, 2, 2))},
    "Layers.loss_and_gradients": {"x": np.ones((4, 2, 2)), "labels": [0, 1]},
    "gradient_check": {"layers": LAYERS, "x": np.ones((4, 2, 2)), "labels": [0, 1]},
    "cross_entropy": {"labels": np.array([0, 1])}, "surrogate": {"name": "sigmoid"},
    "smooth_step": {"name": "sigmoid"},
    **{f"Tempotron.{name}": {"weights": [0.5, 0.5]} for name in ("change", "peak", "potential")},
    "Tempotron.train": {"times": [[1.0, 5.0], [5.0, 1.0]], "label": [True, False], "epochs": 2},
    "to_nest": {"inputs": {}}, "to_brian2": {"inputs": {}},
    "Script.save": {"folder": Path(gettempdir()) / "a script of snn_edu"},
    "choice": {"label": "which", "start": "a"}, "pad": {"label": "your path"},
    "slider": {"label": "gain", "start": 0.5}, "toggle": {"label": "noise"},
    "Sound": {"samples": [0.0, 0.5], "rate": 8000, "text": "a tone"},
    "explore": {"size": (7.0, 3.2), "labels": None}, "animate": {"size": (7.0, 3.2)},
    "predict": {"id": "leaky_bucket.double_R", "then": None},
}  # fmt: skip
#: Objects whose methods are called, where none is made of what is right.
INSTANCES = {
    "IFRun": lambda: GOOD["run"], "IFLayers": lambda: IF_LAYERS, "Spikes": lambda: TRAINS,
    "Learned": lambda: Learned(20.0, np.full((1, 2), 0.5), Spikes([3.0], duration=20.0)),
    "Histogram": lambda: snn_edu.cross_correlogram([1.0, 5.0], [2.0, 6.0], 1.0, 5.0),
    "NetworkRecording": lambda: NETWORK.run(10.0),
    "Recording": lambda: snn_edu.simulate(LIF(), [2.0] * 4, 0.1),
    "Trajectory": lambda: snn_edu.trajectory(LIF(), [2.0] * 4, 0.1),
    "Network": lambda: snn_edu.Network().add(LIF(), 2, "a").add(LIF(), 2, "b"),
    "Errors": lambda: race.Errors(np.array([1.0]), np.array([0.1]), np.array([2.0])),
    "Layers": lambda: LAYERS, "Run": lambda: LAYERS.run(np.ones((4, 2, 2))),
    "LinearDecoder": lambda: LinearDecoder(np.ones((2, 2)), np.ones(2)),
    "LivePlot": a_plot, "NIRNetwork": lambda: from_nir(GRAPH), "Script": lambda: to_nest(NETWORK),
    "Release": lambda: snn_edu.ShortTermPlasticity().releases([1.0, 5.0]),
    "Course": lambda: STDP().course([1.0], [2.0], 0.5),
    "RewardCourse": lambda: snn_edu.RewardSTDP().course([1.0], [2.0], [8.0], 0.5),
    "Training": lambda: training.Tempotron().train([[1.0, 5.0]], [True], GOOD["rng"]),
    "Confusion": lambda: snn_edu.patterns.confusion_matrix([True], [False]),
    "Score": lambda: Score(1.0, 0.0, 5.0), "Runs": lambda: simulate_many([1], steps=3),
}  # fmt: skip

NEVER = {  # what no argument means, whatever it is for
    "NaN": np.nan, "text": "ecact", "a number as text": "1", "a page of text": "a" * 100_000,
    "an object": object(), "a class": LIF, "a dict": {"x": 1}, "complex": 1j, "bytes": b"1",
    "ragged": [[1.0], [1.0, 2.0]], "masked": np.ma.array([1.0, 2.0], mask=[0, 1]),
    "an array with NaN": np.array([1.0, np.nan]), "a list of texts": ["a", "b"],
    "a function": np.sin, "true": True, "furlongs": np.array([1.0, 2.0]).view(InFurlongs),
}  # fmt: skip
MAYBE = {
    "inf": np.inf, "-inf": -np.inf, "-1": -1.0, "0": 0, "2.5": 2.5, "1e15": 1e15, "1e300": 1e300,
    "-1e300": -1e300, "10**15": 10**15, "10**400": 10**400, "-10**400": -(10**400), "None": None,
    "a seed": 42, "an empty list": [], "a list": [1.0, 2.0], "a matrix": np.ones((2, 3)),
    "spikes": TRAINS, "a generator": np.random.default_rng(0),
}  # fmt: skip


def anew(value):
    """A value as it was at first, whatever a call has done to it; axes cannot be copied."""
    return value if value is AXES else deepcopy(value)


def of_class(owner, path):
    """The constructor and the methods of a public class."""
    if owner.__name__ not in RESULTS:
        yield path, owner, None
    for name in dir(owner):
        kind = inspect.getattr_static(owner, name)
        method = isinstance(kind, types.FunctionType | classmethod | staticmethod)
        if method and not name.startswith(("_", "at_p")):  # `at_pre`, `at_post`: in a network
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
            elif isinstance(one, type | types.FunctionType) and id(one) not in seen:
                seen.add(id(one))  # a ready-made object, such as AMPA, is neither
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


def good(path, one, owner):
    """Right arguments of a callable."""
    special = OF_ONE.get(path, {})
    constructing = isinstance(one, type)
    arguments = {}
    for each in parameters(one):
        needed = each.default is each.empty
        if each.name in special:
            arguments[each.name] = anew(special[each.name])
        elif each.name == "state" and owner is not None and issubclass(owner, Model):
            arguments["state"] = owner().start()
        elif each.name in GOOD and (needed or not constructing):
            arguments[each.name] = anew(GOOD[each.name])
        elif needed:
            raise AssertionError(f"{path}({each.name}): say in GOOD what is right for it")
    return arguments


def bound(path, one, owner):
    """A method of a right object."""
    if owner is None or inspect.ismethod(one):  # a class method is bound already
        return one
    make = INSTANCES.get(owner.__name__)
    made = make() if make else owner(**good(owner.__name__, owner, None))
    return getattr(made, one.__name__)


def called(path, arguments):
    """What comes of a call; of a generator its first."""
    one, owner = PUBLIC[path]
    by_place = [arguments.pop(p.name) for p in parameters(one) if p.kind is p.POSITIONAL_ONLY]
    result = bound(path, one, owner)(*by_place, **arguments)
    return next(result, None) if isinstance(result, Iterator) else result


def same_kind(right, bad):
    """Whether a value that is never meant elsewhere may be meant here."""
    if isinstance(right, str | bool):
        return isinstance(bad, type(right))
    if isinstance(right, tuple) and isinstance(bad, list):
        return {type(one) for one in right} == {type(one) for one in bad}
    return callable(right) and callable(bad) and not isinstance(right, type)


def answered(path, name, bad, never):
    """What becomes of the call with this one bad argument: "", or a complaint."""
    arguments = good(path, *PUBLIC[path])
    default = inspect.signature(PUBLIC[path][0]).parameters[name].default
    right = arguments.get(name, default)
    if name in FREE or (bad is None and default is None):
        return ""
    arguments[name] = anew(bad)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = called(path, arguments)
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
            for kind, bad in kinds.items():
                if (path, each.name, kind) in TAKEN:
                    continue
                if complaint := answered(path, each.name, bad, never):
                    yield f"{path}({each.name} = {kind}): {complaint}"


@pytest.mark.parametrize("path", PUBLIC)
def test_right_arguments_are_taken(path):
    called(path, good(path, *PUBLIC[path]))


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
