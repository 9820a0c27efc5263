from dataclasses import replace

import numpy as np
import pytest

from snn_edu import (
    AMPA,
    LIF,
    AlphaSynapse,
    DeltaSynapse,
    ExponentialSynapse,
    ShortTermPlasticity,
    SpikeInput,
    Spikes,
    simulate,
)

TWO = Spikes([5, 6, 9], ids=[1, 0, 1], size=2, duration=20)


def test_spikes_arrive_in_order_after_each_senders_delay_with_its_weight():
    times, weights = SpikeInput(TWO, DeltaSynapse(), weights=[1, 2], delays=[0.5, 3]).arrivals()
    assert times.tolist() == [6.5, 8.0, 12.0]
    assert weights.tolist() == [1.0, 2.0, 2.0]


def test_each_sender_tires_by_itself():
    stp = ShortTermPlasticity(0.5, 800, 0)
    _, weights = SpikeInput(TWO, DeltaSynapse(), 2.0, short_term=stp).arrivals()
    first, second = stp.efficacies([5, 9])
    assert weights.tolist() == [2 * first, 2 * 0.5, 2 * second]


def test_inputs_and_currents_add_up_in_any_order():
    a, b = SpikeInput(TWO, DeltaSynapse(), 1.0), SpikeInput(TWO, AlphaSynapse(), 0.1)
    current = np.linspace(0, 1, 20)
    for drive in (a + b + current + 0.5, current + a + (0.5 + b), a + (current + b) + 0.5):
        assert set(drive.inputs) == {a, b}
        assert drive.currents(1.0) == pytest.approx(current + 0.5)


def test_how_long_is_asked_of_the_spikes():
    endless = SpikeInput(Spikes([1]), DeltaSynapse(), 1.0)
    assert (endless + SpikeInput(TWO, DeltaSynapse(), 1.0)).duration() == 20
    with pytest.raises(ValueError, match="not given"):
        simulate(LIF(), endless, dt=0.1)
    with pytest.raises(ValueError, match="10 ms and 20 ms"):
        (
            SpikeInput(TWO, DeltaSynapse(), 1) + SpikeInput(Spikes([], duration=10), AMPA, 1)
        ).duration()
    with pytest.raises(ValueError, match="whole number of steps"):
        simulate(LIF(), SpikeInput(TWO, DeltaSynapse(), 1.0), dt=0.3)
    with pytest.raises(ValueError, match=r"current has shape \(200, 2\)"):
        SpikeInput(TWO, DeltaSynapse(), 1.0) + np.ones((200, 2))
    with pytest.raises(ValueError, match="current has 7 steps"):
        simulate(LIF(), SpikeInput(TWO, DeltaSynapse(), 1.0) + np.ones(7), dt=0.1)


def test_refusals_name_the_slip():
    with pytest.raises(TypeError, match=r"Say Spikes\(times"):
        SpikeInput([1, 2], DeltaSynapse(), 1.0)
    with pytest.raises(TypeError, match=r"AlphaSynapse\(\)"):
        SpikeInput(TWO, AlphaSynapse, 1.0)
    with pytest.raises(ValueError, match=r"weights has shape \(3,\)"):
        SpikeInput(TWO, DeltaSynapse(), [1, 2, 3])
    with pytest.raises(ValueError, match="delays"):
        SpikeInput(TWO, DeltaSynapse(), 1.0, delays=-1)
    with pytest.raises(ValueError, match="written in pA"):
        simulate(LIF(), SpikeInput(TWO, ExponentialSynapse(), [0.1, 600]), dt=0.1)
    with pytest.raises(ValueError, match=r"weights: w = -0\.1 uS"):
        simulate(LIF(), SpikeInput(TWO, AMPA, [0.2, -0.1]), dt=0.1)
    with pytest.raises(TypeError, match=r"only a LIF .* In a Network they reach any model"):
        simulate(lambda state, current: (state, False), SpikeInput(TWO, AMPA, 1.0), dt=0.1)
    with pytest.raises(ValueError, match="method = 'euler'"):
        simulate(LIF(), SpikeInput(TWO, DeltaSynapse(), 1.0), dt=0.1, method="euler")
    with pytest.raises(ValueError, match="reset"):
        simulate(LIF(), SpikeInput(TWO, DeltaSynapse(), 1.0), dt=0.1, reset="subtract")


def test_spikes_that_arrive_together_keep_the_order_they_were_given_in():
    rng = np.random.default_rng(1)
    times, weights = np.repeat(np.arange(20.0), 100), np.arange(100.0)
    delays = rng.integers(0, 5, 100).astype(float)
    many = Spikes(times, np.tile(np.arange(100), 20), 100, 40.0)
    arrivals, arriving = SpikeInput(many, DeltaSynapse(), weights, delays).arrivals()
    given = zip((times + np.tile(delays, 20)).tolist(), np.tile(weights, 20).tolist(), strict=True)
    expected = sorted(given, key=lambda each: each[0])  # Python's sort is stable
    np.testing.assert_array_equal(arrivals, [time for time, _ in expected])
    np.testing.assert_array_equal(arriving, [weight for _, weight in expected])


@pytest.mark.parametrize("wrong", [{"short_term": "x"}, {"short_term": ShortTermPlasticity}])
def test_short_term_is_an_object(wrong):
    with pytest.raises(TypeError, match="short_term = "):
        SpikeInput(TWO, DeltaSynapse(), 1.0, **wrong)


def test_weights_and_delays_are_the_input_s_own():
    given = np.array([1.0, 2.0]), np.array([0.0, 3.0])
    kept = SpikeInput(TWO, DeltaSynapse(), *given)
    before = kept.arrivals()
    for array in given:
        array[:] = -1e9
    np.testing.assert_array_equal(kept.arrivals(), before)


def test_a_drive_is_guarded_however_it_is_made():
    drive = SpikeInput(TWO, DeltaSynapse(), 1.0) + 0.5
    with pytest.raises(ValueError, match="current = nan nA"):
        replace(drive, current=np.nan)
    with pytest.raises(TypeError, match="inputs = 1: expected an instance of SpikeInput"):
        replace(drive, inputs=(1,))
    with pytest.raises(ValueError, match="current: those added have 20 and 40 steps"):
        drive + np.ones(20) + np.ones(40)
    with pytest.raises(ValueError, match="current: those added have 20 and 40 steps"):
        (drive + np.ones(40)) + (drive + np.ones(20))
