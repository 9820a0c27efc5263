"""How fast a picture follows a slider, in a real JupyterLab and a real Chromium.

    python tests/benchmarks/browser_latency.py [--rounds 3]

prints a table: every measure beside its target, with and without the server extension. Medians
over rounds; on a shared machine look at the load printed with them.
"""

import argparse
import itertools
import os
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from harness import Notebook, browser, chromium, lab, open_notebook, write_notebook

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
SLIDER = """explore(view, draw, current=slider("current", 0, 3, start=1.2, step=0.05, unit="nA"))"""
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

# The page notes when each picture is decoded, and what it shows.
WATCH = """selector => {
    const image = document.querySelector(selector);
    window.seen = [];
    window.watching?.abort(); // each picture is counted once, whatever was watched before
    window.watching = new AbortController();
    image.addEventListener('load', () => seen.push([performance.now(), image.alt]),
        {signal: watching.signal});
}"""
STEPS = """async ([selector, count]) => {
    const range = document.querySelector(selector + ' input[type=range]');
    const image = document.querySelector(selector + ' img');
    const waits = [];
    for (let k = 0; k < count; k++) {
        const loaded = new Promise(done => image.addEventListener('load', done, {once: true}));
        const start = performance.now();
        range.value = 10 + (k * 7) % 40;
        range.dispatchEvent(new Event('input', {bubbles: true}));
        await loaded;
        waits.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 40 + (k * 13) % 30));
    }
    return waits;
}"""
DRAG = """async ([selector, seconds]) => {
    const range = document.querySelector(selector + ' input[type=range]');
    const image = document.querySelector(selector + ' img');
    const first = seen.length;
    const start = performance.now();
    let k = 0;
    while (performance.now() - start < seconds * 1000) {
        range.value = Math.round(30 + 25 * Math.sin(k++ / 12));
        range.dispatchEvent(new Event('input', {bubbles: true}));
        await new Promise(done => setTimeout(done, 16));
    }
    range.value = 60;
    range.dispatchEvent(new Event('input', {bubbles: true}));
    const release = performance.now();
    const during = seen.length - first;
    while (!image.alt.includes('3.00 nA')) await new Promise(done => setTimeout(done, 2));
    await new Promise(done => setTimeout(done, 150));
    const last = seen.find(([when, alt]) => when > release && alt.includes('3.00 nA'));
    return [during / (release - start) * 1000, last[0] - release];
}"""
KERNEL = """async expression => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({
        code: 'import time', silent: true, user_expressions: {answer: expression}}).done;
    return reply.content.user_expressions.answer.data['text/plain'];
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
    live, film = ".snn-live:has(input)", ".snn-live:not(:has(input))"
    tab.evaluate(WATCH, f"{live} img")
    tab.evaluate(STEPS, [live, 5])
    tab.wait_for_timeout(600)
    waits = tab.evaluate(STEPS, [live, 80])
    tab.wait_for_timeout(600)
    before, pictures = cpu(tab), tab.evaluate("seen.length")
    rate, lag = tab.evaluate(DRAG, [live, 4])
    spent = (cpu(tab) - before) / (tab.evaluate("seen.length") - pictures)
    tab.wait_for_timeout(600)
    drawn = tab.evaluate(DRAW_CELL, draws)
    # what that cell draws when nothing else happens
    right = tab.evaluate(DRAW_CELL.replace("going = true", "going = false"), 1)[0]
    tab.wait_for_timeout(600)
    tab.evaluate(WATCH, f"{film} img")
    tab.locator(film).get_by_role("button", name="Run").click()
    tab.wait_for_timeout(1000)
    tab.evaluate("seen.length = 0")
    tab.wait_for_timeout(5000)
    times = [when for when, _ in tab.evaluate("seen")]
    tab.locator(film).get_by_role("button", name="Run").click()
    tab.wait_for_timeout(500)
    gaps = [later - sooner for sooner, later in itertools.pairwise(times)]
    return {
        "step to picture, p50 (ms)": statistics.median(waits),
        "step to picture, p95 (ms)": percentile(waits, 95),
        "pictures/s while dragging": rate,
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


TARGETS = ["<= 35", "<= 50", ">= 25", "<= 100", "<= 15", "all", "30", "<= 50"]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--draws", type=int, default=80)
    settings = parser.parse_args()
    if chromium() is None:
        sys.exit("No Chromium found: install chromium or google-chrome.")
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
