"""A reward that comes late: a neuron learns which of two cues to answer.

A pair of spikes leaves an eligibility z at its synapse, which decays with tau_e. A reward of size d
changes the weight by d z (Izhikevich 2007, Cereb Cortex 17:2443).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from snn_edu import LIF, simulate
from snn_edu.live import animate, choice, declare, slider
from snn_edu.plasticity import STDP, RewardSTDP
from snn_edu.plots.plots import OTHER, WEIGHT
from snn_edu.spikes import Spikes
from snn_edu.synapses import DeltaSynapse, SpikeInput
from snn_edu.validation import Floats

Frame = Mapping[str, Any]

CUE = 10  # inputs 0-9 are cue A, inputs 10-19 cue B
CUE_AT = 100.0  # ms, when the ten spikes of a cue begin; they come within 10 ms
LISTEN = 50.0  # ms after that in which a spike is an answer


def trial(w: Floats, cue: int, duration: float, rng: np.random.Generator) -> tuple[Spikes, Floats]:
    """One presentation of a cue (0: A, 1: B): the input spikes, and the neuron's spike times.

    Every input also fires by itself, at 2 Hz; noise in the current lets the neuron try things out.
    """
    count = rng.poisson(2e-3 * duration * 2 * CUE)
    times = np.concatenate([rng.uniform(0, duration, count), CUE_AT + rng.uniform(0, 10, CUE)])
    ids = np.concatenate([rng.integers(0, 2 * CUE, count), CUE * cue + np.arange(CUE)])
    order = np.argsort(times)
    spikes = Spikes(times[order], ids[order], 2 * CUE, duration)
    noise = rng.normal(0.0, 3.0, round(duration))  # nA, a new value each ms
    drive = SpikeInput(spikes, DeltaSynapse(), weights=3.5 * w) + noise
    return spikes, simulate(LIF(), drive, 1.0, crossing="grid").spikes.times


def rewarded_trial(
    w: Floats, cue: int, wanted: int, delay: float, rule: RewardSTDP, rng: np.random.Generator
) -> tuple[Floats, bool]:
    """One trial with its reward: the new weights, and whether the neuron answered the cue.

    An answer to the wanted cue earns +1, to the other -1, `delay` ms after LISTEN is over.
    """
    paid = CUE_AT + LISTEN + delay
    spikes, output = trial(w, cue, paid, rng)
    answered = bool(((output > CUE_AT) & (output <= CUE_AT + LISTEN)).any())
    if answered:
        size = 1.0 if cue == wanted else -1.0
        w = np.array(
            [
                rule.course(pre, output, [paid], one, size).w[-1]
                for pre, one in zip(spikes.trains(), w.tolist(), strict=True)
            ]
        )
    return w, answered


REWARD_RULE = RewardSTDP(STDP(A_plus=0.1, A_minus=0.105, w_min=0.1), tau_reward=0.0)


def two_cues_frames(controls: Mapping[str, Any]) -> Iterator[Frame]:
    """A neuron that learns which of two cues to answer, one frame for two trials."""
    for w, shares in _two_cues(controls):
        yield _cues_frame(w, shares)


def run_two_cues(trials: int, **controls: Any) -> tuple[Floats, dict[str, float]]:
    """The same without pictures: weights after `trials`, and the share of each cue answered."""
    w, shares = next(islice(_two_cues(controls), trials // 2, None))
    return w, dict(zip("AB", shares[-1], strict=True))


def _two_cues(controls: Mapping[str, Any]) -> Iterator[tuple[Floats, list[tuple[float, ...]]]]:
    """The weights, and for each two trials the shares of the last 20 A and B that were answered."""
    rng = np.random.default_rng(3)
    w, answers = np.full(2 * CUE, 0.6), (deque[bool](maxlen=20), deque[bool](maxlen=20))
    shares: list[tuple[float, ...]] = []
    while True:
        yield w, shares
        rule = replace(REWARD_RULE, tau_eligibility=controls["memory"])
        wanted = 0 if controls["wanted"] == "A" else 1
        for cue in rng.permutation(2).tolist():
            w, answered = rewarded_trial(w, cue, wanted, controls["delay"], rule, rng)
            answers[cue].append(answered)
        shares.append(tuple(float(np.mean(each)) for each in answers))


def _cues_frame(w: Floats, shares: list[tuple[float, ...]]) -> Frame:
    count = 2 * len(shares)
    begin = max(0.0, 200.0 * np.ceil(count / 200.0) - 400.0)
    trials = 2.0 * np.arange(1, len(shares) + 1)
    seen = trials >= begin
    answered = np.reshape(shares, (-1, 2))[seen]
    a, b = w[:CUE], w[CUE:]
    said = (
        f" It answers A in {100 * shares[-1][0]:.0f} % of the trials and B in "
        f"{100 * shares[-1][1]:.0f} %."
        if shares
        else ""
    )
    return {
        "right": {"xlim": (begin, begin + 400.0)},
        "w_a": (np.arange(CUE), a),
        "w_b": (np.arange(CUE, 2 * CUE), b),
        "a": (trials[seen], answered[:, 0]),
        "b": (trials[seen], answered[:, 1]),
        "text": f"After {count} trials the mean weight is {a.mean():.2f} for A's inputs and "
        f"{b.mean():.2f} for B's.{said}",
    }


def draw_two_cues(figure: Figure) -> Frame:
    """The twenty weights on the left; how often each cue is answered on the right."""
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.set(xlim=(-0.7, 19.7), ylim=(0, 1.05), xlabel="input", ylabel="weight w")
    left.set_xticks([0, 5, 10, 15, 19])
    right.set(ylim=(-0.03, 1.03), xlabel="trials", ylabel="share answered (last 20)")
    right.set_title("circles and line: cue A, squares and dashes: cue B", loc="left", fontsize=10)
    return {
        "right": right,
        "w_a": left.plot([], [], "o", color=OTHER, ms=7)[0],
        "w_b": left.plot([], [], "s", color=WEIGHT, ms=7)[0],
        "a": right.plot([], [], "-", color=OTHER)[0],
        "b": right.plot([], [], "--", color=WEIGHT)[0],
    }


two_cues = declare(
    animate,
    two_cues_frames,
    draw_two_cues,
    wanted=choice("rewarded cue", ["A", "B"], start="A"),
    delay=slider("delay of the reward", 0, 3000, start=1000, step=100, unit="ms"),
    memory=slider("memory of a pair τ_e", 100, 5000, start=1000, step=100, unit="ms"),
    still=50,
    tries={"3 s late": {"delay": 3000}, "3 s late, long memory": {"delay": 3000, "memory": 5000}},
    size=(9.0, 2.9),
)
