"""Lesson 12, teaching a spike."""
