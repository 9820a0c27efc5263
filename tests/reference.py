"""Reference cases: numbers from papers, closed forms and other simulators, each with its source."""

import json
from pathlib import Path
from typing import Any

from snn_edu import LIF

FOLDER = Path(__file__).parent / "reference"


def cases(topic: str, prefix: str = "") -> list[dict[str, Any]]:
    """Cases of `tests/reference/<topic>.json` whose id begins with `prefix`; at least one."""
    found = [
        case
        for case in json.loads((FOLDER / f"{topic}.json").read_text())["cases"]
        if case["id"].startswith(prefix)
    ]
    assert found, f"no case {prefix!r} in {topic}.json"
    return found


def case(topic: str, name: str) -> dict[str, Any]:
    """The one case of `topic` with this id."""
    (found,) = [case for case in cases(topic) if case["id"] == name]
    return found


def lif_of(params: dict[str, Any]) -> LIF:
    """The neuron of a reference case."""
    names = {
        "tau_m": "tau_m_ms",
        "R_m": "R_MOhm",
        "v_rest": "E_L_mV",
        "v_reset": "V_reset_mV",
        "v_threshold": "V_th_mV",
        "t_ref": "t_ref_ms",
    }
    return LIF(**{ours: params[theirs] for ours, theirs in names.items() if theirs in params})
