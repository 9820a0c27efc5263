"""What lesson 05 says, held by the page as a learner runs it who solves every exercise."""

import itertools
import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF
from snn_edu.coding import decode_phase, phase_code, rate_code
from snn_edu.exercises import check, table
from snn_edu.lessons.temporal_coding import views
from snn_edu.lessons.temporal_coding.measured import NAMES, measured, sixty_four_values
from snn_edu.lessons.temporal_coding.questions import BY_NAME
from snn_edu.lessons.temporal_coding.race import Line, measure_errors
from snn_edu.spikes import Spikes

PAGE = solved("05_temporal_coding")
THREE = views.picture("a three")


def replies(name):
    tables = ("PREDICTIONS", "QUIZ", "EXERCISES")
    (asked,) = [q for t in tables for q in table("temporal_coding", t) if q.name == name]
    return asked.why + " ".join(wrong.message for wrong in asked.wrong)


def errors(name, stimulus="a three", draws=1):
    """The error of a code at every ms, mean of some draws."""
    values = views.picture(stimulus)
    code = views.codes_for(values)[name]
    sendings = [code.encode(values, 100.0, np.random.default_rng(k)) for k in range(1, 1 + draws)]
    runs = [[views.error(code.decode(s, t), values) for t in range(1, 101)] for s in sendings]
    return np.mean(runs, axis=0), np.mean([len(s) for s in sendings])


@pytest.mark.parametrize("name", [*views.SHAPES, "a ball", "a grey sheet", "a moving bar"])
def test_pictures_are_squares_of_values_from_zero_to_one(name):
    values = views.picture(name)
    assert values.shape in ((64,), (256,), (4, 64))
    assert values.min() >= 0
    assert values.max() == (0.4 if name == "a grey sheet" else 1)


def test_clerk_a_clicks_more_often_and_clerk_b_once_and_earlier():
    clerks = PAGE.picture("two_clerks_frame").view
    dark, bright = (clerks(a=0.3, b=x, c=0.3, d=0.0, draw=3) for x in (0.3, 1.0))
    assert (bright["rate"][1] == 1).sum() > (dark["rate"][1] == 1).sum()
    when = [frame["latency"][0][frame["latency"][1] == 1] for frame in (dark, bright)]
    assert when[1] < when[0]
    assert all(len(each) == 1 for each in when)
    assert 3 not in bright["rate"][1]
    assert 3 not in bright["latency"][1]
    again = clerks(a=0.3, b=1.0, c=0.3, d=0.0, draw=4)
    assert np.array_equal(again["latency"][0], bright["latency"][0])
    assert not np.array_equal(again["rate"][0], bright["rate"][0])


def test_the_error_of_a_sheet_of_plain_grey():
    assert PAGE.says("and a sheet of plain grey 0.37 at best")
    assert THREE.std() == pytest.approx(0.37, abs=0.005)


def test_after_50_ms_bs_copy_is_perfect_and_after_30_silence_is_read_as_a_fifth():
    copies = PAGE.picture("rows_frame", 0).view
    frame = copies(clock=50, stimulus="a three", seed=1)
    assert frame["estimate1"] == pytest.approx(views.square(THREE))
    assert views.error(frame["estimate0"].ravel(), THREE) > 0.1
    assert PAGE.says("every pixel above 0.4 has clicked")
    half_way = copies(clock=30, stimulus="a three", seed=1)["estimate1"].ravel()
    assert half_way[THREE < 0.4] == pytest.approx(0.2)
    assert "clicked five times, give or take two" in replies("closer_copy")
    assert round(math.sqrt(100 * 0.05)) == 2


def test_the_error_of_a_count_halves_in_four_times_the_time():
    for T, clicks, scatter, wrong in ((100, 4, 2, 0.2), (400, 16, 4, 0.1), (1600, 64, 8, 0.05)):
        assert PAGE.says(f"| {T:,} ms | {clicks} | {scatter} | {wrong:.2f} |")
        assert (100 * T / 1000 * 0.4, math.sqrt(clicks)) == (clicks, scatter)
        assert scatter / (100 * T / 1000) == pytest.approx(wrong)
    run = measure_errors(
        rate_code(), np.full(64, 0.4), [100, 140, 400], np.random.default_rng(0), trials=60
    )
    assert run.error == pytest.approx([0.2, 0.17, 0.1], abs=0.005)
    assert "0.17" in replies("half_the_error")
    sheet = PAGE.picture("listen_frame")
    assert sheet.text.startswith("Your clerk, a grey sheet")
    frames = [sheet.view(T="400 ms", stimulus="a grey sheet", seed=seed) for seed in range(1, 21)]
    assert np.mean([frame["now"][1][0] for frame in frames]) == pytest.approx(0.1, abs=0.01)


def test_near_white_the_ceiling_makes_the_error_smaller():
    white = np.ones(64)
    run = measure_errors(rate_code(), white, [100], np.random.default_rng(0), trials=60)
    assert run.error[0] < 0.9 * math.sqrt(1 / 10)


def test_clerk_b_sends_the_three_on_33_clicks():
    assert PAGE.says("the whole three with 33 clicks, one for each pixel that isn't black")
    clicks = np.isfinite(PAGE.names["first_spikes"](THREE, 50.0))
    assert clicks.sum() == np.count_nonzero(THREE) == 33
    picture = PAGE.picture("my_copy_frame")
    assert "Your clerk B sends a three in a window of 50 ms with 33 clicks" in picture.text
    assert picture.text.endswith("error is 0.00.")
    assert "Our clerk B" in views.my_copy(None, None).text
    lif = LIF(tau_m=10.0)
    early, late, never = (lif.time_to_spike(x * lif.rheobase) for x in (4, 1.5, 0.9))
    assert early < late < never == math.inf
    assert pytest.approx(15) == (1 - 0.7) * 50  # the worked example


def test_what_a_rank_is_worth():
    values = np.mean([np.sort(views.picture(name))[::-1] for name in views.SHAPES], axis=0)
    assert PAGE.says("the third brightest of 64 pixels is worth 0.99, and the twentieth 0.58")
    assert (values[2], values[19]) == pytest.approx((0.99, 0.58), abs=0.005)


def test_half_the_light_changes_two_copies_and_leaves_the_third():
    view = PAGE.picture("rows_frame", 1).view
    full, half = (view(brightness=b, stimulus="a three") for b in (1.0, 0.5))
    assert half["estimate0"].mean() < 0.7 * full["estimate0"].mean()
    assert half["estimate1"] == pytest.approx(0.5 * full["estimate1"])
    assert (half["estimate2"] == full["estimate2"]).all()
    sheets = [view(brightness=b, stimulus="a grey sheet")["estimate2"] for b in (1.0, 0.3)]
    assert np.ptp(np.array(sheets)) == 0.0


def test_the_race():
    rows = {name: errors(name, draws=20 if name == "rate" else 1) for name in NAMES}
    below = {
        name: next((t for t in range(1, 101) if (wrong[t - 1 :] < 0.1).all()), None)
        for name, (wrong, _) in rows.items()
    }
    assert below == {"rate": None, "latency": 36, "rank order": 7, "phase": 17, "delta": 14}
    assert PAGE.says("| not yet | 36 ms | 7 ms | 17 ms | 14 ms |")
    ends = [rows[name][0][-1] for name in NAMES]
    assert PAGE.says("| error after 100 ms | 0.14 | 0 | 0.09 | 0 | 0 |")
    assert ends == pytest.approx([0.14, 0, 0.09, 0, 0], abs=0.005)
    assert PAGE.says("| clicks in 100 ms | 200 | 33 | 33 | 256 | 402 |")
    assert [rows[name][1] for name in NAMES[1:]] == [33, 33, 256, 402]
    assert rows["rate"][1] == pytest.approx(200, abs=6)
    assert 100 * 0.1 * THREE.sum() == pytest.approx(201)
    assert len(np.unique(THREE[THREE > 0])) == 10
    assert "all that it can say after 9 ms" in replies("first_below")


def test_while_the_bar_stands_still_rate_and_phase_click_on():
    bar = np.count_nonzero(views.picture("a moving bar")[0])
    for name in NAMES:
        _, spikes, _ = views.sent(name, "a moving bar", 1.0, 1)
        for start in (0, 25, 50, 75):  # delta takes 20 ms to climb
            still = ((spikes.times > start + 21) & (spikes.times < start + 24.9)).any()
            assert still == (name in ("rate", "phase"))
            moved = ((spikes.times >= start) & (spikes.times < start + 1)).sum()
            if name in ("latency", "rank order"):
                assert moved == bar == 16


def test_the_cards():
    assert PAGE.says("8.75 ms into every cycle of 25 ms")
    spikes = phase_code().encode(np.array([0.7]), 100.0, np.random.default_rng(0))
    assert spikes.times == pytest.approx(8.75 + 25 * np.arange(4))
    assert pytest.approx(14) == 0.7 / 0.05
    assert PAGE.says("an eighth of the cycle stays free at each end")
    white, black = phase_code().encode(np.array([1.0, 0.0]), 25.0, np.random.default_rng(0)).times
    assert (white, 25 - black) == pytest.approx((25 / 8, 25 / 8))
    late = Spikes(
        phase_code().encode(np.zeros(1), 25.0, np.random.default_rng(0)).times + 5, [0], 1
    )
    assert decode_phase(late, 100.0, 40.0, 0.75)[0] > 0.8  # black, so late that it reads as white


def test_a_fifth_is_lost():
    frame = PAGE.picture("bad_line_frame").view(loss=20, jitter=0.0)
    noisy = dict(zip(NAMES, frame["noisy"][0], strict=True))
    assert PAGE.says("Phase is nearly untouched, with an error below 0.01")
    assert noisy["phase"] < 0.01
    changes = np.array(frame["noisy"][0]) - np.array(frame["clean"][0])
    assert changes.argmin() == NAMES.index("phase")
    assert pytest.approx(0.0016) == 0.2**4
    gradient = views.picture("a gradient")
    for k, name in enumerate(NAMES):
        copy = frame[f"copy{k}"].ravel()
        holes = ((copy < 0.06) & (gradient > 0.5)).any()
        assert holes == (name in ("latency", "rank order")), name
    delta = frame["copy4"].ravel()
    assert delta.sum() == pytest.approx(0.8 * gradient.sum(), rel=0.06)


def test_three_milliseconds_of_jitter():
    frame = PAGE.picture("bad_line_frame").view(loss=0, jitter=3.0)
    noisy, clean = (dict(zip(NAMES, frame[which][0], strict=True)) for which in ("noisy", "clean"))
    assert PAGE.says("read the time, so at 3 ms they have errors of 0.06 and 0.08")
    assert (noisy["latency"], noisy["phase"]) == pytest.approx((0.06, 0.08), abs=0.005)
    for name in ("rate", "delta"):
        assert noisy[name] == clean[name]
    assert PAGE.says("Rank order mixes up pixels of neighbouring ranks, which hardly shows")
    assert 0 < noisy["rank order"] - clean["rank order"] < 0.01 < clean["rank order"] / 10


def test_the_law_for_jitter_and_the_rhythms():
    law = PAGE.names["jitter_error"]
    assert law(3, 18.75, 1) == pytest.approx(0.16)
    assert law(3, 18.75, 4) == pytest.approx(0.08)
    assert law(3, 50, 1) == pytest.approx(0.06)
    for cycle, room, clicks, said, seen in (
        (100, "75", 1, 0.04, 0.04),
        (50, "37.5", 2, 0.06, 0.06),
        (25, "18.75", 4, 0.08, 0.08),
        (12.5, "9.4", 8, 0.11, 0.21),
    ):
        assert PAGE.says(f"| {cycle:g} ms | {room} ms | {clicks} | {said} | {seen} |")
        assert 100 / cycle == clicks
        assert law(3, 0.75 * cycle, clicks) == pytest.approx(said, abs=0.006)
        assert views.in_rhythm(float(cycle))[1] == pytest.approx(seen, abs=0.006)
    latency = views.arrived("latency", "a gradient", Line(3.0, 0.0))[1]
    assert views.in_rhythm(100.0)[1] < latency < views.in_rhythm(25.0)[1]
    assert PAGE.picture("rhythm_frame").text.endswith("Your law says 0.08, measured are 0.08.")


@pytest.mark.parametrize(
    ("job", "name", "said"),
    [
        (0, "rate", "if the receiver sees the flash too?"),
        (1, "phase", "at half the light?"),
        (2, "latency", "Who says it again and again?"),
        (3, "rate", "Who sends nothing while nothing changes?"),
        (4, "latency", "only time?"),
        (1, "rank-order", "'rank-order' is none of the five"),
        (1, None, "has no code yet"),
    ],
)
def test_a_wrong_job_is_told_what_it_overlooks(job, name, said):
    jobs = ["latency", "rank order", "phase", "delta", "rate"]
    jobs[job] = name
    assert said in check("temporal_coding.jobs", jobs).message


def test_the_jobs_are_done_by_their_codes_alone():
    latency, phase = (measured(BY_NAME[name]) for name in ("latency", "phase"))
    assert latency.time_to(0.05) < 50
    assert phase.error[24] < 0.01
    assert measured(BY_NAME["phase"], Line(0.0, 0.2)).error[-1] < 0.05


def test_slips_in_lists_are_named():
    def thousandfold(x, r, dt, u):
        return [k * dt for k in range(len(u)) if u[k] < x * r * dt]

    assert (
        "a thousand times too large" in check("temporal_coding.rate_encode", thousandfold).message
    )
    assert check(
        "temporal_coding.latency",
        lambda values, window: [(1 - x) * window if x > 0 else math.inf for x in values],
    )


def test_the_quiz():
    assert 16 * 50 == 800
    assert pytest.approx(0.033, abs=0.0005) == 2 / (30 * 2)
    assert pytest.approx(2) == 0.1**3 * 2000


def test_what_goes_deeper():
    printed = PAGE.printed
    run = measure_errors(
        rate_code(), np.linspace(0.1, 0.6, 64), [100, 3200], np.random.default_rng(2), trials=40
    )
    assert math.log(run.error[0] / run.error[1]) / math.log(32) == pytest.approx(0.5, abs=0.05)
    assert len(set(itertools.permutations(range(5)))) == 120
    assert math.factorial(3) < 2**3
    assert math.factorial(4) > 2**4
    spent = {name: measured(BY_NAME[name]) for name in NAMES}
    right = {name: run.spikes[-1] for name, run in spent.items() if run.error[-1] <= 0.05}
    assert min(right, key=right.get) == "latency"
    assert right["latency"] == np.count_nonzero(sixty_four_values()) == 54
    for line in ("rate                     315 spikes, error 0.192",
                 "population at 12.5 Hz    332 spikes, error 0.189"):  # fmt: skip
        assert line in printed
