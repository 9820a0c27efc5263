"""Spikes as neo and pynapple have them: in seconds or whatever they say, with their span."""

import sys
from collections import UserDict
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from ranges import refused

from snn_edu.spikes import Spikes

SPIKES = Spikes([-120.0, 0.5, 55.0, 130.0], [0, 2, 0, 1], 3, 500.0, -200.0, [3, 7, 12])


class Seconds(np.ndarray):
    """An array that knows it is in seconds, as those of quantities."""

    units = "s"

    def rescale(self, unit):
        assert unit == "ms"
        return SimpleNamespace(magnitude=np.asarray(self) * 1000.0)


def seconds(values):
    return np.array(values, float).view(Seconds)


class SpikeTrain(Seconds):
    """A train of neo, as far as it matters."""

    def __new__(cls, times, t_start=-0.2, t_stop=0.3, name=None):
        train = np.array(times, float).view(cls)
        train.t_start, train.t_stop, train.name = seconds(t_start), seconds(t_stop), name
        return train


class Ts:
    """A train of pynapple: it counts in seconds and says its times in what it is asked for."""

    def __init__(self, times, epochs=((-0.2, 0.3),), time_support=None):
        begins, ends = zip(*epochs, strict=True)
        self.seconds = np.array(times)
        self.time_support = time_support or Epochs(begins, ends)

    def times(self, units="s"):
        return self.seconds * {"s": 1.0, "ms": 1000.0}[units]


class Epochs:
    def __init__(self, start, end):
        self.start, self.end = np.atleast_1d(start), np.atleast_1d(end)

    def __len__(self):
        return len(self.start)


class TsGroup(UserDict):
    def __init__(self, trains, time_support=None, metadata=None):
        super().__init__(trains)
        self.time_support = time_support or next(iter(trains.values())).time_support
        self.metadata = metadata


TRAINS = [SpikeTrain(train / 1000.0, name=name) for train, name in zip(
    SPIKES.trains(), ("3", "7", "12"), strict=True)]  # fmt: skip
GROUP = TsGroup({3: Ts([-0.12, 0.055]), 7: Ts([0.13]), 12: Ts([0.0005])})


def close(a, b):
    assert a.times == pytest.approx(b.times, abs=1e-9)
    assert (a.ids.tolist(), a.size, a.labels) == (b.ids.tolist(), b.size, b.labels)
    assert (a.start, a.duration) == pytest.approx((b.start, b.duration))


def test_trains_of_neo_bring_their_unit_their_span_and_their_names():
    for given in (TRAINS, tuple(TRAINS), SimpleNamespace(spiketrains=TRAINS)):
        close(Spikes.from_neo(given), SPIKES)
    close(Spikes.from_neo(train for train in TRAINS), SPIKES)  # gone through once
    one = Spikes.from_neo(TRAINS[0])
    close(one, SPIKES.named(3))
    assert Spikes.from_neo([SpikeTrain([0.1]), SpikeTrain([0.2])]).labels is None  # without names
    named = [SpikeTrain([0.1], name="u1"), SpikeTrain([0.2], name="u2")]
    assert Spikes.from_neo(named).labels == ("u1", "u2")


def test_a_group_of_pynapple_brings_its_index_for_labels():
    close(Spikes.from_pynapple(GROUP), SPIKES)
    close(Spikes.from_pynapple(GROUP[12]), Spikes([0.5], duration=500.0, start=-200.0))


def test_what_goes_there_is_what_they_are_told(monkeypatch):
    neo = ModuleType("neo")
    neo.SpikeTrain = lambda times, units, t_start, t_stop, name: SpikeTrain(
        times / {"ms": 1000.0}[units], t_start / 1000.0, t_stop / 1000.0, name
    )
    monkeypatch.setitem(sys.modules, "neo", neo)
    close(Spikes.from_neo(SPIKES.to_neo()), SPIKES)
    pynapple = ModuleType("pynapple")
    pynapple.Ts, pynapple.TsGroup, pynapple.IntervalSet = Ts, TsGroup, Epochs
    monkeypatch.setitem(sys.modules, "pynapple", pynapple)
    group = SPIKES.to_pynapple()
    close(Spikes.from_pynapple(group), SPIKES)
    # Without it pynapple warns of each train of one spike, whose own guess is a span of 0 s.
    assert all(group[key].time_support is group.time_support for key in group)
    texts = Spikes(SPIKES.times, SPIKES.ids, 3, 500.0, -200.0, ["a", "b", "c"]).to_pynapple()
    assert list(texts) == [0, 1, 2]
    assert texts.metadata == {"label": ["a", "b", "c"]}


def test_the_packages_themselves_give_back_what_they_got():
    pytest.importorskip("neo")
    close(Spikes.from_neo(SPIKES.to_neo()), SPIKES)
    pytest.importorskip("pynapple")
    close(Spikes.from_pynapple(SPIKES.to_pynapple()), SPIKES)


test_what_is_none_of_theirs_is_told_so = refused(
    (lambda: Spikes.from_neo(SimpleNamespace(segments=[])), TypeError, "a Segment for each"),
    (lambda: Spikes.from_neo(SimpleNamespace(rescale=0, __iter__=0, t_stop=0, ndim=2)), TypeError,
     "Is it a potential. Say Spikes.from_voltage"),
    (lambda: Spikes.from_neo([1.0]), TypeError, "trains: 1.0 among them: expected a neo Sp"),
    (lambda: Spikes.from_neo(1.0), TypeError, "trains = 1.0: expected a neo SpikeTrain"),
    (lambda: Spikes.from_neo([]), "listened to from no train"),
    (lambda: Spikes.from_neo([TRAINS[0], SpikeTrain([], 0.0)]),
     "from -200 to 300 ms and 0 to 300 ms: expected one span. Say train.time_slice"),
    (lambda: Spikes.from_pynapple([1.0]), TypeError, "expected a pynapple Ts or TsGroup"),
    (lambda: Spikes.from_pynapple(Ts([0.1], ((0.0, 1.0), (2.0, 3.0)))),
     "listened to in 2 epochs: expected one.*restrict"),
    (lambda: Spikes([1.0]).to_neo(), "duration = None: to_neo needs to know"),
    (lambda: Spikes([1.0]).to_pynapple(), "duration = None: to_pynapple needs"),
    (lambda: Spikes(GROUP), TypeError, "Say Spikes.from_pynapple"),
    (lambda: Spikes(GROUP[3]), TypeError, "Say Spikes.from_pynapple"),
    (lambda: Spikes(TRAINS), TypeError, "Say Spikes.from_neo"),
    (lambda: Spikes(SimpleNamespace(spiketrains=TRAINS)), TypeError, "Say Spikes.from_neo"),
)  # fmt: skip
