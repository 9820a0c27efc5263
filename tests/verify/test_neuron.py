"""The examiner of neurons: our own model in all its variants, and steps with one slip each."""

import math
import time

import numpy as np
import pytest

from snn_edu import LIF, simulate, verify
from snn_edu.verify.membrane import METHODS


def ours(**variant):
    def simulation(current, dt):
        run = simulate(LIF(), current, dt, **variant)
        return run.spikes.times, run.v

    return simulation


def step(method="exact", at_least=True, reset="to_value", wait=0.0, deaf=True, slip="", tau=20.0):
    """A neuron by steps: tau 20 ms, R 10, from 0 to a threshold of 15."""

    def simulation(current, dt):
        x = 1.0 if slip == "decay per step" else dt
        factor = METHODS[method](-x / tau if slip == "leak with the wrong sign" else x / tau)
        gain = 0.5 if slip == "input not scaled by dt" else 10 * abs(1 - factor)
        gain = 10 * dt / tau if slip == "gain depends on dt" else gain
        more = {"one step more": dt, "one step less": -dt}.get(slip, 0.0)
        v, left, spikes, course = 0.0, 0.0, [], []
        for one in current:
            held = left > 1e-9
            if not (held and deaf):
                v = v * factor + gain * one
            fires = not held and (v >= 15.0 if at_least else v > 15.0)
            left -= (1.0 if slip == "refractory in steps" else dt) if held else 0.0
            if fires:
                v = {"to_value": 0.0, "subtract": v - 15.0, "none": v}[reset]
                left = wait + more
            spikes.append(fires)
            course.append(v)
        if slip == "spike times in steps":
            spikes = np.flatnonzero(spikes).astype(float)
        if slip == "spike times in s":
            spikes = np.flatnonzero(spikes) * dt / 1000
        return spikes, course

    return simulation


@pytest.mark.parametrize("method", ["exact", "euler"])
@pytest.mark.parametrize("crossing", ["exact", "grid"])
@pytest.mark.parametrize("reset", ["to_value", "subtract", "none"])
def test_our_own_neuron_is_identified_in_every_variant(method, crossing, reset):
    report = verify.neuron(ours(method=method, crossing=crossing, reset=reset), LIF())
    same = reset == "subtract" and crossing == "exact"  # where nothing overshoots both are one
    report.raise_for(
        integration={"exact": "exact", "euler": "forward Euler"}[method],
        tau=20.0,
        gain=10.0,
        v_rest=-65.0,
        v_threshold=-50.0,
        comparison=">=",
        reset="to_value" if same else reset,
        label={"exact": "within", "grid": "end"}[crossing],
    )
    if reset != "none":
        report.raise_for(t_ref=2.0)


@pytest.mark.parametrize("method", METHODS)
def test_each_method_of_integration_is_told_by_its_factor(method):
    report = verify.neuron(step(method))
    assert report.integration == method
    report.raise_for(tau=20.0, gain=10.0)


@pytest.mark.parametrize(
    "name",
    [
        *("decay per step", "input not scaled by dt", "gain depends on dt", "refractory in steps"),
        *("leak with the wrong sign", "spike times in steps", "spike times in s"),
    ],
)
def test_a_slip_is_named_and_the_mended_step_is_not_accused(name):
    wait = 3.0 if name == "refractory in steps" else 0.0
    assert verify.neuron(step(slip=name, wait=wait)).faults == (name,)
    assert verify.neuron(step(wait=wait)).faults == ()


@pytest.mark.parametrize(
    ("slip", "name"), [("in V", "v in V"), ("minus v_threshold", "reset upwards")]
)
def test_a_slip_of_mv_is_named(slip, name):
    unit = 1e-3 if slip == "in V" else 1.0
    to = 0.0 if slip == "minus v_threshold" else -65.0 * unit

    def simulation(current, dt):
        v, spikes, course = -65.0 * unit, [], []
        for one in current:
            v_inf = (-65 + 10 * one) * unit
            v = v_inf + (v - v_inf) * math.exp(-dt / 20)
            spikes.append(v >= -50 * unit)
            v = v + 50.0 if to == 0.0 and spikes[-1] else to if spikes[-1] else v
            course.append(v)
        return spikes, course

    assert verify.neuron(simulation, LIF(t_ref=0.0)).faults == (name,)


@pytest.mark.parametrize("at_least", [True, False])
@pytest.mark.parametrize("reset", ["to_value", "subtract", "none"])
def test_threshold_and_reset_are_told(at_least, reset):
    report = verify.neuron(step(at_least=at_least, reset=reset))
    report.raise_for(comparison=">=" if at_least else ">", reset=reset, v_threshold=15.0)


@pytest.mark.parametrize("deaf", [True, False])
def test_what_happens_to_input_meanwhile_is_told(deaf):
    report = verify.neuron(step(wait=4.0, deaf=deaf))
    report.raise_for(t_ref=4.0, while_refractory="ignored" if deaf else "integrated")


@pytest.mark.parametrize("tau", [0.02, 20_000.0])
def test_a_time_constant_in_other_units_is_told(tau):
    assert verify.neuron(step(tau=tau)).faults == ("time constant in other units",)
    verify.neuron(step(tau=0.5)).raise_for(integration="exact", tau=0.5)


@pytest.mark.parametrize(("slip", "more"), [("one step more", "+1"), ("one step less", "-1")])
def test_a_step_too_many_in_silence_is_told_from_a_longer_t_ref(slip, more):
    report = verify.neuron(step(wait=3.0, slip=slip))
    report.raise_for(t_ref=3.0)
    assert f"3 ms and {more} step" in report.remarks[0]
    meant = LIF(v_rest=0.0, v_reset=0.0, v_threshold=15.0, t_ref=3.0)
    assert verify.neuron(step(wait=3.0), meant).faults == ()
    assert verify.neuron(step(wait=3.0, slip=slip), meant).faults == ("refractory off by one step",)


def by(dv, fires=1.0, down=0.0):
    """A neuron of its own kind: `dv(v, w, current)` in a ms, and w, which spikes raise by 0.5."""

    def simulation(current, dt):
        v = w = 0.0
        spikes, course = [], []
        for one in current:
            v, w = max(down, v + dt * dv(v, w, one)), w * math.exp(-dt / 100)
            spikes.append(v >= fires)
            v, w = (0.0, w + 0.5) if v >= fires else (v, w)
            course.append(v)
        return spikes, course

    return simulation


def late(current, dt):
    return step()(np.append(0.0, current[:-1]), dt)


def from_below(current, dt):
    spikes, v = step()(current, dt)
    return spikes, np.array(v) - 5 * np.exp(-dt * np.arange(len(v)) / 9)


def no_negative_current(current, dt):
    if min(current) < 0:
        raise ValueError("inhibition is not modelled")
    return step()(current, dt)


@pytest.mark.parametrize(
    ("simulation", "told"),
    [
        (late, "a step late"),
        (no_negative_current, "takes no negative current"),
        (from_below, "it does not start at its rest"),
        (step(reset="none"), "leaves v as it is"),
        (by(lambda v, w, one: (one - v - w) / 20, down=-9.0), "something adapts"),
    ],
)
def test_what_may_be_meant_is_told_and_is_no_fault(simulation, told):
    report = verify.neuron(simulation)
    assert report.faults == ()
    assert any(told in each for each in report.remarks)


def test_a_crossing_within_the_step_is_no_obstacle_without_refractoriness():
    def simulation(current, dt):
        run = simulate(LIF(t_ref=0.0), current, dt)
        return run.spikes.times, run.v

    report = verify.neuron(simulation)
    report.raise_for(reset="to_value", v_reset=-65.0, t_ref=None)  # no spikes closer than a step
    assert any("How long it is refractory" in each for each in report.unknown)


def test_what_is_no_lif_is_not_taken_for_one_and_not_accused():
    adapts = verify.neuron(by(lambda v, w, one: (one - v - w) / 20, down=-9.0))
    adapts.raise_for(integration="forward Euler", t_ref=0.0)
    bends = verify.neuron(by(lambda v, w, one: (one - v + 0.2 * v * v) / 20, down=-9.0))
    assert bends.integration.startswith("not one exponential")
    stops = verify.neuron(by(lambda v, w, one: (one - v) / 20))
    stops.raise_for(integration="forward Euler")
    assert "cannot fall below" in stops.remarks[0]
    for report in (adapts, bends, stops):
        assert report.faults == ()


def test_a_random_neuron_is_said_to_be_one():
    rng = np.random.default_rng(3)
    report = verify.neuron(by(lambda v, w, one: (one - v) / 20 + rng.normal(0, 0.01), down=-9.0))
    assert report.faults == ()
    assert "another answer each time" in report.ended
    assert "not examined to the end" in report.sentence


def test_a_state_that_is_kept_is_told():
    state = [0.0]

    def simulation(current, dt):
        spikes, v = [], []
        for one in current:
            state[0] = state[0] * math.exp(-dt / 20) + (1 - math.exp(-dt / 20)) * one
            spikes.append(state[0] >= 1)
            state[0] = 0.0 if spikes[-1] else state[0]
            v.append(state[0])
        return spikes, v

    assert verify.neuron(simulation).faults == ("remembers the last call",)


def test_a_step_is_wrapped_as_a_simulation():
    def one(v, current, dt):
        v = v * math.exp(-dt / 10) + (1 - math.exp(-dt / 10)) * current
        return (0.0, True) if v >= 1 else (v, False)

    report = verify.neuron(verify.by_steps(one, 0.0))
    report.raise_for(tau=10.0, gain=1.0, v_threshold=1.0, reset="to_value", label="index")

    def pair(state, current, dt):
        v, spiked = one(state[0], current, dt)
        return (v, 0), spiked

    assert verify.neuron(verify.by_steps(pair, (0.0, 0))).values == report.values


@pytest.mark.parametrize(
    ("other", "name"),
    [
        (LIF(tau_m=25.0), "other tau"),
        (LIF(R_m=12.0), "other gain"),
        (LIF(v_threshold=-48.0), "other v_threshold"),
        (LIF(v_reset=-70.0), "other v_reset"),
        (LIF(t_ref=6.0), "other t_ref"),
    ],
)
def test_what_differs_from_the_neuron_in_mind_is_named(other, name):
    assert verify.neuron(ours(), other).faults == (name,)


@pytest.mark.parametrize(
    ("simulation", "name"),
    [
        (lambda current, dt: 1 / 0, "raises"),
        (lambda current, dt: np.zeros(3), "no spikes and v"),
        (lambda current, dt: ([], np.zeros(current.size - 2)), "no spikes and v"),
        (lambda current, dt: ([], np.full(current.size, np.nan)), "no number"),
        (lambda current, dt: ([], np.zeros(current.size)), "never fires"),
        (lambda current, dt: step()(-current, dt), "never fires"),
        (lambda current, dt: ..., "not written yet"),
        (lambda current, dt: time.sleep(0.6) or step()(current, dt), "too slow"),
        (step("forward Euler", tau=0.02), "steps too long"),
        (by(lambda v, w, one: one / 20, down=-9.0), "no leak"),
        (lambda current, dt: ours()(current, dt)[::-1], "no spikes and v"),
        (lambda current, dt: step()(np.multiply(current, 2, out=current), dt), "changes its input"),
        (
            lambda current, dt: (np.ones(current.size), np.zeros(current.size)),
            "fires without input",
        ),
    ],
)
def test_a_hostile_simulation_gets_a_sentence(simulation, name):
    report = verify.neuron(simulation, seconds=5.0)
    assert report.faults[0] == name
    assert report.sentence.startswith(name)


def test_arguments_are_guarded():
    for arguments in ({"simulation": 1.0}, {"simulation": ours(), "expected": 1.0}):
        with pytest.raises(TypeError, match=list(arguments)[-1]):
            verify.neuron(**arguments)
