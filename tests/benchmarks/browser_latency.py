"""How fast the pictures of the lessons follow a slider, in a real JupyterLab and a real Chromium.

    python tests/benchmarks/browser_latency.py           # every lesson
    python tests/benchmarks/browser_latency.py 01 05     # some

prints a row for every live picture: its first slider is moved, and then dragged ("of": so many
places a second are passed, no more pictures can be seen). On a shared machine look at the load.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.harness import browser, chromium, lab, open_notebook
from browser.learner import answer_every_question

# The page counts the pictures that it draws.
WATCH = """live => {
    window.seen = 0;
    window.watching?.abort(); // each picture is counted once, whatever was watched before
    window.watching = new AbortController();
    live.querySelector('.snn-picture').addEventListener(
        'drawn', () => seen++, {signal: watching.signal});
}"""
STEPS = """async (live, count) => {
    const range = live.querySelector('input[type=range]');
    const picture = live.querySelector('.snn-picture');
    const places = Math.min(40, Number(range.max));
    const waits = [];
    for (let k = 0; k < count; k++) {
        const drawn = new Promise(done => picture.addEventListener('drawn', done, {once: true}));
        const before = range.value;
        range.value = Math.round(range.max * ((k * 7) % (places + 1)) / places);
        if (range.value === before) range.value = Number(before) ? 0 : range.max;
        const start = performance.now();
        range.dispatchEvent(new Event('input', {bubbles: true}));
        await Promise.race([drawn, new Promise(done => setTimeout(done, 3000))]);
        waits.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 40 + (k * 13) % 30));
    }
    return waits;
}"""
DRAG = """async (live, seconds) => {
    const range = live.querySelector('input[type=range]');
    const first = seen;
    const start = performance.now();
    let k = 0, places = 0;
    while (performance.now() - start < seconds * 1000) {
        const before = range.value;
        range.value = Math.round(range.max * (0.5 + 0.45 * Math.sin(k++ / 12)));
        places += range.value !== before;
        range.dispatchEvent(new Event('input', {bubbles: true}));
        await new Promise(done => setTimeout(done, 16));
    }
    range.value = range.max;
    range.dispatchEvent(new Event('input', {bubbles: true}));
    const a_second = 1000 / (performance.now() - start);
    const during = seen - first;
    await new Promise(done => setTimeout(done, 1500));
    return [during * a_second, places * a_second];
}"""
# CPU seconds that the kernel has used
CPU = """async () => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const asked = {answer: 'time.process_time()'};
    const reply = await kernel.requestExecute({
        code: 'import time', silent: true, user_expressions: asked}).done;
    return Number(reply.content.user_expressions.answer.data['text/plain']);
}"""
NAME = """live => {
    const cells = window.jupyterapp.shell.currentWidget.content.widgets;
    const cell = cells.find(one => one.node.contains(live));
    const source = cell.model.sharedModel.getSource();
    return (source.match(/\\b(?:views\\.|explore\\(\\s*)(\\w+)/) ?? [, "?"])[1];
}"""


def measure(chosen: list[str]) -> None:
    """Step and drag the first slider of every live picture of these lessons (or of all)."""
    lessons = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
    print("| lesson | view | step p50 | p95 ms | pictures/s | of | kernel CPU ms | load |")
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    with TemporaryDirectory() as folder, lab(Path(folder)) as server, browser(1366, 900) as tab:
        for lesson in lessons:
            if chosen and not lesson.stem.startswith(tuple(chosen)):
                continue
            shutil.copy(lesson, folder)
            notebook = open_notebook(tab, server, lesson.name)
            notebook.run_all(300)
            answer_every_question(tab)  # behind some there is a picture
            tab.wait_for_timeout(2000)
            for live in tab.locator(".snn-live:has(input[type=range])").all():
                if live.locator(".snn-run").count() or not live.is_visible():
                    continue  # an animation; a picture of a solution that is folded
                live.scroll_into_view_if_needed()
                live.evaluate(WATCH)
                live.evaluate(STEPS, 5)
                waits = live.evaluate(STEPS, 60)
                before, pictures = tab.evaluate(CPU), tab.evaluate("seen")
                rate, places = live.evaluate(DRAG, 3)
                spent = (tab.evaluate(CPU) - before) / (tab.evaluate("seen") - pictures)
                print(
                    f"| {lesson.stem[:2]} | {live.evaluate(NAME)} "
                    f"| {np.median(waits):.1f} | {np.percentile(waits, 95):.1f} "
                    f"| {rate:.1f} | {places:.1f} | {1000 * spent:.1f} "
                    f"| {os.getloadavg()[0]:.1f} |",
                    flush=True,
                )


if __name__ == "__main__":
    if chromium() is None:
        sys.exit("No Chromium found: install chromium or google-chrome.")
    measure(sys.argv[1:])
