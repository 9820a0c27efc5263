"""Triplet STDP: Pfister & Gerstner's published changes."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import refused
from reference import case

from snn_edu.plasticity import STDP, TripletSTDP, weight_after

# Pfister & Gerstner 2006: to visual cortex (all, the defaults; nearest), to hippocampal culture.
VISUAL_CORTEX_ALL = TripletSTDP()
VISUAL_CORTEX_NEAREST = TripletSTDP(
    8.8e-11, 0.0066, 0.053, 0.0031, tau_x=714.0, tau_y=40.0, pairing="nearest"
)
HIPPOCAMPUS_ALL = TripletSTDP(A2_plus=0.0053, A2_minus=0.0035, A3_plus=0.008, tau_y=40.0)
FITS = {
    "stdp-triplet-vc_min_all": VISUAL_CORTEX_ALL,
    "stdp-triplet-vc_full_near": VISUAL_CORTEX_NEAREST,
    "stdp-triplet-hc_min_all": HIPPOCAMPUS_ALL,
}
trains = st.lists(st.integers(0, 60), max_size=10).map(lambda times: np.sort(times).astype(float))


def slow_change(rule: TripletSTDP, pre, post) -> float:
    """Eq. 2-4 written as sums over the spikes before each spike."""

    def read(train, t, tau):
        before = [math.exp(-(t - s) / tau) for s in train if s < t] if tau else []
        return sum(before) if rule.pairing == "all" else max(before, default=0.0)

    ltp = sum(
        read(pre, t, rule.tau_plus) * (rule.A2_plus + rule.A3_plus * read(post, t, rule.tau_y))
        for t in post
    )
    ltd = sum(
        read(post, t, rule.tau_minus) * (rule.A2_minus + rule.A3_minus * read(pre, t, rule.tau_x))
        for t in pre
    )
    return ltp - ltd


def motif(protocol, args):
    """(pre, post) times of one repeat in ms, from the row's own words."""
    if protocol == "pair":
        return [0.0], [args[0]]
    if protocol == "pre-post-pre":  # args: post - first pre, post - second pre
        return [0.0, args[0] - args[1]], [args[0]]
    if protocol == "post-pre-post":  # args: first post - pre, second post - pre
        return [0.0], list(args)
    gap, inner = args[0], abs(args[0])  # quadruplet: two pairs 5 ms wide, `gap` ms between them
    outer, inside = [-5.0, inner + 5.0], [0.0, inner]
    return (inside, outer) if gap > 0 else (outer, inside)


@pytest.mark.parametrize("name", FITS)
def test_published_parameters_are_the_published_parameters(name):
    params = case("stdp", name)["params"]
    names = "A2p", "A2m", "A3p", "A3m", "tau_plus", "tau_minus", "tau_x", "tau_y", "scheme"
    assert FITS[name] == TripletSTDP(*(params[one] for one in names))


def test_triplets_and_quadruplets_give_the_published_changes():
    repeats = 1000.0 * np.arange(60)[:, None]  # 60 repeats at 1 Hz
    for row in case("stdp", "stdp-triplet-hc_min_all")["expected"]["rows"]:
        pre, post = (np.sort((repeats + t).ravel()) for t in motif(row["protocol"], row["args_ms"]))
        assert HIPPOCAMPUS_ALL.change(pre, post) == pytest.approx(row["dw"], abs=1e-9), row


@given(trains, trains, st.sampled_from([VISUAL_CORTEX_ALL, VISUAL_CORTEX_NEAREST]))
def test_change_is_the_sum_over_spikes(pre, post, rule):
    rule = replace(rule, A2_plus=0.01, A3_minus=0.02, tau_x=80.0)
    slow = slow_change(rule, pre, post)
    assert rule.change(pre, post) == pytest.approx(slow, abs=1e-12)
    assert weight_after(rule, pre, post, 1.0) == pytest.approx(1.0 + slow, abs=1e-12)


def test_without_triplets_it_is_the_pair_rule():
    pairs = TripletSTDP(0.01, 0.0105, 0.0, tau_plus=20.0, tau_minus=20.0, tau_y=None)
    assert pairs.drift(20.0, 10.0) == pytest.approx(STDP().drift(20.0, 10.0), rel=1e-12)


def test_the_drift_changes_sign_at_the_published_threshold():
    """The sliding threshold of Bienenstock, Cooper & Munro, of the minimal fit."""
    theta = case("stdp", "stdp-triplet-bcm")["expected"]["theta_Hz"]
    assert VISUAL_CORTEX_ALL.drift(10, theta) == pytest.approx(0, abs=1e-9)
    assert VISUAL_CORTEX_ALL.drift(10, 0.9 * theta) < 0 < VISUAL_CORTEX_ALL.drift(10, 1.1 * theta)


test_wrong_parameters_are_refused = refused(
    ({"tau_y": None}, r"tau_y = None: A3_plus > 0 needs"),
    ({"A3_minus": 0.1}, r"tau_x = None: A3_minus > 0 needs"),
    ({"tau_y": 0.04}, r"tau_y = 0\.04 ms.*Did you mean 40"),
    ({"pairing": "reduced"}, "pairing = 'reduced'"),
    ({"w_min": 1.0, "w_max": 0.5}, "w_min = 1: must be below w_max = 0.5"),
    ({"w_min": np.nan}, "w_min = nan: allowed is any finite number"),
    ({"w_max": np.nan}, "w_max = nan: allowed is any finite number"),
    of=lambda wrong: TripletSTDP(**wrong),
)
