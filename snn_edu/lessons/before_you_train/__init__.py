"""Lesson 14, before you press Train."""
