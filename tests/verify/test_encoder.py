"""The examiner of encoders: codes as tools have them, public slips, chance, hostile functions."""

import re
import time
from statistics import NormalDist

import numpy as np
import pytest
from asleep import asleep
from encoders import (
    CHANCE,
    HERTZ,
    RIGHT,
    SOME,
    UNIT,
    WRONG,
    accumulated,
    drawn,
    linear,
    on_delta,
    poisson_intervals,
)

from snn_edu import verify
from snn_edu.verify.encodings.counts import fits, laws


def examined(row, seed, **more):
    encoder, values, _ = row
    return verify.encoder(encoder(np.random.default_rng(seed)), values, **more)


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_encoder_is_known_and_not_accused(name):
    report = examined(RIGHT[name], seed=1)
    assert report.faults == ()
    for key, value in RIGHT[name][2].items():
        assert report.values[key] == (
            pytest.approx(value, rel=0.06) if key in ("cv", "first_step") else value
        )


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_encoder_is_named(name):
    assert [*examined(WRONG[name], seed=1).faults] == WRONG[name][2]


def test_what_goes_by_place_is_told_of_no_seed_and_no_neighbours():
    phase, other = (examined(WRONG[name], 3) for name in ("the phase of its place",
                                                          "its spikes another's"))  # fmt: skip
    assert "Do they go by its place?" in phase.findings[0].sentence
    assert phase.remarks == other.remarks == []


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_no_draw_accuses_a_right_encoder(name):
    assert {examined(RIGHT[name], seed).faults for seed in range(100, 108)} == {()}


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_every_draw_names_a_wrong_encoder(name):
    assert {examined(WRONG[name], seed).faults for seed in range(200, 208)} == {(*WRONG[name][2],)}


def test_the_numbers_of_a_poisson_that_is_none_are_those_of_its_formula():
    """Intervals of mean and variance m vary by CV 1 / sqrt(m); at 1000 Hz they are 1 + 1/e."""
    rng = np.random.default_rng(3)
    report = verify.encoder(poisson_intervals(rng, steps=1000), HERTZ)
    at = {fault.name: fault for fault in report.findings}
    x = float(at["intervals not by chance"].trial.split()[1].rstrip(","))
    assert at["intervals not by chance"].got == pytest.approx(np.sqrt(x / 1000), rel=0.03)
    assert at["intervals not by chance"].expected == pytest.approx(np.sqrt(1 - x / 1000), abs=0.02)
    assert "drawn from a Poisson distribution" in str(report)
    assert at["silent start"].got < 0.3 * at["silent start"].expected
    assert report.curve[-1, 1] == pytest.approx(1 / (1 + np.exp(-1)), rel=0.01)

    short = verify.encoder(poisson_intervals(rng), HERTZ).findings[-1]
    assert (short.name, short.trial) == ("count off", "value 1000 (spikes in 200 steps)")
    assert short.got == pytest.approx(200 / (1 + np.exp(-1)), rel=0.01)
    assert short.expected == pytest.approx(200)
    assert "count off" in verify.encoder(poisson_intervals(rng), HERTZ, rate=0.001).faults


@pytest.mark.parametrize(
    ("encoder", "rate", "told"),
    [
        (drawn(lambda x: x), 1.0, None),
        (drawn(lambda x: x), lambda x: x, None),
        (drawn(lambda x: 0.5 * x), 1.0, "All are 0.5 times what is meant."),
        (drawn(lambda x: x**2), 1.0, "at 8 of 9 values."),
        (accumulated, 1.0, None),
        (accumulated, 0.1, "All are 10 times what is meant."),
    ],
)
def test_the_count_is_held_against_the_rate_that_is_meant(encoder, rate, told):
    report = verify.encoder(encoder(np.random.default_rng(5)), SOME, rate=rate)
    assert report.faults == (("count off",) if told else ())
    assert (told or "") in str(report)


def test_an_encoder_is_asked_120_times_at_most():
    for steps in (20, 100, 1000):
        rng = np.random.default_rng(steps)
        right = verify.encoder(lambda x, n=steps, r=rng: r.random((n, len(x))) < x, UNIT)
        assert (right.faults, right.calls <= 120) == ((), True)


@pytest.mark.slow
def test_of_three_values_none_is_taken_for_a_reshape_by_chance():
    for seed in range(80):
        encoder = drawn(lambda x: x, 20)(np.random.default_rng(seed))
        assert verify.encoder(encoder, [0.3, 0.5, 0.6]).faults == ()


def test_a_comparison_with_a_threshold_is_told_to_give_two_levels():
    report = verify.encoder(lambda x: np.repeat((x > 0.5)[np.newaxis], 100, axis=0), UNIT)
    assert "two levels only: 0 spikes up to a value of" in str(report)


@pytest.mark.parametrize(("whole", "how"), [
    (np.floor, "cut"), (np.round, "rounded"), (np.ceil, "rounded up"),
])  # fmt: skip
def test_intervals_of_whole_steps_are_good_to_know(whole, how):
    def every_so_many(x):
        gaps = whole(1 / np.asarray(x)).astype(int)
        return (np.arange(60)[:, np.newaxis] % gaps) == 0

    values = [0.05, 0.1, 0.2, 0.3, 0.36, 0.42, 0.48, 0.55, 0.7, 0.9]
    assert f"Each interval is c / x, {how} to whole steps" in str(
        verify.encoder(every_so_many, values)
    )


def test_ties_of_a_latency_are_good_to_know_and_no_fault():
    report = examined(RIGHT["charging latency"], seed=1)
    assert "7 of 8 neighbouring values spike in the same step" in str(report)


def test_a_slow_change_is_lost_where_the_last_sample_is_compared_and_not_the_last_message():
    for from_last_sample in (True, False):
        f = on_delta(0.1, from_last_sample=from_last_sample)(None)
        report = verify.encoder(f, UNIT)
        report.raise_for(code="delta")
        assert ("A slow change is lost" in str(report)) is from_last_sample
        assert "smallest change that makes a spike is 0.1." in str(report)


def test_a_delta_code_may_give_one_row():
    f = on_delta(0.1)(None)
    verify.encoder(lambda x: f(x).any(axis=1)[np.newaxis], UNIT).raise_for(code="delta")


def test_the_numbers_that_show_a_memory_differ():
    left = np.zeros(UNIT.size)

    def accumulator(x):  # its rest is kept from call to call
        spikes = np.zeros((50, x.size))
        for row in spikes:
            left[: x.size] += 0.7 * x
            row[:] = left[: x.size] >= 1
            left[: x.size] -= row
        return spikes

    (fault,) = verify.encoder(accumulator, UNIT).findings
    one, two = re.search(r"gives (\d+), then (\d+):", fault.sentence).groups()
    assert (fault.name, abs(int(one) - int(two))) == ("remembers the last call", 1)


def test_a_train_of_every_other_step_has_no_crowded_start():
    rng = np.random.default_rng(4)

    def f(x):
        return (rng.random((200, len(x))) < x) & (np.arange(200) % 2 == 0)[:, np.newaxis]

    assert verify.encoder(f, UNIT, rate=1.0).faults == ("count off",)


def test_spikes_of_another_place_are_named():
    rng = np.random.default_rng(4)
    report = verify.encoder(lambda x: np.roll(rng.random((90, len(x))) < x, 1, axis=1), UNIT)
    assert report.faults == ("place matters",)
    report = verify.encoder(lambda x: (rng.random((90, len(x))) < x)[:, ::-1], UNIT)
    assert report.faults == ("place matters",)


def test_a_draw_that_serves_for_several_steps_is_named():
    rng = np.random.default_rng(4)
    report = verify.encoder(lambda x: np.repeat(rng.random((30, len(x))), 7, axis=0) < x, UNIT)
    assert report.faults == ("one draw for several steps",)
    assert "every 7 steps" in report.findings[0].sentence


def test_draws_that_are_added_up_are_told_to_make_one_block():
    rng = np.random.default_rng(4)
    report = verify.encoder(lambda x: np.cumsum(rng.random((60, len(x))), 0) < 30 * x, UNIT)
    assert "one block" in str(report)


@pytest.mark.parametrize("over_all", [True, False])
def test_a_rate_by_chance_that_is_scaled_by_all_values_is_good_to_know(over_all):
    rng = np.random.default_rng(4)

    def f(x):
        return rng.random((80, len(x))) < 0.5 * x / (max(x) if over_all else 1.0)

    report = verify.encoder(f, UNIT)
    report.raise_for(code="rate by chance")
    assert ("it is scaled by all of them" in str(report)) is over_all


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda rows: np.roll(rows, -2, axis=0), "before its change"),
        (lambda rows: rows.any(1, keepdims=True) * [1, 1], "up is down"),
        (lambda rows: np.where(np.arange(len(rows))[:, np.newaxis] % 9 == 5, 1, rows),
         "spikes without a change"),
    ],
)  # fmt: skip
def test_a_wrong_delta_code_is_named(change, name):
    f = on_delta(0.1)(None)
    assert verify.encoder(lambda x: change(f(x)), UNIT).faults == (name,)


def test_each_law_is_found_from_counts_that_follow_it():
    x = np.linspace(0.0, 2.0, 12)
    sd = np.full(x.shape, 1e-3)
    for name, p in {
        "proportional": 0.4 * x,
        "at least one": 1 - np.exp(-0.8 * x),
        "a line": 0.1 + 0.3 * x,
        "dead time": 0.9 * x / (1 + 1.7 * x),
        "power": 0.3 * x**1.5,
        "logarithm": 0.3 * np.log1p(6 * x),
        "tanh": 0.8 * np.tanh(1.3 * x),
        "exponential": 0.8 * np.exp(1.5 * (x - 2)),
        "proportional, cut off": np.minimum(0.4 * x, 0.37),
        "noisy threshold": np.array([NormalDist(1.0, 0.4).cdf(each) for each in x]),
        "Naka-Rushton": 0.9 * x**3 / (x**3 + 0.5**3),
        "sigmoid": 0.7 / (1 + np.exp(-6 * (x - 1))),
    }.items():
        law = next(each for each in laws(x, p, sd) if fits(each, p, sd))
        assert law.name == name


def kept(x, calls=[]):  # noqa: B006 - kept from call to call
    calls.append(1)
    return linear(None)(x)[: 50 - len(calls) % 2]


class Hanging:
    def __array__(self, dtype=None, copy=None):
        asleep()


HOSTILE = {
    "an array that hangs": (lambda x: Hanging(), "does not end"),
    "raises": (lambda x: 1 / 0, "raises"),
    "nothing": (lambda x: None, "returns nothing"),
    "dots": (lambda x: ..., "not written yet"),
    "text": (lambda x: "spikes", "no raster"),
    "a number": (lambda x: 3.0, "another raster"),
    "not finite": (lambda x: np.full((9, len(x)), np.nan), "no raster"),
    "empty": (lambda x: np.zeros((0, len(x))), "no raster"),
    "ragged": (lambda x: [[1, 0]] * 5 + [[1]], "no raster"),
    "a constant shape": (lambda x: np.ones((7, 5)), "another raster"),
    "another length": (kept, "another raster"),
    "four axes": (lambda x: np.ones((4, 4, 4, len(x))), "another raster"),
    "in place": (lambda x: linear(None)(np.multiply(x, 0.5, out=x)), "changes its input"),
    "endless": (lambda x: asleep(), "does not end"),
    "slow": (lambda x: time.sleep(0.03) or np.random.default_rng().random((9, len(x))) < x, None),
    "large": (lambda x: np.zeros((5 * 10**6, len(x)), bool), None),
}


SLEEPY = ("endless", "an array that hangs", "slow")


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=pytest.mark.slow) if each in SLEEPY else each for each in HOSTILE],
)
def test_a_hostile_function_gets_a_sentence_and_is_not_waited_for(name):
    f, fault = HOSTILE[name]
    report = verify.encoder(f, UNIT, seconds=60.0 if name == "slow" else 5.0)  # of 390 calls
    assert report.faults == ((fault,) if fault else ())
    assert report._repr_html_()
    assert str(report)


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"f": 3.0}, TypeError, "f = 3.0: expected a function of (values)"),
        ({"values": [0.1, 0.9]}, ValueError, "values has 2 different ones: expected three or more"),
        ({"values": [[0.1, 0.5, 0.9]]}, ValueError, "values has shape (1, 3): expected one row"),
        ({"values": [0.1, np.nan, 0.9]}, ValueError, "values[1] = nan"),
        ({"values": ["a", "b", "c"]}, TypeError, "values: expected numbers"),
        ({"rate": -1.0}, ValueError, "rate = -1 spikes a step"),
        ({"rate": "high"}, TypeError, "rate = 'high'"),
        ({"rate": lambda x: [1.0]}, ValueError, "rate(values) has shape (1,)"),
        ({"seconds": 0.0}, ValueError, "seconds = 0 s"),
    ],
)
def test_what_the_examiner_itself_cannot_use_is_refused_by_name(given, error, told):
    with pytest.raises(error) as refusal:
        verify.encoder(**{"f": linear(None), "values": UNIT} | given)
    assert told in str(refusal.value)


def test_a_report_has_a_picture_of_count_against_value():
    report = examined(RIGHT["a probability"], seed=2)
    assert report.axes == ("value", "spikes a step")
    assert report.curve[:, 1] == pytest.approx(report.curve[:, 0], abs=0.02)
    assert (report.code, report.picture()[:4]) == (CHANCE, b"\x89PNG")


def made(rng, p):
    """A rate by chance in one of four ways of drawing it; p is the probability in a step."""
    steps = int(rng.integers(30, 400))
    return [
        lambda x: rng.random((steps, len(x))) < p(x),
        lambda x: [rng.random(len(x)) <= p(x) for _ in range(steps)],
        lambda x: rng.binomial(1, np.tile(np.clip(p(x), 0, 1), (steps, 1))),
        lambda x: (p(x) > rng.random((len(x), steps)).T).astype(np.float32),
    ][rng.integers(4)]


def drawn_values(rng, high):
    return np.sort(rng.uniform(0.02 * high, high, rng.integers(4, 20)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 77])
def test_drawn_rates_are_measured(seed):
    rng = np.random.default_rng(seed)
    for _ in range(40):
        high = float(10 ** rng.uniform(-1, 3))
        top = rng.uniform(0.1, 1.0)
        values = drawn_values(rng, high)
        report = verify.encoder(made(rng, lambda x, c=top / high: c * x), values)
        assert (report.faults, report.code, report.law) == ((), CHANCE, "proportional")
        assert report.per_value == pytest.approx(top / high, rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 78])
def test_drawn_slips_are_named(seed):
    rng = np.random.default_rng(seed)

    def shared(steps):
        return lambda x: rng.random((steps, 1)) < x

    def turned(steps):
        return lambda x: rng.random((steps, len(x))) >= x

    def once(steps):
        return lambda x: np.repeat((rng.random(len(x)) < x)[np.newaxis], steps, axis=0)

    def axes(steps):
        return lambda x: rng.random((len(x), steps)) < x[:, np.newaxis]

    def late(steps):
        return lambda x: np.arange(steps)[:, np.newaxis] == np.round((steps - 1) * x)

    def empty(steps):
        return lambda x: (rng.random((steps, len(x))) < x) & (np.arange(steps) > 0)[:, np.newaxis]

    slips = {
        "shared chance": shared, "larger gives fewer": turned, "one draw for all steps": once,
        "axes swapped": axes, "larger comes later": late, "silent start": empty,
    }  # fmt: skip
    for name, slip in slips.items():
        for _ in range(10):
            values = np.unique(np.round(np.append(drawn_values(rng, 0.9), [0.2, 0.8]), 3))
            f = slip(int(rng.integers(30, 300)))
            assert verify.encoder(f, values).faults == (name,), (name, values)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 79])
def test_intervals_from_a_poisson_distribution_are_found_at_any_length(seed):
    rng = np.random.default_rng(seed)
    for _ in range(12):
        steps, values = int(rng.integers(100, 1000)), drawn_values(rng, 10 ** rng.uniform(1.8, 2.6))
        report = verify.encoder(poisson_intervals(rng, steps), np.append(values, [60.0, 30.0]))
        assert {"intervals not by chance", "silent start"} <= {*report.faults}
