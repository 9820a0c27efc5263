"""What lesson 00 asks: predictions, exercises and a quiz on whether it is detected."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from snn_edu.lessons.pattern_detected.article_runs import simulate_many
from snn_edu.questions import Exercise, Prediction, Wrong, simpler


def _scores_by_counting(printed: Any, shown: Any) -> tuple[float, float]:
    """The truth another way: step by step."""
    pairs = list(zip(printed, shown, strict=True))
    true = pairs.count((True, True))
    return true / (true + pairs.count((True, False))), true / (true + pairs.count((False, True)))


def _standard_error_by_spread(share: float, n: int) -> float:
    """The truth another way: the s.d. of n ones and zeros, over the root of n."""
    spread = math.sqrt(share * (1.0 - share) ** 2 + (1.0 - share) * share**2)
    return spread / math.sqrt(n)


def _ablated(seeds: Any, hidden: bool = True, plastic: bool = True) -> tuple[float, int]:
    runs = simulate_many(seeds, hidden=hidden, plastic=plastic)
    return runs.confusion().recall, int(runs.fired[:, :, 5:8].sum())


def _ablated_run_by_run(seeds: Any) -> tuple[float, int]:
    """The truth another way: a run at a time, its hits and showings added up."""
    runs = [simulate_many([seed], plastic=False) for seed in seeds]
    hits = sum(int((run.printed & run.shown).sum()) for run in runs)
    shown = sum(int(run.shown.sum()) for run in runs)
    return hits / shown, sum(int(run.fired[:, :, 5:8].sum()) for run in runs)


def _precision_by_steps(share: float, recall: float, false_alarms: float) -> float:
    """The truth another way: a million steps, counted out."""
    there = 1e6 * share
    true, false = there * recall, (1e6 - there) * false_alarms
    return true / (true + false)


def _log(true: int, false: int, missed: int, silent: int) -> tuple[Any, Any]:
    """Printed and shown, in so many steps of each of the four kinds."""
    counts = (true, false, missed, silent)
    return np.repeat([True, True, False, False], counts), np.repeat([True, False] * 2, counts)


def _scores(printed: Any, shown: Any) -> tuple[float, float]:
    both = (printed & shown).sum()
    return both / printed.sum(), both / shown.sum()


def _standard_error(share: float, n: int) -> float:
    return float((share * (1 - share) / n) ** 0.5)


def _precision(share: float, recall: float, false_alarms: float) -> float:
    return share * recall / (share * recall + (1 - share) * false_alarms)


def _which_number(answer: Any) -> str:
    """Which of the two numbers of an ablation is right."""
    seeds = range(700, 740)
    (recall, spikes), mine = _ablated(seeds, plastic=False), answer(seeds)
    if math.isclose(mine[0], recall):
        return (
            "Your recall is right. The other number is to count all spikes of the three hidden "
            "neurons, in all runs and all steps."
        )
    if mine[1] == spikes:
        return "Your spikes are right. The other number is the recall of all runs together."
    return ""


_RNG = np.random.default_rng(0)
_LOGS = tuple(
    (_RNG.random(steps) < often, _RNG.random(steps) < rare)
    for steps, often, rare in ((40, 0.5, 0.4), (200, 0.2, 0.5), (60, 0.7, 0.3))
)

PREDICTIONS = (
    Prediction(
        name="what_it_is_worth",
        question='The network has printed "Pattern detected" twelve times. How many of the twelve '
        "would you expect to be true?",
        choices=("all 12", "about 9", "about 6", "about 3", "none"),
        answer="d",
        why="Three out of four are false. Watch the board as the runs add up.",
        wrong=(
            Wrong("a", "It printed it, and that is a claim. A claim is not yet evidence."),
            Wrong("b", "You have the right split, but the wrong way round."),
            Wrong("c", "That would be a coin toss. It does worse."),
            Wrong("e", "It does better than that: some of its prints are right."),
        ),
        asks={},
    ),
    Prediction(
        name="no_hidden_layer",
        question="You silence the hidden layer. The output neuron never fires again, and no weight "
        "learns. What happens to the precision, the share of the prints that are true?",
        choices=(
            "it falls to 0, because nothing is printed any more",
            "it falls to 3 %, because only chance is left to print",
            "it stays at 25 %, because the network has no say in it",
            "it rises to 50 %, because a source of errors is gone",
        ),
        answer="c",
        why="The line that prints looks at three input neurons and at nothing else.",
        wrong=(
            Wrong("a", "You'd expect that of an output neuron. But nobody asks this one."),
            Wrong("b", "That would be printing at random. It still waits for three of the bits."),
            Wrong("d", "Something does rise, but it is the recall."),
        ),
        asks={"hidden": False},
    ),
    Prediction(
        name="layer_or_learning",
        question="With everything on, the recall is 11.5 %; without the layer it is 23.0 %. Now "
        "you leave the layer and stop only the learning. The recall will be ...",
        choices=(
            "about 12 %, because the layer still disturbs the inputs",
            "about 17 %, because each of the two costs a part of it",
            "about 23 %, because it was the learning that cost the hits",
            "below 12 %, because a network has to learn what to detect",
        ),
        answer="c",
        why="Without learning the counts are those without the layer, to the last one. So the "
        "layer does nothing here, and the learning costs half of the hits.",
        wrong=(
            Wrong("a", "Does anything run back from the layer to the inputs? Only their weights."),
            Wrong("b", "It's all due to one of them."),
            Wrong("d", "Here learning makes the inputs weaker, so they miss more."),
        ),
        asks={},
    ),
    Prediction(
        name="two_parts",
        question="A system has parts A and B. You remove A, and its score stays. You put A back "
        "and remove B, and its score stays. What do you know now?",
        choices=(
            "neither part is of any use, so both may go",
            "each may go, but perhaps not both at once",
            "the score can't depend on either part",
            "one of the two experiments went wrong",
        ),
        answer="b",
        why="Two parts that can stand in for each other both look useless. Think of two smoke "
        "detectors in one room. Only a third experiment, without both, tells.",
        wrong=(
            Wrong("a", "That's what it looks like. But each was removed while the other stood by."),
            Wrong("c", "It may depend on there being *one* of them."),
            Wrong("d", "Both can be right: the other part may have done the work each time."),
        ),
        asks={},
    ),
)

EXERCISES = (
    Exercise(
        name="scores",
        ask="Return the precision and the recall.",
        shown="""
            def my_scores(printed, shown):
                both = printed & shown
                return both.sum() / printed.sum(), both.sum() / shown.sum()
        """,
        solution=_scores,
        oracle=_scores_by_counting,
        tries=_LOGS,
        examined=simpler(
            _scores,
            (
                _log(2, 0, 0, 2),
                "Let it print in the right steps and in no other. Then both shares are 1, and one "
                "of yours is {got:g}.",
            ),
            (
                _log(1, 1, 0, 2),
                "Let it print twice, once rightly, and miss nothing. Then the precision is 1/2 "
                "and the recall is 1. One of yours is {got:g}.",
            ),
            (
                _log(1, 0, 1, 2),
                "Let it print once, rightly, and miss one pattern. Then the precision is 1 and "
                "the recall is 1/2. One of yours is {got:g}.",
            ),
        ),
        wrong=(
            Wrong(
                lambda printed, shown: (
                    (printed & shown).sum() / shown.sum(),
                    (printed & shown).sum() / printed.sum(),
                ),
                "These are the right two shares in the wrong order. Precision is the share of what "
                "was *printed*, and it comes first.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed & shown).mean(),
                    (printed & shown).mean(),
                ),
                "You divided by the number of steps. A precision is a share of the prints, and a "
                "recall is a share of the showings.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed & shown).sum() / printed.sum(),
                    (printed == shown).mean(),
                ),
                "Your second number is the accuracy. It also counts the steps in which nothing was "
                "there and nothing was printed.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed & shown).sum() / printed.sum(),
                    printed.sum() / shown.sum(),
                ),
                "Your second number counts all prints, the false ones too. Only those in `both` "
                "have found something.",
            ),
            Wrong(
                lambda printed, shown: ((printed & shown).sum(), (printed & shown).sum()),
                "These are counts. Divide the first by how often it printed, and the second by "
                "how often the pattern was shown.",
            ),
            Wrong(
                lambda printed, shown: (
                    1 - (printed & shown).sum() / printed.sum(),
                    1 - (printed & shown).sum() / shown.sum(),
                ),
                "These are the shares of the false and of the missed. We want those of the true.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed | shown).sum() / printed.sum(),
                    (printed | shown).sum() / shown.sum(),
                ),
                "You combine the two with `|`, which is *or*. In a hit both are True.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed == shown).sum() / printed.sum(),
                    (printed == shown).sum() / shown.sum(),
                ),
                "Where `printed == shown` both may be False. In a hit both are True.",
            ),
            Wrong(
                lambda printed, shown: (printed.mean(), shown.mean()),
                "These are the shares of the steps in which it printed, and in which the pattern "
                "was shown. Neither looks at whether the two fall together.",
            ),
            Wrong(
                lambda printed, shown: ((printed & shown).sum() / (printed | shown).sum(),) * 2,
                "You divide by the steps in which at least one is True. A precision is a share of"
                " the prints alone.",
            ),
            Wrong(
                lambda printed, shown: (
                    ((printed & shown).sum() / (printed.sum() + shown.sum()),) * 2
                ),
                "You divide both by prints and showings together. A precision is a share of the "
                "prints alone.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed & shown).sum() / printed.sum(),
                    (printed & shown).sum() / (~printed).sum(),
                ),
                "You divide the second by the steps without a print. A recall is a share of the "
                "showings.",
            ),
            Wrong(
                lambda printed, shown: ((printed == shown).mean(),) * 2,
                "That is the accuracy, twice. It also counts the steps in which nothing was there"
                " and nothing was printed.",
            ),
            Wrong(
                lambda printed, shown: (printed.sum() / shown.sum(), shown.sum() / printed.sum()),
                "You compare how often it printed with how often the pattern was there. Did the "
                "two fall together?",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed & shown).sum() / (printed & ~shown).sum(),
                    (printed & shown).sum() / (shown & ~printed).sum(),
                ),
                "You divide the true ones by the false, and by the missed. Divide by all prints, "
                "and by all showings.",
            ),
            Wrong(
                lambda printed, shown: 2 * (printed & shown).sum() / (printed.sum() + shown.sum()),
                "That's one number for both, their F1 score. We want the two of them.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed & shown) / printed.sum(),
                    (printed & shown) / shown.sum(),
                ),
                "You divide each step of `both`. First count in how many steps it is True.",
            ),
            Wrong(
                lambda printed, shown: (
                    (printed & shown).sum() / printed.sum(),
                    (~(printed | shown)).sum() / (~shown).sum(),
                ),
                "Your second number is the share of the empty steps in which it was rightly "
                "silent. A recall looks at the showings.",
            ),
        ),
        hints=(
            "`both.sum()` counts the steps in which both are True.",
            "Divide it by `printed.sum()` for the one, and by `shown.sum()` for the other.",
        ),
        why="The same hits, seen from two sides.",
    ),
    Exercise(
        name="standard_error",
        ask="Write `my_standard_error(share, n)`.",
        shown="""
            def my_standard_error(share, n):
                return (share * (1 - share) / n) ** 0.5
        """,
        solution=_standard_error,
        oracle=_standard_error_by_spread,
        tries=((0.25, 1373), (0.115, 3180), (0.9, 17)),
        examined=simpler(
            _standard_error,
            ((0.5, 1), "Take p = 1/2 and n = 1. Then s is {expected:g}, and yours is {got:g}."),
            (
                (0.2, 1),
                "Take p = 0.2 and n = 1. Then p (1 - p) is 0.16, so s is {expected:g}, and yours "
                "is {got:g}.",
            ),
            (
                (0.5, 100),
                "Take p = 1/2 and n = 100. Then s is ten times smaller than with n = 1, "
                "{expected:g}, and yours is {got:g}.",
            ),
        ),
        wrong=(
            Wrong(
                lambda share, n: share * (1 - share) / n,
                "The root is missing. Without it the error would shrink ten times when you count "
                "ten times as much.",
            ),
            Wrong(
                lambda share, n: 1.96 * (share * (1 - share) / n) ** 0.5,
                "1.96 standard errors reach to 95 % of all counts. We want one of them.",
            ),
            Wrong(
                lambda share, n: (share / n) ** 0.5,
                "The factor (1 - p) is missing. If the truth is 100 %, every count gives 100 %, so "
                "there the error has to vanish.",
            ),
            Wrong(
                lambda share, n: (share * (1 - share)) ** 0.5 / n,
                "Your n stands outside the root. It belongs under it, because four times the cases "
                "only halve the error.",
            ),
            Wrong(
                lambda share, n: (share * (1 - share)) ** 0.5,
                "You left out n. This is how far a single case lies from the share.",
            ),
            Wrong(
                lambda share, n: 100 * (share * (1 - share) / n) ** 0.5,
                "That is in per cent. We want a share, a number between 0 and 1.",
            ),
            Wrong(
                lambda share, n: (share * (1 - share) / (n - 1)) ** 0.5,
                "You divided by n - 1. It's nearly the same, but our formula says n.",
            ),
            Wrong(
                lambda share, n: (share - share / n) ** 0.5,
                "You multiply before you subtract, or divide only a part by n. Work out p (1 - p)"
                " first, then divide all of it.",
            ),
            Wrong(
                lambda share, n: (share * (1 - share / n)) ** 0.5,
                "You divide only the last `share` by n. All of p (1 - p) is divided.",
            ),
            Wrong(
                lambda share, n: (share * (100 - share) / n) ** 0.5,
                "You subtract from 100, but `share` isn't in per cent. It lies between 0 and 1.",
            ),
            Wrong(
                lambda share, n: share + (share * (1 - share) / n) ** 0.5,
                "You added the share itself. We want only how far a count may miss it.",
            ),
        ),
        hints=(
            "Work out p (1 - p) / n first, and take the root of that.",
            "`x ** 0.5` is the square root of x.",
        ),
        why="Four times as many cases halve the error, so certainty is expensive.",
    ),
    Exercise(
        name="ablation",
        ask="Run the network with its layer and without its learning.",
        shown="""
            def my_ablation(seeds):
                runs = simulate_many(seeds, plastic=False)
                return runs.confusion().recall, runs.fired[:, :, 5:8].sum()
        """,
        solution=lambda seeds: _ablated(seeds, plastic=False),
        oracle=_ablated_run_by_run,
        tries=((range(40),), (range(500, 560),), ([3, 7, 11, 19, 23],)),
        examined=_which_number,
        wrong=(
            Wrong(
                lambda seeds: _ablated(seeds, hidden=False),
                "The hidden layer sent no spike in your runs. You took the layer away, and the "
                "learning went with it. Take away one thing only.",
            ),
            Wrong(
                _ablated,
                "Nothing is missing in your runs: the layer is there, and it learns. Say "
                "`plastic=False` to stop the learning.",
            ),
            Wrong(
                lambda seeds: _ablated(range(1000), plastic=False),
                "You ran `range(1000)` each time. Run the `seeds` that your function is given.",
            ),
            Wrong(
                lambda seeds: _ablated(range(len(seeds)), plastic=False),
                "You ran as many seeds, from 0 on. Run those that your function is given.",
            ),
            Wrong(
                lambda seeds: (
                    simulate_many(seeds, plastic=False).confusion().precision,
                    _ablated(seeds, plastic=False)[1],
                ),
                "Your first number is the precision. We want the recall, the share of the patterns "
                "that were found.",
            ),
            Wrong(
                lambda seeds: (
                    _ablated(seeds, plastic=False)[0],
                    int(simulate_many(seeds, plastic=False).fired.sum()),
                ),
                "Your second number counts the spikes of all neurons. The hidden ones are 5 to 7.",
            ),
        ),
        hints=(
            "`simulate_many(seeds)` runs all as it was. Which of its switches leaves the layer?",
            "Put `plastic=False` beside `seeds`.",
        ),
        why="The layer was there and sent its spikes, and the recall is what it was without it.",
    ),
    Exercise(
        name="rare",
        ask="Write `my_precision(share, recall, false_alarms)`.",
        shown="""
            def my_precision(share, recall, false_alarms):
                true = share * recall
                false = (1 - share) * false_alarms
                return true / (true + false)
        """,
        solution=_precision,
        oracle=_precision_by_steps,
        tries=((0.5, 0.9, 0.01), (1 / 32, 0.9, 0.01), (0.001, 0.6, 0.02), (0.2, 0.75, 0.3)),
        examined=simpler(
            _precision,
            (
                (1.0, 0.5, 0.5),
                "Let the pattern be there in every step. Then no print can be false, so the "
                "precision is 1, and yours is {got:g}.",
            ),
            (
                (0.5, 0.5, 0.0),
                "Let there be no false alarm. Then every print is true, so the precision is 1, "
                "and yours is {got:g}.",
            ),
            (
                (0.25, 1.0, 1.0),
                "Let it print in every step, while the pattern is there in a quarter of them. "
                "Then a quarter of the prints is true, and yours is {got:g}.",
            ),
            (
                (0.5, 0.5, 0.25),
                "Of 8 steps let 4 have the pattern. With a recall of 1/2 and false alarms of 1/4 "
                "it prints in 2 of these and in 1 of the others, so 2 of 3 prints are true. Yours "
                "is {got:g}.",
            ),
        ),
        wrong=(
            Wrong(
                lambda share, recall, false_alarms: recall / (recall + false_alarms),
                "You left out how rare the pattern is. Weigh the hits with `share`, and the false "
                "alarms with `1 - share`.",
            ),
            Wrong(
                lambda share, recall, false_alarms: (
                    share * recall / (share * recall + false_alarms)
                ),
                "False alarms happen only in the steps *without* the pattern, a share of "
                "`1 - share`.",
            ),
            Wrong(
                lambda share, recall, false_alarms: share * recall,
                "That is the share of all steps with a hit. A precision is a share of the prints, "
                "so divide by all prints, true and false.",
            ),
            Wrong(
                lambda share, recall, false_alarms: (
                    (1 - share) * false_alarms / (share * recall + (1 - share) * false_alarms)
                ),
                "That is the share of the prints that are false. We want the true ones.",
            ),
            Wrong(
                lambda share, recall, false_alarms: share * recall / ((1 - share) * false_alarms),
                "You divided the true prints by the false ones. Divide by both together.",
            ),
            Wrong(
                lambda share, recall, false_alarms: (
                    share * recall + (1 - share) * (1 - false_alarms)
                ),
                "That is the share of all steps in which it is right, its accuracy. We want the "
                "share of its prints.",
            ),
            Wrong(
                lambda share, recall, false_alarms: share * recall + (1 - share) * false_alarms,
                "That is how often it prints. Which part of the prints is true?",
            ),
            Wrong(
                lambda share, recall, false_alarms: share * recall / (recall + false_alarms),
                "You weigh the hits with `share`, but not the prints that you divide by.",
            ),
            Wrong(
                lambda share, recall, false_alarms: share * recall - (1 - share) * false_alarms,
                "You subtract the false prints from the true ones. A precision divides: the true "
                "ones by all.",
            ),
            Wrong(
                lambda share, recall, false_alarms: (
                    share
                    * (1 - false_alarms)
                    / (share * (1 - false_alarms) + (1 - share) * false_alarms)
                ),
                "You take `1 - false_alarms` for the hits. Of the patterns it finds the share "
                "`recall`.",
            ),
            Wrong(
                lambda share, recall, false_alarms: (
                    (1 - share)
                    * (1 - false_alarms)
                    / ((1 - share) * (1 - false_alarms) + share * (1 - recall))
                ),
                "That is the share of its *silences* that are right. We want that of its prints.",
            ),
            Wrong(
                lambda share, recall, false_alarms: (
                    share * recall / (share * (1 - recall) + (1 - share) * false_alarms)
                ),
                "You divide by what went wrong, the missed and the false. Divide by all prints.",
            ),
            Wrong(
                lambda share, recall, false_alarms: (
                    share * recall / (1 + (1 - share) * false_alarms)
                ),
                "You divide by 1 and the false prints. Divide by all prints, the true and the "
                "false.",
            ),
            Wrong(
                lambda share, recall, false_alarms: share * recall / (share + false_alarms),
                "You divide by the patterns and a rate. Divide by the prints, the true and the "
                "false.",
            ),
        ),
        hints=(
            "Think of 1,000 steps. In how many is the pattern there, and how many of these are "
            "printed? In how many is it not, and how many of *these* are printed?",
            "The precision is true / (true + false), with true = share times recall.",
        ),
        why="At one step in 32 three prints out of four are true. At one in 1,000, one out of "
        "twelve.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_recall",
        question="A smoke detector goes off 20 times in a year. There were 5 fires, and it missed "
        "one of them. What are its precision and its recall?",
        choices=("80 % and 20 %", "20 % and 80 %", "25 % and 80 %", "20 % and 25 %"),
        answer="b",
        why="Of 20 alarms 4 were true, which is 20 %. Of 5 fires 4 were found, which is 80 %.",
        wrong=(
            Wrong("a", "You have them the wrong way round."),
            Wrong("c", "It was right 4 times, not 5: one of the fires was missed."),
            Wrong("d", "Its hits are 4 out of 20, and 4 out of 5."),
        ),
    ),
    Prediction(
        name="quiz_always",
        question='A program prints "Pattern detected" at every step, and the pattern is there in '
        "one step out of 50. Its precision and recall are ...",
        choices=("2 % and 100 %", "100 % and 2 %", "2 % and 2 %", "98 % and 100 %"),
        answer="a",
        why="It misses nothing, so its recall is perfect. But only one print in 50 is true.",
        wrong=(
            Wrong("b", "A program that always says yes is not precise. It only misses nothing."),
            Wrong("c", "What does it miss?"),
            Wrong("d", "98 % of its prints are false."),
        ),
    ),
    Prediction(
        name="quiz_ablation",
        question="A classifier has two cameras. Without the left one its accuracy stays, and "
        "without the right one too. The team removes both cameras. What should we expect?",
        choices=(
            "the accuracy stays, because neither camera changed it",
            "the accuracy may fall, because one may have replaced the other",
            "the accuracy must fall, because two parts are gone at once",
            "the accuracy rises, because there is less to learn from",
        ),
        answer="b",
        why="Each ablation left the other camera in place, so neither says anything about both.",
        wrong=(
            Wrong("a", "Each time the other camera was still there."),
            Wrong("c", "It may not: perhaps a microphone did all the work."),
            Wrong("d", "Nothing here speaks for that."),
        ),
    ),
    Prediction(
        name="quiz_accuracy",
        question="A test for a disease that 1 person in 200 has is always negative. A newspaper "
        "praises its accuracy of 99.5 %. Which number shows that it's worthless?",
        choices=("its precision", "its recall", "its standard error", "its false alarms"),
        answer="b",
        why="It finds nobody, so its recall is 0. Where what we look for is rare, silence is "
        "nearly always right.",
        wrong=(
            Wrong("a", "It has no precision at all, because it never says yes."),
            Wrong("c", "Counting more people would only make the 99.5 % more certain."),
            Wrong("d", "It has none, and that is what makes it look so good."),
        ),
    ),
    Prediction(
        name="quiz_error",
        question="A new filter let through 0 bad parts out of 600. What may its true share of bad "
        "parts be?",
        choices=(
            "0, because none was seen in 600",
            "up to about 0.5 %, because 3 / 600 is 0.5 %",
            "up to about 4 %, because 1 over the root of 600 is 4 %",
            "anything, because 0 has no standard error",
        ),
        answer="b",
        why="After 0 out of n the truth may still be 3/n. The formula with the root says 0 here, "
        "because it takes the measured share for the true one.",
        wrong=(
            Wrong("a", "If one part in 1,000 were bad, you would often see none in 600."),
            Wrong("c", "With a true share of 4 % you would have seen about 24 bad parts."),
            Wrong("d", "600 good parts in a row do say something."),
        ),
    ),
)
