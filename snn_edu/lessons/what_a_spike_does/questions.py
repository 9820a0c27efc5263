"""What lesson 04 asks: predictions, exercises and a quiz on synapses."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.what_a_spike_does.views import hear, listener
from snn_edu.neurons.lif import LIF
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.synapses.conductances import steady_v
from snn_edu.synapses.currents import ExponentialSynapse
from snn_edu.synapses.short_term import ShortTermPlasticity


def _peak_by_bisection(tau_m: float, tau_syn: float) -> float:
    """The truth another way: when the current balances the leak, simulated by nobody's formula."""
    lif = LIF(tau_m=tau_m, v_threshold=900.0)
    synapse = ExponentialSynapse(tau_syn)
    low, high = 0.0, 10.0 * (tau_m + tau_syn)
    for _ in range(200):
        t = (low + high) / 2.0
        gains = lif.R_m * synapse.kernel(t) > synapse.psp(t, lif, 1.0)
        low, high = (t, high) if gains else (low, t)
    return low


def _peak(tau_m: float, tau_syn: float) -> float:
    if tau_m == tau_syn:
        return tau_m
    return tau_m * tau_syn / (tau_m - tau_syn) * math.log(tau_m / tau_syn)


def _unless_equal(formula: Any, at_equal: Any = lambda tau: tau) -> Any:
    """A wrong answer that treats the equal case as `at_equal` says, so that it is told apart."""

    def answer(tau_m: float, tau_syn: float) -> Any:
        return at_equal(tau_m) if tau_m == tau_syn else formula(tau_m, tau_syn)

    return answer


def _shift(n: int, g: float, R_m: float, v_rest: float, v_reversal: float) -> float:
    return n * g * R_m * (v_reversal - v_rest) / (1.0 + n * g * R_m)


def _shift_by_mean(n: int, g: float, R_m: float, v_rest: float, v_reversal: float) -> float:
    """The truth another way: v settles at the mean of all reversal potentials, leak included."""
    lif = LIF(R_m=R_m, v_rest=v_rest, v_reset=v_rest, v_threshold=900.0)
    return steady_v(lif, [g] * n, v_reversal) - v_rest


def _second(U: float, h: float, tau_rec: float, tau_facil: float, x: float | None = None) -> float:
    left = U * math.exp(-h / tau_facil)
    x = 1.0 - U * math.exp(-h / tau_rec) if x is None else x
    return (left + U * (1.0 - left)) * x


def _second_by_steps(U: float, h: float, tau_rec: float, tau_facil: float) -> float:
    """The truth another way: the library's synapse."""
    release = ShortTermPlasticity(U, tau_rec, tau_facil).releases([0.0, h])
    return float(np.asarray(release.efficacy)[1])


def _judge_direction(answer: Any) -> str | None:
    """Try the delays on a bar that moves right, and on one that moves left."""
    expected = "Two numbers are expected, (delay_a, delay_b), in ms."
    if not isinstance(answer, tuple | list | np.ndarray) or len(answer) != 2:
        return expected
    if any(isinstance(one, bool) or not isinstance(one, int | float | np.number) for one in answer):
        return expected
    try:
        delay_a, delay_b = (float(one) for one in answer)
    except (TypeError, OverflowError):  # a complex number, or one that no clock reaches
        return expected
    if not (math.isfinite(delay_a) and math.isfinite(delay_b)):
        return "Both delays have to be finite numbers of ms."
    if delay_a < 0 or delay_b < 0:
        other = " Delay the other line." if delay_b < delay_a else ""
        return f"A negative delay: the spike would arrive before it is sent.{other}"
    if max(delay_a, delay_b) > 40:
        return f"A delay of {max(delay_a, delay_b):g} ms is too long here: allowed is up to 40 ms."
    lif, w = listener(10.0)
    right, left = (len(hear(lag, delay_a, delay_b, lif, w)[1]) > 0 for lag in (8.0, -8.0))
    if right and not left:
        return None
    if left:
        return (
            "It fires for leftward: you delayed the line whose spike is late anyway. For "
            "rightward a is early, so a has to wait."
        )
    if delay_a == delay_b:
        return (
            "Silent both ways: with equal delays the spikes arrive as far apart as they were sent, "
            "8 ms. Only the difference counts."
        )
    if 0 < max(delay_a, delay_b) < 0.5:
        return "Silent both ways: that is hardly a delay. Did you write seconds?"
    if delay_b > delay_a:
        return "Silent both ways: you delay b by so much that not even a leftward pair meets."
    if delay_a - delay_b < 8:
        return "Silent both ways: the right line, but too short a delay. b's spike is still late."
    return "Silent both ways: the right line, but now a's spike comes too late for b's."


PREDICTIONS = (
    Prediction(
        name="when_it_peaks",
        question="A spike's current jumps up at once and decays with τ_syn = 2.5 ms. It charges "
        "a membrane with τ_m = 10 ms. When is v highest?",
        choices=(
            "at once, as the current is",
            "after 2.5 ms",
            "after 4.6 ms",
            "after 6.3 ms",
            "after 10 ms",
        ),
        answer="c",
        why="v rises as long as more flows in than leaks out. At first nothing leaks; the two are "
        "equal after 4.62 ms. That is almost twice τ_syn, and less than half of τ_m.",
        wrong=(
            Wrong("a", "The current jumps, v cannot: charge takes time to pile up."),
            Wrong("b", "After 2.5 ms 37 % of the current still flows: more than leaks out."),
            Wrong("d", "By then only 8 % of the current is left, and v has been leaking."),
            Wrong("e", "By then only 2 % of the current is left, and v has long been leaking."),
        ),
        asks={},
    ),
    Prediction(
        name="inhibition_from_below",
        question="An inhibitory synapse has its reversal potential at -75 mV. A current holds the "
        "neuron at -90 mV, and the synapse opens. What does v do?",
        choices=("it rises", "it falls", "it stays", "it falls, but less than from -65 mV"),
        answer="a",
        why="An open channel pulls v towards its reversal potential, from either side. From "
        "-90 mV, that is up: the driving force is -75 - (-90) = +15 mV.",
        wrong=(
            Wrong("b", "Inhibition is not a push downwards. It is a pull towards -75 mV."),
            Wrong("c", "It would stay if v were at -75 mV already."),
            Wrong("d", "The size of the force is one thing; it has also changed its sign."),
        ),
        asks={"v_reversal": -75, "v_start": -90},
    ),
    Prediction(
        name="longer_memory",
        question="One spike alone lifts v by 9 mV; 15 are needed. So two have to arrive nearly "
        "together. You make τ_m three times as long, and keep the 9 mV. How far apart may they "
        "be now?",
        choices=("further", "as far as before", "less far"),
        answer="a",
        why="The first PSP has to last until the second comes, and τ_m is how long it lasts: 5.7 "
        "ms apart are close enough with τ_m = 10 ms, 13.7 ms with 30 ms.",
        wrong=(
            Wrong("c", "A leaky membrane forgets the first spike sooner, not later."),
            Wrong("b", "The height is the same, but the PSP lasts longer."),
        ),
        asks={"tau_m": 30},
    ),
    Prediction(
        name="twice_the_rate",
        question="Each spike through a tiring synapse releases half of what is there, and what is "
        "gone comes back with a time constant of 800 ms. You raise the rate from 50 to 100 Hz. "
        "What becomes of all that it releases in a second, once it is steady?",
        choices=("it halves", "it grows by 2 %", "it grows by half", "it doubles"),
        answer="b",
        why="Each spike finds half as much: at such rates all that comes back in a second, "
        "1 / τ_rec = 1.25 fillings, is released, however many spikes share it.",
        wrong=(
            Wrong("d", "That is a synapse that never tires."),
            Wrong("c", "At 2.5 Hz, 1 / (U τ_rec), it begins to tire; 50 Hz is far beyond."),
            Wrong("a", "Each single spike releases half as much. There are twice as many of them."),
        ),
        asks={"rate": 100},
    ),
)

EXERCISES = (
    Exercise(
        name="peak_time",
        ask="Write `peak_time(tau_m, tau_syn)`: how many ms after the spike the PSP of an "
        "exponential current peaks, also when the two are equal.",
        shown="""
            def peak_time(tau_m, tau_syn):
                if tau_m == tau_syn:
                    return tau_m
                return tau_m * tau_syn / (tau_m - tau_syn) * np.log(tau_m / tau_syn)
        """,
        solution=_peak,
        oracle=_peak_by_bisection,
        tries=((10.0, 2.5), (20.0, 5.0), (5.0, 15.0), (8.0, 8.0), (9.3, 7.9), (6.0, 5.95)),
        unit="ms",
        tolerance=1e-6,
        because="the truth was found by halving an interval",
        wrong=(
            Wrong(
                lambda tau_m, tau_syn: 0.0,
                "At 0 ms the current peaks. v begins to rise then, and rises until as much leaks "
                "out as flows in.",
            ),
            Wrong(
                lambda tau_m, tau_syn: tau_syn,
                "After tau_syn the current has fallen to 37 %, and that is still more than leaks "
                "out: v goes on rising.",
            ),
            Wrong(
                lambda tau_m, tau_syn: tau_m,
                "tau_m alone cannot be it: with {tau_m} and {tau_syn} ms the peak is where it is "
                "with {tau_syn} and {tau_m} ms. At tau_m it comes only if the two are equal.",
            ),
            Wrong(
                _unless_equal(lambda tau_m, tau_syn: tau_m * tau_syn / (tau_m - tau_syn)),
                "The logarithm is missing: times ln(tau_m / tau_syn). (Without it the time is "
                "negative when tau_syn is the longer one.)",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m - tau_syn) * math.log(tau_syn / tau_m)
                    )
                ),
                "The peak comes before the spike: {got:.2f} ms. The two time constants stand in "
                "the same order in the difference and in the logarithm. Yours are swapped in one.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m - tau_syn) * math.log10(tau_m / tau_syn)
                    )
                ),
                "That is the logarithm to base 10. The natural one is `np.log`.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m + tau_syn) * math.log(tau_m / tau_syn)
                    )
                ),
                "The denominator is the difference of the two time constants, not their sum: "
                "dividing by e^(-t / tau_m) leaves the difference of the two rates.",
            ),
            Wrong(
                _unless_equal(lambda tau_m, tau_syn: math.sqrt(tau_m * tau_syn)),
                "The root of the product is near, where the two are alike, and no more: take the "
                "derivative.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: tau_syn / (tau_m - tau_syn) * math.log(tau_m / tau_syn)
                ),
                "A factor tau_m is missing: yours has no unit, and a time is in ms.",
            ),
            Wrong(
                _unless_equal(_peak, lambda tau: 0.0),
                "Right for different time constants. For equal ones the peak does not jump to 0 "
                "ms: try 8 and 7.99, and see where your own formula goes.",
            ),
        ),
        hints=(
            "At the peak dv/dt = 0. Take the derivative of e^(-t / tau_m) - e^(-t / tau_syn).",
            "e^(-t / tau_m) / tau_m = e^(-t / tau_syn) / tau_syn. Take the logarithm, solve for t.",
            "tau_m * tau_syn / (tau_m - tau_syn) * np.log(tau_m / tau_syn), and if the two are "
            "equal, their common value.",
        ),
        why="The formula is symmetric: swap the two time constants, and the peak stays in place.",
    ),
    Exercise(
        name="n_synapses",
        ask="Write `shift(n, g, R_m, v_rest, v_reversal)`: how far from rest v settles (mV) while "
        "n synapses are open, each of conductance g (uS).",
        shown="""
            def shift(n, g, R_m, v_rest, v_reversal):
                return n * g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m)
        """,
        solution=_shift,
        oracle=_shift_by_mean,
        tries=(
            (4, 0.05, 10.0, -65.0, 3.0),
            (1, 0.031, 12.5, -67.0, 0.0),
            (8, 0.02, 20.0, -70.0, -80.0),
        ),
        unit="mV",
        wrong=(
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * (v_reversal - v_rest) / (1 + g * R_m)
                ),
                "That is {n} times the shift of one: linear. But the second synapse opens where "
                "the first has already moved v, and finds less driving force. Where is the n that "
                "makes the membrane leakier?",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m)
                ),
                "All n synapses let current in, not one: the n is missing above the fraction bar.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m) / 1000
                ),
                "Your shift is in volts. uS times MOhm is 1, and so it has the unit of the driving "
                "force: mV.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: n * g * R_m * (v_reversal - v_rest),
                "You keep the driving force at its value at rest, as if the synapses were currents "
                "of g (v_reversal - v_rest). It shrinks as v comes closer: divide by 1 + n g R_m.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: v_reversal - v_rest,
                "That is as far as v could ever go. The leak pulls back towards rest, with the "
                "conductance 1 / R_m.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    (v_rest + n * g * R_m * v_reversal) / (1 + n * g * R_m)
                ),
                "That is v itself, {got:.2f} mV, and rightly so. Asked is how far it is from rest: "
                "subtract v_rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * (v_rest - v_reversal) / (1 + n * g * R_m)
                ),
                "Your sign is flipped: an excitatory synapse would pull v down. The driving force "
                "is v_reversal - v.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: n * g * R_m * v_reversal / (1 + n * g * R_m),
                "You take v_reversal for the driving force. The force is the distance, v_reversal "
                "- v_rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g / R_m * (v_reversal - v_rest) / (1 + n * g / R_m)
                ),
                "g / R_m has no meaning: compare g with the conductance of the leak, 1 / R_m. "
                "Their ratio is g R_m.",
            ),
        ),
        hints=(
            "When v stands still, as much flows in as leaks out.",
            "n g (v_reversal - v) = (v - v_rest) / R_m. Write v = v_rest + shift, and solve.",
            "n * g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m)",
        ),
        why="Half of the way is done when the n synapses together conduct as well as the leak.",
    ),
    Exercise(
        name="direction",
        ask="Choose `(delay_a, delay_b)` in ms so that the neuron with τ_m = 10 ms fires for a "
        "bar that moves right (a spikes 8 ms before b), and stays silent when it moves left.",
        shown="""
            my_delays = (8.0, 0.0)
        """,
        solution=(8.0, 0.0),
        judge=_judge_direction,
        wrong=(
            Wrong((0.0, 0.0), "with equal delays the spikes arrive as far apart as they were sent"),
            Wrong((0.0, 8.0), "It fires for leftward"),
            Wrong((16.0, 0.0), "now a's spike comes too late for b's"),
            Wrong((2.0, 0.0), "the right line, but too short a delay"),
            Wrong((0.008, 0.0), "Did you write seconds?"),
            Wrong((0.0, -8.0), "the spike would arrive before it is sent"),
            Wrong((0.0, 16.0), "not even a leftward pair meets"),
            Wrong((8000.0, 0.0), "too long here"),
            Wrong("80", "Two numbers are expected"),
        ),
        hints=(
            "The neuron fires when both spikes arrive together. Which of the two is early?",
            "Moving right, a is 8 ms early. Let it wait.",
        ),
        why="Any delay_a - delay_b from 2.3 to 13.7 ms does it, for the neuron forgives 5.7 ms. "
        "With 8 ms the spikes of a bar that moves right arrive together, those of the other 16 ms "
        "apart.",
    ),
    Exercise(
        name="second_release",
        ask="Write `second_release(U, h, tau_rec, tau_facil)`: the share u x that the second of "
        "two spikes releases, h ms after the first.",
        shown="""
            def second_release(U, h, tau_rec, tau_facil):
                x = 1 - U * np.exp(-h / tau_rec)  # the first took U, and it comes back
                left = U * np.exp(-h / tau_facil)
                u = left + U * (1 - left)
                return u * x
        """,
        solution=lambda U, h, tau_rec, tau_facil: _second(U, h, tau_rec, tau_facil),
        oracle=_second_by_steps,
        tries=(
            (0.5, 50.0, 800.0, 30.0),
            (0.043, 97.0, 130.0, 1010.0),
            (0.21, 310.0, 250.0, 120.0),
        ),
        wrong=(
            Wrong(
                lambda U, h, tau_rec, tau_facil: U * (1 - U * math.exp(-h / tau_rec)),
                "Your u stays at U: something of the first spike's u is still there, and the "
                "second adds to it.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(U, h, tau_rec, tau_facil, x=1.0 - U),
                "Your store does not refill: of the missing U only exp(-h / tau_rec) still lacks.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    (U + U * math.exp(-h / tau_facil)) * (1 - U * math.exp(-h / tau_rec))
                ),
                "You add a whole U: a spike adds U of what is *missing* to 1, or u could exceed 1.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(U, h, tau_facil, tau_rec),
                "tau_rec and tau_facil are swapped: the store refills with tau_rec.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(U, h, tau_rec, tau_facil, x=1.0),
                "That is u (or your store is full again, when it has only h ms to refill): what is "
                "released is u x.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: 1 - U * math.exp(-h / tau_rec),
                "That is x, what is there. What is released is u x.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, x=1.0 - math.exp(-h / tau_rec)
                ),
                "You emptied the store: the first spike took U of it, not all.",
            ),
        ),
        hints=(
            "Missing in the store right after the first spike: U. After h: U exp(-h / tau_rec).",
            "Of u is left: U exp(-h / tau_facil). The spike adds U (1 - that).",
        ),
        why="Two exponentials decide whether a synapse tires or warms up: which is the longer one?",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_swap",
        question="τ_m = 10 ms, τ_syn = 2.5 ms, R_m and the peak current w are given. You swap "
        "the two time constants. What becomes of the PSP?",
        choices=(
            "nothing changes",
            "it peaks later, and as high",
            "it peaks at the same time, a quarter as high",
            "it peaks at the same time, four times as high",
        ),
        answer="d",
        why="Two leaks in a row: whichever comes first, the shape is the same, and so is the peak "
        "time. But the current now lasts four times as long and carries four times the charge.",
    ),
    Prediction(
        name="quiz_area",
        question="You double τ_m by doubling C_m; R_m and the current stay. What stays the same "
        "about the PSP?",
        choices=("its peak", "its area", "its peak time", "how long it lasts"),
        answer="b",
        why="The area is R_m times the charge. A larger C_m makes the PSP lower and longer.",
    ),
    Prediction(
        name="quiz_shunt",
        question="An inhibitory synapse's reversal potential is exactly v_rest. Can it inhibit?",
        choices=(
            "no: without a driving force nothing flows",
            "yes: it makes the membrane leakier, and other inputs lift v less",
            "yes: it lowers v",
            "only if it comes before the excitation",
        ),
        answer="b",
        why="At rest nothing flows. But as soon as something lifts v, the open channels let it out "
        "again: shunting inhibition, which divides instead of subtracting.",
    ),
    Prediction(
        name="quiz_delay",
        question="Two inputs reach a coincidence detector with delays of 3 and 10 ms. For which "
        "lag, t_second - t_first, does it fire most easily?",
        choices=("+7 ms", "0 ms", "-7 ms", "-13 ms"),
        answer="c",
        why="The second line is 7 ms slower, so the second spike has to start 7 ms earlier.",
    ),
    Prediction(
        name="quiz_facilitation",
        question="U = 0.04, τ_rec = 100 ms, τ_facil = 1000 ms. How does the second of two "
        "spikes, 100 ms apart, compare with the first?",
        choices=(
            "it releases less, since resources are used up",
            "it releases the same",
            "it releases nearly twice as much",
            "it depends on the weight",
        ),
        answer="c",
        why="u goes from 0.040 to 0.075, because the memory of the first spike lasts 1000 ms, "
        "while x only fell to 0.985: 1.84 times as much.",
    ),
)
