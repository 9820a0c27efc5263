"""What lesson 10 asks: predictions, exercises and a quiz on a needle in the noise."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from snn_edu.lessons.needle_in_noise.stored_runs import CHANGES, stored
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction
from snn_edu.validation import Floats

PREDICTIONS = (
    Prediction(
        name="give_away",
        question="Half of these afferents repeat the same 50 ms again and again, a quarter of the "
        "time. What in the picture will give the moments away?",
        choices=(
            "the afferents of the pattern fire more often",
            "all of them together fire more while it is shown",
            "no rate, neither of one afferent nor of all of them",
            "a gap before and after it",
        ),
        answer="c",
        asks={},
        why="While the pattern is shown its afferents fire as often as ever, 64 Hz with the noise. "
        "No afferent's rate over time and no rate of all in a moment is different. What repeats is "
        "which afferent fires when.",
        wrong=(
            Wrong("a", "Their rate was made the same on purpose, in the pattern and out of it."),
            Wrong("b", "Look at the rate below the raster: it only jitters."),
        ),
    ),
    Prediction(
        name="where_in_pattern",
        question="Nobody tells the neuron when the pattern begins. Once it has learned it, when in "
        "the 50 ms will it fire?",
        choices=(
            "at the end, when it has heard everything",
            "anywhere, another time at each showing",
            "once, within the first ten milliseconds",
            "all the time while the pattern lasts",
        ),
        answer="c",
        asks={},
        why="Each discharge strengthens the afferents that fired just before it. So the next one "
        "comes a little sooner, and strengthens what came sooner still, until there is hardly "
        "anything left before it: here 5 ms after the onset.",
        wrong=(
            Wrong("a", "A neuron with τ_m = 10 ms has forgotten the beginning by then."),
            Wrong(
                "b",
                "That is how it starts. STDP then picks one moment and moves it to the onset.",
            ),
        ),
    ),
    Prediction(
        name="between_showings",
        question="It has learned, and is silent between the showings, though 2000 afferents go on "
        "at 64 Hz. Where is its potential there? The threshold is at 500.",
        choices=(
            "near 0: it has learned not to hear the noise",
            "near 400, and nearly flat",
            "a saw as before, only lower",
            "just below 500, so that any small thing tips it over",
        ),
        answer="b",
        asks={},
        why="The strong synapses bring noise too, all the time: some 380 of the 500 are noise. The "
        "first milliseconds of the pattern add the rest, together.",
        wrong=(
            Wrong("a", "A synapse that is strong for the pattern is strong for noise as well."),
            Wrong("c", "A saw needs discharges: each falling edge is one."),
            Wrong("d", "Then noise would tip it over; in these 400 ms it stays below 410."),
        ),
    ),
    Prediction(
        name="the_knob",
        question="Your neuron has found the pattern. You may turn one knob. Which turn kills it "
        "within a few seconds?",
        choices=(
            "jitter from 1 to 2 ms",
            "the pattern half as often",
            "pairing from reduced to nearest",
            "ten percent more afferents in the pattern",
        ),
        answer="c",
        asks={},
        why="With `nearest` every input spike after a discharge weakens its synapse, not only the "
        "first. At 5 Hz of output that is three times the LTD, and the "
        "neuron falls silent. Silence is stable: no discharge, no learning.",
        wrong=(
            Wrong("a", "2 ms are little beside τ_m = 10 ms; the sum hardly notices."),
            Wrong("b", "A neuron that fires in the pattern only does not learn while it waits."),
            Wrong("d", "More afferents make the needle bigger."),
        ),
    ),
    Prediction(
        name="on_noise",
        question="Take the pattern away: 2000 afferents of pure noise, the same neuron, "
        "A₋ = 0.85 A₊. What happens to its weights?",
        choices=(
            "they stay: noise has no direction",
            "they creep down, faster and faster, to silence",
            "they run up to 1",
            "half of them go to 0 and half to 1",
        ),
        answer="b",
        asks={},
        why="At 63 Hz a discharge takes 0.004 A₊ from the mean weight. That is little, but the "
        "less it fires the more each discharge takes: after some twelve seconds it is silent.",
        wrong=(
            Wrong("a", "LTP and LTD balance at one ratio only, 0.84, and even there not stably."),
            Wrong("c", "Below 0.84 they do. This ratio is just above."),
        ),
    ),
    Prediction(
        name="at_three_ms",
        question="Each spike of the pattern is now moved by 3 ms (s.d.) at each showing. Of five "
        "runs with half the afferents, how many find it?",
        choices=("none", "one", "two", "all five"),
        answer="c",
        asks={},
        why="Two of five at 3 ms, one at 4 ms, none from 5 ms on. With 60 % of the afferents four "
        "of five succeed at 3 ms: jitter and share can be traded.",
        wrong=(
            Wrong("a", "τ_syn + τ_m blur more than 3 ms already: it is hard, not hopeless."),
            Wrong("d", "Not even with 60 % of the afferents: it is four of five then."),
        ),
    ),
    Prediction(
        name="three_neurons",
        question="Three neurons hear three patterns. A discharge of one inhibits the other two. "
        "They begin with random weights. What will they do?",
        choices=(
            "all three learn the most frequent pattern",
            "each takes the pattern with its own number",
            "each takes a pattern or two of its own, by chance; a pattern may be left over",
            "they silence each other",
        ),
        answer="c",
        asks={},
        why="Whoever is first to fire in a pattern takes it from the others, but nothing makes "
        "sure that each pattern finds somebody: all three did in 2 of 8 seeds, in 5 of 8 with "
        "inhibition 1, and never without inhibition.",
        wrong=(
            Wrong("a", "All three patterns come equally often."),
            Wrong("b", "Nobody gave numbers to them: turn the seed and see them change."),
        ),
    ),
    Prediction(
        name="a_real_sound",
        question="Now nobody pastes spikes: birds sing, a motif returns, and a small ear turns "
        "sound into spikes. Will the same detector pass the same bar (98 % hits, no false alarm)?",
        choices=(
            "yes, in all six songs",
            "in about half of them",
            "in none, though it does prefer the motif",
            "in none: it fires at random",
        ),
        answer="c",
        asks={},
        why="In the last 15 s it hits 57 to 100 % of the showings, 1.6 to 3.4 times what chance "
        "gives, with 1.5 to 12 false alarms a second. That is selective, and it is not detection.",
        wrong=(
            Wrong("a", "The course would have liked that. It is not what happened."),
            Wrong("d", "Compare hits with chance at its rate: the two curves part."),
        ),
    ),
)


def judge(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    """The solution of the exercise: (hit rate, false alarms in Hz, latency in ms)."""
    since = np.asarray(times)[:, None] - np.asarray(onsets)  # (spikes, showings)
    inside = (since >= 0) & (since < length)
    hit = inside.any(axis=0)
    first = np.where(inside, since, np.inf).min(axis=0)
    false = (~inside.any(axis=1)).sum()
    return float(hit.mean()), float(false / duration * 1000), float(first[hit].mean())


def _judge_slowly(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    """The oracle: walk through the spikes one by one."""
    first: dict[float, float] = {}
    false = 0
    for t in times:
        own = [onset for onset in onsets if onset <= t < onset + length]
        false += not own
        for onset in own:
            first.setdefault(float(onset), float(t - onset))
    latency = math.fsum(first.values()) / len(first)
    return len(first) / len(onsets), 1000.0 * false / duration, latency


def _inside(times: Floats, onsets: Floats, length: float) -> NDArray[np.bool_]:
    since = np.asarray(times)[:, None] - np.asarray(onsets)
    return np.asarray((since >= 0) & (since < length))


def _spikes_for_hits(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    _, false, latency = judge(times, onsets, length, duration)
    return float(_inside(times, onsets, length).sum() / len(onsets)), false, latency


def _precision(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    _, false, latency = judge(times, onsets, length, duration)
    return float(_inside(times, onsets, length).any(axis=1).mean()), false, latency


def _per_millisecond(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    hits, false, latency = judge(times, onsets, length, duration)
    return hits, false / 1000, latency


def _either_side(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    away = np.abs(np.asarray(times)[:, None] - np.asarray(onsets))
    near = away < length
    hit = near.any(axis=0)
    first = np.where(near, away, np.inf).min(axis=0)
    false = (~near.any(axis=1)).sum() / duration * 1000
    return float(hit.mean()), float(false), float(first[hit].mean())


def _every_spike_counts(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    hits, false, _ = judge(times, onsets, length, duration)
    since = np.asarray(times)[:, None] - np.asarray(onsets)
    return hits, false, float(since[_inside(times, onsets, length)].mean())


def _no_false_alarms(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    hits, _, latency = judge(times, onsets, length, duration)
    return hits, len(times) / duration * 1000, latency


def _not_at_the_onset(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    away = np.asarray(times)[:, None] - np.asarray(onsets)
    return judge(times[(away != 0).all(axis=1)], onsets, length, duration)


def _per_time_outside(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    hits, false, latency = judge(times, onsets, length, duration)
    return hits, false * duration / (duration - len(onsets) * length), latency


def _closed_at_the_end(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    return judge(times, onsets, np.nextafter(length, np.inf), duration)


def _in_per_cent(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    hits, false, latency = judge(times, onsets, length, duration)
    return 100 * hits, false, latency


def _median_latency(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    since = np.asarray(times)[:, None] - np.asarray(onsets)
    first = np.where(_inside(times, onsets, length), since, np.inf).min(axis=0)
    hits, false, _ = judge(times, onsets, length, duration)
    return hits, false, float(np.median(first[np.isfinite(first)]))


def _misses_as_zero(
    times: Floats, onsets: Floats, length: float, duration: float
) -> tuple[float, float, float]:
    hits, false, latency = judge(times, onsets, length, duration)
    return hits, false, latency * hits


def drift(rate: float, gap: float, ratio: float) -> float:
    """The solution of the exercise: mean change per discharge, in A_plus, with reduced pairing."""
    r = rate / 1000
    to_plus, to_minus = r + 1 / 16.8, r + 1 / 33.7
    ltp = r / to_plus * (1 - np.exp(-to_plus * gap))
    ltd = r / to_minus * (1 - np.exp(-to_minus * gap))
    return float(ltp - ratio * ltd)


_gauss = cache(np.polynomial.legendre.leggauss)  # an eigenvalue problem


def _drift_by_integration(rate: float, gap: float, ratio: float) -> float:
    """The oracle: the mean of exp(-s / tau) over the first spike's moment s, by quadrature."""
    x, weight = _gauss(80)
    s, weight = gap * (x + 1) / 2, weight * gap / 2
    density = rate / 1000 * np.exp(-rate / 1000 * s)
    change = np.exp(-s / 16.8) - ratio * np.exp(-s / 33.7)
    return float((weight * density * change).sum())


def _ltd(rate: float, gap: float) -> float:
    return (drift(rate, gap, 0.0) - drift(rate, gap, 1.0)) if rate else 0.0


def _all_later_ltd(rate: float, gap: float, ratio: float) -> float:
    every = rate / 1000 * 33.7 * (1 - np.exp(-gap / 33.7))
    return float(drift(rate, gap, 0.0) - ratio * every)


def _taus_swapped(rate: float, gap: float, ratio: float) -> float:
    return float(_ltd(rate, gap) - ratio * drift(rate, gap, 0.0))


def kills(name: str) -> bool:
    """Whether fewer than half of the stored runs find the pattern after this change."""
    runs = stored()["redrawn"] if name == "times redrawn" else stored()["changes"][name]
    return bool(sum(one.finds() for one in runs) < len(runs) / 2)


CHANGE_NAMES = (*(name for name in CHANGES if name != "nothing"), "times redrawn")


def border(rate: float, gap: float) -> float:
    """The solution of the exercise: the ratio A_minus / A_plus at which the drift is zero."""
    return drift(rate, gap, 0.0) / _ltd(rate, gap)


def _border_by_bisection(rate: float, gap: float) -> float:
    """The oracle: halve the interval in which the drift changes its sign."""
    low, high = 0.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if _drift_by_integration(rate, gap, middle) > 0 else (low, middle)
        )
    return (low + high) / 2


EXERCISES = (
    Exercise(
        name="judge",
        ask="Write `judge(times, onsets, length, duration)`: return (hit rate, false alarms in Hz, "
        "mean latency in ms) of a detector's spikes.",
        shown="""
            def judge(times, onsets, length, duration):
                since = times[:, None] - onsets  # a row for each spike, a column for each showing
                inside = (since >= 0) & (since < length)
                hit = inside.any(axis=0)
                first = np.where(inside, since, np.inf).min(axis=0)
                false = (~inside.any(axis=1)).sum()
                return hit.mean(), false / duration * 1000, first[hit].mean()
        """,
        solution=judge,
        oracle=_judge_slowly,
        tries=(
            (
                np.array([105.0, 106.0, 200.0, 303.0, 350.0, 549.0, 999.0]),
                np.array([100.0, 300.0, 500.0, 900.0]),
                50.0,
                1000.0,
            ),
            (
                np.array([12.3, 38.0, 130.0, 249.5, 260.0, 295.0, 400.0, 610.0, 680.0, 820.0]),
                np.array([0.0, 250.0, 400.0, 700.0]),
                40.0,
                2000.0,
            ),
        ),
        wrong=(
            Wrong(
                _spikes_for_hits,
                "You count spikes where showings are asked: two spikes in one showing are one hit. "
                "With enough of them yours would exceed 100 %.",
            ),
            Wrong(
                _precision,
                "Your first number is the share of *spikes* that fall into a showing, the "
                "precision. The hit rate is the share of *showings* with a spike in them.",
            ),
            Wrong(
                _per_millisecond,
                "Your false alarms are per millisecond: times are in ms, and Hz is per second.",
            ),
            Wrong(
                _either_side,
                "A spike before the onset is no hit: the window is from the onset to `length` ms "
                "after it. A neuron cannot detect what has not begun.",
            ),
            Wrong(
                _every_spike_counts,
                "Your latency averages over every spike in a showing. Only the first one tells how "
                "soon the pattern was noticed.",
            ),
            Wrong(
                _no_false_alarms,
                "You count every output spike as a false alarm, those within a showing too.",
            ),
            Wrong(
                _misses_as_zero,
                "A missed showing has no latency. You count it as 0 ms, and so the more are "
                "missed the faster your detector looks.",
            ),
            Wrong(
                _not_at_the_onset,
                "A spike at the very moment of an onset lies in the showing: it lasts *from* its "
                "onset, so `>=`.",
            ),
            Wrong(
                lambda times, onsets, length, duration: judge(times, onsets, 50.0, duration),
                "You judge with showings of 50 ms. Here they last {length:g} ms: use `length`.",
            ),
            Wrong(
                _closed_at_the_end,
                "A spike exactly `length` ms after the onset is outside: a showing lasts up to its "
                "end, without it, so `<`.",
            ),
            Wrong(
                _in_per_cent,
                "Your hit rate is in per cent. Asked is a share, from 0 to 1.",
            ),
            Wrong(
                _median_latency,
                "Your latency is the median over the hits. Asked is the mean.",
            ),
            Wrong(
                _per_time_outside,
                "You divide the false alarms by the time outside of the showings. That is a fair "
                "measure too, but asked are false alarms per second of the whole `duration`.",
            ),
        ),
        hints=(
            "Make a table of times[:, None] - onsets: a row for each spike, a column for each "
            "showing.",
            "A spike lies in a showing where that is >= 0 and < length. Any in a column: a hit. "
            "None in a row: a false alarm.",
            "Latency: of each column the smallest value that lies inside, averaged over the hits. "
            "False alarms: rows without any, divided by duration / 1000.",
        ),
        why="Three numbers, and never one without the others: a silent neuron has no false alarm, "
        "one that always fires misses nothing.",
    ),
    Exercise(
        name="which_kill",
        ask="For each of the eight changes say True if it kills the detector (found in fewer than "
        "half of the runs), else False: a list in the order of the table above.",
        shown="""
            my_verdicts = [False, True, False, True, False, True, False, True]
        """,
        solution=[False, True, False, True, False, True, False, True],
        oracle=lambda: [kills(name) for name in CHANGE_NAMES],
        wrong=(
            Wrong(
                [True, True, False, True, False, True, False, True],
                "A millisecond more of jitter is harmless: all four runs still find it. A PSP "
                "lasts for ten.",
            ),
            Wrong(
                [True] * 8,
                "Not that fragile. Which of them only make the task easier, or a little harder?",
            ),
            Wrong(
                [False, True, False, False, False, False, False, False],
                "The pairing, yes, but it is not alone. What does A₋ = A₊ do on noise? "
                "And what is simultaneous when time is counted in whole milliseconds?",
            ),
            Wrong(
                [False, True, False, True, False, False, False, True],
                "And the first grid? In steps of 1 ms, input and output spikes tie all the "
                "time, and every tie counts as LTP here.",
            ),
            Wrong(
                [False, True, True, True, False, True, False, True],
                "A lower start makes it fire less: two of the four runs find it, after 4 s "
                "already, and two fall nearly silent. That is half, and asked is fewer.",
            ),
            Wrong(
                [False, False, False, True, False, True, False, True],
                "Nor does the pairing forgive: with `nearest` every later input spike weakens, and "
                "all four runs fall silent.",
            ),
            Wrong(
                [False, True, False, False, False, True, False, True],
                "A₋ = A₊ is too much: on noise each discharge then costs more than it "
                "brings, and all four runs fall silent.",
            ),
            Wrong(
                [False, True, False, True, True, True, False, True],
                "More afferents in the pattern make a bigger needle: all four runs find it.",
            ),
            Wrong(
                [False, True, False, True, False, True, True, True],
                "So it is the grid itself? Without ties counted three of four runs find it on "
                "1 ms, after 7 s. What a tie means decides, not the grid.",
            ),
            Wrong(
                [False, True, False, True, False, True, False, False],
                "With the same counts but new times at each showing, nothing repeats within "
                "τ_m = 10 ms: all eight runs fall silent. This neuron reads times.",
            ),
            Wrong(
                [True, False, True, False, True, False, True, False],
                "You have them all the other way round: True is for what kills.",
            ),
        ),
        hints=(
            "Four of the eight kill.",
            "Two are about the learning rule: which spikes count, and how much LTD weighs. The two "
            "others: one takes away what repeats, one turns chance into LTP.",
        ),
        why="It stands on the pairing, on the balance, on what a tie means, and on times that "
        "repeat. Jitter, w₀, share and even a grid of 1 ms have room.",
    ),
    Exercise(
        name="drift",
        ask="Write `drift(rate, gap, ratio)`: the mean change of a weight per output spike, in "
        "units of A₊, for Poisson input at `rate` Hz, output spikes `gap` ms apart, reduced "
        "pairing, A₋ = ratio * A₊, τ₊ = 16.8 ms, τ₋ = 33.7 ms.",
        shown="""
            def drift(rate, gap, ratio):
                r = rate / 1000  # per ms
                to_plus, to_minus = r + 1 / 16.8, r + 1 / 33.7
                ltp = r / to_plus * (1 - np.exp(-to_plus * gap))
                ltd = r / to_minus * (1 - np.exp(-to_minus * gap))
                return ltp - ratio * ltd
        """,
        solution=drift,
        oracle=_drift_by_integration,
        tries=((64.0, 15.9, 0.85), (64.0, 200.0, 0.85), (20.0, 40.0, 1.0), (31.7, 77.3, 0.43)),
        unit="A₊",
        tolerance=1e-6,
        because="so that the integral is right, too, if it is taken at the middle of steps of "
        "0.01 ms",
        wrong=(
            Wrong(
                lambda rate, gap, ratio: drift(rate * 1000, gap, ratio),
                "Your rate is a thousand times too high: in Hz it is per second, and the times "
                "are in ms.",
            ),
            Wrong(
                _all_later_ltd,
                "Your LTD counts every input spike after the discharge. That is `nearest`; with "
                "`reduced` only the first one counts.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, 1e6, ratio),
                "You let the gap be endless. A pair needs an input spike *between* the two output "
                "spikes: integrate from 0 to gap.",
            ),
            Wrong(
                lambda rate, gap, ratio: rate / 1000 * (16.8 - ratio * 33.7),
                "Those are lesson 08's areas: they count *all* pairs, however many spikes lie "
                "between. Reduced pairing counts one of each, within the gap.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, 1e6, 0.0) - ratio * _ltd(rate, gap),
                "Your LTP looks back without end. The last input before a discharge counts only if "
                "no other discharge lies between: from 0 to gap, as for LTD.",
            ),
            Wrong(
                _taus_swapped,
                "τ₊ and τ₋ are swapped: LTP decays with τ₊ = 16.8 ms.",
            ),
            Wrong(
                lambda rate, gap, ratio: -drift(rate, gap, ratio),
                "The size is right, the sign is flipped: LTP minus LTD.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, gap, 1.0),
                "The ratio is missing: LTD weighs A₋ = ratio A₊.",
            ),
            Wrong(
                lambda rate, gap, ratio: drift(rate, gap, 0.0),
                "That is LTP alone.",
            ),
        ),
        hints=(
            "The time s from a discharge to the first input spike has density r exp(-r s), "
            "with r in spikes per ms.",
            "LTD per discharge is the integral of r exp(-r s) exp(-s / tau_minus) from 0 to gap: "
            "r / (r + 1 / tau_minus) * (1 - exp(-(r + 1 / tau_minus) gap)).",
            "LTP is the same integral with tau_plus, counted back from the next discharge. The "
            "drift is LTP - ratio * LTD.",
        ),
        why="At 64 Hz of input and 63 Hz of output the two balance at a ratio of 0.84. The paper "
        "uses 0.85: noise loses, slowly enough for the pattern to win first.",
    ),
    Exercise(
        name="border",
        ask="Write `border(rate, gap)`: the ratio A₋ / A₊ at which noise neither adds to "
        "a weight nor takes from it, with the reduced pairing and the time constants of `drift`.",
        shown="""
            def border(rate, gap):
                r = rate / 1000  # per ms
                to_plus, to_minus = r + 1 / 16.8, r + 1 / 33.7
                ltp = r / to_plus * (1 - np.exp(-to_plus * gap))
                ltd = r / to_minus * (1 - np.exp(-to_minus * gap))
                return ltp / ltd
        """,
        solution=border,
        oracle=_border_by_bisection,
        tries=((64.0, 1000 / 63), (64.0, 200.0), (23.7, 41.3), (90.0, 7.9)),
        tolerance=1e-5,
        because="a search for the zero is right too: 1e-5 is allowed",
        wrong=(
            Wrong(
                lambda rate, gap: 16.8 / 33.7,
                "That is lesson 08's border, where *all* pairs count. With reduced pairing far "
                "fewer do, and the border depends on how often the neuron fires.",
            ),
            Wrong(
                lambda rate, gap: 1 / border(rate, gap),
                "Upside down: drift = LTP - ratio LTD is zero at ratio = LTP / LTD.",
            ),
            Wrong(
                lambda rate, gap: drift(rate, gap, 1.0),
                "That is the drift at a ratio of 1, not the ratio at which the drift is 0.",
            ),
            Wrong(
                lambda rate, gap: drift(rate, gap, 0.0),
                "That is LTP alone. What must LTD be multiplied by to be as large?",
            ),
            Wrong(
                lambda rate, gap: border(rate, 1e6),
                "You let the gap be endless: a pair must lie between two discharges.",
            ),
            Wrong(
                lambda rate, gap: 0.85,
                "0.85 is the paper's choice, and near the border at one pair of rates only.",
            ),
            Wrong(
                lambda rate, gap: border(rate, 1000 / 63),
                "You keep 63 Hz of output. `gap` is an argument: 1000 / gap Hz.",
            ),
            Wrong(
                lambda rate, gap: border(64.0, gap),
                "You keep 64 Hz of input. `rate` is an argument.",
            ),
        ),
        hints=(
            "The drift is a straight line in the ratio: LTP - ratio LTD. Where is it zero?",
            "LTP is your drift at ratio 0, and LTD is that minus your drift at ratio 1.",
        ),
        why="At 64 Hz of input and 63 Hz of output it is 0.84. The less the neuron fires, the "
        "lower the border lies, and the same 0.85 takes more: a pencil on its tip.",
    ),
)

QUIZ = (
    Prediction(
        name="quiz_all_hits",
        question="A detector hits 100 % of the showings. Has it found the pattern?",
        choices=(
            "yes",
            "yes, if it is fast",
            "not known: how many false alarms?",
            "no, 100 % is not possible",
        ),
        answer="c",
        why="On a grid of 1 ms with ties as LTP the neuron fires at 109 Hz without end: 100 % "
        "hits, 4 ms latency, and 84 false alarms a second.",
    ),
    Prediction(
        name="quiz_chance",
        question="A neuron fires at random, at 20 Hz. What share of 50 ms showings does it hit?",
        choices=("0 %", "20 %", "63 %", "100 %"),
        answer="c",
        why="20 Hz x 50 ms is one spike on average, and the chance of at least one is 1 - e^-1.",
    ),
    Prediction(
        name="quiz_label",
        question="Who tells the neuron when the pattern is shown?",
        choices=(
            "the learning rule",
            "nobody; only the judge knows",
            "the judge, by a reward",
            "the afferents, by a higher rate",
        ),
        answer="b",
        why="It learns from its own discharges and the input spikes around them. The onsets are "
        "used for scoring only.",
    ),
    Prediction(
        name="quiz_silence",
        question="A neuron with additive STDP has fallen silent. What will it learn next?",
        choices=(
            "nothing: without a discharge no weight moves",
            "the pattern, because its weights recover",
            "noise",
            "the opposite pattern",
        ),
        answer="a",
        why="STDP needs pairs, and a pair needs an output spike. Silence is where noise alone, "
        "`nearest` and A₋ = A₊ all end.",
    ),
    Prediction(
        name="quiz_start",
        question="Why does the neuron end up firing at the *start* of the pattern?",
        choices=(
            "the first spikes are stronger",
            "the pattern's rate is highest there",
            "each discharge strengthens what came before it, so the next comes sooner",
            "its threshold falls",
        ),
        answer="c",
        why="LTP goes to the afferents before the discharge, LTD to those after it. The moment of "
        "discharge walks towards the onset until nothing is left before it.",
    ),
)
