"""STDP as it has been published wrong, each rebuilt as a small function from its own description.

None is anybody's code: the public report says in words what the code did, and the function does
that. `mended` is the same function with the fault taken out.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from snn_edu.lessons.pattern_detected import article
from snn_edu.plasticity import STDP

A, B, PLUS, MINUS = 0.01, 0.008, 20.0, 30.0
RIGHT = STDP(A_plus=A, A_minus=B, tau_plus=PLUS, tau_minus=MINUS, w_min=-9.0, w_max=9.0)


class Published(NamedTuple):
    where: str
    says: str  # what was wrong, in our words
    wrong: Callable
    mended: Callable
    names: tuple[str, ...]  # the faults that a report should name
    against: STDP | None = None  # what it was meant to be, where only that shows the fault


def window(d):
    return A * math.exp(-d / PLUS) if d > 0 else -B * math.exp(d / MINUS) if d < 0 else 0.0


def mended(pre, post):
    """The pair sum."""
    return sum(window(b - a) for a in pre for b in post)


def by_steps(pre, post, learn, dt=1.0, decay=None):
    """Traces x and y on a grid; `learn(pre, post, x, y)` gives dw and the traces after the step."""
    at_pre, at_post = {round(t / dt) for t in pre}, {round(t / dt) for t in post}
    x = y = dw = 0.0
    for k in range(max([0, *at_pre, *at_post]) + 2):
        x *= decay or math.exp(-dt / PLUS)
        y *= decay or math.exp(-dt / MINUS)
        change, x, y = learn(k in at_pre, k in at_post, x, y)
        dw += change
    return dw


def right_step(i, j, x, y):
    return A * x * j - B * y * i, x + i, y + j


def stepped(learn, dt=1.0, decay=None):
    """The same as a rule that takes no dt."""
    return lambda pre, post: by_steps(pre, post, learn, dt, decay)


by_traces = stepped(right_step)


def copied(i, j, x, y):
    """The post trace is updated from the pre trace: y = x - y / tau + spike."""
    x, y = x + i, x + i - y / MINUS + j
    return A * x * j - B * y * i, x, y


def events(pre, post):
    return sorted([(t, False) for t in pre] + [(t, True) for t in post])


def last_times(pre, post, never, asks=False):
    """Nearest neighbours by the last times of pre and post, `never` before the first.

    So early spikes pair with one at `never`, unless it asks first whether there was one.
    """
    before, dw = [*never], 0.0
    for t, is_post in events(pre, post):
        if before[not is_post] or not asks:
            dw += window(t - before[False]) if is_post else window(before[True] - t)
        before[is_post] = t
    return dw


def course(rule, start):
    """The change of a weight from `start`, with its bounds."""

    def change(pre, post):
        w = rule.course(pre, post, start).w
        return float(w[-1]) - start if w.size else 0.0

    return change


def looks_back_again(pre, post):
    """At each spike all pairs of the last 1000 ms are gone through, used before or not."""
    dw = 0.0
    for now in np.union1d(pre, post):
        dw += mended([t for t in pre if now - 1000 < t <= now], [t for t in post if t <= now])
    return dw


def for_each_pre(pre, post):
    """Only a pre spike updates the weight: by the post spikes since the last one, then by LTD."""
    return mended(pre, [t for t in post if any(t < a for a in pre)])


def living_on():
    """Traces live on from call to call: the reader was not told to reset them."""
    kept = [0.0, 0.0]

    def learn(i, j, *_):
        x, y = kept[0] * math.exp(-1 / PLUS), kept[1] * math.exp(-1 / MINUS)
        dw, *kept[:] = right_step(i, j, x, y)
        return dw, 0.0, 0.0

    return stepped(learn)


def by_the_article(pre, post):
    """The tutorial's function, called after every step with the last times, to 20 ms past all."""
    dw = 0.0
    for now in range(int(max([0.0, *pre, *post])) + 21):
        last_pre, last_post = (
            max([-1.0, *(t for t in train if t <= now)]) for train in (pre, post)
        )
        dw += article.stdp(last_pre, last_post, article.Faults())
    return dw


GITHUB = "https://github.com/"
PUBLISHED = (
    Published(
        f"{GITHUB}fangwei123456/spikingjelly/pull/282",
        "trace_pre was multiplied by the pre spike, trace_post by the post spike",
        stepped(lambda i, j, x, y: (A * (x + i) * i - B * (y + j) * j, x + i, y + j)),
        by_traces,
        ("own trace",),
    ),
    Published(
        f"{GITHUB}fangwei123456/spikingjelly/pull/312",
        "the tutorial updated trace_post from trace_pre",
        stepped(copied),
        by_traces,
        ("own trace",),
    ),
    Published(
        f"{GITHUB}fangwei123456/spikingjelly/pull/347",
        "learners keep traces between runs unless they are reset",
        living_on(),
        by_traces,
        ("remembers the last call",),
    ),
    Published(
        f"{GITHUB}lava-nc/lava/issues/484",
        "A_plus and A_minus were flipped, and flipped again in the plot",
        lambda pre, post: mended(post, pre),
        mended,
        ("wrong sign",),
    ),
    Published(
        f"{GITHUB}brian-team/brian2/pull/1671",
        "each spike marked the trace that it then read",
        stepped(lambda i, j, x, y: (A * x * i - B * y * j, x + i, y + j)),
        by_traces,
        ("own trace",),
    ),
    Published(
        f"{GITHUB}BindsNET/bindsnet/issues/140",
        "the trace was multiplied by minus its decay at every step",
        stepped(right_step, decay=-0.9),
        by_traces,
        ("alternating sign",),
    ),
    Published(
        f"{GITHUB}BrainCog-X/Brain-Cog/issues/26",
        "only the pre trace is kept: post spikes strengthen, nothing weakens",
        stepped(lambda i, j, x, y: (A * x * j, x + i, y + j)),
        by_traces,
        ("no LTD",),
    ),
    Published(
        f"{GITHUB}zxzhijia/Brian2STDPMNIST/issues/15",
        "a minus was lost: pre spikes after a post spike strengthen too",
        stepped(lambda i, j, x, y: (A * x * j + B * y * i, x + i, y + j)),
        by_traces,
        ("LTD strengthens",),
    ),
    Published(
        f"{GITHUB}SpiNNakerManchester/sPyNNaker/issues/393",
        "0 stood for 'no pre spike yet' and was taken for a time",
        lambda pre, post: last_times(pre, post, (0.0, -math.inf)),
        STDP(A, B, PLUS, MINUS, pairing="nearest").pair_sum,
        ("sentinel as a time",),
    ),
    Published(
        f"{GITHUB}SpiNNakerManchester/sPyNNaker/pull/752",
        "tables were right at a step of 1 ms only",
        lambda pre, post, dt=1.0: by_steps(pre, post, right_step, dt, decay=0.95),
        lambda pre, post, dt=1.0: by_steps(pre, post, right_step, dt),
        ("decay per step",),
    ),
    Published(
        f"{GITHUB}nest/nestml/issues/909",
        "without a further pre spike the last pairs are not seen",
        for_each_pre,
        mended,
        ("waits for the next pre spike",),
    ),
    Published(
        f"{GITHUB}UWB-Biocomputing/Graphitti/issues/53",
        "a pair may be used at more than one spike",
        looks_back_again,
        mended,
        ("re-counted pairs",),
    ),
    Published(
        f"{GITHUB}norse/norse/issues/366",
        "time constants documented in 1/ms hold values in 1/s",
        lambda pre, post: mended(1000 * np.asarray(pre), 1000 * np.asarray(post)),
        mended,
        ("times in seconds",),
    ),
    Published(
        "https://compneuro.neuromatch.io (W2D3, tutorial 4)",
        "`time_diff <= 0`, with t_pre - t_post, gives the tie to LTP without a word",
        lambda pre, post: mended(pre, post) + A * np.intersect1d(pre, post).size,
        mended,
        ("tie as LTP",),
        RIGHT,
    ),
    Published(
        "the tutorial of lesson 00",
        "pairs counted at every step, t = 0 dropped",
        by_the_article,
        mended,
        ("zero sentinel", "re-counted pairs"),
    ),
)
