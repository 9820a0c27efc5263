"""How what a neuron or a network did is drawn: the potential over time, and spikes as a raster."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator

from snn_edu.network import NetworkRecording
from snn_edu.plots.look import OTHER, SPIKE, STROKE, THEORY, VOLTAGE, WEIGHT, legend_above, minus
from snn_edu.plots.sketch import (
    DASHES,
    Artists,
    Panel,
    Sketch,
    as_first,
    envelope,
    lines_of,
    panel_of_lines,
    round_limits,
    sketch,
    span,
    together,
    with_room,
)
from snn_edu.simulation import Recording, Trajectory
from snn_edu.spikes import Histogram, Spikes
from snn_edu.synapses import Release
from snn_edu.training import Run
from snn_edu.validation import Floats

NEURONS = (VOLTAGE, OTHER, THEORY, SPIKE)  # that are compared in one picture
TRAINS = (SPIKE, OTHER, VOLTAGE, THEORY)  # the same of populations
ROWS = 300  # of a raster
MOST_SPIKES = 7000  # in a raster
FEW_SPIKES = 500  # that are drawn each, of however many neurons
FEW = 40  # rows in which a spike is a stroke; in more it is a dot
MOST_WEIGHTS = 20  # of a projection that are drawn over time
WITH_RATE = 10  # neurons whose common rate says something


@sketch.register
def _(run: Recording) -> Sketch:
    """The potential with its spikes as strokes above it; many neurons as a raster."""
    if run.v.ndim == 2 and run.v.shape[1] > len(NEURONS):
        return sketch(run.spikes)
    v = np.atleast_2d(run.v.T)
    said = f"{_firing(run.spikes, _lasted(run.t))}; {_between(v)}."
    names = [f"neuron {k}" for k in range(len(v))]
    panel, values = _potential(run.t, dict(zip(names, v, strict=True)), run.spikes)
    return Sketch(minus(said), values, (panel,), ("potential", len(v)))


@sketch.register
def _(run: Trajectory) -> Sketch:
    """The potential, and below it the other variables of the state."""
    names = run.variables or [f"states[:, {k}]" for k in range(run.states.shape[1])]
    others = dict(zip(names[1:], run.states.T[1:], strict=True))
    above, values = _potential(run.t, {"v": run.states[:, 0]}, run.spikes)
    said = f"{_firing(run.spikes, _lasted(run.t))}; {_between(run.states[:, 0])}"
    if not others:
        return Sketch(minus(f"{said}."), values, (above,), ("trajectory", 1))

    labels = "time (ms)", names[1] if len(others) == 1 else "other variables"
    below = panel_of_lines("below", others, labels, NEURONS[1:])
    values |= {name: envelope(run.t, x) for name, x in others.items()}
    values["below"] = {"ylim": round_limits(run.states[:, 1:])}
    said += f"; below it {len(others)} more variable{'s' * (len(others) > 1)} of the state."
    layout = {"nrows": 2, "sharex": True, "height_ratios": [3, 2]}
    kind = ("trajectory", *others)
    return Sketch(minus(said), values, (above, below), kind, layout, 4.0)


@sketch.register
def _(spikes: Spikes) -> Sketch:
    """A raster: a row for each neuron."""
    begin = spikes.start
    listened = spikes.duration or float(spikes.times.max(initial=begin + 1.0)) - begin
    said = _firing(spikes, listened)
    if 1 < spikes.size <= ROWS and not math.isnan(cv := spikes.cv()):
        said += f"; CV of the intervals {cv:.2f}"
    return _raster({"": spikes}, (begin, begin + listened), f"{said}.")


@together.register
def _(first: Spikes, results: Mapping[str, Spikes]) -> Sketch:
    """Rasters one above the other, as those of a network's populations."""
    as_first(first, results)
    begin = min(spikes.start for spikes in results.values())
    ends = [
        float(spikes.times.max(initial=spikes.start + 1.0))
        if spikes.duration is None
        else spikes.start + spikes.duration
        for spikes in results.values()
    ]
    each = (
        f"{name}: {len(spikes)} spike{'s' * (len(spikes) != 1)} of {spikes.size} "
        f"neuron{'s' * (spikes.size != 1)}"
        for name, spikes in results.items()
    )
    span = begin, max(ends)
    return _raster(results, span, f"{'; '.join(each)}, in {span[1] - begin:g} ms.")


@together.register
def _(first: Recording, results: Mapping[str, Recording]) -> Sketch:
    """Potentials over each other, without the strokes of their spikes."""
    as_first(first, results)
    for name, run in results.items():
        if run.v.ndim > 1:
            raise ValueError(f"{name!r} has {run.v.shape[1]} neurons: compare its spikes.")
    paths = {name: (run.t, run.v) for name, run in results.items()}
    return lines_of(paths, "time (ms)", "v (mV)")


@sketch.register
def _(run: NetworkRecording) -> Sketch:
    """A raster of all populations; below it the weights or v, if recorded, or else the rates."""
    span = float(run.t[0]), float(run.t[-1])
    each = [
        f"{name}: {spikes.size} neuron{'s' * (spikes.size > 1)} at {spikes.rate():.3g} Hz"
        for name, spikes in run.spikes.items()
    ]
    said = f"{'; '.join(each)}, in {span[1] - span[0]:g} ms."
    v = {name: v[:, 0] for name, v in run.v.items() if v.size}
    looks = {name: course for name, course in run.course.items() if course.size}
    if looks:
        means = (f"{name} {w[0].mean():.3g} to {w[-1].mean():.3g}" for name, w in looks.items())
        said += f" Below: weights over time, in the mean {', '.join(means)}."
        return _raster(dict(run.spikes), span, said, _weights(run, looks))
    if v:
        said += f" Below: v of the first neuron recorded in {', '.join(v)}."
        return _raster(dict(run.spikes), span, said, _recorded(run.t, v))
    return _raster(dict(run.spikes), span, said)


@sketch.register
def _(run: Run) -> Sketch:
    """A raster of the hidden layers, for the first sample; below it their activity, for all."""
    steps, samples, _ = run.v[0].shape
    names = [f"layer {k + 1}" for k in range(len(run.v))]
    fired = [v >= 1.0 for v in run.v]  # where spikes are soft, too
    trains, active, told = {}, {}, []
    for name, spiked in zip(names, fired, strict=True):
        times, ids = np.nonzero(spiked[:, 0])
        trains[name] = Spikes(times, ids, size=spiked.shape[2], duration=steps)
        active[name] = np.arange(float(steps)), spiked.mean(axis=(1, 2))
        silent = int((~spiked.any(axis=(0, 1))).sum())
        told.append(
            f"{name}: {spiked.shape[2]} neurons, {spiked.mean():.2g} spikes a step"
            + f", {silent} silent in all samples" * (silent > 0)
        )
    answers = np.bincount(run.readout.argmax(axis=1), minlength=run.readout.shape[1])
    said = (
        f"The first of {samples} samples, in {steps} steps. {'; '.join(told)}. "
        f"Answers, by class: {', '.join(map(str, answers))}."
    )

    labels = "step", "spikes a step\nand neuron"
    lines = panel_of_lines("activity", active, labels, TRAINS, "activity of ", legend=False)

    def panel(ax: Axes) -> Artists:
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        return lines(ax)

    values: dict[str, Any] = {f"activity of {name}": line for name, line in active.items()}
    most = max(float(y.max()) for _, y in active.values())
    values["activity"] = {"ylim": (0.0, round_limits(np.array([0.0, most]))[1])}
    return _raster(trains, (-0.5, steps - 0.5), said, (panel, values), "step")


@sketch.register
def _(lags: Histogram) -> Sketch:
    """A correlogram: how many lags there are in each bin."""
    x, most = lags.centres, float(lags.counts.max())

    def panel(ax: Axes) -> Artists:
        ax.axvline(0.0, color="0.6", lw=1)
        ax.set(xlabel="lag $t_b - t_a$ (ms)", ylabel=f"pairs of spikes\nin {lags.bin:g} ms")
        return {"axes": ax, "counts": ax.plot([], [], color=SPIKE, ds="steps-mid")[0]}

    reach = float(x[-1]) + lags.bin / 2.0
    values: dict[str, Any] = {
        "axes": {
            "xlim": (-reach, reach),
            "ylim": (0.0, round_limits(np.append(lags.counts, 1))[1]),
        },
        "counts": (np.concatenate([[-reach], x, [reach]]), lags.counts[[0, *range(x.size), -1]]),
    }
    said = (
        f"{lags.counts.sum()} pairs of spikes up to {x[-1]:g} ms apart, counted from "
        f"{lags.references} spikes: {lags.counts.mean():.3g} in a bin of {lags.bin:g} ms on "
        f"average, at most {most:g}, at a lag of {x[lags.counts.argmax()]:g} ms."
    )
    return Sketch(minus(said), values, (panel,), ("correlogram", lags.bin))


@sketch.register
def _(release: Release) -> Sketch:
    """At each spike what is there, the fraction of it that is released, and both together."""
    steady = release.t is None
    t = np.array([0.0, 1.0]) if release.t is None else release.t
    parts = {"$x$, there": release.x, "$u$, of it": release.u, "$u x$, released": release.efficacy}
    looks = zip(parts, (OTHER, THEORY, WEIGHT), "s^o", DASHES, strict=False)
    look: dict[str, dict[str, Any]] = {
        name: {"color": colour, "marker": mark, "ls": ls} for name, colour, mark, ls in looks
    }

    def panel(ax: Axes) -> Artists:
        ax.set(xlabel="steady state" if steady else "time (ms)", ylabel="fraction")
        if steady:
            ax.set_xticks([])
        made = {name: ax.plot([], [], label=name, ms=4, lw=1, **look[name])[0] for name in parts}
        legend_above(ax, 3)
        return {"axes": ax, **made}

    values: dict[str, Any] = {name: (t, np.full(t.shape, part)) for name, part in parts.items()}
    values["axes"] = {"xlim": with_room(*(span(t) if t.size else (0.0, 1.0))), "ylim": (0.0, 1.05)}
    u, x, ux = (np.atleast_1d(part) for part in (release.u, release.x, release.efficacy))
    if steady:
        said = (
            f"In a steady state each spike releases {u[0]:.3g} of {x[0]:.3g}, that is {ux[0]:.3g}"
        )
    elif not t.size:
        said = "No spike"
    else:
        said = (
            f"{t.size} spike{'s' * (t.size > 1)} in {t[-1] - t[0]:g} ms: the first releases "
            f"{ux[0]:.3g}, the last {ux[-1]:.3g}, which is {u[-1]:.3g} of the {x[-1]:.3g} there"
        )
    return Sketch(f"{said}.", values, (panel,), ("release", steady))


def _lasted(t: Floats) -> float:
    """How long a run was, in ms; one that goes on begins where the earlier one ended."""
    return float(t[-1]) - float(t[0])


def _firing(spikes: Spikes, lasted: float) -> str:
    """How many spikes, how often, and at which intervals."""
    n, seconds = len(spikes), lasted / 1000.0
    if spikes.size > 1:
        rate = f"{n / spikes.size / seconds:.3g} Hz each on average"
        return f"{n} spike{'s' * (n != 1)} of {spikes.size} neurons in {lasted:g} ms, {rate}"
    if not n:
        return f"No spike in {lasted:g} ms"
    if n <= 2:
        at = " and ".join(f"{t:.1f}" for t in spikes.times)
        return f"{n} spike{'s' * (n > 1)} in {lasted:g} ms, at {at} ms"
    isi = np.diff(spikes.times)
    often = f"{n} spikes in {lasted:g} ms ({n / seconds:.3g} Hz)"
    return f"{often}, intervals of {isi.mean():.1f} ms on average, CV {isi.std() / isi.mean():.2f}"


def _between(v: Floats) -> str:
    """Where v lies."""
    low, high = f"{v.min():.1f}", f"{v.max():.1f}"
    return f"v stays at {low} mV" if low == high else f"v from {low} to {high} mV"


def _potential(t: Floats, v: dict[str, Floats], spikes: Spikes) -> tuple[Panel, dict[str, Any]]:
    """Potentials by name, and above them a row of strokes for each."""

    def panel(ax: Axes) -> Artists:
        ax.set(xlabel="time (ms)", ylabel="v (mV)")
        made: Artists = {"potential": ax}
        for k, (name, colour, dash) in enumerate(zip(v, NEURONS, DASHES, strict=False)):
            made[f"v of {name}"] = ax.plot([], [], color=colour, ls=dash, label=name)[0]
            made[f"spikes {k}"] = ax.plot(
                [], [], color=SPIKE if len(v) == 1 else colour, ms=11, **STROKE
            )[0]
        if len(v) > 1:
            legend_above(ax, len(v))
        return made

    low, high = round_limits(np.stack(list(v.values())))
    row = 0.12 * (high - low)
    top = high + row * len(v)
    values: dict[str, Any] = {
        "potential": {"xlim": (float(t[0]), float(t[-1])), "ylim": (low, top)}
    }
    for k, (name, path) in enumerate(v.items()):
        its = spikes.times[spikes.ids == k]
        values[f"v of {name}"] = envelope(t, path)
        values[f"spikes {k}"] = its, np.full(its.size, top - (k + 0.5) * row)
    return panel, values


def _raster(
    trains: Mapping[str, Spikes],
    span: tuple[float, float],
    said: str,
    recorded: tuple[Panel, dict[str, Any]] | None = None,
    clock: str = "time (ms)",
) -> Sketch:
    """Populations one above the other; below them what was recorded, or their rates."""
    single = list(trains) == [""]
    labels = trains[""].labels if single else None  # what its neurons are called elsewhere
    total = sum(spikes.size for spikes in trains.values())
    gap = 0 if single else max(1, total // 40)
    begins = np.cumsum([0, *(spikes.size + gap for spikes in trains.values())])[:-1].tolist()

    def above(ax: Axes) -> Artists:
        made: Artists = {"raster": ax, "bands": ax.plot([], [], color="0.7", lw=0.8)[0]}
        for name, colour in zip(trains, cycle(TRAINS), strict=False):
            made[f"spikes of {name}"] = ax.plot([], [], ls="none", color=colour)[0]
            if not single:
                made[f"name of {name}"] = ax.text(
                    -0.01, 0, "", ha="right", va="center", transform=ax.get_yaxis_transform()
                )
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        if single and labels:
            _name_rows(ax, labels)
        ax.grid(visible=False, axis="y")
        if not single or total == 1:
            ax.set_yticks([])
        else:
            ax.set_ylabel("neuron")
        ax.set_xlabel(clock)
        return made

    values: dict[str, Any] = {
        "raster": {"xlim": span, "ylim": (-0.7, begins[-1] + list(trains.values())[-1].size - 0.3)},
        "bands": _bands([begin - 0.5 - gap / 2 for begin in begins[1:]], span),
    }
    every, count = -(-total // ROWS), sum(map(len, trains.values()))
    if total <= FEW:
        size = float(np.clip(70.0 / total, 3.0, 16.0))
        most = max(int(np.bincount(its.ids, minlength=1).max()) for its in trains.values())
        width = float(np.clip(400.0 / max(1, most), 0.5, 2.0 if total <= 15 else 1.0))
        look: dict[str, Any] = {"marker": "|", "markeredgewidth": width}
    else:
        size = 5.0 if count <= 100 else 3.0 if count <= 1000 else 1.5
        look = {"marker": "."}
    for (name, spikes), begin in zip(trains.items(), begins, strict=True):
        x, rows = _seen(spikes, every, MOST_SPIKES * len(spikes) // max(1, count))
        values[f"spikes of {name}"] = {"data": (x, rows + begin), "markersize": size, **look}
        if not single:
            middle = begin + (spikes.size - 1) / 2
            values[f"name of {name}"] = {"position": (-0.01, middle), "text": name}
    beneath: list[Panel] = []
    heights = [5, 2] if recorded is None else [3, 4] if total <= 6 else [1, 1]
    if recorded is None and total >= WITH_RATE:
        recorded = _rates(trains, span)
    if recorded is not None:
        beneath, values = [recorded[0]], values | recorded[1]
    height = 3.2 if beneath else 1.4 if total == 1 else 2.4
    layout = {"nrows": 2, "sharex": True, "height_ratios": heights} if beneath else {}
    kind = ("raster", *trains, total == 1, *heights, labels, *(recorded[1] if recorded else ()))
    return Sketch(minus(said), values, (above, *beneath), kind, layout, height)


def _name_rows(ax: Axes, labels: Sequence[object]) -> None:
    """Each row under its label, where there is room; else some rows."""
    if len(labels) <= 12:
        ax.yaxis.set_major_locator(FixedLocator(range(len(labels))))
    ax.yaxis.set_major_formatter(
        lambda row, _: str(labels[int(row)]) if row in range(len(labels)) else ""
    )


def _bands(between: list[float], span: tuple[float, float]) -> tuple[Floats, Floats]:
    """Lines between populations."""
    y = np.repeat(np.array(between, float), 3)
    return np.tile([*span, np.nan], len(between)), y


def _seen(spikes: Spikes, every: int, most: int) -> tuple[Floats, Floats]:
    """Times and rows of what is drawn: of `every` so many neurons one, of their spikes the `most`.

    Where they are more, every so many spikes stand for all: a crowd looks as dense as before.
    """
    every = min(every, -(-spikes.size // 10)) if len(spikes) > FEW_SPIKES else 1
    kept = spikes.ids % every == 0 if every > 1 else slice(None)
    times, ids = spikes.times[kept], spikes.ids[kept]
    each = max(1, -(-times.size // max(1, most)))
    return times[::each], ids[::each].astype(float)


def _recorded(t: Floats, v: Mapping[str, Floats]) -> tuple[Panel, dict[str, Any]]:
    """What was recorded of v, the first neuron of each population."""
    labels = "time (ms)", "v (mV)"
    panel = panel_of_lines("potential", v, labels, NEURONS, "v of ", lw=1.4)
    values: dict[str, Any] = {f"v of {name}": envelope(t, path) for name, path in v.items()}
    values["potential"] = {"ylim": round_limits(np.concatenate(list(v.values())))}
    return panel, values


def _weights(run: NetworkRecording, looks: Mapping[str, Floats]) -> tuple[Panel, dict[str, Any]]:
    """Weights over time: of each projection some that stand for all."""
    labels = "time (ms)", "weight"
    panel = panel_of_lines("weights", looks, labels, [WEIGHT], "weights of ", lw=1)
    values: dict[str, Any] = {}
    for name, course in looks.items():
        every = course.reshape(len(course), -1)
        some = every[:, :: -(-every.shape[1] // MOST_WEIGHTS)]
        gap = np.full((1, some.shape[1]), np.nan)  # so that all are one line, in pieces
        x = np.append(run.course_t[name], np.nan)
        values[f"weights of {name}"] = (
            np.tile(x, some.shape[1]),
            np.concatenate([some, gap]).ravel(order="F"),
        )
    values["weights"] = {
        "ylim": round_limits(np.concatenate([np.ravel(course) for course in looks.values()]))
    }
    return panel, values


def _rates(trains: Mapping[str, Spikes], span: tuple[float, float]) -> tuple[Panel, dict[str, Any]]:
    """The mean rate of each population, in bins of a round width."""
    begin, end = span
    width = _round_up(max((end - begin) / 100.0, 1.0))
    edges = np.append(np.arange(begin, end - 1e-9, width), end)
    middles, widths = (edges[1:] + edges[:-1]) / 2.0, np.diff(edges)
    rates = {
        name: np.histogram(spikes.times, edges)[0] / spikes.size / widths * 1000.0
        for name, spikes in trains.items()
    }
    labels = "time (ms)", "rate (Hz)"
    panel = panel_of_lines("rates", trains, labels, TRAINS, "rate of ", legend=False, lw=1.2)
    values: dict[str, Any] = {f"rate of {name}": (middles, rate) for name, rate in rates.items()}
    values["rates"] = {"ylim": (0.0, round_limits(np.concatenate(list(rates.values())))[1])}
    return panel, values


def _round_up(width: float) -> float:
    """The next of 1, 2, 5, 10, 20 ..."""
    power = 10.0 ** np.floor(np.log10(width))
    return float(next(k * power for k in (1, 2, 5, 10) if k * power >= width * (1 - 1e-9)))
