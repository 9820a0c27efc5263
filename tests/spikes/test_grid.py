"""The grid: whole steps whatever rounding says, and nothing that is not whole."""

import numpy as np
import pytest

from snn_edu.spikes import all_whole_steps, step_of, whole_steps


@pytest.mark.parametrize("dt", [0.1, 0.3, 0.25, 1.0])
def test_so_many_steps_are_so_many_steps(dt):
    k = np.array([1, 3, 7, 1000, 999_999, 12_345_678])
    np.testing.assert_array_equal(all_whole_steps("delay", k * dt, dt), k)
    assert [whole_steps("duration", float(n * dt), dt) for n in k] == k.tolist()


@pytest.mark.parametrize("part", [0.5, 1e-5, -1e-5])
def test_a_part_of_a_step_too_many_or_too_few_is_refused(part):
    for k in (1, 1000, 1_000_000):
        with pytest.raises(ValueError, match=r"whole number of steps of dt = 0\.1 ms"):
            whole_steps("duration", (k + part) * 0.1, 0.1)
    with pytest.raises(ValueError, match=r"duration = 0 ms: .*1 or more"):
        whole_steps("duration", 0.0, 0.1)
    with pytest.raises(ValueError, match=r"delay = 0\.25 ms"):
        all_whole_steps("delay", [0.2, 0.25, 0.33], 0.1)


def test_a_moment_on_a_grid_point_is_the_end_of_its_step():
    assert (0.1 + 0.2) / 0.1 > 3.0
    assert step_of([0.0, 0.05, 0.1, 0.1 + 0.2, 0.3001], 0.1).tolist() == [0, 1, 1, 3, 4]
