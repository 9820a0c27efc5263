"""Three neurons that compete, as they are drawn."""

import itertools

import numpy as np

from snn_edu.lessons.needle_in_noise.competition import competition, competition_picture
from snn_edu.patterns import Learned
from snn_edu.spikes.train import Spikes


def test_a_pattern_that_was_not_shown_has_no_hit_rate():
    first, second = itertools.islice(competition({"inhibition": 0.25, "jitter": 1.0, "seed": 0}), 2)
    for frame in (first, second):
        unseen = np.reshape(frame["cells"], (3, 3)) == "not\nshown"
        assert unseen.any()
        assert (unseen == unseen[0]).all()  # a whole column, whatever the neuron
        np.testing.assert_array_equal(np.isnan(frame["matrix"]), unseen)
    assert "neuron 1 hits 1 and 2, neuron 2 hits 1 and 2" in second["text"]


def test_the_matrix_of_three_neurons_has_a_row_for_each_neuron_and_a_column_for_each_pattern():
    onsets = ([1000.0, 4000.0], [2000.0], [3000.0])
    times, who = [1005.0, 2010.0, 4020.0, 5000.0], [0, 1, 0, 1]
    output = Spikes(times, who, 3, 6000.0)
    frame = competition_picture(Learned(6000.0, np.zeros((3, 2000)), output), onsets)
    np.testing.assert_array_equal(frame["matrix"], [[100, 0, 0], [0, 100, 0], [0, 0, 0]])
    assert frame["cells"] == [f"{hits} %" for hits in (100, 0, 0, 0, 100, 0, 0, 0, 0)]
    assert frame["alarms"] == ["0.0/s", "0.2/s", "0.0/s"]  # one in 6 s
    nan = np.nan
    for artist, expected in (
        ("line_0_0", ([1.005, 4.02], [5.0, 20.0])),
        ("line_0_1", ([1.005, 4.02], [nan, nan])),
        ("line_1_1", ([2.01, 5.0], [10.0, nan])),
        ("line_1_2", ([2.01, 5.0], [nan, nan])),
    ):
        np.testing.assert_allclose(frame[artist], expected)
    assert "neuron 1 hits 1, neuron 2 hits 2, neuron 3 hits none; at most 0.2" in frame["text"]
