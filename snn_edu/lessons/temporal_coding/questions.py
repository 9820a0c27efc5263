"""What lesson 05 asks: predictions, exercises and a quiz on temporal coding."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from snn_edu.coding.codes import six_codes
from snn_edu.coding.timing import decode_phase, encode_phase
from snn_edu.lessons.temporal_coding.views import JOBS, NAMES, measured, sixty_four_values
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.spikes.train import Spikes
from snn_edu.validation import Floats

# --- Questions. -----------------------------------------------------------------------------------

PREDICTIONS = (
    Prediction(
        name="worst_copy",
        asks={"clock": 50},
        question="Four of the clerks copy a three, and the line is good. Whose copy is the worst "
        "after 50 ms?",
        choices=(
            "rate: as many spikes as the pixel is bright, on average",
            "latency: one spike a pixel, the brighter the earlier",
            "rank order: one spike a pixel, and only the order counts",
            "phase: one spike a pixel in every cycle of a rhythm",
        ),
        answer="a",
        why="A rate shows only in a count, and in 50 ms a white pixel sends 5 spikes, give or "
        "take 2. The others need no more than one spike: they say it by the time it comes.",
        wrong=(
            Wrong("b", "One spike is enough when its time can be read to the millisecond."),
            Wrong("c", "The order alone loses the grey scale, but it has no chance in it."),
        ),
    ),
    Prediction(
        name="half_the_light",
        asks={"brightness": 0.5},
        question="You halve the brightness of the picture. Whose spikes do not change at all?",
        choices=("rate", "latency", "rank order", "phase"),
        answer="c",
        why="Halving every value leaves their order alone: the brightest pixel is still the "
        "brightest. Rank order sends the very same spikes.",
        wrong=(
            Wrong("b", "Half as bright means later: the latencies grow."),
            Wrong("d", "The phases move towards the end of the cycle."),
        ),
    ),
    Prediction(
        name="four_times_longer",
        asks={},
        question="A rate code is off by 0.16 after 100 ms. How far off is it after 400 ms?",
        answer=0.08,
        tolerance=0.012,
        because="a good estimate in the head will do",
        why="Four times the spikes, so counts of 4 n with a standard deviation of 2 sqrt(n): half "
        "the relative error, 0.08.",
        wrong=(
            Wrong(0.04, "That would be an error that falls as 1 / T. Chance falls as 1 / sqrt(T)."),
            Wrong(0.16, "It does keep improving: the counts grow faster than their scatter."),
        ),
    ),
    Prediction(
        name="a_fifth_is_lost",
        asks={"jitter": 0.0, "loss": 20.0},
        question="One spike in five is lost on the way, and the clocks are perfect. Which copy "
        "stays as it was, or very nearly?",
        choices=("latency", "rank order", "phase", "delta"),
        answer="c",
        why="The phase code says it again in every cycle, four times in 100 ms: the chance that "
        "all four are lost is 0.2^4 = 0.16 %. Of 64 pixels one is missing in one picture of ten.",
        wrong=(
            Wrong("a", "A lost first spike is read as black."),
            Wrong("b", "A lost spike is read as black, and all who come later move up a rank."),
            Wrong("d", "Delta adds up steps: a lost step is an error for good."),
        ),
    ),
    Prediction(
        name="silence_a_voter",
        asks={"x": 0.5, "neurons": 8, "silenced": 1},
        question="A direction of 90 degrees is read from eight neurons. You silence the one whose "
        "favourite is 0 degrees. Where does the sum of the votes point now?",
        choices=(
            "nowhere: the code is broken",
            "to 90 degrees still, only less reliably",
            "away from the silenced neuron, to more than 90 degrees",
            "towards the silenced neuron, to less than 90 degrees",
        ),
        answer="c",
        why="Its votes for 0 degrees are missing, those of its opposite at 180 degrees are not: "
        "the sum leans that way, by 14 degrees if there were no chance.",
        wrong=(
            Wrong("a", "The others still vote: a population degrades, it does not break."),
            Wrong("b", "Chance would cancel out; a missing voter does not."),
        ),
    ),
)

QUIZ = (
    Prediction(
        name="quiz_first_spike",
        question="With latency x = 1 - t / window and a window of 50 ms, a neuron has not fired "
        "after 30 ms. What do you know?",
        choices=(
            "nothing yet",
            "x is 0",
            "x is below 0.4",
            "its spike was lost",
        ),
        answer="c",
        why="All above 1 - 30 / 50 = 0.4 would have fired. Silence says something too.",
    ),
    Prediction(
        name="quiz_rank_order",
        question="Two scenes differ only in the exposure of the camera. What does a rank order "
        "code transmit of the difference?",
        choices=("nothing", "half of it", "all of it, but later", "all of it, with more spikes"),
        answer="a",
        why="A rising change of all values keeps their order. That is a blindness, and just what "
        "you want when light changes and objects do not.",
    ),
    Prediction(
        name="quiz_precision",
        question="You want a rate code to be three times as precise in the same time. How many "
        "times as many neurons per value does it take, all alike and independent?",
        choices=("1.7", "3", "9", "27"),
        answer="c",
        why="The error falls with the square root of the number of spikes, from wherever they "
        "come: 3 squared.",
    ),
    Prediction(
        name="quiz_delta",
        question="A surveillance camera looks at an empty corridor all night. Which code sends "
        "the fewest spikes from midnight to six?",
        choices=("rate", "phase", "population", "delta"),
        answer="d",
        why="No change, no spike. The others pay for a scene as long as it lasts.",
    ),
    Prediction(
        name="quiz_no_rhythm",
        question="You receive spikes of a phase code, but nobody sends you the rhythm. What can "
        "you still read?",
        choices=(
            "the values, as before",
            "how much the values differ from each other, but not the values",
            "only how many neurons there are",
            "only the rates",
        ),
        answer="b",
        why="Without the rhythm's zero all phases are shifted by the same unknown amount; their "
        "differences are not.",
    ),
)


# --- Exercises. -----------------------------------------------------------------------------------


def _dense_ranks(values: Floats) -> list[int]:
    """For each value: how many different larger ones there are."""
    return [len({other for other in values.tolist() if other > v}) for v in values.tolist()]


def _latency_walk(values: Floats, window: float) -> list[float]:
    """Slide a bar from 1 down to 0 in `window` ms; whom it meets on the way fires."""
    return [float(np.interp(-v, [-1.0, 0.0], [0.0, window])) if v else np.inf for v in values]


NEVER = {
    "rate": "100 ms of counting are not enough",
    "rank order": "so near, but that is the limit of what an order can say",
    "population": "eight noisy neurons a value are still not enough",
}
TOO_MANY = {
    "phase": "it was right after one cycle, and says it three times more",
    "delta": "a value of 1 takes 20 steps of 0.05, a spike each",
}


def _judge_fewest(answer: Any) -> str | None:
    """None for ("latency", its spikes), measured anew; else what the pair handed in overlooks."""
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        return "Hand in two things: the name of the code in quotes, and a number of spikes."
    name, spikes = answer
    if not isinstance(name, str) or name.strip().lower() not in NAMES:
        return f"The first is a name in quotes, one of {', '.join(NAMES)}."
    real = isinstance(spikes, int | float | np.integer | np.floating)
    if isinstance(spikes, bool) or not real or not math.isfinite(spikes):
        return "The second is a number of spikes."
    name = name.strip().lower()
    errors = measured(six_codes()[NAMES.index(name)])
    if name in NEVER:
        return f"{name} ends with an error of {errors.error[-1]:.3f}: {NEVER[name]}."
    if name in TOO_MANY:
        return f"{name} gets there, for {errors.spikes[-1]:.0f} spikes: {TOO_MANY[name]}."
    if spikes == errors.time_to(0.05):
        return f"{spikes:g} ms is when its error comes to stay below 0.05. Asked are spikes."
    if spikes == errors.spikes_to(0.05):
        return (
            f"After {spikes:g} spikes the receiver knows enough, but the sender cannot know that."
        )
    if spikes == sixty_four_values().size:
        return f"{spikes:g}? There are 64 values, but some of them have nothing to say."
    if abs(spikes - errors.spikes[-1]) < 0.01:
        return None if spikes == errors.spikes[-1] else "A count of spikes is a whole number."
    if spikes != errors.spikes[-1]:
        sided = "many" if spikes > errors.spikes[-1] else "few"
        return f"The code is right, {spikes:g} spikes are too {sided}."
    return None


def _chances(p: float, seed: int) -> Floats:
    """Random numbers for the steps of a train, two of them very near to p."""
    drawn = np.random.default_rng(seed).random(40)
    drawn[[7, 21]] = p * 0.9996, p * 1.0004
    return drawn


def _count_steps(x: float, r: float, dt: float, chances: Floats) -> list[float]:
    """One step after the other, each with its own number."""
    per_ms = r / 1000.0
    return [step * dt for step, u in enumerate(chances.tolist()) if u < per_ms * dt * x]


def _strength(t: float, tau_m: float) -> float:
    """By bisection: the input, in rheobases, whose first spike comes at t."""
    low, high = 1.0, 1e6
    for _ in range(200):
        x = (low + high) / 2.0
        low, high = (x, high) if tau_m * -math.log1p(-1.0 / x) > t else (low, x)
    return low


def _judge_jobs(answer: Any) -> str | None:
    """None for the six codes in the order of the jobs; else what the first wrong one overlooks."""
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != len(JOBS):
        return "Hand in six names in quotes, one for each job, in the order of the jobs."
    for k, (name, (job, code)) in enumerate(zip(answer, JOBS, strict=True), 1):
        if not isinstance(name, str) or name.strip().lower() not in NAMES:
            return f"Job {k} has no code yet: choose one of {', '.join(NAMES)}."
        if name.strip().lower() != code:
            return f"Job {k}, {job}: {name} is not the best. {WHY_NOT[code]}"
    return None


WHY_NOT = {
    "latency": "Who is right within 50 ms for one spike a value, if it knows since when?",
    "rank order": "Whose spikes stayed the same at half the light?",
    "phase": "Who uses the rhythm, and says it again in each cycle?",
    "population": "Who lets eight neurons vote for a direction, and needs no clock?",
    "delta": "Who sends nothing while nothing changes?",
    "rate": "Who needs neither a start, nor a rhythm, nor a second neuron, only time?",
}


EXERCISES = (
    Exercise(
        name="rate_encode",
        ask="Write `spikes_by_chance(x, r, dt, u)`: the spike times, in ms, of a value x at the "
        "rate x r (in Hz). Step k, at k dt ms, has a spike if its random number u[k] is below the "
        "chance of a spike in a step.",
        shown="""
            def spikes_by_chance(x, r, dt, u):
                return np.flatnonzero(u < x * r * dt / 1000) * dt
        """,
        solution=lambda x, r, dt, u: np.flatnonzero(u < x * r * dt / 1000) * dt,
        oracle=_count_steps,
        tries=(
            (0.5, 100.0, 1.0, _chances(0.05, 12)),
            (1.0, 400.0, 0.7, _chances(0.28, 2)),
            (0.83, 250.0, 2.314159, _chances(0.83 * 250 * 2.314159 / 1000, 3)),
            (0.37, 731.0, 1.9, _chances(0.37 * 731 * 1.9 / 1000, 4)),
        ),
        unit="ms",
        wrong=(
            Wrong(
                lambda x, r, dt, u: np.flatnonzero(u < x * r * dt) * dt,
                "r is in Hz, dt in ms: your chance is a thousand times too large, and nearly every "
                "step has a spike.",
            ),
            Wrong(
                lambda x, r, dt, u: np.flatnonzero(u < x * r * dt / 1000),
                "Those are the numbers of the steps. Step k is at k dt ms.",
            ),
            Wrong(
                lambda x, r, dt, u: np.flatnonzero(u < r * dt / 1000) * dt,
                "All values fire alike: x is forgotten.",
            ),
            Wrong(
                lambda x, r, dt, u: np.flatnonzero(u > x * r * dt / 1000) * dt,
                "You take the steps without a spike. A spike has the chance x r dt, so u is below.",
            ),
            Wrong(
                lambda x, r, dt, u: np.flatnonzero(u < x * r / 1000) * dt,
                "That is the chance of a spike in 1 ms. A step is dt ms long.",
            ),
            Wrong(
                lambda x, r, dt, u: np.flatnonzero(u < x) * dt,
                "x is the value, not the chance: that is x r dt, with r in spikes per ms.",
            ),
        ),
        hints=(
            "How many spikes do you expect in a step of dt ms at x r spikes a second?",
            "x r dt / 1000 is the chance. `np.flatnonzero(u < chance)` gives the steps.",
        ),
        why="At every step a throw of the dice: a Poisson train, as long as the chance is small.",
    ),
    Exercise(
        name="rate_decode",
        ask="Write `read_count(n, r, T)`: the value x that n spikes in T ms say, if a 1 fires at r "
        "Hz. No value is above 1.",
        shown="""
            def read_count(n, r, T):
                return min(1, n / (r * T / 1000))
        """,
        solution=lambda n, r, T: min(1, n / (r * T / 1000)),
        oracle=lambda n, r, T: float(np.interp(n, [0.0, r * T / 1000.0], [0.0, 1.0])),
        tries=((3, 100.0, 70.0), (12, 80.0, 100.0), (0, 50.0, 33.0), (17, 61.3, 412.7)),
        wrong=(
            Wrong(
                lambda n, r, T: n / (r * T / 1000),
                "Chance can send more than a 1 should: your {got:.2f} is no value. Stop at 1.",
            ),
            Wrong(
                lambda n, r, T: min(1, n / (r * T)),
                "T is in ms and r in spikes per second: 1000 ms are one second.",
            ),
            Wrong(
                lambda n, r, T: n / (T / 1000),
                "That is the rate in Hz. What share of r, the rate of a 1, is it?",
            ),
            Wrong(
                lambda n, r, T: min(1, r * T / 1000 / n) if n else 0,
                "Upside down: more spikes say more.",
            ),
            Wrong(
                lambda n, r, T: min(1, n / r),
                "That is right after one second only. You have listened for T ms.",
            ),
            Wrong(
                lambda n, r, T: 1 - min(1, n / (r * T / 1000)),
                "Many spikes mean a large value here, not a small one.",
            ),
        ),
        hints=("How many spikes does a 1 send in T ms?", "r T / 1000. x is n's share of it."),
        why="The count over the count expected of a 1.",
    ),
    Exercise(
        name="latency_decode",
        ask="Write `read_first(t, window)`: the values that first spikes at t ms say (an array). "
        "`np.inf` is one that never fired: 0.",
        shown="""
            def read_first(t, window):
                return np.maximum(1 - t / window, 0)
        """,
        solution=lambda t, window: np.maximum(1 - t / window, 0),
        oracle=lambda t, window: [
            0.0 if each == np.inf else (window - each) / window for each in t
        ],
        tries=(
            (np.array([0.0, 20.0, np.inf, 45.0]), 50.0),
            (np.array([3.3, np.inf, 19.9]), 20.0),
            (np.array([61.7, 0.4]), 77.7),
        ),
        wrong=(
            Wrong(
                lambda t, window: 1 - t / window,
                "`np.inf` becomes minus infinity in your hands. Who never fired has the value 0.",
            ),
            Wrong(
                lambda t, window: np.where(np.isfinite(t), t / window, 0),
                "Late is strong in yours. 0 ms must read as 1.",
            ),
            Wrong(
                lambda t, window: np.maximum(window - t, 0),
                "That is the time that is left, in ms. Which share of the window is it?",
            ),
            Wrong(
                lambda t, window: np.maximum(1 - t / 50, 0),
                "The window is not always 50 ms: it is an argument.",
            ),
            Wrong(
                lambda t, window: np.where(np.isfinite(t), 1 - t / window, 1),
                "Silence reads as 1 in yours: as black as it was, it becomes white.",
            ),
            Wrong(
                lambda t, window: np.where(np.isfinite(t), 1 - t / window, 0.5),
                "0.5 is a fair guess of one who may still fire. After the window silence says 0.",
            ),
        ),
        hints=(
            "Turn t = (1 - x) window round.",
            "x = 1 - t / window, and `np.maximum(..., 0)` takes care of infinity.",
        ),
        why="The same straight line, read backwards.",
    ),
    Exercise(
        name="lif_decode",
        ask="Write `read_lif(t, tau_m)`: the input x, in rheobases, of a LIF that starts at rest "
        "and fires its first spike at t ms.",
        shown="""
            def read_lif(t, tau_m):
                return 1 / (1 - np.exp(-t / tau_m))
        """,
        solution=lambda t, tau_m: 1 / (1 - np.exp(-t / tau_m)),
        oracle=_strength,
        tries=((6.93, 10.0), (2.5, 20.0), (31.7, 12.3), (0.77, 5.5)),
        wrong=(
            Wrong(
                lambda t, tau_m: tau_m * np.log(t / (t - 1)) if t > 1 else 0.0,
                "That is the formula forwards, with t in the place of x. Solve it for x.",
            ),
            Wrong(
                lambda t, tau_m: 1 - np.exp(-t / tau_m),
                "That is how far v has climbed. The threshold is at 1, so x is one over it.",
            ),
            Wrong(
                lambda t, tau_m: 1 / np.exp(-t / tau_m),
                "That grows with t: a late spike would say strong. Is the 1 - missing?",
            ),
            Wrong(
                lambda t, tau_m: 1 / (1 - np.exp(t / tau_m)),
                "A minus is missing in the exponent: yours is negative.",
            ),
            Wrong(
                lambda t, tau_m: 1 / (1 - np.exp(-t)),
                "tau_m is forgotten: a slow neuron fires later at the same input.",
            ),
            Wrong(
                lambda t, tau_m: np.maximum(1 - t / tau_m, 0),
                "That is the straight line of the section above. A membrane climbs along an "
                "exponential.",
            ),
        ),
        hints=(
            "t / tau_m = ln(x / (x - 1)). Take the exponential of both sides, with a minus.",
            "exp(-t / tau_m) = (x - 1) / x = 1 - 1 / x.",
        ),
        why="A LIF is a latency encoder as it stands. No clock is built into it, only a leak.",
    ),
    Exercise(
        name="phase_encode",
        ask="Write `phase_time(x, c, P, span)`: when value x fires in cycle c (0, 1, 2...), in ms. "
        "P is the period, in ms.",
        shown="""
            def phase_time(x, c, P, span):
                return (c + 1 / 2 + span * (1 / 2 - x)) * P
        """,
        solution=lambda x, c, P, span: (c + 1 / 2 + span * (1 / 2 - x)) * P,
        oracle=lambda x, c, P, span: float(
            encode_phase([x], (c + 1) * P, 1000.0 / P, span).times[c]
        ),
        tries=(
            (0.9, 0, 25.0, 0.75),
            (0.2, 3, 25.0, 0.5),
            (1.0, 1, 125.0, 0.9),
            (0.33, 2, 17.3, 0.61),
        ),
        unit="ms",
        wrong=(
            Wrong(
                lambda x, c, P, span: (c + 1 / 2 + span * (x - 1 / 2)) * P,
                "Your strong values come late. x has a minus in front of it.",
            ),
            Wrong(
                lambda x, c, P, span: (1 / 2 + span * (1 / 2 - x)) * P,
                "Every spike of yours is in cycle 0. Cycle c begins at c P.",
            ),
            Wrong(
                lambda x, c, P, span: c + 1 / 2 + span * (1 / 2 - x),
                "That is a time in cycles. One cycle is P ms.",
            ),
            Wrong(
                lambda x, c, P, span: (c + 1 / 2 + (1 / 2 - x)) * P,
                "You use all of the cycle: 0 and 1 then meet at its border. span keeps them apart.",
            ),
            Wrong(
                lambda x, c, P, span: (c + span * (1 / 2 - x)) * P,
                "The middle of a cycle is half a period after its beginning.",
            ),
            Wrong(
                lambda x, c, P, span: (c + span * (1 - x)) * P,
                "That begins at the cycle's beginning: the gap lies behind, and not on both sides.",
            ),
        ),
        hints=(
            "A value of 1/2 fires in mid-cycle, at (c + 1/2) P.",
            "phase = 1/2 + span (1/2 - x), and the time is (c + phase) P.",
        ),
        why="The same number again in every cycle.",
    ),
    Exercise(
        name="phase_decode",
        ask="Write `read_phase(t, P, span)`: the value that a spike at t ms says, in any cycle.",
        shown="""
            def read_phase(t, P, span):
                return 1 / 2 + (1 / 2 - t / P % 1) / span
        """,
        solution=lambda t, P, span: 1 / 2 + (1 / 2 - t / P % 1) / span,
        oracle=lambda t, P, span: float(decode_phase(Spikes([t], [0], 1), t, 1000.0 / P, span)[0]),
        tries=((5.0, 25.0, 0.75), (88.0, 25.0, 0.7), (163.0, 125.0, 0.9), (45.1, 17.3, 0.61)),
        wrong=(
            Wrong(
                lambda t, P, span: 1 / 2 + (1 / 2 - t / P) / span,
                "That is right in cycle 0 only. `% 1` leaves the part of a cycle.",
            ),
            Wrong(
                lambda t, P, span: 1 / 2 + (t / P % 1 - 1 / 2) / span,
                "Late is strong in yours: the minus stands at the phase.",
            ),
            Wrong(
                lambda t, P, span: 1 / 2 + (1 / 2 - t / P % 1) * span,
                "You shrink once more instead of stretching back: divide by span.",
            ),
            Wrong(
                lambda t, P, span: 1 - t / P % 1,
                "span is forgotten: a 1 comes after its share of a gap, not at 0.",
            ),
            Wrong(lambda t, P, span: t / P % 1, "That is the phase. Which value has it?"),
            Wrong(
                lambda t, P, span: (1 / 2 - t / P % 1) / span,
                "Mid-cycle says 1/2, and not 0.",
            ),
        ),
        hints=(
            "Cycle c begins at c P. What is left of t / P, without its whole part?",
            "phase = t / P % 1 is the part of a cycle. Solve phase = 1/2 + span (1/2 - x) for x.",
        ),
        why="Any cycle will do: all say the same.",
    ),
    Exercise(
        name="jobs",
        ask="Which code for which job? Hand in the six names, in the order of the jobs, each once.",
        shown="""
            my_jobs = ["latency", "rank order", "phase", "population", "delta", "rate"]
        """,
        solution=[code for _, code in JOBS],
        judge=_judge_jobs,
        wrong=(
            Wrong(["phase", "rank order", "latency", "population", "delta", "rate"], "since when"),
            Wrong(
                ["latency", "rate", "phase", "population", "delta", "rank order"], "half the light"
            ),
            Wrong(["latency", "rank order", "delta", "population", "phase", "rate"], "each cycle"),
            Wrong(["latency", "rank order", "phase", "rate", "delta", "population"], "vote for"),
            Wrong(
                ["latency", "rank order", "phase", "population", "rate", "delta"], "nothing changes"
            ),
            Wrong(
                ["latency", "rank order", "phase", "population", "delta", "counting"],
                "has no code yet",
            ),
        ),
        hints=(
            "Who needs a start, who a rhythm, who neither? Begin with those jobs that offer one.",
            "The rows of the table above say who survives a loss, and at how many spikes.",
        ),
        why="Nobody must choose one: the first spike may say roughly what is there, and the counts "
        "after it how sure that is.",
    ),
    Exercise(
        name="latency",
        ask="Write `first_spikes(values, window)`: when each value fires, in ms. 1 fires at once, "
        "nearly 0 nearly at the window's end, and 0 never (`np.inf`). `values` is an array: "
        "`np.where` chooses for each of them.",
        shown="""
            def first_spikes(values, window):
                return np.where(values > 0, (1 - values) * window, np.inf)
        """,
        solution=lambda values, window: np.where(values > 0, (1 - values) * window, np.inf),
        oracle=_latency_walk,
        tries=(
            (np.array([1.0, 0.25, 0.0, 0.7]), 50.0),
            (np.array([0.1, 0.9]), 20.0),
            (np.array([0.0, 0.5, 0.5]), 80.0),
            (np.array([0.04321, 0.98765, 0.0]), 33.7),
            (np.array([0.03, 0.001, 0.0, 1.0]), 61.3),  # faint is not black
        ),
        unit="ms",
        wrong=(
            Wrong(
                lambda values, window: np.where(values > 0, values * window, np.inf),
                "Your strong inputs come late: 1 fires at {got:g} ms. In this code early means "
                "strong.",
            ),
            Wrong(
                lambda values, window: values * window,
                "Your strong inputs come late, and your 0 at once. In this code early means "
                "strong, and 0 never fires: `np.inf`.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0.05, (1 - values) * window, np.inf),
                "Your faint pixels are silent. Only 0 is: 0.03 fires, late.",
            ),
            Wrong(
                lambda values, window: (1 - values) * window,
                "Your 0 fires at the window's end. A 0 has nothing to say: it is `np.inf` that "
                "means never.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, (1 - values) * window, 0.0),
                "Your 0 fires at 0 ms, as a 1 does: the decoder would take it for the strongest. "
                "It is `np.inf` that means never.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, 1 - values, np.inf),
                "Your times run from 0 to 1: the window is forgotten. All values have `window` ms "
                "to fire in.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, (1 - values) * window / 1000, np.inf),
                "Your times are in seconds. The window is in ms, and so are the times.",
            ),
            Wrong(
                lambda values, window: np.where(
                    values > 0, window / np.where(values > 0, values, 1), np.inf
                ),
                "You divide by the value: early for strong is right, but then 1 fires last of "
                "what fits into the window, not at once. It is a straight line: (1 - x) window.",
            ),
            Wrong(
                lambda values, window: np.where(
                    values > 0, -np.log(np.where(values > 0, values, 1)) * window, np.inf
                ),
                "That is nearly what a LIF does, whose latency goes with a logarithm. Here the "
                "time is a straight line in x, so that weak values still fit into the window.",
            ),
            Wrong(
                lambda values, window: np.sort(np.where(values > 0, (1 - values) * window, np.inf)),
                "You sorted the times. Each value must keep its place: who fired is half of the "
                "message.",
            ),
        ),
        hints=(
            "Where on the window does 1 belong, where does nearly 0? Draw the line between them.",
            "The time is (1 - x) times the window.",
            "`np.where(values > 0, ..., np.inf)` gives the zeros their silence.",
        ),
        why="Early is strong, silence is zero, and the decoder reads x = 1 - t / window.",
    ),
    Exercise(
        name="ranks",
        ask="Write `ranks(values)`: 0 for the strongest, 1 for the next strongest value, and so "
        "on. Equal values share a rank, and the ranks have no gaps.",
        shown="""
            def ranks(values):
                return np.unique(-values, return_inverse=True)[1]
        """,
        solution=lambda values: np.unique(-values, return_inverse=True)[1],
        oracle=_dense_ranks,
        tries=(
            (np.array([0.2, 0.9, 0.5, 0.9, 0.1]),),
            (np.array([0.3, 0.3, 0.7]),),
            (np.array([0.4, 0.8, 0.6, 0.2]),),
            (np.array([0.3141, 0.3149, 0.3141, 0.3]),),
            (np.array([0.5, 0.500001, 0.5000001]),),
        ),
        wrong=(
            Wrong(
                lambda values: np.argsort(-values),
                "That is who comes first, second, third: a list of neurons by rank. Asked is the "
                "rank of each neuron.",
            ),
            Wrong(
                lambda values: np.argsort(values),
                "`argsort` lists neurons by their strength, the weakest first. Asked is each "
                "neuron's rank, 0 for the strongest.",
            ),
            Wrong(
                lambda values: np.argsort(np.argsort(-values, kind="stable"), kind="stable"),
                "Two equal values got different ranks, by the accident of their places. A tie is "
                "information: they fire together.",
            ),
            Wrong(
                lambda values: np.unique(values, return_inverse=True)[1],
                "Your rank 0 is the weakest. The strongest fires first.",
            ),
            Wrong(
                lambda values: np.array([np.sum(values > v) for v in values]),
                "After a tie you skip a rank, as they do in sports. Here the ranks have no gaps: "
                "the next value is simply next.",
            ),
            Wrong(
                lambda values: np.unique(-values, return_inverse=True)[1] + 1,
                "Right, if you begin to count at 1. Here the strongest has rank 0: it fires at "
                "0 ms.",
            ),
            Wrong(
                lambda values: np.sort(np.unique(-values, return_inverse=True)[1]),
                "You sorted the ranks. Each has to stay in its neuron's place.",
            ),
            Wrong(
                lambda values: np.round((1 - values) * len(values)),
                "Your ranks depend on how large the values are. An order depends only on which is "
                "larger.",
            ),
        ),
        hints=(
            "The rank of a value is how many different larger values there are.",
            "`np.unique` sorts without repeats, and `return_inverse=True` says where each went.",
            "It sorts upwards, and you want downwards: give it `-values`.",
        ),
        why="Ties share a rank, so that a decoder can see that two were equal.",
    ),
    Exercise(
        name="messages",
        ask="Five neurons fire once each, no two together. How many different messages can the "
        "order carry?",
        shown="""
            my_orders = 5 * 4 * 3 * 2 * 1  # five can be first, four are left for the second...
        """,
        solution=math.factorial(5),
        oracle=lambda: len(set(itertools.permutations(range(5)))),
        wrong=(
            Wrong(
                25,
                "5 x 5 counts the pairs of a neuron and a place. A message is a whole order: five "
                "places filled at once.",
            ),
            Wrong(
                32,
                "2^5 is the number of sets: who fires and who does not. Here everyone fires, and "
                "the question is in which order.",
            ),
            Wrong(
                3125,
                "5^5 would let a neuron come twice. Whoever has fired is not available for the "
                "next place.",
            ),
            Wrong(
                10,
                "10 is the number of pairs of neurons. How many orders have all five?",
            ),
            Wrong(
                15,
                "You added 5 + 4 + 3 + 2 + 1. For each choice of the first there are four of the "
                "second: multiply.",
            ),
            Wrong(24, "4! = 24: that is with the first one given. It has five choices as well."),
            Wrong(
                326,
                "That counts the orders of any number of neurons, silence included. Here all five "
                "fire.",
            ),
            Wrong(5, "5 is the number of choices for the first place only."),
        ),
        hints=(
            "How many neurons can be first? Once one has fired, how many can be second?",
            "5 x 4 x ...",
        ),
        why="5! = 120 orders, nearly four times the 32 sets of who fires and who does not.",
    ),
    Exercise(
        name="fewest_spikes",
        ask="Of the codes that are right to 0.05 after 100 ms, which has sent the fewest spikes, "
        'and how many? Hand in both: ("name", spikes).',
        shown="""
            spent = {name: e.spikes[-1] for name, e in measured.items() if e.error[-1] <= 0.05}
            my_code = min(spent, key=spent.get)
            my_spikes = spent[my_code]
        """,
        solution=("latency", 54),
        judge=_judge_fewest,
        wrong=(
            Wrong(("rank order", 54), "the limit of what an order can say"),
            Wrong(("phase", 256), "says it three times more"),
            Wrong(("rate", 315), "100 ms of counting are not enough"),
            Wrong(("population", 2603), "eight noisy neurons a value are still not enough"),
            Wrong(("delta", 598), "a value of 1 takes 20 steps"),
            Wrong(("latency", 39), "Asked are spikes"),
            Wrong(("latency", 46), "the sender cannot know that"),
            Wrong(("latency", 64), "some of them have nothing to say"),
            Wrong(("latency", math.nan), "The second is a number of spikes"),
            Wrong(("latency", 54.4), "54.4 spikes are too many"),
        ),
        hints=(
            "Each `measured[name]` has two rows: `.error` and `.spikes`, one entry for each ms.",
            "`.error[-1]` and `.spikes[-1]` are those after 100 ms. Print both for every code.",
        ),
        why="One spike a value, and none for a zero. Rank order sends as many and misses by a "
        "hair; all others spend more, or never get there in time.",
    ),
)
