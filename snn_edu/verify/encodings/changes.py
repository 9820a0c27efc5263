"""A delta code: spikes where a signal changes, over the samples it is given."""

from __future__ import annotations

import numpy as np

from snn_edu.validation import Floats
from snn_edu.verify.asking import Refusal
from snn_edu.verify.encodings.asked import Encoder, squeezed

LONG, AT = 60, 24  # samples of a signal, and the one at which it changes


def _events(exam: Encoder, signal: Floats) -> Floats:
    """What it gives for a signal, a row a sample, (samples, 1 or 2); 0 before its first one."""
    spikes = squeezed(exam.raw(signal))
    spikes = spikes.ravel()[:, np.newaxis] if spikes.size == max(spikes.shape) else spikes
    if spikes.ndim != 2 or spikes.shape[0] not in (signal.size, signal.size - 1):
        raise Refusal("another raster", got=spikes.shape, expected=f"({signal.size}, 1 or 2)")
    missing = signal.size - spikes.shape[0]
    return np.concatenate([np.zeros((missing, spikes.shape[1])), spikes])


def by_changes(exam: Encoder) -> bool:
    """Whether it takes the values for a signal, and spikes only where that changes."""
    low, high = float(exam.given[0]), float(exam.given[-1])
    flat = np.full(LONG, (low + high) / 2)
    try:
        still = _events(exam, flat)
        if not np.array_equal(still, _events(exam, flat)):
            return False  # by chance
        up = _events(exam, np.where(np.arange(LONG) < AT, low, high))
    except Refusal as refusal:
        if refusal.name == "another raster":
            return False
        raise
    if np.count_nonzero(still[AT - 2 :]) > LONG // 4 or not up[AT - 2 :].any():
        return False  # it spikes at rest, or not at a change: no such code
    _delta(exam, still, up, low, high)
    return True


def _delta(exam: Encoder, still: Floats, up: Floats, low: float, high: float) -> None:
    exam.values |= {"code": "delta", "random": False, "steps": None}
    exam.tried.append("a signal that rests, jumps up, jumps down, and rises slowly")
    down = _events(exam, np.where(np.arange(LONG) < AT, high, low))
    if still[1:].any():
        k = int(np.abs(still[1:]).sum(1).argmax()) + 1
        exam.fault("spikes without a change", f"a signal at rest, sample {k}", 1.0, 0.0)
        return
    if still[0].any() or up[0].any() or down[0].any():
        exam.know("first sample")
    before = np.flatnonzero(up[1 : AT - 1].any(1))
    if before.size:
        exam.fault("before its change", f"a jump at sample {AT}, sample {before[0] + 1}", 1.0, 0.0)
    if up[-1].any():
        exam.fault("spikes without a change", f"{LONG - AT} samples after a jump", 1.0, 0.0)
    rises, falls = up[AT - 1 :].sum(0), down[AT - 1 :].sum(0)
    if not falls.any():
        exam.know("only up")
    elif np.array_equal(rises, falls):
        if rises.size == 2:
            exam.fault("up is down", "a jump up, a jump down", rises[0], 0.0)
        else:
            exam.know("no sign")
    if (rises < 0).any() or (falls < 0).any():
        exam.know("signed")
    size = _smallest(exam, low, high)
    steps = LONG - 2
    slow = low + np.minimum(np.arange(LONG), steps) * min(0.4 * size, (high - low) / steps)
    lost = not _events(exam, slow)[1:].any()
    if lost and slow[-1] - low > 2 * size:
        exam.know("slow change", size=0.4 * size, total=slow[-1] - low)
    exam.know("smallest change", size=size)


def _smallest(exam: Encoder, low: float, high: float) -> float:
    """The smallest jump that makes a spike, by halving."""
    small, large = 0.0, high - low
    for _ in range(14):
        middle = (small + large) / 2
        signal = np.where(np.arange(LONG) < AT, low, low + middle)
        heard = _events(exam, signal)[AT - 1 :].any()
        small, large = (small, middle) if heard else (middle, large)
    return large
