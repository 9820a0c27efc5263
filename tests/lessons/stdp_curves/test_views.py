"""What lesson 07 says in its prose, and what its judges promise."""

import itertools

import numpy as np
import pytest
from lesson_pages import SOURCES
from matplotlib.figure import Figure
from reference import case

from snn_edu.exercises import check, table
from snn_edu.lessons.stdp_curves import views as stdp_curves
from snn_edu.lessons.stdp_curves.sjostrom import SJOSTROM_2001, misfit, pairings
from snn_edu.lessons.stdp_curves.stepwise import FinerSynapse, TheirSynapse
from snn_edu.lessons.stdp_curves.views import BI_AND_POO, SPECIMENS, frequency, ties, two_codes
from snn_edu.lessons.stdp_curves.which_pairs import bench_train, pairing_bench, two_traces
from snn_edu.plasticity.stdp import PAIRINGS, STDP
from snn_edu.plasticity.triplet import TripletSTDP
from snn_edu.studies.bug_museum import EXHIBITS, MUSEUM_STDP, TRIALS, failures


def test_the_first_figure_has_the_published_time_constants():
    published = case("stdp", "stdp-triplet-vc_min_all")["params"]
    assert BI_AND_POO.tau_plus == published["tau_plus"]
    assert BI_AND_POO.tau_minus == published["tau_minus"]


def test_each_half_of_the_first_figure_bears_its_own_words():
    figure = Figure()
    stdp_curves.draw_bi_and_poo(figure)
    words = {text.get_text(): text.get_position() for text in figure.axes[1].texts}
    for said, delta_t in (("pre first: LTP", 10.0), ("post first: LTD", -10.0)):
        x, y = words[said]
        assert x * delta_t > 0
        assert y * BI_AND_POO.window(delta_t) > 0


def test_the_other_code_agrees_when_mirrored_and_disagrees_in_our_formula():
    mirrored, mixed = stdp_curves.OTHER_CODES
    settings = (0.01, 0.0105, 20.0, 30.0)
    for t_pre, t_post in ((40.0, 50.0), (50.0, 40.0)):
        ours = two_codes(t_pre, t_post, *settings, mirrored)
        assert ours["our_dot"][1] == ours["their_dot"][1]
        theirs = two_codes(t_pre, t_post, *settings, mixed)
        assert theirs["our_dot"][1][0] * theirs["their_dot"][1][0] < 0
    for frame in (ours, theirs):  # each dot lies on its curve
        for dot, curve in (("our_dot", "ours"), ("their_dot", "theirs")):
            at, height = frame[dot]
            index = np.flatnonzero(frame[curve][0] == at[0])
            assert frame[curve][1][index] == pytest.approx(height)


def test_the_words_beside_two_codes_say_what_the_dots_show():
    mirrored, mixed = stdp_curves.OTHER_CODES
    same = two_codes(40.0, 50.0, 0.01, 0.0105, 20.0, 20.0, mirrored)
    opposite = two_codes(40.0, 50.0, 0.01, 0.0105, 20.0, 20.0, mixed)
    assert same["spikes"] == ([40.0, 50.0], [1, 0])  # pre above, post below
    assert same["verdict"] == "this pair: as ours"
    assert opposite["verdict"] == "this pair: the opposite"
    assert same["text"].endswith("w by +0.0061; theirs takes -10 ms, and changes it by +0.0061.")
    assert opposite["text"].endswith("theirs takes -10 ms, and changes it by -0.0064.")


def test_each_protocol_is_drawn_under_its_title_and_both_are_in_words():
    frame = frequency(20.0, 0.0046, 0.003, 0.0065)
    artists = stdp_curves.draw_frequency(Figure())
    for side, delta_t, title in (
        ("left", 10.0, "pre 10 ms before post"),
        ("right", -10.0, "pre 10 ms after post"),
    ):
        times, rows = frame[f"{side}_spikes"]
        gaps = times[rows == 0.0] - times[rows == 1.0]
        assert gaps == pytest.approx(delta_t)
        assert artists[f"{side}_spikes"].axes.get_title(loc="left") == title
    pre_first, post_first = frame["text"].split(";")
    for side, said in (("left", pre_first), ("right", post_first)):
        for rule in ("pair", "triplet"):
            assert f"{rule} rule {frame[f'{side}_{rule}_dot'][1][0]:+.2f}" in said
    changes = [TripletSTDP().change(*pairings(p.rate, p.delta_t)) for p in SJOSTROM_2001]
    assert frame["text"].endswith(f", triplet {misfit(np.array(changes)):.2f}.")


def test_no_curve_over_the_rate_leaves_its_axes():
    artists = stdp_curves.draw_frequency(Figure())
    for knobs in itertools.product((0.0, 0.012), (0.0, 0.007), (0.0, 0.009)):
        frame = frequency(50.0, *knobs)
        for name in ("left_pair", "left_triplet", "right_pair", "right_triplet"):
            low, high = artists[name].axes.get_ylim()
            assert low < min(frame[name][1])
            assert max(frame[name][1]) < high


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_the_bench_draws_worth_as_width_and_rings_the_chosen_total(pairing):
    frame, rule = pairing_bench(24.0, 20.0, 3, pairing), STDP(pairing=pairing)
    pre, post = bench_train(24.0, 6), bench_train(20.0, 7)
    for kind in ("ltp", "ltd"):
        gaps = np.array([abs(line[1, 0] - line[0, 0]) for line in frame[kind]["segments"]])
        assert frame[kind]["linewidths"] == pytest.approx(0.4 + 2.6 * np.exp(-gaps / 20.0))
    totals, places = frame["totals"]
    sums = [STDP(pairing=each).pair_sum(pre, post) for each in PAIRINGS]
    assert totals == pytest.approx(sums)
    assert list(places) == [0, 1, 2, 3]
    assert frame["chosen"] == ([rule.pair_sum(pre, post)], [PAIRINGS.index(pairing)])
    up, down = (len(frame[kind]["segments"]) for kind in ("ltp", "ltd"))
    assert f"{pairing}: {up} pairs strengthen, {down} weaken" in frame["text"]
    assert (frame["pre"][0].tolist(), set(frame["pre"][1])) == (pre.tolist(), {0.0})


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_the_bench_draws_every_counted_pair_once_and_they_sum_to_the_total(pairing):
    frame = pairing_bench(40.0, 30.0, 5, pairing)
    rule = STDP(pairing=pairing)
    pre, post = bench_train(40.0, 10), bench_train(30.0, 11)
    drawn = [
        (*line[:, 0], line[1, 1]) for kind in ("ltp", "ltd") for line in frame[kind]["segments"]
    ]
    assert len(set(drawn)) == len(drawn) == len(rule.pairs(pre, post).dw)
    assert sum(rule.window(b - a) for a, b, _ in drawn) == pytest.approx(
        rule.pair_sum(pre, post), abs=1e-12
    )
    for a, b, row in drawn:
        assert a in pre
        assert b in post
        assert row == (1.0 if b > a else -1.0)


def test_the_bench_keeps_its_trains_while_the_rate_moves():
    slow, fast = bench_train(20.0, 4), bench_train(40.0, 4)
    assert fast[: slow.size] == pytest.approx(slow / 2.0)


def test_the_schemes_part_ways_at_high_rates():
    def spread(rate):
        totals = [pairing_bench(rate, rate, seed, "all")["totals"][0] for seed in range(1, 21)]
        return np.mean([max(total) - min(total) for total in totals])

    assert spread(60.0) > 5.0 * spread(8.0)


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_drawn_traces_jump_by_what_a_spike_adds_and_are_read_before_the_jump(pairing):
    frame = two_traces(3, 15.0, 25.0, pairing)
    t, x = frame["x_pre"]
    pre = bench_train(40.0, 6)
    when, read = frame["read_pre"]
    by_hand = {
        "all": [np.exp(-(now - pre[pre < now]) / 15.0).sum() for now in when],
        "nearest": [np.exp(-(now - pre[pre < now])[-1:] / 15.0).sum() for now in when],
    }
    if pairing in by_hand:
        assert read == pytest.approx(by_hand[pairing])
        assert x[-1] == pytest.approx(
            np.exp(-(250.0 - (pre if pairing == "all" else pre[-1:])) / 15.0).sum()
        )
    assert np.interp(when, t, x) == pytest.approx(read)
    if pairing == "all":  # and everywhere between the spikes
        ages = t[:, None] - pre
        drawn = np.where(ages > 0, np.exp(-np.maximum(ages, 0.0) / 15.0), 0.0).sum(axis=1)
        assert x == pytest.approx(drawn, abs=1e-9)
    assert x.max() <= (np.inf if pairing in ("all", "pre_centred") else 1.0)


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_readings_stand_at_the_other_train_s_spikes_and_sum_to_dw(pairing):
    frame = two_traces(3, 15.0, 25.0, pairing)
    pre, post = bench_train(40.0, 6), bench_train(30.0, 7)
    rule = STDP(tau_plus=15.0, tau_minus=25.0, pairing=pairing)
    assert frame["read_pre"][0].tolist() == frame["post_below"][0].tolist() == post.tolist()
    assert frame["read_post"][0].tolist() == frame["pre_above"][0].tolist() == pre.tolist()
    ltp, ltd = 0.01 * frame["read_pre"][1].sum(), 0.0105 * frame["read_post"][1].sum()
    assert ltp - ltd == pytest.approx(rule.pair_sum(pre, post))
    assert f"add {ltp:.4f}" in frame["text"]
    assert f"subtract {ltd:.4f}: Δw = {ltp - ltd:+.4f}; the sum over pairs" in frame["text"]
    t, x = frame["x_post"]
    assert np.interp(frame["read_post"][0], t, x) == pytest.approx(frame["read_post"][1])
    quiet = int(np.argmax(np.diff(np.concatenate([[0.0], np.union1d(pre, post)]))))
    a, b = np.concatenate([[0.0], np.union1d(pre, post)])[quiet : quiet + 2]
    (among,) = np.nonzero((t > a) & (t < b))
    assert x[among] == pytest.approx(x[among[0]] * np.exp(-(t[among] - t[among[0]]) / 25.0))


def test_pair_and_triplet_curves_go_through_the_reference_numbers():
    for name, rule in (("stdp-pair-frequency", "pair"), ("stdp-triplet-vc_min_all", "triplet")):
        for row in case("stdp", name)["expected"]["rows"]:
            frame = frequency(row["rho_Hz"], 0.0046, 0.003, 0.0065)
            side = "left" if row["dt_ms"] > 0 else "right"
            assert frame[f"{side}_{rule}_dot"][1][0] == pytest.approx(row["dw"], abs=1e-9)


def test_without_its_third_spike_the_triplet_rule_only_depresses():
    frame = frequency(10.0, 0.0046, 0.003, 0.0)
    assert max(*frame["left_triplet"][1], *frame["right_triplet"][1]) <= 0.0


def test_no_pair_rule_comes_near_the_triplet_rule_whatever_its_four_parameters():
    trains = [pairings(point.rate, point.delta_t) for point in SJOSTROM_2001]
    data, sem = np.array([(point.dw, point.sem) for point in SJOSTROM_2001]).T
    taus = np.geomspace(1.0, 1000.0, 25)
    ltp = [[STDP(1.0, 0.0, tau, 20.0).pair_sum(*train) for train in trains] for tau in taus]
    ltd = [[STDP(0.0, 1.0, 20.0, tau).pair_sum(*train) for train in trains] for tau in taus]
    best = np.inf, 0.0, 0.0
    for tau_plus, plus in zip(taus, ltp, strict=True):
        for tau_minus, minus in zip(taus, ltd, strict=True):
            parts = np.array([plus, minus]).T
            A = np.linalg.lstsq(parts / sem[:, None], data / sem, rcond=None)[0]
            best = min(best, (misfit(parts @ A), tau_plus, tau_minus))  # even with A < 0
    assert best == pytest.approx((2.29, 237.0, 2.37), rel=0.01)
    triplet = misfit(np.array([TripletSTDP().change(*train) for train in trains]))
    assert best[0] > 6.0 * triplet


def test_ties_become_rare_with_the_step_and_the_three_policies_then_agree():
    fine = {policy: ties(0.1, 1.0, 1, policy) for policy in ("none", "ltp", "ltd")}
    assert len({frame["here"][1][0] for frame in fine.values()}) == 1
    (exact,) = {frame["exact"][1][0] for frame in fine.values()}
    assert fine["none"]["here"][1][0] == pytest.approx(exact, abs=0.002)
    for policy in fine:  # the ring is on its curve
        at = float(stdp_curves.STEPS[-4])
        frame = ties(at, 1.0, 1, policy)
        assert frame["here"][1][0] == frame[policy]["data"][1][-4]
    for policy, frame in fine.items():
        assert [each for each in fine if frame[each]["linewidth"] > 2] == [policy]
    coarse = ties(5.0, 1.0, 1, "ltd")
    pre, post = (np.floor(train / 5.0) * 5.0 for train in stdp_curves.causal_trains(1.0, 1))
    times, rows = coarse["spikes"]
    assert times[rows == 1.0].tolist() == pre.tolist()  # the row called pre
    assert times[rows == 0.0].tolist() == post.tolist()
    assert set(coarse["tied"][0]) == set(pre[(pre == post) & (pre <= 400.0)])
    assert coarse["none"]["data"][1] != coarse["ltp"]["data"][1] != coarse["ltd"]["data"][1]
    assert coarse["ltp"]["data"][1][-1] > 0.3 > -0.3 > coarse["ltd"]["data"][1][-1]
    assert coarse["here"][1][0] == pytest.approx(-0.319, abs=5e-4)
    assert "34 of 40" in coarse["text"]


def test_the_tutorial_counts_one_pair_85_times():
    known = case("stdp", "stdp-seed-drift")["expected"]
    changes = stdp_curves.article_changes()
    assert changes.sum() == pytest.approx(known["seed_article_dw"], rel=1e-12)
    assert np.count_nonzero(changes) == known["ratio"]
    assert changes[15] == pytest.approx(known["correct_dw"], rel=1e-12)
    tie, zero = stdp_curves.article_changes(50, 50), stdp_curves.article_changes(0, 5)
    assert tie[50] == -0.01  # what the verdict calls "ltd" and "ignored"
    assert not zero.any()


def test_the_museum_has_eleven_exhibits_and_eight_trials():
    assert (len(EXHIBITS), len(TRIALS)) == (11, 8)


def test_the_slow_trace_climbs_to_five_at_50_hz_and_is_empty_at_a_tenth():
    def last_reading(rate):
        _, post = pairings(rate, 10.0)
        return np.exp(-(post[-1] - post[:-1]) / 114.0).sum()

    assert last_reading(50.0) == pytest.approx(1.0 / np.expm1(20.0 / 114.0), rel=1e-4)
    assert last_reading(50.0) == pytest.approx(5.2, abs=0.05)
    assert last_reading(0.1) < 1e-30


def test_each_specimen_can_be_told_from_every_other_exhibit():
    lists = [failures(exhibit.rule) for exhibit in EXHIBITS]
    for rule in SPECIMENS.values():
        assert lists.count(failures(rule)) == 1


RIGHT = {"A": "re-counted pairs", "B": "tie as LTD", "C": "own trace", "D": "zero sentinel"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({**RIGHT, "B": None}, "B is not named yet"),
        ({**RIGHT, "C": "something"}, "C: that is none of the names"),
        ({"A": "own trace"}, "with the keys A, B, C, D"),
        ({**RIGHT, "D": "Missing Minus"}, "Specimen D fails 'spike at zero' (nothing)"),
    ],
)
def test_other_names_of_specimens_are_answered_with_what_would_have_been_seen(answer, said):
    assert said in check("stdp_curves.museum", answer).message


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sign": "maybe"}, "one of: right, wrong"),
        ({"times counted": "often"}, "is a number"),
        ({"times counted": None}, "is a number"),
        ({"tie": "LTD"}, "85 times"),
        ({"times counted": stdp_curves.article_changes().sum() / STDP().window(5.0)}, "85 times"),
    ],
)
def test_other_verdicts_on_the_tutorial_are_answered(changed, said):
    answer = {**stdp_curves.VERDICT, **changed}
    assert said in check("stdp_curves.article", answer).message


@pytest.mark.parametrize(
    ("pairing", "pre_adds", "pre_wiped", "post_adds", "post_wiped"),
    [
        ("all", True, False, True, False),
        ("nearest", False, False, False, False),
        ("reduced", False, True, False, True),
        ("pre_centred", True, True, False, False),
    ],
)
def test_the_table_of_adding_and_wiping_makes_each_scheme(
    pairing, pre_adds, pre_wiped, post_adds, post_wiped
):
    rng = np.random.default_rng(1)
    pre, post = (np.sort(rng.uniform(0.0, 900.0, 40)) for _ in range(2))
    rule = STDP(tau_plus=15.0, tau_minus=25.0, pairing=pairing)
    dw = x_pre = x_post = now = 0.0
    for t in np.union1d(pre, post):
        x_pre *= np.exp(-(t - now) / 15.0)
        x_post *= np.exp(-(t - now) / 25.0)
        now = t
        if t in post:
            dw += 0.01 * x_pre
            x_pre = 0.0 if pre_wiped else x_pre
            x_post = x_post + 1.0 if post_adds else 1.0
        else:
            dw -= 0.0105 * x_post
            x_post = 0.0 if post_wiped else x_post
            x_pre = x_pre + 1.0 if pre_adds else 1.0
    assert dw == pytest.approx(rule.pair_sum(pre, post), abs=1e-12)
    row = [
        "adds 1" if pre_adds else "sets it to 1",
        "wipes it" if pre_wiped else "leaves it",
        "adds 1" if post_adds else "sets it to 1",
        "wipes it" if post_wiped else "leaves it",
    ]
    assert f"| {pairing} | {' | '.join(row)} |" in page()


def page():
    (source,) = (each for each in SOURCES if each.stem.startswith("07"))
    return source.read_text(encoding="utf-8")


def test_the_page_lists_every_exhibit_with_its_fault_and_its_links():
    for exhibit in EXHIBITS:
        (row,) = (line for line in page().splitlines() if line.startswith(f"# | {exhibit.name} |"))
        assert exhibit.fault in row
        assert row.count("](https://") == len(exhibit.seen_in)
        assert all(f"]({link})" in row for link in exhibit.seen_in)


def test_the_schemes_come_closer_at_8_hz_and_still_differ():
    totals = pairing_bench(8.0, 8.0, 8, "all")["totals"][0]
    assert len({round(total, 3) for total in totals}) == 4
    fast = pairing_bench(60.0, 60.0, 8, "all")["totals"][0]
    assert np.ptp(totals) < np.ptp(fast)


def test_each_picture_of_the_museum_shows_a_fault_over_the_right_window():
    right = MUSEUM_STDP.window(stdp_curves.WALL)
    for exhibit in EXHIBITS:
        theirs, ours = stdp_curves.museum_curve(exhibit.name)
        assert np.abs(theirs - ours).max() > 0.15 * np.abs(ours).max(), exhibit.name
        if exhibit.name != "no bounds":
            assert ours == pytest.approx(right, abs=1e-12)
    theirs, ours = stdp_curves.museum_curve("no bounds")
    assert ours.max() == pytest.approx(0.1)  # from 0.9 to the bound
    assert theirs.max() > 0.25
    assert "tie as LTD differs in ties;" in stdp_curves.museum().text_alternative


def driven(new):
    def rule(pre, post, stdp):
        synapse = new(stdp)
        for step in range(round(max([*pre, *post]) / new.dt) + 1):
            synapse.step(step * new.dt in pre, step * new.dt in post)
        return synapse.w - new.start

    return rule


def test_their_synapse_jumps_before_it_reads_and_the_finer_one_does_not():
    fingerprint = failures(driven(TheirSynapse))
    assert fingerprint == {"tie": "strengthens"}
    same = [each.name for each in EXHIBITS if failures(each.rule) == fingerprint]
    assert same == ["jump before read"]
    assert set(failures(driven(FinerSynapse))) == {"many pairs"}  # it begins at 0.3, not at 0.9


@pytest.mark.parametrize("last_post", [11, 15, 60])
def test_the_loop_adds_one_pair_at_every_step_from_its_post_spike_on(last_post):
    frame = stdp_curves.article_loop(last_post)
    steps, so_far = frame["loop"]
    worth = 0.01 * np.exp(-(last_post - 10) / 20)
    assert so_far == pytest.approx(worth * np.maximum(0, steps - last_post + 1))
    assert frame["once"][1][-1] == pytest.approx(worth)
    low, high = stdp_curves.draw_article_loop(Figure())["loop"].axes.get_ylim()
    assert low < so_far[0] <= so_far[-1] < high
    assert f"added {so_far[-1]:.4f}; the pair is worth {worth:.4f}." in frame["text"]


def test_fast_pairing_turns_the_pair_rule_of_the_picture_round():
    frame = frequency(50.0, 0.0046, 0.003, 0.0065)
    slow = frequency(0.1, 0.0046, 0.003, 0.0065)
    assert slow["left_pair_dot"][1][0] == pytest.approx(0.15, abs=0.005)
    assert frame["left_pair_dot"][1][0] == pytest.approx(-0.07, abs=0.005)
    (asked,) = (p for p in table("stdp_curves", "PREDICTIONS") if p.name == "fast_pairing")
    assert "+15 % at 0.1 Hz becomes -7 %" in asked.why


def test_a_slow_trace_that_jumps_before_it_is_read_gives_ltp_at_a_tenth_of_a_hertz():
    pre, post = pairings(0.1, 10.0)
    as_published = TripletSTDP().change(pre, post)
    jumped = as_published + 0.0065 * 60 * np.exp(-10.0 / 16.8)  # o_2 is 1 higher at each post spike
    assert as_published == pytest.approx(0.0, abs=1e-3)
    assert jumped > 0.2


def test_return_inside_the_loop_is_not_told_that_only_the_clock_stands_still():
    def returns_at_once(pre, post, stdp):
        for _ in np.union1d(pre, post):
            return 0.0
        return 0.0

    said = check("stdp_curves.by_traces", returns_at_once).message
    assert "`return` stands inside the loop" in said.replace("Either ", "")


def test_the_page_quotes_the_measurements_of_the_two_slowest_and_fastest_protocols():
    measured = {(each.rate, each.delta_t): each.dw for each in SJOSTROM_2001}
    assert measured[0.1, 10.0] == -0.04
    assert (measured[50.0, 10.0], measured[50.0, -10.0]) == (0.56, 0.75)
    assert f"({measured[0.1, 10.0]:+.0%}".replace("%", " %") in page()
    assert "(+56 % and +75 %)" in page()
