"""Lesson 10, *Go deeper*: the balance on noise, bird song."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from snn_edu.lessons.needle_in_noise.live_run import STANDARD
from snn_edu.lessons.needle_in_noise.stored_needle import WINDOW, stored
from snn_edu.live import Frame, choice, declare, slider
from snn_edu.patterns import Score
from snn_edu.plots import HERE, OTHER, SPIKE, THEORY, VOLTAGE, WEIGHT, legend_above
from snn_edu.validation import Floats

# --- The balance on noise. ------------------------------------------------------------------------


def expected_pairs(rate: float, gap: Floats, pairing: str = "reduced") -> tuple[Floats, Floats]:
    """(LTP, LTD) per output spike on Poisson input, in A_plus and A_minus: closed forms.

    Between two output spikes `gap` ms apart an afferent at `rate` Hz has its last spike before the
    second, and its first after the first, at a moment with density r exp(-r s).
    """
    r, tau_minus = rate / 1000.0, STANDARD.stdp.tau_minus
    to_plus, to_minus = r + 1 / STANDARD.stdp.tau_plus, r + 1 / tau_minus
    if pairing == "nearest":  # the last input counts however old, and every later one weakens
        ltd = r * tau_minus * -np.expm1(-gap / tau_minus)
        return np.full(gap.shape, r / to_plus), ltd
    return r / to_plus * -np.expm1(-to_plus * gap), r / to_minus * -np.expm1(-to_minus * gap)


START_RATE = 63.0  # Hz, of the output at w0, before anything is learned


def balance_frame(ratio: float, rate: float, pairing: str) -> Frame:
    """What one output spike does to a weight on noise, over the output's own rate."""
    output = np.linspace(2.0, 200.0, 199)  # Hz
    ltp, ltd = expected_pairs(rate, 1000.0 / output, pairing)
    drift = ltp - ratio * ltd
    now = float(np.interp(START_RATE, output, drift))
    fate = "weights grow: runaway" if now > 0 else "weights shrink: silence"
    return {
        "pairs": {"ylim": (0.0, 1.0) if pairing == "reduced" else (0.0, 4.6)},
        "axes": {"ylim": (-0.25, 0.15) if pairing == "reduced" else (-1.2, 0.4)},
        "ltp": (output, ltp),
        "ltd": (output, ratio * ltd),
        "drift": (output, drift),
        "here": ([START_RATE], [now]),
        "text": f"Input {rate:g} Hz, A₋ / A₊ = {ratio:g}, {pairing}: at {START_RATE:g} Hz "
        f"of output a spike adds {f'{now:+.3f}'.replace('-', '−')} A₊ to the mean weight; {fate}.",
    }


@declare(
    balance_frame,
    ratio=slider("A₋ / A₊", 0.7, 1.1, start=0.85, step=0.01),
    rate=slider("rate of each afferent", 20, 120, start=64, step=1, unit="Hz"),
    pairing=choice("pairing", ("reduced", "nearest"), "reduced"),
    size=(6.8, 2.5),
)
def balance(figure: Figure) -> Frame:
    """LTP and LTD on the left, their difference on the right."""
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 200), xlabel="output rate (Hz)")
    left.set_ylabel("per output spike (A₊)", fontsize=10)
    right.set(xlim=(0, 200), xlabel="output rate (Hz)")
    right.set_ylabel("mean change (A₊)", fontsize=10)
    right.axhline(0, color="0.6", lw=1)
    right.annotate(
        "grows, fires more", (0.02, 0.97), xycoords="axes fraction", va="top", fontsize=9
    )
    right.annotate(
        "shrinks, fires less", (0.98, 0.03), xycoords="axes fraction", ha="right", fontsize=9
    )
    artists = {
        "pairs": left,
        "axes": right,
        "ltp": left.plot([], [], color=THEORY, label="gain")[0],
        "ltd": left.plot([], [], color=OTHER, ls="--", label="loss")[0],
        "drift": right.plot([], [], color=WEIGHT)[0],
        "here": right.plot([], [], **HERE, label=f"at the start, {START_RATE:g} Hz")[0],
    }
    left.legend(loc="upper right")
    legend_above(right)
    return artists


# --- Six songs, stored. ---------------------------------------------------------------------------


def song_frame(number: int, ratio: str) -> Frame:
    """Ninety seconds of one song, in six windows: hits, what chance would hit, false alarms."""
    (one,) = [
        each
        for each in stored()["songs"]
        if each.seed == number - 1 and math.isclose(each.ratio, float(ratio))
    ]
    middle = (np.arange(6) + 0.5) * WINDOW / 1000
    chance = -np.expm1(-np.array(one.rate) * 0.05)
    last = Score(one.hit_rate[-1], one.false_alarms[-1], math.nan)
    return {
        "hits": (middle, 100 * np.array(one.hit_rate)),
        "chance": (middle, 100 * chance),
        "alarms": (middle, one.false_alarms),
        "text": f"Song {number}, A₋ / A₊ {ratio}: in the last 15 s "
        f"{100 * last.hit_rate:.0f} % of the showings hit ({100 * chance[-1]:.0f} % by chance at "
        f"this rate), {last.false_alarms:.1f} false alarms/s; "
        f"{'found' if last.finds() else 'not found'}.",
    }


@declare(
    song_frame,
    number=slider("song", 1, 6, start=1),
    ratio=choice("A₋ / A₊", ("0.85", "0.9", "0.95"), "0.9"),
    size=(6.6, 2.3),
)
def songs(figure: Figure) -> Frame:
    """Hits against chance on the left, false alarms on the right."""
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 90), ylim=(-6, 107), xlabel="time (s)", ylabel="showings hit (%)")
    right.set(xlim=(0, 90), ylim=(-2, 36), xlabel="time (s)", ylabel="false alarms/s")
    artists = {
        "hits": left.plot([], [], "o-", color=VOLTAGE, label="hit")[0],
        "chance": left.plot([], [], "s--", color=OTHER, mfc="none", label="by chance")[0],
        "alarms": right.plot([], [], "D-", color=SPIKE)[0],
    }
    legend_above(left, 2)
    return artists
