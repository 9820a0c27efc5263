"""Lesson 15, from ANN to SNN."""

from snn_edu.lessons.from_ann_to_snn.networks import trained

__all__ = ["trained"]
