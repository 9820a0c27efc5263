"""What lesson 01 shows: its views against closed forms."""

import numpy as np
import pytest

from snn_edu.lessons.leaky_bucket.views import euler_against_exact, train_into_bucket


@pytest.mark.parametrize("tau_m", [5.0, 20.0, 40.0])
@pytest.mark.parametrize("dt", [0.1, 5.0, 12.0, 20.0, 25.0, 50.0, 100.0])
def test_both_methods_stay_in_the_picture_and_euler_is_as_far_off_as_its_factor_says(dt, tau_m):
    """n Euler steps leave (1 - dt / tau_m)^n of the 10 mV to go."""
    frame = euler_against_exact(dt, tau_m)
    low, high = frame["left"]["ylim"]
    for t, v in (frame["exact"], frame["euler"]):
        seen = v[t <= 100.0 + 1e-9]
        assert low < seen.min() <= seen.max() < high
        assert t[-1] > 100.0 - 1e-9  # the lines go on to the edge
    t, v = frame["euler"]
    n = np.round(t / dt)
    assert v == pytest.approx(-55.0 - 10.0 * (1.0 - dt / tau_m) ** n, rel=1e-9)
    for t, v in (frame["exact"], frame["closed_form"]):
        assert v == pytest.approx(-55.0 - 10.0 * np.exp(-t / tau_m), rel=1e-12)


@pytest.mark.parametrize("tau_m", [5.0, 20.0, 40.0])
@pytest.mark.parametrize("dt", [0.1, 2.0, 5.0, 12.0, 20.0, 30.0, 60.0, 100.0])
def test_the_error_that_is_said_is_the_largest_that_is_seen(dt, tau_m):
    frame = euler_against_exact(dt, tau_m)
    (t, exact), (_, euler) = frame["exact"], frame["euler"]
    seen = np.abs(euler - exact)[t <= 100.0 + 1e-9].max()
    _, (error,) = frame["here"]
    assert error == pytest.approx(seen, rel=1e-6)
    said = float(frame["text"].split("up to ")[1].split(" mV")[0].replace(",", ""))
    assert said == pytest.approx(seen, rel=0.006)
    assert frame["limit"][0] == [2.0 * tau_m] * 2
    dts, curve = frame["curve"]
    assert np.interp(0.1, dts, curve) == pytest.approx(
        euler_against_exact(0.1, tau_m)["here"][1][0]
    )


def test_five_steps_of_20_ms_at_5_ms_make_2430_mV_of_10():
    frame = euler_against_exact(20.0, 5.0)
    assert frame["euler"][1][-1] - (-55.0) == pytest.approx(2430.0)
    assert "by up to 2,430 mV" in frame["text"]


def test_the_story_changes_at_one_and_at_two_time_constants():
    said = {dt: euler_against_exact(dt, 20.0)["text"] for dt in (20.0, 20.1, 40.0, 40.1)}
    assert "of the climb" in said[20.0]
    assert "jumps over its goal" in said[20.1]
    assert "jumps over its goal" in said[40.0]
    assert "further with every step" in said[40.1]


@pytest.mark.parametrize("w", [5.0, -5.0])
@pytest.mark.parametrize("tau_m", [2.0, 50.0])
@pytest.mark.parametrize("interval", [2.0, 10.0, 40.0])
@pytest.mark.parametrize("count", [1, 3, 15])
def test_v_is_the_sum_of_its_psps_and_all_of_it_is_in_the_picture(count, interval, tau_m, w):
    """Right after the last spike: a geometric series, w (1 - q^count) / (1 - q)."""
    frame = train_into_bucket(count, interval, w, tau_m)
    q = np.exp(-interval / tau_m)
    peak = w * (1.0 - q**count) / (1.0 - q)
    t, v = frame["sum"]
    assert v[t >= frame["arrivals"][0][-1]][0] == pytest.approx(peak)
    assert np.abs(v).max() == pytest.approx(abs(peak))
    psps = frame["psps"][1].reshape(count, -1)[:, :-1]
    assert psps.sum(axis=0) == pytest.approx(v)
    low, high = frame["axes"]["ylim"]
    assert low < min(v.min(), peak) <= max(v.max(), peak) < high
    first, last = frame["axes"]["xlim"]
    assert first <= frame["arrivals"][0][0] <= frame["arrivals"][0][-1] < last
    side = "above" if w > 0 else "below"
    assert f"v reaches {abs(peak):.1f} mV {side} rest" in frame["text"]
