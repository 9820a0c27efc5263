"""Part IV, learning from being told: lessons 12 to 15."""

from snn_edu.questions.inventory.item import RIGHT, Asked, Item, Misconception, Part
from snn_edu.questions.inventory.sources import YAN_2024

MISCONCEPTIONS = {
    "all are equally to blame": Misconception("What came before an error has equal parts in it."),
    "the strong are to blame": Misconception("The larger a weight is, the more it is to blame."),
    "one is to blame": Misconception("An error is put right at the synapse that did the most."),
    "order carries the value": Misconception(
        "STDP finds out which pattern is wanted, as patterns differ in their order."
    ),
    "more showings tell more": Misconception("What STDP can't learn it learns with more showings."),
    "nobody can": Misconception("What comes equally often can't be told apart by any rule."),
    "a cliff is a steep slope": Misconception(
        "At a step the gradient is huge, so training leaps about."
    ),
    "a flat slope is a slow one": Misconception(
        "On a stair gradients are small but point the right way."
    ),
    "no gradient, so chance": Misconception("Without a gradient training moves weights at random."),
    "train anew to see what it does": Misconception(
        "What a network goes by is seen by training another one on other data."
    ),
    "less input shows what matters": Misconception(
        "If a network fails with fewer spikes, it went by their times."
    ),
    "weights show it": Misconception("What a network goes by can be read off its weights."),
    "a count is a poll": Misconception("A spike count's error falls with the root of the steps."),
    "a step is a bit": Misconception("Each further step halves the error of a count."),
    "rounding stays": Misconception("Spikes come whole, so the error stays, however long we wait."),
    "several spikes a step": Misconception("A neuron fires as often as its input is large."),
    "the network scales itself": Misconception(
        "Neurons adapt to the largest input that there is, and keep the ratios."
    ),
    "too much is nothing": Misconception("An input above the threshold makes no spike at all."),
    "a picture is one step": Misconception("A spiking network's operations are those of one step."),
    "the share of spikes is the share of work": Misconception(
        "If a tenth of the neurons fires, a tenth of the energy is needed."
    ),
    "an addition costs a MAC": Misconception("An operation costs what an operation costs."),
    "arithmetic is all": Misconception(
        "What costs is the arithmetic, not fetching the weights.", YAN_2024
    ),
    "only the ANN fetches": Misconception("A spiking network has its weights at hand, at no cost."),
    "spikes a synapse are the price": Misconception(
        "The ratio of the operations is the ratio of the energies."
    ),
}

ITEMS = (
    Item(
        "12",
        "say which weights are to blame when a neuron was wrong, and by how much",
        Asked(
            "A tempotron should have fired and didn't. At the highest point of its potential a "
            "spike of input A was worth K = 0.9 (its weight is 0.2), and one of input B was "
            "worth K = 0.3 (its weight is 0.6). How do their weights change?",
            {
                "A's grows by three times as much as B's": RIGHT,
                "B's grows by three times as much as A's": "the strong are to blame",
                "both grow by just the same small amount": "all are equally to blame",
                "A's alone grows, as it was worth the most": "one is to blame",
            },
        ),
        Asked(
            "A tempotron fired and should have kept silent. At the highest point of its "
            "potential a spike of input A was worth K = 0.25 (its weight is 0.8), and one of "
            "input B was worth K = 1.00 (its weight is 0.2). How do their weights change?",
            {
                "B's falls by four times as much as A's": RIGHT,
                "A's falls by four times as much as B's": "the strong are to blame",
                "both fall by just the same small amount": "all are equally to blame",
                "B's alone falls, as it was worth the most": "one is to blame",
            },
        ),
    ),
    Item(
        "12",
        "say which tasks need a teacher, and which don't",
        Asked(
            "Two bird calls are heard equally often, and a neuron should fire for one and not "
            "for the other. Can STDP alone learn that, without being told which is which?",
            {
                "no, as it can't know which one is wanted; a tempotron could": RIGHT,
                "yes, as the two calls have their spikes in different orders": (
                    "order carries the value"
                ),
                "yes, provided that both of the calls are shown often enough": (
                    "more showings tell more"
                ),
                "no, and nor could a tempotron, as both are equally frequent": "nobody can",
            },
        ),
        Asked(
            "A machine makes two sounds, as often the one as the other. One means that it will "
            "break, so a neuron should fire for that one alone. Can STDP do it, if nobody tells "
            "it anything?",
            {
                "no, as nothing tells it which matters; a tempotron could do it": RIGHT,
                "yes, because the two sounds differ in the order of the spikes": (
                    "order carries the value"
                ),
                "yes, as soon as it has heard each of the sounds often enough": (
                    "more showings tell more"
                ),
                "no, and a tempotron can't either, as both are equally common": "nobody can",
            },
        ),
    ),
    Item(
        "13",
        "say why a spiking network needs a surrogate for its gradient",
        Asked(
            "A friend trains a spiking network with the true slope of its spikes, nothing "
            "softened, and a small learning rate. What happens to her weights?",
            {
                "nearly all of them stay, because the slope is 0": RIGHT,
                "they leap about, because the slope is infinite": "a cliff is a steep slope",
                "they move slowly, because the slope is so small": "a flat slope is a slow one",
                "they wander at random, as no slope leads them": "no gradient, so chance",
            },
        ),
        Asked(
            "A program counts the alarms that a knob setting causes, and turns the knob by the "
            "exact slope of (alarms − 7)². Alarms come whole. What happens to the knob, nearly "
            "wherever it stands?",
            {
                "it stays where it is, because the slope is 0": RIGHT,
                "it leaps about, because the slope is infinite": "a cliff is a steep slope",
                "it moves slowly, because the slope is so small": "a flat slope is a slow one",
                "it wanders at random, as no slope leads it": "no gradient, so chance",
            },
        ),
    ),
    Item(
        "13",
        "design an experiment that shows what a trained network goes by",
        Asked(
            "A trained network recognises gestures from spikes in 90 % of the trials. Does it go "
            "by the times of the spikes? Which experiment tells?",
            {
                "test it on spikes at random times, with the same counts": RIGHT,
                "train another one on spikes at random times, and test it": (
                    "train anew to see what it does"
                ),
                "test it with half of the spikes, and their times as before": (
                    "less input shows what matters"
                ),
                "look for the inputs which have the largest of the weights": "weights show it",
            },
        ),
        Asked(
            "A trained network tells engines apart from the spikes of 70 sensors. Does it go by "
            "*which* sensor sends how many, or by when? Which experiment tells?",
            {
                "test it with the counts kept, but all the times drawn anew": RIGHT,
                "train another one with times that are drawn anew, and test": (
                    "train anew to see what it does"
                ),
                "test it with every third spike taken out, at times as before": (
                    "less input shows what matters"
                ),
                "compare the weights of those sensors which send the most": "weights show it",
            },
        ),
    ),
    Item(
        "14",
        "say how long a converted network has to run",
        Asked(
            "An IF neuron starts empty and subtracts at each spike. After 25 steps its rate is "
            "off by 0.04 at most. After how many steps is it off by 0.01 at most?",
            {
                "27": "a step is a bit",
                "100": RIGHT,
                "400": "a count is a poll",
                "no number of steps is enough": "rounding stays",
            },
        ),
        Asked(
            "An IF neuron starts empty and subtracts at each spike. After 16 steps its rate is "
            "off by 1/16 at most. After how many steps is it off by 1/128 at most?",
            {
                "19": "a step is a bit",
                "128": RIGHT,
                "1,024": "a count is a poll",
                "no number of steps is enough": "rounding stays",
            },
        ),
    ),
    Item(
        "14",
        "say why a trained network must be scaled before it runs on spikes",
        Asked(
            "Nobody has scaled a network. Three of its IF neurons get 3.2, 1.5 and 0.4 in each "
            "of 10 steps, and a spike subtracts 1. How many spikes do they send?",
            {
                "0, 0 and 4": "too much is nothing",
                "10, 4 and 1": "the network scales itself",
                "10, 10 and 4": RIGHT,
                "32, 15 and 4": "several spikes a step",
            },
        ),
        Asked(
            "Nobody has scaled a network. Three of its IF neurons get 2.5, 1.2 and 0.7 in each "
            "of 20 steps, and a spike subtracts 1. How many spikes do they send?",
            {
                "0, 0 and 14": "too much is nothing",
                "20, 9 and 5": "the network scales itself",
                "20, 20 and 14": RIGHT,
                "50, 24 and 14": "several spikes a step",
            },
        ),
    ),
    Item(
        "15",
        "count what a spiking network does for one picture, and put a price on it",
        Asked(
            "In a spiking network 12 % of the neurons fire in each of 25 steps. An addition "
            "costs a fifth of a MAC, and nothing else counts. How much energy does it need, "
            "compared with an ANN of the same shape?",
            {
                "0.024 times as much": "a picture is one step",
                "0.12 times as much": "the share of spikes is the share of work",
                "0.6 times as much": RIGHT,
                "3 times as much": "an addition costs a MAC",
            },
        ),
        Asked(
            "In a spiking network 9 % of the neurons fire in each of 50 steps. An addition costs "
            "a third of a MAC, and nothing else counts. How much energy does it need, compared "
            "with an ANN of the same shape?",
            {
                "0.03 times as much": "a picture is one step",
                "0.09 times as much": "the share of spikes is the share of work",
                "1.5 times as much": RIGHT,
                "4.5 times as much": "an addition costs a MAC",
            },
        ),
    ),
    Item(
        "15",
        "find out what a published ratio of energies leaves out",
        Asked(
            "A MAC costs 3 pJ, an addition 0.5 pJ, and fetching a weight 10 pJ, for every "
            "operation of either network. A synapse of the spiking network carries 0.8 spikes a "
            "picture. How much energy does that network need, compared with its ANN?",
            {
                "0.03 times as much": "only the ANN fetches",
                "0.13 times as much": "arithmetic is all",
                "0.65 times as much": RIGHT,
                "0.80 times as much": "spikes a synapse are the price",
            },
        ),
        Asked(
            "A MAC costs 4 pJ, an addition 1 pJ, and fetching a weight 6 pJ, for every operation "
            "of either network. A synapse of the spiking network carries 1.6 spikes a picture. "
            "How much energy does that network need, compared with its ANN?",
            {
                "0.16 times as much": "only the ANN fetches",
                "0.40 times as much": "arithmetic is all",
                "1.12 times as much": RIGHT,
                "1.60 times as much": "spikes a synapse are the price",
            },
        ),
    ),
)

PART_4 = Part("Part IV · Learning from being told", ITEMS, MISCONCEPTIONS)
