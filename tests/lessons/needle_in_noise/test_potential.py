"""What the neuron of lesson 10 does: the potential that is drawn, and the sounds."""

import numpy as np
import pytest

from snn_edu.lessons.needle_in_noise import potential as inside
from snn_edu.lessons.needle_in_noise.bird_song import SAMPLING
from snn_edu.lessons.needle_in_noise.views import expected_pairs
from snn_edu.patterns import Detector, make_input
from snn_edu.spikes.train import Spikes


def test_the_potential_discharges_where_the_detector_does():
    """The same formula by another algorithm: step by step here, whole blocks at once there."""
    spikes, _ = make_input(1000.0, np.random.default_rng(4), rates="poisson")
    weights = np.random.default_rng(5).random(2000)
    frozen = Detector(A_plus=0.0, A_minus=0.0, dt=0.1)
    expected = frozen.learn(spikes, weights=weights).output.times
    _, _, output = inside.potential(spikes, weights, dt=0.1)
    assert output.size > 50
    np.testing.assert_allclose(output, expected, atol=1e-6)


def test_one_spike_gives_one_psp_of_height_one_and_its_peak_after_4_62_ms():
    t, p, output = inside.potential(Spikes([10.0], [0], 1, 60.0), np.array([1.0]), dt=0.01)
    assert output.size == 0
    assert p.max() == pytest.approx(1.0, abs=1e-5)
    assert t[p.argmax()] - 10.0 == pytest.approx(np.log(4) * 10 * 2.5 / 7.5, abs=0.02)


def test_a_discharge_leaves_the_after_potential_and_no_psp():
    spikes = Spikes(np.full(600, 10.0), np.arange(600), 600, 60.0)
    t, p, (t_out,) = inside.potential(spikes, np.ones(600))
    s = t[t > t_out] - t_out
    eta = 500 * (2 * np.exp(-s / 10) - 4 * (np.exp(-s / 10) - np.exp(-s / 2.5)))
    np.testing.assert_allclose(p[t > t_out], eta, atol=1e-6)
    assert p[np.isclose(t, t_out)] == 1000.0


def test_before_a_saw_that_does_not_see_the_showings_after_one_leap_in_each():
    before, after = inside.before_and_after(0.0), inside.before_and_after(40.0)
    assert before["text"].startswith("After 0 s of learning: 25 discharges")
    assert "2 discharges in these 400 ms, 2 of them within the 2 showings" in after["text"]
    t, p = after["now"]
    leaps = t[p > 999]
    assert leaps.size == 2
    assert (leaps - (inside.history().showings - inside.LEAD) < 8).all()


def test_the_wall_rises_at_the_first_five_milliseconds_and_late_afferents_are_spared():
    x, weights = inside.before_and_after(40.0)["members"]
    assert np.median(weights[x < 5]) > 0.9
    assert weights[(x > 7) & (x < 20)].max() < 0.1
    assert np.median(weights[(x > 38) & (x < 50)]) > 0.2


@pytest.mark.parametrize(
    ("what", "jitter", "met", "of"),
    [("two showings", 0.0, 138, 159), ("two other moments", 1.0, 61, 190)],
)
def test_showings_are_copies_and_other_moments_are_not(what, jitter, met, of):
    assert f"{met} of {of} spikes" in inside.laid_over(what, jitter)["text"]


def test_the_chance_drift_is_small_for_reduced_pairs_only():
    """-0.004 as the rule runs; without "before the next discharge" and for all pairs far more."""
    r = 0.064
    ltp, ltd = expected_pairs(64.0, np.array(1000 / 63))
    assert float(ltp - 0.85 * ltd) == pytest.approx(-0.004, abs=5e-4)
    assert r / (r + 1 / 16.8) - 0.85 * r / (r + 1 / 33.7) == pytest.approx(-0.063, abs=5e-4)
    assert r * (16.8 - 0.85 * 33.7) == pytest.approx(-0.758, abs=5e-4)


def test_a_click_stands_where_the_spike_is():
    sound = inside.clicks(np.array([100.0, 1250.0, 5000.0]), 1000.0, 2000.0)
    assert sound.size == SAMPLING
    heard = np.flatnonzero(sound)
    assert heard[0] / SAMPLING * 1000 == pytest.approx(250.0, abs=0.2)
    assert heard[-1] / SAMPLING * 1000 < 252.1
    assert np.abs(sound).max() <= 1.0


def test_the_motif_is_heard_six_times_after_the_chorus():
    sound = inside.chorus_and_motif(1)
    assert sound.size == 4 * SAMPLING + SAMPLING // 2 + 6 * (SAMPLING // 20 + SAMPLING // 2)
    start = 4 * SAMPLING + SAMPLING // 2
    once, again = (sound[k : k + SAMPLING // 20] for k in (start, start + 11 * SAMPLING // 20))
    np.testing.assert_array_equal(once, again)


def test_the_spectrogram_shows_the_motif_under_its_bars():
    ax = inside.as_the_ear_hears(1).axes[0]
    level = ax.collections[0].get_array()  # 40 bands, 64 columns of 6.25 ms
    begins = [line.get_xdata()[0] for line in ax.lines]
    assert len(begins) == 3
    shown = [level[:, round(at / 6.25) + 1 : round(at / 6.25) + 7] for at in begins]
    others = [level[:, k + 1 : k + 7] for k in (0, 24, 40, 56)]  # slots without it
    alike = np.corrcoef([one.ravel() for one in (*shown, *others)])
    assert alike[:3, :3].min() > 0.7  # chirps begun before the motif ring into it
    assert alike[:3, 3:].max() < 0.6
    assert "100, 200, 300 ms" in inside.as_the_ear_hears(1).text_alternative
