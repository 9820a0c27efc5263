"""The work in this library: the run alone is timed, as with the peers."""

import time

from works import WORKS


def prepare(row):
    work = WORKS[row]
    run = work.prepare()

    def go():
        begin = time.process_time()
        result = run()
        return time.process_time() - begin, work.found(result)

    return go
