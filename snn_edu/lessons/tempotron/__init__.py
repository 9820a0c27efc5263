"""Lesson 12, the tempotron."""
