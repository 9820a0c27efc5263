"""Progress: a long run says how far it is, and Ctrl+C gives back what there is by then."""

import pickle
import signal
import threading

import numpy as np
import pytest

from snn_edu import (
    LIF,
    STDP,
    HodgkinHuxley,
    Izhikevich,
    Network,
    PoissonInput,
    SpikeSource,
    progress,
    simulate,
    stimuli,
    trajectory,
)
from snn_edu.patterns import Detector
from snn_edu.simulation.sweep import sweep

TRAINS = stimuli.poisson(60.0, 400.0, np.random.default_rng(5), size=6)
DRIVE = np.full((2000, 3), 10.0)


def network():
    made = Network().add(SpikeSource(), 6, "in").add(LIF(), 4, "out")
    return made.connect("in", "out", 2.0, 1.5, plasticity=STDP(0.1, 0.12, w_max=9.0))


def a_run(**more):
    more.setdefault("rng", np.random.default_rng(3))
    drive = {"in": TRAINS, "out": (1.5, PoissonInput(300.0, 1.0))}
    looks = {"in -> out": 20.0}
    return network().run(400.0, drive, record=["out"], looks=looks, **more)


@pytest.fixture(autouse=True)
def stops():
    """Ctrl+C stops, as at a terminal; what runs in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


RUNS = {
    "Network.run": a_run,
    "simulate": lambda **more: simulate(HodgkinHuxley(), DRIVE[:, 0], 0.02, **more),
    "many": lambda **more: simulate(Izhikevich(), DRIVE, 0.1, **more),
    "Detector.learn": lambda **more: Detector().learn(TRAINS, **more),
}
LAST = {"Network.run": 400.0, "simulate": 40.0, "many": 200.0, "Detector.learn": 400.0}  # ms
each_run = pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)


class Clock:
    """A clock on which a second passes whenever somebody looks, or no time at all."""

    def __init__(self, passes=1.0):
        self.now, self.passes = 0.0, passes

    def monotonic(self):
        self.now += self.passes
        return self.now


@pytest.fixture
def slow(monkeypatch):
    """Every run takes long."""
    monkeypatch.setenv(progress.QUIET, "")
    monkeypatch.setattr(progress, "time", Clock())


@each_run
def test_a_long_run_says_on_one_line_how_far_it_is(run, slow, capsys):
    run()
    printed = capsys.readouterr()
    assert printed.out == ""
    first, *_, last = [line.strip() for line in printed.err.split("\r")[1:]]
    assert printed.err.count("\n") == 1
    assert " ms, some " in first
    assert " s to go" in first
    assert " ms in " in last
    assert (
        len({len(line) for line in printed.err.strip("\r\n").split("\r")}) == 1
    )  # one over another


@each_run
def test_a_short_run_and_a_quiet_one_say_nothing(run, capsys, slow, monkeypatch):
    monkeypatch.setenv(progress.QUIET, "0")
    run()
    monkeypatch.setattr(progress, "time", Clock(passes=0.0))
    monkeypatch.setenv(progress.QUIET, "")
    run()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("run", "ms"), [(RUNS[name], LAST[name]) for name in RUNS], ids=RUNS)
def test_progress_is_called_from_the_beginning_to_the_end(run, ms, slow, capsys):
    said = []
    run(progress=lambda *done: said.append(done))
    done, whole = np.array(said).T
    assert np.all(np.diff(done) >= 0.0)
    assert len(said) > 5
    assert done[-1] == whole[0] == whole[-1] == pytest.approx(ms)
    assert capsys.readouterr().err == ""


def stopped(run, at, by=lambda: signal.raise_signal(signal.SIGINT), **more):
    """What is left of a run that is stopped when so much of it is done."""

    def tell(done, whole):
        if done >= at * whole:
            by()

    with pytest.raises(KeyboardInterrupt, match=r"stop\.partial") as stop:
        run(progress=tell, **more)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    return stop.value.partial


def interrupt():
    raise KeyboardInterrupt


@pytest.mark.parametrize("by", [lambda: signal.raise_signal(signal.SIGINT), interrupt])
def test_what_there_is_of_a_network_is_its_beginning_and_goes_on_as_if_never_stopped(by, slow):
    whole, rng = a_run(), np.random.default_rng(3)
    partial = stopped(a_run, 0.4, by, rng=rng)
    steps = len(partial.t)
    assert 1601 <= steps < 4001
    np.testing.assert_array_equal(partial.t, whole.t[:steps])
    np.testing.assert_array_equal(partial.v["out"], whole.v["out"][:steps])
    spikes, end = whole.spikes["out"], partial.t[-1]
    np.testing.assert_array_equal(partial.spikes["out"].times, spikes.times[spikes.times <= end])
    looks = len(partial.course["in -> out"])
    np.testing.assert_array_equal(partial.course["in -> out"], whole.course["in -> out"][:looks])
    assert len(partial.course_t["in -> out"]) == looks == int(end // 20.0) + 1
    drive = {"in": TRAINS, "out": (1.5, PoissonInput(300.0, 1.0))}
    rest = network().run(400.0 - end, drive, rng=rng, start=partial, record=["out"])
    np.testing.assert_array_equal(rest.v["out"], whole.v["out"][steps - 1 :])
    assert rest.weights == whole.weights


@pytest.mark.parametrize("name", ["simulate", "many"])
def test_what_there_is_of_a_neuron_is_its_beginning_and_goes_on(name, slow):
    model, drive, dt = {
        "simulate": (HodgkinHuxley(), DRIVE[:, 0], 0.02),
        "many": (Izhikevich(), DRIVE, 0.1),
    }[name]
    whole, partial = RUNS[name](), stopped(RUNS[name], 0.6)
    steps = len(partial.t) - 1
    assert 1200 <= steps < 2000
    np.testing.assert_array_equal(partial.v, whole.v[: steps + 1])
    rest = simulate(model, drive[steps:], dt, start=partial)
    np.testing.assert_array_equal(rest.v, whole.v[steps:])
    both = [*partial.spikes.times, *rest.spikes.times]
    np.testing.assert_array_equal(whole.spikes.times, both)


def test_what_a_detector_has_learned_is_not_lost(slow):
    partial = stopped(RUNS["Detector.learn"], 0.4)
    assert 160.0 <= partial.t < 400.0
    heard = Detector().learn(TRAINS.between(0.0, partial.t))
    np.testing.assert_array_equal(partial.weights, heard.weights)


class Broken:
    """A model in whose 100th step somebody loses patience for the second time."""

    def start(self):
        return LIF().start()

    def stepper(self, dt, xp):
        step, steps = LIF().stepper(dt, xp), iter(range(10_000))

        def broken(state, current):
            if next(steps) == 99:
                raise KeyboardInterrupt
            return step(state, current)

        return broken


def test_a_run_that_is_broken_off_within_a_step_has_the_steps_before_and_no_end():
    with pytest.raises(KeyboardInterrupt) as stop:
        Network().add(Broken(), 2, "cells").run(100.0, {"cells": 2.0}, record=["cells"])
    run = stop.value.partial
    assert len(run.t) == len(run.v["cells"]) == 100
    assert run.end is None
    for drive in (np.full(500, 2.0), np.full((500, 2), 2.0)):
        with pytest.raises(KeyboardInterrupt) as stop:
            simulate(Broken(), drive, 0.1)
        run = stop.value.partial
        np.testing.assert_allclose(run.v, simulate(LIF(), drive, 0.1).v[:100], atol=1e-9)
        assert run.end is None
    with pytest.raises(KeyboardInterrupt) as stop:
        trajectory(Broken(), np.full(500, 2.0), 0.1)
    assert len(stop.value.partial.states) == len(stop.value.partial.t) == 100


def test_a_second_stop_ends_at_once(slow):
    with progress.Progress("run", 1.0) as watch:
        watch.goes_on(0.1)
        signal.raise_signal(signal.SIGINT)
        assert watch.stopped
        assert watch.whole
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("it went on")
    assert not watch.whole


def test_a_run_in_a_thread_leaves_the_signals_alone():
    ran = []
    thread = threading.Thread(target=lambda: ran.append(a_run()))
    thread.start()
    thread.join()
    assert ran[0].weights == a_run().weights


def a_point(point, rng):
    if point == 3:
        raise KeyboardInterrupt
    return point**2


def test_a_sweep_gives_back_its_results_until_then(slow, capsys):
    with pytest.raises(KeyboardInterrupt, match="3 of 5 points are done") as stop:
        sweep(a_point, [0, 1, 2, 3, 4], seed=1)
    assert stop.value.partial == [0, 1, 4]
    assert sweep(a_point, [0, 1, 2], seed=1) == [0, 1, 4]
    assert "sweep: 2 of 3 points, some" in capsys.readouterr().err


def test_an_exception_with_its_partial_crosses_to_another_process():
    again = pickle.loads(pickle.dumps(progress.Interrupted("stopped", [1, 2])))
    assert (str(again), again.partial) == ("stopped", [1, 2])


@each_run
def test_what_is_no_function_is_refused(run):
    with pytest.raises(TypeError, match="progress = 3: expected a function"):
        run(progress=3)
