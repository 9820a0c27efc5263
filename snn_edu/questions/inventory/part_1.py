"""Part I, one neuron: lessons 00 to 04."""

from snn_edu.questions.inventory.item import RIGHT, Asked, Item, Misconception, Part
from snn_edu.questions.inventory.sources import (
    ALTMAN_1995,
    CRONIN_2009,
    DE_BOCK_2002,
    GIGERENZER_1995,
    KVELLO_2024,
    TVERSKY_1971,
)

MISCONCEPTIONS = {
    "hit rate for precision": Misconception(
        "Whoever finds most of the cases is mostly right.", GIGERENZER_1995
    ),
    "silence counts as success": Misconception(
        "A detector is as good as the share of moments in which it is right."
    ),
    "alarms as rare as cases": Misconception(
        "An alarm is right as often as there is something to find."
    ),
    "a few are enough": Misconception(
        "A small sample shows what a large one would show.", TVERSKY_1971
    ),
    "no proof, so no effect": Misconception(
        "What chance could have done, chance has done.", ALTMAN_1995
    ),
    "a share needs no number": Misconception(
        "The same share tells the same, whatever it is a share of."
    ),
    "time constant as half-life": Misconception("After one time constant half of the way is done."),
    "done after a time constant": Misconception("After a time constant or two v has arrived."),
    "left for done": Misconception("37 % is what is done after a time constant, not what is left."),
    "the tap alone": Misconception(
        "Only what flows in decides about a level, not what leaks out.", CRONIN_2009
    ),
    "each spike its height": Misconception(
        "A train lifts v by what one spike does, however many come."
    ),
    "a faster membrane piles higher": Misconception(
        "A shorter time constant lets more spikes add up, not fewer."
    ),
    "rate in proportion": Misconception("Twice the current, twice the rate.", DE_BOCK_2002),
    "all or none, so one rate": Misconception(
        "All spikes are alike, so a neuron that fires fires at one rate."
    ),
    "rate with the excess": Misconception(
        "The rate grows with what the current has above the rheobase."
    ),
    "volts times amperes": Misconception("A resistance is a voltage times a current."),
    "voltage from zero": Misconception("A voltage is counted from 0 mV, not from rest."),
    "voltage from the reset": Misconception(
        "The rheobase must lift v from the reset, not from rest."
    ),
    "noise averages out": Misconception(
        "Pushes up and down cancel, so noise has no effect on the rate."
    ),
    "noise does harm": Misconception("Noise disturbs a neuron, so it fires less with it."),
    "noise always adds": Misconception("Noise does the same at a weak and at a strong current."),
    "inhibition subtracts": Misconception(
        "Inhibition takes off a fixed number of millivolts, wherever v is."
    ),
    "no current at rest, no effect": Misconception(
        "Channels that reverse at rest change nothing, since they pass no current there."
    ),
    "synapses excite": Misconception(
        "Whatever arrives at a neuron drives it upwards.", KVELLO_2024
    ),
}

ITEMS = (
    Item(
        "00",
        "say how many of a detector's alarms are right",
        Asked(
            "A camera in a wood takes a photograph when it believes that a fox is there. In a "
            "month foxes came 40 times, and it took 36 photographs of them and 324 of leaves. In "
            "40,000 other minutes it rightly took none. Which share of its photographs shows a "
            "fox?",
            {
                "0.1 %": "alarms as rare as cases",
                "10 %": RIGHT,
                "90 %": "hit rate for precision",
                "99 %": "silence counts as success",
            },
        ),
        Asked(
            "A program listens for whales. In a night there were 25 calls, and it reported 20 of "
            "them, together with 60 ships that it took for whales. In 2,000 other clips it "
            "rightly reported none. Which share of its reports is right?",
            {
                "1 %": "alarms as rare as cases",
                "25 %": RIGHT,
                "80 %": "hit rate for precision",
                "97 %": "silence counts as success",
            },
        ),
    ),
    Item(
        "00",
        "tell when a measured share is news, and when it's chance",
        Asked(
            "A network names one of four gestures, so guessing would be right in 25 %. It is "
            "tested 25 times, and it's right 9 times, in 36 %. What does that tell us?",
            {
                "not much yet, as guessing often does as well": RIGHT,
                "it has learned, as 36 % is more than 25 %": "a few are enough",
                "it has learned nothing, as guessing explains it": "no proof, so no effect",
                "as much as 360 out of 1,000 would tell us": "a share needs no number",
            },
        ),
        Asked(
            "A fish chooses one of two doors, so chance would be right in 50 %. In 20 trials it "
            "takes the right door 13 times, in 65 %. What does that tell us?",
            {
                "not much yet, as chance often does as well": RIGHT,
                "it knows the door, as 65 % is more than 50 %": "a few are enough",
                "it doesn't know the door, as chance explains it": "no proof, so no effect",
                "as much as 650 out of 1,000 would tell us": "a share needs no number",
            },
        ),
    ),
    Item(
        "01",
        "say how far a neuron's voltage goes under a current, and how fast",
        Asked(
            "A neuron at rest has R_m = 200 MΩ and a time constant of 30 ms. At 0 ms a current "
            "of 0.06 nA is switched on. How far above rest is v at 30 ms?",
            {
                "4.4 mV": "left for done",
                "6.0 mV": "time constant as half-life",
                "7.6 mV": RIGHT,
                "12.0 mV": "done after a time constant",
            },
        ),
        Asked(
            "A neuron at rest has R_m = 80 MΩ and a time constant of 12 ms. At 0 ms a current of "
            "0.25 nA is switched on. How far above rest is v at 24 ms?",
            {
                "2.7 mV": "left for done",
                "15.0 mV": "time constant as half-life",
                "17.3 mV": RIGHT,
                "20.0 mV": "done after a time constant",
            },
        ),
    ),
    Item(
        "01",
        "say how high a train of spikes piles up",
        Asked(
            "A train of spikes holds v 6 mV above rest, on average. Then its rate becomes three "
            "times as high, while a drug makes the membrane leak, so that its time constant "
            "falls to a quarter. By how much is v above rest now, on average?",
            {
                "4.5 mV": RIGHT,
                "6 mV": "each spike its height",
                "18 mV": "the tap alone",
                "72 mV": "a faster membrane piles higher",
            },
        ),
        Asked(
            "A train of spikes holds v 10 mV above rest, on average. Then its rate falls to a "
            "fifth, while a drug closes channels, so that the membrane's time constant doubles. "
            "By how much is v above rest now, on average?",
            {
                "1 mV": "a faster membrane piles higher",
                "2 mV": "the tap alone",
                "4 mV": RIGHT,
                "10 mV": "each spike its height",
            },
        ),
    ),
    Item(
        "02",
        "say how fast a neuron fires at a current above its rheobase",
        Asked(
            "A LIF neuron returns to rest after each spike. Its time constant is 10 ms, and "
            "t_ref is 4 ms. At twice its rheobase it fires at 91 Hz. At about which rate does it "
            "fire at four times its rheobase?",
            {
                "91 Hz": "all or none, so one rate",
                "145 Hz": RIGHT,
                "183 Hz": "rate in proportion",
                "274 Hz": "rate with the excess",
            },
        ),
        Asked(
            "A LIF neuron returns to rest after each spike. Its time constant is 25 ms, and "
            "t_ref is 5 ms. At 1.25 times its rheobase it fires at 22 Hz. At about which rate "
            "does it fire at 2.5 times its rheobase?",
            {
                "22 Hz": "all or none, so one rate",
                "44 Hz": "rate in proportion",
                "56 Hz": RIGHT,
                "133 Hz": "rate with the excess",
            },
        ),
    ),
    Item(
        "02",
        "find a hidden number in a neuron that nobody has measured",
        Asked(
            "A cell rests at −65 mV, fires at −45 mV and is reset to −60 mV. With 0.39 nA it "
            "never fires, with 0.41 nA it does, slowly. What is its R_m, as a LIF neuron?",
            {
                "about 8 MΩ": "volts times amperes",
                "about 38 MΩ": "voltage from the reset",
                "about 50 MΩ": RIGHT,
                "about 112 MΩ": "voltage from zero",
            },
        ),
        Asked(
            "A cell rests at −72 mV, fires at −57 mV and is reset to −77 mV. With 0.24 nA it "
            "never fires, with 0.26 nA it does, slowly. What is its R_m, as a LIF neuron?",
            {
                "about 4 MΩ": "volts times amperes",
                "about 60 MΩ": RIGHT,
                "about 80 MΩ": "voltage from the reset",
                "about 228 MΩ": "voltage from zero",
            },
        ),
    ),
    Item(
        "03",
        "say what noise does to a neuron's rate, and where",
        Asked(
            "Noise is added to two steady currents: one at 90 % of the rheobase, and one at "
            "three times the rheobase. It lets v stray by a fifth of the way from rest to the "
            "threshold. What happens to the two rates?",
            {
                "the first rises from 0, the second hardly changes": RIGHT,
                "both of them rise, and by about the same": "noise always adds",
                "neither changes, as ups and downs cancel": "noise averages out",
                "the first stays at 0, and the second falls": "noise does harm",
            },
        ),
        Asked(
            "One cell fires at 5 Hz with a CV of 0.9, another at 80 Hz with a CV of 0.1. A drug "
            "takes all the noise from their inputs and leaves the means as they were. What "
            "happens to the two rates?",
            {
                "the first falls to 0, the second hardly changes": RIGHT,
                "both of them fall, and by about the same": "noise always adds",
                "neither changes, as ups and downs cancelled": "noise averages out",
                "the first stays, and the second rises": "noise does harm",
            },
        ),
    ),
    Item(
        "04",
        "say what a synapse does that reverses at rest",
        Asked(
            "Excitation alone holds v at 14 mV above rest. Then other channels open as well. "
            "They reverse at rest, and conduct as much as all that was open before. How far "
            "above rest does v settle?",
            {
                "0 mV": "inhibition subtracts",
                "7 mV": RIGHT,
                "14 mV": "no current at rest, no effect",
                "28 mV": "synapses excite",
            },
        ),
        Asked(
            "Excitation alone holds v at 18 mV above rest. Then other channels open as well. "
            "They reverse at rest, and conduct half as much as all that was open before. How far "
            "above rest does v settle?",
            {
                "9 mV": "inhibition subtracts",
                "12 mV": RIGHT,
                "18 mV": "no current at rest, no effect",
                "27 mV": "synapses excite",
            },
        ),
    ),
)

PART_1 = Part("Part I · One neuron", ITEMS, MISCONCEPTIONS)
