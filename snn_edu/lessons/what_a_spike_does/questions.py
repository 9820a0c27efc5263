"""What lesson 04 asks: predictions, exercises and a quiz on synapses."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.bisection import bisected
from snn_edu.lessons.what_a_spike_does.views import hear, listener
from snn_edu.neurons import LIF
from snn_edu.questions import Judging, named, read, simpler
from snn_edu.synapses import Conductance, ExponentialSynapse, ShortTermPlasticity, steady_under


def _peak_by_bisection(tau_m: float, tau_syn: float) -> float:
    """The truth another way: when the current balances the leak, simulated by nobody's formula."""
    lif = LIF(tau_m=tau_m, v_threshold=900.0)
    synapse = ExponentialSynapse(tau_syn)

    def rises(t: float) -> bool:
        return bool(lif.R_m * synapse.kernel(t) > synapse.psp(t, lif, 1.0))

    return bisected(rises, 0.0, 10.0 * (tau_m + tau_syn))[0]


def _shift_by_mean(n: int, g: float, R_m: float, v_rest: float, v_reversal: float) -> float:
    """The truth another way: v settles at the mean of all reversal potentials, leak included."""
    lif = LIF(R_m=R_m, v_rest=v_rest, v_reset=v_rest, v_threshold=900.0)
    channel = Conductance(ExponentialSynapse(), v_reversal)
    return steady_under(v_rest, [(channel, g)] * n, v_rest, lif)[0] - v_rest


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
    if 0 < max(delay_a, delay_b) < 0.5:
        return "That is hardly a delay. Did you write seconds?"
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
    if left and delay_a > delay_b:
        return (
            "a waits longer than b, as it should, but not long enough: it still fires for the fast "
            "bar either way."
        )
    if left:
        return (
            "It fires for a bar that moves to the left. You delayed the line whose spike is late "
            "anyway. Moving right, a is early, so a has to wait."
        )
    if delay_b > delay_a:
        return "It's silent both ways. You delay b by so much that no pair meets at all."
    missed = [lag for lag in RIGHT if lag not in right]
    if delay_a - delay_b < 8:
        return (
            "a waits longer than b, as it should, but not long enough for the bar that takes "
            f"{max(missed):g} ms. Its second spike still comes too late."
        )
    return (
        "a waits longer than b, as it should, but too long for the bar that takes "
        f"{min(missed):g} ms. Now a's spike comes too late for b's."
    )


UNEQUAL = ((10.0, 2.5), (20.0, 5.0), (5.0, 15.0), (9.3, 7.9), (6.0, 5.95), (40.0, 10.0))  # ms


def _equal_case(answer: Any) -> str:
    right = all(abs(answer(*pair) - peak_time(*pair)) < 1e-3 for pair in UNEQUAL)
    said = (
        "Your formula is right where the two differ. Only their equal case is not: "
        "give your own formula 8 and 7.99, and see where it goes."
    )
    return said if right else simpler(peak_time, *_TWICE)(answer)


_TWICE = (
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


PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    peak_time=Judging(
        oracle=_peak_by_bisection,
        tries=(*UNEQUAL[:3], (8.0, 8.0), *UNEQUAL[3:]),
        examined=_equal_case,
    ),
    n_synapses=Judging(
        oracle=_shift_by_mean,
        tries=(
            (4, 0.05, 10.0, -65.0, 3.0),
            (1, 0.031, 12.5, -67.0, 0.0),
            (8, 0.02, 20.0, -70.0, -80.0),
        ),
    ),
    direction=Judging(judge=_judge_direction),
    second_release=Judging(
        oracle=_second_by_steps,
        tries=((0.5, 50.0, 800.0, 30.0), (0.043, 97.0, 130.0, 1010.0), (0.21, 310.0, 250.0, 120.0)),
    ),
)
peak_time = named(EXERCISES, "peak_time").solution
