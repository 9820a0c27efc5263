"""What lesson 08 says; its competition, against a slow one and Song, Miller & Abbott."""

import math
from itertools import islice

import numpy as np
import pytest
from lesson_pages import solved
from matplotlib.figure import Figure
from reference import case

from snn_edu import STDP, Spikes, SynapticScaling, TripletSTDP
from snn_edu.lessons.many_synapses import stored_held, views
from snn_edu.lessons.many_synapses import stored_song_2000 as song_result
from snn_edu.lessons.many_synapses.questions import LEAD, LOW, RIDGE, group_after, plastic_step
from snn_edu.lessons.many_synapses.song_2000 import Competition, Inputs
from snn_edu.lessons.many_synapses.stored_held import held, push

page = solved("08_many_synapses")
NOISE, GROUP = Inputs(1000, 15.0), Inputs(1000, 15.0, group=100, correlation=0.1)


def run(state, seconds, rng, inputs=NOISE, ratio=1.05):
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.01 * ratio), dt=0.2)
    state, spikes = neuron.advance(state, 1000.0 * seconds, inputs, rng)
    return state, len(spikes) / seconds


def test_equal_synapses_split_after_400_s():
    assert "A third of the weights are below 0.1" in page.asked("split").why
    w = held().w
    assert np.mean(w < 0.1) == pytest.approx(1 / 3, abs=0.02)
    heaps, middle = np.histogram(w, 10, (0, 1))[0], np.mean((w > 0.4) & (w < 0.6))
    assert min(heaps[0], heaps[-1]) > 100 * middle
    assert f"{100 * middle:.0f} % lie from 0.4 to 0.6" in page.asked("split").why
    at_100 = list(islice(views.song({"ratio": 1.05, "rate": 15}), 52))[51]
    assert at_100["text"].startswith("After 100 s")
    assert max(at_100["histogram"][0]) < 0.11  # reply d: they lie about


def test_the_neuron_of_the_aside_is_the_one_that_runs():
    n = Competition()
    assert (n.tau_m, n.v_rest, n.v_threshold, n.v_reset) == (20.0, -70.0, -54.0, -60.0)
    assert (n.g_max, n.E_ex, n.g_inhibition, n.E_in) == (0.015, 0.0, 0.05, -70.0)
    assert (n.inhibition_rate, n.tau_syn) == (200 * 10.0, 5.0)
    assert (n.stdp.pairing, n.stdp.tau_plus, n.stdp.tau_minus) == ("all", 20.0, 20.0)
    assert 0.01 / n.stdp.A_plus == 2  # "twice as fast as theirs"


def test_half_the_height_over_twice_the_width_is_level():
    for ratio, tau_minus in ((0.4, 40.0), (0.5, 20.0)):  # by the ratio alone, by tau alone
        frame = page.frame("walks_frame", ratio=ratio, tau_minus=tau_minus)
        assert all(frame[f"walk{k}"][1][-1] > 0.55 for k in range(views.WALKS))


def test_a_strong_synapse_brings_output_after_its_spikes_only():
    run = held()
    bars = run.around[-1]
    assert bars[run.t < 0] == pytest.approx(run.rate, abs=0.35)
    assert round(run.rate) == 12
    assert round(bars[run.t > 0][0]) == 16
    assert bars[run.t > 16] == pytest.approx(run.rate, abs=0.5)
    area = (bars[run.t > 0][0] / run.rate - 1) * np.exp(-1 / 20) * 2
    assert area == pytest.approx(0.57, abs=0.02)
    assert page.says(f"| 0.57 / 20 = {area / 20:.2f} |")
    assert page.says(f"have {run.weight[-1]:.2f} on average")
    first = run.around[:, run.t > 0][:, 0]  # "a strong one better": each tenth more than the last
    assert np.corrcoef(first, run.weight)[0, 1] > 0.95


def test_the_learner_measures_what_the_drift_of_held_weights_says():
    effect = page.asked("own_effect")
    by_bars = page.names["own_effect"](*effect.tries[0])
    assert f"c = {by_bars:.2f}." in effect.why
    run = held()
    after = (run.t > 0) & (run.t < 20)
    near = run.around[4:6, after].mean(axis=0), run.rate, run.weight[4:6].mean(), 20.0, 2.0
    assert page.names["own_effect"](run.t[after], *near) == pytest.approx(by_bars, rel=0.1)
    assert run.c == pytest.approx(by_bars, abs=0.005)
    assert page.says(f"In our settled neuron $c$ is {by_bars:.2f}")
    middles = 0.05 + 0.1 * np.arange(10)
    assert held().tenths == pytest.approx(1 + 0.1 * middles - 1.05, abs=0.01)
    view = page.picture("ball_frame").view
    assert [view(w=w, ratio=1.05, own=0.1)["end"][0][0] for w in (0.4, 0.6)] == [0.0, 1.0]
    assert view(w=0.5, ratio=1.05, own=0.1)["end"][0][0] == 0.5


@pytest.mark.slow
def test_a_busy_neuron_cares_less_about_one_input():
    stops = {round(stop.rate): stop for stop in held().stops}
    assert list(stops) == [4, 15, 31, 48, 64, 79, 94]
    assert stops[94].c == pytest.approx(0.017, abs=0.001)
    assert held().c / stops[94].c == pytest.approx(6, abs=0.3)  # from that of the settled neuron
    ridges = [page.names["ridge"](1.05, stop.c) for stop in stops.values()]
    assert ridges == sorted(ridges)
    assert ridges[-1] > 2 > ridges[3] > 1 > ridges[2]  # in the strip from 48 Hz on
    assert stops[31].goal > -54 > stops[15].goal  # the mean input alone carries it past
    again = push(np.random.default_rng(1).random(1000), 20, np.random.default_rng(8))
    assert again.c < 0.05
    assert again.cv < 0.3  # nearly a clock
    assert again.rate == pytest.approx(94, abs=2)


def test_a_busy_neuron_has_as_many_spikes_of_an_input_among_more_by_chance():
    held_higher = [stop for stop in held().stops if 15.0 < stop.rate < 95.0]
    assert page.says("falls from 0.10 to 0.017, and $c$ times the rate stays at 1.6 to 2.0")
    assert [held_higher[k].c for k in (0, -1)] == pytest.approx([0.10, 0.017], abs=0.005)
    caused = [stop.c * stop.rate for stop in held_higher]
    assert len(caused) == 6
    assert 1.6 < min(caused) < max(caused) < 2.0
    assert held_higher[-1].rate > 6.0 * held_higher[0].rate


def test_the_group_wins_and_stays():
    assert "0.99 and the others one of 0.29" in page.asked("group").why
    rng = np.random.default_rng(2)
    state, _ = run(Competition().start(np.full(1000, 0.5)), 40, rng, GROUP)
    state, _ = run(state, 120, rng)
    assert np.mean(state.w[:100] > 0.8) > 0.9


def test_companions_carry_the_group_over_a_ridge_that_no_synapse_reaches_by_itself():
    alike = np.full(1000, 0.5) + np.linspace(0, 1e-6, 1000)
    begun = push(alike, 60, np.random.default_rng(3), GROUP)
    busiest = max(held().stops, key=lambda stop: stop.rate)
    assert begun.rate == pytest.approx(busiest.rate, rel=0.05)
    assert 1 < page.names["ridge"](1.05, busiest.c) < 4  # "weight 5 ... well above the ridge"
    assert begun.each[:100].mean() > 0.03
    assert begun.each[100:].mean() < -0.03  # "while all the others sink"
    assert page.says("as one synapse of weight 5 would")  # 99 * 0.1 * 0.5


def test_a_rule_of_ones_own_holds_the_rate_or_with_room_at_the_bounds_does_not():
    mine = page.printed.splitlines()[0].split()
    assert float(mine[0]) > 1.5 * float(mine[7])
    assert page.says("The rule pays for this twice: it forgets, and it doesn't hold the rate")


def test_what_a_weight_must_earn_to_rest_at_four_fifths():
    for mu, words in ((page.names["my_mu"], "earn {:.2f}."), (1.0, "it would be {:.1f}.")):
        gain, loss = 0.2**mu, 1.05 * 0.8**mu
        assert page.says(words.format(loss / gain - 1))
    gain, loss = (x ** page.names["my_mu"] for x in (0.2, 0.8))
    assert page.says(
        f"With $\\mu$ = {page.names['my_mu']:g} this is "
        f"$(1 + \\mathrm{{earned}}) \\cdot {gain:.2f} = 1.05 \\cdot {loss:.2f}$"
    )


@pytest.mark.slow
def test_what_readers_are_told_of_luck_and_of_the_first_principal_component():
    assert page.says("in 17 of 20 runs", "Coins would win 17 or more once in 800 times")
    assert sum(math.comb(20, k) for k in (17, 18, 19, 20)) / 2**20 == pytest.approx(
        1 / 800, rel=0.05
    )
    counts = np.eye(1000)
    counts[:100, :100] += 0.1 * (1 - np.eye(100))
    lengths, turned = np.linalg.eigh(counts)
    assert lengths[-1] == pytest.approx(1 + 0.1 * 99)
    assert np.abs(turned[:, -1]) == pytest.approx(np.repeat([0.1, 0.0], [100, 900]))
    assert page.says("For a correlated hundred among independent inputs that's the hundred")


@pytest.mark.slow
def test_where_luck_and_the_ridge_balance():
    assert page.says("with $k = 0.004/0.02^2$, or 10: at a bound some twelve times as dense")
    w, k = np.linspace(0, 1, 10_001), 0.004 / 0.02**2
    assert k == pytest.approx(10)
    for on in 0.5, 0.53:
        density = np.exp(k * (w - on) ** 2)
        assert (density[0] + density[-1]) / 2 == pytest.approx(12.5, rel=0.06)  # on it: 1
        middle = density[(w > 0.4) & (w < 0.6)].sum() / density.sum()
        assert middle == pytest.approx(0.065, rel=0.03)
    assert page.says("with 7 % of all weights between")


@pytest.mark.slow
def test_at_a_small_mu_the_rate_follows_the_input():
    rng, rates = np.random.default_rng(31), []
    for mu in (0.08, 0.0):
        neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105, mu=mu), dt=0.2)
        state, _ = neuron.advance(neuron.start(np.full(1000, 0.5)), 200_000.0, NOISE, rng)
        _, spikes = neuron.advance(state, 50_000.0, NOISE, rng)
        rates.append(len(spikes) / 50)
    assert rates == pytest.approx([41, 13.5], abs=2.5)  # on 18 draws 39.6 to 42.7
    assert page.says(
        "the neuron fires some 41 times a second; under the old rule it settled at 11 to 16."
    )


@pytest.mark.slow
def test_a_small_mu_finds_the_group_makes_no_winners_of_noise_and_forgets():
    assert "the group manages only 0.52" in page.asked("mu_one").why
    ends = [group_after(mu) for mu in (0.03, 0.05, 0.1, 0.12)]
    assert [lead > LEAD and low < LOW for lead, low in ends] == [False, True, True, False]
    neuron = Competition(STDP(A_plus=0.01, A_minus=0.0105, mu=page.names["my_mu"]), dt=0.2)
    alike, rng = Competition().start(np.full(1000, 0.5)), np.random.default_rng(5)
    noise, _ = neuron.advance(alike, 200_000.0, NOISE, rng)
    heap = np.histogram(noise.w, 10, (0, 1))[0]
    assert np.all(np.diff(heap[:5]) >= 0)  # "in one heap"
    assert np.all(np.diff(heap[5:]) <= 0)
    state, _ = neuron.advance(alike, 100_000.0, GROUP, rng)
    state, _ = neuron.advance(state, 120_000.0, NOISE, rng)
    assert state.w[:100].mean() == pytest.approx(state.w[100:].mean(), abs=0.05)


def test_triplets_turn_from_weaker_to_stronger_at_a_rate():
    assert page.says(
        "By the numbers of Pfister and Gerstner (2006) the two are equal at 19 Hz: above it weights"
    )
    low, high = (TripletSTDP().drift(15.0, 19.2 + step) for step in (-0.1, 0.1))
    assert low < 0 < high
    gain = [TripletSTDP(A2_minus=0.0).drift(15.0, rate) for rate in (10.0, 20.0)]
    loss = [TripletSTDP(A3_plus=0.0).drift(15.0, rate) for rate in (10.0, 20.0)]
    assert (gain[1] / gain[0], loss[1] / loss[0]) == pytest.approx((4.0, 2.0))


def test_the_quiz_and_what_goes_deeper_about_borders():
    up, down = (page.names["drift"](10, 20, *rule, 20, 20) for rule in ((0.01, 0), (0, 0.0105)))
    assert page.says(f"20 output spikes a second | +{up:.3f} |", f"5 % larger | −{-down:.3f} |")
    assert page.says("a weight of 0.5 in about four minutes")
    assert 0.5 / -(up + down) / 60 == pytest.approx(4, abs=0.2)
    drift = f"{STDP(0.02, 0.01, 10, 30).drift(5, 40):.2f}".replace("-", "−")
    ridge = f"{page.names['ridge'](1.08, 0.2):g}"
    for name, value in (("drift", drift), ("ridge", ridge), ("bars", f"{0.18 * 4 / 20 / 0.5:.3f}")):
        assert page.answer(f"quiz_{name}").endswith(value)
    pair = {"tau_plus": 16.8, "tau_minus": 33.7, "pairing": "reduced"}
    ltp = STDP(A_plus=1.0, A_minus=0.0, **pair).drift(64.0, 63.0)
    ltd = -STDP(A_plus=0.0, A_minus=1.0, **pair).drift(64.0, 63.0)
    assert page.says(f"*another* border, {ltp / ltd:.2f}")


def test_fifteen_lines_do_what_the_neuron_does_and_stored_runs_make_up_for_twice_the_input():
    rate, mean = map(float, page.printed.split("output ")[1].split(" Hz, mean weight "))
    _, ours = run(Competition().start(np.full(1000, 0.5)), 2, np.random.default_rng(1))
    assert rate == pytest.approx(ours, rel=0.15)
    assert mean == pytest.approx(0.5, abs=0.03)
    runs = {each.input_rate: each for each in song_result.stored()}
    assert runs[20.0].mean_w / runs[10.0].mean_w == pytest.approx(0.5, abs=0.05)
    assert 0.8 < runs[20.0].late_rate / runs[10.0].late_rate < 0.95
    assert runs[20.0].early_rate / runs[10.0].early_rate > 2.5
    state, _ = run(Competition().start(np.full(1000, 0.5)), 200, np.random.default_rng(2))
    assert abs(np.corrcoef(held().w, state.w)[0, 1]) < 0.15


@pytest.mark.slow
def test_scaling_holds_the_rate_and_stdp_the_split():
    for ratio, scaling, expected in ((0.9, False, "all"), (0.9, True, "one"), (1.2, True, "two")):
        knobs = {"ratio": ratio, "scaling": scaling, "target": 20.0, "rate": 15.0}
        frame = next(islice(views.scaling_frames(knobs), 50, None))  # after 100 s
        share, edges = frame["histogram"]
        mean = share @ (edges[1:] + edges[:-1]) / 2
        split = min(share[:2].sum(), share[-2:].sum()) > 0.2
        assert ("two" if split else "all" if mean > 0.95 else "one") == expected
        rate = np.mean(frame["rate"][1][-5:])
        assert rate == pytest.approx(20 if scaling else 350, abs=4)
        if expected == "one":
            assert mean == pytest.approx(0.4, abs=0.05)
        if expected == "two":  # "more sharply than ever": than in the first picture
            first = np.histogram(held().w, views.EDGES)[0] / 1000
            assert share[:2].sum() > first[:2].sum()
            assert share[-2:].sum() > first[-2:].sum()
            assert share[8:12].sum() < first[8:12].sum()


def test_histograms_count_every_synapse_and_silence_has_a_place():
    state = Competition().start(np.array([0.0, 0.04, 0.5, 0.97, 1.0]))
    frame = views.weights_frame(state, [0.0, 12.0])
    share, _ = frame["histogram"]
    assert share.sum() == pytest.approx(1)
    assert share[[0, 10, 19]] == pytest.approx([0.4, 0.2, 0.4])
    low, high = views.split.draw(Figure())["rate"].axes.get_ylim()
    assert low == 0.0 < 12.0 < high
    assert frame["text"].startswith("After 4 s 40 % of the weights are below 0.1, 20 % from")
    for seconds in (2, 200, 400, 402, 998):
        begin, end = views.weights_frame(state, [5.0] * (seconds // 2))["right"]["xlim"]
        assert begin <= seconds <= end


def test_a_walk_of_the_step_is_the_course_of_the_rule():
    stdp = STDP(A_plus=0.002, A_minus=0.0021)
    rng = np.random.default_rng(1)
    pre = rng.uniform(0.0, views.WALK, rng.poisson(0.015 * views.WALK))
    post = rng.uniform(0.0, views.WALK, rng.poisson(0.020 * views.WALK))
    t, w = views.walk(plastic_step, stdp, np.random.default_rng(1))
    course = stdp.course(np.sort(pre), np.sort(post), 0.5)
    assert w[1:] == pytest.approx(course.w, abs=1e-12)
    assert 1000 * t[1:] == pytest.approx(course.t)


def test_the_ball_rests_where_the_drift_changes_its_sign():
    assert views.ball_frame(RIDGE.solution, 0.2, 1.0, 0.1)["end"][0] == [1.0]  # no ridge: all grow
    for w, end in ((0.49, 0.0), (0.51, 1.0)):  # just beside a ridge at 1/2, however slight
        assert views.ball_frame(RIDGE.solution, w, 1.03, 0.06)["end"][0] == [end]
    assert views.ball_frame(RIDGE.solution, 1.0, 1.2, 0.05)["end"][0] == [0.0]
    assert views.ball_frame(RIDGE.solution, 1.0, 1.2, 0.05)["ridge"][0] == []  # out of the picture


def test_the_stored_run_is_what_is_written_and_reads_back(tmp_path, monkeypatch):
    kept = stored_held.held()
    monkeypatch.setattr(stored_held, "LEARNED", 2000.0)
    monkeypatch.setattr(stored_held, "WATCHED", 2000.0)
    _, rates = stored_held.settled()
    assert rates.tolist() == kept.rates[:1].tolist()  # the same first 2 s
    monkeypatch.setattr(stored_held, "settled", lambda: (kept.w, kept.rates))
    monkeypatch.setattr(stored_held, "TOPS", stored_held.TOPS[1:2])
    brief = stored_held.push
    monkeypatch.setattr(stored_held, "push", lambda w, seconds, rng: brief(w, 2, rng))
    monkeypatch.setattr(stored_held, "STORED", tmp_path / "held.json")
    stored_held.main()
    read = stored_held.held.__wrapped__()
    assert read.w.tolist() == kept.w.tolist()
    assert read.stops[0].top == kept.stops[1].top
    assert read.stops[0].v.tolist() == kept.stops[1].v.tolist()


def test_bars_count_output_around_input():
    w = np.array([0.5, 0.95])
    log = [(500, np.array([99, 249]), np.array([1, 0])), (500, np.array([99]), np.array([1]))]
    output = np.array([21.0, 125.0])  # 1 ms after 20 ms, 5 ms after 120 ms; input 0 is not asked
    bars = stored_held.around_a_spike(w > 0.9, log, output)
    edges = np.arange(-50, 50, 2)
    assert bars[edges == 0] == [1 / 2 / 0.002]
    assert bars[edges == 4] == [1 / 2 / 0.002]
    assert bars.sum() * 0.002 == pytest.approx(1.0)


def slow_run(model: Competition, w, step, ids, steps: int):
    """The same model, every spike on its own, in the order of the docstring."""
    stdp, w, x_pre = model.stdp, w.copy(), np.zeros(w.size)
    v, g, x_post, output = model.v_rest, 0.0, 0.0, []
    decay = math.exp(-model.dt / model.tau_syn)
    for k in range(steps):
        g_mean = g * (1 - decay) * model.tau_syn / model.dt
        v_inf = (model.v_rest + g_mean * model.E_ex) / (1 + g_mean)
        v = v_inf + (v - v_inf) * math.exp(-(1 + g_mean) * model.dt / model.tau_m)
        g *= decay
        x_post *= math.exp(-model.dt / stdp.tau_minus)
        x_pre *= math.exp(-model.dt / stdp.tau_plus)
        before = x_pre.copy()
        now = ids[step == k].tolist()
        for i in now:
            g += model.g_max * w[i]
            room = w[i] ** stdp.mu
            w[i] = max(w[i] - stdp.A_minus * room * x_post, 0.0)
            x_pre[i] = x_pre[i] + 1.0 if stdp.pairing == "all" else 1.0
        if v >= model.v_threshold:
            v = model.v_reset
            output.append((k + 1) * model.dt)
            read = x_pre if stdp.same_step == "ltp" else before
            w = np.minimum(w + stdp.A_plus * (1 - w) ** stdp.mu * read, 1.0)
            x_post = x_post + 1.0 if stdp.pairing == "all" else 1.0
            if stdp.same_step == "ltd":
                for i in now:
                    w[i] = max(w[i] - stdp.A_minus * w[i] ** stdp.mu, 0.0)
    return output, w


@pytest.mark.parametrize("pairing", ["all", "nearest"])
@pytest.mark.parametrize("same_step", ["none", "ltp", "ltd"])
@pytest.mark.parametrize("mu", [0.0, 0.4, 1.0])
def test_fast_run_is_the_slow_run_spike_for_spike(mu, same_step, pairing, monkeypatch):
    rng = np.random.default_rng(3)
    # 40 strong synapses at 60 Hz: many inputs fire twice between two output spikes
    steps, size = 5000, 40
    step, ids = np.divmod(np.unique(rng.integers(0, steps * size, 2400)), size)
    monkeypatch.setattr(Inputs, "spikes", lambda *_: (step, ids))
    stdp = STDP(
        0.05,
        {"all": 0.06, "nearest": 0.1}[pairing],
        15.0,
        25.0,
        mu=mu,
        same_step=same_step,
        pairing=pairing,
    )
    model = Competition(stdp, g_max=0.1, inhibition_rate=0.0, dt=0.2)
    w = rng.random(size)
    state, output = model.advance(model.start(w), steps * 0.2, Inputs(size), rng)
    slow_output, slow_w = slow_run(model, w, step, ids, steps)
    assert 10 < len(output) < 200
    assert output == pytest.approx(slow_output)
    assert state.w == pytest.approx(slow_w, abs=1e-10)


def test_a_run_in_pieces_leaves_earlier_states_alone_and_counts_its_steps():
    model, inputs = Competition(), Inputs(200, 20.0)
    start = model.start(np.full(200, 0.9))
    rng = np.random.default_rng(1)
    first, spikes = model.advance(start, 1000.0, inputs, rng)
    kept = first.w.tolist(), first.x_pre.tolist()
    second, more = model.advance(first, 1000.0, inputs, rng)
    assert start.w.tolist() == [0.9] * 200
    assert (first.w.tolist(), first.x_pre.tolist()) == kept
    assert (first.steps, second.steps) == (10_000, 20_000)
    # The same random numbers in one go, a second at a time, give the same run.
    whole, all_spikes = model.advance(start, 2000.0, inputs, np.random.default_rng(1))
    assert whole.w.tolist() == second.w.tolist()
    assert all_spikes.tolist() == [*spikes, *more]
    brief, _ = model.advance(model.start([0.5]), 0.3, Inputs(1), rng)
    assert brief.steps == 3 > 0.3 / model.dt


def test_inhibition_settles_at_its_mean_and_pulls_the_membrane_there():
    # 100 spikes a step: g is rate x g_inhibition x tau_syn to a hundredth or so.
    model = Competition(v_rest=-60.0, E_in=-90.0, inhibition_rate=1e6, g_inhibition=4e-4)
    state, output = model.advance(
        model.start([0.0]), 300.0, Inputs(1, 0.0), np.random.default_rng(0)
    )
    assert output.size == 0
    assert state.g_ex == 0.0
    assert state.g_in == pytest.approx(1000 * 4e-4 * 5.0, rel=0.05)
    assert state.v == pytest.approx((-60.0 - 2.0 * 90.0) / (1 + 2.0), abs=0.3)


def test_inputs_are_poisson_at_the_rate_asked_for_and_only_the_group_is_correlated():
    inputs = Inputs(100, 20.0, group=40, correlation=0.25)
    step, ids = inputs.spikes(500_000, 0.2, np.random.default_rng(2))
    assert (np.diff(step) >= 0).all()
    counts = np.zeros((1000, 100))  # in windows of 100 ms
    np.add.at(counts, (step // 500, ids), 1)
    each = counts.sum(axis=0)  # expected 2000
    assert each.mean() == pytest.approx(2000, abs=3 * math.sqrt(2000 * 0.25))
    assert np.abs(each - 2000).max() < 5 * math.sqrt(2000)
    fano = counts.var(axis=0) / counts.mean(axis=0)
    assert fano == pytest.approx(1, abs=5 * math.sqrt(2 / 1000))
    alike = np.corrcoef(counts.T)
    assert alike[:40, :40][np.triu_indices(40, 1)].mean() == pytest.approx(0.25, abs=0.02)
    assert alike[40:, 40:][np.triu_indices(60, 1)].mean() == pytest.approx(0, abs=0.01)
    assert alike[:40, 40:].mean() == pytest.approx(0, abs=0.01)


@pytest.mark.slow
def test_song_weights_are_bimodal_and_make_up_for_a_faster_input():
    """1000 s at the dt of the reference, ties as LTP as in its code."""
    model = Competition(STDP(A_plus=0.005, A_minus=0.005 * 1.05, same_step="ltp"), dt=0.2)
    runs, rows = {}, case("song", "song-2000-given")["expected"]["rows"]
    for expected in rows:
        rate, seed = expected["F_Hz"], expected["seed"]
        rng, inputs = np.random.default_rng(seed), Inputs(1000, rate)
        state, early = model.advance(model.start(np.ones(1000)), 3000.0, inputs, rng)
        state, _ = model.advance(state, 957_000.0, inputs, rng)
        state, late = model.advance(state, 40_000.0, inputs, rng)
        w, early, late = runs[rate, seed] = state.w, Spikes(early), Spikes(late)
        low, high = (w < 0.1).mean(), (w > 0.9).mean()
        counts, _ = np.histogram(w, 10, (0, 1))
        assert counts[3:7].max() < min(counts[0], counts[-1])  # fewest in the middle
        # fractions differ from seed to seed by 0.01; the two codes draw other random numbers
        assert low == pytest.approx(expected["frac_below_0p1"], abs=0.05)
        assert high == pytest.approx(expected["frac_above_0p9"], abs=0.05)
        assert w.mean() == pytest.approx(expected["mean_w"], abs=0.03)
        assert len(early) / 3 == pytest.approx(expected["rate_first3s_Hz"], rel=0.15)
        assert late.cv() > 3 * early.cv()
        assert late.cv() == pytest.approx(expected["cv_last"], abs=0.1)
    for rate in (10.0, 20.0):  # of 40 s the rates of two seeds differ by 12 %: compare their means
        settled = np.mean([len(runs[rate, seed][2]) / 40 for seed in (1, 2)])
        theirs = np.mean([row["rate_last_Hz"] for row in rows if row["F_Hz"] == rate])
        assert settled == pytest.approx(theirs, rel=0.15)
    for seed in (1, 2):
        early, late = (len(runs[20.0, seed][k]) / len(runs[10.0, seed][k]) for k in (1, 2))
        assert early > 2.3  # at first, twice the input is more than twice the output
        assert 0.75 < late < 1.35  # in the end, the weights have made up for it


def test_scaling_multiplies_all_weights_by_what_the_spikes_say():
    """n spikes in T ms: exp((T - 1000 n / target_rate) / tau), bursts of 20,000 Hz among them."""
    still = STDP(A_plus=0.0, A_minus=0.0)
    burst = Competition(still, dt=0.05, v_reset=-54.01, g_max=0.2, scaling=SynapticScaling())
    w, rng = np.linspace(0.3, 0.9, 1000), np.random.default_rng(1)
    state, output = burst.advance(burst.start(w), 500.0, Inputs(), rng)
    assert np.diff(output).min() == pytest.approx(0.05)
    assert state.w == pytest.approx(w * math.exp((500.0 - 1000.0 * output.size / 10.0) / 10_000.0))
    silent = Competition(still, scaling=SynapticScaling(tau=100.0), inhibition_rate=0.0)
    state, _ = silent.advance(silent.start(w), 500.0, Inputs(rate=0.0), rng)
    assert state.w.tolist() == [1.0] * 1000  # the bound


def test_the_command_writes_what_it_reads(tmp_path, monkeypatch):
    kept = song_result.stored()[0]
    brief = song_result.settle(kept.input_rate, np.random.default_rng(2000), settle=4000.0)
    assert brief.early_rate == pytest.approx(kept.early_rate, rel=0.02)  # the same first 3 s
    assert brief.early_cv == pytest.approx(kept.early_cv, abs=0.02)
    monkeypatch.setattr(song_result, "STORED", tmp_path / "song.json")
    monkeypatch.setattr(song_result, "RATES", (10.0,))
    monkeypatch.setattr(song_result, "settle", lambda rate, rng: brief)
    song_result.main()
    (read,) = song_result.stored()
    assert read._replace(histogram=None) == brief._replace(histogram=None)
    assert read.histogram.tolist() == brief.histogram.tolist()


@pytest.mark.slow
def test_a_stored_run_is_what_the_model_gives_today():
    kept = song_result.stored()[2]
    again = song_result.settle(kept.input_rate, np.random.default_rng(7))  # other random numbers
    assert again.early_rate == pytest.approx(kept.early_rate, rel=0.1)
    assert again.late_rate == pytest.approx(kept.late_rate, rel=0.15)
    assert again.mean_w == pytest.approx(kept.mean_w, abs=0.03)
    assert np.abs(again.histogram - kept.histogram).max() < 0.05
