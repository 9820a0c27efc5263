"""What the lesson threshold_reset_noise draws and asks."""
