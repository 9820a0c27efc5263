"""What a step of each slider costs the kernel, dragged from end to end, in one table of all views.

The target is 40 ms of CPU a step, 100 ms where a network runs (in `on_few_bits` 1,000 synapses hear
half a million spikes) or tempotrons are trained; it holds for 95 of 100 steps. Most pictures are
drawn by the page from numbers ("page"); those with images come as PNGs.

    python tests/benchmarks/views.py           # every lesson
    python tests/benchmarks/views.py 03 17     # some
"""

import sys
import time
from pathlib import Path

import numpy as np

from snn_edu.live.animation import Animation

sys.path.insert(0, str(Path(__file__).parents[1]))
from lesson_pages import SOURCES, shown, solved, view_name

TARGET = 40.0  # ms
LARGE = "network_frame account_frame on_few_bits capacity_frame rounds_frame rules_frame"
NETWORKS = dict.fromkeys(LARGE.split(), 100.0)  # ms


def dragged(control):
    """Where a drag from end to end stops on its way, at most 25 times, and the way back."""
    positions = getattr(control, "positions", control.ends())
    stops = np.unique(np.linspace(0, len(positions) - 1, 25).round().astype(int))
    return [*(positions[stop] for stop in stops), control.start]


def drag(controls, plot):
    """Milliseconds of CPU, and bytes sent, of each step that moves something."""
    costs = []
    for moved, control in controls.items():
        for value in dragged(control):
            if plot.values[moved] == value:
                continue
            begin = time.process_time()
            plot.panel.values = {**plot.panel.values, moved: value}  # as the page does
            spent = 1000.0 * (time.process_time() - begin)
            assert plot.problem == ""
            sent = shown(plot)
            costs.append((spent, len(sent) if isinstance(sent, bytes) else sum(map(len, sent))))
    return np.array(costs)


def measure(numbers):
    """Print a row for each picture with sliders; return those that are too slow."""
    slow = {}
    print("| lesson | view | drawn by | median ms | 95 % | most | kB |")
    for source in SOURCES:
        if numbers and not source.stem.startswith(tuple(numbers)):
            continue
        for plot in solved(source.stem, painted=True).pictures:
            if isinstance(plot, Animation):
                continue
            costs, name = drag(plot.controls, plot), view_name(plot)
            way = "page" if plot.panel.step else "PNG"
            median, most = np.median(costs, axis=0), costs.max(axis=0)[0]
            high = float(np.percentile(costs[:, 0], 95))
            row = f"{way} | {median[0]:.1f} | {high:.1f} | {most:.0f} | {median[1] / 1000:.1f}"
            print(f"| {source.stem} | {name} | {row} |", flush=True)
            if high > NETWORKS.get(name, TARGET):
                slow[name] = round(high)
    return slow


if __name__ == "__main__":
    slow = measure(sys.argv[1:])
    sys.exit(f"ms of CPU a step, the slowest of 20: {slow}" if slow else 0)
