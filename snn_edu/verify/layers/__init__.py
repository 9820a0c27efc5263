"""Layers: will a network fire? Its weights read, its layers run, its faults named."""
