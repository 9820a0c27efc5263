import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reference import case, cases

from snn_edu import AMPA, LIF, DeltaSynapse, Network, SpikeInput, Spikes, simulate
from snn_edu.spikes import poisson
from snn_edu.synapses import AlphaSynapse, DoubleExponentialSynapse, ExponentialSynapse

SYNAPSES = [ExponentialSynapse(3.0), AlphaSynapse(2.0), DoubleExponentialSynapse(0.5, 6.0)]
BIASES = st.integers(-500, 1700).map(lambda k: k / 1000)  # nA
TRAINS = st.lists(st.integers(0, 590).map(lambda k: k / 10), min_size=1, max_size=12)


def run_case(one, **options):
    p = one["params"]
    train = Spikes(p["input_times_ms"], duration=p["t_end_ms"])
    R_m = p["tau_m_ms"] / (p.get("C_pF", 1000.0) / 1000)
    lif = LIF(p["tau_m_ms"], R_m, p["E_L_mV"], p["V_reset_mV"], p["V_th_mV"], p["t_ref_ms"])
    if "weights_mV" in p:
        drive = SpikeInput(train, DeltaSynapse(), p["weights_mV"][0]) + 0.0
    else:
        weight = p["weights_pA"][0] / 1000 if p["weights_pA"] else 0.0
        drive = SpikeInput(train, ExponentialSynapse(p["tau_s_ms"]), weight) + p["I_dc_pA"] / 1000
    return simulate(lif, drive, dt=0.1, **options).spikes.times


@pytest.mark.parametrize("one", cases("lif", "lif-events-"), ids=lambda one: one["id"])
def test_spikes_through_an_exponential_synapse_are_the_reference(one):
    times, expected = run_case(one), one["expected"]
    assert times == pytest.approx(expected["exact_spike_times_ms"], abs=1e-11)  # asked: 1e-6
    assert times == pytest.approx(expected["nest_iaf_psc_exp_ps_ms"], abs=1e-11)


@pytest.mark.parametrize("crossing", ["exact", "grid"])
def test_jumps_spike_as_they_arrive_and_are_lost_while_refractory(crossing):
    one = case("lif", "lif-delta-events-A")
    expected = one["expected"]["exact_spike_times_ms"]
    assert run_case(one, crossing=crossing) == pytest.approx(expected, abs=one["tol"]["abs_ms"])


def slow_spikes(arrivals, weight, synapse, bias, h=0.002):
    """Another way: the exact step of h under the current at its middle."""
    middles = np.arange(round(60.0 / h)) * h + h / 2
    current = bias + sum(weight * synapse.kernel(middles - t) for t in arrivals)
    return simulate(LIF(), current, h).spikes.times


@settings(max_examples=25)
@given(TRAINS, st.floats(0.3, 6.0), st.sampled_from(SYNAPSES), BIASES)
def test_spikes_are_those_of_a_dense_grid(arrivals, weight, synapse, bias):
    drive = SpikeInput(Spikes(arrivals, [0] * len(arrivals), 1, 60), synapse, weight) + bias

    def spikes(v_threshold):
        return simulate(LIF(v_threshold=v_threshold), drive, dt=0.5).spikes.times

    count = len(spikes(-50.0))
    assume(len(spikes(-50.001)) == count == len(spikes(-49.999)))  # not grazing: those a grid loses
    slow = slow_spikes(arrivals, weight, synapse, bias)
    assert len(slow) == count
    # an error of v moves a spike by as much over its slope: what 0.001 mV of threshold moves it by
    moved = np.abs(spikes(-49.999) - spikes(-50.001)).max(initial=0.0)
    assert spikes(-50.0) == pytest.approx(slow, abs=1e-4 + moved)


@given(TRAINS, st.sampled_from([*SYNAPSES, DeltaSynapse()]), st.integers(-1000, 1000))
def test_below_the_threshold_v_is_the_sum_of_the_psps(arrivals, synapse, thousandths):
    weight = thousandths / 1000
    lif = LIF(v_threshold=500.0)
    train = Spikes(arrivals, [0] * len(arrivals), 1, 60)  # which may be at 0 and 1 ms only
    drive = SpikeInput(train, synapse, weight, delays=0.7)
    run = simulate(lif, drive + 0.3, dt=0.5)
    later = np.array(sorted(arrivals)) + 0.7 - 1e-12  # a jump at a moment shows at that moment
    psps = sum(synapse.psp(run.t - t, lif, weight) for t in later)
    assert run.v == pytest.approx(lif.v_after(run.t, 0.3) + psps, abs=1e-8)


@given(st.permutations(range(8)), st.sampled_from([*SYNAPSES, DeltaSynapse()]))
def test_the_order_in_which_spikes_are_given_does_not_matter(order, synapse):
    times, weights = np.array([5, 5, 5, 7, 7.5, 9, 20, 20.0]), np.array([5, -3, 9, 6, 4, 8, 9, 7.1])
    order, ids = np.array(order), np.arange(8)

    def spikes(times, weights):
        one = SpikeInput(Spikes(times, ids, 8, duration=40), synapse, weights)
        return simulate(LIF(), one, dt=0.1).spikes

    expected = spikes(times, weights)
    assert len(expected) >= 1
    assert spikes(times[order], weights[order]) == expected


def test_the_recording_grid_does_not_move_a_spike():
    train = poisson(800.0, 300.0, np.random.default_rng(3))
    drive = SpikeInput(train, AlphaSynapse(2.0), 0.8) + SpikeInput(train, SYNAPSES[2], -0.05)
    coarse, fine = (simulate(LIF(), drive, dt=dt).spikes for dt in (5.0, 0.05))
    assert len(fine) > 5
    assert coarse == fine


def test_a_current_alone_spikes_as_without_synapses():
    current = np.random.default_rng(4).normal(1.8, 1.0, 3000)
    nothing = SpikeInput(Spikes([], duration=300), AlphaSynapse(), 0.1)
    with_synapse, without = simulate(LIF(), nothing + current, 0.1), simulate(LIF(), current, 0.1)
    assert with_synapse.spikes.times == pytest.approx(without.spikes.times, abs=1e-9)
    assert with_synapse.v == pytest.approx(without.v, abs=1e-9)


def test_a_peak_that_just_reaches_the_threshold_is_found():
    lif, synapse = LIF(), DoubleExponentialSynapse(0.5, 5.0)
    weight = (lif.v_threshold - lif.v_rest) / synapse.psp_peak(lif, 1.0)
    more, less = (
        simulate(lif, SpikeInput(Spikes([10.3], duration=60), synapse, weight * part), 1.0).spikes
        for part in (1 + 1e-10, 1 - 1e-10)
    )
    assert more.times == pytest.approx([10.3 + synapse.psp_peak_time(lif)], abs=1e-3)
    assert len(less) == 0


@pytest.mark.parametrize(
    ("sent", "delay", "spikes"),
    [(5.0, 0.0, 0), (4.7, 0.3, 0), (5.0 + 5e-10, 0.0, 0), (5.0 + 5e-9, 0.0, 1)],
)
def test_what_arrives_within_a_billionth_of_a_ms_is_summed_first(sent, delay, spikes):
    up = SpikeInput(Spikes([5.0], duration=10), DeltaSynapse(), 16.0)
    down = SpikeInput(Spikes([sent], duration=10), DeltaSynapse(), -2.0, delays=delay)
    for drive in (up + down, down + up):
        assert len(simulate(LIF(), drive, dt=0.1).spikes) == spikes


@pytest.mark.parametrize(("late", "spikes"), [(0.0, 1), (5e-10, 1), (5e-9, 2)])
def test_a_jump_in_the_moment_that_refractoriness_ends_is_lost(late, spikes):
    drive = SpikeInput(Spikes([1.0, 3.0 + late], duration=5), DeltaSynapse(), 16.0)
    assert len(simulate(LIF(t_ref=2.0), drive, dt=0.5).spikes) == spikes


def test_a_spike_set_off_by_a_peak_late_in_an_interval_is_found():
    """The current is below the rheobase where the interval begins and where it ends."""
    lif, synapse = LIF(tau_m=0.1, t_ref=10.0), AlphaSynapse(2.0)
    drive = SpikeInput(Spikes([0.0], duration=3.5), synapse, 1.1 * lif.rheobase)
    assert 1.1 * synapse.kernel(3.5) < 1.0 < 1.1 * synapse.kernel(2.0)
    (spike,) = simulate(lif, drive, dt=0.5).spikes.times
    assert 1.0 < spike < 2.1
    psp = synapse.psp(spike, lif, 1.1 * lif.rheobase)
    assert psp == pytest.approx(lif.v_threshold - lif.v_rest, abs=1e-9)


def test_a_neuron_that_starts_above_the_threshold_is_labelled_alike_everywhere():
    """Where the crossing is solved as it is free, at 0 or later; on a grid as its step ends."""
    silent = SpikeInput(Spikes([], duration=5.0), DeltaSynapse(), 1.0)
    open_channel = SpikeInput(Spikes([], duration=5.0), AMPA, 0.0)
    for drive in (np.zeros(50), silent, open_channel):
        for wait in (0.0, 1.25, 3.0):
            begin = (-45.0, wait)
            exact = simulate(LIF(), drive, 0.1, start=begin).spikes.times
            assert exact == pytest.approx([wait], abs=1e-9)
        on_grid = simulate(LIF(), drive, 0.1, crossing="grid", start=(-45.0, 0.0)).spikes.times
        assert on_grid.tolist() == [0.1]
    network = Network().add(LIF(), 1, "cell").run(5.0, dt=0.1, start={"cell": -45.0})
    assert network.spikes["cell"].times.tolist() == [0.1]


@pytest.mark.parametrize(("spike", "delay", "step"), [(1.6, 2.7, 43), (0.1, 0.2, 3)])
def test_a_jump_shows_at_its_own_point_of_the_grid_whatever_rounding_says(spike, delay, step):
    late = SpikeInput(Spikes([spike], duration=15.0), DeltaSynapse(), 8.0, delays=delay)
    v = simulate(LIF(), late, 0.1).v
    assert v[step - 1] == pytest.approx(-65.0)
    assert v[step] == pytest.approx(-57.0)
