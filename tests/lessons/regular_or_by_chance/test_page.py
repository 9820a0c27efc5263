import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF, siegert
from snn_edu.bisection import bisected
from snn_edu.lessons.regular_or_by_chance import stored_plane as stored
from snn_edu.lessons.regular_or_by_chance.trains import DRIVERS, DRIVES, NEURON, rate_and_cv, shaken
from snn_edu.lessons.regular_or_by_chance.views import grid_shift
from snn_edu.neurons.siegert import siegert_rate

page = solved("03_regular_or_by_chance")


def border(rate):
    """The CV at which a train of this rate has its mean at the rheobase, by Siegert's formula."""
    sigma, _ = bisected(lambda s: siegert_rate(-50.0, s, NEURON) < rate, 0.05, 40.0)
    return rate_and_cv(1.5, sigma)[1]


def test_both_rows_behind_the_curtain_fire_about_14_times_a_second():
    assert page.says("Both fire about 14 times a second")
    rates = NEURON.rate(1.55), rate_and_cv(1.3, 4.0)[0]
    assert rates == pytest.approx((14, 14), abs=0.5)
    view = page.picture("behind_the_curtain").view
    for pair in range(1, 9):
        frame = view(upper=1750, lower=1750, pair=pair, lifted=True)
        for row in (frame["above"][0], frame["below"][0]):
            assert ((row > 1500) & (row < 2000)).any()


def test_sigma_is_what_noise_does_to_v_and_a_push_is_what_noise_sd_gives():
    assert page.says(f"so noise of $\\sigma$ = 4 mV makes v stray by {4 / math.sqrt(2):.1f} mV")
    assert page.says(f"v strays by {1 / math.sqrt(2):.1f} mV")
    free = shaken(1.3, 4.0, 60_000.0, 3, LIF(v_threshold=900.0)).v[2000:]
    assert free.std() == pytest.approx(4 / math.sqrt(2), rel=0.03)
    assert free.mean() == pytest.approx(-52.0, abs=0.2)
    assert page.says(f"a single push | {NEURON.noise_sd(4.0, 0.1):.2f} nA")
    for sigma, dt in ((4.0, 0.1), (1.0, 0.5)):  # the formula of the page
        push = sigma / NEURON.R_m * math.sqrt(NEURON.tau_m / dt)
        assert push == pytest.approx(NEURON.noise_sd(sigma, dt), rel=1e-4)
    assert NEURON.noise_sd(4.0, 0.025) == pytest.approx(2 * NEURON.noise_sd(4.0, 0.1), rel=0.01)


def test_below_the_rheobase_noise_makes_the_spikes_and_above_it_disturbs_them():
    def spikes(mean, sigma):
        return page.frame("noise_frame", mean=mean, sigma=sigma, draw=8, free=False)["spikes"][0]

    assert spikes(1.3, 0.0).size == 0 < spikes(1.3, 4.0).size
    assert spikes(2.0, 0.0).size > 10
    assert np.ptp(np.diff(spikes(2.0, 0.0))) < 1e-9
    free = page.frame("noise_frame", mean=3.0, sigma=2.0, draw=1, free=True)
    assert free["spikes"][0].size == 0
    assert free["v"][1][500:].mean() == pytest.approx(NEURON.v_inf(3.0), abs=0.5)


@pytest.mark.slow
def test_your_own_neuron_fires_ten_times_a_second_at_half_a_nanoampere():
    assert page.says(f"lies {-50 - NEURON.v_inf(0.5):.0f} mV below the threshold")
    assert rate_and_cv(0.5, 10.0)[0] == pytest.approx(10, abs=0.5)
    text = page.frame("your_noise_frame", mean=0.5, sigma=10.0, draw=3)["text"]
    assert text.startswith("Your neuron on your current, mean 0.50 nA, σ = 10 mV, draw 3: ")


def test_weaker_noise_makes_rarer_and_less_regular_spikes_and_strong_noise_misses_short_intervals():
    assert page.says("is about 0.55", "rises to about 0.9", "waits for more than a second")
    for sigma, cv in ((1.0, 0.9), (4.0, 0.55)):
        said = page.frame("intervals_frame", mean=1.3, sigma=sigma)["text"]
        assert float(said.split("your CV is ")[1].rstrip(".")) == pytest.approx(cv, abs=0.04)
        assert rate_and_cv(1.3, sigma)[1] == pytest.approx(cv, abs=0.04)
    assert rate_and_cv(1.3, 1.0)[0] < 1
    assert page.says(f"{100 * (1 - math.exp(-0.2)):.0f} % of them shorter than a fifth of the mean")
    frames = [page.frame("intervals_frame", mean=1.3, sigma=sigma) for sigma in (1.0, 4.0)]
    weak, strong = (frame["isi"]["data"][0] for frame in frames)
    assert strong < 1 < 10 < weak  # %


def test_the_rate_dies_as_the_table_says_and_only_the_gap_over_sigma_counts():
    def escape(gap, sigma):  # Hz
        return 1000 * gap / (sigma * 20 * math.sqrt(math.pi)) * math.exp(-((gap / sigma) ** 2))

    assert page.says("10 Hz | 1.03 Hz | 0.023 Hz | one spike in 22 hours")
    assert [escape(2, s) for s in (2, 1, 0.7)] == pytest.approx([10.4, 1.033, 0.023], abs=0.04)
    assert 1 / escape(2, 0.5) / 3600 == pytest.approx(22, abs=0.5)
    assert page.says("7.1 Hz | 0.83 Hz | 0.021 Hz | one spike in 23 hours")
    rates = [siegert(-52.0, s, 20, 2, -50, -65)[0] for s in (2.0, 1.0, 0.7, 0.5)]
    assert rates[:3] == pytest.approx([7.15, 0.83, 0.0213], rel=0.01)
    assert 1 / rates[3] / 3600 == pytest.approx(23, abs=0.5)
    assert page.says("mV at 1.3 nA, but 5 mV at 0.5 nA")
    assert siegert(-60.0, 5.0, 20, 2, -50, -65)[0] == pytest.approx(rates[1], abs=0.05)


def test_an_interval_below_the_rheobase_is_a_climb_and_a_wait_that_is_the_share_its_cv_tells():
    rate, cv = rate_and_cv(1.3, 4.0)
    assert page.says("the climb takes some 30 ms and the wait some 40", "40 ms out of 70, or 0.57")
    assert 1000 / rate == pytest.approx(70, abs=1)
    assert cv == pytest.approx(40 / 70, abs=0.02)
    waited, chance = page.names["overdue"]()  # from a flat chance p in 10 ms: the mean wait
    p = np.mean(np.array(chance)[waited >= 50]) / 100
    assert -10 / math.log(1 - p) == pytest.approx(1000 * cv / rate, abs=5)
    _, due = page.names["overdue"](2.0, 2.0)
    assert (np.diff(due) >= 0).all()
    assert due[-1] > 80 > 10 > due[1]


def test_a_mean_that_swings_fools_the_border_without_any_noise():
    assert "30 Hz, CV 1.00" in page.printed
    assert border(30.0) < 1.0
    swinging = page.names["swinging"]
    assert swinging(mean=2.0, swing=0.0).spikes.cv() == pytest.approx(0.0, abs=1e-9)
    gaps = swinging(20_000).spikes.isi()
    assert np.median(gaps) < 20 < 50 < gaps.max()
    runs = np.flatnonzero(gaps > 50)
    assert (np.diff(runs) >= 4).all()  # in bunches: three short ones or more between long ones


def test_the_f_i_curve_under_noise():
    below, corner, above = (siegert_rate(NEURON.v_inf(x), 4.0, NEURON) for x in (1.3, 1.5, 3.0))
    assert page.says(f"lifts it from zero to about {below:.0f} Hz")
    assert page.says(f"with noise it fires {corner:.0f} times a second")
    assert page.says(
        f"they meet: at 3 nA {NEURON.rate(3.0):.0f} Hz without noise, {above:.0f} with it"
    )
    assert f"from {NEURON.rate(3.0):.0f} to {above:.0f} Hz" in page.asked("far_above").why
    for noise in ("2 mV", "4 mV", "8 mV"):
        means, curve = page.frame("fi_noise_frame", sigma=noise, at=1.5)["curve"]
        gain = curve - NEURON.rate(means)
        assert means[gain.argmax()] == pytest.approx(1.5, abs=0.03)  # furthest apart
    four_times = [siegert_rate(NEURON.v_inf(mean), 8.0, NEURON) for mean in (1.4, 0.5)]
    assert four_times[0] / four_times[1] == pytest.approx(4, abs=0.2)
    frame = page.frame("fi_noise_frame", sigma="4 mV", at=1.5)
    means, dots = frame["dots"]
    assert dots == pytest.approx(np.interp(means, *frame["curve"]), abs=4)  # 2 s: a few spikes


def test_the_border_and_which_way_the_mean_and_the_noise_go():
    row = [f"{border(rate):.2f}" for rate in (10, 20, 30, 40, 50)]
    assert page.says(f"| CV at the border | {' | '.join(row)} |", "at some 27 Hz")
    assert border(26.6) == pytest.approx(0.57, abs=0.005)
    for (rate, cv), mean in (((14, 0.57), 1.3), ((32, 0.55), 1.7)):
        assert stored.drive_at(rate, cv)[0] == pytest.approx(mean, abs=0.05)
    assert rate_and_cv(2.0, 8.0)[1] == pytest.approx(0.5, abs=0.01)
    assert page.says("fires at 30 Hz, it lives by its noise")
    assert border(30.0) < 0.95
    means, sigmas = np.transpose([stored.drive_at(20.0, cv) for cv in np.arange(0.2, 0.81, 0.05)])
    assert (np.diff(means) < 0).all()
    assert (np.diff(sigmas) > 0).all()
    for cv in (0.3, 0.6):
        still = page.frame("plane_frame", rate=20.0, cv=cv, off=True)["spikes"][0].size
        assert bool(still) == (cv < border(20.0))
    for name, times in page.names["recordings"]().items():
        rate, cv = len(times) / 20, page.names["my_cv"](times)
        assert ("mean" if cv < border(rate) else "noise") == DRIVERS[name]
        assert ("mean" if DRIVES[name][0] > NEURON.rheobase else "noise") == DRIVERS[name]
    assert "C: 49.6 Hz, CV 0.69" in page.printed  # more irregular than D, and driven by its mean
    assert "D: 9.1 Hz, CV 0.49" in page.printed


def test_the_stored_plane_is_what_its_command_computes_and_makes_the_train():
    for rate, cv in ((10.0, 0.6), (33.0, 0.42), (48.0, 0.9)):
        assert rate_and_cv(*stored.drive_at(rate, cv)) == pytest.approx((rate, cv), rel=0.04)
    k, j = 5, 9
    mean, sigma = stored.plane().mean[k, j], float(stored.plane().sigma[k, j])
    assert stored.mean_for(stored.RATES[k], sigma) == pytest.approx(mean, abs=1e-3)
    assert rate_and_cv(mean, sigma) == pytest.approx((stored.RATES[k], stored.CVS[j]), rel=2e-3)
    rates, cvs = stored.plane().lines[1.5]
    again = rate_and_cv(1.5, float(np.geomspace(0.4, 32.0, 22)[10]))
    assert (rates[10], cvs[10]) == pytest.approx(again, rel=1e-3)


def test_the_worked_example_of_a_cv_and_the_quiz():
    for intervals in ((50, 50, 50), (40, 60, 50), (10, 20, 120)):
        sd, cv = round(np.std(intervals), 1), page.names["my_cv"](np.cumsum((0, *intervals)))
        row = f"{', '.join(map(str, intervals))} ms | {np.mean(intervals):g} ms | {sd:g} ms"
        assert page.says(f"{row} | {round(cv, 2):g} |")
    assert page.answer("quiz_two_intervals").startswith(f"(b) {np.std((20, 30, 20, 30)) / 25:g}")
    ratio = NEURON.noise_sd(4.0, 0.1) / NEURON.noise_sd(4.0, 0.4)
    assert page.answer("quiz_coarser").endswith(f"{4 / math.sqrt(2) * ratio:.1f} mV")
    rate, cv = rate_and_cv(5.0, 4.0)
    assert f"fires at {NEURON.rate(5.0):.0f} Hz" in page.asked("quiz_strong_mean").question
    assert abs(rate - NEURON.rate(5.0)) < 1
    assert cv == pytest.approx(0.13, abs=0.006)
    assert (border(12.0), border(26.0)) == pytest.approx((0.27, 0.56), abs=0.006)
    assert rate_and_cv(1.2, 3.0) == pytest.approx((8, 0.66), abs=0.4)
    assert page.says("to {1:.2f}, at {0:.0f} Hz".format(*rate_and_cv(2.4, 3.0)))


def test_how_sure_a_cv_is_and_what_a_grid_misses():
    cvs = [rate_and_cv(1.3, sigma)[1] for sigma in (1.0, 4.0, 8.0)]
    said = "the CV is {:.2f} at $\\sigma$ = 1 mV, {:.2f} at 4 mV and {:.2f} at 8 mV"
    assert page.says(said.format(*cvs))
    assert page.says("by 3 or 4 % at 0.1 ms and by some 10 % at 1 ms")
    assert grid_shift(1.0, 1.0, 1.0) == pytest.approx(1.46035 / math.sqrt(2 * math.pi), abs=1e-4)
    for dt, missing in ((0.1, 0.035), (1.0, 0.11)):  # above: minus zeta(1/2)
        higher = siegert(20, 4, 20, 2, 20 + grid_shift(4.0, 20.0, dt), 10)[0]
        assert 1 - higher / siegert(20, 4, 20, 2, 20, 10)[0] == pytest.approx(missing, abs=0.006)


@pytest.mark.slow
def test_the_border_goes_with_rate_times_tau_m_and_not_with_the_threshold():
    assert page.says(
        "a CV of 0.80 if $\\tau_m$ is 40 ms, and at 0.22 if it's 10 ms, as for ours at 10 Hz"
    )

    def border(rate, tau_m, threshold=-50.0):
        """The CV at which `rate` comes from a mean of just the rheobase."""
        below, above = 0.01, 80.0  # mV, halved in the logarithm
        for _ in range(50):
            sigma = math.sqrt(below * above)
            seen, cv = siegert(threshold, sigma, tau_m, 2.0, threshold, -65.0)
            below, above = (sigma, above) if seen < rate else (below, sigma)
        return cv

    assert border(20.0, 10.0) == pytest.approx(0.22, abs=0.005)
    assert border(20.0, 40.0) == pytest.approx(0.80, abs=0.005)
    for threshold in (-58.0, -40.0):
        assert border(20.0, 20.0, threshold) == pytest.approx(0.44, abs=0.005)


def test_cv2_tells_bursts_from_a_drift():
    assert page.says("40, 40 and 40 ms be a drift: their CV is 0.6, and CV2 only 0.24")
    assert page.says("5, 5 and 90 ms, over and over, have 1.2 in both")
    for gaps, cv, cv2 in (([10, 10, 10, 40, 40, 40], 0.6, 0.24), ([5, 5, 90] * 100, 1.2, 1.2)):
        gaps = np.array(gaps, dtype=float)
        assert page.names["my_cv"](np.cumsum([0, *gaps])) == pytest.approx(cv, abs=0.01)
        assert np.mean(2 * abs(np.diff(gaps)) / (gaps[1:] + gaps[:-1])) == pytest.approx(
            cv2, abs=0.02
        )


def test_chance_in_steps_by_hand():
    chances = ((20, 1, 0.99), (100, 5, 0.71), (200, 5, 0))
    assert page.says(
        "0.99 at 20 Hz and 1 ms, but 0.71 at 100 Hz and 5 ms", "at 200 Hz it's a clock"
    )
    for rate, ms, cv in chances:  # intervals of k steps come with p (1 - p)^(k - 1)
        p, k = rate * ms / 1000, np.arange(1, 4000)
        share = p * (1 - p) ** (k - 1.0)
        mean = share @ k
        assert math.sqrt(share @ (k - mean) ** 2) / mean == pytest.approx(cv, abs=0.005)


def test_the_short_intervals_of_pure_chance():
    assert page.says(
        "half of them last less than 35 ms, though their mean is 50, and 4 % less than 2"
    )
    assert math.exp(-35 / 50) == pytest.approx(0.5, abs=0.005)
    assert 1 - math.exp(-2 / 50) == pytest.approx(0.04, abs=0.001)
    assert page.says("windows of 50 ms hold one spike on average, but 37 % of them hold none")
    assert math.exp(-50 / 50) == pytest.approx(0.37, abs=0.005)


def test_the_fano_factor_of_a_clock_in_windows_far_below_its_interval():
    assert page.says("a clock of 10 Hz has 0.9 in 10 ms")
    counts = np.arange(100) % 10 == 0
    assert counts.var() / counts.mean() == pytest.approx(0.9)


def test_a_cv_of_1_is_no_poisson_process():
    assert page.says("has no such short interval, and exactly 30 spikes in each second")
    train = page.names["swinging"](20_000).spikes
    assert train.cv() == pytest.approx(1, abs=0.01)
    assert not (train.isi() < 0.2 * train.isi().mean()).any()
    assert set(np.histogram(train.times, np.arange(0, 20_001, 1000))[0]) == {30}


def test_how_large_a_push_is_that_lasts():
    sd = 4.0 / math.sqrt(2) / LIF().R_m * math.sqrt(1 + 20.0 / 5.0)
    assert page.says("times a random one of 0.63 nA")
    assert round(sd, 2) == 0.63


def test_what_20_hz_take_and_what_the_noise_adds_in_a_step():
    assert page.says("20 Hz takes a mean of 1.59, 1.48 and 1.17 nA", "from 0.29 to 0.46 and 0.69")
    for sigma, mean, cv in ((2.0, 1.59, 0.29), (4.0, 1.48, 0.46), (8.0, 1.17, 0.69)):
        assert rate_and_cv(mean, sigma) == (
            pytest.approx(20, abs=0.25),
            pytest.approx(cv, abs=0.01),
        )
    assert page.says("which is 0.28 mV at 0.1 ms", "takes a $\\sigma$ of 5.7 mV here")
    step = NEURON.noise_sd(4.0, 0.1) * NEURON.R_m * -math.expm1(-0.1 / NEURON.tau_m)
    assert (
        step == pytest.approx(4 * math.sqrt(0.1 / 20), rel=0.003) == pytest.approx(0.28, abs=0.003)
    )
    assert 4 * math.sqrt(2) == pytest.approx(5.7, abs=0.05)
