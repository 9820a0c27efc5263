"""The tutorial's network over 1,000 seeds (target 1 s), and its repair learned over 1,000."""

import numpy as np

from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.lessons.repair_the_article.repaired_article import RepairedDetector


def test_a_thousand_seeds_of_the_article(benchmark):
    runs = benchmark(lambda: simulate_many(range(1000)))
    matrix = runs.confusion()
    assert 0.2 < matrix.precision < 0.3
    print(f"\n1,000 seeds: {benchmark.stats['mean']:.2f} s (target 1 s); {matrix}")


def test_a_thousand_repaired_detectors_learn(benchmark):
    detector = RepairedDetector()
    weights = benchmark(lambda: detector.learn(np.random.default_rng(0), runs=1000))
    matrix = detector.test(weights, np.random.default_rng(1))
    assert (matrix.precision, matrix.recall) == (1.0, 1.0)
    print(f"\n1,000 repaired: {benchmark.stats['mean']:.2f} s")
