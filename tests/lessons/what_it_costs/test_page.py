import numpy as np
import phone
import pytest
from lesson_pages import solved

from snn_edu.lessons.from_ann_to_snn import networks
from snn_edu.lessons.what_it_costs import run, views
from snn_edu.live import MOVING
from snn_edu.training import Energy, IFLayers, convert, latency_input, snn_operations

MACS, NEURONS = 7400, 110
FULL = {"weights": True, "potentials": True, "updates": True}
page = solved("16_what_it_costs")
#: pJ of a synaptic operation, as one review tables them: Tang et al. 2023, table 3.
CHIPS = {
    "Tianjic": 1.54, "TrueNorth": 2.5, "SENECA": 2.8, "SpiNNaker2": 10.0, "ODIN": 12.7,
    "Loihi": 23.6, "SpiNNaker": 45.0,
}  # fmt: skip


def cost(code, steps, **switches):
    """(SNN, ANN) in nJ, as the receipts have them."""
    lines = dict.fromkeys(("weights", "potentials", "updates", "reads", "zeros"), False) | switches
    frame = views.receipts_frame(code, steps, **lines)
    return tuple(float(frame[who][-1].split()[0].replace(",", "")) for who in ("snn", "ann"))


def ratio(code, steps, **switches):
    snn, ann = cost(code, steps, **switches)
    return snn / ann


def errors(code, steps):
    return round(539 * (1 - networks.reached(code, steps).accuracy()))


def test_the_argument_and_the_bill_by_poisson_spikes():
    assert views.size()[::2] == (MACS, NEURONS)
    assert cost("Poisson", 50)[1] == pytest.approx(34.04)
    assert errors("Poisson", 50) == round(539 * (1 - networks.ann_accuracy()))
    assert page.says("it gets about as many test pictures right as its ANN")
    operations = networks.reached("Poisson", 50).operations.synaptic_operations
    assert operations == pytest.approx(107_000, abs=300)
    assert 14 < operations / MACS < 15
    assert 2.8 < ratio("Poisson", 50) < 2.9


def test_where_the_two_bills_meet_and_what_latency_saves():
    assert ratio("Poisson", 17) < 1 < ratio("Poisson", 18)
    assert page.says("The copy is cheaper up to 17 steps.")
    for steps in range(1, 51):
        assert cost("latency", steps)[0] < 0.55 * cost("Poisson", steps)[0]
    assert run("Poisson", 50).inputs.sum(1).mean() == pytest.approx(971, abs=1)
    assert run("latency", 50).inputs.sum(1).mean() == pytest.approx(32, abs=2)


@pytest.mark.slow
def test_one_line_worked():
    eight = run("latency", 8)
    assert eight.inputs.sum(1).mean() == pytest.approx(30, abs=0.5)
    assert eight.hidden.sum(1).mean() == pytest.approx(130, abs=3)
    counted = page.names["synaptic_operations"](*eight)
    assert page.says(f"On average your function counts {counted:,.0f} add")
    filled = page.picture("filled_frame")
    alone = [float(filled.view(picture=k)["snn"][1].split(" ×")[0].replace(",", ""))
             for k in range(539)]  # fmt: skip
    assert np.mean(alone) == pytest.approx(counted, abs=0.5)
    assert min(alone) < 0.8 * counted < 1.2 * counted < max(alone)
    assert 1 / ratio("latency", 8) == pytest.approx(9, abs=0.5)
    assert errors("latency", 8) == round(539 * (1 - networks.ann_accuracy())) + 4
    assert page.says("gets four pictures more wrong than its ANN then")
    assert 100 * eight.inputs.sum(1).mean() / counted == pytest.approx(0.7, abs=0.01)


def test_the_whole_bill():
    receipt = page.picture("receipts_frame", 1).view(code="latency", steps=8, **FULL,
                                                     reads=False, zeros=False)  # fmt: skip
    assert receipt["snn"][2:12:3] == ["3.89", "43.17", "43.17", "13.99"]
    assert receipt["snn"][-1] == "104.21 nJ"
    widths = [bar["width"] for who in ("snn", "ann") for bar in receipt[f"{who}_bars"]]
    amounts = [3.89, 43.17, 43.17, 13.99, 34.04, 74.0, 0.0]  # inputs read are not paid
    assert np.divide(widths, max(widths)) == pytest.approx(np.divide(amounts, 74.0), abs=1e-3)
    for paid in ({}, {"weights": True}, FULL):  # the curve pays for what is ticked, as the dot does
        lines = {**dict.fromkeys((*FULL, "reads", "zeros"), False), **paid}
        frame = views.receipts_frame("latency", 8, **lines)
        assert dict(zip(*frame["curve"], strict=True))[8] == frame["dot"][1][0]
    assert page.says("so 8 steps make 880 updates", "makes 4,317 operations where the ANN makes")
    assert "That's 0.96 ANNs" in receipt["text"]
    assert page.says("| as it was | 0.96 |")
    assert ratio("latency", 8, weights=True) == pytest.approx(0.44, abs=0.005)


def test_silence_and_fairness():
    silent = page.names["snn_bill"](0, NEURONS * 100, 0.9, 10, 10)
    assert silent / cost("latency", 8, **FULL)[1] == pytest.approx(1.6, abs=0.03)
    for switches, share in (({"reads"}, 0.72), ({"zeros"}, 1.80), ({"reads", "zeros"}, 1.34)):
        paid = dict.fromkeys({*FULL, *switches}, True)
        assert ratio("latency", 8, **paid) == pytest.approx(share, abs=0.005)
    x = networks.trained().test.pictures
    assert (x == 0).mean() == pytest.approx(0.5, abs=0.02)
    assert 1 - views.size()[1] / MACS == pytest.approx(0.465, abs=0.005)
    assert page.says("skips whatever is zero, almost half of the MACs")
    S = networks.reached("latency", 8).operations.synaptic_operations
    dearer = page.names["snn_bill"](S, NEURONS * 8, 0.9, 10, 11)
    assert page.says("let a potential cost 11 pJ instead of 10, and the copy is the dearer one")
    assert dearer / cost("latency", 8, **FULL)[1] == pytest.approx(1.02, abs=0.005)
    assert max(run("latency", 8).hidden.max(), run("latency", 8).output.max()) <= 8  # four bits


def test_the_line_is_where_the_tables_and_the_quiz_say():
    break_even = page.names["break_even"]
    *rows, eight_bits = [f"{break_even(**prices):.2f}" for prices in views.ROWS.values()][:5]
    for row, told in zip(rows, ("alone", "the weights", "the potentials", "inputs"), strict=True):
        assert page.says(f"{told} | {row} |")
    assert f"It falls from {rows[2]} to {eight_bits}." in page.asked("eight_bits").why
    eight = views.EIGHT_BITS
    assert (eight.mac, eight.ac, eight.weight, eight.potential) == (0.23, 0.03, 1.25, 5.0)
    updates = 110 * 5 * (eight.ac + 1.5 * eight.potential)  # of our network at T = 5
    line = (7400 * (eight.mac + eight.weight) - updates) / 7400 / (eight.mac + eight.weight)
    assert page.says(
        f"a break-even of {eight.break_even():.3f}, or {20 * eight.break_even():.1f} % at T = 5",
        f"of our own network paid it's {20 * line * eight.break_even():.1f} %",
    )
    whole = 7400 * (eight.mac + eight.weight) / 1000  # nJ
    ours = page.names["snn_bill"](4317, 880, eight.ac, eight.weight, eight.potential)
    assert page.says(f"the ANN's picture comes to {whole:.0f} nJ and our copy's to {ours:.0f}")
    macs = 390 * 256 + 256 * 256 + 256 * 29  # of the measured spotter of words
    assert page.says(f"makes {macs:,} MACs, at our prices {macs * 14.6e-6:.1f} µJ")
    assert page.says(f"that's {round(7.1e8 / 6.022e23 * 50e3 * 1e12, -1):.0f} pJ")
    assert networks.reached("current", 8).operations.macs == 6400
    for name, weight in (("quiz_line", 4), ("quiz_beside", 0)):
        assert page.answer(name).endswith(f" {Energy(2, 0.5, weight, 3.5).break_even():g}")
    assert page.names["my_ratio"] == pytest.approx(37.4, abs=0.06)
    memory = 14.6 / (20.9 * 0.1366)
    assert page.says(f"| and memory paid | {memory:.1f} |")
    assert page.says(f"| and the rate meant for one of eight steps | {memory / 8:.2f} |")
    table = page.asked("table")
    assert [table.oracle() + sign * table.tolerance for sign in (-1, 1)] == [37, 38]


def test_a_wider_layer_hardly_helps_and_more_synapses_to_a_neuron_do():
    """The rate in a step at which both bills are the same in ten, by the learner's function."""
    bill, T = page.names["snn_bill"], 10

    def rate(synapses, neurons):
        updates = bill(0, neurons * T, 0.9, 10, 10)
        each = bill(synapses * T, 0, 0.9, 10, 10)  # if all fired in every step
        return (synapses * 14.6 / 1000 - updates) / each

    narrow, wide = (rate(74 * hidden, hidden + 10) for hidden in (100, 500))
    assert narrow < wide < 1.02 * narrow
    assert 0.055 < narrow < 0.06
    assert page.says("must fire in fewer than 6 % of the steps")
    deep = rate(64 * 100 + 100 * 100 + 100 * 10, 210)  # a second layer of a hundred
    assert narrow < deep < 1.05 * narrow
    limit = page.names["break_even"](4.6, 0.9, 10, 10) / T
    assert limit == pytest.approx(0.07, abs=0.001)
    assert rate(1000, 1) == pytest.approx(limit, rel=0.02)
    assert page.says("with its 74 synapses", "in ten steps, at a rate of 7 %")


def test_the_map_as_it_is_read():
    """Which points of the trails lie in the blue, by two buttons; how high at the left edge."""
    macs, T = MACS, np.array(networks.STEPS)
    for row, won in (("arithmetic", {"latency": T.max(), "Poisson": 15}),
                     ("and potentials", {"latency": 8, "Poisson": 2})):  # fmt: skip
        mac, ac, weight, potential = views.ROWS[row].values()
        for code, last in won.items():
            spikes, steps = views.trail(code)
            snn = spikes * macs * (ac + weight + potential)
            snn = snn + NEURONS * steps * (ac + 1.5 * potential)
            assert steps[snn < macs * (mac + weight)].max() == last, (row, code)
    first, picture = page.picture("map_frame"), page.picture("map_frame", 1)
    assert "8 bits" in picture.tries
    assert "8 bits" not in first.tries  # it is asked below
    picture.set(spikes=0.02, steps=60, weight=10.0, potential=10.0)
    assert "costs 1 ANNs" in picture.text or "costs 0.99" in picture.text
    picture.reset()
    assert 1 - networks.reached("Poisson", 2).accuracy() == pytest.approx(1 / 6, abs=0.015)


def test_each_colour_of_the_map_begins_at_its_ratio_of_energies():
    frame = page.picture("map_frame").view(spikes=0.3, steps=8, zeros=False,
                                           **views.ROWS["and potentials"])  # fmt: skip
    for (least, colour), band in zip(views.BANDS, frame["map"], strict=True):
        spikes, steps = band["xy"][:-2].T
        for S, T in zip(spikes[::10], steps[::10], strict=True):
            if 1.001 * views.X[0] < S < 0.999 * views.X[1]:
                snn = S * MACS * 20.9 + NEURONS * T * 15.9
                assert snn == pytest.approx(least * MACS * 14.6)
        red, _, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
        assert (blue > red) == (least < 1)


@pytest.mark.slow
def test_the_twelve_divisions():
    def found(seed):
        split = networks.trained(seed)
        acts = split.ann.activations(split.train.pictures)
        net = IFLayers(*convert(split.ann.weights, split.ann.biases, acts, 99.9))
        done = net.run(latency_input(split.test.pictures, 8), 8)
        wrong = np.sum(done.decide() != split.test.labels)
        snn = snn_operations(net, done)
        snn = snn.synaptic_operations * 20.9 + snn.neuron_updates * 15.9
        return wrong - round(539 * (1 - networks.ann_accuracy(seed))), snn / (MACS * 14.6)

    more, costs = np.array([found(seed) for seed in range(12)]).T
    assert page.says(f"between {costs.min():.2f} and {costs.max():.2f} of its ANN")
    assert (more.min(), more.max()) == (-2, 5)
    assert 1 < more.mean() < 2


def test_what_readers_asked_is_answered_by_the_bill():
    reached = networks.reached("latency", 8)
    hidden = 10 * reached.hidden * 20.9 / 1000
    pixels = reached.operations.synaptic_operations * 20.9 / 1000 - hidden
    updates = 8 * NEURONS * 15.9 / 1000
    shares = np.array([pixels, hidden, updates]) / (pixels + hidden + updates)
    assert shares == pytest.approx([0.6, 0.25, 0.15], abs=0.02)
    assert page.says("pixels cost six tenths, hidden spikes a quarter, and updates the rest")
    updated, multiplied = 10 * page.names["snn_bill"](0, 1, 0.9, 10, 10) * 1000, 9 * 14.6
    assert [updated, multiplied] == pytest.approx([159, 131], abs=0.5)
    assert round(9 * 4.6) == 41
    assert page.says("ten updates of it cost 159 pJ, its nine MACs 131, or 41 if a weight")
    rate = (14.6 / 10 - 15.9 / 576) / 20.9
    assert rate == pytest.approx(0.0685, abs=0.0005)
    free = (4.6 / 10 - 15.9 / 576) / 10.9  # weights serve all places, and cost nothing more
    assert free == pytest.approx(0.04, abs=0.0005)
    assert page.says("fewer than 7 % of its senders fire in a step, or 4 % with weights so free")
    line = page.names["break_even"]
    moved = [line(4.6 / 3, 0.9 / 3, 10, 10), line(4.6, 0.9, 10 / 3, 10 / 3)]
    assert moved == pytest.approx([0.57, 1.05], abs=0.005)
    assert page.says("the line would be at 0.57; if memory alone were, at 1.05")


def test_what_a_training_costs_and_when_it_is_paid_back():
    """Each weight once for an answer; back, once for its change, and for the error of a layer."""
    layers = [64 * 100, 100 * 10]
    each = 2 * sum(layers) + sum(layers[1:])  # the first hands no error down
    rounds, pictures = 30, len(networks.trained().train.labels)
    macs = rounds * pictures * each
    assert page.says(f"{each:,} MACs for {MACS:,}", f"{rounds} rounds of {pictures:,} pictures")
    assert page.says(f"come to {macs * 14.6e-9:.0f} mJ", "as much as 80,000 answers")
    assert macs / MACS == pytest.approx(80_000, rel=0.01)
    assert page.says(f"With T = 8 the training takes {8 * macs * 14.6e-9:.0f} mJ")
    S = networks.reached("latency", 8).operations.synaptic_operations
    saved = MACS * 14.6e-3 - page.names["snn_bill"](S, 880, 0.9, 10, 10)
    more = 7 * macs * 14.6e-9
    assert page.says(f"the copy's {saved:.0f} nJ an answer, the {more:.0f} mJ more")
    assert page.says(f"paid back after {more / saved:.0f} million answers")
    each = (100 + 10) * 4 / 1000  # kB a step: a potential of four bytes for each neuron
    assert page.says(f"{8 * each:.1f} kB a picture with T = 8, and {100 * each:.0f} with T = 100")


def test_what_was_measured_and_what_a_read_of_fewer_bits_is_taken_to_cost():
    """Blouw's table: the last column is the power over the rate, in µJ."""
    running = {"graphics card": (37.83, 770.39), "CPU": (28.48, 1813.63),
               "Jetson TX1": (4.98, 419), "Movidius stick": (0.647, 300),
               "Loihi, with spikes": (0.110, 296)}  # fmt: skip
    for chip, (watts, rate) in running.items():
        digits = len(str(round(1e6 * watts / rate)))
        assert page.says(f"| {chip} | {rate:,.0f} |")
        assert page.says(f"| {round(1e6 * watts / rate, 2 - digits):,.0f} |")
    assert 5.5 < 1500 / 270 < 6 > 2157 / 372 > 5.5
    line = page.names["break_even"]
    assert page.says(f"would be {line(4.6, 0.9, 20, 20):.2f} instead of 0.70")
    assert page.says(f"and {line(0.23, 0.03, 10, 20):.2f} with 8 bits")


def test_other_schedules_and_what_the_chips_numbers_count():
    S = networks.reached("latency", 8).operations.synaptic_operations
    bill = page.names["snn_bill"](S, 0, 0.9, 10, 0) + 880 * 15.9 / 1000  # the updates reach memory
    written = bill + 800 * views.READ / 1000  # a current of each hidden neuron in each step
    assert page.says(f"the bill is {bill:.0f} nJ, {bill / (MACS * 14.6e-3):.2f} of the ANN's")
    assert page.says(f"({written / (MACS * 14.6e-3):.2f}, if a changed current is written back)")
    assert page.says(f"our copy would cost {bill / (MACS * 14.6e-3):.2f} of its ANN")
    eight = run("latency", 8)
    assert eight.inputs.sum(1).mean() / 8 == pytest.approx(4, abs=0.5)
    assert eight.hidden.sum(1).mean() / 8 == pytest.approx(16, abs=0.5)
    asleep, update = 2 * views.READ + views.READ + 3.7, 10 + 3.7  # a stamp, a table; no current
    assert page.says(f"that's {asleep:.1f} pJ more for each", f"a bias costs {update:.1f} in every")
    assert 0.7 < update / asleep < 0.75
    odin = (27.3 + 1.78 * 75 + 8.43 * 37.5) / 37.5  # µW over millions of operations a second
    for name, price in CHIPS.items():
        assert page.says(f"| {name} | {price:g} |")
    assert CHIPS["ODIN"] == pytest.approx(odin, abs=0.05)
    assert page.says(f"that's {odin:.1f} pJ for each in all")
    assert CHIPS["TrueNorth"] == 1e12 / 400e9
    assert CHIPS["Tianjic"] == pytest.approx(1e12 / 649e9, abs=0.005)
    each = 72e-3 / (2**20 * 20 * 128)  # J: the whole power over the events of a second
    assert each == pytest.approx(26e-12, rel=0.04)


def test_what_integers_of_32_bits_change():
    assert page.says("3.7 pJ for a multiplication and 0.9 for an addition make a MAC of 4.6")
    assert page.says(f"arithmetic alone is {3.2 / 0.1:.0f} to 1 instead of {4.6 / 0.9:.0f} to 1")
    line = page.names["break_even"]
    integers, floats = line(3.2, 0.1, 10, 10), line(4.6, 0.9, 10, 10)
    assert page.says(f"the break-even is {integers:.2f} instead of {floats:.2f}")
    S = networks.reached("latency", 8).operations.synaptic_operations
    whole = page.names["snn_bill"](S, 880, 0.1, 10, 10) / (MACS * 13.2 / 1000)
    assert page.says(f"at T = 8 costs {whole:.2f} of its ANN instead of 0.96")
    S = networks.reached("Poisson", 50).operations.synaptic_operations
    assert 0.4 < S * 0.1 / (MACS * 3.2) < 0.5


def test_a_whole_one_by_hand_and_what_a_brain_costs():
    bill = page.names["snn_bill"]
    spikes, macs = round(784 * 0.05 * 25), 784 * 100
    assert page.says(f"= {spikes} spikes", f"{spikes * 100:,} additions", f"{macs:,} MACs")
    assert page.says(f"that's {macs * 4.6 / 1000:.0f} nJ", f"{spikes * 100 * 0.9 / 1000:.0f} nJ, a")
    whole = bill(spikes * 100, 2500, 0.9, 10, 10)
    assert page.says(f"together {whole:,.0f} nJ, against", f"14.6 pJ = {macs * 14.6 / 1000:,.0f}")
    assert spikes * 100 / macs == pytest.approx(1.25)
    assert 1 < 10 / (60e-12 * 1e11) < 2
    assert page.says("for fewer than two spikes a second")
    assert page.says(f"it costs {74 * 50 * 14.6 / 1000:.0f} nJ")


def test_a_bill_that_can_be_counted_by_hand_and_a_real_chip_s_prices():
    """A spike alone, no spike at all, the ceiling of S; then Loihi's prices, and waiting."""
    net, one = networks.layers(), np.zeros((1, 64))
    black = net.run(latency_input(one, 8), 8)
    assert snn_operations(net, black).synaptic_operations == 0
    assert page.names["snn_bill"](0, 880, 0.9, 10, 10) == pytest.approx(14, abs=0.05)
    one[0, 20] = 0.4
    lone = net.run(latency_input(one, 8), 8)
    assert lone.input_spikes.sum() == 1
    assert snn_operations(net, lone).synaptic_operations == 100 + 10 * lone.counts[0].sum()
    eight = networks.reached("latency", 8).operations
    assert eight.synaptic_operations / (8 * MACS) == pytest.approx(0.07, abs=0.005)
    spikes = (run("latency", 8).inputs.sum() + run("latency", 8).hidden.sum()) / 539
    loihi = CHIPS["Loihi"] * eight.synaptic_operations + 1.7 * spikes
    assert loihi + 52 * eight.neuron_updates == pytest.approx(148e3, abs=500)
    assert loihi + 81 * eight.neuron_updates == pytest.approx(173e3, abs=500)
    assert page.says("so our copy costs 148 to 173 nJ there instead of 104")
    assert 1.7 * spikes == pytest.approx(300, abs=50)
    assert 35 * spikes == pytest.approx(5500, abs=500)
    assert page.says("0.3 nJ of that; ten steps for each would add 5 or 6")
    leak = 3.7e-3 * 880  # nJ: a multiplication at each update
    assert page.says("it would add 3 nJ to its 104, and cost 0.99 of its ANN")
    ours = page.names["snn_bill"](eight.synaptic_operations, 880, 0.9, 10, 10)
    assert round(leak) == 3
    assert (ours + leak) / (MACS * 14.6e-3) == pytest.approx(0.99, abs=0.005)
    assert 2 * ratio("latency", 16, **FULL) / ratio("latency", 8, **FULL) == pytest.approx(
        3, abs=0.1
    )


@pytest.mark.parametrize("row", [{}, *views.ROWS.values()], ids=["start", *views.ROWS])
def test_no_line_or_mark_of_the_map_lies_on_a_word(row):
    """At each button, at a desk and on a phone."""
    whole = page.picture("map_frame", 1)
    whole = whole.resized(whole.panel.width / MOVING, whole.panel.height / MOVING)
    for plot in (whole, phone.narrower(whole) or whole):
        plot.panel.values = {**plot.panel.start, **row}
        (ax,), renderer = plot.figure.axes, plot.figure.canvas.get_renderer()
        for text in ax.texts:
            said, box = text.get_text(), text.get_window_extent(renderer)
            blank = (len(said) - len(said.strip())) / 2 * 0.318 * text.get_fontsize() * MOVING / 72
            for line in ax.lines if said.strip() else ():
                at = np.transpose(line.get_transform().transform(line.get_xydata()))
                along = np.arange(0, at.shape[1] - 0.99, 0.05)
                x, y = (np.interp(along, np.arange(at.shape[1]), one) for one in at)
                inside = (x > box.x0 + blank) & (x < box.x1 - blank)
                struck = inside & (y > box.y0 + 3) & (y < box.y1 - 3)
                assert not struck.any(), f"{said} by {line.get_marker()}"
