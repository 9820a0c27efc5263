"""What lesson 05 asks: predictions, exercises and a quiz on temporal coding."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from snn_edu.coding import decode_phase, encode_phase, six_codes
from snn_edu.lessons.temporal_coding.measured import NAMES, measured, own_zeros, sixty_four_values
from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

BY_NAME = {code.name: code for code in six_codes()}

PREDICTIONS = (
    Prediction(
        name="closer_copy",
        question="Both clerks have had 50 ms. Whose copy of the three is closer to the picture?",
        choices=(
            "A's, because several clicks say more than a single one",
            "B's, because the time of one click can be exact",
            "A's, because B's darker greys are still to come",
            "neither's, because both have had the same 50 ms",
        ),
        answer="b",
        why="B's copy is perfect by now. A's is still grainy, because its counts are a matter of "
        "chance.",
        wrong=(
            Wrong(
                "a",
                "Several clicks do say more, if they don't come by chance. A white pixel of A has "
                "clicked five times, give or take two.",
            ),
            Wrong(
                "c",
                "B's window is 50 ms long. So its darkest greys have come by now, too.",
            ),
            Wrong(
                "d",
                "The same time, but not the same use of it. A number of clicks is uncertain by "
                "chance, and the time of a click isn't.",
            ),
        ),
    ),
    Prediction(
        name="half_the_error",
        question="A grey sheet of 0.4 is sent at 100 Hz. After 100 ms the copy's error is about "
        "0.2. When has it come down to 0.1?",
        choices=(
            "after 140 ms, because chance evens out before long",
            "after 200 ms, because that makes twice as many clicks",
            "after 400 ms, because more clicks also scatter more",
            "never, because chance is there however long we count",
        ),
        answer="c",
        why="In four times the time the count is four times as large, and its scatter twice as "
        "large. So compared with the count, the scatter is half of what it was.",
        wrong=(
            Wrong("a", "It evens out more slowly than that: after 140 ms the error is still 0.17."),
            Wrong(
                "b",
                "Twice the time gives twice the count. But the scatter of the count grows too, by "
                "a factor of 1.4.",
            ),
            Wrong(
                "d",
                "The scatter is there, and it even grows. But the count itself grows faster.",
            ),
        ),
    ),
    Prediction(
        name="half_the_light",
        question="The light goes down, and every pixel is half as bright as before. C's copy is...",
        choices=(
            "half as bright, because each pixel has half as much to say",
            "a little darker, because the table is only a rough guess",
            "as bright as before, because no pixel changes its rank",
            "full of holes, because the faintest pixels fall silent",
        ),
        answer="c",
        why="The brightest pixel is still the brightest, so C sends the very same clicks.",
        wrong=(
            Wrong("a", "That's what A and B would send. C sends only who came before whom."),
            Wrong(
                "b",
                "The table is a guess, but it's the same guess as before. What would C send "
                "differently?",
            ),
            Wrong(
                "d",
                "Half of a little is still more than nothing. Only a pixel of exactly 0 stays "
                "silent.",
            ),
        ),
    ),
    Prediction(
        name="first_below",
        question="All five send the three. Each of these reasons is true, but who wins? First with "
        "a copy whose error stays below 0.1 is...",
        choices=(
            "latency, because its bright pixels click almost at once",
            "rank order, because the next rank is only 1 ms away",
            "phase, because its cycle is half of latency's window",
            "delta, because it climbs one step every millisecond",
        ),
        answer="b",
        why="The three has only ten greys besides black, so C has said all that it can say after "
        "9 ms.",
        wrong=(
            Wrong(
                "a",
                "The bright ones do. But the darker greys, and the news that black is black, take "
                "most of 50 ms.",
            ),
            Wrong(
                "c",
                "It is much faster than latency, but for the darker greys it needs most of a "
                "cycle.",
            ),
            Wrong(
                "d",
                "A white pixel is 20 steps away, so delta has to climb for nearly 20 ms.",
            ),
        ),
    ),
    Prediction(
        name="a_fifth_is_lost",
        question="One click in five is lost. Whose copy changes least?",
        choices=(
            "rate's, because a count can spare a click or two",
            "latency's, because it has the fewest clicks to lose",
            "phase's, because it says the same thing four times",
            "delta's, because its hundreds of steps are so small",
        ),
        answer="c",
        why="With phase a pixel is lost only if all four of its clicks are, and "
        "0.2 × 0.2 × 0.2 × 0.2 is 0.0016.",
        wrong=(
            Wrong(
                "a",
                "It can spare a few. But now *every* count comes out a fifth too low, so the copy "
                "gets darker.",
            ),
            Wrong(
                "b",
                "It has few, but each is the only one of its pixel. A pixel whose click is lost is "
                "drawn black.",
            ),
            Wrong(
                "d",
                "The steps are small, but none is ever sent again. A fifth of the way up is "
                "missing for good.",
            ),
        ),
    ),
    Prediction(
        name="jitter",
        question="Every click arrives, but with 3 ms of jitter. Latency sends one click a pixel in "
        "its 50 ms, phase sends four, one in each 25 ms cycle. Whose greys suffer more?",
        choices=(
            "latency's, because one click can't be averaged",
            "phase's, because it squeezes all greys into less time",
            "both alike, because a shift of 3 ms is 3 ms",
            "neither's, because early and late clicks cancel",
        ),
        answer="b",
        why="For phase 3 ms is a big step on the grey scale, and four clicks repair only half of "
        "it.",
        wrong=(
            Wrong(
                "a",
                "One click can't be averaged, that's true. But compare how much grey there is in "
                "3 ms of either.",
            ),
            Wrong(
                "c",
                "In ms, yes. But the receiver reads greys, and the two codes spread them over "
                "different times.",
            ),
            Wrong(
                "d",
                "They cancel in part, where there are several. Latency has one click only, and "
                "phase has four.",
            ),
        ),
    ),
)

QUIZ = (
    Prediction(
        name="quiz_several_cells",
        question="One cell of a rate code is read for 800 ms. You want the same error after 50 ms, "
        "from several such cells that carry the same value independently. How many do you need?",
        choices=(
            "4, as the error falls with a root",
            "16, as the clicks must be as many",
            "64, as chance adds up over cells",
            "256, as error goes with squares",
        ),
        answer="b",
        why="The error depends on the number of clicks, whoever sends them, and "
        "16 cells × 50 ms = 800 ms.",
    ),
    Prediction(
        name="quiz_one_cycle",
        question="You listen to a phase code for a single cycle, and the line shakes the clicks a "
        "little. Then you listen for nine cycles. The error becomes...",
        choices=(
            "a ninth, as there are nine readings",
            "a third, as nine readings average",
            "the same, as every cycle repeats",
            "larger, as the jitter adds up too",
        ),
        answer="b",
        why="Early and late ones cancel only in part: the mean of nine is better by √9 = 3.",
    ),
    Prediction(
        name="quiz_printer",
        question="A printer squares every value, so that 0.5 becomes 0.25 and 0.9 becomes 0.81. "
        "What does a rank order code transmit of the change?",
        choices=(
            "nothing, as the order stays",
            "all, as each value changes",
            "the dark half, as it changes more",
            "the mean, as the sheet darkens",
        ),
        answer="a",
        why="Squaring keeps the order of values between 0 and 1, so every click stays as it was.",
    ),
    Prediction(
        name="quiz_jitter",
        question="A phase code has a cycle of 40 ms and uses three quarters of it. You listen for "
        "160 ms, and the jitter is 2 ms. The error is about...",
        choices=("0.017", "0.025", "0.033", "0.067"),
        answer="c",
        why="The room is 30 ms and there are 4 clicks: 2 / (30 × 2). (0.017 divides by 4 and not "
        "by its root, 0.025 takes all of the cycle for room, and 0.067 forgets to average.)",
    ),
    Prediction(
        name="quiz_lost",
        question="A picture of 2,000 pixels is sent in a phase code, for three cycles. One click "
        "in ten is lost. Of how many pixels does nothing arrive, on average?",
        choices=("2", "20", "200", "600"),
        answer="a",
        why="All three must be lost: 0.1 × 0.1 × 0.1 × 2,000. (200 is a code that says it only "
        "once.)",
    ),
)


# --- What the exercises need. ---------------------------------------------------------------------


def _dense_ranks(values: Floats) -> list[int]:
    """For each value: how many different larger ones there are."""
    return [len({other for other in values.tolist() if other > v}) for v in values.tolist()]


def _latency_walk(values: Floats, window: float) -> list[float]:
    """Slide a bar from 1 down to 0 in `window` ms; whom it meets on the way fires."""
    return [float(np.interp(-v, [-1.0, 0.0], [0.0, window])) if v else np.inf for v in values]


NEVER = {
    "rate": "100 ms of counting are not enough",
    "rank order": "so near, but that is the limit of what an order can say",
}
TOO_MANY = {
    "phase": "it was right after one cycle, and says it three times more",
    "delta": "a value of 1 takes 20 steps of 0.05, a spike each",
}


def _judge_fewest(answer: Any, zeros: int = 10) -> str | None:
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


def _own_fewest(rng: np.random.Generator) -> dict[str, Any]:
    zeros = own_zeros(rng)
    return {
        "ask": f"Of 64 values {zeros} are 0 for you. {_FEWEST}",
        "solution": ("latency", 64 - zeros),
        "judge": lambda answer: _judge_fewest(answer, zeros),
    }


_FEWEST = (
    "Of the codes that are right to 0.05 after 100 ms, which has sent the fewest spikes, and how "
    'many? Hand in both: ("name", spikes).'
)


def _messages(n: int) -> dict[str, Any]:
    """What is to be asked and said of the orders of `n` neurons."""
    said, orders = COUNTED[n], math.factorial(n)
    return {
        "ask": f"{said.capitalize()} neurons fire once each, no two together. How many different "
        "messages can the order carry?",
        "shown": f"my_orders = {' * '.join(map(str, range(n, 0, -1)))}  # {said} can be first, "
        f"{COUNTED[n - 1]} are left for the second...",
        "solution": orders,
        "oracle": lambda: sum(1 for _ in itertools.permutations(range(n))),
        "wrong": (
            Wrong(
                n * n,
                f"{n} x {n} counts the pairs of a neuron and a place. A message is a whole order: "
                f"{said} places filled at once.",
            ),
            Wrong(
                2**n,
                f"2^{n} is the number of sets: who fires and who does not. Here everyone fires, "
                "and the question is in which order.",
            ),
            Wrong(
                n**n,
                f"{n}^{n} would let a neuron come twice. Whoever has fired is not available for "
                "the next place.",
            ),
            Wrong(
                math.comb(n, 2),
                f"{math.comb(n, 2)} is the number of pairs of neurons. How many orders have all "
                f"{said}?",
            ),
            Wrong(
                n * (n + 1) // 2,
                f"You added the numbers from {n} down to 1. For each choice of the first there are "
                f"{COUNTED[n - 1]} of the second: multiply.",
            ),
            Wrong(
                orders // 2,
                "You stopped two places early. Two neurons are left, and they can come in two "
                "orders.",
            ),
            Wrong(
                orders // n,
                f"{n - 1}! = {orders // n}: that is with the first one given. It has {said} "
                "choices as well.",
            ),
            Wrong(
                sum(math.perm(n, k) for k in range(n + 1)),
                f"That counts the orders of any number of neurons, silence included. Here all "
                f"{said} fire.",
            ),
            Wrong(n, f"{n} is the number of choices for the first place only."),
            Wrong(2**n - 1, f"That is how many sets fire at least once. Here all {said} fire."),
            Wrong(n * (n - 1), "You stopped after the first two places. All of them are filled."),
            Wrong(orders * (n + 1), f"{n + 1}! has one neuron too many. There are {said} of them."),
            Wrong(orders - 1, "You left one out. An order by the numbers is an order too."),
            Wrong(orders + 1, "You counted silence as well, but all of them fire."),
        ),
        "why": f"{n}! = {orders:,} orders, and only {2**n} sets of who fires and who does not.",
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
    low, high = 1.0, 1e6
    for _ in range(200):
        x = (low + high) / 2.0
        low, high = (x, high) if tau_m * -math.log1p(-1.0 / x) > t else (low, x)
    return low


def by_chance(x: float, r: float, dt: float, u: Any) -> Any:
    """Times (ms) of the clicks of a pixel x, at x r Hz."""
    return np.flatnonzero(u < x * r * dt / 1000) * dt


def of_count(n: float, r: float, T: float) -> float:
    """What n clicks in T ms say, if white clicks at r Hz."""
    return min(1, n / (r * T / 1000))


def first_times(values: Any, window: float) -> Any:
    """When each pixel clicks (ms); infinity where it is black."""
    return np.where(values > 0, (1 - values) * window, np.inf)


def of_first(t: Any, window: float) -> Any:
    """What first clicks say; 0 where none came."""
    return np.where(np.isfinite(t), 1 - t / window, 0)


def _of_lif(t: float, tau_m: float) -> float:
    return float(1 / (1 - np.exp(-t / tau_m)))


def _phase_time(x: float, c: float, P: float, span: float) -> float:
    return (c + 1 / 2 + span * (1 / 2 - x)) * P


def _of_phase(t: float, P: float, span: float) -> float:
    return 1 / 2 + (1 / 2 - t / P % 1) / span


def _ranks(values: Any) -> Any:
    return np.unique(-values, return_inverse=True)[1]


def of_jitter(jitter: float, room: float, clicks: float) -> float:
    """The error of a code that is read by the clock."""
    return float(jitter / (room * np.sqrt(clicks)))


JOBS = {
    "latency": {
        "rank order": "One click a pixel, yes. But on the three its greys stay off by 0.09, "
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
        said = name.strip().lower()
        if said not in NAMES:
            return f"Job {k}: {name!r} is none of the five, which are {', '.join(NAMES)}."
        if said != code:
            return f"Job {k}: {name} is not the best here. {whys.get(said, whys[''])}"
    return None


# --- Exercises. -----------------------------------------------------------------------------------

SENT = Exercise(
    name="rate_encode",
    ask="Write `spikes_by_chance(x, r, dt, u)`: the times of the clicks, in ms, of a pixel x at x "
    "r clicks a second. Step k, at k dt ms, has a click if u[k] is below the probability of one.",
    shown="""
        def spikes_by_chance(x, r, dt, u):
            return np.flatnonzero(u < x * r * dt / 1000) * dt
    """,
    solution=by_chance,
    oracle=_count_steps,
    tries=(
        (0.5, 100.0, 1.0, _chances(0.05, 12)),
        (1.0, 400.0, 0.7, _chances(0.28, 2)),
        (0.83, 250.0, 2.314159, _chances(0.83 * 250 * 2.314159 / 1000, 3)),
        (0.37, 731.0, 1.9, _chances(0.37 * 731 * 1.9 / 1000, 4)),
    ),
    unit="ms",
    examined=_about_clicks,
    wrong=(
        Wrong(
            lambda x, r, dt, u: np.flatnonzero(u < x * r * dt) * dt,
            "r is per second and dt in ms. Your probability is a thousand times too large, so "
            "nearly every step has a click.",
        ),
        Wrong(
            lambda x, r, dt, u: np.flatnonzero(u < x * r * dt / 1000),
            "Those are the numbers of the steps. Step k is at k * dt ms.",
        ),
        Wrong(
            lambda x, r, dt, u: np.where(u < x * r * dt / 1000),
            "`np.where` gives a tuple with the numbers of the steps in it. We want their times.",
        ),
        Wrong(
            lambda x, r, dt, u: np.flatnonzero(u < (1 - x) * r * dt / 1000) * dt,
            "Your bright pixels click less than dark ones. For A brighter means more often.",
        ),
        Wrong(
            lambda x, r, dt, u: u < x * r * dt / 1000,
            "You return True or False for each step. We want the times of those with True, and "
            "`np.flatnonzero` finds them.",
        ),
        Wrong(
            lambda x, r, dt, u: np.flatnonzero(u < r * dt / 1000) * dt,
            "You left out x, so all pixels click alike.",
        ),
        Wrong(
            lambda x, r, dt, u: np.flatnonzero(u > x * r * dt / 1000) * dt,
            "You kept the steps *without* a click. A random number lies below p with the "
            "probability p.",
        ),
        Wrong(
            lambda x, r, dt, u: np.flatnonzero(u < x * r / 1000) * dt,
            "That's the probability of a click in 1 ms. A step is dt ms long.",
        ),
        Wrong(
            lambda x, r, dt, u: np.flatnonzero(u < x) * dt,
            "x is the value of the pixel. The probability of a click is x r dt / 1000.",
        ),
        Wrong(
            lambda x, r, dt, u: (np.flatnonzero(u < x * r * dt / 1000) + 1) * dt,
            "Yours are one step late. The first step is at 0 ms: step k is at k dt.",
        ),
        Wrong(
            lambda x, r, dt, u: u[u < x * r * dt / 1000],
            "Those are the random numbers below the probability. We want the times of their steps.",
        ),
        Wrong(
            lambda x, r, dt, u: u[u < x * r * dt / 1000] * dt,
            "Those are random numbers times dt. We want the numbers of their steps, times dt.",
        ),
        Wrong(
            lambda x, r, dt, u: (np.flatnonzero(u < x * r * dt / 1000) + 0.5) * dt,
            "Yours come in the middle of the step. Step k is at k dt.",
        ),
        Wrong(
            lambda x, r, dt, u: (np.flatnonzero(u[1:] < x * r * dt / 1000) + 1) * dt,
            "You leave out step 0. A click may come at 0 ms, too.",
        ),
    ),
    hints=(
        "In which steps is there a click, if u holds 0.01, 0.30 and 0.04 and the probability is "
        "0.05?",
        "`np.flatnonzero(u < p)` gives the numbers of the steps in which u lies below p.",
    ),
    why="A throw of the dice in each step: that's called a Poisson train.",
)

READ_COUNT = Exercise(
    name="rate_decode",
    ask="Write `read_count(n, r, T)`: the pixel that n clicks in T ms say, if white clicks at r "
    "Hz. No pixel is above 1.",
    shown="""
        def read_count(n, r, T):
            return min(1, n / (r * T / 1000))
    """,
    solution=of_count,
    oracle=lambda n, r, T: float(np.interp(n, [0.0, r * T / 1000.0], [0.0, 1.0])),
    tries=((3, 100.0, 70.0), (12, 80.0, 100.0), (0, 50.0, 33.0), (17, 61.3, 412.7)),
    wrong=(
        Wrong(
            lambda n, r, T: n / (r * T / 1000),
            "Chance can send more clicks than a white pixel should. Your reading is {got:.2f}, and "
            "no pixel is brighter than 1.",
        ),
        Wrong(
            lambda n, r, T: min(1, n / (r * T)),
            "T is in ms and r in clicks per second. 1,000 ms are one second.",
        ),
        Wrong(
            lambda n, r, T: n / (T / 1000),
            "That's the rate in Hz. What share of r, the rate of white, is it?",
        ),
        Wrong(
            lambda n, r, T: min(1, r * T / 1000 / n) if n else 0,
            "That's upside down, because more clicks mean a brighter pixel.",
        ),
        Wrong(
            lambda n, r, T: min(1, n / r),
            "That's right after one second only. You have listened for T ms.",
        ),
        Wrong(
            lambda n, r, T: 1 - min(1, n / (r * T / 1000)),
            "Many clicks mean a bright pixel here, not a dark one.",
        ),
        Wrong(
            lambda n, r, T: min(1, (n + 1) / (r * T / 1000)),
            "You count one click too many: no click at all should read as 0.",
        ),
        Wrong(
            lambda n, r, T: min(1.0, n * T / (1000 * r)),
            "Yours grows with T. But if you listen longer, you expect more clicks from white, so "
            "divide by T.",
        ),
        Wrong(
            lambda n, r, T: n / (r * T / 1000) if n <= r * T / 1000 else 0.0,
            "A count that is above what white should send says white, which is 1. Yours says "
            "black.",
        ),
        Wrong(
            lambda n, r, T: n / (r * T / 1000) % 1,
            "`% 1` takes away whole ones, so a pixel a little too bright comes out dark. No pixel"
            " is above 1.",
        ),
        Wrong(
            lambda n, r, T: min(1.0, n**0.5 / (r * T / 1000)),
            "You took the root of the count. That is how far it scatters, and not the count.",
        ),
    ),
    examined=simpler(
        of_count,
        (
            (5, 100.0, 100.0),
            "Take white at 100 Hz and 100 ms. White sends ten clicks, so five are a pixel of 0.5.",
        ),
        (
            (10, 100.0, 200.0),
            "Take white at 100 Hz and 200 ms. White sends 20 clicks, so ten are a pixel of 0.5.",
        ),
        (
            (10, 50.0, 100.0),
            "Take white at 50 Hz and 100 ms. White sends five clicks, so ten are read as 1.",
        ),
    ),
    hints=(
        "How many clicks does white send in T ms?",
        "It is r T / 1000. The pixel is n's share of it, but never more than 1.",
    ),
    why="The receiver only counts, and divides by what it would expect of white.",
)

FIRST = Exercise(
    name="latency",
    ask="Write `first_spikes(values, window)`: when each pixel clicks, in ms. 1 clicks at once, "
    "nearly 0 nearly at the window's end, and 0 never (`np.inf`). `values` is an array.",
    shown="""
        def first_spikes(values, window):
            return np.where(values > 0, (1 - values) * window, np.inf)
    """,
    solution=first_times,
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
            "Your bright pixels come late: white clicks at {got:g} ms. In this code early means "
            "bright.",
        ),
        Wrong(
            lambda values, window: np.where(
                (values > 0) & (values < 1), (1 - values) * window, np.inf
            ),
            "White never clicks in yours. It should click at once, at 0 ms.",
        ),
        Wrong(
            lambda values, window: values * window,
            "Your bright pixels come late, and black clicks at once. In this code early means "
            "bright, and 0 never clicks: `np.inf`.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0.05, (1 - values) * window, np.inf),
            "Your faint pixels are silent. Only 0 is: 0.03 clicks, late.",
        ),
        Wrong(
            lambda values, window: (1 - values) * window,
            "Your black pixel clicks at the window's end. It has nothing to say, so its time is "
            "`np.inf`.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0, (1 - values) * window, 0.0),
            "Your black pixel clicks at 0 ms, as a white one does. The receiver would draw it "
            "white.",
        ),
        Wrong(
            lambda values, window: ((1 - values) * window)[values > 0],
            "You left the black pixels out. Each keeps its place, and its time is `np.inf`.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0, (1 - values) * window, -1.0),
            "For you -1 stands for never. Here `np.inf` does, which is later than any time.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0, 1 - values, np.inf),
            "Your times run from 0 to 1, because you left out the window.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0, (1 - values) * window / 1000, np.inf),
            "Your times are in seconds. The window is in ms, and so are the times.",
        ),
        Wrong(
            lambda values, window: np.where(
                values > 0, window / np.where(values > 0, values, 1), np.inf
            ),
            "You divide by the value, so white clicks at the window's end. It is a straight line: "
            "(1 - x) * window.",
        ),
        Wrong(
            lambda values, window: np.sort(np.where(values > 0, (1 - values) * window, np.inf)),
            "You sorted the times. Each pixel has to stay in its place, because *which* wire "
            "clicked is half of the message.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0, window - values, np.inf),
            "You subtract the value from the window, a number from a time. White is to click at 0"
            " ms.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0.01, (1 - values) * window, np.inf),
            "Yours leaves out faint pixels too. Only a pixel of exactly 0 never clicks.",
        ),
        Wrong(
            lambda values, window: np.where(
                values > 0, -np.log(np.maximum(values, 1e-9)) * window, np.inf
            ),
            "You took a logarithm, as for a LIF. Clerk B's clicks come along a straight line.",
        ),
        Wrong(
            lambda values, window: np.where(values > 0, (1 - values**2) * window, np.inf),
            "You squared the values. Clerk B's clicks come along a straight line.",
        ),
    ),
    examined=simpler(
        first_times,
        ((np.array([1.0]), 10.0), "Take a white pixel, 1. It clicks at once, at 0 ms."),
        (
            (np.array([0.0]), 10.0),
            "Take a black pixel, 0. It never clicks, so its time is `np.inf`.",
        ),
        (
            (np.array([0.5]), 10.0),
            "Take a pixel of 0.5 and a window of 10 ms. It clicks in the middle, at 5 ms.",
        ),
        (
            (np.array([0.5]), 30.0),
            "Take a pixel of 0.5 and a window of 30 ms. It clicks in the middle, at 15 ms.",
        ),
        (
            (np.array([0.1]), 10.0),
            "Take a pixel of 0.1 and a window of 10 ms. It clicks late, at 9 ms.",
        ),
        (
            (np.array([0.1, 0.5]), 10.0),
            "Take pixels of 0.1 and 0.5 and a window of 10 ms. They click at 9 and at 5 ms, in "
            "their own order.",
        ),
        (
            (np.array([0.123]), 10.0),
            "Take a pixel of 0.123 and a window of 10 ms. It clicks at 8.77 ms. Times aren't "
            "rounded.",
        ),
    ),
    hints=(
        "Where in the window does 1 belong, and where nearly 0? Draw the line between them.",
        "`np.where(values > 0, ..., np.inf)` keeps black silent.",
    ),
    why="Early is bright, and silence is black.",
)


def _pixel_by_pixel(t: Floats, window: float) -> list[float]:
    """The truth another way: how much of the window was left. No click comes after its end."""
    if np.any(t[np.isfinite(t)] > window):
        raise ValueError(f"t = {t}: a click comes within the window of {window} ms.")
    return [0.0 if each == np.inf else (window - each) / window for each in t]


READ_FIRST = Exercise(
    name="latency_decode",
    ask="Write `read_first(t, window)`: the pixels that first clicks at t ms say, as an array. A t "
    "of `np.inf` is one that never clicked.",
    shown="""
        def read_first(t, window):
            return np.where(np.isfinite(t), 1 - t / window, 0)
    """,
    solution=of_first,
    oracle=_pixel_by_pixel,
    tries=(
        (np.array([0.0, 20.0, np.inf, 45.0]), 50.0),
        (np.array([3.3, np.inf, 19.9]), 20.0),
        (np.array([61.7, 0.4]), 77.7),
    ),
    wrong=(
        Wrong(
            lambda t, window: 1 - t / window,
            "Your reading of silence is minus infinity. A pixel that never clicked was black, so "
            "it should read 0.",
        ),
        Wrong(
            lambda t, window: np.where(np.isfinite(t), t / window, 0),
            "Late is bright in yours. A click at 0 ms should read as 1.",
        ),
        Wrong(
            lambda t, window: np.maximum(window - t, 0),
            "That's the time that is left, in ms. What share of the window is it?",
        ),
        Wrong(
            lambda t, window: np.maximum(1 - t / 50, 0),
            "The window isn't always 50 ms. It is handed to your function.",
        ),
        Wrong(
            lambda t, window: np.where(np.isfinite(t), 1 - t / window, 1),
            "Silence reads as 1 in yours, so black becomes white.",
        ),
        Wrong(
            lambda t, window: np.where(np.isfinite(t), 1 - t / window, 0.5),
            "0.5 is a fair guess of a pixel that may still click. After the window silence says 0.",
        ),
        Wrong(
            lambda t, window: np.where(np.isinf(t), 0.0, (1 - t) * window),
            "That is the sender's formula again. Solve it for x.",
        ),
        Wrong(
            lambda t, window: np.where(np.isinf(t), np.inf, 1 - t / window),
            "A pixel is a number from 0 to 1. What never clicked was black.",
        ),
        Wrong(
            lambda t, window: np.where(np.isinf(t), 0.0, 1 / (1 + t / window)),
            "Yours is right for white only. The clicks of a latency code come along a straight "
            "line.",
        ),
        Wrong(
            lambda t, window: np.where(np.isinf(t), 0.0, np.exp(-t / window)),
            "You took an exponential. The sender's formula is a straight line, and you only solve"
            " it for x.",
        ),
        Wrong(
            lambda t, window: np.nan_to_num(1 - t / window),
            "What never clicked comes out as a huge negative number. It was black, which is 0.",
        ),
    ),
    examined=simpler(
        of_first,
        ((np.array([0.0]), 10.0), "Take a click at 0 ms. It was white that clicked, 1."),
        ((np.array([np.inf]), 10.0), "Take a pixel that never clicked, `np.inf`. It is black, 0."),
        ((np.array([5.0]), 10.0), "Take a click in the middle of the window. It says 0.5."),
        (
            (np.array([9.0]), 10.0),
            "Take a click at 9 ms in a window of 10 ms. It is nearly black, 0.1.",
        ),
        ((np.array([15.0]), 30.0), "Take a click at 15 ms in a window of 30 ms. It says 0.5."),
    ),
    hints=(
        "Turn t = (1 - x) * window round.",
        "x = 1 - t / window, and `np.where(np.isfinite(t), ..., 0)` takes care of silence.",
    ),
    why="The same straight line, read backwards.",
)

JITTER = Exercise(
    name="jitter_error",
    ask="Write `jitter_error(jitter, room, clicks)`: the error of a grey value that is read by the "
    "clock, from the jitter and the room in ms and the number of clicks a pixel.",
    shown="""
        def jitter_error(jitter, room, clicks):
            return jitter / (room * np.sqrt(clicks))
    """,
    solution=of_jitter,
    oracle=lambda jitter, room, clicks: math.sqrt((jitter / room) ** 2 / clicks),
    tries=((3.0, 18.75, 4), (2.0, 50.0, 1), (1.7, 33.3, 9), (0.6, 12.5, 2)),
    wrong=(
        Wrong(
            lambda jitter, room, clicks: jitter / (room * clicks),
            "Four clicks don't divide chance by four. Early and late ones cancel only in part, so "
            "it's the square root.",
        ),
        Wrong(
            lambda jitter, room, clicks: jitter / room,
            "That's the error of one click. The mean of several is better.",
        ),
        Wrong(
            lambda jitter, room, clicks: jitter / room * np.sqrt(clicks),
            "In yours more clicks make it worse: {got:.2f}. A mean is *less* noisy.",
        ),
        Wrong(
            lambda jitter, room, clicks: jitter / np.sqrt(room * clicks),
            "The root belongs to the clicks only. Twice the room halves the error.",
        ),
        Wrong(
            lambda jitter, room, clicks: room / jitter / np.sqrt(clicks),
            "That's upside down. With no jitter the error should be 0.",
        ),
        Wrong(
            lambda jitter, room, clicks: jitter / np.sqrt(clicks),
            "That's still in ms. How much of the room is it?",
        ),
        Wrong(
            lambda jitter, room, clicks: jitter / room + 1 / clicks**0.5,
            "You add two errors. With more clicks the one error, jitter / room, gets smaller by a"
            " factor.",
        ),
        Wrong(
            lambda jitter, room, clicks: jitter / room / max(1, clicks - 1) ** 0.5,
            "You count one click fewer. All n clicks are averaged.",
        ),
        Wrong(
            lambda jitter, room, clicks: jitter / (room + clicks**0.5),
            "You add a time and a number. The error, jitter / room, is made smaller by a factor.",
        ),
        Wrong(
            lambda jitter, room, clicks: (room - jitter) / room / clicks**0.5,
            "That is what the jitter leaves of the room. The error is the jitter's own share of "
            "it.",
        ),
    ),
    examined=simpler(
        of_jitter,
        (
            (3.0, 30.0, 1),
            "Take one click, a jitter of 3 ms and a room of 30 ms. It is off by a tenth, 0.1.",
        ),
        (
            (6.0, 30.0, 1),
            "Take one click, a jitter of 6 ms and a room of 30 ms. It is off by a fifth, 0.2.",
        ),
        (
            (3.0, 60.0, 1),
            "Take one click, a jitter of 3 ms and a room of 60 ms. It is off by a twentieth, 0.05.",
        ),
        (
            (3.0, 30.0, 4),
            "One click would be off by 0.1 at a jitter of 3 ms in a room of 30 ms. The mean of "
            "four is off by half of that.",
        ),
        (
            (3.0, 30.0, 9),
            "One click would be off by 0.1 at a jitter of 3 ms in a room of 30 ms. The mean of "
            "nine is off by a third of that.",
        ),
    ),
    hints=(
        "How far off is one click, as a share of the room?",
        "What does the mean of four clicks make of that? It is closer by √4.",
    ),
    why="For phase that makes 3 / 18.75 = 0.16, halved by four clicks: 0.08. The room matters more "
    "than the repeats.",
)

EXERCISES = (
    SENT,
    READ_COUNT,
    FIRST,
    READ_FIRST,
    JITTER,
    Exercise(
        name="jobs",
        ask="Which code for which job? Hand in five names, in the order of the jobs, each once.",
        shown="""
            my_jobs = ["latency", "rank order", "phase", "delta", "rate"]
        """,
        solution=list(JOBS),
        judge=_judge_jobs,
        wrong=(
            Wrong(
                ["rank order", "latency", "phase", "delta", "rate"], "its greys stay off by 0.09"
            ),
            Wrong(["phase", "rank order", "latency", "delta", "rate"], "One click is allowed."),
            Wrong(["latency", "delta", "phase", "rank order", "rate"], "at half the light?"),
            Wrong(["latency", "latency", "phase", "delta", "rate"], "come later."),
            Wrong(["latency", "rank order", "delta", "phase", "rate"], "never sent again."),
            Wrong(
                ["latency", "rank order", "phase", "latency", "rate"], "Thrifty for one picture."
            ),
            Wrong(["latency", "rank order", "phase", "delta", "delta"], "it needs two wires"),
            Wrong(["latency", "rank order", "phase", "delta", "counting"], "is none of the five"),
        ),
        hints=(
            "Begin with what each job offers: a start that both see, a tick that both share, or "
            "neither.",
            "Then look at your race, and at what a bad line did to each code.",
        ),
        why="You don't have to choose just one. The first spike may say roughly what's there, and "
        "the count that follows may say how sure that is.",
    ),
    Exercise(
        name="lif_decode",
        ask="Write `read_lif(t, tau_m)`: the input x, in rheobases, of a LIF that starts at rest "
        "and fires its first spike at t ms.",
        shown="""
            def read_lif(t, tau_m):
                return 1 / (1 - np.exp(-t / tau_m))
        """,
        solution=_of_lif,
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
                lambda t, tau_m: 1 / (np.exp(t / tau_m) - 1),
                "That is x minus 1: how far the input is above the rheobase.",
            ),
            Wrong(
                lambda t, tau_m: 1 / (1 - np.exp(-t)),
                "You left out tau_m, but a slow neuron fires later at the same input.",
            ),
            Wrong(
                lambda t, tau_m: np.maximum(1 - t / tau_m, 0),
                "That is the straight line of the section above. A membrane climbs along an "
                "exponential.",
            ),
            Wrong(
                lambda t, tau_m: np.exp(-t / tau_m),
                "That is how much of the way was left. The threshold is where it is 1 - 1 / x.",
            ),
            Wrong(
                lambda t, tau_m: np.exp(t / tau_m) - 1,
                "That's one over x - 1, because you stopped before the last step. We want x.",
            ),
            Wrong(
                lambda t, tau_m: 1 + np.exp(-t / tau_m),
                "That is nearly right for a late spike, but an early one says far more. Solve for"
                " x without leaving anything out.",
            ),
            Wrong(
                lambda t, tau_m: t / tau_m,
                "That's the time in units of tau_m. A strong input fires early, so x falls with t.",
            ),
            Wrong(
                lambda t, tau_m: tau_m / (tau_m - t),
                "You took the exponential for a straight line. That's near only while t is short,"
                " and then it's wrong as well.",
            ),
            Wrong(
                lambda t, tau_m: -np.log(1 - np.exp(-t / tau_m)),
                "There is no logarithm left once it is solved for x: the exponential has undone "
                "it.",
            ),
        ),
        examined=simpler(
            _of_lif,
            (
                (np.log(2.0), 1.0),
                "Take t = tau_m ln 2, after which v has climbed half of its way. So the "
                "threshold is at half of where v goes, and x is 2.",
            ),
            (
                (2.0 * np.log(2.0), 1.0),
                "Take t = tau_m ln 4, after which v has climbed three quarters of its way. So x "
                "is 4/3.",
            ),
            (
                (10.0 * np.log(2.0), 10.0),
                "Take tau_m = 10 ms and t = 6.93 ms, which is tau_m ln 2. Then x is 2.",
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
        solution=_phase_time,
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
            Wrong(
                lambda x, c, P, span: c * P + 1 / 2 + span * (1 / 2 - x),
                "The phase is a part of a cycle. Multiply it by P as well, to get ms.",
            ),
            Wrong(
                lambda x, c, P, span: (c + (1 / 2 + span) * (1 / 2 - x)) * P,
                "You add span to the half. It belongs to the bracket alone, and stretches what is"
                " in it.",
            ),
            Wrong(
                lambda x, c, P, span: c + (1 / 2 + span * (1 / 2 - x)) * P,
                "Your cycles are 1 ms apart. Cycle c begins at c P.",
            ),
            Wrong(
                lambda x, c, P, span: c * (1 / 2 + span * (1 / 2 - x)) * P,
                "You multiply the phase by c. Cycle c begins at c P, and the phase comes on top.",
            ),
            Wrong(
                lambda x, c, P, span: np.where(x > 0, (c + 1 / 2 + span * (1 / 2 - x)) * P, np.inf),
                "In this code black clicks too, late in each cycle.",
            ),
            Wrong(
                lambda x, c, P, span: (1 / 2 + span * (1 / 2 - x)) * P * (c + 1),
                "You multiply by the number of the cycle. Cycle c begins at c P, and the phase "
                "comes on top.",
            ),
            Wrong(
                lambda x, c, P, span: (c + 1 / 2 - span / 2 - x) * P,
                "span stretches all of the bracket, x too.",
            ),
            Wrong(
                lambda x, c, P, span: P * c + 1 / 2 + span * (1 / 2 - x) * P,
                "The half is a part of a cycle too. Multiply it by P.",
            ),
        ),
        examined=simpler(
            _phase_time,
            (
                (0.5, 0, 10.0, 1.0),
                "Take x = 1/2 in cycle 0 of 10 ms. It fires in the middle, at 5 ms.",
            ),
            (
                (0.5, 2, 10.0, 1.0),
                "Take x = 1/2 in cycle 2 of 10 ms. It fires in the middle of that, at 25 ms.",
            ),
            (
                (1.0, 0, 10.0, 1.0),
                "Take x = 1 in cycle 0 of 10 ms, all of which is used. It fires at once, at 0 ms.",
            ),
            (
                (0.0, 0, 10.0, 1.0),
                "Take x = 0 in cycle 0 of 10 ms, all of which is used. It fires at the end, at "
                "10 ms.",
            ),
            (
                (1.0, 0, 10.0, 0.5),
                "Take x = 1 in cycle 0 of 10 ms, half of which is used. A quarter stays free "
                "before it, so it fires at 2.5 ms.",
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
        solution=_of_phase,
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
                "You left out span, but a 1 comes after its share of a gap, not at 0.",
            ),
            Wrong(lambda t, P, span: t / P % 1, "That is the phase. Which value has it?"),
            Wrong(
                lambda t, P, span: (1 / 2 - t / P % 1) / span,
                "Mid-cycle says 1/2, and not 0.",
            ),
            Wrong(
                lambda t, P, span: 1 / 2 + (1 / 2 - t % P) / span,
                "t % P is the time since the cycle began, in ms. Which part of a cycle is that?",
            ),
            Wrong(
                lambda t, P, span: 1 / 2 + (P / 2 - t % P) / span,
                "Yours is in ms. The phase is a share of the cycle, so divide by P as well.",
            ),
            Wrong(
                lambda t, P, span: (t / P % 1 - 1 / 2) / span,
                "That is how far the click is from mid-cycle. Mid-cycle says 1/2, and earlier "
                "says more.",
            ),
            Wrong(
                lambda t, P, span: float(np.clip(1 / 2 + (1 / 2 - t / P) / span, 0, 1)),
                "You cut off what is outside of 0 to 1. Later cycles say the same, so take off "
                "the whole cycles first.",
            ),
            Wrong(
                lambda t, P, span: (1 / 2 + span * (1 / 2 - t)) * P,
                "That is the sender's formula, with t for x. Solve it for x.",
            ),
            Wrong(
                lambda t, P, span: 1 / 2 + (1 / 2 - t // P) / span,
                "`//` counts whole cycles. What says the value is what is left of the last one.",
            ),
            Wrong(
                lambda t, P, span: 1 / 2 + (1 / 2 - (t - P) / P) / span,
                "You take off one cycle. How many there are depends on t: keep only what is left "
                "of t / P.",
            ),
            Wrong(
                lambda t, P, span: (1 / 2 - t / P % 1) * span,
                "You shrink where you'd stretch back, and mid-cycle says 1/2, not 0.",
            ),
            Wrong(
                lambda t, P, span: 1 / 2 + (1 / 2 - t % 1 / P) / span,
                "`t % 1` leaves a part of a millisecond. Divide by P first: which part of a cycle"
                " is it?",
            ),
        ),
        examined=simpler(
            _of_phase,
            ((5.0, 10.0, 1.0), "Take a spike in the middle of a cycle of 10 ms. It says 0.5."),
            (
                (25.0, 10.0, 1.0),
                "Take a spike at 25 ms, in the middle of a cycle of 10 ms that began at 20 ms. "
                "It says 0.5.",
            ),
            (
                (2.0, 10.0, 1.0),
                "Take a spike at 2 ms in a cycle of 10 ms, all of which is used. A fifth has "
                "passed, so it says 0.8.",
            ),
            (
                (28.0, 10.0, 1.0),
                "Take a spike at 28 ms, 8 ms into a cycle of 10 ms, all of which is used. It "
                "says 0.2.",
            ),
            (
                (2.5, 10.0, 0.5),
                "Take a spike at 2.5 ms in a cycle of 10 ms, half of which is used. A quarter "
                "stays free before it, so it says 1.",
            ),
        ),
        hints=(
            "Cycle c begins at c P. What is left of t / P, without its whole part?",
            "phase = t / P % 1 is the part of a cycle. Solve phase = 1/2 + span (1/2 - x) for x.",
        ),
        why="Any cycle will do: all say the same.",
    ),
    Exercise(
        name="ranks",
        ask="Write `ranks(values)`: 0 for the strongest, 1 for the next strongest value, and so "
        "on. Equal values share a rank, and the ranks have no gaps.",
        shown="""
            def ranks(values):
                return np.unique(-values, return_inverse=True)[1]
        """,
        solution=_ranks,
        oracle=_dense_ranks,
        tries=(
            (np.array([0.2, 0.9, 0.5, 0.9, 0.1]),),
            (np.array([0.3, 0.3, 0.7]),),
            (np.array([0.4, 0.8, 0.0, 0.2]),),
            (np.array([0.3141, 0.3149, 0.3141, 0.3]),),
            (np.array([0.5, 0.500001, 0.5000001]),),
        ),
        wrong=(
            Wrong(
                lambda values: np.argsort(-values),
                "That is who comes first, second, third: a list of neurons by rank. We want the "
                "rank of each neuron.",
            ),
            Wrong(
                lambda values: np.argsort(values),
                "`argsort` lists neurons by their strength, the weakest first. We want each "
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
            Wrong(
                lambda values: np.argsort(np.argsort(values, kind="stable"), kind="stable"),
                "Your rank 0 is the weakest, and equal values get different ranks. The strongest "
                "is first, and ties share a rank.",
            ),
            Wrong(
                lambda values: np.array([np.sum(values >= v) for v in values]),
                "You count all that are at least as large, the value itself too, and each of a "
                "tie. Count *different* values that are larger.",
            ),
            Wrong(
                lambda values: np.array([np.sum(values < v) for v in values]),
                "You count the weaker ones, so the weakest gets 0. The strongest fires first.",
            ),
            Wrong(
                lambda values: np.sort(values)[::-1],
                "Those are the values themselves, in order. We want the rank of each, in its own "
                "place.",
            ),
            Wrong(
                lambda values: np.arange(len(values)),
                "Those are the places in the list. A rank depends on the values.",
            ),
            Wrong(
                lambda values: np.round((1 - values) * 10),
                "Your rank is how dark a value is. An order depends only on which is larger.",
            ),
            Wrong(
                lambda values: (1 - values) * 10,
                "That is how dark a value is, and no rank. An order depends only on which is "
                "larger.",
            ),
            Wrong(
                lambda values: np.argsort(-values) + 1,
                "That is who comes first, second, third, counted from 1. We want the rank of each"
                " neuron, from 0.",
            ),
            Wrong(
                lambda values: np.unique(values, return_inverse=True)[1] + 1,
                "Your rank 1 is the weakest. The strongest has rank 0.",
            ),
            Wrong(
                lambda values: np.array([np.flatnonzero(values == v)[0] for v in values]),
                "Those are places in the list. A rank is how many different values are larger.",
            ),
            Wrong(
                lambda values: np.max(values) - values,
                "That is how far each is below the strongest. A rank is a whole number: how many "
                "are in between.",
            ),
        ),
        examined=simpler(
            _ranks,
            (
                (np.array([0.7, 0.4]),),
                "Take 0.7 and 0.4. The stronger has rank 0 and the other 1.",
            ),
            (
                (np.array([0.4, 0.7]),),
                "Take 0.4 and 0.7. The stronger has rank 0 and the other 1, each at its own place.",
            ),
            (
                (np.array([0.2, 0.7, 0.4]),),
                "Take 0.2, 0.7 and 0.4. Their ranks are 2, 0 and 1, each at its own place.",
            ),
            (
                (np.array([0.7, 0.7]),),
                "Take 0.7 twice. Equal values share a rank, 0 here.",
            ),
            (
                (np.array([0.7, 0.7, 0.4]),),
                "Take 0.7 twice and 0.4. The two share rank 0, and with no gap the third has 1.",
            ),
            (
                (np.array([0.7, 0.0]),),
                "Take 0.7 and 0. A 0 has a rank as well, 1 here.",
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
        **_messages(5),
        own=lambda rng: _messages(int(rng.choice([4, 6, 7, 8, 9]))),
        hints=(
            "How many neurons can be first? Once one has fired, how many can be second?",
            "Then multiply: the first, the second, the third ...",
        ),
    ),
    Exercise(
        name="fewest_spikes",
        ask=_FEWEST,
        own=_own_fewest,
        shown="""
            spent = {name: e.spikes[-1] for name, e in tried.items() if e.error[-1] <= 0.05}
            my_code = min(spent, key=spent.get)
            my_spikes = spent[my_code]
        """,
        solution=("latency", 54),
        judge=_judge_fewest,
        wrong=(
            Wrong(("rank order", 54), "the limit of what an order can say"),
            Wrong(("phase", 256), "says it three times more"),
            Wrong(("rate", 315), "100 ms of counting are not enough"),
            Wrong(("delta", 598), "a value of 1 takes 20 steps"),
            Wrong(("latency", 39), "We want spikes"),
            Wrong(("latency", 46), "the sender cannot know that"),
            Wrong(("latency", 64), "some of them have nothing to say"),
            Wrong(("latency", math.nan), "The second is a number of spikes"),
            Wrong(("latency", 54.4), "54.4 spikes are too many"),
        ),
        hints=(
            "Each `tried[name]` has two rows: `.error` and `.spikes`, one entry for each ms.",
            "`.error[-1]` and `.spikes[-1]` are those after 100 ms. Print both for every code.",
        ),
        why="One spike a value, and none for a zero. Rank order sends as many and misses by a "
        "hair; all others spend more, or never get there in time.",
    ),
)
