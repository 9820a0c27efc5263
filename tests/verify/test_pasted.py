"""Pasted code is run, told for what it is, and examined."""

import pytest
from benches import BENCHES

from snn_edu import verify

STDP = "def f(pre, post):\n    return sum(0.01 * np.exp(-abs(b - a) / 20) * np.sign(b - a)\n"
STDP += "               for a in pre for b in post)"
NEURON = "def f(current, dt):\n    v, out, spikes = 0.0, [], []\n    for i in current:\n"
NEURON += "        v += (1 - math.exp(-dt / 20)) * (i - v)\n        spikes.append(v >= 1)\n"
NEURON += "        v = 0.0 if v >= 1 else v\n        out.append(v)\n    return spikes, out"
TRACE = "def f(spikes, times):\n    return np.array([sum(math.exp(-(t - s) / 20)\n"
TRACE += "                     for s in spikes if s <= t) for t in times])"
SURROGATE = "def f(u, upstream):\n    return 1.0 * (u >= 0), upstream / (1 + abs(u)) ** 2"
ENCODER = "rng = np.random.default_rng(0)\ndef f(values):\n"
ENCODER += "    return rng.random((100, len(values))) < values"
MODEL = "samples = np.eye(4)\ndef f(sample):\n    return sample.cumsum()"
NETS = "samples = np.linspace(0, 1, 40)[:, None]\nsteps = 50\n"
NETS += "def ann(x):\n    return [x]\ndef snn(x):\n    return [np.floor(50 * x + 1e-9)]"
CODE = {
    "STDP": ("stdp", STDP), "Neuron": ("neuron", NEURON), "Trace": ("traces", TRACE),
    "Surrogate": ("surrogate", SURROGATE), "Encoder": ("encoder", ENCODER),
    "Model": ("independent", MODEL), "Conversion": ("conversion", NETS),
}  # fmt: skip


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("kind", CODE)
def test_a_right_function_is_told_for_what_it_is_and_not_accused(kind, told):
    what, code = CODE[kind]
    report = verify.examine(code, what if told else None)
    assert report.what.lower().startswith(kind.lower()[:5])
    assert report.faults == ()


@pytest.mark.parametrize(
    ("code", "what", "name", "told"),
    [
        ("def f(x: return", None, "no Python", "line 1"),
        ("%pylab\ndef f(x):\n    return x", None, "no Python", "Leave out the %, which only"),
        (">>> def change(pre, post):\n...     return 1", None, "no Python", "Leave out the >>>"),
        ("x = (1\n% 2\ny = 3", None, "no Python", "never closed."),  # that % is none of a prompt
        (abs, None, "no Python", "A function itself goes to its examiner, as verify.stdp."),
        ("    def change(pre, post):\n        pass", None, "returns nothing", "pre = [200.0]"),
        ("class A:\n    def f(self, x): ...", None, "no function", "one around it, with A()."),
        ("1 / 0", "neuron", "raises", "ZeroDivisionError"),
        ("while True: pass", None, "does not end", "endless loop"),
        ("x = 3", "neuron", "no function", "(current, dt)"),
        ("def f(x): return x", "stdp", "no function", "two arguments, (pre, post)"),
        ("def f(x): return x", "independent", "no samples", "samples should be defined"),
        ("samples = [1]\ndef f(x): return x", None, "other samples", "2 or more"),
        ("values = 'abc'\ndef f(values): return values", None, "other samples", "values"),
    ],
)
def test_what_cannot_be_examined_gets_a_sentence(code, what, name, told):
    report = verify.examine(code, what, seconds=5.0)
    assert report.faults == (name,)
    assert told in report.sentence


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="what"):
        verify.examine(STDP, "synapse")


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.what)
def test_each_example_of_the_page_has_a_fault_that_is_named(bench):
    if bench.what == "alive":
        names = {}
        exec(bench.code.replace("verify.alive", "report = verify.alive"), names)
        assert "silent layer" in names["report"].faults
    else:
        report = verify.examine(bench.code, bench.what)
        assert report.findings
        assert "raises" not in report.faults
