"""Lesson 01, the leaky bucket: a membrane to measure."""

from snn_edu.lessons.leaky_bucket.mystery import mystery_trace

__all__ = ["mystery_trace"]
