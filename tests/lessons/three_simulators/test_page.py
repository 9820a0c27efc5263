"""What lesson 21 says, computed: three correct simulators, and memory, cost and few bits."""

import json
import math
import sys

import numpy as np
import pytest
from export_cases import rows, spikes_of_script
from installing import run
from lesson_pages import solved
from reference import FOLDER, case

from snn_edu import LIF, ExponentialSynapse, Network, Spikes, SpikeSource, export
from snn_edu.export.nir import layers
from snn_edu.lessons.balanced_network.balanced import CUBA
from snn_edu.lessons.three_simulators import bigger, simulators, stored_cuba_sizes, views
from snn_edu.lessons.three_simulators.simulators import FILES, ORDERS, READ, STEPS, fired
from snn_edu.simulation.simulate import simulate

page = solved("21_three_simulators")


def test_one_step_in_both_orders_and_the_quiz():
    ours, theirs = page.names["our_step"], page.names["their_step"]
    assert ours(12.0, 6.0, 1.0) == (0.0, True)
    v, now = theirs(12.0, 6.0, 1.0)
    assert page.says(f"| v decays | {12.0 * math.exp(-0.2):.1f} mV |")
    assert page.says(f"| the jump arrives | {v:.1f} mV |")
    assert theirs(19.0, 3.0, 1.0) == (0.0, True)  # what arrives is wiped out
    later, then = theirs(v, 0.0, 1.0)
    assert page.says(f"A step later it's {later:.1f} mV")
    both = simulators.A_TO_C + simulators.B_TO_C
    left, last = theirs(both, 0.0, 1.0)
    assert page.says(f"theirs make {both:g} mV", f"by then {left:.1f} mV are left")
    assert [now, then, last] == [False] * 3
    assert ours(10.0, 7.0, 1.0)[1] > theirs(10.0, 7.0, 1.0)[1]


def test_the_two_orders_on_the_page_are_two_rows_of_the_picture():
    """A neuron that hears A and B as C does, stepped by the page's own functions."""
    for order, step in ((ORDERS[0], "our_step"), (ORDERS[1], "their_step")):
        a, b, c = fired(order, 1.0)
        arriving = np.zeros(153)
        np.add.at(arriving, np.rint(a).astype(int) + 1, simulators.A_TO_C)
        np.add.at(arriving, np.rint(b).astype(int) + 1, simulators.B_TO_C)
        v, found = 0.0, []
        for k in range(151):
            v, spiked = page.names[step](v, arriving[k], 1.0)
            if spiked:
                found.append(float(k))
        assert found == list(c)


def test_the_tables_of_four_programs_and_of_bits_and_bytes():
    for dt in (2.0, 1.0, 0.1, 0.05):
        counts = [len(fired(order, dt)[2]) for order in ORDERS]
        assert page.says(f"| {dt:g} ms | {' | '.join(map(str, counts))} |")
    spikes = len(page.names["run"].spikes["outer"])
    assert {simulators.here(step).sum() for step in STEPS} == {spikes} == {51}
    w = np.linspace(0.0, 1.0, 301)
    kept = sorted(set(page.names["few_bits"](w, 2).round(9).tolist()))
    assert kept == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert page.says("0, 1/3, 2/3 or 1", f"each synapse has {1e15 / 10.4e12:.0f} bytes")


def test_three_leaks_in_whole_numbers_stop_at_three_heights():
    leaks = lambda v: v - v // 16, lambda v: v * 15 // 16, lambda v: math.floor(v * 15 / 16 + 0.5)
    found = []
    for leak in leaks:
        v = [100]
        for _ in range(1000):
            v.append(leak(v[-1]))
        assert v[40] == v[-1]  # "has stopped by then"
        found.append(v[40])
    assert found == [15, 0, 8]
    for leak, end in (leaks[0], 0), (lambda v: v - int(v / 16), -15):  # Python's //, and C's /
        v = -100
        for _ in range(1000):
            v = leak(v)
        assert v == end
    assert page.says("From −100 Python gets to 0, but the `/` of C", "stops at −15")
    assert page.says(f"it should be at {100 * (15 / 16) ** 40:.1f} after 40 steps", "at 15 by then")
    rng, v = np.random.default_rng(17), np.full(4000, 100.0)
    for _ in range(40):
        v = np.floor(v * 15 / 16 + rng.random(v.size))
    assert abs(v.mean() - 100 * (15 / 16) ** 40) < 0.1
    assert page.says("Rounded at random, v is at 7.6 on average")


def test_a_steady_current_is_late_on_a_grid_and_tells_euler_only_close_to_the_threshold():
    def climbs(drive, euler=False, dt=0.1, tau=20.0):
        v, found = 0.0, []  # the threshold is 15
        keeps = 1.0 - dt / tau if euler else math.exp(-dt / tau)
        for k in range(1, 10_000):
            v = drive + (v - drive) * keeps
            if v >= 15.0:
                found.append(f"{k * dt:.1f}")
                v = 0.0
        return found[:3]

    exact = [f"{20.0 * math.log(2.0) * k:.2f}" for k in (1, 2, 3)]
    assert page.says(f"at {exact[0]}, {exact[1]} and {exact[2]} ms")
    assert climbs(30.0) == climbs(30.0, euler=True)
    assert page.says(f"it's {', '.join(climbs(30.0))} in all four programs")
    assert page.says(f"{climbs(16.0, euler=True)[0]} ms instead of {climbs(16.0)[0]}")


def test_how_much_faster_than_real_time_and_when_compiling_pays():
    table = (FOLDER.parent / "benchmarks" / "README.md").read_text(encoding="utf-8")
    row = next(line for line in table.splitlines() if line.startswith("| W6: "))
    ours, nest, _, compiled, _, _ = [each.strip() for each in row.split("|")[2:-1]]
    assert page.says(
        f"took us {float(ours) / 1000:.2f} s",
        f"NEST {float(nest.replace(',', '')) / 1000:.1f} s",
        f"in C++ {float(compiled) / 1000:.2f} s",
    )
    assert round(1000 / float(ours)) == 7
    assert page.says("our 4,000 neurons run seven times as fast as real time")
    pays = 4.0 / (float(ours) - float(compiled)) * 1000
    assert "compiled: 4 s (median)" in table
    assert page.says("after some 50 s")
    assert 45 < pays < 55


def test_what_fits_on_a_microcontroller():
    weights = np.zeros((200, 200), np.int8)
    assert page.says(f"200 × 200 = {weights.nbytes // 1000} kB")
    spikes = 200 * 20.0 * 0.001  # in a step of 1 ms
    assert page.says(f"four spike in a step: {spikes:g} × 200 = {spikes * 200:g} additions")


def test_a_scale_of_eight_bits_with_a_sign():
    step = 1.2 / 127
    assert page.says(f"1.2/127 = {step:.4f}", f"−0.37 is −{round(0.37 / step)} of them")
    assert round(0.003 / step) == 0


def test_euler_as_another_time_constant():
    tau = -1.0 / math.log(1.0 - 1.0 / 5.0)  # an exact step of 1 ms that keeps as much
    assert page.says(f"0.8 in place of {math.exp(-0.2):.2f}", f"as if $\\tau_m$ were {tau:.1f} ms")


def test_rounding_at_random_is_right_on_average_and_far_off_in_one():
    rng = np.random.default_rng(17)
    w = np.where(rng.random(4000) < 0.5, 7, 8)  # of 15
    start, pairs = w.copy(), np.tile(np.repeat([1, -1], 50), (4000, 1))
    for sign in rng.permuted(pairs, axis=1).T:
        w = np.clip(w + sign * (rng.random(4000) < 15 / 32), 0, 15)
    astray = (w - start) / 15
    assert abs(astray.mean()) < 0.02
    assert 0.22 < astray.std() < 0.28
    alone = math.sqrt(100 * 15 / 32 * 17 / 32) / 15
    assert alone == pytest.approx(1 / 3, abs=0.005)
    assert page.says(
        "their standard deviation is a quarter of the range", "= 5 steps, a third of the range"
    )


def test_equivalence_on_the_pages_own_groups_and_how_many_wirings_it_takes():
    ours, another, slip = (
        np.array([run.rate() for run in runs]) for runs in page.names["groups"].values()
    )

    def interval(other, t=1.81):  # of ten degrees of freedom
        apart = other.mean() - ours.mean()
        error = np.sqrt((ours.var(ddof=1) + other.var(ddof=1)) / 6)
        return round(apart - t * error), round(apart + t * error)

    assert (interval(another), interval(slip)) == ((-4, 14), (-21, -10))
    assert page.says("from −4 to 14 Hz: undecided", "from −21 to −10 Hz: different")
    assert 9 * math.sqrt(2 / 6) == pytest.approx(5, abs=0.25)
    many = math.ceil(2 * (9 / 2) ** 2)
    assert page.says(f"here 2 × (9/2)² = {many} wirings for each program")
    one, other = np.random.default_rng(17).normal(0.0, 9.0, (2, 4000, many))
    error = np.sqrt((one.var(axis=1, ddof=1) + other.var(axis=1, ddof=1)) / many)
    passes = abs(one.mean(axis=1) - other.mean(axis=1)) + 1.66 * error < 6.0
    assert passes.mean() == pytest.approx(0.8, abs=0.03)


def test_a_jump_in_millivolts_as_a_current():
    lif, synapse = LIF(), ExponentialSynapse(5.0)
    assert lif.C_m == pytest.approx(2.0)  # nF
    current = lif.C_m * 1.0 / synapse.tau_syn  # nA, brings the charge of a jump of 1 mV
    peak = synapse.psp_peak(lif, current)
    assert page.says(f"2 pC / 5 ms = {1000 * current:.0f} pA", f"v rises by {peak:.2f} mV only")
    assert page.says(f"take {1000 * current / peak:.0f} pA")


def test_the_same_step_in_thresholds_and_the_threshold_taken_away_a_step_later():
    beta, weight = np.exp(-1 / 5), 6 / 15
    assert page.says(f"a weight of {weight:g}", f"$e^{{-1/5}}$ = {beta:.2f}")
    v = beta * 12 / 15 + weight
    assert v > 1
    assert page.names["our_step"](12.0, 6.0, 1.0) == (0.0, True)
    later = 15 * (beta * v - 1)  # mV: snnTorch's Leaky, U[t + 1] = beta U[t] + input - threshold
    assert page.says(f"then v stands {-later:.1f} mV below rest, and ours at rest")
    assert page.names["our_step"](0.0, 0.0, 1.0) == (0.0, False)


def test_one_spike_is_lost_by_a_microvolt_here_and_in_nest():
    known = case("lif", "lif-events-A")
    lif, spikes = views.volleys()
    assert list(views.VOLLEYS) == known["params"]["input_times_ms"]
    assert lif.C_m * 1000.0 == pytest.approx(known["params"]["C_pF"])
    exact, grid = (simulate(lif, spikes, 0.1, crossing=how) for how in ("exact", "grid"))
    times, seen = exact.spikes.times, grid.spikes.times
    for found, name in ((times, "exp_ps"), (seen, "exp_grid0p1")):
        theirs = known["expected"][f"nest_iaf_psc_{name}_ms"]
        assert found == pytest.approx(theirs, abs=1e-9)
    apart = np.abs(times[:, None] - seen).min(axis=1)
    assert np.flatnonzero(apart > 0.15).tolist() == [3]  # "the fourth spike"
    assert page.says(f"Six are there, at most {np.sort(apart)[-2]:.2f} ms off.")
    short = lif.v_threshold - grid.v[(grid.t > 34) & (grid.t < 60)].max()
    assert 0.0009 < short < 0.002  # mV: about a microvolt
    assert page.says(f"at {times[2]:.2f} ms, but the grid notices it at {seen[2]:.1f} ms")


def test_only_the_file_by_to_nir_is_read_rightly_twice_at_either_step():
    def right(file, step):
        ours = simulators.here(step)
        return sum(np.array_equal(simulators.read(name, file, step), ours) for name in READ)

    for file in FILES:
        twice = all(right(file, step) >= 2 for step in STEPS)
        assert twice == (file == "to_nir")
    for name in READ:
        assert page.says(f"| {simulators.read(name, FILES[1], '1 ms').sum():.0f} |")


@pytest.mark.slow
def test_what_the_chip_keeps():
    """Both halves are told apart: a threshold is chosen on the first, and the second judges."""
    for values, hits in (
        *(({"bits": bits}, (23, 20)) for bits in range(2, 9)),
        ({"bits": 1}, (0, 0)),
        ({"bits": 1, "share": 0.7}, (23, 20)),
        ({"grid": "2 ms"}, (23, 20)),
        ({"grid": "8 ms"}, (0, 0)),
        ({"grid": "8 ms", "share": 0.8}, (23, 20)),
    ):
        said = page.caption("on_few_bits", **values)
        assert f"hits {hits[0]} of 23 in the half for choosing" in said
        assert f"{hits[1]} of 20 in the half that judges (0.0 false alarms/s)" in said
        assert "by your few_bits" in said
    assert bigger.chosen(1, "exact") == 0.7
    w = np.arange(16) / 15
    assert np.array_equal(bigger.quantised(w + 1 / 32, 4), w)
    assert page.says("one pair of spikes adds at most 1/32 to a weight")
    learned, _, _ = bigger.learned()
    assert np.mean(learned < 0.5) == pytest.approx(7 / 8, abs=0.01)
    assert np.mean(np.flatnonzero(learned >= 0.5) < 500) == pytest.approx(7 / 8, abs=0.01)


def test_each_half_of_what_the_chip_hears_is_scored_without_the_other():
    (first, second), latencies = bigger.on_a_chip(1, "exact", 0.75)
    _, _, onsets = bigger.learned()
    hit = ~np.isnan(latencies)
    assert first.hit_rate == hit[onsets < bigger.HALF].mean()
    assert second.hit_rate == hit[onsets >= bigger.HALF].mean()


def test_a_rounding_of_the_learners_own_runs_in_the_picture_once_it_is_right():
    ours = bigger.on_few_bits(..., 1, "exact", 0.7)
    theirs = bigger.on_few_bits(page.names["few_bits"], 1, "exact", 0.7)
    assert np.array_equal(ours["hits"], theirs["hits"])
    assert "a weight" in ours["text"]
    assert "by your few_bits" in theirs["text"]


def test_a_step_of_the_learners_own_runs_in_the_picture_once_it_is_right():
    step = page.names["their_step"]
    for dt in (2.0, 1.0, 0.1, 0.05):
        assert fired(ORDERS[1], dt, step) == fired(ORDERS[1], dt)
    assert "(by your function) 2" in simulators.orders_of_events(step, 1.0)["text"]
    assert "your" not in simulators.orders_of_events(page.names["our_step"], 1.0)["text"]


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
    """Euler's 1 - dt / tau_m is e^{-dt / tau'} for tau' = -dt / ln(1 - dt / tau_m)."""
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
    assert not (np.nonzero(fine)[0] % 10).any()  # a spike of 1 ms is one in its first 0.1 ms
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


KINDS = "first", "others"  # what of a row is on your laptop, and on more of them
GB = {one.name: one.bytes_each for one in bigger.HELD}  # of 1e9 synapses


def test_a_synapse_of_ours_takes_32_bytes_and_96_at_the_peak_of_a_run():
    network = CUBA(size=4000).network(np.random.default_rng(1))
    assert stored_cuba_sizes.bytes_a_synapse(network, runs=False) == GB["snn_edu, as a plan"]
    peak = stored_cuba_sizes.bytes_a_synapse(network, runs=True)
    assert peak == pytest.approx(GB["snn_edu, as it runs"], rel=0.03)


def test_a_billion_synapses_are_the_published_amounts():
    shown = bigger.memory_of_synapses(9.0)
    text = shown["text"]
    assert "1,000,000,000 synapses: 89 GB here as they run, 48 GB in NEST, 112 GB with STDP" in text
    assert "2 of 7 rows fit" in text
    assert GB["NEST on K, 2013"] == round(1e15 / 10.4e12)
    assert shown["told5"] == "112 GB: 7 laptops"
    for power, told in ((4.0, "890 kB"), (6.0, "89 MB"), (10.0, "890 GB")):
        assert f"synapses: {told} here" in bigger.memory_of_synapses(power)["text"]


def test_a_row_is_black_as_far_as_a_laptop_reaches_and_the_rest_is_for_others():
    for power in (7.0, 9.0, 13.0):
        shown = bigger.memory_of_synapses(power)
        for k, one in enumerate(bigger.HELD):
            (_, black, _), (full, end, _) = (shown[name][0][3 * k :][:3] for name in KINDS)
            assert one.bytes_each * 10.0**full == pytest.approx(16e9)
            assert black == min(power, full)
            assert end == max(power, full)
            laptops = one.bytes_each * 10.0**power / 16e9
            assert ("laptops" in shown[f"told{k}"]) == (laptops > 1)
    assert bigger.memory_of_synapses(10.0)["told5"] == "1.1 TB: 70 laptops"
    few = bigger.cost_by_size(4000, "80 senders each")
    assert "4,000 neurons, 80 senders each: 320," in few["text"]
    assert few["memory_told"] == "twice the neurons: × 2.0"
    dense = bigger.cost_by_size(10_000, "2 % of all pairs")
    assert "1,999,785 synapses, 3.3 Hz" in dense["text"]
    assert dense["text"].endswith("173 MB; with twice the neurons 1.04 s and 685 MB.")
    assert dense["memory_told"] == "twice the neurons: × 4.0"
    assert bigger.on_a_chip(8, "exact", 0.5)[0][0].false_alarms > 10.0


@pytest.mark.peers
@pytest.mark.parametrize(
    ("model", "name"), [("static_synapse", "static"), ("stdp_synapse", "STDP")]
)
def test_nest_takes_what_the_table_says(model, name):
    """Measured in a process of its own: the growth of its memory at three million synapses."""
    pytest.importorskip("nest", exc_type=ImportError)
    command = sys.executable, FOLDER / "measure_nest_memory.py", model
    found = float(run(*command).strip().splitlines()[-1].split()[-4])
    assert found == pytest.approx(GB[f"NEST 3.10, {name}"], rel=0.1)


def test_the_stored_sizes_are_those_of_the_networks():
    """Synapses and rate hang on the seed alone; the times are those of one machine."""
    rows = json.loads(stored_cuba_sizes.STORED.read_text(encoding="utf-8"))["rows"]
    wirings, sizes = stored_cuba_sizes.WIRINGS, stored_cuba_sizes.SIZES
    points = [{"wiring": wiring, "size": n} for wiring in wirings for n in sizes]
    assert [{name: row[name] for name in ("wiring", "size")} for row in rows] == points
    seeds = np.random.SeedSequence(13).spawn(len(rows))
    for k in (0, 1, 20):
        again = stored_cuba_sizes.measured(points[k], np.random.default_rng(seeds[k]))
        assert again["synapses"] == rows[k]["synapses"]
        assert again["rate"] == rows[k]["rate"]
        assert again["bytes"] == pytest.approx(rows[k]["bytes"], rel=0.03)
