"""Is this conversion right? Layer by layer, the rate of a neuron against its activation."""
