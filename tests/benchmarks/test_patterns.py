"""W4: the full run of Masquelier, Guyonneau & Thorpe 2008, its input, and the lesson's live cell.

Figures are CPU seconds, also as multiples of a fixed loop, for machines differ.
"""

import resource
import time

import numpy as np
import pytest
from works import check_pattern_detector, found_pattern, pattern_detector

from snn_edu.patterns import Detector, make_input, score

MEMORY = 600  # MB, W4's bound for the whole process


def cpu(work):
    """(result, CPU seconds, the same in units of a loop of five million multiplications)."""
    begin = time.process_time()
    total = 0
    for i in range(5_000_000):
        total += i * i
    loop = time.process_time()
    result = work()
    end = time.process_time()
    return result, end - loop, (end - loop) / (loop - begin)


def say(name, seconds, ratio, target):
    print(f"\n{name}: {seconds:.2f} CPU s, {ratio:.1f} loops (target {target} s)")


def test_w4_the_full_run_with_input_given(benchmark):
    learn = pattern_detector()
    learned, seconds, ratio = benchmark.pedantic(lambda: cpu(learn), rounds=1)
    check_pattern_detector(found_pattern(learned))
    say("W4, 450 s", seconds, ratio, 2.5)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {used:.0f} MB (bound {MEMORY} MB)")


def test_the_live_cell_of_45_seconds_with_its_input(benchmark):
    def live():
        spikes, onsets = make_input(45_000.0, np.random.default_rng(0), rates="poisson")
        *_, learned = Detector().progress(spikes, every=500.0)
        return learned, onsets

    (learned, onsets), seconds, ratio = benchmark.pedantic(lambda: cpu(live), rounds=3)
    assert score(learned.output, onsets, since=30_000.0).false_alarms == 0
    say("live cell, 45 s and its input", seconds, ratio, 0.6)


def test_the_papers_input_of_150_seconds(benchmark):
    (spikes, _), seconds, ratio = benchmark.pedantic(
        lambda: cpu(lambda: make_input(150_000.0, np.random.default_rng(1))), rounds=1
    )
    assert spikes.rate() == pytest.approx(64, abs=1)
    say("input, 150 s", seconds, ratio, 4.0)
