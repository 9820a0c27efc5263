"""STDP as it has been published wrong, each rebuilt as a small function from its own description.

None is anybody's code: the public report says in words what the code did, and the function does
that. What mends it is the same function with the fault taken out.
"""

import math

import numpy as np

from snn_edu.lessons.pattern_detected import article
from snn_edu.plasticity import STDP

A, B, PLUS, MINUS = 0.01, 0.008, 20.0, 30.0
RIGHT = STDP(A_plus=A, A_minus=B, tau_plus=PLUS, tau_minus=MINUS, w_min=-9.0, w_max=9.0)

#: Where (on github.com): the wrong rule, the mended one, the faults that a report should name, and
#: the rule that is meant where only that shows the fault.
PUBLISHED = {}


def published(where, *names, mends, meant=None):
    """Enter the rule that follows."""

    def enter(wrong):
        PUBLISHED[where] = wrong, mends, names, meant

    return enter


def window(d):
    return A * math.exp(-d / PLUS) if d > 0 else -B * math.exp(d / MINUS) if d < 0 else 0.0


def mended(pre, post):
    """The pair sum."""
    return sum(window(b - a) for a in pre for b in post)


def events(pre, post):
    return sorted([(t, False) for t in pre] + [(t, True) for t in post])


def course(rule, start):
    """The change of a weight from `start`, with its bounds."""

    def change(pre, post):
        w = rule.course(pre, post, start).w
        return float(w[-1]) - start if w.size else 0.0

    return change


# --- by steps -------------------------------------------------------------------------------------


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


@published("fangwei123456/spikingjelly/pull/282", "own trace", mends=by_traces)
@stepped
def _(i, j, x, y):
    """trace_pre was multiplied by the pre spike, trace_post by the post spike."""
    return A * (x + i) * i - B * (y + j) * j, x + i, y + j


@published("fangwei123456/spikingjelly/pull/312", "own trace", mends=by_traces)
@stepped
def _(i, j, x, y):
    """The tutorial updated trace_post from trace_pre: y = x - y / tau + spike."""
    x, y = x + i, x + i - y / MINUS + j
    return A * x * j - B * y * i, x, y


@published("fangwei123456/spikingjelly/pull/347", "remembers the last call", mends=by_traces)
@stepped
def _(i, j, x, y, kept=[0.0, 0.0]):  # noqa: B006 - from call to call
    """Learners keep traces between runs unless they are reset."""
    x, y = kept[0] * math.exp(-1 / PLUS), kept[1] * math.exp(-1 / MINUS)
    dw, *kept[:] = right_step(i, j, x, y)
    return dw, 0.0, 0.0


@published("brian-team/brian2/pull/1671", "own trace", mends=by_traces)
@stepped
def _(i, j, x, y):
    """Each spike marked the trace that it then read."""
    return A * x * i - B * y * j, x + i, y + j


@published("BrainCog-X/Brain-Cog/issues/26", "no LTD", mends=by_traces)
@stepped
def _(i, j, x, y):
    """Only the pre trace is kept: post spikes strengthen, nothing weakens."""
    return A * x * j, x + i, y + j


@published("zxzhijia/Brian2STDPMNIST/issues/15", "LTD strengthens", mends=by_traces)
@stepped
def _(i, j, x, y):
    """A minus was lost: pre spikes after a post spike strengthen too."""
    return A * x * j + B * y * i, x + i, y + j


# The trace was multiplied by minus its decay at every step.
published("BindsNET/bindsnet/issues/140", "alternating sign", mends=by_traces)(
    stepped(right_step, decay=-0.9)
)


@published(
    "SpiNNakerManchester/sPyNNaker/pull/752",
    "decay per step",
    mends=lambda pre, post, dt=1.0: by_steps(pre, post, right_step, dt),
)
def _(pre, post, dt=1.0):
    """Tables were right at a step of 1 ms only."""
    return by_steps(pre, post, right_step, dt, decay=0.95)


# --- by pairs -------------------------------------------------------------------------------------


@published("lava-nc/lava/issues/484", "wrong sign", mends=mended)
def _(pre, post):
    """A_plus and A_minus were flipped, and flipped again in the plot."""
    return mended(post, pre)


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


@published(
    "SpiNNakerManchester/sPyNNaker/issues/393",
    "sentinel as a time",
    mends=STDP(A, B, PLUS, MINUS, pairing="nearest").change,
)
def _(pre, post):
    """0 stood for 'no pre spike yet' and was taken for a time."""
    return last_times(pre, post, (0.0, -math.inf))


@published("nest/nestml/issues/909", "waits for the next pre spike", mends=mended)
def _(pre, post):
    """Only a pre spike updates the weight: without a further one the last pairs are not seen."""
    return mended(pre, [t for t in post if any(t < a for a in pre)])


@published("UWB-Biocomputing/Graphitti/issues/53", "re-counted pairs", mends=mended)
def _(pre, post):
    """At each spike all pairs of the last 1000 ms are gone through, used before or not."""
    dw = 0.0
    for now in np.union1d(pre, post):
        dw += mended([t for t in pre if now - 1000 < t <= now], [t for t in post if t <= now])
    return dw


@published("norse/norse/issues/366", "times in seconds", mends=mended)
def _(pre, post):
    """Time constants documented in 1/ms hold values in 1/s."""
    return mended(1000 * np.asarray(pre), 1000 * np.asarray(post))


@published("compneuro.neuromatch.io (W2D3, tutorial 4)", "tie as LTP", mends=mended, meant=RIGHT)
def _(pre, post):
    """`time_diff <= 0`, with t_pre - t_post, gives the tie to LTP without a word."""
    return mended(pre, post) + A * np.intersect1d(pre, post).size


@published("the tutorial of lesson 00", "zero sentinel", "re-counted pairs", mends=mended)
def _(pre, post):
    """Its function, called after every step with the last times, to 20 ms past all."""
    dw = 0.0
    for now in range(int(max([0.0, *pre, *post])) + 21):
        last_pre, last_post = (
            max([-1.0, *(t for t in train if t <= now)]) for train in (pre, post)
        )
        dw += article.stdp(last_pre, last_post, article.Faults())
    return dw
