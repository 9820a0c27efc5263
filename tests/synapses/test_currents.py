import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused
from reference import cases

from snn_edu import AMPA, LIF, AlphaSynapse, Conductance, DeltaSynapse
from snn_edu.patterns import Detector
from snn_edu.synapses import DoubleExponentialSynapse, ExponentialSynapse
from snn_edu.training import Tempotron

CURRENTS = [ExponentialSynapse(2.0), AlphaSynapse(3.0), DoubleExponentialSynapse(0.5, 5.0)]
ALL = [DeltaSynapse(), *CURRENTS, ExponentialSynapse(20.0), AlphaSynapse(20.0)]


def neuron(params):
    """The LIF of a case given in pF: R_m = tau_m / C_m."""
    return LIF(tau_m=params["tau_m_ms"], R_m=params["tau_m_ms"] / (params["C_pF"] / 1000))


@pytest.mark.parametrize("one", cases("lif", "psp-"), ids=lambda one: one["id"])
@pytest.mark.parametrize(
    ("kind", "synapse"), [("exp", ExponentialSynapse), ("alpha", AlphaSynapse)]
)
def test_psp_is_the_reference(one, kind, synapse):
    params, expected = one["params"], one["expected"]
    synapse, lif, w = synapse(params["tau_s_ms"]), neuron(params), params["w_pA"] / 1000
    rel = one["tol"]["exact_rel"]
    decayed = DeltaSynapse().psp(params["t_ms"], lif, 1.0)  # a jump, with the membrane
    assert decayed == pytest.approx(expected["delta_decay_factor"], rel=1e-9)
    assert synapse.psp(params["t_ms"], lif, w) == pytest.approx(expected[f"{kind}_V_mV"], rel=rel)
    assert synapse.psp_peak_time(lif) == pytest.approx(expected[f"{kind}_peak_t_ms"], rel=rel)
    assert synapse.psp_peak(lif, w) == pytest.approx(expected[f"{kind}_peak_mV"], rel=rel)
    area = lif.R_m * w * synapse.area
    assert area == pytest.approx(expected[f"{kind}_area_mV_ms"], rel=rel)


@pytest.mark.parametrize("one", cases("synapses", "dualexp-"), ids=lambda one: one["id"])
def test_double_exponential_is_the_reference(one):
    synapse = DoubleExponentialSynapse(one["params"]["tau_rise_ms"], one["params"]["tau_decay_ms"])
    expected, rel = one["expected"], one["tol"]["rel"]
    assert synapse.peak_time == pytest.approx(expected["t_peak_ms"], rel=rel)
    assert synapse.area == pytest.approx(expected["area_ms"], rel=rel)
    per_ms = 1 / synapse.tau_rise - 1 / synapse.tau_decay
    assert synapse.gain / per_ms == pytest.approx(expected["N"], rel=rel)
    for t, g in expected["g_at"]:
        assert synapse.kernel(t) == pytest.approx(g, rel=rel)


def test_equal_time_constants_make_the_alpha_function_and_a_short_rise_the_exponential():
    t = np.linspace(0.0, 40.0, 81)
    alpha = t / 4 * np.exp(1 - t / 4)
    assert DoubleExponentialSynapse(4.0, 4.0).kernel(t) == pytest.approx(alpha, rel=1e-14)
    near = DoubleExponentialSynapse(4.0 * (1 - 1e-10), 4.0)
    assert near.kernel(t) == pytest.approx(alpha, rel=1e-8)
    assert near.psp(t, LIF(), 1.0) == pytest.approx(AlphaSynapse(4.0).psp(t, LIF(), 1.0), rel=1e-8)
    sharp = DoubleExponentialSynapse(0.01, 4.0).kernel(t[1:])
    assert sharp == pytest.approx(ExponentialSynapse(4.0).kernel(t[1:]), rel=0.02)


@pytest.mark.parametrize(("rise", "decay"), [(3.75, 15.0), (2.5, 10.0), (0.5, 40.0)])
def test_a_tempotron_and_a_detector_have_this_kernel_as_their_psp(rise, decay):
    t = np.linspace(0.0, 200.0, 401)
    kernel = DoubleExponentialSynapse(rise, decay).kernel(t)
    assert Tempotron(tau=decay, tau_s=rise).kernel(t) == pytest.approx(kernel, abs=1e-14)
    detector = Detector(kernel=DoubleExponentialSynapse(rise, decay))
    to_M, to_S = detector.gains()
    M, S = to_M * np.exp(-t / detector.tau_m), to_S * np.exp(-t / detector.tau_syn)
    assert pytest.approx(kernel, abs=1e-14) == M - S


@pytest.mark.parametrize("synapse", CURRENTS, ids=repr)
def test_the_weight_is_the_peak_of_the_current_and_the_area_its_integral(synapse):
    t = np.linspace(0.0, 200.0, 2_000_001)
    assert synapse.kernel(synapse.peak_time) == pytest.approx(1.0, rel=1e-14)
    assert synapse.kernel(t).max() == pytest.approx(1.0, abs=1e-7)
    assert np.trapezoid(synapse.kernel(t), t) == pytest.approx(synapse.area, rel=1e-8)


@pytest.mark.parametrize("synapse", ALL, ids=repr)
def test_psp_solves_the_membrane_equation(synapse):
    lif, w, h = LIF(), 0.4, 1e-4
    t = np.linspace(0.1, 100.0, 200)
    slope = (synapse.psp(t + h, lif, w) - synapse.psp(t - h, lif, w)) / (2 * h)
    current = 0.0 if isinstance(synapse, DeltaSynapse) else w * synapse.kernel(t)
    assert slope == pytest.approx(
        (lif.R_m * current - synapse.psp(t, lif, w)) / lif.tau_m, abs=1e-7
    )


@pytest.mark.parametrize("synapse", ALL, ids=repr)
def test_two_of_the_same_parameters_are_one_synapse(synapse):
    twin = eval(repr(synapse))
    assert twin is not synapse
    assert {twin, synapse} == {synapse}
    assert sum(other == synapse for other in ALL) == 1


@given(st.floats(-100, 100), st.floats(-2, 2), st.sampled_from(ALL))
def test_psp_is_causal_and_proportional_to_the_weight(t, w, synapse):
    psp = synapse.psp(t, LIF(), w)
    assert isinstance(psp, float)
    assert (DeltaSynapse().psp_peak_time(LIF()), DeltaSynapse().psp_peak(LIF(), w)) == (0.0, w)
    assert psp == pytest.approx(w * synapse.psp(t, LIF(), 1.0), rel=1e-14)
    assert t >= 0 or psp == 0
    assert synapse.psp(0.005, LIF(), 1.0) > 0  # from the moment on that the spike arrives
    np.testing.assert_array_equal(synapse.psp([1e9, 1e155, 1e308], LIF(), 0.1), 0.0)  # it is over


def test_a_weight_may_move_the_membrane_by_100_mv_by_its_charge_or_through_the_leak():
    giant = LIF(tau_m=1000.0, R_m=1.0)  # 1 uF: 2000 nA for 10 ms lift it by 20 mV
    assert ExponentialSynapse(10.0).weight(2000.0, giant) == 2000.0
    assert ExponentialSynapse(10.0).psp_peak(giant, 2000.0) == pytest.approx(20.0, rel=0.05)
    slow = ExponentialSynapse(10_000.0)  # its charge would move v by 9 V; R_m w is 0.1 V
    assert slow.weight(10.0, LIF()) == 10.0
    for w in (10.1, -10.1):
        with pytest.raises(ValueError, match=r"by 0.101 V; allowed is up to 0.1 V"):
            slow.weight(w, LIF())


test_refusals_guess_the_slip = refused(
    (lambda: DoubleExponentialSynapse(5.0, 0.5), "swapped"),
    (lambda: AlphaSynapse(5.0).psp(1.0, LIF(), 400.0), r"0\.4 \(nA\), .* pA"),
    (lambda: AMPA.current([0.1, 0.2], [0.0, 1.0, 2.0]), r"g has shape \(2,\), v"),
    (lambda: AMPA.weight(1.01e5, LIF()), r"times the neuron's leak.*written in nS"),
    (lambda: Conductance(DeltaSynapse()), TypeError, r"synapse = .*Say Conductance"),
    (lambda: Conductance(AMPA), TypeError, r"synapse = .*Say Conductance"),
    (lambda: Conductance(AlphaSynapse(), 1001.0), "v_reversal = 1001 mV"),
    (lambda: DoubleExponentialSynapse(0.001, 5.0), "tau_rise = 0.001 ms"),
    (lambda: DeltaSynapse().psp(1.0, LIF(), 5000.0), "mV"),
    (lambda: DeltaSynapse().psp(1.0, LIF, 1.0), TypeError, r"Did you mean LIF\(\)"),
    (lambda: DeltaSynapse().psp_peak_time(LIF), TypeError, r"Did you mean LIF\(\)"),
    (lambda: AlphaSynapse().psp(1.0, LIF, 1.0), TypeError, r"Did you mean LIF\(\)"),
    (lambda: AlphaSynapse().psp_peak_time(LIF), TypeError, r"Did you mean LIF\(\)"),
)
