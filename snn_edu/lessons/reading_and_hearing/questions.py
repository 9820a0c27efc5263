"""What lesson 18 asks: reading a direction, a drawing and a sound from spikes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from snn_edu.lessons.reading_and_hearing.drawing import practise
from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder, r_squared
from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="crowded",
        question="Somebody lets *every* spike vote, also those that a neuron fires at rest. Now "
        "most "
        "preferred directions crowd around one side. What happens to the direction that is read?",
        choices=(
            "it stays right, because a spike is a spike",
            "it's a little noisier, because some sides are thin",
            "it's drawn to the crowd, whatever the arm does",
            "it's turned away from the crowd, to the other side",
        ),
        answer="c",
        asks={"crowding": 1.5},
        why="At rest every neuron fires, and the crowd has most of the votes. The error grows from "
        "8 degrees to more than 70.",
        wrong=(
            Wrong("a", "A spike is a spike, but most of them come from the crowd."),
            Wrong("b", "The thin sides are not the trouble. The crowd's spikes at rest are."),
            Wrong("d", "Spikes at rest vote *for* their neuron's direction."),
        ),
    ),
    Prediction(
        name="fifty_more",
        question="From 50 neurons a good decoder reads a direction with an error of 10 degrees. "
        "What is its error with 100 such neurons in the same time?",
        choices=("2.5 degrees", "5 degrees", "7 degrees", "10 degrees"),
        answer="c",
        asks={},
        why="10 divided by the square root of 2 is about 7. To halve the error we need four times "
        "as "
        "many neurons, as with any average of independent guesses.",
        wrong=(
            Wrong("a", "That would take sixteen times as many neurons."),
            Wrong("b", "That would take four times as many. Averages improve with a square root."),
            Wrong("d", "Each neuron has noise of its own, so more of them do help."),
        ),
    ),
    Prediction(
        name="few_neurons",
        question="The decoder is fitted anew for each number of neurons. With 400 it draws what "
        "your "
        "hand draws. What will it draw with 5?",
        choices=(
            "the same drawing, only with more jitter",
            "a drawing that is much too small",
            "a drawing that is much too large",
            "the drawing, turned by some angle",
        ),
        answer="b",
        asks={"neurons": 5},
        why="It's about a quarter as wide. A decoder with the smallest squared error plays safe "
        "where "
        "the spikes tell little, and safe means slow.",
        wrong=(
            Wrong("a", "Jitter would need large guesses. Squared errors punish these most."),
            Wrong("c", "Then its errors would be larger than those of a cursor that stands still."),
            Wrong("d", "Nothing prefers one sense of turning to the other."),
        ),
    ),
    Prediction(
        name="counted",
        question="By all their times the spikes give the sound back with r = 0.52. What does a "
        "count "
        "in 50 ms around each moment reach?",
        choices=("about 0.1", "about 0.3", "about 0.5", "about 0.7"),
        answer="a",
        asks={"window": 50, "later": 0},
        why="It reaches 0.07. The sound rises and falls within 5 ms, so in 50 ms a loud moment has "
        "about as many spikes around it as a soft one.",
        wrong=(
            Wrong("b", "So much takes a far shorter window."),
            Wrong("c", "Then the times of the spikes would tell nothing beyond their number."),
            Wrong("d", "A count averages noise away, but here it averages the sound away, too."),
        ),
    ),
    Prediction(
        name="moved_by_two",
        question="We read with the best weights again, but first we move each spike at random by "
        "about 2 ms. What is left of r = 0.52?",
        choices=("about 0.05", "about 0.25", "about 0.4", "about 0.5"),
        answer="b",
        asks={"jitter": 2.0},
        why="About half is left. The fastest parts of the sound have a period of 5 ms, and 2 ms to "
        "either side are most of that.",
        wrong=(
            Wrong("d", "Compare the 2 ms with how fast the sound changes, not with the intervals."),
            Wrong("c", "So much is left after 1 ms."),
            Wrong("a", "For that you'd have to move them by about 10 ms."),
        ),
    ),
)

# --- Exercise: the population vector. -------------------------------------------------------------


def vector(counts: Floats, preferred: Floats, at_rest: float) -> float:
    """The solution of the exercise, in degrees."""
    votes, theta = counts - at_rest, np.radians(preferred)
    return float(np.degrees(np.arctan2(votes @ np.sin(theta), votes @ np.cos(theta))))


def _arrows(counts: Floats, preferred: Floats, at_rest: float) -> Floats:
    """The votes' x and y, a row each."""
    theta = np.radians(preferred)
    return (counts - at_rest) * np.array([np.cos(theta), np.sin(theta)])


def _vector_by_hand(counts: Floats, preferred: Floats, at_rest: float) -> float:
    """The oracle: neuron by neuron, as complex numbers."""
    total = 0j
    for n, degrees in zip(counts, preferred, strict=True):
        total += (n - at_rest) * complex(*_unit(float(degrees)))
    return math.degrees(math.atan2(total.imag, total.real))


def _unit(degrees: float) -> tuple[float, float]:
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


def _degrees_for_radians(counts: Floats, preferred: Floats, at_rest: float) -> float:
    votes = counts - at_rest
    return float(np.degrees(np.arctan2(votes @ np.sin(preferred), votes @ np.cos(preferred))))


def _swapped(counts: Floats, preferred: Floats, at_rest: float) -> float:
    votes, theta = counts - at_rest, np.radians(preferred)
    return float(np.degrees(np.arctan2(votes @ np.cos(theta), votes @ np.sin(theta))))


def _half_circle(counts: Floats, preferred: Floats, at_rest: float) -> float:
    votes, theta = counts - at_rest, np.radians(preferred)
    return float(np.degrees(np.arctan(votes @ np.sin(theta) / (votes @ np.cos(theta)))))


# --- Exercise: the bound. -------------------------------------------------------------------------


def bound(neurons: int, at_rest: float, modulation: float, window: float) -> float:
    """The solution of the exercise, in degrees."""
    return math.degrees(1 / math.sqrt(_information(neurons, at_rest, modulation, window)))


def _information(neurons: int, at_rest: float, modulation: float, window: float) -> float:
    """The Fisher information."""
    return neurons * window / 1000 * (at_rest - math.sqrt(at_rest**2 - modulation**2))


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


def honest(counts: Floats, velocity: Floats) -> float:
    """The solution of the exercise: fitted on the first half, R^2 on the second."""
    half = len(counts) // 2
    decoder = LinearDecoder.fit(counts[:half], velocity[:half])
    return r_squared(decoder.decode(counts[half:]), velocity[half:])


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


def _by_component(counts: Floats, velocity: Floats) -> list[float]:
    _, told, true = _fitted(counts, velocity)
    return [r_squared(told[:, k], true[:, k]) for k in (0, 1)]


def _crossed(counts: Floats, velocity: Floats) -> tuple[Floats, Floats]:
    """The counts of the first half, with velocities of the second."""
    half = len(counts) // 2
    return counts[:half], velocity[half : 2 * half]


def _same_data(counts: Floats, velocity: Floats) -> float:
    return r_squared(LinearDecoder.fit(counts, velocity).decode(counts), velocity)


def _fitted_half(counts: Floats, velocity: Floats) -> float:
    half = len(counts) // 2
    return r_squared(_fitted(counts, velocity)[0].decode(counts[:half]), velocity[:half])


def _saw_the_test(counts: Floats, velocity: Floats) -> float:
    half = len(counts) // 2
    return r_squared(LinearDecoder.fit(counts, velocity).decode(counts[half:]), velocity[half:])


def _of_the_position(counts: Floats, velocity: Floats) -> float:
    _, told, true = _fitted(counts, velocity)
    return r_squared(np.cumsum(told, axis=0), np.cumsum(true, axis=0))


def _best_ridge(counts: Floats, velocity: Floats) -> float:
    prices = (0.1, 1.0, 10.0, 100.0, 1000.0)
    return max(r_squared(*_fitted(counts, velocity, price)[1:]) for price in prices)


def _squared_correlation(counts: Floats, velocity: Floats) -> float:
    _, told, true = _fitted(counts, velocity)
    return float(np.corrcoef(told.ravel(), true.ravel())[0, 1] ** 2)


def _shuffled(counts: Floats, velocity: Floats) -> float:
    order = np.random.default_rng(0).permutation(len(counts))
    return honest(counts[order], velocity[order])


def _smoothed(counts: Floats, velocity: Floats) -> float:
    _, told, true = _fitted(counts, velocity)
    wide = np.column_stack([np.convolve(one, np.ones(5) / 5, "same") for one in told.T])
    return r_squared(wide, true)


def _split(counts: Floats, velocity: Floats, fit: slice, on: slice) -> float:
    """Fitted on some steps, and judged on others."""
    decoder = LinearDecoder.fit(counts[fit], velocity[fit])
    return r_squared(decoder.decode(counts[on]), velocity[on])


def _other_way_round(counts: Floats, velocity: Floats) -> float:
    half = len(counts) // 2
    return _split(counts, velocity, slice(half, None), slice(half))


def _by_what_it_does(answer: Any) -> str:
    """How it divides the steps, whether it takes counts as they are, and what worlds tell it."""
    counts, velocity = _moving(2, 12, 241)
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
    if said := _SIMPLE(answer):
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
    counts, velocity = _moving(2, 12, 241)
    half, result = len(counts) // 2, answer(counts, velocity)
    if np.isclose(result, _split(counts, velocity, slice(half, None), slice(half, None))):
        return "You fit on the second half, and judge on the very same steps."
    if np.isclose(result, _split(counts, velocity, slice(1, None, 2), slice(0, None, 2))):
        return "You fit on every other step, so each step of the test lies between two of those."
    for k in set(range(3, 238)) - {half}:
        if np.isclose(result, _split(counts, velocity, slice(k), slice(k, None))):
            return f"Of {len(counts)} steps you fit on the first {k}, and half of them are {half}."
    return ""


def _moving(seed: int, neurons: int, steps: int) -> tuple[Any, Any]:
    made = practise(neurons, np.random.default_rng(seed), steps)
    return made.counts, made.velocity


_SIMPLE = simpler(honest, *_worlds())


# --- Exercise: counts where the answer is. --------------------------------------------------------


def my_counts(times: Floats, t: Floats, window: float, later: float) -> Any:
    """The solution of the exercise."""
    begin = np.searchsorted(times, t + later - window / 2)
    return np.searchsorted(times, t + later + window / 2) - begin


def _one_by_one(times: Floats, t: Floats, window: float, later: float) -> Any:
    """The truth another way: each moment asks each spike."""
    away = times[None, :] - (t + later)[:, None]
    return ((away >= -window / 2) & (away < window / 2)).sum(axis=1)


def _between(times: Floats, middle: Floats, window: float, first: Any, last: Any) -> Any:
    """The counts, with other ends to the window."""
    begin = np.searchsorted(times, middle - window / 2, first)
    return np.searchsorted(times, middle + window / 2, last) - begin


def _one_window() -> Iterator[tuple[tuple[Any, ...], str]]:
    """A single moment, and a spike or two."""
    for spikes, t, later, said in (
        ([10.0], 10.0, 0.0, "A spike at 10 ms lies in the middle of the window around 10 ms"),
        ([10.0], 4.0, 6.0, "A spike at 10 ms lies in the middle of the window 6 ms after 4 ms"),
        ([10.0], 16.0, 6.0, "A spike at 10 ms lies outside the window 6 ms after 16 ms"),
        ([7.0], 4.0, 6.0, "A spike at 7 ms lies outside the window 6 ms after 4 ms"),
        ([8.1, 11.9], 10.0, 0.0, "Spikes at 8.1 and 11.9 ms lie in the window around 10 ms"),
        ([7.0, 13.0], 10.0, 0.0, "Spikes at 7 and 13 ms lie outside the window around 10 ms"),
    ):
        inputs = np.array(spikes), np.array([t]), 4.0, later
        yield inputs, f"{said}, which is 4 ms long. So the count is {{expected:g}}, not {{got:g}}."


_TIMES = np.sort(np.random.default_rng(18).uniform(0, 100, 40)).round(2)
_T = np.arange(5.0, 95.0, 7.0)


EXERCISES = (
    Exercise(
        name="vector",
        ask="Return the direction of the sum of all votes in degrees, from -180 to 180. A vote is "
        "count - at_rest long and points in the preferred direction; `at_rest` is one for all.",
        solution=vector,
        shown="""
            def vector(counts, preferred, at_rest):
                votes, theta = counts - at_rest, np.radians(preferred)
                x, y = (votes * np.cos(theta)).sum(), (votes * np.sin(theta)).sum()
                return np.degrees(np.arctan2(y, x))
            """,
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
        unit="degrees",
        wrong=(
            Wrong(
                _degrees_for_radians,
                "NumPy's cosine and sine want radians, and `preferred` is in degrees, so they take "
                "90 degrees for 90 radians, which is fourteen turns.",
            ),
            Wrong(
                _swapped,
                "`arctan2` takes y first and then x. The other way round, the angle is measured "
                "from the y axis.",
            ),
            Wrong(
                _half_circle,
                "`arctan(y / x)` can't tell a direction from its opposite, because two minus signs "
                "cancel. `arctan2(y, x)` looks at both signs.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: math.radians(vector(counts, preferred, at_rest)),
                "The direction is right, but {got:.3f} is in radians. We want degrees.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(counts, preferred, 0.0),
                "You keep what each neuron fires at rest, so it votes for its own direction "
                "whatever "
                "the arm does. Take `at_rest` off each count.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: float(
                    ((counts - at_rest) * preferred).sum() / (counts - at_rest).sum()
                ),
                "You average the angles as if they lay on a line. But halfway between 350 and 10 "
                "degrees lies 0, not 180. Add arrows (cos, sin), and take the angle of the sum.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(
                    np.maximum(counts - at_rest, 0.0), preferred, 0.0
                ),
                "A neuron that fires less than at rest votes *against* its direction. You cut its "
                "vote off at 0. Leave it negative.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(counts, preferred, at_rest) % 360,
                "The direction is right, counted from 0 to 360: {got:.1f} for {expected:.1f}. We "
                "want -180 to 180, as `arctan2` gives it.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(counts, np.sort(preferred), at_rest),
                "You sort the preferred directions, so the counts no longer belong to them.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(-counts, preferred, -at_rest),
                "Your arrow points the opposite way. A vote is what is fired *above* rest, "
                "count − at_rest.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(abs(counts - at_rest), preferred, 0.0),
                "A neuron that fires less than at rest votes *against* its direction. You've "
                "dropped the sign of its vote.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: (
                    (float(preferred[np.argmax(counts)]) + 180) % 360 - 180
                ),
                "That's what the busiest neuron prefers. All of them vote.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(counts, preferred, counts.mean()),
                "You subtract the mean of all counts. What a neuron fires at rest is given.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: float(np.average(preferred, weights=counts)),
                "You average the angles, and every spike votes. Add arrows, each as long as a "
                "neuron fires above rest.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: round(vector(counts, preferred, at_rest)),
                "You've rounded the direction to whole degrees.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector(np.sign(counts - at_rest), preferred, 0),
                "All your votes are equally long. A vote is count − at_rest long.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: vector((counts - at_rest) ** 2, preferred, 0.0),
                "You've squared the votes. A vote is count − at_rest long, and may be negative.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: tuple(
                    _arrows(counts, preferred, at_rest).sum(1)
                ),
                "Those are the two parts of the sum, x and y. We want its direction.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: np.degrees(
                    np.arctan2(*_arrows(counts, preferred, at_rest)[::-1])
                ),
                "Those are directions one by one, of each vote. Add the arrows first.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: float(
                    np.hypot(*_arrows(counts, preferred, at_rest).sum(1))
                ),
                "That's how long the sum is. We want its direction.",
            ),
            Wrong(
                lambda counts, preferred, at_rest: -vector(counts, preferred, at_rest),
                "Your angles grow clockwise. 90 degrees is up.",
            ),
        ),
        examined=simpler(
            vector,
            (
                (np.array([4.0]), np.array([120.0]), 2.0),
                "A single neuron that prefers 120 degrees and fires 4 spikes, where at rest it's "
                "2, points to 120. Yours points to {got:.4g}.",
            ),
            (
                (np.array([5.0, 2.0]), np.array([30.0, 90.0]), 2.0),
                "Of two neurons only the first fires more than at rest, and it prefers 30 degrees. "
                "So the sum points to 30, and yours to {got:.4g}.",
            ),
            (
                (np.array([1.0]), np.array([90.0]), 2.0),
                "A single neuron that fires less than at rest points away from its 90 degrees, to "
                "-90. Yours points to {got:.4g}.",
            ),
            (
                (np.array([4.0, 3.0]), np.array([0.0, 90.0]), 2.0),
                "Take the two neurons of the table, one vote of 2 to the right and one of 1 up. "
                "Their sum points to {expected:.3g} degrees, and yours to {got:.3g}.",
            ),
        ),
        hints=(
            "A vote is an arrow, so it has two parts: its length times cos, and its length times "
            "sin, "
            "of the preferred direction.",
            "Add up all first parts to x, and all second parts to y.",
            "np.degrees(np.arctan2(y, x)) is the direction. Before cos and sin take "
            "np.radians(preferred).",
        ),
        why="Many neurons that know little point the way together.",
    ),
    Exercise(
        name="honest",
        ask="Fit a `LinearDecoder` on the first half of the steps (`len(counts) // 2`), and return "
        "the R^2 of the velocity on the rest.",
        solution=honest,
        shown="""
            def honest(counts, velocity):
                half = len(counts) // 2
                decoder = LinearDecoder.fit(counts[:half], velocity[:half])
                return r_squared(decoder.decode(counts[half:]), velocity[half:])
            """,
        oracle=_honest_by_rows,
        tries=(_moving(1, 30, 301), _moving(6, 12, 240)),
        tolerance=1e-7,
        because="a linear system may be solved in several ways",
        wrong=(
            Wrong(
                _same_data,
                "You fit and judge on the same steps, so the decoder has seen the answers. "
                "{got:.2f} "
                "is what it remembers, and {expected:.2f} is what it can do.",
            ),
            Wrong(
                _fitted_half,
                "You judge on the half that it was fitted on. The other half is the one it has "
                "never seen.",
            ),
            Wrong(
                _saw_the_test,
                "You judge on the second half, but you fit on all steps, and so on these too.",
            ),
            Wrong(
                _of_the_position,
                "That is the R^2 of the *position*, after adding up. Errors of velocity add up "
                "with it, or happen to cancel. We want the velocity.",
            ),
            Wrong(
                _best_ridge,
                "You try several values of ridge and keep the one that does best on the test, so "
                "the test has chosen the decoder. Keep the default, or choose within the first "
                "half.",
            ),
            Wrong(
                _squared_correlation,
                "That is the correlation squared, which forgives a drawing that is too small. R^2 "
                "doesn't, and `r_squared` computes it.",
            ),
            Wrong(
                _shuffled,
                "You shuffle the steps before you split them. A hand moves smoothly, so next to "
                "each step of the test there is then one that the decoder was fitted on.",
            ),
            Wrong(
                _smoothed,
                "You smooth the decoded velocity over steps before *and after*. A cursor can't "
                "wait "
                "for the future.",
            ),
            Wrong(
                lambda counts, velocity: r_squared(
                    _fitted(counts, velocity)[0].decode(counts), velocity
                ),
                "You judge on all steps, and so also on those that it was fitted on.",
            ),
            Wrong(
                _other_way_round,
                "You fit on the second half and judge on the first. We want it the other way "
                "round.",
            ),
            Wrong(
                lambda counts, velocity: r_squared(*_fitted(counts, velocity)[:0:-1]),
                "You've exchanged the two arguments of `r_squared`. First what is guessed, then "
                "what is true.",
            ),
            Wrong(
                lambda counts, velocity: _squared_correlation(counts, velocity) ** 0.5,
                "That is the correlation, which forgives a drawing that is too small. R^2 doesn't, "
                "and `r_squared` computes it.",
            ),
            Wrong(
                lambda counts, velocity: _split(
                    counts, velocity, slice(0, None, 2), slice(1, None, 2)
                ),
                "You fit on every other step. A hand moves smoothly, so each step of the test then "
                "lies between two that the decoder was fitted on.",
            ),
            Wrong(
                lambda counts, velocity: max(0.0, honest(counts, velocity)),
                "You cut R^2 off at 0. A decoder that is worse than the average has less than 0, "
                "and an honest one says so.",
            ),
            Wrong(
                lambda counts, velocity: (
                    (honest(counts, velocity) + _other_way_round(counts, velocity)) / 2
                ),
                "You average over both ways round. Fit on the first half, and judge on the second.",
            ),
            Wrong(
                lambda counts, velocity: float(
                    np.mean(np.subtract(*_fitted(counts, velocity)[1:]) ** 2)
                ),
                "That's the mean squared error. R^2 compares it with the spread of the true "
                "velocity, and `r_squared` computes it.",
            ),
            Wrong(
                lambda counts, velocity: float(np.mean(_by_component(counts, velocity))),
                "You average the R^2 of the two components. `r_squared` takes both at once.",
            ),
            Wrong(
                lambda counts, velocity: _split(
                    counts, velocity, slice(len(counts) // 2), slice(-(len(counts) // 2), None)
                ),
                "Of an odd number of steps yours leaves one out, in the middle. Judge on all of "
                "the rest.",
            ),
            Wrong(
                lambda counts, velocity: r_squared(
                    LinearDecoder.fit(*_crossed(counts, velocity)).decode(
                        counts[len(counts) // 2 :]
                    ),
                    velocity[len(counts) // 2 :],
                ),
                "You fit the counts of the first half to the velocities of the second.",
            ),
            Wrong(
                lambda counts, velocity: tuple(_fitted(counts, velocity)[0]),
                "That's the decoder. Let it decode the second half, and judge what it guesses.",
            ),
            Wrong(
                lambda counts, velocity: _by_component(counts, velocity),
                "Those are the two components one by one. `r_squared` takes both at once.",
            ),
            Wrong(
                lambda counts, velocity: _fitted(counts, velocity)[1],
                "Those are the guessed velocities. How good are they? `r_squared` compares them "
                "with the true ones.",
            ),
            Wrong(
                lambda counts, velocity: 1 - honest(counts, velocity),
                "That's the share that is *not* explained, 1 − R^2.",
            ),
            Wrong(
                lambda counts, velocity: 100 * honest(counts, velocity),
                "That's in per cent. We want R^2 itself.",
            ),
            Wrong(
                lambda counts, velocity: max(
                    honest(counts, velocity), _other_way_round(counts, velocity)
                ),
                "You keep the better of two ways round, so the test has chosen. Fit on the first "
                "half, and judge on the second.",
            ),
            Wrong(
                lambda counts, velocity: r_squared(
                    _fitted(counts, velocity)[1][:, :1], velocity[len(counts) // 2 :, :1]
                ),
                "You judge only one of the two components of the velocity.",
            ),
            Wrong(
                lambda counts, velocity: _same_data(counts[:, : counts.shape[1] // 2], velocity),
                "You've taken half of the *neurons*. A row is a step, so take half of the rows.",
            ),
            Wrong(
                lambda counts, velocity: _split(
                    counts,
                    velocity,
                    slice(len(counts) // 2),
                    slice(len(counts) // 2 + 1, None),
                ),
                "You skip the first step of the second half.",
            ),
        ),
        examined=_by_what_it_does,
        hints=(
            "Four slices: counts[:half], velocity[:half], counts[half:], velocity[half:].",
            "LinearDecoder.fit(counts[:half], velocity[:half]) gives a decoder; its "
            "`decode(counts[half:])` guesses velocities.",
            "r_squared(guessed, true) of the second half.",
        ),
        why="What a decoder is worth is what it does with movements that it has not seen.",
    ),
    Exercise(
        name="counts",
        ask="Return how many spikes there are in the window of each moment.",
        solution=my_counts,
        shown="""
            def my_counts(times, t, window, later):
                begin = np.searchsorted(times, t + later - window / 2)
                end = np.searchsorted(times, t + later + window / 2)
                return end - begin
            """,
        oracle=_one_by_one,
        tries=(
            (_TIMES, _T, 10.0, 6.0),
            (_TIMES, _T, 3.0, 0.0),
            (np.array([5.0, 7.0, 7.5, 7.999, 9.0, 20.0]), np.array([5.0, 8.0, 17.0]), 4.0, 1.0),
        ),
        wrong=(
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window, -later),
                "Your window looks *earlier*. A spike comes after its sound, so look later.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window, 0.0),
                "Your window stands around the moment itself. Move it by `later`.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, 2 * window, later),
                "Your window is twice as long. It reaches `window / 2` to either side.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window, later + window / 2),
                "Your window *begins* `later` ms after the moment. Its middle should lie there.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window, later) / window,
                "You divided by the window, which makes a rate. We want the count.",
            ),
            Wrong(
                lambda times, t, window, later: (
                    np.searchsorted(times, t + later + window / 2, "right")
                    - np.searchsorted(times, t + later - window / 2, "right")
                ),
                "A spike right at the beginning of a window counts, and one right at its end "
                "doesn't. Yours has it the other way round.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window, later - window / 2),
                "Your window *ends* `later` ms after the moment. Its middle should lie there.",
            ),
            Wrong(
                lambda times, t, window, later: _between(times, t + later, window, "left", "right"),
                "You count a spike right at the end of a window. It belongs to what comes next.",
            ),
            Wrong(
                lambda times, t, window, later: _between(times, t + later, window, "right", "left"),
                "You leave out a spike right at the beginning of a window. It counts.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window, later) * 1000 / window,
                "You made a rate of it, in Hz. We want the count.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window / 1000, later / 1000),
                "You divided window and delay by 1,000. All is in ms.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window / 2, later - window / 4),
                "Yours is the first half of the window only. It reaches `window / 2` to either "
                "side.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window / 2, later + window / 4),
                "Yours is the second half of the window only. It reaches `window / 2` to either "
                "side.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, 2 * (window // 2), later),
                "`//` cuts half a window off to whole milliseconds. Divide with `/`.",
            ),
            Wrong(
                lambda times, t, window, later: my_counts(times, t, window, later) > 0,
                "Yours says whether there is a spike in each window. Count how many.",
            ),
            Wrong(
                lambda times, t, window, later: np.histogram(times, len(t))[0],
                "You divide the whole time into bins. Here each moment of `t` has a window.",
            ),
        ),
        examined=simpler(my_counts, *_one_window()),
        hints=(
            "`np.searchsorted(times, x)` says how many spikes come before x.",
            "Ask it for the end of each window and for the beginning, and subtract.",
        ),
        why="Counting is easy. Where to count, and for how long, is the question.",
    ),
    Exercise(
        name="bound",
        ask="Return the smallest error 1 / sqrt(J) in degrees. Rates are in Hz, the window in ms.",
        solution=bound,
        shown="""
            def bound(neurons, at_rest, modulation, window):
                T = window / 1000  # s, as the rates are per second
                J = neurons * T * (at_rest - np.sqrt(at_rest**2 - modulation**2))
                return np.degrees(1 / np.sqrt(J))
            """,
        oracle=_bound_by_integral,
        tries=((100, 20.0, 15.0, 100.0), (71, 12.5, 10.0, 250.0), (40, 30.4, 9.7, 62.5)),
        unit="degrees",
        wrong=(
            Wrong(
                lambda neurons, at_rest, modulation, window: math.degrees(
                    math.radians(bound(neurons, at_rest, modulation, window)) ** 2
                ),
                "That is 1 / J, which is a variance. The error is its root.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: bound(
                    neurons, at_rest, modulation, 1000 * window
                ),
                "The rates are per second and your window is in ms, so J comes out 1,000 times too "
                "large, and the error 32 times too small.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: bound(1, at_rest, modulation, window),
                "That is the limit for a single neuron. What independent neurons tell adds up, so "
                "J "
                "has a factor N = {neurons}.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: math.degrees(
                    math.sqrt(2 * at_rest / (neurons * window / 1000)) / modulation
                ),
                "That is the error of the population vector. The limit lies below it, because J "
                "has "
                "b - sqrt(b^2 - m^2) where you have m^2 / (2 b).",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: math.radians(
                    bound(neurons, at_rest, modulation, window)
                ),
                "{got:.4f} is in radians. We want degrees.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: math.degrees(
                    1
                    / math.sqrt(
                        neurons * window / 1000 * (at_rest + math.sqrt(at_rest**2 - modulation**2))
                    )
                ),
                "You have a plus for the minus. With m = 0 no neuron knows the direction, so J has "
                "to be 0 there, and yours isn't.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: (
                    bound(1, at_rest, modulation, window) / neurons
                ),
                "You divide the error by N. It falls with the *root* of N, so N belongs in J, and "
                "the root is taken of J.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: math.degrees(
                    _information(neurons, at_rest, modulation, window) ** 0.5
                ),
                "That's the root of J itself. The error is one over it.",
            ),
            Wrong(
                _information,
                "That's J. The smallest error is one over its root, in degrees.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: math.radians(
                    _information(neurons, at_rest, modulation, window) ** -0.5
                ),
                "1 / sqrt(J) is in radians already, and you turn it from degrees to radians.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: (
                    180 * math.radians(bound(neurons, at_rest, modulation, window))
                ),
                "180 degrees are pi radians. Did you forget pi?",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: math.degrees(
                    (neurons * window / 1000 * modulation) ** -0.5
                ),
                "sqrt(b² − m²) isn't b − m. The root is taken of the difference of the squares.",
            ),
            Wrong(
                lambda neurons, at_rest, modulation, window: bound(
                    neurons, at_rest, modulation, 1000.0
                ),
                "The window is missing.",
            ),
        ),
        examined=_scaled,
        hints=(
            "T is the window in seconds, because b and m are per second.",
            "J = N T (b - sqrt(b^2 - m^2)), and the error is 1 / sqrt(J), in radians.",
        ),
        why="Nobody reads this direction better, whatever the method.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_vector",
        question="Three neurons fire 5 spikes each at rest. Now the one that prefers 0° fires 8, "
        "the "
        "one that prefers 120° fires 5, and the one that prefers 240° fires 2. The population "
        "vector "
        "points ...",
        choices=("towards 0°", "towards 30°", "towards 60°", "towards 300°"),
        answer="b",
        why="The votes are 3, 0 and −3. A vote of −3 towards 240° is one of 3 towards 60°, and "
        "halfway between 0° and 60° lies 30°.",
        wrong=(
            Wrong("a", "The third neuron fires less than at rest, so it votes, too."),
            Wrong("c", "The first neuron pulls it back towards 0°."),
            Wrong("d", "A negative vote points *away* from 240°, which is towards 60°."),
        ),
    ),
    Prediction(
        name="quiz_electrodes",
        question="A team reads a direction from 40 neurons with an error of 12 degrees, and wants "
        "6. "
        "How many neurons of the same kind does it need?",
        choices=("57", "80", "120", "160"),
        answer="d",
        why="Half the error takes four times as many neurons.",
        wrong=(
            Wrong("a", "That is 40 times the square root of 2, which gives about 10 degrees."),
            Wrong("b", "Twice as many divide the error by 1.4 only."),
            Wrong("c", "Three times as many divide it by 1.7."),
        ),
    ),
    Prediction(
        name="quiz_unseen",
        question="A paper reports R² = 0.8 for a decoder with 300 weights. It was fitted and "
        "judged on "
        "the same 320 steps. What can we say about new movements?",
        choices=(
            "R² will be about 0.8, because the fit is good",
            "R² may be far less than 0.8, even below 0",
            "R² will be higher, because there is more data",
            "R² will be 0, because nothing was learned",
        ),
        answer="b",
        why="With nearly as many weights as steps a decoder can learn its examples by heart. What "
        "it "
        "does with others, only others can tell.",
        wrong=(
            Wrong("a", "A good fit to what it has seen is no promise."),
            Wrong("c", "New data to judge on doesn't improve the weights."),
            Wrong("d", "It may well have learned something. This number can't tell."),
        ),
    ),
    Prediction(
        name="quiz_window",
        question="Another ear answers 20 ms late, and its sound changes within 50 ms. Which count "
        "follows that sound best?",
        choices=(
            "1 ms, right at the moment",
            "20 ms, right at the moment",
            "20 ms, 20 ms later",
            "200 ms, 20 ms later",
        ),
        answer="c",
        why="It looks where the answer is, and it's short beside the 50 ms in which the sound "
        "changes, "
        "but long enough to hold some spikes.",
        wrong=(
            Wrong("a", "The answer to this moment comes 20 ms later."),
            Wrong("b", "It ends 10 ms after the moment, before the answer comes."),
            Wrong("d", "In 200 ms this sound has risen and fallen several times."),
        ),
    ),
    Prediction(
        name="quiz_jitter",
        question="A neuron follows a sound that changes within 100 ms. You move each of its spikes "
        "at "
        "random by about 2 ms. What happens to r?",
        choices=(
            "it falls to about a half, as for the grasshopper",
            "it hardly changes, because 2 ms are little beside 100",
            "it falls to 0, because the times are destroyed",
            "it rises, because the spikes are spread more evenly",
        ),
        answer="b",
        why="What counts is how the shift compares with the time in which the sound changes.",
        wrong=(
            Wrong("a", "The grasshopper's sound changes within 5 ms, twenty times faster."),
            Wrong("c", "They are shifted by 2 ms only, a fiftieth of what matters here."),
            Wrong("d", "Nothing that is random adds to what they tell."),
        ),
    ),
)
