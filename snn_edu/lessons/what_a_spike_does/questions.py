"""What lesson 04 asks: predictions, exercises and a quiz on synapses."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.what_a_spike_does.views import hear, listener
from snn_edu.neurons import LIF
from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.synapses import Conductance, ExponentialSynapse, ShortTermPlasticity, steady_under


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
    channel = Conductance(ExponentialSynapse(), v_reversal)
    return steady_under(v_rest, [(channel, g)] * n, v_rest, lif)[0] - v_rest


def _second(
    U: float,
    h: float,
    tau_rec: float,
    tau_facil: float,
    x: float | None = None,
    left: float | None = None,
) -> float:
    left = U * math.exp(-h / tau_facil) if left is None else left
    x = 1.0 - U * math.exp(-h / tau_rec) if x is None else x
    return (left + U * (1.0 - left)) * x


def _second_by_steps(U: float, h: float, tau_rec: float, tau_facil: float) -> float:
    """The truth another way: the library's synapse."""
    release = ShortTermPlasticity(U, tau_rec, tau_facil).releases([0.0, h])
    return float(np.asarray(release.efficacy)[1])


RIGHT = (5.0, 8.0, 12.0)  # ms by which a spikes before b when a bar moves to the right


def _judge_direction(answer: Any) -> str | None:
    """Try the delays on three bars that move right, and on three that move left."""
    expected = "We want two numbers, (delay_a, delay_b), in ms."
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
        return f"With a negative delay the spike would arrive before it is sent.{other}"
    if max(delay_a, delay_b) > 40:
        return f"A delay of {max(delay_a, delay_b):g} ms is too long here. Stay below 40 ms."
    lif, w = listener(10.0)
    right, left = (
        [lag for lag in RIGHT if len(hear(sign * lag, delay_a, delay_b, lif, w)[1])]
        for sign in (1, -1)
    )
    if len(right) == len(RIGHT) and not left:
        return None
    if delay_a == delay_b:
        return (
            "It fires for the fast bar either way, and for no other. With equal delays the spikes "
            "arrive as far apart as they were sent. Only the difference counts."
        )
    if left:
        return (
            "It fires for a bar that moves to the left. You delayed the line whose spike is late "
            "anyway. Moving right, a is early, so a has to wait."
        )
    if 0 < max(delay_a, delay_b) < 0.5:
        return "That is hardly a delay. Did you write seconds?"
    if delay_b > delay_a:
        return "It's silent both ways. You delay b by so much that no pair meets at all."
    missed = [lag for lag in RIGHT if lag not in right]
    if delay_a - delay_b < 8:
        return (
            f"You delay the right line, but too little for the bar that takes {max(missed):g} ms. "
            "Its second spike still comes too late."
        )
    return (
        f"You delay the right line, but too much for the bar that takes {min(missed):g} ms. Now "
        "a's spike comes too late for b's."
    )


PREDICTIONS = (
    Prediction(
        name="when_it_peaks",
        question="The current jumps up at once and then decays with τ_syn = 2.5 ms. The membrane "
        "leaks with τ_m = 10 ms. When is v highest?",
        choices=(
            "at once, as the current is",
            "after 2.5 ms, as the current has decayed",
            "after 4.6 ms, between the two times",
            "after 10 ms, as the membrane has filled",
        ),
        answer="c",
        why="v rises as long as more flows in than leaks out. At first nothing leaks, and the two "
        "are equal after 4.62 ms.",
        wrong=(
            Wrong("a", "The current jumps, but v can't. Charge takes time to pile up."),
            Wrong("b", "After 2.5 ms 37 % of the current still flows, more than leaks out."),
            Wrong("d", "By then only 2 % of the current is left, and v has long been falling."),
        ),
        asks={},
    ),
    Prediction(
        name="inhibition_from_below",
        question="An inhibitory synapse has its reversal potential at −75 mV. A current holds the "
        "neuron at −90 mV, and now the synapse opens. What does v do?",
        choices=(
            "it rises, because it's pulled towards −75 mV",
            "it falls, because that is what inhibition does",
            "it stays, because the current holds it there",
            "it falls a little, because it's low already",
        ),
        answer="a",
        why="An open channel pulls v towards its reversal potential, from either side. Here the "
        "driving force is −75 − (−90) = +15 mV.",
        wrong=(
            Wrong("b", "Inhibition is not a push downwards. It's a pull towards −75 mV."),
            Wrong("c", "The current goes on, but through the open channels more flows in."),
            Wrong("d", "The force has not only changed its size. It has changed its sign."),
        ),
        asks={"v_reversal": -75, "v_start": -90},
    ),
    Prediction(
        name="strange_synapse",
        question="Beside the open inhibition, an excitation of 0.1 µS lifts v to about six tenths "
        "of "
        "what it does alone. You make the excitation five times stronger. What share is left now?",
        choices=(
            "about six tenths again, because the leak grew by a factor",
            "nearly all of it, because the same amount is taken off",
            "about a tenth, because more of it can flow out again",
            "none of it, because inhibition has the last word",
        ),
        answer="a",
        why="It takes a share, not an amount. The more the excitation lifts v, the larger is the "
        "driving force that lets it out again.",
        wrong=(
            Wrong("b", "That would be a subtraction. But how much flows out depends on v."),
            Wrong("c", "More flows out, but more flows in as well."),
            Wrong("d", "It pulls towards rest, and the excitation pulls towards 0 mV."),
        ),
        asks={"g": 0.5},
    ),
    Prediction(
        name="twice_the_rate",
        question="Each spike releases half of what is there, and the store comes back with a time "
        "constant of 800 ms. You raise the rate from 50 to 100 Hz. What happens to all that is "
        "released in a second, once the train is steady?",
        choices=(
            "it halves, because each spike finds half as much",
            "it hardly grows, because all that comes back is released",
            "it grows by half, because the store is emptier but not empty",
            "it doubles, because there are twice as many spikes",
        ),
        answer="b",
        why="It grows from 1.20 to 1.23 stores. At such rates all that comes back in a second, "
        "1.25 "
        "stores, is released, however many spikes share it.",
        wrong=(
            Wrong("a", "Each spike finds half as much, but there are twice as many of them."),
            Wrong("c", "At a few hertz it would. 50 Hz is far beyond that."),
            Wrong("d", "That's a synapse which never tires."),
        ),
        asks={"rate": 100},
    ),
)


def _equal_case(answer: Any) -> str:
    right = abs(answer(10.0, 2.5) - _peak(10.0, 2.5)) < 1e-6
    said = (
        "Your formula is right where the two differ. Only their equal case is not: "
        "give your own formula 8 and 7.99, and see where it goes."
    )
    return said if right else _TWICE(answer)


_TWICE = simpler(
    _peak,
    (
        (8.0, 4.0),
        "Take 8 and 4 ms. Where the slope is 0, e^(-t/8) / 8 is e^(-t/4) / 4, so e^(t/8) is 2. "
        "That makes {expected:.4g} ms, and yours is {got:.4g}.",
    ),
    (
        (4.0, 8.0),
        "Exchange the two time constants, and the peak stays where it is. With 8 and 4 ms it comes "
        "after {expected:.4g} ms, and with 4 and 8 ms yours comes after {got:.4g}.",
    ),
)

EXERCISES = (
    Exercise(
        name="peak_time",
        ask="Return how many ms after the spike the PSP peaks, also when the two are equal.",
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
        tolerance=1e-3,
        because="so that a search for the highest v in steps of 0.001 ms is right, too",
        wrong=(
            Wrong(
                lambda tau_m, tau_syn: 0.0,
                "At 0 ms the *current* peaks. v only begins to rise then.",
            ),
            Wrong(
                lambda tau_m, tau_syn: tau_syn,
                "After tau_syn the current has fallen to 37 %, which is still more than leaks out, "
                "so v goes on rising.",
            ),
            Wrong(
                lambda tau_m, tau_syn: tau_m,
                "It can't be tau_m alone. Swap the two time constants, and the peak stays where it "
                "is. At tau_m it comes only if the two are equal.",
            ),
            Wrong(
                _unless_equal(lambda tau_m, tau_syn: tau_m * tau_syn / (tau_m - tau_syn)),
                "The factor ln(tau_m / tau_syn) is missing. Without it the time is negative when "
                "tau_syn is the longer one.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m - tau_syn) * math.log(tau_syn / tau_m)
                    )
                ),
                "Your peak comes before the spike, at {got:.2f} ms. The two time constants stand "
                "in "
                "the same order in the difference and in the logarithm, and yours are swapped in "
                "one of them.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: (
                        tau_m * tau_syn / (tau_m + tau_syn) * math.log(tau_m / tau_syn)
                    )
                ),
                "You divided by the sum of the two time constants. It is their difference, because "
                "dividing by e^(-t / tau_m) leaves the difference of the two rates.",
            ),
            Wrong(
                _unless_equal(lambda tau_m, tau_syn: math.sqrt(tau_m * tau_syn)),
                "The root of the product is close where the two are alike, but it's not the peak. "
                "Take the derivative.",
            ),
            Wrong(
                _unless_equal(
                    lambda tau_m, tau_syn: tau_syn / (tau_m - tau_syn) * math.log(tau_m / tau_syn)
                ),
                "A factor tau_m is missing. Yours has no unit, and a time is in ms.",
            ),
            Wrong(
                _unless_equal(_peak, lambda tau: 0.0),
                "That's right for different time constants. For equal ones the peak doesn't jump "
                "to "
                "0 ms. Try 8 and 7.99, and see where your own formula goes.",
            ),
            Wrong(
                lambda tau_m, tau_syn: tau_m if tau_m == tau_syn else (tau_m + tau_syn) / 2,
                "The middle of the two is only near the peak. Take the derivative.",
            ),
            Wrong(
                lambda tau_m, tau_syn: (
                    tau_m if tau_m == tau_syn else np.log(tau_m / tau_syn) / (tau_m - tau_syn)
                ),
                "You divide by the difference of the times. It's the difference of the two "
                "*rates*, 1 / tau, that belongs there.",
            ),
            Wrong(
                lambda tau_m, tau_syn: tau_m if tau_m == tau_syn else abs(tau_m - tau_syn),
                "You subtract the one from the other. Take the derivative of the two "
                "exponentials, and set it to 0.",
            ),
            Wrong(
                lambda tau_m, tau_syn: (
                    tau_m if tau_m == tau_syn else round(10 * _peak(tau_m, tau_syn))
                ),
                "Is that a place in a list? We want a time in ms, and with all its digits.",
            ),
            Wrong(
                _unless_equal(lambda tau_m, tau_syn: tau_m * tau_syn / (tau_m + tau_syn)),
                "You added the two rates. At the peak two exponentials are equal, and a logarithm "
                "brings t down from there.",
            ),
        ),
        examined=_equal_case,
        hints=(
            "At the peak dv/dt = 0. Take the derivative of e^(-t / tau_m) - e^(-t / tau_syn).",
            "e^(-t / tau_m) / tau_m = e^(-t / tau_syn) / tau_syn. Take the logarithm, solve for t.",
            "tau_m * tau_syn / (tau_m - tau_syn) * np.log(tau_m / tau_syn), and if the two are "
            "equal, their common value.",
        ),
        why="For 10 and 2.5 ms it makes 4.62. Swap the two, and the peak stays where it is.",
    ),
    Exercise(
        name="n_synapses",
        ask="Return how far from rest v settles, in mV, while n synapses stay open.",
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
                "That is {n} times the shift of one. But all n synapses make the membrane leakier, "
                "so n belongs below the fraction bar as well.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m)
                ),
                "All n synapses let current in, so n belongs above the fraction bar as well.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m) / 1000
                ),
                "Your shift is in volts. µS times MΩ is 1, so it has the unit of the driving "
                "force, "
                "which is mV.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: n * g * R_m * (v_reversal - v_rest),
                "You keep the driving force as large as it is at rest. It shrinks as v comes "
                "closer, so divide by 1 + n g R_m.",
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
                "{got:.2f} mV is v itself, and that's right. We want how far it is from rest, so "
                "subtract v_rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * (v_rest - v_reversal) / (1 + n * g * R_m)
                ),
                "Your sign is flipped, so an excitatory synapse would pull v down. The driving "
                "force is v_reversal - v.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: n * g * R_m * v_reversal / (1 + n * g * R_m),
                "You take v_reversal for the driving force. The force is a distance, v_reversal - "
                "v_rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g / R_m * (v_reversal - v_rest) / (1 + n * g / R_m)
                ),
                "g / R_m has no meaning. Compare g with the conductance of the leak, 1 / R_m. "
                "Their "
                "ratio is g R_m.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * v_reversal / (n * g + 1 / R_m) - v_rest
                ),
                "Your leak pulls v towards 0 mV. It pulls towards v_rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * (v_reversal - v_rest) / (n * g - 1 / R_m)
                ),
                "You subtract the leak. All conductances add up, the leak's too.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    n * g * R_m * v_reversal - v_rest / (1 + n * g * R_m)
                ),
                "The bracket of the driving force is missing: only v_rest is divided.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: v_rest + n * g * R_m * (v_reversal - v_rest),
                "You gave v itself, with the driving force that it has at rest. The force shrinks"
                " as v comes closer.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (
                    (v_reversal - v_rest) * (1 - 1 / (1 + g * R_m) ** n)
                ),
                "You open them one by one, and let each go on from where the last one settled. "
                "They're open together, so their conductances add up.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: (v_reversal - v_rest) / (1 + n * g * R_m),
                "That is how far v still is from v_reversal. We want how far it is from rest.",
            ),
            Wrong(
                lambda n, g, R_m, v_rest, v_reversal: n * g * R_m / (1 + n * g * R_m),
                "That is the share of the way. Of which way, and how many mV is it?",
            ),
        ),
        examined=simpler(
            _shift,
            (
                (1, 0.1, 10.0, -60.0, 0.0),
                "Take one synapse that conducts as well as the leak, 0.1 µS beside 10 MΩ. From −60 "
                "towards 0 mV it takes v half of the way, 30 mV, and yours makes {got:.4g}.",
            ),
            (
                (3, 0.1, 10.0, -60.0, 0.0),
                "Take three synapses, each of which conducts as well as the leak. From −60 towards "
                "0 mV they take v three quarters of the way, 45 mV, and yours makes {got:.4g}.",
            ),
            (
                (1, 0.1, 10.0, -60.0, -80.0),
                "Take one synapse that conducts as well as the leak. From −60 towards −80 mV it "
                "takes v half of the way, −10 mV, and yours makes {got:.4g}.",
            ),
        ),
        hints=(
            "When v stands still, as much flows in as leaks out.",
            "n g (v_reversal - v) = (v - v_rest) / R_m. Write v = v_rest + shift, and solve.",
            "n * g * R_m * (v_reversal - v_rest) / (1 + n * g * R_m)",
        ),
        why="Half of the way is done when all synapses together conduct as well as the leak.",
    ),
    Exercise(
        name="direction",
        ask="Choose `(delay_a, delay_b)` in ms so that the neuron fires for each bar that moves to "
        "the "
        "right, and stays silent for those that move to the left.",
        shown="""
            my_delays = (8.0, 0.0)
        """,
        solution=(8.0, 0.0),
        judge=_judge_direction,
        wrong=(
            Wrong((3.0, 3.0), "With equal delays the spikes arrive as far apart as they were sent"),
            Wrong((0.0, 8.0), "You delayed the line whose spike is late anyway"),
            Wrong((12.0, 0.0), "too much for the bar that takes 5 ms"),
            Wrong((5.0, 0.0), "too little for the bar that takes 12 ms"),
            Wrong((0.0, 30.0), "no pair meets at all"),
            Wrong((0.0, -8.0), "would arrive before it is sent"),
            Wrong((8000.0, 0.0), "Stay below 40 ms"),
            Wrong("80", "We want two numbers"),
        ),
        hints=(
            "The neuron fires when both spikes arrive nearly together. Which of the two is early?",
            "Moving right, a is early by 5 to 12 ms. Let it wait, by about the middle of that.",
        ),
        why="The neuron forgives 5.7 ms, so a has to wait between 6.3 and 10.7 ms longer than b.",
    ),
    Exercise(
        name="second_release",
        ask="Return u x, the share that the second of two spikes releases, h ms after the first.",
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
                "Your u stays at U. Something of the first spike's u is still there, and the "
                "second "
                "adds to it.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(U, h, tau_rec, tau_facil, x=1.0 - U),
                "Your store doesn't refill. After h ms only U exp(-h / tau_rec) is still missing.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    (U + U * math.exp(-h / tau_facil)) * (1 - U * math.exp(-h / tau_rec))
                ),
                "You add a whole U. A spike closes a fraction U of the *gap* to 1, or u could grow "
                "beyond 1.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(U, h, tau_rec, tau_facil, x=1.0),
                "That is u alone, or your store is full again after only h ms. What is released is "
                "u x.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: 1 - U * math.exp(-h / tau_rec),
                "That is x, which is what is *there*. What is released is u x.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, x=1.0 - math.exp(-h / tau_rec)
                ),
                "You emptied the store. The first spike took U of it, not all.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    U + U * (1 - U) * np.exp(-h / tau_facil) + 1 - U * np.exp(-h / tau_rec)
                ),
                "You add u and x. The spike releases the share u *of* x.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    (1 - U)
                    * (1 - np.exp(-h / tau_rec))
                    * (U + U * (1 - U) * np.exp(-h / tau_facil))
                ),
                "Your store was empty after the first spike. 1 - U is still there, and a part of "
                "the missing U comes back.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    (1 - U * np.exp(-tau_rec / h)) * (U + U * (1 - U) * np.exp(-tau_facil / h))
                ),
                "Your exponents are upside down. It's h *divided* by the time constant.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    U * U * np.exp(-h / tau_facil) * (1 - U * np.exp(-h / tau_rec))
                ),
                "Your u has only what is left, or shrinks it again. The spike closes a fraction U"
                " of the gap to 1.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, x=(1 - U) * math.exp(-h / tau_rec)
                ),
                "Your store goes on emptying after the spike. It comes back, towards 1.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, x=1 - U + U * math.exp(-h / tau_rec)
                ),
                "Your store is full at once, and then loses U little by little. The exponential is "
                "what is still *missing* of U.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, x=2 - U - math.exp(-h / tau_rec)
                ),
                "You let a whole store come back, so yours can overflow. Only U was missing.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, x=1 - (1 - U) * math.exp(-h / tau_rec)
                ),
                "You let the first spike leave only U. It *takes* U, so U is what is missing.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, x=min(1.0, 1 - U + h / tau_rec)
                ),
                "You let the store refill in a straight line. It comes back as an exponential, "
                "fast at first.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U, h, tau_rec, tau_facil, left=U * (1 - math.exp(-h / tau_facil))
                ),
                "You took the part of u that has faded. What is *left* of it is the exponential.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    (U + U * (1 - U)) * math.exp(-h / tau_facil) * (1 - U * math.exp(-h / tau_rec))
                ),
                "Your u rises first and fades then, but it is the second spike that makes it rise. "
                "Between the two it only fades.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    (U * math.exp(-h / tau_facil) + U * (1 - U)) * (1 - U * math.exp(-h / tau_rec))
                ),
                "You close the gap that the *first* spike left, 1 - U. By now u has faded, and "
                "the gap is wider.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: _second(
                    U,
                    h,
                    tau_rec,
                    tau_facil,
                    x=1 - _second(U, h, tau_rec, tau_facil, x=1) * math.exp(-h / tau_rec),
                ),
                "You let the second spike's u empty the store before it. The *first* took U.",
            ),
            Wrong(
                lambda U, h, tau_rec, tau_facil: (
                    1 - U * math.exp(-h / tau_rec) - _second(U, h, tau_rec, tau_facil)
                ),
                "That is what *stays* in the store. We want what is released, u x.",
            ),
        ),
        examined=simpler(
            lambda U, h, tau_rec, tau_facil: _second(U, h, tau_rec, tau_facil),
            (
                (0.2, 1000.0, 1.0, 1.0),
                "After a long rest the store is full and u has faded away. So the second spike "
                "releases what the first did, U = 0.2, and yours releases {got:.4g}.",
            ),
            (
                (0.5, 10.0 * math.log(2.0), 10.0, 0.01),
                "Let u fade away between the spikes, so that u is U again, 0.5. Half of the "
                "missing half has come back, so x is 0.75. That makes 0.375, and yours is "
                "{got:.4g}.",
            ),
            (
                (0.5, 10.0 * math.log(2.0), 0.01, 10.0),
                "Let the store be full again. Of u half is left, 0.25, and the spike closes half "
                "of the gap to 1. That makes 0.625, and yours is {got:.4g}.",
            ),
        ),
        hints=(
            "Missing in the store right after the first spike: U. After h: U exp(-h / tau_rec).",
            "Of u is left: U exp(-h / tau_facil). The spike adds U (1 - that).",
        ),
        why="Take a second spike that comes at once. With U = 0.5 it releases less than the first, "
        "0.375. Wherever U is below 0.38 it releases more.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_area",
        question="You replace a membrane by one with half the R_m and twice the C_m. The spike's "
        "current is the same. What happens to the area under the PSP?",
        choices=(
            "it stays, because τ_m stays",
            "it halves, because R_m does",
            "it doubles, because C_m does",
            "it quarters, because both change",
        ),
        answer="b",
        why="The area is R_m times the charge. τ_m = R_m C_m stays, and with it the shape, but the "
        "whole PSP is half as high.",
        wrong=(
            Wrong("a", "The shape stays with τ_m. The height has an R_m of its own."),
            Wrong("c", "A larger C_m makes v rise more slowly."),
            Wrong("d", "Only R_m comes in, and only once."),
        ),
    ),
    Prediction(
        name="quiz_reversal",
        question="A channel has its reversal potential at −60 mV, and the neuron rests at −70 mV "
        "with "
        "a threshold of −50 mV. You open very many of these channels. The neuron ...",
        choices=(
            "fires, because they pull it upwards",
            "settles close to −60 mV, and never fires",
            "settles close to −70 mV, because it's inhibited",
            "goes past −60 mV, because there are so many",
        ),
        answer="b",
        why="They pull v upwards, but only as far as −60 mV. However many there are, v can't go "
        "past "
        "their reversal potential.",
        wrong=(
            Wrong("a", "They pull upwards, but how far?"),
            Wrong("c", "From −70 mV they pull up, whatever one calls them."),
            Wrong("d", "At −60 mV the driving force is zero, and beyond it they'd pull back."),
        ),
    ),
    Prediction(
        name="quiz_sum",
        question="One open synapse of 0.05 µS would conduct half as well as the leak of a neuron "
        "with "
        "R_m = 10 MΩ, and takes v a third of the way to 0 mV. How far do four of them take it?",
        choices=("a third", "two thirds", "four fifths", "all the way"),
        answer="b",
        why="Four conduct twice as well as the leak, so n g R_m = 2, and 2 / (1 + 2) is two "
        "thirds.",
        wrong=(
            Wrong("a", "More of them do get further."),
            Wrong("c", "That would be n g R_m = 4, but one makes 0.5 only."),
            Wrong("d", "The leak pulls back, however many there are."),
        ),
    ),
    Prediction(
        name="quiz_delay",
        question="Two lines reach a coincidence detector with delays of 3 and 10 ms. It fires most "
        "easily if the *second* line's spike is sent ...",
        choices=(
            "7 ms later than the first's",
            "at the same time as the first's",
            "7 ms earlier than the first's",
            "13 ms earlier than the first's",
        ),
        answer="c",
        why="The second line takes 7 ms longer, so its spike has to start 7 ms earlier.",
        wrong=(
            Wrong("a", "Then it would arrive 14 ms after the first."),
            Wrong("b", "Then it would arrive 7 ms after the first."),
            Wrong("d", "Take the difference of the delays, not their sum."),
        ),
    ),
    Prediction(
        name="quiz_tires",
        question="A synapse releases 20 % of its store at each spike, and the store comes back "
        "with a "
        "time constant of 500 ms. How much does it release in a second at a very high rate?",
        choices=("0.2 stores", "0.4 stores", "2 stores", "10 stores"),
        answer="c",
        why="All that comes back is released, and an empty store takes up 1 / 0.5 s = 2 stores a "
        "second. U only decides at which rate that begins.",
        wrong=(
            Wrong("a", "So much is released by the very first spike."),
            Wrong("b", "U has no say here. What limits it is how fast the store comes back."),
            Wrong("d", "That is 1 / (U τ_rec), the rate in Hz at which it begins to tire."),
        ),
    ),
)
