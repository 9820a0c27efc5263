"""What lesson 05 tells of clicks by chance and of bad lines, on draws that it doesn't show."""

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu.coding import delta_code, latency_code, phase_code, rank_order_code, rate_code
from snn_edu.lessons.temporal_coding import views
from snn_edu.lessons.temporal_coding.race import GOOD_LINE, Line, measure_errors
from snn_edu.spikes import Spikes
from snn_edu.training import digits

page = solved("05_temporal_coding")
THREE, GRADIENT = views.picture("a three"), views.picture("a gradient")
SHAKEN, LOSSY = Line(jitter=3.0), Line(loss=0.2)


def error(name, line=GOOD_LINE, t=100.0, picture="a gradient"):
    """Of one copy on a line."""

    def of(seed):
        code, truth = views.codes_for(picture)[name], views.picture(picture)
        rng = np.random.default_rng(seed)
        copy = code.decode(line.transmit(code.encode(truth, 100.0, rng), rng), t)
        return views.error(np.minimum(copy, 1.0), truth)

    return of


def sheet(T):
    def of(seed):
        run = measure_errors(rate_code(), np.full(64, 0.4), [T], np.random.default_rng(seed))
        return run.error[0]

    return of


def phase_changes_least(seed):
    change = {n: error(n, LOSSY)(seed) - error(n)(seed) for n in views.NAMES}
    return min(change, key=change.get) == "phase"


def rhythm(cycle):
    def of(seed):
        code, rng = phase_code(1000.0 / cycle), np.random.default_rng(seed)
        arrived = SHAKEN.transmit(code.encode(GRADIENT, 100.0, rng), rng)
        return views.error(code.decode(arrived, 100.0), GRADIENT)

    return of


def beyond_the_law(seed):
    """The phase code's error at a jitter of 6 ms, about as wide as its gap, by its law's."""
    code, rng = phase_code(), np.random.default_rng(seed)
    arrived = Line(jitter=6.0).transmit(code.encode(GRADIENT, 100.0, rng), rng)
    return views.error(code.decode(arrived, 100.0), GRADIENT) / (6.0 / (18.75 * 2))


def bits_of_an_order(jitter):
    """What the order of eight clicks, 1 ms apart, tells after this jitter (ms), all being alike."""

    def of(seed):
        rng, sent = np.random.default_rng(seed), 1_000_000
        times = np.arange(8) + jitter * rng.standard_normal((sent, 8))
        received = np.argsort(times, axis=1) @ 8 ** np.arange(8)
        p = np.unique(received, return_counts=True)[1] / sent
        unsure = -np.sum(p * np.log2(p)) + (p.size - 1) / (2 * sent * np.log(2))  # less its bias
        return np.sum(np.log2(np.arange(1, 9))) - unsure

    return of


def shuffled(name):
    """The error of one copy of the three if its clicks come at other times of its window."""

    def of(seed):
        code, rng = views.codes_for("a three")[name], np.random.default_rng(seed)
        sent = code.encode(THREE, 100.0, rng)
        window = {"rate": 100.0, "latency": 50.0}[name]
        moved = Spikes(rng.uniform(0.0, window, len(sent)), sent.ids, sent.size, sent.duration)
        return [views.error(code.decode(spikes, 100.0), THREE) for spikes in (sent, moved)]

    return of


def read_late(name, seed):
    """A copy of the gradient by a receiver whose clock starts 5 ms late."""
    code, rng = views.codes_for("a gradient")[name], np.random.default_rng(seed)
    sent = code.encode(GRADIENT, 100.0, rng)
    seen = sent.times >= 5.0
    heard = Spikes(sent.times[seen] - 5.0, sent.ids[seen], size=64, duration=100.0)
    return code.decode(heard, 95.0)


def late(seed):
    """Whether a late clock makes all greys brighter by 0.1, but for those that it misses."""
    copy, clicked = read_late("latency", seed), GRADIENT > 0
    heard = clicked & (GRADIENT <= 0.9)
    return np.allclose((copy - GRADIENT)[heard], 0.1) and (copy[clicked & ~heard] == 0).all()


def late_tick(seed):
    """By how much a late tick makes the middle greys of a phase code brighter."""
    return np.mean((read_late("phase", seed) - GRADIENT)[26:38])


def shaken(name, sd, seed):
    """The mean error of eight copies on a line with jitter."""
    return np.mean([error(name, Line(jitter=sd))(8 * seed + k) for k in range(8)])


def still_better(seed):
    wide, narrow = shaken("rate", 10.0, seed), shaken("rate", 4.0, seed)
    return shaken("latency", 10.0, seed) < wide and shaken("phase", 4.0, seed) < narrow


def as_bad(seed):
    """The phase code's error at 5 ms, by A's."""
    return shaken("phase", 5.0, seed) / shaken("rate", 5.0, seed)


def plain_mean(seed):
    """The readings of the phase code's clicks, averaged one by one."""
    code, rng = phase_code(), np.random.default_rng(seed)
    arrived = SHAKEN.transmit(code.encode(GRADIENT, 100.0, rng), rng)
    read = 0.5 + (0.5 - arrived.times % 25.0 / 25.0) / 0.75
    return views.error(np.array([read[arrived.ids == k].mean() for k in range(64)]), GRADIENT)


def first(values, among=("rank order", "phase", "delta")):
    codes = (rate_code(), latency_code(), rank_order_code(), phase_code(), delta_code())
    rng, times = np.random.default_rng(0), np.arange(1, 101)
    took = {c.name: measure_errors(c, values, times, rng).time_to(0.1) for c in codes}
    return {name: np.nan_to_num(took[name], nan=np.inf) for name in among}


def rounded(seed):
    took = first(np.random.default_rng(seed).random(64).round(1))
    return took["rank order"] < min(took["phase"], took["delta"])


def behind(seed):
    took = first(np.random.default_rng(seed).random(64))
    return took["rank order"] > max(took["phase"], took["delta"])


def cubed(seed):
    return np.isinf(first(np.random.default_rng(seed).random(64) ** 3)["rank order"])


def stray(name, seed, span=100.0):
    """The error of a copy, if one pixel in five gets a click that nobody sent, within `span` ms."""
    code, rng = views.codes_for("a gradient")[name], np.random.default_rng(seed)
    spikes, struck = code.encode(GRADIENT, 100.0, rng), np.flatnonzero(rng.random(64) < 0.2)
    times = np.concatenate([spikes.times, rng.uniform(0.0, span, struck.size)])
    wires = struck + 64 * rng.integers(0, spikes.size // 64, struck.size)  # delta has two a pixel
    ids = np.concatenate([spikes.ids, wires])
    order = np.argsort(times)
    heard = Spikes(times[order], ids[order], size=spikes.size, duration=100.0)
    return views.error(code.decode(heard, 100.0), GRADIENT)


def strays(name, span=100.0):
    """The mean error of 64 such copies."""
    return lambda seed: np.mean([stray(name, 64 * seed + k, span) for k in range(64)])


def early(seed, back=20.0):
    """The error of an order, if one pixel in five clicks before the picture, too."""
    code, rng = views.codes_for("a gradient")["rank order"], np.random.default_rng(seed)
    sent, struck = code.encode(GRADIENT, 100.0, rng), np.flatnonzero(rng.random(64) < 0.2)
    times = np.concatenate([rng.uniform(0.0, back, struck.size), sent.times + back])
    ids, order = np.concatenate([struck, sent.ids]), np.argsort(times)
    heard = Spikes(times[order], ids[order], size=64, duration=100.0 + back)
    return views.error(code.decode(heard, 100.0 + back), GRADIENT)


def told_right(code, t=100.0, line=GOOD_LINE):
    """Of 150 copies of digits, the percentage that the nearest average digit tells right."""

    def of(seed):
        rng = np.random.default_rng(seed)
        known, new = digits.split(digits.load(), rng)
        average = np.array([known.pictures[known.labels == k].mean(axis=0) for k in range(10)])
        sent = (code.encode(each, 100.0, rng) for each in new.pictures[:150])
        copies = np.array([code.decode(line.transmit(each, rng), t) for each in sent])
        nearest = ((copies[:, None] - average) ** 2).sum(axis=2).argmin(axis=1)
        return 100 * np.mean(nearest == new.labels[:150])

    return of


def trained(code):
    """The percentage that least squares tell right of the clicks in the first 12 ms, by 4 ms."""

    def of(seed):
        rng = np.random.default_rng(seed)
        known, new = digits.split(digits.load(), rng)

        def clicks(pictures):
            counts = np.zeros((len(pictures), 3, 64))
            for count, each in zip(counts, pictures, strict=True):
                sent = code.encode(each, 100.0, rng)
                early = sent.times < 12.0
                np.add.at(count, ((sent.times[early] // 4.0).astype(int), sent.ids[early]), 1)
            return counts.reshape(len(pictures), -1)

        x, y = clicks(known.pictures), np.eye(10)[known.labels] - 0.1
        middle = x.mean(axis=0)
        x = x - middle
        w = np.linalg.solve(x.T @ x + 30.0 * np.eye(x.shape[1]), x.T @ y)
        guess = ((clicks(new.pictures[:300]) - middle) @ w).argmax(axis=1)
        return 100 * np.mean(guess == new.labels[:300])

    return of


def in_ten_steps(seed):
    """The same of pixels that click by chance, once at most in each of ten steps."""
    rng = np.random.default_rng(seed)
    known, new = digits.split(digits.load(), rng)
    average = np.array([known.pictures[known.labels == k].mean(axis=0) for k in range(10)])
    copies = rng.binomial(10, new.pictures) / 10
    nearest = ((copies[:, None] - average) ** 2).sum(axis=2).argmin(axis=1)
    return 100 * np.mean(nearest == new.labels)


def bright_to_dark(seed):
    """The error of latency's bright greys on a shaky line, by that of its dark ones."""
    code, rng = latency_code(), np.random.default_rng(seed)
    copy = code.decode(SHAKEN.transmit(code.encode(GRADIENT, 100.0, rng), rng), 100.0)
    wrong = (copy - GRADIENT) ** 2
    return np.sqrt(wrong[36:60].mean() / wrong[4:28].mean())


ALL = (1.0, 1.0)
TOLD = [
    Told(
        "A's is still grainy, because its counts are a matter of chance",
        lambda seed: error("rate", t=50.0, picture="a three")(seed) > 0.1,
        share=ALL,
    ),
    Told("After 100 ms the copy's error is about 0.2", sheet(100.0), figure=(0.16, 0.24)),
    Told("after 140 ms the error is still 0.17", sheet(140.0), figure=(0.135, 0.205)),
    Told("| 400 ms | 16 | 4 | 0.10 |", sheet(400.0), figure=(0.08, 0.12)),
    Told(
        "| error after 100 ms | 0.14 |",
        error("rate", picture="a three"),
        figure=(0.11, 0.18),
        draws=range(101, 125),
    ),
    Told("Whose copy changes least?", phase_changes_least, draws=range(101, 125)),
    Told(
        "nine copies in ten have an error below 0.01",
        lambda seed: error("phase", LOSSY)(seed) < 0.01,
        draws=range(101, 125),
    ),
    Told(
        "Latency and phase read the time, so at 3 ms they have errors of 0.06 and 0.08",
        lambda seed: error("phase", SHAKEN)(seed) > error("latency", SHAKEN)(seed),
        share=(0.85, 1.0),
    ),
    Told(
        "0.06 of the way, for a bright grey as for a dark one",
        bright_to_dark,
        figure=(0.6, 1.5),
        draws=range(101, 125),
    ),
    Told(
        "where the jitter comes near the gap",
        lambda seed: beyond_the_law(seed) > 1.2,
        draws=range(101, 117),
    ),
    Told(
        "With a clock 5 ms late greys are read 0.1 too bright, and those above 0.9", late, share=ALL
    ),
    Told("with a tick 5 ms late, phase reads 0.5 as 0.77", late_tick, figure=(0.26, 0.275)),
    Told("still better than A's at 10 ms, phase's at 4", still_better),
    Told("at 5 it's as bad as A's", as_bad, figure=(0.85, 1.15)),
    Told("it is off by 0.1, not 0.08", plain_mean, figure=(0.085, 0.13)),
    Told(
        "rank order wins, in nearly all such pictures",
        rounded,
        share=(0.9, 1.0),
        draws=range(101, 165),
    ),
    Told("Leave the rounding out, and it falls behind phase and delta", behind, share=ALL),
    Told("Cube the greys, so that most are dark, and it never gets there", cubed, share=ALL),
    Told(
        "The *slowest* rhythm beats latency",
        lambda seed: rhythm(100.0)(seed) < error("latency", SHAKEN)(seed),
        share=ALL,
    ),
    Told("| 12.5 ms | 9.4 ms | 8 | 0.11 | 0.21 |", rhythm(12.5), figure=(0.15, 0.27)),
    Told(
        "A's copy of the three stays as it was",
        lambda seed: np.ptp(shuffled("rate")(seed)) == 0,
        share=ALL,
    ),
    Told(
        "error rises from 0 to about 0.3",
        lambda seed: shuffled("latency")(seed)[1],
        figure=(0.25, 0.38),
        draws=TWICE,
    ),
    Told("B's error rises from 0 to 0.08", strays("latency"), figure=(0.06, 0.11)),
    Told(
        "For B it's 0.12, if all fall into its 50 ms", strays("latency", 50.0), figure=(0.1, 0.14)
    ),
    Told("phase's to 0.02", strays("phase"), figure=(0.012, 0.022)),
    Told("rank order's from 0.20 to 0.23", strays("rank order"), figure=(0.215, 0.25)),
    Told(
        "sends one, the error is 0.37",
        lambda seed: np.mean([early(64 * seed + k) for k in range(64)]),
        figure=(0.355, 0.385),
    ),
    Told("and A's stays at 0.19", strays("rate"), figure=(0.182, 0.2)),
    Told("leaves 8.2 of the 15.3 bits", bits_of_an_order(1.0), figure=(8.15, 8.25)),
    Told("one of 3 ms only 2.3", bits_of_an_order(3.0), figure=(2.25, 2.35)),
    Told("86 % by order, 88 %", told_right(rank_order_code()), figure=(80, 92)),
    Told("88 % by A and 90 % by the others", told_right(rate_code()), figure=(82, 94)),
    Told("After 12 ms A has 68 %", told_right(rate_code(), t=12.0), figure=(62, 75)),
    Told("B 79 %", told_right(latency_code(), t=12.0), figure=(71, 85)),
    Told("order falls to 75 %", told_right(rank_order_code(), line=LOSSY), figure=(68, 82)),
    Told("by chance in each, still give 89 %", in_ten_steps, figure=(86, 92)),
    Told("gets some 60 % from A", trained(rate_code()), figure=(53, 64)),
    Told("84 from B", trained(latency_code()), figure=(80, 88)),
    Told("and 93 from the order", trained(rank_order_code()), figure=(89, 96)),
    Told("and B to 83", told_right(latency_code(), line=LOSSY), figure=(79, 89)),
]
test_on_other_draws = on_other_draws(page, TOLD)
