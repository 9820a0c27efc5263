"""Lesson 14: what its text says, computed from the page as run with all solutions; its pictures."""

from statistics import NormalDist

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu import verify
from snn_edu.lessons.before_you_train import views
from snn_edu.lessons.before_you_train.first_weights import (
    DECAY,
    RARE,
    Neuron,
    course,
    drawn,
    network,
    potentials,
)
from snn_edu.training import Layers, surrogate

page = solved("14_before_you_train")


def test_weights_are_those_of_a_torch_layer_and_the_network_s_sizes_those_of_the_text():
    weights = drawn(1.0, 3, np.random.default_rng(1))
    assert [W.shape for W in weights] == [(200, 100), (100, 100), (100, 100)]
    for W in weights:
        bound = len(W) ** -0.5
        assert np.abs(W).max() < bound
        assert W.std() == pytest.approx(bound / 3**0.5, rel=0.02)
    assert page.says("lie anywhere between $-1/\\sqrt n$ and $1/\\sqrt n$")


def test_two_sums_are_mean_and_deviation_of_a_long_run_without_a_threshold():
    rng = np.random.default_rng(1)
    W, p = rng.normal(0.01, 0.2, (30, 5)), rng.uniform(0.05, 0.5, 30)
    x = (rng.random((200_000, 30)) < p) @ W
    v, course_of_v = np.zeros(5), np.empty_like(x)
    for t, one in enumerate(x):
        v = DECAY * v + one
        course_of_v[t] = v
    mean, sd = page.names["two_sums"](W, p, DECAY)
    off = (course_of_v[1000:].mean(axis=0) - mean) / sd  # of 10,000 memories: 0.01
    assert off == pytest.approx(0.0, abs=0.04)
    assert course_of_v[1000:].std(axis=0) == pytest.approx(sd, rel=0.02)


def test_the_rule_and_the_library_see_the_same_two_sums():
    weights, rates = network(1.5, 4, views.SEED)
    report = verify.alive(weights, 0.1, decay=DECAY, reset="subtract")
    p = np.full(200, 0.1)
    for layer, W in zip(report.layers[:1], weights, strict=False):
        mean, sd = page.names["two_sums"](W, p, DECAY)
        assert layer.mean == pytest.approx(mean, rel=1e-6, abs=1e-9)
        assert layer.sd == pytest.approx(sd, rel=1e-6)
    counted, said = rates[0] < RARE, page.names["silent"](weights[0], p, DECAY)
    assert said == pytest.approx(counted.mean(), abs=0.1)


def test_the_neuron_of_the_pencil_is_that_of_the_picture():
    W = np.repeat([0.1, -0.1], 50)[:, None]
    _, sd = page.names["two_sums"](W, np.full(100, 0.1), DECAY)
    assert page.asked("by_hand").answer == pytest.approx(1 / sd[0], abs=0.01)
    one, four = (page.caption("wander_frame", n=n, mean=0.0) for n in (100, 400))
    assert f"v is 0.00 ± {sd[0]:.2f}" in one
    assert f"v is 0.00 ± {2 * sd[0]:.2f}" in four
    before, after = (page.frame("wander_frame", n=n, mean=0.001)["mean"][1][0] for n in (100, 400))
    assert after == pytest.approx(4 * before)
    assert page.says("the mean stays, while the band gets twice as wide")
    (mean, sd), (far, wide) = (
        page.names["two_sums"](W + 0.001, np.full(100, 0.1), a) for a in (0.9, 0.99)
    )
    assert far / mean == pytest.approx(10.0)
    assert wide / sd == pytest.approx(3.1, abs=0.05)
    assert page.says("the mean is ten times as far from 0, the band three times as wide")


def test_what_a_normalised_input_does_to_v_and_a_penalty_to_a_second_silent_layer():
    assert page.says(f"v then strays by {(1 - DECAY**2) ** -0.5:.1f} or more")
    weights = [W.astype(np.float32) for W in drawn(1.0, 3, np.random.default_rng(1))]
    x = np.random.default_rng(2).random((20, 4, 200)) < 0.01
    net = Layers([*weights, weights[-1][:, :10]], DECAY)
    assert not net.run(x).spikes[0].any()  # any loss: it has nothing to multiply
    _, (first, *later) = net.loss_and_gradients(x, [0, 1, 2, 3])
    assert first.any()
    assert not any(each.any() for each in later)
    assert page.says("The second hears nothing yet")


def test_what_is_worked_out_on_paper():
    draw = page.names["draw"]
    for p, squared, sd, away in ((0.1, 0.158, 0.40, 2.5), (0.01, 0.017, 0.13, 7.6)):
        sigma = (1 / (3 * 200)) ** 0.5 / draw(200, p, DECAY)
        assert (round(sigma**2, 3), round(sigma, 2), round(1 / sigma, 1)) == (squared, sd, away)
        assert page.says(f"| {p} | {squared} | {sd:.2f} | {away} $\\sigma$ |")
        assert p * (1 - p) / 0.57 == pytest.approx(sigma**2)
    for p, words in ((0.1, "a $\\sigma$ of 0.97"), (0.01, "it makes 0.32")):
        assert page.says(words)
        assert f"{(2 / 200) ** 0.5 / draw(200, p, DECAY):.2f}" in words
    a = np.exp(-1 / 20)  # tau = 20 ms in steps of 1 ms
    sigma = [0.1 / draw(100, rate, a) for rate in (0.01, 0.02)]
    assert page.says(
        f"p is 0.01 and a {a:.3f}", f"which is {sigma[0] ** 2:.3f}, and $\\sigma$ 0.32"
    )
    assert [round(1 / each, 1) for each in sigma] == [3.1, 2.2]
    assert page.says("lies 3.1 away: silent by our rule. With 20 Hz it's 2.2")


def test_four_inputs_that_spike_as_one_are_one_of_four_times_the_weight():
    (_, apart), (_, together) = (
        page.names["two_sums"](np.full((n, 1), 0.4 / n), np.full(n, 0.1), DECAY) for n in (4, 1)
    )
    assert together / apart == pytest.approx(2.0)
    assert page.says("and shake v twice as far")


def test_how_rarely_v_strays_by_three_and_by_six_deviations():
    three, six = (1 - NormalDist().cdf(k) for k in (3, 6))
    assert 1 / three == pytest.approx(1000, rel=0.3)
    assert 1 / six == pytest.approx(1e9, rel=0.1)
    assert page.says(
        "three or more only in one step of a thousand, and six in one of a thousand million"
    )


def test_spread_as_drawn_makes_a_deviation_of_one():
    for n, p in ((200, 0.1), (100, 0.07)):
        W = np.random.default_rng(1).normal(0.0, page.names["draw"](n, p, DECAY), (n, 4000))
        _, sd = page.names["two_sums"](W, np.full(n, p), DECAY)
        assert (sd**2).mean() == pytest.approx(1.0, rel=0.02)


def test_each_row_of_the_table_of_bumps():
    rows = {
        "fast sigmoid, b = 5": ("fast_sigmoid", 5.0),
        "arctan, b = 5": ("arctan", 5.0),
        "sigmoid, b = 25": ("sigmoid", 25.0),
        "triangle, b = 1": ("triangle", 1.0),
        "boxcar, b = 1": ("boxcar", 1.0),
    }
    for name, (kind, b) in rows.items():
        ends = []
        for w in (0.02, -0.2, 3.0):
            *way, (_, n) = course(lambda u, kind=kind, b=b: surrogate(kind, u, b), w)
            ends.append(str(len(way)) if n == 10 else "never")
        assert page.says(f"| {name} | {' | '.join(ends)} |")
    v = potentials(3.0)
    assert f"v climbs to {v[-1]:.0f} thresholds" in page.asked("comes_down").why
    assert page.says(f"so in twenty steps v climbs to {v[-1]:.0f} thresholds")
    assert surrogate("sigmoid", v - 1, 25.0).max() < 1e-20
    assert potentials(0.02).min() > 0 > potentials(-0.2).max()


def test_a_neuron_that_learns_is_that_of_the_library_s_examiner():
    """Both know which bumps wake and bring down a neuron; the resets of the two differ a little."""
    for kind, b in (("fast_sigmoid", 5.0), ("triangle", 1.0), ("sigmoid", 25.0)):

        def f(u, upstream, kind=kind, b=b):
            return (u >= 0) * 1.0, upstream * surrogate(kind, u, b)

        (*_, (_, woken)), (*_, (_, down)) = (
            course(lambda u, kind=kind, b=b: surrogate(kind, u, b), w) for w in (0.02, 3.0)
        )
        report = verify.surrogate(f)
        assert report.wakes is (woken == 10)
        told = "does not come down" in str(report)
        assert told is (down != 10)


def test_the_same_sample_is_answered_by_what_was_left():
    neuron, forgets = Neuron(), Neuron(forgets=True)
    answers = [neuron(0.12) for _ in range(4)]
    assert page.answer("left_over").startswith(f"(c) {', '.join(map(str, answers))}")
    assert [forgets(0.12) for _ in range(4)] == [0, 0, 0, 0]
    *_, (v, _) = Neuron().steps(0.12, 10)
    assert page.asked("left_over").question.count(f"{v:.2f}") == 1
    assert "answers 0, 0, 0, 0 spikes" in page.caption("leftover_frame", pause=10)
    for pause in (0, 10, 40):
        own = page.caption("leftover_frame", a=1.0, current=0.08, pause=pause)
        assert "answers 0, 1, 1, 1 spikes" in own
    reset = page.caption("leftover_frame", a=1.0, current=0.08, forgets=True)
    assert "answers 0, 0, 0, 0 spikes" in reset
    assert page.says("and the current to 0.08: no pause is long enough")
    assert pytest.approx(1 / 3, abs=0.02) == 0.9**10
    early = Neuron(1.0)
    *_, (left, _) = early.steps(0.12, 10)
    assert early(0.0) == 0
    assert early.v == pytest.approx(left)  # without a leak nothing has gone in ten steps


@pytest.mark.parametrize("own", [True, False])
def test_the_learner_s_lines_are_those_that_the_picture_uses(own):
    asked = []

    def two_sums(W, p, a):
        asked.append(np.shape(W))
        return page.names["two_sums"](W, p, a)

    given = (two_sums, page.names["silent"]) if own else (lambda W, p, a: ..., lambda W, p, a: ...)
    text = views.account_frame(*given, 1.0, 1, views.SEED)["text"]
    assert ("By your lines" in text) is own
    assert ((200, 100) in asked) is own


def test_the_page_s_network_is_the_middle_one_of_twelve():
    shares = [float((network(1.0, 4, seed)[1][0] < RARE).mean()) for seed in range(1, 13)]
    own = shares[views.SEED - 1]
    assert sorted(shares)[5] <= own <= sorted(shares)[6]


def test_captions_tell_the_silent_layer_and_the_saturated_ones():
    assert "Layer 2 is silent" in page.caption("layers_frame", factor=1.0)
    full = page.caption("layers_frame", factor=20.0)
    assert "No layer is silent" in full
    assert "fire in more than every other step" in full
