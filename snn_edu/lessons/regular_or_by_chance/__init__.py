"""Lesson 03, regular or by chance: four neurons to judge by their spikes."""

from snn_edu.lessons.regular_or_by_chance.trains import recordings

__all__ = ["recordings"]
