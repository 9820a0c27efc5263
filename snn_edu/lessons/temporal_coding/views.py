"""Lesson 05, temporal coding: its pictures and its race."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snn_edu.coding import (
    Code,
    delta_code,
    latency_code,
    phase_code,
    rank_order_code,
    rank_table,
    rate_code,
)
from snn_edu.lessons.temporal_coding.measured import DURATION, NAMES
from snn_edu.lessons.temporal_coding.questions import FIRST, JITTER, READ_FIRST, SENT, of_count
from snn_edu.lessons.temporal_coding.race import GOOD_LINE, Line, frame_by_frame, stimulus_at
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.plots import HERE, OTHER, SPIKE, THEORY, VOLTAGE
from snn_edu.questions import theirs
from snn_edu.spikes import Spikes

Values = NDArray[np.float64]

GREY = 0.4  # of the grey sheet


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
    return np.full(64, GREY)  # "a grey sheet"


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


SHAPES = ("a three", "a seven", "a ring", "a gradient")  # a table of ranks is their mean


def codes_for(stimulus: str) -> dict[str, Code]:
    """The five codes, set up for one picture or a movie.

    All ranks share 64 ms. The rank table is the mean of our 8 x 8 pictures at full brightness, but
    never of the one that is sent; for more pixels it is evenly spread. In a movie every code but
    delta starts afresh with each frame, and latency's window is the frame.
    """
    values = picture(stimulus)
    movie = values.ndim == 2
    n = values.shape[-1]
    table = rank_table([picture(name) for name in SHAPES if name != stimulus]) if n == 64 else None
    codes: tuple[Code, ...] = (
        rate_code(),
        latency_code(25.0 if movie else 50.0),
        rank_order_code(spacing=min(1.0, 64.0 / n), table=table),
        phase_code(),
    )
    if movie:
        codes = tuple(frame_by_frame(code, DURATION / len(values)) for code in codes)
    return dict(zip(NAMES, (*codes, delta_code()), strict=True))


def error(estimate: Values, truth: Values) -> float:
    """Root mean square over the values."""
    return float(np.sqrt(np.mean((estimate - truth) ** 2)))


def square(values: Values) -> NDArray[np.float64]:
    """One row of values as a square picture."""
    side = math.isqrt(values.size)
    return values.reshape(side, side)


def _picture(ax: Any) -> Any:
    """An axes for a square picture, black 0 to white 1, in a thin frame."""
    ax.set(xticks=[], yticks=[])
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set(visible=True, color="0.6")
    return ax.imshow(
        np.zeros((2, 2)), cmap="gray", vmin=0, vmax=1, extent=(0, 1, 0, 1), interpolation="nearest"
    )


# --- Two clerks send four patches. ----------------------------------------------------------------


def two_clerks_frame(a: float, b: float, c: float, d: float, draw: int) -> Frame:
    """Four patches, and what a rate and a latency code send of them in 100 ms."""
    values = np.array([a, b, c, d])
    rate = rate_code().encode(values, DURATION, np.random.default_rng(draw))
    first = latency_code(50.0).encode(values, DURATION, np.random.default_rng(draw))
    return {
        "patches": [{"height": x, "facecolor": str(x), "edgecolor": "0.4"} for x in values],
        "rate": (rate.times, rate.ids),
        "latency": (first.times, first.ids),
        "text": f"Patches {a:g}, {b:g}, {c:g}, {d:g}, sending {draw}: A clicks {len(rate)} "
        f"times, B {len(first)} times.",
    }


@declare(
    two_clerks_frame,
    a=slider("pixel 1", 0, 1, start=0.9, step=0.05),
    b=slider("pixel 2", 0, 1, start=0.6, step=0.05),
    c=slider("pixel 3", 0, 1, start=0.3, step=0.05),
    d=slider("pixel 4", 0, 1, start=0.0, step=0.05),
    draw=slider("send once more", 1, 20, start=1, step=1),
    handles={"patches": {"y": ["a", "b", "c", "d"]}},
    size=(9.0, 3.0),
    light=True,
)
def two_clerks(figure: Figure) -> Frame:
    """Four patches as bars on the left, two rasters on the right."""
    grid = figure.add_gridspec(2, 2, width_ratios=[1, 2.4])
    left = figure.add_subplot(grid[:, 0])
    left.set(xlim=(-0.6, 3.6), ylim=(0, 1.05), xticks=range(4), ylabel="brightness")
    left.set_xticklabels(["1", "2", "3", "4"])
    left.tick_params(axis="x", length=0, pad=18)  # of the grip of a black pixel
    left.set_xlabel("pixel")
    patches = left.bar(range(4), np.ones(4), width=0.8, lw=1)
    rows = []
    for k, name in enumerate(("A", "B")):
        ax = figure.add_subplot(grid[k, 1])
        ax.set(xlim=(-1, 101), ylim=(3.5, -0.5), yticks=range(4))
        ax.set_yticklabels(["1", "2", "3", "4"])
        ax.set_ylabel(name, rotation=0, fontsize=16, va="center", labelpad=14)
        ax.grid(visible=False)
        ax.tick_params(labelbottom=bool(k))
        rows.append(ax.plot([], [], color=SPIKE, ls="", marker="|", ms=11, mew=2)[0])
    ax.set_xlabel("time (ms)")
    return {"patches": list(patches), "rate": rows[0], "latency": rows[1]}


# --- Codes in rows: raster, copy and error, on one clock. -----------------------------------------

LOOKS = np.linspace(0.0, DURATION, 41)  # ms, where the error curves are measured


@functools.lru_cache(maxsize=32)
def sent(name: str, stimulus: str, brightness: float, seed: int) -> tuple[Code, Spikes, Values]:
    """One of the codes, what it sends of a picture in 100 ms, and its error at each look."""
    values = brightness * picture(stimulus)
    code = codes_for(stimulus)[name]
    spikes = code.encode(values, DURATION, np.random.default_rng(seed))
    wrong = [
        error(code.decode(spikes, t), stimulus_at(values, t, DURATION)) for t in LOOKS.tolist()
    ]
    return code, spikes, np.array(wrong)


def rows_frame(
    clock: float, stimulus: str, brightness: float, seed: int, names: Sequence[str] = NAMES
) -> Frame:
    """Some codes at work on one picture, `clock` ms after it appeared."""
    truth = stimulus_at(brightness * picture(stimulus), clock, DURATION)
    frame: dict[str, Any] = {"stimulus": square(truth)}
    said = []
    for k, name in enumerate(names):
        code, spikes, wrong = sent(name, stimulus, brightness, seed)
        estimate = code.decode(spikes, clock)
        now = error(estimate, truth)
        row = 1.0 - (spikes.ids + 0.5) / spikes.size  # top pixels on top, however many neurons
        heard = spikes.times <= clock
        frame |= {
            f"heard{k}": (spikes.times[heard], row[heard]),
            f"coming{k}": (spikes.times[~heard], row[~heard]),
            f"clock{k}": ([clock, clock], [0, 1]),
            f"estimate{k}": square(estimate),
            f"error{k}": (LOOKS[clock >= LOOKS], wrong[clock >= LOOKS]),
            f"now{k}": ([clock], [now]),
            f"said{k}": f"{now:.2f}\n{int(heard.sum())} clicks",
        }
        said.append(f"{name} {now:.2f} ({int(heard.sum())})")
    light = "" if brightness == 1.0 else f" at {100 * brightness:.0f} % of the light"
    text = f"{stimulus.capitalize()}{light}, {clock:g} ms, draw {seed}, error (clicks): "
    text += f"{', '.join(said)}."
    return frame | {"text": text}


LETTER = {"rate": "A: rate", "latency": "B: latency", "rank order": "C: rank order"}


def draw_rows(figure: Figure, names: Sequence[str] = NAMES) -> Frame:
    """The picture on the left; a row for each code: its clicks, its copy, its error."""
    grid = figure.subplots(
        len(names), 5, squeeze=False, width_ratios=[1.1, 4.0, 1.1, 1.5, 1.1],
        gridspec_kw={"hspace": 0.0},
    )  # fmt: skip
    for ax in grid[1:, 0]:
        ax.remove()
    grid[0, 0].set_title("picture")
    artists: dict[str, Any] = {"stimulus": _picture(grid[0, 0])}
    for k, (name, (_, raster, copy, curve, words)) in enumerate(zip(names, grid, strict=True)):
        last = k == len(names) - 1
        raster.set(xlim=(-1, DURATION + 1), ylim=(-0.04, 1.04), yticks=[])
        label = LETTER[name].replace(": ", ":\n")
        raster.set_ylabel(label, rotation=0, ha="right", va="center", labelpad=16)  # of a grip
        copy.set_ylabel(LETTER[name][0], rotation=0, va="center", labelpad=8)  # alone on a phone
        raster.grid(visible=False)
        raster.tick_params(labelbottom=last)
        dots = {"ls": "", "marker": "|", "ms": 3.4, "mew": 1.1}
        artists |= {
            f"coming{k}": raster.plot([], [], color="0.85", **dots)[0],
            f"heard{k}": raster.plot([], [], color=SPIKE, **dots)[0],
            f"clock{k}": raster.plot([], [], color=VOLTAGE, lw=1.6)[0],
            f"estimate{k}": _picture(copy),
        }
        curve.set(xlim=(-4, 104), ylim=(-0.1, 1.1), yticks=[0, 0.5, 1])
        curve.tick_params(labelbottom=last)
        words.axis("off")
        artists |= {
            f"error{k}": curve.plot([], [], color="0.55", lw=1.4)[0],
            f"now{k}": curve.plot([], [], "o", color=VOLTAGE, ms=6)[0],
            f"said{k}": words.text(0.0, 0.5, "", va="center"),
        }
    for ax, title in zip(grid[0, 1:4], ("clicks", "copy", "error"), strict=True):
        ax.set_title(title)
    grid[-1, 1].set_xlabel("time (ms)")
    grid[-1, 3].set_xlabel("time (ms)")
    return artists


CLOCK = slider("clock", 0, 100, start=0, step=1, unit="ms", clock=True)
PAIR = ("rate", "latency")
copies = declare(
    functools.partial(rows_frame, brightness=1.0, names=PAIR),
    clock=CLOCK,
    stimulus=choice("picture", ["a three", "a seven"], "a three"),
    seed=slider("draw of the clicks", 1, 20, start=6, step=1, rare=True),
    handles={"clock0": {"x": "clock"}, "clock1": {"x": "clock"}},
    size=(9.0, 3.0),
    light=True,
)(functools.partial(draw_rows, names=PAIR))
three_clerks = declare(
    functools.partial(rows_frame, clock=DURATION, seed=1, names=NAMES[:3]),
    brightness=slider("brightness", 0.1, 1, start=1.0, step=0.05),
    stimulus=choice("picture", ["a three", "a grey sheet"], "a three"),
    size=(9.0, 3.6),
    light=True,
)(functools.partial(draw_rows, names=NAMES[:3]))


# --- The race: five cables, five copies, one clock. -----------------------------------------------

AHEAD = 20.0  # ms before a click is heard, it comes in at the cable's upper end
GOOD = 0.1  # the error below which a copy is through


@functools.lru_cache(maxsize=32)
def errors_by_ms(name: str, stimulus: str, seed: int) -> Values:
    """The error of one code's copy at 0, 1, ... 100 ms."""
    code, spikes, _ = sent(name, stimulus, 1.0, seed)
    truth = picture(stimulus)
    at = np.arange(DURATION + 1)
    return np.array(
        [error(code.decode(spikes, t), stimulus_at(truth, t, DURATION)) for t in at.tolist()]
    )


def race_frame(clock: float, stimulus: str, seed: int) -> Frame:
    """What five codes have made of one picture, `clock` ms after it appeared, and what comes."""
    truth = stimulus_at(picture(stimulus), clock, DURATION)
    frame: dict[str, Any] = {"stimulus": square(truth), "clock": f"{clock:.0f} ms"}
    said = []
    for k, name in enumerate(NAMES):
        code, spikes, _ = sent(name, stimulus, 1.0, seed)
        estimate = code.decode(spikes, clock)
        now, heard = error(estimate, truth), int((spikes.times <= clock).sum())
        coming = (spikes.times > clock) & (spikes.times <= clock + AHEAD)
        so_far = errors_by_ms(name, stimulus, seed)[: math.floor(clock) + 1]
        since = np.flatnonzero(so_far > GOOD)[-1] + 1 if so_far.max() > GOOD else 0
        frame |= {
            f"clicks{k}": (
                (spikes.ids[coming] + 0.5) / spikes.size, spikes.times[coming] - clock
            ),
            f"estimate{k}": square(estimate),
            f"error{k}": {"width": now},
            f"said{k}": f"{heard} click{'s' * (heard != 1)}",
            f"good{k}": f"at {since} ms" if since < so_far.size else "",
        }  # fmt: skip
        said.append(f"{name} {now:.2f} ({heard})")
    text = f"{stimulus.capitalize()}, {clock:g} ms, draw {seed}, error (clicks): "
    return frame | {"text": f"{text}{', '.join(said)}."}


@declare(
    race_frame,
    clock=slider("clock", 0, 100, start=0, step=0.5, unit="ms", clock=5.0, alone=True),
    stimulus=choice("picture", ["a three", "a seven", "a ball", "a moving bar"], "a three"),
    seed=slider("draw of the clicks", 1, 20, start=4, step=1, rare=True),
    size=(9.0, 3.9),
    light=True,
)
def race(figure: Figure) -> Frame:
    """The picture that is sent, and for each code its cable above its copy, its error below."""
    grid = figure.subplots(4, 6, height_ratios=[1.3, 1.35, 0.14, 0.4])
    layout: Any = figure.get_layout_engine()
    layout.set(hspace=0.0, wspace=0.02, h_pad=0.01)
    for ax in (grid[0, 0], *grid[2:].flat):
        ax.axis("off")
    artists: dict[str, Any] = {
        "stimulus": _picture(grid[1, 0]),
        "clock": grid[0, 0].text(0.5, 0.45, "", size=24, ha="center"),
    }
    grid[0, 0].text(0.5, 0.06, "sent", ha="center")
    grid[0, 0].text(1.0, 0.98, "clicks of the\nnext 20 ms", color=SPIKE, ha="right", va="top")
    grid[2, 0].text(1.0, 0.5, "error", ha="right", va="center")
    below = f"below {GOOD:g}"
    grid[3, 0].text(1.0, 0.15, below, color=OTHER, ha="right", va="center", weight="bold")
    for k, (name, (cable, copy, bar, words)) in enumerate(zip(NAMES, grid.T[1:], strict=True)):
        cable.set(xlim=(0, 1), ylim=(0, AHEAD), xticks=[], yticks=[])
        cable.set_title(name, loc="center")
        cable.grid(visible=False)
        for spine in cable.spines.values():
            spine.set(visible=True, color="0.8")
        bar.set(xlim=(0, 0.6), ylim=(0, 1))
        bar.plot([GOOD, GOOD], [-0.3, 1.3], color="0.4", ls=":", clip_on=False)
        artists |= {
            f"clicks{k}": cable.plot([], [], color=SPIKE, ls="", marker="|", ms=5, mew=1.4)[0],
            f"estimate{k}": _picture(copy),
            f"error{k}": bar.barh(0.5, 0.0, height=0.8, color="0.45")[0],
            f"said{k}": words.text(0.5, 0.75, "", ha="center", va="center"),
            f"good{k}": words.text(
                0.5, 0.15, "", color=OTHER, ha="center", va="center", weight="bold"
            ),
        }
    return artists


# --- The learner's own clerks. --------------------------------------------------------------------

LISTENED = (50, 100, 200, 400, 800, 1600)  # ms
STEP = 0.5  # ms


@functools.lru_cache(maxsize=16)
def own_trains(encode: Any, stimulus: str, seed: int) -> list[Values]:
    """1,600 ms of clicks from a learner's clerk A, one train for each pixel."""
    rng = np.random.default_rng(seed)
    draws = rng.random((64, round(LISTENED[-1] / STEP)))
    return [
        np.asarray(encode(float(x), 100, STEP, u), float)
        for x, u in zip(picture(stimulus), draws, strict=True)
    ]


def listen_frame(encode: Any, T: str, stimulus: str, seed: int) -> Frame:
    """A picture sent by a learner's clerk A, and read after `T` ms of counting."""
    encode, whose = theirs(SENT, encode, "Your clerk", "Our clerk")
    trains, truth = own_trains(encode, stimulus, seed), picture(stimulus)

    def copy(ms: int) -> Values:
        return np.array([of_count(int((train < ms).sum()), 100, ms) for train in trains], float)

    now, ms = copy(int(T.split()[0])), int(T.split()[0])
    errors = [error(copy(each), truth) for each in LISTENED]
    early = [(train[train < min(ms, 200)], k) for k, train in enumerate(trains)]
    return {
        "raster": (
            np.concatenate([times for times, _ in early]),
            np.concatenate([np.full(len(times), k) for times, k in early]),
        ),
        "copy": square(now),
        "errors": (LISTENED, errors),
        "now": ([ms], [error(now, truth)]),
        "text": f"{whose}, {stimulus}, draw {seed}: after {ms:,} ms the copy's error is "
        f"{error(now, truth):.2f}.",
    }


@declare(
    listen_frame,
    T=choice("listen for", [f"{ms} ms" for ms in LISTENED], "100 ms"),
    stimulus=choice("picture", ["a grey sheet", "a three"], "a grey sheet"),
    seed=slider("send once more", 1, 20, start=1, step=1),
    size=(9.0, 2.9),
    light=True,
)
def listen(figure: Figure) -> Frame:
    """The first trains, the copy, and the error against the time of listening."""
    raster, copy, curve = figure.subplots(1, 3, width_ratios=[1.6, 1.0, 1.6])
    raster.set(xlim=(0, 200), ylim=(64, -1), xlabel="time (ms)", ylabel="pixel")
    raster.set_title("the first clicks")
    raster.grid(visible=False)
    copy.set_title("copy")
    curve.set(xscale="log", yscale="log", xlim=(40, 2000), ylim=(0.03, 0.4))
    curve.set(xlabel="listened (ms)", ylabel="error")
    curve.set_xticks(LISTENED, [f"{ms:,}" for ms in LISTENED], fontsize=8)
    curve.set_yticks([0.05, 0.1, 0.2, 0.4], ["0.05", "0.1", "0.2", "0.4"])
    curve.minorticks_off()
    return {
        "raster": raster.plot([], [], color=SPIKE, ls="", marker="|", ms=3.4, mew=1.1)[0],
        "copy": _picture(copy),
        "errors": curve.plot([], [], "o-", color="0.6", ms=5, lw=1)[0],
        "now": curve.plot([], [], **HERE)[0],
    }


def my_copy_frame(encode: Any, read: Any, stimulus: str, window: float) -> Frame:
    """A picture as a learner's clerk B sends and reads it."""
    encode, sends = theirs(FIRST, encode)
    read, reads = theirs(READ_FIRST, read)
    truth = picture(stimulus)
    times = np.asarray(encode(truth, window), float)
    copy = np.asarray(read(times, window), float)
    clicked = np.isfinite(times)
    whose = f"{sends.capitalize()} clerk B" if sends == reads else "Half your clerk, half ours,"
    return {
        "raster": (times[clicked], np.flatnonzero(clicked)),
        "copy": square(copy),
        "text": f"{whose} sends {stimulus} in a window of {window:g} ms with {clicked.sum()} "
        f"clicks. The copy's error is {error(copy, truth):.2f}.",
    }


@declare(
    my_copy_frame,
    stimulus=choice("picture", list(SHAPES), "a three"),
    window=slider("window", 10, 100, start=50.0, step=5.0, unit="ms"),
    size=(8.0, 2.6),
    light=True,
)
def my_copy(figure: Figure) -> Frame:
    """The clicks and the copy."""
    raster, copy = figure.subplots(1, 2, width_ratios=[3.0, 1.0])
    raster.set(xlim=(-1, 101), ylim=(64, -1), xlabel="time (ms)", ylabel="pixel")
    raster.grid(visible=False)
    copy.set_title("copy")
    return {
        "raster": raster.plot([], [], color=SPIKE, ls="", marker="|", ms=4, mew=1.4)[0],
        "copy": _picture(copy),
    }


# --- A bad line. ----------------------------------------------------------------------------------

RUNS = 20


@functools.lru_cache(maxsize=8)
def twenty_times(name: str, stimulus: str) -> tuple[Code, tuple[Spikes, ...]]:
    """A code, and what it sends of a picture, twenty times."""
    values = picture(stimulus)
    code = codes_for(stimulus)[name]
    rngs = [np.random.default_rng(seed) for seed in range(RUNS)]
    return code, tuple(code.encode(values, DURATION, rng) for rng in rngs)


@functools.lru_cache(maxsize=64)
def arrived(name: str, stimulus: str, line: Line) -> tuple[Values, float]:
    """A copy after 100 ms of a bad line, and the mean error of twenty."""
    code, sendings = twenty_times(name, stimulus)
    truth = picture(stimulus)
    copies = [
        code.decode(line.transmit(spikes, np.random.default_rng(1000 + k)), DURATION)
        for k, spikes in enumerate(sendings)
    ]
    return copies[0], float(np.mean([error(copy, truth) for copy in copies]))


def bad_line_frame(jitter: float, loss: float, stimulus: str = "a gradient") -> Frame:
    """Each code's copy after 100 ms when clicks are jittered (ms) and lost (%) on the way."""
    line = Line(jitter, loss / 100)
    frame: dict[str, Any] = {}
    said = []
    clean = [arrived(name, stimulus, GOOD_LINE)[1] for name in NAMES]
    noisy = [arrived(name, stimulus, line) for name in NAMES]
    for k, (name, (copy, now)) in enumerate(zip(NAMES, noisy, strict=True)):
        frame |= {
            f"copy{k}": square(copy),
            f"change{k}": ([clean[k], now], [k, k]),
            f"said{k}": f"{clean[k]:.2f} → {now:.2f}",
        }
        said.append(f"{name} {now:.2f}")
    rows = np.arange(len(NAMES))
    return frame | {
        "clean": (clean, rows),
        "noisy": ([now for _, now in noisy], rows),
        "text": f"Jitter {jitter:g} ms, {loss:g} % lost. Error after 100 ms, mean of {RUNS} runs: "
        f"{', '.join(said)}.",
    }


@declare(
    bad_line_frame,
    loss=slider("loss", 0, 50, start=20, step=5, unit="%"),
    jitter=slider("jitter", 0, 10, start=0.0, step=0.5, unit="ms"),
    size=(8.0, 4.2),
    light=True,
)
def bad_line(figure: Figure) -> Frame:
    """Five copies above; below how far each error moved from the good line's."""
    above, below = figure.subfigures(2, 1, squeeze=False, height_ratios=[1.0, 1.35])[:, 0]
    artists: dict[str, Any] = {}
    for k, (name, ax) in enumerate(zip(NAMES, above.subplots(1, 5), strict=True)):
        artists[f"copy{k}"] = _picture(ax)
        ax.set_title(name, fontsize=10)
    ax = below.subplots()
    ax.set(xlim=(-0.01, 0.62), ylim=(4.6, -0.6), xlabel="error after 100 ms")
    ax.set_yticks(range(5), NAMES)
    for k in range(5):
        artists |= {
            f"change{k}": ax.plot([], [], color="0.6", lw=3)[0],
            f"said{k}": ax.text(0.62, k, "", va="center", ha="right"),
        }
    artists |= {
        "clean": ax.plot([], [], "o", color=OTHER, ms=9, mfc="white", mew=2)[0],
        "noisy": ax.plot([], [], "D", color=VOLTAGE, ms=6)[0],
    }
    ax.text(0.27, -0.62, "ring: good line", color=OTHER, va="bottom", ha="right")
    ax.text(0.62, -0.62, "diamond: this line", color=VOLTAGE, va="bottom", ha="right")
    return artists


# --- Which rhythm? --------------------------------------------------------------------------------

CYCLES = {"100 ms": 100.0, "50 ms": 50.0, "25 ms": 25.0, "12.5 ms": 12.5}
SHAKEN = Line(3.0, 0.0)  # ms of jitter


@functools.cache
def in_rhythm(cycle: float) -> tuple[Values, float]:
    """A gradient in a phase code on a shaky line: a copy, and the mean error of twenty."""
    truth, code = picture("a gradient"), phase_code(1000.0 / cycle)
    spikes = code.encode(truth, DURATION, np.random.default_rng(1))
    copies = [
        code.decode(SHAKEN.transmit(spikes, np.random.default_rng(1000 + k)), DURATION)
        for k in range(RUNS)
    ]
    return copies[0], float(np.mean([error(copy, truth) for copy in copies]))


def rhythm_frame(law: Any, cycle: str) -> Frame:
    """A phase code at one length of the cycle: measured, and by the learner's law."""
    law, whose = theirs(JITTER, law, "Your", "The")
    ms = CYCLES[cycle]
    lengths = np.geomspace(10.0, 110.0, 40)
    said = [float(law(SHAKEN.jitter, 0.75 * each, DURATION / each)) for each in lengths]
    copy, measured = in_rhythm(ms)
    now = float(law(SHAKEN.jitter, 0.75 * ms, DURATION / ms))
    return {
        "copy": square(copy),
        "law": (lengths, said),
        "now": ([ms], [measured]),
        "text": f"A cycle of {cycle}, {DURATION / ms:g} click{'s' * (ms < 100)} a pixel, 3 ms of "
        f"jitter. {whose} law says {now:.2f}, measured are {measured:.2f}.",
    }


@declare(
    rhythm_frame,
    cycle=choice("length of the cycle", list(CYCLES), "25 ms"),
    size=(8.0, 3.0),
    light=True,
)
def rhythm(figure: Figure) -> Frame:
    """The copy, and the error against the length of the cycle."""
    left, right = figure.subplots(1, 2, width_ratios=[1.0, 2.2])
    left.set_title("copy")
    right.set(xscale="log", xlim=(10, 112), ylim=(0, 0.26), ylabel="error")
    right.set_xlabel("length of the cycle (ms)")
    right.set_xticks(list(CYCLES.values()), [f"{ms:g}" for ms in CYCLES.values()])
    right.minorticks_off()
    latency = arrived("latency", "a gradient", SHAKEN)[1]
    right.axhline(latency, color=OTHER, ls="--", lw=1.5)
    right.text(10.4, latency + 0.004, "latency", color=OTHER, va="bottom")
    right.text(16, 0.115, "the law", color=THEORY, ha="left", va="bottom")
    return {
        "copy": _picture(left),
        "law": right.plot([], [], color=THEORY, lw=2.5)[0],
        "now": right.plot([], [], **HERE)[0],
    }
