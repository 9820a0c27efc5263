"""What lesson 07 asks: predictions, exercises and a quiz on STDP at many synapses."""

from __future__ import annotations

import json

import numpy as np

from snn_edu.lessons.many_synapses import stored_runs as song_result
from snn_edu.plasticity.stdp import STDP
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction


def _ratio_by_areas() -> float:
    """The ratio of the two areas under STDP's window, added up in small strips."""
    stdp = STDP(A_plus=1.0, A_minus=1.0, tau_plus=16.8, tau_minus=33.7)
    s = np.arange(0.005, 1000.0, 0.01)
    return float(stdp.window(s).sum() / -stdp.window(-s).sum())


def _growth_as_stored() -> float:
    """Spikes counted in the last 50 s, at 20 Hz over at 10 Hz, from the file itself."""
    rows = json.loads(song_result.STORED.read_text(encoding="utf-8"))
    counts = {row["input_rate"]: round(50 * row["late_rate"]) for row in rows}
    return float(counts[20.0] / counts[10.0])


PREDICTIONS = (
    Prediction(
        name="split",
        question="A thousand inputs, all alike, all noise. The weights start spread evenly between "
        "0 and 1, and a depressing pair weighs 5 % more than a strengthening one. What will "
        "become of the histogram?",
        choices=(
            "one heap in the middle",
            "all weights go to 0",
            "a heap at each end, few weights between",
            "it stays even: nothing tells one input from another",
        ),
        answer="c",
        why="A weak weight gets weaker and a strong one stronger. Chance decides who is which.",
        wrong=(
            Wrong(
                "b",
                "For pairs that meet by chance alone that would be right. Strong synapses "
                "do not leave it to chance.",
            ),
            Wrong("d", "The inputs are alike; the weights are not, and that is enough."),
        ),
    ),
    Prediction(
        name="double_input",
        question="You double the rate of all inputs, from 10 to 20 Hz, and let the synapses "
        "settle. What becomes of the output rate?",
        choices=("it stays about the same", "it doubles", "it more than doubles", "it goes to 0"),
        answer="a",
        why="More input makes more output, which makes more pairs, most of which depress: weights "
        "sink until the neuron is again where it was. Twice the input, half the mean weight.",
        wrong=(
            Wrong("b", "That would be a neuron whose synapses stay as they are, and a mild one."),
            Wrong("c", "In the first seconds, before the synapses follow, that is what happens."),
        ),
    ),
    Prediction(
        name="mu_one",
        question="You set mu to 1: what a pair adds shrinks with the room left above, what it "
        "takes away shrinks with the weight itself. Where do the weights go?",
        choices=(
            "to both ends, as before, but more slowly",
            "into one heap near 0.5",
            "all to 1",
            "nowhere: they keep their values",
        ),
        answer="b",
        why="A strong weight now loses much and gains little, a weak one the other way round. Both "
        "are pulled to where the two balance: w = 1 / (1 + 1.05) = 0.49.",
        wrong=(Wrong("a", "The ends repel now: at w = 1 nothing can be gained, only lost."),),
    ),
    Prediction(
        name="group",
        question="100 of the 1000 inputs tend to fire together, at the same rate as all the "
        "others. Additive STDP, mu = 0. Who ends with strong synapses?",
        choices=(
            "the 100 that fire together",
            "the 900 that do not: they cover more time",
            "about as many of the 100 as of the 900: rates are all that counts",
            "nobody: together they overexcite the neuron, and all are depressed",
        ),
        answer="a",
        why="Spikes that come together make the neuron fire, and so each of them comes shortly "
        "before an output spike. That is what STDP pays for.",
        wrong=(
            Wrong("c", "All rates are equal here. What differs is the timing, and STDP reads it."),
        ),
    ),
    Prediction(
        name="scaling",
        question="At ratio 0.9 potentiation wins: every weight goes to 1, and the neuron fires at "
        "more than 300 Hz. Now scaling is switched on, with a target of 20 Hz. What will you see?",
        choices=(
            "20 Hz, and the weights in two heaps",
            "20 Hz, and the weights in one heap, lower down",
            "the rate sinks a little; the weights stay at 1",
            "the neuron falls silent",
        ),
        answer="b",
        why="Scaling shrinks every weight by the same factor, which takes most from the strongest: "
        "that gathers them, as mu > 0 does. It does hold the rate.",
        wrong=(Wrong("a", "Scaling mends the rate. Competition needs depression to win."),),
    ),
    Prediction(
        name="delay",
        question="The memory of a pair fades with a time constant of 1 s, and the reward comes "
        "1 s after the cue. You let it come after 3 s instead. How fast is learning now?",
        choices=(
            "as fast as before",
            "3 times slower",
            "about 7 times slower",
            "not at all: the pair is forgotten",
        ),
        answer="c",
        why="Two seconds more leave e^-2 = 14 % of what was there: each reward changes the weights "
        "7.4 times less.",
        wrong=(Wrong("b", "An exponential does not fade in proportion to time."),),
    ),
)

EXERCISES = (
    Exercise(
        name="drift",
        ask="Write `drift(r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus)`: by how much the "
        "weight changes per second, on average, if the two trains are unrelated. Rates in Hz, "
        "tau in ms.",
        shown="""
            def drift(r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus):
                return r_post * r_pre / 1000 * (A_plus * tau_plus - A_minus * tau_minus)
        """,
        solution=lambda r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus: (
            r_post * r_pre / 1000 * (A_plus * tau_plus - A_minus * tau_minus)
        ),
        oracle=lambda r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus: STDP(
            A_plus, A_minus, tau_plus, tau_minus
        ).drift(r_pre, r_post),
        tries=(
            (15.0, 20.0, 0.01, 0.0105, 20.0, 20.0),
            (10.0, 5.0, 0.005, 0.004, 17.0, 34.0),
            (40.0, 8.0, 0.02, 0.006, 10.0, 30.0),
            (83.0, 91.0, 0.05, 0.013, 41.0, 15.5),
        ),
        unit="per second",
        wrong=(
            Wrong(
                lambda *_: 0.0,
                "You say: unrelated trains, no change. But even unrelated spikes meet by chance, "
                "in both orders, and each meeting counts. With {r_pre:g} and {r_post:g} Hz it adds "
                "up to {expected:.4f} per second.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b * (p * s - m * t),
                "A thousand times too much: tau is in ms, the rates in Hz. How many pre spikes are "
                "there in one ms?",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b * (p * s - m * t) / 1e6,
                "That is the change per millisecond: you put both rates in spikes per ms. Asked is "
                "the change per second.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b / 1000 * (m * t - p * s),
                "The sign is turned round: potentiation adds, depression subtracts.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b / 1000 * (p - m),
                "You compare the heights of the two sides, A_plus and A_minus. A chance meeting "
                "falls anywhere under the curve: its area counts, height times tau.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a / 1000 * (p * s - m * t),
                "That is the change per output spike. There are {r_post:g} of them each second.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: a * b / 1000 * (p * s + m * t),
                "You let both sides strengthen. The side with post before pre is subtracted.",
            ),
            Wrong(
                lambda a, b, p, m, s, t: (a + b) / 1000 * (p * s - m * t),
                "You added the rates. Pairs need one of each: double either rate, and there are "
                "twice as many. So the rates multiply.",
            ),
        ),
        hints=(
            "Sit on one output spike. How many input spikes does it find in the last ds ms?",
            "r_pre / 1000 ds. Each adds A_plus exp(-s / tau_plus): the integral over all s is "
            "A_plus tau_plus.",
            "Per output spike that is r_pre / 1000 (A_plus tau_plus - A_minus tau_minus). How many "
            "output spikes are there each second?",
        ),
        why="Both rates and the difference of the two areas. Nothing else about unrelated trains "
        "matters.",
    ),
    Exercise(
        name="ratio",
        ask="Lesson 09 uses tau_plus = 16.8 ms and tau_minus = 33.7 ms. Which A_minus / A_plus is "
        "the border: below it all weights go to 1, just above it they split?",
        shown="""
            my_ratio = 16.8 / 33.7  # A_plus tau_plus = A_minus tau_minus
        """,
        solution=16.8 / 33.7,
        oracle=_ratio_by_areas,
        tolerance=0.002,
        because="three digits are enough",
        wrong=(
            Wrong(
                1.0,
                "1 is the border if both sides are equally wide. Here depression reaches twice as "
                "far back, so it needs less height for the same area.",
            ),
            Wrong(
                33.7 / 16.8,
                "That is tau_minus / tau_plus, upside down: the wider side needs *less* height.",
            ),
            Wrong(
                1.05,
                "1.05 is what Song, Miller and Abbott chose, with equal time constants. Asked is "
                "the border, with these.",
            ),
            Wrong(
                0.85,
                "0.85 is the ratio lesson 09 uses. Where is the border that it has to be above?",
            ),
            Wrong(
                16.8 / (16.8 + 33.7),
                "That is tau_plus as a share of the sum. Set the two areas equal: "
                "A_plus tau_plus = A_minus tau_minus.",
            ),
            Wrong(
                33.7 - 16.8,
                "That is the difference of the time constants, in ms. A ratio has no unit.",
            ),
            Wrong(
                1.05 * 33.7 / 16.8,
                "You kept 1.05 and scaled it the wrong way; and the border lies where the areas "
                "are equal, without any 5 %.",
            ),
        ),
        hints=(
            "At the border, pairs that meet by chance change nothing on average.",
            "Your `drift` is zero where A_plus tau_plus = A_minus tau_minus.",
        ),
        why="16.8 / 33.7 = 0.499. Lesson 09's ratio of 0.85 is far above it: there, depression by "
        "chance is strong, and only a pattern that comes again and again can beat it.",
    ),
    Exercise(
        name="growth",
        ask="After learning, by what factor does the output rate change when the input rate is "
        "20 Hz instead of 10 Hz? Use the stored runs.",
        shown="""
            my_factor = runs[20.0].late_rate / runs[10.0].late_rate
        """,
        solution=11.18 / 12.72,
        oracle=_growth_as_stored,
        tolerance=0.005,
        because="two digits of a rate from some 600 spikes",
        wrong=(
            Wrong(2.0, "That is the factor of the input. Divide two output rates."),
            Wrong(
                469.0 / 178.33,
                "That is the factor before learning, from the first 3 s (`early_rate`). Asked is "
                "after it.",
            ),
            Wrong(
                12.72 / 11.18,
                "Upside down: the rate at 20 Hz divided by the rate at 10 Hz.",
            ),
            Wrong(
                11.18 - 12.72,
                "That is a difference, in Hz. A factor is a quotient.",
            ),
            Wrong(
                0.27235 / 0.55087,
                "That is the factor of the mean weight: it halves, and that is *why* the output "
                "hardly moves. Asked is the output's.",
            ),
            Wrong(
                178.33 / 469.0,
                "Those are the rates before learning, and upside down.",
            ),
            Wrong(
                11.18 / 20.0,
                "That is output over input, at 20 Hz. Compare output with output.",
            ),
        ),
        hints=(
            "`runs[20.0]` and `runs[10.0]` are two neurons after 1000 s of learning.",
            "`late_rate` is the output rate at the end, in Hz.",
        ),
        why="Twice the input, and the output even sinks a little, by a tenth: about as much as two "
        "runs of the same neuron differ.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_silent",
        question="The inputs are too weak to make the neuron fire at all. What does STDP do to "
        "its synapses, at ratio 1.05?",
        choices=("it depresses them", "it strengthens them", "nothing", "it splits them"),
        answer="c",
        why="A pair needs an output spike. A silent neuron cannot learn by STDP; scaling is what "
        "can wake it.",
    ),
    Prediction(
        name="quiz_who",
        question="You run Song's neuron twice with other random numbers, no correlated group. Are "
        "the same synapses strong at the end?",
        choices=(
            "yes: the rule decides",
            "no: chance decides, the rule only says that there will be winners",
            "yes: the faster inputs win",
            "no: at the end none is strong",
        ),
        answer="b",
        why="All inputs have the same statistics. The split is certain, its sides are not.",
    ),
    Prediction(
        name="quiz_mu",
        question="Why not always choose mu = 1, which keeps weights away from the bounds?",
        choices=(
            "it lets the rate run away",
            "it is slower to compute",
            "it hardly tells a correlated group from the rest",
            "it makes all weights 0",
        ),
        answer="c",
        why="At mu = 1 the pull to the middle drowns what timing has to say: the group ends at "
        "0.51, the others at 0.49.",
    ),
    Prediction(
        name="quiz_area",
        question="tau_minus is made twice tau_plus, at A_minus = A_plus. What do unrelated trains "
        "do to a weight?",
        choices=("weaken it", "nothing", "strengthen it", "it depends on the rates"),
        answer="a",
        why="Areas count: depression's is now twice as large. The rates say how fast, not which "
        "way.",
    ),
    Prediction(
        name="quiz_eligibility",
        question="A pair has left an eligibility, and no reward ever comes. The weight...",
        choices=(
            "has grown at once, and stays",
            "does not change",
            "shrinks as the eligibility fades",
            "grows, and then sinks back",
        ),
        answer="b",
        why="The eligibility is a note, not a change. It fades unread.",
    ),
)
