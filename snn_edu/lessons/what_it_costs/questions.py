"""What lesson 15 asks: predictions, exercises and a quiz on what a spiking network costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.validation import Floats

Ints = NDArray[np.int64]

PREDICTIONS = (
    Prediction(
        name="poisson_bill",
        question="A MAC costs 4.6 pJ, an addition 0.9 pJ, and nothing else is charged. Compared "
        "with its ANN, the copy with 50 steps of Poisson spikes costs ...",
        choices=(
            "about a tenth, because most neurons are silent in most steps",
            "about a fifth, because an addition costs a fifth of a MAC",
            "about the same, because it gives nearly the same answers",
            "about three times as much, because it adds so many times",
        ),
        answer="d",
        why="It makes 108,000 additions where the ANN makes 7,400 MACs. That's 15 times as many, "
        "each five times cheaper.",
        wrong=(
            Wrong(
                "a",
                "In one step, most are. But there are 50 steps, and a spike costs the same "
                "in each.",
            ),
            Wrong(
                "b",
                "That's the price of *one* operation. How many additions are there for one MAC?",
            ),
            Wrong(
                "c", "The answers don't decide it. What counts is how many operations lead to them."
            ),
        ),
        asks={"steps": 50, "code": "Poisson"},
    ),
    Prediction(
        name="memory",
        question="At T = 8, with arithmetic alone, the latency copy costs a ninth of its ANN. Once "
        "weights, potentials and updates are paid as well, it costs ...",
        choices=(
            "less than a ninth, because it fetches fewer weights than the ANN",
            "about a ninth still, because both of them must fetch weights",
            "about half, because the ANN fetches nearly twice the weights",
            "about the same, because it pays for memory more than once",
        ),
        answer="d",
        why="It costs 0.97 of the ANN. With its memory an addition costs 20.9 pJ now, and a MAC "
        "14.6. What was five times cheaper has become the dearer of the two.",
        wrong=(
            Wrong(
                "a", "It does fetch fewer, 4,335 against 7,400. Compare that ratio with a ninth."
            ),
            Wrong(
                "b",
                "Both must, and at the same price. But the more you add to both, the less "
                "the cheap addition matters. And the SNN has potentials to look after as well.",
            ),
            Wrong(
                "c",
                "You're close to what the *weights* alone would do, which is 0.44. The "
                "potentials come on top.",
            ),
        ),
        asks={"weights": True, "potentials": True, "updates": True},
    ),
    Prediction(
        name="silent",
        question="Suppose our network runs for 100 steps, and not one neuron fires. Compared with "
        "the ANN, this costs ...",
        choices=(
            "more than the ANN, because each step updates every neuron",
            "about as much as with T = 8, because updates are a small part",
            "about a tenth, because there are only 110 neurons to update",
            "nothing at all, because without a spike nothing is added",
        ),
        answer="a",
        why="It costs 1.6 times as much, because 110 neurons are updated 100 times at 15.9 pJ. So "
        "silence isn't free on a chip that touches every neuron in every step. Some chips update a "
        "neuron only when something reaches it, and this is why.",
        wrong=(
            Wrong("b", "They are a small part of 8 steps. Here there are 100."),
            Wrong(
                "c",
                "There are only 110, but how often? Work it out: 110 neurons, 100 steps, 15.9 pJ.",
            ),
            Wrong(
                "d",
                "No weights are added, that's right. But look at the last line of the bill. "
                "Is there a spike in it?",
            ),
        ),
        asks={},
    ),
    Prediction(
        name="eight_bits",
        question="All prices fall. With weights and potentials paid, the break-even ...",
        choices=(
            "stays where it is, because both networks get cheaper together",
            "falls to a third of what it was, because potentials gain least",
            "rises a little, because a weight becomes eight times cheaper",
            "rises above 1, because additions have become almost free",
        ),
        answer="b",
        why="It falls from 0.70 to 0.24. A MAC costs a twentieth now and a weight an eighth, but a "
        "potential still a half. And only the spiking network pays for potentials.",
        wrong=(
            Wrong(
                "a",
                "They do get cheaper together, but not by the same factor. Put the new "
                "prices into your `break_even`.",
            ),
            Wrong(
                "c",
                "Cheaper weights help both. Which price has fallen least, and which network "
                "pays it?",
            ),
            Wrong(
                "d",
                "Additions have, and so have MACs. What does the rest of a spike's price "
                "consist of?",
            ),
        ),
        asks={"mac": 0.23, "ac": 0.03, "weight": 1.25, "potential": 5.0},
    ),
)

# --- Exercise 1: count. ---------------------------------------------------------------------------


def synaptic_operations(inputs: Ints, hidden: Ints, output: Ints, W1: Floats, W2: Floats) -> float:
    """Additions of a weight for a picture, on average."""
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


def _mean_for_sum(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return float((i.mean(1) * W1.shape[1] + h.mean(1) * W2.shape[1]).mean())


def _all_pictures(i: Ints, h: Ints, o: Ints, W1: Floats, W2: Floats) -> float:
    return synaptic_operations(i, h, o, W1, W2) * len(i)


def _single_spikes() -> Iterator[tuple[tuple[Any, ...], str]]:
    """Two inputs, three hidden neurons and two outputs, with next to no spikes."""
    none = np.zeros((1, 2), int), np.zeros((1, 3), int), np.zeros((1, 2), int)
    weights = np.full((2, 3), 0.5), np.full((3, 2), 0.5)
    for layer, said in enumerate(
        (
            "A single spike of one input passes 3 synapses here, one to each of the 3 hidden "
            "neurons, so that's 3 additions. Yours counts {got:g}.",
            "A single spike of one hidden neuron passes 2 synapses here, one to each of the 2 "
            "outputs, so that's 2 additions. Yours counts {got:g}.",
            "A single spike of an output passes nothing, and yours counts {got:g}.",
        )
    ):
        spikes = [each.copy() for each in none]
        spikes[layer][0, 0] = 1
        yield (*spikes, *weights), said
    first = [np.repeat(each, 2, axis=0) for each in none]
    first[0][0], first[1][0] = 1, 1
    yield (
        (*first, *weights),
        "Two inputs with 3 synapses each, and three hidden neurons with 2 synapses each, fire once "
        "in the first of two pictures, and nothing fires in the second. On average that's 6 "
        "additions, and yours counts {got:g}.",
    )


# --- Exercise 3: break even. ----------------------------------------------------------------------


def break_even(mac: float, ac: float, weight: float, potential: float) -> float:
    """Spikes per synapse at which both cost the same."""
    return (mac + weight) / (ac + weight + potential)


def _bisected(mac: float, ac: float, weight: float, potential: float) -> float:
    """The number of spikes at which the bills of 1000 synapses cross, by halving."""
    ann, low, high = 1000 * (mac + weight), 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        snn = sum(1000 * middle * price for price in (ac, weight, potential))
        low, high = (middle, high) if snn < ann else (low, middle)
    return low


# --- Exercise 2: a bill. --------------------------------------------------------------------------


def _bill(S: float, updates: float, ac: float, weight: float, potential: float) -> float:
    return (S * (ac + weight + potential) + updates * (ac + 1.5 * potential)) / 1000


def _line_by_line(S: float, updates: float, ac: float, weight: float, potential: float) -> float:
    """The oracle: every line of the receipt by itself."""
    spikes = [S * price for price in (ac, weight, potential)]
    steps = [updates * price for price in (potential / 2, ac, potential)]
    return sum(spikes + steps) * 1e-3


EXERCISES = (
    Exercise(
        name="count",
        ask="Write `synaptic_operations(inputs, hidden, output, W1, W2)`: how many additions a "
        "picture takes on average. The first three are arrays of spike counts, with a row for each "
        "picture and a column for each neuron. W1 has a row for each input, and W2 a row for each "
        "hidden neuron.",
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
                "You've counted the spikes. But each of them passes every synapse that leaves its "
                "neuron, {expected:g} additions in all and not {got:g}.",
            ),
            Wrong(
                _all_spikes,
                "You've counted the spikes, all of them. But each passes every synapse that leaves "
                "its neuron, and an output spike passes none.",
            ),
            Wrong(
                _fan_in,
                "You multiply by the synapses that lead *to* a neuron. A spike leaves by the "
                "others.",
            ),
            Wrong(
                _own_rows,
                "You've multiplied by the number of *rows*. A spike of one input uses one row of "
                "W1, so how many numbers stand in a row?",
            ),
            Wrong(
                _input_free,
                "You let the input spikes in for free. In our network they make two thirds of all "
                "additions.",
            ),
            Wrong(
                _whole_matrices,
                "A spike passes the synapses of *its* neuron, which is one row of W and not all of "
                "it.",
            ),
            Wrong(
                _this_network,
                "100 and 10 are the sizes of this lesson's network. Read them from W1 and W2, "
                "because yours is tried on others too.",
            ),
            Wrong(
                _outputs_too,
                "You've added the output spikes. They pass no synapse, because nothing comes after "
                "the outputs.",
            ),
            Wrong(
                _all_pictures,
                "That's the bill for all the pictures together. We want it for one.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: i.sum(axis=1) * W1.shape[1] + h.sum(axis=1) * W2.shape[1],
                "That's a number for each picture. We want their mean.",
            ),
            Wrong(
                _mean_for_sum,
                "You took the mean over the neurons, where their spikes add up. The mean is only "
                "over the pictures.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: (
                    synaptic_operations(i, h, o, W1, W2)
                    + float((o.sum(axis=1) * W2.shape[1]).mean())
                ),
                "You let the output spikes pass synapses too. Where would they go? Nothing comes "
                "after the outputs.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: _all_pictures((i > 0) * 1, (h > 0) * 1, o, W1, W2) / len(i),
                "You've counted the neurons that fire. Some fire more than once, and each of their "
                "spikes passes the synapses.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: float(((i @ W1).sum(1) + (h @ W2).sum(1)).mean()),
                "You've added up the weights themselves. We count how often one is added, whatever "
                "it is.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: W1.size + W2.size,
                "Those are the ANN's MACs, one for each synapse. Here only a synapse with a spike "
                "adds.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: 0.9 * synaptic_operations(i, h, o, W1, W2),
                "That's a price, in pJ. We only want to count the additions.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: synaptic_operations(i, h, o, W1, W2) // 1,
                "You've cut off the mean. On average it needn't be a whole number.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: round(synaptic_operations(i, h, o, W1, W2)),
                "You've rounded the mean. On average it needn't be a whole number.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: (
                    np.median(i.sum(1)) * W1.shape[1] + np.median(h.sum(1)) * W2.shape[1]
                ),
                "You took the median. On average means the mean over the pictures.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: float((i.sum(1) * W1.shape[1]).mean()),
                "You let the hidden spikes in for free. They pass the synapses of W2.",
            ),
            Wrong(
                lambda i, h, o, W1, W2: synaptic_operations(i[:1], h[:1], o[:1], W1, W2),
                "That's the first picture alone. We want the mean over all of them.",
            ),
        ),
        examined=simpler(synaptic_operations, *_single_spikes()),
        hints=(
            "A spike of one input reaches every hidden neuron, which makes W1.shape[1] additions.",
            "A hidden spike reaches every output, and an output spike goes nowhere.",
            "Sum the spikes of each picture over its neurons, with axis=1, before you multiply.",
        ),
        why="There is no T in it, because the counts already hold it. And a silent neuron costs "
        "nothing here. That's the hope.",
    ),
    Exercise(
        name="bill",
        ask="Write `snn_bill(S, updates, ac, weight, potential)`: what the spiking network costs "
        "for a picture, in nJ, with S synaptic operations and so many updates of a neuron.",
        shown="""
            def snn_bill(S, updates, ac, weight, potential):
                spike = ac + weight + potential
                update = potential / 2 + ac + potential
                return (S * spike + updates * update) / 1000
        """,
        solution=_bill,
        oracle=_line_by_line,
        tries=(
            (4334.8617, 880.0, 0.9, 10.0, 10.0),
            (620.0, 5500.0, 0.03, 1.25, 5.0),
            (0.0, 11000.0, 0.5, 4.0, 3.5),
        ),
        unit="nJ",
        wrong=(
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    1000 * _bill(S, updates, ac, weight, potential)
                ),
                "That's in pJ. A nanojoule is a thousand of them.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: S * (ac + weight + potential) / 1000,
                "The updates are missing. Every neuron is updated in every step, whether it fires "
                "or not.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight + potential) + updates * (ac + potential)) / 1000
                ),
                "Your update reads no stored current. That's one read, which costs half of reading "
                "and writing a potential.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight + potential) + updates * (ac + 2 * potential)) / 1000
                ),
                "Your update writes the stored current back as well. It's only read, so it costs "
                "half of what a potential does.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight + potential) + updates * (ac + weight + potential)) / 1000
                ),
                "Your update fetches a weight. No spike has come, so no weight is needed, but a "
                "stored current is.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight) + updates * (ac + 1.5 * potential)) / 1000
                ),
                "You've paid for the updates. But each spike changes a potential too, which has to "
                "be read and written.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight + potential) + updates * 1.5 * potential) / 1000
                ),
                "Your update adds nothing. The current that it reads is added to the potential, so "
                "there is an addition too.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight + potential) + updates * 15.9) / 1000
                ),
                "15.9 pJ is an update at this chip's prices. Make it from `ac` and `potential`, "
                "because yours is tried with others too.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * ac + weight + potential + updates * (ac + 1.5 * potential)) / 1000
                ),
                "Only the addition is multiplied by S in yours. Put brackets round all that a "
                "spike pays for.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    S * (ac + weight + potential) + updates * (ac + 1.5 * potential) / 1000
                ),
                "You divide the updates alone by 1,000. Put brackets round the whole bill.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight + potential) + updates * (5 + ac + potential)) / 1000
                ),
                "5 pJ is a read at this chip's prices. Make it from `potential`, because yours is "
                "tried with others too.",
            ),
            Wrong(
                lambda S, updates, ac, weight, potential: (
                    (S * (ac + weight + potential) + 110 * updates * (ac + 1.5 * potential)) / 1000
                ),
                "You multiply by 110 neurons once more. `updates` has counted them already, 880 "
                "for 8 steps.",
            ),
        ),
        examined=simpler(
            _bill,
            *(
                (
                    (1000.0 * (what == "operations"), 1000.0 * (what == "updates"), *prices),
                    f"Let {priced} cost 1 pJ and all else nothing. Then 1,000 {what} cost "
                    "{expected:g} nJ, and yours cost {got:g}.",
                )
                for what in ("operations", "updates")
                for priced, prices in (
                    ("an addition", (1.0, 0.0, 0.0)),
                    ("a weight", (0.0, 1.0, 0.0)),
                    ("a potential", (0.0, 0.0, 1.0)),
                )
            ),
        ),
        hints=(
            "A spike at a synapse costs an addition, a weight and a potential.",
            "An update reads a current, makes an addition, and reads and writes a potential.",
        ),
        why="Two prices, each with a number beside it. That's the whole receipt.",
    ),
    Exercise(
        name="break_even",
        ask="Write `break_even(mac, ac, weight, potential)`: the number of spikes per synapse at "
        "which both networks cost the same. All four are prices in pJ: of a MAC, of an addition, "
        "of fetching a weight, and of reading and writing a potential. Leave out the updates.",
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
                "That's {got:.3g}, the price of arithmetic alone. Here a weight costs {weight:g} "
                "pJ each time it's fetched, and a potential {potential:g} pJ.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight) / (ac + weight),
                "You've paid for the weights. But a spike also changes a potential, which has to "
                "be read and written.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: mac / (ac + weight + potential),
                "You let the ANN have its weights for free. It fetches one for each MAC.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (ac + weight + potential) / (mac + weight),
                "That's the price of one spike per synapse, in ANNs. We want to know how many "
                "spikes cost as much as one MAC.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (
                    (mac + weight + potential) / (ac + weight + potential)
                ),
                "The ANN has no potential to keep from one step to the next. It pays for the MAC "
                "and the weight.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: break_even(mac, ac, weight, potential) / 10,
                "Did you divide by ten steps? We want the spikes of a whole picture, however many "
                "steps it takes.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight) / ac + weight + potential,
                "Python divides by `ac` alone. Put brackets round all that a spike pays for.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: mac + weight / (ac + weight + potential),
                "Python divides the weight alone. Put brackets round what the ANN pays for.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight) - (ac + weight + potential),
                "That's the difference of two prices. How many spikes cost as much as one MAC?",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight) / (ac + potential),
                "You let the spiking network have its weights for free. It fetches one for each "
                "spike.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight) / (ac + weight + 2 * potential),
                "The price of a potential is for reading *and* writing it, so it's paid once.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight) / (ac + weight + potential / 2),
                "A spike's potential is read *and* written back, so it costs the full price.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (mac + weight - potential) / (ac + weight),
                "You take the potential off the ANN's price. The spiking network pays for it.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: 100 * break_even(mac, ac, weight, potential),
                "That's in per cent. We want a plain number of spikes.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: 7400 * break_even(mac, ac, weight, potential),
                "That's for the whole network. We want the spikes at one synapse.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (
                    (mac + weight + potential / 2) / (ac + weight + potential)
                ),
                "You let the ANN read its inputs as well. Here it pays for the MAC and the weight.",
            ),
            Wrong(
                lambda mac, ac, weight, potential: (
                    (mac + weight) / (2 * ac + weight + 2.5 * potential)
                ),
                "You've put an update on the bill. Here the updates are left out.",
            ),
        ),
        examined=simpler(
            break_even,
            (
                (6.0, 3.0, 0.0, 0.0),
                "Let a MAC cost 6 pJ, an addition 3 pJ, and all memory nothing. Then a MAC costs "
                "as much as {expected:g} spikes, and yours says {got:g}.",
            ),
            (
                (6.0, 3.0, 3.0, 0.0),
                "Let a MAC cost 6 pJ, an addition 3 pJ, a weight 3 pJ and a potential nothing. "
                "Both networks fetch weights, so the number is {expected:g}, and yours is {got:g}.",
            ),
            (
                (6.0, 3.0, 0.0, 3.0),
                "Let a MAC cost 6 pJ, an addition 3 pJ, a potential 3 pJ and a weight nothing. A "
                "spike alone needs a potential, so the number is {expected:g}, and yours is "
                "{got:g}.",
            ),
        ),
        hints=(
            "Take one synapse. What does the ANN pay for it, and what does the SNN pay for one "
            "spike?",
            "The ANN pays for a MAC and a weight, once. A spike pays for an addition, a weight and "
            "a potential.",
            "How many spikes cost as much as the ANN's one use? Divide one price by the other.",
        ),
        why="A spike is worth its price as long as there are few enough. This says how few.",
    ),
    Exercise(
        name="table",
        ask="Work out ANN/SNN from the table's own numbers and prices, with everything counted "
        "once.",
        solution=18.39 * 4.6 / (2.51 * 0.9),
        shown="""
            my_ratio = 18.39 * 4.6 / (2.51 * 0.9)
        """,
        oracle=lambda: 37.5,
        tolerance=0.5,
        because="the table prints its numbers with few digits",
        wrong=(
            Wrong(
                273.77,
                "That's the ratio as printed. Follow the spike rate through both "
                "footnotes. How often does it come in?",
            ),
            Wrong(
                0.64,
                "That's with memory and eight steps. Stay with the table's own numbers and prices.",
            ),
            Wrong(
                100 * 18.39 * 4.6 / (2.51 * 0.9),
                "Is that in per cent? We want ANN/SNN as a plain number.",
            ),
            Wrong(
                18.39 * 4.6 - 2.51 * 0.9,
                "That's the difference of the two energies. We want their ratio.",
            ),
            Wrong(
                845.94 - 3.09,
                "That's the difference of the two energies, as printed. We want their ratio.",
            ),
            Wrong(
                1 / 0.1366,
                "That's one over the rate, so it's the ratio of the operations alone. "
                "Each of them has its price as well.",
            ),
            Wrong(
                4.6 / 0.9,
                "That's the ratio of the two prices. The spike rate does belong in it, once.",
            ),
            Wrong(
                0.1366 * 0.9 / 4.6, "That's upside down. We want the ANN's energy over the SNN's."
            ),
            Wrong(
                273.77 / 0.1366,
                "Now the rate is in it three times. Divide the printed ratio by 7.32.",
            ),
        ),
        examined=lambda ratio: (
            "That's near. Take the numbers as they stand, and round at the end."
            if 30 < ratio < 45
            else "Work out the two energies first, each as operations times a price. Then divide."
        ),
        hints=(
            "The first footnote has the rate in #OP_SNN already. Where does it come a second time?",
            "The ANN takes 18.39 M times 4.6 pJ, and the SNN 2.51 M times 0.9 pJ.",
        ),
        why="The rate is already in #OP_SNN, and the second footnote multiplies by it once more. "
        "Counted once, it's 37 and not 274.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_count",
        question="A network has 20 inputs, 50 hidden neurons and 4 outputs. A picture makes 10 "
        "input spikes, 30 hidden spikes and 5 output spikes. How many synaptic operations is that?",
        choices=("45", "320", "620", "640"),
        answer="c",
        why="10 × 50 + 30 × 4 = 620. (45 counts spikes; 320 multiplies the input spikes by the "
        "number of inputs; 640 lets the output spikes pass four synapses each.)",
    ),
    Prediction(
        name="quiz_line",
        question="On another chip a MAC costs 2 pJ, an addition 0.5 pJ, fetching a weight 4 pJ, "
        "and reading and writing a potential 3.5 pJ. The break-even, in spikes per synapse, is ...",
        choices=("0.25", "0.75", "1.5", "4"),
        answer="b",
        why="(2 + 4) / (0.5 + 4 + 3.5) = 6 / 8. (4 is arithmetic alone, and 0.25 lets the ANN have "
        "its weights for free.)",
    ),
    Prediction(
        name="quiz_beside",
        question="On the chip of question 2 you move the *weights* right beside the neurons, so "
        "that fetching one costs nothing. The break-even ...",
        choices=("falls to 0.5", "stays at 0.75", "rises to 1.33", "rises to 4"),
        answer="a",
        why="2 / (0.5 + 3.5) = 0.5. Free weights help both networks, but the ANN loses a larger "
        "part of its bill. (Free *potentials* would raise it, to 6 / 4.5.)",
    ),
    Prediction(
        name="quiz_silent",
        question="A network of 1,000 neurons has 50,000 synapses. A MAC with its weight costs 10 "
        "pJ, the update of a neuron 5 pJ. After how many steps does it cost as much as its ANN, if "
        "no neuron ever fires?",
        choices=("100", "1,000", "100,000", "never"),
        answer="a",
        why="50,000 × 10 = 500,000 pJ, and 1,000 × 5 = 5,000 pJ in each step. (100,000 updates "
        "only one neuron a step.)",
    ),
    Prediction(
        name="quiz_rate",
        question='"Our network has a spike rate of 0.05 and runs for 40 steps, so it needs 20 '
        'times fewer operations than the ANN." The rate is per neuron and step. How many '
        "operations is that, for each MAC of the ANN?",
        choices=("0.05", "0.5", "2", "20"),
        answer="c",
        why="0.05 × 40 = 2 spikes per synapse. It needs twice as many, and whether that's cheaper "
        "depends on the line.",
    ),
)
