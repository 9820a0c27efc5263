"""What lesson 08 tells of chance, with other input spikes."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu import LIF, STDP, Network, Spikes, SpikeSource
from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.lessons.many_synapses.stored_held import held
from snn_edu.plasticity import SynapticScaling
from snn_edu.spikes import gamma

page = solved("08_many_synapses")
NOISE = Inputs(1000, 15.0)
ALL = (1.0, 1.0)


@cache
def back(ratio, draw):
    """After a minute at `ratio`: the rate (Hz) around two minutes at 1.05, and the weights."""
    rng, state = np.random.default_rng(draw), Competition().start(held().w)
    for at, seconds in ((ratio, 60), (1.05, 110), (1.05, 20)):
        neuron = Competition(STDP(A_plus=0.01, A_minus=0.01 * at), dt=0.2)
        state, spikes = neuron.advance(state, 1000.0 * seconds, NOISE, rng)
    return len(spikes) / 20, state.w


def kept(ratio, draw):
    return np.corrcoef(held().w, back(ratio, draw)[1])[0, 1]


def middle(w):
    return np.mean((w > 0.4) & (w < 0.6))


@cache
def later(draw):
    """The weights 400 s after the picture rests."""
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2)
    return neuron.advance(neuron.start(held().w), 400_000.0, NOISE, np.random.default_rng(draw))[
        0
    ].w


def crossed(draw):
    """The smaller of two shares: of the low that have come up, of the high that have come down."""
    w, before = later(draw), held().w
    return min(np.mean(w[before < 0.4] > 0.6), np.mean(w[before > 0.6] < 0.4))


@cache
def group(draw):
    """Of the hundred, the share above 0.8 two minutes after their correlation has gone."""
    rng, neuron = (
        np.random.default_rng(draw),
        Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2),
    )
    correlated = Inputs(1000, 15.0, group=100, correlation=0.1)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 40_000.0, correlated, rng)
    return np.mean(neuron.advance(state, 120_000.0, NOISE, rng)[0].w[:100] > 0.8)


@dataclass(frozen=True)
class Zealous(Inputs):
    """The first hundred inputs fire twice as often as the others, at 30 Hz."""

    def spikes(self, steps, dt, rng):
        rate = 15e-3 * dt * (self.size + 100)
        step = np.sort(rng.integers(0, steps, rng.poisson(rate * steps)))
        ids = rng.integers(-100, self.size, step.size)
        return step, np.where(ids < 0, ids + 100, ids)


@cache
def zeal(draw):
    """Of the inputs of 30 Hz and of the others, which shares are strong after 400 s."""
    rng, neuron = (
        np.random.default_rng(draw),
        Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2),
    )
    w = neuron.advance(neuron.start(np.full(1000, 0.5)), 400_000.0, Zealous(), rng)[0].w
    return np.mean(w[:100] > 0.8), np.mean(w[100:] > 0.8)


def lowest(draw):
    """The lowest weight after 65 s at a ratio of 0.9, with nothing else to hold the rate."""
    neuron, rng = (
        Competition(STDP(A_plus=0.01, A_minus=0.009), dt=0.2),
        np.random.default_rng(draw),
    )
    return neuron.advance(neuron.start(np.full(1000, 0.5)), 65_000.0, NOISE, rng)[0].w.min()


@cache
def room():
    """The page's own rule with both its lines changed as their comments say."""

    class Room(page.names["Mine"]):
        def at_pre(self, w, x):
            return super().at_pre(w, [trace * w for trace in x])

        def at_post(self, w, x):
            return super().at_post(w, [trace * (1 - w) for trace in x])

    return Room()


def drift_of_regular(draw):
    """Per second, of two unrelated trains with a CV of a quarter, 10 and 20 Hz, over 4000 s."""
    rng = np.random.default_rng(draw)
    pre, post = (gamma(rate, 16.0, 4e6, rng).times for rate in (10.0, 20.0))
    return STDP(A_plus=0.01, A_minus=0.0105).change(pre, post) / 4000


def stay_together(draw):
    """Whether a hundred weights stay within 0.2, and the rate at nine tenths of its beginning."""
    rng = np.random.default_rng(draw)
    times, senders = np.sort(rng.uniform(0, 20_000, 60_000)), rng.integers(0, 100, 60_000)
    network = Network().add(SpikeSource(), 100, "in").add(LIF(), 1, "out")
    network.connect("in", "out", weights=0.5, plasticity=room())
    noise = {"in": Spikes(times, senders, size=100)}
    run = network.run(20_000.0, noise, dt=1.0, looks={"in -> out": 20_000.0})
    out = run.spikes["out"].times
    w = run.course["in -> out"][-1]
    return np.ptp(w) < 0.2 and (out > 15_000).sum() > 0.9 * (out < 5_000).sum()


CORRELATED = Inputs(1000, 15.0, group=100, correlation=0.1)


@cache
def chosen(draw):
    """The page's mu: the neuron, what it is after 100 s of the hundred's correlation, the noise."""
    rng = np.random.default_rng(draw)
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105, mu=page.names["my_mu"]), dt=0.2)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 100_000.0, CORRELATED, rng)
    return neuron, state, rng.bit_generator.state


def going_on(draw):
    """The same three, with a generator that goes on where the hundred seconds ended."""
    neuron, state, there = chosen(draw)
    rng = np.random.default_rng()
    rng.bit_generator.state = there
    return neuron, state, rng


def sunk(draw):
    """By how much the hundred lead the others with the page's mu, two minutes after."""
    neuron, state, rng = going_on(draw)
    w = neuron.advance(state, 120_000.0, NOISE, rng)[0].w
    return w[:100].mean() - w[100:].mean()


HELD_STILL = Competition(STDP(A_plus=1e-5, A_minus=1.05e-5, w_min=-1, w_max=2), dt=0.2)


@cache
def together(draw):
    """With the page's mu, from weights that stay: what the hundred earn, and the rate (Hz)."""
    _, state, rng = going_on(draw)
    after, spikes = HELD_STILL.advance(HELD_STILL.start(state.w), 30_000.0, CORRELATED, rng)
    chance = 1e-5 * 0.020 * 15.0 * len(spikes)  # adds this much, and takes 1.05 times as much
    return (after.w - state.w)[:100].mean() / chance + 0.05, len(spikes) / 30


def c_among_them(draw):
    """c in that run: by how much the others earn more, the higher they are put."""
    _, state, rng = going_on(draw)
    w, apart = state.w.copy(), rng.uniform(-0.3, 0.3, 900)
    w[100:] = np.clip(w[100:] + apart - apart.mean(), 0.0, 1.0)
    after, spikes = HELD_STILL.advance(HELD_STILL.start(w), 60_000.0, CORRELATED, rng)
    pushed = (after.w - w) / (1e-5 * 0.020 * 15.0 * len(spikes))
    return np.polyfit(w[100:], pushed[100:], 1)[0]


def irregular(w, draw):
    """The CV of 30 s of output from weights that stay."""
    start = HELD_STILL.start(np.broadcast_to(w, 1000).copy())
    waits = np.diff(HELD_STILL.advance(start, 30_000.0, NOISE, np.random.default_rng(draw))[1])
    return waits.std() / waits.mean()


def pushes(g_max, seconds, w=0.5):
    """The last minute's rate (Hz), if the largest weight opens `g_max` of the leak."""

    def of(draw):
        rng, stdp = np.random.default_rng(draw), STDP(A_plus=0.01, A_minus=0.0105)
        neuron = Competition(stdp, g_max=g_max, dt=0.2)
        state, _ = neuron.advance(neuron.start(np.full(1000, w)), 1000.0 * seconds, NOISE, rng)
        return len(neuron.advance(state, 60_000.0, NOISE, rng)[1]) / 60

    return of


@cache
def kept_at_the_mean(way, ratio, rate, draw):
    """The weights, and the last 20 s' rate (Hz), if each 100 ms brings their mean back to 0.4."""
    rng, stdp = np.random.default_rng(draw), STDP(A_plus=0.01, A_minus=0.01 * ratio)
    neuron, late = Competition(stdp, dt=0.2), 0
    state = neuron.start(np.full(1000, 0.4))
    for tenth in range(2000):
        state, spikes = neuron.advance(state, 100.0, Inputs(1000, rate), rng)
        mean, late = state.w.mean(), late + len(spikes) * (tenth >= 1800)
        state = state._replace(
            w=np.clip(state.w * 0.4 / mean if way == "/" else state.w + 0.4 - mean, 0.0, 1.0)
        )
    return state.w, late / 20


def heaps(way, ratio, draw):
    """2 heaps, if the first and last fifth of the range are fuller than the middle; else 1."""
    counts = np.histogram(kept_at_the_mean(way, ratio, 15.0, draw)[0], 5, (0.0, 1.0))[0]
    return 2 if counts[2] < min(counts[0], counts[4]) else 1


@dataclass(frozen=True)
class Coarse(STDP):
    """Each change is a whole number of steps of 2^-bits, rounded by chance, right in the mean."""

    bits: int = 8

    def rounded(self, change, luck):
        steps = 2**self.bits - 1
        return np.floor(np.asarray(change) * steps + luck) / steps

    def at_pre(self, w, x):
        luck = np.asarray(x[1]) * 1e7 % 1.0  # the same however often it is asked
        return np.maximum(w - self.rounded(self.A_minus * np.asarray(x[1]), luck), 0.0)

    def at_post(self, w, x):
        luck = np.asarray(x[0]) * 1e7 % 1.0
        return np.minimum(w + self.rounded(self.A_plus * np.asarray(x[0]), luck), 1.0)


@cache
def coarse(bits, draw):
    """The weights, and the last minute's rate (Hz), after 400 s."""
    rng, stdp = np.random.default_rng(draw), Coarse(A_plus=0.01, A_minus=0.0105, bits=bits)
    neuron = Competition(stdp, dt=0.2)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 340_000.0, NOISE, rng)
    state, spikes = neuron.advance(state, 60_000.0, NOISE, rng)
    return state.w, len(spikes) / 60


@dataclass(frozen=True)
class Delayed(Competition):
    """An input's push comes `delay` ms after its synapse has noticed it."""

    delay: float = 5.0  # ms

    def _neuron(self, v, g_ex, g_in, excitation, inhibition):
        under_way = self.__dict__.setdefault("under_way", [0.0] * round(self.delay / self.dt))
        coming = under_way + excitation
        after = super()._neuron(v, g_ex, g_in, coming[: len(excitation)], inhibition)
        under_way[:] = coming[after[3] : after[3] + len(under_way)]
        return after


def delayed(draw):
    """The last minute's rate (Hz) after 400 s."""
    rng = np.random.default_rng(draw)
    neuron = Delayed(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 400_000.0, NOISE, rng)
    return len(neuron.advance(state, 60_000.0, NOISE, rng)[1]) / 60


def settled(ratio, seconds):
    """The last half minute's rate (Hz), from the settled neuron after `seconds` at `ratio`."""

    def of(draw):
        rng = np.random.default_rng(draw)
        neuron = Competition(STDP(A_plus=0.01, A_minus=0.01 * ratio), dt=0.2)
        state, _ = neuron.advance(neuron.start(held().w), 1000.0 * seconds, NOISE, rng)
        return len(neuron.advance(state, 30_000.0, NOISE, rng)[1]) / 30

    return of


@cache
def twice_as_many(draw):
    """c and the rate (Hz), if each synapse of the settled neuron is two of half the strength."""
    w, rng = np.repeat(held().w, 2), np.random.default_rng(draw)
    stdp = STDP(A_plus=1e-5, A_minus=1.05e-5, w_min=-1, w_max=2)
    slow = Competition(stdp, g_max=0.0075, dt=0.2)
    state, spikes = slow.advance(slow.start(w), 100_000.0, Inputs(2000, 15.0), rng)
    pushed = (state.w - w) / (1e-5 * 0.020 * 15.0 * len(spikes))
    return np.polyfit(w, pushed, 1)[0], len(spikes) / 100


@dataclass(frozen=True)
class TwoHundreds(Inputs):
    """Two groups of a hundred: the second passes on the train of the first, `late` ms after it."""

    late: float = 10.0

    def spikes(self, steps, dt, rng):
        first = rng.integers(0, steps, rng.poisson(self.rate * 1e-3 * dt * steps / 0.1))
        second = first + round(self.late / dt)
        step, ids = [], []
        for begin, source in ((0, first), (100, second)):
            event, member = np.nonzero(rng.random((source.size, 100)) < 0.1)
            inside = source[event] < steps
            step.append(source[event][inside])
            ids.append(begin + member[inside])
        others = rng.poisson(self.rate * 1e-3 * dt * steps * 800)
        step = np.concatenate([*step, rng.integers(0, steps, others)])
        ids = np.concatenate([*ids, rng.integers(200, 1000, others)])
        order = np.argsort(step, kind="stable")
        return step[order], ids[order]


@cache
def learned(inputs, seconds, draw):
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2)
    rng = np.random.default_rng(draw)
    return neuron.advance(neuron.start(np.full(1000, 0.5)), 1000.0 * seconds, inputs, rng)[0].w


@dataclass(frozen=True)
class Second(Inputs):
    """The correlated hundred are the second one."""

    def spikes(self, steps, dt, rng):
        step, ids = super().spikes(steps, dt, rng)
        return step, (ids + 100) % self.size


@cache
def moved(mu, seconds, draw):
    """After 100 s of the first hundred's correlation, and so many of the second's."""
    rng = np.random.default_rng(draw)
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105, mu=mu), dt=0.2)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 100_000.0, CORRELATED, rng)
    second = Second(1000, 15.0, group=100, correlation=0.1)
    return neuron.advance(state, 1000.0 * seconds, second, rng)[0].w


def spikes_from(w, draw):
    """Output spikes in the first minute, if all weights begin at w."""
    neuron, rng = (
        Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2),
        np.random.default_rng(draw),
    )
    return len(neuron.advance(neuron.start(np.full(1000, w)), 60_000.0, NOISE, rng)[1])


@cache
def begun(start, draw):
    """The rate (Hz) after 400 s and the share above 0.8, from all at 1 or drawn evenly."""
    neuron, rng = (
        Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2),
        np.random.default_rng(draw),
    )
    w = rng.random(1000) if start == "drawn" else np.full(1000, start)
    state, _ = neuron.advance(neuron.start(w), 380_000.0, NOISE, rng)
    state, spikes = neuron.advance(state, 20_000.0, NOISE, rng)
    return len(spikes) / 20, np.mean(state.w > 0.8)


@cache
def by_step(step, draw):
    """After as many pairs as ours in 400 s: the last minute's rate, the middle, what it kept."""
    neuron = Competition(STDP(A_plus=step, A_minus=1.05 * step), dt=0.2)
    rng = np.random.default_rng(draw)
    before, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 4e3 / step, NOISE, rng)
    state, spikes = neuron.advance(before, 60_000.0, NOISE, rng)
    between = np.mean((state.w > 0.2) & (state.w < 0.8))
    return len(spikes) / 60, between, np.corrcoef(before.w, state.w)[0, 1]


@cache
def half(correlation, seconds, draw):
    """Of five hundred correlated inputs and of the others, the shares above 0.8; and the rate."""
    rng = np.random.default_rng(draw)
    inputs = Inputs(1000, 15.0, group=500, correlation=correlation)
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 1000.0 * seconds, inputs, rng)
    spikes = neuron.advance(state, 40_000.0, inputs, rng)[1]
    return np.mean(state.w[:500] > 0.8), np.mean(state.w[500:] > 0.8), len(spikes) / 40


@cache
def at_ratio(ratio, draw, g_inhibition=0.05):
    """After two minutes at a ratio: the share above 0.8, and the rate (Hz)."""
    rng = np.random.default_rng(draw)
    stdp = STDP(A_plus=0.01, A_minus=0.01 * ratio)
    neuron = Competition(stdp, dt=0.2, g_inhibition=g_inhibition)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 110_000.0, NOISE, rng)
    state, spikes = neuron.advance(state, 10_000.0, NOISE, rng)
    return np.mean(state.w > 0.8), len(spikes) / 10


@cache
def ended(ratio, draw):
    """Where two minutes lead from weights of 0.5, if only the nearest spikes pair."""
    stdp = STDP(A_plus=0.01, A_minus=0.01 * ratio, pairing="nearest")
    neuron, rng = Competition(stdp, dt=0.2), np.random.default_rng(draw)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 110_000.0, NOISE, rng)
    state, spikes = neuron.advance(state, 10_000.0, NOISE, rng)
    return state.w, len(spikes) / 10


def all_win(draw):
    return all((ended(ratio, draw)[0] > 0.9).mean() > 0.95 for ratio in (1.05, 1.25, 1.5))


def falls_silent(draw):
    return all(ended(ratio, draw)[1] < 0.5 for ratio in (2.0, 3.0))


def inhibited(draw):
    """The rate (Hz) of the settled neuron in the fifth minute under twice the inhibition."""
    neuron, rng = (
        Competition(STDP(A_plus=0.01, A_minus=0.0105), dt=0.2, g_inhibition=0.1),
        np.random.default_rng(draw),
    )
    state, _ = neuron.advance(neuron.start(held().w), 240_000.0, NOISE, rng)
    return len(neuron.advance(state, 60_000.0, NOISE, rng)[1]) / 60


@dataclass(frozen=True)
class Jittered(Inputs):
    """Each spike of the correlated group is moved by chance, by a standard deviation in ms."""

    jitter: float = 0.0

    def spikes(self, steps, dt, rng):
        step, ids = super().spikes(steps, dt, rng)
        moved = step + np.rint(rng.normal(0.0, self.jitter / dt, step.size)).astype(int)
        step = np.where(ids < self.group, moved % steps, step)
        order = np.argsort(step, kind="stable")
        return step[order], ids[order]


def jittered(ms, draw):
    """After 100 s, which shares of the hundred and of the others stand above 0.8."""
    w = learned(Jittered(1000, 15.0, group=100, correlation=0.1, jitter=ms), 100, draw)
    return np.mean(w[:100] > 0.8), np.mean(w[100:] > 0.8)


@cache
def remembers(mu, every, draw):
    """The lead of the hundred after 100 s, and how many s later half of it is lost."""
    rng = np.random.default_rng(draw)
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105, mu=mu), dt=0.2)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 100_000.0, CORRELATED, rng)
    first, seconds = state.w[:100].mean() - state.w[100:].mean(), 0.0
    while state.w[:100].mean() - state.w[100:].mean() > first / 2:
        state, _ = neuron.advance(state, 1000.0 * every, NOISE, rng)
        seconds += every
    return first, seconds


def scaled(seconds, draw):
    """The rate (Hz) in the last 20 s of 200 at a ratio of 0.9, with scaling this slow."""
    rng = np.random.default_rng(draw)
    scaling = SynapticScaling(20.0, tau=1000.0 * seconds)
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.009), scaling=scaling, dt=0.2)
    state, _ = neuron.advance(neuron.start(np.full(1000, 0.4)), 180_000.0, NOISE, rng)
    return len(neuron.advance(state, 20_000.0, NOISE, rng)[1]) / 20


@dataclass(frozen=True)
class Halves(Inputs):
    """Each half of the inputs listens to a common train of its own."""

    def spikes(self, steps, dt, rng):
        step, ids = [], []
        for begin in (0, 500):
            rate = self.rate * 1e-3 * dt / self.correlation
            source = rng.integers(0, steps, rng.poisson(rate * steps))
            event, member = np.nonzero(rng.random((source.size, 500)) < self.correlation)
            step.append(source[event])
            ids.append(begin + member)
        step, ids = np.concatenate(step), np.concatenate(ids)
        order = np.argsort(step, kind="stable")
        return step[order], ids[order]


def halves(correlation, seconds, draw):
    """The mean weight of either half."""
    w = learned(Halves(1000, 15.0, correlation=correlation), seconds, draw)
    return w[:500].mean(), w[500:].mean()


@cache
def in_the_end(step, draw):
    """Of ten minutes at 0.01, long after: the middle, the slope of the drift, how luck shakes."""
    neuron = Competition(STDP(A_plus=step, A_minus=1.05 * step), dt=0.2)
    rng = np.random.default_rng(draw)
    state, _ = neuron.advance(neuron.start(held().w), 6000.0 / step, NOISE, rng)
    every, w = 0.05 / step, [state.w]  # s
    for _ in range(120):
        state, _ = neuron.advance(state, 1000.0 * every, NOISE, rng)
        w.append(state.w)
    w, moved_by = np.array(w), np.diff(w, axis=0)
    far = (w[:-1] > 0.25) & (w[:-1] < 0.75)  # out of the bounds' reach
    slope, at_zero = np.polyfit(w[:-1][far], moved_by[far], 1)
    luck = moved_by[far] - slope * w[:-1][far] - at_zero
    return middle(w), slope / every, np.sqrt(luck.var() / every)


WEAK = Inputs(1000, 15.0, group=100, correlation=0.01)
LATE = TwoHundreds(1000, 15.0, late=10.0)


TOLD = [
    Told("weights that begin at 0.5 nearly all go to 1", all_win, ALL),
    Told("from 1.05 to 1.5; from 2 on it all but falls silent", falls_silent, ALL),
    Told("and the neuron to some 350 Hz", lambda draw: ended(1.05, draw)[1], figure=(345, 360)),
    Told(
        "11 to 16 Hz again",
        lambda draw: back(0.9, draw)[0],
        figure=(10.5, 16.5),
    ),
    Told("part anew, slowly; others win", lambda draw: kept(0.9, draw), figure=(-0.15, 0.15)),
    Told(
        "0.3 to 0.75 of the old rate",
        lambda draw: back(1.2, draw)[0] / held().rates[-25:].mean(),
        figure=(0.28, 0.78),
    ),
    Told("the winners stay the winners", lambda draw: kept(1.2, draw), figure=(0.85, 1.0)),
    Told(
        "At 400 s it is still emptying",
        lambda draw: middle(later(draw)) / middle(held().w),
        figure=(0.4, 0.95),
    ),
    Told(
        "some 5 % of the weights stand between 0.4 and 0.6",
        lambda draw: in_the_end(0.01, draw)[0],
        figure=(0.042, 0.062),
    ),
    Told(
        "luck shakes a weight by 0.02 in a second",
        lambda draw: in_the_end(0.01, draw)[2],
        figure=(0.018, 0.021),
    ),
    Told(
        "is 0.004 a second for each unit",
        lambda draw: in_the_end(0.01, draw)[1],
        figure=(0.0032, 0.0052),
    ),
    Told(
        "half our step leaves 1 % of the weights",
        lambda draw: in_the_end(0.005, draw)[0],
        figure=(0.008, 0.018),
        draws=TWICE,
    ),
    Told(
        "ours leaves 5 % and twice ours 11 %",
        lambda draw: in_the_end(0.02, draw)[0],
        figure=(0.1, 0.12),
    ),
    Told("within ten minutes the neuron slows down to 1 Hz", settled(1.1, 600), figure=(0.6, 1.7)),
    Told("at 40 to 1 Hz", settled(1.1, 1500), figure=(0.4, 1.6)),
    Told("at some 5,", pushes(0.01, 500, w=0.75), figure=(3.8, 6.5)),
    Told("at some 5, 23", pushes(0.02, 300), figure=(19.5, 26.5)),
    Told("at some 5, 23 or 38 Hz", pushes(0.03, 200), figure=(35.5, 41.5), draws=TWICE),
    Told("At 1.025 it settles near 40 Hz", settled(1.025, 120), figure=(34.0, 46.0)),
    Told("bring $c$ down to 0.07", lambda draw: twice_as_many(draw)[0], figure=(0.055, 0.085)),
    Told(
        "which slows it too", lambda draw: twice_as_many(draw)[1] / held().rate, figure=(0.6, 0.9)
    ),
    Told("luck can carry a synapse over the ridge, either way", lambda draw: crossed(draw) > 0.01),
    Told("more than nine out of ten still stand above 0.8", group, figure=(0.9, 1.0)),
    Told("How regular the trains are doesn't matter", drift_of_regular, figure=(-0.003, -0.001)),
    Told(
        "To fire twice as often wins nothing",  # some 15 % are strong, of the others 20 %
        lambda draw: zeal(draw)[0] < zeal(draw)[1] + 0.02,
        share=(0.85, 1.0),
        draws=TWICE,
    ),
    Told("every weight is at 1 or not far below", lowest, figure=(0.75, 1.0)),
    Told(
        "about seven in ten stand there 400 s later",
        lambda draw: np.mean(later(draw)[held().w > 0.8] > 0.8),
        figure=(0.62, 0.78),
    ),
    Told("Together the hundred earn nearly 0.3", lambda d: together(d)[0], figure=(0.25, 0.33)),
    Told("the neuron fire at nearly 60 Hz", lambda d: together(d)[1], figure=(53, 67)),
    Told("of 0.02 to 0.03", c_among_them, figure=(0.018, 0.034)),
    Told("have a CV of 0.8", lambda d: irregular(held().w, d), figure=(0.74, 0.88)),
    Told("within two minutes the hundred sink back", sunk, figure=(-0.05, 0.05)),
    Told("the weights stay together and the rate stays high", stay_together, share=(1.0, 1.0)),
    Told(
        "After 200 s half of them or more stand above 0.8",
        lambda draw: np.mean(learned(WEAK, 200, draw)[:100] > 0.8),
        figure=(0.45, 0.95),
    ),
    Told(
        "of the other inputs about one in ten",
        lambda draw: np.mean(learned(WEAK, 200, draw)[100:] > 0.8),
        figure=(0.07, 0.14),
    ),
    Told(
        "With all at 0.3 ours mostly doesn't fire once in a minute",
        lambda draw: spikes_from(0.3, draw) == 0,
        share=(0.75, 1.0),
        draws=TWICE,
    ),
    Told(
        "it comes to much the same after 400 s: 11 to 16 Hz",
        lambda draw: begun("drawn" if draw % 2 else 1.0, draw)[0],
        figure=(10.5, 16.5),
    ),
    Told(
        "a fifth or a quarter of the weights above 0.8",
        lambda draw: begun("drawn" if draw % 2 else 1.0, draw)[1],
        figure=(0.17, 0.27),
    ),
    Told("fires at some 23 Hz", lambda draw: by_step(0.03, draw)[0], figure=(20, 26)),
    Told(
        "nearly half of the weights from 0.2 to 0.8",
        lambda d: by_step(0.03, d)[1],
        figure=(0.4, 0.55),
    ),
    Told("stronger than the ridge: 70 Hz", lambda draw: by_step(0.1, draw)[0], figure=(65, 75)),
    Told("says nothing of who is strong now", lambda d: by_step(0.1, d)[2], figure=(-0.1, 0.1)),
    Told(
        "The new hundred win all the same",
        lambda draw: np.mean(moved(0.0, 300, draw)[100:200] > 0.8),
        figure=(0.97, 1.0),
    ),
    Told(
        "some four in ten still stand above 0.8",
        lambda draw: np.mean(moved(0.0, 300, draw)[:100] > 0.8),
        figure=(0.3, 0.55),
    ),
    Told(
        "The early ones all win",
        lambda draw: np.mean(learned(LATE, 100, draw)[:100] > 0.8),
        figure=(0.985, 1.0),
    ),
    Told(
        "and the late ones go to 0",
        lambda draw: learned(LATE, 100, draw)[100:200].mean(),
        figure=(0.0, 0.05),
    ),
    Told("isn't held: 150 Hz", lambda d: half(0.1, 60, d)[2], figure=(140, 160)),
    Told("nine in ten of them", lambda d: half(0.01, 200, d)[0], figure=(0.87, 0.97)),
    Told("of the others next to none", lambda d: half(0.01, 200, d)[1], figure=(0.0, 0.01)),
    Told(
        "one half mostly has a mean weight of some 0.9",
        lambda d: max(halves(0.01, 400, d)),
        figure=(0.85, 0.96),
    ),
    Told("and the other of 0.1", lambda d: min(halves(0.01, 400, d)), figure=(0.04, 0.16)),
    Told(
        "and luck decides which",
        lambda d: np.diff(halves(0.01, 400, d))[0] > 0,
        share=(0.15, 0.85),
        draws=TWICE,
    ),
    Told("the neuron fires at 345 Hz", lambda d: at_ratio(0.95, d)[1], figure=(340, 350)),
    Told(
        "with no weight above 0.8",
        lambda d: at_ratio(1.5, d)[0] == 0 and at_ratio(1.5, d)[1] < 0.5,
        share=(1.0, 1.0),
    ),
    Told("to some 295 Hz", lambda d: at_ratio(0.9, d, 0.1)[1], figure=(285, 305)),
    Told("it falls silent and stays so", lambda d: inhibited(d) < 0.1, share=(1.0, 1.0)),
    Told(
        "where the first took 20 s",
        lambda d: np.mean(learned(CORRELATED, 20, d)[:100] > 0.8),
        figure=(0.9, 1.0),
    ),
    Told(
        "after 40 few of them have won",
        lambda d: np.mean(moved(0.0, 40, d)[100:200] > 0.8),
        figure=(0.0, 0.2),
    ),
    Told("lead | 0.74 | 0.71", lambda d: remembers(0.0, 20, d)[0], figure=(0.72, 0.76)),
    Told(
        "lost after | 27 min", lambda d: remembers(0.0, 20, d)[1], figure=(1240, 2050), draws=TWICE
    ),
    Told("0.74 | 0.71 | 0.67", lambda d: remembers(0.02, 10, d)[0], figure=(0.69, 0.73)),
    Told("27 min | 5 min", lambda d: remembers(0.02, 10, d)[1], figure=(210, 390)),
    Told("0.71 | 0.67 | 0.53", lambda d: remembers(0.04, 2, d)[0], figure=(0.64, 0.69)),
    Told("5 min | 76 s", lambda d: remembers(0.04, 2, d)[1], figure=(66, 90)),
    Told("0.67 | 0.53 | 0.16", lambda d: remembers(0.08, 1, d)[0], figure=(0.5, 0.56)),
    Told("76 s | 16 s", lambda d: remembers(0.08, 1, d)[1], figure=(13, 18)),
    Told("0.53 | 0.16 | 0.03", lambda d: remembers(0.2, 0.5, d)[0], figure=(0.14, 0.19)),
    Told("16 s | 5 s", lambda d: remembers(0.2, 0.5, d)[1], figure=(3.5, 6.0)),
    Told("0.16 | 0.03 |", lambda d: remembers(1.0, 0.5, d)[0], figure=(0.017, 0.035), draws=TWICE),
    Told("5 s | 2 s", lambda d: remembers(1.0, 0.5, d)[1], figure=(1.0, 2.5)),
    Told("after 100 s some nine in ten of them", lambda d: jittered(5, d)[0], figure=(0.8, 0.97)),
    Told("With 10 ms a fifth to a half do", lambda d: jittered(10, d)[0], figure=(0.18, 0.52)),
    Told(
        "only a few in a hundred more than of the others",
        lambda d: jittered(20, d)[0] - jittered(20, d)[1],
        figure=(-0.05, 0.09),
        draws=TWICE,
    ),
    Told("target 20 Hz | 21 Hz", lambda d: scaled(2, d), figure=(20.4, 21.2)),
    Told("21 Hz | 32 Hz", lambda d: scaled(20, d), figure=(30, 33)),
    Told("32 Hz | 91 Hz", lambda d: scaled(60, d), figure=(88, 95)),
    Told("91 Hz | 257 Hz", lambda d: scaled(120, d), figure=(250, 263)),
    Told("257 Hz | 347 Hz", lambda d: scaled(600, d), figure=(343, 351)),
    Told("347 Hz | 347 Hz", lambda d: scaled(3600, d), figure=(343, 351)),
    Told(
        "at inputs of 10, 15 and 20 Hz the neuron fires at 0",
        lambda d: kept_at_the_mean("/", 1.05, 10.0, d)[1],
        figure=(0.0, 0.1),
    ),
    Told(
        "Hz the neuron fires at 0, 30",
        lambda d: kept_at_the_mean("/", 1.05, 15.0, d)[1],
        figure=(28.5, 32.0),
    ),
    Told(
        "fires at 0, 30 and 111 Hz",
        lambda d: kept_at_the_mean("/", 1.05, 20.0, d)[1],
        figure=(109, 113),
    ),
    Told(
        "one heap at 0.9, two at 1.05",
        lambda d: heaps("/", 0.9, d) == 1 and heaps("/", 1.05, d) == 2,
        share=(1.0, 1.0),
    ),
    Told("makes two even at 0.9", lambda d: heaps("-", 0.9, d) == 2, share=(1.0, 1.0)),
    Told("With 8 bits little changes", lambda d: coarse(8, d)[1], figure=(11.0, 17.0)),
    Told("at some 22 Hz", lambda d: coarse(6, d)[1], figure=(17.5, 27.5), draws=TWICE),
    Told("with 4 at some 62 Hz", lambda d: coarse(4, d)[1], figure=(55, 68)),
    Told(
        "and then no heap stands out",  # of sixteen values the fullest beside an even spread
        lambda d: 16 * np.bincount(np.rint(coarse(4, d)[0] * 15).astype(int)).max() / 1000,
        figure=(1.0, 1.6),
    ),
    Told("must slow to 6 to 9 Hz", delayed, figure=(6.0, 9.5)),
]
test_on_other_draws = on_other_draws(page, TOLD)
