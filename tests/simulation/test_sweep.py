"""A sweep: the same whoever works, and after an interruption nothing is lost or done twice."""

import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from ranges import refused

from snn_edu.simulation.sweep import THREADS, sweep, workers

POINTS = [{"jitter": j, "share": s} for j in (0.0, 1.0) for s in (0.3, 0.5)]


def drawn(point, rng):
    """A result that hangs on the point and on its dice."""
    return {"sum": point["jitter"] + point["share"], "dice": rng.random(2).tolist()}


def threads(point, rng):
    """How many threads this process was told that NumPy's linear algebra may take."""
    return [os.environ.get(name) for name in THREADS]


def test_two_processes_of_one_thread_each_give_what_a_loop_gives(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    alone = sweep(drawn, POINTS, seed=5)
    with workers(2) as pool:
        assert sweep(drawn, POINTS, seed=5, map=pool.map) == alone
        (told,) = sweep(threads, [0], seed=1, map=pool.map)
    assert [one["sum"] for one in alone] == [0.3, 0.5, 1.3, 1.5]
    assert told == ["1"] * len(THREADS)
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


def begun(file):
    """Leave a file behind, and take a while."""
    file.touch()
    time.sleep(0.02)


def interrupted(folder):
    """Ask for a hundred of them, and leave."""
    with workers(1) as pool:
        for k in range(100):
            pool.submit(begun, folder / str(k))
        raise KeyboardInterrupt


def test_who_interrupts_does_not_wait_for_what_has_not_begun(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path)
    assert len(list(tmp_path.iterdir())) < 100


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same():
    distributed = pytest.importorskip("distributed", exc_type=ImportError)
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.Client(**settings) as client:
        there = sweep(drawn, POINTS, 5, map=lambda f, tasks: client.gather(client.map(f, tasks)))
    assert there == sweep(drawn, POINTS, seed=5)


def test_every_point_has_its_own_dice_whatever_other_points_there_are():
    dice = [one["dice"] for one in sweep(drawn, POINTS, seed=5)]
    assert len({x for pair in dice for x in pair}) == 8
    assert [one["dice"] for one in sweep(drawn, POINTS[:2], seed=5)] == dice[:2]
    assert [one["dice"] for one in sweep(drawn, POINTS, seed=6)] != dice
    child = np.random.SeedSequence(5).spawn(4)[3]
    assert dice[3] == np.random.default_rng(child).random(2).tolist()


def test_what_was_done_before_an_error_is_kept_and_nothing_is_done_twice(tmp_path):
    done, folder = [], tmp_path / "new" / "runs"

    def fails_once(point, rng):
        done.append(point)
        if done == [0, 1, 2]:
            raise ZeroDivisionError
        return [point, rng.random()]

    with pytest.raises(ZeroDivisionError):
        sweep(fails_once, range(5), 1, folder)
    assert {path.name for path in folder.iterdir()} == {"0.json", "1.json"}
    again = sweep(fails_once, range(5), 1, folder)
    assert done == [0, 1, 2, 2, 3, 4]
    told = []
    assert sweep(fails_once, range(5), 1, progress=lambda *of: told.append(of)) == again
    assert told == [(k, 5) for k in range(1, 6)]


def test_a_write_that_is_cut_off_leaves_no_result(tmp_path, monkeypatch):
    """The power fails in the middle of the second file: one result is kept, and it is whole."""
    write, begun = Path.write_text, []

    def cut_off(self, text, **settings):
        begun.append(self)
        write(self, text[: len(text) // 2] if len(begun) == 2 else text, **settings)
        if len(begun) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", cut_off)
        with pytest.raises(KeyboardInterrupt):
            sweep(drawn, POINTS, 5, tmp_path)
    assert [path.name for path in tmp_path.glob("*.json")] == ["0.json"]
    (tmp_path / "2.json.99.unfinished").write_text('{"point": ')  # nor is another's in the way
    assert sweep(drawn, POINTS, 5, tmp_path) == sweep(drawn, POINTS, 5)


def test_a_folder_of_another_sweep_is_refused(tmp_path):
    sweep(drawn, POINTS, 5, tmp_path)
    with pytest.raises(ValueError, match="is of another sweep"):
        sweep(drawn, POINTS[::-1], 5, tmp_path)
    with pytest.raises(ValueError, match="folder of its own"):
        sweep(drawn, POINTS, 6, tmp_path)


test_what_is_no_function_no_number_and_no_seed_is_refused = refused(
    (lambda: sweep(3, POINTS, 5), "expected a function"),
    (lambda: sweep(drawn, POINTS, 5, progress=3), "progress = 3"),
    (lambda: sweep(drawn, "ab", 5), "points = 'ab'"),
    (lambda: sweep(drawn, POINTS, 1.5), r"seed = 1\.5"),
    (lambda: sweep(lambda point, rng: rng.random(2), POINTS, 5), "result: .*Say .tolist"),
    (lambda: sweep(lambda point, rng: rng, POINTS, 5), "cannot be kept as it is; allowed are"),
    (
        lambda: sweep(lambda point, rng: point, [np.random.default_rng(1)], 5),
        "points: .* cannot be kept",
    ),
    (lambda: sweep(lambda point: point, POINTS, 5), r"function\(point, rng\).*missing|many"),
    error=TypeError,
)


def test_where_there_are_no_processes_this_one_works(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    with workers(2) as pool:
        assert sweep(lambda point, rng: point, [1, 2], 5, map=pool.map) == [1, 2]


def test_a_number_of_numpy_is_a_number():
    kept = sweep(lambda point, rng: {"n": np.int64(point), "on": np.bool_(True)}, [1, 2], 5)
    assert kept == [{"n": 1, "on": True}, {"n": 2, "on": True}]
    assert sweep(lambda point, rng: point, list(np.arange(2)), 5) == [0, 1]
    assert sweep(max, [3], 5, map=lambda work, tasks: [3]) == [3]  # whose arguments nobody knows
