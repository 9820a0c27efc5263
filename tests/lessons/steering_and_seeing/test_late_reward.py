"""A reward that comes late: what is paid, and how the neuron turns round."""

import itertools

import numpy as np
import pytest

from snn_edu.lessons.steering_and_seeing import late_reward


def playing(animation, **controls):
    """A function that moves controls, lets so many frames pass, and gives them."""
    run = animation(controls)
    next(run)

    def after(frames, **moved):
        controls.update(moved)
        return list(itertools.islice(run, frames))

    return after


def test_a_cue_is_ten_spikes_within_ten_milliseconds():
    spikes, _ = late_reward.trial(np.full(20, 0.5), 1, 300.0, np.random.default_rng(0))
    for neuron in range(20):
        train = spikes.trains()[neuron]
        assert ((train >= 100) & (train < 110)).any() == (neuron >= 10)


def test_reward_and_punishment_are_opposite_and_no_answer_changes_nothing():
    def changed(w, cue, wanted):
        rng = np.random.default_rng(1)
        return late_reward.rewarded_trial(w, cue, wanted, 500.0, late_reward.REWARD_RULE, rng)

    w = np.full(20, 0.8)
    paid, answered = changed(w, 0, 0)
    punished, _ = changed(w, 0, 1)
    assert answered
    assert (paid - w)[:10].mean() > 0.01
    assert punished - w == pytest.approx(w - paid, abs=1e-12)
    kept, answered = changed(np.full(20, 0.1), 0, 0)
    assert not answered
    assert kept.tolist() == [0.1] * 20


@pytest.mark.no_cover  # long
def test_the_neuron_turns_round_in_two_hundred_trials_when_the_other_cue_is_rewarded():
    after = playing(late_reward.two_cues_frames, wanted="A", delay=1000.0, memory=1000.0)
    frames = after(100)
    assert frames[49]["a"][1][-1] > 0.9
    assert frames[49]["b"][1][-1] < 0.4
    frame = after(100, wanted="B")[-1]
    assert frame["a"][1][-1] < 0.4
    assert frame["b"][1][-1] > 0.8
    assert frame["w_b"][1].mean() > frame["w_a"][1].mean() + 0.4


@pytest.mark.no_cover  # long
def test_a_longer_memory_bridges_a_longer_delay():
    def lead(delay, memory):
        w, _ = late_reward.run_two_cues(100, wanted="A", delay=delay, memory=memory)
        return w[:10].mean() - w[10:].mean()

    assert lead(3000.0, 1000.0) < 0.7 * lead(1000.0, 1000.0)
    assert lead(3000.0, 5000.0) > 1.5 * lead(3000.0, 1000.0)


def test_the_picture_is_made_and_says_how_often_each_cue_is_answered():
    picture = late_reward.two_cues(still=2)
    assert picture.plot.text.startswith("After 4 trials the mean weight is 0.")
    assert "It answers A in" in picture.plot.text
