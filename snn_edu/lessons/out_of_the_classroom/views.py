"""Lesson 18, out of the classroom: its views of movements, a recording, a vehicle and a camera."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu.coding.movement import (
    STEP,
    CosineNeurons,
    LinearDecoder,
    Practice,
    even_pace,
    fisher_bound,
    maximum_likelihood,
    population_vector,
    practise,
    rms_error,
    velocity_counts,
)
from snn_edu.coding.race import jitter as jittered
from snn_edu.lessons.out_of_the_classroom.motion import (
    DIRECTIONS,
    SIDE,
    SPEED,
    Events,
    Motion,
    events,
    moving_dot,
    see_motion,
)
from snn_edu.lessons.out_of_the_classroom.recording import (
    count_correlation,
    grasshopper,
    reconstruct,
)
from snn_edu.lessons.out_of_the_classroom.vehicle import CROSSED, EQUAL, UNCROSSED, Vehicle
from snn_edu.plots.plots import OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

# --- Widget 1: the drawing. Its view is written out in the notebook. ------------------------------

MOST = 400  # neurons
ROWS = 40  # of them at most have their spikes drawn


@lru_cache(maxsize=2)
def practice(seed: int = 0) -> Practice:
    """A minute of movements for `MOST` neurons, which a decoder may be fitted on."""
    return practise(MOST, np.random.default_rng(seed))


@lru_cache(maxsize=2)
def _counts_of(path: Any, seed: int) -> Any:
    preferred = practice().preferred
    return velocity_counts(even_pace(path), preferred, np.random.default_rng(seed))[1][:, :ROWS]


def spikes_of(path: Any, neurons: int, seed: int) -> tuple[Floats, Floats]:
    """When (s) who fired: a time for each step with a spike, and the sender's preferred direction.

    Of `ROWS` senders at most.
    """
    step, neuron = np.nonzero(_counts_of(path, seed)[:, :neurons])
    return step * STEP / 1000, practice().preferred[neuron]


def draw_scribble(figure: Figure) -> Frame:
    """The drawing on the left, the spikes of all neurons on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(-1.08, 1.08), ylim=(-1.08, 1.08), aspect="equal")
    left.set_axis_off()
    right.set(xlim=(0, 8), ylim=(-180, 180), xlabel="time (s)", yticks=[-180, -90, 0, 90, 180])
    right.set(ylabel="preferred direction (degrees)")
    artists = {
        "hand": left.plot([], [], color=THEORY, lw=1.5, label="the hand")[0],
        "cursor": left.plot([], [], color=VOLTAGE, lw=3, label="decoded")[0],
        "spikes": right.plot([], [], "|", color=SPIKE, ms=2, mew=0.6, antialiased=False)[0],
    }
    left.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return artists


# --- Widget 2: four decoders of a direction. ------------------------------------------------------

DECODERS = ("vector", "vector,\nbaseline off", "linear,\nfitted", "max.\nlikelihood")
MOVEMENTS = 400


def decoder_race(neurons: int, window: float, crowding: float, seed: int) -> Frame:
    """Rms errors of four decoders over 400 movements, and where the neurons point."""
    rng = np.random.default_rng(seed)
    cells = CosineNeurons.even(neurons)
    if crowding:
        cells = CosineNeurons.clustered(neurons, crowding, rng)
    directions, known = rng.uniform(-180, 180, (2, MOVEMENTS))
    counts = cells.counts(directions, window, rng)
    angle = np.radians(known)
    fitted = LinearDecoder.fit(
        cells.counts(known, window, rng), np.column_stack([np.cos(angle), np.sin(angle)])
    )
    theta, expected = cells.preferred, cells.baseline * window / 1000
    decoded = (
        population_vector(counts, theta),
        population_vector(counts, theta, expected),
        fitted.direction(counts),
        maximum_likelihood(counts, theta, window=window),
    )
    errors = [rms_error(one, directions) for one in decoded]
    bound = fisher_bound(neurons, window=window)
    x, y = np.cos(np.radians(theta)), np.sin(np.radians(theta))
    gap = np.full(neurons, np.nan)
    return {
        "bars": [{"height": error} for error in errors],
        "labels": [
            {"position": (k, error + 2), "text": f"{error:.1f}"} for k, error in enumerate(errors)
        ],
        "bound": ([-0.5, 3.5], [bound, bound]),
        "cells": (np.ravel([0.75 * x, x, gap], "F"), np.ravel([0.75 * y, y, gap], "F")),
        "text": f"Rms error in degrees: vector {errors[0]:.1f}, baseline off {errors[1]:.1f}, "
        f"fitted {errors[2]:.1f}, maximum likelihood {errors[3]:.1f}; "
        f"bound for {neurons} even neurons {bound:.1f}.",
    }


def draw_decoder_race(figure: Figure) -> Frame:
    """Preferred directions on the left, a bar for each decoder on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
    left.set_axis_off()
    left.set_title("preferred directions", fontsize="medium")
    right.set(xlim=(-0.5, 3.5), ylim=(0, 122), ylabel="rms error (degrees)")
    right.set_xticks(range(4), DECODERS)
    colours = (SPIKE, SPIKE, OTHER, VOLTAGE)
    artists = {
        "bars": [right.bar([k], [0.0], 0.6, color=colour)[0] for k, colour in enumerate(colours)],
        "labels": [right.text(k, 0, "", ha="center") for k in range(4)],
        "bound": right.plot([], [], color=THEORY, ls="--", label="bound, even neurons")[0],
        "cells": left.plot([], [], color=VOLTAGE, lw=1, antialiased=False)[0],
    }
    right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0))
    return artists


# --- Widget 3: the grasshopper. -------------------------------------------------------------------

SHOWN = 160  # ms, from 1 s on: an odd second, which nothing was fitted to


def sound_read(read_by: str, jitter: float, within: int) -> Frame:
    """The sound as the spikes tell it, by their times or by their number."""
    amplitude, spikes = grasshopper()
    if jitter:
        spikes = jittered(spikes, jitter, np.random.default_rng(0))
    t = np.arange(SHOWN)
    if read_by == "times":
        found = reconstruct(amplitude, spikes, lags=within)
        told, r = found.estimate, found.r
        how = f"by their times, up to {within} ms later"
    else:
        edges = np.arange(1000 - within // 2, 1000 - within // 2 + SHOWN)[:, None] + [0, within]
        number = np.diff(np.searchsorted(spikes.times, edges))[:, 0].astype(float)
        told = np.zeros(amplitude.size)
        told[1000 : 1000 + SHOWN] = number - number.mean()
        told *= amplitude.std() / max(float(number.std()), 1e-9)
        r, how = count_correlation(amplitude, spikes, within), f"by their number in {within} ms"
    shown = slice(1000, 1000 + SHOWN)
    ticks = spikes.times[(spikes.times >= 1000) & (spikes.times < 1000 + SHOWN)] - 1000
    return {
        "sound": (t, amplitude[shown] - amplitude.mean()),
        "told": (t, told[shown]),
        "spikes": (ticks, np.full(ticks.size, -0.36)),
        "text": f"Spikes read {how}, moved by {jitter:g} ms: r = {r:.2f} "
        "with the sound, over five seconds that nothing was fitted to.",
    }


def draw_sound_read(figure: Figure) -> Frame:
    """The sound's amplitude, what the spikes tell of it, and the spikes."""
    ax = figure.subplots()
    ax.set(xlim=(0, SHOWN), ylim=(-0.42, 0.85), xlabel="time (ms)", ylabel="amplitude")
    artists = {
        "sound": ax.plot([], [], color=THEORY, lw=1.5, label="the sound")[0],
        "told": ax.plot([], [], color=VOLTAGE, lw=2, label="as the spikes tell it")[0],
        "spikes": ax.plot([], [], "|", color=SPIKE, ms=14, mew=1.5, label="spikes")[0],
    }
    ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3)
    return artists


# --- Widget 4: the vehicle. -----------------------------------------------------------------------

WIRES = {"learned from equal": EQUAL, "crossed": CROSSED, "uncrossed": UNCROSSED}
TRIALS = 60
LAST = 15  # trials whose share is shown


def vehicle_learning(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """One trial a frame: its path, the weights it left, and the share of the last that arrived."""
    learns = controls["wires"] == "learned from equal"
    rng = np.random.default_rng(controls["seed"])
    weights: Any = WIRES[controls["wires"]]
    usual, reached, shares = 0.0, [], []
    for k in range(1, TRIALS + 1):
        vehicle = Vehicle(
            eta=controls["eta"] if learns else 0.0,
            reward=1 if controls["reward"] == "brighter" else -1,
            compare=controls["compare"],
        )
        trial = vehicle.drive(weights, rng, usual)
        weights, usual = trial.weights, trial.usual
        reached.append(trial.reached)
        shares.append(float(np.mean(reached[-LAST:])))
        w = trial.weights
        yield {
            "path": trial.path.T,
            "begin": trial.path[:1].T,
            "wires": [{"lw": 0.5 + 7 * one} for one in w.ravel().tolist()],
            "share": (np.arange(1, k + 1), shares),
            "text": f"Trial {k} of {TRIALS}: {'light found' if trial.reached else 'not found'}; "
            f"{sum(reached[-LAST:])} of the last {min(k, LAST)}. Weights: crossed "
            f"{w[0, 1]:.2f} and {w[1, 0]:.2f}, uncrossed {w[0, 0]:.2f} and {w[1, 1]:.2f}.",
        }


def draw_vehicle(figure: Figure) -> Frame:
    """The trial seen from above, the four wires, and how often the light was found."""
    left, middle, right = figure.subplots(1, 3, width_ratios=[3, 2, 3])
    left.set(xlim=(-3, 3), ylim=(-3, 3), aspect="equal")
    left.set_axis_off()
    left.plot([0], [0], "*", color=SPIKE, ms=18, label="light")
    middle.set(xlim=(-0.3, 1.3), ylim=(-0.7, 1.7))
    middle.set_axis_off()
    for side, y, away in (("left", 1.15, "bottom"), ("right", -0.15, "top")):
        middle.text(0.0, y, f"{side}\nsensor", ha="center", va=away)
        middle.text(1.0, y, f"{side}\nmotor", ha="center", va=away)
    right.set(xlim=(0, TRIALS), ylim=(-0.04, 1.04), xlabel="trial")
    right.set_ylabel(f"share found, last {LAST}")
    chance = right.axhline(0.02, color=THEORY, ls="--", label="equal wires, no learning")
    artists = {
        "path": left.plot([], [], color=VOLTAGE, lw=1.8, label="path")[0],
        "begin": left.plot([], [], "o", color=VOLTAGE, mfc="white", label="start")[0],
        "wires": [
            middle.plot([0, 1], [1 - sensor, 1 - motor], color=WEIGHT, solid_capstyle="butt")[0]
            for sensor in (0, 1)
            for motor in (0, 1)
        ],
        "share": right.plot([], [], color=OTHER, lw=2)[0],
    }
    left.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3, columnspacing=0.8)
    right.legend(handles=[chance], loc="lower right", bbox_to_anchor=(1.0, 1.0))
    return artists


# --- Widget 5: the camera. ------------------------------------------------------------------------

LOOK = 200.0  # ms: an arrow for each, the sum of what its detectors said


OVERLAID = 8  # more events of a pixel than these look alike: 10 % of the ground shows through


@lru_cache(maxsize=2)
def _film(path: Any) -> tuple[Floats, Floats]:
    """The dot without noise, and noise of s.d. 1."""
    film = moving_dot(path)
    return film, np.random.default_rng(0).standard_normal(film.shape)


@lru_cache(maxsize=16)  # every noise of a path
def _seen(path: Any, noise: float) -> Events:
    film, normal = _film(path)
    return events(film + noise * normal)


@lru_cache(maxsize=64)
def _motion(path: Any, noise: float, speed: float) -> Motion:
    return see_motion(_seen(path, noise), speed)


def camera(path: Any, noise: float, speed: float) -> Frame:
    """A dot moved along the path, and the motion that eight kinds of detectors see in it."""
    seen, motion = _seen(path, noise), _motion(path, noise, speed)
    angle = np.radians(DIRECTIONS[motion.kind])
    x, y, turned = [], [], []
    points = np.array(path)
    walked = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T))) * 11.5  # pixels
    for begin in np.arange(0.0, walked[-1] / SPEED - LOOK / 2, LOOK):
        now = (motion.t >= begin) & (motion.t < begin + LOOK)
        sum_x, sum_y = float(np.cos(angle[now]).sum()), float(np.sin(angle[now]).sum())
        at = [np.interp((begin + LOOK * np.array([0, 0.5, 1])) * SPEED, walked, points[:, k])
              for k in (0, 1)]  # fmt: skip
        if np.hypot(sum_x, sum_y) < 1.0:
            continue
        heading = np.arctan2(sum_y, sum_x)
        true = np.arctan2(at[1][2] - at[1][0], at[0][2] - at[0][0])
        turned.append(abs((np.degrees(heading - true) + 180) % 360 - 180))
        ends = heading + np.array([0.0, 2.6, -2.6])  # the head of the arrow
        tip = at[0][1] + 0.3 * np.cos(heading), at[1][1] + 0.3 * np.sin(heading)
        barbs = tip + 0.12 * np.column_stack([np.cos(ends), np.sin(ends)])[1:]
        x += [at[0][1], tip[0], barbs[0, 0], np.nan, tip[0], barbs[1, 0], np.nan]
        y += [at[1][1], tip[1], barbs[0, 1], np.nan, tip[1], barbs[1, 1], np.nan]
    on = seen.sign > 0
    wrong = f"arrows {np.median(turned):.0f} degrees off (median)" if turned else "no arrow"
    share = motion.counts / max(int(motion.counts.sum()), 1)
    often = np.bincount(seen.y[on] * SIDE + seen.x[on], minlength=SIDE * SIDE)
    bright = np.repeat(np.arange(SIDE * SIDE), np.minimum(often, OVERLAID))
    return {
        "path": points.T,
        "events": (bright % SIDE / 11.5 - 1, bright // SIDE / 11.5 - 1),
        "arrows": (np.array(x), np.array(y)),
        "bars": [{"height": one} for one in share.tolist()],
        "text": f"{on.sum()} events, {motion.counts.sum()} spikes of the detectors, built for "
        f"{1000 * speed:.0f} pixels/s; noise {noise:.2f}: {wrong}.",
    }


def draw_camera(figure: Figure) -> Frame:
    """The camera's picture with arrows on the left, the share of each direction on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.set(xlim=(-1.12, 1.12), ylim=(-1.12, 1.12), aspect="equal")
    left.set_axis_off()
    right.set(xlim=(-0.6, 7.6), ylim=(0, 0.55), ylabel="share of detector spikes")
    right.set_xticks(range(8), ["→", "↗", "↑", "↖", "←", "↙", "↓", "↘"])
    artists = {
        "events": left.plot([], [], "s", color=SPIKE, ms=4, alpha=0.25, label="events")[0],
        "path": left.plot([], [], color=THEORY, lw=1.2, label="path")[0],
        "arrows": left.plot([], [], color=VOLTAGE, lw=2.2, label="motion seen")[0],
        "bars": [right.bar([k], [0.0], 0.7, color=OTHER)[0] for k in range(8)],
    }
    left.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return artists
