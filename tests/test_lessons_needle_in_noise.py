"""What lesson 09 says will happen when its knobs are turned."""

import itertools

import numpy as np
import pytest

from snn_edu import success_map
from snn_edu.lessons import needle_in_noise, needle_limits
from snn_edu.needle_result import stored
from snn_edu.patterns import Detector, Score, follow, make_input, make_needles, score
from snn_edu.plots import figure

START = {
    "pairing": "reduced",
    "psp": "double_exponential",
    "jitter": 1.0,
    "share": 0.5,
    "frequency": 0.25,
    "ratio": 0.85,
    "w0": 0.475,
    "seed": 2,
}
TURN, END = 25_000.0, 37_000.0  # ms


def turned_at_25_s(**knobs):
    """(last state, onsets) of the live cell when knobs are turned after it has learned."""
    controls, onsets = dict(START), []
    pieces = needle_in_noise.input_pieces(controls, onsets)
    for learned in follow(pieces, np.full((1, 2000), START["w0"])):
        if learned.t == TURN:
            assert score(learned.output, onsets, since=TURN - 5000).finds()
            controls.update(knobs)
        if learned.t == END:
            break
    return learned, np.array(onsets)


def test_another_pairing_silences_a_neuron_that_had_learned_after_two_discharges():
    learned, _ = turned_at_25_s(pairing="nearest")
    later = learned.output.times[learned.output.times > TURN]
    assert later.size == 2
    assert later[-1] < TURN + 4000


@pytest.mark.parametrize("knobs", [{"jitter": 2.0}, {"frequency": 0.1}, {"share": 0.55}])
def test_the_other_knobs_of_the_question_do_not(knobs):
    learned, onsets = turned_at_25_s(**knobs)
    judged = score(learned.output, onsets, since=END - 5000)
    assert judged.hit_rate > 0.9
    assert judged.false_alarms < 0.5


def test_a_low_ratio_ends_in_runaway_with_all_showings_hit():
    learned, onsets = turned_at_25_s(ratio=0.7)
    judged = score(learned.output, onsets, since=END - 3000)
    assert judged.hit_rate == 1
    assert judged.false_alarms > 80
    assert learned.weights.mean() > 0.95


def test_the_weights_that_stay_are_those_of_the_first_milliseconds_and_of_the_long_silent():
    *_, learned = follow(needle_in_noise.input_pieces(START, []), np.full((1, 2000), START["w0"]))
    assert learned.t == 90_000
    weights = learned.weights[0]
    strong = weights[:1000] > 0.8
    assert 300 < strong.sum() < 370
    assert not (weights[1000:] > 0.8).any()
    assert (np.append(weights[:1000][~strong], weights[1000:]) < 0.2).mean() > 0.95
    t, ids = make_needles(np.random.default_rng(START["seed"])).patterns[0]
    first = np.full(2000, np.inf)  # ms from the onset to an afferent's first spike of the pattern
    np.minimum.at(first, ids, t)
    first = first[:1000]
    assert (first[strong] < 5.0).mean() == pytest.approx(2 / 3, abs=0.03)
    assert strong[first < 5.0].mean() > 0.85
    assert (first[strong & (first > 10.0)] > 38.0).all()
    assert strong[np.isinf(first)].all()  # those without any spike in it


def test_noise_alone_silences_the_neuron_after_about_twelve_seconds():
    spikes, _ = make_input(20_000.0, np.random.default_rng(0), share=0.0, rates="poisson")
    times = Detector().learn(spikes).output.times
    assert np.count_nonzero(times > 14_000) < 6
    assert 8_000 < times[-20] < 14_000


@pytest.mark.parametrize("pairing", ["reduced", "nearest"])
def test_the_closed_forms_are_means_over_simulated_pairs(pairing):
    """Poisson trains between two output spikes, counted one by one."""
    rng, gap, rate = np.random.default_rng(1), 30.0, 64.0
    ltp, ltd = [], []
    for _ in range(20_000):
        after = np.sort(rng.uniform(0, 400.0, rng.poisson(rate * 0.4)))  # ms since the discharge
        first = after[after < gap]
        back = after if pairing == "nearest" else first  # by symmetry: ms before the next one
        ltp.append(np.exp(-back[0] / 16.8) if back.size else 0.0)
        counted = first if pairing == "nearest" else first[:1]
        ltd.append(np.exp(-counted / 33.7).sum())
    expected = needle_in_noise.expected_pairs(rate, np.array(gap), pairing)
    assert np.mean(ltp) == pytest.approx(float(expected[0]), abs=0.01)
    assert np.mean(ltd) == pytest.approx(float(expected[1]), abs=0.02)


def test_frames_of_the_notebook_are_those_of_the_module():
    frames = list(itertools.islice(needle_in_noise.learned_so_far(START), 2))
    assert "not found" in frames[-1]["text"]
    assert "false alarms/s" in frames[-1]["board"]


# --- what the pictures promise ----------------------------------------------------------------


def test_the_rate_at_the_start_is_that_of_the_neuron_before_it_learns():
    still = Detector(A_plus=1e-9, A_minus=1e-9)
    spikes, _ = make_input(10_000.0, np.random.default_rng(0), rates="poisson")
    rate = len(still.learn(spikes).output) / 10.0
    assert rate == pytest.approx(needle_in_noise.START_RATE, abs=1.0)
    assert "-0.004 A_plus" in needle_in_noise.balance(0.85, 64, "reduced")["text"]


@pytest.mark.parametrize("pairing", ["reduced", "nearest"])
def test_the_start_and_both_curves_stay_within_their_axes(pairing):
    for ratio, rate in itertools.product((0.7, 0.85, 1.1), (20, 64, 120)):
        frame = needle_in_noise.balance(ratio, rate, pairing)
        low, high = frame["axes"]["ylim"]
        assert low < frame["here"][1][0] < high
        assert max(frame["ltp"][1].max(), frame["ltd"][1].max()) < frame["pairs"]["ylim"][1]


def test_every_song_stays_within_its_axes_and_none_is_found_at_any_ratio():
    artists = needle_limits.draw_song(figure("", 6.0, 3.0))
    highest = artists["alarms"].axes.get_ylim()[1]
    for one in stored()["songs"]:
        frame = needle_limits.song(one.seed + 1, str(one.ratio))
        assert max(frame["alarms"][1]) < highest
        assert frame["text"].endswith("not found.")
        assert not Score(one.hit_rate[-1], one.false_alarms[-1], 0.0).finds()


def test_what_the_lesson_says_of_the_last_15_seconds_of_the_songs():
    last = {
        ratio: [
            (one.hit_rate[-1], -np.expm1(-0.05 * one.rate[-1]), one.false_alarms[-1])
            for one in stored()["songs"]
            if one.ratio == ratio
        ]
        for ratio in (0.85, 0.9, 0.95)
    }
    times_chance = [hits / chance for hits, chance, _ in last[0.9]]
    assert (min(times_chance), max(times_chance)) == pytest.approx((1.6, 3.4), abs=0.05)
    alarms = [each[2] for each in last[0.85]]
    assert (round(min(alarms)), round(max(alarms))) == (8, 15)
    assert sum(hits < 0.3 for hits, *_ in last[0.95]) == 2


def test_the_maps_are_390_runs_and_their_row_of_half_the_afferents_is_as_asked():
    maps = [success_map.load(x, y) for x, y in needle_limits.MAPS]
    assert sum(one.found.size * one.runs for one in maps) == 390
    row = dict(zip(maps[0].y, maps[0].found.tolist(), strict=True))
    assert row[0.5][3:] == [2, 1, 0, 0]
    assert row[0.6][3] == 5


def test_the_circles_are_where_the_knobs_stood_when_the_run_began():
    knobs = {"jitter": 2.5, "share": 0.45, "w0": 0.3, "ratio": 0.9, "seed": 1}
    runs = needle_limits.run_here(knobs)
    next(runs)
    knobs["jitter"] = 6.0
    frame = next(runs)
    assert frame["jitter_share"] == ([2.5], [0.45])
    assert frame["w0_ratio"] == ([0.3], [0.9])


def test_a_pattern_that_was_not_shown_has_no_hit_rate():
    first, second = itertools.islice(
        needle_limits.competition({"inhibition": 0.25, "jitter": 1.0, "seed": 0}), 2
    )
    for frame in (first, second):
        unseen = np.reshape(frame["cells"], (3, 3)) == "not\nshown"
        assert unseen.any()
        assert (unseen == unseen[0]).all()  # a whole column, whatever the neuron
        assert (np.asarray(frame["matrix"])[unseen] == 0).all()
    assert "neuron 1 hits 1 and 2, neuron 2 hits 1 and 2" in second["text"]
