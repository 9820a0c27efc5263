"""Make the README's two pictures: lesson 09's neuron, and lesson 02's bench in JupyterLab.

    python tests/browser/screenshots.py

Writes `.github/images/*.png`. Needs Chromium, as the browser tests do.
"""

import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.harness import browser, lab, open_notebook
from lesson_widgets import SOURCES, widgets_of

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


def picture_of(lesson: str, view: str, picture: str) -> None:
    """One live picture of a lesson as it starts, without a browser, in few colours."""
    (source,) = (source for source in SOURCES if source.stem == lesson)
    with pytest.MonkeyPatch.context() as patch:
        widgets, _ = widgets_of(source, patch)
    (plot,) = (plot for one, _, plot, *_ in widgets if one.__name__ == view)
    image = Image.open(io.BytesIO(plot.png())).convert("RGB").quantize(64)
    image.save(IMAGES / picture, optimize=True)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture_of("09_needle_in_noise", "before_and_after", "needle.png")
    photograph("02_threshold_reset_noise.ipynb", 0, {}, "bench.png")
