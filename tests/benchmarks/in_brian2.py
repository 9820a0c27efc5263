"""The work in Brian2 with its Cython runtime: the loop over steps is timed, not what precedes it.

`Network.run` writes and loads code before its first step, each time. Its report is called when that
is done and when the last step is: between the two is the run.
"""

import time

import brian2 as b2
from brian2_models import model_of, ms

b2.prefs.codegen.target = "cython"


def prepare(row):
    model = model_of(row)
    model.network.store()

    def go():
        clock = []
        model.network.restore()
        model.network.run(
            model.duration * ms,
            report=lambda *told: clock.append(time.process_time()),
            report_period=1e9 * b2.second,
        )
        begin, end = clock
        return end - begin, model.found()

    return go
