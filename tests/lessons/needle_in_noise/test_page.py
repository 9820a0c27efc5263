"""What lesson 10 says, computed from the page as it runs with every solution in its place."""

import itertools

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.needle_in_noise import views
from snn_edu.lessons.needle_in_noise.deeper import ends, expected_pairs
from snn_edu.lessons.needle_in_noise.live_run import (
    KNOBS,
    STANDARD,
    first_spikes,
    follow_run,
    history,
    input_pieces,
    potential,
)
from snn_edu.lessons.needle_in_noise.questions import PREDICTIONS, QUIZ
from snn_edu.lessons.needle_in_noise.stored_runs import stored
from snn_edu.lessons.needle_in_noise.success_map import load
from snn_edu.patterns import make_input, score, since_onset
from snn_edu.spikes.train import Spikes


@pytest.fixture(scope="module")
def page():
    return solved("10_needle_in_noise")


def reply(name):
    return next(each.why for each in (*PREDICTIONS, *QUIZ) if each.name == name)


def latencies():
    run = history()
    return since_onset(run.output, run.onsets, 50.0)


def within(since, until):
    """Which output spikes of the run lie between these seconds."""
    return (history().output >= 1000 * since) & (history().output < 1000 * until)


# --- what is hidden -------------------------------------------------------------------------------


def partners(page, first, second, reveal):
    text = page.picture("hidden_frame").view(first=first, second=second, reveal=reveal)["text"]
    count, of = (int(text.split(": ")[1].split()[k]) for k in (0, 2))
    return count / of


def test_partners_on_two_showings_and_on_two_other_moments(page):
    assert page.says("about 85 % find a partner on two showings")
    assert page.says("On two other moments fewer than a third find one")
    text = page.picture("hidden_frame").view(first=0, second=0, reveal=True)["text"]
    at = [int(x) for x in text.split("Showings at ")[1].rstrip(" ms.").split(", ")]
    shares = [partners(page, a, b, True) for a, b in itertools.permutations(at, 2)]
    assert np.mean(shares) == pytest.approx(0.85, abs=0.03)
    (preset,) = page.picture("hidden_frame").tries.values()
    assert preset["first"] in at
    assert preset["second"] in at
    far = [x for x in range(0, 451, 50) if x not in at]
    others = [partners(page, a, b, False) for a, b in itertools.permutations(far, 2)]
    assert 0.25 < np.mean(others) < 1 / 3


def test_no_rate_gives_it_away_but_counts_do(page):
    spikes, onsets = make_input(20_000, np.random.default_rng(0), rates="poisson")
    slot = np.minimum(spikes.times // 50, 399).astype(int)
    counts = np.zeros((400, 2000))
    np.add.at(counts, (slot, spikes.ids), 1)
    shown = np.isin(np.arange(400), onsets // 50)
    rates = [counts[which, :1000].mean() / 0.050 for which in (shown, ~shown)]
    assert rates == pytest.approx([64, 64], abs=2)
    assert "about 64 spikes a second, in a showing and outside" in reply("give_away")
    assert page.says("Showings come irregularly, five a second on average, so they fill a quarter")
    assert shown.mean() == pytest.approx(0.25, abs=0.03)
    alike = np.corrcoef(counts)
    repeat = alike[shown][:, shown][np.triu_indices(shown.sum(), 1)].mean()
    other = alike[~shown][:, ~shown][np.triu_indices((~shown).sum(), 1)].mean()
    assert repeat == pytest.approx(0.40, abs=0.02)
    assert other == pytest.approx(0, abs=0.005)
    assert page.says("Two showings correlate by 0.40, other moments by 0.00")


# --- learn ----------------------------------------------------------------------------------------


def test_the_table_of_the_run(page):
    outside, latency = np.isnan(latencies()), latencies()
    for since, until, where in (
        (0, 5, "all over the 50 ms"),
        (11, 13, "in a band, 8 ms after the onset"),
        (25, 35, "in a band, 5 ms after the onset"),
    ):
        per_second = outside[within(since, until)].sum() / (until - since)
        assert page.says(f"| {since} to {until} | {per_second:.0f} | {where} |")
        inside = latency[within(since, until) & ~outside]
        if where.startswith("in a band"):
            assert inside.mean() == pytest.approx(int(where.split()[3]), abs=0.5)
            assert inside.std() < 1.1
        else:
            assert inside.std() > 12  # of a uniform one: 14.4
    assert page.says("because it rattles on in any 50 ms, whatever is in them")
    assert within(0, 4).sum() / 4 * 0.050 == pytest.approx(3, abs=0.2)  # spikes in 50 ms
    assert page.says("What happens between 9 and 13 s, in slow motion?")
    assert page.says("around 11 s, something tips")


def test_it_fires_once_in_each_showing_and_the_picture_says_found_at_25_s(page):
    onsets = []
    for learned in follow_run(KNOBS, onsets, slow=False):
        if learned.t == 25_000:
            break
    frame = views.learning(learned, onsets, KNOBS["seed"])
    assert frame["verdict"] == "found"
    late = (history().onsets >= 15_000) & (history().onsets < 39_000)
    counts = [
        ((history().output >= one) & (history().output < one + 50)).sum()
        for one in history().onsets[late]
    ]
    assert set(counts) == {1}
    assert "not found" in page.picture("learn_frames").plot.text  # as it begins


# --- how it works ---------------------------------------------------------------------------------


def test_a_bump_peaks_at_its_weight_after_nearly_5_ms_and_is_worth_a_block_of_159(page):
    t, p, output = potential(Spikes([10.0], [0], 1, 300.0), np.array([1.0]), dt=0.01)
    assert output.size == 0
    assert p.max() == pytest.approx(1.0, abs=1e-4)
    assert page.says("The bump peaks after nearly 5 ms")
    assert 4.5 < t[p.argmax()] - 10.0 < 5
    assert np.trapezoid(p, t) == pytest.approx(15.9, abs=0.05)
    assert page.names["hover"](np.array([1.0]), 10) == pytest.approx(0.159)
    assert page.says("if it fires at 10 Hz, its ten blocks fill 159 ms of each second. So with a")
    assert page.says(
        "weight of 1 it lifts p by 0.159 on average, and with half the weight by half as much"
    )
    assert STANDARD.v_threshold == 500


def test_gains_and_losses(page):
    for distance in (5, 20):
        up = STANDARD.A_plus * np.exp(-distance / STANDARD.tau_plus)
        down = STANDARD.A_minus * np.exp(-distance / STANDARD.tau_minus)
        assert page.says(f"| {distance} ms | +{up:.3f} | −{down:.3f} |")
    equal = np.log(STANDARD.A_plus / STANDARD.A_minus) / (
        1 / STANDARD.tau_plus - 1 / STANDARD.tau_minus
    )
    assert round(equal) == 5
    assert page.says(
        "At 5 ms gain and loss are equal. Closer by the gain is larger, and further off"
    )


def test_between_showings_and_the_leap(page):
    run = history()
    t, p, output = potential(run.heard, run.weights[-1])
    quiet = p[(t > 130) & (t < 230)]
    assert (round(quiet.mean()), round(quiet.std())) == (384, 9)
    assert "384, give or take 9" in reply("between_showings")
    assert quiet.max() < 405
    assert output - run.showings == pytest.approx([5.5, 5.5], abs=0.8)
    assert page.says("noise has brought p to about 380, so some 120 are missing")
    picture = page.picture("before_frame")
    assert picture.text.endswith("2 of them in the 2 showings and 0 outside.")


def test_the_line_crosses_between_10_and_11_s_and_the_others_stop(page):
    line = [page.names["hover"](weights, 64) for weights in history().weights]
    assert line[0] / 500 == pytest.approx(1.93, abs=0.01)
    assert page.says("At first noise would lift p to nearly twice the threshold")
    assert line[20] > 500 > line[22]
    assert page.says("Between 10 and 11 s it crosses the threshold")
    outside = np.isnan(latencies())
    assert outside[within(10.5, 11)].sum() > 0 == outside[within(11, 40)].sum()
    assert page.says("From 11 s on noise can't fire the neuron any more, but the pattern still can")
    assert round(sum(history().weights[-1])) == 381  # quiz 3


def test_who_has_lost_least_at_11_s(page):
    first, half = first_spikes(KNOBS["seed"]), np.arange(2000) < 1000
    groups = {
        "0 to 5 ms": half & (first < 5),
        "5 to 10 ms": half & (first >= 5) & (first < 10),
        "10 to 50 ms": half & (first >= 10) & (first < 50),
        "none, in the other half": ~half,
    }
    for name, group in groups.items():
        early, late = (history().weights[k][group].mean() for k in (22, 80))
        assert page.says(f"| {name} | {early:.2f} | {late:.2f} |")
    at_11 = history().weights[22]
    assert at_11[groups["0 to 5 ms"]].mean() > at_11[groups["none, in the other half"]].mean()
    none = half & np.isinf(first)
    assert none.sum() == pytest.approx(80, abs=5)
    assert history().weights[80][none].mean() > 0.7
    assert page.says("Some 80 afferents of the pattern have no spike in it, and they end up strong")


def test_the_grey_strip_is_quiet_in_a_showing_only(page):
    onsets, counts, elapsed = [], np.zeros(2), 0.0
    for _, spikes in itertools.islice(input_pieces(KNOBS, onsets, slow=False), 40):
        mine = np.isinf(first_spikes(KNOBS["seed"])) & (np.arange(2000) < 1000)
        shown = ~np.isnan(since_onset(spikes.times + elapsed, np.array(onsets), 50.0))
        counts += [(mine[spikes.ids] & where).sum() for where in (shown, ~shown)]
        elapsed += 500.0
    seconds = 0.05 * len(onsets)
    rates = counts / mine.sum() / [seconds, 20 - seconds]
    assert rates == pytest.approx([10, 64], abs=1.5)
    assert page.says("they send only the noise of 10 Hz, but before it 64 Hz, like all others")


# --- is it a detector -----------------------------------------------------------------------------


def test_the_example_of_three_numbers(page):
    hits, alarms, latency = page.names["judge"](
        np.array([105.0, 130, 310, 450]), np.array([100.0, 300, 500]), 50, 1000
    )
    assert (hits, alarms, latency) == pytest.approx((2 / 3, 1, 7.5))
    assert page.says("| onsets | 100, 300, 500 | | output spikes | 105, 130, 310, 450 |")
    assert page.says(
        "Two of the three showings are hit, after 5 and 10 ms, and the last spike is a false"
    )


def test_what_tells_the_beginning_from_the_end(page):
    early, late, deaf, _ = np.reshape(page.picture("verdicts_frame").view(8, 16)["cells"], (4, 4))
    assert early.tolist() == ["100 %", "45.6", "8.6 ms", "not found"]
    assert late.tolist() == ["100 %", "0.0", "5.3 ms", "found"]
    assert deaf[3] == "not found"
    assert float(deaf[0].rstrip(" %")) == pytest.approx(63, abs=2)
    assert page.says("So it misses $e^{-1}$ = 37 % of the showings")
    assert round(100 * np.exp(-1)) == 37


# --- what can it stand ----------------------------------------------------------------------------


def test_the_table_of_eight_runs(page):
    fates = stored()["fates"]
    for name, change in (
        ("none", "nothing"),
        ("jitter 2 ms", "jitter 2 ms"),
        ("share of time 5 %", "share of time 5 %"),
        ("ratio 0.70", "ratio 0.70"),
        ("times drawn anew", "times drawn anew"),
    ):
        rows = fates[change]
        assert page.says(f"| {name} | {sum(one.finds() for one in rows)} of {len(rows)} |")
    lost = [one for one in fates["nothing"] if not one.finds()]
    assert lost[0].late_rate < 0.2
    (late,) = [one for one in fates["jitter 2 ms"] if not one.finds()]
    assert 0.9 < late.hit_rate < 0.98
    for change in ("share of time 5 %", "times drawn anew"):
        assert all(one.late_rate < 0.3 for one in fates[change] if not one.finds())
    assert np.mean([one.late_rate for one in fates["ratio 0.70"]]) == pytest.approx(121, abs=0.6)
    assert np.mean([one.latency for one in fates["ratio 0.70"]]) < 5
    assert all(one.hit_rate == 1 for one in fates["ratio 0.70"])
    assert page.says("At 6 ms all eight runs fall silent")
    assert all(not one.finds() and one.late_rate < 0.3 for one in fates["jitter 6 ms"])


def test_the_fates_are_those_of_the_stored_runs(page):
    def ending(turned):
        rows = stored()["fates"][turned]
        if 2 * sum(one.finds() for one in rows) > len(rows):
            return "finds it"
        return "runs away" if np.mean([one.late_rate for one in rows]) > 63 else "falls silent"

    assert page.names["my_verdicts"] == {
        "jitter": ending("jitter 2 ms"),
        "share of time": ending("share of time 5 %"),
        "ratio": ending("ratio 0.70"),
        "times": ending("times drawn anew"),
    }


def test_the_race(page):
    assert page.says("the common one is shown 60 times, but the rare one only 12 times")
    assert (12_000 * 0.25 / 50, 12_000 * 0.05 / 50) == (60, 12)
    silent = stored()["fates"]["share of time 0 %"]
    assert all(one.late_rate < 0.2 for one in silent)
    *_, last = itertools.islice(follow_run({**KNOBS, "frequency": 0}, [], slow=False), 30)
    times = last.output.times / 1000
    assert (times < 2).sum() > 100
    assert (times > 12).sum() < 6  # "after about 12 s the neuron is all but silent"


def test_more_shares_and_ratios(page):
    fates = stored()["fates"]
    shares = [sum(one.finds() for one in fates[name]) for name in (
        "nothing", *(f"share of time {share} %" for share in (20, 15, 10, 5))
    )]  # fmt: skip
    assert page.says(f"| found in 8 runs | {' | '.join(map(str, shares))} |")
    for ratio in ("0.83", "0.90"):
        assert not any(one.finds() for one in fates[f"ratio {ratio}"])
    assert page.says("At 0.83 and at 0.90, for example, none of eight runs finds the pattern.")
    assert len(fates["trains dealt out anew"]) == 8
    assert "All eight runs that we tried fell silent" in reply("quiz_dealt_out")
    assert all(one.late_rate < 0.3 for one in fates["trains dealt out anew"])


def test_the_quiz_computes():
    assert round(100 * np.exp(-1.5)) == 22
    assert round(0.090 * 15.9 * 381) == 545
    assert 0.1 * 8000 / 40 == 20
    assert (198 / 200, 12 / 40) == (0.99, 0.3)


# --- go deeper ------------------------------------------------------------------------------------


def test_the_drift_on_noise_and_its_two_words(page):
    ltp, ltd = (float(one) for one in expected_pairs(64.0, np.array(1000 / 63)))
    r = 0.064  # per ms
    loose = r / (r + 1 / 16.8) - 0.85 * r / (r + 1 / 33.7)
    every = r * 16.8 - 0.85 * r * 33.7
    assert page.says(
        f"the drift is −{abs(loose):.3f} $A_+$ instead of −{abs(ltp - 0.85 * ltd):.3f}"
    )
    assert page.says(f"as lesson 08 does, and it is −{abs(every):.3f}")
    assert page.names["drift"](64, 1000 / 63, 0.85) == pytest.approx(ltp - 0.85 * ltd)
    assert page.names["border"](64, 1000 / 63) == pytest.approx(0.84, abs=0.005)
    rising = [page.names["drift"](64, 1000 / output, 0.85) for output in (5, 20, 63, 120)]
    assert all(np.diff(rising) > 0)


def test_other_changes_on_the_papers_input(page):
    changes = stored()["changes"]
    for row, name in (
        ("more afferents in the pattern, 60 %", "share 0.6"),
        ("weights that start at 0.375", "w0 0.375"),
        ("pairing *nearest* instead of *reduced*", "pairing nearest"),
        ("a ratio of 1.00", "A_minus = A_plus"),
        ("a grid of 1 ms, a tie counted as a gain", "dt 1 ms"),
        ("a grid of 1 ms, a tie not counted", "dt 1 ms, no ties"),
    ):
        found = sum(one.finds() for one in changes[name])
        assert page.says(f"| {row} | {found} of {len(changes[name])} |")
    assert np.mean([one.late_rate for one in changes["dt 1 ms"]]) == pytest.approx(109, abs=1)
    for name in ("pairing nearest", "A_minus = A_plus"):
        assert all(one.late_rate < 0.1 for one in changes[name])


def test_the_map_says_how_the_others_end(page):
    ridge = load("w0", "ratio")
    words = ends(ridge)
    low, high = (words[ridge.y.index(ratio)] for ratio in (0.7, 1.1))
    assert "r" in low
    assert set(high) == {"s"}
    assert page.says("an *s* means that most of them fall silent, and an *r* that they run away")


def test_where_it_locks_on_is_luck(page):
    assert page.says("With noise seed 0 it is first far from the onset")
    onsets = []
    for learned in follow_run({**KNOBS, "seed": 0}, onsets, slow=False):
        if learned.t == 20_000:
            break
    judged = score(learned.output, np.array(onsets), since=16_000)
    assert judged.latency > 20
    assert stored()["fates"]["nothing"][0].latency > 6


def test_the_paper_check(page):
    full, seeds, patient = (stored()[name] for name in ("full", "seeds", "patient"))
    assert full.finds()
    assert (round(full.latency), round(full.late_rate)) == (4, 5)
    assert page.says("with 5 Hz of output and a latency of 4 ms")
    assert all(one.finds() for one in seeds)
    assert sum(one.latency < 10 for one in seeds) == 6
    assert all(one.finds() and one.latency < 10 for one in patient)


def test_songs(page):
    late = {r: [one for one in stored()["songs"] if one.ratio == r] for r in (0.85, 0.9, 0.95)}
    chance = [1 - np.exp(-one.rate[-1] * 0.05) for one in late[0.9]]
    ratio = [one.hit_rate[-1] / by for one, by in zip(late[0.9], chance, strict=True)]
    assert (round(min(ratio), 1), round(max(ratio), 1)) == (1.6, 3.4)
    assert "1.6 to 3.4 times" in reply("a_real_sound")
    assert [round(f(100 * one.hit_rate[-1] for one in late[0.9])) for f in (min, max)] == [57, 100]
    assert page.says("At 0.85 there are 8 to 15 false alarms a second")
    assert all(7.5 <= one.false_alarms[-1] < 15.5 for one in late[0.85])
    assert sum(one.hit_rate[-1] < 0.3 for one in late[0.95]) == 2
    assert all(one.false_alarms[-1] < one.false_alarms[0] for one in late[0.9])
