"""The examiner of neurons: our own model in all its variants, and steps with one slip each."""

import inspect
import math
import time

import numpy as np
import pytest

from snn_edu import LIF, simulate, verify
from snn_edu.verify.membrane import METHODS, NOT_ONE

RESETS = ("to_value", "subtract", "none")


def ours(lif=LIF(), **variant):  # noqa: B008 - it is frozen
    def simulation(current, dt):
        run = simulate(lif, current, dt, **variant)
        return run.spikes.times, run.v

    return simulation


def step(method="exact", at_least=True, reset="to_value", wait=0.0, deaf=True, slip="", tau=20.0):
    """A neuron by steps: tau 20 ms, R 10, from 0 to a threshold of 15."""

    def simulation(current, dt):
        x = 1.0 if slip == "decay per step" else dt
        factor = METHODS[method](-x / tau if slip == "leak with the wrong sign" else x / tau)
        gain = 0.5 if slip == "input not scaled by dt" else 10 * abs(1 - factor)
        gain = 10 * dt / tau if slip == "gain depends on dt" else gain
        more = {"one step more": dt, "one step less": -dt, "five steps more": 5 * dt}
        more = {"waits for good": 1e9, **more}.get(slip, 0.0)
        v, left, spikes, course = 0.0, 0.0, [], []
        for one in current:
            held = left > 1e-9
            if not (held and deaf):
                v = v * factor + gain * one
            fires = not held and (v >= 15.0 if at_least else v > 15.0)
            left -= (1.0 if slip == "refractory in steps" else dt) if held else 0.0
            if fires:
                v = {"to_value": 0.0, "subtract": v - 15.0, "none": v, "upwards": v + 15.0}[reset]
                left = wait + more
            spikes.append(fires)
            course.append(v)
        if slip == "spike times in steps":
            spikes = np.flatnonzero(spikes).astype(float)
        if slip == "spike times in s":
            spikes = np.flatnonzero(spikes) * dt / 1000
        return spikes, course

    return simulation


@pytest.mark.parametrize(("method", "known"), [("exact", "exact"), ("euler", "forward Euler")])
@pytest.mark.parametrize(("crossing", "label"), [("exact", "within"), ("grid", "end")])
@pytest.mark.parametrize("reset", RESETS)
def test_our_own_neuron_is_identified_in_every_variant(method, known, crossing, label, reset):
    report = verify.neuron(ours(method=method, crossing=crossing, reset=reset), LIF())
    same = reset == "subtract" and crossing == "exact"  # where nothing overshoots both are one
    report.raise_for(integration=known, tau=20.0, gain=10.0, v_rest=-65.0, v_threshold=-50.0)
    report.raise_for(comparison=">=", reset="to_value" if same else reset, label=label)
    if reset != "none":
        report.raise_for(t_ref=2.0)


@pytest.mark.parametrize("v_reset", [-75.0, -95.0, -120.0])
def test_a_neuron_that_is_reset_far_below_its_rest_is_measured_too(v_reset):
    """Though the current that lifts it within a step would be taken for one in pA."""
    report = verify.neuron(ours(LIF(t_ref=3.0, v_reset=v_reset)))
    report.raise_for(v_reset=v_reset, t_ref=3.0, while_refractory="ignored")


@pytest.mark.parametrize("crossing", ["exact", "grid"])
@pytest.mark.parametrize("t_ref", [0.5, 1.0, 3.0])
def test_a_pulse_that_outlasts_the_refractory_time_is_not_taken_for_one_that_is_integrated(
    t_ref, crossing
):
    lif = LIF(t_ref=t_ref, v_reset=-75.0)
    report = verify.neuron(ours(lif, crossing=crossing))
    report.raise_for(t_ref=t_ref)
    assert report.while_refractory in ("ignored", None)


SECONDS = {each.__name__: inspect.signature(each).parameters["seconds"].default
           for each in (verify.neuron, verify.stdp)}  # fmt: skip


def test_an_examiner_may_take_20_s_unless_told_otherwise():
    assert SECONDS == {"neuron": 20.0, "stdp": 20.0}


@pytest.mark.parametrize(
    ("how", "measured"),
    [
        *(({"method": each}, {"integration": each, "tau": 20.0, "gain": 10.0}) for each in METHODS),
        *(({"reset": each}, {"comparison": ">=", "reset": each}) for each in RESETS),
        *(({"reset": each, "at_least": False}, {"comparison": ">"}) for each in RESETS),
        ({"wait": 4.0}, {"t_ref": 4.0, "while_refractory": "ignored"}),
        ({"wait": 4.0, "deaf": False}, {"t_ref": 4.0, "while_refractory": "integrated"}),
        *(({"tau": tau}, {"integration": "exact", "tau": tau}) for tau in (0.3, 0.5)),
    ],
)
def test_a_step_is_measured_and_not_accused(how, measured):
    verify.neuron(step(**how)).raise_for(v_threshold=15.0, **measured)


def whole(current, dt):
    """v in an array of integers."""
    v = np.full(current.size + 1, -65)
    fires = np.zeros(current.size, bool)
    for k, one in enumerate(current):
        v[k + 1] = v[k] + dt / 20 * (-65 - v[k] + 10 * one)
        fires[k] = v[k + 1] >= -50
        v[k + 1] = -65 if fires[k] else v[k + 1]
    return fires, v


def mirrored(current, dt):
    """Reset to 1 - v, where v - 1 is meant."""
    v, spikes, course = 0.0, [], []
    for one in current:
        v += dt / 10 * (one - v)
        spikes.append(v >= 1)
        v = 1 - v if v >= 1 else v
        course.append(v)
    return spikes, course


def told_by(rule):
    """The neuron above with 4 ms of waiting, whose spikes a rule tells: from truths to truths."""

    def simulation(current, dt):
        spikes, v = step(wait=4.0)(current, dt)
        return rule(np.array(spikes, bool)), v

    return simulation


def first_of_a_row(current, dt):
    """Where a spike follows at once on another it is not told."""
    spikes, v = step()(current, dt)
    return np.diff(np.array(spikes, int), prepend=0) > 0, v


def only_near(current, dt):
    """It fires from 15 to 25 alone: a strong current takes it beyond."""
    v, spikes, course = 0.0, [], []
    for one in current:
        v += dt / 20 * (10 * one - v)
        spikes.append(15.0 <= v < 25.0)
        v = 0.0 if spikes[-1] else v
        course.append(v)
    return spikes, course


def upside_down(tau):
    """exp(-tau / dt), where exp(-dt / tau) is meant."""

    def simulation(current, dt):
        return step(tau=dt * dt / tau)(current, dt)

    return simulation


def reset_by_count(rests):
    """It is put back at those spikes alone whose number, divided by 2 or 3, leaves these."""

    def simulation(current, dt):
        v, count, spikes, course = 0.0, 0, [], []
        for one in current:
            v += dt / 20 * (10 * one - v)
            spikes.append(v >= 15.0)
            count += spikes[-1]
            v = 0.0 if spikes[-1] and count % (1 + max(1, len(rests))) in rests else v
            course.append(v)
        return spikes, course

    return simulation


def begins_at(v0, wait=0):
    """The neuron above, from another v: for `wait` steps after a spike it is held at 0."""

    def simulation(current, dt):
        v, left, spikes, course = v0, 0, [], []
        for one in current:
            left -= 1
            v = 0.0 if left >= 0 else 10 * one + (v - 10 * one) * math.exp(-dt / 20)
            spikes.append(v >= 15.0)
            v, left = (0.0, round(wait / dt)) if spikes[-1] else (v, left)
            course.append(v)
        return spikes, course

    return simulation


@pytest.mark.parametrize("wait", [0.0, 3.0])
@pytest.mark.parametrize("v0", [-10.0, 2.0, 14.0, 15.5, 25.0])  # 15.5: it fires by steps of 0.5 ms
def test_a_neuron_is_measured_from_its_rest_wherever_it_begins(v0, wait):
    report = verify.neuron(begins_at(v0, wait))
    meant = ["begins above its threshold"] * (v0 > 16)
    report.raise_for(faults=meant, integration="exact", tau=20.0, gain=10.0, v_threshold=15.0)
    report.raise_for(faults=meant, reset="to_value", t_ref=wait)
    assert abs(report.v_rest) < 1e-4
    assert ("does not start at its rest" in str(report)) is (v0 < 16)


@pytest.mark.parametrize(
    ("simulation", "fault"),
    [
        (whole, "whole numbers"),
        (lambda current, dt: step()(np.full(current.size, current.mean()), dt),
         "before its current"),
        (lambda current, dt: step()(np.full(current.size, current.max()), dt),
         "before its current"),
        (lambda current, dt: step()(current[np.arange(current.size) - 1], dt),
         "before its current"),
        (lambda current, dt: step()(np.append(current[1:], 0.0), dt), "first current lost"),
        (mirrored, "reset turned round"),
        (lambda current, dt: step()(current.astype(int), dt), "whole numbers"),
        (lambda current, dt: step()(np.round(current), dt), "whole numbers"),
        (lambda current, dt: step()(current, round(dt)), "whole numbers"),
        (lambda current, dt: step()(current / np.abs(current).max(initial=1e-9), dt),
         "never fires"),
        (lambda current, dt: step()(9 * current / np.abs(current).max(initial=1e-9), dt),
         "size of the current lost"),
        (lambda current, dt: step()(9 * np.tanh(current), dt), "size of the current lost"),
        (told_by(lambda spikes: np.append(spikes[1:], False)), "before its current"),
        (told_by(lambda spikes: np.roll(spikes, -1)), "before its current"),
        (told_by(lambda spikes: np.repeat(np.flatnonzero(spikes) * 1.0, 2)), "spike counted twice"),
        (first_of_a_row, "loses spikes"),
        (only_near, "fires in a window"),
        *((upside_down(tau), "dt and tau exchanged") for tau in (3.0, 20.0)),
        *((reset_by_count(rest), "misses a reset") for rest in ((1,), (1, 2))),
        *((begins_at(v), "begins above its threshold") for v in (25.0, 70.0)),
    ],
)  # fmt: skip
def test_a_current_read_at_the_wrong_time_and_a_v_put_wrong_are_named(simulation, fault):
    assert verify.neuron(simulation).faults == (fault,)


class Kept(list):
    """A tensor that keeps its gradient, as torch has it: no array, until it is detached."""

    def __array__(self, *_, **__):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad.")

    def detach(self):
        return np.array([*self])


def test_tensors_that_keep_their_gradient_are_read():
    def simulation(current, dt):
        spikes, v = step()(current, dt)
        return Kept(spikes), [Kept([one]) for one in v]

    verify.neuron(simulation).raise_for(tau=20.0)
    verify.traces(lambda spikes, times: Kept(
        sum(np.exp(-np.maximum(times - s, 0) / 20) * (times >= s) for s in spikes) + 0 * times
    )).raise_for(tau=20.0)  # fmt: skip


def by(dv, fires=1.0, down=-9.0):
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


def from_below(current, dt):
    spikes, v = step()(current, dt)
    return spikes, np.array(v) - 5 * np.exp(-dt * np.arange(len(v)) / 9)


def no_negative_current(current, dt):
    if min(current) < 0:
        raise ValueError("inhibition is not modelled")
    return step()(current, dt)


def noisy(v, w, one, rng=np.random.default_rng(3)):  # noqa: B008 - one for all calls
    return (one - v) / 20 + rng.normal(0, 0.01)


@pytest.mark.parametrize(
    ("simulation", "told", "measured"),
    [
        (lambda current, dt: step()([0.0, *current[:-1]], dt), "a step late", {}),
        (no_negative_current, "takes no negative current", {}),
        (from_below, "it does not start at its rest", {}),
        (step(reset="none"), "leaves v as it is", {}),
        (step(wait=3.0, slip="one step more"), "silent for 4, 3.5 and 3.25 ms at dt = 1, 0.5 "
         "and 0.25 ms, where t_ref is 3 ms", {"t_ref": 3.0}),
        (step(wait=3.0, slip="one step more"), "Refractory 1 step too long", {"t_ref": 3.0}),
        (step(wait=3.0, slip="one step less"), "silent for 2, 2.5 and 2.75 ms at dt = 1, 0.5 "
         "and 0.25 ms, where t_ref is 3 ms", {"t_ref": 3.0}),
        (step(wait=3.0, slip="five steps more"), "Refractory 5 steps too long", {"t_ref": 3.0}),
        (by(lambda v, w, i: (i - v - w) / 20), "still after 240 ms: something", {"t_ref": 0.0}),
        (by(lambda v, w, i: (i - v) / 20, down=0.0), "cannot fall below", {"tau": 20.0}),
        (by(lambda v, w, i: (i - v + v * v / 5) / 20), "read off an", {"integration": NOT_ONE}),
        (by(noisy), "Neuron: not examined to the end.", {}),
        # a crossing within the step is no obstacle, but no two spikes are closer than a step
        (ours(LIF(t_ref=0.0)), "How long it is refractory", {"v_reset": -65.0, "t_ref": None}),
    ],
)  # fmt: skip
def test_what_may_be_meant_is_told_and_is_no_fault(simulation, told, measured):
    report = verify.neuron(simulation)
    report.raise_for(**measured)
    assert told in str(report)


def kept(current, dt, past=[]):  # noqa: B006 - kept from call to call
    past += [*current]
    return [each[-len(current) :] for each in step()(past, dt)]


def test_a_step_is_wrapped_as_a_simulation():
    def one(v, current, dt):
        v = v * math.exp(-dt / 10) + (1 - math.exp(-dt / 10)) * current
        return (0.0, True) if v >= 1 else (v, False)

    def pair(state, current, dt):
        v, spiked = one(state[0], current, dt)
        return (v, 0), spiked

    for each, start in ((one, 0.0), (pair, (0.0, 0))):
        report = verify.neuron(verify.by_steps(each, start))
        report.raise_for(tau=10.0, gain=1.0, v_threshold=1.0, reset="to_value", label="index")


def test_the_spikes_of_our_own_simulate_are_read():
    def simulation(current, dt):
        run = simulate(LIF(), current, dt)
        return run.spikes, run.v

    one, other = (verify.neuron(each, LIF()) for each in (simulation, ours()))
    assert (one.faults, one.values) == ((), other.values)


def in_volts(current, dt):
    spikes, v = step()(current, dt)
    return spikes, (np.array(v) - 65.0) / 1000


FROM_0 = LIF(v_rest=0.0, v_reset=0.0, v_threshold=15.0, t_ref=3.0)
SLIPS = [
    *("decay per step", "input not scaled by dt", "gain depends on dt"),
    *("leak with the wrong sign", "spike times in steps", "spike times in s"),
]


@pytest.mark.parametrize(
    ("simulation", "meant", "faults"),
    [
        *((step(slip=name), None, [name]) for name in SLIPS),
        # with half the step v goes twice as far, and may fire where it did not
        *(
            (step(slip="input not scaled by dt", tau=tau), None, ["input not scaled by dt"])
            for tau in (5.0, 7.0, 12.0, 33.0, 80.0)
        ),
        (step(slip="refractory in steps", wait=3.0), None, ["refractory in steps"]),
        (step(slip="refractory in steps", wait=60.0), None, ["refractory in steps"]),
        (lambda current, dt: step()(np.abs(current), dt), None, ["sign of the current lost"]),
        (step(slip="waits for good"), None, ["fires once"]),
        (step(wait=150.0), None, []),
        (step(wait=700.0), FROM_0, ["other t_ref"]),
        (step(reset="upwards"), None, ["reset upwards"]),
        *((step(tau=tau), None, ["time constant in other units"]) for tau in (0.02, 20_000.0)),
        (ours(), LIF(tau_m=25.0), ["other tau"]),
        (ours(), LIF(R_m=12.0), ["other gain"]),
        (ours(), LIF(v_threshold=-48.0), ["other v_threshold"]),
        (ours(), LIF(v_reset=-70.0), ["other v_reset"]),
        (ours(), LIF(t_ref=6.0), ["other t_ref"]),
        (in_volts, LIF(t_ref=0.0), ["v in V"]),
        (step(wait=3.0), FROM_0, []),
        (step(wait=3.0, slip="one step more"), FROM_0, ["refractory off by one step"]),
        (step(wait=3.0, slip="one step less"), FROM_0, ["refractory off by one step"]),
    ],
)
def test_a_slip_is_named_and_what_differs_from_the_neuron_in_mind(simulation, meant, faults):
    assert [*verify.neuron(simulation, meant).faults] == faults


@pytest.mark.parametrize(
    ("gain", "guess"),
    [
        (1.0, "Is R_m forgotten?"),
        (12.0 * 20.0, "Is the input not divided by tau_m?"),
        (12_000.0, "Is a current in pA taken for nA?"),
        (0.012, "Is a current in nA taken for pA?"),
        (11.0, ""),
    ],
)
def test_another_gain_is_guessed_at(gain, guess):
    (finding,) = verify.neuron(ours(LIF(R_m=gain)), LIF(R_m=12.0)).findings
    said = f"gain is {gain:.6g}; expected was 12."
    assert str(finding).endswith(f"{said} {guess}".rstrip())


def left(dt, tau=20.0):
    return math.exp(-dt / tau)


STEADY = 1 - left(1.0)  # of a constant current a step adds this share to what is there for long


@pytest.mark.parametrize(
    ("simulation", "got", "expected"),
    [
        (step(slip="decay per step"), left(1.0), left(0.5)),
        (step(slip="leak with the wrong sign"), 1 / left(1.0), left(1.0)),
        (step(slip="spike times in steps"), 40.0, 20.0),
        (step(slip="spike times in s"), 0.02, 20.0),
        (step(slip="refractory in steps", wait=3.0), 3.0, 6.0),
        # of a current that leads to what is expected by steps of 1 ms, with half the step
        (step(slip="input not scaled by dt"), STEADY / (1 - left(0.5)), None),
        (step(slip="gain depends on dt"), 0.5 * STEADY / (1 - left(0.5)), None),
    ],
)
def test_the_numbers_that_show_a_slip_are_those_of_the_step_written_down(simulation, got, expected):
    (finding,) = verify.neuron(simulation).findings
    scale = 1.0 if expected else finding.expected
    assert finding.got / scale == pytest.approx(got, rel=1e-6)
    assert finding.expected / scale == pytest.approx(expected or 1.0, rel=1e-6)


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
        pytest.param(
            lambda current, dt: time.sleep(0.6) or step()(current, dt),
            "too slow",
            marks=pytest.mark.slow,
        ),
        (step("forward Euler", tau=0.02), "steps too long"),
        (by(lambda v, w, i: (v - 10 * i) * math.expm1(0.01)), "leak with the wrong sign"),
        (kept, "remembers the last call"),
        (lambda current, dt: ours()(current, dt)[::-1], "no spikes and v"),
        (lambda current, dt: step()(np.multiply(current, 2, out=current), dt), "changes its input"),
        (lambda current, dt: (np.ones(current.size), 0.0 * current), "fires without input"),
    ],
)
def test_a_hostile_simulation_gets_a_sentence(simulation, name):
    assert verify.neuron(simulation, seconds=5.0).faults[0] == name


def test_several_spikes_in_a_step_are_read_and_good_to_know():
    def several(current, dt):
        v, spikes, course = 0.0, [], []
        for one in current:
            v = v * math.exp(-dt / 20) + one * -math.expm1(-dt / 20)
            spikes.append(max(v // 1, 0.0))
            v -= spikes[-1]
            course.append(v)
        return spikes, course

    report = verify.neuron(several)
    report.raise_for(integration="exact", tau=20.0, v_threshold=1.0, reset="subtract", t_ref=0.0)
    assert "It gives several spikes in a step." in report.remarks
    assert report.tried[-1] == "a least pulse long after a spike"
    swapped = verify.neuron(lambda current, dt: several(current, dt)[::-1])
    assert swapped.faults == ("no spikes and v",)

    def timed(current, dt):
        spikes, v = several(current, dt)
        return dt * np.flatnonzero(spikes), v  # as many as there are steps, where it fires in each

    assert verify.neuron(timed).remarks == []


def test_a_neuron_without_a_leak_is_good_to_know_and_a_fault_where_a_lif_is_meant():
    told = "After a pulse v stays where it is"
    integrator = by(lambda v, w, i: i / 20)
    report = verify.neuron(integrator)
    assert (report.faults, report.integration, report.tau) == ((), "no leak", math.inf)
    assert any(told in each for each in report.remarks)
    assert verify.neuron(integrator, LIF()).faults == ("no leak",)


def waits_once(current, dt):
    """Refractory for 4 ms after its first spike, and after no other."""
    v, until, spikes, course = 0.0, None, [], []
    for k, one in enumerate(current):
        v = 0.0 if until and k * dt < until else v + (10 * one - v) * -math.expm1(-dt / 20)
        spikes.append(v >= 15.0)
        if spikes[-1]:
            v, until = 0.0, until or k * dt + 4.0
        course.append(v)
    return spikes, course


def test_spikes_that_are_dropped_by_chance_are_missed():
    # 5 % of 300 spikes: the same are dropped in two calls less than once in a million times
    rng = np.random.default_rng(1)
    report = verify.neuron(told_by(lambda s: s & (rng.random(s.size) > 0.05)), LIF())
    assert report.faults == ("loses spikes by chance",)


def test_spikes_that_are_never_told_are_no_refractory_time():
    def every_other(spikes):
        return spikes & (np.cumsum(spikes) % 2 == 1)

    (fault,) = verify.neuron(told_by(every_other)).findings
    assert fault.name == "loses spikes"
    assert fault.got == math.ceil(fault.expected / 2)


def test_a_reset_to_the_threshold_is_a_reset():
    def held(current, dt):
        v, spikes, course = 0.0, [], []
        for one in current:
            v += dt / 20 * (10 * one - v)
            spikes.append(v >= 15.0)
            v = min(v, 15.0)
            course.append(v)
        return spikes, course

    report = verify.neuron(held)
    report.raise_for(reset="to_value", v_reset=15.0)
    assert report.remarks == []


def test_a_first_spike_that_is_never_told_is_named():
    report = verify.neuron(told_by(lambda spikes: spikes & (np.cumsum(spikes) > 1)))
    assert report.faults == ("first spike lost",)

    def reset_low(current, dt):  # and v is the same after every pulse that fires it
        v, spikes, course = 0.0, [], []
        for one in current:
            v += dt / 20 * (10 * one - v)
            spikes.append(v >= 15.0)
            v = -10.0 if spikes[-1] else v
            course.append(v)
        return np.array(spikes) & (np.cumsum(spikes) > 1), course

    assert verify.neuron(reset_low).faults == ("first spike lost",)


def test_a_leak_that_ends_below_the_threshold_is_no_exponential():
    def one(v, current, dt):
        leak = (v < 8.0) * v * dt / 20
        v = v - leak + 10 * current * dt / 20
        return v * (v < 15.0), v >= 15.0

    report = verify.neuron(verify.by_steps(one, 0.0))
    assert (report.faults, report.integration) == ((), NOT_ONE)


@pytest.mark.parametrize(("taken", "told"), [(15.0, False), (16.5, True), (12.0, True)])
def test_what_a_spike_takes_off_is_told_where_it_is_not_the_threshold(taken, told):
    def one(v, current, dt):
        v = v * math.exp(-dt / 20) - 10 * math.expm1(-dt / 20) * current
        return v - taken * (v >= 15.0), v >= 15.0

    report = verify.neuron(verify.by_steps(one, 0.0))
    assert (report.faults, report.reset) == ((), "subtract")
    sentence = f"A spike takes {taken:g} off v; its threshold lies 15 above its rest."
    assert (sentence in report.remarks) == told


def test_a_spike_that_is_told_again_in_the_next_step_is_one_too_many():
    report = verify.neuron(told_by(lambda s: s | np.append(False, s[:-1])))
    (fault,) = report.findings
    assert (fault.name, fault.got, fault.expected) == ("spike counted twice", 2, 1)


def test_a_refractory_time_that_only_the_first_spike_has_is_named():
    report = verify.neuron(waits_once)
    assert report.faults == ("refractory once",)
    assert "silent for 3 ms, after others for 0" in report.findings[0].sentence  # and its own step


def test_noise_in_v_is_no_lost_spike():
    rng = np.random.default_rng(1)

    def noisy(current, dt):
        return step()(current + rng.normal(0, 0.1, current.size), dt)

    report = verify.neuron(noisy)
    assert not report.faults
    assert "Take out its noise" in report.ended


def test_a_current_that_is_kept_while_refractory_is_a_fault_where_a_lif_is_meant():
    lif = LIF(tau_m=20, R_m=10, v_rest=0, v_reset=0, v_threshold=15, t_ref=4)
    assert verify.neuron(step(wait=4.0), lif).faults == ()
    integrated = verify.neuron(step(wait=4.0, deaf=False), lif)
    assert integrated.faults == ("integrates while refractory",)


@pytest.mark.parametrize("every", [2, 3])
def test_steps_that_are_left_out_are_no_other_integration(every):
    def simulation(current, dt):
        spikes, v = step()(current[::every], every * dt)
        spikes = np.repeat(spikes, every) & (np.arange(len(v) * every) % every == 0)
        return spikes[: len(current)], np.repeat(v, every)[: len(current)]

    assert verify.neuron(simulation).faults == ("skips steps",)


def test_a_step_taken_twice_is_asked_about_and_a_second_time_constant_is_no_lif():
    lif = LIF(tau_m=20, R_m=10, v_rest=0, v_reset=0, v_threshold=15, t_ref=0)
    twice = verify.neuron(lambda current, dt: step()(current, 2 * dt), lif)
    assert twice.faults == ("other tau",)
    assert "taken twice" in twice.sentence

    def filtered(state, current, dt):
        v, i = state
        v, i = v + (10 * i - v) * -math.expm1(-dt / 20), current + (i - current) * math.exp(-dt / 5)
        return (v * (v < 15.0), i), v >= 15.0

    assert verify.neuron(verify.by_steps(filtered, (0.0, 0.0))).faults == ()
    assert verify.neuron(verify.by_steps(filtered, (0.0, 0.0)), lif).faults[0] == "no LIF"
