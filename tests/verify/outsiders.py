"""STDP as people write it: by loops, steps and events; right, wrong, and of their own kinds.

A, B, PLUS and MINUS are those of `public_rules`. Each row of STDP is a rule, values that a report
should measure, and the fault that it should name, if any.
"""

import itertools
import math
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import numpy as np
from public_rules import (
    MINUS,
    PLUS,
    RIGHT,
    A,
    B,
    by_steps,
    course,
    events,
    last_times,
    mended,
    right_step,
    stepped,
    window,
)

from snn_edu.plasticity import TripletSTDP


def paired(kernel):
    return lambda pre, post: sum(kernel(b - a) for a in pre for b in post)


only_ltp, only_ltd = (paired(lambda d, half=half: half(window(d), 0.0)) for half in (max, min))


def two_sided(ltp, ltd=None):
    return paired(lambda d: A * ltp(d) if d > 0 else -B * (ltd or ltp)(-d) if d < 0 else 0.0)


def fade(tau):
    return lambda d: math.exp(-d / tau)


def bump(d, middle, width):
    return math.exp(-(((d - middle) / width) ** 2))


def seen(as_what):
    """All pairs of the trains that a rule makes of those it is given."""
    return lambda pre, post: mended(*as_what(pre, post))


def told(as_what):
    """All pairs, and what a rule makes of their sum."""
    return lambda pre, post: as_what(mended(pre, post))


def shared(number):
    """A mean over so many as `number` makes of the lengths of the trains."""
    return lambda pre, post: mended(pre, post) / max(1, number(len(pre), len(post)))


def by_events(pre, post, keep=1.0):
    """Traces brought up to date at each spike, of which a reading leaves the share `keep`.

    In a tie pre comes first.
    """
    x = y = dw = last = 0.0
    for t, is_post in events(pre, post):
        x, y, last = x * math.exp((last - t) / PLUS), y * math.exp((last - t) / MINUS), t
        dw += A * x if is_post else -B * y
        x, y = (keep * x, y + 1) if is_post else (x + 1, keep * y)
    return dw


def no_spike_yet_is(never):
    return partial(last_times, never=(never, never))


def on_steps_of(step, put=np.round):
    """All pairs, of times on a grid."""
    return seen(lambda *trains: (step * put(train / step) for train in trains))


def ltp_of_the_first(pre, post):
    """LTP counts for the first post spike alone."""
    return only_ltp(pre, post[:1]) + only_ltd(pre, post)


def until_the_last(pre, post):
    """A loop that ends before the last spike, as range(n) does before n."""
    last = max([0.0, *pre, *post])
    return mended(pre[pre < last], post[post < last])


def between_pre_spikes(pre, post):
    """Each post spike with the pre spike before it and the one after, if there are both."""
    both = [(a[a < t].max(), t, a[a > t].min()) for a in (pre,) for t in post
            if (a < t).any() and (a > t).any()]  # fmt: skip
    return sum(window(t - before) + window(t - after) for before, t, after in both)


def closest(pre, post):
    return sum(window(b - min(pre, key=lambda a: abs(b - a))) for b in post) if len(pre) else 0.0


def kth_with_kth(pre, post):
    return sum(window(b - a) for a, b in zip(pre, post, strict=False))


def next_pre(pre, post):
    """For LTP a post spike looks for the nearest pre spike, on the wrong side."""
    ltp = [(pre[pre > b] - b).min() for b in post if (pre > b).any()]
    ltd = [(pre[pre < b] - b).max() for b in post if (pre < b).any()]
    return sum(map(window, ltp + ltd))


def nearest(k, for_ltd):
    """Each spike with the last k of the other train before it."""

    def change(pre, post):
        ltp = [a - b for b in post for a in sorted(a for a in pre if a < b)[-k:]]
        ltd = [a - b for a in pre for b in sorted(b for b in post if b < a)[-for_ltd:]]
        return sum(window(-each) for each in ltp + ltd)

    return change


def tie_hides(pre, post):
    """Nearest neighbours, where a tie is one, and worth nothing."""
    ltp = [b - pre[pre <= b].max() for b in post if b >= min(pre, default=math.inf)]
    ltd = [post[post <= a].max() - a for a in pre if a >= min(post, default=math.inf)]
    return sum(map(window, ltp + ltd))


def else_if(i, j, x, y):
    return (A * x, x, y + 1) if j else (-B * y * i, x + i, y)


def jump_before_read(i, j, x, y):
    """The order of BindsNET, Norse, SpikingJelly and Lava: a tie counts both ways."""
    return A * (x + i) * j - B * (y + j) * i, x + i, y + j


def small_ltd(pre, post):
    """Traces that a spike sets to 1, LTP a hundred times LTD: the default rates of BindsNET."""
    return by_steps(pre, post, lambda i, j, x, y: (A * x * j - A * y * i / 100, i or x, j or y))


def whole_traces(pre, post):
    """Traces of 12 bits that lose what is below 1 in each step, and a weight in steps of 2^-20."""
    at_pre, at_post = {int(t + 0.5) for t in pre}, {int(t + 0.5) for t in post}
    x = y = dw = 0
    for k in range(max([0, *at_pre, *at_post]) + 1):
        x, y = x * 3891 >> 12, y * 3891 >> 12
        dw += 2 * x * (k in at_post) - 2 * y * (k in at_pre)
        x, y = x + 4096 * (k in at_pre), y + 4096 * (k in at_post)
    return dw / 2**20


def merged(pre, post):
    """Events in order, until one of the trains is at its end."""
    every, ends = events(pre, post), min(max(pre, default=0.0), max(post, default=0.0))
    x = y = dw = last = 0.0
    for t, is_post in every:
        if t > ends:
            break
        x, y, last = x * math.exp((last - t) / PLUS), y * math.exp((last - t) / MINUS), t
        dw += A * x if is_post else -B * y
        x, y = x + (not is_post), y + is_post
    return dw


def pre_first(i, j, x, y):
    return A * (x + i) * j - B * y * i, x + i, y + j


def only_weakens(i, j, x, y):
    return -B * (y + j) * i, x + i, y + j


def saturating(i, j, x, y):
    return A * x * j - B * y * i, x + 0.5 * (1 - x) * i, y + 0.25 * (1 - y) * j


def in_seconds(pre, post):
    pre /= 1000
    post /= 1000
    return 1000 * pre, 1000 * post


def chance(pre, post, rng=np.random.default_rng(4)):  # noqa: B008 - one generator for all calls
    drawn = (window(b - a) for a in pre for b in post)
    return sum(A * (rng.random() < abs(d) / A) * np.sign(d) for d in drawn)


def no_partner(answer):
    return lambda pre, post: mended(pre, post) if len(pre) and len(post) else answer


def tie(worth):
    return lambda pre, post: mended(pre, post) + worth * np.intersect1d(pre, post).size


def tie_in_company(pre, post):
    return tie(A * (len(pre) + len(post) > 2))(pre, post)


def only(counts):
    return seen(lambda pre, post: [[t for t in train if counts(t)] for train in (pre, post)])


def fading(pre, post, start=0.5, tau=300.0):
    """A weight that leaks to 0, and is read at the last spike."""
    w = start * math.exp(-max([0.0, *pre, *post]) / tau)
    return w - start + eligible(pre, post, tau)


def eligible(pre, post, tau=200.0):
    """A reward at the last spike finds what is left of each pair."""
    end = max([0.0, *pre, *post])
    return sum(window(b - a) * math.exp((max(a, b) - end) / tau) for a in pre for b in post)


def only_bursts(pre, post):
    """LTP needs two post spikes within 20 ms."""
    second = [b for a, b in itertools.pairwise(post) if b - a < 20]
    return only_ltd(pre, post) + only_ltp(pre, second)


def by_dt(pre, post, dt=1.0):
    """What a spike adds to a trace is multiplied by dt, as if it were a current."""
    return dt * stepped(right_step, dt)(pre, post)


def in_si(pre, post, dt=1e-3):
    """All in seconds, the step as well."""
    return by_steps(pre, post, right_step, dt, math.exp(-dt / 0.02))


def ltd_by_the_step(pre, post, dt=1.0):
    """One of the two traces does not know dt."""
    ltp = by_steps(pre, post, lambda i, j, x, y: (A * x * j, x + i, y), dt)
    by_a_step = math.exp(-1 / MINUS)
    return ltp + by_steps(pre, post, lambda i, j, x, y: (-B * y * i, x, y + j), dt, by_a_step)


def dt_twice(pre, post, dt=1.0):
    """dt stands squared in the exponent."""
    return by_steps(pre, post, right_step, dt, math.exp(-dt * dt / PLUS))


def cut_times(pre, post, dt=1.0):
    """int(t / dt), which is a step off where dt is 0.1."""
    pre, post = (np.floor(train / dt) * dt for train in (pre, post))
    return mended(np.round(pre, 6), np.round(post, 6))


def exp_of_t(pre, post):
    """Sums of exp(t / tau) in single precision, which ends at t = 88 tau."""
    up, down = (np.exp(np.float32([*pre]) / tau) for tau in (PLUS, -MINUS))
    worth = [
        A * (up[pre < b] / np.exp(np.float32(b / PLUS))).sum()
        - B * (np.exp(np.float32(b / MINUS)) * down[pre > b]).sum()
        for b in post
    ]
    return float(sum(worth))


EXACT = {"A_plus": A, "A_minus": B, "tau_plus": PLUS, "tau_minus": MINUS}
PAIRS = {"pairing": "all"}
ALL = EXACT | PAIRS | {"same_step": "none"}
NEAREST = EXACT | {"pairing": "nearest"}
NO_PAIRS = EXACT | {"pairing": None}
SATURATING = "all, where a later spike leaves 0.5 and 0.75 of the traces"

HARD = replace(RIGHT, w_min=0.0, w_max=1.0)
SOFT = replace(HARD, mu=1.0)
HIPPOCAMPAL = TripletSTDP(  # Pfister and Gerstner (2006), all-to-all, culture
    A2_plus=6.1e-3, A2_minus=1.6e-3, A3_plus=6.7e-3, A3_minus=1.4e-3,
    tau_plus=16.8, tau_minus=33.7, tau_x=946.0, tau_y=27.0,
)  # fmt: skip
STDP = {
    # of a usual kind
    "events": (by_events, ALL | {"same_step": "ltp"}),
    "steps": (stepped(right_step), ALL | {"grid": 1.0}),
    "steps of 0.25 ms": (stepped(right_step, 0.25), ALL | {"grid": 0.25}),
    "jump before read": (stepped(jump_before_read), ALL | {"same_step": "both", "grid": 1.0}),
    "small LTD": (small_ltd, {"pairing": "nearest", "A_minus": A / 100}),
    "traces of whole numbers": (whole_traces, PAIRS | {"quantum": 0.0, "grid": 1.0}),
    "pre first": (stepped(pre_first, 0.1), ALL | {"grid": 0.1, "same_step": "ltp", "shift": 0}),
    "half precision": (told(np.float16), ALL),
    "whole ms": (
        seen(lambda *trains: (np.bincount(t).nonzero()[0] for t in trains)),
        ALL | {"grid": None},
    ),
    "hashed": (seen(lambda pre, post: {pre: post}.popitem()), ALL),
    "an item, as tensors have": (told(lambda dw: SimpleNamespace(item=lambda: dw)), ALL),
    "nothing without a partner": (no_partner([]), ALL),
    "delayed by 20 ms": (seen(lambda pre, post: (pre + 20, post)), ALL),
    "delayed by 0.37 ms": (seen(lambda pre, post: (pre + 0.37, post)), ALL | {"shift": 0.37}),
    # windows
    "sharp": (two_sided(fade(0.5), fade(0.7)), {}),
    "slow": (two_sided(fade(500), fade(700)), PAIRS | {"tau_minus": 700.0}),
    "cut off": (paired(lambda d: window(d) if abs(d) <= 10 else 0.0), ALL),
    "alpha": (two_sided(lambda d: d / 9 * math.exp(1 - d / 9)), PAIRS),
    "triangle": (two_sided(lambda d: max(0, 1 - d / 40)), {}),
    "a box of 20 ms": (two_sided(lambda d: d < 20), PAIRS),
    "Gaussian lobes": (two_sided(lambda d: bump(d, 10, 5)), PAIRS | {"tau_plus": None}),
    "three lobes": (two_sided(lambda d: fade(9)(d) - 0.5 * (20 < d < 60), fade(9)), PAIRS),
    "Mexican hat": (paired(lambda d: A * bump(d, 0, 10) - B / 2 * bump(d, 0, 30)), PAIRS),
    # which pairs, and ties
    "no spike yet is -1000": (no_spike_yet_is(-1000.0), NEAREST | {"same_step": "none"}),
    "a tie hides": (tie_hides, NEAREST | {"same_step": "none", "hides": True}),
    "LTP nearest": (nearest(1, 99), {"pairing": "LTP nearest, LTD all"}),
    "2 nearest": (nearest(2, 2), {"pairing": "2 nearest"}),
    "2 nearest for LTP": (nearest(2, 99), {"pairing": "LTP 2 nearest, LTD all"}),
    "5 nearest": (nearest(5, 5), {"pairing": "5 nearest"}),
    "closest": (closest, {"pairing": "each post spike with the closest pre spike"}),
    "used up": (partial(by_events, keep=0.0), {"pairing": "LTP pre_centred, LTD post_centred"}),
    "saturating": (stepped(saturating), {"A_plus": A / 2, "pairing": SATURATING}),
    "triplet": (HIPPOCAMPAL.change, {"triplet": True, "pairing": None}),
    "triplet for LTP": (TripletSTDP().change, {"triplet": True}),
    "only bursts": (only_bursts, {"triplet": True}),
    "a tie for half": (tie((A - B) / 2), PAIRS | {"same_step": "other"}),
    "a tie for half of LTP": (tie(A / 2), {"same_step": "other"}),
    "a tie for a twentieth": (tie(A / 20), {"same_step": "other"}),
    "a tie in company": (tie_in_company, PAIRS | {"hides": None}),
    # of chance, of steps of the weight, of what is left of a pair
    "coarse": (told(lambda dw: round(dw * 256) / 256), {"quantum": 1 / 256}),
    "rounded down": (told(lambda dw: dw // 0.001 / 1000), {"quantum": 0.001, "pairing": None}),
    "single precision, small": (
        told(lambda dw: float(np.float32(0.5) + np.float32(1e-3 * dw)) - 0.5),
        {"quantum": 2**-25, "grid": None},
    ),
    "by chance": (chance, {"stochastic": True, "quantum": None, "pairing": None}),
    "an eligibility trace": (eligible, NO_PAIRS | {"triplet": False}),
    # with a weight
    "van Rossum": (lambda *both, w: only_ltp(*both) + w * only_ltd(*both), {"mu_minus": 1.0}),
    "grows with w": (lambda *both, w: (1 + w) * mended(*both), {"A_plus": 1.5 * A}),
    "soft bounds exchanged": (
        lambda *both, w: w * only_ltp(*both) + (1 - w) * only_ltd(*both),
        {"A_plus": A / 2},
        "soft bounds exchanged",
    ),
    "new w": (lambda *both, w: w + course(SOFT, w)(*both), {"mu_plus": 1.0}, "returns the weight"),
    "steps of 0.3 ms": (on_steps_of(0.3), PAIRS | {"same_step": "none", "grid": 0.3}),
    "LTP of the first post spike": (
        ltp_of_the_first,
        {"pairing": "pairs of which one overrules another", "triplet": False},
    ),
    # wrong, or to be asked about
    "steps of 2 ms": (on_steps_of(2.0, np.floor), {"triplet": False}, "coarse grid"),
    "steps of 1.5 ms": (on_steps_of(1.5), {"triplet": False}, "coarse grid"),
    "whole time constants": (
        two_sided(
            lambda d: fade(PLUS)(d // PLUS * PLUS), lambda d: fade(MINUS)(d // MINUS * MINUS)
        ),
        EXACT,
        "whole time constants",
    ),
    "before the last spike": (until_the_last, ALL, "loses the last spike"),
    "between pre spikes": (
        between_pre_spikes,
        {"A_plus": A},
        "waits for the next pre spike",
        "loses the first spike",
    ),
    "return in a loop": (seen(lambda pre, post: (pre, post[:1])), EXACT, "first spikes only"),
    "overwritten in a loop": (seen(lambda pre, post: (pre[-1:], post)), EXACT, "last spikes only"),
    "a factor": (told(lambda dw: 1 + dw), ALL, "returns the weight"),
    "only LTD": (only_ltd, {"grid": 0.0}, "no LTP"),
    "only LTD, by steps": (stepped(only_weakens), {"shift": 0.0, "same_step": "ltd"}, "no LTP"),
    "only LTD, both ways": (paired(lambda d: -abs(window(d))), {"A_plus": -A}, "LTP weakens"),
    "a tie both ways": (tie(A - B), {"same_step": "both"}),
    "last spikes": (seen(lambda pre, post: (pre[-1:], post[-1:])), EXACT, "last spikes only"),
    "k-th with k-th": (kth_with_kth, EXACT, "k-th with k-th"),
    "no trace decays": (two_sided(lambda d: 1.0), {"tau_plus": math.inf}, "no decay"),
    "tau in us": (two_sided(fade(2e4), fade(3e4)), {}, "time constant in other units"),
    "next pre spike": (next_pre, {"pairing": "post_centred"}, "wrong sign"),
    "the third partner for half": (
        lambda *trains: (nearest(2, 2)(*trains) + nearest(3, 3)(*trains)) / 2,
        NO_PAIRS,
        "no known pairing",
    ),
    "mean": (shared(lambda pre, post: pre * post), EXACT, "mean of pairs"),
    "mean over spikes": (
        shared(lambda pre, post: pre + post),
        {"pairing": "all, divided by the number of spikes"},
        "mean of pairs",
    ),
    "mean over post spikes": (shared(lambda pre, post: post), EXACT, "mean of pairs"),
    "post in s": (seen(lambda pre, post: (pre, post / 1000)), {}, "depends on absolute time"),
    "a truth a step": (seen(lambda *trains: map(np.flatnonzero, trains)), {}, "no change"),
    "LTD by the step": (ltd_by_the_step, ALL, "decay per step"),
    "a jump times dt": (by_dt, ALL, "amplitude depends on dt"),
    "from the lower bound": (course(HARD, 0.0), {"A_plus": A}, "starts at its bound"),
    "from the upper bound": (course(HARD, 1.0), {"A_minus": B}, "starts at its bound"),
    "a weight that leaks": (fading, {}, "changes with time alone"),
    "100 ms long": (only(lambda t: t < 100), {}, "loses late spikes"),
    "a second long": (only(lambda t: t < 1000), ALL, "loses late spikes"),
    "off the grid": (only(lambda t: t == int(t)), ALL, "loses spikes off its grid"),
    "in SI": (in_si, PAIRS | {"tau_plus": 20.0}, "times in seconds"),
    "from pre 2": (seen(lambda pre, post: (pre[1:], post)), ALL, "loses the first spike"),
    "until one train ends": (
        merged,
        {"A_plus": A, "pairing": None, "triplet": False},
        "waits for the next pre spike",
        "waits for the next post spike",
    ),
    "delta_t in whole ms": (paired(lambda d: window(int(d))), ALL | {"grid": 1.0}, "delta_t cut"),
    "delta_t in whole ms, 0 on either side": (
        paired(lambda d: window(math.copysign(int(d), d) or math.copysign(1e-9, d))),
        ALL | {"grid": 1.0, "same_step": "ltp"},
        "delta_t cut",
    ),
    "whole ms, cut": (
        lambda *trains: by_events(*map(np.floor, trains)),
        EXACT | PAIRS | {"grid": 1.0, "shift": 0.0, "same_step": "ltp"},
    ),
    "int(t / dt)": (cut_times, ALL, "cut, not rounded"),
    "dt twice": (dt_twice, {"tau_plus": PLUS}, "time constant depends on dt"),
    "times times dt": (
        lambda pre, post, dt=1.0: mended(pre * dt, post * dt),
        ALL,
        "time constant depends on dt",
    ),
    "trials of 100 ms": (
        lambda pre, post: sum(window(b - a) for a in pre for b in post if a // 100 == b // 100),
        ALL,
        "cut into pieces",
    ),
    "exp(t / tau)": (exp_of_t, {"A_plus": A, "tau_minus": MINUS}, "loses late spikes"),
    "delta_t rounded to ms": (paired(lambda d: window(round(d))), ALL | {"grid": 1.0}),
    "to post -1": (seen(lambda pre, post: (pre, post[:-1])), ALL, "waits for the next post spike"),
    "first spikes": (seen(lambda pre, post: (pre[:1], post[:1])), EXACT, "first spikes only"),
    "else if": (stepped(else_if), EXACT | PAIRS, "loses a spike in a tie"),
    "ties dropped": (
        seen(lambda pre, post: (np.setdiff1d(pre, post), np.setdiff1d(post, pre))),
        ALL,
        "loses a spike in a tie",
    ),
    "if last": (partial(last_times, never=(0.0, 0.0), asks=True), NEAREST, "zero sentinel"),
    "no spike yet is -100": (no_spike_yet_is(-100.0), NEAREST, "sentinel as a time"),
    "a threshold for each post spike": (
        lambda pre, post: only_ltp(pre, post) - 0.4 * A * len(post),
        {"A_plus": A, "tau_plus": PLUS},
        "a lone spike changes the weight",
    ),
    "each pre spike weakens": (
        lambda pre, post: max(mended(pre, post), 0.0) - 0.002 * len(pre),
        {"A_plus": A},
        "a lone spike changes the weight",
    ),
    "None without a partner": (no_partner(None), ALL, "fails without a partner"),
    "nan without a partner": (no_partner(math.nan), ALL, "fails without a partner"),
    "divides in place": (seen(in_seconds), ALL, "changes its input"),
    "a pair": (told(lambda dw: (0.5, dw)), {}, "no number"),
}
