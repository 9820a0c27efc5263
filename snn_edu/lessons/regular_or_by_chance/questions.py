"""What lesson 03 asks: predictions, exercises and a quiz on regular and irregular neurons."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from snn_edu.lessons.regular_or_by_chance.trains import DRIVERS, SECONDS, rate_and_cv, trains
from snn_edu.neurons import LIF, siegert
from snn_edu.questions import Judging, letters, named, read


def _pushes(
    mean: float, sigma: float, steps: int, dt: float, lif: LIF, rng: np.random.Generator
) -> Any:
    """The truth another way: step by step, from the variance that a push leaves in v."""
    decay = math.exp(-dt / lif.tau_m)
    kept = lif.R_m * (1 - decay)  # mV of v that one nA in one step makes
    push = sigma / math.sqrt(2) * math.sqrt(1 - decay**2) / kept
    return [mean + push * rng.standard_normal() for _ in range(steps)]


def _cv_by_moments(times: Any) -> float:
    """The truth another way: the mean square less the square of the mean."""
    moments: list[float] = np.asarray(times).tolist()
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    mean = sum(gaps) / len(gaps)
    return math.sqrt(sum(gap * gap for gap in gaps) / len(gaps) - mean * mean) / mean


def _about_pushes(answer: Any) -> str:
    """What an unforeseen current has of a mean, and how large its pushes are."""
    for sigma, dt, lif in ((4.0, 0.1, LIF()), (2.5, 0.25, LIF(R_m=25.0, tau_m=11.0))):
        still, drawn = (
            np.asarray(answer(1.3, size, 20_000, dt, lif, np.random.default_rng(1)), float)
            for size in (0.0, sigma)
        )
        if still.shape != (20_000,):
            return ""
        if not np.allclose(still, 1.3):
            return (
                "Without noise, at σ = 0, a current with a mean of 1.3 nA is 1.3 nA in each step. "
                f"Yours begins with {still[0]:.4g} nA."
            )
        push, right = drawn.std(), lif.noise_sd(sigma, dt)
        case = f"With a mean of 1.3 nA, σ = {sigma:g} mV and dt = {dt:g} ms"
        if abs(push / right - 1.0) > 0.05:
            return (
                f"{case} the pushes should have a standard deviation of {right:.2f} nA, and yours "
                f"have {push:.2f} nA."
            )
        if abs(drawn.mean() - 1.3) > 0.05 * right:
            return f"{case} your current has a mean of {drawn.mean():.2f} nA over 20,000 steps."
    return (
        "Your mean and the size of your pushes are right. But they aren't the numbers that "
        "`rng.standard_normal(steps)` hands you, one after the other and as they are."
    )


def _judge_drivers(answer: Any, own: Mapping[str, str]) -> str | None:
    """What is not as asked about who drives the four neurons; `own` has the lesson's letters."""
    if not isinstance(answer, Mapping) or not set(DRIVERS) <= set(answer):
        return f"We need a dict with the keys {', '.join(DRIVERS)}."
    for name, ours in own.items():
        said = answer[name]
        if not isinstance(said, str) or said.strip().lower() not in ("mean", "noise"):
            return f'{name} is neither "mean" nor "noise" yet.'
        if said.strip().lower() != DRIVERS[ours]:
            times = trains()[ours]
            numbers = (
                f"{name} fires at {len(times) / SECONDS:.0f} Hz with a CV of {train_cv(times):.2f}"
            )
            return f"{numbers}. {_about_driver[ours]}"
    return None


def _drivers(own: Mapping[str, str]) -> dict[str, Any]:
    """What its words are filled with, where each letter stands for one of the lesson's."""
    drivers = {letter: DRIVERS[ours] for letter, ours in own.items()}
    return {
        **drivers,
        "solution": drivers,
        "at": {ours: letter for letter, ours in own.items()},
        "judge": lambda answer: _judge_drivers(answer, own),
    }


_about_driver = {
    "A": "For so low a rate that is far above the border.",
    "B": "Its intervals hardly scatter. It's a clock, a little disturbed.",
    "C": "That is a high CV. But where is the border at such a rate?",
    "D": "That is a CV under a half. But where is the border at such a rate?",
}


def _real(value: Any) -> float:
    """`value` as a float; a word or a truth value is no number."""
    if isinstance(value, str | bool):
        raise TypeError
    return float(value)


def _irregular(mean: float, sigma: float, rate: float, cv: float) -> dict[str, Any]:
    """What its words are filled with, for the rate and the CV of this drive."""
    return {
        **{"rate": rate, "cv": cv, "mean": mean, "sigma": sigma},
        "below": -50 - LIF().v_inf(mean),
        "solution": (mean, sigma),
        "judge": lambda answer: _judge_irregular(answer, rate, cv),
    }


def _own_irregular(rng: np.random.Generator) -> dict[str, Any]:
    """Another rate and CV, those of a drive that there is."""
    mean, sigma = rng.integers(6, 11) / 10, rng.integers(60, 85) / 10
    rate, cv = rate_and_cv(mean, sigma)
    return _irregular(float(mean), float(sigma), round(rate, 1), round(cv, 2))


def _judge_irregular(answer: Any, goal: float, goal_cv: float) -> str | None:
    """What is not as asked about a drive (mean in nA, sigma in mV) for this rate and this CV."""
    try:
        if isinstance(answer, set | Mapping):  # no order: which is the mean?
            raise TypeError
        mean, sigma = (_real(number) for number in answer)
    except (TypeError, ValueError):
        return "We need two numbers: (mean current in nA, σ in mV)."
    if not (math.isfinite(mean) and math.isfinite(sigma)):
        return "Both numbers have to be finite."
    if sigma < 0.0:
        return f"σ = {sigma:g} mV: noise has a size, and a size is not negative."
    if -90.0 < mean < -30.0:
        return (
            f"{mean:g} looks like a potential in mV, as `siegert` takes it. Hand in the current "
            "(nA) that makes v settle there: how far that is above rest, divided by R_m."
        )
    if abs(mean) > 20.0:
        return f"A mean of {mean:g} nA would burn the cell. Did you write pA? Here it is nA."
    if sigma < 0.1:
        return (
            f"Without noise a neuron is silent or a clock. Its CV is 0, and you need {goal_cv:g}."
        )
    lif = LIF()
    rate, cv = siegert(lif.v_inf(mean), sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset)
    got = f"That gives {rate:.1f} Hz with a CV of {cv:.2f}."
    below = lif.v_threshold - lif.v_inf(mean)
    if abs(rate - goal) <= 1.0 and abs(cv - goal_cv) <= 0.03:
        return None
    if mean > 4.0:
        return f"{got} {mean:g} nA is far above the rheobase: are the two numbers swapped?"
    if below < 0.0:
        return (
            f"{got} Your mean is above the rheobase of {lif.rheobase:g} nA: it fires the neuron by "
            "itself, like a clock. Go below, and let the noise do it."
        )
    if rate < 0.05:
        return f"{got} Silence: v_∞ is {below / sigma:.0f} σ below the threshold."
    if abs(rate - goal) <= 1.0:
        if cv < goal_cv:
            return (
                f"{got} The rate is right, but too regular: v_∞ is {below:.1f} mV below the "
                "threshold. Go further down, and shake harder."
            )
        return f"{got} The rate is right, but too irregular: less noise, and a little more mean."
    slow = "slow: more σ" if rate < goal else "fast: less σ"
    if abs(cv - goal_cv) <= 0.03:
        return f"{got} The CV is right, but the neuron is too {slow}. Then look at the CV again."
    if cv < goal_cv and rate > goal:
        return (
            f"{got} Too fast and too regular: less mean. Then more σ, to get back to {goal:g} Hz."
        )
    return (
        f"{got} First the rate, with σ: it is too {slow}. Then the CV, with the mean: the "
        "lower, the less regular."
    )


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    current=Judging(
        oracle=_pushes,
        tries=(
            (1.3, 4.0, 300, 0.1, LIF(), np.random.default_rng(1)),
            (0.7, 2.5, 200, 0.25, LIF(R_m=25.0, tau_m=11.0), np.random.default_rng(2)),
            (2.1, 0.8, 150, 0.5, LIF(R_m=4.0), np.random.default_rng(3)),
        ),
        examined=_about_pushes,
    ),
    cv=Judging(
        oracle=_cv_by_moments,
        tries=(
            (np.array([10.0, 50.0, 110.0, 160.0]),),
            (np.array([12.5, 50.1, 135.7, 258.2, 301.9]),),
            (np.array([100.0, 103.3, 106.7, 409.1, 411.0, 777.7]),),
        ),
    ),
    drivers=Judging(
        given=_drivers(letters(DRIVERS, None)), own=lambda rng: _drivers(letters(DRIVERS, rng))
    ),
    irregular=Judging(given=_irregular(0.8, 7.3, 10.0, 0.8), own=_own_irregular),
)
CURRENT = named(EXERCISES, "current")
CV = named(EXERCISES, "cv")
train_cv = CV.solution
