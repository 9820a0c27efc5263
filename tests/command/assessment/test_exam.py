"""The paper exam: each key by another way than the library's, numbers anew, and the key apart."""

import itertools
import math
import re

import numpy as np
import pytest

from snn_edu.command import cli
from snn_edu.command.assessment.exam import drawn, exam, templates

SEEDS = range(30)
TEMPLATES = {each.name: each for each in templates()}


def climb(n):
    """The leak in a million small steps."""
    u, dt = 0.0, n["time"] / 100_000
    for _ in range(100_000):
        u += dt / n["tau_m"] * (n["R_m"] * n["current"] - u)
    return u


def rate(n):
    """Time from rest to 15 mV, in small steps."""
    u, t, dt = 0.0, 0.0, 1e-3
    while u < 15.0:
        u += dt / n["tau_m"] * (n["R_m"] * n["current"] - u)
        t += dt
    return 1000.0 / (t + n["t_ref"])


def regular(n):
    gaps = [b - a for a, b in itertools.pairwise(n["train"])]
    mean = sum(gaps) / 5
    return math.sqrt(sum((gap - mean) ** 2 for gap in gaps) / 5) / mean


def synapses(n):
    """The currents of leak and synapses at that voltage cancel."""
    low, high = -70.0, float(n["v_reversal"])
    for _ in range(60):
        v = (low + high) / 2
        into = n["n"] * n["g"] / 1000 * (n["v_reversal"] - v) - (v + 70.0) / n["R_m"]
        low, high = (v, high) if into * (n["v_reversal"] + 70.0) > 0 else (low, v)
    return low + 70.0


def distance(n):
    """All ways to pair spikes of the two trains in their order, or none."""
    a, b = n["a"], n["b"]
    costs = []
    for k in range(min(len(a), len(b)) + 1):
        for left in itertools.combinations(a, k):
            for right in itertools.combinations(b, k):
                moved = sum(abs(x - y) for x, y in zip(left, right, strict=True))
                costs.append(n["cost"] * moved + len(a) + len(b) - 2 * k)
    return min(costs)


def pair(n):
    apart = n["post"] - n["pre"] - n["delay"]
    size = n["A_plus"] if apart > 0 else -n["A_minus"]
    return size * math.exp(-abs(apart) / n["tau"])


def scaled(n):
    """In whole numbers, so that no rounding decides."""
    counts = []
    for z in n["z"]:
        v, sent = 0, 0
        for _ in range(n["steps"]):
            v += round(100 * z)
            sent, v = (sent + 1, v - 100) if v >= 100 else (sent, v)
        counts.append(str(sent))
    return ", ".join(counts)


ORACLES = {
    "climb": climb,
    "psps": lambda n: n["w"] * (1 + math.exp(-n["gap"] / n["tau_m"])),
    "rate": rate,
    "regular": regular,
    "synapses": synapses,
    "jitter": lambda n: n["jitter"] / n["room"] / n["clicks"] ** 0.5,
    "distance": distance,
    "pair": pair,
    "drift": lambda n: (n["A_plus"] * n["tau_plus"] - n["A_minus"] * n["tau_minus"])
    * n["r_pre"] * n["r_post"] / 1000,
    "rare": lambda n: 100 * n["hits"] / (n["hits"] + n["false"] * (n["of"] - 1)),
    "scaled": scaled,
    "bill": lambda n: (n["mac"] + n["weight"]) / (n["ac"] + n["weight"] + n["potential"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ORACLES)
def test_the_key_is_what_another_way_gives(name):
    template = TEMPLATES[name]
    for seed in SEEDS if name not in ("climb", "rate") else range(5):
        numbers = template.draw(np.random.default_rng(seed))
        key, truth = template.key(numbers), ORACLES[name](numbers)
        if isinstance(key, str):
            assert key == truth
        else:
            assert key == pytest.approx(truth, rel=1e-3)
            assert abs(key) > 1e-4, "an answer that is nothing asks for nothing"


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_the_numbers_of_a_question_are_drawn_and_all_of_them_are_told(template):
    found = [drawn(template, np.random.default_rng(seed)) for seed in SEEDS]
    assert len({each.asks for each in found}) > 10
    assert len({each.key for each in found}) > 5  # the second date's is not the first's
    for seed in SEEDS:
        numbers = template.draw(np.random.default_rng(seed))
        told = drawn(template, np.random.default_rng(seed)).asks.replace("\N{MINUS SIGN}", "-")
        for value in numbers.values():
            for each in value if isinstance(value, list) else [value]:
                assert re.search(rf"(?<![\d.]){re.escape(str(each))}(?![\d])", told), (each, told)


def test_every_rate_is_above_the_rheobase_and_every_kind_of_pair_comes():
    for seed in SEEDS:
        numbers = TEMPLATES["rate"].draw(np.random.default_rng(seed))
        assert numbers["R_m"] * numbers["current"] > 15.0
    pair_of = TEMPLATES["pair"]
    signs = {pair_of.key(pair_of.draw(np.random.default_rng(seed))) > 0 for seed in SEEDS}
    assert signs == {True, False}


def test_the_paper_has_twelve_questions_and_the_key_stands_apart(tmp_path, capsys):
    paper = tmp_path / "exam.html"
    assert cli.main(["class", "exam", str(paper), "--seed", "7"]) == 0
    key = tmp_path / "exam_key.html"
    assert capsys.readouterr().out.split() == [str(paper), str(key)]
    asked, told = (file.read_text(encoding="utf-8") for file in (paper, key))
    assert (asked, told) == exam(7)
    assert exam(8)[0] != asked
    assert asked.count("<section>") == told.count("<section>") == len(TEMPLATES) == 12
    rng = np.random.default_rng(7)
    for template in templates():
        each = drawn(template, rng)
        assert each.key in told
        assert each.why[:30] not in asked
        assert each.lesson in told
