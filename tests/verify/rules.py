"""STDP rules written apart from the library, by pairs and by steps, each with at most one fault."""

import math

import numpy as np

PAIRINGS = ("all", "nearest", "reduced", "pre_centred")


def counted(pre, post, pairing, tie):
    """(LTP pairs, LTD pairs) as times, by the words of the definition."""
    pre, post = sorted(pre), sorted(post)

    def pre_first(a, b):
        return a < b or (a == b and tie in ("ltp", "both"))

    def post_first(b, a):
        return b < a or (a == b and tie in ("ltd", "both"))

    ltp, ltd = [], []
    for j, b in enumerate(post):
        before = [a for a in pre if pre_first(a, b)]
        if pairing == "all":
            ltp += [(a, b) for a in before]
        elif pairing == "nearest" and before:
            ltp.append((before[-1], b))
        elif pairing == "reduced" and before:
            taken = j > 0 and pre_first(before[-1], post[j - 1])
            ltp += [] if taken else [(before[-1], b)]
    if pairing == "pre_centred":
        for a in pre:
            after = [b for b in post if pre_first(a, b)]
            ltp += [(a, after[0])] if after else []
    for i, a in enumerate(pre):
        before = [b for b in post if post_first(b, a)]
        if pairing == "all":
            ltd += [(a, b) for b in before]
        elif before:
            taken = pairing == "reduced" and i > 0 and post_first(before[-1], pre[i - 1])
            ltd += [] if taken else [(a, before[-1])]
    return ltp, ltd


def make(A_plus, A_minus, tau_plus, tau_minus, pairing="all", tie="none", shift=0.0, fault="none"):
    """A rule (pre, post) -> dw with this convention and this fault."""

    def ltp_of(d):
        sign = 1 if fault == "missing minus" else -1
        decay = 1.0 if fault == "no decay" else math.exp(sign * d / tau_plus)
        return A_plus * decay

    def ltd_of(d):
        decay = 1.0 if fault == "no decay" else math.exp(-d / tau_minus)
        return A_minus * decay * (-1 if fault == "LTD strengthens" else 1)

    def total(pre, post):
        ltp, ltd = counted(pre, post, pairing, tie)
        if fault == "last spikes only":
            last = {(max(pre), max(post))} if pre and post else set()
            ltp, ltd = counted(pre, post, "all", tie)
            ltp, ltd = [p for p in ltp if p in last], [p for p in ltd if p in last]
        if fault == "k-th with k-th":
            same = set(zip(sorted(pre), sorted(post), strict=False))
            ltp, ltd = counted(pre, post, "all", tie)
            ltp, ltd = [p for p in ltp if p in same], [p for p in ltd if p in same]
        dw = sum(ltp_of(b - a) for a, b in ltp)
        return dw - (0 if fault == "no LTD" else sum(ltd_of(a - b) for a, b in ltd))

    state = [0.0]

    def rule(pre, post):
        unit = 1000 if fault == "times in seconds" else 1
        pre, post = [unit * float(t) + shift for t in pre], [unit * float(t) for t in post]
        if fault == "wrong sign":
            pre, post = post, pre
        if fault == "zero sentinel":
            pre, post = [t for t in pre if t != shift], [t for t in post if t != 0]
        if fault == "sentinel as a time":
            ghosts = sum(ltp_of(b + 1.0) for b in post) - sum(ltd_of(a + 1.0) for a in pre)
            return total(pre, post) + ghosts
        if fault == "own trace":
            dw = sum(ltp_of(b - a) for a in pre for b in pre if a <= b)
            return dw - sum(ltd_of(b - a) for a in post for b in post if a <= b)
        if fault == "re-counted pairs":
            dw = 0.0
            for now in np.arange(0.0, max([0.0, *pre, *post]) + 5.0):
                a, b = ([t for t in train if t <= now] for train in (pre, post))
                if a and b:
                    dw += total([max(a)], [max(b)])
            return dw
        if fault == "remembers the last call":
            state[0] += total(pre, post)
            return state[0]
        if fault == "returns the weight":
            return 0.5 + total(pre, post)
        if fault == "waits for the next pre spike":
            return total(pre, [t for t in post if pre and t < max(pre)])
        return total(pre, post)

    return rule


FAULTS = (
    *("none", "wrong sign", "missing minus", "no decay", "LTD strengthens", "no LTD"),
    *("zero sentinel", "sentinel as a time", "own trace", "re-counted pairs"),
    *("last spikes only", "k-th with k-th", "times in seconds", "returns the weight"),
    *("remembers the last call", "waits for the next pre spike", "jump before read"),
)


def drawn(rng):
    """A random convention and fault: the rule, and what a report on it should say."""
    fault = FAULTS[rng.integers(len(FAULTS))] if rng.random() < 0.8 else "none"
    right = {
        "A_plus": round(float(rng.uniform(0.002, 0.02)), 5),
        "A_minus": round(float(rng.uniform(0.002, 0.02)), 5),
        "tau_plus": round(float(rng.uniform(5, 40)), 2),
        "tau_minus": round(float(rng.uniform(5, 40)), 2),
        "pairing": PAIRINGS[rng.integers(4)],
    }
    tie = ("none", "ltp", "ltd")[rng.integers(3)] if fault != "jump before read" else "both"
    shift = float(rng.choice([0.0, 0.0, 0.0, -1.0, 1.5]))
    if fault in ("zero sentinel", "sentinel as a time", "own trace", "re-counted pairs"):
        shift = 0.0
    if fault == "waits for the next pre spike":
        shift = 0.0
    return (
        make(**right, tie=tie, shift=shift, fault=fault),
        fault,
        right
        | {
            "same_step": tie,
            "shift": shift,
        },
    )
