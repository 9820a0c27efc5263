"""The LIF neuron against its closed forms, and its step against itself in floats and arrays."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused
from reference import case, lif_of

from snn_edu import Network, simulate
from snn_edu.neurons import FLOATS, LIF
from snn_edu.spikes import step


@pytest.mark.parametrize("name", ["lif-fi-A", "lif-fi-B"])
def test_rate_and_first_spike_match_the_published_f_i_curve(name):
    one = case("lif", name)
    lif = lif_of(one["params"])
    assert lif.rheobase == pytest.approx(one["expected"]["rheobase_nA"], rel=1e-12)
    for row in one["expected"]["rows"]:
        assert lif.rate(row["I_nA"]) == pytest.approx(row["rate_Hz"], rel=1e-12)
        first = row["first_spike_ms_from_EL"]
        expected = math.inf if first is None else pytest.approx(first, rel=1e-12)
        assert lif.time_to_spike(row["I_nA"]) == expected
    currents = np.array([row["I_nA"] for row in one["expected"]["rows"]])
    np.testing.assert_array_equal(lif.rate(currents), [lif.rate(i) for i in currents])
    if (fastest := one["expected"]["saturation_Hz"]) is not None:
        assert lif.rate(1e9) == pytest.approx(fastest, rel=1e-6)


def test_step_response_is_the_closed_form():
    assert LIF(tau_m=20.0, R_m=10.0).C_m == 2.0  # nF
    one = case("lif", "lif-step-A")
    lif = lif_of(one["params"])
    t = one["expected"]["t_ms"]
    np.testing.assert_allclose(
        lif.v_after(t, one["params"]["I_nA"]), one["expected"]["V_mV"], rtol=0, atol=1e-12
    )
    v_inf = lif.v_inf(one["params"]["I_nA"])
    fraction = (lif.v_after(lif.tau_m, 1.0) - lif.v_rest) / (v_inf - lif.v_rest)
    assert fraction == pytest.approx(one["expected"]["frac_at_tau"], rel=1e-12)


def test_time_to_spike_from_any_start_ends_at_the_threshold():
    lif = LIF()
    for v0 in (-90.0, -65.0, -50.1):
        time = lif.time_to_spike(2.0, v0)
        assert lif.v_after(time, 2.0, v0) == pytest.approx(lif.v_threshold, abs=1e-12)
    assert lif.time_to_spike(0.0, v0=-40.0) == lif.time_to_spike(0.0, v0=-50.0) == 0.0
    assert lif.time_to_spike(2.0, v0=-49.5) == 0.0
    assert LIF(v_rest=-45.0).rate(0.0) > 0.0 > LIF(v_rest=-45.0).rheobase


@pytest.mark.parametrize("wrong", ["20", None, True, ["20"], [True], 20 + 0j])
def test_a_parameter_that_is_no_number_is_a_type_error(wrong):
    with pytest.raises(TypeError, match="tau_m"):
        LIF(tau_m=wrong)


def test_an_unknown_option_is_refused_with_the_nearest_word():
    for option in ("method", "crossing", "reset"):
        with pytest.raises(ValueError, match=f"{option} = 'exat'"):
            LIF().stepper(0.1, **{option: "exat"})
    with pytest.raises(ValueError, match="Did you mean 'euler'"):
        LIF().stepper(0.1, method="Euler")


OPTIONS = st.tuples(
    st.sampled_from(["exact", "euler"]),
    st.sampled_from(["exact", "grid"]),
    st.sampled_from(["to_value", "subtract", "none"]),
)


@given(options=OPTIONS, seed=st.integers(0, 2**32 - 1), dt=st.sampled_from([0.1, 0.5, 1.0]))
def test_floats_and_arrays_take_the_same_step(options, seed, dt):
    lif = LIF(t_ref=1.3)
    current = np.random.default_rng(seed).normal(2.0, 2.0, (50, 3))
    many, one = lif.stepper(dt, np, *options), lif.stepper(dt, FLOATS, *options)
    state = tuple(np.full(3, part) for part in lif.start())
    singles = [lif.start()] * 3
    for row in current:
        state, spiked, ago = many(state, row)
        ago = np.broadcast_to(ago, (3,))
        for i in range(3):
            singles[i], alone, since = one(singles[i], float(row[i]))
            assert alone == spiked[i]
            np.testing.assert_allclose([part[i] for part in state], singles[i], atol=1e-9)
            assert since == pytest.approx(ago[i] if alone else 0.0, abs=1e-9)


test_a_closed_form_refuses_what_has_no_answer = refused(
    (lambda lif: lif.rate(math.nan), "current = nan nA"),
    (lambda lif: lif.time_to_spike([1.0, math.nan]), r"current\[1\] = nan nA"),
    (lambda lif: lif.v_inf(math.inf), "current = inf nA"),
    (lambda lif: lif.v_after(-100.0, 1.0), "time = -100 ms: allowed is 0 ms or more"),
    (lambda lif: lif.stepper(math.nan), "dt = nan ms"),
    (lambda lif: lif.stepper(-1.0), "dt = -1 ms"),
    (lambda lif: lif.stepper(101.0), "dt = 101 ms: allowed is 0.001 to 100 ms"),
    (lambda lif: lif.stepper(-1.0, crossing="grid"), "dt = -1 ms"),
    of=lambda ask: ask(LIF()),
)


def test_a_fifth_of_a_millivolt_is_taken_for_volts_and_no_more():
    assert LIF(v_rest=0.0, v_reset=0.0, v_threshold=0.2).v_threshold == 0.2
    assert LIF(v_rest=0.0, v_reset=0.05, v_threshold=0.2).v_reset == 0.05
    assert LIF(v_rest=0.0, v_reset=-0.35, v_threshold=-0.1).v_threshold == -0.1
    assert LIF(v_rest=0.0, v_reset=-0.1, v_threshold=0.1).v_reset == -0.1
    with pytest.raises(ValueError, match="written in volts"):
        LIF(v_rest=0.0, v_reset=0.0, v_threshold=0.19)


def test_a_parameter_of_few_bits_counts_as_the_number_it_is():
    """A float16 would round v to 1/16 mV, and -np.uint8(10) is 246."""
    narrow = LIF(R_m=np.uint8(10), v_rest=np.float16(-65.0), tau_m=np.float32(20.0))
    current = np.random.default_rng(1).normal(2.0, 1.0, 300)
    np.testing.assert_array_equal(
        simulate(narrow, current, 0.1).v, simulate(LIF(), current, 0.1).v, strict=True
    )
    narrow_v, v = (
        Network().add(lif, 1, "cell").run(20.0, {"cell": 1.7}, record=["cell"]).v["cell"]
        for lif in (narrow, LIF())
    )
    np.testing.assert_array_equal(narrow_v, v)


@pytest.mark.parametrize("dt", [0.1, 1.0, 40.0])
def test_white_noise_has_the_variance_of_the_equation_at_any_dt(dt):
    lif, d = LIF(), math.exp(-dt / 20.0)
    variance = (lif.R_m * lif.noise_sd(3.0, dt)) ** 2 * (1.0 - d) ** 2 / (1.0 - d**2)
    assert variance == pytest.approx(3.0**2 / 2.0, rel=1e-12)


ON_GRID = {"crossing": "grid"}


def bare(tau_m, **changes):
    """A membrane in its own units: 1 nA is 1 mV, from 0; without changes it never fires."""
    usual = {"R_m": 1.0, "v_rest": 0.0, "v_reset": 0.0, "v_threshold": 900.0, "t_ref": 0.0}
    return LIF(tau_m, **usual | changes)


def test_the_exact_step_has_no_error_and_euler_that_of_its_first_neglected_term():
    lif = LIF(v_threshold=900.0)
    for dt in (0.1, 0.5, 1.0):
        exact, euler = (
            simulate(lif, np.full(round(100.0 / dt), 1.0), dt, method=method)
            for method in ("exact", "euler")
        )
        true = lif.v_after(exact.t, 1.0)
        np.testing.assert_allclose(exact.v, true, rtol=0, atol=1e-9)
        bound = lif.R_m * 1.0 * dt / (2 * np.e * lif.tau_m)
        assert 0.9 * bound < np.abs(euler.v - true).max() < bound * (1 + dt / lif.tau_m)


def test_euler_is_unstable_beyond_two_time_constants():
    lif = LIF(tau_m=10.0, v_threshold=900.0)
    for dt, growing in ((19.0, False), (21.0, True)):
        away = np.abs(simulate(lif, np.full(200, 1.0), dt, method="euler").v - lif.v_inf(1.0))
        assert (away[-1] > away[0]) == growing


@pytest.mark.parametrize("name", ["lif-grid-A", "lif-grid-B"])
def test_a_grid_spends_whole_steps_between_spikes_and_none_on_the_reset(name):
    one = case("lif", name)
    lif = lif_of({"R_MOhm": 1.0, "E_L_mV": 0.0, "t_ref_ms": 0.0} | one["params"])
    for row in one["expected"]["rows"]:
        dt = row["dt_ms"]
        for method, steps in (("euler", row["euler_steps"]), ("exact", row["exact_grid_steps"])):
            current = np.full(steps * 51, float(one["params"]["mu_mV"]))
            spikes = simulate(lif, current, dt, method=method, **ON_GRID).spikes
            between = np.diff(np.rint(spikes.times / dt).astype(int))
            assert between.tolist() == [steps] * 50
            assert np.rint(spikes.times[0] / dt) == steps


@pytest.mark.parametrize("name", ["lif-decay-A", "lif-decay-B"])
def test_a_decay_per_step_is_an_exact_step_with_tau_minus_one_over_its_log(name):
    one = case("lif", name)
    decay = one["params"]["decay"]
    tau, v_inf = one["expected"]["equivalent_tau_over_dt"], one["expected"]["v_inf"]
    recording = simulate(bare(tau, v_threshold=1.0), np.full(12, v_inf), 1.0, crossing="grid")
    steps = one["expected"]["steps_to_spike"]
    assert recording.spikes.times[0] == steps
    n = np.arange(steps)
    np.testing.assert_allclose(recording.v[:steps], v_inf * (1 - decay**n), rtol=1e-12)


@pytest.mark.parametrize("scheme", ["euler", "exponential_euler"])
def test_frozen_input_converges_with_order_one_and_the_published_errors(scheme):
    one = case("lif", "lif-convergence-A")
    tau, w, T = (one["params"][name] for name in ("tau_ms", "w_per_ms", "T_ms"))
    lif, x = bare(tau), w * tau
    truth = (np.sin(w * T) - x * np.cos(w * T) + x * np.exp(-T / tau)) / (1 + x**2)
    method = "euler" if scheme == "euler" else "exact"
    errors = []
    for dt in one["params"]["dts_ms"]:
        current = np.sin(w * dt * np.arange(round(T / dt)))  # frozen at the step's beginning
        errors.append(abs(simulate(lif, current, dt, method=method).v[-1] - truth))
    np.testing.assert_allclose(errors, one["expected"][scheme]["abs_error"], rtol=1e-6)


@pytest.mark.parametrize(
    ("options", "within"),
    [({}, 1e-9), ({"reset": "subtract"}, 1e-9), ({"method": "euler"}, 0.002), (ON_GRID, 0.25)],
)
def test_t_ref_makes_every_interval_longer_by_itself(options, within):
    def isi(t_ref):
        begin = {"start": (-65.0, 0.0)}  # from which every way goes step by step
        run = simulate(LIF(t_ref=t_ref), np.full(800, 2.0), 0.5, **begin, **options)
        return run.spikes.isi()[:10]

    np.testing.assert_allclose(isi(2.0), isi(0.0) + 2.0, rtol=0, atol=1e-9)
    np.testing.assert_allclose(isi(2.25), isi(0.0) + 2.25, rtol=0, atol=within)


def test_a_step_integrates_what_refractoriness_leaves_of_it():
    lif = LIF(t_ref=0.25)  # two and a half steps
    recording = simulate(lif, np.full(600, 3.0), 0.1, **ON_GRID)
    after = round(recording.spikes.times[0] / 0.1) + np.arange(4)
    climbed = [-65.0, -65.0, -65.0, lif.v_after(0.05, 3.0, -65.0)]
    np.testing.assert_allclose(recording.v[after], climbed, rtol=0, atol=1e-9)


def test_subtracting_more_than_halves_the_grids_error_and_solving_leaves_nothing_to_keep():
    lif = LIF(t_ref=0.0)
    current = np.full(2000, 4.0)
    truth = lif.rate(4.0)

    def rate(**options):
        return 1000.0 / simulate(lif, current, 1.0, **options).spikes.isi().mean()

    to_value = rate(crossing="grid")
    subtract = rate(crossing="grid", reset="subtract")
    assert abs(subtract - truth) < 0.5 * abs(to_value - truth)
    assert rate(reset="subtract") == pytest.approx(truth, rel=1e-9)


def test_without_reset_a_constant_current_gives_one_spike_and_an_untouched_membrane():
    lif = LIF()
    recording = simulate(lif, np.full(5000, 2.0), 0.1, reset="none")
    assert recording.spikes.times == pytest.approx([lif.time_to_spike(2.0)])
    np.testing.assert_allclose(recording.v, lif.v_after(recording.t, 2.0), rtol=0, atol=1e-9)
    up_and_down = step(2.0, 400.0, 0.1, start=0, stop=100) + step(2.0, 400.0, 0.1, start=250)
    assert len(simulate(lif, up_and_down, 0.1, reset="none").spikes) == 2


def test_reaching_the_threshold_is_enough():
    held = simulate(LIF(), np.full(10, LIF().rheobase), 0.1, start=(-50.0, 0.0))
    assert held.spikes.times.tolist() == [0.0]  # it neither rises nor falls: 0 / 0 on the way
    there = simulate(LIF(), [1.5], 0.1, crossing="grid", start=(-50.0, 0.0))
    assert there.v[1] == -65.0  # at the rheobase v stays where it is: exactly at the threshold
    assert there.spikes.times.tolist() == [0.1]


def test_neurons_that_differ_are_each_answered_for():
    several = LIF(tau_m=[10.0, 20.0, 40.0], v_threshold=[-50.0, -52.0, -40.0], t_ref=3)
    ones = [several.of(k) for k in range(3)]
    assert several.size == 3
    assert LIF().size is None
    assert LIF().of(0) == LIF()
    assert [one.tau_m for one in ones] == [10.0, 20.0, 40.0]
    for ask in (
        lambda lif: lif.rheobase,
        lambda lif: lif.C_m,
        lambda lif: lif.rate(2.0),
        lambda lif: lif.time_to_spike(1.4),
        lambda lif: lif.time_to_spike(3.0, -45.0),
        lambda lif: lif.v_inf(1.0),
        lambda lif: lif.v_after(7.0, 1.0),
        lambda lif: lif.noise_sd(4.0, 0.1),
    ):
        np.testing.assert_array_equal(ask(several), [ask(one) for one in ones])
    curves = several.rate(np.linspace(0.0, 4.0, 9)[:, None])
    for k, one in enumerate(ones):
        np.testing.assert_array_equal(curves[:, k], one.rate(np.linspace(0.0, 4.0, 9)))
    with pytest.raises(ValueError, match=r"current has shape \(4,\): these are 3 neurons"):
        several.rate(np.ones(4))


def test_neurons_that_differ_are_equal_where_all_of_them_are():
    one, same = (LIF(tau_m=[10.0, 20.0]) for _ in range(2))
    assert one == same
    assert hash(one) == hash(same)
    assert one != LIF(tau_m=[10.0, 21.0])
    assert one != LIF()
    assert LIF(tau_m=20) == LIF()
    assert {one: 1}[same] == 1
    with pytest.raises(ValueError, match="read-only"):
        one.tau_m[0] = 3.0
    assert replace(one, tau_m=5.0) == LIF(tau_m=5.0)


test_each_of_neurons_that_differ_is_guarded_as_one_alone = refused(
    ({"tau_m": [20.0, 0.02]}, r"neuron 1: tau_m = 0.02 ms: .* Did you mean 20 \(ms\)"),
    ({"tau_m": [20.0, 30.0], "R_m": [1.0, 2.0, 3.0]}, r"R_m has shape \(3,\)"),
    ({"tau_m": [[20.0, 30.0]]}, r"tau_m has shape \(1, 2\)"),
    ({"tau_m": []}, r"tau_m has shape \(0,\)"),
    ({"tau_m": [20.0, np.nan]}, r"tau_m\[1\] = nan"),
    ({"v_reset": [-65.0, -40.0]}, "neuron 1: v_reset = -40 mV: must be below v_threshold"),
    ({"v_threshold": [-50.0, -66.0]}, "neuron 1: v_reset = -65 mV: must be below"),
    ({"t_ref": [2.0, -1.0]}, "neuron 1: t_ref = -1 ms"),
    ({"tau_m": [20.0, 30.0], "R_m": -1.0}, "neuron 0: R_m = -1 MOhm"),
    (
        {"v_rest": [-0.065, -0.065], "v_reset": -0.065, "v_threshold": [-0.05, -0.04]},
        "written in volts",
    ),
    of=lambda wrong: LIF(**wrong),
)
