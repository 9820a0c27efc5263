from dataclasses import replace

import numpy as np
import pytest
from ranges import refused

from snn_edu import AMPA, LIF, SpikeInput, Spikes, simulate
from snn_edu.synapses import (
    AlphaSynapse,
    DeltaSynapse,
    Drive,
    ExponentialSynapse,
    ShortTermPlasticity,
)

TWO = Spikes([5, 6, 9], ids=[1, 0, 1], size=2, duration=20)
JUMP = SpikeInput(TWO, DeltaSynapse(), 1.0)
ENDLESS = SpikeInput(Spikes([1]), DeltaSynapse(), 1.0)


def test_spikes_arrive_in_order_after_each_senders_delay_with_its_weight():
    times, weights = SpikeInput(TWO, DeltaSynapse(), weights=[1, 2], delays=[0.5, 3]).arrivals()
    assert times.tolist() == [6.5, 8.0, 12.0]
    assert weights.tolist() == [1.0, 2.0, 2.0]


def test_each_sender_tires_by_itself():
    stp = ShortTermPlasticity(0.5, 800, 0)
    three = Spikes([5, 6, 9, 11], ids=[1, 0, 1, 2], size=3)
    _, weights = SpikeInput(three, DeltaSynapse(), 2.0, short_term=stp).arrivals()
    first, second = stp.efficacies([5, 9])
    assert weights.tolist() == [2 * first, 2 * first, 2 * second, 2 * first]


def test_inputs_and_currents_add_up_in_any_order():
    a, b = SpikeInput(TWO, DeltaSynapse(), 1.0), SpikeInput(TWO, AlphaSynapse(), 0.1)
    current = np.linspace(0, 1, 20)
    assert repr((a + 0.5).current) == "0.5"  # a plain number stays one
    assert (ENDLESS + a).duration() == 20
    drives = (a + b + current + 0.5, current + a + (0.5 + b), a + (current + b) + 0.5)
    for drive in (*drives, current + (a + b + 0.5)):
        assert set(drive.inputs) == {a, b}
        assert drive.currents(1.0) == pytest.approx(current + 0.5)


test_refusals_name_the_slip = refused(
    (lambda: SpikeInput([1, 2], DeltaSynapse(), 1.0), TypeError, r"Say Spikes\(times"),
    (lambda: SpikeInput(TWO, AlphaSynapse, 1.0), TypeError, r"AlphaSynapse\(\)"),
    (lambda: simulate(LIF(), ENDLESS, dt=0.1), ValueError, "not given"),
    (lambda: (JUMP + SpikeInput(Spikes([], duration=10), AMPA, 1)).duration(), ValueError,
     "10 ms and 20 ms"),
    (lambda: replace(JUMP, weights=[1, 2, 3]), ValueError, r"weights has shape \(3,\)"),
    (lambda: Drive((replace(JUMP, spikes=Spikes([], size=2, duration=1e-4)),)).duration(),
     ValueError, "duration = 0.0001 ms: allowed is 0.001 ms or more"),
    (lambda: replace(JUMP, short_term="x"), TypeError, "short_term = "),
    (lambda: replace(JUMP, short_term=ShortTermPlasticity), TypeError, "short_term = "),
    (lambda: simulate(LIF(), SpikeInput(TWO, ExponentialSynapse(), [0.1, 600]), 0.1),
     ValueError, "written in pA"),
    (lambda: simulate(LIF(), SpikeInput(TWO, AMPA, [0.2, -0.1]), 0.1), ValueError,
     r"weights: w = -0\.1 uS"),
    (lambda: simulate(lambda state, current: (state, False), JUMP, 0.1), TypeError,
     "only a LIF .* In a Network they reach any model"),
    (lambda: simulate(LIF(), JUMP, 0.1, method="euler"), ValueError, "method = 'euler'"),
    (lambda: simulate(LIF(), JUMP, 0.1, reset="subtract"), ValueError, "reset"),
    (lambda: simulate(LIF(), JUMP, dt=0.3), ValueError, "whole number of steps"),
    (lambda: simulate(LIF(), replace(JUMP, spikes=Spikes([], size=2, duration=1e9)), 0.1),
     ValueError, r"duration = 1e\+09 ms: that would take 4e\+11 bytes"),
    (lambda: simulate(LIF(), JUMP + np.ones(7), 0.1), ValueError, "current has 7 steps"),
    (lambda: simulate(LIF(), JUMP + 500.0, 0.1), ValueError, "current averages 500 nA"),
    (lambda: SpikeInput(TWO, DeltaSynapse(), 1.0, [0.0, 1e-12]), ValueError, "delays = 1e-12 ms"),
    (lambda: JUMP + np.ones((200, 2)), ValueError, r"current has shape \(200, 2\)"),
    (lambda: replace(JUMP + 0.5, current=np.nan), ValueError, "current = nan nA"),
    (lambda: replace(JUMP + 0.5, inputs=(1,)), TypeError, "inputs = 1: expected an instance"),
    *((lambda pair=pair: (JUMP + np.ones(pair[0])) + np.ones(pair[1]), ValueError,
       "current: those added have 20 and 40 steps") for pair in ((20, 40), (40, 20))),
)  # fmt: skip


def test_spikes_that_arrive_together_keep_the_order_they_were_given_in():
    many, delays = Spikes(np.zeros(200), np.arange(200), 200), np.repeat([1.0, 0.0], 100)
    _, weights = SpikeInput(many, DeltaSynapse(), np.arange(200.0), delays).arrivals()
    assert weights.tolist() == [*range(100, 200), *range(100)]


def test_weights_and_delays_are_the_input_s_own():
    given = np.array([1.0, 2.0]), np.array([0.0, 3.0])
    kept = SpikeInput(TWO, DeltaSynapse(), *given)
    before = kept.arrivals()
    for array in given:
        array[:] = -1e9
    np.testing.assert_array_equal(kept.arrivals(), before)
