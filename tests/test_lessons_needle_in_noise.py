"""What lesson 09 says will happen when its knobs are turned."""

import itertools

import numpy as np
import pytest

from snn_edu.lessons import needle_in_noise
from snn_edu.patterns import Detector, follow, make_input, make_needles, score

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


def test_the_weights_that_stay_are_those_of_the_first_milliseconds():
    learned, _ = turned_at_25_s()
    strong = learned.weights[0] > 0.8
    assert 200 < strong[:1000].sum() < 400
    assert strong[1000:].sum() < 10
    t, ids = make_needles(np.random.default_rng(START["seed"])).patterns[0]
    early = np.isin(np.arange(2000), ids[t < 10.0])
    assert early[strong].mean() > 0.8
    assert early.mean() < 0.5  # by chance


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
