"""What lesson 05 asks, under the fresh numbers of a grader."""

import numpy as np
import pytest

from snn_edu.command.submission import freshened
from snn_edu.exercises import table
from snn_edu.questions.exercise import judge


@pytest.mark.parametrize("seed", range(8))
def test_no_fresh_click_comes_after_the_window_so_nothing_says_less_than_black(seed):
    asked = {each.name: each for each in table("temporal_coding", "EXERCISES")}
    fresh = freshened(asked["latency_decode"], np.random.default_rng(seed))
    assert judge(fresh, lambda t, window: np.maximum(0.0, 1 - t / window))
