"""What lesson 10 says, computed from the page as it runs with every solution in its place."""

import itertools

import numpy as np
import pytest
from lesson_pages import solved

from snn_edu.lessons.needle_in_noise import deeper, live_run, success_map, views
from snn_edu.lessons.needle_in_noise.live_run import history
from snn_edu.lessons.needle_in_noise.stored_runs import RATIOS, SONGS, stored
from snn_edu.patterns import make_input, score, since_onset
from snn_edu.spikes.train import Spikes

page = solved("10_needle_in_noise")


def latencies():
    return since_onset(history().output, history().onsets, 50.0)


def found(rows):
    return sum(one.finds() for one in rows)


def silent(rows, below=0.3):
    """Whether those hardly fire in the end that do not find it."""
    return all(one.late_rate < below for one in rows if not one.finds())


def run_until(end, knobs, onsets):
    """The run of these knobs as it is after `end` ms; the showings go to `onsets`."""
    return next(one for one in live_run.follow_run(knobs, onsets, slow=False) if one.t == end)


def within(since, until):
    """Which output spikes of the run lie between these seconds."""
    return (history().output >= 1000 * since) & (history().output < 1000 * until)


def partners(first, second, reveal):
    text = page.frame("hidden_frame", first=first, second=second, reveal=reveal)["text"]
    count, of = (int(text.split(": ")[1].split()[k]) for k in (0, 2))
    return count / of


def test_partners_on_two_showings_and_on_two_other_moments():
    assert page.says("On two other moments fewer than a third find one")
    text = page.frame("hidden_frame", first=0, second=0, reveal=True)["text"]
    at = [int(x) for x in text.split("Showings at ")[1].rstrip(" ms.").split(", ")]
    shares = [partners(a, b, True) for a, b in itertools.permutations(at, 2)]
    assert page.says("about 85 % find a partner on two showings")
    assert np.mean(shares) == pytest.approx(0.85, abs=0.03)
    (preset,) = page.picture("hidden_frame").tries.values()
    assert {preset["first"], preset["second"]} <= set(at)
    far = [x for x in range(0, 451, 50) if x not in at]
    others = [partners(a, b, False) for a, b in itertools.permutations(far, 2)]
    assert 0.25 < np.mean(others) < 1 / 3


def test_no_rate_gives_it_away_but_counts_do():
    spikes, onsets = make_input(20_000, np.random.default_rng(0), rates="poisson")
    bins = np.linspace(0, 20_000, 401), np.arange(2001)
    counts, *_ = np.histogram2d(spikes.times, spikes.ids, bins)
    shown = np.isin(np.arange(400), onsets // 50)
    rates = [counts[which, :1000].mean() / 0.050 for which in (shown, ~shown)]
    assert rates == pytest.approx([64, 64], abs=2)
    assert "about 64 spikes a second, in a showing and outside" in page.asked("give_away").why
    assert page.says("Showings come irregularly, five a second on average, so they fill a quarter")
    assert shown.mean() == pytest.approx(0.25, abs=0.03)
    alike = np.corrcoef(counts)
    repeat, other = (
        alike[each][:, each][np.triu_indices(each.sum(), 1)].mean() for each in (shown, ~shown)
    )
    assert page.says(f"Two showings correlate by {repeat:.2f}, other moments by {other:.2f}")


def test_the_table_of_the_run():
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
    assert within(0, 4).sum() / 4 * 0.050 == pytest.approx(3, abs=0.2)  # spikes in any 50 ms


def test_it_fires_once_in_each_showing_and_the_picture_says_found_at_25_s():
    onsets = []
    learned = run_until(25_000, live_run.KNOBS, onsets)
    frame = views.learning(learned, onsets, live_run.KNOBS["seed"])
    assert frame["verdict"] == "found"
    onsets = history().onsets
    for onset in onsets[(onsets >= 15_000) & (onsets < 39_000)]:
        assert within(onset / 1000, (onset + 50) / 1000).sum() == 1


def test_a_bump_peaks_at_its_weight_after_nearly_5_ms_and_is_worth_a_block_of_159():
    t, p, output = live_run.potential(Spikes([10.0], [0], 1, 300.0), np.array([1.0]), dt=0.01)
    assert output.size == 0
    assert p.max() == pytest.approx(1.0, abs=1e-4)
    assert page.says("The bump peaks after nearly 5 ms")
    assert 4.5 < t[p.argmax()] - 10.0 < 5
    block, hover = np.trapezoid(p, t), page.names["hover"](np.array([1.0]), 10)
    assert page.says(f"if it fires at 10 Hz, its ten blocks fill {10 * block:.0f} ms of each")
    assert page.says(f"weight of 1 it lifts p by {hover:.3f} on average, and with half the weight")
    assert page.says(f"0.090 × 15.9 × 381 = {0.090 * round(block, 1) * 381:.0f},")


def test_the_worked_numbers_of_pairs_and_of_a_judge():
    stdp = live_run.STANDARD.stdp
    for distance in (5.0, 20.0):
        up, down = stdp.window(distance), -stdp.window(-distance)
        assert page.says(f"| {distance:g} ms | +{up:.3f} | −{down:.3f} |")
    equal = np.log(stdp.A_plus / stdp.A_minus) / (1 / stdp.tau_plus - 1 / stdp.tau_minus)
    assert page.says(f"Near {equal:.0f} ms gain and loss are equal. Closer by the gain is larger")
    output, onsets = np.array([105.0, 130, 310, 450]), np.array([100.0, 300, 500])
    assert page.names["judge"](output, onsets, 50, 1000) == pytest.approx((2 / 3, 1, 7.5))
    assert page.says("| onsets | 100, 300, 500 | | output spikes | 105, 130, 310, 450 |")
    assert page.says("Two of the three showings are hit, after 5 and 10 ms, and the last spike is")
    ridge = success_map.load("w0", "ratio")
    words = deeper.ends(ridge)
    assert "r" in words[ridge.y.index(0.7)]
    assert set(words[ridge.y.index(1.1)]) == {"s"}
    assert page.says("an *s* means that most of them fall silent, and an *r* that they run away")


def test_the_line_crosses_and_the_leap():
    line = [page.names["hover"](weights, 64) for weights in history().weights]
    assert line[0] / 500 == pytest.approx(1.93, abs=0.01)
    assert page.says("At first noise would lift p to nearly twice the threshold")
    assert line[20] > 500 > line[22]
    assert page.says("Between 10 and 11 s it crosses the threshold")
    outside = np.isnan(latencies())
    assert outside[within(10.5, 11)].sum() > 0 == outside[within(11, 40)].sum()
    run = history()
    assert round(sum(run.weights[-1])) == 381  # quiz 3
    t, p, output = live_run.potential(run.heard, run.weights[-1])
    quiet = p[(t > 130) & (t < 230)]
    assert page.says(f"{quiet.mean():.0f}, give or take {quiet.std():.0f}")
    assert quiet.max() < 405
    assert output - run.showings == pytest.approx([5.5, 5.5], abs=0.8)
    assert page.says("noise has brought p to about 380, so some 120 are missing")


def test_who_has_lost_least_at_11_s():
    spans = (0, 5), (5, 10), (10, 50)
    first, half = live_run.first_spikes(live_run.KNOBS["seed"]), np.arange(2000) < 1000
    groups = {f"{a} to {b} ms": half & (first >= a) & (first < b) for a, b in spans}
    for name, group in {**groups, "none, in the other half": ~half}.items():
        early, late = (history().weights[k][group].mean() for k in (22, 80))
        assert page.says(f"| {name} | {early:.2f} | {late:.2f} |")
    none = half & np.isinf(first)
    assert none.sum() == pytest.approx(80, abs=5)
    assert history().weights[80][none].mean() > 0.7
    assert page.says("Some 80 afferents of the pattern have no spike in it, and they end up strong")


def test_the_grey_strip_is_quiet_in_a_showing_only():
    onsets, counts, elapsed = [], np.zeros(2), 0.0
    pieces = live_run.input_pieces(live_run.KNOBS, onsets, slow=False)
    for _, spikes in itertools.islice(pieces, 40):
        mine = np.isinf(live_run.first_spikes(live_run.KNOBS["seed"])) & (np.arange(2000) < 1000)
        shown = ~np.isnan(since_onset(spikes.times + elapsed, np.array(onsets), 50.0))
        counts += [(mine[spikes.ids] & where).sum() for where in (shown, ~shown)]
        elapsed += 500.0
    seconds = 0.05 * len(onsets)
    rates = counts / mine.sum() / [seconds, 20 - seconds]
    assert rates == pytest.approx([10, 64], abs=1.5)
    assert page.says("they send only the noise of 10 Hz, but before it 64 Hz, like all others")


def test_what_tells_the_beginning_from_the_end_and_where_it_locks_on():
    cells = page.picture("verdicts_frame").view(8, 16)["cells"]
    early, late, deaf, _ = np.reshape(cells, (4, 4))
    assert early.tolist() == ["100 %", "45.6", "8.6 ms", "not found"]
    assert late.tolist() == ["100 %", "0.0", "5.3 ms", "found"]
    assert deaf[3] == "not found"
    assert float(deaf[0].rstrip(" %")) == pytest.approx(63, abs=2)
    assert page.says(f"So it misses $e^{{-1}}$ = {100 * np.exp(-1):.0f} % of the showings")
    assert page.says("With noise seed 0 it is first far from the onset")
    onsets = []
    learned = run_until(20_000, {**live_run.KNOBS, "seed": 0}, onsets)
    judged = score(learned.output, np.array(onsets), since=16_000)
    assert judged.latency > 20
    assert stored()["fates"]["nothing"][0].latency > 6


def test_the_table_of_eight_runs_and_their_fates():
    fates = stored()["fates"]
    for change in ("nothing", "jitter 2 ms", "share of time 5 %", "ratio 0.70", "times drawn anew"):
        name = "none" if change == "nothing" else change
        assert page.says(f"| {name} | {found(fates[change])} of 8 |")
    (late,) = [one for one in fates["jitter 2 ms"] if not one.finds()]
    assert 0.9 < late.hit_rate < 0.98
    for change in ("nothing", "share of time 5 %", "times drawn anew"):
        assert silent(fates[change])
    hits, _, latency, *_, rate = np.mean(fates["ratio 0.70"], axis=0)
    assert hits == 1
    assert latency < 5
    assert rate == pytest.approx(121, abs=0.6)
    assert page.says("At 6 ms all eight runs fall silent")
    assert found(fates["jitter 6 ms"]) == 0
    assert silent(fates["jitter 6 ms"])
    verdicts = ["finds it", "falls silent", "runs away", "falls silent"]
    assert [*page.names["my_verdicts"].values()] == verdicts


def test_the_race_with_more_shares_and_ratios():
    often, rarely = (12_000 * share / 50 for share in (0.25, 0.05))
    assert page.says(f"is shown {often:g} times, but the rare one only {rarely:g} times")
    fates = stored()["fates"]
    assert silent(fates["share of time 0 %"], 0.2)
    states = live_run.follow_run({**live_run.KNOBS, "frequency": 0}, [], slow=False)
    *_, last = itertools.islice(states, 30)
    times = last.output.times / 1000
    assert (times < 2).sum() > 100
    assert (times > 12).sum() < 6  # "after about 12 s the neuron is all but silent"
    names = ["nothing", *(f"share of time {share} %" for share in (20, 15, 10, 5))]
    shares = [found(fates[name]) for name in names]
    assert page.says(f"| found in 8 runs | {' | '.join(map(str, shares))} |")
    assert page.says("At 0.83 and at 0.90, for example, none of eight runs finds the pattern.")
    assert found(fates["ratio 0.83"]) == found(fates["ratio 0.90"]) == 0
    assert "All eight runs that we tried fell silent" in page.asked("quiz_dealt_out").why
    assert silent(fates["trains dealt out anew"])


def test_the_drift_on_noise_and_its_two_words():
    ltp, ltd = (float(one) for one in deeper.expected_pairs(64.0, np.array(1000 / 63)))
    r = 0.064  # per ms
    loose = r / (r + 1 / 16.8) - 0.85 * r / (r + 1 / 33.7)
    every = r * 16.8 - 0.85 * r * 33.7
    drift = ltp - 0.85 * ltd
    assert page.says(f"the drift is −{abs(loose):.3f} $A_+$ instead of −{abs(drift):.3f}")
    assert page.says(f"as lesson 08 does, and it is −{abs(every):.3f}")
    assert page.names["border"](64, 1000 / 63) == pytest.approx(0.84, abs=0.005)
    rising = [page.names["drift"](64, 1000 / output, 0.85) for output in (5, 20, 63, 120)]
    assert all(np.diff(rising) > 0)


def test_other_changes_on_the_papers_input():
    changes = stored()["changes"]
    for row, name in (
        ("more afferents in the pattern, 60 %", "share 0.6"),
        ("weights that start at 0.375", "w0 0.375"),
        ("pairing *nearest* instead of *reduced*", "pairing nearest"),
        ("a ratio of 1.00", "A_minus = A_plus"),
        ("a grid of 1 ms, a tie counted as a gain", "dt 1 ms"),
        ("a grid of 1 ms, a tie not counted", "dt 1 ms, no ties"),
    ):
        assert page.says(f"| {row} | {found(changes[name])} of {len(changes[name])} |")
    assert np.mean([one.late_rate for one in changes["dt 1 ms"]]) == pytest.approx(109, abs=1)
    assert all(one.hit_rate == 1 and one.false_alarms > 80 for one in changes["dt 1 ms"])
    sooner = [one.found_time for one in changes["dt 1 ms, no ties"] if one.finds()]
    assert max(sooner) < 8 < min(one.found_time for one in stored()["seeds"])
    assert silent(changes["pairing nearest"] + changes["A_minus = A_plus"], 0.1)


def test_the_paper_check():
    full, seeds, patient = (stored()[name] for name in ("full", "seeds", "patient"))
    rate = f"{full.late_rate:.0f} Hz of output"
    assert page.says(f"with {rate} and a latency of {full.latency:.0f} ms")
    assert len(seeds) == len(patient) == found(seeds) == found(patient) == 8
    assert sum(one.latency < 5 for one in seeds) == 6
    assert sum(one.latency > 15 for one in seeds) == 2
    assert all(one.latency < 10 for one in patient)
    assert len(stored()["redrawn"]) == 8  # with counts kept and times redrawn
    assert all(one.hit_rate < 0.05 and one.late_rate < 0.2 for one in stored()["redrawn"])


def test_songs():
    songs = stored()["songs"]
    assert [(one.seed, one.ratio) for one in songs] == list(itertools.product(range(SONGS), RATIOS))
    assert not [one for one in songs if one.hit_rate[-1] > 0.98 and one.false_alarms[-1] == 0]
    late = {ratio: songs[k :: len(RATIOS)] for k, ratio in enumerate(RATIOS)}
    chance = [1 - np.exp(-one.rate[-1] * 0.05) for one in late[0.9]]
    ratio = [one.hit_rate[-1] / by for one, by in zip(late[0.9], chance, strict=True)]
    assert f"{min(ratio):.1f} to {max(ratio):.1f} times" in page.asked("a_real_sound").why
    assert [round(f(100 * one.hit_rate[-1] for one in late[0.9])) for f in (min, max)] == [57, 100]
    assert page.says("At 0.85 there are 8 to 15 false alarms a second")
    assert all(7.5 <= one.false_alarms[-1] < 15.5 for one in late[0.85])
    assert sum(one.hit_rate[-1] < 0.3 for one in late[0.95]) == 2
    assert all(one.false_alarms[-1] < one.false_alarms[0] for one in late[0.9])
