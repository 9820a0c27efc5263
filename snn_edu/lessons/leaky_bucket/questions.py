"""What lesson 01 asks: predictions, exercises and a quiz on the leaky bucket."""

from __future__ import annotations

import math

import numpy as np

from snn_edu.lessons.leaky_bucket.views import mystery_trace
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction


def _tau_by_area() -> float:
    """The truth another way: the area between v and its goal is tau_m times the whole climb."""
    t, v = mystery_trace()
    after = t >= 10.0 - 1e-9
    goal = -65.0 + 8.0 * 1.5
    return float(np.trapezoid(goal - v[after], t[after]) / (goal - v[0])) + 14.0 * math.exp(
        -90 / 14
    )


PREDICTIONS = (
    Prediction(
        name="double_R",
        question="You double the resistance R_m of the membrane and leave all else alone: half as "
        "much leaks out at the same level. What doubles?",
        choices=(
            "how far the voltage goes (counted from rest)",
            "the time it takes to get there",
            "both",
            "neither",
        ),
        answer="c",
        why="The level settles where the leak is as large as the current, and with half the leak "
        "that is twice as high. There is twice as much to fill, and the tap pours as before: it "
        "takes twice as long.",
        wrong=(
            Wrong("a", "With a higher goal and the same tap, can it be as fast?"),
            Wrong("b", "And where does it stop? Where as much leaks out as pours in."),
        ),
        asks={"R_m": 20.0},
    ),
    Prediction(
        name="euler_at_dt_over_two_tau",
        question="τ_m is 10 ms and you let Euler's method take steps of 25 ms. What will its "
        "dots do?",
        choices=(
            "arrive at the right value, only too soon",
            "lag behind the exact curve",
            "swing around the right value, further off with every step",
            "stay at rest",
        ),
        answer="c",
        why="Each step multiplies the distance to v_∞ by 1 - dt / τ_m = 1 - 25 / 10 = -1.5: "
        "the sign flips and the size grows.",
        wrong=(
            Wrong("a", "That would be dt = τ_m, where 1 - dt / τ_m is 0."),
            Wrong("b", "At small dt Euler runs ahead of the exact curve, never behind."),
        ),
        asks={"dt": 25.0, "tau_m": 10.0},
    ),
    Prediction(
        name="second_psp",
        question="τ_m is 20 ms. Two spikes, 20 ms apart, lift v by 5 mV each. How far above rest "
        "is v right after the second?",
        answer=5.0 + 5.0 * math.exp(-1.0),
        unit="mV",
        tolerance=0.35,
        because="a good estimate in the head will do",
        why="Of the first 5 mV, e^-1 = 37 % is left after one τ_m: 1.84 mV. The second adds 5: "
        "6.84 mV.",
        wrong=(
            Wrong(10.0, "That bucket has no leak."),
            Wrong(5.0, "That bucket was empty again: after one τ_m a third is still there."),
        ),
        asks={"count": 2, "interval": 20},
    ),
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
                "With {u:g} mV to go yours has the slope {got:g}: the distance would grow. Mind "
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
                "You multiplied by tau_m: with a longer tau_m it would go faster. Divide.",
            ),
            Wrong(lambda u, tau_m: -tau_m / u, "Upside down: it is u over tau_m."),
            Wrong(
                lambda u, tau_m: -np.exp(-u / tau_m),
                "That is a step ahead: the exponential is the solution. Asked is the slope.",
            ),
            Wrong(
                lambda u, tau_m: -u / tau_m / 1000,
                "u is in mV and tau_m in ms: mV per ms needs no factor.",
            ),
        ),
        hints=(
            "Write the membrane equation with line 1 on its left and line 2 on its right.",
            "tau_m du/dt = -u.",
        ),
        why="The distance shrinks at a rate proportional to itself: so it is an exponential.",
    ),
    Exercise(
        name="read_tau",
        ask="Read the time constant of the mystery membrane off its trace, in ms.",
        shown="""
            goal = v[0] + (1 - np.exp(-1)) * (v[-1] - v[0])  # 63 % of the climb
            my_tau = t[v >= goal][0] - 10.0  # counted from when the current began
        """,
        solution=14.0,
        oracle=_tau_by_area,
        tolerance=0.4,
        because="a reading off a picture is good to a few tenths of a millisecond",
        unit="ms",
        wrong=(
            Wrong(
                24.0,
                "24 ms is where v crosses 63 % on the time axis. The current began at 10 ms: "
                "count from there.",
            ),
            Wrong(
                9.7,
                "That is the time to half of the climb, τ_m ln 2. The time constant is the time "
                "to 1 - 1/e = 63 %.",
            ),
            Wrong(
                0.014,
                "That is 14 ms written in seconds. In this course times are in ms.",
            ),
            Wrong(
                19.85,
                "20 ms was the membrane of the pictures; this one is another. (Or is it half of "
                "the climb, counted from time 0? The current began at 10 ms, and the time constant "
                "is the time to 63 %.)",
            ),
            Wrong(
                6.4,
                "That is the time to 37 % of the climb. After one time constant 37 % are still "
                "*missing*: look for 63 %.",
            ),
            Wrong(
                70.0,
                "That is about five time constants, when the climb looks finished. One is the "
                "time to 63 %.",
            ),
        ),
        hints=(
            "Where does the climb start, and where does it end? Take the difference.",
            "Find v at 63 % of the climb: v_rest + 0.632 (v_∞ - v_rest).",
            "Find the first time with v above that, and subtract the 10 ms before the current.",
        ),
        why="63 % of the 12 mV climb is -57.4 mV, reached 14 ms after the current began.",
    ),
    Exercise(
        name="exact_step",
        ask="Write `exact_step(v, v_inf, dt, tau_m)`: the potential one step of dt ms later.",
        shown="""
            def exact_step(v, v_inf, dt, tau_m):
                return v_inf + (v - v_inf) * np.exp(-dt / tau_m)
        """,
        solution=lambda v, v_inf, dt, tau_m: v_inf + (v - v_inf) * np.exp(-dt / tau_m),
        oracle=lambda v, v_inf, dt, tau_m: (
            v * math.exp(-dt / tau_m) - v_inf * math.expm1(-dt / tau_m)
        ),
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
                "dt is forgotten: your step always lasts 1 ms. The exponent is -dt / tau_m.",
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
        ),
        hints=(
            "What shrinks is the distance to the goal, v - v_inf.",
            "In dt ms it shrinks by the factor exp(-dt / tau_m).",
            "So the new distance is (v - v_inf) * np.exp(-dt / tau_m). Add the goal again.",
        ),
        why="The step is exact for any dt, as long as the current stays constant within it.",
    ),
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
                "Upside down: to allow less must give a smaller dt.",
            ),
            Wrong(
                lambda tau_m, climb, allowed: climb * allowed / (2 * np.e * tau_m),
                "You put `allowed` in for dt. Asked is the dt that makes the error `allowed`: "
                "solve for dt.",
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
        tries=((5.0, 10.0, 20.0), (2.0, 30.0, 10.0), (-1.5, 4.0, 8.0)),
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
        ),
        hints=(
            "Treat the two separately: how much is left of the first, how much is there of the "
            "second?",
            "Of the first, exp(-gap / tau_m) is left. Add.",
        ),
        why="The membrane adds what its inputs have left: it is linear.",
    ),
    Exercise(
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
        ),
        hints=(
            "In a gap h decays to h exp(-gap / tau_m).",
            "Then w comes, and it is h again: h = h exp(-gap / tau_m) + w.",
            "Bring h to one side: h (1 - exp(-gap / tau_m)) = w.",
        ),
        why="The train stops growing where what leaks in a gap is what one spike brings.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_v_inf",
        question="R_m = 100 MΩ and a steady 0.1 nA goes in. How far above rest does v settle?",
        choices=("0.001 mV", "10 mV", "100 mV", "1000 mV"),
        answer="b",
        why="nA times MΩ is mV: 0.1 x 100 = 10 mV.",
    ),
    Prediction(
        name="quiz_after_two_tau",
        question="How much of the climb is done after two time constants?",
        choices=("63 %", "86 %", "100 %", "126 %"),
        answer="b",
        why="1 - e^-2 = 86 %. Each τ_m takes away 63 % of what is still missing.",
    ),
    Prediction(
        name="quiz_capacitance",
        question="A neuron grows: the area of its membrane doubles, so C_m doubles and R_m halves. "
        "What becomes of τ_m?",
        choices=("it halves", "it stays", "it doubles", "it grows fourfold"),
        answer="b",
        why="τ_m = R_m C_m. The time constant is a property of the membrane, not of its area; "
        "the cell's size shows in R_m.",
    ),
    Prediction(
        name="quiz_exact",
        question="When is the exact step not exact?",
        choices=(
            "when dt is larger than τ_m",
            "when the current changes within the step",
            "when v starts far from rest",
            "never",
        ),
        answer="b",
        why="The step solves the equation for a constant current. What the current does within a "
        "step, it cannot know.",
    ),
    Prediction(
        name="quiz_order",
        question="You make Euler's dt ten times smaller. Its error becomes about...",
        choices=("the same", "3 times smaller", "10 times smaller", "100 times smaller"),
        answer="c",
        why="Euler's error is proportional to dt: on log axes, a line of slope 1.",
    ),
)
