"""What lesson 11 says, computed; its neurons, stored, drawn and against plain loops."""

import re
from dataclasses import replace
from types import FunctionType

import numpy as np
import pytest
from lesson_pages import solved
from reference import case

from snn_edu.lessons.sharing_the_work import stored_competition, stored_fifty, three_neurons
from snn_edu.lessons.sharing_the_work import winner_take_all as wta
from snn_edu.lessons.sharing_the_work.questions import MISSING
from snn_edu.lessons.sharing_the_work.stored_fifty import FIFTY, WITHOUT, judged, split, stored
from snn_edu.lessons.sharing_the_work.views import against_frame, fifty_frames, mosaics_frame
from snn_edu.patterns import Learned
from snn_edu.patterns.neuron import DetectorNeuron
from snn_edu.spikes import Spikes
from snn_edu.training import digits

page = solved("11_sharing_the_work")


@pytest.mark.slow
def test_how_often_all_three_patterns_find_a_neuron():
    for inhibition in stored_competition.INHIBITIONS:
        runs = stored_competition.stored(inhibition)
        both = (stored_competition.SEEDS, stored_competition.OTHERS)
        found, others = (np.array([runs[seed] for seed in seeds]) for seeds in both)

        def counts(found):
            return (
                found.any(axis=1).all(axis=1).sum(),
                (found.sum(axis=1) > 1).any(axis=1).sum(),
                (~found.any(axis=2)).any(axis=1).sum(),
            )

        (all_three, twice, nothing), again = counts(found), counts(others)
        row = " | ".join(f"{n} ({other})" for n, other in zip(counts(found), again, strict=True))
        assert page.says(f"| {inhibition:g} | {row} |")
        if inhibition == 0:
            assert page.says(f"In {len(found)} such runs it never came about. In {twice} of them")
        if inhibition == 0.25:
            assert page.says(
                f"All three patterns found a neuron in {all_three} of {len(found)} runs"
            )
        more = counts(np.array([runs[seed] for seed in stored_competition.FRESH]))
        every = [sum(each) for each in zip((all_three, twice, nothing), again, more, strict=True)]
        if inhibition == 0.25:
            assert page.says("5, 10 and 11 at 0.25", "had an owner in 18 at 0.25")
            assert (*more, every[0]) == (5, 10, 11, 18)
        if inhibition == 1:
            assert page.says("at 1 in four of 72 runs", "and in 29 at 1")
            assert page.says("and 6, 3 and 16 at 1")
            assert (*more, *every[:2]) == (6, 3, 16, 29, 4)
        if inhibition == 4:
            assert page.says("at an inhibition of 4 in 61 of 72")
            assert every[2] == 61
    assert page.picture("competition", 1).plot.values["inhibition"] == 0.25


def test_a_spike_holds_a_rival_down_for_some_fourteen_milliseconds():
    detector = stored_competition.Detector(3, v_threshold=550.0, inhibition=1.0)
    held = DetectorNeuron(detector, np.zeros(1))
    held.inhibit(0.0, 1)

    def below(t):
        return -(held.M * np.exp(-t / detector.tau_m) - held.S * np.exp(-t / detector.tau_syn))

    times = np.arange(0.0, 50.0, 0.01)
    assert below(times).max() == pytest.approx(550.0, rel=1e-4)
    assert below(14.0) == pytest.approx(275.0, rel=0.05)
    assert page.says("and after 14 ms still half of that")
    assert below(30.0) < 60.0  # "hardly held any more"


def test_the_worked_race_and_step_and_the_quiz():
    p = np.array([[4.0, 8, 5], [9, 19, 9], [11, 26, 12.5]])
    theta = np.array([10.0, 20, 12])
    won = page.names["winner"](p, theta)
    assert page.says(f"Then the one furthest above its own wins: neuron {won}")
    for k, row in enumerate(p, 1):
        assert page.says(f"| {k} | {row[0]:g} | {row[1]:g} | {row[2]:g} |")
    assert (p >= theta).all(axis=1).tolist() == (p >= theta).any(axis=1).tolist() == [0, 0, 1]
    after = (page.names["update"](np.array([[0.5]]), 0, np.array([x]), 0.3) for x in (0.8, 0.0))
    heard, silent = (float(w[0, 0]) for w in after)
    assert page.says(f"becomes {heard:.2f}; if the input was silent, it becomes {silent:.2f}")
    names = page.names
    p = np.array([[4.0, 8, 2], [9, 19, 6], [13, 26, 9]])
    assert names["winner"](p, np.array([12.0, 20, 10])) == 1  # B
    w = names["update"](np.array([[0.4, 0.4]]), 0, np.array([0.9]), 0.2)
    assert page.answer("quiz_step").endswith("{:.2f} and {:.2f}".format(*w.ravel()))
    train = np.repeat([7, 9], [30, 25])
    test = np.repeat([7, 9], [5, 7])
    told = names["accuracy"](np.zeros(55, int), train, np.zeros(12, int), test)
    assert page.answer("quiz_name").endswith(f" {12 * told:.0f}")


def test_the_purity_and_the_information_of_a_table_that_readers_are_told():
    assert page.says("in all 20 showings of A and in 18 of B, neuron 2 in the other 2")
    share = np.array([[20.0, 0.0], [18.0, 2.0]]) / 40
    assert page.says("22 of 40 are right, a *purity* of 55 %")
    assert share.max(axis=0).sum() == pytest.approx(22 / 40)
    chance = share.sum(axis=1, keepdims=True) * share.sum(axis=0)
    there = share > 0
    bits = (share[there] * np.log2(share[there] / chance[there])).sum()
    assert page.says(f"is {bits:.2f} bits of 1")
    assert page.says("a hundred wires for fifty neurons, not 2,450")
    assert (50 + 50, 50 * 49) == (100, 2450)


def test_the_whole_network_shares_fairly():
    train, test = split()
    assert page.says(f"{len(train.labels):,} small pictures of handwritten digits")
    assert len(test.labels) == 539
    controls = {"homeostasis": True, "normalisation": True, "seed": stored_fifty.SHOWN}
    *_, last = fifty_frames(controls)
    assert "50 of 50 neurons win pictures, and the busiest takes 2.4 % of them" in last["text"]
    middle = train.pictures.reshape(-1, 8, 8).mean(axis=(0, 1))
    assert max(middle[[0, 7]]) < 0.02 < 0.4 < min(middle[2:6])  # ink in the middle, blank sides
    assert 0.2 < train.pictures.mean() < 0.4  # ink is rare
    assert FIFTY.p == 0.5  # "a black pixel fires with a chance of one half"


def test_what_is_left_without_each_part():
    ends = dict(zip(WITHOUT, stored().ends, strict=True))
    for missing, (score, used) in ends.items():
        (row,) = re.findall(rf"\| {missing} \| (\d+) [^|]*\| (\d+) %", page.prose)
        assert row == (f"{used:.0f}", f"{100 * score:.0f}")
    weights = dict(zip(WITHOUT, stored().weights[:, -1], strict=True))
    spread = {name: w.std(axis=1).mean() for name, w in weights.items()}
    assert spread["inhibition"] < spread["nothing"] / 5  # all learn the same
    assert weights["depression"].mean() > weights["nothing"].mean() + 0.2  # blacker


def test_fifty_neurons_and_ten_means_over_twelve_splits():
    ends, means = stored().scores[:, -1], stored().means
    neurons, pictures = (f"{100 * each.mean():.1f} %" for each in (ends, means))
    assert page.says(f"the neurons classify {neurons} correctly and ten mean pictures {pictures}")
    assert page.says(f"{neurons} correctly and the ten means {pictures}")
    known = case("conversion", "digits-surrogate-and-stdp")["expected"]["stdp_K50_ep10"]["mean"]
    assert ends.mean() == pytest.approx(known, abs=0.02)
    between = means.mean() - ends.mean()
    assert page.says(
        f"on {len(split()[1].labels)} test pictures luck alone moves an accuracy by more"
    )
    by_luck = np.sqrt(ends.mean() * (1 - ends.mean()) / len(split()[1].labels))  # binomial
    assert 0.005 < between < by_luck < ends.std(ddof=1)
    assert sorted(ends)[4] < ends[stored_fifty.SHOWN] < sorted(ends)[8]  # ours is a middle one


def test_a_neuron_that_has_learned_is_slower_than_noise_without_the_division():
    alone = replace(FIFTY, normalisation=False, homeostasis=False)
    *_, last = alone.learn(split()[0].pictures, np.random.default_rng(0), 10)
    used = last.wins > 0
    noise = np.random.default_rng(0).uniform(0.2, 0.8, last.weights.shape)  # what they begin with
    assert last.weights[:, used].sum(axis=0).max() < noise.sum(axis=0).min()


def test_your_network_is_that_of_the_page_and_runs_without_your_functions():
    names = page.names
    assert round(100 * names["accuracy"](*told(names))) == 83
    assert page.says("Ours gets 83 % right after two epochs")
    bare = {**names, "winner": lambda p, theta: ..., "update": lambda *_: ...}
    fifty = FunctionType(names["fifty"].__code__, bare, "fifty", names["fifty"].__defaults__)
    bare["race"] = FunctionType(names["race"].__code__, bare)
    w, theta = fifty()
    assert w == pytest.approx(np.random.default_rng(3).uniform(0.2, 0.8, (64, 50)))
    assert (theta == 20).all()


def told(names):
    return names["won"], names["train"].labels, names["told"], names["test"].labels


@pytest.mark.slow
def test_a_neuron_that_wins_its_fair_share_stays_where_it_is():
    names, fair = page.names, np.full(50, 20.0)
    for k in range(50):
        fair = fair + 0.3 * (np.arange(50) == k) - 0.3 / 50
    assert fair == pytest.approx(np.full(50, 20.0))
    assert names["theta"].mean() == pytest.approx(20.0)  # what one gains the others lose


def test_a_mosaic_has_each_neuron_in_its_place_and_tells_no_name():
    weights = np.zeros((64, 50))
    weights[:, 23] = 1.0
    tiles = stored_fifty.mosaic(weights)
    assert tiles[18:26, 27:35].all()
    assert tiles.sum() == 64
    assert list(MISSING.values()) == list(stored_fifty.WITHOUT)
    for epochs in (1, stored_fifty.EPOCHS):
        text = mosaics_frame(epochs)["text"]
        assert not any(word in text for word in ("depression", "homeostasis", "inhibition"))


def test_stored_runs_are_what_running_them_again_gives():
    courses = [*stored_fifty.course("homeostasis")]
    k = list(stored_fifty.WITHOUT).index("homeostasis")
    for epoch in (0, stored_fifty.EPOCHS - 1):
        np.testing.assert_allclose(
            stored_fifty.stored().weights[k, epoch], courses[epoch].weights, atol=0.002
        )
    score, used = judged(stored_fifty.WITHOUT["homeostasis"], courses[-1], stored_fifty.SHOWN)
    assert stored_fifty.stored().ends[k].tolist() == pytest.approx([score, used])
    assert stored_fifty.stored().means[3] == pytest.approx(stored_fifty.nearest_centroid(3))
    first, *_, last = 100 * stored_fifty.stored().scores[2]
    assert first == pytest.approx(100 * judged(FIFTY, stored_fifty.untrained(2), 2)[0])
    assert f"{first:.1f} % of the test" in against_frame(2)["text"]
    assert f"{last:.1f} % after 10 epochs" in against_frame(2)["text"]


def test_the_picture_begins_with_the_weights_that_learning_begins_with():
    begins = stored_fifty.untrained()
    controls = {"homeostasis": False, "normalisation": True, "seed": stored_fifty.SHOWN}
    first, *_, last = fifty_frames(controls)
    np.testing.assert_array_equal(first["mosaic"], stored_fifty.mosaic(begins.weights))
    k = list(stored_fifty.WITHOUT).index("homeostasis")
    moved = np.abs(stored_fifty.stored().weights[k, -1] - begins.weights).max(axis=0) > 0.002
    assert np.count_nonzero(moved) == 5  # those that took everything; the others stay as they were
    assert "5 of 50 neurons win pictures" in last["text"]


def test_the_command_writes_what_it_reads(tmp_path, monkeypatch):
    made = stored_fifty.stored()
    first = next(iter(stored_fifty.course("nothing")))
    monkeypatch.setattr(stored_fifty, "STORED", tmp_path / "stored_fifty.npz")
    monkeypatch.setattr(stored_fifty, "course", lambda *_: iter([first] * stored_fifty.EPOCHS))
    monkeypatch.setattr(stored_fifty, "judged", lambda *_: (0.5, 7))
    stored_fifty.main()
    again = stored_fifty.stored.__wrapped__()
    assert again.weights.shape == made.weights.shape
    assert again.ends.tolist() == [[0.5, 7]] * 4
    np.testing.assert_allclose(again.means, made.means)


def test_the_matrix_has_a_row_for_each_neuron_and_no_number_for_what_was_not_shown():
    onsets = ([1000.0, 4000.0], [2000.0], [])
    times, who = [1005.0, 2010.0, 4020.0, 5000.0], [0, 1, 0, 1]
    output, nan = Spikes(times, who, 3, 6000.0), np.nan
    frame = three_neurons.competition_picture(Learned(6000.0, np.zeros((3, 2000)), output), onsets)
    np.testing.assert_array_equal(frame["matrix"], [[100, 0, nan], [0, 100, nan], [0, 0, nan]])
    unseen = "not\nshown"
    rows = ["100 %", "0 %", unseen, "0 %", "100 %", unseen, "0 %", "0 %", unseen]
    assert frame["cells"] == rows
    assert frame["alarms"] == ["0.0/s", "0.2/s", "0.0/s"]  # one in 6 s
    for artist, expected in (
        ("line_0_0", ([1.005, 4.02], [5.0, 20.0])),
        ("line_0_1", ([1.005, 4.02], [nan, nan])),
        ("line_1_1", ([2.01, 5.0], [10.0, nan])),
        ("line_1_2", ([2.01, 5.0], [nan, nan])),
    ):
        np.testing.assert_allclose(frame[artist], expected)
    assert "neuron 1 hits 1, neuron 2 hits 2, neuron 3 hits none; at most 0.2" in frame["text"]


def test_the_rivals_of_a_live_picture_follow_its_knobs():
    controls = {"inhibition": 0.0, "jitter": 1.0, "seed": 0}
    onsets = ([], [], [])
    states = stored_competition.compete(controls, onsets)
    free = np.array([len(next(states).output) for _ in range(2)])
    controls["inhibition"] = 1.0
    assert len(next(states).output) - free[1] < free[1] - free[0]
    every = np.sort(np.concatenate(onsets))
    assert (np.diff(every) >= 100.0).all()  # never twice in a row, across pieces too


def test_the_command_of_three_neurons_writes_what_it_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(stored_competition, "STORED", tmp_path / "competition.json")
    monkeypatch.setattr(stored_competition, "found", lambda _, seed: np.eye(3, k=seed % 3) > 0)
    stored_competition.main()
    for inhibition in stored_competition.INHIBITIONS:
        for seed, found in stored_competition.stored(inhibition).items():
            np.testing.assert_array_equal(found, np.eye(3, k=seed % 3))


@pytest.mark.slow
def test_a_stored_run_of_three_neurons_is_what_running_it_again_gives():
    again = stored_competition.found(0.25, 105)
    np.testing.assert_array_equal(again, stored_competition.stored(0.25)[105])


def rng(seed=0):
    return np.random.default_rng(seed)


def slowly(model, pictures, draw):
    """An epoch step by step, the same numbers drawn in the same order."""
    K, kept = model.neurons, np.exp(-1 / model.tau)
    w = draw.uniform(0.2, 0.8, (pictures.shape[1], K))
    scale = 1.0 if model.normalisation else np.linalg.norm(w, axis=0).mean()
    theta = np.full(K, model.theta_start * scale)
    for picture in pictures[draw.permutation(len(pictures))]:
        lengths = np.linalg.norm(w, axis=0) if model.normalisation else 1.0
        trace, expected, fired = 0.0, 0.0, {}
        for spikes in draw.random((model.steps, len(w))) < model.p * picture:
            trace, expected = trace * kept + spikes, expected * kept + model.p
            above = trace @ w / lengths - theta
            for k in np.flatnonzero(above >= 0):
                fired.setdefault(k, (trace, expected))
            if fired and model.inhibition:
                break
        if model.inhibition or not fired:
            fired = {above.argmax(): (trace, expected)}
        for k, (seen, mean) in fired.items():
            change = np.minimum(seen / mean, 1.0) - w[:, k]
            w[:, k] += model.eta[0] * (change if model.depression else np.maximum(change, 0.0))
        if model.homeostasis:
            theta += model.h[0] * scale * (np.isin(range(K), [*fired]) - len(fired) / K)
    return w, theta


@pytest.mark.parametrize(
    "without", ["inhibition", "homeostasis", "depression", "normalisation", ""]
)
def test_an_epoch_is_that_of_plain_loops(without):
    model = wta.WinnerTakeAll(neurons=5, steps=12, theta_start=3.0, h=(1.4, 1.4))
    model = replace(model, **({without: False} if without else {}))
    pictures = digits.load().pictures[:32]  # not as often for each neuron
    (learned,) = model.learn(pictures, rng(3), epochs=1)
    w, theta = slowly(model, pictures, rng(3))
    assert learned.weights == pytest.approx(w, abs=1e-12)
    assert learned.theta == pytest.approx(theta, abs=1e-10)
    assert learned.wins.sum() == 32 or without == "inhibition"


def test_eta_falls_by_the_same_factor_from_epoch_to_epoch():
    model = wta.WinnerTakeAll(neurons=2, eta=(0.4, 0.1), h=(0.0, 0.0), p=1.0, homeostasis=False)
    white = np.ones((1, 3))  # every input spikes in every step: the trace is as expected, pre is 1
    left = [1 - learned.weights.max(axis=1)[0] for learned in model.learn(white, rng(1), epochs=3)]
    assert np.divide(left[1:], left[:-1]) == pytest.approx([1 - 0.2, 1 - 0.1])  # 0.4, 0.2, 0.1
    first, last = wta.WinnerTakeAll(neurons=4).learn(digits.load().pictures[:20], rng(), epochs=2)
    assert (first.theta != last.theta).any()  # what was known stays


def test_the_winner_is_the_first_to_reach_its_threshold_and_names_are_what_was_won_most():
    weights = np.array([[1.0, 0.0], [0.0, 1.0]])
    model = wta.WinnerTakeAll(neurons=2, p=1.0, tau=1e6)
    both = np.ones((1, 2))  # traces grow by 1 a step
    early = wta.Learned(weights, np.array([5.0, 9.0]), np.zeros(2, int))
    assert model.winners(early, both, rng()) == [0]
    assert model.winners(replace(early, theta=np.array([9.0, 5.0])), both, rng()) == [1]
    never = replace(early, theta=np.array([900.0, 500.0]))
    assert model.winners(never, both, rng()) == [1]  # the nearer one
    handicapped = replace(early, theta=np.array([902.0, 900.0]))
    assert model.winners(handicapped, np.array([[1.0, 0.0]]), rng()) == [0]  # in the last step
    winners, labels = np.array([0, 0, 0, 2, 2]), np.array([7, 7, 1, 3, 3])
    assert wta.name_neurons(winners, labels, 4).tolist() == [7, wta.UNNAMED, 3, wta.UNNAMED]


def test_reaching_the_threshold_is_enough():
    silent = wta.WinnerTakeAll(neurons=3, theta_start=0.0, inhibition=False)
    (learned,) = silent.learn(np.zeros((1, 4)), rng(), epochs=1)
    assert learned.wins.tolist() == [1, 1, 1]
    faint, rare = np.full((1, 4), 0.5), replace(silent, steps=12, p=0.05)
    (learned,) = rare.learn(faint, rng(3), epochs=1)  # they fire before the first spike has come
    assert learned.weights == pytest.approx(slowly(rare, faint, rng(3))[0], abs=1e-12)
    model = wta.WinnerTakeAll(neurons=2, p=1.0, normalisation=False)
    there = wta.Learned(np.diag([1.0, 1.9]), np.array([1.0, 2.0]), np.zeros(2, int))
    assert model.winners(there, np.ones((1, 2)), rng()) == [0]  # later the other is further above
