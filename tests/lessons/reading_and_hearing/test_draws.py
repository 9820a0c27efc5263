"""Lesson 19 on neurons, noise and divisions of its recording that its page does not show."""

import re
from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu import Spikes
from snn_edu.lessons.needle_in_noise.bird_song import cochlea
from snn_edu.lessons.reading_and_hearing import drawing, movement, recording, views
from snn_edu.lessons.reading_and_hearing.movement import LinearDecoder, r_squared
from snn_edu.live import pad

page = solved("19_reading_and_hearing")


def width(seed, neurons):
    """How wide the drawing is, compared with the hand's, for neurons of another draw."""
    said = page.caption("drawing_decoded", neurons=neurons, seed=seed)
    return float(re.search(r"is ([0-9.]+) times as wide", said)[1])


def blown_up(seed, neurons=5):
    """R² of a few neurons' guesses, made as large as the hand's velocity on average."""
    practice = drawing.practise(neurons, np.random.default_rng(seed))
    hand = drawing.even_pace(pad("path").start)
    rng = np.random.default_rng(seed)
    v, counts = drawing.velocity_counts(hand, practice.preferred, rng)
    guessed = practice.decoder(neurons).decode(counts)
    return r_squared(guessed * (v * v).sum() / (guessed * v).sum(), v)


def nonsense(seed, steps=100):
    """What sixty neurons seem to explain of a velocity that has nothing to do with them."""
    rng = np.random.default_rng(seed)
    counts, velocity = rng.poisson(0.3, (steps, 60)), rng.normal(size=(steps, 2))
    return r_squared(LinearDecoder.fit(counts, velocity).decode(counts), velocity)


def unseen(seed, neurons=60):
    """What the learner's own function makes of as many, on what the decoder has not seen."""
    rng = np.random.default_rng(seed)
    return page.names["honest"](rng.poisson(0.3, (200, neurons)), rng.normal(size=(200, 2)))


def crowd(seed, decoder):
    """The error of a decoder under a crowding of 1.5, with other neurons and other noise."""
    return page.frame("errors_of_decoders", crowding=1.5, seed=seed)["errors"][decoder][0][1]


def hardly(seed):
    """By how many degrees the two last decoders suffer from the crowding, at most."""
    errors = (
        page.frame("errors_of_decoders", crowding=each, seed=seed)["errors"] for each in (1.5, 0.0)
    )
    crowded, even = ([end for (_, end), _ in each[2:]] for each in errors)
    return max(np.subtract(crowded, even))


def many(seed):
    """The error of the vector under the same crowding, with 1,600 neurons."""
    rng = np.random.default_rng(seed)
    cells = movement.CosineNeurons.clustered(1600, 1.5, rng)
    directions = rng.uniform(-180, 180, 400)
    counts = cells.counts(directions, 100.0, rng)
    return movement.rms_error(movement.population_vector(counts, cells.preferred, 2.0), directions)


def all_of_them(theta):
    """How two neurons' noise is shared: as shares of the noise, a column for each common source."""
    return np.sqrt(0.1) * np.ones((theta.size, 1))


def like(theta):
    """The same for a correlation of 0.1 (1 + cos): 0.2 between like, 0 between opposite ones."""
    return np.sqrt(0.1) * np.column_stack([np.ones(theta.size), np.cos(theta), np.sin(theta)])


def sharing(seed, neurons, shared):
    """The error of the vector if noise is shared: normal, with the variance of a Poisson count."""
    rng, theta = np.random.default_rng(seed), 2 * np.pi * np.arange(neurons) / neurons
    d, sources = rng.uniform(-np.pi, np.pi, 800), shared(theta)
    mean = 2.0 + 1.5 * np.cos(d[:, None] - theta)
    noise = np.sqrt(1 - (sources**2).sum(axis=1)) * rng.standard_normal(mean.shape)
    noise += rng.standard_normal((d.size, sources.shape[1])) @ sources.T
    votes = np.sqrt(mean) * noise + mean - 2.0
    read = np.arctan2(votes @ np.sin(theta), votes @ np.cos(theta))
    return movement.rms_error(np.degrees(read), np.degrees(d))


def wobbling(seed):
    """The likeliest direction's error, if 1,600 neurons hear of an arm that is turned by chance."""
    rng, cells = np.random.default_rng(seed), movement.CosineNeurons.even(1600)
    d = rng.uniform(-180, 180, 400)
    counts = cells.counts(d + rng.normal(0, 5.0, d.size), 100.0, rng)
    return movement.rms_error(movement.maximum_likelihood(counts, cells.preferred), d)


def longer(seed, neurons):
    """What counts in 100 ms add to R² of the hand's velocity, beside counts in 20 ms."""
    practice = drawing.practise(neurons, np.random.default_rng(seed))
    steps = np.lib.stride_tricks.sliding_window_view(practice.counts, 5, axis=0)
    short, long, v = practice.counts[4:], steps.sum(axis=-1), practice.velocity[4:]
    half = len(v) // 2
    both = (
        r_squared(LinearDecoder.fit(n[:half], v[:half]).decode(n[half:]), v[half:])
        for n in (long, short)
    )
    return float(np.subtract(*both))


SOUND, SPIKES = recording.grasshopper()


def half(seed):
    """Five seconds of the ten, drawn at random."""
    seconds = np.random.default_rng(seed).permutation(10)[:5]
    return np.isin(np.arange(SOUND.size) // 1000, seconds)


def best_window(seed, averaged_over):
    """The window that hears best what is asked for, chosen on half of the seconds."""
    part, slow = half(seed), np.convolve(SOUND, np.ones(averaged_over) / averaged_over, "same")
    counts = [page.names["count"](window, 6)[part] for window in range(1, 81)]
    return 1 + int(np.argmax([np.corrcoef(n, slow[part])[0, 1] for n in counts]))


def moved(seed, sd=2.0):
    """What is left of r with the best weights, if each spike is moved by as much."""
    rng = np.random.default_rng(seed)
    return recording.reconstruct(SOUND, views.moved_by(SPIKES, sd, rng)).r


def slower(seed):
    """What 2 ms take from the average over 50 ms, as a share."""
    rng = np.random.default_rng(seed)
    odd = np.arange(SOUND.size) // 1000 % 2 == 1
    slow = np.convolve(SOUND, np.ones(50) / 50, "same")[odd]
    t = np.arange(SOUND.size) + 0.5
    both = (recording.counts_in(s, t, 50, 6) for s in (SPIKES, views.moved_by(SPIKES, 2.0, rng)))
    still, shaken = (np.corrcoef(n[odd], slow)[0, 1] for n in both)
    return shaken / still


def error(seed, neurons):
    """The error of the learner's own vector, on draws that the page does not show."""
    cells, rng = page.names["CosineNeurons"].even(neurons), np.random.default_rng(seed)
    counts = cells.counts(np.full(400, 60.0), 100.0, rng)
    read = [page.names["vector"](each, cells.preferred, 2.0) for each in counts]
    return page.names["rms_error"](read, np.full(400, 60.0))


def tuesday(seed, others):
    """R² of the hand's velocity, when of a hundred neurons `others` are new to the decoder."""
    rng = np.random.default_rng(seed)
    practice = drawing.practise(100, rng)
    first, second = np.split(practice.counts, 2)
    monday, v = np.split(practice.velocity, 2)
    theta = rng.uniform(-np.pi, np.pi, others)
    rates = np.maximum(15 + 15 * v @ np.array([np.cos(theta), np.sin(theta)]), 0.0)
    second[:, :others] = rng.poisson(rates * drawing.STEP / 1000)
    return r_squared(LinearDecoder.fit(first, monday).decode(second), v)


def apart(seed, together, kept=100):
    """R² by `kept` neurons whose counts are added up, so many `together`."""
    practice = drawing.practise(100, np.random.default_rng(seed))
    counts = practice.counts[:, :kept].reshape(3000, -1, together).sum(axis=2)
    first, second = np.split(counts, 2)
    monday, v = np.split(practice.velocity, 2)
    return r_squared(LinearDecoder.fit(first, monday).decode(second), v)


def by(seed, neurons, steps=1500, ridge=1.0):
    """R² of the practice's second half, by a decoder of so many neurons fitted on so many steps."""
    practice = drawing.practise(neurons, np.random.default_rng(seed))
    counts, v = practice.counts, practice.velocity
    read = LinearDecoder.fit(counts[:steps], v[:steps], ridge).decode(counts[1500:])
    return r_squared(read, v[1500:])


def kalman(seed, neurons):
    """R² of the same half by a Kalman filter, whose five matrices come from the first half."""
    practice = drawing.practise(neurons, np.random.default_rng(seed))
    counts, v = practice.counts.astype(float), practice.velocity
    n, y = counts[:1500], v[:1500]
    goes_on = np.linalg.lstsq(y[:-1], y[1:], rcond=None)[0].T
    turns = np.cov((y[1:] - y[:-1] @ goes_on.T).T)
    tuned = np.linalg.lstsq(np.column_stack([y, np.ones(1500)]), n, rcond=None)[0]
    sees, rest = tuned[:2].T, tuned[2]
    weighed = np.linalg.solve(np.cov((n - y @ sees.T - rest).T) + 1e-6 * np.eye(neurons), sees).T
    x, spread, read = np.zeros(2), np.eye(2), []
    for each in counts[1500:]:
        x, spread = goes_on @ x, goes_on @ spread @ goes_on.T + turns
        spread = np.linalg.inv(np.linalg.inv(spread) + weighed @ sees)
        x = x + spread @ weighed @ (each - rest - sees @ x)
        read.append(x)
    return r_squared(np.array(read), v[1500:])


def in_100_ms(seed):
    return by(seed, 20) + longer(seed, 20)


def shifted(seed):
    """The best r of 144 readers, on the seconds that judge, if the spikes are shifted in time."""
    later = np.random.default_rng(seed).uniform(1000.0, 9000.0)
    spikes = Spikes(np.sort((SPIKES.times + later) % SOUND.size))
    t = np.arange(SOUND.size) + 0.5
    odd = t // 1000 % 2 == 1
    windows = (1, 2, 3, 5, 8, 12, 20, 30, 50)
    counts = (recording.counts_in(spikes, t, w, delay)[odd] for w in windows for delay in range(16))
    return max(np.corrcoef(n, SOUND[odd])[0, 1] for n in counts)


def narrower(seed, decoder):
    """The error of crowded neurons with narrower curves than their decoder takes them to have."""
    rng = np.random.default_rng(seed)
    preferred = np.degrees(rng.vonmises(0.0, 1.5, 100))
    practice, directions = rng.uniform(-180, 180, (2, 400))

    def expected(theta):
        return 0.1 * (
            5 + 30 * np.exp(2 * np.cos(np.radians(np.subtract.outer(theta, preferred))) - 2)
        )

    fitted, n = rng.poisson(expected(practice)), rng.poisson(expected(directions))
    if decoder == "cosine":
        read = movement.maximum_likelihood(n, preferred)
    elif decoder in ("right", "fitted cosine"):
        grid = np.arange(-180.0, 180.0)
        mean = expected(grid)
        if decoder == "fitted cosine":  # to each neuron, by its counts of the practice
            curves = np.linalg.lstsq(cosine(practice), fitted, rcond=None)[0]
            mean = np.maximum(cosine(grid) @ curves, 0.01)
        read = grid[np.argmax(n @ np.log(mean).T - mean.sum(axis=1), axis=1)]
    else:
        unit = np.column_stack([f(np.radians(practice)) for f in (np.cos, np.sin)])
        x, y = LinearDecoder.fit(fitted.astype(float), unit).decode(n.astype(float)).T
        read = np.degrees(np.arctan2(y, x))
    return movement.rms_error(read, directions)


def cosine(degrees):
    theta = np.radians(degrees)
    return np.column_stack([np.ones(theta.size), np.cos(theta), np.sin(theta)])


def few_examples(seed, neurons):
    """The error of a linear decoder that was fitted on 400 movements, on 400 others."""
    rng = np.random.default_rng(seed)
    cells = movement.CosineNeurons.even(neurons)
    practice, directions = rng.uniform(-180, 180, (2, 400))
    seen, judged = (cells.counts(each, 100.0, rng).astype(float) for each in (practice, directions))
    x, y = LinearDecoder.fit(seen, cosine(practice)[:, 1:]).decode(judged).T
    return movement.rms_error(np.degrees(np.arctan2(y, x)), directions)


def any_burst(seed, trials=400):
    """How often two bursts are told to be unlike, if that is said whenever many spikes came."""
    rng = np.random.default_rng(seed)
    bursts = rng.random((trials, 2)) < 0.5
    count = rng.binomial(40 * 20, 0.005 + 0.1 * bursts).sum(axis=1) + rng.binomial(40 * 20, 0.005)
    return np.mean((count > 40) == (bursts[:, 0] != bursts[:, 1]))


def off_in_a_step(seed):
    """How far off a step of the cursor is, in steps, as 400 neurons tell it."""
    practice = drawing.practise(400, np.random.default_rng(seed))
    counts, v = practice.counts.astype(float), practice.velocity
    off = LinearDecoder.fit(counts[:1500], v[:1500]).decode(counts[1500:]) - v[1500:]
    return np.sqrt((off**2).sum(axis=1).mean())


@cache
def unlike(seed, strength=None, pause=20, neurons=100, trials=400):
    """How often a decoder tells if two bursts were both there or both not: of a reservoir's counts.

    Without a `strength` of the random synapses, of the fibres' own counts in each 20 ms. Between
    the bursts there is a `pause`.
    """
    rng = np.random.default_rng(seed)
    inside = rng.normal(0, 1 / np.sqrt(0.1 * neurons), (neurons, neurons))
    inside *= (strength or 0.0) * (rng.random((neurons, neurons)) < 0.1)
    into = abs(rng.normal(0, 1.5, (40, neurons))) * (rng.random((40, neurons)) < 0.1)
    bursts = rng.random((trials, 2)) < 0.5
    end = 40 + pause
    heard, late = np.zeros((end // 20 + 2, trials, 40)), np.zeros((trials, neurons))
    v, current, fired = late, late, late
    for t in range(end + 40):  # ms
        on = (bursts[:, 0] & (t < 20)) | (bursts[:, 1] & (end - 20 <= t < end))
        spikes = rng.random((trials, 40)) < 0.005 + 0.1 * on[:, None]
        heard[t // 20] += spikes
        current = current * np.exp(-1 / 20) + spikes @ into + fired @ inside
        v = v * np.exp(-1 / 20) + current / 20
        fired = (v >= 1.0).astype(float)
        v = v * (1 - fired)
        late = late + fired * (t >= end)
    x = np.hstack(heard) if strength is None else late
    y = np.where(bursts[:, :1] != bursts[:, 1:], 1.0, -1.0)
    seen, judged = np.split(np.arange(trials), 2)
    said = LinearDecoder.fit(x[seen], y[seen]).decode(x[judged])
    return np.mean((said > 0) == (y[judged] > 0))


def silent(seed, anew):
    """R² of the hand's velocity when 20 of 100 fall silent, by the old decoder or a new one."""
    practice = drawing.practise(100, np.random.default_rng(seed))
    first, second = np.split(practice.counts.astype(float), 2)
    monday, v = np.split(practice.velocity, 2)
    if anew:
        read = LinearDecoder.fit(first[:, 20:], monday).decode(second[:, 20:])
    else:
        second[:, :20] = 0.0
        read = LinearDecoder.fit(first, monday).decode(second)
    return r_squared(read, v)


def swapped(seed):
    practice = drawing.practise(100, np.random.default_rng(seed))
    first, second = np.split(practice.counts.astype(float), 2)
    monday, v = np.split(practice.velocity, 2)
    return r_squared(LinearDecoder.fit(first, monday).decode(second)[:, ::-1], v)


def spoken(rng, up, length=1600, noise=0.1, higher=1.0):
    """Counts of a gliding tone in its first five bins of 20 ms."""
    x = np.linspace(0.0, 1.0, length)
    low, high = higher * np.exp(rng.uniform(np.log([400.0, 2500.0]), np.log([800.0, 5000.0])))
    pitch = low * (high / low) ** (x if up else 1.0 - x)
    wave = np.sqrt(np.sin(np.pi * x)) * np.sin(2 * np.pi * np.cumsum(pitch) / 16_000)
    heard = cochlea(wave + noise * rng.standard_normal(x.size), rng, bands=12, fibres=2)
    return np.asarray(heard.binned(20.0), float)[:5].ravel()


@cache
def another_voice(seed, **changed):
    """What the reader of 20-ms bins gets right of 40 tones that are changed."""
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(80) % 2)
    n = np.array([spoken(rng, up) for up in y[:40]])
    read = LinearDecoder.fit(n, 2.0 * y[:40, None] - 1.0)
    others = np.array([spoken(rng, up, **changed) for up in y[40:]])
    return np.mean((read.decode(others)[:, 0] > 0) == (y[40:] > 0))


@cache
def glides(seed, sounds=80):
    """What two readers get right of tones that glide up or down: fibres' counts, and 20-ms bins."""
    rng, x = np.random.default_rng(seed), np.linspace(0.0, 1.0, 1600)  # 100 ms
    up, counts = rng.permutation(np.arange(sounds) % 2), []
    for each in up:
        low, high = np.exp(rng.uniform(np.log([400.0, 2500.0]), np.log([800.0, 5000.0])))
        pitch = low * (high / low) ** (x if each else 1.0 - x)
        wave = np.sqrt(np.sin(np.pi * x)) * np.sin(2 * np.pi * np.cumsum(pitch) / 16_000)
        heard = cochlea(wave + 0.1 * rng.standard_normal(x.size), rng, bands=12, fibres=2)
        counts.append(np.asarray(heard.binned(20.0), float))
    y, right = 2.0 * up[:, None] - 1.0, []
    for n in np.sum(counts, axis=1), np.reshape(counts, (sounds, -1)):
        read = LinearDecoder.fit(n[: sounds // 2], y[: sounds // 2]).decode(n[sounds // 2 :])
        right.append(np.mean((read > 0) == (y[sounds // 2 :] > 0)))
    return right


@cache
def curve(seed, modulation, fits=200):
    """Of curves fitted to 40 counts of 0.5 s: the error of the direction (degrees), and mean m."""
    moved = np.radians(np.repeat(np.arange(0.0, 360.0, 45.0), 5))
    rates = 20 + modulation * np.cos(moved - np.radians(70.0))
    counts = np.random.default_rng(seed).poisson(0.5 * rates, (fits, moved.size))
    parts = np.column_stack([np.ones(moved.size), np.cos(moved), np.sin(moved)])
    _, x, y = np.linalg.lstsq(parts, 2.0 * counts.T, rcond=None)[0]
    off = np.angle(np.exp(1j * (np.arctan2(y, x) - np.radians(70.0))))
    return np.degrees(np.sqrt((off**2).mean())), np.hypot(x, y).mean()


def keeps_step(seed, f):
    """The vector strength of a fibre that hears five seconds of its own pitch."""
    tone = np.sin(2 * np.pi * f * np.arange(80_000) / 16_000)
    spikes = page.names["fibre"](tone, f, np.random.default_rng(seed))
    return abs(np.exp(2j * np.pi * f * spikes).mean())


def missed(seed, fibres):
    """The share of the swings of two seconds at 1,000 Hz at which none of the fibres fires."""
    tone, rng = np.sin(2 * np.pi * np.arange(32_000) / 16), np.random.default_rng(seed)
    fired = [page.names["fibre"](tone, 1000, rng) for _ in range(fibres)]
    return 1 - np.unique((1000 * np.concatenate(fired)).astype(int)).size / 2000


TOLD = [
    Told("skips four in five swings", lambda s: missed(s, 1), figure=(0.78, 0.85)),
    Told("miss only one swing in fifty", lambda s: missed(s, 20), figure=(0.012, 0.027)),
    Told("is off by some $\\sqrt{2b / (n T m^2)}$", lambda s: curve(s, 15.0)[0], figure=(4.7, 6.2)),
    Told("here of 1.8 Hz on average", lambda s: curve(s, 0.0)[1], figure=(1.6, 1.95)),
    Told("At 250 Hz it is almost", lambda s: keeps_step(s, 250), figure=(0.74, 0.785)),
    Told("At 1,000 it's 0.6", lambda s: keeps_step(s, 1000), figure=(0.54, 0.65)),
    Told("and at 6,000 about 0.1", lambda s: keeps_step(s, 6000), figure=(0.05, 0.14)),
    Told("the first gets half right, a guess", lambda seed: glides(seed)[0], figure=(0.33, 0.67)),
    Told("and the second some 96 %", lambda seed: glides(seed)[1], figure=(0.9, 1.0)),
    Told("| all spikes vote | 8° | some 80° |", lambda s: crowd(s, 0), figure=(72, 90)),
    Told(
        "vote | 8° | mostly 8° to 15° |",
        lambda seed: crowd(seed, 1),
        figure=(7.5, 15.5),
        draws=range(101, 125),
    ),
    Told("| 9° | 9° or 10° |", lambda seed: crowd(seed, 2), figure=(8.5, 10.5)),
    Told("| 7° | 7° or 8° |", lambda seed: crowd(seed, 3), figure=(6.5, 8.5)),
    Told("it's off by 31 degrees", lambda s: narrower(s, "cosine"), figure=(18, 45)),
    Told(
        "by some 16 with a cosine fitted to each neuron",
        lambda s: narrower(s, "fitted cosine"),
        figure=(13, 20),
    ),
    Told("errs by 9° with 100 neurons", lambda s: few_examples(s, 100), figure=(8.2, 9.8)),
    Told("by 8° with 200", lambda s: few_examples(s, 200), figure=(7.1, 8.6)),
    Told("by 15° with 400", lambda s: few_examples(s, 400), figure=(13.2, 17)),
    Told("A lower threshold, above which a count means", any_burst, figure=(0.68, 0.82)),
    Told("the right curve would leave 7", lambda s: narrower(s, "right"), figure=(6.5, 8.5)),
    Told("is off by 11", lambda s: narrower(s, "linear"), figure=(9, 13)),
    Told("of 25 % in each step", off_in_a_step, figure=(0.23, 0.28)),
    Told("($R^2$ is below 0)", lambda s: swapped(s) < 0, (1.0, 1.0)),
    Told("20 fall silent, to about 0.78", lambda s: silent(s, False), figure=(0.73, 0.81)),
    Told("without them, it's 0.81", lambda s: silent(s, True), figure=(0.77, 0.84)),
    Told(
        "some 90 % right under a noise 2 dB louder",
        lambda s: another_voice(s, noise=0.7),
        figure=(0.82, 0.98),
    ),
    Told(
        "as many if they are a quarter higher",
        lambda s: another_voice(s, higher=1.25),
        figure=(0.82, 0.98),
    ),
    Told(
        "Half as high again leaves three quarters",
        lambda s: another_voice(s, higher=1.5),
        figure=(0.55, 0.9),
    ),
    Told(
        "twice as slow some 60 %",
        lambda s: another_voice(s, length=3200),
        figure=(0.42, 0.78),
        draws=TWICE,
    ),
    Told("some 8 or 9 degrees stay however many", many, figure=(7.3, 10.0)),
    Told("decoders hardly suffer", hardly, figure=(-0.5, 1.5)),
    Told(
        "errors average out with the square root",
        lambda s: error(s, 50) / error(s, 200),
        figure=(1.8, 2.2),
    ),
    Told(
        "share doesn't turn the vector", lambda s: sharing(s, 200, all_of_them), figure=(4.8, 5.7)
    ),
    Told("1,600 err by some 18°, not 2°", lambda s: sharing(s, 1600, like), figure=(16.5, 19.5)),
    Told("leaves *any* decoder 5°", wobbling, figure=(4.5, 6.0)),
    Told("a fifth to a half as wide", lambda seed: width(seed, 5), figure=(0.15, 0.55)),
    Told("a drawing that is much too small", lambda seed: width(seed, 5) < 0.7, (1.0, 1.0)),
    Told("100 ms than in 20", lambda seed: longer(seed, 20), figure=(0.1, 0.35)),
    Told("four hundred worse", lambda seed: longer(seed, 400), figure=(-0.35, -0.05)),
    Told("blown up to full size", lambda seed: blown_up(seed) < -1.0, (1.0, 1.0)),
    Told("explain some 60 % of pure nonsense", nonsense, figure=(0.5, 0.7)),
    Told("*weights divided by steps*", lambda s: nonsense(s, 300) / 0.2, figure=(0.75, 1.25)),
    Told("explains less than a tenth", lambda seed: nonsense(seed, 1000), figure=(0.03, 0.1)),
    Told("it is worse than no decoder", lambda seed: unseen(seed) < -0.3, (1.0, 1.0)),
    Told("for the ear's sound some 3 ms", lambda seed: best_window(seed, 1), figure=(3, 4)),
    Told("the best window is 20 ms long", lambda seed: best_window(seed, 20), figure=(18, 22)),
    Told("for one over 50 ms it's 50", lambda seed: best_window(seed, 50), figure=(47, 53)),
    Told("about 0.25", moved, figure=(0.23, 0.3)),
    Told("ten take nearly all", lambda seed: moved(seed, 10.0), figure=(0.0, 0.09)),
    Told("the last row's hardly anything", slower, figure=(0.85, 1.0)),
    Told(
        "that left 0.08 at most",
        lambda seed: shifted(seed) < 0.085,
        (1.0, 1.0),
        draws=range(101, 141),
    ),
    Told("20 neurons give an $R^2$ of 0.53", lambda s: by(s, 20), figure=(0.46, 0.6)),
    Told("50 of 0.73", lambda s: by(s, 50), figure=(0.68, 0.78), draws=TWICE),
    Told("400 of 0.94", lambda s: by(s, 400), figure=(0.92, 0.96)),
    Told(
        "500 steps to fit on are enough",
        lambda s: min(by(s, 100, 500, ridge) for ridge in (0.001, 1.0, 100.0)),
        figure=(0.75, 0.84),
    ),
    Told("0.001 ends far below 0", lambda s: by(s, 100, 100, 0.001) < -1.0, (1.0, 1.0)),
    Told("our 1 at about 0.5", lambda s: by(s, 100, 100), figure=(0.31, 0.64), draws=TWICE),
    Told("10 at about 0.7", lambda s: by(s, 100, 100, 10.0), figure=(0.53, 0.77), draws=TWICE),
    Told("it gets 0.80 where", lambda s: kalman(s, 20), figure=(0.75, 0.85)),
    Told("counts in 100 ms alone bring 0.75", in_100_ms, figure=(0.7, 0.8)),
    Told("it gains hardly anything", lambda s: kalman(s, 400) - by(s, 400), figure=(0.003, 0.02)),
    Told("$R^2$ falls from 0.84", lambda seed: tuesday(seed, 0), figure=(0.8, 0.88)),
    Told("to about 0.75", lambda seed: tuesday(seed, 20), figure=(0.68, 0.81)),
    Told("if 40 are, to about 0.6", lambda seed: tuesday(seed, 40), figure=(0.48, 0.72)),
    Told("0.73 in place of 0.84", lambda seed: apart(seed, 2), figure=(0.69, 0.79)),
    Told(
        "they read as well as 50 kept apart",
        lambda seed: apart(seed, 2) - apart(seed, 1, 50),
        figure=(-0.06, 0.06),
    ),
    Told("fitted by least squares and cut halfway, is right in half", unlike, figure=(0.4, 0.6)),
    Told("*after* that: 65 % right", lambda s: unlike(s, 0.0), figure=(0.55, 0.72)),
    Told("it's 96 %", lambda seed: unlike(seed, 2.0), figure=(0.85, 1.0)),
    Told("ones ten times as strong, 54 %", lambda s: unlike(s, 20.0), figure=(0.45, 0.66)),
    Told("some 90 % with the synapses", lambda s: unlike(s, 2.0, 100), figure=(0.82, 0.98)),
    Told("a guess without. The neurons", lambda s: unlike(s, 0.0, 100), figure=(0.4, 0.6)),
]


test_on_other_draws = on_other_draws(page, TOLD)
