import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF, simulate
from snn_edu.lessons.leaky_bucket import views

page = solved("01_leaky_bucket")


def knobs(**changes):
    given = {"R_m": 10.0, "C_m": 2.0, "current": 0.5, "time": 20.0}
    return page.frame("bucket_frame", 1, **{**given, **changes})


def test_what_stands_for_what_in_the_bucket():
    early, late = (page.frame("bucket_frame", time=time) for time in (5, 100))
    assert early["leak"]["width"] < 0.5 * early["jet"]["width"]
    assert late["leak"]["width"] == pytest.approx(late["jet"]["width"], rel=0.01)
    assert early["water"]["height"] == pytest.approx(10.0 * early["leak"]["width"] / 0.12)
    wall, narrow, wide = (knobs(**to)["walls"][0] for to in ({}, {"R_m": 20.0}, {"C_m": 4.0}))
    assert narrow[4] - narrow[2] == pytest.approx((wall[4] - wall[2]) / 2)
    assert (narrow[0], wide[4], wide[0]) == pytest.approx((wall[0], wall[4], 2 * wall[0]))


@pytest.mark.parametrize(
    ("doubled", "far", "long", "row"),
    [
        ({"current": 1.0}, 2, 1, "| the current | twice as far | the same |"),
        ({"R_m": 20.0}, 2, 2, "| $R_m$ | twice as far | twice as long |"),
        ({"C_m": 4.0}, 1, 2, "| $C_m$ | the same | twice as long |"),
    ],
)
def test_what_doubles(doubled, far, long, row):
    assert page.says(row)
    before, after = knobs(), knobs(**doubled)
    assert after["v_inf"][1][0] + 65 == pytest.approx(far * (before["v_inf"][1][0] + 65))
    assert after["one_tau"][0][0] == pytest.approx(long * before["one_tau"][0][0])
    (at,), (v,) = after["one_tau"]
    assert (v + 65) / (after["v_inf"][1][0] + 65) == pytest.approx(0.63, abs=0.005)
    assert np.interp(at, *after["v"]) == pytest.approx(v, abs=0.01)


def test_the_worked_numbers_and_the_quiz():
    assert page.says(f"1 nA through 10 MΩ takes v 10 mV above rest, to −{-LIF().v_inf(1.0):g} mV")
    left = f"{math.exp(-1):.2f}$. {100 * math.exp(-1):.0f} % of it is left"
    assert page.says(f"the distance by $e^{{-1}} = {left}")
    assert 30.0 * math.exp(-5) == pytest.approx(0.2, abs=0.01)
    assert page.says("they are a fifth of a millivolt apart", "less than a hundredth is left")
    for dt in (0.1, 0.8):
        worst = views.euler_error(np.array([dt]), 20.0)[0]
        assert worst == pytest.approx(10 * dt / (2 * math.e * 20), rel=0.04)
    assert page.answer("quiz_v_inf").endswith(f"{LIF(R_m=250.0).v_inf(0.08) + 65:.0f} mV")
    assert page.answer("quiz_after_three_tau").endswith(f"{100 * (1 - math.exp(-3)):.0f} %")
    mean = page.names["train_mean"](0.2, 0.1, 15.0)
    assert page.answer("quiz_mean").endswith(f"{mean:.0f} mV")
    dot = page.frame("mystery_frame", now=10.0 + 14.0)["dot"]
    assert dot[1][0] == pytest.approx(-65 + 0.632 * 12, abs=0.02)
    t, v = page.names["mystery_trace"]()
    first, second = np.diff(np.interp([15.0, 25.0, 35.0], t, v))
    assert page.says("the second is $e^{-T/\\tau_m}$ of the first")
    assert second / first == pytest.approx(math.exp(-10.0 / 14.0), rel=1e-3)


def test_a_burst_of_charge_lifts_v_by_q_over_c_and_an_irregular_train_has_the_same_mean():
    assert page.says("it lifts v at once by $w = q/C_m$", "If the gaps differ, their mean counts")
    lif, dt, q = LIF(v_threshold=900.0), 0.01, 4.0  # ms, pC
    burst = np.where(np.arange(100) < 10, q / 0.1, 0.0)  # nA, over 0.1 ms
    c = lif.tau_m / lif.R_m  # nF
    assert simulate(lif, burst, dt).v.max() - lif.v_rest == pytest.approx(q / c, rel=0.005)
    t = np.random.default_rng(5).uniform(0.0, 1e5, 10_000)  # one in 10 ms on average, at random
    arrived = np.bincount((t / 0.1).astype(int), minlength=1_000_000) * 2.0
    v, left, total = 0.0, math.exp(-0.1 / 20.0), 0.0
    for w in arrived.tolist():
        v = v * left + w
        total += v * (1.0 - left) * 20.0 / 0.1  # its mean over the step
    assert total / arrived.size == pytest.approx(
        page.names["train_mean"](2.0, 10.0, 20.0), rel=0.01
    )


def test_a_train_lifts_v_as_far_on_average_as_a_steady_current_of_its_charge_per_time():
    assert page.says("the mean $w\\,\\tau_m/\\text{gap}$ is $R_m\\,q/\\text{gap}$")
    lif, q, gap = LIF(), 4.0, 5.0  # pC, ms
    mean = page.names["train_mean"](q * lif.R_m / lif.tau_m, gap, lif.tau_m)
    assert lif.v_inf(q / gap) - lif.v_rest == pytest.approx(mean)


@pytest.mark.parametrize("tau_m", [5.0, 20.0, 40.0])
@pytest.mark.parametrize("dt", [0.1, 5.0, 12.0, 25.0, 50.0, 100.0])
def test_euler_is_as_far_off_as_the_curve_and_the_words_say(dt, tau_m):
    frame = views.euler_against_exact(dt, tau_m)
    t, v = frame["euler"]
    seen = np.abs(v - frame["exact"][1])[t <= 100.0 + 1e-9].max()
    assert frame["here"][1][0] == pytest.approx(seen, rel=1e-6)
    said = float(frame["text"].split("up to ")[1].split(" mV")[0].replace(",", ""))
    assert said == pytest.approx(seen, rel=0.006)
    low, high = frame["left"]["ylim"]
    assert low < v[t <= 100.0].min() <= v[t <= 100.0].max() < high


def test_euler_runs_ahead_ten_times_less_at_a_tenth_and_explodes():
    coarse, fine = (views.euler_against_exact(dt, 20.0) for dt in (5.0, 0.5))
    assert (coarse["euler"][1][1:-1] > coarse["exact"][1][1:-1]).all()
    assert coarse["here"][1][0] / fine["here"][1][0] == pytest.approx(10, rel=0.15)
    far = views.euler_against_exact(20.0, 5.0)["euler"][1][-1]
    assert far + 55.0 == pytest.approx(2430.0)  # (1 − 20/5)^5 of −10 mV
    opens = page.frame("euler_against_exact")
    swings = np.abs(opens["euler"][1] + 55.0)
    assert page.says("That was $\\tau_m$ = 10 ms and dt = 25 ms")
    assert swings[1:] == pytest.approx(1.5 * swings[:-1])
    hops = {dt: views.euler_against_exact(dt, 20.0)["text"] for dt in (20.0, 20.1, 40.0, 40.1)}
    assert ["jumps over" in text for text in hops.values()] == [False, True, True, False]
    assert "overshoots further" in hops[40.1]


@pytest.mark.parametrize("w", [5.0, -5.0])
@pytest.mark.parametrize(("count", "interval", "tau_m"), [(1, 40, 50), (3, 10, 2), (15, 5, 20)])
def test_v_is_the_sum_of_its_psps(count, interval, tau_m, w):
    """Right after the last spike: a geometric series, w (1 - q^count) / (1 - q)."""
    frame = views.train_into_bucket(count, interval, w, tau_m)
    q = np.exp(-interval / tau_m)
    peak = w * (1.0 - q**count) / (1.0 - q)
    t, v = frame["sum"]
    assert v[t >= frame["arrivals"][0][-1]][0] == pytest.approx(peak)
    assert np.abs(v).max() == pytest.approx(abs(peak))
    assert frame["psps"][1].reshape(count, -1)[:, :-1].sum(axis=0) == pytest.approx(v)


def test_their_step_lies_on_the_library_s_line_at_any_dt():
    names = page.names
    assert names["mine"] == pytest.approx(names["run"].v, abs=1e-9)
    for dt in (1.0, 25.0):
        lif, v, mine = LIF(v_threshold=900.0), -65.0, [-65.0]
        current = np.where(np.arange(0, 300, dt) % 100 < 50, 1.0, 0.0)
        for nA in current:
            v = names["exact_step"](v, lif.v_inf(nA), dt, 20.0)
            mine.append(v)
        assert mine == pytest.approx(simulate(lif, current, dt).v, abs=1e-9)


def test_of_two_swings_the_slow_one_gets_through():
    def kept(period, tau_m):
        """Of the swing with this period, by its Fourier coefficient over the last 200 ms."""
        shown = page.names["two_swings"](memory=tau_m)
        swing = np.exp(-2j * np.pi * shown["v"][0][-400:] / period)
        v, goal = (abs(np.mean(shown[name][1][-400:] * swing)) for name in ("v", "its goal"))
        assert v / goal == pytest.approx(1 / math.hypot(1, 2 * math.pi * tau_m / period), rel=0.02)
        return v / goal

    slow, fast = (round(100 * kept(period, 20.0)) for period in (200, 10))
    assert page.says(f"Of the goal's slow swing v keeps {slow} %, of the flicker {fast} %")
    assert kept(10, 2.0) == pytest.approx(0.6, abs=0.03)


def test_an_endless_train_and_a_noisy_one_run_at_what_the_formulas_say():
    for gap, tau_m in ((2, 20), (10, 20), (40, 8)):
        frame = page.frame("endless_frame", gap=gap, tau_m=tau_m)
        (t, v), h = frame["v"], frame["h"][1][0]
        assert v[(t >= 400 - 2.5 * gap) & (t < 400 - gap / 2)].max() == pytest.approx(h, rel=0.01)
        assert frame["mean"][1][0] == pytest.approx(5.0 * tau_m / gap)
        assert h - h * math.exp(-gap / tau_m) == pytest.approx(5.0)  # the ripple is one spike's w
    assert page.says(f"5 mV and 20 ms make {5 * 20} mV ms")
    texts = [page.frame("smooth_frame", tau_m=tau, noise=1.0)["text"] for tau in (1, 10, 80)]
    short, middle, long = (float(text.split("off by ")[1][:4]) for text in texts)
    assert short > middle < long


def test_the_mean_of_a_steps_two_ends_leaves_less_than_a_twentieth_of_the_error():
    assert page.says(
        "a $\\tau_m$ of 20 and dt = 2 ms less than a twentieth of the error is left, once the start"
    )
    lif, dt, w = LIF(tau_m=20.0, v_threshold=900.0), 2.0, 2 * math.pi / 50.0
    t = np.arange(0, 600, dt)
    follows = np.sin(w * (t + dt) - math.atan(w * 20)) / math.hypot(
        1, w * 20
    )  # long after the start
    held, ends = np.sin(w * t), (np.sin(w * t) + np.sin(w * (t + dt))) / 2
    held, ends = (simulate(lif, 1 + now, dt).v[1:] - lif.v_inf(1.0) for now in (held, ends))
    error = [np.abs(v - lif.R_m * follows)[t > 300].max() for v in (held, ends)]
    assert error[1] < error[0] / 20


def test_of_two_buckets_joined_by_a_pipe_ten_elevenths_of_the_climb_are_one_bucket_s():
    assert page.says("ten elevenths of the body's climb are one bucket's")
    pipe = (20.0 / 2.0 - 1.0) / 2.0  # in units of a leak: the difference goes with 2 ms
    v, dt, climb = np.zeros(2), 0.01, []
    for _ in range(20_000):  # 200 ms
        flow = pipe * (v[0] - v[1])
        v = v + dt / 20.0 * (np.array([1.0, 0.0]) - v + np.array([-flow, flow]))
        climb.append(v[0])
    late = np.array([1000, 6000]) - 1  # 10 and 60 ms, and what is left there
    left = climb[-1] - np.array(climb)[late]
    assert 50.0 / math.log(left[0] / left[1]) == pytest.approx(20.0, rel=0.02)
    of_the_slow = left[0] / math.exp(-10.0 / 20.0)  # carried back to the start
    assert of_the_slow / climb[-1] == pytest.approx(10 / 11, rel=0.005)


def test_what_readers_are_told_of_half_lives_cut_offs_betas_and_other_steps():
    assert page.says("The half-life is 0.69 $\\tau_m$", "at 20 ms that's 8 Hz")
    left = LIF(tau_m=20.0, v_threshold=900.0).v_after(0.69 * 20.0, 1.0)
    assert left == pytest.approx(LIF().v_inf(1.0) - 5.0, abs=0.02)
    cut_off = 1000 / (2 * math.pi * 20)  # Hz
    assert cut_off == pytest.approx(8, abs=0.05)
    t = np.arange(0, 1000, 0.1)
    swing = np.sin(2 * np.pi * cut_off * t / 1000)
    v = simulate(LIF(tau_m=20.0, v_threshold=900.0), swing, 0.1).v + 65.0
    assert np.abs(v[t.size // 2 :]).max() / 10 == pytest.approx(0.71, abs=0.005)
    assert page.says("v keeps the share $1/\\sqrt{1 + (2\\pi\\tau_m/T)^2}$", "makes 71 %")
    assert page.says("an eighth of a swing late.", "by a larger part of their length, but never")
    late = []
    for period in (1000 / cut_off, 50.0, 10.0):  # ms
        swing = np.sin(2 * np.pi * t / period)
        v = simulate(LIF(tau_m=20.0, v_threshold=900.0), swing, 0.1).v[1:] + 65.0
        turn = np.exp(-2j * np.pi * t / period)[-5 * round(10 * period) :]  # five last swings
        share = np.sum(v[-turn.size :] * turn) / np.sum(swing[-turn.size :] * turn) / 10.0
        assert abs(share) == pytest.approx(1 / math.hypot(1, 40 * math.pi / period), rel=0.02)
        late.append(-np.angle(share) / (2 * math.pi) + 0.05 / period)  # held from a step's start
    assert late[0] == pytest.approx(1 / 8, abs=0.003)
    assert late == sorted(late)
    assert late[-1] < 1 / 4
    assert page.says("0.9 in steps of 1 ms is a $\\tau_m$ of 9.5 ms. In steps of 5 ms it's 47 ms")
    assert [round(-dt / math.log(0.9), 1) for dt in (1, 5)] == [9.5, 47.5]

    def midpoint(dt):
        return 1 - dt * (1 - dt / 2)  # of a distance of 1, tau_m being 1

    assert page.says("should leave 0.9048. Euler leaves 0.9, the midpoint 0.9050", "leaves 0.9091")
    left = [math.exp(-0.1), 1 - 0.1, midpoint(0.1), 1 / (1 + 0.1)]
    assert left == pytest.approx([0.9048, 0.9, 0.9050, 0.9091], abs=5e-5)
    error = [abs(midpoint(1 / n) ** n - math.exp(-1)) for n in (10, 100)]
    assert error[0] / error[1] == pytest.approx(100, rel=0.1)


def test_what_is_worked_out_by_hand():
    lif = LIF(tau_m=20.0, v_threshold=900.0)
    for t, words in ((20.0, "v is at −58.7 mV"), (60.0, "or 0.05, and −55.5 mV")):
        v = lif.v_after(np.array([t]), 1.0)[0]
        assert page.says(words)
        assert words.replace("−", "-").split(" mV")[0].endswith(f"{v:.1f}")
    factors = [f"{1 - dt / 10:g}".replace("-", "−") for dt in (25, 1, 10, 15)]
    assert page.says(
        "a factor of {}. With dt = 1 ms it's {}, with 10 it's {}, with 15 {}".format(*factors)
    )
    first = 10 * (1 - np.exp(-1 / 20)), 10 / 20
    assert page.says("v rises by {:.2f} mV, by Euler's method by {:.1f}".format(*first))
    at_5, at_50 = 5 + 5 * np.exp([-0.5, -5.0])
    assert page.says(f"or {at_5:.1f} mV, because 0.61 is", f"At 50 ms they reach {at_50:.2f}")
    left, pile = np.exp(-0.5), 0.0  # after each spike, one by one
    for _ in range(5):
        pile = pile * left + 5.0
    assert pile == pytest.approx(5 * (1 - left**5) / (1 - left))
    assert page.says("is $w(1-a^n)/(1-a)$ above rest right after the last")
    assert page.says(f"reach {pile:.1f} mV, and a train without an end {5 / (1 - left):.1f}")
    apart = np.sqrt(2) * 0.1  # of two samples, each with noise of 0.1 mV, 0.1 ms apart
    assert page.says(f"strays by {apart:.2f} mV, the slope by {apart / 0.1:.1f} mV/ms")
    assert page.says(f"with 2 nF that's {2 * apart / 0.1:.1f} nA")
    assert 1 / (1 - np.exp(-1 / 20)) == pytest.approx(20, abs=0.6)


def test_what_readers_are_told_of_pores():
    assert page.says("0.9 µF (Gentet and others 2000), so 0.1 nF is 11,000 µm² of it")
    area = 0.1e-9 / 0.9e-6 * 1e8  # cm² in µm²
    assert area == pytest.approx(11_000, rel=0.02)
    assert page.says(
        "Ten potassium pores that pull to −77 mV and one alike for sodium that pulls to 50"
    )
    assert page.says("settle near −65 mV")
    rests = np.average([-77.0, 50.0], weights=[10, 1])
    assert rests == pytest.approx(-65, abs=0.5)
    assert page.says(
        "takes v 1.1 times as far as they do. At as much as the leak it's twice as far"
    )
    lif, above = LIF(tau_m=10.0), 65.0  # mV from rest to where the pores pull
    for share, times in ((0.1, 1.1), (1.0, 2.0)):
        g = share / lif.R_m
        door = g * above / (g + 1 / lif.R_m)  # where it holds the leak
        assert (lif.v_inf(g * above) - lif.v_rest) / door == pytest.approx(times)


def test_a_convolution_is_the_loop_and_a_long_memory_keeps_what_a_short_one_loses():
    lif, n = LIF(v_threshold=900.0), 400
    current = np.random.default_rng(3).normal(0.5, 1.0, n)
    names = {"np": np, "lif": lif, "n": n, "current": current, "a": math.exp(-0.5 / lif.tau_m)}
    line = "np.convolve(current, lif.R_m * (1 - a) * a ** np.arange(n))[:n]"
    assert page.says(line)
    above = simulate(lif, current, 0.5).v[1:] - lif.v_rest
    assert eval(line, names) == pytest.approx(above)
    assert page.says("20 ms keeps less than 1 %, one of 100 ms 37 %")
    assert math.exp(-5.0) < 0.01
    assert round(100 * math.exp(-1.0)) == 37
    assert page.says("100 kΩ and a capacitor of 100 µF", "$\\tau$ = 10 s")
