"""Simulations against closed forms, and every way of running a model against every other."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused
from reference import case, lif_of

from snn_edu.neurons import LIF, AdEx, siegert
from snn_edu.simulation import simulate
from snn_edu.spikes import Spikes, white_noise
from snn_edu.synapses import DeltaSynapse, SpikeInput


def step_by_step(lif, current, dt):
    """The same run through the textbook step alone, in floats or arrays."""
    step = lif.stepper(dt) if current.ndim == 1 else lif.stepper(dt, np)
    return simulate(step, current, dt, start=lif.start())


@pytest.mark.parametrize("name", ["lif-fi-A", "lif-fi-B"])
@pytest.mark.parametrize("dt", [0.1, 0.5, 1.0])
def test_rate_matches_closed_form_at_any_dt(name, dt):
    one = case("lif", name)
    lif = lif_of(one["params"])
    for row in one["expected"]["rows"]:
        spikes = simulate(lif, np.full(round(1000 / dt), float(row["I_nA"])), dt).spikes
        if row["isi_ms"] is None:
            assert len(spikes) == 0
        else:
            np.testing.assert_allclose(spikes.isi(), row["isi_ms"], rtol=1e-9)
            assert spikes.times[0] == pytest.approx(row["first_spike_ms_from_EL"], rel=1e-9)


def test_a_sine_is_damped_and_delayed_as_by_a_low_pass():
    one = case("lif", "lif-sine-A")
    tau, frequency = one["params"]["tau_m_ms"], one["params"]["f_Hz"]
    lif = LIF(tau, R_m=1.0, v_rest=0.0, v_reset=0.0, v_threshold=900.0)
    seconds = (np.arange(10_000) + 0.5) * 1e-4  # the middles of the steps
    current = np.sin(2 * np.pi * frequency * seconds + np.pi / 2)
    recording = simulate(lif, current, 0.1)
    late = recording.t > 20 * tau
    angle = 2 * np.pi * frequency * recording.t[late] / 1000
    waves = np.column_stack([np.cos(angle), np.sin(angle)])
    (a, b), *_ = np.linalg.lstsq(waves, recording.v[late])
    assert np.hypot(a, b) == pytest.approx(one["expected"]["gain"], rel=0.005)
    assert -np.degrees(np.arctan2(b, a)) == pytest.approx(one["expected"]["phase_deg"], rel=0.005)


@pytest.mark.parametrize("row", case("lif", "lif-siegert-given")["expected"]["rows"])
def test_noise_driven_rate_and_cv_are_siegerts_with_the_grid_corrected(row):
    params = case("lif", "lif-siegert-given")["params"]
    lif = lif_of({"R_MOhm": 1.0, "E_L_mV": 0.0} | params)
    mu, sigma, dt = row["mu_mV"], row["sigma_mV"], 0.1
    # About 4,000 spikes for each row: 16 runs, long enough that cut-off intervals do not matter.
    steps = round(4000 / 16 / row["rate_Hz"] * 1000 / dt)
    noise = lif.noise_sd(sigma, dt)
    rngs = np.random.default_rng(11).spawn(16)
    runs = [simulate(lif, white_noise(mu, noise, steps * dt, dt, rng), dt).spikes for rng in rngs]
    isi = np.concatenate([run.isi() for run in runs])
    measured = np.mean([run.rate() for run in runs])
    # A crossing between two grid points goes unseen: the threshold acts this much higher.
    hidden = 0.5826 * sigma * np.sqrt(dt / lif.tau_m)
    rate, cv = siegert(mu, sigma, lif.tau_m, lif.t_ref, lif.v_threshold + hidden, lif.v_reset)
    error = cv / np.sqrt(isi.size)  # relative standard error of a renewal count
    assert measured == pytest.approx(rate, rel=0.023 + 2 * error)
    assert isi.std() / isi.mean() == pytest.approx(cv, abs=0.03)
    assert measured < row["rate_Hz"] * (1 + 2 * error)  # uncorrected, it is too slow


currents = st.sampled_from(["noise", "steps", "constant", "mixed"])


def make_current(kind, seed, steps):
    rng = np.random.default_rng(seed)
    if kind == "noise":
        return rng.normal(2.0, 3.0, steps)
    if kind == "steps":  # back and forth: a stretch is looked for where its current is met again
        return np.repeat(rng.choice(rng.uniform(0.0, 5.0, 2), steps // 100 + 1), 100)[:steps]
    if kind == "constant":
        return np.full(steps, rng.uniform(0.0, 5.0))
    return np.concatenate([make_current(k, seed, steps // 2) for k in ("noise", "constant")])


@given(
    kind=currents,
    seed=st.integers(0, 10**6),
    t_ref=st.sampled_from([0.0, 0.13, 2.0, 7.0]),
    v_reset=st.sampled_from([-68.0, -65.0, -55.0]),  # below rest, at rest, above rest
)
def test_whole_segments_and_single_steps_give_the_same_spikes(kind, seed, t_ref, v_reset):
    lif = LIF(tau_m=8.0, v_reset=v_reset, t_ref=t_ref)
    current = make_current(kind, seed, 1500)
    fast = simulate(lif, current, 0.1)
    slow = step_by_step(lif, current, 0.1)
    assert len(fast.spikes) == len(slow.spikes)
    np.testing.assert_allclose(fast.spikes.times, slow.spikes.times, rtol=0, atol=1e-9)
    np.testing.assert_allclose(fast.v, slow.v, rtol=0, atol=1e-9)


@given(seed=st.integers(0, 10**6), order=st.permutations(range(4)))
def test_each_neuron_of_many_runs_as_it_would_alone_in_any_order(seed, order):
    lif = LIF()
    current = np.random.default_rng(seed).normal(2.0, 2.0, (400, 4))
    together = simulate(lif, current[:, order], 0.2)
    arrays = step_by_step(lif, current[:, order], 0.2)
    np.testing.assert_allclose(arrays.v, together.v, rtol=0, atol=1e-9)
    for place, neuron in enumerate(order):
        alone = simulate(lif, current[:, neuron], 0.2)
        np.testing.assert_array_equal(together.v[:, place], alone.v)
        assert together.spikes.of(place) == alone.spikes
        np.testing.assert_allclose(
            arrays.spikes.of(place).times, alone.spikes.times, rtol=0, atol=1e-9
        )


@given(seed=st.integers(0, 10**6), finer=st.sampled_from([2, 5, 10]))
def test_refining_dt_changes_nothing_while_the_current_is_the_same(seed, finer):
    lif = LIF()
    current = np.random.default_rng(seed).uniform(0.0, 5.0, 300)
    coarse = simulate(lif, current, 1.0)
    fine = simulate(lif, np.repeat(current, finer), 1.0 / finer)
    np.testing.assert_allclose(fine.spikes.times, coarse.spikes.times, rtol=0, atol=1e-7)
    np.testing.assert_allclose(fine.v[::finer], coarse.v, rtol=0, atol=1e-7)


@pytest.mark.parametrize(
    ("current", "dt", "error", "words"),
    [
        (np.zeros(10), 0.0001, ValueError, r"dt = 0.0001 ms.*Did you mean 0.1 \(ms\)"),
        (np.zeros(10), -1, ValueError, "dt = -1 ms"),
        (np.full(10, 450.0), 0.1, ValueError, r"450 nA.*4.5 V.*0.45 \(nA\), written in pA"),
        (np.full(10, -100.2), 0.1, ValueError, "allowed is up to 1 V"),
        (np.zeros(0), 0.1, ValueError, r"shape \(0,\).*at least one step"),
        (np.zeros((2, 2, 2)), 0.1, ValueError, "steps, neurons"),
        (np.float64(1.0), 0.1, ValueError, r"shape \(\)"),
        ([0.0, np.nan], 0.1, ValueError, r"current\[1\] = nan nA"),
        (["a", "b"], 0.1, TypeError, "current"),
        ([[0.0], [0.0, 1.0]], 0.1, TypeError, "rows of one length"),
    ],
)
def test_a_wrong_current_or_dt_is_refused_with_its_likely_slip(current, dt, error, words):
    with pytest.raises(error, match=words):
        simulate(LIF(), current, dt)


@dataclass(frozen=True)
class Leak:
    """A student's own model: a membrane that only leaks."""

    tau: float = 10.0

    def start(self):
        return (1.0,)

    def stepper(self, dt, xp):
        def step(state, current):
            (v,) = state
            return (v * xp.exp(-dt / self.tau) + current,), False

        return step


def test_your_own_model_is_an_object_with_start_and_stepper():
    recording = simulate(Leak(), np.zeros(20), 0.5)
    np.testing.assert_allclose(recording.v, np.exp(-recording.t / 10.0), rtol=1e-12)
    many = simulate(Leak(), np.zeros((20, 2)), 0.5)
    np.testing.assert_allclose(many.v[:, 1], recording.v, rtol=1e-12)
    assert (many.v.shape, many.spikes.size, len(many.spikes)) == ((21, 2), 2, 0)
    assert recording.t.tolist() == [0.5 * k for k in range(21)]
    assert recording.spikes.duration == 10.0
    with pytest.raises(TypeError, match=r"Leak refused.*method='euler'"):
        simulate(Leak(), np.zeros(20), 0.5, method="euler")


def test_your_own_model_may_be_just_a_step():
    def integrator(state, current):
        v = state[0] + current
        return (np.where(v >= 1.0, 0.0, v),), v >= 1.0

    def sooner(state, current):
        return *integrator(state, current), 0.25  # ms before the step's end

    spikes = simulate(integrator, np.full(12, 0.25), 1.0, start=(0.0,)).spikes
    assert spikes.times.tolist() == [4.0, 8.0, 12.0]
    spikes = simulate(sooner, np.tile([0.5, 0.25], (4, 1)), 1.0, start=(0.0,)).spikes
    assert spikes.times.tolist() == [1.75, 3.75, 3.75]
    assert spikes.ids.tolist() == [0, 0, 1]
    with pytest.raises(TypeError, match=r"model = .*needs the state to begin in"):
        simulate(integrator, np.zeros(3), 1.0)
    with pytest.raises(TypeError, match="crossing: a step function has no such option"):
        simulate(integrator, np.zeros(3), 1.0, crossing="grid", start=(0.0,))
    for wrong in (LIF, 3.0, None):
        with pytest.raises(TypeError, match="model = "):
            simulate(wrong, np.zeros(3), 1.0)


@pytest.mark.parametrize("shape", [(50,), (50, 3)])
def test_a_step_that_draws_is_called_once_for_each_step_as_in_a_loop(shape):
    def noisy(rng):
        def step(state, current):
            return (state[0] + current + rng.normal(size=shape[1:]),), False

        return step

    loop, state = noisy(np.random.default_rng(5)), (np.zeros(shape[1:]),)
    for _ in range(50):
        state, _ = loop(state, 0.5)
    run = simulate(noisy(np.random.default_rng(5)), np.full(shape, 0.5), 1.0, start=(0.0,))
    np.testing.assert_array_equal(run.v[-1], state[0])


def test_v_alone_is_no_state_of_several_neurons():
    def alone(state, current):
        return np.zeros(3) + state[0] + current, False

    with pytest.raises(TypeError, match=r"the step gives the state .*: expected a tuple like"):
        simulate(alone, np.ones((5, 3)), 1.0, start=(0.0,))


def test_a_spike_exactly_on_a_grid_point_has_reset_there():
    lif = LIF()
    first = lif.time_to_spike(2.0)
    run = simulate(lif, np.full(200, 2.0), first / 128.0)
    assert run.t[128] == first == run.spikes.times[0]
    assert run.v[127] < lif.v_threshold
    assert run.v[128] == lif.v_reset
    ends = simulate(lif, np.full(128, 2.0), first / 128.0)  # with the current itself
    assert ends.spikes.times.tolist() == [first]


def test_two_spikes_in_a_step_are_refused_on_every_way_through():
    """A period of 1.56 ms in steps of 2 ms: the fourth step, from 6 to 8 ms, has two."""
    lif, steady = LIF(t_ref=0.0), np.full(100, 20.0)
    noisy = white_noise(20.0, 0.1, 200.0, 2.0, np.random.default_rng(3))
    begin = {"start": lif.start()}
    for current in (steady, noisy, steady[:, None], noisy[:, None]):
        for options in ({}, {"reset": "subtract"}, begin):
            with pytest.raises(ValueError, match=r"dt = 2 ms.*twice within one step"):
                simulate(lif, current, 2.0, **options)
    assert len(simulate(lif, steady[:3], 2.0, **begin).spikes) == 3
    apart = simulate(lif, steady, lif.time_to_spike(20.0) * (1 - 1e-9))
    assert len(apart.spikes) == 99


test_a_state_to_begin_in_is_looked_at = refused(
    ((np.nan, 0.0), r"start\[0\] = nan"),
    ((-60.0,), TypeError, "a tuple like start"),
    (-60.0, TypeError, "start = -60.0: expected a tuple"),
    (("a", 0.0), TypeError, r"start\[0\]"),
    ((np.full(3, -60.0), 0.0), r"start\[0\] has shape \(3,\)"),
    ((-65.0, -5.0), r"start\[1\].* ms: allowed is 0 ms or more"),
    ((-65.0, np.array([0.0, -0.1])), r"start\[1\]\[1\].* ms: allowed is 0 ms"),
    of=lambda start: simulate(LIF(), np.ones((3, 2)), 0.1, start=start),
)


def test_spikes_drive_a_lif_only():
    with pytest.raises(TypeError, match=r"model = AdEx.*only a LIF .* connect a SpikeSource"):
        simulate(AdEx(), SpikeInput(Spikes([1.0], duration=9.0), DeltaSynapse(), 1.0), 0.1)


def test_a_current_may_move_the_membrane_by_a_volt_on_average():
    for allowed in (np.full(100, -100.0), np.tile([0.0, 199.0], 50)):
        simulate(LIF(), allowed, 0.1, reset="none")


def test_refractoriness_counts_from_the_last_spike_of_a_constant_stretch():
    """579 steps of 2 nA hold two spikes, the second just before their end; then other currents."""
    current = np.concatenate([np.full(579, 2.0), np.full(200, 3.0), np.full(3000, 2.0)])
    times = simulate(LIF(), current, 0.1).spikes.times
    assert (times < 57.9).sum() == 2
    np.testing.assert_allclose(times, step_by_step(LIF(), current, 0.1).spikes.times, atol=1e-9)


def test_a_current_of_far_more_neurons_than_steps_is_asked_about_and_run():
    with pytest.warns(UserWarning, match=r"3 steps of 1000 neurons, 0\.3 ms .* Say current\.T\."):
        assert simulate(LIF(), np.full((3, 1000), 2.0), 0.1).v.shape == (4, 1000)
    simulate(LIF(), np.full((200, 1000), 2.0), 0.1)  # 20 ms: no warning, which would be an error
    simulate(LIF(), np.full((20, 60), 2.0), 0.1)  # no ten neurons a step
