"""How fast a page that runs itself begins and follows, on slower machines than this one.

    python tests/benchmarks/page_latency.py 01 10        # some lessons (or all)

with what `tests/browser/running.py` names. The page's process, with the worker in which Python is,
stands still for 3/4 or 5/6 of the time: DevTools slows a page's first thread alone. The cache is
empty at first.
"""

import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "notebooks" / "site"))

import edition
from browser.harness import browser, served
from browser.learner import NOTEBOOKS
from browser.running import LIVE, PYODIDE, WHEELS, to_the_end
from browser_latency import DRAG, STEPS, WATCH

FIRST = ".snn-live:has(input[type=range]:visible):not(:has(.snn-run))"


@contextmanager
def slowed(times):
    """A window whose processes run for ``1 / times`` of each 10 ms, with all their threads."""
    done = threading.Event()

    def beat(pages):
        while not done.wait(0.01 / times):
            for page in pages:
                page.suspend()
            time.sleep(0.01 - 0.01 / times)
            for page in pages:
                page.resume()

    with browser(width=1366, height=768) as tab:
        tab.set_default_timeout(1_200_000)
        ours = psutil.Process().children(recursive=True)
        pages = [one for one in ours if "--type=renderer" in one.cmdline()]
        if times > 1:
            threading.Thread(target=beat, args=[pages], daemon=True).start()
        try:
            yield tab
        finally:
            done.set()
            time.sleep(0.02)  # until all run again


def measure(chosen):
    """A row for each lesson and each share of a core."""
    lessons = [path for path in NOTEBOOKS if path.stem.startswith(tuple(chosen) or "")]
    print("| lesson | slower | first screens s | all cells s | p50 | p95 ms | pictures/s |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        edition.build_edition(site, [], pyodide=Path(PYODIDE), wheels=Path(WHEELS))
        with served(site) as address:
            for lesson in lessons:
                for times in (1, 4, 6):
                    with slowed(times) as tab:
                        tab.goto(f"{address}/{lesson.stem}.html")
                        tab.wait_for_load_state("networkidle")
                        began = time.monotonic()
                        tab.get_by_role("button", name="Run this page").click()
                        tab.wait_for_function(LIVE, arg=["Live", "Everything"])
                        first = time.monotonic() - began
                        to_the_end(tab)
                        whole = time.monotonic() - began
                        live = tab.locator(FIRST).first
                        live.scroll_into_view_if_needed()
                        live.evaluate(WATCH)
                        live.evaluate(STEPS, 5)
                        waits = live.evaluate(STEPS, 60)
                        rate, _ = live.evaluate(DRAG, 3)
                        half, most = np.percentile(waits, (50, 95))
                        print(
                            f"| {lesson.stem[:2]} | {times} | {first:.1f} | {whole:.1f} "
                            f"| {half:.0f} | {most:.0f} | {rate:.1f} |",
                            flush=True,
                        )


if __name__ == "__main__":
    measure(sys.argv[1:])
