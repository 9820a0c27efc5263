"""What lesson 19 asks: reading a direction, a drawing and a sound from spikes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from snn_edu.lessons.reading_and_hearing.drawing import practise
from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder, r_squared
from snn_edu.questions import Judging, named, read, simpler
from snn_edu.validation import Floats

# --- Exercise: the population vector. -------------------------------------------------------------


def _vector_by_hand(counts: Floats, preferred: Floats, at_rest: float) -> float:
    """The oracle: neuron by neuron, as complex numbers."""
    total = 0j
    for n, degrees in zip(counts, preferred, strict=True):
        total += (n - at_rest) * complex(*_unit(float(degrees)))
    return math.degrees(math.atan2(total.imag, total.real))


def _unit(degrees: float) -> tuple[float, float]:
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


# --- Exercise: the bound. -------------------------------------------------------------------------


def _bound_by_integral(neurons: int, at_rest: float, modulation: float, window: float) -> float:
    """The oracle: the information averaged over ten thousand preferred directions."""
    away = 2 * np.pi * (np.arange(10_000) + 0.5) / 10_000
    rate = at_rest + modulation * np.cos(away)
    each = window / 1000 * float(((modulation * np.sin(away)) ** 2 / rate).mean())
    return math.degrees(1 / math.sqrt(neurons * each))


def _scaled(answer: Any) -> str:
    """How an answer's error changes with the neurons and the window, or by how much it is off."""
    given, base = (100, 20.0, 15.0, 100.0), answer(100, 20.0, 15.0, 100.0)
    for what, more in (("neurons", (400, *given[1:])), ("time", (*given[:3], 400.0))):
        if not np.isclose(answer(*more), base / 2):
            return (
                f"Four times the {what} should halve the error. Yours becomes "
                f"{answer(*more) / base:.3g} times as large."
            )
    off = [answer(100, 20.0, m, 100.0) / bound(100, 20.0, m, 100.0) for m in (5.0, 15.0)]
    if np.allclose(off, 1.0, atol=0.01):
        return ""
    if np.isclose(*off):
        return f"Yours is {off[0]:.4g} times too large everywhere, so look for a missing factor."
    return "Neurons and time are as they should be, so look at the bracket, b − sqrt(b² − m²)."


# --- Exercise: an honest decoder. -----------------------------------------------------------------


def _honest_by_rows(counts: Floats, velocity: Floats) -> float:
    """The oracle: ridge regression as least squares with a row more for each weight."""
    half, size = len(counts) // 2, counts.shape[1]
    x, y = (
        counts[:half] - counts[:half].mean(axis=0),
        velocity[:half] - velocity[:half].mean(axis=0),
    )
    rows = np.vstack([x, np.eye(size)]), np.vstack([y, np.zeros((size, 2))])
    weights = np.linalg.lstsq(*rows, rcond=None)[0]
    told = (counts[half:] - counts[:half].mean(axis=0)) @ weights + velocity[:half].mean(axis=0)
    away, spread = velocity[half:] - told, velocity[half:] - velocity[half:].mean(axis=0)
    return float(1 - (away**2).sum() / (spread**2).sum())


def _fitted(counts: Floats, velocity: Floats, ridge: float = 1.0) -> tuple[Any, Floats, Floats]:
    half = len(counts) // 2
    decoder = LinearDecoder.fit(counts[:half], velocity[:half], ridge)
    return decoder, decoder.decode(counts[half:]), velocity[half:]


def _split(counts: Floats, velocity: Floats, fit: slice, on: slice) -> float:
    """Fitted on some steps, and judged on others."""
    decoder = LinearDecoder.fit(counts[fit], velocity[fit])
    return r_squared(decoder.decode(counts[on]), velocity[on])


def _by_what_it_does(answer: Any) -> str:
    """How it divides the steps, whether it takes counts as they are, and what worlds tell it."""
    counts, velocity = _moving(2, 12, 243)
    half, result = len(counts) // 2, answer(counts, velocity)
    for ridge in (1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.5, 2.0, 5.0, 10.0, 100.0, 1000.0):
        if np.isclose(result, r_squared(*_fitted(counts, velocity, ridge)[1:]), 1e-7):
            return f"You fit with a ridge of {ridge:g}. Leave it as it is, at 1."
    if said := _by_the_split(answer):
        return said
    rng = np.random.default_rng(0)
    order = np.concatenate([rng.permutation(half), half + rng.permutation(len(counts) - half)])
    if not np.isclose(answer(counts[order], velocity[order]), result):
        return (
            "Let the steps of each half come in another order. Then R^2 stays as it is, and yours "
            "doesn't. Do you fit on the whole first half, judge on all the rest, and compare each "
            "guess with the velocity of the same step?"
        )
    later = counts + (np.arange(len(counts))[:, None] >= half)
    for what, other, same in (
        ("100 spikes more in each count", counts + 100, True),
        ("ten times the spikes in each count", 10 * counts, False),
    ):
        if np.isclose(answer(other, velocity), result) != same:
            return f"With {what} R^2 {_STAYS[same]}. Do you change the counts?"
    if said := simpler(honest, *_worlds())(answer):
        return said
    if np.isclose(answer(later, velocity), result):
        return (
            f"With one more in each count of the second half R^2 {_STAYS[False]}. Are they changed?"
        )
    return ""


_STAYS = {True: "stays as it is, and yours doesn't", False: "changes, and yours doesn't"}


def _worlds() -> Iterator[tuple[tuple[Floats, Floats], str]]:
    """Eight steps, in which the counts tell all, one component, or nothing."""
    told, aside = [[1, 0], [-1, 1], [0, -2], [0, 1]] * 2, [[0.6], [0.6], [-0.2], [-1.0]] * 2
    velocity, later = np.array(told, float), np.arange(8)[:, None] >= 4
    counts, yours = 1e6 * velocity, "R^2 is {expected:.3g} here, and yours is {got:.3g}."
    yield (counts, velocity), f"Let the counts tell all of the velocity. {yours}"
    yield (
        (counts * later, velocity),
        "Let the first half teach nothing, because all its counts are 0. Then an honest decoder "
        f"can do no better than the average. {yours}",
    )
    yield (
        (counts, np.hstack([velocity[:, :1], aside])),
        "Let the counts tell the first component of the velocity and nothing of the second. Both "
        f"together count, by their squares. {yours}",
    )
    yield (
        (counts, velocity * (1 + later)),
        "Let each velocity of the second half be twice what the first half teaches. A drawing that "
        f"is half as large as it should be isn't perfect. {yours}",
    )
    yield (
        (0 * counts, velocity * (1 + later) + later * [3, 1]),
        "Let the counts tell nothing, so that each guess is the average of the first half. Its "
        "errors are compared with how the second half spreads around its *own* average, each "
        f"component by itself. {yours}",
    )


def _by_the_split(answer: Any) -> str:
    """Say which steps an answer fits and judges on, if it divides them in a simple way."""
    counts, velocity = _moving(2, 12, 243)
    half, result = len(counts) // 2, answer(counts, velocity)
    if np.isclose(result, _split(counts, velocity, slice(half, None), slice(half, None))):
        return "You fit on the second half, and judge on the very same steps."
    if np.isclose(result, _split(counts, velocity, slice(1, None, 2), slice(0, None, 2))):
        return "You fit on every other step, so each step of the test lies between two of those."
    for k in set(range(3, 240)) - {half}:
        if np.isclose(result, _split(counts, velocity, slice(k), slice(k, None))):
            return f"Of {len(counts)} steps you fit on the first {k}, and half of them are {half}."
    return ""


def _moving(seed: int, neurons: int, steps: int) -> tuple[Any, Any]:
    made = practise(neurons, np.random.default_rng(seed), steps)
    return made.counts, made.velocity


# --- Exercise: counts where the answer is. --------------------------------------------------------


def _one_by_one(times: Floats, t: Floats, window: float, later: float) -> Any:
    """The truth another way: each moment asks each spike."""
    away = times[None, :] - (t + later)[:, None]
    return ((away >= -window / 2) & (away < window / 2)).sum(axis=1)


_TIMES = np.sort(np.random.default_rng(18).uniform(0, 100, 40)).round(2)
_T = np.arange(5.0, 95.0, 7.0)


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    vector=Judging(
        oracle=_vector_by_hand,
        tries=(
            (
                np.array([1.0, 2.0, 1.0, 1.0, 1.0, 2.0, 5.0, 2.0]),
                np.array([4.3, 162.2, -128.1, 161.5, -67.7, -27.6, 118.0, -32.7]),
                2.0,
            ),
            (np.array([3.0, 9.0, 4.0]), np.array([10.0, 75.0, 200.0]), 1.5),
            (np.array([0.0, 2.0, 6.0, 1.0]), np.array([-90.0, 20.0, 140.0, 250.0]), 0.0),
            (np.array([7.0, 2.0, 5.0]), np.array([-70.0, 80.0, 190.0]), 1.0),
        ),
    ),
    honest=Judging(
        oracle=_honest_by_rows,
        tries=(_moving(2, 30, 303), _moving(6, 12, 240)),  # a half of 303, rounded, is too many
        examined=_by_what_it_does,
    ),
    counts=Judging(
        oracle=_one_by_one,
        tries=(
            (_TIMES, _T, 10.0, 6.0),
            (_TIMES, _T, 3.0, 0.0),
            (np.array([5.0, 7.0, 7.5, 7.999, 9.0, 20.0]), np.array([5.0, 8.0, 17.0]), 4.0, 1.0),
        ),
    ),
    bound=Judging(
        oracle=_bound_by_integral,
        tries=((100, 20.0, 15.0, 100.0), (71, 12.5, 10.0, 250.0), (40, 30.4, 9.7, 62.5)),
        examined=_scaled,
    ),
)
honest, bound = (named(EXERCISES, name).solution for name in ("honest", "bound"))
