"""What a step of each slider costs the kernel, dragged from end to end: view, blit and PNG.

The budget is 50 ms of CPU a step, 100 ms where a network runs. Medians and the worst step (in which
limits move and all is drawn anew) are in `extra_info`, and printed with -s. Run:

    pytest tests/benchmarks/test_views.py --benchmark-only -s
"""

import statistics
import time

import numpy as np
import pytest
from lesson_widgets import SOURCES, widgets_of


def dragged(control):
    """Where a drag from end to end stops on its way, at most 25 times, and the way back."""
    positions = getattr(control, "positions", control.ends())
    stops = np.unique(np.linspace(0, len(positions) - 1, 25).round().astype(int))
    return [*(positions[stop] for stop in stops), control.start]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_step_of_every_slider(source, monkeypatch, benchmark):
    widgets, _ = widgets_of(source, monkeypatch)
    took = {}

    def drag():
        for view, controls, plot, _ in widgets:
            steps = took.setdefault(getattr(view, "__name__", str(view)), [])
            for moved, control in controls.items():
                for value in dragged(control):
                    begin = time.process_time()
                    plot.panel.values = {**plot.panel.values, moved: value}  # as the page does
                    steps.append(1000.0 * (time.process_time() - begin))
                    assert plot.problem == ""

    benchmark.pedantic(drag, rounds=1, warmup_rounds=0)
    benchmark.extra_info["target"] = "50 ms of CPU a step, 100 ms for networks"
    for name, steps in took.items():
        moved = [step for step in steps if step > 0.2]  # a step to where it was draws nothing
        told = f"median {statistics.median(moved):.0f} ms, most {max(moved):.0f} ms"
        benchmark.extra_info[name] = told
        print(f"{source.stem} {name}: {told}")
