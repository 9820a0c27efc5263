"""Spikes come from files, tables and rasters as they went there, and no unit is guessed."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused

from snn_edu.spikes import Spikes, poisson, van_rossum

SPIKES = Spikes([-120.25, 0.1 + 0.2, 55.0, 1e-7], [0, 2, 0, 1], 4, 500.0, -200.0, [3, 12, 7, 9])


def written(spikes):
    file = io.StringIO()
    spikes.to_csv(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "spikes",
    [
        SPIKES,
        Spikes([]),
        Spikes([1.0, 2.5], [4, 0], 6, 10.0),
        Spikes([1.0], size=2, labels=['a, "b"', "c\nd"]),
        Spikes([2.0], size=1, labels=["7 a"]),
        Spikes([1.0, 2.0], [1, 0], size=3, labels=["1", "02", "2"]),
        Spikes([1.0, 2.0], [1, 0], size=2, labels=[" a ", "a"]),
        Spikes([1.0, 2.0], [1, 0], size=2, labels=["a", 12]),
    ],
    ids=["trial", "silence", "numbered", "odd texts", "one text", "digits", "blanks", "mixed"],
)
def test_what_was_written_comes_back_to_the_last_bit(spikes, tmp_path):
    assert Spikes.from_csv(io.StringIO(written(spikes), newline="")) == spikes
    spikes.to_csv(tmp_path / "spikes.csv")
    assert Spikes.from_csv(tmp_path / "spikes.csv") == spikes
    assert Spikes.from_csv(str(tmp_path / "spikes.csv")) == spikes
    columns = spikes.to_table()
    labels = None if spikes.labels is None else spikes.labels
    labels = range(spikes.size) if labels is None else labels
    span = spikes.duration, spikes.start
    assert Spikes.from_table(columns, None, None, None, *span, labels) == spikes


def test_a_file_is_read_by_anybody():
    assert written(SPIKES).splitlines() == [
        '# snn_edu: {"duration_ms": 500.0, "start_ms": -200.0, "labels": [3, 12, 7, 9]}',
        "time_ms,neuron",
        "-120.25,3",
        "1e-07,12",
        "0.30000000000000004,7",
        "55.0,3",
    ]
    read = np.loadtxt(io.StringIO(written(SPIKES)), delimiter=",", skiprows=2)
    assert read[:, 0].tolist() == SPIKES.times.tolist()


@pytest.mark.parametrize(
    ("lines", "arguments", "times", "labels"),
    [
        (["time_ms,neuron", "3,0", "1,1"], {}, [1.0, 3.0], None),
        (["neuron;t (s)", "B;0.003", "A;0.001"], {}, [1.0, 3.0], ("A", "B")),
        (["t [us]\tcell\tamplitude", "3000\t12\t0.5", "1000\t3\t0.6"], {}, [1.0, 3.0], (3, 12)),
        (["# NEST", "sender time_ms", "12 3", "3 1"], {}, [1.0, 3.0], (3, 12)),
        (["3", "1", ""], {"unit": "ms"}, [1.0, 3.0], None),
        (["0.003 7", "0.001 5"], {"times": 0, "ids": 1, "unit": "s"}, [1.0, 3.0], (5, 7)),
        (["when,who", "3,7", "1,5"], {"times": "when", "ids": "who", "unit": "ms"}, [1.0, 3.0],
         (5, 7)),
        (["spike_ms,size", "3,0.5", "1,0.5"], {"ids": ""}, [1.0, 3.0], None),
        (["unit,time", "7,0.003", "5,0.001"], {"unit": "s"}, [1.0, 3.0], (5, 7)),
        (["unit,when", "7,3", "5,1"], {"unit": "ms"}, [1.0, 3.0], (5, 7)),
        (["\ufefftime_ms", "3", "1"], {"times": "\ufefftime_ms"}, [1.0, 3.0], None),
        (["time_ms,neuron", "3,7.0", "1,5.0"], {}, [1.0, 3.0], (5, 7)),
        (["time_ms,neuron", "3,7", "1,5"], {"labels": [9, 7, 5]}, [1.0, 3.0], (9, 7, 5)),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(lines, arguments, times, labels):
    spikes = Spikes.from_csv(lines, duration=5.0, **arguments)
    assert spikes.times == pytest.approx(times)
    assert spikes.labels == labels
    assert spikes.duration == 5.0


def test_a_file_of_excel_begins_with_a_mark_that_is_no_name(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_text("time_ms;electrode\r\n3;7\r\n1;5\r\n", encoding="utf-8-sig")
    assert Spikes.from_csv(path).labels == (5, 7)


class Frame:
    """A DataFrame, as far as it matters: columns, and each by its name."""

    def __init__(self, data):
        self.data, self.columns = data, list(data)

    def __getitem__(self, name):
        return np.array(self.data[name])


def test_a_table_is_whatever_has_named_columns():
    data = {"t_s": [0.003, 0.001], "electrode": [12, 3]}
    rows = np.array([(0.003, 12), (0.001, 3)], dtype=[("t_s", float), ("electrode", int)])
    for table in (data, Frame(data), rows):
        spikes = Spikes.from_table(table, duration=10)
        assert spikes == Spikes([1.0, 3.0], [0, 1], 2, 10.0, labels=[3, 12])


def test_spans_of_time_know_their_unit():
    for unit, factor in (("ns", 1e6), ("us", 1000.0), ("ms", 1.0), ("s", 0.001)):
        spans = np.array([2000.0 * factor, 5000.0 * factor]).astype(f"timedelta64[{unit}]")
        spikes = Spikes.from_table({"latency": spans, "cell": ["A", "B"]})
        assert spikes.times == pytest.approx([2000.0, 5000.0], rel=1e-12)
        assert spikes.labels == ("A", "B")
    with pytest.raises(ValueError, match=r"times\[0\] = nan"):
        Spikes.from_table({"latency": np.array(["NaT"], "timedelta64[ms]")})


def test_an_index_that_is_called_so_is_the_time():
    class Index(list):
        name = "t_s"

    frame = Frame({"cell": [12, 3], "trial": [1, 1]})
    frame.index = Index([0.003, 0.001])
    assert Spikes.from_table(frame) == Spikes([1.0, 3.0], [0, 1], 2, labels=[3, 12])
    frame.index.name = "row"
    with pytest.raises(ValueError, match="unit: the column 'trial' does not say it"):
        Spikes.from_table(frame)


def test_a_neuron_is_called_by_the_number_that_numpy_has():
    spikes = Spikes([1.0, 2.0], [0, 1], labels=np.array([3, 7]))
    assert [spikes.named(one).times.tolist() for one in np.array([3, 7])] == [[1.0], [2.0]]


def test_trains_that_are_filled_up_with_zeros_are_asked_about():
    with pytest.warns(UserWarning, match="filled up with zeros"):
        Spikes.from_trains(np.array([[1.0, 0.0], [2.0, 3.0]]))
    assert len(Spikes.from_trains(np.array([[0.0, 1.0], [2.0, 3.0]]))) == 4


def test_a_pandas_frame_comes_and_goes():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(SPIKES.to_table())
    assert list(frame.columns) == ["time_ms", "neuron"]
    assert Spikes.from_table(frame, duration=500, start=-200, labels=SPIKES.labels) == SPIKES
    back = pandas.read_csv(io.StringIO(written(SPIKES)), comment="#")
    assert back["time_ms"].tolist() == SPIKES.times.tolist()
    named = pandas.DataFrame({"t_ms": [1.0, 2.0], "cell": pandas.Categorical(["u2", "u1"])})
    assert Spikes.from_table(named).labels == ("u1", "u2")


@given(st.integers(0, 99), st.sampled_from([0.1, 0.3, 1.0, 7.0]), st.sampled_from([0.0, -200.0]))
def test_a_raster_and_its_spikes_have_the_same_counts(seed, dt, start):
    raster = np.random.default_rng(seed).poisson(0.2, (60, 3))
    spikes = Spikes.from_raster(raster, dt, start)
    assert spikes.binned(dt).tolist() == raster.tolist()
    assert (spikes.duration, spikes.start) == (dt * 60, start)
    fine = Spikes.from_raster(spikes.binned(dt) > 0, dt, start, labels=["a", "b", "c"])
    assert fine.binned(dt).tolist() == np.minimum(raster, 1).tolist()


@pytest.mark.parametrize(
    "raster", [[0, 1, 0, 0, 1], [False, True, False, False, True], np.float32([0, 1, 0, 0, 1])]
)
def test_zeros_and_ones_are_steps_and_not_times(raster):
    assert Spikes.from_raster(raster, 2.0).times.tolist() == [2.0, 8.0]
    with pytest.raises((TypeError, ValueError), match=r"Is it a raster\? Say Spikes.from_raster"):
        Spikes(raster)
    with pytest.raises(
        (TypeError, ValueError), match=r"a: .*(Is it a raster|True or Fal|got bool)"
    ):
        van_rossum(raster, [1.0], 10.0)


test_what_is_not_said_is_asked_for = refused(
    (lambda: Spikes.from_csv("no.csv"), FileNotFoundError, "'no.csv': there is no such file"),
    (lambda: Spikes.from_csv(["t,neuron", "1,2"], times="t"),
     "unit: the column 't' does not say it. Say unit=.ms., or .s."),
    (lambda: Spikes.from_csv(["unit,time", "7,1"]), "unit: the column 'time' does not say it"),
    (lambda: Spikes.from_csv(["1", "2"]), "unit: the column 0 does not say it"),
    (lambda: Spikes.from_csv(["t_s", "1"], unit="ms"), "unit = 'ms': the column 't_s' says 's'"),
    (lambda: Spikes.from_csv(["t_s", "1"], unit="sec"), "unit = 'sec': allowed is"),
    (lambda: Spikes.from_csv(["1 2", "2 3"], unit="ms"),
     "times: which of the columns 0, 1 has the times. Say times=0"),
    (lambda: Spikes.from_csv(["t_ms,amp", "1,2"]),
     "ids: which of the columns 'amp' tells the neuron. Say ids='amp'; if none does, ids=.."),
    (lambda: Spikes.from_csv(["t_ms,cell,unit", "1,2,3"]), "ids: which of the"),
    (lambda: Spikes.from_csv(["t_ms", "1"], ids="who"), "ids = 'who': the col"),
    (lambda: Spikes.from_csv(["t_ms;id", "1,5;2"]),
     "times: row 0 of the column 't_ms' is '1,5'. Is it a decimal comma"),
    (lambda: Spikes.from_csv(["t_ms,id", "1,2,3"]), r"row 0 of the file has 3 fi"),
    (lambda: Spikes.from_csv(["t_ms,id", "1,2.5"]), TypeError,
     r"ids\[0\] = '2.5': expected whole numbers, or texts"),
    (lambda: Spikes.from_csv(["t_ms,id", "1,2", "2,"]), TypeError,
     r"ids\[1\] = '': expected whole numbers, or texts. It is missing: was the file cut"),
    (lambda: Spikes.from_table({"t_ms": [1.0, 2.0], "id": [3.0, np.nan]}), TypeError,
     r"ids\[1\] = nan: .* It is missing"),
    (lambda: Spikes.from_table({"t_us": [1, 2], "x": [0, 1], "y": [0, 0]}, ids=("x", "y")),
     TypeError, r"ids = \('x', 'y'\): expected one column. Of an event camera make one"),
    (lambda: Spikes([1.0], size=2, labels=["1", 1]), "labels = .*each once"),
    (lambda: Spikes.from_trains([Spikes([1.0]), Spikes([2.0])]), TypeError,
     r"trains\[0\] = <Spikes.*Say \[one.times for one in trains\]"),
    (lambda: Spikes.from_csv(["t_ms,id", "nan,2"]), r"times\[0\] = nan ms"),
    (lambda: Spikes.from_csv([]), "path: the file has no row"),
    (lambda: Spikes.from_csv(5), TypeError, "path = 5: expected the path of a file"),
    (lambda: Spikes.from_csv(["t_ms,id", "1,2"], labels=[3]),
     r"ids\[0\] = 2: is none of the labels \[3\]"),
    (lambda: Spikes.from_table({"t_ms": [1.0], "id": [2.5]}), TypeError,
     r"ids\[0\] = 2.5: expected whole numbers, or texts"),
    (lambda: Spikes.from_table([1.0, 2.0]), TypeError, "expected named columns"),
    (lambda: Spikes.from_table({}), "table: has no columns"),
    (lambda: Spikes({"t_ms": [1.0]}), TypeError, "Say Spikes.from_table"),
    (lambda: Spikes(Frame({"t_ms": [1.0]})), TypeError, "Say Spikes.from_table"),
    (lambda: Spikes([3.0], [12], 3), "Electrodes and the like: Spikes.from_table"),
    (lambda: Spikes([[1.0, 2.0], [3.0]]), TypeError, "Say Spikes.from_trains"),
    (lambda: Spikes.from_trains([]), "trains: there is none"),
    (lambda: Spikes.from_trains(5), TypeError, "trains = 5: expected a list of lists"),
    (lambda: Spikes.from_trains([1.0, 2.0]), TypeError, r"trains\[0\] = 1.0: .*is Spikes"),
    (lambda: Spikes.from_trains([[1.0], ["a"]]), TypeError, r"trains\[1\]: expected numbers"),
    (lambda: Spikes.from_raster([0, 0.5], 1.0), "raster: expected whole numbers"),
    (lambda: Spikes.from_raster([0, -1], 1.0), r"raster\[1\] = -1"),
    (lambda: Spikes.from_raster(np.ones((2, 1, 2)), 1.0), "time first"),
    (lambda: Spikes.from_raster([0, 1], 0.0), "dt = 0 ms"),
)  # fmt: skip


def test_trains_are_one_list_a_neuron():
    spikes = poisson(30.0, 400.0, np.random.default_rng(5), 3)
    assert Spikes.from_trains(spikes.trains(), 400.0) == spikes
    assert Spikes.from_trains([[5, 1], []], labels=["a", "b"]).named("a").times.tolist() == [1, 5]
