"""Fifty neurons, and three that compete for three patterns: stored runs, and how they are drawn."""

import numpy as np
import pytest

from snn_edu.lessons.sharing_the_work import fifty, three_neurons
from snn_edu.lessons.sharing_the_work.questions import MISSING
from snn_edu.lessons.sharing_the_work.views import against_frame, drawn, fifty_frames, mosaics_frame
from snn_edu.patterns import Learned
from snn_edu.spikes import Spikes


def test_a_mosaic_has_each_neuron_in_its_place_and_tells_no_name():
    weights = np.zeros((64, 50))
    weights[:, 23] = 1.0
    tiles = fifty.mosaic(weights)
    assert tiles[18:26, 27:35].all()
    assert tiles.sum() == 64
    assert list(MISSING.values()) == list(fifty.WITHOUT)
    for epochs in (1, fifty.EPOCHS):
        text = mosaics_frame(epochs)["text"]
        assert not any(word in text for word in ("depression", "homeostasis", "inhibition"))


def test_stored_runs_are_what_running_them_again_gives():
    courses = [*fifty.course("homeostasis")]
    k = list(fifty.WITHOUT).index("homeostasis")
    for epoch in (0, fifty.EPOCHS - 1):
        np.testing.assert_allclose(
            fifty.stored().weights[k, epoch], courses[epoch].weights, atol=0.002
        )
    score, used = fifty.judged(fifty.WITHOUT["homeostasis"], courses[-1], 0)
    assert fifty.stored().ends[k].tolist() == pytest.approx([score, used])
    assert fifty.stored().means[3] == pytest.approx(fifty.nearest_centroid(3))
    assert f"{100 * fifty.stored().scores[2, -1]:.1f} % of the test" in against_frame(2)["text"]


def test_the_picture_begins_with_the_weights_that_learning_begins_with():
    first = next(fifty_frames({"normalisation": True, "seed": 0}))
    np.testing.assert_array_equal(first["mosaic"], fifty.mosaic(drawn(0)))
    k = list(fifty.WITHOUT).index("homeostasis")
    moved = np.abs(fifty.stored().weights[k, -1] - drawn(0)).max(axis=0) > 0.002
    assert np.count_nonzero(moved) == 4  # those that took everything; 46 stay as they were


def test_the_command_writes_what_it_reads(tmp_path, monkeypatch):
    made = fifty.stored()
    first = next(iter(fifty.course("nothing")))
    monkeypatch.setattr(fifty, "STORED", tmp_path / "fifty.npz")
    monkeypatch.setattr(fifty, "course", lambda *_: iter([first] * fifty.EPOCHS))
    monkeypatch.setattr(fifty, "judged", lambda *_: (0.5, 7))
    fifty.main()
    again = fifty.stored.__wrapped__()
    assert again.weights.shape == made.weights.shape
    assert again.ends.tolist() == [[0.5, 7]] * 4
    np.testing.assert_allclose(again.means, made.means)


def test_the_matrix_has_a_row_for_each_neuron_and_no_number_for_what_was_not_shown():
    onsets = ([1000.0, 4000.0], [2000.0], [])
    times, who = [1005.0, 2010.0, 4020.0, 5000.0], [0, 1, 0, 1]
    output, nan = Spikes(times, who, 3, 6000.0), np.nan
    frame = three_neurons.competition_picture(Learned(6000.0, np.zeros((3, 2000)), output), onsets)
    np.testing.assert_array_equal(frame["matrix"], [[100, 0, nan], [0, 100, nan], [0, 0, nan]])
    unseen = "not\nshown"
    rows = ["100 %", "0 %", unseen, "0 %", "100 %", unseen, "0 %", "0 %", unseen]
    assert frame["cells"] == rows
    assert frame["alarms"] == ["0.0/s", "0.2/s", "0.0/s"]  # one in 6 s
    for artist, expected in (
        ("line_0_0", ([1.005, 4.02], [5.0, 20.0])),
        ("line_0_1", ([1.005, 4.02], [nan, nan])),
        ("line_1_1", ([2.01, 5.0], [10.0, nan])),
        ("line_1_2", ([2.01, 5.0], [nan, nan])),
    ):
        np.testing.assert_allclose(frame[artist], expected)
    assert "neuron 1 hits 1, neuron 2 hits 2, neuron 3 hits none; at most 0.2" in frame["text"]


def test_the_rivals_of_a_live_picture_follow_its_knobs():
    controls = {"inhibition": 0.0, "jitter": 1.0, "seed": 0}
    onsets = ([], [], [])
    states = three_neurons.compete(controls, onsets)
    free = np.array([len(next(states).output) for _ in range(2)])
    controls["inhibition"] = 1.0
    assert len(next(states).output) - free[1] < free[1] - free[0]
    every = np.sort(np.concatenate(onsets))
    assert (np.diff(every) >= 100.0).all()  # never twice in a row, across pieces too


def test_the_command_of_three_neurons_writes_what_it_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(three_neurons, "STORED", tmp_path / "competition.json")
    monkeypatch.setattr(three_neurons, "found", lambda _, seed: np.eye(3, k=seed % 3) > 0)
    three_neurons.main()
    for of_seed in three_neurons.stored().values():
        np.testing.assert_array_equal(
            of_seed, [np.eye(3, k=seed % 3) for seed in range(three_neurons.SEEDS)]
        )


@pytest.mark.slow
def test_a_stored_run_of_three_neurons_is_what_running_it_again_gives():
    np.testing.assert_array_equal(three_neurons.found(0.25, 5), three_neurons.stored()[0.25][5])
