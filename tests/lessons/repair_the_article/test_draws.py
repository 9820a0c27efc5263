"""Lesson 09 on starts, presentations and random networks that its page does not show."""

from functools import cache
from itertools import islice

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.pattern_detected.article import NEVER, PATTERN, Faults, random_bits
from snn_edu.lessons.pattern_detected.article_runs import _fire, _stdp, simulate_many
from snn_edu.lessons.repair_the_article.improved_by_chance import improved_by_chance
from snn_edu.lessons.repair_the_article.questions import one_update
from snn_edu.lessons.repair_the_article.repaired_article import (
    EVERY,
    RepairedDetector,
    channels,
    present,
)
from snn_edu.lessons.repair_the_article.thirty_two import HAMMING, INPUTS, IS_PATTERN
from snn_edu.lessons.repair_the_article.views import NETWORKS, ROUNDS
from snn_edu.plasticity import STDP

page = solved("09_repair_the_article")
DETECTOR = RepairedDetector()
ALL, NONE = (1.0, 1.0), (0.0, 0.0)


@cache
def fires(draw, share=0.5, presentations=600, runs=50, detector=DETECTOR, **switches):
    """For which of the 32 inputs each of fifty neurons fires."""
    steps = detector.history(np.random.default_rng(draw), runs, share, **switches)
    w = next(islice(steps, presentations, None))
    return detector.fires(w[:, np.newaxis], INPUTS == 1)


def alone(draw, share=0.5, presentations=600, **switches):
    """How many of the fifty fire for 10101 alone."""
    return (fires(draw, share, presentations, **switches) == IS_PATTERN).all(axis=1).sum()


def mended(faults):
    """The precision of the article's network with these faults, in 4,000 runs."""
    return lambda draw: (
        simulate_many(range(4000 * draw, 4000 * draw + 4000), faults).confusion().precision
    )


def most_different_first(draw):
    found = fires(draw, 0.5, 40).mean(axis=0)
    return all(np.diff([found[HAMMING[0] == k].mean() for k in range(6)]) <= 0.01)


def on_average(draw, **more):
    return fires(draw, 1 / 32, **more).sum(axis=1).mean()


SWAPPED = RepairedDetector(stdp=STDP(0.02 * np.exp(-8 / 20), 0.02 * np.exp(8 / 20)))


def own(draw):
    """The page's own cell with a random pattern: the weights that agree, and the others."""
    pattern = f"{np.random.default_rng(draw).integers(32):05b}"
    both = page.names["learns"](0.5, draw, pattern)
    return both["agree"][-1] > 0.9 and both["disagree"][-1] < 0.1


def at_the_ceiling(draw):
    """The smallest share of them, over depths."""
    return min((improved(draw, layers, 0.0) == 4).mean() for layers in range(4))


def beyond_the_ceiling(draw):
    return min((improved(draw, layers, -1.0) < 4).mean() for layers in range(4))


def improved(draw, layers, lowest):
    return improved_by_chance(PATTERN, layers, lowest, draw, NETWORKS, ROUNDS)[-1]


@cache
def ends_with(draw, *shown):
    """For which inputs a neuron fires after 2,400 presentations of these (bits, share)."""
    rng = np.random.default_rng(draw)
    w, up, down = rng.uniform(0.9, 1, 10), page.names["up"], page.names["down"]
    many = [*range(32)] + [int(bits, 2) for bits, _ in shown]
    shares = [share for _, share in shown]
    p = [(1 - sum(shares)) / 32] * 32 + shares
    for bits in EVERY[np.array(many)[rng.choice(len(many), 2400, p=p)]]:
        early = channels(bits)
        w = one_update(w, early, w @ early >= 4.5, up, down)
    return {f"{k:05b}" for k in np.flatnonzero(DETECTOR.fires(w, EVERY))}


def opposites(first, second):
    def found(draw):
        return ends_with(draw, ("10101", first), ("01010", second)) == {"10101"}

    return found


def both(draw):
    return ends_with(draw, ("10101", 0.5), ("10111", 0.5)) == {"10101", "10111"}


def in_steps(part, draw):
    """How many of fifty find a pattern shown in 15 %, by steps of this part, as many more."""
    detector = RepairedDetector(stdp=STDP(0.02 * part, 0.02 * part))
    found = fires(draw, 0.15, round(600 / part), detector=detector)
    return (found == IS_PATTERN).all(axis=1).sum()


def steps_of(times):
    return RepairedDetector(stdp=STDP(0.02 * times, 0.02 * times))


@cache
def large(draw):
    """With steps ten times as large: for what each of fifty fires, then later; and since when."""
    rng, detector = np.random.default_rng(draw), steps_of(10)
    fired = np.array(
        [
            detector.fires(w[:, np.newaxis], INPUTS == 1)
            for w in islice(detector.history(rng, 50), 1201)
        ]
    )
    moved = (fired[:600] != fired[600]).any(axis=2)
    settled = [np.flatnonzero(one).max(initial=-1) + 1 for one in moved.T]
    return fired[600], fired[1200], settled


def single_others(draw):
    """Of those that have not found the pattern, which share fires for a single input."""
    fired = large(draw)[0]
    others = fired[~(fired == IS_PATTERN).all(axis=1)]
    return ((others.sum(axis=1) == 1) & ~others[:, IS_PATTERN].any(axis=1)).mean()


@cache
def of_ten_bits(draw, least=0.95):
    """How many of five neurons with twenty channels end with their pattern alone, of all 1,024."""
    found, rng = 0, np.random.default_rng(draw)
    every = (np.arange(1024)[:, np.newaxis] >> np.arange(10)) & 1
    every = np.hstack([every, 1 - every])
    for mine in rng.integers(1024, size=5):
        w = rng.uniform(least, 1.0, 20)
        for k in np.where(rng.random(600) < 0.5, mine, rng.integers(1024, size=600)):
            early = every[k]
            w = one_update(w, early, w @ early >= 9.5, page.names["up"], page.names["down"])
        found += np.flatnonzero(every @ w >= 9.5).tolist() == [mine]
    return found


def amid_wrong_bits(draw, share=0.5, flip=0.1):
    w = DETECTOR.learn(np.random.default_rng(draw), 50, share=share, flip=flip)
    return (DETECTOR.fires(w[:, np.newaxis], INPUTS == 1) == IS_PATTERN).all(axis=1).sum()


@cache
def hovering(draw, share):
    """After presentations 40 to 120: right and wrong weights, how often five wrong are short."""
    w = np.array([*islice(DETECTOR.history(np.random.default_rng(draw), 50, share), 40, 121)])
    right = channels(PATTERN)
    few = w[:, :, ~right].sum(axis=2) < DETECTOR.v_threshold
    return w[:, :, right].mean(), w[:, :, ~right].mean(), few.mean()


def side_by_side(draw, only_one):
    """Which of 10101 and its opposite each of two neurons ends with, half and half."""
    rng = np.random.default_rng(draw)
    w, two = rng.uniform(0.9, 1, (2, 10)), np.array([channels(PATTERN), ~channels(PATTERN)])
    for which in rng.integers(2, size=2400):
        votes = w @ two[which]
        fired = votes >= 4.5
        if only_one:
            fired &= votes == votes.max()
        for k in np.flatnonzero(fired):
            w[k] = one_update(w[k], two[which], True, page.names["up"], page.names["down"])
    return (w @ two.T >= 4.5).astype(int).tolist()


def when_late(late, draw):
    return alone(draw, detector=RepairedDetector(late=late))


@cache
def of_few_bits(draw, bits, by_chance=False):
    """For which inputs each of fifty fires that learned with weights of so many bits."""
    rng, top = np.random.default_rng(draw), 2**bits - 1
    w = np.round(rng.uniform(0.9, 1, (50, 10)) * top) / top
    for _ in range(600):
        early = channels(present(rng, 50, 0.5))
        fired = np.einsum("rk,rk->r", w, early) >= 4.5
        change = np.where(early, page.names["up"], -page.names["down"]) * fired[:, np.newaxis]
        levels = np.clip(w + change, 0, 1) * top
        w = np.floor(levels + (rng.random(w.shape) if by_chance else 0.5)) / top
    return DETECTOR.fires(w[:, np.newaxis], INPUTS == 1)


def alone_of_few_bits(draw, bits, by_chance=False):
    return (of_few_bits(draw, bits, by_chance) == IS_PATTERN).all(axis=1).sum()


def rounded(draw):
    """Whether fifty that have learned fire for 10101 alone when each weight is 0 or 1."""
    w = np.round(DETECTOR.learn(np.random.default_rng(draw), 50))
    return (DETECTOR.fires(w[:, np.newaxis], INPUTS == 1) == IS_PATTERN).all()


def drawn_anew(draw):
    """For how many inputs ten neurons fire on average, if chance says who is early and who late."""
    rng, found = np.random.default_rng(draw), []
    for _ in range(10):
        w = rng.uniform(0.9, 1, 10)
        for _ in range(600):
            early = rng.permutation(channels(PATTERN))
            w = one_update(w, early, w @ early >= 4.5, page.names["up"], page.names["down"])
        found.append(DETECTOR.fires(w, EVERY).sum())
    return np.mean(found)


def later(draw):
    """Whether a neuron that has learned 10101 fires for it alone, after 2,400 of 10111 or 01010."""
    rng = np.random.default_rng(draw)
    learned = DETECTOR.learn(rng, 1)[0]
    assert DETECTOR.fires(learned, EVERY).sum() == 1
    for other in (1, 0, 1, 1, 1), (0, 1, 0, 1, 0):
        w = learned
        for k in rng.integers(32, size=2400):
            early = channels(np.array(other) == 1 if rng.random() < 0.5 else EVERY[k])
            w = one_update(w, early, w @ early >= 4.5, page.names["up"], page.names["down"])
        if not np.array_equal(DETECTOR.fires(w, EVERY), (EVERY == PATTERN).all(axis=1)):
            return False
    return True


def the_same(draw):
    first, second = side_by_side(draw, only_one=False)
    return first == second and sum(first) == 1


def each_its_own(draw):
    return sorted(side_by_side(draw, only_one=True)) == [[0, 1], [1, 0]]


def forgiving(draw):
    """Fifty neurons with a threshold of 3.5: whether each fires for 10101 and its neighbours."""
    found = fires(draw, detector=RepairedDetector(v_threshold=3.5))
    return (found == (HAMMING[0] <= 1)).all()


def last_error(draw):
    """Of a perceptron, shown the 32 inputs in rounds, each round in an order of its own."""
    rng, w, threshold, last, shown = np.random.default_rng(draw), np.zeros(5), 0.0, 0, 0
    while shown - last < 32:
        for k in rng.permutation(32):
            shown += 1
            sign = int(IS_PATTERN[k]) - int(w @ INPUTS[k] >= threshold)
            if sign:
                w, threshold, last = w + sign * INPUTS[k], threshold - sign, shown
    return last


@cache
def own_network(draw, g, lowest=0.0, by_hand=False, learns=True, steps=100):
    """Of the patterns and of all else, the share for which the article's output neuron fires.

    All faults are mended, and each spike of an input takes g from all hidden neurons. If the
    weights are set by hand, presentations begin at rest and all layers are asked in one step.
    The last hundred steps count, of a hundred runs.
    """
    rng, runs, sizes, faults = np.random.default_rng(draw), 100, (5, 3, 1), Faults.none()
    bits = np.array([random_bits(rng, faults, steps) for _ in range(runs)])
    weights = [rng.uniform(lowest, 1.0, (runs, *shape)) for shape in ((5, 3), (3, 1))]
    if by_hand:
        weights[0][:], weights[1][:] = np.array(PATTERN)[:, np.newaxis], 1.0
    v, free_at = ([np.zeros((runs, size)) for size in sizes] for _ in range(2))
    last = [np.full((runs, size), NEVER) for size in sizes]
    sent_before = [np.zeros((runs, size)) for size in sizes[1:]]
    fired = np.zeros((runs, steps), bool)
    for t in range(steps):
        drive = bits[:, t].astype(float)
        for k in range(3):
            if by_hand:
                v[k][:] = free_at[k][:] = 0.0
            fires = _fire(v[k], free_at[k], drive, t, faults)
            last[k][fires] = t
            if k < 2:
                sent = np.einsum("ri,rij->rj", fires, weights[k])
                sent -= g * fires.sum(axis=1, keepdims=True) if k == 0 else 0.0
                drive, sent_before[k] = sent if by_hand else sent_before[k], sent
        fired[:, t] = fires[:, 0]
        for k in range(2 if learns else 0):
            dw, *_ = _stdp(last[k][:, :, np.newaxis], last[k + 1][:, np.newaxis], t, faults)
            weights[k] = np.clip(weights[k] + dw, lowest, 1.0)
    shown = (bits == np.array(PATTERN, bool)).all(axis=2)[:, -100:]
    return fired[:, -100:][shown].mean(), fired[:, -100:][~shown].mean()


def tells_apart(draw, g, lowest=0.0):
    """How much more often the article's own output fires for the pattern than for all else."""
    return np.subtract(*own_network(draw, g, lowest))


TOLD = [
    Told(
        "inputs 1 and 3 | 3 % | 11.6 % | 0.42 % | 47 %",
        mended(Faults().without("ignores_zeros")),
        figure=(0.445, 0.49),
    ),
    Told(
        "with some 38 %, whichever runs one takes",
        lambda draw: (
            simulate_many(
                range(500 * draw, 500 * draw + 500),
                Faults().without("own_weights", "never_presented"),
            )
            .confusion()
            .recall
        ),
        figure=(0.37, 0.395),
    ),
    Told("some 15 % of the patterns", lambda d: own_network(d, 0.3)[0], figure=(0.12, 0.18)),
    Told("as often for everything else", lambda d: tells_apart(d, 0.3), figure=(-0.02, 0.02)),
    Told("for 5 % of either", lambda d: max(own_network(d, 0.0, -1.0)), figure=(0, 0.05)),
    Told(
        "it fires for 10101 alone. But",
        lambda draw: own_network(draw, 0.55, by_hand=True, learns=False) == (1.0, 0.0),
        ALL,
    ),
    Told(
        "After 1,000 presentations it hardly fires",
        lambda draw: max(own_network(draw, 0.55, by_hand=True, steps=1000)),
        figure=(0, 0.05),
    ),
    Told("all twelve | 27 % | 1.3 % | 0.24 % | 66 %", mended(Faults.none()), figure=(0.63, 0.705)),
    Told(
        "in every start it still fired for 10101 alone",
        later,
        ALL,
        draws=range(101, 117),
    ),
    Told(
        "may come anywhere between 2 and 20 ms",
        lambda draw: min(when_late(late, draw) for late in (2.0, 5.0, 20.0)),
        figure=(48, 50),
    ),
    Told(
        "at 25 ms some 37 of fifty neurons find",
        lambda draw: when_late(25.0, draw),
        figure=(28, 43),
    ),
    Told("at 30 ms a few at most", lambda draw: when_late(30.0, draw), figure=(0, 4)),
    Told("rounded to 0 or 1, the weights still fire", rounded, ALL),
    Told("the neuron keeps firing for everything", lambda d: of_few_bits(d, 5).all(), ALL),
    Told("With six bits 49 or 50 of", lambda d: alone_of_few_bits(d, 6), figure=(49, 50)),
    Told(
        "in proportion (*stochastic rounding*), four",
        lambda d: alone_of_few_bits(d, 4, True),
        figure=(49, 50),
    ),
    Told("for some 30 inputs after 600 presentations", drawn_anew, figure=(28.5, 32)),
    Told(
        "except the pattern it finds it, in forty presentations",
        lambda draw: alone(draw, 1.0, 40) == 50,
        ALL,
    ),
    Told("with one in ten wrong it still finds the pattern", amid_wrong_bits, figure=(48, 50)),
    Told(
        "with no bit wrong, 16 with one",
        lambda draw: amid_wrong_bits(draw, 0.15, 0.05),
        figure=(8, 24),
    ),
    Told(
        "and 5 with one in ten",
        lambda draw: amid_wrong_bits(draw, 0.15, 0.1),
        figure=(1, 9),
    ),
    Told(
        "some 33 of fifty neurons find it with no bit wrong",
        lambda draw: amid_wrong_bits(draw, 0.15, 0.0),
        figure=(25, 37),
    ),
    Told("hover at 0.98", lambda draw: hovering(draw, 0.15)[0], figure=(0.975, 0.985)),
    Told(
        "and the wrong ones at 0.90",
        lambda d: hovering(d, 0.15)[1],
        figure=(0.885, 0.925),
        draws=TWICE,
    ),
    Told(
        "then have too few votes three times in ten",
        lambda draw: hovering(draw, 0.15)[2],
        figure=(0.2, 0.41),
        draws=TWICE,
    ),
    Told(
        "channels hover at 0.97",
        lambda draw: max(abs(one - 0.97) for one in hovering(draw, 1 / 32)[:2]),
        figure=(0, 0.01),
    ),
    Told("mostly end with the same pattern", the_same, share=(0.7, 1.0), draws=range(101, 141)),
    Told("and each gets its own (lesson 11)", each_its_own, ALL),
    Told("ends with the pattern and its five neighbours", forgiving, ALL),
    Told("after some 150 to 600 presentations", last_error, figure=(130, 620)),
    Told("Nearly all come to stand at your ceiling", at_the_ceiling, figure=(0.9, 1)),
    Told("most walk through", beyond_the_ceiling, figure=(0.8, 1)),
    Told(
        "whichever got ahead has won",
        opposites(0.5, 0.5),
        share=(0.25, 0.75),
        draws=range(101, 133),
    ),
    Told("it is the frequent one in nearly every start", opposites(0.4, 0.2), (0.9, 1)),
    Told("the neuron keeps both", both, ALL),
    Told("The most different inputs drop out first", most_different_first),
    Told(
        "After 150 presentations the pattern is left alone, in nearly every start",
        lambda draw: alone(draw, 0.5, 150) == 50,
        share=(0.8, 1.0),
        draws=range(101, 121),
    ),
    Told("for more than 25 of the 32 inputs on average", on_average, figure=(25, 30)),
    Told(
        "After 20,000 presentations some eight are left",
        lambda draw: fires(draw, 1 / 32, 20_000).sum(axis=1).mean(),
        figure=(6.5, 10),
    ),
    Told(
        "10101 is among them no more often than any other",
        lambda draw: fires(draw, 1 / 32, 20_000)[:, IS_PATTERN].mean(),
        figure=(0.1, 0.42),
    ),
    Told("one as rare as everything else not at all", lambda d: alone(d, 1 / 32) > 0, NONE),
    Told("About 33 of the fifty find it", lambda draw: alone(draw, 0.15), figure=(25, 41)),
    Told("at 10 % only two or so find it", lambda draw: alone(draw, 0.1), figure=(0, 6)),
    Told("| both | 4 % | 65 % | 99 % | 100 % |", lambda d: alone(d, 0.2) / 50, figure=(0.95, 1)),
    Told("| without luck | 0 % | 0 % | 0 % | 100 % |", lambda d: alone(d, 0.2, luck=False), NONE),
    Told(
        "| without the bound | 0 % | 5 % | 37 % | 84 % |",
        lambda draw: alone(draw, 0.25, bound=False) / 50,
        figure=(0.68, 0.96),
    ),
    Told("one that is a tenth slowly", lambda d: alone(d, 0.1, 2400) / 50, figure=(0.8, 1.0)),
    Told("Now a pattern of your own, learned by your `update`", own, ALL),
    Told(
        "2 of the 32 inputs after 600 presentations",
        lambda draw: on_average(draw, detector=SWAPPED),
        figure=(1.4, 2.4),
    ),
    Told("nearly all find it after 5,000", lambda d: alone(d, 0.1, 5000) / 50, figure=(0.94, 1.0)),
    Told("some six of fifty neurons find a", lambda d: in_steps(0.5, d), figure=(2, 12)),
    Told(
        "neurons are settled after some ten presentations",
        lambda draw: np.median(large(draw)[2]),
        figure=(6, 14),
    ),
    Told(
        "31 to 42 find a pattern that is half of what is shown",
        lambda draw: (large(draw)[0] == IS_PATTERN).all(axis=1).sum(),
        figure=(31, 42),
        draws=range(101, 121),
    ),
    Told(
        "and 10 to 23 one of 15 %",
        lambda draw: alone(draw, 0.15, detector=steps_of(10)),
        figure=(10, 23),
        draws=range(101, 121),
    ),
    Told("a single *other* input", single_others, figure=(0.5, 1.0), draws=TWICE),
    Told(
        "showing them more changes little",
        lambda draw: (large(draw)[0] == large(draw)[1]).all(axis=1).mean(),
        figure=(0.9, 1),
    ),
    Told(
        "49 or 50 find the pattern at one",
        lambda draw: alone(draw, detector=steps_of(2)),
        figure=(49, 50),
    ),
    Told(
        "and 40 to 48 at 15 %",
        lambda draw: alone(draw, 0.15, detector=steps_of(2)),
        figure=(40, 48),
        draws=range(101, 121),
    ),
    Told("of eight times five neurons all", lambda d: of_ten_bits(d) == 5, share=(0.85, 1.0)),
    Told(
        "fewer than 9.5 votes, and some never learn",
        lambda d: of_ten_bits(d, 0.9) < 5,
        share=(0.3, 0.95),
        draws=range(101, 117),
    ),
]
test_on_other_draws = on_other_draws(page, TOLD)
