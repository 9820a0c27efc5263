import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import cases

from snn_edu import ShortTermPlasticity, Spikes


def synapse(one):
    params = one["params"]
    return ShortTermPlasticity(params["U"], params["tau_rec_ms"], params["tau_facil_ms"])


TRAINS = [one for one in cases("synapses", "stp-") if "times_ms" in one["params"]]


@pytest.mark.parametrize("one", TRAINS, ids=lambda one: one["id"])
def test_each_spike_is_the_reference(one):
    times, expected, tol = one["params"]["times_ms"], one["expected"], one["tol"]["abs"]
    release = synapse(one).releases(times)
    assert release.u == pytest.approx(expected["u"], abs=tol)
    assert release.x == pytest.approx(expected["x"], abs=tol)
    efficacies = synapse(one).efficacies(times)
    assert efficacies == pytest.approx(expected["efficacy"], abs=tol)
    assert efficacies == pytest.approx(expected["nest_tsodyks2"], abs=tol)
    assert efficacies[1] / efficacies[0] == pytest.approx(expected["paired_pulse_ratio"], abs=tol)
    steady = synapse(one).steady_state(one["params"]["rate_Hz"])
    assert steady.u == pytest.approx(expected["steady_u"], abs=tol)
    assert steady.x == pytest.approx(expected["steady_x"], abs=tol)
    assert steady.efficacy == pytest.approx(expected["steady_efficacy"], abs=tol)


MEMORY = st.just(0.0) | st.floats(2.0, 500.0)  # ms


@given(st.floats(0.01, 1.0), MEMORY, MEMORY, st.floats(1, 100))
def test_a_long_regular_train_reaches_the_steady_state(U, tau_rec, tau_facil, rate):
    stp = ShortTermPlasticity(U, tau_rec, tau_facil)
    release = stp.releases(np.arange(4000) * 1000 / rate)
    for fraction in (release.u, release.x):
        assert ((fraction >= -1e-12) & (fraction <= 1 + 1e-12)).all()
    assert release.efficacy[-1] == pytest.approx(stp.steady_state(rate).efficacy, rel=1e-9)


def test_without_memory_every_spike_is_the_first():
    assert (ShortTermPlasticity(0.3, 0.0, 0.0).efficacies([1, 2, 50]) == 0.3).all()
    assert ShortTermPlasticity().efficacies([]).size == 0


def test_times_out_of_order_are_refused():
    with pytest.raises(ValueError, match="earliest first"):
        ShortTermPlasticity().efficacies([3, 2])
    with pytest.raises(ValueError, match=r"U = 1\.5"):
        ShortTermPlasticity(U=1.5)


def test_a_train_may_come_as_spikes():
    train, stp = Spikes([1.0, 30.0, 42.0], duration=100.0), ShortTermPlasticity()
    assert (stp.efficacies(train) == stp.efficacies(train.times)).all()
    with pytest.raises(ValueError, match=r"times has 2 neurons: .*Say times.of\(0\)"):
        stp.releases(Spikes([1.0], size=2))


def test_a_release_says_what_it_is_of():
    stp = ShortTermPlasticity(0.5, 100.0, 0.0)
    assert repr(stp.steady_state(1e-6)) == "<Release: in a steady state u x = 0.5>"
    assert repr(stp.releases([])) == "<Release: 0 spikes>"
    assert repr(stp.releases([5.0])) == "<Release: 1 spike; u x from 0.5 to 0.5>"
    assert repr(stp.releases([5.0, 5.0])) == "<Release: 2 spikes; u x from 0.5 to 0.25>"
