"""Lesson 13, down the slope."""
