"""What lesson 18 asks of three correct simulators, and of networks bigger than a laptop."""

from __future__ import annotations

import math
from fractions import Fraction

from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction


def stepped(tau_m: float, jump: float, dt: float) -> tuple[float, float]:
    """The numbers by what an Euler step must do, found by halving: decay first, then the jump."""
    decay = math.exp(-dt / tau_m)
    low, high = dt / 2.0, tau_m + 2.0 * dt  # ms; 1 - dt / tau grows with tau
    for _ in range(200):
        tau = (low + high) / 2.0
        low, high = (low, tau) if 1.0 - dt / tau > decay else (tau, high)
    return tau / 1000.0, jump / (dt / tau)


def counted(neurons: int, senders: int, bytes_each: float) -> float:
    """Gigabytes, in exact fractions."""
    return float(Fraction(neurons) * senders * Fraction(bytes_each) / 10**9)


PREDICTIONS = (
    Prediction(
        name="finer_steps",
        question="The four programs solve the same equations, with the same input, at dt = 1 ms. "
        "You take steps twenty times finer. What becomes of their differences?",
        asks={"dt": 0.05},
        choices=(
            "they fade: all four come to the same spikes",
            "they stay: each program is another model",
            "they grow: there are more steps to differ in",
            "only Euler joins the others, for only its error is one of step size",
        ),
        answer="a",
        why="What differs is what happens first within a step, and a step is now next to nothing. "
        "At 0.05 ms neuron C fires 8 times in all four, within 0.1 ms.",
        wrong=(
            Wrong("b", "So it is at one dt. But all of them are after the same limit, dt to 0."),
            Wrong("d", "An order of events is an error of a step, too: a spike waits one more."),
        ),
    ),
    Prediction(
        name="three_readers",
        question="Below, a file by `to_nir` is read with steps of 0.1 ms, and all agree. Somebody "
        "writes the file by hand instead, with the neuron's own R = 10 MΩ, and has it read with "
        "steps of 1 ms. How many different spike counts do the three readers give?",
        asks={"file": "by hand, R = 10", "step": "1 ms"},
        choices=("one: it is one file", "two", "three"),
        answer="c",
        why="320, 50 and 83. The first takes file and step at their word, norse takes R for 1, "
        "snnTorch takes every step for 0.1 ms.",
        wrong=(
            Wrong("a", "One file, but a step is not in it, and not all that is in it is read."),
        ),
    ),
    Prediction(
        name="one_bit",
        question="The detector has learned with 64 bits a weight. Now each weight is kept in one "
        "bit, a synapse is there or it is not, and you may choose the threshold anew (70 % of the "
        "old one). How many of the 43 showings does it hit?",
        asks={"bits": 1, "share": 0.7},
        choices=("none", "about half", "all"),
        answer="c",
        why="STDP had nearly made up its mind already: seven weights in eight are below "
        "one half, and of the others seven in eight are of the pattern. Who counts, not how much.",
        wrong=(Wrong("a", "At its old threshold that is so: it falls silent. You retuned it."),),
    ),
    Prediction(
        name="twice_the_neurons",
        question="You double the neurons, and connect every pair with 2 % probability, as before. "
        "How many times the memory do the synapses take?",
        asks={"wiring": "2 % of all pairs"},
        choices=("2 times", "4 times", "8 times"),
        answer="b",
        why="There are four times as many pairs. It doubles only if each neuron keeps its number "
        "of senders.",
        wrong=(Wrong("a", "That holds with 80 senders each, whatever the size."),),
    ),
)

EXERCISES = (
    Exercise(
        name="nir_numbers",
        ask="Write `nir_numbers(tau_m, jump, dt)`: the pair (tau in seconds, weight) with which an "
        "Euler step of `dt` ms decays like e^(-dt / tau_m) and jumps by `jump` mV, at R = 1.",
        shown="""
            def nir_numbers(tau_m, jump, dt):
                tau = dt / (1 - np.exp(-dt / tau_m))  # ms
                return tau / 1000, jump * tau / dt
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
                "That is tau_m as it is: its Euler step decays by 1 - dt / tau_m, which is less "
                "than e^(-dt / tau_m).",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)),
                    jump / (1 - math.exp(-dt / tau_m)),
                ),
                "Your tau is in ms; NIR's is in seconds.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (dt / (1 - math.exp(-dt / tau_m)) / 1000, jump),
                "The weight is not scaled. An Euler step multiplies it by dt / tau: your spike "
                "jumps by less than {jump:g} mV.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)) / 1000,
                    jump * tau_m / dt,
                ),
                "The weight is scaled by tau_m / dt. The step multiplies by dt / tau, your new "
                "tau.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)) / 1000,
                    jump / (1 - math.exp(-dt / tau_m)) / 1000,
                ),
                "Your weight is a thousand times too small: tau is in seconds by then, and dt in "
                "ms. Scale the weight first.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / math.exp(-dt / tau_m) / 1000,
                    jump / math.exp(-dt / tau_m),
                ),
                "dt / tau is what is lost in a step, 1 - e^(-dt / tau_m), not what is left.",
            ),
            Wrong(
                lambda tau_m, jump, dt: (
                    dt / (1 - math.exp(-dt / tau_m)) / 1000,
                    jump * dt / (dt / (1 - math.exp(-dt / tau_m))),
                ),
                "The weight is divided where it must grow: the step multiplies it by dt / tau.",
            ),
        ),
        hints=(
            "Euler at R = 1: v becomes v (1 - dt / tau) + (dt / tau) W. Compare with "
            "v e^(-dt / tau_m) + jump.",
            "1 - dt / tau = e^(-dt / tau_m) gives tau; (dt / tau) W = jump gives W.",
            "tau = dt / (1 - e^(-dt / tau_m)) in ms, W = jump tau / dt.",
        ),
        why="Euler's step is then no approximation: it is the exact one, under another name.",
    ),
    Exercise(
        name="gigabytes",
        ask="Write `gigabytes(neurons, senders, bytes_each)`: the GB (10^9 bytes) that all "
        "synapses take, when each neuron has `senders` of them.",
        shown="""
            def gigabytes(neurons, senders, bytes_each):
                return neurons * senders * bytes_each / 1e9
        """,
        solution=lambda neurons, senders, bytes_each: neurons * senders * bytes_each / 1e9,
        oracle=counted,
        tries=((100_000, 10_000, 112), (4000, 80, 32), (20_000, 400, 96), (31_623, 31_623, 4)),
        unit="GB",
        wrong=(
            Wrong(
                lambda neurons, senders, bytes_each: neurons * neurons * bytes_each / 1e9,
                "You count every pair of neurons. Each has {senders} senders, not {neurons}.",
            ),
            Wrong(
                lambda neurons, senders, bytes_each: senders * bytes_each / 1e9,
                "That is the memory of one neuron's synapses.",
            ),
            Wrong(
                lambda neurons, senders, bytes_each: neurons * senders * bytes_each / 8e9,
                "You divided by 8: that is for bits. They are bytes already.",
            ),
            Wrong(
                lambda neurons, senders, bytes_each: neurons * senders * bytes_each / 1e6,
                "That is in MB. A GB is 10^9 bytes.",
            ),
            Wrong(
                lambda neurons, senders, bytes_each: neurons * senders * bytes_each,
                "That is in bytes. A GB is 10^9 of them.",
            ),
            Wrong(
                lambda neurons, senders, bytes_each: neurons * senders * bytes_each / 2**30,
                "That is in GiB, 2^30 bytes, and 7 % less. Here a GB is 10^9 bytes.",
            ),
            Wrong(
                lambda neurons, senders, bytes_each: neurons * senders / 1e9,
                "You count synapses. Each takes {bytes_each} bytes.",
            ),
        ),
        hints=(
            "How many synapses are there?",
            "neurons times senders synapses, of bytes_each bytes; 10^9 bytes are a GB.",
        ),
        why="10^5 neurons with 10^4 senders each, and STDP in NEST: 112 GB, before it fires.",
    ),
)

#: Three of the lesson's five.
QUIZ = (
    Prediction(
        name="quiz_step",
        question="Where in a NIR file is dt?",
        choices=(
            "beside τ, in seconds",
            "in the weights, where the file is meant for one step",
            "nowhere: NIR writes differential equations, and its readers choose",
        ),
        answer="c",
        why="So the writer must know the reader's step, as `to_nir` asks for it.",
        wrong=(
            Wrong("b", "Weights can be chosen for one step, as `to_nir` does; nothing says which."),
        ),
    ),
    Prediction(
        name="quiz_engine",
        question="You have ten thousand independent runs of a small network, and one run of a "
        "network that no machine you own can hold. What do they need?",
        choices=(
            "MPI for both",
            "a map over many workers for the first, MPI for the second",
            "MPI for the first, a map over many workers for the second",
            "a faster processor",
        ),
        answer="b",
        why="Independent runs never talk, so any map will do. The parts of one network talk at "
        "every step, and that is what MPI is for.",
        wrong=(Wrong("c", "The other way round: a map's workers do not talk to each other."),),
    ),
    Prediction(
        name="quiz_bytes",
        question="How much memory do 10^9 synapses with STDP take in NEST, about?",
        choices=("1 GB", "10 GB", "100 GB", "1 TB"),
        answer="c",
        why="Some 112 bytes each, measured: a weight, a delay, a target, a trace, the time of the "
        "last spike, and what finds them again.",
        wrong=(Wrong("a", "One byte each would not even hold the target."),),
    ),
)
