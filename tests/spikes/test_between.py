"""Some of the spikes, or those of others too: spans, shifts, neurons by name, side by side."""

import copy
import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused

from snn_edu.spikes import Spikes, isi_distance, poisson, spike_distance, victor_purpura

TRIAL = Spikes([-120.0, -40.0, 30.0, 55.0, 300.0], [0, 1, 0, 1, 1], 2, 500.0, -200.0, [3, 12])


def recording(size=4, duration=1000.0):
    return poisson(30.0, duration, np.random.default_rng(3), size)


def test_a_span_holds_each_spike_once_and_its_measures_are_of_that_span():
    spikes = recording()
    cuts = [0.0, 130.0, spikes.times[40], 700.0, 1000.0]
    parts = [spikes.between(a, b) for a, b in pairwise(cuts)]
    assert np.concatenate([part.times for part in parts]).tolist() == spikes.times.tolist()
    counts = [part.rates() * part.duration / 1000.0 for part in parts]
    assert sum(counts) == pytest.approx(spikes.rates())
    one = spikes.between(130.0, 330.0)
    assert (one.start, one.duration) == (130.0, 200.0)
    assert one.binned(10.0).tolist() == spikes.binned(10.0)[13:33].tolist()


def test_the_last_moment_of_a_recording_belongs_to_its_last_span():
    spikes = Spikes([0.0, 5.0, 10.0], duration=10.0)
    assert spikes.between(0.0, 5.0).times.tolist() == [0.0]
    assert spikes.between(5.0, 10.0).times.tolist() == [5.0, 10.0]
    assert len(Spikes([5.0, 10.0]).between(0.0, 10.0)) == 1  # nobody knows when that ended


@given(st.floats(-1e6, 1e6), st.integers(0, 99))
def test_measures_do_not_ask_what_time_it_is(by, seed):
    spikes = poisson(40.0, 300.0, np.random.default_rng(seed), 3)
    later = spikes.shift(by)
    assert later.rates().tolist() == spikes.rates().tolist()
    assert later.isi() == pytest.approx(spikes.isi(), abs=1e-8)
    a, b = spikes.of(0), spikes.of(1)
    for distance in (isi_distance, spike_distance, lambda x, y: victor_purpura(x, y, 0.1)):
        moved = distance(a.shift(by), b.shift(by))
        assert moved == pytest.approx(distance(a, b), abs=1e-6)
    back = later.shift(-by)
    assert back.times == pytest.approx(spikes.times, abs=1e-8)
    assert back.duration == spikes.duration


def test_a_trial_around_its_stimulus_is_measured_as_one_that_begins_at_0():
    spikes = recording()
    trial = spikes.between(300.0, 700.0).shift(-500.0)
    assert (trial.start, trial.duration, trial.times.min() < 0.0) == (-200.0, 400.0, True)
    here = trial.shift(200.0)
    assert here.start == 0.0
    assert trial.binned(20.0).tolist() == here.binned(20.0).tolist()
    assert trial.fano(20.0) == here.fano(20.0)
    assert trial.cv() == pytest.approx(here.cv(), abs=1e-12)
    assert trial.between(0.0, 200.0).rate() == pytest.approx(here.between(200.0, 400.0).rate())
    both_ends = Spikes([-200.0, 100.0 - 1e-12, 200.0], duration=400.0, start=-200.0)
    assert both_ends.binned(100.0)[:, 0].tolist() == [1, 0, 0, 2]
    assert Spikes([-300.0], duration=200.0, start=-500.0).binned(100.0)[:, 0].tolist() == [0, 1]


def test_neurons_come_one_by_one_by_number_and_by_label():
    assert [len(train) for train in TRIAL] == [2, 3]
    assert [train.labels for train in TRIAL] == [(3,), (12,)]
    assert [*TRIAL] == [TRIAL.of(0), TRIAL.of(1)] == [TRIAL.named(3), TRIAL.named(12)]
    assert TRIAL.named(12).times.tolist() == [-40.0, 55.0, 300.0]
    assert len(TRIAL) == 5
    assert recording().named(2) == recording().of(2)
    assert Spikes([1.0], labels=["A", "B"]).size == 2
    assert Spikes([1.0], size=2, labels=[0, 1]) == Spikes([1.0], size=2)  # which is their number
    assert Spikes([1.0], labels=np.array([7, 8])).labels == (7, 8)


def test_regularity_is_each_neurons_own():
    spikes = recording()
    assert spikes.cvs() == pytest.approx([train.cv() for train in spikes])
    assert spikes.cv() == pytest.approx(spikes.cvs().mean())
    silent = Spikes([1.0, 2.0, 4.0], [1, 1, 1], 3)
    assert np.isnan(silent.cvs()).tolist() == [True, False, True]
    assert silent.cv() == silent.cvs()[1]


def test_side_by_side_neurons_keep_their_spikes_and_pooled_they_are_one():
    a, b = recording(2), recording(3)
    both = a.merge(b, a)
    assert both.size == 7
    assert [*both] == [*a, *b, *a]
    assert both.pooled().times.tolist() == sorted([*a.times, *b.times, *a.times])
    assert both.pooled().rate() == pytest.approx(7 * both.rate())
    other = Spikes([0.0], duration=500.0, start=-200.0, labels=[7])
    assert TRIAL.merge(other).labels == (3, 12, 7)
    assert TRIAL.merge() == TRIAL


def test_what_is_kept_or_copied_is_the_same_and_read_only():
    for again in (pickle.loads(pickle.dumps(TRIAL)), copy.deepcopy(TRIAL), copy.copy(TRIAL)):
        assert again == TRIAL
        assert (again.labels, again.start) == ((3, 12), -200.0)
        assert not again.times.flags.writeable
        assert not again.ids.flags.writeable
    assert Spikes(TRIAL.times, TRIAL.ids, 2, 500.0, -200.0) != TRIAL
    old = {"times": np.array([1.0]), "ids": np.array([0]), "size": 1, "duration": None}
    kept_earlier = object.__new__(Spikes)
    kept_earlier.__setstate__(old)  # by a version that knew neither start nor labels
    assert kept_earlier == Spikes([1.0])


def test_cut_in_two_and_put_together_again_spikes_are_what_they_were():
    spikes = recording()
    a, b, c = (spikes.between(*span) for span in pairwise([0.0, 312.5, 700.0, 1000.0]))
    assert a.then(b).then(c) == spikes == a.then(b.then(c))
    assert TRIAL.between(-200.0, 0.0).then(TRIAL.between(0.0, 300.0)) == TRIAL
    with pytest.raises(ValueError, match=r"Say \.then\(later\), if one goes on"):
        a.merge(b)


test_what_cannot_be_is_refused = refused(
    (lambda: Spikes([1.0], labels=[1, 2], size=3), "labels: there are 2, for size"),
    (lambda: Spikes([1.0], labels=[1, 1]), r"\[1, 1\]: expected each once"),
    (lambda: Spikes([1.0], labels=[1.5]), TypeError, "labels: 1.5 among them"),
    (lambda: Spikes([1.0], labels=[True]), TypeError, "labels: True among them"),
    (lambda: Spikes([1.0], labels="AB"), TypeError, "labels = 'AB': expected a list"),
    (lambda: Spikes([-0.5]), "first spike is at -0.5 ms.*say start=-1"),
    (lambda: Spikes([1.0], duration=5.0, start=-5.0), "5 ms from start = -5 ms on"),
    (lambda: TRIAL.named(7), r"label = 7: the labels are \(3, 12\)"),
    (lambda: TRIAL.named(True), "label = True"),
    (lambda: TRIAL.between(0.0, 400.0), "b = 400 ms: allowed is -200 to 300 ms"),
    (lambda: TRIAL.between(10.0, 10.0), "a = 10 ms: must be below b = 10 ms"),
    (lambda: TRIAL.shift("1"), TypeError, "by = '1': expected a number in ms"),
    (lambda: recording().then(recording()), r"Say later\.shift\(1000\)"),
    (lambda: recording().then(recording(3).shift(1000.0)), "the same neurons"),
    (lambda: Spikes([1.0]).then(recording()), "say how long was listened, of both"),
    (lambda: recording().then([1.0]), TypeError, "expected an instance of Spikes"),
    (lambda: TRIAL.merge(recording()), "expected one span of listening"),
    (lambda: TRIAL.merge(Spikes([0.0], duration=500.0, start=-200.0)),
     "some have labels, some have none"),
    (lambda: TRIAL.merge(TRIAL), "a label is there twice.* Say Spikes.from_trains"),
    (lambda: TRIAL.merge([1.0]), TypeError, r"others = \[1.0\]: expected an instance"),
    (lambda: isi_distance(TRIAL.of(0), Spikes([1.0], duration=500.0)),
     "a starts at -200 ms, b starts at 0 ms: expected one start"),
    (lambda: isi_distance(TRIAL.of(0), [400.0]), "b has a spike at 400 ms"),
)  # fmt: skip
