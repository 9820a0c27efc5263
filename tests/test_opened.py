"""Results in files: what is opened is what was kept, for NumPy too, and a run goes on from it."""

import copy
import pickle
import zipfile
from multiprocessing import get_context

import numpy as np
import pytest

import snn_edu
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
    simulate,
    stimuli,
    trajectory,
)
from snn_edu.patterns import Detector

TRAINS = stimuli.poisson(60.0, 80.0, np.random.default_rng(5), size=6)
CURRENT = np.full(900, 1.9)
DRIVE = {"in": TRAINS, "out/a \\ b": (1.5, PoissonInput(300.0, 1.0))}


def network():
    made = Network().add(SpikeSource(), 6, "in").add(LIF(), 4, "out/a \\ b")
    made.connect("in", "out/a \\ b", 2.0, 1.5, plasticity=STDP(0.1, 0.12, w_max=9.0), name="learns")
    return made.connect("out/a \\ b", "out/a \\ b", 0.1, synapse=ExponentialSynapse(9.0))


def a_run(bits=np.random.PCG64):
    rng = np.random.Generator(bits(3))
    looks = {"learns": 20.0}
    return network().run(40.0, DRIVE, rng=rng, record=["out/a \\ b"], looks=looks)


RESULTS = {
    "spikes": lambda: Spikes([1.0, 2.5], [0, 1], duration=9.0, start=-3.0, labels=["left", 7]),
    "one neuron": lambda: simulate(LIF(), CURRENT, 0.1),
    "many": lambda: simulate(HodgkinHuxley(), np.stack([5.0 * CURRENT] * 3, axis=1), 0.02),
    "under spikes": lambda: simulate(LIF(), SpikeInput(TRAINS, ExponentialSynapse(), 0.5), 0.1),
    "all variables": lambda: trajectory(HodgkinHuxley(), 5.0 * CURRENT, 0.02),
    "a network": a_run,
    "other dice": lambda: a_run(np.random.MT19937),
    "learned": lambda: Detector().learn(TRAINS),
}
each_result = pytest.mark.parametrize("make", RESULTS.values(), ids=RESULTS)


def assert_equal(one, other):
    """Field by field; an array by its numbers and its type."""
    if isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
    elif hasattr(one, "__dataclass_fields__"):
        assert type(one) is type(other)
        for name in one.__dataclass_fields__:
            assert_equal(getattr(one, name), getattr(other, name))
    elif hasattr(one, "keys"):
        assert list(one) == list(other)
        for name in one:
            assert_equal(one[name], other[name])
    elif isinstance(one, tuple):
        assert len(one) == len(other)
        for mine, others in zip(one, other, strict=True):
            assert_equal(mine, others)
    else:
        assert one == other


@each_result
def test_what_is_opened_is_what_was_kept(make, tmp_path):
    result = make()
    result.save(tmp_path / "run.npz")
    again = snn_edu.load(str(tmp_path / "run.npz"))
    assert_equal(result, again)
    assert repr(again) == repr(result)
    assert [path.name for path in tmp_path.iterdir()] == ["run.npz"]


@each_result
def test_what_is_copied_or_pickled_is_the_same(make):
    result = make()
    assert_equal(result, copy.deepcopy(result))
    assert_equal(result, pickle.loads(pickle.dumps(result)))


def test_results_cross_to_another_process_and_back():
    with get_context("spawn").Pool(1) as pool:
        alone = pool.apply(simulate, (LIF(), CURRENT, 0.1))
        run = pool.apply(network().run, (40.0, {"in": TRAINS}))
    assert_equal(alone, simulate(LIF(), CURRENT, 0.1))
    assert_equal(run, network().run(40.0, {"in": TRAINS}))


def test_numpy_alone_opens_the_file_and_its_arrays_say_their_units(tmp_path):
    run = a_run()
    run.save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz", allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    np.testing.assert_array_equal(arrays["t (ms)"], run.t)
    np.testing.assert_array_equal(arrays["v/out/a _ b (mV)"], run.v["out/a \\ b"])
    np.testing.assert_array_equal(arrays["spikes/in/times (ms)"], run.spikes["in"].times)
    np.testing.assert_array_equal(arrays["course/learns"], run.course["learns"])
    assert not any(array.dtype.hasobject for array in arrays.values())


@pytest.mark.parametrize("bits", [np.random.PCG64, np.random.MT19937], ids=lambda one: one.__name__)
def test_a_run_goes_on_from_a_file_as_from_the_recording(bits, tmp_path):
    first = a_run(bits)
    first.save(tmp_path / "first.npz")
    drive = {**DRIVE, "out/a \\ b": DRIVE["out/a \\ b"]}
    one, other = (
        network().run(40.0, drive, rng=np.random.default_rng(8), start=start)
        for start in (first, snn_edu.load(tmp_path / "first.npz"))
    )
    assert len(one.spikes["out/a \\ b"]) > 5
    assert_equal(one, other)
    simulate(LIF(), CURRENT, 0.1).save(tmp_path / "alone.npz")
    alone = simulate(LIF(), CURRENT, 0.1, start=snn_edu.load(tmp_path / "alone.npz"))
    assert_equal(alone, simulate(LIF(), CURRENT, 0.1, start=simulate(LIF(), CURRENT, 0.1)))


def test_a_file_of_the_same_kind_is_written_over_and_no_other(tmp_path):
    path = tmp_path / "mine.npz"
    Spikes([1.0]).save(path)
    Spikes([2.0, 3.0]).save(path)
    assert snn_edu.load(path) == Spikes([2.0, 3.0])
    with pytest.raises(ValueError, match="the file holds a Spikes, and this is a Recording"):
        simulate(LIF(), CURRENT, 0.1).save(path)
    assert snn_edu.load(path) == Spikes([2.0, 3.0])
    for name, write in (
        ("text.npz", lambda path: path.write_text("my notes")),
        ("arrays.npz", lambda path: np.savez(path, t=[1.0])),
        ("header.npz", lambda path: np.savez(path, header=[1.0])),
        ("pickled.npz", lambda path: np.savez(path, header=np.array([None], dtype=object))),
    ):
        write(tmp_path / name)
        before = (tmp_path / name).read_bytes()
        with pytest.raises(ValueError, match="the file is none that a result's save"):
            Spikes([1.0]).save(tmp_path / name)
        with pytest.raises(ValueError, match="the file is none that a result's save"):
            snn_edu.load(tmp_path / name)
        assert (tmp_path / name).read_bytes() == before


def rewritten(path, *changes):
    """A saved file with words of its header replaced."""
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    header = arrays.pop("header").item()
    for old, new in changes:
        assert old in header
        header = header.replace(old, new)
    np.savez(path, header=np.array(header), **arrays)


def test_another_version_another_kind_and_a_damaged_file_are_refused(tmp_path):
    path = tmp_path / "mine.npz"
    for changes, message in (
        ([('"snn_edu": 1', '"snn_edu": 2')], "written in format 2; this snn_edu has format 1"),
        ([('"kind": "Spikes"', '"kind": "Dream"')], "the file holds a Dream, unknown here"),
        ([('"times (ms)"', '"tomes"')], "the file is damaged"),
        ([('"size": 1', '"size": -1')], "the file is damaged"),
        ([('"size": 1', '"sighs": 1')], "the file is damaged"),
    ):
        path.unlink(missing_ok=True)
        Spikes([1.0]).save(path)
        rewritten(path, *changes)
        with pytest.raises(ValueError, match=message):
            snn_edu.load(path)
    Spikes([1.0]).save(tmp_path / "short.npz")
    whole = (tmp_path / "short.npz").read_bytes()
    (tmp_path / "short.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="it is damaged"):
        snn_edu.load(tmp_path / "short.npz")
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("run", ValueError, r"path = 'run': expected a name that ends in .npz. .* 'run.npz'"),
        ("run.pkl", ValueError, "'run.npz'"),
        (3, TypeError, "path = 3: expected the path of a file"),
        ("nowhere/run.npz", FileNotFoundError, "nowhere"),
    ],
)
def test_what_is_no_path_of_such_a_file_is_refused(path, error, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for touch in (Spikes([1.0]).save, snn_edu.load):
        with pytest.raises(error, match=message):
            touch(path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no folder '.*missing'\. Make"):
        Spikes([1.0]).save(tmp_path / "missing" / "run.npz")


@each_result
def test_what_was_kept_or_copied_is_equal_and_what_differs_in_one_number_is_not(make, tmp_path):
    result = make()
    result.save(tmp_path / "kept.npz")
    assert snn_edu.load(tmp_path / "kept.npz") == result
    assert copy.deepcopy(result) == pickle.loads(pickle.dumps(result)) == result
    assert result != 1
    first = next(
        name
        for name in result.__dataclass_fields__
        if isinstance(getattr(result, name), np.ndarray) and getattr(result, name).size
    )
    other = copy.copy(result)
    array = np.array(getattr(result, first))
    array.flat[-1] += 1
    object.__setattr__(other, first, array)
    assert other != result
    with pytest.raises(TypeError, match="unhashable"):
        hash(result)
