"""Spiking neural networks you can move: a small library and a course of live notebooks."""

__version__ = "0.1.0"
