"""Variants of the LIF step, to compare with: Euler's method, spikes on the grid, other resets."""

from __future__ import annotations

from typing import Any

from snn_edu.neurons.model import State, Step, twice


def variant(lif: Any, dt: float, xp: Any, method: str, crossing: str, reset: str) -> Step:
    """The step of `lif` under options that `LIF.stepper` explains."""
    tau_m, v_reset, v_threshold, t_ref = lif.tau_m, lif.v_reset, lif.v_threshold, lif.t_ref
    v_rest, R_m = lif.v_rest, lif.R_m
    where, maximum, some = xp.where, xp.maximum, xp.any

    def left(span: Any) -> Any:
        """What is left after `span` ms of the distance between v and v_inf."""
        return xp.exp(-span / tau_m) if method == "exact" else 1.0 - span / tau_m

    def since_crossing(v: Any, v_end: Any, v_inf: Any, span: Any, spiked: Any) -> Any:
        """How long before the step's end v met the threshold, in ms."""
        rising = spiked & (v < v_threshold)  # else it was there when the step began
        if method == "exact":
            return since_threshold(lif, xp, v_end, v_inf, span, rising)
        slope = where(rising, v_end - v, 1.0)  # Euler's v is a straight line
        return where(rising, span * (v_end - v_threshold) / slope, span)

    def step(state: State, current: Any) -> tuple[State, Any, Any]:
        v, wait = state
        v_inf = v_rest + R_m * current
        span = maximum(dt - wait, 0.0)
        wait = maximum(wait - dt, 0.0)
        v_end = v_inf + (v - v_inf) * left(span)
        spiked = (v_end >= v_threshold) & (span > 0.0)
        if reset == "none":
            spiked = spiked & (v < v_threshold)
        if not some(spiked):
            return (v_end, wait), spiked, 0.0
        on_grid = crossing == "grid"
        ago = 0.0 * span if on_grid else since_crossing(v, v_end, v_inf, span, spiked)
        if reset == "none":
            return (v_end, wait), spiked, ago
        v_crossed = v_end if on_grid else maximum(v, v_threshold)
        v_after = v_reset if reset == "to_value" else v_crossed - (v_threshold - v_reset)
        v_after = v_inf + (v_after - v_inf) * left(maximum(ago - t_ref, 0.0))
        if not on_grid and some(spiked & (v_after >= v_threshold)):
            raise twice(dt)
        v_end = where(spiked, v_after, v_end)
        return (v_end, where(spiked, maximum(t_ref - ago, 0.0), wait)), spiked, ago

    return step


def since_threshold(lif: Any, xp: Any, v_end: Any, v_inf: Any, span: Any, rising: Any) -> Any:
    """How long before the step's end an exact v met the threshold, in ms; `span` where not rising.

    v_end = v_inf + (v_threshold - v_inf) exp(-ago / tau_m), solved for `ago`.
    """
    full = xp.where(rising, v_inf - lif.v_threshold, 1.0)
    done = xp.where(rising, (v_end - lif.v_threshold) / full, 0.0)
    return xp.where(rising, -lif.tau_m * xp.log1p(-done), span)
