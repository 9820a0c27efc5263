"""Sixty pairings at every rate: the published changes, and the data behind them."""

import numpy as np
import pytest
from reference import case

from snn_edu.lessons.stdp_curves.sjostrom import SJOSTROM_2001, misfit, pairings
from snn_edu.plasticity.stdp import STDP
from snn_edu.plasticity.triplet import TripletSTDP

FITS = {
    "stdp-triplet-vc_min_all": TripletSTDP(),
    "stdp-triplet-vc_full_near": TripletSTDP(
        A2_plus=8.8e-11,
        A2_minus=0.0066,
        A3_plus=0.053,
        A3_minus=0.0031,
        tau_x=714.0,
        tau_y=40.0,
        pairing="nearest",
    ),
}


@pytest.mark.parametrize("name", FITS)
def test_frequency_protocol_gives_the_published_changes(name):
    reference = case("stdp", name)
    params, rows = reference["params"], reference["expected"]["rows"]
    how = {"repeats": params["n_pairs"], "first": params["first_pre_ms"]}
    protocol = [pairings(row["rho_Hz"], row["dt_ms"], **how) for row in rows]
    changes = np.array([FITS[name].change(*trains) for trains in protocol])
    assert changes == pytest.approx([row["dw"] for row in rows], abs=1e-9)
    assert misfit(changes) == pytest.approx(reference["expected"]["E_recomputed"])
    assert [(m.rate, m.delta_t, m.dw, m.sem) for m in SJOSTROM_2001] == [
        (row["rho_Hz"], row["dt_ms"], row["data"], row["sem"]) for row in rows
    ]


def test_pair_rule_misses_what_the_triplet_rule_meets():
    reference = case("stdp", "stdp-pair-frequency")
    params, rows = reference["params"], reference["expected"]["rows"]
    pair = STDP(params["A_plus"], params["A_minus"], params["tau_plus_ms"], params["tau_minus_ms"])
    protocol = [pairings(row["rho_Hz"], row["dt_ms"]) for row in rows]
    changes = np.array([pair.pair_sum(*trains) for trains in protocol])
    assert changes == pytest.approx([row["dw"] for row in rows], abs=1e-9)
    by_triplets = misfit(np.array([TripletSTDP().change(*trains) for trains in protocol]))
    assert by_triplets < 0.4
    assert misfit(changes) > 20 * by_triplets


def test_pairings_keep_their_distance():
    pre, post = pairings(20.0, -10.0, repeats=3, first=100.0)
    assert pre.tolist() == [100.0, 150.0, 200.0]
    assert post.tolist() == [90.0, 140.0, 190.0]
