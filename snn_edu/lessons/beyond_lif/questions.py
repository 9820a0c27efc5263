"""What lesson 16 asks: predictions, exercises and a quiz on neurons beyond LIF."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from snn_edu.lessons.beyond_lif.views import (
    AXON,
    BURSTING,
    NAMES,
    RIGHT_NAMES,
    judge_names,
)
from snn_edu.neurons.adex import AdEx
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.simulation.simulate import simulate
from snn_edu.simulation.trajectory import trajectory


@cache
def _keeps_firing() -> float:
    """The onset of repetitive firing, between 5 and 8 uA/cm2: eleven candidates at a time."""
    low, high = 5.0, 8.0
    while high - low > 0.01:
        currents = np.linspace(low, high, 11)
        spikes = simulate(AXON, np.tile(currents, (16_000, 1)), 0.05).spikes
        on = [bool(np.any(spikes.times[spikes.ids == k] > 750.0)) for k in range(11)]
        k = on.index(True)
        low, high = float(currents[k - 1]), float(currents[k])
    return (low + high) / 2.0


@cache
def _comes_home(current: float, model: AdEx) -> float:
    """The rest another way: where the cell is after six seconds."""
    return float(trajectory(model, np.full(60_000, current), 0.1).states[-1, 0])


def _crossing(current: float, model: AdEx, last: bool = False, level: bool = False) -> float:
    """The first or the last v (mV) where the curves meet; `level`: the green one taken as w = 0."""
    v = np.arange(-100.0, 0.0, 0.001)
    blue, green = model.nullclines(v, current)
    below = np.flatnonzero(blue < (0.0 * green if level else green))
    return float(v[below[-1] if last else below[0]])


def _straight(model: AdEx, current: float, held: float) -> float:
    """Rest without an upstroke, held by `held` times R_m besides the leak."""
    return model.v_rest + model.R_m * current / (1.0 + held * model.R_m)


_OTHER = AdEx(tau_m=15.0, R_m=62.5, v_rest=-66.3, v_threshold=-49.1, delta_T=3.1, a=0.0045)

PREDICTIONS = (
    Prediction(
        name="who_ends_it",
        question="There is no reset in these equations. What brings v down after the peak?",
        choices=(
            "the current that you put in ends",
            "channels of sodium are blocked, and those of potassium open",
            "v is set back by a rule when it reaches a threshold",
            "the leak alone",
        ),
        answer="b",
        why="The rise of v opens sodium at once (m). Several times more slowly it also blocks "
        "sodium (h falls) and opens potassium (n rises): the spike carries its own end with it.",
        wrong=(
            Wrong("a", "The current stays on for all 28 ms."),
            Wrong("c", "That is LIF. Here nobody sets anything back."),
            Wrong("d", "With all gates open, potassium is 120 times as strong as the leak."),
        ),
    ),
    Prediction(
        name="slowest",
        question="A LIF neuron just above its rheobase fires as slowly as you like. What is about "
        "the lowest rate at which the axon keeps firing?",
        answer=51.0,
        unit="Hz",
        tolerance=10.0,
        because="the order of magnitude is the point",
        why="Just above its onset it fires at some 50 Hz, and just below it is silent in the end. "
        "There is nothing in between.",
        wrong=(
            Wrong(0.0, "That is LIF's answer, whose f-I curve begins at zero."),
            Wrong(25.0, "Intervals of 40 ms? The axon knows none above 21 ms."),
        ),
    ),
    Prediction(
        name="release",
        question="You pull v down for 50 ms, by -10 µA/cm², and let go. Who spikes?",
        choices=("neither", "the LIF twin alone", "the axon alone", "both"),
        answer="c",
        why="While v is low, h rises and n falls: more sodium is ready, and less potassium holds "
        "against it. On release the old resting potential is above the threshold.",
        wrong=(
            Wrong("a", "True of LIF. The axon has gates that remember."),
            Wrong("b", "The twin comes back to rest from below, and rest is below threshold."),
            Wrong("d", "The twin comes back to rest from below, and rest is below threshold."),
        ),
        asks={"kind": "release", "strength": 10.0},
    ),
    Prediction(
        name="lower_reset",
        question="This neuron bursts, with v_reset at -46 mV. You lower v_reset to -58 mV and "
        "change nothing else. What becomes of the bursts?",
        choices=(
            "they get longer",
            "they dissolve into single spikes",
            "they stay, further apart",
            "the neuron falls silent",
        ),
        answer="b",
        why="From -46 mV the point starts below the blue curve, where v rises at once: the next "
        "spike follows in 3 ms. From -58 mV it has to travel first.",
        asks={"v_reset": -58},
        wrong=(Wrong("d", "The current still drives it: there is no rest to stay at."),),
    ),
    Prediction(
        name="negative_a",
        question="In one of the six, a is negative: w sinks, slowly, while v is above rest. What "
        "becomes of the intervals of that cell?",
        choices=("they grow", "they stay even", "they shrink", "they come in twos"),
        answer="c",
        why="w holds against v. The lower it sinks, the less is in the way of the next spike.",
        wrong=(
            Wrong("a", "So it is where w builds up. Here it sinks."),
            Wrong("b", "They would if w had settled. Here that takes 300 ms."),
        ),
        asks={},
    ),
)

EXERCISES = (
    Exercise(
        name="sodium",
        ask="Write `sodium(v, m, h)`: the sodium current out of the cell, in µA/cm², with g_Na = "
        "120 mS/cm² and E_Na = 50 mV.",
        shown="""
            def sodium(v, m, h):
                return 120.0 * m**3 * h * (v - 50.0)  # conductance times driving force
        """,
        solution=lambda v, m, h: 120.0 * m**3 * h * (v - 50.0),
        oracle=lambda v, m, h: AXON.currents((v, m, h, 0.0))[0],
        tries=((-65.0, 0.05, 0.6), (-20.0, 0.6, 0.4), (30.0, 0.98, 0.2), (60.0, 0.99, 0.1)),
        unit="µA/cm²",
        wrong=(
            Wrong(
                lambda v, m, h: 120.0 * m**3 * h * (50.0 - v),
                "The sign is flipped: {got:.2f}. Counted outwards, sodium below 50 mV is negative, "
                "for it flows in.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * m * h * (v - 50.0),
                "One m is not enough: three of these gates must be open at once, m**3.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * m**3 * (v - 50.0),
                "Your channel cannot be blocked: h is missing, and with it the end of the spike.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * m**3 * (1.0 - h) * (v - 50.0),
                "h is the share that is open, not the share that is blocked: multiply by h.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * m**3 * h * v,
                "The driving force is counted from E_Na, v - 50, not from 0 mV.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * m * h**3 * (v - 50.0),
                "The third power is at the wrong gate: there are three m and one h.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * (m**3 + h) * (v - 50.0),
                "All gates must be open at once: shares of that kind are multiplied, not added.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * m**3 * h * (v + 77.0),
                "E = -77 mV is where potassium turns. Sodium's is 50 mV.",
            ),
            Wrong(
                lambda v, m, h: 120.0 * m**3 * h * (v + 50.0),
                "E_Na is +50 mV, and the driving force is v - E_Na: subtract it.",
            ),
            Wrong(
                lambda v, m, h: 0.12 * m**3 * h * (v - 50.0),
                "A thousand times too little: mS/cm² times mV is µA/cm² as it stands.",
            ),
        ),
        hints=(
            "Current is conductance times driving force: g (v - E).",
            "Of 120 mS/cm², the share m**3 * h is open.",
        ),
        why="At 50 mV it is zero: there sodium has no reason to move, however open its gates.",
    ),
    Exercise(
        name="keeps_firing",
        ask="Find the smallest step of current from rest under which the axon fires on for good, "
        "in µA/cm².",
        shown="""
            candidates = np.arange(6.20, 6.35, 0.01)  # uA/cm2, side by side
            runs = simulate(axon, np.tile(candidates, (20_000, 1)), dt=0.05)  # 1 s each
            late = runs.spikes.ids[runs.spikes.times > 900]
            on = [k in late for k in range(candidates.size)]
            my_onset = candidates[on.index(True)]
        """,
        solution=6.26,
        oracle=_keeps_firing,
        tolerance=0.01,
        because="the second digit hangs on the step of the simulation",
        unit="µA/cm²",
        wrong=(
            Wrong(2.24, "There it does not fire at all, and a hair above it once. For good: more."),
            Wrong(
                9.78,
                "There rest itself becomes unstable. But a step throws the axon away from "
                "rest, and it finds its cycle earlier.",
            ),
            Wrong(10.0, "That is the textbook's current. It fires at less."),
            Wrong(6.0, "At 6 there are two spikes, and silence. A little more."),
            Wrong(6.2, "At 6.2 there are three spikes, and silence. A very little more."),
            Wrong(0.00626, "That is in mA/cm². The axon's currents are in µA/cm²."),
            Wrong(6.25, "At 6.25 it fires six times, and stops. You are nearly there."),
            Wrong(6.3, "It does fire on there. But so it does with a very little less."),
            Wrong(6.5, "It does fire on there. But so it does with a little less."),
        ),
        hints=(
            "In the picture above, look at the end of the trace, not at the start.",
            "Type into the box: 6.1, 6.2, 6.3. Then close in.",
        ),
        why="Published values lie between 6.2 and 6.3; the third digit hangs on E_L.",
    ),
    Exercise(
        name="rest",
        ask="Write `rest(current, model)`: the v, in mV, at which an AdEx neuron rests under a "
        "steady current (nA). An error of 0.01 mV is allowed.",
        shown="""
            def rest(current, model):
                v = np.arange(-100.0, model.v_threshold, 0.001)  # mV, from the left
                blue, green = model.nullclines(v, current)
                return v[np.argmax(blue < green)]  # where they first meet
        """,
        solution=lambda current, model: _crossing(current, model),
        oracle=_comes_home,
        tries=(
            (0.05, BURSTING),
            (-0.23, BURSTING),
            (0.06, _OTHER),
            (0.021, replace(_OTHER, a=-0.0021, v_rest=-61.2)),
        ),
        unit="mV",
        tolerance=0.01,
        because="so that a search on a fine grid is right, too",
        wrong=(
            Wrong(
                lambda current, model: _crossing(current, model, last=True),
                "That is the *right* meeting, the tipping point: beyond it v runs away. Rest is "
                "the left one.",
            ),
            Wrong(
                lambda current, model: model.v_rest,
                "v_rest is where the leak alone would hold v. Here a current flows, w answers it, "
                "and the upstroke pulls.",
            ),
            Wrong(
                lambda current, model: _straight(model, current, 0.0),
                "That is LIF's: v_rest + R_m I. Here w holds against v, and the upstroke pulls.",
            ),
            Wrong(
                lambda current, model: _straight(model, current, model.a),
                "Nearly: you left the upstroke out. Already at rest it lifts v a little.",
            ),
            Wrong(
                lambda current, model: _crossing(0.0, model),
                "You forgot the current: the blue curve moves up with it.",
            ),
            Wrong(
                lambda current, model: model.v_threshold,
                "v_threshold is where the blue curve is lowest. Nothing rests there.",
            ),
            Wrong(
                lambda current, model: _crossing(current, model, level=True),
                "That is where the blue curve meets w = 0. Take the green line, where w stands "
                "still.",
            ),
            Wrong(
                lambda current, model: _crossing(current / 1000, model),
                "You divided the current by 1000. It is in nA, as `nullclines` takes it.",
            ),
        ),
        hints=(
            "Take many v from the left to v_threshold, and both curves at each.",
            "Far left the blue curve is above the green line. Find the first v where it is below.",
        ),
        why="Two curves and their first meeting: no simulation, and you know where every run from "
        "nearby will end.",
    ),
    Exercise(
        name="name_the_cells",
        ask=f"Name the six cells: {', '.join(NAMES)}. Each name is used once.",
        shown="""
            my_names = {
                "A": "bursting",
                "B": "tonic",
                "C": "accelerating",
                "D": "transient",
                "E": "adapting",
                "F": "initial burst",
            }
        """,
        solution=RIGHT_NAMES,
        judge=judge_names,
        wrong=(
            Wrong({**RIGHT_NAMES, "B": "adapting", "E": "tonic"}, "A cell adapts if its intervals"),
            Wrong({**RIGHT_NAMES, "E": "tonic"}, "to more than six times the first"),
            Wrong({**RIGHT_NAMES, "F": "adapting", "E": "initial burst"}, "there is one leap"),
            Wrong({**RIGHT_NAMES, "F": "adapting"}, "in one leap: three spikes at once"),
            Wrong({**RIGHT_NAMES, "A": "initial burst", "F": "bursting"}, "come again and again"),
            Wrong({**RIGHT_NAMES, "F": "bursting"}, "only one burst, at the start"),
            Wrong({**RIGHT_NAMES, "C": "tonic", "B": "accelerating"}, "look at its intervals"),
            Wrong({**RIGHT_NAMES, "C": "tonic"}, "they shrink"),
            Wrong({**RIGHT_NAMES, "D": "tonic"}, "count its spikes"),
        ),
        hints=(
            "Set the current to 1 times its own, and read the lower picture from left to right.",
            "Dots in a level row: tonic. Rising, falling, jumping once, jumping again and again: "
            "find the words.",
        ),
        why="Six sets of numbers, two equations. A real cell is named by the same look at its "
        "intervals.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_h",
        question="A toxin keeps sodium channels from being blocked: h stays at 1. What do you "
        "expect?",
        choices=(
            "no spike at all",
            "spikes that are too small",
            "v that stays up after the first upstroke",
            "no difference",
        ),
        answer="c",
        why="m opens and nothing closes the door: sodium goes on flowing in, and v stays high.",
    ),
    Prediction(
        name="quiz_nullcline",
        question="In the phase plane the live point sits exactly on the curve where v stands "
        "still, and not on the other. Which way does it move?",
        choices=("not at all", "straight up or down", "left or right", "along the curve"),
        answer="b",
        why="v stands still there, w does not: the motion is all in w. Both stand still only where "
        "the two curves cross.",
    ),
    Prediction(
        name="quiz_balance",
        question="In another network half as many neurons inhibit as excite (γ = 1/2), and all "
        "fire at one rate. At which g does the mean of what they send each other cancel?",
        choices=("2", "4", "1/2", "at none"),
        answer="a",
        why="1 - g γ = 0: each inhibitory spike must undo as many excitatory ones as there are "
        "for it, two. What does not cancel is the noise.",
    ),
    Prediction(
        name="quiz_enough",
        question="For which of these is a LIF neuron enough?",
        choices=(
            "predicting a spike after inhibition ends",
            "the width of a spike at 16 degrees",
            "the rate of a neuron well above its rheobase",
            "a neuron that bursts",
        ),
        answer="c",
        why="Fitted at two currents, the twin's rate stays within a fifth from 7 to 40 µA/cm². The "
        "others need gates, or a second variable.",
    ),
    Prediction(
        name="quiz_units",
        question="You hand `HodgkinHuxley` a current of 0.5, meant in nA. What happens?",
        choices=(
            "one spike",
            "it fires at 68 Hz",
            "an error message",
            "nothing: v rises by less than a millivolt",
        ),
        answer="d",
        why="Its currents are in µA/cm², and 0.5 is far below the 2.24 of a first spike. No range "
        "check can tell: you have to know.",
    ),
)
