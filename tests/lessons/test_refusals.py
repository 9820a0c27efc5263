"""What cannot be meant, or held in memory, is refused in words by the lessons' own functions."""

import numpy as np
import pytest

from snn_edu import STDP, Spikes
from snn_edu.coding import Code, latency_code
from snn_edu.lessons.balanced_network.balanced import Brunel
from snn_edu.lessons.down_the_slope.temporal_patterns import TemporalPatterns
from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.lessons.measuring_trains import drawn
from snn_edu.lessons.needle_in_noise import bird_song
from snn_edu.lessons.reading_and_hearing import movement
from snn_edu.lessons.reading_and_hearing.drawing import decode_path, even_pace, practise
from snn_edu.lessons.reading_and_hearing.movement import CosineNeurons, LinearDecoder
from snn_edu.lessons.reading_and_hearing.recording import (
    count_correlation,
    grasshopper,
    reconstruct,
)
from snn_edu.lessons.repair_the_article.repaired_article import RepairedDetector
from snn_edu.lessons.steering_and_seeing.motion import events, moving_bar, moving_dot, see_motion
from snn_edu.lessons.steering_and_seeing.vehicle import Vehicle
from snn_edu.lessons.temporal_coding.race import frame_by_frame, measure_errors, stimulus_at

MANY, CROWDED = np.zeros(100_000), np.linspace(0.0, 1e6, 100_000)
MEMORY = ".*that would take .* bytes"
FRAMED = frame_by_frame(latency_code(), 50.0)
WRONG = Code("wrong", latency_code().encode, lambda spikes, t: np.zeros(2))
TASK, ONE = TemporalPatterns(), Competition()
NO_INHIBITION = r"gamma = .* size_E = .* no inhibitory neuron"


def rng():
    return np.random.default_rng(1)


def heard(steps=None, **changed):
    sound, spikes = grasshopper()
    return reconstruct(sound[:steps], **{"spikes": spikes, **changed})


REFUSED = [
    (lambda: measure_errors(latency_code(), [0.5], [10.0, 5.0], rng()), "one rising row of"),
    (lambda: measure_errors(WRONG, MANY, [100.0], rng()), r"wrong decodes \(2,\) values: exp"),
    (lambda: FRAMED.encode(np.zeros((3, 2)), 100.0, rng()), "expected 3 frames of 50 ms"),
    (lambda: FRAMED.decode(Spikes([10.0]), 10.0), "duration is not known"),
    (lambda: stimulus_at(np.zeros((0, 3)), 1.0, 10.0), r"shape \(0, 3\): a movie has a frame"),
    (lambda: drawn.filtered([], 0.0, [1.0]), "tau = 0 ms"),
    (lambda: drawn.victor_purpura_path(CROWDED, CROWDED, 1.0), f"a = 100000 spikes: {MEMORY}"),
    (lambda: Competition(STDP(pairing="reduced")), "pairing = 'reduced'"),
    (lambda: Competition(v_reset=-54.0), "must be below v_threshold"),
    (lambda: Inputs(10, group=11), "group = 11"),
    (lambda: ONE.advance(ONE.start([0.5]), 100.0, Inputs(2), rng()), "2 of them, but 1 weights"),
    (lambda: ONE.advance(ONE.start([0.5]), 1e8, Inputs(1), rng()), f"duration = {MEMORY}"),
    (lambda: Inputs(1000, 10.0).spikes(10**6, 1000.0, rng()), f"steps = {MEMORY}"),
    (lambda: RepairedDetector(delay=5.0, late=4.0), "late"),
    (lambda: bird_song.cochlea(np.zeros((2, 1000)), rng()), "one row"),
    (lambda: bird_song.make_song(1000.0, rng(), frequency=0.8), "frequency"),
    (lambda: TemporalPatterns(classes=1), "classes"),
    (lambda: TemporalPatterns(afferents=4.0), "afferents"),
    (lambda: TASK.trials(np.zeros((2, 40)), 5, rng()), r"\(3, 40\)"),
    (lambda: TASK.trials(np.zeros((3, 40)), 5, rng(), loss=1.2), "loss"),
    (lambda: TemporalPatterns(10**6, 10**6).templates(rng()), "8e.12 bytes"),
    (lambda: Brunel(gamma=0.0, size_E=10).network(rng()), NO_INHIBITION),
    (lambda: Brunel(size_E=1, C_E=1).network(rng()), NO_INHIBITION),
    (lambda: decode_path(even_pace(np.zeros((5, 2))), 3, practise(3, rng(), steps=20), rng()),
     "path: the hand has not moved"),
    (lambda: CosineNeurons([]), "preferred has shape"),
    (lambda: CosineNeurons([0.0], 10.0, 15.0), "modulation = 15 Hz"),
    (lambda: CosineNeurons([0.0]).counts([0.0], 0.0, None), "window = 0 ms"),
    (lambda: CosineNeurons(MANY).rates(MANY), f"directions = {MEMORY}"),
    (lambda: movement.population_vector([1, -1], [0, 90]), r"counts\[1\] = -1 spikes"),
    (lambda: movement.population_vector([1, 1, 1], [0, 90]), "as many preferred directions"),
    (lambda: movement.maximum_likelihood([1, 1], [0, 90], 10.0, 11.0), "modulation = 11 Hz"),
    (lambda: movement.maximum_likelihood([np.zeros(10**6)], np.zeros(10**6)), f"counts = {MEMORY}"),
    (lambda: movement.fisher_bound(0), "neurons = 0"),
    (lambda: movement.fisher_bound(10, 20.0, 25.0), "modulation = 25 Hz"),
    (lambda: LinearDecoder.fit([[1.0]], [[1.0]]), "at least two samples"),
    (lambda: LinearDecoder.fit([MANY, MANY], np.zeros((2, 1))), f"counts = {MEMORY}"),
    (lambda: heard(1500), "2000 ms or more"),
    (lambda: heard(5000), "listened to for 10000.0 ms"),
    (lambda: heard(spikes=np.zeros(3)), "spikes = ndarray"),
    (lambda: heard(lags=-1), "lags = -1"),
    (lambda: heard(ridge=0.0), "ridge = 0"),
    (lambda: count_correlation(*grasshopper(), window=0), "window = 0"),
    (lambda: count_correlation(*grasshopper(), window=5000), "window = 5000 ms"),
    (lambda: events(np.zeros((5, 5))), r"expected \(frames, height, width\)"),
    (lambda: events(np.zeros((5, 5, 5)), threshold=0.0), "threshold = 0"),
    (lambda: moving_bar(0.0, 0.1), "noise needs rng"),
    (lambda: moving_bar(0.0, speed=0.0), "speed = 0 pixels/ms"),
    (lambda: moving_dot([0.0, 1.0]), "path has shape"),
    (lambda: see_motion(events(np.zeros((2, 3, 3))), tau=0.0), "tau = 0 ms"),
    (lambda: Vehicle(eta=-1.0), "eta = -1"),
    (lambda: Vehicle(reward=0), r"allowed is 1 \(light\) or -1"),
    (lambda: Vehicle(compare=1), "compare = 1"),
    (lambda: Vehicle(start=0.1), "start = 0.1"),
    (lambda: Vehicle(tau_eligibility=0.1), r"Did you mean 100 \(ms\)"),
    (lambda: Vehicle().drive([0.5] * 4, None), r"expected \(2, 2\)"),
    (lambda: Vehicle().drive([[2, 0], [0, 1]], None), r"weights\[0, 0\] = 2"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_it_is_refused_in_words(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
