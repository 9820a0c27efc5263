"""AdEx against Naud et al. 2008, Neuronal Dynamics, and an adaptive solver's spike times."""

import math
from dataclasses import replace

import numpy as np
import pytest
from reference import case, cases

from snn_edu import LIF, AdEx, simulate
from snn_edu.spikes import step as held


def adex_of(p):
    """The model that a reference case describes, in this package's units."""
    return AdEx(
        tau_m=p["tau_m_ms"] if "tau_m_ms" in p else p["C_pF"] / p["gL_nS"],
        R_m=p["R_MOhm"] if "R_MOhm" in p else 1000.0 / p["gL_nS"],
        v_rest=p["EL_mV"],
        v_threshold=p["VT_mV"],
        delta_T=p["DT_mV"],
        v_reset=p.get("Vr_mV", -58.0),
        a=p["a_nS"] / 1000.0,
        b=p.get("b_pA", 0.0) / 1000.0,
        tau_w=p["tau_w_ms"],
    )


PATTERNS = [*cases("neurons", "adex-naud"), *cases("neurons", "adex-nd")]


@pytest.mark.no_cover  # long
@pytest.mark.parametrize(("dt", "within"), [(0.01, 0.005), (0.1, 0.05)])
@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one["id"])
def test_spikes_come_when_an_adaptive_solver_says(one, dt, within):
    p, expected = one["params"], one["expected"]
    spikes = simulate(adex_of(p), held(p["I_pA"] / 1000.0, p["T_ms"], dt), dt).spikes
    assert len(spikes) == expected["n_spikes"]
    known = expected["spike_times_ms"]
    np.testing.assert_allclose(spikes.times[: len(known)], known, atol=within)
    if len(known) > 1:
        assert spikes.isi()[-1] == pytest.approx(expected["last_isi_ms"], abs=within)


def test_the_defaults_are_the_adapting_neuron_of_naud_2008():
    table = adex_of(case("neurons", "adex-naud-adaptation")["params"])
    for name in AdEx.__dataclass_fields__:
        assert getattr(AdEx(), name) == pytest.approx(getattr(table, name), rel=2e-3)


def test_potentials_in_volts_are_asked_about():
    with pytest.warns(UserWarning, match="v is -0.07 to -0.04 mV.*Is it in volts"):
        AdEx().nullclines(np.linspace(-0.07, -0.04, 4), 0.1)


def test_rheobase_matches_the_closed_form_and_the_spikes():
    one = case("neurons", "adex-rheobase-tonic")
    model = adex_of(one["params"])
    assert model.rheobase == pytest.approx(one["expected"]["I_saddle_node_pA"] / 1000, rel=1e-12)
    below, above = model.rheobase - 0.001, model.rheobase + 0.001
    assert simulate(model, held(below, 3000, 0.1), 0.1).spikes.times[-1] < 1000
    assert simulate(model, held(above, 3000, 0.1), 0.1).spikes.times[-1] > 2500


def fixed_points(model, current):
    """Each v where the two nullclines cross, lowest first."""
    v = np.linspace(-400.0, 0.0, 400_001)
    apart = np.subtract(*model.nullclines(v, current))
    k = np.flatnonzero(np.diff(np.sign(apart)))
    return v[k] + (v[k + 1] - v[k]) * apart[k] / (apart[k] - apart[k + 1])


def eigenvalues(model, v, current):
    """Of the flow near the fixed point at v, from `slope` alone."""
    at, nudge = np.array([v, model.a * (v - model.v_rest)]), 1e-5 * np.eye(2)
    up, down = (model.slope((at + each).T, current) for each in (nudge, -nudge))
    return np.linalg.eigvals(np.subtract(up, down) / 2e-5)


@pytest.mark.parametrize(
    "model", [AdEx(), AdEx(a=0.0), AdEx(a=0.03, tau_w=20.0), AdEx(a=-0.005)], ids=repr
)
def test_rest_loses_its_stability_at_the_rheobase(model):
    for current, stable in ((model.rheobase - 1e-4, True), (model.rheobase + 1e-4, False)):
        rests = fixed_points(model, current)
        flow = model.slope((rests, model.a * (rests - model.v_rest)), current)
        np.testing.assert_allclose(flow, 0.0, atol=1e-6)  # where the nullclines cross
        assert stable == (rests.size > 0 and max(eigenvalues(model, rests[0], current).real) < 0)


def test_a_sharp_upstroke_is_a_leaky_integrator_and_its_last_moments():
    """From v_threshold on, a push A takes delta_T / A ln(1 + A tau_m / delta_T)."""
    sharp = AdEx(tau_m=20.0, R_m=10.0, delta_T=0.2, a=0.0, b=0.0, v_reset=-70.0)
    lif = LIF(tau_m=20.0, R_m=10.0, v_rest=-70.0, v_reset=-70.0, v_threshold=-50.0, t_ref=0.0)
    A = (-20.0 + 10.0 * 3.0) / 20.0  # mV/ms, at the threshold
    last = 0.2 / A * math.log1p(A * 20.0 / 0.2)
    spikes = simulate(sharp, held(3.0, 200.0, 0.05), 0.05).spikes
    np.testing.assert_allclose(spikes.isi(), 1000.0 / lif.rate(3.0) + last, rtol=0.002)


def test_the_moment_of_a_low_peak_is_solved_for_too():
    low = AdEx(v_peak=-49.0, a=0.0, b=0.0)
    coarse, fine = (simulate(low, held(0.5, 100.0, dt), dt).spikes.times for dt in (0.1, 0.001))
    assert coarse.size > 5
    assert simulate(low, held(0.5, 200.0, 0.1), 0.1).v.max() < -49.0
    np.testing.assert_allclose(coarse, fine, atol=0.002)


def test_a_push_through_the_whole_upstroke_spikes_in_its_step():
    """From 100 delta_T below the threshold to 19 above: e^118 is far past any peak, e^70 is not."""
    sharp = AdEx(tau_m=10.0, R_m=100.0, delta_T=0.2, a=0.0, b=0.0)
    coarse, fine = (simulate(sharp, held(2.5, 1.0, dt), dt).spikes.times for dt in (1.0, 0.001))
    assert coarse == pytest.approx(fine, abs=0.05)  # of order dt^2


def test_without_stable_rest_there_is_no_rheobase():
    model = AdEx()
    for a in (-0.02, -1.0 / model.R_m):  # at the border, too
        with pytest.raises(ValueError, match="no rheobase"):
            _ = replace(model, a=a).rheobase
