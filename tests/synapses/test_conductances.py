import warnings
from dataclasses import replace

import numpy as np
import pytest
from reference import case, cases

from snn_edu import AMPA, GABA_A, GABA_B, LIF, NMDA, AlphaSynapse, Conductance
from snn_edu.synapses import magnesium_block, steady_under

RECEPTORS = {"AMPA": AMPA, "NMDA": NMDA, "GABA_A": GABA_A, "GABA_B": GABA_B}


def test_receptors_have_the_time_courses_that_the_lessons_were_tuned_with():
    for name, row in case("synapses", "receptor-table")["expected"].items():  # the textbooks
        lowest, highest = np.broadcast_to(row["E_mV"], 2)
        assert lowest <= RECEPTORS[name].v_reversal <= highest
        for tau, (least, most) in zip(
            RECEPTORS[name].stages, (row["rise_ms"], row["decay_ms"]), strict=True
        ):
            assert least <= tau <= most
        assert (RECEPTORS[name].magnesium > 0) == (name == "NMDA")
    stages = {name: receptor.stages for name, receptor in RECEPTORS.items()}
    fast = {"AMPA": (0.3, 2.0), "GABA_A": (0.5, 6.0)}
    assert stages == {**fast, "NMDA": (2.0, 100.0), "GABA_B": (50.0, 150.0)}  # ms


def test_magnesium_blocks_as_published():
    one = case("synapses", "nmda-mgblock-given")
    open_fraction = magnesium_block(one["params"]["V_mV"], one["params"]["Mg_mM"])
    assert open_fraction == pytest.approx(one["expected"]["B"], rel=one["tol"]["rel"])
    assert (magnesium_block([-70.0, 0.0], 0.0) == 1.0).all()


@pytest.mark.parametrize("one", cases("synapses", "coba-ss-"), ids=lambda one: one["id"])
def test_constant_conductances_settle_where_the_reference_says(one):
    p, expected, rel = one["params"], one["expected"], one["tol"]["rel"]
    R_m = 1000 / p["gL_nS"]
    lif = LIF(tau_m=R_m * p["C_pF"] / 1000, R_m=R_m, v_rest=p["EL"], v_reset=p["EL"])
    g = np.array([p["ge_nS"], p["gi_nS"]]) / 1000
    kinds = replace(AMPA, v_reversal=p["Ee"]), replace(AMPA, v_reversal=p["Ei"])
    channels = zip(kinds, g, strict=True)
    v_inf, leak = steady_under(lif.v_rest, channels, -65.0, lif)
    assert v_inf == pytest.approx(expected["V_inf_mV"], rel=rel)
    assert lif.tau_m / leak == pytest.approx(expected["tau_eff_ms"], rel=rel)


def test_conductances_sum_sublinearly_and_a_current_shifts_the_rest():
    lif = LIF()
    one, two = (steady_under(lif.v_rest, [(AMPA, g)], -65.0, lif)[0] for g in (0.02, 0.04))
    assert lif.v_rest < one < two < 2 * one - lif.v_rest
    from_rest, _ = steady_under(0.0, [(AMPA, 0.02)], -65.0, lif, zero=lif.v_rest)
    assert from_rest == pytest.approx(one - lif.v_rest)
    assert steady_under(lif.v_inf(1.0), [(AMPA, 0.0)], -65.0, lif)[0] == lif.v_inf(1.0)


def test_current_changes_sign_at_the_reversal_potential():
    assert GABA_A.current(0.01, -75.0) == 0.0
    assert GABA_A.current(0.01, -65.0) == pytest.approx(-0.1)
    assert AMPA.current(0.01, -65.0) == pytest.approx(0.65)
    assert NMDA.current(0.01, -65.0) == pytest.approx(0.65 * magnesium_block(-65.0))


def test_a_conductance_in_ns_is_told_from_that_of_a_giant_synapse():
    """A calyx on a cell of 150 MOhm, a frog's muscle of 0.4 MOhm; then 1 nS on our neurons."""
    assert AMPA.weight(0.4, LIF(R_m=150.0)) == 0.4
    assert AMPA.weight(5.0, LIF(R_m=0.4)) == 5.0
    for w, R_m in ((1.0, 10.0), (5.0, 10.0), (1.0, 100.0)):
        with pytest.raises(ValueError, match=rf"Did you mean {w / 1000.0:g} \(uS\), written in nS"):
            AMPA.weight(w, LIF(R_m=R_m))


@pytest.mark.parametrize(("v", "asked"), [(59.9, 0), (60.0, 1), (100.0, 1), (100.5, 0), (-70.0, 0)])
def test_a_reversal_that_only_inhibition_has_with_a_minus_is_asked_about(v, asked):
    """Sodium reverses at some 50 mV, calcium beyond 100."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        Conductance(AlphaSynapse(2.0), v)
    assert [str(each.message) for each in said] == [
        f"v_reversal = {v:g} mV: is a minus sign missing?"
    ] * asked


def test_a_parameter_by_half_its_name_is_answered_with_the_whole():
    with pytest.raises(TypeError, match=r"no parameter 'v_rev'\. Did you mean v_reversal\?"):
        Conductance(AlphaSynapse(2.0), v_rev=0.0)
