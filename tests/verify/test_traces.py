"""The examiner of traces, and of pasted source; reports as text, page and assertion."""

import base64
import math
import pickle
from unittest.mock import Mock

import numpy as np
import pytest
from matplotlib.axes import Axes

from snn_edu import STDP, verify


def kernel(shape):
    """A trace to which each spike before a time adds what `shape` makes of the distance."""
    return lambda spikes, times: [sum(shape(t - s) for s in spikes if s < t) for t in times]


def trace(tau=20.0, jump=1.0, adds=True, after=False):
    def x(spikes, times):
        values = []
        for t in times:
            past = [s for s in spikes if s < t or (after and s == t)]
            values.append(sum(jump * np.exp((s - t) / tau) for s in (past if adds else past[-1:])))
        return values

    return x


def seen(as_what):
    """The trace of the spikes that are made of those it is given."""
    return lambda spikes, times: trace()(as_what(spikes), times)


def kept(spikes, times, jump=np.zeros(1)):  # noqa: B008 - it grows from call to call
    jump += 1.0
    return trace(jump=jump[0])(spikes, times)


@pytest.mark.parametrize("adds", [True, False])
@pytest.mark.parametrize("after", [True, False])
def test_a_right_trace_is_measured(adds, after):
    report = verify.traces(trace(13.0, 0.4, adds, after))
    report.raise_for(jump=0.4, tau=13.0, adds=adds, at_spike="after" if after else "before")


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (lambda spikes, times: 1 / 0, "raises"),
        (lambda spikes, times: 0.0, "no values"),
        (lambda spikes, times: ..., "not written yet"),
        (lambda spikes, times: [None] * len(times), "no values"),
        (lambda spikes, times: np.full(len(times), np.nan), "no values"),
        (lambda spikes, times: [str(t) for t in times], "no values"),
        (lambda spikes, times: np.array(trace()(spikes, times)) > 0, "no values"),
        (lambda spikes, times: np.zeros(len(times)), "no trace"),
        (lambda spikes, times: np.ones(len(times)), "not 0 without spikes"),
        (seen(lambda spikes: [-1.0, *spikes]), "not 0 without spikes"),
        (seen(lambda spikes: np.multiply(spikes, 1.5, out=spikes)), "changes its input"),
        (seen(lambda spikes: [s for s in spikes if s < 1000]), "loses late spikes"),
        (seen(lambda spikes: [s for s in spikes if s != 0]), "zero sentinel"),
        (seen(lambda spikes: spikes[:1]), "first spike only"),
        (seen(lambda spikes: spikes + 2), "late"),
        (trace(jump=-1.0), "negative jump"),
        (trace(tau=0.02), "times in seconds"),
        (trace(tau=2e4), "time constant in other units"),
        (trace(tau=1e12), "no decay"),
        (trace(tau=-20.0), "missing minus"),
        (kernel(lambda d: (-0.9) ** d), "alternating sign"),
        (kernel(lambda d: 1 / (1 + d / 20)), "not exponential"),
        (kernel(lambda d: max(0.0, 1 - d / 50)), "not exponential"),
        (kernel(lambda d: d**3 * np.exp(-d / 30)), "not exponential"),
        (lambda spikes, times: np.square(trace()(spikes, times)), "neither adds nor sets"),
        (lambda spikes, times: [np.exp(-np.abs(t - spikes) / 20).sum() for t in times], "early"),
        (lambda s, ts: [np.exp(-t / 999) * sum(s < t) for t in ts], "depends on absolute time"),
        (lambda s, ts: [0.95**n * sum(s < t) for n, t in enumerate(ts)], "decays at each reading"),
        (kept, "remembers the last call"),
    ],
)
def test_a_slip_in_a_trace_is_named(rule, name):
    assert verify.traces(rule).faults[0] == name


def rises_early(spikes, times):
    return [np.exp(-np.abs(t - spikes) / 20).sum() for t in times]


@pytest.mark.parametrize(
    ("rule", "trial", "got", "expected"),
    [
        (rises_early, "t = 49", math.exp(-1 / 20), 0.0),
        (trace(tau=1e12), "t = 60", 1.0, math.exp(-9 / 20)),
        (trace(tau=-20.0), "t = 60", math.exp(10 / 20), math.exp(1 / 20 - 9 / 20)),
        (seen(lambda spikes: [s for s in spikes if s != 0]), "a spike at 0, t = 1", 0.0,
         math.exp(-1 / 20)),
        (seen(lambda spikes: spikes[:1]), "spikes at 50 and 55, t = 60", math.exp(-10 / 20),
         math.exp(-10 / 20) + math.exp(-5 / 20)),
    ],
)  # fmt: skip
def test_the_numbers_that_show_a_slip_in_a_trace_are_its_own(rule, trial, got, expected):
    fault = verify.traces(rule).findings[0]
    assert (fault.trial, fault.got) == (trial, pytest.approx(got))
    assert fault.expected == pytest.approx(expected)


def test_a_trace_of_its_own_kind_is_not_accused():
    rng = np.random.default_rng(5)
    kinds = {
        "random": lambda spikes, times: trace()(spikes, times) * rng.normal(1, 0.05, len(times)),
        "steps": lambda spikes, times: np.round(np.multiply(trace()(spikes, times), 64)) / 64,
        "half": lambda spikes, times: np.float16(trace()(spikes, times)),
        "saturates": lambda spikes, times: np.minimum(1, trace()(spikes, times)),
    }
    reports = {name: verify.traces(rule) for name, rule in kinds.items()}
    assert all(report.faults == () for report in reports.values())
    assert "to the end. The same spikes give another answer" in reports["random"].sentence
    assert reports["steps"].quantum == 1 / 64
    assert reports["steps"].remarks == ["It moves in steps of 0.01562."]
    assert verify.traces(kernel(lambda d: max(0.0, 1 - d / 50))).quantum == 0  # a straight line
    # it is full at 55; of the spike at 50 it then has room for 1 - e^(-5/20) of e^(-10/20)
    share = (1 - math.exp(-5 / 20)) / math.exp(-10 / 20)
    assert reports["saturates"].adds == pytest.approx(share)
    assert f"a spike leaves {share:.3g} of the trace before it" in str(reports["saturates"])
    assert verify.traces(trace(jump=1e-12)).faults == ()


# --- pasted source --------------------------------------------------------------------------------

PASTED = """
import math
import pickle

def helper(d):
    return 0.01 * math.exp(-d / 20) if d > 0 else -0.01 * math.exp(d / 20)

def my_stdp(pre, post, scale=1.0):
    return scale * sum(helper(b - a) for a in pre for b in post)
"""


def test_a_pasted_function_is_found_and_examined():
    report = verify.examine(PASTED)
    report.raise_for(pairing="all", same_step="ltd", tau_plus=20.0)
    report = verify.examine(PASTED.replace("-d / 20", "d / 20"))
    assert report.faults == ("missing minus",)
    should = 0.01 * math.exp(2 / 20 - 18 / 20)  # from 2 ms on it decays, 18 ms long
    assert f"it gives {0.01 * math.e:g}, and should give {should:g}." in str(report)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(:", "no Python"),
        ("x = 1", "no function"),
        ("def f(pre): return 0", "no function"),
        ("1 / 0", "raises"),
        ("import time\nwhile True: time.sleep(0.01)", "does not end"),
        (3, "no Python"),
        ("def f(pre, post): return g(pre)", "raises"),
    ],
)
def test_what_cannot_be_examined_is_told_and_never_raised(source, name):
    assert verify.examine(source, seconds=10.0).faults == (name,)


# --- the report -----------------------------------------------------------------------------------


def test_a_report_says_it_in_text_on_a_page_and_as_an_assertion():
    report = verify.stdp(lambda pre, post: -STDP().change(pre, post))
    text, page = str(report), report._repr_html_()
    for part in ("wrong sign", "pre = [200.0]", "post = [205.0]", "0.00817741", "-0.00778801"):
        assert part in text
        assert part in page
    assert f"{report.calls} calls" in text
    for part in ("from outside:", "axonal or dendritic", "only the product", "takes no weight"):
        assert part in text


def test_a_report_without_a_fault_says_what_was_tried():
    report = verify.stdp(STDP(A_minus=0.008).change)
    assert report.sentence.startswith("No fault found")
    assert len(report.tried) == 14
    assert all(each in str(report) for each in report.tried)
    assert report.raise_for(pairing="all", same_step="none") is None
    for expected, told in (
        ({"pairing": "nearest"}, "pairing is all, expected was nearest"),
        ({"same_step": "ltp"}, "same_step is none"),
        ({"A_plus": 0.0102}, "A_plus is 0.01"),
    ):
        with pytest.raises(AssertionError, match=told):
            report.raise_for(**expected)
    turned = verify.stdp(lambda pre, post: -STDP(A_minus=0.008).change(pre, post))
    assert turned.raise_for(faults=["wrong sign"], pairing="all") is None
    for faults, told in ((["no decay"], "'no decay' is not found"), ((), "wrong sign: ")):
        with pytest.raises(AssertionError, match=told):
            turned.raise_for(faults=faults)
    with pytest.raises(TypeError, match="faults = 'wrong sign'"):
        turned.raise_for(faults="wrong sign")
    with pytest.raises(TypeError, match="pairings: a report on STDP measures A_plus"):
        report.raise_for(pairings="all")
    with pytest.raises(AttributeError, match="pairings"):
        _ = report.pairings


def test_the_picture_is_a_png_of_measured_dots_beside_the_formula(monkeypatch):
    drawn, plot = [], Axes.plot
    monkeypatch.setattr(
        Axes, "plot", lambda ax, *given, **how: (drawn.append(given), plot(ax, *given, **how))[1]
    )
    report = verify.stdp(STDP(A_minus=0.008).change)
    source = report._repr_html_().partition("base64,")[2].partition('"')[0]
    assert base64.b64decode(source).startswith(b"\x89PNG")
    x, measured, formula = report.curve.T
    assert np.allclose(measured, formula)
    assert np.allclose(measured, STDP(A_minus=0.008).window(x))
    (*left,), (*right,), (*dots, mark) = drawn
    assert mark == "o"
    assert np.array_equal(dots, [x, measured])
    assert np.array_equal(np.column_stack([left, right]), [x, formula])


def test_what_somebody_wrote_is_no_html():
    report = verify.examine("raise ValueError('<script>')")
    assert "<script>" not in report._repr_html_()
    assert "&lt;script&gt;" in report._repr_html_()


def test_where_there_are_no_threads_it_is_asked_all_the_same(monkeypatch):
    monkeypatch.setattr("threading.Thread.start", Mock(side_effect=RuntimeError))
    verify.stdp(STDP(A_minus=0.008).change).raise_for(pairing="all")
    assert verify.stdp(lambda pre, post: 1 / 0).faults == ("raises",)


def test_a_report_on_what_cannot_be_pickled_goes_to_another_process():
    report = verify.traces(lambda spikes, times: np.zeros(len(times)))
    assert repr(pickle.loads(pickle.dumps(report))) == repr(report)
