"""Lesson 13: out of the classroom."""
