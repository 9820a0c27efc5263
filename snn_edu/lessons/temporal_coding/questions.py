"""What lesson 05 asks: predictions, exercises and a quiz on temporal coding."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.coding import decode_phase, encode_phase, six_codes
from snn_edu.lessons.temporal_coding.measured import NAMES, measured, own_zeros, sixty_four_values
from snn_edu.questions import Judging, named, read
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

BY_NAME = {code.name: code for code in six_codes()}


# --- What the exercises need. ---------------------------------------------------------------------


def _dense_ranks(values: Floats) -> list[int]:
    """For each value: how many different larger ones there are."""
    return [len({other for other in values.tolist() if other > v}) for v in values.tolist()]


def _latency_walk(values: Floats, window: float) -> list[float]:
    """Slide a bar from 1 down to 0 in `window` ms; whom it meets on the way fires."""
    return [float(np.interp(-v, [-1.0, 0.0], [0.0, window])) if v else np.inf for v in values]


NEVER = {
    "rate": "100 ms of counting are not enough",
    "rank order": "that is the limit of what an order can say",
}
TOO_MANY = {
    "phase": "it was right after one cycle, and says it three times more",
    "delta": "a value of 1 takes 20 steps of 0.05, a spike each",
}


def _code(name: str) -> str:
    """The name of a code as the table writes it, also if somebody hyphenates it."""
    return name.strip().lower().replace("-", " ")


def _judge_fewest(answer: Any, zeros: int) -> str | None:
    """None for ("latency", its spikes), measured anew; else what the pair handed in overlooks."""
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        return "Hand in two things: the name of the code in quotes, and a number of spikes."
    name, spikes = answer
    if not isinstance(name, str) or _code(name) not in NAMES:
        return f"The first is a name in quotes, one of {', '.join(NAMES)}."
    real = isinstance(spikes, int | float | np.integer | np.floating)
    if isinstance(spikes, bool) or not real or not math.isfinite(spikes):
        return "The second is a number of spikes."
    name = _code(name)
    errors = measured(BY_NAME[name], zeros=zeros)
    if name in NEVER:
        return f"{name} ends with an error of {errors.error[-1]:.3f}: {NEVER[name]}."
    if name in TOO_MANY:
        return f"{name} gets there, for {errors.spikes[-1]:.0f} spikes: {TOO_MANY[name]}."
    if spikes == errors.time_to(0.05):
        return f"{spikes:g} ms is when its error comes to stay below 0.05. We want spikes."
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


def _fewest(zeros: int) -> dict[str, Any]:
    """What its words are filled with, where so many of the values are 0."""
    judge = lambda answer: _judge_fewest(answer, zeros)  # noqa: E731
    return {"zeros": zeros, "solution": ("latency", 64 - zeros), "judge": judge}


def _messages(n: int) -> dict[str, Any]:
    """What its words are filled with, for the orders of `n` neurons."""
    said, fewer = COUNTED[n], COUNTED[n - 1]
    orders, product = math.factorial(n), " * ".join(map(str, range(n, 0, -1)))
    return {
        **{"n": n, "said": said, "fewer": fewer, "orders": orders, "product": product},
        **{
            "sets": 2**n,
            "pairs": math.comb(n, 2),
            "some": sum(math.perm(n, k) for k in range(n + 1)),
        },
        "oracle": lambda: sum(1 for _ in itertools.permutations(range(n))),
    }


COUNTED = dict(enumerate(["three", "four", "five", "six", "seven", "eight", "nine"], 3))


def _chances(p: float, seed: int) -> Floats:
    """Random numbers for the steps of a train, two of them very near to p."""
    drawn = np.random.default_rng(seed).random(40)
    drawn[[7, 21]] = p * 0.9996, p * 1.0004
    return drawn


def _about_clicks(answer: Any) -> str:
    """Which probability an unforeseen train of clicks has, by how many of even chances make one."""
    chances = np.arange(20_000) / 20_000
    for x, r, dt in ((0.5, 100.0, 1.0), (0.5, 200.0, 1.0), (0.5, 100.0, 2.0), (0.8, 100.0, 1.0)):
        p, share = x * r * dt / 1000, len(answer(x, r, dt, chances.copy())) / 20_000
        if abs(share - p) > 1e-3:
            return (
                f"With x = {x:g}, r = {r:g} Hz and dt = {dt:g} ms a step has a click with a "
                f"probability of {p:g}, and yours with {share:.3g}."
            )
    return "As many steps have a click as should. Look again at which ones, and at their times."


def _count_steps(x: float, r: float, dt: float, chances: Floats) -> list[float]:
    """One step after the other, each with its own number."""
    per_ms = r / 1000.0
    return [step * dt for step, u in enumerate(chances.tolist()) if u < per_ms * dt * x]


def _strength(t: float, tau_m: float) -> float:
    """By bisection: the input, in rheobases, whose first spike comes at t."""
    return bisected(lambda x: tau_m * -math.log1p(-1.0 / x) > t, 1.0, 1e6)[0]


JOBS = {
    "latency": {
        "rank order": "One click a pixel, yes. But on the three its greys stay off by 0.12, "
        "however long you wait.",
        "phase": "It has the greys in time, but it clicks again in each cycle. One click is "
        "allowed.",
        "": "Whose greys are right within 50 ms, for one click a pixel, if the receiver sees the "
        "flash too?",
    },
    "rank order": {
        "latency": "Half the light makes every click of latency come later. Whose clicks stay the "
        "same?",
        "": "Whose clicks stayed the same at half the light?",
    },
    "phase": {
        "delta": "Fast enough on a good line. But a step that is lost is never sent again.",
        "latency": "It needs 50 ms, and what is lost stays lost. Who says it again and again?",
        "": "Who uses the tick that both share, and says it again at each?",
    },
    "delta": {
        "latency": "Thrifty for one picture. But a film is a new picture every moment, and latency "
        "sends each. Who sends nothing while nothing changes?",
        "": "Who sends nothing while nothing changes?",
    },
    "rate": {
        "delta": "It wouldn't mind the jitter. But it needs two wires, and there is only one.",
        "": "Who needs neither a start, nor a shared tick, nor a second wire, only time?",
    },
}


def _judge_jobs(answer: Any) -> str | None:
    """None for the five codes in the order of the jobs; else what the first wrong one overlooks."""
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != len(JOBS):
        return "Hand in five names in quotes, one for each job, in the order of the jobs."
    for k, (name, (code, whys)) in enumerate(zip(answer, JOBS.items(), strict=True), 1):
        if not isinstance(name, str):
            return f"Job {k} has no code yet: choose one of {', '.join(NAMES)}."
        said = _code(name)
        if said not in NAMES:
            return f"Job {k}: {name!r} is none of the five, which are {', '.join(NAMES)}."
        if said != code:
            return f"Job {k}: {name} is not the best here. {whys.get(said, whys[''])}"
    return None


# --- Exercises. -----------------------------------------------------------------------------------


def _pixel_by_pixel(t: Floats, window: float) -> list[float]:
    """The truth another way: how much of the window was left. No click comes after its end."""
    if np.any(t[np.isfinite(t)] > window):
        raise ValueError(f"t = {t}: a click comes within the window of {window} ms.")
    return [0.0 if each == np.inf else (window - each) / window for each in t]


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    rate_encode=Judging(
        oracle=_count_steps,
        tries=(
            (0.5, 100.0, 1.0, _chances(0.05, 12)),
            (1.0, 400.0, 0.7, _chances(0.28, 2)),
            (0.83, 250.0, 2.314159, _chances(0.83 * 250 * 2.314159 / 1000, 3)),
            (0.37, 731.0, 1.9, _chances(0.37 * 731 * 1.9 / 1000, 4)),
        ),
        examined=_about_clicks,
    ),
    rate_decode=Judging(
        oracle=lambda n, r, T: float(np.interp(n, [0.0, r * T / 1000.0], [0.0, 1.0])),
        tries=((3, 100.0, 70.0), (12, 80.0, 100.0), (0, 50.0, 33.0), (17, 61.3, 412.7)),
    ),
    latency=Judging(
        oracle=_latency_walk,
        tries=(
            (np.array([1.0, 0.25, 0.0, 0.7]), 50.0),
            (np.array([0.1, 0.9]), 20.0),
            (np.array([0.0, 0.5, 0.5]), 80.0),
            (np.array([0.04321, 0.98765, 0.0]), 33.7),
            (np.array([0.03, 0.001, 0.0, 1.0]), 61.3),  # faint is not black
        ),
    ),
    latency_decode=Judging(
        oracle=_pixel_by_pixel,
        tries=(
            (np.array([0.0, 20.0, np.inf, 45.0]), 50.0),
            (np.array([3.3, np.inf, 19.9]), 20.0),
            (np.array([61.7, 0.4]), 77.7),
        ),
    ),
    jitter_error=Judging(
        oracle=lambda jitter, room, clicks: math.sqrt((jitter / room) ** 2 / clicks),
        tries=((3.0, 18.75, 4), (2.0, 50.0, 1), (1.7, 33.3, 9), (0.6, 12.5, 2)),
    ),
    jobs=Judging(judge=_judge_jobs),
    lif_decode=Judging(
        oracle=_strength, tries=((6.93, 10.0), (2.5, 20.0), (31.7, 12.3), (0.77, 5.5))
    ),
    phase_encode=Judging(
        oracle=lambda x, c, P, span: float(
            encode_phase([x], (c + 1) * P, 1000.0 / P, span).times[c]
        ),
        tries=(
            (0.9, 0, 25.0, 0.75),
            (0.2, 3, 25.0, 0.5),
            (1.0, 1, 125.0, 0.9),
            (0.0, 0, 33.0, 0.8),
            (0.33, 2, 17.3, 0.61),
        ),
    ),
    phase_decode=Judging(
        oracle=lambda t, P, span: float(decode_phase(Spikes([t], [0], 1), t, 1000.0 / P, span)[0]),
        tries=((5.0, 25.0, 0.75), (88.0, 25.0, 0.7), (163.0, 125.0, 0.9), (45.1, 17.3, 0.61)),
    ),
    ranks=Judging(
        oracle=_dense_ranks,
        tries=(
            (np.array([0.2, 0.9, 0.5, 0.9, 0.1]),),
            (np.array([0.3, 0.3, 0.7]),),
            (np.array([0.4, 0.8, 0.0, 0.2]),),
            (np.array([0.3141, 0.3149, 0.3141, 0.3]),),
            (np.array([0.5, 0.500001, 0.5000001]),),
            (np.array([0.6, 0.1, 0.9, 0.3, 0.7, 0.2, 0.3]),),  # six different ones
        ),
    ),
    messages=Judging(
        given=_messages(5), own=lambda rng: _messages(int(rng.choice([4, 6, 7, 8, 9])))
    ),
    fewest_spikes=Judging(given=_fewest(10), own=lambda rng: _fewest(own_zeros(rng))),
)
SENT = named(EXERCISES, "rate_encode")
FIRST = named(EXERCISES, "latency")
READ_FIRST = named(EXERCISES, "latency_decode")
JITTER = named(EXERCISES, "jitter_error")
by_chance, of_count = SENT.solution, named(EXERCISES, "rate_decode").solution
