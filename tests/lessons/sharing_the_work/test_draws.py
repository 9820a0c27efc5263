"""Lesson 11 on patterns, noise and splits that its page does not show."""

from dataclasses import replace
from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.sharing_the_work import stored_competition, stored_fifty
from snn_edu.lessons.sharing_the_work.stored_fifty import FIFTY, WITHOUT, judged, split, untrained
from snn_edu.lessons.sharing_the_work.winner_take_all import name_neurons
from snn_edu.patterns import Detector, PatternInput, hide, make_stream, score
from snn_edu.patterns.detector import Heard
from snn_edu.patterns.neuron import DetectorNeuron, blocks
from snn_edu.training import digits

page = solved("11_sharing_the_work")
NONE = (0.0, 0.0)
MANY = stored_competition.FRESH
LATER = tuple(range(821, 829))  # for what 801 to 816 say
RIVALS = tuple(range(2101, 2109))
LATE = tuple(range(301, 309))  # for what was corrected on 101 to 108
BOTH = (*LATE, *RIVALS)
STRONG = (*RIVALS, *range(2201, 2209))


def everybody(inhibition):
    """Whether each pattern has found a neuron."""
    found = stored_competition.stored(inhibition)
    return lambda seed: found[seed].any(axis=0).all()


def twice(inhibition):
    found = stored_competition.stored(inhibition)
    return lambda seed: found[seed].sum(axis=0).max() > 1


def idle(inhibition):
    """Whether a neuron has found nothing."""
    found = stored_competition.stored(inhibition)
    return lambda seed: (~found[seed].any(axis=1)).any()


def greedy(seed):
    """Whether a neuron has found two patterns, at any inhibition."""
    found = [stored_competition.stored(inhibition)[seed] for inhibition in (0.0, 0.25, 1.0, 4.0)]
    return any((each.sum(axis=1) > 1).any() for each in found)


@cache
def three(seed):
    """Three neurons that inhibit each other: output and onsets of 30 s."""
    rng = np.random.default_rng(seed)
    spikes, onsets = PatternInput(3, frequency=1 / 3, rates="poisson").make(30_000.0, rng)
    neurons = Detector(3, v_threshold=550.0, t_ref=5.0, inhibition=1.0)
    output = neurons.learn(spikes, weights=rng.random((3, 2000))).output
    return [output.of(k).times for k in range(3)], onsets


def owners_lead(begin, end):
    """In how many showings from `begin` to `end` s the later owner of a pattern comes first."""

    def share(seed):
        outputs, onsets = three(seed)

        def first(onset):
            after = [
                out[(out >= onset) & (out < onset + 50)].min(initial=np.inf) for out in outputs
            ]
            return int(np.argmin(after)) if np.isfinite(after).any() else -1

        leads = []
        for each in onsets:
            late = [first(onset) for onset in each[each > 22_000]]
            owner = max(range(3), key=late.count)
            if late.count(owner) < 0.9 * len(late):
                continue  # nobody's
            leads += [first(x) == owner for x in each[(each >= 1000 * begin) & (each < 1000 * end)]]
        return np.mean(leads) if leads else np.nan

    return share


def owners_spikes(seed):
    """How many spikes an owner fires in a showing of its pattern, once it has it."""
    outputs, onsets = three(seed)
    each = [
        np.array(
            [[np.sum((out >= x) & (out < x + 50)) for x in one[one > 22_000]] for out in outputs]
        )
        for one in onsets
    ]
    owned = [n[(n > 0).mean(axis=1).argmax()] for n in each if (n > 0).mean(axis=1).max() > 0.9]
    return np.mean(np.concatenate(owned)) if owned else np.nan


def kept(seed):
    """Whether each neuron that has a pattern after one minute still has it after two."""
    rng = np.random.default_rng(seed)
    spikes, onsets = PatternInput(3, frequency=1 / 3, rates="poisson").make(120_000.0, rng)
    neurons = Detector(3, v_threshold=550.0, t_ref=5.0, inhibition=1.0)
    output = neurons.learn(spikes, weights=rng.random((3, 2000))).output

    early, late = (hits_at(end, output, onsets) for end in (60, 120))
    return bool((late[early >= 0.85] >= 0.8).all())


class Sinking(DetectorNeuron):
    """A neuron of a `Detector` with a threshold of its own; all others there have the same one."""

    def crossing(self, block, begin, end):
        bar = block.bar * (self.detector.v_threshold / 550.0)
        return super().crossing(replace(block, bar=bar), begin, end)


class Late(DetectorNeuron):
    """A neuron whom the spikes of the others reach 2 ms late: as input spikes that take."""

    def __init__(self, detector, weights):
        super().__init__(detector, weights)
        self.due = []

    def inhibit(self, t, by):
        self.now = t
        peak = by * self.detector.inhibition * self.detector.v_threshold
        self.due.append((t + 2.0, peak))

    def _event_weights(self, block, begin, end):
        w = super()._event_weights(block, begin, end)
        for at, peak in self.due:
            k = np.searchsorted(block.t[begin:end], at)
            if k < w.size:
                w[k] -= peak
        return w

    def keep(self, block, begin, end):
        super().keep(block, begin, end)
        self.due = [(at, peak) for at, peak in self.due if at > self.now]

    def fire(self, t, history):
        super().fire(t, history)
        self.due = [(at, peak) for at, peak in self.due if at > t]


class Short(Late):
    """A neuron whom others inhibit at once, but half of that is over after 6 ms, not 14."""

    pushes = ((0.05, 1.0), (5.0, -0.72))  # ms after the spike, and how much of a whole one

    def inhibit(self, t, by):
        self.now = t
        peak = by * self.detector.inhibition * self.detector.v_threshold
        self.due = sorted([*self.due, *((t + late, part * peak) for late, part in self.pushes)])


class Long(Short):
    """The same, but half is left for 62 ms."""

    pushes = ((0.05, 1.0), *((10.0 * k, 0.5) for k in range(1, 6)))


def nothing_more(neurons, counts, rng):
    """What else happens after a second in which each neuron has fired so often: nothing."""


def sinks(neurons, counts, rng):
    """A threshold sinks, unless its neuron fires."""
    for neuron, count in zip(neurons, counts, strict=True):
        theta = neuron.detector.v_threshold - 6.6 + 3.0 * min(count, 10)
        neuron.detector = replace(neuron.detector, v_threshold=min(550.0, theta))


def begins_anew(neurons, counts, rng):
    """Whoever has been silent for ten seconds gets new weights."""
    for neuron, count in zip(neurons, counts, strict=True):
        neuron.silent = 0 if count else getattr(neuron, "silent", 0) + 1
        if neuron.silent == 10:
            neuron.w[:-1], neuron.silent = rng.random(2000), 0


@cache
def rivals(
    seed,
    kind=DetectorNeuron,
    then=nothing_more,
    seconds=90,
    shown=lambda second: (0, 1, 2),
    neurons=3,
    inhibition=1.0,
):
    """Neurons that compete, second by second: their spikes, and when which pattern began."""
    patterns = 1 + max(shown(seconds))
    rng = np.random.default_rng(seed)
    stream, weights = make_stream(rng, patterns=patterns), rng.random((neurons, 2000))
    one = Detector(neurons, v_threshold=550.0, t_ref=5.0, inhibition=inhibition)
    heard, onsets, shows = Heard(one, 2000, weights), [[] for _ in range(patterns)], False
    heard.neurons = [kind(one, row) for row in weights]
    for second in range(seconds):
        which = [*shown(second)]
        those = stream._replace(
            patterns=tuple(stream.patterns[k] for k in which), draws=stream.draws[which]
        )
        piece = hide(those, 1000.0, rng, 0.5, 1 / 3, 1.0, shows=shows)
        shows, before = piece.shows, len(heard.fired)
        for k, new in zip(which, piece.onsets, strict=True):
            onsets[k].extend(1000.0 * second + new)
        for block in blocks(one, piece.spikes, 1000.0 * second):
            heard.listen(block)
        then(heard.neurons, np.bincount(heard.ids[before:], minlength=neurons), rng)
    return heard.learned(1000.0 * seconds).output, [np.sort(each) for each in onsets]


def hits_at(end, output, onsets, seconds=10.0):
    """Of each neuron for each pattern, in the last seconds before `end` s; NaN: not shown."""
    judged = {"since": 1000.0 * (end - seconds), "until": 1000.0 * end}
    return np.array(
        [[score(output.of(k), x, **judged).hit_rate for x in onsets] for k in range(output.size)]
    )


def sunk(seed, seconds=90):
    """Whether each neuron hits each pattern if thresholds sink while their neurons are silent."""
    return hits_at(seconds, *rivals(seed, Sinking, sinks, seconds))


def twice_in_others(seed):
    """At an inhibition of 1, in runs that the page's table doesn't have."""
    return (hits_at(90, *rivals(seed)) > 0.98).sum(axis=0).max() > 1


def idle_in_others(seed):
    return (hits_at(90, *rivals(seed)) <= 0.98).all(axis=1).any()


def owners(hits):
    """How many neurons have one pattern, and answer to no other."""
    return np.sum((np.sum(hits >= 0.85, axis=1) == 1) & (np.sort(hits)[:, -2] < 0.5))


def new_weights_help(seed):
    """How many neurons more have a pattern, if the silent begin anew."""
    anew, left = (hits_at(90, *rivals(seed, then=then)) for then in (begins_anew, nothing_more))
    return owners(anew) - owners(left)


def idle_if_strong(kind=DetectorNeuron, then=nothing_more):
    """Whether a neuron finds nothing at an inhibition of 4."""

    def idle(seed):
        return (hits_at(90, *rivals(seed, kind, then, inhibition=4.0)).max(axis=1) < 0.5).any()

    return idle


def idle_if_late(seed):
    """Whether a neuron finds nothing if inhibition comes 2 ms late."""
    return (hits_at(90, *rivals(seed, Late)).max(axis=1) < 0.85).any()


def twice_if_short(seed):
    return (hits_at(90, *rivals(seed, Short)) > 0.98).sum(axis=0).max() > 1


def idle_if_long(seed):
    return (hits_at(90, *rivals(seed, Long)) <= 0.98).all(axis=1).any()


class LateAndSinking(Late, Sinking):
    """Both: a threshold of its own, and inhibition that comes 2 ms late."""


def idle_if_late_and_sinking(seed):
    return (hits_at(90, *rivals(seed, LateAndSinking, sinks)).max(axis=1) < 0.85).any()


def only_the_common(seed):
    """Whether of three patterns, one shown five times as often, the two others find nobody."""
    common = rivals(seed, shown=lambda second: (0, 0, 0, 0, 0, 1, 2))
    return hits_at(90, *common, seconds=20.0)[:, 1:].max() < 0.85


def a_fourth_finds_nobody(seed):
    """Whether a pattern that comes after a minute is nobody's a minute later, nor hits fewer."""
    run = rivals(seed, seconds=120, shown=lambda second: (0, 1, 2) + (3,) * (second >= 60))
    early, late = hits_at(60, *run)[:, :3], hits_at(120, *run)
    return late[:, 3].max() < 0.1 and (late[:, :3][early >= 0.9] >= 0.85).all()


def apart(seed):
    """Of nine neurons the ms that lie, at least, between two that have the same pattern."""
    output, onsets = rivals(seed, neurons=9, inhibition=0.25)
    hits, gaps = hits_at(90, output, onsets), []
    for pattern, starts in enumerate(onsets):
        those = [output.of(k) for k in np.flatnonzero(hits[:, pattern] > 0.9)]
        gaps += np.diff(
            sorted(score(each, starts, since=75_000.0).latency for each in those)
        ).tolist()
    return min(gaps) if gaps else np.nan


def of_a_rare_digit(draw):
    """How many neurons stand for the fours, if a tenth of them is shown."""
    train, *_ = asked(draw)
    rng = np.random.default_rng(draw)
    fours = rng.permutation(np.flatnonzero(train.labels == 4))
    shown = train[np.setdiff1d(np.arange(len(train)), fours[len(fours) // 10 :])]
    w, theta = learned_by(shown.pictures, draw)
    return np.sum(name_of(answers(w, theta, shown.pictures, draw), shown.labels) == 4)


@cache
def six(inhibition, seed, neurons=6):
    """The page's own cell with other input: how many neurons hit more than 98 % of each pattern."""
    rng = np.random.default_rng(seed)
    spikes, onsets = page.names["hidden"].make(60_000.0, rng)
    several = replace(page.names["several"], neurons=neurons, inhibition=inhibition)
    output = several.learn(spikes, weights=rng.random((neurons, 2000))).output
    hits = [
        [score(output.of(k), x, since=40_000.0).hit_rate > 0.98 for x in onsets]
        for k in range(neurons)
    ]
    return np.sum(hits, axis=0)


def stay_alike(seed):
    """Whether three neurons that begin alike fire alike for five seconds."""
    rng = np.random.default_rng(seed)
    spikes, _ = PatternInput(3, frequency=1 / 3, rates="poisson").make(5_000.0, rng)
    neurons = Detector(3, v_threshold=550.0, t_ref=5.0, inhibition=1.0)
    output = neurons.learn(spikes, weights=np.tile(rng.random(2000), (3, 1))).output
    one, *others = (output.of(k).times for k in range(3))
    return all(np.array_equal(one, other) for other in others)


@cache
def end(missing, draw, **changed):
    *_, learned = replace(WITHOUT[missing], **changed).learn(
        split(draw)[0].pictures, np.random.default_rng(draw), stored_fifty.EPOCHS
    )
    return learned, *judged(replace(WITHOUT[missing], **changed), learned, draw)


def after_one_win(draw):
    """Of 300 pictures, how many the neuron wins that has learned a single one."""
    (train, _), rng = split(draw), np.random.default_rng(draw)
    model = replace(FIFTY, homeostasis=False)
    (learned,) = model.learn(train.pictures[:1], rng, 1)
    won = model.winners(learned, train.pictures[1:301], rng)
    return np.mean(won == learned.wins.argmax())


def after_scattered_ink(draw):
    """The same, if that one lesson was a digit's ink, scattered over the square."""
    (train, _), rng = split(draw), np.random.default_rng(draw)
    model = replace(FIFTY, homeostasis=False)
    ink = train.pictures[:1][:, np.random.default_rng(draw + 1).permutation(64)]
    (learned,) = model.learn(ink, rng, 1)
    won = model.winners(learned, train.pictures[1:301], rng)
    return np.mean(won == learned.wins.argmax())


def before_it(draw):
    """How many of them the same neuron wins without that lesson."""
    (train, _), rng = split(draw), np.random.default_rng(draw)
    model = replace(FIFTY, homeostasis=False)
    (learned,) = model.learn(train.pictures[:1], rng, 1)
    won = model.winners(untrained(draw), train.pictures[1:301], np.random.default_rng(draw))
    return np.mean(won == learned.wins.argmax())


def with_neurons(count):
    return lambda draw: end("nothing", draw, neurons=count)[1]


def theirs(draw, in_order=False, **changed):
    """The page's own network on another split: the share correct, and each neuron's of the wins."""
    names = page.names
    kept, parts = names["train"], digits.split(digits.load(), np.random.default_rng(draw))
    try:
        names["train"] = parts[0][np.argsort(parts[0].labels)] if in_order else parts[0]
        w, theta = names["fifty"](**{"seed": draw, **changed})
    finally:
        names["train"] = kept
    rng = np.random.default_rng(draw)
    won = [np.array([names["race"](x, w, theta, rng)[0] for x in p.pictures]) for p in parts]
    right = names["accuracy"](won[0], parts[0].labels, won[1], parts[1].labels)
    return right, np.bincount(won[0] + 1)[1:] / len(won[0])


def few(draw):
    return np.count_nonzero(theirs(draw, rise=0.0)[1] > 0.005)


def named(near, draw):
    """The share of test pictures correct, if `near(pictures)` says whose each picture is."""
    train, test = split(draw)
    return page.names["accuracy"](
        near(train.pictures), train.labels, near(test.pictures), test.labels
    )


def by_means(means):
    """Of the nearest of these means, one a row."""
    return lambda pictures: ((means**2).sum(axis=1) - 2 * pictures @ means.T).argmin(axis=1)


def k_means(draw):
    """Fifty means without labels: they begin as pictures, and move thirty times."""
    pictures = split(draw)[0].pictures
    means = pictures[np.random.default_rng(draw).choice(len(pictures), 50, replace=False)]
    for _ in range(30):
        near = by_means(means)(pictures)
        means = np.array([pictures[near == k].mean(axis=0) for k in range(50) if (near == k).any()])
    return named(by_means(means), draw)


def fair_race(draw):
    """How much more the page's own network gets right if all its thresholds are made equal."""
    names, parts = page.names, digits.split(digits.load(), np.random.default_rng(draw))
    kept = names["train"]
    try:
        names["train"] = parts[0]
        w, theta = names["fifty"](seed=draw)
    finally:
        names["train"] = kept

    def right(theta):
        rng = np.random.default_rng(draw)
        won = [np.array([names["race"](x, w, theta, rng)[0] for x in p.pictures]) for p in parts]
        return names["accuracy"](won[0], parts[0].labels, won[1], parts[1].labels)

    return right(np.full(50, theta.mean())) - right(theta)


def alike(w):
    """The correlation of two columns of weights, on average over all pairs of columns."""
    return np.corrcoef(w.T)[np.triu_indices(w.shape[1], 1)].mean()


def means_alike(draw):
    """How much more two digits' mean pictures are alike than two neurons' weights."""
    train, _ = split(draw)
    means = [train.pictures[train.labels == digit].mean(axis=0) for digit in range(10)]
    return alike(np.transpose(means)) - alike(end("nothing", draw)[0].weights)


def shown_twice(draw):
    """How many times as many neurons answer to a digit that is shown twice: of 0, 1 and 2."""
    train, _ = split(draw)

    def answer(digit, often):
        order = np.repeat(np.arange(len(train)), np.where(train.labels == digit, often, 1))
        shown = train[np.random.default_rng(draw).permutation(order)]
        *_, learned = FIFTY.learn(shown.pictures, np.random.default_rng(draw), 3)
        won = FIFTY.winners(learned, shown.pictures, np.random.default_rng(draw))
        return np.count_nonzero(name_neurons(won, shown.labels, FIFTY.neurons) == digit)

    more, before = ([answer(digit, often) for digit in range(3)] for often in (2, 1))
    return sum(more) / sum(before)


def step_of(picture, w, theta, rng):
    """The page's race to its end: what each neuron is above its bar, and the traces; or nothing."""
    trace = page.names["decay"] @ (rng.random((40, 64)) < 0.5 * picture)
    above = trace @ w / np.linalg.norm(w, axis=0) - theta
    reached = (above >= 0).any(axis=1)
    if not reached.any():
        return None
    end = reached.argmax()
    return above[end], np.minimum(trace[end] / page.names["black"][end], 1.0)


def learned_by(pictures, draw, winners=1, start=None, epochs=2):
    """Weights and bars of the page's network after these pictures, if so many win each."""
    rng = np.random.default_rng(draw)
    w, theta = start or (rng.uniform(0.2, 0.8, (64, 50)), np.full(50, 20.0))
    w = w.copy()
    for picture in np.tile(pictures, (epochs, 1)):
        if (found := step_of(picture, w, theta, rng)) is not None:
            above, seen = found
            won = np.isin(np.arange(50), np.argsort(above)[-winners:])
            w[:, won] += 0.1 * (seen[:, None] - w[:, won])
            theta = theta + 0.3 * won - 0.3 * winners / 50
    return w, theta


def answers(w, theta, pictures, draw):
    """The winner of each picture, or -1."""
    rng = np.random.default_rng(1000 + draw)
    found = [step_of(picture, w, theta, rng) for picture in pictures]
    return np.array([-1 if one is None else one[0].argmax() for one in found])


@cache
def asked(draw):
    """A division, the page's network on it, and who wins which picture."""
    train, test = digits.split(digits.load(), np.random.default_rng(draw))
    w, theta = learned_by(train.pictures, draw)
    return train, test, w, theta, *(answers(w, theta, p.pictures, draw) for p in (train, test))


def name_of(won, labels):
    """The digit that each neuron has won most often, or -1."""
    return np.array(
        [np.bincount(labels[won == k]).argmax() if (won == k).any() else -1 for k in range(50)]
    )


def of_a_hundred_labels(draw):
    """The share right from a hundred labels: by the network, averages, the nearest picture."""
    train, test, _, _, won, told = asked(draw)
    some = np.random.default_rng(draw).permutation(len(won))[:100]
    known, labels = train.pictures[some], train.labels[some]
    kinds = np.unique(labels)
    averages = np.array([known[labels == k].mean(axis=0) for k in kinds])

    def nearest(points):
        return ((test.pictures[:, None] - points) ** 2).sum(axis=2).argmin(axis=1)

    named = np.where(told < 0, -1, name_of(won[some], labels)[told])
    every = named, kinds[nearest(averages)], labels[nearest(known)]
    return [np.mean(one == test.labels) for one in every]


def unanswered(draw, ink):
    """The share of test pictures that nobody wins with this share of their ink."""
    _, test, w, theta, _, _ = asked(draw)
    return np.mean(answers(w, theta, ink * test.pictures, draw) < 0)


def lost_to_faint_ink(draw):
    """How many in a hundred test pictures more are wrong at 80 % of their ink."""
    _, test, w, theta, _, told = asked(draw)
    return 100 * (
        right_if(draw, w, theta, told)
        - right_if(draw, w, theta, answers(w, theta, 0.8 * test.pictures, draw))
    )


def lost_to_noise(draw):
    """How many in a hundred more are wrong if one pixel in ten has the ink of any other."""
    _, test, w, theta, _, told = asked(draw)
    rng, ink = np.random.default_rng(9000 + draw), test.pictures
    chance = rng.permuted(ink.ravel()).reshape(ink.shape)
    noisy = np.where(rng.random(ink.shape) < 0.1, chance, ink)
    lost = right_if(draw, w, theta, told) - right_if(draw, w, theta, answers(w, theta, noisy, draw))
    return 100 * lost


@cache
def in_turn(draw):
    """Bars that rise by 0.1: who won each picture of the two epochs, and each one's share then."""
    pictures, rng = asked(draw)[0].pictures, np.random.default_rng(draw)
    w, theta, won = rng.uniform(0.2, 0.8, (64, 50)), np.full(50, 20.0), []
    for picture in np.tile(pictures, (2, 1)):
        found = step_of(picture, w, theta, rng)
        won.append(-1 if found is None else found[0].argmax())
        if found is not None:
            w[:, won[-1]] += 0.1 * (found[1] - w[:, won[-1]])
            theta = theta + 0.1 * (np.arange(50) == won[-1]) - 0.1 / 50
    then = np.bincount(answers(w, theta, pictures, draw) + 1, minlength=51)[1:] / len(pictures)
    return np.array(won), then


def a_turn(draw):
    """How many pictures a leader leads for, if it's who has won most of twenty."""
    won, _ = in_turn(draw)
    each = [np.bincount(part[part >= 0]).argmax() for part in np.array_split(won, len(won) // 20)]
    return len(won) / len(set(each))


def without_a_turn(draw):
    return 50 - len(set(in_turn(draw)[0]) - {-1})


def foremost(draw):
    """The share of who leads when learning stops, and for how many pictures it has been known."""
    won, then = in_turn(draw)
    first = np.flatnonzero(won == then.argmax())
    return then.max(), len(won) - first[0] if first.size else 0


def two_at_once(draw):
    """Of two digits laid over each other, the share of pictures whose winner names one."""
    train, test, w, theta, won, _ = asked(draw)
    other = np.random.default_rng(7000 + draw).permutation(len(test))
    two = test.labels != test.labels[other]
    told = answers(w, theta, np.maximum(test.pictures, test.pictures[other])[two], draw)
    said = np.where(told < 0, -1, name_of(won, train.labels)[told])
    return np.mean((said == test.labels[two]) | (said == test.labels[other][two]))


def moved(pictures, by):
    """These pictures a pixel to the right, or to the left."""
    there = np.roll(pictures.reshape(-1, 8, 8), by, 2)
    there[:, :, 0 if by > 0 else -1] = 0.0
    return there.reshape(-1, 64)


@cache
def drifted(draw, by):
    """The share of moved digits right: at once; crept there; leapt, learned; and named anew."""
    train, test, w, theta, won, _ = asked(draw)
    names, shown = name_of(won, train.labels), moved(test.pictures, by)
    twice = np.tile(train.pictures, (2, 1))
    there, way = moved(twice, by), np.linspace(0.0, 1.0, len(twice))[:, None]
    crept, leapt = (
        learned_by(pictures, 5000 + draw, start=(w, theta), epochs=1)
        for pictures in ((1.0 - way) * twice + way * there, there)
    )
    anew = name_of(answers(*leapt, moved(train.pictures, by), draw), train.labels)

    def right(bars, names):
        told = answers(*bars, shown, draw)
        return np.mean(np.where(told < 0, -1, names[told]) == test.labels)

    return right((w, theta), names), right(crept, names), right(leapt, names), right(leapt, anew)


def drifts(which, low, high):
    """Whether it is so to either side."""
    return lambda draw: all(low <= drifted(draw, by)[which] <= high for by in (-1, 1))


def with_winners(draw, winners):
    """The share right if so many neurons learn from each picture."""
    train, test, *_ = asked(draw)
    w, theta = learned_by(train.pictures, draw, winners)
    names = name_of(answers(w, theta, train.pictures, draw), train.labels)
    told = answers(w, theta, test.pictures, draw)
    return np.mean(np.where(told < 0, -1, names[told]) == test.labels)


def right_if(draw, w, theta, told=None):
    """The share of test pictures right by these weights and bars."""
    train, test, *_ = asked(draw)
    names = name_of(answers(w, theta, train.pictures, draw), train.labels)
    told = answers(w, theta, test.pictures, draw) if told is None else told
    return np.mean(np.where(told < 0, -1, names[told]) == test.labels)


def quick_races(draw):
    """Whether nine test pictures of ten have a winner by the 22nd step."""
    _, test, w, theta, _, _ = asked(draw)
    rng, names = np.random.default_rng(1000 + draw), page.names
    early = [
        names["decay"][21] @ (rng.random((40, 64)) < 0.5 * picture) @ w / np.linalg.norm(w, axis=0)
        for picture in test.pictures
    ]
    return np.mean((np.array(early) >= theta).any(axis=1)) > 0.9


def begun_alike(draw):
    train, *_ = asked(draw)
    one = np.random.default_rng(draw).uniform(0.2, 0.8, (64, 1))
    start = np.tile(one, (1, 50)), np.full(50, 20.0)
    return right_if(draw, *learned_by(train.pictures, draw, start=start))


def left_on(draw):
    """By how much more is right if weights and bars go on moving while it is judged."""
    _, test, w, theta, _, still = asked(draw)
    moved, bars, rng, told = w.copy(), theta.copy(), np.random.default_rng(1000 + draw), []
    for picture in test.pictures:
        found = step_of(picture, moved, bars, rng)
        told.append(-1 if found is None else found[0].argmax())
        if found is not None:
            k, seen = told[-1], found[1]
            moved[:, k] += 0.1 * (seen - moved[:, k])
            bars = bars + 0.3 * (np.arange(50) == k) - 0.3 / 50
    return right_if(draw, w, theta, np.array(told)) - right_if(draw, w, theta, still)


def right_of(draw, digit):
    """The share right of the test pictures of one digit."""
    train, test, _, _, won, told = asked(draw)
    said = np.where(told < 0, -1, name_of(won, train.labels)[told])
    return np.mean(said[test.labels == digit] == digit)


@cache
def then_the_others(draw):
    """0 to 4 first, then 5 to 9: neurons named 0 to 4, and the share of these digits right."""
    train, test, *_ = asked(draw)
    low = train.labels < 5
    w, theta = learned_by(train.pictures[~low], draw, start=learned_by(train.pictures[low], draw))
    names = name_of(answers(w, theta, train.pictures, draw), train.labels)
    told = answers(w, theta, test.pictures, draw)
    right = np.where(told < 0, -1, names[told]) == test.labels
    return np.sum((names >= 0) & (names < 5)), np.mean(right[test.labels < 5])


TOLD = [
    Told("In 24 such runs it never came about", everybody(0.0), NONE),
    Told("In 18 of them two neurons, or all three, took the same pattern", twice(0.0), (0.5, 1.0)),
    Told("| 0.25 | 6 (7) | 6 (6) | 13 (13) |", everybody(0.25), (0.1, 0.5)),
    Told("| 1 | 11 (12) | 0 (1) | 13 (12) |", everybody(1.0), (0.25, 0.75)),
    Told("at 1 in four of 72 runs", twice_in_others, (0.0, 0.25), draws=RIVALS),
    Told(
        "in more than half of the runs a neuron found nothing",
        idle_in_others,
        share=(0.3, 0.85),
        draws=RIVALS,
    ),
    Told("| 4 | 3 (6) | 0 (0) | 21 (18) |", idle(4.0), (0.7, 1.0), draws=MANY),
    Told("in one showing out of three", lambda seed: 0.1 < owners_lead(0, 10)(seed) < 0.58),
    Told("A neuron hardly ever took two patterns", greedy, (0.0, 0.1), draws=MANY),
    Told(
        "From 15 to 20 s it is first in seven out of ten",
        lambda seed: owners_lead(15, 20)(seed) > owners_lead(0, 10)(seed),
    ),
    Told(
        "In only three runs of ten",
        lambda seed: six(1.0, seed).all(),
        share=(0.1, 0.5),
        draws=range(411, 421),
    ),
    Told(
        "With 0.25 it was so in one of two", lambda seed: six(0.25, seed).all(), share=(0.25, 0.75)
    ),
    Told(
        "mostly with several neurons for some pattern",
        lambda seed: not six(0.25, seed).all() or six(0.25, seed).max() > 1,
        share=(0.6, 1.0),  # it holds of 9 in 14 of those, and says nothing of the others
    ),
    Told("| homeostasis | 5 (4 to 6) |", lambda s: end("homeostasis", s)[2], figure=(3.5, 6.5)),
    Told("39 % (28 to 63 %)", lambda s: end("homeostasis", s)[1], figure=(0.28, 0.6), draws=TWICE),
    Told("88 % (85 to 93 %)", lambda s: end("nothing", s)[1], figure=(0.852, 0.928), draws=TWICE),
    Told("72 % (67 to 78 %)", lambda s: end("depression", s)[1], figure=(0.66, 0.79)),
    Told(
        "the busiest takes some 2.5 %",
        lambda s: end("nothing", s)[0].wins.max() / end("nothing", s)[0].wins.sum(),
        figure=(0.022, 0.029),
    ),
    Told(
        "in the whole network it's near 0.6",
        lambda s: alike(end("nothing", s)[0].weights),
        figure=(0.54, 0.64),
    ),
    Told(
        "a little less than between the mean pictures of two digits",
        means_alike,
        figure=(0.03, 0.14),
    ),
    Told(
        "Without inhibition that makes 1",
        lambda s: alike(end("inhibition", s)[0].weights),
        figure=(0.98, 1.0),
    ),
    Told(
        "and so does the network without homeostasis",
        lambda s: alike(end("homeostasis", s)[0].weights),
        figure=(-0.03, 0.05),
    ),
    Told("more than half of them, in most networks", lambda s: after_one_win(s) > 0.5, draws=LATE),
    Told(
        "in a tenth (the median)",
        lambda s: before_it(s) < 0.1,
        share=(0.3, 0.7),
        draws=range(3101, 3125),
    ),
    Told("it came first in next to none", after_scattered_ink, figure=(0.0, 0.02)),
    Told("and get some 92 %", with_neurons(100), figure=(0.895, 0.945)),
    Told("ten get 77 %", with_neurons(10), figure=(0.74, 0.81)),
    Told("76 to 89 % if", lambda s: theirs(s)[0], figure=(0.75, 0.9), draws=LATE),
    Told(
        "In order, some 65 % are right", lambda s: theirs(s, in_order=True)[0], figure=(0.59, 0.71)
    ),
    Told("you're back at the handful", few, figure=(2, 8)),
    Told("each for some sixty pictures", a_turn, figure=(55, 70), draws=BOTH),
    Told("five to ten of the fifty", without_a_turn, figure=(5, 10), draws=BOTH),
    Told(
        "in half of the networks the foremost",
        lambda draw: foremost(draw)[0] > 0.33,
        share=(0.3, 0.75),
        draws=BOTH,
    ),
    Told("mostly new in the last 400 pictures", lambda s: foremost(s)[1] <= 400, draws=BOTH),
    Told(
        "in sixteen networks 53 to 86 % were right",
        lambda s: theirs(s, rise=3.0)[0],
        figure=(0.5, 0.88),
        draws=range(411, 421),
    ),
    Told(
        "about a third of the time",
        lambda s: judged(FIFTY, untrained(s), s)[0],
        figure=(0.24, 0.46),
    ),
    Told(
        "One in a hundred lies between them",
        lambda s: stored_fifty.nearest_centroid(s) - end("nothing", s)[1],
        figure=(-0.025, 0.05),
    ),
    Told("It gets some 93 %", k_means, figure=(0.87, 0.96)),
    Told(
        "The whole network's weights after ten epochs nearly do",
        lambda s: named(by_means(end("nothing", s)[0].weights.T), s),
        figure=(0.9, 0.96),
    ),
    Told(
        "unequal bars, which learning needed and judging doesn't",
        fair_race,
        figure=(0.005, 0.09),
        draws=LATE,
    ),
    Told("nearly twice as many neurons", shown_twice, figure=(1.5, 2.1)),
    Told(
        "no neuron was left with nothing in sixteen runs of 90 s",
        lambda seed: (sunk(seed).max(axis=1) >= 0.85).all(),
        share=(0.85, 1.0),
        draws=LATER,
    ),
    Told(
        "In twelve each had a pattern of its own",
        lambda seed: (
            (sunk(seed).max(axis=1) >= 0.85).all() and (sunk(seed).max(axis=0) >= 0.85).all()
        ),
        share=(0.5, 0.95),
        draws=LATER,
    ),
    Told(
        "some 30 neurons were in use",
        lambda s: end("homeostasis", s, normalisation=False)[2],
        figure=(26, 36),
    ),
    Told("stay the same, in each of eight runs", stay_alike, share=(1.0, 1.0)),
    Told("an owner fires about once in a showing", lambda seed: 0.8 < owners_spikes(seed) < 1.2),
    Told("most races are over within 22 of the 40 steps", quick_races, share=(0.9, 1.0)),
    Told("two epochs 76 to 87 % were right", begun_alike, figure=(0.75, 0.88)),
    Told(
        "Twelve neurons",
        lambda seed: six(0.25, seed, 12).all(),
        share=(0.5, 1.0),
        draws=range(411, 419),
    ),
    Told("changes by up to 5 %", left_on, figure=(-0.055, 0.055), draws=TWICE),
    Told(
        "83 to 100 % of the sixes", lambda draw: right_of(draw, 6), figure=(0.82, 1.0), draws=BOTH
    ),
    Told("41 to 93 % of the nines", lambda draw: right_of(draw, 9), figure=(0.4, 0.94), draws=BOTH),
    Told("is right in some 70 %", lambda s: of_a_hundred_labels(s)[0], figure=(0.62, 0.78)),
    Told("get some 87 %", lambda s: of_a_hundred_labels(s)[1], figure=(0.82, 0.9)),
    Told("names some 90 %", lambda s: of_a_hundred_labels(s)[2], figure=(0.86, 0.93)),
    Told("about one in a hundred more is wrong", lost_to_faint_ink, figure=(-2.0, 4.0)),
    Told(
        "At 60 % more than half are won by nobody",
        lambda s: unanswered(s, 0.6),
        figure=(0.48, 0.65),
    ),
    Told("one to six in a hundred more are wrong", lost_to_noise, figure=(0.5, 6.5), draws=LATE),
    Told("at half next to all", lambda s: unanswered(s, 0.5), figure=(0.93, 1.0)),
    Told(
        "in seven runs of eight nobody lost a pattern",
        kept,
        share=(0.7, 1.0),
        draws=range(1201, 1217),
    ),
    Told(
        "did harm in four of sixteen runs and helped in one",
        lambda seed: new_weights_help(seed) <= 0,
        share=(0.75, 1.0),
        draws=RIVALS,
    ),
    Told("in thirteen of sixteen runs one found nothing", idle_if_late, (0.5, 1.0), draws=RIVALS),
    Told("was taken twice in 14 of 16 runs", twice_if_short, (0.6, 1.0), draws=RIVALS),
    Told("a neuron found nothing in 19 of 20", idle_if_long, (0.75, 1.0), draws=RIVALS),
    Told(
        "none out in 15 of 16",
        lambda seed: (
            hits_at(90, *rivals(seed, Sinking, sinks, neurons=6, inhibition=0.25)).max(axis=0)
            >= 0.85
        ).all(),
        share=(0.85, 1.0),
        draws=RIVALS,
    ),
    Told("it was so in 3 of 32", idle_if_late_and_sinking, (0.0, 0.3), draws=RIVALS),
    Told("in four runs of five neither of", only_the_common, (0.6, 1.0), draws=RIVALS),
    Told("It found nobody in twelve runs", a_fourth_finds_nobody, draws=RIVALS),
    Told("fire some 15 ms apart, and 10 at least", apart, figure=(9.5, 25.0), draws=RIVALS),
    Told("one neuron or none", lambda draw: of_a_rare_digit(draw) <= 1, draws=RIVALS),
    Told("names one of them in 50 to 69 %", two_at_once, figure=(0.49, 0.66), draws=BOTH),
    Told("and 31 to 54 % are right", drifts(0, 0.3, 0.55), draws=BOTH),
    Told("by the old names 72 to 87 % are right", drifts(1, 0.7, 0.89), draws=BOTH),
    Told("it's 28 to 53 %", drifts(2, 0.26, 0.55), draws=BOTH),
    Told("but 78 to 87 % by new names", drifts(3, 0.76, 0.89), draws=BOTH),
    Told("in 3 of 16 runs", idle_if_strong(Sinking, sinks), (0.0, 0.4), draws=STRONG),
    Told("else in 12", idle_if_strong(), (0.5, 1.0), draws=STRONG),
    Told("only 8 to 17 of the fifty", lambda s: then_the_others(s)[0], figure=(8, 18)),
    Told("44 to 71 % of these digits", lambda s: then_the_others(s)[1], figure=(0.42, 0.75)),
    Told("76 to 87 % in two dozen splits", lambda s: with_winners(s, 2), figure=(0.755, 0.875)),
    Told("With five it's mostly 60 to 76 %", lambda s: with_winners(s, 5), figure=(0.58, 0.78)),
]
test_on_other_draws = on_other_draws(page, TOLD)
