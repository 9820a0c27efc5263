"""Lesson 04, temporal coding: its pictures, its race, its questions and its exercises."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.cbook import get_sample_data
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from snn_edu.coding import (
    Code,
    decode_population,
    delta_code,
    encode_population,
    latency_code,
    phase_code,
    population_code,
    population_rates,
    rank_order_code,
    rank_table,
    rate_code,
    six_codes,
)
from snn_edu.counting_codes import counts
from snn_edu.exercises import Exercise, Prediction, Wrong
from snn_edu.plots import OTHER, SPIKE, THEORY, VOLTAGE
from snn_edu.race import Errors, Line, frame_by_frame, measure_errors, shown
from snn_edu.spikes import Spikes

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

    "portrait" is real: a photograph of Grace Hopper (US Navy, public domain; matplotlib brings it
    along) in 16 x 16 pixels, its contrast stretched. All others are drawn here, in 8 x 8.
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
    if name == "portrait":
        photograph = Image.open(str(get_sample_data("grace_hopper.jpg", asfileobj=False)))
        face = np.asarray(photograph.convert("L"), float)[62:318, 142:398]
        face = face.reshape(16, 16, 16, 16).mean(axis=(1, 3)).ravel()
        return np.asarray((face - face.min()) / np.ptp(face))  # all of the grey scale
    return np.array([1.0])  # "one number"


STILLS = ("a three", "a seven", "a ring", "a gradient", "portrait")
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


# --- Widget 1: the race. Its view is written out in the notebook. ---------------------------------

LOOKS = np.linspace(0.0, DURATION, 41)  # ms, where the error curves are measured


def race_frame(
    clock: float, values: Values, codes: Sequence[Code], trains: Sequence[Spikes]
) -> Frame:
    """What `draw_race` shows of the six codes' spikes, `clock` ms after the stimulus appeared."""
    truth = shown(values, clock, DURATION)
    frame: dict[str, Any] = {"stimulus": square(truth)}
    said = []
    for k, (code, spikes) in enumerate(zip(codes, trains, strict=True)):
        estimate = code.decode(spikes, clock)
        wrong = [error(code.decode(spikes, t), shown(values, t, DURATION)) for t in LOOKS.tolist()]
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
            f"said{k}": f"{now:.2f}   {sent} spikes" if sent != 1 else f"{now:.2f}   1 spike",
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
    grid = right.subplots(6, 3, width_ratios=[4.6, 0.9, 2.2], gridspec_kw={"hspace": 0.0})
    for k, (name, (raster, copy, curve)) in enumerate(zip(NAMES, grid, strict=True)):
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
        curve.set(xlim=(-4, 104), ylim=(-0.08, 0.8), yticks=[0, 0.5])
        curve.tick_params(labelbottom=last)
        artists |= {
            f"error{k}": curve.plot([], [], color="0.55", lw=1.4)[0],
            f"now{k}": curve.plot([], [], "o", color=VOLTAGE, ms=6)[0],
            f"said{k}": curve.text(
                1.0, 1.0, "", transform=curve.transAxes, ha="right", va="top", fontsize=10
            ),
        }
    for ax, title in zip(grid[0], ("spikes", "copy", "error of the copy"), strict=True):
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
    ax.set(xlim=(-0.015, 0.9), ylim=(5.6, -0.6))
    ax.set_xlabel("error after 100 ms", loc="left")
    ax.set_xticks([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
    ax.set_yticks(range(6), NAMES)
    for k in range(6):
        artists |= {
            f"change{k}": ax.plot([], [], color="0.6", lw=3)[0],
            f"said{k}": ax.text(0.54, k, "", va="center", fontsize=10),
            f"spikes{k}": ax.text(0.9, k, "", va="center", ha="right", fontsize=10),
        }
    ax.text(0.54, -0.7, "error", fontsize=10, va="bottom")
    ax.text(0.9, -0.7, "spikes", fontsize=10, va="bottom", ha="right")
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
    expected = population_rates(x, neurons)[0] * clock / 1000.0
    angle = np.linspace(0.0, 2.0, 121)  # of all stimuli, in half turns
    curve = 50.0 * (1.0 + np.cos(math.pi * (angle - x))) * clock / 1000.0
    longest = max(float(count.max()), 1.0)
    most = 100.0 * clock / 1000.0  # expected of the favourite; chance adds at most 4 s.d.
    top = next(top for top in (6, 12, 25, 50, 90) if top >= most + 4 * math.sqrt(most) + 2)
    arrows = count / longest * np.exp(1j * preferred)
    sum_ = np.exp(1j * math.pi * estimate)
    lines = np.stack([np.zeros(neurons), arrows, np.full(neurons, np.nan)], axis=1).ravel()
    truth = np.exp(1j * math.pi * x)
    away = 180.0 * (estimate - x)
    total = int(count.sum())
    return {
        "left": {"ylim": (-0.05 * top, 1.1 * top)},
        "expected": (180.0 * angle, curve),
        "counts": (180.0 * preferred / math.pi, count),
        "silenced": (180.0 * preferred[:silenced] / math.pi, count[:silenced]),
        "truth": ([0.0, truth.real], [0.0, truth.imag]),
        "votes": (lines.real, lines.imag),
        "sum": ([0.0, sum_.real], [0.0, sum_.imag]),
        "text": f"{neurons} neurons, {silenced} silenced, {clock:g} ms: {total} spikes of "
        f"{expected.sum():.0f} expected; shown {180 * x:.0f} degrees, read {180 * estimate:.0f}, "
        f"off by {away:+.0f}.",
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


GOOD_LINE = Line()


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
        place = {"latency": (-50, -16), "phase": (-18, -16)}.get(name, (8, 3))
        ax.annotate(name, end, place, textcoords="offset points", fontsize=11)
    ax.set(xscale="log", xlim=(1, 15000), ylim=(-0.08, 0.6))
    ax.set(xlabel="spikes so far, all neurons together", ylabel="error")
    return ax


# --- Questions. -----------------------------------------------------------------------------------

PREDICTIONS = (
    Prediction(
        name="worst_copy",
        question="Four of the clerks copy a three, and the line is good. Whose copy is the worst "
        "after 50 ms?",
        choices=(
            "rate: as many spikes as the pixel is bright, on average",
            "latency: one spike a pixel, the brighter the earlier",
            "rank order: one spike a pixel, and only the order counts",
            "phase: one spike a pixel in every cycle of a rhythm",
        ),
        answer="a",
        why="A rate shows only in a count, and in 50 ms a white pixel sends 5 spikes, give or "
        "take 2. The others need no more than one spike: they say it by *when*.",
        wrong=(
            Wrong("b", "One spike is enough when its time can be read to the millisecond."),
            Wrong("c", "The order alone loses the grey scale, but it has no chance in it."),
        ),
    ),
    Prediction(
        name="half_the_light",
        question="You halve the brightness of the picture. Whose spikes do not change at all?",
        choices=("rate", "latency", "rank order", "phase"),
        answer="c",
        why="Halving every value leaves their order alone: the brightest pixel is still the "
        "brightest. Rank order sends the very same spikes.",
        wrong=(
            Wrong("b", "Half as bright means later: the latencies grow."),
            Wrong("d", "The phases move towards the end of the cycle."),
        ),
    ),
    Prediction(
        name="four_times_longer",
        question="A rate code is off by 0.16 after 100 ms. How far off is it after 400 ms?",
        answer=0.08,
        tolerance=0.012,
        because="a good estimate in the head will do",
        why="Four times the spikes, so counts of 4 n with a standard deviation of 2 sqrt(n): half "
        "the relative error, 0.08.",
        wrong=(
            Wrong(0.04, "That would be an error that falls as 1 / T. Chance falls as 1 / sqrt(T)."),
            Wrong(0.16, "It does keep improving: the counts grow faster than their scatter."),
        ),
    ),
    Prediction(
        name="a_fifth_is_lost",
        question="One spike in five is lost on the way, and the clocks are perfect. Which copy "
        "stays as it was?",
        choices=("latency", "rank order", "phase", "delta"),
        answer="c",
        why="The phase code says it again in every cycle, four times in 100 ms: the chance that "
        "all four are lost is 0.2^4 = 0.16 %.",
        wrong=(
            Wrong("a", "A lost first spike is read as black."),
            Wrong("b", "A lost spike is read as black, and all who come later move up a rank."),
            Wrong("d", "Delta adds up steps: a lost step is an error for good."),
        ),
    ),
    Prediction(
        name="silence_a_voter",
        question="A direction of 90 degrees is read from eight neurons. You silence the one whose "
        "favourite is 0 degrees. Where does the sum of the votes point now?",
        choices=(
            "nowhere: the code is broken",
            "to 90 degrees still, only less reliably",
            "away from the silenced neuron, to more than 90 degrees",
            "towards the silenced neuron, to less than 90 degrees",
        ),
        answer="c",
        why="Its votes for 0 degrees are missing, those of its opposite at 180 degrees are not: "
        "the sum leans that way, by 14 degrees on average.",
        wrong=(
            Wrong("a", "The others still vote: a population degrades, it does not break."),
            Wrong("b", "Chance would cancel out; a missing voter does not."),
        ),
    ),
)

QUIZ = (
    Prediction(
        name="quiz_first_spike",
        question="With latency x = 1 - t / window and a window of 50 ms, a neuron has not fired "
        "after 30 ms. What do you know?",
        choices=(
            "nothing yet",
            "x is 0",
            "x is below 0.4",
            "its spike was lost",
        ),
        answer="c",
        why="All above 1 - 30 / 50 = 0.4 would have fired. Silence says something too.",
    ),
    Prediction(
        name="quiz_rank_order",
        question="Two scenes differ only in the exposure of the camera. What does a rank order "
        "code transmit of the difference?",
        choices=("nothing", "half of it", "all of it, but later", "all of it, with more spikes"),
        answer="a",
        why="A rising change of all values keeps their order. That is a blindness, and just what "
        "you want when light changes and objects do not.",
    ),
    Prediction(
        name="quiz_precision",
        question="You want a rate code to be three times as precise in the same time. How many "
        "more neurons per value does it take, all alike and independent?",
        choices=("1.7 times", "3 times", "9 times", "27 times"),
        answer="c",
        why="The error falls with the square root of the number of spikes, from wherever they "
        "come: 3 squared.",
    ),
    Prediction(
        name="quiz_delta",
        question="A surveillance camera looks at an empty corridor all night. Which code sends "
        "the fewest spikes from midnight to six?",
        choices=("rate", "phase", "population", "delta"),
        answer="d",
        why="No change, no spike. The others pay for a scene as long as it lasts.",
    ),
    Prediction(
        name="quiz_no_rhythm",
        question="You receive spikes of a phase code, but nobody sends you the rhythm. What can "
        "you still read?",
        choices=(
            "the values, as before",
            "how much the values differ from each other, but not the values",
            "only how many neurons there are",
            "only the rates",
        ),
        answer="b",
        why="Without the rhythm's zero all phases are shifted by the same unknown amount; their "
        "differences are not.",
    ),
)


# --- Exercises. -----------------------------------------------------------------------------------


def _dense_ranks(values: NDArray[np.float64]) -> list[int]:
    """For each value: how many different larger ones there are."""
    return [len({other for other in values.tolist() if other > v}) for v in values.tolist()]


def _latency_walk(values: NDArray[np.float64], window: float) -> NDArray[np.float64]:
    """Slide a bar from 1 down to 0 in `window` ms; whom it meets on the way fires."""
    return np.array([np.interp(-v, [-1.0, 0.0], [0.0, window]) if v else np.inf for v in values])


NEVER = {
    "rate": "100 ms of counting are not enough",
    "rank order": "so near, but that is the limit of what an order can say",
    "population": "eight noisy neurons a value are still not enough",
}
TOO_MANY = {
    "phase": "it was right after one cycle, and says it three times more",
    "delta": "a value of 1 takes 20 steps of 0.05, a spike each",
}


def _judge_fewest(answer: Any) -> str | None:
    """None for ("latency", its spikes), measured anew; else what the pair handed in overlooks."""
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        return "Hand in two things: the name of the code in quotes, and a number of spikes."
    name, spikes = answer
    if not isinstance(name, str) or name.strip().lower() not in NAMES:
        return f"The first is a name in quotes, one of {', '.join(NAMES)}."
    if isinstance(spikes, bool) or not isinstance(spikes, int | float | np.number):
        return "The second is a number of spikes."
    name = name.strip().lower()
    errors = measured(six_codes()[NAMES.index(name)])
    if name in NEVER:
        return f"{name} ends with an error of {errors.error[-1]:.3f}: {NEVER[name]}."
    if name in TOO_MANY:
        return f"{name} gets there, for {errors.spikes[-1]:.0f} spikes: {TOO_MANY[name]}."
    if spikes == errors.time_to(0.05):
        return f"{spikes:g} ms is when its error comes to stay below 0.05. Asked are spikes."
    if spikes == errors.spikes_to(0.05):
        return (
            f"After {spikes:g} spikes the receiver knows enough, but the sender cannot know that."
        )
    if spikes == sixty_four_values().size:
        return f"{spikes:g}? There are 64 values, but some of them have nothing to say."
    if abs(spikes - errors.spikes[-1]) > 0.5:
        sided = "many" if spikes > errors.spikes[-1] else "few"
        return f"The code is right, {spikes:g} spikes are too {sided}."
    return None


EXERCISES = (
    Exercise(
        name="latency",
        ask="Write `first_spikes(values, window)`: when each value fires, in ms. 1 fires at once, "
        "nearly 0 nearly at the window's end, and 0 never (`np.inf`).",
        solution=lambda values, window: np.where(values > 0, (1 - values) * window, np.inf),
        oracle=_latency_walk,
        tries=(
            (np.array([1.0, 0.25, 0.0, 0.7]), 50.0),
            (np.array([0.1, 0.9]), 20.0),
            (np.array([0.0, 0.5, 0.5]), 80.0),
        ),
        unit="ms",
        wrong=(
            Wrong(
                lambda values, window: np.where(values > 0, values * window, np.inf),
                "Your strong inputs come late: 1 fires at {got:g} ms. In this code *early* means "
                "strong.",
            ),
            Wrong(
                lambda values, window: (1 - values) * window,
                "Your 0 fires at the window's end. A 0 has nothing to say: it is `np.inf` that "
                "means never.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, 1 - values, np.inf),
                "Your times run from 0 to 1: the window is forgotten. All values have `window` ms "
                "to fire in.",
            ),
            Wrong(
                lambda values, window: np.where(values > 0, (1 - values) * window / 1000, np.inf),
                "Your times are in seconds. The window is in ms, and so are the times.",
            ),
            Wrong(
                lambda values, window: np.where(
                    values > 0, window / np.where(values > 0, values, 1), np.inf
                ),
                "You divide by the value: early for strong is right, but then 1 fires last of "
                "what fits into the window, not at once. It is a straight line: (1 - x) window.",
            ),
            Wrong(
                lambda values, window: np.where(
                    values > 0, -np.log(np.where(values > 0, values, 1)) * window, np.inf
                ),
                "That is nearly what a LIF does, whose latency goes with a logarithm. Here the "
                "time is a straight line in x, so that weak values still fit into the window.",
            ),
            Wrong(
                lambda values, window: np.sort(np.where(values > 0, (1 - values) * window, np.inf)),
                "You sorted the times. Each value must keep its place: who fired is half of the "
                "message.",
            ),
        ),
        hints=(
            "Where on the window does 1 belong, where does nearly 0? Draw the line between them.",
            "The time is (1 - x) times the window.",
            "`np.where(values > 0, ..., np.inf)` gives the zeros their silence.",
        ),
        why="Early is strong, silence is zero, and the decoder reads x = 1 - t / window.",
    ),
    Exercise(
        name="ranks",
        ask="Write `ranks(values)`: 0 for the strongest, 1 for the next strongest value, and so "
        "on. Equal values share a rank, and the ranks have no gaps.",
        solution=lambda values: np.unique(-values, return_inverse=True)[1],
        oracle=_dense_ranks,
        tries=(
            (np.array([0.2, 0.9, 0.5, 0.9, 0.1]),),
            (np.array([0.3, 0.3, 0.7]),),
            (np.array([0.4, 0.8, 0.6, 0.2]),),
        ),
        wrong=(
            Wrong(
                lambda values: np.argsort(-values),
                "That is who comes first, second, third: a list of *neurons* by rank. Asked is the "
                "rank of each neuron.",
            ),
            Wrong(
                lambda values: np.argsort(np.argsort(-values, kind="stable"), kind="stable"),
                "Two equal values got different ranks, by the accident of their places. A tie is "
                "information: they fire together.",
            ),
            Wrong(
                lambda values: np.unique(values, return_inverse=True)[1],
                "Your rank 0 is the weakest. The strongest fires first.",
            ),
            Wrong(
                lambda values: np.array([np.sum(values > v) for v in values]),
                "After a tie you skip a rank, as they do in sports. Here the ranks have no gaps: "
                "the next value is simply next.",
            ),
            Wrong(
                lambda values: np.unique(-values, return_inverse=True)[1] + 1,
                "Right, if you begin to count at 1. Here the strongest has rank 0: it fires at "
                "0 ms.",
            ),
            Wrong(
                lambda values: np.sort(np.unique(-values, return_inverse=True)[1]),
                "You sorted the ranks. Each has to stay in its neuron's place.",
            ),
            Wrong(
                lambda values: np.round((1 - values) * len(values)),
                "Your ranks depend on how large the values are. An order depends only on which is "
                "larger.",
            ),
        ),
        hints=(
            "The rank of a value is how many *different* larger values there are.",
            "`np.unique` sorts without repeats, and `return_inverse=True` says where each went.",
            "It sorts upwards, and you want downwards: give it `-values`.",
        ),
        why="Ties share a rank, so that a decoder can see that two were equal.",
    ),
    Exercise(
        name="messages",
        ask="Five neurons fire once each, no two together. How many different messages can the "
        "order carry?",
        solution=math.factorial(5),
        oracle=lambda: len(set(itertools.permutations(range(5)))),
        wrong=(
            Wrong(
                25,
                "5 x 5 counts the pairs of a neuron and a place. A message is a whole order: five "
                "places filled at once.",
            ),
            Wrong(
                32,
                "2^5 is the number of *sets*: who fires and who does not. Here everyone fires, and "
                "the question is in which order.",
            ),
            Wrong(
                3125,
                "5^5 would let a neuron come twice. Whoever has fired is not available for the "
                "next place.",
            ),
            Wrong(
                10,
                "10 is the number of pairs of neurons. How many orders have all five?",
            ),
            Wrong(
                15,
                "You added 5 + 4 + 3 + 2 + 1. For each choice of the first there are four of the "
                "second: multiply.",
            ),
            Wrong(24, "4! = 24: that is with the first one given. It has five choices as well."),
            Wrong(
                326,
                "That counts the orders of any number of neurons, silence included. Here all five "
                "fire.",
            ),
            Wrong(5, "5 is the number of choices for the first place only."),
        ),
        hints=(
            "How many neurons can be first? Once one has fired, how many can be second?",
            "5 x 4 x ...",
        ),
        why="5! = 120 orders, nearly four times the 32 sets of who fires and who does not.",
    ),
    Exercise(
        name="fewest_spikes",
        ask="Of the codes that are right to 0.05 after 100 ms, which has sent the fewest spikes, "
        'and how many? Hand in both: ("name", spikes).',
        solution=("latency", 54),
        judge=_judge_fewest,
        wrong=(
            Wrong(("rank order", 54), "the limit of what an order can say"),
            Wrong(("phase", 256), "says it three times more"),
            Wrong(("rate", 315), "100 ms of counting are not enough"),
            Wrong(("population", 2603), "eight noisy neurons a value are still not enough"),
            Wrong(("delta", 598), "a value of 1 takes 20 steps"),
            Wrong(("latency", 39), "Asked are spikes"),
            Wrong(("latency", 46), "the sender cannot know that"),
            Wrong(("latency", 64), "some of them have nothing to say"),
        ),
        hints=(
            "Each `measured[name]` has two rows: `.error` and `.spikes`, one entry for each ms.",
            "`.error[-1]` and `.spikes[-1]` are those after 100 ms. Print both for every code.",
        ),
        why="One spike a value, and none for a zero. Rank order sends as many and misses by a "
        "hair; all others spend more, or never get there in time.",
    ),
)
