"""What is left out is the papers'; what no detector and no input can be is refused by its range."""

import numpy as np
import pytest
from ranges import left_out, refused

from snn_edu.patterns import (
    Detector,
    Learned,
    PatternInput,
    follow,
    hide,
    make_input,
    make_stream,
    score,
    since_onset,
)
from snn_edu.plasticity import STDP
from snn_edu.spikes import Spikes
from snn_edu.synapses import DoubleExponentialSynapse

RNG = np.random.default_rng(0)
ONE = Spikes([5.0], size=1, duration=100.0)
STREAM = {"patterns": 1, "size": 2000, "length": 50.0}  # Masquelier et al. 2008
HIDDEN = {"share": 0.5, "frequency": 0.25, "jitter": 1.0, "noise": 10.0}
INPUT = {**STREAM, **HIDDEN, "rates": "fluctuating", "rate": 54.0}
RULE = {  # its fig. 5, and as replicated by Hathway & Goodman 2018, table 1
    "neurons": 1, "v_threshold": 500.0, "kernel": DoubleExponentialSynapse(2.5, 10.0),
    "K1": 2.0, "K2": 4.0, "t_ref": 1.0, "reach": 7.0, "w0": 0.475, "inhibition": 0.25, "dt": None,
    "stdp": STDP(0.03125, 0.85 * 0.03125, 16.8, 33.7, "reduced"),
}  # fmt: skip
DEFAULTS = [
    (Detector, RULE),
    (PatternInput, INPUT),
    (make_input, {name: INPUT[name] for name in INPUT if name != "patterns"}),
    (make_stream, {**STREAM, "rate": 54.0}),
    (hide, {**HIDDEN, "shows": None}),
    (PatternInput.onsets, {"shows": None}),
    (Detector.learn, {"repeats": 1, "weights": None, "progress": None}),
    (follow, {"weights": None}),
    (Learned.latencies, {"window": 50.0}),
    (score, {"length": 50.0, "since": 0.0, "until": None}),
]
test_what_is_left_out_is_the_papers = left_out(DEFAULTS)


@pytest.mark.parametrize(
    ("of", "name", "unit", "allowed"),
    [
        (Detector, "neurons", "", "1 to 1000"),
        (Detector, "v_threshold", "", "1e-06 or more"),
        (Detector, "t_ref", " ms", "0.1 to 1000"),
        *((Detector, name, "", "0 or more") for name in ("K1", "K2", "reach", "inhibition")),
        (Detector, "dt", " ms", "0.001 to 10"),
        (Detector, "w0", "", "0 to 1"),
        (PatternInput, "patterns", "", "1 to 1000"),
        (PatternInput, "size", "", "1 to 32767"),
        (PatternInput, "share", "", "0 to 1"),
        (PatternInput, "length", " ms", "1 to 1000"),
        (PatternInput, "frequency", "", "0 to 0.5"),
        (PatternInput, "jitter", " ms", "0 to 1000"),
        *((PatternInput, name, " Hz", "0 to 1000") for name in ("noise", "rate")),
    ],
)
def test_every_number_has_its_unit_and_its_range(of, name, unit, allowed):
    kind = int if name in ("neurons", "patterns", "size") else float
    for beyond in [-1e6] + [1e6] * (" to " in allowed):
        with pytest.raises(ValueError, match=rf"{name} = .*{unit}: allowed is {allowed}"):
            of(**{name: kind(beyond)})


test_what_cannot_be_made_or_heard_is_refused = refused(
    (lambda: PatternInput(rates="fluctuate"), "Did you mean 'fluctuating'"),
    (lambda: PatternInput().make(0.0, RNG), "duration = 0 ms: allowed is 1 to 1e+08 ms"),
    (lambda: PatternInput().make(49.0, RNG), "no slot of it fits into duration = 49 ms"),
    (lambda: PatternInput(rates="poisson").affords(1e8), "would take 1.28e+11 bytes"),  # 64 Hz
    (lambda: PatternInput().affords(1e8), "that would take 2e+11 bytes"),  # as if all were at 100
    (lambda: PatternInput().make(1e8, RNG), "that would take 2e+11 bytes"),
    (lambda: PatternInput().onsets(-1, RNG), "slots = -1: allowed is 0 to 10000000"),
    (lambda: Detector().learn(ONE, 0), "repeats = 0: allowed is 1 to 10000"),
    (lambda: Detector().learn(ONE, weights=[1.1]), "weights[0] = 1.1: allowed is 0 to 1"),
    (lambda: Detector().learn(ONE).latencies([1.0], -1.0), "window = -1 ms: allowed is 0 ms or"),
    (lambda: since_onset([np.nan], [1.0], 5.0), "times[0] = nan ms"),
    (lambda: since_onset([1.0], [np.nan], 5.0), "onsets[0] = nan"),
)


test_what_is_of_another_kind_is_refused = refused(
    (lambda: Detector(kernel=3), "kernel = 3"),
    (lambda: Detector(stdp=3), "stdp = 3"),
    (lambda: Detector().learn([1.0]), "spikes = "),
    (lambda: Detector().learn(ONE, 1.5), "repeats = 1.5"),
    (lambda: list(follow([(3, ONE)])), "pieces: detector = 3"),
    (lambda: list(follow([(Detector(), 3)])), "pieces: spikes = 3"),
    (lambda: PatternInput().make(100.0, 3), "rng = 3"),
    (lambda: PatternInput().onsets(1, 3), "rng = 3"),
    (lambda: PatternInput().onsets(1, RNG, 1), "Say True, False or None"),
    error=TypeError,
)


def test_a_spike_within_the_window_after_an_onset_is_said_to_be_so_late():
    since = since_onset([4.0, 10.0, 12.5, 59.9, 60.0, 100.0], [10.0, 100.0], 50.0)
    np.testing.assert_array_equal(since, [np.nan, 0.0, 2.5, 49.9, np.nan, 0.0])
    assert np.isnan(since_onset([4.0], [], 50.0)).all()
