"""What happens to a learner's copy in other processes: saves, and starts that are killed."""

import itertools
import os
import random
import shutil
import sys
import time
from pathlib import Path

from snn_edu.command.own_copy import copy_lessons

CHANGES = ("open", "os.rename", "os.link", "os.remove")


def save(folder, marks, seed):
    """Save each in its lesson, in any order, as JupyterLab does or as editors do."""
    chance = random.Random(seed)
    time.sleep(chance.uniform(0.0, 0.001))
    for k in chance.sample(range(len(marks)), len(marks)):
        path = folder / f"{k:02d}_lesson.ipynb"
        if k % 2:  # JupyterLab: the same file, emptied, then written
            with path.open("w") as file:
                file.write(marks[k][:1])
                file.flush()
                file.write(marks[k][1:])
        else:  # editors: a file of its own, renamed
            own = path.with_suffix(".own")
            own.write_text(marks[k])
            own.replace(path)
        time.sleep(chance.uniform(0.0, 0.001))


def stop_at_every_step(shipped, mine, saves=(0,)):
    """Kill a start before each thing that it does to `mine`, each time in a copy; return them.

    Before each step of `saves`, in copies of their own, the learner saves 02.
    """
    killed = []
    for save_at in saves:
        for stop_at in itertools.count(max(save_at, 1)):
            target = Path(f"{mine}-{save_at}-{stop_at}")
            shutil.copytree(mine, target)
            child = os.fork()
            if not child:
                _start(shipped, target, save_at, stop_at)
            if os.waitpid(child, 0)[1] == 0:
                break
            killed.append(target)
    return killed


def _start(shipped, target, save_at, stop_at):
    steps = itertools.count(1)

    def next_step(event, arguments):
        # a learner's save opens it as "w", a start never
        if event in CHANGES and f"{target}/" in str(arguments[0]) and arguments[1] != "w":
            step = next(steps)
            if step == save_at:
                (target / "02_threshold.ipynb").write_text("my save")
            if step == stop_at:
                os._exit(9)

    sys.addaudithook(next_step)
    copy_lessons(shipped, target)
    os._exit(0)
