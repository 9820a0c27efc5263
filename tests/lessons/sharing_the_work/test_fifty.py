"""The fifty neurons of lesson 11: stored runs, and how they are drawn."""

import numpy as np
import pytest

from snn_edu.lessons.sharing_the_work import fifty
from snn_edu.lessons.sharing_the_work.questions import MISSING
from snn_edu.lessons.sharing_the_work.views import against_frame, drawn, fifty_frames, mosaics_frame


def test_a_mosaic_has_each_neuron_in_its_place_and_tells_no_name():
    weights = np.zeros((64, 50))
    weights[:, 23] = 1.0
    tiles = fifty.mosaic(weights)
    assert tiles.shape == (44, 89)
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
