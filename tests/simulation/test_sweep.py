"""A sweep: the same whoever works, and after an interruption nothing is lost or done twice."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from snn_edu.simulation.sweep import THREADS, sweep, workers

POINTS = [{"jitter": j, "share": s} for j in (0.0, 1.0) for s in (0.3, 0.5)]


def drawn(point, rng):
    """A result that hangs on the point and on its dice."""
    return {"sum": point["jitter"] + point["share"], "dice": rng.random(2).tolist()}


def threads(point, rng):
    """How many threads NumPy's linear algebra takes in this process, and what it was told."""
    a = np.ones((600, 600))
    (a @ a).sum()
    told = [os.environ.get(name) for name in THREADS]
    return [told, len(list(Path("/proc/self/task").glob("*"))) if Path("/proc").exists() else 0]


def noted(point, rng):
    """Leave a note that this point was worked on; die at the fourth, the first time."""
    folder = Path(os.environ["SWEEP_NOTES"])
    with (folder / "notes").open("a") as notes:
        notes.write(f"{point}\n")
    if point == 3 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return [point, rng.random()]


def test_a_loop_and_two_processes_give_the_same():
    alone = sweep(drawn, POINTS, seed=5)
    with workers(2) as pool:
        assert sweep(drawn, POINTS, seed=5, map=pool.map) == alone
    assert [one["sum"] for one in alone] == [0.3, 0.5, 1.3, 1.5]


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


def test_a_worker_uses_one_thread_and_the_environment_is_as_before(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with workers(1) as pool:
        ((told, count),) = sweep(threads, [0], seed=1, map=pool.map)
    assert told == ["1"] * len(THREADS)
    assert count <= 3  # itself, and what a pool's process needs to talk
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


def test_a_killed_sweep_goes_on_where_it_was(tmp_path):
    code = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from test_sweep import noted, sweep\n"
        "print(sweep(noted, list(range(6)), 1, sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path / "kept")]
    environment = {**os.environ, "SWEEP_NOTES": str(tmp_path)}
    first = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert first.returncode == -signal.SIGKILL
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [
        "0.json", "1.json", "2.json",
    ]  # fmt: skip
    again = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    worked_on = (tmp_path / "notes").read_text().split()
    assert worked_on == list("0123345")
    (tmp_path / "died").touch()
    assert json.loads(again.stdout) == _whole(tmp_path)


def _whole(folder):
    """The sweep without an interruption and without files."""
    os.environ["SWEEP_NOTES"] = str(folder)
    try:
        return sweep(noted, list(range(6)), seed=1)
    finally:
        del os.environ["SWEEP_NOTES"]


def test_half_a_file_is_no_result(tmp_path):
    """A writer that died left something unfinished: it is neither read nor in the way."""
    (tmp_path / "0.json.99.unfinished").write_text('{"point": ')
    assert sweep(drawn, POINTS, 5, tmp_path) == sweep(drawn, POINTS, 5)


def test_kept_results_are_read_not_worked_out(tmp_path):
    sweep(drawn, POINTS, 5, tmp_path)

    def never(point, rng):
        raise AssertionError("it is there already")

    assert sweep(never, POINTS, 5, tmp_path) == sweep(drawn, POINTS, 5)


def test_a_folder_of_another_sweep_is_refused(tmp_path):
    sweep(drawn, POINTS, 5, tmp_path)
    with pytest.raises(ValueError, match="is of another sweep"):
        sweep(drawn, POINTS[::-1], 5, tmp_path)
    with pytest.raises(ValueError, match="folder of its own"):
        sweep(drawn, POINTS, 6, tmp_path)


def test_progress_counts_results(tmp_path):
    told = []
    sweep(drawn, POINTS, 5, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_folder_is_made_where_there_is_none_and_may_be_there(tmp_path):
    for _ in range(2):
        assert sweep(drawn, POINTS, 5, tmp_path / "new" / "runs") == sweep(drawn, POINTS, 5)


def test_an_error_in_a_point_comes_out_and_what_was_done_is_kept(tmp_path):
    def fails(point, rng):
        return 1 / point

    with pytest.raises(ZeroDivisionError):
        sweep(fails, [1, 2, 0, 4], 5, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"0.json", "1.json"}


def test_what_is_no_function_no_number_and_no_seed_is_refused():
    with pytest.raises(TypeError, match="expected a function"):
        sweep(3, POINTS, 5)
    with pytest.raises(TypeError, match=r"seed = 1\.5"):
        sweep(drawn, POINTS, 1.5)
    with pytest.raises(TypeError, match="ndarray"):
        sweep(lambda point, rng: rng.random(2), POINTS, 5)


def test_where_there_are_no_processes_this_one_works(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    with workers(2) as pool:
        assert sweep(lambda point, rng: point, [1, 2], 5, map=pool.map) == [1, 2]


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
    assert sweep(drawn, POINTS, 5, tmp_path) == sweep(drawn, POINTS, 5)
