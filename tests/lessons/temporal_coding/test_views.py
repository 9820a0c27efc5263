"""What lesson 05 says of its pictures, its race and its table, where no cell asserts it."""

import numpy as np
import pytest

from snn_edu import plots
from snn_edu.coding.codes import population_code, rate_code, six_codes
from snn_edu.coding.race import Line
from snn_edu.coding.timing import rank_table
from snn_edu.exercises import check
from snn_edu.lessons.temporal_coding import views as lesson


def run(stimulus, seed=1):
    """Spikes and decoder of each code for one picture, by name."""
    values = lesson.picture(stimulus)
    return values, {
        code.name: (code.encode(values, 100.0, np.random.default_rng(seed)), code)
        for code in lesson.codes_for(values)
    }


def error(values, spikes, code, t):
    return float(np.sqrt(np.mean((code.decode(spikes, t) - values) ** 2)))


@pytest.mark.parametrize("name", lesson.STIMULI)
def test_pictures_are_squares_of_values_from_zero_to_one(name):
    values = lesson.picture(name)
    assert values.shape in ((1,), (64,), (256,), (4, 64))
    assert values.min() >= 0
    assert values.max() == 1


def test_the_moving_bar_shows_its_frames_one_after_the_other():
    bar = lesson.picture("a moving bar")
    assert (bar.sum(axis=1) == 16).all()
    assert (bar.sum(axis=0) == 1).all(), "in four frames it has been everywhere once"


@pytest.mark.parametrize("seed", range(1, 21))
def test_after_50_ms_the_copy_of_the_rate_code_is_the_worst_of_the_four(seed):
    values, runs = run("a three", seed)
    wrong = {name: error(values, *runs[name], 50.0) for name in lesson.NAMES[:4]}
    assert max(wrong, key=wrong.get) == "rate"


def test_the_race_goes_as_told():
    values, runs = run("a three")
    assert len(runs["rate"][0]) == 220
    assert len(runs["latency"][0]) == np.count_nonzero(values) == 33
    for name, done in (("delta", 20.0), ("phase", 22.0), ("latency", 50.0)):
        assert error(values, *runs[name], done) < 0.01, name
    assert error(values, *runs["latency"], 45.0) > 0.01
    spikes, code = runs["rank order"]
    assert spikes.times.max() < 10
    assert 0.05 < error(values, spikes, code, 10.0) == error(values, spikes, code, 100.0)


def test_the_ball_is_snow_in_the_rate_code():
    values, runs = run("a ball")
    spikes, code = runs["rate"]
    assert len(spikes) == 1045
    assert error(values, spikes, code, 100.0) == pytest.approx(0.18, abs=0.005)
    assert np.sqrt(np.mean((values - 0.5) ** 2)) == pytest.approx(0.29, abs=0.005)


def test_the_ball_is_bright_towards_the_light_and_its_shadow_lies_on_the_other_side():
    ball = lesson.square(lesson.picture("a ball"))
    assert ball.shape == (16, 16)
    assert (ball.min(), ball.max()) == (0.0, 1.0)
    assert ball[4, 4] > 0.8 > 0.4 > ball[8, 11]  # on the ball, above left and below right
    assert ball[13].argmin() >= 8  # on the table


def test_one_number_is_one_half_to_rank_order():
    for value in (0.1, 0.7, 1.0):
        code = lesson.codes_for(np.array([value]))[2]
        spikes = code.encode([value], 100.0, np.random.default_rng(0))
        assert code.decode(spikes, 100.0) == [0.5]


def test_the_bad_line_does_what_the_lesson_says_of_the_ring():
    told = {
        (3, 0): {"latency": 0.05, "rank order": 0.31, "phase": 0.08},
        (0, 20): {
            "latency": 0.36,
            "rank order": 0.34,
            "delta": 0.14,
            "phase": 0.0,
            "population": 0.08,
        },
    }
    for (jitter, loss), errors in told.items():
        text = lesson.bad_line("a ring", jitter, loss, 1)["text"]
        for name, value in errors.items():
            assert f"{name} {value:.2f}" in text


def test_jitter_does_not_touch_the_counters():
    line = Line(jitter=10)
    for code in six_codes():
        clean, noisy = lesson.measured(code).error[-1], lesson.measured(code, line).error[-1]
        assert (abs(noisy - clean) < 1e-12) == (code.name in ("rate", "population", "delta"))


def test_a_late_black_becomes_white_in_the_phase_code():
    code = lesson.codes_for(lesson.picture("a ring"))[3]
    spikes = code.encode(np.zeros(64), 100.0, np.random.default_rng(0))
    late = type(spikes)(spikes.times[:64] + 5, spikes.ids[:64], 64, 100.0)
    assert (code.decode(late, 100.0) > 0.9).all()


def test_the_thriftiest_code_sends_one_spike_for_each_value_that_is_not_zero():
    values = lesson.sixty_four_values()
    assert np.count_nonzero(values) == 54
    assert check("temporal_coding.fewest_spikes", ("latency", int(np.count_nonzero(values))))
    spent = {code.name: lesson.measured(code) for code in six_codes()}
    right = {name: e.spikes[-1] for name, e in spent.items() if e.error[-1] <= 0.05}
    assert min(right, key=right.get) == "latency"
    assert set(right) == {"latency", "phase", "delta"}


def test_latency_is_right_when_only_dark_values_are_left():
    """From the values alone: fired ones are known, the others are read as half of what is left."""
    values = lesson.sixty_four_values()
    for t in range(1, 101):
        left = max(1 - t / 50, 0.0)
        wrong = np.where((1 - values) * 50 <= t, 0.0, values - left / 2)
        wrong[values == 0] = left / 2
        if np.sqrt(np.mean(wrong**2)) <= 0.05:
            break
    measured = lesson.measured(six_codes()[1])
    assert measured.time_to(0.05) == t == 39
    assert measured.spikes_to(0.05) == np.count_nonzero((values > 0) & ((1 - values) * 50 <= t))


def test_phase_and_population_are_as_quick_and_as_dear_as_the_table_of_jobs_says():
    errors = {code.name: lesson.measured(code) for code in six_codes()}
    assert errors["phase"].time_to(0.05) == 18
    assert errors["population"].spikes[-1] / errors["latency"].spikes[-1] == pytest.approx(48, 0.02)
    assert errors["rate"].error[-1] == pytest.approx(0.19, abs=0.005)


def test_timing_buys_the_error_of_a_count_with_a_tenth_of_the_spikes():
    rate = lesson.measured(six_codes()[0])
    latency = lesson.measured(six_codes()[1])
    assert latency.spikes_to(float(rate.error[-1])) < rate.spikes[-1] / 10


def test_the_votes_lean_away_from_a_silenced_neuron_by_the_closed_form():
    """Of sum N / 4 upwards, half a vote to the right is missing: atan(2 / N)."""
    for neurons in (4, 8, 32):
        lean = np.degrees(np.arctan(2 / neurons))
        assert lesson.tilt_without_first(neurons) == pytest.approx(lean)
    told = lesson.votes(0.5, 8, 100, 0, 5)["text"]
    assert told.endswith("off by +4.")


def arrow(frame):
    """Where the sum of the votes is drawn, in degrees from 0 to 360."""
    (_, along), (_, up) = frame["sum"]
    return float(np.degrees(np.arctan2(up, along)) % 360.0)


@pytest.mark.parametrize("seed", range(1, 21))
@pytest.mark.parametrize("x", [0.0, 0.3, 1.0])
def test_the_arrow_is_the_sum_of_the_votes_and_what_is_read_is_what_is_nearest_to_it(x, seed):
    frame = lesson.votes(x, 8, 100.0, 0, seed)
    favourites, count = frame["counts"]
    angle = np.radians(favourites)
    along, up = np.sum(count * np.cos(angle)), np.sum(count * np.sin(angle))
    points = np.degrees(np.arctan2(up, along)) % 360.0
    assert arrow(frame) == pytest.approx(points, abs=1e-9)
    if points <= 180.0:
        assert f"degrees, read {points:.0f}, off by" in frame["text"]
    else:
        nearest = 180 if points < 270.0 else 0
        assert f"the sum points to {points:.0f}, read {nearest}, off by" in frame["text"]


def test_votes_that_were_not_cast_point_nowhere():
    frame = lesson.votes(0.5, 8, 5.0, 0, 5)
    assert not frame["counts"][1].any()
    assert np.isnan(arrow(frame))
    assert "the votes point nowhere, so 90 is a guess" in frame["text"]
    assert lesson.votes(0.5, 4, 100.0, 0, 5)["text"].endswith("off by +0.")  # and not by -0


def test_what_a_rank_is_usually_worth_is_as_told():
    worth = rank_table([lesson.picture(name) for name in lesson.STILLS[:-1]])
    assert worth.size == 64
    assert [round(float(worth[rank - 1]), 2) for rank in (3, 20)] == [0.99, 0.58]
    assert np.unique(lesson.picture("a three")).size == 11  # grey levels


def test_the_numbers_beside_the_race_and_the_worst_errors_have_room():
    figure = plots.figure("the race", 9.0, 5.6)
    artists = lesson.draw_race(figure)
    values = lesson.picture("a ball")
    codes = lesson.codes_for(values)
    trains = [code.encode(values, 100.0, np.random.default_rng(1)) for code in codes]
    said = lesson.race_frame(100.0, values, codes, trains)["said4"]
    assert said == "0.07\n10373 spikes"  # the longest
    artists["said4"].set_text(said)
    figure.canvas.draw()
    assert artists["said4"].get_window_extent().x1 <= figure.bbox.x1
    value, codes = np.ones(1), lesson.codes_for(np.ones(1))
    trains = [code.encode(value, 100.0, np.random.default_rng(1)) for code in codes]
    frame = lesson.race_frame(20.0, value, codes, trains)
    low, high = artists["error0"].axes.get_ylim()
    assert low < min(frame["error0"][1]) <= max(frame["error0"][1]) == 1.0 < high


def test_no_mark_of_the_bad_line_reaches_the_numbers_beside_it():
    artists = lesson.draw_bad_line(plots.figure("a bad line", 9.0, 3.8))
    left = min(artists[f"said{k}"].get_position()[0] for k in range(6))
    for stimulus in lesson.STILLS:
        for jitter, loss in ((10, 0), (0, 50), (10, 50)):
            for seed in (1, 10, 16):
                assert max(lesson.bad_line(stimulus, jitter, loss, seed)["noisy"][0]) < left - 0.04


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("latency", "two things"),
        (("lateness", 54), "a name in quotes"),
        (("latency", "54"), "a number of spikes"),
        (("latency", 70), "too many"),
        (("latency", 12), "too few"),
    ],
)
def test_a_thrifty_answer_of_another_kind_is_told_what_is_expected(answer, said):
    assert said in check("temporal_coding.fewest_spikes", answer).message


def frame_of(stimulus, clock, seed=1):
    values = lesson.picture(stimulus)
    codes = lesson.codes_for(values)
    trains = [code.encode(values, 100.0, np.random.default_rng(seed)) for code in codes]
    return lesson.race_frame(clock, values, codes, trains), codes, trains


@pytest.mark.parametrize("stimulus", ["a three", "a moving bar"])
@pytest.mark.parametrize("clock", [0.0, 20.0, 60.0, 100.0])
def test_the_errors_of_the_race_are_those_of_the_copies_beside_them(stimulus, clock):
    frame, codes, trains = frame_of(stimulus, clock)
    bar = lesson.picture("a moving bar")
    values = lesson.picture(stimulus)
    here = bar[min(int(clock // 25), 3)] if stimulus == "a moving bar" else values
    assert frame["stimulus"].ravel() == pytest.approx(here)
    errors = []
    for k, (code, spikes) in enumerate(zip(codes, trains, strict=True)):
        copy = frame[f"estimate{k}"].ravel()
        assert copy == pytest.approx(code.decode(spikes, clock))
        wrong = float(np.sqrt(np.mean((copy - here) ** 2)))
        assert frame[f"now{k}"] == ([clock], [pytest.approx(wrong)])
        looks, curve = frame[f"error{k}"]
        assert curve[looks.tolist().index(clock)] == pytest.approx(wrong)
        heard = frame[f"heard{k}"][0]
        assert (heard <= clock).all()
        assert (frame[f"coming{k}"][0] > clock).all()
        assert len(heard) + len(frame[f"coming{k}"][0]) == len(spikes)
        assert frame[f"said{k}"].startswith(f"{wrong:.2f}\n{len(heard)} spike")
        errors.append(round(wrong, 2))
    assert [float(line.split()[0]) for line in frame["standings"].splitlines()] == sorted(errors)


def test_the_brightest_row_of_the_gradient_is_at_the_bottom_and_fires_first():
    frame, *_ = frame_of("a gradient", 10.0)
    _, row = frame["heard1"]  # latency
    assert 0.0 < row.max() < 0.5
    assert frame["stimulus"][-1].min() > frame["stimulus"][0].max()


def test_in_a_movie_latency_has_every_frame_when_the_frame_ends():
    frame, *_ = frame_of("a moving bar", 100.0)
    assert frame["now1"][1][0] < 1e-9


@pytest.mark.parametrize(("jitter", "loss"), [(0, 0), (3, 0), (10, 50)])
def test_the_bars_of_the_bad_line_lead_from_the_good_line_to_the_copies_shown(jitter, loss):
    frame = lesson.bad_line("a seven", jitter, loss, 1)
    good = lesson.bad_line("a seven", 0, 0, 1)
    truth = lesson.picture("a seven")
    for k in range(6):
        errors = [
            float(np.sqrt(np.mean((shown[f"copy{k}"].ravel() - truth) ** 2)))
            for shown in (good, frame)
        ]
        assert frame[f"change{k}"] == (pytest.approx(errors), [k, k])
        assert frame["clean"][0][k] == pytest.approx(errors[0])
        assert frame["noisy"][0][k] == pytest.approx(errors[1])
        assert frame[f"said{k}"] == f"{errors[0]:.2f} → {errors[1]:.2f}"


@pytest.mark.parametrize("x", [0.0, 0.3, 1.0])
def test_the_votes_drawn_are_the_counts_in_their_own_directions(x):
    frame = lesson.votes(x, 8, 200.0, 2, 3)
    favourites, count = frame["counts"]
    assert favourites == pytest.approx(45.0 * np.arange(8))
    assert frame["silenced"][0] == pytest.approx([0.0, 45.0])
    assert not count[:2].any()
    lines = np.reshape(frame["votes"], (2, 8, 3))[:, :, 1]
    along, up = (count / count.max() * turn(np.radians(favourites)) for turn in (np.cos, np.sin))
    assert lines == pytest.approx(np.array([along, up]), abs=1e-12)
    assert (frame["truth"][0][1], frame["truth"][1][1]) == pytest.approx(
        (np.cos(np.pi * x), np.sin(np.pi * x))
    )
    angle, curve = frame["expected"]  # 100 Hz at the favourite, 0 at its opposite, for 200 ms
    assert curve == pytest.approx(10.0 * (1.0 + np.cos(np.radians(angle - 180.0 * x))))
    alive = 10.0 * (1.0 + np.cos(np.radians(favourites[2:] - 180.0 * x)))
    assert f"spikes of {alive.sum():.0f} expected" in frame["text"]


def test_the_map_draws_what_is_read_by_time_solid_and_what_is_counted_dashed():
    measured = {code.name: lesson.measured(code) for code in six_codes()}
    ax = lesson.draw_map(measured, plots.figure("a map").subplots())
    paths = ax.lines[::2]  # each is followed by the dot at its end
    solid = {name for name, line in zip(measured, paths, strict=True) if line.get_ls() == "-"}
    assert solid == {"latency", "rank order", "phase"}
    for (name, path), dot in zip(measured.items(), ax.lines[1::2], strict=True):
        assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (path.spikes[-1], path.error[-1]), name


def test_one_code_shows_what_its_decoder_reads_at_the_clock():
    values, runs = run("a seven", 3)
    for name in lesson.NAMES:
        spikes, code = runs[name]
        frame = lesson.one_code(name, 30.0, "a seven", 3)
        assert frame["copy"].ravel() == pytest.approx(code.decode(spikes, 30.0))
        assert len(frame["heard"][0]) == np.count_nonzero(spikes.times <= 30.0)
        assert len(frame["heard"][0]) + len(frame["coming"][0]) == len(spikes)
        assert f"error is {error(values, spikes, code, 30.0):.2f}" in frame["text"]
    lesson.draw_one_code(plots.figure("one code", 9.0, 3.0))


def test_a_pair_is_drawn_as_the_learner_sends_it_or_as_the_library_does():
    mine = lesson.my_pair("rate", [[5.0]] * 64, np.zeros(64))
    raster = mine.axes[0]
    assert len(raster.lines) == 64
    assert raster.lines[0].get_xdata().tolist() == [5.0]
    assert "yours: error" in mine.text_alternative
    values, runs = run("a three")
    assert f"{error(values, *runs['rate'], 100.0):.2f}" in lesson.my_pair("rate").text_alternative


def test_what_jitter_does_to_rank_order_depends_on_the_picture():
    for stimulus, levels, last, told in (("a ring", 9, 8, "0.31"), ("a ball", 240, 59.5, "0.12")):
        values = lesson.picture(stimulus)
        spikes, _ = run(stimulus)[1]["rank order"]
        assert np.unique(values).size == levels
        assert spikes.times.max() == pytest.approx(last)
        assert f"rank order {told}," in lesson.bad_line(stimulus, 3, 0, 1)["text"]
    assert np.unique(lesson.sixty_four_values()).size == 55  # ten zeros, 54 others all different
    ranks = six_codes()[2]
    assert lesson.measured(ranks).error[-1] == pytest.approx(0.059, abs=0.0005)


def test_phase_has_a_hole_in_one_picture_of_ten_when_a_fifth_is_lost():
    assert round(1 - (1 - 0.2**4) ** 64, 2) == 0.1
    holes = ["phase 0.00" not in lesson.bad_line("a ring", 0, 20, s)["text"] for s in range(1, 21)]
    assert not holes[0]
    assert 0 < sum(holes) < 6


def test_the_votes_are_drawn_as_told():
    favourites, count = lesson.votes(0.5, 8, 100, 0, 5)["counts"]
    off = np.abs(count - 5.0 * (1 + np.cos(np.radians(favourites - 90.0))))
    assert np.count_nonzero(off < 1e-9) == 2
    assert off[2] == pytest.approx(2.0)
    assert lesson.votes(0.5, 8, 100, 1, 5)["text"].endswith("off by +17.")
    assert lesson.votes(0.5, 8, 500, 1, 5)["text"].endswith("off by +21.")
    for clock, degrees in ((100, 13), (500, 6)):
        assert round(360 / (np.pi * np.sqrt(8 * 100 * clock / 1000))) == degrees


def test_a_silenced_neuron_is_not_expected_to_fire():
    assert " spikes of 35 expected" in lesson.votes(0.5, 8, 100, 1, 5)["text"]
    assert " spikes of 40 expected" in lesson.votes(0.5, 8, 100, 0, 5)["text"]


def test_in_the_movie_latency_has_half_its_window():
    codes = lesson.codes_for(lesson.picture("a moving bar"))
    half = codes[1].encode(np.full((4, 64), 0.5), 100.0, np.random.default_rng(0))
    assert half.times.min() == 12.5


def test_eight_rates_read_the_sum_of_their_counts():
    code = lesson.eight_rates()
    spikes = code.encode([0.2, 0.6], 10_000.0, np.random.default_rng(0))
    assert spikes.size == 16
    assert code.decode(spikes, 10_000.0) == pytest.approx([0.2, 0.6], abs=0.02)
    assert code.decode(spikes, 0.0).tolist() == [0.0, 0.0]


def test_population_is_no_better_than_rate_at_equal_neurons_or_spikes():
    told = {
        lesson.eight_rates(): 0.070,
        six_codes()[4]: 0.067,
        six_codes()[0]: 0.192,
        population_code(8, 12.5): 0.189,
        rate_code(17): 0.36,
    }
    for code, value in told.items():
        assert lesson.measured(code).error[-1] == pytest.approx(value, abs=0.003)


def test_the_table_of_jobs_names_each_code_once_in_its_own_row():
    rows = lesson.job_table().splitlines()
    assert len(rows) == 6
    for row, (job, code) in zip(rows, lesson.JOBS, strict=True):
        assert row.startswith(job)
        assert f" {code} " in row
    assert {code for _, code in lesson.JOBS} == set(lesson.NAMES)


@pytest.mark.parametrize("answer", ["latency", ["latency"], [1] * 6, [None] * 6, 3])
def test_jobs_of_another_kind_are_told_what_is_expected(answer):
    feedback = check("temporal_coding.jobs", answer)
    assert not feedback
    assert "code" in feedback.message or "names" in feedback.message
