"""Make the README's pictures: lesson 10's neuron as it learns, and a report.

    python .github/images/make.py

Writes `.github/images/needle.gif`, its end as the paper's figure, `paper/needle.png`, and
`.github/images/verify.png`.
"""

import io
import textwrap
from pathlib import Path

from matplotlib.figure import Figure
from PIL import Image

from snn_edu.lessons.needle_in_noise import views
from snn_edu.lessons.stdp_curves import bug_museum
from snn_edu.live.picture import Picture
from snn_edu.plots.look import THEORY, WEIGHT

PROJECT = Path(__file__).parents[2]
IMAGES = PROJECT / ".github" / "images"


def film(gif: Path, still: Path) -> None:
    """Lesson 10's potential and weights while it learns; time runs slower where most happens."""
    seconds = [*range(8), *(half / 2 for half in range(16, 32)), *range(16, 41, 2)]
    frames = [dict(views.before_frame(float(learned))) for learned in seconds]
    picture = Picture(views.before_and_after.draw, (7.2, 2.9))
    pages = []
    for frame in frames:
        del frame["text"]
        picture.move(frame)
        pages.append(Image.open(io.BytesIO(picture.png(150))).convert("RGB"))
    colours = pages[-1].quantize(32, Image.Quantize.MAXCOVERAGE)  # white stays white
    first, *others = [page.quantize(palette=colours, dither=Image.Dither.NONE) for page in pages]
    lasts = [1500, *(150 for _ in others[1:]), 4000]  # ms
    first.save(gif, save_all=True, append_images=others, duration=lasts, loop=0)
    Image.open(io.BytesIO(picture.png())).quantize(64).save(still, optimize=True)


def verdict(path: Path) -> None:
    """A report on a rule of the bug museum: its curve, and what is said of it."""
    (wrong,) = [each for each in bug_museum.EXHIBITS if each.name == "wrong sign"]
    report = bug_museum.examined(wrong.rule)
    figure = Figure(figsize=(7.2, 2.6), layout="constrained")
    curve, words = figure.subplots(1, 2, width_ratios=[3, 4])
    x, measured, formula = report.curve.T
    for side in (x < 0, x > 0):
        curve.plot(x[side], formula[side], color=THEORY, lw=1.5)
    curve.plot(x, measured, "o", color=WEIGHT, ms=4)
    curve.axhline(0.0, color="0.6", lw=1)
    curve.set(xlabel="t_post - t_pre (ms)", ylabel="change of weight")
    words.axis("off")
    told = textwrap.fill(report.sentence, 50)
    rows = [f"{name}: {value}" for name, value in report.rows()[:6]]
    words.text(0, 1, told + "\n\n" + "\n".join(rows), va="top", family="monospace", fontsize=7.5)
    out = io.BytesIO()
    figure.savefig(out, dpi=150)
    Image.open(out).quantize(32).save(path, optimize=True)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    verdict(IMAGES / "verify.png")
    film(IMAGES / "needle.gif", PROJECT / "paper" / "needle.png")
