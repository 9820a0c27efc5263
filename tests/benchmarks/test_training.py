"""W8: loss and gradients of 200 steps of a spiking network, batch of 256; and a tempotron trained.

Run: pytest tests/benchmarks --benchmark-only. Targets are CPU time of the machine they were set on.
"""

import time

import numpy as np
import pytest
from works import WORKS, training_step

from snn_edu.lessons.down_the_slope.read_digits import learn_digits
from snn_edu.training import Tempotron

timed = pytest.mark.benchmark(timer=time.process_time, warmup=True)


def show(benchmark, target):
    """The measured median beside its target, in milliseconds."""
    measured = 1000 * benchmark.stats.stats.median if benchmark.stats else float("nan")
    benchmark.extra_info.update(target=target, measured=f"{measured:.2f} ms")
    print(f"\n{benchmark.name}: {measured:.2f} ms of CPU, target {target}")


@timed
def test_w8_loss_and_gradients(benchmark):
    work = WORKS["W8"]
    work.check(work.found(benchmark.pedantic(training_step(), rounds=15, warmup_rounds=2)))
    show(benchmark, "50 ms")


@timed
def test_a_tempotron_learns_two_patterns_a_synapse(benchmark):
    rng = np.random.default_rng(2)
    times, labels = rng.uniform(0, 500, (100, 50)), rng.permutation(100) < 50
    trained = benchmark(lambda: Tempotron().train(times, labels, np.random.default_rng(1)))
    assert trained.solved
    show(benchmark, "well under a second")


@timed
def test_digits_are_learned_as_in_lesson_10(benchmark):
    settings = {"hidden": 100, "steps": 10, "slope": 5.0, "epochs": 20, "seed": 0}
    assert benchmark(lambda: learn_digits(**settings)) > 0.96
    show(benchmark, "a third of a second")
