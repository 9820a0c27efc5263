"""Lesson 06, measuring spike trains: trains to compare."""

from snn_edu.lessons.measuring_trains.trains import near, three_pairs, trials

__all__ = ["near", "three_pairs", "trials"]
