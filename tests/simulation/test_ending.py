"""Going on: a neuron that is run in two parts is the neuron of one long run."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_edu import (
    AMPA,
    LIF,
    NMDA,
    AdEx,
    DeltaSynapse,
    HodgkinHuxley,
    Izhikevich,
    ShortTermPlasticity,
    SpikeInput,
    Spikes,
    simulate,
    stimuli,
    trajectory,
)
from snn_edu.synapses import AlphaSynapse, ExponentialSynapse


def own_step(state, current):
    """A student's step, a function: v leaks, and a second variable counts its spikes."""
    v, spikes = state
    v = v + 0.1 * (-65.0 - v + 10.0 * current) / 20.0
    spiked = v > -50.0
    return (np.where(spiked, -65.0, v), spikes + spiked), spiked


def in_two(run, current, at, dt, **more):
    """One run as a whole, and the same in two parts."""
    whole = run(current, dt, **more)
    first = run(current[:at], dt, **more)
    more["start"] = pickle.loads(pickle.dumps(first))
    return whole, first, run(current[at:], dt, **more)


def assert_one_run(whole, first, second, atol=0.0):
    np.testing.assert_array_equal(whole.t, [*first.t, *second.t[1:]])
    np.testing.assert_allclose(whole.v, [*first.v, *second.v[1:]], rtol=0.0, atol=atol)
    for neuron in range(whole.spikes.size):
        times = [run.spikes.of(neuron).times for run in (first, second)]
        times = np.concatenate(times)
        np.testing.assert_allclose(whole.spikes.of(neuron).times, times, rtol=0.0, atol=atol)
    assert second.spikes.start == first.t[-1]


MODELS = [
    (LIF(), 2.0, 0.1, {"crossing": "grid"}),
    (LIF(), 2.0, 0.1, {"method": "euler", "reset": "subtract"}),
    (AdEx(), 0.8, 0.1, {}),
    (Izhikevich(), 10.0, 0.1, {}),
    (HodgkinHuxley(), 12.0, 0.02, {}),
    (own_step, 2.0, 0.1, {"start": (-65.0, 0.0)}),
]


@pytest.mark.parametrize("neurons", [(), (3,)], ids=["one", "many"])
@pytest.mark.parametrize(("model", "current", "dt", "more"), MODELS)
def test_a_stepped_model_goes_on_to_the_last_bit(model, current, dt, more, neurons):
    drive = current * np.random.default_rng(1).uniform(0.6, 1.6, (4000, *neurons))
    runs = in_two(lambda c, dt, **more: simulate(model, c, dt, **more), drive, 1777, dt, **more)
    assert all(len(run.spikes) > 2 for run in runs)
    assert_one_run(*runs)
    np.testing.assert_array_equal(runs[0].end.state, runs[2].end.state)


@given(st.integers(1, 2999), st.sampled_from([0.0, 2.0, 7.05]), st.booleans(), st.booleans())
def test_whole_stretches_go_on_to_rounding_wherever_they_are_cut(at, t_ref, noisy, many):
    """Where a formula spans many steps the cut moves its beginning, and so its rounding."""
    rng = np.random.default_rng(2)
    drive = rng.normal(1.9, 1.0, 3000) if noisy else np.repeat([1.9, 3.0, 0.0], 1000)
    drive = np.stack([drive, drive + 0.2], axis=1) if many else drive
    lif = LIF(t_ref=t_ref)
    runs = in_two(lambda *a, **m: simulate(lif, *a, **m), drive, at, 0.1)
    assert_one_run(*runs, atol=1e-9)
    assert len(runs[0].spikes) > 5


TRAIN = stimuli.poisson(90.0, 400.0, np.random.default_rng(6), size=4)
TIRED = ShortTermPlasticity(0.2, 60.0, 100.0)
DRIVES = {
    "jumps": [(DeltaSynapse(), 3.0, 0.0, None)],
    "currents": [(ExponentialSynapse(5.0), 0.5, 3.3, None), (AlphaSynapse(9.0), 0.2, 21.0, None)],
    "tired": [(AlphaSynapse(4.0), 4.0, 2.0, TIRED), (DeltaSynapse(), -0.5, 8.0, None)],
    "conductances": [(AMPA, 0.02, 1.0, None), (NMDA, 0.02, 4.0, TIRED)],
}


def until(end):
    return Spikes(TRAIN.times[TRAIN.times <= end], TRAIN.ids[TRAIN.times <= end], 4, end)


def driven(parts, end, **more):
    drive = sum((SpikeInput(until(end), *part) for part in parts), 0.9)
    return simulate(LIF(t_ref=3.0), drive, 0.1, **more)


@pytest.mark.parametrize("crossing", ["exact", "grid"])
@pytest.mark.parametrize("parts", DRIVES.values(), ids=DRIVES)
@pytest.mark.parametrize("end", [100.0, 201.7, 399.9])
def test_under_spikes_what_is_under_way_goes_on(parts, crossing, end):
    """On a grid to the last bit; from event to event the cut is one more event."""
    whole, first = (driven(parts, duration, crossing=crossing) for duration in (400.0, end))
    second = driven(parts, 400.0, crossing=crossing, start=first)
    stepped = crossing == "grid" or parts is DRIVES["conductances"]
    assert_one_run(whole, first, second, atol=0.0 if stepped else 1e-9)
    assert len(whole.spikes) > 10


@pytest.mark.parametrize("model", [LIF(), AdEx(), HodgkinHuxley()], ids=lambda m: type(m).__name__)
def test_a_trajectory_goes_on_with_all_its_variables(model):
    drive = np.full(4000, 12.0 if isinstance(model, HodgkinHuxley) else 1.8)
    dt = 0.02 if isinstance(model, HodgkinHuxley) else 0.1
    whole, first = (trajectory(model, part, dt) for part in (drive, drive[:1500]))
    second = trajectory(model, drive[1500:], dt, start=first)
    np.testing.assert_array_equal(whole.states, [*first.states, *second.states[1:]])
    spikes = [*first.spikes.times, *second.spikes.times]
    np.testing.assert_array_equal(whole.spikes.times, spikes)
    assert len(first.spikes) > 0 < len(second.spikes)


def test_what_does_not_fit_an_earlier_run_is_refused():
    drive = np.full(500, 1.9)
    first = simulate(LIF(), drive, 0.1)
    for model, current, dt, options, message in (
        (LIF(tau_m=10.0), drive, 0.1, {}, r"the model differs: it was LIF\(tau_m=20.*tau_m=10"),
        (AdEx(), drive, 0.1, {}, "the model differs"),
        (LIF(), drive, 0.2, {}, "dt = 0.2 ms: the earlier run had steps of 0.1 ms"),
        (LIF(), drive, 0.1, {"crossing": "grid"}, "crossing differs: it was exact, and is grid"),
        (LIF(), np.stack([drive] * 2, 1), 0.1, {}, "the number of neurons differs"),
    ):
        with pytest.raises(ValueError, match=message):
            simulate(model, current, dt, start=first, **options)
    with pytest.raises(ValueError, match="no end to go on from"):
        simulate(LIF(), drive, 0.1, start=replace(first, end=None))
    half = driven(DRIVES["currents"], 200.0)
    with pytest.raises(ValueError, match="the spikes end at 200 ms, and this run goes on from 200"):
        driven(DRIVES["currents"], 200.0, start=half)
    later = Spikes(TRAIN.times[TRAIN.times > 200.0], TRAIN.ids[TRAIN.times > 200.0], 4, 400.0)
    drive = sum((SpikeInput(later, *part) for part in DRIVES["currents"]), 0.9)
    with pytest.raises(ValueError, match="what arrived through input 0 till 200 ms differs"):
        simulate(LIF(t_ref=3.0), drive, 0.1, start=half)
