"""What lesson 20 asks of three correct simulators, of files, and of chips."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterator
from typing import Any

import numpy as np

from snn_edu.questions import Exercise, Prediction, Wrong, simpler

TAU_M, V_THRESHOLD = 5.0, 15.0  # ms; mV above rest


def _theirs(
    v: float,
    arriving: float,
    dt: float,
    before: str = "decay threshold arrive reset",
    tau_m: float = TAU_M,
) -> tuple[float, bool]:
    """The four things of a step in the order that `before` says."""
    spiked = False
    for part in before.split():
        if part == "decay":
            v = v * math.exp(-dt / tau_m)
        elif part == "threshold":
            spiked = v >= V_THRESHOLD
        elif part == "arrive":
            v = v + arriving
        elif spiked:
            v = 0.0
    return v, spiked


def _theirs_in_words(v: float, arriving: float, dt: float) -> tuple[float, bool]:
    """The truth another way: what is left of v decides alone."""
    left = v / math.exp(dt / TAU_M)
    return (0.0, True) if left >= V_THRESHOLD else (left + arriving, False)


def stepped(tau_m: float, jump: float, dt: float) -> tuple[float, float]:
    """The numbers by what an Euler step must do, found by halving: decay first, then the jump."""
    decay = math.exp(-dt / tau_m)
    low, high = dt / 2.0, tau_m + 2.0 * dt  # ms; 1 - dt / tau grows with tau
    for _ in range(200):
        tau = (low + high) / 2.0
        low, high = (low, tau) if 1.0 - dt / tau > decay else (tau, high)
    return tau / 1000.0, jump / (dt / tau)


def _levels(w: Any, bits: int) -> Any:
    """The truth another way: each weight looked up between the borders of its neighbours."""
    levels = np.linspace(0.0, 1.0, 2**bits)
    borders = ((levels[1:] + levels[:-1]) / 2.0).tolist()
    return np.array([levels[bisect(borders, one)] for one in w.tolist()])


_W = np.random.default_rng(20).random(12).round(3)

PREDICTIONS = (
    Prediction(
        name="finer_steps",
        question="The four programs solve the same equations with the same input. The picture will "
        "begin at dt = 1 ms. You take steps twenty times finer. What happens to the differences "
        "between the four?",
        asks={"dt": 0.05},
        choices=(
            "they fade, because less and less happens within one step",
            "they stay, because each program has an order of its own",
            "they grow, because there are more steps in which to differ",
            "only Euler's fades, because only it makes an error of step size",
        ),
        answer="a",
        why="What differs is what comes first within a step, and a step is now next to nothing. At "
        "0.05 ms neuron C fires 8 times in all four, within 0.1 ms.",
        wrong=(
            Wrong("b", "At one dt they differ. But all have the same limit as dt goes to 0."),
            Wrong("c", "There are more steps, but each of the errors is far smaller."),
            Wrong("d", "An order of events makes an error of step size, too."),
        ),
    ),
    Prediction(
        name="on_a_grid",
        question="Now it looks at v only every 0.1 ms, and dates a spike to the moment it was "
        "seen. What happens to the seven spikes?",
        choices=(
            "all seven are there, at most 0.1 ms late",
            "all seven are there, each later than the last",
            "one of them is gone, and the others are slightly off",
            "one of them is there twice, and the others are on time",
        ),
        answer="c",
        why="Six are there, at most 0.12 ms off. The fourth, at 36.7 ms, is gone.",
        wrong=(
            Wrong("a", "You would expect that. But being late also shifts what comes after."),
            Wrong("b", "Late spikes do shift later ones, but here the volleys set the time anew."),
            Wrong("d", "After a spike the neuron is refractory, so none is counted twice."),
        ),
        asks={},
    ),
    Prediction(
        name="three_readers",
        question="The file by hand, with R = 10 MΩ, is read with steps of 1 ms. How many different "
        "spike counts do the three readers give?",
        asks={"file": "by hand, R = 10", "step": "1 ms"},
        choices=(
            "one, because it's one file",
            "two, because two of them are libraries",
            "three, because each takes something else at its word",
        ),
        answer="c",
        why="They give 320, 50 and 83. One takes file and step at their word, one ignores R, and "
        "one ignores the step.",
        wrong=(
            Wrong(
                "a", "It's one file, but the step isn't in it, and not all that is in it is read."
            ),
            Wrong("b", "The two libraries don't ignore the same thing."),
        ),
    ),
    Prediction(
        name="one_bit",
        question="Each weight is now kept in a single bit, so a synapse is there or it isn't. You "
        "may lower the threshold to make up for the lost drive. How many of the 43 showings does "
        "the neuron hit?",
        asks={"bits": 1, "share": 0.7},
        choices=("none", "about half", "all"),
        answer="c",
        why="At 70 % of its threshold it hits all. STDP had nearly made up its mind already: seven "
        "weights out of eight lie below one half, and of the others seven out of eight belong to "
        "the pattern.",
        wrong=(
            Wrong("a", "That's what happens at its old threshold. But you may lower it."),
            Wrong("b", "It depends on the threshold. At the best one it does better."),
        ),
    ),
    Prediction(
        name="twice_the_neurons",
        question="You double the neurons of a network, and connect every pair with 2 % "
        "probability, as before. How many times the memory do its synapses take?",
        asks={"wiring": "2 % of all pairs"},
        choices=("2 times", "4 times", "8 times"),
        answer="b",
        why="There are four times as many pairs. It would double only if each neuron kept its "
        "number "
        "of senders.",
        wrong=(
            Wrong("a", "That holds with 80 senders each, whatever the size."),
            Wrong("c", "Count the pairs: each of twice as many may hear each of twice as many."),
        ),
    ),
)


def _after_decay(
    v: float, arriving: float, above: bool = False, reset: float = 0.0
) -> tuple[float, bool]:
    """Their step from the threshold on."""
    spiked = v > 15.0 if above else v >= 15.0
    return (reset if spiked else v + arriving), spiked


def _small_steps() -> Iterator[tuple[tuple[float, float, float], str]]:
    """Steps of half a ms in which little happens."""
    for v, arriving, said in (
        (10.0, 0.0, "From 10 mV, with nothing on its way, v only decays"),
        (0.0, 6.0, "From rest, 6 mV make v jump to 6 mV, and there's no spike"),
        (0.0, 20.0, "From rest, 20 mV arrive after the threshold, so there's no spike yet"),
        (20.0, 0.0, "From 20 mV v is above the threshold, so it fires and is reset"),
        (20.0, 3.0, "From 20 mV it fires, and the 3 mV that arrive are wiped out by the reset"),
    ):
        yield (
            (v, arriving, 0.5),
            f"{said}. Here we want {{expected:.4g}}, and yours is {{got:.4g}}.",
        )


def _put_into_the_step(answer: Any) -> str:
    """What an Euler step makes of these numbers."""
    for tau_m, jump, dt in ((10.0, 2.5, 0.1), (20.0, -1.2, 1.0)):
        tau, weight = answer(tau_m, jump, dt)
        kept, wanted = 1 - dt / (1000 * tau), math.exp(-dt / tau_m)
        at = f"with tau_m = {tau_m:g} and steps of {dt:g} ms"
        if not math.isclose(kept, wanted, rel_tol=1e-9):
            return f"Euler's step keeps {kept:.9g} of v {at}, and it should keep {wanted:.9g}."
        made = dt / (1000 * tau) * weight
        if not math.isclose(made, jump, rel_tol=1e-9):
            return f"Your tau is right, but a spike jumps by {made:.4g} mV, and not by {jump:g}."
    return ""


EXERCISES = (
    Exercise(
        name="order",
        ask="Write Brian2's order: decay, threshold, what arrives, reset.",
        shown="""
            def their_step(v, arriving, dt):
                v = v * np.exp(-dt / 5.0)
                spiked = v >= 15.0
                v = v + arriving
                return (0.0 if spiked else v), spiked
        """,
        solution=lambda v, arriving, dt: _theirs(v, arriving, dt),
        oracle=_theirs_in_words,
        tries=(
            (12.0, 6.0, 1.0),
            (19.0, 3.0, 1.0),
            (16.0, 2.0, 0.1),
            (14.0, 5.0, 2.0),
            (17.0, -4.0, 0.5),
            (3.0, 1.0, 1.0),
            (17.7, 5.0, 1.0),
            (18.33, 1.0, 1.0),
            (-20.0, -3.0, 1.0),
            (3.0, 20.0, 1.0),
            (15, 2, 0),  # exactly at the threshold, and a grader leaves whole numbers as they are
        ),
        wrong=(
            Wrong(
                lambda v, arriving, dt: _theirs(v, arriving, dt, "decay arrive threshold reset"),
                "That's our order. In theirs the threshold comes before what arrives.",
            ),
            Wrong(
                lambda v, arriving, dt: _theirs(v, arriving, dt, "decay threshold reset arrive"),
                "Your reset comes before what arrives, so after a spike v is at {arriving:g} mV. "
                "In theirs the reset comes last and wipes it out.",
            ),
            Wrong(
                lambda v, arriving, dt: _theirs(v, arriving, dt, "threshold decay arrive reset"),
                "You ask for the threshold before v has decayed. The decay comes first.",
            ),
            Wrong(
                lambda v, arriving, dt: _theirs(v, arriving, dt, "threshold arrive reset"),
                "Your v doesn't decay. In a step of {dt:g} ms it shrinks by e^(-dt / 5).",
            ),
            Wrong(
                lambda v, arriving, dt: _theirs(v, arriving, dt, "decay threshold arrive"),
                "Your neuron isn't reset. After a spike v is 0, whatever has arrived.",
            ),
            Wrong(
                lambda v, arriving, dt: (_theirs(v, arriving, dt)[1], _theirs(v, arriving, dt)[0]),
                "You return the two in the wrong order. First v, then whether it spiked.",
            ),
            Wrong(
                lambda v, arriving, dt: _after_decay(v * math.exp(-dt / 5), arriving, above=True),
                "You wait until v is *above* the threshold. At {v:g} mV it has reached it.",
            ),
            Wrong(
                lambda v, arriving, dt: _after_decay(v * (1 - dt / 5), arriving),
                "That's Euler's decay, 1 - dt / 5. Here v decays by e^(-dt / 5).",
            ),
            Wrong(
                lambda v, arriving, dt: _after_decay(abs(v) * math.exp(-dt / 5), arriving),
                "You've dropped the sign of v. Below rest it's negative.",
            ),
            Wrong(
                lambda v, arriving, dt: _after_decay(v * math.exp(-dt / 5), arriving, reset=15.0),
                "After a spike your v is at the threshold. It's reset to 0.",
            ),
            Wrong(
                lambda v, arriving, dt: (v * math.exp(-dt / 5) + arriving, False),
                "Your neuron never fires. It does if v has reached the threshold after its decay.",
            ),
            Wrong(
                lambda v, arriving, dt: (
                    v * math.exp(-dt / 5) + arriving if v * math.exp(-dt / 5) >= 15 else 0.0,
                    v * math.exp(-dt / 5) >= 15,
                ),
                "You reset v in the steps without a spike, and keep it in those with one.",
            ),
            Wrong(
                lambda v, arriving, dt: (
                    v * math.exp(-dt / 5) + arriving - 15 * (v * math.exp(-dt / 5) >= 15),
                    v * math.exp(-dt / 5) >= 15,
                ),
                "You take the threshold from v after a spike. Here v is reset to 0.",
            ),
            Wrong(
                lambda v, arriving, dt: _theirs(v, arriving, dt, "decay threshold reset"),
                "What arrives is missing. It makes v jump in every step.",
            ),
            Wrong(
                lambda v, arriving, dt: _theirs(v, arriving, dt, "arrive decay threshold reset"),
                "What arrives decays at once in yours. The decay comes first.",
            ),
            Wrong(
                lambda v, arriving, dt: (
                    0.0 if v * math.exp(-dt / 5) + arriving >= 15 else _theirs(v, arriving, dt)[0],
                    v * math.exp(-dt / 5) >= 15,
                ),
                "Your reset looks at v again after the arrival. It belongs to the spike, and "
                "there's a spike only if v had reached the threshold before.",
            ),
        ),
        examined=simpler(lambda v, arriving, dt: _theirs(v, arriving, dt), *_small_steps()),
        hints=(
            "Begin with our step, and move one line.",
            "Work out `spiked` right after the decay, and let the jump come after that.",
        ),
        why="One line moved, and it's another model.",
    ),
    Exercise(
        name="nir_numbers",
        ask="Find tau and weight with which an Euler step keeps e^(-dt / tau_m) of v and jumps by "
        "`jump` mV, at R = 1.",
        shown="""
            def nir_numbers(tau_m, jump, dt):
                tau = dt / (1 - np.exp(-dt / tau_m))
                weight = jump * tau / dt
                return tau / 1000, weight
        """,
        solution=lambda tau_m, jump, dt: (
            dt / (1 - math.exp(-dt / tau_m)) / 1000,
            jump / (1 - math.exp(-dt / tau_m)),
        ),
        oracle=stepped,
        tries=((10.0, 2.5, 0.1), (20.0, -1.2, 1.0), (5.0, 4.0, 2.0)),
        wrong=(
            Wrong(
                lambda tau_m, jump, dt: (tau_m / 1000, jump * tau_m / dt),
                "Your tau is tau_m itself. An Euler step with it keeps 1 - dt / tau_m of v, which "
                "is "
                "less than e^(-dt / tau_m).",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)),
                    jump / (1 - math.exp(-dt / tau_m)),
                ),
                "Your tau is in ms, and a NIR file wants seconds.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (dt / (1 - math.exp(-dt / tau_m)) / 1000, jump),
                "The weight is not scaled. An Euler step multiplies it by dt / tau, so your spike "
                "jumps by less than {jump:g} mV.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)) / 1000,
                    jump * tau_m / dt,
                ),
                "You scaled the weight by tau_m / dt. The step multiplies it by dt / tau, with "
                "your new tau.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)) / 1000,
                    jump / (1 - math.exp(-dt / tau_m)) / 1000,
                ),
                "Your weight is a thousand times too small, because your tau is in seconds by then "
                "and dt is in ms. Scale the weight first.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / math.exp(-dt / tau_m) / 1000,
                    jump / math.exp(-dt / tau_m),
                ),
                "You took dt / tau for what is *left* after a step. It is what is lost, "
                "1 - e^(-dt / tau_m).",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)) / 1000,
                    jump * dt / (dt / (1 - math.exp(-dt / tau_m))),
                ),
                "You made the weight smaller. The step multiplies it by dt / tau, so it has to "
                "grow.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (tau_m / 1000, jump),
                "These are the neuron's own numbers, as in the file by hand. An Euler step with "
                "them "
                "keeps too little of v, and its jump is too small.",
            ),
        ),
        examined=_put_into_the_step,
        hints=(
            "With R = 1 an Euler step makes v (1 - dt / tau) + (dt / tau) W. Compare it with "
            "v e^(-dt / tau_m) + jump.",
            "1 - dt / tau = e^(-dt / tau_m) gives tau, and (dt / tau) W = jump gives W.",
        ),
        why="Now Euler's step is the exact one, under another name.",
    ),
    Exercise(
        name="few_bits",
        ask="Round each weight to the nearest of 2^bits values, evenly spaced from 0 to 1.",
        shown="""
            def few_bits(w, bits):
                steps = 2**bits - 1
                return np.round(w * steps) / steps
        """,
        solution=lambda w, bits: np.round(w * (2**bits - 1)) / (2**bits - 1),
        oracle=_levels,
        tries=((_W, 1), (_W, 2), (_W, 4), (_W[::-1].copy(), 3)),
        wrong=(
            Wrong(
                lambda w, bits: np.round(w * 2**bits) / 2**bits,
                "You take steps of 1 / 2^bits. From 0 to 1 that makes one value too many: with 2 "
                "bits 0, 1/4, 1/2, 3/4 and 1.",
            ),
            Wrong(
                lambda w, bits: np.round(w, bits),
                "`np.round(w, bits)` keeps so many *decimals*, and that takes far more bits.",
            ),
            Wrong(
                lambda w, bits: np.round(w * bits) / bits,
                "You use {bits} steps. {bits} bits can tell 2^{bits} values apart.",
            ),
            Wrong(
                lambda w, bits: np.round(w * (2**bits - 1)),
                "These are the numbers of the levels. Divide by how many steps there are, so that "
                "they lie between 0 and 1 again.",
            ),
            Wrong(
                lambda w, bits: np.floor(w * 2**bits) / 2**bits,
                "The value 1 can't be reached. Between 0 and 1, both included, there are "
                "2^bits - 1 steps.",
            ),
            Wrong(
                lambda w, bits: np.round(w * (2**bits - 1)) / 2**bits,
                "You multiply by one number and divide by another, so 1 doesn't stay 1.",
            ),
            Wrong(
                lambda w, bits: np.round(w * 2**bits) / (2**bits - 1),
                "You multiply by one number and divide by another, so 1 becomes more than 1.",
            ),
            Wrong(
                lambda w, bits: np.round(w / (2**bits - 1)) * (2**bits - 1),
                "You divide by the number of steps first, and multiply after the rounding. How "
                "many of those steps fit into a weight?",
            ),
            Wrong(
                lambda w, bits: (w > 0.5) * 1.0,
                "That's a single bit, whatever `bits` is.",
            ),
            Wrong(
                lambda w, bits: np.round(w * 255) / 255,
                "That's eight bits, whatever `bits` is.",
            ),
        ),
        examined=simpler(
            _levels,
            *(
                ((np.array([w]), bits), f"{said}, and yours makes {{got:.4g}} of it.")
                for w, bits, said in (
                    (0.0, 2, "0 is one of the values of two bits, so it stays"),
                    (1.0, 2, "1 is one of the values of two bits, so it stays"),
                    (1 / 3, 2, "1/3 is one of the values of two bits, so it stays"),
                    (2 / 7, 3, "2/7 is one of the values of three bits, so it stays"),
                    (0.4, 1, "0.4 is nearer to 0 than to 1, so a single bit makes it 0"),
                    (0.55, 1, "0.55 is nearer to 1 than to 0, so a single bit makes it 1"),
                    (0.2, 2, "0.2 is nearest to 1/3 among the values of two bits"),
                )
            ),
        ),
        hints=(
            "With so many values, how many steps are there from 0 to 1?",
            "Multiply by the number of steps, round, and divide again.",
        ),
        why="With a single bit it's a synapse or none.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_order",
        question="A neuron has τ_m = 5 ms and a threshold of 15 mV. It stands at 10 mV, 7 mV are "
        "about to arrive, and a step is 1 ms. (A step keeps 0.82 of v.) Who says that it fires "
        "now?",
        choices=(
            "our order does, and Brian2's own doesn't",
            "Brian2's own order does, and ours doesn't",
            "both of them do",
            "neither of them does",
        ),
        answer="a",
        why="It decays to 8.2 mV, which is below 15. With 7 mV more it's 15.2. We ask after the "
        "jump, and Brian2 asks before.",
        wrong=(
            Wrong("b", "Brian2 asks before the jump, when v is at 8.2 mV."),
            Wrong("c", "Before the jump v is at 8.2 mV, and that is when Brian2 asks."),
            Wrong("d", "8.2 and 7 are 15.2 mV, and we ask after the jump."),
        ),
    ),
    Prediction(
        name="quiz_report",
        question="A paper says that a network was run 'with the LIF model at dt = 0.5 ms'. You get "
        "other spikes. What do you need to know first?",
        choices=(
            "the order of events in a step",
            "the number of its processors",
            "the seed of your own input",
            "the units in which it plots",
        ),
        answer="a",
        why="With the same equations and the same step, programs differ in what comes first within "
        "a step, and in when a spike that was sent arrives.",
        wrong=(
            Wrong("b", "A correct program gives the same spikes on any number."),
            Wrong("c", "You want the same input as the paper, so its seed, and not yours."),
            Wrong("d", "Units of a plot don't move spikes."),
        ),
    ),
    Prediction(
        name="quiz_late",
        question="A neuron has t_ref = 2 ms and is simulated on a grid of 0.25 ms. It fires at "
        "10.02 ms. For how long is it still deaf on the grid, when it should hear again?",
        choices=("0.02 ms", "0.23 ms", "0.25 ms", "2.25 ms"),
        answer="b",
        why="The grid notices the spike at 10.25 ms, 0.23 ms late, and begins the pause then.",
        wrong=(
            Wrong("a", "That would be the distance to the grid point *before* the spike."),
            Wrong("c", "Only a spike right after a grid point is a whole step late."),
            Wrong("d", "For most of that time it's rightly deaf."),
        ),
    ),
    Prediction(
        name="quiz_step",
        question="You send a colleague a NIR file that `to_nir` wrote for steps of 1 ms. She reads "
        "it with steps of 0.5 ms. What will be wrong?",
        choices=(
            "nothing, because the file holds the equations",
            "the jumps only, which are half as high as meant",
            "the decay only, which is twice as fast as meant",
            "the jumps, half as high, and slightly the decay",
        ),
        answer="d",
        why="A jump is dt / τ times the weight, so half a step makes half the jump. And τ was "
        "chosen "
        "so that *one* step of 1 ms decays rightly, which two steps of half its length don't "
        "quite.",
        wrong=(
            Wrong("a", "They were written so that Euler steps of 1 ms come out right."),
            Wrong("b", "The jumps, yes. But τ was chosen for steps of 1 ms, too."),
            Wrong("c", "Look at a jump: dt / τ times the weight."),
        ),
    ),
    Prediction(
        name="quiz_bits",
        question="With 3 bits a weight, what is the largest error that rounding can make?",
        choices=("1/6", "1/8", "1/14", "1/16"),
        answer="c",
        why="Three bits make 8 values and 7 steps from 0 to 1. Half a step is 1/14.",
        wrong=(
            Wrong("a", "That would be half of 1/3, for 2 bits."),
            Wrong("b", "8 values have 7 steps between them, and you're at most half a step away."),
            Wrong("d", "Half a step is right, but 8 values have 7 steps between them."),
        ),
    ),
)
