"""What lesson 18 says and draws; rates of NEST, of Brunel's article, and of mean-field theory."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from lesson_pages import solved
from matplotlib.figure import Figure
from reference import case

from snn_edu import LIF, Conductance, ExponentialSynapse, Network, Sparse, Spikes, siegert
from snn_edu.lessons.balanced_network import views
from snn_edu.lessons.balanced_network.balanced import CUBA, Brunel
from snn_edu.lessons.balanced_network.rate_table import siegert_rates
from snn_edu.network import SpikeSource
from snn_edu.spikes import poisson

page = solved("18_balanced_network")


def fired(g, steady=False, duration=1000.0, **changed):
    return views.spikes_of(replace(views.SMALL, g=g, **changed), steady, duration)


def a_second(g, steady=False):
    return views.measured(fired(g, steady))


def part(spikes, begin, end):
    """What fired from `begin` to `end` (ms)."""
    k = (spikes.times >= begin) & (spikes.times < end)
    return Spikes(spikes.times[k] - begin, spikes.ids[k], spikes.size, end - begin)


def caption(g, eta=2.0, delay="1.5 ms", steady=False):
    return views.network_frame(g, eta, delay, steady)["text"]


def test_the_network_is_the_one_of_the_table():
    model, lif = views.SMALL, views.SMALL.lif
    assert (model.C_E, round(model.gamma * model.C_E), model.J) == (80, 20, 1.0)
    assert (lif.v_rest, lif.v_threshold, lif.v_reset, lif.tau_m) == (0.0, 20.0, 10.0, 20.0)
    assert model.eta * model.threshold_rate == pytest.approx(25.0)  # "fires at 25 Hz"
    pre, post = views.wiring()
    for senders, indegree in ((pre < 400, 80), (pre >= 400, 20)):
        assert np.all(np.bincount(post[senders], minlength=views.SIZE) == indegree)
    assert pre.max() < views.SIZE


@pytest.mark.slow
def test_beyond_the_cliff_the_clocks_are_lost():
    assert "297 Hz" in caption(3.0)
    assert "CV 0.18, correlation 0.08. Synchronous regular." in caption(3.0)
    assert "CV 0.98, correlation 0.02. Asynchronous irregular." in caption(5.0)
    rates = [a_second(g).rate for g in (3.0, 3.5, 4.0, 4.5, 5.0, 6.0)]
    falls = -np.diff(rates)
    assert falls[:2].sum() > 2.5 * falls[2:].sum()  # "falls off a cliff around g = 4"
    assert a_second(5.0).cv > 1.5 * 0.98  # "because a long pause doesn't fit into 200 ms"
    long = fired(5.0, duration=3000.0)
    cut = [views.measured(part(long, begin, begin + 200.0)).cv for begin in range(0, 3000, 200)]
    assert np.mean(cut) == pytest.approx(0.98, abs=0.05)  # so it is the cutting that lowers it


def test_the_account_of_one_neuron_is_that_of_the_table():
    for g in (3, 5):
        one = views.account(float(g), 2.0)
        row = f"| {one.excitation.mean():.0f} mV | {one.inhibition.mean():.0f} mV |"
        assert page.says(f"| {g} {row} {one.net.mean():.0f} ± {one.net.std():.0f} mV |")
    assert (one.net < 20).mean() > 0.5  # at g = 5 below the threshold most of the time
    assert min(one.excitation.mean(), one.inhibition.mean()) > 6 * 20
    assert page.says("some 150 mV and inhibition to some 130 mV")


@pytest.mark.slow
def test_mean_and_noise_are_those_of_the_table():
    mean, noise, account = {}, {}, {g: views.account(float(g), 2.0).net for g in (3, 5)}
    for g in (3, 4, 5):
        rate = round(page.names["balanced"](float(g)).spikes["E"].rate())
        mean[g] = page.names["mean_input"](rate, 25, g)
        noise[g] = page.names["noise_input"](rate, 25, g)
        assert page.says(f"| {g} | {rate} Hz | {mean[g]:.0f} mV | {noise[g]:.0f} mV |")
    assert page.names["cancels"](0.25) == 4.0
    assert mean[3] / mean[5] == pytest.approx(10, abs=0.3)  # "shrinks to a tenth"
    assert noise[5] / noise[3] == pytest.approx(2 / 3, abs=0.02)
    assert page.says(f"here by {noise[5] / 2**0.5:.0f} mV")
    assert noise[3] / 2**0.5 > 3 * account[3].std()  # "promises too much"
    out, up, down = 80 * 0.02 * 25, 80 * 0.02 * rate, 20 * 5 * 0.02 * rate
    assert page.says(f"{out:.0f} + {up:.0f} − {down:.0f} = {mean[5]:.0f} mV")
    assert out + up - down == pytest.approx(mean[5])
    square = noise[5] ** 2
    assert page.says(f"{out:.0f} + {up:.0f} + {5 * down:.0f} = {square:.0f}, whose root is")
    assert out + up + 5 * down == pytest.approx(square)
    assert page.says(f"of those {square:.0f}, the background put in {out:.0f}")
    assert page.names["noise_input"](0, 25, 5) ** 2 == pytest.approx(40)  # 1.6 times 25


@pytest.mark.slow
def test_what_the_learners_own_network_gives():
    rates = page.names["balanced"]().spikes["E"].rates()
    slowest, fastest = rates.min(), rates.max()
    assert page.says(f"slowest fires {slowest:.0f} times a second, the fastest {fastest:.0f} times")
    one, two, shared = (page.names[name] for name in ("one", "two", "shared"))
    assert shared(one, two, 0, 5) > 0.75  # "in the first five milliseconds most do"
    again = page.names["balanced"](background=page.names["steady"]).spikes["E"]
    assert again == one  # "the same beginning gives the same run to the last spike"


def test_from_the_foot_of_the_cliff_on_the_rate_wanders():
    for g, wanders in ((3.0, False), (4.0, True), (5.0, True)):
        parts = np.histogram(fired(g).times, 5, (0.0, 1000.0))[0]
        assert (parts.std() > 0.1 * parts.mean()) == wanders


def test_on_the_edge_it_is_irregular_and_without_chance_the_odd_moments_remain():
    assert a_second(4.0).cv == pytest.approx(1.3, abs=0.1)
    assert page.says("noise, some 30 mV")
    assert a_second(5.0, steady=True).cv > 1.4
    assert a_second(3.0, steady=True).cv < 0.2


@pytest.mark.slow
def test_the_quiz_and_what_goes_deeper():
    assert page.answer("quiz_balance").endswith(f"{0.4 * page.names['cancels'](1 / 3):.1f} mV")
    half = a_second(3.0)  # g = 6 with half of each inhibitory jump
    assert half.rate > 5 * a_second(6.0).rate
    assert half.cv < 0.3
    assert caption(2.0, delay="3 ms").endswith("Synchronous regular.")
    assert caption(3.8, delay="3 ms").endswith("Synchronous irregular.")
    assert caption(5.0, eta=0.5).endswith("Silent.")
    for g in (3.0, 3.5, 5.0, 6.0, 8.0):  # "The theory is right only to within a quarter"
        (theory,) = views.kept_rates(replace(views.SMALL, g=g))
        assert a_second(g).rate == pytest.approx(theory, rel=0.25)
    counts = fired(3.8, delay=3.0).binned(1.0).sum(axis=1)
    away = counts - counts.mean()
    echo = [float(away[lag:] @ away[:-lag]) for lag in range(2, 9)]
    assert 2 + int(np.argmax(echo)) == 3  # "a volley comes back as an echo after a delay"
    (theirs,) = Brunel(g=5.0, eta=2.0).mean_field()  # which is printed
    (ours,) = replace(views.SMALL, g=5.0).mean_field()
    assert ours.sigma / theirs.sigma == pytest.approx(4, abs=0.4)
    assert ours.mu < 20 < theirs.mu


def test_correlation_is_that_of_every_pair_averaged():
    """Against np.corrcoef, for neurons of equal variance: each a circular shift of one train."""
    train = np.random.default_rng(3).random(200) < 0.2
    counts = np.stack([np.roll(train, shift) for shift in (0, 0, 7, 31)], axis=1)
    step, neuron = np.nonzero(counts)
    spikes = Spikes(step + 0.5, neuron, 4, 200.0)
    pairs = np.corrcoef(counts.T.astype(float))[np.triu_indices(4, 1)]
    assert views.correlation(spikes) == pytest.approx(pairs.mean())
    assert views.correlation(Spikes([], size=5, duration=100.0)) == 0.0


def test_the_view_draws_excitation_below_and_inhibition_above_the_line():
    times, rows = views.network_frame(5.0, 2.0, "1.5 ms", False)["raster"]
    spikes = fired(5.0, duration=200.0)
    for neuron, row in ((0, 0), (31, 31), (400, 32), (407, 39)):
        np.testing.assert_array_equal(times[rows == row], spikes.times[spikes.ids == neuron])
    artists = views.network.draw(Figure())
    assert 31 < artists["raster"].axes.lines[0].get_ydata()[0] < 32


@pytest.mark.parametrize(("g", "eta"), [(0.0, 4.0), (2.0, 0.5), (3.0, 2.0), (5.0, 2.0), (8.0, 0.5)])
def test_the_view_draws_the_rates_that_the_theory_keeps_at_its_eta(g, eta):
    model = replace(views.SMALL, g=g, eta=eta)
    truth = [point.rate for point in model.mean_field()]
    assert views.kept_rates(model) == pytest.approx(truth, rel=1e-3, abs=1e-2)
    frame = views.network_frame(g, eta, "1.5 ms", False)
    names = ("quiet", "tipping", "kept") if len(truth) == 3 else ("kept",)
    drawn = [np.interp(g, *frame[name]) for name in names]
    assert drawn == pytest.approx(truth[-len(names) :], rel=1e-3, abs=1e-2)
    low = "" if len(truth) == 1 else f"{truth[0]:.0f} or "
    assert f"(theory {low}{truth[-1]:.0f})" in frame["text"]


@pytest.mark.parametrize("steady", [False, True])
@pytest.mark.parametrize("delay", views.DELAYS)
def test_the_view_runs_the_network_that_its_words_name(delay, steady):
    frame = views.network_frame(3.8, 2.0, delay, steady)
    found = views.measured(fired(3.8, steady, 200.0, delay=float(delay.split()[0])))
    assert frame["here"] == ([3.8], [found.rate])
    assert frame["together"][1].mean() == pytest.approx(found.rate)
    outside = "a steady current" if steady else "random spikes"
    said = f"η = 2.0, delay {delay}, {outside} from outside. A neuron fires at {found.rate:.0f} Hz"
    assert said in frame["text"]
    assert f"CV {found.cv:.2f}" in frame["text"]
    assert found.regime.capitalize() in frame["text"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cuba_fires_as_in_nest(seed):
    reference = case("networks", "vogels-cuba--9")
    expected = reference["expected"]
    network = CUBA(w_I=reference["params"]["w_i_mV"], wiring="indegree")
    spikes = network.run(2000.0, np.random.default_rng(seed)).spikes["cells"]
    late = part(spikes, 300.0, 2000.0)
    assert late.rate() == pytest.approx(expected["mean_rate_Hz"], rel=reference["tol"]["rate_rel"])
    together = Spikes(late.times, size=1, duration=late.duration).fano(
        1.0
    )  # 1: all are independent
    for name, value in (("mean_cv", late.cv()), ("sync_fano_1ms", together)):
        runs = [run[name] for run in expected["runs"]]
        assert value == pytest.approx(np.mean(runs), rel=0.25)
    assert spikes.times[-1] > 1990.0  # activity does not die


@pytest.mark.slow
def test_a_network_of_conductances_sustains_itself_at_the_rate_of_nest():
    """Vogels & Abbott's network: Brette et al. 2007, J Comput Neurosci 23:349, benchmark 1."""
    rng = np.random.default_rng(1)
    lif = LIF(20.0, 100.0, v_rest=-60.0, v_reset=-60.0, v_threshold=-50.0, t_ref=5.0)
    kick = poisson(30.0, 50.0, rng, size=200)
    start = {"cells": rng.uniform(lif.v_reset, lif.v_threshold, 4000)}
    excites = Sparse.fixed_indegree(3200, 4000, 64, 0.006, rng)
    inhibits = Sparse.fixed_indegree(800, 4000, 16, 0.067, rng)
    excitation = Conductance(ExponentialSynapse(5.0), v_reversal=0.0)
    inhibition = Conductance(ExponentialSynapse(10.0), v_reversal=-80.0)
    network = Network().add(SpikeSource(), 200, "kick").add(lif, 4000, "cells")
    kicked = Sparse.random(200, 4000, 0.05, 0.006, rng)
    network.connect("kick", "cells", kicked, 0.1, excitation)
    network.connect("cells", "cells", excites, 0.1, excitation, name="excitation")
    inhibits = Sparse(inhibits.pre + 3200, inhibits.post, inhibits.weights)
    network.connect("cells", "cells", inhibits, 0.1, inhibition, name="inhibition")
    kick = Spikes(kick.times, kick.ids, 200)
    spikes = network.run(1000.0, {"kick": kick}, 0.1, start=start).spikes["cells"]
    reference = case("networks", "vogels-coba-0")
    (expected,) = reference["expected"]["runs"]
    late = part(spikes, 300.0, 1000.0)
    assert late.rate() == pytest.approx(expected["rate_Hz"], rel=reference["tol"]["rate_rel"])
    assert late.cv() == pytest.approx(expected["mean_cv"], rel=0.25)
    assert spikes.times[-1] > 990.0


@pytest.mark.parametrize(
    "row", case("networks", "brunel-meanfield-given")["expected"]["rows"], ids=str
)
def test_mean_field_rates_are_the_fixed_points_of_siegert(row):
    tolerance = case("networks", "brunel-meanfield-given")["tol"]["rel"]
    found = Brunel(g=row["g"], eta=row["eta"]).mean_field()
    for point, expected in zip(found, row["fixed_points"], strict=True):
        theirs = [expected[name] for name in ("rate_Hz", "mu_mV", "sigma_mV")]
        assert point[:3] == pytest.approx(theirs, rel=tolerance)


@pytest.mark.parametrize("wiring", ["indegree", "probability"])
def test_four_in_five_neurons_of_cuba_excite_and_one_inhibits(wiring):
    made = CUBA(size=200, probability=0.1, wiring=wiring).network(np.random.default_rng(1))
    for one, senders, jump in zip(
        made.projections.values(), (range(160), range(160, 200)), (0.162, -0.9), strict=True
    ):
        assert set(one.pre_ids) == set(senders)
        assert one.weights == pytest.approx(jump)
        indegrees = np.bincount(one.post_ids, minlength=200)
        assert indegrees.mean() == pytest.approx(0.1 * len(senders), rel=0.05)
        assert (np.ptp(indegrees) == 0) == (wiring == "indegree")


@pytest.mark.parametrize(
    "lif", [Brunel().lif, LIF(t_ref=0.0), replace(Brunel().lif, v_reset=19.94, t_ref=0.0)]
)
def test_the_table_gives_the_rates_of_the_integral_to_a_ten_millionth(lif):
    mu = lif.v_threshold + np.array([-60.0, -30.0, -10.0, -3.0, 0.0, 5.0, 30.0, 400.0, 2000.0])
    for sigma in (0.5, 3.0, 10.0, 40.0, 120.0):
        rest = sigma, lif.tau_m, lif.t_ref, lif.v_threshold, lif.v_reset
        truth = [siegert(one, *rest)[0] for one in mu.tolist()]
        assert siegert_rates(mu, sigma, lif) == pytest.approx(truth, rel=1e-7, abs=2e-24)


# --- The dial. ------------------------------------------------------------------------------------


def frames_of(controls, count):
    return list(itertools.islice(views.dial_frames(controls), count))


def test_the_dial_left_alone_at_a_g_of_ones_own_is_one_run_of_the_network():
    model, count = replace(views.SMALL, g=5.0), 60
    rng = np.random.default_rng(1)
    start = {"cells": rng.uniform(0.0, 20.0, views.SIZE)}
    outside = {"cells": views.background(model)}
    until = views.SETTLING + count * views.STEP
    whole = views.connected(model).run(until, outside, views.DT, rng, start=start).spikes["cells"]
    own = whole.times[whole.ids == views.LISTENER] - views.SETTLING
    own = own[own > 0]
    frames = frames_of({"g": 5.0}, count)
    heard = [
        k * views.STEP + time / views.SLOWER
        for k, frame in enumerate(frames)
        for time in frame["clicks"][0]
    ]
    assert len(heard) > 3
    np.testing.assert_allclose(heard, own, atol=1e-9)
    t, row = frames[-1]["raster"]
    late = (whole.times > views.SETTLING) & (views.ROW[whole.ids] >= 0)
    end = whole.times[late] - until
    np.testing.assert_allclose(np.sort(t), np.sort(end), atol=1e-9)
    assert sorted(row) == sorted(views.ROW[whole.ids[late]])


@pytest.mark.slow
def test_g_turns_by_itself_a_clock_into_dice_and_back():
    frames = frames_of({"g": 3.0}, 400)
    shown = {k: views.measured(on_paper(frames[k])) for k in (49, 249, 399)}
    for k, g in ((49, "3.0"), (249, "6.0"), (399, "3.0")):
        said = frames[k]["text"]
        assert said.startswith(f"g = {g}, turning by itself. In the last {min(2 * k + 2, 200)} ms")
        assert shown[k].regime == f"{'a' * (k == 249)}synchronous {'ir' * (k == 249)}regular"
    assert page.says("one neuron, twenty times as slow")
    assert views.SLOWER * views.STEP * views.DIAL_FPS == 1000


def on_paper(frame):
    """The raster of a frame as trains."""
    t, row = frame["raster"]
    return Spikes(t - t.min(), row, 40, float(np.ptp(t)) + 1e-6)


def test_once_somebody_turns_g_it_is_theirs_and_the_network_goes_on_from_where_it_was():
    controls = {"g": 3.0}
    frames = views.dial_frames(controls)
    before = [next(frames) for _ in range(50)][-1]
    controls["g"] = 5.5
    after = next(frames)
    assert after["text"].startswith("g = 5.5. ")
    t, row = before["raster"]
    later, rows = after["raster"]  # the paper has moved, and what stood on it stands there still
    np.testing.assert_allclose(later[: t.size], t - views.STEP, atol=1e-9)
    np.testing.assert_array_equal(rows[: row.size], row)
    controls["g"] = 3.0
    turned = [next(frames)["g"][1][-1] for _ in range(150)]
    assert turned == [3.0] * 150
