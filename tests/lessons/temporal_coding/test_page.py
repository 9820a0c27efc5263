"""What lesson 05 says, held by the page as a learner runs it; its race of codes."""

import math

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import LIF, Spikes, decode_phase, six_codes
from snn_edu.coding import delta_code, latency_code, phase_code, rank_order_code, rate_code
from snn_edu.command.submission import freshened
from snn_edu.lessons.temporal_coding import race, sounds, views
from snn_edu.lessons.temporal_coding.measured import NAMES, measured, sixty_four_values
from snn_edu.lessons.temporal_coding.questions import BY_NAME
from snn_edu.lessons.temporal_coding.sounds import hear
from snn_edu.questions import judge

PAGE = solved("05_temporal_coding")
THREE = views.picture("a three")


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


def test_after_50_ms_bs_copy_is_perfect_and_after_30_silence_is_read_as_a_fifth():
    copies = PAGE.picture("rows_frame", 0).view
    frame = copies(clock=50, stimulus="a three", seed=1)
    assert frame["estimate1"] == pytest.approx(views.square(THREE))
    assert views.error(frame["estimate0"].ravel(), THREE) > 0.1
    assert PAGE.says("every pixel above 0.4 has clicked")
    half_way = copies(clock=30, stimulus="a three", seed=1)["estimate1"].ravel()
    assert half_way[THREE < 0.4] == pytest.approx(0.2)
    assert PAGE.says("clicked five times on average, but often two times more or fewer")
    assert PAGE.says(f"A sheet of plain grey has {THREE.std():.2f} at best")


@pytest.mark.slow
def test_the_error_of_a_count_halves_in_four_times_the_time_and_is_smaller_near_white():
    for T in (100, 400, 1600):
        expected = 0.4 * 100 * T / 1000
        scatter = math.sqrt(expected)
        wrong = 0.4 * scatter / expected
        assert PAGE.says(f"| {T:,} ms | {expected:g} | {scatter:g} | {wrong:.2f} |")
    run = race.measure_errors(
        rate_code(), np.full(64, 0.4), [100, 140, 400], np.random.default_rng(0), trials=60
    )
    assert run.error[[0, 2]] == pytest.approx([0.2, 0.1], abs=0.005)
    assert PAGE.says(f"after 140 ms the error is still {run.error[1]:.2f}")
    sheet = PAGE.picture("listen_frame")
    frames = [sheet.view(T="400 ms", stimulus="a grey sheet", seed=seed) for seed in range(1, 21)]
    assert np.mean([frame["now"][1][0] for frame in frames]) == pytest.approx(0.1, abs=0.01)
    white = np.ones(64)
    run = race.measure_errors(rate_code(), white, [100], np.random.default_rng(0), trials=60)
    assert run.error[0] < 0.9 * math.sqrt(1 / 10)


def test_clerk_b_sends_the_three_on_33_clicks():
    clicks = np.isfinite(PAGE.names["first_spikes"](THREE, 50.0)).sum()
    assert clicks == np.count_nonzero(THREE)
    assert PAGE.says(f"the whole three with {clicks} clicks, one for each pixel that isn't black")
    picture = PAGE.picture("my_copy_frame")
    assert f"Your clerk B sends a three in a window of 50 ms with {clicks} clicks" in picture.text
    assert picture.text.endswith("error is 0.00.")


def test_half_the_light_changes_two_copies_and_leaves_the_third():
    view = PAGE.picture("rows_frame", 1).view
    full, half = (view(brightness=b, stimulus="a three") for b in (1.0, 0.5))
    assert half["estimate0"].mean() < 0.7 * full["estimate0"].mean()
    assert half["estimate1"] == pytest.approx(0.5 * full["estimate1"])
    assert (half["estimate2"] == full["estimate2"]).all()
    sheets = [view(brightness=b, stimulus="a grey sheet")["estimate2"] for b in (1.0, 0.3)]
    assert np.ptp(np.array(sheets)) == 0.0


def test_the_race():
    codes, times, rng = views.codes_for("a three"), np.arange(1.0, 101.0), np.random.default_rng(1)
    runs = [race.measure_errors(codes[name], THREE, times, rng, trials=20) for name in NAMES]
    below = " | ".join(f"{run.time_to(0.1):g} ms" for run in runs).replace("nan ms", "not yet", 1)
    below = below.replace("nan ms", "never")
    ends = " | ".join(f"{run.error[-1]:.2f}".replace("0.00", "0") for run in runs)
    clicks = " | ".join(f"{run.spikes[-1]:.0f}" for run in runs[1:])
    assert PAGE.says(f"stays below 0.1 from | {below} |", f"| error after 100 ms | {ends} |")
    assert PAGE.says(f"| clicks in 100 ms | about 200 | {clicks} |")
    assert runs[0].spikes[-1] == pytest.approx(200, abs=6)
    assert len(np.unique(THREE[THREE > 0])) == 10
    early = [run.error[6] for run in runs]
    assert early[2] == min(early) < 0.6 * min(np.delete(early, 2))
    assert early[2] - runs[2].error[-1] < 0.01


def test_the_picture_of_the_race_says_when_each_copy_is_through_and_not_before():
    runs = PAGE.picture("race_frame")
    codes, times = views.codes_for("a three"), np.arange(0.0, 101.0)
    for k, name in enumerate(NAMES[1:], 1):  # these leave nothing to chance
        run = race.measure_errors(codes[name], THREE, times, np.random.default_rng(1))
        through = run.time_to(views.GOOD)
        for clock in (0.0, 10.0, 16.0, 35.0, 100.0):
            frame = runs.view(clock=clock, stimulus="a three", seed=1)
            assert frame[f"error{k}"]["width"] == pytest.approx(run.error[int(clock)])
            assert frame[f"said{k}"].split()[0] == f"{run.spikes[int(clock)]:g}"
            assert frame[f"good{k}"] == (f"at {through:g} ms" if clock >= through else "")


def test_what_has_come_in_and_what_is_on_its_way_are_the_clicks_of_the_code():
    for name in ("a three", "a moving bar"):
        for clock in (0.0, 12.5, 60.0):
            frame = views.race_frame(clock, name, 3)
            for k, each in enumerate(NAMES):
                _, spikes, _ = views.sent(each, name, 1.0, 3)
                x, ahead = frame[f"clicks{k}"]
                assert ((ahead > 0.0) & (ahead <= views.AHEAD)).all()
                assert np.isin(ahead + clock, spikes.times).all()
                heard = int(frame[f"said{k}"].split()[0])
                assert heard + len(x) == (spikes.times <= clock + views.AHEAD).sum()


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


def test_each_of_the_five_codes_is_known_by_ear():
    """Rate goes on, phase says it four times, latency takes half, rank order is the briefest."""

    def loud(name):
        sent = BY_NAME[name].encode(PAGE.names["mine"], 100.0, np.random.default_rng(1))
        samples = hear(sent).samples[: 2 * sounds.RATE]
        return (samples**2).reshape(200, -1).mean(axis=1)  # in each 10 ms

    heard = {name: loud(name) for name in NAMES}
    ends = {name: np.flatnonzero(each > 1e-4)[-1] for name, each in heard.items()}
    assert ends["rank order"] < ends["delta"] < ends["latency"] < ends["phase"] < ends["rate"] + 10
    assert 95 < ends["latency"] < 110
    assert (heard["rate"] > 0.005).all()
    for later in (50, 100):  # the first of the four has silence before it
        assert heard["phase"][later + 50 :][:45] == pytest.approx(
            heard["phase"][later:][:45], abs=0.01
        )
    assert (heard["phase"][[3, 53, 103, 153]] < 0.01 * heard["phase"].max()).all()


def test_a_note_for_each_row_of_pixels_high_at_its_top_and_the_words_count_the_clicks():
    top, last = (hear(Spikes([50.0], [k], 64, 100.0)) for k in (0, 63))
    for sound, note in ((top, sounds.NOTES[0]), (last, sounds.NOTES[-1])):
        assert not sound.samples[: sounds.RATE].any()
        wave = sound.samples[sounds.RATE :]
        strongest = np.abs(np.fft.rfft(wave)).argmax() * sounds.RATE / wave.size
        assert strongest == pytest.approx(note, rel=0.01)
    assert top.text.endswith("0, 0, 0, 0, 0, 1, 0, 0, 0 and 0.")
    wires = hear(Spikes([50.0], [1], 128, 100.0))  # delta's wire down of the first pixel
    assert wires.samples.tolist() == top.samples.tolist()


def test_five_seeds_from_that_of_the_page_on_bring_each_code_once():
    code = PAGE.source.read_text("utf-8")
    assert "default_rng(22)" in code
    assert "codes[by_chance.integers(5)]" in code
    assert {int(np.random.default_rng(seed).integers(5)) for seed in range(22, 27)} == set(range(5))


def test_the_cards():
    def sent(value, duration=25.0):
        return phase_code().encode([value], duration, np.random.default_rng(0)).times

    first, *others = sent(0.7, 100.0)
    assert PAGE.says(f"{first:g} ms into every cycle of 25 ms")
    assert others == pytest.approx(first + 25 * np.arange(1, 4))
    assert PAGE.says("An eighth of the cycle stays free at each end")
    assert [*sent(1.0), *(25 - sent(0.0))] == pytest.approx([25 / 8] * 2)
    late = Spikes(sent(0.0) + 5, [0], 1)
    assert decode_phase(late, 100.0, 40.0, 0.75)[0] > 0.8  # black, so late that it reads as white


def test_a_fifth_is_lost_or_three_milliseconds_of_jitter():
    frame = PAGE.picture("bad_line_frame").view(loss=20, jitter=0.0)
    noisy = dict(zip(NAMES, frame["noisy"][0], strict=True))
    assert PAGE.says("nine copies in ten have an error below 0.01")
    assert noisy["phase"] < 0.01
    changes = np.array(frame["noisy"][0]) - np.array(frame["clean"][0])
    assert changes.argmin() == NAMES.index("phase")
    assert all(frame[f"said{k}"].split()[-1] in frame["text"] for k in range(5))
    gradient = views.picture("a gradient")
    for k, name in enumerate(NAMES):
        copy = frame[f"copy{k}"].ravel()
        holes = ((copy < 0.06) & (gradient > 0.5)).any()
        assert holes == (name in ("latency", "rank order")), name
    delta = frame["copy4"].ravel()
    assert delta.sum() == pytest.approx(0.8 * gradient.sum(), rel=0.06)
    frame = PAGE.picture("bad_line_frame").view(loss=0, jitter=3.0)
    noisy, clean = (dict(zip(NAMES, frame[which][0], strict=True)) for which in ("noisy", "clean"))
    errors = f"{noisy['latency']:.2f} and {noisy['phase']:.2f}"
    assert PAGE.says(f"read the time, so at 3 ms they have errors of {errors}")
    for name in ("rate", "delta"):
        assert noisy[name] == clean[name]
    assert 0 < noisy["rank order"] - clean["rank order"] < 0.01 < clean["rank order"] / 10


def test_the_law_for_jitter_and_the_rhythms():
    law = PAGE.names["jitter_error"]
    for cycle, room in ((100, "75"), (50, "37.5"), (25, "18.75"), (12.5, "9.4")):
        clicks = round(100 / cycle)
        told = f"{law(3, 0.75 * cycle, clicks):.2f} | {views.in_rhythm(float(cycle))[1]:.2f}"
        assert PAGE.says(f"| {cycle:g} ms | {room} ms | {clicks} | {told} |")
    latency = views.arrived("latency", "a gradient", race.Line(3.0, 0.0))[1]
    assert views.in_rhythm(100.0)[1] < latency < views.in_rhythm(25.0)[1]
    assert PAGE.picture("rhythm_frame").text.endswith("Your law says 0.08, measured are 0.08.")


def test_no_picture_is_in_the_table_by_which_its_own_ranks_are_read():
    for name in views.SHAPES:
        others = [views.picture(other) for other in views.SHAPES if other != name]
        worth = np.sort(others, axis=1)[:, ::-1].mean(axis=0)
        one_after_another = Spikes(np.arange(64.0), np.arange(64), 64)
        read = views.codes_for(name)["rank order"].decode(one_after_another, 100.0)
        assert read == pytest.approx(worth)


def test_a_lif_crowds_the_bright_and_a_metronomes_count_is_off_by_less_than_one():
    wait = LIF().time_to_spike
    assert 1 < wait(5.0) - wait(6.0) < 1.5
    assert PAGE.says("from 2 to 3 nA by 14 ms")
    assert wait(2.0) - wait(3.0) == pytest.approx(14, abs=0.5)
    for T in (100.0, 1000.0):
        begins = np.linspace(0.0, 1.0, 50, endpoint=False) / 37.0 * 1000  # ms, at 37 Hz
        counts = [len(np.arange(begin, T, 1000 / 37.0)) for begin in begins]
        assert np.abs(np.array(counts) - 37.0 * T / 1000).max() < 1


def test_the_jobs_are_done_by_their_codes_alone():
    latency, phase = (measured(BY_NAME[name]) for name in ("latency", "phase"))
    assert latency.time_to(0.05) < 50
    assert phase.error[24] < 0.01
    assert measured(BY_NAME["phase"], race.Line(0.0, 0.2)).error[-1] < 0.05
    spent = {name: measured(BY_NAME[name]) for name in NAMES}
    right = {name: run.spikes[-1] for name, run in spent.items() if run.error[-1] <= 0.05}
    assert min(right, key=right.get) == "latency"
    assert right["latency"] == np.count_nonzero(sixty_four_values()) == 54


@pytest.mark.parametrize("seed", range(8))
def test_no_fresh_click_comes_after_the_window_so_nothing_says_less_than_black(seed):
    fresh = freshened(PAGE.asked("latency_decode"), np.random.default_rng(seed))
    assert judge(fresh, lambda t, window: np.maximum(0.0, 1 - t / window))


VALUES = np.random.default_rng(20).random(64)
TIMES = np.arange(0.0, 101.0, 5.0)


def rng():
    return np.random.default_rng(21)


def test_errors_are_those_of_decoding_by_hand_and_lost_spikes_were_sent():
    code = latency_code()
    spikes = code.encode(VALUES, 100.0, rng())
    measured = race.measure_errors(code, VALUES, TIMES, rng())
    by_hand = [np.sqrt(np.mean((code.decode(spikes, t) - VALUES) ** 2)) for t in TIMES]
    assert measured.error == pytest.approx(by_hand, rel=1e-12)
    assert measured.spikes.tolist() == [np.sum(spikes.times <= t) for t in TIMES]
    lossy = race.measure_errors(code, VALUES, TIMES, rng(), race.Line(loss=1))
    np.testing.assert_array_equal(measured.spikes, lossy.spikes)
    np.testing.assert_allclose(lossy.error[-1], np.sqrt(np.mean(VALUES**2)))  # all read as 0
    weaker = race.measure_errors(rate_code(), VALUES, [50_000.0], rng(), race.Line(loss=0.3))
    assert weaker.error[0] == pytest.approx(0.3 * np.sqrt(np.mean(VALUES**2)), rel=0.05)
    errors = race.Errors(np.arange(4.0), np.array([0.5, 0.01, 0.2, 0.04]), np.array([0, 5, 7, 9.0]))
    assert errors.time_to(0.05) == 3.0
    assert errors.spikes_to(0.2) == 5.0
    assert errors.time_to(1.0) == 0.0
    assert np.isnan(errors.spikes_to(0.03))


@pytest.mark.parametrize("code", six_codes(), ids=lambda code: code.name)
def test_a_movie_frame_by_frame_is_each_frame_on_its_own(code):
    movie = np.random.default_rng(3).random((3, 8))
    film = race.frame_by_frame(code, 50.0)
    spikes, one_by_one = film.encode(movie, 150.0, rng()), rng()
    for k, frame in enumerate(movie):
        alone = code.encode(frame, 50.0, one_by_one)
        for t in (0.0, 20.0, 49.9):
            np.testing.assert_allclose(
                film.decode(spikes, 50.0 * k + t), code.decode(alone, t), atol=1e-9
            )


def test_a_moving_bar_is_followed_by_delta_without_being_told_of_frames():
    bar = np.kron(np.eye(8), np.ones((1, 2)))  # 8 frames, 16 places
    times = np.arange(0.0, 801.0, 10.0)
    measured = race.measure_errors(delta_code(delta=0.1), bar, times, rng())
    assert measured.error[times % 100 >= 20].max() < 1e-9
    assert measured.error[10:80:10].min() > 0.1  # as each frame begins
    assert measured.spikes[-1] == 16 * 10 + 14 * 10  # each place up, and all but the last two down


def test_at_its_end_a_movie_shows_its_last_frame_and_no_spike_strays_into_the_next():
    film = race.frame_by_frame(latency_code(), 50.0)
    spikes = film.encode([[0.1], [0.9]], 100.0, rng())
    assert film.decode(spikes, 100.0) == pytest.approx(0.9)
    film = race.frame_by_frame(rank_order_code(spacing=25.0), 50.0)
    spikes = film.encode([[0.9, 0.5, 0.1], [0.0, 0.0, 0.0]], 100.0, rng())
    assert spikes.times.tolist() == [0.0, 25.0]  # rank 2 would fire at 50 ms
    np.testing.assert_allclose(film.decode(spikes, 50.0), 0.5)


def test_a_click_tells_about_two_bits_and_a_count_less():
    assert PAGE.says("tells about 2.2 bits of a pixel", "A's count tells 0.8 bits after 100 ms")

    def of_a_click(window, jitter):
        sent = np.linspace(0.0, window, 1001)
        step = jitter / 20.0
        heard = np.arange(-6 * jitter, window + 6 * jitter, step)
        slips = (heard[:, None] - sent) / jitter
        density = (np.exp(-(slips**2) / 2) / jitter / math.sqrt(2 * math.pi)).mean(axis=1)
        of_jitter = math.log2(jitter * math.sqrt(2 * math.pi * math.e))
        return -np.sum(density * np.log2(density)) * step - of_jitter

    def of_a_count(white):
        """Of a grey, all equally common, by a Poisson count; white sends `white` on average."""
        x, n = (np.arange(2000) + 0.5) / 2000 * white, np.arange(int(2 * white + 40))[:, None]
        log = n * np.log(x) - x - np.array([math.lgamma(k + 1) for k in n.ravel()])[:, None]
        seen, of_all = np.exp(log), np.exp(log).mean(axis=1)
        return np.mean(np.sum(seen * (log / math.log(2) - np.log2(of_all)[:, None]), axis=0))

    assert of_a_click(50.0, 3.0) == pytest.approx(2.2, abs=0.05)
    assert of_a_click(50.0, 1.0) == pytest.approx(3.65, abs=0.005)
    for jitter in (1.0, 3.0, 6.0, 10.0):  # up to a fifth of the room
        by_formula = math.log2(50.0 / (4.13 * jitter)) + 2.6 * jitter / 50.0
        assert of_a_click(50.0, jitter) == pytest.approx(by_formula, abs=0.01)
    assert 0.85 < of_a_click(100.0, 3.0) - of_a_click(50.0, 3.0) < 1.0  # nearly one more
    told = 0.8, 1.6, 2.4
    assert [of_a_count(white) for white in (10, 40, 160)] == pytest.approx(told, abs=0.05)
    assert PAGE.says("In 50 ms it tells 0.5", r"8 \log_2 11 = 27.7", "the order 15.3")
    assert of_a_count(5) == pytest.approx(0.5, abs=0.05)
    assert 8 * math.log2(11) == pytest.approx(27.7, abs=0.05)
    assert math.log2(math.factorial(8)) == pytest.approx(15.3, abs=0.05)


def test_the_same_four_pixels_in_each_code():
    rows, rng = (
        [f"| {row} |" for row in ("1 | 10 clicks", "0.5 | 5", "0.2 | 2", "0 | none")],
        np.random.default_rng(0),
    )
    ranks = {0.0: "first", 1.0: "second", 2.0: "third"}
    for code in (latency_code(), rank_order_code(), phase_code(), delta_code()):
        sent = code.encode(np.array([1.0, 0.5, 0.2, 0.0]), 100.0, rng)
        for k in range(4):
            times = sent.times[sent.ids // (sent.size // 4) == k]
            cell = f"{times[0]:.1f} ms".replace(".0 ms", " ms") if len(times) else "none"
            if len(times):
                cell = {"rank order": ranks.get(times[0]), "delta": f"{len(times)} up"}.get(
                    code.name, cell
                )
            rows[k] += f" {cell} |"
    assert PAGE.says(*rows)


def test_how_long_a_must_count_to_tell_two_greys():
    assert PAGE.says("For 3.6 s, to be right nine times in ten")
    n = np.arange(600)
    fact = np.array([math.lgamma(k + 1) for k in n])
    chance = [np.exp(n * math.log(rate * 3.6) - rate * 3.6 - fact) for rate in (50, 60)]
    assert np.maximum(*chance).sum() / 2 == pytest.approx(0.9, abs=0.001)


def test_who_is_behind_a_lost_click_of_an_order_moves_up_one_place():
    assert PAGE.says("everybody behind it moves up one place")
    values = np.linspace(1.0, 1 / 16, 16)
    order = rank_order_code()
    sent = order.encode(values, 100.0, np.random.default_rng(0))
    there = sent.ids != 3
    arrived = Spikes(sent.times[there], ids=sent.ids[there], size=16, duration=100.0)
    whole, copy = order.decode(sent, 100.0), order.decode(arrived, 100.0)
    assert copy[:3] == pytest.approx(whole[:3])
    assert copy[4:] == pytest.approx(whole[3:-1])
    assert copy[3] == copy.min()


def test_a_current_from_the_click_to_the_end_of_the_window_or_the_cycle_brings_charge_by_the_grey():
    assert PAGE.says("let a current flow until the window or the cycle ends", "while little leaks")
    greys = np.linspace(0.1, 1.0, 10)
    clicked = latency_code(50.0).encode(greys, 100.0, np.random.default_rng(0))
    assert [50.0 - clicked.times[clicked.ids == k][0] for k in range(10)] == pytest.approx(
        50.0 * greys
    )
    clicked = phase_code(40.0).encode(greys, 25.0, np.random.default_rng(0))
    assert (np.diff([25.0 - clicked.times[clicked.ids == k][0] for k in range(10)]) > 0).all()


def test_in_t_steps_a_click_says_t_plus_one_greys_and_a_count_by_chance_is_far_behind():
    x = (np.arange(20_000) + 0.5) / 20_000
    in_steps = np.unique(np.round(8 * x)).size
    rounded = np.sqrt(np.mean((np.round(8 * x) / 8 - x) ** 2))
    assert PAGE.says("nine greys, whose rounding costs an error of 0.036")
    assert (in_steps, round(rounded, 3)) == (9, 0.036)
    counted = np.random.default_rng(0).binomial(8, x) / 8
    assert np.sqrt(np.mean((counted - x) ** 2)) == pytest.approx(0.14, abs=0.005)
    assert np.sqrt(np.mean(x * (1 - x)) / 128) == pytest.approx(rounded, rel=0.01)
