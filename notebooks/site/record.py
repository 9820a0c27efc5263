"""Record what the pictures and questions of a lesson do, for a page without a kernel.

    python notebooks/site/record.py notebooks/01_leaky_bucket.ipynb FOLDER

The lesson's cells are run here; then each picture is moved as a learner would move it, and what
the kernel would have sent to the page is kept. A picture becomes one file of frames; all that a
page must know beforehand, of pictures and questions, is in the lesson's ``.json``, by the id of its
cell.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import gzip
import hashlib
import inspect
import io
import itertools
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from pathlib import Path
from typing import Any

import nbformat
from phone import narrower, pieces
from PIL import Image

from snn_edu.live.animation import Animation
from snn_edu.live.live import LivePlot
from snn_edu.live.panel import Panel
from snn_edu.live.picture import CRISP, MOVING
from snn_edu.questions.asking import Asking
from snn_edu.questions.prediction import Prediction, Quiz

MOST = 700  # frames of one picture; one control at a time may take more
FEW = 21  # positions of a slider whose picture is heavy
HEAVY = 8_000_000  # bytes of one picture, above which its sliders get so few positions;
PIXEL = 8  # a byte of pixels counts so often: unlike the numbers of a scene it does not compress
LONGEST = 400  # frames of an animation
POSITIONS = {"slider": "positions", "choice": "options", "pad": "presets"}
ON_THE_PAGE = [
    *("controls", "start", "width", "height", "light", "text", "button", "tries", "handles"),
    *("places", "clicks"),
]
State = tuple[int, ...]  # which position of each control, in their order


@dataclass
class Recorded:
    """A picture: what the page knows at once, and what it loads when the picture is touched."""

    page: dict[str, Any]
    frames: list[dict[str, Any]]
    common: dict[str, Any] = filled(default_factory=dict)
    first: bytes = b""  # how it begins, where what is stored is the end of a story

    @property
    def content(self) -> dict[str, Any]:
        """All that is loaded."""
        return {**self.common, "frames": self.frames}


# --- running a lesson -----------------------------------------------------------------------------


def as_python(code: str) -> str:
    """A cell without IPython's own lines: a page need not install the course."""
    return re.sub(r"^(\s*)%.*$", r"\1pass", code, flags=re.MULTILINE)


def shown_by(lesson: nbformat.NotebookNode) -> Iterator[tuple[str, Any]]:
    """Run a lesson's cells; yield the id of each and the value of its last line."""
    names: dict[str, Any] = {"__name__": "lesson"}
    for cell in lesson.cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(as_python(cell.source))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, cell.id, "exec"), names)
            if isinstance(last, ast.Expr):
                yield cell.id, eval(compile(ast.Expression(last.value), cell.id, "eval"), names)


# --- pictures -------------------------------------------------------------------------------------


def positions(control: Mapping[str, Any]) -> list[Any]:
    """All values that a control of the page can be moved to."""
    if control["kind"] == "toggle":
        return [False, True]
    found = list(control[POSITIONS[control["kind"]]])
    return [preset["points"] for preset in found] if control["kind"] == "pad" else found


def thinned(values: list[Any], most: int, keep: list[Any]) -> list[Any]:
    """At most `most` of `values`, evenly, with both ends; and those to keep besides."""
    if len(values) <= most:
        return values
    chosen = {round(k * (len(values) - 1) / (most - 1)) for k in range(most)}
    return [value for k, value in enumerate(values) if k in chosen or value in keep]


def states(
    counts: list[int], start: State, others: list[State], discrete: list[bool], most: int = MOST
) -> list[State]:
    """Which states of some controls to record, the start first.

    All that there are, if they are not more than `most`. Else each control by itself, the others at
    their start; and as long as there is room, the same around each of `others` (the presets) and
    around each combination of the controls that are no sliders.
    """

    def around(centre: State) -> list[State]:
        moved = [
            (*centre[:k], position, *centre[k + 1 :])
            for k, count in enumerate(counts)
            for position in range(count)
        ]
        return [centre, *moved]

    combined = [
        range(count) if free else (at,)
        for count, free, at in zip(counts, discrete, start, strict=True)
    ]
    size = 1
    for count in counts:
        size *= count
    if size <= most:
        return list(dict.fromkeys([start, *itertools.product(*map(range, counts))]))
    found = dict.fromkeys([*around(start), *others])
    for centre in [*others, *itertools.islice(itertools.product(*combined), most)]:
        more = {**found, **dict.fromkeys(around(centre))}
        if len(more) <= most:
            found = more
    return list(found)


def frame(panel: Panel) -> dict[str, Any]:
    """What the kernel has just sent of a picture."""
    step = {name: value for name, value in panel.step.items() if name != "number"}
    kept: dict[str, Any] = {"text": panel.text, "places": panel.places, "problem": panel.problem}
    if panel.clicks:
        kept["clicks"] = {name: panel.clicks[name] for name in ("at", "span")}
    return {**kept, "step": step} if step else {**kept, "picture": small(panel.picture)}


def small(png: bytes) -> bytes:
    """The same pixels in fewer bytes, as WebP."""
    file = io.BytesIO()
    Image.open(io.BytesIO(png)).save(file, "webp", lossless=True)
    return file.getvalue()


def record(plot: LivePlot, sparing: bool = False) -> Recorded:
    """Move a picture through its states, as the page would do; `sparing`: through few."""
    page = page_of(plot)
    tries = [each["values"] for each in page["tries"]]
    ladders = []
    for control in page["controls"]:
        name = control["name"]
        ladder = positions(control)
        if control["kind"] == "slider" and sparing:
            keep = [values[name] for values in (page["start"], *tries)]
            ladder = control["positions"] = thinned(ladder, FEW, keep)
        ladders.append(ladder)
    names = [control["name"] for control in page["controls"]]

    def state_of(values: Mapping[str, Any]) -> State:
        return tuple(
            nearest(ladder, values[name]) for name, ladder in zip(names, ladders, strict=True)
        )

    first = b""
    if clock := next((each for each in page["controls"] if each.get("clock")), None):
        values = {**page["start"], clock["name"]: clock["positions"][0]}
        plot.show(plot.view(**values), CRISP)  # which leaves no ghost of the end
        first = begun(plot, page, values)
        plot.show(plot.view(**page["start"]), CRISP)
    start = state_of(page["start"])
    wanted = states(
        [len(ladder) for ladder in ladders],
        start,
        [state_of(values) for values in tries],
        [control["kind"] != "slider" for control in page["controls"]],
        0 if sparing else MOST,
    )
    frames, weight = [], 0
    walked = [*wanted[1:], *wanted[:1]]  # away from the start first, else nothing is drawn
    for state in walked:
        plot.panel.values = {
            name: ladder[k] for name, ladder, k in zip(names, ladders, state, strict=True)
        }
        frames.append(frame(plot.panel))
        weight += weight_of(frames[-1])
        if weight > HEAVY and not sparing:
            return record(plot, sparing=True)
    return Recorded(page, frames, {**common(plot.panel), "states": walked}, first)


def recording(picture: LivePlot | Animation) -> Recorded:
    """All that a page without a kernel shows of a picture."""
    return record(picture) if isinstance(picture, LivePlot) else film(picture)


def weight_of(frame: dict[str, Any]) -> int:
    """Bytes that a frame adds to a file, before it is compressed."""
    if "picture" in frame:
        return PIXEL * len(frame["picture"])
    return len(frame["step"]["points"]) + len(frame["step"]["codes"])


def spread(positions: list[float]) -> list[float] | dict[str, float]:
    """Positions as the page has them: of a long row with equal steps three numbers are enough."""
    low, step, last = positions[0], round(positions[1] - positions[0], 10), len(positions) - 1
    equal = all(round(low + k * step, 10) == at for k, at in enumerate(positions))
    return {"low": low, "step": step, "last": last} if equal and last > 3 else positions


def told_once(places: list[Any]) -> list[Any]:
    """Places of handles as the page has them: what is as in the first one is not said again."""
    first = (places or [None])[0] or {}
    return [
        {name: its[name] for name in its if its[name] != first.get(name)} if k and its else its
        for k, its in enumerate(places)
    ]


def nearest(ladder: list[Any], value: Any) -> int:
    """Which position a value is, or is next to: a preset may lie between two."""
    if value in ladder:
        return ladder.index(value)
    return min(range(len(ladder)), key=lambda k: abs(ladder[k] - value))


def film(animation: Animation) -> Recorded:
    """Run an animation from its start, with its controls as they are then."""
    plot = animation.plot
    page = page_of(animation)
    page["fixed"] = [control.phrase(plot.values[name]) for name, control in plot.controls.items()]
    page.update(controls=[], start={}, tries=[], handles=[], places=[], fps=animation._fps)
    first = begun(plot, page, {})
    frames = []
    for shown in itertools.islice(animation.frames(plot.values), LONGEST):
        plot.show(shown, MOVING)
        frames.append({**frame(plot.panel), "places": []})
    return Recorded(page, frames, common(plot.panel), first)


def begun(plot: LivePlot, page: dict[str, Any], values: dict[str, Any]) -> bytes:
    """The picture that is there now; its words and `values` go to `page`, as its beginning."""
    places = plot.panel.places if page["handles"] else []
    page["begins"] = {"text": plot.text, "places": places, "values": values}
    return stored(plot.html())


def stored(shown: str) -> bytes:
    """The picture in what a notebook keeps."""
    _, _, picture = shown.partition("base64,")
    return small(base64.b64decode(picture.partition('"')[0]))


def page_of(picture: LivePlot | Animation) -> dict[str, Any]:
    """What the page must know before anything moves."""
    page = {name: getattr(picture.panel, name) for name in ON_THE_PAGE}
    page["pieces"] = pieces(picture)
    copied: dict[str, Any] = json.loads(json.dumps({"kind": "picture", **page}))
    return copied


def common(panel: Panel) -> dict[str, Any]:
    """What all frames share; the letters are complete once all have been drawn."""
    return {"scene": panel.scene, "letters": panel.letters}


# --- questions ------------------------------------------------------------------------------------


def asked(questions: tuple[Prediction, ...], wait: bool) -> dict[str, Any]:
    """Questions, and what is said to each answer, in the kernel's own words."""
    panel = Asking(questions, wait, Panel()).panel
    page = {name: getattr(panel, name) for name in ("asked", "wait", "chosen", "said")}
    return {"kind": "questions", **page, "told": [told(question, wait) for question in questions]}


def told(question: Prediction, wait: bool) -> dict[str, Any]:
    """What is said to no answer, to each choice, or to a number near one of a few and elsewhere."""

    def said(answer: Any) -> list[str]:
        asking = Asking([question], wait, Panel())
        heard = []
        for message in ({"answer": answer}, {"reveal": True}):
            asking._heard(None, {"ask": 0, **message}, None)
            heard.append(asking.panel.said[0])
        return heard

    none = said("")[0]
    if question.choices:
        return {"none": none, "choices": {letter: said(letter) for letter in question.lettered}}
    truth, tolerance = float(question.answer), question.tolerance or 0.0
    known = [truth, *(float(wrong.answer) for wrong in question.wrong)]
    numbers = [[near, tolerance, *_with_a_gap(said, near, question)] for near in known]
    elsewhere = next(
        value
        for value in (truth + k * 7.25 * max(1.0, tolerance) for k in range(1, 99))
        if all(abs(value - near) > 2 * tolerance for near in known)
    )
    return {
        "none": none,
        "unit": question.unit,
        "numbers": numbers,
        "else": _with_a_gap(said, elsewhere, question),
    }


def _with_a_gap(said: Any, number: float, question: Prediction) -> list[str]:
    """What is said to a number, with ``{said}`` where it repeats that number."""
    spoken = f"{number:g} {question.unit}".rstrip()
    return [heard.replace(spoken, "{said}", 1) for heard in said(f"{number:g}")]


# --- a lesson's files -----------------------------------------------------------------------------


def packed(content: Any) -> bytes:
    """Frames or words as one file: the length of a JSON text, the text, bytes it points to."""
    blob = bytearray()

    def placed(value: Any) -> Any:
        if isinstance(value, bytes):
            blob.extend(value)
            return {"bytes": [len(blob) - len(value), len(value)]}
        if isinstance(value, dict):
            return {key: placed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [placed(one) for one in value]
        return value

    text = json.dumps(placed(content), separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return gzip.compress(len(text).to_bytes(4, "little") + text + bytes(blob), 9, mtime=0)


def write(notebook: Path, folder: Path) -> None:
    """Record a lesson into ``folder/<lesson>/`` and ``folder/<lesson>.json``."""
    lesson = nbformat.read(notebook, as_version=4)
    place = folder / notebook.stem
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    pages: dict[str, Any] = {}

    def keep(name: str, content: Any) -> str:
        key = f"{notebook.stem}/{name}"
        text = base64.b64encode(packed(content)).decode()
        (place / f"{name}.js").write_text(f'snnFrames("{key}", "{text}");\n', encoding="ascii")
        return key

    def keep_image(name: str, webp: bytes) -> str:
        (place / f"{name}.webp").write_bytes(webp)
        return f"frames/{notebook.stem}/{name}.webp"

    def keep_picture(name: str, recorded: Recorded) -> dict[str, Any]:
        page = {**recorded.page, "frames": keep(name, recorded.content)}
        page["places"] = told_once(page["places"])
        for control in page["controls"]:
            if control["kind"] == "slider":
                control["positions"] = spread(control["positions"])
        if recorded.first:
            page["begins"]["picture"] = keep_image(name, recorded.first)
        return page

    def keep_questions(name: str, page: dict[str, Any]) -> dict[str, Any]:
        return {**page, "told": keep(f"{name}_told", page["told"])}

    for cell, value in shown_by(lesson):
        picture = value.then if isinstance(value, Prediction) else value
        picture = picture() if inspect.isfunction(picture) else picture
        parts = []
        if isinstance(value, Quiz):
            parts.append(keep_questions(cell, asked(value.questions, wait=False)))
        elif isinstance(value, Prediction) and value.chosen is None:
            parts.append(keep_questions(cell, asked((value,), wait=True)))
        if isinstance(picture, LivePlot | Animation):
            small_one = narrower(picture)  # before anything has moved
            page = keep_picture(cell, recording(picture))
            if small_one:
                still = keep_image(f"{cell}_still", stored(small_one.html()))
                phone = keep_picture(f"{cell}_phone", recording(small_one)) | {"still": still}
                page["phone"] = {name: it for name, it in phone.items() if it != page.get(name)}
            parts.append(page)
        if parts:
            pages[cell] = parts
    made_from = {str(path): digest(path) for path in [notebook.resolve(), *_modules()]}
    text = json.dumps({"made_from": made_from, "pages": pages}, separators=(",", ":"))
    (folder / f"{notebook.stem}.json").write_text(text + "\n", encoding="utf-8")


def _modules() -> list[Path]:
    """The course's own modules that are loaded, this one among them, and the words beside them."""
    files = [
        Path(module.__file__).resolve()
        for name, module in list(sys.modules.items())
        if name.split(".")[0] == "snn_edu" and module.__file__
    ]
    words = [text for file in files for text in file.parent.glob("questions.md")]
    own = [Path(__file__).resolve(), Path(__file__).resolve().with_name("phone.py")]
    return sorted({*files, *words, *own})


def digest(path: Path) -> str:
    """What a file holds, in short."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def is_fresh(notebook: Path, folder: Path) -> bool:
    """Whether a lesson is recorded, and nothing that it was made from has changed since."""
    file = folder / f"{notebook.stem}.json"
    if not file.exists():
        return False
    made_from: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))["made_from"]
    return str(notebook.resolve()) in made_from and all(
        Path(path).exists() and digest(Path(path)) == its for path, its in made_from.items()
    )


if __name__ == "__main__":
    notebook, folder = (Path(argument).resolve() for argument in sys.argv[1:3])
    os.chdir(notebook.parent)  # where a kernel would run it
    write(notebook, folder)
