"""What the lesson stdp_curves draws and asks."""
