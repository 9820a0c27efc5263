"""Is this surrogate gradient right? What passes back through a spike."""
