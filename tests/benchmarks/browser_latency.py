"""How fast a picture follows a slider, in a real JupyterLab and a real Chromium.

    python tests/benchmarks/browser_latency.py [--rounds 3]
    python tests/benchmarks/browser_latency.py --lessons [01 05]

prints a table: every measure beside its target, with and without the server extension; or every
live picture of the lessons, its first slider moved and dragged ("of": so many places a second are
passed, no more pictures can be seen). Medians over rounds; on a shared machine look at the load
printed with them.
"""

import argparse
import itertools
import os
import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.harness import Notebook, browser, chromium, lab, open_notebook, write_notebook
from browser.learner import answer_every_question

VIEW = """
import itertools, time
import numpy as np
from snn_edu.live.animation import animate
from snn_edu.live import explore, slider
from snn_edu.neurons.lif import LIF
from snn_edu.plots.plots import figure
from snn_edu.simulation.simulate import simulate

def view(current):
    run = simulate(LIF(), np.full(2000, current), 0.1)
    times = run.spikes.times
    return {"v": (run.t, run.v), "spikes": (times, np.full(times.size, -47.0)),
            "text": f"LIF at {current:.2f} nA: {times.size} spikes."}

def draw(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 200), ylim=(-75, -45), xlabel="time (ms)", ylabel="v (mV)")
    return {"v": ax.plot([], [], color="k")[0],
            "spikes": ax.plot([], [], "|", color="#D55E00", ms=12)[0]}
"""
SLIDER = """
def both(current):
    return {**view(current), "here": ([current], [-46])}

def draw_both(figure):
    artists = draw(figure)
    scale = figure.axes[0].twiny()
    scale.set(xlim=(0, 3))
    return {**artists, "here": scale.plot([], [], "o")[0]}

explore(both, draw_both, current=slider("current", 0, 3, start=1.2, step=0.05, unit="nA"),
        handles={"here": {"x": "current"}})"""
CELL = """figure = Figure(figsize=(6, 3))
FigureCanvasAgg(figure)
ax = figure.subplots()
for k in range(8):
    ax.plot(np.sin(np.arange(400) / 40 + k))
    ax.set_title(f"{k + 1} lines")
display(figure)"""
FRAMES = """
def frames(controls):
    for k in itertools.count():
        yield view(1.5 + np.sin(k / 20))
animate(frames, draw, fps=30)"""

# The page notes when each picture is drawn, and what it shows.
WATCH = """live => {
    const image = live.querySelector('img');
    window.seen = [];
    window.watching?.abort(); // each picture is counted once, whatever was watched before
    window.watching = new AbortController();
    live.querySelector('.snn-picture').addEventListener('drawn',
        () => seen.push([performance.now(), image.alt]), {signal: watching.signal});
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
    const first = seen.length;
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
    const release = performance.now();
    const during = seen.length - first;
    await new Promise(done => setTimeout(done, 1500));
    const end = seen.at(-1)[1]; // what it came to
    const last = seen.find(([when, alt]) => when > release && alt === end);
    const a_second = 1000 / (release - start);
    return [during * a_second, last[0] - release, places * a_second];
}"""
HANDLE = """async (live, seconds) => {
    const grip = live.querySelector('.snn-grip');
    const whole = live.querySelector('.snn-picture').getBoundingClientRect();
    const box = grip.getBoundingClientRect();
    const y = box.top + box.height / 2;
    const point = (kind, x) => grip.dispatchEvent(
        new PointerEvent(kind, {pointerId: 1, clientX: x, clientY: y, bubbles: true}));
    grip.setPointerCapture = () => {}; // a pointer that a script makes cannot be captured
    const first = seen.length;
    const start = performance.now();
    let k = 0;
    point('pointerdown', box.left + box.width / 2);
    while (performance.now() - start < seconds * 1000) {
        point('pointermove', whole.left + whole.width * (0.5 + 0.4 * Math.sin(k++ / 12)));
        await new Promise(done => setTimeout(done, 16));
    }
    point('pointerup', 0);
    return (seen.length - first) / (performance.now() - start) * 1000;
}"""
KERNEL = """async expression => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({
        code: 'import time', silent: true, user_expressions: {answer: expression}}).done;
    return reply.content.user_expressions.answer.data['text/plain'];
}"""
NAME = """live => {
    const cells = window.jupyterapp.shell.currentWidget.content.widgets;
    const cell = cells.find(one => one.node.contains(live));
    const source = cell.model.sharedModel.getSource();
    return (source.match(/\\b(?:views\\.|explore\\(\\s*)(\\w+)/) ?? [, "?"])[1];
}"""
DRAW_CELL = """async count => {
    const panel = window.jupyterapp.shell.currentWidget;
    const cells = [...panel.content.widgets];
    const k = cells.findIndex(cell => cell.model.sharedModel.getSource().startsWith('figure = F'));
    const pictures = [];
    const range = document.querySelector('.snn-live input[type=range]');
    let going = true, i = 0;
    const drag = (async () => { while (going) {
        range.value = Math.round(30 + 25 * Math.sin(i++ / 12));
        range.dispatchEvent(new Event('input', {bubbles: true}));
        await new Promise(done => setTimeout(done, 16));
    }})();
    for (let n = 0; n < count; n++) {
        panel.content.activeCellIndex = k;
        await window.jupyterapp.commands.execute('notebook:run-cell');
        const outputs = cells[k].model.outputs;
        pictures.push(outputs.length === 1 ? outputs.get(0).data['image/png'] : 'none');
    }
    going = false;
    await drag;
    return pictures;
}"""


def percentile(values: list[float], q: float) -> float:
    """Nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q / 100 * len(ordered)))]


def cpu(tab: Any) -> float:
    """CPU seconds the kernel has used."""
    return float(tab.evaluate(KERNEL, "time.process_time()"))


def measure(notebook: Notebook, draws: int) -> dict[str, float]:
    """All measures once, in an open notebook whose cells have run."""
    tab = notebook.tab
    live, film = tab.locator(".snn-live:has(input)"), tab.locator(".snn-live:not(:has(input))")
    live.evaluate(WATCH)
    live.evaluate(STEPS, 5)
    tab.wait_for_timeout(600)
    waits = live.evaluate(STEPS, 80)
    tab.wait_for_timeout(600)
    before, pictures = cpu(tab), tab.evaluate("seen.length")
    rate, lag, _ = live.evaluate(DRAG, 4)
    spent = (cpu(tab) - before) / (tab.evaluate("seen.length") - pictures)
    pulled = live.evaluate(HANDLE, 4)
    tab.wait_for_timeout(600)
    drawn = tab.evaluate(DRAW_CELL, draws)
    # what that cell draws when nothing else happens
    right = tab.evaluate(DRAW_CELL.replace("going = true", "going = false"), 1)[0]
    tab.wait_for_timeout(600)
    film.evaluate(WATCH)
    film.locator(".snn-run").click()
    tab.wait_for_timeout(1000)
    tab.evaluate("seen.length = 0")
    tab.wait_for_timeout(5000)
    times = [when for when, _ in tab.evaluate("seen")]
    film.locator(".snn-run").click()
    tab.wait_for_timeout(500)
    gaps = [later - sooner for sooner, later in itertools.pairwise(times)]
    return {
        "step to picture, p50 (ms)": statistics.median(waits),
        "step to picture, p95 (ms)": percentile(waits, 95),
        "pictures/s while dragging": rate,
        "pictures/s while its handle is dragged": pulled,
        "lag after release (ms)": lag,
        "kernel CPU a step (ms)": spent * 1000,
        f"cells drawn right, of {draws}": float(drawn.count(right)),
        "animation, frames/s": 1000 * len(gaps) / (times[-1] - times[0]),
        "animation, p95 gap (ms)": percentile(gaps, 95),
    }


def rounds(nodelay: bool, count: int, draws: int, folder: Path) -> list[dict[str, float]]:
    """Measure `count` times in one server."""
    cells = [
        VIEW + "from matplotlib.figure import Figure\n"
        "from matplotlib.backends.backend_agg import FigureCanvasAgg\n",
        SLIDER,
        CELL,
        FRAMES,
    ]
    write_notebook(folder / "latency.ipynb", *cells)
    with lab(folder, nodelay=nodelay) as server, browser(1200, 1600) as tab:
        notebook = open_notebook(tab, server, "latency.ipynb")
        notebook.run_all()
        tab.locator(".snn-live img").nth(1).wait_for()
        tab.wait_for_timeout(1500)
        assert notebook.errors() == []
        return [measure(notebook, draws) for _ in range(count)]


TARGETS = ["<= 18", "<= 28", ">= 35", ">= 35", "<= 100", "<= 15", "all", "30", "<= 50"]


def all_pictures(chosen: list[str]) -> None:
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
                before, pictures = cpu(tab), tab.evaluate("seen.length")
                rate, _, places = live.evaluate(DRAG, 3)
                spent = (cpu(tab) - before) / (tab.evaluate("seen.length") - pictures)
                print(
                    f"| {lesson.stem[:2]} | {live.evaluate(NAME)} "
                    f"| {statistics.median(waits):.1f} | {percentile(waits, 95):.1f} "
                    f"| {rate:.1f} | {places:.1f} | {1000 * spent:.1f} "
                    f"| {os.getloadavg()[0]:.1f} |",
                    flush=True,
                )


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--draws", type=int, default=80)
    parser.add_argument("--lessons", nargs="*", help="the lessons' pictures (numbers, or all)")
    settings = parser.parse_args()
    if chromium() is None:
        sys.exit("No Chromium found: install chromium or google-chrome.")
    if settings.lessons is not None:
        all_pictures(settings.lessons)
        return
    columns = []
    for nodelay in (True, False):
        with TemporaryDirectory() as folder:
            found = rounds(nodelay, settings.rounds, settings.draws, Path(folder))
        columns.append({name: [one[name] for one in found] for name in found[0]})
        print(f"nodelay {nodelay}, load {os.getloadavg()[0]:.1f}: {columns[-1]}", file=sys.stderr)
    print(f"| median of {settings.rounds} (range) | target | with the extension | without |")
    print("|---|---|---|---|")
    for name, target in zip(columns[0], TARGETS, strict=True):
        figures = [
            f"{statistics.median(found):.1f} ({min(found):.1f}-{max(found):.1f})"
            for found in (column[name] for column in columns)
        ]
        print(f"| {name} | {target} | {' | '.join(figures)} |")


if __name__ == "__main__":
    main()
