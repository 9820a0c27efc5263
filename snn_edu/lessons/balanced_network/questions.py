"""What lesson 16 asks in its last part: predictions and an exercise on a balanced network."""

from __future__ import annotations

import numpy as np

from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction


def sum_over_senders(rate: float, outside: float, g: float) -> float:
    """The mean input (mV) of a neuron of `SMALL`, sender by sender: jump times rate times tau_m."""
    jumps = np.repeat([1.0, -g, 1.0], [80, 20, 80])  # mV
    rates = np.repeat([rate, rate, outside], [80, 20, 80])  # Hz
    return float(jumps @ rates) * 0.02


PREDICTIONS = (
    Prediction(
        name="raise_g",
        question="Each neuron ticks like a clock. You raise g from 3 to 5, so that inhibition "
        "outweighs excitation, and leave all neurons as they are. What do they do?",
        choices=(
            "they fall silent",
            "they tick as evenly as before, more slowly",
            "they fire more slowly, and at odd moments",
            "they fire faster, for more arrives",
        ),
        answer="c",
        why="At g = 5 the mean no longer reaches the threshold. A neuron has to wait for a chance "
        "surplus of excitation, and chance keeps no beat.",
        wrong=(
            Wrong(
                "a", "If all were silent, nobody would inhibit, and the background would fire them."
            ),
            Wrong("b", "So it would be if the mean still fired them. It no longer does."),
        ),
        asks={"g": 5.0},
    ),
    Prediction(
        name="no_dice",
        question="At g = 5, you make the background steady: the same current into every neuron, "
        "for ever. From then on no dice are thrown. What becomes of the odd moments?",
        choices=(
            "they remain",
            "every neuron ticks like a clock",
            "all neurons fire together",
            "the network falls silent",
        ),
        answer="a",
        why="Every neuron's noise is the spikes of the others. The network makes its own.",
        wrong=(
            Wrong("b", "True of a neuron alone. This one hears a hundred others."),
            Wrong("d", "The mean is the same as before: twice what brings v to the threshold."),
        ),
        asks={"g": 5.0, "steady": True},
    ),
)

EXERCISES = (
    Exercise(
        name="mean_input",
        ask="Write `mean_input(rate, outside, g)`: mu in mV, when all fire at `rate` Hz and each "
        "sender outside at `outside` Hz; C_E = 80, J = 1 mV, gamma = 1/4, tau_m = 20 ms.",
        shown="""
            def mean_input(rate, outside, g):
                return 80 * 1.0 * 0.020 * (outside + rate * (1 - g / 4))
        """,
        solution=lambda rate, outside, g: 80 * 1.0 * 0.020 * (outside + rate * (1 - g / 4)),
        oracle=sum_over_senders,
        tries=(
            (66.0, 25.0, 5.0),
            (300.0, 25.0, 3.0),
            (30.0, 50.0, 6.0),
            (90.0, 25.0, 4.0),
            (37.317, 4.1703, 7.77),
            (100.9, 5.3, 8.1),
        ),
        unit="mV",
        wrong=(
            Wrong(
                lambda rate, outside, g: 1600.0 * (outside + rate * (1 - g / 4)),
                "A thousand times too much: with rates in Hz, tau_m is 0.020 s.",
            ),
            Wrong(
                lambda rate, outside, g: 80 * (outside + rate * (1 - g / 4)),
                "That is how many mV arrive in a second. v keeps them for tau_m only: times 0.020.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * (1 - g)),
                "gamma is missing: each inhibitory spike takes g mV, but only 20 senders inhibit, "
                "a quarter of 80.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * (1 + g / 4)),
                "Your inhibition excites: in the mean it is subtracted.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * (1 - g**2 / 4)),
                "g squared belongs into the variance. In the mean, a jump counts as it is.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate) * (1 - g / 4),
                "Your inhibition weakens the background too. Outside nobody inhibits.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * 1 - g / 4),
                "Brackets: (1 - g / 4) as a whole multiplies the rate.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate),
                "Nobody inhibits in your network: g is missing.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * rate * (1 - g / 4),
                "The background is missing: 80 senders outside, at `outside` Hz each.",
            ),
        ),
        hints=(
            "Count mV a second: 80 senders at `rate` give J each, 20 take g J, 80 outside give J.",
            "Times tau_m = 0.020 s: 1.6 times (outside + rate * (1 - g / 4)).",
        ),
        why="At g = 4 `rate` drops out: whatever the network does, its mean is the background's.",
    ),
)
