"""What lesson 20 shows of three correct simulators, against networks here and the readers there."""

import math

import numpy as np
import pytest
from export_cases import rows, spikes_of_script

from snn_edu import LIF, Network, Spikes, SpikeSource, export
from snn_edu.export.nir import layers
from snn_edu.lessons.three_simulators import simulators

HERE, BRIAN2, NO_DELAYS, EULER = simulators.ORDERS


def in_a_network(dt, tau_m=simulators.TAU_M):
    """A, B and C as a `Network`: steps of each neuron's spikes."""
    lif = LIF(tau_m, v_rest=0.0, v_reset=0.0, v_threshold=simulators.V_THRESHOLD, t_ref=0.0)
    network = Network().add(SpikeSource(), 8, "lines").add(lif, 2, "AB").add(lif, 1, "C")
    network.connect("lines", "AB", simulators.ONTO_AB, dt).connect(
        "AB", "C", [[simulators.A_TO_C], [simulators.B_TO_C]], dt
    )
    run = network.run(simulators.DURATION, {"lines": Spikes(*simulators.input_spikes(), 8)}, dt)
    spikes = *(run.spikes["AB"].of(i) for i in (0, 1)), run.spikes["C"]
    return [steps(one.times, dt) for one in spikes]


def steps(times, dt):
    return np.rint(np.asarray(times) / dt).astype(int).tolist()


def shown(order, dt):
    """What the picture draws in this order: steps of the spikes of A, B and C."""
    return [steps(train, dt) for train in simulators.fired(order, dt)]


@pytest.mark.parametrize("dt", [0.05, 0.5, 1.0, 2.0])
def test_orders_with_a_network_here_that_does_the_same(dt):
    """Euler's membrane forgets faster; without delays spikes come one step and two steps earlier.

    1 - dt / tau_m is e^{-dt / tau'} for tau' = -dt / ln(1 - dt / tau_m).
    """
    a, b, c = here = in_a_network(dt)
    assert shown(HERE, dt) == here
    assert shown(EULER, dt) == in_a_network(dt, -dt / math.log1p(-dt / simulators.TAU_M))
    earlier = [[k - 1 for k in a], [k - 1 for k in b], [k - 2 for k in c]]
    assert shown(NO_DELAYS, dt) == earlier


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dt", [0.5, 1.0, 2.0])
def test_brian2_by_itself_is_brian2_in_its_own_order(dt):
    b2 = pytest.importorskip("brian2", exc_type=ImportError)
    b2.prefs.codegen.target = "numpy"
    b2.start_scope()
    b2.defaultclock.dt = dt * b2.ms
    times, lines = simulators.input_spikes()
    inputs = b2.SpikeGeneratorGroup(90, np.arange(90), (np.ceil(times / dt) - 1) * dt * b2.ms)
    cells = b2.NeuronGroup(
        3, f"dv/dt = -v / ({simulators.TAU_M}*ms) : volt", method="exact",
        threshold=f"v >= {simulators.V_THRESHOLD}*mV", reset="v = 0*mV",
    )  # fmt: skip
    first = b2.Synapses(inputs, cells, "w : volt", on_pre="v_post += w", delay=dt * b2.ms)
    first.connect(i=np.repeat(np.arange(90), 2), j=np.tile([0, 1], 90))
    first.w = simulators.ONTO_AB[lines].ravel() * b2.mV
    second = b2.Synapses(cells, cells, "w : volt", on_pre="v_post += w", delay=dt * b2.ms)
    second.connect(i=[0, 1], j=[2, 2])
    second.w = [simulators.A_TO_C, simulators.B_TO_C] * b2.mV
    seen = b2.SpikeMonitor(cells)
    b2.Network(inputs, cells, first, second, seen).run(simulators.DURATION * b2.ms)
    labels = np.rint(np.asarray(seen.t / (dt * b2.ms))).astype(int) + 1
    found = [sorted(labels[np.asarray(seen.i) == i].tolist()) for i in range(3)]
    assert shown(BRIAN2, dt) == found


def test_at_a_twentieth_of_a_millisecond_all_four_agree_to_0_1_ms():
    trains = np.array([simulators.fired(order, 0.05)[2] for order in simulators.ORDERS])
    assert np.abs(trains - trains[0]).max() <= 0.1 + 1e-9


def test_the_same_file_by_hand_and_the_same_spikes_give_three_answers():
    def totals(file, step):
        return [simulators.read(reader, file, step).sum() for reader in simulators.READERS]

    assert totals("by hand, R = 10", "0.1 ms") == [52, 0, 52]
    assert totals("by hand, R = 1", "0.1 ms") == [52, 52, 52]
    coarse, fine = simulators.source(1.0), simulators.source(0.1)
    assert np.array_equal(fine.reshape(200, 10, simulators.INPUTS).sum(axis=1), coarse)
    assert 0.035 < coarse.mean() < 0.045
    by_hand, right = simulators.by_hand(0.1, 10.0), layers(simulators.network(0.1), 0.1)
    assert [layer.tau for layer in by_hand] == [0.01, 0.01]
    for one, other in zip(by_hand, right, strict=True):
        jump = 0.1e-3 / one.tau * one.R * one.W
        assert jump == pytest.approx(0.1e-3 / other.tau * other.W)


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("step", simulators.STEPS)
@pytest.mark.parametrize("file", simulators.FILES)
@pytest.mark.parametrize("reader", ["norse", "snntorch"])
def test_the_readers_here_are_the_readers_there(reader, file, step, tmp_path, monkeypatch):
    torch = pytest.importorskip("torch", exc_type=ImportError)
    nir = pytest.importorskip("nir", exc_type=ImportError)
    numbers, dt = simulators.file_of(file, step), simulators.STEPS[step]
    monkeypatch.setattr("snn_edu.export.nir.layers", lambda *_: numbers)
    nir.write(tmp_path / "file.nir", export.to_nir(simulators.network(dt), dt))
    told = nir.read(tmp_path / "file.nir")
    if reader == "norse":
        norse = pytest.importorskip("norse.torch", exc_type=ImportError)
        module = norse.from_nir(told, dt=dt / 1000.0)
    else:
        module = pytest.importorskip("snntorch.import_nir").import_from_nir(told)
    x, state, found = simulators.source(dt), None, []
    for row in x:
        z, state = module(torch.as_tensor(row[None], dtype=torch.float32), state)
        found.append(z[0].detach().numpy())
    assert np.array_equal(np.array(found), getattr(simulators, reader)(numbers, x, dt))


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("peer", ["nest", "brian2"])
def test_the_lessons_script_fires_the_lessons_51_spikes_there(peer):
    pytest.importorskip(peer, exc_type=ImportError)
    network, dt = simulators.network(0.1), 0.1
    step, who = np.nonzero(simulators.source(dt))
    inputs = {"source": Spikes((step + 1) * dt, who, simulators.INPUTS)}
    here = network.run(200.0, inputs, dt).spikes["outer"]
    script = getattr(export, f"to_{peer}")(network, 200.0, inputs, dt)
    assert len(here) == 51
    assert spikes_of_script(script, dt)["outer"] == rows(here.times, here.ids, dt)
