"""Lesson 06 on trains and experiments that its page does not show."""

from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.lessons.measuring_trains import trains, trials
from snn_edu.lessons.measuring_trains.views import COSTS, shifting, sorted_right
from snn_edu.spikes import (
    Spikes,
    cross_correlogram,
    gamma,
    isi_distance,
    spike_distance,
    van_rossum,
    victor_purpura,
)

page = solved("06_measuring_trains")
PAGE = 4  # the four experiments on which the page looks for q
CHOSEN = int(sorted_right(4.0, PAGE).argmax())


@cache
def off(share, seed):
    """How far the learner's function is from the share that is truly in common."""
    return page.names["shared"](*trials(share, seed)) - share


@cache
def mood(seed):
    """Spikes of b on top of steady chance around one of a; none is shared, the rates swing."""
    a, b, _ = trains.two_trains(0.0, 0.0, 2.0, True, np.random.default_rng(seed))
    return cross_correlogram(a, b, 1, 50).counts.sum() / len(a) - 20 * 0.101


def mood_train(seed):
    return trains.two_trains(0.0, 0.0, 2.0, True, np.random.default_rng(seed))[0]


def hill(seed, next_trial):
    """How far the middle of the hill stands above its sides 10 to 20 ms away, in Hz."""
    lags, rate = page.names["around"](0.2, next_trial, seed)
    beside = (np.abs(lags) >= 10) & (np.abs(lags) <= 20)
    return rate[lags == 0][0] - rate[beside].mean()


def one_percent_fast(seed):
    """By how much the dip lies further on (ms) from each of five seconds to the next."""
    sent = gamma(30.0, 3.0, 5000.0, np.random.default_rng(seed)).times
    back, dips = np.arange(-80.0, 81.0), []
    for start in range(0, 5000, 1000):
        a, b = (one[(one >= start) & (one < start + 1000)] for one in (sent, 0.99 * sent))
        dips.append(back[np.argmin([victor_purpura(a, b + shift, 0.1) for shift in back])])
    return np.diff(dips)


def scatter_of_the_sum(seed):
    """How much the pairs of unrelated trains scatter, over the root of their number."""
    pairs = []
    for k in range(30):
        a, b, _ = trains.two_trains(0.0, 0.0, 2.0, False, np.random.default_rng([seed, k]))
        pairs.append(cross_correlogram(a, b, 5, 50).counts.sum())
    return np.std(pairs) / np.sqrt(np.mean(pairs))


@cache
def drifts(seed):
    """A train by chance that is at 10 Hz for a minute, and then at 50 Hz."""
    rng = np.random.default_rng(seed)
    slow, fast = gamma(10.0, 1.0, 60_000.0, rng), gamma(50.0, 1.0, 60_000.0, rng)
    both = np.concatenate([slow.times, 60_000.0 + fast.times])
    return Spikes(both, duration=120_000.0)


def fano(k, window, seed):
    """Of ten minutes at 40 Hz."""
    return gamma(40.0, k, 600_000.0, np.random.default_rng(seed)).fano(window)


def cvs(seed, k, n):
    """By what share of itself a CV from n intervals is off, and how much too small it is."""
    intervals = np.random.default_rng(seed).gamma(k, size=(1000, n))
    found = intervals.std(axis=1) / intervals.mean(axis=1) * np.sqrt(k)
    return found.std(), found.mean() - 1


@cache
def of_thirty_neurons(seed):
    """The error of a mean CV if trials count as n, if neurons do, and how far it really moves."""
    rng, said = np.random.default_rng(seed), []
    for _ in range(40):
        true = np.clip(rng.normal(0.5, 0.1, (30, 1, 1)), 0.1, None)
        intervals = rng.gamma(1 / true**2, size=(30, 50, 25))
        found = intervals.std(axis=2) / intervals.mean(axis=2)
        of_neurons = found.mean(axis=1).std(ddof=1) / np.sqrt(30)
        said.append((found.std(ddof=1) / np.sqrt(1500), of_neurons, found.mean()))
    by_trials, by_neurons, means = np.transpose(said)
    return by_trials.mean(), by_neurons.mean(), means.std(ddof=1)


def scatter(seed, k=4.0, window=500.0):
    """How much F of 50 windows differs from one recording to the next, as a share of itself."""
    rng = np.random.default_rng(seed)
    found = [gamma(40.0, k, 50 * window, rng).fano(window) for _ in range(200)]
    return np.std(found) / np.mean(found)


def above_chance(share, seconds, seed):
    """How many roots the pairs within 5 ms stand above chance, on average over 20 recordings."""
    found = []
    for k in range(20):
        both = trains.two_trains(share, 0.0, 2.0, False, np.random.default_rng([seed, k]))[:2]
        a, b = (one.times[one.times < 1000.0 * seconds] for one in both)
        low, high = (np.searchsorted(b, a + by) for by in (-5.0, 5.0))
        chance = len(a) * len(b) / seconds / 100.0
        found.append((np.sum(high - low) - chance) / chance**0.5)
    return np.mean(found)


def unrelated(gains, seed):
    """Two of the page's neurons, each trial as busy as its gain says, with nothing in common."""
    rng, a, b = np.random.default_rng(seed), [], []
    for gain in gains:
        for trial in a, b:
            times = np.sort(rng.uniform(0.0, 1000.0, rng.poisson(40.0 * gain)))
            wave = np.sin(2 * np.pi * trains.SWING * times / 1000.0)
            trial.append(times[rng.random(times.size) < 0.5 * (1 + wave)])
    return a, b


def moody(seed):
    return unrelated(np.random.default_rng([seed, 1]).choice([0.5, 1.5], 200), seed)


def of_trials(trials):
    """The Fano factor of the counts of whole trials."""
    counts = [len(times) for times in trials]
    return np.var(counts) / np.mean(counts)


def finds_a_difference(answers, seed):
    """Whether dealt labels tell two of the page's stimuli apart, five in a hundred by luck."""
    rng, given = np.random.default_rng(seed), []
    for _ in range(2):
        own = np.linspace(40.0, 460.0, 8) + 10.0 * rng.standard_normal(8)
        for _ in range(answers):
            kept = (own + 12.0 * rng.standard_normal(8))[rng.random(8) < 0.85]
            given.append(np.sort(np.append(kept, rng.uniform(0.0, 500.0, rng.poisson(1.0)))))
    far = trains.distances(given, np.array([0.1]))[0]
    one, label = ~np.eye(2 * answers, dtype=bool), np.repeat([0, 1], answers)

    def apart(label):
        same = np.equal.outer(label, label)
        return far[~same].mean() - far[same & one].mean()

    found = apart(label) - 1e-9
    return (1 + sum(apart(rng.permutation(label)) >= found for _ in range(199))) / 200 <= 0.05


@cache
def bits_of_counts(answers, seed):
    """Of 32 experiments: what counts seem to tell of the stimulus, the bias, and labels dealt anew.

    Each of the page's four stimuli has so many answers: eight spikes, of which 15 % are missing,
    and now and then one more.
    """
    rng, found = np.random.default_rng(seed), []
    stimulus = np.repeat(np.arange(trains.KINDS), answers)
    for _ in range(32):
        counts = rng.binomial(8, 0.85, stimulus.size) + rng.poisson(1.0, stimulus.size)

        def bits(stimulus, counts=counts):
            p = np.zeros((trains.KINDS, counts.max() + 1))
            np.add.at(p, (stimulus, counts), 1 / counts.size)
            alone, some = p.sum(axis=0) * p.sum(axis=1)[:, None], p > 0
            return np.sum(p[some] * np.log2(p[some] / alone[some]))

        free = (trains.KINDS - 1) * (np.unique(counts).size - 1)
        bias = free / (2 * counts.size * np.log(2))
        dealt = np.mean([bits(rng.permutation(stimulus)) for _ in range(20)])
        found.append((bits(stimulus), bias, dealt))
    return np.mean(found, axis=0)


def by_half_the_counts(seed):
    """D squared of unrelated trains by chance, over half of both counts, of 300 pairs."""
    rng, tau = np.random.default_rng(seed), (2.0, 20.0, 200.0)[seed % 3]
    pairs = [[gamma(20.0, 1.0, 1000.0, rng).times for _ in range(2)] for _ in range(300)]
    squares = sum(van_rossum(a, b, tau) ** 2 for a, b in pairs)
    return squares / sum((len(a) + len(b)) / 2 for a, b in pairs)


def binned(width, seed):
    """How counts in bins of `width` ms correlate: a fifth in common, 2 ms off, 5 ms late."""
    a, b, _ = trains.two_trains(0.2, 5.0, 2.0, False, np.random.default_rng(seed))
    edges = np.arange(0.0, trains.LISTENED + 1.0, width)
    return np.corrcoef(*(np.histogram(one.times, edges)[0] for one in (a, b)))[0, 1]


def dealt(draw, of=2):
    """The chip and the simulator of one draw; their distances with the intervals dealt anew."""
    pair, rng = trains.heard_twice(5.0, of), np.random.default_rng(draw)
    anew = (
        [np.cumsum(rng.permutation(np.diff(one, prepend=0.0))) for one in pair] for _ in range(1000)
    )
    return victor_purpura(*pair, 0.1), np.array([victor_purpura(a, b, 0.1) for a, b in anew])


@cache
def and_moved(share, *seed):
    """Pairs within 5 ms, and those that are left each time when all spikes of b are moved."""
    rng = np.random.default_rng(seed)
    a, b = (one.times for one in trains.two_trains(share, 0.0, 2.0, True, rng)[:2])

    def close(b):
        low, high = (np.searchsorted(np.sort(b), a + by) for by in (-5.0, 5.0))
        return np.sum(high - low)

    return close(b), np.array([close(b + rng.uniform(-25, 25, b.size)) for _ in range(100)])


def bars(a, b):
    """The 201 bars of 1 ms of a correlogram."""
    low, high = (np.searchsorted(b, a + by) for by in (-100.5, 100.5))
    found = np.concatenate([b[i:j] - t for t, i, j in zip(a, low, high, strict=True)])
    return np.histogram(found, 201, (-100.5, 100.5))[0]


def highest(*seed):
    """The highest bar of unrelated trains, in roots above chance, its place, all bars, trains."""
    rng = np.random.default_rng(seed)
    a, b = (np.sort(rng.uniform(0.0, 200e3, rng.poisson(4000))) for _ in range(2))
    counts, chance = bars(a, b), a.size * b.size / 200e3
    return (counts.max() - chance) / chance**0.5, counts.argmax(), counts, a, b, rng


@cache
def highest_ranked(seed):
    """Its p among a hundred moved trains: at its lag, and beside the highest bar of each."""
    _, place, counts, a, b, rng = highest(seed)
    moved = np.array([bars(a, np.sort(b + rng.uniform(-25, 25, b.size))) for _ in range(100)])
    others = moved[:, place], moved.max(axis=1)
    return [(1 + np.sum(one >= counts.max())) / 101 for one in others]


def best_width(n, seed):
    """The bin (ms) that Shimazaki and Shinomoto choose for the mood, of the first `n` trials."""
    times = np.concatenate(trials(0.0, seed)[0][:n])
    costs = {}
    for bins in range(10, 151):
        counts = np.histogram(times, bins, (0.0, 1000.0))[0]
        costs[1000.0 / bins] = (2 * counts.mean() - counts.var()) * bins**2
    return min(costs, key=costs.__getitem__)


def close_by_chance(seed):
    """Pairs within 5 ms of unrelated neurons at 10 Hz, in each of 400 recordings of 10 s."""
    rng, found = np.random.default_rng(seed), []
    for _ in range(400):
        a, b = (rng.uniform(0.0, 10_000.0, rng.poisson(100)) for _ in range(2))
        found.append(np.sum(np.abs(np.subtract.outer(a, b)) <= 5.0))
    return found


def shift_table(seed):
    """Of its eight numbers, which share this draw finds within 0.1."""
    told = {0: (0.65, 1.3, 0.65, 0.0), 20: (0.5, 1.0, 0.6, 0.2)}
    return np.mean(
        [
            abs(shifting(shift, share, seed)["here"][1][0] - told[share][k]) <= 0.1
            for share in told
            for k, shift in enumerate((50, 100, 150, 200))
        ]
    )


def beyond_the_moved(share, *seed):
    """The pairs over the mean of the moved ones; less 1."""
    pairs, moved = and_moved(share, *seed)
    return pairs / moved.mean() - 1


@cache
def bits_of_distances(seed):
    """Of 16 experiments: bits of stimulus and stimulus found at q = 0 and 0.1, and dealt anew."""
    rng, own, found = np.random.default_rng(seed), np.repeat(np.eye(trains.KINDS), 6, axis=0), []

    def bits(far):
        far = np.where(np.eye(len(far), dtype=bool), np.nan, far)
        means = np.nanmean(far.reshape(len(far), trains.KINDS, trains.TIMES), axis=2)
        nearest = np.isclose(means, means.min(axis=1, keepdims=True))
        p = own.T @ (nearest / nearest.sum(axis=1, keepdims=True)) / len(far)
        alone, some = p.sum(axis=0) * p.sum(axis=1)[:, None], p > 0
        return np.sum(p[some] * np.log2(p[some] / alone[some]))

    for k in range(16):
        both = trains.distances(trains.answers(4.0, 100 * seed + k), np.array([0.0, 0.1]))
        orders = [rng.permutation(len(own)) for _ in range(10)]
        dealt = [[bits(far[np.ix_(one, one)]) for far in both] for one in orders]
        found.append([*map(bits, both), *np.mean(dealt, axis=0)])
    return np.mean(found, axis=0)


def from_another(seed):
    """Edits at q = 0.1 between two trains of 40 spikes in 2 s that know nothing of each other."""
    rng = np.random.default_rng(seed)
    pairs = [rng.uniform(0.0, 2000.0, (2, 40)) for _ in range(10)]
    return np.mean([victor_purpura(np.sort(a), np.sort(b), 0.1) for a, b in pairs])


def off_in_a_bin(seed):
    """How far the rate in a bin of 30 ms is from the mood's, of 25 trials (Hz)."""
    times, edges = trials(0.0, seed)[0], np.arange(0.0, 991.0, 30.0)
    angle = 2 * np.pi * trains.SWING * edges / 1000
    true = 20.0 - 20.0 * np.diff(np.cos(angle)) / np.diff(angle)
    rates = [
        np.histogram(np.concatenate(times[k : k + 25]), edges)[0] / (25 * 0.03)
        for k in range(0, 200, 25)
    ]
    return np.sqrt(np.mean((rates - true) ** 2))


def by_chance(distance, seed):
    """Of two unrelated trains by chance, 200 s at 20 Hz."""
    rng = np.random.default_rng(seed)
    a, b = (gamma(20.0, 1.0, 200_000.0, rng).times for _ in range(2))
    return distance(a, b, 200_000.0)


def silent(distance, seed):
    """Of a train without spikes from one by chance at 20 Hz, in 2 s."""
    train = gamma(20.0, 1, 2000.0, np.random.default_rng(seed))
    return distance(Spikes([], duration=2000.0), train)


def merged(seed):
    """The CV of two cells under one name, each with a CV of 0.3."""
    rng = np.random.default_rng(seed)
    both = np.cumsum(rng.gamma(1 / 0.09, 50.0 * 0.09, (2, 1000)), axis=1)  # ms
    return one_after_the_other(both[both < both[:, -1].min()])


def missed(seed):
    """The CV of a cell with a CV of 0.3, a fifth of whose spikes is missed."""
    rng = np.random.default_rng(seed)
    spikes = np.cumsum(rng.gamma(1 / 0.09, 50.0 * 0.09, 2000))
    return one_after_the_other(spikes[rng.random(2000) < 0.8])


def one_after_the_other(times):
    waits = np.diff(np.sort(times))
    return waits.std() / waits.mean()


TOLD = [
    Told("0.2}$ = 0.52", missed, figure=(0.48, 0.56)),
    Told("two such cells under one name into 0.6", merged, figure=(0.56, 0.64)),
    Told(
        "the hump lies between 0.1 and 0.2 per ms",
        lambda seed: COSTS[sorted_right(4.0, seed).argmax()],
        figure=(0.09, 0.2),
    ),
    Told(
        "about nine of ten answers or more go where they belong",
        lambda seed: sorted_right(4.0, seed).max(),
        figure=(88, 100),
    ),
    Told(
        "in most experiments it moves to the left",
        lambda seed: sorted_right(12.0, seed).argmax() < sorted_right(4.0, seed).argmax(),
        share=(0.55, 1.0),
        draws=range(101, 117),
    ),
    Told(
        "of a hundred answers it seldom gets more than three fewer right than the best price there",
        lambda seed: sorted_right(4.0, seed).max() - sorted_right(4.0, seed)[CHOSEN] < 3.2,
        draws=range(101, 117),
    ),
    Told(
        "In each the dip lies some 10 ms further on",
        lambda seed: (abs(one_percent_fast(seed) - 10) <= 2).all(),
    ),
    Told(
        "more than half a spike on top of chance, though not one is shared",
        lambda seed: mood(seed) > 0.5,
    ),
    Told(
        "seldom off by more than 0.1",
        lambda seed: max(abs(off(share, seed)) for share in (0.0, 0.2, 0.4)) <= 0.1,
    ),
    Told(
        "the thin peak on it is the spikes in common",
        lambda seed: hill(seed, next_trial=False) > 10,
        share=(1, 1),
    ),
    Told(
        "With the next trial the peak is gone and the hill stays",
        lambda seed: abs(hill(seed, next_trial=True)) < 5,
    ),
    Told(
        "The sum of all bars of a correlogram is off by more than its root",
        scatter_of_the_sum,
        figure=(1.5, 3.2),
    ),
    Told(
        "Where the rate drifts, F grows with the window and passes $CV^2$",
        lambda seed: (
            drifts(seed).fano(100.0) < drifts(seed).fano(500.0) < drifts(seed).fano(2000.0)
            and drifts(seed).fano(500.0) > 2 * drifts(seed).cv() ** 2
        ),
        share=(1, 1),
    ),
    Told("F climbs from 0.07", lambda seed: fano(16.0, 1000.0, seed), figure=(0.055, 0.075)),
    Told(
        "For 25 intervals it's off by 14 to 17 % of itself",  # regular ones, and by chance
        lambda seed: cvs(seed, (16.0, 1.0)[seed % 2], 25)[0],
        figure=(0.13, 0.18),
    ),
    Told("7 % if they are regular", lambda seed: cvs(seed, 16.0, 100)[0], figure=(0.06, 0.08)),
    Told(
        "and 9 % if they come by chance", lambda seed: cvs(seed, 1.0, 100)[0], figure=(0.08, 0.11)
    ),
    Told(
        "they had a standard error of 0.003",
        lambda seed: of_thirty_neurons(seed)[0],
        figure=(0.0025, 0.0035),
    ),
    Told(
        "their mean moved by 0.018",
        lambda seed: of_thirty_neurons(seed)[2],
        figure=(0.014, 0.022),
    ),
    Told(
        "and the error from the thirty means",
        lambda seed: of_thirty_neurons(seed)[1],
        figure=(0.016, 0.02),
    ),
    Told("ten by about a tenth", lambda seed: cvs(seed, 1.0, 10)[1], figure=(-0.14, -0.07)),
    Told("of itself, a fifth from 50 windows", scatter, figure=(0.17, 0.24)),
    Told(
        "from N windows, of four spikes or more each",
        lambda seed: scatter(seed, k=16.0, window=100.0),
        figure=(0.17, 0.24),
    ),
    Told(
        "typically stands three roots above chance",
        lambda seed: above_chance(0.05, 36, seed),
        figure=(2.5, 3.7),
    ),
    Told(
        "half of that takes four times as long",
        lambda seed: above_chance(0.025, 144, seed),
        figure=(2.5, 3.7),
    ),
    Told(
        "`shared` finds some 0.6, and nothing is in common",
        lambda seed: page.names["shared"](*moody(seed)),
        figure=(0.5, 0.78),
    ),
    Told(
        "such a mood brings their Fano factor to about 6",
        lambda seed: of_trials(moody(seed)[0]),
        figure=(5.2, 6.8),
    ),
    Told(
        "spikes in common leave it near 1",
        lambda seed: of_trials(trains.trials(0.4, seed)[0]),
        figure=(0.75, 1.25),
    ),
    Told(
        "A slow drift harms less, because the next trial is nearly as busy",
        lambda seed: abs(page.names["shared"](*unrelated(np.linspace(0.5, 1.5, 200), seed))) < 0.1,
    ),
    Told("dealt anew typically 8.4", lambda s: np.median(dealt(s)[1]), figure=(8.2, 8.6)),
    Told(
        "nine times of ten between 6 and 10.5",
        lambda s: np.mean((dealt(s)[1] >= 6) & (dealt(s)[1] <= 10.5)),
        figure=(0.88, 0.94),
    ),
    Told(
        "what the trains had to do with each other is gone",
        lambda s: np.mean(dealt(s, of=s)[1] <= dealt(s, of=s)[0]) < 0.05,
    ),
    Told(
        "half as many pairs again as the moved trains have",
        lambda seed: beyond_the_moved(0.2, seed),
        figure=(0.45, 0.6),
    ),
    Told(
        "our mood alone some 3 % more",
        lambda seed: np.mean([beyond_the_moved(0.0, seed, k) for k in range(32)]),
        figure=(0.01, 0.05),
    ),
    Told(
        "that little beats all hundred moved trains in one recording of eight",
        lambda seed: np.mean(
            [pairs > moved.max() for pairs, moved in (and_moved(0.0, seed, k) for k in range(32))]
        ),
        figure=(0.03, 0.28),
    ),
    Told(
        "stands nearly three roots above chance on average",
        lambda seed: np.mean([highest(seed, k)[0] for k in range(32)]),
        figure=(2.7, 3.0),
    ),
    Told(
        "is below 0.05 practically every time",
        lambda seed: highest_ranked(seed)[0] < 0.05,
        share=(0.95, 1.0),
        draws=range(101, 141),
    ),
    Told(
        "then about one recording in twenty passes",
        lambda seed: highest_ranked(seed)[1] < 0.05,
        share=(0.0, 0.125),
        draws=range(101, 141),
    ),
    Told("a single one is seldom off by more than 0.1", shift_table, figure=(0.85, 1.0)),
    Told("10 Hz × 10 ms makes 10", lambda s: np.mean(close_by_chance(s)), figure=(9.5, 10.5)),
    Told("off by some 3.5", lambda s: np.std(close_by_chance(s)), figure=(3.0, 4.0)),
    Told(
        "in about half of the experiments; with ten",
        lambda seed: finds_a_difference(6, seed),
        share=(0.35, 0.65),
        draws=range(101, 141),
    ),
    Told(
        "with ten answers to each, in eight experiments of ten",
        lambda seed: finds_a_difference(10, seed),
        share=(0.65, 0.95),
        draws=range(101, 141),
    ),
    Told("with thirty in all", lambda seed: finds_a_difference(30, seed), share=(1.0, 1.0)),
    Told(
        "some 30 ms with 25 trials", lambda seed: best_width(25, seed), figure=(22, 48), draws=TWICE
    ),
    Told("and 15 ms with 200", lambda seed: best_width(200, seed), figure=(10, 21)),
    Told("brings CV2 to 1.1", lambda seed: mood_train(seed).cv2(), figure=(1.05, 1.2)),
    Told("and Lv to 1.2", lambda seed: mood_train(seed).lv(), figure=(1.1, 1.3)),
    Told("then come to 1 on average", by_half_the_counts, figure=(0.9, 1.1)),
    Told(
        "from six answers to each the estimate is some 0.6 bits on average",
        lambda seed: bits_of_counts(6, seed)[0],
        figure=(0.5, 0.65),
    ),
    Told(
        "and from 25 to each 0.17",
        lambda seed: bits_of_counts(25, seed)[0],
        figure=(0.15, 0.19),
    ),
    Told(
        "roughly (stimuli − 1)(different counts − 1)/(2 N ln 2)",
        lambda seed: bits_of_counts(25, seed)[1] / bits_of_counts(25, seed)[0],
        figure=(0.75, 1.25),
    ),
    Told(
        "Labels dealt anew show it, too",
        lambda seed: bits_of_counts(6, seed)[2] / bits_of_counts(6, seed)[0],
        figure=(0.85, 1.15),
    ),
    Told(
        "leaves some 0.3 bits, as many as dealt labels",
        lambda seed: bits_of_distances(seed)[0],
        figure=(0.25, 0.37),
    ),
    Told(
        "as many as dealt labels",
        lambda seed: bits_of_distances(seed)[0] - bits_of_distances(seed)[2],
        figure=(-0.06, 0.06),
    ),
    Told(
        "0.1 per ms leaves nearly 1.9 of two",
        lambda seed: bits_of_distances(seed)[1],
        figure=(1.78, 1.95),
    ),
    Told("and dealt labels 0.36", lambda seed: bits_of_distances(seed)[3], figure=(0.32, 0.4)),
    Told("two unrelated trains of 40 spikes lie some 58 apart", from_another, figure=(54, 62)),
    Told("are 20 Hz, off by a quarter", off_in_a_bin, figure=(4.6, 5.7)),
    Told("come to 0.5", lambda seed: by_chance(isi_distance, seed), figure=(0.48, 0.52)),
    Told(
        "come to 0.5 and 0.29",
        lambda seed: by_chance(spike_distance, seed),
        figure=(0.285, 0.305),
    ),
    Told("at 0.96 and 0.46", lambda seed: silent(isi_distance, seed), figure=(0.94, 0.975)),
    Told(
        "and 0.46 from a train by chance",
        lambda seed: silent(spike_distance, seed),
        figure=(0.43, 0.49),
    ),
    Told("about 0 in bins of 1 ms", lambda seed: binned(1.0, seed), figure=(-0.008, 0.008)),
    Told("0.1 in bins of 10 ms", lambda seed: binned(10.0, seed), figure=(0.07, 0.12)),
    Told("about a fifth in bins of 100 ms", lambda seed: binned(100.0, seed), figure=(0.15, 0.25)),
    Told(
        "F − 1 grows nearly tenfold",
        lambda seed: (drifts(seed).fano(10_000.0) - 1) / (drifts(seed).fano(1000.0) - 1),
        figure=(8.0, 11.0),
    ),
    Told(
        "With bursts F levels off once a window holds many of them",
        lambda seed: fano(0.25, 10_000.0, seed) / fano(0.25, 1000.0, seed),
        figure=(0.75, 1.45),
        draws=TWICE,
    ),
]
test_on_other_draws = on_other_draws(page, TOLD)
