"""What a step of a richer neuron costs, in steps of LIF: `python tests/benchmarks/steps.py`.

Lesson 17 tells it. Medians of runs in turns, so that all meet the same machine: of 1,000 and of
10,000 neurons at once, where some fire in each step and where none does.
"""

import time

import numpy as np

from snn_edu import LIF, AdEx, HodgkinHuxley

DRIVEN = ((LIF(), 1.3, 2.5), (HodgkinHuxley(), 5.0, 20.0), (AdEx(), 0.4, 0.9))  # nA, or uA/cm^2
ROUNDS, STEPS, SETTLING = 25, 20, 1600


def ratios(neurons: int, fire: bool) -> tuple[float, float]:
    """Of Hodgkin-Huxley and of AdEx, the median cost of a step in that of LIF."""
    rng, cells = np.random.default_rng(0), []
    for model, least, most in DRIVEN:
        state = tuple(np.full(neurons, float(x)) for x in model.start())
        current = fire * rng.uniform(least, most, neurons)
        step = model.stepper(0.05, np)
        for _ in range(SETTLING):
            state, *_ = step(state, current)
        cells.append([step, state, current])

    def took(cell: list) -> float:
        step, state, current = cell
        begun = time.thread_time()
        for _ in range(STEPS):
            state, *_ = step(state, current)
        cell[1] = state
        return time.thread_time() - begun

    lif, axon, adex = np.median([[took(cell) for cell in cells] for _ in range(ROUNDS)], axis=0)
    return axon / lif, adex / lif


if __name__ == "__main__":
    for neurons in (1000, 10_000):
        for fire in (True, False):
            axon, adex = ratios(neurons, fire)
            said = "some fire in each step" if fire else "none fires"
            print(f"{neurons:6,} neurons, {said}: Hodgkin-Huxley {axon:.1f}, AdEx {adex:.1f}")
