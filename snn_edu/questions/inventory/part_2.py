"""Part II, messages: lessons 05 and 06."""

from snn_edu.questions.inventory.item import RIGHT, Asked, Item, Misconception, Part
from snn_edu.questions.inventory.sources import DE_BOCK_2002

MISCONCEPTIONS = {
    "error in proportion to time": Misconception(
        "Counting for three times as long makes the error three times as small.", DE_BOCK_2002
    ),
    "the root the wrong way": Misconception(
        "Time goes with the root of the error, not the error with the root of time."
    ),
    "a neuron has its error": Misconception("A noisy neuron stays noisy, however long we count."),
    "every timing code needs a clock": Misconception(
        "Who sends times can't be read without a start signal."
    ),
    "spikes are enough": Misconception("If all the spikes arrive, the message has arrived."),
    "order needs the clock": Misconception(
        "An order of spikes depends on the start signal more than a latency does."
    ),
    "a rate is there at once": Misconception(
        "A rate in Hz is a number that can be read at any moment."
    ),
    "counting sees milliseconds": Misconception("A count uses the times of the spikes as well."),
    "a rate is continuous": Misconception("A rate can take any value, and so can a count."),
    "jitter spoils all alike": Misconception(
        "Jitter makes the same error, whatever it is compared with."
    ),
    "every error has a root": Misconception("Errors always fall with a square root."),
    "jitter grows with the window": Misconception("More time is more time for jitter."),
    "the finest scale is the best": Misconception("The more precisely we compare, the better."),
    "the coarsest scale is the best": Misconception("The less noise we see, the better."),
    "the scale is a matter of taste": Misconception(
        "Two answers are as far apart at one scale as at another."
    ),
    "a peak is a synapse": Misconception("What is correlated is connected."),
    "a peak is the stimulus": Misconception("What is correlated follows the same stimulus."),
    "a control must leave the peak": Misconception(
        "If a peak goes away in a control, the control has failed."
    ),
    "Fano is a ratio of deviations": Misconception(
        "F is the standard deviation over that of pure chance."
    ),
    "Fano is a CV": Misconception("F is the standard deviation of the counts over their mean."),
    "every count is Poisson": Misconception("Counts scatter by the root of their mean."),
    "unrelated spikes never meet": Misconception("Coincidences don't happen by chance."),
    "chance without the partner": Misconception(
        "How often two neurons meet by chance doesn't depend on the rate of both."
    ),
    "every spike finds a partner": Misconception(
        "Near each spike of one neuron there is one of the other."
    ),
}

ITEMS = (
    Item(
        "05",
        "say beforehand how far off a copy will be after a short count",
        Asked(
            "A pixel is read from the count of a neuron whose spikes come by chance. After 60 ms "
            "the error is 0.15. How long must we count until it is 0.05?",
            {
                "about 104 ms": "the root the wrong way",
                "about 180 ms": "error in proportion to time",
                "about 540 ms": RIGHT,
                "no time is long enough": "a neuron has its error",
            },
        ),
        Asked(
            "A loudness is read from the count of a nerve fibre whose spikes come by chance. "
            "After 250 ms the error is 0.24. How long must we count until it is 0.06?",
            {
                "about 500 ms": "the root the wrong way",
                "about 1,000 ms": "error in proportion to time",
                "about 4,000 ms": RIGHT,
                "no time is long enough": "a neuron has its error",
            },
        ),
    ),
    Item(
        "05",
        "say which code needs to know when the stimulus began",
        Asked(
            "A nerve is cooled, and now every spike in it arrives 9 ms later than before. The "
            "receiver doesn't know. One picture comes in a latency code, one in a rank order "
            "code. Which is read wrongly?",
            {
                "the latency code's alone, as it reads a clock": RIGHT,
                "those of both codes, as all times are wrong": "every timing code needs a clock",
                "that of neither, as every spike still comes": "spikes are enough",
                "the rank order code's alone, without a clock": "order needs the clock",
            },
        ),
        Asked(
            "A robot touches a wall, and forty sensors send one spike each. The receiver gets "
            "all of them, but no signal of when the touch began. In which code can it still read "
            "the touch?",
            {
                "in a rank order code alone, as it compares": RIGHT,
                "in none of the two, as each needs its times": "every timing code needs a clock",
                "in both of the codes, as all spikes arrive": "spikes are enough",
                "in a latency code alone, as it is more exact": "order needs the clock",
            },
        ),
    ),
    Item(
        "05",
        "choose a code for a job that leaves little time",
        Asked(
            "A cell fires with even intervals, at up to 80 Hz. A decision must fall 12 ms after "
            "the light comes on. How many levels of brightness can the *count* of this cell tell "
            "apart by then, at most?",
            {
                "2 levels": RIGHT,
                "12 levels": "counting sees milliseconds",
                "80 levels": "a rate is there at once",
                "no limit to them": "a rate is continuous",
            },
        ),
        Asked(
            "A cell fires with even intervals, at up to 100 Hz. A hand must let go 28 ms after "
            "it feels heat. How many temperatures can the *count* of this cell tell apart by "
            "then, at most?",
            {
                "4 of them": RIGHT,
                "28 of them": "counting sees milliseconds",
                "100 of them": "a rate is there at once",
                "no limit to them": "a rate is continuous",
            },
        ),
    ),
    Item(
        "05",
        "say beforehand how far off a copy will be on a shaky line",
        Asked(
            "A latency code uses a window of 40 ms, and on a shaky line its copies have an error "
            "of 0.08. The line stays as it is, but the window becomes 160 ms. The error becomes "
            "about...",
            {
                "0.02": RIGHT,
                "0.04": "every error has a root",
                "0.08": "jitter spoils all alike",
                "0.32": "jitter grows with the window",
            },
        ),
        Asked(
            "A latency code uses a window of 90 ms, and on a shaky line its copies have an error "
            "of 0.03. The line stays as it is, but we are in a hurry and take a window of 30 ms. "
            "The error becomes about...",
            {
                "0.01": "jitter grows with the window",
                "0.03": "jitter spoils all alike",
                "0.05": "every error has a root",
                "0.09": RIGHT,
            },
        ),
    ),
    Item(
        "06",
        "choose the time scale on which two trains are compared",
        Asked(
            "Two sounds make a neuron fire ten times each, but one of them 25 ms later. From "
            "trial to trial each spike strays by 4 ms, and now and then one is missing. Which "
            "price q for a move tells the sounds apart best?",
            {
                "0.001 per ms": "the coarsest scale is the best",
                "0.06 per ms": RIGHT,
                "20 per ms": "the finest scale is the best",
                "no matter which": "the scale is a matter of taste",
            },
        ),
        Asked(
            "Two smells make a neuron fire ten times each, but one of them 30 ms later. From "
            "trial to trial each spike strays by 5 ms, and now and then one is missing. Which "
            "tail τ of a van Rossum distance tells the smells apart best?",
            {
                "0.4 ms": "the finest scale is the best",
                "15 ms": RIGHT,
                "3,000 ms": "the coarsest scale is the best",
                "no matter which": "the scale is a matter of taste",
            },
        ),
    ),
    Item(
        "06",
        "tell spikes that belong together from neurons that are busy at the same moments",
        Asked(
            "In 60 trials with one stimulus the correlogram of two neurons has a hump, 250 ms "
            "wide. With the trials of one neuron shuffled it is flat. What may we conclude?",
            {
                "they are related within a trial, but this can't say how": RIGHT,
                "one of the two neurons excites the other one directly": "a peak is a synapse",
                "both of them follow the stimulus in just the same way": "a peak is the stimulus",
                "the shuffling has failed, as a true peak would remain": (
                    "a control must leave the peak"
                ),
            },
        ),
        Asked(
            "A song is played 90 times to a bird that is sometimes alert and sometimes drowsy. "
            "The correlogram of two cells has a hump, 400 ms wide, and is flat once the showings "
            "of one cell are shuffled. What may we conclude?",
            {
                "they are related beyond the song, but we can't say how": RIGHT,
                "the one cell sends its spikes to the other, with delay": "a peak is a synapse",
                "the song drives both of the cells at the same moments": "a peak is the stimulus",
                "the shuffled showings are no control, as they are flat": (
                    "a control must leave the peak"
                ),
            },
        ),
    ),
    Item(
        "06",
        "say how far off a count is when spikes don't come by pure chance",
        Asked(
            "In windows of 1 s a neuron sends 36 spikes on average, with a standard deviation of "
            "12. How large is its Fano factor, and what does it say?",
            {
                "0.33, so its counts are steadier than by chance": "Fano is a CV",
                "1, so its counts scatter just as they do by chance": "every count is Poisson",
                "2, so its counts scatter more than they do by chance": (
                    "Fano is a ratio of deviations"
                ),
                "4, so its counts scatter more than they would by chance": RIGHT,
            },
        ),
        Asked(
            "In windows of 3 s a neuron sends 100 spikes on average, with a standard deviation "
            "of 5. How large is its Fano factor, and what does it say?",
            {
                "0.05, so its counts are steadier than by chance": "Fano is a CV",
                "0.25, so its counts are much steadier than by chance": RIGHT,
                "0.5, so its counts are a bit steadier than by chance": (
                    "Fano is a ratio of deviations"
                ),
                "1, so its counts scatter just as they do by chance": "every count is Poisson",
            },
        ),
    ),
    Item(
        "06",
        "say how many coincidences chance alone makes",
        Asked(
            "Two neurons know nothing of each other and fire at random, at 30 and at 50 Hz, for "
            "80 s. How many pairs of their spikes lie at most 5 ms apart?",
            {
                "none, or hardly any": "unrelated spikes never meet",
                "about 24": "chance without the partner",
                "about 1,200": RIGHT,
                "about 2,400": "every spike finds a partner",
            },
        ),
        Asked(
            "Two neurons know nothing of each other and fire at random, at 8 and at 25 Hz, for "
            "200 s. How many pairs of their spikes lie at most 10 ms apart?",
            {
                "none, or hardly any": "unrelated spikes never meet",
                "about 32": "chance without the partner",
                "about 800": RIGHT,
                "about 1,600": "every spike finds a partner",
            },
        ),
    ),
)

PART_2 = Part("Part II · Messages", ITEMS, MISCONCEPTIONS)
