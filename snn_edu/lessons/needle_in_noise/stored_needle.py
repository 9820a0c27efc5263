"""The slow runs of the pattern detector, stored: what a live picture cannot wait for.

    python -m snn_edu.lessons.needle_in_noise.stored_needle

makes ``results/needle.json`` again (about ten minutes of CPU): the full 450 s of Masquelier,
Guyonneau & Thorpe 2008, eight seeds of 60 s, the same with times redrawn and heard for longer, one
change at a time, and six songs (see `bird_song`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from snn_edu.lessons.needle_in_noise.bird_song import cochlea, listener, make_song
from snn_edu.lessons.needle_in_noise.live_run import KNOBS, SECONDS, follow_run, with_times_redrawn
from snn_edu.patterns import Detector, Score, make_input, repeated, score, since_onset
from snn_edu.spikes import Spikes
from snn_edu.validation import Floats

STORED = Path(__file__).parent / "results" / "needle.json"
STANDARD = Detector()
# One change each: what it does to the input, and what to the detector.
CHANGES: dict[str, tuple[dict[str, float], dict[str, Any]]] = {
    "nothing": ({}, {}),
    "jitter 2 ms": ({"jitter": 2.0}, {}),
    "pairing nearest": ({}, {"stdp": replace(STANDARD.stdp, pairing="nearest")}),
    "w0 0.375": ({}, {"w0": 0.375}),
    "A_minus = A_plus": ({}, {"stdp": replace(STANDARD.stdp, A_minus=STANDARD.stdp.A_plus)}),
    "share 0.6": ({"share": 0.6}, {}),
    "dt 1 ms": ({}, {"dt": 1.0, "stdp": replace(STANDARD.stdp, same_step="ltp")}),
    "dt 1 ms, no ties": ({}, {"dt": 1.0}),
}
# One knob of the live picture turned from the beginning, in its own input: how does it end?
TURNED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "jitter 2 ms": {"jitter": 2.0},
    "jitter 6 ms": {"jitter": 6.0},
    **{f"share of time {share} %": {"frequency": share} for share in (20, 15, 10, 5, 0)},
    **{f"ratio {ratio:.2f}": {"ratio": ratio} for ratio in (0.7, 0.83, 0.9)},
    "times drawn anew": {"times": "drawn anew"},
    "trains dealt out anew": {"times": "dealt out"},
}
MORE = {"nothing", "jitter 2 ms", *(f"share of time {share} %" for share in (20, 15, 10, 5))}
SEEDS, MORE_SEEDS, CHANGED_SEEDS = 8, 24, 4
PATIENCE = 4  # how often the 60 s are heard, to see the walk
SONGS, RATIOS, WINDOW = 6, (0.85, 0.9, 0.95), 15_000.0  # songs; A_minus / A_plus; ms


class Row(NamedTuple):
    """One run, judged over its last third."""

    hit_rate: float
    false_alarms: float  # Hz
    latency: float  # ms; NaN: no hit
    found_time: float  # s; inf: never selective
    found_discharges: float
    first_second: int  # output spikes in the first second
    late_rate: float  # Hz, output in the last third

    def finds(self) -> bool:
        """The bar of `Score.finds`."""
        return Score(*self[:3]).finds()


class Song(NamedTuple):
    """One song of 90 s, heard with one ratio A_minus / A_plus: six windows of 15 s."""

    seed: int
    ratio: float
    hit_rate: tuple[float, ...]
    false_alarms: tuple[float, ...]  # Hz
    rate: tuple[float, ...]  # Hz, output


def found(output: Spikes, onsets: Floats, length: float = 50.0) -> tuple[float, float]:
    """The time of selectivity (ms), and output spikes up to then; infinite for never.

    It is the time of the last false alarm, provided that ten or more showings follow and that
    nine of the last ten are hit: silence is not selectivity.
    After Hathway & Goodman 2018, ReScience 4(1):6, "Pattern finding".
    """
    assert output.duration is not None
    times, onsets = output.times, onsets[onsets + length <= output.duration]
    false = times[np.isnan(since_onset(times, onsets, length))]
    time = float(false[-1]) if false.size else 0.0
    last_ten = onsets[onsets > time][-10:]
    next_spike = np.append(times, np.inf)[np.searchsorted(times, last_ten)]
    if last_ten.size < 10 or (next_spike - last_ten < length).sum() < 9:
        return math.inf, math.inf
    return time, float(np.searchsorted(times, time, side="right"))


def judge(output: Spikes, onsets: Floats) -> Row:
    """What a run was worth."""
    assert output.duration is not None
    since = output.duration * 2 / 3
    when, discharges = found(output, onsets)
    return Row(
        *score(output, onsets, since=since),
        when / 1000,
        discharges,
        int(np.count_nonzero(output.times < 1000)),
        float(np.count_nonzero(output.times > since) / (output.duration - since) * 1000),
    )


def run(change: str, seed: int, duration: float = 60_000.0) -> Row:
    """One run of the paper's input with one of `CHANGES`."""
    of_input, of_detector = CHANGES[change]
    spikes, onsets = make_input(duration, np.random.default_rng(seed), **of_input)  # type: ignore[arg-type]
    return judge(replace(STANDARD, **of_detector).learn(spikes).output, onsets)


def redrawn(seed: int, duration: float = 60_000.0) -> Row:
    """The control to `run("nothing", seed)`: its counts kept, its times redrawn at each showing."""
    rng = np.random.default_rng(seed)
    spikes, onsets = make_input(duration, rng)
    return judge(STANDARD.learn(with_times_redrawn(spikes, onsets, rng)).output, onsets)


def turned(change: str, seed: int) -> Row:
    """One run of the live picture's own input with one of `TURNED`, judged over its last third."""
    onsets: list[float] = []
    *_, last = follow_run({**KNOBS, **TURNED[change], "seed": seed}, onsets)
    assert last.t == 1000.0 * SECONDS
    return judge(last.output, np.array(onsets))


def patient(seed: int, duration: float = 60_000.0) -> Row:
    """`run("nothing", seed)`, its input heard `PATIENCE` times without a pause."""
    spikes, onsets = make_input(duration, np.random.default_rng(seed))
    output = STANDARD.learn(spikes, repeats=PATIENCE).output
    return judge(output, repeated(onsets, duration, PATIENCE))


def hear(seed: int, duration: float = 90_000.0, ratios: Sequence[float] = RATIOS) -> list[Song]:
    """One song, heard anew with each ratio."""
    rng = np.random.default_rng(seed)
    sound, onsets = make_song(duration, rng)
    spikes = cochlea(sound, rng)
    heard = []
    for ratio in ratios:
        output = listener(spikes, ratio).learn(spikes).output
        starts = np.arange(0.0, duration - 1, WINDOW).tolist()
        judged = [score(output, onsets, since=one, until=one + WINDOW) for one in starts]
        counts, _ = np.histogram(output.times, [*starts, duration])
        heard.append(
            Song(
                seed,
                ratio,
                tuple(one.hit_rate for one in judged),
                tuple(one.false_alarms for one in judged),
                tuple((counts / WINDOW * 1000).tolist()),
            )
        )
    return heard


def stored() -> Mapping[str, Any]:
    """``full`` (a Row), ``seeds`` (Rows), ``changes``, ``fates`` (Rows by name), ``songs`` (Songs).

    Of the same seeds ``redrawn`` and ``patient`` (Rows).
    """
    made = json.loads(STORED.read_text(encoding="utf-8"))
    return {
        "full": _row(made["full"]),
        **{name: [_row(one) for one in made[name]] for name in ("seeds", "redrawn", "patient")},
        **{
            kind: {name: [_row(one) for one in rows] for name, rows in made[kind].items()}
            for kind in ("changes", "fates")
        },
        "songs": [
            Song(one[0], one[1], *(tuple(values) for values in one[2:])) for one in made["songs"]
        ],
    }


def main() -> None:
    """Make the stored runs again."""
    spikes, onsets = make_input(150_000.0, np.random.default_rng(0))
    output = STANDARD.learn(spikes, repeats=3).output
    full = judge(output, repeated(onsets, 150_000.0, 3))
    del spikes
    made = {
        "made_by": "python -m snn_edu.lessons.needle_in_noise.stored_needle",
        "full": full,
        "seeds": [run("nothing", seed) for seed in range(SEEDS)],
        "redrawn": [redrawn(seed) for seed in range(SEEDS)],
        "patient": [patient(seed) for seed in range(SEEDS)],
        "changes": {
            name: [run(name, seed) for seed in range(CHANGED_SEEDS)]
            for name in CHANGES
            if name != "nothing"
        },
        "fates": {
            name: [turned(name, seed) for seed in range(MORE_SEEDS if name in MORE else SEEDS)]
            for name in TURNED
        },
        "songs": [song for seed in range(SONGS) for song in hear(seed)],
    }
    STORED.write_text(json.dumps(_rounded(made)) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Six digits, and None for what JSON has no number for."""
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value


def _row(values: list[Any]) -> Row:
    hit_rate, false_alarms, latency, time, discharges, first, rate = values
    return Row(
        math.nan if hit_rate is None else hit_rate,
        false_alarms,
        math.nan if latency is None else latency,
        math.inf if time is None else time,
        math.inf if discharges is None else discharges,
        first,
        rate,
    )


if __name__ == "__main__":
    main()
