"""Lesson 18 on wirings, starts and backgrounds that its page does not show."""

from functools import cache

import numpy as np
from draws import Told, on_other_draws
from lesson_pages import solved

page = solved("18_balanced_network")
ALL, NONE = (1.0, 1.0), (0.0, 0.0)


@cache
def fired(seed, g=5.0, steady=False, nudge=0.0):
    """What the neurons that excite do in a second, in the page's own function."""
    more = {"background": page.names["steady"]} if steady else {}
    return page.names["balanced"](g, nudge=nudge, seed=seed, **more).spikes["E"]


def together(seed, g, window):
    counts = np.asarray(fired(seed, g).binned(window), float)[:, :80]
    return np.mean(np.corrcoef(counts.T)[np.triu_indices(80, 1)])


def shared(seed, begin, end, g=5.0, nudge=21.0):
    one, two = fired(seed, g, steady=True), fired(seed, g, steady=True, nudge=nudge)
    return page.names["shared"](one, two, begin, end)


def same(seed):
    """The rate with a steady background, as a share of that with a random one."""
    return fired(seed, steady=True).rate() / fired(seed).rate()


TOLD = [
    Told("| 3 | 295 to 299 Hz | 0.2 |", lambda seed: fired(seed, 3.0).rate(), figure=(293, 301)),
    Told("| 4 | 88 to 126 Hz | 1.1 to 1.3 |", lambda s: fired(s, 4.0).rate(), figure=(85, 136)),
    Told("| 5 | 46 to 73 Hz | 1.4 to 1.7 |", lambda s: fired(s).rate(), figure=(44, 75)),
    Told("1.4 to 1.7", lambda seed: fired(seed).cv(), figure=(1.3, 1.9)),
    Told(
        "goes from 0.07 to 0.02",
        lambda seed: together(seed, 3.0, 1.0) - together(seed, 5.0, 1.0),
        figure=(0.03, 0.07),
    ),
    Told("the rate of all swells and fades", lambda s: together(s, 5.0, 20.0), figure=(0.03, 0.13)),
    Told("in eight others the span was as wide", lambda s: np.ptp(fired(s).rates()) > 70, ALL),
    Told("no more than some 20 Hz", lambda s: np.ptp(fired(s, 3.0).rates()), figure=(15, 28)),
    Told("averaged over sixteen networks, rate and CV are the same", same, figure=(0.85, 1.2)),
    Told("In the first five milliseconds most do", lambda s: shared(s, 0, 5) > 0.6, ALL),
    Told("after ten hardly any", lambda seed: shared(seed, 10, 15) < 0.1, ALL),
    Told("The two runs part as well", lambda seed: shared(seed, 100, 1000, g=3.0) < 0.2, ALL),
    Told("clocks they stay", lambda s: fired(s, 3.0, True, 21.0).cv() < 0.25, ALL),
    Told("In none of sixteen", lambda s: shared(s, 200, 1000, nudge=0.001) < 0.5, NONE),
    Told(
        "in few wirings only",
        lambda seed: shared(seed, 200, 1000, nudge=1.0) < 0.5,
        (0.01, 0.3),
        draws=range(701, 725),
    ),
]


test_on_other_draws = on_other_draws(page, TOLD)
