"""What lesson 18 asks: predictions, exercises and a quiz on leaving the classroom."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.coding.movement import LinearDecoder, practise, r_squared
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="few_neurons",
        question="400 neurons read your hand. The decoder is fitted by least squares, for any "
        "number of neurons anew. What will it draw with five of them?",
        choices=(
            "the same drawing, only more jittery",
            "a drawing that is much too small",
            "a drawing that is much too large",
            "the drawing, turned by some angle",
        ),
        answer="b",
        asks={"neurons": 5},
        why="Least squares plays safe: where the spikes tell little, the best guess is close to "
        "the mean, and the mean velocity is zero. The drawing shrinks, to about a third.",
        wrong=(
            Wrong("a", "Jitter would need large guesses. Least squares makes small ones."),
            Wrong("c", "Then its errors would be larger than those of a cursor that stands still."),
        ),
    ),
    Prediction(
        name="fifty_more",
        question="A direction is read from 50 neurons with an error of 10 degrees. What "
        "is the error with 100 such neurons, in the same time?",
        choices=("2.5 degrees", "5 degrees", "7 degrees", "10 degrees"),
        answer="c",
        why="Independent neurons add their information, and information is one over the error "
        "squared: twice the neurons, the error divided by the root of two. Four times as many "
        "halve it.",
        wrong=(
            Wrong("b", "That takes four times as many: errors average out as one over a root."),
            Wrong("d", "Each neuron has noise of its own, so they do average out."),
        ),
    ),
    Prediction(
        name="crowded",
        question="Now most preferred directions crowd around one side. Three readers: the "
        "population vector, a linear decoder fitted on examples, maximum likelihood. Which breaks?",
        choices=(
            "all three: half of the directions are hardly covered",
            "the population vector",
            "the fitted decoder",
            "maximum likelihood, which has the most to compute",
        ),
        answer="b",
        asks={"crowding": 1.5},
        why="In the vector everybody votes as loudly as it fires, and at rest they all fire: the "
        "crowd shouts its own direction, whatever the hand does. The others know who sits where.",
        wrong=(
            Wrong("a", "A cosine is broad: a neuron that prefers 0 degrees tells 180 from 90."),
            Wrong("c", "It is fitted on this very crowd, and learns to listen less to it."),
            Wrong("d", "It knows each tuning curve, so a crowd is just more information there."),
        ),
    ),
    Prediction(
        name="counted",
        question="Read by their times, the spikes give the sound back with r = 0.52. Now they are "
        "read by their number, in 50 ms around each moment. What is r then?",
        choices=("0.7", "0.5", "0.3", "0.1"),
        answer="d",
        asks={"read_by": "number", "within": 50},
        why="0.08. The sound changes within 5 ms, and in 50 ms there are as many spikes in a loud "
        "moment's neighbourhood as in a soft one's. What was recorded is in the times.",
        wrong=(
            Wrong("a", "A count averages noise away, and here the signal with it."),
            Wrong("b", "That would make times worthless. Move the widget."),
        ),
    ),
    Prediction(
        name="moved_by_two",
        question="The spikes are read by their times again, but each is moved at random first, by "
        "2 ms (s.d.). What is left of r = 0.52?",
        choices=("0.5", "0.4", "0.25", "0.05"),
        answer="c",
        asks={"jitter": 2.0},
        why="About 0.25, a half. The sound has frequencies up to 200 Hz, a period of 5 ms: 2 ms "
        "to either side are most of one.",
        wrong=(
            Wrong(
                "a", "2 ms are little beside an interval of 11 ms, but not beside a 5 ms period."
            ),
            Wrong("d", "That takes 10 ms."),
        ),
    ),
    Prediction(
        name="naive",
        question="A synapse remembers `spikes before x spikes after`, and a reward turns what it "
        "remembers into a change. That is the rule without `minus expected`. What will the vehicle "
        "learn in sixty trials?",
        choices=(
            "to find the light, as with it",
            "to find the light, but more slowly",
            "next to nothing: it stays near chance",
            "to flee from the light",
        ),
        answer="c",
        asks={"compare": False},
        why="`pre x post` is never negative: whatever was done is remembered as done, also what "
        "always happens. All four weights go up and down together, and a difference between them "
        "comes by luck only. `Minus expected` asks: did I do more of it than usual?",
        wrong=(
            Wrong("a", "So did its inventors hope. Switch it off and look at the wires."),
            Wrong("b", "Let it run: it drifts, and does not arrive."),
        ),
    ),
    Prediction(
        name="noisy_pixels",
        question="The camera's pixels send a spike when the brightness has changed by 0.2. Noise "
        "of s.d. 0.1 is added to each. What becomes of the arrows?",
        choices=(
            "they stay: a dot is much brighter than that",
            "they get shorter",
            "they point anywhere: noise makes some eighty times more spikes than the dot",
            "they all point the same way",
        ),
        answer="c",
        asks={"noise": 0.1},
        why="Noise alone moves a pixel by 0.2 in one frame of eight. At 500 frames a second that "
        "is some 60 spikes a second from each pixel, and any two of them may meet.",
        wrong=(
            Wrong("a", "The dot is, but a pixel forgets how bright it was: it tells changes."),
            Wrong("d", "All eight kinds are fed equally by noise."),
        ),
    ),
)

# --- Exercise: the population vector. -------------------------------------------------------------


def vector(counts: Floats, preferred: Floats, expected: float) -> float:
    """The solution of the exercise, in degrees."""
    votes, theta = counts - expected, np.radians(preferred)
    return float(np.degrees(np.arctan2(votes @ np.sin(theta), votes @ np.cos(theta))))


def _vector_by_hand(counts: Floats, preferred: Floats, expected: float) -> float:
    """The oracle: neuron by neuron, as complex numbers."""
    total = 0j
    for n, degrees in zip(counts, preferred, strict=True):
        total += (n - expected) * complex(*_unit(float(degrees)))
    return math.degrees(math.atan2(total.imag, total.real))


def _unit(degrees: float) -> tuple[float, float]:
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


def _degrees_for_radians(counts: Floats, preferred: Floats, expected: float) -> float:
    votes = counts - expected
    return float(np.degrees(np.arctan2(votes @ np.sin(preferred), votes @ np.cos(preferred))))


def _swapped(counts: Floats, preferred: Floats, expected: float) -> float:
    votes, theta = counts - expected, np.radians(preferred)
    return float(np.degrees(np.arctan2(votes @ np.cos(theta), votes @ np.sin(theta))))


def _half_circle(counts: Floats, preferred: Floats, expected: float) -> float:
    votes, theta = counts - expected, np.radians(preferred)
    return float(np.degrees(np.arctan(votes @ np.sin(theta) / (votes @ np.cos(theta)))))


# --- Exercise: the bound. -------------------------------------------------------------------------


def bound(neurons: int, baseline: float, modulation: float, window: float) -> float:
    """The solution of the exercise, in degrees."""
    J = neurons * window / 1000 * (baseline - math.sqrt(baseline**2 - modulation**2))
    return math.degrees(1 / math.sqrt(J))


def _bound_by_integral(neurons: int, baseline: float, modulation: float, window: float) -> float:
    """The oracle: the information averaged over ten thousand preferred directions."""
    away = 2 * np.pi * (np.arange(10_000) + 0.5) / 10_000
    rate = baseline + modulation * np.cos(away)
    each = window / 1000 * float(((modulation * np.sin(away)) ** 2 / rate).mean())
    return math.degrees(1 / math.sqrt(neurons * each))


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


def _moving(seed: int, neurons: int, steps: int) -> tuple[Any, Any]:
    made = practise(neurons, np.random.default_rng(seed), steps)
    return made.counts, made.velocity


# --- Exercise: what a synapse remembers. ----------------------------------------------------------


def remember(e: Floats, pre: Floats, n: Floats, expected: Floats, tau: float) -> Floats:
    """The solution of the exercise: the eligibility after a step of 25 ms."""
    faded: Floats = e * np.exp(-25 / tau)
    return faded + np.outer(pre, n - expected)


def _remember_one_by_one(
    e: Floats, pre: Floats, n: Floats, expected: Floats, tau: float
) -> list[list[float]]:
    """The oracle: synapse by synapse."""
    return [
        [
            float(e[i][j]) * math.exp(-25 / tau) + float(pre[i] * (n[j] - expected[j]))
            for j in (0, 1)
        ]
        for i in (0, 1)
    ]


EXERCISES = (
    Exercise(
        name="vector",
        ask="Write `vector(counts, preferred, expected)`: return the direction of the sum of all "
        "votes, (count - expected) times a step of length 1 towards the preferred direction; in "
        "degrees, from -180 to 180.",
        solution=vector,
        shown="""
            def vector(counts, preferred, expected):
                votes, theta = counts - expected, np.radians(preferred)
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
                "NumPy's cosine and sine read radians, and `preferred` is in degrees: 90 degrees "
                "is taken for 90 radians, fourteen turns.",
            ),
            Wrong(
                _swapped,
                "`arctan2` takes y first, then x. The other way round the angle is counted from "
                "the y axis.",
            ),
            Wrong(
                _half_circle,
                "`arctan(y / x)` cannot tell a direction from its opposite: two minus signs "
                "cancel. `arctan2(y, x)` looks at both signs.",
            ),
            Wrong(
                lambda counts, preferred, expected: math.radians(
                    vector(counts, preferred, expected)
                ),
                "The direction is right and in radians, {got:.3f}; asked are degrees.",
            ),
            Wrong(
                lambda counts, preferred, expected: vector(counts, preferred, 0.0),
                "You keep the baseline: a neuron that fires as it does at rest votes for its own "
                "direction all the same. Take `expected` off each count.",
            ),
            Wrong(
                lambda counts, preferred, expected: float(
                    ((counts - expected) * preferred).sum() / (counts - expected).sum()
                ),
                "You average the angles as if they were numbers on a line: between 350 and 10 "
                "degrees lies 0, not 180. Add steps (cos, sin), and take the angle of the sum.",
            ),
            Wrong(
                lambda counts, preferred, expected: vector(
                    np.maximum(counts - expected, 0.0), preferred, 0.0
                ),
                "A neuron that fires less than expected votes *against* its direction. You give "
                "it no vote: do not cut off what is negative.",
            ),
            Wrong(
                lambda counts, preferred, expected: vector(counts, preferred, expected) % 360,
                "The direction is right, counted from 0 to 360: {got:.1f} for {expected:.1f}. "
                "Asked is -180 to 180, as `arctan2` gives it.",
            ),
            Wrong(
                lambda counts, preferred, expected: vector(counts, np.sort(preferred), expected),
                "You sort the preferred directions, and the counts no longer belong to them.",
            ),
        ),
        hints=(
            "The vote of a neuron is a pair of numbers: (n - c) cos and (n - c) sin of its "
            "preferred direction.",
            "Add up all first numbers, x, and all second ones, y.",
            "np.degrees(np.arctan2(y, x)), and np.radians(preferred) before cos and sin.",
        ),
        why="The mean instead of the sum points the same way: only the direction counts.",
    ),
    Exercise(
        name="bound",
        ask="Write `bound(neurons, baseline, modulation, window)`: return the smallest error "
        "1 / sqrt(J) in degrees, rates in Hz and the window in ms.",
        solution=bound,
        shown="""
            def bound(neurons, baseline, modulation, window):
                T = window / 1000  # s, as the rates are per second
                J = neurons * T * (baseline - np.sqrt(baseline**2 - modulation**2))
                return np.degrees(1 / np.sqrt(J))
            """,
        oracle=_bound_by_integral,
        tries=((100, 20.0, 15.0, 100.0), (7, 12.0, 12.0, 250.0), (40, 30.0, 9.0, 60.0)),
        unit="degrees",
        wrong=(
            Wrong(
                lambda neurons, baseline, modulation, window: math.degrees(
                    math.radians(bound(neurons, baseline, modulation, window)) ** 2
                ),
                "That is 1 / J, a variance. The standard deviation is its root.",
            ),
            Wrong(
                lambda neurons, baseline, modulation, window: bound(
                    neurons, baseline, modulation, 1000 * window
                ),
                "The rates are per second, and your window is in ms: J comes out 1000 times too "
                "large, and the error 32 times too small.",
            ),
            Wrong(
                lambda neurons, baseline, modulation, window: bound(
                    1, baseline, modulation, window
                ),
                "That is the bound for one neuron. The information of independent neurons adds up: "
                "J has a factor N = {neurons}.",
            ),
            Wrong(
                lambda neurons, baseline, modulation, window: math.degrees(
                    math.sqrt(2 * baseline / (neurons * window / 1000)) / modulation
                ),
                "That is the error of the population vector. The bound is below it: J has "
                "b - sqrt(b^2 - m^2) where you have m^2 / (2 b).",
            ),
            Wrong(
                lambda neurons, baseline, modulation, window: math.radians(
                    bound(neurons, baseline, modulation, window)
                ),
                "That is in radians, {got:.4f}; asked are degrees.",
            ),
            Wrong(
                lambda neurons, baseline, modulation, window: math.degrees(
                    1
                    / math.sqrt(
                        neurons
                        * window
                        / 1000
                        * (baseline + math.sqrt(baseline**2 - modulation**2))
                    )
                ),
                "A plus for the minus: with no modulation, m = 0, yours would still know the "
                "direction. J must be 0 there.",
            ),
            Wrong(
                lambda neurons, baseline, modulation, window: (
                    bound(1, baseline, modulation, window) / neurons
                ),
                "You divide the error by N. It falls as one over the *root* of N: N belongs into "
                "J, and the root is taken of J.",
            ),
        ),
        hints=(
            "T is the window in seconds, because b and m are per second.",
            "J = N T (b - sqrt(b^2 - m^2)), and the error is 1 / sqrt(J), in radians.",
        ),
        why="At m = b it stays finite: a neuron that is silent in one direction still tells only "
        "so much in another.",
    ),
    Exercise(
        name="honest",
        ask="Write `honest(counts, velocity)`: fit a `LinearDecoder` on the first half of the "
        "steps (`len(counts) // 2`), and return the R^2 of the velocity on the rest.",
        solution=honest,
        shown="""
            def honest(counts, velocity):
                half = len(counts) // 2
                decoder = LinearDecoder.fit(counts[:half], velocity[:half])
                return r_squared(decoder.decode(counts[half:]), velocity[half:])
            """,
        oracle=_honest_by_rows,
        tries=(_moving(1, 30, 301), _moving(2, 12, 240)),
        tolerance=1e-7,
        because="a linear system may be solved in several ways",
        wrong=(
            Wrong(
                _same_data,
                "You fit and test on the same steps: the decoder has seen the answers. {got:.2f} "
                "is what it remembers, {expected:.2f} what it can do.",
            ),
            Wrong(
                _fitted_half,
                "You test on the half that it was fitted on. The other half is the one it has "
                "never seen.",
            ),
            Wrong(
                _saw_the_test,
                "You test on the second half, but you fit on all steps, and so on these too.",
            ),
            Wrong(
                _of_the_position,
                "That is the R^2 of the *position*, after adding up. Errors of velocity add up "
                "with it, or happen to cancel: asked is the velocity.",
            ),
            Wrong(
                _best_ridge,
                "You try several prices of the ridge and keep the one that does best on the test: "
                "then the test has chosen the decoder. Keep the default, or choose within the "
                "first half.",
            ),
            Wrong(
                _squared_correlation,
                "That is the correlation squared. It forgives a drawing that is too small; R^2, "
                "1 - squared errors / variance, does not. `r_squared` computes it.",
            ),
            Wrong(
                _shuffled,
                "You shuffle the steps before you split. A hand moves smoothly: next to each "
                "step of the test there is then one that it was fitted on.",
            ),
            Wrong(
                _smoothed,
                "You smooth the decoded velocity over steps before *and after*. A cursor cannot "
                "wait for the future.",
            ),
        ),
        hints=(
            "Four slices: counts[:half], velocity[:half], counts[half:], velocity[half:].",
            "LinearDecoder.fit(counts[:half], velocity[:half]) gives a decoder; its "
            "`decode(counts[half:])` guesses velocities.",
            "r_squared(guessed, true) of the second half.",
        ),
        why="What a decoder is worth is what it does with movements that it has not seen.",
    ),
    Exercise(
        name="remember",
        ask="Write `remember(e, pre, n, expected, tau)`: return the eligibilities, shape (2, 2) as "
        "[sensor, motor], after a step of 25 ms: the old ones faded by exp(-25 / tau), plus "
        "pre (n - expected) for each pair.",
        solution=remember,
        shown="""
            def remember(e, pre, n, expected, tau):
                return e * np.exp(-25 / tau) + np.outer(pre, n - expected)
            """,
        oracle=_remember_one_by_one,
        tries=(
            (
                np.array([[0.2, -0.4], [0.1, 0.6]]),
                np.array([0.5, 2.0]),
                np.array([4.0, 1.0]),
                np.array([2.5, 0.75]),
                100.0,
            ),
            (
                np.array([[-1.0, 0.3], [0.8, -0.2]]),
                np.array([1.5, 0.0]),
                np.array([0.0, 3.0]),
                np.array([1.25, 3.5]),
                40.0,
            ),
        ),
        wrong=(
            Wrong(
                lambda e, pre, n, expected, tau: e * np.exp(-25 / tau) + np.outer(pre, n),
                "That is the naive rule, `pre n`: it remembers every spike as a deed, also those "
                "that come anyway. Take off what was expected.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau: (
                    e * np.exp(-25 / tau) + np.outer(n - expected, pre)
                ),
                "Rows and columns are exchanged: e[sensor, motor] is of sensor `pre[sensor]` and "
                "motor `n[motor]`, so `pre` comes first in the outer product.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau: e + np.outer(pre, n - expected),
                "Yours never forgets: a spike of a minute ago is paid for like one of now.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau: (
                    (e + np.outer(pre, n - expected)) * np.exp(-25 / tau)
                ),
                "You let the new pair fade too, before anything could be paid for it. First fade, "
                "then add.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau: e * np.exp(25 / tau) + np.outer(pre, n - expected),
                "Without its minus the exponential grows: old eligibilities get larger.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau: e * (1 - 25 / tau) + np.outer(pre, n - expected),
                "`1 - 25 / tau` is one Euler step. The exact decay over 25 ms is exp(-25 / tau).",
            ),
            Wrong(
                lambda e, pre, n, expected, tau: e * np.exp(-25 / tau) + pre * (n - expected),
                "`pre * (n - expected)` pairs left with left and right with right only. All four "
                "synapses need theirs: an outer product.",
            ),
        ),
        hints=(
            "The old ones first: e * np.exp(-25 / tau).",
            "np.outer(pre, n - expected) has a row for each sensor and a column for each motor.",
        ),
        why="Reward times this is on average the slope of the reward: that is why it works.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_crowd",
        question="Why does the population vector fail when preferred directions crowd?",
        choices=(
            "crowded neurons fire too little",
            "their baseline spikes all vote for the crowd's direction",
            "its formula holds for 100 neurons or more only",
            "Poisson noise is larger there",
        ),
        answer="b",
        why="Take the baseline off and most of the error goes; a decoder that knows the crowd "
        "removes the rest.",
    ),
    Prediction(
        name="quiz_expected",
        question="What does `minus expected` do in the vehicle's rule?",
        choices=(
            "it keeps the weights small",
            "it makes the vehicle faster",
            "it remembers only what differed from what these weights do anyway",
            "it delays the reward",
        ),
        answer="c",
        why="A surprise can be better or worse than usual. What always happens can be neither.",
    ),
)
