"""A likely slip that could be meant is asked about and done; what is meant passes in peace."""

import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from snn_edu import (
    LIF,
    STDP,
    AdEx,
    DeltaSynapse,
    Network,
    PoissonInput,
    RewardSTDP,
    ShortTermPlasticity,
    SpikeInput,
    Spikes,
    SynapticScaling,
    TripletSTDP,
    decode_phase,
    encode_phase,
    explore,
    gamma,
    load,
    poisson,
    siegert,
    simulate,
    stimuli,
    training,
    van_rossum,
    victor_purpura,
)
from snn_edu.coding import jitter
from snn_edu.neurons import Izhikevich

RNG = np.random.default_rng
EARLY, LATE = Spikes([10.0], duration=100.0), Spikes([110.0], duration=100.0, start=100.0)
FIRES = simulate(LIF(), np.full(1250, 2.0), 0.1)
UPSTROKES = simulate(AdEx(), np.full(2000, 1.0), 0.1)  # what is left of a step follows a reset
QUIET = simulate(LIF(), np.full(1000, 1.0), 0.1)
PUSHED = simulate(
    LIF(), SpikeInput(Spikes([10, 30, 50], duration=90.0), DeltaSynapse(), weights=-5.0) + 1.0, 0.1
)
IN_CYCLES = encode_phase([0.2, 0.5, 0.9])
SECONDS = np.arange(20) / 50.0  # 20 spikes, 20 ms apart


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda: AdEx(tau_w=0.144), r"tau_w = 0.144 ms is short. .*Say 144"),  # Brette's 144 ms
        (lambda: RewardSTDP(tau_eligibility=1.0), r"tau_eligibility = 1 ms .*Say 1000"),
        (lambda: RewardSTDP(tau_reward=0.2), r"tau_reward = 0.2 ms .*Say 200"),  # Izhikevich's
        (lambda: SynapticScaling(tau=10.0), r"tau = 10 ms .*Say 10000"),
        (lambda: TripletSTDP(tau_y=0.114), r"tau_y = 0.114 ms .*Say 114"),
        (lambda: TripletSTDP(tau_x=0.101), r"tau_x = 0.101 ms .*Say 101"),
        (lambda: poisson(0.02, 1000.0, RNG(0)), r"rate = 0.02 Hz is one spike in 50 s"),
        (lambda: gamma(0.02, 4.0, 1000.0, RNG(0)), r"spikes per ms. Say 1000 . rate"),
        (lambda: stimuli.step(1.0, 100.0, 0.1, start=0.05, stop=0.06), "there is no pulse"),
        (lambda: siegert(-55.0, 3.0, 20.0), r"mu = -55 mV, with a threshold of 20 mV"),
        (lambda: LIF().rate(2000.0), r"drives v by up to 20 V. Is it in pA"),
        (lambda: LIF().rate(np.array([1.0, 300.0])), r"up to 3 V"),
        (lambda: PoissonInput(rate=0.5, weight=2000.0), "more than a volt. Are the two swapped"),
        (lambda: victor_purpura(EARLY, LATE, cost=0.1), "never together. Say a.shift"),
        (lambda: van_rossum(LATE, EARLY, tau=10.0), "from 100 ms on, b from 0 ms on, never"),
        (lambda: STDP().change(SECONDS, [5.0]), r"pre: 20 spikes .*Say 1000 . pre"),
        (lambda: victor_purpura([1.0], SECONDS, cost=0.1), "b: 20 spikes of one neuron in 0.38"),
        (lambda: STDP().window(np.array([10], np.uint8) - np.array([20], np.uint8)),
         "uint8 has no minus, so that -10 ms are 246"),
        (lambda: training.Bill(macs=5.0, weights=-2.0), "weights = -2 pJ: no operation gives"),
        (lambda: siegert(-45.0, 5.0, 20.0), r"mu = -45 mV, with a threshold of 20 mV"),
        (lambda: LIF().time_to_spike(2000.0), r"drives v by up to 20 V. Is it in pA"),
        (lambda: Spikes.from_voltage(FIRES.v, dt=0.1, threshold=-20.0), r"falls 4 times at once"),
        (lambda: Spikes.from_voltage(FIRES.v, dt=0.1, threshold=-50.0), r"take run.spikes"),
        (lambda: Spikes.from_voltage(UPSTROKES.v, dt=0.1, threshold=-20.0), r"to some -5\d"),
        (lambda: decode_phase(IN_CYCLES, 50.0, frequency=8.0), r"send 4 spikes a cycle"),
        (lambda: STDP().change([0.01, 0.03, 0.05], [5.0]), r"pre: 3 spikes .*Say 1000 . pre"),
        (lambda: ShortTermPlasticity().efficacies([0.1, 0.2, 0.4]), r"times: 3 spikes .*seconds"),
    ],
)  # fmt: skip
def test_a_likely_slip_is_asked_about_and_done(slip, words):
    with pytest.warns(UserWarning, match=words) as asked:
        assert slip() is not None
    assert asked[0].filename == __file__  # the line that one wrote


@pytest.mark.parametrize(
    "meant",
    [
        lambda: AdEx(tau_w=5.0),
        lambda: RewardSTDP(tau_eligibility=20.0, tau_reward=0.0),
        lambda: SynapticScaling(tau=100.0),
        lambda: TripletSTDP(tau_y=40.0, tau_x=None),
        lambda: poisson(0.02, 1e6, RNG(0)),  # a sparse neuron, heard for long
        lambda: poisson(0.0, 1000.0, RNG(0)),
        lambda: poisson(20.0, 10.0, RNG(0)),  # a loop of ten milliseconds
        lambda: stimuli.step(1.0, 100.0, 0.1, start=50.0, stop=50.0),  # a pulse of no length
        lambda: siegert(-55.0, 3.0, 20.0, v_threshold=-50.0, v_reset=-65.0),
        lambda: siegert(-40.0, 5.0, 20.0),  # inhibition
        lambda: LIF().rate(np.array([0.0, 50.0])),
        lambda: LIF().rate(1e9),  # the limit 1 / t_ref
        lambda: PoissonInput(rate=5.0, weight=100.0),
        lambda: victor_purpura(EARLY, LATE.shift(-100.0), cost=0.1),
        lambda: victor_purpura(EARLY.shift(50.0), EARLY, cost=0.1),
        lambda: STDP().change(np.arange(20) * 3.0, [10.0]),  # a burst
        lambda: STDP().change(Spikes(SECONDS, size=1), [10.0]),  # many neurons as one
        lambda: STDP().window(np.array([-10, 10], np.int8)),
        lambda: Spikes.from_voltage(QUIET.v, dt=0.1, threshold=-20.0),  # a sweep without a spike
        lambda: Spikes.from_voltage(PUSHED.v, dt=0.1, threshold=-20.0),  # down by inhibition
        lambda: decode_phase(IN_CYCLES, 50.0),
        lambda: decode_phase(jitter(IN_CYCLES, 5.0, RNG(1)), 100.0),
        lambda: STDP().change([10.0, 10.0, 10.0], [5.0]),  # one moment
        lambda: STDP().change([10.0, 10.1, 10.2], [5.0]),
        lambda: STDP().change([0.5, 0.6], [0.0, 0.5, 0.5]),
        lambda: LIF().v_after(5.0, 1.0, v0=-0.001),
        lambda: LIF(tau_m=np.array(20.0), R_m=Decimal("10"), t_ref=Fraction(2)),
    ],
)
def test_what_is_meant_passes_in_peace(meant):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        meant()


def test_one_number_is_a_number_in_whatever_holds_it():
    same = LIF(tau_m=np.array(12.5), R_m=Decimal("8"), t_ref=Fraction(5, 2))
    assert same == LIF(tau_m=12.5, R_m=8.0, t_ref=2.5)
    assert Spikes([Decimal("1.5"), Fraction(1, 2)]).times.tolist() == [0.5, 1.5]
    assert Spikes([1.0, 2.0]).of(np.array(0)).times.tolist() == [1.0, 2.0]
    assert "0.5" in explore(lambda a=0.5: np.array(a), a=(0, 1)).text
    assert LIF(tau_m=range(10, 12)).size == 2
    for none in np.array(True), np.ma.masked, np.array("20"), np.array([20.0, 10.0])[None]:
        with pytest.raises((TypeError, ValueError), match="tau_m"):
            LIF(tau_m=none)


def test_a_text_has_no_name_of_a_kept_result(tmp_path):
    kept = tmp_path / "mine.npz"
    EARLY.save(kept)
    with pytest.raises(ValueError, match=r"mine.npz': is no name of a text. Say save"):
        EARLY.to_csv(kept)
    assert load(kept).times.tolist() == [10.0]


def test_volts_are_refused_where_a_model_begins_and_ends():
    for asked in LIF().time_to_spike, lambda current, v0: LIF().v_after(5.0, current, v0):
        with pytest.raises(ValueError, match=r"v0 = -0.065 mV: next to nothing. .* mean -65"):
            asked(2.0, -0.065)
    with pytest.raises(ValueError, match=r"start\[0\] = -0.06 mV: next to no.* mean -60"):
        simulate(LIF(), np.full(10, 1.0), 0.1, start=(-0.06, 0.0))
    relative = LIF(v_rest=0.0, v_reset=0.0, v_threshold=15.0)
    assert simulate(relative, np.full(10, 1.0), 0.1, start=(0.06, 0.0)).v[0] == 0.06
    with pytest.raises(ValueError, match=r"c = -0.065 mV: next to nothing"):
        Izhikevich(c=-0.065)


@pytest.mark.parametrize("name", ["", " ", "\n"])
def test_a_population_has_a_name(name):
    with pytest.raises(ValueError, match=r"name = .*: a population needs one"):
        Network().add(LIF(), 1, name)


def test_what_a_bill_saves_has_its_place_in_the_picture():
    with pytest.warns(UserWarning, match="no operation gives energy back"):
        saved = training.Bill(macs=5.0, weights=-2.0)
    assert saved.total == 3.0
    low, high = saved.plot().get_xlim()
    assert low < -2.0 < 5.0 < high
    assert training.Bill(macs=5.0).plot().get_xlim()[0] == 0.0
