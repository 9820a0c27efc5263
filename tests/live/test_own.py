"""A learner's function under sliders: its defaults, its result, its random numbers, its errors."""

import base64
import io
import logging
import math
import time

import numpy as np
import pytest
from PIL import Image
from ranges import refused

import snn_edu
from snn_edu import LIF, STDP, HodgkinHuxley, PoissonInput, Spikes, explore, live, simulate
from snn_edu.live import choice, slider, toggle
from snn_edu.network import Network, Sparse
from snn_edu.spikes import poisson, white_noise


def my_neuron(current=2.0, tau_m=20.0, kind="plain", noisy=False, rng=None):
    lif = LIF(tau_m=tau_m, t_ref=2.0 if kind == "plain" else 20.0)
    sd = lif.noise_sd(3.0, 0.1) if noisy else 0.0
    return simulate(lif, white_noise(current, sd, 300.0, 0.1, rng), 0.1)


def curve(gain=1.0, shift=0, far=False):
    x = np.linspace(0.0, 1.0, 11)
    return x, gain * x + shift + 100.0 * far


def told(control):
    """What a control is: its start, and where it can stand."""
    return control.start, control.ends()


def test_each_control_begins_at_the_functions_own_default():
    plot = explore(my_neuron, current=(0, 4), tau_m=(5, 50), kind=["plain", "slow"], noisy=True)
    assert plot.values == {"current": 2.0, "tau_m": 20.0, "kind": "plain", "noisy": False}
    assert {name: told(one) for name, one in plot.controls.items()} == {
        "current": (2.0, (0.0, 4.0)), "tau_m": (20.0, (5.0, 50.0)),
        "kind": ("plain", ("plain", "slow")), "noisy": (False, (False, True)),
    }  # fmt: skip
    expected = my_neuron(2.0, 20.0, rng=np.random.default_rng(1))
    assert plot.text == snn_edu.plots.sketch(expected).said


def no_defaults(a, b, c, d, e, f):
    return np.array([a, b, c, d, e + (f == "two")])


def test_without_a_default_it_begins_in_the_middle_at_the_first_or_where_it_is_told():
    plot = explore(
        no_defaults, a=(0, 9), b=(0.0, 9.0), c=(1, 10, 4.5), d=5, e=True, f=["one", "two"]
    )
    assert plot.values == {"a": 4, "b": 4.5, "c": 5.5, "d": 5, "e": True, "f": "one"}
    assert plot.controls["a"].whole
    assert plot.controls["d"].ends() == (0, 15)
    assert told(explore(curve, gain=-2.0).controls["gain"]) == (-2.0, (-6.0, 0.0))
    assert told(explore(curve, gain=0.0).controls["gain"])[0] == 0.0


def test_whole_numbers_stay_whole_only_if_the_default_is_one():
    assert explore(curve, shift=(0, 4)).controls["shift"].whole
    assert not explore(curve, gain=(0, 4)).controls["gain"].whole
    assert explore(curve, shift=(0, 4, 2)).controls["shift"].positions == (0, 2, 4)


def test_a_control_is_taken_as_it_is_and_text_is_held():
    controls = {"gain": slider("slope", 1, 2, start=1.5), "far": toggle("far away")}
    assert dict(explore(curve, **controls).controls) == controls
    plot = explore(my_neuron, current=(0, 4), kind="slow")
    assert list(plot.controls) == ["current"]
    assert (
        plot.text == snn_edu.plots.sketch(my_neuron(kind="slow", rng=np.random.default_rng(1))).said
    )
    by_name = explore(my_neuron, kind=choice("kind", ["plain", "slow"], "slow"))
    assert by_name.values == {"kind": "slow"}


def test_given_no_control_all_numbers_and_truths_get_one():
    assert {name: told(one) for name, one in explore(curve).controls.items()} == {
        "gain": (1.0, (0.0, 3.0)), "shift": (0, (0, 1)), "far": (False, (False, True)),
    }  # fmt: skip


def lif_of(model=LIF, current=2.0):
    return simulate(model(), np.full(500, current), 0.1)


class Slow(LIF):
    pass


def test_options_may_be_anything_and_have_names():
    plot = explore(lif_of, model=[LIF, HodgkinHuxley])
    assert plot.controls["model"].options == ("LIF", "HodgkinHuxley")
    before = plot.text
    plot.set(model="HodgkinHuxley")
    assert plot.problem == ""
    assert plot.text != before
    numbers = explore(curve, gain=[1.0, 2.5])
    numbers.set(gain="2.5")
    assert numbers.text == "A line: from 0 to 2.5, highest 2.5 at 1."
    named = explore(curve, gain={"flat": 0.0, "as it is": 1.0})
    assert named.values == {"gain": "as it is"}


def test_the_picture_does_not_depend_on_the_way_that_led_to_it():
    """Here a picture is moved through many limits; there it goes to its place at once."""
    plot, fresh = (explore(curve, gain=(0, 4), shift=(0, 3)) for _ in range(2))
    for gain in np.linspace(0.0, 3.0, 13):
        plot.set(gain=float(gain))
    plot.set(shift=2)
    fresh.set(gain=3.0, shift=2)
    for dpi in (100, 200):
        assert plot.png(dpi) == fresh.png(dpi)
    assert plot.text == "A line: from 2 to 5, highest 5 at 1."


def ending(kind="one", size=2):
    return {
        "one": Spikes([1.0, 5.0], duration=10.0),
        "many": poisson(50.0, 500.0, np.random.default_rng(1), size=20 * size),
        "lines": {f"line {k}": np.arange(4.0) * k for k in range(size)},
        "run": lif_of(),
    }[kind]


@pytest.mark.parametrize("kind", ["many", "lines", "run"])
def test_a_result_of_another_kind_is_drawn_anew_and_the_first_kind_comes_back(kind):
    plot = explore(ending, kind=["one", "many", "lines", "run"], size=(1, 4))
    first = plot.text, plot.png(100)
    plot.panel.values = {**plot.panel.values, "kind": kind}
    assert plot.problem == ""
    assert plot.text == snn_edu.plots.sketch(ending(kind)).said
    drawn = np.asarray(Image.open(io.BytesIO(plot.panel.picture)).convert("L"))
    assert (drawn < 100).sum() > 200
    plot.set(size=4)
    assert plot.problem == ""
    plot.reset()
    assert plot.text == first[0]
    assert np.array_equal(
        np.asarray(Image.open(io.BytesIO(plot.png(100)))),
        np.asarray(Image.open(io.BytesIO(first[1]))),
    )


def drawn_by_chance(rate=20.0, rng=None):
    return poisson(rate, 500.0, rng)


def own_seed(rate=20.0, seed=3, rng=None):
    return {"seed": np.full(3, float(seed)), "first": rng.random(3)}


def test_random_numbers_stay_while_a_slider_moves_and_a_seed_draws_others():
    plot = explore(drawn_by_chance, rate=(10, 40))
    first = plot.text
    plot.set(rate=30.0)
    plot.set(rate=20.0)
    assert plot.text == first
    seeds = explore(drawn_by_chance, rate=(10, 40), seed=(1, 20))
    assert seeds.values["seed"] == 10
    texts = set()
    for seed in (1, 2, 3, 4):
        seeds.set(seed=seed)
        texts.add(seeds.text)
    assert len(texts) >= 3
    assert first in texts  # that of seed 1


def test_a_function_with_a_seed_of_its_own_is_told_it_too():
    plot = explore(own_seed, seed=(1, 9))
    expected = np.random.default_rng(3).random(3)
    assert f"first: from {expected[0]:.3g} to {expected[2]:.3g}" in plot.text
    assert "seed: 3 throughout" in plot.text


def broken(x=1.0):
    part = x - 2.0
    whole = 1 / part
    return np.array([whole, x])


def test_an_error_is_a_sentence_with_the_line_under_the_last_good_picture(caplog):
    plot = explore(broken, x=(0, 4))
    good = plot.text, plot.png(100)
    with caplog.at_level(logging.ERROR, logger="snn_edu.live.live"):
        plot.set(x=2.0)
    line = broken.__code__.co_firstlineno + 2
    assert plot.problem == (
        "No picture for x = 2. ZeroDivisionError: float division by zero "
        f"(line {line}: whole = 1 / part)"
    )
    assert (plot.text, plot.png(100)) == good
    plot.set(x=3.0)
    assert plot.problem == ""


def test_an_error_of_the_library_names_the_learners_line():
    plot = explore(lambda tau_m=20.0: LIF(tau_m=tau_m).rate([1.0, 2.0]), tau_m=(0, 40))
    plot.set(tau_m=0.0)
    assert "tau_m = 0 ms" in plot.problem
    assert "(line " in plot.problem
    assert "lambda tau_m" in plot.problem


def forgets(x=1.0):
    return None if x > 2 else np.arange(3.0)


def test_what_cannot_be_drawn_later_is_a_sentence_too():
    plot = explore(forgets, x=(0, 4))
    plot.set(x=3.0)
    assert plot.problem.endswith("Is a `return` missing?")


test_what_is_asked_wrongly_is_told_in_a_sentence = refused(
    (lambda: explore(curve, gian=(0, 4)), "argument of curve = 'gian'.*Did you mean 'gain'"),
    (lambda: explore(no_defaults, a=(0, 1)), r"no_defaults needs b, c.*b=\(low, high\)"),
    (lambda: explore(curve, gain=(2, 4)), r"gain = \(2, 4\): .*own default, 1, lies outside"),
    (lambda: explore(curve, gain=(4, 0)), "low = 4 must be below"),
    (lambda: explore(curve, gain=(0, 1, 2, 3)), r"Say \(low, high\)"),
    (lambda: explore(curve, gain=None), "gain = None: Say"),
    (lambda: explore(curve, gain=("a", "b")), "gain = 'a': expected a number"),
    (lambda: explore(curve, gain=[1.0]), "expected two options or more"),
    (lambda: explore(curve, seed=(0, 4)), "argument of curve = 'seed'"),
    (lambda: explore(3.0, gain=(0, 4)), "function = 3.0: expected a function"),
    (lambda: explore(LIF, tau_m=(5, 50)), "the class LIF"),
    (lambda: explore(lambda x: np.ones((2, 2, 2)), x=(0, 4)), r"has shape \(2, 2, 2\)"),
    (lambda: explore(forgets, x=(3, 4)), "own default"),
    (lambda: explore(math.hypot), "math.hypot|hypot does not tell|no numbers|needs"),
    (lambda: explore(curve, ghost=("line",)), "without `draw` has none"),
    (lambda: explore(curve, light=True), "without `draw` has none"),
    (lambda: explore(curve, labels="x"), "labels = 'x': expected texts"),
    (lambda: explore(curve, len, labels=("x", "y")), "`draw` names its axes itself"),
    error=(TypeError, ValueError),
)


def test_axes_are_named_as_asked():
    plot = explore(curve, gain=(0, 4), labels=("current (nA)", "rate (Hz)"))
    ax = plot.figure.axes[0]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("current (nA)", "rate (Hz)")


def test_a_slow_function_runs_once_to_begin_with_and_once_a_step():
    calls = []

    def slow(x=1.0, y=2.0):
        calls.append((x, y))
        return np.array([x, y])

    plot = explore(slow, x=(0, 4), y=(0, 4))
    plot.panel  # noqa: B018, as when a page shows it
    assert calls == [(1.0, 2.0)]
    plot.set(x=3.0)
    assert calls == [(1.0, 2.0), (3.0, 2.0)]


def test_without_a_kernel_it_is_a_picture_with_its_words():
    data, _ = explore(curve, gain=(0, 4))._repr_mimebundle_()
    assert data["text/plain"] == "A line: from 0 to 1, highest 1 at 1."
    assert '<img alt="A line: from 0 to 1, highest 1 at 1."' in data["text/html"]
    png = base64.b64decode(data["text/html"].split("base64,")[1].split('"')[0])
    assert len(png) < 40_000
    assert snn_edu.explore is live.explore


def balanced(g=5.0, drive=2.0):
    rng = np.random.default_rng(3)
    network = Network().add(EI, 400, "E").add(EI, 100, "I")
    for pre, size, w in ("E", 400, 1.0), ("I", 100, -g):
        for post, of in ("E", 400), ("I", 100):
            network.connect(pre, post, Sparse.random(size, of, 0.1, w, rng), delay=1.5)
    noise = PoissonInput(rate=1000.0 * drive, weight=1.0)
    return network.run(100.0, {"E": noise, "I": noise}, rng=rng)


EI = LIF(v_rest=0.0, v_reset=10.0, v_threshold=20.0)


def f_I(t_ref=2.0):
    current = np.linspace(0.0, 5.0, 300)
    return {"LIF": (current, LIF(t_ref=t_ref).rate(current)), "no pause": (current, current)}


def window(A_plus=0.01):
    return STDP(A_plus=A_plus)


def giant_axon(current=10.0):
    return simulate(HodgkinHuxley(), np.full(2000, current), 0.03)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("function", "name", "low", "high"),
    [
        (my_neuron, "current", 0.0, 4.0), (f_I, "t_ref", 0.0, 20.0), (balanced, "g", 2.0, 8.0),
        (window, "A_plus", 0.0, 0.02), (giant_axon, "current", 0.0, 40.0),
    ],
)  # fmt: skip
def test_a_step_costs_little_beside_the_functions_own_time(function, name, low, high):
    """Median 1 to 12 ms of CPU; 50 is the budget, on a busy machine too."""
    plot = explore(function, **{name: (low, high)})
    rng = {"rng": np.random.default_rng(1)} if function is my_neuron else {}
    extra = []
    for x in np.linspace(low, high, 12)[1:-1]:
        begin = time.process_time()
        function(**{name: float(x)}, **rng)
        middle = time.process_time()
        plot.panel.values = {**plot.panel.values, name: float(x)}
        extra.append(time.process_time() - middle - (middle - begin))
    assert plot.problem == ""
    assert np.median(extra) < 0.05


def test_in_a_terminal_a_picture_under_sliders_is_its_words():
    plot = explore(curve, gain=(0, 2), shift=(0, 3))
    assert repr(plot) == f"<Picture under gain, shift: {plot.text}>"


def test_one_number_is_a_dot_with_the_functions_name():
    def rate(current=1.8):
        return np.float64(10.0 * current)

    plot = explore(rate, current=(0.0, 4.0))
    assert plot.text == "rate: 18."
    plot.set(current=2.0)
    assert plot.text == "rate: 20."
    assert explore(lambda x=3: x, x=(0, 4)).text == "lambda: 3."


def test_long_numbers_have_room_in_another_size_too():
    """There neither end of a control alone shows how long they become."""

    def price(a=1.0, b=1.0):
        return a * b * np.arange(40.0)

    own = explore(price, a=(1.0, 90.0), b=(1.0, 90.0), labels=("T", "price (nJ)"))
    small = own.resized(4.5, 3.0)
    small.set(a=90.0, b=90.0)
    small.figure.canvas.draw()
    assert small.figure.axes[0].yaxis.label.get_window_extent().x0 > 0


def test_another_size_draws_a_result_of_another_kind_anew():
    plot = explore(ending, kind=["one", "lines"])
    plot.set(kind="lines")
    small = plot.resized(4.5, 3.0)
    assert small.text == snn_edu.plots.sketch(ending("one")).said
    small.set(kind="lines")
    assert (small.problem, small.text) == ("", snn_edu.plots.sketch(ending("lines")).said)
