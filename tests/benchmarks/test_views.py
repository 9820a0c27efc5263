"""What a step of each slider costs the kernel, dragged from end to end, in one table of all views.

The target is 40 ms of CPU a step, 100 ms where a network runs (in `on_few_bits` 2,000 synapses hear
half a million spikes) or tempotrons are trained; it holds for 95 of 100 steps. Most pictures are
drawn by the page from numbers ("page"); those with images come as PNGs. Run:

    pytest tests/benchmarks/test_views.py --benchmark-only -s
"""

import time

import numpy as np
import pytest
from lesson_pages import SOURCES, shown, solved, view_name

from snn_edu.live.animation import Animation

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


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_step_of_every_slider(source, benchmark):
    widgets = [one for one in solved(source.stem).pictures if not isinstance(one, Animation)]
    found = {}

    def drag_all():
        for k, plot in enumerate(widgets):
            found[k, view_name(plot)] = (
                drag(plot.controls, plot),
                "page" if plot.panel.step else "PNG",
            )

    benchmark.pedantic(drag_all, rounds=1, warmup_rounds=0)
    print("\n| lesson | view | drawn by | median ms | 95 % | most | kB |")
    for (_, name), (costs, way) in found.items():
        median, most = np.median(costs, axis=0), costs.max(axis=0)[0]
        high = np.percentile(costs[:, 0], 95)
        row = f"{way} | {median[0]:.1f} | {high:.1f} | {most:.0f} | {median[1] / 1000:.1f}"
        benchmark.extra_info[name] = row
        print(f"| {source.stem} | {name} | {row} |")
    slow = {
        name: float(np.percentile(costs[:, 0], 95))
        for (_, name), (costs, _) in found.items()
        if np.percentile(costs[:, 0], 95) > NETWORKS.get(name, TARGET)
    }
    assert not slow, f"ms of CPU a step, the slowest of 20: {slow}"
