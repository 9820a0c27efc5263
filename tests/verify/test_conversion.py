"""The examiner of conversions names the first layer that goes wrong, and what is wrong there."""

import numpy as np
import pytest
from asleep import asleep
from converted import activations, network, scaled, spiking

from snn_edu import verify
from snn_edu.training import IFLayers, convert, poisson_input


def both(seed=0, steps=100, scale=None, **run):
    W, b, x, more = network(seed)
    return activations(W, b, x), spiking(*scaled(W, b, more, **(scale or {})), x, steps, **run), x


SHORT = (20, 30, 10)
RIGHT = {
    "a percentile of 99.9": {},
    "the maximum": {"scale": {"percentile": 100}},
    "a percentile of 99": {"scale": {"percentile": 99}},
    "half a threshold at the start": {"start": 0.5},
    "a step of delay a layer": {"delayed": True},
    "potentials at the end": {"potentials": True},
    "above the threshold only": {"above": True},
}
WRONG = {
    "reset to zero": {"reset": "zero"},
    "no reset": {"reset": "none"},
    "clipped": {"scale": {"weights": "a third"}},
    "wrong scale": {"scale": {"weights": "layer before forgotten"}},
    "wrong scale, not scaled": {"scale": {"weights": "as they are"}},
    "wrong scale, multiplied": {"scale": {"weights": "multiplied"}},
    "wrong scale, ten times too large": {"scale": {"weights": "a tenth"}},
    "unscaled bias": {"scale": {"biases": "as it is"}},
    "unscaled bias, left out": {"scale": {"biases": "left out"}},
    "unscaled bias, once": {"bias_once": True},
    "refractory": {"deaf": 1},
    "leak": {"leak": 0.9},
    "leak, and reset to zero": {"leak": 0.8, "reset": "zero"},
    "floor at 0": {"floor": 0.0},
    "dead layer": {"thresholds": [1, 1e6, 1, 1]},
}


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_conversion_is_not_accused(name, seed):
    for steps in (100, 400):
        verify.conversion(*both(seed, steps, **RIGHT[name])).raise_for(layer=None, steps=steps)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_conversion_is_named_at_its_first_wrong_layer(name, seed):
    report = verify.conversion(*both(seed, **WRONG[name]))
    assert report.faults == (name.split(",")[0],)
    if name == "floor at 0":  # felt the more the deeper a layer is
        assert report.layer > 1
    else:
        assert report.layer == (2 if name in ("wrong scale", "dead layer") else 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 28))
def test_other_draws_other_steps(seed):
    for steps in (50, 100, 300):
        for name, how in RIGHT.items():
            assert verify.conversion(*both(seed, steps, **how)).faults == (), name
        unseen = {"clipped", "wrong scale, not scaled"}  # alike where lambda is near 1
        unseen |= {"floor at 0"} if steps < 100 else set()  # it moves a count or two
        for name in WRONG.keys() - unseen:
            faults = verify.conversion(*both(seed, steps, **WRONG[name])).faults
            assert faults == (name.split(",")[0],), name


def test_steps_that_are_said_wrong_are_told():
    a, r, x = both(1, steps=100)
    assert verify.conversion(a, [100 * e for e in r], x, steps=50).faults == (
        "more spikes than steps",
    )
    cut = verify.conversion(a, [100 * e for e in r], x, steps=200)
    assert "fewer steps than steps= says" in cut.findings[0].sentence
    a = [x, x[:, ::-1] / 2]
    counts = [np.floor(100 * x), np.floor(100 * x[:, ::-1])]
    for steps, told in ((200, True), (100, False)):
        report = verify.conversion(a, counts, x, steps=steps)
        assert report.faults == ()
        assert ("were the spikes counted in fewer steps" in str(report)) is told


def test_an_absolute_value_of_the_drive_is_named():
    W, b, x, more = network(2)
    V, c = scaled(W, b, more)
    r = spiking(V, c, x, 200)
    r[0] = np.clip(np.abs(x @ V[0] + c[0]), 0, 1)  # neurons of a negative drive fire too
    report = verify.conversion(activations(W, b, x), r, x)
    assert (report.faults, report.layer) == (("fires below 0",), 1)
    assert report.findings[0].expected == 0.0
    r[0] = np.clip(x @ V[0] + c[0], -1, 1)  # and now they fire spikes of -1
    report = verify.conversion(activations(W, b, x), r, x)
    assert (report.faults, report.layer) == (("fires below 0",), 1)
    assert report.findings[0].got == r[0].min()


@pytest.mark.parametrize("other", [lambda w: np.maximum(w, 0), lambda w: w * (np.abs(w) > 0.3)])
def test_weights_that_are_cut_off_are_no_bias(other):
    for seed in (0, 4):
        W, b, x, more = network(seed)
        V, c = scaled(W, b, more)
        V[1] = other(V[1])
        report = verify.conversion(activations(W, b, x), spiking(V, c, x, 200), x)
        assert (report.faults, report.layer) == (("other rates",), 2)
        assert "rounded or cut off" in report.findings[0].sentence


@pytest.mark.parametrize("dead", [slice(3, 5), slice(0, 15)])
def test_neurons_that_never_fire_are_no_other_weights(dead):
    for seed in (1, 4):
        W, b, x, more = network(seed)
        V, c = scaled(W, b, more)
        V[1][:, dead] = c[1][dead] = 0.0
        report = verify.conversion(activations(W, b, x), spiking(V, c, x, 200), x)
        assert (report.faults, report.layer) == (("dead neurons",), 2)
        assert report.findings[0].got == 0.0


def test_spikes_that_cancel_in_few_steps_are_no_floor():
    """The last layer's scale is a sixth of that before: a count more or less is six there."""
    rng = np.random.default_rng(77)
    x = rng.random((50, 24)) * (rng.random((50, 24)) < 0.6)
    sizes = ((24, 32, 0.02, 0.3), (32, 32, 0, 0.3), (32, 20, 0, 0.3), (20, 5, 0, 0.35))
    W = [rng.normal(mean, sd, (n, m)) for n, m, mean, sd in sizes]
    b = [rng.normal(0, 0.1, w.shape[1]) for w in W]
    right = spiking(*scaled(W, b, x, percentile=100), x, 32, start=0.5)
    assert verify.conversion(activations(W, b, x), right, x).faults == ()


def test_one_neuron_whose_spikes_come_apart_is_no_floor():
    """Of 300 rates one is too high, by 0.34: what should hold it back comes late."""
    rng = np.random.default_rng(754300)
    W = [rng.normal(0, 1.4 / n**0.5, (n, m)) for n, m in ((8, 30), (30, 6))]
    b = [rng.normal(0, 0.1, m) for m in (30, 6)]
    x = np.random.default_rng(754300).random((50, 8))
    right = spiking(*scaled(W, b, x, percentile=99.9), x, 200, start=0.5)
    assert verify.conversion(activations(W, b, x), right, x).faults == ()


def test_potentials_that_begin_at_the_threshold_are_good_to_know():
    told = "its potentials begin near the threshold"
    for seed in (1, 2):
        high, half = (verify.conversion(*both(seed, 30, start=start)) for start in (0.99, 0.5))
        assert high.faults == half.faults == ()
        assert told in str(high)
        assert told not in str(half)


def functions(seed=3, **run):
    W, b, x, more = network(seed)
    V, c = scaled(W, b, more, **run.pop("scale", {}))

    def ann(one):
        return [layer[0] for layer in activations(W, b, one[None])]

    return ann, lambda one: [rate[0] for rate in spiking(V, c, one[None], 60, **run)], x


def test_functions_are_asked_about_each_sample():
    ann, snn, x = functions()
    report = verify.conversion(ann, snn, x)
    report.raise_for(layer=None, stochastic=False, steps=60, agree=1.0)
    counted = verify.conversion(ann, lambda one: [60 * r for r in snn(one)], x, steps=60)
    counted.raise_for(layer=None, steps=60)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "faults"),
    [({}, ()), ({"reset": "zero"}, ("reset to zero",)),
     ({"scale": {"biases": "as it is"}}, ("unscaled bias",))],
)  # fmt: skip
def test_chance_in_the_input_is_good_to_know_and_hides_no_slip(how, faults):
    report = verify.conversion(*functions(by_chance=np.random.default_rng(0), **how), seconds=60)
    assert report.faults == faults
    assert report.stochastic
    assert "coded by chance" in report.remarks[0]


@pytest.mark.parametrize(("where", "layer"), [("as they are counted", 1), ("on their way", 2)])
def test_spikes_that_are_dropped_by_chance_are_no_bias(where, layer):
    W, b, x, more = network(0, SHORT)
    V, c = scaled(W, b, more)
    rng = np.random.default_rng(1)

    def snn(sample):
        v = [np.zeros(w.shape[1]) for w in V]
        counts = [np.zeros_like(each) for each in v]
        for _ in range(100):
            s = sample
            for k, w in enumerate(V):
                v[k] = v[k] + s @ w + c[k]
                fires = v[k] >= 1.0 - 1e-9
                v[k] = v[k] - fires
                told = fires & (rng.random(fires.size) > 0.1)
                counts[k] += told if where == "as they are counted" else fires
                s = 1.0 * told
        return counts

    report = verify.conversion(lambda one: activations(W, b, one), snn, x, steps=100, seconds=None)
    assert report.faults == ("spikes dropped",)
    assert (report.layer, report.stochastic) == (layer, True)
    if layer == 1:  # 8 answers to some 1,000 points: 10 % to 5 standard errors of 1.7 % of it
        share = float(report.findings[0].sentence.partition("as if ")[2].split()[0])
        assert share == pytest.approx(10.0, abs=0.9)


def test_lesson_14_s_own_conversion_is_right_and_its_reset_to_zero_is_named():
    W, b, x, more = network(5)
    net = convert(W, b, activations(W, b, more))

    def asked(reset, given):
        layers = IFLayers(*net, reset=reset)
        return verify.conversion(
            activations(W, b, x), [*layers.run(given, 100).counts], x, steps=100
        )

    asked("subtract", x).raise_for(layer=None)
    assert asked("zero", x).faults == ("reset to zero",)
    asked("subtract", poisson_input(x, 100, np.random.default_rng(1))).raise_for(layer=None)


SAME = (20, 30, 30, 30, 5)


def alike(f=None):
    W, b, x, more = network(3, SAME)
    rates = spiking(*scaled(W, b, more, **({"f": f} if f else {})), x, 60)
    return activations(W, b, x, **({"f": f} if f else {})), rates, x


@pytest.mark.parametrize("reset", ["subtract", "zero"])
def test_a_layer_in_which_all_are_active_may_have_a_relu(reset):
    x = np.random.default_rng(0).random((40, 3))
    W, b = [np.random.default_rng(1).random((3, 6)) / 3], [np.zeros(6)]
    report = verify.conversion(activations(W, b, x), spiking(W, b, x, 100, reset), x)
    assert report.faults == (("reset to zero",) if reset == "zero" else ())


def test_layers_or_neurons_in_another_order_are_named():
    a, r, x = alike()
    assert verify.conversion(a, [r[1], r[0], *r[2:]], x).faults == ("wrong layer order",)
    moved = r[1][:, np.random.default_rng(0).permutation(30)]
    report = verify.conversion(a, [r[0], moved, *r[2:]], x)
    assert (report.faults, report.layer) == (("wrong neuron order",), 2)
    noise = np.random.default_rng(1).random(r[1].shape).round(2)
    assert verify.conversion(a, [r[0], noise, *r[2:]], x).faults == ("other rates",)
    swapped = verify.conversion(*both()[:1], [both()[1][k] for k in (1, 0, 2, 3)], x)
    assert swapped.faults == ("wrong layer order",)


@pytest.mark.parametrize(
    "f",
    [np.tanh, lambda z: np.where(z > 0, z, 0.3 * z), lambda z: z, lambda z: 1 / (1 + np.exp(-z))],
)
def test_an_activation_that_is_no_relu_is_named(f):
    report = verify.conversion(*alike(f))
    assert (report.faults, report.layer) == (("missing ReLU",), 1)


def test_what_may_be_meant_is_told_and_is_no_fault():
    a, r, x = alike()
    W, b, *_ = network(3, SAME)
    before = [x @ W[0] + b[0]]
    before += [layer @ w + c for layer, w, c in zip(a, W[1:], b[1:], strict=False)]
    softmax = np.exp(before[-1]) / np.exp(before[-1]).sum(axis=1, keepdims=True)
    for layers, told in (
        (before, "before the ReLU"),
        ([*a[:-1], softmax], "a softmax"),
        ([*a[:-1], before[-1]], ""),
    ):
        report = verify.conversion(layers, r, x)
        assert report.faults == ()
        assert not told or any(told in each for each in report.remarks)
    assert "taken for its input" in verify.conversion(a, [x, *r], x).remarks[0]


DROWNED = np.random.default_rng(2).random((60, 10)) ** 0.3


def pooled(how):
    """An ANN that takes the largest of each four, and rates that are `how` of spikes."""
    W, b, x, more = network(0, (20, 40))
    layers, (V, c) = activations(W, b, x), scaled(W, b, more)
    steps, v, spikes = 200, np.zeros((len(x), 40)), []
    for _ in range(steps):
        v += x @ V[0] + c[0]
        spikes.append(v >= 1)
        v -= spikes[-1]
    groups = np.array(spikes, float).reshape(steps, len(x), 10, 4)
    most = groups.mean(0).max(2)
    chosen = groups.cumsum(axis=0).argmax(axis=3)[..., np.newaxis]
    in_time = np.take_along_axis(groups, chosen, 3)[..., 0].mean(0)
    rates = {"mean": groups.mean(3).mean(0), "any": groups.max(3).mean(0), "most": most,
             "chosen in time": in_time, "some": most * DROWNED + 0.02}[how]  # fmt: skip
    above = layers[0].reshape(len(x), 10, 4).max(axis=2)
    return [layers[0], above, above], [groups.mean(0).reshape(len(x), 40), rates, rates], x


@pytest.mark.parametrize(("how", "told"), [("mean", "is less"), ("any", "which is more")])
def test_the_largest_of_a_group_is_no_mean_and_no_spike_of_any(how, told):
    report = verify.conversion(*pooled(how))
    assert (report.faults, report.layer) == (("other pooling",), 2)
    assert told in report.sentence
    assert verify.conversion(*pooled("most")).faults == ()
    assert verify.conversion(*pooled("chosen in time")).faults == ()


def test_rates_that_no_slip_explains_are_told_as_such():
    report = verify.conversion(*pooled("some"))
    assert report.faults == ()
    assert any("no slip known here" in each for each in report.unknown)


def test_a_state_that_is_left_is_no_chance():
    W, b, x, more = network(0)
    (V, c), left = scaled(W, b, more), [np.zeros(w.shape[1]) for w in W]

    def snn(one, resets):
        counts = [np.zeros(w.shape[1]) for w in W]
        for v in left:
            v[:] *= not resets
        for _ in range(20):
            s = one
            for k, v in enumerate(left):
                v += s @ V[k] + c[k]
                s = 1.0 * (v >= 1)
                v -= s
                counts[k] += s
        return counts

    ann = [*activations(W, b, x)]
    for resets in (False, True):
        report = verify.conversion(ann, lambda x, r=resets: snn(x, r), x, steps=20)
        assert (report.faults[:1] == ("state not reset",)) is not resets
        assert report.stochastic is False


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("levels", "layer"), [(3, 1), (7, 2)])
def test_rounded_weights_are_no_bias(seed, levels, layer):
    W, b, x, more = network(seed)
    V, c = scaled(W, b, more)
    coarse = np.abs(V[layer - 1]).max() / levels
    V[layer - 1] = np.round(V[layer - 1] / coarse) * coarse
    report = verify.conversion(activations(W, b, x), spiking(V, c, x, 200), x)
    assert report.faults in (("other rates",), ())  # or why it is off is left open
    assert report.layer == layer or any("is off by" in each for each in report.unknown)


@pytest.mark.parametrize("leak", [0.93, 0.97, 0.985])
def test_a_weak_leak_is_no_bias(leak):
    assert verify.conversion(*both(steps=300, leak=leak)).faults == ("leak",)


def test_whole_counts_of_few_steps_are_no_leak():
    for seed in range(3):
        report = verify.conversion(*both(seed, 8))
        assert report.faults in ((), ("ties",), ("too few steps",))


def test_few_steps_tie_or_blur_the_answers():
    W, b, x, more = network(0)
    few = spiking(*scaled(W, b, more), x, 6)
    (fault,) = verify.conversion(activations(W, b, x), few, x).faults
    assert fault in ("ties", "too few steps")


def test_the_two_numbers_are_those_of_the_networks():
    a, r, x = both(reset="zero")
    report = verify.conversion(a, r, x)
    (finding,) = report.findings
    sample, neuron = (int(finding.trial.split(key)[1].split(end)[0]) for key, end in (
        ("samples[", "]"), ("neuron ", " ")))  # fmt: skip
    assert finding.got == pytest.approx(r[0][sample, neuron])
    assert finding.expected == pytest.approx(min(1.0, a[0][sample, neuron] / report.scales[0]))


@pytest.mark.parametrize("times", [1.0, 3.0])
def test_several_spikes_in_a_step_are_rates_like_others(times):
    W, b, x, _ = network()
    b = [times * c for c in b]
    a, right = activations(W, b, times * x), spiking(W, b, times * x, several=True)
    report = verify.conversion(a, right, x)
    report.raise_for(layer=None, steps=100)
    assert report.scales == pytest.approx([1.0] * 4, rel=0.05)  # half a count of 100 is lost
    assert max(report.errors) < 0.02
    assert report.curve[:, 2].max() == pytest.approx(a[-1].max(), rel=0.05)
    assert report.remarks == ["It gives several spikes in a step."]
    r = spiking(W, [2 * c for c in b], times * x, several=True)
    unscaled = verify.conversion(a, r, x)
    (finding,) = unscaled.findings
    assert (finding.name, unscaled.layer) == ("unscaled bias", 1)
    chance = np.random.default_rng(0)
    noisy = [
        (rate > 0) * np.round(abs(rate + chance.normal(0, times / 50, rate.shape)), 2)
        for rate in right
    ]
    (said,) = verify.conversion(a, noisy, x).unknown[:1]
    assert "Why layer 1 is off by" in said
    assert float(said.split("off by ")[1].split()[0]) == pytest.approx(times / 50, rel=0.15)
    slope = finding.expected / float(finding.trial.split("activation ")[1].split(")")[0])
    assert slope == pytest.approx(1 / unscaled.scales[0], rel=1e-3)


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("snn", "name"),
    [
        pytest.param(lambda x: asleep(), "does not end", marks=pytest.mark.slow),
        (lambda x: 1 / 0, "raises"),
        (lambda x: None, "returns nothing"),
        (lambda x: x, "no layers"),
        (lambda x: [], "no layers"),
        (lambda x: ["spikes"] * 4, "no layers"),
        (lambda x: [x * np.nan] * 4, "no layers"),
        (lambda x: [x[:5]] * 3, "other layers"),
        (lambda x: [x[:5]] * 4, "other neurons"),
        (lambda x: [1000 * r for r in functions()[1](x)], "more than a spike a step"),
        (lambda x: [5 * r for r in functions()[1](x)], "more than a spike a step"),
        (lambda x: [np.round(60 * r) for r in functions()[1](x)], "counts without steps"),
    ],
)
def test_a_hostile_network_gets_a_sentence_and_is_not_waited_for(snn, name):
    ann, _, x = functions()
    assert verify.conversion(ann, snn, x[:8], seconds=5.0).faults == (name,)


def test_a_network_that_writes_into_its_sample_spoils_nothing():
    ann, snn, x = functions()
    before = x.copy()
    faults = verify.conversion(ann, lambda one: snn(one.__imul__(0.5)), x).faults
    assert faults[0] == "changes its input"
    assert np.array_equal(x, before)


@pytest.mark.parametrize(
    ("arguments", "kind", "told"),
    [
        ({"ann": 3}, TypeError, "ann = 3"),
        ({"snn": 3}, TypeError, "snn = 3"),
        ({"samples": []}, ValueError, "expected a list of samples"),
        ({"samples": 3}, ValueError, "expected a list of samples"),
        ({"ann": [np.zeros((3, 2))]}, ValueError, r"arrays of \[3\] samples; expected 60"),
        ({"steps": -1}, ValueError, "steps"),
        ({"steps": 1.5}, TypeError, "steps"),
    ],
)
def test_other_arguments_are_refused(arguments, kind, told):
    ann, snn, x = functions()
    with pytest.raises(kind, match=told):
        verify.conversion(**({"ann": ann, "snn": snn, "samples": x} | arguments))


def test_a_picture_shows_the_layer_that_is_wrong():
    report = verify.conversion(*both(reset="zero"))
    assert report.picture().startswith(b"\x89PNG")
    assert "layer 1" in report.caption


def test_neurons_that_have_each_a_scale_of_their_own_are_no_high_start():
    W, b, x, more = network(4)
    W, b, before, owns = [w.copy() for w in W], [c.copy() for c in b], np.ones(20), []
    for k, a in enumerate(activations(*network(4)[:2], more)):
        own = np.maximum(a.max(axis=0), 0.05)
        owns.append(own)
        W[k], b[k], before = W[k] * before[:, None] / own, b[k] / own, own
    for start in (0.0, 0.5, 0.99):
        a, r = activations(*network(4)[:2], x), spiking(W, b, x, 300, start=start)
        report = verify.conversion(a, r, x, steps=300)
        assert report.faults == ()
        assert "near the threshold" not in str(report) or start > 0.9
        assert report.scales[0] == pytest.approx(np.median(owns[0][a[0].any(axis=0)]), rel=0.05)
        if report.agree < 0.95:
            assert "each output has a scale of its own" in str(report)


@pytest.mark.parametrize("name", ["clipped", "wrong scale, not scaled"])
def test_a_scale_that_cuts_off_is_shown_by_a_rate_that_should_be_another(name):
    (fault,) = verify.conversion(*both(1, 100, **WRONG[name])).findings
    assert fault.got > 0.95 > 0.9 > fault.expected > 0


@pytest.mark.parametrize("seed", [108, 117, 119, 128, 129])
def test_weights_that_were_cut_off_are_told_and_are_no_floor(seed):
    W, b, x, more = network(seed)
    V, c = scaled(W, b, more)
    most = 1.2 * V[2].std()
    V[2] = np.clip(V[2], -most, most)
    report = verify.conversion(activations(W, b, x), spiking(V, c, x), x, steps=100)
    assert (report.faults, report.layer) == (("other rates",), 3)
