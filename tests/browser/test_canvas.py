"""The two renderers are equal: for each kind of artist, scene.js on a canvas and Agg's PNG."""

import base64
import io
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from browser.harness import browser
from browser.learner import IN_A_BROWSER
from matplotlib.collections import LineCollection
from PIL import Image

import snn_edu.live
from snn_edu.live.picture import MOVING, Picture
from snn_edu.live.scene import Scene

pytestmark = IN_A_BROWSER

SCENE = (Path(snn_edu.live.__file__).parent / "page" / "scene.js").read_text(encoding="utf-8")
PAINT = """([scene, step, letters, width, height]) => {
    const bytes = (text) => {
        const all = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        return new DataView(all.buffer);
    };
    const traits = {scene, step, letters, width, height};
    for (const one of [scene, step, letters]) {
        one.points = bytes(one.points);
        one.codes = bytes(one.codes);
    }
    const canvas = document.createElement('canvas');
    painter({get: (name) => traits[name]}, canvas)(width);
    return canvas.toDataURL('image/png').split(',')[1];
}"""


@pytest.fixture(scope="module")
def page():
    with browser() as tab:
        tab.set_content("<html></html>")
        tab.add_script_tag(content=SCENE + "\nwindow.painter = painter;")
        yield tab


def sent(message):
    """A message as it travels to this page: bytes as base64."""
    return {
        key: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for key, value in message.items()
    }


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(float)


def both(page, draw, start, moved, size=(4.0, 3.0)):
    """The moved picture on a canvas and as a PNG; shape (height, width, 3), 0 to 255."""
    picture = Picture(draw, size)
    picture.lay_out(start, moved)
    picture.png(MOVING)
    scene = Scene(picture.figure, picture.moving)
    picture.move(moved)
    step = scene.step()
    messages = map(sent, (scene.start, step, scene.letters.message))
    width, height = (round(side * MOVING) for side in size)
    canvas = page.evaluate(PAINT, [*messages, width, height])
    return pixels(base64.b64decode(canvas)), pixels(picture.png(MOVING))


def draw_line(figure, **style):
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 10), xlabel="time (ms)", ylabel="v (mV)", title="A title")
    return {"artist": ax.plot([], [], **style)[0]}


WAVE = (np.linspace(0, 1, 400), 5 + 4 * np.sin(np.linspace(0, 20, 400)))
FEW = ([0.1, 0.35, 0.6, 0.85], [2, 8, 5, 3])
LINES = {
    "a solid line": (WAVE, {"color": "k"}),
    "a dashed line, half transparent": (WAVE, {"ls": "--", "lw": 3, "alpha": 0.5}),
    "a dotted line": (WAVE, {"ls": ":", "lw": 2}),
    "a dash-dotted line": (WAVE, {"ls": "-.", "color": "#D55E00"}),
    "steps": (FEW, {"drawstyle": "steps-post", "lw": 2}),
    "a line with gaps": (([0, 0.3, np.nan, 0.6, 1], [1, 9, 5, 9, 1]), {"lw": 2}),
    "points": (FEW, {"marker": "o", "ls": "", "ms": 9}),
    "hollow diamonds on a line": (FEW, {"marker": "D", "mfc": "none", "mew": 2, "ms": 9}),
    "strokes": (FEW, {"marker": "|", "ls": "", "ms": 14}),
    "stars": (FEW, {"marker": "*", "ls": "", "ms": 14, "mec": "k"}),
    "squares, some": (WAVE, {"marker": "s", "markevery": 50, "mfc": "none"}),
    "a line beyond its axes": (([-1, 2], [-5, 20]), {"lw": 3}),
}


def looks_alike(page, draw, start, moved, size=(4.0, 3.0), most=0.15):
    """Equal but for smoothed edges and hinted letters.

    Where anything has moved (nothing missing, nothing shifted) the two are apart by at most that
    share of what they are from the picture before.
    """
    canvas, png = both(page, draw, start, moved, size)
    still = both(page, draw, start, start, size)[1]
    off = np.abs(canvas - png)
    assert off.mean() <= 0.02 * 255
    assert (off.max(axis=2) > 0.5 * 255).mean() <= 0.01
    changed = np.abs(still - png)
    near = changed.max(axis=2) > 60
    assert off[near].mean() <= most * changed[near].mean()


@pytest.mark.parametrize("kind", LINES)
def test_lines_and_markers(page, kind):
    data, style = LINES[kind]
    looks_alike(page, partial(draw_line, **style), {"artist": ([], [])}, {"artist": data})


def draw_many(figure):
    left, right = figure.subplots(1, 2, width_ratios=[2, 1])
    left.set(xlim=(0, 3), ylim=(0, 10))
    right.set(xlim=(1, 100), ylim=(1e-3, 1e4), xscale="log", yscale="log", xlabel="rate (Hz)")
    bars = left.bar([0.5, 1.5, 2.5], [0, 0, 0], color=["#0072B2", "#D55E00", "#009E73"])
    collection = LineCollection([], colors="#CC79A7", linewidths=2)
    left.add_collection(collection)
    line = right.plot([], [], "o-", label="a line with a name")[0]
    right.plot([1, 100], [1, 1], color="#D55E00", lw=4, zorder=5)  # above it
    right.legend(loc="center", frameon=True, framealpha=1.0)
    return {
        "left": left,
        "right": right,
        "bars": bars,
        "stairs": left.stairs([0, 0, 0], [0, 1, 2, 3], fill=True, alpha=0.3),
        "collection": collection,
        "words": left.text(0.1, 8.5, ""),
        "formula": left.text(2.9, 9, "", ha="right", fontsize=14, color="#D55E00"),
        "turned": left.text(1.5, 2, "", rotation=30, va="bottom"),
        "line": line,
    }


def many(**changed):
    return {
        "left": {"xlim": (0, 3), "ylim": (0, 10)},
        "right": {"xlim": (1, 100), "ylim": (1e-3, 1e4)},
        "bars": [{"height": 2}, {"height": 4}, {"height": 6}],
        "stairs": ([1, 2, 1], [0, 1, 2, 3]),
        "collection": {"segments": [[(0, 0), (1, 5)]]},
        "words": "",
        "formula": "",
        "turned": "",
        "line": ([], []),
        **changed,
    }


MOVES = {
    "bars": [{"height": 6}, {"height": 1}, {"height": 9}],
    "stairs": ([5, 8, 3], [0, 1, 2, 3]),
    "collection": {"segments": [[(0, 9), (3, 1)], [(0, 1), (3, 9)]]},
    "words": "12.3 mV, two\nlines & Größe",
    "formula": r"$\tau_m = 10^{-3}$",
    "turned": "turned by 30 degrees",
    "line": ([1, 3, 10, 30, 100], [1e-2, 1e4, 1, 1e3, 1]),
    "left": {"xlim": (0, 2), "ylim": (0, 25)},
    "right": {"xlim": (0.01, 1000), "ylim": (1e-6, 1e2)},
}


@pytest.mark.parametrize("kind", MOVES)
def test_patches_collections_text_legends_above_marks_and_limits(page, kind):
    start = many(line=([1, 10, 100], [1e-2, 1e3, 1e-2]))
    most = 0.6 if isinstance(MOVES[kind], str) else 0.15  # letters are thin: edges
    looks_alike(page, draw_many, start, {**start, kind: MOVES[kind]}, (7.0, 3.2), most)


@pytest.mark.parametrize("origin", ["upper", "lower"])
@pytest.mark.parametrize("xlim", [(-0.5, 3.5), (3.5, -0.5)])
@pytest.mark.parametrize("ylim", [(-0.5, 2.5), (2.5, -0.5), (0.2, 1.7)])
def test_images_whichever_way_their_axes_run(page, origin, xlim, ylim):
    def draw(figure):
        ax = figure.subplots()
        image = ax.imshow(np.zeros((3, 4)), origin=origin, cmap="viridis", vmin=0, vmax=11)
        ax.set(xlim=xlim, ylim=ylim, aspect="auto")
        return {"image": image}

    moved = {"image": np.arange(12.0).reshape(3, 4)}
    looks_alike(page, draw, {"image": np.zeros((3, 4))}, moved)
