import numpy as np
import pytest
from reference import case

from snn_edu import AMPA, GABA_A, LIF, NMDA, Conductance, DeltaSynapse, SpikeInput, Spikes, simulate
from snn_edu.synapses import AlphaSynapse, DoubleExponentialSynapse, ExponentialSynapse

EVENTS = case("lif", "lif-events-A")
TRAIN = Spikes(EVENTS["params"]["input_times_ms"], duration=120)
NEURON = LIF(tau_m=10, R_m=40, v_threshold=-62)  # 250 pF
FREE = LIF(v_threshold=500)


@pytest.mark.parametrize(
    ("synapse", "name"), [(ExponentialSynapse(2.0), "exp"), (AlphaSynapse(2.0), "alpha")]
)
def test_on_a_grid_the_spikes_are_those_of_nest(synapse, name):
    run = simulate(NEURON, SpikeInput(TRAIN, synapse, 0.4), dt=0.1, crossing="grid")
    expected = EVENTS["expected"][f"nest_iaf_psc_{name}_grid0p1_ms"]
    assert run.spikes.times == pytest.approx(expected, abs=1e-9)


def test_a_fine_grid_has_every_spike_within_a_few_steps():
    exact = EVENTS["expected"]["exact_spike_times_ms"]
    for dt in (0.01, 0.002):
        run = simulate(NEURON, SpikeInput(TRAIN, ExponentialSynapse(2.0), 0.4), dt, crossing="grid")
        assert run.spikes.times == pytest.approx(exact, abs=4 * dt)


@pytest.mark.parametrize(
    "synapse",
    [DeltaSynapse(), ExponentialSynapse(3.0), AlphaSynapse(2.0), DoubleExponentialSynapse()],
    ids=repr,
)
def test_without_spikes_the_grid_is_exact(synapse):
    drive = SpikeInput(TRAIN, synapse, 0.4) + 0.2
    exact = simulate(FREE, drive, dt=0.5).v
    assert simulate(FREE, drive, dt=0.5, crossing="grid").v == pytest.approx(exact, abs=1e-11)


def test_a_spike_between_grid_points_counts_at_the_end_of_its_step():
    late = SpikeInput(Spikes([5.03], duration=40), AlphaSynapse(2.0), 0.4)
    moved = SpikeInput(Spikes([5.1], duration=40), AlphaSynapse(2.0), 0.4)
    on_grid = simulate(FREE, late, dt=0.1, crossing="grid").v
    assert on_grid == pytest.approx(simulate(FREE, moved, dt=0.1).v, abs=1e-11)


def test_a_refractory_period_that_ends_within_a_step_is_kept_to():
    """From there on, v climbs from its reset, under what is left of the current."""
    lif, synapse = LIF(t_ref=2.25, v_reset=-68.0), AlphaSynapse(5.0)
    drive = SpikeInput(Spikes([5], duration=20), synapse, 5.0)
    run = simulate(lif, drive, dt=0.1, crossing="grid")
    (first,) = run.spikes.times
    past, free = first + 2.25 - 5.0, run.t - first - 2.25
    climbed = lif.v_after(np.maximum(free, 0.0), 0.0, lif.v_reset)
    climbed += synapse.psp(free, lif, 5.0 * np.exp(-past / 5.0))
    climbed += ExponentialSynapse(5.0).psp(free, lif, 5.0 * synapse.kernel(past))
    after = run.t > first - 1e-9
    assert run.v[after] == pytest.approx(climbed[after], abs=1e-9)


def runge_kutta(lif, channels, weight, train, duration, h):
    """v without a threshold by the classical fourth-order method, from the kernels directly."""
    halves = np.arange(2 * round(duration / h) + 1) * h / 2
    open_at = [sum(weight * one.synapse.kernel(halves - t) for t in train) for one in channels]

    def slope(v, j):
        current = sum(one.current(g[j], v) for one, g in zip(channels, open_at, strict=True))
        return (lif.v_rest - v + lif.R_m * current) / lif.tau_m

    path = [lif.v_rest]
    for k in range(0, halves.size - 1, 2):
        v = path[-1]
        a = slope(v, k)
        b = slope(v + h / 2 * a, k + 1)
        c = slope(v + h / 2 * b, k + 1)
        d = slope(v + h * c, k + 2)
        path.append(v + h / 6 * (a + 2 * b + 2 * c + d))
    return np.array(path)


@pytest.mark.parametrize("channels", [[AMPA], [NMDA], [AMPA, GABA_A, NMDA]], ids=["A", "N", "all"])
def test_conductances_are_second_order_wherever_spikes_arrive(channels):
    train = [3.04, 7.02, 8.46, 15.5]
    exact = runge_kutta(FREE, channels, 0.05, train, 40.0, 0.02)
    errors = []
    for dt in (0.2, 0.1):
        spikes = Spikes(train, duration=40)
        drive = sum((SpikeInput(spikes, one, 0.05) for one in channels), 0.0)
        run = simulate(FREE, drive, dt)
        errors.append(np.abs(run.v - exact[:: round(dt / 0.02)]).max())
    assert errors[1] < 5e-3
    assert errors[0] / errors[1] > 3.0


@pytest.mark.parametrize("t_ref", [2.0, 0.05], ids="t_ref={}".format)  # or within one step
def test_conductance_spikes_are_second_order_too(t_ref):
    train = Spikes(np.arange(2.0, 100.0, 3.0), duration=100)
    drive = SpikeInput(train, AMPA, 0.08) + SpikeInput(train, DeltaSynapse(), 0.3)
    lif = LIF(t_ref=t_ref)
    exact = simulate(lif, drive, dt=0.001).spikes.times
    errors = [np.abs(simulate(lif, drive, dt).spikes.times - exact).max() for dt in (0.1, 0.01)]
    assert len(exact) > 5
    assert errors[0] < 0.025
    assert errors[1] < errors[0] / 50


def test_a_closed_channel_leaves_currents_and_jumps_as_they_are():
    closed = SpikeInput(TRAIN, AMPA, 0.0)
    for synapse, w in ((AlphaSynapse(2.0), 1.0), (ExponentialSynapse(5.0), -1.0)):
        drive = SpikeInput(TRAIN, synapse, w) + SpikeInput(TRAIN, DeltaSynapse(), 2.0) + 0.5
        beside = simulate(FREE, drive + closed, dt=0.01).v
        assert beside == pytest.approx(simulate(FREE, drive, dt=0.01).v, abs=1e-4)


def test_two_spikes_within_a_step_are_refused():
    lasting = Conductance(ExponentialSynapse(50.0), v_reversal=0.0)
    with pytest.raises(ValueError, match="twice within one step"):
        simulate(LIF(t_ref=0), SpikeInput(Spikes([0], duration=50), lasting, 0.9), dt=2.0)


@pytest.mark.parametrize("crossing", ["exact", "grid"])
@pytest.mark.parametrize(
    ("sent", "delay", "until", "wait", "expected"),
    [
        ([0.0, 5.0], 0.0, 5.0, 0.0, [0.0, 5.0]),  # at the beginning and at the very end
        ([0.3], 0.0, 0.3, 0.0, [0.3]),  # which is 3 x 0.1, and more
        ([0.0, 1.0, 4.0], 0.0, 5.0, 3.0, [4.0]),  # refractory to begin with
        ([1.1, 3.1], 0.0, 5.0, 0.0, [1.1]),  # as the refractory period ends
        ([1.1, 3.2], 0.0, 5.0, 0.0, [1.1, 3.2]),
        ([0.1], 0.2, 5.0, 0.0, [0.3]),  # on a grid point, though 0.1 + 0.2 is more
    ],
)
def test_a_jump_over_the_threshold_spikes_unless_the_neuron_is_refractory(
    crossing, sent, delay, until, wait, expected
):
    jumps = SpikeInput(Spikes(sent, duration=until), DeltaSynapse(), 16.0, delays=delay)
    run = simulate(LIF(t_ref=2.0), jumps, 0.1, crossing=crossing, start=(-65.0, wait))
    assert run.spikes.times == pytest.approx(expected)
    below = SpikeInput(Spikes([0], duration=5.0), DeltaSynapse(), 5.0)
    assert simulate(LIF(), below, 0.1, crossing=crossing).v[0] == -60.0


def test_jumps_of_several_inputs_add_up_on_a_grid_as_between_its_points():
    strong = SpikeInput(Spikes([5.0], duration=20), DeltaSynapse(), 5.0)
    weak = SpikeInput(Spikes([5.0, 8.0, 8.0], duration=20), DeltaSynapse(), 3.0)
    runs = [simulate(LIF(), strong + weak, 0.5, crossing=one) for one in ("grid", "exact")]
    assert runs[0].v.max() == pytest.approx(8.0 * np.exp(-3 / 20) - 59.0)
    np.testing.assert_allclose(runs[0].v, runs[1].v, rtol=1e-12)


def test_a_jump_after_the_refractory_period_counts_in_the_step_of_the_spike():
    lif = LIF(t_ref=0.0)
    volley = SpikeInput(Spikes([1.0], duration=8.0), AMPA, 0.5)
    jump = SpikeInput(Spikes([2.5], duration=8.0), DeltaSynapse(), 5.0)
    without = simulate(lif, volley, 0.5)
    assert 2.0 < without.spikes.times[0] < 2.5
    assert simulate(lif, volley + jump, 0.5).v[5] == pytest.approx(without.v[5] + 5.0)
