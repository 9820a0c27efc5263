"""Lesson 16, what it costs."""

from snn_edu.lessons.what_it_costs.recorded import run

__all__ = ["run"]
