"""One neuron: W1, W1fi, the first figure and the import.

Run: pytest tests/benchmarks --benchmark-only

Targets are CPU time on the machine they were set on, where a bare Python loop over W1's steps
takes 0.8 ms; the loop is timed here too, so that a ratio can be read off any machine.
"""

import os
import subprocess
import sys
from statistics import median

import numpy as np
from works import AMPLITUDES, NEURON, bare_loop, f_i_curve, noise, one_neuron

from snn_edu import simulate


def test_w1_one_neuron_for_a_second(benchmark):
    benchmark.extra_info["target"] = "0.4 ms; floats 1.2 ms"
    recording = benchmark(one_neuron())
    assert len(recording.spikes) == 33
    assert recording.v.size == 10_001


def test_w1_by_single_steps(benchmark):
    benchmark.extra_info["target"] = "5 ms"
    recording = benchmark(simulate, NEURON, noise(), 0.1, start=NEURON.start())
    assert len(recording.spikes) == 33


def test_w1_bare_loop_to_compare_machines(benchmark):
    assert len(benchmark(bare_loop, noise())) == 10_000


def test_w1fi_fifty_constant_currents(benchmark):
    benchmark.extra_info["target"] = "10 ms"
    spikes = benchmark(f_i_curve()).spikes
    np.testing.assert_allclose(spikes.rates(), NEURON.rate(AMPLITUDES), atol=1.0)


def fresh(code, rounds=7):
    """CPU seconds that `code` prints in a new Python: the median of some, all but the first.

    Modules are compiled by then, as they are for whoever starts it twice, and NumPy's BLAS has one
    thread: the others' idling counts as CPU time of whatever is imported next.
    """
    environment = {name: text for name, text in os.environ.items() if "BYTECODE" not in name}
    environment["OPENBLAS_NUM_THREADS"] = "1"
    command = [sys.executable, "-c", f"import time\n{code}\nprint(took)"]
    took = []
    for _ in range(1 + rounds):
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        took.append(float(done.stdout))
    return median(took[1:])


def test_first_figure_of_a_new_process(benchmark, tmp_path):
    """The whole of it, and what matplotlib takes to save an empty figure."""
    ours = f"""
import numpy as np
from snn_edu import LIF, plots, simulate
figure = plots.figure("A LIF")
run = simulate(LIF(), np.full(2000, 2.0), 0.1)
figure.subplots().plot(run.t, run.v)
figure.savefig({str(tmp_path / "first.png")!r})
took = time.process_time()"""
    theirs = f"""
from matplotlib.figure import Figure
Figure().savefig({str(tmp_path / "empty.png")!r})
took = time.process_time()"""
    took = benchmark.pedantic(fresh, (ours,), rounds=1)
    assert (tmp_path / "first.png").stat().st_size > 10_000
    benchmark.extra_info["target"] = "0.6 s"
    benchmark.extra_info["measured"] = f"{took:.2f} s, an empty figure {fresh(theirs):.2f} s"


def test_import_over_numpy(benchmark):
    code = """
import sys, numpy
begin = time.process_time()
import snn_edu
took = time.process_time() - begin
assert "matplotlib" not in sys.modules"""
    took = benchmark.pedantic(fresh, (code,), rounds=1)
    assert 0.0 < took < 10.0
    benchmark.extra_info["target"] = "20 ms beyond NumPy"
    benchmark.extra_info["measured"] = f"{1000.0 * took:.1f} ms"
