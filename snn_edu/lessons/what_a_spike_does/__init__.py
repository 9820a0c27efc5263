"""What the lesson what_a_spike_does draws and asks."""
