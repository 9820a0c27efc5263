"""A vehicle that learns to find the light: two sensors, two motors, four synapses, one reward.

Crossed wires turn it towards the light and uncrossed ones away (Braitenberg's vehicles 2b and 2a);
equal ones leave it to chance. Which of them it ends up with is decided by a reward, "it got
brighter", and by what is remembered until the reward comes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from snn_edu.validation import Floats, fields_whole, fields_within, integer, numbers

CROSSED = ((0.0, 1.0), (1.0, 0.0))  # weights[sensor, motor], left first
UNCROSSED = ((1.0, 0.0), (0.0, 1.0))
EQUAL = ((0.5, 0.5), (0.5, 0.5))
WALL = 3.0  # distance of the arena's four walls from the light


class Trial(NamedTuple):
    """One drive, from a random place at the start distance to the light or to the time limit."""

    path: Floats  # (steps + 1, 2), the light is at (0, 0)
    reached: bool
    weights: Floats  # (2, 2): at the end; [sensor, motor], left first
    usual: float  # reward that it has come to expect in a step


@dataclass(frozen=True)
class Vehicle:
    """Two light sensors drive two motors by spikes; reward-modulated plasticity wires them.

    In each step of 25 ms, with sensors and motors numbered left, right:

    sense = max(0, cos(angle to the light)) / (1 + distance)
    pre = Poisson(12 sense) / 6
    expected = 6 / (1 + exp(-6 (pre w - 0.45))),    n = Poisson(expected) motor spikes
    heading turns by -0.1 (n_left - n_right) rad; the step is 0.02 + 0.002 (n_left + n_right),
    and ends at a wall of the arena, 3 from the light
    e <- e exp(-25 / tau_e) + pre (n - expected)      the eligibility of each synapse
    w <- w + eta (r - usual r) e, kept in [0, 1]      r: how much brighter it got

    Parameters
    ----------
    eta
        Learning rate; 0: the weights stay.
    reward
        +1: brighter is better. -1: darker is.
    compare
        Whether the eligibility takes off what was expected. False is the naive rule, `pre n`.

    Notes
    -----
    Source: Braitenberg 1984, Vehicles; the eligibility is that of Williams 1992, Mach Learn 8:229
    (REINFORCE), for Poisson units: e = d ln P(n) / dw, but for a positive factor that differs from
    moment to moment. With it the mean change roughly climbs the mean reward. `pre n` has no such
    law: it grows with every spike, whatever came of it.
    """

    eta: float = 0.4  # larger = learns sooner, then forgets as fast
    reward: int = 1
    compare: bool = True
    tau_eligibility: float = 100.0  # ms, larger = older spikes are paid too
    start: float = 2.0  # distance from the light; the light is reached at 0.25
    steps: int = 150  # of 25 ms, then the trial is over

    def __post_init__(self) -> None:
        fields_within(self, "", 0.0, 1000.0, "eta")
        if self.reward not in (-1, 1):
            raise ValueError(f"reward = {self.reward!r}: allowed is 1 (light) or -1 (darkness).")
        if not isinstance(self.compare, bool):
            raise TypeError(f"compare = {self.compare!r}: expected True or False.")
        fields_within(self, "ms", 1.0, 1e5, "tau_eligibility")
        fields_within(self, "", 0.3, WALL, "start")
        fields_whole(self, 1, None, "steps")

    def drive(self, weights: ArrayLike, rng: np.random.Generator, usual: float = 0.0) -> Trial:
        """One trial from a random side and heading, learning on the way if eta > 0.

        Parameters
        ----------
        weights : array_like, shape (2, 2)
            From sensor to motor, left first, each 0 to 1.
        usual
            The reward it expects in a step, from earlier trials.
        """
        w = numbers("weights", weights, "", 0.0, 1.0)
        if w.shape != (2, 2):
            raise ValueError(f"weights have shape {w.shape}: expected (2, 2), [sensor, motor].")
        side, heading = rng.uniform(-math.pi, math.pi, 2).tolist()
        x, y = self.start * math.cos(side), self.start * math.sin(side)
        path, fade = [(x, y)], math.exp(-25.0 / self.tau_eligibility)
        # Floats, not arrays: two by two of them take a quarter of the time, to the same last digit.
        wires, e = w.T.tolist(), [[0.0, 0.0], [0.0, 0.0]]  # [motor][sensor]
        for _ in range(self.steps):
            distance = math.hypot(x, y)
            pre = [rng.poisson(12 * seen) / 6 for seen in _sense(x, y, heading, distance)]
            expected = [
                6 / (1 + math.exp(-6 * (pre[0] * left + pre[1] * right - 0.45)))
                for left, right in wires
            ]
            n = [rng.poisson(mean) for mean in expected]
            heading -= 0.1 * (n[0] - n[1])
            step = 0.02 + 0.002 * (n[0] + n[1])
            x = min(max(x + step * math.cos(heading), -WALL), WALL)  # it slides along a wall
            y = min(max(y + step * math.sin(heading), -WALL), WALL)
            path.append((x, y))
            after = math.hypot(x, y)
            r = self.reward * (1 / (1 + after) - 1 / (1 + distance))
            for m in (0, 1):
                surprise = n[m] - expected[m] if self.compare else n[m]
                for s in (0, 1):
                    e[m][s] = e[m][s] * fade + pre[s] * surprise
                    changed = wires[m][s] + self.eta * (r - usual) * e[m][s]
                    wires[m][s] = min(max(changed, 0.0), 1.0)
            usual += 0.05 * (r - usual)
            if after < 0.25:
                break
        return Trial(np.array(path), after < 0.25, np.transpose(wires), usual)

    def learn(
        self, weights: ArrayLike, rng: np.random.Generator, trials: int = 60
    ) -> Iterator[Trial]:
        """Trial after trial, each from the weights that the last one ended with."""
        usual = 0.0
        for _ in range(integer("trials", trials, low=1)):
            trial = self.drive(weights, rng, usual)
            weights, usual = trial.weights, trial.usual
            yield trial

    def success(self, weights: ArrayLike, rng: np.random.Generator, trials: int = 100) -> float:
        """Share of `trials` that reach the light with these weights, nothing learned on the way."""
        still = replace(self, eta=0.0)
        trials = integer("trials", trials, low=1)
        return sum(still.drive(weights, rng).reached for _ in range(trials)) / trials


def _sense(x: float, y: float, heading: float, distance: float) -> tuple[float, float]:
    """What the two sensors see, which look 45 degrees to the left and to the right."""
    light = math.atan2(-y, -x) - heading
    eye, near = math.pi / 4, 1 + distance
    return max(0.0, math.cos(light - eye)) / near, max(0.0, math.cos(light + eye)) / near
