"""What lesson 19 asks: rewards that come late, a vehicle, and an eye that sees motion."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="delay",
        question="The notes fade with a time constant of 1 s, and the reward comes 1 s after the "
        "answer. You let it come after 3 s instead. What happens to each change of a weight?",
        choices=(
            "it stays as large, because the reward is the same",
            "it becomes a third as large, because it comes three times as late",
            "it becomes about 7 times smaller, because the notes fade meanwhile",
            "it is gone altogether, because the notes are forgotten by then",
        ),
        answer="c",
        asks={"delay": 3000, "memory": 1000},
        why="In two more seconds a note fades to e⁻², which is 14 % of what it was.",
        wrong=(
            Wrong("a", "The reward is, but it's multiplied by what is left of the note."),
            Wrong("b", "A note doesn't fade in proportion to time. It loses 63 % each second."),
            Wrong("d", "After 3 s there are still 5 % of it."),
        ),
    ),
    Prediction(
        name="first_rule",
        question="All four weights begin at 0.5. What will the vehicle learn by this rule in sixty "
        "trials?",
        choices=(
            "to find the light in most of its trials",
            "to find the light in about half of them",
            "next to nothing, so it stays near chance",
            "to flee from the light to the walls",
        ),
        answer="c",
        asks={"compare": False},
        why="Judged over ten runs, it finds the light in about 4 % of the trials. By chance it "
        "would be 3 %.",
        wrong=(
            Wrong("a", "That's what one would hope. Look at the wires."),
            Wrong("b", "It drifts, but it never gets there."),
            Wrong("d", "It has no direction at all, neither to the light nor away from it."),
        ),
    ),
    Prediction(
        name="noisy_pixels",
        question="A pixel sends a spike when its brightness has changed by 0.2, on a scale of "
        "logarithms. Noise of 0.1 is added to each. What happens to the number of spikes?",
        choices=(
            "hardly anything, because 0.1 is less than 0.2",
            "it doubles, because noise comes on top of the dot",
            "it grows about 80 times, because every pixel now talks",
            "it shrinks, because noise hides the changes",
        ),
        answer="c",
        asks={"noise": 0.1},
        why="Noise is new every 2 ms, and each time it makes one pixel out of eight send a spike. "
        "There are 576 pixels. The arrows begin to stray.",
        wrong=(
            Wrong("a", "That is its standard deviation. Larger values come often enough."),
            Wrong("b", "The dot moves past a few pixels. The noise sits in all of them."),
            Wrong("d", "Noise makes changes of its own."),
        ),
    ),
)

# --- Exercise: pay for what was done. -------------------------------------------------------------


def _paid(times: Any, sizes: Any, at: float, reward: float, tau_e: float) -> float:
    before = times <= at
    return float(reward * (sizes[before] * np.exp(-(at - times[before]) / tau_e)).sum())


def _each_note(times: Any, sizes: Any, at: float, reward: float, tau_e: float) -> Any:
    return np.where(times <= at, reward * sizes * np.exp(-(at - times) / tau_e), 0.0)


def _paid_step_by_step(times: Any, sizes: Any, at: float, reward: float, tau_e: float) -> float:
    """The truth another way: one note that fades from pair to pair."""
    note, last = 0.0, 0.0
    for time, size in sorted(zip(times.tolist(), sizes.tolist(), strict=True)):
        if time <= at:
            note, last = note * math.exp(-(time - last) / tau_e) + size, time
    return reward * note * math.exp(-(at - last) / tau_e)


_PAIRS = (
    (np.array([100.0, 400.0, 900.0]), np.array([0.1, -0.05, 0.08]), 1500.0, 1.0, 1000.0),
    (np.array([50.0, 700.0, 1200.0]), np.array([0.2, 0.1, -0.3]), 800.0, -1.0, 400.0),
    (np.array([300.0, 310.0]), np.array([0.07, 0.02]), 2300.0, 2.0, 5000.0),
    (np.array([200.0, 500.0]), np.array([0.04, 0.06]), 500.0, 1.0, 800.0),  # one at the reward
)

# --- Exercise: a detector of motion. --------------------------------------------------------------


def _meets(own: Any, neighbour: Any, delay: float, within: float) -> int:
    late = neighbour + delay
    return int(sum(np.any(np.abs(late - one) <= within) for one in own))


def _meets_in_order(own: Any, neighbour: Any, delay: float, within: float) -> int:
    """The truth another way: the nearest delayed spike on either side."""
    late = np.sort(neighbour) + delay
    if not late.size:
        return 0
    k = np.searchsorted(late, own)
    right = late[np.minimum(k, late.size - 1)]
    left = late[np.maximum(k - 1, 0)]
    return int((np.minimum(np.abs(right - own), np.abs(left - own)) <= within).sum())


_FLASHES = np.array([12.0, 55.0, 81.0, 140.0, 190.0])
_FILMS = (
    (_FLASHES + 20.0, _FLASHES, 20.0, 2.0),
    (_FLASHES, _FLASHES + 20.0, 20.0, 2.0),
    (
        np.array([30.0, 31.0, 77.0, 100.0, 160.0]),  # the last is later than all
        np.array([10.0, 11.0, 12.5, 59.0, 82.3]),
        20.0,
        2.0,
    ),
    (np.array([15.0, 40.0, 60.0]), np.array([7.8, 30.5, 120.0]), 9.0, 1.5),
    # whole numbers, which a grader leaves as they are: exactly `within`, and two that meet one
    (np.array([9, 22, 24, 40, 58, 80]), np.array([10, 34, 43, 65]), 12, 3),
)

# --- Exercise: what a synapse remembers. ----------------------------------------------------------


def remember(e: Floats, pre: Floats, n: Floats, expected: Floats, tau_e: float) -> Floats:
    """The solution of the exercise: the eligibility after a step of 25 ms."""
    faded: Floats = e * np.exp(-25 / tau_e)
    return faded + np.outer(pre, n - expected)


def _remember_one_by_one(
    e: Floats, pre: Floats, n: Floats, expected: Floats, tau_e: float
) -> list[list[float]]:
    """The oracle: synapse by synapse."""
    return [
        [
            float(e[i][j]) * math.exp(-25 / tau_e) + float(pre[i] * (n[j] - expected[j]))
            for j in (0, 1)
        ]
        for i in (0, 1)
    ]


def _few_pairs() -> Iterator[tuple[tuple[Any, ...], str]]:
    """A note or two, and a reward at 1 s."""
    for times, sizes, reward, tau_e, said in (
        (
            [1000.0],
            [0.1],
            1.0,
            1000.0,
            "A note of 0.1 left just as the reward comes is paid in full",
        ),
        ([0.0], [0.1], 1.0, 1000.0, "A note of 0.1 that is as old as tau_e has faded to 1/e"),
        ([0.0], [0.1], 1.0, 500.0, "A note of 0.1 that is twice as old as tau_e has faded to 1/e²"),
        ([0.0], [0.1], -1.0, 1000.0, "A punishment of −1 takes away what is left of a note of 0.1"),
        ([0.0], [0.1], 2.0, 1000.0, "A reward of 2 pays twice what is left of a note of 0.1"),
        ([0.0], [-0.1], 1.0, 1000.0, "A note of −0.1 makes the weight shrink"),
        ([0.0, 0.0], [0.1, 0.1], 1.0, 1000.0, "Two notes of 0.1, both as old as tau_e, add up"),
        ([0.0, 500.0], [0.2, 0.1], 1.0, 1000.0, "Each of two notes fades from its own time"),
        ([0.0, 1500.0], [0.1, 0.1], 1.0, 1000.0, "A note left after the reward isn't paid"),
    ):
        inputs = np.array(times), np.array(sizes), 1000.0, reward, tau_e
        yield inputs, f"{said}. So the weight changes by {{expected:.4f}}, not by {{got:.4f}}."


def _of_two_parts(answer: Any) -> str:
    """Whether it is the old part that is wrong, or what comes in."""
    e, pre, none = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([2.0, 0.0]), np.zeros(2)
    three, one = np.array([3.0, 0.0]), np.array([1.0, 0.0])
    old = np.asarray(answer(e, none, none, none, 50.0), float)
    new = np.asarray(answer(0 * e, pre, three, one, 50.0), float)
    if old.shape != (2, 2) or new.shape != (2, 2):
        return "We want an array with a row for each sensor and a column for each motor."
    if np.allclose(old, e.T * math.exp(-0.5)):
        return "You exchange the rows and columns of the old eligibilities."
    if not np.allclose(old, e * math.exp(-0.5)):
        return (
            "If no sensor fires, the old eligibilities just fade. With tau_e = 50 ms a step of 25 "
            f"ms should leave {math.exp(-0.5):.3f} of 1, and yours leaves {old[0, 0]:.3f}."
        )
    if not np.allclose(new, [[4.0, 0.0], [0.0, 0.0]]):
        return (
            "Let all eligibilities be 0, and only sensor 0 fire, with strength 2. Motor 0 sends 3 "
            "spikes where 1 was expected. Then e[0, 0] should be 4 and the others 0. Yours are "
            f"{new.round(3).tolist()}."
        )
    return "The old part alone is right, and so is the new one alone. Look at how they are joined."


def _few_flashes() -> Iterator[tuple[tuple[Any, ...], str]]:
    """A flash or two, with a delay of 20 ms and 2 ms in which two meet."""
    for own, neighbour, within, said in (
        ([20], [0], 2, "The neighbour flashes at 0 ms and the pixel at 20 ms, so the two meet"),
        (
            [0],
            [20],
            2,
            "The pixel flashes at 0 ms and its neighbour only at 20 ms: they don't meet",
        ),
        ([22], [0], 2, "Spikes that arrive exactly 2 ms apart still meet"),
        ([18], [0], 2, "The pixel's own spike may also come 2 ms before the delayed one"),
        ([23], [0], 2, "Spikes that arrive 3 ms apart don't meet"),
        ([22], [0], 1, "Spikes that arrive 2 ms apart don't meet if `within` is 1"),
        ([20], [0, 50], 2, "It's enough to meet one of the neighbour's spikes, here the first"),
        ([70], [0, 50], 2, "It's enough to meet one of the neighbour's spikes, here the second"),
        ([20], [0, 1], 2, "One spike of the pixel meets two delayed ones, and counts once"),
        ([20, 21], [0], 2, "Two spikes of the pixel meet the same delayed one, and both count"),
    ):
        inputs = np.array(own), np.array(neighbour), 20, within
        yield inputs, f"{said}. That makes {{expected:g}}, and yours is {{got:g}}."


EXERCISES = (
    Exercise(
        name="paid",
        ask="Return by how much the weight changes when the reward comes.",
        shown="""
            def paid(times, sizes, at, reward, tau_e):
                before = times <= at
                left = sizes[before] * np.exp(-(at - times[before]) / tau_e)
                return reward * left.sum()
        """,
        solution=_paid,
        oracle=_paid_step_by_step,
        tries=_PAIRS,
        wrong=(
            Wrong(
                lambda times, sizes, at, reward, tau_e: float(
                    reward * (sizes * np.exp(-(at - times) / tau_e)).sum()
                ),
                "You also pay pairs that come *after* the reward, and those the exponential even "
                "makes larger. Leave them out.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: float(reward * sizes[times <= at].sum()),
                "Your notes don't fade. A pair that lies t ms back has exp(-t / tau_e) left.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: _paid(times, sizes, at, 1.0, tau_e),
                "You left out the reward. It multiplies what is left of the notes.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: float(
                    reward * (sizes[times <= at] * np.exp((at - times[times <= at]) / tau_e)).sum()
                ),
                "Your notes grow with time. The exponent wants a minus.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: float(
                    reward * (sizes[times <= at] * np.exp(-times[times <= at] / tau_e)).sum()
                ),
                "You let the notes fade from time 0. What counts is how long ago a pair was, "
                "`at - times`.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: _paid(
                    times, sizes, at, reward, 1000.0 * tau_e
                ),
                "Your tau_e is in other units than the times. All are in ms.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: float(
                    reward * (sizes[times <= at] * (1 - (at - times[times <= at]) / tau_e)).sum()
                ),
                "Your notes fade in a straight line, and turn negative after tau_e. They fade "
                "exponentially.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: _paid(
                    times[times < at], sizes[times < at], at, reward, tau_e
                ),
                "You leave out a pair at the very moment of the reward. Only what comes *after* it "
                "doesn't count.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: (
                    _paid(times, sizes, at, reward, tau_e) / max(1, int((times <= at).sum()))
                ),
                "You took the mean. What is left of the notes adds up.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: abs(_paid(times, sizes, at, reward, tau_e)),
                "You've dropped the sign. A punishment, or a pair of negative size, turns it.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: _paid(times, abs(sizes), at, reward, tau_e),
                "You've dropped the sign of the sizes. A pair that would have lowered the weight "
                "leaves a negative note.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: (
                    reward + _paid(times, sizes, at, 1.0, tau_e)
                ),
                "You add the reward. It multiplies what is left of the notes.",
            ),
            Wrong(
                _each_note,
                "Those are the notes one by one. Add up what is left of them.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: _each_note(
                    times[times <= at], sizes[times <= at], at, reward, tau_e
                ),
                "Those are the notes that count, one by one. Add up what is left of them.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: _paid(
                    times, sizes, at, reward, tau_e / math.log(2)
                ),
                "Your notes halve in tau_e. They fade by the factor e in that time.",
            ),
            Wrong(
                lambda times, sizes, at, reward, tau_e: _paid(
                    times, sizes, at, max(reward, 0.0), tau_e
                ),
                "You leave out punishments. A negative reward makes the weight shrink.",
            ),
        ),
        examined=simpler(_paid, *_few_pairs()),
        hints=(
            "`times <= at` is True for the pairs that count. How long ago was each of them?",
            "What is left of a pair is its size times exp(-(at - time) / tau_e). Add these up and "
            "multiply by the reward.",
        ),
        why="One number per synapse can do this, because all notes fade at the same rate.",
    ),
    Exercise(
        name="remember",
        ask="Return the eligibilities after a step of 25 ms, shape (2, 2) as [sensor, motor]: the "
        "old "
        "ones faded, plus pre (n - expected) for each pair.",
        solution=remember,
        shown="""
            def remember(e, pre, n, expected, tau_e):
                return e * np.exp(-25 / tau_e) + np.outer(pre, n - expected)
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
                lambda e, pre, n, expected, tau_e: e * np.exp(-25 / tau_e) + np.outer(pre, n),
                "That is the first rule, `pre n`. It remembers every spike as a deed, also those "
                "that come anyway. Take off what was expected.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-25 / tau_e) + np.outer(n - expected, pre)
                ),
                "You exchanged rows and columns. e[sensor, motor] belongs to `pre[sensor]` and "
                "`n[motor]`, so `pre` comes first in the outer product.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: e + np.outer(pre, n - expected),
                "Yours never forgets, so a spike of a minute ago is paid for like one of now.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    (e + np.outer(pre, n - expected)) * np.exp(-25 / tau_e)
                ),
                "You let the new pair fade too, before anything could be paid for it. First fade, "
                "then add.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(25 / tau_e) + np.outer(pre, n - expected)
                ),
                "Without its minus the exponential grows: old eligibilities get larger.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * (1 - 25 / tau_e) + np.outer(pre, n - expected)
                ),
                "`1 - 25 / tau_e` is one Euler step. The exact decay over 25 ms is exp(-25 / "
                "tau_e).",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: e * np.exp(-25 / tau_e) + pre * (n - expected),
                "`pre * (n - expected)` pairs left with left and right with right only. All four "
                "synapses need an entry, so take an outer product.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-25 / tau_e) + np.outer(pre, expected - n)
                ),
                "Your surprise has the wrong sign. More spikes than expected is a positive one.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: np.outer(pre, n - expected),
                "Nothing is left of the old eligibilities in yours. They fade, but a part, "
                "exp(-25 / tau_e) of them, is still there.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-1 / tau_e) + np.outer(pre, n - expected)
                ),
                "Your step lasts 1 ms. Here it lasts 25 ms.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-0.025 / tau_e) + np.outer(pre, n - expected)
                ),
                "Your step is in seconds, and tau_e is in ms.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-25 / tau_e) + np.outer(pre, np.maximum(n - expected, 0))
                ),
                "You leave out the motor that sent fewer spikes than expected. That's a surprise, "
                "too, a negative one.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-25 / tau_e) + np.outer(pre, abs(n - expected))
                ),
                "You've dropped the sign of the surprise. Fewer spikes than expected is a negative "
                "one.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-25 / tau_e) + (pre * (n - expected)).sum()
                ),
                "You add one number to all four synapses. Each gets its own sensor times its own "
                "motor.",
            ),
            Wrong(
                lambda e, pre, n, expected, tau_e: (
                    e * np.exp(-25 / tau_e) + np.outer(pre, n / expected)
                ),
                "You divide by what was expected. A surprise is a difference.",
            ),
        ),
        examined=_of_two_parts,
        hints=(
            "The old ones first: e * np.exp(-25 / tau_e).",
            "np.outer(pre, n - expected) has a row for each sensor and a column for each motor.",
        ),
        why="On average, the reward times this points uphill. That's why it works.",
    ),
    Exercise(
        name="detector",
        ask="Count the pixel's own spikes that meet a delayed spike of its neighbour.",
        shown="""
            def detector(own, neighbour, delay, within):
                late = neighbour + delay
                return sum(np.any(np.abs(late - one) <= within) for one in own)
        """,
        solution=_meets,
        oracle=_meets_in_order,
        tries=_FILMS,
        wrong=(
            Wrong(
                lambda own, neighbour, delay, within: _meets(own + delay, neighbour, 0.0, within),
                "You delayed the pixel's own spikes. So your detector sees the opposite direction, "
                "from the pixel to its neighbour.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: _meets(own, neighbour, 0.0, within),
                "You forgot the delay. Your neuron fires when both pixels flash at once.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: _meets(neighbour + delay, own, 0.0, within),
                "You count the neighbour's spikes that meet one of the pixel's own. We want the "
                "pixel's own spikes that meet one of the neighbour's.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(np.sum(np.abs(neighbour + delay - one) <= within) for one in own)
                ),
                "You count pairs. A spike that meets two others still counts once.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(np.any(neighbour + delay - one <= within) for one in own)
                ),
                "Your difference has a sign, so spikes that lie far *before* count as meeting. "
                "Take its absolute value.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(np.any(one - neighbour - delay <= within) for one in own)
                ),
                "Your difference has a sign, so spikes that lie far *behind* count as meeting. "
                "Take its absolute value.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(
                        np.any((neighbour + delay >= one) & (neighbour + delay <= one + within))
                        for one in own
                    )
                ),
                "Your window lies to one side only. Two spikes may meet `within` ms either way.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(np.any(abs(neighbour + delay - one) < within) for one in own)
                ),
                "Yours must be *less* than `within` ms apart. At most means that exactly as much "
                "will do.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(
                        np.any((neighbour + delay <= one) & (neighbour + delay >= one - within))
                        for one in own
                    )
                ),
                "In yours the delayed spike must come first. Two spikes may meet `within` ms "
                "either way.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: _meets(own, neighbour, delay, within / 2),
                "Your window is half as wide. Two spikes may meet `within` ms either way.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(abs(a - b - delay) <= within for a, b in zip(own, neighbour, strict=False))
                ),
                "You compare first with first and second with second. An own spike may meet any of "
                "the neighbour's.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: min(
                    _meets(own, neighbour, delay, within),
                    _meets(neighbour + delay, own, 0.0, within),
                ),
                "You use each delayed spike only once. Two own spikes may meet the same one.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: _meets(own, neighbour, 20.0, within),
                "Your delay is always 20 ms. It's an argument, because other detectors have "
                "others.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: _meets(own, neighbour, 0.0, delay + within),
                "You've widened the window by the delay. Let the neighbour's spikes come later "
                "first.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: (
                    len(own) - _meets(own, neighbour, delay, within)
                ),
                "You count the spikes that *don't* meet one.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: (
                    _meets(own, neighbour, delay, within) / max(1, len(own))
                ),
                "That's the share of the pixel's own spikes. We want their number.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: [
                    one for one in own if np.any(abs(neighbour + delay - one) <= within)
                ],
                "Those are the spikes that meet one. We want their number.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: int(
                    sum(
                        abs(neighbour[abs(neighbour - one).argmin()] + delay - one) <= within
                        for one in own
                    )
                ),
                "You look for the nearest spike *before* the delay. After it another may be "
                "nearer.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: min(1, _meets(own, neighbour, delay, within)),
                "Yours stops at the first that meets one. Count them all.",
            ),
            Wrong(
                lambda own, neighbour, delay, within: _meets(own, neighbour, delay, within) > 0,
                "Yours says whether any spike meets one. Count how many do.",
            ),
        ),
        examined=simpler(_meets, *_few_flashes()),
        hints=(
            "First let the neighbour's spikes come later: `neighbour + delay`.",
            "For each own spike, ask whether any of those lies at most `within` ms away.",
        ),
        why="It fires for one direction and one speed. Other delays make other detectors.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_wait",
        question="A note fades with τ_e = 0.5 s. Pairs at a synapse have left a note of 0.2, and 1 "
        "s "
        "later there is a punishment of −1. The weight ...",
        choices=("falls by 0.2", "falls by 0.1", "falls by 0.027", "rises by 0.027"),
        answer="c",
        why="After two time constants e⁻² is left, 0.135. Of 0.2 that is 0.027, and the punishment "
        "has a minus.",
        wrong=(
            Wrong("a", "The note has had a second to fade."),
            Wrong("b", "That would be half of it. In two time constants it falls to 14 %."),
            Wrong("d", "The size is right. But it was a punishment."),
        ),
    ),
    Prediction(
        name="quiz_never",
        question="A strong note is left at a synapse, and no reward ever comes. What happens to "
        "the "
        "weight?",
        choices=(
            "it has grown at once, and stays",
            "it grows at first, and sinks back",
            "it doesn't change at all",
            "it shrinks as the note fades",
        ),
        answer="c",
        why="A note is not a change. It fades unread.",
        wrong=(
            Wrong("a", "That would be plain STDP. Here a pair only leaves a note."),
            Wrong("b", "The note does that. The weight waits for a reward."),
            Wrong("d", "The note shrinks, and the weight knows nothing of it."),
        ),
    ),
    Prediction(
        name="quiz_surprise",
        question="A motor was expected to send 4 spikes and sent 1. Its sensor had fired, and then "
        "it "
        "got darker, so the reward was less than usual. By the better rule the weight ...",
        choices=(
            "grows, because doing less turned out badly",
            "shrinks, because the reward was poor",
            "shrinks, because the motor hardly fired",
            "stays, because one spike is too little",
        ),
        answer="a",
        why="The surprise is −3, and the reward, less what is usual, is negative too. Minus times "
        "minus is plus.",
        wrong=(
            Wrong("b", "Look at the surprise as well. It is negative."),
            Wrong("c", "Look at the reward as well. Firing less made things worse."),
            Wrong("d", "What counts is the difference from what was expected."),
        ),
    ),
    Prediction(
        name="quiz_pair",
        question="Two pixels lie 3 pixels apart, left and right. Which pair of lines sees "
        "something "
        "that moves to the *left* at 0.1 pixels per ms?",
        choices=(
            "the left pixel direct, the right one 30 ms later",
            "the right pixel direct, the left one 30 ms later",
            "the left pixel direct, the right one 3 ms later",
            "both of them direct, without any delay",
        ),
        answer="a",
        why="It passes the right pixel first and the left one 30 ms later. So the right pixel's "
        "spike has to wait 30 ms.",
        wrong=(
            Wrong("b", "That pair sees movement to the right."),
            Wrong("c", "3 pixels at 0.1 pixels per ms take 30 ms."),
            Wrong("d", "That sees what flashes at both pixels at once."),
        ),
    ),
    Prediction(
        name="quiz_camera",
        question="An event camera and a film camera look at a wall on which nothing moves. Then "
        "somebody turns the light up, at once, to twice its brightness. The event camera sends ...",
        choices=(
            "nothing at first, and then a burst from all pixels",
            "a steady stream, and then a stream twice as dense",
            "nothing at first, and then a stream twice as dense",
            "nothing at all, because nothing has moved",
        ),
        answer="a",
        why="A pixel sends changes. Twice the brightness is more than three changes by a fifth, "
        "and "
        "after that there is nothing to say.",
        wrong=(
            Wrong("b", "A pixel which sees no change keeps silent."),
            Wrong("c", "It sends changes. Once the light is steady, there is none."),
            Wrong("d", "It can't tell motion from light. It sees brightness change."),
        ),
    ),
)
