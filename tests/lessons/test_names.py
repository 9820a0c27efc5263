"""The field's names: each is told in bold where it is defined, and has its entry."""

import re

import pytest
from lesson_pages import SOURCES

NAMES = {
    "00": ["precision", "recall", "base rate", "standard error"],
    "01": [
        *("membrane potential", "resting potential", "time constant", "exact step"),
        "low-pass filter",
    ],
    "02": [
        *("action potential", "firing rate", "refractory period", "rheobase", "f-I curve"),
        *("leaky integrate-and-fire", "subthreshold", "current clamp"),
    ],
    "03": ["white noise", "coefficient of variation", "fluctuation-driven", "mean-driven"],
    "04": ["presynaptic", "postsynaptic", "excite", "inhibit", "reversal potential", "axon"],
    "05": ["rate code", "latency code", "rank order code", "phase code"],
    "06": ["Fano factor", "cross-correlogram", "trial", "Poisson process"],
    "07": ["STDP", "long-term potentiation", "long-term depression", "trace"],
    "08": ["competition", "homeostasis", "correlation"],
    "09": ["monotone", "feed-forward inhibition", "false alarm rate", "off-channel"],
    "10": ["unsupervised", "spatiotemporal pattern", "coincidence detector"],
    "11": ["lateral inhibition", "winner-take-all", "positive feedback", "negative feedback"],
    "12": ["supervised", "tempotron", "kernel", "capacity"],
    "13": ["surrogate gradient", "backward pass", "loss", "dead neuron"],
    "14": ["weight initialisation", "variance", "saturated", "stateful"],
    "15": ["integrate-and-fire", "quantisation"],
    "16": ["synaptic operation", "sparse"],
    "17": ["ion channel", "gating variable", "adaptation", "bursting", "phase plane"],
    "18": ["recurrent", "balanced network", "asynchronous irregular", "chaos"],
    "19": ["tuning curve", "population vector", "overfitting", "decoder"],
    "20": ["eligibility trace", "reinforcement learning", "aliasing", "event camera"],
    "21": ["clock-driven", "event-driven", "fixed-point", "neuromorphic"],
}
TEXTS = {source.stem[:2]: source.read_text("utf-8") for source in SOURCES}
GLOSSARY = (SOURCES[0].parents[1] / "glossary.md").read_text("utf-8")


TOLD = [(lesson, name) for lesson in NAMES for name in NAMES[lesson]]


@pytest.mark.parametrize(("lesson", "name"), TOLD)
def test_a_name_of_the_field_is_told_where_it_is_defined_and_stands_in_the_glossary(lesson, name):
    text = re.sub(r"\s+#?\s*", " ", TEXTS[lesson])
    assert re.search(rf"\*\*[^*]*{re.escape(name)}[^*]*\*\*", text, re.I), "not in bold"
    earlier = [each for each in NAMES if each < lesson]
    bold = [each for each in earlier if re.search(rf"\*\*{re.escape(name)}\*\*", TEXTS[each], re.I)]
    assert not bold, f"lesson {bold} has it in bold already"
    assert re.search(re.escape(name), GLOSSARY, re.I), "not in the glossary"


@pytest.mark.parametrize("lesson", TEXTS)
def test_a_lesson_ends_with_the_names_to_search_for(lesson):
    assert re.search(r"\*\*In the books\*\*", TEXTS[lesson])


def test_there_are_sixty_names():
    names = [name for each in NAMES.values() for name in each]
    assert len(names) == len(set(names)) >= 60
