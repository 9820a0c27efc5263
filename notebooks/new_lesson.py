"""The stubs of a new lesson, and what a lesson still lacks: ``build.py --new 22 name``.

Every file that a lesson needs is written small but whole, so that it builds and moves at once; what
its author has to write is marked ``TODO``.
"""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = """\
# %% [markdown]
# # {number} · TODO title
#
# **45 minutes** · You need [lesson 02](02_neuron_that_fires.ipynb).
#
# *TODO the question of this lesson?*
#
# By the end you can TODO.

# %% jupyter={{"source_hidden": true}} tags=["remove-cell"]
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    # %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib

from snn_edu.exercises import check, predict, quiz, solution
from snn_edu.lessons.{name} import views

# %% [markdown]
# TODO the problem, with a word from the [glossary](glossary.md#neuron). Commit to an answer first.

# %%
predict("{name}.twice_the_current", then=views.potential())

# %% [markdown]
# TODO what we see, and why.

# %%
def potential(current):
    return ...  # mV


check("{name}.potential", potential)

# %%
solution("{name}.potential")

# %% [markdown]
# ## Key points
#
# - TODO
# - TODO
# - TODO
#
# **In the books**: TODO the names to search for.

# %%
quiz("{name}")

# %% [markdown]
# TODO how one of the pictures is made:

# %%
views.potential.code()

# %% [markdown]
# ## References
#
# - TODO
"""

VIEWS = '''\
"""Lesson {number}'s pictures: TODO."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from snn_edu import LIF, simulate
from snn_edu.live import Frame, declare, slider
from snn_edu.plots import VOLTAGE


def potential_frame(current: float) -> Frame:
    """TODO: v of a neuron under a constant current."""
    run = simulate(LIF(), np.full(2000, current), dt=0.1)
    return {{"v": (run.t, run.v), "text": f"{{current:g}} nA: v ends at {{run.v[-1]:.1f}} mV."}}


@declare(
    potential_frame,
    current=slider("current", 0.0, 1.4, start=0.5, step=0.1, unit="nA"),
)
def potential(figure: Figure) -> Frame:
    """Draw v over time."""
    ax = figure.subplots()
    ax.set(xlim=(0, 200), ylim=(-67, -49), xlabel="time (ms)", ylabel="v (mV)")
    return {{"v": ax.plot([], [], color=VOLTAGE)[0]}}
'''

QUESTIONS = '''\
"""What lesson {number} asks: TODO."""

from __future__ import annotations

from snn_edu.questions import Judging, read

PREDICTIONS, EXERCISES, QUIZ = read(
    globals(),
    potential=Judging(oracle=lambda current: 10.0 * (current - 6.5), tries=((0.37,), (1.21,))),
)
'''

WORDS = """\
# twice_the_current
TODO You double the current. What happens to v?
* it ends twice as far from rest
- it stays where it is
  TODO what is said to this one.
- it ends at the same height, but sooner
  TODO what is said to that one.
- it goes on rising
  TODO what is said to the third.
why: TODO By Ohm's law v settles above rest by the current times the resistance.
asks: {{'current': 1.0}}

# potential
TODO Write `potential(current)`: where v ends at a constant current, in mV.

    def potential(current):
        return -65.0 + 10.0 * current

hint: TODO Where is v without a current?
hint: TODO Each nA lifts it by 10 mV.
why: TODO
unit: mV
slip: -65.0 + ->
  TODO You forgot where v rests.
slip: 10.0 * ->
  TODO The current is in nA. You forgot the resistance.
""" + "".join(
    f"""
# quiz_{k}
TODO What does question {k} of five ask?
* TODO right {k}
- TODO wrong {k}
  TODO why it is wrong.
- TODO also wrong {k}
  TODO why that is wrong, too.
- TODO wrong as well {k}
  TODO why even this is wrong.
why: TODO
"""
    for k in range(1, 6)
)

TESTS = '''\
"""What lesson {number} shows and says, computed: TODO."""

import pytest

from snn_edu.lessons.{name} import views


@pytest.mark.parametrize("current", [0.0, 1.3])
def test_the_potential_ends_where_ohm_says(current):
    _, v = views.potential_frame(current)["v"]
    assert v[-1] == pytest.approx(-65.0 + 10.0 * current, abs=1e-3)
'''

GUIDE = """\
# {number} · TODO title

**45 minutes** · [the lesson](../{number}_{name}.ipynb) · answers: `snn_edu/lessons/{name}/questions.md` · [all pages](README.md)

## Twenty minutes at the front

| minutes | do | they see, and you say |
|---|---|---|
| 0-10 | Picture: `current = 0`, `current = 0.5`. | TODO |
| 10-20 | Commit to `twice_the_current`. Then `current = 1`. | TODO |

## What each prediction catches

- **twice_the_current**: right is (b) "it ends twice as far from rest". TODO
- In **the quiz** the right answers are (a), (b), (c), (d), (a).

## Where groups stall

- TODO

## On the board

```
  TODO
```

## To discuss

- *TODO?* TODO

## In the textbooks

- TODO

## Access

TODO
"""  # noqa: E501

GLOSSARY = """
## From lesson {number}, [TODO title]({number}_{name}.ipynb)

### Neuron TODO

TODO
"""

#: A line at the end of each table of lessons, below the last that begins so; its columns are three.
TABLES = {
    "README.md": (
        r"\| \d\d \| \[.*\n",
        "| {number} | [TODO title](notebooks/{number}_{name}.ipynb) | 45 | TODO what you move |\n",
    ),
    "notebooks/guide/README.md": (
        r"\| \[\d\d · .*\n",
        "| [{number} · TODO title]({number}_{name}.md) | 45 | TODO |\n",
    ),
}
#: Where the lessons are counted in words, as in "twenty-two lessons".
COUNTS = ("README.md", "paper/paper.md", "CHANGELOG.md")
TENS = ("twenty", "thirty", "forty")
ONES = ("", "-one", "-two", "-three", "-four", "-five", "-six", "-seven", "-eight", "-nine")


def files(number: str, name: str) -> dict[str, str]:
    """The text of each new file of a lesson, by its path in the clone."""
    room = f"snn_edu/lessons/{name}"
    texts = {
        f"notebooks/source/{number}_{name}.py": SOURCE,
        f"{room}/__init__.py": '"""What the lesson {name} draws and asks."""\n',
        f"{room}/views.py": VIEWS,
        f"{room}/questions.py": QUESTIONS,
        f"{room}/questions.md": WORDS,
        f"tests/lessons/{name}/test_views.py": TESTS,
        f"notebooks/guide/{number}_{name}.md": GUIDE,
    }
    return {path: text.format(number=number, name=name) for path, text in texts.items()}


def write(number: str, name: str, clone: Path) -> None:
    """Write the stubs of a lesson into a clone, with its lines in glossary and tables.

    Raises
    ------
    ValueError
        The number is not of two digits or is taken, or the name is no name of a package.
    FileExistsError
        A file of this lesson is there already; nothing is written then.
    """
    taken = sorted((clone / "notebooks" / "source").glob(f"{number}_*.py"))
    if not re.fullmatch(r"\d\d", number) or taken:
        why = f"lesson {taken[0].stem} has it" if taken else "expected two digits, such as 22"
        raise ValueError(f"number = {number!r}: {why}.")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"name = {name!r}: expected lower-case words joined by _, such as my_own.")
    new = {clone / path: text for path, text in files(number, name).items()}
    if there := [path for path in new if path.exists()]:
        raise FileExistsError(f"{there[0].relative_to(clone)} is there already.")
    for path, text in new.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    added = {"notebooks/glossary.md": (r"\Z", GLOSSARY), **TABLES}
    for page, (last, line) in added.items():
        text = (clone / page).read_text(encoding="utf-8")
        *_, end = (each.end() for each in re.finditer(last, text))
        text = text[:end] + line.format(number=number, name=name) + text[end:]
        (clone / page).write_text(text, encoding="utf-8", newline="\n")
    before = len([*(clone / "notebooks" / "source").glob("[0-9]*.py")]) - 1
    for page in COUNTS[:2]:  # the third tells what was: a line of it is written anew
        text = (clone / page).read_text(encoding="utf-8")
        text = text.replace(counted(before), counted(before + 1))
        (clone / page).write_text(text, encoding="utf-8", newline="\n")


def counted(lessons: int) -> str:
    """A number of lessons from 20 to 49 as the pages write it: ``"twenty-two lessons"``."""
    return f"{TENS[lessons // 10 - 2]}{ONES[lessons % 10]} lessons"


def missing(stem: str, clone: Path) -> list[str]:
    """What the lesson called `stem` (``"22_name"``) lacks, a sentence each; empty when whole."""
    number, name = stem[:2], stem[3:]
    rows = {
        "README.md": f"| {number} | [",
        "notebooks/guide/README.md": f"]({stem}.md) |",
        "notebooks/glossary.md": f"## From lesson {number}, [",
    }
    found = []
    for path in [*files(number, name), *rows]:
        file = clone / path
        if file.name == "test_views.py" and any(file.parent.glob("test_*.py")):
            continue
        if not file.exists():
            found.append(f"{path} is missing.")
            continue
        text = file.read_text(encoding="utf-8")
        if path in rows:
            before, row, after = text.partition(rows[path])
            text = before.rpartition("\n")[2] + after.partition("\n## ")[0]
            if not row:
                found.append(f"{path} has nothing of lesson {number}: expected {rows[path]!r}.")
        if marks := len(re.findall(r"\bTODO\b", text)):
            found.append(f"{path} has {marks} TODO left.")
    count = counted(len([*(clone / "notebooks" / "source").glob("[0-9]*.py")]))
    for path in COUNTS:
        if count not in " ".join((clone / path).read_text(encoding="utf-8").lower().split()):
            found.append(f"{path} counts other lessons than there are: expected {count!r}.")
    return found
