"""Answers handed in: wrong ones that once slipped through, and right ones written oddly."""

import math

import numpy as np
import pytest

from snn_edu import STDP
from snn_edu.exercises import check, solution, table
from snn_edu.lessons.beyond_lif.questions import RIGHT_NAMES
from snn_edu.questions.exercise import is_right


def ranks_rounded(values):
    values = np.round(values, 4).tolist()
    return np.array([len({each for each in values if each > one}) for one in values])


def alike_when_close(tau_m, tau_syn):
    if abs(tau_m - tau_syn) < 1:
        return tau_m
    return tau_m * tau_syn / (tau_m - tau_syn) * math.log(tau_m / tau_syn)


def rounded_count(z, steps, reset):
    if reset == "subtract":
        return max(0, min(steps, round(steps * z)))
    return 0 if z <= 0 else steps // math.ceil(1 / z)


def neuron(new, old="round(lif.t_ref / dt)"):
    """The solution with one expression changed: how the steps of the pause are counted."""
    names = {"np": np, "math": math}
    exec(solution("neuron_that_fires.neuron").code.replace(old, new), names)
    return names["my_neuron"]


def windows_rounded_up(times, window, duration):
    counts = np.bincount(np.ceil(times / window).astype(int), minlength=round(duration / window))
    return counts.var() / counts.mean()


def count_on_paper(z, steps, reset, z_max=math.inf):
    if reset == "subtract":
        return max(0, min(steps, math.floor(steps * z)))
    if z > z_max:
        return math.floor(steps * z)
    return steps // math.ceil(1 / z)


def rest_from(start):
    def rest(current, model):
        v = np.arange(start, model.v_threshold, 0.001)
        blue, green = model.nullclines(v, current)
        return v[np.argmax(blue < green)]

    return rest


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


def named_by_the_median(train_winners, train_labels, test_winners, test_labels):
    own = [train_labels[train_winners == winner] for winner in test_winners]
    said = [np.median(labels) if labels.size else -1 for labels in own]
    return np.mean(said == test_labels)


def fifty_neurons(train_winners, train_labels, test_winners, test_labels):
    votes = np.zeros((50, 10))
    np.add.at(votes, (train_winners, train_labels), 1)
    names = np.where(votes.any(axis=1), votes.argmax(axis=1), -1)
    return np.mean(names[test_winners] == test_labels)


WRONG = {
    "a neuron named by the median": ("sharing_the_work.honest", named_by_the_median),
    "fifty neurons at most": ("sharing_the_work.honest", fifty_neurons),
    "an input of 0 or less, on paper": ("from_ann_to_snn.neuron", count_on_paper),
    "an input above 1, on paper": (
        "from_ann_to_snn.neuron",
        lambda z, steps, reset: 0 if z <= 0 else count_on_paper(z, steps, reset, z_max=1),
    ),
    "a slope of arrays alone": (
        "down_the_slope.h",
        lambda u, b: np.array([1 / (1 + b * abs(one)) ** 2 for one in u]),
    ),
    "one spike at most": ("down_the_slope.counts_only", one_spike_anywhere),
    "trials that stay": ("down_the_slope.counts_only", moved_in(np.s_[:, :60])),
    "rest is looked for from -70 mV": ("beyond_lif.rest", rest_from(-70.0)),
    "a far pair is none": (
        "stdp_curves.one_pair",
        lambda t_pre, t_post, A_plus, A_minus, tau_plus, tau_minus: (
            0.0
            if abs(t_post - t_pre) > 100
            else STDP(A_plus, A_minus, tau_plus, tau_minus).window(t_post - t_pre)
        ),
    ),
    "near values are equal": ("temporal_coding.ranks", ranks_rounded),
    "near time constants are equal": ("what_a_spike_does.peak_time", alike_when_close),
    "a count rounded up": ("from_ann_to_snn.neuron", rounded_count),
    "windows counted from 1": ("measuring_trains.fano", windows_rounded_up),
    "a weight as text": ("repair_the_article.repair", (["1", 0, 1, 0, 1], 0.5, 1.25)),
    "a weight as a truth value": ("repair_the_article.repair", ([True, 0, 1, 0, 1], 0.5, 1.25)),
}


@pytest.mark.parametrize(("name", "answer"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_that_once_slipped_through_is_refused(name, answer):
    lesson, _, short = name.partition(".")
    (exercise,) = [each for each in table(lesson, "EXERCISES") if each.name == short]
    assert not is_right(exercise, answer)


def with_signs(a, b, tau):
    """The van Rossum distance, each spike with a plus or a minus."""
    times, sign = np.concatenate([a, b]), np.repeat([1, -1], [len(a), len(b)])
    return np.sqrt(sign @ np.exp(-abs(times[:, None] - times) / tau) @ sign / 2)


def by_lists(loss, w, i, eps):
    up, down = list(w), list(w)
    up[i] += eps
    down[i] -= eps
    return (loss(up) - loss(down)) / (2 * eps)


RIGHT = {
    "all spikes at the end": ("down_the_slope.counts_only", lambda x, rng: np.sort(x, axis=0)),
    "rest is looked for from -90 mV": ("beyond_lif.rest", rest_from(-90.0)),
    "a list": ("repair_the_article.repair", [(1, 0, 1, 0, 1), 0.4, 1.6]),
    "symmetric difference": (
        "measuring_trains.edit_limits",
        lambda a, b: np.array([abs(len(b) - len(a)), len(set(a) ^ set(b))]),
    ),
    "signs": ("measuring_trains.by_pairs", with_signs),
    "a generator inside": (
        "leaky_bucket.train_limit",
        lambda w, gap, tau_m: sum(w * math.exp(-k * gap / tau_m) for k in range(2000)),
    ),
    "conductances": (
        "what_a_spike_does.n_synapses",
        lambda n, g, R_m, v_rest, v_reversal: (
            np.average([v_rest, v_reversal], weights=[1 / R_m, n * g]) - v_rest
        ),
    ),
    "steps worked out": (
        "from_ann_to_snn.steps",
        {"empty": 1 / (1 - 0.98), "half_full": 0.5 / (1 - 0.98)},
    ),
    "weights in lists": ("down_the_slope.by_difference", by_lists),
    "two spaces": (
        "beyond_lif.name_the_cells",
        {cell: name.replace(" ", "  ") for cell, name in RIGHT_NAMES.items()},
    ),
    "an argsort of chance": (
        "down_the_slope.counts_only",
        lambda x, rng: np.take_along_axis(x, rng.random(x.shape).argsort(axis=0), axis=0),
    ),
    # without learning, in runs 0 to 499 and 2000 to 2999: by chance the recall is nearly 25 %
    "an array of names": (
        "temporal_coding.jobs",
        np.array(["latency", "rank order", "phase", "delta", "rate"]),
    ),
    "an array of whole numbers": ("measuring_trains.which_tau", np.array([30, 500])),
}


@pytest.mark.parametrize(("name", "answer"), RIGHT.values(), ids=RIGHT)
def test_a_right_answer_that_is_written_oddly_passes(name, answer):
    feedback = check(name, answer)
    assert feedback, feedback.message


def minus_log(current, lif):
    """The fraction is right, and a minus stands where a plus belongs."""
    v_inf = lif.v_inf(current)
    if v_inf <= lif.v_threshold:
        return 0.0
    climb = math.log((v_inf - lif.v_reset) / (v_inf - lif.v_threshold))
    return 1000.0 / (lif.t_ref - lif.tau_m * climb)


def mystery(**changed):
    return {"R_m": 25.0, "tau_m": 16.0, "v_threshold": -55.0, "t_ref": 3.4, **changed}


#: An answer, what is said to it, and what would be untrue of it.
SAID = {
    "steps for a time": (
        "neuron_that_fires.neuron",
        neuron("(k + 1)", "(k + 1) * dt"),
        "you date the spikes in steps, 37 where we want 18.5 ms",
        "37 mV",
    ),
    "seconds for a time": (
        "neuron_that_fires.neuron",
        neuron("(k + 1) * dt / 1000", "(k + 1) * dt"),
        "got 0.0185 at [1][0], expected 18.5.",
        "mV",
    ),
    "a v too few where the bench looks": (
        "neuron_that_fires.neuron",
        neuron(
            "(np.array(trace) + np.arange(len(trace)) % 7)[: 49 if len(trace) == 50 else None]",
            "np.array(trace)",
        ),
        "It gives 49 values of v for 50 steps. We want v for each step, then the times.",
        "(spikes, v)",
    ),
    "a pause of t_ref steps": (
        "neuron_that_fires.neuron",
        neuron("lif.t_ref"),
        "Your pause is t_ref steps long",
        "",
    ),
    "a minus too much": ("neuron_that_fires.rate", minus_log, "or a minus is too much", ""),
    "a climb with the wrong sign": (
        "neuron_that_fires.mystery",
        mystery(R_m=-25.0),
        "and the sign isn't",
        "You divided v itself",
    ),
    "a negative delay of the right line": (
        "what_a_spike_does.direction",
        (-8.0, 0.0),
        "before it is sent",
        "Delay the other line",  # that would fire for leftward
    ),
    "a cost that is too high": (
        "measuring_trains.which_pair",
        ("B", 0.5, 0.0),
        "none of these answers is that precise",
        "no answer of a neuron",
    ),
    "nothing learned": (
        "stdp_curves.synapse",
        lambda spikes, A_plus, A_minus, tau_plus, tau_minus: 0.0,
        "Two slips are known to do that",
        "Two slips do that",
    ),
}


@pytest.mark.parametrize(("name", "answer", "said", "untrue"), SAID.values(), ids=SAID)
def test_what_is_said_to_a_slip_is_true_of_it(name, answer, said, untrue):
    message = check(name, answer).message
    assert said in message
    assert not untrue or untrue not in message


def test_a_loop_that_is_a_step_short_is_not_told_that_it_looks_too_early():
    names = {}
    exec(solution("from_ann_to_snn.neuron").code.replace("range(steps)", "range(1, steps)"), names)
    said = check("from_ann_to_snn.neuron", names["spike_count"]).message
    assert "the loop is one too short, or" in said


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (lambda x, rng: rng.permutation(x), "still has its own time in each class"),
        (
            lambda x, rng: np.concatenate(
                [rng.permuted(half, axis=0) for half in (x[:15], x[15:])]
            ),
            "still tells the two classes apart: step",
        ),
        (moved_in(np.s_[:, :60]), "in some trial, or of some input"),
        (moved_in(np.s_[:, :, :5]), "in some trial, or of some input"),
    ],
)
def test_a_control_that_leaves_times_is_told_what_is_left(moved, said):
    assert said in check("down_the_slope.counts_only", moved).message
