"""The six codes on an image of 8 x 8: what a slider's view has to pay (target 50 ms for all)."""

import numpy as np
import pytest

from snn_edu.coding import measure_errors, six_codes

VALUES = np.random.default_rng(1).random(64)
TIMES = np.arange(0.0, 101.0, 5.0)


@pytest.mark.parametrize("code", six_codes(), ids=lambda code: code.name)
def test_one_code_sent_and_read_at_21_moments(benchmark, code):
    errors = benchmark(lambda: measure_errors(code, VALUES, TIMES, np.random.default_rng(2)))
    assert errors.error[-1] < 0.25
    assert errors.spikes[-1] >= 64


def test_all_six_sent_and_read_at_one_moment_target_50_ms(benchmark):
    def view(t=40.0):
        rng = np.random.default_rng(2)
        return [code.decode(code.encode(VALUES, 100.0, rng), t) for code in six_codes()]

    estimates = benchmark(view)
    assert all(estimate.shape == (64,) for estimate in estimates)
