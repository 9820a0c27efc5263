"""The examiner of traces, and of pasted source; reports as text, page and assertion."""

import base64
import struct
import time

import numpy as np
import pytest

from snn_edu import STDP, verify


def trace(tau=20.0, jump=1.0, adds=True, after=False, slip=""):
    def x(spikes, times):
        values = []
        for n, t in enumerate(times):
            past = [s for s in spikes if s < t or (after and s == t)]
            past = [s for s in past if slip != "zero sentinel" or s != 0]
            sign = 1 if slip == "missing minus" else -1
            parts = [jump * np.exp(sign * (t - s) / tau) for s in (past if adds else past[-1:])]
            value = sum(parts)
            if slip == "not exponential":
                value = sum(jump / (1 + (t - s) / tau) for s in past)
            if slip == "depends on absolute time":
                value = jump * len(past) * np.exp(-t / 1000)
            if slip == "decays at each reading":
                value = jump * len(past) * 0.95**n
            if slip == "neither adds nor sets":
                value = sum(parts) ** 2
            values.append(value)
        return values

    return x


INPUT = "changes its input"


class Kept:
    """A trace whose jump grows from call to call."""

    jump = 0.0

    def __call__(self, spikes, times):
        self.jump = 0.5 * self.jump + 1.0
        return trace(jump=self.jump)(spikes, times)


@pytest.mark.parametrize("adds", [True, False])
@pytest.mark.parametrize("after", [True, False])
def test_a_right_trace_is_measured(adds, after):
    report = verify.traces(trace(13.0, 0.4, adds, after))
    report.raise_for(jump=0.4, tau=13.0, adds=adds, at_spike="after" if after else "before")


@pytest.mark.parametrize(
    "slip",
    [
        *("missing minus", "zero sentinel", "not exponential", "depends on absolute time"),
        *("decays at each reading", "neither adds nor sets"),
    ],
)
def test_a_slip_in_a_trace_is_named(slip):
    assert slip in verify.traces(trace(slip=slip)).faults


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (lambda spikes, times: 1 / 0, "raises"),
        (lambda spikes, times: 0.0, "no values"),
        (lambda spikes, times: ..., "not written yet"),
        (lambda spikes, times: [None] * len(times), "no values"),
        (
            lambda spikes, times: trace()([s for s in spikes if s < 1000], times),
            "loses late spikes",
        ),
        (lambda spikes, times: trace()(spikes[:1], times), "first spike only"),
        (lambda spikes, times: np.full(len(times), np.nan), "no values"),
        (lambda spikes, times: np.zeros(len(times)), "no trace"),
        (lambda spikes, times: np.ones(len(times)), "not 0 without spikes"),
        (lambda spikes, times: [str(t) for t in times], "no values"),
        (lambda spikes, times: np.array(trace()(spikes, times)) > 0, "no values"),
        (lambda spikes, times: trace()(np.multiply(spikes, 1.5, out=spikes), times), INPUT),
        (lambda spikes, times: trace()([-1.0, *spikes], times), "not 0 without spikes"),
        (lambda spikes, times: trace()(spikes + 2, times), "late"),
        (lambda spikes, times: trace(jump=-1.0)(spikes, times), "negative jump"),
        (lambda spikes, times: trace(tau=0.02)(spikes, times), "times in seconds"),
        (lambda spikes, times: trace(tau=2e4)(spikes, times), "time constant in other units"),
        (lambda spikes, times: trace(tau=1e12)(spikes, times), "no decay"),
        (lambda spikes, times: [np.exp(-np.abs(t - spikes) / 20).sum() for t in times], "early"),
        (
            lambda spikes, times: [sum((-0.9) ** (t - s) for s in spikes if s < t) for t in times],
            "alternating sign",
        ),
        (Kept(), "remembers the last call"),
    ],
)
def test_a_hostile_trace_gets_a_sentence(rule, name):
    assert verify.traces(rule).faults[0] == name


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
    assert "another answer each time" in reports["random"].ended
    assert reports["steps"].quantum == 1 / 64
    assert 0 < reports["saturates"].adds < 1
    assert verify.traces(trace(jump=1e-12)).faults == ()


def test_a_straight_line_shows_no_steps_at_whole_ms_and_a_rise_is_no_missing_minus():
    def kernel(shape):
        return lambda spikes, times: [sum(shape(t - s) for s in spikes if s < t) for t in times]

    straight = verify.traces(kernel(lambda d: max(0.0, 1 - d / 50)))
    rising = verify.traces(kernel(lambda d: d**3 * np.exp(-d / 30)))
    assert straight.faults == rising.faults == ("not exponential",)
    assert straight.quantum == 0


def test_arguments_of_traces_are_guarded():
    with pytest.raises(TypeError, match="trace = 3"):
        verify.traces(3)


# --- pasted source --------------------------------------------------------------------------------

PASTED = """
import math

def helper(d):
    return 0.01 * math.exp(-d / 20) if d > 0 else -0.01 * math.exp(d / 20)

def my_stdp(pre, post, scale=1.0):
    return scale * sum(helper(b - a) for a in pre for b in post)
"""


def test_a_pasted_function_is_found_and_examined():
    report = verify.examine(PASTED)
    report.raise_for(pairing="all", same_step="ltd", tau_plus=20.0)
    assert verify.examine(PASTED.replace("-d / 20", "d / 20")).faults == ("missing minus",)


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
    begun = time.monotonic()
    assert verify.examine(source, seconds=10.0).faults == (name,)
    assert time.monotonic() - begun < 6.0


# --- the report -----------------------------------------------------------------------------------


def test_a_report_says_it_in_text_on_a_page_and_as_an_assertion():
    report = verify.stdp(lambda pre, post: -STDP().pair_sum(pre, post))
    text, page = str(report), report._repr_html_()
    for part in ("wrong sign", "pre = [200.0]", "post = [205.0]", "0.00817741", "-0.00778801"):
        assert part in text or part in report.sentence
        assert part in page
    assert "Cannot be told from outside:" in text
    assert f"{report.calls} calls" in text
    with pytest.raises(AssertionError, match="wrong sign"):
        report.raise_for()


def test_a_report_without_a_fault_says_what_was_tried():
    report = verify.stdp(STDP(A_minus=0.008).pair_sum)
    assert report.sentence.startswith("No fault found")
    assert len(report.tried) >= 8
    assert all(each in str(report) for each in report.tried)
    assert report.raise_for(pairing="all", same_step="none") is None
    for expected, told in (
        ({"pairing": "nearest"}, "pairing is all, expected was nearest"),
        ({"same_step": "ltp"}, "same_step is none"),
        ({"A_plus": 0.0102}, "A_plus is 0.01"),
    ):
        with pytest.raises(AssertionError, match=told):
            report.raise_for(**expected)
    turned = verify.stdp(lambda pre, post: -STDP(A_minus=0.008).pair_sum(pre, post))
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


def test_the_picture_is_a_png_of_measured_dots_beside_the_formula():
    report = verify.stdp(STDP(A_minus=0.008).pair_sum)
    source = report._repr_html_().partition("base64,")[2].partition('"')[0]
    png = base64.b64decode(source)
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (520, 260)
    x, measured, formula = report.curve.T
    assert np.allclose(measured, formula)
    assert np.allclose(measured, STDP(A_minus=0.008).window(x))


def test_what_somebody_wrote_is_no_html():
    report = verify.examine("raise ValueError('<script>')")
    assert "<script>" not in report._repr_html_()
    assert "&lt;script&gt;" in report._repr_html_()


def test_where_there_are_no_threads_it_is_asked_all_the_same(monkeypatch):
    def start(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", start)
    verify.stdp(STDP(A_minus=0.008).pair_sum).raise_for(pairing="all")
    assert verify.stdp(lambda pre, post: 1 / 0).faults == ("raises",)
