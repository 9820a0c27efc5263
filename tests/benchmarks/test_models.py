"""Models beyond LIF: W5, and the two with two variables.

Run: pytest tests/benchmarks/test_models.py --benchmark-only
"""

import numpy as np
from works import axon

from snn_edu import AdEx, Izhikevich, simulate


def bare_loop(steps):
    v, trace = -65.0, []
    for _ in range(steps):
        v = -55.0 + (v + 55.0) * 0.99
        trace.append(v)
    return trace


def test_w5_hodgkin_huxley_for_a_second(benchmark):
    benchmark.extra_info["target"] = "60 ms; floats 115 ms"
    recording = benchmark(axon())
    assert recording.v.size == 100_001
    # a spike at 1.9 ms, at 16.8 ms, and then each 14.636 ms: 68.3 Hz
    assert len(recording.spikes) == 69
    assert abs(1000.0 / recording.spikes.isi()[-1] - 68.32) < 0.01


def test_w5_bare_loop_to_compare_machines(benchmark):
    assert len(benchmark(bare_loop, 100_000)) == 100_000


def test_adex_for_a_second(benchmark):
    assert len(benchmark(simulate, AdEx(), np.full(10_000, 0.5), 0.1).spikes) == 17


def test_izhikevich_for_a_second(benchmark):
    assert len(benchmark(simulate, Izhikevich(), np.full(10_000, 10.0), 0.1).spikes) == 23
