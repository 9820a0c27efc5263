"""What a model is: two methods, a state of numbers; what all models refuse."""

import inspect
import math
import re
from dataclasses import FrozenInstanceError
from functools import partial

import numpy as np
import pytest

from snn_edu import LIF, AdEx, HodgkinHuxley, Izhikevich, simulate
from snn_edu.neurons import FLOATS, as_model, begun, blamed, refuse_amperes


@pytest.mark.parametrize(
    ("model", "current", "dt", "options"),
    [
        (AdEx(), 0.5, 0.1, {}),
        (Izhikevich(), 10.0, 0.1, {}),
        (Izhikevich(), 10.0, 1.0, {"method": "script"}),
        (HodgkinHuxley(), 20.0, 0.02, {}),
    ],
)
def test_one_neuron_and_many_are_the_same(model, current, dt, options):
    currents = np.tile(current * np.array([0.0, 0.5, 1.0, 2.0]), (1500, 1))
    together = simulate(model, currents, dt, **options)
    assert (together.spikes.rates()[1:] > 0).all()
    for k in range(4):
        alone = simulate(model, currents[:, k], dt, **options)
        np.testing.assert_allclose(together.v[:, k], alone.v, atol=1e-9)
        np.testing.assert_allclose(together.spikes.of(k).times, alone.spikes.times, atol=1e-9)


@pytest.mark.parametrize(
    ("model", "current", "duration"),
    [
        (AdEx(a=0.02, tau_w=10.0), 0.3, 20.0),  # it swings below threshold
        (Izhikevich(), 10.0, 400.0),
        (HodgkinHuxley(), 10.0, 62.0),
    ],
)
def test_errors_fall_with_dt_squared(model, current, duration):
    def end(dt):
        """The last spike, or where v ends without one."""
        run = simulate(model, np.full(round(duration / dt), current), dt)
        return run.spikes.times[-1] if len(run.spikes) else run.v[-1]

    errors = np.abs(np.array([end(0.1), end(0.05), end(0.025)]) - end(0.002))
    order = np.polyfit(np.log([0.1, 0.05, 0.025]), np.log(errors), 1)[0]
    assert order == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize(
    ("model", "bad", "match"),
    [
        (LIF, {"tau_m": 0.02}, r"tau_m = 0.02 ms.*0.1 to 10000 ms.*Did you mean 20 \(ms\)\?"),
        (LIF, {"tau_m": -1.0}, "tau_m = -1 ms"),
        (LIF, {"R_m": 1e7}, r"R_m = 1e\+07 MOhm.*mean 10 \(MOhm\)"),
        (LIF, {"v_rest": 1001.0}, "v_rest = 1001 mV"),
        (LIF, {"t_ref": -2.0}, "t_ref = -2 ms"),
        (LIF, {"t_ref": math.nan}, "t_ref = nan ms"),
        (LIF, {"v_reset": -40.0}, "v_reset = -40 mV.*v_threshold = -50.*minus sign"),
        (LIF, {"v_rest": -0.065, "v_reset": -0.065, "v_threshold": -0.05}, "-50 and -65.*volts"),
        (AdEx, {"a": 2.0}, r"a = 2 uS.*Did you mean 0.002 \(uS\)"),
        (AdEx, {"b": 60.0}, r"b = 60 nA.*Did you mean 0.06 \(nA\)"),
        (AdEx, {"v_reset": 46.0}, "v_reset = 46 mV.*minus sign"),
        (AdEx, {"v_threshold": 50.0}, "v_threshold = 50 mV.*minus sign"),
        (AdEx, {"delta_T": 0.002}, r"delta_T = 0.002 mV.*Did you mean 2 \(mV\)"),
        (Izhikevich, {"c": 65.0}, "c = 65 mV.*minus sign"),
        (Izhikevich, {"c": -250.0}, "c = -250 mV: allowed is -200 to 200 mV"),
        (Izhikevich, {"c": math.nan}, "c = nan mV"),
        (Izhikevich, {"a": 20.0}, r"a = 20 1/ms.*Did you mean 0.02"),
        (Izhikevich, {"d": math.nan}, "d = nan"),
        (HodgkinHuxley, {"g_Na": -1.0}, "g_Na = -1 mS/cm2"),
        (HodgkinHuxley, {"C_m": 0.0}, "C_m = 0 uF/cm2"),
        (HodgkinHuxley, {"C_m": 101.0}, "C_m = 101 uF/cm2: allowed is 0.01 to 100"),
        (HodgkinHuxley, {"temperature": 279.0}, "temperature = 279"),
        (HodgkinHuxley, {"E_K": -7700.0}, r"E_K.*Did you mean -7.7 \(mV\)"),
    ],
)
def test_a_wrong_parameter_is_named_with_unit_range_and_slip(model, bad, match):
    with pytest.raises(ValueError, match=match):
        model(**bad)


MS, MOHM = ("ms", "0.1 to 10000"), ("MOhm", "0.001 to 100000")
MV, AROUND, GATED = ("mV", "-1000 to 1000"), ("mV", "-200 to 150"), ("mS/cm2", "0 to 1000")
PARAMETERS = {  # default, unit, range
    LIF: {
        "tau_m": (20.0, *MS),
        "R_m": (10.0, *MOHM),
        "v_rest": (-65.0, *MV),
        "v_reset": (-65.0, *MV),
        "v_threshold": (-50.0, *MV),
        "t_ref": (2.0, "ms", "0 to 1000"),
    },
    AdEx: {  # the first row of table 1 of Naud et al. 2008: 200 pF, 12 nS, 2 nS, 60 pA
        "tau_m": (16.67, *MS),
        "R_m": (83.33, *MOHM),
        "v_rest": (-70.0, *MV),
        "v_threshold": (-50.0, *MV),
        "delta_T": (2.0, "mV", "0.2 to 100"),
        "v_reset": (-58.0, *MV),
        "v_peak": (0.0, *MV),
        "a": (0.002, "uS", "-0.2 to 0.2"),
        "b": (0.06, "nA", "-1 to 1"),
        "tau_w": (300.0, *MS),
    },
    Izhikevich: {  # regular spiking, Izhikevich 2003
        "a": (0.02, "1/ms", "-10 to 10"),
        "b": (0.2, "1/ms", "-10 to 10"),
        "c": (-65.0, "mV", "-200 to 200"),
        "d": (8.0, "mV/ms", "-1000 to 1000"),
    },
    HodgkinHuxley: {
        "C_m": (1.0, "uF/cm2", "0.01 to 100"),
        "g_Na": (120.0, *GATED),
        "g_K": (36.0, *GATED),
        "g_L": (0.3, "mS/cm2", "0.001 to 100"),
        "E_Na": (50.0, *AROUND),
        "E_K": (-77.0, *AROUND),
        "E_L": (-54.387, *AROUND),
        "temperature": (6.3, "degrees Celsius", "-5 to 50"),
    },
}


@pytest.mark.parametrize("model", PARAMETERS)
def test_every_parameter_has_its_default_its_unit_and_its_range(model):
    names = PARAMETERS[model]
    assert vars(model()) == {name: default for name, (default, *_) in names.items()}
    for name, (_, unit, allowed) in names.items():
        for beyond in (-1e9, 1e9):
            with pytest.raises(ValueError, match=f"{name} = .*: allowed is {allowed} {unit}"):
                model(**{name: beyond})
    with pytest.raises(FrozenInstanceError):
        setattr(model(), name, 1.0)


@pytest.mark.filterwarnings("ignore:current is 500 mV/ms")
@pytest.mark.parametrize("shape", [(50,), (50, 2)])
@pytest.mark.parametrize(
    ("model", "current", "dt"),
    [
        (AdEx(v_reset=-45.0, b=0.0), 10.0, 1.0),
        (AdEx(tau_m=5.0, R_m=500.0, delta_T=0.2), 1.9, 1.0),  # a push past all bounds
        (Izhikevich(c=20.0, d=0.0), 500.0, 0.2),
        (LIF(t_ref=0.0), 20.0, 2.0),
    ],
)
def test_two_spikes_in_one_step_are_refused(model, current, dt, shape):
    with pytest.raises(ValueError, match="twice within one step"):
        simulate(model, np.full(shape, current), dt, start=model.start())


@pytest.mark.parametrize(
    ("model", "arguments", "error", "match"),
    [
        (AdEx(), ([500.0] * 9, 0.1), ValueError, r"Did you mean 0.5 \(nA\)"),
        (AdEx(), ([1.0], 0.1, "exact", "exact", "to_value", np.array(0.0)), TypeError,
         r"start = .*: expected a tuple"),
        (Izhikevich(), ([10.0], 0.5), ValueError, "dt = 0.5 ms"),
        (Izhikevich(), ([10.0], 0.1, "script"), ValueError, "steps of 1 ms only"),
        (HodgkinHuxley(), ([10.0], 0.5), ValueError, r"dt = 0\.5 ms"),
        (HodgkinHuxley(), ([10.0], 0.01, "euler"), TypeError, "euler"),
        (HodgkinHuxley(), ([0.0], 0.01, "exact", "exact", "to_value", (-65.0, 5.0, 0.6, 0.3)),
         ValueError, "m, h, n = 5: allowed is 0 to 1"),
    ],
)  # fmt: skip
def test_a_run_that_a_model_cannot_make_is_refused(model, arguments, error, match):
    with pytest.raises(error, match=match):
        simulate(model, *arguments)


def test_a_class_and_what_lacks_a_method_are_no_models():
    with pytest.raises(TypeError, match=r"model = the class LIF.*Did you mean LIF\(\)"):
        as_model(LIF)
    with pytest.raises(TypeError, match=r"model = 3.*or a step"):
        as_model(3, also=", or a step")


def test_floats_and_numpy_have_the_same_names_with_the_same_meaning():
    of_one = ("exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tanh", "cosh", "atan")
    for name in of_one:
        assert getattr(FLOATS, name)(0.3) == pytest.approx(getattr(np, name)(0.3), rel=1e-15)
    for name in ("maximum", "minimum", "atan2", "hypot"):
        assert getattr(FLOATS, name)(0.3, -1.0) == getattr(np, name)(0.3, -1.0)
    assert FLOATS.where(True, 1.0, 2.0) == np.where(True, 1.0, 2.0)
    with pytest.raises(AttributeError, match="no attribute 'sine'"):
        FLOATS.sine(0.3)
    assert "xp: Namespace = FLOATS" in str(inspect.signature(LIF.stepper)).replace("'", "")
    assert (FLOATS.any(False), FLOATS.any(True)) == (np.any(False), np.any(True))


def test_a_state_may_be_a_list_and_must_be_whole_and_finite():
    assert begun([-60.0, 0.0], (0.0, 0.0)) == (-60.0, 0.0)
    assert begun(("a story", None)) == ("a story", None)  # a step of your own keeps what it likes
    for wrong in ((-60.0,), (-60.0, 0.0, 0.0), np.array(0.0)):
        with pytest.raises(TypeError, match="a tuple like start"):
            begun(wrong, (0.0, 0.0))
    with pytest.raises(ValueError, match=r"state\[1\] = inf"):
        begun((-60.0, np.inf), (0.0, 0.0), "state")


@pytest.mark.parametrize(
    "ask",
    [
        *(partial(model.nullclines, v) for model in (AdEx(), Izhikevich()) for v in (-60.0, -50.0)),
        Izhikevich().fixed_points,
        HodgkinHuxley().at_rest,
    ],
)
def test_a_current_that_is_left_out_is_none(ask):
    assert ask() == ask(current=0.0) != ask(current=0.5)


def test_a_current_that_averages_more_than_a_volt_is_taken_for_picoamperes():
    for fine in ([], [100.0], [-100.0], [0.0, 200.0], [199.0, -1.0]):  # times 10 MOhm
        assert refuse_amperes("current", LIF(), np.array(fine)) is None
    assert refuse_amperes("current", Izhikevich(), np.array([150.0])) is None  # no nA
    for current in ([100.1], [-250.0, 0.0]):
        with pytest.raises(ValueError, match=r"current averages 1\d\d.* nA: through 10 MOhm that"):
            refuse_amperes("current", LIF(), np.array(current))


def test_a_current_of_less_than_a_tenth_of_a_microampere_is_taken_for_one_in_amperes():
    for amperes in (1e-13, -5e-10, 0.99e-7):
        meant = re.escape(f"Did you mean {abs(amperes) * 1e9:g} (nA), written in A?")
        with pytest.raises(ValueError, match=meant):
            refuse_amperes("current", LIF(), np.array([0.0, amperes]))
    for nothing in (0.0, 0.9e-13, 1.1e-7):
        assert refuse_amperes("current", LIF(), np.array([nothing])) is None
    assert refuse_amperes("current", Izhikevich(), np.array([5e-10])) is None  # no nA


@pytest.mark.parametrize("error", [AttributeError("no w"), IndexError("no w"), TypeError("no w")])
def test_an_error_in_somebodys_step_is_told_with_whose_it_is(error):
    def step(state, current):
        raise error

    told = rf"^the step of LIF raises {type(error).__name__}: no w\.$"
    with pytest.raises(TypeError, match=told), blamed(LIF(), step, LIF().start()):
        step(LIF().start(), 0.0)


@pytest.mark.parametrize("model", [LIF(), AdEx(), Izhikevich(), HodgkinHuxley()])
def test_each_number_of_a_state_has_its_name_with_a_unit(model):
    assert len(model.variables) == len(model.start())
    assert model.variables[0] == "v (mV)"
    assert len(set(model.variables)) == len(model.variables)
