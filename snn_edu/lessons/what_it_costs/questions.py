"""What lesson 15 asks: predictions, exercises and a quiz on conversion and its cost."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.validation import Floats

Ints = NDArray[np.int64]

PREDICTIONS = (
    Prediction(
        name="half_lost",
        question="An IF neuron gets 0.6 in each step. Its reset sets v to zero. How many spikes "
        "come in 10 steps?",
        choices=("3", "5", "6", "10"),
        answer="b",
        why="0.6 and 0.6 make 1.2: a spike at every second step, and the 0.2 above the threshold "
        "is thrown away each time. Whatever lies between 0.5 and 1 fires at the same rate. Reset "
        "by subtraction keeps the 0.2, and gives 6.",
        wrong=(
            Wrong("c", "That is what subtracting 1 gives: nothing is lost then."),
            Wrong("a", "That is for an input of 0.3."),
        ),
        asks={"z": 0.6, "reset": "zero"},
    ),
    Prediction(
        name="first_step",
        question="The ReLU network tells 98.9 % of the test pictures. Converted, with a constant "
        "current into each input, how many does it tell after a *single* step?",
        choices=("about 15 %", "about 50 %", "about 90 %", "about 99 %"),
        answer="a",
        why="After one step hardly a hidden neuron has reached its threshold: 0.08 spikes a "
        "picture, and no output fires at all. Two more steps and 98 % are right. From a half-full "
        "start (v = 1/2) a single step tells 89.8 %.",
        wrong=(
            Wrong("d", "That takes five steps."),
            Wrong("c", "That is what a half-full start reaches. Move it and see."),
        ),
        asks={"steps": 1},
    ),
    Prediction(
        name="poisson_bill",
        question="A multiply-accumulate costs 4.6 pJ, an addition 0.9 pJ, and memory shall be "
        "free. With Poisson spikes and T = 50 the SNN is almost as good as its ANN. What does a "
        "picture cost it, in units of the ANN?",
        choices=("0.1", "0.2", "1", "3"),
        answer="d",
        why="Some 980 input spikes go through 100 synapses each; with the hidden ones that is "
        "fifteen additions for each of the ANN's 7400 MACs. Fifteen times as many, each five times "
        "cheaper: 3 times the energy. Count first, then multiply by the price.",
        wrong=(
            Wrong("b", "That is 0.9/4.6, the price of one operation. How many of them are there?"),
            Wrong("a", "It is said so often. How many additions are there for one multiplication?"),
        ),
        asks={"steps": 50},
    ),
    Prediction(
        name="one_takes_all",
        question="Fifty neurons compete for each picture; the winner learns it. Its threshold then "
        "rises a little, all others sink. What happens without that homeostasis?",
        choices=(
            "they learn the same, only more slowly",
            "a handful of neurons take all pictures, the others never learn",
            "all neurons learn the same average picture",
            "the weights grow without end",
        ),
        answer="b",
        why="Who has learned a digit fires sooner for *every* picture, since all of them are more "
        "ink-like than noise. It wins again, learns again, and the other neurons stay as they "
        "were drawn. Four neurons out of 50 end with all the pictures.",
        wrong=(
            Wrong("c", "That is what happens without inhibition: everyone learns everything."),
            Wrong("d", "Depression, and w between 0 and 1, see to that."),
        ),
    ),
)


# --- Exercise 1: the neuron. ----------------------------------------------------------------------


def spike_count(z: float, steps: int, reset: str) -> int:
    """Exercise 1: an IF neuron, step by step."""
    v, spikes = 0.0, 0
    for _ in range(steps):
        v += z
        if v >= 1:
            spikes += 1
            v = v - 1 if reset == "subtract" else 0.0
    return spikes


def _counts_on_paper(z: float, steps: int, reset: str) -> int:
    """The closed forms: floor(T z) and floor(T / ceil(1 / z)), with one spike a step at most."""
    exact = Fraction(z)
    if exact <= 0:
        return 0
    if reset == "zero":
        return steps // -(-exact.denominator // exact.numerator)
    return min(steps, steps * exact.numerator // exact.denominator)


def _fires_before_input(z: float, steps: int, reset: str) -> int:
    v, spikes = 0.0, 0
    for _ in range(steps):
        if v >= 1:
            spikes += 1
            v = v - 1 if reset == "subtract" else 0.0
        v += z
    return spikes


def _above_only(z: float, steps: int, reset: str) -> int:
    v, spikes = 0.0, 0
    for _ in range(steps):
        v += z
        if v > 1:
            spikes += 1
            v = v - 1 if reset == "subtract" else 0.0
    return spikes


def _no_reset(z: float, steps: int, reset: str) -> int:
    return sum(z * (t + 1) >= 1 for t in range(steps))


# --- Exercise 2: the scaling. ---------------------------------------------------------------------


def balance(
    W1: Floats, b1: Floats, W2: Floats, b2: Floats, hidden: Floats, output: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Exercise 2: scaled so that the largest activation of each layer is 1."""
    l1, l2 = hidden.max(), output.max()
    return W1 / l1, b1 / l1, W2 * l1 / l2, b2 / l2


def _balanced_slowly(
    W1: Floats, b1: Floats, W2: Floats, b2: Floats, hidden: Floats, output: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Each weight by itself, from what it has to do: a unit before gives w / largest after."""
    most = [max(np.ravel(layer).tolist()) for layer in (hidden, output)]
    first = np.array([[w / most[0] for w in row] for row in W1.tolist()])
    second = np.array([[most[0] * w / most[1] for w in row] for row in W2.tolist()])
    return (
        first,
        np.array([b / most[0] for b in b1.tolist()]),
        second,
        np.array([b / most[1] for b in b2.tolist()]),
    )


def _balance_tries() -> tuple[tuple[Floats, ...], ...]:
    rng = np.random.default_rng(11)
    tries = []
    for n, h, m in ((3, 4, 2), (2, 5, 3)):
        hidden = np.maximum(rng.normal(1.0, 2.0, (6, h)), 0.0)
        output = np.maximum(rng.normal(2.0, 4.0, (6, m)), 0.0)
        given = (rng.normal(0.0, 9.0, shape) for shape in ((n, h), h, (h, m), m))
        tries.append((*given, hidden, output))
    return tuple(tries)


Scaled = tuple[Any, ...]


def _second_layer_alone(*a: Floats) -> Scaled:
    l1, l2 = a[4].max(), a[5].max()
    return a[0] / l1, a[1] / l1, a[2] / l2, a[3] / l2


def _upside_down(*a: Floats) -> Scaled:
    l1, l2 = a[4].max(), a[5].max()
    return a[0] / l1, a[1] / l1, a[2] * l2 / l1, a[3] / l2


def _biases_left(*a: Floats) -> Scaled:
    l1, l2 = a[4].max(), a[5].max()
    return a[0] / l1, a[1], a[2] * l1 / l2, a[3]


def _biases_as_weights(*a: Floats) -> Scaled:
    l1, l2 = a[4].max(), a[5].max()
    return a[0] / l1, a[1] / l1, a[2] * l1 / l2, a[3] * l1 / l2


def _largest_mean(*a: Floats) -> Scaled:
    l1, l2 = a[4].mean(0).max(), a[5].mean(0).max()
    return a[0] / l1, a[1] / l1, a[2] * l1 / l2, a[3] / l2


def _high_percentile(*a: Floats) -> Scaled:
    l1, l2 = (np.percentile(layer, 99.9) for layer in a[4:])
    return a[0] / l1, a[1] / l1, a[2] * l1 / l2, a[3] / l2


def _each_neuron(*a: Floats) -> Scaled:
    l1, l2 = a[4].max(0), a[5].max(0)
    return a[0] / l1, a[1] / l1, a[2] * l1[:, None] / l2, a[3] / l2


def _output_left(*a: Floats) -> Scaled:
    l1 = a[4].max()
    return a[0] / l1, a[1] / l1, a[2], a[3]


def _by_weights(*a: Floats) -> Scaled:
    l1, l2 = a[0].max(), a[2].max()
    return a[0] / l1, a[1] / l1, a[2] * l1 / l2, a[3] / l2


# --- Exercise 3: count. ---------------------------------------------------------------------------


def synaptic_operations(inputs: Ints, hidden: Ints, output: Ints, W1: Floats, W2: Floats) -> float:
    """Exercise 3: additions of a weight for a picture, on average."""
    through = inputs.sum(axis=1) * W1.shape[1] + hidden.sum(axis=1) * W2.shape[1]
    return float(through.mean())


def _walked(inputs: Ints, hidden: Ints, output: Ints, W1: Floats, W2: Floats) -> float:
    """Spike by spike through every synapse there is."""
    additions = 0
    for spikes, W in ((inputs, W1), (hidden, W2)):
        for picture in spikes.tolist():
            for neuron, count in enumerate(picture):
                additions += sum(count for _ in W[neuron])
    return additions / len(inputs)


def _count_tries() -> tuple[tuple[Any, ...], ...]:
    rng = np.random.default_rng(12)
    tries = []
    for pictures, n, h, m in ((5, 4, 7, 3), (3, 6, 2, 5)):
        counts = [rng.integers(0, 6, (pictures, size)) for size in (n, h, m)]
        tries.append((*counts, rng.normal(size=(n, h)), rng.normal(size=(h, m))))
    return tuple(tries)


def _spikes_only(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) + h.sum(1)).mean())


def _all_spikes(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) + h.sum(1) + o.sum(1)).mean())


def _fan_in(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((h.sum(1) * len(W1) + o.sum(1) * len(W2)).mean())


def _own_rows(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) * len(W1) + h.sum(1) * len(W2)).mean())


def _input_free(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((h.sum(1) * W2.shape[1]).mean())


def _whole_matrices(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) * W1.size + h.sum(1) * W2.size).mean())


def _this_network(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.sum(1) * 100 + h.sum(1) * 10).mean())


def _outputs_too(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return synaptic_operations(i, h, o, W1, W2) + float(o.sum(1).mean())


def _all_pictures(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return synaptic_operations(i, h, o, W1, W2) * len(i)


# --- Exercise 4: break even. ----------------------------------------------------------------------


def break_even(mac: float, ac: float, weight: float, potential: float) -> float:
    """Exercise 4: spikes per synapse and inference at which both cost the same."""
    return (mac + weight) / (ac + weight + potential)


def _bisected(mac: float, ac: float, weight: float, potential: float) -> float:
    """The number of spikes at which the bills of 1000 synapses cross, by halving."""
    ann, low, high = 1000 * (mac + weight), 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        snn = sum(1000 * middle * price for price in (ac, weight, potential))
        low, high = (middle, high) if snn < ann else (low, middle)
    return low


# --- Exercise 6: an honest accuracy. --------------------------------------------------------------


def accuracy(
    train_winners: Ints, train_labels: Ints, test_winners: Ints, test_labels: Ints
) -> float:
    """Exercise 6: neurons named by training pictures; a test picture of a nameless one is wrong."""
    names = {}
    for neuron in set(train_winners.tolist()):
        shown = train_labels[train_winners == neuron]
        names[neuron] = np.bincount(shown).argmax()
    said = [names.get(neuron) for neuron in test_winners.tolist()]
    return float(np.mean([a == b for a, b in zip(said, test_labels, strict=True)]))


def _accuracy_by_counting(
    train_winners: Ints, train_labels: Ints, test_winners: Ints, test_labels: Ints
) -> float:
    votes: dict[int, Counter[int]] = {}
    for neuron, label in zip(train_winners.tolist(), train_labels.tolist(), strict=True):
        votes.setdefault(neuron, Counter())[label] += 1
    right = 0
    for neuron, label in zip(test_winners.tolist(), test_labels.tolist(), strict=True):
        if neuron in votes:
            right += votes[neuron].most_common(1)[0][0] == label
    return right / len(test_labels)


def _named_by_the_test(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    return accuracy(c, d, c, d)


def _training_score(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    return accuracy(a, b, a, b)


def _named_by_both(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    return accuracy(np.append(a, c), np.append(b, d), c, d)


def _undecided_dropped(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    known = np.isin(c, a)
    return accuracy(a, b, c[known], d[known])


def _nameless_are_zero(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    nameless = ~np.isin(c, a)
    return accuracy(a, b, c, d) + float(np.mean(nameless & (d == 0)))


def _last_seen(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    names = dict(zip(a.tolist(), b.tolist(), strict=True))
    return float(np.mean([names.get(n) == label for n, label in zip(c.tolist(), d, strict=True)]))


# (winners and labels in training, winners and labels in the test): no neuron's vote is a tie.
_ACCURACY_TRIES = (
    (
        np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]),
        np.array([3, 3, 3, 3, 5, 7, 7, 1, 4, 4, 0]),
        np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4]),
        np.array([5, 5, 3, 7, 7, 1, 0, 0, 0, 6, 9]),
    ),
    (
        np.array([2, 2, 2, 4, 4, 4, 4, 4, 0]),
        np.array([1, 9, 9, 8, 8, 8, 6, 6, 2]),
        np.array([2, 2, 2, 4, 4, 0, 0, 1]),
        np.array([1, 1, 9, 8, 6, 2, 2, 0]),
    ),
    (
        np.array([137, 137, 137, 137, 137, 137, 137]),
        np.array([2, 8, 8, 8, 1, 3, 0]),
        np.array([137, 137, 137, 9]),
        np.array([8, 3, 8, 1]),
    ),
)

EXERCISES = (
    Exercise(
        name="neuron",
        ask="Write `spike_count(z, steps, reset)`: how often an IF neuron fires in `steps` steps "
        "of "
        'input `z`, from v = 0, with `reset` "subtract" or "zero".',
        solution=spike_count,
        shown="""
            def spike_count(z, steps, reset):
                v, spikes = 0.0, 0
                for step in range(steps):
                    v = v + z
                    if v >= 1:
                        spikes = spikes + 1
                        v = v - 1 if reset == "subtract" else 0.0
                return spikes
        """,
        oracle=_counts_on_paper,
        tries=(
            (0.3125, 10, "subtract"),
            (0.3125, 10, "zero"),
            (0.25, 12, "subtract"),
            (0.625, 21, "zero"),
            (-0.5, 9, "subtract"),
            (1.25, 7, "subtract"),
            (0.4375, 33, "subtract"),
            (0.375, 10, "subtract"),
            (-0.5, 9, "zero"),
            (0.0, 6, "zero"),
            (1.25, 7, "zero"),
        ),
        wrong=(
            Wrong(
                lambda z, steps, reset: steps * z,
                "{got:g} spikes? They come whole: {expected:g} in {steps} steps, and the rest "
                "waits in v.",
            ),
            Wrong(
                lambda z, steps, reset: spike_count(z, steps, "subtract"),
                "You subtract in either case. With `reset` zero, what lies above the threshold is "
                "lost: {expected:g} spikes, not {got:g}.",
            ),
            Wrong(
                lambda z, steps, reset: spike_count(z, steps, "zero"),
                "You set v to 0 in either case. To subtract is to take away 1, and to keep what "
                "lay above it: {expected:g} spikes, not {got:g}.",
            ),
            Wrong(
                lambda z, steps, reset: max(0, min(steps, int(np.ceil(steps * z)))),
                "You round up: {got:g} for {expected:g}. A spike comes once the *whole* threshold "
                "is full.",
            ),
            Wrong(
                _fires_before_input,
                "You lose a step ({got:g} for {expected:g}): the loop is one too short, or it "
                "looks at v before the step's input has come, and so fires a step late.",
            ),
            Wrong(
                _above_only,
                "You wait until v is *above* 1. A neuron exactly at its threshold fires: `>=`. "
                "Four inputs of 0.25 are one spike.",
            ),
            Wrong(
                lambda z, steps, reset: (
                    steps * Fraction(z).numerator // Fraction(z).denominator
                    if reset == "subtract" and z > 0
                    else spike_count(z, steps, reset)
                ),
                "More spikes than steps: {got:g} in {steps}. There is one `if` a step, so one "
                "spike at most. That is where the rate is cut off at 1.",
            ),
            Wrong(
                lambda z, steps, reset: int(steps * z),
                "{got:g} is what fits into {steps} times {z:g}. That is only so if nothing is lost "
                "at a reset, z is not negative, and no step has two spikes: {expected:g}.",
            ),
            Wrong(
                _no_reset,
                "v is never reset in yours: once above the threshold it fires in every step.",
            ),
            Wrong(
                lambda z, steps, reset: spike_count(abs(z), steps, reset),
                "An input of {z:g} drains v. The neuron stays silent, as a ReLU would.",
            ),
        ),
        hints=(
            "A loop over the steps, and two numbers that live through it: v and the spikes so far.",
            "In each step: v += z; then, if v >= 1, one more spike, and the reset.",
            'The reset: `v = v - 1 if reset == "subtract" else 0.0`.',
        ),
        why="Ten lines, and they are floor(T z): a ReLU that is counted instead of computed.",
    ),
    Exercise(
        name="balance",
        ask="Write `balance(W1, b1, W2, b2, hidden, output)`: return the four arrays scaled so "
        "that the largest activation of the hidden layer is 1, and of the output layer too.",
        solution=balance,
        shown="""
            def balance(W1, b1, W2, b2, hidden, output):
                l1, l2 = hidden.max(), output.max()
                return W1 / l1, b1 / l1, W2 * l1 / l2, b2 / l2
        """,
        oracle=_balanced_slowly,
        tries=_balance_tries(),
        wrong=(
            Wrong(
                _second_layer_alone,
                "W2 / l2 forgets that its inputs have shrunk too, by l1: multiply by l1.",
            ),
            Wrong(
                _upside_down,
                "W2 has l2 / l1: upside down. Its inputs have shrunk by l1, so times l1; its "
                "outputs shall shrink by l2, so divided by l2.",
            ),
            Wrong(
                _biases_left,
                "A bias is an input like any other: where the sum shrinks by l, it has to shrink "
                "too.",
            ),
            Wrong(
                _biases_as_weights,
                "b2 times l1? No input comes through a bias, so nothing has shrunk before it: b2 / "
                "l2.",
            ),
            Wrong(
                _largest_mean,
                "You scale by the largest *mean*. The picture that drives a neuron hardest would "
                "be cut off at one spike a step.",
            ),
            Wrong(
                _high_percentile,
                "You scale by a high percentile, as the library does. Asked is the largest: a "
                "percentile of 100.",
            ),
            Wrong(
                _each_neuron,
                "You scale each neuron by its own largest activation. That works for hidden ones, "
                "but outputs are compared with each other: one number a layer.",
            ),
            Wrong(
                _output_left,
                "The output layer is left out: its neurons are IF neurons too, and cannot fire "
                "more than once a step. W2 * l1 / l2.",
            ),
            Wrong(
                _by_weights,
                "You scale by the largest weight. What must not pass 1 is the largest "
                "*activation*.",
            ),
        ),
        hints=(
            "Let l1 and l2 be the largest numbers in `hidden` and `output`.",
            "A ReLU does not mind a factor: (W1 / l1, b1 / l1) makes every hidden activation l1 "
            "times smaller.",
            "The output layer now gets l1 times less from the hidden one, and shall give l2 times "
            "less: W2 * l1 / l2. No input comes through b2: b2 / l2.",
        ),
        why="No training, no data but the training pictures' activations, and no decision changes: "
        "the ANN and its scaled copy answer alike.",
    ),
    Exercise(
        name="count",
        ask="Write `synaptic_operations(inputs, hidden, output, W1, W2)`: how many additions of a "
        "weight a picture takes on average; the first three are spike counts (pictures, neurons).",
        solution=synaptic_operations,
        shown="""
            def synaptic_operations(inputs, hidden, output, W1, W2):
                through = inputs.sum(axis=1) * W1.shape[1] + hidden.sum(axis=1) * W2.shape[1]
                return through.mean()
        """,
        oracle=_walked,
        tries=_count_tries(),
        wrong=(
            Wrong(
                _spikes_only,
                "You count spikes. Each one goes through all synapses of its neuron: multiply by "
                "the neurons of the next layer.",
            ),
            Wrong(
                _all_spikes,
                "You count spikes, all of them. Each goes through all synapses of its neuron, and "
                "an output spike goes through none.",
            ),
            Wrong(
                _fan_in,
                "You multiply by the synapses that lead *to* a neuron. A spike leaves by the "
                "others.",
            ),
            Wrong(
                _own_rows,
                "W1 has a row for each input and a column for each hidden neuron. A spike of one "
                "input takes one row: as many additions as there are *columns*.",
            ),
            Wrong(
                _input_free,
                "Input spikes are not free: they are most of the bill.",
            ),
            Wrong(
                _whole_matrices,
                "A spike goes through the synapses of *its* neuron, one row of W, not through all "
                "of W.",
            ),
            Wrong(
                _this_network,
                "100 and 10 are the sizes of this lesson's network. Yours may be asked of another "
                "one: read them from W1 and W2.",
            ),
            Wrong(
                _outputs_too,
                "An output spike reaches no synapse of this network: yours are {got:g}, the "
                "additions {expected:g}.",
            ),
            Wrong(
                _all_pictures,
                "That is the sum over all pictures. What does *one* take, on average?",
            ),
        ),
        hints=(
            "A spike of an input is added to every hidden neuron: W1.shape[1] additions.",
            "A hidden spike is added to every output: W2.shape[1]. An output spike goes nowhere.",
            "inputs.sum(axis=1) * W1.shape[1] + hidden.sum(axis=1) * W2.shape[1], and its mean.",
        ),
        why="No T in it: it is in the counts already. And no zero costs anything; that is the "
        "hope.",
    ),
    Exercise(
        name="break_even",
        ask="Write `break_even(mac, ac, weight, potential)`: the number of spikes per synapse and "
        "inference at which SNN and ANN cost the same, all prices in pJ, updates left out.",
        solution=break_even,
        shown="""
            def break_even(mac, ac, weight, potential):
                return (mac + weight) / (ac + weight + potential)
        """,
        oracle=_bisected,
        tries=((4.6, 0.9, 5.0, 10.0), (4.6, 0.9, 0.0, 0.0), (0.23, 0.03, 1.25, 5.0)),
        tolerance=1e-6,
        because="halving an interval finds it to that",
        wrong=(
            Wrong(
                lambda mac, ac, weight, potential: mac / ac,
                "{got:.3g} is mac / ac, as if memory were free. Here a weight costs {weight:g} pJ "
                "and a potential {potential:g} pJ each time.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight) / (ac + weight),
                "A spike changes a potential, which has to be read and written: {potential:g} pJ "
                "more for each.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: mac / (ac + weight + potential),
                "The ANN fetches its weights too, one for each multiplication: mac + weight.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (ac + weight + potential) / (mac + weight),
                "Upside down: that is what *one* spike per synapse costs, in ANNs.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (
                    (mac + weight + potential) / (ac + weight + potential)
                ),
                "The ANN has no potential to keep from step to step: only mac + weight.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: break_even(mac, ac, weight, potential) / 10,
                "Divided by ten steps? Asked are spikes per inference, however many steps it has.",
            ),
        ),
        hints=(
            "Take one synapse. What does the ANN pay for it, and what does the SNN pay for one "
            "spike?",
            "ANN: mac + weight, once. SNN, for each spike: ac + weight + potential.",
            "The spikes at which both are the same: one divided by the other.",
        ),
        why="5.11 with free memory; 0.60 when weight and potential are paid for. Whoever quotes "
        "the first number alone has left out the larger part of the bill.",
    ),
    Exercise(
        name="table",
        ask="ANN energy over SNN energy, from the table's own numbers, each operation counted "
        "once.",
        solution=4.6 / (0.1366 * 0.9),
        shown="""
            my_ratio = (18.39e6 * 4.6) / (0.1366 * 18.39e6 * 0.9)
        """,
        oracle=lambda: 18.39e6 * 4.6 / (18.39e6 * 0.1366 * 0.9),
        tolerance=0.2,
        because="the table prints #OP_SNN as 2.51 M, three digits",
        wrong=(
            Wrong(
                273.77,
                "That is what is printed. Follow it: #OP_SNN = SpikeRate x #OP_ANN, and then the "
                "energy is #OP_SNN x 0.9 pJ x *SpikeRate*.",
            ),
            Wrong(
                1 / 0.1366,
                "That is 1/rate, by how much the printed ratio is too large. What is left of it?",
            ),
            Wrong(
                4.6 / 0.9,
                "That is the ratio of the prices. The rate counts, once.",
            ),
            Wrong(
                0.1366 * 0.9 / 4.6,
                "Upside down: that is SNN over ANN.",
            ),
            Wrong(
                4.6 / (0.9 * 0.1366**3),
                "Now the rate is in it three times. Divide the printed ratio by 1/rate, do not "
                "multiply.",
            ),
        ),
        hints=(
            "The first footnote has the rate in #OP_SNN already. Where does it come a second time?",
            "E_ANN = 18.39 M x 4.6 pJ. E_SNN = 2.51 M x 0.9 pJ.",
        ),
        why="37.4 instead of 273.77, a factor of 1/0.1366 = 7.3, from one factor too many in a "
        "footnote. And neither T nor memory is in it at all.",
    ),
    Exercise(
        name="honest",
        ask="Write `accuracy(train_winners, train_labels, test_winners, test_labels)`: name each "
        "neuron by the digit it won most, and return the share of *all* test pictures told right.",
        solution=accuracy,
        shown="""
            def accuracy(train_winners, train_labels, test_winners, test_labels):
                names = {}
                for neuron in set(train_winners):
                    names[neuron] = np.bincount(train_labels[train_winners == neuron]).argmax()
                said = [names.get(neuron) for neuron in test_winners]
                return np.mean([a == b for a, b in zip(said, test_labels)])
        """,
        oracle=_accuracy_by_counting,
        tries=_ACCURACY_TRIES,
        wrong=(
            Wrong(
                _named_by_the_test,
                "You name the neurons by *test* labels: part of the answer is looked up. That "
                "gives {got:.3f} instead of {expected:.3f}.",
            ),
            Wrong(
                _named_by_both,
                "Test labels help to name the neurons in yours. Name them by training pictures "
                "alone.",
            ),
            Wrong(
                _training_score,
                "That is the accuracy on the training pictures, by which the neurons were named.",
            ),
            Wrong(
                _undecided_dropped,
                "You leave out the pictures whose neuron has no name. They are not told right: "
                "they count, as wrong.",
            ),
            Wrong(
                _nameless_are_zero,
                "A neuron that won no training picture has no name. Yours is called 0, as `argmax` "
                "says of a row of zeros, and so it is right about zeros by luck.",
            ),
            Wrong(
                lambda a, b, c, d: 100 * accuracy(a, b, c, d),
                "{got:g} is in per cent. A share is between 0 and 1.",
            ),
            Wrong(
                _last_seen,
                "You name a neuron by the last digit it won. By the one it won *most*.",
            ),
        ),
        hints=(
            "For each neuron among train_winners: train_labels[train_winners == neuron] are the "
            "digits it won. Which of them comes most often?",
            "np.bincount(digits).argmax(). Then a dict, neuron: digit.",
            "names.get(neuron) is None for a neuron without a name, and None equals no label.",
        ),
        why="Training pictures name, test pictures judge, and every test picture counts.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_subtract",
        question="What does a reset by subtraction keep that a reset to zero loses?",
        choices=(
            "the time of the last spike",
            "what lay above the threshold",
            "the sign of the input",
            "the bias",
        ),
        answer="b",
        why="With it the count is floor(T z), and nothing of the input is ever lost: spikes and "
        "what is left in v add up to T z.",
    ),
    Prediction(
        name="quiz_code",
        question="Which input code needs the fewest input spikes for a good answer?",
        choices=(
            "Poisson spikes, T = 50",
            "Poisson spikes, T = 10",
            "one spike a pixel, its latency read as a lasting current",
            "a constant current",
        ),
        answer="c",
        why="Some 30 a picture, against 200 and 980 by Poisson. The constant current has no "
        "spikes, and pays 6400 multiplications instead.",
    ),
    Prediction(
        name="quiz_five",
        question="5.11 spikes per synapse: what does this break-even leave out?",
        choices=(
            "the multiplications of the ANN",
            "fetching weights, and reading and writing potentials",
            "the spikes of the hidden layer",
            "nothing: it is measured",
        ),
        answer="b",
        why="It is 4.6/0.9, arithmetic alone. With 5 pJ for a weight and 10 pJ for a potential it "
        "is 0.60.",
    ),
    Prediction(
        name="quiz_names",
        question="Why are the neurons named by training pictures only?",
        choices=(
            "there are more of them",
            "test labels would be part of the answer that they then judge",
            "STDP needs labels to learn",
            "the test pictures are harder",
        ),
        answer="b",
        why="A neuron named by test labels is right about the pictures that named it. With few "
        "pictures and many neurons that alone looks like skill.",
    ),
    Prediction(
        name="quiz_double",
        question="From T = 20 to T = 40 with Poisson spikes: what happens?",
        choices=(
            "twice the energy, half the errors",
            "the same energy, fewer errors",
            "twice the energy, and hardly an error fewer",
            "less energy, since neurons rest",
        ),
        answer="c",
        why="Every spike costs, and the accuracy has reached its ANN's. Patience past that point "
        "is only paid for.",
    ),
)
