"""Pictures of lesson 16 beside the models that they draw, and what its judges promise."""

from dataclasses import replace

import numpy as np
import pytest

from snn_edu import simulate, trajectory
from snn_edu.lessons.beyond_lif import views


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_axon_stays_between_the_lines_of_its_picture(share):
    for v in (views.blocked(share, 0.0)[1], views.blocked(0.0, share)[1]):
        assert -102 < v.min() < v.max() < 74


def test_a_gate_at_a_held_potential_follows_the_model():
    frame = views.goals_frame(-30.0, 3.0)
    state = [-30.0, *views.AXON.start()[1:]]
    for _ in range(3000):  # Euler's steps of 0.001 ms, with v held
        slope = views.AXON.slope(tuple(state), 0.0)
        state[1:] = [x + 0.001 * float(dx) for x, dx in zip(state[1:], slope[1:], strict=True)]
    for name, x in zip("mhn", state[1:], strict=True):
        assert frame[f"dot_{name}"][1][0] == pytest.approx(x, abs=1e-3)


def test_the_curve_of_the_axon_is_drawn_at_its_rates():
    currents, rates = views.axon_rates()
    for current in (7.25, 20.0):
        (drawn,) = rates[np.isclose(currents, current)]
        assert drawn == pytest.approx(1000.0 / views.axon_period(current), rel=0.005)
    assert rates[currents < 6.26].tolist() == [0.0] * (currents < 6.26).sum()


@pytest.mark.parametrize("kind", views.STIMULI)
def test_axon_and_twin_are_drawn_under_the_same_current_and_inside_the_picture(kind):
    for strength in (1.0, 10.0, 20.0):
        frame = views.two_neurons_frame(kind, strength)
        _, current = frame["current"]
        assert frame["axon"][1] == pytest.approx(simulate(views.AXON, current, 0.05).v)
        lif = simulate(views.twin(), current, 0.05)
        assert frame["lif"][1] == pytest.approx(lif.v)
        assert -125 < frame["axon"][1].min() < frame["axon"][1].max() < 50
        assert lif.v.min() > -116
        assert frame["ticks"][0].tolist() == lif.spikes.times.tolist()


def test_strokes_of_the_plane_point_where_the_model_goes():
    x, y = views.plane_frame(-60.0, 0.03, 0.05)["field"]
    for k in range(0, x.size, 3):
        dv, dw = views.BURSTING.slope((x[k], y[k]), 0.05)
        assert np.sign(x[k + 1] - x[k]) == np.sign(dv)
        assert np.sign(y[k + 1] - y[k]) == np.sign(dw)


@pytest.mark.parametrize("v_reset", [-58.0, -46.0])
def test_the_arrows_of_a_burst_point_where_the_model_goes(v_reset):
    model = replace(views.BURSTING, v_reset=v_reset)
    x, y = (
        np.reshape(each, (-1, 4)) for each in views.bursts_frame(0.21, v_reset, 0.1, 0)["arrows"]
    )
    back_x, back_y = (x[:, 0] + x[:, 2]) / 2.0, (y[:, 0] + y[:, 2]) / 2.0
    ahead = np.array([x[:, 1] - back_x, y[:, 1] - back_y]) / [[12.0], [0.15]]
    goes = np.array(model.slope((x[:, 1], y[:, 1]), 0.21)) / [[12.0], [0.15]]
    cosine = (ahead * goes).sum(0) / np.hypot(*ahead) / np.hypot(*goes)
    assert cosine.min() > 0.9


def test_a_drawn_spike_runs_to_its_peak_and_lifts_the_pen():
    run = trajectory(views.BURSTING, np.full(1000, 0.21), 0.1)
    t, v, w = views.drawn(run, 0.0)
    assert np.isnan(v).sum() == len(run.spikes)
    assert t[np.flatnonzero(np.isnan(v))].tolist() == run.spikes.times.tolist()
    assert v[np.flatnonzero(np.isnan(v)) - 1].tolist() == [0.0] * len(run.spikes)
    assert t.shape == v.shape == w.shape
