"""What lesson 20 says: every number on its page, computed."""

import math

import numpy as np
import pytest
from lesson_pages import solved
from reference import case

from snn_edu.lessons.three_simulators import bigger, simulators, views
from snn_edu.lessons.three_simulators.simulators import FILES, ORDERS, READ, STEPS, fired
from snn_edu.simulation.simulate import simulate

page = solved("20_three_simulators")


def test_one_step_in_both_orders_and_the_quiz():
    ours, theirs = page.names["our_step"], page.names["their_step"]
    assert ours(12.0, 6.0, 1.0) == (0.0, True)
    v, now = theirs(12.0, 6.0, 1.0)
    assert page.says(f"| v decays | {12.0 * math.exp(-0.2):.1f} mV |")
    assert page.says(f"| the jump arrives | {v:.1f} mV |")
    assert theirs(19.0, 3.0, 1.0) == (0.0, True)  # what arrives is wiped out
    later, then = theirs(v, 0.0, 1.0)
    assert page.says(f"v has decayed to {later:.1f} mV")
    both = simulators.A_TO_C + simulators.B_TO_C
    left, last = theirs(both, 0.0, 1.0)
    assert page.says(f"make {both:g} mV at once", f"only {left:.1f} mV are left")
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
    for dt in (2.0, 1.0, 0.05):
        counts = [len(fired(order, dt)[2]) for order in ORDERS]
        assert page.says(f"| {dt:g} ms | {' | '.join(map(str, counts))} |")
    spikes = len(page.names["run"].spikes["outer"])
    assert {simulators.here(step).sum() for step in STEPS} == {spikes} == {51}
    w = np.linspace(0.0, 1.0, 301)
    kept = sorted(set(page.names["few_bits"](w, 2).round(9).tolist()))
    assert kept == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert page.says("0, 1/3, 2/3 or 1", f"each synapse has {1e15 / 10.4e12:.0f} bytes")


def test_one_spike_is_lost_by_a_microvolt_here_and_in_nest():
    known = case("lif", "lif-events-A")
    lif, spikes = views.volleys()
    assert list(views.VOLLEYS) == known["params"]["input_times_ms"]
    assert lif.C_m * 1000.0 == pytest.approx(known["params"]["C_pF"])
    exact, grid = (simulate(lif, spikes, 0.1, crossing=how) for how in ("exact", "grid"))
    for run, name in ((exact, "exp_ps"), (grid, "exp_grid0p1")):
        theirs = known["expected"][f"nest_iaf_psc_{name}_ms"]
        assert run.spikes.times == pytest.approx(theirs, abs=1e-9)
    times, seen = exact.spikes.times, grid.spikes.times
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


def test_what_the_chip_keeps():
    for values, hits in (
        *(({"bits": bits}, 43) for bits in range(2, 9)),
        ({"bits": 1}, 0),
        ({"bits": 1, "share": 0.7}, 43),
        ({"grid": "2 ms"}, 43),
        ({"grid": "8 ms"}, 0),
        ({"grid": "8 ms", "share": 0.8}, 43),
    ):
        said = page.caption("on_few_bits", **values)
        assert f"hits {hits} of 43 showings" in said
        assert "0.0 false alarms/s" in said or values.get("share") == 0.8
    assert bigger.on_a_chip(8, "8 ms", 0.8)[0].false_alarms * bigger.TESTED / 1000.0 == 1.0
    w = np.arange(16) / 15
    assert np.array_equal(bigger.quantised(w + 1 / 32, 4), w)  # "adds at most 1/32 to a weight"
    learned, _, _ = bigger.learned()
    assert np.mean(learned < 0.5) == pytest.approx(7 / 8, abs=0.01)
    assert np.mean(np.flatnonzero(learned >= 0.5) < 500) == pytest.approx(7 / 8, abs=0.01)


@pytest.mark.slow
def test_one_bit_with_another_threshold_does_in_seven_of_twelve_inputs():
    hits = [bigger.on_a_chip(1, "exact", 0.7, seed)[0].hit_rate for seed in range(1, 13)]
    assert sum(rate > 0.95 for rate in hits) == 7  # "did well on only seven of them"
