"""Part V, real neurons, real networks, real tools: lessons 16 to 20."""

from snn_edu.questions.inventory.item import RIGHT, Asked, Item, Misconception, Part
from snn_edu.questions.inventory.sources import DE_BOCK_2002, KRIEGESKORTE_2009

MISCONCEPTIONS = {
    "spikes in proportion to channels": Misconception(
        "A third of the channels makes a third of the spike.", DE_BOCK_2002
    ),
    "all or none means unchangeable": Misconception(
        "A spike is always the same, whatever happens to its channels."
    ),
    "sodium and potassium swapped": Misconception(
        "Potassium makes the spike, and sodium brings it to an end."
    ),
    "letting go is a push": Misconception("When inhibition ends, any neuron is driven upwards."),
    "deep enough is enough": Misconception("A LIF neuron rebounds if it was held low enough."),
    "late is the LIF's way": Misconception(
        "A LIF neuron does all that a cell does, a time constant later."
    ),
    "noise cancels as means do": Misconception(
        "What pushes up and what pulls down cancels, also in the noise."
    ),
    "the loudest is the noise": Misconception("Only the larger of two noises matters."),
    "noise adds as means do": Misconception("Two noises add up as two currents do."),
    "irregular needs dice": Misconception("What looks like chance is made by chance."),
    "steady in, steady out": Misconception("With a steady input every neuron is a clock."),
    "without dice it settles": Misconception("What isn't shaken becomes regular in the end."),
    "the loudest neuron is right": Misconception("The neuron that fires most tells the direction."),
    "between the two loudest": Misconception(
        "The direction lies halfway between the two neurons that fire most."
    ),
    "angles are numbers": Misconception("Directions are averaged as their degrees are."),
    "a choice costs nothing": Misconception(
        "Who has fitted nothing to the test may choose by the test.", KRIEGESKORTE_2009
    ),
    "the best is the best": Misconception(
        "What came out best once will do so again, and better with experience."
    ),
    "a choice is all luck": Misconception("What was chosen out of many is worth nothing at all."),
    "a reward pays all": Misconception("What was active before a reward is strengthened."),
    "the note decides": Misconception("A note at a synapse becomes a change by itself."),
    "only news is good": Misconception("A neuron that does as expected unlearns."),
    "one of two is wrong": Misconception(
        "If two programs solve the same equations, they give the same spikes, or one is wrong."
    ),
    "finer steps agree": Misconception("With small enough steps two programs stay together."),
    "a difference is a seed": Misconception("If runs differ, they had different random numbers."),
}

ITEMS = (
    Item(
        "16",
        "say what a drug does to the spikes of a nerve",
        Asked(
            "A poison blocks 30 % of the sodium channels of an axon. A short push still sets off "
            "a spike if it is strong enough. Compared with before, the spike...",
            {
                "takes a stronger push, and is nearly as tall": RIGHT,
                "takes the same push, and is 30 % less tall": "spikes in proportion to channels",
                "takes the same push, and is exactly as tall": "all or none means unchangeable",
                "takes a weaker push, and is over much later": "sodium and potassium swapped",
            },
        ),
        Asked(
            "A poison blocks 30 % of the potassium channels of an axon. A short push still sets "
            "off a spike if it is strong enough. Compared with before, the spike...",
            {
                "takes a weaker push, and is about as tall": RIGHT,
                "takes the same push, and is 30 % taller": "spikes in proportion to channels",
                "takes the same push, and is just the same": "all or none means unchangeable",
                "takes a stronger push, and is less tall": "sodium and potassium swapped",
            },
        ),
    ),
    Item(
        "16",
        "say which questions a LIF neuron answers well, and where it misleads",
        Asked(
            "A cell at rest is held 12 mV lower for 150 ms and then let go. It fires a spike. A "
            "LIF neuron was fitted to the rates of this cell. What does it do after the same "
            "treatment?",
            {
                "it climbs back to rest without a spike": RIGHT,
                "it fires too, as letting go is a push": "letting go is a push",
                "it fires too, if it is held still lower": "deep enough is enough",
                "it fires too, one time constant later": "late is the LIF's way",
            },
        ),
        Asked(
            "In the thalamus a cell is inhibited for 300 ms, which takes it 20 mV below rest. "
            "When inhibition ends it fires three spikes. A LIF neuron was fitted to its rates. "
            "What does it do in the same place?",
            {
                "it rises to its rest and stays silent there": RIGHT,
                "it fires as well, driven by the sudden release": "letting go is a push",
                "it fires as well, once inhibition is stronger": "deep enough is enough",
                "it fires as well, only a time constant later": "late is the LIF's way",
            },
        ),
    ),
    Item(
        "17",
        "work out the noise that a neuron hears",
        Asked(
            "The excitation of a neuron makes v go up and down by 6 mV (standard deviation), and "
            "its inhibition by 6 mV as well. The two are independent, and their means cancel. "
            "Together they make v go up and down by...",
            {
                "0 mV": "noise cancels as means do",
                "6 mV": "the loudest is the noise",
                "8.5 mV": RIGHT,
                "12 mV": "noise adds as means do",
            },
        ),
        Asked(
            "Two crowds of neurons reach a cell. One crowd excites and makes v go up and down by "
            "9 mV (standard deviation), the other inhibits and makes it go up and down by 12 mV. "
            "They know nothing of each other. Together they make v go up and down by...",
            {
                "3 mV": "noise cancels as means do",
                "12 mV": "the loudest is the noise",
                "15 mV": RIGHT,
                "21 mV": "noise adds as means do",
            },
        ),
    ),
    Item(
        "17",
        "tell whether a network needs dice to be irregular",
        Asked(
            "Each of 4,000 connected neurons gets the same steady current, and a program runs "
            "them without random numbers. They fire with a CV of 0.8. A colleague says that "
            "there must be a bug. Is that so?",
            {
                "no, as each hears the uneven spikes of the others": RIGHT,
                "yes, as nothing irregular comes out of no dice": "irregular needs dice",
                "yes, as a steady current makes steady intervals": "steady in, steady out",
                "no, but after a while they will fire like clocks": "without dice it settles",
            },
        ),
        Asked(
            "A slice of cortex in a dish is cut off from everything and kept going by a steady "
            "current. Its cells fire with a CV of 0.7. Must noise be coming in from somewhere?",
            {
                "no, the cells themselves can be each other's noise": RIGHT,
                "yes, or else there would be nothing irregular in it": "irregular needs dice",
                "yes, as under a steady current all cells are clocks": "steady in, steady out",
                "no, and so its cells will soon become regular again": "without dice it settles",
            },
        ),
    ),
    Item(
        "18",
        "read a direction from the counts of a few neurons",
        Asked(
            "Four neurons prefer 0°, 90°, 180° and 270°, and each fires 10 spikes at rest. Now "
            "they fire 16, 14, 4 and 6. The population vector points towards...",
            {
                "0°": "the loudest neuron is right",
                "34°": RIGHT,
                "45°": "between the two loudest",
                "90°": "angles are numbers",
            },
        ),
        Asked(
            "Four neurons prefer 0°, 90°, 180° and 270°, and each fires 20 spikes at rest. Now "
            "they fire 14, 10, 26 and 30. The population vector points towards...",
            {
                "171°": "angles are numbers",
                "225°": "between the two loudest",
                "239°": RIGHT,
                "270°": "the loudest neuron is right",
            },
        ),
    ),
    Item(
        "18",
        "judge a decoder honestly, even your own",
        Asked(
            "A team has fifty decoders, all fitted to old recordings. It tries each on one new "
            "recording and reports the best, which has R² = 0.71. On the next recording we "
            "should expect of this decoder...",
            {
                "less than 0.71, as luck helped to choose it": RIGHT,
                "about 0.71, as it was fitted to other data": "a choice costs nothing",
                "more than 0.71, as it is the best by now": "the best is the best",
                "about 0, as it was chosen out of so many": "a choice is all luck",
            },
        ),
        Asked(
            "Twenty students each write a decoder without seeing the test movement. On this "
            "movement the best of them has R² = 0.64, and wins a prize. On another movement we "
            "should expect of the winner...",
            {
                "less than 0.64, as the winner was lucky as well": RIGHT,
                "about 0.64, as nobody had seen this movement": "a choice costs nothing",
                "more than 0.64, as it's proved to be the best": "the best is the best",
                "about 0, as one of twenty always comes first": "a choice is all luck",
            },
        ),
    ),
    Item(
        "19",
        "say what a synapse should remember until a reward comes",
        Asked(
            "A sensor fires strongly. Its motor was expected to send 7 spikes, and sends 7. A "
            "moment later there is a reward. By the rule that let the vehicle learn to steer, "
            "the weight between them...",
            {
                "stays, as the motor did what it always does": RIGHT,
                "grows, as both were active before the reward": "a reward pays all",
                "grows, until the note at the synapse has faded": "the note decides",
                "shrinks, as the motor tried out nothing new": "only news is good",
            },
        ),
        Asked(
            "A robot's whisker fires, and the muscle behind it twitches 3 times, just as "
            "expected. Half a second later there is a punishment. By a rule that remembers "
            "surprises, the weight between the two...",
            {
                "stays, since there was nothing unusual to punish": RIGHT,
                "shrinks, since both had just fired when it came": "a reward pays all",
                "shrinks, until the memory of the twitch is gone": "the note decides",
                "grows, since the punishment asks for more effort": "only news is good",
            },
        ),
    ),
    Item(
        "20",
        "say what a difference between two simulators means",
        Asked(
            "Two programs run one irregular network with the same wiring, inputs and order of "
            "events. For 70 ms all spikes agree. Then one comes a step later in the second "
            "program, and from there on more and more differ, while rates and CVs stay alike. "
            "What follows?",
            {
                "neither need be wrong, as one rounded spike moves them all": RIGHT,
                "one of them is wrong, since both solve the same equations": "one of two is wrong",
                "their steps are too long, and with finer ones they agree": ("finer steps agree"),
                "their random numbers differ, and one has another seed": "a difference is a seed",
            },
        ),
        Asked(
            "A balanced network runs on a laptop and on a large computer, with one script, the "
            "same wiring and no random input. At 130 ms one spike falls a step apart, and from "
            "there on more and more do, but the rates agree. What follows?",
            {
                "neither need be wrong: one rounded spike is enough for it": RIGHT,
                "one of the two computers, or its library, has a fault": "one of two is wrong",
                "the step was too long, and a finer one would cure that": "finer steps agree",
                "one of the runs has drawn its numbers from elsewhere": "a difference is a seed",
            },
        ),
    ),
)

PART_5 = Part("Part V · Real neurons, real networks, real tools", ITEMS, MISCONCEPTIONS)
