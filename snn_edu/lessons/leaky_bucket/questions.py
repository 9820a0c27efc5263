"""What lesson 01 asks: predictions, exercises and a quiz on the leaky bucket."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.leaky_bucket.mystery import mystery_tau, mystery_trace
from snn_edu.questions import Exercise, Prediction, Wrong, simpler


def _tau_by_area(tau_m: float) -> float:
    """The truth another way: the area between v and its goal is tau_m times the whole climb."""
    t, v = mystery_trace(tau_m)
    after = t >= 10.0 - 1e-9
    goal = -65.0 + 8.0 * 1.5
    area = float(np.trapezoid(goal - v[after], t[after]) / (goal - v[0]))
    return area + tau_m * math.exp(-90 / tau_m)


def _read_tau(tau_m: float) -> dict[str, Any]:
    """What is to be said of the mystery membrane with this time constant."""
    half = round(tau_m * math.log(2), 2)
    return {
        "solution": tau_m,
        "oracle": lambda: _tau_by_area(tau_m),
        "wrong": (
            Wrong(
                10 + tau_m,
                f"{10 + tau_m:g} ms is where v crosses 63 % on the time axis. The current began at "
                "10 ms: count from there.",
            ),
            Wrong(
                half,
                "That is the time to half of the climb, τ_m ln 2. The time constant is the time "
                "to 1 - 1/e = 63 %.",
            ),
            Wrong(
                tau_m / 1000,
                f"That is {tau_m:g} ms written in seconds. In this course times are in ms.",
            ),
            Wrong(
                10 + half + 0.15,
                "20 ms was the membrane of the pictures; this one is another. (Or is it half of "
                "the climb, counted from time 0? The current began at 10 ms, and the time constant "
                "is the time to 63 %.)",
            ),
            Wrong(
                round(-tau_m * math.log(0.63), 1),
                "That is the time to 37 % of the climb. After one time constant 37 % are still "
                "*missing*: look for 63 %.",
            ),
            Wrong(
                tau_m + 1,
                "That's close. 63 % of the climb is −57.4 mV. When is v there? Count from 10 ms.",
            ),
            Wrong(
                tau_m - 1,
                "That's close, but a little early. 63 % of the climb is −57.4 mV.",
            ),
            Wrong(
                -57.4,
                "That's v at 63 % of the climb, in mV. At what time is v there?",
            ),
            Wrong(
                5 * tau_m,
                "That is about five time constants, when the climb looks finished. One is the "
                "time to 63 %.",
            ),
        ),
        "examined": lambda said: (
            f"By then {100 * (1 - math.exp(-said / tau_m)):.0f} % of the climb is done, and "
            "after one time constant it's 63 %."
            if said > 0.0
            else "A time constant is a time, counted from when the current began."
        ),
        "why": f"63 % of the climb of 12 mV is −57.4 mV, reached {tau_m:g} ms after the current "
        "began.",
    }


def exact(v: float, v_inf: float, dt: float, tau_m: float) -> float:
    """The potential (mV) one step of dt ms later."""
    return v_inf + (v - v_inf) * math.exp(-dt / tau_m)


def height(w: float, gap: float, tau_m: float) -> float:
    """How far above rest (mV) v is right after each spike of an endless train."""
    return -w / math.expm1(-gap / tau_m)


def mean_height(w: float, gap: float, tau_m: float) -> float:
    """The mean of v above rest (mV) under an endless train."""
    return w * tau_m / gap


def _mean_by_areas(w: float, gap: float, tau_m: float) -> float:
    """The truth another way: between two spikes v decays from h; its mean over the gap."""
    q = math.exp(-gap / tau_m)
    return w / (1 - q) * tau_m * (1 - q) / gap


PREDICTIONS = (
    Prediction(
        name="double_R",
        question="You double the resistance R_m, so that half as much leaks out at the same level. "
        "The tap and the walls stay. What doubles?",
        choices=(
            "only how far v goes above rest, because the leak is what stops it",
            "only the time it takes v, because the leak is what slows it down",
            "both how far and how long, because there is more to be filled",
            "neither of the two, because the tap gives as much as it did before",
        ),
        answer="c",
        why="The level settles where the leak is as large as the current, and with half the leak "
        "that is twice as high. So there is twice as much to fill, and because the tap gives as "
        "much as before, it takes twice as long.",
        wrong=(
            Wrong("a", "With a higher goal and the same tap, can it be as fast?"),
            Wrong("b", "And where does it stop? Where as much leaks out as pours in."),
            Wrong("d", "The tap does give as much. But less of it is lost again."),
        ),
    ),
    Prediction(
        name="euler_at_dt_over_two_tau",
        question="τ_m is 10 ms, and you let Euler's method take steps of 25 ms. Its v will...",
        choices=(
            "arrive at the right value, only a little too soon",
            "lag behind the exact curve, but arrive in the end",
            "swing about the right value, further off each time",
            "stay at rest, because the steps are far too coarse",
        ),
        answer="c",
        why="Each step multiplies the distance to v_∞ by 1 − dt / τ_m = 1 − 25 / 10 = −1.5. The "
        "sign flips each time, and the size grows.",
        wrong=(
            Wrong("a", "That would be dt = τ_m, where 1 − dt / τ_m is 0."),
            Wrong("b", "At small dt Euler runs ahead of the exact curve, never behind it."),
            Wrong("d", "A coarse step moves v all the more, because it walks on for so long."),
        ),
    ),
    Prediction(
        name="second_psp",
        question="τ_m is 20 ms. Two spikes, 20 ms apart, lift v by 5 mV each. How far above rest "
        "is v right after the second?",
        answer=5.0 + 5.0 * math.exp(-1.0),
        unit="mV",
        tolerance=0.35,
        because="a good estimate in the head will do",
        why="Of the first 5 mV, 37 % is left after one τ_m, which is 1.84 mV. The second adds 5, "
        "and that makes 6.84 mV.",
        wrong=(
            Wrong(10.0, "That bucket has no leak."),
            Wrong(5.0, "That bucket was empty again. After one τ_m a third is still there."),
            Wrong(8.16, "You kept the 63 % that have leaked away. What is left is 37 %."),
        ),
    ),
)

STEP = Exercise(
    name="exact_step",
    ask="Write `exact_step(v, v_inf, dt, tau_m)`: the potential one step of dt ms later.",
    shown="""
        def exact_step(v, v_inf, dt, tau_m):
            return v_inf + (v - v_inf) * np.exp(-dt / tau_m)
    """,
    solution=lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * np.exp(-dt / tau_m),
    oracle=lambda v, v_inf, dt, tau_m: v * math.exp(-dt / tau_m) - v_inf * math.expm1(-dt / tau_m),
    tries=(
        (0.0, 1.0, 1.0, 20.0),
        (-70.0, -55.0, 0.5, 10.0),
        (-50.0, -65.0, 5.0, 20.0),
        (-40.3, 30.7, 41.0, 12.3),
    ),
    unit="mV",
    wrong=(
        Wrong(
            lambda v, v_inf, dt, tau_m: v + (v_inf - v) * dt / tau_m,
            "That is one Euler step: {got:.4f} mV. The exact step gives {expected:.4f} mV. "
            "Euler replaces exp(-dt / tau_m) by 1 - dt / tau_m.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * np.exp(dt / tau_m),
            "Your v runs away from v_inf: a minus is missing in the exponent.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf - (v - v_inf) * np.exp(-dt / tau_m),
            "Your v jumps to the far side of v_inf: the leak's sign is flipped. What remains "
            "is added to v_inf: v_inf + (v - v_inf) * ...",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * np.exp(-1 / tau_m),
            "You left out dt, so your step always lasts 1 ms. The exponent is -dt / tau_m.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * np.exp(-dt / 1000 / tau_m),
            "Your step is a thousand times too short: dt and tau_m are both in ms, nothing "
            "has to be converted.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v * np.exp(-dt / tau_m),
            "Your v decays towards 0 mV. It should decay towards v_inf: it is the distance "
            "v - v_inf that shrinks.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v + (v_inf - v) * np.exp(-dt / tau_m),
            "You kept the part that should leak away: after a short step v should still be "
            "near v, and yours is near v_inf.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * np.exp(-tau_m / dt),
            "The exponent is upside down: it is dt over tau_m. A longer step must leave less.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf * (1 - np.exp(-dt / tau_m)),
            "That's a climb from 0 mV. It should start from v, wherever that is.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: (v - v_inf) * np.exp(-dt / tau_m),
            "That's the distance that is left. Add the goal again.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * 2.0 ** (-dt / tau_m),
            "After one tau_m yours has half of the distance left. An exponential has 37 %, so "
            "take np.exp.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * np.exp(-dt / 20.0),
            "You typed in 20 ms. Another membrane has another tau_m.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) / (1 + dt / tau_m),
            "That is a step of the backward Euler method. The exact one needs np.exp.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf + (v + 65.0) * np.exp(-dt / tau_m),
            "You take the distance from rest. What shrinks is the distance to the goal, v_inf.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf - abs(v - v_inf) * np.exp(-dt / tau_m),
            "Yours always comes from below. If v is above v_inf, it falls.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v_inf - v * np.exp(-dt / tau_m),
            "You shrink v itself. What shrinks is its distance to the goal.",
        ),
        Wrong(
            lambda v, v_inf, dt, tau_m: v + (v_inf - v) * np.exp(-dt / tau_m) * dt / tau_m,
            "You mix two methods: Euler's step, and the decay of the exact one.",
        ),
    ),
    examined=simpler(
        exact,
        (
            (-60.0, -60.0, 5.0, 10.0),
            "Let v start at its goal, −60 mV. There it stays, and yours goes to {got:.4g}.",
        ),
        (
            (0.0, 10.0, 1000.0, 1.0),
            "After a thousand time constants v is at its goal, 10 mV, and yours is at {got:.4g}.",
        ),
        (
            (0.0, 10.0, 5.0, 5.0),
            "Let v climb from 0 to 10 mV. After one tau_m it's at {expected:.4g} mV, and yours at "
            "{got:.4g}.",
        ),
        (
            (0.0, 10.0, 10.0, 5.0),
            "Let v climb from 0 to 10 mV. After two tau_m it's at {expected:.4g} mV, and yours at "
            "{got:.4g}.",
        ),
        (
            (10.0, 0.0, 5.0, 5.0),
            "Let v fall from 10 to 0 mV. After one tau_m it's at {expected:.4g} mV, and yours at "
            "{got:.4g}.",
        ),
    ),
    hints=(
        "What shrinks is the distance to the goal, v - v_inf.",
        "In dt ms it shrinks by the factor exp(-dt / tau_m).",
        "So the new distance is (v - v_inf) * np.exp(-dt / tau_m). Add the goal again.",
    ),
    why="The step is exact for any dt, as long as the current stays constant within it.",
)

LIMIT = Exercise(
    name="train_limit",
    ask="Write `train_limit(w, gap, tau_m)`: how far above rest v is right after each spike of "
    "a train without beginning or end, one spike of w mV every gap ms.",
    shown="""
        def train_limit(w, gap, tau_m):
            return w / (1 - np.exp(-gap / tau_m))  # h = h exp(-gap / tau_m) + w
    """,
    solution=lambda w, gap, tau_m: w / (1 - np.exp(-gap / tau_m)),
    oracle=lambda w, gap, tau_m: -w / math.expm1(-gap / tau_m),
    tries=((5.0, 10.0, 20.0), (-1.7, 3.3, 14.1), (2.2, 40.0, 8.5)),
    unit="mV",
    wrong=(
        Wrong(
            lambda w, gap, tau_m: w * np.exp(-gap / tau_m) + w,
            "That is two spikes. In an endless train the one before stood on all the others: "
            "put h, not w, under the decay.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * np.exp(-gap / tau_m) / (1 - np.exp(-gap / tau_m)),
            "That is right *before* each spike. Add the w that it brings.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * tau_m / gap,
            "That is the mean over time. Right after a spike v is above it.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / np.exp(-gap / tau_m),
            "What is lost in a gap is 1 - exp(-gap / tau_m) of h, and w makes up for it.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / (1 - np.exp(gap / tau_m)),
            "A minus is missing in the exponent.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / (1 + np.exp(-gap / tau_m)),
            "The sign in the bracket: h - h exp(-gap / tau_m) = w.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / (1 - np.exp(-tau_m / gap)),
            "The exponent is upside down: a longer gap must leave less.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * np.exp(-gap / tau_m),
            "That is what one spike leaves until the next. All earlier ones have left something "
            "as well.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * (1 - np.exp(-gap / tau_m)),
            "You multiply where you'd divide. The train piles up, so h is larger than w.",
        ),
        Wrong(
            lambda w, gap, tau_m: w + w * np.exp(-gap / tau_m) + w * np.exp(-2 * gap / tau_m),
            "You add up the last three spikes. The train has no beginning, so all earlier ones "
            "count.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * sum(np.exp(-k * gap / tau_m) for k in range(5)),
            "You add up the last five spikes. The train has no beginning, so all earlier ones "
            "count.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * sum(np.exp(-k * gap / tau_m) for k in range(10)),
            "You add up the last ten spikes. The train has no beginning, so all earlier ones "
            "count.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * gap / tau_m,
            "Yours grows with the gap. But the closer the spikes are, the higher they pile up.",
        ),
        Wrong(
            lambda w, gap, tau_m: w + np.exp(-gap / tau_m),
            "You add the bare exponential. In the gap h decays: it's h that is multiplied by it.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / (1 - gap / tau_m),
            "You let h fall in a straight line during the gap. It decays as an exponential.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * tau_m / gap + w / 2,
            "That's the mean and half of the ripple, nearly right if the spikes are close. The "
            "sentence above gives h itself.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / (1 - np.exp(-gap / tau_m)) - w / 2,
            "That's the middle between the highest v and the lowest. We want the highest.",
        ),
    ),
    examined=simpler(
        height,
        (
            (1.0, 1000.0, 1.0),
            "Let the gap be a thousand time constants. Each spike then finds v at rest, so h is w, "
            "1 mV, and yours is {got:.4g}.",
        ),
        (
            (1.0, 10.0 * math.log(2.0), 10.0),
            "Take a gap in which half of v leaks away, and w = 1 mV. Then h is half of h and 1, "
            "which makes 2 mV, and yours is {got:.8g}.",
        ),
        (
            (3.0, 10.0 * math.log(4.0), 10.0),
            "Take a gap that leaves a quarter of v, and w = 3 mV. Then h is a quarter of h and 3, "
            "which makes 4 mV, and yours is {got:.8g}.",
        ),
    ),
    hints=(
        "In a gap h decays to h exp(-gap / tau_m).",
        "Then w comes, and it is h again: h = h exp(-gap / tau_m) + w.",
        "Bring h to one side: h (1 - exp(-gap / tau_m)) = w.",
    ),
    why="The train stops growing where what leaks in a gap is what one spike brings.",
)

MEAN = Exercise(
    name="train_mean",
    ask="Write `train_mean(w, gap, tau_m)`: how far above rest v is on average, in mV, under such "
    "a train.",
    shown="""
        def train_mean(w, gap, tau_m):
            return w * tau_m / gap
    """,
    solution=mean_height,
    oracle=_mean_by_areas,
    tries=((5.0, 10.0, 20.0), (-1.7, 3.3, 14.1), (2.2, 40.0, 8.5)),
    unit="mV",
    tolerance=1e-5,
    because="so that an integral over one gap in 1,000 strips is right, too",
    wrong=(
        Wrong(
            lambda w, gap, tau_m: w / (1 - np.exp(-gap / tau_m)),
            "That's the height right after a spike. In between v is lower, so the mean is too.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * gap / tau_m,
            "That's upside down. Spikes further apart should make a smaller mean.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / gap,
            "That is in mV per ms. How long does each lift last?",
        ),
        Wrong(
            lambda w, gap, tau_m: w * tau_m,
            "That's the area under one PSP, in mV times ms. How many come in a millisecond?",
        ),
        Wrong(
            lambda w, gap, tau_m: w / (1 - np.exp(-gap / tau_m)) * (1 + np.exp(-gap / tau_m)) / 2,
            "You took the middle between the highest and the lowest v. But v falls quickly at "
            "first, so it spends more time near the lowest.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * np.exp(-gap / tau_m) / (1 - np.exp(-gap / tau_m)),
            "That's v right before each spike, where it is lowest.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * tau_m * (1 - np.exp(-gap / tau_m)) / gap,
            "You count the area of a PSP only until the next spike. Its tail goes on, and all of "
            "it counts.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * tau_m / (gap + tau_m),
            "You divide by the gap and tau_m together. One area comes in each gap.",
        ),
        Wrong(
            lambda w, gap, tau_m: w + tau_m / gap,
            "You add a voltage to a number without a unit. The area w tau_m is spread over the "
            "gap.",
        ),
        Wrong(
            lambda w, gap, tau_m: w / (1 - np.exp(-gap / tau_m)) / 2,
            "Half of the height right after a spike isn't the mean: v doesn't fall to rest, nor "
            "in a straight line. Count areas.",
        ),
        Wrong(
            lambda w, gap, tau_m: w * tau_m / gap + w,
            "You added w. The areas under the PSPs have all of it in them already.",
        ),
    ),
    examined=simpler(
        mean_height,
        *(
            (
                (w, gap, tau_m),
                f"Take w = {w:g} mV, a gap of {gap:g} ms and tau_m = {tau_m:g} ms. An area of "
                f"{w * tau_m:g} mV ms comes every {gap:g} ms, which makes {{expected:g}} mV on "
                "average, and yours is {got:.6g}.",
            )
            for w, gap, tau_m in (
                (1.0, 1.0, 1.0),
                (1.0, 2.0, 1.0),
                (1.0, 2.0, 8.0),
                (3.0, 2.0, 8.0),
            )
        ),
    ),
    hints=(
        "Each spike leaves an area of w tau_m under its PSP, and one spike comes in each gap.",
        "A mean is an area divided by the time it took: w tau_m / gap.",
    ),
    why="On average a train acts like a steady current: twice the spikes, twice as high.",
)

EXERCISES = (
    Exercise(
        name="third_line",
        ask="Write `du_dt(u, tau_m)`: the slope of the distance u, by lines 1 and 2.",
        shown="""
            def du_dt(u, tau_m):
                return -u / tau_m  # tau_m du/dt = -u
        """,
        solution=lambda u, tau_m: -u / tau_m,
        oracle=lambda u, tau_m: -(u * (1.0 / tau_m)),
        tries=((10.0, 20.0), (-7.3, 12.5), (2.5, 0.7), (-31.0, 7.7)),
        unit="mV/ms",
        wrong=(
            Wrong(
                lambda u, tau_m: u / tau_m,
                "With {u:g} mV to go yours has the slope {got:g}, so the distance would grow. Mind "
                "the minus of line 2.",
            ),
            Wrong(
                lambda u, tau_m: -u,
                "That is tau_m du/dt. Divide by tau_m: a slow membrane has a small slope.",
            ),
            Wrong(
                lambda u, tau_m: u,
                "That is the distance itself. Line 2 says that the right side of the equation is "
                "-u; the left side is tau_m du/dt.",
            ),
            Wrong(
                lambda u, tau_m: -u * tau_m,
                "You multiplied by tau_m, so a longer tau_m would make it faster. Divide.",
            ),
            Wrong(lambda u, tau_m: -tau_m / u, "That's upside down: it is u divided by tau_m."),
            Wrong(
                lambda u, tau_m: -np.exp(-u / tau_m),
                "You're a step ahead: the exponential is the solution. We want the slope.",
            ),
            Wrong(
                lambda u, tau_m: -u / tau_m / 1000,
                "u is in mV and tau_m in ms: mV per ms needs no factor.",
            ),
            Wrong(
                lambda u, tau_m: np.exp(-u / tau_m),
                "That's an exponential of u. The exponential will be the solution, and here we "
                "want the slope.",
            ),
            Wrong(
                lambda u, tau_m: u - u / tau_m,
                "That is u one millisecond later, by its slope. We want the slope alone.",
            ),
            Wrong(
                lambda u, tau_m: u * np.exp(-1 / tau_m),
                "That is u one millisecond later. We want its slope.",
            ),
            Wrong(
                lambda u, tau_m: -(u + 65.0) / tau_m,
                "You brought v_rest in again. u is the distance to the goal, so nothing has to be"
                " added.",
            ),
            Wrong(
                lambda u, tau_m: -(u - tau_m),
                "You subtract tau_m from u, a time from a voltage. Line 2 and the left side leave"
                " a division.",
            ),
        ),
        examined=simpler(
            lambda u, tau_m: -u / tau_m,
            *(
                (
                    (u, tau_m),
                    f"With {u:g} mV to go and tau_m = {tau_m:g} ms, tau_m du/dt is {-u:g} mV. So "
                    "du/dt is {expected:g} mV per ms, and yours is {got:.4g}.",
                )
                for u, tau_m in ((1.0, 1.0), (4.0, 1.0), (4.0, 2.0))
            ),
        ),
        hints=(
            "Write the membrane equation with line 1 on its left and line 2 on its right.",
            "tau_m du/dt = -u.",
        ),
        why="The distance shrinks at a rate proportional to itself, so it is an exponential.",
    ),
    Exercise(
        name="read_tau",
        ask="Read the time constant of the mystery membrane off its trace, in ms.",
        shown="""
            goal = v[0] + (1 - np.exp(-1)) * (v[-1] - v[0])  # 63 % of the climb
            my_tau = t[v >= goal][0] - 10.0  # counted from when the current began
        """,
        **_read_tau(14.0),
        own=lambda rng: _read_tau(mystery_tau(rng)),
        tolerance=0.5,
        because="the line moves in steps of half a millisecond",
        unit="ms",
        hints=(
            "Where does the climb start, and where does it end? Take the difference.",
            "Find v at 63 % of the climb: v_rest + 0.632 (v_∞ - v_rest).",
            "Find the first time with v above that, and subtract the 10 ms before the current.",
        ),
    ),
    STEP,
    Exercise(
        name="choose_dt",
        ask="Write `choose_dt(tau_m, climb, allowed)`: the dt (ms) at which Euler's worst error, "
        "by the formula above, is `allowed` mV of a climb of `climb` mV.",
        shown="""
            def choose_dt(tau_m, climb, allowed):
                return 2 * np.e * tau_m * allowed / climb
        """,
        solution=lambda tau_m, climb, allowed: 2 * np.e * tau_m * allowed / climb,
        oracle=lambda tau_m, climb, allowed: allowed / (climb / (math.e * 2.0 * tau_m)),
        tries=((20.0, 10.0, 0.1), (12.3, 31.0, 0.05), (7.7, 5.5, 0.31)),
        unit="ms",
        tolerance=2e-3,
        because="e = 2.718 is good enough",
        wrong=(
            Wrong(
                lambda tau_m, climb, allowed: 2 * tau_m,
                "2 tau_m is where Euler explodes. It is wrong long before: by {allowed:g} mV at "
                "{expected:.3g} ms.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: tau_m * allowed / climb,
                "The factor 2 e is missing: the error is climb dt / (2 e tau_m).",
            ),
            Wrong(
                lambda tau_m, climb, allowed: 2 * tau_m * allowed / climb,
                "The e is missing: at t = tau_m the exponential has only 1 / e left.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: np.e * tau_m * allowed / climb,
                "The 2 is missing: the first term that Euler drops is half a square.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: 2 * np.e * tau_m * allowed,
                "You forgot the climb: twice the climb, twice the error, so half the dt.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: 2 * np.e * tau_m * climb / allowed,
                "That's upside down: to allow less must give a smaller dt.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: climb * allowed / (2 * np.e * tau_m),
                "You put `allowed` in for dt. We want the dt that makes the error `allowed`, so "
                "solve for dt.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: 2 * np.exp(tau_m) * allowed / climb,
                "e is the number 2.718, `np.e`, and not a function of tau_m.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: tau_m * np.sqrt(2 * allowed / climb),
                "That's by the error of a single step. The formula above has the worst error of "
                "the whole climb.",
            ),
        ),
        examined=simpler(
            lambda tau_m, climb, allowed: 2 * math.e * tau_m * allowed / climb,
            *(
                (
                    (tau_m, climb, climb * dt / (2 * math.e * tau_m)),
                    f"With tau_m = {tau_m:g} ms and a climb of {climb:g} mV a dt of {dt:g} ms "
                    f"makes an error of {climb * dt / (2 * math.e * tau_m):.3g} mV. So if that is "
                    f"allowed, dt is {dt:g} ms, and yours is {{got:.4g}}.",
                )
                for tau_m, climb, dt in ((1.0, 1.0, 1.0), (10.0, 1.0, 1.0), (10.0, 4.0, 2.0))
            ),
        ),
        hints=(
            "Set the formula equal to `allowed`: climb dt / (2 e tau_m) = allowed.",
            "Multiply by 2 e tau_m, divide by climb. `np.e` is e.",
        ),
        why="A tenth of the error needs a tenth of the dt, and ten times the steps.",
    ),
    Exercise(
        name="two_psps",
        ask="Write `two_psps(w, gap, tau_m)`: how far above rest v is (mV) right after the second "
        "of two spikes, each worth w mV, gap ms apart.",
        shown="""
            def two_psps(w, gap, tau_m):
                return w * np.exp(-gap / tau_m) + w
        """,
        solution=lambda w, gap, tau_m: w * np.exp(-gap / tau_m) + w,
        oracle=lambda w, gap, tau_m: w * (1.0 + math.exp(-gap / tau_m)),
        tries=((5.0, 10.0, 20.0), (2.0, 30.0, 10.0), (-1.5, 4.0, 8.0), (3.1, 0.4, 1.7)),
        unit="mV",
        wrong=(
            Wrong(
                lambda w, gap, tau_m: 2 * w,
                "That is the sum without any decay between the two: {got:.2f} mV. In the gap the "
                "first one leaks away in part; {expected:.2f} mV are right.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * np.exp(-gap / tau_m),
                "That is what is left of the first spike. The second adds its own w, whole.",
            ),
            Wrong(
                lambda w, gap, tau_m: 2 * w * np.exp(-gap / tau_m),
                "You let both decay. The second has only just arrived: it counts in full.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * (1 + np.exp(-gap * tau_m)),
                "You multiplied the gap by tau_m. The exponent is the gap *divided* by tau_m.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * (1 + 2 ** (-gap / tau_m)),
                "After one tau_m yours has half of the first PSP left. An exponential has 37 %, so "
                "take np.exp.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * (1 + np.exp(-gap / 20.0)),
                "You typed in 20 ms. Another membrane has another tau_m.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * (1 + 1 / (1 + gap / tau_m)),
                "1 / (1 + gap / tau_m) is close to the exponential in a short gap only. Take "
                "np.exp.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * (1 + np.exp(-gap / tau_m)) - 65.0,
                "You gave the potential itself. We want how far it is above rest.",
            ),
            Wrong(
                lambda w, gap, tau_m: w,
                "That is the second spike alone. Of the first, something is left after the gap: "
                "{expected:.2f} mV are right.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * (1 - np.exp(-gap / tau_m)) + w,
                "1 - exp(-gap / tau_m) is the part of the first PSP that has leaked away. What is "
                "left is exp(-gap / tau_m).",
            ),
            Wrong(
                lambda w, gap, tau_m: w * np.exp(gap / tau_m) + w,
                "Your first PSP grows during the gap: a minus is missing in the exponent.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * (1 - gap / tau_m) + w,
                "You let the first PSP fall in a straight line. It falls as exp(-gap / tau_m): "
                "fast at first, then slower.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * np.exp(-gap / 1000 / tau_m) + w,
                "gap and tau_m are both in ms: nothing has to be converted.",
            ),
            Wrong(
                lambda w, gap, tau_m: w + w * np.exp(-gap / tau_m) + w * np.exp(-2 * gap / tau_m),
                "You count three spikes. The second is the last one.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * np.exp(-gap / tau_m) + w * np.exp(-2 * gap / tau_m),
                "That's what is left one gap later. We want v right after the second spike.",
            ),
            Wrong(
                lambda w, gap, tau_m: w - w * np.exp(-gap / tau_m),
                "You subtract what is left of the first spike. The two add up.",
            ),
            Wrong(
                lambda w, gap, tau_m: w / (1 - np.exp(-gap / tau_m)),
                "That's a train without an end. Here there are two spikes.",
            ),
            Wrong(
                lambda w, gap, tau_m: w + np.exp(-gap / tau_m),
                "What is left of the first spike is a share of its w. The bare exponential has no"
                " unit.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * w * np.exp(-gap / tau_m),
                "You multiply the two spikes. They add up.",
            ),
            Wrong(
                lambda w, gap, tau_m: w * gap / tau_m + w,
                "You let what is left grow with the gap. The longer the gap, the less is left of "
                "the first spike.",
            ),
            Wrong(
                lambda w, gap, tau_m: 2 * w * np.exp(-gap / tau_m) + w,
                "You count three: two that have decayed, and a new one. There are two in all.",
            ),
        ),
        examined=simpler(
            lambda w, gap, tau_m: w * (1 + math.exp(-gap / tau_m)),
            (
                (1.0, 0.0, 10.0),
                "Let two spikes of 1 mV come at once. Nothing leaks between them, which makes 2 "
                "mV, and yours is {got:.4g}.",
            ),
            (
                (1.0, 1000.0, 1.0),
                "Let the gap be a thousand time constants. Nothing is left of the first spike, so "
                "it's 1 mV, and yours is {got:.4g}.",
            ),
            (
                (4.0, 10.0 * math.log(2.0), 10.0),
                "Take a gap in which half leaks away, and w = 4 mV. Then 2 mV are left and 4 come, "
                "which makes 6, and yours is {got:.4g}.",
            ),
        ),
        hints=(
            "Treat the two separately: how much is left of the first, how much is there of the "
            "second?",
            "Of the first, exp(-gap / tau_m) is left. Add.",
        ),
        why="The membrane adds what its inputs have left: it is linear.",
    ),
    LIMIT,
    MEAN,
)

QUIZ = (
    Prediction(
        name="quiz_v_inf",
        question="R_m = 250 MΩ, and a steady 0.08 nA goes in. How far above rest does v settle?",
        choices=("0.3 mV", "3 mV", "20 mV", "200 mV"),
        answer="c",
        why="nA times MΩ is mV, and 0.08 × 250 = 20 mV.",
    ),
    Prediction(
        name="quiz_after_three_tau",
        question="How much of the climb is done after three time constants?",
        choices=("63 %", "86 %", "95 %", "99 %"),
        answer="c",
        why="Each τ_m leaves 37 % of what was missing, and 0.37 × 0.37 × 0.37 is 0.05.",
    ),
    Prediction(
        name="quiz_capacitance",
        question="A neuron grows: the area of its membrane doubles, so C_m doubles and R_m halves. "
        "What becomes of τ_m?",
        choices=("it halves", "it stays", "it doubles", "it grows fourfold"),
        answer="b",
        why="τ_m = R_m C_m. The time constant belongs to the membrane, not to its area. The cell's "
        "size shows in R_m.",
    ),
    Prediction(
        name="quiz_euler",
        question="τ_m = 8 ms, and Euler's method takes steps of 12 ms. Its v...",
        choices=(
            "creeps to the goal from one side",
            "hops over the goal, and still reaches it",
            "hops over the goal, further each time",
            "lands on the goal in the first step",
        ),
        answer="b",
        why="The factor is 1 − 12 / 8 = −0.5. Each step lands on the other side, half as far away.",
    ),
    Prediction(
        name="quiz_mean",
        question="Thousands of inputs together send one spike every 0.1 ms, and each lifts v by "
        "0.2 mV. τ_m is 15 ms. On average v is above rest by about...",
        choices=("2 mV", "3 mV", "15 mV", "30 mV"),
        answer="d",
        why="w τ_m / gap = 0.2 × 15 / 0.1 = 30 mV. Many small drops make a stream.",
    ),
)
