"""Sweep: one function at many points, by whatever maps; nothing done is lost or done twice.

`sweep` does not care who works: the builtin `map` here, the `map` of `workers` on all cores of this
machine, or that of a cluster. The seeds hang on the point, not on the worker, so all give the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import numpy as np

from snn_edu.progress import QUIET, Progress
from snn_edu.validation import ask, integer, shown

if TYPE_CHECKING:
    from concurrent.futures import Executor

#: What tells the linear algebra below NumPy how many threads to use, read as a process begins.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


Point = TypeVar("Point")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Task(Generic[Point, Result]):
    """One point of a sweep, all that a worker needs to know."""

    function: Callable[[Point, np.random.Generator], Result]
    point: Point
    seed: np.random.SeedSequence
    file: Path | None  # where the result is kept


def work(task: Task[Point, Result]) -> Result:
    """The result of a task, read if it is there; else worked out, and written at one stroke."""
    import json  # which only a sweep needs

    point, seed = _said("points", task.point), [task.seed.entropy, *task.seed.spawn_key]
    asked = {"point": point, "seed": seed}
    if task.file is not None and task.file.exists():
        kept = json.loads(task.file.read_text(encoding="utf-8"))
        if {name: kept[name] for name in asked} != asked:
            raise ValueError(
                f"folder: {task.file.name} is of another sweep, at {kept['point']!r} for "
                f"{task.point!r}. Give each sweep a folder of its own."
            )
        return kept["result"]
    result = task.function(task.point, np.random.default_rng(task.seed))
    result = _said("the function's result", result)
    if task.file is not None:
        text = json.dumps({**asked, "result": result})
        unfinished = Path(f"{task.file}.{os.getpid()}.unfinished")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(task.file)  # whole or not at all, whenever the power fails
    return result


def _said(name: str, value: Any) -> Any:
    """What JSON makes of a value, as it comes back from a file: tuples are lists."""
    import json

    def plain(part: object) -> object:
        if isinstance(part, np.generic) and part.size == 1:
            return part.item()
        slip = f"Say .tolist() of the {part.ndim}-D array" if isinstance(part, np.ndarray) else ""
        slip = slip or "Say what of it you want, as {'rate': run.spikes.rate()}"
        raise TypeError(
            f"{name}: {shown(part)} cannot be kept as it is; allowed are numbers, texts, lists "
            f"and dicts. {slip}."
        )

    return json.loads(json.dumps(value, default=plain))


def sweep(
    function: Callable[[Point, np.random.Generator], Result],
    points: Sequence[Point],
    seed: int,
    folder: str | Path | None = None,
    map: Callable[..., Iterable[object]] = map,  # noqa: A002
    progress: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """``function(point, rng)`` at each of `points`, in their order.

    Source: NumPy's documentation, "Parallel random number generation" (SeedSequence.spawn).

    Parameters
    ----------
    function
        Named in a module, so that another process can find it. Gives numbers, lists or dicts.
    points
        What JSON can say: numbers, texts, lists, dicts.
    seed
        Point k draws from child k of ``SeedSequence(seed)``: streams that are independent, and the
        same whoever works.
    folder
        Where each result is kept, in a file of its own. Begun again after an interruption, the
        sweep does only what is missing. One that holds another sweep is refused.
    map
        Who works: ``map`` (this process), ``pool.map`` of `workers`, or a cluster's.
    progress
        Called after each result with (done, all). Left out, a sweep of more than two seconds says
        on a line how far it is. Ctrl+C raises an `Interrupted`; its ``.partial`` is the list of
        the results until then.

    Examples
    --------
    >>> sweep(lambda point, rng: point**2, [1, 2, 3], seed=1)
    [1, 4, 9]
    """
    calls: dict[str, object] = {"function": function, "map": map, "progress": progress}
    for name, one in calls.items():
        if not callable(one) and (one is not None or name != "progress"):
            raise TypeError(f"{name} = {shown(one)}: expected a function.")
    try:
        signature(function).bind("point", "rng")
    except TypeError as error:
        raise TypeError(
            f"function = {shown(function)}: is called as function(point, rng), with one of the "
            f"points and a generator; {error}."
        ) from None
    except ValueError:  # one that was written in C says nothing of itself
        pass
    if isinstance(points, str | bytes) or not isinstance(points, Sequence):
        raise TypeError(f"points = {shown(points)}: expected a list or a tuple.")
    if folder is not None:
        Path(folder).mkdir(parents=True, exist_ok=True)
    seeds = np.random.SeedSequence(integer("seed", seed)).spawn(len(points))
    tasks = [
        Task(function, point, child, None if folder is None else Path(folder) / f"{k}.json")
        for k, (point, child) in enumerate(zip(points, seeds, strict=True))
    ]
    results: list[Result] = []
    watch = Progress("sweep", len(tasks), "points")
    watch.listens = False  # Ctrl+C goes to the one that works
    try:
        for result in map(work, tasks):
            if result is None and not results:
                ask("function gave None at the first point. Is a `return` missing?")
            results.append(cast("Result", result))
            if progress is not None:
                progress(len(results), len(tasks))
            else:
                watch.goes_on(len(results))
    except KeyboardInterrupt:
        raise watch.interrupted(results) from None
    finally:
        watch.close()
    return results


@contextmanager
def workers(processes: int | None = None) -> Iterator[Executor]:
    """Fresh processes, as many as cores if left out, whose ``map`` is for `sweep`.

    One thread of linear algebra each: two processes that both use all cores are slower than one.
    Fresh processes, not forks: a notebook's kernel has threads, which a fork would break. In a
    browser there are none, and this process does the work.

    Examples
    --------
    >>> with workers(2) as pool:  # doctest: +SKIP
    ...     results = sweep(function, points, seed=1, map=pool.map)
    """
    if sys.platform == "emscripten":
        yield cast("Executor", SimpleNamespace(map=map))
        return
    from concurrent.futures import ProcessPoolExecutor  # a browser has not even the modules
    from multiprocessing import get_context

    before = {name: os.environ.get(name) for name in (*THREADS, QUIET)}
    os.environ.update(dict.fromkeys(THREADS, "1") | {QUIET: "0"})  # the processes inherit it
    try:
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)  # what has begun is kept
                raise
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
