"""What lesson 10 asks: predictions, exercises and a quiz on a needle in the noise."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from snn_edu.questions import Exercise, Prediction, Wrong, simpler
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="give_away",
        question="What in the picture could tell you when the pattern is being shown?",
        choices=(
            "the afferents of the pattern fire more often while it is shown",
            "all the afferents together fire more often while it is shown",
            "no rate of one afferent or of all, only which one fires when",
            "a short pause of all the afferents just before each showing",
        ),
        answer="c",
        asks={},
        why="Each afferent sends about 64 spikes a second, in a showing and outside. What comes "
        "back is which one fires at which moment, and so also how many spikes each one sends.",
        wrong=(
            Wrong(
                "a",
                "Their rate was made the same on purpose. Press *reveal*, and compare the dots in "
                "a showing with those elsewhere.",
            ),
            Wrong(
                "b",
                "Look at the rate below the raster. It wobbles all the time, and no more in a "
                "showing than elsewhere.",
            ),
            Wrong("d", "Nothing announces a showing. The noise runs on right up to the onset."),
        ),
    ),
    Prediction(
        name="where_in_pattern",
        question="Suppose it does find the pattern. When in the 50 ms of the pattern does the "
        "neuron end up firing?",
        choices=(
            "near the end, when it has heard nearly the whole of the pattern",
            "at another moment in each showing, wherever the noise puts it",
            "once, within the first ten milliseconds, and then not again",
            "again and again, for as long as the pattern is being shown",
        ),
        answer="c",
        asks={},
        why="Here it fires about 5 ms after the onset, and once in each showing. Why so early? "
        "That's our next question.",
        wrong=(
            Wrong(
                "a",
                "By the end it has forgotten the beginning, because it forgets within some 10 ms. "
                "So it can't wait for the whole.",
            ),
            Wrong(
                "b",
                "That's how it starts. Press Learn, and watch what becomes of the scatter.",
            ),
            Wrong(
                "d",
                "It does so at first. But what fires just *after* an output spike is weakened by "
                "it, so the first spike silences those that would follow.",
            ),
        ),
    ),
    Prediction(
        name="between_showings",
        question="It has learned, and is silent between the showings. The afferents go on at "
        "64 Hz, and the threshold is 500. Where is p meanwhile?",
        choices=(
            "near 0, because it has learned to shut out the noise",
            "near 380 and almost flat, because noise holds it there",
            "up and down like a saw, because noise still drives it",
            "just under 500, because it waits for the first spikes",
        ),
        answer="b",
        asks={},
        why="Noise through the strong synapses holds it at 384, give or take 9.",
        wrong=(
            Wrong(
                "a",
                "A synapse can't tell. One that is strong for the pattern is just as strong for "
                "the noise.",
            ),
            Wrong(
                "c",
                "A saw needs output spikes, because each falling edge is one. It sends none here.",
            ),
            Wrong(
                "d",
                "Then the noise, which makes p wobble, would tip it over every now and then. "
                "Between these showings it stays below 405.",
            ),
        ),
    ),
    Prediction(
        name="noise_only",
        question="Begin with the simplest case. There is no pattern at all, and the neuron hears "
        "nothing but noise. What becomes of its weights?",
        choices=(
            "they stay where they are, because noise has no direction",
            "they creep down, until noise cannot fire the neuron any more",
            "they run up to 1, because each output spike strengthens some",
            "half of them go to 0 and half to 1, as chance will have it",
        ),
        answer="b",
        asks={},
        why="Noise pairs come at all distances, and further off the loss is larger. So each output "
        "spike takes a little on average, and after about 12 s the neuron is all but silent.",
        wrong=(
            Wrong(
                "a",
                "Noise has no direction, but the rule has. Look at the table of gains and losses "
                "again, at 20 ms.",
            ),
            Wrong(
                "c",
                "Each output spike strengthens what came before it, and weakens what comes after. "
                "Which is more, for spikes that come at random?",
            ),
            Wrong(
                "d",
                "Chance treats all synapses alike here, so nothing keeps pushing one half up and "
                "the other down.",
            ),
        ),
    ),
    Prediction(
        name="on_balance",
        question="The neuron hears noise only, at its starting rate of 63 Hz. How does the mean "
        "change of a weight per output spike depend on how often the neuron fires?",
        choices=(
            "it doesn't, because each output spike makes the same pairs",
            "the more it fires, the more each output spike adds",
            "the more it fires, the more each output spike takes away",
            "it is largest at 63 Hz, which is why the neuron starts there",
        ),
        answer="b",
        asks={},
        why="The curve rises. A neuron that fires often leaves no time for the long losses, "
        "because only pairs with no other output spike in between count.",
        wrong=(
            Wrong("a", "It makes the same pairs only as long as no other output spike cuts in."),
            Wrong(
                "c",
                "Losses reach further than gains, so they are what a short interval cuts off.",
            ),
            Wrong("d", "63 Hz comes from the weights it starts with. Nobody chose it."),
        ),
    ),
    Prediction(
        name="a_real_sound",
        question="Now nobody pastes spikes. Birds sing, a motif returns, and a small ear turns "
        "sound into spikes. Does the same detector pass the same bar, 98 % hits and no false "
        "alarm?",
        choices=(
            "yes, in all of the six songs, as the motif comes as often",
            "in about half of them, where the other birds are quiet",
            "in none of them, although it does come to prefer the motif",
            "in none of them, because it goes on firing at random",
        ),
        answer="c",
        asks={},
        why="In the last 15 s it hits 57 to 100 % of the showings, which is 1.6 to 3.4 times what "
        "chance gives, and raises 1.5 to 12 false alarms a second. That is selective, and it is "
        "not detection.",
        wrong=(
            Wrong("a", "The course would have liked that. It is not what happened."),
            Wrong("b", "We had hoped for that too. Look through the six songs."),
            Wrong("d", "Compare its hits with those by chance. The two curves part."),
        ),
    ),
)


def hover(weights: Floats, rate: float) -> float:
    """The solution of the exercise: the average of p if noise comes at `rate` Hz."""
    return float(rate * 15.9 / 1000 * np.sum(weights))


def _hover_one_by_one(weights: Floats, rate: float) -> float:
    """The oracle: the part of each afferent, added up."""
    return math.fsum(float(weight) * rate * 0.0159 for weight in weights)


def judge(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    """The solution of the exercise: (hit rate, false alarms in Hz, latency in ms)."""
    since = np.asarray(times)[:, None] - np.asarray(onsets)  # (spikes, showings)
    inside = (since >= 0) & (since < length)
    hit = inside.any(axis=0)
    first = np.where(inside, since, np.inf).min(axis=0)
    false = (~inside.any(axis=1)).sum()
    return float(hit.mean()), float(false / duration * 1000), float(first[hit].mean())


def _judge_slowly(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    """The oracle: walk through the spikes one by one."""
    first: dict[float, float] = {}
    false = 0
    for t in times:
        own = [onset for onset in onsets if onset <= t < onset + length]
        false += not own
        for onset in own:
            first.setdefault(float(onset), float(t - onset))
    latency = math.fsum(first.values()) / len(first)
    return len(first) / len(onsets), 1000.0 * false / duration, latency


Part = Callable[..., Any]


def _first(since: Floats, inside: Any) -> Floats:
    return np.asarray(np.where(inside, since, np.inf).min(axis=0))


def _judging(
    inside: Part = lambda since, length: (since >= 0) & (since < length),
    hits: Part = lambda inside: inside.any(axis=0).mean(),
    alarms: Part = lambda inside, length, duration: (~inside.any(axis=1)).sum() / duration * 1000,
    latency: Part = lambda since, inside: _first(since, inside)[inside.any(axis=0)].mean(),
) -> Part:
    """A judge, one of whose parts may be wrong."""

    def judged(
        times: Floats, onsets: Floats, length: float, duration: float
    ) -> tuple[float, float, float]:
        since = np.asarray(times)[:, None] - np.asarray(onsets)
        within = inside(since, length)
        return (
            float(hits(within)),
            float(alarms(within, length, duration)),
            float(latency(since, within)),
        )

    return judged


def drift(rate: float, gap: float, ratio: float) -> float:
    """The solution of the exercise: mean change per discharge, in A_plus, with reduced pairing."""
    r = rate / 1000
    to_plus, to_minus = r + 1 / 16.8, r + 1 / 33.7
    ltp = r / to_plus * (1 - np.exp(-to_plus * gap))
    ltd = r / to_minus * (1 - np.exp(-to_minus * gap))
    return float(ltp - ratio * ltd)


_gauss = cache(np.polynomial.legendre.leggauss)  # an eigenvalue problem


def _drift_by_integration(rate: float, gap: float, ratio: float) -> float:
    """The oracle: the mean of exp(-s / tau) over the first spike's moment s, by quadrature.

    A grader keeps the gaps, which are whole steps of 0.01 ms: a sum over such steps is right too.
    """
    if abs(100 * gap - round(100 * gap)) > 1e-6:
        raise ValueError(f"gap = {gap}: we want whole steps of 0.01 ms.")
    x, weight = _gauss(80)
    s, weight = gap * (x + 1) / 2, weight * gap / 2
    density = rate / 1000 * np.exp(-rate / 1000 * s)
    change = np.exp(-s / 16.8) - ratio * np.exp(-s / 33.7)
    return float((weight * density * change).sum())


def _ltd(rate: float, gap: float) -> float:
    return (drift(rate, gap, 0.0) - drift(rate, gap, 1.0)) if rate else 0.0


def _all_later_ltd(rate: float, gap: float, ratio: float) -> float:
    every = rate / 1000 * 33.7 * (1 - np.exp(-gap / 33.7))
    return float(drift(rate, gap, 0.0) - ratio * every)


def _sides(ltp: Part, ltd: Part | None = None) -> Part:
    """A drift whose two sides are functions of the rate in 1/ms, the gap and a time constant."""

    def drifted(rate: float, gap: float, ratio: float) -> float:
        r = rate / 1000
        return float(ltp(r, gap, 16.8) - ratio * (ltd or ltp)(r, gap, 33.7))

    return drifted


def _side(r: float, gap: float, tau: float) -> float:
    return float(r / (r + 1 / tau) * (1 - np.exp(-(r + 1 / tau) * gap)))


def _taus_swapped(rate: float, gap: float, ratio: float) -> float:
    return float(_ltd(rate, gap) - ratio * drift(rate, gap, 0.0))


FATES = {  # how the knobs of `views.learn` end, each turned alone
    "jitter": "finds it",
    "share of time": "falls silent",
    "ratio": "runs away",
    "times": "falls silent",
}


def border(rate: float, gap: float) -> float:
    """The solution of the exercise: the ratio A_minus / A_plus at which the drift is zero."""
    return drift(rate, gap, 0.0) / _ltd(rate, gap)


def _border_by_bisection(rate: float, gap: float) -> float:
    """The oracle: halve the interval in which the drift changes its sign."""
    low, high = 0.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if _drift_by_integration(rate, gap, middle) > 0 else (low, middle)
        )
    return (low + high) / 2


def judge_fates(answer: Any) -> str | None:
    """None for the four right words; else what the set as a whole has wrong, without its place."""
    if not isinstance(answer, dict) or set(answer) != set(FATES):
        return f"Keep the four keys: {', '.join(FATES)}."
    said = {knob: " ".join(str(word).lower().split()) for knob, word in answer.items()}
    words = sorted(set(FATES.values()))
    for knob, word in said.items():
        if word not in words:
            return f'{word!r} is none of "finds it", "falls silent", "runs away" (at {knob}).'
    if said == FATES:
        return None
    if set(said.values()) == {"falls silent"}:
        return (
            "Four deaths of the same kind? One of the four runs is alive and well, and another is "
            "anything but silent. Look at the output rates."
        )
    if set(said.values()) == {"runs away"}:
        return "Most of them end with fewer spikes than they began with. Look at the output rates."
    if set(said.values()) == {"finds it"}:
        return "It isn't that tough. Watch the runs to their end, and read the captions."
    if said["ratio"] == "finds it":
        return (
            "There is one of them in which every showing is hit, and yet it is no detector. Count "
            "the spikes outside the showings, too."
        )
    if said["times"] == "finds it":
        return (
            "In one of them you say that the counts are enough. Run each to the end, and read the "
            "caption."
        )
    if said["jitter"] != "finds it":
        return (
            "In one of them you are too pessimistic. It may be late, but a minute is long enough. "
            "Read the caption at the end."
        )
    if said["share of time"] == "finds it":
        return (
            "In one of them you stopped watching too early, or had luck with the seed. Run it to "
            "the end, with another seed as well."
        )
    if len(set(said.values())) == 2:
        return (
            "You have one kind of death only. Look at the output rates: with one of the knobs they "
            "climb, and with others they go down to nearly 0."
        )
    return (
        "You have both deaths, but not each in its place. In silence the output rate goes down, in "
        "runaway it goes up."
    )


EXERCISES = (
    Exercise(
        name="hover",
        ask="Write `hover(weights, rate)`: how high noise lifts p on average. `weights` is an "
        "array, and `rate` is that of each afferent, in Hz. One bump of weight 1 does as much as a "
        "block 1 high and 15.9 ms long.",
        shown="""
            def hover(weights, rate):
                return rate * 15.9 / 1000 * np.sum(weights)
        """,
        solution=hover,
        oracle=_hover_one_by_one,
        tries=(
            (np.array([1.0, 0.5, 0.25]), 10.0),
            (np.linspace(0.1, 0.9, 7), 64.0),
            (np.array([0.3]), 33.0),
            (np.linspace(0.2, 0.6, 1500), 71.0),  # beyond the threshold
        ),
        wrong=(
            Wrong(
                lambda weights, rate: rate * 15.9 * np.sum(weights),
                "That's a thousand times too high. The rate is per second and the 15.9 are in ms, "
                "so divide by 1,000.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * np.mean(weights),
                "You have the part of one average afferent. All of them push at once, so add the "
                "weights up.",
            ),
            Wrong(
                lambda weights, rate: rate / 1000 * np.sum(weights),
                "You count the spikes in a millisecond. But each bump lasts for many of them, so "
                "the 15.9 ms belong in there.",
            ),
            Wrong(
                lambda weights, rate: 15.9 / 1000 * np.sum(weights),
                "That's for one spike a second. How often does each afferent fire?",
            ),
            Wrong(
                lambda weights, rate: 0.159 * np.sum(weights),
                "That's right at 10 Hz, and here each afferent fires at {rate:g} Hz.",
            ),
            Wrong(
                lambda weights, rate: rate * 0.159 * np.sum(weights),
                "The 0.159 of the example are for 10 Hz already, so you count the rate ten times.",
            ),
            Wrong(
                lambda weights, rate: rate / 15.9 * np.sum(weights),
                "You divide by the 15.9 ms. But the longer the blocks are, the higher they lift p.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * len(weights),
                "You count every afferent as if its weight were 1.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * np.asarray(weights),
                "Those are the parts of the afferents one by one. Together they make one number, "
                "so add them up.",
            ),
            Wrong(
                lambda weights, rate: 64 * 15.9 / 1000 * np.sum(weights),
                "You typed 64 Hz in. `rate` may be any rate, and here it is {rate:g} Hz.",
            ),
            Wrong(
                lambda weights, rate: min(500.0, hover(weights, rate)),
                "You stop at the threshold. We leave output spikes out, so nothing holds p there.",
            ),
            Wrong(
                lambda weights, rate: hover(weights, rate) / 500,
                "You divide by the threshold. We want p itself, in bumps of weight 1.",
            ),
            Wrong(
                lambda weights, rate: 500 - hover(weights, rate),
                "That's what noise leaves missing to the threshold. We want p itself.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * np.max(weights),
                "That's the strongest afferent alone. All of them push at once.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * weights[0],
                "That's the first afferent alone. Does a loop of yours return in its first round?",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * 2000 * np.mean(weights),
                "You typed the 2,000 afferents in. Here there are as many as `weights` has values.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * np.sum(weights) / 2000,
                "You divide by the 2,000 afferents. But p is the sum of what they do, and no mean.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * np.cumsum(weights),
                "You add the parts up one by one, and hand in every sum on the way. The last one "
                "has them all.",
            ),
            Wrong(
                lambda weights, rate: rate * 15.9 / 1000 * np.sum(weights**2),
                "You count each weight twice, because you square it. How high is a block?",
            ),
        ),
        examined=simpler(
            hover,
            (
                (np.array([1.0]), 10.0),
                "Take one afferent with a weight of 1, at 10 Hz. Its ten blocks fill 159 ms of "
                "each second, so p is 0.159 on average.",
            ),
            (
                (np.array([0.5]), 10.0),
                "Take one afferent with a weight of 0.5, at 10 Hz. It lifts p half as high as one "
                "with a weight of 1 would, to 0.0795.",
            ),
            (
                (np.array([1.0]), 20.0),
                "Take one afferent with a weight of 1, at 20 Hz. It has twice as many blocks as "
                "at 10 Hz, and lifts p to 0.318.",
            ),
            (
                (np.array([1.0, 0.5]), 10.0),
                "Take two afferents with weights of 1 and 0.5, at 10 Hz. Together they lift p to "
                "0.159 + 0.0795.",
            ),
            (
                (np.array([1.0, 0.25, 0.25]), 10.0),
                "Take three afferents with weights of 1, 0.25 and 0.25, at 10 Hz. Together they "
                "lift p to 1.5 × 0.159 = {expected:g}, and yours to {got:g}.",
            ),
            (
                (np.array([0.5] * 2000), 100.0),
                "Take 2,000 afferents with weights of 0.5, at 100 Hz. Together they lift p to "
                "1,000 × 1.59 = {expected:g}, beyond the threshold, and yours to {got:g}.",
            ),
        ),
        hints=(
            "What does one afferent of weight w add, if it fires `rate` times a second?",
            "It fills rate × 15.9 ms of every 1,000 ms with a block of height w.",
        ),
        why="That's how high noise would lift p if no output spike came in between.",
    ),
    Exercise(
        name="judge",
        ask="Write `judge(times, onsets, length, duration)`: return the hit rate, the false alarms "
        "per second and the mean latency in ms of a detector's spikes.",
        shown="""
            def judge(times, onsets, length, duration):
                since = times[:, None] - onsets  # a row for each spike, a column for each showing
                inside = (since >= 0) & (since < length)
                first = np.where(inside, since, np.inf).min(axis=0)  # of each showing; inf: none
                hits = inside.any(axis=0).mean()
                alarms = (~inside.any(axis=1)).sum() / duration * 1000
                return hits, alarms, first[np.isfinite(first)].mean()
        """,
        solution=judge,
        oracle=_judge_slowly,
        tries=(
            (
                np.array([105.0, 106.0, 200.0, 303.0, 350.0, 549.0, 999.0]),
                np.array([100.0, 300.0, 500.0, 900.0]),
                50.0,
                1000.0,
            ),
            (
                np.array([12.3, 38, 130, 249.5, 260, 265, 295, 400, 610, 820, 880]),
                np.array([0.0, 250.0, 400.0, 700.0]),
                40.0,
                2600.0,
            ),
        ),
        examined=simpler(
            judge,
            *(
                (
                    (np.array(times), np.array(onsets), 50.0, duration),
                    f"Take {said}. Where {{expected:g}} is right, you have {{got:g}}.",
                )
                for times, onsets, duration, said in (
                    (
                        [105.0],
                        [100.0],
                        1000.0,
                        "one second, one showing from 100 to 150 ms and one output spike at 105 "
                        "ms. The hit rate is 1, there is no false alarm, and the latency is 5 ms",
                    ),
                    (
                        [105.0, 120.0],
                        [100.0],
                        1000.0,
                        "one second, one showing from 100 to 150 ms and output spikes at 105 and "
                        "120 ms. The hit rate is 1, there is no false alarm, and the latency is "
                        "5 ms",
                    ),
                    (
                        [105.0],
                        [100.0, 500.0],
                        1000.0,
                        "one second, showings at 100 and 500 ms and one output spike at 105 ms. "
                        "The hit rate is 0.5, there is no false alarm, and the latency is 5 ms",
                    ),
                    (
                        [105.0, 400.0],
                        [100.0],
                        2000.0,
                        "two seconds, one showing from 100 to 150 ms and output spikes at 105 and "
                        "400 ms. The hit rate is 1, the false alarms are 0.5 a second, and the "
                        "latency is 5 ms",
                    ),
                )
            ),
        ),
        wrong=(
            Wrong(
                _judging(hits=lambda inside: inside.sum() / inside.shape[1]),
                "You count spikes. A showing with two spikes in it is still only one hit, and with "
                "enough of them yours would exceed 100 %.",
            ),
            Wrong(
                _judging(hits=lambda inside: inside.mean()),
                "You average the whole table. A showing is a column, so ask each column whether "
                "any spike lies in it, with `any(axis=0)`, and average that.",
            ),
            Wrong(
                _judging(
                    alarms=lambda inside, length, duration: (
                        (~inside.any(axis=1)).sum() * duration / 1000
                    )
                ),
                "You multiply by the seconds. For a number per second, divide by them.",
            ),
            Wrong(
                _judging(inside=lambda since, length: (since >= 0) | (since < length)),
                "With `|` one of the two is enough, and every spike has one of them. Both have to "
                "hold, so it takes `&`.",
            ),
            Wrong(
                _judging(
                    latency=lambda since, inside: (
                        _first(since, inside)[inside.any(axis=0)].sum() / inside.sum()
                    )
                ),
                "You divide the sum of the latencies by the number of spikes in the showings. "
                "Divide it by the number of hits.",
            ),
            Wrong(
                _judging(
                    hits=lambda inside: inside.any(axis=1).mean(),
                    alarms=lambda inside, length, duration: (
                        (~inside.any(axis=0)).sum() / duration * 1000
                    ),
                ),
                "Rows and columns have changed places. A showing is a column, and "
                "`inside.any(axis=0)` asks the columns.",
            ),
            Wrong(
                _judging(hits=lambda inside: inside.any(axis=1).mean()),
                "That's the share of *spikes* that lie in a showing. Turn the table: we want the "
                "share of showings that hold a spike, so ask its columns.",
            ),
            Wrong(
                _judging(
                    alarms=lambda inside, length, duration: (~inside.any(axis=1)).sum() / duration
                ),
                "Your false alarms are per millisecond. A second has 1,000.",
            ),
            Wrong(
                _judging(inside=lambda since, length: np.abs(since) < length),
                "A spike *before* the onset counts as a hit in your judge. But nothing can be "
                "detected before it has begun.",
            ),
            Wrong(
                _judging(latency=lambda since, inside: since[inside].mean()),
                "Your latency averages over every spike in a showing. Only the first one tells how "
                "soon the pattern was noticed.",
            ),
            Wrong(
                _judging(alarms=lambda inside, length, duration: len(inside) / duration * 1000),
                "You count every output spike as a false alarm, those within a showing too.",
            ),
            Wrong(
                _judging(
                    latency=lambda since, inside: np.where(
                        inside.any(axis=0), _first(since, inside), 0
                    ).mean()
                ),
                "A missed showing has no latency. You count it as 0 ms, so the more are missed, "
                "the faster your detector looks.",
            ),
            Wrong(
                _judging(inside=lambda since, length: (since > 0) & (since < length)),
                "A spike at the very moment of an onset lies in the showing, which lasts *from* "
                "its onset. So it takes `>=`.",
            ),
            Wrong(
                _judging(inside=lambda since, length: since < length),
                "By your judge every spike before an onset lies in its showing. `since` has to be "
                "at least 0 as well.",
            ),
            Wrong(
                _judging(hits=lambda inside: inside.any(axis=0).sum()),
                "That's the number of hits. Their rate is the share of the showings, so take the "
                "mean.",
            ),
            Wrong(
                _judging(alarms=lambda inside, length, duration: (~inside.any(axis=1)).sum()),
                "That's the number of false alarms. Per second there are fewer, because the "
                "recording lasts for {duration:,.0f} ms.",
            ),
            Wrong(
                _judging(alarms=lambda inside, length, duration: (~inside).sum() / duration * 1000),
                "You count a spike once for each showing that it lies outside of. A false alarm "
                "lies outside them all, so ask each row with `any(axis=1)` first.",
            ),
            Wrong(
                _judging(
                    alarms=lambda inside, length, duration: (
                        (len(inside) - inside.any(axis=0).sum()) / duration * 1000
                    )
                ),
                "You take the hits off the spikes. But a showing with two spikes in it is one hit, "
                "and its second spike is no false alarm.",
            ),
            Wrong(
                _judging(alarms=lambda inside, length, duration: (~inside.any(axis=1)).mean()),
                "That's the share of the spikes which are false alarms. We want how many there are "
                "in a second.",
            ),
            Wrong(
                _judging(latency=lambda since, inside: _first(since, inside).mean()),
                "A missed showing has no latency, and `first` is infinite there. Take the mean "
                "over the hits only.",
            ),
            Wrong(
                lambda times, onsets, length, duration: judge(times, onsets, 50.0, duration),
                "You judge with showings of 50 ms. Here they last {length:g} ms, so use `length`.",
            ),
            Wrong(
                _judging(inside=lambda since, length: (since >= 0) & (since <= length)),
                "A spike exactly `length` ms after the onset is outside, because a showing lasts "
                "up to its end and not including it. So it takes `<`.",
            ),
            Wrong(
                _judging(hits=lambda inside: 100 * inside.any(axis=0).mean()),
                "Your hit rate is in per cent. We want a share, from 0 to 1.",
            ),
            Wrong(
                _judging(
                    latency=lambda since, inside: np.median(
                        _first(since, inside)[inside.any(axis=0)]
                    )
                ),
                "Your latency is the median over the hits. We want the mean.",
            ),
            Wrong(
                _judging(
                    alarms=lambda inside, length, duration: (
                        (~inside.any(axis=1)).sum() / (duration - inside.shape[1] * length) * 1000
                    )
                ),
                "You divide the false alarms by the time outside the showings. That is a fair "
                "measure too, but we want them per second of the whole `duration`.",
            ),
            Wrong(
                _judging(inside=lambda since, length: since >= 0),
                "By your judge a showing never ends. `since` has to be less than `length` as well.",
            ),
            Wrong(
                _judging(hits=lambda inside: float(inside.any())),
                "Yours says that every showing is hit, though one is missed. `any(axis=0)` asks "
                "each of them.",
            ),
            Wrong(
                _judging(inside=lambda since, length: since <= 0),
                "Your spikes lie in the showings that begin after them. `since` is positive where "
                "the spike comes after the onset.",
            ),
            Wrong(
                _judging(
                    latency=lambda since, inside: _first(since, inside)[inside.any(axis=0)].max()
                ),
                "That's the slowest of all the hits. We want their average.",
            ),
            Wrong(
                _judging(hits=lambda inside: inside.any(axis=0).sum() / len(inside)),
                "You divide the hits by the number of output spikes. Their rate is a share of the "
                "showings.",
            ),
            Wrong(
                _judging(
                    alarms=lambda inside, length, duration: (
                        (~inside.any(axis=0)).sum() / duration * 1000
                    )
                ),
                "You count the showings that were missed. A false alarm is a spike, and so it has "
                "a row.",
            ),
            Wrong(
                _judging(
                    alarms=lambda inside, length, duration: (
                        inside.any(axis=1).sum() / duration * 1000
                    )
                ),
                "You count the spikes that lie *in* a showing. Is a `~` missing?",
            ),
            Wrong(
                _judging(
                    alarms=lambda inside, length, duration: (
                        (~inside.any(axis=1)).sum() / inside.shape[1]
                    )
                ),
                "You divide the false alarms by the number of showings. We want them per second.",
            ),
            Wrong(
                _judging(latency=lambda since, inside: _first(since, inside).min()),
                "That's the quickest of all the hits. We want their average.",
            ),
            Wrong(
                _judging(
                    latency=lambda since, inside: _first(since, inside)[inside.any(axis=0)].sum()
                ),
                "That's the sum of the latencies. Divide it by the number of hits.",
            ),
            Wrong(
                _judging(
                    latency=lambda since, inside: (
                        np.where(inside, since, -np.inf).max(axis=0)[inside.any(axis=0)].mean()
                    )
                ),
                "You take the last spike in each showing. The first one tells how soon the pattern "
                "was noticed.",
            ),
            Wrong(
                lambda times, onsets, length, duration: _judging(
                    latency=lambda since, inside: np.minimum(_first(since, inside), length).mean()
                )(times, onsets, length, duration),
                "A missed showing has no latency. You count it as if it had been hit at its end.",
            ),
        ),
        hints=(
            "A spike lies in a showing where `since` is at least 0 and less than `length`.",
            "`inside.any(axis=0)` asks each column, which is a showing, and `inside.any(axis=1)` "
            "asks each row, which is a spike. `~` turns True into False.",
            "The latency is the mean of those places in `first` that aren't infinite.",
        ),
        why="Never give one of the three without the others. A silent neuron raises no false "
        "alarm, and one that always fires misses nothing.",
    ),
    Exercise(
        name="fate",
        ask='For each of the four knobs say what becomes of the neuron: "finds it", "falls silent" '
        'or "runs away".',
        shown="""
            my_verdicts = {
                "jitter": "finds it",
                "share of time": "falls silent",
                "ratio": "runs away",
                "times": "falls silent",
            }
        """,
        solution=FATES,
        judge=judge_fates,
        wrong=(
            Wrong(
                dict.fromkeys(FATES, "falls silent"),
                "Four deaths of the same kind? One of the four runs is alive and well",
            ),
            Wrong(
                dict.fromkeys(FATES, "runs away"),
                "Most of them end with fewer spikes than they began with.",
            ),
            Wrong(
                dict.fromkeys(FATES, "finds it"),
                "It isn't that tough.",
            ),
            Wrong(
                {**FATES, "ratio": "finds it"},
                "There is one of them in which every showing is hit, and yet it is no detector.",
            ),
            Wrong(
                {**FATES, "times": "finds it"},
                "In one of them you say that the counts are enough.",
            ),
            Wrong(
                {**FATES, "jitter": "falls silent"},
                "In one of them you are too pessimistic.",
            ),
            Wrong(
                {**FATES, "share of time": "finds it"},
                "In one of them you stopped watching too early",
            ),
            Wrong(
                {**FATES, "share of time": "runs away", "ratio": "falls silent"},
                "You have both deaths, but not each in its place.",
            ),
            Wrong(
                {**FATES, "ratio": "falls silent"},
                "You have one kind of death only.",
            ),
            Wrong(
                {**FATES, "jitter": "dies"},
                'is none of "finds it", "falls silent", "runs away"',
            ),
        ),
        hints=(
            "Turn one knob, press Learn, and watch the output rate on the left to the end.",
            "Silence is a rate near 0. Runaway is a rate that climbs, with weights near 1.",
            "Found means hits above 98 % *and* no spike outside the showings. Read the caption.",
        ),
        why="There are two deaths. In one, noise takes more than the pattern can give, and the "
        "neuron falls silent. In the other, noise gives more than it takes, and the neuron fires "
        "at everything.",
    ),
    Exercise(
        name="drift",
        ask="Write `drift(rate, gap, ratio)`: the mean change of a weight per output spike, in "
        "units of A₊, for Poisson input at `rate` Hz, output spikes `gap` ms apart, reduced "
        "pairing, A₋ = ratio * A₊, τ₊ = 16.8 ms, τ₋ = 33.7 ms.",
        shown="""
            def drift(rate, gap, ratio):
                r = rate / 1000  # per ms
                to_plus, to_minus = r + 1 / 16.8, r + 1 / 33.7
                ltp = r / to_plus * (1 - np.exp(-to_plus * gap))
                ltd = r / to_minus * (1 - np.exp(-to_minus * gap))
                return ltp - ratio * ltd
        """,
        solution=drift,
        oracle=_drift_by_integration,
        tries=((64.0, 15.9, 0.85), (64.0, 200.0, 0.85), (20.0, 40.0, 1.0), (31.7, 77.3, 0.43)),
        unit="A₊",
        tolerance=1e-6,
        because="so that the integral is right, too, if it is taken at the middle of steps of "
        "0.01 ms",
        examined=simpler(
            drift,
            (
                (64.0, 1e6, 0.0),
                "Let the ratio be 0 and the gap endless, so that only gains are left, and no "
                "output spike cuts one off. At 64 Hz that makes {expected:.4g}, and yours is "
                "{got:.4g}.",
            ),
            (
                (64.0, 20.0, 0.0),
                "Let the ratio be 0, so that only gains are left. At 64 Hz and a gap of 20 ms that "
                "makes {expected:.4g}, and yours is {got:.4g}.",
            ),
            (
                (64.0, 1e6, 1.0),
                "Let the ratio be 1 and the gap endless. At 64 Hz the gain is 0.518 and the loss "
                "0.683, and yours comes to {got:.4g}.",
            ),
        ),
        wrong=(
            Wrong(
                lambda rate, gap, ratio: drift(rate * 1000, gap, ratio),
                "Your rate is a thousand times too high: in Hz it is per second, and the times "
                "are in ms.",
            ),
            Wrong(
                _all_later_ltd,
                "Your LTD counts every input spike after the output spike. That is `nearest`; with "
                "`reduced` only the first one counts.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, 1e6, ratio),
                "You let the gap be endless. A pair needs an input spike *between* the two output "
                "spikes, so integrate from 0 to gap.",
            ),
            Wrong(
                lambda rate, gap, ratio: rate / 1000 * (16.8 - ratio * 33.7),
                "Those are the areas of lesson 08. They count *all* pairs, however many spikes lie "
                "between. Reduced pairing counts one of each, within the gap.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, 1e6, 0.0) - ratio * _ltd(rate, gap),
                "Your LTP looks back without end. The last input before an output spike counts "
                "only if no other output spike lies between, so go from 0 to gap, as for LTD.",
            ),
            Wrong(
                _taus_swapped,
                "τ₊ and τ₋ are swapped. LTP decays with τ₊ = 16.8 ms.",
            ),
            Wrong(
                lambda rate, gap, ratio: ratio * _ltd(rate, gap),
                "That is LTD alone. What does LTP add?",
            ),
            Wrong(
                lambda rate, gap, ratio: -ratio * _ltd(rate, gap),
                "That is LTD alone, with its sign. What does LTP add?",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, gap, -ratio),
                "You add LTD. It takes from the weight.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, gap, 1 / ratio),
                "You divide LTD by the ratio. A larger ratio makes LTD stronger.",
            ),
            Wrong(
                lambda rate, gap, ratio: ratio * drift(rate, gap, 0.0) - _ltd(rate, gap),
                "You weigh LTP with the ratio. It belongs to LTD, because A₋ = ratio A₊.",
            ),
            Wrong(
                lambda rate, gap, ratio: ratio * drift(rate, gap, 1.0),
                "You weigh both sides with the ratio. It belongs to LTD alone.",
            ),
            Wrong(
                lambda rate, gap, ratio: (1 - ratio) * drift(rate, gap, 0.0),
                "Both sides decay with τ₊ in yours. LTD decays with τ₋ = 33.7 ms.",
            ),
            Wrong(
                _sides(lambda r, gap, tau: r * tau * (1 - np.exp(-gap / tau))),
                "You count every input spike within the gap, on both sides. With `reduced` only "
                "the first and the last count, so there's a second exponential, exp(-r s).",
            ),
            Wrong(
                _sides(lambda r, gap, tau: r / (r + 1 / tau) * (1 - np.exp(-gap / tau))),
                "In your brackets only the window decays. The wait for a spike does too, so the "
                "same r + 1/τ stands there as below the fraction.",
            ),
            Wrong(
                _sides(lambda r, gap, tau: r / (r + 1 / tau) * (1 - np.exp(-r * gap))),
                "In your brackets only the wait for a spike decays. The window does too, so the "
                "same r + 1/τ stands there as below the fraction.",
            ),
            Wrong(
                _sides(lambda r, gap, tau: 1 - np.exp(-(r + 1 / tau) * gap)),
                "The fraction in front is missing. For an endless gap it says how much of a pair "
                "is left.",
            ),
            Wrong(
                _sides(lambda r, gap, tau: _side(r, gap, tau) / r if r else 0.0),
                "The r in front is missing, which makes a density of the wait.",
            ),
            Wrong(
                _sides(lambda r, gap, tau: r * _side(r, gap, tau)),
                "You multiply by the rate once too often. It's in the density r exp(-r s).",
            ),
            Wrong(
                _sides(lambda r, gap, tau: _side(r, gap, 1 / tau)),
                "You add τ to the rate. What decays per ms is r + 1/τ.",
            ),
            Wrong(
                _sides(lambda r, gap, tau: r / (r + 1 / tau) * (1 + np.exp(-(r + 1 / tau) * gap))),
                "You add the exponential. With a gap of 0 there is no pair at all.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, 1000 / gap, ratio),
                "You turn the gap over, as if it were a rate in Hz. `gap` is in ms already.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, gap, ratio) / 32,
                "That's in the units of the weight. We want it in units of A₊.",
            ),
        ),
        hints=(
            "The time s from an output spike to the first input spike has density r exp(-r s), "
            "with r in spikes per ms.",
            "LTD per output spike is the integral of r exp(-r s) exp(-s / tau_minus) from 0 to "
            "gap: r / (r + 1 / tau_minus) * (1 - exp(-(r + 1 / tau_minus) gap)).",
            "LTP is the same integral with tau_plus, counted back from the next output spike. The "
            "drift is LTP - ratio * LTD.",
        ),
        why="At 64 Hz of input and 63 Hz of output the two balance at a ratio of 0.84. The paper "
        "uses 0.85, so noise takes a little, slowly enough for the pattern to win the race.",
    ),
    Exercise(
        name="border",
        ask="Write `border(rate, gap)`: the ratio A₋ / A₊ at which noise neither adds to "
        "a weight nor takes from it, with the reduced pairing and the time constants of `drift`.",
        shown="""
            def border(rate, gap):
                r = rate / 1000  # per ms
                to_plus, to_minus = r + 1 / 16.8, r + 1 / 33.7
                ltp = r / to_plus * (1 - np.exp(-to_plus * gap))
                ltd = r / to_minus * (1 - np.exp(-to_minus * gap))
                return ltp / ltd
        """,
        solution=border,
        oracle=_border_by_bisection,
        tries=((64.0, 15.9), (64.0, 200.0), (23.7, 41.3), (90.0, 7.9)),
        tolerance=1e-5,
        because="a search for the zero is right too: 1e-5 is allowed",
        examined=simpler(
            border,
            (
                (64.0, 0.01),
                "Let the gap be tiny, 0.01 ms. Then nothing has time to decay, so gain and loss "
                "are alike at a ratio of 1. Yours is {got:.4g}.",
            ),
            (
                (64.0, 1e6),
                "Let the gap be endless. At 64 Hz the gain is then 0.518 and the loss, at a ratio "
                "of 1, 0.683. Yours is {got:.4g}.",
            ),
        ),
        wrong=(
            Wrong(
                lambda rate, gap: 16.8 / 33.7,
                "That is lesson 08's border, where *all* pairs count. With reduced pairing far "
                "fewer do, and the border depends on how often the neuron fires.",
            ),
            Wrong(
                lambda rate, gap: 1 / border(rate, gap),
                "That's upside down. LTP − ratio × LTD is zero at ratio = LTP / LTD.",
            ),
            Wrong(
                lambda rate, gap: drift(rate, gap, 1.0),
                "That is the drift at a ratio of 1, not the ratio at which the drift is 0.",
            ),
            Wrong(
                lambda rate, gap: drift(rate, gap, 0.0),
                "That is LTP alone. What must LTD be multiplied by to be as large?",
            ),
            Wrong(
                lambda rate, gap: border(rate, 1e6),
                "You let the gap be endless. But a pair must lie between two output spikes.",
            ),
            Wrong(
                lambda rate, gap: 0.85,
                "0.85 is the paper's choice, and near the border at one pair of rates only.",
            ),
            Wrong(
                lambda rate, gap: border(rate, 1000 / 63),
                "You keep 63 Hz of output. `gap` is an argument: 1000 / gap Hz.",
            ),
            Wrong(
                lambda rate, gap: border(64.0, gap),
                "You keep 64 Hz of input. `rate` is an argument.",
            ),
            Wrong(
                lambda rate, gap: 33.7 / 16.8,
                "That is lesson 08's border, where *all* pairs count, and upside down. With "
                "reduced pairing the border depends on how often the neuron fires.",
            ),
            Wrong(
                lambda rate, gap: 1 + drift(rate, gap, 1.0),
                "You add the drift at a ratio of 1 to that ratio. But LTD isn't 1 as a rule, so a "
                "step of the ratio doesn't move the drift by as much.",
            ),
            Wrong(
                lambda rate, gap: (
                    (1 / 33.7 + (rate + 1000 / gap) / 1000)
                    / (1 / 16.8 + (rate + 1000 / gap) / 1000)
                ),
                "That's the sum of lesson 08, where output spikes come at random. Here they come "
                "every `gap` ms.",
            ),
            Wrong(
                lambda rate, gap: (
                    16.8 * (1 - np.exp(-gap / 16.8)) / (33.7 * (1 - np.exp(-gap / 33.7)))
                ),
                "You count every input spike within the gap. With reduced pairing only the first "
                "and the last count.",
            ),
            Wrong(
                lambda rate, gap: border(rate, 1000 / gap),
                "You turn the gap over, as if it were a rate in Hz. `gap` is in ms already.",
            ),
            Wrong(
                lambda rate, gap: _ltd(rate, gap),
                "That is LTD alone, at a ratio of 1. How many times does it fit into LTP?",
            ),
        ),
        hints=(
            "The drift is a straight line in the ratio: LTP - ratio LTD. Where is it zero?",
            "LTP is your drift at ratio 0, and LTD is that minus your drift at ratio 1.",
        ),
        why="At 64 Hz of input and 63 Hz of output it is 0.84. The less the neuron fires, the "
        "lower the border lies, and the same 0.85 takes more. So the balance tips over to either "
        "side.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_hits",
        question="In 40 s there were 200 showings. The neuron fired in 198 of them, twice in 10 of "
        "these, and 12 times outside all showings. Hit rate and false alarms are ...",
        choices=(
            "99 % and 0.3 a second",
            "104 % and 0.3 a second",
            "99 % and 12 a second",
            "95 % and 0.6 a second",
        ),
        answer="a",
        why="198 / 200 = 99 %, because a second spike in a showing adds nothing, and 12 / 40 s = "
        "0.3 a second. By our measure it has not found the pattern, since there are false alarms.",
    ),
    Prediction(
        name="quiz_deaf",
        question="A deaf neuron fires at random at 30 Hz. Of showings that last for 50 ms it hits "
        "about ...",
        choices=("22 %", "50 %", "78 %", "100 %"),
        answer="c",
        why="It expects 1.5 spikes in a showing, so it sends none in e^-1.5 = 22 % of them, and "
        "hits the others.",
    ),
    Prediction(
        name="quiz_louder",
        question="A neuron has learned, and its weights add up to 381. Then the background grows, "
        "so that each afferent sends 90 spikes a second instead of 64. The neuron ...",
        choices=(
            "is silent, as noise means nothing to it any more",
            "fires in the showings only, but a little sooner",
            "fires outside the showings, as noise reaches 500",
            "fires in the showings only, but a little later",
        ),
        answer="c",
        why="Noise now lifts p to 0.090 × 15.9 × 381 = 545, beyond the threshold.",
    ),
    Prediction(
        name="quiz_race",
        question="In another network, noise silences the neuron after 8 s. A pattern of 40 ms "
        "fills a tenth of the time. How often is it shown before that?",
        choices=("2 times", "20 times", "80 times", "200 times"),
        answer="b",
        why="A tenth of 8 s is 800 ms, and 800 ms / 40 ms = 20.",
    ),
    Prediction(
        name="quiz_dealt_out",
        question="In every showing all the spikes come at their usual times, but the pattern's "
        "spike trains are dealt out to its afferents anew. What does the neuron find?",
        choices=(
            "the pattern, because all the times come back",
            "the pattern, because all the counts come back",
            "half of the pattern, as half of it comes back",
            "nothing, because no afferent repeats itself",
        ),
        answer="d",
        why="A weight belongs to one afferent, so what matters is which afferent fires when. All "
        "eight runs that we tried fell silent.",
    ),
)
