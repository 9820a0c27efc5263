"""The work in Brian2's C++ program ("standalone"), written, compiled and then run by itself.

The program times its last run and says so in a file: not its start, nor the making of synapses.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import brian2 as b2
from brian2_models import model_of, ms


def prepare(row):
    folder = TemporaryDirectory()
    b2.set_device("cpp_standalone", build_on_run=False)
    device = b2.get_device()
    device.insert_code("before_start", "std::clock_t began;")
    device.insert_code("before_network_run", "began = std::clock();")
    seconds = "double(std::clock() - began) / CLOCKS_PER_SEC"
    device.insert_code("after_network_run", f'std::ofstream("seconds.txt") << {seconds};')
    model = model_of(row)
    model.network.run(model.duration * ms)
    device.build(directory=folder.name, run=False)

    def go():
        device.run(with_output=False, run_args=[])
        return float(Path(folder.name, "seconds.txt").read_text()), model.found()

    return go
