"""Is this encoder right? What values become, as spikes."""
