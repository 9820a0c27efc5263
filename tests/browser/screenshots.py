"""Make the README's two pictures: lesson 10's neuron as it learns, and lesson 02's bench.

    python tests/browser/screenshots.py

Writes `.github/images/needle.gif`, its end as the paper's figure, `paper/needle.png`, and, from a
real JupyterLab, `.github/images/bench.png`. That one needs Chromium, as the browser tests do.
"""

import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.harness import browser, lab, open_notebook

from snn_edu.lessons.needle_in_noise import views
from snn_edu.live.picture import Picture

PROJECT = Path(__file__).parents[2]
IMAGES = PROJECT / ".github" / "images"


def photograph(name: str, widget: int, moves: dict[str, str], picture: str) -> None:
    """One live picture of a lesson, after keys were pressed at its controls."""
    with TemporaryDirectory() as folder:
        shutil.copy(PROJECT / "notebooks" / name, folder)
        with (
            lab(Path(folder)) as server,
            browser(width=1000, height=1000, device_scale_factor=1.5) as tab,
        ):
            notebook = open_notebook(tab, server, name)
            notebook.run_all()
            live = tab.locator(".snn-live").nth(widget)
            for label, value in moves.items():
                box = live.get_by_label(f"{label}, number")
                box.fill(value)
                box.press("Enter")
            tab.wait_for_timeout(2000)
            live.screenshot(path=IMAGES / picture)


def film(gif: Path, still: Path) -> None:
    """Lesson 10's potential and weights while it learns; time runs slower where most happens."""
    seconds = [*range(8), *(half / 2 for half in range(16, 32)), *range(16, 41, 2)]
    frames = [dict(views.before_frame(float(learned))) for learned in seconds]
    picture = Picture(views.draw_before, (7.2, 2.9))
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


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    film(IMAGES / "needle.gif", PROJECT / "paper" / "needle.png")
    photograph("02_threshold_reset_noise.ipynb", 0, {}, "bench.png")
