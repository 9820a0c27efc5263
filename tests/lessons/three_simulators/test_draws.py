"""Lesson 21 on inputs and wirings that its page does not show."""

from dataclasses import replace
from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu import Network, Sparse, SpikeSource
from snn_edu.lessons.three_simulators import bigger, simulators, views
from snn_edu.patterns import score
from snn_edu.simulation import simulate
from snn_edu.spikes import Spikes
from snn_edu.synapses import DoubleExponentialSynapse, ExponentialSynapse, SpikeInput
from snn_edu.training import Tempotron

page = solved("21_three_simulators")
ALL, NONE = (1.0, 1.0), (0.0, 0.0)
NEARLY = 0.95  # of the showings
DETECTORS = (101, 103, 104, 105, 106, 109, 110, 111)  # the first draws that find the pattern


def hits(seed, bits, share=1.0, grid="exact"):
    """The hit rate in the half that judges."""
    return bigger.on_a_chip(bits, grid, share, seed)[0][1].hit_rate


def detects(seed):
    return hits(seed, 8) > NEARLY


def still_detects(seed, bits):
    """Whether a detector still is one if its threshold is chosen anew."""
    assert detects(seed)
    return hits(seed, bits, bigger.chosen(bits, "exact", seed)) >= 0.9


@cache
def rates(group, slip=False, dt=0.1, delay=1.5):
    """Rates of six wirings of the page's own network."""
    cell = page.names["cell"]
    cell = replace(cell, v_reset=0.0) if slip else cell
    runs = [page.names["balanced"](6 * group + k, cell, dt, delay) for k in range(6)]
    return np.array([run.rate() for run in runs])


def apart(one, other):
    """The difference of two groups' means, in its standard errors."""
    return (other.mean() - one.mean()) / np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / 6)


def partners(seed, dt=0.1, since=200.0, until=500.0, other=None):
    """Spikes since 200 ms with one within 1 ms, at half the step or in another wiring."""
    one = page.names["balanced"](seed, dt=dt)
    two = page.names["balanced"](other or seed, dt=dt if other else dt / 2)
    found = []
    for i in range(one.size):
        times, others = one.of(i).times, two.of(i).times
        times = times[(times > since) & (times < until), None]
        near = np.abs(times - others).min(axis=1, initial=np.inf)
        found.extend(near < 1.0)
    return np.mean(found)


def waves(seed, delay):
    """After how many ms all spikes together are most like before, in bins of half a millisecond."""
    run = page.names["balanced"](seed, delay=delay)
    counts = np.histogram(run.times, np.arange(100.0, 500.1, 0.5))[0]
    alike = [np.corrcoef(counts[lag:], counts[:-lag])[0, 1] for lag in range(2, 9)]
    return 0.5 * (2 + int(np.argmax(alike)))


def kept(seed):
    """Which share of their weight one bit leaves the pattern's synapses, and the rest."""
    w, _, _ = bigger.learned(seed)
    pattern = np.arange(w.size) < w.size // 2
    one = page.names["few_bits"](w, 1)
    return one[pattern].sum() / w[pattern].sum(), one[~pattern].sum() / w[~pattern].sum()


def lead(seed, bits=8, dt=0.1):
    """By how much v at its peaks in the pattern exceeds its mean elsewhere, with no spike fired."""
    w, spikes, onsets = bigger.learned(seed)
    rise, decay = bigger.DETECTOR.tau_syn, bigger.DETECTOR.tau_m
    weights = page.names["few_bits"](w, bits)[spikes.ids]
    arriving = np.bincount(np.ceil(spikes.times / dt - 1e-9).astype(int), weights)
    lag = np.arange(0.0, 80.0, dt)
    v = np.convolve(arriving, np.exp(-lag / decay) - np.exp(-lag / rise))[: arriving.size]
    since = dt * np.arange(v.size)[:, None] - onsets
    peaks = [v[(each >= 0) & (each < 50.0 + dt)].max() for each in since.T]
    return np.median(peaks) - v[((since < 0) | (since >= 70.0)).all(axis=1)].mean()


def same_spikes(seed):
    """Whether a threshold that lies a billionth of a mV lower leaves every spike where it was."""
    lower = replace(page.names["cell"], v_threshold=20.0 - 1e-9)
    return page.names["balanced"](seed) == page.names["balanced"](seed, lower)


def written_anew(seed, kind, once=False):
    """Whether the page's network, stepped once more in numbers of this kind, fires its spikes.

    What the drive adds in a step is calculated in this kind, or in double and rounded `once`.
    """
    rng, w = np.random.default_rng(seed), np.zeros((500, 500), kind)
    for size, post in (400, slice(0, 400)), (100, slice(400, 500)):
        for pre, senders, each, weight in ((0, 400, 80, 1.0), (400, 100, 20, -5.0)):
            drawn = Sparse.fixed_indegree(senders, size, each, weight, rng)
            np.add.at(w[pre : pre + senders, post], (drawn.pre, drawn.post), drawn.weights)
    v = rng.uniform(0.0, 20.0, 500).astype(kind)
    keeps, deaf = kind(np.exp(-0.1 / 20.0)), np.zeros(500, int)
    adds = kind(40.0 * (1 - np.exp(-0.1 / 20.0))) if once else kind(40.0) * (1 - keeps)
    on_its_way, found = np.zeros((15, 500), kind), []  # 1.5 ms
    for k in range(5000):
        v = np.where(deaf > 0, v, v * keeps + adds + on_its_way[k % 15])
        spiked = (deaf == 0) & (v >= 20)
        deaf = np.where(spiked, 20, np.maximum(deaf - 1, 0))  # 2 ms
        v[spiked] = 10
        on_its_way[k % 15] = w[spiked].sum(axis=0)
        found += [(k + 1, i) for i in np.flatnonzero(spiked[:400])]
    run = page.names["balanced"](seed)
    assert v.dtype == kind
    return found == [*zip(np.rint(run.times / 0.1).astype(int), run.ids, strict=True)]


@cache
def trained(seed):
    """A tempotron's patterns, which of them are to make it fire, and its weights in the end."""
    rng = np.random.default_rng(seed)
    times, fires = rng.uniform(0.0, 500.0, (200, 200)), rng.permutation(200) < 100
    return times, fires, Tempotron().train(times, fires, rng, epochs=200).weights


def tempotron(seed, bits):
    """A trained tempotron in few bits: right by its own threshold, and by the best of all."""
    neuron, (times, fires, weights) = Tempotron(), trained(seed)
    low, wide = weights.min(), np.ptp(weights)
    rounded = low + wide * page.names["few_bits"]((weights - low) / wide, bits)
    peaks, _ = neuron.peak(times, rounded)
    best = max(np.mean((peaks >= threshold) == fires) for threshold in np.append(peaks, np.inf))
    return np.mean((peaks >= neuron.threshold) == fires), best


@cache
def lost(seed, dt):
    """The share of a hundred random inputs to which a grid gives another number of spikes."""
    rng = np.random.default_rng(seed)
    lif, _ = views.volleys()
    other = 0
    for _ in range(100):
        times = Spikes(np.sort(rng.uniform(2.0, 190.0, 60).round(1)), duration=200.0)
        heard = SpikeInput(times, ExponentialSynapse(2.0), weights=0.4)
        exact, grid = (simulate(lif, heard, dt, crossing=how).spikes for how in ("exact", "grid"))
        other += len(exact) != len(grid)
    return other / 100


@cache
def of_neuron_c(seed, dt):
    """How often C fires in each of the four orders, with other input."""
    rng, before = np.random.default_rng(seed), simulators.input_spikes
    times = np.sort(rng.uniform(0.5, simulators.DURATION - 5.0, 90))
    drawn = times, rng.integers(0, 8, times.size)
    simulators.input_spikes = lambda: drawn
    simulators.fired.cache_clear()
    try:
        return np.array([len(simulators.fired(order, dt)[2]) for order in simulators.ORDERS])
    finally:
        simulators.input_spikes = before
        simulators.fired.cache_clear()


@cache
def first_spikes(seed, dt, order="our_step", slip=1.0):
    """When a neuron first fires (ms), by the page's own step, under forty random inputs of 5 a ms.

    A `slip` of 1.1 is a time constant that is too short by a tenth.
    """
    rng, step, found = np.random.default_rng(seed), page.names[order], []
    for _ in range(40):
        times = rng.uniform(0.0, 200.0, 1000)
        arriving = np.bincount(np.ceil(times / dt).astype(int), minlength=round(200.0 / dt) + 1)
        v, k, spiked = 0.0, 0, False
        while not spiked:
            v, spiked = step(v, 0.75 * arriving[k], slip * dt)  # mV
            k += 1
        found.append(k * dt)
    return np.array(found)


def moved(seed, dt, **given):
    """By how much another order, or a slip, moves the first spikes in the mean."""
    return np.abs(first_spikes(seed, dt, **given) - first_spikes(seed, dt)).mean()


def brian_changes_most(seed):
    """From steps of 2 ms to steps of 0.05 ms."""
    changed = np.abs(of_neuron_c(seed, 2.0) - of_neuron_c(seed, 0.05))
    return np.argmax(changed) == simulators.ORDERS.index("Brian2 by itself")


def by_chance(seed):
    """How much further the neurons lie apart in rate if each pair is connected with 0.2."""
    rng, cell = np.random.default_rng(seed), page.names["cell"]
    network = Network().add(cell, 400, "E").add(cell, 100, "I")
    for pre, count, w in ("E", 400, 1.0), ("I", 100, -5.0):
        for post, size in ("E", 400), ("I", 100):
            network.connect(pre, post, Sparse.random(count, size, 0.2, w, rng), 1.5)
    start = {"E": rng.uniform(0.0, 20.0, 400), "I": rng.uniform(0.0, 20.0, 100)}
    chance = network.run(500.0, {"E": 4.0, "I": 4.0}, 0.1, start=start).spikes["E"]
    one, other = (
        np.std([run.of(i).times.size for i in range(400)])
        for run in (page.names["balanced"](seed), chance)
    )
    return other / one


@cache
def played(seed):
    """What the network fires without its synapses, if each neuron is played what it had heard.

    Whether in the same step it is every spike again; the share that has a partner in half the step,
    and by how much that share changes from the first 100 ms to the last.
    """
    heard = None
    runs = []
    for dt in (0.1, 0.1, 0.05):
        rng, network, cell = np.random.default_rng(seed), Network(), page.names["cell"]
        network.add(cell, 400, "E").add(cell, 100, "I")
        if heard:
            network.add(SpikeSource(), 400, "from E").add(SpikeSource(), 100, "from I")
        for post, size in ("E", 400), ("I", 100):
            for pre, senders, each, w in (("E", 400, 80, 1.0), ("I", 100, 20, -5.0)):
                wiring = Sparse.fixed_indegree(senders, size, each, w, rng)
                network.connect(f"from {pre}" if heard else pre, post, wiring, 1.5)
        start = {"E": rng.uniform(0.0, 20.0, 400), "I": rng.uniform(0.0, 20.0, 100)}
        inputs = {"E": 4.0, "I": 4.0} | (heard or {})
        spikes = network.run(500.0, inputs, dt, start=start).spikes
        heard = heard or {f"from {each}": spikes[each] for each in ("E", "I")}
        runs.append(spikes["E"])

    def share(since, until):
        found = []
        for i in range(400):
            times, others = runs[0].of(i).times, runs[2].of(i).times
            times = times[(times >= since) & (times < until), None]
            found.extend(np.abs(times - others).min(axis=1, initial=np.inf) < 1.0)
        return np.mean(found)

    assert runs[0] == page.names["balanced"](seed)
    return runs[0] == runs[1], share(0, 500), share(400, 500) - share(0, 100)


def euler(group, dt=0.1):
    """Rates of six wirings by Euler's step: its factor 1 - dt / tau_m is that of another tau_m."""
    cell = replace(page.names["cell"], tau_m=-dt / np.log1p(-dt / page.names["cell"].tau_m))
    return np.array([page.names["balanced"](6 * group + k, cell, dt).rate() for k in range(6)])


@cache
def without_pause(seed):
    """How many times as often a wiring fires without the refractory pause."""
    cell = replace(page.names["cell"], t_ref=0.0)
    return page.names["balanced"](seed, cell).rate() / page.names["balanced"](seed).rate()


@cache
def of_unequal(seed, spread):
    """Rates (Hz) of 400 neurons whose thresholds and time constants scatter by so many hundredths.

    They and the 100 others have the page's wiring and its start; no threshold is below 12 mV.
    """
    off = 1 + spread / 100 * np.random.default_rng([seed, 7]).standard_normal((2, 500))
    cell, rng = page.names["cell"], np.random.default_rng(seed)
    threshold, tau_m = np.maximum(20.0 * off[0], 12.0), 20.0 * np.maximum(off[1], 0.2)
    network = Network()
    for name, part in ("E", slice(0, 400)), ("I", slice(400, 500)):
        lif = replace(cell, v_threshold=threshold[part], tau_m=tau_m[part])
        network.add(lif, threshold[part].size, name)
    for post, size in ("E", 400), ("I", 100):
        network.connect("E", post, Sparse.fixed_indegree(400, size, 80, 1.0, rng), 1.5)
        network.connect("I", post, Sparse.fixed_indegree(100, size, 20, -5.0, rng), 1.5)
    start = {"E": rng.uniform(0.0, 20.0, 400), "I": rng.uniform(0.0, 20.0, 100)}
    run = network.run(500.0, {"E": 4.0, "I": 4.0}, 0.1, start=start).spikes["E"]
    return 2.0 * np.bincount(run.ids, minlength=400)


def unequal(group, spread):
    """Rates of six such wirings."""
    return np.array([of_unequal(6 * group + k, spread).mean() for k in range(6)])


@cache
def copy_finds(draw, spread, calibrated=False):
    """Whether one copy of a detector finds the pattern: nine in ten, less than one alarm a second.

    Its threshold and time constants are off by chance, by so many hundredths. A calibrated copy has
    its threshold set on the first half of what it hears; the second half judges.
    """
    w, spikes, onsets = bigger.learned(DETECTORS[draw % len(DETECTORS)])
    off = np.random.default_rng([draw, 1]).standard_normal(2)
    of_threshold, of_tau = np.maximum(1 + spread / 100 * off, 0.3)
    still = replace(bigger.DETECTOR.stdp, A_plus=0.0, A_minus=0.0)
    chip = replace(
        bigger.DETECTOR,
        stdp=still,
        kernel=DoubleExponentialSynapse(2.5 * of_tau, 10.0 * of_tau),
    )
    found = []
    for share in (1.3, 1.2, 1.1, 1.05, 1.0, 0.95, 0.9, 0.8, 0.7) if calibrated else (1.0,):
        chip = replace(chip, v_threshold=250.0 * of_threshold * share)
        output = chip.learn(spikes, weights=bigger.quantised(w, 8)).output
        first = score(output, onsets, until=bigger.HALF)
        second = score(output, onsets, since=bigger.HALF)
        found.append((first.hit_rate - 0.2 * first.false_alarms, second))
    best = max(found, key=lambda one: one[0])[1]
    return best.hit_rate >= 0.9 and best.false_alarms < 1.0


@cache
def in_whole_numbers(seed, step, how="nearest", limit=0.0, over="wraps"):
    """The page's network with v in whole multiples of `step` mV.

    The leak is rounded to the nearest or by chance. If v has a limit (mV), what goes beyond it
    wraps around or sticks there. Gives the rate (Hz), the lowest v, and the rate of the spikes
    that come of a v which wrapped around.
    """
    rng, w = np.random.default_rng(seed), np.zeros((500, 500))
    for size, post in (400, slice(0, 400)), (100, slice(400, 500)):
        for pre, senders, each, weight in ((0, 400, 80, 1.0), (400, 100, 20, -5.0)):
            drawn = Sparse.fixed_indegree(senders, size, each, weight, rng)
            np.add.at(w[pre : pre + senders, post], (drawn.pre, drawn.post), drawn.weights)
    v, w = np.rint(rng.uniform(0.0, 20.0, 500) / step), w / step
    keeps, deaf, dice = np.exp(-0.1 / 20.0), np.zeros(500, int), np.random.default_rng([seed, 3])
    on_its_way, fired, lowest, limit = np.zeros((15, 500)), np.zeros(2), 0.0, limit / step
    for k in range(5000):
        leaked = v * keeps + 40.0 / step * (1 - keeps)
        up = 0.5 if how == "nearest" else dice.random(500)
        new = np.floor(leaked + up) + on_its_way[k % 15]
        beyond = (limit > 0) & (np.abs(new) > limit)
        if limit:
            inside = np.clip(new, -limit, limit - 1)
            new = inside if over == "sticks" else (new + limit) % (2 * limit) - limit
        v = np.where(deaf > 0, v, new)
        lowest = min(lowest, v.min())
        spiked = (deaf == 0) & (v >= 20.0 / step)
        deaf = np.where(spiked, 20, np.maximum(deaf - 1, 0))  # 2 ms
        v[spiked] = 10.0 / step
        on_its_way[k % 15] = w[spiked].sum(axis=0)
        fired += spiked[:400].sum(), (spiked & beyond)[:400].sum()
    return fired[0] / 200, lowest * step, fired[1] / 200


@cache
def jumps_alone(seed, step, how="nearest"):
    """The rate (Hz) of a neuron that hears 700 jumps of 1 mV a second, v in multiples of `step`."""
    rng, keeps = np.random.default_rng(seed), np.exp(-0.1 / 20.0)
    v, deaf, fired = np.zeros(40), np.zeros(40, int), 0
    for _ in range(20_000):
        v = v * keeps
        if step:
            v = step * np.floor(v / step + (0.5 if how == "nearest" else rng.random(40)))
        v = np.where(deaf > 0, 10.0, v + rng.poisson(0.07, 40))
        spiked = v >= 20.0
        v[spiked] = 10.0
        deaf = np.where(spiked, 20, np.maximum(deaf - 1, 0))  # 2 ms
        fired += spiked.sum()
    return fired / 40 / 2.0


@cache
def trained_in_bits(seed, bits):
    """The errors of a trained tempotron that learns on by its rounded weights, straight-through."""
    neuron, (times, fires, w) = Tempotron(), trained(seed)
    step, errors = np.zeros_like(w), []
    for _ in range(200):
        wide = np.ptp(w)
        rounded = w.min() + wide * page.names["few_bits"]((w - w.min()) / wide, bits)
        peaks, _ = neuron.peak(times, rounded)
        errors.append(np.mean((peaks >= neuron.threshold) != fires))
        step = 2e-3 * neuron.change(times, rounded, fires) + 0.9 * step
        w = w + step
    return min(errors)


def in_six(group, *given):
    """Rates of six wirings in whole numbers."""
    return np.array([in_whole_numbers(6 * group + k, *given)[0] for k in range(6)])


TOLD = [
    Told(
        "they fade, because less and less happens within one step",
        lambda s: np.ptp(of_neuron_c(s, 0.05)) < np.ptp(of_neuron_c(s, 1.0)),
    ),
    Told("a spike or two off", lambda s: np.ptp(of_neuron_c(s, 0.05)) <= 2),
    Told("Brian2's order changes most", brian_changes_most),
    Told(
        "In the first 10 ms most spikes had a partner",
        lambda s: partners(s, since=0.0, until=10.0) > 0.6,
        ALL,
    ),
    Told("after 200 ms one or two in ten", partners, figure=(0.09, 0.22)),
    Told(
        "by chance, in another wiring, one in ten",
        lambda seed: partners(seed, other=seed + 50),
        figure=(0.08, 0.15),
    ),
    Told("a fifth as long it was no better", lambda seed: partners(seed, 0.02) < 0.3, ALL),
    Told("not one spike changed", same_spikes, ALL),
    Told(
        "in double precision they gave every spike of the library",
        lambda seed: written_anew(seed, np.float64),
        ALL,
    ),
    Told(
        "some three in five of the wirings parted within half a second",
        lambda seed: not written_anew(seed, np.float32),
        share=(0.4, 0.8),
        draws=range(101, 125),
    ),
    Told(
        "rounded once, one",
        lambda seed: not written_anew(seed, np.float32, once=True),
        share=(0.02, 0.25),
        draws=range(101, 133),
    ),
    Told("Of a hundred random inputs", lambda seed: lost(seed, 0.1), figure=(0.18, 0.36)),
    Told("a loss half as likely", lambda s: lost(s, 0.05) / lost(s, 0.1), figure=(0.25, 0.8)),
    Told("The first two mingle", lambda s: abs(apart(rates(s), rates(s + 1))) < 2.3),
    Told(
        "in nearly all repetitions by three standard errors",
        lambda s: apart(rates(s), rates(s + 50, slip=True)) < -3.0,
        (0.8, 1.0),
        draws=range(101, 113),
    ),
    Told("the rates hardly notice", lambda s: abs(apart(rates(s), rates(s + 1, delay=2.0))) < 2.3),
    Told(
        "they come in waves, one delay apart",
        lambda s: [waves(s, delay=each) for each in (1.5, 2.0)] == [1.5, 2.0],
        ALL,
    ),
    Told("eight were no good even with eight bits", detects, (0.65, 0.95), draws=range(101, 117)),
    Told("With one bit the neuron is silent", lambda seed: hits(seed, 1) > 0.0, NONE),
    Told(
        "with *one* bit and a threshold chosen anew",
        lambda seed: still_detects(seed, 1),
        share=(0.85, 1.0),
        draws=(*range(910, 918), 920, 921, 922),
    ),
    Told("One bit keeps most of what", lambda s: kept(s)[0], figure=(0.45, 1.0), draws=DETECTORS),
    Told("little of the rest", lambda s: kept(s)[1], figure=(0.0, 0.23), draws=DETECTORS),
    Told(
        "leads as clearly as before",
        lambda s: lead(s, bits=1) / lead(s),
        figure=(0.79, 1.3),
        draws=DETECTORS,
    ),
    Told(
        "Ticks blur it, but 8 ms leave three quarters of its lead",
        lambda s: lead(s, dt=8.0) / lead(s),
        figure=(0.7, 0.83),
        draws=DETECTORS,
    ),
    Told(
        "With eight bits it's hardly ever wrong",
        lambda seed: 1.0 - tempotron(seed, 8)[0],
        figure=(0.0, 0.02),
    ),
    Told(
        "with four for one in twenty",
        lambda seed: 1.0 - tempotron(seed, 4)[0],
        figure=(0.03, 0.08),
    ),
    Told(
        "and with one for a third, whatever the threshold",
        lambda seed: 1.0 - tempotron(seed, 1)[1],
        figure=(0.24, 0.42),
    ),
    Told(
        "What an order does to its first spikes shrinks with the step",
        lambda s: moved(s, 0.05, order="their_step") / moved(s, 0.4, order="their_step"),
        figure=(0.04, 0.3),
    ),
    Told(
        "a wrong time constant moves them about as far as before",
        lambda s: moved(s, 0.05, slip=1.1) / moved(s, 0.4, slip=1.1),
        figure=(0.6, 1.8),
    ),
    Told(
        "At 70 or 80 % of its threshold it hits all 20 again",
        lambda seed: not detects(seed) or hits(seed, 8, 0.8, "8 ms") > 0.9,
    ),
    Told("two to four times as much in rate", by_chance, figure=(1.5, 4.3), draws=TWICE),
    Told(
        "rate has a standard deviation of 9 Hz",
        lambda s: np.concatenate([rates(4 * s + k) for k in range(4)]).std(ddof=1),
        figure=(5.1, 12.0),
        draws=TWICE,
    ),
    Told("it fired every spike again", lambda s: played(s)[0], ALL),
    Told("97 in a hundred had a partner", lambda s: played(s)[1], figure=(0.955, 0.985)),
    Told("after 400 ms as at first", lambda s: played(s)[2], figure=(-0.03, 0.02)),
    Told(
        "fires 1.8 times as often in the middle wiring",
        lambda s: np.median([without_pause(16 * s + k) for k in range(16)]),
        figure=(1.55, 2.1),
    ),
    Told(
        "in one of ten over three times",
        lambda seed: without_pause(seed) > 3.0,
        share=(0.06, 0.15),
        draws=range(16 * 101, 16 * 109),
    ),
    Told(
        "by three tenths less if reset to 0",
        lambda s: rates(s + 50, slip=True).mean() / rates(s).mean(),
        figure=(0.62, 0.78),
    ),
    Told(
        "Half the step, Euler's step or half a millisecond of delay leave it",
        lambda s: max(
            abs(apart(rates(s), other)) for other in (rates(s + 1, dt=0.05), euler(s + 2))
        ),
        figure=(0.0, 2.7),
    ),
    Told(
        "Steps of 0.5 ms take off a tenth",
        lambda s: (
            np.mean([rates(4 * s + k, dt=0.5) for k in range(4)])
            / np.mean([rates(4 * s + k) for k in range(4)])
        ),
        figure=(0.8, 1.0),
    ),
    Told("In whole mV our network", lambda s: in_whole_numbers(s, 1.0)[0], figure=(0.0, 2.0)),
    Told("from sixteenths on", lambda s: abs(apart(rates(s), in_six(s + 1, 0.0625))) < 2.3),
    Told("it fires at 3 Hz exactly", lambda s: jumps_alone(s, 0.0), figure=(2.5, 4.0)),
    Told("and in 64ths", lambda s: jumps_alone(s, 1 / 64), figure=(2.5, 4.0)),
    Told("at 7 Hz in sixteenths", lambda s: jumps_alone(s, 1 / 16), figure=(6.0, 8.0)),
    Told("and at 60 in", lambda s: jumps_alone(s, 0.25), figure=(57.0, 63.0)),
    Told(
        "it's 3 Hz in sixteenths", lambda s: jumps_alone(s, 1 / 16, "by chance"), figure=(2.5, 4.2)
    ),
    Told("and 8 in whole mV", lambda s: jumps_alone(s, 1.0, "by chance"), figure=(7.0, 9.0)),
    Told(
        "two in a hundred wrong with four bits",
        lambda s: trained_in_bits(s, 4),
        figure=(0.0, 0.02),
    ),
    Told("a sixth with two bits", lambda s: trained_in_bits(s, 2), figure=(0.12, 0.22)),
    Told(
        "instead of a quarter",
        lambda s: 1.0 - tempotron(s, 2)[1],
        figure=(0.18, 0.32),
    ),
    Told(
        "with one bit it gained nothing",
        lambda s: trained_in_bits(s, 1) - (1.0 - tempotron(s, 1)[1]),
        figure=(-0.12, 0.12),
    ),
    Told(
        "it keeps its rate even in whole mV",
        lambda s: abs(apart(rates(s), in_six(s + 1, 1.0, "by chance"))) < 2.3,
    ),
    Told(
        "inhibition takes v below −100 mV",
        lambda s: in_whole_numbers(s, 0.0625)[1] < -100.0,
        ALL,
    ),
    Told(
        "some six such spikes a second in each neuron",
        lambda s: in_whole_numbers(s, 0.0625, "nearest", 32.0)[2],
        figure=(4.0, 8.0),
    ),
    Told(
        "with one that sticks there, the rate stays as it was",
        lambda s: abs(apart(rates(s), in_six(s + 1, 0.0625, "nearest", 32.0, "sticks"))) < 2.3,
    ),
    Told(
        "At 10 % the rate of our network stays among those of other wirings",
        lambda s: abs(apart(rates(s), unequal(s + 1, 10))) < 2.3,
    ),
    Told(
        "With 5 % three in four still find the pattern",
        lambda draw: copy_finds(draw, 5),
        share=(0.62, 0.88),
        draws=range(101, 165),
    ),
    Told(
        "with 10 % half of them",
        lambda draw: copy_finds(draw, 10),
        share=(0.37, 0.63),
        draws=range(101, 165),
    ),
    Told(
        "with 20 % one in five",
        lambda draw: copy_finds(draw, 20),
        share=(0.1, 0.32),
        draws=range(101, 165),
    ),
    Told(
        "nine in ten do at 10 %",
        lambda draw: copy_finds(draw, 10, calibrated=True),
        share=(0.8, 1.0),
        draws=range(101, 141),
    ),
]


test_on_other_draws = on_other_draws(page, TOLD)
