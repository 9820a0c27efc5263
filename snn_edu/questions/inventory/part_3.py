"""Part III, learning from timing: lessons 07 to 11."""

from snn_edu.questions.inventory.item import RIGHT, Asked, Item, Misconception, Part
from snn_edu.questions.inventory.sources import (
    GIGERENZER_1995,
    KRIEGESKORTE_2009,
)

MISCONCEPTIONS = {
    "the time of departure counts": Misconception(
        "A synapse sees when the spike left its neuron, not when it arrived."
    ),
    "near is enough": Misconception("What fires together grows together, in whichever order."),
    "pre first weakens": Misconception("STDP strengthens when post comes before pre."),
    "the window has an edge": Misconception("Beyond its time constant a window is 0."),
    "twice as far, half as much": Misconception(
        "STDP falls in proportion to the distance of the spikes."
    ),
    "the window is a box": Misconception("All pairs in the window count alike."),
    "chance cancels": Misconception("Unrelated spikes leave a weight where it is, on average."),
    "the rule sets the pace": Misconception("How fast a weight drifts depends on the rule alone."),
    "drift in proportion to a rate": Misconception(
        "If both rates change, the drift changes as one of them does."
    ),
    "precision belongs to the detector": Misconception(
        "A precision that was measured once holds everywhere.", GIGERENZER_1995
    ),
    "precision is the hit rate": Misconception(
        "An alarm is right as often as a case is found.", GIGERENZER_1995
    ),
    "precision is what no false alarm leaves": Misconception(
        "With 5 % false alarms 95 % of the alarms are right."
    ),
    "training makes it exact": Misconception(
        "With enough training a network tells anything apart."
    ),
    "without inhibition all fire": Misconception("If nothing objects, everything gets through."),
    "a part is like the whole": Misconception("Who fires for a pattern fires for parts of it."),
    "it fires where it was rewarded": Misconception(
        "A neuron keeps the moment that it found first."
    ),
    "it waits for the whole": Misconception("A pattern is recognised when all of it has arrived."),
    "one moment is like another": Misconception("All moments of a pattern are equally good."),
    "input alone strengthens": Misconception("A synapse that is used gets stronger."),
    "use it or lose it": Misconception("A synapse that achieves nothing fades."),
    "a rule that helps itself": Misconception("STDP brings a silent neuron back to firing."),
    "without labels no overfitting": Misconception(
        "What was learned without labels may be judged on the same data.", KRIEGESKORTE_2009
    ),
    "without labels no learning": Misconception("Without labels there is nothing but chance."),
    "new data are easier": Misconception("With more examples an accuracy rises."),
}

ITEMS = (
    Item(
        "07",
        "say from the times of two spikes which way a synapse changes",
        Asked(
            "A neuron fires at 40 ms, and its spike takes 8 ms to reach a synapse. The neuron "
            "behind the synapse fires at 45 ms. The weight...",
            {
                "shrinks, as 3 ms lie between the spikes": RIGHT,
                "grows, as 5 ms lie between the spikes": "the time of departure counts",
                "grows, as any near pair makes it do": "near is enough",
                "shrinks, as 5 ms lie between the spikes": "pre first weakens",
            },
        ),
        Asked(
            "A spike leaves the eye at 100 ms and reaches a synapse in the brain 12 ms later. "
            "The neuron behind the synapse fires at 104 ms. The weight...",
            {
                "shrinks, as 8 ms lie between the spikes": RIGHT,
                "grows, as 4 ms lie between the spikes": "the time of departure counts",
                "grows, as any near pair makes it do": "near is enough",
                "shrinks, as 4 ms lie between the spikes": "pre first weakens",
            },
        ),
    ),
    Item(
        "07",
        "say by how much a pair of spikes changes a synapse",
        Asked(
            "With τ₊ = 8 ms, a post spike 8 ms after a pre spike makes a weight grow by 0.006. "
            "By how much does it grow if the post spike comes 24 ms after the pre spike?",
            {
                "0": "the window has an edge",
                "0.0008": RIGHT,
                "0.002": "twice as far, half as much",
                "0.006": "the window is a box",
            },
        ),
        Asked(
            "With τ₊ = 5 ms, a post spike 5 ms after a pre spike makes a weight grow by 0.020. "
            "By how much does it grow if the post spike comes 15 ms after the pre spike?",
            {
                "0": "the window has an edge",
                "0.0027": RIGHT,
                "0.0067": "twice as far, half as much",
                "0.020": "the window is a box",
            },
        ),
    ),
    Item(
        "08",
        "compute what chance alone does to a weight",
        Asked(
            "An input and an output know nothing of each other, and the weight between them "
            "loses 0.003 a second. Then both fire at twice their rates, still at random. How "
            "much does the weight lose in a second?",
            {
                "0": "chance cancels",
                "0.003": "the rule sets the pace",
                "0.006": "drift in proportion to a rate",
                "0.012": RIGHT,
            },
        ),
        Asked(
            "An input and an output know nothing of each other, and the weight between them "
            "loses 0.018 a second. Then an anaesthetic lowers both rates to a third, still at "
            "random. How much does the weight lose in a second?",
            {
                "0": "chance cancels",
                "0.002": RIGHT,
                "0.006": "drift in proportion to a rate",
                "0.018": "the rule sets the pace",
            },
        ),
    ),
    Item(
        "09",
        "work out what becomes of a detector's precision when its pattern gets rarer",
        Asked(
            "A detector finds 60 % of the patterns and raises a false alarm in 8 % of the other "
            "cases. In a test, in which half of the cases were patterns, 88 % of its alarms were "
            "right. In real life the pattern is there in one case out of 200. Of its alarms are "
            "then right...",
            {
                "4 %": RIGHT,
                "60 %": "precision is the hit rate",
                "88 %": "precision belongs to the detector",
                "92 %": "precision is what no false alarm leaves",
            },
        ),
        Asked(
            "A filter stops 50 % of the forged messages and 4 % of the honest ones. On a "
            "collection with as many forged as honest messages, 93 % of what it stopped was "
            "forged. In your mail one message out of 80 is forged. Of what it stops is then "
            "forged...",
            {
                "14 %": RIGHT,
                "50 %": "precision is the hit rate",
                "93 %": "precision belongs to the detector",
                "96 %": "precision is what no false alarm leaves",
            },
        ),
    ),
    Item(
        "09",
        "prove what a network can't tell apart if nothing in it objects",
        Asked(
            "A network has no negative weights, and it fires for the input 1001. For which other "
            "inputs must it fire too, however it was trained?",
            {
                "for 1011, 1101 and 1111": RIGHT,
                "for none, if it was trained well": "training makes it exact",
                "for all, as nothing inhibits it": "without inhibition all fire",
                "for 1000 and 0001, its parts": "a part is like the whole",
            },
        ),
        Asked(
            "A lamp adds up votes, none of them negative, from those of four doors that are "
            "open. It lights when the red and the blue one are open, and the green and the white "
            "one are closed. When else must it light, however the votes were chosen?",
            {
                "if green or white opens as well": RIGHT,
                "never, if they were chosen well": "training makes it exact",
                "always, as nothing votes against": "without inhibition all fire",
                "if one of red and blue is closed": "a part is like the whole",
            },
        ),
    ),
    Item(
        "10",
        "explain when in a pattern STDP lets a neuron fire",
        Asked(
            "A pattern of 80 ms comes back again and again in noise. A neuron with STDP first "
            "finds it 45 ms after its beginning. After 1,000 more showings it fires...",
            {
                "earlier, as what came just before has grown": RIGHT,
                "45 ms in, as it was rewarded there so far": "it fires where it was rewarded",
                "later, when all of the pattern has arrived": "it waits for the whole",
                "anywhere, as every moment of it repeats": "one moment is like another",
            },
        ),
        Asked(
            "A neuron with STDP listens to a radio, and the same jingle of 600 ms comes on every "
            "few seconds. At first the neuron fires when 350 ms of it are over. After an evening "
            "it fires...",
            {
                "earlier, as what came just before has grown": RIGHT,
                "350 ms in, since it was rewarded there": "it fires where it was rewarded",
                "later, once all of the jingle has been heard": "it waits for the whole",
                "anywhere, as every moment of it comes back": "one moment is like another",
            },
        ),
    ),
    Item(
        "10",
        "say which changes kill learning by STDP, and how it dies",
        Asked(
            "Somebody raises the threshold of a neuron that learns by STDP, and it falls silent. "
            "Its 500 inputs go on firing at 30 Hz. After ten minutes its weights...",
            {
                "are as they were, as no pair has formed": RIGHT,
                "have grown, since their inputs were active": "input alone strengthens",
                "have shrunk, as they achieved nothing": "use it or lose it",
                "have grown until the neuron fired again": "a rule that helps itself",
            },
        ),
        Asked(
            "A drug keeps a neuron with STDP from firing for an hour. All that time music plays, "
            "and its 90 inputs from the ear fire at 70 Hz. After the hour its weights...",
            {
                "are as before, since there were no pairs": RIGHT,
                "have grown, as the ear was so active": "input alone strengthens",
                "have shrunk, since they did nothing": "use it or lose it",
                "have grown enough to beat the drug": "a rule that helps itself",
            },
        ),
    ),
    Item(
        "11",
        "judge, honestly, what it is worth that neurons learn without labels",
        Asked(
            "Three hundred neurons learn 500 spoken digits without labels. Then each is named "
            "after the digit that it won most often, and on the same 500 the names are right in "
            "81 %. On new recordings we should expect...",
            {
                "less than 81 %, as the names were chosen there": RIGHT,
                "about 81 %, as no label was used for learning": "without labels no overfitting",
                "about 10 %, as without labels it's all chance": "without labels no learning",
                "more than 81 %, as there is then more to hear": "new data are easier",
            },
        ),
        Asked(
            "Sixty neurons learn 90 photographs of five kinds of leaves without labels. Then "
            "each is named after the kind that it won most often, and on the same 90 the names "
            "are right in 74 %. On new photographs we should expect...",
            {
                "less than 74 %, as the names were fitted to these": RIGHT,
                "about 74 %, as nothing was told during learning": "without labels no overfitting",
                "about 20 %, as nothing was told about the kinds": "without labels no learning",
                "more than 74 %, as there are more leaves to see": "new data are easier",
            },
        ),
    ),
)

PART_3 = Part("Part III · Learning from timing", ITEMS, MISCONCEPTIONS)
