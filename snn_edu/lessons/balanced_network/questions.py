"""What lesson 17 asks: predictions, exercises and a quiz on a balanced network."""

from __future__ import annotations

import math

import numpy as np

from snn_edu.questions import Exercise, Prediction, Wrong, simpler


def sum_over_senders(rate: float, outside: float, g: float) -> float:
    """The mean input (mV) of a neuron of `SMALL`, sender by sender: jump times rate times tau_m."""
    jumps = np.repeat([1.0, -g, 1.0], [80, 20, 80])  # mV
    rates = np.repeat([rate, rate, outside], [80, 20, 80])  # Hz
    return float(jumps @ rates) * 0.02


def noise_over_senders(rate: float, outside: float, g: float) -> float:
    """The noise (mV) of a neuron of `SMALL`, sender by sender: the same with squared jumps."""
    jumps = np.repeat([1.0, -g, 1.0], [80, 20, 80])  # mV
    rates = np.repeat([rate, rate, outside], [80, 20, 80])  # Hz
    return math.sqrt(float(jumps**2 @ rates) * 0.02)


PREDICTIONS = (
    Prediction(
        name="raise_g",
        question="Each neuron ticks like a clock. You raise g from 3 to 5, so that inhibition "
        "outweighs excitation, and leave all neurons as they are. What do they do?",
        choices=(
            "they fall silent, because inhibition wins on average",
            "they tick more slowly but as evenly, because they are the same",
            "they fire at odd moments, because chance decides now",
            "they fire faster, because more spikes arrive in all",
        ),
        answer="c",
        why="They fire more slowly, and at odd moments. The intervals are at least as uneven as "
        "if dice were thrown. We'll see in a moment why.",
        wrong=(
            Wrong(
                "a",
                "If all were silent, nobody would inhibit, and the background would fire them.",
            ),
            Wrong("b", "The neurons are the same. But what arrives at them isn't."),
            Wrong("d", "More inhibition arrives for each spike, so they get slower."),
        ),
    ),
    Prediction(
        name="account",
        question="At g = 5, take one of the neurons. How large are its excitation and its "
        "inhibition, compared with the 20 mV from rest to threshold?",
        choices=(
            "both are far smaller than that, because most spikes leak away",
            "excitation is about as large, because it has to reach the threshold",
            "both are several times as large, because they nearly cancel",
            "inhibition is several times as large, because it outweighs the rest",
        ),
        answer="c",
        why="Excitation comes to some 150 mV and inhibition to some 130 mV. What is left is near "
        "the threshold, and it is a small difference of two large numbers.",
        wrong=(
            Wrong("a", "Eighty senders of 1 mV at some 60 Hz alone hold v up by more than 90 mV."),
            Wrong("b", "It has to reach it *against* the inhibition."),
            Wrong("d", "If inhibition were the larger by so much, nothing would fire."),
        ),
    ),
    Prediction(
        name="at_four",
        question="At g = 4 the network's own spikes cancel on average, so the mean is the "
        "background's, 40 mV. That is twice the threshold. How does a neuron fire?",
        choices=(
            "like a clock, because the mean alone is far above the threshold",
            "irregularly, because the noise is about as large as the mean",
            "hardly at all, because the network's own input has cancelled",
            "together with all others, because all of them hear the same mean",
        ),
        answer="b",
        why="The noise is some 30 mV. With that, v reaches the threshold soon or late, as chance "
        "has it.",
        wrong=(
            Wrong("a", "That would be right without noise. But compare the two, 40 and 30 mV."),
            Wrong("c", "Its mean has cancelled. The background's is left."),
            Wrong("d", "They do share a mean. But each hears other senders, at other moments."),
        ),
    ),
    Prediction(
        name="no_dice",
        question="At g = 5, you make the background steady, the same current into every neuron for "
        "ever. From then on no dice are thrown. What becomes of the odd moments?",
        choices=(
            "they remain, because the neurons throw dice for each other",
            "they go, because every neuron ticks under a steady current",
            "they go, because without dice all neurons fire together",
            "they remain for a while, until the first dice are forgotten",
        ),
        answer="a",
        why="They remain. Every neuron's noise is the spikes of the others, so the network makes "
        "its own.",
        wrong=(
            Wrong("b", "True of a neuron alone. This one hears a hundred others."),
            Wrong("c", "Each of them hears other senders, so they have no reason to."),
            Wrong("d", "Try it for as long as you like. Each spike goes on shaking the others."),
        ),
    ),
)


def _mean(rate: float, outside: float, g: float) -> float:
    return 80 * 1.0 * 0.020 * (outside + rate * (1 - g / 4))


def _noise(rate: float, outside: float, g: float) -> float:
    return math.sqrt(80 * 1.0**2 * 0.020 * (outside + rate * (1 + g**2 / 4)))


_TRIES = (
    (66.0, 25.0, 5.0),
    (300.0, 25.0, 3.0),
    (30.0, 50.0, 6.0),
    (90.0, 25.0, 4.0),
    (37.317, 4.1703, 7.77),
    (100.9, 5.3, 8.1),
)


def _fewer(do: str, make: str) -> tuple[tuple[tuple[float, float, float], str], ...]:
    """Simpler cases for the mean and the noise, each with fewer senders."""
    yours = " {expected:.3g} mV, and yours {got:.3g} mV."
    return (
        (
            (0.0, 25.0, 5.0),
            f"Silence the network, so that its rate is 0. The 80 senders outside {do}{yours}",
        ),
        (
            (25.0, 0.0, 0.0),
            "Leave out the background and the inhibition, so that `outside` and g are 0. The 80 "
            f"senders that excite {do}{yours}",
        ),
        (
            (25.0, 0.0, 5.0),
            "Leave out the background alone. 80 jumps of 1 mV, and 20 of −5 mV, all at 25 Hz, "
            f"{make}{yours}",
        ),
    )


EXERCISES = (
    Exercise(
        name="mean_input",
        ask="Write `mean_input(rate, outside, g)`: the mean in mV, when all fire at `rate` Hz and "
        "each sender outside at `outside` Hz.",
        shown="""
            def mean_input(rate, outside, g):
                return 80 * 1.0 * 0.020 * (outside + rate * (1 - g / 4))
        """,
        solution=_mean,
        oracle=sum_over_senders,
        tries=_TRIES,
        unit="mV",
        wrong=(
            Wrong(
                lambda rate, outside, g: 1600.0 * (outside + rate * (1 - g / 4)),
                "That's a thousand times too much. With rates in Hz, tau_m is 0.020 s.",
            ),
            Wrong(
                lambda rate, outside, g: 80 * (outside + rate * (1 - g / 4)),
                "That is how many mV arrive in a second. v keeps them for tau_m only, so multiply "
                "by 0.020.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * (1 - g)),
                "Each inhibitory spike takes g mV, but only 20 senders inhibit, a quarter of 80.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * (1 + g / 4)),
                "Your inhibition excites. In the mean it is subtracted.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * (1 - g**2 / 4)),
                "In the mean, a jump counts as it is. Its square belongs to the noise.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate) * (1 - g / 4),
                "Your inhibition weakens the background too. Outside nobody inhibits.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * 1 - g / 4),
                "Mind the brackets. (1 - g / 4) as a whole multiplies the rate.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate),
                "Nobody inhibits in your network, because g is missing.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * rate * (1 - g / 4),
                "The background is missing, 80 senders outside with `outside` Hz each.",
            ),
            Wrong(
                lambda rate, outside, g: 2.0 * (outside + rate * (1 - g / 4)),
                "You counted 100 senders that excite. There are 80, and 20 that inhibit.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (rate + outside * (1 - g / 4)),
                "You've exchanged the two rates. Nobody outside inhibits.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * (outside + rate * (1 - 1 / 4)),
                "Your inhibitory spikes take 1 mV. Each of them takes g mV.",
            ),
            Wrong(
                lambda rate, outside, g: max(0.0, _mean(rate, outside, g)),
                "You cut the mean off at 0. It may well be negative, and here it's {expected:.1f} "
                "mV.",
            ),
            Wrong(
                lambda rate, outside, g: abs(_mean(rate, outside, g)),
                "You've dropped the sign. Where inhibition outweighs all excitation, the mean is "
                "negative.",
            ),
            Wrong(
                lambda rate, outside, g: 0.020 * (outside + rate * (1 - g / 4)),
                "That's for one sender of each kind. There are 80 outside, and 80 in the network.",
            ),
        ),
        examined=simpler(_mean, *_fewer("hold v up by", "come to")),
        hints=(
            "Count mV a second: 80 senders at `rate` give 1 mV each, 20 take g, 80 outside give 1.",
            "Times tau_m, 0.020 s, that is 1.6 times (outside + rate * (1 - g / 4)).",
        ),
        why="At g = 4 `rate` drops out. Whatever the network does, its mean is the background's.",
    ),
    Exercise(
        name="noise_input",
        ask="Write `noise_input(rate, outside, g)`: the noise in mV, the root of what you get when "
        "each jump counts by its square.",
        shown="""
            def noise_input(rate, outside, g):
                return np.sqrt(80 * 0.020 * (outside + rate * (1 + g**2 / 4)))
        """,
        solution=_noise,
        oracle=noise_over_senders,
        tries=_TRIES,
        unit="mV",
        wrong=(
            Wrong(
                lambda rate, outside, g: _noise(rate, outside, g) ** 2,
                "That's in mV². The noise is its root.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(abs(1.6 * (outside + rate * (1 - g**2 / 4)))),
                "You subtract the inhibition. But a jump down shakes v as a jump up does, and a "
                "square has no sign.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1.6 * (outside + rate * (1 + g / 4))),
                "An inhibitory jump is g mV, so it counts by g squared.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1.6 * (outside + rate * (1 + g**2))),
                "Only 20 senders inhibit, a quarter of 80.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1.6 * (outside + rate * (1 + g**2 / 16))),
                "The quarter counts the senders. It isn't squared, because only the jumps are.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1.6 * rate * (1 + g**2 / 4)),
                "The background is missing. Its spikes shake v too.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1600.0 * (outside + rate * (1 + g**2 / 4))),
                "With rates in Hz, tau_m is 0.020 s.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(80.0 * (outside + rate * (1 + g**2 / 4))),
                "That's how much the jumps of a whole second come to. v keeps them for tau_m only, "
                "so 0.020 belongs under the root.",
            ),
            Wrong(
                lambda rate, outside, g: 0.020 * math.sqrt(80 * (outside + rate * (1 + g**2 / 4))),
                "0.020 belongs under the root, because each jump's square fades with it.",
            ),
            Wrong(
                lambda rate, outside, g: 1.6 * math.sqrt(outside + rate * (1 + g**2 / 4)),
                "80 and 0.020 belong under the root as well.",
            ),
            Wrong(
                lambda rate, outside, g: _noise(rate, outside, g) / math.sqrt(2),
                "That's how far the input itself goes up and down. The noise is called the larger "
                "number, without the root of 2.",
            ),
            Wrong(
                lambda rate, outside, g: (
                    math.sqrt(1.6 * outside) + math.sqrt(1.6 * rate * (1 + g**2 / 4))
                ),
                "You add two roots. The squares add up, and the root is taken once, at the end.",
            ),
            Wrong(
                lambda rate, outside, g: 80 * math.sqrt(0.02 * (outside + rate * (1 + g**2 / 4))),
                "You've squared the 80. Each jump counts by its square, and the number of senders "
                "doesn't.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(abs(_mean(rate, outside, g))),
                "That's the root of the mean. First let each jump count by its square.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1.6 * (rate + outside * (1 + g**2 / 4))),
                "You've exchanged the two rates. Nobody outside inhibits.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1.6 * (outside + rate) * (1 + g**2 / 4)),
                "Your inhibition comes from outside as well. Nobody outside inhibits.",
            ),
            Wrong(
                lambda rate, outside, g: math.sqrt(1.6 * (outside + rate)),
                "Your inhibition makes no noise, because g is missing.",
            ),
        ),
        examined=simpler(_noise, *_fewer("shake v by", "shake it by")),
        hints=(
            "Take your `mean_input`, and let each jump count by its square.",
            "80 senders count 1 each, and 20 count g**2, which is 80 times g**2 / 4.",
        ),
        why="Excitation and inhibition cancel in the mean, and in the noise they add.",
    ),
    Exercise(
        name="cancels",
        ask="Write `cancels(gamma)`: the g at which the network's own spikes cancel in the mean, "
        "if "
        "there are `gamma` times as many senders that inhibit as senders that excite.",
        shown="""
            def cancels(gamma):
                return 1 / gamma
        """,
        solution=lambda gamma: 1 / gamma,
        oracle=lambda gamma: float(np.roots([-gamma, 1.0])[0]),
        tries=((0.25,), (0.5,), (0.11,), (1.0,), (2.3,)),
        wrong=(
            Wrong(lambda gamma: 4.0, "4 is right for a quarter. Your function gets other shares."),
            Wrong(
                lambda gamma: gamma,
                "That's upside down. The fewer inhibit, the more each of their spikes must undo.",
            ),
            Wrong(
                lambda gamma: 1 - gamma,
                "In the mean stands 1 - g gamma, a product. For which g is it 0?",
            ),
            Wrong(
                lambda gamma: 1 / gamma**0.5,
                "That is where the *squares* are equal. In the mean a jump counts as it is.",
            ),
            Wrong(
                lambda gamma: 1 / gamma**2,
                "You've squared the share. In the mean a jump counts as it is, and so does a "
                "sender.",
            ),
            Wrong(
                lambda gamma: 4 / gamma,
                "The 4 belongs to our own network, and gamma stands in its place.",
            ),
            Wrong(
                lambda gamma: 4 * gamma,
                "That's 1 for a quarter, and you know that there it's 4. The fewer inhibit, the "
                "more each of their spikes must undo.",
            ),
            Wrong(
                lambda gamma: 80 / gamma,
                "The number of senders drops out, because gamma is a share of it.",
            ),
            Wrong(
                lambda gamma: 1 / gamma - 1,
                "You've taken 1 away. But inhibition has to undo *all* of the excitation.",
            ),
            Wrong(
                lambda gamma: 1 / gamma + 1,
                "You've added 1. Then inhibition outweighs excitation, and here they cancel.",
            ),
            Wrong(
                lambda gamma: float(round(1 / gamma)),
                "You've rounded g. It needn't be a whole number.",
            ),
            Wrong(
                lambda gamma: -1 / gamma, "The minus stands in the mean already, so g is positive."
            ),
        ),
        examined=simpler(
            lambda gamma: 1 / gamma,
            (
                (1.0,),
                "Suppose as many inhibit as excite, so gamma is 1. Then each inhibitory spike has "
                "to undo just one other, and yours undoes {got:g}.",
            ),
            (
                (0.5,),
                "Suppose half as many inhibit as excite. Then each inhibitory spike has to undo "
                "{expected:g} others, and yours undoes {got:g}.",
            ),
        ),
        hints=(
            "For one sender that excites there are gamma that inhibit, and each takes g mV.",
            "Solve 1 - g * gamma = 0 for g.",
        ),
        why="Each inhibitory spike must undo as many excitatory ones as there are for it.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_balance",
        question="In another network a third as many neurons inhibit as excite, and all fire at "
        "one rate. An excitatory spike lifts v by 0.4 mV. By how much must an inhibitory spike "
        "lower it, so that what they send each other cancels in the mean?",
        choices=("by 0.13 mV", "by 0.4 mV", "by 1.2 mV", "by 3 mV"),
        answer="c",
        why="1 − g/3 = 0, so g is 3, and 3 × 0.4 mV = 1.2 mV. What does not cancel is the noise.",
        wrong=(
            Wrong("a", "That's upside down. The fewer inhibit, the more each spike has to undo."),
            Wrong("b", "That would do if as many inhibited as excite."),
            Wrong("d", "3 is g, which is a number without a unit. It multiplies the 0.4 mV."),
        ),
    ),
    Prediction(
        name="quiz_mean",
        question="100 senders inside and 100 outside lift v by 0.2 mV each, and 25 inside lower it "
        "by 6 times as much. τ_m is 20 ms. Inside all fire at 10 Hz, outside at 50 Hz. The mean "
        "input is ...",
        choices=("18 mV", "22 mV", "24 mV", "90 mV"),
        answer="a",
        why="100 × 0.2 × 0.020 × (50 + 10 × (1 − 6/4)) = 0.4 × 45.",
        wrong=(
            Wrong("b", "The network's own mean is negative at g = 6. It is subtracted."),
            Wrong("c", "Inhibition is missing."),
        ),
    ),
    Prediction(
        name="quiz_fewer",
        question="You halve the number of all senders and double every jump. The mean and the "
        "noise "
        "of a neuron, at the same rates, ...",
        choices=(
            "stay as they are, both of them",
            "stay, and grow by a factor of 1.4",
            "grow by a factor of 1.4, and stay",
            "halve, and double",
        ),
        answer="b",
        why="The mean goes by the number times the jump. The noise squared goes by the number "
        "times "
        "the jump squared, so it doubles, and its root grows by 1.4.",
    ),
    Prediction(
        name="quiz_drug",
        question="In a network like ours at g = 6, a drug blocks half of every inhibitory jump. "
        "What "
        "do you expect?",
        choices=(
            "a little more firing, as irregular as before",
            "far more firing, and more like a clock",
            "the same firing, because the balance is kept",
            "less firing, because less arrives at each",
        ),
        answer="b",
        why="It is a network at g = 3 now, on the other side of the cliff. The mean is far "
        "above the threshold, and it drives the neurons like clocks.",
    ),
    Prediction(
        name="quiz_record",
        question="In a cell of the cortex you measure excitation and inhibition apart. Each would "
        "move v by five times the way to the threshold, and together by nearly that way. How will "
        "the cell fire?",
        choices=(
            "irregularly, because small changes of either decide",
            "like a clock, because the sum is nearly constant",
            "never, because the sum stays below the threshold",
            "in bursts, because both of them are so strong",
        ),
        answer="a",
        why="What is left of two large numbers changes much when either changes a little.",
    ),
)
