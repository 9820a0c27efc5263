"""Lesson 05, temporal coding: its pictures and its race."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu.coding.codes import (
    Code,
    delta_code,
    latency_code,
    phase_code,
    population_code,
    rank_order_code,
    rate_code,
)
from snn_edu.coding.counting import (
    counts,
    decode_population,
    encode_population,
    encode_rate,
    in_range,
    population_rates,
)
from snn_edu.coding.race import GOOD_LINE, Errors, Line, frame_by_frame, measure_errors, stimulus_at
from snn_edu.coding.timing import rank_table
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, HouseFigure, figure
from snn_edu.spikes.train import Spikes

Frame = Mapping[str, Any]
Values = NDArray[np.float64]

DURATION = 100.0  # ms, of every stimulus
NAMES = ("rate", "latency", "rank order", "phase", "population", "delta")

# --- What there is to see: small pictures, black 0 to white 1. ------------------------------------

DIGITS = {
    "a three": "00599600 04933a40 00000a50 00289800 00013a40 00000870 05824a30 017a9500",
    "a seven": "029aaa80 01334a60 00000a20 00005900 00289960 0001a100 00066000 000a2000",
}  # row by row in tenths; a is 1


def picture(name: str) -> Values:
    """A picture as one row of values in [0, 1], or a movie, shape (frames, values).

    "a ball" has 16 x 16 pixels, the other pictures 8 x 8. All are drawn here.
    """
    y, x = np.mgrid[:8, :8]
    if name in DIGITS:
        return np.array([int(tenths, 11) / 10 for tenths in DIGITS[name].replace(" ", "")])
    if name == "a ring":
        away = np.hypot(x - 3.5, y - 3.5) - 2.6
        return np.asarray(np.exp(-((away / 1.1) ** 2)).round(2).ravel())
    if name == "a gradient":
        return np.asarray((np.arange(64) + 1) / 64)
    if name == "a moving bar":
        starts = np.array([0, 2, 4, 6]).reshape(-1, 1, 1)
        return np.asarray(((x >= starts) & (x < starts + 2)).astype(float).reshape(4, 64))
    if name == "a ball":
        return _ball()
    return np.array([1.0])  # "one number"


def _ball() -> Values:
    """A ball on a table, lit from above, from the left and from us: all of the grey scale."""
    y, x = (np.mgrid[:128, :128] - 63.5) / 64  # fine, and averaged below: soft edges
    depth = 0.5 - x**2 - (y + 0.1) ** 2  # of the ball towards us, squared; below 0 beside it
    light = -0.5 * x - 0.6 * (y + 0.1) + 0.6 * np.sqrt(np.maximum(depth, 0))
    shadow = np.exp(-(((x - 0.35) / 0.6) ** 2) - ((y - 0.66) / 0.2) ** 2)
    scene = np.where(y > 0.35, 0.75 - 0.2 * x - 0.6 * shadow, 0.35 - 0.1 * x + 0.15 * y)
    scene = np.where(depth > 0, 0.15 + np.maximum(light, 0.1 * y), scene)  # the table shines back
    seen = scene.reshape(16, 8, 16, 8).mean(axis=(1, 3)).ravel()
    return np.asarray((seen - seen.min()) / np.ptp(seen))


STILLS = ("a three", "a seven", "a ring", "a gradient", "a ball")
STIMULI = (*STILLS, "a moving bar", "one number")


def codes_for(values: Values) -> tuple[Code, ...]:
    """The six codes, set up for one picture or a movie.

    All ranks share 64 ms. The rank table is the mean of our 8 x 8 pictures at full brightness,
    elsewhere evenly spread. In a movie every code but delta starts afresh with each frame, and
    latency's window is the frame.
    """
    movie = values.ndim == 2
    n = values.shape[-1]
    pictures = [picture(name) for name in STILLS[:-1]]
    table = rank_table(picture("a moving bar") if movie else pictures) if n == 64 else None
    codes: tuple[Code, ...] = (
        rate_code(),
        latency_code(25.0 if movie else 50.0),
        rank_order_code(spacing=min(1.0, 64.0 / n), table=table),
        phase_code(),
        population_code(),
    )
    if movie:
        codes = tuple(frame_by_frame(code, DURATION / len(values)) for code in codes)
    return (*codes, delta_code())


def error(estimate: Values, truth: Values) -> float:
    """Root mean square over the values."""
    return float(np.sqrt(np.mean((estimate - truth) ** 2)))


def square(values: Values) -> NDArray[np.float64]:
    """One row of values as a square picture."""
    side = math.isqrt(values.size)
    return values.reshape(side, side)


# --- One code at a time, and the learner's own. ---------------------------------------------------


@cache
def _sent(name: str, stimulus: str, seed: int) -> tuple[Code, Spikes]:
    """One of the codes, and what it sends of a picture in 100 ms."""
    values = picture(stimulus)
    code = codes_for(values)[NAMES.index(name)]
    return code, code.encode(values, DURATION, np.random.default_rng(seed))


def one_code(code: str, clock: float, stimulus: str, seed: int) -> Frame:
    """A picture, its spikes in one code, and the copy that is read from them up to `clock` ms."""
    truth = picture(stimulus)
    how, spikes = _sent(code, stimulus, seed)
    estimate = how.decode(spikes, clock)
    row = 1.0 - (spikes.ids + 0.5) / spikes.size
    heard = spikes.times <= clock
    return {
        "stimulus": square(truth),
        "heard": (spikes.times[heard], row[heard]),
        "coming": (spikes.times[~heard], row[~heard]),
        "clock": ([clock, clock], [0, 1]),
        "copy": square(estimate),
        "text": f"{code}, {clock:g} ms: {np.count_nonzero(heard)} spikes heard, "
        f"the copy's error is {error(estimate, truth):.2f}.",
    }


def draw_one_code(figure: Figure) -> Frame:
    """The picture, the raster with the clock in it, and the copy."""
    shown_, raster, copy = figure.subplots(1, 3, width_ratios=[1.0, 2.4, 1.0])
    shown_.set_title("shown")
    raster.set_title("spikes, top pixels on top")
    copy.set_title("copy")
    raster.set(xlim=(-1, DURATION + 1), ylim=(-0.02, 1.02), yticks=[], xlabel="time (ms)")
    raster.grid(visible=False)
    dots = {"ls": "", "marker": "|", "ms": 4.5, "mew": 1.2}
    return {
        "stimulus": _picture(shown_),
        "coming": raster.plot([], [], color="0.8", **dots)[0],
        "heard": raster.plot([], [], color=SPIKE, **dots)[0],
        "clock": raster.plot([], [], color=VOLTAGE, lw=1.4)[0],
        "copy": _picture(copy),
    }


def my_pair(
    name: str,
    trains: Sequence[Sequence[float]] | None = None,
    copy: Sequence[float] | None = None,
) -> HouseFigure:
    """A three as the learner's own encoder and decoder send and read it; None: the library's."""
    truth = picture("a three")
    whose = "yours"
    if trains is None or copy is None:
        whose = "the library's, until yours is written above"
        code, spikes = _sent(name, "a three", 1)
        trains = [spikes.times[spikes.ids == k].tolist() for k in range(truth.size)]
        copy = code.decode(spikes, DURATION).tolist()
    estimate = np.asarray(copy, float)
    off = error(estimate, truth)
    house = figure(f"A three in the {name} code, {whose}: error {off:.2f}", 7.0, 2.6)
    raster, picture_ = house.subplots(1, 2, width_ratios=[3.0, 1.0])
    for k, train in enumerate(trains):
        raster.plot(train, np.full(len(train), k), "|", color=SPIKE, ms=3.5, mew=1.2)
    raster.set(xlim=(-1, DURATION + 1), ylim=(64, -1), xlabel="time (ms)", ylabel="pixel")
    raster.set_title(f"{name}: {whose}")
    raster.grid(visible=False)
    _picture(picture_).set_data(square(estimate))
    picture_.set_title(f"read: error {off:.2f}")
    return house


# --- Widget 1: the race. Its view is written out in the notebook. ---------------------------------

LOOKS = np.linspace(0.0, DURATION, 41)  # ms, where the error curves are measured


def race_frame(
    clock: float, values: Values, codes: Sequence[Code], trains: Sequence[Spikes]
) -> Frame:
    """What `draw_race` shows of the six codes' spikes, `clock` ms after the stimulus appeared."""
    truth = stimulus_at(values, clock, DURATION)
    frame: dict[str, Any] = {"stimulus": square(truth)}
    said = []
    for k, (code, spikes) in enumerate(zip(codes, trains, strict=True)):
        estimate = code.decode(spikes, clock)
        wrong = [
            error(code.decode(spikes, t), stimulus_at(values, t, DURATION)) for t in LOOKS.tolist()
        ]
        now = error(estimate, truth)
        row = 1.0 - (spikes.ids + 0.5) / spikes.size  # top pixels on top, however many neurons
        heard = spikes.times <= clock
        sent = int(np.count_nonzero(heard))
        frame |= {
            f"heard{k}": (spikes.times[heard], row[heard]),
            f"coming{k}": (spikes.times[~heard], row[~heard]),
            f"clock{k}": ([clock, clock], [0, 1]),
            f"estimate{k}": square(estimate),
            f"error{k}": (LOOKS, wrong),
            f"now{k}": ([clock], [now]),
            f"said{k}": f"{now:.2f}\n{sent} spike{'s' * (sent != 1)}",
        }
        said.append((round(now, 2), f"{code.name} {now:.2f}"))
    table = [line for _, line in sorted(said, key=lambda one: one[0])]
    standings = "\n".join(
        line.rpartition(" ")[2] + "  " + line.rpartition(" ")[0] for line in table
    )
    text = f"{clock:g} ms after the stimulus, error, best first: {', '.join(table)}."
    return frame | {"standings": standings, "text": text}


def draw_race(figure: Figure) -> Frame:
    """The stimulus on the left; a row per code: its spikes, its copy of the picture, its error."""
    left, right = figure.subfigures(1, 2, squeeze=False, width_ratios=[1.0, 4.8])[0]
    above, below = left.subplots(2, 1, height_ratios=[1.0, 1.6])
    above.set_title("shown")
    below.axis("off")
    below.text(0.0, 1.0, "error now", fontsize=12, va="top", transform=below.transAxes)
    standings = below.text(
        0.0, 0.9, "", fontsize=10.5, va="top", linespacing=1.7, transform=below.transAxes
    )
    artists: dict[str, Any] = {"stimulus": _picture(above), "standings": standings}
    grid = right.subplots(6, 4, width_ratios=[4.0, 0.9, 1.5, 1.6], gridspec_kw={"hspace": 0.0})
    for k, (name, (raster, copy, curve, words)) in enumerate(zip(NAMES, grid, strict=True)):
        last = k == len(NAMES) - 1
        raster.set(xlim=(-1, DURATION + 1), ylim=(-0.04, 1.04), yticks=[])
        raster.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=11)
        raster.grid(visible=False)
        raster.tick_params(labelbottom=last)
        dots = {"ls": "", "marker": "|", "ms": 3.2, "mew": 1.0}
        artists |= {
            f"coming{k}": raster.plot([], [], color="0.85", **dots)[0],
            f"heard{k}": raster.plot([], [], color=SPIKE, **dots)[0],
            f"clock{k}": raster.plot([], [], color=VOLTAGE, lw=1.2)[0],
            f"estimate{k}": _picture(copy),
        }
        curve.set(xlim=(-4, 104), ylim=(-0.1, 1.1), yticks=[0, 0.5, 1])
        curve.tick_params(labelbottom=last)
        words.axis("off")
        artists |= {
            f"error{k}": curve.plot([], [], color="0.55", lw=1.4)[0],
            f"now{k}": curve.plot([], [], "o", color=VOLTAGE, ms=6)[0],
            f"said{k}": words.text(0.0, 0.5, "", va="center", fontsize=10),
        }
    for ax, title in zip(grid[0, :3], ("spikes", "copy", "error"), strict=True):
        ax.set_title(title)
    grid[-1, 0].set_xlabel("time (ms)")
    grid[-1, 2].set_xlabel("time (ms)")
    return artists


def _picture(ax: Any) -> Any:
    """An axes for a square picture, black 0 to white 1, in a thin frame."""
    ax.set(xticks=[], yticks=[])
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set(visible=True, color="0.6")
    return ax.imshow(
        np.zeros((2, 2)), cmap="gray", vmin=0, vmax=1, extent=(0, 1, 0, 1), interpolation="nearest"
    )


# --- Widget 2: a bad line. ------------------------------------------------------------------------


def bad_line(stimulus: str, jitter: float, loss: float, seed: int) -> Frame:
    """Each code's copy after 100 ms when spikes are jittered (ms) and lost (%) on the way."""
    truth = picture(stimulus)
    frame: dict[str, Any] = {}
    clean, noisy, said = [], [], []
    for k, code in enumerate(codes_for(truth)):
        spikes = code.encode(truth, DURATION, np.random.default_rng(seed))
        arrived = Line(jitter, loss / 100).transmit(spikes, np.random.default_rng(1000 + seed))
        estimate = code.decode(arrived, DURATION)
        clean.append(error(code.decode(spikes, DURATION), truth))
        noisy.append(error(estimate, truth))
        frame |= {
            f"copy{k}": square(estimate),
            f"change{k}": ([clean[k], noisy[k]], [k, k]),
            f"said{k}": f"{clean[k]:.2f} → {noisy[k]:.2f}",
            f"spikes{k}": f"{len(spikes)}",
        }
        said.append(f"{code.name} {noisy[k]:.2f}")
    rows = np.arange(len(NAMES))
    return frame | {
        "clean": (clean, rows),
        "noisy": (noisy, rows),
        "text": f"{stimulus}, jitter {jitter:g} ms, {loss:g} % lost, error after 100 ms: "
        f"{', '.join(said)}.",
    }


def draw_bad_line(figure: Figure) -> Frame:
    """Six copies on the left; on the right how far each error moved from the good line's."""
    left, right = figure.subfigures(1, 2, squeeze=False, width_ratios=[1.0, 1.25])[0]
    artists: dict[str, Any] = {}
    for k, (name, ax) in enumerate(zip(NAMES, left.subplots(2, 3).ravel(), strict=True)):
        artists[f"copy{k}"] = _picture(ax)
        ax.set_title(name, fontsize=11)
    ax = right.subplots()
    ax.set(xlim=(-0.015, 1.05), ylim=(5.6, -0.6))
    ax.set_xlabel("error after 100 ms", loc="left")
    ax.set_xticks([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    ax.set_yticks(range(6), NAMES)
    for k in range(6):
        artists |= {
            f"change{k}": ax.plot([], [], color="0.6", lw=3)[0],
            f"said{k}": ax.text(0.66, k, "", va="center", fontsize=10),
            f"spikes{k}": ax.text(1.05, k, "", va="center", ha="right", fontsize=10),
        }
    ax.text(0.66, -0.7, "error", fontsize=10, va="bottom")
    ax.text(1.05, -0.7, "spikes", fontsize=10, va="bottom", ha="right")
    artists |= {
        "clean": ax.plot([], [], "o", color=OTHER, ms=9, mfc="white", mew=2, label="good line")[0],
        "noisy": ax.plot([], [], "D", color=VOLTAGE, ms=6, label="this line")[0],
    }
    ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2)
    return artists


# --- Widget 3: a population votes. ----------------------------------------------------------------


def votes(x: float, neurons: int, clock: float, silenced: int, seed: int) -> Frame:
    """One value x as a direction pi x: tuning curves and counts, votes and their sum.

    The first `silenced` neurons (those that prefer right, and on from there) never fire.
    """
    preferred = 2 * math.pi * np.arange(neurons) / neurons
    spikes = encode_population(x, np.random.default_rng(seed), 500.0, neurons)
    alive = spikes.ids >= silenced
    spikes = Spikes(spikes.times[alive], spikes.ids[alive], neurons, 500.0)
    count = counts(spikes, clock)
    estimate = float(decode_population(spikes, clock, neurons)[0])
    expected = population_rates(x, neurons)[0][silenced:] * clock / 1000.0  # of those that live
    angle = np.linspace(0.0, 2.0, 121)  # of all stimuli, in half turns
    curve = 50.0 * (1.0 + np.cos(math.pi * (angle - x))) * clock / 1000.0
    longest = max(float(count.max()), 1.0)
    most = 100.0 * clock / 1000.0  # expected of the favourite; chance adds at most 4 s.d.
    top = next(top for top in (6, 12, 25, 50, 90) if top >= most + 4 * math.sqrt(most) + 2)
    arrows = count / longest * np.exp(1j * preferred)
    whole = complex(np.sum(arrows))
    pointed = abs(whole) > 1e-9  # no votes, or votes that cancel, point nowhere
    tip = whole / abs(whole) if pointed else np.nan
    lines = np.stack([np.zeros(neurons), arrows, np.full(neurons, np.nan)], axis=1).ravel()
    truth = np.exp(1j * math.pi * x)
    total = int(count.sum())
    read = f"read {180 * estimate:.0f}, off by {180 * (estimate - x):+z.0f}"
    if not pointed:
        read = "the votes point nowhere, so 90 is a guess"
    elif whole.imag < -1e-9:  # below the half circle that values are read from
        read = f"the sum points to {math.degrees(np.angle(whole)) % 360:.0f}, {read}"
    return {
        "left": {"ylim": (-0.05 * top, 1.1 * top)},
        "expected": (180.0 * angle, curve),
        "counts": (180.0 * preferred / math.pi, count),
        "silenced": (180.0 * preferred[:silenced] / math.pi, count[:silenced]),
        "truth": ([0.0, truth.real], [0.0, truth.imag]),
        "votes": (lines.real, lines.imag),
        "sum": ([0.0, tip.real], [0.0, tip.imag]),
        "text": f"{neurons} neurons, {silenced} silenced, {clock:g} ms: {total} spikes of "
        f"{expected.sum():.0f} expected; shown {180 * x:.0f} degrees, {read}.",
    }


def tilt_without_first(neurons: int) -> float:
    """How far (degrees) the expected votes for 90 degrees lean when neuron 0, at 0 degrees, is out.

    The sum of the rates as arrows, and no chance in it.
    """
    arrows = population_rates(0.5, neurons)[0] * np.exp(2j * math.pi * np.arange(neurons) / neurons)
    return float(np.degrees(np.angle(arrows[1:].sum()))) - 90.0


def draw_votes(figure: Figure) -> Frame:
    """Counts over favourites on the left, the votes as arrows on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[1.7, 1.0])
    left.set(xlim=(-8, 368), xlabel="favourite direction (degrees)", ylabel="spikes so far")
    left.set_xticks(range(0, 361, 45))
    right.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), aspect="equal", xticks=[], yticks=[])
    for spine in right.spines.values():
        spine.set_visible(False)
    circle = np.exp(1j * np.linspace(0, 2 * math.pi, 181))
    right.plot(circle.real, circle.imag, color="0.8", lw=1)
    artists = {
        "left": left,
        "expected": left.plot([], [], color=THEORY, lw=1.8, label="expected")[0],
        "counts": left.plot([], [], "o", color=SPIKE, ms=6, label="counted")[0],
        "silenced": left.plot([], [], "x", color=VOLTAGE, ms=9, mew=2, label="silenced")[0],
        "truth": right.plot([], [], color=THEORY, lw=6, alpha=0.5, label="shown")[0],
        "votes": right.plot([], [], color=SPIKE, lw=1.5, label="votes")[0],
        "sum": right.plot([], [], color=VOLTAGE, lw=2.5, ls="--", label="sum points here")[0],
    }
    left.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3)
    right.legend(loc="lower center", bbox_to_anchor=(0.45, 1.0), ncols=3, columnspacing=1.0)
    return artists


# --- What is measured. ----------------------------------------------------------------------------


def sixty_four_values() -> Values:
    """What the race table is measured on: 54 values uniform in [0, 1), and ten zeros."""
    rng = np.random.default_rng(4)
    values = rng.random(64)
    values[rng.choice(64, 10, replace=False)] = 0.0
    return values


def eight_rates(max_rate: float = 100.0) -> Code:
    """A rate code with eight neurons a value, whose counts are added: as many as population has."""
    return Code(
        "eight rates",
        lambda values, duration, rng: encode_rate(np.repeat(values, 8), rng, duration, max_rate),
        lambda spikes, t: in_range(counts(spikes, t).reshape(-1, 8).sum(1) / _of_one(t, max_rate)),
    )


def _of_one(t: float, max_rate: float) -> float:
    """The spikes expected of eight neurons that all send a 1."""
    return 8.0 * max_rate * t / 1000.0 if t else np.inf


JOBS = (
    ("one glance: 50 ms, a start signal, at most a spike a value", "latency"),
    ("the same shape in sun and shade, greys do not matter", "rank order"),
    ("a shared rhythm, 25 ms, and then one spike in five is lost", "phase"),
    ("which way to reach: no clock at all, eight neurons for it", "population"),
    ("an empty corridor, seen all night: report what happens", "delta"),
    ("how hard to pull: one neuron, no clock, a second of time", "rate"),
)


def job_table() -> str:
    """The jobs, their codes and why: shown once the learner has filled it in."""
    because = {
        "latency": "54 spikes for 64 values, right to 0.05 after 39 ms",
        "rank order": "blind to brightness",
        "phase": "right to 0.05 after 18 ms; a lost spike comes again",
        "population": "every spike is a small vote for a direction",
        "delta": "free while nothing happens",
        "rate": "one count; needs no clock, does not mind jitter",
    }
    return "\n".join(f"{job:60} {code:11} {because[code]}" for job, code in JOBS)


def measured(code: Code, line: Line = GOOD_LINE, listen: float = DURATION) -> Errors:
    """`code` on the sixty-four values, looked at every ms; eight trials, always the same."""
    times = np.arange(1.0, listen + 1.0)
    rng = np.random.default_rng(1)
    return measure_errors(code, sixty_four_values(), times, rng, line, trials=8)


def draw_map(errors: Mapping[str, Errors], ax: Any) -> Any:
    """Error over spikes so far, a path for each code as its 100 ms go by, named at its end.

    Solid: read by time. Dashed: read by counting.
    """
    for name, path in errors.items():
        timed = name in ("latency", "rank order", "phase")
        sent = path.spikes > 0
        ax.plot(
            path.spikes[sent],
            path.error[sent],
            color=VOLTAGE if timed else OTHER,
            ls="-" if timed else "--",
        )
        end = (float(path.spikes[-1]), float(path.error[-1]))
        ax.plot(*end, "o", color=VOLTAGE if timed else OTHER, ms=7, clip_on=False)
        place = {"latency": (-50, -16), "phase": (-18, -16), "rate": (-34, -14)}.get(name, (8, 3))
        ax.annotate(name, end, place, textcoords="offset points", fontsize=11)
    ax.set(xscale="log", xlim=(1, 15000), ylim=(-0.08, 0.6))
    ax.set(xlabel="spikes so far, all neurons together", ylabel="error")
    return ax
