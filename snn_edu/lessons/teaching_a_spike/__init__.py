"""Lesson 10, teaching a spike."""
