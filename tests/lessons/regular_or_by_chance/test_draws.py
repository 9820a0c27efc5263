"""Lesson 03 with noise that its page does not draw."""

from functools import cache

import numpy as np
from draws import TWICE, Told, on_other_draws
from lesson_pages import solved

from snn_edu import LIF, siegert, simulate
from snn_edu.lessons.regular_or_by_chance.trains import DRIVERS, DRIVES, rate_and_cv, shaken
from snn_edu.lessons.regular_or_by_chance.views import FI_MEANS
from snn_edu.spikes import white_noise

page = solved("03_regular_or_by_chance")
BORDER = (10, 20, 30, 40, 50), (0.22, 0.44, 0.63, 0.79, 0.92)  # Hz and CV, the page's table


@cache
def gaps(mean, sigma, draw, seconds=100):
    """Intervals (ms), pieced together from runs of 20 s."""
    runs = range(seconds // 20)
    return np.concatenate([shaken(mean, sigma, 20e3, 100 * draw + k).spikes.isi() for k in runs])


def cv(mean, sigma, draw, seconds=100):
    return page.names["my_cv"](np.cumsum(gaps(mean, sigma, draw, seconds)))


@cache
def chances(draw):
    """Silent for so long (ms), and the chance (%) to fire in the next 10 ms; four runs."""
    runs = [page.names["overdue"](1.3, 4.0, 4 * draw + k) for k in range(4)]
    last = min(len(waited) for waited, _ in runs)
    return runs[0][0][:last], np.mean([chance[:last] for _, chance in runs], axis=0)


def flat(draw):
    """How much larger the chance is after 90 ms of silence than after 50 to 80 ms."""
    waited, chance = chances(draw)
    return chance[waited >= 90].mean() - chance[(waited >= 50) & (waited < 90)].mean()


def low(draw):
    """How many of the dots that are not zero lie below theory, of all of them."""
    theory = np.array([rate_and_cv(mean, 4.0)[0] for mean in FI_MEANS])
    dots = np.array([shaken(mean, 4.0, 2e3, draw).spikes.rate() for mean in FI_MEANS])
    return (dots < theory)[theory > 1.0].mean()


@cache
def recorded(name, draw):
    """Rate and CV of one of the four neurons in 20 s."""
    spikes = shaken(*DRIVES[name], 20e3, draw).spikes
    return spikes.rate(), spikes.cv()


def judged(draw):
    """Whether the page's table tells all four right."""
    found = {name: recorded(name, draw) for name in DRIVERS}
    return all(
        ("mean" if cv < np.interp(rate, *BORDER) else "noise") == DRIVERS[name]
        for name, (rate, cv) in found.items()
    )


def missing(dt, draw):
    """By how much (%) Brunel's neuron fires more rarely in 200 s than Siegert says."""
    lif = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)
    noise = white_noise(2.0, lif.noise_sd(4.0, dt), 200e3, dt, np.random.default_rng(draw))
    return 100 * (1 - simulate(lif, noise, dt).spikes.rate() / siegert(20, 4, 20, 2, 20, 10)[0])


def slow(draw):
    """Whether noise of 0.6 nA that keeps its course for 50 ms fools the table in 100 s at 2 nA."""
    rng, left, push, drive = np.random.default_rng(draw), np.exp(-0.5 / 50.0), 0.0, []
    for fresh in rng.standard_normal(200_000).tolist():
        push = left * push + 0.6 * np.sqrt(1.0 - left**2) * fresh
        drive.append(2.0 + push)
    spikes = simulate(LIF(), np.array(drive), 0.5).spikes
    return spikes.cv() > np.interp(spikes.rate(), *BORDER)


def next_to(draw):
    """How an interval at 1.3 nA and 4 mV correlates with the next, in 100 s."""
    isi = gaps(1.3, 4.0, draw)
    return np.corrcoef(isi[:-1], isi[1:])[0, 1]


@cache
def scatter(draw):
    """From run to run of 20 s: by how much rate (Hz) and CV differ."""
    runs = [shaken(1.3, 4.0, 20e3, 1000 * draw + k).spikes for k in range(20)]
    return np.std([(run.rate(), run.cv()) for run in runs], axis=0)


@cache
def lasting(draw):
    """Rate and CV in 40 s at 1.3 nA; the noise is coloured, with 5 ms, and v strays as before."""
    rng, dt, push, drive = np.random.default_rng(draw), 0.2, 0.0, []
    left, sd = np.exp(-dt / 5.0), 4.0 / 2**0.5 / 10.0 * (1 + 20.0 / 5.0) ** 0.5  # nA
    for fresh in rng.standard_normal(200_000).tolist():
        push = left * push + sd * np.sqrt(1.0 - left**2) * fresh
        drive.append(1.3 + push)
    spikes = simulate(LIF(), np.array(drive), dt).spikes
    return spikes.rate(), spikes.cv()


def jumping(w, draw):
    """The rate in 200 s at 1.3 nA, where jumps of w mV, half of them down, make a sigma of 4 mV."""
    lif, rng = LIF(), np.random.default_rng(draw)
    a_jump = lif.tau_m * (w / 4.0) ** 2  # ms, on average
    v, t, deaf, fired, goal = lif.v_rest, 0.0, 0.0, 0, lif.v_inf(1.3)
    gaps = rng.exponential(a_jump, round(200e3 / a_jump))
    for gap, up in zip(gaps.tolist(), (rng.random(gaps.size) < 0.5).tolist(), strict=True):
        t += gap
        if t > deaf:
            v = goal + (v - goal) * np.exp(-min(gap, t - deaf) / lif.tau_m) + (w if up else -w)
            if v >= lif.v_threshold:
                v, deaf, fired = lif.v_reset, t + lif.t_ref, fired + 1
    return 1000.0 * fired / t


@cache
def tiring(draw):
    """Rate, CV, and how an interval goes with the next, in 20 s at 2 nA and 5 mV.

    Each spike lowers the current by 0.2 nA, and this loss fades with 200 ms.
    """
    lif, dt, v, pause, tired, times = LIF(), 0.1, -65.0, 0, 0.0, []
    left, back = np.exp(-dt / lif.tau_m), np.exp(-dt / 200.0)
    drive = white_noise(2.0, lif.noise_sd(5.0, dt), 20e3, dt, np.random.default_rng(draw))
    for k, current in enumerate(drive.tolist()):
        goal = lif.v_rest + lif.R_m * (current - tired)
        v, pause, tired = v if pause else goal + (v - goal) * left, max(pause - 1, 0), tired * back
        if v >= lif.v_threshold:
            v, pause, tired = lif.v_reset, 20, tired + 0.2
            times.append((k + 1) * dt)
    isi = np.diff(times[3:])
    return 1000.0 / isi.mean(), isi.std() / isi.mean(), np.corrcoef(isi[:-1], isi[1:])[0, 1]


def of_so_many(waits, climb, draw):
    """The CVs of many trains of `waits` intervals, each a climb and a wait by chance."""
    gaps = climb + (1 - climb) * np.random.default_rng(draw).exponential(1.0, (2000, waits))
    return np.array([page.names["my_cv"](np.cumsum([0, *train])) for train in gaps])


def off_with_thirty(draw):
    """By how much, in the root of the mean square, thirty intervals miss the CV at 1.3 nA, 4 mV."""
    own = gaps(1.3, 4.0, draw, 400)
    trains = own[: own.size // 30 * 30].reshape(-1, 30)
    cvs = np.array([page.names["my_cv"](np.cumsum([0, *train])) for train in trains])
    return np.sqrt(np.mean((cvs - cv(1.3, 4.0, draw, 400)) ** 2))


def strays(draw):
    """The share of trains of 100 intervals by pure chance whose distribution strays too far."""
    x = np.random.default_rng(draw).exponential(1.0, (4000, 100))
    x = np.sort(x / x.mean(axis=1, keepdims=True), axis=1)
    true, k = 1 - np.exp(-x), np.arange(101) / 100
    return (np.maximum(k[1:] - true, true - k[:-1]).max(axis=1) > 1.1 / 10).mean()


def fano_of_two_hundred(draw):
    """The Fano factors of pure chance, of 200 counts each."""
    counts = np.random.default_rng(draw).poisson(20.0, (2000, 200))
    return counts.var(axis=1) / counts.mean(axis=1)


def agree(draw):
    """Whether two neurons with noise of their own for half a second, then the same, soon agree."""
    lif, dt, rng = LIF(), 0.1, np.random.default_rng(draw)
    one = white_noise(1.3, lif.noise_sd(4.0, dt), 3000, dt, rng)
    other = np.append(white_noise(1.3, lif.noise_sd(4.0, dt), 500, dt, rng), one[5000:])
    trains = [simulate(lif, current, dt).spikes.times for current in (one, other)]
    first, second = (times[times > 700.0] for times in trains)
    return first.size == second.size and np.allclose(first, second, rtol=0, atol=0.05)


def follows(sigma):
    """How the counts in 50 ms go with a swing that alone makes no spike, in 100 s."""

    def of(draw):
        lif, t = LIF(), np.arange(200_000) * 0.5
        swing = np.sin(2 * np.pi * t / 250.0)
        noise = white_noise(1.2, lif.noise_sd(sigma, 0.5), 100e3, 0.5, np.random.default_rng(draw))
        counts = simulate(lif, noise + 0.25 * swing, 0.5).spikes.binned(50.0)[:, 0]
        means = swing.reshape(-1, 100).mean(axis=1)
        return max(np.corrcoef(counts[k:], means[: 2000 - k])[0, 1] for k in (0, 1))  # it lags

    return of


def together(share):
    """How the counts in 100 ms of two neurons go together that share so much of their noise."""

    def of(draw):
        lif, rng = LIF(), np.random.default_rng(draw)
        both, *own = lif.noise_sd(4.0, 0.5) * rng.standard_normal((3, 400_000))
        runs = [simulate(lif, 1.3 + share**0.5 * both + (1 - share) ** 0.5 * n, 0.5) for n in own]
        return np.corrcoef([run.spikes.binned(100.0)[:, 0] for run in runs])[0, 1]

    return of


TOLD = [
    Told("by about 0.2 at a $\\sigma$ of 0.5 mV", follows(0.5), figure=(0.1, 0.25)),
    Told("0.5 at 2 mV", follows(2.0), figure=(0.45, 0.6)),
    Told("and 0.2 at 12 mV", follows(12.0), figure=(0.1, 0.25)),
    Told("their counts in 100 ms correlate by 0.3", together(0.5), figure=(0.25, 0.35)),
    Told("if a tenth is, by some 0.06", together(0.1), figure=(0.02, 0.1)),
    Told("fires some 9 times a second", lambda draw: lasting(draw)[0], figure=(8.5, 10.2)),
    Told("Jumps so small act nearly as", lambda draw: jumping(0.4, draw), figure=(13.2, 14.2)),
    Told("fires some 12 times a second", lambda draw: jumping(2.0, draw), figure=(11.4, 12.5)),
    Told("and its CV is 0.7", lambda draw: lasting(draw)[1], figure=(0.63, 0.79)),
    Told("its CV is then 0.47 at 17 Hz", lambda draw: tiring(draw)[1], figure=(0.43, 0.52)),
    Told(
        "The table says noise",
        lambda draw: tiring(draw)[1] > np.interp(tiring(draw)[0], *BORDER),
        share=(1.0, 1.0),
    ),
    Told(
        "after a short interval the next is, on average, longer than the mean",
        lambda draw: tiring(draw)[2],
        figure=(-0.3, 0.0),
    ),
    Told(
        "ten intervals of pure chance have 0.88 on average",
        lambda draw: of_so_many(10, 0.0, draw).mean(),
        figure=(0.87, 0.89),
    ),
    Told(
        "until 0.9 lies two such errors from 1",
        lambda draw: 2 * of_so_many(400, 0.0, draw).std(),
        figure=(0.09, 0.11),
    ),
    Told(
        "with twenty spikes one in four has less than 0.8",
        lambda draw: (of_so_many(19, 0.0, draw) < 0.8).mean(),
        figure=(0.21, 0.28),
    ),
    Told("mostly within a fifth of a second their spikes agree", agree, draws=range(101, 125)),
    Told(
        "so for 0.1 it takes a hundred",
        lambda draw: of_so_many(100, 0.0, draw).std(),
        figure=(0.08, 0.11),
    ),
    Told(
        "our neuron's, at 1.3 nA and 4 mV, some thirty",
        off_with_thirty,
        figure=(0.08, 0.11),
    ),
    Told(
        "so for a tenth it takes two hundred",
        lambda draw: fano_of_two_hundred(draw).std(),
        figure=(0.09, 0.11),
    ),
    Told("in fewer than one train of pure chance in twenty", strays, figure=(0.03, 0.05)),
    Told(
        "it still fires nearly ten times a second at 0.5 nA",
        lambda draw: 1000 / gaps(0.5, 10.0, draw, 40).mean(),
        figure=(8.5, 10.5),
    ),
    Told("σ = 4 mV the CV is about 0.55", lambda draw: cv(1.3, 4.0, draw), figure=(0.51, 0.6)),
    Told("The CV rises to about 0.9", lambda draw: cv(1.3, 1.0, draw, 160), figure=(0.78, 1.09)),
    Told(
        "and here there is hardly one",
        lambda draw: np.mean(gaps(1.3, 4.0, draw) < 0.2 * gaps(1.3, 4.0, draw).mean()),
        figure=(0.0, 0.01),
    ),
    Told(
        "For the first 20 ms hardly anything can happen",
        lambda draw: np.mean(gaps(1.3, 4.0, draw) < 20.0),
        figure=(0.0, 0.02),
    ),
    Told(
        "a chance of some 20 % to fire",
        lambda draw: chances(draw)[1][chances(draw)[0] >= 40].mean(),
        figure=(19.0, 22.0),
    ),
    Told("it has about the same chance in the ten after", flat, figure=(-1.5, 2.6)),
    Told(
        "and the wait some 40 on average",
        lambda draw: np.mean(gaps(1.3, 4.0, draw)[gaps(1.3, 4.0, draw) > 50.0] - 50.0),
        figure=(38.0, 45.0),
    ),
    Told("Most of them lie a little low", lambda draw: low(draw) > 0.5),
    Told("Rate and CV together tell which", judged, share=(1.0, 1.0)),
    Told("Strong noise that changes slowly fools it", slow, share=(1.0, 1.0)),
    Told("an interval says nothing about the next", next_to, figure=(-0.08, 0.08)),
    Told(
        "C is more irregular than D",
        lambda draw: recorded("C", draw)[1] > recorded("D", draw)[1],
        share=(1.0, 1.0),
    ),
    Told("by 3 or 4 % at 0.1 ms", lambda draw: missing(0.1, draw), figure=(2.0, 5.0)),
    Told("by some 10 % at 1 ms", lambda draw: missing(1.0, draw), figure=(8.5, 12.0), draws=TWICE),
    Told("about half a hertz from run to run", lambda draw: scatter(draw)[0], figure=(0.35, 0.65)),
    Told("the CV by about 0.036", lambda draw: scatter(draw)[1], figure=(0.025, 0.048)),
]
test_on_other_draws = on_other_draws(page, TOLD)
