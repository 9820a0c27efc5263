"""A user's script under ``mypy --strict``: what results are known to be. Read by mypy, not run."""

from typing import TypeAlias, assert_type

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from snn_edu import (
    LIF,
    STDP,
    HodgkinHuxley,
    Network,
    NetworkRecording,
    Spikes,
    SpikeSource,
    TripletSTDP,
    cross_correlogram,
    explore,
    export,
    patterns,
    poisson,
    simulate,
    training,
    trajectory,
    verify,
)

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]
rng = np.random.default_rng(1)

run = simulate(LIF(tau_m=[10.0, 20.0]), np.full((1000, 2), 2.0), dt=0.1)
assert_type(run.v, Floats)
assert_type(run.spikes.times, Floats)
assert_type(run.spikes.rates(), Floats)
assert_type([train.isi() for train in run.spikes], list[Floats])
assert_type(run.plot(), Axes)
assert_type(trajectory(HodgkinHuxley(), [10.0] * 99, dt=0.01).states, Floats)
assert_type(LIF().rate(2.0), float)
assert_type(LIF().rate(np.array([1.0, 2.0])), Floats)

network = Network().add(SpikeSource(), 2, "in").add(LIF(), 3, "out")
network.connect("in", "out", weights=[[0.5] * 3] * 2, plasticity=STDP())
recording = network.run(100.0, {"in": poisson(20.0, 100.0, rng, size=2)}, looks={"in -> out": 10.0})
assert_type(recording, NetworkRecording)
assert_type(recording.spikes["out"], Spikes)
assert_type(recording.weights["in -> out"], Floats)
assert_type(recording.course["in -> out"], Floats)
assert_type(network.populations["out"].size, int)
assert_type(export.to_nest(network).text, str)

assert_type(STDP().change([1.0], [2.0]), float)
assert_type(TripletSTDP().change([1.0], recording.spikes["out"].of(0)), float)
assert_type(STDP().course([1.0], [2.0], w=0.5).w, Floats)
assert_type(STDP().window([1.0, -1.0]), Floats)
assert_type(cross_correlogram([1.0], [2.0], bin=1.0, window=10.0).counts, Counts)
assert_type(verify.stdp(STDP().change).faults, tuple[str, ...])
x = rng.random((20, 3))
assert_type(verify.conversion([x], [x], samples=x).faults, tuple[str, ...])
assert_type(verify.independent(np.sum, x).faults, tuple[str, ...])
assert_type(explore(lambda a=1.0: a * np.ones(3), a=(0, 2)).text, str)

spikes, onsets = patterns.make_input(25_000.0, rng)
assert_type(patterns.Detector().learn(spikes).weights, Floats)
assert_type(patterns.confusion_matrix([True], [False]).recall, float)
assert_type(training.Tempotron().train([[1.0], [2.0]], [True, False], rng).weights, Floats)
assert_type(export.to_nir(network, dt=0.1).edges, list[tuple[str, str]])
layers = training.IFLayers([np.eye(2)], [[0.0, 0.5]])
assert_type(layers.weights[0] @ np.ones(2), Floats)
assert_type(layers.run([0.1, 0.2], steps=10).decide(), Counts)
assert_type(training.Energy().ann(training.ann_operations(layers).macs).total, float)
assert_type(training.digits.load().pictures, Floats)
