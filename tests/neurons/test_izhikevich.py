"""Izhikevich's neuron against an adaptive solver, and his script against itself."""

import numpy as np
import pytest
from reference import cases

from snn_edu import Izhikevich, simulate

PATTERNS = cases("neurons", "izh")


def izhikevich_of(p):
    return Izhikevich(a=p["a"], b=p["b"], c=p["c"], d=p["d"])


def step_of(p, dt):
    at = (np.arange(round(p["T_ms"] / dt)) + 0.5) * dt
    return np.where(at < p["step_on_ms"], 0.0, p["I"])


@pytest.mark.parametrize(("dt", "within"), [(0.01, 0.01), (0.1, 0.8)])
@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one["id"])
def test_spikes_come_when_an_adaptive_solver_says(one, dt, within):
    model, expected = izhikevich_of(one["params"]), one["expected"]["exact"]
    spikes = simulate(model, step_of(one["params"], dt), dt).spikes
    assert len(spikes) == expected["n_spikes"]
    known = expected["spike_times_ms"]
    np.testing.assert_allclose(spikes.times[: len(known)], known, atol=within)
    assert spikes.isi()[-1] == pytest.approx(expected["last_isi_ms"], rel=0.01)


@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one["id"])
def test_the_published_script_is_another_model(one):
    model, expected = izhikevich_of(one["params"]), one["expected"]
    spikes = simulate(model, step_of(one["params"], 1.0), 1.0, method="script").spikes
    assert len(spikes) == expected["paper_scheme_n"]
    known = expected["paper_scheme_times_ms"]
    np.testing.assert_array_equal(spikes.times[: len(known)], known)
    assert len(spikes) < expected["exact"]["n_spikes"]


@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one["id"])
def test_it_starts_at_rest(one):
    p, model = one["params"], izhikevich_of(one["params"])
    assert model.start() == pytest.approx((p["v0"], p["u0"]), abs=1e-9)
    assert np.ptp(simulate(model, np.zeros(1000), 0.1).v) < 1e-6


def test_where_there_is_no_rest_it_starts_where_the_script_does():
    assert Izhikevich(b=0.3).fixed_points() == []
    assert Izhikevich(b=0.3).start() == (-65.0, -19.5)


@pytest.mark.parametrize("current", [0.0, 3.0, 4.1])
def test_nullclines_cross_at_the_fixed_points_and_nothing_moves_there(current):
    model = Izhikevich()
    v = np.linspace(-90.0, -20.0, 70_001)
    where_v, where_u = model.nullclines(v, current)
    np.testing.assert_allclose(model.slope((v, where_v), current)[0], 0.0, atol=1e-9)
    np.testing.assert_allclose(model.slope((v, where_u), current)[1], 0.0, atol=1e-9)
    points = model.fixed_points(current)
    assert len(points) == (0 if current == 4.1 else 2)  # they meet and are gone at 4
    for each in points:
        assert model.slope((each, 0.2 * each), current) == pytest.approx([0.0, 0.0], abs=1e-9)
    assert model.fixed_points(4.0) == pytest.approx([-60.0])
    assert Izhikevich(b=0.0).fixed_points(16.25) == [-62.5]  # 25 - 0.16 x 156.25 = 0


@pytest.mark.parametrize("v", [30.0, 40.0, 1000.0])
def test_a_start_at_the_peak_or_above_spikes_at_once(v):
    run = simulate(Izhikevich(), np.full(100, 10.0), 0.1, start=(v, -13.0))
    assert run.spikes.times[0] == 0.0
    assert run.v[1] < -50.0
