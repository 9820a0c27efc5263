"""What carries a unit is brought to ours or refused: 0.02 is never read where 20 ms were meant.

Four small classes speak as the packages do that people take numbers with units from; the packages
themselves are asked too, where they are installed.
"""

import sys
from types import ModuleType

import numpy as np
import pytest

from snn_edu import (
    LIF,
    STDP,
    ExponentialSynapse,
    HodgkinHuxley,
    Network,
    PoissonInput,
    SpikeInput,
    Spikes,
    SpikeSource,
    cross_correlogram,
    simulate,
    trajectory,
    victor_purpura,
)
from snn_edu.validation import integers, number, numbers, one_or_each
from snn_edu.verify import neuron as examined

#: Each unit that appears below: its dimension, and how many of the SI unit it is.
SI = {
    "s": ("time", 1.0), "ms": ("time", 1e-3), "us": ("time", 1e-6), "V": ("volt", 1.0),
    "mV": ("volt", 1e-3), "nA": ("ampere", 1e-9), "pA": ("ampere", 1e-12), "1/ms": ("rate", 1e3),
    "Hz": ("rate", 1.0), "kHz": ("rate", 1e3), "Mohm": ("ohm", 1e6), "Gohm": ("ohm", 1e9),
    "uS": ("siemens", 1e-6), "nS": ("siemens", 1e-9), "uA/cm**2": ("density", 1e-2),
}  # fmt: skip


def converted(values, ours, theirs):
    (dimension, size), (wanted, unit) = SI[ours], SI[theirs]
    if dimension != wanted:
        raise ValueError(f"cannot convert {ours} to {theirs}")
    return np.asarray(values, float) * (size / unit)


class LikeQuantities(np.ndarray):
    """quantities and neo: an array whose numbers are in its units."""

    def __new__(cls, values, units):
        new = np.asarray(values, float).view(cls)
        new.theirs = units
        return new

    @property
    def units(self):
        return self.theirs

    def rescale(self, units):
        return LikeQuantities(converted(self, self.units, units), units)

    @property
    def magnitude(self):
        return self.view(np.ndarray)


class LikePint:
    """pint: no array, and becomes one in silence."""

    def __init__(self, values, units):
        self.values, self._units = np.asarray(values, float), units

    @property
    def units(self):
        return self._units

    def m_as(self, units):
        return converted(self.values, self.units, units)[()]

    def __array__(self, dtype=None, copy=None):
        return self.values


class LikeAstropy(np.ndarray):
    """astropy: an array whose numbers are in its unit."""

    def __new__(cls, values, unit):
        new = np.asarray(values, float).view(cls)
        new._unit = unit
        return new

    @property
    def unit(self):
        return self._unit

    def to_value(self, unit):
        return converted(self.view(np.ndarray), self.unit, unit)


class LikeBrian2(np.ndarray):
    """Brian2: an array of SI numbers that knows its dimensions; units are names in its package."""

    def __new__(cls, values, unit):
        dimension, size = SI[unit]
        new = np.array(np.asarray(values, float) * size).view(cls)
        new.dim = dimension
        return new

    @property
    def dimensions(self):
        return self.dim

    def has_same_dimensions(self, other):
        return self.dim == getattr(other, "dim", None)

    def __truediv__(self, other):
        return self.view(np.ndarray) / np.asarray(other)

    def __rtruediv__(self, one):
        return LikeBrian2(one / self.view(np.ndarray), "Hz")


@pytest.fixture(autouse=True)
def package_of_brian2(monkeypatch):
    package = ModuleType("like_brian2")
    for name in set(SI) - {"s", "1/ms", "uA/cm**2"}:
        setattr(package, name, LikeBrian2(1.0, name))
    monkeypatch.setattr(LikeBrian2, "__module__", "like_brian2.units")
    monkeypatch.setitem(sys.modules, "like_brian2", package)


STANDINS = (LikeQuantities, LikePint, LikeAstropy, LikeBrian2)
KINDS = pytest.mark.parametrize("of", STANDINS, ids=lambda of: of.__name__)


@KINDS
def test_a_number_comes_to_our_unit_and_so_does_an_array_and_a_list_of_lists(of):
    assert number("tau_m", of(0.02, "s"), "ms", 0.1, 1e4) == pytest.approx(20.0)
    assert type(number("tau_m", of(0.02, "s"), "ms")) is float
    assert numbers("t", of([0.1, 2.0], "s"), "ms") == pytest.approx(np.array([100.0, 2000.0]))
    one, two = of(1.0, "s"), of(2.0, "ms")
    np.testing.assert_allclose(numbers("t", [[one, two], [two, one]], "ms"), [[1e3, 2], [2, 1e3]])
    assert one_or_each("w", (one, two), (2,), "neuron", "ms") == pytest.approx([1000.0, 2.0])
    assert type(numbers("t", of([1.0], "s"), "ms", copy=False)) is np.ndarray


@KINDS
def test_a_unit_of_another_dimension_and_one_that_nobody_asked_for_are_refused(of):
    with pytest.raises(TypeError, match=r"tau_m = .*: expected a number in ms.*would be lost"):
        number("tau_m", of(20.0, "mV"), "ms")
    with pytest.raises(TypeError, match=r"t = .*: expected a number in ms"):
        numbers("t", of([20.0, 1.0], "mV"), "ms")
    with pytest.raises(TypeError, match=r"t\[1\] = .*: expected a number in ms"):
        numbers("t", [of(20.0, "ms"), of(1.0, "mV")], "ms")
    with pytest.raises(TypeError, match=r"t\[1\] = 5.0: without a unit, while others"):
        numbers("t", [of(20.0, "ms"), 5.0], "ms")
    for call in (
        lambda: number("w", of(1.0, "ms")),
        lambda: numbers("w", of([1.0, 2.0], "ms")),
        lambda: integers("w", of([1.0, 2.0], "ms")),
    ):
        with pytest.raises(TypeError, match=r"w = .*: expected plain numbers; its unit would"):
            call()
    with pytest.raises(TypeError, match=r"tau_m = .*: expected a number in ms"):
        number("tau_m", of([20.0, 10.0], "ms"), "ms")


@KINDS
def test_what_enters_the_library_with_a_unit_means_what_it_says(of):
    train, other = Spikes(of([0.012, 0.135], "s"), duration=of(0.2, "s")), [10.0, 130.0]
    assert train.isi() == pytest.approx([123.0])
    assert train.duration == pytest.approx(200.0)
    assert victor_purpura(of([0.012], "s"), [10.0], of(0.1, "1/ms")) == pytest.approx(0.2)
    lags = cross_correlogram(of([0.012], "s"), other, of(1000.0, "us"), of(0.003, "s"))
    assert lags.counts.tolist() == [0, 1, 0, 0, 0, 0, 0]
    assert STDP().window(of(0.01, "s")) == pytest.approx(STDP().window(10.0))
    assert STDP().change(of([0.01], "s"), [30.0]) == pytest.approx(STDP().window(20.0))
    assert LIF(tau_m=of(0.01, "s"), R_m=of(0.01, "Gohm")) == LIF(tau_m=10.0, R_m=10.0)
    run = simulate(LIF(), of(np.full(500, 2000.0), "pA"), dt=of(0.0001, "s"))
    assert run.v[-1] == pytest.approx(simulate(LIF(), np.full(500, 2.0), dt=0.1).v[-1])
    followed = trajectory(LIF(), of(np.full(500, 2000.0), "pA"), dt=of(0.0001, "s"))
    assert followed.states[-1, 0] == pytest.approx(run.v[-1])
    with pytest.raises(TypeError, match=r"current = .*: expected a number in uA/cm2"):
        simulate(HodgkinHuxley(), of(np.full(500, 2.0), "nA"), 0.05)


@KINDS
def test_a_weight_is_in_what_its_synapse_has_it(of):
    two = Network().add(SpikeSource(), 1, "in").add(LIF(), 1, "out")
    jumps = two.connect("in", "out", of(0.001, "V"), delay=of(0.002, "s"), name="jumps")
    assert jumps.projections["jumps"].weights == pytest.approx([1.0])
    assert jumps.projections["jumps"].delays == pytest.approx([2.0])
    with pytest.raises(TypeError, match=r"weights = .*: expected a number in nA"):
        two.connect("in", "out", of(1.0, "mV"), synapse=ExponentialSynapse(5.0), name="currents")
    assert PoissonInput(of(1.0, "kHz"), of(1.0, "mV")) == PoissonInput(1000.0, 1.0)
    given = SpikeInput(Spikes([1.0]), ExponentialSynapse(5.0), of(500.0, "pA"))
    assert given.weights == pytest.approx(0.5)
    run = two.run(20.0, {"out": of(500.0, "pA")}, record=["out"])
    assert run.v["out"][-1] == pytest.approx(
        two.run(20.0, {"out": 0.5}, record=["out"]).v["out"][-1]
    )


@KINDS
def test_a_simulation_that_is_examined_may_answer_with_units(of):
    def theirs(current, dt):
        run = simulate(LIF(), current, dt)
        return of(run.spikes.times / 1000.0, "s"), of(run.v / 1000.0, "V")

    def plain(current, dt):
        run = simulate(LIF(), current, dt)
        return run.spikes.times, run.v

    assert examined(theirs).values == pytest.approx(examined(plain).values)


@pytest.mark.parametrize("name", ["units", "unit", "dimensions"])
def test_what_carries_a_unit_in_a_way_not_known_here_is_refused(name):
    class Kept(np.ndarray):
        pass

    kept = np.array([1.0, 2.0]).view(Kept)
    setattr(kept, name, "ms")
    with pytest.raises(TypeError, match=r"times = .*its unit would be lost"):
        Spikes(kept)
    with pytest.raises(TypeError, match="times: expected plain numbers in ms"):
        Spikes.in_order(kept, np.array([0, 0]), 1, 5.0)
    setattr(kept, name, None)  # as a column of a table that has none
    assert Spikes(kept).times.tolist() == [1.0, 2.0]


def test_the_keys_of_a_mapping_are_not_its_values():
    for call in (lambda: Spikes({3: [1.0], 7: [2.0]}), lambda: numbers("times", {3.0: 1.0})):
        with pytest.raises(TypeError, match=r"times = \{3.*got a mapping, of which only the keys"):
            call()


# --- the packages themselves ----------------------------------------------------------------------


def quantities(value, unit):
    return pytest.importorskip("quantities").Quantity(value, unit)


def neo(value, unit):
    train = pytest.importorskip("neo").SpikeTrain
    is_train = unit == "s" and np.ndim(value)
    return train(value, units=unit, t_stop=1e9) if is_train else quantities(value, unit)


def pint(value, unit):
    return pytest.importorskip("pint").UnitRegistry().Quantity(value, unit)


def astropy(value, unit):
    return pytest.importorskip("astropy.units").Quantity(value, unit)


def brian2(value, unit):
    module = pytest.importorskip("brian2", exc_type=(ImportError, AttributeError))
    return np.asarray(value, float)[()] * getattr(module, {"s": "second"}.get(unit, unit))


@pytest.mark.parametrize("of", [quantities, neo, pint, astropy, brian2])
def test_the_packages_speak_as_their_standins_do(of):
    test_a_number_comes_to_our_unit_and_so_does_an_array_and_a_list_of_lists(of)
    for unit, ours, size in (
        ("Mohm", "MOhm", 1.0), ("mV", "mV", 1.0), ("nS", "uS", 1e-3), ("kHz", "Hz", 1e3),
        ("pA", "nA", 1e-3), ("kHz", "per ms", 1.0), ("pF", "nF", 1e-3),
    ):  # fmt: skip
        assert number("x", of(2.0, unit), ours) == pytest.approx(2.0 * size)
    test_a_unit_of_another_dimension_and_one_that_nobody_asked_for_are_refused(of)
