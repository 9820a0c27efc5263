"""Answers handed in: wrong ones that once slipped through, and right ones written oddly."""

import math

import numpy as np
import pytest

from snn_edu.exercises import check, solution


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


def neuron(pause):
    """The solution, with the steps of the pause counted in another way."""
    names = {"np": np, "math": math}
    code = solution("threshold_reset_noise.neuron").code
    exec(code.replace("round(lif.t_ref / dt)", pause), names)
    return names["my_neuron"]


WRONG = {
    "a far pair is none": (
        "stdp_curves.one_pair",
        lambda t_pre, t_post, stdp: (
            0.0 if abs(t_post - t_pre) > 100 else stdp.window(t_post - t_pre)
        ),
    ),
    "near values are equal": ("temporal_coding.ranks", ranks_rounded),
    "near time constants are equal": ("what_a_spike_does.peak_time", alike_when_close),
    "a count rounded up": ("what_it_costs.neuron", rounded_count),
    "a pause cut off": ("threshold_reset_noise.neuron", neuron("int(lif.t_ref / dt)")),
    "a pause rounded up": ("threshold_reset_noise.neuron", neuron("math.ceil(lif.t_ref / dt)")),
    "a weight as text": ("repair_the_article.repair", (["1", 0, 1, 0, 1], 0.5, 1.25)),
    "a weight as a truth value": ("repair_the_article.repair", ([True, 0, 1, 0, 1], 0.5, 1.25)),
}


@pytest.mark.parametrize(("name", "answer"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_that_once_slipped_through_is_refused(name, answer):
    assert check(name, answer).status == "wrong"


def with_signs(a, b, tau):
    """The van Rossum distance, each spike with a plus or a minus."""
    times, sign = np.concatenate([a, b]), np.repeat([1, -1], [len(a), len(b)])
    return np.sqrt(sign @ np.exp(-abs(times[:, None] - times) / tau) @ sign / 2)


RIGHT = {
    "a list": ("repair_the_article.repair", [(1, 0, 1, 0, 1), 0.4, 1.7]),
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
    "an argsort of chance": (
        "teaching_a_spike.counts_only",
        lambda x, rng: np.take_along_axis(x, rng.random(x.shape).argsort(axis=0), axis=0),
    ),
    "0 and 1 for False and True": ("needle_in_noise.which_kill", [0, 1, 0, 1, 0, 1, 0, 1]),
}


@pytest.mark.parametrize(("name", "answer"), RIGHT.values(), ids=RIGHT)
def test_a_right_answer_that_is_written_oddly_passes(name, answer):
    feedback = check(name, answer)
    assert feedback, feedback.message
