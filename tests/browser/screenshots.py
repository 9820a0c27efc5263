"""Make the README's two pictures: run the first lessons in JupyterLab and photograph them.

    python tests/browser/screenshots.py

Writes `.github/images/*.png`. Needs Chromium, as the browser tests do.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.harness import browser, lab, open_notebook

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


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    photograph("01_leaky_bucket.ipynb", 1, {"time step dt (ms)": "25"}, "euler.png")
    photograph("02_threshold_reset_noise.ipynb", 0, {}, "bench.png")
