"""What is left out has its default; what is no train or stimulus is refused by its range."""

import numpy as np
import pytest
from ranges import left_out, refused

from snn_edu.spikes import (
    Spikes,
    cross_correlogram,
    gamma,
    isi_distance,
    poisson,
    regular,
    spike_distance,
    step,
    van_rossum,
    victor_purpura,
    white_noise,
    whole_steps,
)

RNG = np.random.default_rng(0)
TRAIN = Spikes([1.0, 5.0], duration=10.0)
DEFAULTS = [
    (step, {"start": 0.0, "stop": None, "base": 0.0}),
    (regular, {"start": None}),
    (poisson, {"size": None, "dead_time": 0.0}),
    (gamma, {"size": None, "dead_time": 0.0}),
    (isi_distance, {"duration": None}),
    (spike_distance, {"duration": None}),
    (Spikes, {"ids": None, "size": None, "duration": None, "start": 0.0, "labels": None}),
]
test_what_is_left_out_has_its_default = left_out(DEFAULTS)


SPAN, FAST = "allowed is 0.001 to 1e+09 ms", "allowed is 0 to 10000 Hz"
test_what_cannot_be_is_refused = refused(
    (lambda: step(1.0, 0.0, 0.1), f"duration = 0 ms: {SPAN}"),
    (lambda: step(1.0, 10.0, 0.0), "dt = 0 ms: allowed is 0.001 ms or more"),
    (lambda: step(1.0, 10.0, 0.1, start=-1.0), "start = -1 ms: allowed is 0 ms or more"),
    (lambda: step(1.0, 10.0, 0.1, stop=-1.0), "stop = -1 ms: allowed is 0 to 10 ms"),
    (lambda: step(np.nan, 10.0, 0.1), "amplitude = nan nA"),
    (lambda: step(1.0, 10.0, 0.1, base=np.inf), "base = inf nA"),
    (lambda: white_noise(np.nan, 1.0, 10.0, 0.1, RNG), "mean = nan nA"),
    (lambda: white_noise(0.0, -0.5, 10.0, 0.1, RNG), "sd = -0.5 nA: allowed is 0 nA or more"),
    (lambda: white_noise(0.0, 1.0, 10.0, -0.1, RNG), "dt = -0.1 ms: allowed is 0.001 ms or more"),
    (lambda: regular(-1.0, 10.0), f"rate = -1 Hz: {FAST}"),
    (lambda: regular(10.0, 0.0), f"duration = 0 ms: {SPAN}"),
    (lambda: regular(10.0, 10.0, 11.0), "start = 11 ms: allowed is 0 to 10 ms"),
    (lambda: poisson(2e4, 10.0, RNG), f"rate = 20000 Hz: {FAST}"),
    (lambda: poisson([1.0, -1.0], 10.0, RNG, 2), f"rate[1] = -1 Hz: {FAST}"),
    (lambda: poisson([1.0, 1.0], 10.0, RNG, 3), "rate has shape (2,)"),
    (lambda: poisson(1.0, 0.0, RNG), f"duration = 0 ms: {SPAN}"),
    (lambda: poisson(1.0, 10.0, RNG, 0), "size = 0: allowed is 1 to"),
    (lambda: poisson(1.0, 10.0, RNG, 1, -1.0), "dead_time = -1 ms: allowed is 0 ms or more"),
    (lambda: poisson(200.0, 10.0, RNG, 1, 5.0), "leaves only 5 ms between spikes"),
    (lambda: gamma(1.0, 0.01, 10.0, RNG), "shape = 0.01: allowed is 0.05 to 1e+06"),
    (lambda: gamma(1.0, 1e7, 10.0, RNG), "shape = 1e+07: allowed is 0.05 to 1e+06"),
    (lambda: victor_purpura([1.0], [2.0], -1.0), "cost = -1 per ms: allowed is 0 per ms or more"),
    (lambda: van_rossum([1.0], [2.0], 0.0), "tau = 0 ms: allowed is 1e-09 ms or more"),
    (lambda: cross_correlogram([1.0], [2.0], 0.0, 5.0), "bin = 0 ms: allowed is 1e-06 ms or more"),
    (lambda: cross_correlogram([1.0], [2.0], 1.0, -5.0), "window = -5 ms: allowed is 0 to 1e+09"),
    (
        lambda: cross_correlogram([1.0], [2.0], 2.0, 5.0),
        "window = 5 ms: expected a multiple of bin",
    ),
    (
        lambda: cross_correlogram([1.0], [2.0], 2.0, 0.0),
        "window = 0 ms: expected a multiple of bin",
    ),
    (lambda: whole_steps("span", -1.0, 0.1), "span = -1 ms: allowed is 0 ms or more"),
    (lambda: whole_steps("span", 0.25, 0.1), "span = 0.25 ms: expected a whole number of steps"),
    (lambda: whole_steps("span", 0.0, 0.1), "span = 0 ms: expected a whole number of steps of dt"),
    (lambda: TRAIN.binned(0.0), "dt = 0 ms: allowed is"),
    (lambda: TRAIN.fano(0.0), "window = 0 ms: allowed is"),
    (lambda: TRAIN.of(-1), "neuron = -1: allowed is 0 to 0"),
    (lambda: Spikes([1.0], duration=-1.0), "duration = -1 ms: allowed is"),
    (lambda: Spikes([1.0], start=np.nan), "start = nan ms"),
    (lambda: victor_purpura(Spikes([1.0], size=2), [1.0], 1.0), "a has 2 neurons"),
    (lambda: van_rossum([1.0], Spikes([1.0], size=2), 1.0), "b has 2 neurons"),
    (lambda: isi_distance([1.0], [2.0], 0.0), "duration = 0 ms: allowed is"),
)


@pytest.mark.parametrize("make", [
    lambda rng: white_noise(0.0, 1.0, 10.0, 0.1, rng), lambda rng: poisson(1.0, 10.0, rng),
    lambda rng: gamma(1.0, 1.0, 10.0, rng),
])  # fmt: skip
def test_chance_is_drawn_from_the_generator_that_is_given(make):
    with pytest.raises(TypeError, match=r"rng = 7: .* Say np.random.default_rng"):
        make(7)
