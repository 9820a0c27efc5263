"""On a busy machine a right answer is right as well."""

import inspect

import pytest

from snn_edu import verify

EXAMINERS = [
    verify.conversion, verify.encoder, verify.independent, verify.neuron, verify.stdp,
    verify.surrogate, verify.traces,
]  # fmt: skip


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as many seconds for who says no number: with eight other jobs 20 s were over."""
    for examine in EXAMINERS:
        optional = [
            10.0 * each.default if name == "seconds" else each.default
            for name, each in inspect.signature(examine).parameters.items()
            if each.default is not each.empty
        ]
        monkeypatch.setattr(examine, "__defaults__", tuple(optional))
