"""What lesson 08 asks: predictions, exercises and a quiz on STDP at many synapses."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.many_synapses.stored_runs import Settled
from snn_edu.lessons.many_synapses.views import plastic_step
from snn_edu.plasticity.stdp import STDP
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction


def _ratio_by_areas() -> float:
    """The ratio of the two areas under STDP's window, added up in small strips."""
    stdp = STDP(A_plus=1.0, A_minus=1.0, tau_plus=16.8, tau_minus=33.7)
    s = np.arange(0.005, 1000.0, 0.01)
    return float(stdp.window(s).sum() / -stdp.window(-s).sum())


def _step_by_pairs(
    w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
) -> tuple[float, float, float]:
    """The truth another way: each trace as equally old spikes, each pair by the window."""

    def past(x: float, tau: float) -> tuple[int, float]:  # so many spikes, so long ago (ms)
        count = max(1, math.ceil(x))
        return count, tau * math.log(count / x) + dt

    (pres, pre_age), (posts, post_age) = past(x_pre, stdp.tau_plus), past(x_post, stdp.tau_minus)
    if pre:
        w = max(stdp.w_min, w + posts * float(stdp.window(-post_age)))
    if post:
        w = min(stdp.w_max, w + pres * float(stdp.window(pre_age)))
    left_pre = pres * math.exp(-pre_age / stdp.tau_plus)
    left_post = posts * math.exp(-post_age / stdp.tau_minus)
    return w, left_pre + pre, left_post + post


def _slipped(
    decay: Any = lambda dt, tau: math.exp(-dt / tau),
    bounds: tuple[float, float] = (0.0, 1.0),
    late: bool = False,
    own: bool = False,
    swapped: bool = False,
    sign: float = 1.0,
    at_tie: tuple[bool, bool] = (True, True),
    least: float = 1.0,
    nearest: bool = False,
    one_tau: bool = False,
) -> Any:
    """A step with one slip: a wrong answer to expect."""

    def step(
        w: float, x_pre: float, x_post: float, pre: bool, post: bool, dt: float, stdp: STDP
    ) -> tuple[float, float, float]:
        faded_pre = x_pre * decay(dt, stdp.tau_plus)
        faded_post = x_post * decay(dt, stdp.tau_plus if one_tau else stdp.tau_minus)
        read_pre, read_post = (x_pre, x_post) if late else (faded_pre, faded_post)
        if own:
            read_pre, read_post = read_pre + pre, read_post + post
        if swapped:
            read_pre, read_post = read_post, read_pre
        weakens, strengthens = at_tie if pre and post else (pre, post)
        if weakens:
            w = max(bounds[0], w - sign * stdp.A_minus * read_post)
        if strengthens:
            w = min(bounds[1], w + sign * stdp.A_plus * read_pre)
        if nearest:
            return w, 1.0 if pre else faded_pre, 1.0 if post else faded_post
        return w, faded_pre + least * pre, faded_post + least * post

    return step


_RULES = (
    STDP(A_plus=0.05, A_minus=0.07, tau_plus=17.0, tau_minus=34.0),
    STDP(A_plus=0.2, A_minus=0.15, tau_plus=12.5, tau_minus=21.0),
    STDP(A_plus=0.031, A_minus=0.023, tau_plus=40.0, tau_minus=9.5),
)
_STEPS = (  # w, x_pre, x_post, pre, post, dt, stdp
    (0.5, 0.8, 0.6, True, False, 3.7, _RULES[0]),
    (0.5, 0.8, 0.6, False, True, 0.9, _RULES[1]),
    (0.42, 1.7, 2.3, True, True, 5.3, _RULES[2]),
    (0.37, 1.2, 0.4, False, False, 12.1, _RULES[0]),
    (0.03, 0.5, 1.6, True, False, 2.3, _RULES[1]),
    (0.97, 2.1, 0.7, False, True, 4.4, _RULES[1]),
    (0.61, 0.9, 1.4, True, True, 7.9, _RULES[0]),
)


def _logs(low: Settled, high: Settled) -> tuple[float, float]:
    """The factors another way: by the logarithms of the rates."""
    return (
        math.exp(math.log(high.early_rate) - math.log(low.early_rate)),
        math.exp(math.log(high.late_rate) - math.log(low.late_rate)),
    )


def _run(input_rate: float, early: float, late: float, mean_w: float) -> Settled:
    return Settled(input_rate, early, 0.2, late, 0.8, mean_w, np.zeros(20))


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
        asks={"ratio": 1.05, "rate": 15},
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
        why="The weights sink until the neuron is again about where it was: twice the input, half "
        "the mean weight. Why it stops just there you will measure below.",
        asks={"rate": 20.0},
        wrong=(
            Wrong("b", "That would be a neuron whose synapses stay as they are, and a mild one."),
            Wrong("c", "In the first seconds, before the synapses follow, that is what happens."),
        ),
    ),
    Prediction(
        name="mu_one",
        question="You set μ to 1: what a pair adds shrinks with the room left above, what it "
        "takes away shrinks with the weight itself. Where do the weights go?",
        choices=(
            "to both ends, as before, but more slowly",
            "into one heap near 0.5",
            "all to 1",
            "nowhere: they keep their values",
        ),
        answer="b",
        why="A strong weight now loses much and gains little, a weak one the other way round. Both "
        "are pulled to where the two balance: by chance alone w = 1 / (1 + 1.05) = 0.49.",
        asks={"mu": 1.0},
        wrong=(Wrong("a", "The ends repel now: at w = 1 nothing can be gained, only lost."),),
    ),
    Prediction(
        name="group",
        question="100 of the 1000 inputs tend to fire together, at the same rate as all the "
        "others. Additive STDP, μ = 0. Who ends with strong synapses?",
        choices=(
            "the 100 that fire together",
            "the 900 that do not: they cover more time",
            "about as many of the 100 as of the 900: rates are all that counts",
            "nobody: together they overexcite the neuron, and all are depressed",
        ),
        answer="a",
        why="Spikes that come together make the neuron fire, and so each of them comes shortly "
        "before an output spike. That is what STDP pays for.",
        asks={"mu": 0.0, "correlation": 0.1},
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
        "that gathers them, as μ > 0 does. It does hold the rate.",
        wrong=(Wrong("a", "Scaling mends the rate. Competition needs depression to win."),),
        asks={"ratio": 0.9, "scaling": True},
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
        asks={"delay": 3000, "memory": 1000},
        wrong=(Wrong("b", "An exponential does not fade in proportion to time."),),
    ),
)

EXERCISES = (
    Exercise(
        name="step",
        ask="Write `plastic_step(w, x_pre, x_post, pre, post, dt, stdp)`: the weight and the two "
        "traces dt ms later, if a pre and/or a post spike comes at the end of the dt.",
        shown="""
            def plastic_step(w, x_pre, x_post, pre, post, dt, stdp):
                x_pre = x_pre * np.exp(-dt / stdp.tau_plus)
                x_post = x_post * np.exp(-dt / stdp.tau_minus)
                if pre:
                    w = max(0, w - stdp.A_minus * x_post)
                if post:
                    w = min(1, w + stdp.A_plus * x_pre)
                return w, x_pre + pre, x_post + post
        """,
        solution=plastic_step,
        oracle=_step_by_pairs,
        tries=_STEPS,
        wrong=(
            Wrong(
                _slipped(bounds=(-math.inf, math.inf)),
                "Your weight goes to {got:.4f}. It has to stay between 0 and 1: hard bounds.",
            ),
            Wrong(
                _slipped(decay=lambda dt, tau: 1.0),
                "Your traces do not fade. In dt ms they shrink by exp(-dt / tau), before anything "
                "reads them.",
            ),
            Wrong(
                _slipped(decay=lambda dt, tau: math.exp(-1 / tau)),
                "dt is forgotten: your traces always fade by 1 ms. Here dt = {dt:g} ms.",
            ),
            Wrong(
                _slipped(decay=lambda dt, tau: 1 - dt / tau),
                "That is Euler's step, 1 - dt / tau. Exact is exp(-dt / tau), whatever dt.",
            ),
            Wrong(
                _slipped(one_tau=True),
                "Both traces fade with tau_plus. That of the output spikes fades with tau_minus.",
            ),
            Wrong(
                _slipped(late=True),
                "The weight reads the traces as they were dt ms ago. The spike comes at the end of "
                "the step: let them fade first.",
            ),
            Wrong(
                _slipped(own=True),
                "In the step with both spikes, each meets itself: your traces jump before they are "
                "read. A tie is worth nothing here: read first, then add 1.",
            ),
            Wrong(
                _slipped(at_tie=(False, False)),
                "In the step with both spikes your weight stays. They are worth nothing to each "
                "other, but each meets the *older* spikes of the other side, as ever.",
            ),
            Wrong(
                _slipped(at_tie=(True, False)),
                "In the step with both spikes yours only weakens. The output spike strengthens "
                "as well: two `if`, no `elif`.",
            ),
            Wrong(
                _slipped(at_tie=(False, True)),
                "In the step with both spikes yours only strengthens. The pre spike weakens as "
                "well: two `if`, no `elif`.",
            ),
            Wrong(
                _slipped(swapped=True),
                "You read the wrong trace: a pre spike looks back on *output* spikes, x_post, and "
                "an output spike on pre spikes, x_pre.",
            ),
            Wrong(
                _slipped(sign=-1.0),
                "The signs are turned round: a pre spike comes *after* the output spikes that it "
                "meets, and depresses.",
            ),
            Wrong(
                _slipped(nearest=True),
                "Your traces jump *to* 1, so that only the last spike counts (`nearest`). All "
                "pairs count here: add 1.",
            ),
            Wrong(
                _slipped(least=0.0),
                "Your traces fade, and never grow: each spike adds 1 to the trace of its train.",
            ),
        ),
        hints=(
            "Three things, in this order: both traces fade; the spikes read; the traces jump.",
            "A pre spike takes A_minus x_post away, an output spike adds A_plus x_pre. Keep w "
            "between 0 and 1 with max(0, ...) and min(1, ...).",
            "Return w, x_pre + pre, x_post + post: True counts as 1.",
        ),
        why="Two traces, two reads, two jumps. A synapse needs to know nothing else: no label, no "
        "other synapse, no list of old spikes.",
    ),
    Exercise(
        name="drift",
        ask="Write `drift(r_pre, r_post, A_plus, A_minus, tau_plus, tau_minus)`: by how much the "
        "weight changes per second, on average, if the two trains are unrelated and all pairs "
        "count. Rates in Hz, tau in ms. An error of 1e-5 per second is allowed.",
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
        tolerance=1e-5,
        because="so that an integral is right, too, if the window is taken at the middle of steps "
        "of 0.01 ms",
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
        ask="All pairs count, with τ₊ = 16.8 ms and τ₋ = 33.7 ms. Which "
        "A₋ / A₊ is the border: below it all weights go to 1, just above it they split?",
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
                "That is τ₋ / τ₊, upside down: the wider side needs *less* height.",
            ),
            Wrong(
                1.05,
                "1.05 is what Song, Miller and Abbott chose, with equal time constants. Asked is "
                "the border, with these.",
            ),
            Wrong(
                1.05 * 16.8 / 33.7,
                "You kept the 5 % by which Song, Miller and Abbott stay above the border. Asked is "
                "the border itself.",
            ),
            Wrong(
                0.85,
                "0.85 is the ratio that lesson 10 takes, where only neighbouring spikes pair "
                "(`reduced`). Here all pairs count.",
            ),
            Wrong(
                0.84,
                "0.84 is the border where only neighbouring spikes pair (`reduced`), at 64 Hz. "
                "Here all pairs count, and so the whole areas.",
            ),
            Wrong(
                16.8 / (16.8 + 33.7),
                "That is τ₊ as a share of the sum. Set the two areas equal: A₊ τ₊ = A₋ τ₋.",
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
            "Your `drift` is zero where A₊ τ₊ = A₋ τ₋.",
        ),
        why="16.8 / 33.7 = 0.499, if all pairs count. Count other pairs, and the border is "
        "elsewhere.",
    ),
    Exercise(
        name="growth",
        ask="Write `growth(low, high)`: by which two factors the output rate is larger in the run "
        "`high` than in the run `low`, (before learning, after learning).",
        shown="""
            def growth(low, high):
                return high.early_rate / low.early_rate, high.late_rate / low.late_rate
        """,
        solution=lambda low, high: (
            high.early_rate / low.early_rate,
            high.late_rate / low.late_rate,
        ),
        oracle=_logs,
        tries=(
            (_run(10.0, 170.5, 12.3, 0.55), _run(20.0, 460.3, 11.1, 0.27)),
            (_run(12.0, 230.0, 13.7, 0.47), _run(37.0, 702.0, 16.9, 0.15)),
            (_run(7.5, 99.0, 9.4, 0.71), _run(11.0, 205.0, 12.8, 0.52)),
        ),
        wrong=(
            Wrong(
                lambda low, high: (high.input_rate / low.input_rate,) * 2,
                "That is the factor of the *input*. Divide output rates.",
            ),
            Wrong(
                lambda low, high: (
                    high.late_rate / low.late_rate,
                    high.early_rate / low.early_rate,
                ),
                "The right two, in the other order: before learning first.",
            ),
            Wrong(
                lambda low, high: (
                    low.early_rate / high.early_rate,
                    low.late_rate / high.late_rate,
                ),
                "Upside down: the rate in `high` divided by the rate in `low`.",
            ),
            Wrong(
                lambda low, high: (
                    high.early_rate - low.early_rate,
                    high.late_rate - low.late_rate,
                ),
                "Those are differences, in Hz. A factor is a quotient.",
            ),
            Wrong(
                lambda low, high: (high.early_rate / low.early_rate, high.mean_w / low.mean_w),
                "The second is the factor of the mean weight. Asked is the output's.",
            ),
            Wrong(
                lambda low, high: (high.early_rate / low.early_rate, 1.0),
                "About 1 after learning: that is what you expect. Compute what it *is*.",
            ),
            Wrong(
                lambda low, high: (
                    low.late_rate / low.early_rate,
                    high.late_rate / high.early_rate,
                ),
                "That compares after with before, in one run. Compare `high` with `low`.",
            ),
        ),
        hints=(
            "A run has `early_rate`, in the first 3 s, and `late_rate`, at the end, both in Hz.",
            "high.early_rate / low.early_rate is the first of the two.",
        ),
        why="Two quotients of output rates, and the input's factor is in neither.",
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
        question="Why not always choose μ = 1, which keeps weights away from the bounds?",
        choices=(
            "it lets the rate run away",
            "it is slower to compute",
            "it hardly tells a correlated group from the rest",
            "it makes all weights 0",
        ),
        answer="c",
        why="At μ = 1 the pull to the middle drowns what timing has to say: the group ends at "
        "0.51, the others at 0.49.",
    ),
    Prediction(
        name="quiz_area",
        question="τ₋ is made twice τ₊, at A₋ = A₊. What do unrelated trains do to a weight?",
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
