"""Will a network fire? Its layers told, against a simulation that is written apart."""

import base64
import itertools
import json
import math
import pickle
import re
import struct

import networks
import numpy as np
import pytest
from networks import drawn, slow_rates, state

from snn_edu import verify
from snn_edu.verify.layers import mending
from snn_edu.verify.layers.connections import Connection
from snn_edu.verify.layers.firing import Cell, rates_by_sums, steady_rates, sums


def torch_like(rng, *sizes, gain=1.0):
    """Weights and biases as torch draws them: uniform within 1 / sqrt(inputs)."""
    pairs = list(itertools.pairwise(sizes))
    return (
        [gain * rng.uniform(-1, 1, (n, m)) / n**0.5 for n, m in pairs],
        [gain * rng.uniform(-1, 1, m) / n**0.5 for n, m in pairs],
    )


def kernels(rng, *shapes, gain=1.0):
    return [gain * rng.uniform(-1, 1, s) / math.prod(s[1:]) ** 0.5 for s in shapes]


# ---------------------------------------------------------------- the sums and the rates


def test_the_two_sums_are_mean_and_sd_of_a_potential_that_never_spikes():
    rng = np.random.default_rng(1)
    w, b, p, decay = rng.normal(size=(40, 6)), rng.normal(size=6), rng.uniform(0, 0.5, 40), 0.8
    cell = Cell(decay, 1.0, 0.5, "zero")
    u, course = np.zeros(6), []
    for _ in range(40_000):
        u = decay * u + 0.5 * ((rng.random(40) < p) @ w + b)
        course.append(u)
    mean, sd = sums(Connection("w", w, b, (40,)), p, cell)
    error = sd * math.sqrt((1 + decay) / (1 - decay) / 40_000)
    assert np.abs(np.mean(course, axis=0) - mean).max() < 4 * error.max()
    assert np.std(course, axis=0) == pytest.approx(sd, rel=0.03)


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1), (3, 2)])
def test_a_convolution_is_the_sum_over_its_patches(stride, padding):
    rng = np.random.default_rng(2)
    kernel, x = rng.normal(size=(3, 2, 3, 2)), rng.normal(size=(4, 2, 7, 6))
    one = Connection("k", kernel, np.zeros(3), (2, 7, 6), stride, padding)
    around = np.zeros((4, 2, 7 + 2 * padding, 6 + 2 * padding))
    around[:, :, padding : padding + 7, padding : padding + 6] = x
    channels, high, wide = one.shape
    expected = np.zeros((4, channels, high, wide))
    for n, c, i, j in np.ndindex(*expected.shape):
        patch = around[n, :, i * stride : i * stride + 3, j * stride : j * stride + 2]
        expected[n, c, i, j] = (patch * kernel[c]).sum()
    assert one.summed(x.reshape(4, -1)) == pytest.approx(expected.reshape(4, -1))


def test_a_pool_fires_if_one_of_its_square_does():
    one = Connection("k", np.ones((1, 1, 1, 1)), np.zeros(1), (1, 5, 4), pool=2)
    spikes = np.zeros((1, 5, 4), bool)
    spikes[0, 0, 1] = spikes[0, 4, 3] = True  # the fifth row is in no square
    assert one.gives == (1, 2, 2)
    assert one.pooled(spikes.reshape(1, -1)).tolist() == [[True, False, False, False]]


@pytest.mark.parametrize("decay", [0.0, 0.5, 0.9, 0.99, 1.0])
@pytest.mark.parametrize("current", [0.053, 0.11, 0.4, 0.999, 3.0])
def test_a_steady_input_fires_as_often_as_the_closed_form_says(decay, current):
    u, spikes = 0.0, []
    for _ in range(3000):
        u = decay * u + current
        spikes.append(u >= 1.0)
        u *= u < 1.0
    last = np.diff(np.flatnonzero(spikes))[-1:]
    mean = np.array([current / (1.0 - min(decay, 0.9999))])
    rate = steady_rates(mean, Cell(decay, 1.0, 1.0, "zero"))
    assert rate == pytest.approx(1.0 / last if last.size else [0.0], rel=0.01)


@pytest.mark.parametrize("decay", [0.7, 0.9, 0.97])
def test_siegerts_rates_are_those_of_a_simulation_where_it_holds(decay):
    rng = np.random.default_rng(3)
    w = [rng.normal(0.0075 * (1 - decay), 0.08 * (1 - decay**2) ** 0.5, (400, 60))]
    [counted] = slow_rates(w, 0.1, decay, 1.0, rng, steps=6000)
    cell, p = Cell(decay, 1.0, 1.0, "zero"), np.full(400, 0.1)
    predicted = rates_by_sums(*sums(Connection("w", w[0], np.zeros(60), (400,)), p, cell), cell)
    rare = counted < 0.15
    assert np.corrcoef(predicted[rare], counted[rare])[0, 1] > 0.95
    assert predicted[rare].mean() == pytest.approx(counted[rare].mean(), rel=0.15)


# ---------------------------------------------------------------- drawn networks


def told_right(seed, numbers):
    """How many of these drawn networks are told right, and those whose factors do not cure."""
    right, sick = 0, []
    for k in numbers:
        rng = np.random.default_rng([seed, k])
        weights, p, decay, threshold, biases, reset = drawn(rng)
        report = verify.alive(weights, p, decay, threshold, biases=biases, reset=reset)
        rest = {"threshold": threshold, "rng": rng, "reset": reset}
        found = slow_rates(weights, p, decay, biases=biases, **rest)
        ends = [False] * (len(weights) - 1) + [True]
        right += [each.state for each in report.layers] == list(map(state, found, ends))
        if None in report.factors or reset == "none":
            continue  # without a reset there is hardly a rate between none and all
        mended = [w * factor for w, factor in zip(weights, report.factors, strict=True)]
        kept = [b * one.biased for b, one in zip(biases, report.layers, strict=True)]
        after = slow_rates(mended, p, decay, biases=kept, **rest)
        for each, rates, end in zip(report.layers, after, ends, strict=True):
            if each.factor != 1.0 and state(rates, end) != "healthy":
                sick.append((k, str(each)))
    return right, sick


def test_layers_of_drawn_networks_are_told_right_and_their_factors_cure():
    right, sick = told_right(7, range(6))
    assert (right, sick) == (6, [])


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 2026])
def test_silent_and_saturated_layers_of_thirty_networks_are_told_right(seed):
    right, sick = told_right(seed, range(30))
    assert right >= 28
    assert sick == []


# ---------------------------------------------------------------- the three threads


def test_of_snntorch_219_the_first_convolution_that_dies_is_named():
    """Four convolutions and a readout of four, whose output never fires (thread of 2023)."""
    rng = np.random.default_rng(2)
    shapes = (12, 1, 5, 5), (12, 12, 5, 5), (64, 12, 3, 3), (64, 64, 3, 3), (4, 1024)
    weights = kernels(rng, *shapes)
    biases = [rng.uniform(-1, 1, s[0]) / math.prod(s[1:]) ** 0.5 for s in shapes]
    report = verify.alive(
        weights, 0.2, 0.8, biases=biases, size=(44, 44), pool=[2, 2, 1, 1, 1], reset="subtract"
    )
    assert report.silent_layers == (3, 4, 5)
    assert report.findings[0].name == "silent layer"
    assert report.findings[0].sentence.startswith("Layer 3 (12 x 8 x 8 to 64 x 6 x 6) is silent")
    mended = [w * factor for w, factor in zip(weights, report.factors, strict=True)]
    again = verify.alive(
        mended, 0.2, 0.8, biases=biases, size=(44, 44), pool=[2, 2, 1, 1, 1], reset="subtract"
    )
    assert again.silent_layers == ()


def test_of_spikingjelly_285_the_fifth_layer_is_named_and_that_the_rate_falls_with_depth():
    """Average rates fall with depth, and are 0 from layer 5 on (thread of 2022); tau = 2."""
    weights = kernels(np.random.default_rng(2), (16, 1, 3, 3), *[(16, 16, 3, 3)] * 7, gain=6.0)
    report = verify.alive(weights, 0.2, 0.5, gain=0.5, size=16, padding=1)
    assert report.silent_layers == (5, 6, 7, 8)
    assert report.faults == ("silent layer", "dies out")
    assert report.findings[0].sentence.startswith("Layer 5 (")
    for_all = re.search(r"every layer by ([\d.]+)", report.findings[1].sentence)
    larger = [w * float(for_all[1]) for w in weights]
    assert verify.alive(larger, 0.2, 0.5, gain=0.5, size=16, padding=1).silent_layers == ()


def test_of_bindsnet_613_the_first_community_behind_the_input_is_named():
    """Eight communities after STDP: only the part that is connected to the input fires (2023)."""
    rng = np.random.default_rng(3)
    sizes = [100, *[62] * 8, 10]
    weights = [rng.random(pair) * 0.3 for pair in itertools.pairwise(sizes)]
    weights = [w * (1.0 if k == 0 else 0.1) for k, w in enumerate(weights)]  # depressed
    report = verify.alive(weights, 0.05, decay=math.exp(-1 / 20), threshold=13.0)
    assert report.silent_layers == tuple(range(2, 10))
    assert report.faults == ("silent layer",)
    assert report.findings[0].sentence.startswith("Layer 2 (62 to 62) is silent")


# ---------------------------------------------------------------- faults and right ones

RNG = np.random.default_rng(5)
W, B = torch_like(RNG, 784, 256, 128, 64, 10)
GOOD = [RNG.normal(0, 3 / n**0.5, (n, m)) for n, m in ((200, 100), (100, 100), (100, 10))]
FAULTY = {
    "torch's own weights, four layers": ((W, 0.1), {}, ("silent layer",)),
    "all weights small": (([0.01 * w for w in GOOD], 0.1), {}, ("silent layer",)),
    "a threshold in mV": ((GOOD, 0.1), {"threshold": 15.0}, ("silent layer",)),
    "positive and large": (([np.full((50, 20), 0.5)], 0.1), {}, ("saturated layer",)),
    "inhibition alone": (([-np.ones((50, 20))], 0.1), {}, ("silent layer",)),
    "no input at all": ((GOOD, 0.0), {}, ("no input",)),
    "standard normal": (([RNG.normal(size=(784, 100))], 0.1), {}, ("weights too large",)),
    "a bias that saturates": (
        ([GOOD[0]], 0.1),
        {"biases": [np.full(100, 1.5)]},
        ("saturated layer", "bias fires alone"),
    ),
    "a bias behind a silent layer": (
        ([0.01 * GOOD[0], 0.01 * GOOD[1]], 0.1),
        {"biases": [None, np.full(100, 0.13)]},
        ("silent layer", "bias fires alone"),
    ),
    "input scaled by 1 / tau": (
        ([w / 3 for w in GOOD], 0.1),
        {"decay": 0.5, "gain": 0.5},
        ("silent layer",),
    ),
    "pixels of 0 to 255": (
        (torch_like(RNG, 784, 100)[0], RNG.integers(0, 256, 784)),
        {"encoding": "constant"},
        ("weights too large",),
    ),
    "a steady input below threshold": (
        ([np.full((4, 3), 0.01)], [0.5, 0.1, 0.9, 0.2]),
        {"encoding": "constant"},
        ("silent layer",),
    ),
}


@pytest.mark.parametrize("which", FAULTY)
def test_a_network_that_will_not_work_is_told_why(which):
    (weights, rates), more, faults = FAULTY[which]
    assert verify.alive(weights, rates, **{"decay": 0.9, **more}).faults == faults


RIGHT = {
    "drawn by the sums": ((GOOD, 0.1), {}),
    "one matrix": (([GOOD[0]], 0.1), {}),
    "some biases fire alone": (
        (GOOD, 0.1),
        {"biases": [RNG.uniform(-0.2, 0.2, w.shape[1]) for w in GOOD]},
    ),
    "one of ten answers": (
        ([GOOD[0], np.hstack([np.full((100, 1), 0.1), np.full((100, 9), -0.1)])], 0.1),
        {},
    ),
    "reset by subtraction": ((GOOD, 0.1), {"reset": "subtract"}),
    "short samples": ((GOOD, 0.1), {"steps": 25}),
    "no leak": (([RNG.normal(0, 0.3, (100, 50))], 0.1), {"decay": 1.0, "reset": "subtract"}),
    "no memory": (([w * 2 for w in GOOD], 0.1), {"decay": 0.0}),
    "steady values": ((GOOD, RNG.normal(size=200)), {"encoding": "constant"}),
    "in mV": (([15 * w for w in GOOD], 0.1), {"threshold": 15.0}),
    "images": ((kernels(RNG, (8, 1, 5, 5), (10, 1152), gain=4.0), RNG.random((28, 28)) / 4),
               {"pool": 2}),
}  # fmt: skip


@pytest.mark.parametrize("which", RIGHT)
def test_a_network_that_fires_is_not_accused(which):
    (weights, rates), more = RIGHT[which]
    report = verify.alive(weights, rates, **{"decay": 0.9, **more})
    assert report.faults == ()
    assert set(report.factors) == {1.0}
    report.raise_for(silent_layers=(), saturated_layers=())


@pytest.mark.parametrize("seed", range(4))
def test_the_network_of_a_usual_tutorial_is_not_accused_as_torch_draws_it(seed):
    """784-1000-10, decay 0.95, 25 steps of a steady picture, reset by subtraction (snnTorch 5)."""
    rng = np.random.default_rng(seed)
    weights, biases = torch_like(rng, 784, 1000, 10)
    more = {"biases": biases, "encoding": "constant", "steps": 25, "reset": "subtract"}
    assert verify.alive(weights, rng.random(784) ** 4, 0.95, **more).faults == ()


def test_a_bias_fires_alone_from_threshold_times_one_minus_decay_on():
    """Without a spike coming in u tends to b / (1 - decay): 0.1 is not enough at a decay of 0.9."""
    for bias, fires in ((0.0999, 0.0), (0.11, 1.0)):
        report = verify.alive([np.zeros((3, 4))], 0.5, 0.9, biases=[np.full(4, bias)])
        assert report.layers[0].by_bias == fires


def test_a_layer_on_the_edge_of_silence_is_told_so():
    edge = verify.alive([np.eye(50)], 0.0012, 0.0)  # each neuron fires with its own input
    assert edge.layers[0].state == "healthy"
    assert "on the edge of silence" in str(edge)
    assert "on the edge" not in str(verify.alive(GOOD, 0.1, 0.9))


def test_what_starves_is_told_from_what_is_silent_when_it_is_fed():
    weights = [0.1 * GOOD[0], GOOD[1], 0.1 * GOOD[2]]
    report = verify.alive(weights, 0.1, 0.9)
    assert report.silent_layers == (1, 2, 3)
    assert report.factors[1] == 1.0
    assert min(report.factors[0], report.factors[2]) > 3.0
    assert "Silent only because nothing comes in: layer 2." in report.remarks
    assert report.remarks[-1].endswith("their own factors: layer 3.")


def test_the_report_says_where_the_two_sums_are_rough():
    few = verify.alive([np.full((2, 5), 0.8)], 0.02, 0.9)
    assert "By the two sums alone" in str(few)
    assert "few spikes come in" in str(few)


def test_what_is_too_large_to_simulate_is_told_by_the_two_sums(monkeypatch):
    monkeypatch.setattr(mending, "AFFORDABLE", 1e5)
    report = verify.alive(GOOD, 0.1, 0.9)
    assert not any(layer.counted for layer in report.layers)
    assert "too large to be simulated" in str(report)
    counted = slow_rates(GOOD, 0.1, 0.9, 1.0, np.random.default_rng(4), steps=2000)
    for layer, rates in zip(report.layers, counted, strict=True):
        assert layer.rate == pytest.approx(rates.mean(), rel=0.25)
    weak = verify.alive([0.1 * w for w in GOOD], 0.1, 0.9)
    assert weak.silent_layers == (1, 2, 3)
    mended = [0.1 * w * factor for w, factor in zip(GOOD, weak.factors, strict=True)]
    after = slow_rates(mended, 0.1, 0.9, 1.0, np.random.default_rng(4), steps=2000)
    assert [state(rates) for rates in after] == ["healthy"] * 3


def test_the_same_network_gets_the_same_report_unless_chance_is_given():
    first, again = (verify.alive(GOOD, 0.1, 0.9) for _ in range(2))
    assert str(first) == str(again)
    other = verify.alive(GOOD, 0.1, 0.9, rng=np.random.default_rng(77))
    assert 0 < abs(other.layers[0].rate - first.layers[0].rate) < 0.01


def test_nothing_that_is_given_is_changed():
    weights, rates = [w.copy() for w in GOOD], np.full(200, 0.1)
    verify.alive(weights, rates, 0.9, biases=[np.zeros(w.shape[1]) for w in weights])
    assert all(map(np.array_equal, weights, GOOD))
    assert (rates == 0.1).all()


# ---------------------------------------------------------------- how weights are read


class Tensor:
    """As much of a tensor as is asked for: it keeps a gradient, and is no array."""

    def __init__(self, values):
        self.values, self.kept = np.asarray(values), True

    def detach(self):
        free = Tensor(self.values)
        free.kept = False
        return free

    def cpu(self):
        return self

    def numpy(self):
        if self.kept:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")
        return self.values


def shares(report):
    return [(layer.silent, layer.saturated, layer.rate) for layer in report.layers]


def test_lists_tensors_dicts_and_files_of_one_network_get_one_report(tmp_path):
    expected = shares(verify.alive(W, 0.1, 0.8, biases=B))
    entries = {}
    for k, (w, b) in enumerate(zip(W, B, strict=True), 1):
        entries |= {f"fc{k}.weight": w.T, f"fc{k}.bias": b, f"lif{k}.beta": np.array(0.8)}
    np.savez(tmp_path / "net.npz", **entries)
    safetensors(tmp_path / "net.safetensors", entries)
    tensors = {name: Tensor(each) for name, each in entries.items()}
    for weights in (entries, tensors, tmp_path / "net.npz", str(tmp_path / "net.safetensors")):
        report = verify.alive(weights, 0.1)
        assert shares(report) == expected
        assert "fc2.weight" in report.findings[0].sentence
    given = [Tensor(w.T) for w in W], [Tensor(b) for b in B]
    assert shares(verify.alive(given[0], 0.1, 0.8, biases=given[1])) == expected
    assert shares(verify.alive([w.tolist() for w in W], 0.1, 0.8, biases=B)) == expected


def safetensors(path, arrays, dtype="F64"):
    """A .safetensors file, its names in order as its writers sort them."""
    header, data = {}, b""
    for name in sorted(arrays):
        raw = np.asarray(arrays[name]).tobytes()
        of = {"dtype": dtype, "shape": list(np.shape(arrays[name]))}
        header[name] = of | {"data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header | {"__metadata__": {"format": "pt"}}).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def test_half_precisions_of_a_file_are_read(tmp_path):
    w = np.array([[1.5, -2.0], [0.25, 3.0]], np.float32)
    upper = (w.view(np.uint32) >> 16).astype(np.uint16)  # bfloat16 is float32's upper half
    safetensors(tmp_path / "half.safetensors", {"w": upper}, "BF16")
    from snn_edu.verify.layers.weight_files import weights_in

    assert weights_in(tmp_path / "half.safetensors")["w"].tolist() == w.tolist()
    safetensors(tmp_path / "half.safetensors", {"w": w.astype(np.float16)}, "F16")
    assert weights_in(tmp_path / "half.safetensors")["w"].tolist() == w.tolist()


def test_layers_whose_names_are_out_of_order_are_put_in_order_by_their_shapes(tmp_path):
    one, two, three = (
        RNG.normal(0, 0.3, shape) for shape in ((30, 50), (20, 30), (7, 20))
    )  # torch's layout
    safetensors(tmp_path / "n.safetensors", {"in": one, "hidden": two, "out": three})
    report = verify.alive(tmp_path / "n.safetensors", np.full(50, 0.1), 0.9)
    assert [layer.neurons for layer in report.layers] == [30, 20, 7]
    assert "in, hidden, out" in str(report)


def test_conv2_comes_before_conv10_and_both_before_fc1(tmp_path):
    entries = {"fc1": RNG.normal(size=(5, 5))}
    entries |= {f"conv{k}": RNG.normal(size=(1, 1, 1, 1)) for k in (10, 2)}
    safetensors(tmp_path / "n.safetensors", {f"{n}.weight": w for n, w in entries.items()})
    report = verify.alive(tmp_path / "n.safetensors", 0.1, 0.9, size=(1, 5))
    names = [layer.name.split(",")[1].split(".")[0] for layer in report.layers]
    assert names == [" conv2", " conv10", " fc1"]


def test_pairs_and_nested_dicts_are_read():
    expected = shares(verify.alive(W, 0.1, 0.8, biases=B))
    assert shares(verify.alive(list(zip(W, B, strict=True)), 0.1, 0.8)) == expected
    flax = {
        f"Dense_{k}": {"kernel": w, "bias": b} for k, (w, b) in enumerate(zip(W, B, strict=True))
    }
    assert shares(verify.alive({"params": flax}, np.full(784, 0.1), 0.8)) == expected


def test_spikes_that_come_at_the_threshold_itself_are_told():
    told = "100 % of its spikes come at the threshold itself"
    assert told in str(verify.alive([np.eye(50)], 0.1, 0.0, layout="inputs_first"))
    assert told not in str(verify.alive([1.01 * np.eye(50)], 0.1, 0.0, layout="inputs_first"))


@pytest.mark.parametrize("simulated", [True, False])
def test_neurons_of_a_layer_may_each_have_a_decay(simulated, monkeypatch):
    """Two halves of a layer are two layers: one input, and no neuron minds its neighbour."""
    if not simulated:
        monkeypatch.setattr(mending, "AFFORDABLE", 0.0)
    w, halves = W[0][:, :64], np.repeat([0.3, 0.97], 32)  # so few that all steps are simulated
    both = verify.alive([w], 0.1, decay=[halves])
    apart = [verify.alive([w[:, halves == one]], 0.1, decay=one) for one in (0.3, 0.97)]
    expected = np.concatenate([each.layers[0].rates for each in apart])
    assert np.allclose(both.layers[0].rates, expected, atol=1e-3)
    predicted = np.concatenate([each.layers[0].predicted for each in apart])
    assert np.allclose(both.layers[0].predicted, predicted, rtol=0.1, atol=1e-4)
    assert "decay 0.3 to 0.97;" in " ".join(both.tried)


def test_a_decay_for_each_neuron_is_read_off_a_state_dict():
    beta = np.linspace(0.8, 1.0, 256)
    read = verify.alive({"fc.weight": W[0].T, "lif.beta": beta}, 0.1)
    assert np.array_equal(read.layers[0].rates, verify.alive([W[0]], 0.1, [beta]).layers[0].rates)
    assert "Decay as the weights' own entries say: 0.8 to 1." in read.remarks


def test_a_decay_of_a_channel_is_that_of_its_neurons():
    kernel = np.random.default_rng(3).normal(0, 1, (2, 1, 3, 3))
    by_channel, by_neuron = (
        verify.alive([kernel], 0.2, [decay], size=(6, 6)).layers[0].rates
        for decay in (np.array([0.2, 0.9]), np.repeat([0.2, 0.9], 16))
    )
    assert np.array_equal(by_channel, by_neuron)


@pytest.mark.parametrize(
    ("decay", "told"),
    [([[0.9, 0.8, 0.7]], "has 256 neurons, and 3 values"), ([[0.9] * 255 + [20.0]], "decay = 20"),
     ([[0.9] * 256, [0.9]], "one for each of 1 layers, got 2")],
)  # fmt: skip
def test_decays_that_are_no_layer_s_are_refused(decay, told):
    with pytest.raises(ValueError, match=told):
        verify.alive([W[0]], 0.1, decay)


def test_recurrent_weights_are_left_out_and_told():
    report = verify.alive({"fc.weight": W[0].T, "rlif.recurrent.weight": np.eye(256)}, 0.1, 0.9)
    assert len(report.layers) == 1
    assert "rlif.recurrent.weight are left out" in " ".join(report.unknown)


def test_neurons_of_a_layer_may_each_have_a_threshold():
    """Against neurons that are stepped one by one, each with its own."""
    rng = np.random.default_rng(9)
    W, theta = [rng.normal(0, 0.1, (100, 60)), rng.normal(0, 0.25, (60, 20))], np.full(60, 0.3)
    theta[30:] = 8.0
    u, counts = [np.zeros(60), np.zeros(20)], [np.zeros(60), np.zeros(20)]
    for _ in range(4000):
        s = 1.0 * (rng.random(100) < 0.1)
        for k, top in enumerate((theta, 1.0)):
            u[k] = 0.9 * u[k] + s @ W[k]
            s = 1.0 * (u[k] >= top)
            u[k] *= 1 - s
            counts[k] += s
    given = verify.alive(W, 0.1, 0.9, threshold=[theta, 1.0])
    entries = {"a.weight": W[0].T, "b.weight": W[1].T, "a.threshold": theta, "b.threshold": 1.0}
    for report in (given, verify.alive(entries, 0.1, 0.9)):
        assert report.layers[0].silent == 0.5
        for layer, count in zip(report.layers, counts, strict=True):
            assert layer.rate == pytest.approx(count.mean() / 4000, rel=0.05)
        assert "thresholds are 0.3 to 8" in str(report)
    with pytest.raises(ValueError, match="some of 0"):
        verify.alive(W[:1], 0.1, threshold=[np.append(theta[:-1], 0.0)])


def test_a_readout_that_never_fires_is_not_examined():
    weights = [*GOOD[:2], 0.001 * GOOD[2]]
    assert verify.alive(weights, 0.1, 0.9).silent_layers == (3,)
    report = verify.alive(weights, 0.1, 0.9, threshold=[1, 1, math.inf])
    assert report.faults == ()
    assert len(report.layers) == 2
    assert "a readout, not examined" in str(report)


def test_what_a_file_says_of_its_cells_is_taken_or_held_against_what_is_given():
    entries = {"fc.weight": GOOD[0].T, "lif.beta": np.array([0.7]), "lif.threshold": np.array(2.0)}
    taken = verify.alive(entries, 0.1)
    assert shares(taken) == shares(verify.alive([GOOD[0]], 0.1, 0.7, 2.0))
    assert "own entries say a decay of 0.7, and 0.9 is used" in str(verify.alive(entries, 0.1, 0.9))


def test_torchs_layout_is_seen_by_the_shapes_or_asked_for():
    tall = RNG.normal(0, 0.3, (100, 50))
    assert verify.alive([tall], np.full(50, 0.1)).layers[0].neurons == 100
    assert verify.alive([tall], np.full(100, 0.1)).layers[0].neurons == 50
    assert verify.alive([tall], 0.1).layers[0].neurons == 50  # as documented
    assert verify.alive([tall], 0.1, layout="neurons_first").layers[0].neurons == 100
    with pytest.raises(ValueError, match="layout='inputs_first', or layout='neurons_first'"):
        verify.alive({"a": tall}, 0.1)


def test_batch_normalisation_is_taken_into_the_layer_before_it():
    w, b = RNG.normal(size=(20, 30)), RNG.normal(size=20)
    norm = {"weight": RNG.random(20), "bias": RNG.normal(size=20)}
    norm |= {"running_mean": RNG.normal(size=20), "running_var": RNG.random(20) + 0.5}
    entries = {"0.weight": w, "0.bias": b} | {f"1.{name}": a for name, a in norm.items()}
    scale = norm["weight"] / np.sqrt(norm["running_var"] + 1e-5)
    alone = (b - norm["running_mean"]) * scale + norm["bias"]
    expected = verify.alive([w.T * scale], 0.1, 0.9, biases=[alone])
    report = verify.alive(entries, 0.1, 0.9)
    assert shares(report) == shares(expected)
    assert "1 is taken into 0.weight, as in evaluation" in str(report)


class Bomb:
    """What a pickle may do: it tells that it was opened."""

    opened = False

    def __reduce__(self):
        return setattr, (Bomb, "opened", True)


def test_no_pickle_is_ever_opened(tmp_path):
    for name in ("net.pt", "net.pth", "net.pkl", "net.npz", "net.npy", "net.safetensors"):
        (tmp_path / name).write_bytes(pickle.dumps(Bomb()))
        with pytest.raises(ValueError, match=name):
            verify.alive(tmp_path / name, 0.1)
    np.savez(tmp_path / "objects.npz", a=np.array([Bomb()], dtype=object))
    with pytest.raises(ValueError, match=r"a pickle, which runs code .* np\.savez"):
        verify.alive(tmp_path / "objects.npz", 0.1)
    assert not Bomb.opened


@pytest.mark.parametrize("end", [0, 4, 8, 30, 200, -1])
def test_a_damaged_file_is_told_so(tmp_path, end):
    safetensors(tmp_path / "whole.safetensors", {"w": np.ones((9, 9))})
    np.savez(tmp_path / "whole.npz", w=np.ones((9, 9)))
    for kind in ("npz", "safetensors"):
        part = tmp_path / f"part.{kind}"
        part.write_bytes((tmp_path / f"whole.{kind}").read_bytes()[:end])
        with pytest.raises(ValueError, match=r"part\..*: the file is damaged"):
            verify.alive(part, 0.1)


def test_a_header_that_lies_is_refused(tmp_path):
    for header in ({"w": {"dtype": "F32", "shape": [10**9, 10**9], "data_offsets": [0, 4]}},
                   {"w": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}},
                   {"w": {"dtype": "F8_E4M3", "shape": [4], "data_offsets": [0, 4]}},
                   {"w": 3}, [1], {"w": {"dtype": "F32", "shape": [1], "data_offsets": [-9, -5]}},
                   {}):  # fmt: skip
        text = json.dumps(header).encode()
        path = tmp_path / "lies.safetensors"
        path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(4))
        with pytest.raises(ValueError, match=r"lies\.safetensors"):
            verify.alive(path, 0.1)


# ---------------------------------------------------------------- what is refused

MODULE = type("Module", (), {"state_dict": dict})()
TWO = [np.ones((4, 3)), np.ones((3, 2))]


@pytest.mark.parametrize(
    ("weights", "rates", "more", "said"),
    [
        (TWO, 10, {}, "rates = 10 spikes a step: allowed is 0 to 1. Percent?"),
        (TWO, [0, 64, 128, 255], {}, "Pixels of 0 to 255? Say rates / 255"),
        (TWO, 800.0, {}, "Hz, at steps of 1 ms? Say rates / 1000"),
        (TWO, -0.1, {}, "encoding='constant'"),
        (TWO, math.nan, {}, "rates = nan"),
        (TWO, [0.1] * 5, {}, "layer 1 takes 4 inputs, read as (inputs, neurons), and rates has 5"),
        (TWO, np.full((2, 4), 0.1), {}, "The rates of one sample are expected"),
        (TWO, 0.1, {"decay": 20}, "Say exp(-1 / 20) = 0.9512"),
        (TWO, 0.1, {"decay": [0.9] * 3}, "one for each of 2 layers"),
        (TWO, 0.1, {"threshold": -52}, "with a rest of -65 is 13"),
        (TWO, 0.1, {"reset": "to_zero"}, "allowed is one of 'zero', 'subtract', 'none'"),
        (TWO, 0.1, {"encoding": "latency"}, "allowed is one of 'random', 'constant'"),
        (TWO, 0.1, {"biases": [np.zeros(3)]}, "expected one for each of 2 layers, got 1"),
        (TWO, 0.1, {"biases": [np.zeros(2), None]}, "has 3 neurons, read as"),
        (TWO, 0.1, {"layout": "torch"}, "allowed is one of 'inputs_first', 'neurons_first'"),
        ([np.ones((4, 3)), np.ones((5, 2))], 0.1, {}, "layer 2 takes 5 inputs"),
        ([np.ones((4, 1, 3, 3))], 0.1, {}, "as size=(28, 28)"),
        ([np.ones((4, 1, 3, 3)), np.ones((9, 9))], 0.1, {"size": 8}, "Is there a pooling"),
        ([np.ones((4, 1, 3, 3))], 0.1, {"size": (1, 2, 3)}, "expected (height, width)"),
        ([np.ones((4, 1, 3, 3))], 0.1, {"size": 2}, "has no neuron left"),
        ([np.ones((4, 3, 3))], 0.1, {}, "a 1-D convolution?"),
        ([np.ones(4)], 0.1, {}, "a bias? Say biases=[...]"),
        ([np.full((4, 3), math.nan)], 0.1, {}, "weights[0][0, 0] = nan"),
        ([], 0.1, {}, "there is none"),
        ({"a": np.ones(3)}, 0.1, {}, "none has two axes"),
        ("nowhere.npz", 0.1, {}, "there is no such file"),
        ("model.pth", 0.1, {}, "np.savez("),
        ("model.h5", 0.1, {}, "no such file"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_likely_slip(weights, rates, more, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        verify.alive(weights, rates, **more)


@pytest.mark.parametrize(
    "weights", [None, 3.0, np.ones((3, 2)), MODULE, [None], ["a"], [object()], {1: {}}, {"a": "b"}]
)
def test_what_is_no_list_of_arrays_is_refused(weights):
    with pytest.raises((TypeError, ValueError), match="weights"):
        verify.alive(weights, 0.1)


# ---------------------------------------------------------------- the report


def test_the_report_is_text_table_picture_and_assertion():
    report = verify.alive(W, 0.1, 0.9)
    assert str(report).startswith("Network of 4 layers: 1 fault found.\n  silent layer: Layer 2 (")
    assert report.rows()[0][0] == "layer 1 (784 to 256)"
    page = report._repr_html_()
    assert base64.b64decode(page.split("base64,")[1].split('"')[0]).startswith(b"\x89PNG")
    with pytest.raises(AssertionError, match="silent layer"):
        report.raise_for()
    with pytest.raises(AssertionError, match="silent_layers is"):
        report.raise_for(faults=["silent layer"], silent_layers=())
    assert sum((layer.silent, layer.healthy, layer.saturated) == (0, 1, 0)
               for layer in report.layers) == 0  # fmt: skip


def test_the_drawn_networks_have_layers_of_all_kinds():
    assert networks.state(np.full(9, 0.6)) == "saturated"
    assert networks.state(np.zeros(9)) == "silent"
    assert networks.state(np.array([0.2] + 9 * [0.0]), last=True) == "healthy"


@pytest.mark.parametrize(("spread", "factor"), [(0.05, 5.12), (0.15, 1.0)])
def test_behind_a_layer_that_nothing_cures_each_is_judged_as_if_that_one_fired(spread, factor):
    rng = np.random.default_rng(0)
    inhibitory = -np.abs(rng.normal(0.0, 0.3, (100, 80)))
    report = verify.alive([inhibitory, rng.normal(0.0, spread, (80, 60))], 0.1)
    assert report.silent_layers == (1, 2)
    assert report.factors == (None, pytest.approx(factor, rel=0.05))


def test_a_layer_that_those_before_it_mend_is_not_told_to_be_multiplied_by_1():
    rng = np.random.default_rng(3)
    weights = [rng.normal(0.0, sigma, (100, 100)) for sigma in (1.16, 1.37, 1.37, 1.37)]
    report = verify.alive(weights, np.full(100, 0.1), decay=0.9)
    assert report.factors[1] != 1.0 == report.factors[2] != report.factors[3]
    assert "Likewise layer 3 (it needs no factor, once the layers before have theirs)" in str(
        report
    )
