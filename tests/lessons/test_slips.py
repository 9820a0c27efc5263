"""Answers handed in: wrong ones that once slipped through, right ones written oddly, and replies.

A pair of texts is the solution with the first of them changed to the second.
"""

import math
from functools import partial
from inspect import isfunction

import numpy as np
import pytest

from snn_edu.exercises import check, solution
from snn_edu.lessons.beyond_lif.questions import RIGHT_NAMES as CELLS
from snn_edu.lessons.pattern_detected.article import PATTERN
from snn_edu.lessons.sharing_the_work.questions import MISSING
from snn_edu.lessons.stdp_curves.bug_museum import LABELS
from snn_edu.lessons.stdp_curves.questions import COUNTS, VERDICT


def changed(source, *changes):
    """The function that a text writes, with changes: what stands there, what is put there."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in source
        source = source.replace(old, new)
    names = {"np": np}
    exec(source, names)
    return [value for value in names.values() if isfunction(value)][-1]


def answered(name, answer):
    """What is said to an answer, which may be a change of the solution."""
    if isinstance(answer, tuple) and all(isinstance(each, str) for each in answer):
        answer = changed(solution(name).code, *answer)
    return check(name, answer)


def count_on_paper(z, steps, reset, z_max=math.inf, whole=math.floor):
    if reset == "subtract":
        return max(0, min(steps, whole(steps * z)))
    if z > z_max:
        return math.floor(steps * z)
    return steps // math.ceil(1 / z) if z > 0 else 0


def fires_at_nothing(z, steps, reset):
    return count_on_paper(z, steps, reset) if z > 0 or reset == "subtract" else steps


def one_spike_anywhere(x, rng):
    y = np.zeros_like(x)
    trial, afferent = np.nonzero(x.any(axis=0))
    y[rng.integers(len(x), size=trial.size), trial, afferent] = 1
    return y


def moved_in(part):
    """All of the spikes that `part` takes are moved, the others stay."""

    def counts_only(x, rng):
        y = x.copy()
        y[part] = rng.permuted(x[part], axis=0)
        return y

    return counts_only


def by_loop(x, rng, replace=False):
    y = np.zeros_like(x)
    for k, i in np.ndindex(x.shape[1:]):
        y[rng.choice(len(x), int(x[:, k, i].sum()), replace), k, i] = 1
    return y


def from_the_end(ds, v, a, b):
    dv = list(ds * (1 + b * abs(v - 1)) ** -2.0)
    for k in range(len(v) - 2, -1, -1):
        dv[k] = dv[k] + a * dv[k + 1]
    return dv


COUNTED = "np.bincount((times // window).astype(int), minlength=windows)"
HISTOGRAM = "np.histogram(times, np.arange(0, duration{}, window))[0]"
PUSH = "sigma / lif.R_m * np.sqrt(lif.tau_m / dt)"
LONGHAND = "sigma / 2**0.5 / lif.R_m * (2 * lif.tau_m / dt) ** 0.5"
BY_NORMAL = ("mean + push * rng.standard_normal(steps)", "rng.normal(mean, push, steps)")
VOTE = "np.bincount(train_labels[train_winners == neuron]).argmax()"
WRONG = [
    ("sharing_the_work.honest", (VOTE, "np.median(train_labels[train_winners == neuron])")),
    ("sharing_the_work.honest", ("names = {}", "names = {}\n    assert max(train_winners) < 50")),
    ("from_ann_to_snn.neuron", partial(count_on_paper, whole=round)),
    ("from_ann_to_snn.neuron", fires_at_nothing),
    ("from_ann_to_snn.neuron", partial(count_on_paper, z_max=1)),
    ("down_the_slope.h", ("return", "len(u)\n    return")),  # of arrays alone
    ("down_the_slope.h", ("1 / (1", "(np.abs(u) < 0.5) / (1")),
    ("down_the_slope.counts_only", one_spike_anywhere),
    ("down_the_slope.counts_only", ("rng.permuted(x, axis=0)", "np.roll(x, 7, axis=0)")),
    ("down_the_slope.counts_only", ("rng.permuted(x, axis=0)", "np.zeros_like(x)")),
    ("down_the_slope.counts_only", ("rng.permuted(x, axis=0)", "x.astype(bool)")),
    ("down_the_slope.counts_only", lambda x, rng: 1.0 * (rng.random(x.shape) < x.mean())),
    ("beyond_lif.rest", ("-100.0", "-70.0")),
    ("stdp_curves.one_pair", ("delta_t > 0", "100 > delta_t > 0")),
    ("temporal_coding.ranks", ("-values", "-np.round(values, 4)")),
    ("what_a_spike_does.peak_time", ("tau_m == tau_syn", "abs(tau_m - tau_syn) < 1")),
    ("measuring_trains.fano", ("(times // window)", "np.ceil(times / window)")),
    ("measuring_trains.which_pair", ("A", 0.1, 5.0)),
    ("measuring_trains.which_pair", ("B", 0.1, 0.1)),
    ("repair_the_article.repair", (["1", 0, 1, 0, 1], 0.5, 1.25)),
    ("repair_the_article.repair", ([True, 0, 1, 0, 1], 0.5, 1.25)),
    ("repair_the_article.update", ("w + np", "np.array([0.5, 0.99, 0.005, 0.4]) + np")),
    ("reading_and_hearing.honest", ("len(counts) // 2", "round(len(counts) / 2)")),
]


@pytest.mark.parametrize(("name", "answer"), WRONG)
def test_a_wrong_answer_that_once_slipped_through_is_refused(name, answer):
    assert answered(name, answer).status == "wrong"


def with_signs(a, b, tau):
    """The van Rossum distance, each spike with a plus or a minus."""
    times, sign = np.concatenate([a, b]), np.repeat([1, -1], [len(a), len(b)])
    return np.sqrt(sign @ np.exp(-abs(times[:, None] - times) / tau) @ sign / 2)


AS_LISTS = ("np.array(trace), np.array(spikes)", "trace, spikes")
RIGHT = [
    ("neuron_that_fires.neuron", AS_LISTS),
    ("down_the_slope.counts_only", ("rng.permuted(x, axis=0)", "np.sort(x, axis=0)")),
    ("down_the_slope.counts_only", by_loop),
    ("down_the_slope.by_difference", ("w.copy(), w.copy()", "list(w), list(w)")),
    ("down_the_slope.backward", from_the_end),
    ("beyond_lif.rest", ("-100.0", "-90.0")),
    ("beyond_lif.name_the_cells", {**CELLS, "F": "initial  burst"}),
    ("repair_the_article.repair", [(1, 0, 1, 0, 1), 0.4, 1.6]),
    ("measuring_trains.by_pairs", with_signs),
    *(("measuring_trains.which_pair", ("b", q, 5.0)) for q in (0.03, 0.1, 0.2)),
    *(("measuring_trains.which_pair", ("b", 0.1, miss)) for miss in (0.0, 0.005, 2.0)),
    ("measuring_trains.fano", (COUNTED, HISTOGRAM.format(" + window / 2"))),
    ("measuring_trains.which_tau", np.array([30, 500])),
    (
        "leaky_bucket.train_limit",
        lambda w, gap, tau_m: sum(w * math.exp(-k * gap / tau_m) for k in range(2000)),
    ),
    ("regular_or_by_chance.current", BY_NORMAL),
    ("regular_or_by_chance.current", (PUSH, "lif.noise_sd(sigma, dt)")),
    ("regular_or_by_chance.current", (PUSH, LONGHAND)),
    (
        "what_a_spike_does.n_synapses",
        lambda n, g, R_m, v_rest, v_reversal: (
            np.average([v_rest, v_reversal], weights=[1 / R_m, n * g]) - v_rest
        ),
    ),
    ("from_ann_to_snn.steps", {"empty": 1 / (1 - 0.98), "half_full": 0.5 / (1 - 0.98)}),
    ("temporal_coding.jobs", np.array(["latency", "rank order", "phase", "delta", "rate"])),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_that_is_written_oddly_passes(name, answer):
    feedback = answered(name, answer)
    assert feedback, feedback.message


def mystery(**other):
    return {"R_m": 25.0, "tau_m": 16.0, "v_threshold": -55.0, "t_ref": 3.4, **other}


def jobs(job, name):
    names = ["latency", "rank order", "phase", "delta", "rate"]
    return [*names[:job], name, *names[job + 1 :]]


LATER_ONLY = " if t < 1:\n            continue\n        x_pre *="
EXACT, TWO_HALF_STEPS = "np.exp(-dt / lif.tau_m)", "(1 - dt / 2 / lif.tau_m) ** 2"
SHORT = "(np.array(trace) + np.arange(len(trace)) % 7)[: 49 if len(trace) == 50 else None]"
ON_THE_GIVEN = "return w\n    w += np.where(early, up, -down)\n    return np"


def without_dt(x, r, dt, u):
    return [k * dt for k in range(len(u)) if u[k] < x * r * dt]


IF_SLOWER = "if tau_m < tau_syn:\n        return tau_syn\n    if tau_m == tau_syn"


def apart(x, rng):
    return np.concatenate([rng.permuted(half, axis=0) for half in (x[:15], x[15:])])


SAID = [
    ("neuron_that_fires.neuron", ("(k + 1) * dt", "k + 1"), "in steps, 37 where we want 18.5 ms"),
    ("neuron_that_fires.neuron", (" * dt)", " * dt / 1000)"), "at [1][0], expected 18.5."),
    ("neuron_that_fires.neuron", ("np.array(trace)", SHORT), "v for each step, then the times."),
    ("neuron_that_fires.neuron", ("round(lif.t_ref / dt)", "lif.t_ref"), "is t_ref steps long"),
    ("neuron_that_fires.neuron", (*AS_LISTS, "round(lif.t_ref / dt)", "0"), "no pause"),
    # what nobody expected is looked for among the parameters, and then by the bench
    ("neuron_that_fires.neuron", ("lif.R_m", "2 * lif.R_m"), "if `lif.R_m` were twice as much."),
    ("neuron_that_fires.neuron", (EXACT, TWO_HALF_STEPS), "tau is 19.7489; expected was 20."),
    ("neuron_that_fires.rate", ("lif.t_ref +", "lif.t_ref -"), "or a minus is too much"),
    ("neuron_that_fires.mystery", mystery(R_m=-25.0), "and the sign isn't"),
    ("neuron_that_fires.mystery", mystery(R_m=25.15), "R_m = 25.15 MΩ is not it yet"),
    ("neuron_that_fires.mystery", mystery(R_m=math.nan), "had no logarithm"),
    ("neuron_that_fires.mystery", mystery(tau_m=80.0), "five tau_m"),
    ("neuron_that_fires.mystery", mystery(tau_m=17.5), "between two readings"),
    ("neuron_that_fires.mystery", mystery(v_threshold=-0.055), "We want it in mV"),
    ("neuron_that_fires.mystery", mystery(v_threshold=-40.0), "by the formula of lesson 01"),
    ("neuron_that_fires.mystery", mystery(t_ref=None), "t_ref is not a number yet"),
    ("neuron_that_fires.mystery", mystery(t_ref=np.array([3.4, 3.4])), "`[0]` takes the first"),
    ("neuron_that_fires.mystery", mystery(t_ref=19.1), "That is too long"),
    ("neuron_that_fires.mystery", mystery(t_ref=3.74), "a little too long"),
    ("neuron_that_fires.mystery", mystery(t_ref=2.0), "Did you count the flat readings?"),
    ("neuron_that_fires.mystery", mystery(t_ref=4.0), "Did you count the flat readings?"),
    (
        "what_a_spike_does.peak_time",
        ("return tau_m\n", "return tau_m / 2\n"),
        "Only their equal case",
    ),
    ("what_a_spike_does.peak_time", ("if tau_m == tau_syn", IF_SLOWER), "Exchange the two time"),
    ("what_a_spike_does.direction", (-8.0, 0.0), "before it is sent"),
    ("what_a_spike_does.direction", (0.7, 0.0), "not long enough: it still fires"),
    ("what_a_spike_does.direction", (0.008, 0.0), "Did you write seconds?"),
    ("measuring_trains.fano", (COUNTED, "np.histogram(times, windows)[0]"), "the range"),
    ("measuring_trains.fano", (COUNTED, HISTOGRAM.format("")), "Your last window is missing"),
    ("measuring_trains.which_pair", "B", "three things"),
    ("measuring_trains.which_pair", ("D", 0.1, 0), "a pair in quotes"),
    ("measuring_trains.which_pair", ("B", np.nan, 0), "numbers of 0 or more"),
    ("measuring_trains.which_pair", ("B", 0.5, 0.0), "neither finds it nor misses it"),
    ("regular_or_by_chance.irregular", (0.8, -7.3), "not negative"),
    ("regular_or_by_chance.irregular", (0.9, 4.0), "First the rate, with σ: it is too slow: more"),
    ("regular_or_by_chance.irregular", (1.1, 6.2), "Too fast and too regular: less mean"),
    ("regular_or_by_chance.irregular", (0.8, 7.9), "The CV is right, but the neuron is too fast"),
    ("regular_or_by_chance.irregular", (0.6, 9.0), "too irregular"),
    ("regular_or_by_chance.irregular", (True, 7.3), "two numbers"),
    ("regular_or_by_chance.irregular", {0.8, 7.3}, "two numbers"),
    ("regular_or_by_chance.irregular", (0.8, np.nan), "finite"),
    ("stdp_curves.synapse", lambda *given: 0.0, "Two slips are known to do that"),
    ("stdp_curves.synapse", ("    x_pre *=", "    return dw\n        x_pre *="), "inside the loop"),
    ("beyond_lif.name_the_cells", "bursting", "as a dictionary"),
    ("beyond_lif.name_the_cells", {**CELLS, "A": "burst"}, "is none of the names"),
    ("beyond_lif.name_the_cells", {**CELLS, "A": None}, "Cell A has no name yet"),
    ("beyond_lif.name_the_cells", {**CELLS, "F": "Initial-burst"}, "Six sets of numbers"),
    ("many_synapses.my_mu", "much", "We need one number"),
    ("many_synapses.my_mu", -0.1, "-0.1 is none. μ runs from 0"),
    ("many_synapses.my_mu", 0.03, "luck scatters"),
    ("many_synapses.my_mu", 0.11, "Go back a little"),
    ("many_synapses.my_mu", 0.6, "stronger than anything"),
    ("needle_in_noise.fate", {"jitter": "finds it"}, "Keep the four keys"),
    ("repair_the_article.update", ("return w\n    return np", ON_THE_GIVEN), "Work on a copy"),
    ("stdp_curves.synapse", (" x_pre *=", LATER_ONLY), "A spike at t = 0 is not counted as"),
    ("repair_the_article.repair", ([0, 1, 0, 1, 0], 0.5, 0.75), "on the wrong inputs"),
    ("repair_the_article.repair", ([*PATTERN], 0.5, -0.1), "it fires for 00000"),
    ("repair_the_article.repair", ([*PATTERN], 0, 3.5), "v is 3 and the threshold is 3.5, so"),
    ("repair_the_article.repair", ([*PATTERN], 0.5, 1.50001), "and the threshold is 1.50001, so"),
    ("repair_the_article.repair", ([1, 0.9, 1, 0.1, 1], 0.5, 1.45), "0.9 and costs only 0.5."),
    ("repair_the_article.repair", ([*PATTERN], 0.3, 1.9), "A larger g widens the gap to 10111"),
    ("stdp_curves.museum", {**LABELS, "B": None}, "B has no name yet"),
    ("stdp_curves.museum", {**LABELS, "C": "something"}, "C: that is none of the names"),
    ("stdp_curves.museum", {"A": "own trace"}, "with the keys A, B, C, D"),
    ("stdp_curves.museum", {**LABELS, "D": "Missing Minus"}, "D fails 'spike at zero' (nothing)"),
    ("stdp_curves.verdict", {**VERDICT, "pre first": "maybe"}, "one of: strengthens, weakens"),
    ("stdp_curves.verdict", {**VERDICT, "times counted": "often"}, "is a number"),
    ("stdp_curves.verdict", {**VERDICT, "tie": None, "times counted": 3}, "'tie' is still open"),
    ("stdp_curves.verdict", {**VERDICT, "tie": "ltd"}, "The sign is right"),
    ("stdp_curves.verdict", {"tie": "LTD"}, "with the keys pre first"),
    ("stdp_curves.counts", {**COUNTS, "nearest": None}, "nearest is still"),
    ("stdp_curves.counts", {**COUNTS, "all": "12"}, "all should be"),
    ("stdp_curves.counts", {**COUNTS, "all": 12.5}, "12.5 is not it"),
    ("stdp_curves.counts", {"all": 12}, "with the keys all, nearest"),
    ("sharing_the_work.parts", {"A": "depression"}, "Keep the four keys"),
    ("sharing_the_work.parts", {**MISSING, "C": "depression", "A": "inhibition"}, "are the same"),
    ("temporal_coding.jobs", jobs(0, "rate"), "if the receiver sees the flash too?"),
    ("temporal_coding.jobs", jobs(4, "latency"), "only time?"),
    ("temporal_coding.jobs", jobs(1, "rank"), "'rank' is none of the five"),
    ("temporal_coding.jobs", jobs(1, None), "has no code yet"),
    ("temporal_coding.rate_encode", without_dt, "a thousand times too large"),
    ("from_ann_to_snn.neuron", ("range(steps)", "range(1, steps)"), "the loop is one too short"),
    ("down_the_slope.counts_only", lambda x, rng: rng.permutation(x), "its own time in each class"),
    ("down_the_slope.counts_only", apart, "still tells the two classes apart: step"),
    ("down_the_slope.counts_only", moved_in(np.s_[:, :60]), "in some trial, or of some input"),
    ("down_the_slope.counts_only", moved_in(np.s_[:, :, :5]), "in some trial, or of some input"),
    ("down_the_slope.counts_only", partial(by_loop, replace=True), "land in one step are one"),
]


@pytest.mark.parametrize(("name", "answer", "said"), SAID)
def test_a_slip_is_told_in_these_words(name, answer, said):
    assert said in answered(name, answer).message
